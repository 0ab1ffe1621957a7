//! What is sent when a visit is agreed or called off: to the guide, or to the colleague from another service.

use crate::{
    frame::{AppError, Cx, Published},
    guides,
    messages::{self, Invitation, Letter},
    texts::{T, Words},
};
use ::store::Tx;
use domain::{
    learning::{Agreement, Host},
    messages::{Contact, Email},
    schedule::{day_in_words, time_range},
    shared::{Key, Locale, instant_of},
};
use interop::ical::{self, Mailbox, Method};
use jiff::{Timestamp, civil::Date};
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
    service: String,
    email: String,
    places: Vec<(Key, String)>,
}

impl Sender {
    /// From the request that agrees or calls off.
    #[must_use]
    pub fn of(cx: &Cx, published: &Published) -> Self {
        let municipality = &published.register.municipality;
        let l = municipality.written_language;
        let places = published.register.places.iter();
        Self {
            language: l,
            today: cx.today(),
            origin: cx.full_address("/hospiteringsavtale"),
            service: municipality.service_name.get(l).to_owned(),
            email: municipality.email.clone(),
            places: places.map(|p| (p.key.clone(), p.name.get(l).to_owned())).collect(),
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
        (Some(guide), _) => guides::one(tx, guide)?.and_then(|g| match g.contact {
            Contact::Email(email) => Some((g.name, email)),
            _ => None,
        }),
        (None, Some(colleague)) => Email::parse(&colleague.email).ok().map(|email| (colleague.name.clone(), email)),
        (None, None) => None,
    };
    let Some((name, to)) = to else {
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
    let invitation = invitation(sender, news, a, host, (&name, &to), tx.now());
    messages::post(
        tx,
        &Letter {
            to,
            heading: l.ta(heading, &args![("name", host.name.as_str())]),
            text: parts.join("\n\n"),
            invitation: Some(invitation),
            unsubscribe: String::new(),
            subject: a.id.0,
        },
    )
}

/// The visit as it goes into a calendar, and out of it again.
fn invitation(
    sender: &Sender,
    news: News,
    a: &Agreement,
    host: &Host,
    (name, to): (&str, &Email),
    now: Timestamp,
) -> Invitation {
    /// Grows with every letter: seconds since 2026.
    const FROM: i64 = 1_767_225_600;
    let l = sender.language;
    let method = match news {
        News::Agreed => Method::Request,
        News::CalledOff => Method::Cancel,
    };
    let place = host.place.as_ref().and_then(|key| sender.places.iter().find(|(k, _)| k == key));
    let from = if sender.email.is_empty() {
        to.as_str()
    } else {
        &sender.email
    };
    let ics = ical::invitation(
        method,
        &ical::Invitation {
            uid: &format!("hospitering-{}@terskel", a.id),
            sequence: u32::try_from(now.as_second() - FROM).unwrap_or(0),
            stamp: now,
            starts: instant_of(a.on, a.start),
            ends: instant_of(a.on, a.end),
            summary: &l.ta(T::LearningCalendarSummary, &args![("name", host.name.as_str())]),
            description: &a.meet,
            location: place.map_or(host.name.as_str(), |(_, name)| name),
            url: "",
            language: l.code(),
            organizer: Mailbox {
                name: &sender.service,
                email: from,
            },
            attendees: &[Mailbox {
                name,
                email: to.as_str(),
            }],
            answers_are_read: false,
        },
    );
    Invitation {
        method: method.word().to_owned(),
        ics,
    }
}
