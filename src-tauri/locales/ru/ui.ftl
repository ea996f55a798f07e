# Окно вне карточек дел: оболочка, первые шаги, вход, главная, поиск, быстрая заметка, безопасность, импорт и экспорт.
# Ждёт прочтения носителем языка.

## Везде
close = Закрыть
back = Назад
cancel = Отмена
save = Сохранить
done = Готово
next = Далее
delete = Удалить
change = Изменить
copy = Копировать
copied = Скопировано.
undo = Отменить
or = или
working = Выполняется…
loading = Чтение…
saving = Сохранение…
saved-at = Сохранено в { $time }
try-again = Попробовать ещё раз
messages = Сообщения
passphrase = Парольная фраза
passphrase-show = Показать парольную фразу
recovery-kit = Комплект восстановления
optional = необязательно
confirm-starts = Начнётся через { $seconds } с
confirm-stop = Остановить
file-written = Записано: { $name }

## Когда что-то не получилось
trouble-unknown = Что-то пошло не так.
trouble-unknown-next = Сохранённое не пропало. Попробуйте ещё раз; если не поможет, заприте хранилище и откройте снова.
error-host-gone = Программа не отвечает.
error-host-gone-next = Закройте окно и запустите Sandyq снова. Сохранённое цело.
error-passphrase-missing = Сначала введите парольную фразу.

## Оболочка
rail = Главное меню
skip-to-content = Перейти к содержанию
search-or-do = Поиск
screen-home = Главная
screen-cases = Дела
screen-people = Люди
screen-sources = Источники
screen-review = Проверка
screen-handover = Передача
screen-safety = Безопасность
sources-sealed = Источники под печатью
sources-open = Источники открыты
lock-now = Запереть
idle-warning = Давно не было движений. Хранилище запрётся через { $seconds } с; чтобы остаться, пошевелите мышью.

## Клавиатура
keys-title = Клавиатура
keys-group-anywhere = Везде
keys-group-go = Перейти
keys-group-list = В списке
keys-group-record = В записи
keys-search = Найти или сделать
keys-note = Быстрая заметка
keys-new-case = Новое дело
keys-lock = Запереть
keys-undo = Отменить
keys-help = Эта таблица
keys-go-home = Главная
keys-go-cases = Дела
keys-go-people = Люди
keys-go-sources = Источники
keys-go-review = Проверка
keys-go-handover = Передача
keys-go-safety = Безопасность
keys-next = Следующая строка
keys-previous = Предыдущая строка
keys-open = Открыть
keys-filter = Отбор
keys-new = Создать
keys-edit = Править
keys-back = Назад
keys-tab = Раздел дела

## Дни и размеры
month-1 = январь
month-2 = февраль
month-3 = март
month-4 = апрель
month-5 = май
month-6 = июнь
month-7 = июль
month-8 = август
month-9 = сентябрь
month-10 = октябрь
month-11 = ноябрь
month-12 = декабрь
month-of-1 = января
month-of-2 = февраля
month-of-3 = марта
month-of-4 = апреля
month-of-5 = мая
month-of-6 = июня
month-of-7 = июля
month-of-8 = августа
month-of-9 = сентября
month-of-10 = октября
month-of-11 = ноября
month-of-12 = декабря
month-short-1 = янв.
month-short-2 = февр.
month-short-3 = марта
month-short-4 = апр.
month-short-5 = мая
month-short-6 = июня
month-short-7 = июля
month-short-8 = авг.
month-short-9 = сент.
month-short-10 = окт.
month-short-11 = нояб.
month-short-12 = дек.
weekday-1 = Понедельник
weekday-2 = Вторник
weekday-3 = Среда
weekday-4 = Четверг
weekday-5 = Пятница
weekday-6 = Суббота
weekday-7 = Воскресенье
season-spring = весна { $year }
season-summer = лето { $year }
season-autumn = осень { $year }
season-winter = зима { $year }
date-short = { $day } { $month } { $year }
date-long = { $day } { $month } { $year }
date-full = { $weekday }, { $day } { $month } { $year } года
date-month = { $month } { $year }
date-year = { $year }
date-about = около: { $date }
date-doubtful = { $date }, под вопросом
date-between = { $from } – { $to }
date-from = с { $date }
date-until = по { $date }
days-today = сегодня
days-in = { $days ->
    [one] через { $days } день
    [few] через { $days } дня
   *[other] через { $days } дней
}
days-ago = { $days ->
    [one] { $days } день назад
    [few] { $days } дня назад
   *[other] { $days } дней назад
}
size-byte = { $size } Б
size-kb = { $size } кБ
size-mb = { $size } МБ
size-gb = { $size } ГБ

