## What of this computer matters to a vault. For each finding: what was seen, and what to do.

checkup-title = This computer, looked at
checkup-what = What can be seen from here of what protects a vault, and what does not. Nothing is changed, and nothing leaves this computer.
checkup-again = Look again

checkup-disk = The disk under the vault
checkup-swap = Memory that goes to a disk
checkup-hibernation = Hibernation
checkup-screen = Screen lock
checkup-backup = Backup
checkup-clock = Clock
checkup-here = Who is logged in
checkup-users = Who can log in
checkup-folder = The vault’s folder
checkup-sync = Synchronised folders

checkup-state-good = good
checkup-state-care = worth a thought
checkup-state-bad = to be changed
checkup-state-unknown = not known

checkup-disk-encrypted = Everything on it goes through the system’s disk encryption.
checkup-disk-encrypted-do = It protects while the computer is off. Asleep or on, its key is in memory: switch off when you may be searched.
checkup-disk-stacked = The vault lies in an encrypted folder ({ $kind }).
checkup-disk-stacked-do = Other traces of your work, outside that folder, are not covered by it.
checkup-disk-zfs = ZFS encrypts this part of the disk.
checkup-disk-zfs-do = It protects while the computer is off.
checkup-disk-fscrypt = The file system encrypts this folder.
checkup-disk-fscrypt-do = Other traces of your work, outside that folder, are not covered by it.
checkup-disk-plain = No disk encryption was seen. The vault itself is encrypted; what other programs leave is not. (Encryption by the drive itself cannot be seen from here.)
checkup-disk-plain-do = Have the whole disk encrypted (LUKS) when the system is installed anew. Until then open nothing from the vault in other programs.
checkup-disk-partly = The vault lies on several disks, and not all of them are encrypted.
checkup-disk-partly-do = Have all of them encrypted.
checkup-disk-network = The vault lies on another computer ({ $kind }). How its disk is protected cannot be seen.
checkup-disk-network-do = Keep the vault on a disk of your own.
checkup-disk-in-memory = The vault lies in memory only ({ $kind }): it is gone when the computer is switched off.
checkup-disk-in-memory-do = Make a backup before you switch off.
checkup-disk-unknown = Whether the disk is encrypted could not be read.
checkup-disk-unknown-do = Ask whoever looks after the computer; on Linux, “lsblk” shows “crypt” over an encrypted disk.

checkup-swap-none = No memory goes to a disk.
checkup-swap-none-do = Nothing to do.
checkup-swap-zram = It stays in memory, compressed.
checkup-swap-zram-do = Nothing to do.
checkup-swap-encrypted = It goes to an encrypted disk.
checkup-swap-encrypted-do = Nothing to do.
checkup-swap-plain = It goes to a disk that is not encrypted: what you read in the vault may be found there later.
checkup-swap-plain-do = Have swap encrypted or turned off.
checkup-swap-unknown = Where it goes could not be read.
checkup-swap-unknown-do = Ask whoever looks after the computer; “swapon --show” lists it.

checkup-hibernation-off = The system cannot write all of memory to the disk.
checkup-hibernation-off-do = Nothing to do.
checkup-hibernation-unset = The system could, but nothing is set up for it.
checkup-hibernation-unset-do = Nothing to do.
checkup-hibernation-encrypted = Memory can be written to the disk, encrypted. An open vault would be in it.
checkup-hibernation-encrypted-do = Lock the vault and switch off instead of hibernating.
checkup-hibernation-plain = Memory can be written to a disk that is not encrypted. With an open vault, its keys would be in it.
checkup-hibernation-plain-do = Have hibernation turned off. Until then never close the lid with the vault open.
checkup-hibernation-unknown = Whether memory can be written to the disk could not be read.
checkup-hibernation-unknown-do = Lock the vault and switch off; do not hibernate.

checkup-screen-locks = It locks after { $minutes } minutes.
checkup-screen-locks-do = Lock it yourself when you leave.
checkup-screen-late = It locks only after { $minutes } minutes.
checkup-screen-late-do = Set it to five minutes or less in the system’s settings.
checkup-screen-never = It does not lock by itself.
checkup-screen-never-do = Turn it on in the system’s settings, five minutes or less.
checkup-screen-unknown = When it locks could not be read on this desktop.
checkup-screen-unknown-do = Leave the computer alone for some minutes and see whether it locks.

checkup-backup-recent = The last backup that was proved is { $days ->
    [0] from today.
    [one] one day old.
   *[other] { $days } days old.
}
checkup-backup-recent-do = Keep it in another place than this computer.
checkup-backup-old = The last backup that was proved is { $days } days old.
checkup-backup-old-do = Make one now.
checkup-backup-none = This computer has made no backup of this vault.
checkup-backup-none-do = Make one on a stick and keep it elsewhere.

checkup-clock-plausible = It shows { $day }, which may well be.
checkup-clock-plausible-do = Nothing to do.
checkup-clock-behind = It shows { $day }, before your newest entry of { $newest }.
checkup-clock-behind-do = Set the clock: dates in the vault and the closing of the seal go by it.
checkup-clock-before = It shows { $day }, before this program was made.
checkup-clock-before-do = Set the clock.
checkup-clock-ahead = It shows { $day }, which is far ahead.
checkup-clock-ahead-do = Set the clock if that is wrong.

checkup-here-alone = Nobody else was seen to be.
checkup-here-alone-do = Nothing to do.
checkup-here-others = Somebody else is: { $names }
checkup-here-others-do = Have them log out before you open the vault. Who has the rights of the administrator sees what you see.
checkup-here-unknown = Who is could not be read.
checkup-here-unknown-do = Ask whoever looks after the computer.
checkup-users-alone = No other person has an account.
checkup-users-alone-do = Nothing to do.
checkup-users-others = Others have an account: { $names }
checkup-users-others-do = Whose account you do not know, have removed.
checkup-users-unknown = Who has an account could not be read.
checkup-users-unknown-do = Ask whoever looks after the computer.

checkup-folder-private = Only you can look into it ({ $mode }).
checkup-folder-private-do = Nothing to do.
checkup-folder-open = Other users of this computer can see which files there are ({ $mode }).
checkup-folder-open-do = Take the rights of others away: chmod -R go-rwx on the folder.
checkup-folder-writable = Other users of this computer can change and delete files there ({ $mode }).
checkup-folder-writable-do = Take the rights of others away: chmod -R go-rwx on the folder.
checkup-folder-foreign = The folder belongs to another user ({ $mode }).
checkup-folder-foreign-do = Restore the vault from a backup into a folder of your own.
checkup-folder-unknown = Whose it is could not be read.
checkup-folder-unknown-do = See whether the folder is there.

checkup-sync-none = No mark was seen of a program that carries the folder elsewhere.
checkup-sync-none-do = Not all such programs leave a mark.
checkup-sync-seen = { $folder } seems to be carried elsewhere by { $program }.
checkup-sync-seen-do = Whoever runs that service keeps old copies: keys you remove stay in them. Move the vault out of it.
