use super::{loop_, refusal::IncidentsRefusal};
use crate::frame::{AppError, day_of, days, stored_code, stored_key};
use domain::{
    access::Role,
    incidents::{
        AftercareStep, BreachQuestion, IncidentKind, LearningNote, Notification, ReadingGround, Threshold, Told,
        erase_on, may_read,
    },
    shared::{Id, Key, day_and_minute},
};
use jiff::{Timestamp, civil::Date};
use std::collections::{BTreeMap, BTreeSet};
use store::{Query, Row, Tx, params};

/// How long an incident is kept when the municipality has not said: two years after it was closed.
pub const KEEP_MONTHS: u16 = 24;

/// What somebody writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewIncident {
    /// Made in the browser; the same twice is one incident.
    pub id: Id,
    /// The kind.
    pub kind: IncidentKind,
    /// The day it happened.
    pub day: Date,
    /// Where.
    pub place: Option<Key>,
    /// What happened, in order: a line for each thing.
    pub story: String,
    /// What was done.
    pub done: String,
    /// Who was told.
    pub told: BTreeSet<Told>,
    /// Who wrote it, when that is known.
    pub writer: Option<Id>,
    /// When it was known; counts for a breach.
    pub known: Timestamp,
    /// Whether it was written without a network.
    pub offline: bool,
}

/// What became of a writing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// It is stored.
    New,
    /// It was here already.
    Already,
}

/// Who asks to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reader {
    /// The account.
    pub account: Id,
    /// Its role.
    pub role: Role,
}

/// What a list shows: neither what happened nor who wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Which.
    pub id: Id,
    /// The kind.
    pub kind: IncidentKind,
    /// The day.
    pub day: Date,
    /// Where.
    pub place: Option<Key>,
    /// When it was closed.
    pub closed: Option<Timestamp>,
    /// When a breach was known.
    pub known: Option<Timestamp>,
    /// What was decided about it.
    pub decision: Option<Notification>,
    /// Why the reader may open it.
    pub ground: ReadingGround,
}

/// A breach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Breach {
    /// When it was known.
    pub known: Timestamp,
    /// What is decided.
    pub decision: Option<Notification>,
    /// Why.
    pub reason: String,
    /// Why it was told after the 72 hours.
    pub why_late: String,
    /// What the authority calls the case.
    pub reference: String,
    /// When it was decided.
    pub decided: Option<Timestamp>,
}

/// The way on from an incident.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Round {
    /// The municipality's own system: `deviation`, `hse` or nothing.
    pub own_system: String,
    /// What the case is called there.
    pub own_reference: String,
    /// The scenario of the risk assessment.
    pub scenario: Option<[u8; 16]>,
    /// What is to be done.
    pub measure: String,
    /// What it became: `training`, `boundary`, `routine`, `equipment`, or nothing yet.
    pub settled: String,
    /// Which training, which boundary.
    pub settled_what: String,
    /// The day the risk was scored anew.
    pub scored: Option<Date>,
}

/// What a measure can become.
pub const SETTLED: [&str; 4] = ["training", "boundary", "routine", "equipment"];
/// The municipality's own systems.
pub const OWN_SYSTEMS: [&str; 2] = ["deviation", "hse"];

/// A whole incident, for those who may read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incident {
    /// Which.
    pub id: Id,
    /// The kind.
    pub kind: IncidentKind,
    /// The day.
    pub day: Date,
    /// Where.
    pub place: Option<Key>,
    /// What happened.
    pub story: String,
    /// What was done.
    pub done: String,
    /// Who was told.
    pub told: BTreeSet<Told>,
    /// Who wrote it.
    pub writer: Option<Id>,
    /// When.
    pub written: Timestamp,
    /// Whether it was written without a network.
    pub offline: bool,
    /// The way on.
    pub round: Round,
    /// When it was closed.
    pub closed: Option<Timestamp>,
    /// The last day it is kept.
    pub erased_after: Date,
    /// The breach, when it is one.
    pub breach: Option<Breach>,
    /// Answers to the authority's questions.
    pub answers: BTreeMap<BreachQuestion, String>,
    /// What is done afterwards, and when.
    pub aftercare: BTreeMap<AftercareStep, Timestamp>,
    /// What it taught.
    pub note: Option<Note>,
    /// Those the leader has named.
    pub readers: BTreeSet<Id>,
    /// Why the one who asks may read it.
    pub ground: ReadingGround,
}

