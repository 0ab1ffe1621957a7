//! Documents that people print, file and send: certificates, plans for the wall, reports, council cases, posters.
//!
//! A room says *what* is in a document as plain blocks ([`Document`], [`Block`]) and how it should look ([`Look`]). From the
//! same blocks come a tagged PDF ([`pdf`]), a Word file ([`docx`]) and a page ([`html`], [`fragment`]). Nothing that a user
//! wrote is ever read as markup: it travels as data to the last step of each writer, and what cannot be printed is replaced.
//!
//! A [`Poster`] is one sheet that is seen from afar, and a [`Deck`] is shown while somebody speaks; both have their own content
//! model and their own writers, and follow the same rules.
//!
//! The only crate that names typst. It knows no database, no clock and no request; making a PDF takes tens of milliseconds
//! of processor time, so callers do it away from the threads that answer requests, a few at a time.

#[cfg(test)]
extern crate self as documents;

mod arms;
mod clean;
mod docx;
mod html;
mod look;
mod model;
mod package;
mod pdf;
mod picture;
mod poster;
mod pptx;
mod said;
mod slides;
mod words;

pub use arms::{Arms, ArmsFault};
pub use docx::docx;
pub use html::{fragment, html};
pub use look::{Colour, Design, Look, Paper};
pub use model::{
    Block, Callout, Column, Document, Figure, Highlight, Kind, Language, Link, Pair, SignatureLine, Source, Span,
    Table, Text, Weight,
};
pub use package::packed;
pub use pdf::{pdf, pdf_pages, poster_pdf, poster_png};
pub use poster::{Poster, PosterLook};
pub use pptx::pptx;
pub use slides::{Deck, Slide, slides_fragment, slides_html};

use std::fmt;

/// Why a document was not made. The texts are for the log; whoever asked sees a calm page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DocumentFault {
    /// A document without a title cannot be found, filed or read aloud.
    NoTitle,
    /// A figure has no words for those who cannot see it; its caption.
    NoAlternative(String),
    /// There is no typeface here for the language.
    NoTypeface(String),
    /// More characters than any of our documents has; how many.
    TooLarge(usize),
    /// A picture is not an SVG that can be drawn; its alternative text.
    Picture(String),
    /// The typesetter or the packer gave up, in its own words.
    Made(String),
}

impl fmt::Display for DocumentFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoTitle => f.write_str("the document has no title"),
            Self::NoAlternative(caption) => write!(f, "the figure \"{caption}\" has no alternative text"),
            Self::NoTypeface(language) => write!(f, "there is no typeface for {language}"),
            Self::TooLarge(characters) => write!(f, "{characters} characters are too many for one document"),
            Self::Picture(alt) => write!(f, "the picture \"{alt}\" cannot be drawn"),
            Self::Made(why) => write!(f, "the document could not be made: {why}"),
        }
    }
}

impl std::error::Error for DocumentFault {}
