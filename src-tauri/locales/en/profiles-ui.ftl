# Choosing what goes to whom: profiles, kept searches, what is new, passphrases, and what somebody was ever given.

handover-tab-profiles = Profiles
one-profile = Profile
records-profiles = profiles
handover-what-some = Some cases
handover-what-search = What a kept search finds
handover-what-all = Every case
handover-what-all-means = { $count ->
    [one] { $count } case is in this vault now.
   *[other] { $count } cases are in this vault now.
}
handover-which-search = Which search?
handover-which-search-means = The cases in which it finds something now.
handover-by-passphrase = For somebody without a card
handover-by-passphrase-means = The file is sealed with a passphrase that you tell them by telephone, or face to face.
handover-told = Who is it for?
handover-told-hint = The name stands in your log only.
handover-passphrase = Passphrase of this file
handover-words-means = Easy to read out over the telephone.
handover-passphrase-means = Tell it by another way than the file goes: never in the same message.
handover-profiles-hint = What a profile lets go can be changed.
handover-since = Only what is new to them
handover-since-means = Leaves out everything they have just so from handovers before.
handover-since-same = { $count ->
    [one] { $count } record is left out, because they have it just so.
   *[other] { $count } records are left out, because they have them just so.
}
handover-since-gone = { $count ->
    [one] { $count } record that they have does not go any more; it cannot be called back.
   *[other] { $count } records that they have do not go any more; they cannot be called back.
}
handover-let-place = Let it go
handover-let-place-happens = “{ $place }” will stand in this handover, although it is marked never to leave.
handover-let-place-forever = Whoever receives the file will know the place. That cannot be taken back.
handover-let-place-sure = These readers may know this place
handover-let-place-do = Let this place go
receipt-passphrase = Tell { $name } this passphrase by another way. It is shown here for the last time:
incoming-passphrase = Passphrase of this file
incoming-passphrase-do = Open with it
check-locked = This file is sealed with a passphrase
profiles-title = What may go to whom
profiles-what = A profile says how much of the records a kind of reader gets.
profiles-none = No profile yet
profiles-none-what = A profile says how sensitive records may be, whose consent is asked, and what goes along.
profiles-never = Whatever a profile says, these never go by it: who the sealed sources are, what is confidential or sealed, notes between lawyer and client, confidential names, places marked “never export”, comments of the review.
profile-add = Add a profile
profile-new = New profile
profile-edit = Profile
profile-deleted = The profile is deleted.
profile-label-en = Name in English
profile-for = Who it is for
profile-code = Short name
profile-code-hint = Small Latin letters, digits, _ and -.
profile-limit = The most sensitive that goes
profile-limit-hint = Nothing confidential ever goes.
profile-audience = Whose names may stand in it
profile-audience-hint = Of those who agreed to this.
profile-audience-none = Everybody’s: for the team itself
profile-unasked = Name those who were never asked
profile-unasked-hint = People of whom no consent at all is recorded. Alleged perpetrators are named in any case.
profile-stand-in = Put a stand-in for those who may not be named
profile-stand-in-hint = “Person K7Q2MD”: the same each time for the same receiver, another for everyone else. Without it they are left out.
profile-parts = What goes along
profile-is-off = No longer offered
profile-up-to = Up to: { $what }
profile-asks = asks consent: { $what }
profile-asks-nobody = asks nobody
profile-un-means = For a mandate that keeps names to itself. People may be named if they agreed to that, or were never asked.
profile-court-means = What a court needs: proceedings, evidence and its custody with names. No notes, no statements of organisations.
part-claims = What sources say
part-proceedings = Investigations, trials, appeals
part-interventions = Statements, letters, opinions
part-money = Money
part-relationships = How people are related
part-perpetrators = Alleged perpetrators
part-notes = Notes
part-tasks = Tasks and deadlines
part-consents = The consents themselves
part-personal = Birth, and what makes people vulnerable
part-contacts = How to reach people
part-tags = Tags
part-keeping = Who is in charge, how long a case is kept
part-custody = Custody of evidence
part-keepers = Who had evidence in hand
part-origin = How evidence was obtained, where originals are
part-device = What evidence was made with
part-identities = Who was found to be the same person
given-ask = What they have
given-ask-of = What { $name } has
given-title = What { $name } was ever given
given-nothing = Nothing was handed over to them from this vault yet.
given-case = Case
given-records = Records
given-first = First
given-last = Last
given-gone = a case that is no longer here
given-evidence = Evidence files
given-means = As far as this vault has handed it over. What they passed on, or were told by others, it cannot know.
log-since = only what was new
log-stayed = Stayed here:
log-details = More
handover-looking = Looking into the files …
rescue-table-profile = Profiles of handovers
