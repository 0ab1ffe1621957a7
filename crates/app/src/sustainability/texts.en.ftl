sustainability-title = Do we have enough people?
sustainability-tag = Before you publish
sustainability-before-unknown = No agreed hours are entered, so we cannot tell whether you have people for this.
sustainability-see = See the coming year
sustainability-with = Calculated as if “{ $name }” were published.
sustainability-nobody = Enter the agreed hours of those who guide to see whether they suffice.
sustainability-if = What if …?
sustainability-who = Who we have
sustainability-hours-do = Agreed hours
sustainability-waits = Waiting at the drop-ins
sustainability-waits-lead = Calculated from how many came in the last three months and how many guides are planned.
sustainability-have = Hours we have
sustainability-need = Hours the plan needs
sustainability-picture = Hours month by month
sustainability-range = From–to
sustainability-short = Risk of shortage
sustainability-how = What the plan needs is open hours times guides, with preparation, meetings, training and travel. What we have is agreed hours less leave and absence. The year is tried 400 times with varying absence. The bar shows the middle; “from–to” covers eight times in ten. The same numbers always give the same answer.
sustainability-month = { $month }: { $have } of { $need } hours.
sustainability-agreed = As agreed
sustainability-agreed-text = Everybody is there as agreed, with ordinary leave and absence.
sustainability-six-weeks = One person is away for six weeks
sustainability-six-weeks-text = Who and when is drawn anew each time.
sustainability-exams = Pupils have exams
sustainability-exams-text = Pupils are largely away from mid-November to Christmas, and in May and June.
sustainability-project = Time-limited positions end
sustainability-project-text = Hired people, and everybody with an end date, are gone from the first day.
sustainability-holds = The plan holds.
sustainability-falls = This falls first: { $names }.
sustainability-risk = In the worst month the risk of shortage is { $percent } %.
sustainability-people = People
sustainability-around = Preparation, meetings, training and travel take { $hours } hours in the first month.
sustainability-arrivals = Come per hour
sustainability-minutes = Minutes each
sustainability-mean-wait = Usual wait, minutes
sustainability-most-wait = Nine in ten wait at most
sustainability-unhelped = Not helped in time
sustainability-grows = ↑ More come than can be helped. The queue grows until it closes.
sustainability-rates = How it is calculated – change
sustainability-rates-lead = These are estimates. Replace them with what you know.
sustainability-preparation = Preparation and tidying, per cent of open time
sustainability-meetings = Meetings, minutes per person a month
sustainability-training = Training, minutes per person a month
sustainability-travel = Travel, minutes per guide each time
sustainability-absence = Leave and absence, per cent of agreed time
sustainability-wrong-rate = Write a whole number from 0 to { $most }.
sustainability-hours-title = Agreed hours
sustainability-hours-lead = How many hours a week each person has for guiding.
sustainability-not-the-legal-plan = This is for planning, and the shifts here are a list of shifts. The legal working-time plan stays in the personnel system.
sustainability-paste = Paste from the personnel system
sustainability-paste-hint = One person a line: name;kind;hours per week;from;to. Example: Kari;employee;10;1.1.2026;
sustainability-import = Import
sustainability-export = Download agreed hours (CSV)
sustainability-roster = Download the list of shifts for four weeks (CSV)
sustainability-name = Name
sustainability-kind = Kind
sustainability-per-week = Hours a week
sustainability-period = From–to
sustainability-remove = Remove the hours of { $name }
sustainability-kind-employee = Employee
sustainability-kind-pupil = Pupil
sustainability-kind-volunteer = Volunteer
sustainability-kind-hired = Hired
sustainability-kind-partner = From a partner
sustainability-wrong-line = Line { $line }: { $what }
sustainability-wrong-name = The name is missing or too long.
sustainability-wrong-kind = Kind must be employee, pupil, volunteer, hired or from a partner.
sustainability-wrong-hours = Hours per week must be a number from 0.1 to 40.
sustainability-wrong-day = Days must be written as 1.1.2026, and the end cannot be before the start.
sustainability-before = { $n ->
    [0] With this you have enough people in all twelve months.
    [one] With this there are too few people in one month.
   *[other] With this there are too few people in { $n } of twelve months.
}
sustainability-lead = { $n ->
    [0] As agreed, you have enough people in all twelve months.
    [one] As agreed, there are too few people in one month.
   *[other] As agreed, there are too few people in { $n } of twelve months.
}
sustainability-short-months = { $n ->
    [0] Enough people all year
    [one] Too few in one month
   *[other] Too few in { $n } months
}
