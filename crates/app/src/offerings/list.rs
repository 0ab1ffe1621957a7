//! Everything one can come to, found by way, language, day and topic.

use super::{
    views::{Reading, said},
    words,
};
use crate::texts::{T, Words};
use domain::shared::capital;
use domain::{
    offerings::{Access, Offering, OfferingKind, Topic},
    schedule::{self, Entry, OpenState, clock, weekday_name},
    shared::Locale,
};
use jiff::civil::Weekday;
use maud::{Markup, html};
use std::collections::BTreeSet;
use ui::{
    Link, args,
    forms::{self, Choice, Field},
    parts::{self, Open, Weight, keep_together},
};

/// The ways in that the front page names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Just come.
    DropIn,
    /// By appointment.
    Appointment,
    /// Courses, clubs and meetings.
    Courses,
    /// Others' own offerings.
    Partners,
}

impl Way {
    /// Every way, in the order it is shown.
    pub const ALL: [Self; 4] = [Self::DropIn, Self::Appointment, Self::Courses, Self::Partners];

    /// The word in addresses.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::DropIn => "kom-innom",
            Self::Appointment => "time",
            Self::Courses => "kurs",
            Self::Partners => "andre",
        }
    }

    fn title(self, l: Locale) -> String {
        l.t(match self {
            Self::DropIn => T::OfferingsWayDropIn,
            Self::Appointment => T::OfferingsWayAppointment,
            Self::Courses => T::OfferingsWayCourses,
            Self::Partners => T::OfferingsWayPartners,
        })
    }

    /// The way an offering belongs to.
    #[must_use]
    pub fn of(offering: &Offering) -> Self {
        match offering.kind {
            OfferingKind::PartnerOffering => Self::Partners,
            OfferingKind::OneToOne => Self::Appointment,
            kind if kind.is_drop_in() => Self::DropIn,
            _ if offering.access == Access::ByAppointment => Self::Appointment,
            _ => Self::Courses,
        }
    }
}

const WEEKDAYS: [(Weekday, &str); 7] = [
    (Weekday::Monday, "mandag"),
    (Weekday::Tuesday, "tirsdag"),
    (Weekday::Wednesday, "onsdag"),
    (Weekday::Thursday, "torsdag"),
    (Weekday::Friday, "fredag"),
    (Weekday::Saturday, "lordag"),
    (Weekday::Sunday, "sondag"),
];

/// What somebody looks for. Words that mean nothing here are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// The way in.
    pub way: Option<Way>,
    /// The language to be helped in.
    pub language: Option<String>,
    /// The weekday.
    pub day: Option<Weekday>,
    /// The topic.
    pub topic: Option<Topic>,
}

impl Filter {
    /// Reads the query of an address; `languages` are those somebody helps in.
    #[must_use]
    pub fn read(query: &[(String, String)], languages: &BTreeSet<&str>) -> Self {
        let value = |name: &str| query.iter().find(|(k, _)| k == name).map(|(_, v)| v.as_str());
        Self {
            way: value("form").and_then(|v| Way::ALL.into_iter().find(|w| w.code() == v)),
            language: value("sprak").filter(|v| languages.contains(v)).map(str::to_owned),
            day: value("dag").and_then(|v| WEEKDAYS.iter().find(|(_, code)| *code == v)).map(|(d, _)| *d),
            topic: value("tema").and_then(Topic::parse),
        }
    }

    fn takes(&self, r: &Reading, offering: &Offering) -> bool {
        self.way.is_none_or(|w| Way::of(offering) == w)
            && self.language.as_ref().is_none_or(|code| offering.languages.contains(code))
            && self.topic.is_none_or(|t| offering.topics.contains(&t))
            && self.day.is_none_or(|day| is_on(r, offering, day))
    }

    /// The address of the list with this filter and another way.
    fn address(&self, way: Option<Way>) -> String {
        let day = self.day.and_then(|d| WEEKDAYS.iter().find(|(w, _)| *w == d)).map(|(_, code)| (*code).to_owned());
        let parts = [
            ("form", way.map(|w| w.code().to_owned())),
            ("sprak", self.language.clone()),
            ("dag", day),
            ("tema", self.topic.map(|t| t.code().to_owned())),
        ];
        let query: Vec<String> = parts
            .into_iter()
            .filter_map(|(k, v)| v.map(|v| format!("{k}={}", super::url_encoded(&v))))
            .collect();
        if query.is_empty() {
            "/tilbud".to_owned()
        } else {
            format!("/tilbud?{}", query.join("&"))
        }
    }
}

/// Whether one of the next dates of an offering falls on a weekday.
fn is_on(r: &Reading, offering: &Offering, day: Weekday) -> bool {
    schedule::next_occurrences(r.register(), offering, r.cx.now, 14)
        .iter()
        .any(|o| o.date.weekday() == day)
}

/// The languages that somebody helps in.
#[must_use]
pub fn languages<'a>(r: &Reading<'a>) -> BTreeSet<&'a str> {
    r.offerings().flat_map(|o| o.languages.iter().map(String::as_str)).collect()
}

