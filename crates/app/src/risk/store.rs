use super::refusal::RiskRefusal;
use crate::frame::{AppError, day_of, days, stored_code, stored_key};
use domain::{
    risk::{
        AnalysisStatus, CheckItemAnswer, MeasureEvent, MeasureLog, PlaceCheck, RiskAnalysis, RiskMeasure, RiskScenario,
        hindrances_to_approve, hindrances_to_hold,
    },
    shared::{Id, Key, day_and_minute},
};
use jiff::{Timestamp, ToSpan, civil::Date};
use store::{Event, Fault, Query, Row, Tx, params};

/// The topic of the events that tell open screens that something changed.
pub const TOPIC: &str = "risk";
/// How long a version is kept after a newer one was approved, and what happened to measures.
const KEPT_YEARS: i32 = 10;
/// How long a walk through a place is kept.
const WALKS_KEPT_YEARS: i32 = 5;

/// What the workshop looks at of a scenario.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Part {
    /// Where it lies today.
    #[default]
    Before,
    /// What will be done.
    Measures,
    /// Where it will lie then.
    After,
}

impl Part {
    /// Every part, in order.
    pub const ALL: [Self; 3] = [Self::Before, Self::Measures, Self::After];

    /// Stable code used in tables and forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Before => "before",
            Self::Measures => "measures",
            Self::After => "after",
        }
    }

    /// Reads a code written by [`Part::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|p| p.code() == code)
    }
}

/// A version of an analysis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Its own id.
    pub id: Id,
    /// What all versions of one analysis share.
    pub line: Id,
    /// From 1.
    pub number: i64,
    /// How far it has come.
    pub status: AnalysisStatus,
    /// When it was approved and by whom.
    pub approved: Option<(Timestamp, String)>,
    /// The scenario that the workshop looks at.
    pub stage: Option<Id>,
    /// And what of it.
    pub part: Part,
    /// What is in it.
    pub analysis: RiskAnalysis,
}

impl Version {
    /// The scenario that the workshop looks at: the one that was chosen, otherwise the first.
    #[must_use]
    pub fn on_stage(&self) -> Option<&RiskScenario> {
        self.stage.and_then(|id| self.analysis.scenario(id)).or_else(|| self.analysis.scenarios.first())
    }
}

/// A scenario that must be looked at anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reopening {
    /// Its id.
    pub id: Id,
    /// The scenario.
    pub scenario: Id,
    /// What happened.
    pub why: String,
    /// When.
    pub on: Date,
}

/// What a measure belongs to that does not stand in a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    /// A scenario.
    Scenario(Id),
    /// A place.
    Place(Key),
}

fn version(row: &Row) -> Result<Version, Fault> {
    let by = row.text(6)?;
    let content = row.text(4)?;
    Ok(Version {
        id: Id(row.id(0)?),
        line: Id(row.id(1)?),
        number: row.int(2)?,
        status: stored_code(row.str(3)?, AnalysisStatus::parse)?,
        approved: match row.opt_int(5)? {
            Some(_) => Some((row.timestamp(5)?, by)),
            None => None,
        },
        stage: Id::parse(row.str(7)?),
        part: stored_code(row.str(8)?, Part::parse)?,
        analysis: serde_json::from_str(&content).map_err(|e| Fault::corrupt(format!("not an analysis: {e}")))?,
    })
}

fn json(value: &impl serde::Serialize) -> Result<String, AppError> {
    Ok(serde_json::to_string(value).map_err(|e| Fault::corrupt(format!("not written: {e}")))?)
}

/// Every version, the newest of each analysis first.
///
/// # Errors
/// A fault of the database.
pub fn versions(q: &mut impl Query) -> Result<Vec<Version>, AppError> {
    let tenant = q.tenant();
    Ok(q.rows(
        "SELECT id, line, number, status, content, approved_at, approved_by, stage, part FROM risk_version
         WHERE tenant_id = $1 ORDER BY line, number DESC",
        &params![tenant],
        version,
    )?)
}

/// One version.
///
/// # Errors
/// Absent when there is none; a fault of the database.
pub fn one(q: &mut impl Query, id: Id) -> Result<Version, AppError> {
    let tenant = q.tenant();
    q.one(
        "SELECT id, line, number, status, content, approved_at, approved_by, stage, part FROM risk_version
         WHERE tenant_id = $1 AND id = $2",
        &params![tenant, id.0],
        version,
    )?
    .ok_or(AppError::Absent)
}

