# Refusals and failures: what happened, and what to do next. One pair for every code of the service.

## The vault

error-wrong-key = This passphrase or key does not open the vault.
error-wrong-key-next = Check the keyboard layout and capital letters and try again. The recovery kit opens the vault too.
error-wait = Too many wrong ones. { $seconds ->
    [one] The next can be tried in one second.
   *[other] The next can be tried in { $seconds } seconds.
}
error-wait-next = Wait until then. The vault and its lock do not wait with you.
error-not-a-vault = There is no vault here: { $path }
error-not-a-vault-next = Choose the folder whose name ends in “.vault”.
error-vault-exists = Something is already here: { $path }
error-vault-exists-next = Choose another name. Nothing was changed.
error-vault-in-use = The vault is open in another program.
error-vault-in-use-next = Lock it there, then try again.
error-vault-damaged = A file of the vault is damaged or missing: { $what }
error-vault-damaged-next = Nothing was changed. Copy the whole folder to a safe place first, then restore a backup.
error-vault-newer = A newer version of the program wrote this vault (format { $found }).
error-vault-newer-next = Install the newer version. Nothing was changed.
error-vault-altered = The records or their history do not fit together: they were changed from outside.
error-vault-altered-next = Keep a copy of the vault as it is, and compare it with a backup.
error-vault-read-only = The vault takes no more changes because an earlier write failed.
error-vault-read-only-next = Lock it and open it again. Everything shown as saved is on the disk.
error-vault-for-reading = This vault can only be read here.
error-vault-for-reading-next = Copy it to a disk where you can write, and open the copy to change anything. Nothing was lost.
error-already-open = Another vault is open already.
error-already-open-next = Lock it first.
error-locked = The vault is locked.
error-locked-next = Open it first.
error-seal-closed = The sealed sources are closed.
error-seal-closed-next = Open the seal with your passphrase.
error-weak-passphrase = This passphrase is too easy to guess.
error-weak-passphrase-next = Take a generated one, or add more words that have nothing to do with each other.
error-passphrase-in-use = This passphrase opens the vault already: it is somebody else’s.
error-passphrase-in-use-next = Choose another one, so that the history can tell you apart.
error-whose-passphrase = Several people have passphrases, and a kit does not say whose is meant.
error-whose-passphrase-next = Choose the key in the list, or name it with --id.
error-bad-passphrase = A passphrase needs 1 to 1,024 bytes of ordinary text.
error-bad-passphrase-next = Type it again, without line breaks.
error-no-passphrase = No passphrase was given.
error-no-passphrase-next = Run it in a terminal, or use --passphrase-file, --passphrase-fd or --identity.
error-no-key-in-kit = There is no recovery key in this text.
error-no-key-in-kit-next = Give the line that begins with AGE-SECRET-KEY-1, the 26 words, or enough shares: of one kit, and of no other.
error-kit-unknown-word = Word { $at } is none of the words that kits are printed in.
error-kit-unknown-word-next = Compare it with the paper, letter by letter.
error-kit-wrong-word = Word { $at } seems to be another.
error-kit-wrong-word-next = Compare word { $at } with the paper. If it is right, several are wrong: compare all of them.
error-kit-swapped-words = Words { $one } and { $other } seem to be in each other’s place.
error-kit-swapped-words-next = Compare their order with the paper.
error-kit-word-count = There are { $found } words; there should be { $expected }.
error-kit-word-count-next = Look for one that is missing, or that was typed twice.
error-kit-wrong-words = More than one word is wrong.
error-kit-wrong-words-next = Compare all of them with the paper, one after the other.
error-kit-wrong-group = There is a typing error in group { $at } of the line.
error-kit-wrong-group-next = Groups have four signs each and count from behind the first “-1”. The letters B, I and O never occur, and no 1.
error-kit-wrong-line = The line has typing errors, or is not whole.
error-kit-wrong-line-next = Compare it with the paper, group by group, or type the words instead.
error-no-share = There is no share in this text.
error-no-share-next = Give the line that begins with SANDYQ-SHARE-1, or the 30 words.
error-shares-too-few = { $have } of { $need } shares are here; { $missing ->
    [one] one more is needed.
   *[other] { $missing } more are needed.
}
error-shares-too-few-next = Fewer than { $need } open nothing. Ask another person who has one.
error-shares-mixed = These shares are not of the same set.
error-shares-mixed-next = Compare the six digits of the set on every paper: they have to be the same.
error-share-twice = Share { $number } is here already.
error-share-twice-next = Add one with another number.
error-shares-disagree = These shares contradict each other: at least one is not what it says.
error-shares-disagree-next = Take it out and try again with the others.
error-last-key = This is the last key of its kind; without it nobody could open the vault.
error-last-key-next = Add another key first.
error-unknown-key = The vault has no such key.
error-unknown-key-next = Look at the list of keys and choose one of them.
error-no-memory = There is not enough free memory to open this vault ({ $mib } MiB).
error-no-memory-next = Close other programs and try again.

