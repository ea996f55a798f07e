# Сөз тізімдері, орындар, ақша, істер байланыстары, қайшылықтар, өріс тарихы.

safety-tab-lists = Тізімдер
lists-vocabularies = Сөз тізімдері
lists-places = Орындар
vocabulary-act-type = Әрекет түрлері
vocabulary-measure = Шаралар (мәртебелер)
vocabulary-role = Істегі рөлдер
vocabulary-proceeding = Өндіріс түрлері
vocabulary-intervention = Үндеу түрлері
vocabulary-degree = Қатысу дәрежелері
vocabulary-attribution = Жүктеу негіздері
vocabulary-source = Дереккөз түрлері
vocabulary-space = Азаматтық бостандықтар
vocabulary-relationship = Адамдар арасындағы қатынастар
vocabulary-chain = Істер байланыстары
vocabulary-flag = Осалдық белгілері
vocabulary-sex = Жынысы
choose = Таңдаңыз…

## Сөз тізімдері
terms-what = Жазбаларды құрайтын сөздер. Атауларды кез келген уақытта өзгертуге болады; кодтар өзгермейді, сондықтан ешбір жазба түсініксіз болып қалмайды.
terms-list = Тізім
terms-find = Іздеу
terms-retired-too = { $count ->
    [one] Енді ұсынылмайтын сөзді де көрсету
   *[other] Енді ұсынылмайтын { $count } сөзді де көрсету
}
terms-count = { $count } сөз
terms-none = Мұндай сөз жоқ
terms-none-what = Басқаша іздеңіз немесе оны қосыңыз.
terms-files = Файлда мұнда жоқ кодтар болса
terms-files-what = Олар тізімге файлдағы атауымен, ал атауы болмаса, мұнда біреу атағанша кодтың өзімен қосылады. Бағдарламада да, файлдың түсіндірмесінде де жоқ әрекет түрі қабылданбайды және оның файлдағы орны көрсетіледі. Енді ұсынылмайтын сөз файлда тұрған жерінде қабылданады, бірақ бәрібір ұсынылмайды.
term-add = Сөз қосу
term-new = Жаңа сөз
term-edit = Тізім сөзі
term-label-en = Ағылшынша атауы
term-label-ru = Орысша
term-label-kk = Қазақша
term-needs-label = Кемінде бір тілде атаңыз.
term-needs-group = Тобын таңдаңыз.
field-group = Тобы
field-en = Ағылшынша атауы
field-ru = Орысша атауы
field-kk = Қазақша атауы
field-huridocs = HURIDOCS коды
term-code-hint = Бос қалса, код атаудан жасалады. Кейін оны өзгертуге болмайды.
term-uses = { $count ->
    [0] қолданылмайды
   *[other] { $count } жазба
}
term-retired = ұсынылмайды
term-own = осында қосылған
term-reworded = атауы өзгертілген
term-needed = оған бағдарламаның өзі сүйенеді
term-retire = Енді ұсынбау
term-offer-again = Қайтадан ұсыну
term-shipped = Бастапқы атауын қайтару
term-deleted = Сөз жойылды.
term-new-named = «{ $name }» сөзін тізімге қосу
term-replace = Басқасымен алмастыру…
term-replace-title = «{ $name }» сөзін алмастыру
term-replace-by = Немен
term-replace-what = Біріншісі тұрған жердің бәрінде екіншісі тұрады, ал біріншісі енді ұсынылмайды.
term-replace-happens = { $count ->
    [0] «{ $name }» ешбір жазбада тұрған жоқ. Ол енді ұсынылмайды.
   *[other] { $count } жазбада «{ $name }» орнына «{ $other }» тұрады; «{ $name }» енді ұсынылмайды.
}
term-replace-review = Мұның бәрі бір қадаммен қайтарылады. Тексерілген істер тексеруден кейін өзгерген болып саналады.
term-replace-do = Алмастыру
term-replaced = { $count ->
    [0] Сөз енді ұсынылмайды.
   *[other] { $count } жазбада алмастырылды.
}
import-terms = Мұнда болмаған кодтар сөз тізімдеріне қосылады. Кейбірінің атауы болмай, тек коды болуы мүмкін.
import-terms-show = Сөз тізімдерін көрсету