/// The versions of one analysis, the newest first.
///
/// # Errors
/// A fault of the database.
pub fn of_line(q: &mut impl Query, line: Id) -> Result<Vec<Version>, AppError> {
    let tenant = q.tenant();
    Ok(q.rows(
        "SELECT id, line, number, status, content, approved_at, approved_by, stage, part FROM risk_version
         WHERE tenant_id = $1 AND line = $2 ORDER BY number DESC",
        &params![tenant, line.0],
        version,
    )?)
}

/// The versions in force: of each analysis the newest that is approved, otherwise the newest that is held.
///
/// # Errors
/// A fault of the database.
pub fn in_force(q: &mut impl Query) -> Result<Vec<Version>, AppError> {
    let mut out: Vec<Version> = Vec::new();
    for v in versions(q)?.into_iter().filter(|v| v.status != AnalysisStatus::Draft) {
        match out.iter_mut().find(|o| o.line == v.line) {
            None => out.push(v),
            Some(o) if o.status == AnalysisStatus::Held && v.status == AnalysisStatus::Approved => *o = v,
            Some(_) => {}
        }
    }
    out.sort_by(|a, b| a.analysis.title.cmp(&b.analysis.title));
    Ok(out)
}

fn changed(tx: &mut Tx, id: Id) {
    let tenant = tx.tenant();
    tx.after_commit(Event {
        tenant,
        topic: TOPIC.into(),
        id: id.to_string(),
    });
}

/// Takes the version for this transaction: two who change it come one after the other.
fn take(tx: &mut Tx, id: Id) -> Result<Version, AppError> {
    let tenant = tx.tenant();
    tx.exec(
        "UPDATE risk_version SET revision = revision + 1 WHERE tenant_id = $1 AND id = $2",
        &params![tenant, id.0],
    )?;
    one(tx, id)
}

fn put(tx: &mut Tx, v: &Version) -> Result<(), AppError> {
    let (tenant, content) = (tx.tenant(), json(&v.analysis)?);
    let (at, by) = match &v.approved {
        Some((at, by)) => (Some(at.as_millisecond()), by.as_str()),
        None => (None, ""),
    };
    tx.exec(
        "UPDATE risk_version SET status = $3, content = $4, approved_at = $5, approved_by = $6, stage = $7, part = $8
         WHERE tenant_id = $1 AND id = $2",
        &params![
            tenant,
            v.id.0,
            v.status.code(),
            content,
            at,
            by,
            v.stage.map(|s| s.to_string()).unwrap_or_default(),
            v.part.code()
        ],
    )?;
    changed(tx, v.id);
    Ok(())
}

fn insert(tx: &mut Tx, line: Id, number: i64, analysis: &RiskAnalysis) -> Result<Id, AppError> {
    let (tenant, now, id) = (tx.tenant(), tx.now(), Id(tx.new_id()));
    let content = json(analysis)?;
    tx.exec(
        "INSERT INTO risk_version (tenant_id, id, line, number, status, content, approved_at, approved_by, stage, part,
             revision, made_at)
         VALUES ($1, $2, $3, $4, 'draft', $5, NULL, '', '', 'before', 1, $6)",
        &params![tenant, id.0, line.0, number, content, now.as_millisecond()],
    )?;
    changed(tx, id);
    Ok(id)
}

fn history(tx: &mut Tx, id: Id, verb: &str, before: Option<String>, after: Option<String>) -> Result<(), AppError> {
    tx.history("risk", "risk_version", id.0, verb, before, after)?;
    Ok(())
}

/// Begins an analysis; the id of its first version.
///
/// # Errors
/// A fault of the database.
pub fn begin(tx: &mut Tx, analysis: &RiskAnalysis) -> Result<Id, AppError> {
    let line = Id(tx.new_id());
    let id = insert(tx, line, 1, analysis)?;
    history(tx, id, "created", None, Some(json(analysis)?))?;
    Ok(id)
}

