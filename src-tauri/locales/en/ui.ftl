# The window outside the case screens: shell, first steps, unlock, home, search, quick note, safety, import and export.
# Keys in kebab-case; every key stands in every language. Short, calm, no blame.

## Everywhere
close = Close
back = Back
cancel = Cancel
save = Save
done = Done
next = Next
delete = Delete
change = Change
copy = Copy
copied = Copied.
undo = Undo
or = or
working = Working …
loading = Reading …
saving = Saving …
saved-at = Saved { $time }
try-again = Try again
messages = Messages
passphrase = Passphrase
passphrase-show = Show the passphrase
recovery-kit = Recovery kit
optional = optional
confirm-starts = Starts in { $seconds } s
confirm-stop = Stop
file-written = Written: { $name }

## When something fails
trouble-unknown = Something went wrong.
trouble-unknown-next = Nothing you saved is lost. Try again; if it stays so, lock the vault and open it once more.
error-host-gone = The program does not answer.
error-host-gone-next = Close the window and start Sandyq again. What was saved is safe.
error-passphrase-missing = Type the passphrase first.

## Shell
rail = Main menu
skip-to-content = Skip to the content
search-or-do = Search or do
screen-home = Home
screen-cases = Cases
screen-people = People
screen-sources = Sources
screen-review = Review
screen-handover = Handover
screen-safety = Safety
sources-sealed = Sources are sealed
sources-open = Sources are open
lock-now = Lock now
idle-warning = Nothing was touched for a while. Locking in { $seconds } seconds; move the mouse to stay.

## Keyboard
keys-title = Keyboard
keys-group-anywhere = Anywhere
keys-group-go = Go to
keys-group-list = In a list
keys-group-record = In a record
keys-search = Search or do
keys-note = Quick note
keys-new-case = New case
keys-lock = Lock now
keys-undo = Undo
keys-help = This sheet
keys-go-home = Home
keys-go-cases = Cases
keys-go-people = People
keys-go-sources = Sources
keys-go-review = Review
keys-go-handover = Handover
keys-go-safety = Safety
keys-next = Next
keys-previous = Previous
keys-open = Open
keys-filter = Filter
keys-new = New
keys-edit = Edit
keys-back = Back
keys-tab = Section of a case

## Days and sizes
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
month-of-1 = January
month-of-2 = February
month-of-3 = March
month-of-4 = April
month-of-5 = May
month-of-6 = June
month-of-7 = July
month-of-8 = August
month-of-9 = September
month-of-10 = October
month-of-11 = November
month-of-12 = December
month-short-1 = Jan
month-short-2 = Feb
month-short-3 = Mar
month-short-4 = Apr
month-short-5 = May
month-short-6 = Jun
month-short-7 = Jul
month-short-8 = Aug
month-short-9 = Sep
month-short-10 = Oct
month-short-11 = Nov
month-short-12 = Dec
weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday
season-spring = spring { $year }
season-summer = summer { $year }
season-autumn = autumn { $year }
season-winter = winter { $year }
date-short = { $day } { $month } { $year }
date-long = { $day } { $month } { $year }
date-full = { $weekday }, { $day } { $month } { $year }
date-month = { $month } { $year }
date-year = { $year }
date-about = about { $date }
date-doubtful = { $date }, not certain
date-between = { $from } – { $to }
date-from = from { $date }
date-until = until { $date }
days-today = today
days-in = { $days ->
    [one] in { $days } day
   *[other] in { $days } days
}
days-ago = { $days ->
    [one] { $days } day ago
   *[other] { $days } days ago
}
size-byte = { $size } B
size-kb = { $size } kB
size-mb = { $size } MB
size-gb = { $size } GB

