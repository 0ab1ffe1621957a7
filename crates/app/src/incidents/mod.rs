//! Hendelsene: det som var vanskelig, eller som gikk galt, ved skranken. Den som sto i det, skriver det ned på to minutter, også
//! uten nett. Bare den som skrev, lederen og de lederen navngir, kan lese det, og hver lesing føres. Ingen innbygger kan kjennes
//! igjen. Etterpå er det en sjekkliste for å ta vare på den som sto der, en klokke når opplysninger er på avveie, og en vei fra
//! det som skjedde til en tryggere tjeneste: en risiko som vurderes på nytt, en sak til nettverksmøtet og et kort i håndboka.

mod archive;
mod desk;
mod forms;
mod loop_;
mod night;
mod office;
mod refusal;
mod seal;
pub mod store;
#[cfg(test)]
mod tests;
mod views;
mod words;

pub use loop_::{Counted, counts, of_scenario, risen_alarms};
pub use night::{left_before, made_up, tonight};
pub use office::waits;
pub use refusal::IncidentsRefusal;

use crate::frame::{Audience, Routes};
use domain::access::Permission;

/// The room's routes. Who may read one incident follows from the incident: the writer, the leader and those named.
#[must_use]
pub fn routes() -> Routes {
    let at_desk = Audience::SignedIn(Permission::UseDesk);
    let reads = Audience::SignedIn(Permission::OwnAccount);
    let leads = Audience::SignedIn(Permission::HandleIncidents);
    Routes::default()
        .get("/skranke/hendelse", at_desk, desk::page)
        .post("/skranke/hendelse", at_desk, desk::write)
        .post("/skranke/hendelse/forseglet", at_desk, desk::sealed)
        .get("/skranke/hendelse/takk", at_desk, desk::thanks)
        .get("/kontor/hendelser", reads, office::list)
        .get("/kontor/hendelser/terskler", leads, office::rules)
        .post("/kontor/hendelser/terskler", leads, office::save_rules)
        .get(
            "/kontor/nettverksmote",
            Audience::SignedIn(Permission::SeeOffice),
            office::agenda,
        )
        .post(
            "/kontor/nettverksmote",
            Audience::SignedIn(Permission::EditRegister),
            office::taken_up,
        )
        .get("/kontor/hendelser/{id}", reads, office::one)
        .post("/kontor/hendelser/{id}/etterarbeid", reads, office::aftercare)
        .get("/kontor/hendelser/{id}/brudd", reads, office::breach)
        .post("/kontor/hendelser/{id}/brudd", reads, office::answer)
        .post("/kontor/hendelser/{id}/melding", leads, office::decide)
        .post("/kontor/hendelser/{id}/tilgang", leads, office::name)
        .get("/kontor/hendelser/{id}/runden", leads, office::round)
        .post("/kontor/hendelser/{id}/runden", leads, office::save_round)
        .get("/kontor/hendelser/{id}/laering", reads, office::note)
        .post("/kontor/hendelser/{id}/laering", reads, office::save_note)
        .post("/kontor/hendelser/{id}/godkjenn", leads, office::approve)
        .post("/kontor/hendelser/{id}/lukk", leads, office::close)
        .get("/kontor/hendelser/{id}/arkiv.json", leads, archive::json)
        .get("/kontor/hendelser/{id}/arkiv.pdf", leads, archive::pdf)
}
