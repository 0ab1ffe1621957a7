//! Hospitering: places, wishes, agreements and the diary.

use super::{
    LearningRefusal,
    store::{self, Origin},
};
use crate::frame::{AppError, day_of, days, stored_code, stored_key};
use ::store::{Fault, Query, Row, Tx, params};
use domain::{
    learning::{Agreement, AgreementState, Colleague, Host, HostState, JobWish, ShadowingWay, Training, TrainingKind},
    shared::{Id, Key, Minute, day_and_minute},
};
use jiff::{ToSpan, civil::Date};
use std::collections::BTreeMap;

/// How many days after a visit the name and address of a colleague from another service are kept.
pub const COLLEAGUE_DAYS: i32 = 30;
/// How many days a colleague's wish waits before it is forgotten.
pub const WISH_DAYS: i32 = 180;
/// How many years what a colleague wrote of her visit, and whom she met, are kept.
const VISITS_KEPT_YEARS: i32 = 2;

fn minute(n: i64) -> Result<Minute, Fault> {
    let minute = u16::try_from(n).ok().and_then(Minute::new);
    minute.ok_or_else(|| Fault::corrupt("not a minute of the day"))
}

/// Every place that takes somebody in, by name; those that ended last.
///
/// # Errors
/// A fault of the database.
pub fn hosts(q: &mut impl Query) -> Result<Vec<Host>, AppError> {
    let tenant = q.tenant();
    let sql = "SELECT id, way, name, place, about, times, contact, spots, last_day, state FROM learning_host WHERE tenant_id = $1";
    let mut found = q.rows(sql, &params![tenant], |row| {
        Ok(Host {
            id: Id(row.id(0)?),
            way: stored_code(row.str(1)?, ShadowingWay::parse)?,
            name: row.text(2)?,
            place: row.opt_text(3)?.map(|k| stored_key(&k)).transpose()?,
            about: row.text(4)?,
            times: row.text(5)?,
            contact: row.text(6)?,
            spots: u16::try_from(row.int(7)?).unwrap_or(1),
            last: row.opt_int(8)?.map(day_of),
            state: stored_code(row.str(9)?, HostState::parse)?,
        })
    })?;
    found.sort_by_key(|f| (f.state, f.name.to_lowercase(), f.id));
    Ok(found)
}

/// One place.
///
/// # Errors
/// Absent when there is no such; a fault of the database.
pub fn host(q: &mut impl Query, id: Id) -> Result<Host, AppError> {
    hosts(q)?.into_iter().find(|h| h.id == id).ok_or(AppError::Absent)
}

/// Writes a place, new or changed. Which way it goes does not change.
///
/// # Errors
/// A fault of the database.
pub fn put_host(tx: &mut Tx, h: &Host) -> Result<(), AppError> {
    let tenant = tx.tenant();
    tx.exec(
        "INSERT INTO learning_host (tenant_id, id, way, name, place, about, times, contact, spots, last_day, state, agreed_times)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 0)
         ON CONFLICT (tenant_id, id) DO UPDATE SET name = excluded.name, place = excluded.place, about = excluded.about,
             times = excluded.times, contact = excluded.contact, spots = excluded.spots, last_day = excluded.last_day,
             state = excluded.state",
        &params![
            tenant,
            h.id.0,
            h.way.code(),
            h.name.as_str(),
            h.place.as_ref().map(Key::as_str),
            h.about.as_str(),
            h.times.as_str(),
            h.contact.as_str(),
            i64::from(h.spots),
            h.last.map(days),
            h.state.code()
        ],
    )?;
    tx.history("learning", "host", h.id.0, h.state.code(), None, None)?;
    Ok(())
}

/// A place that another service offers on the page for colleagues. It waits for the coordinator; nothing when it is sent twice.
///
/// # Errors
/// A fault of the database.
pub fn propose(tx: &mut Tx, h: &Host) -> Result<(), AppError> {
    let known = hosts(tx)?.into_iter().any(|other| other.id == h.id);
    if known { Ok(()) } else { put_host(tx, h) }
}

