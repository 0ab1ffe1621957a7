use crate::{
    bookings::{claims, secret_code},
    events,
    frame::{AppError, day_of, days, stored_code, stored_key},
    messages, operations,
};
use domain::{
    bookings::{Code, MadeBy, cells},
    enrolments::{Deadline, Enrolled, EnrolmentRefusal, Entry, Line, Room, State, Target, Tick, Wishes},
    messages::{About, Contact, DateChange, Notice, Occasion},
    shared::{Id, Key, Locale, Localized, day_and_minute, instant_of},
};
use jiff::{Timestamp, ToSpan, civil::Date};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use store::{Fault, Query, Row, Tx, params};

/// Somebody who waits for an appointment stands on the list for so many days.
pub const WAIT_DAYS: i64 = 56;
/// What is stored for the day of a whole series.
const SERIES: i64 = -1;

/// What there is a list for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// Places at something that has a date.
    Places(Target),
    /// Appointments of an offering that come free.
    Times(Key),
}

impl What {
    /// The identity of the list and of its seats: the same text always gives the same.
    #[must_use]
    pub fn resource(&self) -> [u8; 16] {
        let text = match self {
            Self::Places(target) => format!("enrolment places {}", target.text()),
            Self::Times(offering) => format!("enrolment times {offering}"),
        };
        let mut out = [0; 16];
        out.copy_from_slice(&Sha256::digest(text.as_bytes())[..16]);
        out
    }

    /// The offering.
    #[must_use]
    pub const fn offering(&self) -> &Key {
        match self {
            Self::Places(target) => &target.offering,
            Self::Times(offering) => offering,
        }
    }

    fn columns(&self) -> (&str, &str, i64) {
        match self {
            Self::Places(t) => (
                t.offering.as_str(),
                t.schedule.as_str(),
                t.original.map_or(SERIES, days),
            ),
            Self::Times(offering) => (offering.as_str(), "", SERIES),
        }
    }
}

/// A list: what for, and when that is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// What for.
    pub what: What,
    /// The instant it begins.
    pub starts: Timestamp,
    /// The instant it ends.
    pub ends: Timestamp,
    /// It does not take place: nobody is offered anything.
    pub called_off: bool,
}

/// What is said to somebody in messages, in her language, as it was when she signed up.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// The offering.
    pub offering: String,
    /// The place.
    pub place: String,
    /// A number to ring.
    pub phone: String,
    /// What an address of this municipality begins with.
    pub base: String,
    /// The language of the messages (BCP 47), when another than the page's was chosen; empty otherwise.
    #[serde(default)]
    pub language: String,
}

/// Somebody who signs up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Newcomer {
    /// Known from the form: the same form sent twice is one sign-up.
    pub form: Id,
    /// A first name or an alias; may be empty.
    pub name: String,
    /// How to reach her.
    pub to: Contact,
    /// In which language.
    pub language: Locale,
    /// How many people, 1 or 2.
    pub size: u8,
    /// On which way.
    pub origin: MadeBy,
    /// Which times suit her, when she waits for an appointment.
    pub wishes: Wishes,
    /// What messages to her say.
    pub words: Said,
}

/// A sign-up as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enrolment {
    /// Where it stands.
    pub entry: Entry,
    /// The list it is on.
    pub resource: [u8; 16],
    /// A first name or an alias; may be empty.
    pub name: String,
    /// How to reach her.
    pub to: Contact,
    /// In which language.
    pub language: Locale,
    /// Which times suit her.
    pub wishes: Wishes,
    /// What messages to her say.
    pub words: Said,
    /// When it is deleted.
    pub delete_after: Timestamp,
}

impl Enrolment {
    /// The language she wants messages in (BCP 47).
    #[must_use]
    pub fn message_language(&self) -> &str {
        if self.words.language.is_empty() {
            self.language.code()
        } else {
            &self.words.language
        }
    }
}

/// A time that is offered to somebody who waits for an appointment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Time {
    /// The schedule it is of.
    pub schedule: Key,
    /// The place.
    pub place: Key,
    /// The guides it is taken from.
    pub resource: [u8; 16],
    /// How many guides there are.
    pub lanes: u16,
    /// The instant it begins.
    pub starts: Timestamp,
    /// The instant it ends.
    pub ends: Timestamp,
}

/// How long names and contacts are kept after it took place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keeping {
    /// So many days, 1–365.
    pub days: u16,
    /// Why more than [`Keeping::DEFAULT_DAYS`] are needed; empty when they are not.
    pub reason: String,
}

impl Keeping {
    /// Enough for most.
    pub const DEFAULT_DAYS: u16 = 14;

    fn until(&self, ends: Timestamp) -> Timestamp {
        later(ends, i64::from(self.days))
    }
}

/// How long names and contacts are kept here.
///
/// # Errors
/// A fault of the database.
pub fn keeping(q: &mut impl Query) -> Result<Keeping, AppError> {
    let key = params![q.tenant()];
    let found = q.one(
        "SELECT keep_days, keep_reason FROM enrolment_setting WHERE tenant_id = $1",
        &key,
        |row| {
            Ok(Keeping {
                days: small(row.int(0)?)?,
                reason: row.text(1)?,
            })
        },
    )?;
    Ok(found.unwrap_or(Keeping {
        days: Keeping::DEFAULT_DAYS,
        reason: String::new(),
    }))
}

/// Sets how long names and contacts are kept: of those who have signed up already, too.
///
/// # Errors
/// A fault of the database.
pub fn keep(tx: &mut Tx, keeping: &Keeping) -> Result<(), AppError> {
    tx.exec(
        "INSERT INTO enrolment_setting (tenant_id, keep_days, keep_reason) VALUES ($1, $2, $3)
         ON CONFLICT (tenant_id) DO UPDATE SET keep_days = excluded.keep_days, keep_reason = excluded.keep_reason",
        &params![tx.tenant(), keeping.days, keeping.reason.as_str()],
    )?;
    tx.exec(
        "UPDATE enrolment SET delete_after = $2 + (SELECT l.ends_at FROM enrolment_list l
             WHERE l.tenant_id = enrolment.tenant_id AND l.resource = enrolment.resource)
         WHERE tenant_id = $1 AND state IN ('enrolled', 'accepted', 'waiting', 'offered') AND resource IN
             (SELECT resource FROM enrolment_list WHERE tenant_id = $1 AND schedule <> '')",
        &params![tx.tenant(), i64::from(keeping.days) * 24 * 60 * 60 * 1000],
    )?;
    Ok(())
}

