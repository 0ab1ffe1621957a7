//! What is kept: what was published, what became of it, who keeps what, who is away, who is told and who stepped in.

use crate::frame::{AppError, day_of, days, stored_code, stored_key};
use domain::{
    messages::Contact,
    promise::{Cause, Promise, Span, Update},
    schedule::OccurrenceKey,
    shared::{Id, Key, Minute},
};
use jiff::{Timestamp, civil::Date};
use std::collections::{BTreeMap, BTreeSet};
use store::{Fault, Query, Row, Tx, params};

/// How many days ahead an hour that nobody keeps is an alarm, until somebody chooses.
pub const ALARM_DAYS: i64 = 7;

fn minute(n: i64) -> Result<Minute, Fault> {
    u16::try_from(n)
        .ok()
        .and_then(Minute::new)
        .ok_or_else(|| Fault::corrupt(format!("not a minute: {n}")))
}

fn instant(ms: i64) -> Result<Timestamp, Fault> {
    Timestamp::from_millisecond(ms).map_err(|_| Fault::corrupt(format!("not an instant: {ms}")))
}

fn contact(row: &Row, at: usize) -> Result<Contact, Fault> {
    Contact::read(row.str(at)?, row.str(at + 1)?).ok_or_else(|| Fault::corrupt("not a contact".to_owned()))
}

fn key_of(row: &Row, at: usize) -> Result<OccurrenceKey, Fault> {
    Ok(OccurrenceKey {
        offering: stored_key(row.str(at)?)?,
        schedule: stored_key(row.str(at + 1)?)?,
        original: day_of(row.int(at + 2)?),
    })
}

fn promise_of(row: &Row) -> Result<Promise, Fault> {
    let span = |at: usize| {
        Ok::<_, Fault>(Span {
            day: day_of(row.int(at)?),
            start: minute(row.int(at + 1)?)?,
            end: minute(row.int(at + 2)?)?,
        })
    };
    let cause = row.text(13)?;
    Ok(Promise {
        key: key_of(row, 0)?,
        place: stored_key(row.str(3)?)?,
        first: span(4)?,
        latest: span(7)?,
        published_at: instant(row.int(10)?)?,
        changed_at: row.opt_int(11)?.map(instant).transpose()?,
        called_off: row.bool(12)?,
        cause: if cause.is_empty() {
            None
        } else {
            Some(stored_code(&cause, Cause::parse)?)
        },
    })
}

/// What was published for the days `first..=last` of the plan, by occurrence.
///
/// # Errors
/// A fault of the database.
pub fn published(q: &mut impl Query, first: Date, last: Date) -> Result<Vec<Promise>, AppError> {
    let span = params![q.tenant(), days(first), days(last)];
    let found = q.rows(
        "SELECT offering, schedule, original_day, place, first_day, first_start, first_end, day, start_minute, end_minute,
             published_at, changed_at, called_off, cause
         FROM promise_published WHERE tenant_id = $1 AND original_day >= $2 AND original_day <= $3",
        &span,
        promise_of,
    )?;
    Ok(found)
}

/// Writes what changed in what was published.
///
/// # Errors
/// A fault of the database.
pub fn update(tx: &mut Tx, updates: &[Update]) -> Result<(), AppError> {
    for update in updates {
        match update {
            Update::Put(promise) => put(tx, promise)?,
            Update::Forget(key) => {
                tx.exec(
                    "DELETE FROM promise_published
                     WHERE tenant_id = $1 AND offering = $2 AND schedule = $3 AND original_day = $4",
                    &params![tx.tenant(), key.offering.as_str(), key.schedule.as_str(), days(key.original)],
                )?;
            }
        }
    }
    Ok(())
}

