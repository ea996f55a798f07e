# Что кому передаётся: профили, сохранённые поиски, новое с прошлого раза, парольные фразы и всё, что кто-либо получил.

handover-tab-profiles = Профили
one-profile = Профиль
records-profiles = профили
handover-what-some = Отдельные дела
handover-what-search = Что находит сохранённый поиск
handover-what-all = Все дела
handover-what-all-means = { $count ->
    [one] Сейчас в хранилище { $count } дело.
    [few] Сейчас в хранилище { $count } дела.
   *[other] Сейчас в хранилище { $count } дел.
}
handover-which-search = Какой поиск?
handover-which-search-means = Дела, в которых он сейчас что-нибудь находит.
handover-by-passphrase = Для того, у кого нет карточки
handover-by-passphrase-means = Файл запечатывается парольной фразой, которую вы сообщаете по телефону или при встрече.
handover-told = Для кого?
handover-told-hint = Это имя будет только в вашем журнале.
handover-passphrase = Парольная фраза этого файла
handover-words-means = Их легко продиктовать по телефону.
handover-passphrase-means = Сообщите её другим путём, чем идёт файл: никогда не в том же сообщении.
handover-profiles-hint = Что пропускает профиль, можно изменить.
handover-since = Только новое для них
handover-since-means = Без всего, что у них уже есть точно таким с прошлых передач.
handover-since-same = { $count ->
    [one] { $count } запись не входит: она у них точно такая же.
    [few] { $count } записи не входят: они у них точно такие же.
   *[other] { $count } записей не входят: они у них точно такие же.
}
handover-since-gone = { $count ->
    [one] { $count } запись, которая у них есть, больше не передаётся; вернуть её нельзя.
    [few] { $count } записи, которые у них есть, больше не передаются; вернуть их нельзя.
   *[other] { $count } записей, которые у них есть, больше не передаются; вернуть их нельзя.
}
handover-let-place = Передать
handover-let-place-happens = «{ $place }» будет в этой передаче, хотя место помечено «не передавать».
handover-let-place-forever = Получатель узнает это место. Взять это назад нельзя.
handover-let-place-sure = Этим читателям можно знать это место
handover-let-place-do = Передать это место
receipt-passphrase = Сообщите эту парольную фразу другим путём ({ $name }). Здесь она показана в последний раз:
incoming-passphrase = Парольная фраза этого файла
incoming-passphrase-do = Открыть с ней
check-locked = Этот файл запечатан парольной фразой
profiles-title = Что кому можно передать
profiles-what = Профиль говорит, какую часть записей получает тот или иной читатель.
profiles-none = Профилей пока нет
profiles-none-what = Профиль говорит, насколько чувствительными могут быть записи, чьё согласие спрашивается и что передаётся.
profiles-never = Что бы ни говорил профиль, по нему никогда не уходят: кто скрывается за источниками, конфиденциальное и запечатанное, заметки под адвокатской тайной, конфиденциальные имена, места с пометкой «не передавать», замечания при проверке.
profile-add = Добавить профиль
profile-new = Новый профиль
profile-edit = Профиль
profile-deleted = Профиль удалён.
profile-label-en = Название по-английски
profile-for = Для кого он
profile-code = Краткое имя
profile-code-hint = Строчные латинские буквы, цифры, _ и -.
profile-limit = Самое чувствительное, что уходит
profile-limit-hint = Конфиденциальное не уходит никогда.
profile-audience = Чьи имена могут быть в нём
profile-audience-hint = Тех, кто на это согласился.
profile-audience-none = Любые: для самой команды
profile-unasked = Называть тех, кого не спрашивали
profile-unasked-hint = Людей, чьё согласие нигде не записано. Предполагаемые нарушители называются в любом случае.
profile-stand-in = Ставить замену тем, кого называть нельзя
profile-stand-in-hint = «Человек K7Q2MD»: для одного получателя всегда та же, для других — другая. Без неё эти люди не входят вовсе.
profile-parts = Что передаётся
profile-is-off = Больше не предлагается
profile-up-to = Не выше: { $what }
profile-asks = спрашивает согласие: { $what }
profile-asks-nobody = никого не спрашивает
profile-un-means = Для мандата, который не раскрывает имён. Людей можно назвать, если они согласились или их не спрашивали.
profile-court-means = Что нужно суду: производства, доказательства и их хранение с именами. Без заметок и заявлений организаций.
part-claims = Что говорят источники
part-proceedings = Расследования, суды, апелляции
part-interventions = Заявления, письма, мнения
part-money = Деньги
part-relationships = Кто кому кем приходится
part-perpetrators = Предполагаемые нарушители
part-notes = Заметки
part-tasks = Задачи и сроки
part-consents = Сами согласия
part-personal = Рождение и уязвимость
part-contacts = Как связаться с людьми
part-tags = Метки
part-keeping = Кто ведёт дело и сколько оно хранится
part-custody = Хранение доказательств
part-keepers = У кого были доказательства
part-origin = Как получены доказательства и где подлинники
part-device = Чем сделаны доказательства
part-identities = Кто оказался одним человеком
given-ask = Что у них есть
given-ask-of = { $name }: что уже есть
given-title = Что когда-либо получено: { $name }
given-nothing = Из этого хранилища им ещё ничего не передавали.
given-case = Дело
given-records = Записей
given-first = Впервые
given-last = В последний раз
given-gone = дела здесь больше нет
given-evidence = Файлы доказательств
given-means = Насколько передавало это хранилище. Что они передали дальше или узнали от других, оно знать не может.
log-since = только новое
log-stayed = Осталось здесь:
log-details = Подробнее
handover-looking = Просматриваем файлы …
rescue-table-profile = Профили передачи
