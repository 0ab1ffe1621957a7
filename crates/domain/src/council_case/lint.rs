use super::{CasePart, CasePreset, CaseSection, CouncilCase, DecisionPoint, PlacedSection, SectionKind};
use crate::shared::Readability;
use std::collections::BTreeSet;

/// The most lines of a summary.
pub const SUMMARY_LINES: usize = 5;
/// Characters of a line on paper: A4 with ordinary margins and letters of 11 points.
const LINE: usize = 90;
/// Above this a text is said to be hard: how officials write (Björnsson's scale).
const HARD: u32 = 50;
/// Too few words to measure.
const FEW_WORDS: u32 = 20;

/// Shortened words that a council case does without, without their full stops.
const SHORTENED: [&str; 30] = [
    "bl.a", "f.eks", "mht", "m.h.t", "ifm", "i.f.m", "ift", "i.f.t", "jf", "osv", "m.m", "m.v", "mv", "mfl", "m.fl",
    "pga", "p.g.a", "evt", "dvs", "d.v.s", "inkl", "ekskl", "iht", "i.h.t", "vedr", "tlf", "gj.sn", "o.l", "t.o.m",
    "f.o.m",
];
/// Names that are written in capitals and are no abbreviations to a reader.
const NAMES: [&str; 7] = ["NAV", "KS", "PC", "EU", "EØS", "SMS", "ID"];

/// Something that is missing, too long, in the wrong place or hard to read. Points are counted from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CaseFinding {
    /// The case has no title.
    NoTitle,
    /// Nothing is proposed.
    NoPoints,
    /// The point says nothing.
    EmptyPoint(usize),
    /// Nobody is to do it.
    NoResponsible(usize),
    /// It has no deadline.
    NoDeadline(usize),
    /// It is not said how it is covered.
    NoCover(usize),
    /// A required section is not written.
    Missing(String),
    /// The section is not in the preset.
    Unknown(String),
    /// The section has more words than it may.
    TooLong {
        /// The section.
        section: String,
        /// Its words.
        words: u32,
        /// The most it may have.
        most: u32,
    },
    /// The summary has more lines than five; how many.
    LongSummary(usize),
    /// The fact does not say who knows it.
    NoSource(String),
    /// The fact does not say which year it is true for.
    NoYear(String),
    /// No assessment answers the fact.
    NotAnswered(String),
    /// An assessment answers a fact that is not in the case.
    NoSuchFact(String),
    /// An assessment stands among the facts, or a fact among the assessments.
    Misplaced(String),
    /// A word is shortened, or capitals stand for words.
    Abbreviation {
        /// The section.
        section: String,
        /// The word.
        word: String,
    },
    /// The section is hard to read; its LIX.
    Hard {
        /// The section.
        section: String,
        /// LIX.
        lix: u32,
    },
}

/// What is to be mended before the case is sent, from top to bottom. Empty when it is ready.
#[must_use]
pub fn lint(case: &CouncilCase, preset: &CasePreset) -> Vec<CaseFinding> {
    let mut found = Vec::new();
    if case.title.trim().is_empty() {
        found.push(CaseFinding::NoTitle);
    }
    decision(case, preset, &mut found);
    for place in &preset.sections {
        if place.kind == SectionKind::Decision {
            continue;
        }
        match case.sections.iter().find(|s| s.key == place.key.as_str()).filter(|s| is_written(s)) {
            Some(written) => section(written, place, &mut found),
            None if place.required => found.push(CaseFinding::Missing(place.key.to_string())),
            None => {}
        }
    }
    let known = |key: &str| preset.sections.iter().any(|p| p.key.as_str() == key);
    let unknown = case.sections.iter().filter(|s| !known(&s.key) && is_written(s));
    found.extend(unknown.map(|s| CaseFinding::Unknown(s.key.clone())));
    facts(case, &mut found);
    found
}

fn is_written(section: &CaseSection) -> bool {
    section.parts.iter().any(|part| !part.text().trim().is_empty())
}

fn decision(case: &CouncilCase, preset: &CasePreset, found: &mut Vec<CaseFinding>) {
    let Some(place) = preset.sections.iter().find(|p| p.kind == SectionKind::Decision) else {
        return;
    };
    if case.points.is_empty() && place.required {
        found.push(CaseFinding::NoPoints);
    }
    for (i, p) in case.points.iter().enumerate() {
        point(i + 1, p, found);
    }
    let text = case.points.iter().map(|p| p.text.as_str()).collect::<Vec<_>>().join("\n");
    measured(&text, place, found);
}

