//! One offering: what, for whom, when, where, what to bring, what we cannot do, and where that is done.

use super::{
    views::{Reading, called_off, has_ended, is_partner, paragraphs, said},
    words,
};
use crate::texts::{T, Words};
use domain::shared::capital;
use domain::{
    boundaries::{self, BoundaryAnswer, EffectiveRule},
    events::is_event,
    offerings::{Access, DropInRule, Offering},
    places::Place,
    schedule::{self, Calendar, Occurrence, Schedule, Staffing, schedule_in_words},
    shared::{Key, Localized},
};
use jiff::{ToSpan, civil::Date};
use maud::{Markup, html};
use ui::{
    args,
    parts::{self, Open, Tone, Weight, keep_together},
};

/// How many of the next dates an offering page begins with.
pub const NEXT_DATES: usize = 3;

/// The body of an offering page.
#[must_use]
pub fn offering(r: &Reading, offering: &Offering) -> Markup {
    let l = r.l;
    html! {
        (r.crumbs(&[("/tilbud", T::OfferingsAll)], offering.name.get(l)))
        h1 { (said(&offering.name, l)) }
        p.lead { (said(&offering.summary, l)) }
        (state(r, offering))
        (book(r, offering))
        div.halves { (when(r, offering)) (places(r, offering)) }
        (ways_on(r, offering))
        (facts(r, offering))
        section { h2 { (l.t(T::OfferingsAbout)) } (paragraphs(&offering.description, l)) }
        (helps_with(r, offering))
        (cannot(r, offering))
        (instead(r, offering))
        (r.assumed(&assumed(r, offering)))
    }
}

/// The sheet of an offering for paper: the same facts, and a code that leads back to the page.
#[must_use]
pub fn sheet(r: &Reading, offering: &Offering, address: &str) -> Markup {
    let l = r.l;
    html! {
        div.sheet {
            h1 { (said(&offering.name, l)) }
            p.lead { (said(&offering.summary, l)) }
            div.halves { (when(r, offering)) (places(r, offering)) }
            (facts(r, offering))
            div.halves {
                (r.call())
                figure.qr {
                    (qr(address))
                    figcaption { (l.t(T::OfferingsQrCaption)) br; span.address { (address) } }
                }
            }
            (r.assumed(&assumed(r, offering)))
        }
        p.no-print { (l.t(T::OfferingsPrintHint)) " " (r.offering_link(offering)) }
    }
}

/// The page of an offering that is over and has no successor.
#[must_use]
pub fn ended(r: &Reading, offering: &Offering) -> Markup {
    let l = r.l;
    html! {
        (r.crumbs(&[("/tilbud", T::OfferingsAll)], offering.name.get(l)))
        h1 { (said(&offering.name, l)) }
        (parts::notice(Tone::Look, &html! { p { strong { (l.t(T::OfferingsEnded)) } " " (l.t(T::OfferingsEndedHint)) } }))
        (parts::actions(&[parts::button_link(&l.t(T::OfferingsSeeAll), &r.cx.link("/tilbud"), Weight::Primary)]))
        (instead(r, offering))
        (r.call())
    }
}

fn state(r: &Reading, offering: &Offering) -> Markup {
    if offering.access != Access::JustCome {
        return html! {};
    }
    html! { div.state { (r.state(&schedule::offering_state(r.register(), offering, r.cx.now))) } }
}

/// The way to book, where one can.
fn book(r: &Reading, offering: &Offering) -> Markup {
    if offering.booking.is_none() || is_over(r, offering) {
        return html! {};
    }
    let to = r.cx.link(&format!("/bestill/{}", offering.key));
    parts::actions(&[
        parts::button_link(&r.l.t(T::BookingsTitle), &to, Weight::Primary),
        parts::button_link(&r.l.t(T::BookingsCodeTitle), &r.cx.link("/time"), Weight::Quiet),
    ])
}

