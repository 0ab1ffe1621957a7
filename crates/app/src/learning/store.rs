//! The training log, its targets, the steps before guiding alone, pairs and reflections.

use crate::frame::{AppError, day_of, days, stored_code, stored_key};
use domain::{
    guides::GuideKind,
    learning::{Feeling, Hours, Pair, Reflection, StepRule, Training, TrainingKind, TrainingTarget},
    shared::{Id, Key},
};
use jiff::{
    ToSpan,
    civil::{Date, date},
};
use std::collections::{BTreeMap, BTreeSet};
use store::{Fault, Query, Row, Tx, params};

/// How many days a reflection is kept.
pub const REFLECTION_DAYS: i32 = 365;

/// What the municipality has decided about learning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// What comes before guiding alone.
    pub rule: StepRule,
    /// The secret of the page for colleagues in other services; `None` when it is closed.
    pub link: Option<Id>,
}

fn small<N: TryFrom<i64>>(n: i64) -> Result<N, Fault> {
    N::try_from(n).map_err(|_| Fault::corrupt("a number out of range"))
}

/// The settings, or what holds until somebody decides otherwise.
///
/// # Errors
/// A fault of the database.
pub fn settings(q: &mut impl Query) -> Result<Settings, AppError> {
    let tenant = q.tenant();
    let sql = "SELECT shadowing, two_on_shift, link FROM learning_setting WHERE tenant_id = $1";
    let found = q.one(sql, &params![tenant], |row| {
        Ok(Settings {
            rule: StepRule {
                shadowing: small(row.int(0)?)?,
                two_on_shift: small(row.int(1)?)?,
            },
            link: row.opt_id(2)?.map(Id),
        })
    })?;
    Ok(found.unwrap_or(Settings {
        rule: StepRule::default(),
        link: None,
    }))
}

/// Writes the settings.
///
/// # Errors
/// A fault of the database.
pub fn put_settings(tx: &mut Tx, s: &Settings) -> Result<(), AppError> {
    let tenant = tx.tenant();
    tx.exec(
        "INSERT INTO learning_setting (tenant_id, shadowing, two_on_shift, link) VALUES ($1, $2, $3, $4)
         ON CONFLICT (tenant_id) DO UPDATE SET shadowing = excluded.shadowing, two_on_shift = excluded.two_on_shift,
             link = excluded.link",
        &params![tenant, i64::from(s.rule.shadowing), i64::from(s.rule.two_on_shift), s.link.map(|id| id.0)],
    )?;
    Ok(())
}

/// The targets of every kind of guide.
///
/// # Errors
/// A fault of the database.
pub fn targets(q: &mut impl Query) -> Result<BTreeMap<GuideKind, Vec<TrainingTarget>>, AppError> {
    let tenant = q.tenant();
    let sql = "SELECT guide_kind, kind, minutes FROM learning_target WHERE tenant_id = $1 ORDER BY guide_kind, kind";
    let rows = q.rows(sql, &params![tenant], |row| {
        let guide = stored_code(row.str(0)?, GuideKind::parse)?;
        let kind = match row.str(1)? {
            "" => None,
            code => Some(stored_code(code, TrainingKind::parse)?),
        };
        let minutes = small(row.int(2)?)?;
        Ok((guide, TrainingTarget { kind, minutes }))
    })?;
    let mut out: BTreeMap<GuideKind, Vec<TrainingTarget>> = BTreeMap::new();
    for (guide, target) in rows {
        out.entry(guide).or_default().push(target);
    }
    Ok(out)
}

/// Writes the targets of one kind of guide in place of those that stood there.
///
/// # Errors
/// A fault of the database.
pub fn put_targets(tx: &mut Tx, guide: GuideKind, targets: &[TrainingTarget]) -> Result<(), AppError> {
    let tenant = tx.tenant();
    tx.exec(
        "DELETE FROM learning_target WHERE tenant_id = $1 AND guide_kind = $2",
        &params![tenant, guide.code()],
    )?;
    for target in targets {
        let kind = target.kind.map_or("", TrainingKind::code);
        tx.exec(
            "INSERT INTO learning_target (tenant_id, guide_kind, kind, minutes) VALUES ($1, $2, $3, $4)",
            &params![tenant, guide.code(), kind, i64::from(target.minutes)],
        )?;
    }
    Ok(())
}

fn training(row: &Row) -> Result<Training, Fault> {
    Ok(Training {
        id: Id(row.id(0)?),
        guide: Id(row.id(1)?),
        kind: stored_code(row.str(2)?, TrainingKind::parse)?,
        on: day_of(row.int(3)?),
        minutes: small(row.int(4)?)?,
        title: row.text(5)?,
        gives: row.opt_text(6)?.map(|k| stored_key(&k)).transpose()?,
        confirmed: row.bool(7)?,
    })
}

