//! A document as PDF/UA-1 and PDF/A-2a in one file: tagged, titled, with language, outline and alternative texts.
//!
//! The whole layout is `design.typ`, which stands in the program; the document comes to it as one JSON file. So no word of a
//! user is ever read as typst: a string in a JSON file stays a string.

#[cfg(test)]
mod tests;
mod typefaces;
mod world;

use crate::{Document, DocumentFault, Look, clean, words};
use jiff::{Timestamp, tz::TimeZone};
use serde::Serialize;
use typst::{
    diag::{SourceDiagnostic, Warned},
    foundations::{Datetime, Smart},
};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};
use world::World;

pub use typefaces::FACES;

/// How many documents later something that the typesetter remembers is forgotten, when nobody used it.
const FORGET_AFTER: usize = 3;

/// What `design.typ` reads.
#[derive(Serialize)]
struct Sheet<'a> {
    #[serde(flatten)]
    document: &'a Document,
    language_code: &'a str,
    region: Option<&'a str>,
    look: &'a Look,
    words: words::Words,
}

/// The document as a PDF that screen readers can read and archives can keep.
///
/// The same document and look always become the same bytes. Takes tens of milliseconds of processor time: call it away from
/// threads that answer requests.
///
/// # Errors
/// See [`DocumentFault`]; nothing that a user can type makes one, but its length.
pub fn pdf(document: &Document, look: &Look) -> Result<Vec<u8>, DocumentFault> {
    let document = printable(document)?;
    let made = set(&World::new(data(&document, look)?), &document);
    typst::comemo::evict(FORGET_AFTER);
    made
}

/// The document with only what our typefaces have.
fn printable(document: &Document) -> Result<Document, DocumentFault> {
    let language = &document.language;
    if !typefaces::can_write(language) {
        return Err(DocumentFault::NoTypeface(language.tag().to_owned()));
    }
    clean::checked(document, &typefaces::printable)
}

fn data(document: &Document, look: &Look) -> Result<Vec<u8>, DocumentFault> {
    let look = Look {
        sender: typefaces::printable(&clean::plain(&look.sender)),
        footer: typefaces::printable(&clean::plain(&look.footer)),
        ..look.clone()
    };
    let sheet = Sheet {
        language_code: document.language.primary(),
        region: document.language.region(),
        words: words::of(&document.language),
        look: &look,
        document,
    };
    serde_json::to_vec(&sheet).map_err(|e| DocumentFault::Made(e.to_string()))
}

fn set(world: &World, document: &Document) -> Result<Vec<u8>, DocumentFault> {
    // What it warns of is about the layout, which the tests hold to having nothing to warn of.
    let Warned { output, warnings: _ } = typst::compile::<PagedDocument>(world);
    let pages = output.map_err(|errors| fault(&errors))?;
    typst_pdf::pdf(&pages, &options(document)?).map_err(|errors| fault(&errors))
}

fn fault(errors: &[SourceDiagnostic]) -> DocumentFault {
    let said: Vec<&str> = errors.iter().take(3).map(|e| e.message.as_str()).collect();
    DocumentFault::Made(said.join("; "))
}

fn options(document: &Document) -> Result<PdfOptions, DocumentFault> {
    let standards = PdfStandards::new(&[PdfStandard::Ua_1, PdfStandard::A_2a])
        .map_err(|e| DocumentFault::Made(e.message().to_string()))?;
    Ok(PdfOptions {
        ident: Smart::Custom(document.id.clone()),
        creator: Smart::Custom(Some("Terskel".to_owned())),
        timestamp: instant(document.made),
        standards,
        ..PdfOptions::default()
    })
}

fn instant(made: Timestamp) -> Option<typst_pdf::Timestamp> {
    let at = made.to_zoned(TimeZone::UTC).datetime();
    let part = |n: i8| u8::try_from(n).ok();
    let datetime = Datetime::from_ymd_hms(
        i32::from(at.year()),
        part(at.month())?,
        part(at.day())?,
        part(at.hour())?,
        part(at.minute())?,
        part(at.second())?,
    )?;
    Some(typst_pdf::Timestamp::new_utc(datetime))
}