## Unlock
unlock-open = Open
unlock-opening = Opening …
unlock-about = { $seconds ->
    [one] Opens in about a second on this computer.
   *[other] Opens in about { $seconds } seconds on this computer.
}
unlock-still = Still working. It is slow on purpose, so that nobody can guess fast.
unlock-known = Other vaults on this computer
unlock-another = Another vault
unlock-receive = Receive a handover
unlock-new = New vault
unlock-with-passphrase = Use the passphrase
pick-vault = Choose the vault’s folder
kit-then = Once it is open, set a new passphrase under Safety.
rescue-offer = Save what can be read …
rescue-suffix = recovered
rescue-title = Save what can be read
rescue-lead = Something in this vault is damaged. What can still be read goes into a new vault, and you are told what is lost.
rescue-does-1 = The damaged vault is only read. Keep it: somebody may be able to do more with it.
rescue-does-2 = Cases, evidence and sealed sources are copied, still encrypted, and the copy is read back.
rescue-does-3 = The new vault has a passphrase and a recovery kit of its own.
rescue-by = Open the damaged vault with
rescue-empty = Type the passphrase or the kit of the damaged vault.
rescue-new-title = A passphrase for the new vault
rescue-new-lead = It opens the new vault only. The damaged one keeps its own.
rescue-save = Save into the new vault
rescue-saving = Saving …
rescue-saving-long = Everything is read, copied and checked. With much evidence this takes minutes.
rescue-done = Everything was saved
rescue-done-lead = The new vault holds all that was in the damaged one.
rescue-done-part = What could be read was saved
rescue-done-part-lead = Something is damaged or lost; below it says what. A backup may still hold it. The damaged vault is unchanged: { $path }
rescue-counts = What was saved and what was lost
rescue-what = Kind
rescue-saved = saved
rescue-lost = lost
rescue-aside = kept as notes
rescue-files = Evidence files
rescue-table-source-identity = Sealed sources
rescue-table-revision = History
rescue-table-origin = Where imported records came from
rescue-table-arrival = Where handed-over records came from
rescue-table-conflict = Changed on both sides
rescue-table-ancestry = Earlier versions from elsewhere
rescue-table-draft = Unfinished texts
rescue-cut = The last changes could not be reached: state { $reached } of { $newest } is what was saved.
rescue-seal-lost = The sealed sources could not be opened and are not in the new vault.
rescue-verified = The new vault was read back and is whole.
rescue-list = { $count ->
    [one] { $count } entry in detail
   *[other] { $count } entries in detail
}
receive-why = A handover is a sealed file that someone made for your vault. It opens inside a vault, so that it never lies about in the open.
receive-step-1 = Open your vault, or make one.
receive-step-2 = Send the other person your card: Handover, then My card.
receive-step-3 = When the file comes: Handover, then Receive.
receive-open-mine = Open my vault
receive-make = Make a vault

## First run
language = Language
step-of = Step { $step } of { $count }
welcome = Sandyq
welcome-lead = A chest for case notes: what people told you, what happened to them, and who must not be named. It opens for you and stays shut for everyone else.
promise-title = What it protects, and what it cannot
promise-yes = It protects
promise-no = It cannot
promise-yes-1 = A laptop that is taken, lost or copied while the vault is locked or the machine is off: nothing in it can be read.
promise-yes-2 = The names and contacts of your sources, in a second lock inside the first.
promise-yes-3 = What you saved: a power cut or a full disk does not tear it.
promise-yes-4 = You from the network: the program has no way to send anything anywhere.
promise-no-1 = Protect a vault that stands open, or a machine that somebody else controls.
promise-no-2 = Bring notes back when both the passphrase and the recovery kit are lost. Nobody can, we neither.
promise-no-3 = Hide that the program is on this machine.
promise-no-4 = Decide what is safe to tell. That stays with you.
promise-next = I understand
ways-title = How would you like to begin?
ways-to-unlock = Back to the lock
way-create = Make a new vault
way-create-means = An empty one, on this computer or on a memory stick.
way-open = Open a vault that exists
way-open-means = A folder whose name ends in “.vault”.
way-receive = Receive a handover
way-receive-means = Someone made a sealed file for you.
way-example = Look around in an example
way-example-means = A vault with facts from a public report, to try everything in.
pick-place = Where shall the vault be?

## A new vault
create-title = Choose a passphrase
create-lead = It is the only thing that opens the vault. Write it on paper and keep the paper where nobody would look for it.
create-kind = Kind of passphrase
create-words = Six words chosen by chance
create-words-means = Easy to remember, and nobody can guess them. The better choice.
create-own = A passphrase of my own
create-own-means = Only if it is long and stands nowhere else.
create-other-words = Other words
create-in = in { $folder }
create-written = I have written them down
create-repeat = Type it once more
create-repeat-words = Read the six words from your paper. This shows that the paper is right.
create-repeat-own = Type your passphrase again, so that no slip of the keyboard locks you out.
create-repeat-wrong = This is not the same. Look at it once more.
create-see-again = Show the words again
create-make = Make the vault
create-making = Making …
create-making-long = This takes a few seconds. It is slow on purpose, so that nobody can guess fast.
own-hint = Several words that have nothing to do with each other, or a long sentence nobody has written.
own-score-0 = Would be guessed at once
own-score-1 = Too easy to guess
own-score-2 = Still too easy to guess
own-score-3 = Nearly enough
own-score-4 = Good
kit-title = Your recovery kit
kit-lead = If the passphrase is forgotten, this page opens the vault – for anyone who holds it. It is shown only now.
kit-print = Print
kit-save = Save to a file
kit-file = Text
kit-where = Keep it apart from this computer: with someone you trust, in another house. A file on this computer protects nothing; move it to a memory stick and delete it here.
kit-kept = I have the kit on paper or on a memory stick, away from this computer.
kit-done = Open my vault
example-name = Example
example-title = An example to look around in
example-lead = A real vault with cases from a public monitoring report. Change what you like; it is yours to break.
example-passphrase = It opens with these words, if you come back to it:
example-place = It will be here: { $path }
example-open = Open the example
example-making-long = Filling the vault. This takes a few seconds.

