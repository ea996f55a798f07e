# New keys for the whole vault: the screens for it, and what is said of it after unlocking.

rotate-title = New keys for everything
rotate-short = If someone may have had a key of this vault, or a copy of it, give it other keys.
rotate-begin = New keys …
rotate-after-remove = The kit opens this vault no more. A copy of the vault that someone already has still opens with it. If someone may have both, give the vault new keys.

rotate-step-what = What happens
rotate-step-pass = Passphrase
rotate-step-make = New keys
rotate-lead = The whole vault is sealed anew with other keys: cases, evidence, sealed sources. No passphrase and no recovery kit of before opens it any more.
rotate-when = When to do it
rotate-when-1 = A recovery kit, or the paper with the passphrase, was lost, seen or taken.
rotate-when-2 = A computer, stick or disk with this vault was in other hands.
rotate-when-3 = Someone who had a key should have it no longer.
rotate-not = What it does not do
rotate-not-1 = Copies and backups made earlier stay as they are. Who has one of them and an old key can read it for ever.
rotate-not-2 = Handovers that were sealed to your contact card of now can no longer be opened. Take them in first.
rotate-need = What you need
rotate-need-1 = The passphrase of now, and a new one, or the same.
rotate-need-2 = A printer or a memory stick for the new recovery kit. It is shown once, at the end.
rotate-need-3 = As much free space on the disk as the vault takes: { $size }.
rotate-need-4 = { $minutes ->
    [one] About a minute. You can go on working meanwhile.
   *[other] About { $minutes } minutes. You can go on working meanwhile.
}

rotate-pass-title = Which passphrase from then on?
rotate-pass-lead = Type the one that opens the vault now, and choose what opens it afterwards.
rotate-pass-again = New keys were begun before. With the passphrase that was chosen then it goes on from there; with another it begins anew.
rotate-kind = From then on
rotate-kind-new = A new passphrase
rotate-kind-new-means = The better choice: nobody can have seen it.
rotate-kind-keep = The same as now
rotate-kind-keep-means = Only if you are sure that nobody else knows it.
rotate-new-title = The new passphrase
rotate-new-lead = It opens the vault once the new keys are made. Until then the one of now does.

rotate-make = Make new keys
rotate-making = New keys are being made
rotate-making-means = You can go on working. Sealed sources stay closed until it is done. If the vault is locked meanwhile, it stops, and you can go on from there later.
rotate-last = Nearly done: now the cases themselves. Everything waits for a moment.
rotate-stopped = It was stopped. Nothing has changed: the keys of before are in force.
rotate-failed = The new keys were not made
rotate-failed-means = Nothing has changed: the keys of before are in force.
rotate-anyway-means = You can go on all the same. What is missing or damaged is left behind and named; where the history does not hold, the place stays marked.
rotate-anyway = Go on all the same

rotate-kit-made = The vault has new keys, and this is its new recovery kit. Kits of before open nothing any more.
rotate-kit-closed = The disk failed at the last moment. Open the vault once more to end what was begun, and keep the old kit until then.
rotate-done = The vault has new keys. { $files ->
    [0] No evidence had to be sealed anew.
    [one] One file of evidence was sealed anew.
   *[other] { $files } files of evidence were sealed anew.
}
rotate-done-1 = Make a backup now: those of before open with the old keys only.
rotate-done-2 = Then destroy the old recovery kits, and the paper with the old passphrase.
rotate-done-2-same = Then destroy the old recovery kits.
rotate-done-3 = Give your partners your new contact card.
rotate-left = { $count ->
    [one] One file of evidence was left behind because it is missing or damaged:
   *[other] { $count } files of evidence were left behind because they are missing or damaged:
}

rotate-unfinished = New keys were begun and not finished.
rotate-unfinished-means = The keys of before are in force, and nothing is lost. What was begun takes room on the disk.
rotate-go-on = Go on …
rotate-drop = Remove what was begun
rotate-dropped = Removed. The keys of before are in force.
rotate-unseen = The vault was locked while its new recovery kit was shown.
rotate-unseen-means = If you do not have it on paper or on a stick, make a new kit and remove that one.

notice-understood = Understood
notice-keys = Go to the keys
