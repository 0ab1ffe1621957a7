//! What things there are, who has them, and what came of it.

use super::refusal::EquipmentRefusal;
use crate::{
    bookings::claims,
    frame::{AppError, Refusal, day_of, days, stored_code},
};
use domain::{
    equipment::{Equipment, EquipmentKind, cells},
    register::Register,
    schedule::{Calendar, Change, Occurrence, Schedule, occurrences},
    shared::{Id, Key},
};
use jiff::{Timestamp, ToSpan, civil::Date};
use std::collections::BTreeSet;
use store::{Fault, Query, Row, Tx, params};

/// What somebody or something has of a thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hold {
    /// Its identity, which is also the holder of the claims.
    pub id: Id,
    /// The thing.
    pub equipment: Id,
    /// How many.
    pub items: u16,
    /// From when.
    pub starts: Timestamp,
    /// Until when.
    pub ends: Timestamp,
    /// Whether it is out over the counter, or set aside for an occurrence.
    pub form: Form,
}

/// Why somebody or something has a thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    /// Lent over the counter.
    Loan {
        /// The number on the slip.
        slip: u16,
        /// A first name or alias; may be empty.
        alias: String,
    },
    /// Set aside for an occurrence.
    Reserved {
        /// The offering.
        offering: Key,
        /// Its plan.
        schedule: Key,
        /// The day it has in the plan, also when it was moved; `None` for one from before that was remembered.
        original: Option<Date>,
    },
}

/// What came of a thing in a month.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Loans that came back.
    pub loans: i64,
    /// Units in them.
    pub items: i64,
    /// Loans that came back after the day.
    pub late: i64,
    /// Occurrences it was used at.
    pub reservations: i64,
}

/// The number of a month.
#[must_use]
pub fn month_of(day: Date) -> i64 {
    i64::from(day.year()) * 12 + i64::from(day.month()) - 1
}

fn instant(ms: i64) -> Timestamp {
    Timestamp::from_millisecond(ms).unwrap_or(Timestamp::UNIX_EPOCH)
}

fn small(n: i64) -> Result<u16, Fault> {
    u16::try_from(n).map_err(|_| Fault::corrupt("not a number of things"))
}

fn thing(row: &Row) -> Result<Equipment, Fault> {
    Ok(Equipment {
        id: Id(row.id(0)?),
        place: Id(row.id(1)?),
        kind: stored_code(&row.text(2)?, EquipmentKind::parse)?,
        name: row.text(3)?,
        number: small(row.int(4)?)?,
        lendable: row.bool(5)?,
    })
}

/// Every thing that is still there, by name.
///
/// # Errors
/// A fault of the database.
pub fn all(q: &mut impl Query) -> Result<Vec<Equipment>, AppError> {
    let tenant = q.tenant();
    let sql = "SELECT id, place_id, kind, name, number, lendable FROM equipment WHERE tenant_id = $1 AND ended = 0";
    let mut found = q.rows(sql, &params![tenant], thing)?;
    found.sort_by(|a, b| (a.kind, &a.name, a.id).cmp(&(b.kind, &b.name, b.id)));
    Ok(found)
}

/// One thing that is still there.
///
/// # Errors
/// Absent when there is no such; a fault of the database.
pub fn one(q: &mut impl Query, id: Id) -> Result<Equipment, AppError> {
    let tenant = q.tenant();
    let sql = "SELECT id, place_id, kind, name, number, lendable FROM equipment WHERE tenant_id = $1 AND id = $2 AND ended = 0";
    q.one(sql, &params![tenant, id.0], thing)?.ok_or(AppError::Absent)
}

