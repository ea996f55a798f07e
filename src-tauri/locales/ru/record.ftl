# Слова экранов с записями: дела, люди, источники, проверка, доказательства, заметки, история. Ждут проверки носителем языка.

## Doing things
add = Добавить
edit = Править
edit-named = Править: { $name }
remove-named = Убрать: { $name }
print = Печать
and-more = и ещё { $count }
yes = да
no = нет
saved-toast = Сохранено.
undone-toast = Отменено.
restored-toast = Возвращено, как было.
suggestions = Подсказки
term-none = Такого слова в списке нет. Попробуйте другое.
sort-by = Порядок
filter-clear = Показать все
filter-more = Отбор

## Forms
form-resumed = Вы начали это раньше. Текст сохранился как черновик.
form-discard = Удалить черновик
form-close-draft = Закрыть, оставить черновик
form-stale = Тем временем запись изменили.
form-stale-what = Теперь иначе: { $fields }. Ваше не потеряно; выберите, что оставить. Другое останется в истории.
form-keep-mine = Оставить моё
form-take-theirs = Взять другое
form-unclear-date = Дата или срок пока непонятны. Исправьте или очистите поле.

## Dates in words
date-placeholder = середина января 2026
day-placeholder = 24 февраля 2026
date-hint = Своими словами: «середина января 2026», «около ноября», «до 2024».
date-understood = Понято как
date-not-understood = Дата непонятна. Попробуйте «13 ноября 2025», «середина января 2026», «лето 2025», «до мая 2024».
date-one-day = Здесь нужен один определённый день, например «24 февраля 2026».
date-unknown = дата неизвестна
end-placeholder = только если длилось
until-placeholder = пусто, пока действует
when-day = { $day } { $month } { $year }
when-month = { $month } { $year }
when-year = { $year }
when-year-of = { $year } года
when-decade = { $year }-е годы
when-tick = { $month } { $year }
when-about = примерно { $date }
when-unsure = { $date } (?)
when-early = начало { $of } { $year }
when-mid = середина { $of } { $year }
when-late = конец { $of } { $year }
when-or = { " или " }
when-within = { $from } – { $to }, день неизвестен
when-by = не позднее { $of }
when-not-before = не ранее { $of }
when-span = { $from } – { $to }
when-since = с { $of }
when-until = до { $of }
when-in = через { $span }
expired-days = { $days ->
    [one] { $days } день сверх срока
    [few] { $days } дня сверх срока
    [many] { $days } дней сверх срока
   *[other] { $days } дня сверх срока
}
expires-today = сегодня
duration-years = { $count ->
    [one] { $count } год
    [few] { $count } года
    [many] { $count } лет
   *[other] { $count } года
}
duration-months = { $count ->
    [one] { $count } месяц
    [few] { $count } месяца
    [many] { $count } месяцев
   *[other] { $count } месяца
}
duration-weeks = { $count ->
    [one] { $count } неделя
    [few] { $count } недели
    [many] { $count } недель
   *[other] { $count } недели
}
duration-days = { $count ->
    [one] { $count } день
    [few] { $count } дня
    [many] { $count } дней
   *[other] { $count } дня
}
duration-unit = Единица
unit-d = дней
unit-w = недель
unit-m = месяцев
unit-y = лет
age-at-least = { $age ->
    [one] не младше { $age } года
   *[other] не младше { $age } лет
}

## How far something may travel
sensitivity-open = открыто
sensitivity-internal = внутреннее
sensitivity-restricted = ограничено
sensitivity-confidential = конфиденциально
sensitivity-sealed = под печатью
sensitivity-open-what = Можно публиковать.
sensitivity-internal-what = Для команды.
sensitivity-restricted-what = Для названных людей команды.
sensitivity-confidential-what = Для автора и тех, кого он выберет.
sensitivity-sealed-what = Хранится только в запечатанном отделении.

