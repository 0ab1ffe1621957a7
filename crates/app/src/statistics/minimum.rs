//! The service held against the national recommendation: six topics and a minimum content.

use crate::{
    frame::{Cx, Published},
    texts::{T, Words},
};
use domain::{
    boundaries::{Coverage, Gap, MinimumState, coverage},
    offerings::MainTopic,
    shared::{Key, Locale},
};
use maud::{Markup, html};
use ui::{
    Link,
    parts::{self, Tone},
};

/// The page: what is there, what is missing, and where to mend it.
pub fn page(cx: &Cx, published: &Published) -> Markup {
    let l = cx.locale();
    let found = coverage(&published.register, None, cx.today());
    let way = [Link::new(cx.link("/kontor/tall"), l.t(T::StatisticsTitle))];
    html! {
        (parts::breadcrumbs(l, &way, &l.t(T::StatisticsCoverageTitle)))
        h1 { (l.t(T::StatisticsCoverageTitle)) }
        p.lead { (l.t(T::StatisticsCoverageLead)) }
        (told(l, &found))
        section {
            h2 { (l.t(T::StatisticsCoverageTopics)) }
            @for state in &found.topics {
                div.card {
                    h3 { (l.t(topic_text(state.topic))) }
                    (state_of(cx, published, &state.offerings, state.gap.as_slice()))
                }
            }
        }
        section {
            h2 { (l.t(T::StatisticsCoverageMinimum)) }
            (minimum(cx, published, T::StatisticsCoveragePlace, &found.physical_place))
            (minimum(cx, published, T::StatisticsCoverageEmployees, &found.competent_employees))
        }
        p { (l.t(T::StatisticsCoverageSource)) }
    }
}

/// How many of the eight are in place.
fn told(l: Locale, found: &Coverage) -> Markup {
    let topics = found.topics.iter().filter(|t| t.gap.is_none()).count();
    let minimum = [&found.physical_place, &found.competent_employees];
    let met = topics + minimum.iter().filter(|m| m.gaps.is_empty()).count();
    let of = found.topics.len() + minimum.len();
    let (tone, key) = if found.is_complete() {
        (Tone::Good, T::StatisticsCoverageComplete)
    } else {
        (Tone::Look, T::StatisticsCoverageMissing)
    };
    parts::notice(tone, &html! { p { (l.ta(key, &ui::args![("met", met), ("of", of)])) } })
}

fn minimum(cx: &Cx, published: &Published, title: T, state: &MinimumState) -> Markup {
    html! {
        div.card {
            h3 { (cx.locale().t(title)) }
            (state_of(cx, published, &state.offerings, &state.gaps))
        }
    }
}

fn state_of(cx: &Cx, published: &Published, offerings: &[Key], gaps: &[Gap]) -> Markup {
    let l = cx.locale();
    let name = |key: &Key| published.offering(key.as_str()).map(|o| o.name.get(l).to_owned());
    html! {
        @if gaps.is_empty() {
            p { (parts::tag(Tone::Good, &l.t(T::StatisticsCoverageThere))) }
        }
        @if !offerings.is_empty() {
            ul {
                @for key in offerings {
                    @if let Some(name) = name(key) { li { a href=(cx.link(&format!("/tilbud/{key}"))) { (name) } } }
                }
            }
        }
        @for gap in gaps {
            p { (parts::tag(Tone::Look, &l.t(T::StatisticsCoverageLacks))) " " (l.t(gap_text(*gap))) }
            @if let Some((path, words)) = mend(*gap) {
                p { a href=(cx.link(path)) { (l.t(words)) } }
            }
        }
    }
}

const fn topic_text(topic: MainTopic) -> T {
    match topic {
        MainTopic::Devices => T::StatisticsMainDevices,
        MainTopic::MunicipalServices => T::StatisticsMainMunicipal,
        MainTopic::StateServices => T::StatisticsMainState,
        MainTopic::Judgement => T::StatisticsMainJudgement,
        MainTopic::Security => T::StatisticsMainSecurity,
        MainTopic::Privacy => T::StatisticsMainPrivacy,
    }
}

const fn gap_text(gap: Gap) -> T {
    match gap {
        Gap::TopicNotCovered => T::StatisticsGapTopic,
        Gap::NoOwnOffering => T::StatisticsGapNoOffering,
        Gap::NotPublished => T::StatisticsGapNotPublished,
        Gap::NoDropInOrAppointment => T::StatisticsGapNoAccess,
        Gap::NoSchedule => T::StatisticsGapNoSchedule,
        Gap::NotStaffed => T::StatisticsGapNotStaffed,
        Gap::NoAddress => T::StatisticsGapNoAddress,
        Gap::NoCompetenceStatement => T::StatisticsGapNoStatement,
    }
}

/// Where to mend what is missing.
const fn mend(gap: Gap) -> Option<(&'static str, T)> {
    match gap {
        Gap::NoAddress => Some(("/kontor/steder", T::StatisticsMendPlaces)),
        Gap::NoCompetenceStatement => None,
        _ => Some(("/kontor/tilbud", T::StatisticsMendOfferings)),
    }
}
