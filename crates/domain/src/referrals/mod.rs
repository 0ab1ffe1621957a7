//! Å vise videre: from what somebody needs to the right open door, and the slip she carries there.
//!
//! A referral moves no data about the citizen. Here we only rank the doors, say why, and write the slip.

mod codes;
mod doors;
mod rank;
#[cfg(test)]
pub(crate) mod sample;
mod slip;
#[cfg(test)]
mod tests;

pub use codes::{CODE_DAYS, FEWEST_BACK, SlipCounts, SlipMark};
pub use doors::{doors_of, national_doors};
pub use rank::{Need, Opening, Reason, STALE_AFTER_DAYS, Target, Way, is_stale, metres_between, rank};
pub use slip::{Slip, slip};