fn point(number: usize, point: &DecisionPoint, found: &mut Vec<CaseFinding>) {
    let missing = |text: &str| text.trim().is_empty();
    let all = [
        (missing(&point.text), CaseFinding::EmptyPoint(number)),
        (missing(&point.responsible), CaseFinding::NoResponsible(number)),
        (point.deadline.is_none(), CaseFinding::NoDeadline(number)),
        (missing(&point.cover), CaseFinding::NoCover(number)),
    ];
    found.extend(all.into_iter().filter(|(is, _)| *is).map(|(_, finding)| finding));
}

fn section(written: &CaseSection, place: &PlacedSection, found: &mut Vec<CaseFinding>) {
    let text = written.parts.iter().map(CasePart::text).collect::<Vec<_>>().join("\n");
    if place.kind == SectionKind::Summary {
        let lines: usize = text.lines().map(|line| line.chars().count().div_ceil(LINE)).sum();
        if lines > SUMMARY_LINES {
            found.push(CaseFinding::LongSummary(lines));
        }
    }
    let misplaced = written.parts.iter().any(|part| match part {
        CasePart::Words(_) => false,
        CasePart::Fact(_) => place.kind == SectionKind::Assessment,
        CasePart::Assessment { .. } => place.kind == SectionKind::Fact,
    });
    if misplaced {
        found.push(CaseFinding::Misplaced(place.key.to_string()));
    }
    measured(&text, place, found);
}

/// Length, abbreviations and how hard it is to read.
fn measured(text: &str, place: &PlacedSection, found: &mut Vec<CaseFinding>) {
    let section = || place.key.to_string();
    let size = Readability::of(text);
    if let Some(most) = place.words.filter(|most| size.words > *most) {
        found.push(CaseFinding::TooLong {
            section: section(),
            words: size.words,
            most,
        });
    }
    found.extend(abbreviations(text).into_iter().map(|word| CaseFinding::Abbreviation {
        section: section(),
        word,
    }));
    if size.words >= FEW_WORDS && size.lix() > HARD {
        found.push(CaseFinding::Hard {
            section: section(),
            lix: size.lix(),
        });
    }
}

/// Every fact has a source and a year, and is answered; every answer is to a fact.
fn facts(case: &CouncilCase, found: &mut Vec<CaseFinding>) {
    let parts = || case.sections.iter().flat_map(|s| &s.parts);
    let mut answered: BTreeSet<&str> = BTreeSet::new();
    for part in parts() {
        if let CasePart::Assessment { answers, .. } = part {
            answered.extend(answers.iter().map(String::as_str));
        }
    }
    let mut known = BTreeSet::new();
    for part in parts() {
        let CasePart::Fact(fact) = part else { continue };
        known.insert(fact.key.as_str());
        if fact.source.trim().is_empty() {
            found.push(CaseFinding::NoSource(fact.key.clone()));
        }
        if fact.year.is_none() {
            found.push(CaseFinding::NoYear(fact.key.clone()));
        }
        if !answered.contains(fact.key.as_str()) {
            found.push(CaseFinding::NotAnswered(fact.key.clone()));
        }
    }
    let to_nothing = answered.difference(&known);
    found.extend(to_nothing.map(|key| CaseFinding::NoSuchFact((*key).to_owned())));
}

/// The shortened words of a text, and capitals that stand for words, each once. Capitals that are explained in brackets the
/// first time – "risiko- og sårbarhetsanalyse (ROS)" – are taken as words.
///
/// ```
/// use domain::council_case::abbreviations;
/// assert_eq!(abbreviations("Vi viser bl.a. til DPIA, jf. loven."), ["bl.a.", "DPIA", "jf."]);
/// assert!(abbreviations("Klokka er kl. 12, og risiko- og sårbarhetsanalysen (ROS) er gjort. NAV bruker ROS.").is_empty());
/// ```
#[must_use]
pub fn abbreviations(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut explained: BTreeSet<&str> = BTreeSet::new();
    for token in text.split_whitespace() {
        let bare = token.trim_matches(|c: char| !c.is_alphanumeric() && c != '.');
        let stem = bare.trim_end_matches('.');
        let lower = stem.to_lowercase();
        let shortened = SHORTENED.contains(&lower.as_str());
        let letters = stem.chars().count();
        let capitals = (2..=6).contains(&letters) && stem.chars().all(char::is_uppercase);
        if capitals && token.starts_with('(') {
            explained.insert(stem);
        }
        let stands_for_words = capitals && !NAMES.contains(&stem) && !explained.contains(stem);
        let shown = if shortened { bare } else { stem };
        if (shortened || stands_for_words) && !found.iter().any(|f| f == shown) {
            found.push(shown.to_owned());
        }
    }
    found
}
