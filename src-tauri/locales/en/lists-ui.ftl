# Vocabularies, places, money, ties between cases, contradictions, the history of a field.

safety-tab-lists = Lists
lists-vocabularies = Vocabularies
lists-places = Places
vocabulary-act-type = Kinds of acts
vocabulary-measure = Measures (statuses)
vocabulary-role = Roles in a case
vocabulary-proceeding = Kinds of proceedings
vocabulary-intervention = Kinds of interventions
vocabulary-degree = Degrees of involvement
vocabulary-attribution = Ways of attribution
vocabulary-source = Kinds of sources
vocabulary-space = Civic spaces
vocabulary-relationship = Relationships
vocabulary-chain = Ties between cases
vocabulary-flag = Vulnerabilities
vocabulary-sex = Sexes
choose = Choose…

## Vocabularies
terms-what = The terms that records are made of. Labels can be changed at any time; codes stay, so that no record is left saying what nobody can read.
terms-list = Vocabulary
terms-find = Find
terms-retired-too = { $count ->
    [one] Show the retired term too
   *[other] Show the { $count } retired terms too
}
terms-count = { $count ->
    [one] { $count } term
   *[other] { $count } terms
}
terms-none = No such term
terms-none-what = Look under another word, or add it.
terms-files = When a file brings codes that are not here
terms-files-what = They are added to the vocabulary with the label the file gives them, or with the code itself until somebody names them here. An act type that neither came with the program nor is explained in the file is refused, with its place in the file. A retired term is taken in where a file says it, and stays retired.
term-add = Add a term
term-new = New term
term-edit = Term
term-label-en = Label in English
term-label-ru = In Russian
term-label-kk = In Kazakh
term-needs-label = Give it a label in one of the languages.
term-needs-group = Choose the group it belongs to.
field-group = Group
field-en = Label in English
field-ru = Label in Russian
field-kk = Label in Kazakh
field-huridocs = HURIDOCS code
term-code-hint = Left empty, it is made from the label. It cannot be changed later.
term-uses = { $count ->
    [0] not used
    [one] { $count } record
   *[other] { $count } records
}
term-retired = retired
term-own = added here
term-reworded = label changed
term-needed = the program itself goes by it
term-retire = Retire
term-offer-again = Offer again
term-shipped = Put back the label it came with
term-deleted = Term deleted.
term-new-named = Add “{ $name }” to the vocabulary
term-replace = Replace by another…
term-replace-title = Replace “{ $name }”
term-replace-by = By
term-replace-what = Wherever the one is said, the other will be said instead, and the one is retired.
term-replace-happens = { $count ->
    [0] No record says “{ $name }”. It will be retired.
    [one] One record will say “{ $other }” instead of “{ $name }”, which is retired.
   *[other] { $count } records will say “{ $other }” instead of “{ $name }”, which is retired.
}
term-replace-review = One undo takes all of it back. Cases that were reviewed count as changed since.
term-replace-do = Replace
term-replaced = { $count ->
    [0] The term is retired.
    [one] Changed in one record.
   *[other] Changed in { $count } records.
}
import-terms = Codes that were not here are added to the vocabularies. Some may have no label but the code.
import-terms-show = Show the vocabularies

## Places
places-what = Where things happened and where people are held. A shelter or a home can be marked so that it never leaves the vault.
place-add = Add a place
place-edit = Place
places-count = { $count ->
    [one] { $count } place
   *[other] { $count } places
}
places-most = The first { $count } are shown; type to narrow.
place-uses = { $count ->
    [0] not used
    [one] used once, { $cases ->
        [one] { $cases } case
       *[other] { $cases } cases
    }
   *[other] used { $count } times, { $cases ->
        [one] { $cases } case
       *[other] { $cases } cases
    }
}
places-none = No places yet
places-none-what = A place is added here, or from the form of an act, a measure or a case.
places-none-found = No place of that name
place-needs-name = Say what the place is called.
place-name = Name
place-area-hint = District, region, country
place-never-what = Left out of every handover, report and calendar file.
place-deleted = Place deleted.
place-near = Spelt alike, perhaps the same:
place-same = It is the same place…
place-spelt-alike = another spelling
place-named-never = { $name } (never leaves the vault)
degrees-unclear = A number between −{ $most } and { $most }, for example 43.238.
degrees-both = Latitude and longitude belong together: fill in both or neither.
places-merge = Two records of one place
places-merge-name = Which name stays
places-merge-happens = Everything at “{ $gone }” will be at “{ $keep }”, and “{ $gone }” is gone.
places-merge-means = What the one does not know, it takes from the other. If either never leaves the vault, the one that stays never does. One undo takes it back.
places-merge-do = Make them one
places-merged = { $count ->
    [0] They are one place now.
    [one] They are one place now; one record was changed.
   *[other] They are one place now; { $count } records were changed.
}

## Money
money-add = Add an amount
money-edit = Amount
money-empty = No amounts of money yet.
money-deleted = Amount deleted.
money-approximate = About, not exactly
money-about = about
money-amount-unclear = Type an amount in figures, for example 27 000 or 1250.50.
money-currency-unclear = Three letters, for example KZT, EUR or USD.
money-sum = Together: { $sums }
field-what = What for

## Ties between cases
chain-add = Tie to a case
chain-edit = Tie between cases
chain-edit-named = Edit the tie to { $name }
chain-how = How
chain-deleted = Tie deleted.
chain-case-placeholder = Reference, title or a name
chain-no-case = No such case
chain-needs-how = Say how they are tied.
chain-needs-case = Choose the other case.
links-empty = Not tied to another case.

## Proceedings
sentence-duration = For how long
sentence-words-hint = banned from public activity for 5 years
intervention-response = Answer: { $words }
intervention-impact = Effect: { $words }

## Contradictions
contradictions = { $count ->
    [one] { $count } contradiction
   *[other] { $count } contradictions
}
contradictions-open = { $count ->
    [one] { $count } not decided
   *[other] { $count } not decided
}
claim-grade-source = Source { $grade }: { $words }
claim-grade-claim = Information { $grade }: { $words }
claim-about-all = The record as a whole
claim-no-consent = Rests on no consent

## Evidence
evidence-edit = Edit what is known of it
evidence-copies = Working copies
evidence-is-original = It is an original
evidence-address-hint = Of a web page; keep its HTML and a full picture as items of their own

## History of a field
history-field = Changes of
history-every-field = Every field
history-restore-field = Put this field back to this
restored-field-toast = The field is as it was then; the others stayed.
