//! Meldinger: kvitteringer, påminnelser og beskjeder når noe flyttes eller avlyses. Alt som skal sies, skrives i utboksen i samme
//! transaksjon som det handler om, og sendes etterpå på SMS eller e-post. Den vi ikke når slik, ringer vi eller sier det til i døra.

pub mod store;
#[cfg(test)]
mod tests;

pub use store::{forget, post, tell, tell_with, withdraw};

use domain::messages::Email;

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
