use super::IncidentKind;

/// Something to do for those who stood in an incident, and so that it does not happen again (etterarbeid).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AftercareStep {
    /// Talk with the one who wrote it, today.
    TalkToday,
    /// Talk once more after a week.
    TalkAgain,
    /// See that nobody is alone on the next shift.
    NotAlone,
    /// Offer the occupational health service.
    HealthService,
    /// Write it in the municipality's own system for health, safety and environment.
    HseSystem,
    /// Write it in the municipality's own system for deviations.
    DeviationSystem,
    /// Consider telling the police.
    ConsiderPolice,
    /// Tell the one it was about what went wrong, and put it right.
    PutRight,
    /// Stop what leaked: change the password, take the paper away, wipe the machine.
    StopLeak,
    /// Tell the data protection officer.
    TellPrivacyOfficer,
    /// Take it up with the guides, without saying whom it was about.
    TalkInGroup,
}

impl AftercareStep {
    /// Every step.
    pub const ALL: [Self; 11] = [
        Self::StopLeak,
        Self::TellPrivacyOfficer,
        Self::TalkToday,
        Self::NotAlone,
        Self::HealthService,
        Self::ConsiderPolice,
        Self::PutRight,
        Self::HseSystem,
        Self::DeviationSystem,
        Self::TalkAgain,
        Self::TalkInGroup,
    ];

    /// Stable code used in tables and forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::TalkToday => "talk_today",
            Self::TalkAgain => "talk_again",
            Self::NotAlone => "not_alone",
            Self::HealthService => "health_service",
            Self::HseSystem => "hse_system",
            Self::DeviationSystem => "deviation_system",
            Self::ConsiderPolice => "consider_police",
            Self::PutRight => "put_right",
            Self::StopLeak => "stop_leak",
            Self::TellPrivacyOfficer => "tell_privacy_officer",
            Self::TalkInGroup => "talk_in_group",
        }
    }

    /// Reads a code written by [`AftercareStep::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }
}

/// What to do after an incident of a kind, in order.
#[must_use]
pub const fn aftercare(kind: IncidentKind) -> &'static [AftercareStep] {
    use AftercareStep as S;
    match kind {
        IncidentKind::Difficult => &[S::TalkToday, S::TalkAgain, S::TalkInGroup],
        IncidentKind::NearMiss => &[S::TalkToday, S::TalkInGroup],
        IncidentKind::WrongAdvice => &[S::TalkToday, S::PutRight, S::DeviationSystem, S::TalkInGroup],
        IncidentKind::Breach => &[S::StopLeak, S::TellPrivacyOfficer, S::TalkToday, S::DeviationSystem, S::TalkInGroup],
        IncidentKind::Threat => &[
            S::TalkToday,
            S::NotAlone,
            S::HealthService,
            S::ConsiderPolice,
            S::HseSystem,
            S::TalkAgain,
            S::TalkInGroup,
        ],
    }
}