## Grades
grade-words = источник: { $source }; сведения: { $claim }
reliability-a = полностью надёжен
reliability-b = обычно надёжен
reliability-c = довольно надёжен
reliability-d = обычно ненадёжен
reliability-e = ненадёжен
reliability-f = нельзя оценить
reliability-of-source = Как общая оценка источника
credibility-c1 = подтверждено другими
credibility-c2 = вероятно, верно
credibility-c3 = возможно, верно
credibility-c4 = сомнительно
credibility-c5 = маловероятно
credibility-c6 = нельзя оценить

## Closed lists
status-draft = Черновик
status-sourced = Есть источники
status-corroborated = Подтверждено
status-reviewed = Проверено
status-cleared = Разрешено к выходу
case-kind-monitoring = Мониторинг
case-kind-legal = Юридическое дело
case-kind-protection = Защита
priority-0 = Нет
priority-1 = Низкая
priority-2 = Обычная
priority-3 = Срочная
party-kind-person = Человек
party-kind-group = Группа
party-kind-organisation = Организация
party-kind-unit = Подразделение или ведомство
party-kind-unknown = Пока неизвестно
name-kind-also-known-as = другое имя
name-kind-maiden = до брака
name-kind-nickname = прозвище
name-kind-pseudonym = псевдоним
name-kind-handle = имя учётной записи
name-kind-court-spelling = как пишет суд
name-kind-transliteration = другой письменностью
claim-new = Ещё не рассмотрено
claim-accepted = принято
claim-conflict = противоречит
claim-needs-work = доработать
claim-rejected = отклонено
note-kind-field-note = Полевая заметка
note-kind-to-do = Сделать
consent-how-oral = Устно
consent-how-written = Письменно
consent-how-recorded = На записи
audience-keep-on-file = Хранить в деле
audience-use-anonymised = Использовать без имени
audience-name-in-public = Назвать публично
audience-named-organisations = Передать названным организациям
audience-un-confidential = Подать в ООН конфиденциально
audience-un-name-to-state = Подать в ООН с передачей имени государству
audience-national-court = Национальный суд
audience-media = СМИ
audience-photo-or-voice = Использовать фото или голос
audience-referral = Направить за помощью
custody-received = Принято в хранилище
custody-opened = Просмотрено
custody-copied = Скопировано
custody-exported = Выгружено
custody-transferred = Передано
custody-verified = Хеш сверен
custody-returned = Возвращено
custody-destroyed = Уничтожено
group-liberty = Свобода
group-proceedings = Преследование и суд
group-search = Обыск
group-digital = Цифровые действия
group-expression = Выражение мнения
group-association = Объединения
group-assembly = Собрания
group-integrity = Жизнь и неприкосновенность
group-legislation = Законодательство
group-transnational = За границей
group-held = Не на свободе
group-free = На свободе
group-other = Другое
group-person = Люди
group-document = Документы
group-criminal = Уголовные
group-administrative = Административные
group-civil = Гражданские
group-constitutional = Конституционные
group-international = Международные
group-professional = Профессиональные
group-public = Публичные
group-private = Непубличные
group-legal = Юридические
group-un = Организация Объединённых Наций

## Kinds of record
kind-case = Дело
kind-act = Действие
kind-involvement = Участие предполагаемого нарушителя
kind-involved = Роль в деле
kind-measure = Мера
kind-proceeding = Производство
kind-intervention = Обращение
kind-party = Человек или группа
kind-name = Имя
kind-relationship = Связь
kind-source = Источник
kind-claim = Утверждение
kind-consent = Согласие
kind-note = Заметка
kind-evidence = Доказательство
kind-custody-event = Хранение доказательства
kind-task = Задача
kind-money = Деньги
kind-place = Место
kind-comment = Замечание
kind-chain = Связь дел
kind-provision = Статья закона
kind-profile = Профиль
kind-term = Слово списка