/// Who has just signed up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// The sign-up.
    pub id: Id,
    /// The code to keep.
    pub code: Code,
    /// Whether there was a place.
    pub state: State,
}

fn instant(ms: i64) -> Result<Timestamp, Fault> {
    Timestamp::from_millisecond(ms).map_err(|_| Fault::corrupt(format!("not an instant: {ms}")))
}

fn small<T: TryFrom<i64>>(n: i64) -> Result<T, Fault> {
    T::try_from(n).map_err(|_| Fault::corrupt(format!("not in range: {n}")))
}

fn later(at: Timestamp, days: i64) -> Timestamp {
    at.saturating_add((24 * days).hours()).unwrap_or(Timestamp::MAX)
}

fn hash(tenant: i64, code: Code) -> [u8; 32] {
    Sha256::digest(format!("enrolment {tenant} {}", code.plain())).into()
}

const ENROLMENT: &str = "id, resource, line, size, offers, state, deadline, name, contact_kind, contact, language,
    wishes, words, delete_after FROM enrolment";

fn enrolment_of(row: &Row) -> Result<Enrolment, Fault> {
    let deadline = row.opt_int(6)?.map(instant).transpose()?;
    let words = row.str(12)?;
    Ok(Enrolment {
        entry: Entry {
            id: Id(row.id(0)?),
            order: row.int(2)?,
            size: small(row.int(3)?)?,
            offers: small(row.int(4)?)?,
            state: stored_code(row.str(5)?, |code| State::parse(code, deadline))?,
        },
        resource: row.id(1)?,
        name: row.text(7)?,
        to: Contact::read(row.str(8)?, row.str(9)?).ok_or_else(|| Fault::corrupt("not a contact"))?,
        language: stored_code(row.str(10)?, Locale::parse)?,
        wishes: Wishes::from_bits(small(row.int(11)?)?).ok_or_else(|| Fault::corrupt("not wishes"))?,
        words: serde_json::from_str(words).map_err(|_| Fault::corrupt("not the words of a sign-up"))?,
        delete_after: instant(row.int(13)?)?,
    })
}

fn list_of(row: &Row) -> Result<List, Fault> {
    Ok(List {
        what: what_of(row)?,
        starts: instant(row.int(3)?)?,
        ends: instant(row.int(4)?)?,
        called_off: row.bool(5)?,
    })
}

fn what_of(row: &Row) -> Result<What, Fault> {
    let (offering, schedule, original) = (stored_key(row.str(0)?)?, row.text(1)?, row.int(2)?);
    if schedule.is_empty() {
        return Ok(What::Times(offering));
    }
    Ok(What::Places(Target {
        offering,
        schedule: stored_key(&schedule)?,
        original: (original != SERIES).then(|| day_of(original)),
    }))
}

const LIST: &str = "offering, schedule, original_day, starts_at, ends_at, called_off FROM enrolment_list";

/// A list; `None` when nobody has signed up for it.
///
/// # Errors
/// A fault of the database.
pub fn list(q: &mut impl Query, resource: [u8; 16]) -> Result<Option<List>, AppError> {
    let key = params![q.tenant(), resource];
    let found = q.one(
        &format!("SELECT {LIST} WHERE tenant_id = $1 AND resource = $2"),
        &key,
        list_of,
    )?;
    Ok(found)
}

/// The lists of what begins between two instants, sorted by start.
///
/// # Errors
/// A fault of the database.
pub fn lists(q: &mut impl Query, from: Timestamp, until: Timestamp) -> Result<Vec<List>, AppError> {
    let span = params![q.tenant(), from, until];
    let sql = format!(
        "SELECT {LIST} WHERE tenant_id = $1 AND schedule <> '' AND starts_at >= $2 AND starts_at < $3 ORDER BY starts_at, resource"
    );
    Ok(q.rows(&sql, &span, list_of)?)
}

/// The lists of what has dates and is not over.
///
/// # Errors
/// A fault of the database.
pub fn not_over(q: &mut Tx) -> Result<Vec<List>, AppError> {
    let key = params![q.tenant(), q.now()];
    let sql =
        format!("SELECT {LIST} WHERE tenant_id = $1 AND schedule <> '' AND ends_at > $2 ORDER BY starts_at, resource");
    Ok(q.rows(&sql, &key, list_of)?)
}

/// Everybody on a list, in order of line; those who left among them until they are deleted.
///
/// # Errors
/// A fault of the database.
pub fn everybody(q: &mut impl Query, resource: [u8; 16]) -> Result<Vec<Enrolment>, AppError> {
    let key = params![q.tenant(), resource];
    let sql = format!("SELECT {ENROLMENT} WHERE tenant_id = $1 AND resource = $2 ORDER BY line, id");
    Ok(q.rows(&sql, &key, enrolment_of)?)
}

/// One sign-up.
///
/// # Errors
/// [`AppError::Absent`] when there is none.
pub fn enrolment(q: &mut impl Query, id: Id) -> Result<Enrolment, AppError> {
    let key = params![q.tenant(), id.0];
    q.one(
        &format!("SELECT {ENROLMENT} WHERE tenant_id = $1 AND id = $2"),
        &key,
        enrolment_of,
    )?
    .ok_or(AppError::Absent)
}

/// The sign-up that a code stands for: the code of the receipt, or the one of the last message.
///
/// # Errors
/// [`AppError::Absent`] when there is none.
pub fn by_code(q: &mut impl Query, code: Code) -> Result<Enrolment, AppError> {
    let key = params![q.tenant(), hash(q.tenant(), code)];
    q.one(
        &format!("SELECT {ENROLMENT} WHERE tenant_id = $1 AND (code_hash = $2 OR later_hash = $2)"),
        &key,
        enrolment_of,
    )?
    .ok_or(AppError::Absent)
}

