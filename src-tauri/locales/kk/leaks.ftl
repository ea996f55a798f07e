# The leak check: what was found, where, and what is done about it.

leak-what-name = есім
leak-what-part = есімнің бір сөзі
leak-what-contact = телефон, пошта немесе желідегі аты
leak-what-place = жер
leak-what-link = есім қасындағы бүркеншік ат

leak-act-replace = ауыстырылды
leak-act-leave-out = осында қалады
leak-act-accept = қабылданды
leak-act-waiting = шешім күтуде

leak-why-picture = Сурет: ондағы сөздер тек көзбен көрінеді
leak-why-recording = Дыбыс немесе бейне
leak-why-encrypted = Құпиясөзбен жабылған
leak-why-unknown = Мұнда оқылмайтын файл түрі
leak-why-too-large = Тым үлкен немесе тым терең бумаланған
leak-why-unreadable = Бүлінген немесе әріптері танылмайды
leak-why-tells = Кім, қашан, қайда және немен жасағаны туралы мәлімет сақтауы мүмкін, оны алып тастау мүмкін емес

cli-leaks-none = Қалуы тиіс ештеңе көрінбейді.
cli-leaks-unlooked = Ішін қарау мүмкін болмаған файлдар:
cli-leaks-more = Мұнда көрсетілгеннен көп табылды.
cli-leaks-sealed = Мөр жабық: оның ар жағындағы адамдарды ешкім іздеген жоқ.
cli-leaks-waiting = { $count ->
    [one] { $count } жер шешім күтуде: --accept ID=СЕБЕП, --leave-out ID, --accept-unlooked СЕБЕП.
   *[other] { $count } жер шешім күтуде: --accept ID=СЕБЕП, --leave-out ID, --accept-unlooked СЕБЕП.
}
