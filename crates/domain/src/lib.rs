//! The rules of Digihjelpen, as plain values and functions.
//!
//! Nothing here knows a database, a web server, a clock or a source of chance: `now` is an argument, and every
//! answer follows from the arguments alone. A folder is a room; the room of the same name in `app` holds its pages.

pub mod access;
pub mod anchoring;
pub mod bookings;
pub mod boundaries;
pub mod council_case;
pub mod enrolments;
pub mod equipment;
pub mod events;
pub mod exchange;
pub mod guides;
pub mod handbook;
pub mod incidents;
pub mod learning;
pub mod messages;
pub mod municipality;
pub mod offerings;
pub mod organisations;
pub mod packages;
pub mod places;
pub mod posters;
pub mod privacy;
pub mod promise;
pub mod queue;
pub mod referrals;
pub mod register;
pub mod risk;
pub mod roster;
pub mod schedule;
pub mod search;
pub mod shared;
pub mod situation;
pub mod statistics;
pub mod sustainability;
pub mod visits;