fn colleague(way: ShadowingWay, row: &Row, first: usize) -> Result<Option<Colleague>, Fault> {
    if way == ShadowingWay::Out {
        return Ok(None);
    }
    Ok(Some(Colleague {
        name: row.text(first)?,
        service: row.text(first + 1)?,
        email: row.text(first + 2)?,
    }))
}

/// The wishes that wait, the oldest first.
///
/// # Errors
/// A fault of the database.
pub fn wishes(q: &mut impl Query) -> Result<Vec<JobWish>, AppError> {
    let tenant = q.tenant();
    let sql = "SELECT id, way, guide_id, colleague, service, email, host_id, wants, day FROM learning_wish
               WHERE tenant_id = $1 AND waits = 1 ORDER BY day, id";
    Ok(q.rows(sql, &params![tenant], |row| {
        let way = stored_code(row.str(1)?, ShadowingWay::parse)?;
        Ok(JobWish {
            id: Id(row.id(0)?),
            way,
            guide: row.opt_id(2)?.map(Id),
            colleague: colleague(way, row, 3)?,
            host: row.opt_id(6)?.map(Id),
            wants: row.text(7)?,
            made: day_of(row.int(8)?),
        })
    })?)
}

/// Writes a wish; one that is sent twice is made once.
///
/// # Errors
/// A fault of the database.
pub fn put_wish(tx: &mut Tx, w: &JobWish) -> Result<(), AppError> {
    let tenant = tx.tenant();
    let who = w.colleague.clone().unwrap_or_default();
    tx.exec(
        "INSERT INTO learning_wish (tenant_id, id, way, guide_id, colleague, service, email, host_id, wants, day, waits)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1) ON CONFLICT DO NOTHING",
        &params![
            tenant,
            w.id.0,
            w.way.code(),
            w.guide.map(|id| id.0),
            who.name,
            who.service,
            who.email,
            w.host.map(|id| id.0),
            w.wants.as_str(),
            days(w.made)
        ],
    )?;
    Ok(())
}

/// Takes a wish back; `guide` when it is the guide herself, who can take back only her own. One that is agreed stays with its
/// agreement.
///
/// # Errors
/// A fault of the database.
pub fn withdraw_wish(tx: &mut Tx, id: Id, guide: Option<Id>) -> Result<(), AppError> {
    let tenant = tx.tenant();
    match guide {
        Some(guide) => tx.exec(
            "DELETE FROM learning_wish WHERE tenant_id = $1 AND id = $2 AND guide_id = $3 AND waits = 1",
            &params![tenant, id.0, guide.0],
        )?,
        None => tx.exec(
            "DELETE FROM learning_wish WHERE tenant_id = $1 AND id = $2 AND waits = 1",
            &params![tenant, id.0],
        )?,
    };
    Ok(())
}

const AGREEMENT: &str = "SELECT id, way, host_id, guide_id, colleague, service, email, day, start_minute, end_minute, meet, state FROM learning_agreement";

fn agreement_of(row: &Row) -> Result<Agreement, Fault> {
    let way = stored_code(row.str(1)?, ShadowingWay::parse)?;
    Ok(Agreement {
        id: Id(row.id(0)?),
        way,
        host: Id(row.id(2)?),
        guide: row.opt_id(3)?.map(Id),
        colleague: colleague(way, row, 4)?,
        on: day_of(row.int(7)?),
        start: minute(row.int(8)?)?,
        end: minute(row.int(9)?)?,
        meet: row.text(10)?,
        state: stored_code(row.str(11)?, AgreementState::parse)?,
    })
}

/// Every agreement, the latest day first.
///
/// # Errors
/// A fault of the database.
pub fn agreements(q: &mut impl Query) -> Result<Vec<Agreement>, AppError> {
    let tenant = q.tenant();
    let sql = format!("{AGREEMENT} WHERE tenant_id = $1 ORDER BY day DESC, start_minute, id");
    Ok(q.rows(&sql, &params![tenant], agreement_of)?)
}

