//! What is written into the forms of an analysis, and what is wrong with it.

use super::words;
use crate::office::entered::{Entered, Problems, Reading};
use domain::{
    risk::{Grade, Knowledge, Rating, RiskAnalysis, RiskMeasure, RiskScale, RiskScenario, RiskTag},
    shared::{Id, Locale},
};
use jiff::civil::Date;

/// Sizes that are offered: probability × consequence.
pub const SIZES: [(u8, u8); 4] = [(5, 5), (4, 4), (3, 3), (4, 5)];

/// The code of a size: "5x5".
pub fn size_code((p, c): (u8, u8)) -> String {
    format!("{p}x{c}")
}

fn size_of(code: &str) -> Option<(u8, u8)> {
    SIZES.into_iter().find(|size| size_code(*size) == code)
}

fn done<V>(r: Reading, value: V) -> Result<V, Problems> {
    if r.problems.is_empty() {
        Ok(value)
    } else {
        Err(r.problems)
    }
}

/// A new analysis: its name, what it is about, and the size of the scale.
pub fn new(entered: &Entered, l: Locale, language: Locale) -> Result<RiskAnalysis, Problems> {
    let mut r = Reading::new(l, entered);
    let (title, scope) = (r.needed("tittel"), r.line("omfang"));
    let size = r.code("storrelse", size_of).unwrap_or(SIZES[0]);
    done(
        r,
        RiskAnalysis {
            title,
            scope,
            language,
            scale: RiskScale::usual(size.0, size.1, language),
            participants: Vec::new(),
            held_on: None,
            owner: String::new(),
            review: None,
            scenarios: Vec::new(),
        },
    )
}

/// What is said of the analysis.
pub struct About {
    /// Its name.
    pub title: String,
    /// What it is about.
    pub scope: String,
    /// Who took part.
    pub participants: Vec<String>,
    /// When it was held.
    pub held_on: Option<Date>,
    /// The risk owner.
    pub owner: String,
    /// When it is looked at again.
    pub review: Option<Date>,
}

/// The form of what is said of the analysis.
pub fn filled_about(a: &RiskAnalysis) -> Entered {
    Entered::default()
        .put("tittel", &a.title)
        .put("omfang", &a.scope)
        .put("deltakere", a.participants.join("\n"))
        .put_if("holdt", a.held_on)
        .put("eier", &a.owner)
        .put_if("neste", a.review)
}

/// Reads it.
pub fn about(entered: &Entered, l: Locale) -> Result<About, Problems> {
    let mut r = Reading::new(l, entered);
    let title = r.needed("tittel");
    let scope = r.line("omfang");
    let everybody = r.line("deltakere");
    let held_on = r.day("holdt");
    let owner = r.line("eier");
    let review = r.day("neste");
    let participants = everybody.lines().map(str::trim).filter(|p| !p.is_empty()).map(str::to_owned).collect();
    done(
        r,
        About {
            title,
            scope,
            participants,
            held_on,
            owner,
            review,
        },
    )
}

/// The form of a scale.
pub fn filled_scale(scale: &RiskScale) -> Entered {
    let each = |out: Entered, name: &str, grades: &[Grade]| {
        (1..).zip(grades).fold(out, |out, (n, g)| {
            out.put(&format!("{name}-{n}"), &g.word).put(&format!("{name}-{n}-betyr"), &g.meaning)
        })
    };
    let out = each(Entered::default(), "s", &scale.probability);
    each(out, "k", &scale.consequence)
        .put("gul", scale.medium_from)
        .put("rod", scale.high_from)
        .put("aldri", scale.never_low_from)
}

/// The scale with other words and limits, of the same size.
pub fn scale(of: &RiskScale, entered: &Entered, l: Locale) -> Result<RiskScale, Problems> {
    let mut r = Reading::new(l, entered);
    let mut grades = |name: &str, of: &[Grade]| -> Vec<Grade> {
        (1..=of.len())
            .map(|n| Grade {
                word: r.needed(&format!("{name}-{n}")),
                meaning: r.line(&format!("{name}-{n}-betyr")),
            })
            .collect()
    };
    let (probability, consequence) = (grades("s", &of.probability), grades("k", &of.consequence));
    let scale = RiskScale {
        probability,
        consequence,
        medium_from: r.number("gul").unwrap_or(0),
        high_from: r.number("rod").unwrap_or(0),
        never_low_from: r.number("aldri").unwrap_or(0),
    };
    if r.problems.is_empty() {
        for problem in scale.problems() {
            let field = if problem == domain::risk::ScaleProblem::NeverLow {
                "aldri"
            } else {
                "rod"
            };
            r.problem(field, words::scale_problem(problem, l));
        }
    }
    done(r, scale)
}

