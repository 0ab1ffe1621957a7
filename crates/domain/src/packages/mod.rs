//! Arkivpakken: documents as they were on one day, with the data behind every figure, numbered and never changed again.
//!
//! The municipality's case system is the archive; this is what is handed over to it. A room hands in its documents as
//! [`PackageDocument`]s, [`may_freeze`] looks through all of it once more, and what is stored can be told from anything else by
//! its checksums.

mod check;
mod figure;
mod file;
mod refusal;

#[cfg(test)]
mod tests;

pub use check::{LARGEST_FILE, LARGEST_PACKAGE, LONGEST_NOTE, LONGEST_TITLE, MOST_DOCUMENTS, may_freeze};
pub use figure::{FigureCell, FigureSource, HiddenWords};
pub use file::{PackageFile, PackageMedia, is_file_name};
pub use refusal::PackageRefusal;

use crate::shared::{Id, Locale};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::fmt::Write as _;

/// The file that says what the package is, for people.
pub const READ_ME: &str = "LESMEG.txt";
/// The file that says what it is, for the case system.
pub const ARCHIVE_MESSAGE: &str = "arkivmelding.xml";
/// The file that says what it is, for programs.
pub const CONTENTS: &str = "pakke.json";
/// The file with the checksum of every other.
pub const CHECKSUMS: &str = "sjekksummer.txt";
/// The folder of the documents.
pub const DOCUMENTS: &str = "dokumenter";
/// The folder of the data behind the figures.
pub const DATA: &str = "data";

/// The name of the data behind a figure, counted from 1.
#[must_use]
pub fn data_name(n: usize, media: PackageMedia) -> String {
    format!("figur-{n:02}.{}", media.code())
}

/// What a document of a package is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PackageDocumentKind {
    /// A council case (saksframlegg).
    CouncilCase,
    /// A status case.
    StatusCase,
    /// An application for a grant.
    GrantApplication,
    /// A report on a grant.
    GrantReport,
    /// The service description.
    ServiceDescription,
    /// A risk analysis.
    RiskAnalysis,
    /// A presentation.
    Presentation,
    /// Something that goes with another document.
    Attachment,
}

impl PackageDocumentKind {
    /// Every kind.
    pub const ALL: [Self; 8] = [
        Self::CouncilCase,
        Self::StatusCase,
        Self::GrantApplication,
        Self::GrantReport,
        Self::ServiceDescription,
        Self::RiskAnalysis,
        Self::Presentation,
        Self::Attachment,
    ];

    /// The code and the words of the code list `dokumenttype` of Fiks Arkiv V1.
    #[must_use]
    pub const fn archive_code(self) -> (&'static str, &'static str) {
        match self {
            Self::CouncilCase => ("SAKSFRAMLEGG", "Saksframlegg"),
            Self::GrantApplication => ("SØKNAD", "Søknad"),
            Self::GrantReport => ("RAPPORT", "Rapport"),
            Self::RiskAnalysis => ("ROS-ANALYSE", "ROS-analyse"),
            Self::StatusCase | Self::ServiceDescription => ("NOTAT", "Notat"),
            Self::Presentation | Self::Attachment => ("VEDLEGG", "Vedlegg"),
        }
    }
}

/// A document that is to be frozen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackageDocument {
    /// Which thing it was made from, in a code of the room's own: `status`, `soknad-…`. The next version is made from the same.
    pub origin: String,
    /// What it is called.
    pub title: String,
    /// What it is.
    pub kind: PackageDocumentKind,
    /// The language it is written in.
    pub language: Locale,
    /// Every text of the content it was made from, each by itself.
    pub texts: Vec<String>,
    /// What its drawings are called.
    pub drawings: Vec<String>,
    /// What its figures were made from; each drawing has one of its name.
    pub figures: Vec<FigureSource>,
    /// The files, the one to be kept first.
    pub files: Vec<PackageFile>,
}

/// A package that is to be frozen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPackage {
    /// What it is called.
    pub title: String,
    /// Who gives it out: the service, by name.
    pub sender: String,
    /// The municipality's language, for what the package says of itself.
    pub language: Locale,
    /// The documents, the main one first.
    pub documents: Vec<PackageDocument>,
    /// What is new since the former version; needed where there is one.
    pub change_note: String,
    /// The package that this is a new version of.
    pub former: Option<Id>,
}

/// What a frozen package says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackageContents {
    /// Its number in the municipality.
    pub number: i64,
    /// Which version it is, from 1.
    pub version: i64,
    /// The number of the version before.
    pub former: Option<i64>,
    /// What it is called.
    pub title: String,
    /// The language that what it says of itself is in: a code.
    pub language: String,
    /// The day it was frozen.
    pub frozen: Date,
    /// What is new since the version before.
    pub change_note: String,
    /// The documents, the main one first.
    pub documents: Vec<FrozenDocument>,
    /// What the figures were made from.
    pub figures: Vec<FrozenFigure>,
}

/// A document of a frozen package.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrozenDocument {
    /// See [`PackageDocument::origin`].
    pub origin: String,
    /// What it is called.
    pub title: String,
    /// What it is.
    pub kind: PackageDocumentKind,
    /// The language it is written in: a code.
    pub language: String,
    /// The names of its files, the one to be kept first.
    pub files: Vec<String>,
}

/// What a figure of a frozen package was made from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrozenFigure {
    /// The title of the document it stands in.
    pub document: String,
    /// What it is called there.
    pub title: String,
    /// What was asked.
    pub query: String,
    /// Who answered.
    pub source: String,
    /// For which year or period.
    pub year: String,
    /// The names of the files with the answer.
    pub files: Vec<String>,
}

/// A file of a frozen package, without what is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrozenFile {
    /// Its folder and name, with `/` between.
    pub path: String,
    /// What sort it is.
    pub media: PackageMedia,
    /// How large it is, in bytes.
    pub size: u64,
    /// SHA-256 of what is in it, as 64 hexadecimal digits.
    pub checksum: String,
}

impl FrozenFile {
    /// Its name without the folder. No two files of a package have the same.
    #[must_use]
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }
}

/// The checksum of every file but this list itself, a line each, sorted by path, as `sha256sum --check` reads it.
#[must_use]
pub fn manifest(files: &[FrozenFile]) -> String {
    let mut sorted: Vec<&FrozenFile> = files.iter().filter(|f| f.path != CHECKSUMS).collect();
    sorted.sort_by(|a, b| a.path.cmp(&b.path));
    let mut out = String::new();
    for file in sorted {
        // Writing to a string does not fail.
        let _ = writeln!(out, "{}  {}", file.checksum, file.path);
    }
    out
}
