# People: who may be the same, who is not, families, and the check for conflicts. The command line uses this file too.

kind-distinct = Разные лица
field-merged-into = объединено с
field-merge = что перенесло объединение
field-certain = известно точно

name-reason-identical = написано одинаково
name-reason-same-sounds = звучит одинаково
name-reason-other-script = другой письменностью
name-reason-word-order = другой порядок слов
name-reason-joined = написано раздельно или слитно
name-reason-variant-spelling = другое написание того же звука
name-reason-one-slip = отличается одной буквой
name-reason-initial = инициал вместо имени
name-reason-patronymic-left-out = в одном нет отчества
name-reason-same-patronymic = то же отчество
name-reason-other-patronymic = другое отчество
name-reason-part-only = одно – часть другого
name-reason-same-family-name = та же фамилия
name-reason-same-given-name = то же имя
name-reason-other-sex-form = женская или мужская форма
name-reason-other-ending = другое окончание
name-reason-acronym = сокращение
name-reason-nothing-shared = ничего общего

alike-title = Возможно, одно лицо
alike-what = Пары с похожими именами. Само ничего не объединяется: решаете вы.
alike-none = Похожих имён нет
alike-none-what = Новые люди сравниваются по мере появления. О решённых парах больше не спрашивается.
alike-more = Показано пар: { $shown } из { $total }, самые вероятные первыми.
alike-same = Одно лицо…
alike-not-same = Разные лица
alike-later = Позже
alike-keys = Клавиши: s – одно лицо, d – разные, l – позже, j и k – следующая и предыдущая.
alike-pair = { $one } и { $other }
alike-no-case = ни в одном деле
alike-later-shown = Отложенные не показываются, пока хранилище не откроют снова.
alike-show-later = Показать их снова
alike-born = дата рождения: { $date }

merge-title = Один человек – одна запись
merge-what = Всё, где назван один, будет указывать на другого: дела, действия, меры, согласия, утверждения, заметки. Второе имя станет дополнительным. Это можно отменить, а позже и разделить снова.
merge-keep = Какая запись остаётся
merge-differ = В чём они расходятся
merge-agree = Записи не противоречат друг другу.
merge-take-both = Оба
merge-says-nothing = не указано
merge-do = Объединить
merge-done = { $name } – теперь одна запись. { $count ->
    [0] Переносить было нечего.
    [one] Перенесено { $count } упоминание.
    [few] Перенесено { $count } упоминания.
   *[other] Перенесено { $count } упоминаний.
}
merge-other-kind = Человека и организацию объединить нельзя. Сначала исправьте вид одной из записей.

distinct-title = Не то же лицо, что
distinct-unsure = насколько известно
distinct-take-back = Отменить
distinct-take-back-named = Отменить, что это не { $name }
distinct-said = Записано: { $one } и { $other } – разные лица. Больше об этом не спрашивается.
distinct-taken-back = Отменено. Пара может быть предложена снова.
distinct-new = Это другой человек: больше не спрашивать о перечисленных выше

joined-title = Объединено с этой записью
joined-line = { $when } · { $moved ->
    [one] перенесено { $moved } упоминание
    [few] перенесено { $moved } упоминания
   *[other] перенесено { $moved } упоминаний
}
joined-changed = изменено с тех пор в другом хранилище: { $fields }
joined-separate = Разделить…
separate-title = Разделить эти две записи?
separate-what = { $other } снова станет отдельной записью и получит обратно то, что было перенесено к { $name }. Добавленное после останется здесь и будет перечислено, чтобы вы посмотрели.
separate-do = Разделить
separate-done = { $other } – снова отдельная запись.
separate-stayed = Что остаётся у записи { $name }
separate-stayed-what = Посмотрите каждое: не относится ли оно к { $other }?
stayed-later = добавлено после объединения
stayed-changed = изменено после объединения
stayed-field = поле { $field }
name-from = из записи «{ $name }»

