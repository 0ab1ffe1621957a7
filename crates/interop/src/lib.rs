//! What other programs read: calendars, web feeds and data for search engines. Built from the domain alone; knows no HTTP and no store.

pub mod atom;
pub mod ical;
pub mod schema_org;
