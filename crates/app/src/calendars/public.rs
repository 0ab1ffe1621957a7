//! What is followed, and the page that says how.

use super::{
    feed::{self, Choice, full_address},
    store, views,
};
use crate::{
    frame::{AppError, Cx, Published},
    texts::{T, Words},
};
use axum::{
    extract::{Path, Query},
    http::{HeaderName, header},
    response::{IntoResponse, Response},
};
use domain::schedule;
use interop::{atom, ical};
use ui::Audience;

/// The query of an address, as it was written.
pub type Asked = Query<Vec<(String, String)>>;

/// What programs may do with a feed: read it from any page, and keep it for a quarter of an hour without asking.
pub const FOR_PROGRAMS: [(HeaderName, &str); 2] =
    [(header::CACHE_CONTROL, "public, max-age=900"), (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*")];

/// Something for programs that is true until something opens or closes, or somebody changes the register.
pub fn kept(cx: &Cx, published: &Published, content_type: &'static str, body: String) -> Response {
    let until = schedule::next_change(&published.register, cx.now);
    let answer = (FOR_PROGRAMS, [(header::CONTENT_TYPE, content_type)], body).into_response();
    cx.keep(answer, published.version, until)
}

async fn answer(cx: &Cx, choice: &Choice, page: &str, source: &str) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let now = cx.now;
    let told = cx
        .read(move |r| {
            Ok(feed::Told {
                revisions: store::revisions(r)?,
                gone: store::gone(r, now)?,
            })
        })
        .await?;
    let feed = feed::feed(cx, &published, &told, choice, (page, source));
    Ok(kept(cx, &published, ical::CONTENT_TYPE, ical::write(&feed)))
}

/// `/kalender.ics`: everything that is open to all, or what is chosen.
///
/// # Errors
/// Absent when what is chosen is not here.
pub async fn common(cx: Cx, Query(query): Asked) -> Result<Response, AppError> {
    let choice = Choice::read(&query, &*cx.published().await?)?;
    answer(&cx, &choice, "/kalender", &format!("/kalender.ics{}", choice.query())).await
}

/// `/tilbud/{slug}/kalender.ics`: the dates of one offering.
///
/// # Errors
/// Absent when there is no such offering.
pub async fn of_offering(cx: Cx, Path(key): Path<String>) -> Result<Response, AppError> {
    let choice = Choice::read(&[("tilbud".to_owned(), key.clone())], &*cx.published().await?)?;
    let page = format!("/tilbud/{key}");
    answer(&cx, &choice, &page, &format!("{page}/kalender.ics")).await
}

/// `/steder/{slug}/kalender.ics`: what is at one place.
///
/// # Errors
/// Absent when there is no such place.
pub async fn of_place(cx: Cx, Path(key): Path<String>) -> Result<Response, AppError> {
    let choice = Choice::read(&[("sted".to_owned(), key.clone())], &*cx.published().await?)?;
    let page = format!("/steder/{key}");
    answer(&cx, &choice, &page, &format!("{page}/kalender.ics")).await
}

/// `/kalender/abonner`: choose what to follow, and how it is done.
///
/// # Errors
/// Absent when what is chosen is not here.
pub async fn follow(cx: Cx, Query(query): Asked) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let choice = Choice::read(&query, &published)?;
    let l = cx.locale();
    let shell = ui::Shell {
        canonical: Some(full_address(&cx, "/kalender/abonner")),
        description: l.t(T::CalendarsFollowLead),
        feed: Some(cx.link("/kommer.atom")),
        noindex: cx.tenant().demo,
        ..cx.shell(Audience::Citizen, l.t(T::CalendarsFollowTitle))
    };
    let until = schedule::next_change(&published.register, cx.now);
    let body = views::follow(&cx, &published, &choice);
    Ok(cx.keep(cx.html(&shell, &body), published.version, until))
}

/// How many days ahead the web feed tells of, and how many dates at most.
const ATOM_DAYS: i32 = 30;
const ATOM_ENTRIES: usize = 100;

/// `/kommer.atom`: what comes, for news readers and other sites.
///
/// # Errors
/// Absent when what is chosen is not here.
pub async fn web_feed(cx: Cx, Query(query): Asked) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let choice = Choice::read(&query, &published)?;
    let revisions = cx.read(|r| store::revisions(r)).await?;
    let l = cx.locale();
    let coming = feed::coming(&published, &choice, cx.now, ATOM_DAYS);
    let entries = coming.iter().take(ATOM_ENTRIES).map(|c| atom_entry(&cx, &published, &revisions, c));
    let feed = atom::Feed {
        title: feed::name(&published, &choice, l),
        subtitle: l.t(T::OfferingsAllDescription),
        author: published.register.municipality.service_name.get(l).to_owned(),
        language: l.code(),
        address: full_address(&cx, &format!("/kommer.atom{}", choice.query())),
        page: full_address(&cx, "/kalender"),
        stamp: schedule_midnight(&cx),
        entries: entries.collect(),
    };
    Ok(kept(&cx, &published, atom::CONTENT_TYPE, atom::write(&feed)))
}

/// The beginning of today, for a feed that has nothing to tell.
fn schedule_midnight(cx: &Cx) -> jiff::Timestamp {
    domain::shared::instant_of(cx.today(), domain::shared::Minute::MIDNIGHT)
}

fn atom_entry(cx: &Cx, published: &Published, revisions: &store::Revisions, c: &feed::Coming<'_>) -> atom::Entry {
    let (l, o) = (cx.locale(), &c.occurrence);
    let name = feed::title(c.offering, Some(o), l);
    let name = if o.takes_place() {
        name
    } else {
        l.ta(T::CalendarsCalledOff, &ui::args![("name", name)])
    };
    let place = published.place(o.place.as_str()).map(|p| feed::place_words(published, p, l)).unwrap_or_default();
    let why = feed::reason(o).map(|r| r.get(l).to_owned()).unwrap_or_default();
    let lines = [
        place,
        feed::moved_words(o, l),
        why,
        c.offering.summary.get(l).to_owned(),
        crate::offerings::access_sentence(c.offering.access, l),
    ];
    let path = format!("/tilbud/{}", c.offering.key);
    atom::Entry {
        id: format!(
            "{}{}{path}#{}.{}",
            cx.scope.origin,
            cx.scope.base,
            c.schedule.key,
            feed::original(o)
        ),
        // With the day written out: "today" is not true tomorrow.
        title: format!("{name}, {}", feed::when_words(o, jiff::civil::Date::MIN, l)),
        summary: lines.into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join("\n"),
        link: full_address(cx, &path),
        category: crate::office::words::offering_kind(c.offering.kind, l),
        updated: store::revision(revisions, c.offering, c.schedule).changed,
    }
}
