//! Sign-up for citizens: which date, how we reach you, the receipt – and from the receipt: leave, answer an offer, print.

use super::{
    dates::{self, Choice},
    forms::{self, Pairs, value},
    store::{self, Act, Enrolment, List, Newcomer, Said, Time, What},
    views,
};
use crate::{
    access::not_too_often,
    bookings,
    frame::{AppError, Cx, Published, Refusal as _},
    messages,
    offerings::Reading,
    texts::{T, Words},
};
use axum::{
    Form,
    extract::{Path, Query},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{
    bookings::{Code, MadeBy},
    enrolments::{EnrolmentRefusal, Line, Target},
    offerings::{Access, Offering},
    schedule::Occurrence,
    shared::{Id, Key},
};
use interop::ical;
use jiff::{Timestamp, ToSpan};
use maud::Markup;
use std::sync::Arc;
use ui::{Audience, Shell};

/// How many sign-ups may come from one address in an hour: more than a library's shared PC and a whole class send.
const SIGN_UPS: i64 = 60;

/// Whether one may sign up from here now.
async fn may_sign_up(cx: &Cx) -> Result<bool, AppError> {
    not_too_often(cx, "sign-up", SIGN_UPS).await
}

/// The offering that citizens see under a key.
pub(super) fn offering<'p>(cx: &Cx, published: &'p Published, offering_key: &str) -> Result<&'p Offering, AppError> {
    let found = published.offering(offering_key).filter(|o| o.published);
    found.filter(|o| o.ended.is_none_or(|day| day > cx.today())).ok_or(AppError::Absent)
}

fn answer(cx: &Cx, title: String, body: &Markup, status: StatusCode) -> Response {
    let mut shell = Shell {
        noindex: true,
        ..cx.shell(Audience::Citizen, title)
    };
    shell.scripts.push(&ui::assets::LIVE_JS);
    let mut response = (status, cx.html(&shell, body)).into_response();
    // A receipt is one person's: nothing between us may keep it.
    response.headers_mut().insert(header::CACHE_CONTROL, header::HeaderValue::from_static("no-store"));
    response
}

/// What messages to somebody who signs up here say.
pub(super) fn said(cx: &Cx, published: &Published, offering: &Offering, place: &Key) -> Said {
    let l = cx.locale();
    let register = &published.register;
    let own = register.organisations.iter().find(|o| o.key == offering.organisation).map(|o| o.phone.as_str());
    let phone = own.filter(|p| !p.is_empty()).unwrap_or(&register.municipality.phone);
    Said {
        offering: offering.name.get(l).to_owned(),
        place: Reading::new(cx, published).place_name(place),
        phone: phone.to_owned(),
        base: cx.own_address("/").trim_end_matches('/').to_owned(),
        language: String::new(),
    }
}

pub(super) async fn choices(cx: &Cx, published: &Arc<Published>, offering: &Offering) -> Result<Vec<Choice>, AppError> {
    let (published, offering, now) = (published.clone(), offering.clone(), cx.now);
    cx.read(move |r| dates::choices(r, &published, &offering, now)).await
}

/// `/meld-pa/{offering_key}`: which date – or, when there is only one, the form at once.
pub async fn which(cx: Cx, Path(offering_key): Path<String>, Query(pairs): Query<Pairs>) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let offering = offering(&cx, &published, &offering_key)?;
    if offering.access == Access::ByAppointment {
        return Ok(cx.go(&format!("/bestill/{offering_key}")));
    }
    let choices = choices(&cx, &published, offering).await?;
    let open = choices.iter().filter(|c| c.is_open(cx.now));
    let asked = value(&pairs, "dato");
    let chosen = match asked {
        "" if open.clone().count() == 1 => open.clone().next(),
        "" => None,
        asked => open.clone().find(|c| c.target.which() == asked),
    };
    let reading = Reading::new(&cx, &published);
    let title = cx.locale().ta(
        T::EnrolmentsTitle,
        &ui::args![("offering", offering.name.get(cx.locale()))],
    );
    let body = match chosen {
        Some(choice) => {
            let asking = views::Asking {
                choice,
                pairs: &pairs,
                problems: &[],
                form: Id(cx.app.db().random_id()),
                just_taken: false,
                keep_days: keep_days(&cx).await?,
                refusal: None,
            };
            views::form(&reading, offering, &asking)
        }
        None => views::which(&reading, offering, &choices),
    };
    Ok(answer(&cx, title, &body, StatusCode::OK))
}

