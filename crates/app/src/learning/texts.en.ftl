learning-about-guide = { $time } of training this year.
learning-agree-do = Agree
learning-agree-time = Agree on a time
learning-agreed = Agreed
learning-agreed-title = Agreed visits
learning-all-kinds = All training
learning-any-place = Anywhere
learning-back-to-all = To all job shadowing
learning-before-alone = Before somebody guides alone
learning-before-alone-text = First the new one follows an experienced guide without guiding. Then the two guide together. 0 means you do not ask for it.
learning-by-kind = By kind
learning-call-off = Call off
learning-called-off = Called off
learning-cannot-come = I cannot come
learning-choose = Choose
learning-colleague-lead = Come and see how we help people with digital services. Or let one of our guides see how you work. Both learn from it.
learning-colleague-privacy = Name and e-mail are deleted 30 days after the visit. A wish that comes to nothing is deleted after half a year.
learning-colleague-thanks = Thank you! The coordinator will be in touch by e-mail.
learning-common-days = Both wish { $days }.
learning-common-nothing = Neither is tied to a place or day.
learning-common-places = They wish the same places.
learning-confirm = Yes, that is right
learning-contact-is = Contact: { $contact }
learning-course-about = About the course
learning-course-awaits = Every part is done. The coordinator confirms, and then it stands in the log.
learning-course-done = You are done. The course stands in your log.
learning-course-ended = No longer offered
learning-course-figures = { $begun } have begun, { $done } are done.
learning-course-link = Address of the course
learning-course-name = What is the course called?
learning-course-open = Open the course
learning-courses = Courses
learning-courses-done = Courses done
learning-courses-lead = Courses that guides tick off part by part. The titles are your own and can be changed.
learning-day = Day
learning-decide-alone = Can guide alone
learning-delete = Delete
learning-diary-later = Afterwards you can write what you learnt here.
learning-diary-saved = Thank you, it is saved.
learning-end-course = The course is no longer offered
learning-end-pair = End the pair
learning-enter = Enter training
learning-enter-do = Send to the coordinator
learning-enter-lead = Enter something you have taken part in. The hours count when the coordinator has said yes.
learning-everybody = All guides this year
learning-feeling = How did it go?
learning-feeling-hard = It was hard
learning-feeling-mixed = A bit of both
learning-feeling-well = It went well
learning-free-spots = { $n ->
        [one] 1 free spot
       *[other] { $n } free spots
    }