fn put(tx: &mut Tx, p: &Promise) -> Result<(), AppError> {
    tx.exec(
        "INSERT INTO promise_published (tenant_id, offering, schedule, original_day, place, first_day, first_start,
             first_end, day, start_minute, end_minute, published_at, changed_at, called_off, cause)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
         ON CONFLICT (tenant_id, offering, schedule, original_day) DO UPDATE SET place = excluded.place,
             first_day = excluded.first_day, first_start = excluded.first_start, first_end = excluded.first_end,
             day = excluded.day, start_minute = excluded.start_minute, end_minute = excluded.end_minute,
             changed_at = excluded.changed_at, called_off = excluded.called_off, cause = excluded.cause",
        &params![
            tx.tenant(),
            p.key.offering.as_str(),
            p.key.schedule.as_str(),
            days(p.key.original),
            p.place.as_str(),
            days(p.first.day),
            p.first.start.get(),
            p.first.end.get(),
            days(p.latest.day),
            p.latest.start.get(),
            p.latest.end.get(),
            p.published_at,
            p.changed_at,
            p.called_off,
            p.cause.map_or("", Cause::code)
        ],
    )?;
    Ok(())
}

/// Says why an occurrence is not as it was published; nothing when it was never published.
///
/// # Errors
/// A fault of the database.
pub fn set_cause(tx: &mut Tx, key: &OccurrenceKey, cause: Cause) -> Result<(), AppError> {
    tx.exec(
        "UPDATE promise_published SET cause = $5
         WHERE tenant_id = $1 AND offering = $2 AND schedule = $3 AND original_day = $4",
        &params![tx.tenant(), key.offering.as_str(), key.schedule.as_str(), days(key.original), cause.code()],
    )?;
    Ok(())
}

/// Which occurrences of the days `first..=last` of the plan were held, and which were not.
///
/// # Errors
/// A fault of the database.
pub fn evidence(q: &mut impl Query, first: Date, last: Date) -> Result<BTreeMap<OccurrenceKey, bool>, AppError> {
    let span = params![q.tenant(), days(first), days(last)];
    let found = q.rows(
        "SELECT offering, schedule, original_day, held FROM promise_evidence
         WHERE tenant_id = $1 AND original_day >= $2 AND original_day <= $3",
        &span,
        |row| Ok((key_of(row, 0)?, row.bool(3)?)),
    )?;
    Ok(found.into_iter().collect())
}

/// Keeps that an occurrence was held: a fact, which outweighs what somebody said.
///
/// # Errors
/// A fault of the database.
pub fn hold(tx: &mut Tx, key: &OccurrenceKey) -> Result<(), AppError> {
    tx.exec(
        "INSERT INTO promise_evidence (tenant_id, offering, schedule, original_day, held, by_word)
         VALUES ($1, $2, $3, $4, 1, 0)
         ON CONFLICT (tenant_id, offering, schedule, original_day) DO UPDATE SET held = 1, by_word = 0",
        &params![tx.tenant(), key.offering.as_str(), key.schedule.as_str(), days(key.original)],
    )?;
    Ok(())
}

/// Keeps somebody's word, where no fact says anything.
///
/// # Errors
/// A fault of the database.
pub fn say(tx: &mut Tx, key: &OccurrenceKey, held: bool) -> Result<(), AppError> {
    tx.exec(
        "INSERT INTO promise_evidence (tenant_id, offering, schedule, original_day, held, by_word)
         VALUES ($1, $2, $3, $4, $5, 1)
         ON CONFLICT (tenant_id, offering, schedule, original_day) DO UPDATE SET held = excluded.held
         WHERE promise_evidence.by_word = 1",
        &params![tx.tenant(), key.offering.as_str(), key.schedule.as_str(), days(key.original), held],
    )?;
    Ok(())
}

/// Somebody who keeps hours where there is no roster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keeper {
    /// Her identity.
    pub id: Id,
    /// What colleagues call her.
    pub name: String,
    /// How she is reached.
    pub contact: Contact,
}

/// Every keeper, by name.
///
/// # Errors
/// A fault of the database.
pub fn keepers(q: &mut impl Query) -> Result<Vec<Keeper>, AppError> {
    let tenant = params![q.tenant()];
    let mut found = q.rows(
        "SELECT id, name, contact_kind, contact FROM promise_keeper WHERE tenant_id = $1",
        &tenant,
        |row| {
            Ok(Keeper {
                id: Id(row.id(0)?),
                name: row.text(1)?,
                contact: contact(row, 2)?,
            })
        },
    )?;
    found.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(found)
}

