# Пәрмен жолы не айтады. Аударма тіл иесінің тексеруін күтеді.

cli-ask-passphrase = Құпия сөйлем:
cli-ask-new = Жаңа құпия сөйлем (бос қалдырсаңыз, ол сізге құрылады):
cli-ask-again = Дәл соны тағы бір рет:
cli-ask-differs = Екеуі бірдей емес. Ештеңе істелген жоқ.
cli-made-passphrase = Кездейсоқ { $words } сөзден құралған құпия сөйлем ({ $bits } бит). Қазір жазып алыңыз, ол бір рет қана көрсетіледі:
cli-ask-export = Сандықтағының бәрі { $path } файлына ашық күйде жазылады: аттар, мәлімдемелер, жазбалар. Жалғастыру үшін yes деп теріңіз:
cli-export-refused = Бұл пәрмен бәрін ашық күйде жазады. Қалауыңыз осы болса, --yes қосыңыз.
cli-created = Жаңа сандық: { $path }
cli-created-demo = Мысал істер жинағы бар жаңа сандық: { $path }
cli-kit-written = Қалпына келтіру жинағы { $path } файлында. Оны басып шығарып, осы компьютерден бөлек сақтаңыз, ал файлды жойыңыз.
cli-kit-none = Қалпына келтіру жинағы жазылған жоқ. Оны жасау: sandyq key add { $path } --kit FILE
cli-status-locked = { $path }: құлыптаулы, пішімі { $format }, { $bytes }
cli-status-open = { $path }: пішімі { $format }, { $bytes }, { $deltas ->
    [one] соңғы түсірілімнен кейін { $deltas } жазу
   *[other] соңғы түсірілімнен кейін { $deltas } жазу
}
cli-status-older = Бұл сандық осы құрылғы соңғы рет көргеннен { $count ->
    [one] { $count } жазуға
   *[other] { $count } жазуға
} ескі. Біреу оның орнына ертеректегі көшірмені қойған болуы мүмкін.
seen-parted = Бұл сандықтың екі көшірмесімен бөлек жұмыс істелген: мұнда осы компьютер соңғы көргендей көп сақтау бар, бірақ олар басқа.
seen-parted-next = Жалғастырмас бұрын екінші көшірмені табыңыз. Ол жоқ болса, біреу мынаны қойып кеткен болуы мүмкін.
seen-retired = Бұл – сандықтың бұрынғы көшірмесі: ол осы компьютерде бас тартылған кілттермен ашылады.
seen-retired-next = Оны әдейі қалпына келтірсеңіз, жаңа кілттер жасаңыз. Олай болмаса, біреу оны сандығыңыздың орнына қойған: өз сандығыңыз бен сақтық көшірмелерді іздеңіз.
seen-other-keys = Осы компьютер бұл сандықты басқа кілттермен біледі.
seen-other-keys-next = Жаңа кілттер басқа компьютерде жасалса, бәрі дұрыс. Олай болмаса, біреу бұрынғы көшірмені қойған болуы мүмкін: жазбас бұрын онымен жұмыс істейтіндерден сұраңыз.
cli-rotation-unfinished = Жаңа кілттер басталып, аяқталмай қалған. Бұрынғылары күшінде. Жалғастыру: sandyq key rotate { $path }
cli-for-reading = Бұл сандықты мұнда тек оқуға болады: ол жатқан диск немесе қалта өзгеріс қабылдамайды.
cli-key = { $kind ->
    [passphrase] құпия сөйлем
    [kit] қалпына келтіру жинағы
   *[other] белгісіз түр
}
cli-cases = істер
cli-parties = қатысушылар
cli-acts = әрекеттер
cli-measures = шаралар
cli-claims = мәлімдемелер
cli-sources = дереккөздер
cli-notes = жазбалар
cli-evidence = материалдар
cli-import-done = Импортталды.
cli-import-dry = Ештеңе жазылған жоқ: сынақ қана.
cli-import-line = { $kind }: жаңасы { $added }, өзгергені { $updated }, бұрынғыдайы { $unchanged }
cli-none = Бұл жер бос.
cli-none-found = Ештеңе табылмады.
cli-more-found = Тағы бар; сөздерді нақтылаңыз.
cli-case-saved = { $reference } ісі сақталды.
cli-note-saved = Жазба сақталды.
cli-text-empty = Сақтайтын мәтін жоқ.
cli-text-empty-next = Оны стандартты кіріске беріңіз немесе --file көрсетіңіз.
cli-held-on = { $day } күні ұсталып отырғандар:
cli-held-line = { $party }: { $status }, басталуы { $since }, аяқталуы { $until }, { $provisions } ({ $case })
cli-held-unknown = белгісіз
cli-held-overdue = { $until }, мерзімі өткен
cli-exported = Ашық күйде жазылды: { $path } ({ $bytes })
cli-recovered = Кәдімгі SQLite дерекқоры ретінде ашық күйде жазылды: { $path } ({ $bytes })
cli-salvaged = Оқуға келгеннің бәрі жаңа сандықта: { $path }
cli-salvaged-table = { $table }: { $saved } сақталды, { $lost } жоғалды, { $aside } жазба ретінде қалды
cli-salvaged-blobs = Дәлел файлдары: { $saved } сақталды, { $lost } жоғалды
cli-salvaged-cut = Жетуге болатын соңғы күй: { $newest } жазбаның { $reached }-і.
cli-salvaged-whole = Білуге болатын шамада ештеңе жоғалған жоқ.
cli-salvaged-part = Бір бөлігі жоғалды, тізімі жоғарыда. Бүлінген сандық өзгерген жоқ: оны сақтап қойыңыз.
cli-verify-ok = Әрбір байт жазылған күйінде ({ $bytes } тексерілді).
cli-verify-bad = { $count ->
    [one] { $count } ақау табылды. Ештеңе өзгертілген жоқ.
   *[other] { $count } ақау табылды. Ештеңе өзгертілген жоқ.
}
cli-backup = Сақтық көшірме жазылды, қайта оқылды және бүтін: { $path } (жаңа файлдар: { $copied }, { $bytes }; қайтуға болатын күйлер: { $kept })
cli-backup-healed = Бұрынғы көшірмелердің бүлінген файлдары қайта жазылды: { $count }. Қайталанса, басқа тасымалдағыш алыңыз.
cli-generation = { $state ->
    [whole] барлық файл орнында ({ $files })
    [incomplete] жетпейтін файлдар: { $files }
    [newer] жаңарақ нұсқа жазған
   *[damaged] тізімі бүлінген
}
cli-check-opened = { $name } қалпына келтіруге жарайды: әр файл бұрынғыдай және шифры ашылды (оқылды: { $bytes }).
cli-check-same = { $name }: әр файл бұрынғыдай (оқылды: { $bytes }). Шифр ашылмады: ол үшін --passphrase-file не --identity керек.
cli-check-bad = { $name } бұл күйінде қалпына келмейді ({ $count }):
cli-check-earlier = Одан бұрынғысы: { $name }. Келесі көшірме сандықта бар файлдарды да қайта жазады.
cli-restored = Сандық жасалды: { $path } ({ $name }; файлдар: { $files }, { $bytes }). Оны сол кездегі құпия сөйлеммен не қалпына келтіру жинағымен ашыңыз.
cli-status-backup = Соңғы сақтық көшірме осында жасалған: { $at } UTC
cli-compacted = Бір түсірілімге жинақталды: { $bytes }
cli-key-removed = Кілт жойылды. Бұрын жасалған көшірмелер онымен әлі де ашылады.
cli-keys-rotated = Сандықтың кілттері жаңа. { $files ->
    [0] Қайта шифрланатын дәлел болған жоқ.
   *[other] { $files } дәлел файлы қайта шифрланды.
} Бұрынғы көшірмелер ескі кілттермен әлі де ашылады. Серіктестерге жаңа байланыс карточкасын беріңіз.
cli-rotation-dropped = Аяқталмаған жаңа кілттерден ештеңе қалған жоқ. Бұрынғылары күшінде.
cli-left-behind = Қалдырылды: { $what }
cli-keys-rotated-closed = Соңғы сәтте диск істен шықты. Басталғанды аяқтау үшін сандықты бір рет ашыңыз, оған дейін ескі жинақты сақтаңыз.
cli-passphrase-changed = Құпия сөйлем өзгертілді. Бұрын жасалған көшірмелер ескісімен әлі де ашылады.
cli-handover-written = Тапсыру жазылды: { $path } ({ $bytes })
cli-handover-sha256 = Дауыспен салыстыратын SHA-256: { $sha256 }
cli-handover-valid = Тапсыру бүтін және өзгертілмеген.
cli-handover-invalid = Бұл тапсыруға сенуге болмайды: { $problems }
cli-handover-from = Жіберген { $sender }, { $at }
cli-handover-unsigned = Оған қол қойылмаған.
cli-handover-unknown = Қолтаңба кілті сіз білетін серіктестікі емес: сөздерді дауыспен салыстырыңыз.
cli-handover-holds = Істер: { $cases }, материалдар: { $evidence }
cli-handover-opened = { $path } ішіне ашық күйде шығарылды: { $files ->
    [one] { $files } файл
   *[other] { $files } файл
}
cli-handover-merged = Біріктірілді: жаңасы { $added }, өзгергені { $updated }, бұрынғыдайы { $unchanged }, қайшы келгені { $conflicts }
cli-card-words = Дауыспен салыстыратын сөздер: { $words }
cli-name-same = бірдей
cli-name-similar = ұқсас
cli-name-different = әртүрлі
cli-job = { $job ->
    [key_rotate] Жаңа кілттер
    [backup] Көшіру
    [backup_check] Оқу
    [backup_restore] Қалпына келтіру
    [evidence_add] Қабылдау
    [evidence_export] Жазу
    [salvage] Сақтау
    [evidence_verify] Оқу
    [vault_verify] Оқу
   *[other] Жұмыс
} { $percent } %
