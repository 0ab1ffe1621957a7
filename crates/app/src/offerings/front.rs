//! The front page: is somebody there now, where next today, how do I call – and then the ways further in.

use super::views::{Reading, said};
use crate::texts::{T, Words};
use domain::shared::capital;
use domain::{
    offerings::Access,
    schedule::{self, Entry, Moment, OpenState, clock, closure_in_words, day_in_words, time_range},
    search::suggest_chips,
    shared::Key,
};
use maud::{Markup, html};
use ui::{
    Link, args, forms,
    parts::{self, Open, Tone, Weight, keep_together},
};

/// Most lines of a card on the front page.
const LINES: usize = 3;

/// The place that the front page says is open now, if one is.
#[must_use]
pub fn open_place(r: &Reading) -> Option<Key> {
    let today = schedule::today(r.register(), r.cx.now);
    today.into_iter().find(comes_now).map(|e| e.occurrence.place)
}

fn comes_now(entry: &Entry) -> bool {
    entry.moment == Moment::OpenNow && entry.access == Access::JustCome
}

/// The body of the front page; `wait` is how long one waits at [`open_place`], in words, when that is known.
#[must_use]
pub fn front(r: &Reading, wait: Option<&str>) -> Markup {
    let today = schedule::today(r.register(), r.cx.now);
    html! {
        div.hero {
            div.hero-head {
                h1 { (r.l.t(T::OfferingsFrontQuestion)) }
                (ui::art::two_people())
            }
            (notices(r, &today))
            (now_and_next(r, &today, wait))
        }
        section aria-labelledby="sok" {
            h2 #sok { (r.l.t(T::OfferingsSearchQuestion)) }
            (forms::search_form(r.l, &r.cx.link("/sok"), &r.l.t(T::OfferingsSearchQuestion), ""))
            (parts::chips(&chips(r)))
        }
        (ways(r))
    }
}

/// What was to be today but is called off.
fn notices(r: &Reading, today: &[Entry]) -> Markup {
    html! {
        @for entry in today.iter().filter(|e| e.moment == Moment::CalledOff) {
            @if let Some(offering) = r.published.offering(entry.offering.as_str()) {
                (parts::notice(Tone::Stop, &html! {
                    p {
                        strong { (r.l.t(T::OfferingsCalledOffToday)) ": " }
                        (r.offering_link(offering)) ", "
                        (keep_together(&hours_at(r, entry)))
                        @if let Some(reason) = super::views::called_off(&entry.occurrence).filter(|t| !t.is_empty()) {
                            ". " (said(reason, r.l))
                        }
                    }
                }))
            }
        }
    }
}

fn now_and_next(r: &Reading, today: &[Entry], wait: Option<&str>) -> Markup {
    let mut open = today.iter().filter(|e| comes_now(e));
    let comes_later = |e: &&Entry| e.moment == Moment::Later && e.access == Access::JustCome;
    let later: Vec<&Entry> = today.iter().filter(comes_later).collect();
    html! {
        div.grid.wide-first {
            @match open.next() {
                Some(first) => {
                    (open_card(r, first, &open.collect::<Vec<_>>(), wait))
                    div.beside { (next_card(r, &later, None)) (r.call()) }
                }
                None => {
                    @let state = schedule::municipality_state(r.register(), r.cx.now);
                    div.beside { (closed_card(r, &state)) (r.call()) }
                    (next_card(r, &after(&later, &state), named(&state)))
                }
            }
        }
    }
}

/// The entry that a state names as the one to go to.
const fn named(state: &OpenState) -> Option<&Entry> {
    match state {
        OpenState::OpenNow { entry, .. } | OpenState::LaterToday { entry } => Some(entry),
        OpenState::CalledOffToday { next, .. } | OpenState::ClosedToday { next, .. } => next.as_ref(),
    }
}