## Backups

error-a-backup = This folder holds backups of a vault, not a vault: { $path }
error-a-backup-next = Restore one of them first: “Restore a backup” on the start screen, or “sandyq restore”.
error-no-backup = There are no backups here, or those of several vaults: { $path }
error-no-backup-next = Choose the folder whose name ends in “.backup”, or the one it lies in.
error-unknown-generation = There is no backup of that time, or more than one.
error-unknown-generation-next = Look at the list and choose one of them.
error-backup-damaged = This backup is damaged: { $what }
error-backup-damaged-next = Nothing was changed. Choose an earlier one. If the vault is still there, back it up again: what is damaged is then written anew.
error-backup-in-vault = This is the vault itself, or a folder in it.
error-backup-in-vault-next = Choose a folder on another disk, such as a memory stick.
error-backup-busy = Another program is writing a backup there.
error-backup-busy-next = Wait until it is done, then try again.
error-bad-medium = What was written cannot be read back: { $path }
error-bad-medium-next = Do not trust this stick or disk any more. Take another one. Earlier backups were left as they are.
error-history-broken = The history does not hold together: somebody changed it without this program.
error-history-broken-next = Run the full check and look at what it finds. New keys can be made all the same; the place stays marked.
error-needs-space = This needs { $size } more free space. Nothing was begun.
error-needs-space-next = Free some space on the disk the vault is on, and try again.
error-too-large-for-disk = A file of { $size } does not fit on this stick or disk, however much is free.
error-too-large-for-disk-next = It is formatted as FAT32. Use another one, or format it as exFAT after saving what is on it.
error-vault-moved = The vault changed again and again while it was copied.
error-vault-moved-next = Try again when nothing is being added or deleted. Earlier backups were left as they are.
error-busy = Something else is still under way.
error-busy-next = Wait until it is done, or stop it.

## Records

