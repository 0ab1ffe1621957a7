//! The places: a walk through with the checklist, and the measures that follow from it.

use super::{
    forms,
    office::{Pairs, answer, name_of, status_of},
    store, views,
};
use crate::{
    frame::{AppError, Cx},
    office::entered::{Entered, Problems, Reading},
    texts::{T, Words},
};
use axum::{Form, extract::Path, http::StatusCode, response::Response};
use domain::{
    places::Place,
    risk::{CheckAnswer, CheckItemAnswer, MeasureLog, PlaceCheck, RiskMeasure, check_items},
    shared::{Id, Key},
};

/// The places where people get help, that have not ended.
pub fn places(register: &domain::register::Register, today: jiff::civil::Date) -> Vec<&Place> {
    let used = |p: &Place| {
        register
            .offerings
            .iter()
            .any(|o| o.ended.is_none_or(|d| d > today) && o.schedules.iter().any(|s| s.place == p.key))
    };
    register.places.iter().filter(|p| p.ended.is_none_or(|d| d > today) && used(p)).collect()
}

/// A place with what is known of it.
pub struct Seen {
    /// The place.
    pub place: Place,
    /// Its walks, the newest first.
    pub walks: Vec<PlaceCheck>,
    /// The measures for it.
    pub measures: Vec<RiskMeasure>,
    /// What happened to them.
    pub log: Vec<MeasureLog>,
}

async fn seen(cx: &Cx, key: &str) -> Result<Seen, AppError> {
    let published = cx.published().await?;
    let place = published.place(key).cloned().ok_or(AppError::Absent)?;
    let (walks, loose, log) = cx.read(|r| Ok((store::walks(r)?, store::loose(r)?, store::log(r)?))).await?;
    let own = store::About::Place(place.key.clone());
    Ok(Seen {
        walks: walks.into_iter().filter(|w| w.place == place.key).collect(),
        measures: loose.into_iter().filter(|(_, about)| *about == own).map(|(m, _)| m).collect(),
        log,
        place,
    })
}

/// `/kontor/ros/steder`: every place, with its last walk.
pub async fn list(cx: Cx) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let walks = cx.read(|r| store::walks(r)).await?;
    let body = views::places(&cx, &places(&published.register, cx.today()), &walks);
    Ok(answer(&cx, StatusCode::OK, cx.locale().t(T::RiskPlaces), &body))
}

/// `/kontor/ros/steder/{key}`: a place, its last walk and its measures.
pub async fn one(cx: Cx, Path(key): Path<String>) -> Result<Response, AppError> {
    let seen = seen(&cx, &key).await?;
    one_page(&cx, &seen, &Entered::default(), &Problems::new())
}

fn one_page(cx: &Cx, seen: &Seen, entered: &Entered, problems: &Problems) -> Result<Response, AppError> {
    let body = views::place(cx, seen, entered, problems);
    Ok(answer(cx, status_of(problems), seen.place.name.get(cx.locale()), &body))
}

/// `/kontor/ros/steder/{key}/runde`: the checklist.
pub async fn walk(cx: Cx, Path(key): Path<String>) -> Result<Response, AppError> {
    let seen = seen(&cx, &key).await?;
    let entered = Entered::default().put("hvem", name_of(&cx)).put("dato", cx.today());
    walk_page(&cx, &seen, &entered, &Problems::new())
}

fn walk_page(cx: &Cx, seen: &Seen, entered: &Entered, problems: &Problems) -> Result<Response, AppError> {
    let body = views::walk(cx, seen, entered, problems);
    Ok(answer(cx, status_of(problems), cx.locale().t(T::RiskWalk), &body))
}

fn read(cx: &Cx, place: &Key, entered: &Entered) -> Result<PlaceCheck, Problems> {
    let mut r = Reading::new(cx.locale(), entered);
    let by = r.needed("hvem");
    let on = r.needed_day("dato", cx.today());
    if on > cx.today() {
        r.problem("dato", cx.locale().t(T::OfficeProblemDay));
    }
    let mut answers = Vec::new();
    for item in check_items() {
        let note = r.line(&format!("merknad-{}", item.key));
        match CheckAnswer::parse(entered.get(&format!("svar-{}", item.key))) {
            Some(answer) => answers.push(CheckItemAnswer {
                item: item.key.as_str().to_owned(),
                answer,
                note,
            }),
            None => r.problem(&format!("svar-{}", item.key), cx.locale().t(T::OfficeProblemChoose)),
        }
    }
    if r.problems.is_empty() {
        Ok(PlaceCheck {
            place: place.clone(),
            on,
            by,
            answers,
        })
    } else {
        Err(r.problems)
    }
}

/// Keeps the walk.
pub async fn keep(cx: Cx, Path(key): Path<String>, Form(pairs): Form<Pairs>) -> Result<Response, AppError> {
    let seen = seen(&cx, &key).await?;
    let entered = Entered::of(pairs);
    match read(&cx, &seen.place.key, &entered) {
        Ok(check) => {
            cx.write(move |tx| store::keep_walk(tx, &check)).await?;
            Ok(cx.go(&format!("/kontor/ros/steder/{key}")))
        }
        Err(problems) => walk_page(&cx, &seen, &entered, &problems),
    }
}

/// A measure for the place.
pub async fn measure(cx: Cx, Path(key): Path<String>, Form(pairs): Form<Pairs>) -> Result<Response, AppError> {
    let seen = seen(&cx, &key).await?;
    let entered = Entered::of(pairs);
    match forms::measure(&entered, Id([0; 16]), cx.locale()) {
        Ok(m) => {
            let about = store::About::Place(seen.place.key.clone());
            cx.write(move |tx| store::add_loose(tx, &about, &m.what, &m.owner, m.due)).await?;
            Ok(cx.go(&format!("/kontor/ros/steder/{key}")))
        }
        Err(problems) => one_page(&cx, &seen, &entered, &problems),
    }
}
