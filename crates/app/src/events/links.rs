//! What people without an account reach by a link of their own: an invited contributor answers, a pupil chooses themes, a
//! course participant fills in a sheet.

use super::{
    EventRefusal, coming,
    course_store::{self, Assessment},
    forms, invites, store, theme_store, views,
};
use crate::{
    frame::{AppError, Cx, Published},
    offerings::Pairs,
    office::entered::{Entered, Reading},
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
    events::{CHOICES, Mastery, Reply, Theme},
    shared::{Id, Locale},
};
use maud::{Markup, html};
use std::collections::HashMap;
use ui::{
    Audience, Shell, args,
    forms::{self as fields, Choice, Field},
    parts::{self, Tone, Weight},
};

type Asked = Query<HashMap<String, String>>;

/// The longest topic that an invited contributor can ask for instead.
const LONGEST_TOPIC: usize = 120;

fn page(cx: &Cx, title: String, body: &Markup, status: StatusCode) -> Response {
    let shell = Shell {
        noindex: true,
        ..cx.shell(Audience::Citizen, title)
    };
    (status, cx.html(&shell, body)).into_response()
}

fn thanks(shown: bool, words: &str) -> Markup {
    html! { @if shown { (parts::live_notice(Tone::Good, &html! { p { (words) } })) } }
}

/// `/bidra/{token}`: what the contributor is invited to, and the answer.
pub async fn invitation(cx: Cx, Path(token): Path<String>, Query(query): Asked) -> Result<Response, AppError> {
    let (published, invited) = invited(&cx, &token).await?;
    let entered = Entered::default()
        .put("svar", invited.contributor.reply.code())
        .put("annet", &invited.contributor.other_topic);
    Ok(invitation_page(
        &cx,
        &published,
        &invited,
        &entered,
        &[],
        query.contains_key("svart"),
    ))
}

async fn invited(cx: &Cx, token: &str) -> Result<(std::sync::Arc<Published>, store::Invited), AppError> {
    let token = Id::parse(token).ok_or(AppError::Absent)?;
    let published = cx.published().await?;
    let invited = cx.read(move |r| store::invitation(r, token)).await?.ok_or(AppError::Absent)?;
    Ok((published, invited))
}

fn invitation_page(
    cx: &Cx,
    published: &Published,
    invited: &store::Invited,
    entered: &Entered,
    problems: &[(String, String)],
    answered: bool,
) -> Response {
    let l = cx.locale();
    let Some((offering, schedule, occurrence)) = coming::find(&published.register, &invited.target) else {
        return AppError::Absent.into_response();
    };
    let place = occurrence.as_ref().map_or(&schedule.place, |o| &o.place);
    let title = l.ta(T::EventsInvitedTo, &args![("name", offering.name.get(l))]);
    let choices: Vec<Choice> = [Reply::Yes, Reply::Other, Reply::No]
        .into_iter()
        .map(|r| Choice::new(r.code(), l.t(invitation_answer(r)), entered.get("svar") == r.code()))
        .collect();
    let form = html! {
        (fields::radios(&forms::field(l, T::EventsInvitationQuestion, "svar", entered, problems), &choices))
        (fields::text_field(&forms::field(l, T::EventsOtherTopic, "annet", entered, problems).optional(l).max_length(120).guarded()))
        (parts::actions(&[parts::button(&l.t(T::EventsSendAnswer), Weight::Primary)]))
    };
    let body = html! {
        h1 { (title) }
        (fields::error_summary(l, problems))
        (thanks(answered, &l.t(T::EventsInvitationThanks)))
        p.lead { strong { (invited.contributor.name) } @if !invited.contributor.topic.is_empty() { ": " (invited.contributor.topic) } }
        p { (views::when_of(cx, published, &invited.target)) ", " (views::place_name(published, place, l)) }
        @if let Some(o) = &occurrence { (views::state(cx, o)) }
        p { (views::said(&offering.summary, l)) }
        (fields::form(&cx.link(&format!("/bidra/{}", invited.token)), &cx.csrf(), &form))
    };
    let status = if problems.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    page(cx, title, &body, status)
}