/// The whole log, the newest first.
///
/// # Errors
/// A fault of the database.
pub fn log(q: &mut impl Query) -> Result<Vec<Training>, AppError> {
    let tenant = q.tenant();
    let sql = "SELECT id, guide_id, kind, day, minutes, title, gives, confirmed FROM learning_training
               WHERE tenant_id = $1 ORDER BY day DESC, id";
    Ok(q.rows(sql, &params![tenant], training)?)
}

/// One guide's log, the newest first.
///
/// # Errors
/// A fault of the database.
pub fn log_of(q: &mut impl Query, guide: Id) -> Result<Vec<Training>, AppError> {
    let tenant = q.tenant();
    let sql = "SELECT id, guide_id, kind, day, minutes, title, gives, confirmed FROM learning_training
               WHERE tenant_id = $1 AND guide_id = $2 ORDER BY day DESC, id";
    Ok(q.rows(sql, &params![tenant, guide.0], training)?)
}

/// One line of the log.
///
/// # Errors
/// A fault of the database.
pub fn line(q: &mut impl Query, id: Id) -> Result<Option<Training>, AppError> {
    let tenant = q.tenant();
    let sql = "SELECT id, guide_id, kind, day, minutes, title, gives, confirmed FROM learning_training
               WHERE tenant_id = $1 AND id = $2";
    Ok(q.one(sql, &params![tenant, id.0], training)?)
}

/// What a line of the log follows from, besides somebody entering it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// The course whose parts are all ticked.
    pub course: Option<Id>,
    /// The agreement that was held.
    pub agreement: Option<Id>,
}

/// Writes a line of the log, and tells the onboarding gate when it is confirmed and gives a required training. Nothing when the
/// line, or another from the same course or agreement, is there already.
///
/// # Errors
/// A fault of the database.
pub fn add(tx: &mut Tx, t: &Training, from: Origin) -> Result<(), AppError> {
    let tenant = tx.tenant();
    let written = tx.exec(
        "INSERT INTO learning_training (tenant_id, id, guide_id, kind, day, minutes, title, gives, course_id, agreement_id, confirmed)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT DO NOTHING",
        &params![
            tenant,
            t.id.0,
            t.guide.0,
            t.kind.code(),
            days(t.on),
            i64::from(t.minutes),
            t.title.as_str(),
            t.gives.as_ref().map(Key::as_str),
            from.course.map(|id| id.0),
            from.agreement.map(|id| id.0),
            i64::from(t.confirmed)
        ],
    )?;
    if written > 0 && t.confirmed {
        tell_gate(tx, t)
    } else {
        Ok(())
    }
}

/// Tells the onboarding gate that a required training is done, with the minutes of all confirmed lines that give it.
fn tell_gate(tx: &mut Tx, t: &Training) -> Result<(), AppError> {
    let Some(gives) = &t.gives else {
        return Ok(());
    };
    let same = |other: &Training| other.confirmed && other.gives.as_ref() == Some(gives);
    let minutes = log_of(tx, t.guide)?.iter().filter(|o| same(o)).map(|o| u32::from(o.minutes)).sum();
    crate::guides::trained(tx, t.guide, gives.as_str(), t.on, minutes)
}

/// Confirms a line that a guide has entered. Nothing when it is confirmed already.
///
/// # Errors
/// Absent when there is no such line; a fault of the database.
pub fn confirm(tx: &mut Tx, id: Id) -> Result<(), AppError> {
    let tenant = tx.tenant();
    let mut found = line(tx, id)?.ok_or(AppError::Absent)?;
    let changed = tx.exec(
        "UPDATE learning_training SET confirmed = 1 WHERE tenant_id = $1 AND id = $2 AND confirmed = 0",
        &params![tenant, id.0],
    )?;
    if changed == 0 {
        return Ok(());
    }
    found.confirmed = true;
    tx.history("learning", "training", id.0, "confirmed", None, None)?;
    tell_gate(tx, &found)
}

/// Takes a line out of the log. The guide can take out only what is not confirmed.
///
/// # Errors
/// A fault of the database.
pub fn remove(tx: &mut Tx, id: Id, guide: Option<Id>) -> Result<(), AppError> {
    let tenant = tx.tenant();
    let gone = match guide {
        Some(guide) => tx.exec(
            "DELETE FROM learning_training WHERE tenant_id = $1 AND id = $2 AND guide_id = $3 AND confirmed = 0",
            &params![tenant, id.0, guide.0],
        )?,
        None => tx.exec(
            "DELETE FROM learning_training WHERE tenant_id = $1 AND id = $2",
            &params![tenant, id.0],
        )?,
    };
    if gone > 0 {
        tx.history("learning", "training", id.0, "removed", None, None)?;
    }
    Ok(())
}

