//! The office's pages of one scenario: what it is, where it lies, what is done about it, who takes what is left.

use super::{
    forms,
    office::{Pairs, Whole, answer, id_of, status_of, version, whole},
    refusal::RiskRefusal,
    store::{self, About, Version},
    views,
};
use crate::{
    frame::{AppError, Cx},
    office::entered::{Entered, Problems},
    texts::{T, Words},
};
use axum::{Form, extract::Path, http::StatusCode, response::Response};
use domain::{
    risk::{Acceptance, MeasureEvent, RiskMeasure, RiskScenario, library},
    shared::Id,
};
use maud::Markup;
use sha2::{Digest, Sha256};

/// What of a scenario is being changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// What it is.
    What,
    /// Where it lies.
    Rating,
    /// What is done.
    Measures,
    /// Who takes what is left.
    Acceptance,
}

impl Part {
    /// From an address; accepting is another's right and has its own.
    fn parse(code: &str) -> Result<Self, AppError> {
        match code {
            "hva" => Ok(Self::What),
            "vurdering" => Ok(Self::Rating),
            "tiltak" => Ok(Self::Measures),
            _ => Err(AppError::Absent),
        }
    }

    /// The heading of its page.
    pub const fn title(self) -> T {
        match self {
            Self::What => T::RiskEditWhat,
            Self::Rating => T::RiskEditRating,
            Self::Measures => T::RiskMeasures,
            Self::Acceptance => T::RiskAccept,
        }
    }
}

/// What a form was made from, so that two who write at the same time see each other.
pub fn mark(s: &RiskScenario) -> String {
    let text = serde_json::to_string(s).unwrap_or_default();
    let hash: [u8; 32] = Sha256::digest(text.as_bytes()).into();
    hash.iter().take(8).map(|b| format!("{b:02x}")).collect()
}

fn of(v: &Version, scenario: &str) -> Result<RiskScenario, AppError> {
    v.analysis.scenario(id_of(scenario)?).cloned().ok_or(AppError::Absent)
}

/// `/kontor/ros/{id}/scenario/ny`: a scenario of one's own.
pub async fn new(cx: Cx, Path(id): Path<String>) -> Result<Response, AppError> {
    let v = version(&cx, &id).await?;
    new_page(&cx, &v, &Entered::default(), &Problems::new())
}

fn new_page(cx: &Cx, v: &Version, entered: &Entered, problems: &Problems) -> Result<Response, AppError> {
    let body = views::new_scenario(cx, v, entered, problems);
    Ok(answer(
        cx,
        status_of(problems),
        cx.locale().t(T::RiskNewScenario),
        &body,
    ))
}

/// Adds it. Sent twice, it is added once.
pub async fn create(cx: Cx, Path(id): Path<String>, Form(pairs): Form<Pairs>) -> Result<Response, AppError> {
    let v = version(&cx, &id).await?;
    let entered = Entered::of(pairs);
    let empty = RiskScenario::titled(Id([0; 16]), "");
    let made = match forms::scenario(&empty, &entered, cx.locale()) {
        Ok(made) => made,
        Err(problems) => return new_page(&cx, &v, &entered, &problems),
    };
    let scenario = cx
        .write(move |tx| {
            let fresh = Id(tx.new_id());
            let mut scenario = fresh;
            store::change(tx, v.id, |a| {
                match a.scenarios.iter().find(|s| s.title == made.title && s.cause == made.cause) {
                    Some(there) => scenario = there.id,
                    None => a.scenarios.push(RiskScenario {
                        id: fresh,
                        ..made.clone()
                    }),
                }
                Ok(())
            })?;
            Ok(scenario)
        })
        .await?;
    Ok(cx.go(&format!("/kontor/ros/{id}/scenario/{scenario}")))
}

