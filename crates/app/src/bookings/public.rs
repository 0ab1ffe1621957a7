//! The citizen's pages: what do you need, when, how do we reach you, the receipt – and moving and giving up.

use super::{
    book::{self, Bookable, Chosen, Wish},
    forms::{self, Pairs, Problem, chosen, value},
    guesses::Guesses,
    own_data,
    store::{self, Appointment, Party},
    tell::Teller,
    views::{self, Contact, Receipt, Times},
};
use crate::{
    access::not_too_often,
    frame::{AppError, Cx, Published, Refusal as _},
    messages,
    texts::{T, Words},
};
use ::store::Query as _;
use axum::{
    Form,
    extract::{Path, Query},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{
    bookings::{AppointmentState, Asked, BookingRefusal, By, Code, MadeBy, Time, last_day, nearest},
    shared::{Id, day_and_minute},
};
use jiff::{Timestamp, ToSpan, civil::Date};
use maud::{Markup, html};
use std::sync::Arc;
use ui::Audience;

/// How many days of times one page shows.
const DAYS_SHOWN: i32 = 28;
/// How many times are offered instead of one that was taken.
const INSTEAD: usize = 6;

async fn published(cx: &Cx, offering: &str) -> Result<Arc<Published>, AppError> {
    let published = cx.published().await?;
    Bookable::find(&published, offering, cx.today()).ok_or(AppError::Absent)?;
    Ok(published)
}

fn bookable<'p>(published: &'p Published, offering: &str, now: Timestamp) -> Result<Bookable<'p>, AppError> {
    Bookable::find(published, offering, day_and_minute(now).0).ok_or(AppError::Absent)
}

fn page(cx: &Cx, status: StatusCode, title: String, body: &Markup) -> Response {
    let mut shell = cx.shell(Audience::Citizen, title);
    shell.noindex = true;
    if status != StatusCode::OK {
        // A change has no page in another language.
        shell.language_links.clear();
    }
    shell.scripts.push(&ui::assets::LIVE_JS);
    (status, cx.html(&shell, body)).into_response()
}

/// `/bestill/{slug}`: what do you need.
pub async fn need(cx: Cx, Path(offering): Path<String>, Query(asked): Query<Pairs>) -> Result<Response, AppError> {
    let published = published(&cx, &offering).await?;
    let b = bookable(&published, &offering, cx.now)?;
    let body = views::need(&cx, &b, &forms::wish(&asked, &b));
    Ok(page(&cx, StatusCode::OK, cx.locale().t(T::BookingsTitle), &body))
}

/// The times to choose between, from a day on.
async fn times(
    cx: &Cx,
    published: &Arc<Published>,
    offering: &str,
    wish: &Wish,
    from: Date,
) -> Result<Times, AppError> {
    let (now, today) = (cx.now, cx.today());
    let (kept, key, wish_read) = (published.clone(), offering.to_owned(), wish.clone());
    let (first, last_shown, last) = {
        let last = last_day(bookable(published, offering, now)?.plan, now);
        let first = from.clamp(today, last);
        (
            first,
            first.checked_add(DAYS_SHOWN.days()).unwrap_or(first).min(last),
            last,
        )
    };
    let all = cx
        .read(move |r| {
            let b = bookable(&kept, &key, now)?;
            let asked = Asked {
                minutes: b.minutes(&wish_read),
                by: By::Web,
                now,
            };
            b.times(r, &asked, first, last_shown)
        })
        .await?;
    Ok(Times {
        free: all.iter().filter(|t| t.is_free()).cloned().collect(),
        earlier: (first > today).then(|| first.checked_sub(DAYS_SHOWN.days()).unwrap_or(today).max(today)),
        later: last_shown.tomorrow().ok().filter(|day| *day <= last),
    })
}

fn from_day(pairs: &Pairs, today: Date) -> Date {
    value(pairs, "fra").parse().unwrap_or(today)
}

