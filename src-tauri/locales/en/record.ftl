# Words of the record screens: cases, people, sources, review, evidence, notes, history.
# Calm and short. The same word for the same thing: case, act, victim, alleged perpetrator, measure, claim, source, consent, evidence, draft.

## Doing things
add = Add
edit = Edit
edit-named = Edit { $name }
remove-named = Remove { $name }
print = Print
and-more = and { $count } more
yes = yes
no = no
saved-toast = Saved.
undone-toast = Taken back.
restored-toast = Put back as it was.
suggestions = Suggestions
term-none = No such term. Try another word.
sort-by = Sort by
filter-clear = Show all
filter-more = Filter

## Forms
form-resumed = You began this earlier. It was kept as a draft.
form-discard = Throw the draft away
form-close-draft = Close, keep the draft
form-stale = This was changed meanwhile.
form-stale-what = Different now: { $fields }. Nothing of yours is lost; choose which to keep. The other stays in the history.
form-keep-mine = Keep mine
form-take-theirs = Take the other
form-unclear-date = A date or a length of time is not understood yet. Correct it or empty the field.

## Dates in words
date-placeholder = mid-January 2026
day-placeholder = 24 Feb 2026
date-hint = In your own words: “mid-January 2026”, “about November”, “before 2024”.
date-understood = Understood as
date-not-understood = This date is not understood. Try “13 November 2025”, “mid-January 2026”, “summer 2025”, “before May 2024”.
date-one-day = One single day is needed here, for example “24 February 2026”.
date-unknown = date unknown
end-placeholder = only if it lasted
until-placeholder = empty while it goes on
when-day = { $day } { $month } { $year }
when-month = { $month } { $year }
when-year = { $year }
when-year-of = { $year }
when-decade = { $year }s
when-tick = { $month } { $year }
when-about = about { $date }
when-unsure = { $date } (?)
when-early = early { $of } { $year }
when-mid = mid-{ $of } { $year }
when-late = late { $of } { $year }
when-or = { " or " }
when-within = { $from } – { $to }, some day
when-by = by { $of }
when-not-before = { $of } or later
when-span = { $from } – { $to }
when-since = since { $of }
when-until = until { $of }
when-in = in { $span }
expired-days = { $days ->
    [one] { $days } day over
   *[other] { $days } days over
}
expires-today = today
duration-years = { $count ->
    [one] { $count } year
   *[other] { $count } years
}
duration-months = { $count ->
    [one] { $count } month
   *[other] { $count } months
}
duration-weeks = { $count ->
    [one] { $count } week
   *[other] { $count } weeks
}
duration-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
duration-unit = Unit
unit-d = days
unit-w = weeks
unit-m = months
unit-y = years
age-at-least = at least { $age } years old

## How far something may travel
sensitivity-open = open
sensitivity-internal = internal
sensitivity-restricted = restricted
sensitivity-confidential = confidential
sensitivity-sealed = sealed
sensitivity-open-what = May be published.
sensitivity-internal-what = For the team.
sensitivity-restricted-what = For named people of the team.
sensitivity-confidential-what = For the author and those they choose.
sensitivity-sealed-what = Lives in the sealed compartment only.

## Grades
grade-words = source: { $source }; information: { $claim }
reliability-a = completely reliable
reliability-b = usually reliable
reliability-c = fairly reliable
reliability-d = not usually reliable
reliability-e = unreliable
reliability-f = cannot be judged
reliability-of-source = As the source’s own grade
credibility-c1 = confirmed by others
credibility-c2 = probably true
credibility-c3 = possibly true
credibility-c4 = doubtful
credibility-c5 = improbable
credibility-c6 = cannot be judged

