use crate::frame::{
    AppError, day_of, days, stored_code, stored_key,
    written::{self, Written},
};
use domain::{
    schedule::{Change, Exception, ExtraDate, Rule, Schedule, Staffing},
    shared::{Id, Minute},
};
use jiff::{Timestamp, civil::Weekday};
use std::collections::HashMap;
use store::{Fault, Query, Row, Tx, params};

/// Every schedule, by what it belongs to, in the order written.
///
/// # Errors
/// A fault of the database.
pub fn load(q: &mut impl Query, written: &Written) -> Result<HashMap<Id, Vec<Schedule>>, AppError> {
    let tenant = q.tenant();
    let mut exceptions = exceptions(q, written)?;
    let mut extras = extra_dates(q, written)?;
    let rows = q.rows(
        "SELECT id, owner_id, key, place, rule, every, weekdays, nth, start_minute, end_minute, from_day, until_day,
                staffing, guides, on_public_holidays, on_school_holidays
         FROM schedule WHERE tenant_id = $1 ORDER BY owner_id, position",
        &params![tenant],
        |row| {
            let id = row.id(0)?;
            let schedule = Schedule {
                key: stored_key(row.str(2)?)?,
                place: stored_key(row.str(3)?)?,
                rule: rule(row)?,
                start: minute(row.int(8)?)?,
                end: minute(row.int(9)?)?,
                from: day_of(row.int(10)?),
                until: row.opt_int(11)?.map(day_of),
                staffing: stored_code(row.str(12)?, Staffing::parse)?,
                guides: small(row.int(13)?)?,
                on_public_holidays: row.bool(14)?,
                on_school_holidays: row.bool(15)?,
                exceptions: exceptions.remove(&id).unwrap_or_default(),
                extra_dates: extras.remove(&id).unwrap_or_default(),
            };
            Ok((Id(row.id(1)?), schedule))
        },
    )?;
    let mut out: HashMap<Id, Vec<Schedule>> = HashMap::new();
    for (owner, schedule) in rows {
        out.entry(owner).or_default().push(schedule);
    }
    Ok(out)
}

fn rule(row: &Row) -> Result<Rule, Fault> {
    let (every, nth) = (small(row.int(5)?)?, small(row.int(7)?)?);
    let weekdays = weekdays_of(row.int(6)?);
    Ok(match row.str(4)? {
        "weekly" => Rule::Weekly { every, weekdays },
        "monthly_by_weekday" => {
            let weekday = weekdays.first().copied().ok_or_else(|| Fault::corrupt("a monthly rule without weekday"))?;
            Rule::MonthlyByWeekday { every, nth, weekday }
        }
        "monthly_by_day" => Rule::MonthlyByDay { every, day: nth },
        _ => Rule::DatesOnly,
    })
}

/// Weekdays as they are stored: one digit 1–7 (Monday first) each, in the order written.
fn weekdays_of(digits: i64) -> Vec<Weekday> {
    digits
        .to_string()
        .bytes()
        .filter_map(|b| Weekday::from_monday_one_offset(i8::try_from(b - b'0').ok()?).ok())
        .collect()
}

fn digits_of(weekdays: &[Weekday]) -> i64 {
    weekdays.iter().fold(0, |acc, w| acc * 10 + i64::from(w.to_monday_one_offset()))
}

fn minute(stored: i64) -> Result<Minute, Fault> {
    u16::try_from(stored)
        .ok()
        .and_then(Minute::new)
        .ok_or_else(|| Fault::corrupt("not a minute of the day"))
}

fn small<T: TryFrom<i64>>(stored: i64) -> Result<T, Fault> {
    T::try_from(stored).map_err(|_| Fault::corrupt("a number out of range"))
}

fn exceptions(q: &mut impl Query, written: &Written) -> Result<HashMap<[u8; 16], Vec<Exception>>, AppError> {
    let tenant = q.tenant();
    let rows = q.rows(
        "SELECT id, schedule_id, day, moved_to_day, moved_start_minute, moved_end_minute, decided_at
         FROM schedule_exception WHERE tenant_id = $1 ORDER BY schedule_id, position",
        &params![tenant],
        |row| {
            let change = match (row.opt_int(3)?, row.opt_int(4)?, row.opt_int(5)?) {
                (Some(day), Some(start), Some(end)) => Change::Moved {
                    date: day_of(day),
                    start: minute(start)?,
                    end: minute(end)?,
                },
                _ => Change::CalledOff,
            };
            let exception = Exception {
                date: day_of(row.int(2)?),
                change,
                reason: written.text(Id(row.id(0)?), "reason"),
                decided_at: row.opt_int(6)?.and_then(|ms| Timestamp::from_millisecond(ms).ok()),
            };
            Ok((row.id(1)?, exception))
        },
    )?;
    Ok(grouped(rows))
}

fn extra_dates(q: &mut impl Query, written: &Written) -> Result<HashMap<[u8; 16], Vec<ExtraDate>>, AppError> {
    let tenant = q.tenant();
    let rows = q.rows(
        "SELECT id, schedule_id, day, start_minute, end_minute FROM schedule_extra_date
         WHERE tenant_id = $1 ORDER BY schedule_id, position",
        &params![tenant],
        |row| {
            let extra = ExtraDate {
                date: day_of(row.int(2)?),
                start: row.opt_int(3)?.map(minute).transpose()?,
                end: row.opt_int(4)?.map(minute).transpose()?,
                note: written.text(Id(row.id(0)?), "note"),
            };
            Ok((row.id(1)?, extra))
        },
    )?;
    Ok(grouped(rows))
}