## Fields
field-about-field = Поле
field-about-id = О чём
field-act = Действие
field-act-type = Что сделано
field-addressee = Кому
field-amount = Сумма
field-approximate = Приблизительно
field-area = Область
field-article = Статья
field-attribution = Откуда это известно
field-audiences = Что разрешено
field-authority = Кто постановил
field-basis = Почему так считают
field-birth = Дата рождения
field-by = От кого
field-charges = Обвинения
field-citizenship = Гражданство
field-code = Кодовое имя
field-conditions = Условия
field-confidential = Конфиденциально
field-conflicts-with = Противоречит
field-consent = Согласие
field-contact = Контакты
field-counsel = Защитник
field-count = Сколько
field-count-max = Не больше
field-count-min = Не меньше
field-count-unit = Чего или кого
field-court = Суд или орган
field-credibility = Насколько вероятно
field-currency = Валюта
field-date = Дата
field-date-given = Когда сказано
field-decision = Что решено
field-degree = Степень участия
field-description = Подробнее
field-description-party = Кто это
field-device = Устройство или средство
field-done = Сделано
field-due = Срок
field-duration = На какой срок
field-end = До
field-evidence = Доказательство
field-expires-on = Истекает
field-family = Фамилия
field-file = Файл
field-file-name = Имя файла
field-flags = Требует осторожности
field-from = С какого времени
field-full = Имя полностью
field-gist = Суть
field-given = Имя
field-given-by = Кто дал
field-hearings = Заседания
field-how = Как
field-impact = Что из этого вышло
field-interpreter = Переводчик
field-judge = Судья
field-kind = Вид
field-language = Язык
field-latitude = Широта
field-law = Закон
field-links = Ссылки
field-locator = Место в источнике
field-longitude = Долгота
field-measure-status = Мера
field-media-type = Тип файла
field-name = Имя
field-never-export = Никогда не выходит из хранилища
field-next-review = Следующее рассмотрение судом
field-note = Примечание
field-number = Номер дела там
field-obtained = Когда получено
field-obtained-by = Кто получил
field-occupation = Род занятий
field-original = Рабочая копия чего
field-other = Другая сторона
field-outcome = Чем кончилось
field-owner = Кто ведёт
field-part = Часть
field-party = Человек или группа
field-patronymic = Отчество
field-perpetrator = Предполагаемый нарушитель
field-perpetrators = Предполагаемые нарушители
field-physical = Где оригинал
field-place = Место
field-places = Места
field-priority = Срочность
field-prosecutor = Прокурор
field-provision = Статья закона
field-provisions = Статьи закона
field-publisher = Кто опубликовал
field-quote = Слова самого источника
field-rank = Звание
field-reference = Номер дела
field-reliability = Надёжность источника здесь
field-resolved = Учтено
field-response = Что ответили
field-retention-reason = Зачем это хранится
field-retention-review = Когда спросить, хранить ли дальше
field-risks-explained = Риски объяснены
field-role = В какой роли
field-says = Что говорит источник
field-sensitivity = Кому можно видеть
field-sentence = Наказание
field-sentences = Наказание по инстанциям
field-sex = Пол
field-sha256 = SHA-256
field-size = Размер
field-source = Источник
field-space = Сфера свободы
field-stage = Стадия
field-start = Когда
field-stated-reason = Названная причина
field-status = Состояние
field-sub-counts = Части
field-summary = Что произошло
field-tags = Метки
field-text = Текст
field-title = Название
field-to-case = С каким делом
field-transformation = Что изменено
field-unit = Подразделение или ведомство
field-until = До какого времени
field-url = Адрес
field-valid-until = Действует до
field-victim = С кем
field-withdrawn-on = Отозвано