/// `/kontor/ros/{id}/scenario/{scenario}`: one scenario.
pub async fn one(cx: Cx, Path((id, scenario)): Path<(String, String)>) -> Result<Response, AppError> {
    let whole = whole(&cx, &id).await?;
    let s = of(&whole.version, &scenario)?;
    let body = views::scenario(&cx, &whole, &s);
    Ok(answer(&cx, StatusCode::OK, s.title.clone(), &body))
}

/// A page where one thing of a scenario is changed.
pub async fn part(cx: Cx, Path((id, scenario, part)): Path<(String, String, String)>) -> Result<Response, AppError> {
    let whole = whole(&cx, &id).await?;
    let s = of(&whole.version, &scenario)?;
    let part = Part::parse(&part)?;
    let entered = match part {
        Part::What => forms::filled_scenario(&s),
        Part::Rating => forms::filled_rating(&s),
        Part::Measures | Part::Acceptance => Entered::default(),
    };
    part_page(&cx, &whole, &s, part, &entered, &Problems::new(), None)
}

fn part_page(
    cx: &Cx,
    whole: &Whole,
    s: &RiskScenario,
    part: Part,
    entered: &Entered,
    problems: &Problems,
    above: Option<&Markup>,
) -> Result<Response, AppError> {
    let body = views::part(cx, whole, s, part, entered, problems, above);
    let status = if above.is_some() {
        StatusCode::CONFLICT
    } else {
        status_of(problems)
    };
    Ok(answer(cx, status, cx.locale().t(part.title()), &body))
}

/// Keeps what was changed. The measure of the library is taken with `forslag`, a measure is taken out with `fjern`.
pub async fn save(
    cx: Cx,
    Path((id, scenario, part)): Path<(String, String, String)>,
    Form(pairs): Form<Pairs>,
) -> Result<Response, AppError> {
    let whole = whole(&cx, &id).await?;
    let s = of(&whole.version, &scenario)?;
    let part = Part::parse(&part)?;
    let entered = Entered::of(pairs);
    let changed = match part {
        Part::What => forms::scenario(&s, &entered, cx.locale()),
        Part::Rating => Ok(forms::rating(&s, &whole.version.analysis.scale, &entered)),
        Part::Measures => return save_measure(&cx, &whole, &s, &entered).await,
        Part::Acceptance => return Err(AppError::Absent),
    };
    let changed = match changed {
        Ok(changed) => changed,
        Err(problems) => return part_page(&cx, &whole, &s, part, &entered, &problems, None),
    };
    let (version, made_from) = (whole.version.id, entered.get("laget-av").to_owned());
    let saved = cx
        .write(move |tx| {
            store::change_scenario(tx, version, s.id, |there| {
                if mark(there) != made_from && *there != changed {
                    return Err(AppError::refused(RiskRefusal::ChangedMeanwhile));
                }
                *there = changed.clone();
                Ok(())
            })
        })
        .await;
    match saved {
        Ok(()) => Ok(cx.go(&format!("/kontor/ros/{id}/scenario/{scenario}"))),
        Err(AppError::Refused(refusal)) => {
            let whole = super::office::whole(&cx, &id).await?;
            let s = of(&whole.version, &scenario)?;
            let l = cx.locale();
            let above = maud::html! { p { strong { (refusal.text(l)) } } p { (refusal.hint(l)) } };
            part_page(&cx, &whole, &s, part, &entered, &Problems::new(), Some(&above))
        }
        Err(other) => Err(other),
    }
}

