# Names that would show: the step between choosing and sealing.

handover-step-leaks = Имена, которые видны
handover-ask-leaks = Имена, которые были бы видны
leak-lead = В этих местах стоят имена, адреса и места, которые должны остаться, в любом написании. Если не выбрать другое, вместо них уйдут другие слова; ваши собственные записи не меняются.
leak-keys = Клавиши: j и k — переход, r — другие слова, x — не передавать, a — принять.
leak-waiting = { $count ->
    [one] { $count } место ждёт вашего решения.
    [few] { $count } места ждут вашего решения.
   *[other] { $count } мест ждут вашего решения.
}
leak-decided = Всё решено.
leak-sealed = Печать закрыта, поэтому людей за ней никто не искал. Сначала откройте её, если они могут быть названы в этих делах.
leak-more = Найдено больше, чем показано. То, чего нет в списке, заменяется.
leak-places = { $count ->
    [one] { $count } место
    [few] { $count } места
   *[other] { $count } мест
}
leak-files = { $count ->
    [one] { $count } файл
    [few] { $count } файла
   *[other] { $count } файлов
}
leak-times = { $count ->
    [one] { $count } раз
    [few] { $count } раза
   *[other] { $count } раз
}
leak-place-text = слова файла
leak-place-metadata = сведения о самом файле
leak-do-replace = Другие слова
leak-do-leave-out = Не передавать
leak-do-accept = Принять…
leak-all-replace = Везде другие слова
leak-all-leave-out = Не передавать всё
leak-all-accept = Принять всё…
leak-reason = Почему это можно передать?
leak-reason-hint = Причина останется в журнале передач, без самих слов.
leak-accept = Принять
leak-accepted-because = Принято: { $reason }
leak-show-all = Показать все: { $count }
leak-unlooked = Файлы, которые не удалось просмотреть
leak-unlooked-means = Посмотрите каждый сами: имя может быть видно или слышно.
leak-copies = Снимки, которые уйдут копиями
leak-copies-means = Снимок сам сообщает, где, когда и какой камерой он сделан. Копия, которая уйдёт, выглядит так же, но этого не сообщает; ваш собственный файл не меняется.
leak-copy-replace = Копия без этих сведений
leak-copy-accept = Как есть…
leak-copies-replace = Все копиями
leak-copies-accept = Все как есть…
log-accepted = { $count ->
    [one] { $count } место принято
    [few] { $count } места приняты
   *[other] { $count } мест принято
}
log-accepted-one = { $what }, { $field }: { $reason } ({ $by })
