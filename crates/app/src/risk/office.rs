//! The office's pages of an analysis: the list, one analysis, what is said of it, its scale, the library, versions.

use super::{
    forms, matrix,
    store::{self, Reopening, Version},
    views, words,
};
use crate::{
    frame::{AppError, Cx},
    office::entered::{Entered, Problems},
    texts::{T, Words},
};
use axum::{
    Form,
    extract::{Path, Query},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::{
    access::Permission,
    risk::{AnalysisStatus, LibraryScenario, MeasureLog, RiskMeasure, RiskScenario, compare, library},
    shared::Id,
};
use maud::Markup;
use ui::Audience;

/// The pairs of a form.
pub type Pairs = Vec<(String, String)>;

/// A page of the office.
pub fn answer(cx: &Cx, status: StatusCode, title: impl Into<String>, body: &Markup) -> Response {
    let mut shell = cx.shell(Audience::Office, title);
    if status != StatusCode::OK {
        shell.language_links.clear();
    }
    (status, cx.html(&shell, body)).into_response()
}

/// The status of a form that was sent with these problems.
pub fn status_of(problems: &Problems) -> StatusCode {
    if problems.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    }
}

/// Whether who asks may change analyses.
pub fn assesses(cx: &Cx) -> bool {
    cx.session.as_ref().is_some_and(|s| s.may(Permission::AssessRisk))
}

/// Whether who asks may approve and accept.
pub fn accepts(cx: &Cx) -> bool {
    cx.session.as_ref().is_some_and(|s| s.may(Permission::AcceptRisk))
}

/// The name of who asks, when it is a person.
pub fn name_of(cx: &Cx) -> String {
    cx.session.as_ref().filter(|_| cx.is_person()).map(|s| s.name().to_owned()).unwrap_or_default()
}

/// An id of an address.
pub fn id_of(text: &str) -> Result<Id, AppError> {
    Id::parse(text).ok_or(AppError::Absent)
}

/// A version that an address names.
pub async fn version(cx: &Cx, id: &str) -> Result<Version, AppError> {
    let id = id_of(id)?;
    cx.read(move |r| store::one(r, id)).await
}

/// An analysis with all that its page shows.
pub struct Whole {
    /// The version.
    pub version: Version,
    /// Every version of it, the newest first.
    pub all: Vec<Version>,
    /// What happened to measures.
    pub log: Vec<MeasureLog>,
    /// Measures that came since it was approved.
    pub loose: Vec<(Id, RiskMeasure)>,
    /// Scenarios that must be looked at anew.
    pub reopened: Vec<Reopening>,
}

/// Reads it.
pub async fn whole(cx: &Cx, id: &str) -> Result<Whole, AppError> {
    let id = id_of(id)?;
    cx.read(move |r| {
        let version = store::one(r, id)?;
        let all = store::of_line(r, version.line)?;
        let loose = store::loose(r)?
            .into_iter()
            .filter_map(|(m, about)| match about {
                store::About::Scenario(s) => {
                    let there = version.analysis.scenario(s)?;
                    there.measures.iter().all(|t| t.id != m.id).then_some((s, m))
                }
                store::About::Place(_) => None,
            })
            .collect();
        let mut reopened = store::reopenings(r)?;
        reopened.retain(|o| version.analysis.scenario(o.scenario).is_some());
        Ok(Whole {
            log: store::log(r)?,
            all,
            loose,
            reopened,
            version,
        })
    })
    .await
}

/// `/kontor/ros`: the analyses, and the way to the places and what is due.
pub async fn list(cx: Cx) -> Result<Response, AppError> {
    let all = cx.read(|r| store::versions(r)).await?;
    let reopened = cx.read(|r| store::reopenings(r)).await?;
    let body = views::list(&cx, &all, &reopened);
    Ok(answer(&cx, StatusCode::OK, cx.locale().t(T::RiskTitle), &body))
}

/// `/kontor/ros/ny`: a new analysis.
pub async fn new(cx: Cx) -> Result<Response, AppError> {
    new_page(&cx, &Entered::default().put("storrelse", "5x5"), &Problems::new())
}

fn new_page(cx: &Cx, entered: &Entered, problems: &Problems) -> Result<Response, AppError> {
    let body = views::new(cx, entered, problems);
    Ok(answer(cx, status_of(problems), cx.locale().t(T::RiskNew), &body))
}