## Вход
unlock-open = Открыть
unlock-opening = Открывается…
unlock-about = { $seconds ->
    [1] На этом компьютере открывается примерно за секунду.
    [one] На этом компьютере открывается примерно за { $seconds } секунду.
    [few] На этом компьютере открывается примерно за { $seconds } секунды.
   *[other] На этом компьютере открывается примерно за { $seconds } секунд.
}
unlock-still = Ещё открывается. Это нарочно медленно, чтобы никто не мог быстро подбирать.
unlock-known = Другие хранилища на этом компьютере
unlock-another = Другое хранилище
unlock-receive = Получить передачу
unlock-new = Новое хранилище
unlock-with-passphrase = Ввести парольную фразу
pick-vault = Выберите папку хранилища
kit-then = Когда хранилище откроется, задайте новую парольную фразу в разделе «Безопасность».
rescue-offer = Спасти то, что читается …
rescue-suffix = восстановлено
rescue-title = Спасти то, что читается
rescue-lead = Что-то в этом хранилище повреждено. Всё, что ещё можно прочитать, будет сохранено в новое хранилище, и вы узнаете, что утрачено.
rescue-does-1 = Повреждённое хранилище только читается. Сохраните его: возможно, кто-то сможет сделать больше.
rescue-does-2 = Дела, доказательства и источники под печатью копируются в зашифрованном виде, и копия проверяется.
rescue-does-3 = У нового хранилища своя парольная фраза и свой комплект восстановления.
rescue-by = Чем открыть повреждённое хранилище
rescue-empty = Введите парольную фразу или комплект повреждённого хранилища.
rescue-new-title = Парольная фраза нового хранилища
rescue-new-lead = Она открывает только новое хранилище. У повреждённого остаётся своя.
rescue-save = Сохранить в новое хранилище
rescue-saving = Сохранение …
rescue-saving-long = Всё читается, копируется и проверяется. Если доказательств много, это займёт минуты.
rescue-done = Сохранено всё
rescue-done-lead = В новом хранилище есть всё, что было в повреждённом.
rescue-done-part = Сохранено то, что удалось прочитать
rescue-done-part-lead = Часть повреждена или утрачена; ниже сказано, что именно. Возможно, это есть в резервной копии. Повреждённое хранилище не изменено: { $path }
rescue-counts = Что сохранено и что утрачено
rescue-what = Вид
rescue-saved = сохранено
rescue-lost = утрачено
rescue-aside = заметками
rescue-files = Файлы доказательств
rescue-table-source-identity = Источники под печатью
rescue-table-revision = История
rescue-table-origin = Откуда импортированы записи
rescue-table-arrival = Откуда пришли переданные записи
rescue-table-conflict = Изменённое с обеих сторон
rescue-table-ancestry = Прежние версии из других хранилищ
rescue-table-draft = Недописанное
rescue-cut = До последних изменений добраться не удалось: сохранено состояние { $reached } из { $newest }.
rescue-seal-lost = Источники под печатью открыть не удалось, в новом хранилище их нет.
rescue-verified = Новое хранилище прочитано заново, оно цело.
rescue-list = { $count ->
    [one] Подробно: { $count } строка
    [few] Подробно: { $count } строки
   *[other] Подробно: { $count } строк
}
receive-why = Передача – это запечатанный файл, который кто-то сделал для вашего хранилища. Она открывается внутри хранилища, чтобы нигде не лежать незапертой.
receive-step-1 = Откройте своё хранилище или создайте новое.
receive-step-2 = Отправьте другому человеку свою карточку: «Передача», затем «Моя карточка».
receive-step-3 = Когда файл придёт: «Передача», затем «Получить».
receive-open-mine = Открыть моё хранилище
receive-make = Создать хранилище