learning-from = From
learning-gives = Is it required training?
learning-gives-hint = Then the onboarding gate sees that the guide has done it.
learning-gives-none = No
learning-goes-to = { $who } visits { $where }
learning-good = What would you do again?
learning-guide = Guide
learning-guides-employee = Employees
learning-guides-hired = Hired
learning-guides-partner = From partners
learning-guides-pupil = Pupils and apprentices
learning-guides-volunteer = Volunteers
learning-held = Held
learning-host-about = What does one see?
learning-host-about-hint = For example: a morning at the reception.
learning-host-contact = Who receives?
learning-host-contact-hint = Name and telephone or e-mail at work.
learning-host-ended = No longer offered
learning-host-open = Takes people in
learning-host-proposed = New offer from outside
learning-host-times = When does it suit?
learning-host-times-hint = For example: Tuesdays before lunch.
learning-hours = { $hours } h
learning-hours-a-year = Hours a year
learning-hours-a-year-text = How much training each kind of guide should have. Leave it empty when you have no target. The Norwegian Pensioners' Association uses an 8-hour course for the guides of its computer rooms.
learning-hours-field = Hours
learning-hours-minutes = { $hours } h { $minutes } min
learning-hours-title = Hours this year
learning-how-many-parts = How many parts does the course have?
learning-how-many-parts-hint = Save to get more fields. The numbers stay.
learning-is-shared = Shared with the coordinator
learning-job-shadowing = Job shadowing
learning-job-shadowing-lead = Visit another service for some hours. You get to know those you send people on to, and they get to know us.
learning-kind = What kind of training?
learning-kind-course = Course or gathering
learning-kind-ethics = Ethics and confidentiality
learning-kind-job-shadowing = Job shadowing
learning-kind-network-meeting = Network meeting
learning-kind-other = Something else
learning-kind-security = Refresher in net security
learning-kind-shadowing = Shadowing: following somebody experienced
learning-kind-two-on-shift = Two on shift
learning-last-day = Last day
learning-learnt = What did you learn?
learning-learnt-title = What we learnt
learning-left = { $time } left
learning-letter-agreed = Your visit to { $name } is agreed
learning-letter-agreed-text = You visit { $name } { $when }.
learning-letter-called-off = Your visit to { $name } is called off
learning-letter-called-off-text = The visit to { $name } { $when } is called off. Your wish still stands, and we will find a new time.
learning-letter-link = Here you see the agreement, and here you can write what you learnt afterwards: { $address }
learning-link-close = Close the page
learning-link-open = Open a page for colleagues
learning-link-renew = Make a new address
learning-link-text = Share the address with colleagues in other services. There they can wish to visit the guidance, or offer a place to your guides. No account is needed.
learning-link-title = The page for colleagues
learning-log = Log
learning-log-empty = Here comes what you have learnt: courses, shifts with somebody experienced, meetings and visits.
learning-make-pair = Make them a pair
learning-mark-held = The visit was held
learning-matches = Suggested matches
learning-meet = You meet: { $what }
learning-meet-field = Where one meets
learning-meet-hint = For example: main entrance, ask for Kari.
learning-mine-title = My training
learning-minutes = { $minutes } min
learning-minutes-field = Minutes
learning-must-confirm = The coordinator confirms when the course is done
learning-new-course = New course
learning-new-pair = Make a pair yourself
learning-new-place-in = New place that takes colleagues in
learning-new-place-out = New service that takes guides in
learning-next = What would you do differently, or learn more about?
learning-no-citizen = Write about what you learnt. Do not write about a person who got help.
learning-no-guides = Guides come here when you have entered them.
learning-no-match = No free spot fits
learning-no-offering = Nothing in particular
learning-no-places = Nobody takes anybody in yet.
learning-not-alone = Take it back: needs somebody beside her
learning-not-written = Nobody has written anything yet.
learning-nothing-agreed = Nothing is agreed.
learning-nothing-held = When somebody has visited, what they learnt stands here.
learning-nothing-shared = Nobody has shared a reflection yet. Guides choose themselves what they share.
learning-of-kinds = Targets for each kind
learning-of-target = { $what }: { $done } of { $target }
learning-offer-do = Offer the place
learning-offering = Offering
learning-office = Training
learning-older = The older
learning-older-lines = Older lines
learning-our-place = Where do you receive?
learning-overview-lead = { $n ->
        [one] 1 guide has
       *[other] { $n } guides have
    } spent { $time } on training this year. { $new ->
        [0] All can guide alone.
        [one] 1 needs somebody beside.
       *[other] { $new } need somebody beside.
    }
learning-pair-note = What do they want to learn from each other?
learning-pair-since = A pair since { $day }.
learning-pair-title = Your pair
learning-pair-with = You are paired with { $name }. You learn from each other.
learning-pairs = Pairs
learning-pairs-lead = A younger and an older guide learn from each other when they are on shift together.
learning-part-number = Part { $n }
learning-parts = { $n ->
        [one] 1 part
       *[other] { $n } parts
    }
learning-parts-done = { $done } of { $of } parts are done
learning-parts-question = What have you done?
learning-passes-on = What should the other guides know?
learning-passes-on-hint = For example when they are open, or what people should bring.
learning-problem-future = The day has not come yet. Choose today or a day that is over.
learning-problem-hours = Write how long it lasted, from 1 minute to { $n } hours.
learning-problem-link = The address must begin with https://
learning-problem-long = Write it shorter: at most { $n } characters.
learning-problem-old = A reflection is kept for a year. Choose a later day.
learning-problem-past = The day is over. Choose today or later.
learning-problem-same = Choose two different people.
learning-problem-who = Tick who took part.
learning-proposed-text = Another service has offered the place. Look it through and save, and guides can wish for it.
learning-reached = Target reached
learning-reflect = Think back for a minute
learning-reflection-do = Save
learning-reflection-lead = Only for you, unless you share it. It is deleted after a year.
learning-reflection-saved = Thank you. Your reflection is saved.
learning-reflections = Reflections
learning-reflections-lead = { $n ->
        [one] Guides have written 1 reflection this year.
       *[other] Guides have written { $n } reflections this year.
    } Those that somebody has shared stand here.
learning-refusal-already-agreed = Somebody else has agreed on the wish, or it was taken back.
learning-refusal-already-agreed-hint = Look at the list of agreements.
learning-refusal-called-off = The visit is called off.
learning-refusal-called-off-hint = Agree on a new time first.
learning-refusal-full = The place is full.
learning-refusal-full-hint = Choose another place, or raise the number of spots.
learning-refusal-not-open = The place takes nobody in on that day.
learning-refusal-not-open-hint = Choose an earlier day or another place.
learning-refusal-not-yet = The visit has not been yet.
learning-refusal-not-yet-hint = Write when the day has come.
learning-remove-wish = Remove
learning-rule-shadowing = Shifts following somebody
learning-rule-two = Shifts with two guiding
learning-save = Save
learning-saved = Saved.
learning-see-guides = See the guides
learning-see-places = See where you can visit
learning-service = Which service?
learning-service-hint = For example “NAV office”.
learning-shadowing-counts = { $out ->
        [one] This year guides have been on 1 visit.
       *[other] This year guides have been on { $out } visits.
    } { $in ->
        [one] 1 colleague has visited us.
       *[other] { $in } colleagues have visited us.
    }