## Cases
cases-title = Дела
cases-list = Список дел
cases-empty = Дел пока нет
cases-empty-what = Дело собирает вместе одну историю или всё об одном доверителе. Для начала хватит одной строки.
cases-none-found = Ни одно дело не подходит
cases-none-found-what = Снимите отбор или поищите другое слово.
cases-count = { $count ->
    [one] { $count } дело
    [few] { $count } дела
    [many] { $count } дел
   *[other] { $count } дела
}
filter-text = Найти в списке
filter-open-measures = Кто-то не на свободе
sort-reference = По номеру
sort-changed = По изменению
sort-event = По событию
sort-expiry = По сроку
names-and-more = { $names } и ещё { $more }
versions = { $count ->
    [one] { $count } версия
    [few] { $count } версии
    [many] { $count } версий
   *[other] { $count } версии
}
case-choose = Выберите дело
case-choose-what = j и k ведут по списку, Enter открывает.
case-new = Новое дело
case-new-line = О чём оно?
case-new-hint = Хватит одной строки. Остальное можно потом.
case-needs-title = Напишите одну строку, чтобы узнать дело потом.
case-create = Завести дело
case-menu = Ещё действия с делом
case-tabs = Разделы дела
case-rename = Изменить название
case-details = Сведения о деле
case-delete = Удалить дело
case-deleted = { $ref }: дело удалено.
case-add-place = Добавить место
tags-hint = После каждой – Enter или запятая.
tag-new = Новая метка «{ $tag }»
retention-hint = В этот день программа спросит, нужно ли хранить это дальше.
review-steps = Путь к выходу
step-done = (пройдено)
step-to-sourced = Источники есть
step-to-corroborated = Отметить подтверждённым
step-to-reviewed = Одобрить
step-to-cleared = Разрешить выход
status-moved = Теперь: { $status }.
tab-summary = Обзор
tab-timeline = Хронология
tab-people = Люди
tab-acts = Действия
tab-measures = Меры
tab-proceedings = Производства
tab-notes = Заметки
tab-sources = Источники
tab-evidence = Доказательства
tab-review = Проверка
tab-history = История
summary-write = Напишите в одном абзаце, что произошло
links-title = Связано с делами
link-back = в обратную сторону: { $how }
next-title = Дальше
next-expires = { $measure }: { $who } – заканчивается или продлевается
next-review = { $measure }: { $who } – рассмотрение судом
hearing = Заседание

## Now
now-title = Сейчас
now-who = Кто
now-measure = Мера
now-under = По статье
now-expires = Истекает
now-since = с: { $date }
now-no-expiry = конец неизвестен
now-overdue = { $days ->
    [one] { $days } день сверх срока, об освобождении не известно
    [few] { $days } дня сверх срока, об освобождении не известно
    [many] { $days } дней сверх срока, об освобождении не известно
   *[other] { $days } дня сверх срока, об освобождении не известно
}
people-count = { $count ->
    [one] { $count } человек
    [few] { $count } человека
    [many] { $count } человек
   *[other] { $count } человека
}

## Timeline
timeline-of = Хронология: «{ $title }»; то же в таблице на вкладке «Хронология»
timeline-today = сегодня
timeline-proceedings = Производства
timeline-interventions = Обращения
timeline-nobody = Без имени
timeline-others = Другие
timeline-table = Всё датированное в этом деле, по порядку
timeline-empty = Пока ничего с датой
timeline-empty-what = Действия, меры, производства и обращения появляются здесь, как только у них есть дата, хотя бы приблизительная.
col-when = Когда
col-what = Что
col-who = Кто
col-until = До какого времени или с каким итогом
col-since = С какого времени
col-case = Дело

## People of a case
people-in-case-what = Один и тот же человек может быть здесь пострадавшим, а там адвокатом.
people-add = Добавить кого-то
people-add-first = Добавить первого человека
people-already = Уже есть в деле в этой роли.
people-empty = Пока никого
people-empty-what = Наберите имя любой письменностью. Если в хранилище есть похожее, вы увидите, кто это и почему.
party-placeholder = Имя любой письменностью
party-new-person = Новый человек «{ $name }»
party-new-group = Новая группа «{ $name }»
party-new-organisation = Новая организация «{ $name }»
party-new-unit = Новое подразделение или ведомство «{ $name }»
party-new-unknown = Кто-то пока неизвестный, «{ $name }»
involved-deleted = Роль в деле убрана.
involvement-deleted = Предполагаемый нарушитель убран из действия.
name-band-same = вероятно, тот же
name-band-similar = похоже
name-matched = нашлось как «{ $name }»
consent-add = Записать согласие
consent-edit = Согласие
consent-of = Что разрешает { $who }
consent-matrix = Что и для кого разрешено
consent-yes = да
consent-no = нет
consent-unasked = не спрошено
consent-none = Пока ничего не разрешено
consent-allows = Разрешает: { $what }
consent-withdrawn = Согласие отозвано { $date }
consent-date = Когда дано
consent-how = Как дано
consent-given-by = Кто дал
consent-given-by-hint = Если не сам человек: родитель, адвокат.
consent-conditions = Условия
consent-valid-until = Действует до
consent-withdrawn-on = Отозвано
consent-risks = Риски объяснены
consent-deleted = Согласие удалено.