## Первый запуск
language = Язык
step-of = Шаг { $step } из { $count }
welcome = Sandyq
welcome-lead = Сундук для записей по делам: что вам рассказали, что с кем случилось и кого нельзя называть. Он открывается вам и заперт для всех остальных.
promise-title = Что он защищает и чего не может
promise-yes = Защищает
promise-no = Не может
promise-yes-1 = Ноутбук, который отняли, потеряли или скопировали, пока хранилище заперто или машина выключена: прочитать ничего нельзя.
promise-yes-2 = Имена и контакты ваших источников: они под вторым замком внутри первого.
promise-yes-3 = То, что вы сохранили: отключение света или полный диск этого не порвут.
promise-yes-4 = Вас от сети: программа никуда ничего не умеет отправлять.
promise-no-1 = Защитить открытое хранилище или машину, которой управляет кто-то другой.
promise-no-2 = Вернуть записи, если потеряны и парольная фраза, и комплект восстановления. Этого не может никто, и мы тоже.
promise-no-3 = Скрыть, что программа есть на этой машине.
promise-no-4 = Решить за вас, что безопасно рассказывать.
promise-next = Понятно
ways-title = С чего начнём?
ways-to-unlock = Назад ко входу
way-create = Создать новое хранилище
way-create-means = Пустое, на этом компьютере или на флешке.
way-open = Открыть готовое хранилище
way-open-means = Папка, имя которой кончается на «.vault».
way-receive = Получить передачу
way-receive-means = Кто-то сделал для вас запечатанный файл.
way-example = Осмотреться в примере
way-example-means = Хранилище с фактами из открытого доклада: в нём можно всё попробовать.
pick-place = Где будет хранилище?

## Новое хранилище
create-title = Выберите парольную фразу
create-lead = Только она открывает хранилище. Запишите её на бумаге и держите бумагу там, где её никто не станет искать.
create-kind = Какая парольная фраза
create-words = Шесть случайных слов
create-words-means = Легко запомнить, невозможно угадать. Лучший выбор.
create-own = Моя собственная
create-own-means = Только если она длинная и больше нигде не используется.
create-other-words = Другие слова
create-in = в папке { $folder }
create-written = Слова записаны
create-repeat = Введите её ещё раз
create-repeat-words = Прочтите шесть слов со своей бумаги. Так видно, что на бумаге всё верно.
create-repeat-own = Введите парольную фразу ещё раз, чтобы опечатка не закрыла вам вход.
create-repeat-wrong = Не совпадает. Посмотрите ещё раз.
create-see-again = Показать слова снова
create-make = Создать хранилище
create-making = Создаётся…
create-making-long = Это займёт несколько секунд. Так медленно нарочно, чтобы никто не мог быстро подбирать.
own-hint = Несколько слов, никак не связанных между собой, или длинное предложение, которого никто не писал.
own-score-0 = Угадают сразу
own-score-1 = Слишком легко угадать
own-score-2 = Всё ещё легко угадать
own-score-3 = Почти достаточно
own-score-4 = Хорошо
kit-title = Ваш комплект восстановления
kit-lead = Если парольная фраза забудется, эта страница откроет хранилище – любому, у кого она окажется. Её показывают только сейчас.
kit-print = Напечатать
kit-save = Сохранить в файл
kit-file = Текст
kit-where = Держите его отдельно от этого компьютера: у человека, которому доверяете, в другом доме. Файл на этом же компьютере не защищает; перенесите его на флешку, а здесь удалите.
kit-kept = Комплект у меня на бумаге или на флешке, отдельно от этого компьютера.
kit-done = Открыть моё хранилище
example-name = Пример
example-title = Пример, чтобы осмотреться
example-lead = Настоящее хранилище с делами из открытого доклада о мониторинге. Меняйте в нём что угодно.
example-passphrase = Если захотите вернуться, оно открывается этими словами:
example-place = Оно будет здесь: { $path }
example-open = Открыть пример
example-making-long = Хранилище наполняется. Это займёт несколько секунд.

## Главная
home-cases = { $count ->
    [one] { $count } дело
    [few] { $count } дела
   *[other] { $count } дел
}
home-people = людей и групп: { $count }
home-review = на проверку: { $count }
home-quick = Запишите то, что только что услышали. Разложите потом.
home-expiring = Скоро истекает
home-expiring-none = В ближайшие недели ничего не истекает.
home-overdue = просрочено
home-to-review = На проверку
home-review-none = Проверки ничего не ждёт.
home-versions = { $count ->
    [one] { $count } противоречие
    [few] { $count } противоречия
   *[other] { $count } противоречий
}
home-gaps = { $count ->
    [one] { $count } пробел
    [few] { $count } пробела
   *[other] { $count } пробелов
}
home-held = Сейчас под стражей или надзором
home-held-none = Сегодня по вашим делам никто не удерживается.
home-show-all = Показать все: { $count }
home-vault = Хранилище
home-older = Эта копия старее той, что была здесь последней; разница в сохранениях: { $count }.
home-look = проверьте
home-good = хорошо
home-kits = { $count ->
    [one] Хранилище открывает { $count } комплект
    [few] Хранилище открывают { $count } комплекта
   *[other] Хранилище открывают { $count } комплектей
}
home-kit-none = Его нет. Забытую фразу будет нечем заменить.
home-lock = Запирается
home-lock-after = { $minutes ->
    [one] после { $minutes } минуты без движений
   *[other] после { $minutes } минут без движений
}
home-unsorted = Заметки без дела
home-sort = разложить
home-drafts = Недописанное
home-draft = Форма пока без слов
first-title = Ваше хранилище пусто
first-text = Чтобы завести дело, хватит одной строки. Остальное можно потом.
first-import = Импортировать сборник дел