/// `/bestill/{slug}/tid`: when.
pub async fn when(cx: Cx, Path(offering): Path<String>, Query(asked): Query<Pairs>) -> Result<Response, AppError> {
    let published = published(&cx, &offering).await?;
    let wish = forms::wish(&asked, &bookable(&published, &offering, cx.now)?);
    let times = times(&cx, &published, &offering, &wish, from_day(&asked, cx.today())).await?;
    let b = bookable(&published, &offering, cx.now)?;
    let body = views::when(&cx, &b, &wish, &times, None, forms::id(&asked, "hold"));
    Ok(page(&cx, StatusCode::OK, cx.locale().t(T::BookingsWhenTitle), &body))
}

/// How many times may be chosen, and how many appointments booked, from one address in an hour: more than a library's shared
/// PC and a whole class need.
const CHOICES: i64 = 120;
const BOOKINGS: i64 = 60;

/// Holds the chosen time and goes on; the one who came second gets the nearest free times at once.
pub async fn choose(cx: Cx, Path(offering): Path<String>, Form(pairs): Form<Pairs>) -> Result<Response, AppError> {
    let published = published(&cx, &offering).await?;
    let wish = forms::wish(&pairs, &bookable(&published, &offering, cx.now)?);
    let chosen = chosen(value(&pairs, "tid")).ok_or(AppError::Absent)?;
    let id = forms::id(&pairs, "hold").unwrap_or_else(|| Id(cx.app.db().random_id()));
    let (kept, key, wished, wanted) = (published.clone(), offering.clone(), wish.clone(), chosen.clone());
    if !not_too_often(&cx, "hold", CHOICES).await? {
        let times = times(&cx, &published, &offering, &wish, cx.today()).await?;
        let (b, many) = (bookable(&published, &offering, cx.now)?, BookingRefusal::TooMany);
        let body = views::when(&cx, &b, &wish, &times, Some((&many, &[])), Some(id));
        return Ok(page(&cx, many.status(), many.text(cx.locale()), &body));
    }
    let held = cx
        .write(move |tx| {
            let b = bookable(&kept, &key, tx.now())?;
            book::let_go(tx, id)?;
            // A page that was left open after booking begins anew.
            let id = if store::appointment(tx, id)?.is_some() {
                Id(tx.random_id())
            } else {
                id
            };
            let until = book::hold_ends(b.plan, tx.now());
            book::hold(tx, &b, &wished, &wanted, MadeBy::Web, (id, until))
        })
        .await;
    match held {
        Ok(held) => Ok(cx.go(&format!("/bestill/{offering}/kontakt?hold={}", held.id))),
        Err(AppError::Refused(refusal)) => {
            tracing::info!(code = refusal.code(), "refused");
            let near = near(&cx, &published, &offering, &wish, chosen.starts_at).await?;
            let times = times(&cx, &published, &offering, &wish, cx.today()).await?;
            let b = bookable(&published, &offering, cx.now)?;
            let body = views::when(&cx, &b, &wish, &times, Some((&*refusal, &near)), None);
            Ok(page(&cx, StatusCode::CONFLICT, refusal.text(cx.locale()), &body))
        }
        Err(other) => Err(other),
    }
}

/// The free times nearest to one.
async fn near(
    cx: &Cx,
    published: &Arc<Published>,
    offering: &str,
    wish: &Wish,
    wanted: Timestamp,
) -> Result<Vec<Time>, AppError> {
    let from = day_and_minute(wanted).0.checked_sub(14.days()).unwrap_or_else(|_| cx.today());
    let found = times(cx, published, offering, wish, from).await?;
    Ok(nearest(&found.free, wanted, INSTEAD))
}

