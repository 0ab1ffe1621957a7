//! Plans that are made but not published: their rows, the work that makes them, and publishing.

use super::{
    RosterRefusal,
    crew::{self, How},
    ground::{Ground, ground, week_of},
    store::occurrence,
    tell,
};
use crate::{
    frame::{App, AppError, day_of, days},
    guides,
};
use ::store::{Actor, Db, Fault, Query, Row, Tx, WriteCtx, params};
use domain::{
    roster::{Block, Given, Plan, Search, breaches},
    schedule::OccurrenceKey,
    shared::Id,
};
use interop::ical::Method;
use jiff::{SignedDuration, Timestamp, civil::Date};
use std::collections::{BTreeMap, BTreeSet};

/// How far a plan has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// It is being made.
    Making,
    /// It can be read, changed and published.
    Made,
    /// Its shifts are those of the guides.
    Published,
}

impl Stage {
    const ALL: [Self; 3] = [Self::Making, Self::Made, Self::Published];

    const fn code(self) -> &'static str {
        match self {
            Self::Making => "making",
            Self::Made => "made",
            Self::Published => "published",
        }
    }
}

/// A plan for a span of days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Its identity.
    pub id: Id,
    /// The first day, a Monday.
    pub first: Date,
    /// The last day, a Sunday.
    pub last: Date,
    /// How far it has come.
    pub stage: Stage,
    /// The same seed gives the same plan.
    pub seed: u32,
    /// Steps that are meant to be taken.
    pub horizon: u64,
    /// Steps that were taken.
    pub steps: u64,
    /// When it was last worked at.
    pub changed_at: Timestamp,
}

impl Draft {
    /// Whether somebody works at it: a worker that stopped with the program is given up after two minutes.
    #[must_use]
    pub fn is_working(&self, now: Timestamp) -> bool {
        self.stage == Stage::Making && now.duration_since(self.changed_at) < SignedDuration::from_mins(2)
    }
}

/// How thorough the work is: steps for each place to fill.
pub const QUICK: u64 = 4_000;
/// Ten times that.
pub const THOROUGH: u64 = 40_000;

fn draft(row: &Row) -> Result<Draft, Fault> {
    let code = row.text(3)?;
    let stage = Stage::ALL.into_iter().find(|s| s.code() == code);
    Ok(Draft {
        id: Id(row.id(0)?),
        first: day_of(row.int(1)?),
        last: day_of(row.int(2)?),
        stage: stage.ok_or_else(|| Fault::corrupt("not a stage of a plan"))?,
        seed: u32::try_from(row.int(4)?).unwrap_or(0),
        horizon: u64::try_from(row.int(5)?).unwrap_or(0),
        steps: u64::try_from(row.int(6)?).unwrap_or(0),
        changed_at: row.timestamp(7)?,
    })
}

/// Every plan that is kept, the latest first.
///
/// # Errors
/// A fault of the database.
pub fn all(q: &mut impl Query) -> Result<Vec<Draft>, AppError> {
    let tenant = q.tenant();
    let sql =
        "SELECT id, first_day, last_day, state, seed, horizon, steps, changed_at FROM roster_plan WHERE tenant_id = $1";
    let mut found = q.rows(sql, &params![tenant], draft)?;
    found.sort_by_key(|d| std::cmp::Reverse((d.first, d.changed_at, d.id)));
    Ok(found)
}

/// One plan.
///
/// # Errors
/// Absent when there is no such; a fault of the database.
pub fn one(q: &mut impl Query, id: Id) -> Result<Draft, AppError> {
    all(q)?.into_iter().find(|d| d.id == id).ok_or(AppError::Absent)
}

/// Begins a plan for the whole weeks of a span of days. Nobody is on it yet.
///
/// # Errors
/// A refusal when one is being made; a fault of the database.
pub fn begin(tx: &mut Tx, first: Date, last: Date, seed: u32) -> Result<Id, AppError> {
    let now = tx.now();
    if all(tx)?.iter().any(|d| d.is_working(now)) {
        return Err(AppError::refused(RosterRefusal::Making));
    }
    let (tenant, id) = (tx.tenant(), tx.new_id());
    tx.exec(
        "INSERT INTO roster_plan (tenant_id, id, first_day, last_day, state, seed, horizon, steps, made_at, changed_at)
         VALUES ($1, $2, $3, $4, 'making', $5, 0, 0, $6, $6)",
        &params![tenant, id, days(week_of(first).0), days(week_of(last).1), i64::from(seed), now.as_millisecond()],
    )?;
    Ok(Id(id))
}

