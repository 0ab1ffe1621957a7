//! What other programs read: calendars, web feeds, data for search engines and messages to the case system; and statistics that are brought in. Built from the domain alone; knows no HTTP and no store.

pub mod arkivmelding;
pub mod atom;
pub mod ical;
pub mod json_stat;
pub mod schema_org;
