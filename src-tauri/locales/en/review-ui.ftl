# Review, history, undo and the people who have keys.

changed-since = changed since
step-again = Approve again
op-affirm = Looked at again:
change-before = before:
change-after = now:

## How far a decision holds
standing-fell = { $count ->
    [one] Changed since then ({ $count } record): no longer approved until somebody looks again.
   *[other] Changed since then ({ $count } records): no longer approved until somebody looks again.
}
standing-unknown = Nobody knows any more who approved this case: it counts as not approved until somebody looks again.
standing-reviewed = Approved by { $by }, { $when }.
standing-cleared = Cleared by { $by }, { $when }.
standing-back = Sent back to “{ $status }” by { $by }, { $when }.
standing-elsewhere = Came as “{ $status }” from another vault, taken in by { $by }, { $when }.
since-title = Changed since the last decision
since-never = Nobody has decided on this case yet: everything in it is new.
since-nothing = Nothing has changed since.
since-added = new
since-changed = changed
since-deleted = deleted
review-word-hint = Ctrl+Enter sends back.
review-nobody = The vault was opened with a key that is nobody’s. Open it with your own passphrase to approve.
keys-approve = To “Approve”
keys-send-back = To the word for sending back

handover-uncleared = { $count ->
    [one] { $count } case is not cleared
   *[other] { $count } cases are not cleared
}
handover-uncleared-means = Nobody has said that they may leave as they are. A case that was changed since its review goes as a draft.

## Undo
undo-title = Take this back?
undo-older = This was done before the vault was opened this time: { $when }. Taken back, it is as it was before:
undo-do = Take it back
undo-leave = Leave it
undo-took = Taken back. { $what }
undo-nothing = There is nothing of yours to take back.
undo-not-import = The last thing you did was to take in records from elsewhere.
undo-not-import-next = That is not taken back with a key. The history puts single records back.
undo-not-evidence = The last thing you did was to take in a file.
undo-not-evidence-next = That is not taken back with a key. Delete the item under Evidence, if it has to go.
redo = Do it again
redone-toast = Done again.

## History
history-only = only this
history-of = Only: { $what }
history-all = Show everything
log-title = History
log-export = Copy of the history
log-export-means = A signed file that shows who changed what, and when. Anybody can check it with the program minisign. It is written in clear.
log-scope = Of what
log-scope-case = Case { $ref }
log-scope-case-means = The case and the records that belong to it; people and sources stand beside cases.
log-scope-vault = The whole vault
log-content = With what in it
log-bare = Who, when and which fields
log-bare-means = Nothing of what they say.
log-full = With what the fields said, before and after
log-full-means = Whoever reads it reads the cases: names, health, places that must never leave. Who is behind a code name is never in it.
log-privileged = With notes between lawyer and client
log-privileged-means = Otherwise only that they were written or changed.
log-choose = Choose a place …
log-file = History, signed
log-file-name = history
log-done = { $count ->
    [one] { $count } revision is written to { $name }; the signature is in { $signature }.
   *[other] { $count } revisions are written to { $name }; the signature is in { $signature }.
}
log-done-withheld = { $count ->
    [one] The words of { $count } revision of notes between lawyer and client stayed here.
   *[other] The words of { $count } revisions of notes between lawyer and client stayed here.
}
log-done-check = Whoever has both files can check them so:
log-done-proves = A good signature shows that somebody who can open this vault made the copy, and that it is unchanged. It does not show that what it says is true.

## People who have keys
person-add = Add a person
person-add-means = They open the vault with a passphrase of their own, and the history says what they did. Whoever wrote a case alone no longer approves it alone. Their key opens everything, the sealed sources too.
person-add-do = Add
person-added = They have a key of their own.
person-name = Name
person-name-hint = As it shall stand in the history. It is kept inside the vault only.
person-own-name = Your name
person-own-name-hint = So that you two can be told apart.
person-rename = Rename
person-give-name = Give it a name
person-rename-means = Stands beside every change from now on, inside the vault only. A short name is enough.
person-with = What they open it with
person-with-words = Six words out of chance
person-with-words-means = The better choice. They write them down and type them.
person-with-own = A passphrase they choose
person-with-own-means = They type it themselves, here.
person-with-kit = A recovery kit
person-with-kit-means = A page to print. They may choose a passphrase later.
person-passphrase = Their passphrase
person-passphrase-again = Their passphrase once more
person-passphrase-means = What they type to open it
person-your-passphrase = Your own passphrase
person-you = you
person-unnamed = somebody without a name
person-remove-title = Remove the key of { $name }?
person-remove-happens = The passphrase of { $name } will no longer open this vault. What they wrote stays, under their name.
rotate-people = Others who have a key of their own have none afterwards. Add them again; the history knows them by their names.
rescue-table-person = People who had keys
rescue-table-holder = Whose keys they were
