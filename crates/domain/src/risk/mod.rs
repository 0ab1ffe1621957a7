//! ROS: what can go wrong in the guidance, how bad it would be, what is done about it, and who stands for what is left.
//!
//! An analysis carries its own scale, so that an old one reads as it did. It goes from draft to held to approved; an approved
//! version is never changed, a new one is made from it. Nothing red is accepted without a named owner and a reason.

mod analysis;
mod checklist;
mod compare;
mod due;
mod library;
mod measure;
mod rules;
mod scale;
#[cfg(test)]
mod tests;

pub use analysis::{Acceptance, AnalysisStatus, Knowledge, RiskAnalysis, RiskScenario, RiskTag};
pub use checklist::{CheckAnswer, CheckItem, CheckItemAnswer, PlaceCheck, check_items, next_check};
pub use compare::{AnalysisChange, ScenarioChange, compare};
pub use due::{Due, DueKind, by_owner};
pub use library::{LibraryScenario, library};
pub use measure::{MeasureEvent, MeasureLog, MeasureProgress, RiskMeasure, progress};
pub use rules::{Hindrance, hindrances_to_approve, hindrances_to_hold};
pub use scale::{Grade, Rating, RiskClass, RiskScale, ScaleProblem};