/// The time that is offered to somebody who waits for an appointment.
///
/// # Errors
/// A fault of the database.
pub fn time(q: &mut impl Query, id: Id) -> Result<Option<Time>, AppError> {
    let key = params![q.tenant(), id.0];
    let found = q.one(
        "SELECT schedule, place, resource, lanes, starts_at, ends_at FROM enrolment_time WHERE tenant_id = $1 AND enrolment_id = $2",
        &key,
        |row| {
            Ok(Time {
                schedule: stored_key(row.str(0)?)?,
                place: stored_key(row.str(1)?)?,
                resource: row.id(2)?,
                lanes: small(row.int(3)?)?,
                starts: instant(row.int(4)?)?,
                ends: instant(row.int(5)?)?,
            })
        },
    )?;
    Ok(found)
}

fn room(q: &mut impl Query, list: &List) -> Result<Room, AppError> {
    Ok(match &list.what {
        What::Times(_) => Room::Times,
        What::Places(_) if list.called_off => Room::Places(0),
        What::Places(target) => Room::Places(capacity(q, target)?),
    })
}

fn capacity(q: &mut impl Query, target: &Target) -> Result<u32, AppError> {
    Ok(events::sign_up(q, target)?.map_or(0, |s| u32::from(s.capacity)))
}

/// The line of a list, as the rules see it.
///
/// # Errors
/// A fault of the database.
pub fn line(q: &mut impl Query, list: &List) -> Result<Line, AppError> {
    let room = room(q, list)?;
    let key = params![q.tenant(), list.what.resource()];
    let entries = q.rows(
        "SELECT id, line, size, offers, state, deadline FROM enrolment WHERE tenant_id = $1 AND resource = $2
         AND state IN ('enrolled', 'waiting', 'offered', 'accepted') ORDER BY line, id",
        &key,
        |row| {
            let deadline = row.opt_int(5)?.map(instant).transpose()?;
            Ok(Entry {
                id: Id(row.id(0)?),
                order: row.int(1)?,
                size: small(row.int(2)?)?,
                offers: small(row.int(3)?)?,
                state: stored_code(row.str(4)?, |code| State::parse(code, deadline))?,
            })
        },
    )?;
    Ok(Line::new(room, list.starts, entries))
}

/// How it stands with the places of a target.
///
/// # Errors
/// A fault of the database.
pub fn counts(q: &mut impl Query, target: &Target) -> Result<Enrolled, AppError> {
    let what = What::Places(target.clone());
    let capacity = capacity(q, target)?;
    let key = params![q.tenant(), what.resource()];
    let people = q.rows(
        "SELECT state, CAST(SUM(size) AS BIGINT) FROM enrolment WHERE tenant_id = $1 AND resource = $2 GROUP BY state",
        &key,
        |row| Ok((row.text(0)?, small::<u32>(row.int(1)?)?)),
    )?;
    let of = |states: &[&str]| people.iter().filter(|(s, _)| states.contains(&s.as_str())).map(|(_, n)| n).sum();
    Ok(Enrolled {
        taken: of(&["enrolled", "accepted"]),
        held: of(&["offered"]),
        waiting: of(&["waiting"]),
        capacity,
    })
}

/// Makes the list if nobody has, and holds its row until the transaction ends: one change of a line comes after the other.
fn lock(tx: &mut Tx, list: &List) -> Result<(), AppError> {
    let (offering, schedule, original) = list.what.columns();
    tx.exec(
        "INSERT INTO enrolment_list (tenant_id, resource, offering, schedule, original_day, starts_at, ends_at,
             called_off, changes)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1)
         ON CONFLICT (tenant_id, resource) DO UPDATE SET changes = enrolment_list.changes + 1,
             starts_at = excluded.starts_at, ends_at = excluded.ends_at, called_off = excluded.called_off",
        &params![
            tx.tenant(),
            list.what.resource(),
            offering,
            schedule,
            original,
            list.starts,
            list.ends,
            list.called_off
        ],
    )?;
    Ok(())
}

/// The list with its row held, for a change of somebody on it.
fn held(tx: &mut Tx, resource: [u8; 16]) -> Result<List, AppError> {
    tx.exec(
        "UPDATE enrolment_list SET changes = changes + 1 WHERE tenant_id = $1 AND resource = $2",
        &params![tx.tenant(), resource],
    )?;
    list(tx, resource)?.ok_or(AppError::Absent)
}

/// The code that a form gives: always the same, so that a form sent twice leads to the same receipt. The rare code that
/// somebody else has is passed by.
fn code_of(tx: &mut Tx, form: Id) -> Result<(Code, Option<Enrolment>), AppError> {
    for turn in 0u8..8 {
        let mut digest = Sha256::new();
        digest.update(b"enrolment code");
        digest.update(form.0);
        digest.update([turn]);
        let mut bytes = [0; 8];
        bytes.copy_from_slice(&digest.finalize()[..8]);
        let code = Code::from_random(bytes);
        let key = params![tx.tenant(), hash(tx.tenant(), code)];
        let known = tx.one(
            "SELECT form_key FROM enrolment WHERE tenant_id = $1 AND code_hash = $2",
            &key,
            |row| row.bytes(0),
        )?;
        match known {
            None => return Ok((code, None)),
            Some(known) if known == form_key(form) => return by_code(tx, code).map(|found| (code, Some(found))),
            Some(_) => {}
        }
    }
    Err(AppError::Fault("no code is free".to_owned()))
}

fn form_key(form: Id) -> [u8; 32] {
    let mut digest = Sha256::new();
    digest.update(b"enrolment form");
    digest.update(form.0);
    digest.finalize().into()
}

/// Signs somebody up: with a place when there is one, otherwise on the waiting list – or not at all, when she has not said
/// that she will wait. The same form again gives the same sign-up.
///
/// # Errors
/// Refused when it has begun.
pub fn sign_up(tx: &mut Tx, list: &List, new: &Newcomer, will_wait: bool) -> Result<Option<Made>, AppError> {
    let (code, known) = code_of(tx, new.form)?;
    if let Some(known) = known {
        return Ok(Some(Made {
            id: known.entry.id,
            code,
            state: known.entry.state,
        }));
    }
    lock(tx, list)?;
    let before = line(tx, list)?;
    let id = Id(tx.random_id());
    let mut after = before.clone();
    if after.sign_up(id, new.size, tx.now()).map_err(AppError::refused)? == State::Waiting && !will_wait {
        return Ok(None);
    }
    insert(tx, list, id, code, new)?;
    save(tx, list, &before, &after)?;
    let state = after.entry(id).map_or(State::Waiting, |e| e.state);
    if state == State::Enrolled {
        welcome(tx, list, id, code)?;
    }
    changed(tx);
    Ok(Some(Made { id, code, state }))
}

