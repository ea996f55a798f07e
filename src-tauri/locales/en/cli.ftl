# What the command line says. Help texts of single options are in English only, as is usual for options.

cli-ask-passphrase = Passphrase:
cli-ask-new = New passphrase (leave it empty and one is made for you):
cli-ask-again = The same once more:
cli-ask-differs = The two are not the same. Nothing was done.
cli-made-passphrase = A passphrase of { $words } random words ({ $bits } bits). Write it down now, it is shown once:
cli-ask-export = Everything in the vault will stand in clear in { $path }: names, claims, notes. Type yes to go on:
cli-export-refused = This writes everything in clear. Say --yes if that is what you want.
cli-created = A new vault: { $path }
cli-created-demo = A new vault with the example casebook: { $path }
cli-kit-written = The recovery kit is in { $path }. Print it, keep it away from this computer, and delete the file.
cli-kit-none = No recovery kit was written. Make one with: sandyq key add { $path } --kit FILE
cli-status-locked = { $path }: locked, format { $format }, { $bytes }
cli-status-open = { $path }: format { $format }, { $bytes }, { $deltas ->
    [one] { $deltas } commit since the last snapshot
   *[other] { $deltas } commits since the last snapshot
}
cli-status-older = This vault is older than what this device saw last, by { $count ->
    [one] { $count } commit
   *[other] { $count } commits
}. Somebody may have put an earlier copy in its place.
seen-parted = Two copies of this vault were worked on apart: this one has as many saves as this computer saw last, but other ones.
seen-parted-next = Find the other copy before you go on. If there is none, someone may have put this one in its place.
seen-retired = This is an earlier copy of the vault: it opens with keys that were given up on this computer.
seen-retired-next = If you restored it on purpose, give it new keys. If not, someone put it in the place of your vault: look for yours, and for your backups.
seen-other-keys = This computer knows this vault under other keys.
seen-other-keys-next = If it was given new keys on another computer, all is well. If not, someone may have put an earlier copy in its place: ask those who work with it before you write into it.
cli-rotation-unfinished = New keys were begun and not finished. The keys of before are in force. Go on with: sandyq key rotate { $path }
cli-for-reading = This vault can only be read here: the disk or folder it lies on takes no changes.
cli-key = { $kind ->
    [passphrase] passphrase
    [kit] recovery kit
    [shares] recovery kit in shares
   *[other] unknown kind
}
cli-wait = { $seconds ->
    [one] The next try is in one second.
   *[other] The next try is in { $seconds } seconds.
}
cli-shares-written = { $count } shares are in { $path }; { $threshold } of them together open the vault. Print each, give each to another person, and delete the files.
cli-kit-proved = Proved: key { $id } opens this vault without its passphrase. Both databases were read with it ({ $bytes }); cases found: { $cases }.
cli-kit-proved-backup = { $state ->
    [proved] It opens the last backup too (made { $made } UTC, in { $place }).
    [none] There is no backup that this device knows of. Make one: a kit opens nothing where there is no vault.
    [absent] The last backup was not looked at: its place is not there now.
    [before-kit] The last backup (made { $made } UTC) was made before this kit. Make a new one.
    [old-keys] The last backup (made { $made } UTC) has the keys of before. Make a new one.
   *[other] The last backup (made { $made } UTC, in { $place }) is damaged. Make a new one elsewhere.
}
cli-cases = cases
cli-parties = parties
cli-acts = acts
cli-measures = measures
cli-claims = claims
cli-sources = sources
cli-notes = notes
cli-evidence = evidence items
cli-import-done = Imported.
cli-import-dry = Nothing was written: a dry run.
cli-import-line = { $kind }: { $added } new, { $updated } changed, { $unchanged } as before
cli-none = Nothing there.
cli-none-found = Nothing found.
cli-more-found = There is more; make the words more exact.
cli-case-saved = Case { $reference } is saved.
cli-note-saved = The note is saved.
cli-text-empty = There is no text to save.
cli-text-empty-next = Give it on standard input or with --file.
cli-held-on = Held on { $day }:
cli-held-line = { $party }: { $status }, since { $since }, until { $until }, { $provisions } ({ $case })
cli-restricted-on = Not held, but restricted on { $day }:
cli-held-unknown = not known
cli-held-overdue = { $until }, which has passed
cli-exported = Written in clear: { $path } ({ $bytes })
cli-recovered = Written in clear as an ordinary SQLite database: { $path } ({ $bytes })
cli-salvaged = What could be read is in a new vault: { $path }
cli-salvaged-table = { $table }: { $saved } saved, { $lost } lost, { $aside } kept as notes
cli-salvaged-blobs = Evidence files: { $saved } saved, { $lost } lost
cli-salvaged-cut = The last state that could be reached is commit { $reached } of { $newest }.
cli-salvaged-whole = Nothing is lost, as far as that can be known.
cli-salvaged-part = Something is lost; it is listed above. The damaged vault was not changed: keep it.
cli-verify-ok = Every byte is as it was written ({ $bytes } checked).
cli-verify-bad = { $count ->
    [one] { $count } fault was found. Nothing was changed.
   *[other] { $count } faults were found. Nothing was changed.
}
cli-backup = The backup is written, read back and whole: { $path } ({ $copied } new files, { $bytes }; states to go back to: { $kept })
cli-backup-healed = { $count ->
    [one] { $count } file of an earlier backup was damaged there and is whole again.
   *[other] { $count } files of earlier backups were damaged there and are whole again.
} If this happens again, use another medium.
cli-generation = { $state ->
    [whole] all files are there ({ $files })
    [incomplete] files missing: { $files }
    [newer] written by a newer version
   *[damaged] its list is damaged
}
cli-check-opened = { $name } can be restored: every file is as it was and was decrypted ({ $bytes } read).
cli-check-same = { $name }: every file is as it was ({ $bytes } read). Nothing was decrypted: give --passphrase-file or --identity for that.
cli-check-bad = { $name } cannot be restored as it is ({ $count }):
cli-check-earlier = Before it there is { $name }. The next backup also writes again what the vault still has.
cli-restored = A vault was made: { $path } ({ $name }; files: { $files }, { $bytes }). Open it with the passphrase or kit of that time.
cli-status-backup = Last backup made here: { $at } UTC
cli-compacted = Folded into one snapshot: { $bytes }
cli-key-removed = The key is removed. Copies of the vault made before still open with it.
cli-keys-rotated = The vault has new keys. { $files ->
    [0] No evidence had to be sealed anew.
    [one] One file of evidence was sealed anew.
   *[other] { $files } files of evidence were sealed anew.
} Copies of before still open with the old keys. Give your partners your new contact card.
cli-rotation-dropped = Nothing of unfinished new keys is left. The keys of before are in force.
cli-left-behind = Left behind: { $what }
cli-keys-rotated-closed = The disk failed at the last moment. Open the vault once to end what was begun, and keep the old kit until then.
cli-passphrase-changed = The passphrase is changed. Copies of the vault made before still open with the old one.
cli-handover-written = The handover is written: { $path } ({ $bytes })
cli-handover-sha256 = SHA-256, to be compared by voice: { $sha256 }
cli-handover-stock = Without this program it is opened by age and tar: age -d -i key.txt "{ $path }" | tar x. How to check and read it stands in README.txt inside.
cli-handover-goes = Would go: cases { $cases }, records { $records }, evidence { $bytes }
cli-handover-since = They have { $same } records just so. { $gone } they have would not go any more; they cannot be called back
cli-team-exchanged = Sent: { $sent }. Taken in: { $taken }. Not taken in: { $refused }.
cli-partner-compared = compared
cli-partner-not-compared = not compared
cli-handover-valid = The handover is whole and untouched.
cli-handover-invalid = The handover is not to be trusted: { $problems }
cli-handover-from = From { $sender }, { $at }
cli-handover-unsigned = It is not signed.
cli-handover-unknown = The signing key is not that of a partner you know: compare the words by voice.
cli-handover-holds = Cases: { $cases }, evidence items: { $evidence }
cli-handover-opened = Opened in clear into { $path }: { $files ->
    [one] { $files } file
   *[other] { $files } files
}
cli-handover-merged = Merged: { $added } new, { $updated } changed, { $unchanged } as before, { $conflicts } in conflict
cli-card-words = To be compared by voice: { $words }
cli-name-same = the same
cli-name-similar = similar
cli-name-different = different
cli-job = { $job ->
    [key_rotate] New keys
    [vault_destroy] Waiting to destroy
    [backup] Backing up
    [backup_check] Reading
    [backup_restore] Restoring
    [evidence_add] Taking in
    [evidence_export] Writing out
    [salvage] Saving
    [evidence_verify] Reading
    [vault_verify] Reading
   *[other] Working
} { $percent } %

## Destroying a vault
cli-destroy-means = Every key of this vault goes: no passphrase and no recovery kit opens it any more. It does not reach copies and backups that are elsewhere, which open with the keys they have, nor remains on an SSD, nor a kit together with such a copy. Whether destroying is lawful where you are, the program does not know.
cli-destroy-type = Type the name of the vault to destroy it:
cli-destroy-counts = It begins in 10 seconds. Ctrl+C calls it off.
cli-destroyed-place = { $path }: { $removed } key slots removed ({ $overwritten } of them written over first), { $left } left.
cli-destroyed-try = { $path }: { $opens ->
    [yes] opens with the { $with ->
        [kit] kit
       *[other] passphrase
    }!
   *[other] does not open with the { $with ->
        [kit] kit
       *[other] passphrase
    }.
}
cli-destroyed = Destroyed: no key slot is left, and nothing that was tried opens it.
cli-destroyed-not = NOT destroyed everywhere. What is left is listed above: run it again, or remove those files.