/// The entries that the state does not already name.
fn after<'a>(later: &[&'a Entry], state: &OpenState) -> Vec<&'a Entry> {
    later.iter().copied().filter(|e| Some(*e) != named(state)).collect()
}

fn open_card(r: &Reading, first: &Entry, others: &[&Entry], wait: Option<&str>) -> Markup {
    let o = &first.occurrence;
    let place = r.published.place(o.place.as_str());
    let title = r.l.ta(
        T::OfferingsPlaceUntil,
        &args![("place", r.place_name(&o.place)), ("until", clock(o.end, r.l))],
    );
    parts::card_here(&html! {
        (parts::status(Open::Now, &r.l.t(T::OfferingsOpenNow)))
        h2 { (keep_together(&title)) }
        p {
            (r.l.t(T::OfferingsJustCome))
            @if let Some(wait) = wait { " " (wait) "." }
            @if let Some(offering) = r.published.offering(first.offering.as_str()) { " " (said(&offering.summary, r.l)) }
        }
        @if !others.is_empty() {
            p.also { (r.l.t(T::OfferingsAlsoOpen)) }
            ul.plain-list { @for entry in others.iter().take(LINES) { li { (r.place_link(&entry.occurrence.place)) ", " (until(r, entry)) } } }
        }
        @if let Some(place) = place {
            (parts::actions(&[parts::button_link(
                &r.l.ta(T::OfferingsFindWay, &args![("place", place.name.get(r.l))]),
                &r.cx.link(&format!("/steder/{}", place.key)),
                Weight::Primary,
            )]))
        }
    })
}

fn until(r: &Reading, entry: &Entry) -> String {
    keep_together(&r.l.ta(T::OfferingsUntil, &args![("until", clock(entry.occurrence.end, r.l))]))
}

/// When nobody is there now: why, and when next.
fn closed_card(r: &Reading, state: &OpenState) -> Markup {
    let (status, why, next) = match state {
        OpenState::OpenNow { entry, .. } | OpenState::LaterToday { entry } => {
            let words = r.l.ta(
                T::OfferingsOpensToday,
                &args![("start", clock(entry.occurrence.start, r.l))],
            );
            (
                parts::status(Open::Soon, &keep_together(&words)),
                String::new(),
                Some(entry),
            )
        }
        OpenState::CalledOffToday { reason, next } => (
            parts::status(Open::CalledOff, &r.l.t(T::OfferingsCalledOffToday)),
            reason.get(r.l).to_owned(),
            next.as_ref(),
        ),
        OpenState::ClosedToday { why, next } => (
            parts::status(Open::Closed, &r.l.t(T::OfferingsNobodyNow)),
            why.as_ref().map(|c| closure_in_words(c, r.today, r.l)).unwrap_or_default(),
            next.as_ref(),
        ),
    };
    parts::card(&html! {
        (status)
        @match next {
            Some(entry) => {
                h2 { (place_and_time(r, entry)) }
                @if !why.is_empty() { p { (r.l.ta(T::OfferingsTodayBecause, &args![("reason", why)])) } }
                p { (r.l.t(T::OfferingsJustComeThen)) }
                (parts::actions(&[parts::button_link(
                    &r.l.ta(T::OfferingsFindWay, &args![("place", r.place_name(&entry.occurrence.place))]),
                    &r.cx.link(&format!("/steder/{}", entry.occurrence.place)),
                    Weight::Primary,
                )]))
            }
            None => {
                h2 { (r.l.t(T::OfferingsNoDates)) }
                p { (r.l.t(T::OfferingsNoDatesHint)) }
            }
        }
    })
}

fn place_and_time(r: &Reading, entry: &Entry) -> String {
    let o = &entry.occurrence;
    if o.date == r.today {
        return keep_together(&hours_at(r, entry));
    }
    let words = args![("place", r.place_name(&o.place)), ("when", r.when(o))];
    r.l.ta(T::OfferingsPlaceWhen, &words)
}

