//! Appointments at the counter: today and the coming days, one screen to book on, and all that can happen to an
//! appointment.

use super::{
    book::{self, Bookable, Chosen, Wish},
    counter::{self, Day, Detail, Explained, New},
    follow::without_guide,
    forms::{self, Pairs, Problem, chosen, value},
    store::{self, Appointment, Party},
    tell::Teller,
    views::Times,
};
use crate::{
    frame::{AppError, Cx, Published, Refusal},
    messages,
    texts::{T, Words},
    visits,
};
use ::store::{Query as _, Tx};
use axum::{
    Form,
    extract::{Path, Query},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use domain::{
    bookings::{
        AppointmentState, Asked, BookingRefusal, By, Code, LONGEST_SERIES, MadeBy, Time, last_day, nearest, series,
    },
    places::Place,
    schedule::{Calendar, why_not},
    shared::{Id, Key, Locale, day_and_minute, instant_of},
};
use jiff::{Timestamp, ToSpan, civil::Date};
use maud::{Markup, html};
use std::sync::Arc;
use ui::Audience;

/// How many days ahead the list of appointments and the screen to book on show.
const DAYS: i32 = 20;
const INSTEAD: usize = 6;

fn page(cx: &Cx, status: StatusCode, title: String, body: &Markup) -> Response {
    let mut shell = cx.shell(Audience::Desk, title);
    shell.scripts.push(&ui::assets::LIVE_JS);
    if status != StatusCode::OK {
        shell.language_links.clear();
    }
    (status, cx.html(&shell, body)).into_response()
}

/// The appointments at a place, or in a part of it, on some days.
async fn at_place(
    cx: &Cx,
    published: &Arc<Published>,
    here: &Key,
    first: Date,
    last: Date,
) -> Result<Vec<(Appointment, Party)>, AppError> {
    let all = cx.read(move |r| store::listed(r, first, last)).await?;
    let register = &published.register;
    let calendar = Calendar::new(&register.municipality, &register.places);
    let inside = |a: &Appointment| published.place_by_id(a.place).is_some_and(|p| calendar.is_inside(&p.key, here));
    Ok(all.into_iter().filter(|(a, _)| inside(a)).collect())
}

/// How far ahead it is looked for appointments that nobody can take: as far as one can book.
const FAR: i32 = 366;

/// `/skranke/timer`: today and the coming days.
pub async fn list(cx: Cx, headers: HeaderMap, Query(asked): Query<Pairs>) -> Result<Response, AppError> {
    let Some(place) = visits::place_of_desk(&cx, &headers, value(&asked, "sted")).await? else {
        return Ok(cx.go("/skranke/velg-sted"));
    };
    let first: Date = value(&asked, "dag").parse().unwrap_or_else(|_| cx.today());
    let counted = counted_now(&cx, &asked).await?;
    let body = day_list(&cx, &place, first, counted, None).await?;
    Ok(page(&cx, StatusCode::OK, cx.locale().t(T::BookingsDeskTitle), &body))
}

async fn day_list(
    cx: &Cx,
    place: &Place,
    first: Date,
    counted: Option<(Id, bool)>,
    refusal: Option<&dyn Refusal>,
) -> Result<Markup, AppError> {
    let published = cx.published().await?;
    let last = first.checked_add(DAYS.days()).unwrap_or(first);
    let far = cx.today().checked_add(FAR.days()).unwrap_or(last).max(last);
    let mut rows = at_place(cx, &published, &place.key, first.min(cx.today()), far).await?;
    let coming = rows.iter().map(|(a, _)| a.clone()).collect();
    let alone: Vec<Id> = without_guide(&published, coming, cx.now).into_iter().map(|a| a.id).collect();
    let without: Vec<_> = rows.iter().filter(|(a, _)| alone.contains(&a.id)).cloned().collect();
    rows.retain(|(a, _)| (first..=last).contains(&a.day));
    let day = Day {
        place,
        first,
        rows: &rows,
        without: &without,
        counted,
    };
    Ok(counter::list(cx, &day, refusal))
}

/// What has just been counted, when it can be taken back: the appointment, and whether somebody came.
async fn counted_now(cx: &Cx, asked: &Pairs) -> Result<Option<(Id, bool)>, AppError> {
    let Some(id) = forms::id(asked, "talt") else {
        return Ok(None);
    };
    let today = cx.today();
    let found = cx.read(move |r| store::appointment(r, id)).await?;
    let over = found.is_some_and(|a| a.state == AppointmentState::Over && a.day == today);
    Ok(over.then_some((id, value(asked, "som") == "kom")))
}

/// Today's appointments for the desk's own screen. Who does not see others' bookings sees the times alone.
///
/// # Errors
/// A fault of the database.
pub async fn today(cx: &Cx, place: &Place) -> Result<Markup, AppError> {
    let published = cx.published().await?;
    let any = published.register.offerings.iter().any(|o| o.booking.is_some() && o.ended.is_none());
    if !any {
        return Ok(html! {});
    }
    let rows = at_place(cx, &published, &place.key, cx.today(), cx.today()).await?;
    Ok(counter::today(cx, &rows))
}

/// The offering that is booked in: the one that is asked for, else the first with a time at the desk's place, else any.
fn offering_of<'p>(
    published: &'p Published,
    asked: &Pairs,
    here: Option<&Place>,
    today: Date,
) -> Result<Bookable<'p>, AppError> {
    let named = Bookable::find(published, value(asked, "tilbud"), today);
    let all = || bookables(published, today);
    let at = |b: &Bookable| here.is_some_and(|p| b.offering.schedules.iter().any(|s| s.place == p.key));
    named
        .or_else(|| all().into_iter().find(at))
        .or_else(|| all().into_iter().next())
        .ok_or(AppError::Absent)
}

