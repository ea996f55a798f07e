## What of this computer matters to a vault. For each finding: what was seen, and what to do.

checkup-title = Осмотр этого компьютера
checkup-what = Что отсюда видно из того, что защищает хранилище, и чего не хватает. Ничего не меняется, и ничто не покидает этот компьютер.
checkup-again = Осмотреть снова

checkup-disk = Диск под хранилищем
checkup-swap = Память, которая уходит на диск
checkup-hibernation = Гибернация
checkup-screen = Блокировка экрана
checkup-backup = Резервная копия
checkup-clock = Часы
checkup-here = Кто вошёл в систему
checkup-users = Кто может войти
checkup-folder = Папка хранилища
checkup-sync = Синхронизируемые папки

checkup-state-good = хорошо
checkup-state-care = стоит подумать
checkup-state-bad = надо изменить
checkup-state-unknown = неизвестно

checkup-disk-encrypted = Всё на нём проходит через системное шифрование диска.
checkup-disk-encrypted-do = Оно защищает, пока компьютер выключен. Во сне и при работе его ключ в памяти: если возможен обыск, выключайте.
checkup-disk-stacked = Хранилище лежит в зашифрованной папке ({ $kind }).
checkup-disk-stacked-do = Другие следы вашей работы вне этой папки она не закрывает.
checkup-disk-zfs = Эту часть диска шифрует ZFS.
checkup-disk-zfs-do = Это защищает, пока компьютер выключен.
checkup-disk-fscrypt = Эту папку шифрует файловая система.
checkup-disk-fscrypt-do = Другие следы вашей работы вне этой папки она не закрывает.
checkup-disk-plain = Шифрования диска не видно. Само хранилище зашифровано; то, что оставляют другие программы, – нет. (Шифрование в самом накопителе отсюда не видно.)
checkup-disk-plain-do = При новой установке системы зашифруйте весь диск (LUKS). До тех пор не открывайте ничего из хранилища в других программах.
checkup-disk-partly = Хранилище лежит на нескольких дисках, и зашифрованы не все.
checkup-disk-partly-do = Зашифруйте все.
checkup-disk-network = Хранилище лежит на другом компьютере ({ $kind }). Как защищён его диск, не видно.
checkup-disk-network-do = Держите хранилище на своём диске.
checkup-disk-in-memory = Хранилище лежит только в памяти ({ $kind }): при выключении оно исчезнет.
checkup-disk-in-memory-do = Перед выключением сделайте резервную копию.
checkup-disk-unknown = Зашифрован ли диск, прочесть не удалось.
checkup-disk-unknown-do = Спросите того, кто следит за компьютером; в Linux команда «lsblk» показывает «crypt» над зашифрованным диском.

checkup-swap-none = Память на диск не уходит.
checkup-swap-none-do = Ничего делать не надо.
checkup-swap-zram = Она остаётся в памяти, сжатой.
checkup-swap-zram-do = Ничего делать не надо.
checkup-swap-encrypted = Она уходит на зашифрованный диск.
checkup-swap-encrypted-do = Ничего делать не надо.
checkup-swap-plain = Она уходит на незашифрованный диск: там потом можно найти то, что вы читали в хранилище.
checkup-swap-plain-do = Зашифруйте подкачку или отключите её.
checkup-swap-unknown = Куда она уходит, прочесть не удалось.
checkup-swap-unknown-do = Спросите того, кто следит за компьютером; её показывает «swapon --show».

checkup-hibernation-off = Система не может записать всю память на диск.
checkup-hibernation-off-do = Ничего делать не надо.
checkup-hibernation-unset = Система могла бы, но для этого ничего не настроено.
checkup-hibernation-unset-do = Ничего делать не надо.
checkup-hibernation-encrypted = Память может быть записана на диск, зашифрованной. Открытое хранилище попало бы туда.
checkup-hibernation-encrypted-do = Закрывайте хранилище и выключайте компьютер вместо гибернации.
checkup-hibernation-plain = Память может быть записана на незашифрованный диск. С открытым хранилищем туда попали бы его ключи.
checkup-hibernation-plain-do = Отключите гибернацию. До тех пор не закрывайте крышку с открытым хранилищем.
checkup-hibernation-unknown = Может ли память быть записана на диск, прочесть не удалось.
checkup-hibernation-unknown-do = Закрывайте хранилище и выключайте компьютер, без гибернации.