const fn invitation_answer(reply: Reply) -> T {
    match reply {
        Reply::Yes | Reply::Waiting => T::EventsAnswerYes,
        Reply::Other => T::EventsAnswerOther,
        Reply::No => T::EventsAnswerNo,
    }
}

/// Takes the contributor's answer.
pub async fn answer_invitation(cx: Cx, Path(token): Path<String>, Form(pairs): Pairs) -> Result<Response, AppError> {
    let (published, invited) = invited(&cx, &token).await?;
    let entered = Entered::of(pairs);
    let mut reading = Reading::new(cx.locale(), &entered);
    let answer = reading.code("svar", |c| Reply::parse(c).filter(|r| *r != Reply::Waiting));
    let other = reading.line("annet");
    if other.chars().count() > LONGEST_TOPIC {
        let text = reading.locale.ta(T::EventsProblemLong, &args![("n", LONGEST_TOPIC)]);
        reading.problem("annet", text);
    }
    let problems = reading.problems;
    let (Some(answer), true) = (answer, problems.is_empty()) else {
        return Ok(invitation_page(&cx, &published, &invited, &entered, &problems, false));
    };
    let (secret, path) = (invited.token, format!("/bidra/{}?svart=1", invited.token));
    // A yes is shown to citizens at once, so the pages are made anew.
    cx.write_register(move |tx| {
        store::reply(tx, secret, answer, if answer == Reply::Other { &other } else { "" })?;
        // Whoever said no was told of no changes; with a yes the calendar is brought up to date.
        match store::invitation(tx, secret)?.filter(|i| i.contributor.reply.comes() && !i.told.is_empty()) {
            Some(invited) => invites::follow(tx, &published.register, &invited),
            None => Ok(()),
        }
    })
    .await?;
    Ok(cx.go(&path))
}

/// `/temavalg`: where a code is entered.
pub async fn poll_door(cx: Cx, Query(query): Asked) -> Result<Response, AppError> {
    if let Some(code) = query.get("kode").and_then(|c| Code::parse(c)) {
        let plain = code.plain();
        let known = cx.read(move |r| Ok(theme_store::ballot(r, &plain)?.is_some())).await?;
        if known {
            return Ok(cx.go(&format!("/temavalg/{}", code.plain())));
        }
    }
    let l = cx.locale();
    let wrong = query.get("kode").filter(|c| !c.is_empty());
    let error = wrong.map(|_| l.t(T::EventsCodeUnknown));
    let value = wrong.map_or("", String::as_str);
    let field = Field::new("kode", l.t(T::EventsCode))
        .hint(l.t(T::EventsCodeHint))
        .short()
        .value(value)
        .error(error);
    let body = html! {
        h1 { (l.t(T::EventsChooseThemes)) }
        (fields::get_form(&cx.link("/temavalg"), &html! { (fields::text_field(&field)) (parts::actions(&[parts::button(&l.t(T::EventsContinue), Weight::Primary)])) }))
    };
    let status = if wrong.is_some() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    Ok(page(&cx, l.t(T::EventsChooseThemes), &body, status))
}

struct Ballot {
    poll: theme_store::Poll,
    chosen: Vec<usize>,
    may_propose: u16,
    themes: Vec<Theme>,
    code: String,
}

async fn ballot(cx: &Cx, code: &str) -> Result<Ballot, AppError> {
    let code = Code::parse(code).ok_or(AppError::Absent)?.plain();
    let asked = code.clone();
    let (found, themes) = cx.read(move |r| Ok((theme_store::ballot(r, &asked)?, theme_store::themes(r)?))).await?;
    let (poll, chosen, may_propose) = found.ok_or(AppError::Absent)?;
    Ok(Ballot {
        poll,
        chosen,
        may_propose,
        themes,
        code,
    })
}

/// What an option is called.
pub(super) fn option_name(option: &theme_store::PollOption, themes: &[Theme], l: Locale) -> String {
    match themes.iter().find(|t| t.key == option.theme) {
        Some(theme) => theme.name.get(l).to_owned(),
        None => option.words.clone(),
    }
}

/// `/temavalg/{code}`: the themes, to choose among and add to.
pub async fn poll(cx: Cx, Path(code): Path<String>, Query(query): Asked) -> Result<Response, AppError> {
    let ballot = ballot(&cx, &code).await?;
    Ok(poll_page(
        &cx,
        &ballot,
        &ballot.chosen,
        "",
        &[],
        query.contains_key("lagret"),
    ))
}

