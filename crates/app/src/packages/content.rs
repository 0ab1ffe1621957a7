//! What a room hands in to be frozen: the content of a document and what its figures were made from. The files are made of it here.

use crate::frame::{AppError, documents as frame_documents};
use documents::{Deck, Document, DocumentFault, Look, docx, html, pdf, pptx, slides_html};
use domain::{
    packages::{FigureSource, PackageDocument, PackageDocumentKind, PackageFile, PackageMedia},
    shared::Locale,
};

/// What is in a document: pages to be read, or slides to be shown.
#[derive(Clone, Debug)]
pub enum Matter {
    /// Pages.
    Pages(Document),
    /// Slides, with what the speaker says.
    Slides(Deck),
}

impl Matter {
    /// What it is called.
    #[must_use]
    pub fn title(&self) -> &str {
        match self {
            Self::Pages(document) => &document.title,
            Self::Slides(deck) => &deck.title,
        }
    }

    fn texts(&self) -> Vec<String> {
        match self {
            Self::Pages(document) => document.texts(),
            Self::Slides(deck) => deck.texts(),
        }
    }

    fn drawings(&self) -> Vec<String> {
        match self {
            Self::Pages(document) => document.drawings(),
            Self::Slides(deck) => deck.drawings(),
        }
    }

    /// The files that are made of it, the one to be kept first. The tests of this crate send every form there is, and make the page
    /// alone: built for debugging, the others take seconds. The journeys and the tests of the documents make them.
    const fn media(&self) -> &'static [PackageMedia] {
        match self {
            _ if cfg!(test) => &[PackageMedia::Page],
            Self::Pages(_) => &[PackageMedia::Pdf, PackageMedia::Word, PackageMedia::Page],
            Self::Slides(_) => &[PackageMedia::Slides, PackageMedia::Page],
        }
    }

    fn bytes(&self, look: &Look, media: PackageMedia) -> Result<Vec<u8>, DocumentFault> {
        match (self, media) {
            (Self::Pages(document), PackageMedia::Pdf) => pdf(document, look),
            (Self::Pages(document), PackageMedia::Word) => docx(document, look),
            (Self::Pages(document), _) => html(document).map(String::into_bytes),
            (Self::Slides(deck), PackageMedia::Slides) => pptx(deck, look),
            (Self::Slides(deck), _) => slides_html(deck, look).map(String::into_bytes),
        }
    }
}

/// A document before its files are made.
#[derive(Clone, Debug)]
pub struct Content {
    /// Which thing it is made from, in a code of the room's own.
    pub origin: String,
    /// What it is.
    pub kind: PackageDocumentKind,
    /// The language it is written in.
    pub language: Locale,
    /// What is in it.
    pub matter: Matter,
    /// How it looks.
    pub look: Look,
    /// What its files are called, without an ending: small letters, digits and hyphens.
    pub name: String,
    /// What its figures were made from: one for each drawing, called as its caption.
    pub figures: Vec<FigureSource>,
}

fn with_files(content: Content, files: Vec<PackageFile>) -> PackageDocument {
    PackageDocument {
        texts: content.matter.texts(),
        drawings: content.matter.drawings(),
        title: content.matter.title().to_owned(),
        origin: content.origin,
        kind: content.kind,
        language: content.language,
        figures: content.figures,
        files,
    }
}

/// Makes the files of a document: a PDF for the archive, a Word file and a page; of slides, a presentation and a page. Away from the threads that answer requests.
///
/// # Errors
/// As [`frame_documents::made`].
pub async fn made(content: Content) -> Result<PackageDocument, AppError> {
    let mut files = Vec::new();
    for media in content.matter.media().iter().copied() {
        let (matter, look) = (content.matter.clone(), content.look.clone());
        files.push(PackageFile {
            name: format!("{}.{}", content.name, media.code()),
            media,
            bytes: frame_documents::made(move || matter.bytes(&look, media)).await?,
        });
    }
    Ok(with_files(content, files))
}

/// Makes these files of a document on the thread that asks: for the demonstration.
///
/// # Errors
/// A fault when one cannot be made.
pub fn made_here(content: Content, media: &[PackageMedia]) -> Result<PackageDocument, AppError> {
    let one = |m: &PackageMedia| {
        let bytes = content.matter.bytes(&content.look, *m).map_err(|e| AppError::Fault(e.to_string()))?;
        let name = format!("{}.{}", content.name, m.code());
        Ok(PackageFile { name, media: *m, bytes })
    };
    let files = media.iter().map(one).collect::<Result<Vec<_>, AppError>>()?;
    Ok(with_files(content, files))
}
