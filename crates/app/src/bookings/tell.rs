//! What people are told about their appointments: a receipt and a reminder when they book, and word when something
//! changes. How it reaches them is the affair of the room `messages`.

use super::{
    book::code_hash,
    store::{self, Appointment, Party},
};
use crate::{
    frame::{AppError, Cx, Published},
    messages,
};
use ::store::{Query, Tx};
use domain::{
    bookings::Code,
    messages::{About, Notice, Occasion},
    register::Register,
    shared::{Id, Key, Locale, Localized, Minute, instant_of},
};
use hmac::{Hmac, Mac};
use jiff::Timestamp;
use sha2::Sha256;
use std::collections::HashMap;

/// What is needed to tell somebody something: names, addresses, and the key that codes are made with.
#[derive(Clone)]
pub struct Teller {
    secret: [u8; 32],
    base: String,
    phone: String,
    own: Locale,
    names: HashMap<Id, Localized>,
}

impl Teller {
    /// For the request that is answered.
    #[must_use]
    pub fn new(cx: &Cx, published: &Published) -> Self {
        let register = &published.register;
        let places = register.places.iter().filter_map(|p| Some((published.place_id(&p.key)?, p.name.clone())));
        let offerings =
            register.offerings.iter().filter_map(|o| Some((published.offering_id(&o.key)?, o.name.clone())));
        Self {
            secret: *cx.app.secret(),
            base: format!("{}{}", cx.scope.origin, cx.link("/time/")),
            phone: register.municipality.phone.clone(),
            own: register.municipality.written_language,
            names: places.chain(offerings).collect(),
        }
    }

    /// For the made-up year: with the key that codes are made with, and without an address.
    #[must_use]
    pub fn of_service(published: &Published, secret: [u8; 32]) -> Self {
        let register = &published.register;
        let places =
            register.places.iter().filter_map(|p| Some((p.key.clone(), published.place_id(&p.key)?))).collect();
        let offerings = register
            .offerings
            .iter()
            .filter_map(|o| Some((o.key.clone(), published.offering_id(&o.key)?)))
            .collect();
        Self {
            secret,
            ..Self::of_register(register, &offerings, &places)
        }
    }

    /// For a change of the register: it knows no address and makes no codes, so messages leave them out.
    #[must_use]
    pub fn of_register(register: &Register, offerings: &HashMap<Key, Id>, places: &HashMap<Key, Id>) -> Self {
        let of_places = register.places.iter().filter_map(|p| Some((*places.get(&p.key)?, p.name.clone())));
        let of_offerings = register.offerings.iter().filter_map(|o| Some((*offerings.get(&o.key)?, o.name.clone())));
        Self {
            secret: [0; 32],
            base: String::new(),
            phone: register.municipality.phone.clone(),
            own: register.municipality.written_language,
            names: of_places.chain(of_offerings).collect(),
        }
    }

    /// The code of a booking: it follows from the installation's secret, so that only its hash has to be stored.
    #[must_use]
    pub fn code(&self, tenant: i64, booking: Id) -> Code {
        let mut bytes = [0; 8];
        // A key of 32 bytes is always accepted; the other arm cannot be reached.
        if let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.secret) {
            mac.update(b"booking code ");
            mac.update(&tenant.to_be_bytes());
            mac.update(&booking.0);
            bytes.copy_from_slice(&mac.finalize().into_bytes()[..8]);
        }
        Code::from_random(bytes)
    }

    /// The code, when it is the one that opens the booking: not after a change of the installation's secret.
    #[must_use]
    pub fn known_code(&self, tenant: i64, booking: Id, stored_hash: &[u8]) -> Option<Code> {
        Some(self.code(tenant, booking)).filter(|code| code_hash(tenant, code) == stored_hash)
    }

    fn name(&self, id: Id, language: &str) -> String {
        let locale = Locale::parse(language).unwrap_or(self.own);
        self.names.get(&id).map_or_else(String::new, |name| name.get(locale).to_owned())
    }

    /// What a message about an appointment says.
    #[must_use]
    pub(super) fn about(&self, a: &Appointment, party: &Party, code: Option<Code>) -> About {
        About {
            offering: self.name(a.offering, &party.language),
            place: self.name(a.place, &party.language),
            day: a.day,
            start: a.start,
            end: a.end,
            code: code.map_or_else(String::new, |c| c.to_string()),
            link: code
                .filter(|_| !self.base.is_empty())
                .map_or_else(String::new, |c| format!("{}{}", self.base, c.plain())),
            phone: self.phone.clone(),
            name: party.name.clone(),
            deadline: None,
            was: None,
            reason: String::new(),
        }
    }
}

/// What to say about an appointment to who booked it.
struct Word {
    party: Party,
    about: About,
}

fn word(tx: &mut Tx, teller: &Teller, a: &Appointment) -> Result<Word, AppError> {
    let booking = a.booking.ok_or(AppError::Absent)?;
    let (party, hash) = store::party(tx, booking)?;
    let code = teller.known_code(tx.tenant(), booking, &hash);
    let about = teller.about(a, &party, code);
    Ok(Word { party, about })
}

impl Word {
    fn tell(&self, tx: &mut Tx, a: &Appointment, occasion: Occasion, due: Timestamp) -> Result<(), AppError> {
        let notice = Notice {
            occasion,
            to: self.party.contact.clone(),
            language: self.party.language.clone(),
            about: self.about.clone(),
            subject: a.id.0,
            due,
        };
        messages::tell(tx, &notice)
    }

    /// The day before at ten, unless that is past: who books for tomorrow remembers it.
    fn remind(&self, tx: &mut Tx, a: &Appointment) -> Result<(), AppError> {
        let (Ok(eve), Some(ten)) = (a.day.yesterday(), Minute::new(600)) else {
            return Ok(());
        };
        let due = instant_of(eve, ten);
        if due <= tx.now() {
            return Ok(());
        }
        self.tell(tx, a, Occasion::Reminder, due)
    }
}

/// The receipt, and the reminder.
pub(super) fn booked(tx: &mut Tx, teller: &Teller, a: &Appointment) -> Result<(), AppError> {
    let word = word(tx, teller, a)?;
    let now = tx.now();
    word.tell(tx, a, Occasion::Receipt, now)?;
    word.remind(tx, a)
}

/// That it is at another time, and a reminder of that.
pub(super) fn moved(
    tx: &mut Tx,
    teller: &Teller,
    old: &Appointment,
    new: &Appointment,
    reason: &str,
) -> Result<(), AppError> {
    messages::withdraw(tx, new.id.0)?;
    let mut word = word(tx, teller, new)?;
    word.remind(tx, new)?;
    word.about.was = Some((old.day, old.start));
    reason.clone_into(&mut word.about.reason);
    let now = tx.now();
    word.tell(tx, new, Occasion::Moved, now)
}

/// That they gave it up.
pub(super) fn cancelled(tx: &mut Tx, teller: &Teller, a: &Appointment) -> Result<(), AppError> {
    gone(tx, teller, a, Occasion::Cancelled, "")
}

/// That we called it off.
pub(super) fn called_off(tx: &mut Tx, teller: &Teller, a: &Appointment, reason: &str) -> Result<(), AppError> {
    gone(tx, teller, a, Occasion::CalledOff, reason)
}

fn gone(tx: &mut Tx, teller: &Teller, a: &Appointment, occasion: Occasion, reason: &str) -> Result<(), AppError> {
    messages::withdraw(tx, a.id.0)?;
    let mut word = word(tx, teller, a)?;
    reason.clone_into(&mut word.about.reason);
    let now = tx.now();
    word.tell(tx, a, occasion, now)
}