/// A learning note and where it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Note {
    /// Its words.
    pub words: LearningNote,
    /// The card it became.
    pub card: Option<Key>,
    /// When it was approved.
    pub approved: Option<Timestamp>,
}

/// A reading that was noted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Who.
    pub account: Id,
    /// Why she might.
    pub ground: ReadingGround,
    /// `page` or `archive`.
    pub what: String,
    /// When.
    pub at: Timestamp,
}

pub(super) fn instant(ms: i64) -> Timestamp {
    Timestamp::from_millisecond(ms).unwrap_or(Timestamp::UNIX_EPOCH)
}

fn today(tx: &Tx) -> Date {
    day_and_minute(tx.now()).0
}

/// How many months an incident is kept.
///
/// # Errors
/// A fault of the database.
pub fn keep_months(q: &mut impl Query) -> Result<u16, AppError> {
    let tenant = q.tenant();
    let sql = "SELECT keep_months FROM incident_setting WHERE tenant_id = $1";
    let months = q.one(sql, &params![tenant], |row| row.int(0))?;
    Ok(months.and_then(|m| u16::try_from(m).ok()).unwrap_or(KEEP_MONTHS))
}

/// Stores what somebody wrote, once, and sees whether there are now so many of the kind that the risk is opened anew.
/// `meeting` is the key of the network meeting that takes things up; empty where there is none yet.
///
/// # Errors
/// A fault of the database.
pub fn write(tx: &mut Tx, new: &NewIncident, meeting: &str) -> Result<Written, AppError> {
    let (tenant, now, today) = (tx.tenant(), tx.now(), today(tx));
    let last = erase_on(today, None, keep_months(tx)?);
    let stored = tx.exec(
        "INSERT INTO incident (tenant_id, id, kind, happened_day, place, story, done, writer, written_at, offline, own_system,
             own_reference, scenario_id, measure, settled, settled_what, scored_day, alarm_id, closed_at, delete_after)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '', '', NULL, '', '', '', NULL, NULL, NULL, $11)
         ON CONFLICT (tenant_id, id) DO NOTHING",
        &params![
            tenant,
            new.id.0,
            new.kind.code(),
            days(new.day),
            new.place.as_ref().map(|k| k.as_str().to_owned()),
            new.story.as_str(),
            new.done.as_str(),
            new.writer.map(|w| w.0),
            now,
            new.offline,
            days(last)
        ],
    )?;
    if stored == 0 {
        return Ok(Written::Already);
    }
    for who in &new.told {
        tx.exec(
            "INSERT INTO incident_told (tenant_id, incident_id, who) VALUES ($1, $2, $3)",
            &params![tenant, new.id.0, who.code()],
        )?;
    }
    if new.kind == IncidentKind::Breach {
        tx.exec(
            "INSERT INTO incident_breach (tenant_id, incident_id, known_at, decision, reason, why_late, authority_reference)
             VALUES ($1, $2, $3, '', '', '', '')",
            &params![tenant, new.id.0, new.known],
        )?;
    }
    let month = days(new.day.first_of_month());
    tx.exec(
        "INSERT INTO incident_month (tenant_id, month, kind, n) VALUES ($1, $2, $3, 1)
         ON CONFLICT (tenant_id, month, kind) DO UPDATE SET n = incident_month.n + 1",
        &params![tenant, month, new.kind.code()],
    )?;
    tell(tx, new.id, "created")?;
    loop_::after_writing(tx, new.kind, meeting)?;
    Ok(Written::New)
}

/// That something was done, never what the incident says.
pub(super) fn tell(tx: &mut Tx, id: Id, verb: &str) -> Result<(), AppError> {
    tx.history("incidents", "incident", id.0, verb, None, None)?;
    Ok(())
}

