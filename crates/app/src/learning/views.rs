//! What several pages of the room show the same way.

use crate::{
    frame::{Cx, Published},
    texts::{T, Words},
};
use domain::{
    guides::GuideKind,
    learning::{
        Agreement, AgreementState, Feeling, HostState, MatchReason, Progress, ShadowingWay, Step, Training,
        TrainingKind,
    },
    schedule::{day_in_words, time_range},
    shared::{Key, Locale},
};
use jiff::civil::Date;
use maud::{Markup, html};
use ui::{
    args,
    parts::{self, Tone},
};

/// The words of a way to learn.
#[must_use]
pub fn kind_words(kind: TrainingKind, l: Locale) -> String {
    l.t(match kind {
        TrainingKind::Course => T::LearningKindCourse,
        TrainingKind::Shadowing => T::LearningKindShadowing,
        TrainingKind::TwoOnShift => T::LearningKindTwoOnShift,
        TrainingKind::JobShadowing => T::LearningKindJobShadowing,
        TrainingKind::NetworkMeeting => T::LearningKindNetworkMeeting,
        TrainingKind::Ethics => T::LearningKindEthics,
        TrainingKind::Security => T::LearningKindSecurity,
        TrainingKind::Other => T::LearningKindOther,
    })
}

/// The words of a kind of guide, many of them.
#[must_use]
pub fn guides_words(kind: GuideKind, l: Locale) -> String {
    l.t(match kind {
        GuideKind::Employee => T::LearningGuidesEmployee,
        GuideKind::Pupil => T::LearningGuidesPupil,
        GuideKind::Volunteer => T::LearningGuidesVolunteer,
        GuideKind::Hired => T::LearningGuidesHired,
        GuideKind::Partner => T::LearningGuidesPartner,
    })
}

/// How long: "3 t 30 min".
#[must_use]
pub fn time_words(minutes: u32, l: Locale) -> String {
    match (minutes / 60, minutes % 60) {
        (0, m) => l.ta(T::LearningMinutes, &args![("minutes", m)]),
        (h, 0) => l.ta(T::LearningHours, &args![("hours", h)]),
        (h, m) => l.ta(T::LearningHoursMinutes, &args![("hours", h), ("minutes", m)]),
    }
}

/// Where somebody is on the way to guiding alone.
#[must_use]
pub fn step_words(step: Step, l: Locale) -> String {
    match step {
        Step::Follows(n) => l.ta(T::LearningStepFollows, &args![("n", n)]),
        Step::Beside(n) => l.ta(T::LearningStepBeside, &args![("n", n)]),
        Step::Alone => l.t(T::LearningStepAlone),
    }
}

/// Where she is on the way to guiding alone, said to her.
#[must_use]
pub fn your_step_words(step: Step, l: Locale) -> String {
    match step {
        Step::Follows(n) => l.ta(T::LearningYouFollow, &args![("n", n)]),
        Step::Beside(n) => l.ta(T::LearningYouBeside, &args![("n", n)]),
        Step::Alone => l.t(T::LearningYouAlone),
    }
}

/// A step as a short marking.
#[must_use]
pub fn step_tag(step: Step, l: Locale) -> Markup {
    let (tone, words) = match step {
        Step::Follows(_) => (Tone::Look, T::LearningTagFollows),
        Step::Beside(_) => (Tone::Info, T::LearningTagBeside),
        Step::Alone => (Tone::Good, T::LearningTagAlone),
    };
    parts::tag(tone, &l.t(words))
}

/// A bar with words: how far somebody has come towards a target.
#[must_use]
pub fn progress(p: &Progress, l: Locale) -> Markup {
    let what = p.target.kind.map_or_else(|| l.t(T::LearningAllKinds), |k| kind_words(k, l));
    let words = l.ta(
        T::LearningOfTarget,
        &args![("what", what), ("done", time_words(p.done, l)), ("target", time_words(p.target.minutes, l))],
    );
    bar(&words, p.done, p.target.minutes)
}

/// A bar with words.
#[must_use]
pub fn bar(words: &str, done: u32, of: u32) -> Markup {
    html! { div.steps { p { (words) } progress max=(of) value=(done.min(of)) aria-label=(words) {} } }
}

/// A line of the log in one sentence.
#[must_use]
pub fn line_words(t: &Training, today: Date, l: Locale) -> String {
    let what = if t.title.is_empty() {
        kind_words(t.kind, l)
    } else {
        format!("{} ({})", t.title, kind_words(t.kind, l))
    };
    format!(
        "{}: {what}, {}",
        day_in_words(t.on, today, l),
        time_words(u32::from(t.minutes), l)
    )
}

/// When something was agreed: "tirsdag 1. desember kl. 9–11.30".
#[must_use]
pub fn when_words(a: &Agreement, today: Date, l: Locale) -> String {
    parts::keep_together(&format!(
        "{} {}",
        day_in_words(a.on, today, l),
        time_range(a.start, a.end, l)
    ))
}

/// The words of a way.
#[must_use]
pub fn way_words(way: ShadowingWay, l: Locale) -> String {
    l.t(match way {
        ShadowingWay::Out => T::LearningWayOut,
        ShadowingWay::In => T::LearningWayIn,
    })
}

/// How an agreement stands.
#[must_use]
pub fn state_tag(state: AgreementState, l: Locale) -> Markup {
    let (tone, words) = match state {
        AgreementState::Agreed => (Tone::Info, T::LearningAgreed),
        AgreementState::Held => (Tone::Good, T::LearningHeld),
        AgreementState::CalledOff => (Tone::Stop, T::LearningCalledOff),
    };
    parts::tag(tone, &l.t(words))
}

/// How a place stands, when that is not simply open.
#[must_use]
pub fn host_tag(state: HostState, l: Locale) -> Markup {
    match state {
        HostState::Open => html! {},
        HostState::Proposed => parts::tag(Tone::Look, &l.t(T::LearningHostProposed)),
        HostState::Ended => parts::tag(Tone::Info, &l.t(T::LearningHostEnded)),
    }
}

/// Why a place is suggested.
#[must_use]
pub fn why_words(why: MatchReason, l: Locale) -> String {
    l.t(match why {
        MatchReason::AskedFor => T::LearningWhyAskedFor,
        MatchReason::SameWords => T::LearningWhySameWords,
        MatchReason::NotBeenThere => T::LearningWhyNotBeenThere,
        MatchReason::FewHaveBeen => T::LearningWhyFewHaveBeen,
    })
}

/// How it felt.
#[must_use]
pub fn feeling_words(feeling: Feeling, l: Locale) -> String {
    l.t(match feeling {
        Feeling::Well => T::LearningFeelingWell,
        Feeling::Mixed => T::LearningFeelingMixed,
        Feeling::Hard => T::LearningFeelingHard,
    })
}

/// The name of an offering; empty when it is no longer there.
#[must_use]
pub fn offering_name<'p>(published: &'p Published, key: &Key, l: Locale) -> &'p str {
    published.offering(key.as_str()).map_or("", |o| o.name.get(l))
}

/// What was written, a paragraph for each line.
#[must_use]
pub fn said(text: &str) -> Markup {
    html! { @for line in text.lines().filter(|line| !line.trim().is_empty()) { p { (line) } } }
}

/// A notice after something was saved.
#[must_use]
pub fn done(shown: bool, words: T, cx: &Cx) -> Markup {
    html! { @if shown { (parts::live_notice(Tone::Good, &html! { p { (cx.locale().t(words)) } })) } }
}
