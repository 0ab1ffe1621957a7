//! The one opaque error of storage.

use std::{fmt, sync::Arc};

/// Something went wrong that is nobody's answer: the disk, the connection, or our own SQL.
///
/// It is shown to people as a calm page with a reference code, never as text; `Display` is for logs only. A refusal
/// by the rules is not a fault and has its own type in each room.
#[derive(Clone)]
pub struct Fault(Arc<Inner>);

struct Inner {
    kind: Kind,
    text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The engine cannot be reached, is full or is too busy.
    Unavailable,
    /// A uniqueness constraint said no.
    Taken,
    /// Two transactions met; running the closure again may succeed.
    Retry,
    /// A statement, a value or a row is not what the code said it is.
    Wrong,
    /// The closure panicked.
    Panic,
    /// The connection broke during COMMIT: it may have happened or not.
    CommitUnknown,
}

impl Fault {
    pub(crate) fn new(kind: Kind, text: impl Into<String>) -> Self {
        Self(Arc::new(Inner {
            kind,
            text: text.into(),
        }))
    }

    pub(crate) fn wrong(text: impl Into<String>) -> Self {
        Self::new(Kind::Wrong, text)
    }

    pub(crate) fn unavailable(text: impl Into<String>) -> Self {
        Self::new(Kind::Unavailable, text)
    }

    pub(crate) fn kind(&self) -> Kind {
        self.0.kind
    }

    /// A fault raised by a room that reads something from the database which cannot be, such as a key that does not
    /// parse. The text goes to the log only and names no person.
    pub fn corrupt(text: impl Into<String>) -> Self {
        Self::new(Kind::Wrong, text)
    }

    /// True when a uniqueness constraint said no. The transaction is lost all the same: where a collision is an
    /// expected answer, write `ON CONFLICT DO NOTHING` and look at the count instead.
    pub fn is_taken(&self) -> bool {
        self.0.kind == Kind::Taken
    }

    /// True when the engine could not be reached or is too busy: trying again later may help.
    pub fn is_unavailable(&self) -> bool {
        matches!(self.0.kind, Kind::Unavailable | Kind::CommitUnknown)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.text)
    }
}

impl fmt::Debug for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Fault({:?}: {})", self.0.kind, self.0.text)
    }
}

impl std::error::Error for Fault {}