/// Why somebody may read an incident; absent when there is none, refused when she has no need.
fn ground(q: &mut impl Query, id: Id, reader: Reader) -> Result<ReadingGround, AppError> {
    let tenant = q.tenant();
    let writer = q
        .one(
            "SELECT writer FROM incident WHERE tenant_id = $1 AND id = $2",
            &params![tenant, id.0],
            |row| row.opt_id(0),
        )?
        .ok_or(AppError::Absent)?;
    let named = q.one(
        "SELECT 1 FROM incident_reader WHERE tenant_id = $1 AND incident_id = $2 AND account_id = $3",
        &params![tenant, id.0, reader.account.0],
        |row| row.int(0),
    )?;
    may_read(reader.role, writer == Some(reader.account.0), named.is_some()).ok_or(AppError::Forbidden)
}

/// Opens an incident and notes that it was read, in the same transaction: nothing is given that is not noted. `what` is
/// `page` or `archive`.
///
/// # Errors
/// Absent; forbidden for those without a need; a fault of the database.
pub fn open(tx: &mut Tx, id: Id, reader: Reader, what: &str) -> Result<Incident, AppError> {
    let ground = ground(tx, id, reader)?;
    let (tenant, now, row) = (tx.tenant(), tx.now(), tx.new_id());
    tx.exec(
        "INSERT INTO incident_reading (tenant_id, id, incident_id, account_id, ground, what, read_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        &params![tenant, row, id.0, reader.account.0, ground.code(), what, now],
    )?;
    if what == "page" {
        tell(tx, id, "read")?;
    }
    load(tx, id, ground)
}

fn load(q: &mut impl Query, id: Id, ground: ReadingGround) -> Result<Incident, AppError> {
    let (tenant, key) = (q.tenant(), params![q.tenant(), id.0]);
    let mut incident = q
        .one(
            "SELECT kind, happened_day, place, story, done, writer, written_at, offline, own_system, own_reference,
                 scenario_id, measure, settled, settled_what, scored_day, closed_at, delete_after
             FROM incident WHERE tenant_id = $1 AND id = $2",
            &key,
            |row| {
                Ok(Incident {
                    id,
                    kind: stored_code(row.str(0)?, IncidentKind::parse)?,
                    day: day_of(row.int(1)?),
                    place: row.opt_text(2)?.map(|k| stored_key(&k)).transpose()?,
                    story: row.text(3)?,
                    done: row.text(4)?,
                    told: BTreeSet::new(),
                    writer: row.opt_id(5)?.map(Id),
                    written: row.timestamp(6)?,
                    offline: row.bool(7)?,
                    round: round(row, 8)?,
                    closed: row.opt_int(15)?.map(instant),
                    erased_after: day_of(row.int(16)?),
                    breach: None,
                    answers: BTreeMap::new(),
                    aftercare: BTreeMap::new(),
                    note: None,
                    readers: BTreeSet::new(),
                    ground,
                })
            },
        )?
        .ok_or(AppError::Absent)?;
    let told = "SELECT who FROM incident_told WHERE tenant_id = $1 AND incident_id = $2";
    incident.told = q.rows(told, &key, |row| stored_code(row.str(0)?, Told::parse))?.into_iter().collect();
    incident.breach = breach(q, id)?;
    let answers = "SELECT question, answer FROM incident_answer WHERE tenant_id = $1 AND incident_id = $2";
    let read = |row: &Row| Ok((stored_code(row.str(0)?, BreachQuestion::parse)?, row.text(1)?));
    incident.answers = q.rows(answers, &key, read)?.into_iter().collect();
    let steps = "SELECT step, done_at FROM incident_aftercare WHERE tenant_id = $1 AND incident_id = $2";
    let read = |row: &Row| Ok((stored_code(row.str(0)?, AftercareStep::parse)?, row.timestamp(1)?));
    incident.aftercare = q.rows(steps, &key, read)?.into_iter().collect();
    incident.note = note(q, id)?;
    let readers = "SELECT account_id FROM incident_reader WHERE tenant_id = $1 AND incident_id = $2";
    incident.readers = q.rows(readers, &params![tenant, id.0], |row| Ok(Id(row.id(0)?)))?.into_iter().collect();
    Ok(incident)
}

