//! One place: whether somebody is there, when one gets help, when the house is open, how to get there, and what it has.

use super::{
    offering::{address, known},
    views::{Reading, has_ended, said},
    words,
};
use crate::texts::{T, Words};
use domain::shared::capital;
use domain::{
    places::Place,
    schedule::{self, Calendar, DayPlan, Entry, day_in_words, schedule_in_words, time_range},
};
use maud::{Markup, html};
use ui::{
    args,
    parts::{self, Tone, Weight, keep_together},
};

/// All places, each with whether somebody is there.
#[must_use]
pub fn places(r: &Reading) -> Markup {
    let l = r.l;
    html! {
        (r.crumbs(&[], &l.t(T::OfferingsPlaces)))
        h1 { (l.t(T::OfferingsPlacesTitle)) }
        p.lead { (l.t(T::OfferingsPlacesLead)) }
        (parts::grid(&r.places().map(|p| card(r, p)).collect::<Vec<_>>()))
    }
}

fn card(r: &Reading, place: &Place) -> Markup {
    parts::card(&html! {
        h2 { (r.place_link(&place.key)) }
        (r.state(&schedule::place_state(r.register(), &place.key, r.cx.now)))
        @if let Some(address) = address(place) { p { (address) } }
    })
}

/// The body of a place page; `wait` is how long one waits here now, in words, when that is known.
#[must_use]
pub fn place(r: &Reading, place: &Place, wait: Option<&str>) -> Markup {
    let l = r.l;
    html! {
        (r.crumbs(&[("/steder", T::OfferingsPlaces)], place.name.get(l)))
        h1 { (said(&place.name, l)) }
        @if has_ended(place.ended, r.today) {
            (parts::notice(Tone::Look, &html! { p { (l.t(T::OfferingsPlaceEnded)) } }))
            (parts::actions(&[parts::button_link(&l.t(T::OfferingsPlacesTitle), &r.cx.link("/steder"), Weight::Primary)]))
        } @else {
            div.state {
                (r.state(&schedule::place_state(r.register(), &place.key, r.cx.now)))
                @if let Some(wait) = wait { p { (wait) "." } }
            }
            div.halves {
                (guidance(r, place))
                div { (way_there(r, place)) (house(r, place)) (facilities(r, place)) }
            }
            (r.assumed(&place.assumed))
        }
    }
}

/// The coming seven days at a place and its parts.
#[must_use]
pub fn coming_week(r: &Reading, place: &Place) -> Vec<DayPlan> {
    let calendar = Calendar::new(&r.register().municipality, &r.register().places);
    let mut week = schedule::week(r.register(), r.today, r.cx.now);
    for day in &mut week {
        day.entries.retain(|e| calendar.is_inside(&e.occurrence.place, &place.key));
    }
    week
}

fn guidance(r: &Reading, place: &Place) -> Markup {
    let l = r.l;
    let week: Vec<DayPlan> = coming_week(r, place).into_iter().filter(|d| !d.entries.is_empty()).collect();
    html! {
        section {
            h2 { (l.t(T::OfferingsHelpHours)) }
            @if week.is_empty() { p { (l.t(T::OfferingsNothingThisWeek)) } }
            @for day in &week { (day_rows(r, place, day)) }
        }
    }
}

fn day_rows(r: &Reading, place: &Place, day: &DayPlan) -> Markup {
    let rows: &[Entry] = &day.entries;
    html! {
        h3 { (capital(&day_in_words(day.date, r.today, r.l))) }
        ul.day { @for entry in rows { (r.row(entry, Some(&place.key))) } }
    }
}

fn house(r: &Reading, place: &Place) -> Markup {
    let l = r.l;
    if place.hours.is_empty() {
        return html! {};
    }
    let today = schedule::place_hours_today(r.register(), place, r.cx.now);
    let spans: Vec<String> = today.iter().map(|h| time_range(h.occurrence.start, h.occurrence.end, l)).collect();
    let holds = place.hours.iter().filter(|s| s.until.is_none_or(|last| last >= r.today));
    html! {
        section {
            h2 { (l.t(T::OfferingsHouseHours)) }
            p { (l.t(T::OfferingsHouseHoursHint)) }
            p {
                @if spans.is_empty() { (l.t(T::OfferingsHouseClosedToday)) } @else {
                    (keep_together(&l.ta(T::OfferingsHouseToday, &args![("hours", words::list(&spans, l))])))
                }
            }
            ul { @for s in holds { li { (keep_together(&schedule_in_words(s, l))) " – " (words::staffing_words(s.staffing, l)) } } }
        }
    }
}

fn way_there(r: &Reading, place: &Place) -> Markup {
    let l = r.l;
    html! {
        section {
            h2 { (l.t(T::OfferingsWayThere)) }
            @match address(place) {
                Some(address) => { p { (address) @if !place.district.is_empty() { br; span.quiet { (place.district) } } } }
                None => { p { (l.t(T::OfferingsNoAddress)) } }
            }
            @if !place.directions.is_empty() { p { (said(&place.directions, l)) } }
            @if let Some(house) = &place.part_of { p { (l.t(T::OfferingsPartOf)) " " (r.place_link(house)) "." } }
            @if !place.phone.is_empty() { p { (l.t(T::OfferingsPhone)) " " (parts::phone(&place.phone)) } }
            @if let Some(map) = map_address(place) {
                (parts::actions(&[parts::button_link(&l.t(T::OfferingsMap), &map, Weight::Secondary)]))
            }
        }
    }
}

/// Where an open map shows the place; `None` when neither position nor address is known.
fn map_address(place: &Place) -> Option<String> {
    if let Some((latitude, longitude)) = place.position {
        let (latitude, longitude) = (f64::from(latitude) / 1_000_000.0, f64::from(longitude) / 1_000_000.0);
        let at = format!("mlat={latitude}&mlon={longitude}#map=18/{latitude}/{longitude}");
        return Some(format!("https://www.openstreetmap.org/?{at}"));
    }
    let query = super::url_encoded(&address(place)?);
    Some(format!("https://www.openstreetmap.org/search?query={query}"))
}

fn facilities(r: &Reading, place: &Place) -> Markup {
    let (l, f) = (r.l, &place.facilities);
    let yes_no = [
        (T::OfferingsStepFree, f.step_free),
        (T::OfferingsHearingLoop, f.hearing_loop),
        (T::OfferingsToilet, f.accessible_toilet),
        (T::OfferingsPrivateCorner, f.private_corner),
        (T::OfferingsWifi, f.wifi),
        (T::OfferingsPrinter, f.printer),
    ];
    let mut facts: Vec<(String, Markup)> =
        yes_no.into_iter().map(|(title, what)| (l.t(title), html! { (known(r, what)) })).collect();
    facts.push((l.t(T::OfferingsMachines), html! { (machines(r, place)) }));
    html! { section { h2 { (l.t(T::OfferingsFacilities)) } (parts::facts(&facts)) } }
}

fn machines(r: &Reading, place: &Place) -> String {
    let (l, f) = (r.l, &place.facilities);
    let count = match f.machines {
        None => return l.t(T::OfferingsNotKnown),
        Some(0) => return l.t(T::OfferingsNo),
        Some(n) => l.ta(T::OfferingsMachineCount, &args![("n", n)]),
    };
    match f.machines_wiped {
        Some(true) => format!("{count} {}", l.t(T::OfferingsMachinesWiped)),
        Some(false) => format!("{count} {}", l.t(T::OfferingsMachinesNotWiped)),
        None => count,
    }
}
