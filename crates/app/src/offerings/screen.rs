//! The info screen of a place: now, next, today and one tip, read from six metres. It says since when it is true, and
//! keeps showing that when the network is gone.

use super::{
    place::coming_week,
    views::{Reading, called_off, said},
};
use crate::texts::{T, Words};
use domain::shared::capital;
use domain::{
    places::Place,
    schedule::{self, DayPlan, Entry, Moment, OpenState, clock, day_in_words, time_range},
    shared::day_and_minute,
};
use maud::{Markup, html};
use ui::{
    args, art,
    parts::{self, Open, keep_together},
};

/// How often the screen asks anew, in seconds.
pub const REFRESH_SECONDS: u16 = 60;
/// Most lines that can be read in passing.
const LINES: usize = 4;

const TIPS: [T; 5] = [
    T::OfferingsTipPassword,
    T::OfferingsTipCall,
    T::OfferingsTipLink,
    T::OfferingsTipUpdate,
    T::OfferingsTipAsk,
];

/// The body of the screen; `wait` is how long one waits here now, in words, when that is known.
#[must_use]
pub fn screen(r: &Reading, place: &Place, wait: Option<&str>) -> Markup {
    let l = r.l;
    let week = coming_week(r, place);
    let (today, coming) = week.split_first().map_or((None, &[][..]), |(first, rest)| (Some(first), rest));
    let state = schedule::place_state(r.register(), &place.key, r.cx.now);
    let (_, minute) = day_and_minute(r.cx.now);
    html! {
        div.screen {
            header.screen-top {
                p.brand { (art::mark()) span { (r.register().municipality.service_name.get(l)) } }
                p.clock { (keep_together(&l.ta(T::OfferingsScreenSince, &args![("time", clock(minute, l))]))) }
            }
            h1 { (said(&place.name, l)) }
            div.screen-now {
                div.screen-left {
                    (headline(r, &state, wait))
                    p.tip { strong { (l.t(T::OfferingsTip)) } " " (l.t(tip(r))) }
                }
                div.screen-right {
                    (today_list(r, today))
                    (after_today(r, coming))
                }
            }
            p.offline hidden { (l.t(T::OfferingsScreenOffline)) }
        }
    }
}

/// One tip a day, the same all day.
fn tip(r: &Reading) -> T {
    let day = usize::try_from(r.today.day_of_year()).unwrap_or(0);
    TIPS[day % TIPS.len()]
}

fn headline(r: &Reading, state: &OpenState, wait: Option<&str>) -> Markup {
    let l = r.l;
    let (open, words, what) = match state {
        OpenState::OpenNow { until, entry } => {
            let words = l.ta(T::OfferingsScreenOpen, &args![("until", clock(*until, l))]);
            (Open::Now, words, Some(entry))
        }
        OpenState::LaterToday { entry } => {
            let words = l.ta(
                T::OfferingsOpensToday,
                &args![("start", clock(entry.occurrence.start, l))],
            );
            (Open::Soon, words, Some(entry))
        }
        OpenState::CalledOffToday { .. } => (Open::CalledOff, l.t(T::OfferingsCalledOffToday), None),
        OpenState::ClosedToday { .. } => (Open::Closed, l.t(T::OfferingsScreenClosed), None),
    };
    let offering = what.and_then(|e| r.published.offering(e.offering.as_str()));
    let until = what.map(|e| e.occurrence.ends_at().as_millisecond());
    html! {
        section.screen-state data-until=[until] {
            (parts::status(open, &keep_together(&words)))
            @match offering {
                Some(o) => { p.screen-what { (said(&o.name, l)) } p { @match wait { Some(wait) => (wait), None => (said(&o.summary, l)) } } }
                None => { p.screen-what { (next_words(r, state)) } }
            }
        }
    }
}

fn next_words(r: &Reading, state: &OpenState) -> String {
    let next = match state {
        OpenState::CalledOffToday { next, .. } | OpenState::ClosedToday { next, .. } => next.as_ref(),
        OpenState::OpenNow { .. } | OpenState::LaterToday { .. } => None,
    };
    match next {
        Some(entry) => r.l.ta(T::OfferingsNextTime, &args![("when", r.when(&entry.occurrence))]),
        None => r.l.t(T::OfferingsNoDates),
    }
}

fn today_list(r: &Reading, today: Option<&DayPlan>) -> Markup {
    let shown = |e: &&Entry| e.moment != Moment::Finished;
    let entries: Vec<&Entry> = today.map(|d| d.entries.iter().filter(shown).take(LINES).collect()).unwrap_or_default();
    html! {
        section {
            h2 { (r.l.t(T::OfferingsToday)) }
            @if entries.is_empty() { p { (r.l.t(T::OfferingsScreenNoMore)) } } @else {
                ul { @for entry in entries { (line(r, entry, "")) } }
            }
        }
    }
}

fn after_today(r: &Reading, coming: &[DayPlan]) -> Markup {
    let comes = |e: &&Entry| e.moment == Moment::Later;
    let next: Vec<&Entry> = coming.iter().flat_map(|d| d.entries.iter()).filter(comes).take(3).collect();
    html! {
        @if !next.is_empty() {
            section.screen-next {
                h2 { (r.l.t(T::OfferingsComingDays)) }
                ul {
                    @for entry in next { (line(r, entry, &day_in_words(entry.occurrence.date, r.today, r.l))) }
                }
            }
        }
    }
}

fn line(r: &Reading, entry: &Entry, day: &str) -> Markup {
    let o = &entry.occurrence;
    let name = r.published.offering(entry.offering.as_str()).map(|offering| &offering.name);
    html! {
        li data-until=(o.ends_at().as_millisecond()) {
            strong.num { @if !day.is_empty() { (capital(day)) " " } (keep_together(&time_range(o.start, o.end, r.l))) }
            br;
            @if let Some(name) = name { (said(name, r.l)) }
            @if !o.note.is_empty() { " – " (said(&o.note, r.l)) }
            @if called_off(o).is_some() { " – " strong.off { (r.l.t(T::OfferingsCalledOff)) } }
        }
    }
}