fn round(row: &Row, at: usize) -> Result<Round, store::Fault> {
    Ok(Round {
        own_system: row.text(at)?,
        own_reference: row.text(at + 1)?,
        scenario: row.opt_id(at + 2)?,
        measure: row.text(at + 3)?,
        settled: row.text(at + 4)?,
        settled_what: row.text(at + 5)?,
        scored: row.opt_int(at + 6)?.map(day_of),
    })
}

fn breach(q: &mut impl Query, id: Id) -> Result<Option<Breach>, AppError> {
    let tenant = q.tenant();
    Ok(q.one(
        "SELECT known_at, decision, reason, why_late, authority_reference, decided_at FROM incident_breach
         WHERE tenant_id = $1 AND incident_id = $2",
        &params![tenant, id.0],
        |row| {
            Ok(Breach {
                known: row.timestamp(0)?,
                decision: Notification::parse(row.str(1)?),
                reason: row.text(2)?,
                why_late: row.text(3)?,
                reference: row.text(4)?,
                decided: row.opt_int(5)?.map(instant),
            })
        },
    )?)
}

fn note(q: &mut impl Query, id: Id) -> Result<Option<Note>, AppError> {
    let tenant = q.tenant();
    Ok(q.one(
        "SELECT title, occasion, may, may_not, instead, say, card, approved_at FROM incident_note
         WHERE tenant_id = $1 AND incident_id = $2",
        &params![tenant, id.0],
        |row| {
            Ok(Note {
                words: LearningNote {
                    title: row.text(0)?,
                    when: row.text(1)?,
                    may: row.text(2)?,
                    not: row.text(3)?,
                    instead: row.text(4)?,
                    say: row.text(5)?,
                },
                card: row.opt_text(6)?.map(|k| stored_key(&k)).transpose()?,
                approved: row.opt_int(7)?.map(instant),
            })
        },
    )?)
}

/// What a reader may open, the newest first. The list itself tells nothing that has to be noted.
///
/// # Errors
/// A fault of the database.
pub fn list(q: &mut impl Query, reader: Reader) -> Result<Vec<Line>, AppError> {
    let tenant = q.tenant();
    let lines = q.rows(
        "SELECT i.id, i.kind, i.happened_day, i.place, i.closed_at, b.known_at, b.decision, i.writer, r.account_id
         FROM incident i
         LEFT JOIN incident_breach b ON b.tenant_id = i.tenant_id AND b.incident_id = i.id
         LEFT JOIN incident_reader r ON r.tenant_id = i.tenant_id AND r.incident_id = i.id AND r.account_id = $2
         WHERE i.tenant_id = $1 ORDER BY i.happened_day DESC, i.written_at DESC, i.id",
        &params![tenant, reader.account.0],
        |row| {
            let wrote = row.opt_id(7)? == Some(reader.account.0);
            let Some(ground) = may_read(reader.role, wrote, row.opt_id(8)?.is_some()) else {
                return Ok(None);
            };
            Ok(Some(Line {
                id: Id(row.id(0)?),
                kind: stored_code(row.str(1)?, IncidentKind::parse)?,
                day: day_of(row.int(2)?),
                place: row.opt_text(3)?.map(|k| stored_key(&k)).transpose()?,
                closed: row.opt_int(4)?.map(instant),
                known: row.opt_int(5)?.map(instant),
                decision: row.opt_text(6)?.and_then(|code| Notification::parse(&code)),
                ground,
            }))
        },
    )?;
    Ok(lines.into_iter().flatten().collect())
}

/// Who has read an incident, the newest first. The caller has opened it.
///
/// # Errors
/// A fault of the database.
pub fn readings(q: &mut impl Query, id: Id) -> Result<Vec<Reading>, AppError> {
    let tenant = q.tenant();
    Ok(q.rows(
        "SELECT account_id, ground, what, read_at FROM incident_reading
         WHERE tenant_id = $1 AND incident_id = $2 ORDER BY read_at DESC, id DESC",
        &params![tenant, id.0],
        |row| {
            Ok(Reading {
                account: Id(row.id(0)?),
                ground: stored_code(row.str(1)?, ReadingGround::parse)?,
                what: row.text(2)?,
                at: row.timestamp(3)?,
            })
        },
    )?)
}

