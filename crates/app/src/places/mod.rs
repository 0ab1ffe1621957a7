//! Stedene: hvor en kan komme, hvordan en kommer inn, og hva som finnes der. Et sted har husets egne åpningstider; de er
//! ikke et løfte om hjelp.

pub mod office;
pub mod store;

pub use office::empty;

use crate::frame::{Audience, Routes};
use domain::access::Permission;

/// The pages where places are written.
#[must_use]
pub fn routes() -> Routes {
    let edit = Audience::SignedIn(Permission::EditRegister);
    Routes::default()
        .get("/kontor/steder", edit, office::list)
        .get("/kontor/steder/nytt", edit, office::new)
        .post("/kontor/steder/nytt", edit, office::create)
        .get("/kontor/steder/{key}", edit, office::one)
        .get("/kontor/steder/{key}/endre", edit, office::edit)
        .post("/kontor/steder/{key}/endre", edit, office::save)
        .post("/kontor/steder/{key}/angre", edit, office::take_back)
}
