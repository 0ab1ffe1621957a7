//! The funding cliff as a drawing: a bar for each month, what there is money for below, what is missing above it in another colour
//! and pattern. The same drawing stands on pages and in documents: it carries its own colours for paper, and classes by which a
//! page gives it those of the screen, light or dark.

use super::{money::in_words, words};
use crate::texts::{T, Words};
use domain::{
    anchoring::{Budget, MoneyOutlook},
    shared::Locale,
};
use maud::{Markup, html};

const INK: &str = "#1B2A2F";
const FJORD: &str = "#0B5C6B";
const BRICK: &str = "#A63D2A";
const TALL: usize = 200;

/// How wide it is drawn.
struct Shape {
    class: &'static str,
    left: usize,
    top: usize,
    month: usize,
    gap: usize,
    /// Whether the words of the legend stand under each other.
    stacked: bool,
}

/// For paper and wide screens.
const WIDE: Shape = Shape {
    class: "cliff wide",
    left: 84,
    top: 64,
    month: 13,
    gap: 2,
    stacked: false,
};
/// For a phone.
const NARROW: Shape = Shape {
    class: "cliff narrow",
    left: 66,
    top: 92,
    month: 6,
    gap: 1,
    stacked: true,
};

impl Shape {
    const fn ground(&self) -> usize {
        self.top + TALL
    }
}

/// The height of an amount when `most` is the tallest; what is above nothing is never invisible.
fn height(ore: i64, most: i64) -> usize {
    let (ore, most) = (i128::from(ore.max(0)), i128::from(most.max(1)));
    let tall = usize::try_from(ore * TALL as i128 / most).unwrap_or(TALL);
    if ore > 0 { tall.max(1) } else { 0 }
}

/// The drawing for a document. `id` is unique in it.
pub fn drawing(o: &MoneyOutlook, budget: &Budget, id: &str, l: Locale) -> Markup {
    drawn(o, budget, id, &WIDE, l)
}

/// The drawing for a page, once for wide and once for narrow screens; one of them is shown. `id` is unique on the page.
pub fn on_page(o: &MoneyOutlook, budget: &Budget, id: &str, l: Locale) -> Markup {
    html! { (drawn(o, budget, id, &WIDE, l)) (drawn(o, budget, &format!("{id}-smal"), &NARROW, l)) }
}

fn drawn(o: &MoneyOutlook, budget: &Budget, id: &str, s: &Shape, l: Locale) -> Markup {
    let most = o.months.iter().map(|m| m.cost).max().unwrap_or(0);
    let (ground, bar) = (s.ground(), s.month - s.gap);
    let (width, tall) = (s.left + o.months.len() * s.month + 12, ground + 44);
    let first_red = o.months.iter().position(|m| m.missing() > 0);
    let pattern = format!("{id}-mangler");
    html! {
        svg class=(s.class) xmlns="http://www.w3.org/2000/svg" viewBox=(format!("0 0 {width} {tall}")) role="img" aria-label=(in_words(o, budget, l)) font-family="Source Sans 3, Source Sans 3 Variable, sans-serif" {
            defs {
                pattern id=(pattern) width="6" height="6" patternUnits="userSpaceOnUse" {
                    path class="hatch" d="M0 6 L6 0" stroke="#FFFFFF" stroke-width="1.5" fill="none" {}
                }
            }
            rect class="paper" x="0" y="0" width=(width) height=(tall) rx="10" fill="#FFFFFF" {}
            (legend(&pattern, s, l))
            text x=(s.left - 10) y=(s.top + 6) text-anchor="end" font-size="14" fill=(INK) { (words::whole(most)) }
            text x=(s.left - 10) y=(ground + 5) text-anchor="end" font-size="14" fill=(INK) { "0" }
            path class="rule" d=(format!("M{} {}H{}", s.left, s.top, width - 12)) stroke="#C9D2D3" stroke-width="1" fill="none" {}
            @for (i, m) in o.months.iter().enumerate() {
                @let x = s.left + i * s.month + 1;
                @let (covered, missing) = (height(m.covered, most), height(m.missing(), most));
                @let above = (ground - covered).saturating_sub(missing);
                rect class="have" x=(x) y=(ground - covered) width=(bar) height=(covered) fill=(FJORD) {}
                @if missing > 0 {
                    rect class="lack" x=(x) y=(above) width=(bar) height=(missing) fill=(BRICK) {}
                    rect x=(x) y=(above) width=(bar) height=(missing) fill=(format!("url(#{pattern})")) {}
                }
            }
            path class="edge" d=(format!("M{} {ground}H{}", s.left, width - 12)) stroke=(INK) stroke-width="2" fill="none" {}
            @for (n, year) in budget.years().into_iter().enumerate() {
                @let x = s.left + n * 12 * s.month;
                path class="edge" d=(format!("M{x} {ground}v10")) stroke=(INK) stroke-width="2" fill="none" {}
                text x=(x + 6 * s.month) y=(ground + 28) text-anchor="middle" font-size="16" fill=(INK) { (year) }
            }
            @if let Some(m) = first_red.and_then(|i| o.months.get(i).map(|m| (i, m))) {
                (mark(m.0, &words::month(m.1.month, l), o.months.len(), s))
            }
        }
    }
}

fn legend(pattern: &str, s: &Shape, l: Locale) -> Markup {
    let covered = l.t(T::AnchoringCovered);
    let (x, y) = if s.stacked {
        (s.left, 36)
    } else {
        (s.left + 40 + covered.chars().count() * 9, 10)
    };
    html! {
        rect class="have" x=(s.left) y="10" width="16" height="16" rx="3" fill=(FJORD) {}
        text x=(s.left + 24) y="24" font-size="16" fill=(INK) { (covered) }
        rect class="lack" x=(x) y=(y) width="16" height="16" rx="3" fill=(BRICK) {}
        rect x=(x) y=(y) width="16" height="16" rx="3" fill=(format!("url(#{pattern})")) {}
        text x=(x + 24) y=(y + 14) font-size="16" fill=(INK) { (l.t(T::AnchoringMissing)) }
    }
}

/// The month it turns red.
fn mark(place: usize, month: &str, of: usize, s: &Shape) -> Markup {
    let x = s.left + place * s.month + s.month / 2;
    let anchor = if place * 2 > of { "end" } else { "start" };
    html! {
        path class="turn" d=(format!("M{x} {}V{}", s.top - 12, s.ground())) stroke=(BRICK) stroke-width="2" stroke-dasharray="4 4" fill="none" {}
        text class="lack" x=(x) y=(s.top - 18) text-anchor=(anchor) font-size="16" font-weight="700" fill=(BRICK) { (month) }
    }
}
