use super::{Invitation, Letter};
use crate::frame::{AppError, day_of, days, stored_code};
use domain::{
    messages::{
        About, Carrier, Contact, DateChange, Means, MessageText, Notice, Occasion, QuietHours, SendFailure, channel,
        fill, nearest, standard_text, try_again, values,
    },
    shared::{Id, Locale, Minute},
};
use jiff::{Timestamp, ToSpan, civil::Date};
use serde::{Deserialize, Serialize};
use store::{Event, Fault, Query, Row, Tx, params};

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
    instead: Vec<(i64, u16)>,
    #[serde(default)]
    changes: Vec<KeptChange>,
    #[serde(default)]
    pub(super) method: String,
}

/// A changed date: when it was, and when it is now.
type KeptChange = ((i64, u16), Option<(i64, u16)>);

fn kept_time((day, minute): (Date, Minute)) -> (i64, u16) {
    (days(day), minute.get())
}

fn time_of((day, minute): (i64, u16)) -> Result<(Date, Minute), Fault> {
    let minute = Minute::new(minute).ok_or_else(|| Fault::corrupt(format!("not a minute: {minute}")))?;
    Ok((day_of(day), minute))
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
            was: about.was.map(kept_time),
            reason: about.reason.clone(),
            instead: about.instead.iter().copied().map(kept_time).collect(),
            changes: about.changes.iter().map(|c| (kept_time(c.was), c.now.map(kept_time))).collect(),
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
            was: self.was.map(time_of).transpose()?,
            reason: self.reason.clone(),
            instead: self.instead.iter().copied().map(time_of).collect::<Result<_, _>>()?,
            changes: self.changes.iter().map(|c| change_of(*c)).collect::<Result<_, _>>()?,
        })
    }
}

fn change_of((was, now): KeptChange) -> Result<DateChange, Fault> {
    Ok(DateChange {
        was: time_of(was)?,
        now: now.map(time_of).transpose()?,
    })
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
    channel: Carrier,
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
    if by == Carrier::Card || useless_after <= tx.now().max(notice.due) {
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
            calendar: invitation.filter(|_| by == Carrier::Email).map_or("", |i| i.ics.as_str()),
            due: notice.due,
            useless_after,
        },
    )
}

/// The word kept as the occasion of a letter.
pub(super) const LETTER: &str = "letter";

/// The language the municipality writes to those it works with.
///
/// # Errors
/// A fault of the database.
pub fn own_language(q: &mut impl Query) -> Result<String, AppError> {
    let tenant = q.tenant();
    let found = q.one(
        "SELECT written_language FROM municipality_profile WHERE tenant_id = $1",
        &params![tenant],
        |row| row.text(0),
    )?;
    Ok(found.unwrap_or_else(|| Locale::Nb.code().to_owned()))
}

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
    let language = own_language(tx)?;
    insert(
        tx,
        &New {
            subject: letter.subject,
            occasion: LETTER,
            channel: Carrier::Email,
            language: &language,
            contact: &Contact::Email(letter.to.clone()),
            about: in_json(&kept)?,
            calendar: letter.invitation.as_ref().map_or("", |i| i.ics.as_str()),
            due: now,
            useless_after: now.saturating_add((24 * KEPT_DAYS).hours()).unwrap_or(now),
        },
    )
}

/// Says something to somebody who works with us by SMS or e-mail, in this transaction: whichever reaches her. Who is rung or
/// reached by nothing, is told nothing; the page that asks shows her number.
///
/// # Errors
/// A fault of the database.
pub fn say(tx: &mut Tx, to: &Contact, heading: &str, text: &str, subject: [u8; 16]) -> Result<(), AppError> {
    if !matches!(to, Contact::Sms(_) | Contact::Email(_)) {
        return Ok(());
    }
    letter(tx, to, heading, text, subject, KEPT_DAYS)
}

/// Sends a few words to see that the way out works.
///
/// # Errors
/// A fault of the database.
pub(super) fn trial(tx: &mut Tx, to: &Contact, heading: &str, text: &str) -> Result<(), AppError> {
    let subject = tx.random_id();
    letter(tx, to, heading, text, subject, 1)
}

