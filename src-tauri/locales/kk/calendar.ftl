# Мерзімдер: пәрмен жолының және күнтізбе файлдарының сөздері.

error-not-one-day = Бұл нақты бір күн емес.
error-not-one-day-next = Күнді жазыңыз, мысалы: 2026 жылғы 31 қаңтар, 2026-01-31 немесе кеше.

cli-calendar-overdue = Мерзімі өткен:
cli-calendar-days = { $from } бастап { $to } дейін:
cli-calendar-undated = Орындалмаған, күні жоқ:
cli-calendar-outdated = мерзімнің басталуы өзгерген: қайта қараңыз
cli-calendar-bare = { $count ->
   *[other] { $count } істе алда ештеңе жоқ: { $cases }
}
cli-calendar-more = Тағы бар; аз күн таңдаңыз.
cli-calendar-written = Жазылды: { $path } ({ $size }). Файл сол жерде ашық күйде жатыр.
cli-entry-hearing = отырыс
cli-entry-proceeding = өндіріс
cli-entry-expiry = бітеді
cli-entry-review = сот қарауы
cli-entry-task = мерзім
cli-entry-consent = келісім бітеді
cli-entry-retention = әрі қарай сақтау керек пе?

# Күнтізбе файлындағы атаулар. Оларды телефоннан бөгде адамдар да көреді, сондықтан мүмкіндігінше аз айтады.
ics-hearing = Отырыс
ics-deadline = Мерзім
ics-review = Тексеру