/// Changes what is said of the analysis: scope, scale, who, when. The scenarios stay.
///
/// # Errors
/// [`RiskRefusal::Approved`]; whatever `f` refuses; a fault of the database.
pub fn change(tx: &mut Tx, id: Id, f: impl FnOnce(&mut RiskAnalysis) -> Result<(), AppError>) -> Result<(), AppError> {
    let mut v = take(tx, id)?;
    if v.status == AnalysisStatus::Approved {
        return Err(AppError::refused(RiskRefusal::Approved));
    }
    let was = v.analysis.clone();
    f(&mut v.analysis)?;
    if was == v.analysis {
        return Ok(());
    }
    put(tx, &v)?;
    let bare = |a: &RiskAnalysis| {
        json(&RiskAnalysis {
            scenarios: Vec::new(),
            ..a.clone()
        })
    };
    if bare(&was)? != bare(&v.analysis)? {
        history(tx, id, "changed", Some(bare(&was)?), Some(bare(&v.analysis)?))?;
    }
    for s in &v.analysis.scenarios {
        let before = was.scenario(s.id);
        if before != Some(s) {
            let verb = if before.is_some() { "changed" } else { "created" };
            let before = before.map(json).transpose()?;
            history(tx, id, verb, before, Some(json(s)?))?;
        }
    }
    for gone in was.scenarios.iter().filter(|s| v.analysis.scenario(s.id).is_none()) {
        history(tx, id, "removed", Some(json(gone)?), None)?;
    }
    Ok(())
}

/// Changes one scenario.
///
/// # Errors
/// [`RiskRefusal::Approved`]; absent when there is no such scenario; a fault of the database.
pub fn change_scenario(
    tx: &mut Tx,
    id: Id,
    scenario: Id,
    f: impl FnOnce(&mut RiskScenario) -> Result<(), AppError>,
) -> Result<(), AppError> {
    change(tx, id, |a| f(a.scenario_mut(scenario).ok_or(AppError::Absent)?))
}

/// The workshop has been held. Once more changes nothing.
///
/// # Errors
/// [`RiskRefusal::NotReady`] when something is missing; a fault of the database.
pub fn hold(tx: &mut Tx, id: Id) -> Result<(), AppError> {
    let mut v = take(tx, id)?;
    if v.status != AnalysisStatus::Draft {
        return Ok(());
    }
    let today = day_and_minute(tx.now()).0;
    if !hindrances_to_hold(&v.analysis, today).is_empty() {
        return Err(AppError::refused(RiskRefusal::NotReady));
    }
    v.status = AnalysisStatus::Held;
    put(tx, &v)?;
    history(tx, id, "held", None, None)
}

/// Approves the version: it is never changed again, and what its scenarios were reopened for before is settled by it.
///
/// # Errors
/// [`RiskRefusal::NotHeld`] when the workshop has not been held; [`RiskRefusal::NotReady`] when something is missing; a fault
/// of the database.
pub fn approve(tx: &mut Tx, id: Id, by: &str) -> Result<(), AppError> {
    let mut v = take(tx, id)?;
    let (now, today) = (tx.now(), day_and_minute(tx.now()).0);
    match v.status {
        AnalysisStatus::Approved => return Ok(()),
        AnalysisStatus::Draft => return Err(AppError::refused(RiskRefusal::NotHeld)),
        AnalysisStatus::Held => {}
    }
    if !hindrances_to_approve(&v.analysis, today).is_empty() {
        return Err(AppError::refused(RiskRefusal::NotReady));
    }
    v.status = AnalysisStatus::Approved;
    v.approved = Some((now, by.to_owned()));
    put(tx, &v)?;
    for measure in v.analysis.scenarios.iter().flat_map(|s| &s.measures) {
        drop_loose(tx, measure.id)?;
    }
    for r in reopenings(tx)?.iter().filter(|r| v.analysis.scenario(r.scenario).is_some()) {
        settle(tx, r.id, "")?;
    }
    history(tx, id, "approved", None, Some(json(&v.analysis)?))
}

/// Makes the next version from an approved one; the one that is already being made when there is one. Measures that came to
/// its scenarios since are taken in; they stand alone too until it is approved, for it may be thrown away.
///
/// # Errors
/// [`RiskRefusal::NotHeld`] when it is not approved; a fault of the database.
pub fn next_version(tx: &mut Tx, id: Id) -> Result<Id, AppError> {
    let from = take(tx, id)?;
    let all = of_line(tx, from.line)?;
    let newest = all.first().ok_or(AppError::Absent)?;
    if newest.status != AnalysisStatus::Approved {
        return Ok(newest.id);
    }
    let mut analysis = newest.analysis.clone();
    (analysis.held_on, analysis.review) = (None, None);
    for s in &mut analysis.scenarios {
        for (measure, about) in loose(tx)? {
            if about == About::Scenario(s.id) {
                s.measures.push(measure);
            }
        }
    }
    let made = insert(tx, newest.line, newest.number + 1, &analysis)?;
    history(tx, made, "created", None, None)?;
    Ok(made)
}

