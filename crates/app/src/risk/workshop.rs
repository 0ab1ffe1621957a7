//! The workshop: one scenario at a time, large enough for a projector. What one screen chooses, every screen shows. A screen
//! that only shows has no buttons; every button is an ordinary form, so that it works without script as well.

use super::{
    forms,
    office::{Pairs, answer, assesses, id_of, version},
    scenario,
    store::{self, Part, Version},
    views,
};
use crate::{
    frame::{AppError, Cx},
    office::entered::{Entered, Problems},
    texts::{T, Words},
};
use axum::{
    Form,
    extract::{Path, Query},
    http::{HeaderMap, StatusCode},
    response::{Html, IntoResponse, Response},
};
use domain::{
    risk::{Knowledge, Rating, RiskScenario, library},
    shared::Id,
};
use ui::Audience;

/// Seconds between refreshes of a screen that only shows, where no script runs.
const REFRESH: u16 = 10;

/// `/kontor/ros/{id}/verksted`; with `?skjerm=1` it only shows, for a projector or a screen of somebody who takes part.
pub async fn page(cx: Cx, Path(id): Path<String>, Query(query): Query<Pairs>) -> Result<Response, AppError> {
    let v = version(&cx, &id).await?;
    let shows = crate::referrals::asked(&query, "skjerm") == "1" || !assesses(&cx) || super::office::is_closed(&v);
    let l = cx.locale();
    let body = views::workshop_page(&cx, &v, shows);
    let audience = if shows { Audience::Plain } else { Audience::Office };
    let mut shell = cx.shell(audience, l.t(T::RiskWorkshop));
    shell.scripts.push(&ui::assets::WORKSHOP_JS);
    if shows {
        shell.refresh_seconds = Some(REFRESH);
    }
    Ok(cx.html(&shell, &body))
}

/// The part that changes.
pub async fn content(cx: Cx, Path(id): Path<String>, Query(query): Query<Pairs>) -> Result<Response, AppError> {
    let v = version(&cx, &id).await?;
    let shows = crate::referrals::asked(&query, "skjerm") == "1" || !assesses(&cx) || super::office::is_closed(&v);
    Ok(Html(views::workshop(&cx, &v, shows, &Entered::default(), &Problems::new()).into_string()).into_response())
}

/// Says "changed" whenever something of the analysis changed.
pub async fn stream(cx: Cx, Path(id): Path<String>) -> Result<Response, AppError> {
    let id = version(&cx, &id).await?.id.to_string();
    crate::queue::live(&cx, move |e| e.topic == store::TOPIC && (e.id == id || e.id.is_empty()))
}

/// What a button does.
enum Act {
    /// To a scenario and a part of it.
    Go(Id, Part),
    /// One half of a rating.
    Rate(Part, fn(&mut Rating, u8), u8),
    /// How well it is known.
    Know(Knowledge),
    /// A measure.
    Measure,
    /// The library's measure.
    Proposed,
}

/// The scenario and part that come `by` steps after; the ends stay.
pub fn step(v: &Version, scenario: Id, part: Part, forward: bool) -> Option<(Id, Part)> {
    let at = v.analysis.scenarios.iter().position(|s| s.id == scenario)?;
    let parts = Part::ALL.len();
    let here = at * parts + Part::ALL.iter().position(|p| *p == part)?;
    let to = if forward { here + 1 } else { here.checked_sub(1)? };
    Some((v.analysis.scenarios.get(to / parts)?.id, Part::ALL[to % parts]))
}

