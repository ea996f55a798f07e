# Calendar, tasks and deadlines, clients.

screen-calendar = Calendar
keys-go-calendar = Calendar
do-new-task = Add a task
do-clients = Clients
kind-rule = Deadline rule
one-rule = Deadline rule
records-rules = deadline rules

## What stands in the calendar

entry-kind-hearing = Hearing
entry-kind-proceeding = Proceeding
entry-kind-expiry = Runs out
entry-kind-review = Court review
entry-kind-task = Task
entry-kind-consent = Consent
entry-kind-retention = Keep it?
entry-hearing = Hearing
entry-consent = Consent runs out
entry-retention = Must it still be kept?
entry-no-day = no day

calendar-tabs = Views of the calendar
calendar-tab-month = Month
calendar-tab-agenda = List
calendar-tab-bare = Nothing to come
calendar-tab-rules = Deadline rules
calendar-month = { $month } { $year }
calendar-from = From { $day }
calendar-earlier = Month before
calendar-later = Month after
calendar-kinds = What is shown
calendar-more = There is more than is shown here. Choose fewer kinds.
calendar-aside = Beside the calendar
calendar-overdue = Overdue
calendar-coming = To come
calendar-undated = Open, without a day
calendar-vague = Some time, the day is not known
calendar-day-empty = Nothing on this day.
calendar-day-with = { $day }: { $count ->
    [one] one entry
   *[other] { $count } entries
}
calendar-empty = Nothing to come
calendar-empty-what = Hearings, the end of measures, court reviews and deadlines of your cases appear here.
calendar-bare-what = In these cases there is no hearing, no end of a measure, no review and no open task to come. Either nothing is to be done, or nobody has said what.
calendar-bare-none = Every case has something to come
calendar-bare-none-what = A case without any next step would stand here.
calendar-paper = Calendar, { $from } to { $to }
calendar-paper-made = As of { $day }
weekday-short-1 = Mon
weekday-short-2 = Tue
weekday-short-3 = Wed
weekday-short-4 = Thu
weekday-short-5 = Fri
weekday-short-6 = Sat
weekday-short-7 = Sun

calendar-export = Write a calendar file
calendar-file = Calendar file
calendar-export-happens = A file for another calendar (.ics) will be written, in clear, with the days from { $from } to { $to }. Its titles say “Hearing”, “Deadline” or “Review” and nothing else: no names, no places.
calendar-export-forever = A calendar on a phone is often copied to a company’s computers. Who sees it learns on which days you are busy.
calendar-export-understood = I know where this file will go
calendar-export-do = Write the file
calendar-export-references = Put the references of cases in the titles
calendar-export-references-hint = Such as “Hearing · KZ-003”. A reference in which a name stands is left out.

## Tasks and deadlines

tasks-title = Tasks and deadlines
tasks-none = No tasks.
tasks-all = Show all { $count }
task-add = Add a task
task-add-day = Add a task for this day
task-add-to = Add a task to { $case }
task-new = New task
task-edit = Task
task-what = What is to be done
task-needs-title = Say in a few words what is to be done.
task-deleted = Task deleted.
task-done-named = Done: { $name }
task-by-rule = Worked out by a rule
task-no-rule = No rule
task-counted-from = Counted from
task-no-case = No case
task-rule = Rule
task-basis = Legal basis
task-moved = What set it off has moved. The rule now gives { $day }.
task-start-gone = What set it off is gone or over. Is this still to be done?
task-follow = Take the new day
task-outdated = start has moved

deadlines-title = Suggested deadlines
deadlines-suggested = { $count ->
    [one] One deadline suggested
   *[other] { $count } deadlines suggested
}
deadlines-past = { $count ->
    [one] One deadline that has passed
   *[other] { $count } deadlines that have passed
}
deadlines-keys = Take one, or say that it is not needed:
deadline-take = Take
deadline-not-needed = Not needed
deadline-past = has passed

## Rules

rules-title = Deadline rules
rules-what = From what your cases say, these rules work out deadlines and suggest them. Nothing is added by itself.
rules-no-advice = The program counts days. It knows no law and gives no legal advice: have every rule checked by a lawyer.
rules-none = No rules
rules-none-what = A rule says what is to be done so long before or after something, such as a hearing.
rule-add = Add a rule
rule-new = New rule
rule-edit = Rule
rule-deleted = Rule deleted.
rule-example = not checked by a lawyer
rule-checked = checked
rule-off = switched off
rule-label-en = What is to be done, in English
rule-label-ru = In Russian
rule-label-kk = In Kazakh
rule-starts = What sets it off
rule-codes = Only for
rule-codes-hint = Nothing chosen: for every one.
rule-offset = How long
rule-direction = Before or after
rule-direction-after = after it
rule-direction-before = before it
rule-needs-label = Say in one of the languages what is to be done.
rule-needs-offset = Say how long.
rule-is-checked = A lawyer has checked this rule
rule-is-off = Do not suggest by this rule any more
rule-start-measure-begins = A measure begins
rule-start-measure-expires = A measure runs out
rule-start-hearing = A hearing
rule-start-decision = A decision
rule-start-sentence = A sentence of the first instance
rule-start-later-sentence = A sentence after appeal
rule-start-act = An act
rule-start-day = A day that is typed
rule-from-measure-begins = a measure begins
rule-from-measure-expires = a measure runs out
rule-from-hearing = a hearing
rule-from-decision = a decision
rule-from-sentence = a sentence of the first instance
rule-from-later-sentence = a sentence after appeal
rule-from-act = an act
rule-from-day = the day given
rule-to-measure-begins = a measure begins
rule-to-measure-expires = a measure runs out
rule-to-hearing = a hearing
rule-to-decision = a decision
rule-to-sentence = a sentence of the first instance
rule-to-later-sentence = a sentence after appeal
rule-to-act = an act
rule-to-day = the day given
rule-after = { $span } after { $from }
rule-before = { $span } before { $to }
rule-only = { $rule } (only: { $codes })
field-legal-basis = Legal basis
field-rule = Rule
field-rule-id = Rule it came from
field-start-kind = What set it off
field-start-id = What set it off
field-starts = What sets it off
field-measures = Only for these measures
field-proceedings = Only for these proceedings
field-acts = Only for these acts
field-offset = How long
field-before = Before it
field-checked = Checked by a lawyer
field-retired = Switched off

## Clients

clients-title = Clients
clients-what = Everyone who is a client in some case: where they are, what comes next, what is due.
clients-none = No clients yet
clients-none-what = Give a person the part “Client” in a case, and they appear here.
clients-client = Client
clients-now = Now
clients-next = Next
clients-due = Due
clients-cases = Cases
clients-nothing-known = no measure in force
clients-nothing-next = nothing to come
clients-overdue = { $count } overdue
clients-week = { $count } this week
clients-next-week = { $count } next week
clients-tasks = { $count ->
    [one] one open task
   *[other] { $count } open tasks
}
client-title = How the matters stand
client-page = One-page status
client-week = This week
client-next-week = Next week
client-next-hearing = next hearing { $when }
client-no-hearing = no hearing to come
client-left-out = { $count ->
    [one] One confidential record is left out here.
   *[other] { $count } confidential records are left out here.
}
client-paper-made = As of { $day }
client-page-what = No notes, nothing confidential, no place marked never to leave. Read it before you hand it to anybody.
client-page-tasks = With the tasks of the team
client-page-tasks-hint = Their titles may say what is meant for you alone.

## Home

home-ahead = This week and next
home-to-calendar = Open the calendar
home-undated = { $count ->
    [one] One task without a day
   *[other] { $count } tasks without a day
}
