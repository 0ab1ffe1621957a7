//! Those who wait for an appointment, at the counter and on the phone: put somebody on the list, ring down it, book a time that
//! suits, offer one to who does not answer, and take off the list – each in one step.

use super::{
    forms::{self, Pairs, value},
    public::{booked, by_appointment, newcomer, said, times_of},
    store::{self, Act, Enrolment, Time, What},
    views,
};
use crate::{
    bookings,
    frame::{AppError, Cx, Published, Refusal},
    offerings::Reading,
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
    bookings::{BookingRefusal, Code, MadeBy},
    enrolments::State,
    offerings::{Access, Offering},
    shared::{Id, Key},
};
use std::sync::Arc;
use ui::Audience;

/// What the list shows.
pub struct Waiters<'a> {
    /// What they wait for.
    pub offering: &'a Offering,
    /// Everybody who waits or is offered a time, in order of line; with the time that is offered.
    pub people: Vec<(Enrolment, Option<Time>)>,
    /// The free times of the coming weeks.
    pub free: Vec<domain::bookings::Time>,
    /// Whether the one who is signed in may see names and contacts.
    pub names: bool,
    /// The code of somebody who has just been put on the list.
    pub made: Option<Code>,
    /// The code of the appointment that was just booked.
    pub booked: Option<Code>,
    /// The identity of the form.
    pub form: Id,
}

/// The offerings one can wait for an appointment in.
fn offerings<'p>(cx: &Cx, published: &'p Published) -> Vec<&'p Offering> {
    let today = cx.today();
    let open = |o: &&Offering| {
        o.published && o.access == Access::ByAppointment && o.booking.is_some() && o.ended.is_none_or(|day| day > today)
    };
    published.register.offerings.iter().filter(open).collect()
}

/// `/skranke/venteliste`: the list, or which one when there are several.
pub async fn which(cx: Cx) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let all = offerings(&cx, &published);
    if let [only] = all.as_slice() {
        return Ok(cx.go(&format!("/skranke/venteliste/{}", only.key)));
    }
    let shell = cx.shell(Audience::Desk, cx.locale().t(T::EnrolmentsWaitTitle));
    Ok(cx.html(&shell, &views::waited_for(&cx, &all)))
}

async fn read<'p>(
    cx: &Cx,
    published: &'p Arc<Published>,
    offering_key: &str,
    query: &Pairs,
) -> Result<Waiters<'p>, AppError> {
    let offering = by_appointment(cx, published, offering_key)?;
    let (kept, key, now) = (published.clone(), offering.key.clone(), cx.now);
    let (people, free) = cx
        .read(move |r| {
            let mut people = Vec::new();
            for who in store::everybody(r, What::Times(key.clone()).resource())? {
                if matches!(who.entry.state, State::Waiting | State::Offered { .. }) {
                    let time = store::time(r, who.entry.id)?;
                    people.push((who, time));
                }
            }
            Ok((people, bookings::free_times(r, &kept, &key, now)?))
        })
        .await?;
    Ok(Waiters {
        offering,
        people,
        free,
        names: cx.session.as_ref().is_some_and(|s| s.may(Permission::OthersBookings)),
        made: Code::parse(value(query, "kode")),
        booked: Code::parse(value(query, "time")),
        form: Id(cx.app.db().random_id()),
    })
}

fn page(
    cx: &Cx,
    published: &Published,
    waiters: &Waiters,
    (pairs, problems): (&Pairs, &[(String, String)]),
    refusal: Option<&dyn Refusal>,
) -> Response {
    let shell = cx.shell(Audience::Desk, cx.locale().t(T::EnrolmentsWaitTitle));
    let body = views::waiters(&Reading::new(cx, published), waiters, (pairs, problems), refusal);
    let status = match refusal {
        Some(refusal) => refusal.status(),
        None if problems.is_empty() => StatusCode::OK,
        None => StatusCode::UNPROCESSABLE_ENTITY,
    };
    (status, cx.html(&shell, &body)).into_response()
}

/// `/skranke/venteliste/{slug}`: who waits, and what is free for each of them.
pub async fn list(cx: Cx, Path(offering): Path<String>, Query(query): Query<Pairs>) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let waiters = read(&cx, &published, &offering, &query).await?;
    Ok(page(&cx, &published, &waiters, (&Vec::new(), &[]), None))
}