fn act(v: &Version, s: &RiskScenario, part: Part, entered: &Entered) -> Option<Act> {
    match entered.get("gjor") {
        "neste" => return step(v, s.id, part, true).map(|(id, part)| Act::Go(id, part)),
        "forrige" => return step(v, s.id, part, false).map(|(id, part)| Act::Go(id, part)),
        "tiltak" => return Some(Act::Measure),
        "forslag" => return Some(Act::Proposed),
        _ => {}
    }
    if let Some(part) = Part::parse(entered.get("del")) {
        return Some(Act::Go(s.id, part));
    }
    let grade = |name: &str, most: usize| {
        entered.get(name).parse::<u8>().ok().filter(|g| (1..=most).contains(&usize::from(*g)))
    };
    let scale = &v.analysis.scale;
    if let Some(grade) = grade("s", scale.probability.len()) {
        return Some(Act::Rate(part, |r, g| r.probability = g, grade));
    }
    if let Some(grade) = grade("k", scale.consequence.len()) {
        return Some(Act::Rate(part, |r, g| r.consequence = g, grade));
    }
    Knowledge::parse(entered.get("kunnskap")).map(Act::Know)
}

/// A button was pressed. A script gets the part that changes back, a browser without is sent to the page.
pub async fn press(
    cx: Cx,
    Path(id): Path<String>,
    headers: HeaderMap,
    Form(pairs): Form<Pairs>,
) -> Result<Response, AppError> {
    let v = version(&cx, &id).await?;
    let entered = Entered::of(pairs);
    let (scenario, part) = (
        id_of(entered.get("hendelse"))?,
        Part::parse(entered.get("er")).ok_or(AppError::Absent)?,
    );
    let s = v.analysis.scenario(scenario).cloned().ok_or(AppError::Absent)?;
    let mut problems = Problems::new();
    match act(&v, &s, part, &entered) {
        Some(Act::Measure) => match forms::measure(&entered, Id([0; 16]), cx.locale()) {
            Ok(measure) => cx.write(move |tx| scenario::add(tx, v.id, s.id, &measure)).await?,
            Err(found) => problems = found,
        },
        Some(Act::Proposed) => {
            let from = s.origin.as_ref().and_then(|key| library().iter().find(|t| t.key == *key));
            let from = from.ok_or(AppError::Absent)?;
            let what = from.measure.get(v.analysis.language).to_owned();
            let measure = domain::risk::RiskMeasure {
                id: Id([0; 16]),
                what,
                owner: String::new(),
                due: None,
            };
            cx.write(move |tx| scenario::add(tx, v.id, s.id, &measure)).await?;
        }
        Some(act) => cx.write(move |tx| done(tx, v.id, s.id, &act)).await?,
        None => {}
    }
    let v = version(&cx, &id).await?;
    if !problems.is_empty() {
        let body = views::workshop(&cx, &v, false, &entered, &problems);
        if headers.contains_key("x-terskel-del") {
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(body.into_string())).into_response());
        }
        let body = views::workshop_around(&cx, &v, false, &body);
        return Ok(answer(
            &cx,
            StatusCode::UNPROCESSABLE_ENTITY,
            cx.locale().t(T::RiskWorkshop),
            &body,
        ));
    }
    if headers.contains_key("x-terskel-del") {
        let body = views::workshop(&cx, &v, false, &Entered::default(), &problems);
        return Ok(Html(body.into_string()).into_response());
    }
    Ok(cx.go(&format!("/kontor/ros/{id}/verksted")))
}

fn done(tx: &mut ::store::Tx, version: Id, scenario: Id, act: &Act) -> Result<(), AppError> {
    match act {
        Act::Go(to, part) => store::set_stage(tx, version, *to, *part),
        Act::Rate(part, set, grade) => store::change_scenario(tx, version, scenario, |s| {
            let none = Rating {
                probability: 0,
                consequence: 0,
            };
            let mut rating = match part {
                Part::After => s.after,
                Part::Before | Part::Measures => s.before,
            }
            .unwrap_or(none);
            set(&mut rating, *grade);
            match part {
                Part::After => s.after = Some(rating),
                Part::Before | Part::Measures => s.before = Some(rating),
            }
            Ok(())
        }),
        Act::Know(knowledge) => store::change_scenario(tx, version, scenario, |s| {
            s.knowledge = Some(*knowledge);
            Ok(())
        }),
        Act::Measure | Act::Proposed => Ok(()),
    }
}