/// Begins it and goes on to the library. Sent twice, it is begun once.
pub async fn create(cx: Cx, Form(pairs): Form<Pairs>) -> Result<Response, AppError> {
    let entered = Entered::of(pairs);
    let language = cx.published().await?.register.municipality.written_language;
    let analysis = match forms::new(&entered, cx.locale(), language) {
        Ok(analysis) => analysis,
        Err(problems) => return new_page(&cx, &entered, &problems),
    };
    let id = cx
        .write(move |tx| {
            let same = store::versions(tx)?.into_iter().find(|v| v.number == 1 && v.analysis == analysis);
            match same {
                Some(same) => Ok(same.id),
                None => store::begin(tx, &analysis),
            }
        })
        .await?;
    Ok(cx.go(&format!("/kontor/ros/{id}/bibliotek")))
}

/// `/kontor/ros/{id}`: one analysis.
pub async fn one(cx: Cx, Path(id): Path<String>) -> Result<Response, AppError> {
    let whole = whole(&cx, &id).await?;
    let title = whole.version.analysis.title.clone();
    let body = views::one(&cx, &whole);
    Ok(answer(&cx, StatusCode::OK, title, &body))
}

/// `/kontor/ros/scenario/{id}`: where a scenario stands now.
pub async fn scenario_in_force(cx: Cx, Path(id): Path<String>) -> Result<Response, AppError> {
    let scenario = id_of(&id)?;
    let found = cx
        .read(move |r| {
            let all = store::in_force(r)?;
            Ok(all.into_iter().find(|v| v.analysis.scenario(scenario).is_some()).map(|v| v.id))
        })
        .await?
        .ok_or(AppError::Absent)?;
    Ok(cx.go(&format!("/kontor/ros/{found}/scenario/{scenario}")))
}

/// `/kontor/ros/{id}/om`: what is said of the analysis.
pub async fn about(cx: Cx, Path(id): Path<String>) -> Result<Response, AppError> {
    let v = version(&cx, &id).await?;
    about_page(&cx, &v, &forms::filled_about(&v.analysis), &Problems::new())
}

fn about_page(cx: &Cx, v: &Version, entered: &Entered, problems: &Problems) -> Result<Response, AppError> {
    let body = views::about(cx, v, entered, problems);
    Ok(answer(cx, status_of(problems), cx.locale().t(T::RiskAbout), &body))
}

/// Keeps it.
pub async fn save_about(cx: Cx, Path(id): Path<String>, Form(pairs): Form<Pairs>) -> Result<Response, AppError> {
    let v = version(&cx, &id).await?;
    let entered = Entered::of(pairs);
    let about = match forms::about(&entered, cx.locale()) {
        Ok(about) => about,
        Err(problems) => return about_page(&cx, &v, &entered, &problems),
    };
    cx.write(move |tx| {
        store::change(tx, v.id, |a| {
            a.title.clone_from(&about.title);
            a.scope.clone_from(&about.scope);
            a.participants.clone_from(&about.participants);
            a.owner.clone_from(&about.owner);
            (a.held_on, a.review) = (about.held_on, about.review);
            Ok(())
        })
    })
    .await?;
    Ok(cx.go(&format!("/kontor/ros/{}", v.id)))
}

/// `/kontor/ros/{id}/skala`: the scale that is stored with the analysis.
pub async fn scale(cx: Cx, Path(id): Path<String>) -> Result<Response, AppError> {
    let v = version(&cx, &id).await?;
    scale_page(&cx, &v, &forms::filled_scale(&v.analysis.scale), &Problems::new())
}

fn scale_page(cx: &Cx, v: &Version, entered: &Entered, problems: &Problems) -> Result<Response, AppError> {
    let body = views::scale(cx, v, entered, problems);
    Ok(answer(cx, status_of(problems), cx.locale().t(T::RiskScaleTitle), &body))
}

/// Keeps its words and limits, or takes another size.
pub async fn save_scale(cx: Cx, Path(id): Path<String>, Form(pairs): Form<Pairs>) -> Result<Response, AppError> {
    let v = version(&cx, &id).await?;
    let entered = Entered::of(pairs);
    let other = entered.get("gjor") == "storrelse";
    let read = if other {
        forms::other_size(&entered, v.analysis.language).ok_or_else(Problems::new)
    } else {
        forms::scale(&v.analysis.scale, &entered, cx.locale())
    };
    let scale = match read {
        Ok(scale) => scale,
        Err(problems) => return scale_page(&cx, &v, &entered, &problems),
    };
    cx.write(move |tx| {
        store::change(tx, v.id, |a| {
            a.scale = scale.clone();
            Ok(())
        })
    })
    .await?;
    let to = if other { "/skala" } else { "" };
    Ok(cx.go(&format!("/kontor/ros/{}{to}", v.id)))
}

