//! What people are told about their appointments: a receipt and a reminder when they book, and word when something
//! changes. How it reaches them is the affair of the room `messages`.

use super::{
    book::code_hash,
    store::{self, Appointment, Party},
};
use crate::{
    frame::{AppError, Cx, Published},
    messages, operations,
};
use ::store::{Query, Tx};
use domain::{
    bookings::{Code, Time},
    messages::{About, Notice, Occasion},
    shared::{Id, Locale, Localized, Minute, instant_of},
};
use hmac::{Hmac, Mac};
use jiff::{Timestamp, civil::Date};
use sha2::Sha256;
use std::collections::HashMap;

/// The code of something, that follows from the municipality's key: only the code's hash has to be stored.
#[must_use]
pub fn secret_code(key: &[u8; 32], what: &str, tenant: i64, id: Id) -> Code {
    let mut bytes = [0; 8];
    // A key of 32 bytes is always accepted; the other arm cannot be reached.
    if let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) {
        mac.update(what.as_bytes());
        mac.update(&tenant.to_be_bytes());
        mac.update(&id.0);
        bytes.copy_from_slice(&mac.finalize().into_bytes()[..8]);
    }
    Code::from_random(bytes)
}

/// What is needed to tell somebody something: names, the key that codes are made with, and where receipts are.
#[derive(Clone)]
pub struct Teller {
    key: [u8; 32],
    base: String,
    phone: String,
    own: Locale,
    names: HashMap<Id, Localized>,
}

impl Teller {
    /// For the request that is answered.
    #[must_use]
    pub fn new(cx: &Cx, published: &Published) -> Self {
        Self {
            base: cx.own_address("/time/"),
            ..Self::of_service(published, operations::store::code_key(cx.app.secret(), cx.tenant().id))
        }
    }

    /// For what follows from a change of the plan, and for the made-up year: receipts are where each of them was when the
    /// booking was made.
    #[must_use]
    pub fn of_service(published: &Published, key: [u8; 32]) -> Self {
        let register = &published.register;
        let places = register.places.iter().filter_map(|p| Some((published.place_id(&p.key)?, p.name.clone())));
        let offerings =
            register.offerings.iter().filter_map(|o| Some((published.offering_id(&o.key)?, o.name.clone())));
        Self {
            key,
            base: String::new(),
            phone: register.municipality.phone.clone(),
            own: register.municipality.written_language,
            names: places.chain(offerings).collect(),
        }
    }

    /// What the address of a receipt begins with; empty when that is not known.
    #[must_use]
    pub fn base(&self) -> &str {
        &self.base
    }

    /// The code of a booking: it follows from the municipality's key, so that only its hash has to be stored.
    #[must_use]
    pub fn code(&self, tenant: i64, booking: Id) -> Code {
        secret_code(&self.key, "booking code ", tenant, booking)
    }

    /// Says, for a day, that an appointment was made here just now. It is in the address of the page after booking, so that
    /// the slip can be printed by somebody who otherwise does not see who has booked.
    #[must_use]
    pub fn made_here(&self, tenant: i64, appointment: Id, day: Date) -> String {
        secret_code(&self.key, &format!("made here {day} "), tenant, appointment).plain()
    }

    /// The code, when it is the one that opens the booking: not after a change of the key.
    #[must_use]
    pub fn known_code(&self, tenant: i64, booking: Id, stored_hash: &[u8]) -> Option<Code> {
        Some(self.code(tenant, booking)).filter(|code| code_hash(tenant, code) == stored_hash)
    }

    fn locale(&self, party: &Party) -> Locale {
        Locale::parse(&party.language).unwrap_or(self.own)
    }

    fn name(&self, id: Id, party: &Party) -> String {
        self.names.get(&id).map_or_else(String::new, |name| name.get(self.locale(party)).to_owned())
    }

    /// What a message about an appointment says.
    #[must_use]
    pub(super) fn about(&self, a: &Appointment, party: &Party, base: &str, code: Option<Code>) -> About {
        About {
            offering: self.name(a.offering, party),
            place: self.name(a.place, party),
            day: a.day,
            start: a.start,
            end: a.end,
            code: code.map_or_else(String::new, |c| c.to_string()),
            link: code.filter(|_| !base.is_empty()).map_or_else(String::new, |c| format!("{base}{}", c.plain())),
            phone: self.phone.clone(),
            name: party.name.clone(),
            deadline: None,
            was: None,
            reason: String::new(),
            instead: Vec::new(),
            changes: Vec::new(),
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
    let base = if teller.base.is_empty() {
        store::base(tx, booking)?
    } else {
        teller.base.clone()
    };
    let about = teller.about(a, &party, &base, code);
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

/// That it is at another time or place, and a reminder of that.
pub(super) fn moved(
    tx: &mut Tx,
    teller: &Teller,
    old: &Appointment,
    new: &Appointment,
    reason: &Localized,
) -> Result<(), AppError> {
    messages::withdraw(tx, new.id.0)?;
    let mut word = word(tx, teller, new)?;
    word.remind(tx, new)?;
    word.about.was = Some((old.day, old.start)).filter(|was| *was != (new.day, new.start));
    reason.get(teller.locale(&word.party)).clone_into(&mut word.about.reason);
    let now = tx.now();
    word.tell(tx, new, Occasion::Moved, now)
}

/// That it takes place after all, and a reminder. Who has not been told that it was called off need not be told that either.
pub(super) fn reinstated(tx: &mut Tx, teller: &Teller, a: &Appointment) -> Result<(), AppError> {
    let never_told = messages::take_back(tx, a.id.0, Occasion::CalledOff)?;
    messages::withdraw(tx, a.id.0)?;
    let word = word(tx, teller, a)?;
    word.remind(tx, a)?;
    if never_told {
        return Ok(());
    }
    let now = tx.now();
    word.tell(tx, a, Occasion::Reinstated, now)
}

/// That they gave it up.
pub(super) fn cancelled(tx: &mut Tx, teller: &Teller, a: &Appointment) -> Result<(), AppError> {
    messages::withdraw(tx, a.id.0)?;
    let (word, now) = (word(tx, teller, a)?, tx.now());
    word.tell(tx, a, Occasion::Cancelled, now)
}

/// That we called it off, and what is free instead.
pub(super) fn called_off(
    tx: &mut Tx,
    teller: &Teller,
    a: &Appointment,
    reason: &Localized,
    instead: &[Time],
) -> Result<(), AppError> {
    messages::withdraw(tx, a.id.0)?;
    let mut word = word(tx, teller, a)?;
    reason.get(teller.locale(&word.party)).clone_into(&mut word.about.reason);
    word.about.instead = instead.iter().map(|t| (t.day, t.start)).collect();
    let now = tx.now();
    word.tell(tx, a, Occasion::CalledOff, now)
}
