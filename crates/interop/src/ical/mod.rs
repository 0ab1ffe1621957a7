//! Kalenderfiler som telefoner og datamaskiner leser (iCalendar, RFC 5545 og 7986). En åpningsplan blir til én serie med
//! unntak, så en flyttet eller avlyst dag retter seg selv i kalenderen til den som følger den. Her er også filen med en
//! avtalt time, innkallingen på e-post (RFC 5546), og lesingen av kalendere som andre har skrevet.

mod feed;
mod lines;
mod personal;
mod read;
mod series;

#[cfg(test)]
mod tests;

pub use feed::{CONTENT_TYPE, Entry, Feed, When, write};
pub use lines::Local;
pub use personal::{Appointment, Invitation, Mailbox, Method, appointment, course_invitation, invitation, sent_from};
pub use read::{Broken, Dated, Imported, MOST_BYTES, Skipped, Why, read};
pub use series::{Part, Series, parts, window};

/// What says who wrote a file.
const PRODUCT: &str = "-//Terskel//Digihjelpen//NO";
