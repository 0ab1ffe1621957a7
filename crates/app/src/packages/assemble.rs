//! From what is handed in to the files that are stored: the documents, the data behind the figures, and what the package says of
//! itself to people, to programs and to the case system.

use crate::{
    frame::AppError,
    texts::{T, Words},
};
use domain::{
    packages::{
        ARCHIVE_MESSAGE, CHECKSUMS, CONTENTS, DATA, DOCUMENTS, FigureSource, FrozenDocument, FrozenFigure, FrozenFile,
        HiddenWords, NewPackage, PackageContents, PackageMedia, READ_ME, data_name, manifest,
    },
    schedule::day_in_words,
    shared::{Id, Locale, day_and_minute},
    statistics::{CsvFlavour, Sheet, SheetCell, write_csv},
};
use interop::arkivmelding::{self, Sender};
use jiff::{Timestamp, civil::Date};
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;
use ui::args;

/// What the transaction says of a package.
pub struct Stamp {
    /// Its id.
    pub id: Id,
    /// Its number.
    pub number: i64,
    /// Its version.
    pub version: i64,
    /// The number of the version before.
    pub former: Option<i64>,
    /// When it is frozen.
    pub at: Timestamp,
}

/// A file with what is in it.
pub type Filled = (FrozenFile, Vec<u8>);

/// SHA-256 as 64 hexadecimal digits.
pub fn checksum(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut out, byte| {
        // Writing to a string does not fail.
        let _ = write!(out, "{byte:02x}");
        out
    })
}

fn filled(path: String, media: PackageMedia, bytes: Vec<u8>) -> Filled {
    let file = FrozenFile {
        path,
        media,
        size: bytes.len().try_into().unwrap_or(u64::MAX),
        checksum: checksum(&bytes),
    };
    (file, bytes)
}

/// Every file of a package, the list of checksums last. The same package and stamp always become the same bytes.
///
/// # Errors
/// A fault when something cannot be written as JSON, which nothing here is.
pub fn files(package: &NewPackage, stamp: &Stamp) -> Result<Vec<Filled>, AppError> {
    let l = package.language;
    let mut out: Vec<Filled> = Vec::new();
    for file in package.documents.iter().flat_map(|d| &d.files) {
        out.push(filled(
            format!("{DOCUMENTS}/{}", file.name),
            file.media,
            file.bytes.clone(),
        ));
    }
    let figures = package.documents.iter().flat_map(|d| d.figures.iter().map(move |f| (d.title.as_str(), f)));
    let mut told = Vec::new();
    for (n, (document, figure)) in (1..).zip(figures) {
        let sheet = figure.sheet(&hidden(l));
        let csv = write_csv(std::slice::from_ref(&sheet), CsvFlavour::NorwegianExcel);
        for (media, bytes) in [(PackageMedia::Csv, csv.into_bytes()), (PackageMedia::Json, json(figure, &sheet)?)] {
            out.push(filled(format!("{DATA}/{}", data_name(n, media)), media, bytes));
        }
        told.push(FrozenFigure {
            document: document.to_owned(),
            title: figure.title.clone(),
            query: figure.query.clone(),
            source: figure.source.clone(),
            year: figure.year.clone(),
            files: [PackageMedia::Csv, PackageMedia::Json].map(|media| data_name(n, media)).to_vec(),
        });
    }
    let contents = contents(package, stamp, told);
    out.push(filled(
        READ_ME.to_owned(),
        PackageMedia::Text,
        read_me(package, &contents).into_bytes(),
    ));
    out.push(filled(CONTENTS.to_owned(), PackageMedia::Json, pretty(&contents)?));
    let listed: Vec<FrozenFile> = out.iter().map(|(f, _)| f.clone()).collect();
    let sender = Sender {
        key: stamp.id.to_string(),
        unit: package.sender.clone(),
        at: stamp.at,
        data_title: l.t(T::PackagesData),
    };
    let message = arkivmelding::write(&contents, &listed, &sender);
    out.push(filled(
        ARCHIVE_MESSAGE.to_owned(),
        PackageMedia::Xml,
        message.into_bytes(),
    ));
    let listed: Vec<FrozenFile> = out.iter().map(|(f, _)| f.clone()).collect();
    out.push(filled(
        CHECKSUMS.to_owned(),
        PackageMedia::Text,
        manifest(&listed).into_bytes(),
    ));
    Ok(out)
}

