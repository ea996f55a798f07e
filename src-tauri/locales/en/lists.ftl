# Vocabularies and the standing of a case, on the command line.

cli-term-added = { $vocabulary } has the new term { $code }.
cli-term-renamed = { $vocabulary } { $code } has new labels.
cli-term-retired = { $vocabulary } { $code } is no longer offered. It stays wherever it is said.
cli-term-back = { $vocabulary } { $code } is offered again.
cli-term-is-retired = retired
cli-term-replaced = { $count ->
    [0] No record said { $code }; it is retired.
    [one] One record says { $by } now instead of { $code }, which is retired.
   *[other] { $count } records say { $by } now instead of { $code }, which is retired.
}
cli-import-terms = Codes that were not here were added to the vocabularies with the labels of the file, or with the code itself where it has none: sandyq vocabulary list
cli-review = Review: { $state }
cli-state-draft = draft
cli-state-sourced = sourced
cli-state-corroborated = corroborated
cli-state-reviewed = reviewed
cli-state-cleared = cleared
cli-review-nobody = a key that is nobody's
cli-review-decided = Last decision { $day } by { $by }: { $from } → { $to }
cli-review-changed = { $count ->
    [one] One record has changed since
   *[other] { $count } records have changed since
}