fn hours_at(r: &Reading, entry: &Entry) -> String {
    let o = &entry.occurrence;
    let hours = time_range(o.start, o.end, r.l);
    r.l.ta(
        T::OfferingsPlaceHours,
        &args![("place", r.place_name(&o.place)), ("hours", hours)],
    )
}

/// Later today; when there is nothing more today, the first days after.
fn next_card(r: &Reading, later: &[&Entry], already: Option<&Entry>) -> Markup {
    if later.is_empty() {
        return coming_card(r, already);
    }
    parts::card(&html! {
        (parts::status(Open::Soon, &r.l.t(T::OfferingsLaterToday)))
        ul.plain-list {
            @for entry in later.iter().take(LINES) { (line(r, entry, &hours_at(r, entry))) }
        }
    })
}

fn coming_card(r: &Reading, already: Option<&Entry>) -> Markup {
    let week = r.today.tomorrow().map(|first| schedule::week(r.register(), first, r.cx.now)).unwrap_or_default();
    let coming = week.into_iter().flat_map(|day| day.entries);
    let coming: Vec<Entry> = coming
        .filter(|e| e.moment == Moment::Later && e.access == Access::JustCome && !e.partner && Some(e) != already)
        .take(LINES)
        .collect();
    if coming.is_empty() {
        return html! {};
    }
    parts::card(&html! {
        h2.small-title { (r.l.t(T::OfferingsComingDays)) }
        ul.plain-list { @for entry in &coming { (line(r, entry, &capital(&day_at(r, entry)))) } }
    })
}

fn day_at(r: &Reading, entry: &Entry) -> String {
    let o = &entry.occurrence;
    let day = day_in_words(o.date, r.today, r.l);
    let words = args![("place", r.place_name(&o.place)), ("when", day), ("hours", time_range(o.start, o.end, r.l))];
    r.l.ta(T::OfferingsPlaceDayHours, &words)
}

fn line(r: &Reading, entry: &Entry, when: &str) -> Markup {
    html! {
        li {
            strong { (keep_together(when)) }
            @if let Some(offering) = r.published.offering(entry.offering.as_str()) { br; (r.offering_link(offering)) }
        }
    }
}

fn chips(r: &Reading) -> Vec<Link> {
    suggest_chips(r.register())
        .into_iter()
        .map(|chip| {
            let words = chip.words.get(r.l).to_owned();
            Link::new(r.cx.link(&format!("/sok?q={}", super::url_encoded(&words))), words)
        })
        .collect()
}

fn ways(r: &Reading) -> Markup {
    let book = crate::bookings::way_in(r.published, r.today);
    let ways = [
        (
            "/tilbud?form=kom-innom",
            T::OfferingsWayDropIn,
            T::OfferingsWayDropInHint,
        ),
        (
            book.as_str(),
            T::OfferingsWayAppointment,
            T::OfferingsWayAppointmentHint,
        ),
        ("/arrangement", T::OfferingsWayCourses, T::OfferingsWayCoursesHint),
        ("/laringskart", T::OfferingsWayEverybody, T::OfferingsWayEverybodyHint),
    ];
    html! {
        nav aria-label=(r.l.t(T::OfferingsWaysIn)) {
            ul.ways { @for (path, title, hint) in ways { li { a href=(r.cx.link(path)) { (r.l.t(title)) } p { (r.l.t(hint)) } } } }
            p.more-ways {
                a href=(r.cx.link("/kalender")) { (r.l.t(T::OfferingsCalendar)) } " · "
                a href=(r.cx.link("/steder")) { (r.l.t(T::OfferingsPlaces)) } " · "
                a href=(r.cx.link("/hva-vi-hjelper-med")) { (r.l.t(T::OfferingsWhatWeHelpWith)) } " · "
                a href=(r.cx.link("/om")) { (r.l.t(T::OfferingsAboutUs)) }
            }
        }
    }
}
