# Names that would show: the step between choosing and sealing.

handover-step-leaks = Көрінетін есімдер
handover-ask-leaks = Көрініп қалатын есімдер
leak-lead = Бұл жерлерде қалуы тиіс есімдер, мекенжайлар мен орындар тұр, қалай жазылса да. Басқасын таңдамасаңыз, олардың орнына басқа сөздер кетеді; өз жазбаларыңыз өзгермейді.
leak-keys = Пернелер: j және k — жылжу, r — басқа сөздер, x — бермеу, a — қабылдау.
leak-waiting = { $count ->
    [one] { $count } жер шешіміңізді күтуде.
   *[other] { $count } жер шешіміңізді күтуде.
}
leak-decided = Бәрі шешілді.
leak-sealed = Мөр жабық, сондықтан оның ар жағындағы адамдарды ешкім іздеген жоқ. Бұл істерде олар аталуы мүмкін болса, алдымен оны ашыңыз.
leak-more = Мұнда көрсетілгеннен көп табылды. Тізімде жоғы ауыстырылады.
leak-places = { $count ->
    [one] { $count } жер
   *[other] { $count } жер
}
leak-files = { $count ->
    [one] { $count } файл
   *[other] { $count } файл
}
leak-times = { $count ->
    [one] { $count } рет
   *[other] { $count } рет
}
leak-place-text = файлдың сөздері
leak-place-metadata = файлдың өзі туралы мәлімет
leak-do-replace = Басқа сөздер
leak-do-leave-out = Бермеу
leak-do-accept = Қабылдау…
leak-all-replace = Барлық жерде басқа сөздер
leak-all-leave-out = Бәрін бермеу
leak-all-accept = Бәрін қабылдау…
leak-reason = Неліктен беруге болады?
leak-reason-hint = Себебі беру журналында қалады, сөздердің өзі жазылмайды.
leak-accept = Қабылдау
leak-accepted-because = Қабылданды: { $reason }
leak-show-all = Бәрін көрсету: { $count }
leak-unlooked = Ішін қарау мүмкін болмаған файлдар
leak-unlooked-means = Әрқайсысын өзіңіз қараңыз: онда есім көрінуі немесе естілуі мүмкін.
leak-copies = Көшірмесі кететін суреттер
leak-copies-means = Сурет өзінің қайда, қашан және қандай камерамен түсірілгенін айтып тұрады. Кететін көшірме дәл сондай көрінеді, бірақ оны айтпайды; өз файлыңыз өзгермейді.
leak-copy-replace = Бұл мәліметсіз көшірме
leak-copy-accept = Сол күйінде…
leak-copies-replace = Бәрінің көшірмесі
leak-copies-accept = Бәрі сол күйінде…
log-accepted = { $count ->
    [one] { $count } жер қабылданды
   *[other] { $count } жер қабылданды
}
log-accepted-one = { $what }, { $field }: { $reason } ({ $by })