error-invalid = { $code ->
    [too_long] This text is too long ({ $field }).
    [control_character] This text holds a character that cannot be shown ({ $field }).
    [not_ascii] Only plain Latin letters, digits and hyphens can stand here ({ $field }).
    [unknown_code] This value is not in the list ({ $field }).
    [unknown_record] The record this points to does not exist ({ $field }).
    [unknown_provision] This article is not in the list of provisions ({ $field }).
    [min_above_max] The lower number is larger than the upper one ({ $field }).
    [ends_before_start] This ends before it begins ({ $field }).
    [bad_duration] This is not a duration, for example P2M for two months ({ $field }).
    [bad_amount] This is not an amount ({ $field }).
    [bad_currency] This is not a currency code such as KZT ({ $field }).
    [taken] This is used already and must be unique ({ $field }).
    [required] This must be filled in ({ $field }).
    [sealed] The name and contacts of a source to protect belong under the seal, not here ({ $field }).
    [out_of_range] This number is outside what is allowed ({ $field }).
    [bad_hash] This is not a SHA-256 value ({ $field }).
    [not_editable] This entry was written by the program and stays as it is ({ $field }).
    [by_review_only] The state of a case is changed under Review ({ $field }).
    [not_the_name] This is not the name of the vault ({ $field }).
    [no_day] This rule gives no day from that date ({ $field }).
    [too_wide] At most 400 days can be shown at once ({ $field }).
    [same_record] A record cannot be linked to itself ({ $field }).
    [too_sensitive] No profile lets go what is confidential or sealed ({ $field }).
    [needed] The program itself goes by this term, so it stays as it is ({ $field }).
    [shipped] This term came with the program and cannot be deleted; retire it instead ({ $field }).
    [retired] This term is retired; bring it back first, or choose another ({ $field }).
    [not_shipped] This term did not come with the program, so there is no wording to put back ({ $field }).
    [bad_code] A code is small Latin letters, digits, _ and -, at most 40 ({ $field }).
    [code_stays] The code and list stay as they are, because records say them ({ $field }).
    [merged] This record was found to be another person already ({ $field }).
    [by_merge_only] Who was found to be whom changes by merging and taking apart alone ({ $field }).
    [not_merged] This record was not merged with another one ({ $field }).
    [said_distinct] It was said that these two are not the same. Take that back first ({ $field }).
    [other_kind] A person and an organisation are not the same. Correct the kind first ({ $field }).
    [not_both] Only one of the two can stand here ({ $field }).
    [ambiguous] More than one has this name. Give the id ({ $field }).
   *[other] This cannot be saved as it is ({ $field }).
}
error-invalid-next = Correct it and save again. What you wrote is still there.
error-stale = Someone changed the same fields meanwhile: { $fields }
error-stale-next = Compare both versions and save again. What you wrote is still there.
error-in-use = Other records refer to this one ({ $count }).
error-in-use-next = Remove those first, or delete it together with everything that belongs to it.
error-term-in-use = { $count ->
    [one] One record says this term, so it cannot be deleted.
   *[other] { $count } records say this term, so it cannot be deleted.
}
error-term-in-use-next = Retire it: it is no longer offered and stays where it is said. Or replace it by another.
error-not-found = This record is not there any more.
error-not-found-next = Go back to the list. If it was deleted, its history can bring it back.
error-not-yet = { $code ->
    [gaps] Something is still missing before this step ({ $count }).
    [second_person] A second person must approve this case.
    [no_person] This key is nobody’s, and an approval is somebody’s.
    [changed] The case has changed since it was reviewed.
    [not_reviewed] Only a reviewed case can be cleared.
   *[other] This step of the review is not reached yet.
}
error-not-yet-next = { $code ->
    [gaps] Fill the gaps in the checklist of the review.
    [second_person] Ask a colleague to open the vault with their own key and look at it.
    [no_person] Open the vault with your own passphrase.
    [changed] Look at what changed, and approve it again.
    [not_reviewed] Have the case reviewed first.
   *[other] See the checklist of the review.
}
error-date-unclear = This date was not understood.
error-date-unclear-next = Write it like 13 November 2025, mid-January 2026, summer 2025, about 2019 or 2025-11.

## Files

error-no-space = The disk is full.
error-no-space-next = Free some space and try again. Nothing that was saved is lost.
error-file-missing = There is no such file: { $path }
error-file-missing-next = Check the name and the folder.
error-file-exists = This file is there already: { $path }
error-file-exists-next = Choose another name; nothing is overwritten.
error-file-denied = The system does not allow access to { $path }
error-file-denied-next = Choose another place, or change the rights of the file.
error-file-not-plain = This is not an ordinary file: { $path }
error-file-not-plain-next = Choose a file, not a folder or a device.
error-file-changed = The file changed or vanished while it was being read: { $path }
error-file-changed-next = Nothing was taken in. Wait until it is no longer being written, then try again.
error-file-too-large = The file is too large; at most { $limit } can be taken in.
error-file-too-large-next = Split or shorten it, or keep it elsewhere and note where.
error-file-in-vault = Nothing is written in clear into the vault’s own folder.
error-file-in-vault-next = Choose another folder.
error-io = The system could not read or write { $path }
error-io-next = Check the disk or the medium and try again. Everything shown as saved is on the disk.
error-import-refused = The file has faults ({ $count }). Nothing was imported.
error-import-refused-next = Correct the places listed and import it again.
error-import-unknown = This is not a file that can be imported.
error-import-unknown-next = Choose a casebook (JSON). A handover from a partner is opened under Handover.
error-evidence-damaged = The stored bytes of this item are missing or were altered.
error-evidence-damaged-next = Restore it from a backup or from the original. Nothing was written.