/// The body of the list.
#[must_use]
pub fn list(r: &Reading, filter: &Filter) -> Markup {
    let l = r.l;
    let found: Vec<&Offering> = r.offerings().filter(|o| filter.takes(r, o)).collect();
    html! {
        (r.crumbs(&[], &l.t(T::OfferingsAll)))
        h1 { (l.t(T::OfferingsAllTitle)) }
        (parts::filter_chips(&way_chips(r, filter)))
        (narrow(r, filter))
        p role="status" { (l.ta(T::OfferingsFound, &args![("n", found.len())])) }
        @if found.is_empty() {
            (parts::empty_state(&l.t(T::OfferingsNoneFound), Some(&parts::button_link(&l.t(T::OfferingsSeeAll), &r.cx.link("/tilbud"), Weight::Secondary))))
            (r.call())
        }
        @for way in Way::ALL { (group(r, way, &found)) }
    }
}

fn group(r: &Reading, way: Way, found: &[&Offering]) -> Markup {
    let here: Vec<&Offering> = found.iter().copied().filter(|o| Way::of(o) == way).collect();
    html! {
        @if !here.is_empty() { section { h2 { (way.title(r.l)) } (offering_cards(r, &here, 3)) } }
    }
}

fn way_chips(r: &Reading, filter: &Filter) -> Vec<(Link, bool)> {
    let all = Link::new(r.cx.link(&filter.address(None)), r.l.t(T::OfferingsEverything));
    let ways = Way::ALL.into_iter().map(|way| {
        let link = Link::new(r.cx.link(&filter.address(Some(way))), way.title(r.l));
        (link, filter.way == Some(way))
    });
    std::iter::once((all, filter.way.is_none())).chain(ways).collect()
}

fn narrow(r: &Reading, filter: &Filter) -> Markup {
    let l = r.l;
    let any = |chosen: bool| Choice::new("", l.t(T::OfferingsAny), chosen);
    let days = WEEKDAYS
        .iter()
        .map(|(day, code)| Choice::new(*code, capital(weekday_name(*day, l)), filter.day == Some(*day)));
    let tongues = languages(r).into_iter().map(|code| {
        let chosen = filter.language.as_deref() == Some(code);
        Choice::new(code, capital(&words::language_name(code, l)), chosen)
    });
    let helped = |t: &Topic| r.offerings().any(|o| o.topics.contains(t));
    let topics = Topic::ALL
        .into_iter()
        .filter(helped)
        .map(|t| Choice::new(t.code(), words::topic_name(t, l), filter.topic == Some(t)));
    let select = |name: &str, title: T, none: bool, rest: Vec<Choice>| {
        let choices: Vec<Choice> = std::iter::once(any(none)).chain(rest).collect();
        forms::select(&Field::new(name, l.t(title)), &choices)
    };
    let body = html! {
        @if let Some(way) = filter.way { (forms::hidden("form", way.code())) }
        div.narrow {
            (select("tema", T::OfferingsFilterTopic, filter.topic.is_none(), topics.collect()))
            (select("dag", T::OfferingsFilterDay, filter.day.is_none(), days.collect()))
            (select("sprak", T::OfferingsFilterLanguage, filter.language.is_none(), tongues.collect()))
        }
        (parts::button(&l.t(T::OfferingsFilterShow), Weight::Secondary))
    };
    html! {
        details.no-print open[filter.day.is_some() || filter.language.is_some() || filter.topic.is_some()] {
            summary { (l.t(T::OfferingsFilterTitle)) }
            (forms::get_form(&r.cx.link("/tilbud"), &body))
        }
    }
}

/// Offerings as cards, with headings of a level.
#[must_use]
pub fn offering_cards(r: &Reading, offerings: &[&Offering], level: u8) -> Markup {
    html! { div.offerings { (parts::grid(&offerings.iter().map(|o| card(r, o, level)).collect::<Vec<_>>())) } }
}

fn card(r: &Reading, offering: &Offering, level: u8) -> Markup {
    parts::card(&html! {
        @if level == 2 { h2 { (r.offering_link(offering)) } } @else { h3 { (r.offering_link(offering)) } }
        p { (said(&offering.summary, r.l)) }
        (next(r, offering))
    })
}

/// Open now, or the next time, or that no date is set.
fn next(r: &Reading, offering: &Offering) -> Markup {
    let l = r.l;
    let state = schedule::offering_state(r.register(), offering, r.cx.now);
    if let (OpenState::OpenNow { until, entry }, Access::JustCome) = (&state, offering.access) {
        let words = l.ta(T::OfferingsOpenUntil, &args![("until", clock(*until, l))]);
        return html! { (parts::status(Open::Now, &keep_together(&words))) p.quiet { (r.place_name(&entry.occurrence.place)) } };
    }
    let next = match &state {
        OpenState::LaterToday { entry } => Some(entry),
        OpenState::CalledOffToday { next, .. } | OpenState::ClosedToday { next, .. } => next.as_ref(),
        OpenState::OpenNow { entry, .. } => Some(entry),
    };
    html! { (upcoming(r, next)) }
}

fn upcoming(r: &Reading, next: Option<&Entry>) -> Markup {
    html! {
        @match next {
            Some(entry) => {
                p {
                    strong { (r.l.ta(T::OfferingsNextTime, &args![("when", r.when(&entry.occurrence))])) } br;
                    span.quiet { (r.place_name(&entry.occurrence.place)) }
                }
            }
            None => { p.quiet { (r.l.t(T::OfferingsNoDates)) } }
        }
    }
}
