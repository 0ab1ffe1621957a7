use crate::access::{Permission, Role};

/// Why somebody may read an incident (tilgang etter behov). Written beside every reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ReadingGround {
    /// She wrote it.
    Writer,
    /// She leads the service.
    Leader,
    /// The leader has named her.
    Named,
}

impl ReadingGround {
    /// Every ground.
    pub const ALL: [Self; 3] = [Self::Writer, Self::Leader, Self::Named];

    /// Stable code used in tables.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Writer => "writer",
            Self::Leader => "leader",
            Self::Named => "named",
        }
    }

    /// Reads a code written by [`ReadingGround::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|g| g.code() == code)
    }
}

/// Whether somebody may read an incident, and why: the writer, the leader, and those the leader has named. Nobody else,
/// whatever their role – neither colleagues on the same shift, nor those who keep accounts and settings.
///
/// ```
/// use domain::{access::Role, incidents::{may_read, ReadingGround}};
/// assert_eq!(may_read(Role::Helper, true, false), Some(ReadingGround::Writer));
/// assert_eq!(may_read(Role::Administrator, false, false), None);
/// ```
#[must_use]
pub const fn may_read(role: Role, wrote: bool, named: bool) -> Option<ReadingGround> {
    if wrote {
        Some(ReadingGround::Writer)
    } else if role.may(Permission::HandleIncidents) {
        Some(ReadingGround::Leader)
    } else if named {
        Some(ReadingGround::Named)
    } else {
        None
    }
}
