//! Charts drawn on the server as SVG. Each says its numbers in digits, so that it can be read without colour, has a title
//! and a description for screen readers, and belongs in a [`figure`] with one sentence above and the table beside it.
//!
//! A value that is hidden because it is small is `None`; it is drawn as a dash, never as nought.

use domain::shared::Locale;
use maud::{Markup, PreEscaped, html};

use crate::texts::{T, Words};

/// What a chart is called, for those who hear it.
#[derive(Clone, Debug)]
pub struct Caption {
    /// Unique on the page; ids are made from it.
    pub id: String,
    /// What the chart shows: "Besøk per tema".
    pub title: String,
    /// What can be seen in it, in a sentence.
    pub description: String,
}

impl Caption {
    /// A caption.
    #[must_use]
    pub fn new(id: impl Into<String>, title: impl Into<String>, description: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            title: title.into(),
            description: description.into(),
        }
    }
}

/// A number of things with what they are; `before` is the same in the period compared with.
#[derive(Clone, Debug)]
pub struct Bar {
    /// What is counted.
    pub label: String,
    /// How many; `None` when hidden.
    pub value: Option<u64>,
    /// How many in the period compared with.
    pub before: Option<u64>,
}

/// Names of the two periods of a comparison, for the legend: ("2026", "2025").
#[derive(Clone, Debug)]
pub struct Legend {
    /// The period in full colour.
    pub now: String,
    /// The period it is compared with.
    pub before: String,
}

const WIDTH: usize = 720;
const LABELS: usize = 230;
/// How wide a chart for a phone is.
const NARROW: usize = 340;

fn svg(caption: &Caption, height: usize, content: &str) -> Markup {
    sized(caption, "", (WIDTH, height), content)
}

/// A drawing of a class: `wide` is shown on wide screens only, `narrow` on a phone only.
fn sized(caption: &Caption, class: &str, (width, height): (usize, usize), content: &str) -> Markup {
    let of = |part: &str| format!("{}-{}{part}", caption.id, if class == "narrow" { "n" } else { "" });
    let (title, description) = (of("t"), of("d"));
    html! {
        svg class=[(!class.is_empty()).then_some(class)] role="img" viewBox={ "0 0 " (width) " " (height) } aria-labelledby={ (title) " " (description) } {
            title id=(title) { (caption.title) }
            desc id=(description) { (caption.description) }
            (PreEscaped(content))
        }
    }
}

fn text(x: usize, y: usize, class: &str, anchor: &str, words: &str) -> String {
    html! { text class=(class) x=(x) y=(y) text-anchor=(anchor) { (words) } }.into_string()
}

fn shown(value: Option<u64>) -> String {
    value.map_or_else(|| "–".to_owned(), |n| n.to_string())
}

/// At most `most` characters; the table beside the chart has the whole.
fn short(label: &str, most: usize) -> String {
    if label.chars().count() <= most {
        return label.to_owned();
    }
    let kept: String = label.chars().take(most - 1).collect();
    format!("{}…", kept.trim_end())
}

/// Length of `value` where `max` is `full`; a value above nought is never invisible.
fn length(value: u64, max: u64, full: usize) -> usize {
    let scaled = u128::from(value) * full as u128 / u128::from(max.max(1));
    let length = usize::try_from(scaled).unwrap_or(full);
    if value > 0 { length.max(2) } else { length }
}

