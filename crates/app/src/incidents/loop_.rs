//! The way from incidents to a safer service, and the one place where other rooms are met: the risk assessment, whose scenarios
//! are opened anew, the network meeting, whose agenda gets a line, and the handbook, where a note becomes a card. Everything
//! here takes plain ids.

use super::{
    store::{self, Round},
    words,
};
use crate::{
    frame::{AppError, day_of, days, stored_code},
    handbook, messages, risk,
};
use ::store::{Query, Tx, params};
use domain::{
    handbook::{Card, shipped},
    incidents::{IncidentKind, Threshold},
    shared::{Id, Key, Locale, day_and_minute},
};
use jiff::{Timestamp, civil::Date};

/// A scenario of the risk assessment, as far as an incident needs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scenario {
    /// Which.
    pub id: [u8; 16],
    /// What it is called.
    pub title: String,
    /// The analysis it stands in.
    pub analysis: String,
}

/// The scenarios of the risk assessments in force, which an incident can be linked to.
///
/// # Errors
/// A fault of the database.
pub fn scenarios(q: &mut impl Query) -> Result<Vec<Scenario>, AppError> {
    let known = risk::scenarios(q)?.into_iter();
    Ok(known
        .map(|(id, title, analysis)| Scenario {
            id: id.0,
            title,
            analysis,
        })
        .collect())
}

/// Opens a scenario anew because there were so many incidents; whether there was such a scenario.
///
/// # Errors
/// A fault of the database.
fn reopen(tx: &mut Tx, scenario: [u8; 16], why: &str) -> Result<bool, AppError> {
    match risk::reopen(tx, Id(scenario), why) {
        Ok(()) => Ok(true),
        Err(AppError::Absent) => Ok(false),
        Err(error) => Err(error),
    }
}

/// A measure that the way on is new to say, for the scenario that the incident is linked to, stands in the risk assessment from
/// then on. One that was taken over before is not taken over again, so that whoever is done with it there is done.
///
/// # Errors
/// A fault of the database.
pub fn hand_over(tx: &mut Tx, before: &Round, now: &Round) -> Result<(), AppError> {
    let known = (&before.scenario, &before.measure) == (&now.scenario, &now.measure);
    let Some(scenario) = now.scenario.filter(|_| !known && !now.measure.is_empty()) else {
        return Ok(());
    };
    match risk::add_measure(tx, Id(scenario), &now.measure, "", None) {
        Ok(_) | Err(AppError::Absent) => Ok(()),
        Err(error) => Err(error),
    }
}

/// A key for the card of a note, that no other card has.
///
/// # Errors
/// A fault of the database.
pub fn free_card(q: &mut impl Query, incident: Id, title: &str) -> Result<Key, AppError> {
    let wanted = Key::from_name(title).map_or_else(|| "hendelse".to_owned(), |key| key.as_str().to_owned());
    let short: String = wanted.chars().take(48).collect();
    let digits = incident.to_string();
    for name in [short.clone(), format!("{}-{}", short.trim_end_matches('-'), &digits[24..])] {
        let Ok(key) = Key::parse(name.trim_end_matches('-')) else {
            continue;
        };
        let ships = shipped().iter().any(|s| s.card.key == key);
        if !ships && handbook::store::versions(q, &key)?.is_empty() {
            return Ok(key);
        }
    }
    Err(AppError::Fault("no free key for a card".to_owned()))
}

/// Puts a card into the handbook.
///
/// # Errors
/// A fault of the database.
pub fn publish_card(tx: &mut Tx, card: &Card, by: &str) -> Result<(), AppError> {
    let current = handbook::store::current(tx, &card.key)?;
    handbook::store::save(tx, card, current, by)
}

/// That there were so many of a kind, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alarm {
    /// Which.
    pub id: Id,
    /// The kind.
    pub kind: IncidentKind,
    /// The threshold that was reached.
    pub threshold: Threshold,
    /// When.
    pub raised: Timestamp,
    /// The scenario it belongs to.
    pub scenario: Option<[u8; 16]>,
    /// Whether that was opened anew.
    pub reopened: bool,
    /// The key of the network meeting that takes it up; empty where there was none.
    pub meeting: String,
    /// The day it was taken up.
    pub taken_up: Option<Date>,
    /// What the meeting decided.
    pub decided: String,
}

