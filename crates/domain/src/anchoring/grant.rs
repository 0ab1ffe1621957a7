use super::{codes, maybe_key};
use crate::shared::Key;
use jiff::{ToSpan, civil::Date};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A part of an application. Some are put together from what is known already; the words are the municipality's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ApplicationPart {
    /// Why: the need.
    Need,
    /// For whom.
    TargetGroups,
    /// What is done, and when.
    Plan,
    /// What it costs, and who pays.
    Budget,
    /// With whom.
    Partners,
    /// What is to come of it, and how it is seen.
    Effect,
    /// How it is run and paid when the grant is used.
    Afterwards,
}
codes!(ApplicationPart {
    Need => "need",
    TargetGroups => "target_groups",
    Plan => "plan",
    Budget => "budget",
    Partners => "partners",
    Effect => "effect",
    Afterwards => "afterwards",
});

/// Centrality classes of Statistics Norway that may apply: from the most central (1) to the least (6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Centrality {
    /// The most central class that may apply.
    pub from: u8,
    /// The least central class that may apply.
    pub to: u8,
}

/// A call for applications (utlysning). Calls change every year: they are data, never code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GrantCall {
    /// The call it was taken from, of those that ship.
    #[serde(with = "maybe_key")]
    pub shipped: Option<Key>,
    /// Its name.
    pub name: String,
    /// Who gives the money.
    pub owner: String,
    /// The last day to apply; `None` when not known.
    pub deadline: Option<Date>,
    /// Who may apply, by centrality; `None` when every municipality may.
    pub centrality: Option<Centrality>,
    /// Who may apply and what is asked for, in words.
    pub terms: String,
    /// What the money may be used for, in words.
    pub pays_for: String,
    /// What an application must have.
    pub parts: Vec<ApplicationPart>,
    /// Where it can be read: an address, or empty.
    pub link: String,
}

/// Why a municipality may not apply, or why that is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Ineligible {
    /// The deadline was this day.
    TooLate(Date),
    /// Its centrality class is outside the call's.
    Centrality(u8),
    /// The call asks for a centrality class and nobody has said which the municipality has.
    CentralityUnknown,
}

impl GrantCall {
    /// What stands in the way of applying on a day. Whether the rest of the terms are met is for people to judge.
    #[must_use]
    pub fn hindrances(&self, class: Option<u8>, today: Date) -> Vec<Ineligible> {
        let late = self.deadline.filter(|day| *day < today).map(Ineligible::TooLate);
        let central = self.centrality.and_then(|asked| match class {
            None => Some(Ineligible::CentralityUnknown),
            Some(class) if class < asked.from || class > asked.to => Some(Ineligible::Centrality(class)),
            Some(_) => None,
        });
        late.into_iter().chain(central).collect()
    }
}

/// How far a grant has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GrantStatus {
    /// Being written.
    Drafting,
    /// Sent.
    Applied,
    /// Given.
    Granted,
    /// Refused.
    Refused,
    /// Used and reported.
    Closed,
}
codes!(GrantStatus {
    Drafting => "drafting",
    Applied => "applied",
    Granted => "granted",
    Refused => "refused",
    Closed => "closed",
});

/// A grant (tilskudd): from the application to the report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// What it is called.
    pub name: String,
    /// Who gives the money.
    pub giver: String,
    /// The call it answers, by the name it has in the municipality's list; may be empty.
    #[serde(default)]
    pub call: String,
    /// How far it has come.
    pub status: GrantStatus,
    /// Its number at the giver or in the municipality's case system; may be empty.
    pub reference: String,
    /// What is applied for, in øre.
    pub applied: i64,
    /// What is granted, in øre; 0 while nothing is.
    pub granted: i64,
    /// The first day the money may be used.
    pub first_day: Option<Date>,
    /// The last day the money may be used.
    pub last_day: Option<Date>,
    /// What is planned for each kind of spending, in øre, by its code.
    pub planned: BTreeMap<String, i64>,
    /// The parts of the application in the municipality's own words, by their codes.
    pub words: BTreeMap<String, String>,
}