fn insert(tx: &mut Tx, list: &List, id: Id, code: Code, new: &Newcomer) -> Result<(), AppError> {
    let (kind, address) = new.to.stored();
    let words = serde_json::to_string(&new.words).map_err(|e| AppError::Fault(e.to_string()))?;
    let until = match list.what {
        What::Places(_) => keeping(tx)?.until(list.ends),
        What::Times(_) => later(tx.now(), WAIT_DAYS),
    };
    tx.exec(
        "INSERT INTO enrolment (tenant_id, id, resource, code_hash, form_key, line, size, offers, state, name, contact_kind,
             contact, language, origin, wishes, words, delete_after)
         VALUES ($1, $2, $3, $4, $5, 0, $6, 0, 'waiting', $7, $8, $9, $10, $11, $12, $13, $14)",
        &params![
            tx.tenant(),
            id.0,
            list.what.resource(),
            hash(tx.tenant(), code),
            form_key(new.form),
            new.size,
            new.name.as_str(),
            kind,
            address,
            new.language.code(),
            new.origin.code(),
            new.wishes.bits(),
            words,
            until
        ],
    )?;
    Ok(())
}

/// Writes what a change of the line means: rows, seats and counts.
fn save(tx: &mut Tx, list: &List, before: &Line, after: &Line) -> Result<(), AppError> {
    // First what is given back, so that its seats can be taken again.
    let changes: Vec<(Option<Entry>, Entry)> = after
        .entries()
        .iter()
        .map(|now| (before.entry(now.id).copied(), *now))
        .filter(|(was, now)| *was != Some(*now))
        .collect();
    for (was, now) in &changes {
        if was.is_some_and(|e| holds(e.state)) && !holds(now.state) {
            claims::free(tx, now.id.0)?;
        }
    }
    for (was, now) in &changes {
        if holds(now.state) && !was.is_some_and(|e| holds(e.state)) && matches!(list.what, What::Places(_)) {
            seat(tx, list, now)?;
        }
        write(tx, now)?;
        if let Some(tick) = tick(was.map(|e| e.state), now.state) {
            count(tx, list, tick, now.size)?;
        }
    }
    Ok(())
}

const fn holds(state: State) -> bool {
    state.has_place() || matches!(state, State::Offered { .. })
}

/// Takes the seats: the database decides, whatever was read before.
fn seat(tx: &mut Tx, list: &List, entry: &Entry) -> Result<(), AppError> {
    let Room::Places(capacity) = room(tx, list)? else {
        return Ok(());
    };
    let lanes = 0..u16::try_from(capacity).unwrap_or(u16::MAX);
    for _ in 0..entry.size {
        let got = claims::take(tx, list.what.resource(), lanes.clone(), 0..1, entry.id.0, None)?;
        if got.is_none() {
            return Err(AppError::Fault("the line gave a seat that somebody has".to_owned()));
        }
    }
    Ok(())
}

fn write(tx: &mut Tx, entry: &Entry) -> Result<(), AppError> {
    let deadline = match entry.state {
        State::Offered { deadline } => Some(deadline),
        _ => None,
    };
    tx.exec(
        "UPDATE enrolment SET line = $3, offers = $4, state = $5, deadline = $6 WHERE tenant_id = $1 AND id = $2",
        &params![tx.tenant(), entry.id.0, entry.order, entry.offers, entry.state.code(), deadline],
    )?;
    if entry.state.is_live() {
        return Ok(());
    }
    forget_who(tx, entry.id)
}

/// Who it was is nobody's business any more; the row stays some days so that the receipt can say what became of it.
fn forget_who(tx: &mut Tx, id: Id) -> Result<(), AppError> {
    let soon = later(tx.now(), 2);
    tx.exec(
        "UPDATE enrolment SET name = '', contact_kind = 'none', contact = '',
             delete_after = CASE WHEN delete_after < $3 THEN delete_after ELSE $3 END
         WHERE tenant_id = $1 AND id = $2",
        &params![tx.tenant(), id.0, soon],
    )?;
    Ok(())
}

const fn tick(was: Option<State>, now: State) -> Option<Tick> {
    match (was, now) {
        (None, State::Enrolled) => Some(Tick::SignedUp),
        (None, State::Waiting) => Some(Tick::Queued),
        (Some(State::Waiting | State::Offered { .. }), State::Accepted) => Some(Tick::FromList),
        (Some(State::Enrolled | State::Accepted), State::Left) => Some(Tick::Left),
        (Some(State::Waiting | State::Offered { .. }), State::Left | State::Declined | State::Lapsed) => {
            Some(Tick::OffList)
        }
        _ => None,
    }
}

fn month_of(list: &List, now: Timestamp) -> i64 {
    let day = match &list.what {
        What::Places(_) => day_and_minute(list.starts).0,
        What::Times(_) => day_and_minute(now).0,
    };
    i64::from(day.year()) * 100 + i64::from(day.month())
}

fn count(tx: &mut Tx, list: &List, what: Tick, people: u8) -> Result<(), AppError> {
    let (offering, schedule, original) = list.what.columns();
    tx.exec(
        "INSERT INTO enrolment_count (tenant_id, month, offering, schedule, original_day, what, people)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (tenant_id, month, offering, schedule, original_day, what)
         DO UPDATE SET people = enrolment_count.people + excluded.people",
        &params![tx.tenant(), month_of(list, tx.now()), offering, schedule, original, what.code(), people],
    )?;
    Ok(())
}

/// Writes how many came and how many with a place did not: the last numbers count.
///
/// # Errors
/// A fault of the database.
pub fn attendance(tx: &mut Tx, list: &List, came: u32, no_show: u32) -> Result<(), AppError> {
    let (offering, schedule, original) = list.what.columns();
    for (what, people) in [(Tick::Came, came), (Tick::NoShow, no_show)] {
        tx.exec(
            "INSERT INTO enrolment_count (tenant_id, month, offering, schedule, original_day, what, people)
             VALUES ($1, $2, $3, $4, $5, $6, $7)
             ON CONFLICT (tenant_id, month, offering, schedule, original_day, what)
             DO UPDATE SET people = excluded.people",
            &params![tx.tenant(), month_of(list, tx.now()), offering, schedule, original, what.code(), people],
        )?;
    }
    Ok(())
}

