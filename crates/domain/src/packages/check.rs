use super::{
    ARCHIVE_MESSAGE, CHECKSUMS, CONTENTS, FigureCell, FigureSource, NewPackage, PackageDocument, PackageMedia,
    PackageRefusal, READ_ME, data_name, file::Names, is_file_name,
};
use crate::privacy::{Expect, Kind, check};

/// The longest title, in characters.
pub const LONGEST_TITLE: usize = 200;
/// The longest change note, in characters.
pub const LONGEST_NOTE: usize = 2_000;
/// The most documents.
pub const MOST_DOCUMENTS: usize = 20;
/// The most files, data not counted.
const MOST_FILES: usize = 60;
/// The most figures with data.
const MOST_FIGURES: usize = 60;
/// The most rows of what one figure was made from.
const MOST_ROWS: usize = 5_000;
/// The most cells of all of them.
const MOST_CELLS: usize = 200_000;
/// The most columns of it.
const MOST_COLUMNS: usize = 60;
/// The largest file, in bytes.
pub const LARGEST_FILE: usize = 10 * 1024 * 1024;
/// The largest package, in bytes, before it is packed.
pub const LARGEST_PACKAGE: usize = 25 * 1024 * 1024;

/// Whether a package may be frozen: everything is in it that must be, nothing is in it that must not, and no file lands where it
/// should not. Looked through: the names, the sizes, where each figure is from, every text of the documents' content, and every
/// file that can be read as text.
///
/// # Errors
/// The first thing that stops it.
pub fn may_freeze(package: &NewPackage) -> Result<(), PackageRefusal> {
    sizes(package)?;
    names(package)?;
    for document in &package.documents {
        traced(document)?;
        clean(document)?;
    }
    let own = [package.title.as_str(), package.sender.as_str(), package.change_note.as_str()];
    own.into_iter().try_for_each(|text| look(text, &package.title))
}

fn is_line(text: &str, most: usize) -> bool {
    !text.trim().is_empty() && text.chars().count() <= most && !text.chars().any(char::is_control)
}

fn is_note(text: &str) -> bool {
    text.chars().count() <= LONGEST_NOTE && !text.chars().any(|c| c.is_control() && c != '\n')
}

fn sizes(package: &NewPackage) -> Result<(), PackageRefusal> {
    if package.documents.is_empty() || package.documents.iter().any(|d| d.files.is_empty()) {
        return Err(PackageRefusal::Empty);
    }
    let titles = package.documents.iter().map(|d| &d.title).chain([&package.title, &package.sender]);
    if !titles.into_iter().all(|t| is_line(t, LONGEST_TITLE)) || !is_note(&package.change_note) {
        return Err(PackageRefusal::Words);
    }
    if package.former.is_some() && package.change_note.trim().is_empty() {
        return Err(PackageRefusal::NoNote);
    }
    let files = || package.documents.iter().flat_map(|d| &d.files);
    let figures = || package.documents.iter().flat_map(|d| &d.figures);
    let wide = |f: &FigureSource| f.rows.len() > MOST_ROWS || f.columns.len() > MOST_COLUMNS;
    let cells: usize = figures().flat_map(|f| &f.rows).map(Vec::len).sum();
    if package.documents.len() > MOST_DOCUMENTS
        || files().count() > MOST_FILES
        || figures().count() > MOST_FIGURES
        || figures().any(wide)
        || cells > MOST_CELLS
    {
        return Err(PackageRefusal::TooMany);
    }
    let words = |cell: &FigureCell| {
        if let FigureCell::Words(words) = cell {
            words.len()
        } else {
            8
        }
    };
    let data: usize = figures().flat_map(|f| f.rows.iter().flatten()).map(words).sum();
    let whole: usize = files().map(|f| f.bytes.len()).sum::<usize>() + data;
    if whole > LARGEST_PACKAGE || files().any(|f| f.bytes.len() > LARGEST_FILE) {
        return Err(PackageRefusal::TooLarge);
    }
    Ok(())
}

fn names(package: &NewPackage) -> Result<(), PackageRefusal> {
    let mut names = Names::default();
    for own in [READ_ME, ARCHIVE_MESSAGE, CONTENTS, CHECKSUMS] {
        names.add(own)?;
    }
    let figures: usize = package.documents.iter().map(|d| d.figures.len()).sum();
    for n in 1..=figures {
        names.add(&data_name(n, PackageMedia::Csv))?;
        names.add(&data_name(n, PackageMedia::Json))?;
    }
    for file in package.documents.iter().flat_map(|d| &d.files) {
        if !is_file_name(&file.name, file.media) {
            return Err(PackageRefusal::FileName);
        }
        names.add(&file.name)?;
    }
    Ok(())
}

