//! What somebody should see to: strategies and decisions that lapse, money that ends, conditions and measurements with a day.

use super::{
    office::gathered,
    store::{GrantWithParts, Grounds, grounds},
    words,
};
use crate::{
    frame::{AppError, Cx},
    risk,
    texts::{T, Words},
};
use ::store::Query;
use domain::{
    anchoring::{Footing, StrategyStatus, outlook, unanchored},
    register::Register,
    risk::{Due, DueKind},
    schedule::day_in_words,
    shared::Locale,
};
use jiff::{ToSpan, civil::Date};
use ui::{args, parts::Tone};

/// Conditions and measurements are told of from so many days before.
const AHEAD_DAYS: i32 = 30;
/// A month without money is told of from so many months before.
const MONTHS_AHEAD: i32 = 12;

/// Something that somebody should know.
pub struct Alert {
    /// How pressing it is.
    pub tone: Tone,
    /// What it is, in a sentence.
    pub text: String,
    /// The page where something can be done.
    pub path: String,
    /// Whether it stands, late, among the deadlines too.
    pub late: bool,
}

fn alert(tone: Tone, text: String, path: String) -> Alert {
    Alert {
        tone,
        text,
        path,
        late: false,
    }
}

/// Everything somebody should know, the most pressing first.
pub fn alerts(g: &Grounds, register: &Register, today: Date, l: Locale) -> Vec<Alert> {
    let mut out = of_money(g, today, l);
    out.extend(g.grants.iter().flat_map(|grant| of_grant(grant, today, l)));
    out.extend(
        due_of(g, today, l)
            .into_iter()
            .filter(|d| d.is_late(today) && d.kind != DueKind::GrantEnds)
            .map(|d| Alert {
                tone: Tone::Stop,
                text: format!("{}: {}", risk::due_words(d.kind, l), d.what),
                path: d.path,
                late: true,
            }),
    );
    for s in g.strategies.iter().filter(|s| s.strategy.status(today.year()) == StrategyStatus::LastYear) {
        let text = l.ta(T::AnchoringAlertLastYear, &args![("name", s.strategy.name.as_str())]);
        out.push(alert(Tone::Look, text, "/kontor/forankring/strategier".to_owned()));
    }
    let commitments: Vec<_> = g.commitments.iter().map(|(_, c)| c).collect();
    let bare = unanchored(&register.offerings, &commitments, today).len();
    if !commitments.is_empty() && bare > 0 {
        let text = l.ta(T::AnchoringAlertUnanchored, &args![("n", bare)]);
        out.push(alert(Tone::Look, text, "/kontor/forankring/vedtak".to_owned()));
    }
    out.sort_by_key(|a| a.tone != Tone::Stop);
    out
}

fn of_money(g: &Grounds, today: Date, l: Locale) -> Vec<Alert> {
    let red = outlook(&g.budget, g.budget.frame.running, Footing::Secured).turns_red(today);
    let soon = today.saturating_add(MONTHS_AHEAD.months());
    let near = red.filter(|month| *month <= soon && !g.budget.money.is_empty());
    let told = near.map(|month| {
        let text = l.ta(T::AnchoringAlertRed, &args![("month", words::month(month, l))]);
        alert(Tone::Stop, text, "/kontor/forankring/budsjett".to_owned())
    });
    told.into_iter().collect()
}

fn of_grant(grant: &GrantWithParts, today: Date, l: Locale) -> Option<Alert> {
    let months = grant.grant.alarm(today)?;
    let tone = if months <= 3 { Tone::Stop } else { Tone::Look };
    let text = format!("{}: {}", grant.grant.name, words::alarm(months, l));
    Some(Alert {
        late: months == 0,
        ..alert(tone, text, format!("/kontor/forankring/tilskudd/{}", grant.id))
    })
}

fn due_of(g: &Grounds, today: Date, l: Locale) -> Vec<Due> {
    let soon = today.saturating_add(AHEAD_DAYS.days());
    let item = |kind, owner: &str, what: &str, about: &str, day: Date, path: &str| Due {
        kind,
        owner: owner.to_owned(),
        what: what.to_owned(),
        about: about.to_owned(),
        day: Some(day),
        path: format!("/kontor/forankring/{path}"),
    };
    let mut out = Vec::new();
    for s in &g.strategies {
        let last = s.strategy.last_year.and_then(|year| Date::new(year, 12, 31).ok());
        if let Some(day) = last.filter(|day| *day <= soon && s.strategy.replaced_by.is_empty()) {
            out.push(item(DueKind::StrategyEnds, "", &s.strategy.name, "", day, "strategier"));
        }
    }
    for (_, c) in &g.commitments {
        if let Some(day) = c.valid_to.filter(|day| *day <= soon) {
            out.push(item(DueKind::CommitmentEnds, "", &c.title, &c.body, day, "vedtak"));
        }
    }
    for b in &g.benefits {
        if let Some(day) = b.benefit.next.filter(|day| *day <= soon) {
            out.push(item(
                DueKind::BenefitMeasured,
                &b.benefit.owner,
                &b.benefit.effect,
                "",
                day,
                "gevinster",
            ));
        }
    }
    for grant in &g.grants {
        let page = format!("tilskudd/{}", grant.id);
        if let (Some(_), Some(day)) = (grant.grant.alarm(today), grant.grant.last_day) {
            let what = l.ta(T::AnchoringDueGrantDo, &args![("day", day_in_words(day, today, l))]);
            out.push(item(DueKind::GrantEnds, "", &what, &grant.grant.name, day, &page));
        }
        let open = grant.conditions.iter().filter(|(_, c)| c.done.is_none());
        for (_, c) in open {
            if let Some(day) = c.due.filter(|day| *day <= soon) {
                out.push(item(
                    DueKind::GrantCondition,
                    &c.owner,
                    &c.what,
                    &grant.grant.name,
                    day,
                    &page,
                ));
            }
        }
    }
    out
}

/// What is due here, for the list of deadlines: strategies and decisions that lapse and conditions and measurements within a
/// month, and money that ends within a year.
///
/// # Errors
/// A fault of the database.
pub fn due(q: &mut impl Query, today: Date, l: Locale) -> Result<Vec<Due>, AppError> {
    Ok(due_of(&grounds(q, today)?, today, l))
}

/// What waits in the office beside the deadlines: money that ends, strategies in their last year, offerings that rest on
/// nothing. `None` when nothing does, and while nothing is written here.
///
/// # Errors
/// A fault of the database.
pub async fn waits(cx: &Cx) -> Result<Option<String>, AppError> {
    let (g, published) = (gathered(cx).await?, cx.published().await?);
    let l = cx.locale();
    let all: Vec<Alert> = alerts(&g, &published.register, cx.today(), l).into_iter().filter(|a| !a.late).collect();
    let more = all.len().saturating_sub(1);
    Ok(all.first().map(|first| l.ta(T::AnchoringWaits, &args![("what", first.text.as_str()), ("n", more)])))
}