fn grouped<T>(rows: Vec<([u8; 16], T)>) -> HashMap<[u8; 16], Vec<T>> {
    let mut out: HashMap<[u8; 16], Vec<T>> = HashMap::new();
    for (owner, value) in rows {
        out.entry(owner).or_default().push(value);
    }
    out
}

/// Writes the schedules of an owner anew. A schedule keeps its identity as long as it keeps its key.
///
/// # Errors
/// A fault of the database.
pub fn put_all(tx: &mut Tx, owner: Id, schedules: &[Schedule]) -> Result<(), AppError> {
    let tenant = tx.tenant();
    let before: HashMap<String, [u8; 16]> = tx
        .rows(
            "SELECT key, id FROM schedule WHERE tenant_id = $1 AND owner_id = $2",
            &params![tenant, owner.0],
            |row| Ok((row.text(0)?, row.id(1)?)),
        )?
        .into_iter()
        .collect();
    for id in before.values() {
        remove(tx, *id)?;
    }
    for (position, schedule) in (0i64..).zip(schedules) {
        let id = before.get(schedule.key.as_str()).copied().unwrap_or_else(|| tx.new_id());
        put(tx, owner, id, position, schedule)?;
    }
    Ok(())
}

fn remove(tx: &mut Tx, schedule: [u8; 16]) -> Result<(), AppError> {
    let tenant = tx.tenant();
    let details = tx.rows(
        "SELECT id FROM schedule_exception WHERE tenant_id = $1 AND schedule_id = $2
         UNION ALL SELECT id FROM schedule_extra_date WHERE tenant_id = $1 AND schedule_id = $2",
        &params![tenant, schedule],
        |row| row.id(0),
    )?;
    for id in details {
        written::forget(tx, Id(id))?;
    }
    let key = params![tenant, schedule];
    tx.exec(
        "DELETE FROM schedule_exception WHERE tenant_id = $1 AND schedule_id = $2",
        &key,
    )?;
    tx.exec(
        "DELETE FROM schedule_extra_date WHERE tenant_id = $1 AND schedule_id = $2",
        &key,
    )?;
    tx.exec("DELETE FROM schedule WHERE tenant_id = $1 AND id = $2", &key)?;
    Ok(())
}

fn put(tx: &mut Tx, owner: Id, id: [u8; 16], position: i64, s: &Schedule) -> Result<(), AppError> {
    let tenant = tx.tenant();
    let (rule, every, weekdays, nth) = match &s.rule {
        Rule::Weekly { every, weekdays } => ("weekly", *every, digits_of(weekdays), 0),
        Rule::MonthlyByWeekday { every, nth, weekday } => ("monthly_by_weekday", *every, digits_of(&[*weekday]), *nth),
        Rule::MonthlyByDay { every, day } => ("monthly_by_day", *every, 0, *day),
        Rule::DatesOnly => ("dates_only", 1, 0, 0),
    };
    tx.exec(
        "INSERT INTO schedule (tenant_id, id, owner_id, position, key, place, rule, every, weekdays, nth, start_minute,
             end_minute, from_day, until_day, staffing, guides, on_public_holidays, on_school_holidays)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)",
        &params![
            tenant,
            id,
            owner.0,
            position,
            s.key.as_str(),
            s.place.as_str(),
            rule,
            i64::from(every),
            weekdays,
            i64::from(nth),
            i64::from(s.start.get()),
            i64::from(s.end.get()),
            days(s.from),
            s.until.map(days),
            s.staffing.code(),
            i64::from(s.guides),
            i64::from(s.on_public_holidays),
            i64::from(s.on_school_holidays)
        ],
    )?;
    (0i64..).zip(&s.exceptions).try_for_each(|(position, e)| put_exception(tx, id, position, e))?;
    (0i64..).zip(&s.extra_dates).try_for_each(|(position, e)| put_extra(tx, id, position, e))
}

fn put_exception(tx: &mut Tx, schedule: [u8; 16], position: i64, e: &Exception) -> Result<(), AppError> {
    let (tenant, id) = (tx.tenant(), tx.new_id());
    let moved = match e.change {
        Change::CalledOff => None,
        Change::Moved { date, start, end } => Some((days(date), i64::from(start.get()), i64::from(end.get()))),
    };
    tx.exec(
        "INSERT INTO schedule_exception (tenant_id, id, schedule_id, position, day, moved_to_day, moved_start_minute,
             moved_end_minute, decided_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        &params![
            tenant,
            id,
            schedule,
            position,
            days(e.date),
            moved.map(|m| m.0),
            moved.map(|m| m.1),
            moved.map(|m| m.2),
            e.decided_at.map(Timestamp::as_millisecond)
        ],
    )?;
    written::put(tx, Id(id), &[("reason", &e.reason)], &[])
}

fn put_extra(tx: &mut Tx, schedule: [u8; 16], position: i64, e: &ExtraDate) -> Result<(), AppError> {
    let (tenant, id) = (tx.tenant(), tx.new_id());
    tx.exec(
        "INSERT INTO schedule_extra_date (tenant_id, id, schedule_id, position, day, start_minute, end_minute)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        &params![
            tenant,
            id,
            schedule,
            position,
            days(e.date),
            e.start.map(|m| i64::from(m.get())),
            e.end.map(|m| i64::from(m.get()))
        ],
    )?;
    written::put(tx, Id(id), &[("note", &e.note)], &[])
}

#[cfg(test)]
mod tests {
    use super::{digits_of, weekdays_of};
    use jiff::civil::Weekday;

    #[test]
    fn weekdays_keep_their_order() {
        let days = vec![Weekday::Thursday, Weekday::Monday, Weekday::Sunday];
        assert_eq!(digits_of(&days), 417);
        assert_eq!(weekdays_of(417), days);
        assert!(weekdays_of(0).is_empty());
    }
}
