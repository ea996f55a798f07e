# Pictures: acts counted, a person in time, who is linked with whom.
screen-figures = Figures
keys-go-figures = Figures
figures-what = Acts counted: each once, also one done to a group. Only what is recorded here can be counted.
figures-from = From
figures-to = Until
figures-ever = At any time.
figures-since = Since { $from }.
figures-until = Until { $until }.
figures-between = Between { $from } and { $until }.
figures-sum = { $acts } { $cases }.
figures-sum-acts = { $count ->
    [one] One act
   *[other] { $count } acts
}
figures-sum-cases = { $count ->
    [one] in one case
   *[other] in { $count } cases
}
figures-groups = { $count ->
    [one] One of them was done to a group and counts once.
   *[other] { $count } of them were done to groups and count once each.
}
figures-known-only = Known only: what nobody reported is not here.
figures-acts = Acts
figures-month = Month
figures-by-month = By month
figures-by-month-picture = { $count ->
    [one] One month as a column
   *[other] { $count } months as columns
}
figures-by-type = By what was done
figures-by-place = By place
figures-by-space = By civic space
figures-several = An act of a case that concerns several counts in each.
figures-no-place = Place not known
figures-no-space = None named
figures-no-date = { $count ->
    [one] one without a year
   *[other] { $count } without a year
}
figures-year-only = { $count ->
    [one] one of { $year }, month not known
   *[other] { $count } of { $year }, month not known
}
figures-year-row = { $year }, month not known
figures-as-table = As a table
figures-all = All { $count }
figures-fewer = Fewer
figures-none = Nothing to count
figures-none-here = No act fits these days and spaces. Choose others.
figures-none-yet = Once acts are recorded in cases, this shows how many, when and where.
party-timeline = In time
graph-title = Who is linked with whom
graph-of = Links of { $name }
graph-legend = Squares are cases, circles are people and organisations. A dashed line says who is alleged to have done something.
graph-more = { $count ->
    [one] One more is not drawn.
   *[other] { $count } more are not drawn.
}
graph-alleged = alleged: { $acts }
graph-who = Who
graph-how = How
graph-whom = With
