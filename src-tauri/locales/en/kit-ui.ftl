# Recovery kits on paper: the kit, shares of one, the drill that proves one; and the wait after wrong passphrases.

paper-kit = Recovery kit
paper-share = Share { $number } of { $count }
paper-which = Kit
paper-set = Set
paper-vault = Vault
paper-made = Made
paper-key = The key
paper-share-line = The share
paper-words = The same as words
paper-words-means = Either is enough. The program says which word or group is wrong.
paper-qr = The same as a QR code. A phone that reads it knows the key: use it only with a device that you would trust with the vault.
paper-qr-name = QR code of the line
paper-warning = Whoever has this page and a copy of the vault can read everything in it, the sealed part too. Keep it away from the computer, with someone you trust.
paper-with = With the program: choose “Recovery kit” where the passphrase is asked for and give the line or the words. Then set a new passphrase.
paper-without = Without the program
paper-without-means = Install “age” and “sqlite3”. Save the line as /dev/shm/kit.txt (memory, not the disk) and run in the vault’s folder:
paper-without-after = README.txt in that folder says the rest. Delete the files in /dev/shm afterwards.
paper-try = Try it once a year: Safety, Keys, “Prove that you can restore”.
paper-share-warning = Alone this page opens nothing and says nothing about the vault. { $threshold } of the { $count } shares together, and a copy of the vault, open everything.
paper-share-give = Give it to someone who keeps a promise, does not know the others, and lives elsewhere. Not to two people in one house.
paper-share-keep = To who keeps it: tell nobody that you have it. Do not copy it or photograph it. Say so if it is lost or seen. Hand it over only to the owner in person, or as you agreed with them.
paper-share-with = With the program: “Recovery kit”, then “Shares”: add one after the other. Without it: docs/recovery.md, “With shares of a kit” (python3 and age).
paper-owner = Given to, and how to reach them – write it elsewhere, not here.

key-shares = Recovery kit in shares
key-shares-means = { $threshold } of { $count } people together open it
key-opens-in = Opens in about { $seconds } s on this device
key-opens-in-less = Opens in less than half a second on this device
key-cost-how = Estimated: three passes over 32 MiB were timed here and multiplied.
key-cost-light = A guess is cheaper than it could be on this device.
key-cost-heavy = Opening takes long on this device.
key-cost-again = Choose the cost anew …
key-cost-title = Choose the cost of a guess anew
key-cost-means = The passphrase stays. This device is measured, and a guess will cost about a second on it: memory first, at most a quarter of what is free.
key-cost-do = Measure and choose
key-cost-done = The cost is chosen anew.

key-add-shares = New kit in shares
key-add-shares-title = A recovery kit in shares
key-add-shares-means = The key is divided among people. Enough of them together open the vault; fewer have nothing, not even a part of it. Passphrase and other kits stay good.
shares-how-many = How many?
shares-2 = 2 of 3
shares-2-means = Three people; any two together open it. One may be lost.
shares-3 = 3 of 5
shares-3-means = Five people; any three together open it. Two may be lost, and two alone can do nothing.
key-add-shares-do = Make the shares
shares-title = The shares of your kit
shares-lead = Each goes to another person. They are shown only now, and kept nowhere.
shares-print = Print all, a page each
shares-save = Save share { $number }
shares-where = Write down who has which share, but not on this computer and not on the shares. If one is lost or seen, remove this key under Safety: that voids all of them; then make new ones.
shares-kept = Every share is on paper or on a stick of its own.
key-shares-remove-title = Remove this kit in shares?
key-shares-remove-happens = Its shares will no longer open this vault, however many come together.

kit-type-hint = Type or paste the line that begins with AGE-SECRET-KEY-1, or the 26 words.
kit-way = What do you have?
kit-way-whole = A whole kit
kit-way-shares = Shares
share-add-label = Next share
share-add-hint = The line that begins with SANDYQ-SHARE-1, or the 30 words.
share-add = Add this share
share-have = Share { $number }
share-remove = Take share { $number } away
shares-missing = { $missing ->
    [one] One more share is needed.
   *[other] { $missing } more shares are needed.
}
shares-enough = These are enough.
shares-foreign = No key of this vault belongs to these shares: they are of another vault, or their key was removed.
shares-set = Set { $set }, { $threshold } of { $count }

drill-title = Prove that you can restore
drill-means = A kit that was never tried is a hope. Give it here as if the passphrase were gone: the vault and its last backup are opened with it alone and read. Nothing is changed, and the kit is not kept.
drill-begin = Begin
drill-file = Choose a file
drill-files-chosen = Chosen: { $names }
drill-do = Prove it
drill-running = Both databases are read with the kit …
drill-last = Last proved { $age }.
drill-never = No kit of this vault was ever proved on this device.
drill-again = It is time to prove it again.
drill-proved = Proved
drill-proved-kit = Kit { $slot } opens this vault without its passphrase.
drill-proved-shares = The shares of kit { $slot } open this vault without its passphrase.
drill-proved-read = Cases and sealed sources were read with it to the last byte: { $size }. { $cases ->
    [0] There is no case in it yet.
    [one] There is one case in it.
   *[other] There are { $cases } cases in it.
}
drill-backup-proved = It also opens the last backup, made { $made }, and both databases in it were read.
drill-backup-none = There is no backup that this device knows of. A kit opens nothing where there is no vault: make a backup.
drill-backup-absent = The last backup was not looked at: its place is not there now. Plug it in and prove it once more.
drill-backup-before-kit = The last backup, made { $made }, is older than this kit and does not open with it. Make a new one.
drill-backup-old-keys = The last backup, made { $made }, has the keys of before. Make a new one.
drill-backup-damaged = The last backup, made { $made }, does not read. Make a new one at another place.
drill-not = Not proved: that somebody else could do it, and that you will find the paper again. Evidence was not read; “Check every byte” and the check of a backup do that.
drill-put-away = Put the kit back where it was now.
home-proof = Proved { $age }
home-proof-never = Never tried: prove that it opens
home-proof-due = Last proved { $age }: try it again

wait-left = { $seconds ->
    [one] Next try in { $seconds } second
   *[other] Next try in { $seconds } seconds
}
wait-begun = { $seconds ->
    [one] Too many wrong ones. The next try is possible in one second.
   *[other] Too many wrong ones. The next try is possible in { $seconds } seconds.
}
wait-over = You can try again.
