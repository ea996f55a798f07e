# Календарь, задачи и сроки, доверители.

screen-calendar = Календарь
keys-go-calendar = Календарь
do-new-task = Добавить задачу
do-clients = Доверители
kind-rule = Правило срока
one-rule = Правило срока
records-rules = правила сроков

## Что стоит в календаре

entry-kind-hearing = Заседание
entry-kind-proceeding = Производство
entry-kind-expiry = Истекает
entry-kind-review = Рассмотрение судом
entry-kind-task = Задача
entry-kind-consent = Согласие
entry-kind-retention = Хранить ли?
entry-hearing = Заседание
entry-consent = Истекает согласие
entry-retention = Нужно ли хранить дальше?
entry-no-day = без даты

calendar-tabs = Виды календаря
calendar-tab-month = Месяц
calendar-tab-agenda = Список
calendar-tab-bare = Впереди ничего
calendar-tab-rules = Правила сроков
calendar-month = { $month } { $year }
calendar-from = Начало: { $day }
calendar-earlier = Предыдущий месяц
calendar-later = Следующий месяц
calendar-kinds = Что показано
calendar-more = Здесь показано не всё. Выберите меньше видов.
calendar-aside = Рядом с календарём
calendar-overdue = Просрочено
calendar-coming = Впереди
calendar-undated = Не сделано, без даты
calendar-vague = Когда-то в это время, день неизвестен
calendar-day-empty = В этот день ничего нет.
calendar-day-with = { $day }: { $count ->
    [one] { $count } запись
    [few] { $count } записи
    [many] { $count } записей
   *[other] { $count } записи
}
calendar-empty = Впереди ничего нет
calendar-empty-what = Здесь появляются заседания, окончания мер, рассмотрения судом и сроки ваших дел.
calendar-bare-what = В этих делах впереди нет ни заседания, ни окончания меры, ни рассмотрения, ни задачи. Либо делать нечего, либо никто не сказал, что делать.
calendar-bare-none = В каждом деле что-то впереди
calendar-bare-none-what = Здесь стояло бы дело, в котором нет следующего шага.
calendar-paper = Календарь: { $from } – { $to }
calendar-paper-made = По состоянию на { $day }
weekday-short-1 = Пн
weekday-short-2 = Вт
weekday-short-3 = Ср
weekday-short-4 = Чт
weekday-short-5 = Пт
weekday-short-6 = Сб
weekday-short-7 = Вс

calendar-export = Записать файл календаря
calendar-file = Файл календаря
calendar-export-happens = Будет записан файл для другого календаря (.ics), в открытом виде, с днями от { $from } до { $to }. В названиях стоит только «Заседание», «Срок» или «Проверка»: ни имён, ни мест.
calendar-export-forever = Календарь телефона часто копируется на компьютеры какой-нибудь компании. Кто его увидит, узнает, в какие дни вы заняты.
calendar-export-understood = Я знаю, куда попадёт этот файл
calendar-export-do = Записать файл
calendar-export-references = Указать в названиях номера дел
calendar-export-references-hint = Например, «Заседание · KZ-003». Номер, в котором стоит имя, не попадёт в файл.

## Задачи и сроки

tasks-title = Задачи и сроки
tasks-none = Задач нет.
tasks-all = Показать все ({ $count })
task-add = Добавить задачу
task-add-day = Добавить задачу на этот день
task-add-to = Добавить задачу к { $case }
task-new = Новая задача
task-edit = Задача
task-what = Что нужно сделать
task-needs-title = Скажите в нескольких словах, что нужно сделать.
task-deleted = Задача удалена.
task-done-named = Сделано: { $name }
task-by-rule = Вычислить по правилу
task-no-rule = Без правила
task-counted-from = Считать от
task-no-case = Без дела
task-rule = Правило
task-basis = Правовое основание
task-moved = Начало срока изменилось. По правилу теперь: { $day }.
task-start-gone = То, от чего считался срок, удалено или закончилось. Это ещё нужно?
task-follow = Взять новый день
task-outdated = начало изменилось

deadlines-title = Предложенные сроки
deadlines-suggested = { $count ->
    [one] Предложен { $count } срок
    [few] Предложено { $count } срока
    [many] Предложено { $count } сроков
   *[other] Предложено { $count } срока
}
deadlines-past = { $count ->
    [one] { $count } прошедший срок
    [few] { $count } прошедших срока
    [many] { $count } прошедших сроков
   *[other] { $count } прошедшего срока
}
deadlines-keys = Взять срок или сказать, что он не нужен:
deadline-take = Взять
deadline-not-needed = Не нужен
deadline-past = прошёл

