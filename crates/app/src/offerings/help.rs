//! What we help with and what we do not, said kindly: the topics, and the boundaries as they hold here.

use super::{
    list::offering_cards,
    views::{Reading, said},
    words,
};
use crate::texts::{T, Words};
use domain::{
    boundaries::{self, BoundaryAnswer, BoundaryRule, EffectiveRule},
    offerings::{MainTopic, Offering, Topic},
    referrals::doors_of,
    register::Door,
};
use maud::{Markup, html};
use ui::{args, parts};

/// The body of "what we help with".
#[must_use]
pub fn help(r: &Reading) -> Markup {
    let l = r.l;
    let rules = boundaries::effective(r.register(), r.today);
    let with = |answer: BoundaryAnswer| rules.iter().filter(move |e| e.answer == answer);
    html! {
        (r.crumbs(&[], &l.t(T::OfferingsWhatWeHelpWith)))
        h1 { (l.t(T::OfferingsWhatWeHelpWith)) }
        p.lead { (l.t(T::OfferingsHelpLead)) }
        @for main in MainTopic::ALL { (main_topic(r, main)) }
        section {
            h2 { (l.t(T::OfferingsCannotTitle)) }
            p { (l.t(T::OfferingsCannotLead)) " " (l.t(T::OfferingsTapToRead)) }
            ul.folded { @for rule in with(BoundaryAnswer::No) { (folded(r, rule)) } }
        }
        section {
            h2 { (l.t(T::OfferingsWithCareTitle)) }
            p { (l.t(T::OfferingsWithCareLead)) " " (l.t(T::OfferingsTapToRead)) }
            ul.folded { @for rule in with(BoundaryAnswer::WithCare) { (folded(r, rule)) } }
        }
    }
}

fn main_topic(r: &Reading, main: MainTopic) -> Markup {
    let helped = |t: &Topic| t.main() == main && r.offerings().any(|o| o.topics.contains(t));
    let topics: Vec<Topic> = Topic::ALL.into_iter().filter(helped).collect();
    html! {
        @if !topics.is_empty() {
            section {
                h2 { (words::main_topic_name(main, r.l)) }
                ul.topics { @for topic in topics { li { (topic_link(r, topic)) } } }
            }
        }
    }
}

fn topic_link(r: &Reading, topic: Topic) -> Markup {
    html! { a href=(r.cx.link(&format!("/tema/{}", topic.code()))) { (words::topic_name(topic, r.l)) } }
}

/// A boundary as a line of a list: what it is about, what we say, and who does it.
#[must_use]
pub fn boundary(r: &Reading, rule: &EffectiveRule) -> Markup {
    html! { @if let Some(known) = rule.rule { li { strong { (said(&known.title, r.l)) } br; (answer(r, known)) } } }
}

/// A boundary that unfolds when it is tapped: a page of forty answers is read by their titles.
fn folded(r: &Reading, rule: &EffectiveRule) -> Markup {
    html! {
        @if let Some(known) = rule.rule {
            li { details { summary { (said(&known.title, r.l)) } p { (answer(r, known)) } } }
        }
    }
}

/// What a guide answers, and who does it instead.
fn answer(r: &Reading, rule: &BoundaryRule) -> Markup {
    let doors = doors(r, rule);
    html! {
        (said(&rule.words_to_say, r.l))
        @if !doors.is_empty() {
            " " (r.l.t(T::OfferingsGoTo)) " "
            @for (i, door) in doors.iter().enumerate() { @if i > 0 { ", " } (door_link(r, door)) }
            "."
        }
    }
}

fn doors<'a>(r: &Reading<'a>, rule: &BoundaryRule) -> Vec<&'a Door> {
    let all = doors_of(r.register());
    rule.send_to
        .doors
        .iter()
        .filter_map(|key| all.iter().copied().find(|d| d.key == *key))
        .take(2)
        .collect()
}

/// A door as a link to its own pages, or its name where it has none, with its phone.
#[must_use]
pub fn door_link(r: &Reading, door: &Door) -> Markup {
    html! {
        @if door.website.is_empty() { (said(&door.name, r.l)) } @else { a href=(door.website) { (said(&door.name, r.l)) } }
        @if !door.phone.is_empty() { " (" (parts::phone(&door.phone)) ")" }
    }
}

/// The body of a topic's page: who helps with it here, which services it holds, and the doors outside.
#[must_use]
pub fn topic(r: &Reading, topic: Topic) -> Markup {
    let l = r.l;
    let name = words::topic_name(topic, l);
    let offerings: Vec<&Offering> = r.offerings().filter(|o| o.topics.contains(&topic)).collect();
    let doors: Vec<&Door> = doors_of(r.register()).into_iter().filter(|d| d.topics.contains(&topic)).collect();
    let services = r.register().services.iter().filter(|s| s.topic == topic);
    html! {
        (r.crumbs(&[("/hva-vi-hjelper-med", T::OfferingsWhatWeHelpWith)], &name))
        h1 { (name) }
        @if offerings.is_empty() {
            p.lead { (l.t(T::OfferingsTopicNobody)) }
            (r.call())
        } @else {
            p.lead { (l.ta(T::OfferingsTopicLead, &args![("n", offerings.len())])) }
            (offering_cards(r, &offerings, 2))
        }
        @let services: Vec<_> = services.collect();
        @if !services.is_empty() {
            section {
                h2 { (l.t(T::OfferingsServices)) }
                ul {
                    @for s in services {
                        li {
                            (said(&s.name, l)) " (" (said(&s.owner, l)) ")"
                            @if s.digital_only { ". " (l.t(T::OfferingsDigitalOnly)) }
                        }
                    }
                }
            }
        }
        @if !doors.is_empty() {
            section {
                h2 { (l.t(T::OfferingsDoors)) }
                p { (l.t(T::OfferingsDoorsHint)) }
                ul { @for door in doors { li { (door_link(r, door)) ". " (said(&door.helps_with, l)) } } }
            }
        }
    }
}
