## The seal is open
seal-strip = How long the seal stays open
seal-extend = Three more minutes
seal-everybody = { $count ->
    [0] Nobody is kept under the seal yet.
    [one] One person is kept under the seal.
   *[other] { $count } people are kept under the seal.
}
seal-nobody = Choose a source and write down who it is.
identity-also = Other names and spellings
identity-also-hint = One a line; nicknames too. All of them are looked for in ordinary text.
identity-channel-hint = Phone, e-mail, Signal, a friend. Numbers and addresses here are looked for in ordinary text.
identity-risk-review = Think about the risk again on
identity-risk-due = risk: think again
identity-party = Is this a person of the cases?
identity-party-hint = That this source and that person are one is kept under the seal too, and nowhere else.
identity-is = The same person as { $name }
identity-is-party = in the cases too
identity-unnamed = no name yet

## Ordinary text names somebody
named-title = This names { $codes }
named-title-maybe = This may name { $codes }
named-what = What is saved here is read by everybody who opens the vault, and by who gets a handover of it. Put the code name there, or keep it as it is.
named-name = the name
named-part = one word of the name, maybe somebody else’s
named-contact = a number or address
named-times = { $times } times
named-would-read = With the code name:
named-replace = Replace by { $codes }
named-keep = Keep as it is
named-back = Back to the text

## Where the vault names somebody
found-title = Names in ordinary text
found-what = While the seal is open, the program knows whom to look for: in every record, its history, and drafts. With the seal closed nobody here knows the names.
found-closed = The seal is closed
found-closed-what = Names can be looked for only while it is open: otherwise the program does not know them either.
found-look = Look through the vault
found-again = Look again
found-looking = Looking through everything …
found-none = Nothing names anybody.
found-count = { $count ->
    [one] one place names a source
   *[other] { $count } places name sources
}
found-replace = Replace by { $code }
found-stays = It may stay
found-open = Open
found-in-draft = A draft
found-in-history = { $record } · in its history only
found-forget = Take the words out of the history too
found-keep-means = The old text stays in the history of the record, where everybody who opens the vault can read it.
found-forget-means = The history then says that something was changed, not what. Old files of this vault are removed. Backups, copies and handovers made before keep the words, and an SSD may keep remains.
found-replaced = Replaced by { $code }. The history has the old text.
found-forgotten = Replaced by { $code }, in the history too.
found-more = There is more. Work through these, then look again.
