//! What is sent when a visit is agreed or called off: to the guide, or to the colleague from another service.

use crate::{
    frame::{AppError, Cx, Published},
    guides,
    messages::{self, Letter},
    texts::{T, Words},
};
use ::store::Tx;
use domain::{
    learning::{Agreement, Host},
    messages::{Contact, Email},
    schedule::{day_in_words, time_range},
    shared::Locale,
};
use jiff::civil::Date;
use ui::args;

/// What is to be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum News {
    /// It is agreed.
    Agreed,
    /// It is called off.
    CalledOff,
}

/// Everything a letter needs that the transaction does not know.
#[derive(Clone, Debug)]
pub struct Sender {
    language: Locale,
    today: Date,
    origin: String,
}

impl Sender {
    /// From the request that agrees or calls off.
    #[must_use]
    pub fn of(cx: &Cx, published: &Published) -> Self {
        Self {
            language: published.register.municipality.written_language,
            today: cx.today(),
            origin: cx.full_address("/hospiteringsavtale"),
        }
    }
}

/// Puts the letter in the outbox, in the same transaction. Nobody without an e-mail address is written to: the agreement stands
/// on the guide's own page, and in the office.
///
/// # Errors
/// A fault of the database.
pub fn tell(tx: &mut Tx, sender: &Sender, news: News, a: &Agreement, host: &Host) -> Result<(), AppError> {
    let l = sender.language;
    let to = match (a.guide, &a.colleague) {
        (Some(guide), _) => match guides::one(tx, guide)?.map(|g| g.contact) {
            Some(Contact::Email(email)) => Some(email),
            _ => None,
        },
        (None, Some(colleague)) => Email::parse(&colleague.email).ok(),
        (None, None) => None,
    };
    let Some(to) = to else {
        return Ok(());
    };
    let when = format!(
        "{} {}",
        day_in_words(a.on, sender.today, l),
        time_range(a.start, a.end, l)
    );
    let (heading, text) = match news {
        News::Agreed => (T::LearningLetterAgreed, T::LearningLetterAgreedText),
        News::CalledOff => (T::LearningLetterCalledOff, T::LearningLetterCalledOffText),
    };
    let said = l.ta(text, &args![("name", host.name.as_str()), ("when", when.as_str())]);
    let mut parts = vec![said];
    if news == News::Agreed {
        parts.extend([&a.meet, &host.contact].into_iter().filter(|t| !t.is_empty()).cloned());
        if a.guide.is_none() {
            parts.push(l.ta(
                T::LearningLetterLink,
                &args![("address", format!("{}/{}", sender.origin, a.id))],
            ));
        }
    }
    messages::post(
        tx,
        &Letter {
            to,
            heading: l.ta(heading, &args![("name", host.name.as_str())]),
            text: parts.join("\n\n"),
            invitation: None,
            unsubscribe: String::new(),
            subject: a.id.0,
        },
    )
}