learning-share = Share with the coordinator
learning-share-hint = Then the coordinator sees what you wrote, and that it is from you.
learning-source = Where are the titles from?
learning-source-hint = So that those who come next know whether to trust them.
learning-source-is = Source: { $source }
learning-spots = How many at a time?
learning-state = Do they take people in?
learning-step = Step
learning-step-alone = Can guide alone.
learning-step-beside = { $n ->
        [one] Guides with somebody once more. Then alone.
       *[other] Guides with somebody { $n } times more. Then alone.
    }
learning-step-follows = { $n ->
        [one] Follows an experienced guide once more. Then the two guide together.
       *[other] Follows an experienced guide { $n } times more. Then the two guide together.
    }
learning-suggested-pairs = Suggested pairs
learning-tab-overview = Overview
learning-tag-alone = Alone
learning-tag-beside = Two on shift
learning-tag-follows = Follows somebody
learning-take-in = Use the course
learning-take-out = Take out: { $what }
learning-take-out-short = Take out
learning-take-us-in = Take a guide in
learning-target = Target
learning-targets = Targets and steps
learning-this-year = { $time } of training this year.
learning-title = What was it called?
learning-title-hint = For example the name of the course or meeting.
learning-titles = Titles of the parts
learning-titles-hint = A field may stay empty. Then only the number is shown.
learning-to-mine = To my training
learning-to-own-page = To my page
learning-together = Enter for several
learning-together-lead = A network meeting, a course or a walk-through that several took part in.
learning-two-names = { $one } and { $other }
learning-until = Until
learning-untitled = { $n ->
        [one] 1 part without a title
       *[other] { $n } parts without a title
    }
learning-visit-us = Visit the guidance
learning-visit-us-none = No place takes anybody in right now.
learning-waiting-lines = { $n ->
        [one] 1 line waits for a yes
       *[other] { $n } lines wait for a yes
    }
learning-waits = Waits for a yes
learning-waits-do = Look at the training
learning-waits-for-yes = Waits for your yes
learning-waits-for-yes-text = Guides have entered this themselves. Is it right?
learning-waits-lines = { $n ->
        [one] 1 line of the log waits for a yes.
       *[other] { $n } lines of the log wait for a yes.
    }
learning-waits-matches = { $n ->
        [one] 1 wish to visit can be agreed.
       *[other] { $n } wishes to visit can be agreed.
    }
learning-waits-offers = { $n ->
        [one] 1 service has offered a place.
       *[other] { $n } services have offered places.
    }
learning-wants = What do you want to see or learn?
learning-wants-hint = Feel free to write which days suit you.
learning-was-at = { $who } visited { $where }
learning-was-it-held = Did it happen?
learning-way-in = Colleagues visit us
learning-way-out = Guides visit others
learning-where = Where?
learning-where-to = Where would you like to go?
learning-which-shift = Which shift is it about?
learning-who = Who?
learning-why-asked-for = The place that was asked for.
learning-why-few-have-been = Few have been there.
learning-why-not-been-there = Has not been there before.
learning-why-same-words = Wish and place are about the same thing.
learning-wish-do = Send the wish
learning-wish-saved = Your wish is sent.
learning-wish-waits = Your wish is with the coordinator.
learning-wishes = { $n ->
        [one] 1 wish
       *[other] { $n } wishes
    }
learning-withdraw = Take the wish back
learning-write-about = What did you learn at { $name }?
learning-write-about-text = A few lines are enough. The hours go into your log.
learning-write-diary = Write a few lines
learning-written = Written
learning-younger = The younger
learning-you-alone = You can guide alone.
learning-you-beside = You guide with somebody { $n ->
        [one] once
       *[other] { $n } times
    } more. Then you can do it alone.
learning-you-follow = You follow an experienced guide { $n ->
        [one] once
       *[other] { $n } times
    } more. Then the two of you guide together.
learning-your-email = Work e-mail
learning-your-name = Your name
learning-your-reflections = { $n ->
        [one] The reflection you have written
       *[other] The { $n } reflections you have written
    }
learning-your-service = The service you work in
learning-your-visits = Your visits
learning-your-wish = Your wish
learning-calendar-summary = Job shadowing: { $name }
