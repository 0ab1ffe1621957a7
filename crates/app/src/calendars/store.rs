//! What followers of the calendar have been told, and how often it changed.

use crate::frame::{AppError, day_of, days, stored_key};
use domain::{
    offerings::Offering,
    register::Register,
    schedule::{Calendar, Change, Occurrence, Rule, Schedule, Staffing, occurrences, rule_days},
    shared::{Key, Minute, day_and_minute},
};
use jiff::{Timestamp, civil::Date};
use sha2::{Digest, Sha256};
use std::{collections::HashMap, fmt::Write as _};
use store::{Query, Row, Tx, params};

/// How often an opening plan has changed, and when last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Revision {
    /// SEQUENCE of RFC 5545: 0 the first time, higher for each change of when or where.
    pub sequence: u32,
    /// When it changed last.
    pub changed: Timestamp,
}

/// The revisions of a municipality's plans, by [`series`].
pub type Revisions = HashMap<String, Revision>;

/// What names a plan for good.
#[must_use]
pub fn series(offering: &Offering, schedule: &Schedule) -> String {
    format!("{}.{}", offering.key, schedule.key)
}

/// The revision of a plan; for one from before revisions were kept, the day it began.
#[must_use]
pub fn revision(revisions: &Revisions, offering: &Offering, schedule: &Schedule) -> Revision {
    revisions.get(&series(offering, schedule)).copied().unwrap_or(Revision {
        sequence: 0,
        changed: domain::shared::instant_of(schedule.from, schedule.start),
    })
}

fn stored(row: &Row) -> Result<(String, Revision), store::Fault> {
    let changed = Timestamp::from_millisecond(row.int(2)?).unwrap_or(Timestamp::UNIX_EPOCH);
    let sequence = u32::try_from(row.int(1)?).unwrap_or(0);
    Ok((row.text(0)?, Revision { sequence, changed }))
}

/// Reads them all.
///
/// # Errors
/// A fault of the database.
pub fn revisions(q: &mut impl Query) -> Result<Revisions, AppError> {
    let tenant = q.tenant();
    let sql = "SELECT series, sequence, changed_at FROM calendar_revision WHERE tenant_id = $1";
    Ok(q.rows(sql, &params![tenant], stored)?.into_iter().collect())
}

/// Counts one more for each plan of a register whose times or place differ from what was told before, and remembers the
/// coming dates of those that are there no longer.
///
/// # Errors
/// A fault of the database.
pub fn revise(tx: &mut Tx, old: Option<&Register>, register: &Register) -> Result<(), AppError> {
    let (tenant, now) = (tx.tenant(), tx.now().as_millisecond());
    let sql = "SELECT series, fingerprint FROM calendar_revision WHERE tenant_id = $1";
    let told: HashMap<String, Vec<u8>> =
        tx.rows(sql, &params![tenant], |row| Ok((row.text(0)?, row.bytes(1)?)))?.into_iter().collect();
    for offering in &register.offerings {
        for schedule in &offering.schedules {
            let (name, print) = (series(offering, schedule), fingerprint(register, offering, schedule));
            if told.get(&name) != Some(&print) {
                put_print(tx, &name, print)?;
                // One that is back is not called off.
                tx.exec(
                    "DELETE FROM calendar_gone WHERE tenant_id = $1 AND series = $2",
                    &params![tenant, name],
                )?;
            }
        }
    }
    let Some(old) = old else { return Ok(()) };
    let there = |o: &Offering, s: &Schedule| {
        let same = register.offerings.iter().find(|new| new.key == o.key);
        same.is_some_and(|new| new.schedules.iter().any(|other| other.key == s.key))
    };
    for offering in &old.offerings {
        for schedule in offering.schedules.iter().filter(|s| !there(offering, s)) {
            let name = series(offering, schedule);
            put_print(tx, &name, Vec::new())?;
            for o in told_of(old, offering, schedule, tx.now()) {
                let of_rule = is_of_rule(schedule, &o);
                tx.exec(
                    "INSERT INTO calendar_gone (tenant_id, series, original_day, original_minute, of_rule, offering, place,
                         starts_at, ends_at, sequence, gone_at)
                     SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, sequence, $10 FROM calendar_revision
                     WHERE tenant_id = $1 AND series = $2
                     ON CONFLICT (tenant_id, series, original_day, original_minute) DO NOTHING",
                    &params![
                        tenant,
                        name.as_str(),
                        days(o.original.date),
                        i64::from(o.original.start.get()),
                        of_rule,
                        offering.key.as_str(),
                        o.place.as_str(),
                        o.starts_at().as_millisecond(),
                        o.ends_at().as_millisecond(),
                        now
                    ],
                )?;
            }
        }
    }
    Ok(())
}

fn put_print(tx: &mut Tx, series: &str, print: Vec<u8>) -> Result<(), AppError> {
    let (tenant, now) = (tx.tenant(), tx.now().as_millisecond());
    tx.exec(
        "INSERT INTO calendar_revision (tenant_id, series, fingerprint, sequence, changed_at)
         VALUES ($1, $2, $3, 0, $4)
         ON CONFLICT (tenant_id, series) DO UPDATE SET fingerprint = excluded.fingerprint,
             sequence = calendar_revision.sequence + 1, changed_at = excluded.changed_at",
        &params![tenant, series, print, now],
    )?;
    Ok(())
}

