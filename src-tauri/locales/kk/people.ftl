# People: who may be the same, who is not, families, and the check for conflicts. The command line uses this file too.

kind-distinct = Бір адам емес
field-merged-into = біріктірілген жазба
field-merge = біріктіру көшіргені
field-certain = анық белгілі

name-reason-identical = бірдей жазылған
name-reason-same-sounds = бірдей естіледі
name-reason-other-script = басқа жазумен
name-reason-word-order = сөздердің реті басқа
name-reason-joined = бөлек немесе бірге жазылған
name-reason-variant-spelling = сол дыбыстың басқаша жазылуы
name-reason-one-slip = бір әріп айырмашылық
name-reason-initial = аттың орнында бас әрпі
name-reason-patronymic-left-out = бірінде әкесінің аты жоқ
name-reason-same-patronymic = әкесінің аты бірдей
name-reason-other-patronymic = әкесінің аты басқа
name-reason-part-only = бірі екіншісінің бөлігі
name-reason-same-family-name = тегі бірдей
name-reason-same-given-name = аты бірдей
name-reason-other-sex-form = әйел немесе ер адамның түрі
name-reason-other-ending = жалғауы басқа
name-reason-acronym = қысқартылған атау
name-reason-nothing-shared = ортақ ештеңе жоқ

alike-title = Бір адам болуы мүмкін
alike-what = Есімдері ұқсас жұптар. Өздігінен ештеңе біріктірілмейді: шешетін – сіз.
alike-none = Ұқсас есімдер жоқ
alike-none-what = Жаңа адамдар қосылған сайын салыстырылады. Шешілген жұптар қайта сұралмайды.
alike-more = { $total } жұптың { $shown } көрсетілді, ең ықтималдары бірінші.
alike-same = Бір адам…
alike-not-same = Бір адам емес
alike-later = Кейін
alike-keys = Пернелер: s – бір адам, d – бір адам емес, l – кейін, j және k – келесісі мен алдыңғысы.
alike-pair = { $one } және { $other }
alike-no-case = ешбір істе жоқ
alike-later-shown = Кейінге қалдырылғандар сандық қайта ашылғанша көрсетілмейді.
alike-show-later = Оларды қайта көрсету
alike-born = туған күні: { $date }

merge-title = Бір адам – бір жазба
merge-what = Бірі аталған жердің бәрі енді екіншісіне сілтейді: істер, әрекеттер, шаралар, келісімдер, мәлімдемелер, жазбалар. Екінші есім қосымша есім болады. Мұны болдырмауға, кейін қайта бөлуге де болады.
merge-keep = Қай жазба қалады
merge-differ = Айырмашылықтары
merge-agree = Екі жазба бір-біріне қайшы емес.
merge-take-both = Екеуі де
merge-says-nothing = көрсетілмеген
merge-do = Біріктіру
merge-done = { $name } енді бір жазба. { $count ->
    [0] Көшіретін ештеңе болмады.
   *[other] { $count } сілтеме көшірілді.
}
merge-other-kind = Адам мен ұйымды біріктіруге болмайды. Алдымен бірінің түрін түзетіңіз.

distinct-title = Мына адам емес
distinct-unsure = белгілі болғанша
distinct-take-back = Қайтарып алу
distinct-take-back-named = Бұл { $name } емес дегенді қайтарып алу
distinct-said = Сақталды: { $one } және { $other } – бір адам емес. Бұл қайта сұралмайды.
distinct-taken-back = Қайтарып алынды. Жұп қайта ұсынылуы мүмкін.
distinct-new = Бұл басқа адам: жоғарыдағылар туралы қайта сұралмасын

joined-title = Осы жазбаға біріктірілген
joined-line = { $when } · { $moved ->
   *[other] { $moved } сілтеме көшірілді
}
joined-changed = содан бері басқа сандықта өзгертілді: { $fields }
joined-separate = Бөлу…
separate-title = Екі жазбаны бөлу керек пе?
separate-what = { $other } қайтадан жеке жазба болады және { $name } жазбасына көшірілгенін қайтарып алады. Кейін қосылғаны осында қалады, қарап шығуыңыз үшін тізіліп беріледі.
separate-do = Бөлу
separate-done = { $other } қайтадан жеке жазба.
separate-stayed = { $name } жазбасында қалатыны
separate-stayed-what = Әрқайсысын қараңыз: { $other } туралы емес пе?
stayed-later = біріктіруден кейін қосылған
stayed-changed = біріктіруден кейін өзгертілген
stayed-field = { $field } өрісі
name-from = «{ $name }» жазбасынан

