use super::SituationRefusal;
use crate::shared::Localized;
use jiff::civil::Date;

/// What a figure measures. Figures of different kinds are never added, compared or put in one row: the 14 per cent with weak
/// skills, the 20 per cent who are vulnerable and the 5.3 per cent who went without are three different things.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FactKind {
    /// Digital skills, or no use at all.
    Skills,
    /// Who is among those with weak skills.
    WeakGroups,
    /// Who wants to become better.
    SkillsWish,
    /// Strong users.
    StrongUse,
    /// Vulnerable in meeting digital public services.
    Vulnerable,
    /// Reduced function, dementia.
    Function,
    /// Use of the internet.
    InternetUse,
    /// Needed a public service online, and did not use it.
    UnmetNeed,
    /// Use of electronic ID.
    EidUse,
    /// Lacks BankID or a network.
    Access,
    /// Groups at risk.
    RiskGroups,
    /// Something else that the municipality has found; like nothing but itself.
    Other,
}

impl FactKind {
    /// Every kind.
    pub const ALL: [Self; 12] = [
        Self::Skills,
        Self::WeakGroups,
        Self::SkillsWish,
        Self::StrongUse,
        Self::Vulnerable,
        Self::Function,
        Self::InternetUse,
        Self::UnmetNeed,
        Self::EidUse,
        Self::Access,
        Self::RiskGroups,
        Self::Other,
    ];

    /// Whether such a figure counts those who have it harder: who lacks skills, access or what they came for. How many use the
    /// internet counts the others, and is no need.
    #[must_use]
    pub const fn is_need(self) -> bool {
        matches!(
            self,
            Self::Skills
                | Self::WeakGroups
                | Self::Vulnerable
                | Self::Function
                | Self::UnmetNeed
                | Self::Access
                | Self::RiskGroups
        )
    }

    /// Stable code used in tables and files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Skills => "skills",
            Self::WeakGroups => "weak_groups",
            Self::SkillsWish => "skills_wish",
            Self::StrongUse => "strong_use",
            Self::Vulnerable => "vulnerable",
            Self::Function => "function",
            Self::InternetUse => "internet_use",
            Self::UnmetNeed => "unmet_need",
            Self::EidUse => "eid_use",
            Self::Access => "access",
            Self::RiskGroups => "risk_groups",
            Self::Other => "other",
        }
    }

    /// Reads a code written by [`FactKind::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }
}

/// Ages in whole years, both ends included. Without an end, everyone older is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Ages {
    /// The youngest.
    pub from: u8,
    /// The oldest; `None` for everyone older.
    pub to: Option<u8>,
}

impl Ages {
    /// Everyone.
    pub const ALL: Self = Self { from: 0, to: None };

    /// From an age and upwards.
    #[must_use]
    pub const fn over(from: u8) -> Self {
        Self { from, to: None }
    }

    /// From one age to another.
    #[must_use]
    pub const fn between(from: u8, to: u8) -> Self {
        Self { from, to: Some(to) }
    }

    /// As people write it: `67–79` or `80+`.
    #[must_use]
    pub fn words(self) -> String {
        match self.to {
            Some(to) if to == self.from => to.to_string(),
            Some(to) => format!("{}–{to}", self.from),
            None => format!("{}+", self.from),
        }
    }
}

/// A dated figure or finding with its source (faktum).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Its key, a part of its address.
    pub code: String,
    /// What it measures.
    pub kind: FactKind,
    /// The figure as it is written: `14 %`, `6 av 10`; empty for a finding in words.
    pub figure: String,
    /// The share in thousandths, 1–1000, where the figure is one.
    pub share: Option<u16>,
    /// Whom the share is of, where that is said in years of age.
    pub ages: Option<Ages>,
    /// The year the data is from; the earliest where it is several. 0 is not known, and refused.
    pub year: i16,
    /// The years as they are written where they are several: `2023/2024`.
    pub years: String,
    /// The year of publication, where it is known.
    pub published: Option<i16>,
    /// The title of the publication.
    pub publication: String,
    /// Who published it.
    pub publisher: String,
    /// Where it can be read (absolute address).
    pub url: String,
    /// The figure in a sentence.
    pub title: Localized,
    /// What it measures, and what not.
    pub definition: Localized,
    /// Whom it is about.
    pub population: Localized,
    /// The fact that has taken its place.
    pub superseded_by: Option<String>,
    /// The fact this one takes the place of; only the municipality's own.
    pub supersedes: Option<String>,
    /// Whether the municipality wrote it.
    pub own: bool,
}

/// What to be careful about before a fact is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FactWarning {
    /// So many years have gone since the data was collected.
    Old(i16),
    /// Another fact has taken its place.
    Superseded(String),
}

/// How many years a figure is fresh where the municipality has not said otherwise.
pub const USUAL_YEARS: u8 = 3;