/// `/bestill/{slug}/kontakt`: how do we reach you. Nothing is required.
pub async fn contact(cx: Cx, Path(offering): Path<String>, Query(asked): Query<Pairs>) -> Result<Response, AppError> {
    let published = published(&cx, &offering).await?;
    let Some(id) = forms::id(&asked, "hold") else {
        return Ok(cx.go(&format!("/bestill/{offering}")));
    };
    let teller = Teller::new(&cx, &published);
    let (held, code) = cx
        .read(move |r| {
            let held = store::appointment(r, id)?;
            let code = match held.as_ref().and_then(|a| a.booking) {
                Some(booking) => teller.known_code(r.tenant(), booking, &store::party(r, booking)?.1),
                None => None,
            };
            Ok((held, code))
        })
        .await?;
    match (held, code) {
        (Some(held), _) if held.state == AppointmentState::Held => {
            show_contact(&cx, &published, &offering, &held, &asked, &[], StatusCode::OK)
        }
        // Back from the receipt: the booking is made, and here is the way to it.
        (_, Some(code)) => Ok(cx.go(&format!("/time/{}", code.plain()))),
        _ => Ok(cx.go(&format!("/bestill/{offering}"))),
    }
}

fn show_contact(
    cx: &Cx,
    published: &Published,
    offering: &str,
    held: &Appointment,
    entered: &Pairs,
    problems: &[Problem],
    status: StatusCode,
) -> Result<Response, AppError> {
    let b = bookable(published, offering, cx.now)?;
    let view = Contact {
        b: &b,
        hold: held.id,
        wish: &book::wish_of(held),
        chosen: &Chosen {
            schedule: held.schedule.clone(),
            starts_at: held.starts_at,
        },
        held: Some(held),
        entered,
        problems,
        instead: None,
    };
    let body = views::contact(cx, &view);
    Ok(page(cx, status, cx.locale().t(T::BookingsContactTitle), &body))
}

/// Makes the booking, or holds the time longer, or shows what was wrong with everything kept.
pub async fn confirm(cx: Cx, Path(offering): Path<String>, Form(pairs): Form<Pairs>) -> Result<Response, AppError> {
    let published = published(&cx, &offering).await?;
    let hold = forms::id(&pairs, "hold").ok_or(AppError::Absent)?;
    let wish = forms::wish(&pairs, &bookable(&published, &offering, cx.now)?);
    let other = chosen(value(&pairs, "tid"));
    let wanted = other.clone().or_else(|| chosen(value(&pairs, "valgt"))).ok_or(AppError::Absent)?;
    let party = forms::party(&pairs, cx.locale());
    if other.is_none() && (value(&pairs, "handling") == "forleng" || party.is_err()) {
        return again(
            &cx,
            &published,
            &offering,
            hold,
            (&wish, &wanted),
            &pairs,
            &party.err().unwrap_or_default(),
        )
        .await;
    }
    let party = match party {
        Ok(party) => party,
        Err(problems) => return again(&cx, &published, &offering, hold, (&wish, &wanted), &pairs, &problems).await,
    };
    let done = if not_too_often(&cx, "booking", BOOKINGS).await? {
        finish(&cx, &published, &offering, hold, &wish, &wanted, other.is_some(), party).await
    } else {
        Err(AppError::refused(BookingRefusal::TooMany))
    };
    match done {
        Ok(code) => Ok(cx.go(&format!("/time/{}", code.plain()))),
        Err(AppError::Refused(refusal)) => {
            tracing::info!(code = refusal.code(), "refused");
            let near = near(&cx, &published, &offering, &wish, wanted.starts_at).await?;
            let b = bookable(&published, &offering, cx.now)?;
            let view = Contact {
                b: &b,
                hold,
                wish: &wish,
                chosen: &wanted,
                held: None,
                entered: &pairs,
                problems: &[],
                instead: Some((&*refusal, &near)),
            };
            Ok(page(
                &cx,
                refusal.status(),
                refusal.text(cx.locale()),
                &views::contact(&cx, &view),
            ))
        }
        Err(error) => Err(error),
    }
}

