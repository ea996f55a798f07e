# People: who may be the same, who is not, families, and the check for conflicts. The command line uses this file too.

kind-distinct = Not the same
field-merged-into = merged into
field-merge = what the merge moved
field-certain = known for certain

name-reason-identical = written the same
name-reason-same-sounds = sounds the same
name-reason-other-script = in another script
name-reason-word-order = words in another order
name-reason-joined = written apart or together
name-reason-variant-spelling = another spelling of the same sound
name-reason-one-slip = one letter apart
name-reason-initial = an initial stands for a name
name-reason-patronymic-left-out = one leaves out the patronymic
name-reason-same-patronymic = the same patronymic
name-reason-other-patronymic = another patronymic
name-reason-part-only = one is a part of the other
name-reason-same-family-name = the same family name
name-reason-same-given-name = the same given name
name-reason-other-sex-form = the form for a woman or a man
name-reason-other-ending = another ending
name-reason-acronym = an abbreviation
name-reason-nothing-shared = nothing in common

alike-title = May be the same
alike-what = Pairs whose names look alike. Nothing is joined by itself: you say what they are.
alike-none = Nobody looks like anybody else
alike-none-what = New people are compared as they come. Pairs you have decided are not asked again.
alike-more = { $shown } of { $total } pairs are shown, the likeliest first.
alike-same = The same…
alike-not-same = Not the same
alike-later = Later
alike-keys = Keys: s the same, d not the same, l later, j and k for the next and the one before.
alike-pair = { $one } and { $other }
alike-no-case = in no case
alike-later-shown = Those put off are left out until the vault is opened again.
alike-show-later = Show them again
alike-born = born { $date }

merge-title = One person, one record
merge-what = Everything that names the one will name the other: cases, acts, measures, consents, claims, notes. The other name becomes a further name. It can be undone, and taken apart again later.
merge-keep = Which record stays
merge-differ = Where the two differ
merge-agree = The two records do not contradict each other.
merge-take-both = Both
merge-says-nothing = says nothing
merge-do = Make them one
merge-done = { $name } is one record now. { $count ->
    [0] Nothing had to be moved.
    [one] { $count } mention was moved.
   *[other] { $count } mentions were moved.
}
merge-other-kind = A person and an organisation cannot be made one. Correct the kind of one of them first.

distinct-title = Not the same as
distinct-unsure = as far as is known
distinct-take-back = Take back
distinct-take-back-named = Take back that this is not { $name }
distinct-said = Kept: { $one } and { $other } are not the same. Nobody asks again.
distinct-taken-back = Taken back. The two may be suggested again.
distinct-new = This is somebody else: do not ask again about those above

joined-title = Merged into this record
joined-line = { $when } · { $moved ->
    [one] { $moved } mention moved
   *[other] { $moved } mentions moved
}
joined-changed = changed since, in another vault: { $fields }
joined-separate = Take apart…
separate-title = Take the two apart?
separate-what = { $other } becomes a record of its own again, and gets back what was moved to { $name }. What was added since stays here, and is listed for you to look at.
separate-do = Take apart
separate-done = { $other } is a record of its own again.
separate-stayed = What stays with { $name }
separate-stayed-what = Look at each: does it belong to { $other }?
stayed-later = added after the merge
stayed-changed = changed after the merge
stayed-field = field { $field }
name-from = from the record “{ $name }”

kin-title = May be of the family
kin-what = A hint for a relation, from names alone.
kin-add = Add a relation
kin-add-named = Add a relation with { $name }
kin-shared = { $count ->
    [one] in { $count } case together
   *[other] in { $count } cases together
}

conflict-title = Conflict check
conflict-what = Before you take a matter on: does anybody in it stand in this vault already, on whatever side?
conflict-client = Client to be
conflict-other = Other side and everybody else
conflict-hint = One name a line, in any script. A pasted list will do.
conflict-do = Check
conflict-needs-name = Write at least one name.
conflict-found = { $count ->
    [0] Nobody of such a name was found.
    [one] { $count } name in the vault is like one of these.
   *[other] { $count } names in the vault are like one of these.
}
conflict-nobody = nobody
conflict-side-client = client to be
conflict-side-other = other side
conflict-col-asked = Asked
conflict-col-found = In the vault
conflict-col-why = How alike
conflict-col-where = Where
conflict-nowhere = in no case
conflict-searched = Searched on { $day }: { $parties } people and organisations by all their names, judges, prosecutors and counsel of { $proceedings } proceedings, addressees; in { $cases } cases.
conflict-not-searched = Not searched: people behind the seal, and the words of notes, acts and summaries.
conflict-privileged = { $count ->
    [one] In { $count } privileged note one of the names stands. What it says is not shown here.
   *[other] In { $count } privileged notes one of the names stands. What they say is not shown here.
}
conflict-print = Print
conflict-keep = Keep as a privileged note
conflict-kept = Kept. It waits under notes without a case.
conflict-note = Conflict check of { $day }
conflict-limit = What this means is for a lawyer to judge. A name that was never written down is not found.
conflict-role-victim = victim of an act
conflict-role-perpetrator = alleged perpetrator
conflict-role-measure = under a measure
conflict-role-charged = charged
conflict-role-judge = judge
conflict-role-prosecutor = prosecutor
conflict-role-counsel = counsel
conflict-role-speaker = made a statement
conflict-role-addressee = addressee
conflict-role-consent = gave consent

cli-party-merged = One record now. { $count ->
    [0] Nothing had to be moved.
    [one] { $count } mention was moved.
   *[other] { $count } mentions were moved.
}
cli-party-separated = Two records again.
cli-party-stayed = { $count ->
    [one] { $count } record stays with the other; look at it:
   *[other] { $count } records stay with the other; look at them:
}
cli-party-stayed-later = added after the merge
cli-party-stayed-changed = changed after the merge
cli-party-distinct = Kept: the two are not the same.
cli-conflicts-nobody = {"  "}nobody
cli-conflicts-searched = Searched on { $day }: { $parties } people and organisations, judges, prosecutors and counsel of { $proceedings } proceedings; { $cases } cases. Not searched: people behind the seal, and the words of notes.
cli-conflicts-privileged = { $count ->
    [one] In { $count } privileged note one of the names stands.
   *[other] In { $count } privileged notes one of the names stands.
}

keys-alike-same = The same person (in a list of pairs)
keys-alike-distinct = Not the same
keys-alike-later = Decide later
