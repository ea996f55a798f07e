## Вставленное сообщение: прочитать, просмотреть, записать
screen-reading = Сообщение
keys-report = Вставить сообщение
do-report = Вставить сообщение
home-report = Вставьте сообщение: найденное в нём будет отмечено и предложено как записи.
reading-open = Вставить сообщение
reading-title = Сообщение
reading-what = Вставьте чей-нибудь текст. В нём будут отмечены даты, люди, места, статьи законов и действия, и вы по одному решите, что станет записью. До этого ничего не записывается, ничего не покидает этот компьютер, а принятое цитирует то место, откуда оно взято.
reading-text = Текст сообщения
reading-placeholder = Вставьте текст сюда
reading-too-long = В этом тексте { $letters } знаков; за один раз читается не больше { $most }. Вставьте его по частям.
reading-mark = Отметить в тексте
reading-throw-away = Выбросить
reading-the-text = Текст с отметками
reading-found = Что найдено
reading-change = Изменить текст
reading-more = Найдено больше, чем можно показать. Чтобы увидеть всё, читайте текст по частям.
reading-nothing = Ничего не найдено
reading-nothing-what = Не узнано ни одного имени и ни одного слова, означающего действие. Возможно, текст на другом языке или сказано иными словами.
reading-kind-date = дата
reading-kind-person = человек
reading-kind-organisation = организация
reading-kind-group = люди числом
reading-kind-place = место
reading-kind-provision = статья
reading-kind-act = действие
reading-kind-measure = освобождение или продление меры
reading-surety-sure = почти наверняка
reading-surety-likely = вероятно
reading-surety-weak = проверьте
reading-state-open = не решено
reading-state-accepted = принято
reading-state-rejected = отклонено
reading-state-along = войдёт вместе с действием
reading-denied = текст это отрицает
reading-carried-date = дата из предыдущего предложения
reading-carried-victim = человек из предыдущего предложения
reading-place = Абзац { $paragraph }, предложение { $sentence }
reading-no-date = без даты
reading-no-whose = не сказано, чья
reading-no-measure = Не сказано, какая мера
reading-longer = продлена
reading-runs-out = истекает { $date }
reading-accept = Принять
reading-reject = Отклонить
reading-edit = Изменить
reading-take = Принять так
reading-keys = Клавиши:
reading-keys-move = переход
reading-new = новая запись
reading-known = есть в хранилище: { $name }
reading-maybe = возможно, { $name } из хранилища
reading-as-new = Кто-то новый
reading-who = Кто это?
reading-edit-party = Человек или организация
reading-needs-name = Напишите имя.
reading-goes = Куда записать и чьи это слова
reading-into = Дело
reading-new-case = Новое дело
reading-whose = Источник
reading-new-source = Новый опубликованный источник
reading-day = Дата сообщения
reading-day-hint = От неё считаются «вчера» и даты без года.
reading-locator = Где в источнике
reading-locator-hint = Страница или заголовок. Абзац и предложение добавятся сами.
reading-will-write = Будет записано: { $what }.
reading-will-acts = { $count ->
    [one] { $count } действие
    [few] { $count } действия
   *[many] { $count } действий
}
reading-will-measures = { $count ->
    [one] { $count } мера
    [few] { $count } меры
   *[many] { $count } мер
}
reading-will-people = { $count ->
    [one] { $count } новый человек или организация
    [few] { $count } новых человека или организации
   *[many] { $count } новых людей или организаций
}
reading-will-known = связано с известными: { $count }
reading-will-places = { $count ->
    [one] { $count } место
    [few] { $count } места
   *[many] { $count } мест
}
reading-will-provisions = { $count ->
    [one] { $count } статья
    [few] { $count } статьи
   *[many] { $count } статей
}
reading-will-claims = { $count ->
    [one] { $count } утверждение
    [few] { $count } утверждения
   *[many] { $count } утверждений
}
reading-none-accepted = Пока ничего не принято.
reading-waiting = { $count ->
    [one] Осталось решить: { $count }.
   *[other] Осталось решить: { $count }.
}
reading-write = { $count ->
    [one] Записать { $count } запись
    [few] Записать { $count } записи
   *[many] Записать { $count } записей
}
reading-written = { $count ->
    [one] { $count } запись сделана в деле { $reference }.
    [few] { $count } записи сделаны в деле { $reference }.
   *[many] { $count } записей сделано в деле { $reference }.
}
