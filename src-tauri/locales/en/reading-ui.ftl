## A pasted report: read, gone through, written
screen-reading = A report
keys-report = Paste a report
do-report = Paste a report
home-report = Paste a report: what stands in it is marked and offered as records.
reading-open = Paste a report
reading-title = A report
reading-what = Paste what somebody wrote. Dates, people, places, articles of laws and acts are marked, and you decide one by one what becomes a record. Nothing is written before that, nothing leaves this computer, and what you accept quotes the passage it came from.
reading-text = Text of the report
reading-placeholder = Paste the text here
reading-too-long = This text has { $letters } characters; at most { $most } are read at once. Paste it in parts.
reading-mark = Mark the text
reading-throw-away = Throw away
reading-the-text = The text with its marks
reading-found = What was found
reading-change = Change the text
reading-more = More was found than can be shown. Read the text in parts to see all of it.
reading-nothing = Nothing was found
reading-nothing-what = No name and no word for an act was recognised. The text may be in another language, or say it in other words.
reading-kind-date = date
reading-kind-person = person
reading-kind-organisation = organisation
reading-kind-group = people, counted
reading-kind-place = place
reading-kind-provision = article
reading-kind-act = act
reading-kind-measure = release or longer measure
reading-surety-sure = as good as sure
reading-surety-likely = likely
reading-surety-weak = look twice
reading-state-open = to decide
reading-state-accepted = accepted
reading-state-rejected = rejected
reading-state-along = comes with an act
reading-denied = the text denies it
reading-carried-date = date from an earlier sentence
reading-carried-victim = person from an earlier sentence
reading-place = Paragraph { $paragraph }, sentence { $sentence }
reading-no-date = no date
reading-no-whose = whose is not said
reading-no-measure = Which measure is not said
reading-longer = goes on longer
reading-runs-out = runs out { $date }
reading-accept = Accept
reading-reject = Reject
reading-edit = Change
reading-take = Take it so
reading-keys = Keys:
reading-keys-move = to move
reading-new = new
reading-known = in the vault: { $name }
reading-maybe = may be { $name }, who is in the vault
reading-as-new = Somebody new
reading-who = Who is it?
reading-edit-party = Person or organisation
reading-needs-name = Write a name.
reading-goes = Where it goes, and whose words it is
reading-into = Case
reading-new-case = A new case
reading-whose = Source
reading-new-source = A new published source
reading-day = Date of the report
reading-day-hint = “Yesterday” and dates without a year are counted from it.
reading-locator = Where in the source
reading-locator-hint = A page or a heading. Paragraph and sentence are added by themselves.
reading-will-write = Will be written: { $what }.
reading-will-acts = { $count ->
    [one] { $count } act
   *[other] { $count } acts
}
reading-will-measures = { $count ->
    [one] { $count } measure
   *[other] { $count } measures
}
reading-will-people = { $count ->
    [one] { $count } new person or organisation
   *[other] { $count } new people or organisations
}
reading-will-known = { $count ->
    [one] { $count } known one linked
   *[other] { $count } known ones linked
}
reading-will-places = { $count ->
    [one] { $count } place
   *[other] { $count } places
}
reading-will-provisions = { $count ->
    [one] { $count } article
   *[other] { $count } articles
}
reading-will-claims = { $count ->
    [one] { $count } claim
   *[other] { $count } claims
}
reading-none-accepted = Nothing is accepted yet.
reading-waiting = { $count ->
    [one] { $count } is still to decide.
   *[other] { $count } are still to decide.
}
reading-write = { $count ->
    [one] Write { $count } record
   *[other] Write { $count } records
}
reading-written = { $count ->
    [one] { $count } record written in { $reference }.
   *[other] { $count } records written in { $reference }.
}
