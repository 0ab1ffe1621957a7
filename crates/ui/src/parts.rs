//! The pieces pages are put together from: buttons, cards, states, notices, facts, tables, ways through the pages.

use domain::shared::Locale;
use maud::{Markup, html};

use crate::layout::Link;
use crate::texts::{T, Words};
use crate::{args, art};

/// How loud a button or link is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// The one thing to do here. At most one on a page.
    Primary,
    /// Something else one may do.
    Secondary,
    /// Aside from the main way.
    Quiet,
    /// Finishing: green, at the desk.
    Done,
    /// Something that cannot be taken back.
    Stop,
}

impl Weight {
    fn class(self) -> &'static str {
        match self {
            Self::Done => "ds-button done",
            Self::Stop => "ds-button stop",
            Self::Primary | Self::Secondary | Self::Quiet => "ds-button",
        }
    }

    fn variant(self) -> Option<&'static str> {
        match self {
            Self::Secondary | Self::Stop => Some("secondary"),
            Self::Quiet => Some("tertiary"),
            Self::Primary | Self::Done => None,
        }
    }
}

/// A submit button; put it in a form.
///
/// ```
/// use ui::parts::{Weight, button};
/// assert!(button("Ferdig – lagre", Weight::Done).into_string().contains(r#"class="ds-button done""#));
/// ```
#[must_use]
pub fn button(label: &str, weight: Weight) -> Markup {
    html! { button class=(weight.class()) data-variant=[weight.variant()] type="submit" { (label) } }
}

/// [`button`] that sends a value of its own, where a form has several.
#[must_use]
pub fn button_with(label: &str, weight: Weight, name: &str, value: &str) -> Markup {
    html! {
        button class=(weight.class()) data-variant=[weight.variant()] type="submit" name=(name) value=(value) { (label) }
    }
}

/// A link that looks like a button: it leads somewhere and changes nothing.
#[must_use]
pub fn button_link(label: &str, href: &str, weight: Weight) -> Markup {
    html! { a class=(weight.class()) data-variant=[weight.variant()] href=(href) { (label) } }
}

/// Buttons beside each other, wrapping on a narrow screen.
#[must_use]
pub fn actions(buttons: &[Markup]) -> Markup {
    html! { div.actions { @for button in buttons { (button) } } }
}

/// A white card.
#[must_use]
pub fn card(body: &Markup) -> Markup {
    html! { div.card { (body) } }
}

/// A card with a heading.
#[must_use]
pub fn titled_card(title: &str, body: &Markup) -> Markup {
    html! { section.card { h2 { (title) } (body) } }
}

/// The card of a place that is staffed right now.
#[must_use]
pub fn card_here(body: &Markup) -> Markup {
    html! { div.card.here { (body) } }
}

/// A card on a quiet surface.
#[must_use]
pub fn card_soft(body: &Markup) -> Markup {
    html! { div.card.soft { (body) } }
}

/// "Ring oss": the number large and tappable, with a sentence.
#[must_use]
pub fn call_card(number: &str, sentence: &str) -> Markup {
    html! {
        div.card.soft.call { (art::handset()) div { p { (phone(number)) } p { (sentence) } } }
    }
}

/// Cards in columns where there is room.
#[must_use]
pub fn grid(cards: &[Markup]) -> Markup {
    html! { div.grid { @for card in cards { (card) } } }
}

/// Whether a place or offering is staffed. Said by shape, word and colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Open {
    /// ● Now.
    Now,
    /// ◐ Later today.
    Soon,
    /// ○ Not (any more) today.
    Closed,
    /// × Would have been, but is called off.
    CalledOff,
}

