//! Timene: appointments that a person takes with a guide, on the web, by phone or at the counter.
//!
//! The free times follow from the opening plan, how many guides there are, how long the help takes and what is taken
//! already, and each time says why it is free or not. The one who books keeps a short code and nothing else; no name and
//! no contact is needed.

mod cells;
mod code;
mod state;
#[cfg(test)]
mod tests;
mod times;

pub use cells::{CELL, cells};
pub use code::Code;
pub use state::{AppointmentState, BookingRefusal, MadeBy};
pub use times::{
    Asked, Busy, By, LONGEST_SERIES, Load, Parts, Stock, Time, Verdict, lanes_for, last_day, nearest, open_on_web,
    ordinary_appointments, series, times, units,
};
