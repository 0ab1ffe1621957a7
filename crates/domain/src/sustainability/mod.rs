//! Bærekraft: whether the people there are can carry what is published, month by month for the next year.
//!
//! The hours a plan needs are set against the hours that are agreed, and what may go wrong – somebody is ill for six weeks,
//! pupils have exams, those with an end date leave – is tried many times with a seed, so that the same question gets the same
//! answer. Where a closed formula exists for the wait of those who drop in, the simulation is tested against it.

mod chance;
mod need;
mod queue;
mod simulation;
#[cfg(test)]
mod tests;

pub use need::{MonthNeed, Rates, Worker, needs};
pub use queue::{DropIn, Wait, erlang_c, expected_wait, simulated_wait};
pub use simulation::{Forecast, Month, RUNS, Scenario, falling_order, forecast};