kin-title = Бір отбасынан болуы мүмкін
kin-what = Тек есімдерге қарап берілген байланыс туралы кеңес.
kin-add = Байланыс қосу
kin-add-named = Байланыс қосу: { $name }
kin-shared = { $count ->
   *[other] { $count } істе бірге
}

conflict-title = Мүдделер қайшылығын тексеру
conflict-what = Істі алмас бұрын: оған қатысты біреу осы сандықта, кез келген тарапта, бар ма?
conflict-client = Болашақ сенім білдіруші
conflict-other = Қарсы тарап пен басқалар
conflict-hint = Әр жолда бір есім, кез келген жазумен. Тізімді қоюға болады.
conflict-do = Тексеру
conflict-needs-name = Кемінде бір есім жазыңыз.
conflict-found = { $count ->
    [0] Мұндай есімді ешкім табылмады.
   *[other] Сандықтағы { $count } есім осылардың біріне ұқсайды.
}
conflict-nobody = ешкім
conflict-side-client = болашақ сенім білдіруші
conflict-side-other = қарсы тарап
conflict-col-asked = Ізделген
conflict-col-found = Сандықта
conflict-col-why = Қаншалықты ұқсас
conflict-col-where = Қайда
conflict-nowhere = ешбір істе жоқ
conflict-searched = { $day } ізделді. Барлық есімдерімен адамдар мен ұйымдар: { $parties }. Судьялар, прокурорлар мен қорғаушылар қаралған іс жүргізулер: { $proceedings }. Хат алушылар. Істер: { $cases }.
conflict-not-searched = Ізделмегені: мөр астындағы адамдар және жазбалардың, әрекеттер мен қысқаша мазмұндардың мәтіні.
conflict-privileged = { $count ->
   *[other] Есімдердің бірі { $count } «Адвокат пен қорғауындағы адам» жазбасында бар. Олардың мазмұны мұнда көрсетілмейді.
}
conflict-print = Басып шығару
conflict-keep = «Адвокат пен қорғауындағы адам» жазбасы етіп сақтау
conflict-kept = Сақталды. Іссіз жазбалардың арасында тұр.
conflict-note = Мүдделер қайшылығын тексеру, { $day }
conflict-limit = Мұның мәнін заңгер бағалайды. Еш жерде жазылмаған есім табылмайды.
conflict-role-victim = жәбірленуші
conflict-role-perpetrator = болжамды кінәлі
conflict-role-measure = шара қолданылған
conflict-role-charged = айып тағылған
conflict-role-judge = судья
conflict-role-prosecutor = прокурор
conflict-role-counsel = қорғаушы
conflict-role-speaker = мәлімдеме жасаған
conflict-role-addressee = хат алушы
conflict-role-consent = келісім берген

cli-party-merged = Енді бұл – бір жазба. { $count ->
    [0] Көшіретін ештеңе болмады.
   *[other] { $count } сілтеме көшірілді.
}
cli-party-separated = Қайтадан екі жазба.
cli-party-stayed = { $count ->
   *[other] { $count } жазба екіншісінде қалады; қарап шығыңыз:
}
cli-party-stayed-later = біріктіруден кейін қосылған
cli-party-stayed-changed = біріктіруден кейін өзгертілген
cli-party-distinct = Сақталды: бұл екеуі бір адам емес.
cli-conflicts-nobody = {"  "}ешкім
cli-conflicts-searched = { $day } ізделді. Адамдар мен ұйымдар: { $parties }. Судьялар, прокурорлар мен қорғаушылар қаралған іс жүргізулер: { $proceedings }. Істер: { $cases }. Ізделмегені: мөр астындағы адамдар және жазбалардың мәтіні.
cli-conflicts-privileged = { $count ->
   *[other] Есімдердің бірі { $count } «Адвокат пен қорғауындағы адам» жазбасында бар.
}

keys-alike-same = Бір адам (жұптар тізімінде)
keys-alike-distinct = Бір адам емес
keys-alike-later = Кейін шешу