## Acts
act-add = Добавить действие
act-new = Новое действие
act-edit = Действие
act-same-again = Ещё одно такое: { $who }
act-nobody = пострадавший не назван
act-by = кто: { $who }
act-needs-type = Укажите, что сделано. Остальное можно потом.
act-deleted = Действие удалено.
acts-empty = Действий пока нет
acts-empty-what = Действие – самое малое: что-то одно, сделанное с одним человеком или одной группой.
sources-none = нет источника
sources-count = { $count ->
    [one] { $count } источник
    [few] { $count } источника
    [many] { $count } источников
   *[other] { $count } источника
}
count-exact = { $min }
count-range = от { $min } до { $max }
count-least = не меньше { $min }
count-most = не больше { $max }
count-at-least = Сколько, не меньше
count-at-most = Не больше
count-unit-people = человек
count-not-number = Здесь нужно целое число.
count-crossed = «Не больше» меньше, чем «не меньше».
count-part = Часть
count-part-example = под стражей
count-part-number = Сколько
count-add-part = Разделить на части
sum-fits = Части складываются.
sum-short = Не хватает { $by }: частей меньше, чем в целом.
sum-over = Лишние { $by }: частей больше, чем в целом.
sum-wrong = не складывается
place-new = Новое место «{ $name }»
place-new-secret = «{ $name }», никогда не выходит из хранилища
place-never = Никогда не выходит из хранилища
provision-words = ст. { $article } { $law }
provision-with-part = ст. { $article } ч. { $part } { $law }
provision-new = Добавить «{ $words }»
provision-new-hint = Номер, затем закон: «274 Уголовный кодекс».
provision-none = В списке нет. Наберите номер и закон: «274 Уголовный кодекс».

## Measures
measures-what = Кто, где и до какого времени удерживается, вычисляется отсюда.
measures-empty = Мер пока нет
measures-empty-what = Мера говорит, каково положение человека от одного дня до другого: домашний арест, стража, запрет, освобождение.
measure-add = Добавить меру
measure-new = Новая мера
measure-edit = Мера
measure-deleted = Мера удалена.
measure-needs-party = Укажите, чья это мера.
measure-needs-status = Выберите меру.
measure-in-force = действует
measure-overdue = срок прошёл
measure-with-duration = { $measure }, { $duration }
expires-on = истекает { $date }
expires-computed = Вычислено: { $date }. Пишите сюда, только если знаете точнее.
expires-hint = Если пусто, вычисляется из начала и срока.

## Proceedings and interventions
proceedings-title = Производства
proceedings-empty = Производств пока нет
proceedings-empty-what = Что делали суды и другие органы: расследования, процессы, апелляции, лицензии, убежище.
proceeding-add = Добавить производство
proceeding-new = Новое производство
proceeding-edit = Производство
proceeding-deleted = Производство удалено.
proceeding-needs-kind = Выберите вид производства.
charge = Обвинение
charge-add = Добавить обвинение
charge-against = Кому
charge-words = Словами
hearing-add = Добавить заседание
hearing-when = Когда
hearing-words = О чём и с каким итогом
sentence-add = Добавить инстанцию
sentence-instance = Инстанция
sentence-words = Наказание словами
interventions-title = Обращения в защиту
interventions-empty = Заявлений, писем и обращений пока нет.
intervention-add = Добавить обращение
intervention-new = Новое обращение
intervention-edit = Обращение
intervention-deleted = Обращение удалено.
intervention-needs-kind = Выберите вид обращения.
intervention-to = кому: { $who }
money-title = Деньги