/// Every offering one can book in.
pub fn bookables(published: &Published, today: Date) -> Vec<Bookable<'_>> {
    published
        .register
        .offerings
        .iter()
        .filter_map(|o| Bookable::find(published, o.key.as_str(), today))
        .collect()
}

/// Every time of some days with why it is free or not.
async fn all_times(
    cx: &Cx,
    published: &Arc<Published>,
    offering: &str,
    wish: &Wish,
    (first, last): (Date, Date),
) -> Result<Vec<Time>, AppError> {
    let (kept, key, wish, now) = (published.clone(), offering.to_owned(), wish.clone(), cx.now);
    cx.read(move |r| {
        let b = Bookable::find(&kept, &key, day_and_minute(now).0).ok_or(AppError::Absent)?;
        let asked = Asked {
            minutes: b.minutes(&wish),
            by: By::Staff,
            now,
        };
        b.times(r, &asked, first, last)
    })
    .await
}

async fn free_times(
    cx: &Cx,
    published: &Arc<Published>,
    b: &Bookable<'_>,
    wish: &Wish,
    from: Date,
) -> Result<Times, AppError> {
    let (today, end) = (cx.today(), last_day(b.plan, cx.now));
    let first = from.clamp(today, end);
    let last = first.checked_add(DAYS.days()).unwrap_or(first).min(end);
    let all = all_times(cx, published, b.offering.key.as_str(), wish, (first, last)).await?;
    Ok(Times {
        free: all.into_iter().filter(Time::is_free).collect(),
        earlier: (first > today).then(|| first.checked_sub(DAYS.days()).unwrap_or(today).max(today)),
        later: last.tomorrow().ok().filter(|day| *day <= end),
    })
}

/// `/skranke/timer/ny`: the one screen to book on.
pub async fn new(cx: Cx, headers: HeaderMap, Query(asked): Query<Pairs>) -> Result<Response, AppError> {
    let here = visits::place_of_desk(&cx, &headers, value(&asked, "sted")).await?;
    let published = cx.published().await?;
    let b = offering_of(&published, &asked, here.as_ref(), cx.today())?;
    show_new(&cx, &published, &b, &asked, &[], None).await
}