/// The date that a form is for, when one can sign up for it now.
pub(super) async fn chosen(
    cx: &Cx,
    published: &Arc<Published>,
    offering_key: &str,
    which: &str,
) -> Result<Choice, AppError> {
    let target = Target::parse(offering_key, which).ok_or(AppError::Absent)?;
    let (published, now) = (published.clone(), cx.now);
    cx.read(move |r| dates::one(r, &published, &target, now)).await?.ok_or(AppError::Absent)
}

/// Signs up. Whoever came a moment too late is asked, on the same page and with everything kept, whether to wait.
pub async fn sign_up(cx: Cx, Path(offering_key): Path<String>, Form(pairs): Form<Pairs>) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let offering = offering(&cx, &published, &offering_key)?;
    let choice = chosen(&cx, &published, &offering_key, value(&pairs, "dato")).await?;
    let written = forms::read(&pairs, cx.locale(), Id(cx.app.db().random_id()));
    let reading = Reading::new(&cx, &published);
    let title = cx.locale().ta(
        T::EnrolmentsTitle,
        &ui::args![("offering", offering.name.get(cx.locale()))],
    );
    let keep_days = keep_days(&cx).await?;
    let again = |problems: &[(String, String)], just_taken, refusal: Option<EnrolmentRefusal>, status| {
        let asking = views::Asking {
            choice: &choice,
            pairs: &pairs,
            problems,
            form: written.form,
            just_taken,
            keep_days,
            refusal,
        };
        answer(&cx, title.clone(), &views::form(&reading, offering, &asking), status)
    };
    if !written.problems.is_empty() {
        return Ok(again(&written.problems, false, None, StatusCode::UNPROCESSABLE_ENTITY));
    }
    if !choice.is_open(cx.now) || !choice.date.takes_place() {
        let begun = cx.now >= choice.starts;
        return Err(AppError::refused(if begun {
            EnrolmentRefusal::Begun
        } else {
            EnrolmentRefusal::Closed
        }));
    }
    if !may_sign_up(&cx).await? {
        let many = EnrolmentRefusal::TooMany;
        return Ok(again(&[], false, Some(many), many.status()));
    }
    let words = said(&cx, &published, offering, &choice.date.place);
    let (list, will_wait) = (choice.list(), value(&pairs, "venteliste") == "1");
    let new = newcomer(&cx, &written, MadeBy::Web, words);
    match cx.write(move |tx| store::sign_up(tx, &list, &new, will_wait)).await? {
        Some(made) => Ok(cx.go(&format!("/pamelding/{}", made.code.plain()))),
        None => Ok(again(&[], true, None, StatusCode::OK)),
    }
}

/// How many days names and contacts are kept here.
pub(super) async fn keep_days(cx: &Cx) -> Result<u16, AppError> {
    Ok(cx.read(|r| store::keeping(r)).await?.days)
}

pub(super) fn newcomer(cx: &Cx, written: &forms::Written, origin: MadeBy, words: Said) -> Newcomer {
    Newcomer {
        form: written.form,
        name: written.name.clone(),
        to: written.to.clone(),
        language: cx.locale(),
        size: written.size,
        origin,
        wishes: written.wishes,
        words: Said {
            language: written.message_language.clone(),
            ..words
        },
    }
}

/// The list of those who wait for an appointment: one stands there for some weeks.
pub(super) fn times_of(offering: &Offering, now: Timestamp) -> List {
    let until = now.saturating_add((24 * store::WAIT_DAYS).hours()).unwrap_or(now);
    List {
        what: What::Times(offering.key.clone()),
        starts: until,
        ends: until,
        called_off: false,
    }
}

pub(super) fn by_appointment<'p>(
    cx: &Cx,
    published: &'p Published,
    offering_key: &str,
) -> Result<&'p Offering, AppError> {
    let found = offering(cx, published, offering_key)?;
    Some(found).filter(|o| o.access == Access::ByAppointment).ok_or(AppError::Absent)
}

