//! Reading incidents, by need, and what is done about them.

use super::{
    forms, loop_,
    store::{self, Incident, Line, Reader, Reading},
    views,
};
use crate::{
    access,
    frame::{AppError, Cx, Who},
    office::entered::{Entered, Problems},
    referrals::{Pairs, asked},
    texts::{T, Words},
};
use axum::{
    extract::{Form, Path},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::{
    access::Permission,
    incidents::{BreachClock, IncidentKind},
    shared::Id,
};
use maud::Markup;
use std::collections::BTreeMap;
use ui::Audience;

/// Who asks. A shared device never reads.
pub fn reader(cx: &Cx) -> Result<Reader, AppError> {
    match cx.session.as_ref().map(|s| &s.who) {
        Some(Who::Person { account, role, .. }) => Ok(Reader {
            account: *account,
            role: *role,
        }),
        _ => Err(AppError::Forbidden),
    }
}

/// Whether the one who asks decides about incidents.
pub fn leads(cx: &Cx) -> bool {
    cx.session.as_ref().is_some_and(|s| s.may(Permission::HandleIncidents))
}

fn id_of(id: &str) -> Result<Id, AppError> {
    Id::parse(id).ok_or(AppError::Absent)
}

fn page(cx: &Cx, status: StatusCode, title: T, body: &Markup) -> Response {
    (status, cx.html(&cx.shell(Audience::Office, cx.locale().t(title)), body)).into_response()
}

/// The names of accounts, for the pages of those who may read.
pub type Names = BTreeMap<Id, String>;

async fn names(cx: &Cx) -> Result<Names, AppError> {
    let accounts = cx.read(|r| access::store::accounts(r)).await?;
    Ok(accounts.into_iter().map(|a| (a.id, a.name)).collect())
}

/// `/kontor/hendelser`
pub async fn list(cx: Cx) -> Result<Response, AppError> {
    let reader = reader(&cx)?;
    let year_ago = cx.today().saturating_sub(jiff::ToSpan::months(11));
    let today = cx.today();
    let (lines, counts) = cx.read(move |r| Ok((store::list(r, reader)?, loop_::counts(r, year_ago, today)?))).await?;
    let published = cx.published().await?;
    let body = views::list(&cx, &published.register, &lines, &counts);
    Ok(page(&cx, StatusCode::OK, T::IncidentsTitle, &body))
}

/// Opens an incident for a page; the reading is noted.
async fn opened(cx: &Cx, id: Id) -> Result<Incident, AppError> {
    let reader = reader(cx)?;
    cx.write(move |tx| store::open(tx, id, reader, "page")).await
}

/// `/kontor/hendelser/{id}`
pub async fn one(cx: Cx, Path(id): Path<String>) -> Result<Response, AppError> {
    one_page(&cx, id_of(&id)?, &Entered::default(), &Problems::new()).await
}

async fn one_page(cx: &Cx, id: Id, entered: &Entered, problems: &Problems) -> Result<Response, AppError> {
    let incident = opened(cx, id).await?;
    let (readings, scenarios) = cx.read(move |r| Ok((store::readings(r, id)?, loop_::scenarios(r)?))).await?;
    let names = names(cx).await?;
    let published = cx.published().await?;
    let whole = Whole {
        incident: &incident,
        readings: &readings,
        names: &names,
        scenarios: &scenarios,
    };
    let status = if problems.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let body = views::one(cx, &published.register, &whole, entered, problems);
    Ok(page(cx, status, T::IncidentsOne, &body))
}

/// What the page of one incident is made from.
pub struct Whole<'a> {
    /// The incident.
    pub incident: &'a Incident,
    /// Who has read it.
    pub readings: &'a [Reading],
    /// The names of accounts.
    pub names: &'a Names,
    /// The scenarios there are.
    pub scenarios: &'a [loop_::Scenario],
}

fn back(cx: &Cx, id: Id) -> Response {
    cx.go(&format!("/kontor/hendelser/{id}"))
}

/// Which steps afterwards are done.
pub async fn aftercare(cx: Cx, Path(id): Path<String>, Form(pairs): Form<Pairs>) -> Result<Response, AppError> {
    let (id, reader) = (id_of(&id)?, reader(&cx)?);
    let steps = forms::aftercare(&Entered::of(pairs));
    cx.write(move |tx| store::set_aftercare(tx, id, reader, &steps)).await?;
    Ok(back(&cx, id))
}

/// `/kontor/hendelser/{id}/brudd`: the authority's questions.
pub async fn breach(cx: Cx, Path(id): Path<String>) -> Result<Response, AppError> {
    let incident = opened(&cx, id_of(&id)?).await?;
    let breach = incident.breach.as_ref().ok_or(AppError::Absent)?;
    let entered = forms::filled_answers(breach, &incident.answers);
    let body = views::breach(&cx, &incident, &entered, &Problems::new());
    Ok(page(&cx, StatusCode::OK, T::IncidentsQuestions, &body))
}

