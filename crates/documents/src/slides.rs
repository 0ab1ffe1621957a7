//! What is shown while somebody speaks: its content, and as an accessible page. [`crate::pptx`] writes it for PowerPoint.

use crate::{
    Colour, Document, DocumentFault, Look, clean, html,
    model::{Block, Language},
};
use jiff::Timestamp;
use maud::{DOCTYPE, Markup, PreEscaped, html};

/// A presentation: a front, and its slides.
#[derive(Clone, Debug, PartialEq)]
pub struct Deck {
    /// What it is called. Never empty.
    pub title: String,
    /// The language it is in.
    pub language: Language,
    /// Below the title: for whom, where; may be empty.
    pub subject: String,
    /// Who gives it.
    pub author: String,
    /// When it was made.
    pub made: Timestamp,
    /// What stays the same when the same presentation is made again.
    pub id: String,
    /// The slides after the front.
    pub slides: Vec<Slide>,
}

/// A slide. Words stand to the left of tables and figures; where there are none, what is there has the whole slide.
#[derive(Clone, Debug, PartialEq)]
pub struct Slide {
    /// What it says, as a short sentence. Never empty.
    pub title: String,
    /// What stands on it: the same blocks as in documents, few of them.
    pub blocks: Vec<Block>,
    /// What the speaker says; an empty line begins a new paragraph. May be empty.
    pub notes: String,
}

/// The presentation as it can be written: each slide held to the rules of documents.
pub fn checked(deck: &Deck) -> Result<Deck, DocumentFault> {
    let document = |title: &str, blocks: &[Block]| Document {
        title: title.to_owned(),
        language: deck.language.clone(),
        subject: deck.subject.clone(),
        author: deck.author.clone(),
        made: deck.made,
        id: deck.id.clone(),
        blocks: blocks.to_vec(),
    };
    let front = clean::checked(&document(&deck.title, &[]), &str::to_owned)?;
    let slide = |slide: &Slide| {
        let clean = clean::checked(&document(&slide.title, &slide.blocks), &str::to_owned)?;
        Ok(Slide {
            title: clean.title,
            blocks: clean.blocks,
            notes: clean::plain(&slide.notes),
        })
    };
    let slides: Result<Vec<Slide>, DocumentFault> = deck.slides.iter().map(slide).collect();
    Ok(Deck {
        title: front.title,
        language: front.language,
        subject: front.subject,
        author: front.author,
        made: front.made,
        id: front.id,
        slides: slides?,
    })
}

/// Paragraphs of what the speaker says.
pub fn paragraphs(notes: &str) -> impl Iterator<Item = &str> {
    notes.split('\n').map(str::trim).filter(|line| !line.is_empty())
}

fn style(accent: Colour) -> String {
    format!(
        "body{{margin:0;font:1.35rem/1.45 'Source Sans 3',system-ui,sans-serif;color:#1b2a2f;background:#e7eceb}}\
         section{{box-sizing:border-box;max-width:70rem;min-height:38rem;margin:2rem auto;padding:3rem 4rem;background:#fbf8f3;border-radius:16px}}\
         .front{{display:flex;flex-direction:column;justify-content:center;background:{accent};color:#fff}}\
         h1{{font-size:3.4rem;line-height:1.1;margin:0 0 1rem}}h2{{font-size:2.3rem;line-height:1.15;margin:0 0 1.5rem;color:{accent}}}h3,h4{{color:{accent}}}\
         table{{border-collapse:collapse;width:100%;margin:1rem 0}}caption{{text-align:start;padding-bottom:.5rem}}\
         th,td{{text-align:start;vertical-align:top;padding:.5rem .7rem;border-bottom:1px solid #c5d0d1}}.figures{{text-align:end;font-variant-numeric:tabular-nums}}\
         img{{max-width:100%}}figure{{margin:1rem 0}}figcaption,.small,.source{{color:#4a5a60;font-size:1rem}}.lead{{font-size:1.6rem}}\
         .highlight b{{display:block;font-size:4rem;line-height:1.1;color:{accent}}}.fact{{border-inline-start:4px solid {accent};padding-inline-start:1rem}}\
         .assessment,.callout{{background:#fff;border-radius:12px;padding:1rem 1.4rem}}li{{margin:.5rem 0}}a{{color:{accent}}}\
         details{{margin-top:2rem;font-size:1.1rem}}summary{{min-height:2.8rem;line-height:2.8rem;cursor:pointer}}\
         @media (max-width:40rem){{section{{margin:1rem;padding:1.5rem;min-height:0}}h1{{font-size:2.2rem}}h2{{font-size:1.7rem}}}}\
         @media print{{body{{background:#fff}}section{{break-after:page;margin:0;border-radius:0}}details{{display:none}}@page{{size:landscape}}}}",
        accent = accent.hex()
    )
}

/// The presentation as a file that a browser opens on its own: a heading for each slide, what the speaker says folded below it,
/// one slide a page in print. No script.
///
/// # Errors
/// See [`DocumentFault`].
pub fn slides_html(deck: &Deck, look: &Look) -> Result<String, DocumentFault> {
    let deck = checked(deck)?;
    let direction = if deck.language.is_right_to_left() { "rtl" } else { "ltr" };
    let page = html! {
        (DOCTYPE)
        html lang=(deck.language.tag()) dir=(direction) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (deck.title) }
                style { (PreEscaped(style(look.accent))) }
            }
            body {
                main { (front(&deck)) (each(&deck)) }
            }
        }
    };
    Ok(page.into_string())
}

fn front(deck: &Deck) -> Markup {
    html! {
        section.front {
            h1 { (deck.title) }
            @if !deck.subject.is_empty() { p.lead { (deck.subject) } }
            p { (deck.author) }
        }
    }
}

/// The slides after the front.
fn each(deck: &Deck) -> Markup {
    let words = crate::words::of(&deck.language);
    html! {
        @for slide in &deck.slides {
            section {
                h2 { (slide.title) }
                (html::blocks_below(&slide.blocks, &words))
                @if !slide.notes.trim().is_empty() {
                    details {
                        summary { (words.notes) }
                        @for line in paragraphs(&slide.notes) { p { (line) } }
                    }
                }
            }
        }
    }
}

/// The slides after the front as a part of a page: a section for each, its heading an `h2`, what the speaker says folded below.
///
/// # Errors
/// See [`DocumentFault`].
pub fn slides_fragment(deck: &Deck) -> Result<Markup, DocumentFault> {
    let deck = checked(deck)?;
    let direction = if deck.language.is_right_to_left() { "rtl" } else { "ltr" };
    Ok(html! { div lang=(deck.language.tag()) dir=(direction) { (each(&deck)) } })
}
