//! Numbers and codes in words.

use crate::{
    office::entered::Entered,
    texts::{T, Words},
};
use domain::{
    shared::Locale,
    situation::{Estimate, Fact, FactKind, FactWarning, LocalFigureKind, SkillLevel, StepState, SurveyArea},
};
use ui::{args, forms::Field, parts::Tone};

/// A whole number as people write it: `12 345`, in English `12,345`.
pub fn number(n: impl Into<u64>, l: Locale) -> String {
    let digits = n.into().to_string();
    let apart = if l == Locale::En { ',' } else { '\u{a0}' };
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(apart);
        }
        out.push(digit);
    }
    out
}

/// A number from a file: whole ones as [`number`], others with one decimal.
pub fn measured(n: f64, l: Locale) -> String {
    let whole = (0.0..1e15).contains(&n) && n.fract() == 0.0;
    if whole {
        // In range and whole, so nothing is lost.
        return number(n as u64, l);
    }
    let text = format!("{n:.1}");
    if l == Locale::En { text } else { text.replace('.', ",") }
}

/// Thousandths as per cent: `5,3 %`.
pub fn percent(share: u16, l: Locale) -> String {
    let (whole, tenth) = (share / 10, share % 10);
    match (tenth, l) {
        (0, Locale::En) => format!("{whole}%"),
        (_, Locale::En) => format!("{whole}.{tenth}%"),
        (0, _) => format!("{whole}\u{a0}%"),
        _ => format!("{whole},{tenth}\u{a0}%"),
    }
}

/// The formula of an estimate and what it gives.
pub fn formula(e: &Estimate, l: Locale) -> String {
    l.ta(
        T::SituationFormula,
        &args![
            ("share", percent(e.share, l)),
            ("persons", number(e.people.persons, l)),
            ("ages", e.ages.words()),
            ("year", e.people.year.to_string()),
            ("about", number(e.about, l))
        ],
    )
}

/// Publisher, publication and year in one line.
pub fn source(fact: &Fact) -> String {
    format!("{}: {} ({})", fact.publisher, fact.publication, fact.year_words())
}

pub fn kind(kind: FactKind, l: Locale) -> String {
    l.t(match kind {
        FactKind::Skills => T::SituationKindSkills,
        FactKind::WeakGroups => T::SituationKindWeakGroups,
        FactKind::SkillsWish => T::SituationKindSkillsWish,
        FactKind::StrongUse => T::SituationKindStrongUse,
        FactKind::Vulnerable => T::SituationKindVulnerable,
        FactKind::Function => T::SituationKindFunction,
        FactKind::InternetUse => T::SituationKindInternetUse,
        FactKind::UnmetNeed => T::SituationKindUnmetNeed,
        FactKind::EidUse => T::SituationKindEidUse,
        FactKind::Access => T::SituationKindAccess,
        FactKind::RiskGroups => T::SituationKindRiskGroups,
        FactKind::Other => T::SituationKindOther,
    })
}

pub fn figure_kind(kind: LocalFigureKind, l: Locale) -> String {
    l.t(match kind {
        LocalFigureKind::PopulationByAge => T::SituationFigurePopulation,
        LocalFigureKind::Immigrants => T::SituationFigureImmigrants,
        LocalFigureKind::Centrality => T::SituationFigureCentrality,
        LocalFigureKind::Settlement => T::SituationFigureSettlement,
        LocalFigureKind::Other => T::SituationFigureOther,
    })
}

pub fn area(area: SurveyArea, l: Locale) -> String {
    l.t(match area {
        SurveyArea::Existing => T::SituationAreaExisting,
        SurveyArea::Inhabitants => T::SituationAreaInhabitants,
        SurveyArea::Municipality => T::SituationAreaMunicipality,
        SurveyArea::People => T::SituationAreaPeople,
    })
}

pub fn level(level: SkillLevel, l: Locale) -> String {
    l.t(match level {
        SkillLevel::CanShow => T::SituationLevelCanShow,
        SkillLevel::Manages => T::SituationLevelManages,
        SkillLevel::WantsTraining => T::SituationLevelWantsTraining,
    })
}

pub fn warning(warning: &FactWarning, l: Locale) -> String {
    match warning {
        FactWarning::Old(years) => l.ta(T::SituationOld, &args![("n", i64::from(*years))]),
        FactWarning::Superseded(_) => l.t(T::SituationSuperseded),
    }
}

/// A step's state with its tone.
pub fn step_state(state: StepState, l: Locale) -> (Tone, String) {
    match state {
        StepState::NotBegun => (Tone::Info, l.t(T::SituationStepNotBegun)),
        StepState::Begun => (Tone::Look, l.t(T::SituationStepBegun)),
        StepState::Done => (Tone::Good, l.t(T::SituationStepDone)),
    }
}

/// A field of a form with what was entered and what is wrong with it.
pub fn field(l: Locale, label: T, name: &str, entered: &Entered, problems: &[(String, String)]) -> Field {
    Field::new(name, l.t(label))
        .value(entered.get(name))
        .error(problems.iter().find(|(n, _)| n == name).map(|(_, text)| text.clone()))
}
