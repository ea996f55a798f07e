# Картины: сколько действий, человек во времени, кто с кем связан.
screen-figures = Сводка
keys-go-figures = Сводка
figures-what = Подсчитаны действия: каждое один раз, в том числе совершённое против группы. Подсчитать можно только то, что здесь записано.
figures-from = С
figures-to = По
figures-ever = За всё время.
figures-since = Начиная с { $from }.
figures-until = По { $until }.
figures-between = С { $from } по { $until }.
figures-sum = { $acts } { $cases }.
figures-sum-acts = { $count ->
    [one] { $count } действие
    [few] { $count } действия
   *[other] { $count } действий
}
figures-sum-cases = { $count ->
    [one] в { $count } деле
   *[other] в { $count } делах
}
figures-groups = { $count ->
    [one] { $count } из них совершено против группы и считается один раз.
   *[other] { $count } из них совершены против групп и считаются по одному разу.
}
figures-known-only = Только известное: о чём никто не сообщил, того здесь нет.
figures-acts = Действия
figures-month = Месяц
figures-by-month = По месяцам
figures-by-month-picture = { $count ->
    [one] { $count } месяц столбцом
    [few] { $count } месяца столбцами
   *[other] { $count } месяцев столбцами
}
figures-by-type = По виду действия
figures-by-place = По месту
figures-by-space = По сфере свободы
figures-several = Действие из дела, которое касается нескольких, считается в каждом.
figures-no-place = Место неизвестно
figures-no-space = Не указано
figures-no-date = { $count ->
    [one] { $count } без года
   *[other] { $count } без года
}
figures-year-only = { $count ->
    [one] { $count } в { $year } году, месяц неизвестен
   *[other] { $count } в { $year } году, месяц неизвестен
}
figures-year-row = { $year } год, месяц неизвестен
figures-as-table = Таблицей
figures-all = Все { $count }
figures-fewer = Меньше
figures-none = Считать нечего
figures-none-here = Ни одно действие не подходит к этим дням и сферам. Выберите другие.
figures-none-yet = Когда в делах появятся действия, здесь будет видно, сколько их, когда и где.
party-timeline = Во времени
graph-title = Кто с кем связан
graph-of = Связи: { $name }
graph-legend = Квадраты – дела, круги – люди и организации. Пунктир показывает, кто предположительно что-то совершил.
graph-more = { $count ->
    [one] Ещё { $count } не показан.
   *[other] Ещё { $count } не показаны.
}
graph-alleged = предположительно: { $acts }
graph-who = Кто
graph-how = Как
graph-whom = С кем
