statistics-title = Figures
statistics-period = Period
statistics-kind-day = Day
statistics-kind-week = Week
statistics-kind-month = Month
statistics-kind-year = Year
statistics-week = week { $week }
statistics-week-of = week { $week }, { $year }
statistics-so-far = { $period } so far
statistics-only = Only { $names }
statistics-choose = Choose days, place or comparison
statistics-from = From
statistics-to = To
statistics-all-places = All places
statistics-all-offerings = All offerings
statistics-against = Compare with
statistics-against-last-year = the same time last year
statistics-against-previous = the period before
statistics-against-from = … or with the days from
statistics-against-to = to
statistics-show = Show the figures
statistics-then-last-year = last year
statistics-then-year-before = the year before
statistics-then-day-before = the day before
statistics-then-week-before = the week before
statistics-then-month-before = the month before
statistics-then-period-before = the period before
statistics-then-same-time = at the same time { $then }
statistics-then-other = in the period { $period }
statistics-told-more = { $n ->
    [one] One visit
   *[other] { $now } visits
}, { $difference } more than { $then }.
statistics-told-fewer = { $n ->
    [one] One visit
   *[other] { $now } visits
}, { $difference } fewer than { $then }.
statistics-told-same = { $n ->
    [one] One visit
   *[other] { $now } visits
}, as many as { $then }.
statistics-told-first = { $n ->
    [one] One visit
   *[other] { $now } visits
}. There were none { $then }.
statistics-told-alone = { $n ->
    [one] One visit
   *[other] { $now } visits
} in the period { $period }.
statistics-told-few = Fewer than five visits in the period { $period }.
statistics-told-nothing = No visits have been registered in the period { $period }.
statistics-riser-topic = More people ask about “{ $value }” than { $then }: { $now } against { $other }.
statistics-riser = “{ $value }” has grown most: { $now } against { $other } { $then }.
statistics-faller-topic = Fewer people ask about “{ $value }” than { $then }: { $now } against { $other }.
statistics-faller = “{ $value }” has fallen most: { $now } against { $other } { $then }.
statistics-most-topic = Most people ask about “{ $value }”: { $now } of { $other } visits.
statistics-most = “{ $value }” is the most common: { $now } of { $other } visits.
statistics-most-alone = “{ $value }” is the most common, with { $now } visits.
statistics-too-few = Too little has been registered to show anything here.
statistics-unfinished = { $when } is not finished: the number is what has come so far.
statistics-busiest = The busiest was { $when }, with { $n ->
    [one] one visit
   *[other] { $now } visits
}.
statistics-busiest-part = Most people come on { $weekday }, { $part }, with { $now } visits.
statistics-visits = Visits
statistics-change = Change
statistics-total = In all
statistics-when = When
statistics-weekday = Weekday
statistics-over-time = Over time
statistics-against-was = against { $before } { $then }
statistics-per-day = By day
statistics-per-week = By week
statistics-per-month = By month
statistics-per-year = By year
statistics-chart-has-table = The numbers in the chart are also in the table below.
statistics-empty = There are no visits here. Choose another period, or register the first one at the desk.
statistics-more = Look closer
statistics-to-coverage = Do we cover what is recommended? Six topics and minimum content
statistics-take-away = Take the figures with you
statistics-take-away-text = The files hold every figure of the period. Small numbers are hidden, in the sums too.
statistics-xlsx = Spreadsheet (XLSX)
statistics-csv-excel = CSV for Norwegian Excel
statistics-csv = CSV for other programs
statistics-file-made = { $service }. Taken out { $day }.
statistics-fewer-than-five = fewer than 5
statistics-withheld = hidden
statistics-none = None
statistics-gone = No longer in the register
statistics-how-visits = Each visit is counted once, on the day and at the place it belonged to. Everything registered so far is included.
statistics-how-several = A visit may have several topics and is then counted under each of them. That is why the topics add up to more than the visits.
statistics-how-hidden = Numbers from 1 to 4 are shown as “fewer than 5”. Sometimes one more number is hidden, so that the first is not simply what is left of the sum.
statistics-about = About the figures
statistics-about-people = The figures are visits, not people. Somebody who comes three times is counted three times. We do not know who came, and cannot find out.
statistics-about-own = In here you always see your own sums per place for a week or more, even when they are small.
statistics-about-hidden = In every other breakdown, and in everything that is printed or downloaded, numbers from 1 to 4 are hidden.
statistics-about-limits = This does not protect against everything. Somebody who puts several tables together, or knows something already, can sometimes work out a hidden number. So do not share finer figures than the receiver needs.
statistics-dimension-place = Place
statistics-dimension-offering = Offering
statistics-dimension-form = How we met
statistics-dimension-topic = Topic
statistics-dimension-outcome = How it went
statistics-dimension-age = Age
statistics-dimension-behalf = For whom
statistics-dimension-service = Digital service
statistics-dimension-referral = Sent on to
statistics-dimension-boundary = Outside what we do
statistics-dimension-device = What was used
statistics-dimension-barrier = What stood in the way
statistics-dimension-duration = How long it took
statistics-dimension-sent-on = Sent on by others before
statistics-dimension-heard = How they heard of us
statistics-dimension-language = Language
statistics-dimension-part = Time of day
statistics-dimension-week = When in the week
statistics-coverage-title = Do we cover what is recommended?
statistics-coverage-lead = The national recommendation has six topics and a minimum content. Here you see what you have, what is missing, and where to mend it.
statistics-coverage-complete = Everything is in place: { $met } of { $of }.
statistics-coverage-missing = { $met } of { $of } are in place. The rest are marked below as missing.
statistics-coverage-topics = The six topics
statistics-coverage-minimum = Minimum content
statistics-coverage-place = A physical place where people can drop in or make an appointment
statistics-coverage-employees = Employees with digital skills, knowledge of public services and experience of guiding
statistics-coverage-there = In place
statistics-coverage-lacks = Missing
statistics-coverage-source = Source: the recommendation on municipal guidance services, Digihjelpen.
statistics-main-devices = Using a tablet, phone or PC to get online
statistics-main-municipal = Using the municipality’s main digital services
statistics-main-state = Being sent on to the state’s digital services, such as NAV and the tax administration
statistics-main-judgement = Digital judgement: judging sources, good and safe choices online
statistics-main-security = Security online: viruses and phishing
statistics-main-privacy = Protecting one’s privacy online
statistics-gap-topic = None of the municipality’s own published offerings covers the topic.
statistics-gap-no-offering = The municipality has not entered an offering of its own.
statistics-gap-not-published = The municipality has offerings, but none is published.
statistics-gap-no-access = No offering has open help or appointments.
statistics-gap-no-schedule = None of the offerings has times ahead.
statistics-gap-not-staffed = None of the times is staffed.
statistics-gap-no-address = None of the offerings is at a place with an address.
statistics-gap-no-statement = The municipality has not confirmed that its employees have the skills.
statistics-mend-offerings = Go to the offerings
statistics-mend-places = Go to the places
statistics-coverage-stated = Confirmed { $day } by { $role }.
statistics-coverage-state = Confirm that the employees have the skills
statistics-coverage-take-back = Take the confirmation back
statistics-by-coordinator = the coordinator
statistics-by-leader = the leader
statistics-by-administrator = the administrator
