roster-all-filled = Every place is filled.
roster-alone = Needs an experienced adult
roster-answer = Answer about the next { $n } shifts
roster-as-others = Make the day like the others
roster-away = I will be away
roster-back = Give something in return?
roster-being-made = We are trying thousands of ways to share the shifts.
roster-besides = Besides
roster-better = Improve the plan
roster-block-absent = away
roster-block-adult = young, and no adult is there
roster-block-clash = has a shift at the same time: { $shift }
roster-block-full = the shift is full
roster-block-gate = papers are not in order
roster-block-lacking = does not know what is missing: { $skills }
roster-block-new = new, and nobody experienced is there
roster-block-no = cannot then
roster-block-rest = too little rest from { $shift }
roster-block-school = at school
roster-block-travel = cannot get to or from { $shift } in time
roster-block-week = { $over } too much that week
roster-block-young = under 18 and too early, late or long
roster-calendar = Calendar
roster-calendar-address = Copy the address into your calendar. We show it only this once.
roster-calendar-make = Make a calendar address
roster-calendar-new = Make a new calendar address
roster-calendar-summary = Shift: { $name }
roster-calendar-text = Get your shifts straight into the calendar on your phone. The address is secret and only yours.
roster-calendar-there = You have a calendar address. If you make a new one, the old one stops working.
roster-cannot = What we cannot manage
roster-cannot-then = Cannot
roster-change-day = change for this day
roster-clock-from = From
roster-clock-to = Until
roster-crew = On shift
roster-day = Day
roster-demand-lead = For every date of this time, unless a date has something of its own.
roster-demands = What shifts need
roster-demands-lead = Choose which times are part of the roster, and whom they need.
roster-feed-name = My shifts – { $service }
roster-filled = In the next { $weeks } weeks, { $filled } of { $places } places are filled.
roster-fine = Fine
roster-from = From
roster-from-past = Choose this week or later.
roster-full-hint = The shift is full. Take somebody off first to swap.
roster-give-up = Give up the shift
roster-given-up-by = { $name } would like to give this up.
roster-gladly = Gladly!
roster-good-enough = Stop, it is good enough
roster-guides =
    { $n ->
        [one] 1 guide
       *[other] { $n } guides
    }
roster-has-seen = Has seen the shift.
roster-hours = Time
roster-how-many = How many guides
roster-i-saw = I have seen my shifts
roster-instead = (instead of { $name })
roster-is-published = The plan is published.
roster-keep = Keep the shift
roster-kept = { $filled } places are filled, and { $wished } of them suit what people wish. Whoever is furthest from a fair part is { $unfair } off. { $changed } shifts differ from what is published.
roster-languages = Languages
roster-last-day = Holds until
roster-leave-out = Leave out of the roster
roster-letter-given = You have a shift: { $name }, { $when }
roster-letter-given-text = You are on { $name }, { $when }. Place: { $place }. If it does not suit you, say so on your page or to the coordinator.
roster-letter-gone = Your shift is taken away: { $name }, { $when }
roster-letter-gone-text = You no longer have the shift at { $name }, { $when }. You need not do anything.
roster-lock = Lock
roster-locked = Locked
roster-look-again = Look again
roster-make = Make a roster
roster-make-do = Make the plan
roster-make-lead = We make a proposal in seconds. You can change it, and you decide when it is published.
roster-making = Being made
roster-may-leave = You can do something else meanwhile. The plan gets done without you.
roster-mine = My shifts
roster-mine-more = See shifts, swap and say when you can
roster-mine-none = You have no shifts ahead.
roster-missing = { $n } missing
roster-name = Name
roster-need-adult = Pupils only with an adult
roster-need-age = Young and adult together
roster-need-face = The same faces every time
roster-need-pair = Somebody new with somebody experienced
roster-need-yes = Swaps wait for the coordinator's yes
roster-no = No
roster-no-demands = First say what the shifts need, then we can make a plan.
roster-no-way =
    { $n ->
        [one] 1 is missing
       *[other] { $n } are missing
    }. We found no way to fill it.
roster-nobody = Nobody yet
roster-nobody-can =
    { $n ->
        [one] 1 is missing
       *[other] { $n } are missing
    }. Nobody can come, whatever the rest of the plan.
