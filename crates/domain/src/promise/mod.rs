//! Løftet: a published opening hour is a promise, and this room says how each stands and whether it was kept.
//!
//! How a promise stands is derived from the plan, from who keeps it and from what happened; nobody writes it. What was
//! published, and when that was changed, is kept from the day it was published, and the share that was held is counted
//! from it.

mod figures;
mod published;
mod standing;
#[cfg(test)]
mod tests;

pub use figures::{Predictability, PromiseEnd, outcome};
pub use published::{Cause, HORIZON_DAYS, Promise, Span, Update, follow, horizon, planned, planned_of};
pub use standing::{Facts, Keeping, RosterCrew, Standing, standing};