/// A state with its shape and the given words: "Åpent nå", "Åpner kl. 12".
///
/// ```
/// use ui::parts::{Open, status};
/// assert!(status(Open::Soon, "Åpner kl. 12").into_string().contains("Åpner kl. 12"));
/// ```
#[must_use]
pub fn status(open: Open, words: &str) -> Markup {
    let class = match open {
        Open::Now => "open",
        Open::Soon => "soon",
        Open::Closed => "closed",
        Open::CalledOff => "called-off",
    };
    html! {
        p class={ "status " (class) } {
            svg viewBox="0 0 16 16" aria-hidden="true" {
                @match open {
                    Open::Now => { circle cx="8" cy="8" r="8" fill="currentColor" {} }
                    Open::Soon => {
                        circle cx="8" cy="8" r="6.8" fill="none" stroke="currentColor" stroke-width="2.2" {}
                        path d="M8 1.500a6.500 6.500 0 0 0 0 13z" fill="currentColor" {}
                    }
                    Open::Closed => { circle cx="8" cy="8" r="6.8" fill="none" stroke="currentColor" stroke-width="2.2" {} }
                    Open::CalledOff => { path d="M2 2l12 12M14 2L2 14" stroke="currentColor" stroke-width="3" {} }
                }
            }
            (words)
        }
    }
}

/// [`status`] with the usual words.
#[must_use]
pub fn status_plain(locale: Locale, open: Open) -> Markup {
    let words = locale.t(match open {
        Open::Now => T::UiOpen,
        Open::Soon => T::UiSoon,
        Open::Closed => T::UiClosed,
        Open::CalledOff => T::UiCalledOff,
    });
    status(open, &words)
}

/// What a notice or tag is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Good to know.
    Info,
    /// It went well.
    Good,
    /// Look here.
    Look,
    /// Closed, refused, wrong.
    Stop,
}

impl Tone {
    fn class(self) -> &'static str {
        match self {
            Self::Info => "",
            Self::Good => "good",
            Self::Look => "look",
            Self::Stop => "stop",
        }
    }
}

/// A message that stands out, with its own shape for each tone.
#[must_use]
pub fn notice(tone: Tone, body: &Markup) -> Markup {
    html! {
        div class=(format!("notice {}", tone.class()).trim_end()) {
            (tone_shape(tone))
            div { (body) }
        }
    }
}

/// [`notice`] that a screen reader says as soon as it appears: after saving, after a refusal.
#[must_use]
pub fn live_notice(tone: Tone, body: &Markup) -> Markup {
    html! { div role="status" { (notice(tone, body)) } }
}

fn tone_shape(tone: Tone) -> Markup {
    html! {
        svg viewBox="0 0 28 28" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="2.500" stroke-linecap="round" stroke-linejoin="round" {
            @match tone {
                Tone::Info => { circle cx="14" cy="14" r="12" {} path d="M14 13v7M14 8v.1" {} }
                Tone::Good => { circle cx="14" cy="14" r="12" {} path d="M8.500 14.500l4 4 7-9" {} }
                Tone::Look => { path d="M14 3l12 22H2zM14 11v6M14 21v.1" {} }
                Tone::Stop => { path d="M9 2h10l7 7v10l-7 7H9l-7-7V9zM14 8v7M14 19.500v.1" {} }
            }
        }
    }
}

/// A short marking: "ROS mangler", "ny".
#[must_use]
pub fn tag(tone: Tone, words: &str) -> Markup {
    html! { span class=(format!("tag {}", tone.class()).trim_end()) { (words) } }
}

/// What is what: terms with their descriptions.
#[must_use]
pub fn facts(items: &[(String, Markup)]) -> Markup {
    html! { dl.facts { @for (term, description) in items { dt { (term) } dd { (description) } } } }
}

/// A column of a [`data_table`].
#[derive(Clone, Debug)]
pub struct Column {
    /// The heading.
    pub title: String,
    /// Whether it holds numbers, which stand to the right.
    pub number: bool,
}

impl Column {
    /// A column of words.
    #[must_use]
    pub fn words(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            number: false,
        }
    }

    /// A column of numbers.
    #[must_use]
    pub fn numbers(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            number: true,
        }
    }
}

