# Who a source is: told to one person in a file of its own, and taken in from one.

## Errors
error-not-compared = The number on the card of { $name } was not compared by voice.
error-not-compared-next = Who a source is goes only to somebody of whom you are sure. Compare the number under Handover, Partners, then come back.
error-nothing-known = Nothing is kept under the seal of this source.
error-nothing-known-next = Write down who it is first. Nothing was written.
error-unknown-sender = This file is signed by somebody whose card you do not have. They call themselves { $name }.
error-unknown-sender-next = Ask for their card, compare the number by voice, then open the file again. Nothing was taken in.

## Telling
tell-ask = Tell somebody who this is …
tell-title = Tell one person who { $code } is
tell-what = Everything written here under the seal goes into a file that only this person can open: name, how to reach them, risks, notes. It stays with that person; nothing can take it back. When to think about the risk again, and which person of the cases this is, stay here.
tell-to = Who may know
tell-to-none = Nobody is on your list whose number was compared by voice.
tell-to-next = Under Handover, Partners, compare the number of the person, then come back.
tell-reason = Why this person has to know
tell-reason-hint = Goes on the record of handovers. Name nobody here.
tell-to-missing = Choose who may know.
tell-reason-missing = Say why.
tell-sure = Type the code name { $code } to confirm
tell-sure-wrong = That is not the code name.
tell-do = Write the file
tell-file = File about a source
tell-file-name = source
tell-done = The file for { $name } is written. It is on the record of handovers.

## Taking in
told-ask = Take in who a source is …
told-title = Who sources are, from { $name }
told-when = Written { $when }
told-not-here = not in this vault
told-not-here-means = Take in the case first that { $code } belongs to, then open this file again.
told-same = as here already
told-new = tells something new
told-ours = Here
told-theirs = From them
told-nothing-here = nothing yet
told-keep-ours = Keep what is here
told-take-theirs = Take theirs
told-do = Keep under the seal
told-nothing = Nothing in this file is new to you.
told-done = { $count ->
    [one] Kept under the seal: one source.
   *[other] Kept under the seal: { $count } sources.
}

## The log
log-told = { $code }: { $reason } ({ $by })
profile-sources = who sources are

## The command line
cli-source-given = Written: { $path }. Only { $who } can open it. It is on the record of handovers.
cli-source-from = From { $who }, { $when }
cli-source-taken = { $count ->
    [0] Nothing was taken in.
    [one] Kept under the seal: one source.
   *[other] Kept under the seal: { $count } sources.
}
