use crate::{
    frame::{AppError, Refusal},
    texts::{T, Words},
};
use domain::{shared::Locale, visits::VisitRefusal};

impl From<VisitRefusal> for AppError {
    fn from(refusal: VisitRefusal) -> Self {
        Self::refused(refusal)
    }
}

impl Refusal for VisitRefusal {
    fn code(&self) -> &'static str {
        Self::code(*self)
    }

    fn text(&self, locale: Locale) -> String {
        locale.t(match self {
            Self::FutureDay => T::VisitsRefusalFutureDay,
            Self::TooLate => T::VisitsRefusalTooLate,
            Self::PaperTooLate => T::VisitsRefusalPaperTooLate,
            Self::DayIsOver => T::VisitsRefusalDayIsOver,
            Self::NotYours => T::VisitsRefusalNotYours,
        })
    }

    fn hint(&self, locale: Locale) -> String {
        locale.t(match self {
            Self::FutureDay => T::VisitsRefusalFutureDayHint,
            Self::TooLate => T::VisitsRefusalTooLateHint,
            Self::PaperTooLate => T::VisitsRefusalPaperTooLateHint,
            Self::DayIsOver => T::VisitsRefusalDayIsOverHint,
            Self::NotYours => T::VisitsRefusalNotYoursHint,
        })
    }
}