roster-nobody-free = Nobody is free without something else giving way.
roster-not-rostered = Not part of the roster
roster-not-seen = Has not seen the shift yet.
roster-nothing-asked = There are no shifts to answer about now.
roster-nothing-back = No, I just take it
roster-offered = Would like to give it up
roster-people = How the work is shared
roster-percent = { $n } per cent done
roster-plan-of = Plan from { $first } to { $last }
roster-plan-word = The plan
roster-plans = Plans that are not published
roster-price-change = changes what people were told
roster-price-face = a new face
roster-price-fine = suits well
roster-price-good-pair = makes a good pair
roster-price-little = has had little
roster-price-much = gets more than a fair part
roster-price-pair = breaks a good pair
roster-price-unwished = would rather have something else
roster-price-week = another number of shifts than wished
roster-print = Print for the wall
roster-print-hint = Print the page and hang it up.
roster-publish = Publish the plan
roster-publish-hint = The guides then get an e-mail, and the shifts are on their page.
roster-put-on = Put on
roster-quick = Quick: done in seconds
roster-rather-not = Rather not
roster-refusal-alone = This person cannot be there alone.
roster-refusal-alone-hint = Put an experienced adult on the shift first, then it works.
roster-refusal-broken = The plan cannot be published as it is, because something has changed.
roster-refusal-broken-hint = Press “Improve the plan” to have it mended, and try again.
roster-refusal-busy = This person cannot come then.
roster-refusal-busy-hint = Choose somebody else, or ask whether it is possible after all.
roster-refusal-clash = This person has another shift that does not fit with this one.
roster-refusal-clash-hint = Take them off the other shift first, or choose somebody else.
roster-refusal-full = There are enough people on the shift.
roster-refusal-full-hint = Take somebody off first, or say that the shift needs more.
roster-refusal-gate = The papers are not in order on that day.
roster-refusal-gate-hint = See what is missing under People. A leader can open the gate with a reason.
roster-refusal-gone = The shift is over, called off or not in the roster.
roster-refusal-gone-hint = Go back to the roster and see how it is.
roster-refusal-hours = It would be more hours that week than agreed.
roster-refusal-hours-hint = Choose somebody else, or agree on more hours under People.
roster-refusal-lacking = The last place is for somebody who knows what the shift asks for.
roster-refusal-lacking-hint = Choose somebody who does, or change what the shift needs.
roster-refusal-making = A plan is being made right now.
roster-refusal-making-hint = Wait until it is done, or stop it first.
roster-refusal-rest = There would be too little rest between two days.
roster-refusal-rest-hint = Choose somebody else, or move the shift next to it.
roster-refusal-taken = Somebody else came first.
roster-refusal-taken-hint = The shift has somebody new, or its owner keeps it. Look at the list again.
roster-refusal-too-much = The plan asks for too much at once.
roster-refusal-too-much-hint = Choose fewer weeks and try again.
roster-refusal-young = Somebody under 18 cannot be on shift so early, so late or so long.
roster-refusal-young-hint = Choose an adult.
roster-remedy-adult = Find an adult to be there with { $name }.
roster-remedy-ask = Ask whether { $name } can come after all.
roster-remedy-experienced = Find somebody experienced to be there with { $name }.
roster-remedy-gate = Get the papers of { $name } in order.
roster-remedy-hours = Agree with { $name } on { $hours } more that week.
roster-remedy-move = Move { $name } here from { $shift }.
roster-remedy-recruit = Find one more guide.
roster-remedy-recruit-skills = Find one more guide who knows: { $skills }.
roster-remedy-teach = Teach { $name } this: { $skills }.
roster-remove = Remove
roster-save = Save
roster-saved = Saved. Thank you!
roster-school = School timetable
roster-school-hint = We do not put you on shifts in school hours. It does not apply in school holidays.
roster-seen = { $seen } of { $of } have seen the shift
roster-services = Digital services
roster-shifts = Shifts
roster-skills = Languages, topics and services
roster-skills-hint = At least one on the shift must know each of these.
roster-some-missing =
    { $n ->
        [one] 1 place is not filled.
       *[other] { $n } places are not filled.
    } Below you see what it takes.
roster-swap-back = In return this one goes the other way: { $shift }
roster-swap-text = { $from } would like to give up the shift. { $to } can take it.
roster-swaps = Swaps that wait for a yes
roster-take = I can take it
roster-take-off = Take off
roster-taken-by = { $name } can take it. The coordinator must say yes.
roster-thorough = Thorough: better, takes longer
roster-throw-away = Throw away
roster-time = Time
roster-times-of = When { $name } cannot
roster-title = Roster
roster-to = To
roster-to-take = Shifts that need somebody
roster-topics = Topics
roster-unlock = Unlock
roster-waits-do = See the roster
roster-waits-for-yes = Thank you! The coordinator must say yes before the shift is yours.
roster-waits-short =
    { $n ->
        [one] 1 shift
       *[other] { $n } shifts
    } in the coming week lack somebody.
roster-waits-yes =
    { $n ->
        [one] 1 swap waits
       *[other] { $n } swaps wait
    } for a yes.
roster-wall-empty = No shifts this week.
roster-wall-title = Roster week { $n }
roster-week = Week { $n }
roster-week-after = The week after
roster-week-before = The week before
roster-weekdays = Days
roster-weeks = Number of weeks (1–8)
roster-when-can = When can you?
roster-when-lead = Pupils' timetables and absence. Guides can also do this on their own page.
roster-when-title = When people can
roster-where = What and where
roster-who = Who
roster-who-can = Who can?
roster-why-not = Why not the others?
roster-wished = That suit
roster-with = with { $names }
roster-work = How thoroughly shall we look?
roster-yes = Yes, swap
roster-block-elsewhere = has said yes to another hour then
roster-letter-moved = Your shift has moved: { $name }, { $when }
roster-letter-moved-text = Your shift at { $name } is now { $when }. Place: { $place }. If you cannot come, say so on your page or to the coordinator.
roster-letter-off = Your shift is called off: { $name }, { $when }. You need not come.
roster-letter-off-text = { $name }, { $when }, is called off. You need not come.
roster-wall-pdf = Download as PDF