/// Throws a draft away.
///
/// # Errors
/// [`RiskRefusal::Approved`] when it is more than a draft; a fault of the database.
pub fn discard(tx: &mut Tx, id: Id) -> Result<(), AppError> {
    let v = take(tx, id)?;
    if v.status != AnalysisStatus::Draft {
        return Err(AppError::refused(RiskRefusal::Approved));
    }
    let tenant = tx.tenant();
    tx.exec(
        "DELETE FROM risk_version WHERE tenant_id = $1 AND id = $2",
        &params![tenant, id.0],
    )?;
    history(tx, id, "removed", Some(json(&v.analysis)?), None)
}

/// What the workshop looks at, on every screen that follows it.
///
/// # Errors
/// [`RiskRefusal::Approved`]; absent when there is no such scenario; a fault of the database.
pub fn set_stage(tx: &mut Tx, id: Id, scenario: Id, part: Part) -> Result<(), AppError> {
    let mut v = take(tx, id)?;
    if v.status == AnalysisStatus::Approved {
        return Err(AppError::refused(RiskRefusal::Approved));
    }
    if v.analysis.scenario(scenario).is_none() {
        return Err(AppError::Absent);
    }
    (v.stage, v.part) = (Some(scenario), part);
    put(tx, &v)
}

/// Marks a scenario for a new look. The same reason while one is open changes nothing.
///
/// # Errors
/// Absent when there is no such scenario in force; a fault of the database.
pub fn reopen(tx: &mut Tx, scenario: Id, why: &str) -> Result<(), AppError> {
    let known = in_force(tx)?
        .into_iter()
        .find(|v| v.analysis.scenario(scenario).is_some())
        .ok_or(AppError::Absent)?;
    if reopenings(tx)?.iter().any(|r| r.scenario == scenario && r.why == why) {
        return Ok(());
    }
    let (tenant, id, today) = (tx.tenant(), tx.new_id(), day_and_minute(tx.now()).0);
    tx.exec(
        "INSERT INTO risk_reopening (tenant_id, id, scenario, why, day, settled_day, settled_how)
         VALUES ($1, $2, $3, $4, $5, NULL, '')",
        &params![tenant, id, scenario.to_string(), why, days(today)],
    )?;
    changed(tx, known.id);
    history(tx, known.id, "reopened", None, None)
}

/// The scenarios that must be looked at anew and have not been, the oldest first.
///
/// # Errors
/// A fault of the database.
pub fn reopenings(q: &mut impl Query) -> Result<Vec<Reopening>, AppError> {
    let tenant = q.tenant();
    let rows = q.rows(
        "SELECT id, scenario, why, day FROM risk_reopening
         WHERE tenant_id = $1 AND settled_day IS NULL ORDER BY day, id",
        &params![tenant],
        |row| Ok((Id(row.id(0)?), row.text(1)?, row.text(2)?, day_of(row.int(3)?))),
    )?;
    let read = |(id, scenario, why, on): (Id, String, String, Date)| {
        let scenario = Id::parse(&scenario)?;
        Some(Reopening { id, scenario, why, on })
    };
    Ok(rows.into_iter().filter_map(read).collect())
}

/// Somebody has looked, with what they found.
///
/// # Errors
/// A fault of the database.
pub fn settle(tx: &mut Tx, reopening: Id, how: &str) -> Result<(), AppError> {
    let (tenant, today) = (tx.tenant(), day_and_minute(tx.now()).0);
    tx.exec(
        "UPDATE risk_reopening SET settled_day = $3, settled_how = $4
         WHERE tenant_id = $1 AND id = $2 AND settled_day IS NULL",
        &params![tenant, reopening.0, days(today), how],
    )?;
    Ok(())
}

