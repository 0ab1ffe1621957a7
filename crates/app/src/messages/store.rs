use super::{Invitation, Letter};
use crate::frame::{AppError, day_of, days};
use domain::{
    messages::{About, Channel, Contact, Means, Notice, channel},
    shared::Minute,
};
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};
use store::{Event, Fault, Query, Tx, params};

/// How long a row outlives its use: long enough that staff see what never came through.
const KEPT_DAYS: i64 = 7;

/// What a message is about, as it is kept until it is told.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Kept {
    /// A notice to a citizen.
    Notice(KeptAbout),
    /// A letter to somebody who works with us.
    Letter {
        heading: String,
        text: String,
        unsubscribe: String,
        #[serde(default)]
        method: String,
    },
}

#[derive(Serialize, Deserialize)]
pub(super) struct KeptAbout {
    offering: String,
    place: String,
    day: i64,
    start: u16,
    end: u16,
    code: String,
    link: String,
    phone: String,
    name: String,
    deadline: Option<i64>,
    was: Option<(i64, u16)>,
    reason: String,
    #[serde(default)]
    pub(super) method: String,
}

impl KeptAbout {
    fn of(about: &About, method: &str) -> Self {
        Self {
            offering: about.offering.clone(),
            place: about.place.clone(),
            day: days(about.day),
            start: about.start.get(),
            end: about.end.get(),
            code: about.code.clone(),
            link: about.link.clone(),
            phone: about.phone.clone(),
            name: about.name.clone(),
            deadline: about.deadline.map(Timestamp::as_millisecond),
            was: about.was.map(|(day, minute)| (days(day), minute.get())),
            reason: about.reason.clone(),
            method: method.to_owned(),
        }
    }

    pub(super) fn about(&self) -> Result<About, Fault> {
        let minute = |m: u16| Minute::new(m).ok_or_else(|| Fault::corrupt(format!("not a minute: {m}")));
        Ok(About {
            offering: self.offering.clone(),
            place: self.place.clone(),
            day: day_of(self.day),
            start: minute(self.start)?,
            end: minute(self.end)?,
            code: self.code.clone(),
            link: self.link.clone(),
            phone: self.phone.clone(),
            name: self.name.clone(),
            deadline: self.deadline.map(instant).transpose()?,
            was: self.was.map(|(day, m)| Ok::<_, Fault>((day_of(day), minute(m)?))).transpose()?,
            reason: self.reason.clone(),
        })
    }
}

pub(super) fn instant(ms: i64) -> Result<Timestamp, Fault> {
    Timestamp::from_millisecond(ms).map_err(|_| Fault::corrupt(format!("not an instant: {ms}")))
}

fn in_json(kept: &Kept) -> Result<String, AppError> {
    serde_json::to_string(kept).map_err(|error| AppError::Fault(error.to_string()))
}

/// A row to write.
struct New<'a> {
    subject: [u8; 16],
    occasion: &'a str,
    channel: Channel,
    language: &'a str,
    contact: &'a Contact,
    about: String,
    calendar: &'a str,
    due: Timestamp,
    useless_after: Timestamp,
}

fn insert(tx: &mut Tx, new: &New) -> Result<(), AppError> {
    let id = tx.new_id();
    let (kind, address) = new.contact.stored();
    let last = new.useless_after.max(new.due);
    let delete_after = last.saturating_add((24 * KEPT_DAYS).hours()).unwrap_or(last);
    tx.exec(
        "INSERT INTO message (tenant_id, id, subject, occasion, channel, state, language, contact_kind, contact, about,
             calendar, made_at, due, useless_after, attempts, leased_until, problem, delete_after)
         VALUES ($1, $2, $3, $4, $5, 'waiting', $6, $7, $8, $9, $10, $11, $12, $13, 0, 0, '', $14)",
        &params![
            tx.tenant(),
            id,
            new.subject,
            new.occasion,
            new.channel.code(),
            new.language,
            kind,
            address,
            new.about.as_str(),
            new.calendar,
            tx.now(),
            new.due,
            new.useless_after,
            delete_after
        ],
    )?;
    let tenant = tx.tenant();
    tx.after_commit(Event::new(tenant, "message", ""));
    Ok(())
}

/// Tells somebody something: a row in the outbox or on the call list, in this transaction. What is said on the spot – a
/// receipt on paper – needs no row. A notice that is already too late is not told.
///
/// # Errors
/// A fault of the database.
pub fn tell(tx: &mut Tx, notice: &Notice) -> Result<(), AppError> {
    tell_with(tx, notice, None)
}

/// As [`tell`], with a calendar invitation that goes with an e-mail.
///
/// # Errors
/// A fault of the database.
pub fn tell_with(tx: &mut Tx, notice: &Notice, invitation: Option<&Invitation>) -> Result<(), AppError> {
    // Whether anything can be sent is the installation's affair: the worker knows it, and finds another way.
    let by = channel(notice.occasion, &notice.to, Means::ALL);
    let useless_after = notice.useless_after();
    if by == Channel::Card || useless_after <= tx.now().max(notice.due) {
        return Ok(());
    }
    let method = invitation.map_or("", |i| i.method.as_str());
    insert(
        tx,
        &New {
            subject: notice.subject,
            occasion: notice.occasion.code(),
            channel: by,
            language: &notice.language,
            contact: &notice.to,
            about: in_json(&Kept::Notice(KeptAbout::of(&notice.about, method)))?,
            calendar: invitation.filter(|_| by == Channel::Email).map_or("", |i| i.ics.as_str()),
            due: notice.due,
            useless_after,
        },
    )
}

/// The word kept as the occasion of a letter.
pub(super) const LETTER: &str = "letter";

/// Posts a letter to somebody who works with us, in this transaction.
///
/// # Errors
/// A fault of the database.
pub fn post(tx: &mut Tx, letter: &Letter) -> Result<(), AppError> {
    let kept = Kept::Letter {
        heading: letter.heading.clone(),
        text: letter.text.clone(),
        unsubscribe: letter.unsubscribe.clone(),
        method: letter.invitation.as_ref().map_or_else(String::new, |i| i.method.clone()),
    };
    let now = tx.now();
    insert(
        tx,
        &New {
            subject: letter.subject,
            occasion: LETTER,
            channel: Channel::Email,
            language: "nb",
            contact: &Contact::Email(letter.to.clone()),
            about: in_json(&kept)?,
            calendar: letter.invitation.as_ref().map_or("", |i| i.ics.as_str()),
            due: now,
            useless_after: now.saturating_add((24 * KEPT_DAYS).hours()).unwrap_or(now),
        },
    )
}

/// Drops what is not told yet about a booking or enrolment: it was moved or given up.
///
/// # Errors
/// A fault of the database.
pub fn withdraw(tx: &mut Tx, subject: [u8; 16]) -> Result<(), AppError> {
    tx.exec(
        "DELETE FROM message WHERE tenant_id = $1 AND subject = $2 AND state IN ('waiting', 'dead')",
        &params![tx.tenant(), subject],
    )?;
    Ok(())
}

/// Deletes every trace of messages about a booking or enrolment.
///
/// # Errors
/// A fault of the database.
pub fn forget(tx: &mut Tx, subject: [u8; 16]) -> Result<(), AppError> {
    tx.exec(
        "DELETE FROM message WHERE tenant_id = $1 AND subject = $2",
        &params![tx.tenant(), subject],
    )?;
    Ok(())
}