/// A letter to a contact that a message reaches; of use for so many days.
fn letter(
    tx: &mut Tx,
    to: &Contact,
    heading: &str,
    text: &str,
    subject: [u8; 16],
    useful_days: i64,
) -> Result<(), AppError> {
    let kept = Kept::Letter {
        heading: heading.to_owned(),
        text: text.to_owned(),
        unsubscribe: String::new(),
        method: String::new(),
    };
    let now = tx.now();
    let by = if matches!(to, Contact::Sms(_)) {
        Carrier::Sms
    } else {
        Carrier::Email
    };
    insert(
        tx,
        &New {
            subject,
            occasion: LETTER,
            channel: by,
            language: "nb",
            contact: to,
            about: in_json(&kept)?,
            calendar: "",
            due: now,
            useless_after: now.saturating_add((24 * useful_days).hours()).unwrap_or(now),
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

/// Drops what nobody has begun to tell, of one occasion. `true` when there was something: then they never heard of it.
///
/// # Errors
/// A fault of the database.
pub fn take_back(tx: &mut Tx, subject: [u8; 16], occasion: Occasion) -> Result<bool, AppError> {
    let dropped = tx.exec(
        "DELETE FROM message WHERE tenant_id = $1 AND subject = $2 AND occasion = $3 AND state = 'waiting'
             AND attempts = 0 AND leased_until <= $4",
        &params![tx.tenant(), subject, occasion.code(), tx.now()],
    )?;
    Ok(dropped > 0)
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

/// Takes back everything that is on its way to somebody, and forgets that it was.
///
/// # Errors
/// A fault of the database.
pub fn forget_contact(tx: &mut Tx, contact: &Contact) -> Result<(), AppError> {
    // What is told has no address any more, and is nobody's.
    let address = contact.stored().1;
    if !address.is_empty() {
        tx.exec(
            "DELETE FROM message WHERE tenant_id = $1 AND contact = $2",
            &params![tx.tenant(), address],
        )?;
    }
    Ok(())
}

/// How long a message is one worker's own. Longer than any attempt takes.
const LEASE_SECONDS: i64 = 120;

/// A message as it is kept.
pub struct Message {
    /// Its identity, and its name towards servers and gateways.
    pub id: Id,
    /// Why; `None` for a letter to somebody who works with us.
    pub occasion: Option<Occasion>,
    /// How.
    pub channel: Carrier,
    /// BCP 47.
    pub language: String,
    /// To whom.
    pub to: Contact,
    /// What about; `None` for a letter, or when it is told and emptied.
    pub about: Option<About>,
    /// When it shall be told.
    pub due: Timestamp,
    /// When it is too late.
    pub useless_after: Timestamp,
    /// How many times it was tried.
    pub attempts: u32,
    /// Code of what went wrong last; empty when nothing did.
    pub problem: String,
    /// Whether it was given up.
    pub dead: bool,
    kept: Option<Kept>,
    calendar: String,
}

const MESSAGE: &str =
    "id, occasion, channel, language, contact_kind, contact, about, calendar, due, useless_after, attempts,
    problem, state FROM message";

fn message_of(row: &Row) -> Result<Message, Fault> {
    let about = row.text(6)?;
    let kept = if about.is_empty() {
        None
    } else {
        let read = serde_json::from_str::<Kept>(&about);
        Some(read.map_err(|_| Fault::corrupt("not what a message is about".to_owned()))?)
    };
    let occasion = row.text(1)?;
    Ok(Message {
        id: Id(row.id(0)?),
        occasion: if occasion == LETTER {
            None
        } else {
            Some(stored_code(&occasion, Occasion::parse)?)
        },
        channel: stored_code(row.str(2)?, Carrier::parse)?,
        language: row.text(3)?,
        to: Contact::read(row.str(4)?, row.str(5)?).ok_or_else(|| Fault::corrupt("not a contact".to_owned()))?,
        about: match &kept {
            Some(Kept::Notice(about)) => Some(about.about()?),
            _ => None,
        },
        calendar: row.text(7)?,
        due: instant(row.int(8)?)?,
        useless_after: instant(row.int(9)?)?,
        attempts: u32::try_from(row.int(10)?).unwrap_or(u32::MAX),
        problem: row.text(11)?,
        dead: row.str(12)? == "dead",
        kept,
    })
}

/// A message ready to be sent.
pub(super) struct Job {
    pub id: Id,
    pub channel: Carrier,
    pub to: Contact,
    pub heading: String,
    pub text: String,
    pub language: String,
    pub invitation: Option<Invitation>,
    pub unsubscribe: String,
    pub reference: String,
    pub sender: String,
}

/// What came of looking for a message to send.
pub(super) enum Taken {
    /// There is none.
    Nothing,
    /// One was found that needed something else than sending, or that another worker took.
    Other,
    /// This one is ours.
    Job(Box<Job>),
}

const DUE: &str =
    "tenant_id = $1 AND state = 'waiting' AND channel IN ('sms', 'email') AND due <= $2 AND leased_until <= $2";

/// Whether there is something to send.
///
/// # Errors
/// A fault of the database.
pub fn any_due(q: &mut impl Query, now: Timestamp) -> Result<bool, AppError> {
    let tenant = q.tenant();
    let found = q.one(
        &format!("SELECT id FROM message WHERE {DUE} LIMIT 1"),
        &params![tenant, now],
        |row| row.id(0),
    )?;
    Ok(found.is_some())
}

/// Takes the next message that is due. `means` is what is set up, `open` what still answers in this round.
pub(super) fn take(tx: &mut Tx, means: Means, open: Means, service: &str) -> Result<Taken, AppError> {
    let (tenant, now) = (tx.tenant(), tx.now());
    // A channel that is not set up is looked at too: its messages find another way.
    let shut = [(means.sms && !open.sms, Carrier::Sms), (means.email && !open.email, Carrier::Email)];
    let shut: String = shut
        .iter()
        .filter(|(shut, _)| *shut)
        .map(|(_, by)| format!(" AND channel <> '{}'", by.code()))
        .collect();
    let found = tx.one(
        &format!("SELECT {MESSAGE} WHERE {DUE}{shut} ORDER BY due, id LIMIT 1"),
        &params![tenant, now],
        message_of,
    )?;
    let Some(message) = found else {
        return Ok(Taken::Nothing);
    };
    if message.useless_after <= now {
        end(tx, message.id, "dead", "too_late")?;
        return Ok(Taken::Other);
    }
    if let Some(way) = other_way(&message, means) {
        match way {
            Some(by) => move_to(tx, message.id, by)?,
            None => end(tx, message.id, "dead", "not_set_up")?,
        }
        return Ok(Taken::Other);
    }
    let settings = settings(tx)?;
    if let (Some(occasion), Some(about)) = (message.occasion, &message.about) {
        let then = settings.quiet.send_at(occasion, about.day, now);
        // What would be too late in the morning is not worth waiting with.
        if then > now && then < message.useless_after {
            put_off(tx, message.id, then)?;
            return Ok(Taken::Other);
        }
    }
    // The database decides between two workers: only one of them changes the row.
    let until = now.saturating_add(LEASE_SECONDS.seconds()).unwrap_or(now);
    let ours = tx.exec(
        "UPDATE message SET leased_until = $3, attempts = attempts + 1
         WHERE tenant_id = $1 AND id = $2 AND state = 'waiting' AND leased_until <= $4",
        &params![tenant, message.id.0, until, now],
    )?;
    if ours == 0 {
        return Ok(Taken::Other);
    }
    Ok(Taken::Job(Box::new(job(tx, message, service, settings.sender)?)))
}

/// `Some` when a message can't go the way it was meant to: the other way, or none.
fn other_way(message: &Message, means: Means) -> Option<Option<Carrier>> {
    let possible = match message.channel {
        Carrier::Sms => means.sms,
        Carrier::Email => means.email,
        Carrier::Card | Carrier::CallList => true,
    };
    if possible {
        return None;
    }
    Some(message.occasion.map(|occasion| channel(occasion, &message.to, means)))
}

fn move_to(tx: &mut Tx, id: Id, by: Carrier) -> Result<(), AppError> {
    let key = params![tx.tenant(), id.0];
    if by == Carrier::Card {
        // It was said where it happened; nobody has to do anything.
        tx.exec("DELETE FROM message WHERE tenant_id = $1 AND id = $2", &key)?;
    } else {
        tx.exec(
            "UPDATE message SET channel = 'call_list', state = 'waiting', calendar = '', leased_until = 0, ended_at = NULL
             WHERE tenant_id = $1 AND id = $2",
            &key,
        )?;
    }
    Ok(())
}

fn put_off(tx: &mut Tx, id: Id, then: Timestamp) -> Result<(), AppError> {
    tx.exec(
        "UPDATE message SET due = $3 WHERE tenant_id = $1 AND id = $2 AND state = 'waiting'",
        &params![tx.tenant(), id.0, then],
    )?;
    Ok(())
}

/// Marks a message as over. One that was told is emptied in the same breath.
fn end(tx: &mut Tx, id: Id, state: &str, problem: &str) -> Result<(), AppError> {
    let values = params![tx.tenant(), id.0, state, problem, tx.now()];
    tx.exec(
        "UPDATE message SET state = $3, problem = $4, ended_at = $5, leased_until = 0 WHERE tenant_id = $1 AND id = $2",
        &values,
    )?;
    if state != "dead" {
        tx.exec(
            "UPDATE message SET contact = '', about = '', calendar = '' WHERE tenant_id = $1 AND id = $2",
            &params![tx.tenant(), id.0],
        )?;
    }
    Ok(())
}

fn job(tx: &mut Tx, message: Message, service: &str, sender: String) -> Result<Job, AppError> {
    let reference = message.id.to_string();
    let (heading, text, method, unsubscribe) = match (message.occasion, &message.about, message.kept) {
        (Some(occasion), Some(about), Some(Kept::Notice(kept))) => {
            let said = said(tx, occasion, about, &message.language, service)?;
            let text = if message.channel == Carrier::Sms {
                said.sms
            } else {
                said.letter
            };
            // Only what is not about a promise can be said no to.
            let unsubscribe = if occasion == Occasion::ThankYou {
                super::BY_MAIL
            } else {
                ""
            };
            (said.subject, text, kept.method, unsubscribe.to_owned())
        }
        (
            _,
            _,
            Some(Kept::Letter {
                heading,
                text,
                unsubscribe,
                method,
            }),
        ) => (heading, text, method, unsubscribe),
        _ => return Err(AppError::Fault("a message without words".to_owned())),
    };
    let invitation = Some(message.calendar).filter(|ics| !ics.is_empty()).map(|ics| Invitation { method, ics });
    Ok(Job {
        id: message.id,
        channel: message.channel,
        to: message.to,
        heading,
        text,
        language: message.language,
        invitation,
        unsubscribe,
        reference,
        sender,
    })
}

/// The words of an occasion, filled in, in the reader's language: the municipality's own text, or ours.
pub fn said(
    q: &mut impl Query,
    occasion: Occasion,
    about: &About,
    language: &str,
    service: &str,
) -> Result<MessageText, AppError> {
    let (text, language) = text_for(q, occasion, language)?;
    let values = values(about, &language, service);
    Ok(MessageText {
        subject: fill(&text.subject, &values),
        sms: fill(&text.sms, &values),
        letter: fill(&text.letter, &values),
        spoken: fill(&text.spoken, &values),
    })
}

/// The words of the receipt for somebody who reads a language that the pages are not in: the code of the language, and the
/// letter. `None` for nb, nn and en, which the page itself is in.
///
/// # Errors
/// A fault of the database.
pub fn receipt_in_own_language(
    q: &mut impl Query,
    about: &About,
    language: &str,
    service: &str,
) -> Result<Option<(String, String)>, AppError> {
    if Locale::parse(language).is_some() {
        return Ok(None);
    }
    let words = said(q, Occasion::Receipt, about, language, service)?;
    Ok(Some((language.to_owned(), words.letter)))
}

/// The text of an occasion for a reader of `language`, and the language it really is in.
fn text_for(q: &mut impl Query, occasion: Occasion, language: &str) -> Result<(MessageText, String), AppError> {
    let nearest = nearest(language).code();
    for candidate in [language, nearest] {
        if let Some(own) = own_text(q, occasion, candidate)? {
            return Ok((own.text, candidate.to_owned()));
        }
        if let Some(locale) = Locale::parse(candidate) {
            return Ok((standard_text(occasion, locale), candidate.to_owned()));
        }
    }
    Ok((standard_text(occasion, Locale::Nb), Locale::Nb.code().to_owned()))
}

/// What became of an attempt.
pub(super) fn record(tx: &mut Tx, id: Id, result: Result<(), SendFailure>) -> Result<(), AppError> {
    let failure = match result {
        Ok(()) => return end(tx, id, "sent", ""),
        Err(failure) => failure,
    };
    let Some(message) = find(tx, id)? else {
        // Withdrawn while it was on its way.
        return Ok(());
    };
    match try_again(message.attempts, failure, tx.now(), message.useless_after) {
        None => end(tx, id, "dead", failure.code()),
        Some(then) => {
            tx.exec(
                "UPDATE message SET due = $3, leased_until = 0, problem = $4 WHERE tenant_id = $1 AND id = $2",
                &params![tx.tenant(), id.0, then, failure.code()],
            )?;
            Ok(())
        }
    }
}

/// One message.
///
/// # Errors
/// A fault of the database.
pub fn find(q: &mut impl Query, id: Id) -> Result<Option<Message>, AppError> {
    let tenant = q.tenant();
    Ok(q.one(
        &format!("SELECT {MESSAGE} WHERE tenant_id = $1 AND id = $2"),
        &params![tenant, id.0],
        message_of,
    )?)
}

/// Those to ring or tell at the door, the most pressing first: the call list, and what never came through by other ways.
///
/// # Errors
/// A fault of the database.
pub fn call_list(q: &mut impl Query, now: Timestamp) -> Result<Vec<Message>, AppError> {
    let tenant = q.tenant();
    Ok(q.rows(
        &format!(
            "SELECT {MESSAGE} WHERE tenant_id = $1 AND useless_after > $2 AND occasion <> '{LETTER}' AND
             ((channel = 'call_list' AND state = 'waiting') OR state = 'dead') ORDER BY due, id"
        ),
        &params![tenant, now],
        message_of,
    )?)
}

/// What somebody found out about one on the call list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Called {
    /// They know.
    Told,
    /// Nobody answered: again in two hours.
    NotReached,
    /// It is of no use to try more.
    GivenUp,
}

impl Called {
    /// Reads the value of the button.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "sagt" => Some(Self::Told),
            "ikke-svar" => Some(Self::NotReached),
            "gi-opp" => Some(Self::GivenUp),
            _ => None,
        }
    }
}

/// Keeps what came of a call. The same again changes nothing.
///
/// # Errors
/// [`AppError::Absent`] when it is not on the list (any more).
pub fn called(tx: &mut Tx, id: Id, what: Called) -> Result<(), AppError> {
    let message = find(tx, id)?.filter(|m| m.about.is_some()).ok_or(AppError::Absent)?;
    match what {
        Called::Told => end(tx, message.id, "told", ""),
        Called::GivenUp => end(tx, message.id, "told", "given_up"),
        Called::NotReached => {
            let then = tx.now().saturating_add(2.hours()).unwrap_or(tx.now());
            tx.exec(
                "UPDATE message SET due = $3, attempts = attempts + 1, problem = 'no_answer', channel = 'call_list',
                     state = 'waiting', ended_at = NULL
                 WHERE tenant_id = $1 AND id = $2",
                &params![tx.tenant(), id.0, then],
            )?;
            Ok(())
        }
    }
}

/// What never came through, newest first: staff see it, and may send it again.
///
/// # Errors
/// A fault of the database.
pub fn dead(q: &mut impl Query) -> Result<Vec<Message>, AppError> {
    let tenant = q.tenant();
    Ok(q.rows(
        &format!("SELECT {MESSAGE} WHERE tenant_id = $1 AND state = 'dead' ORDER BY ended_at DESC, id LIMIT 200"),
        &params![tenant],
        message_of,
    )?)
}

/// How many messages there are: waiting to be sent, of them late by an hour or more, sent, and given up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Due, and not sent yet.
    pub waiting: i64,
    /// To be sent later: reminders.
    pub later: i64,
    /// Tried in vain at least once, and still tried.
    pub troubled: i64,
    /// Sent and told these last days.
    pub told: i64,
    /// Given up.
    pub dead: i64,
}