/// Horizontal bars, in the order given. With a legend each has a hollow bar under it for the period compared with. Drawn twice:
/// with the labels beside the bars for a wide screen, and above them for a phone.
///
/// ```
/// use ui::charts::{Bar, Caption, bars};
/// let bar = Bar { label: "BankID".into(), value: Some(214), before: None };
/// let svg = bars(&Caption::new("tema", "Besøk per tema", "BankID er størst."), None, &[bar]).into_string();
/// assert!(svg.contains(">214</text>") && svg.contains("aria-labelledby=\"tema-t tema-d\""));
/// ```
#[must_use]
pub fn bars(caption: &Caption, legend: Option<&Legend>, items: &[Bar]) -> Markup {
    let max = items.iter().flat_map(|b| [b.value, b.before]).flatten().max().unwrap_or(1);
    let full = WIDTH - LABELS - 60;
    let step = if legend.is_some() { 56 } else { 38 };
    let mut top = 8;
    let mut out = String::new();
    if let Some(legend) = legend {
        let second = LABELS + 40 + legend.now.chars().count() * 9;
        out += &legend_marks(legend, (LABELS, 6), (second, 6));
        top += 32;
    }
    for (i, bar) in items.iter().enumerate() {
        let y = top + i * step;
        out += &text(LABELS - 12, y + 19, "", "end", &short(&bar.label, 29));
        out += &one_bar("bar", (LABELS, y + 2), 24, bar.value, max, full);
        if legend.is_some() {
            out += &one_bar("bar b", (LABELS, y + 29), 14, bar.before, max, full);
        }
    }
    let height = top + items.len() * step + 4;
    out += &format!("<path class=\"axis\" d=\"M{LABELS} {top}V{}\"/>", height - 4);
    html! { (sized(caption, "wide", (WIDTH, height), &out)) (narrow_bars(caption, legend, items, max)) }
}

/// The same bars for a phone: each under its label, the legend in two lines.
fn narrow_bars(caption: &Caption, legend: Option<&Legend>, items: &[Bar], max: u64) -> Markup {
    let full = NARROW - 70;
    let step = if legend.is_some() { 78 } else { 58 };
    let mut top = 4;
    let mut out = String::new();
    if let Some(legend) = legend {
        out += &legend_marks(legend, (0, 6), (0, 32));
        top += 60;
    }
    for (i, bar) in items.iter().enumerate() {
        let y = top + i * step;
        out += &text(0, y + 16, "", "start", &short(&bar.label, 40));
        out += &one_bar("bar", (0, y + 24), 22, bar.value, max, full);
        if legend.is_some() {
            out += &one_bar("bar b", (0, y + 49), 14, bar.before, max, full);
        }
    }
    sized(caption, "narrow", (NARROW, top + items.len() * step), &out)
}

fn one_bar(class: &str, (x, y): (usize, usize), thickness: usize, value: Option<u64>, max: u64, full: usize) -> String {
    let width = length(value.unwrap_or(0), max, full);
    let label = text(x + width + 8, y + thickness / 2 + 6, "", "start", &shown(value));
    format!("<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{thickness}\" rx=\"3\"/>{label}")
}

fn legend_marks(legend: &Legend, now: (usize, usize), before: (usize, usize)) -> String {
    let one = |class: &str, (x, y): (usize, usize), words: &str| {
        let label = text(x + 24, y + 14, "", "start", words);
        format!("<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"16\" height=\"16\" rx=\"3\"/>{label}")
    };
    format!(
        "{}{}",
        one("bar", now, &legend.now),
        one("bar b", before, &legend.before)
    )
}

