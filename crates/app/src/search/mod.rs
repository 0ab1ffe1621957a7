//! Søket: innbyggeren skriver med egne ord hva hun trenger, og får svar i setninger og steder å gå. Svaret er aldri tomt,
//! og det hun skrev, lagres ikke.

mod public;
mod views;

#[cfg(test)]
mod tests;

use crate::frame::{Audience, Routes};

/// The search page.
#[must_use]
pub fn routes() -> Routes {
    Routes::default().get("/sok", Audience::Public, public::search_page)
}
