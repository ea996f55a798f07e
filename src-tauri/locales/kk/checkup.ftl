## What of this computer matters to a vault. For each finding: what was seen, and what to do.

checkup-title = Осы компьютерді қарау
checkup-what = Сандықты қорғайтын нәрселерден осы жерден не көрінеді, не жетіспейді. Ештеңе өзгертілмейді, бұл компьютерден ештеңе кетпейді.
checkup-again = Қайта қарау

checkup-disk = Сандық тұрған диск
checkup-swap = Дискіге түсетін жад
checkup-hibernation = Гибернация
checkup-screen = Экран құлпы
checkup-backup = Сақтық көшірме
checkup-clock = Сағат
checkup-here = Жүйеге кім кірген
checkup-users = Кім кіре алады
checkup-folder = Сандықтың қалтасы
checkup-sync = Синхрондалатын қалталар

checkup-state-good = жақсы
checkup-state-care = ойлану керек
checkup-state-bad = өзгерту керек
checkup-state-unknown = белгісіз

checkup-disk-encrypted = Ондағының бәрі жүйенің диск шифрлауынан өтеді.
checkup-disk-encrypted-do = Ол компьютер өшірулі кезде қорғайды. Ұйықтап не жұмыс істеп тұрғанда кілті жадта болады: тінту мүмкін болса, өшіріңіз.
checkup-disk-stacked = Сандық шифрланған қалтада жатыр ({ $kind }).
checkup-disk-stacked-do = Жұмысыңыздың сол қалтадан тыс басқа іздерін ол жаппайды.
checkup-disk-zfs = Дискінің бұл бөлігін ZFS шифрлайды.
checkup-disk-zfs-do = Бұл компьютер өшірулі кезде қорғайды.
checkup-disk-fscrypt = Бұл қалтаны файл жүйесі шифрлайды.
checkup-disk-fscrypt-do = Жұмысыңыздың сол қалтадан тыс басқа іздерін ол жаппайды.
checkup-disk-plain = Диск шифрлауы көрінбеді. Сандықтың өзі шифрланған; басқа бағдарламалар қалдырғаны шифрланбаған. (Жинақтағыштың өз шифрлауы бұл жерден көрінбейді.)
checkup-disk-plain-do = Жүйе қайта орнатылғанда бүкіл дискіні шифрлаңыз (LUKS). Оған дейін сандықтан ештеңені басқа бағдарламада ашпаңыз.
checkup-disk-partly = Сандық бірнеше дискіде жатыр, олардың бәрі шифрланбаған.
checkup-disk-partly-do = Бәрін шифрлаңыз.
checkup-disk-network = Сандық басқа компьютерде жатыр ({ $kind }). Оның дискісі қалай қорғалғаны көрінбейді.
checkup-disk-network-do = Сандықты өз дискіңізде ұстаңыз.
checkup-disk-in-memory = Сандық тек жадта жатыр ({ $kind }): компьютер өшкенде жоғалады.
checkup-disk-in-memory-do = Өшірмес бұрын сақтық көшірме жасаңыз.
checkup-disk-unknown = Дискінің шифрланған-шифрланбағаны оқылмады.
checkup-disk-unknown-do = Компьютерге қарайтын адамнан сұраңыз; Linux-та «lsblk» шифрланған дискінің үстінде «crypt» деп көрсетеді.

checkup-swap-none = Жад дискіге түспейді.
checkup-swap-none-do = Ештеңе істеудің керегі жоқ.
checkup-swap-zram = Ол жадта, сығылған күйде қалады.
checkup-swap-zram-do = Ештеңе істеудің керегі жоқ.
checkup-swap-encrypted = Ол шифрланған дискіге түседі.
checkup-swap-encrypted-do = Ештеңе істеудің керегі жоқ.
checkup-swap-plain = Ол шифрланбаған дискіге түседі: сандықта оқығаныңыз кейін сол жерден табылуы мүмкін.
checkup-swap-plain-do = Оны шифрлаңыз немесе өшіріңіз.
checkup-swap-unknown = Қайда түсетіні оқылмады.
checkup-swap-unknown-do = Компьютерге қарайтын адамнан сұраңыз; «swapon --show» көрсетеді.

checkup-hibernation-off = Жүйе бүкіл жадты дискіге жаза алмайды.
checkup-hibernation-off-do = Ештеңе істеудің керегі жоқ.
checkup-hibernation-unset = Жүйе жаза алар еді, бірақ ол бапталмаған.
checkup-hibernation-unset-do = Ештеңе істеудің керегі жоқ.
checkup-hibernation-encrypted = Жад дискіге шифрланып жазылуы мүмкін. Ашық сандық та соның ішінде болар еді.
checkup-hibernation-encrypted-do = Гибернацияның орнына сандықты құлыптап, компьютерді өшіріңіз.
checkup-hibernation-plain = Жад шифрланбаған дискіге жазылуы мүмкін. Сандық ашық болса, кілттері де сонда болар еді.
checkup-hibernation-plain-do = Гибернацияны өшіріңіз. Оған дейін сандық ашық тұрғанда қақпақты жаппаңыз.
checkup-hibernation-unknown = Жадтың дискіге жазыла алатыны оқылмады.
checkup-hibernation-unknown-do = Сандықты құлыптап, компьютерді өшіріңіз, гибернациясыз.