async fn show_new(
    cx: &Cx,
    published: &Arc<Published>,
    b: &Bookable<'_>,
    entered: &Pairs,
    problems: &[Problem],
    refusal: Option<(&dyn Refusal, &[Time])>,
) -> Result<Response, AppError> {
    let wish = forms::wish(entered, b);
    let from = value(entered, "fra").parse().unwrap_or_else(|_| cx.today());
    let times = free_times(cx, published, b, &wish, from).await?;
    let follows = match forms::id(entered, "etter") {
        Some(id) => cx.read(move |r| store::appointment(r, id)).await?.filter(|a| a.booking.is_some()),
        None => None,
    };
    let view = New {
        b,
        others: &bookables(published, cx.today()),
        wish: &wish,
        times: &times,
        entered,
        problems,
        refusal,
        follows: follows.as_ref(),
    };
    let status = match (refusal, problems.is_empty()) {
        (Some((refusal, _)), _) => refusal.status(),
        (None, false) => StatusCode::UNPROCESSABLE_ENTITY,
        (None, true) => StatusCode::OK,
    };
    Ok(page(
        cx,
        status,
        cx.locale().t(T::BookingsNewTitle),
        &counter::new(cx, &view),
    ))
}

/// What is to be booked at the counter.
#[derive(Clone)]
struct Order {
    id: Id,
    wish: Wish,
    chosen: Chosen,
    made_by: MadeBy,
    party: Party,
    follows: Option<Id>,
    days: Vec<Date>,
}

/// Books at the counter or by phone; several weeks in one go where that is wanted.
pub async fn create(cx: Cx, Form(pairs): Form<Pairs>) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let b = offering_of(&published, &pairs, None, cx.today())?;
    let chosen = chosen(value(&pairs, "tid"));
    let (party, chosen) = match (forms::party(&pairs, language_of(&pairs, &cx)), chosen) {
        (Ok(party), Some(chosen)) => (party, chosen),
        (Ok(_), None) => return show_new(&cx, &published, &b, &pairs, &[], None).await,
        (Err(problems), _) => return show_new(&cx, &published, &b, &pairs, &problems, None).await,
    };
    let count = value(&pairs, "antall").parse().unwrap_or(1u8).clamp(1, LONGEST_SERIES);
    let every = value(&pairs, "hver").parse().unwrap_or(1u8).clamp(1, 4);
    let order = Order {
        id: forms::id(&pairs, "nokkel").ok_or(AppError::Absent)?,
        wish: forms::wish(&pairs, &b),
        made_by: MadeBy::by_staff(value(&pairs, "hvordan")),
        days: series(day_and_minute(chosen.starts_at).0, every, count).split_off(1),
        follows: forms::id(&pairs, "etter"),
        chosen: chosen.clone(),
        party,
    };
    let (kept, teller, offering) = (
        published.clone(),
        Teller::new(&cx, &published),
        b.offering.key.to_string(),
    );
    let (id, wish) = (order.id, order.wish.clone());
    let mark = teller.made_here(cx.tenant().id, id, cx.today());
    let done = cx
        .write(move |tx| {
            let b = Bookable::find(&kept, &offering, day_and_minute(tx.now()).0).ok_or(AppError::Absent)?;
            carry_out(tx, &b, &teller, &order)
        })
        .await;
    match done {
        Ok(missed) => {
            let missed: Vec<String> = missed.iter().map(Date::to_string).collect();
            Ok(cx.go(&format!("/skranke/timer/{id}?ny={mark}&uten={}", missed.join(","))))
        }
        Err(AppError::Refused(refusal)) => {
            tracing::info!(code = refusal.code(), "refused");
            let from = day_and_minute(chosen.starts_at).0.checked_sub(7.days()).unwrap_or_else(|_| cx.today());
            let times = free_times(&cx, &published, &b, &wish, from).await?;
            let near = nearest(&times.free, chosen.starts_at, INSTEAD);
            show_new(&cx, &published, &b, &pairs, &[], Some((&*refusal, &near))).await
        }
        Err(error) => Err(error),
    }
}