/// Counts messages.
///
/// # Errors
/// A fault of the database.
pub fn counts(q: &mut impl Query, now: Timestamp) -> Result<Counts, AppError> {
    let tenant = q.tenant();
    let found = q.one(
        "SELECT COALESCE(SUM(CASE WHEN state = 'waiting' AND channel <> 'call_list' AND due <= $2 THEN 1 ELSE 0 END), 0),
                COALESCE(SUM(CASE WHEN state = 'waiting' AND channel <> 'call_list' AND due > $2 AND attempts = 0 THEN 1 ELSE 0 END), 0),
                COALESCE(SUM(CASE WHEN state = 'waiting' AND channel <> 'call_list' AND attempts > 0 THEN 1 ELSE 0 END), 0),
                COALESCE(SUM(CASE WHEN state IN ('sent', 'told') THEN 1 ELSE 0 END), 0),
                COALESCE(SUM(CASE WHEN state = 'dead' THEN 1 ELSE 0 END), 0)
         FROM message WHERE tenant_id = $1",
        &params![tenant, now],
        |row| {
            Ok(Counts {
                waiting: row.int(0)?,
                later: row.int(1)?,
                troubled: row.int(2)?,
                told: row.int(3)?,
                dead: row.int(4)?,
            })
        },
    )?;
    Ok(found.unwrap_or_default())
}