/// Another size, with its usual words and limits.
pub fn other_size(entered: &Entered, language: Locale) -> Option<RiskScale> {
    size_of(entered.get("storrelse")).map(|(p, c)| RiskScale::usual(p, c, language))
}

/// The form of what a scenario is.
pub fn filled_scenario(s: &RiskScenario) -> Entered {
    Entered::default()
        .put("tittel", &s.title)
        .put("arsak", &s.cause)
        .put("finnes", &s.controls)
        .put_all("merke", s.tags.iter().map(|t| t.code()))
        .put_if("neste", s.review)
}

/// What a scenario is, put on it.
pub fn scenario(s: &RiskScenario, entered: &Entered, l: Locale) -> Result<RiskScenario, Problems> {
    let mut r = Reading::new(l, entered);
    let out = RiskScenario {
        title: r.needed("tittel"),
        cause: r.line("arsak"),
        controls: r.line("finnes"),
        tags: RiskTag::ALL.into_iter().filter(|t| entered.all("merke").any(|code| code == t.code())).collect(),
        review: r.day("neste"),
        ..s.clone()
    };
    done(r, out)
}

/// The form of where a scenario lies.
pub fn filled_rating(s: &RiskScenario) -> Entered {
    let grade = |rating: Option<Rating>, of: fn(Rating) -> u8| rating.map(of).filter(|g| *g > 0);
    Entered::default()
        .put_if("for-s", grade(s.before, |r| r.probability))
        .put_if("for-k", grade(s.before, |r| r.consequence))
        .put_if("etter-s", grade(s.after, |r| r.probability))
        .put_if("etter-k", grade(s.after, |r| r.consequence))
        .put_if("kunnskap", s.knowledge.map(Knowledge::code))
}

/// Where a scenario lies, put on it. Choosing is free: what is missing is said before the analysis is held.
pub fn rating(s: &RiskScenario, scale: &RiskScale, entered: &Entered) -> RiskScenario {
    let grade =
        |name: &str, most: usize| entered.get(name).parse::<u8>().ok().filter(|g| usize::from(*g) <= most).unwrap_or(0);
    let of = |name: &str| {
        let rating = Rating {
            probability: grade(&format!("{name}-s"), scale.probability.len()),
            consequence: grade(&format!("{name}-k"), scale.consequence.len()),
        };
        (rating.probability > 0 || rating.consequence > 0).then_some(rating)
    };
    RiskScenario {
        before: of("for"),
        after: of("etter"),
        knowledge: Knowledge::parse(entered.get("kunnskap")),
        ..s.clone()
    }
}

/// What is written of a measure: what, who, by when.
pub fn measure(entered: &Entered, id: Id, l: Locale) -> Result<RiskMeasure, Problems> {
    let mut r = Reading::new(l, entered);
    let (what, owner, due) = (r.needed("hva"), r.line("hvem"), r.day("frist"));
    done(r, RiskMeasure { id, what, owner, due })
}

/// Who accepts what is left, and why.
pub fn acceptance(entered: &Entered, l: Locale) -> Result<(String, String), Problems> {
    let mut r = Reading::new(l, entered);
    let (owner, reason) = (r.needed("hvem"), r.needed("hvorfor"));
    done(r, (owner, reason))
}

/// A sentence that must be there.
pub fn sentence(entered: &Entered, name: &str, l: Locale) -> Result<String, Problems> {
    let mut r = Reading::new(l, entered);
    let text = r.needed(name);
    done(r, text)
}

/// Who may be chosen to see to something: those that are named already, so that one is written the same each time.
pub fn owners(a: &RiskAnalysis) -> Vec<String> {
    let mut all: Vec<String> = a.participants.clone();
    all.extend(a.scenarios.iter().flat_map(|s| s.measures.iter().map(|m| m.owner.clone())));
    all.push(a.owner.clone());
    all.retain(|o| !o.trim().is_empty());
    all.sort();
    all.dedup();
    all
}