/// Writes a thing, new or changed.
///
/// # Errors
/// A fault of the database.
pub fn put(tx: &mut Tx, e: &Equipment) -> Result<(), AppError> {
    let tenant = tx.tenant();
    tx.exec(
        "INSERT INTO equipment (tenant_id, id, place_id, kind, name, number, lendable, ended)
         VALUES ($1, $2, $3, $4, $5, $6, $7, 0)
         ON CONFLICT (tenant_id, id) DO UPDATE SET place_id = excluded.place_id, kind = excluded.kind,
             name = excluded.name, number = excluded.number, lendable = excluded.lendable",
        &params![
            tenant,
            e.id.0,
            e.place.0,
            e.kind.code(),
            e.name.as_str(),
            i64::from(e.number),
            i64::from(e.lendable)
        ],
    )?;
    Ok(())
}

/// Takes a thing out of use. What is out of it can still come back.
///
/// # Errors
/// A fault of the database.
pub fn end(tx: &mut Tx, id: Id) -> Result<(), AppError> {
    let tenant = tx.tenant();
    tx.exec(
        "UPDATE equipment SET ended = 1 WHERE tenant_id = $1 AND id = $2",
        &params![tenant, id.0],
    )?;
    Ok(())
}

const HOLD: &str = "SELECT id, equipment_id, items, starts_at, ends_at, slip, alias, offering, schedule, original_day FROM equipment_hold";

fn hold(row: &Row) -> Result<Hold, Fault> {
    let key = |text: String| crate::frame::stored_key(&text);
    let form = match row.opt_int(5)? {
        Some(slip) => Form::Loan {
            slip: small(slip)?,
            alias: row.text(6)?,
        },
        None => Form::Reserved {
            offering: key(row.text(7)?)?,
            schedule: key(row.text(8)?)?,
            original: row.opt_int(9)?.map(day_of),
        },
    };
    Ok(Hold {
        id: Id(row.id(0)?),
        equipment: Id(row.id(1)?),
        items: small(row.int(2)?)?,
        starts: instant(row.int(3)?),
        ends: instant(row.int(4)?),
        form,
    })
}

/// What is out and what is set aside, in the order it ends.
///
/// # Errors
/// A fault of the database.
pub fn holds(q: &mut impl Query) -> Result<Vec<Hold>, AppError> {
    let tenant = q.tenant();
    let mut found = q.rows(&format!("{HOLD} WHERE tenant_id = $1"), &params![tenant], hold)?;
    found.sort_by_key(|h| (h.ends, h.id));
    Ok(found)
}

fn hold_by_id(q: &mut impl Query, id: Id) -> Result<Option<Hold>, AppError> {
    let tenant = q.tenant();
    Ok(q.one(
        &format!("{HOLD} WHERE tenant_id = $1 AND id = $2"),
        &params![tenant, id.0],
        hold,
    )?)
}

/// The lanes of loans of a thing that should have been back, with who has them.
fn overdue(q: &mut impl Query, equipment: Id, now: Timestamp) -> Result<Vec<(u16, [u8; 16])>, AppError> {
    let tenant = q.tenant();
    let sql = "SELECT u.lane, h.id FROM equipment_hold h
               JOIN equipment_unit u ON u.tenant_id = h.tenant_id AND u.hold_id = h.id
               WHERE h.tenant_id = $1 AND h.equipment_id = $2 AND h.slip IS NOT NULL AND h.ends_at <= $3";
    Ok(q.rows(sql, &params![tenant, equipment.0, now.as_millisecond()], |row| {
        Ok((small(row.int(0)?)?, row.id(1)?))
    })?)
}

/// How many units of a thing are free all through a span.
///
/// # Errors
/// A fault of the database.
pub fn free_units(
    q: &mut impl Query,
    e: &Equipment,
    now: Timestamp,
    from: Timestamp,
    to: Timestamp,
) -> Result<u16, AppError> {
    let mut busy: BTreeSet<u16> = claims::taken(q, e.id.0, cells(from, to))?.into_iter().map(|t| t.lane).collect();
    if is_soon(now, from) {
        busy.extend(overdue(q, e.id, now)?.into_iter().map(|(lane, _)| lane));
    }
    let inside = u16::try_from(busy.range(..e.number).count()).unwrap_or(u16::MAX);
    Ok(e.number.saturating_sub(inside))
}

