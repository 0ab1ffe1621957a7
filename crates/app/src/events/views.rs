//! What several pages about events are put together from.

use super::{coming::Coming, store::Planned};
use crate::{
    frame::{Cx, Published},
    texts::{T, Words},
};
use domain::shared::capital;
use domain::{
    enrolments::Target,
    events::{
        Crew, EventPlan, EventType, Level, Mastery, Missing, Organiser, Part, Phase, Question, Reply, SignUpMode,
        Smile, Theme, lines,
    },
    offerings::OfferingKind,
    schedule::{Occurrence, Status, occurrence_in_words, schedule_in_words},
    shared::{Key, Locale, Localized, Minute},
};
use jiff::civil::Date;
use maud::{Markup, html};
use ui::{
    args,
    parts::{self, Open, Tone, keep_together},
};

/// The path of an event's page for citizens.
pub fn public_path(target: &Target) -> String {
    format!("/arrangement/{}", target.text())
}

/// The path of an event's plan in the office.
pub fn office_path(target: &Target) -> String {
    format!("/kontor/arrangement/{}", target.text())
}

/// A text of the municipality, marked with its language where that is not the page's.
pub fn said(text: &Localized, l: Locale) -> Markup {
    let (words, language) = text.best(l);
    html! { @if language == l { (words) } @else { span lang=(language.code()) { (words) } } }
}

/// A text that is written in the municipality's own language only.
pub fn own(text: &str, published: &Published, l: Locale) -> Markup {
    let language = published.register.municipality.written_language;
    html! { @if language == l { (text) } @else { span lang=(language.code()) { (text) } } }
}

/// When something is, kept together at the end of a line; for a series the rule in words.
pub fn when(cx: &Cx, occurrence: &Occurrence) -> String {
    keep_together(&capital(&occurrence_in_words(occurrence, cx.today(), cx.locale())))
}

/// When a target is: its date, or the rule of its series.
pub fn when_of(cx: &Cx, published: &Published, target: &Target) -> String {
    match super::coming::find(&published.register, target) {
        Some((_, _, Some(o))) => when(cx, &o),
        Some((_, schedule, None)) => keep_together(&capital(&schedule_in_words(schedule, cx.locale()))),
        None => String::new(),
    }
}

/// The name of a place, with the house it is in.
pub fn place_name(published: &Published, key: &Key, l: Locale) -> String {
    let Some(place) = published.place(key.as_str()) else {
        return String::new();
    };
    let name = place.name.get(l);
    match place.part_of.as_ref().and_then(|house| published.place(house.as_str())) {
        Some(house) => format!("{name}, {}", house.name.get(l)),
        None => name.to_owned(),
    }
}

/// The names of a plan's themes: "Vipps · Gode passord".
pub fn theme_names(plan: &EventPlan, themes: &[Theme], l: Locale) -> String {
    let chosen = plan.themes.iter().filter_map(|key| themes.iter().find(|t| t.key == *key));
    chosen.map(|t| t.name.get(l)).collect::<Vec<_>>().join(" · ")
}

/// When an item of a programme begins, to the minute, so that the times stand under each other.
fn hour(start: Minute, l: Locale) -> String {
    let text = start.to_string();
    if l == Locale::En { text } else { text.replace(':', ".") }
}

/// What an event is called: its own heading, else its themes; empty when neither is there.
pub fn heading(plan: Option<&Planned>, themes: &[Theme], l: Locale) -> String {
    let Some(plan) = plan.map(|p| &p.plan) else {
        return String::new();
    };
    if plan.title.is_empty() {
        theme_names(plan, themes, l)
    } else {
        plan.title.get(l).to_owned()
    }
}

/// What is special that day: the plan's heading, else the note in the schedule.
pub fn special(c: &Coming<'_>, plans: &[Planned], themes: &[Theme], l: Locale) -> String {
    let heading = heading(c.plan(plans), themes, l);
    if heading.is_empty() {
        c.occurrence.note.get(l).to_owned()
    } else {
        heading
    }
}

/// Whether it takes place, when it does not or was moved.
pub fn state(cx: &Cx, o: &Occurrence) -> Markup {
    let l = cx.locale();
    html! {
        @match &o.status {
            Status::CalledOff { reason, .. } => {
                (parts::status_plain(l, Open::CalledOff))
                @if !reason.is_empty() { p { (said(reason, l)) } }
            }
            Status::Moved { reason, .. } => {
                p { (parts::tag(Tone::Look, &l.t(T::EventsMoved))) @if !reason.is_empty() { " " (said(reason, l)) } }
            }
            Status::Planned => {}
        }
    }
}

/// Who does what, a line for each part.
pub fn crew(plan: &EventPlan, l: Locale) -> Vec<(String, Markup)> {
    Part::ALL
        .into_iter()
        .filter_map(|part| {
            let who: Vec<String> = plan.crew.iter().filter(|c| c.part == part).map(|c| crew_words(c, l)).collect();
            (!who.is_empty()).then(|| (l.t(part_name(part)), html! { (crate::offerings::list_of(&who, l)) }))
        })
        .collect()
}

