# Списки слов, места, деньги, связи дел, противоречия, история поля.

safety-tab-lists = Списки
lists-vocabularies = Списки слов
lists-places = Места
vocabulary-act-type = Виды действий
vocabulary-measure = Меры (статусы)
vocabulary-role = Роли в деле
vocabulary-proceeding = Виды производств
vocabulary-intervention = Виды обращений
vocabulary-degree = Степени участия
vocabulary-attribution = Основания приписывания
vocabulary-source = Виды источников
vocabulary-space = Гражданские свободы
vocabulary-relationship = Отношения между людьми
vocabulary-chain = Связи дел
vocabulary-flag = Признаки уязвимости
vocabulary-sex = Пол
choose = Выберите…

## Списки слов
terms-what = Слова, из которых состоят записи. Названия можно менять когда угодно; коды остаются, чтобы ни одна запись не стала непонятной.
terms-list = Список
terms-find = Найти
terms-retired-too = { $count ->
    [one] Показать и { $count } слово, которое больше не предлагается
    [few] Показать и { $count } слова, которые больше не предлагаются
   *[other] Показать и { $count } слов, которые больше не предлагаются
}
terms-count = { $count ->
    [one] { $count } слово
    [few] { $count } слова
   *[other] { $count } слов
}
terms-none = Такого слова нет
terms-none-what = Поищите иначе или добавьте его.
terms-files = Если в файле есть коды, которых здесь нет
terms-files-what = Они добавляются в список с названием из файла, а где его нет – с самим кодом, пока кто-нибудь не назовёт их здесь. Вид действия, которого нет ни в программе, ни в пояснениях файла, не принимается, и указывается место в файле. Слово, которое больше не предлагается, принимается там, где оно стоит в файле, и по-прежнему не предлагается.
term-add = Добавить слово
term-new = Новое слово
term-edit = Слово списка
term-label-en = Название по-английски
term-label-ru = По-русски
term-label-kk = По-казахски
term-needs-label = Назовите его хотя бы на одном языке.
term-needs-group = Выберите группу.
field-group = Группа
field-en = Название по-английски
field-ru = Название по-русски
field-kk = Название по-казахски
field-huridocs = Код HURIDOCS
term-code-hint = Если оставить пустым, код составится из названия. Позже его не изменить.
term-uses = { $count ->
    [0] не используется
    [one] { $count } запись
    [few] { $count } записи
   *[other] { $count } записей
}
term-retired = не предлагается
term-own = добавлено здесь
term-reworded = название изменено
term-needed = на него опирается сама программа
term-retire = Больше не предлагать
term-offer-again = Снова предлагать
term-shipped = Вернуть исходное название
term-deleted = Слово удалено.
term-new-named = Добавить «{ $name }» в список
term-replace = Заменить другим…
term-replace-title = Заменить «{ $name }»
term-replace-by = Чем
term-replace-what = Везде, где стоит одно, будет стоять другое, а первое больше не будет предлагаться.
term-replace-happens = { $count ->
    [0] «{ $name }» не стоит ни в одной записи. Оно больше не будет предлагаться.
    [one] В { $count } записи вместо «{ $name }» будет «{ $other }»; «{ $name }» больше не будет предлагаться.
   *[other] В { $count } записях вместо «{ $name }» будет «{ $other }»; «{ $name }» больше не будет предлагаться.
}
term-replace-review = Всё это отменяется одним шагом. Проверенные дела будут считаться изменёнными после проверки.
term-replace-do = Заменить
term-replaced = { $count ->
    [0] Слово больше не предлагается.
    [one] Заменено в { $count } записи.
   *[other] Заменено в { $count } записях.
}
import-terms = Коды, которых здесь не было, добавляются в списки слов. У некоторых может не быть названия, только код.
import-terms-show = Показать списки слов

## Места
places-what = Где всё произошло и где держат людей. Убежище или жильё можно отметить так, чтобы оно никогда не вышло из хранилища.
place-add = Добавить место
place-edit = Место
places-count = { $count ->
    [one] { $count } место
    [few] { $count } места
   *[other] { $count } мест
}
places-most = Показаны первые { $count }; начните печатать, чтобы сузить.
place-uses = { $count ->
    [0] не используется
    [one] { $count } упоминание, дел: { $cases }
    [few] { $count } упоминания, дел: { $cases }
   *[other] { $count } упоминаний, дел: { $cases }
}
places-none = Мест пока нет
places-none-what = Место добавляют здесь или из формы действия, меры или дела.
places-none-found = Места с таким названием нет
place-needs-name = Напишите, как называется место.
place-name = Название
place-area-hint = Район, область, страна
place-never-what = Не попадает ни в передачу, ни в отчёт, ни в файл календаря.
place-deleted = Место удалено.
place-near = Пишутся похоже, возможно, это одно и то же:
place-same = Это то же место…
place-spelt-alike = другое написание
place-named-never = { $name } (никогда не выходит из хранилища)
degrees-unclear = Число от −{ $most } до { $most }, например 43,238.
degrees-both = Широта и долгота нужны вместе: заполните обе или ни одной.
places-merge = Две записи об одном месте
places-merge-name = Какое название остаётся
places-merge-happens = Всё, что было в «{ $gone }», будет в «{ $keep }», а записи «{ $gone }» не станет.
places-merge-means = Чего нет в одной записи, берётся из другой. Если хоть одна никогда не выходит из хранилища, не выйдет и оставшаяся. Всё это отменяется одним шагом.
places-merge-do = Объединить
places-merged = { $count ->
    [0] Теперь это одно место.
    [one] Теперь это одно место; изменена { $count } запись.
    [few] Теперь это одно место; изменены { $count } записи.
   *[other] Теперь это одно место; изменено { $count } записей.
}

## Деньги
money-add = Добавить сумму
money-edit = Сумма
money-empty = Сумм пока нет.
money-deleted = Сумма удалена.
money-approximate = Примерно, не точно
money-about = примерно
money-amount-unclear = Напишите сумму цифрами, например 27 000 или 1250,50.
money-currency-unclear = Три буквы, например KZT, EUR или USD.
money-sum = Всего: { $sums }
field-what = За что

## Связи дел
chain-add = Связать с делом
chain-edit = Связь дел
chain-edit-named = Изменить связь с { $name }
chain-how = Как связаны
chain-deleted = Связь удалена.
chain-case-placeholder = Номер, название или имя
chain-no-case = Такого дела нет
chain-needs-how = Укажите, как они связаны.
chain-needs-case = Выберите другое дело.
links-empty = С другими делами не связано.

## Производства
sentence-duration = На какой срок
sentence-words-hint = запрет общественной деятельности на 5 лет
intervention-response = Ответ: { $words }
intervention-impact = Итог: { $words }

## Противоречия
contradictions = { $count ->
    [one] { $count } противоречие
    [few] { $count } противоречия
   *[other] { $count } противоречий
}
contradictions-open = { $count ->
    [one] { $count } не решено
   *[other] { $count } не решены
}
claim-grade-source = Источник { $grade }: { $words }
claim-grade-claim = Сведения { $grade }: { $words }
claim-about-all = Запись в целом
claim-no-consent = Без согласия

## Доказательства
evidence-edit = Изменить сведения о нём
evidence-copies = Рабочие копии
evidence-is-original = Это оригинал
evidence-address-hint = Адрес страницы; её HTML и полный снимок храните отдельными предметами

## История поля
history-field = Изменения поля
history-every-field = Все поля
history-restore-field = Вернуть поле к этому
restored-field-toast = Поле возвращено, остальные не тронуты.