/// Whether it may still be worked on by the one who asks.
fn may_work(tx: &mut Tx, id: Id, reader: Reader) -> Result<(), AppError> {
    ground(tx, id, reader)?;
    let tenant = tx.tenant();
    let sql = "SELECT closed_at FROM incident WHERE tenant_id = $1 AND id = $2";
    let closed = tx.one(sql, &params![tenant, id.0], |row| row.opt_int(0))?.flatten();
    if closed.is_some() {
        return Err(AppError::refused(IncidentsRefusal::Closed));
    }
    Ok(())
}

/// Says which steps afterwards are done; those that were done before keep their time.
///
/// # Errors
/// Absent, forbidden, closed; a fault of the database.
pub fn set_aftercare(tx: &mut Tx, id: Id, reader: Reader, steps: &BTreeSet<AftercareStep>) -> Result<(), AppError> {
    may_work(tx, id, reader)?;
    let (tenant, now) = (tx.tenant(), tx.now());
    for step in AftercareStep::ALL {
        if steps.contains(&step) {
            tx.exec(
                "INSERT INTO incident_aftercare (tenant_id, incident_id, step, done_at) VALUES ($1, $2, $3, $4)
                 ON CONFLICT (tenant_id, incident_id, step) DO NOTHING",
                &params![tenant, id.0, step.code(), now],
            )?;
        } else {
            tx.exec(
                "DELETE FROM incident_aftercare WHERE tenant_id = $1 AND incident_id = $2 AND step = $3",
                &params![tenant, id.0, step.code()],
            )?;
        }
    }
    tell(tx, id, "changed")
}

/// Writes the answers to the authority's questions, and when the breach was known.
///
/// # Errors
/// Absent (also when it is no breach), forbidden, closed; a fault of the database.
pub fn set_answers(
    tx: &mut Tx,
    id: Id,
    reader: Reader,
    known: Timestamp,
    answers: &BTreeMap<BreachQuestion, String>,
) -> Result<(), AppError> {
    may_work(tx, id, reader)?;
    let tenant = tx.tenant();
    let changed = tx.exec(
        "UPDATE incident_breach SET known_at = $3 WHERE tenant_id = $1 AND incident_id = $2",
        &params![tenant, id.0, known],
    )?;
    if changed == 0 {
        return Err(AppError::Absent);
    }
    tx.exec(
        "DELETE FROM incident_answer WHERE tenant_id = $1 AND incident_id = $2",
        &params![tenant, id.0],
    )?;
    for (question, answer) in answers {
        tx.exec(
            "INSERT INTO incident_answer (tenant_id, incident_id, question, answer) VALUES ($1, $2, $3, $4)",
            &params![tenant, id.0, question.code(), answer.as_str()],
        )?;
    }
    tell(tx, id, "changed")
}

/// Decides whether the authority is told.
///
/// # Errors
/// Absent (also when it is no breach), forbidden, closed; a fault of the database.
pub fn decide(tx: &mut Tx, id: Id, reader: Reader, decided: &Breach) -> Result<(), AppError> {
    may_work(tx, id, reader)?;
    let (tenant, now) = (tx.tenant(), tx.now());
    let changed = tx.exec(
        "UPDATE incident_breach SET decision = $3, reason = $4, why_late = $5, authority_reference = $6, decided_by = $7,
             decided_at = $8 WHERE tenant_id = $1 AND incident_id = $2",
        &params![
            tenant,
            id.0,
            decided.decision.map_or("", Notification::code),
            decided.reason.as_str(),
            decided.why_late.as_str(),
            decided.reference.as_str(),
            reader.account.0,
            now
        ],
    )?;
    if changed == 0 {
        return Err(AppError::Absent);
    }
    tell(tx, id, "decided")
}

