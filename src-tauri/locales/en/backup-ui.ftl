# Backups and getting a vault back: the screens.

way-restore = Restore a backup
way-restore-means = The vault is lost or damaged, and there is a backup of it.
safety-tab-backups = Backups
home-backup = Backup
home-backup-none = There is none yet. If this computer goes, everything goes.
backup-title = Backups of this vault
backup-means = A copy elsewhere, still encrypted: on a memory stick or another disk, kept away from this computer. Only what is new is copied; it is read back and opened before the backup counts.
backup-last = Last backup { $age }
backup-to = , to { $place }
backup-old = That is more than a week. What was written since is on this computer only.
backup-old-keys = It opens with the keys of before only.
backup-none = No backup yet.
backup-now = Back up now
backup-elsewhere = To another place
backup-pick = Choose a stick or folder on another disk
backup-running = Backing up …
backup-running-means = You can go on working. When the vault is locked, the backup stops; the next one goes on from there.
backup-done = { $count ->
    [0] Backed up: nothing was new. All is there, read back and opened.
    [one] Backed up: one new file ({ $size }), read back and opened.
   *[other] Backed up: { $count } new files ({ $size }), read back and opened.
}
backup-healed = { $count ->
    [one] One older file was damaged there and was written again. If this happens again, take another stick.
   *[other] { $count } older files were damaged there and were written again. If this happens again, take another stick.
}
backup-stopped = Stopped. The backups made before are as they were.
backup-states = What can be had back
backup-states-mean = The ten newest, one of each of seven days and one of each of four weeks are kept.
backup-states-none = After the first backup they are listed here.
backup-states-gone = There is no backup of this vault in that place any more.
backup-state-whole = whole
backup-state-incomplete = { $count ->
    [one] a file is missing
   *[other] { $count } files are missing
}
backup-state-damaged = its list is damaged
backup-state-newer = written by a newer version
backup-check = Check
backup-check-of = Check the backup of { $moment }
backup-restore = Restore …
backup-restore-of = Restore the backup of { $moment }
backup-checking = Reading and opening all of it …
backup-check-opened = it can be restored: every file is as it was, and opens ({ $size }).
backup-check-same = every file is as it was ({ $size }). It was made with other keys, so it was not opened.
backup-check-unsealed = The sealed sources were compared and not opened. To open them too, open the seal first.
backup-check-bad = { $count ->
    [one] it cannot be restored as it is: one problem was found.
   *[other] it cannot be restored as it is: { $count } problems were found.
}
backup-check-earlier = There is an earlier one whose files are all there. Back up now: what the vault still has is written again.
backup-check-alone = Back up now: what the vault still has is written again. If that does not help, take another stick.
job-looking = Looking what there is to do …
job-of = { $done } of { $total } · { $percent } %
job-stop = Stop
job-stopping = Stopping …
restore-title = Restore a backup
restore-lead = Makes a vault out of a backup. Nothing on the stick is changed, and nothing on this computer is written over.
restore-choose = Choose where the backup is
restore-pick = Choose the stick or the folder of the backup
restore-looking = Looking …
restore-from = Restore from another place
restore-step-place = Where from
restore-step-state = Which one
restore-step-target = Where to
restore-which = Which one?
restore-which-lead = The newest is at the top. An earlier one helps if something was deleted or spoilt since.
restore-none-whole = No backup of “{ $name }” has all its files.
restore-where = Where shall the vault be?
restore-where-lead = “{ $name }” as it was: { $moment } ({ $size }).
restore-pick-target = Where shall the vault be?
restore-do = Restore
restore-running = Copying and comparing every file …
restore-stopped = Stopped. Nothing was left behind.
restore-done = The vault is back
restore-done-size = Every file was compared: { $size }.
restore-done-means = It opens with the passphrase or recovery kit it had then.
restore-open = Open it
