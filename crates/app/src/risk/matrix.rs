//! The matrix as a drawing: probability upwards, consequence to the right, the scenarios as numbers in their field. Every field
//! says its class by letter and pattern, so that it is read without colour; it carries its own paper, so that it looks the same
//! on a dark screen and on paper.

use super::words;
use crate::texts::{T, Words};
use domain::{
    risk::{Rating, RiskAnalysis, RiskClass, RiskScenario},
    shared::{Id, Locale},
};
use maud::{Markup, html};

/// Which rating is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// As it is today.
    Today,
    /// With the measures.
    Residual,
}

impl Of {
    /// The name of the drawing on a page that has one of each.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Today => "matrise-a",
            Self::Residual => "matrise-b",
        }
    }

    /// The rating of a scenario, when it lies on the scale.
    pub fn rating(self, a: &RiskAnalysis, s: &RiskScenario) -> Option<Rating> {
        match self {
            Self::Today => s.before,
            Self::Residual => s.residual(),
        }
        .filter(|r| a.scale.holds(*r))
    }
}

const LEFT: usize = 150;
const TOP: usize = 12;
const WIDE: usize = 122;
const HIGH: usize = 82;
const INK: &str = "#1B2A2F";
/// Numbers that have room in a field.
const MOST: usize = 6;

const fn paper(class: RiskClass) -> &'static str {
    match class {
        RiskClass::Low => "#DCEBDD",
        RiskClass::Medium => "#F9E6B8",
        RiskClass::High => "#F1CABF",
    }
}

/// The drawing. `only` draws one scenario alone; `name` is its own on the page.
pub fn svg(a: &RiskAnalysis, of: Of, only: Option<Id>, name: &str, l: Locale) -> Markup {
    let (rows, columns) = (a.scale.probability.len(), a.scale.consequence.len());
    let (width, height) = (LEFT + columns * WIDE + 4, TOP + rows * HIGH + 62);
    html! {
        svg xmlns="http://www.w3.org/2000/svg" viewBox=(format!("0 0 {width} {height}")) role="img" aria-label=(in_words(a, of, only, l)) font-family="Source Sans 3, Source Sans 3 Variable, sans-serif" {
            defs {
                pattern id=(format!("{name}-m")) width="10" height="10" patternUnits="userSpaceOnUse" {
                    path d="M0 10 L10 0" stroke="#C9962B" stroke-width="1" fill="none" {}
                }
                pattern id=(format!("{name}-h")) width="10" height="10" patternUnits="userSpaceOnUse" {
                    path d="M0 10 L10 0 M0 0 L10 10" stroke="#B4543F" stroke-width="1" fill="none" {}
                }
            }
            rect x="0" y="0" width=(width) height=(height) rx="10" fill="#FFFFFF" {}
            @for row in 0..rows {
                @let grade = rows - row;
                @let y = TOP + row * HIGH;
                text x=(LEFT - 14) y=(y + HIGH / 2 + 6) text-anchor="end" font-size="16" fill=(INK) { (grade) " " (short(&a.scale.probability[grade - 1].word, 15)) }
                @for column in 0..columns {
                    (field(a, of, only, name, (grade, column + 1), (LEFT + column * WIDE, y)))
                }
            }
            @for column in 0..columns {
                text x=(LEFT + column * WIDE + WIDE / 2) y=(TOP + rows * HIGH + 24) text-anchor="middle" font-size="15" fill=(INK) { (column + 1) " " (short(&a.scale.consequence[column].word, 15)) }
            }
            text x=(LEFT - 14) y=(TOP + rows * HIGH + 24) text-anchor="end" font-size="14" font-weight="600" fill=(INK) { (l.t(T::RiskProbability)) " ↑" }
            text x=(LEFT) y=(TOP + rows * HIGH + 50) font-size="14" font-weight="600" fill=(INK) { (l.t(T::RiskConsequence)) " →" }
        }
    }
}

fn field(a: &RiskAnalysis, of: Of, only: Option<Id>, name: &str, grades: (usize, usize), at: (usize, usize)) -> Markup {
    let grade = |n: usize| u8::try_from(n).unwrap_or(u8::MAX);
    let rating = Rating {
        probability: grade(grades.0),
        consequence: grade(grades.1),
    };
    let (class, (x, y)) = (a.scale.class(rating), at);
    let pattern = match class {
        RiskClass::Low => None,
        RiskClass::Medium => Some("m"),
        RiskClass::High => Some("h"),
    };
    let here: Vec<usize> = (1..)
        .zip(&a.scenarios)
        .filter(|(_, s)| only.is_none_or(|id| s.id == id) && of.rating(a, s) == Some(rating))
        .map(|(n, _)| n)
        .collect();
    let room = if here.len() > MOST { MOST - 1 } else { MOST };
    html! {
        rect x=(x) y=(y) width=(WIDE) height=(HIGH) fill=(paper(class)) stroke="#FFFFFF" stroke-width="3" {}
        @if let Some(pattern) = pattern {
            rect x=(x + 2) y=(y + 2) width=(WIDE - 4) height=(HIGH - 4) fill=(format!("url(#{name}-{pattern})")) fill-opacity="0.45" {}
        }
        rect x=(x + 4) y=(y + 4) width="20" height="20" rx="4" fill=(paper(class)) {}
        text x=(x + 14) y=(y + 19) text-anchor="middle" font-size="13" font-weight="700" fill=(INK) { (words::letter(class)) }
        @for (i, n) in here.iter().take(room).enumerate() {
            @let (cx, cy) = (x + 44 + (i % 3) * 31, y + 24 + (i / 3) * 34);
            circle cx=(cx) cy=(cy) r="14" fill="#FFFFFF" stroke=(INK) stroke-width="2" {}
            text x=(cx) y=(cy + 5) text-anchor="middle" font-size="15" font-weight="700" fill=(INK) { (n) }
        }
        @if here.len() > room {
            text x=(x + 106) y=(y + 63) text-anchor="middle" font-size="15" font-weight="700" fill=(INK) { "+" (here.len() - room) }
        }
    }
}

/// At most `most` characters; the words stand whole in the scale.
fn short(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let cut: String = text.chars().take(most - 1).collect();
    format!("{}…", cut.trim_end())
}

/// What the drawing shows, for those who do not see it.
pub fn in_words(a: &RiskAnalysis, of: Of, only: Option<Id>, l: Locale) -> String {
    let title = l.t(match of {
        Of::Today => T::RiskMatrixToday,
        Of::Residual => T::RiskMatrixResidual,
    });
    let placed = (1..).zip(&a.scenarios).filter(|(_, s)| only.is_none_or(|id| s.id == id));
    let each: Vec<String> = placed
        .filter_map(|(n, s)| {
            let rating = of.rating(a, s)?;
            Some(format!(
                "{n}: {}",
                words::class(a.scale.class(rating), l).to_lowercase()
            ))
        })
        .collect();
    let listed = if each.is_empty() {
        l.t(T::RiskNothingRated)
    } else {
        each.join(", ")
    };
    format!("{title}. {listed}.")
}

/// What letters and patterns mean.
pub fn legend(l: Locale) -> Markup {
    html! {
        ul.matrix-legend {
            @for class in RiskClass::ALL {
                li { strong { (words::letter(class)) } " – " (words::class(class, l)) ": " (words::class_means(class, l)) }
            }
        }
    }
}
