//! What the room's codes are called.

use super::store::Part;
use crate::texts::{T, Words};
use domain::{
    risk::{
        AnalysisStatus, CheckAnswer, DueKind, Hindrance, Knowledge, MeasureEvent, MeasureProgress, Rating,
        RiskAnalysis, RiskClass, RiskTag, ScaleProblem,
    },
    schedule::day_in_words,
    shared::Locale,
};
use jiff::civil::Date;
use ui::{args, parts::Tone};

/// "Høy risiko".
pub fn class(class: RiskClass, l: Locale) -> String {
    l.t(match class {
        RiskClass::Low => T::RiskClassLow,
        RiskClass::Medium => T::RiskClassMedium,
        RiskClass::High => T::RiskClassHigh,
    })
}

/// What a class calls for.
pub fn class_means(class: RiskClass, l: Locale) -> String {
    l.t(match class {
        RiskClass::Low => T::RiskClassLowMeans,
        RiskClass::Medium => T::RiskClassMediumMeans,
        RiskClass::High => T::RiskClassHighMeans,
    })
}

/// The letter that stands in the matrix; the same in the three languages.
pub const fn letter(class: RiskClass) -> &'static str {
    match class {
        RiskClass::Low => "L",
        RiskClass::Medium => "M",
        RiskClass::High => "H",
    }
}

/// How a class is shown.
pub const fn tone(class: RiskClass) -> Tone {
    match class {
        RiskClass::Low => Tone::Good,
        RiskClass::Medium => Tone::Look,
        RiskClass::High => Tone::Stop,
    }
}

/// "Godkjent".
pub fn status(status: AnalysisStatus, l: Locale) -> String {
    l.t(match status {
        AnalysisStatus::Draft => T::RiskStatusDraft,
        AnalysisStatus::Held => T::RiskStatusHeld,
        AnalysisStatus::Approved => T::RiskStatusApproved,
    })
}

/// How a status is shown.
pub const fn status_tone(status: AnalysisStatus) -> Tone {
    match status {
        AnalysisStatus::Draft => Tone::Info,
        AnalysisStatus::Held => Tone::Look,
        AnalysisStatus::Approved => Tone::Good,
    }
}

/// "Fortrolighet".
pub fn tag(tag: RiskTag, l: Locale) -> String {
    l.t(match tag {
        RiskTag::Confidentiality => T::RiskTagConfidentiality,
        RiskTag::Integrity => T::RiskTagIntegrity,
        RiskTag::Availability => T::RiskTagAvailability,
    })
}

/// What a tag means.
pub fn tag_means(tag: RiskTag, l: Locale) -> String {
    l.t(match tag {
        RiskTag::Confidentiality => T::RiskTagConfidentialityMeans,
        RiskTag::Integrity => T::RiskTagIntegrityMeans,
        RiskTag::Availability => T::RiskTagAvailabilityMeans,
    })
}

/// "Sterk".
pub fn knowledge(knowledge: Knowledge, l: Locale) -> String {
    l.t(match knowledge {
        Knowledge::Weak => T::RiskKnowledgeWeak,
        Knowledge::Medium => T::RiskKnowledgeMedium,
        Knowledge::Strong => T::RiskKnowledgeStrong,
    })
}

/// What a strength of knowledge means.
pub fn knowledge_means(knowledge: Knowledge, l: Locale) -> String {
    l.t(match knowledge {
        Knowledge::Weak => T::RiskKnowledgeWeakMeans,
        Knowledge::Medium => T::RiskKnowledgeMediumMeans,
        Knowledge::Strong => T::RiskKnowledgeStrongMeans,
    })
}

/// The parts of the workshop.
pub fn part(part: Part, l: Locale) -> String {
    l.t(match part {
        Part::Before => T::RiskToday,
        Part::Measures => T::RiskMeasures,
        Part::After => T::RiskWithMeasures,
    })
}

/// "Ofte (4) × Alvorlig (4)"; "Ikke vurdert" while it is not rated.
pub fn rating(a: &RiskAnalysis, rating: Option<Rating>, l: Locale) -> String {
    match rating.filter(|r| a.scale.holds(*r)) {
        Some(r) => format!(
            "{} ({}) × {} ({})",
            a.scale.probability_word(r.probability),
            r.probability,
            a.scale.consequence_word(r.consequence),
            r.consequence
        ),
        None => l.t(T::RiskNotRated),
    }
}

