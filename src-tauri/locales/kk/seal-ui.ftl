## The seal is open
seal-strip = Мөр тағы қанша ашық тұрады
seal-extend = Тағы үш минут
seal-everybody = { $count ->
    [0] Мөр астында әзірге ешкім жоқ.
   *[other] Мөр астында { $count } адам бар.
}
seal-nobody = Дереккөзді таңдап, оның кім екенін жазыңыз.
identity-also = Басқа аттары мен жазылуы
identity-also-hint = Әр жолға біреуден, лақап аттар да. Бәрі жай мәтіннен ізделеді.
identity-channel-hint = Телефон, пошта, Signal, таныс адам. Осындағы нөмірлер мен мекенжайлар жай мәтіннен ізделеді.
identity-risk-review = Тәуекелді қайта ойлау күні
identity-risk-due = тәуекел: қайта ойлау керек
identity-party = Бұл істердегі адам ба?
identity-party-hint = Дереккөз бен сол адамның бір екені де мөр астында ғана сақталады.
identity-is = { $name } – сол адамның өзі
identity-is-party = істерде де бар
identity-unnamed = аты әзірге жоқ

## Ordinary text names somebody
named-title = Мұнда { $codes } аталған
named-title-maybe = Мұнда { $codes } аталған болуы мүмкін
named-what = Мұнда сақталғанды сандықты ашқан кез келген адам және табыстауды алған адам оқиды. Кодтық атауын қойыңыз немесе сол күйінде қалдырыңыз.
named-name = аты
named-part = атының бір сөзі, басқа біреудікі болуы мүмкін
named-contact = нөмір немесе мекенжай
named-times = { $times } рет
named-would-read = Кодтық атаумен:
named-replace = { $codes } деп ауыстыру
named-keep = Сол күйінде қалдыру
named-back = Мәтінге қайту

## Where the vault names somebody
found-title = Жай мәтіндегі аттар
found-what = Мөр ашық кезде бағдарлама кімді іздеу керегін біледі: әр жазбадан, оның тарихынан және жобалардан. Мөр жабық кезде аттарды мұнда ешкім білмейді.
found-closed = Мөр жабық
found-closed-what = Аттарды тек мөр ашық кезде іздеуге болады: әйтпесе оларды бағдарлама да білмейді.
found-look = Сандықты қарап шығу
found-again = Қайта іздеу
found-looking = Бәрі қаралып жатыр …
found-none = Ешкім еш жерде аталмаған.
found-count = дереккөздер { $count } жерде аталған
found-replace = { $code } деп ауыстыру
found-stays = Қала берсін
found-open = Ашу
found-in-draft = Жоба
found-in-history = { $record } · тек тарихында
found-forget = Сөздерді тарихтан да алып тастау
found-keep-means = Ескі мәтін жазбаның тарихында қалады, оны сандықты ашқан кез келген адам оқи алады.
found-forget-means = Тарих сонда бірдеңе өзгергенін айтады, не екенін айтпайды. Сандықтың ескі файлдары жойылады. Бұрынғы сақтық көшірмелер, көшірмелер мен табыстауларда сөздер қалады, SSD-де де іздері қалуы мүмкін.
found-replaced = { $code } деп ауыстырылды. Ескі мәтін тарихта бар.
found-forgotten = { $code } деп ауыстырылды, тарихта да.
found-more = Тағы бар. Осыларды қарап шығып, қайта іздеңіз.