/// `/kontor/ros/{id}/bibliotek`: scenarios to begin from.
pub async fn shelf(cx: Cx, Path(id): Path<String>) -> Result<Response, AppError> {
    let v = version(&cx, &id).await?;
    let body = views::library(&cx, &v);
    Ok(answer(&cx, StatusCode::OK, cx.locale().t(T::RiskLibrary), &body))
}

/// Takes the chosen scenarios in. What is there already is not taken twice.
pub async fn take_in(cx: Cx, Path(id): Path<String>, Form(pairs): Form<Pairs>) -> Result<Response, AppError> {
    let v = version(&cx, &id).await?;
    let entered = Entered::of(pairs);
    let chosen: Vec<&'static LibraryScenario> =
        library().iter().filter(|s| entered.all("hendelse").any(|key| key == s.key.as_str())).collect();
    cx.write(move |tx| {
        let ids: Vec<Id> = chosen.iter().map(|_| Id(tx.new_id())).collect();
        store::change(tx, v.id, |a| {
            for (s, id) in chosen.iter().zip(&ids) {
                if a.scenarios.iter().all(|there| there.origin.as_ref() != Some(&s.key)) {
                    a.scenarios.push(s.begin(*id, a.language));
                }
            }
            Ok(())
        })
    })
    .await?;
    Ok(cx.go(&format!("/kontor/ros/{}", v.id)))
}

/// Marks it as held, makes the next version, or throws a draft away.
pub async fn act(cx: Cx, Path(id): Path<String>, Form(pairs): Form<Pairs>) -> Result<Response, AppError> {
    let id = id_of(&id)?;
    let what = Entered::of(pairs).get("gjor").to_owned();
    let to = cx
        .write(move |tx| match what.as_str() {
            "holdt" => store::hold(tx, id).map(|()| format!("/kontor/ros/{id}")),
            "ny-utgave" => store::next_version(tx, id).map(|made| format!("/kontor/ros/{made}")),
            "kast" => store::discard(tx, id).map(|()| "/kontor/ros".to_owned()),
            _ => Err(AppError::Absent),
        })
        .await?;
    Ok(cx.go(&to))
}

/// Approves it.
pub async fn approve(cx: Cx, Path(id): Path<String>) -> Result<Response, AppError> {
    let (id, by) = (id_of(&id)?, name_of(&cx));
    cx.write(move |tx| store::approve(tx, id, &by)).await?;
    Ok(cx.go(&format!("/kontor/ros/{id}")))
}

/// `/kontor/ros/{id}/sammenlign?med=`: what is otherwise than in an earlier version; the one before when none is named.
pub async fn versions(cx: Cx, Path(id): Path<String>, Query(query): Query<Pairs>) -> Result<Response, AppError> {
    let whole = whole(&cx, &id).await?;
    let asked = Id::parse(crate::referrals::asked(&query, "med"));
    let before = |v: &&Version| v.number < whole.version.number;
    let with = whole.all.iter().find(|v| Some(v.id) == asked).or_else(|| whole.all.iter().find(before));
    let change = with.map(|w| compare(&w.analysis, &whole.version.analysis));
    let body = views::versions(&cx, &whole, with.zip(change.as_ref()));
    Ok(answer(&cx, StatusCode::OK, cx.locale().t(T::RiskCompare), &body))
}

/// The matrices with the table beside them, for the page and the workshop.
pub fn picture(cx: &Cx, v: &Version, of: matrix::Of, only: Option<Id>) -> Markup {
    let l = cx.locale();
    maud::html! {
        figure.matrix {
            figcaption { (l.t(if of == matrix::Of::Today { T::RiskMatrixToday } else { T::RiskMatrixResidual })) }
            div.matrix-plot role="group" tabindex="0" aria-label=(matrix::in_words(&v.analysis, of, only, l)) {
                (matrix::svg(&v.analysis, of, only, of.name(), l))
            }
        }
    }
}

/// Whether an approved or a superseded version is shown: neither is changed.
pub fn is_closed(v: &Version) -> bool {
    v.status == AnalysisStatus::Approved
}

/// What a scenario calls for, as a tag; nothing while it is not rated.
pub fn class_tag(cx: &Cx, v: &Version, s: &RiskScenario, of: matrix::Of) -> Markup {
    let l = cx.locale();
    match of.rating(&v.analysis, s) {
        Some(rating) => {
            let class = v.analysis.scale.class(rating);
            let said = format!("{} {}", words::class(class, l), rating.value());
            ui::parts::tag(words::tone(class), &said)
        }
        None => maud::html! { span.quiet { (l.t(T::RiskNotRated)) } },
    }
}
