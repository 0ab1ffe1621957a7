//! What a room hands in to be frozen: the content of a document and what its figures were made from. The files are made of it here.

use crate::frame::{AppError, documents as frame_documents};
use documents::{Document, DocumentFault, Look, docx, html, pdf};
use domain::{
    packages::{FigureSource, PackageDocument, PackageDocumentKind, PackageFile, PackageMedia},
    shared::Locale,
};

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
    pub document: Document,
    /// How it looks.
    pub look: Look,
    /// What its files are called, without an ending: small letters, digits and hyphens.
    pub name: String,
    /// What its figures were made from: one for each drawing, called as its caption.
    pub figures: Vec<FigureSource>,
}

/// The files that are made of every document, the one to be kept first. The tests of this crate send every form there is, and make
/// the page alone: built for debugging, the others take seconds. The journeys and the tests of the documents make them.
const MEDIA: &[PackageMedia] = if cfg!(test) {
    &[PackageMedia::Page]
} else {
    &[PackageMedia::Pdf, PackageMedia::Word, PackageMedia::Page]
};

fn bytes(document: &Document, look: &Look, media: PackageMedia) -> Result<Vec<u8>, DocumentFault> {
    match media {
        PackageMedia::Pdf => pdf(document, look),
        PackageMedia::Word => docx(document, look),
        _ => html(document).map(String::into_bytes),
    }
}

fn with_files(content: Content, files: Vec<PackageFile>) -> PackageDocument {
    PackageDocument {
        texts: content.document.texts(),
        drawings: content.document.drawings(),
        origin: content.origin,
        title: content.document.title,
        kind: content.kind,
        language: content.language,
        figures: content.figures,
        files,
    }
}

/// Makes the files of a document: a PDF for the archive, a Word file and a page. Away from the threads that answer requests.
///
/// # Errors
/// As [`frame_documents::made`].
pub async fn made(content: Content) -> Result<PackageDocument, AppError> {
    let mut files = Vec::new();
    for media in MEDIA.iter().copied() {
        let (document, look) = (content.document.clone(), content.look.clone());
        files.push(PackageFile {
            name: format!("{}.{}", content.name, media.code()),
            media,
            bytes: frame_documents::made(move || bytes(&document, &look, media)).await?,
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
        let bytes = bytes(&content.document, &content.look, *m).map_err(|e| AppError::Fault(e.to_string()))?;
        let name = format!("{}.{}", content.name, m.code());
        Ok(PackageFile { name, media: *m, bytes })
    };
    let files = media.iter().map(one).collect::<Result<Vec<_>, AppError>>()?;
    Ok(with_files(content, files))
}