/// Names somebody who needs to read it, or takes that back.
///
/// # Errors
/// Absent, forbidden; a fault of the database.
pub fn set_reader(tx: &mut Tx, id: Id, reader: Reader, account: Id, named: bool) -> Result<(), AppError> {
    ground(tx, id, reader)?;
    let (tenant, now) = (tx.tenant(), tx.now());
    if named {
        tx.exec(
            "INSERT INTO incident_reader (tenant_id, incident_id, account_id, named_at) VALUES ($1, $2, $3, $4)
             ON CONFLICT (tenant_id, incident_id, account_id) DO NOTHING",
            &params![tenant, id.0, account.0, now],
        )?;
    } else {
        tx.exec(
            "DELETE FROM incident_reader WHERE tenant_id = $1 AND incident_id = $2 AND account_id = $3",
            &params![tenant, id.0, account.0],
        )?;
    }
    tell(tx, id, "changed")
}

/// Writes the way on from an incident; gives what it was before.
///
/// # Errors
/// Absent, forbidden; a fault of the database.
pub fn set_round(tx: &mut Tx, id: Id, reader: Reader, round: &Round) -> Result<Round, AppError> {
    let ground = ground(tx, id, reader)?;
    let before = load(tx, id, ground)?.round;
    let tenant = tx.tenant();
    tx.exec(
        "UPDATE incident SET own_system = $3, own_reference = $4, scenario_id = $5, measure = $6, settled = $7,
             settled_what = $8, scored_day = $9 WHERE tenant_id = $1 AND id = $2",
        &params![
            tenant,
            id.0,
            round.own_system.as_str(),
            round.own_reference.as_str(),
            round.scenario,
            round.measure.as_str(),
            round.settled.as_str(),
            round.settled_what.as_str(),
            round.scored.map(days)
        ],
    )?;
    tell(tx, id, "changed")?;
    Ok(before)
}

/// Writes what an incident taught. A note that is approved is approved anew.
///
/// # Errors
/// Absent, forbidden; a fault of the database.
pub fn set_note(tx: &mut Tx, id: Id, reader: Reader, words: &LearningNote) -> Result<(), AppError> {
    ground(tx, id, reader)?;
    let tenant = tx.tenant();
    tx.exec(
        "INSERT INTO incident_note (tenant_id, incident_id, title, occasion, may, may_not, instead, say)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT (tenant_id, incident_id) DO UPDATE SET title = excluded.title, occasion = excluded.occasion,
             may = excluded.may, may_not = excluded.may_not, instead = excluded.instead, say = excluded.say,
             approved_at = NULL",
        &params![
            tenant,
            id.0,
            words.title.as_str(),
            words.when.as_str(),
            words.may.as_str(),
            words.not.as_str(),
            words.instead.as_str(),
            words.say.as_str()
        ],
    )?;
    tell(tx, id, "changed")
}

/// A leader approves the note, and it becomes a dilemma card that every guide may read. Approved once more, the same card is
/// written anew.
///
/// # Errors
/// Absent, forbidden; [`IncidentsRefusal::NoteUnfinished`]; a fault of the database.
pub fn approve(tx: &mut Tx, id: Id, reader: Reader, locale: domain::shared::Locale, by: &str) -> Result<Key, AppError> {
    ground(tx, id, reader)?;
    let note = note(tx, id)?.ok_or_else(|| AppError::refused(IncidentsRefusal::NoteUnfinished))?;
    if !note.words.is_whole() {
        return Err(AppError::refused(IncidentsRefusal::NoteUnfinished));
    }
    let key = match note.card {
        Some(key) => key,
        None => loop_::free_card(tx, id, &note.words.title)?,
    };
    loop_::publish_card(tx, &note.words.card(key.clone(), locale), by)?;
    let (tenant, now) = (tx.tenant(), tx.now());
    tx.exec(
        "UPDATE incident_note SET card = $3, approved_at = $4 WHERE tenant_id = $1 AND incident_id = $2",
        &params![tenant, id.0, key.as_str(), now],
    )?;
    tell(tx, id, "approved")?;
    Ok(key)
}