/// One agreement.
///
/// # Errors
/// Absent when there is no such; a fault of the database.
pub fn agreement(q: &mut impl Query, id: Id) -> Result<Agreement, AppError> {
    let tenant = q.tenant();
    let sql = format!("{AGREEMENT} WHERE tenant_id = $1 AND id = $2");
    q.one(&sql, &params![tenant, id.0], agreement_of)?.ok_or(AppError::Absent)
}

/// One guide's agreements, the latest day first.
///
/// # Errors
/// A fault of the database.
pub fn agreements_of(q: &mut impl Query, guide: Id) -> Result<Vec<Agreement>, AppError> {
    let tenant = q.tenant();
    let sql = format!("{AGREEMENT} WHERE tenant_id = $1 AND guide_id = $2 ORDER BY day DESC, start_minute, id");
    Ok(q.rows(&sql, &params![tenant, guide.0], agreement_of)?)
}

/// When and where somebody visits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The day.
    pub on: Date,
    /// When it begins.
    pub start: Minute,
    /// When it ends.
    pub end: Minute,
    /// Where one meets, and whom.
    pub meet: String,
}

/// Agrees that the one who wishes visits a place. Sent twice with the same id, it is agreed once, and given back the same.
///
/// # Errors
/// A refusal when somebody was first with the wish or the last spot, or the place is not open; absent when wish or place is
/// not there; a fault of the database.
pub fn agree(tx: &mut Tx, id: Id, wish: Id, host_id: Id, plan: &Plan) -> Result<Agreement, AppError> {
    match agreement(tx, id) {
        Err(AppError::Absent) => {}
        found => return found,
    }
    let tenant = tx.tenant();
    let waiting = wishes(tx)?.into_iter().find(|w| w.id == wish);
    let taken = tx.exec(
        "UPDATE learning_wish SET waits = 0 WHERE tenant_id = $1 AND id = $2 AND waits = 1",
        &params![tenant, wish.0],
    )?;
    let (Some(wanted), 1) = (waiting, taken) else {
        return Err(AppError::refused(LearningRefusal::AlreadyAgreed));
    };
    // The place's row is the lock: two who agree on its last spot come one after the other.
    tx.exec(
        "UPDATE learning_host SET agreed_times = agreed_times + 1 WHERE tenant_id = $1 AND id = $2",
        &params![tenant, host_id.0],
    )?;
    let host = host(tx, host_id)?;
    if host.way != wanted.way || !host.is_open(plan.on) {
        return Err(AppError::refused(LearningRefusal::NotOpen));
    }
    let today = day_and_minute(tx.now()).0;
    if domain::learning::free_spots(&host, &agreements(tx)?, today) == 0 {
        return Err(AppError::refused(LearningRefusal::Full));
    }
    let made = Agreement {
        id,
        way: wanted.way,
        host: host.id,
        guide: wanted.guide,
        colleague: wanted.colleague,
        on: plan.on,
        start: plan.start,
        end: plan.end,
        meet: plan.meet.clone(),
        state: AgreementState::Agreed,
    };
    insert(tx, &made, wish)?;
    tx.history("learning", "agreement", id.0, "agreed", None, None)?;
    Ok(made)
}

fn insert(tx: &mut Tx, a: &Agreement, wish: Id) -> Result<(), AppError> {
    let tenant = tx.tenant();
    let who = a.colleague.clone().unwrap_or_default();
    tx.exec(
        "INSERT INTO learning_agreement (tenant_id, id, way, wish_id, host_id, guide_id, colleague, service, email, day,
             start_minute, end_minute, meet, state)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
        &params![
            tenant,
            a.id.0,
            a.way.code(),
            wish.0,
            a.host.0,
            a.guide.map(|id| id.0),
            who.name,
            who.service,
            who.email,
            days(a.on),
            i64::from(a.start.get()),
            i64::from(a.end.get()),
            a.meet.as_str(),
            a.state.code()
        ],
    )?;
    Ok(())
}