## Closed lists
status-draft = Draft
status-sourced = Sourced
status-corroborated = Corroborated
status-reviewed = Reviewed
status-cleared = Cleared
case-kind-monitoring = Monitoring
case-kind-legal = Legal matter
case-kind-protection = Protection
priority-0 = None
priority-1 = Low
priority-2 = Normal
priority-3 = Urgent
party-kind-person = Person
party-kind-group = Group
party-kind-organisation = Organisation
party-kind-unit = Unit or agency
party-kind-unknown = Not known yet
name-kind-also-known-as = also known as
name-kind-maiden = before marriage
name-kind-nickname = nickname
name-kind-pseudonym = pen name
name-kind-handle = account name
name-kind-court-spelling = as a court spells it
name-kind-transliteration = in another script
claim-new = Not looked at yet
claim-accepted = accepted
claim-conflict = in conflict
claim-needs-work = needs work
claim-rejected = rejected
note-kind-field-note = Field note
note-kind-to-do = To do
consent-how-oral = Spoken
consent-how-written = Signed
consent-how-recorded = Recorded
audience-keep-on-file = Keep on file
audience-use-anonymised = Use without the name
audience-name-in-public = Name in public
audience-named-organisations = Share with named organisations
audience-un-confidential = Submit to the UN in confidence
audience-un-name-to-state = Submit to the UN, with the name passed on to the State
audience-national-court = National court
audience-media = Media
audience-photo-or-voice = Use photo or voice
audience-referral = Refer for help
custody-received = Taken into the vault
custody-opened = Looked at
custody-copied = Copied
custody-exported = Written out
custody-transferred = Handed to someone
custody-verified = Hash compared
custody-returned = Given back
custody-destroyed = Destroyed
group-liberty = Liberty
group-proceedings = Proceedings
group-search = Search
group-digital = Digital
group-expression = Expression
group-association = Association
group-assembly = Assembly
group-integrity = Life and integrity
group-legislation = Legislation
group-transnational = Across borders
group-held = Not free
group-free = At liberty
group-other = Other
group-person = People
group-document = Documents
group-criminal = Criminal
group-administrative = Administrative
group-civil = Civil
group-constitutional = Constitutional
group-international = International
group-professional = Professional
group-public = Public
group-private = Private
group-legal = Legal
group-un = United Nations

## Kinds of record
kind-case = Case
kind-act = Act
kind-involvement = Alleged perpetrator’s part
kind-involved = Part in the case
kind-measure = Measure
kind-proceeding = Proceeding
kind-intervention = Intervention
kind-party = Person or group
kind-name = Name
kind-relationship = Relationship
kind-source = Source
kind-claim = Claim
kind-consent = Consent
kind-note = Note
kind-evidence = Evidence
kind-custody-event = Custody
kind-task = Task
kind-money = Money
kind-place = Place
kind-comment = Comment
kind-chain = Link between cases
kind-provision = Law article
kind-profile = Profile
kind-term = Term

## Fields
field-about-field = Field
field-about-id = About
field-act = Act
field-act-type = What was done
field-addressee = To whom
field-amount = Amount
field-approximate = Approximate
field-area = Area
field-article = Article
field-attribution = How it is known
field-audiences = What is allowed
field-authority = Ordered by
field-basis = Why it is believed
field-birth = Born
field-by = By whom
field-charges = Charges
field-citizenship = Citizenship
field-code = Code name
field-conditions = Conditions
field-confidential = Confidential
field-conflicts-with = Stands against
field-consent = Consent
field-contact = Contact
field-counsel = Counsel
field-count = How many
field-count-max = At most
field-count-min = At least
field-count-unit = Of what
field-court = Court or body
field-credibility = How likely this is
field-currency = Currency
field-date = Date
field-date-given = When it was said
field-decision = What was decided
field-degree = Part in it
field-description = More on it
field-description-party = Who this is
field-device = Device or tool
field-done = Done
field-due = Due
field-duration = For how long
field-end = Until
field-evidence = Evidence
field-expires-on = Runs out on
field-family = Family name
field-file = File
field-file-name = File name
field-flags = To be careful about
field-from = Since
field-full = Name in full
field-gist = What it said
field-given = Given name
field-given-by = Given by
field-hearings = Hearings
field-how = How
field-impact = What came of it
field-interpreter = Interpreter
field-judge = Judge
field-kind = Kind
field-language = Language
field-latitude = Latitude
field-law = Law
field-links = Links
field-locator = Where in the source
field-longitude = Longitude
field-measure-status = Measure
field-media-type = Media type
field-name = Name
field-never-export = Must never leave the vault
field-next-review = Next court review
field-note = A word on it
field-number = Case number there
field-obtained = Obtained
field-obtained-by = Obtained by
field-occupation = Occupation
field-original = Working copy of
field-other = Other party
field-outcome = How it stood at the end
field-owner = Looked after by
field-part = Part
field-party = Person or group
field-patronymic = Patronymic
field-perpetrator = Alleged perpetrator
field-perpetrators = Alleged perpetrators
field-physical = Where the original is
field-place = Place
field-places = Places
field-priority = Priority
field-prosecutor = Prosecutor
field-provision = Law article
field-provisions = Law articles
field-publisher = Published by
field-quote = The source’s own words
field-rank = Rank
field-reference = Reference
field-reliability = Reliability of the source here
field-resolved = Dealt with
field-response = What was answered
field-retention-reason = Why it is kept
field-retention-review = Ask again whether to keep it
field-risks-explained = Risks explained
field-role = As what
field-says = What the source says
field-sensitivity = How far it may travel
field-sentence = Sentence
field-sentences = The sentence by instance
field-sex = Sex
field-sha256 = SHA-256
field-size = Size
field-source = Source
field-space = Civic space
field-stage = Stage
field-start = When
field-stated-reason = Reason that was given
field-status = Status
field-sub-counts = Parts
field-summary = What happened
field-tags = Tags
field-text = Text
field-title = Title
field-to-case = To the case
field-transformation = Change made
field-unit = Unit or agency
field-until = Until
field-url = Address
field-valid-until = Good until
field-victim = To whom
field-withdrawn-on = Withdrawn on

