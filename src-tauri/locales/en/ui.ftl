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
kit-type-hint = Type or paste the line of the kit that begins with AGE-SECRET-KEY.
kit-then = Once it is open, set a new passphrase under Safety.
receive-why = A handover is a sealed file that someone made for your vault. It opens inside a vault, so that it never lies about in the open.
receive-step-1 = Open your vault, or make one.
receive-step-2 = Send the other person your card: Handover, then My card.
receive-step-3 = When the file comes: Handover, then Receive.
receive-open-mine = Open my vault
receive-make = Make a vault