/// Marks that more work is to be done on a plan.
///
/// # Errors
/// A refusal when one is being made; a fault of the database.
pub fn begin_again(tx: &mut Tx, id: Id) -> Result<(), AppError> {
    let now = tx.now();
    if all(tx)?.iter().any(|d| d.is_working(now)) {
        return Err(AppError::refused(RosterRefusal::Making));
    }
    set(tx, id, Stage::Making)
}

fn set(tx: &mut Tx, id: Id, stage: Stage) -> Result<(), AppError> {
    let (tenant, now) = (tx.tenant(), tx.now().as_millisecond());
    tx.exec(
        "UPDATE roster_plan SET state = $3, changed_at = $4 WHERE tenant_id = $1 AND id = $2",
        &params![tenant, id.0, stage.code(), now],
    )?;
    Ok(())
}

/// It is good enough: the work ends, and what is found stays.
///
/// # Errors
/// A fault of the database.
pub fn stop(tx: &mut Tx, id: Id) -> Result<(), AppError> {
    if one(tx, id)?.stage == Stage::Making {
        set(tx, id, Stage::Made)?;
    }
    Ok(())
}

/// Throws a plan away. What is published stays.
///
/// # Errors
/// A fault of the database.
pub fn throw_away(tx: &mut Tx, id: Id) -> Result<(), AppError> {
    let values = params![tx.tenant(), id.0];
    tx.exec(
        "DELETE FROM roster_draft WHERE tenant_id = $1 AND plan_id = $2",
        &values,
    )?;
    tx.exec("DELETE FROM roster_plan WHERE tenant_id = $1 AND id = $2", &values)?;
    Ok(())
}

/// Somebody on a shift of a plan that is not published.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Drafted {
    /// The shift.
    pub key: OccurrenceKey,
    /// Who.
    pub guide: Id,
    /// Whether more work leaves her there.
    pub locked: bool,
}

/// Who is where in a plan.
///
/// # Errors
/// A fault of the database.
pub fn drafted(q: &mut impl Query, id: Id) -> Result<Vec<Drafted>, AppError> {
    let tenant = q.tenant();
    let sql = "SELECT offering, schedule, original_day, guide_id, locked FROM roster_draft WHERE tenant_id = $1 AND plan_id = $2";
    let mut found = q.rows(sql, &params![tenant, id.0], |row| {
        Ok(Drafted {
            key: occurrence(row, 0)?,
            guide: Id(row.id(3)?),
            locked: row.bool(4)?,
        })
    })?;
    found.sort();
    Ok(found)
}

/// Puts somebody on a shift of a plan, or changes whether she is locked there.
///
/// # Errors
/// A fault of the database.
pub fn put(tx: &mut Tx, id: Id, d: &Drafted) -> Result<(), AppError> {
    let tenant = tx.tenant();
    tx.exec(
        "INSERT INTO roster_draft (tenant_id, plan_id, offering, schedule, original_day, guide_id, locked)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (tenant_id, plan_id, offering, schedule, original_day, guide_id) DO UPDATE SET locked = excluded.locked",
        &params![
            tenant,
            id.0,
            d.key.offering.as_str(),
            d.key.schedule.as_str(),
            days(d.key.original),
            d.guide.0,
            d.locked
        ],
    )?;
    Ok(())
}

/// Takes somebody off a shift of a plan.
///
/// # Errors
/// A fault of the database.
pub fn remove(tx: &mut Tx, id: Id, key: &OccurrenceKey, guide: Id) -> Result<(), AppError> {
    let tenant = tx.tenant();
    tx.exec(
        "DELETE FROM roster_draft WHERE tenant_id = $1 AND plan_id = $2 AND offering = $3 AND schedule = $4
         AND original_day = $5 AND guide_id = $6",
        &params![tenant, id.0, key.offering.as_str(), key.schedule.as_str(), days(key.original), guide.0],
    )?;
    Ok(())
}

