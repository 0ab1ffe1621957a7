//! What waits for somebody: read from the register and the day, nothing else.

use domain::{
    boundaries::{Gap, coverage, effective},
    offerings::Offering,
    register::Register,
    schedule::next_occurrences,
    shared::{Key, Locale, Localized},
};
use jiff::{Timestamp, civil::Date};

/// How long a confirmation is good for, in days.
pub const CONFIRMED_FOR_DAYS: i32 = 180;

/// A thing that is named on a card, with the office page where it is mended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Its name.
    pub name: Localized,
    /// The path of the page.
    pub path: String,
}

/// Something that waits, most pressing first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Waiting {
    /// A deviation without a risk assessment past its deadline.
    RiskOverdue(Localized, Date),
    /// A deviation whose day to be looked at again has come.
    ReviewDue(Named, Date),
    /// A published offering without a coming occurrence.
    NoTimes(Named),
    /// What the national recommendation asks for and is missing.
    MissingContent(usize),
    /// A deviation without a risk assessment, with its deadline when there is one.
    RiskMissing(Localized, Option<Date>),
    /// A draft.
    Draft(Named),
    /// Organisations not confirmed for half a year.
    NotConfirmed(Vec<Named>),
    /// Things with fields that nobody has confirmed.
    Assumed(Vec<Named>),
    /// Published offerings without their texts in a language.
    MissingTexts(Locale, Vec<Named>),
}

/// Everything that waits today.
#[must_use]
pub fn waiting(register: &Register, today: Date, now: Timestamp) -> Vec<Waiting> {
    let going = || register.offerings.iter().filter(|o| o.ended.is_none_or(|ended| ended > today));
    let mut out = risks(register, today);
    for o in going() {
        if !o.published {
            out.push(Waiting::Draft(named(o, "")));
        } else if next_occurrences(register, o, now, 1).is_empty() {
            out.push(Waiting::NoTimes(named(o, "/tider")));
        }
    }
    out.extend(Some(missing_content(register, today)).filter(|n| *n > 0).map(Waiting::MissingContent));
    let stale = not_confirmed(register, today);
    out.extend(Some(stale).filter(|s| !s.is_empty()).map(Waiting::NotConfirmed));
    let assumed = assumed(register);
    out.extend(Some(assumed).filter(|a| !a.is_empty()).map(Waiting::Assumed));
    for locale in Locale::ALL {
        let blank = |o: &&Offering| [&o.name, &o.summary].iter().any(|t| t.exact(locale).is_empty());
        let missing: Vec<Named> = going().filter(|o| o.published).filter(blank).map(|o| named(o, "/tekster")).collect();
        out.extend(Some(missing).filter(|m| !m.is_empty()).map(|m| Waiting::MissingTexts(locale, m)));
    }
    out.sort_by_key(rank);
    out
}

const fn rank(w: &Waiting) -> u8 {
    match w {
        Waiting::RiskOverdue(..) => 0,
        Waiting::NoTimes(_) => 1,
        Waiting::MissingContent(_) => 2,
        Waiting::RiskMissing(..) => 3,
        Waiting::ReviewDue(..) => 4,
        Waiting::Draft(_) => 5,
        Waiting::NotConfirmed(_) => 6,
        Waiting::Assumed(_) => 7,
        Waiting::MissingTexts(..) => 8,
    }
}

fn named(o: &Offering, part: &str) -> Named {
    Named {
        name: o.name.clone(),
        path: format!("/kontor/tilbud/{}{part}", o.key),
    }
}

fn risks(register: &Register, today: Date) -> Vec<Waiting> {
    let mut out = Vec::new();
    for rule in effective(register, today) {
        for d in rule.deviations() {
            let name = rule.rule.map_or_else(|| d.reason.clone(), |r| r.title.clone());
            if d.missing_risk_assessment {
                out.push(match d.due {
                    Some(due) if d.overdue => Waiting::RiskOverdue(name.clone(), due),
                    due => Waiting::RiskMissing(name.clone(), due),
                });
            }
            if let Some(day) = d.review_on.filter(|_| d.review_due) {
                let path = format!("/kontor/grenser/{}?avvik={}", rule.code, d.key);
                out.push(Waiting::ReviewDue(Named { name, path }, day));
            }
        }
    }
    out
}

/// How many of the six topics, and conditions of a physical place, are missing. Whether employees are competent is stated
/// elsewhere and not counted here.
fn missing_content(register: &Register, today: Date) -> usize {
    let coverage = coverage(register, None, today);
    let topics = coverage.topics.iter().filter(|t| t.gap.is_some()).count();
    topics + coverage.physical_place.gaps.iter().filter(|g| **g != Gap::NoCompetenceStatement).count()
}

fn not_confirmed(register: &Register, today: Date) -> Vec<Named> {
    let old = |day: Date| day.until(today).is_ok_and(|span| span.get_days() > CONFIRMED_FOR_DAYS);
    let here = register.organisations.iter().filter(|o| o.ended.is_none());
    here.filter(|o| o.last_confirmed.is_none_or(old))
        .map(|o| Named {
            name: o.name.clone(),
            path: format!("/kontor/aktorer/{}", o.key),
        })
        .collect()
}

fn assumed(register: &Register) -> Vec<Named> {
    let of = |name: &Localized, path: String| Named {
        name: name.clone(),
        path,
    };
    let m = &register.municipality;
    let own = (!m.assumed.is_empty()).then(|| of(&m.service_name, "/kontor/kommunen".to_owned()));
    let path = |folder: &str, key: &Key| format!("/kontor/{folder}/{key}");
    let offerings = register.offerings.iter().filter(|o| o.ended.is_none() && !o.assumed.is_empty());
    let places = register.places.iter().filter(|p| p.ended.is_none() && !p.assumed.is_empty());
    let organisations = register.organisations.iter().filter(|o| o.ended.is_none() && !o.assumed.is_empty());
    own.into_iter()
        .chain(offerings.map(|o| of(&o.name, path("tilbud", &o.key))))
        .chain(places.map(|p| of(&p.name, path("steder", &p.key))))
        .chain(organisations.map(|o| of(&o.name, path("aktorer", &o.key))))
        .collect()
}