fn poll_page(
    cx: &Cx,
    ballot: &Ballot,
    chosen: &[usize],
    proposal: &str,
    problems: &[(String, String)],
    saved: bool,
) -> Response {
    let l = cx.locale();
    let choices: Vec<Choice> = ballot
        .poll
        .options
        .iter()
        .enumerate()
        .map(|(i, o)| {
            let goals = ballot
                .themes
                .iter()
                .find(|t| t.key == o.theme)
                .map(|t| domain::events::lines(t.goals.get(l)).join(" · "));
            Choice::new(i.to_string(), option_name(o, &ballot.themes, l), chosen.contains(&i))
                .hint(goals.unwrap_or_default())
        })
        .collect();
    let error = |name: &str| problems.iter().find(|(n, _)| n == name).map(|(_, text)| text.clone());
    let question = Field::new("tema", l.ta(T::EventsChooseUpTo, &args![("n", CHOICES)])).error(error("tema"));
    let form = html! {
        (fields::checkboxes(&question, &choices))
        @if ballot.may_propose > 0 {
            (fields::text_field(&Field::new("forslag", l.t(T::EventsPropose)).hint(l.t(T::EventsProposeHint)).optional(l).max_length(60).guarded().value(proposal).error(error("forslag"))))
        }
        (parts::actions(&[parts::button(&l.t(T::EventsSendChoice), Weight::Primary)]))
    };
    let body = html! {
        h1 { (l.t(T::EventsChooseThemes)) }
        (fields::error_summary(l, problems))
        (thanks(saved, &l.t(T::EventsChoiceSaved)))
        @if ballot.poll.closed {
            (parts::notice(Tone::Look, &html! { p { (l.t(T::EventsPollClosed)) } }))
        } @else {
            p.lead { (l.t(T::EventsPollLead)) }
            (fields::form(&cx.link(&format!("/temavalg/{}", ballot.code)), &cx.csrf(), &form))
        }
    };
    let status = if problems.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    page(cx, l.t(T::EventsChooseThemes), &body, status)
}

/// Takes a pupil's choice and proposal.
pub async fn choose(cx: Cx, Path(code): Path<String>, Form(pairs): Pairs) -> Result<Response, AppError> {
    let ballot = ballot(&cx, &code).await?;
    if ballot.poll.closed {
        return Err(AppError::refused(EventRefusal::Closed));
    }
    let l = cx.locale();
    let entered = Entered::of(pairs);
    let mut reading = Reading::new(l, &entered);
    let proposal = reading.line("forslag");
    let mut chosen: Vec<usize> = entered
        .all("tema")
        .filter_map(|v| v.parse().ok())
        .filter(|i| *i < ballot.poll.options.len())
        .collect();
    chosen.sort_unstable();
    chosen.dedup();
    if chosen.len() > CHOICES {
        reading.problem("tema", l.ta(T::EventsTooMany, &args![("n", CHOICES)]));
    }
    if proposal.chars().count() > 60 {
        reading.problem("forslag", l.t(T::EventsTooLong));
    }
    let problems = reading.problems;
    if !problems.is_empty() {
        return Ok(poll_page(
            &cx,
            &ballot,
            &chosen,
            entered.get("forslag"),
            &problems,
            false,
        ));
    }
    let path = format!("/temavalg/{}?lagret=1", ballot.code);
    let may_propose = ballot.may_propose > 0 && !proposal.is_empty();
    let (code, poll) = (ballot.code, ballot.poll.id);
    cx.write(move |tx| {
        theme_store::lock(tx, poll)?;
        let (poll, _, left) = theme_store::ballot(tx, &code)?.ok_or(AppError::Absent)?;
        if poll.closed {
            return Err(AppError::refused(EventRefusal::Closed));
        }
        theme_store::vote(tx, &code, &chosen)?;
        if may_propose && left > 0 {
            theme_store::propose(tx, &poll, &code, &proposal)?;
        }
        Ok(())
    })
    .await?;
    Ok(cx.go(&path))
}

struct Sheet {
    token: Id,
    event: Id,
    name: String,
    phase: domain::events::Phase,
    assessment: Assessment,
}