#[expect(clippy::too_many_arguments, reason = "what a form carries, taken apart once")]
async fn finish(
    cx: &Cx,
    published: &Arc<Published>,
    offering: &str,
    hold: Id,
    wish: &Wish,
    wanted: &Chosen,
    another: bool,
    party: Party,
) -> Result<Code, AppError> {
    let teller = Teller::new(cx, published);
    let (kept, key, wish, wanted) = (published.clone(), offering.to_owned(), wish.clone(), wanted.clone());
    cx.write(move |tx| {
        let b = bookable(&kept, &key, tx.now())?;
        if another {
            book::let_go(tx, hold)?;
        }
        book::book(tx, &b, &teller, &wish, &wanted, MadeBy::Web, (hold, &party))
    })
    .await
}

/// The page again, with the time held anew where it can be.
async fn again(
    cx: &Cx,
    published: &Arc<Published>,
    offering: &str,
    hold: Id,
    (wish, wanted): (&Wish, &Chosen),
    pairs: &Pairs,
    problems: &[Problem],
) -> Result<Response, AppError> {
    let (kept, key) = (published.clone(), offering.to_owned());
    let held = cx
        .write(move |tx| {
            let until = book::hold_ends(bookable(&kept, &key, tx.now())?.plan, tx.now());
            book::extend(tx, hold, until)?;
            store::appointment(tx, hold)
        })
        .await?;
    let status = if problems.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    if let Some(held) = held.filter(|a| a.state == AppointmentState::Held) {
        return show_contact(cx, published, offering, &held, pairs, problems, status);
    }
    let b = bookable(published, offering, cx.now)?;
    let view = Contact {
        b: &b,
        hold,
        wish,
        chosen: wanted,
        held: None,
        entered: pairs,
        problems,
        instead: None,
    };
    Ok(page(
        cx,
        status,
        cx.locale().t(T::BookingsContactTitle),
        &views::contact(cx, &view),
    ))
}

/// The booking a code stands for; guessing is stopped.
async fn opened(cx: &Cx, code: &str) -> Result<(Code, Id), AppError> {
    let guesses = Guesses::of(cx);
    guesses.may_go_on(cx).await?;
    if let Some(code) = Code::parse(code) {
        let found = cx.read(move |r| store::by_code(r, book::code_hash(r.tenant(), &code))).await?;
        if let Some(booking) = found {
            return Ok((code, booking));
        }
    }
    guesses.wrong(cx).await?;
    Err(AppError::refused(BookingRefusal::UnknownCode))
}

/// `/time`: where a code is written.
pub async fn ask_code(cx: Cx) -> Result<Response, AppError> {
    Ok(page(
        &cx,
        StatusCode::OK,
        cx.locale().t(T::BookingsCodeTitle),
        &views::ask_code(&cx, "", None),
    ))
}

/// Opens the booking of a code.
pub async fn enter_code(cx: Cx, Form(pairs): Form<Pairs>) -> Result<Response, AppError> {
    let entered = value(&pairs, "kode");
    match opened(&cx, entered).await {
        Ok((code, _)) => Ok(cx.go(&format!("/time/{}", code.plain()))),
        Err(AppError::Refused(refusal)) => Ok(code_refused(&cx, entered, &*refusal)),
        Err(other) => Err(other),
    }
}

fn code_refused(cx: &Cx, entered: &str, refusal: &dyn crate::frame::Refusal) -> Response {
    tracing::info!(code = refusal.code(), "refused");
    page(
        cx,
        refusal.status(),
        refusal.text(cx.locale()),
        &views::ask_code(cx, entered, Some(refusal)),
    )
}

/// Everything a receipt shows.
struct Mine {
    published: Arc<Published>,
    code: Code,
    party: Party,
    appointments: Vec<Appointment>,
    /// The receipt once more, in a language that the pages are not in: the code of the language, and the words.
    in_own_language: Option<(String, String)>,
}

