use jiff::Timestamp;

/// How many a roster puts on an occurrence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RosterCrew {
    /// How many are needed.
    pub needed: u16,
    /// How many have the shift and have not given it up.
    pub on: u16,
}

/// Whether somebody is named who keeps every occurrence of a schedule, and is there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Keeping {
    /// Nobody is named.
    #[default]
    Nobody,
    /// Named, and not known to be away.
    There,
    /// Named, and away that day.
    Away,
}

/// What is known of an occurrence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Whether the plan has it.
    pub takes_place: bool,
    /// The instant it ends.
    pub ends: Timestamp,
    /// What the roster says, when the schedule is in one.
    pub crew: Option<RosterCrew>,
    /// The standing keeper, who decides when there is no roster.
    pub keeping: Keeping,
    /// How many have said yes to step in.
    pub substitutes: u16,
    /// Whether it was held: a fact, or somebody's word the day after; `None` while nothing is known.
    pub held: Option<bool>,
}

/// How a promise stands. Derived, never written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Published; nobody is named, and nobody is known to be missing.
    Promised,
    /// Somebody keeps it.
    Crewed,
    /// Somebody is there, but not so many as are needed.
    Short {
        /// How many are missing, at least 1.
        missing: u16,
    },
    /// Nobody who should be there can come.
    Uncrewed,
    /// Called off, and told.
    CalledOff,
    /// It was held.
    Held,
    /// It is over, and nothing says whether it was held.
    Unknown,
    /// It is over, and it was not held.
    Broken,
}

impl Standing {
    /// Stable code, used in texts and files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Promised => "promised",
            Self::Crewed => "crewed",
            Self::Short { .. } => "short",
            Self::Uncrewed => "uncrewed",
            Self::CalledOff => "called_off",
            Self::Held => "held",
            Self::Unknown => "unknown",
            Self::Broken => "broken",
        }
    }

    /// How many are missing; 0 when nobody is. Somebody has to do something as long as it is not.
    #[must_use]
    pub const fn missing(self, needed: u16) -> u16 {
        match self {
            Self::Short { missing } => missing,
            Self::Uncrewed => needed,
            _ => 0,
        }
    }
}

/// How a promise stands at an instant.
///
/// An evidence that it was held outweighs everything but a calling off. Missing evidence never makes it broken: it is
/// unknown until somebody says. Those who stepped in count beside a standing keeper who is away; a roster counts them itself.
#[must_use]
pub fn standing(facts: &Facts, now: Timestamp) -> Standing {
    if !facts.takes_place {
        return Standing::CalledOff;
    }
    match facts.held {
        Some(true) => return Standing::Held,
        Some(false) => return Standing::Broken,
        None if facts.ends <= now => return Standing::Unknown,
        None => {}
    }
    match (facts.crew, facts.keeping) {
        (Some(RosterCrew { needed, on }), _) if on >= needed => Standing::Crewed,
        (Some(RosterCrew { on: 0, .. }), _) => Standing::Uncrewed,
        (Some(RosterCrew { needed, on }), _) => Standing::Short { missing: needed - on },
        (None, Keeping::There) => Standing::Crewed,
        (None, _) if facts.substitutes > 0 => Standing::Crewed,
        (None, Keeping::Away) => Standing::Uncrewed,
        (None, Keeping::Nobody) => Standing::Promised,
    }
}
