# Locking: why it happened, what else locks, and the key that makes the program vanish.

locked-idle = Locked, because nobody was here. What you were writing is kept.
locked-sleep = Locked, because the computer went to sleep. What you were writing is kept.
locked-screen = Locked together with the screen. What you were writing is kept.
locked-switch = Locked, because another user came to the front. What you were writing is kept.
locked-lid = Locked, because the lid was closed. What you were writing is kept.

keys-vanish = Lock and close at once

device-lock-on = It also locks when
device-lock-on-sleep = the computer goes to sleep or is switched off
device-lock-on-screen = the screen is locked
device-lock-on-switch = another user comes to the front
device-lock-on-lid = the lid is closed
device-lock-unseen-sleep = This computer does not say so beforehand: lock before you let it sleep.
device-lock-unseen-screen = This desktop does not say so: lock the vault as well.
device-lock-unseen-switch = This computer does not say so: lock before you switch.
device-lock-unseen-lid = This computer has no lid, or does not say so.
