//! Kinds, steps and questions in the reader's language.

use crate::texts::{T, Words};
use domain::{
    incidents::{
        AftercareStep, BreachClock, BreachQuestion, IncidentKind, Notification, ReadingGround, Stage, Threshold, Told,
    },
    schedule::{clock, day_in_words},
    shared::{Locale, day_and_minute},
};
use jiff::Timestamp;
use ui::args;

/// A kind.
pub fn kind(kind: IncidentKind, l: Locale) -> String {
    l.t(match kind {
        IncidentKind::Difficult => T::IncidentsKindDifficult,
        IncidentKind::NearMiss => T::IncidentsKindNearMiss,
        IncidentKind::WrongAdvice => T::IncidentsKindWrongAdvice,
        IncidentKind::Breach => T::IncidentsKindBreach,
        IncidentKind::Threat => T::IncidentsKindThreat,
    })
}

/// What belongs to a kind.
pub fn kind_hint(kind: IncidentKind, l: Locale) -> String {
    l.t(match kind {
        IncidentKind::Difficult => T::IncidentsKindDifficultHint,
        IncidentKind::NearMiss => T::IncidentsKindNearMissHint,
        IncidentKind::WrongAdvice => T::IncidentsKindWrongAdviceHint,
        IncidentKind::Breach => T::IncidentsKindBreachHint,
        IncidentKind::Threat => T::IncidentsKindThreatHint,
    })
}

/// Who was told.
pub fn told(told: Told, l: Locale) -> String {
    l.t(match told {
        Told::Colleague => T::IncidentsToldColleague,
        Told::Leader => T::IncidentsToldLeader,
        Told::SafetyRepresentative => T::IncidentsToldSafetyRepresentative,
        Told::PrivacyOfficer => T::IncidentsToldPrivacyOfficer,
        Told::Guard => T::IncidentsToldGuard,
        Told::Police => T::IncidentsToldPolice,
        Told::Citizen => T::IncidentsToldCitizen,
    })
}

/// What to do afterwards.
pub fn step(step: AftercareStep, l: Locale) -> String {
    l.t(match step {
        AftercareStep::TalkToday => T::IncidentsStepTalkToday,
        AftercareStep::TalkAgain => T::IncidentsStepTalkAgain,
        AftercareStep::NotAlone => T::IncidentsStepNotAlone,
        AftercareStep::HealthService => T::IncidentsStepHealthService,
        AftercareStep::HseSystem => T::IncidentsStepHseSystem,
        AftercareStep::DeviationSystem => T::IncidentsStepDeviationSystem,
        AftercareStep::ConsiderPolice => T::IncidentsStepConsiderPolice,
        AftercareStep::PutRight => T::IncidentsStepPutRight,
        AftercareStep::StopLeak => T::IncidentsStepStopLeak,
        AftercareStep::TellPrivacyOfficer => T::IncidentsStepTellPrivacyOfficer,
        AftercareStep::TalkInGroup => T::IncidentsStepTalkInGroup,
    })
}

/// A question of the authority's form.
pub fn question(question: BreachQuestion, l: Locale) -> String {
    l.t(match question {
        BreachQuestion::Nature => T::IncidentsAskNature,
        BreachQuestion::When => T::IncidentsAskWhen,
        BreachQuestion::Found => T::IncidentsAskFound,
        BreachQuestion::People => T::IncidentsAskPeople,
        BreachQuestion::HowManyPeople => T::IncidentsAskHowManyPeople,
        BreachQuestion::Data => T::IncidentsAskData,
        BreachQuestion::HowManyRecords => T::IncidentsAskHowManyRecords,
        BreachQuestion::Consequences => T::IncidentsAskConsequences,
        BreachQuestion::Measures => T::IncidentsAskMeasures,
        BreachQuestion::Contact => T::IncidentsAskContact,
        BreachQuestion::PeopleTold => T::IncidentsAskPeopleTold,
    })
}

/// What was decided about telling the authority.
pub fn notification(notification: Notification, l: Locale) -> String {
    l.t(match notification {
        Notification::Notify => T::IncidentsNotify,
        Notification::DoNot => T::IncidentsDoNotNotify,
    })
}

/// Why somebody may read it.
pub fn ground(ground: ReadingGround, l: Locale) -> String {
    l.t(match ground {
        ReadingGround::Writer => T::IncidentsGroundWriter,
        ReadingGround::Leader => T::IncidentsGroundLeader,
        ReadingGround::Named => T::IncidentsGroundNamed,
    })
}

/// A step of the way on.
pub fn stage(stage: Stage, l: Locale) -> String {
    l.t(match stage {
        Stage::Linked => T::IncidentsStageLinked,
        Stage::Measure => T::IncidentsStageMeasure,
        Stage::Settled => T::IncidentsStageSettled,
        Stage::Scored => T::IncidentsStageScored,
    })
}

/// What a measure became.
pub fn settled(code: &str, l: Locale) -> String {
    match code {
        "training" => l.t(T::IncidentsSettledTraining),
        "boundary" => l.t(T::IncidentsSettledBoundary),
        "routine" => l.t(T::IncidentsSettledRoutine),
        "equipment" => l.t(T::IncidentsSettledEquipment),
        _ => String::new(),
    }
}

/// The municipality's own system.
pub fn own_system(code: &str, l: Locale) -> String {
    match code {
        "deviation" => l.t(T::IncidentsSystemDeviation),
        "hse" => l.t(T::IncidentsSystemHse),
        _ => String::new(),
    }
}

/// A moment in words: "mandag 9. mars kl. 12.30".
pub fn moment(at: Timestamp, now: Timestamp, l: Locale) -> String {
    let (day, minute) = day_and_minute(at);
    let day = day_in_words(day, day_and_minute(now).0, l);
    l.ta(T::IncidentsMoment, &args![("day", day), ("time", clock(minute, l))])
}

/// How much time is left of the 72 hours.
pub fn time_left(at: BreachClock, now: Timestamp, l: Locale) -> String {
    let due = moment(at.due, now, l);
    let minutes = at.minutes_left.abs();
    let (hours, rest) = (minutes / 60, minutes % 60);
    let values = args![("hours", hours), ("minutes", rest), ("due", due)];
    if at.is_past() {
        l.ta(T::IncidentsClockPast, &values)
    } else {
        l.ta(T::IncidentsClockLeft, &values)
    }
}

/// So many of a kind in so many days.
pub fn alarm(of: IncidentKind, threshold: Threshold, l: Locale) -> String {
    let values =
        args![("kind", kind(of, l)), ("n", i64::from(threshold.incidents)), ("days", i64::from(threshold.days))];
    l.ta(T::IncidentsAlarm, &values)
}