async fn mine(cx: &Cx, code: &str) -> Result<Mine, AppError> {
    let (code, booking) = opened(cx, code).await?;
    let published = cx.published().await?;
    let teller = Teller::new(cx, &published);
    let service = cx.tenant().service_name.clone();
    let base = cx.own_address("/").trim_end_matches('/').to_owned();
    let (party, appointments, in_own_language) = cx
        .read(move |r| {
            let (party, appointments) = (store::party(r, booking)?.0, store::of_booking(r, booking)?);
            let booked = appointments.iter().find(|a| a.state == AppointmentState::Booked);
            let own = match booked {
                Some(a) => {
                    let about = teller.about(a, &party, &base, Some(code));
                    messages::receipt_in_own_language(r, &about, &party.language, &service)?
                }
                None => None,
            };
            Ok((party, appointments, own))
        })
        .await?;
    Ok(Mine {
        published,
        code,
        party,
        appointments,
        in_own_language,
    })
}

impl Mine {
    fn one(&self, pairs: &Pairs) -> Result<Appointment, AppError> {
        let id = forms::id(pairs, "time");
        let wanted = |a: &&Appointment| id.is_none_or(|id| a.id == id);
        self.appointments.iter().find(wanted).cloned().ok_or(AppError::Absent)
    }
}

/// How many appointments of a booking that we called off get their free times on the receipt itself.
const CALLED_OFF: usize = 3;

/// The free times nearest to each appointment that we called off.
async fn instead(cx: &Cx, mine: &Mine) -> Result<Vec<(Id, Vec<Time>)>, AppError> {
    let mut off = mine.appointments.clone();
    off.retain(|a| a.state == AppointmentState::CalledOff);
    off.truncate(CALLED_OFF);
    if off.is_empty() {
        return Ok(Vec::new());
    }
    let (kept, now) = (mine.published.clone(), cx.now);
    cx.read(move |r| {
        let mut all = Vec::new();
        for a in &off {
            if let Some(b) = Bookable::by_id(&kept, a.offering, day_and_minute(now).0) {
                all.push((a.id, book::free_instead(r, &b, a, now)?));
            }
        }
        Ok(all)
    })
    .await
}

async fn receipt(cx: &Cx, mine: &Mine, said: Option<&Markup>, status: StatusCode) -> Result<Response, AppError> {
    let instead = instead(cx, mine).await?;
    let view = Receipt {
        published: &mine.published,
        code: mine.code,
        party: &mine.party,
        appointments: &mine.appointments,
        said,
        in_own_language: mine.in_own_language.as_ref(),
        instead: &instead,
    };
    Ok(page(
        cx,
        status,
        cx.locale().t(T::BookingsReceiptTitle),
        &views::receipt(cx, &view),
    ))
}

/// `/time/{code}`: the receipt.
pub async fn show(cx: Cx, Path(code): Path<String>) -> Result<Response, AppError> {
    match mine(&cx, &code).await {
        Ok(mine) => receipt(&cx, &mine, None, StatusCode::OK).await,
        Err(AppError::Refused(refusal)) => Ok(code_refused(&cx, &code, &*refusal)),
        Err(other) => Err(other),
    }
}

/// Gives an appointment up.
pub async fn cancel(cx: Cx, Path(code): Path<String>, Form(pairs): Form<Pairs>) -> Result<Response, AppError> {
    let mine = mine(&cx, &code).await?;
    let (id, teller, kept) = (
        mine.one(&pairs)?.id,
        Teller::new(&cx, &mine.published),
        mine.published.clone(),
    );
    match cx.write(move |tx| book::cancel(tx, &kept, &teller, id)).await {
        Ok(()) => Ok(cx.go(&format!("/time/{}", mine.code.plain()))),
        Err(AppError::Refused(refusal)) => {
            let said = views::refused(cx.locale(), &*refusal);
            receipt(&cx, &mine, Some(&said), refusal.status()).await
        }
        Err(other) => Err(other),
    }
}

