/// What kind of incident (hendelse) it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum IncidentKind {
    /// A guidance that was hard to stand in.
    Difficult,
    /// Somebody's data came astray, or a password or a device was not kept safe.
    Breach,
    /// A threat or violence.
    Threat,
    /// We said or did something that was wrong.
    WrongAdvice,
    /// It nearly went wrong.
    NearMiss,
}

impl IncidentKind {
    /// Every kind, in the order shown.
    pub const ALL: [Self; 5] = [Self::Difficult, Self::NearMiss, Self::WrongAdvice, Self::Breach, Self::Threat];

    /// Stable code used in tables, forms and files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Difficult => "difficult",
            Self::Breach => "breach",
            Self::Threat => "threat",
            Self::WrongAdvice => "wrong_advice",
            Self::NearMiss => "near_miss",
        }
    }

    /// Reads a code written by [`IncidentKind::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }
}

/// Who was told at once. A part somebody plays, never a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Told {
    /// A colleague on the same shift.
    Colleague,
    /// The nearest leader.
    Leader,
    /// The safety representative (verneombud).
    SafetyRepresentative,
    /// The data protection officer (personvernombud).
    PrivacyOfficer,
    /// The guard of the house.
    Guard,
    /// The police.
    Police,
    /// The one it was about.
    Citizen,
}

impl Told {
    /// Every one, in the order shown.
    pub const ALL: [Self; 7] = [
        Self::Colleague,
        Self::Leader,
        Self::SafetyRepresentative,
        Self::PrivacyOfficer,
        Self::Guard,
        Self::Police,
        Self::Citizen,
    ];

    /// Stable code used in tables, forms and files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Colleague => "colleague",
            Self::Leader => "leader",
            Self::SafetyRepresentative => "safety_representative",
            Self::PrivacyOfficer => "privacy_officer",
            Self::Guard => "guard",
            Self::Police => "police",
            Self::Citizen => "citizen",
        }
    }

    /// Reads a code written by [`Told::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|t| t.code() == code)
    }
}
