//! Aktørene: alle som hjelper – biblioteket, innbyggerservice, skoler, frivillige og andre. Her lagres og leses de; sidene
//! som viser dem, lages sammen med tilbudene de har.

pub mod office;
pub mod store;

pub use office::empty;

use crate::frame::{Audience, Routes};
use domain::access::Permission;

/// The pages where organisations are written.
#[must_use]
pub fn routes() -> Routes {
    let edit = Audience::SignedIn(Permission::EditRegister);
    Routes::default()
        .get("/kontor/aktorer", edit, office::list)
        .get("/kontor/aktorer/ny", edit, office::new)
        .post("/kontor/aktorer/ny", edit, office::create)
        .get("/kontor/aktorer/{key}", edit, office::edit)
        .post("/kontor/aktorer/{key}", edit, office::save)
        .post("/kontor/aktorer/{key}/bekreft", edit, office::confirm)
}
