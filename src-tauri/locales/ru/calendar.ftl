# Сроки: слова командной строки и файлов календаря.

error-not-one-day = Это не один определённый день.
error-not-one-day-next = Напишите день, например: 31 января 2026, 2026-01-31 или вчера.

cli-calendar-overdue = Просрочено:
cli-calendar-days = С { $from } по { $to }:
cli-calendar-undated = Не сделано, без даты:
cli-calendar-outdated = начало срока изменилось: проверьте
cli-calendar-bare = { $count ->
    [one] В { $count } деле впереди ничего нет: { $cases }
   *[other] В { $count } делах впереди ничего нет: { $cases }
}
cli-calendar-more = Есть и другое; выберите меньше дней.
cli-calendar-written = Записано: { $path } ({ $size }). Файл лежит там в открытом виде.
cli-entry-hearing = заседание
cli-entry-proceeding = производство
cli-entry-expiry = истекает
cli-entry-review = рассмотрение судом
cli-entry-task = срок
cli-entry-consent = истекает согласие
cli-entry-retention = хранить ли дальше?

# Названия в файле календаря. Их видят на телефоне и чужие люди, поэтому в них сказано как можно меньше.
ics-hearing = Заседание
ics-deadline = Срок
ics-review = Проверка