/// The keeper with this name, made when there is none.
///
/// # Errors
/// A fault of the database.
pub fn keeper_named(tx: &mut Tx, name: &str) -> Result<Id, AppError> {
    let id = tx.new_id();
    tx.exec(
        "INSERT INTO promise_keeper (tenant_id, id, name, contact_kind, contact) VALUES ($1, $2, $3, 'none', '')
         ON CONFLICT (tenant_id, name) DO NOTHING",
        &params![tx.tenant(), id, name],
    )?;
    let tenant = tx.tenant();
    tx.one(
        "SELECT id FROM promise_keeper WHERE tenant_id = $1 AND name = $2",
        &params![tenant, name],
        |row| row.id(0).map(Id),
    )?
    .ok_or(AppError::Absent)
}

/// Keeps how a keeper is reached.
///
/// # Errors
/// A fault of the database.
pub fn set_contact(tx: &mut Tx, keeper: Id, contact: &Contact) -> Result<(), AppError> {
    let (kind, address) = contact.stored();
    tx.exec(
        "UPDATE promise_keeper SET contact_kind = $3, contact = $4 WHERE tenant_id = $1 AND id = $2",
        &params![tx.tenant(), keeper.0, kind, address],
    )?;
    Ok(())
}

/// Who keeps a schedule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeptBy {
    /// A standing keeper.
    Keeper(Id),
    /// Nobody: the leader publishes it so, for a reason.
    Nobody(String),
}

/// Who keeps each schedule of each offering.
///
/// # Errors
/// A fault of the database.
pub fn kept_by(q: &mut impl Query) -> Result<BTreeMap<(Key, Key), KeptBy>, AppError> {
    let tenant = params![q.tenant()];
    let found = q.rows(
        "SELECT offering, schedule, keeper_id, reason FROM promise_kept_by WHERE tenant_id = $1",
        &tenant,
        |row| {
            let who = match row.opt_id(2)? {
                Some(id) => KeptBy::Keeper(Id(id)),
                None => KeptBy::Nobody(row.text(3)?),
            };
            Ok(((stored_key(row.str(0)?)?, stored_key(row.str(1)?)?), who))
        },
    )?;
    Ok(found.into_iter().collect())
}

/// Says who keeps a schedule, or why nobody does.
///
/// # Errors
/// A fault of the database.
pub fn keep(tx: &mut Tx, offering: &Key, schedule: &Key, by: &KeptBy) -> Result<(), AppError> {
    let (keeper, reason) = match by {
        KeptBy::Keeper(id) => (Some(id.0), ""),
        KeptBy::Nobody(reason) => (None, reason.as_str()),
    };
    tx.exec(
        "INSERT INTO promise_kept_by (tenant_id, offering, schedule, keeper_id, reason, decided_by, decided_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (tenant_id, offering, schedule) DO UPDATE SET keeper_id = excluded.keeper_id,
             reason = excluded.reason, decided_by = excluded.decided_by, decided_at = excluded.decided_at",
        &params![tx.tenant(), offering.as_str(), schedule.as_str(), keeper, reason, tx.actor().id(), tx.now()],
    )?;
    Ok(())
}

/// Forgets who keeps a schedule.
///
/// # Errors
/// A fault of the database.
pub fn release(tx: &mut Tx, offering: &Key, schedule: &Key) -> Result<(), AppError> {
    tx.exec(
        "DELETE FROM promise_kept_by
         WHERE tenant_id = $1 AND offering = $2 AND schedule = $3 AND keeper_id IS NOT NULL",
        &params![tx.tenant(), offering.as_str(), schedule.as_str()],
    )?;
    Ok(())
}

/// That somebody is away on the days `first..=last`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Absence {
    /// Who.
    pub keeper: Id,
    /// From this day.
    pub first: Date,
    /// To and with this day.
    pub last: Date,
}

/// Absences that touch the days `first..=last`.
///
/// # Errors
/// A fault of the database.
pub fn absences(q: &mut impl Query, first: Date, last: Date) -> Result<Vec<Absence>, AppError> {
    let span = params![q.tenant(), days(first), days(last)];
    let found = q.rows(
        "SELECT keeper_id, first_day, last_day FROM promise_absence
         WHERE tenant_id = $1 AND last_day >= $2 AND first_day <= $3",
        &span,
        |row| {
            Ok(Absence {
                keeper: Id(row.id(0)?),
                first: day_of(row.int(1)?),
                last: day_of(row.int(2)?),
            })
        },
    )?;
    Ok(found)
}