## Cases
cases-title = Cases
cases-list = List of cases
cases-empty = No cases yet
cases-empty-what = A case keeps together what belongs to one story or one client. One line is enough to begin.
cases-none-found = No case fits
cases-none-found-what = Take off a filter, or look for another word.
cases-count = { $count ->
    [one] { $count } case
   *[other] { $count } cases
}
filter-text = Find in the list
filter-open-measures = Someone held
sort-reference = Reference
sort-changed = Last changed
sort-event = Latest event
sort-expiry = Runs out first
names-and-more = { $names } and { $more } more
versions = { $count ->
    [one] { $count } version
   *[other] { $count } versions
}
case-choose = Choose a case
case-choose-what = j and k move through the list, Enter opens.
case-new = New case
case-new-line = What is it about?
case-new-hint = One line is enough. Everything else can come later.
case-needs-title = Write one line, so that you will know it again.
case-create = Make the case
case-menu = More to do with this case
case-tabs = Sections of the case
case-rename = Change the title
case-details = Details of the case
case-delete = Delete the case
case-deleted = { $ref } deleted.
case-add-place = Add a place
tags-hint = Enter or a comma after each.
tag-new = New tag “{ $tag }”
retention-hint = On that day the program asks whether this must still be kept.
review-steps = Way to release
step-done = (done)
step-to-sourced = Mark as sourced
step-to-corroborated = Mark as corroborated
step-to-reviewed = Approve
step-to-cleared = Clear to leave
status-moved = Now: { $status }.
tab-summary = Summary
tab-timeline = Timeline
tab-people = People
tab-acts = Acts
tab-measures = Measures
tab-proceedings = Proceedings
tab-notes = Notes
tab-sources = Sources
tab-evidence = Evidence
tab-review = Review
tab-history = History
summary-write = Write in a paragraph what happened
links-title = Tied to
link-back = the other way: { $how }
next-title = Next
next-expires = { $measure }: { $who } – ends or is extended
next-review = { $measure }: { $who } – court review
hearing = Hearing

## Now
now-title = Now
now-who = Who
now-measure = Measure
now-under = Under
now-expires = Expires
now-since = since { $date }
now-no-expiry = no end known
now-overdue = { $days ->
    [one] { $days } day over, no word of release
   *[other] { $days } days over, no word of release
}
people-count = { $count ->
    [one] { $count } person
   *[other] { $count } people
}

## Timeline
timeline-of = Timeline of “{ $title }”; the same facts stand in the table of the Timeline tab
timeline-today = today
timeline-proceedings = Proceedings
timeline-interventions = Interventions
timeline-nobody = No victim named
timeline-others = Others
timeline-table = Everything dated in this case, in order
timeline-empty = Nothing dated yet
timeline-empty-what = Acts, measures, proceedings and interventions appear here as soon as they have a date, however uncertain.
col-when = When
col-what = What
col-who = Who
col-until = Until, or with what result
col-since = Since
col-case = Case