impl Grant {
    /// A part of the application in the municipality's own words; empty when it is not written.
    #[must_use]
    pub fn words(&self, part: ApplicationPart) -> &str {
        self.words.get(part.code()).map_or("", String::as_str)
    }

    /// What is planned for a kind of spending, in øre.
    #[must_use]
    pub fn planned(&self, kind: SpendingKind) -> i64 {
        self.planned.get(kind.code()).copied().unwrap_or(0)
    }

    /// How near the end of the money is: see [`money_alarm`]. Only for money that was given and is not reported on.
    #[must_use]
    pub fn alarm(&self, today: Date) -> Option<i8> {
        money_alarm(self.last_day.filter(|_| self.status == GrantStatus::Granted)?, today)
    }
}

/// The months before the money ends at which somebody is told.
pub const ALARM_MONTHS: [i8; 3] = [12, 6, 3];

/// The nearest of 12, 6 and 3 months within which money ends; 0 when its last day has passed. `None` while there is more than
/// a year left.
#[must_use]
pub fn money_alarm(last_day: Date, today: Date) -> Option<i8> {
    if today > last_day {
        return Some(0);
    }
    ALARM_MONTHS.into_iter().rev().find(|m| today.saturating_add(m.months()) >= last_day)
}

/// Something the giver asks for (vilkår), with its day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GrantCondition {
    /// What is asked for.
    pub what: String,
    /// By when; `None` when no day is set.
    pub due: Option<Date>,
    /// Who sees to it: a role, not a person.
    pub owner: String,
    /// When it was done; `None` while it is not.
    pub done: Option<Date>,
}

/// The days before a condition is due at which somebody is told.
pub const CONDITION_ALARM_DAYS: [i32; 2] = [30, 7];

impl GrantCondition {
    /// How near its day it is: the nearest of 30 and 7 days within which it is due. `None` while there is more time, when it is
    /// done, has no day, or the day has passed: then it is late, and stands so on the list of what is due.
    #[must_use]
    pub fn alarm(&self, today: Date) -> Option<i32> {
        let due = self.due.filter(|due| self.done.is_none() && *due >= today)?;
        CONDITION_ALARM_DAYS.into_iter().rev().find(|days| today.saturating_add(days.days()) >= due)
    }
}

/// What the money goes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SpendingKind {
    /// Those who guide.
    Guides,
    /// Training of those who guide.
    Training,
    /// Making the service known.
    Marketing,
    /// Letting people take part: rooms, interpreters, travel.
    Participation,
    /// Equipment.
    Equipment,
    /// Running the project.
    Project,
}
codes!(SpendingKind {
    Guides => "guides",
    Training => "training",
    Marketing => "marketing",
    Participation => "participation",
    Equipment => "equipment",
    Project => "project",
});

/// Money of a grant that was used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spending {
    /// The day.
    pub on: Date,
    /// What for.
    pub kind: SpendingKind,
    /// Øre.
    pub ore: i64,
    /// What was bought or paid.
    pub what: String,
}

/// What is planned and used for one kind of spending, in øre.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SpendingSum {
    /// What for.
    pub kind: SpendingKind,
    /// What is planned.
    pub planned: i64,
    /// What is used.
    pub used: i64,
}

/// What is planned and used, kind by kind; kinds without either are left out.
#[must_use]
pub fn spent(grant: &Grant, spending: &[&Spending]) -> Vec<SpendingSum> {
    let of = |kind: SpendingKind| SpendingSum {
        kind,
        planned: grant.planned(kind),
        used: spending.iter().filter(|s| s.kind == kind).map(|s| s.ore).sum(),
    };
    SpendingKind::ALL.iter().copied().map(of).filter(|s| s.planned != 0 || s.used != 0).collect()
}