/// What is late today is not counted on until tomorrow; what is planned further ahead counts on it coming back.
fn is_soon(now: Timestamp, from: Timestamp) -> bool {
    now.checked_add(24.hours()).is_ok_and(|tomorrow| from < tomorrow)
}

/// Takes units of a thing for a hold that is already written; the database decides.
fn take(tx: &mut Tx, e: &Equipment, h: &Hold) -> Result<(), AppError> {
    let span = cells(h.starts, h.ends);
    if is_soon(tx.now(), h.starts) {
        for (lane, holder) in overdue(tx, e.id, tx.now())? {
            claims::take(tx, e.id.0, lane..lane + 1, span.clone(), holder, None)?;
        }
    }
    let tenant = tx.tenant();
    for _ in 0..h.items {
        let lane = claims::take(tx, e.id.0, 0..e.number, span.clone(), h.id.0, None)?;
        let lane = lane.ok_or_else(|| AppError::refused(EquipmentRefusal::NotEnough))?;
        tx.exec(
            "INSERT INTO equipment_unit (tenant_id, hold_id, lane) VALUES ($1, $2, $3)",
            &params![tenant, h.id.0, i64::from(lane)],
        )?;
    }
    Ok(())
}

/// Lends units over the counter until an instant. The number of the slip; sent twice with the same id, it is lent once.
///
/// # Errors
/// A refusal when there are not as many, or when the thing is not lent; a fault of the database.
pub fn lend(tx: &mut Tx, id: Id, equipment: Id, items: u16, due: Timestamp, alias: &str) -> Result<u16, AppError> {
    if let Some(Hold {
        form: Form::Loan { slip, .. },
        ..
    }) = hold_by_id(tx, id)?
    {
        return Ok(slip);
    }
    let e = one(tx, equipment)?;
    if !e.lendable {
        return Err(AppError::refused(EquipmentRefusal::NotLent));
    }
    let (tenant, now) = (tx.tenant(), tx.now());
    for _ in 0..200 {
        let [a, b] = tx.random_bytes::<2>();
        let slip = 100 + u16::from_be_bytes([a, b]) % 900;
        let written = tx.exec(
            "INSERT INTO equipment_hold (tenant_id, id, equipment_id, items, starts_at, ends_at, slip, alias)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (tenant_id, slip) DO NOTHING",
            &params![
                tenant,
                id.0,
                equipment.0,
                i64::from(items),
                now.as_millisecond(),
                due.as_millisecond(),
                i64::from(slip),
                alias
            ],
        )?;
        if written == 1 {
            let form = Form::Loan {
                slip,
                alias: alias.to_owned(),
            };
            let hold = Hold {
                id,
                equipment,
                items,
                starts: now,
                ends: due,
                form,
            };
            take(tx, &e, &hold)?;
            return Ok(slip);
        }
    }
    Err(AppError::refused(EquipmentRefusal::NoSlip))
}

/// Sets units aside for an occurrence.
///
/// # Errors
/// A refusal when there are not as many; a fault of the database.
pub fn reserve(tx: &mut Tx, h: &Hold) -> Result<(), AppError> {
    let Form::Reserved {
        offering,
        schedule,
        original,
    } = &h.form
    else {
        return Err(AppError::Absent);
    };
    let e = one(tx, h.equipment)?;
    let tenant = tx.tenant();
    let written = tx.exec(
        "INSERT INTO equipment_hold (tenant_id, id, equipment_id, items, starts_at, ends_at, alias, offering, schedule,
             original_day)
         VALUES ($1, $2, $3, $4, $5, $6, '', $7, $8, $9) ON CONFLICT (tenant_id, id) DO NOTHING",
        &params![
            tenant,
            h.id.0,
            h.equipment.0,
            i64::from(h.items),
            h.starts.as_millisecond(),
            h.ends.as_millisecond(),
            offering.as_str(),
            schedule.as_str(),
            original.map(days)
        ],
    )?;
    if written == 0 {
        return Ok(());
    }
    take(tx, &e, h)
}