/// Keeps that somebody is away; said again with another last day, the last word counts.
///
/// # Errors
/// A fault of the database.
pub fn away(tx: &mut Tx, absence: Absence) -> Result<(), AppError> {
    tx.exec(
        "INSERT INTO promise_absence (tenant_id, keeper_id, first_day, last_day) VALUES ($1, $2, $3, $4)
         ON CONFLICT (tenant_id, keeper_id, first_day) DO UPDATE SET last_day = excluded.last_day",
        &params![tx.tenant(), absence.keeper.0, days(absence.first), days(absence.last)],
    )?;
    Ok(())
}

/// Somebody is back from a day on.
///
/// # Errors
/// A fault of the database.
pub fn back(tx: &mut Tx, keeper: Id, from: Date) -> Result<(), AppError> {
    tx.exec(
        "DELETE FROM promise_absence WHERE tenant_id = $1 AND keeper_id = $2 AND first_day >= $3",
        &params![tx.tenant(), keeper.0, days(from)],
    )?;
    tx.exec(
        "UPDATE promise_absence SET last_day = $4 WHERE tenant_id = $1 AND keeper_id = $2 AND last_day >= $3",
        &params![tx.tenant(), keeper.0, days(from), days(from.yesterday().unwrap_or(from))],
    )?;
    Ok(())
}

/// Who steps in: one of those who keep hours here, or a guide of the roster.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Person {
    /// A standing keeper.
    Keeper(Id),
    /// A guide of the roster.
    Guide(Id),
}

impl Person {
    fn stored(self) -> (&'static str, [u8; 16]) {
        match self {
            Self::Keeper(id) => ("keeper", id.0),
            Self::Guide(id) => ("guide", id.0),
        }
    }

    fn read(kind: &str, id: [u8; 16]) -> Option<Self> {
        match kind {
            "keeper" => Some(Self::Keeper(Id(id))),
            "guide" => Some(Self::Guide(Id(id))),
            _ => None,
        }
    }

    /// As it stands in a form.
    #[must_use]
    pub fn code(self) -> String {
        let (kind, id) = self.stored();
        format!("{kind}-{}", Id(id))
    }

    /// Reads a form.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        let (kind, id) = code.split_once('-')?;
        Self::read(kind, Id::parse(id)?.0)
    }
}

fn person_of(row: &Row, at: usize) -> Result<Person, Fault> {
    Person::read(row.str(at)?, row.id(at + 1)?).ok_or_else(|| Fault::corrupt("not a person".to_owned()))
}

/// Those who stepped in on the days `first..=last` of the plan, by occurrence.
///
/// # Errors
/// A fault of the database.
pub fn substitutes(
    q: &mut impl Query,
    first: Date,
    last: Date,
) -> Result<BTreeMap<OccurrenceKey, Vec<(Person, String)>>, AppError> {
    let span = params![q.tenant(), days(first), days(last)];
    let found = q.rows(
        "SELECT offering, schedule, original_day, person_kind, person, name FROM promise_substitute
         WHERE tenant_id = $1 AND original_day >= $2 AND original_day <= $3 ORDER BY seat",
        &span,
        |row| Ok((key_of(row, 0)?, (person_of(row, 3)?, row.text(5)?))),
    )?;
    let mut out: BTreeMap<OccurrenceKey, Vec<(Person, String)>> = BTreeMap::new();
    for (key, one) in found {
        out.entry(key).or_default().push(one);
    }
    Ok(out)
}