/// `/venteliste/{offering_key}`: stand on the list for an appointment, with the days and parts of the day that suit.
pub async fn wait_page(
    cx: Cx,
    Path(offering_key): Path<String>,
    Query(pairs): Query<Pairs>,
) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let offering = by_appointment(&cx, &published, &offering_key)?;
    let form = Id(cx.app.db().random_id());
    let body = views::wait(&Reading::new(&cx, &published), offering, (&pairs, &[], None), form);
    Ok(answer(
        &cx,
        cx.locale().t(T::EnrolmentsWaitTitle),
        &body,
        StatusCode::OK,
    ))
}

/// Puts somebody on the list for an appointment.
pub async fn wait(cx: Cx, Path(offering_key): Path<String>, Form(pairs): Form<Pairs>) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let offering = by_appointment(&cx, &published, &offering_key)?;
    let written = forms::read(&pairs, cx.locale(), Id(cx.app.db().random_id()));
    let refusal = match written.problems.is_empty() {
        true if may_sign_up(&cx).await? => None,
        true => Some(EnrolmentRefusal::TooMany),
        false => None,
    };
    if !written.problems.is_empty() || refusal.is_some() {
        let reading = Reading::new(&cx, &published);
        let body = views::wait(&reading, offering, (&pairs, &written.problems, refusal), written.form);
        let status = refusal.map_or(StatusCode::UNPROCESSABLE_ENTITY, |r| r.status());
        return Ok(answer(&cx, cx.locale().t(T::EnrolmentsWaitTitle), &body, status));
    }
    let place = offering.schedules.first().map(|s| s.place.clone()).ok_or(AppError::Absent)?;
    let words = said(&cx, &published, offering, &place);
    let list = times_of(offering, cx.now);
    let new = newcomer(&cx, &written, MadeBy::Web, words);
    let made = cx.write(move |tx| store::sign_up(tx, &list, &new, true)).await?.ok_or(AppError::Absent)?;
    Ok(cx.go(&format!("/pamelding/{}", made.code.plain())))
}

/// `/pamelding`: where a code from a slip is written.
pub async fn ask_code(cx: Cx, Query(pairs): Query<Pairs>) -> Result<Response, AppError> {
    let written = value(&pairs, "kode");
    if let Some(code) = Code::parse(written) {
        return Ok(cx.go(&format!("/pamelding/{}", code.plain())));
    }
    let status = if written.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let body = views::ask_code(&cx, written);
    Ok(answer(&cx, cx.locale().t(T::EnrolmentsAskCode), &body, status))
}

/// A sign-up with everything its receipt shows.
pub struct Found {
    /// The code in the address.
    pub code: Code,
    /// The sign-up.
    pub who: Enrolment,
    /// Its list.
    pub list: List,
    /// The line it stands in.
    pub line: Line,
    /// The time that is offered, when she waits for an appointment.
    pub time: Option<Time>,
    /// The date, when the register still has it.
    pub date: Option<Occurrence>,
    /// The receipt once more, in a language that the pages are not in: the code of the language, and the words.
    pub in_own_language: Option<(String, String)>,
}

/// Finds the sign-up of a code; guessing is stopped.
async fn find(cx: &Cx, published: &Arc<Published>, code: &str) -> Result<Found, AppError> {
    let guesses = bookings::Guesses::of(cx);
    guesses.may_go_on(cx).await?;
    let found = match Code::parse(code) {
        Some(code) => read(cx, published, code).await,
        None => Err(AppError::Absent),
    };
    if matches!(found, Err(AppError::Absent)) {
        guesses.wrong(cx).await?;
    }
    found
}

