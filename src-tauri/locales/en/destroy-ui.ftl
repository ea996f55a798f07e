safety-tab-destroy = Destroy
destroy-title = Destroy this vault
destroy-what = Every key of the vault goes, for the cases and for the sealed sources. No passphrase and no recovery kit opens it any more, for nobody, for ever. What this cannot do:
destroy-not-1 = Copies and backups elsewhere keep their keys and open as before. So does a recovery kit, together with such a copy.
destroy-not-2 = Keys are written over before they are removed, as far as the disk does what it is told. An SSD may keep remains of them for a while; whoever has those and your passphrase or kit may open what is left.
destroy-not-3 = The encrypted files stay where they are. That a vault was here, and how large it was, can be seen.
destroy-not-4 = Destroying papers may be punished where you are. The program does not know the law.
destroy-backup = Also the keys of the backups in { $folder }, if it is connected
destroy-backup-too = Also the keys of the backups in { $folder }
destroy-backup-add = Backups in another folder …
destroy-pick = The folder with the backups
destroy-secret = Your passphrase, once more
destroy-kit = A recovery kit, to prove it with
destroy-kit-hint = If one is at hand: it is tried afterwards and must open nothing.
destroy-word = Type the name of the vault: { $name }
destroy-do = Destroy the vault
destroy-begins = { $seconds ->
    [0] It begins now.
    [one] It begins in one second.
   *[other] It begins in { $seconds } seconds.
}
destroy-stop = Call it off
destroyed-title = The vault is destroyed
destroyed-not-title = Not everything is destroyed
destroyed-what = This was looked at and tried after the keys were removed:
destroyed-not-what = Something is left. Connect what was not there and remove the files named below, or destroy again while a passphrase or kit still opens the vault.
destroyed-slots = { $removed } key slots removed, { $overwritten } of them written over first.
destroyed-left = { $count ->
    [0] None is left.
    [one] One is left.
   *[other] { $count } are left.
}
destroyed-with-passphrase = the passphrase
destroyed-with-kit = the recovery kit
destroyed-closed = Tried: { $with } does not open it.
destroyed-opens = Tried: { $with } STILL OPENS IT.
destroyed-remains = Copies and kits elsewhere were not touched.
destroyed-done = Close