/// Takes one of an occurrence's seats for somebody; `false` when all are taken. Of any number who ask at once, as many get
/// one as there are seats. Who has one already keeps it.
///
/// # Errors
/// A fault of the database.
pub fn take_seat(tx: &mut Tx, key: &OccurrenceKey, seats: u16, who: Person, name: &str) -> Result<bool, AppError> {
    let (kind, person) = who.stored();
    let mine = params![tx.tenant(), key.offering.as_str(), key.schedule.as_str(), days(key.original), person];
    let has = tx.one(
        "SELECT seat FROM promise_substitute
         WHERE tenant_id = $1 AND offering = $2 AND schedule = $3 AND original_day = $4 AND person = $5",
        &mine,
        |row| row.int(0),
    )?;
    if has.is_some() {
        return Ok(true);
    }
    for seat in 0..seats {
        let got = tx.exec(
            "INSERT INTO promise_substitute (tenant_id, offering, schedule, original_day, seat, person_kind, person, name)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING",
            &params![
                tx.tenant(),
                key.offering.as_str(),
                key.schedule.as_str(),
                days(key.original),
                seat,
                kind,
                person,
                name
            ],
        )?;
        if got == 1 {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Gives back every seat of an occurrence that somebody has; `false` when she had none.
///
/// # Errors
/// A fault of the database.
pub fn leave_seat(tx: &mut Tx, key: &OccurrenceKey, who: Person) -> Result<bool, AppError> {
    let gone = tx.exec(
        "DELETE FROM promise_substitute
         WHERE tenant_id = $1 AND offering = $2 AND schedule = $3 AND original_day = $4 AND person = $5",
        &params![tx.tenant(), key.offering.as_str(), key.schedule.as_str(), days(key.original), who.stored().1],
    )?;
    Ok(gone > 0)
}

/// Forgets a guide who is erased: what she was asked, and the name she stepped in under. That the hour was kept stays.
///
/// # Errors
/// A fault of the database.
pub fn forget(tx: &mut Tx, guide: Id) -> Result<(), AppError> {
    let of_her = params![tx.tenant(), guide.0];
    tx.exec(
        "DELETE FROM promise_question WHERE tenant_id = $1 AND person_kind = 'guide' AND person = $2",
        &of_her,
    )?;
    tx.exec(
        "UPDATE promise_substitute SET name = '' WHERE tenant_id = $1 AND person_kind = 'guide' AND person = $2",
        &of_her,
    )?;
    Ok(())
}

/// What somebody who was asked has answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Nothing yet.
    Open,
    /// She steps in.
    Yes,
    /// She cannot.
    No,
    /// She would have, but somebody was quicker, or it was too late.
    Late,
}

impl Answer {
    const fn code(self) -> &'static str {
        match self {
            Self::Open => "",
            Self::Yes => "yes",
            Self::No => "no",
            Self::Late => "late",
        }
    }

    fn parse(code: &str) -> Option<Self> {
        [Self::Open, Self::Yes, Self::No, Self::Late].into_iter().find(|a| a.code() == code)
    }
}

/// A question to step in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Its identity.
    pub id: Id,
    /// Which occurrence.
    pub key: OccurrenceKey,
    /// Whom.
    pub who: Person,
    /// What colleagues call her.
    pub name: String,
    /// What she answered.
    pub answer: Answer,
}

const ASKED: &str = "id, offering, schedule, original_day, person_kind, person, name, answer FROM promise_question";

fn asked_of(row: &Row) -> Result<Asked, Fault> {
    Ok(Asked {
        id: Id(row.id(0)?),
        key: key_of(row, 1)?,
        who: person_of(row, 4)?,
        name: row.text(6)?,
        answer: stored_code(row.str(7)?, Answer::parse)?,
    })
}

/// The questions about occurrences of the days `first..=last` of the plan.
///
/// # Errors
/// A fault of the database.
pub fn asked(q: &mut impl Query, first: Date, last: Date) -> Result<Vec<Asked>, AppError> {
    let span = params![q.tenant(), days(first), days(last)];
    let found = q.rows(
        &format!(
            "SELECT {ASKED} WHERE tenant_id = $1 AND original_day >= $2 AND original_day <= $3 ORDER BY asked_at, id"
        ),
        &span,
        asked_of,
    )?;
    Ok(found)
}