/// Sends a message that was given up once more, from the first attempt. The same again changes nothing.
///
/// # Errors
/// [`AppError::Absent`] when it is not among those given up.
pub fn send_again(tx: &mut Tx, id: Id) -> Result<(), AppError> {
    let values = params![tx.tenant(), id.0, tx.now()];
    let changed = tx.exec(
        "UPDATE message SET state = 'waiting', attempts = 0, due = $3, leased_until = 0, ended_at = NULL, problem = ''
         WHERE tenant_id = $1 AND id = $2 AND state = 'dead' AND useless_after > $3",
        &values,
    )?;
    if changed == 0 {
        return Err(AppError::Absent);
    }
    let tenant = tx.tenant();
    tx.after_commit(Event::new(tenant, "message", ""));
    Ok(())
}

/// Everybody who was to be told by now has been: the demonstration's year, where nothing is sent and guides do ring.
///
/// # Errors
/// A fault of the database.
pub fn a_day_of_calls(tx: &mut Tx) -> Result<(), AppError> {
    tx.exec(
        "UPDATE message SET state = 'told', contact = '', about = '', calendar = '', ended_at = $2
         WHERE tenant_id = $1 AND state = 'waiting' AND due <= $2",
        &params![tx.tenant(), tx.now()],
    )?;
    Ok(())
}

