guides-account = Account
guides-account-change = Choose an account
guides-account-is = Signs in as { $name }.
guides-account-lead = Those with an account find their page at the desk. The others use the link.
guides-address = E-mail or mobile number
guides-address-hint = Only for shifts and papers. Erased two years after the guide leaves.
guides-agreement-guides = { $n ->
    [one] One guide from here
   *[other] { $n } guides from here
 }
guides-agreement-new = Register an agreement
guides-agreement-signed = Signed { $day }.
guides-agreements = Cooperation agreements
guides-agreements-lead = Volunteers and people from partners guide under an agreement with their organisation. The agreement itself is in the archive. Here it only says that there is one.
guides-agreements-none = No guides come from an organisation yet.
guides-by-email = E-mail
guides-by-nothing = On the spot
guides-by-phone = We call
guides-by-sms = Text message
guides-choose = Choose
guides-come-back = Stays after all, or comes back
guides-competence-about = What can the guide help with?
guides-competence-add = Add
guides-competence-level = How well?
guides-competence-new = Add something the guide can do
guides-competence-none = Nothing is listed for { $name } yet.
guides-competence-source = How do we know?
guides-competence-source-hint = A course, job shadowing, or a colleague's word.
guides-contact = How do we reach the guide?
guides-description-address = Address of the service description
guides-description-address-hint = The guide gets the link on their own page.
guides-done-on = Done on
guides-erase = Erase the data
guides-erase-do = Erase everything about { $name }
guides-erase-lead = Name, contact, papers and wishes are erased for good. Past shifts stay without a name.
guides-from = In force from
guides-gate-closed = { $n ->
    [one] Not ready: one thing is missing
   *[other] Not ready: { $n } things are missing
 }
guides-gate-grace = To be put right, may be on shift until { $day }
guides-gate-left = Has left
guides-gate-not-yet = Begins { $day }
guides-gate-open = Ready for a shift
guides-gate-overridden = Let through by a leader until { $day }
guides-gone = { $n ->
    [one] One has left
   *[other] { $n } have left
 }
guides-grace-days = How many days are there to put something new right?
guides-grace-days-hint = When a version is new, a paper has lapsed, or a requirement is new. 14 is usual.
guides-grace-is = { $n ->
    [one] Time to put something new right: one day.
   *[other] Time to put something new right: { $n } days.
 }
guides-has-left = Left { $day }
guides-hello = Hello, { $name }
guides-history = See what was changed
guides-holds-months = { $n ->
    [one] good for one month
   *[other] good for { $n } months
 }