fn hidden(l: Locale) -> HiddenWords {
    HiddenWords {
        fewer_than_five: l.t(T::StatisticsFewerThanFive),
        withheld: l.t(T::StatisticsWithheld),
    }
}

fn pretty(value: &impl serde::Serialize) -> Result<Vec<u8>, AppError> {
    let mut bytes = serde_json::to_vec_pretty(value).map_err(|e| AppError::Fault(e.to_string()))?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn json(figure: &FigureSource, sheet: &Sheet) -> Result<Vec<u8>, AppError> {
    let cell = |cell: &SheetCell| match cell {
        SheetCell::Text(text) => serde_json::Value::from(text.as_str()),
        SheetCell::Number(n) => serde_json::Value::from(*n),
    };
    let rows: Vec<Vec<_>> = sheet.rows.iter().map(|row| row.iter().map(cell).collect()).collect();
    pretty(&serde_json::json!({
        "title": figure.title,
        "query": figure.query,
        "source": figure.source,
        "year": figure.year,
        "columns": sheet.headings,
        "rows": rows,
    }))
}

fn contents(package: &NewPackage, stamp: &Stamp, figures: Vec<FrozenFigure>) -> PackageContents {
    let documents = package.documents.iter().map(|d| FrozenDocument {
        origin: d.origin.clone(),
        title: d.title.clone(),
        kind: d.kind,
        language: d.language.code().to_owned(),
        files: d.files.iter().map(|f| f.name.clone()).collect(),
    });
    PackageContents {
        number: stamp.number,
        version: stamp.version,
        former: stamp.former,
        title: package.title.clone(),
        language: package.language.code().to_owned(),
        frozen: day_and_minute(stamp.at).0,
        change_note: package.change_note.clone(),
        documents: documents.collect(),
        figures,
    }
}

/// A file for people: what this is, what is in it, and where each figure is from.
fn read_me(package: &NewPackage, c: &PackageContents) -> String {
    let l = package.language;
    let day = day_in_words(c.frozen, Date::MIN, l);
    let frozen = l.ta(
        T::PackagesReadFrozen,
        &args![("number", c.number), ("version", c.version), ("day", day), ("sender", package.sender.as_str())],
    );
    let mut lines = vec![c.title.clone(), "=".repeat(c.title.chars().count()), String::new(), frozen];
    if let Some(former) = c.former {
        lines.push(l.ta(T::PackagesReadFormer, &args![("number", former)]));
        lines.push(c.change_note.clone());
    }
    lines.extend([l.t(T::PackagesReadNever), String::new(), l.t(T::PackagesDocuments)]);
    for document in &c.documents {
        lines.push(format!("- {}", document.title));
        lines.extend(document.files.iter().map(|name| format!("  {DOCUMENTS}/{name}")));
    }
    if !c.figures.is_empty() {
        lines.extend([String::new(), l.t(T::PackagesData)]);
        for (n, f) in (1..).zip(&c.figures) {
            lines.push(format!("{n}. {} ({})", f.title, f.document));
            let pairs = [(T::PackagesQuery, &f.query), (T::PackagesSource, &f.source), (T::PackagesYear, &f.year)];
            lines.extend(pairs.map(|(name, value)| format!("  {}: {value}", l.t(name))));
            lines.extend(f.files.iter().map(|name| format!("  {DATA}/{name}")));
        }
        lines.push(l.t(T::PackagesReadHidden));
    }
    lines.extend([
        String::new(),
        l.t(T::PackagesReadOther),
        format!("- {ARCHIVE_MESSAGE}: {}", l.t(T::PackagesReadMessage)),
        format!("- {CONTENTS}: {}", l.t(T::PackagesReadContents)),
        format!("- {CHECKSUMS}: {}", l.t(T::PackagesReadChecksums)),
    ]);
    lines.join("\n") + "\n"
}
