use super::PackageRefusal;
use std::collections::BTreeSet;

/// What sort of file it is: each has one ending and one media type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PackageMedia {
    /// A PDF for archives and screen readers (PDF/A-2a).
    Pdf,
    /// A Word file.
    Word,
    /// A presentation.
    Slides,
    /// A workbook.
    Workbook,
    /// A page.
    Page,
    /// Plain text.
    Text,
    /// Figures for a spreadsheet.
    Csv,
    /// Figures for programs.
    Json,
    /// Metadata.
    Xml,
    /// A drawing.
    Drawing,
    /// A picture.
    Picture,
}

impl PackageMedia {
    /// Every sort.
    pub const ALL: [Self; 11] = [
        Self::Pdf,
        Self::Word,
        Self::Slides,
        Self::Workbook,
        Self::Page,
        Self::Text,
        Self::Csv,
        Self::Json,
        Self::Xml,
        Self::Drawing,
        Self::Picture,
    ];

    /// The ending of its name, without the dot; also its stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Word => "docx",
            Self::Slides => "pptx",
            Self::Workbook => "xlsx",
            Self::Page => "html",
            Self::Text => "txt",
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Xml => "xml",
            Self::Drawing => "svg",
            Self::Picture => "png",
        }
    }

    /// Reads a code written by [`PackageMedia::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|m| m.code() == code)
    }

    /// Its media type (IANA).
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Word => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Slides => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            Self::Workbook => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Page => "text/html; charset=utf-8",
            Self::Text => "text/plain; charset=utf-8",
            Self::Csv => "text/csv; charset=utf-8",
            Self::Json => "application/json",
            Self::Xml => "application/xml",
            Self::Drawing => "image/svg+xml",
            Self::Picture => "image/png",
        }
    }

    /// Whether a person could read it as it is.
    #[must_use]
    pub const fn is_text(self) -> bool {
        matches!(
            self,
            Self::Page | Self::Text | Self::Csv | Self::Json | Self::Xml | Self::Drawing
        )
    }
}

/// A file that is to be frozen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackageFile {
    /// Its name, with its ending.
    pub name: String,
    /// What sort it is.
    pub media: PackageMedia,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// The longest name of a file.
const LONGEST_NAME: usize = 100;

/// Names that Windows keeps for itself, whatever comes after a dot.
const RESERVED: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1", "lpt2",
    "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// Whether a file can be called this on every machine, and lie nowhere but where it is put: letters from a to z, digits,
/// hyphens, underscores and dots, beginning with a letter or a digit, no two dots beside each other, the right ending, and no
/// name that Windows keeps for itself.
#[must_use]
pub fn is_file_name(name: &str, media: PackageMedia) -> bool {
    let plain = name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'));
    let begins = name.bytes().next().is_some_and(|b| b.is_ascii_alphanumeric());
    let stem = name.split('.').next().unwrap_or_default().to_ascii_lowercase();
    let ends = name.strip_suffix(media.code()).is_some_and(|stem| stem.ends_with('.'));
    plain && begins && ends && name.len() <= LONGEST_NAME && !name.contains("..") && !RESERVED.contains(&stem.as_str())
}

/// The names of a package: each once, also where great and small letters are the same.
#[derive(Default)]
pub(super) struct Names(BTreeSet<String>);

impl Names {
    pub(super) fn add(&mut self, name: &str) -> Result<(), PackageRefusal> {
        if self.0.insert(name.to_ascii_lowercase()) {
            Ok(())
        } else {
            Err(PackageRefusal::SameName)
        }
    }
}
