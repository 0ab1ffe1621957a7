//! Everything that somebody has to do by a day, by who has to do it.

use super::{
    office::answer,
    store::{self, About},
    views, words,
};
use crate::{
    frame::{AppError, Cx},
    guides,
    texts::{T, Words},
};
use ::store::Query;
use axum::{http::StatusCode, response::Response};
use domain::{
    access::Permission,
    boundaries::effective,
    guides::{Gate, Requirement},
    register::Register,
    risk::{AnalysisStatus, Due, DueKind, MeasureLog, RiskMeasure, by_owner, next_check, progress},
    shared::Locale,
};
use jiff::{ToSpan, civil::Date};
use ui::args;

/// Reviews and walks are shown from so many days before.
const AHEAD_DAYS: i32 = 30;

/// What is due of a measure: that it is done, or that somebody looks whether it works. Nothing when it was given up.
fn of_measure(m: &RiskMeasure, log: &[MeasureLog], about: &str, today: Date) -> Option<Due> {
    let p = progress(log, m.id, today);
    if p.is_dropped() {
        return None;
    }
    let (kind, day) = if p.is_done() {
        (DueKind::Effect, Some(p.effect_due()?))
    } else {
        (DueKind::Measure, m.due)
    };
    Some(Due {
        kind,
        owner: m.owner.clone(),
        what: m.what.clone(),
        about: about.to_owned(),
        day,
        path: format!("/kontor/ros/tiltak/{}", m.id),
    })
}

fn of_analyses(q: &mut impl Query, today: Date) -> Result<Vec<Due>, AppError> {
    let (in_force, log, reopened) = (store::in_force(q)?, store::log(q)?, store::reopenings(q)?);
    let soon = today.saturating_add(AHEAD_DAYS.days());
    let mut out = Vec::new();
    for v in &in_force {
        let (a, page) = (&v.analysis, format!("/kontor/ros/{}", v.id));
        if let Some(day) = a.review.filter(|day| *day <= soon && v.status == AnalysisStatus::Approved) {
            out.push(Due {
                kind: DueKind::Review,
                owner: a.owner.clone(),
                what: a.title.clone(),
                about: String::new(),
                day: Some(day),
                path: page.clone(),
            });
        }
        for s in &a.scenarios {
            let at = format!("{page}/scenario/{}", s.id);
            out.extend(s.measures.iter().filter_map(|m| of_measure(m, &log, &s.title, today)));
            let again = s.review.filter(|day| *day <= soon).map(|day| (DueKind::Review, Some(day), s.title.clone()));
            let happened = reopened.iter().filter(|r| r.scenario == s.id);
            let happened = happened.map(|r| (DueKind::Reopened, Some(r.on), format!("{} – {}", s.title, r.why)));
            out.extend(happened.chain(again).map(|(kind, day, what)| Due {
                kind,
                owner: a.owner.clone(),
                what,
                about: a.title.clone(),
                day,
                path: at.clone(),
            }));
        }
    }
    Ok(out)
}

fn of_places(q: &mut impl Query, register: &Register, today: Date, l: Locale) -> Result<Vec<Due>, AppError> {
    let (walks, loose, log) = (store::walks(q)?, store::loose(q)?, store::log(q)?);
    let soon = today.saturating_add(AHEAD_DAYS.days());
    let mut out = Vec::new();
    for place in super::places::places(register, today) {
        let last = walks.iter().find(|w| w.place == place.key);
        let day = next_check(last.map(|w| w.on), today);
        if day <= soon {
            out.push(Due {
                kind: DueKind::PlaceCheck,
                owner: last.map(|w| w.by.clone()).unwrap_or_default(),
                what: l.t(T::RiskDueWalk),
                about: place.name.get(l).to_owned(),
                day: Some(day),
                path: format!("/kontor/ros/steder/{}", place.key),
            });
        }
    }
    let in_force = store::in_force(q)?;
    for (m, about) in &loose {
        let name = match about {
            About::Place(key) => register.places.iter().find(|p| p.key == *key).map(|p| p.name.get(l).to_owned()),
            About::Scenario(id) => in_force.iter().find_map(|v| v.analysis.scenario(*id)).map(|s| s.title.clone()),
        };
        out.extend(of_measure(m, &log, &name.unwrap_or_default(), today));
    }
    Ok(out)
}

