//! Påmeldingene og ventelistene: a place at an event, a course or a club – and who gets it when somebody leaves.
//!
//! Whoever comes first gets a place. When all are taken one may stand on the waiting list. A place that comes free is
//! offered to one person at a time, in order, with a deadline that fits somebody who answers the phone tomorrow.
//! Leaving is one step, and a freed place always comes back: to the list, or to everybody.
//!
//! The same list serves those who wait for an appointment: then what is offered is a time that fits their wishes.

mod deadline;
mod line;
mod target;
#[cfg(test)]
mod tests;
mod wishes;

pub use deadline::{Deadline, deadline};
pub use line::{EnrolmentRefusal, Entry, Line, OFFERS, Places, Room, State};
pub use target::{Enrolled, Target, Tick};
pub use wishes::Wishes;