/// The question that a link opens.
///
/// # Errors
/// A fault of the database.
pub fn question(q: &mut impl Query, token_hash: &[u8]) -> Result<Option<Asked>, AppError> {
    let tenant = q.tenant();
    let found = q.one(
        &format!("SELECT {ASKED} WHERE tenant_id = $1 AND token_hash = $2"),
        &params![tenant, token_hash.to_vec()],
        asked_of,
    )?;
    Ok(found)
}

/// Asks somebody, once for each occurrence; `None` when she has been asked.
///
/// # Errors
/// A fault of the database.
pub fn ask(
    tx: &mut Tx,
    key: &OccurrenceKey,
    who: Person,
    name: &str,
    token_hash: &[u8],
) -> Result<Option<Id>, AppError> {
    let (kind, person) = who.stored();
    let id = tx.new_id();
    let new = tx.exec(
        "INSERT INTO promise_question (tenant_id, id, offering, schedule, original_day, person_kind, person, name,
             token_hash, asked_at, answer)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '') ON CONFLICT DO NOTHING",
        &params![
            tx.tenant(),
            id,
            key.offering.as_str(),
            key.schedule.as_str(),
            days(key.original),
            kind,
            person,
            name,
            token_hash.to_vec(),
            tx.now()
        ],
    )?;
    Ok((new == 1).then_some(Id(id)))
}

/// Keeps an answer.
///
/// # Errors
/// A fault of the database.
pub fn answer(tx: &mut Tx, question: Id, answer: Answer) -> Result<(), AppError> {
    tx.exec(
        "UPDATE promise_question SET answer = $3 WHERE tenant_id = $1 AND id = $2",
        &params![tx.tenant(), question.0, answer.code()],
    )?;
    Ok(())
}

/// Notes that an alarm is given; `false` when it was given before.
///
/// # Errors
/// A fault of the database.
pub fn alarm(tx: &mut Tx, key: &OccurrenceKey) -> Result<bool, AppError> {
    let new = tx.exec(
        "INSERT INTO promise_alarm (tenant_id, offering, schedule, original_day) VALUES ($1, $2, $3, $4)
         ON CONFLICT (tenant_id, offering, schedule, original_day) DO NOTHING",
        &params![tx.tenant(), key.offering.as_str(), key.schedule.as_str(), days(key.original)],
    )?;
    Ok(new == 1)
}

/// Lets an alarm be given again: the hour has somebody now.
///
/// # Errors
/// A fault of the database.
pub fn all_clear(tx: &mut Tx, key: &OccurrenceKey) -> Result<(), AppError> {
    tx.exec(
        "DELETE FROM promise_alarm WHERE tenant_id = $1 AND offering = $2 AND schedule = $3 AND original_day = $4",
        &params![tx.tenant(), key.offering.as_str(), key.schedule.as_str(), days(key.original)],
    )?;
    Ok(())
}

/// The alarms that have been given for the days from `first` on.
///
/// # Errors
/// A fault of the database.
pub fn alarms(q: &mut impl Query, first: Date) -> Result<BTreeSet<OccurrenceKey>, AppError> {
    let from = params![q.tenant(), days(first)];
    let found = q.rows(
        "SELECT offering, schedule, original_day FROM promise_alarm WHERE tenant_id = $1 AND original_day >= $2",
        &from,
        |row| key_of(row, 0),
    )?;
    Ok(found.into_iter().collect())
}

/// Somebody who is told when nobody keeps an hour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlarmPerson {
    /// Identity.
    pub id: Id,
    /// Her name.
    pub name: String,
    /// How she is told.
    pub contact: Contact,
}

/// Who is told, by name.
///
/// # Errors
/// A fault of the database.
pub fn alarm_people(q: &mut impl Query) -> Result<Vec<AlarmPerson>, AppError> {
    let tenant = params![q.tenant()];
    let mut found = q.rows(
        "SELECT id, name, contact_kind, contact FROM promise_alarm_person WHERE tenant_id = $1",
        &tenant,
        |row| {
            Ok(AlarmPerson {
                id: Id(row.id(0)?),
                name: row.text(1)?,
                contact: contact(row, 2)?,
            })
        },
    )?;
    found.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(found)
}