## Home
home-cases = { $count ->
    [one] { $count } case
   *[other] { $count } cases
}
home-people = { $count ->
    [one] { $count } person or group
   *[other] { $count } people and groups
}
home-review = { $count } to review
home-quick = Write down what you just heard. Sort it later.
home-expiring = Runs out soon
home-expiring-none = Nothing runs out in the coming weeks.
home-overdue = overdue
home-to-review = To review
home-review-none = Nothing waits for review.
home-versions = { $count ->
    [one] { $count } contradiction
   *[other] { $count } contradictions
}
home-gaps = { $count ->
    [one] { $count } gap
   *[other] { $count } gaps
}
home-held = Held now
home-held-none = Nobody in your cases is held today.
home-show-all = Show all { $count }
home-vault = Vault
home-older = This copy is older than the one seen here last, by { $count } saves.
home-look = look
home-good = good
home-kits = { $count ->
    [one] One kit opens this vault
   *[other] { $count } kits open this vault
}
home-kit-none = There is none. A forgotten passphrase would be final.
home-lock = Locks itself
home-lock-after = { $minutes ->
    [one] after one minute without a touch
   *[other] after { $minutes } minutes without a touch
}
home-unsorted = Notes without a case
home-sort = sort
home-drafts = Unfinished
home-draft = A form without words yet
first-title = Your vault is empty
first-text = A case needs one line to exist. Everything else can come later.
first-import = Import a casebook

## Quick note
note-title = Quick note
note-text = Note
note-placeholder = What did you hear, from whom, when?
note-case = Case
note-no-case = No case yet
note-kind = Kind
note-kind-field_note = Field note
note-kind-analysis = Analysis
note-kind-to_do = To do
note-kind-privileged = Lawyer and client
note-privileged-means = Stays in this vault: it leaves with no handover unless you pick it by hand.
note-save = Save
note-saved = Note saved. It waits on Home until you sort it.
note-saved-in-case = Note saved in the case.
note-kept = Kept as a draft.
note-not-kept = This text is not kept anywhere yet. Copy it if you need it; closing once more lets it go.
note-draft-kept = Draft kept { $time }
note-deleted = Note deleted.
sort-title = Where does this note belong?

## Search
search-placeholder = A name, a word, a case – in any script
search-privileged = Lawyer notes too
search-privileged-means = Look into the notes between lawyer and client as well
search-results = Results
search-do = Do
search-found = { $count ->
    [one] { $count } found
   *[other] { $count } found
}
search-none = Nothing found for “{ $words }”.
search-none-next = Try fewer words, or another spelling.
search-more = There is more: Ctrl+Enter shows all of it.
search-foot-move = move
search-foot-open = open
do-new-case = New case
do-note = Quick note
do-handover = Hand cases over
do-receive = Receive a handover
do-go = Go to { $screen }
do-verify = Check the whole vault
do-import = Import a casebook
found-case = Cases
found-party = People and groups
found-name = Names
found-relationship = Relations
found-involved = Roles
found-act = Acts
found-involvement = Alleged perpetrators
found-chain = Links between cases
found-measure = Measures
found-proceeding = Proceedings
found-intervention = Interventions
found-money = Money
found-consent = Consents
found-claim = Claims
found-note = Notes
found-source = Sources
found-evidence = Evidence
found-custody_event = Custody
found-task = Tasks
found-comment = Comments
found-place = Places
found-term = Words of the lists
found-provision = Law articles