/// A line over time; `before` (the period compared with) is dashed. Labels thin out where there are many. The value at
/// `unfinished` is still growing: the line to it is thin and dotted, and its dot is open.
///
/// ```
/// use ui::charts::{Caption, line};
/// let weeks: Vec<String> = (1..=3).map(|w| format!("uke {w}")).collect();
/// let svg = line(&Caption::new("uker", "Besøk per uke", "Jevnt."), &weeks, &[Some(4), None, Some(9)], None, None);
/// assert!(svg.into_string().contains("class=\"line\""));
/// ```
#[must_use]
pub fn line(
    caption: &Caption,
    labels: &[String],
    now: &[Option<u64>],
    before: Option<(&Legend, &[Option<u64>])>,
    unfinished: Option<usize>,
) -> Markup {
    const HEIGHT: usize = 320;
    const LEFT: usize = 56;
    let top = if before.is_some() { 48 } else { 20 };
    let bottom = HEIGHT - 40;
    let old = before.map_or(&[][..], |(_, values)| values);
    let max = now.iter().chain(old).flatten().copied().max().unwrap_or(1);
    let step = nice_step(max);
    let ceiling = max.div_ceil(step).max(1) * step;
    let x = |i: usize| LEFT + 12 + i * (WIDTH - LEFT - 36) / labels.len().saturating_sub(1).max(1);
    let y = |value: u64| bottom - length(value, ceiling, bottom - top).min(bottom - top);
    let mut out = String::new();
    let mut tick = 0;
    while tick <= ceiling {
        out += &format!("<path class=\"rule\" d=\"M{LEFT} {}H{WIDTH}\"/>", y(tick));
        out += &text(LEFT - 10, y(tick) + 5, "soft", "end", &tick.to_string());
        tick += step;
    }
    let every = labels.len().div_ceil(10).max(1);
    for (i, label) in labels.iter().enumerate().step_by(every) {
        out += &text(x(i), HEIGHT - 14, "soft", "middle", &short(label, 12));
    }
    if let Some((legend, values)) = before {
        out += &line_legend(legend, LEFT);
        out += &polyline("line b", values, &x, &y);
    }
    let (done, growing) = split(now, unfinished);
    out += &polyline("line", &done, &x, &y);
    if growing.iter().any(Option::is_some) {
        out += &polyline("line growing", &growing, &x, &y);
    }
    if labels.len() <= 31 {
        for (i, value) in now.iter().enumerate() {
            out += &value.map_or_else(String::new, |v| {
                let class = if unfinished == Some(i) { "dot growing" } else { "dot" };
                format!("<circle class=\"{class}\" cx=\"{}\" cy=\"{}\" r=\"4\"/>", x(i), y(v))
            });
        }
    }
    if let Some((i, peak)) = now.iter().enumerate().filter_map(|(i, v)| v.map(|v| (i, v))).max_by_key(|(_, v)| *v) {
        let anchor = if i * 2 > labels.len() { "end" } else { "start" };
        out += &text(x(i), y(peak).saturating_sub(10).max(14), "", anchor, &peak.to_string());
    }
    svg(caption, HEIGHT, &out)
}

fn line_legend(legend: &Legend, left: usize) -> String {
    let second = left + 64 + legend.now.chars().count() * 9;
    format!(
        "<path class=\"line\" d=\"M{left} 15h28\"/>{}<path class=\"line b\" d=\"M{second} 15h28\"/>{}",
        text(left + 36, 20, "", "start", &legend.now),
        text(second + 36, 20, "", "start", &legend.before),
    )
}

/// What is finished, and the last step to what is not.
fn split(values: &[Option<u64>], unfinished: Option<usize>) -> (Vec<Option<u64>>, Vec<Option<u64>>) {
    let Some(at) = unfinished else {
        return (values.to_vec(), Vec::new());
    };
    let kept = |keep: &dyn Fn(usize) -> bool| {
        values.iter().enumerate().map(|(i, v)| v.filter(|_| keep(i))).collect::<Vec<_>>()
    };
    (kept(&|i| i != at), kept(&|i| i == at || i + 1 == at))
}

/// A hidden value breaks the line.
fn polyline(class: &str, values: &[Option<u64>], x: &impl Fn(usize) -> usize, y: &impl Fn(u64) -> usize) -> String {
    let mut path = String::new();
    let mut pen_down = false;
    for (i, value) in values.iter().enumerate() {
        if let Some(value) = value {
            path += &format!("{}{} {}", if pen_down { "L" } else { "M" }, x(i), y(*value));
        }
        pen_down = value.is_some();
    }
    format!("<path class=\"{class}\" d=\"{path}\"/>")
}

/// The distance between rulings: 1, 2 or 5 times a power of ten, about four rulings in all.
fn nice_step(max: u64) -> u64 {
    let rough = max.div_ceil(4).max(1);
    let mut power = 1;
    while power * 10 <= rough {
        power *= 10;
    }
    [1, 2, 5, 10].into_iter().map(|m| m * power).find(|step| *step >= rough).unwrap_or(power * 10)
}