checkup-screen-locks = Экран блокируется через { $minutes } мин.
checkup-screen-locks-do = Уходя, блокируйте сами.
checkup-screen-late = Экран блокируется только через { $minutes } мин.
checkup-screen-late-do = Поставьте в настройках системы пять минут или меньше.
checkup-screen-never = Сам экран не блокируется.
checkup-screen-never-do = Включите это в настройках системы: пять минут или меньше.
checkup-screen-unknown = Когда блокируется экран, на этом рабочем столе прочесть не удалось.
checkup-screen-unknown-do = Оставьте компьютер на несколько минут и посмотрите, заблокируется ли он.

checkup-backup-recent = Последней проверенной резервной копии { $days ->
    [0] нет и дня.
    [one] { $days } день.
    [few] { $days } дня.
   *[other] { $days } дней.
}
checkup-backup-recent-do = Держите её не там, где этот компьютер.
checkup-backup-old = Последней проверенной резервной копии { $days } дн.
checkup-backup-old-do = Сделайте новую сейчас.
checkup-backup-none = На этом компьютере резервных копий этого хранилища не делали.
checkup-backup-none-do = Сделайте копию на флешку и храните в другом месте.

checkup-clock-plausible = На них { $day }, это правдоподобно.
checkup-clock-plausible-do = Ничего делать не надо.
checkup-clock-behind = На них { $day }, раньше вашей последней записи от { $newest }.
checkup-clock-behind-do = Поставьте часы: по ним идут даты в хранилище и закрывается печать.
checkup-clock-before = На них { $day }, раньше, чем появилась эта программа.
checkup-clock-before-do = Поставьте часы.
checkup-clock-ahead = На них { $day }, это далеко впереди.
checkup-clock-ahead-do = Если это неверно, поставьте часы.

checkup-here-alone = Больше никого не видно.
checkup-here-alone-do = Ничего делать не надо.
checkup-here-others = Вошёл кто-то ещё: { $names }
checkup-here-others-do = Пусть выйдут, прежде чем вы откроете хранилище. У кого права администратора, тот видит то же, что вы.
checkup-here-unknown = Кто вошёл, прочесть не удалось.
checkup-here-unknown-do = Спросите того, кто следит за компьютером.
checkup-users-alone = Ни у кого больше нет учётной записи.
checkup-users-alone-do = Ничего делать не надо.
checkup-users-others = Учётные записи есть и у других: { $names }
checkup-users-others-do = Чью запись вы не знаете, ту удалите.
checkup-users-unknown = У кого есть учётная запись, прочесть не удалось.
checkup-users-unknown-do = Спросите того, кто следит за компьютером.

checkup-folder-private = Заглянуть в неё можете только вы ({ $mode }).
checkup-folder-private-do = Ничего делать не надо.
checkup-folder-open = Другие пользователи этого компьютера видят, какие там файлы ({ $mode }).
checkup-folder-open-do = Уберите права других: chmod -R go-rwx для папки.
checkup-folder-writable = Другие пользователи этого компьютера могут менять и удалять там файлы ({ $mode }).
checkup-folder-writable-do = Уберите права других: chmod -R go-rwx для папки.
checkup-folder-foreign = Папка принадлежит другому пользователю ({ $mode }).
checkup-folder-foreign-do = Восстановите хранилище из резервной копии в свою папку.
checkup-folder-unknown = Чья она, прочесть не удалось.
checkup-folder-unknown-do = Посмотрите, на месте ли папка.

checkup-sync-none = Следов программы, которая уносит папку в другое место, не видно.
checkup-sync-none-do = Следы оставляют не все такие программы.
checkup-sync-seen = Похоже, { $folder } уносит в другое место { $program }.
checkup-sync-seen-do = У того, кто держит этот сервис, остаются старые копии, и в них – удалённые вами ключи. Перенесите хранилище оттуда.