/// Closes an incident, or opens it again.
///
/// # Errors
/// Absent, forbidden; [`IncidentsRefusal::Undecided`]; a fault of the database.
pub fn set_closed(tx: &mut Tx, id: Id, reader: Reader, closed: bool) -> Result<(), AppError> {
    ground(tx, id, reader)?;
    if closed && breach(tx, id)?.is_some_and(|b| b.decision.is_none()) {
        return Err(AppError::refused(IncidentsRefusal::Undecided));
    }
    let (tenant, now, today) = (tx.tenant(), tx.now(), today(tx));
    let last = erase_on(today, closed.then_some(today), keep_months(tx)?);
    tx.exec(
        "UPDATE incident SET closed_at = $3, delete_after = $4 WHERE tenant_id = $1 AND id = $2",
        &params![tenant, id.0, closed.then_some(now.as_millisecond()), days(last)],
    )?;
    tell(tx, id, if closed { "closed" } else { "changed" })
}

/// A kind's threshold and the scenario it opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The kind.
    pub kind: IncidentKind,
    /// The threshold.
    pub threshold: Threshold,
    /// The scenario.
    pub scenario: Option<[u8; 16]>,
}

/// The rule of a kind; the usual one where the municipality has said nothing.
///
/// # Errors
/// A fault of the database.
pub fn rule(q: &mut impl Query, kind: IncidentKind) -> Result<Rule, AppError> {
    let tenant = q.tenant();
    let found = q.one(
        "SELECT incidents, days, scenario_id FROM incident_rule WHERE tenant_id = $1 AND kind = $2",
        &params![tenant, kind.code()],
        |row| Ok((row.int(0)?, row.int(1)?, row.opt_id(2)?)),
    )?;
    let Some((incidents, days, scenario)) = found else {
        return Ok(Rule {
            kind,
            threshold: Threshold::USUAL,
            scenario: None,
        });
    };
    let small = |n: i64| u16::try_from(n).unwrap_or(0);
    let threshold = Threshold::new(small(incidents), small(days)).unwrap_or(Threshold::USUAL);
    Ok(Rule {
        kind,
        threshold,
        scenario,
    })
}

/// Writes the rule of a kind.
///
/// # Errors
/// A fault of the database.
pub fn set_rule(tx: &mut Tx, rule: &Rule) -> Result<(), AppError> {
    let tenant = tx.tenant();
    tx.exec(
        "INSERT INTO incident_rule (tenant_id, kind, incidents, days, scenario_id, touched) VALUES ($1, $2, $3, $4, $5, 0)
         ON CONFLICT (tenant_id, kind) DO UPDATE SET incidents = excluded.incidents, days = excluded.days,
             scenario_id = excluded.scenario_id",
        &params![
            tenant,
            rule.kind.code(),
            rule.threshold.incidents,
            rule.threshold.days,
            rule.scenario
        ],
    )?;
    Ok(())
}

/// How long incidents are kept from now on. Those that are here follow.
///
/// # Errors
/// A fault of the database.
pub fn set_keep_months(tx: &mut Tx, months: u16) -> Result<(), AppError> {
    let tenant = tx.tenant();
    tx.exec(
        "INSERT INTO incident_setting (tenant_id, keep_months) VALUES ($1, $2)
         ON CONFLICT (tenant_id) DO UPDATE SET keep_months = excluded.keep_months",
        &params![tenant, months],
    )?;
    let all = tx.rows(
        "SELECT id, written_at, closed_at FROM incident WHERE tenant_id = $1",
        &params![tenant],
        |row| Ok((row.id(0)?, row.timestamp(1)?, row.opt_int(2)?.map(instant))),
    )?;
    for (id, written, closed) in all {
        let day = |at: Timestamp| day_and_minute(at).0;
        let last = erase_on(day(written), closed.map(day), months);
        tx.exec(
            "UPDATE incident SET delete_after = $3 WHERE tenant_id = $1 AND id = $2",
            &params![tenant, id, days(last)],
        )?;
    }
    tx.history("incidents", "incident_rule", "keep", "changed", None, None)?;
    Ok(())
}