/// The ground of a plan with who is where in it: on its days as the plan has it, on other days and on shifts that are over as it
/// is.
///
/// # Errors
/// A fault of the database.
pub fn ground_of(q: &mut impl Query, plan: &Draft, now: Timestamp) -> Result<Ground, AppError> {
    let register = crew::register(q)?;
    let rows = drafted(q, plan.id)?;
    let mut ground = ground(q, &register, plan.first, plan.last)?.only(plan.first, plan.last, now);
    let named = |r: &Drafted| Some((ground.given(&r.key, r.guide)?, r.locked));
    let drafted: Vec<(Given, bool)> = rows.iter().filter_map(named).filter(|(g, _)| ground.is_open(g.shift)).collect();
    let (published, outside): (Vec<Given>, Vec<Given>) = ground.plan.given().partition(|g| ground.is_open(g.shift));
    // The locks of the plan's own days are the plan's; to begin with those of what is published.
    let own = |g: &Given| rows.is_empty() || !ground.is_open(g.shift);
    let mut locked: BTreeSet<Given> = ground.planning.locked.iter().copied().filter(own).collect();
    locked.extend(drafted.iter().filter(|(_, locked)| *locked).map(|(g, _)| *g));
    let now_drafted = drafted.into_iter().map(|(g, _)| g);
    ground.plan = Plan::of(ground.duties.len(), outside.into_iter().chain(now_drafted));
    ground.planning.locked = locked;
    ground.planning.before = published;
    Ok(ground)
}

/// Writes who is where in a plan; locks stay.
fn write(tx: &mut Tx, id: Id, ground: &Ground, plan: &Plan) -> Result<(), AppError> {
    let wanted: BTreeMap<(OccurrenceKey, Id), bool> = plan
        .given()
        .filter(|g| ground.is_open(g.shift))
        .map(|g| {
            let (key, guide) = ground.named(g);
            ((key.clone(), guide), ground.planning.locked.contains(&g))
        })
        .collect();
    let mut there = BTreeSet::new();
    for d in drafted(tx, id)? {
        let name = (d.key.clone(), d.guide);
        if wanted.contains_key(&name) {
            there.insert(name);
        } else {
            remove(tx, id, &d.key, d.guide)?;
        }
    }
    for ((key, guide), locked) in wanted {
        if !there.contains(&(key.clone(), guide)) {
            put(tx, id, &Drafted { key, guide, locked })?;
        }
    }
    Ok(())
}

/// Tells how far the work has come, with the best plan so far when it is given. Whether to go on: nobody stopped it.
fn report(tx: &mut Tx, id: Id, (horizon, steps): (u64, u64), best: Option<(&Ground, &Plan)>) -> Result<bool, AppError> {
    let (tenant, now) = (tx.tenant(), tx.now().as_millisecond());
    let small = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    let going = tx.exec(
        "UPDATE roster_plan SET horizon = $3, steps = $4, changed_at = $5
         WHERE tenant_id = $1 AND id = $2 AND state = 'making'",
        &params![tenant, id.0, small(horizon), small(steps), now],
    )?;
    if going == 0 {
        return Ok(false);
    }
    if let Some((ground, plan)) = best {
        write(tx, id, ground, plan)?;
    }
    Ok(true)
}

/// Into how many parts the work is divided; between them it is told how far it has come.
const PARTS: u64 = 40;
/// How many parts go by between two savings of the plan.
const SAVED_EVERY: u64 = 5;

/// Makes a plan, or a better one of what is there. It takes its time: call it on a thread of its own. It ends early, and keeps
/// what it has, when somebody stops it.
///
/// # Errors
/// A refusal when the plan asks for too much; a fault of the database.
pub fn work(app: &App, tenant: i64, id: Id, steps_a_place: u64) -> Result<(), AppError> {
    let ctx = || WriteCtx {
        tenant,
        actor: Actor::System,
        now: app.now(),
    };
    work_with(app.db(), ctx, id, steps_a_place)
}

