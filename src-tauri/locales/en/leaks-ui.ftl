# Names that would show: the step between choosing and sealing.

handover-step-leaks = Names that would show
handover-ask-leaks = Names that would show
leak-lead = Names, addresses and places that must stay stand in these passages, in any spelling and script. Unless you choose otherwise, other words go in their place; your own records stay as they are.
leak-keys = Keys: j and k to move, r for other words, x to leave out, a to accept.
leak-waiting = { $count ->
    [one] { $count } place waits for your decision.
   *[other] { $count } places wait for your decision.
}
leak-decided = Everything is decided.
leak-sealed = The seal is closed, so nobody looked for the people behind it. Open it first if they may be named in these cases.
leak-more = More was found than is listed here. What is not listed is replaced.
leak-places = { $count ->
    [one] { $count } place
   *[other] { $count } places
}
leak-files = { $count ->
    [one] { $count } file
   *[other] { $count } files
}
leak-times = { $count ->
    [one] { $count } time
   *[other] { $count } times
}
leak-place-text = words of the file
leak-place-metadata = what the file says of itself
leak-do-replace = Other words
leak-do-leave-out = Leave out
leak-do-accept = Accept…
leak-all-replace = Other words everywhere
leak-all-leave-out = Leave all out
leak-all-accept = Accept all…
leak-reason = Why may it go?
leak-reason-hint = The reason stays in the log of handovers, without the words themselves.
leak-accept = Accept
leak-accepted-because = Accepted: { $reason }
leak-show-all = Show all { $count }
leak-unlooked = Files that could not be looked into
leak-unlooked-means = Look at each yourself: a name may be seen or heard in it.
leak-copies = Pictures that go as copies
leak-copies-means = A picture says of itself where, when and with which camera it was taken. The copy that goes looks the same and does not say it; your own file stays as it is.
leak-copy-replace = A copy that does not say it
leak-copy-accept = As it is…
leak-copies-replace = Copies of all
leak-copies-accept = All as they are…
log-accepted = { $count ->
    [one] { $count } place accepted
   *[other] { $count } places accepted
}
log-accepted-one = { $what }, { $field }: { $reason } ({ $by })