/// Keeps the answers.
pub async fn answer(cx: Cx, Path(id): Path<String>, Form(pairs): Form<Pairs>) -> Result<Response, AppError> {
    let (id, reader, entered) = (id_of(&id)?, reader(&cx)?, Entered::of(pairs));
    match forms::answers(&entered, cx.locale(), cx.now) {
        Ok((known, answers)) => {
            cx.write(move |tx| store::set_answers(tx, id, reader, known, &answers)).await?;
            Ok(back(&cx, id))
        }
        Err(problems) => {
            let incident = opened(&cx, id).await?;
            let body = views::breach(&cx, &incident, &entered, &problems);
            Ok(page(
                &cx,
                StatusCode::UNPROCESSABLE_ENTITY,
                T::IncidentsQuestions,
                &body,
            ))
        }
    }
}

/// Whether the authority is told, and why.
pub async fn decide(cx: Cx, Path(id): Path<String>, Form(pairs): Form<Pairs>) -> Result<Response, AppError> {
    let (id, reader, entered) = (id_of(&id)?, reader(&cx)?, Entered::of(pairs));
    let known = opened(&cx, id).await?.breach.ok_or(AppError::Absent)?.known;
    match forms::decision(&entered, cx.locale(), known, cx.now) {
        Ok(decided) => {
            cx.write(move |tx| store::decide(tx, id, reader, &decided)).await?;
            Ok(back(&cx, id))
        }
        Err(problems) => one_page(&cx, id, &entered, &problems).await,
    }
}

/// Names somebody who needs to read it, or takes that back.
pub async fn name(cx: Cx, Path(id): Path<String>, Form(pairs): Form<Pairs>) -> Result<Response, AppError> {
    let (id, reader, entered) = (id_of(&id)?, reader(&cx)?, Entered::of(pairs));
    let named = !entered.get("navngi").is_empty();
    let account = Id::parse(if named {
        entered.get("navngi")
    } else {
        entered.get("fjern")
    });
    let everybody = names(&cx).await?;
    if let Some(account) = account.filter(|a| !named || everybody.contains_key(a)) {
        cx.write(move |tx| store::set_reader(tx, id, reader, account, named)).await?;
    }
    Ok(back(&cx, id))
}

/// `/kontor/hendelser/{id}/runden`: from what happened to what becomes of it.
pub async fn round(cx: Cx, Path(id): Path<String>) -> Result<Response, AppError> {
    let incident = opened(&cx, id_of(&id)?).await?;
    let scenarios = cx.read(|r| loop_::scenarios(r)).await?;
    let body = views::round(
        &cx,
        &incident,
        &scenarios,
        &forms::filled_round(&incident.round),
        &Problems::new(),
    );
    Ok(page(&cx, StatusCode::OK, T::IncidentsRound, &body))
}

/// Keeps the way on.
pub async fn save_round(cx: Cx, Path(id): Path<String>, Form(pairs): Form<Pairs>) -> Result<Response, AppError> {
    let (id, reader, entered) = (id_of(&id)?, reader(&cx)?, Entered::of(pairs));
    let scenarios = cx.read(|r| loop_::scenarios(r)).await?;
    let known: Vec<[u8; 16]> = scenarios.iter().map(|s| s.id).collect();
    match forms::round(&entered, cx.locale(), &known, cx.today()) {
        Ok(round) => {
            cx.write(move |tx| {
                let before = store::set_round(tx, id, reader, &round)?;
                loop_::hand_over(tx, &before, &round)
            })
            .await?;
            Ok(back(&cx, id))
        }
        Err(problems) => {
            let incident = opened(&cx, id).await?;
            let body = views::round(&cx, &incident, &scenarios, &entered, &problems);
            Ok(page(&cx, StatusCode::UNPROCESSABLE_ENTITY, T::IncidentsRound, &body))
        }
    }
}

/// `/kontor/hendelser/{id}/laering`: what it taught.
pub async fn note(cx: Cx, Path(id): Path<String>) -> Result<Response, AppError> {
    let incident = opened(&cx, id_of(&id)?).await?;
    let entered = incident.note.as_ref().map_or_else(Entered::default, |n| forms::filled_note(&n.words));
    let body = views::note(&cx, &incident, &entered, &Problems::new());
    Ok(page(&cx, StatusCode::OK, T::IncidentsNote, &body))
}

/// Keeps a learning note.
pub async fn save_note(cx: Cx, Path(id): Path<String>, Form(pairs): Form<Pairs>) -> Result<Response, AppError> {
    let (id, reader, entered) = (id_of(&id)?, reader(&cx)?, Entered::of(pairs));
    match forms::note(&entered, cx.locale()) {
        Ok(words) => {
            cx.write(move |tx| store::set_note(tx, id, reader, &words)).await?;
            Ok(back(&cx, id))
        }
        Err(problems) => {
            let incident = opened(&cx, id).await?;
            let body = views::note(&cx, &incident, &entered, &problems);
            Ok(page(&cx, StatusCode::UNPROCESSABLE_ENTITY, T::IncidentsNote, &body))
        }
    }
}

