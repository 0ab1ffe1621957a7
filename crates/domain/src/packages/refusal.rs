use crate::privacy::Kind;

/// Why a package was not frozen, or is not shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PackageRefusal {
    /// Nothing is in it.
    Empty,
    /// A title or a note is missing or too long.
    Words,
    /// It has more files, figures or rows than a package may.
    TooMany,
    /// A file, or the whole, is larger than a package may be.
    TooLarge,
    /// A file has a name that not every machine takes.
    FileName,
    /// Two files have the same name.
    SameName,
    /// A figure in this document cannot be traced: data, question, source or year is missing. What it is called.
    NoSource(String),
    /// Something that looks like a number of a person's stands in this document, and what it looks like.
    Personal(String, Kind),
    /// A new version does not say what is new.
    NoNote,
    /// Somebody has frozen a newer version already.
    Replaced,
    /// What is stored is not what was frozen.
    Broken,
}

impl PackageRefusal {
    /// Stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "packages.empty",
            Self::Words => "packages.words",
            Self::TooMany => "packages.too_many",
            Self::TooLarge => "packages.too_large",
            Self::FileName => "packages.file_name",
            Self::SameName => "packages.same_name",
            Self::NoSource(_) => "packages.no_source",
            Self::Personal(..) => "packages.personal",
            Self::NoNote => "packages.no_note",
            Self::Replaced => "packages.replaced",
            Self::Broken => "packages.broken",
        }
    }
}
