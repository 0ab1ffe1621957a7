//! What other programs read: calendars and data for search engines. Built from the domain alone; knows no HTTP and no store.

pub mod ical;
pub mod schema_org;