/// As [`work`], for whom each writing is done and when said by `ctx`.
///
/// # Errors
/// As [`work`].
pub fn work_with(db: &Db, ctx: impl Fn() -> WriteCtx, id: Id, steps_a_place: u64) -> Result<(), AppError> {
    let WriteCtx { tenant, now, .. } = ctx();
    let (plan, ground) = db.read_blocking(tenant, move |r| {
        let plan = one(r, id)?;
        let ground = ground_of(r, &plan, now)?;
        Ok::<_, AppError>((plan, ground))
    })?;
    let ground = std::sync::Arc::new(ground);
    let places: u64 = ground.planning.shifts.iter().map(|s| u64::from(s.guides)).sum();
    let horizon = (places * steps_a_place).max(PARTS * 256);
    let fresh = !ground.plan.given().any(|g| ground.is_open(g.shift));
    let search = if fresh {
        Search::new(&ground.planning, u64::from(plan.seed), horizon)
    } else {
        Search::from_plan(&ground.planning, &ground.plan, u64::from(plan.seed), horizon)
    };
    let Ok(mut search) = search else {
        db.write_blocking(ctx(), move |tx| stop(tx, id))?;
        return Err(AppError::refused(RosterRefusal::TooMuch));
    };
    for part in 0..=PARTS {
        let (steps, save) = (search.steps(), part.is_multiple_of(SAVED_EVERY) || part == PARTS);
        let best = save.then(|| search.best());
        let about = ground.clone();
        let going = db.write_blocking(ctx(), move |tx| {
            report(tx, id, (horizon, steps), best.as_ref().map(|plan| (&*about, plan)))
        })?;
        if !going {
            return Ok(());
        }
        if part < PARTS {
            search.run(horizon / PARTS);
        }
    }
    db.write_blocking(ctx(), move |tx| stop(tx, id))
}

/// One plan is made at a time, so that the pages have a processor left.
static TURN: tokio::sync::Semaphore = tokio::sync::Semaphore::const_new(1);

/// Makes a plan behind the request.
pub fn work_behind(app: &App, tenant: i64, id: Id, steps_a_place: u64) {
    let app = app.clone();
    tokio::spawn(async move {
        // The semaphore is never closed.
        let _turn = TURN.acquire().await;
        let made = tokio::task::spawn_blocking(move || work(&app, tenant, id, steps_a_place)).await;
        if !matches!(made, Ok(Ok(()) | Err(AppError::Refused(_)))) {
            tracing::error!("a plan could not be made");
        }
    });
}

/// Publishes a plan: its shifts are those of the guides, and those whose shifts changed are told. Everything is asked again,
/// behind the locks, as it is now: gate, clashes, limits.
///
/// # Errors
/// A refusal when a rule is broken by now; a fault of the database.
pub fn publish(tx: &mut Tx, id: Id) -> Result<(), AppError> {
    let (plan, now) = (one(tx, id)?, tx.now());
    if plan.stage == Stage::Published {
        return Ok(());
    }
    let before = ground_of(tx, &plan, now)?;
    let open: BTreeSet<OccurrenceKey> = (0..before.duties.len())
        .filter(|s| before.is_open(*s))
        .map(|s| before.duties[s].key.clone())
        .collect();
    open.iter().try_for_each(|key| crew::lock(tx, key))?;
    let people: BTreeSet<Id> = before.plan.given().map(|g| before.named(g).1).collect();
    people.into_iter().try_for_each(|guide| guides::hold(tx, guide))?;
    // Read again: now nobody changes it.
    let ground = ground_of(tx, &plan, now)?;
    let broken =
        |b: &domain::roster::Breach| ground.is_open(b.given.shift) && !matches!(b.block, Block::Lacking { .. });
    if breaches(&ground.planning, &ground.plan).iter().any(broken) {
        return Err(AppError::refused(RosterRefusal::Broken));
    }
    let register = crew::register(tx)?;
    for shift in (0..ground.duties.len()).filter(|s| ground.is_open(*s)) {
        let duty = &ground.duties[shift];
        let there = crew::on(tx, &duty.key)?;
        let wanted: Vec<Given> = ground.plan.crew(shift).iter().map(|&person| Given { shift, person }).collect();
        for gone in there.iter().filter(|s| !wanted.iter().any(|g| ground.named(*g).1 == s.guide)) {
            crew::delete(tx, &duty.key, gone.guide)?;
            tell::write(tx, &register, duty, gone.guide, Method::Cancel)?;
        }
        for given in wanted {
            let (guide, locked) = (ground.named(given).1, ground.planning.locked.contains(&given));
            if there.iter().any(|s| s.guide == guide) {
                crew::set_locked(tx, &duty.key, guide, locked)?;
            } else {
                crew::insert(tx, &ground, given, How::Plan, locked)?;
                tell::write(tx, &register, duty, guide, Method::Request)?;
            }
        }
    }
    set(tx, id, Stage::Published)
}