fn crew_words(c: &Crew, l: Locale) -> String {
    if c.account.is_some() || c.people < 2 {
        return c.label.clone();
    }
    l.ta(T::EventsCrewOf, &args![("who", c.label.as_str()), ("n", c.people)])
}

/// The programme as a list, marked with its language where that is not the page's.
pub fn programme(plan: &EventPlan, l: Locale) -> Markup {
    let (items, language) = plan.programme.best(l);
    html! {
        ul.rows lang=[(language != l).then(|| language.code())] {
            @for item in items {
                li {
                    @if let Some(start) = item.start { strong.num { (hour(start, language)) } " " }
                    (item.title)
                    @if !item.held_by.is_empty() { " – " (item.held_by) }
                }
            }
        }
    }
}

/// When somebody last saw that a link leads where it should.
pub fn checked_on(cx: &Cx, day: Date) -> String {
    let l = cx.locale();
    l.ta(
        T::EventsLinkChecked,
        &args![("day", domain::schedule::day_in_words(day, cx.today(), l))],
    )
}

/// The lines of a text as a list.
pub fn bullet_list(text: &str) -> Markup {
    html! { ul { @for line in lines(text) { li { (line) } } } }
}

pub const fn part_name(part: Part) -> T {
    match part {
        Part::Introduces => T::EventsPartIntroduces,
        Part::Guides => T::EventsPartGuides,
        Part::Hosts => T::EventsPartHosts,
    }
}

pub const fn missing_name(missing: Missing) -> T {
    match missing {
        Missing::Theme => T::EventsMissingTheme,
        Missing::Introducer => T::EventsMissingIntroducer,
        Missing::Contributor => T::EventsMissingContributor,
        Missing::Programme => T::EventsMissingProgramme,
        Missing::Lessons => T::EventsMissingLessons,
        Missing::Host => T::EventsMissingHost,
        Missing::Guides => T::EventsMissingGuides,
        Missing::MoreGuides => T::EventsMissingMoreGuides,
    }
}

/// The part of a plan where what is missing is written.
pub const fn missing_part(missing: Missing) -> &'static str {
    match missing {
        Missing::Theme | Missing::Host => "innhold",
        Missing::Introducer | Missing::Guides | Missing::MoreGuides => "folk",
        Missing::Contributor => "gjester",
        Missing::Programme => "program",
        Missing::Lessons => "okter",
    }
}

pub const fn reply_name(reply: Reply) -> T {
    match reply {
        Reply::Waiting => T::EventsReplyWaiting,
        Reply::Yes => T::EventsReplyYes,
        Reply::No => T::EventsReplyNo,
        Reply::Other => T::EventsReplyOther,
    }
}

pub const fn level_name(level: Level) -> T {
    match level {
        Level::Any => T::EventsLevelAny,
        Level::Beginner => T::EventsLevelBeginner,
        Level::Some => T::EventsLevelSome,
    }
}

pub const fn mode_name(mode: SignUpMode) -> T {
    match mode {
        SignUpMode::Open => T::EventsModeOpen,
        SignUpMode::SignUp => T::EventsModeSignUp,
        SignUpMode::Closed => T::EventsModeClosed,
    }
}

pub const fn question_text(question: Question) -> T {
    match question {
        Question::Useful => T::EventsQuestionUseful,
        Question::Pace => T::EventsQuestionPace,
        Question::Again => T::EventsQuestionAgain,
    }
}

pub const fn smile_name(answer: Smile) -> T {
    match answer {
        Smile::Yes => T::EventsSmileYes,
        Smile::Partly => T::EventsSmilePartly,
        Smile::No => T::EventsSmileNo,
    }
}

pub const fn mastery_name(answer: Mastery) -> T {
    match answer {
        Mastery::Alone => T::EventsMasteryAlone,
        Mastery::WithHelp => T::EventsMasteryWithHelp,
        Mastery::NotYet => T::EventsMasteryNotYet,
    }
}

pub const fn phase_name(phase: Phase) -> T {
    match phase {
        Phase::Before => T::EventsPhaseBefore,
        Phase::After => T::EventsPhaseAfter,
    }
}

pub const fn type_name(kind: EventType) -> T {
    match kind {
        EventType::Training => T::EventsTypeTraining,
        EventType::Talk => T::EventsTypeTalk,
        EventType::Gathering => T::EventsTypeGathering,
        EventType::Other => T::EventsTypeOther,
    }
}

pub const fn organiser_name(organiser: Organiser) -> T {
    match organiser {
        Organiser::Own => T::EventsOrganiserOwn,
        Organiser::WithPartner => T::EventsOrganiserWithPartner,
        Organiser::Partner => T::EventsOrganiserPartner,
    }
}

pub const fn kind_name(kind: OfferingKind) -> T {
    match kind {
        OfferingKind::Club => T::EventsKindClub,
        OfferingKind::DataCafe => T::EventsKindDataCafe,
        OfferingKind::TailoredCourse => T::EventsKindTailoredCourse,
        OfferingKind::CitizenDay => T::EventsKindCitizenDay,
        OfferingKind::Course => T::EventsKindCourse,
        OfferingKind::OpenGroup => T::EventsKindOpenGroup,
        _ => T::EventsKindOther,
    }
}
