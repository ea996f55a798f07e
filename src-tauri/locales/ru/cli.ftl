# Что говорит командная строка. Перевод ждёт проверки носителем языка.

cli-ask-passphrase = Парольная фраза:
cli-ask-new = Новая парольная фраза (оставьте пустой, и она будет создана):
cli-ask-again = Ещё раз то же самое:
cli-ask-differs = Фразы не совпадают. Ничего не сделано.
cli-made-passphrase = Парольная фраза из случайных слов: { $words } ({ $bits } бит). Запишите её сейчас, она показывается один раз:
cli-ask-export = Всё содержимое хранилища окажется в { $path } в открытом виде: имена, утверждения, заметки. Чтобы продолжить, введите yes:
cli-export-refused = Эта команда записывает всё в открытом виде. Если вы этого хотите, добавьте --yes.
cli-created = Новое хранилище: { $path }
cli-created-demo = Новое хранилище с примером сборника дел: { $path }
cli-kit-written = Комплект восстановления записан в { $path }. Распечатайте его, храните отдельно от этого компьютера, а файл удалите.
cli-kit-none = Комплект восстановления не записан. Создать его: sandyq key add { $path } --kit FILE
cli-status-locked = { $path }: заблокировано, формат { $format }, { $bytes }
cli-status-open = { $path }: формат { $format }, { $bytes }, { $deltas ->
    [one] { $deltas } запись после последнего снимка
    [few] { $deltas } записи после последнего снимка
   *[other] { $deltas } записей после последнего снимка
}
cli-status-older = Это хранилище старше того, что это устройство видело в последний раз, на { $count ->
    [one] { $count } запись
    [few] { $count } записи
   *[other] { $count } записей
}. Возможно, кто-то подложил более раннюю копию.
cli-for-reading = Здесь это хранилище можно только читать: диск или папка, где оно лежит, не принимает изменений.
cli-key = { $kind ->
    [passphrase] парольная фраза
    [kit] комплект восстановления
   *[other] неизвестный вид
}
cli-cases = дела
cli-parties = участники
cli-acts = действия
cli-measures = меры
cli-claims = утверждения
cli-sources = источники
cli-notes = заметки
cli-evidence = материалы
cli-import-done = Импортировано.
cli-import-dry = Ничего не записано: пробный прогон.
cli-import-line = { $kind }: новых { $added }, изменённых { $updated }, прежних { $unchanged }
cli-none = Здесь пусто.
cli-none-found = Ничего не найдено.
cli-more-found = Есть и другие; уточните слова.
cli-case-saved = Дело { $reference } сохранено.
cli-note-saved = Заметка сохранена.
cli-text-empty = Нет текста, который можно сохранить.
cli-text-empty-next = Подайте его на стандартный ввод или укажите --file.
cli-held-on = Удерживаются на { $day }:
cli-held-line = { $party }: { $status }; начало: { $since }; истекает: { $until }; нормы: { $provisions } ({ $case })
cli-held-unknown = неизвестно
cli-held-overdue = { $until }, срок прошёл
cli-exported = Записано в открытом виде: { $path } ({ $bytes })
cli-recovered = Записано в открытом виде как обычная база SQLite: { $path } ({ $bytes })
cli-salvaged = Всё, что удалось прочитать, в новом хранилище: { $path }
cli-salvaged-table = { $table }: спасено { $saved }, утрачено { $lost }, сохранено заметками { $aside }
cli-salvaged-blobs = Файлы доказательств: спасено { $saved }, утрачено { $lost }
cli-salvaged-cut = Последнее доступное состояние: запись { $reached } из { $newest }.
cli-salvaged-whole = Ничего не утрачено, насколько это можно узнать.
cli-salvaged-part = Часть утрачена, она перечислена выше. Повреждённое хранилище не изменено: сохраните его.
cli-verify-ok = Каждый байт такой, каким был записан (проверено { $bytes }).
cli-verify-bad = { $count ->
    [one] Найдено повреждений: { $count }. Ничего не изменено.
   *[other] Найдено повреждений: { $count }. Ничего не изменено.
}
cli-backup = Резервная копия записана, прочитана заново и цела: { $path } (новых файлов: { $copied }, { $bytes }; состояний, к которым можно вернуться: { $kept })
cli-backup-healed = Повреждённые файлы прежних копий записаны заново: { $count }. Если это повторится, возьмите другой носитель.
cli-generation = { $state ->
    [whole] все файлы на месте ({ $files })
    [incomplete] не хватает файлов: { $files }
    [newer] записано более новой версией
   *[damaged] список повреждён
}
cli-check-opened = { $name } можно восстановить: каждый файл таков, каким был, и расшифрован (прочитано { $bytes }).
cli-check-same = { $name }: каждый файл таков, каким был (прочитано { $bytes }). Ничего не расшифровано: для этого нужен --passphrase-file или --identity.
cli-check-bad = { $name } в таком виде восстановить нельзя ({ $count }):
cli-check-earlier = Перед ним есть { $name }. Следующая копия запишет заново и то, что ещё есть в хранилище.
cli-restored = Хранилище создано: { $path } ({ $name }; файлов: { $files }, { $bytes }). Откройте его парольной фразой или комплектом восстановления того времени.
cli-status-backup = Последняя резервная копия сделана здесь: { $at } UTC
cli-compacted = Сведено в один снимок: { $bytes }
cli-key-removed = Ключ удалён. Сделанные раньше копии хранилища он по-прежнему открывает.
cli-keys-rotated = У хранилища новые ключи. { $files ->
    [0] Доказательства заново шифровать не пришлось.
    [one] Заново зашифрован { $files } файл доказательств.
    [few] Заново зашифрованы { $files } файла доказательств.
   *[other] Заново зашифровано { $files } файлов доказательств.
} Прежние копии по-прежнему открываются старыми ключами. Передайте партнёрам новую карточку контакта.
cli-left-behind = Оставлено: { $what }
cli-keys-rotated-closed = Диск отказал в последний момент. Откройте хранилище один раз, чтобы закончить начатое, и до тех пор храните старый комплект.
cli-passphrase-changed = Парольная фраза изменена. Сделанные раньше копии хранилища открывает прежняя.
cli-handover-written = Передача записана: { $path } ({ $bytes })
cli-handover-sha256 = SHA-256 для сверки голосом: { $sha256 }
cli-handover-valid = Передача цела и не изменена.
cli-handover-invalid = Этой передаче нельзя доверять: { $problems }
cli-handover-from = От { $sender }, { $at }
cli-handover-unsigned = Она не подписана.
cli-handover-unknown = Ключ подписи не принадлежит известному вам партнёру: сверьте слова голосом.
cli-handover-holds = Дел: { $cases }, материалов: { $evidence }
cli-handover-opened = Открыто без шифрования в { $path }: { $files ->
    [one] { $files } файл
    [few] { $files } файла
   *[other] { $files } файлов
}
cli-handover-merged = Слито: новых { $added }, изменённых { $updated }, прежних { $unchanged }, в противоречии { $conflicts }
cli-card-words = Для сверки голосом: { $words }
cli-name-same = одно и то же
cli-name-similar = похожи
cli-name-different = разные
cli-job = { $job ->
    [key_rotate] Новые ключи
    [backup] Копирование
    [backup_check] Чтение
    [backup_restore] Восстановление
    [evidence_add] Приём
    [evidence_export] Запись
    [salvage] Спасение
    [evidence_verify] Чтение
    [vault_verify] Чтение
   *[other] Работа
} { $percent } %
