//! The map of everybody who helps (læringskart): every organisation with what it offers and what it contributes to.

use super::{
    views::{Reading, has_ended, said},
    words,
};
use crate::texts::{T, Words};
use domain::shared::capital;
use domain::{
    offerings::Offering,
    organisations::{Organisation, OrganisationKind},
    schedule::{Rule, Schedule, Staffing, schedule_in_words},
};
use maud::{Markup, html};
use ui::{
    args,
    parts::{self, keep_together},
};

/// The body of the map.
#[must_use]
pub fn map(r: &Reading) -> Markup {
    let l = r.l;
    html! {
        (r.crumbs(&[], &l.t(T::OfferingsMapTitle)))
        h1 { (l.t(T::OfferingsMapTitle)) }
        p.lead { (l.t(T::OfferingsMapLead)) }
        @for kind in OrganisationKind::ALL { (kind_section(r, kind)) }
        p.no-print { (l.t(T::OfferingsMapPrint)) }
    }
}

fn kind_section(r: &Reading, kind: OrganisationKind) -> Markup {
    let here = |o: &&Organisation| o.kind == kind && !has_ended(o.ended, r.today);
    let organisations: Vec<&Organisation> = r.register().organisations.iter().filter(here).collect();
    html! {
        @if !organisations.is_empty() {
            section {
                h2 { (words::organisation_kind_name(kind, r.l)) }
                @for organisation in organisations { (organisation_card(r, organisation)) }
            }
        }
    }
}

fn organisation_card(r: &Reading, organisation: &Organisation) -> Markup {
    let l = r.l;
    let own: Vec<&Offering> = r.offerings().filter(|o| o.organisation == organisation.key).collect();
    let helps: Vec<&Offering> = r.offerings().filter(|o| o.contributors.contains(&organisation.key)).collect();
    parts::card(&html! {
        h3 { (said(&organisation.name, l)) }
        @if !organisation.about.is_empty() { p { (said(&organisation.about, l)) } }
        @if !own.is_empty() {
            ul { @for o in &own { li { (r.offering_link(o)) ". " (said(&o.summary, l)) (usual_times(r, o)) } } }
        }
        @if !helps.is_empty() {
            p { (l.t(T::OfferingsMapHelps)) }
            ul { @for o in &helps { li { (r.offering_link(o)) } } }
        }
        (reach(r, organisation))
    })
}

fn usual_times(r: &Reading, offering: &Offering) -> Markup {
    let holds = |s: &&Schedule| {
        s.staffing == Staffing::Staffed && s.rule != Rule::DatesOnly && s.until.is_none_or(|last| last >= r.today)
    };
    let times: Vec<String> = offering
        .schedules
        .iter()
        .filter(holds)
        .map(|s| {
            format!(
                "{}, {}",
                keep_together(&schedule_in_words(s, r.l)),
                r.place_name(&s.place)
            )
        })
        .collect();
    html! { @for time in &times { br; span.quiet { (capital(time)) } } }
}

fn reach(r: &Reading, organisation: &Organisation) -> Markup {
    let l = r.l;
    html! {
        @if !organisation.phone.is_empty() { p { (l.t(T::OfferingsPhone)) " " (parts::phone(&organisation.phone)) } }
        @if !organisation.website.is_empty() {
            p { a href=(organisation.website) { (l.ta(T::OfferingsWebsiteOf, &args![("name", organisation.name.get(l))])) } }
        }
    }
}