guides-holds-to = good until { $day }
guides-hours-per-week = At most this many hours a week
guides-how-agreement = The coordinator arranges this with your organisation.
guides-how-confidentiality = The coordinator gives you the declaration to sign.
guides-how-police = Show the certificate to the coordinator. We note that it was seen, and do not keep it.
guides-how-training = Ask the coordinator when the next training is.
guides-in-order = In order
guides-is-in = { $name } is in.
guides-is-required = Required before a shift
guides-item-add = Note it
guides-item-back = returned { $day }
guides-item-name = What did the guide get?
guides-item-name-hint = For example a key, an access card or a vest.
guides-item-new = Note something the guide got
guides-item-out = given { $day }
guides-item-take-back = Returned
guides-items = Keys and things
guides-items-none = The guide has nothing of ours.
guides-kind = What kind of guide?
guides-kind-employee = Employee
guides-kind-hired = Hired
guides-kind-partner = From a partner
guides-kind-pupil = Pupil or apprentice
guides-kind-volunteer = Volunteer
guides-languages = Languages to guide in
guides-lead = Those who meet people at the counter. Those who lack something come first.
guides-leave = Is the guide leaving?
guides-leave-access = Access is off
guides-leave-day = First day without shifts
guides-leave-day-hint = The day may be later. Then it is all done that night.
guides-leave-do = End it
guides-leave-items = Keys and things are back
guides-leave-lead = This is what happens when the guide leaves:
guides-leave-link = The personal link is taken away
guides-leaves = Leaves { $day }
guides-level-can = Can help alone
guides-level-learning = Is learning
guides-level-teaches = Teaches others
guides-limits = Limits
guides-limits-lead = The roster never breaks these.
guides-link = Personal link
guides-link-give-her = Give the guide this link, on paper or by word of mouth.
guides-link-is-new = { $name } has a new link. The old one no longer works.
guides-link-made = Made { $day }. The link opens the guide's own page without an account.
guides-link-mailed = We send the guide the link by e-mail. You can also copy it here.
guides-link-make = Make a link
guides-link-none = The guide has no link.
guides-link-once = The link is shown only this once. If it is lost, make a new one.
guides-link-renew = Make a new link
guides-link-revoke = Take it away
guides-link-texted = We send the guide the link by text message. You can also copy it here.
guides-mine = My page
guides-mine-closed = Something is missing before you can be on a shift. See below what to do.
guides-mine-description = Read the service description
guides-mine-grace = You can be on shift until { $day }. Put right what is listed below before then.
guides-mine-not-a-guide = Your account is not linked to a guide yet. Ask the coordinator to add you under People.
guides-mine-not-yet = You begin { $day }. Get your papers in order before then.
guides-mine-open = Everything is in order. You are ready for a shift.
guides-mine-overridden = Your leader lets you be on shift until { $day } although something is missing.
guides-mine-papers = My papers
guides-mine-read = I have read the service description
guides-mine-read-lead = Read what we help with, and what we do not do. Say so here when you have read it.
guides-missing = Missing
guides-must-be-renewed = Must be renewed
guides-name = Name
guides-name-hint = What colleagues use. A first name is often enough.
guides-needs-experienced = Only together with somebody experienced
guides-new = New guide
guides-new-declaration = New version of the declaration of confidentiality
guides-new-description = New version of the service description
guides-new-do = Add and make a link
guides-new-lead = The guide gets a link to a page of their own, with what is missing before the first shift.
guides-no-account = No account
guides-no-organisation = None, the municipality itself
guides-nobody = No guides are in yet. Begin with yourself.
guides-organisation = Comes from
guides-organisation-hint = The organisation there must be an agreement with.
guides-override = A leader opens the gate
guides-override-ask-leader = Only a leader can let somebody be on shift when something is missing.
guides-override-do = Let the guide be on shift all the same
guides-override-end = End it now
guides-override-given = { $name } has let this through until { $day }: { $what }.
guides-override-lead = You can let the guide be on shift all the same. It covers only what is missing today, and the reason is kept.
guides-override-open = Give a reason
guides-override-own = This is yourself. You may let yourself through, with a reason that is kept.
guides-override-until = Until
guides-override-until-hint = Two weeks when left empty. At most 90 days.
guides-own-data = Personal data
guides-own-data-get = Download everything as a file
guides-own-data-lead = You can download everything. It is erased { $months } months after you leave, or at once if you ask the coordinator.
guides-own-data-office = Everything we know about the guide can be downloaded here. It is erased { $months } months after the last day, or at once when the guide asks.
guides-part-afternoon = Afternoon
guides-part-evening = Evening
guides-part-morning = Morning
guides-police-lead = Statute: { $statute }. Note only that the certificate was seen, never what it says.
guides-problem-after-leaving = The first day must be before the guide leaves.
guides-problem-before-beginning = The day must be after the first day.
guides-problem-future = That day has not come yet.
guides-problem-override = Choose a day from today to { $day }.
guides-problem-past = That day is over.
guides-problem-statute = Name the statute, or drop the police certificate.
guides-problem-version-day = The day must be after the version before.
guides-ran-out = ran out { $day }
guides-read-on = Read on
guides-reads = Language we write to the guide in
guides-ready = Ready for a shift?
guides-reason = Reason
guides-reason-hint = For example that the course is next week, and somebody experienced is along.
guides-reason-is = Reason: { $reason }
guides-refusal-account-taken = The account belongs to another guide.
guides-refusal-account-taken-hint = Choose another account, or take it from the other guide first.
guides-refusal-has-left = The guide has left or has not begun.
guides-refusal-has-left-hint = See first and last day on the guide's page.
guides-refusal-no-statute = We may not ask this group for a police certificate.
guides-refusal-no-statute-hint = A leader can name the statute under Rules.
guides-refusal-nothing-missing = Nothing is missing.
guides-refusal-nothing-missing-hint = The guide can be on shift without a leader.
guides-refusal-still-here = The guide has not left.
guides-refusal-still-here-hint = End it first. Then you can erase.
guides-register = Register
guides-register-do = Save
guides-registered = { $n ->
    [one] One paper is registered
   *[other] { $n } papers are registered
 }
