//! One incident as one file for the municipality's archive: to read as PDF, and for machines as JSON. Taking it out is a reading
//! and is noted as one.

use super::{office, store, store::Incident, words};
use crate::{
    frame::{AppError, Cx, documents},
    texts::{T, Words},
};
use ::documents::{Block, Design, Document, Language, Look, Pair, pdf as typeset};
use axum::{
    Json,
    extract::Path,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use domain::{incidents::BreachQuestion, shared::Id};

async fn opened(cx: &Cx, id: &str) -> Result<Incident, AppError> {
    let id = Id::parse(id).ok_or(AppError::Absent)?;
    let reader = office::reader(cx)?;
    cx.write(move |tx| store::open(tx, id, reader, "archive")).await
}

/// `/kontor/hendelser/{id}/arkiv.json`
pub async fn json(cx: Cx, Path(id): Path<String>) -> Result<Response, AppError> {
    let i = opened(&cx, &id).await?;
    let breach = i.breach.as_ref().map(|b| {
        serde_json::json!({
            "known_at": b.known.to_string(),
            "decision": b.decision.map(|d| d.code()),
            "reason": b.reason,
            "why_late": b.why_late,
            "authority_reference": b.reference,
            "decided_at": b.decided.map(|at| at.to_string()),
            "answers": i.answers.iter().map(|(q, a)| (q.code(), a)).collect::<std::collections::BTreeMap<_, _>>(),
        })
    });
    let aftercare = i.aftercare.iter().map(|(s, at)| (s.code(), at.to_string()));
    let told: Vec<&str> = i.told.iter().map(|t| t.code()).collect();
    let body = serde_json::json!({
        "format": "terskel-incident-1",
        "municipality": cx.tenant().number,
        "id": i.id.to_string(),
        "kind": i.kind.code(),
        "happened_on": i.day.to_string(),
        "place": i.place.as_ref().map(|k| k.as_str()),
        "story": i.story.lines().collect::<Vec<_>>(),
        "done": i.done,
        "told": told,
        "written_at": i.written.to_string(),
        "breach": breach,
        "aftercare": aftercare.collect::<std::collections::BTreeMap<_, _>>(),
        "own_system": i.round.own_system,
        "own_reference": i.round.own_reference,
        "scenario": i.round.scenario.map(|id| Id(id).to_string()),
        "measure": i.round.measure,
        "became": i.round.settled,
        "became_what": i.round.settled_what,
        "scored_on": i.round.scored.map(|day| day.to_string()),
        "closed_at": i.closed.map(|at| at.to_string()),
        "erased_after": i.erased_after.to_string(),
    });
    let mut response = Json(body).into_response();
    let name = format!("attachment; filename=\"hendelse-{}.json\"", i.id);
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    if let Ok(value) = HeaderValue::from_str(&name) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    Ok(response)
}

/// `/kontor/hendelser/{id}/arkiv.pdf`
pub async fn pdf(cx: Cx, Path(id): Path<String>) -> Result<Response, AppError> {
    let incident = opened(&cx, &id).await?;
    let published = cx.published().await?;
    let place = incident.place.as_ref().and_then(|key| published.place(key.as_str()));
    let place = place.map(|p| p.name.get(cx.locale()).to_owned());
    let document = document(&cx, &incident, place);
    let look = Look::new(Design::Report, cx.tenant().service_name.clone());
    let bytes = documents::made(move || typeset(&document, &look)).await?;
    Ok(documents::pdf_file(bytes, &format!("hendelse-{}.pdf", incident.id)))
}

fn document(cx: &Cx, i: &Incident, place: Option<String>) -> Document {
    let (l, now) = (cx.locale(), cx.now);
    let pair = |name: T, value: String| Pair {
        name: l.t(name),
        value: value.into(),
    };
    let told: Vec<String> = i.told.iter().map(|t| words::told(*t, l)).collect();
    let mut pairs = vec![
        pair(T::IncidentsFieldKind, words::kind(i.kind, l)),
        pair(T::IncidentsFieldDay, i.day.to_string()),
        pair(T::IncidentsFieldPlace, place.unwrap_or_default()),
        pair(T::IncidentsFieldTold, told.join(", ")),
        pair(T::IncidentsWritten, words::moment(i.written, now, l)),
        pair(T::IncidentsOwnReference, i.round.own_reference.clone()),
    ];
    pairs.retain(|p| !p.value.words().is_empty());
    let mut blocks = vec![Block::Pairs(pairs), Block::heading(1, l.t(T::IncidentsFieldStory))];
    blocks.push(Block::NumberedList(1, lines_of(&i.story).map(Into::into).collect()));
    let mut chapter = |title: T, typed: &str| {
        if !typed.is_empty() {
            blocks.push(Block::heading(1, l.t(title)));
            blocks.extend(Block::prose(typed));
        }
    };
    chapter(T::IncidentsFieldDone, &i.done);
    chapter(T::IncidentsFieldMeasure, &i.round.measure);
    if let Some(breach) = &i.breach {
        blocks.push(Block::heading(1, l.t(T::IncidentsBreach)));
        let known = words::moment(breach.known, now, l);
        let mut about = vec![pair(T::IncidentsKnown, known)];
        about.extend(breach.decision.map(|d| pair(T::IncidentsDecision, words::notification(d, l))));
        about.push(pair(T::IncidentsReason, breach.reason.clone()));
        about.push(pair(T::IncidentsWhyLate, breach.why_late.clone()));
        about.push(pair(T::IncidentsAuthorityReference, breach.reference.clone()));
        for question in BreachQuestion::ALL {
            let answer = i.answers.get(&question).cloned().unwrap_or_default();
            about.push(Pair {
                name: words::question(question, l),
                value: answer.into(),
            });
        }
        about.retain(|p| !p.value.words().is_empty());
        blocks.push(Block::Pairs(about));
    }
    if !i.aftercare.is_empty() {
        blocks.push(Block::heading(1, l.t(T::IncidentsAftercare)));
        let done = i.aftercare.iter().map(|(s, at)| format!("{} – {}", words::step(*s, l), words::moment(*at, now, l)));
        blocks.push(Block::List(done.map(Into::into).collect()));
    }
    Document {
        title: l.t(T::IncidentsArchiveTitle),
        language: Language::from(l),
        subject: words::kind(i.kind, l),
        author: cx.tenant().service_name.clone(),
        made: now,
        id: i.id.to_string(),
        blocks,
    }
}

fn lines_of(story: &str) -> impl Iterator<Item = String> + '_ {
    story.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned)
}
