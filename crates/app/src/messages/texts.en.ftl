messages-title = Messages
messages-lead = See whether messages come through, and change what we say.
messages-receipt = Receipt
messages-reminder = Reminder
messages-moved = New time
messages-called-off = Called off by us
messages-cancelled = Cancelled by them
messages-waiting-offer = Offer from the waiting list
messages-place-freed = Got a place
messages-event-moved = Event moved
messages-thank-you = Thank you for coming
messages-letter = Letter to a colleague or partner
messages-when = { $day } at { $time }
messages-call-list = Call list
messages-call-list-title = Call, or tell them at the door
messages-call-list-lead = These are the people we can't reach by text message or e-mail. The most urgent come first.
messages-call-list-empty = Nobody to call now. Everybody knows what they should know.
messages-later-today = Later today
messages-later-days = { $n ->
    [one] One more comes on the list later.
   *[other] { $n } more come on the list later.
 }
messages-somebody = Name not known, code { $code }
messages-today = today
messages-ring = Call
messages-write = Write to
messages-at-the-door = We have no number. Tell them when they come.
messages-say = Say this:
messages-told = Has been told
messages-not-reached = No answer
messages-give-up = Take off the list
messages-card = Card on paper
messages-print = Print
messages-back = Back to the call list
messages-try-again = Try again { $when }.
messages-problem-later = Did not come through
messages-problem-never = The address or number was refused
messages-problem-too-late = Was not sent in time
messages-problem-not-set-up = E-mail is not set up
messages-problem-no-answer = No answer
messages-demo = This is a demonstration. Nothing is sent; everybody comes on the call list.
messages-mail-on = E-mail is set up.
messages-mail-off = E-mail is not set up. Those who want e-mail come on the call list.
messages-sms-on = Text messages are set up.
messages-sms-off = Text messages are not set up. Those who want them come on the call list.
messages-count-waiting = waiting to be sent now
messages-count-troubled = being tried again
messages-count-later = to be sent later
messages-count-told = sent or told these last days
messages-count-dead = never came through
messages-dead-title = Never came through
messages-dead-lead = Those who can be reached in time are on the call list too.
messages-tries = { $n ->
    [one] Tried once.
   *[other] Tried { $n } times.
 }
messages-again = Send again
messages-again-done = The message is sent again.
messages-trial-title = See that it works
messages-trial-to = E-mail address or mobile number
messages-trial-hint = Use your own. We delete it when the test is sent.
messages-trial-send = Send a test
messages-trial-done = The test is in the outbox. It arrives in a few seconds.
messages-trial-heading = Test from Digihjelpen
messages-trial-text = This is a test. When you read it, it works.
messages-how-title = When and from whom
messages-quiet-lead = In the quiet hours we send nothing, except when something today is called off or moved.
messages-quiet-from = Quiet from
messages-quiet-until = Quiet until
messages-sender = Sender of text messages
messages-sender-hint = 3–11 letters and digits, such as Digihjelp. Empty: as in the settings of the installation.
messages-save = Save
messages-saved = Saved.
messages-time-wrong = Write a time of day, such as 21:00.
messages-sender-wrong = The sender can have 3–11 letters (a–z) and digits.
messages-contact-empty = Write a number or an address.
messages-contact-phone = The number has eight digits, or begins with + and a country code.
messages-contact-mobile = Text messages don't reach this number. Mobile numbers begin with 4 or 9.
messages-contact-email = Something is missing in the e-mail address. It looks like name@example.no.
messages-texts = What we say
messages-texts-lead = Choose a message to read it, and change it if you want to say it in another way.
messages-languages = Languages
messages-nb = Bokmål
messages-nn = Nynorsk
messages-en = English
messages-own = own text
messages-locked = approved
messages-other-language = Another language
messages-other-language-lead = Have the text translated by somebody who knows the language, paste it, and write who approved it. Then it is locked, so that nobody changes it by accident.
messages-language-code = Language code
messages-language-code-hint = Such as uk, pl, ar, so or ti.
messages-language-go = Enter texts
messages-part-sms = Text message
messages-part-subject = Heading
messages-part-letter = E-mail and card on paper
messages-part-spoken = What we say on the phone
messages-placeholders = Words that are filled in
messages-placeholders-lead = Write them in braces. What stands in [square brackets] is left out when there is nothing to fill in.
messages-preview = Show what it becomes
messages-preview-title = What it becomes
messages-sms-size = { $parts ->
    [one] { $units } of { $room } characters, one text message
   *[other] { $units } of { $room } characters, { $parts } text messages
 }
messages-outside-gsm = The character { $char } leaves room for only 70 characters in a text message. Change it if you can.
messages-reset = Back to the standard text
messages-remove = Remove the text
messages-locked-by = The text is approved by { $who }, and locked. Unlock it only when somebody who knows the language is to change it.
messages-unlock = Unlock
messages-approved-by = Who approved the text?
messages-approved-by-hint = An office or a translation service and a date. Don't write a person's name.
messages-approval-missing = Write who approved the text, in at most 120 characters.
messages-text-empty = Something must stand here.
messages-text-long = The text is longer than 2,000 characters.
messages-text-unknown = We don't know {"{"}{ $name }{"}"}. See the list of words that are filled in.
messages-text-missing = The text must have { $names }.
messages-text-brackets = A bracket lacks its other half, or stands inside another.
messages-text-personal = The text seems to hold something about a person, or a password. Take it out.
messages-sample-place = The main library
messages-sample-reason = The guide is ill.
messages-waits = { $n ->
    [one] One message did not come through
   *[other] { $n } messages did not come through
 }
messages-waits-text = Those who can be reached are on the call list. See what is wrong, and send again.
messages-waits-do = See the messages
messages-thing-text = the text of a message
messages-thing-sending = when and from whom messages are sent