/// Deletes what has had its time. Part of the night's work.
///
/// # Errors
/// A fault of the database.
pub fn forget_old(tx: &mut Tx) -> Result<(), AppError> {
    tx.exec(
        "DELETE FROM message WHERE tenant_id = $1 AND delete_after <= $2",
        &params![tx.tenant(), tx.now()],
    )?;
    Ok(())
}

/// How many messages should have been deleted before an instant.
///
/// # Errors
/// A fault of the database.
pub fn left_before(q: &mut impl Query, instant: Timestamp) -> Result<i64, AppError> {
    let tenant = q.tenant();
    let found = q.one(
        "SELECT COUNT(*) FROM message WHERE tenant_id = $1 AND delete_after <= $2",
        &params![tenant, instant],
        |row| row.int(0),
    )?;
    Ok(found.unwrap_or_default())
}

/// How a municipality sends.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sending {
    /// When nothing is sent.
    pub quiet: QuietHours,
    /// What a text message says it is from; empty for the installation's own.
    pub sender: String,
}

/// How the municipality sends; from 8 to 21 until it says otherwise.
///
/// # Errors
/// A fault of the database.
pub fn settings(q: &mut impl Query) -> Result<Sending, AppError> {
    let tenant = q.tenant();
    let found = q.one(
        "SELECT quiet_from, quiet_until, sender FROM message_setting WHERE tenant_id = $1",
        &params![tenant],
        |row| {
            let minute = |n: i64| {
                let minute = u16::try_from(n).ok().and_then(Minute::new);
                minute.ok_or_else(|| Fault::corrupt(format!("not a minute: {n}")))
            };
            Ok(Sending {
                quiet: QuietHours {
                    from: minute(row.int(0)?)?,
                    until: minute(row.int(1)?)?,
                },
                sender: row.text(2)?,
            })
        },
    )?;
    Ok(found.unwrap_or_default())
}