checkup-screen-locks = Экран { $minutes } минуттан кейін құлыпталады.
checkup-screen-locks-do = Кетерде өзіңіз құлыптаңыз.
checkup-screen-late = Экран тек { $minutes } минуттан кейін құлыпталады.
checkup-screen-late-do = Жүйе баптауында бес минут не одан аз қойыңыз.
checkup-screen-never = Экран өзі құлыпталмайды.
checkup-screen-never-do = Жүйе баптауында қосыңыз: бес минут не одан аз.
checkup-screen-unknown = Экранның қашан құлыпталатыны бұл жұмыс үстелінде оқылмады.
checkup-screen-unknown-do = Компьютерді бірнеше минутқа қалдырып, құлыпталатынын қараңыз.

checkup-backup-recent = Тексерілген соңғы сақтық көшірмеге { $days ->
    [0] бір күн де болған жоқ.
   *[other] { $days } күн болды.
}
checkup-backup-recent-do = Оны осы компьютерден бөлек жерде ұстаңыз.
checkup-backup-old = Тексерілген соңғы сақтық көшірмеге { $days } күн болды.
checkup-backup-old-do = Қазір жаңасын жасаңыз.
checkup-backup-none = Бұл компьютер осы сандықтың сақтық көшірмесін жасамаған.
checkup-backup-none-do = Флешкаға көшірме жасап, басқа жерде сақтаңыз.

checkup-clock-plausible = Онда { $day }, бұл шындыққа келеді.
checkup-clock-plausible-do = Ештеңе істеудің керегі жоқ.
checkup-clock-behind = Онда { $day }, бұл { $newest } күнгі соңғы жазбаңыздан бұрын.
checkup-clock-behind-do = Сағатты түзеңіз: сандықтағы күндер мен мөрдің жабылуы соған қарайды.
checkup-clock-before = Онда { $day }, бұл бағдарлама жасалғаннан бұрын.
checkup-clock-before-do = Сағатты түзеңіз.
checkup-clock-ahead = Онда { $day }, бұл тым алда.
checkup-clock-ahead-do = Дұрыс болмаса, сағатты түзеңіз.

checkup-here-alone = Басқа ешкім көрінбеді.
checkup-here-alone-do = Ештеңе істеудің керегі жоқ.
checkup-here-others = Тағы біреу кірген: { $names }
checkup-here-others-do = Сандықты ашпас бұрын олар шықсын. Әкімші құқығы бар адам сіз көргенді көреді.
checkup-here-unknown = Кім кіргені оқылмады.
checkup-here-unknown-do = Компьютерге қарайтын адамнан сұраңыз.
checkup-users-alone = Басқа ешкімнің тіркелгісі жоқ.
checkup-users-alone-do = Ештеңе істеудің керегі жоқ.
checkup-users-others = Басқалардың да тіркелгісі бар: { $names }
checkup-users-others-do = Өзіңіз білмейтін тіркелгіні жойдырыңыз.
checkup-users-unknown = Кімнің тіркелгісі бары оқылмады.
checkup-users-unknown-do = Компьютерге қарайтын адамнан сұраңыз.

checkup-folder-private = Оны тек сіз қарай аласыз ({ $mode }).
checkup-folder-private-do = Ештеңе істеудің керегі жоқ.
checkup-folder-open = Бұл компьютердің басқа пайдаланушылары ондағы файлдарды көреді ({ $mode }).
checkup-folder-open-do = Басқалардың құқығын алыңыз: қалтаға chmod -R go-rwx.
checkup-folder-writable = Бұл компьютердің басқа пайдаланушылары ондағы файлдарды өзгерте және жоя алады ({ $mode }).
checkup-folder-writable-do = Басқалардың құқығын алыңыз: қалтаға chmod -R go-rwx.
checkup-folder-foreign = Қалта басқа пайдаланушыныкі ({ $mode }).
checkup-folder-foreign-do = Сандықты сақтық көшірмеден өз қалтаңызға қалпына келтіріңіз.
checkup-folder-unknown = Кімдікі екені оқылмады.
checkup-folder-unknown-do = Қалтаның орнында екенін қараңыз.

checkup-sync-none = Қалтаны басқа жаққа апаратын бағдарламаның ізі көрінбеді.
checkup-sync-none-do = Мұндай бағдарламалардың бәрі із қалдырмайды.
checkup-sync-seen = { $folder } қалтасын { $program } басқа жаққа апаратын сияқты.
checkup-sync-seen-do = Ол қызметті ұстайтындарда ескі көшірмелер қалады, сіз жойған кілттер соның ішінде. Сандықты ол жерден шығарыңыз.