guides-registered-by = registered by { $name }
guides-remove = Remove
guides-requirement-agreement = Cooperation agreement
guides-requirement-confidentiality = Declaration of confidentiality
guides-requirement-description = Service description read
guides-requirement-police = Police certificate seen
guides-rest = At least this many hours between two shifts
guides-rules = Rules
guides-rules-ask-leader = A leader can change the rules.
guides-rules-lead = This must be in order before anybody is on a shift where citizens come. A new requirement gives those who are here time to meet it.
guides-runs-out = Runs out soon
guides-school-days = Not in school hours
guides-seen-on = Seen on
guides-shifts-per-week = How many shifts a week?
guides-signed-on = Signed on
guides-since = First day
guides-statute = Statute for the police certificate
guides-statute-hint = The act and section. Without it we may not ask for a certificate.
guides-step-done = Done
guides-step-waits = Remains
guides-tab-about = Details
guides-tab-competence = Competence
guides-tab-leaving = Keys and leaving
guides-tab-ready = Ready for shifts
guides-tabs = Pages about the guide
guides-thing = A guide
guides-thing-agreement = The agreement with { $name }
guides-thing-rules = The rules for shifts
guides-title = People
guides-to-agreement = See the agreement
guides-training-months = How many months is it good for?
guides-training-new = New training that can be required
guides-trainings = Training
guides-trainings-lead = Save first; then you can require it of each group.
guides-under-18 = Is under 18
guides-valid-to = Good until
guides-verb-agreement-registered = Agreement registered
guides-verb-agreement-withdrawn = Agreement withdrawn
guides-verb-came-back = Came back
guides-verb-erased = Erased on request or after its time
guides-verb-item-given = Key or thing given
guides-verb-item-returned = Key or thing returned
guides-verb-left = Leaving day set
guides-verb-link-made = Personal link made
guides-verb-link-revoked = Personal link taken away
guides-verb-overridden = A leader opened the gate
guides-verb-override-ended = A leader closed the gate again
guides-verb-paper-registered = Paper registered
guides-verb-paper-withdrawn = Paper withdrawn
guides-version = version { $version }
guides-version-from = version { $version } from { $day }
guides-versions = Versions
guides-versions-lead = A new version gives everybody the days below to sign or read anew.
guides-waits = People and papers
guides-waits-do = See everybody
guides-waits-items = { $name } has left but still has keys or things
guides-waits-missing = { $name } lacks: { $what }
guides-waits-more = { $n ->
    [one] One more
   *[other] { $n } more
 }
guides-waits-warning = { $name }: { $what }
guides-warning-grace = { $what }: to be put right by { $day }.
guides-warning-heading = Something must be renewed before your shifts
guides-warning-soon = { $what } is good until { $day }.
guides-warning-text = Hello, { $name }! { $what } Talk to the coordinator, or see your page.
guides-welcome-heading = Welcome as a guide in { $service }
guides-welcome-text = Hello, { $name }! This is your own page in { $service }: { $link } There you see what is missing before your first shift. The link is for you only.
guides-which-version = Which version?
guides-wish-days = Days that suit
guides-wish-none = You have not said what suits you.
guides-wish-parts = Parts of the day that suit
guides-wish-places = Places that suit
guides-wish-shifts = { $n ->
    [one] One shift a week
   *[other] { $n } shifts a week
 }
guides-wishes = Wishes
guides-wishes-change = Change the wishes
guides-wishes-lead = The roster follows wishes where it can. Leave empty what does not matter.
guides-withdraw = Remove
guides-leave-shifts = The shifts from that day are free for others
guides-leave-hers = The hours they would have kept
guides-leave-uncrewed = Needs somebody
guides-waits-shifts = { $n ->
        [one] { $name } is on a shift { $day }, but the papers are not in order then
       *[other] { $name } is on { $n } shifts from { $day }, but the papers are not in order then
    }
