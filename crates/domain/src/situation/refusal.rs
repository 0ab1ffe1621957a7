/// Why something of the situation was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SituationRefusal {
    /// A figure without the year it is from.
    NoYear,
    /// A figure without who published it, and where.
    NoSource,
    /// Figures that measure different things, put together.
    KindsMixed,
    /// An estimate from a figure that is no share of people of given ages.
    NoShare,
    /// An estimate where nobody has counted how many people of those ages there are.
    NoPopulation,
    /// Answers to a round that is closed, or full.
    RoundClosed,
    /// A round of answers while another is open.
    RoundOpen,
}

impl SituationRefusal {
    /// Stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoYear => "situation.no_year",
            Self::NoSource => "situation.no_source",
            Self::KindsMixed => "situation.kinds_mixed",
            Self::NoShare => "situation.no_share",
            Self::NoPopulation => "situation.no_population",
            Self::RoundClosed => "situation.round_closed",
            Self::RoundOpen => "situation.round_open",
        }
    }
}
