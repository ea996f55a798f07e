# Places and articles of laws: on the command line, and in the window.

cli-place-added = Added: { $name }
cli-place-near = Spelt alike, perhaps the same place:
cli-place-changed = Changed: { $name }
cli-place-never = never leaves the vault
cli-place-uses = Records that name it: { $count }; cases: { $cases }
cli-provision-added = Added: { $code }
cli-provision-changed = Changed: { $code }
