/// What is counted by rule at a counter (opptelling): never who, never when on the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AskedKind {
    /// Somebody asked for what stands outside the service.
    Outside,
    /// Somebody who could not do it because of a disability was helped further than the rule says (tilrettelegging).
    Exception,
}

impl AskedKind {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Outside, Self::Exception];

    /// Stable code used in tables and files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Outside => "outside",
            Self::Exception => "exception",
        }
    }

    /// Reads a code written by [`AskedKind::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }
}

/// Why the rule could not be followed as it stands: what the person could not do there and then. Never a diagnosis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ExceptionReason {
    /// Could not see the screen.
    Seeing,
    /// Could not use the hands for it.
    Hands,
    /// Could not hear or speak.
    Hearing,
    /// Could not read or write it.
    Reading,
    /// Could not hold on to the steps.
    Remembering,
}

impl ExceptionReason {
    /// Every reason, in the order shown.
    pub const ALL: [Self; 5] = [Self::Seeing, Self::Hands, Self::Hearing, Self::Reading, Self::Remembering];

    /// Stable code used in tables and forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Seeing => "seeing",
            Self::Hands => "hands",
            Self::Hearing => "hearing",
            Self::Reading => "reading",
            Self::Remembering => "remembering",
        }
    }

    /// Reads a code written by [`ExceptionReason::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.code() == code)
    }
}

/// What the guide did instead of what the rule says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ExceptionHelp {
    /// Typed what the person said, with the person beside and looking on or listening. Never a password or a code.
    Typed,
    /// Read aloud what stood there.
    ReadAloud,
    /// Held the device.
    Held,
    /// Did it together with somebody the person trusts, or a colleague.
    WithAnother,
    /// Used an aid: magnifying, speech, large keys.
    Aid,
}

impl ExceptionHelp {
    /// Every kind, in the order shown.
    pub const ALL: [Self; 5] = [Self::Typed, Self::ReadAloud, Self::Held, Self::WithAnother, Self::Aid];

    /// Stable code used in tables and forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Typed => "typed",
            Self::ReadAloud => "read_aloud",
            Self::Held => "held",
            Self::WithAnother => "with_another",
            Self::Aid => "aid",
        }
    }

    /// Reads a code written by [`ExceptionHelp::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|h| h.code() == code)
    }
}