/// The measures that do not stand in a version, with what they belong to, the oldest first.
///
/// # Errors
/// A fault of the database.
pub fn loose(q: &mut impl Query) -> Result<Vec<(RiskMeasure, About)>, AppError> {
    let tenant = q.tenant();
    let rows = q.rows(
        "SELECT id, scenario, place, what, owner, due_day FROM risk_measure WHERE tenant_id = $1 ORDER BY made_day, id",
        &params![tenant],
        |row| {
            let measure = RiskMeasure {
                id: Id(row.id(0)?),
                what: row.text(3)?,
                owner: row.text(4)?,
                due: row.opt_int(5)?.map(day_of),
            };
            let about = match Id::parse(row.str(1)?) {
                Some(scenario) => About::Scenario(scenario),
                None => About::Place(stored_key(row.str(2)?)?),
            };
            Ok((measure, about))
        },
    )?;
    Ok(rows)
}

/// A measure that does not stand in a version. The same once more on one day changes nothing.
///
/// # Errors
/// A fault of the database.
pub fn add_loose(tx: &mut Tx, about: &About, what: &str, owner: &str, due: Option<Date>) -> Result<Id, AppError> {
    let same = |(m, a): &(RiskMeasure, About)| a == about && m.what == what && m.owner == owner && m.due == due;
    if let Some((there, _)) = loose(tx)?.into_iter().find(same) {
        return Ok(there.id);
    }
    let (tenant, id, today) = (tx.tenant(), Id(tx.new_id()), day_and_minute(tx.now()).0);
    let (scenario, place) = match about {
        About::Scenario(id) => (id.to_string(), String::new()),
        About::Place(key) => (String::new(), key.as_str().to_owned()),
    };
    tx.exec(
        "INSERT INTO risk_measure (tenant_id, id, scenario, place, what, owner, due_day, made_day)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        &params![tenant, id.0, scenario, place, what, owner, due.map(days), days(today)],
    )?;
    tx.history("risk", "risk_measure", id.0, "created", None, None)?;
    Ok(id)
}

/// A measure that stands in an approved version stands alone no more.
fn drop_loose(tx: &mut Tx, id: Id) -> Result<(), AppError> {
    let tenant = tx.tenant();
    tx.exec(
        "DELETE FROM risk_measure WHERE tenant_id = $1 AND id = $2",
        &params![tenant, id.0],
    )?;
    Ok(())
}

/// What happened to every measure, of each in order.
///
/// # Errors
/// A fault of the database.
pub fn log(q: &mut impl Query) -> Result<Vec<MeasureLog>, AppError> {
    let tenant = q.tenant();
    Ok(q.rows(
        "SELECT measure, event, note, day FROM risk_measure_log WHERE tenant_id = $1 ORDER BY measure, n",
        &params![tenant],
        |row| {
            Ok(MeasureLog {
                measure: Id(row.id(0)?),
                event: stored_code(row.str(1)?, MeasureEvent::parse)?,
                note: row.text(2)?,
                on: day_of(row.int(3)?),
            })
        },
    )?)
}

/// Writes down what happened to a measure. The same as last time on the same day changes nothing.
///
/// # Errors
/// A fault of the database.
pub fn happened(tx: &mut Tx, measure: Id, event: MeasureEvent, note: &str) -> Result<(), AppError> {
    let today = day_and_minute(tx.now()).0;
    let before: Vec<MeasureLog> = log(tx)?.into_iter().filter(|l| l.measure == measure).collect();
    if before.last().is_some_and(|l| l.event == event && l.note == note && l.on == today) {
        return Ok(());
    }
    let tenant = tx.tenant();
    // Old lines are deleted, so that counting them would give a number twice.
    let highest = tx.one(
        "SELECT CAST(COALESCE(MAX(n), 0) AS BIGINT) FROM risk_measure_log WHERE tenant_id = $1 AND measure = $2",
        &params![tenant, measure.0],
        |row| row.int(0),
    )?;
    let n = highest.unwrap_or(0) + 1;
    tx.exec(
        "INSERT INTO risk_measure_log (tenant_id, measure, n, event, note, day) VALUES ($1, $2, $3, $4, $5, $6)",
        &params![tenant, measure.0, n, event.code(), note, days(today)],
    )?;
    tx.after_commit(Event {
        tenant,
        topic: TOPIC.into(),
        id: String::new(),
    });
    tx.history("risk", "risk_measure", measure.0, event.code(), None, None)?;
    Ok(())
}