/// How many came and how many with a place did not; `None` before that is written.
///
/// # Errors
/// A fault of the database.
pub fn came(q: &mut impl Query, list: &List) -> Result<Option<(u32, u32)>, AppError> {
    let (offering, schedule, original) = list.what.columns();
    let key = params![q.tenant(), month_of(list, list.starts), offering, schedule, original];
    let found = q.rows(
        "SELECT what, people FROM enrolment_count WHERE tenant_id = $1 AND month = $2 AND offering = $3 AND schedule = $4
         AND original_day = $5 AND what IN ('came', 'no_show')",
        &key,
        |row| Ok((row.text(0)?, small::<u32>(row.int(1)?)?)),
    )?;
    let of = |what: &str| found.iter().find(|(w, _)| w == what).map(|(_, n)| *n);
    Ok(of("came").map(|came| (came, of("no_show").unwrap_or(0))))
}

/// What was counted of one thing in one month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// The month it took place, as year × 100 + month.
    pub month: i64,
    /// What it was.
    pub what: What,
    /// What was counted.
    pub tick: Tick,
    /// How many people.
    pub people: u32,
}

/// Everything that was counted in a year, sorted by month and offering.
///
/// # Errors
/// A fault of the database.
pub fn counted(q: &mut impl Query, year: i16) -> Result<Vec<Counted>, AppError> {
    let first = i64::from(year) * 100;
    let span = params![q.tenant(), first, first + 99];
    let found = q.rows(
        "SELECT offering, schedule, original_day, month, what, people FROM enrolment_count
         WHERE tenant_id = $1 AND month >= $2 AND month <= $3 ORDER BY month, original_day, offering, schedule, what",
        &span,
        |row| {
            Ok(Counted {
                what: what_of(row)?,
                month: row.int(3)?,
                tick: stored_code(row.str(4)?, Tick::parse)?,
                people: small(row.int(5)?)?,
            })
        },
    )?;
    Ok(found)
}

/// What is done with somebody on a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Gives the place back, or leaves the list.
    Leave,
    /// Says yes to the offer.
    Accept,
    /// Says no to the offer, or when rung.
    Decline,
    /// Was rung as the next in line, and said yes.
    Give,
    /// Was rung as the next in line, and did not answer.
    NoAnswer,
}

/// Does something with somebody on a list, and offers what came free to the next. Done twice, leaving and answering change
/// nothing.
///
/// # Errors
/// Refused by the rules of the line.
pub fn act(tx: &mut Tx, id: Id, act: Act) -> Result<(), AppError> {
    let who = enrolment(tx, id)?;
    let list = held(tx, who.resource)?;
    let offered = time(tx, id)?;
    // An appointment begins when the offered time does; the list itself has no start.
    let begins = offered.as_ref().map_or(list.starts, |t| t.starts);
    if list.called_off && matches!(act, Act::Accept | Act::Give) {
        return Err(AppError::refused(EnrolmentRefusal::Closed));
    }
    let before = Line::new(room(tx, &list)?, begins, live_and(line(tx, &list)?.entries(), tx, id)?);
    let (mut after, now) = (before.clone(), tx.now());
    match act {
        Act::Leave if who.entry.state == State::Left => return Ok(()),
        Act::Leave => after.leave(id).map(|_| ()),
        Act::Accept => after.accept(id, now),
        Act::Decline => after.decline(id),
        Act::Give => after.give(id, now),
        Act::NoAnswer => after.no_answer(id, now).map(|_| ()),
    }
    .map_err(AppError::refused)?;
    if before == after {
        return Ok(());
    }
    messages::withdraw(tx, id.0)?;
    match act {
        Act::Leave if who.entry.state.has_place() => tell(tx, &list, &who, Occasion::Cancelled, None, None, "")?,
        Act::Accept | Act::Give => {
            save(tx, &list, &before, &after)?;
            if matches!(list.what, What::Places(_)) {
                let code = later_code(tx, id)?;
                welcome(tx, &list, id, code)?;
            }
            changed(tx);
            return Ok(());
        }
        _ => {}
    }
    save(tx, &list, &before, &after)?;
    if let Some(time) = offered {
        forget_time(tx, id)?;
        pass_on(tx, &list, &time)?;
    }
    settle(tx, &list)?;
    changed(tx);
    Ok(())
}

/// The live entries, with the one that is acted on also when it is over: then the rules say so.
fn live_and(live: &[Entry], tx: &mut Tx, id: Id) -> Result<Vec<Entry>, AppError> {
    let mut all = live.to_vec();
    if !all.iter().any(|e| e.id == id) {
        all.push(enrolment(tx, id)?.entry);
    }
    Ok(all)
}

/// Gives back what was held for somebody who was offered a time.
///
/// # Errors
/// A fault of the database.
pub fn forget_time(tx: &mut Tx, id: Id) -> Result<(), AppError> {
    claims::free(tx, id.0)?;
    tx.exec(
        "DELETE FROM enrolment_time WHERE tenant_id = $1 AND enrolment_id = $2",
        &params![tx.tenant(), id.0],
    )?;
    Ok(())
}

/// Takes back the offers that nobody answered, and offers the free places of a list to those who wait. Called when places
/// came free, when there came to be more of them, and every minute for what is due.
///
/// # Errors
/// A fault of the database.
pub fn settle(tx: &mut Tx, list: &List) -> Result<(), AppError> {
    let before = line(tx, list)?;
    let (mut after, now) = (before.clone(), tx.now());
    let lapsed = after.lapse(now);
    let offers = match list.what {
        What::Places(_) => after.settle(now),
        What::Times(_) => Vec::new(),
    };
    if before == after {
        return Ok(());
    }
    save(tx, list, &before, &after)?;
    for id in lapsed {
        messages::withdraw(tx, id.0)?;
        if let Some(time) = time(tx, id)? {
            forget_time(tx, id)?;
            pass_on(tx, list, &time)?;
        }
    }
    for (id, until) in offers {
        tell_offer(tx, list, id, until)?;
    }
    changed(tx);
    Ok(())
}

