# A signed copy of the history: what the file says of itself, and what the command line says of it.

log-about = This is a copy of the history of a Sandyq vault: one line for each revision, oldest first. It was made because a person asked for it.
log-about-content = It holds what the fields said before and after. Whoever reads it reads the cases.
log-about-bare = It holds who changed which fields and when, and not what they said.
log-about-check = To check it, keep the file ending in .minisig beside it and run: { $command }
log-about-proves = A good signature shows that this copy was made by somebody who could open the vault with this key, and that no byte of it has changed since. Compare the key with the one on the contact card of the vault.
log-about-not = It does not show that what it says is true, that nothing was left out before the copy was made, who sat at the computer, or that its clock was right. The values under "chain" are made with a secret key of the vault; only the vault can check them. Two copies of one vault that agree in them agree in everything up to there, unless the vault got new keys or words were taken out of its history in between.

log-written = { $count ->
    [one] A signed copy of { $count } revision is written, in clear: { $path } ({ $bytes })
   *[other] A signed copy of { $count } revisions is written, in clear: { $path } ({ $bytes })
}
log-withheld = { $count ->
    [one] The words of { $count } revision of privileged notes stayed in the vault.
   *[other] The words of { $count } revisions of privileged notes stayed in the vault.
}
log-check = The signature is beside it. Whoever gets both can check them:

cli-person-added = They have a key of their own. Their changes stand under their name from now on.
cli-changed-since = { $status }, changed since
