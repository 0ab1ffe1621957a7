use crate::{frame::Refusal, texts::T};
use axum::http::StatusCode;

/// Why a change of an analysis was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RiskRefusal {
    /// It is approved (or no longer a draft), and stays as it is.
    Approved,
    /// Something is missing before it is held or approved.
    NotReady,
    /// It must be held before it is approved, and approved before the next is made.
    NotHeld,
    /// Somebody else changed the scenario after the form was opened.
    ChangedMeanwhile,
}

impl Refusal for RiskRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::Approved => "risk.approved",
            Self::NotReady => "risk.not_ready",
            Self::NotHeld => "risk.not_held",
            Self::ChangedMeanwhile => "risk.changed_meanwhile",
        }
    }

    fn texts(&self) -> (T, T) {
        match self {
            Self::Approved => (T::RiskRefusalApproved, T::RiskRefusalApprovedHint),
            Self::NotReady => (T::RiskRefusalNotReady, T::RiskRefusalNotReadyHint),
            Self::NotHeld => (T::RiskRefusalNotHeld, T::RiskRefusalNotHeldHint),
            Self::ChangedMeanwhile => (T::RiskRefusalChangedMeanwhile, T::RiskRefusalChangedMeanwhileHint),
        }
    }

    fn status(&self) -> StatusCode {
        StatusCode::CONFLICT
    }
}