async fn read(cx: &Cx, published: &Arc<Published>, code: Code) -> Result<Found, AppError> {
    let (published, now) = (published.clone(), cx.now);
    let service = cx.tenant().service_name.clone();
    cx.read(move |r| {
        let who = store::by_code(r, code)?;
        let list = store::list(r, who.resource)?.ok_or(AppError::Absent)?;
        let date = match &list.what {
            What::Places(target) => dates::one(r, &published, target, now)?.map(|c| c.date),
            What::Times(_) => None,
        };
        let about = store::about(r, &list, &who, Some(code))?;
        let own = messages::receipt_in_own_language(r, &about, who.message_language(), &service)?;
        Ok(Found {
            code,
            in_own_language: own.filter(|_| who.entry.state.has_place() && !list.called_off),
            line: store::line(r, &list)?,
            time: store::time(r, who.entry.id)?,
            who,
            list,
            date,
        })
    })
    .await
}

/// `/pamelding/{code}`: the receipt, and where one stands.
pub async fn receipt(cx: Cx, Path(code): Path<String>) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let found = find(&cx, &published, &code).await?;
    let body = views::receipt(&Reading::new(&cx, &published), &found);
    let title = views::heading(&found, cx.locale());
    Ok(answer(&cx, title, &body, StatusCode::OK))
}

/// The date as a calendar file.
pub async fn calendar(cx: Cx, Path(code): Path<String>) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let found = find(&cx, &published, &code).await?;
    let date = found.date.filter(|_| found.who.entry.state.has_place()).ok_or(AppError::Absent)?;
    let words = &found.who.words;
    let uid = format!("{}@terskel", found.who.entry.id);
    let file = ical::appointment(&ical::Appointment {
        uid: &uid,
        sequence: 0,
        stamp: cx.now,
        starts: date.starts_at(),
        ends: date.ends_at(),
        location: &words.place,
        position: None,
        service: &cx.tenant().service_name,
        phone: &words.phone,
        remind_minutes: 120,
        language: cx.locale(),
        cancelled: !date.takes_place(),
    });
    let headers = [
        (header::CONTENT_TYPE, ical::CONTENT_TYPE),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"pamelding.ics\""),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, file).into_response())
}

async fn act(cx: Cx, code: String, act: Act) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let found = find(&cx, &published, &code).await?;
    let id = found.who.entry.id;
    cx.write(move |tx| store::act(tx, id, act)).await?;
    Ok(cx.go(&format!("/pamelding/{}", found.code.plain())))
}

/// Leaves: one step, and done twice it is done once.
pub async fn leave(cx: Cx, Path(code): Path<String>) -> Result<Response, AppError> {
    act(cx, code, Act::Leave).await
}

/// Says yes or no to an offer.
pub async fn answer_offer(cx: Cx, Path(code): Path<String>, Form(pairs): Form<Pairs>) -> Result<Response, AppError> {
    let yes = value(&pairs, "svar") == "ja";
    let published = cx.published().await?;
    let found = find(&cx, &published, &code).await?;
    if yes && let (What::Times(offering), Some(time)) = (found.list.what.clone(), found.time.clone()) {
        return book(&cx, published, &found.who, offering, time).await;
    }
    act(cx, code, if yes { Act::Accept } else { Act::Decline }).await
}

/// Says yes to a time: it becomes an appointment in the same transaction, with a receipt of its own.
async fn book(
    cx: &Cx,
    published: Arc<Published>,
    who: &Enrolment,
    offering: Key,
    time: Time,
) -> Result<Response, AppError> {
    let code = booked(cx, published, who, offering, time, true).await?;
    Ok(cx.go(&format!("/time/{}", code.plain())))
}

/// Makes a time an appointment of somebody who waited: one that she was offered, or one that staff give her.
pub(super) async fn booked(
    cx: &Cx,
    published: Arc<Published>,
    who: &Enrolment,
    offering: Key,
    time: Time,
    offered: bool,
) -> Result<Code, AppError> {
    let (id, two) = (who.entry.id, who.entry.size == 2);
    let party = bookings::Party {
        name: who.name.clone(),
        contact: who.to.clone(),
        language: who.message_language().to_owned(),
    };
    let teller = bookings::Teller::new(cx, &published);
    cx.write(move |tx| {
        if offered {
            store::act(tx, id, Act::Accept)?;
            store::became_appointment(tx, id)?;
        } else {
            store::give_time(tx, id, time.starts)?;
        }
        bookings::from_list(tx, &published, &teller, &offering, &time, (two, &party))
    })
    .await
}