## Правила

rules-title = Правила сроков
rules-what = По этим правилам программа вычисляет сроки из того, что записано в делах, и предлагает их. Сама она ничего не добавляет.
rules-no-advice = Программа считает дни. Она не знает законов и не даёт юридических советов: пусть каждое правило проверит юрист.
rules-none = Правил нет
rules-none-what = Правило говорит, что нужно сделать за столько-то дней до чего-нибудь или после: например, до заседания.
rule-add = Добавить правило
rule-new = Новое правило
rule-edit = Правило
rule-deleted = Правило удалено.
rule-example = не проверено юристом
rule-checked = проверено
rule-off = выключено
rule-label-en = Что нужно сделать, по-английски
rule-label-ru = По-русски
rule-label-kk = По-казахски
rule-starts = От чего считается
rule-codes = Только для
rule-codes-hint = Если ничего не выбрано, то для любых.
rule-offset = Сколько времени
rule-direction = До или после
rule-direction-after = после
rule-direction-before = до
rule-needs-label = Скажите на одном из языков, что нужно сделать.
rule-needs-offset = Скажите, сколько времени.
rule-is-checked = Это правило проверил юрист
rule-is-off = Больше не предлагать по этому правилу
rule-start-measure-begins = Начало меры
rule-start-measure-expires = Окончание меры
rule-start-hearing = Заседание
rule-start-decision = Решение
rule-start-sentence = Приговор первой инстанции
rule-start-later-sentence = Приговор после обжалования
rule-start-act = Действие
rule-start-day = День, который указан
rule-from-measure-begins = начала меры
rule-from-measure-expires = окончания меры
rule-from-hearing = заседания
rule-from-decision = решения
rule-from-sentence = приговора первой инстанции
rule-from-later-sentence = приговора после обжалования
rule-from-act = действия
rule-from-day = указанного дня
rule-to-measure-begins = начала меры
rule-to-measure-expires = окончания меры
rule-to-hearing = заседания
rule-to-decision = решения
rule-to-sentence = приговора первой инстанции
rule-to-later-sentence = приговора после обжалования
rule-to-act = действия
rule-to-day = указанного дня
rule-after = { $span } после { $from }
rule-before = { $span } до { $to }
rule-only = { $rule } (только: { $codes })
field-legal-basis = Правовое основание
field-rule = Правило
field-rule-id = По какому правилу
field-start-kind = От чего считается
field-start-id = От чего считается
field-starts = От чего считается
field-measures = Только для этих мер
field-proceedings = Только для этих производств
field-acts = Только для этих действий
field-offset = Сколько времени
field-before = До, а не после
field-checked = Проверено юристом
field-retired = Выключено

## Доверители

clients-title = Доверители
clients-what = Все, кто в каком-нибудь деле доверитель: где человек, что дальше, какие сроки.
clients-none = Доверителей пока нет
clients-none-what = Укажите человеку в деле роль «Доверитель», и он появится здесь.
clients-client = Доверитель
clients-now = Сейчас
clients-next = Дальше
clients-due = Сроки
clients-cases = Дела
clients-nothing-known = действующих мер нет
clients-nothing-next = впереди ничего
clients-overdue = просрочено: { $count }
clients-week = на этой неделе: { $count }
clients-next-week = на следующей: { $count }
clients-tasks = { $count ->
    [one] { $count } открытая задача
    [few] { $count } открытые задачи
    [many] { $count } открытых задач
   *[other] { $count } открытой задачи
}
client-title = Как идут дела
client-page = Справка на одну страницу
client-week = На этой неделе
client-next-week = На следующей неделе
client-next-hearing = следующее заседание: { $when }
client-no-hearing = заседаний впереди нет
client-left-out = { $count ->
    [one] { $count } конфиденциальная запись сюда не вошла.
    [few] { $count } конфиденциальные записи сюда не вошли.
    [many] { $count } конфиденциальных записей сюда не вошли.
   *[other] { $count } конфиденциальной записи сюда не вошло.
}
client-paper-made = По состоянию на { $day }
client-page-what = Без заметок, без конфиденциального, без мест, которые нельзя передавать. Прочитайте, прежде чем отдать кому-либо.
client-page-tasks = Вместе с задачами команды
client-page-tasks-hint = В их названиях может стоять то, что предназначено только вам.

## Главная

home-ahead = На этой и следующей неделе
home-to-calendar = Открыть календарь
home-undated = { $count ->
    [one] { $count } задача без даты
    [few] { $count } задачи без даты
    [many] { $count } задач без даты
   *[other] { $count } задачи без даты
}
