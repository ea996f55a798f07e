# What is due: the words of the command line, and of calendar files.

error-not-one-day = This is not one single day.
error-not-one-day-next = Write a day, such as 31 January 2026, 2026-01-31 or yesterday.

cli-calendar-overdue = Overdue:
cli-calendar-days = From { $from } to { $to }:
cli-calendar-undated = Open, without a day:
cli-calendar-outdated = what set it off has moved: look at it again
cli-calendar-bare = { $count ->
    [one] One case has nothing to come: { $cases }
   *[other] { $count } cases have nothing to come: { $cases }
}
cli-calendar-more = There is more; choose fewer days.
cli-calendar-written = Written: { $path } ({ $size }). It lies there in clear.
cli-entry-hearing = hearing
cli-entry-proceeding = proceeding
cli-entry-expiry = runs out
cli-entry-review = court review
cli-entry-task = deadline
cli-entry-consent = consent runs out
cli-entry-retention = keep it still?

# Titles in a calendar file. They are read on phones and by strangers, so they say as little as can be.
ics-hearing = Hearing
ics-deadline = Deadline
ics-review = Review