fn when(r: &Reading, offering: &Offering) -> Markup {
    let l = r.l;
    let next = schedule::next_occurrences(r.register(), offering, r.cx.now, NEXT_DATES);
    let off = called_off_before(r, offering, next.last().map(|o| o.date));
    let sign_up = offering.access == Access::SignUp && !next.is_empty();
    html! {
        section {
            h2 { (l.t(T::OfferingsWhen)) }
            @if next.is_empty() { p { (l.t(T::OfferingsNoDates)) } } @else {
                ul.dates {
                    @for o in &next {
                        li {
                            strong { (capital(&r.when(o))) }
                            @let special = r.special(&offering.key, o);
                            @if !special.is_empty() { br; (event_link(r, offering, o, special)) }
                            br; span.quiet { (r.place_name(&o.place)) }
                        }
                    }
                    @for o in &off {
                        li {
                            (parts::status(Open::CalledOff, &l.ta(T::OfferingsCalledOffWhen, &args![("when", r.when(o))])))
                            @if let Some(reason) = called_off(o).filter(|t| !t.is_empty()) { (said(reason, l)) }
                        }
                    }
                }
            }
            @if sign_up { (parts::actions(&[parts::button_link(&l.t(T::EnrolmentsSignUp), &r.cx.link(&format!("/meld-pa/{}", offering.key)), Weight::Primary)])) }
            (rules(r, offering))
        }
    }
}

/// What is special on a date, leading to its page where there is one.
fn event_link(r: &Reading, offering: &Offering, o: &Occurrence, special: &Localized) -> Markup {
    html! {
        @if is_event(offering.kind) {
            a href=(r.cx.link(&format!("/arrangement/{}/{}.{}", offering.key, o.schedule, o.original.date))) { (said(special, r.l)) }
        } @else { (said(special, r.l)) }
    }
}

/// The rules in words, after the dates; those that are over are left out.
fn rules(r: &Reading, offering: &Offering) -> Markup {
    let holds = |s: &&Schedule| {
        s.staffing == Staffing::Staffed
            && s.until.is_none_or(|last| last >= r.today)
            && s.rule != schedule::Rule::DatesOnly
    };
    let rules: Vec<&Schedule> = offering.schedules.iter().filter(holds).collect();
    html! {
        @if !rules.is_empty() {
            p { (r.l.t(T::OfferingsUsually)) }
            ul {
                @for s in rules {
                    li {
                        (keep_together(&schedule_in_words(s, r.l))) ", " (r.place_name(&s.place))
                        @if !s.on_school_holidays { " – " (r.l.t(T::OfferingsNotInSchoolHolidays)) }
                    }
                }
            }
        }
    }
}

/// Called-off occurrences from today to a day, or in the coming two weeks.
fn called_off_before(r: &Reading, offering: &Offering, last: Option<Date>) -> Vec<Occurrence> {
    let last = last.or_else(|| r.today.checked_add(14.days()).ok()).unwrap_or(r.today);
    let calendar = Calendar::new(&r.register().municipality, &r.register().places);
    let all = offering.schedules.iter().flat_map(|s| schedule::occurrences(s, &calendar, r.today, last));
    all.filter(|o| !o.takes_place()).collect()
}

fn places(r: &Reading, offering: &Offering) -> Markup {
    let places = places_of(r, offering);
    html! {
        @if !places.is_empty() {
            section {
                h2 { (r.l.t(T::OfferingsWhere)) }
                (parts::grid(&places.into_iter().map(|p| place_card(r, p)).collect::<Vec<_>>()))
            }
        }
    }
}

/// The places of an offering that have not ended, in the order of the register.
#[must_use]
pub fn places_of<'a>(r: &Reading<'a>, offering: &Offering) -> Vec<&'a Place> {
    r.places().filter(|p| offering.schedules.iter().any(|s| s.place == p.key)).collect()
}

fn place_card(r: &Reading, place: &Place) -> Markup {
    let l = r.l;
    let f = &place.facilities;
    parts::card(&html! {
        h3 { (r.place_link(&place.key)) }
        @if let Some(address) = address(place) { p { (address) } }
        @if !place.directions.is_empty() { p { (said(&place.directions, l)) } }
        p {
            (l.t(T::OfferingsStepFree)) ": " (known(r, f.step_free)) br;
            (l.t(T::OfferingsHearingLoop)) ": " (known(r, f.hearing_loop))
        }
    })
}

