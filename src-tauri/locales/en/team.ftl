# Exchange within a team through a folder.

handover-tab-team = Team
team-title = Exchange with the team
team-lead = Your vaults keep each other up to date through a folder that something you use anyway carries about: Syncthing, Nextcloud, a shared disk. What lies in it is sealed to the members; whoever carries it sees only how many files there are, how large, and when.
team-folder = Folder
team-folder-none = No folder yet
team-folder-choose = Choose the folder
team-members = Who takes part
team-members-none = Take in the cards of your colleagues under “Partners” first.
team-members-hint = Everybody has to choose the others here. Whoever is taken out can read nothing new, and nothing of theirs is taken in; what they have, they keep.
team-automatic = By itself, every five minutes while the vault is open
team-save = Keep this
team-saved = The team is kept.
team-now = Exchange now
team-running = Exchanging …
team-last = Last exchanged { $when }
team-never = Not exchanged yet
team-problem = The last exchange by itself did not work:
team-sent = { $count ->
    [one] { $count } record went out.
   *[other] { $count } records went out.
}
team-sent-nothing = Nothing new to send.
team-took-nothing = Nothing new came in.
team-took = From { $sender }: { $added } new, { $updated } brought up to date
team-conflicts = { $count ->
    [one] { $count } changed on both sides; both are kept
   *[other] { $count } changed on both sides; both are kept
}
team-refused = Not taken in
team-more = There is more in the folder. Exchange once more.
team-goes = What goes is what the profile for your own team lets go. Sealed sources, notes between lawyer and client and places that never leave stay here.
bundle-stranger = It comes from somebody who is not in the team.
bundle-gone = It vanished while it was to be read.

# What came in by itself.
news-came = { $count ->
    [one] { $count } record from { $sender }
   *[other] { $count } records from { $sender }
}
news-decide = { $count ->
    [one] { $count } to decide
   *[other] { $count } to decide
}
news-see = See
