//! What the rules find, in plain words, and the section that mends it.

use super::paper::Whole;
use crate::texts::{T, Words};
use domain::{
    council_case::{CaseFinding, CasePreset, PITCH_SECONDS, PitchLength, SUMMARY_LINES, SectionKind, Timing},
    shared::Locale,
    situation::FactWarning,
};
use ui::{args, parts::Tone};

/// Something to mend: what it is, and the page where it is mended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// In plain words.
    pub text: String,
    /// The section, by its key; `None` for the case as a whole.
    pub section: Option<String>,
}

fn first_of(preset: &CasePreset, kind: SectionKind) -> Option<String> {
    preset.sections.iter().find(|s| s.kind == kind).map(|s| s.key.to_string())
}

/// The title of a section.
#[must_use]
pub fn title(preset: &CasePreset, key: &str, l: Locale) -> String {
    let all = preset.sections.iter().chain(domain::council_case::all_sections());
    all.into_iter()
        .find(|s| s.key.as_str() == key)
        .map_or_else(String::new, |s| s.title.get(l).to_owned())
}

/// What is to be mended, one line each. Facts that nobody has answered are one line together: they are answered on one page.
#[must_use]
pub fn findings(whole: &Whole, found: &[CaseFinding]) -> Vec<Finding> {
    let unanswered = found.iter().filter(|f| matches!(f, CaseFinding::NotAnswered(_))).count();
    let mut out: Vec<Finding> = Vec::new();
    for finding in found {
        let one = match finding {
            CaseFinding::NotAnswered(_) => Finding {
                text: whole.l.ta(T::CouncilFindNotAnswered, &args![("n", unanswered)]),
                section: answers_in(&whole.case.preset),
            },
            other => said(whole, other),
        };
        if !out.contains(&one) {
            out.push(one);
        }
    }
    out
}

/// The section where facts are answered.
#[must_use]
pub fn answers_in(preset: &CasePreset) -> Option<String> {
    let weighed = preset.sections.iter().find(|s| s.key.as_str() == "assessment").map(|s| s.key.to_string());
    weighed.or_else(|| first_of(preset, SectionKind::Assessment))
}

/// The section that a fact stands in, and what it says in a few words.
fn fact(whole: &Whole, key: &str) -> (Option<String>, String) {
    use super::store::Content;
    let stands = whole.case.pieces.iter().find(|p| matches!(&p.content, Content::Known(k) if k == key));
    let text = whole.find(key).map_or_else(|| whole.l.t(T::CouncilGone), |k| short(&k.text));
    (stands.map(|p| p.section.clone()), text)
}

/// The beginning of a text.
#[must_use]
pub fn short(text: &str) -> String {
    let head: String = text.chars().take(90).collect();
    if head.len() < text.len() {
        format!("{}…", head.trim_end())
    } else {
        head
    }
}

fn said(whole: &Whole, finding: &CaseFinding) -> Finding {
    use CaseFinding as F;
    let (l, preset) = (whole.l, &whole.case.preset);
    let decision = || first_of(preset, SectionKind::Decision);
    let of_point = |text: T, n: &usize| (l.ta(text, &args![("n", *n)]), decision());
    let of_section = |text: T, key: &str| {
        let text = l.ta(text, &args![("section", title(preset, key, l))]);
        (text, Some(key.to_owned()))
    };
    let of_fact = |text: T, key: &str| {
        let (section, said) = fact(whole, key);
        (l.ta(text, &args![("fact", said)]), section)
    };
    let (text, section) = match finding {
        F::NoTitle => (l.t(T::CouncilFindNoTitle), None),
        F::NoPoints => (l.t(T::CouncilFindNoPoints), decision()),
        F::EmptyPoint(n) => of_point(T::CouncilFindEmptyPoint, n),
        F::NoResponsible(n) => of_point(T::CouncilFindNoResponsible, n),
        F::NoDeadline(n) => of_point(T::CouncilFindNoDeadline, n),
        F::NoCover(n) => of_point(T::CouncilFindNoCover, n),
        F::Missing(key) => of_section(T::CouncilFindMissing, key),
        F::Unknown(key) => of_section(T::CouncilFindUnknown, key),
        F::TooLong { section, words, most } => {
            let args =
                args![("section", title(preset, section, l)), ("words", i64::from(*words)), ("most", i64::from(*most))];
            (l.ta(T::CouncilFindTooLong, &args), Some(section.clone()))
        }
        F::LongSummary(lines) => (
            l.ta(
                T::CouncilFindLongSummary,
                &args![("lines", *lines), ("most", SUMMARY_LINES)],
            ),
            first_of(preset, SectionKind::Summary),
        ),
        F::NoSource(key) => of_fact(T::CouncilFindNoSource, key),
        F::NoYear(key) => of_fact(T::CouncilFindNoYear, key),
        F::NotAnswered(key) | F::NoSuchFact(key) => {
            let (_, said) = fact(whole, key);
            (
                l.ta(T::CouncilFindNoSuchFact, &args![("fact", said)]),
                answers_in(preset),
            )
        }
        F::Misplaced(key) => of_section(T::CouncilFindMisplaced, key),
        F::Abbreviation { section, word } => {
            let args = args![("section", title(preset, section, l)), ("word", word.as_str())];
            (l.ta(T::CouncilFindAbbreviation, &args), Some(section.clone()))
        }
        F::Hard { section, lix } => {
            let args = args![("section", title(preset, section, l)), ("lix", i64::from(*lix))];
            (l.ta(T::CouncilFindHard, &args), Some(section.clone()))
        }
    };
    Finding { text, section }
}

/// What to be careful about with a fact.
#[must_use]
pub fn warning(warning: &FactWarning, l: Locale) -> String {
    match warning {
        FactWarning::Old(years) => l.ta(T::SituationOld, &args![("n", i64::from(*years))]),
        FactWarning::Superseded(_) => l.t(T::SituationSuperseded),
    }
}

/// How easy something is to read.
#[must_use]
pub fn lix(lix: u32, l: Locale) -> String {
    let how = match lix {
        0..=34 => T::CouncilLixEasy,
        35..=44 => T::CouncilLixMiddle,
        _ => T::CouncilLixHard,
    };
    l.ta(T::CouncilLix, &args![("lix", i64::from(lix)), ("how", l.t(how))])
}

/// How long a pitch takes.
#[must_use]
pub fn timing(length: &PitchLength, l: Locale) -> (Tone, String) {
    let (tone, how) = match length.timing {
        Timing::Short => (Tone::Look, T::CouncilPitchShort),
        Timing::Good => (Tone::Good, T::CouncilPitchGood),
        Timing::Long => (Tone::Stop, T::CouncilPitchLong),
    };
    let text = l.ta(
        T::CouncilPitchLength,
        &args![("words", i64::from(length.words)), ("seconds", i64::from(length.seconds))],
    );
    let (from, to) = PITCH_SECONDS;
    let how = l.ta(how, &args![("from", i64::from(from)), ("to", i64::from(to))]);
    (tone, format!("{text} {how}"))
}