/// The language the one who books reads.
fn language_of(pairs: &Pairs, cx: &Cx) -> Locale {
    Locale::parse(value(pairs, "leser")).unwrap_or_else(|| cx.tenant().locale)
}

/// Books the first, and the rest of a series under the same code; gives the days that were not to be had.
fn carry_out(tx: &mut Tx, b: &Bookable, teller: &Teller, order: &Order) -> Result<Vec<Date>, AppError> {
    let booking = first_of(tx, b, teller, order)?;
    let start = day_and_minute(order.chosen.starts_at).1;
    let already = store::of_booking(tx, booking)?;
    let mut missed = Vec::new();
    for day in &order.days {
        let chosen = Chosen {
            schedule: order.chosen.schedule.clone(),
            starts_at: instant_of(*day, start),
        };
        if already.iter().any(|a| a.starts_at == chosen.starts_at) {
            continue;
        }
        let id = Id(tx.random_id());
        match held_and_added(tx, b, teller, order, &chosen, (id, booking)) {
            Ok(()) => {}
            Err(AppError::Refused(_)) => missed.push(*day),
            Err(error) => return Err(error),
        }
    }
    Ok(missed)
}

fn first_of(tx: &mut Tx, b: &Bookable, teller: &Teller, order: &Order) -> Result<Id, AppError> {
    let follows = match order.follows {
        Some(before) => store::appointment(tx, before)?.and_then(|a| a.booking),
        None => None,
    };
    let Some(booking) = follows else {
        book::book(
            tx,
            b,
            teller,
            &order.wish,
            &order.chosen,
            order.made_by,
            (order.id, &order.party),
        )?;
        return Ok(order.id);
    };
    if store::appointment(tx, order.id)?.is_none() {
        held_and_added(tx, b, teller, order, &order.chosen, (order.id, booking))?;
    }
    Ok(booking)
}

fn held_and_added(
    tx: &mut Tx,
    b: &Bookable,
    teller: &Teller,
    order: &Order,
    chosen: &Chosen,
    (id, booking): (Id, Id),
) -> Result<(), AppError> {
    let until = book::hold_ends(b.plan, tx.now());
    book::hold(tx, b, &order.wish, chosen, order.made_by, (id, until))?;
    book::add(tx, b, teller, id, booking)
}

/// An appointment with everything around it.
struct Found {
    published: Arc<Published>,
    a: Appointment,
    party: Party,
    code: Option<Code>,
    others: Vec<Appointment>,
    /// The card once more, in a language that the pages are not in.
    in_own_language: Option<(String, String)>,
}

async fn found(cx: &Cx, id: &str) -> Result<Found, AppError> {
    let id = Id::parse(id).ok_or(AppError::Absent)?;
    let published = cx.published().await?;
    let teller = Teller::new(cx, &published);
    let service = cx.tenant().service_name.clone();
    let base = cx.own_address("/").trim_end_matches('/').to_owned();
    cx.read(move |r| {
        let a = store::appointment(r, id)?.ok_or(AppError::Absent)?;
        let booking = a.booking.ok_or(AppError::Absent)?;
        let (party, hash) = store::party(r, booking)?;
        let code = teller.known_code(r.tenant(), booking, &hash);
        let about = teller.about(&a, &party, &base, code);
        Ok(Found {
            published: published.clone(),
            code,
            in_own_language: messages::receipt_in_own_language(r, &about, &party.language, &service)?,
            others: store::of_booking(r, booking)?.into_iter().filter(|o| o.id != a.id).collect(),
            party,
            a,
        })
    })
    .await
}

fn show_one(cx: &Cx, found: &Found, asked: &Pairs, refusal: Option<&dyn Refusal>) -> Response {
    let mark = Teller::new(cx, &found.published).made_here(cx.tenant().id, found.a.id, cx.today());
    let new = value(asked, "ny") == mark;
    let view = Detail {
        published: &found.published,
        a: &found.a,
        party: &found.party,
        // The code opens the receipt, and that has the name.
        code: found.code.filter(|_| new || counter::sees_who(cx)),
        others: &found.others,
        in_own_language: found.in_own_language.as_ref(),
        new,
        without: !without_guide(&found.published, vec![found.a.clone()], cx.now).is_empty(),
        missed: value(asked, "uten").split(',').filter_map(|d| d.parse().ok()).collect(),
        refusal,
    };
    let status = refusal.map_or(StatusCode::OK, Refusal::status);
    page(cx, status, cx.locale().t(T::BookingsOneTitle), &counter::one(cx, &view))
}