## People of a case
people-in-case-what = The same person may have several parts: victim here, lawyer there.
people-add = Add someone
people-add-first = Add the first person
people-already = Is in the case already, in this part.
people-empty = Nobody yet
people-empty-what = Type a name in any script. If the vault knows someone like it, you will see who and why.
party-placeholder = A name, in any script
party-new-person = New person “{ $name }”
party-new-group = New group “{ $name }”
party-new-organisation = New organisation “{ $name }”
party-new-unit = New unit or agency “{ $name }”
party-new-unknown = Someone not known yet, “{ $name }”
involved-deleted = Part in the case removed.
involvement-deleted = Alleged perpetrator removed from the act.
name-band-same = likely the same
name-band-similar = similar
name-matched = found as “{ $name }”
consent-add = Record consent
consent-edit = Consent
consent-of = What { $who } allows
consent-matrix = What is allowed, for whom
consent-yes = yes
consent-no = no
consent-unasked = not asked
consent-none = Nothing allowed yet
consent-allows = Allows: { $what }
consent-withdrawn = Consent withdrawn on { $date }
consent-date = When it was given
consent-how = How it was given
consent-given-by = Given by
consent-given-by-hint = If not by the person: a parent, a lawyer.
consent-conditions = Conditions
consent-valid-until = Good until
consent-withdrawn-on = Withdrawn on
consent-risks = The risks were explained
consent-deleted = Consent deleted.

## Acts
act-add = Add an act
act-new = New act
act-edit = Act
act-same-again = Same again: { $who }
act-nobody = no victim named
act-by = by { $who }
act-needs-type = Say what was done. Everything else can come later.
act-deleted = Act deleted.
acts-empty = No acts yet
acts-empty-what = An act is the smallest unit: one thing done, to one person or group.
sources-none = no source
sources-count = { $count ->
    [one] { $count } source
   *[other] { $count } sources
}
count-exact = { $min }
count-range = { $min } to { $max }
count-least = at least { $min }
count-most = at most { $max }
count-at-least = How many, at least
count-at-most = At most
count-unit-people = people
count-not-number = A whole number, please.
count-crossed = “At most” is smaller than “at least”.
count-part = Part
count-part-example = in custody
count-part-number = How many
count-add-part = Split into parts
sum-fits = The parts add up.
sum-short = { $by } missing: the parts are fewer than the whole.
sum-over = { $by } too many: the parts are more than the whole.
sum-wrong = does not add up
place-new = New place “{ $name }”
place-new-secret = “{ $name }”, which must never leave the vault
place-never = Never leaves the vault
provision-words = Art. { $article } { $law }
provision-with-part = Art. { $article } part { $part } { $law }
provision-new = Add “{ $words }”
provision-new-hint = Number, then the law: “274 Criminal Code”.
provision-none = Not in the list. Type number and law: “274 Criminal Code”.

## Measures
measures-what = Who is held, where, until when, is worked out from these.
measures-empty = No measures yet
measures-empty-what = A measure says what somebody’s status is from one day to another: house arrest, custody, a ban, release.
measure-add = Add a measure
measure-new = New measure
measure-edit = Measure
measure-deleted = Measure deleted.
measure-needs-party = Say whose measure it is.
measure-needs-status = Choose the measure.
measure-in-force = in force
measure-overdue = past its end
measure-with-duration = { $measure }, { $duration }
expires-on = runs out { $date }
expires-computed = Worked out: { $date }. Write here only if you know better.
expires-hint = Left empty, it is worked out from start and duration.

## Proceedings and interventions
proceedings-title = Proceedings
proceedings-empty = No proceedings yet
proceedings-empty-what = What courts and other bodies did: investigations, trials, appeals, licences, asylum.
proceeding-add = Add a proceeding
proceeding-new = New proceeding
proceeding-edit = Proceeding
proceeding-deleted = Proceeding deleted.
proceeding-needs-kind = Choose the kind of proceeding.
charge = Charge
charge-add = Add a charge
charge-against = Against whom
charge-words = In words
hearing-add = Add a hearing
hearing-when = When
hearing-words = What for, and what came of it
sentence-add = Add an instance
sentence-instance = Instance
sentence-words = Sentence in words
interventions-title = Interventions
interventions-empty = No statements, letters or appeals yet.
intervention-add = Add an intervention
intervention-new = New intervention
intervention-edit = Intervention
intervention-deleted = Intervention deleted.
intervention-needs-kind = Choose the kind of intervention.
intervention-to = to { $who }
money-title = Money

## Notes
note-add = New note
note-new = New note
note-edit = Note
note-text-hint = Markdown: # heading, - list, **strong**, > quote.
note-needs-text = Write something first.
notes-empty = No notes yet
notes-empty-what = What you saw or heard, what you make of it, what is to be done. Notes between lawyer and client are kept apart.
privileged-what = Between lawyer and client: never leaves unless picked by hand.

