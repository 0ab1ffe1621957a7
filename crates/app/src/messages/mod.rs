//! Meldinger: kvitteringer, påminnelser og beskjeder når noe flyttes eller avlyses. Alt som skal sies, skrives i utboksen i samme
//! transaksjon som det gjelder, og sendes etterpå på SMS eller e-post. Den vi ikke når slik, ringer vi eller sier det til i døra.

mod desk;
mod forms;
mod gateways;
mod mail;
mod office;
mod post;
#[cfg(test)]
pub(crate) mod sink;
pub mod store;
#[cfg(test)]
mod tests;
mod views;
mod worker;

use crate::frame::{Audience, Routes};
use domain::{access::Permission, messages::Email};

pub use mail::Mailer;
pub use office::waits;
pub use post::{Post, Sms, SmsGateway};
pub use store::{
    a_day_of_calls, any_due, forget, forget_contact, forget_old, languages, left_before, post, receipt_in_own_language,
    say, take_back, tell, tell_with, withdraw,
};
pub use views::{contact_problem, direction, in_own_language, language_choice};
pub use worker::{Round, can_send, follow, work_once};

/// The room's routes.
#[must_use]
pub fn routes() -> Routes {
    // Names and numbers to ring: for those who may see who has booked.
    let rings = Audience::SignedIn(Permission::OthersBookings);
    let sees = Audience::SignedIn(Permission::SeeOffice);
    let edits = Audience::SignedIn(Permission::EditRegister);
    Routes::default()
        .get("/skranke/ringeliste", rings, desk::list)
        .post("/skranke/ringeliste/{id}", rings, desk::called)
        .get("/kontor/meldinger", sees, office::page)
        .post("/kontor/meldinger/{id}/igjen", edits, office::again)
        .post("/kontor/meldinger/prove", edits, office::trial)
        .post("/kontor/meldinger/oppsett", edits, office::set)
        .post("/kontor/meldinger/sprak", edits, office::language)
        .get("/kontor/meldinger/tekster/{occasion}/{language}", sees, office::text)
        .post("/kontor/meldinger/tekster/{occasion}/{language}", edits, office::change)
}

/// A calendar invitation that goes with an e-mail (RFC 5546).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// `REQUEST`, `CANCEL` or `PUBLISH`: the same word as in the text.
    pub method: String,
    /// The text, from `BEGIN:VCALENDAR` to `END:VCALENDAR`.
    pub ics: String,
}

/// An e-mail to somebody who works with us: a guide, a partner. Citizens get a [`domain::messages::Notice`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// To whom.
    pub to: Email,
    /// Its heading.
    pub heading: String,
    /// What it says, in plain text; an empty line between paragraphs.
    pub text: String,
    /// A calendar invitation that goes with it.
    pub invitation: Option<Invitation>,
    /// Where one says no to more of these (a full address); empty for a letter that is about one thing only.
    pub unsubscribe: String,
    /// What it is about; see [`withdraw`] and [`forget`].
    pub subject: [u8; 16],
}

/// Says that one unsubscribes by an e-mail to the sender.
const BY_MAIL: &str = "mail";
