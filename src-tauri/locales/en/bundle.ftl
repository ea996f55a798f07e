# What is wrong with a received handover or a card, and what stays behind when one is made.

bundle-not-a-bundle = This file is not a handover.
bundle-not-for-us = This handover is sealed to somebody else. This vault cannot open it.
bundle-passphrase = It is sealed with a passphrase. Ask the sender for it by another way than the file came.
bundle-wrong-passphrase = This is not the passphrase it was sealed with. Look at every letter, or ask the sender again.
bundle-damaged = The file was cut off or changed on the way. Ask the sender to send it again.
bundle-structure = The file is not built as a handover must be. Nothing of it was used.
bundle-manifest = The list of contents is not a valid one. Nothing of it was used.
bundle-newer = This handover was made by a later version of the program. Install it first.
bundle-receipt = This is a receipt, not a handover. Take it in under Handover, Log.
bundle-sources = This file says who sources are. Take it in under Sources, while the seal is open.
bundle-signature = The signature is wrong: the contents are not what the sender signed.
bundle-sender-mismatch = You know somebody of this name with another signing key. Compare the card by voice before you trust this.
bundle-forwarded = The sender sealed this to other people. Somebody else sealed it to you.
bundle-hash = A file inside is not the one that was signed.
bundle-too-large = The handover is larger than what can be taken in.
bundle-database = The records inside are not a plain casebook. Nothing of them was used.
bundle-records = A record inside is not valid, or the records are not what the list of contents says.

card-not-a-card = This text holds no contact card, or more than one.
card-newer = This card was made by a later version of the program.
card-name = The name on the card cannot be used.
card-recipient = The recipient on the card cannot be used. It must begin with age1.
card-signing-key = The signing key on the card cannot be used.
card-check = A character of the card was lost or changed on the way. Ask for it again.

withheld-sensitivity = More sensitive than this profile lets go
withheld-privileged = Privileged notes not picked by hand
withheld-confidential-name = Names marked confidential
withheld-never-export-place = Places that must never leave
withheld-consent = No consent for this audience
withheld-comment = Review comments
withheld-task = Tasks of the team
withheld-note = Notes of the team
withheld-part = Parts that do not go with this profile
withheld-evidence = Evidence and its history, not chosen
withheld-reference = Records about something that stays behind
withheld-leak = Texts in which a withheld name stands
withheld-field = Fields of the team: contacts, owner, custody