/// Every drawing has data, and all data says what was asked, of whom and for when.
fn traced(document: &PackageDocument) -> Result<(), PackageRefusal> {
    let missing = document.drawings.iter().find(|d| !document.figures.iter().any(|f| f.title == **d));
    if let Some(drawing) = missing {
        return Err(PackageRefusal::NoSource(drawing.clone()));
    }
    let said = |f: &FigureSource| {
        let all = [&f.title, &f.query, &f.source, &f.year];
        let even = f.rows.iter().all(|row| row.len() == f.columns.len());
        all.into_iter().all(|text| !text.trim().is_empty()) && even && !f.columns.is_empty()
    };
    match document.figures.iter().find(|f| !said(f)) {
        Some(figure) => Err(PackageRefusal::NoSource(figure.title.clone())),
        None => Ok(()),
    }
}

fn clean(document: &PackageDocument) -> Result<(), PackageRefusal> {
    let mut texts: Vec<String> = document.texts.clone();
    texts.push(document.title.clone());
    for file in document.files.iter().filter(|f| f.media.is_text()) {
        texts.extend(readable(file.media, &String::from_utf8_lossy(&file.bytes)));
    }
    for figure in &document.figures {
        texts.extend([&figure.title, &figure.query, &figure.source, &figure.year].map(Clone::clone));
        texts.extend(figure.columns.iter().cloned());
        texts.extend(figure.rows.iter().flatten().filter_map(|cell| match cell {
            FigureCell::Words(words) => Some(words.clone()),
            FigureCell::Number(_) | FigureCell::People(_) => None,
        }));
    }
    texts.iter().try_for_each(|text| look(text, &document.title))
}

/// Refuses numbers that belong to a person. Contact details of a place may stand in a document.
fn look(text: &str, title: &str) -> Result<(), PackageRefusal> {
    let numbers = [Kind::IdentityNumber, Kind::ElevenDigits, Kind::AccountNumber, Kind::PaymentCard, Kind::Iban];
    let found = check(text, Expect { contact_allowed: true });
    match found.iter().find(|f| numbers.contains(&f.kind)) {
        Some(found) => Err(PackageRefusal::Personal(title.to_owned(), found.kind)),
        None => Ok(()),
    }
}

/// The texts of a file: what a reader sees as one. Two cells beside each other are two.
pub(super) fn readable(media: PackageMedia, text: &str) -> Vec<String> {
    let pieces: Vec<String> = match media {
        PackageMedia::Page | PackageMedia::Drawing | PackageMedia::Xml => without_tags(text),
        PackageMedia::Csv | PackageMedia::Json => {
            text.split(['"', ',', ';', '[', ']', '{', '}', '\n', '\t']).map(str::to_owned).collect()
        }
        _ => vec![text.to_owned()],
    };
    pieces.into_iter().map(|p| p.trim().to_owned()).filter(|p| !p.is_empty()).collect()
}

/// Elements that stand in the middle of a word or a sentence.
const INLINE: [&str; 11] = ["a", "b", "em", "i", "mark", "small", "span", "strong", "sub", "sup", "tspan"];

fn without_tags(text: &str) -> Vec<String> {
    let (mut pieces, mut attributes) = (vec![String::new()], Vec::new());
    for (n, part) in text.split('<').enumerate() {
        let (tag, words) = if n == 0 {
            ("", part)
        } else {
            part.split_once('>').unwrap_or((part, ""))
        };
        // What stands in an attribute is read out or shown by somebody too.
        attributes.extend(tag.split('"').skip(1).step_by(2).map(str::to_owned));
        let name = tag.trim_start_matches('/').split([' ', '/', '\n']).next().unwrap_or_default();
        if !INLINE.contains(&name.to_ascii_lowercase().as_str()) {
            pieces.push(String::new());
        }
        if let Some(last) = pieces.last_mut() {
            last.push_str(words);
        }
    }
    pieces.extend(attributes);
    pieces.iter().map(|p| unescaped(p)).collect()
}

/// The characters that stand behind references, decimal and hexadecimal ones too.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.char_indices().take(10).find(|(_, c)| *c == ';').map(|(i, _)| i);
        match end.and_then(|end| Some((character(&rest[1..end])?, end))) {
            Some((c, end)) => {
                out.push(c);
                rest = &rest[end + 1..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

fn character(name: &str) -> Option<char> {
    let number = |text: &str, base| u32::from_str_radix(text, base).ok().and_then(char::from_u32);
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" | "ensp" | "emsp" | "thinsp" => Some(' '),
        _ => match name.strip_prefix('#') {
            Some(hex) if hex.starts_with(['x', 'X']) => number(&hex[1..], 16),
            Some(digits) => number(digits, 10),
            None => None,
        },
    }
}