/// Offers a time that came free to the first on the offering's list whom it fits. Says whether somebody was offered it; then
/// it is held for her until she answers or the deadline passes.
///
/// # Errors
/// A fault of the database.
pub fn pass_on(tx: &mut Tx, list: &List, freed: &Time) -> Result<bool, AppError> {
    let resource = list.what.resource();
    let people = everybody(tx, resource)?;
    let (day, start) = day_and_minute(freed.starts);
    let entries = people.iter().map(|p| p.entry).collect();
    let before = Line::new(Room::Times, freed.starts, entries);
    let mut after = before.clone();
    let fits = |e: &Entry| people.iter().any(|p| p.entry.id == e.id && p.wishes.fit(day, start));
    let Some((id, until)) = after.offer_time(tx.now(), fits) else {
        return Ok(false);
    };
    if !hold_time(tx, id, freed)? {
        return Ok(false);
    }
    save(tx, list, &before, &after)?;
    tell_offer(tx, list, id, until)?;
    Ok(true)
}

/// A time of an offering came free: see [`pass_on`]. `false` when nobody waits for the offering.
///
/// # Errors
/// A fault of the database.
pub fn time_freed(tx: &mut Tx, offering: &Key, freed: &Time) -> Result<bool, AppError> {
    match held(tx, What::Times(offering.clone()).resource()) {
        Ok(list) => pass_on(tx, &list, freed),
        Err(AppError::Absent) => Ok(false),
        Err(error) => Err(error),
    }
}

/// The list of a resource was changed from outside: offers what is free.
///
/// # Errors
/// A fault of the database.
pub fn freed(tx: &mut Tx, resource: [u8; 16]) -> Result<(), AppError> {
    match held(tx, resource) {
        Ok(list) => settle(tx, &list),
        Err(AppError::Absent) => Ok(()),
        Err(error) => Err(error),
    }
}

/// Takes back every offer whose deadline has passed, and gives it to the next.
///
/// # Errors
/// A fault of the database.
pub fn lapse_due(tx: &mut Tx, now: Timestamp) -> Result<(), AppError> {
    let due = params![tx.tenant(), now];
    let resources = tx.rows(
        "SELECT DISTINCT resource FROM enrolment WHERE tenant_id = $1 AND deadline <= $2",
        &due,
        |row| row.id(0),
    )?;
    resources.into_iter().try_for_each(|resource| freed(tx, resource))
}

/// Whether an offer's deadline has passed.
///
/// # Errors
/// A fault of the database.
pub fn is_due(q: &mut impl Query, now: Timestamp) -> Result<bool, AppError> {
    let due = params![q.tenant(), now];
    let found = q.one(
        "SELECT 1 FROM enrolment WHERE tenant_id = $1 AND deadline <= $2 LIMIT 1",
        &due,
        |_| Ok(()),
    )?;
    Ok(found.is_some())
}

/// A second code for somebody we have stored only the hash of the first for: it goes out with messages. It follows from the
/// municipality's key, so that every message to her has the same, and only its hash is stored.
fn later_code(tx: &mut Tx, id: Id) -> Result<Code, AppError> {
    let code = match operations::store::kept_code_key(tx)? {
        Some(key) => secret_code(&key, "enrolment code ", tx.tenant(), id),
        None => Code::from_random(tx.random_bytes::<8>()),
    };
    tx.exec(
        "UPDATE enrolment SET later_hash = $3 WHERE tenant_id = $1 AND id = $2",
        &params![tx.tenant(), id.0, hash(tx.tenant(), code)],
    )?;
    Ok(code)
}

/// A receipt, and a reminder the day before.
fn welcome(tx: &mut Tx, list: &List, id: Id, code: Code) -> Result<(), AppError> {
    let who = enrolment(tx, id)?;
    tell(tx, list, &who, Occasion::Receipt, Some(code), None, "")?;
    remind(tx, list, &who, code)
}

/// A reminder the day before, when that is more than a day ahead.
fn remind(tx: &mut Tx, list: &List, who: &Enrolment, code: Code) -> Result<(), AppError> {
    let due = list.starts.checked_sub(24.hours()).unwrap_or(list.starts);
    if due <= later(tx.now(), 1) {
        return Ok(());
    }
    let reminder = Notice {
        due,
        ..notice(tx, list, who, Occasion::Reminder, Some(code))?
    };
    messages::tell(tx, &reminder)
}

fn tell_offer(tx: &mut Tx, list: &List, id: Id, until: Deadline) -> Result<(), AppError> {
    let who = enrolment(tx, id)?;
    let code = later_code(tx, id)?;
    tell(tx, list, &who, Occasion::WaitingOffer, Some(code), Some(until.at), "")
}

fn tell(
    tx: &mut Tx,
    list: &List,
    who: &Enrolment,
    occasion: Occasion,
    code: Option<Code>,
    deadline: Option<Timestamp>,
    reason: &str,
) -> Result<(), AppError> {
    let mut notice = notice(tx, list, who, occasion, code)?;
    notice.about.deadline = deadline;
    reason.clone_into(&mut notice.about.reason);
    messages::tell(tx, &notice)
}

/// What a message to somebody on a list is about.
///
/// # Errors
/// A fault of the database.
pub fn about(q: &mut impl Query, list: &List, who: &Enrolment, code: Option<Code>) -> Result<About, AppError> {
    let offered = time(q, who.entry.id)?;
    let (starts, ends) = offered.map_or((list.starts, list.ends), |t| (t.starts, t.ends));
    let ((day, start), (_, end)) = (day_and_minute(starts), day_and_minute(ends));
    let path = match (code, &list.what) {
        (Some(code), _) => format!("/pamelding/{}", code.plain()),
        (None, what) => format!("/tilbud/{}", what.offering()),
    };
    Ok(About {
        offering: who.words.offering.clone(),
        place: who.words.place.clone(),
        day,
        start,
        end,
        code: code.map_or_else(String::new, |c| c.to_string()),
        link: format!("{}{path}", who.words.base),
        phone: who.words.phone.clone(),
        name: who.name.clone(),
        deadline: None,
        was: None,
        reason: String::new(),
        instead: Vec::new(),
        changes: Vec::new(),
    })
}