## Быстрая заметка
note-title = Быстрая заметка
note-text = Заметка
note-placeholder = Что вы услышали, от кого, когда?
note-case = Дело
note-no-case = Пока без дела
note-kind = Вид
note-kind-field_note = Полевая заметка
note-kind-analysis = Анализ
note-kind-to_do = Сделать
note-kind-privileged = Адвокат и доверитель
note-privileged-means = Остаётся в этом хранилище: не уходит ни с одной передачей, если вы не выберете её сами.
note-save = Сохранить
note-saved = Заметка сохранена. Она ждёт на главной, пока вы её не разложите.
note-saved-in-case = Заметка сохранена в деле.
note-kept = Сохранено как черновик.
note-not-kept = Этот текст пока нигде не сохранён. Если он нужен, скопируйте его: закрыв ещё раз, вы от него откажетесь.
note-draft-kept = Черновик сохранён в { $time }
note-deleted = Заметка удалена.
sort-title = К какому делу относится заметка?

## Поиск
search-placeholder = Имя, слово, дело – любым письмом
search-privileged = И адвокатские
search-privileged-means = Искать и в заметках адвоката и доверителя
search-results = Найденное
search-do = Сделать
search-found = Найдено: { $count }
search-none = По словам «{ $words }» ничего не найдено.
search-none-next = Попробуйте меньше слов или другое написание.
search-more = Есть ещё: Ctrl+Enter покажет всё.
search-foot-move = выбрать
search-foot-open = открыть
do-new-case = Новое дело
do-note = Быстрая заметка
do-handover = Передать дела
do-receive = Получить передачу
do-go = Перейти: { $screen }
do-verify = Проверить всё хранилище
do-import = Импортировать сборник дел
found-case = Дела
found-party = Люди и группы
found-name = Имена
found-relationship = Связи
found-involved = Роли
found-act = Действия
found-involvement = Предполагаемые нарушители
found-chain = Связи дел
found-measure = Меры
found-proceeding = Производства
found-intervention = Обращения
found-money = Деньги
found-consent = Согласия
found-claim = Утверждения
found-note = Заметки
found-source = Источники
found-evidence = Доказательства
found-custody_event = Хранение доказательств
found-task = Задачи
found-comment = Замечания
found-place = Места
found-term = Слова списков
found-provision = Статьи закона

## Безопасность
safety-tab-keys = Ключи
safety-tab-device = Этот компьютер
safety-tab-check = Хранилище
safety-tab-files = Импорт и экспорт
keys-of-vault = Что открывает это хранилище
keys-of-vault-mean = Каждый из них открывает всё, в том числе источники под печатью.
key-passphrase = Парольная фраза
key-passphrase-means = То, что вы вводите при входе
key-kit = Комплект восстановления
key-kit-means = Страница, которую вы напечатали или сохранили
key-change = Сменить
key-remove = Убрать
key-removed = Комплект убран.
key-no-kit = Комплекта восстановления нет. Если фраза забудется, хранилище не откроет никто.
key-add-kit = Новый комплект восстановления
key-add-kit-means = Он открывает хранилище так же, как фраза. Прежние комплекты продолжают действовать.
key-add-kit-do = Сделать комплект
key-remove-title = Убрать этот комплект восстановления?
key-remove-happens = Этот комплект больше не будет открывать хранилище.
key-remove-forever = Прежние копии хранилища он по-прежнему открывает. Тот, у кого есть и комплект, и копия, сможет её прочитать.
key-remove-understood = У меня есть другой способ открыть это хранилище.
key-change-title = Сменить парольную фразу
passphrase-old = Нынешняя фраза
passphrase-new = Новая фраза
passphrase-again = Новая фраза ещё раз
passphrase-changed = Парольная фраза сменена.
passphrase-change-means = Прежние копии хранилища по-прежнему открываются старой фразой.
device-lock = Запирать самому
device-lock-means = Время, пока компьютер спит, тоже считается. То, что вы пишете, сохраняется.
device-lock-after = Через
device-minutes = { $minutes ->
    [one] { $minutes } минуту
    [few] { $minutes } минуты
   *[other] { $minutes } минут
}
device-look = Вид
device-theme = Цвета
device-text = Размер текста
theme-system = Как на компьютере
theme-light = Светлые
theme-dark = Тёмные
theme-contrast = Высокая контрастность
vault-title = Это хранилище
vault-where = Папка
vault-size = Размер
vault-format = Формат
vault-holds = Внутри
vault-counts = дел: { $cases }, людей и групп: { $people }, действий: { $acts }, источников: { $sources }, заметок: { $notes }, доказательств: { $evidence }
vault-deltas = Сохранений после уборки
vault-older = Эта копия хранилища старее той, что этот компьютер видел последней; разница в сохранениях: { $count }. Её восстановили из резервной копии? Если нет, кто-то мог подложить старую.
vault-for-reading = Здесь это хранилище можно только читать: диск или папка, где оно лежит, не принимает изменений. Чтобы что-то изменить, скопируйте его на диск, куда можно записывать, и откройте копию.
verify-title = Проверить каждый байт
verify-means = Читает всё хранилище и сверяет с тем, что было записано. По времени это примерно как скопировать его.
verify-do = Проверить
verify-running = Проверяется…
verify-ok = Всё так, как было записано: проверено { $size }.
verify-bad = Найдено неполадок: { $count }.
verify-bad-next = Прежде всего скопируйте папку хранилища в надёжное место, затем восстановите резервную копию.
compact-title = Прибрать
compact-means = Записывает хранилище заново одним куском, проверяет его и убирает прежние куски. Хранилище делает это и само.
compact-do = Прибрать

