use crate::{frame::Refusal, texts::T};
use axum::http::StatusCode;

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

impl Refusal for EquipmentRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::NotEnough => "equipment.not_enough",
            Self::NotLent => "equipment.not_lent",
            Self::NoSlip => "equipment.no_slip",
        }
    }

    fn texts(&self) -> (T, T) {
        match self {
            Self::NotEnough => (T::EquipmentRefusalNotEnough, T::EquipmentRefusalNotEnoughHint),
            Self::NotLent => (T::EquipmentRefusalNotLent, T::EquipmentRefusalNotLentHint),
            Self::NoSlip => (T::EquipmentRefusalNoSlip, T::EquipmentRefusalNoSlipHint),
        }
    }

    fn status(&self) -> StatusCode {
        StatusCode::CONFLICT
    }
}
