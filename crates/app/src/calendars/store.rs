//! What followers of the calendar have been told, and how often it changed.

use crate::frame::AppError;
use domain::{
    offerings::Offering,
    register::Register,
    schedule::{Calendar, Change, Schedule},
};
use jiff::Timestamp;
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

/// Counts one more for each plan of a register whose times or place differ from what was told before.
///
/// # Errors
/// A fault of the database.
pub fn revise(tx: &mut Tx, register: &Register) -> Result<(), AppError> {
    let (tenant, now) = (tx.tenant(), tx.now().as_millisecond());
    let sql = "SELECT series, fingerprint FROM calendar_revision WHERE tenant_id = $1";
    let told: HashMap<String, Vec<u8>> =
        tx.rows(sql, &params![tenant], |row| Ok((row.text(0)?, row.bytes(1)?)))?.into_iter().collect();
    for offering in &register.offerings {
        for schedule in &offering.schedules {
            let (name, print) = (series(offering, schedule), fingerprint(register, offering, schedule));
            if told.get(&name) != Some(&print) {
                tx.exec(
                    "INSERT INTO calendar_revision (tenant_id, series, fingerprint, sequence, changed_at)
                     VALUES ($1, $2, $3, 0, $4)
                     ON CONFLICT (tenant_id, series) DO UPDATE SET fingerprint = excluded.fingerprint,
                         sequence = calendar_revision.sequence + 1, changed_at = excluded.changed_at",
                    &params![tenant, name, print, now],
                )?;
            }
        }
    }
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