/// What is decided otherwise here and lacks a risk assessment, or is to be looked at again soon.
fn of_boundaries(register: &Register, today: Date, l: Locale) -> Vec<Due> {
    let soon = today.saturating_add(AHEAD_DAYS.days());
    let mut out = Vec::new();
    for rule in effective(register, today) {
        let title = rule.rule.map_or(rule.code.as_str(), |r| r.title.get(l));
        for d in rule.deviations() {
            let due = |kind, what: String, day| Due {
                kind,
                owner: d.owner.clone(),
                what,
                about: title.to_owned(),
                day,
                path: format!("/kontor/grenser/{}?avvik={}", rule.code, d.key),
            };
            if d.missing_risk_assessment {
                out.push(due(DueKind::Deviation, l.t(T::RiskDueDeviationDo), d.due));
            }
            if d.review_on.is_some_and(|day| day <= soon) {
                out.push(due(DueKind::Review, l.t(T::RiskDueDeviationReview), d.review_on));
            }
        }
    }
    out
}

fn of_guides(q: &mut impl Query, today: Date, l: Locale) -> Result<Vec<Due>, AppError> {
    let grounds = guides::gate_store::grounds(q)?;
    let asks = guides::store::asks_erasure(q)?;
    let mut out = Vec::new();
    for p in guides::store::everybody(q)? {
        // She is answered within a month (GDPR Article 12(3)).
        out.extend(asks.get(&p.guide.id).map(|asked| Due {
            kind: DueKind::Erasure,
            owner: String::new(),
            what: l.ta(T::RiskDueErasureDo, &args![("name", p.guide.name.as_str())]),
            about: String::new(),
            day: Some(asked.saturating_add(1.months())),
            path: format!("/kontor/folk/{}/slutte", p.guide.id),
        }));
        let missing = match grounds.ready(&p, today) {
            Gate::Closed { missing } | Gate::Grace { missing, .. } => missing,
            Gate::Open | Gate::Overridden { .. } => Vec::new(),
        };
        let lacking = missing.into_iter().map(|r| (r, None));
        let lapsing = grounds.warnings(&p, today).into_iter().map(|w| (w.requirement, Some(w.last_good)));
        let needs = lacking.chain(lapsing).filter(|(r, _)| matches!(r, Requirement::Training(_)));
        out.extend(needs.map(|(r, day)| Due {
            kind: DueKind::Training,
            owner: p.guide.name.clone(),
            what: guides::words::requirement(&r, &grounds.rules, l),
            about: String::new(),
            day,
            path: format!("/kontor/laering/veileder/{}", p.guide.id),
        }));
    }
    Ok(out)
}

/// Everything that is due and that who asks may see: training of guides is for those who lead them.
///
/// # Errors
/// A fault of the database.
pub async fn due(cx: &Cx) -> Result<Vec<Due>, AppError> {
    let published = cx.published().await?;
    let (today, l) = (cx.today(), cx.locale());
    let leads = cx.session.as_ref().is_some_and(|s| s.may(Permission::ManageGuides));
    cx.read(move |r| {
        let register = &published.register;
        let mut out = of_analyses(r, today)?;
        out.extend(of_places(r, register, today, l)?);
        out.extend(of_boundaries(register, today, l));
        out.extend(crate::anchoring::due(r, today, l)?);
        if leads {
            out.extend(of_guides(r, today, l)?);
        }
        Ok(out)
    })
    .await
}

/// `/kontor/frister`: the list.
pub async fn page(cx: Cx) -> Result<Response, AppError> {
    let all = by_owner(due(&cx).await?);
    let body = views::deadlines(&cx, &all);
    Ok(answer(&cx, StatusCode::OK, cx.locale().t(T::RiskDeadlines), &body))
}

/// What waits in the office: what is late, in a sentence. `None` when nothing is.
///
/// # Errors
/// A fault of the database.
pub async fn waits(cx: &Cx) -> Result<Option<String>, AppError> {
    let (l, today) = (cx.locale(), cx.today());
    let mut late: Vec<Due> = due(cx).await?.into_iter().filter(|d| d.is_late(today)).collect();
    late.sort_by_key(|d| (d.kind, d.day));
    let Some(first) = late.first() else {
        return Ok(None);
    };
    let what = format!("{}: {}", words::due(first.kind, l), first.what);
    Ok(Some(l.ta(T::RiskWaits, &ui::args![("n", late.len()), ("what", what)])))
}