fn notice(
    tx: &mut Tx,
    list: &List,
    who: &Enrolment,
    occasion: Occasion,
    code: Option<Code>,
) -> Result<Notice, AppError> {
    Ok(Notice {
        occasion,
        to: who.to.clone(),
        language: who.message_language().to_owned(),
        about: about(tx, list, who, code)?,
        subject: who.entry.id.0,
        due: tx.now(),
    })
}

/// Everybody who has a place or waits is told that it is called off. Nobody is offered anything after this.
///
/// # Errors
/// A fault of the database.
pub fn called_off(tx: &mut Tx, target: &Target, reason: &Localized) -> Result<u32, AppError> {
    follow(
        tx,
        target,
        |list| list.called_off = true,
        |tx, list, who| {
            messages::withdraw(tx, who.entry.id.0)?;
            tell_change(tx, list, who, Occasion::CalledOff, |about| {
                reason.get(who.language).clone_into(&mut about.reason)
            })
        },
    )
}

/// Everybody who has a place or waits is told that it takes place at another time.
///
/// # Errors
/// A fault of the database.
pub fn moved(
    tx: &mut Tx,
    target: &Target,
    starts: Timestamp,
    ends: Timestamp,
    reason: &Localized,
) -> Result<u32, AppError> {
    let was = list(tx, What::Places(target.clone()).resource())?.map(|old| day_and_minute(old.starts));
    follow(tx, target, at(starts, ends), |tx, list, who| {
        messages::withdraw(tx, who.entry.id.0)?;
        tell_change(tx, list, who, Occasion::EventMoved, |about| {
            about.was = was;
            reason.get(who.language).clone_into(&mut about.reason);
        })?;
        remind_again(tx, list, who)
    })
}

/// Everybody who has a place or waits is told that it takes place after all. Who has not been told that it was called off need
/// not be told that either.
///
/// # Errors
/// A fault of the database.
pub fn reinstated(tx: &mut Tx, target: &Target, starts: Timestamp, ends: Timestamp) -> Result<u32, AppError> {
    follow(tx, target, at(starts, ends), |tx, list, who| {
        let never_told = messages::take_back(tx, who.entry.id.0, Occasion::CalledOff)?;
        messages::withdraw(tx, who.entry.id.0)?;
        if !never_told {
            tell_change(tx, list, who, Occasion::Reinstated, |_| {})?;
        }
        remind_again(tx, list, who)
    })
}

fn at(starts: Timestamp, ends: Timestamp) -> impl FnOnce(&mut List) {
    move |list| (list.starts, list.ends, list.called_off) = (starts, ends, false)
}

/// Changes a list, tells everybody on it, and offers what is free. Returns how many people were told.
fn follow(
    tx: &mut Tx,
    target: &Target,
    change: impl FnOnce(&mut List),
    tell: impl Fn(&mut Tx, &List, &Enrolment) -> Result<(), AppError>,
) -> Result<u32, AppError> {
    let resource = What::Places(target.clone()).resource();
    let Some(mut list) = list(tx, resource)? else {
        return Ok(0);
    };
    change(&mut list);
    lock(tx, &list)?;
    let until = keeping(tx)?.until(list.ends);
    let mut told = 0;
    for who in everybody(tx, resource)?.iter().filter(|p| p.entry.state.is_live()) {
        tx.exec(
            "UPDATE enrolment SET delete_after = $3 WHERE tenant_id = $1 AND id = $2",
            &params![tx.tenant(), who.entry.id.0, until],
        )?;
        tell(tx, &list, who)?;
        told += u32::from(who.entry.size);
    }
    if !list.called_off {
        settle(tx, &list)?;
    }
    changed(tx);
    Ok(told)
}

/// Tells somebody about a change of the plan, with a code and a link of her own.
fn tell_change(
    tx: &mut Tx,
    list: &List,
    who: &Enrolment,
    occasion: Occasion,
    more: impl FnOnce(&mut About),
) -> Result<(), AppError> {
    let code = later_code(tx, who.entry.id)?;
    let mut notice = notice(tx, list, who, occasion, Some(code))?;
    more(&mut notice.about);
    messages::tell(tx, &notice)
}

fn remind_again(tx: &mut Tx, list: &List, who: &Enrolment) -> Result<(), AppError> {
    if !who.entry.state.has_place() {
        return Ok(());
    }
    let code = later_code(tx, who.entry.id)?;
    remind(tx, list, who, code)
}

/// Everybody who has a place in a series is told which of its dates are different: one date, which ends at an instant, in its
/// own words, several in one message.
///
/// # Errors
/// A fault of the database.
pub fn tell_of_dates(
    tx: &mut Tx,
    list: &List,
    (changes, ends): (&[DateChange], Timestamp),
    reason: &Localized,
) -> Result<(), AppError> {
    let Some(first) = changes.first() else {
        return Ok(());
    };
    let (occasion, (day, start)) = match changes {
        [only] if only.now.is_none() => (Occasion::CalledOff, only.was),
        [only] if only.now == Some(only.was) => (Occasion::Reinstated, only.was),
        [only] => (Occasion::EventMoved, only.now.unwrap_or(only.was)),
        _ => (Occasion::SeriesChanged, first.was),
    };
    let date = List {
        starts: instant_of(day, start),
        ends,
        ..list.clone()
    };
    for who in everybody(tx, list.what.resource())?.iter().filter(|p| p.entry.state.has_place()) {
        tell_change(tx, &date, who, occasion, |about| {
            about.was = Some(first.was).filter(|_| occasion == Occasion::EventMoved);
            changes.clone_into(&mut about.changes);
            reason.get(who.language).clone_into(&mut about.reason);
        })?;
    }
    Ok(())
}

/// Gives a free time to somebody who waits for one and has said yes on the phone; what she may have been offered goes on to the
/// next. The appointment is made by the caller, in the same transaction.
///
/// # Errors
/// Refused by the rules of the line.
pub fn give_time(tx: &mut Tx, id: Id, starts: Timestamp) -> Result<(), AppError> {
    let (list, before) = line_for(tx, id, starts)?;
    let (mut after, now) = (before.clone(), tx.now());
    after.give(id, now).map_err(AppError::refused)?;
    messages::withdraw(tx, id.0)?;
    save(tx, &list, &before, &after)?;
    became_appointment(tx, id)?;
    changed(tx);
    Ok(())
}

