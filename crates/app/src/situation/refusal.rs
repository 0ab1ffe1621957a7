use crate::{frame::Refusal, texts::T};
use axum::http::StatusCode;
use domain::situation::SituationRefusal;

impl Refusal for SituationRefusal {
    fn code(&self) -> &'static str {
        Self::code(*self)
    }

    fn texts(&self) -> (T, T) {
        match self {
            Self::NoYear => (T::SituationRefusalNoYear, T::SituationRefusalNoYearHint),
            Self::NoSource => (T::SituationRefusalNoSource, T::SituationRefusalNoSourceHint),
            Self::KindsMixed => (T::SituationRefusalKindsMixed, T::SituationRefusalKindsMixedHint),
            Self::NoShare => (T::SituationRefusalNoShare, T::SituationRefusalNoShareHint),
            Self::NoPopulation => (T::SituationRefusalNoPopulation, T::SituationRefusalNoPopulationHint),
            Self::RoundClosed => (T::SituationRefusalRoundClosed, T::SituationRefusalRoundClosedHint),
            Self::RoundOpen => (T::SituationRefusalRoundOpen, T::SituationRefusalRoundOpenHint),
        }
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::RoundClosed | Self::RoundOpen => StatusCode::CONFLICT,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }
}
