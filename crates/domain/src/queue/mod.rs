//! Køen: who is next at a drop-in, without anyone's name.
//!
//! A person gets a ticket with a number, or with a number and a creature such as «blå rev». The guide calls the next one,
//! can set a ticket aside for a while, and is asked to close the queue when time runs out. The expected wait is a range
//! from today's pace; when too little is known, nothing is shown.

mod label;
#[cfg(test)]
mod tests;
mod ticket;
mod wait;

pub use label::{Creature, LabelStyle, TicketLabel};
pub use ticket::{QueueRefusal, TicketAction, TicketState, check_issue, next_to_call};
pub use wait::{Pace, WaitRange, estimate, should_suggest_closing};
