//! What other programs read: calendars, web feeds and data for search engines; and statistics that are brought in. Built from the domain alone; knows no HTTP and no store.

pub mod atom;
pub mod ical;
pub mod json_stat;
pub mod schema_org;