/// `/skranke/timer/{id}`: one appointment, with a card to print.
pub async fn one(cx: Cx, Path(id): Path<String>, Query(asked): Query<Pairs>) -> Result<Response, AppError> {
    Ok(show_one(&cx, &found(&cx, &id).await?, &asked, None))
}

/// After a change of an appointment: the page it stands on, or what was refused.
fn after(cx: &Cx, found: &Found, done: Result<(), AppError>, to: &str) -> Result<Response, AppError> {
    match done {
        Ok(()) => Ok(cx.go(to)),
        Err(AppError::Refused(refusal)) => {
            tracing::info!(code = refusal.code(), "refused");
            Ok(show_one(cx, found, &vec![], Some(&*refusal)))
        }
        Err(error) => Err(error),
    }
}

/// Gives an appointment up for somebody who rings or comes.
pub async fn cancel(cx: Cx, Path(id): Path<String>) -> Result<Response, AppError> {
    let found = found(&cx, &id).await?;
    let (id, teller, kept) = (found.a.id, Teller::new(&cx, &found.published), found.published.clone());
    let done = cx.write(move |tx| book::cancel(tx, &kept, &teller, id)).await;
    after(&cx, &found, done, &format!("/skranke/timer/{id}"))
}

async fn finish(cx: &Cx, id: &str, came: bool) -> Result<Response, AppError> {
    let found = found(cx, id).await?;
    let id = found.a.id;
    let done = cx.write(move |tx| book::finish(tx, id, came)).await;
    let way = if came { "kom" } else { "kom-ikke" };
    after(cx, &found, done, &format!("/skranke/timer?talt={id}&som={way}"))
}

/// Somebody came.
pub async fn came(cx: Cx, Path(id): Path<String>) -> Result<Response, AppError> {
    finish(&cx, &id, true).await
}

/// Nobody came.
pub async fn no_show(cx: Cx, Path(id): Path<String>) -> Result<Response, AppError> {
    finish(&cx, &id, false).await
}

/// Takes back that somebody came, or that nobody did.
pub async fn undo(cx: Cx, Path(id): Path<String>, Form(pairs): Form<Pairs>) -> Result<Response, AppError> {
    let found = found(&cx, &id).await?;
    let (id, came) = (found.a.id, value(&pairs, "som") == "kom");
    let done = cx.write(move |tx| book::undo(tx, id, came)).await;
    after(&cx, &found, done, "/skranke/timer")
}

/// Calls off an appointment that nobody can take: they are told, and may choose another time.
pub async fn call_off(cx: Cx, Path(id): Path<String>) -> Result<Response, AppError> {
    let found = found(&cx, &id).await?;
    let (id, teller, kept) = (found.a.id, Teller::new(&cx, &found.published), found.published.clone());
    let done = cx.write(move |tx| book::call_off_one(tx, &kept, &teller, id)).await;
    after(&cx, &found, done, &format!("/skranke/timer/{id}"))
}

/// The times an appointment can be moved to.
pub async fn move_page(cx: Cx, Path(id): Path<String>, Query(asked): Query<Pairs>) -> Result<Response, AppError> {
    show_move(&cx, &found(&cx, &id).await?, &asked, None).await
}

