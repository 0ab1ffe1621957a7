promise-title = The hours we have promised
promise-standing-promised = Promised
promise-standing-crewed = Staffed
promise-standing-short = { $n } missing
promise-standing-uncrewed = Nobody can come
promise-standing-called-off = Called off
promise-standing-held = Held
promise-standing-unknown = Not known
promise-standing-broken = Nobody was there
promise-kept-by = Kept by { $names }.
promise-away = { $name } is away that day.
promise-keeper-not-ready = The papers of { $name } are not in order that day, so nobody keeps the hour.
promise-without = The leader agreed to this without a named person: { $why }
promise-open = See the hour
promise-cause-absence = Somebody was away
promise-cause-nobody = Nobody was found
promise-cause-course = Course or meeting
promise-cause-building = The building could not be used
promise-cause-closed = Closed
promise-cause-moved = Moved or shortened
promise-cause-plan = The plan was changed
promise-cause-other = Something else
promise-reason-nobody = We are short of people today
promise-alarm-heading = An hour needs somebody
promise-found-heading = An hour is taken care of
promise-found-text = { $name } takes the hour: { $what }
promise-settled-heading = The hour is taken care of
promise-settled-text = Thank you! The hour is taken care of, so you need not answer: { $what }
promise-ask-heading = Can you take an hour?
promise-ask-text = Can you take this hour? { $what }. Answer yes or no here: { $link }
promise-off-heading = The hour is called off
promise-off-text = You need not come. Called off: { $what }. { $why }
promise-reply-title = Can you take this hour?
promise-reply-lead = The person who keeps it is away. The first to say yes has it.
promise-reply-yes = Yes, I'll take it
promise-reply-no = No, not this time
promise-reply-regret = I can't after all
promise-reply-yours = Thank you! The hour is yours. See you there.
promise-reply-taken = Thank you! Somebody has taken it already, so there is nothing you need to do.
promise-reply-no-thanks = Thank you for answering. We will ask somebody else. If you can after all, say yes here.
promise-reply-over = This hour no longer needs anybody. It is over, moved or called off.
promise-until-today = Only today
promise-until-tomorrow = Today and tomorrow
promise-until-week = The rest of the week
promise-until-two-weeks = Two weeks
promise-sick-title = Who is away?
promise-sick-who = { $name } is away
promise-sick-do = Somebody is away
promise-sick-nobody = Nobody keeps regular hours in the coming weeks.
promise-sick-lead = Choose who is not coming. Then you see which hours it concerns.
promise-sick-how-long = For how long?
promise-sick-next = The next hour is { $when }.
promise-sick-no-reason = We never write down why anybody is away.
promise-sick-saved = Noted. Those who need to know are told.
promise-sick-no-hours = No hours are affected.
promise-sick-settled = All the hours are taken care of.
promise-is-away = Away
promise-is-back = { $name } is back
promise-ask-all = Ask everybody who can
promise-ask = Ask
promise-ask-one = Ask { $name }
promise-call-off = Call the hour off
promise-call-off-lead = One tap calls it off everywhere. Everybody who has booked or signed up is told.
promise-keepers-do = Write who keeps the hours
promise-keepers-title = Who keeps the hours?
promise-keepers-lead = Write the first name of the person who is usually there. If she is away, you are warned. With a roster, the fields can stay empty.
promise-keeper-question = Who keeps the hour?
promise-keeper-of = Who keeps the hour? { $when }
promise-keeper-hint = A first name is enough. The public does not see it.
promise-keeper-needed = Write who keeps the hour. Only the leader can publish an hour that nobody keeps.
promise-keeper-needed-leader = Write who keeps the hour, or why it is published without anybody.
promise-without-title = Publish without a named person
promise-without-why = Why is it published without anybody?
promise-without-hint = Only the leader sees this choice. The reason stays with the hour.
promise-reach-title = How we reach them
promise-reach-lead = Mobile or e-mail, to ask whether they can take an hour. May be left empty.
promise-alarm-title = Who is warned?
promise-alarm-lead = When nobody can keep an hour, these people are told, once for each hour.
promise-alarm-days = How many days ahead?
promise-alarm-days-wrong = Write a number from 1 to 27.
promise-alarm-add = Add a person
promise-alarm-name = First name
promise-alarm-contact = Mobile or e-mail
promise-alarm-nobody = Nobody is warned yet. Add yourself first.
promise-alarm-remove = Remove { $name }
promise-waits-nobody = Who keeps the hours?
promise-do-something = Find a solution
promise-were-we-there = Were we there?
promise-were-we-there-why = No ticket, visit or sign-in shows that the hour was held. Then only you know.
promise-yes-there = Yes, we were there
promise-not-there = No
promise-not-there-because = No, because:
promise-missing = Needs somebody
promise-coming = The hours to come
promise-find-somebody = Find somebody else
promise-no-candidates = Nobody else is listed. Write the name of whoever takes it, or call it off.
promise-found-somebody = I have found somebody
promise-found-name = Who takes the hour?
promise-found-do = Put on
promise-taken = Somebody else was quicker. The hour has somebody.
promise-answer-open = Asked, no answer yet
promise-answer-yes = Said yes
promise-answer-no = Cannot
promise-answer-late = Taken by somebody else
promise-why-offering = keeps other hours here
promise-why-place = is at the same place that week
promise-why-busy = has another hour then
promise-why-away = is away
promise-move-title = Move or shorten
promise-move-day = Day
promise-move-do = Change the hour
promise-figures-title = Predictability
promise-figures-lead = { $unknown ->
    [0] We held { $share } of what we promised: { $held } of { $published } hours.
    [one] We held { $share } of what we promised: { $held } of { $published } hours. Of one hour we do not know.
   *[other] We held { $share } of what we promised: { $held } of { $published } hours. Of { $unknown } hours we do not know.
}
promise-figures-none = No promised hours are over yet in this period. The figures come by themselves.
promise-figures-causes = Why not the rest
promise-figures-csv = Download as CSV
promise-figures-how = How is this calculated?
promise-figures-how-text = An hour is promised when it is in the plan within four weeks. It was held when somebody signed in at the desk, gave a ticket or registered a visit while it lasted, or when you said so the day after. Moved with a day's notice, it counts as held. What we do not know is shown as a range: least and most.
promise-period = Period
promise-by-place = By place
promise-by-offering = By offering
promise-by-month = By month
promise-column-share = Held
promise-column-published = Hours promised
promise-column-held = Hours held
promise-refusal-over = This hour is over, moved or called off.
promise-refusal-over-hint = Go to the hours we have promised and see how things stand.
promise-refusal-bad-time = The hour cannot be then.
promise-refusal-bad-time-hint = It must end after it begins, and the offering cannot have two such hours at once.
promise-alarm-text = { $n ->
    [one] One hour has nobody who can keep it:
   *[other] { $n } hours have nobody who can keep them:
}
promise-sick-hours = { $n ->
    [one] One hour needs somebody else.
   *[other] { $n } hours need somebody else.
}
promise-asked = { $n ->
    [one] One person was asked. The first to say yes has it.
   *[other] { $n } people were asked. The first to say yes has it.
}
promise-asked-so-far = { $n ->
    [one] One person has been asked.
   *[other] { $n } people have been asked.
}
promise-waits-nobody-text = { $n ->
    [one] One regular hour has nobody who keeps it. Write a name, and we watch over it.
   *[other] { $n } regular hours have nobody who keeps them. Write a name for each, and we watch over them.
}
promise-some-missing = { $n ->
    [one] One hour in the next four weeks needs somebody.
   *[other] { $n } hours in the next four weeks need somebody.
}
promise-all-well = { $n ->
    [one] One hour is promised in the next four weeks. We know who keeps { $settled }.
   *[other] { $n } hours are promised in the next four weeks. We know who keeps { $settled } of them.
}
promise-why-hours = { $hours ->
    [one] { $hours } other hour that week
   *[other] { $hours } other hours that week
}
promise-keeper-guide-hint = A first name is enough. If you leave it empty, it is you.
promise-why-not-ready = papers are not in order
promise-refusal-not-ready = Her papers are not in order that day.
promise-refusal-not-ready-hint = See what is missing under People. The leader can make an exception with a reason.
promise-on-but-not-ready = { $names } is on the shift but cannot be there as things are. Look at the papers, or add an experienced adult.
promise-keepers-rostered = Times that are in the roster are not listed here. Those on shift keep them.
promise-put-on = Put on: { $name }
promise-why-likes = would like to
promise-why-has-room = has had little
promise-why-masters = can do what the shift asks for
promise-refusal-not-a-guide = The hour is in the roster, and nobody there has that name.
promise-refusal-not-a-guide-hint = Choose one of those on the list, or add the person under People first.