## Notes
note-add = Новая заметка
note-new = Новая заметка
note-edit = Заметка
note-text-hint = Markdown: # заголовок, - список, **важно**, > цитата.
note-needs-text = Сначала напишите что-нибудь.
notes-empty = Заметок пока нет
notes-empty-what = Что вы видели или слышали, что об этом думаете, что надо сделать. Заметки адвоката и доверителя хранятся отдельно.
privileged-what = Между адвокатом и доверителем: не уходит, если не выбрать её вручную.

## Claims
claims-title = Источники и утверждения
claims-what = На чём держится каждая запись. Утверждения, которые расходятся, хранятся оба.
claims-empty = Утверждений пока нет
claims-empty-what = Утверждение – то, что один источник говорит об одной записи, и место, где он это говорит.
claims-bare = Действия без источника
claims-count = { $count ->
    [one] { $count } утверждение
    [few] { $count } утверждения
    [many] { $count } утверждений
   *[other] { $count } утверждения
}
claim-add = Добавить утверждение
claim-add-here = Добавить утверждение
claim-edit = Утверждение
claim-about = О чём
claim-accept = Принять это
claim-menu = Что делать с утверждением
claim-do-new = Вернуть в «не рассмотрено»
claim-do-accepted = Принять
claim-do-conflict = Хранить как противоречащее
claim-do-needs-work = Отправить на доработку
claim-do-rejected = Отклонить, но хранить
claim-against = Чему противоречит
claim-needs-source = Выберите источник или заведите новый.
claim-needs-words = Напишите, что говорит источник, или его слова.
claim-deleted = Утверждение удалено.
locator-example = с. 4, абзац 2
conflict-open = { $count ->
    [one] { $count } версия, ни одна не принята
    [few] { $count } версии, ни одна не принята
    [many] { $count } версий, ни одна не принята
   *[other] { $count } версии, ни одна не принята
}
conflict-one-accepted = { $count ->
    [one] { $count } версия, принята
    [few] { $count } версии, одна принята
    [many] { $count } версий, одна принята
   *[other] { $count } версии, одна принята
}
conflicts-more = { $count ->
    [one] ещё { $count } противоречие
    [few] ещё { $count } противоречия
    [many] ещё { $count } противоречий
   *[other] ещё { $count } противоречия
}

## Sources
sources-title = Источники
sources-list = Список источников
sources-filter = Кодовое имя, название, вид
sources-empty = Источников пока нет
sources-empty-what = Здесь источник – это кодовое имя, вид и оценка. Кто это, хранится под печатью и больше нигде.
sources-none-found = Ни один источник не подходит
source-choose = Выберите источник
source-choose-what = Вне печати у конфиденциального источника есть только кодовое имя.
source-gone = Этого источника больше нет.
source-new = Новый источник
source-create = Завести источник
source-edit = Источник
source-delete = Удалить источник
source-deleted = { $code }: источник удалён.
source-which = Какой это источник?
source-a-person = Человек, которого надо беречь
source-a-person-what = Получает кодовое имя. Имя и контакты уходят под печать.
source-published = Опубликованное или официальное
source-published-what = Доклад, заявление, судебная бумага: с названием и адресом.
source-confidential = конфиденциально
source-sealed = источник · под печатью
source-needs-title = Укажите название, под которым это опубликовано.
source-code-hint = Если пусто, хранилище даст следующее: S-014.
source-reliability = Надёжность в целом
source-grade = { $grade } · { $words }
source-cases = Говорит в делах
source-no-cases = На нём пока не держится ни одно утверждение.
source-new-titled = Новый опубликованный источник «{ $title }»
source-new-confidential = Новый конфиденциальный источник
source-new-confidential-what = Получает следующее кодовое имя; кто это, уходит под печать
url-hint = Хранится как текст, никогда не открывается.
seal-title = Личность, под печатью
seal-open-title = Печать открыта
seal-what = Настоящее имя, способ связи и то, чем человек рискует, лежат в отдельном отделении. Оно открывается вашей парольной фразой и закрывается само. Оглянитесь, прежде чем открыть.
seal-open-ask = Открыть печать …
seal-passphrase = Ваша парольная фраза, ещё раз
seal-open = Открыть печать
seal-close = Закрыть сейчас
seal-closes-in = закроется через { $time }
identity-name = Настоящее имя
identity-channel = Как связаться
identity-safe-times = Когда безопасно
identity-never-by = Как никогда нельзя
identity-languages = Языки
identity-interpreter = Переводчик
identity-risk = Чем рискует этот человек
identity-note = Что ещё
identity-save = Сохранить под печатью
identity-saved = Сохранено под печатью.
identity-delete = Удалить личность
identity-delete-sure = Точно удалить? Вернуть будет нельзя.
identity-deleted = Личность удалена.