## Claims
claims-title = Sources and claims
claims-what = What every record rests on. Claims that disagree are both kept.
claims-empty = No claims yet
claims-empty-what = A claim is what one source says about one record, with the place where it says so.
claims-bare = Acts without a source
claims-count = { $count ->
    [one] { $count } claim
   *[other] { $count } claims
}
claim-add = Add a claim
claim-add-here = Add a claim
claim-edit = Claim
claim-about = About
claim-accept = Accept this one
claim-menu = What to do with this claim
claim-do-new = Back to “not looked at”
claim-do-accepted = Accept
claim-do-conflict = Keep as contradicting
claim-do-needs-work = Needs work
claim-do-rejected = Reject, but keep
claim-against = Stands against
claim-needs-source = Choose the source, or make a new one.
claim-needs-words = Write what the source says, or its own words.
claim-deleted = Claim deleted.
locator-example = page 4, paragraph 2
conflict-open = { $count ->
    [one] { $count } version, none accepted
   *[other] { $count } versions, none accepted
}
conflict-one-accepted = { $count ->
    [one] { $count } version, accepted
   *[other] { $count } versions, one accepted
}
conflicts-more = { $count ->
    [one] { $count } more contradiction
   *[other] { $count } more contradictions
}

## Sources
sources-title = Sources
sources-list = List of sources
sources-filter = Code name, title, kind
sources-empty = No sources yet
sources-empty-what = Here a source is a code name, a kind and a grade. Who it is lives under the seal, and nowhere else.
sources-none-found = No source fits
source-choose = Choose a source
source-choose-what = Outside the seal a confidential source is a code name only.
source-gone = This source is not here any more.
source-new = New source
source-create = Make the source
source-edit = Source
source-delete = Delete the source
source-deleted = { $code } deleted.
source-which = What kind of source?
source-a-person = A person to protect
source-a-person-what = Gets a code name. The name and contact go under the seal.
source-published = Something published or official
source-published-what = A report, a statement, a court paper: with title and address.
source-confidential = confidential
source-sealed = source · sealed
source-needs-title = Give the title under which it was published.
source-code-hint = Left empty, the vault gives the next one: S-014.
source-reliability = Reliability in general
source-grade = { $grade } · { $words }
source-cases = Speaks in
source-no-cases = No claims rest on it yet.
source-new-titled = New published source “{ $title }”
source-new-confidential = New confidential source
source-new-confidential-what = Gets the next code name; who it is goes under the seal
url-hint = Kept as text, never opened.
seal-title = Identity, under the seal
seal-open-title = The seal is open
seal-what = The real name, the way to reach this person and what they risk lie in a compartment of their own. It opens with your passphrase and closes by itself. Look around before you open it.
seal-open-ask = Open the seal …
seal-passphrase = Your passphrase, once more
seal-open = Open the seal
seal-close = Close now
seal-closes-in = closes in { $time }
identity-name = Real name
identity-channel = How to reach this person
identity-safe-times = When it is safe
identity-never-by = Never by
identity-languages = Languages
identity-interpreter = Interpreter
identity-risk = What this person risks
identity-note = Anything else
identity-save = Save under the seal
identity-saved = Saved under the seal.
identity-delete = Delete the identity
identity-delete-sure = Really delete? It cannot be brought back.
identity-deleted = Identity deleted.

## Evidence
evidence-what = Files are kept encrypted, with their hash. The file you attach stays where it was.
evidence-empty = No evidence yet
evidence-empty-what = Photos, papers, recordings. Each is hashed when it is taken in, and every touch is written down.
evidence-attach = Attach a file
evidence-take-in = Take into the vault
evidence-taking-in = Taking in …
evidence-writing-out = Writing the copy …
evidence-attached = Taken into the vault.
evidence-title-hint = Left empty: the file’s name.
evidence-from = From which source
evidence-obtained = When it was obtained
evidence-how = How it was obtained
evidence-file = File
evidence-address = Address
evidence-physical = Original
evidence-no-preview = Cannot be shown here. Only pictures and plain text can.
evidence-preview-cut = Only the beginning is shown.
evidence-verify = Check the hash
evidence-whole = Unchanged: the hash is the recorded one.
evidence-changed = Changed: the hash is not the recorded one.
evidence-deleted = Evidence deleted.
evidence-export = Write out
evidence-export-happens = The file is written in clear to a place you choose. Anyone with that disk can then read it.
evidence-export-forever = A file that was written in clear cannot be made unread, and deleting it does not surely erase it.
evidence-export-understood = I want a readable copy outside the vault
evidence-export-do = Choose the place …
evidence-exported = Written out. It is noted in the custody.
custody-title = Chain of custody