/// Somebody who waited has an appointment now: name and contact stand there, and no longer here.
///
/// # Errors
/// A fault of the database.
pub fn became_appointment(tx: &mut Tx, id: Id) -> Result<(), AppError> {
    forget_time(tx, id)?;
    forget_who(tx, id)
}

/// Offers a free time to somebody who waits, chosen by staff: it is held for her until the deadline. `false` when somebody was
/// quicker.
///
/// # Errors
/// Refused by the rules of the line.
pub fn offer_time(tx: &mut Tx, id: Id, offered: &Time) -> Result<bool, AppError> {
    let (list, before) = line_for(tx, id, offered.starts)?;
    let (mut after, now) = (before.clone(), tx.now());
    let until = after.offer_time_to(id, now).map_err(AppError::refused)?;
    if !hold_time(tx, id, offered)? {
        return Ok(false);
    }
    save(tx, &list, &before, &after)?;
    tell_offer(tx, &list, id, until)?;
    changed(tx);
    Ok(true)
}

/// A time that somebody is offered.
pub struct OfferedTime {
    /// The place on the list.
    pub enrolment: Id,
    /// The offering.
    pub offering: Key,
    /// The schedule of it.
    pub schedule: Key,
    /// When it begins.
    pub starts: Timestamp,
    /// When it ends.
    pub ends: Timestamp,
}

/// Every time that somebody is offered.
///
/// # Errors
/// A fault of the database.
pub fn offered_times(q: &mut impl Query) -> Result<Vec<OfferedTime>, AppError> {
    let key = params![q.tenant()];
    let found = q.rows(
        "SELECT t.enrolment_id, l.offering, t.schedule, t.starts_at, t.ends_at FROM enrolment_time t
         JOIN enrolment e ON e.tenant_id = t.tenant_id AND e.id = t.enrolment_id
         JOIN enrolment_list l ON l.tenant_id = e.tenant_id AND l.resource = e.resource
         WHERE t.tenant_id = $1 AND e.state = 'offered' ORDER BY t.starts_at, t.enrolment_id",
        &key,
        |row| {
            Ok(OfferedTime {
                enrolment: Id(row.id(0)?),
                offering: stored_key(row.str(1)?)?,
                schedule: stored_key(row.str(2)?)?,
                starts: instant(row.int(3)?)?,
                ends: instant(row.int(4)?)?,
            })
        },
    )?;
    Ok(found)
}

/// Takes back an offered time that is not in the plan any more. Who has heard of it is told; she stands where she stood.
///
/// # Errors
/// A fault of the database.
pub fn take_back_time(tx: &mut Tx, id: Id, reason: &Localized) -> Result<(), AppError> {
    let who = enrolment(tx, id)?;
    let (list, before) = line_for(tx, id, tx.now())?;
    let mut after = before.clone();
    after.take_back(id);
    let never_told = messages::take_back(tx, id.0, Occasion::WaitingOffer)?;
    messages::withdraw(tx, id.0)?;
    if !never_told {
        tell_change(tx, &list, &who, Occasion::CalledOff, |about| {
            reason.get(who.language).clone_into(&mut about.reason)
        })?;
    }
    save(tx, &list, &before, &after)?;
    forget_time(tx, id)?;
    changed(tx);
    Ok(())
}

fn line_for(tx: &mut Tx, id: Id, starts: Timestamp) -> Result<(List, Line), AppError> {
    let who = enrolment(tx, id)?;
    let list = held(tx, who.resource)?;
    if list.what != What::Times(list.what.offering().clone()) {
        return Err(AppError::Absent);
    }
    let entries = live_and(line(tx, &list)?.entries(), tx, id)?;
    Ok((list, Line::new(Room::Times, starts, entries)))
}

/// Holds a time for somebody who is offered it. `false` when it is taken.
fn hold_time(tx: &mut Tx, id: Id, time: &Time) -> Result<bool, AppError> {
    let span = cells(time.starts, time.ends);
    if claims::take(tx, time.resource, 0..time.lanes, span, id.0, None)?.is_none() {
        return Ok(false);
    }
    tx.exec(
        "INSERT INTO enrolment_time (tenant_id, enrolment_id, schedule, place, resource, lanes, starts_at, ends_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        &params![
            tx.tenant(),
            id.0,
            time.schedule.as_str(),
            time.place.as_str(),
            time.resource,
            time.lanes,
            time.starts,
            time.ends
        ],
    )?;
    Ok(true)
}

fn changed(tx: &mut Tx) {
    let tenant = tx.tenant();
    tx.after_commit(store::Event::new(tenant, "enrolments", ""));
}

/// Deletes the names and contacts whose time is out. The counts stay.
///
/// # Errors
/// A fault of the database.
pub fn tonight(tx: &mut Tx) -> Result<(), AppError> {
    let now = tx.now();
    lapse_due(tx, now)?;
    let due = params![tx.tenant(), now];
    let gone = tx.rows(
        "SELECT id FROM enrolment WHERE tenant_id = $1 AND delete_after <= $2 ORDER BY delete_after LIMIT 500",
        &due,
        |row| row.id(0),
    )?;
    for id in gone {
        messages::forget(tx, id)?;
        forget_time(tx, Id(id))?;
        tx.exec(
            "DELETE FROM enrolment WHERE tenant_id = $1 AND id = $2",
            &params![tx.tenant(), id],
        )?;
    }
    tx.exec(
        "DELETE FROM enrolment_list WHERE tenant_id = $1 AND ends_at < $2 AND NOT EXISTS (
             SELECT 1 FROM enrolment e WHERE e.tenant_id = enrolment_list.tenant_id AND e.resource = enrolment_list.resource)",
        &params![tx.tenant(), now],
    )?;
    Ok(())
}

/// How many should have been deleted before an instant; 0 when the nights' work is done.
///
/// # Errors
/// A fault of the database.
pub fn left_before(q: &mut impl Query, at: Timestamp) -> Result<i64, AppError> {
    let key = params![q.tenant(), at];
    let found = q.one(
        "SELECT COUNT(*) FROM enrolment WHERE tenant_id = $1 AND delete_after < $2",
        &key,
        |row| row.int(0),
    )?;
    Ok(found.unwrap_or(0))
}

/// The local day of a list.
#[must_use]
pub fn day(list: &List) -> Date {
    day_and_minute(list.starts).0
}
