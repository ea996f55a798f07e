# Келгені: мұндағымен қатар қою, алу не алмау, қайтару; бір-біріне қарсы тұрғаны; қолхаттар.

## Қателер
error-receipt-invalid = Бұл қолхат емес немесе ол қол қойылғаннан кейін өзгертілген.
error-receipt-invalid-next = Серіктестен қолхатты файл түрінде қайта жіберуін сұраңыз. Ештеңе жазылған жоқ.
error-receipt-newer = Бұл қолхат бағдарламаның кейінгі нұсқасында жасалған.
error-receipt-newer-next = Алдымен сол нұсқаны орнатыңыз.
error-receipt-unknown = Бұл қолхат осы сандықтан табысталмаған файл туралы.
error-receipt-unknown-next = Ол басқа сандығыңызға тиесілі емес пе, қараңыз. Ештеңе жазылған жоқ.
error-receipt-stranger = Бұл қолхатқа картасы сізде жоқ біреу қол қойған.
error-receipt-stranger-next = Оның картасын қабылдап, санды дауыспен салыстырыңыз, сосын қолхатты қайта қабылдаңыз.
error-receipt-not-theirs = Бұл қолхатқа осы файл табысталмаған серіктес қол қойған.
error-receipt-not-theirs-next = Файл оған қайдан келгенін дауыспен сұраңыз. Ештеңе жазылған жоқ.
error-receipt-not-merged = Бұл табыстау сандықта жоқ, сондықтан қолхат бар деп айта алмайды.
error-receipt-not-merged-next = Алдымен оны алыңыз немесе тек оқығаныңызды айтыңыз.

## Не өзгереді
diff-title = Мұнда не өзгереді
diff-asking = Сандығыңызбен салыстырылуда…
diff-nothing = Ішінде сізге жаңа ештеңе жоқ.
diff-counts = жаңасы { $new }, өзгергені { $changed }, мұндағыдайы { $same }
diff-both = { $count } жазба екі жақта да өзгерген: екі нұсқасы да сақталады
diff-deleted = Сіз жойған { $count } жазба жойылған күйі қалады
diff-back = Сіз жойған { $count } жазба содан бері онда өзгерген, ол қайта келеді
diff-state-new = жаңа
diff-state-changed = өзгерген
diff-state-same = мұндағыдай
diff-state-deleted = мұнда жойылған
diff-state-back = қайта келеді
diff-state-both = екі жақта да
diff-beside = Істерден тыс: адамдар, дереккөздер, орындар
diff-ours = Мұнда
diff-theirs = Онда
diff-empty = (бос)
diff-take = Алу: { $what }
diff-take-field = Осы өрісті алу
diff-take-case = { $what } ісінің бәрін алу
diff-more = Тағы көрсету
diff-all-records = Өзгермейтінін де
diff-page = Ішіндегі бет
diff-page-show = Бетті көрсету
diff-page-hide = Бетті жасыру
diff-merge-some = Таңдалғанын алу
diff-leaving = { $count } нәрсе алынбайды. Оны кейін осы файлдан алуға болады.
merged-along = { $count } жазба бірге келді: басқалары оған сілтейді.
came-from = Кімнен: { $who }, { $when }

## Қайтару
merge-undo = Бұрынғы күйіне қайтару
merge-undo-title = { $who } жібергеннің бәрін қайтару керек пе?
merge-undo-happens = Онымен келгені кетеді, материал файлдары да; ол өзгерткен өрістер бұрынғысын айтады. Содан бері өзіңіз немесе кейінгі файл өзгерткені қалады.
merge-undo-forever = Ештеңе жоғалмайды: сол файлды қайта алсаңыз, бәрі қайта келеді.
merge-undo-understood = Оқыдым
merge-undo-do = Бұрынғы күйіне қайтару
merge-undone = Қайтарылды: { $removed } жазба кетті, { $restored } жазба бұрынғысын айтады.
merge-undone-at = Қайтарылды: { $when }
merge-stays = Мыналар қалады, өйткені содан бері өзгерген немесе қолданылады:

## Екі жақта да өзгерген
handover-tab-conflicts = Шешу керек
conflicts-lead = Сіз шешкенше екі нұсқасы да сақталады. Шешіміңіз келесі табыстаумен бірге кетеді.
conflicts-none = Бір-біріне қарсы тұрған ештеңе жоқ
conflicts-open = Шешу
conflict-ours = Сіздікі
conflict-theirs = Кімнен: { $who }
conflict-decide = Шешімді сақтау
conflict-decided = Шешілді: { $what }
conflict-choose-all = Әр өріс үшін бір жағын таңдаңыз.

## Қолхаттар
reply-received = Алынды
reply-read = Алынды, оқылды
reply-merged = Алынды, оқылды, сандыққа алынды
reply-by = { $state }: { $name }, { $when }
reply-none = Қолхат әлі жоқ
reply-take = Қолхат қабылдау
reply-pick = Қолхатты таңдаңыз
reply-taken = { $name }: { $state }
reply-make = Қолхат жазу
reply-make-means = Тек жіберуші аша алатын, қол қойылған шағын файл. Ол бұл табыстау сізде екенін және онымен не істегеніңізді ғана айтады.
reply-made = Қолхат жазылды: { $path }. Оны кері жіберіңіз.
reply-file = Қолхат
reply-file-name = qolhat

## Пәрмен жолы
cli-handover-diff = жаңасы { $new }, өзгергені { $changed } (екі жақта да { $both }), мұндағыдайы { $same }, мұнда жойылғаны { $deleted }, қайта келетіні { $back }
cli-handover-along = Басқалары сілтейтіндіктен бірге келді: { $count }
cli-handover-arrival = Қайтару үшін: { $id }
cli-handover-undone = Қайтарылды: { $removed } жазба кетті, { $restored } жазба бұрынғысын айтады
cli-handover-stays = Мыналар қалады, өйткені содан бері өзгерген немесе қолданылады:
cli-handover-decided = Шешілді.
cli-receipt-written = Қолхат жазылды: { $path }. Оны кері жіберіңіз.