/// Adds a measure, takes the library's, or takes one out.
async fn save_measure(cx: &Cx, whole: &Whole, s: &RiskScenario, entered: &Entered) -> Result<Response, AppError> {
    let (l, version, scenario) = (cx.locale(), whole.version.id, s.id);
    let back = format!("/kontor/ros/{version}/scenario/{scenario}/tiltak");
    if let Some(gone) = Id::parse(entered.get("fjern")) {
        cx.write(move |tx| {
            store::change_scenario(tx, version, scenario, |s| {
                s.measures.retain(|m| m.id != gone);
                Ok(())
            })
        })
        .await?;
        return Ok(cx.go(&back));
    }
    let proposed = s.origin.as_ref().and_then(|key| library().iter().find(|t| t.key == *key));
    let entered = match proposed.filter(|_| entered.get("gjor") == "forslag") {
        Some(from) => entered.clone().replace("hva", from.measure.get(whole.version.analysis.language)),
        None => entered.clone(),
    };
    match forms::measure(&entered, Id([0; 16]), l) {
        Ok(measure) => {
            cx.write(move |tx| add(tx, version, scenario, &measure)).await?;
            Ok(cx.go(&back))
        }
        Err(problems) => part_page(cx, whole, s, Part::Measures, &entered, &problems, None),
    }
}

/// Adds a measure to a scenario, unless the same is there.
pub fn add(tx: &mut ::store::Tx, version: Id, scenario: Id, measure: &RiskMeasure) -> Result<(), AppError> {
    let id = Id(tx.new_id());
    store::change_scenario(tx, version, scenario, |s| {
        let same = |m: &RiskMeasure| m.what == measure.what && m.owner == measure.owner && m.due == measure.due;
        if !s.measures.iter().any(same) {
            s.measures.push(RiskMeasure { id, ..measure.clone() });
        }
        Ok(())
    })
}

/// `/kontor/ros/{id}/scenario/{scenario}/aksept`: the form of a risk owner who takes what is left.
pub async fn acceptance(cx: Cx, Path((id, scenario)): Path<(String, String)>) -> Result<Response, AppError> {
    let whole = whole(&cx, &id).await?;
    let s = of(&whole.version, &scenario)?;
    let owner = s.acceptance.as_ref().map_or(whole.version.analysis.owner.as_str(), |a| a.owner.as_str());
    let reason = s.acceptance.as_ref().map_or("", |a| a.reason.as_str());
    let entered = Entered::default().put("hvem", owner).put("hvorfor", reason);
    part_page(&cx, &whole, &s, Part::Acceptance, &entered, &Problems::new(), None)
}

/// A risk owner takes what is left.
pub async fn accept(
    cx: Cx,
    Path((id, scenario)): Path<(String, String)>,
    Form(pairs): Form<Pairs>,
) -> Result<Response, AppError> {
    let whole = whole(&cx, &id).await?;
    let s = of(&whole.version, &scenario)?;
    let (entered, today) = (Entered::of(pairs), cx.today());
    let (owner, reason) = match forms::acceptance(&entered, cx.locale()) {
        Ok(read) => read,
        Err(problems) => return part_page(&cx, &whole, &s, Part::Acceptance, &entered, &problems, None),
    };
    let version = whole.version.id;
    cx.write(move |tx| {
        store::change_scenario(tx, version, s.id, |s| {
            let rating = s.residual().ok_or_else(|| AppError::refused(RiskRefusal::NotReady))?;
            s.acceptance = Some(Acceptance {
                rating,
                owner: owner.clone(),
                reason: reason.clone(),
                on: today,
            });
            Ok(())
        })
    })
    .await?;
    Ok(cx.go(&format!("/kontor/ros/{id}/scenario/{scenario}")))
}

/// Takes a scenario out.
pub async fn remove(cx: Cx, Path((id, scenario)): Path<(String, String)>) -> Result<Response, AppError> {
    let (version, scenario) = (id_of(&id)?, id_of(&scenario)?);
    cx.write(move |tx| {
        store::change(tx, version, |a| {
            a.scenarios.retain(|s| s.id != scenario);
            Ok(())
        })
    })
    .await?;
    Ok(cx.go(&format!("/kontor/ros/{id}")))
}

