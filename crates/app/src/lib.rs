//! Everything a user meets: one folder per room, and the frame they stand on.

/// A visit takes and gives back some hundred small pieces of memory, those of the database included.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

pub mod access;
pub mod anchoring;
pub mod bookings;
pub mod boundaries;
pub mod calendars;
pub mod certificates;
pub mod council;
pub mod enrolments;
pub mod equipment;
pub mod events;
pub mod exchange;
pub mod frame;
pub mod guides;
pub mod handbook;
pub mod incidents;
pub mod learning;
pub mod messages;
pub mod municipality;
pub mod offerings;
pub mod office;
pub mod operations;
pub mod organisations;
pub mod packages;
pub mod places;
pub mod posters;
pub mod privacy;
pub mod promise;
pub mod queue;
pub mod referrals;
pub mod risk;
pub mod roster;
pub mod routes;
pub mod schedule;
pub mod search;
pub mod situation;
pub mod statistics;
pub mod sustainability;
pub mod texts;
pub mod visits;

#[cfg(any(test, feature = "testing"))]
pub mod testing;