/// What is missing, about one scenario or the whole.
pub fn hindrance(h: Hindrance, l: Locale) -> String {
    l.t(match h {
        Hindrance::NoParticipants => T::RiskLacksParticipants,
        Hindrance::NoDate => T::RiskLacksDate,
        Hindrance::DateNotCome => T::RiskLacksDateCome,
        Hindrance::NoScenarios => T::RiskLacksScenarios,
        Hindrance::NoOwner => T::RiskLacksOwner,
        Hindrance::NoReview => T::RiskLacksReview,
        Hindrance::NotRated(_) => T::RiskLacksRating,
        Hindrance::NoKnowledge(_) => T::RiskLacksKnowledge,
        Hindrance::NoMeasure(_) => T::RiskLacksMeasure,
        Hindrance::UnownedMeasure(_) => T::RiskLacksMeasureOwner,
        Hindrance::WorseAfter(_) => T::RiskLacksWorse,
        Hindrance::BetterForNothing(_) => T::RiskLacksReason,
        Hindrance::NotAccepted(_) => T::RiskLacksAcceptance,
    })
}

/// What is wrong with a scale.
pub fn scale_problem(problem: ScaleProblem, l: Locale) -> String {
    l.t(match problem {
        ScaleProblem::Size => T::RiskScaleSizeWrong,
        ScaleProblem::NoWord => T::RiskScaleNoWord,
        ScaleProblem::Limits => T::RiskScaleLimitsWrong,
        ScaleProblem::NeverLow => T::RiskScaleNeverWrong,
    })
}

/// What happened to a measure.
pub fn event(event: MeasureEvent, l: Locale) -> String {
    l.t(match event {
        MeasureEvent::Begun => T::RiskEventBegun,
        MeasureEvent::Done => T::RiskEventDone,
        MeasureEvent::Dropped => T::RiskEventDropped,
        MeasureEvent::Reopened => T::RiskEventReopened,
        MeasureEvent::Works => T::RiskEventWorks,
        MeasureEvent::WorksPartly => T::RiskEventPartly,
        MeasureEvent::DoesNotWork => T::RiskEventNot,
    })
}

/// How far a measure has come, in a few words.
pub fn progress(p: &MeasureProgress, l: Locale) -> String {
    match (&p.effect, &p.state) {
        (Some(effect), _) => event(effect.event, l),
        (None, Some(state)) => event(state.event, l),
        (None, None) => l.t(T::RiskEventNone),
    }
}

/// An answer of the checklist.
pub fn answer(answer: CheckAnswer, l: Locale) -> String {
    l.t(match answer {
        CheckAnswer::Yes => T::RiskAnswerYes,
        CheckAnswer::No => T::RiskAnswerNo,
        CheckAnswer::NotHere => T::RiskAnswerNotHere,
    })
}

/// What kind of thing is due.
pub fn due(kind: DueKind, l: Locale) -> String {
    l.t(match kind {
        DueKind::Reopened => T::RiskDueReopened,
        DueKind::Measure => T::RiskDueMeasure,
        DueKind::Effect => T::RiskDueEffect,
        DueKind::Review => T::RiskDueReview,
        DueKind::PlaceCheck => T::RiskDuePlace,
        DueKind::Deviation => T::RiskDueDeviation,
        DueKind::Training => T::RiskDueTraining,
        DueKind::Erasure => T::RiskDueErasure,
        DueKind::GrantEnds => T::AnchoringDueGrant,
        DueKind::GrantCondition => T::AnchoringDueCondition,
        DueKind::CommitmentEnds => T::AnchoringDueCommitment,
        DueKind::StrategyEnds => T::AnchoringDueStrategy,
        DueKind::BenefitMeasured => T::AnchoringDueBenefit,
    })
}

/// The shelf of the library.
pub fn shelf(shelf: &str, l: Locale) -> String {
    l.t(match shelf {
        "codes" => T::RiskShelfCodes,
        "data" => T::RiskShelfData,
        "advice" => T::RiskShelfAdvice,
        "people" => T::RiskShelfPeople,
        "room" => T::RiskShelfRoom,
        _ => T::RiskShelfRunning,
    })
}

/// A day, or that none is set.
pub fn day(day: Option<Date>, today: Date, l: Locale) -> String {
    day.map_or_else(|| l.t(T::RiskNoDay), |day| day_in_words(day, today, l))
}

/// "3 uønskede hendelser".
pub fn scenarios(n: usize, l: Locale) -> String {
    l.ta(T::RiskScenariosCount, &args![("n", n)])
}
