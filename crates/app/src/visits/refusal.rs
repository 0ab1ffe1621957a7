use crate::{
    frame::{AppError, Refusal},
    texts::T,
};
use domain::visits::VisitRefusal;

impl From<VisitRefusal> for AppError {
    fn from(refusal: VisitRefusal) -> Self {
        Self::refused(refusal)
    }
}

impl Refusal for VisitRefusal {
    fn code(&self) -> &'static str {
        Self::code(*self)
    }

    fn texts(&self) -> (T, T) {
        match self {
            Self::FutureDay => (T::VisitsRefusalFutureDay, T::VisitsRefusalFutureDayHint),
            Self::TooLate => (T::VisitsRefusalTooLate, T::VisitsRefusalTooLateHint),
            Self::PaperTooLate => (T::VisitsRefusalPaperTooLate, T::VisitsRefusalPaperTooLateHint),
            Self::DayIsOver => (T::VisitsRefusalDayIsOver, T::VisitsRefusalDayIsOverHint),
            Self::NotYours => (T::VisitsRefusalNotYours, T::VisitsRefusalNotYoursHint),
        }
    }
}