/// Keeps how the municipality sends.
///
/// # Errors
/// A fault of the database.
pub fn set(tx: &mut Tx, sending: &Sending) -> Result<(), AppError> {
    tx.exec(
        "INSERT INTO message_setting (tenant_id, quiet_from, quiet_until, sender) VALUES ($1, $2, $3, $4)
         ON CONFLICT (tenant_id) DO UPDATE SET quiet_from = excluded.quiet_from, quiet_until = excluded.quiet_until,
             sender = excluded.sender",
        &params![
            tx.tenant(),
            i64::from(sending.quiet.from.get()),
            i64::from(sending.quiet.until.get()),
            sending.sender.as_str()
        ],
    )?;
    let after = serde_json::json!({
        "quiet_from": sending.quiet.from.to_string(),
        "quiet_until": sending.quiet.until.to_string(),
        "sender": sending.sender,
    });
    tx.history(
        "messages",
        "message_setting",
        "sending",
        "set",
        None,
        Some(after.to_string()),
    )?;
    Ok(())
}

/// A text the municipality wrote itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnText {
    /// The text.
    pub text: MessageText,
    /// Whether it is approved and locked.
    pub locked: bool,
    /// Who approved it; empty when nobody had to.
    pub approved_by: String,
}

/// The municipality's own text of an occasion in a language.
///
/// # Errors
/// A fault of the database.
pub fn own_text(q: &mut impl Query, occasion: Occasion, language: &str) -> Result<Option<OwnText>, AppError> {
    let tenant = q.tenant();
    Ok(q.one(
        "SELECT subject, sms, letter, spoken, locked, approved_by FROM message_text
         WHERE tenant_id = $1 AND occasion = $2 AND language = $3",
        &params![tenant, occasion.code(), language],
        |row| {
            Ok(OwnText {
                text: MessageText {
                    subject: row.text(0)?,
                    sms: row.text(1)?,
                    letter: row.text(2)?,
                    spoken: row.text(3)?,
                },
                locked: row.bool(4)?,
                approved_by: row.text(5)?,
            })
        },
    )?)
}

