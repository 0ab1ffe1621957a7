//! Innlogging og tilgang: kontoer, invitasjoner, økter og delte nettbrett. Den som er logget inn, har en rolle, og rollen
//! avgjør hva hun får gjøre. Innbyggere logger aldri inn.

mod accounts;
mod devices;
mod forms;
mod history;
mod often;
mod own;
mod password;
mod refusal;
mod sign_in;
pub mod store;
mod throttle;
pub mod trail;
mod views;

#[cfg(test)]
mod matrix;
#[cfg(test)]
mod matrix_pages;
#[cfg(test)]
mod matrix_plants;
#[cfg(test)]
mod matrix_town;
#[cfg(test)]
mod tests;

use crate::frame::{Audience, Routes};
use domain::access::Permission;

pub use history::{Edit, differences};
pub use often::not_too_often;
pub use password::{check as check_password, hash as hash_password, hash_aside as hash_password_aside};
pub use refusal::AccessRefusal;
pub use throttle::{Attempt, place_of};

/// The routes of this room.
#[must_use]
pub fn routes() -> Routes {
    let own = Audience::SignedIn(Permission::OwnAccount);
    let accounts = Audience::SignedIn(Permission::ManageAccounts);
    let devices = Audience::SignedIn(Permission::EnrolDevices);
    let desk = Audience::SignedIn(Permission::UseDesk);
    let trail = Audience::SignedIn(Permission::GuardPrivacy);
    Routes::default()
        .get("/logg-inn", Audience::Anyone, sign_in::page)
        .post("/logg-inn", Audience::Anyone, sign_in::submit)
        .post("/logg-ut", Audience::Anyone, sign_in::sign_out)
        .get("/invitasjon/{token}", Audience::Anyone, sign_in::invitation)
        .post("/invitasjon/{token}", Audience::Anyone, sign_in::accept)
        .get("/konto", own, own::page)
        .post("/konto/passord", own, own::change_password)
        .post("/konto/okter", own, own::end_session)
        .get("/kontor/kontoer", accounts, accounts::page)
        .post("/kontor/kontoer", accounts, accounts::invite)
        .post("/kontor/kontoer/{id}/rolle", accounts, accounts::change_role)
        .post("/kontor/kontoer/{id}/lukk", accounts, accounts::close)
        .get("/kontor/enheter", devices, devices::page)
        .post("/kontor/enheter", devices, devices::enrol)
        .post("/kontor/enheter/{id}/fjern", devices, devices::remove)
        .get("/skranke/vakt", desk, devices::duty_page)
        .post("/skranke/vakt", desk, devices::duty)
        .get(
            "/kontor/historikk",
            Audience::SignedIn(Permission::ReadHistory),
            history::page,
        )
        .get("/kontor/spor", trail, trail::page)
        .post("/kontor/spor/kontroller", trail, trail::verify_now)
        .post(
            "/kontor/spor/kutt",
            Audience::SignedIn(Permission::CutTrail),
            trail::cut,
        )
}