## Evidence
evidence-what = Файлы хранятся зашифрованными, с хешем. Сам файл остаётся там, где был.
evidence-empty = Доказательств пока нет
evidence-empty-what = Фото, бумаги, записи. Для каждого при приёме считается хеш, и каждое прикосновение записывается.
evidence-attach = Приложить файл
evidence-take-in = Принять в хранилище
evidence-taking-in = Принимаю …
evidence-writing-out = Записываю копию …
evidence-attached = Принято в хранилище.
evidence-title-hint = Если пусто: имя файла.
evidence-from = От какого источника
evidence-obtained = Когда получено
evidence-how = Как получено
evidence-file = Файл
evidence-address = Адрес
evidence-physical = Оригинал
evidence-no-preview = Здесь показать нельзя. Показываются только картинки и простой текст.
evidence-preview-cut = Показано только начало.
evidence-verify = Сверить хеш
evidence-whole = Не изменено: хеш совпадает с записанным.
evidence-changed = Изменено: хеш не совпадает с записанным.
evidence-deleted = Доказательство удалено.
evidence-export = Выгрузить
evidence-export-happens = Файл будет записан в открытом виде туда, куда вы укажете. Прочесть его сможет каждый, у кого окажется этот диск.
evidence-export-forever = Записанное в открытом виде нельзя сделать непрочитанным, и удаление файла не всегда его стирает.
evidence-export-understood = Мне нужна читаемая копия вне хранилища
evidence-export-do = Выбрать место …
evidence-exported = Выгружено. Это записано в цепочке хранения.
custody-title = Цепочка хранения

## Gaps and review
gaps-title = Чего не хватает для проверки
gaps-checklist = Чего не хватает
gaps-none = Всё на месте.
gaps-none-short = всё есть
gaps-count = { $count ->
    [one] { $count } пробел
    [few] { $count } пробела
    [many] { $count } пробелов
   *[other] { $count } пробела
}
gap-no-acts = Не записано ни одного действия
gap-no-acts-why = дело говорит, кто что с кем сделал
gap-no-victim = Пострадавший не назван
gap-no-date = Нет даты
gap-no-date-why = поможет и «около ноября»
gap-no-source = Нет источника
gap-no-source-why = это пока никто не говорит
gap-single-source = Только один источник
gap-single-source-why = второй поднимет оценку до 1–2
gap-no-locator = Не указано место в источнике
gap-no-locator-why = страница, абзац или время
gap-unresolved-conflict = Утверждения расходятся
gap-unresolved-conflict-why = примите одно или напишите, почему остаются оба
gap-sums = Числа не складываются
gap-no-consent = Нет согласия
gap-no-consent-why = нужно для публикации и для ООН
gap-no-place = Нет места
gap-no-authority = Неизвестно, кто постановил
gap-no-authority-why = это спрашивают формы ООН
gap-no-expiry = Конец срока неизвестен
gap-no-expiry-why = никто не будет предупреждён вовремя
gap-no-summary = Нет краткого изложения
review-title = Проверка
review-queue = Дела на проверку
review-empty = Проверки ничего не ждёт
review-empty-what = Сюда попадают дела, которые ждут проверяющего или в которых чего-то не хватает.
review-choose = Выберите дело для проверки
review-choose-what = Вы увидите, чего не хватает, что противоречит и что сказали другие.
review-open-case = Открыть дело
review-decision = Решение
review-word = Пояснение
review-needs-word = Напишите, что сделать, чтобы автор знал.
review-send-back = Вернуть на доработку
review-back-to = Вернуть к
review-second-person = Если с хранилищем работают двое, дело одобряет не тот, кто его писал.
comments-title = Замечания
comments-none = Замечаний нет.
comment-add = Написать замечание
comment-save = Добавить замечание