/// A table of figures: caption, column headings, the first cell of each row as its heading. The table can be scrolled
/// sideways, also with the keyboard, where it is wider than the screen.
///
/// ```
/// use maud::html;
/// use ui::parts::{Column, data_table};
/// let table = data_table(
///     "Besøk per sted",
///     &[Column::words("Sted"), Column::numbers("Besøk")],
///     &[vec![html! { "Hovedbiblioteket" }, html! { "1204" }]],
/// );
/// assert!(table.into_string().contains(r#"<th scope="row">Hovedbiblioteket</th>"#));
/// ```
#[must_use]
pub fn data_table(caption: &str, columns: &[Column], rows: &[Vec<Markup>]) -> Markup {
    let number = |i: usize| columns.get(i).is_some_and(|c| c.number);
    html! {
        div.scroll role="region" aria-label=(caption) tabindex="0" {
            table {
                caption { (caption) }
                thead { tr { @for column in columns { th class=[column.number.then_some("n")] scope="col" { (column.title) } } } }
                tbody {
                    @for row in rows {
                        tr {
                            @for (i, cell) in row.iter().enumerate() {
                                @if i == 0 { th class=[number(i).then_some("n")] scope="row" { (cell) } } @else { td class=[number(i).then_some("n")] { (cell) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The way from the front page to here; the last is the page itself.
#[must_use]
pub fn breadcrumbs(locale: Locale, way: &[Link], here: &str) -> Markup {
    html! {
        nav.crumbs aria-label=(locale.t(T::UiYouAreHere)) {
            ol {
                @for link in way { li { a href=(link.href) { (link.label) } } }
                li { span aria-current="page" { (here) } }
            }
        }
    }
}

/// Parts of one thing, each on its own page: (address, words, whether it is this one).
#[must_use]
pub fn tabs(label: &str, items: &[(String, String, bool)]) -> Markup {
    html! {
        nav.tabs aria-label=(label) {
            ul { @for (href, words, current) in items { li { a href=(href) aria-current=[current.then_some("page")] { (words) } } } }
        }
    }
}

/// Short ways to something, as round links.
#[must_use]
pub fn chips(links: &[Link]) -> Markup {
    html! { ul.chips { @for link in links { li { a.chip href=(link.href) { (link.label) } } } } }
}

/// Filters as round links: (link, whether it is chosen).
#[must_use]
pub fn filter_chips(links: &[(Link, bool)]) -> Markup {
    html! {
        ul.chips { @for (link, chosen) in links { li { a.chip href=(link.href) aria-current=[chosen.then_some("true")] { (link.label) } } } }
    }
}

/// A large number with what it counts.
#[must_use]
pub fn stat(number: &str, words: &str) -> Markup {
    html! { p.stat { b { (number) } span { (words) } } }
}

/// An answer in large type, to be read aloud: the word ("Ja", "Nei – gjør heller dette") and what follows from it.
#[must_use]
pub fn answer(tone: Tone, word: &str, body: &Markup) -> Markup {
    html! { div class=(format!("answer {}", tone.class())) { p.word { (word) } (body) } }
}

/// Where one is in a row of questions: "Steg 2 av 6".
#[must_use]
pub fn steps(locale: Locale, step: usize, of: usize) -> Markup {
    let words = locale.ta(T::UiStepOf, &args![("step", step), ("steps", of)]);
    html! { div.steps { p { (words) } progress max=(of) value=(step) aria-label=(words) {} } }
}

/// Nothing here yet, and what to do about it.
#[must_use]
pub fn empty_state(sentence: &str, action: Option<&Markup>) -> Markup {
    html! {
        div.empty {
            (art::coffee())
            p { (sentence) }
            @if let Some(action) = action { div.actions { (action) } }
        }
    }
}

/// Forwards and backwards in a long list; `href` makes the address of a page, counted from 1. Nothing for one page.
#[must_use]
pub fn pagination(locale: Locale, page: usize, pages: usize, href: impl Fn(usize) -> String) -> Markup {
    html! {
        @if pages > 1 {
            nav.pages aria-label=(locale.t(T::UiPages)) {
                @if page > 1 { a.ds-button data-variant="secondary" rel="prev" href=(href(page - 1)) { (locale.t(T::UiPrevious)) } }
                span.num { (locale.ta(T::UiPageOf, &args![("page", page), ("pages", pages)])) }
                @if page < pages { a.ds-button data-variant="secondary" rel="next" href=(href(page + 1)) { (locale.t(T::UiNext)) } }
            }
        }
    }
}

/// A telephone number as people read it: eight digits in pairs, five-digit and foreign ones as they are.
///
/// ```
/// use ui::parts::phone_text;
/// assert_eq!(phone_text("53030000"), "53 03 00 00");
/// assert_eq!(phone_text("+4753030000"), "53 03 00 00");
/// assert_eq!(phone_text("80080000"), "800 80 000");
/// assert_eq!(phone_text("02245"), "02245");
/// ```
#[must_use]
pub fn phone_text(number: &str) -> String {
    let digits: String = number.chars().filter(|c| !c.is_whitespace()).collect();
    let national = digits.strip_prefix("+47").unwrap_or(&digits);
    if national.len() != 8 || !national.bytes().all(|b| b.is_ascii_digit()) {
        return number.trim().to_owned();
    }
    // Numbers in 8xx are written in threes and twos by convention.
    let sizes: &[usize] = if national.starts_with('8') {
        &[3, 2, 3]
    } else {
        &[2, 2, 2, 2]
    };
    let mut rest = national;
    let mut groups = Vec::new();
    for size in sizes {
        let (group, tail) = rest.split_at(*size);
        groups.push(group);
        rest = tail;
    }
    groups.join(" ")
}

/// Whether a number can be called: one of only zeros stands in examples for a number that is not known.
///
/// ```
/// assert!(ui::parts::can_be_called("53030000"));
/// assert!(!ui::parts::can_be_called("00 00 00 00"));
/// ```
#[must_use]
pub fn can_be_called(number: &str) -> bool {
    number.bytes().any(|b| (b'1'..=b'9').contains(&b))
}

/// A telephone number that can be tapped; one that cannot be called is text only.
///
/// ```
/// let html = ui::parts::phone("53030000").into_string();
/// assert_eq!(html, r#"<a class="phone" href="tel:+4753030000">53 03 00 00</a>"#);
/// assert!(!ui::parts::phone("00 00 00 00").into_string().contains("tel:"));
/// ```
#[must_use]
pub fn phone(number: &str) -> Markup {
    if !can_be_called(number) {
        return html! { span.phone { (phone_text(number)) } };
    }
    let digits: String = number.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    let full = if digits.len() == 8 && !digits.starts_with('+') {
        format!("+47{digits}")
    } else {
        digits
    };
    html! { a.phone href={ "tel:" (full) } { (phone_text(number)) } }
}

/// Keeps times together at the end of a line: "kl. 12–15" is not broken, neither after "kl." nor at the dash.
///
/// ```
/// assert_eq!(ui::parts::keep_together("i dag kl. 12–15"), "i dag kl.\u{a0}12\u{2060}–\u{2060}15");
/// ```
#[must_use]
pub fn keep_together(text: &str) -> String {
    text.replace("kl. ", "kl.\u{a0}")
        .replace('–', "\u{2060}–\u{2060}")
        .replace(" \u{2060}–\u{2060} ", " – ")
}

/// The body of the page for an address that does not exist.
#[must_use]
pub fn absent_page(locale: Locale, front: &str, number: Option<&str>) -> Markup {
    apology(locale, T::UiAbsentTitle, T::UiAbsentText, None, front, number)
}

/// The body of the page for somebody who may not see it.
#[must_use]
pub fn forbidden_page(locale: Locale, front: &str, number: Option<&str>) -> Markup {
    apology(locale, T::UiForbiddenTitle, T::UiForbiddenText, None, front, number)
}

/// The body of the page when we failed: a reference code that is also in the log, and somebody to call.
#[must_use]
pub fn fault_page(locale: Locale, code: &str, front: &str, number: Option<&str>) -> Markup {
    apology(locale, T::UiFaultTitle, T::UiFaultText, Some(code), front, number)
}

fn apology(locale: Locale, title: T, text: T, code: Option<&str>, front: &str, number: Option<&str>) -> Markup {
    html! {
        div.apology {
            div {
                h1 { (locale.t(title)) }
                p.lead { (locale.t(text)) }
                @if let Some(number) = number { p { (locale.t(T::UiCallUs)) ": " (phone(number)) } }
                @if let Some(code) = code { p.quiet { (locale.ta(T::UiFaultReference, &args![("code", code)])) } }
                (actions(&[button_link(&locale.t(T::UiToFrontPage), front, Weight::Primary)]))
            }
            (art::door())
        }
    }
}