async fn show_move(cx: &Cx, found: &Found, asked: &Pairs, refusal: Option<&dyn Refusal>) -> Result<Response, AppError> {
    let b = Bookable::by_id(&found.published, found.a.offering, cx.today()).ok_or(AppError::Absent)?;
    let from = value(asked, "fra").parse().unwrap_or_else(|_| cx.today());
    let times = free_times(cx, &found.published, &b, &book::wish_of(&found.a), from).await?;
    let path = format!("/skranke/timer/{}/flytt", found.a.id);
    let body = super::views::move_to(cx, &found.published, &found.a, &times, &path, refusal);
    let status = refusal.map_or(StatusCode::OK, Refusal::status);
    Ok(page(cx, status, cx.locale().t(T::BookingsMoveTitle), &body))
}

/// Moves an appointment.
pub async fn move_it(cx: Cx, Path(id): Path<String>, Form(pairs): Form<Pairs>) -> Result<Response, AppError> {
    let found = found(&cx, &id).await?;
    let chosen = chosen(value(&pairs, "tid")).ok_or(AppError::Absent)?;
    let (kept, teller) = (found.published.clone(), Teller::new(&cx, &found.published));
    let (id, offering) = (found.a.id, found.a.offering);
    let moved = cx
        .write(move |tx| {
            let b = Bookable::by_id(&kept, offering, day_and_minute(tx.now()).0).ok_or(AppError::Absent)?;
            book::move_to(tx, &b, &teller, id, &chosen, MadeBy::Counter)
        })
        .await;
    match moved {
        Ok(()) => Ok(cx.go(&format!("/skranke/timer/{id}"))),
        Err(AppError::Refused(refusal)) => show_move(&cx, &found, &pairs, Some(&*refusal)).await,
        Err(error) => Err(error),
    }
}

/// Finds an appointment by its code.
pub async fn find(cx: Cx, headers: HeaderMap, Form(pairs): Form<Pairs>) -> Result<Response, AppError> {
    let code = Code::parse(value(&pairs, "kode"));
    let now = cx.now;
    let hit = cx
        .read(move |r| {
            let Some(code) = code else { return Ok(None) };
            let Some(booking) = store::by_code(r, book::code_hash(r.tenant(), &code))? else {
                return Ok(None);
            };
            Ok(nearest_of(&store::of_booking(r, booking)?, now))
        })
        .await?;
    if let Some(id) = hit {
        return Ok(cx.go(&format!("/skranke/timer/{id}")));
    }
    let Some(place) = visits::place_of_desk(&cx, &headers, "").await? else {
        return Ok(cx.go("/skranke/velg-sted"));
    };
    let refusal = BookingRefusal::UnknownCode;
    let body = day_list(&cx, &place, cx.today(), None, Some(&refusal)).await?;
    Ok(page(
        &cx,
        Refusal::status(&refusal),
        cx.locale().t(T::BookingsDeskTitle),
        &body,
    ))
}

/// The appointment of a booking to look at: the next that stands, else the last.
fn nearest_of(all: &[Appointment], now: Timestamp) -> Option<Id> {
    let next = all.iter().find(|a| a.state == AppointmentState::Booked && a.ends_at > now);
    next.or_else(|| all.last()).map(|a| a.id)
}

/// `/skranke/timer/ledig`: why each time of a day is free or not.
pub async fn explain(cx: Cx, headers: HeaderMap, Query(asked): Query<Pairs>) -> Result<Response, AppError> {
    let here = visits::place_of_desk(&cx, &headers, value(&asked, "sted")).await?;
    let published = cx.published().await?;
    let b = offering_of(&published, &asked, here.as_ref(), cx.today())?;
    let day = value(&asked, "dag").parse().unwrap_or_else(|_| cx.today());
    let wish = forms::wish(&asked, &b);
    let times = all_times(&cx, &published, b.offering.key.as_str(), &wish, (day, day)).await?;
    let register = &published.register;
    let calendar = Calendar::new(&register.municipality, &register.places);
    let view = Explained {
        b: &b,
        others: &bookables(&published, cx.today()),
        day,
        times: &times,
        closed: b.offering.schedules.iter().find_map(|s| why_not(s, &calendar, day)),
    };
    Ok(page(
        &cx,
        StatusCode::OK,
        cx.locale().t(T::BookingsWhyTitle),
        &counter::explained(&cx, &view),
    ))
}