/// Which texts the municipality wrote itself: occasion, language, and whether it is locked.
///
/// # Errors
/// A fault of the database.
pub fn own_texts(q: &mut impl Query) -> Result<Vec<(Occasion, String, bool)>, AppError> {
    let tenant = q.tenant();
    Ok(q.rows(
        "SELECT occasion, language, locked FROM message_text WHERE tenant_id = $1 ORDER BY language, occasion",
        &params![tenant],
        |row| Ok((stored_code(row.str(0)?, Occasion::parse)?, row.text(1)?, row.bool(2)?)),
    )?)
}

/// What a reader must be able to be told in a language before it can be chosen: that there is a promise, and that it is
/// broken or changed.
const NEEDED: [Occasion; 3] = [Occasion::Receipt, Occasion::Moved, Occasion::CalledOff];

/// The languages beside our own three that have approved texts of everything one must be told, by code.
///
/// # Errors
/// A fault of the database.
pub fn languages(q: &mut impl Query) -> Result<Vec<String>, AppError> {
    let all = own_texts(q)?;
    let approved =
        |code: &str, o: Occasion| all.iter().any(|(occasion, c, locked)| *locked && c == code && *occasion == o);
    let mut codes: Vec<String> = all.iter().map(|(_, code, _)| code.clone()).collect();
    codes.dedup();
    codes.retain(|code| Locale::parse(code).is_none() && NEEDED.into_iter().all(|o| approved(code, o)));
    Ok(codes)
}

/// Keeps a text; `None` sets it back to ours.
///
/// # Errors
/// A fault of the database.
pub fn write_text(tx: &mut Tx, occasion: Occasion, language: &str, own: Option<&OwnText>) -> Result<(), AppError> {
    let key = params![tx.tenant(), occasion.code(), language];
    let id = format!("{}/{language}", occasion.code());
    let before = own_text(tx, occasion, language)?.map(|own| text_in_json(&own));
    tx.exec(
        "DELETE FROM message_text WHERE tenant_id = $1 AND occasion = $2 AND language = $3",
        &key,
    )?;
    if let Some(own) = own {
        tx.exec(
            "INSERT INTO message_text (tenant_id, occasion, language, subject, sms, letter, spoken, locked, approved_by, changed_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            &params![
                tx.tenant(),
                occasion.code(),
                language,
                own.text.subject.as_str(),
                own.text.sms.as_str(),
                own.text.letter.as_str(),
                own.text.spoken.as_str(),
                own.locked,
                own.approved_by.as_str(),
                tx.now()
            ],
        )?;
    }
    let verb = if own.is_some() { "changed" } else { "removed" };
    tx.history("messages", "message_text", id, verb, before, own.map(text_in_json))?;
    Ok(())
}

fn text_in_json(own: &OwnText) -> String {
    serde_json::json!({
        "subject": own.text.subject, "sms": own.text.sms, "letter": own.text.letter, "spoken": own.text.spoken,
        "locked": own.locked, "approved_by": own.approved_by,
    })
    .to_string()
}
