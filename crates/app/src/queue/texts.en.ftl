queue-title = Queue
queue-wait = Wait about { $low }–{ $high } minutes
queue-wait-up-to = Wait up to { $high } minutes
queue-wait-about = Wait about { $high } minutes
queue-no-wait = No wait now
queue-empty = Nobody is waiting. Give a ticket when somebody comes.
queue-given = New ticket:
queue-show-ticket = Show or print the ticket
queue-parked = Set aside
queue-being-helped = being helped
queue-with = with { $name }
queue-minutes = { $minutes } min
queue-call = Call
queue-park = Set aside
queue-resume = Back in the queue
queue-finish = Done, not recorded
queue-leave = Left
queue-next = Next
queue-give = + Ticket
queue-close = Close the queue
queue-open = Open the queue again
queue-is-closed = The queue is closed for today.
queue-where-else = Where can they go instead?
queue-suggest-close = Those who are waiting will probably fill the time that is left. It is kind to close the queue now.
queue-settings = Queue settings
queue-style = What is on the ticket?
queue-style-number = Number
queue-style-creature = Number and animal
queue-style-missing = Choose number, or number and animal.
queue-guides = How many are guiding now?
queue-guides-wrong = Write a number from 1 to 50.
queue-go-to = Where should the person who is called go?
queue-go-to-hint = Shown on the board. For example “The counter on the 2nd floor”.
queue-go-to-long = Write less, at most 60 characters.
queue-go-to-personal = This looks as if it points to a person. Write only a place.
queue-keep = Save
queue-to-board = Open the board
queue-back = Back to the desk
queue-closed-title = The queue is closed
queue-closed-say = You can say: “We cannot help more people today. Here are some others who can help you.”
queue-closed-left =
    { $n ->
        [one] One person is still waiting, and will be helped.
       *[other] { $n } people are still waiting, and will be helped.
    }
queue-ticket-title = Ticket
queue-your-ticket = Your ticket is
queue-ahead =
    { $n ->
        [0] You are next.
        [one] One person is before you.
       *[other] { $n } people are before you.
    }
queue-ticket-how = Watch the board, or sit where we can call you. You can throw the ticket away afterwards.
queue-print = Print
queue-board-title = Queue at { $place }
queue-board-now = Now:
queue-board-next = Next
queue-board-empty = Nobody is queueing. Just come over to us.
queue-board-nobody = Nobody is here to help right now.
queue-board-soon = We will call in a moment.
queue-board-open = Open until { $until }
queue-board-closed = Closed for today.
queue-board-opens = There is help here again { $when }
queue-updated = Last updated
queue-board-lost = The board has lost its connection. Last updated
queue-refusal-closed = The queue is closed for today
queue-refusal-closed-hint = Open the queue again if you have time for one more, or send the person on to another place.
queue-refusal-already-called = A colleague has already called this ticket
queue-refusal-already-called-hint = Press Next, and you get the one whose turn it is.
queue-refusal-already-parked = The ticket is already set aside
queue-refusal-already-parked-hint = Call it when the person is ready.
queue-refusal-not-parked = The ticket is not set aside
queue-refusal-not-parked-hint = It is already in the queue, or has been called. Look at the list.
queue-refusal-not-called = The ticket has not been called yet
queue-refusal-not-called-hint = Call it first. If the person has left, press Left.
queue-refusal-over = This ticket is used
queue-refusal-over-hint = Give a new ticket if the person needs more help.
queue-refusal-nobody-waiting = Nobody is waiting
queue-refusal-nobody-waiting-hint = Give a ticket when somebody comes. Call those you have set aside yourself.
