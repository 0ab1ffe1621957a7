use super::{Contact, Occasion};

/// How a message reaches somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Carrier {
    /// A text message.
    Sms,
    /// An e-mail.
    Email,
    /// On paper or on the screen where it happened: the receipt, the answer, the sheet handed out at the event.
    Card,
    /// Staff ring, or tell at the door.
    CallList,
}

impl Carrier {
    /// Every channel.
    pub const ALL: [Self; 4] = [Self::Sms, Self::Email, Self::Card, Self::CallList];

    /// Stable code used in tables.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Sms => "sms",
            Self::Email => "email",
            Self::Card => "card",
            Self::CallList => "call_list",
        }
    }

    /// Reads a code written by [`Carrier::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.code() == code)
    }
}

/// What the installation can send by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Means {
    /// Text messages.
    pub sms: bool,
    /// E-mail.
    pub email: bool,
}

impl Means {
    /// Everything can be sent.
    pub const ALL: Self = Self { sms: true, email: true };
}

/// The matrix: how an occasion reaches somebody. Always one way, so that nobody is met with silence.
///
/// Somebody without a contact, and somebody whose contact can't be used here, is rung or told at the door – but for what
/// they hold in their hand already: the receipt, the reminder that is printed on it (for those we can't ring), the answer to
/// their own cancelling, and the thank-you that is said at the event.
#[must_use]
pub fn channel(occasion: Occasion, to: &Contact, means: Means) -> Carrier {
    match to {
        Contact::Sms(phone) if means.sms && phone.takes_sms() => return Carrier::Sms,
        Contact::Email(_) if means.email => return Carrier::Email,
        _ => {}
    }
    match (occasion, to) {
        (Occasion::Receipt | Occasion::Cancelled | Occasion::ThankYou, _) | (Occasion::Reminder, Contact::None) => {
            Carrier::Card
        }
        _ => Carrier::CallList,
    }
}