/// Confirmed minutes of one guide from one day to another, by kind.
///
/// # Errors
/// A fault of the database.
pub fn hours(q: &mut impl Query, guide: Id, from: Date, until: Date) -> Result<Hours, AppError> {
    Ok(domain::learning::hours(&log_of(q, guide)?, from, until))
}

/// Those the coordinator has said can guide alone.
///
/// # Errors
/// A fault of the database.
pub fn alone(q: &mut impl Query) -> Result<BTreeSet<Id>, AppError> {
    let tenant = q.tenant();
    let sql = "SELECT guide_id FROM learning_alone WHERE tenant_id = $1";
    Ok(q.rows(sql, &params![tenant], |row| Ok(Id(row.id(0)?)))?.into_iter().collect())
}

/// Says that somebody can guide alone, or takes it back.
///
/// # Errors
/// A fault of the database.
pub fn decide_alone(tx: &mut Tx, guide: Id, can: bool) -> Result<(), AppError> {
    let (tenant, today) = (tx.tenant(), domain::shared::day_and_minute(tx.now()).0);
    let changed = if can {
        tx.exec(
            "INSERT INTO learning_alone (tenant_id, guide_id, day) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
            &params![tenant, guide.0, days(today)],
        )?
    } else {
        tx.exec(
            "DELETE FROM learning_alone WHERE tenant_id = $1 AND guide_id = $2",
            &params![tenant, guide.0],
        )?
    };
    if changed > 0 {
        let verb = if can {
            "can guide alone"
        } else {
            "guides beside somebody"
        };
        tx.history("learning", "guide", guide.0, verb, None, None)?;
    }
    Ok(())
}

/// Every pair, the newest first.
///
/// # Errors
/// A fault of the database.
pub fn pairs(q: &mut impl Query) -> Result<Vec<Pair>, AppError> {
    let tenant = q.tenant();
    let sql = "SELECT id, younger_id, older_id, from_day, until_day, note FROM learning_pair WHERE tenant_id = $1
               ORDER BY from_day DESC, id";
    Ok(q.rows(sql, &params![tenant], |row| {
        Ok(Pair {
            id: Id(row.id(0)?),
            younger: Id(row.id(1)?),
            older: Id(row.id(2)?),
            from: day_of(row.int(3)?),
            until: row.opt_int(4)?.map(day_of),
            note: row.text(5)?,
        })
    })?)
}

/// Makes a pair. Nothing when it is made already.
///
/// # Errors
/// A fault of the database.
pub fn put_pair(tx: &mut Tx, pair: &Pair) -> Result<(), AppError> {
    let tenant = tx.tenant();
    tx.exec(
        "INSERT INTO learning_pair (tenant_id, id, younger_id, older_id, from_day, until_day, note)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING",
        &params![
            tenant,
            pair.id.0,
            pair.younger.0,
            pair.older.0,
            days(pair.from),
            pair.until.map(days),
            pair.note.as_str()
        ],
    )?;
    Ok(())
}

/// Ends a pair: yesterday was its last day. One that began today is taken away.
///
/// # Errors
/// A fault of the database.
pub fn end_pair(tx: &mut Tx, id: Id) -> Result<(), AppError> {
    let (tenant, today) = (tx.tenant(), days(domain::shared::day_and_minute(tx.now()).0));
    tx.exec(
        "DELETE FROM learning_pair WHERE tenant_id = $1 AND id = $2 AND from_day >= $3",
        &params![tenant, id.0, today],
    )?;
    tx.exec(
        "UPDATE learning_pair SET until_day = $3 WHERE tenant_id = $1 AND id = $2 AND until_day IS NULL",
        &params![tenant, id.0, today - 1],
    )?;
    Ok(())
}

fn reflection(row: &Row) -> Result<Reflection, Fault> {
    Ok(Reflection {
        id: Id(row.id(0)?),
        guide: Id(row.id(1)?),
        on: day_of(row.int(2)?),
        offering: row.opt_text(3)?.map(|k| stored_key(&k)).transpose()?,
        feeling: stored_code(row.str(4)?, Feeling::parse)?,
        good: row.text(5)?,
        next: row.text(6)?,
        shared: row.bool(7)?,
    })
}

/// One guide's reflections, the newest first.
///
/// # Errors
/// A fault of the database.
pub fn reflections_of(q: &mut impl Query, guide: Id) -> Result<Vec<Reflection>, AppError> {
    let tenant = q.tenant();
    let sql = "SELECT id, guide_id, day, offering, feeling, good, next_time, shared FROM learning_reflection
               WHERE tenant_id = $1 AND guide_id = $2 ORDER BY day DESC, id";
    Ok(q.rows(sql, &params![tenant, guide.0], reflection)?)
}

