# Entering records one after the other.
said-title = Where this is from
act-also = The same was done to
act-also-hint = Each gets a record of their own, with the same source.
measure-also = The same measure also against
claim-again = Another claim on the same
claim-against-other = Stands against a claim about something else
claim-against-none = No such claim in this case.
duration-not-understood = Not understood. A number is enough, or words such as “2 years 6 months”.
held-restricted = Not held, but restricted
held-restricted-what = Bans, restricted freedom, bail: what a person may not do on this day.
home-overdue-title = Overdue
claim-write = New claim
