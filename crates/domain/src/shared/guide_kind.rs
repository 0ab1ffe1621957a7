/// How a guide came to guide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum GuideKind {
    /// Employed by the municipality.
    Employee,
    /// A pupil or apprentice.
    Pupil,
    /// Unpaid, from an organisation or on her own.
    Volunteer,
    /// Paid by the hour or by contract.
    Hired,
    /// Sent by a partner that has agreed to it: a bank, NAV.
    Partner,
}

impl GuideKind {
    /// Every kind, in the order it is shown.
    pub const ALL: [Self; 5] = [Self::Employee, Self::Pupil, Self::Volunteer, Self::Hired, Self::Partner];

    /// Stable code used in tables and forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Employee => "employee",
            Self::Pupil => "pupil",
            Self::Volunteer => "volunteer",
            Self::Hired => "hired",
            Self::Partner => "partner",
        }
    }

    /// Reads a code written by [`GuideKind::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }
}