## Импорт и экспорт
casebook-file = Сборник дел
import-title = Импортировать сборник дел
import-means = Читает файл сборника (JSON) в это хранилище. Сначала вы увидите, что произойдёт; до вашего слова ничего не записывается.
import-choose = Выбрать файл
import-pick = Выберите сборник дел
import-looking = Чтение…
import-would = «{ $name }» можно импортировать. Вот что произойдёт:
import-did = Импортировано из «{ $name }»:
import-nothing = Всё из «{ $name }» здесь уже есть.
import-do = Импортировать
import-kind = Записи
import-added = новых
import-updated = изменённых
import-unchanged = тех же
import-refused = В файле «{ $name }» есть ошибки ({ $count }). Ничего не импортировано.
import-refused-more = Ещё ошибок не показано: { $count }.
export-title = Выписать всё без замка
export-means = Записывает все дела в один файл, который может прочитать любой. Это для перехода в другую программу; чтобы отдать дела человеку, есть «Передача».
export-choose = Выбрать место
export-pick = Где будет файл?
export-file-name = сборник
export-happens = Все дела ({ $count }) будут записаны в «{ $name }» без всякого замка.
export-do = Записать файл
export-written = Записано: { $name }, { $size }. Удалите его, когда он больше не нужен.
plain-forever = Кто получит этот файл, прочтёт его целиком. Удаление потом не обязательно сотрёт его с диска.
plain-understood = Я знаю, кому доступно это место, и так и хочу.
records-cases = дела
records-parties = люди и группы
records-names = другие имена
records-acts = действия
records-measures = меры
records-proceedings = производства
records-interventions = обращения
records-claims = утверждения
records-sources = источники
records-notes = заметки
records-evidence = доказательства
records-consents = согласия
records-places = места
records-involved = роли в делах
records-involvements = роли предполагаемых нарушителей
records-relationships = связи
records-distinct = пары разных лиц
records-chains = связи дел
records-money = денежные суммы
records-tasks = задачи
records-comments = замечания
records-terms = слова списков
records-provisions = статьи закона
records-custody-events = записи о хранении доказательств
one-case = Дело
one-party = Человек или группа
one-name = Имя
one-relationship = Связь
one-involved = Роль
one-act = Действие
one-involvement = Предполагаемый нарушитель
one-chain = Связь дел
one-measure = Мера
one-proceeding = Производство
one-intervention = Обращение
one-money = Деньги
one-consent = Согласие
one-claim = Утверждение
one-note = Заметка
one-source = Источник
one-evidence = Доказательство
one-custody_event = Запись о хранении
one-task = Задача
one-comment = Замечание
one-place = Место
one-term = Слово списка
one-provision = Статья закона
one-distinct = Разные лица
sensitivity-of-open = открыто
sensitivity-of-internal = внутреннее
sensitivity-of-restricted = ограниченно
sensitivity-of-confidential = доверительно
sensitivity-of-sealed = под печатью