kin-title = Возможно, из одной семьи
kin-what = Подсказка для связи, только по именам.
kin-add = Добавить связь
kin-add-named = Добавить связь: { $name }
kin-shared = { $count ->
    [one] вместе в { $count } деле
   *[other] вместе в { $count } делах
}

conflict-title = Проверка на конфликт интересов
conflict-what = Прежде чем взять дело: есть ли кто-то из его участников в этом хранилище, на любой стороне?
conflict-client = Будущий доверитель
conflict-other = Другая сторона и все остальные
conflict-hint = По одному имени в строке, любой письменностью. Можно вставить список.
conflict-do = Проверить
conflict-needs-name = Напишите хотя бы одно имя.
conflict-found = { $count ->
    [0] Никого с таким именем не найдено.
    [one] { $count } имя в хранилище похоже на одно из этих.
    [few] { $count } имени в хранилище похожи на одно из этих.
   *[other] { $count } имён в хранилище похожи на одно из этих.
}
conflict-nobody = никого
conflict-side-client = будущий доверитель
conflict-side-other = другая сторона
conflict-col-asked = Искали
conflict-col-found = В хранилище
conflict-col-why = Насколько похоже
conflict-col-where = Где
conflict-nowhere = ни в одном деле
conflict-searched = Искали { $day }. Люди и организации под всеми именами: { $parties }. Судьи, прокуроры и защитники в производствах: { $proceedings }. Адресаты. Дел: { $cases }.
conflict-not-searched = Не искали: среди людей под печатью и в тексте заметок, действий и кратких изложений.
conflict-privileged = { $count ->
    [one] Одно из имён есть в { $count } заметке «Адвокат и доверитель». Её содержание здесь не показано.
   *[other] Одно из имён есть в { $count } заметках «Адвокат и доверитель». Их содержание здесь не показано.
}
conflict-print = Печать
conflict-keep = Сохранить заметкой «Адвокат и доверитель»
conflict-kept = Сохранено. Заметка ждёт среди заметок без дела.
conflict-note = Проверка на конфликт интересов, { $day }
conflict-limit = Что это значит, решает юрист. Имя, которое нигде не записано, не найдётся.
conflict-role-victim = пострадавшее лицо
conflict-role-perpetrator = предполагаемый нарушитель
conflict-role-measure = под мерой
conflict-role-charged = обвинение
conflict-role-judge = судья
conflict-role-prosecutor = прокурор
conflict-role-counsel = защитник
conflict-role-speaker = автор заявления
conflict-role-addressee = адресат
conflict-role-consent = дал согласие

cli-party-merged = Теперь это одна запись. { $count ->
    [0] Переносить было нечего.
    [one] Перенесено { $count } упоминание.
    [few] Перенесено { $count } упоминания.
   *[other] Перенесено { $count } упоминаний.
}
cli-party-separated = Снова две записи.
cli-party-stayed = { $count ->
    [one] { $count } запись остаётся у другой; посмотрите её:
    [few] { $count } записи остаются у другой; посмотрите их:
   *[other] { $count } записей остаются у другой; посмотрите их:
}
cli-party-stayed-later = добавлено после объединения
cli-party-stayed-changed = изменено после объединения
cli-party-distinct = Записано: это разные лица.
cli-conflicts-nobody = {"  "}никого
cli-conflicts-searched = Искали { $day }. Люди и организации: { $parties }. Судьи, прокуроры и защитники в производствах: { $proceedings }. Дел: { $cases }. Не искали: среди людей под печатью и в тексте заметок.
cli-conflicts-privileged = { $count ->
    [one] Одно из имён есть в { $count } заметке «Адвокат и доверитель».
   *[other] Одно из имён есть в { $count } заметках «Адвокат и доверитель».
}

keys-alike-same = Одно лицо (в списке пар)
keys-alike-distinct = Разные лица
keys-alike-later = Решить позже