impl Fact {
    /// Whether the fact may be printed at all.
    ///
    /// # Errors
    /// [`SituationRefusal::NoYear`] and [`SituationRefusal::NoSource`]: a figure without its year and source is no fact.
    pub fn check(&self) -> Result<(), SituationRefusal> {
        if !(1900..=2200).contains(&self.year) {
            return Err(SituationRefusal::NoYear);
        }
        if self.publisher.trim().is_empty() || self.publication.trim().is_empty() {
            return Err(SituationRefusal::NoSource);
        }
        Ok(())
    }

    /// The year or years as they are written.
    #[must_use]
    pub fn year_words(&self) -> String {
        if self.years.is_empty() {
            self.year.to_string()
        } else {
            self.years.clone()
        }
    }

    /// What to be careful about today, when figures are fresh for so many years.
    #[must_use]
    pub fn warnings(&self, today: Date, fresh_years: u8) -> Vec<FactWarning> {
        let age = today.year() - self.year;
        let old = (age > i16::from(fresh_years)).then_some(FactWarning::Old(age));
        let gone = self.superseded_by.clone().map(FactWarning::Superseded);
        old.into_iter().chain(gone).collect()
    }
}

/// The facts with what each has been replaced by, from what the others say they take the place of.
#[must_use]
pub fn replaced(mut facts: Vec<Fact>) -> Vec<Fact> {
    let newer: Vec<(String, String)> =
        facts.iter().filter_map(|f| Some((f.supersedes.clone()?, f.code.clone()))).collect();
    for fact in &mut facts {
        if let Some((_, by)) = newer.iter().find(|(old, by)| *old == fact.code && *by != fact.code) {
            fact.superseded_by = Some(by.clone());
        }
    }
    facts
}

/// Whether facts may stand in one row, one sentence or one chart.
///
/// # Errors
/// [`SituationRefusal::KindsMixed`] when they measure different things; what [`Fact::check`] refuses.
pub fn together(facts: &[&Fact]) -> Result<(), SituationRefusal> {
    facts.iter().try_for_each(|f| f.check())?;
    let one_kind = facts.windows(2).all(|w| w[0].kind == w[1].kind);
    let alone = facts.len() < 2 || facts.iter().all(|f| f.kind != FactKind::Other);
    if one_kind && alone {
        Ok(())
    } else {
        Err(SituationRefusal::KindsMixed)
    }
}

/// How many people of some ages there are, with year and source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PeopleCount {
    /// How many.
    pub persons: u32,
    /// On 1 January of this year.
    pub year: i16,
    /// Where it is known from.
    pub source: String,
}

/// A local estimate (anslag): a national share times the people who live here. Always shown with its formula.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Estimate {
    /// The code of the fact.
    pub fact: String,
    /// What the fact measures: estimates of different kinds are no more alike than their facts.
    pub kind: FactKind,
    /// The share in thousandths.
    pub share: u16,
    /// The year or years of the share.
    pub share_years: String,
    /// Whom the share is of.
    pub ages: Ages,
    /// The people here.
    pub people: PeopleCount,
    /// About how many that is: two figures, never more exact than the share.
    pub about: u32,
}

/// A share of the people who live here.
///
/// ```
/// use domain::situation::{LocalPopulation, estimate, shipped_facts};
/// let fact = shipped_facts().iter().find(|f| f.code == "svake-eller-utenfor").unwrap();
/// let bergen = LocalPopulation::shipped("4601").unwrap();
/// let estimate = estimate(fact, |ages| bergen.people(ages)).unwrap();
/// assert_eq!(estimate.people.year, 2026);
/// assert_eq!(estimate.about % 1000, 0);
/// ```
///
/// # Errors
/// [`SituationRefusal::NoShare`] when the fact is no share of given ages, [`SituationRefusal::NoPopulation`] when nobody has
/// counted people of those ages here; what [`Fact::check`] refuses.
pub fn estimate(fact: &Fact, people: impl Fn(Ages) -> Option<PeopleCount>) -> Result<Estimate, SituationRefusal> {
    fact.check()?;
    let (Some(share), Some(ages)) = (fact.share, fact.ages) else {
        return Err(SituationRefusal::NoShare);
    };
    let people = people(ages).ok_or(SituationRefusal::NoPopulation)?;
    let exact = u64::from(people.persons) * u64::from(share) / 1000;
    Ok(Estimate {
        fact: fact.code.clone(),
        kind: fact.kind,
        share,
        share_years: fact.year_words(),
        ages,
        about: u32::try_from(about(exact)).unwrap_or(u32::MAX),
        people,
    })
}

/// Two figures: 1 728 becomes 1 700, 22 becomes 20. One to nine people are said to be ten.
fn about(exact: u64) -> u64 {
    let mut step = 10;
    while exact >= step * 100 {
        step *= 10;
    }
    let rounded = (exact + step / 2) / step * step;
    if exact > 0 { rounded.max(10) } else { 0 }
}
