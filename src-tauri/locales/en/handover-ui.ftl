# Handing cases over and receiving them: the screens.

handover-lead = Cases in a sealed file that only the people you choose can open.
handover-tab-out = Hand over
handover-tab-in = Receive
handover-tab-partners = Partners
handover-tab-card = My card
handover-tab-log = Log
handover-step-cases = Cases
handover-step-people = To whom
handover-step-profile = How much
handover-step-preview = Preview
handover-step-write = The file
handover-ask-cases = Which cases?
handover-ask-people = To whom?
handover-ask-profile = How much goes?
handover-ask-preview = This is what would go
handover-ask-write = A word with it, and the file
handover-filter = Filter by reference, title or name
handover-filter-none = No case matches.
handover-all = Choose all
handover-none = Choose none
handover-no-cases = There is no case to hand over
handover-no-cases-next = Make one first, or import a casebook.
handover-next-cases = { $count ->
    [one] Next, with { $count } case
   *[other] Next, with { $count } cases
}
handover-paste = The other person’s card
handover-paste-too = Or someone who is not in the list
handover-paste-hint = Paste the text of a card, or the line that begins with “age1”.
handover-partners-hint = Keep people you hand over to often among your partners.
handover-pasted = the pasted card
profile-public = For the public
profile-public-means = Only what those concerned allowed to be named in public. No contacts, no notes.
profile-partner = For a partner
profile-partner-means = What is needed to work on the cases, as far as consent goes. No lawyer notes, nothing confidential.
profile-internal = For our own team
profile-internal-means = Everything but sealed sources, lawyer notes and places that must never leave.
handover-evidence = With the evidence files
handover-evidence-means = Photos, papers and recordings of these cases.
handover-never = Never leave, whatever you choose: who the sealed sources are, and places marked “never export”.
handover-goes = Goes
handover-stays = Stays here
handover-stays-nothing = Nothing of these cases stays behind.
handover-privileged = Notes between lawyer and client
handover-privileged-means = They stay, unless you pick one here. Each you pick leaves in full.
handover-rest = details that belong to them
handover-files = evidence files
handover-page = As the other person will see it
handover-message = Message
handover-message-hint = It lies inside the seal, with the cases.
handover-write-means = The file can be sent by any way. Only those named can open it; everyone else sees nothing but its size.
handover-write = Seal and save
handover-sealing = Sealing …
handover-save-as = Where shall the file be?
handover-file = Sealed file
handover-file-name = parcel
handover-count-cases = { $count ->
    [one] { $count } case
   *[other] { $count } cases
}
handover-count-evidence = { $count ->
    [0] no evidence files
    [one] { $count } evidence file
   *[other] { $count } evidence files
}
receipt-title = The file is ready
receipt-next = Send it by any way you like. If you can, read the fingerprint to the other person by another way: then both know that nothing was changed.
receipt-file = File
receipt-where = Place
receipt-holds = Holds
receipt-when = Made
receipt-hash = Fingerprint
receipt-again = Another handover

## Receiving
incoming-title = Receive a handover
incoming-text = Choose the file you were sent. It is checked before anything of it is used.
incoming-choose = Choose the file
incoming-pick = Choose a sealed file
incoming-another = Another file
incoming-checking = Checking every byte …
incoming-merge = Take into this vault
incoming-merge-means = Nothing of yours is overwritten: where both sides changed the same thing, both versions are kept.
incoming-open = Open into a folder
incoming-folder = Where shall the folder be?
incoming-open-happens = The cases will be written to { $path } without any lock.
incoming-open-do = Open there
incoming-opened = { $count ->
    [one] { $count } file was written to { $path }.
   *[other] { $count } files were written to { $path }.
}
incoming-to-cases = See the cases
check-whole = The file is whole, untouched, and meant for you
check-not = This file is not taken
check-signed = Signed by { $sender }
check-nameless = someone without a name
check-unsigned = Not signed: nobody can say who made it
check-known = The sender is among your partners
check-unknown = The sender is not among your partners. Ask for their card and compare the number by voice.
check-made = Made { $when }
check-titles = What is in it
bundle-other = Something about it is not right.
merged-title = Taken into this vault
merged-added = new
merged-updated = brought up to date
merged-unchanged = the same
merged-conflicts = changed on both sides
merged-conflicts-mean = Both versions of these are kept. Open each and choose:

## Partners and the card
partner-none = No partners yet
partner-none-next = A partner is someone you hand over to, or receive from. Ask for their card.
partner-add = Add a partner
partner-add-means = A card is a short text, made under “My card” by the other person. It holds no secret and can come by any way.
partner-add-do = Add
partner-card = Card
partner-card-hint = Paste the whole text.
partner-from-file = From a file
partner-pick = Choose a card
partner-compared = compared
partner-not-compared = not compared
partner-compare = Compare the number
partner-compare-title = Is this really { $name }?
partner-compare-means = Call the other person, or meet. Let them read the number on their card aloud; it must be this one:
partner-compare-sure = We compared the number by voice, and it is the same.
partner-compare-later = Later
partner-remove = Remove { $name }
partner-remove-means = You can add the card again at any time. Files handed over before stay readable for this person.
partner-remove-do = Remove
partner-removed = { $name } is removed.
card-lead = Send this text to people who want to hand something over to you. It holds no secret.
card-nameless = On the card stands “{ $name }”, which is nobody’s name. With your name on it colleagues see whose it is.
card-nameless-do = Write your name
card-copy = Copy the text
card-save = Save as a file
card-file-name = card
card-words = Number to compare by voice
card-words-mean = Whoever adds your card reads this number to you, by telephone or face to face. If it differs, someone changed the card on its way.
log-none = Nothing handed over or received yet
log-none-next = Every handover, out and in, is noted here.
log-out = To { $who }
log-in = From { $who }
card-qr = The card as a code
card-qr-means = Let the other person’s telephone read it from this screen and send the text on to their computer.
partner-name = Your name for them
partner-name-hint = As on the card if left empty.
partner-changed-title = { $name } has other keys now
partner-changed-means = Somebody whom you know as { $name } has other keys than this card. Either they made a new vault, or somebody is using their name to read what you hand over. Ask by voice before you choose.
partner-changed-replace = They have a new vault
partner-changed-another = It is another person
