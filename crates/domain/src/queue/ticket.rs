/// Where a ticket stands.
///
/// ```text
/// Waiting ─call→ Called ─finish→ Done
///    │  ↑          │ ↑
///  park resume   park call        Waiting, Called, Parked ─leave→ Gone
///    ↓  │          ↓ │
///   Parked        Parked
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TicketState {
    /// In the queue.
    Waiting,
    /// Called forward; guidance is going on.
    Called,
    /// Set aside for a while: fetching a phone, waiting for a code.
    Parked,
    /// The guidance is over.
    Done,
    /// The person went, or did not come when called.
    Gone,
}

impl TicketState {
    /// Every state.
    pub const ALL: [Self; 5] = [Self::Waiting, Self::Called, Self::Parked, Self::Done, Self::Gone];

    /// Stable code used in tables.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Called => "called",
            Self::Parked => "parked",
            Self::Done => "done",
            Self::Gone => "gone",
        }
    }

    /// Reads a code written by [`TicketState::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }

    /// Whether the ticket is over and never changes again.
    #[must_use]
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Done | Self::Gone)
    }

    /// The state after an action.
    ///
    /// # Errors
    /// When the action does not fit the state. Of two guides who call the same ticket, the second is told
    /// [`QueueRefusal::AlreadyCalled`].
    pub const fn after(self, action: TicketAction) -> Result<Self, QueueRefusal> {
        use TicketAction::{Call, Finish, Leave, Park, Resume};
        match (self, action) {
            (Self::Done | Self::Gone, _) => Err(QueueRefusal::Over),
            (Self::Called, Call) => Err(QueueRefusal::AlreadyCalled),
            (Self::Waiting | Self::Parked, Call) => Ok(Self::Called),
            (Self::Waiting | Self::Called, Park) => Ok(Self::Parked),
            (Self::Parked, Park) => Err(QueueRefusal::AlreadyParked),
            (Self::Parked, Resume) => Ok(Self::Waiting),
            (Self::Waiting | Self::Called, Resume) => Err(QueueRefusal::NotParked),
            (Self::Called, Finish) => Ok(Self::Done),
            (Self::Waiting | Self::Parked, Finish) => Err(QueueRefusal::NotCalled),
            (Self::Waiting | Self::Called | Self::Parked, Leave) => Ok(Self::Gone),
        }
    }
}

/// What a guide does with a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TicketAction {
    /// Call forward.
    Call,
    /// Set aside.
    Park,
    /// Back into the queue.
    Resume,
    /// The guidance is over.
    Finish,
    /// The person has gone.
    Leave,
}

impl TicketAction {
    /// Every action.
    pub const ALL: [Self; 5] = [Self::Call, Self::Park, Self::Resume, Self::Finish, Self::Leave];

    /// Stable code used in forms and tables.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Call => "call",
            Self::Park => "park",
            Self::Resume => "resume",
            Self::Finish => "finish",
            Self::Leave => "leave",
        }
    }

    /// Reads a code written by [`TicketAction::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|a| a.code() == code)
    }
}

/// Why the queue says no.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum QueueRefusal {
    /// The queue is closed for today: no more tickets. Say where else to go.
    Closed,
    /// Somebody has called the ticket already.
    AlreadyCalled,
    /// The ticket is set aside already.
    AlreadyParked,
    /// Only a parked ticket can go back into the queue.
    NotParked,
    /// Only a called ticket can be finished.
    NotCalled,
    /// The ticket is done or gone; give a new one.
    Over,
    /// Nobody is waiting.
    NobodyWaiting,
}

impl QueueRefusal {
    /// Every refusal.
    pub const ALL: [Self; 7] = [
        Self::Closed,
        Self::AlreadyCalled,
        Self::AlreadyParked,
        Self::NotParked,
        Self::NotCalled,
        Self::Over,
        Self::NobodyWaiting,
    ];

    /// Stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Closed => "queue.closed",
            Self::AlreadyCalled => "queue.already_called",
            Self::AlreadyParked => "queue.already_parked",
            Self::NotParked => "queue.not_parked",
            Self::NotCalled => "queue.not_called",
            Self::Over => "queue.over",
            Self::NobodyWaiting => "queue.nobody_waiting",
        }
    }
}

/// The ticket to call next: of those waiting, the one with the lowest number.
///
/// # Errors
/// When nobody is waiting.
pub fn next_to_call(tickets: &[(u32, TicketState)]) -> Result<u32, QueueRefusal> {
    tickets
        .iter()
        .filter(|(_, state)| *state == TicketState::Waiting)
        .map(|(number, _)| *number)
        .min()
        .ok_or(QueueRefusal::NobodyWaiting)
}

/// Whether a ticket may be given.
///
/// # Errors
/// When the queue is closed.
pub const fn check_issue(closed: bool) -> Result<(), QueueRefusal> {
    if closed { Err(QueueRefusal::Closed) } else { Ok(()) }
}