/// What guides have chosen to share, the newest first.
///
/// # Errors
/// A fault of the database.
pub fn shared_reflections(q: &mut impl Query) -> Result<Vec<Reflection>, AppError> {
    let tenant = q.tenant();
    let sql = "SELECT id, guide_id, day, offering, feeling, good, next_time, shared FROM learning_reflection
               WHERE tenant_id = $1 AND shared = 1 ORDER BY day DESC, id";
    Ok(q.rows(sql, &params![tenant], reflection)?)
}

/// The feelings of every reflection since a day, shared or not, without whose they are.
///
/// # Errors
/// A fault of the database.
pub fn feelings(q: &mut impl Query, from: Date) -> Result<Vec<Feeling>, AppError> {
    let tenant = q.tenant();
    let sql = "SELECT feeling FROM learning_reflection WHERE tenant_id = $1 AND day >= $2";
    Ok(q.rows(sql, &params![tenant, days(from)], |row| {
        stored_code(row.str(0)?, Feeling::parse)
    })?)
}

/// Writes a reflection, new or changed by the one who wrote it.
///
/// # Errors
/// A fault of the database.
pub fn put_reflection(tx: &mut Tx, r: &Reflection) -> Result<(), AppError> {
    let tenant = tx.tenant();
    tx.exec(
        "INSERT INTO learning_reflection (tenant_id, id, guide_id, day, offering, feeling, good, next_time, shared)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         ON CONFLICT (tenant_id, id) DO UPDATE SET day = excluded.day, offering = excluded.offering,
             feeling = excluded.feeling, good = excluded.good, next_time = excluded.next_time, shared = excluded.shared
         WHERE learning_reflection.guide_id = excluded.guide_id",
        &params![
            tenant,
            r.id.0,
            r.guide.0,
            days(r.on),
            r.offering.as_ref().map(Key::as_str),
            r.feeling.code(),
            r.good.as_str(),
            r.next.as_str(),
            i64::from(r.shared)
        ],
    )?;
    Ok(())
}

/// Deletes one of the guide's own reflections.
///
/// # Errors
/// A fault of the database.
pub fn remove_reflection(tx: &mut Tx, guide: Id, id: Id) -> Result<(), AppError> {
    let tenant = tx.tenant();
    tx.exec(
        "DELETE FROM learning_reflection WHERE tenant_id = $1 AND id = $2 AND guide_id = $3",
        &params![tenant, id.0, guide.0],
    )?;
    Ok(())
}

/// Deletes reflections older than [`REFLECTION_DAYS`].
///
/// # Errors
/// A fault of the database.
pub fn forget_reflections(tx: &mut Tx, today: Date) -> Result<(), AppError> {
    let (tenant, last) = (tx.tenant(), days(oldest_reflection(today)));
    tx.exec(
        "DELETE FROM learning_reflection WHERE tenant_id = $1 AND day < $2",
        &params![tenant, last],
    )?;
    Ok(())
}

/// The oldest day a reflection may be about.
#[must_use]
pub fn oldest_reflection(today: Date) -> Date {
    today.checked_sub(REFLECTION_DAYS.days()).unwrap_or(date(1970, 1, 1))
}

/// How many reflections should have been deleted by a day.
///
/// # Errors
/// A fault of the database.
pub fn late_reflections(q: &mut impl Query, today: Date) -> Result<i64, AppError> {
    let tenant = q.tenant();
    let sql = "SELECT COUNT(*) FROM learning_reflection WHERE tenant_id = $1 AND day < $2";
    let found = q.one(sql, &params![tenant, days(oldest_reflection(today))], |row| row.int(0))?;
    Ok(found.unwrap_or(0))
}

/// Deletes what this file keeps about a guide.
///
/// # Errors
/// A fault of the database.
pub fn erase(tx: &mut Tx, guide: Id) -> Result<(), AppError> {
    let key = params![tx.tenant(), guide.0];
    tx.exec(
        "DELETE FROM learning_training WHERE tenant_id = $1 AND guide_id = $2",
        &key,
    )?;
    tx.exec(
        "DELETE FROM learning_alone WHERE tenant_id = $1 AND guide_id = $2",
        &key,
    )?;
    tx.exec(
        "DELETE FROM learning_reflection WHERE tenant_id = $1 AND guide_id = $2",
        &key,
    )?;
    tx.exec(
        "DELETE FROM learning_pair WHERE tenant_id = $1 AND younger_id = $2",
        &key,
    )?;
    tx.exec("DELETE FROM learning_pair WHERE tenant_id = $1 AND older_id = $2", &key)?;
    Ok(())
}
