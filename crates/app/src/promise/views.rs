//! What several pages show of a promise.

use super::state::Stand;
use crate::{
    frame::Cx,
    texts::{T, Words},
};
use domain::{
    promise::{Cause, Standing},
    register::Register,
    schedule::{occurrence_in_words, time_range},
    shared::{Locale, Localized},
};
use maud::{Markup, html};
use ui::parts::{self, Tone};

/// How a promise stands, as a word with a shape.
pub fn tag(standing: Standing, l: Locale) -> Markup {
    let (tone, text) = match standing {
        Standing::Promised => (Tone::Info, T::PromiseStandingPromised),
        Standing::Crewed => (Tone::Good, T::PromiseStandingCrewed),
        Standing::Short { missing } => {
            return parts::tag(
                Tone::Look,
                &l.ta(T::PromiseStandingShort, &ui::args![("n", i64::from(missing))]),
            );
        }
        Standing::Uncrewed => (Tone::Stop, T::PromiseStandingUncrewed),
        Standing::CalledOff => (Tone::Info, T::PromiseStandingCalledOff),
        Standing::Held => (Tone::Good, T::PromiseStandingHeld),
        Standing::Unknown => (Tone::Look, T::PromiseStandingUnknown),
        Standing::Broken => (Tone::Stop, T::PromiseStandingBroken),
    };
    parts::tag(tone, &l.t(text))
}

/// Who keeps it, in words; nothing when nobody is named.
pub fn who(stand: &Stand, l: Locale) -> Markup {
    let names = stand.names();
    let keeper = stand.keeper.as_ref().map(|k| k.name.as_str());
    let not_ready: Vec<&str> = stand.crew.iter().flatten().filter(|on| !on.counts).map(|on| on.name.as_str()).collect();
    html! {
        @if !names.is_empty() {
            p { (l.ta(T::PromiseKeptBy, &ui::args![("names", names.join(", "))])) }
        } @else if let Some(keeper) = keeper.filter(|_| !stand.keeper_ready) {
            p { (l.ta(T::PromiseKeeperNotReady, &ui::args![("name", keeper)])) }
        } @else if let Some(keeper) = keeper {
            p { (l.ta(T::PromiseAway, &ui::args![("name", keeper)])) }
        } @else if !stand.without.is_empty() {
            p { (l.ta(T::PromiseWithout, &ui::args![("why", stand.without.as_str())])) }
        }
        @if !not_ready.is_empty() && stand.missing() > 0 {
            p { (l.ta(T::PromiseOnButNotReady, &ui::args![("names", not_ready.join(", "))])) }
        }
    }
}

/// A card of a promise that leads to its page.
pub fn card(cx: &Cx, register: &Register, stand: &Stand) -> Markup {
    let l = cx.locale();
    html! {
        section.card {
            p { (tag(stand.standing, l)) }
            h3 { (parts::keep_together(&occurrence_in_words(&stand.occurrence, cx.today(), l))) }
            p { (stand.name(register, l)) ", " (stand.place(register, l)) }
            (who(stand, l))
            p.links { a href=(cx.link(&stand.path())) { (l.t(T::PromiseOpen)) span.sr-only { ": " (stand.name(register, l)) " " (occurrence_in_words(&stand.occurrence, cx.today(), l)) } } }
        }
    }
}

/// A line of a promise that leads to its page.
pub fn line(cx: &Cx, register: &Register, stand: &Stand) -> Markup {
    let l = cx.locale();
    let o = &stand.occurrence;
    html! {
        li {
            span { a href=(cx.link(&stand.path())) { (parts::keep_together(&time_range(o.start, o.end, l))) " " (stand.name(register, l)) } }
            " " (tag(stand.standing, l))
        }
    }
}

/// A cause in words.
pub fn cause(cause: Cause, l: Locale) -> String {
    l.t(match cause {
        Cause::Absence => T::PromiseCauseAbsence,
        Cause::Nobody => T::PromiseCauseNobody,
        Cause::Course => T::PromiseCauseCourse,
        Cause::Building => T::PromiseCauseBuilding,
        Cause::Closed => T::PromiseCauseClosed,
        Cause::Moved => T::PromiseCauseMoved,
        Cause::Plan => T::PromiseCausePlan,
        Cause::Other => T::PromiseCauseOther,
    })
}

/// Reasons to call off that are one tap: the code in a form, what citizens read, and what is counted.
pub const REASONS: [(&str, T, Cause); 5] = [
    ("syk", T::OfficeReasonIll, Cause::Absence),
    ("ingen", T::PromiseReasonNobody, Cause::Nobody),
    ("kurs", T::OfficeReasonCourse, Cause::Course),
    ("bygg", T::OfficeReasonBuilding, Cause::Building),
    ("annet", T::OfficeReasonOther, Cause::Other),
];

/// What citizens read, and what is counted, of a reason that was tapped.
pub fn reason(code: &str) -> Option<(Localized, Cause)> {
    let (_, text, cause) = REASONS.into_iter().find(|(c, _, _)| *c == code)?;
    Some((
        Localized {
            nb: Locale::Nb.t(text),
            nn: Locale::Nn.t(text),
            en: Locale::En.t(text),
        },
        cause,
    ))
}

/// The buttons that call off, one for each reason.
pub fn reason_buttons(l: Locale) -> Vec<Markup> {
    REASONS
        .iter()
        .map(|(code, text, _)| parts::button_with(&l.t(*text), parts::Weight::Secondary, "grunn", code))
        .collect()
}
