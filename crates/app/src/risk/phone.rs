//! The workshop on one's own phone: whoever is in the room opens the code that stands on the screen and writes what could go
//! wrong. Nobody signs in and nobody is named. The code follows from the analysis and the day, so there is nothing to keep and
//! nothing to take back: tomorrow it is another, and once the analysis is held there is none.

use super::{
    forms,
    office::Pairs,
    store::{self, Version},
    views,
};
use crate::{
    access::not_too_often,
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
    bookings::Code,
    risk::{AnalysisStatus, RiskScenario},
    shared::Id,
};
use hmac::{Hmac, Mac};
use sha2::Sha256;
use ui::{Audience, Shell};

/// How many scenarios an analysis may have before phones add no more: no group gets through as many.
const MOST: usize = 60;
/// The longest that can be written, in characters.
pub const LONGEST: usize = 200;
/// How many an hour may come from one address: a whole room behind one network.
const AN_HOUR: i64 = 120;

/// The code of an analysis today; `None` when it is no draft.
#[must_use]
pub fn code(cx: &Cx, v: &Version) -> Option<Code> {
    if v.status != AnalysisStatus::Draft {
        return None;
    }
    let mut mac = Hmac::<Sha256>::new_from_slice(cx.app.secret()).ok()?;
    mac.update(b"terskel workshop 1");
    mac.update(&cx.tenant().id.to_be_bytes());
    mac.update(&v.id.0);
    mac.update(cx.today().to_string().as_bytes());
    let bytes: [u8; 32] = mac.finalize().into_bytes().into();
    bytes.first_chunk().map(|first| Code::from_random(*first))
}

fn wanted(text: &str) -> Result<Code, AppError> {
    Code::parse(text).ok_or(AppError::Absent)
}

async fn found(cx: &Cx, text: &str) -> Result<Version, AppError> {
    let wanted = wanted(text)?;
    let all = cx.read(|r| store::versions(r)).await?;
    all.into_iter().find(|v| code(cx, v) == Some(wanted)).ok_or(AppError::Absent)
}

fn show(cx: &Cx, v: &Version, text: &str, said: bool, entered: &Entered, problems: &Problems) -> Response {
    let shell = Shell {
        noindex: true,
        ..cx.shell(Audience::Citizen, cx.locale().t(T::RiskPhoneTitle))
    };
    let status = if problems.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let body = views::phone(cx, v, text, said, entered, problems);
    (status, cx.html(&shell, &body)).into_response()
}

/// `/verksted/{code}`: one question.
///
/// # Errors
/// Absent when no analysis has the code today.
pub async fn page(cx: Cx, Path(text): Path<String>, Query(query): Query<Pairs>) -> Result<Response, AppError> {
    let v = found(&cx, &text).await?;
    let said = crate::referrals::asked(&query, "takk") == "1";
    Ok(show(&cx, &v, &text, said, &Entered::default(), &Problems::new()))
}

/// Puts what somebody wrote last in the analysis, for the group to look at. The same words twice are one scenario.
///
/// # Errors
/// Absent when no analysis has the code today.
pub async fn add(cx: Cx, Path(text): Path<String>, Form(pairs): Form<Pairs>) -> Result<Response, AppError> {
    let v = found(&cx, &text).await?;
    let (entered, l) = (Entered::of(pairs), cx.locale());
    if !not_too_often(&cx, "workshop", AN_HOUR).await? {
        return Err(AppError::TooMany { retry_after: 3600 });
    }
    let title = match forms::sentence(&entered, "hva", l) {
        Ok(title) if v.analysis.scenarios.len() < MOST && title.chars().count() <= LONGEST => title,
        Ok(title) => {
            let full = title.chars().count() <= LONGEST;
            let words = if full { T::RiskPhoneFull } else { T::OfficeProblemLong };
            let problems = vec![("hva".to_owned(), l.t(words))];
            return Ok(show(&cx, &v, &text, false, &entered, &problems));
        }
        Err(problems) => return Ok(show(&cx, &v, &text, false, &entered, &problems)),
    };
    cx.write(move |tx| {
        let id = Id(tx.new_id());
        store::change(tx, v.id, |a| {
            if a.scenarios.len() < MOST && !a.scenarios.iter().any(|s| s.title == title) {
                a.scenarios.push(RiskScenario::titled(id, title.as_str()));
            }
            Ok(())
        })
    })
    .await?;
    Ok(cx.go(&format!("/verksted/{}?takk=1", wanted(&text)?.plain())))
}