## History
history-what = Кто, что и когда изменил. Всё можно вернуть.
history-empty = Изменений пока нет
history-intact = цепочка цела
history-broken = цепочка нарушена
history-unsigned = без подписи
history-restore = Вернуть к этому
history-bring-back = Вернуть
history-fields = { $count ->
    [one] показать { $count } поле
    [few] показать { $count } поля
    [many] показать { $count } полей
   *[other] показать { $count } поля
}
history-less = свернуть
history-more = { $count ->
    [one] Показать ещё { $count } изменение
    [few] Показать ещё { $count } изменения
    [many] Показать ещё { $count } изменений
   *[other] Показать ещё { $count } изменения
}
op-create = Новое:
op-edit = Изменено:
op-delete = Удалено:
op-restore = Возвращено:
op-import = Импортировано:
op-merge = Объединено:

## People
people-title = Люди
people-list = Список людей и групп
people-filter = Имя в любом написании
people-none-found = Никто не подходит
people-none-found-what = Попробуйте другое написание или снимите отбор.
people-screen-empty = Пока никого
people-screen-empty-what = Здесь люди, группы и организации всех дел, каждый один раз, со всеми написаниями имени.
person-choose = Выберите человека
person-choose-what = Или посмотрите, кто удерживается в определённый день.
all-kinds = Все виды
all-roles = Все роли
party-new = Новый человек или группа
party-create = Добавить
party-edit = Сведения
party-menu = Ещё действия
party-delete = Удалить
party-deleted = { $name }: запись удалена.
party-needs-name = Нужно имя или слова, по которым его узнают.
party-name-hint = Как его пишет ваше хранилище. Другие написания можно добавить.
party-similar = В хранилище есть похожие. Может быть, это кто-то из них?
party-facts = Сведения
party-measures = Положение во времени
party-acts-suffered = Что с ними сделали
party-acts-alleged = Что они, как утверждают, сделали
party-cases = В делах
contact-hint = Не для источника, которого надо беречь: это место под печатью.
flags-hint = Здоровье, возраст, принадлежность: что требует осторожности при показе.
names-title = Имя во всех написаниях
name-primary = основное имя
name-add = Добавить имя
name-new = Новое имя
name-edit = Имя
name-deleted = Имя удалено.
name-confidential = не выходит
name-confidential-what = Это имя не должно выйти из хранилища вместе с человеком
relationships-title = Связи
relationships-none = Не записаны.
relationship-new = Новая связь
relationship-edit = Связь
relationship-how = Какая
relationship-other = С кем
relationship-needs-other = Укажите, с кем.
relationship-deleted = Связь удалена.
similar-title = Похожие имена
similar-because = { $band }, потому что: { $why }
similar-hint = Только подсказка. Это разные записи, пока вы не решите иначе.

## Who is held
held-board = Кто удерживается
held-title = Кто удерживается
held-what = Вычислено из мер всех дел на выбранный вами день.
held-on = На день
held-today = Сегодня
held-none = В этот день никто не удерживается
held-none-what = Насколько говорят меры ваших дел.
held-overdue = срок прошёл, об освобождении не известно
