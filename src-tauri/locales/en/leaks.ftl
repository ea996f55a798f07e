# The leak check: what was found, where, and what is done about it.

leak-what-name = name
leak-what-part = one word of a name
leak-what-contact = phone, e-mail or handle
leak-what-place = place
leak-what-link = code name beside a name

leak-act-replace = replaced
leak-act-leave-out = left out
leak-act-accept = accepted
leak-act-waiting = to be decided

leak-why-picture = A picture: words in it can only be seen by eye
leak-why-recording = Sound or film
leak-why-encrypted = Locked with a password
leak-why-unknown = A kind of file that cannot be read here
leak-why-too-large = Too large, or packed too deep
leak-why-unreadable = Damaged, or in letters that cannot be told
leak-why-tells = May say of itself who made it, when, where and with what, and that cannot be taken out

cli-leaks-none = Nothing that must stay would show.
cli-leaks-unlooked = Files that could not be looked into:
cli-leaks-more = More was found than is listed here.
cli-leaks-sealed = The seal is closed: nobody looked for the people behind it.
cli-leaks-waiting = { $count ->
    [one] { $count } place waits for a decision: --accept ID=REASON, --leave-out ID, --accept-unlooked REASON.
   *[other] { $count } places wait for a decision: --accept ID=REASON, --leave-out ID, --accept-unlooked REASON.
}
