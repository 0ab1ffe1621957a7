//! Kinds, levels, requirements and the gate in words.

use crate::{
    offerings::topic_name,
    texts::{T, Words},
};
use domain::{
    guides::{About, Gate, GateRules, Guide, GuideKind, Level, Requirement, Warning},
    register::Register,
    schedule::day_in_words,
    shared::{Key, Locale, PartOfDay},
};
use jiff::civil::Date;
use maud::Markup;
use ui::{
    args,
    parts::{self, Tone},
};

/// The words of a kind of guide.
#[must_use]
pub fn kind(kind: GuideKind, l: Locale) -> String {
    l.t(match kind {
        GuideKind::Employee => T::GuidesKindEmployee,
        GuideKind::Pupil => T::GuidesKindPupil,
        GuideKind::Volunteer => T::GuidesKindVolunteer,
        GuideKind::Hired => T::GuidesKindHired,
        GuideKind::Partner => T::GuidesKindPartner,
    })
}

/// The words of a level.
#[must_use]
pub fn level(level: Level, l: Locale) -> String {
    l.t(match level {
        Level::Learning => T::GuidesLevelLearning,
        Level::Can => T::GuidesLevelCan,
        Level::Teaches => T::GuidesLevelTeaches,
    })
}

/// The words of a part of the day.
#[must_use]
pub fn part(part: PartOfDay, l: Locale) -> String {
    l.t(match part {
        PartOfDay::Morning => T::GuidesPartMorning,
        PartOfDay::Afternoon => T::GuidesPartAfternoon,
        PartOfDay::Evening => T::GuidesPartEvening,
    })
}

/// What a competence is about.
#[must_use]
pub fn about(about: &About, register: &Register, l: Locale) -> String {
    match about {
        About::Topic(topic) => topic_name(*topic, l),
        About::Service(key) => {
            let named = register.services.iter().find(|s| s.key == *key);
            named.map_or_else(|| key.to_string(), |s| s.name.get(l).to_owned())
        }
    }
}

/// The name of an organisation; its key where the register has none.
#[must_use]
pub fn organisation(key: &Key, register: &Register, l: Locale) -> String {
    let named = register.organisations.iter().find(|o| o.key == *key);
    named.map_or_else(|| key.to_string(), |o| o.name.get(l).to_owned())
}

/// Kind and organisation: "Frivillig · Seniornett".
#[must_use]
pub fn who(guide: &Guide, register: &Register, l: Locale) -> String {
    match &guide.organisation {
        Some(key) => format!("{} · {}", kind(guide.kind, l), organisation(key, register, l)),
        None => kind(guide.kind, l),
    }
}

/// What a requirement is called.
#[must_use]
pub fn requirement(requirement: &Requirement, rules: &GateRules, l: Locale) -> String {
    l.t(match requirement {
        Requirement::Confidentiality => T::GuidesRequirementConfidentiality,
        Requirement::ServiceDescription => T::GuidesRequirementDescription,
        Requirement::Agreement => T::GuidesRequirementAgreement,
        Requirement::PoliceCertificate => T::GuidesRequirementPolice,
        Requirement::Training(key) => {
            let named = rules.trainings.iter().find(|t| t.key == *key);
            return named.map_or_else(|| key.to_string(), |t| t.name.clone());
        }
    })
}

/// Several requirements in a row.
#[must_use]
pub fn requirements(all: &[Requirement], rules: &GateRules, l: Locale) -> String {
    let words: Vec<String> = all.iter().map(|r| requirement(r, rules, l)).collect();
    words.join(", ")
}

/// How the gate stands, in a few words and a tone.
#[must_use]
pub fn gate(gate: &Gate, guide: &Guide, today: Date, l: Locale) -> (Tone, String) {
    let day = |day: Date| day_in_words(day, today, l);
    match gate {
        Gate::Open => (Tone::Good, l.t(T::GuidesGateOpen)),
        Gate::Grace { until, .. } => (Tone::Look, l.ta(T::GuidesGateGrace, &args![("day", day(*until))])),
        Gate::Overridden { until, .. } => (Tone::Look, l.ta(T::GuidesGateOverridden, &args![("day", day(*until))])),
        Gate::Closed { .. } if guide.left.is_some_and(|left| left <= today) => (Tone::Info, l.t(T::GuidesGateLeft)),
        Gate::Closed { .. } if guide.since > today => {
            (Tone::Info, l.ta(T::GuidesGateNotYet, &args![("day", day(guide.since))]))
        }
        Gate::Closed { missing } => (Tone::Stop, l.ta(T::GuidesGateClosed, &args![("n", missing.len())])),
    }
}

/// [`gate`] as a tag.
#[must_use]
pub fn gate_tag(of: &Gate, guide: &Guide, today: Date, l: Locale) -> Markup {
    let (tone, words) = gate(of, guide, today, l);
    parts::tag(tone, &words)
}

/// A warning in a sentence, to the guide herself or about her.
#[must_use]
pub fn warning(w: &Warning, rules: &GateRules, today: Date, l: Locale) -> String {
    let what = requirement(&w.requirement, rules, l);
    let (text, day) = if w.step == 0 {
        (T::GuidesWarningGrace, w.closes_after)
    } else {
        (T::GuidesWarningSoon, w.last_good)
    };
    l.ta(text, &args![("what", what), ("day", day_in_words(day, today, l))])
}