/// What followers know of a plan that is not over yet.
fn told_of(register: &Register, offering: &Offering, schedule: &Schedule, now: Timestamp) -> Vec<Occurrence> {
    let today = day_and_minute(now).0;
    if !offering.published || schedule.staffing != Staffing::Staffed {
        return Vec::new();
    }
    let calendar = Calendar::new(&register.municipality, &register.places);
    let last = interop::ical::window(today).1;
    let mut found = occurrences(schedule, &calendar, today, last);
    found.retain(|o| o.ends_at() > now && offering.ended.is_none_or(|ended| o.date < ended));
    found
}

/// Whether followers know a date as one of a series, rather than as one by itself.
fn is_of_rule(schedule: &Schedule, o: &Occurrence) -> bool {
    let day = o.original.date;
    schedule.rule != Rule::DatesOnly
        && o.original.start == schedule.start
        && rule_days(schedule, day, day).any(|found| found == day)
}

/// A coming date of a plan that was taken away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gone {
    /// The plan, as [`series`] names it.
    pub series: String,
    /// The day and start it had in the plan.
    pub original: (Date, Minute),
    /// Whether it was one of a series.
    pub of_rule: bool,
    /// What it was a date of.
    pub offering: Key,
    /// Where it would have been.
    pub place: Key,
    /// When it would have begun.
    pub starts: Timestamp,
    /// When it would have ended.
    pub ends: Timestamp,
    /// How often the plan had changed.
    pub revision: Revision,
}

/// The coming dates of plans that were taken away.
///
/// # Errors
/// A fault of the database.
pub fn gone(q: &mut impl Query, now: Timestamp) -> Result<Vec<Gone>, AppError> {
    let tenant = q.tenant();
    let sql =
        "SELECT series, original_day, original_minute, of_rule, offering, place, starts_at, ends_at, sequence, gone_at
               FROM calendar_gone WHERE tenant_id = $1 AND ends_at > $2 ORDER BY series, original_day, original_minute";
    let instant = |ms: i64| Timestamp::from_millisecond(ms).unwrap_or(Timestamp::UNIX_EPOCH);
    let found = q.rows(sql, &params![tenant, now.as_millisecond()], |row| {
        let minute = u16::try_from(row.int(2)?).ok().and_then(Minute::new);
        Ok(Gone {
            series: row.text(0)?,
            original: (day_of(row.int(1)?), minute.unwrap_or(Minute::MIDNIGHT)),
            of_rule: row.bool(3)?,
            offering: stored_key(row.str(4)?)?,
            place: stored_key(row.str(5)?)?,
            starts: instant(row.int(6)?),
            ends: instant(row.int(7)?),
            revision: Revision {
                sequence: u32::try_from(row.int(8)?).unwrap_or(0),
                changed: instant(row.int(9)?),
            },
        })
    })?;
    Ok(found)
}

/// Forgets the dates of plans that were taken away, when they are past. Part of the night's work.
///
/// # Errors
/// A fault of the database.
pub fn forget_gone(tx: &mut Tx) -> Result<(), AppError> {
    let values = params![tx.tenant(), tx.now().as_millisecond()];
    tx.exec(
        "DELETE FROM calendar_gone WHERE tenant_id = $1 AND ends_at <= $2",
        &values,
    )?;
    Ok(())
}

/// A hash of everything that decides when and where the occurrences of a plan are, and nothing else: a new wording is no
/// reason to tell a thousand telephones of a change.
fn fingerprint(register: &Register, offering: &Offering, s: &Schedule) -> Vec<u8> {
    let mut text = format!(
        "{}|{:?}|{}-{}|{}|{:?}|{}|{}|{}|{:?}",
        s.place,
        s.rule,
        s.start,
        s.end,
        s.from,
        s.until,
        s.staffing.code(),
        s.on_public_holidays,
        s.on_school_holidays,
        (offering.ended, offering.published),
    );
    // Writing to a string does not fail.
    for e in &s.exceptions {
        let _ = match e.change {
            Change::CalledOff => write!(text, "|-{}", e.date),
            Change::Moved { date, start, end } => write!(text, "|{}>{date} {start}-{end}", e.date),
        };
    }
    for e in &s.extra_dates {
        let _ = write!(text, "|+{} {:?} {:?}", e.date, e.start, e.end);
    }
    let calendar = Calendar::new(&register.municipality, &register.places);
    for p in &register.municipality.closed_periods {
        if p.place.as_ref().is_none_or(|house| calendar.is_inside(&s.place, house)) {
            let _ = write!(text, "|x{}-{}", p.first, p.last);
        }
    }
    if !s.on_school_holidays {
        for h in &register.municipality.school_holidays {
            let _ = write!(text, "|s{}-{}", h.first, h.last);
        }
    }
    let place = register.places.iter().find(|p| p.key == s.place);
    let _ = write!(text, "|{:?}", place.and_then(|p| p.ended));
    Sha256::digest(text.as_bytes()).to_vec()
}
