# Сөз тізімдері мен істің тексерілу күйі, командалық жолда.

cli-term-added = { $vocabulary } тізімінде жаңа сөз бар: { $code }.
cli-term-renamed = { $vocabulary } { $code } сөзінің атаулары өзгерді.
cli-term-retired = { $vocabulary } { $code } енді ұсынылмайды. Тұрған жерінде ол қалады.
cli-term-back = { $vocabulary } { $code } қайтадан ұсынылады.
cli-term-is-retired = ұсынылмайды
cli-term-replaced = { $count ->
    [0] { $code } ешбір жазбада тұрмаған; ол енді ұсынылмайды.
    [one] Бір жазбада { $code } орнына енді { $by } тұр; { $code } енді ұсынылмайды.
   *[other] { $count } жазбада { $code } орнына енді { $by } тұр; { $code } енді ұсынылмайды.
}
cli-import-terms = Мұнда болмаған кодтар сөз тізімдеріне файлдағы атауларымен, ал атауы болмаса, кодтың өзімен қосылды: sandyq vocabulary list
cli-review = Тексеру: { $state }
cli-state-draft = жоба
cli-state-sourced = дереккөзі бар
cli-state-corroborated = расталған
cli-state-reviewed = тексерілген
cli-state-cleared = шығаруға рұқсат
cli-review-nobody = ешкімге тиесілі емес кілт
cli-review-decided = Соңғы шешім { $day }, { $by }: { $from } → { $to }
cli-review-changed = { $count ->
    [one] Содан бері бір жазба өзгерді
   *[other] Содан бері { $count } жазба өзгерді
}
