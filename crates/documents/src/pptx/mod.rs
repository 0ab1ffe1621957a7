//! A presentation for PowerPoint: a master and layouts that one can go on working with, titles in their places, notes,
//! alternative texts, heads of tables, and the language of every word. Written by hand as Office Open XML (ISO/IEC 29500,
//! transitional).

mod parts;
mod slide;

use crate::{
    Deck, DocumentFault, Look,
    package::{self, About},
    slides,
};
use slide::Written;

/// The presentation as a PowerPoint file. PowerPoint and LibreOffice open it without repairing anything.
///
/// The same presentation and look always become the same bytes. Of the look only colour, sender and footer count.
///
/// # Errors
/// See [`DocumentFault`].
pub fn pptx(deck: &Deck, look: &Look) -> Result<Vec<u8>, DocumentFault> {
    let deck = slides::checked(deck)?;
    let mut written = vec![slide::front(&deck, look)];
    for (i, one) in deck.slides.iter().enumerate() {
        written.push(slide::write(one, i + 2, &deck.language, look)?);
    }
    let about = About {
        title: &deck.title,
        subject: &deck.subject,
        author: &deck.author,
        id: &deck.id,
        language: &deck.language,
        made: deck.made,
    };
    let mut files = vec![
        ("[Content_Types].xml".to_owned(), parts::content_types(&written)),
        (
            "_rels/.rels".to_owned(),
            package::package_relations("ppt/presentation.xml"),
        ),
        ("docProps/core.xml".to_owned(), package::core(&about)),
        ("docProps/app.xml".to_owned(), package::APP.to_owned()),
    ];
    files.extend(parts::fixed(&deck.language, look, written.len()));
    let mut pictures = Vec::new();
    for (i, one) in written.into_iter().enumerate() {
        let number = i + 1;
        files.push((
            format!("ppt/slides/_rels/slide{number}.xml.rels"),
            parts::slide_relations(&one, number),
        ));
        files.push((format!("ppt/slides/slide{number}.xml"), one.slide));
        if let Some(notes) = one.notes {
            files.push((format!("ppt/notesSlides/notesSlide{number}.xml"), notes));
            let relations = parts::notes_relations(number);
            files.push((format!("ppt/notesSlides/_rels/notesSlide{number}.xml.rels"), relations));
        }
        for (j, picture) in one.pictures.into_iter().enumerate() {
            pictures.push((picture_name(number, j + 1), picture));
        }
    }
    let texts = files.into_iter().map(|(name, text)| (name, text.into_bytes()));
    package::packed(texts.chain(pictures).collect())
}

fn picture_name(slide: usize, number: usize) -> String {
    format!("ppt/media/slide{slide}-picture{number}.png")
}
