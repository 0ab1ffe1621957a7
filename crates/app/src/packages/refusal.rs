use crate::{
    frame::Refusal,
    texts::{T, Words},
};
use axum::http::StatusCode;
use domain::{packages::PackageRefusal, shared::Locale};

impl Refusal for PackageRefusal {
    fn code(&self) -> &'static str {
        Self::code(self)
    }

    fn texts(&self) -> (T, T) {
        match self {
            Self::Empty => (T::PackagesRefusalEmpty, T::PackagesRefusalEmptyHint),
            Self::Words => (T::PackagesRefusalWords, T::PackagesRefusalWordsHint),
            Self::TooMany => (T::PackagesRefusalTooMany, T::PackagesRefusalTooManyHint),
            Self::TooLarge => (T::PackagesRefusalTooLarge, T::PackagesRefusalTooLargeHint),
            Self::FileName => (T::PackagesRefusalFileName, T::PackagesRefusalFileNameHint),
            Self::SameName => (T::PackagesRefusalSameName, T::PackagesRefusalSameNameHint),
            Self::NoSource(_) => (T::PackagesRefusalNoSource, T::PackagesRefusalNoSourceHint),
            Self::Personal(..) => (T::PackagesRefusalPersonal, T::PackagesRefusalPersonalHint),
            Self::NoNote => (T::PackagesRefusalNoNote, T::PackagesRefusalNoNoteHint),
            Self::Replaced => (T::PackagesRefusalReplaced, T::PackagesRefusalReplacedHint),
            Self::Broken => (T::PackagesRefusalBroken, T::PackagesRefusalBrokenHint),
        }
    }

    fn text(&self, l: Locale) -> String {
        match self {
            Self::NoSource(name) => l.ta(self.texts().0, &ui::args![("name", name.as_str())]),
            Self::Personal(name, kind) => {
                let (found, _) = crate::privacy::words(*kind, l);
                l.ta(self.texts().0, &ui::args![("name", name.as_str()), ("found", found)])
            }
            _ => l.t(self.texts().0),
        }
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::Replaced | Self::Broken => StatusCode::CONFLICT,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }
}