async fn sheet(cx: &Cx, token: &str) -> Result<Sheet, AppError> {
    let token = Id::parse(token).ok_or(AppError::Absent)?;
    let published = cx.published().await?;
    let (event, target, phase, assessment) = cx
        .read(move |r| {
            let (event, target, phase) = course_store::by_token(r, token)?.ok_or(AppError::Absent)?;
            Ok((event, target, phase, course_store::assessment(r, event)?))
        })
        .await?;
    let name = published.offering(target.offering.as_str()).map_or("", |o| o.name.get(cx.locale())).to_owned();
    Ok(Sheet {
        token,
        event,
        name,
        phase,
        assessment,
    })
}

/// `/vurdering/{token}`: a sheet of self-assessment.
pub async fn assess_page(cx: Cx, Path(token): Path<String>, Query(query): Asked) -> Result<Response, AppError> {
    let sheet = sheet(&cx, &token).await?;
    let entered = Entered::default().put("ark", Id(cx.app.db().random_id()));
    Ok(sheet_page(&cx, &sheet, &entered, &[], query.contains_key("takk")))
}

fn sheet_page(cx: &Cx, sheet: &Sheet, entered: &Entered, problems: &[(String, String)], sent: bool) -> Response {
    let l = cx.locale();
    let closed = sheet.assessment.round(sheet.phase).is_none_or(|(_, _, r)| r.closed);
    let form = html! {
        (fields::hidden("ark", entered.get("ark")))
        @for (i, task) in sheet.assessment.tasks.iter().enumerate() {
            @let name = format!("oppgave-{i}");
            @let choices: Vec<Choice> = Mastery::ALL.into_iter().map(|m| Choice::new(m.code(), l.t(views::mastery_name(m)), entered.get(&name) == m.code())).collect();
            (fields::radios(&Field::new(name.clone(), task.clone()).error(problems.iter().find(|(n, _)| *n == name).map(|(_, t)| t.clone())), &choices))
        }
        (parts::actions(&[parts::button(&l.t(T::EventsSendSheet), Weight::Primary)]))
    };
    let body = html! {
        h1 { (l.t(T::EventsSheetTitle)) }
        (fields::error_summary(l, problems))
        p.lead { (sheet.name) ", " (l.t(views::phase_name(sheet.phase)).to_lowercase()) }
        @if sent {
            (parts::live_notice(Tone::Good, &html! { p { (l.t(T::EventsSheetThanks)) } }))
        } @else if closed {
            (parts::notice(Tone::Look, &html! { p { (l.t(T::EventsSheetClosed)) } }))
        } @else {
            p { (l.t(T::EventsSheetLead)) }
            (fields::form(&cx.link(&format!("/vurdering/{}", sheet.token)), &cx.csrf(), &form))
        }
    };
    let status = if problems.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    page(cx, l.t(T::EventsSheetTitle), &body, status)
}

/// Adds a sheet to the sums. The sheet itself is not kept.
pub async fn assess(cx: Cx, Path(token): Path<String>, Form(pairs): Pairs) -> Result<Response, AppError> {
    let sheet = sheet(&cx, &token).await?;
    let entered = Entered::of(pairs);
    let mut reading = Reading::new(cx.locale(), &entered);
    let answers: Vec<[u32; 3]> = (0..sheet.assessment.tasks.len())
        .map(|i| {
            let chosen = reading.code(&format!("oppgave-{i}"), Mastery::parse);
            Mastery::ALL.map(|m| u32::from(chosen == Some(m)))
        })
        .collect();
    let problems = reading.problems;
    if !problems.is_empty() {
        return Ok(sheet_page(&cx, &sheet, &entered, &problems, false));
    }
    let number = Id::parse(entered.get("ark")).ok_or(AppError::Absent)?;
    let (event, phase) = (sheet.event, sheet.phase);
    cx.write(move |tx| {
        if course_store::is_new(tx, event, phase, number)? && !course_store::add(tx, event, phase, 1, &answers)? {
            return Err(AppError::refused(EventRefusal::Closed));
        }
        Ok(())
    })
    .await?;
    Ok(cx.go(&format!("/vurdering/{}?takk=1", sheet.token)))
}
