# What came in: laid beside what is here, taken or not, taken back; what stands against each other; receipts.

## Errors
error-receipt-invalid = This is not a receipt, or it was changed after it was signed.
error-receipt-invalid-next = Ask your partner to send the receipt again as a file. Nothing was recorded.
error-receipt-newer = This receipt was made by a later version of the program.
error-receipt-newer-next = Install that version first.
error-receipt-unknown = This receipt is for a file that this vault did not hand over.
error-receipt-unknown-next = Look whether it belongs to another of your vaults. Nothing was recorded.
error-receipt-stranger = This receipt is signed by somebody whose card you do not have.
error-receipt-stranger-next = Take in their card and compare the number by voice, then take the receipt in again.
error-receipt-not-theirs = This receipt is signed by a partner to whom this file was not handed over.
error-receipt-not-theirs-next = Ask by voice how they came by the file. Nothing was recorded.
error-receipt-not-merged = This handover is not in the vault, so no receipt says that it is.
error-receipt-not-merged-next = Take it in first, or say only that you have read it.

## What it would change
diff-title = What it would change here
diff-asking = Laying it beside your vault …
diff-nothing = Nothing in it is new to you.
diff-counts = { $new } new, { $changed } changed, { $same } as here
diff-both = { $count ->
    [one] { $count } record was changed on both sides: both versions will be kept
   *[other] { $count } records were changed on both sides: both versions will be kept
}
diff-deleted = { $count ->
    [one] { $count } record you deleted stays deleted
   *[other] { $count } records you deleted stay deleted
}
diff-back = { $count ->
    [one] { $count } record you deleted was changed there since and would come back
   *[other] { $count } records you deleted were changed there since and would come back
}
diff-state-new = new
diff-state-changed = changed
diff-state-same = as here
diff-state-deleted = deleted here
diff-state-back = comes back
diff-state-both = both sides
diff-beside = Beside the cases: people, sources, places
diff-ours = Here
diff-theirs = There
diff-empty = (nothing)
diff-take = Take { $what }
diff-take-field = Take this field
diff-take-case = Take everything of { $what }
diff-more = Show more
diff-all-records = Also what stays as it is
diff-page = The page in it
diff-page-show = Show the page
diff-page-hide = Hide the page
diff-merge-some = Take what is chosen
diff-leaving = { $count ->
    [one] { $count } thing is left out. You can take it later from the same file.
   *[other] { $count } things are left out. You can take them later from the same file.
}
merged-along = { $count ->
    [one] { $count } record came along because others refer to it.
   *[other] { $count } records came along because others refer to them.
}
came-from = From { $who }, { $when }

## Taking it back
merge-undo = Take back what came
merge-undo-title = Take back what came from { $who }?
merge-undo-happens = What came with it goes, evidence files too, and fields it changed say again what they said. What you, or a later file, changed since stays.
merge-undo-forever = Nothing is lost: taking the same file in again brings all of it again.
merge-undo-understood = I have read this
merge-undo-do = Take it back
merge-undone = Taken back: { $removed } records went, { $restored } say again what they said.
merge-undone-at = Taken back { $when }
merge-stays = These stay, because they were changed or used since:

## Changed on both sides
handover-tab-conflicts = To decide
conflicts-lead = Both versions are kept until you decide. Your decision goes along with the next handover.
conflicts-none = Nothing stands against anything
conflicts-open = Decide
conflict-ours = Yours
conflict-theirs = From { $who }
conflict-decide = Keep this decision
conflict-decided = Decided: { $what }
conflict-choose-all = Choose one side for each field.

## Receipts
reply-received = Received
reply-read = Received, read
reply-merged = Received, read, taken in
reply-by = { $state }: { $name }, { $when }
reply-none = No receipt yet
reply-take = Take in a receipt
reply-pick = Choose the receipt
reply-taken = { $name }: { $state }
reply-make = Write a receipt
reply-make-means = A small signed file that only the sender can open. It says that you have this handover and how far you got, and nothing else.
reply-made = The receipt was written to { $path }. Send it back.
reply-file = Receipt
reply-file-name = receipt

## The command line
cli-handover-diff = { $new } new, { $changed } changed ({ $both } on both sides), { $same } as here, { $deleted } deleted here, { $back } would come back
cli-handover-along = Came along because others refer to them: { $count }
cli-handover-arrival = To take it back: { $id }
cli-handover-undone = Taken back: { $removed } records went, { $restored } say again what they said
cli-handover-stays = These stay, because they were changed or used since:
cli-handover-decided = Decided.
cli-receipt-written = The receipt is written: { $path }. Send it back.