fn delete(tx: &mut Tx, id: Id) -> Result<(), AppError> {
    let tenant = tx.tenant();
    claims::free(tx, id.0)?;
    tx.exec(
        "DELETE FROM equipment_unit WHERE tenant_id = $1 AND hold_id = $2",
        &params![tenant, id.0],
    )?;
    tx.exec(
        "DELETE FROM equipment_hold WHERE tenant_id = $1 AND id = $2",
        &params![tenant, id.0],
    )?;
    Ok(())
}

fn count(tx: &mut Tx, equipment: Id, day: Date, c: Counts) -> Result<(), AppError> {
    let tenant = tx.tenant();
    tx.exec(
        "INSERT INTO equipment_month (tenant_id, equipment_id, month, loans, items, late, reservations)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (tenant_id, equipment_id, month) DO UPDATE SET loans = equipment_month.loans + excluded.loans,
             items = equipment_month.items + excluded.items, late = equipment_month.late + excluded.late,
             reservations = equipment_month.reservations + excluded.reservations",
        &params![tenant, equipment.0, month_of(day), c.loans, c.items, c.late, c.reservations],
    )?;
    Ok(())
}

/// Takes a loan back: everything about it is deleted, and it is counted. Nothing when it is back already.
///
/// # Errors
/// A fault of the database.
pub fn take_back(tx: &mut Tx, id: Id) -> Result<(), AppError> {
    let Some(h) = hold_by_id(tx, id)?.filter(|h| matches!(h.form, Form::Loan { .. })) else {
        return Ok(());
    };
    let counts = Counts {
        loans: 1,
        items: i64::from(h.items),
        late: i64::from(h.ends < tx.now()),
        reservations: 0,
    };
    let day = domain::shared::day_and_minute(tx.now()).0;
    delete(tx, id)?;
    count(tx, h.equipment, day, counts)
}

/// Gives back what was set aside for an occurrence that is not held, or that does without. Not counted.
///
/// # Errors
/// A fault of the database.
pub fn release(tx: &mut Tx, id: Id) -> Result<(), AppError> {
    match hold_by_id(tx, id)? {
        Some(h) if matches!(h.form, Form::Reserved { .. }) => delete(tx, id),
        _ => Ok(()),
    }
}

/// Lets what is set aside follow its occurrence: given back when that is not held, moved along when that is moved and there
/// is enough at the new time. Where there is not, it stays, and is shown as something to look at.
///
/// # Errors
/// A fault of the database.
pub fn reconcile(tx: &mut Tx, register: &Register) -> Result<(), AppError> {
    let calendar = Calendar::new(&register.municipality, &register.places);
    let now = tx.now();
    for h in holds(tx)?.into_iter().filter(|h| h.starts > now) {
        let Form::Reserved {
            offering,
            schedule,
            original: Some(day),
        } = &h.form
        else {
            continue;
        };
        let offering = register.offerings.iter().find(|o| o.key == *offering);
        let plan = offering.and_then(|o| o.schedules.iter().find(|s| s.key == *schedule));
        let there = plan
            .and_then(|plan| occurrence_of(plan, &calendar, *day))
            .filter(|o| o.takes_place() && offering.is_none_or(|of| of.ended.is_none_or(|ended| o.date < ended)));
        match there {
            None => delete(tx, h.id)?,
            Some(o) if (o.starts_at(), o.ends_at()) != (h.starts, h.ends) => follow(tx, &h, &o)?,
            Some(_) => {}
        }
    }
    Ok(())
}

/// The occurrence that a day of a plan has become, also when it was moved to another.
fn occurrence_of(schedule: &Schedule, calendar: &Calendar<'_>, day: Date) -> Option<Occurrence> {
    let moved_to = schedule.exceptions.iter().find_map(|e| match e.change {
        Change::Moved { date, .. } if e.date == day => Some(date),
        _ => None,
    });
    let at = moved_to.unwrap_or(day);
    occurrences(schedule, calendar, at, at).into_iter().find(|o| o.original.date == day)
}