/// When people come: a row for each weekday, a column for each part of the day, darker where more come, with the number
/// in every field.
///
/// ```
/// use ui::charts::{Caption, heat};
/// let svg = heat(
///     &Caption::new("tid", "Når folk kommer", "Flest tirsdag formiddag."),
///     &["Mandag".into(), "Tirsdag".into()],
///     &["Formiddag".into()],
///     &[vec![Some(3)], vec![None]],
/// );
/// assert!(svg.into_string().contains(">–</text>"));
/// ```
#[must_use]
pub fn heat(caption: &Caption, rows: &[String], columns: &[String], values: &[Vec<Option<u64>>]) -> Markup {
    const LEFT: usize = 130;
    const TOP: usize = 36;
    const HIGH: usize = 46;
    let wide = (WIDTH - LEFT) / columns.len().max(1);
    let max = values.iter().flatten().flatten().copied().max().unwrap_or(1);
    let mut out = String::new();
    for (i, column) in columns.iter().enumerate() {
        out += &text(LEFT + i * wide + wide / 2, 22, "", "middle", &short(column, 20));
    }
    for (r, row) in rows.iter().enumerate() {
        let y = TOP + r * HIGH;
        out += &text(LEFT - 12, y + 29, "", "end", &short(row, 14));
        for (c, value) in values.get(r).into_iter().flatten().enumerate() {
            out += &heat_cell(LEFT + c * wide, y, wide, HIGH, *value, max);
        }
    }
    svg(caption, TOP + rows.len() * HIGH + 4, &out)
}

fn heat_cell(x: usize, y: usize, width: usize, height: usize, value: Option<u64>, max: u64) -> String {
    // Four shades that leave the digits readable: dark digits on the three light ones, light digits on the last.
    const SHADES: [&str; 4] = ["0.12", "0.25", "0.42", "0.92"];
    let n = value.unwrap_or(0);
    let level = usize::try_from((n * 4).div_ceil(max.max(1)).clamp(1, 4) - 1).unwrap_or(0);
    let (class, shade, digits) = match n {
        0 => ("cell cell-0", "1", "soft"),
        _ => ("cell", SHADES[level], if level == 3 { "on" } else { "" }),
    };
    let label = text(x + width / 2, y + height / 2 + 5, digits, "middle", &shown(value));
    format!(
        "<rect class=\"{class}\" fill-opacity=\"{shade}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"8\"/>{label}"
    )
}

/// A chart as it stands on a page: one sentence that says what is seen, the chart, the numbers as a table, and how they
/// were worked out.
#[must_use]
pub fn figure(locale: Locale, sentence: &str, chart: &Markup, table: &Markup, how_computed: &str) -> Markup {
    html! {
        figure.figure {
            figcaption { (sentence) }
            div.plot role="group" aria-label=(sentence) tabindex="0" { (chart) }
            details { summary { (locale.t(T::UiShowAsTable)) } (table) }
            @if !how_computed.is_empty() {
                details { summary { (locale.t(T::UiHowComputed)) } p { (how_computed) } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rulings_are_round_numbers() {
        let steps: Vec<u64> = [0, 1, 4, 5, 9, 37, 160, 214, 9_999].into_iter().map(nice_step).collect();
        assert_eq!(steps, [1, 1, 1, 2, 5, 10, 50, 100, 5_000]);
    }

    #[test]
    fn charts_of_nothing_are_still_charts() {
        let caption = Caption::new("x", "Ingenting", "Ingen tall ennå.");
        assert!(bars(&caption, None, &[]).into_string().contains("<svg"));
        assert!(line(&caption, &[], &[], None, None).into_string().contains("<svg"));
        let months = ["jan".to_owned(), "feb".to_owned()];
        let growing = line(&caption, &months, &[Some(9), Some(2)], None, Some(1)).into_string();
        assert!(
            growing.contains("line growing") && growing.contains("dot growing"),
            "{growing}"
        );
        let done = line(&caption, &months, &[Some(9), Some(2)], None, None).into_string();
        assert!(!done.contains("growing"), "{done}");
        assert!(heat(&caption, &[], &[], &[]).into_string().contains("<svg"));
    }

    #[test]
    fn labels_are_escaped_and_shortened() {
        let bar = Bar {
            label: "<b>Et svært langt navn på et tema som ikke får plass".into(),
            value: Some(1),
            before: None,
        };
        let svg = bars(&Caption::new("x", "T", "D"), None, &[bar]).into_string();
        assert!(svg.contains("&lt;b&gt;") && svg.contains('…'));
    }
}
