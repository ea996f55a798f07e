## The seal is open
seal-strip = Сколько печать ещё открыта
seal-extend = Ещё три минуты
seal-everybody = { $count ->
    [0] Под печатью пока никого нет.
    [one] Под печатью { $count } человек.
    [few] Под печатью { $count } человека.
   *[other] Под печатью { $count } человек.
}
seal-nobody = Выберите источник и запишите, кто это.
identity-also = Другие имена и написания
identity-also-hint = По одному на строку, прозвища тоже. Все они ищутся в обычном тексте.
identity-channel-hint = Телефон, почта, Signal, знакомый. Номера и адреса отсюда ищутся в обычном тексте.
identity-risk-review = Снова подумать о риске
identity-risk-due = риск: подумать снова
identity-party = Это человек из дел?
identity-party-hint = То, что источник и этот человек – одно лицо, тоже хранится под печатью и больше нигде.
identity-is = То же лицо, что { $name }
identity-is-party = есть и в делах
identity-unnamed = имени пока нет

## Ordinary text names somebody
named-title = Здесь назван { $codes }
named-title-maybe = Возможно, здесь назван { $codes }
named-what = То, что сохраняется здесь, прочтёт каждый, кто откроет хранилище, и тот, кому его передадут. Поставьте кодовое имя или оставьте как есть.
named-name = имя
named-part = одно слово имени, возможно, чужое
named-contact = номер или адрес
named-times = раз: { $times }
named-would-read = С кодовым именем:
named-replace = Заменить на { $codes }
named-keep = Оставить как есть
named-back = Назад к тексту

## Where the vault names somebody
found-title = Имена в обычном тексте
found-what = Пока печать открыта, программа знает, кого искать: в каждой записи, её истории и черновиках. Когда печать закрыта, имён здесь не знает никто.
found-closed = Печать закрыта
found-closed-what = Искать имена можно, только пока она открыта: иначе их не знает и программа.
found-look = Просмотреть хранилище
found-again = Искать снова
found-looking = Просматривается всё …
found-none = Никто нигде не назван.
found-count = { $count ->
    [one] источник назван в { $count } месте
   *[other] источники названы в { $count } местах
}
found-replace = Заменить на { $code }
found-stays = Пусть останется
found-open = Открыть
found-in-draft = Черновик
found-in-history = { $record } · только в истории
found-forget = Убрать слова и из истории
found-keep-means = Старый текст остаётся в истории записи, где его может прочесть каждый, кто откроет хранилище.
found-forget-means = История тогда скажет, что было изменение, но не какое. Старые файлы этого хранилища удаляются. Прежние резервные копии, копии и передачи хранят эти слова, и на SSD могут остаться следы.
found-replaced = Заменено на { $code }. Старый текст есть в истории.
found-forgotten = Заменено на { $code }, в истории тоже.
found-more = Есть ещё. Разберите эти и ищите снова.