/// Somebody has looked at a scenario anew, and nothing changes.
pub async fn settle(
    cx: Cx,
    Path((id, scenario)): Path<(String, String)>,
    Form(pairs): Form<Pairs>,
) -> Result<Response, AppError> {
    let entered = Entered::of(pairs);
    let whole = whole(&cx, &id).await?;
    let s = of(&whole.version, &scenario)?;
    let how = match forms::sentence(&entered, "funn", cx.locale()) {
        Ok(how) => how,
        Err(problems) => {
            let body = views::settling(&cx, &whole, &s, &entered, &problems);
            return Ok(answer(
                &cx,
                status_of(&problems),
                cx.locale().t(T::RiskLookAgain),
                &body,
            ));
        }
    };
    cx.write(move |tx| {
        for r in store::reopenings(tx)?.iter().filter(|r| r.scenario == s.id) {
            store::settle(tx, r.id, &how)?;
        }
        Ok(())
    })
    .await?;
    Ok(cx.go(&format!("/kontor/ros/{id}/scenario/{scenario}")))
}

/// A measure wherever it stands: what it is for, in words and as an address.
pub struct Found {
    /// The measure.
    pub measure: RiskMeasure,
    /// What it is for.
    pub about: String,
    /// Where that is.
    pub path: String,
    /// What happened to it.
    pub log: Vec<domain::risk::MeasureLog>,
}

async fn measure_of(cx: &Cx, id: &str) -> Result<Found, AppError> {
    let id = id_of(id)?;
    let (versions, loose, log) = cx.read(|r| Ok((store::versions(r)?, store::loose(r)?, store::log(r)?))).await?;
    let log = log.into_iter().filter(|l| l.measure == id).collect();
    let in_version = versions.iter().find_map(|v| {
        let s = v.analysis.scenarios.iter().find(|s| s.measures.iter().any(|m| m.id == id))?;
        let measure = s.measures.iter().find(|m| m.id == id)?.clone();
        Some((
            measure,
            s.title.clone(),
            format!("/kontor/ros/{}/scenario/{}", v.id, s.id),
        ))
    });
    let published = cx.published().await?;
    let outside = loose.into_iter().find(|(m, _)| m.id == id).map(|(measure, about)| match about {
        About::Scenario(s) => {
            let title = versions.iter().find_map(|v| v.analysis.scenario(s)).map_or(String::new(), |s| s.title.clone());
            (measure, title, format!("/kontor/ros/scenario/{s}"))
        }
        About::Place(key) => {
            let name = published.place(key.as_str()).map_or(key.as_str(), |p| p.name.get(cx.locale())).to_owned();
            (measure, name, format!("/kontor/ros/steder/{key}"))
        }
    });
    let (measure, about, path) = in_version.or(outside).ok_or(AppError::Absent)?;
    Ok(Found {
        measure,
        about,
        path,
        log,
    })
}

/// `/kontor/ros/tiltak/{id}`: how far a measure has come.
pub async fn measure(cx: Cx, Path(id): Path<String>) -> Result<Response, AppError> {
    let found = measure_of(&cx, &id).await?;
    let body = views::measure(&cx, &found, &Entered::default(), &Problems::new());
    Ok(answer(&cx, StatusCode::OK, found.measure.what.clone(), &body))
}

/// Something happened to it.
pub async fn happened(cx: Cx, Path(id): Path<String>, Form(pairs): Form<Pairs>) -> Result<Response, AppError> {
    let found = measure_of(&cx, &id).await?;
    let entered = Entered::of(pairs);
    let mut r = crate::office::entered::Reading::new(cx.locale(), &entered);
    let event = r.code("hendte", MeasureEvent::parse);
    let note = r.line("merknad");
    let problems = r.problems;
    match event.filter(|_| problems.is_empty()) {
        Some(event) => {
            let measure = found.measure.id;
            cx.write(move |tx| store::happened(tx, measure, event, &note)).await?;
            Ok(cx.go(&format!("/kontor/ros/tiltak/{id}")))
        }
        None => {
            let body = views::measure(&cx, &found, &entered, &problems);
            Ok(answer(&cx, status_of(&problems), found.measure.what.clone(), &body))
        }
    }
}
