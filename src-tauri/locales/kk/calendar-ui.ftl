# Күнтізбе, тапсырмалар мен мерзімдер, сенім білдірушілер.

screen-calendar = Күнтізбе
keys-go-calendar = Күнтізбе
do-new-task = Тапсырма қосу
do-clients = Сенім білдірушілер
kind-rule = Мерзім ережесі
one-rule = Мерзім ережесі
records-rules = мерзім ережелері

## Күнтізбеде не тұр

entry-kind-hearing = Отырыс
entry-kind-proceeding = Өндіріс
entry-kind-expiry = Бітеді
entry-kind-review = Сот қарауы
entry-kind-task = Тапсырма
entry-kind-consent = Келісім
entry-kind-retention = Сақтау керек пе?
entry-hearing = Отырыс
entry-consent = Келісім мерзімі бітеді
entry-retention = Әрі қарай сақтау керек пе?
entry-no-day = күні жоқ

calendar-tabs = Күнтізбенің көріністері
calendar-tab-month = Ай
calendar-tab-agenda = Тізім
calendar-tab-bare = Алда ештеңе жоқ
calendar-tab-rules = Мерзім ережелері
calendar-month = { $year } жылғы { $month }
calendar-from = Басталуы: { $day }
calendar-earlier = Алдыңғы ай
calendar-later = Келесі ай
calendar-kinds = Не көрсетіледі
calendar-more = Мұнда бәрі көрсетілмеген. Азырақ түр таңдаңыз.
calendar-aside = Күнтізбенің жанында
calendar-overdue = Мерзімі өткен
calendar-coming = Алда
calendar-undated = Орындалмаған, күні жоқ
calendar-vague = Осы кезде, нақты күні белгісіз
calendar-day-empty = Бұл күні ештеңе жоқ.
calendar-day-with = { $day }: { $count } жазба
calendar-empty = Алда ештеңе жоқ
calendar-empty-what = Мұнда істеріңіздің отырыстары, шаралардың аяқталуы, сот қараулары мен мерзімдері шығады.
calendar-bare-what = Бұл істерде алда отырыс та, шараның аяқталуы да, сот қарауы да, тапсырма да жоқ. Не істейтін ештеңе жоқ, не ешкім не істеу керегін айтпаған.
calendar-bare-none = Әр істе алда бірдеңе бар
calendar-bare-none-what = Келесі қадамы жоқ іс осында тұрар еді.
calendar-paper = Күнтізбе: { $from } – { $to }
calendar-paper-made = { $day } күнгі жағдай
weekday-short-1 = Дс
weekday-short-2 = Сс
weekday-short-3 = Ср
weekday-short-4 = Бс
weekday-short-5 = Жм
weekday-short-6 = Сб
weekday-short-7 = Жс

calendar-export = Күнтізбе файлын жазу
calendar-file = Күнтізбе файлы
calendar-export-happens = Басқа күнтізбеге арналған файл (.ics) ашық күйде жазылады: { $from } – { $to } аралығындағы күндер. Атауларында тек «Отырыс», «Мерзім» немесе «Тексеру» деп тұрады: есімдер де, орындар да жоқ.
calendar-export-forever = Телефондағы күнтізбе көбіне бір компанияның компьютерлеріне көшіріледі. Оны көрген адам қай күндері бос еместігіңізді біледі.
calendar-export-understood = Бұл файлдың қайда түсетінін білемін
calendar-export-do = Файлды жазу
calendar-export-references = Атауларға істердің нөмірін қосу
calendar-export-references-hint = Мысалы, «Отырыс · KZ-003». Ішінде есім бар нөмір файлға түспейді.

## Тапсырмалар мен мерзімдер

tasks-title = Тапсырмалар мен мерзімдер
tasks-none = Тапсырма жоқ.
tasks-all = Бәрін көрсету ({ $count })
task-add = Тапсырма қосу
task-add-day = Осы күнге тапсырма қосу
task-add-to = { $case } ісіне тапсырма қосу
task-new = Жаңа тапсырма
task-edit = Тапсырма
task-what = Не істеу керек
task-needs-title = Не істеу керегін бірнеше сөзбен айтыңыз.
task-deleted = Тапсырма жойылды.
task-done-named = Орындалды: { $name }
task-by-rule = Ереже бойынша есептеу
task-no-rule = Ережесіз
task-counted-from = Қай күннен бастап
task-no-case = Іссіз
task-rule = Ереже
task-basis = Құқықтық негізі
task-moved = Мерзімнің басталуы өзгерді. Ереже бойынша енді: { $day }.
task-start-gone = Мерзім есептелген жазба жойылған немесе аяқталған. Бұл әлі керек пе?
task-follow = Жаңа күнді алу
task-outdated = басталуы өзгерген

deadlines-title = Ұсынылған мерзімдер
deadlines-suggested = { $count } мерзім ұсынылды
deadlines-past = { $count } өткен мерзім
deadlines-keys = Мерзімді алу немесе керек емес деу:
deadline-take = Алу
deadline-not-needed = Керек емес
deadline-past = өтіп кетті

