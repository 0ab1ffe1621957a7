//! The service held against the national recommendation: six topics and a minimum content.

use crate::{
    frame::{Cx, Published},
    texts::{T, Words},
};
use domain::{
    access::{Permission, Role},
    boundaries::{CompetenceStatement, Coverage, Gap, coverage},
    offerings::MainTopic,
    schedule,
    shared::{Key, Locale},
};
use maud::{Markup, html};
use ui::{
    Link, forms,
    parts::{self, Tone, Weight},
};

/// The page: what is there, what is missing, and where to mend it.
pub fn page(cx: &Cx, published: &Published, statement: Option<&CompetenceStatement>) -> Markup {
    let l = cx.locale();
    let found = coverage(&published.register, statement, cx.today());
    let way = [Link::new(cx.link("/kontor/tall"), l.t(T::StatisticsTitle))];
    let state = |offerings: &[Key], gaps: &[Gap]| state_of(cx, published, offerings, gaps);
    let card = |title: T, body: Markup| parts::card(&html! { h3 { (l.t(title)) } (body) });
    let topics: Vec<Markup> = found
        .topics
        .iter()
        .map(|s| card(topic_text(s.topic), state(&s.offerings, s.gap.as_slice())))
        .collect();
    let (place, employees) = (&found.physical_place, &found.competent_employees);
    let minimum = [
        card(T::StatisticsCoveragePlace, state(&place.offerings, &place.gaps)),
        card(
            T::StatisticsCoverageEmployees,
            html! { (state(&[], &employees.gaps)) (stating(cx, statement)) },
        ),
    ];
    html! {
        (parts::breadcrumbs(l, &way, &l.t(T::StatisticsCoverageTitle)))
        h1 { (l.t(T::StatisticsCoverageTitle)) }
        p.lead { (l.t(T::StatisticsCoverageLead)) }
        (told(l, &found))
        h2 { (l.t(T::StatisticsCoverageTopics)) }
        (parts::grid(&topics))
        h2 { (l.t(T::StatisticsCoverageMinimum)) }
        (parts::grid(&minimum))
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

/// Who stated that the employees have the competence, and the way to state it or take it back.
fn stating(cx: &Cx, statement: Option<&CompetenceStatement>) -> Markup {
    let l = cx.locale();
    let may = cx.session.as_ref().is_some_and(|s| s.may(Permission::EditRegister));
    let (holds, key, weight) = match statement {
        Some(_) => ("nei", T::StatisticsCoverageTakeBack, Weight::Quiet),
        None => ("ja", T::StatisticsCoverageState, Weight::Primary),
    };
    html! {
        @if let Some(statement) = statement {
            p { (l.ta(T::StatisticsCoverageStated, &ui::args![
                ("day", schedule::day_in_words(statement.stated_on, cx.today(), l)),
                ("role", role(l, &statement.stated_by)),
            ])) }
        }
        @if may {
            (forms::form(&cx.link("/kontor/dekning"), &cx.csrf(), &parts::button_with(&l.t(key), weight, "holder", holds)))
        }
    }
}

/// A role as it stands after «av».
fn role(l: Locale, code: &str) -> String {
    match Role::parse(code) {
        Some(Role::Coordinator) => l.t(T::StatisticsByCoordinator),
        Some(Role::Leader) => l.t(T::StatisticsByLeader),
        _ => l.t(T::StatisticsByAdministrator),
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