/// Looks whether the incidents of a kind that have not set off an alarm are now so many, and if so: opens the scenario anew
/// and puts a line on the agenda of the next network meeting. One at a time for each kind.
///
/// # Errors
/// A fault of the database.
pub(super) fn after_writing(tx: &mut Tx, kind: IncidentKind, meeting: &str) -> Result<(), AppError> {
    let rule = store::rule(tx, kind)?;
    let (tenant, now) = (tx.tenant(), tx.now());
    let today = day_and_minute(now).0;
    // The row is the lock: two that are written at once are counted one after the other.
    tx.exec(
        "INSERT INTO incident_rule (tenant_id, kind, incidents, days, scenario_id, touched) VALUES ($1, $2, $3, $4, $5, 1)
         ON CONFLICT (tenant_id, kind) DO UPDATE SET touched = incident_rule.touched + 1",
        &params![
            tenant,
            kind.code(),
            rule.threshold.incidents,
            rule.threshold.days,
            rule.scenario
        ],
    )?;
    let since = rule.threshold.since(today);
    let new = tx.rows(
        "SELECT id, happened_day FROM incident
         WHERE tenant_id = $1 AND kind = $2 AND alarm_id IS NULL AND happened_day >= $3 AND happened_day <= $4",
        &params![tenant, kind.code(), days(since), days(today)],
        |row| Ok((row.id(0)?, day_of(row.int(1)?))),
    )?;
    let happened: Vec<Date> = new.iter().map(|(_, day)| *day).collect();
    if !rule.threshold.is_reached(&happened, today) {
        return Ok(());
    }
    let reopened = match rule.scenario {
        Some(scenario) => {
            let l = Locale::parse(&messages::store::own_language(tx)?).unwrap_or(Locale::Nb);
            reopen(tx, scenario, &words::alarm(kind, rule.threshold, l))?
        }
        None => false,
    };
    let alarm = tx.new_id();
    tx.exec(
        "INSERT INTO incident_alarm (tenant_id, id, kind, incidents, days, raised_at, scenario_id, reopened, meeting, decided)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, '')",
        &params![
            tenant,
            alarm,
            kind.code(),
            rule.threshold.incidents,
            rule.threshold.days,
            now,
            rule.scenario,
            reopened,
            meeting
        ],
    )?;
    for (id, _) in &new {
        tx.exec(
            "UPDATE incident SET alarm_id = $3 WHERE tenant_id = $1 AND id = $2",
            &params![tenant, *id, alarm],
        )?;
    }
    tx.history("incidents", "incident_alarm", alarm, "created", None, None)?;
    Ok(())
}

/// Every alarm, those that no meeting has taken up first, the newest first.
///
/// # Errors
/// A fault of the database.
pub fn risen_alarms(q: &mut impl Query) -> Result<Vec<Alarm>, AppError> {
    let tenant = q.tenant();
    let mut all = q.rows(
        "SELECT id, kind, incidents, days, raised_at, scenario_id, reopened, meeting, taken_up_day, decided
         FROM incident_alarm WHERE tenant_id = $1 ORDER BY raised_at DESC, id",
        &params![tenant],
        |row| {
            let small = |n: i64| u16::try_from(n).unwrap_or(0);
            Ok(Alarm {
                id: Id(row.id(0)?),
                kind: stored_code(row.str(1)?, IncidentKind::parse)?,
                threshold: Threshold::new(small(row.int(2)?), small(row.int(3)?)).unwrap_or(Threshold::USUAL),
                raised: row.timestamp(4)?,
                scenario: row.opt_id(5)?,
                reopened: row.bool(6)?,
                meeting: row.text(7)?,
                taken_up: row.opt_int(8)?.map(day_of),
                decided: row.text(9)?,
            })
        },
    )?;
    all.sort_by_key(|a| a.taken_up.is_some());
    Ok(all)
}

/// The network meeting has taken an alarm up.
///
/// # Errors
/// Absent; a fault of the database.
pub fn take_up(tx: &mut Tx, alarm: Id, day: Date, decided: &str) -> Result<(), AppError> {
    let tenant = tx.tenant();
    let changed = tx.exec(
        "UPDATE incident_alarm SET taken_up_day = $3, decided = $4 WHERE tenant_id = $1 AND id = $2",
        &params![tenant, alarm.0, days(day), decided],
    )?;
    if changed == 0 {
        return Err(AppError::Absent);
    }
    tx.history("incidents", "incident_alarm", alarm.0, "closed", None, None)?;
    Ok(())
}

/// How many incidents of each kind there have been from the month of one day to that of another.
pub type Counted = Vec<(IncidentKind, i64)>;

/// [`Counted`], for the yearly report and the overview: no incident is read for it.
///
/// # Errors
/// A fault of the database.
pub fn counts(q: &mut impl Query, from: Date, to: Date) -> Result<Counted, AppError> {
    let tenant = q.tenant();
    Ok(q.rows(
        "SELECT kind, CAST(SUM(n) AS BIGINT) FROM incident_month
         WHERE tenant_id = $1 AND month >= $2 AND month <= $3 GROUP BY kind ORDER BY kind",
        &params![tenant, days(from.first_of_month()), days(to.first_of_month())],
        |row| Ok((stored_code(row.str(0)?, IncidentKind::parse)?, row.int(1)?)),
    )?)
}

/// How many incidents are linked to a scenario, for the risk assessment. Says nothing of what they tell.
///
/// # Errors
/// A fault of the database.
pub fn of_scenario(q: &mut impl Query, scenario: [u8; 16]) -> Result<i64, AppError> {
    let tenant = q.tenant();
    let sql = "SELECT COUNT(*) FROM incident WHERE tenant_id = $1 AND scenario_id = $2";
    Ok(q.one(sql, &params![tenant, scenario], |row| row.int(0))?.unwrap_or(0))
}