## Ережелер

rules-title = Мерзім ережелері
rules-what = Бағдарлама осы ережелер бойынша істерде жазылғаннан мерзім есептеп, ұсынады. Өздігінен ештеңе қоспайды.
rules-no-advice = Бағдарлама күн санайды. Ол заңды білмейді және заң кеңесін бермейді: әр ережені заңгер тексерсін.
rules-none = Ереже жоқ
rules-none-what = Ереже бірдеңеге дейін немесе одан кейін сонша күнде не істеу керегін айтады: мысалы, отырысқа дейін.
rule-add = Ереже қосу
rule-new = Жаңа ереже
rule-edit = Ереже
rule-deleted = Ереже жойылды.
rule-example = заңгер тексермеген
rule-checked = тексерілген
rule-off = өшірілген
rule-label-en = Не істеу керек, ағылшынша
rule-label-ru = Орысша
rule-label-kk = Қазақша
rule-starts = Неден бастап саналады
rule-codes = Тек мыналар үшін
rule-codes-hint = Ештеңе таңдалмаса, кез келгені үшін.
rule-offset = Қанша уақыт
rule-direction = Дейін бе, кейін бе
rule-direction-after = кейін
rule-direction-before = дейін
rule-needs-label = Не істеу керегін бір тілде айтыңыз.
rule-needs-offset = Қанша уақыт екенін айтыңыз.
rule-is-checked = Бұл ережені заңгер тексерді
rule-is-off = Бұл ереже бойынша енді ұсынбау
rule-start-measure-begins = Шараның басталуы
rule-start-measure-expires = Шараның аяқталуы
rule-start-hearing = Отырыс
rule-start-decision = Шешім
rule-start-sentence = Бірінші сатыдағы үкім
rule-start-later-sentence = Шағымнан кейінгі үкім
rule-start-act = Әрекет
rule-start-day = Көрсетілген күн
rule-from-measure-begins = шара басталғаннан
rule-from-measure-expires = шара аяқталғаннан
rule-from-hearing = отырыстан
rule-from-decision = шешімнен
rule-from-sentence = бірінші сатыдағы үкімнен
rule-from-later-sentence = шағымнан кейінгі үкімнен
rule-from-act = әрекеттен
rule-from-day = көрсетілген күннен
rule-to-measure-begins = шара басталғанға
rule-to-measure-expires = шара аяқталғанға
rule-to-hearing = отырысқа
rule-to-decision = шешімге
rule-to-sentence = бірінші сатыдағы үкімге
rule-to-later-sentence = шағымнан кейінгі үкімге
rule-to-act = әрекетке
rule-to-day = көрсетілген күнге
rule-after = { $from } кейін { $span }
rule-before = { $to } дейін { $span }
rule-only = { $rule } (тек: { $codes })
field-legal-basis = Құқықтық негізі
field-rule = Ереже
field-rule-id = Қай ереже бойынша
field-start-kind = Неден бастап саналады
field-start-id = Неден бастап саналады
field-starts = Неден бастап саналады
field-measures = Тек осы шаралар үшін
field-proceedings = Тек осы өндірістер үшін
field-acts = Тек осы әрекеттер үшін
field-offset = Қанша уақыт
field-before = Кейін емес, дейін
field-checked = Заңгер тексерген
field-retired = Өшірілген

## Сенім білдірушілер

clients-title = Сенім білдірушілер
clients-what = Қандай да бір істе сенім білдіруші болған адамдар: қайда, алда не бар, қандай мерзім бар.
clients-none = Сенім білдірушілер әзірге жоқ
clients-none-what = Істе адамға «Сенім білдіруші» рөлін беріңіз, сонда ол осында шығады.
clients-client = Сенім білдіруші
clients-now = Қазір
clients-next = Алда
clients-due = Мерзімдер
clients-cases = Істер
clients-nothing-known = қолданыстағы шара жоқ
clients-nothing-next = алда ештеңе жоқ
clients-overdue = мерзімі өткен: { $count }
clients-week = осы аптада: { $count }
clients-next-week = келесі аптада: { $count }
clients-tasks = { $count } ашық тапсырма
client-title = Істің жайы
client-page = Бір беттік анықтама
client-week = Осы аптада
client-next-week = Келесі аптада
client-next-hearing = келесі отырыс: { $when }
client-no-hearing = алда отырыс жоқ
client-left-out = { $count } құпия жазба мұнда кірмеді.
client-paper-made = { $day } күнгі жағдай
client-page-what = Жазбаларсыз, құпия мәліметсіз, сыртқа берілмейтін орындарсыз. Біреуге берер алдында оқып шығыңыз.
client-page-tasks = Топтың тапсырмаларымен бірге
client-page-tasks-hint = Олардың атауында тек сізге арналған сөз болуы мүмкін.

## Басты бет

home-ahead = Осы және келесі апта
home-to-calendar = Күнтізбені ашу
home-undated = Күні жоқ { $count } тапсырма