## Handover

error-bundle-invalid = This file is not a handover, or it is damaged or altered.
error-bundle-invalid-next = Ask the sender to send it again, and compare its SHA-256 by voice.
error-not-for-us = This handover is sealed for someone else.
error-not-for-us-next = Send the sender your card and ask them to seal it for you.
error-card-invalid = This is not a contact card, or it is damaged.
error-card-invalid-next = Ask your partner to send the card again as a file.
error-partner-changed = You know { $name } with other keys.
error-partner-changed-next = Ask { $name } by voice. Either they have a new vault, or somebody is using their name.
error-partner-known = This is the card of { $name }, whom you have already.
error-partner-known-next = Nothing has to be changed. If it was meant for somebody else, ask them for their own card.
error-partner-unnamed = There is no name of a person on this card.
error-partner-unnamed-next = Write what you call them.
error-recipient-invalid = Nobody can be reached by this: { $recipient }
error-recipient-invalid-next = Choose a partner, a card, a recipient that begins with age1, or a public ssh key.
error-recipient-weak = This ssh key is too short to be safe.
error-recipient-weak-next = Ask for an ssh-ed25519 key, or an RSA key of at least 2048 bits.
error-recipient-other = Nothing can be sealed to ssh keys of this kind.
error-recipient-other-next = Ask for an ssh-ed25519 or ssh-rsa key, or for a contact card.
error-recipients-mixed = { $old } and { $new } cannot receive the same file.
error-recipients-mixed-next = { $new } has only a key of the newer kind, { $old } only one of the older kind. Make two handovers, one for each.
error-no-team = There is no team to exchange with yet.
error-no-team-next = Choose a folder that is carried to the others, and the partners who take part.
error-nothing-new = They have all of it already.
error-nothing-new-next = Nothing of these cases has changed since your last handover to them. Choose other cases, or hand over everything once more.
error-passphrase-alone = A file sealed with a passphrase is for one reader alone.
error-passphrase-alone-next = Make a handover of its own for the others.
error-changed-since = Something has changed since you looked at it.
error-changed-since-next = Look at the preview once more. Nothing was written.
error-search-too-wide = This search finds too much to go through.
error-search-too-wide-next = Narrow it, or choose the cases by hand.
error-nothing-to-hand-over = There is nothing to hand over.
error-nothing-to-hand-over-next = Choose at least one case, or another profile.
error-leak = Something that must stay would show, or could not be looked for ({ $count }). Nothing was written.
error-leak-next = Go through the list of names that would show, and decide for each: other words, left out, or accepted with a reason.

## The program

error-veiled = The privacy filter is on, and this text holds what stands in the place of a name.
error-veiled-next = Turn the filter off (Ctrl+Shift+H), then change it. Otherwise the name itself would be lost.
error-privacy-on = Files are not shown while names are hidden.
error-privacy-on-next = Turn the privacy filter off (Ctrl+Shift+H) to look at the file.
error-cancelled = Stopped.
error-cancelled-next = Nothing was left behind. You can start again at any time.
error-unknown-command = The program does not know this command: { $name }
error-unknown-command-next = Start the program again; if it happens again, tell whoever looks after it.
error-bad-request = The window asked for something in a form the program does not know.
error-bad-request-next = Start the program again; if it happens again, tell whoever looks after it.
error-internal = The program made a mistake.
error-internal-next = Everything shown as saved is safe. Lock the vault, open it and try again.

## Why a passphrase is refused

passphrase-not-allowed = It is empty, too long, or holds a character that cannot be typed again.
passphrase-too-short = It is too short.
passphrase-common = It is among those that everyone tries first.
passphrase-few-words = Too few words. Six are good.
passphrase-repeats = It repeats itself.
passphrase-sequence = Neighbouring keys or letters are tried early.
passphrase-date = Dates and years are tried early.
passphrase-guessable = A machine would find it too soon. Add words.
passphrase-own = It is made of names that are in this vault, or of its own.