## Safety
safety-tab-keys = Keys
safety-tab-device = This computer
safety-tab-check = Vault
safety-tab-files = Import and export
keys-of-vault = What opens this vault
keys-of-vault-mean = Each of these opens everything, the sealed sources too.
key-passphrase = Passphrase
key-passphrase-means = What you type to open it
key-kit = Recovery kit
key-kit-means = The page you printed or saved
key-change = Change
key-remove = Remove
key-removed = The key is removed.
key-no-kit = There is no recovery kit. If the passphrase is forgotten, nobody can open this vault.
key-add-kit = New recovery kit
key-add-kit-means = It opens the vault like the passphrase does. Kits made before stay good.
key-add-kit-do = Make the kit
key-remove-title = Remove this recovery kit?
key-remove-happens = The kit will no longer open this vault.
key-remove-forever = Copies of the vault made earlier still open with it. If someone has both the kit and a copy, they can read that copy.
key-remove-understood = I have another way to open this vault.
key-change-title = Change the passphrase
passphrase-old = Passphrase in use
passphrase-new = New passphrase
passphrase-again = New passphrase once more
passphrase-changed = The passphrase is changed.
passphrase-change-means = Copies of the vault made earlier keep opening with the old one.
device-lock = Lock by itself
device-lock-means = Time during which the computer sleeps counts too. What you are writing is kept.
device-lock-after = After
device-minutes = { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}
device-look = Look
device-theme = Colours
device-text = Text size
theme-system = Like the computer
theme-light = Light
theme-dark = Dark
theme-contrast = High contrast
vault-title = This vault
vault-where = Folder
vault-size = Size
vault-format = Format
vault-holds = Holds
vault-counts = { $cases } cases, { $people } people and groups, { $acts } acts, { $sources } sources, { $notes } notes, { $evidence } evidence items
vault-deltas = Saves since last tidied
vault-older = This copy of the vault is older than the one this computer saw last, by { $count } saves. Was it restored from a backup? If not, someone may have put an old copy in its place.
vault-for-reading = This vault can only be read here: the disk or folder it lies on takes no changes. To change anything, copy it to a disk where you can write, and open the copy.
verify-title = Check every byte
verify-means = Reads the whole vault and compares it with what was written. Takes about as long as copying it.
verify-do = Check now
verify-running = Checking …
verify-ok = All is as it was written: { $size } checked.
verify-bad = { $count ->
    [one] One problem was found.
   *[other] { $count } problems were found.
}
verify-bad-next = Copy the vault’s folder to a safe place before anything else, then restore a backup.
compact-title = Tidy up
compact-means = Writes the vault anew in one piece, checks it, then removes the pieces before. The vault also does this by itself.
compact-do = Tidy now

## Import and export
casebook-file = Casebook
import-title = Import a casebook
import-means = Reads a casebook file (JSON) into this vault. First you see what would happen; nothing is written until you say so.
import-choose = Choose a file
import-pick = Choose a casebook
import-looking = Reading …
import-would = “{ $name }” can be imported. This would happen:
import-did = Imported from “{ $name }”:
import-nothing = Everything in “{ $name }” is here already.
import-do = Import
import-kind = Records
import-added = new
import-updated = changed
import-unchanged = the same
import-refused = { $count ->
    [one] “{ $name }” has one fault. Nothing was imported.
   *[other] “{ $name }” has { $count } faults. Nothing was imported.
}
import-refused-more = { $count } more faults are not shown.
export-title = Export everything, unlocked
export-means = Writes all cases to one file that anybody can read. For moving to another program; to give cases to a person, use Handover.
export-choose = Choose where
export-pick = Where shall the file be?
export-file-name = casebook
export-happens = { $count ->
    [one] One case will be written to “{ $name }” without any lock.
   *[other] { $count } cases will be written to “{ $name }” without any lock.
}
export-do = Write the file
export-written = Written: { $name }, { $size }. Delete it when it has served.
plain-forever = Whoever gets this file can read all of it. Deleting it later does not surely erase it from the disk.
plain-understood = I know who can reach this place, and I want it there.
records-cases = cases
records-parties = people and groups
records-names = further names
records-acts = acts
records-measures = measures
records-proceedings = proceedings
records-interventions = interventions
records-claims = claims
records-sources = sources
records-notes = notes
records-evidence = evidence items
records-consents = consents
records-places = places
records-involved = roles in cases
records-involvements = parts of alleged perpetrators
records-relationships = relations
records-distinct = pairs that are not the same
records-chains = links between cases
records-money = amounts of money
records-tasks = tasks
records-comments = comments
records-terms = words of the lists
records-provisions = law articles
records-custody-events = custody entries
one-case = Case
one-party = Person or group
one-name = Name
one-relationship = Relation
one-involved = Role
one-act = Act
one-involvement = Alleged perpetrator
one-chain = Link between cases
one-measure = Measure
one-proceeding = Proceeding
one-intervention = Intervention
one-money = Money
one-consent = Consent
one-claim = Claim
one-note = Note
one-source = Source
one-evidence = Evidence
one-custody_event = Custody entry
one-task = Task
one-comment = Comment
one-place = Place
one-term = Word of a list
one-provision = Law article
one-distinct = Not the same
sensitivity-of-open = open
sensitivity-of-internal = internal
sensitivity-of-restricted = restricted
sensitivity-of-confidential = confidential
sensitivity-of-sealed = sealed
