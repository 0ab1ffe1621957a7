//! Tallene: hvor mange som får hjelp, hvor, når og med hva. Koordinator og leder ser hvordan tjenesten brukes, sammenligner
//! med før og tar med seg tallene i ark. Små tall er skjult, så ingen enkeltperson kan leses ut av en tabell.
//!
//! Her er også prøven mot den nasjonale anbefalingen: seks temaer og et minste innhold, med hva som mangler.

mod ask;
mod files;
mod minimum;
mod names;
mod office;
mod store;
#[cfg(test)]
mod tests;
mod views;

pub use store::{Disagreement, disagreements};

use crate::frame::{Audience, Routes};
use domain::access::Permission;

/// The routes of the room.
#[must_use]
pub fn routes() -> Routes {
    let figures = Audience::SignedIn(Permission::SeeFigures);
    Routes::default()
        .get("/kontor/tall", figures, office::overview)
        .get("/kontor/tall.csv", figures, office::csv)
        .get("/kontor/tall.xlsx", figures, office::xlsx)
        .get("/kontor/tall/{dimension}", figures, office::dimension)
        .get(
            "/kontor/dekning",
            Audience::SignedIn(Permission::SeeOffice),
            office::coverage,
        )
        .post(
            "/kontor/dekning",
            Audience::SignedIn(Permission::EditRegister),
            office::state,
        )
}
