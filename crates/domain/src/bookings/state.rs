/// Why something was not done with an appointment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BookingRefusal {
    /// Somebody else was quicker.
    Taken,
    /// No such time is offered, or not any more.
    NotOffered,
    /// It has begun or is over.
    Begun,
    /// It is cancelled or called off already.
    Gone,
    /// There is no booking with this code.
    UnknownCode,
    /// That somebody came, or did not, was counted another day, or not counted so.
    Settled,
    /// So many times were chosen from one address in an hour that it looks like a machine.
    TooMany,
}

impl BookingRefusal {
    /// Every refusal.
    pub const ALL: [Self; 7] = [
        Self::Taken,
        Self::NotOffered,
        Self::Begun,
        Self::Gone,
        Self::UnknownCode,
        Self::Settled,
        Self::TooMany,
    ];

    /// Stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Taken => "bookings.taken",
            Self::NotOffered => "bookings.not_offered",
            Self::Begun => "bookings.begun",
            Self::Gone => "bookings.gone",
            Self::UnknownCode => "bookings.unknown_code",
            Self::Settled => "bookings.settled",
            Self::TooMany => "bookings.too_many",
        }
    }
}

/// Where an appointment stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AppointmentState {
    /// Held while a form is filled in.
    Held,
    /// Booked.
    Booked,
    /// Given up by those who booked it (avbestilt).
    Cancelled,
    /// Called off by us (avlyst).
    CalledOff,
    /// Somebody came, or nobody did: that is counted, and not kept here.
    Over,
}

impl AppointmentState {
    /// Every state.
    pub const ALL: [Self; 5] = [Self::Held, Self::Booked, Self::Cancelled, Self::CalledOff, Self::Over];

    /// Stable code used in tables.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Booked => "booked",
            Self::Cancelled => "cancelled",
            Self::CalledOff => "called_off",
            Self::Over => "over",
        }
    }

    /// Reads a code written by [`AppointmentState::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }
}

/// How a booking or an enrolment was made. Only counted, never kept with a name longer than that.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MadeBy {
    /// By a citizen on the web.
    Web,
    /// By staff for somebody who rang.
    Phone,
    /// By staff at the counter.
    Counter,
    /// From the waiting list; never an enrolment.
    List,
}

impl MadeBy {
    /// Every way.
    pub const ALL: [Self; 4] = [Self::Web, Self::Phone, Self::Counter, Self::List];

    /// Stable code used in tables and forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Web => "web",
            Self::Phone => "phone",
            Self::Counter => "counter",
            Self::List => "list",
        }
    }

    /// Reads a code written by [`MadeBy::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|m| m.code() == code)
    }

    /// What staff chose in a form: on the phone, or at the counter when they chose neither.
    #[must_use]
    pub fn by_staff(code: &str) -> Self {
        match Self::parse(code) {
            Some(Self::Phone) => Self::Phone,
            _ => Self::Counter,
        }
    }
}
