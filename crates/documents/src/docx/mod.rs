//! A document as a Word file: real styles, headings that the navigation shows, heads of tables that are repeated,
//! alternative texts, and the language of the document. Written by hand as Office Open XML (ISO/IEC 29500, transitional).

mod body;
mod parts;

use crate::{
    Document, DocumentFault, Look, clean,
    package::{self, About},
};

/// The document as a Word file. Word and LibreOffice open it without repairing anything.
///
/// The same document and look always become the same bytes.
///
/// # Errors
/// See [`DocumentFault`].
pub fn docx(document: &Document, look: &Look) -> Result<Vec<u8>, DocumentFault> {
    let document = clean::checked(document, &str::to_owned)?;
    let body = body::write(&document, look)?;
    let about = About {
        title: &document.title,
        subject: &document.subject,
        author: &document.author,
        id: &document.id,
        language: &document.language,
        made: document.made,
    };
    let mut files: Vec<(String, Vec<u8>)> = vec![
        ("[Content_Types].xml".to_owned(), parts::content_types().into_bytes()),
        (
            "_rels/.rels".to_owned(),
            package::package_relations("word/document.xml").into_bytes(),
        ),
        ("docProps/core.xml".to_owned(), package::core(&about).into_bytes()),
        ("docProps/app.xml".to_owned(), package::APP.as_bytes().to_vec()),
        ("word/document.xml".to_owned(), body.document.into_bytes()),
        (
            "word/styles.xml".to_owned(),
            parts::styles(&document, look).into_bytes(),
        ),
        (
            "word/numbering.xml".to_owned(),
            parts::numbering(&body.numbered).into_bytes(),
        ),
        ("word/settings.xml".to_owned(), parts::settings(&document).into_bytes()),
        ("word/header1.xml".to_owned(), parts::header(look).into_bytes()),
        (
            "word/footer1.xml".to_owned(),
            parts::footer(&document, look).into_bytes(),
        ),
        (
            "word/_rels/document.xml.rels".to_owned(),
            parts::document_relations(&body.links, body.pictures.len()).into_bytes(),
        ),
    ];
    for (i, picture) in body.pictures.into_iter().enumerate() {
        files.push((format!("word/media/picture{}.png", i + 1), picture));
    }
    package::packed(files)
}
