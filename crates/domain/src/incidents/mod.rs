//! Hendelsene: something at the desk that was hard, or went wrong, written down so that the next one goes better.
//!
//! An incident tells what happened and what was done, never to whom. Only those who need it read it. Here are its kinds, who
//! may read, the clock and the questions of a breach, what to do for the one who stood in it, when it is erased, and when
//! several of a kind are so many that the risk must be looked at anew.

mod aftercare;
mod breach;
mod kind;
mod need;
mod note;
mod round;
#[cfg(test)]
mod tests;

pub use aftercare::{AftercareStep, aftercare};
pub use breach::{BREACH_HOURS, BreachClock, BreachQuestion, Notification, NotificationGap, gaps, unanswered};
pub use kind::{IncidentKind, Told};
pub use need::{ReadingGround, may_read};
pub use note::LearningNote;
pub use round::{Stage, StageFacts, Threshold, erase_on, stages};