/// Street, postal code and town in one line; `None` when nothing is known.
#[must_use]
pub fn address(place: &Place) -> Option<String> {
    let town = format!("{} {}", place.postal_code, place.town);
    let parts: Vec<&str> = [place.street.as_str(), town.trim()].into_iter().filter(|p| !p.is_empty()).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// Yes, no, or that we do not know yet.
#[must_use]
pub fn known(r: &Reading, what: Option<bool>) -> String {
    r.l.t(match what {
        Some(true) => T::OfferingsYes,
        Some(false) => T::OfferingsNo,
        None => T::OfferingsNotKnown,
    })
}

fn facts(r: &Reading, offering: &Offering) -> Markup {
    let l = r.l;
    let mut facts: Vec<(String, Markup)> = Vec::new();
    let mut add = |title: T, body: Markup| facts.push((l.t(title), body));
    if !offering.audience.is_empty() {
        add(T::OfferingsForWhom, said(&offering.audience, l));
    }
    add(T::OfferingsHowToJoin, how_to_join(r, offering));
    if !offering.bring.is_empty() {
        add(T::OfferingsBring, said(&offering.bring, l));
    }
    add(
        T::OfferingsPrice,
        html! { @if offering.price.is_empty() { (l.t(T::OfferingsFree)) } @else { (said(&offering.price, l)) } },
    );
    if !offering.languages.is_empty() {
        let names: Vec<String> = offering.languages.iter().map(|c| words::language_name(c, l)).collect();
        add(T::OfferingsLanguages, html! { (words::list(&names, l)) });
    }
    add(T::OfferingsWho, who(r, offering));
    html! { section { h2 { (l.t(T::OfferingsGoodToKnow)) } (parts::facts(&facts)) } }
}

fn how_to_join(r: &Reading, offering: &Offering) -> Markup {
    let busy = offering.access == Access::JustCome && offering.drop_in_rule == DropInRule::HelpIfTimeElseRefer;
    let asks = matches!(offering.access, Access::ByAppointment | Access::SignUp);
    let phone = phone_of(r, offering);
    html! {
        (words::access_sentence(offering.access, r.l))
        @if busy { " " (r.l.t(T::OfferingsIfBusy)) }
        @if asks && let Some(phone) = phone { " " (r.l.t(T::OfferingsPhone)) " " (parts::phone(phone)) }
    }
}

/// The phone of whoever is responsible, or of the whole service.
fn phone_of<'a>(r: &Reading<'a>, offering: &Offering) -> Option<&'a str> {
    let register = r.register();
    let own = register.organisations.iter().find(|o| o.key == offering.organisation).map(|o| o.phone.as_str());
    let general = (!is_partner(offering)).then_some(register.municipality.phone.as_str());
    own.into_iter().chain(general).find(|p| !p.is_empty())
}

fn who(r: &Reading, offering: &Offering) -> Markup {
    let helpers: Vec<String> = offering.contributors.iter().map(|k| r.organisation_name(k)).collect();
    let owner = r.organisation_name(&offering.organisation);
    html! {
        (owner)
        @if !helpers.is_empty() { ". " (r.l.ta(T::OfferingsTogetherWith, &args![("helpers", words::list(&helpers, r.l))])) }
    }
}

fn helps_with(r: &Reading, offering: &Offering) -> Markup {
    let l = r.l;
    let mut services = r.register().services.iter().filter(|s| offering.services.contains(&s.key)).peekable();
    html! {
        @if !offering.topics.is_empty() {
            section {
                h2 { (l.t(T::OfferingsHelpsWith)) }
                ul.topics {
                    @for topic in &offering.topics {
                        li { a href=(r.cx.link(&format!("/tema/{}", topic.code()))) { (words::topic_name(*topic, l)) } }
                    }
                }
                @if services.peek().is_some() {
                    p { (l.t(T::OfferingsAlsoServices)) }
                    ul.services { @for service in services { li { (said(&service.name, l)) } } }
                }
            }
        }
    }
}