/// Names somebody who is told; the same address again only changes the name.
///
/// # Errors
/// A fault of the database.
pub fn add_alarm_person(tx: &mut Tx, name: &str, contact: &Contact) -> Result<(), AppError> {
    let (kind, address) = contact.stored();
    let id = tx.new_id();
    tx.exec(
        "INSERT INTO promise_alarm_person (tenant_id, id, name, contact_kind, contact) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (tenant_id, contact) DO UPDATE SET name = excluded.name",
        &params![tx.tenant(), id, name, kind, address],
    )?;
    Ok(())
}

/// Tells somebody no more.
///
/// # Errors
/// A fault of the database.
pub fn remove_alarm_person(tx: &mut Tx, id: Id) -> Result<(), AppError> {
    tx.exec(
        "DELETE FROM promise_alarm_person WHERE tenant_id = $1 AND id = $2",
        &params![tx.tenant(), id.0],
    )?;
    Ok(())
}

/// How many days ahead an hour that nobody keeps is an alarm.
///
/// # Errors
/// A fault of the database.
pub fn alarm_days(q: &mut impl Query) -> Result<i64, AppError> {
    let tenant = params![q.tenant()];
    let found = q.one(
        "SELECT alarm_days FROM promise_setting WHERE tenant_id = $1",
        &tenant,
        |row| row.int(0),
    )?;
    Ok(found.unwrap_or(ALARM_DAYS))
}

/// Chooses how many days ahead, 1–27.
///
/// # Errors
/// A fault of the database.
pub fn set_alarm_days(tx: &mut Tx, days_ahead: u8) -> Result<(), AppError> {
    tx.exec(
        "INSERT INTO promise_setting (tenant_id, alarm_days) VALUES ($1, $2)
         ON CONFLICT (tenant_id) DO UPDATE SET alarm_days = excluded.alarm_days",
        &params![tx.tenant(), days_ahead],
    )?;
    Ok(())
}

/// Forgets, for days before `day`: who was away, who was asked, who stepped in, and which alarms were given. Keepers who keep
/// nothing any more go too. What was published and whether it was held, stays.
///
/// # Errors
/// A fault of the database.
pub fn forget_before(tx: &mut Tx, day: Date) -> Result<(), AppError> {
    let before = params![tx.tenant(), days(day)];
    tx.exec(
        "DELETE FROM promise_absence WHERE tenant_id = $1 AND last_day < $2",
        &before,
    )?;
    tx.exec(
        "DELETE FROM promise_question WHERE tenant_id = $1 AND original_day < $2",
        &before,
    )?;
    tx.exec(
        "DELETE FROM promise_substitute WHERE tenant_id = $1 AND original_day < $2",
        &before,
    )?;
    tx.exec(
        "DELETE FROM promise_alarm WHERE tenant_id = $1 AND original_day < $2",
        &before,
    )?;
    tx.exec(
        "DELETE FROM promise_keeper WHERE tenant_id = $1
             AND NOT EXISTS (SELECT 1 FROM promise_kept_by k
                 WHERE k.tenant_id = promise_keeper.tenant_id AND k.keeper_id = promise_keeper.id)
             AND NOT EXISTS (SELECT 1 FROM promise_absence a
                 WHERE a.tenant_id = promise_keeper.tenant_id AND a.keeper_id = promise_keeper.id)
             AND NOT EXISTS (SELECT 1 FROM promise_substitute s
                 WHERE s.tenant_id = promise_keeper.tenant_id AND s.person = promise_keeper.id)",
        &params![tx.tenant()],
    )?;
    Ok(())
}

/// How many rows about people are kept for days before `day`.
///
/// # Errors
/// A fault of the database.
pub fn left_before(q: &mut impl Query, day: Date) -> Result<i64, AppError> {
    let before = params![q.tenant(), days(day)];
    let left = q.one(
        "SELECT (SELECT COUNT(*) FROM promise_absence WHERE tenant_id = $1 AND last_day < $2)
             + (SELECT COUNT(*) FROM promise_question WHERE tenant_id = $1 AND original_day < $2)
             + (SELECT COUNT(*) FROM promise_substitute WHERE tenant_id = $1 AND original_day < $2)",
        &before,
        |row| row.int(0),
    )?;
    Ok(left.unwrap_or_default())
}