## Орындар
places-what = Оқиға қай жерде болды және адамдар қайда ұсталып отыр. Баспананы немесе үйді сандықтан ешқашан шықпайтын етіп белгілеуге болады.
place-add = Орын қосу
place-edit = Орын
places-count = { $count } орын
places-most = Алғашқы { $count } көрсетілген; тарылту үшін жаза бастаңыз.
place-uses = { $count ->
    [0] қолданылмайды
   *[other] { $count } рет аталған, { $cases } істе
}
places-none = Әзірге орын жоқ
places-none-what = Орын осында немесе әрекет, шара, іс пішінінде қосылады.
places-none-found = Мұндай атаулы орын жоқ
place-needs-name = Орынның атауын жазыңыз.
place-name = Атауы
place-area-hint = Аудан, облыс, ел
place-never-what = Ешбір табыстауға, есепке және күнтізбе файлына кірмейді.
place-deleted = Орын жойылды.
place-near = Ұқсас жазылады, бәлкім, бір орын:
place-same = Бұл сол орын…
place-spelt-alike = басқаша жазылуы
place-named-never = { $name } (сандықтан ешқашан шықпайды)
degrees-unclear = −{ $most } мен { $most } арасындағы сан, мысалы 43,238.
degrees-both = Ендік пен бойлық бірге керек: екеуін де толтырыңыз немесе екеуін де бос қалдырыңыз.
places-merge = Бір орын туралы екі жазба
places-merge-name = Қай атау қалады
places-merge-happens = «{ $gone }» орнындағының бәрі «{ $keep }» орнында болады, ал «{ $gone }» жазбасы жойылады.
places-merge-means = Бірінде жоғы екіншісінен алынады. Екеуінің бірі сандықтан ешқашан шықпайтын болса, қалғаны да шықпайды. Мұның бәрі бір қадаммен қайтарылады.
places-merge-do = Біріктіру
places-merged = { $count ->
    [0] Енді бұл бір орын.
   *[other] Енді бұл бір орын; { $count } жазба өзгертілді.
}

## Ақша
money-add = Сома қосу
money-edit = Сома
money-empty = Әзірге сома жоқ.
money-deleted = Сома жойылды.
money-approximate = Шамамен, дәл емес
money-about = шамамен
money-amount-unclear = Соманы цифрмен жазыңыз, мысалы 27 000 немесе 1250,50.
money-currency-unclear = Үш әріп, мысалы KZT, EUR немесе USD.
money-sum = Барлығы: { $sums }
field-what = Не үшін

## Істер байланыстары
chain-add = Іспен байланыстыру
chain-edit = Істер байланысы
chain-edit-named = { $name } ісімен байланысты өзгерту
chain-how = Қалай байланысты
chain-deleted = Байланыс жойылды.
chain-case-placeholder = Нөмірі, атауы немесе есім
chain-no-case = Мұндай іс жоқ
chain-needs-how = Қалай байланысты екенін көрсетіңіз.
chain-needs-case = Екінші істі таңдаңыз.
links-empty = Басқа іспен байланысы жоқ.

## Өндірістер
sentence-duration = Қанша мерзімге
sentence-words-hint = 5 жылға қоғамдық қызметке тыйым
intervention-response = Жауабы: { $words }
intervention-impact = Нәтижесі: { $words }

## Қайшылықтар
contradictions = { $count } қайшылық
contradictions-open = { $count } шешілмеген
claim-grade-source = Дереккөз { $grade }: { $words }
claim-grade-claim = Мәлімет { $grade }: { $words }
claim-about-all = Жалпы жазба
claim-no-consent = Келісімсіз

## Дәлелдемелер
evidence-edit = Ол туралы мәліметті өзгерту
evidence-copies = Жұмыс көшірмелері
evidence-is-original = Бұл түпнұсқа
evidence-address-hint = Бет мекенжайы; оның HTML-ін және толық суретін бөлек дәлелдеме ретінде сақтаңыз

## Өріс тарихы
history-field = Қай өрістің өзгерістері
history-every-field = Барлық өріс
history-restore-field = Өрісті осыған қайтару
restored-field-toast = Өріс қайтарылды, қалғандары өзгерген жоқ.