/// What we cannot do about the topics of this offering, and where that is done.
fn cannot(r: &Reading, offering: &Offering) -> Markup {
    let rules = boundaries::effective(r.register(), r.today);
    let about = |e: &&EffectiveRule| {
        let topics = e.rule.map(|rule| rule.send_to.topics.as_slice()).unwrap_or_default();
        e.answer == BoundaryAnswer::No && topics.iter().any(|t| offering.topics.contains(t))
    };
    let rules: Vec<&EffectiveRule> = rules.iter().filter(about).take(3).collect();
    html! {
        @if !rules.is_empty() && !is_partner(offering) {
            section {
                h2 { (r.l.t(T::OfferingsCannot)) }
                p { (r.l.t(T::OfferingsGuideAnswers)) }
                ul.boundaries { @for rule in rules { (super::help::boundary(r, rule)) } }
                p { a href=(r.cx.link("/hva-vi-hjelper-med")) { (r.l.t(T::OfferingsMoreBoundaries)) } }
            }
        }
    }
}

/// Other offerings to try.
fn instead(r: &Reading, offering: &Offering) -> Markup {
    let find = |key: &Key| r.offerings().find(|o| o.key == *key);
    let others: Vec<&Offering> = offering.refers_to.iter().filter_map(find).take(4).collect();
    html! {
        @if !others.is_empty() {
            section {
                h2 { (r.l.t(T::OfferingsTryAlso)) }
                ul { @for o in others { li { (r.offering_link(o)) ". " (said(&o.summary, r.l)) } } }
            }
        }
    }
}

fn ways_on(r: &Reading, offering: &Offering) -> Markup {
    let path = format!("/tilbud/{}", offering.key);
    parts::actions(&[
        parts::button_link(
            &r.l.t(T::OfferingsToCalendar),
            &r.cx.link(&format!("{path}/kalender.ics")),
            Weight::Secondary,
        ),
        parts::button_link(
            &r.l.t(T::OfferingsPrint),
            &r.cx.link(&format!("{path}/utskrift")),
            Weight::Secondary,
        ),
    ])
}

/// The assumed fields of the offering and of its places.
fn assumed(r: &Reading, offering: &Offering) -> Vec<String> {
    let places = places_of(r, offering).into_iter().flat_map(|p| p.assumed.iter());
    offering.assumed.iter().chain(places.filter(|f| *f != "hours")).cloned().collect()
}

/// Whether citizens may still see it as something to come to.
#[must_use]
pub fn is_over(r: &Reading, offering: &Offering) -> bool {
    has_ended(offering.ended, r.today)
}

/// The offering that an ended one leads on to: the last in its row of successors, when that one is shown.
#[must_use]
pub fn successor<'a>(r: &Reading<'a>, offering: &Offering) -> Option<&'a Offering> {
    let mut next = offering.successor.as_ref()?;
    // The bound keeps two that name each other from turning the reader round for ever.
    for _ in 0..r.register().offerings.len() {
        let found = r.published.offering(next.as_str()).filter(|o| o.published)?;
        if !is_over(r, found) {
            return Some(found);
        }
        next = found.successor.as_ref()?;
    }
    None
}

/// The code that a phone's camera reads, as a drawing; nothing when the address is too long for one.
#[must_use]
pub fn qr(address: &str) -> Markup {
    use fast_qr::{ECL, QRBuilder};
    use std::fmt::Write as _;
    let Ok(code) = QRBuilder::new(address).ecl(ECL::M).build() else {
        return html! {};
    };
    let mut path = String::new();
    for y in 0..code.size {
        for x in (0..code.size).filter(|x| code[y][*x].value()) {
            // Writing to a string does not fail.
            let _ = write!(path, "M{} {}h1v1h-1z", x + 4, y + 4);
        }
    }
    let side = code.size + 8;
    html! {
        svg viewBox={ "0 0 " (side) " " (side) } width="220" height="220" shape-rendering="crispEdges" aria-hidden="true" {
            rect width=(side) height=(side) fill="#fff" {}
            path d=(path) fill="#000" {}
        }
    }
}
