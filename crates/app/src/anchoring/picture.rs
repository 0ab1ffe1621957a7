//! The funding cliff as a drawing: a bar for each month, what there is money for below, what is missing above it in another colour
//! and pattern. The same drawing stands on pages and in documents, so it carries its own colours.

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
const LEFT: usize = 84;
const TOP: usize = 64;
const TALL: usize = 200;
const WIDE: usize = 13;
const GROUND: usize = TOP + TALL;

/// The height of an amount when `most` is the tallest; what is above nothing is never invisible.
fn height(ore: i64, most: i64) -> usize {
    let (ore, most) = (i128::from(ore.max(0)), i128::from(most.max(1)));
    let tall = usize::try_from(ore * TALL as i128 / most).unwrap_or(TALL);
    if ore > 0 { tall.max(1) } else { 0 }
}

/// The drawing. `id` is unique on the page.
pub fn drawing(o: &MoneyOutlook, budget: &Budget, id: &str, l: Locale) -> Markup {
    let most = o.months.iter().map(|m| m.cost).max().unwrap_or(0);
    let (width, tall) = (LEFT + o.months.len() * WIDE + 12, GROUND + 44);
    let first_red = o.months.iter().position(|m| m.missing() > 0);
    let pattern = format!("{id}-mangler");
    html! {
        svg xmlns="http://www.w3.org/2000/svg" viewBox=(format!("0 0 {width} {tall}")) role="img" aria-label=(in_words(o, budget, l)) font-family="Source Sans 3, Source Sans 3 Variable, sans-serif" {
            defs {
                pattern id=(pattern) width="6" height="6" patternUnits="userSpaceOnUse" {
                    path d="M0 6 L6 0" stroke="#FFFFFF" stroke-width="1.5" fill="none" {}
                }
            }
            rect x="0" y="0" width=(width) height=(tall) rx="10" fill="#FFFFFF" {}
            (legend(&pattern, l))
            text x=(LEFT - 10) y=(TOP + 6) text-anchor="end" font-size="14" fill=(INK) { (words::whole(most)) }
            text x=(LEFT - 10) y=(GROUND + 5) text-anchor="end" font-size="14" fill=(INK) { "0" }
            path d=(format!("M{LEFT} {TOP}H{}", width - 12)) stroke="#C9D2D3" stroke-width="1" fill="none" {}
            @for (i, m) in o.months.iter().enumerate() {
                @let x = LEFT + i * WIDE + 1;
                @let (covered, missing) = (height(m.covered, most), height(m.missing(), most));
                @let above = (GROUND - covered).saturating_sub(missing);
                rect x=(x) y=(GROUND - covered) width=(WIDE - 2) height=(covered) fill=(FJORD) {}
                @if missing > 0 {
                    rect x=(x) y=(above) width=(WIDE - 2) height=(missing) fill=(BRICK) {}
                    rect x=(x) y=(above) width=(WIDE - 2) height=(missing) fill=(format!("url(#{pattern})")) {}
                }
            }
            path d=(format!("M{LEFT} {GROUND}H{}", width - 12)) stroke=(INK) stroke-width="2" fill="none" {}
            @for (n, year) in budget.years().into_iter().enumerate() {
                @let x = LEFT + n * 12 * WIDE;
                path d=(format!("M{x} {GROUND}v10")) stroke=(INK) stroke-width="2" fill="none" {}
                text x=(x + 6 * WIDE) y=(GROUND + 28) text-anchor="middle" font-size="16" fill=(INK) { (year) }
            }
            @if let Some(m) = first_red.and_then(|i| o.months.get(i).map(|m| (i, m))) {
                (mark(m.0, &words::month(m.1.month, l), o.months.len()))
            }
        }
    }
}

fn legend(pattern: &str, l: Locale) -> Markup {
    let covered = l.t(T::AnchoringCovered);
    let second = LEFT + 40 + covered.chars().count() * 9;
    html! {
        rect x=(LEFT) y="10" width="16" height="16" rx="3" fill=(FJORD) {}
        text x=(LEFT + 24) y="24" font-size="16" fill=(INK) { (covered) }
        rect x=(second) y="10" width="16" height="16" rx="3" fill=(BRICK) {}
        rect x=(second) y="10" width="16" height="16" rx="3" fill=(format!("url(#{pattern})")) {}
        text x=(second + 24) y="24" font-size="16" fill=(INK) { (l.t(T::AnchoringMissing)) }
    }
}

/// The month it turns red.
fn mark(place: usize, month: &str, of: usize) -> Markup {
    let x = LEFT + place * WIDE + WIDE / 2;
    let anchor = if place * 2 > of { "end" } else { "start" };
    html! {
        path d=(format!("M{x} {}V{GROUND}", TOP - 12)) stroke=(BRICK) stroke-width="2" stroke-dasharray="4 4" fill="none" {}
        text x=(x) y=(TOP - 18) text-anchor=(anchor) font-size="16" font-weight="700" fill=(BRICK) { (month) }
    }
}