fn follow(tx: &mut Tx, h: &Hold, o: &Occurrence) -> Result<(), AppError> {
    delete(tx, h.id)?;
    let moved = Hold {
        starts: o.starts_at(),
        ends: o.ends_at(),
        ..h.clone()
    };
    match reserve(tx, &moved) {
        Err(AppError::Refused(refusal)) if refusal.code() == EquipmentRefusal::NotEnough.code() => {
            delete(tx, h.id)?;
            reserve(tx, h)
        }
        // A thing that was taken out of use is not set aside any more.
        Err(AppError::Absent) => Ok(()),
        done => done,
    }
}

/// What one thing has to do with an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stand {
    /// The thing.
    pub thing: Equipment,
    /// How many are free at every one of the event's dates.
    pub free: u16,
    /// What is set aside for the event.
    pub own: Vec<Hold>,
    /// What others have of it at the same time.
    pub others: Vec<Hold>,
}

/// How every thing stands at the dates of an event, which `is_own` knows the reservations of.
///
/// # Errors
/// A fault of the database.
pub fn stands(
    q: &mut impl Query,
    now: Timestamp,
    spans: &[(Timestamp, Timestamp)],
    is_own: impl Fn(&Hold) -> bool,
) -> Result<Vec<Stand>, AppError> {
    let holds = holds(q)?;
    let mut out = Vec::new();
    for thing in all(q)? {
        let mut free = thing.number;
        for (from, to) in spans {
            free = free.min(free_units(q, &thing, now, *from, *to)?);
        }
        let meets = |h: &&Hold| {
            let late = matches!(h.form, Form::Loan { .. }) && h.ends <= now;
            h.equipment == thing.id
                && spans.iter().any(|(from, to)| {
                    let (a, b) = (cells(h.starts, h.ends), cells(*from, *to));
                    (a.start < b.end && b.start < a.end) || (late && is_soon(now, *from))
                })
        };
        let (own, others): (Vec<&Hold>, Vec<&Hold>) = holds.iter().filter(meets).partition(|h| is_own(h));
        out.push(Stand {
            own: own.into_iter().cloned().collect(),
            others: others.into_iter().cloned().collect(),
            thing,
            free,
        });
    }
    Ok(out)
}

/// Counts and forgets what was set aside for occurrences that are over, and forgets the names of loans two weeks late.
///
/// # Errors
/// A fault of the database.
pub fn tidy(tx: &mut Tx) -> Result<(), AppError> {
    let now = tx.now();
    for h in holds(tx)?.into_iter().filter(|h| h.ends <= now && matches!(h.form, Form::Reserved { .. })) {
        delete(tx, h.id)?;
        let one = Counts {
            reservations: 1,
            ..Counts::default()
        };
        count(tx, h.equipment, domain::shared::day_and_minute(h.starts).0, one)?;
    }
    let (tenant, late) = (tx.tenant(), now.checked_sub((14 * 24).hours()).unwrap_or(now));
    tx.exec(
        "UPDATE equipment_hold SET alias = '' WHERE tenant_id = $1 AND ends_at <= $2",
        &params![tenant, late.as_millisecond()],
    )?;
    Ok(())
}

/// What came of each thing in the months from one to another.
///
/// # Errors
/// A fault of the database.
pub fn counts(q: &mut impl Query, first: i64, last: i64) -> Result<Vec<(Id, Counts)>, AppError> {
    let tenant = q.tenant();
    let sql = "SELECT equipment_id, loans, items, late, reservations FROM equipment_month
               WHERE tenant_id = $1 AND month >= $2 AND month <= $3";
    Ok(q.rows(sql, &params![tenant, first, last], |row| {
        let counts = Counts {
            loans: row.int(1)?,
            items: row.int(2)?,
            late: row.int(3)?,
            reservations: row.int(4)?,
        };
        Ok((Id(row.id(0)?), counts))
    })?)
}