/// Calls an agreement off; the wish waits again. Nothing when it is held or called off already. Whether something changed.
///
/// # Errors
/// A fault of the database.
pub fn call_off(tx: &mut Tx, id: Id) -> Result<bool, AppError> {
    let tenant = tx.tenant();
    let changed = tx.exec(
        "UPDATE learning_agreement SET state = 'called_off' WHERE tenant_id = $1 AND id = $2 AND state = 'agreed'",
        &params![tenant, id.0],
    )?;
    if changed == 0 {
        return Ok(false);
    }
    tx.exec(
        "UPDATE learning_wish SET waits = 1 WHERE tenant_id = $1
             AND id IN (SELECT wish_id FROM learning_agreement WHERE tenant_id = $1 AND id = $2)",
        &params![tenant, id.0],
    )?;
    tx.history("learning", "agreement", id.0, "called off", None, None)?;
    Ok(true)
}

/// What somebody wrote afterwards (dagbok).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diary {
    /// What she learnt.
    pub learnt: String,
    /// What she passes on to the others.
    pub passes_on: String,
}

/// Says that an agreement was held, and keeps what was learnt when something was written. The hours of a guide go into the
/// training log, confirmed: the agreement was the municipality's own.
///
/// # Errors
/// A refusal when the day has not come or it was called off; absent when there is no such; a fault of the database.
pub fn hold(tx: &mut Tx, id: Id, diary: Option<&Diary>) -> Result<(), AppError> {
    let found = agreement(tx, id)?;
    let (tenant, today) = (tx.tenant(), day_and_minute(tx.now()).0);
    if found.on > today {
        return Err(AppError::refused(LearningRefusal::NotYet));
    }
    if found.state == AgreementState::CalledOff {
        return Err(AppError::refused(LearningRefusal::CalledOff));
    }
    tx.exec(
        "UPDATE learning_agreement SET state = 'held' WHERE tenant_id = $1 AND id = $2",
        &params![tenant, id.0],
    )?;
    if let Some(diary) = diary {
        tx.exec(
            "INSERT INTO learning_diary (tenant_id, agreement_id, day, learnt, passes_on) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (tenant_id, agreement_id) DO UPDATE SET learnt = excluded.learnt, passes_on = excluded.passes_on",
            &params![tenant, id.0, days(today), diary.learnt.as_str(), diary.passes_on.as_str()],
        )?;
    }
    match found.guide {
        Some(guide) => log_stay(tx, &found, guide),
        None => Ok(()),
    }
}

fn log_stay(tx: &mut Tx, a: &Agreement, guide: Id) -> Result<(), AppError> {
    let line = Training {
        id: Id(tx.new_id()),
        guide,
        kind: TrainingKind::JobShadowing,
        on: a.on,
        minutes: a.minutes(),
        title: host(tx, a.host)?.name,
        gives: None,
        confirmed: true,
    };
    store::add(
        tx,
        &line,
        Origin {
            agreement: Some(a.id),
            ..Origin::default()
        },
    )
}

/// What has been written after visits, by agreement.
///
/// # Errors
/// A fault of the database.
pub fn diaries(q: &mut impl Query) -> Result<BTreeMap<Id, Diary>, AppError> {
    let tenant = q.tenant();
    let sql = "SELECT agreement_id, learnt, passes_on FROM learning_diary WHERE tenant_id = $1";
    let rows = q.rows(sql, &params![tenant], |row| {
        let diary = Diary {
            learnt: row.text(1)?,
            passes_on: row.text(2)?,
        };
        Ok((Id(row.id(0)?), diary))
    })?;
    Ok(rows.into_iter().collect())
}