/// Every walk through a place, the newest first.
///
/// # Errors
/// A fault of the database.
pub fn walks(q: &mut impl Query) -> Result<Vec<PlaceCheck>, AppError> {
    let tenant = q.tenant();
    Ok(q.rows(
        "SELECT place, day, walked_by, content FROM risk_place_check WHERE tenant_id = $1 ORDER BY day DESC, id DESC",
        &params![tenant],
        |row| {
            let answers: Vec<CheckItemAnswer> = serde_json::from_str(row.str(3)?)
                .map_err(|e| Fault::corrupt(format!("not answers of a checklist: {e}")))?;
            Ok(PlaceCheck {
                place: stored_key(row.str(0)?)?,
                on: day_of(row.int(1)?),
                by: row.text(2)?,
                answers,
            })
        },
    )?)
}

/// Keeps a walk through a place. The same walk sent twice is kept once.
///
/// # Errors
/// A fault of the database.
pub fn keep_walk(tx: &mut Tx, check: &PlaceCheck) -> Result<(), AppError> {
    if walks(tx)?.contains(check) {
        return Ok(());
    }
    let (tenant, id, content) = (tx.tenant(), tx.new_id(), json(&check.answers)?);
    tx.exec(
        "INSERT INTO risk_place_check (tenant_id, id, place, day, walked_by, content) VALUES ($1, $2, $3, $4, $5, $6)",
        &params![tenant, id, check.place.as_str(), days(check.on), check.by.as_str(), content],
    )?;
    tx.history("risk", "risk_place_check", id, "created", None, None)?;
    Ok(())
}

/// The versions that are past their time on a day: approved more than ten years ago, and replaced.
fn past(q: &mut impl Query, today: Date) -> Result<Vec<Id>, AppError> {
    let all = versions(q)?;
    let limit = today.saturating_sub(KEPT_YEARS.years());
    let replaced = |v: &Version| all.iter().any(|n| n.line == v.line && n.number > v.number && n.approved.is_some());
    let old = |v: &&Version| v.approved.as_ref().is_some_and(|(at, _)| day_and_minute(*at).0 < limit);
    Ok(all.iter().filter(old).filter(|v| replaced(v)).map(|v| v.id).collect())
}

/// Deletes what is past its time.
///
/// # Errors
/// A fault of the database.
pub fn forget_old(tx: &mut Tx) -> Result<(), AppError> {
    let (tenant, today) = (tx.tenant(), day_and_minute(tx.now()).0);
    for id in past(tx, today)? {
        tx.exec(
            "DELETE FROM risk_version WHERE tenant_id = $1 AND id = $2",
            &params![tenant, id.0],
        )?;
    }
    let walks = days(today.saturating_sub(WALKS_KEPT_YEARS.years()));
    tx.exec(
        "DELETE FROM risk_place_check WHERE tenant_id = $1 AND day < $2",
        &params![tenant, walks],
    )?;
    let others = days(today.saturating_sub(KEPT_YEARS.years()));
    tx.exec(
        "DELETE FROM risk_measure_log WHERE tenant_id = $1 AND day < $2",
        &params![tenant, others],
    )?;
    tx.exec(
        "DELETE FROM risk_measure WHERE tenant_id = $1 AND made_day < $2",
        &params![tenant, others],
    )?;
    tx.exec(
        "DELETE FROM risk_reopening WHERE tenant_id = $1 AND settled_day < $2",
        &params![tenant, others],
    )?;
    Ok(())
}

/// How many rows the night should have deleted by a day.
///
/// # Errors
/// A fault of the database.
pub fn late(q: &mut impl Query, today: Date) -> Result<i64, AppError> {
    let (tenant, versions) = (q.tenant(), past(q, today)?.len());
    let walks = days(today.saturating_sub(WALKS_KEPT_YEARS.years()));
    let others = days(today.saturating_sub(KEPT_YEARS.years()));
    let rows = q.one(
        "SELECT (SELECT COUNT(*) FROM risk_place_check WHERE tenant_id = $1 AND day < $2)
              + (SELECT COUNT(*) FROM risk_measure_log WHERE tenant_id = $1 AND day < $3)
              + (SELECT COUNT(*) FROM risk_measure WHERE tenant_id = $1 AND made_day < $3)
              + (SELECT COUNT(*) FROM risk_reopening WHERE tenant_id = $1 AND settled_day < $3)",
        &params![tenant, walks, others],
        |row| row.int(0),
    )?;
    Ok(rows.unwrap_or(0) + i64::try_from(versions).unwrap_or(0))
}