## Gaps and review
gaps-title = Missing before review
gaps-checklist = What is missing
gaps-none = Nothing is missing.
gaps-none-short = complete
gaps-count = { $count ->
    [one] { $count } gap
   *[other] { $count } gaps
}
gap-no-acts = No act is written down
gap-no-acts-why = a case says who did what to whom
gap-no-victim = Victim not named
gap-no-date = No date
gap-no-date-why = even “about November” helps
gap-no-source = No source
gap-no-source-why = nothing says so yet
gap-single-source = Rests on one source
gap-single-source-why = a second one raises it to 1–2
gap-no-locator = Source without a place
gap-no-locator-why = page, paragraph or timecode
gap-unresolved-conflict = Claims disagree
gap-unresolved-conflict-why = accept one, or say why both stand
gap-sums = Numbers do not add up
gap-no-consent = No consent
gap-no-consent-why = needed for public and UN use
gap-no-place = No place
gap-no-authority = Not known who ordered it
gap-no-authority-why = asked by the UN forms
gap-no-expiry = No end known
gap-no-expiry-why = so nobody is warned in time
gap-no-summary = No summary
review-title = Review
review-queue = Cases to review
review-empty = Nothing waits for review
review-empty-what = Cases come here when they wait for a reviewer or miss something.
review-choose = Choose a case to review
review-choose-what = You will see what is missing, what contradicts itself, and what others said.
review-open-case = Open the case
review-decision = Decision
review-word = A word with it
review-needs-word = Say what should be done, so that the author knows.
review-send-back = Send back
review-back-to = Back to
review-second-person = Where two people work in a vault, the one who wrote a case does not approve it.
comments-title = Comments
comments-none = No comments.
comment-add = Write a comment
comment-save = Add the comment

## History
history-what = Who changed what, and when. Anything can be put back.
history-empty = No changes yet
history-intact = unbroken
history-broken = the chain is broken
history-unsigned = unsigned
history-restore = Put back to this
history-bring-back = Bring back
history-fields = { $count ->
    [one] show { $count } field
   *[other] show { $count } fields
}
history-less = show less
history-more = Show { $count } earlier changes
op-create = New:
op-edit = Changed:
op-delete = Deleted:
op-restore = Put back:
op-import = Imported:
op-merge = Merged:

## People
people-title = People
people-list = List of people and groups
people-filter = A name, in any script or spelling
people-none-found = Nobody fits
people-none-found-what = Try another spelling, or take off a filter.
people-screen-empty = Nobody yet
people-screen-empty-what = People, groups and organisations of all cases stand here, each once, with every spelling of the name.
person-choose = Choose a person
person-choose-what = Or see who is held on a day.
all-kinds = All kinds
all-roles = All parts
party-new = New person or group
party-create = Add
party-edit = Details
party-menu = More to do
party-delete = Delete
party-deleted = { $name } deleted.
party-needs-name = A name, or words to know them by, is needed.
party-name-hint = As your vault shall write it. Other spellings can be added.
party-similar = The vault knows someone like this. Is it one of these?
party-facts = Details
party-measures = Status over time
party-acts-suffered = What was done to them
party-acts-alleged = What they are said to have done
party-cases = In cases
contact-hint = Not for a source to protect: that belongs under the seal.
flags-hint = Health, age, identity: what needs care when something is shown.
names-title = Names in every spelling
name-primary = main name
name-add = Add a name
name-new = New name
name-edit = Name
name-deleted = Name deleted.
name-confidential = stays here
name-confidential-what = This name must not leave the vault with the person
relationships-title = Relations
relationships-none = None written down.
relationship-new = New relation
relationship-edit = Relation
relationship-how = How
relationship-other = With whom
relationship-needs-other = Say with whom.
relationship-deleted = Relation deleted.
similar-title = Looks like
similar-because = { $band }, because: { $why }
similar-hint = A hint, no more. They stay two until you say otherwise.

## Who is held
held-board = Who is held
held-title = Who is held
held-what = Worked out from the measures of all cases, for the day you choose.
held-on = On
held-today = Today
held-none = Nobody is held on this day
held-none-what = As far as the measures of your cases say.
held-overdue = past its end, no word of release
