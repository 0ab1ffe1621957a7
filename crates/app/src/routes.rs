//! Every route, room by room.

use crate::frame::{RouteInfo, Routes};

/// Every room's routes.
#[must_use]
pub fn all() -> Routes {
    Routes::default()
        .and(crate::access::routes())
        .and(crate::anchoring::routes())
        .and(crate::council::routes())
        .and(crate::enrolments::routes())
        .and(crate::learning::routes())
        .and(crate::messages::routes())
        .and(crate::municipality::routes())
        .and(crate::municipality::office_routes())
        .and(crate::offerings::routes())
        .and(crate::offerings::office_routes())
        .and(crate::events::routes())
        .and(crate::office::routes())
        .and(crate::organisations::routes())
        .and(crate::packages::routes())
        .and(crate::places::routes())
        .and(crate::schedule::routes())
        .and(crate::posters::routes())
        .and(crate::privacy::routes())
        .and(crate::promise::routes())
        .and(crate::queue::routes())
        .and(crate::referrals::routes())
        .and(crate::risk::routes())
        .and(crate::roster::routes())
        .and(crate::search::routes())
        .and(crate::situation::routes())
        .and(crate::statistics::routes())
        .and(crate::sustainability::routes())
        .and(crate::visits::routes())
        .and(crate::bookings::routes())
        .and(crate::boundaries::routes())
        .and(crate::calendars::routes())
        .and(crate::certificates::routes())
        .and(crate::equipment::routes())
        .and(crate::guides::routes())
        .and(crate::handbook::routes())
        .and(crate::incidents::routes())
}

/// The table of every route: method, path, audience.
#[must_use]
pub fn table() -> Vec<RouteInfo> {
    all().done().1
}