/// A leader lets the note become a card in the handbook.
pub async fn approve(cx: Cx, Path(id): Path<String>) -> Result<Response, AppError> {
    let (id, reader) = (id_of(&id)?, reader(&cx)?);
    let locale = cx.published().await?.register.municipality.written_language;
    let by = cx.session.as_ref().map_or_else(String::new, |s| s.name().to_owned());
    cx.write(move |tx| store::approve(tx, id, reader, locale, &by)).await?;
    Ok(back(&cx, id))
}

/// Closes an incident, or opens it again.
pub async fn close(cx: Cx, Path(id): Path<String>, Form(pairs): Form<Pairs>) -> Result<Response, AppError> {
    let (id, reader) = (id_of(&id)?, reader(&cx)?);
    let closed = asked(&pairs, "gjor") != "apne";
    cx.write(move |tx| store::set_closed(tx, id, reader, closed)).await?;
    Ok(back(&cx, id))
}

/// `/kontor/hendelser/terskler`
pub async fn rules(cx: Cx) -> Result<Response, AppError> {
    let (rules, months, scenarios) = cx
        .read(|r| {
            let rules =
                IncidentKind::ALL.into_iter().map(|kind| store::rule(r, kind)).collect::<Result<Vec<_>, _>>()?;
            Ok((rules, store::keep_months(r)?, loop_::scenarios(r)?))
        })
        .await?;
    let body = views::rules(&cx, &scenarios, &forms::filled_rules(&rules, months), &Problems::new());
    Ok(page(&cx, StatusCode::OK, T::IncidentsRules, &body))
}

/// Keeps the thresholds and how long incidents are kept.
pub async fn save_rules(cx: Cx, Form(pairs): Form<Pairs>) -> Result<Response, AppError> {
    let entered = Entered::of(pairs);
    let scenarios = cx.read(|r| loop_::scenarios(r)).await?;
    let known: Vec<[u8; 16]> = scenarios.iter().map(|s| s.id).collect();
    match forms::rules(&entered, cx.locale(), &known) {
        Ok((rules, months)) => {
            cx.write(move |tx| {
                rules.iter().try_for_each(|rule| store::set_rule(tx, rule))?;
                store::set_keep_months(tx, months)
            })
            .await?;
            Ok(cx.go("/kontor/hendelser"))
        }
        Err(problems) => {
            let body = views::rules(&cx, &scenarios, &entered, &problems);
            Ok(page(&cx, StatusCode::UNPROCESSABLE_ENTITY, T::IncidentsRules, &body))
        }
    }
}

/// `/kontor/nettverksmote`: what the next network meeting takes up. It tells how many there were of what kind, nothing of any of
/// them.
pub async fn agenda(cx: Cx) -> Result<Response, AppError> {
    agenda_page(&cx, &Entered::default(), &Problems::new()).await
}

async fn agenda_page(cx: &Cx, entered: &Entered, problems: &Problems) -> Result<Response, AppError> {
    let (alarms, scenarios) = cx.read(|r| Ok((loop_::risen_alarms(r)?, loop_::scenarios(r)?))).await?;
    let published = cx.published().await?;
    let body = views::agenda(cx, &published.register, &alarms, &scenarios, (entered, problems));
    let status = if problems.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    Ok(page(cx, status, T::IncidentsAgenda, &body))
}

/// The meeting has taken a line up.
pub async fn taken_up(cx: Cx, Form(pairs): Form<Pairs>) -> Result<Response, AppError> {
    let entered = Entered::of(pairs);
    let alarm = id_of(entered.get("sak"))?;
    match forms::taken_up(&entered, cx.locale(), cx.today()) {
        Ok((day, decided)) => {
            cx.write(move |tx| loop_::take_up(tx, alarm, day, &decided)).await?;
            Ok(cx.go("/kontor/nettverksmote"))
        }
        Err(problems) => agenda_page(&cx, &entered, &problems).await,
    }
}

/// What waits in the office: for the leader, breaches without a decision and incidents that are open; for everybody, what the
/// network meeting is to take up.
///
/// # Errors
/// A fault of the database.
pub async fn waits(cx: &Cx) -> Result<Vec<Markup>, AppError> {
    let alarms = cx.read(|r| loop_::risen_alarms(r)).await?;
    let waiting = alarms.iter().filter(|a| a.taken_up.is_none()).count();
    let mut cards = Vec::new();
    if let Ok(reader) = reader(cx)
        && leads(cx)
    {
        let lines = cx.read(move |r| store::list(r, reader)).await?;
        cards.extend(lines.iter().filter(|l| is_urgent(l)).map(|l| views::urgent(cx, l)));
        let open = lines.iter().filter(|l| l.closed.is_none() && !is_urgent(l)).count();
        cards.extend((open > 0).then(|| views::open_card(cx, open)));
    }
    cards.extend((waiting > 0).then(|| views::agenda_card(cx, waiting)));
    Ok(cards)
}

/// A breach whose clock still runs.
fn is_urgent(line: &Line) -> bool {
    line.known.is_some() && line.decision.is_none() && line.closed.is_none()
}

/// The clock of a line.
pub fn clock(cx: &Cx, line: &Line) -> Option<BreachClock> {
    let known = line.known.filter(|_| is_urgent(line))?;
    Some(BreachClock::at(known, cx.now))
}