/// Puts somebody on the list who stands here or is on the phone.
pub async fn sign_up(cx: Cx, Path(offering): Path<String>, Form(pairs): Form<Pairs>) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let written = forms::read(&pairs, cx.locale(), Id(cx.app.db().random_id()));
    if !written.problems.is_empty() {
        let mut waiters = read(&cx, &published, &offering, &Vec::new()).await?;
        waiters.form = written.form;
        return Ok(page(&cx, &published, &waiters, (&pairs, &written.problems), None));
    }
    let found = by_appointment(&cx, &published, &offering)?;
    let place = found.schedules.first().map(|s| s.place.clone()).ok_or(AppError::Absent)?;
    let words = said(&cx, &published, found, &place);
    let list = times_of(found, cx.now);
    let new = newcomer(&cx, &written, MadeBy::by_staff(value(&pairs, "hvordan")), words);
    let made = cx.write(move |tx| store::sign_up(tx, &list, &new, true)).await?.ok_or(AppError::Absent)?;
    Ok(cx.go(&format!("/skranke/venteliste/{offering}?kode={}", made.code.plain())))
}

/// The free time that was chosen; `None` when it is not free any more.
async fn chosen(cx: &Cx, published: &Arc<Published>, offering: &Key, tid: &str) -> Result<Option<Time>, AppError> {
    let (kept, key, now) = (published.clone(), offering.clone(), cx.now);
    let free = cx.read(move |r| bookings::free_times(r, &kept, &key, now)).await?;
    let id = published.offering_id(offering).ok_or(AppError::Absent)?;
    let schedules = published.offering(offering.as_str()).map_or(&[] as &[_], |o| o.schedules.as_slice());
    let found = free.into_iter().find(|t| bookings::time_value(t) == tid);
    Ok(found.map(|t| Time {
        resource: bookings::guides_of(id, &t.schedule),
        lanes: schedules.iter().find(|s| s.key == t.schedule).map_or(1, |s| s.guides),
        schedule: t.schedule,
        place: t.place,
        starts: t.starts_at,
        ends: t.ends_at,
    }))
}

/// Does something for somebody on the list.
pub async fn act(
    cx: Cx,
    Path((offering, id)): Path<(String, String)>,
    Form(pairs): Form<Pairs>,
) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let key = by_appointment(&cx, &published, &offering)?.key.clone();
    let id = Id::parse(&id).ok_or(AppError::Absent)?;
    let resource = What::Times(key.clone()).resource();
    let who = cx.read(move |r| store::enrolment(r, id)).await?;
    if who.resource != resource {
        return Err(AppError::Absent);
    }
    let here = format!("/skranke/venteliste/{offering}");
    let done = match value(&pairs, "hva") {
        "avmeld" => just(&cx, id, Act::Leave).await,
        "nei" => just(&cx, id, Act::Decline).await,
        "ikke-svar" => just(&cx, id, Act::NoAnswer).await,
        "ja" => accept(&cx, &published, &who, key).await.map(Some),
        "gi" => give(&cx, &published, &who, key, value(&pairs, "tid")).await.map(Some),
        "tilby" => offer(&cx, &published, id, key, value(&pairs, "tid")).await.map(|()| None),
        _ => return Err(AppError::Absent),
    };
    match done {
        Ok(Some(code)) => Ok(cx.go(&format!("{here}?time={}", code.plain()))),
        Ok(None) => Ok(cx.go(&here)),
        Err(AppError::Refused(refusal)) => {
            tracing::info!(code = refusal.code(), "refused");
            let waiters = read(&cx, &published, &offering, &Vec::new()).await?;
            Ok(page(&cx, &published, &waiters, (&Vec::new(), &[]), Some(&*refusal)))
        }
        Err(other) => Err(other),
    }
}

async fn just(cx: &Cx, id: Id, act: Act) -> Result<Option<Code>, AppError> {
    cx.write(move |tx| store::act(tx, id, act)).await?;
    Ok(None)
}

/// Yes to the time that was offered.
async fn accept(cx: &Cx, published: &Arc<Published>, who: &Enrolment, offering: Key) -> Result<Code, AppError> {
    let id = who.entry.id;
    let time = cx.read(move |r| store::time(r, id)).await?;
    let time = time.ok_or_else(|| AppError::refused(domain::enrolments::EnrolmentRefusal::NotOffered))?;
    booked(cx, published.clone(), who, offering, time, true).await
}

/// Yes on the phone to a time that is free.
async fn give(
    cx: &Cx,
    published: &Arc<Published>,
    who: &Enrolment,
    offering: Key,
    tid: &str,
) -> Result<Code, AppError> {
    let time = chosen(cx, published, &offering, tid).await?;
    let time = time.ok_or_else(|| AppError::refused(BookingRefusal::Taken))?;
    booked(cx, published.clone(), who, offering, time, false).await
}

/// Offers a free time by message, or by the call list.
async fn offer(cx: &Cx, published: &Arc<Published>, id: Id, offering: Key, tid: &str) -> Result<(), AppError> {
    let time = chosen(cx, published, &offering, tid).await?;
    let time = time.ok_or_else(|| AppError::refused(BookingRefusal::Taken))?;
    if cx.write(move |tx| store::offer_time(tx, id, &time)).await? {
        Ok(())
    } else {
        Err(AppError::refused(BookingRefusal::Taken))
    }
}