/// Everything we have about the booking, for whoever has the code.
pub async fn own_data(cx: Cx, Path(code): Path<String>) -> Result<Response, AppError> {
    let mine = mine(&cx, &code).await?;
    let all = own_data::all(&mine.published, &mine.party, &mine.appointments);
    let text = serde_json::to_string_pretty(&all).map_err(|e| AppError::Fault(e.to_string()))?;
    let headers = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/json; charset=utf-8"),
        ),
        (
            header::CONTENT_DISPOSITION,
            HeaderValue::from_static("attachment; filename=\"mine-opplysninger.json\""),
        ),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
    ];
    Ok((headers, text).into_response())
}

/// Erases everything about the booking at once.
pub async fn erase(cx: Cx, Path(code): Path<String>) -> Result<Response, AppError> {
    let (_, booking) = opened(&cx, &code).await?;
    let published = cx.published().await?;
    let teller = Teller::new(&cx, &published);
    cx.write(move |tx| own_data::erase(tx, &published, &teller, booking)).await?;
    let said = html! {
        (ui::parts::live_notice(ui::parts::Tone::Good, &html! { p { (cx.locale().t(T::BookingsErased)) } }))
        (views::ask_code(&cx, "", None))
    };
    Ok(page(&cx, StatusCode::OK, cx.locale().t(T::BookingsCodeTitle), &said))
}

/// The times an appointment can be moved to.
pub async fn move_page(cx: Cx, Path(code): Path<String>, Query(asked): Query<Pairs>) -> Result<Response, AppError> {
    let mine = mine(&cx, &code).await?;
    let a = mine.one(&asked)?;
    show_move(&cx, &mine, &a, &asked, None).await
}

async fn show_move(
    cx: &Cx,
    mine: &Mine,
    a: &Appointment,
    asked: &Pairs,
    refusal: Option<&dyn crate::frame::Refusal>,
) -> Result<Response, AppError> {
    let b = Bookable::by_id(&mine.published, a.offering, cx.today()).ok_or(AppError::Absent)?;
    let wish = book::wish_of(a);
    let offering = b.offering.key.as_str();
    let times = times(cx, &mine.published, offering, &wish, from_day(asked, cx.today())).await?;
    let path = format!("/time/{}/flytt", mine.code.plain());
    let body = views::move_to(cx, &mine.published, a, &times, &path, refusal);
    let status = refusal.map_or(StatusCode::OK, crate::frame::Refusal::status);
    Ok(page(cx, status, cx.locale().t(T::BookingsMoveTitle), &body))
}

/// Moves an appointment.
pub async fn move_it(cx: Cx, Path(code): Path<String>, Form(pairs): Form<Pairs>) -> Result<Response, AppError> {
    let mine = mine(&cx, &code).await?;
    let a = mine.one(&pairs)?;
    let chosen = chosen(value(&pairs, "tid")).ok_or(AppError::Absent)?;
    let (kept, teller) = (mine.published.clone(), Teller::new(&cx, &mine.published));
    let (id, offering) = (a.id, a.offering);
    let moved = cx
        .write(move |tx| {
            let b = Bookable::by_id(&kept, offering, day_and_minute(tx.now()).0).ok_or(AppError::Absent)?;
            book::move_to(tx, &b, &teller, id, &chosen, MadeBy::Web)
        })
        .await;
    match moved {
        Ok(()) => Ok(cx.go(&format!("/time/{}", mine.code.plain()))),
        Err(AppError::Refused(refusal)) => show_move(&cx, &mine, &a, &pairs, Some(&*refusal)).await,
        Err(other) => Err(other),
    }
}

/// The calendar file of an appointment.
pub async fn calendar(cx: Cx, Path(code): Path<String>, Query(asked): Query<Pairs>) -> Result<Response, AppError> {
    let mine = mine(&cx, &code).await?;
    let text = views::calendar(&cx, &mine.published, &mine.one(&asked)?);
    let kind = HeaderValue::from_static(interop::ical::CONTENT_TYPE);
    let name = HeaderValue::from_static("attachment; filename=\"time.ics\"");
    Ok((
        [(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name)],
        text,
    )
        .into_response())
}
