use crate::{
    frame::Refusal,
    texts::{T, Words},
};
use axum::http::StatusCode;
use domain::shared::Locale;

/// Why a thing was not lent or set aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EquipmentRefusal {
    /// There are not as many free.
    NotEnough,
    /// It is only used at the place.
    NotLent,
    /// Every number for a slip is in use.
    NoSlip,
}

impl EquipmentRefusal {
    const fn texts(self) -> (T, T) {
        match self {
            Self::NotEnough => (T::EquipmentRefusalNotEnough, T::EquipmentRefusalNotEnoughHint),
            Self::NotLent => (T::EquipmentRefusalNotLent, T::EquipmentRefusalNotLentHint),
            Self::NoSlip => (T::EquipmentRefusalNoSlip, T::EquipmentRefusalNoSlipHint),
        }
    }
}

impl Refusal for EquipmentRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::NotEnough => "equipment.not_enough",
            Self::NotLent => "equipment.not_lent",
            Self::NoSlip => "equipment.no_slip",
        }
    }

    fn text(&self, locale: Locale) -> String {
        locale.t(self.texts().0)
    }

    fn hint(&self, locale: Locale) -> String {
        locale.t(self.texts().1)
    }

    fn status(&self) -> StatusCode {
        StatusCode::CONFLICT
    }
}
