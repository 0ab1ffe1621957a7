//! A document as PDF/UA-1 and PDF/A-2a in one file: tagged, titled, with language, outline and alternative texts.
//!
//! The whole layout is `design.typ`, which stands in the program; the document comes to it as one JSON file. So no word of a
//! user is ever read as typst: a string in a JSON file stays a string.

#[cfg(test)]
mod pictures;
#[cfg(test)]
mod tests;
mod typefaces;
mod world;

use crate::{Document, DocumentFault, Look, clean, picture, poster, words};
use crate::{Poster, PosterLook};
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
    let made = set(&World::new(data(&document, look)?), &document.id, document.made);
    typst::comemo::evict(FORGET_AFTER);
    made
}

/// How many pages [`pdf`] makes of the document.
///
/// # Errors
/// As [`pdf`].
pub fn pdf_pages(document: &Document, look: &Look) -> Result<usize, DocumentFault> {
    let document = printable(document)?;
    Ok(laid_out(&World::new(data(&document, look)?))?.pages().len())
}

/// A poster as PDF/UA-1 and PDF/A-2a, with bleed and marks where it is to be cut when the look asks for them.
///
/// The same poster and look always become the same bytes. As slow as [`pdf`].
///
/// # Errors
/// See [`DocumentFault`].
pub fn poster_pdf(poster: &Poster, look: &PosterLook) -> Result<Vec<u8>, DocumentFault> {
    let made = set(&poster_world(poster, look)?, &poster.id, poster.made);
    typst::comemo::evict(FORGET_AFTER);
    made
}

/// A poster as a picture (PNG), so many pixels wide, without bleed and marks.
///
/// # Errors
/// See [`DocumentFault`].
pub fn poster_png(poster: &Poster, look: &PosterLook, pixels: u16) -> Result<Vec<u8>, DocumentFault> {
    let look = PosterLook {
        print_marks: false,
        ..look.clone()
    };
    let made = laid_out(&poster_world(poster, &look)?).and_then(|pages| {
        let page = pages.pages().first().ok_or_else(|| DocumentFault::Made("no page".to_owned()))?;
        let drawing = typst_svg::svg(page, &typst_svg::SvgOptions::default());
        picture::png(&drawing, &poster.text.headline, f32::from(pixels)).map(|(png, _)| png)
    });
    typst::comemo::evict(FORGET_AFTER);
    made
}

fn poster_world(poster: &Poster, look: &PosterLook) -> Result<World, DocumentFault> {
    if !typefaces::can_write(&poster.language()) {
        return Err(DocumentFault::NoTypeface(poster.text.language.code().to_owned()));
    }
    let data = poster::data(poster, look, &|text| typefaces::printable(&clean::one_line(text)))?;
    let arms = poster.arms.as_ref().map(|arms| arms.png().to_vec());
    Ok(World::poster(data, arms))
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

fn laid_out(world: &World) -> Result<PagedDocument, DocumentFault> {
    // What it warns of is about the layout, which the tests hold to having nothing to warn of.
    let Warned { output, warnings: _ } = typst::compile::<PagedDocument>(world);
    output.map_err(|errors| fault(&errors))
}

fn set(world: &World, id: &str, made: Timestamp) -> Result<Vec<u8>, DocumentFault> {
    typst_pdf::pdf(&laid_out(world)?, &options(id, made)?).map_err(|errors| fault(&errors))
}

fn fault(errors: &[SourceDiagnostic]) -> DocumentFault {
    let said: Vec<&str> = errors.iter().take(3).map(|e| e.message.as_str()).collect();
    DocumentFault::Made(said.join("; "))
}

fn options(id: &str, made: Timestamp) -> Result<PdfOptions, DocumentFault> {
    let standards = PdfStandards::new(&[PdfStandard::Ua_1, PdfStandard::A_2a])
        .map_err(|e| DocumentFault::Made(e.message().to_string()))?;
    Ok(PdfOptions {
        ident: Smart::Custom(id.to_owned()),
        creator: Smart::Custom(Some("Terskel".to_owned())),
        timestamp: instant(made),
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
