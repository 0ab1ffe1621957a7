//! Writing it down at the desk, with a network or without.

use super::{
    forms::{self, Circumstances},
    refusal::IncidentsRefusal,
    seal, store,
    store::{NewIncident, Written},
    views,
};
use crate::{
    frame::{AppError, Cx, Refusal, Who},
    office::entered::{Entered, Problems},
    referrals::{Pairs, asked},
    texts::{T, Words},
    visits::place_of_desk,
};
use axum::{
    Json,
    extract::{Form, Query},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use domain::shared::{Id, Key};
use jiff::Timestamp;
use ui::{Audience, assets};

/// The account that writes: the one who is signed in, or the only one on duty at a shared tablet.
fn writer(cx: &Cx) -> Option<Id> {
    match cx.session.as_ref().map(|s| &s.who) {
        Some(Who::Person { account, .. }) => Some(*account),
        Some(Who::Device { on_duty, .. }) => match on_duty.as_slice() {
            [(only, _)] => Some(*only),
            _ => None,
        },
        None => None,
    }
}

/// `/skranke/hendelse`: three steps.
pub async fn page(cx: Cx, headers: HeaderMap) -> Result<Response, AppError> {
    let place = place_of_desk(&cx, &headers, "").await?.map(|p| p.key);
    show(&cx, place, &Entered::default(), &Problems::new(), StatusCode::OK)
}

fn show(
    cx: &Cx,
    place: Option<Key>,
    entered: &Entered,
    problems: &Problems,
    status: StatusCode,
) -> Result<Response, AppError> {
    let (secret, tenant) = (cx.app.secret(), cx.tenant().id);
    let id = Id::parse(entered.get("id")).unwrap_or_else(|| Id(cx.app.db().random_id()));
    let form = views::Writing {
        entered,
        problems,
        id,
        place: place.as_ref().map_or("", Key::as_str),
        mark: writer(cx).map_or_else(String::new, |who| seal::writer_mark(secret, tenant, who)),
        key: seal::public_key(secret, tenant),
    };
    let mut shell = cx.shell(Audience::Desk, cx.locale().t(T::IncidentsWriteTitle));
    shell.scripts.push(&assets::INCIDENT_JS);
    let body = views::writing(cx, &form);
    Ok((status, cx.html(&shell, &body)).into_response())
}

/// The place that stands in the form, when there is such a place.
async fn place(cx: &Cx, entered: &Entered) -> Result<Option<Key>, AppError> {
    let published = cx.published().await?;
    Ok(published.place(entered.get("sted")).map(|p| p.key.clone()))
}

/// Stores it. `meeting` is the municipality's first network meeting: the one that takes things up.
async fn keep(cx: &Cx, new: NewIncident) -> Result<Written, AppError> {
    let published = cx.published().await?;
    let meetings = &published.register.network_meetings;
    let meeting = meetings.first().map_or_else(String::new, |m| m.key.to_string());
    cx.write(move |tx| store::write(tx, &new, &meeting)).await
}

/// Without script, or where the browser cannot seal.
pub async fn write(cx: Cx, Form(pairs): Form<Pairs>) -> Result<Response, AppError> {
    let entered = Entered::of(pairs);
    let place = place(&cx, &entered).await?;
    let circumstances = Circumstances {
        id: Id::parse(entered.get("id")).unwrap_or_else(|| Id(cx.app.db().random_id())),
        writer: writer(&cx),
        place: place.clone(),
        written: cx.now,
    };
    match forms::read(&entered, cx.locale(), &circumstances) {
        Ok(new) => {
            let id = new.id;
            keep(&cx, new).await?;
            Ok(cx.go(&format!("/skranke/hendelse/takk?lagret={id}")))
        }
        Err(problems) => show(&cx, place, &entered, &problems, StatusCode::UNPROCESSABLE_ENTITY),
    }
}

/// An envelope from a device: sent at once, or when the network is back, by whoever is signed in then. Sent twice, it is one
/// incident. The one who wrote it is the one whose form it was, not the one who sends it.
pub async fn sealed(cx: Cx, Form(pairs): Form<Pairs>) -> Result<Response, AppError> {
    let (secret, tenant) = (cx.app.secret(), cx.tenant().id);
    let id = Id::parse(asked(&pairs, "id")).ok_or(AppError::Absent)?;
    let opened = seal::open(secret, tenant, &id.to_string(), asked(&pairs, "forseglet"));
    let fields = opened.and_then(|words| serde_json::from_str::<Pairs>(&words).ok());
    let Some(fields) = fields else {
        return Ok(unreadable(&cx));
    };
    let entered = Entered::of(fields);
    let said = entered.get("skrevet").parse().ok().and_then(|ms| Timestamp::from_millisecond(ms).ok());
    let circumstances = Circumstances {
        id,
        writer: seal::writer_of(secret, tenant, entered.get("merke")),
        place: place(&cx, &entered).await?,
        // A device's clock may be wrong, but nothing was written after it was sent.
        written: said.filter(|at| *at <= cx.now).unwrap_or(cx.now),
    };
    let (status, answer) = match keep(&cx, forms::unsealed(&entered, &circumstances)).await? {
        Written::New => (StatusCode::CREATED, "stored"),
        Written::Already => (StatusCode::OK, "already"),
    };
    let body = serde_json::json!({ "id": id.to_string(), "answer": answer });
    Ok((status, Json(body)).into_response())
}

fn unreadable(cx: &Cx) -> Response {
    let (l, refusal) = (cx.locale(), IncidentsRefusal::Unreadable);
    let one = serde_json::json!({ "code": refusal.code(), "text": refusal.text(l), "hint": refusal.hint(l) });
    let body = serde_json::json!({ "answer": "refused", "problems": [one] });
    (refusal.status(), Json(body)).into_response()
}

/// `/skranke/hendelse/takk`: what happens next. It shows nothing of what was written.
pub async fn thanks(cx: Cx, Query(pairs): Query<Pairs>) -> Result<Response, AppError> {
    let id = Id::parse(asked(&pairs, "lagret")).filter(|_| cx.is_person());
    let body = views::thanks(&cx, id);
    let shell = cx.shell(Audience::Desk, cx.locale().t(T::IncidentsThanks));
    Ok(cx.html(&shell, &body))
}
