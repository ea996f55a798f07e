# Передача дел и получение: экраны. Ждёт прочтения носителем языка.

handover-lead = Дела в запечатанном файле, который откроют только те, кого вы выберете.
handover-tab-out = Передать
handover-tab-in = Получить
handover-tab-partners = Партнёры
handover-tab-card = Моя карточка
handover-tab-log = Журнал
handover-step-cases = Дела
handover-step-people = Кому
handover-step-profile = Сколько
handover-step-preview = Просмотр
handover-step-write = Файл
handover-ask-cases = Какие дела?
handover-ask-people = Кому?
handover-ask-profile = Что из этого уйдёт?
handover-ask-preview = Вот что уйдёт
handover-ask-write = Слово от вас – и файл
handover-filter = Номер, название или имя
handover-filter-none = Таких дел нет.
handover-all = Выбрать все
handover-none = Снять выбор
handover-no-cases = Передавать пока нечего
handover-no-cases-next = Сначала заведите дело или импортируйте сборник.
handover-next-cases = { $count ->
    [one] Далее, { $count } дело
    [few] Далее, { $count } дела
   *[other] Далее, { $count } дел
}
handover-paste = Карточка другого человека
handover-paste-too = Или кто-то, кого нет в списке
handover-paste-hint = Вставьте текст карточки или строку, которая начинается с «age1».
handover-partners-hint = Тех, кому передаёте часто, держите среди партнёров.
handover-pasted = вставленная карточка
profile-public = Для всех
profile-public-means = Только то, что люди разрешили назвать публично. Без контактов и заметок.
profile-partner = Для партнёра
profile-partner-means = То, что нужно для работы по делам, насколько позволяют согласия. Без адвокатских заметок и всего доверительного.
profile-internal = Для своей команды
profile-internal-means = Всё, кроме источников под печатью, адвокатских заметок и мест, которые нельзя раскрывать.
handover-evidence = С файлами доказательств
handover-evidence-means = Фотографии, бумаги и записи по этим делам.
handover-never = Что бы вы ни выбрали, не уходит никогда: кто стоит за источниками под печатью и места с пометкой «не вывозить».
handover-goes = Уйдёт
handover-stays = Останется здесь
handover-stays-nothing = Из этих дел ничего не остаётся.
handover-privileged = Заметки адвоката и доверителя
handover-privileged-means = Они остаются, если вы не выберете их здесь. Выбранная уходит целиком.
handover-rest = подробностей, которые к ним относятся
handover-files = файлы доказательств
handover-page = Так это увидит другой человек
handover-message = Сообщение
handover-message-hint = Лежит внутри, под печатью, вместе с делами.
handover-write-means = Файл можно отправить любым путём. Откроют его только названные; остальным виден лишь размер.
handover-write = Запечатать и сохранить
handover-sealing = Запечатывается…
handover-save-as = Где будет файл?
handover-file = Запечатанный файл
handover-file-name = посылка
handover-count-cases = { $count ->
    [one] { $count } дело
    [few] { $count } дела
   *[other] { $count } дел
}
handover-count-evidence = { $count ->
    [0] без файлов доказательств
    [one] { $count } файл доказательств
    [few] { $count } файла доказательств
   *[other] { $count } файлов доказательств
}
receipt-title = Файл готов
receipt-next = Отправьте его как удобно. Если можете, продиктуйте отпечаток другим путём: тогда оба знают, что ничего не изменили.
receipt-file = Файл
receipt-where = Место
receipt-holds = Внутри
receipt-when = Сделан
receipt-hash = Отпечаток
receipt-again = Ещё одна передача

## Получение
incoming-title = Получить передачу
incoming-text = Выберите присланный файл. Прежде чем что-то из него взять, он проверяется.
incoming-choose = Выбрать файл
incoming-pick = Выберите запечатанный файл
incoming-another = Другой файл
incoming-checking = Проверяется каждый байт…
incoming-merge = Взять в это хранилище
incoming-merge-means = Ваше не перезаписывается: если обе стороны изменили одно и то же, сохраняются обе версии.
incoming-open = Открыть в папку
incoming-folder = Где будет папка?
incoming-open-happens = Дела будут записаны в { $path } без всякого замка.
incoming-open-do = Открыть туда
incoming-opened = Записано файлов: { $count }, папка { $path }.
incoming-to-cases = К делам
check-whole = Файл цел, никем не тронут и предназначен вам
check-not = Этот файл не принят
check-signed = Подпись: { $sender }
check-nameless = кто-то без имени
check-unsigned = Без подписи: неизвестно, кто его сделал
check-known = Отправитель есть среди ваших партнёров
check-unknown = Отправителя нет среди ваших партнёров. Попросите карточку и сверьте число голосом.
check-made = Сделан: { $when }
check-titles = Что внутри
bundle-other = С ним что-то не так.
merged-title = Взято в это хранилище
merged-added = новых
merged-updated = обновлено
merged-unchanged = тех же
merged-conflicts = изменено с обеих сторон
merged-conflicts-mean = Сохранены обе версии. Откройте каждую и выберите:

## Партнёры и карточка
partner-none = Партнёров пока нет
partner-none-next = Партнёр – тот, кому вы передаёте или от кого получаете. Попросите карточку.
partner-add = Добавить партнёра
partner-add-means = Карточка – короткий текст, который другой человек делает в разделе «Моя карточка». В ней нет тайны, прислать её можно любым путём.
partner-add-do = Добавить
partner-card = Карточка
partner-card-hint = Вставьте текст целиком.
partner-from-file = Из файла
partner-pick = Выберите карточку
partner-compared = сверено
partner-not-compared = не сверено
partner-compare = Сверить число
partner-compare-title = Это точно { $name }?
partner-compare-means = Позвоните или встретьтесь. Пусть другой человек прочтёт вслух число своей карточки; оно должно быть таким:
partner-compare-sure = Мы сверили число голосом, оно совпадает.
partner-compare-later = Позже
partner-remove = Убрать: { $name }
partner-remove-means = Карточку можно добавить снова когда угодно. Файлы, переданные раньше, этот человек по-прежнему прочтёт.
partner-remove-do = Убрать
partner-removed = Убрано: { $name }.
card-lead = Отправьте этот текст тем, кто хочет вам что-то передать. Тайны в нём нет.
card-nameless = На карточке стоит «{ $name }» – это не имя человека. С вашим именем коллегам видно, чья она.
card-nameless-do = Написать своё имя
card-copy = Скопировать текст
card-save = Сохранить в файл
card-file-name = карточка
card-words = Число для сверки голосом
card-words-mean = Кто добавляет вашу карточку, читает вам это число по телефону или при встрече. Если оно другое, карточку по дороге подменили.
log-none = Пока ничего не передано и не получено
log-none-next = Здесь отмечается каждая передача, туда и обратно.
log-out = Кому: { $who }
log-in = От кого: { $who }
card-qr = Карточка в виде кода
card-qr-means = Пусть другой человек считает код телефоном с этого экрана и перешлёт текст на свой компьютер.
partner-name = Как назвать этого человека
partner-name-hint = Если оставить пустым — как на карточке.
partner-changed-title = { $name }: теперь другие ключи
partner-changed-means = У человека, который записан у вас как { $name }, другие ключи, чем на этой карточке. Либо у него новое хранилище, либо кто-то пользуется его именем, чтобы читать то, что вы передаёте. Прежде чем выбрать, спросите голосом.
partner-changed-replace = У этого человека новое хранилище
partner-changed-another = Это другой человек