/// Removes names and addresses of colleagues whose visit is over since [`COLLEAGUE_DAYS`], and wishes of theirs that have waited
/// [`WISH_DAYS`]. Which service they came from is counted on.
///
/// # Errors
/// A fault of the database.
pub fn forget_colleagues(tx: &mut Tx, today: Date) -> Result<(), AppError> {
    let tenant = tx.tenant();
    let (visited, waited) = last_days(today);
    tx.exec(
        "UPDATE learning_agreement SET colleague = '', email = '' WHERE tenant_id = $1 AND day < $2
             AND (colleague <> '' OR email <> '')",
        &params![tenant, visited],
    )?;
    tx.exec(
        "DELETE FROM learning_wish WHERE tenant_id = $1 AND way = 'in' AND day < $2",
        &params![tenant, waited],
    )?;
    tx.exec(
        "DELETE FROM learning_wish WHERE tenant_id = $1 AND way = 'in' AND waits = 0 AND id IN
             (SELECT wish_id FROM learning_agreement WHERE tenant_id = $1 AND day < $2)",
        &params![tenant, visited],
    )?;
    // What a guide wrote goes with her; what a colleague from elsewhere wrote, and whom she met, two years after the visit.
    let old = days(today.checked_sub(VISITS_KEPT_YEARS.years()).unwrap_or(today));
    tx.exec(
        "DELETE FROM learning_diary WHERE tenant_id = $1 AND agreement_id IN
             (SELECT id FROM learning_agreement WHERE tenant_id = $1 AND guide_id IS NULL AND day < $2)",
        &params![tenant, old],
    )?;
    tx.exec(
        "UPDATE learning_agreement SET meet = '' WHERE tenant_id = $1 AND guide_id IS NULL AND day < $2 AND meet <> ''",
        &params![tenant, old],
    )?;
    Ok(())
}

fn last_days(today: Date) -> (i64, i64) {
    let back = |n: i32| days(today.checked_sub(n.days()).unwrap_or(today));
    (back(COLLEAGUE_DAYS), back(WISH_DAYS))
}

/// How many rows about colleagues should have been emptied by a day.
///
/// # Errors
/// A fault of the database.
pub fn late_colleagues(q: &mut impl Query, today: Date) -> Result<i64, AppError> {
    let tenant = q.tenant();
    let (visited, waited) = last_days(today);
    let sql = "SELECT COUNT(*) FROM learning_agreement WHERE tenant_id = $1 AND day < $2 AND (colleague <> '' OR email <> '')";
    let agreed = q.one(sql, &params![tenant, visited], |row| row.int(0))?.unwrap_or(0);
    let sql = "SELECT COUNT(*) FROM learning_wish WHERE tenant_id = $1 AND way = 'in' AND day < $2";
    let wished = q.one(sql, &params![tenant, waited], |row| row.int(0))?.unwrap_or(0);
    Ok(agreed + wished)
}

/// Deletes what this file keeps about a guide. That a visit was held still counts, without her and without what she wrote.
///
/// # Errors
/// A fault of the database.
pub fn erase(tx: &mut Tx, guide: Id) -> Result<(), AppError> {
    let key = params![tx.tenant(), guide.0];
    tx.exec(
        "DELETE FROM learning_diary WHERE tenant_id = $1 AND agreement_id IN
             (SELECT id FROM learning_agreement WHERE tenant_id = $1 AND guide_id = $2)",
        &key,
    )?;
    tx.exec(
        "UPDATE learning_agreement SET state = 'called_off' WHERE tenant_id = $1 AND guide_id = $2 AND state = 'agreed'",
        &key,
    )?;
    tx.exec(
        "UPDATE learning_agreement SET guide_id = NULL, wish_id = NULL, meet = '' WHERE tenant_id = $1 AND guide_id = $2",
        &key,
    )?;
    tx.exec("DELETE FROM learning_wish WHERE tenant_id = $1 AND guide_id = $2", &key)?;
    Ok(())
}
