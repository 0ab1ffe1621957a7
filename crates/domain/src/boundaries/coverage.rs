use crate::{
    offerings::{Access, MainTopic, Offering},
    organisations::OrganisationKind,
    register::Register,
    schedule::Staffing,
    shared::Key,
};
use jiff::civil::Date;

/// What the municipality has stated about its employees: that those who guide have digital competence, knowledge of
/// public services and experience of guiding at a basic level. A statement, not something that can be counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompetenceStatement {
    /// The day it was stated.
    pub stated_on: Date,
    /// The role that stated it.
    pub stated_by: String,
}

/// How the service stands against the national recommendation: six topics and two minimum requirements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// The six, in the recommendation's order.
    pub topics: Vec<TopicState>,
    /// A physical place for drop-in or appointment.
    pub physical_place: MinimumState,
    /// Employees with basic competence. The evidence is the statement, and never an offering.
    pub competent_employees: MinimumState,
}

impl Coverage {
    /// Whether nothing is missing.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.topics.iter().all(|t| t.gap.is_none())
            && self.physical_place.gaps.is_empty()
            && self.competent_employees.gaps.is_empty()
    }
}

/// One of the six topics.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TopicState {
    /// The topic. [`MainTopic::StateServices`] is to be shown on to, not guided through.
    pub topic: MainTopic,
    /// The municipality's own published offerings that cover it.
    pub offerings: Vec<Key>,
    /// What is missing.
    pub gap: Option<Gap>,
}

/// One of the two minimum requirements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MinimumState {
    /// The offerings that are evidence for it.
    pub offerings: Vec<Key>,
    /// What is missing; empty when it is met.
    pub gaps: Vec<Gap>,
}

/// What is missing (mangel).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Gap {
    /// No own published offering covers the topic.
    TopicNotCovered,
    /// The municipality has no own offering.
    NoOwnOffering,
    /// It has, but none is published.
    NotPublished,
    /// None has drop-in or appointments.
    NoDropInOrAppointment,
    /// None has a schedule that holds today or later.
    NoSchedule,
    /// None is staffed: somebody must be there who guides.
    NotStaffed,
    /// None is at a place with an address.
    NoAddress,
    /// The municipality has not stated that its employees have the competence.
    NoCompetenceStatement,
}

impl Gap {
    /// Every gap.
    pub const ALL: [Self; 8] = [
        Self::TopicNotCovered,
        Self::NoOwnOffering,
        Self::NotPublished,
        Self::NoDropInOrAppointment,
        Self::NoSchedule,
        Self::NotStaffed,
        Self::NoAddress,
        Self::NoCompetenceStatement,
    ];

    /// Stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::TopicNotCovered => "topic_not_covered",
            Self::NoOwnOffering => "no_own_offering",
            Self::NotPublished => "not_published",
            Self::NoDropInOrAppointment => "no_drop_in_or_appointment",
            Self::NoSchedule => "no_schedule",
            Self::NotStaffed => "not_staffed",
            Self::NoAddress => "no_address",
            Self::NoCompetenceStatement => "no_competence_statement",
        }
    }
}

/// Checks the six topics and the two minimum requirements.
///
/// Own offerings are those of a municipal organisation that have not ended; only published ones count. For the place,
/// the first condition that no offering meets is named: that is where to begin.
#[must_use]
pub fn coverage(register: &Register, statement: Option<&CompetenceStatement>, today: Date) -> Coverage {
    let own: Vec<&Offering> = register.offerings.iter().filter(|o| is_own(register, o, today)).collect();
    let published: Vec<&Offering> = own.iter().copied().filter(|o| o.published).collect();
    Coverage {
        topics: MainTopic::ALL.into_iter().map(|t| topic_state(t, &published)).collect(),
        physical_place: physical_place(register, &own, &published, today),
        competent_employees: MinimumState {
            offerings: Vec::new(),
            gaps: if statement.is_some() {
                Vec::new()
            } else {
                vec![Gap::NoCompetenceStatement]
            },
        },
    }
}

fn is_own(register: &Register, offering: &Offering, today: Date) -> bool {
    let municipal = register
        .organisations
        .iter()
        .any(|o| o.key == offering.organisation && o.kind == OrganisationKind::Municipal && !over(o.ended, today));
    municipal && !over(offering.ended, today)
}

fn over(ended: Option<Date>, today: Date) -> bool {
    ended.is_some_and(|day| day <= today)
}

fn topic_state(topic: MainTopic, published: &[&Offering]) -> TopicState {
    let offerings: Vec<Key> = published
        .iter()
        .filter(|o| o.topics.iter().any(|t| t.main() == topic && *t != crate::offerings::Topic::Other))
        .map(|o| o.key.clone())
        .collect();
    let gap = offerings.is_empty().then_some(Gap::TopicNotCovered);
    TopicState { topic, offerings, gap }
}

/// What is missing where no offering meets the condition.
type Step<'a> = (Gap, &'a dyn Fn(&Offering) -> bool);

fn physical_place(register: &Register, own: &[&Offering], published: &[&Offering], today: Date) -> MinimumState {
    let holds = |o: &Offering| o.schedules.iter().any(|s| s.until.is_none_or(|day| day >= today));
    let staffed = |o: &Offering| {
        o.schedules
            .iter()
            .any(|s| s.until.is_none_or(|day| day >= today) && s.staffing == Staffing::Staffed)
    };
    let addressed = |o: &Offering| {
        o.schedules.iter().any(|s| {
            s.until.is_none_or(|day| day >= today)
                && s.staffing == Staffing::Staffed
                && has_address(register, &s.place, today)
        })
    };
    let open = |o: &Offering| matches!(o.access, Access::JustCome | Access::ByAppointment);
    let steps: [Step<'_>; 4] = [
        (Gap::NoDropInOrAppointment, &open),
        (Gap::NoSchedule, &holds),
        (Gap::NotStaffed, &staffed),
        (Gap::NoAddress, &addressed),
    ];
    let nothing = |gap| MinimumState {
        offerings: Vec::new(),
        gaps: vec![gap],
    };
    if own.is_empty() {
        return nothing(Gap::NoOwnOffering);
    }
    if published.is_empty() {
        return nothing(Gap::NotPublished);
    }
    let mut left = published.to_vec();
    for (gap, meets) in steps {
        left.retain(|o| meets(o));
        if left.is_empty() {
            return nothing(gap);
        }
    }
    MinimumState {
        offerings: left.iter().map(|o| o.key.clone()).collect(),
        gaps: Vec::new(),
    }
}

fn has_address(register: &Register, place: &Key, today: Date) -> bool {
    register
        .places
        .iter()
        .any(|p| p.key == *place && !p.street.trim().is_empty() && !p.town.trim().is_empty() && !over(p.ended, today))
}
