//! What is done each night: yesterday's visits are sealed, and what was promised to be short-lived is removed, from the file
//! beside the database too, where SQLite keeps what was written in the order it was written. It runs when
//! the server starts and then every hour, so that a server that was down at midnight catches up.

use crate::{
    access, anchoring, bookings, boundaries, calendars, enrolments, equipment, events,
    frame::{App, AppError},
    guides, handbook, incidents, learning, messages, packages, privacy, promise, queue, referrals, risk, roster,
    sustainability, visits,
};
use jiff::Timestamp;
use std::{collections::BTreeMap, time::Duration};
use store::{Actor, Db, Fault, Tx, WriteCtx};

/// How often it is looked for something to do.
const EVERY: Duration = Duration::from_secs(60 * 60);

/// Does the night's work at once and then every hour, until the installation stops.
pub async fn follow(app: App) {
    let mut stop = app.stopping();
    let mut hours = tokio::time::interval(EVERY);
    loop {
        tokio::select! {
            _ = stop.changed() => return,
            _ = hours.tick() => {}
        }
        for tenant in app.tenants().all() {
            if let Err(error) = once(app.db(), tenant.id, app.now()).await {
                tracing::error!(tenant = tenant.id, fault = ?error, "the night's work was not done; it is tried again in an hour");
            }
            if let Err(error) = access::trail::verify_daily(app.db(), tenant.id, app.now()).await {
                tracing::error!(tenant = tenant.id, fault = ?error, "the history was not verified; it is tried again in an hour");
            }
        }
        let db = app.db().clone();
        let emptied = tokio::task::spawn_blocking(move || db.empty_journal()).await;
        if !matches!(emptied, Ok(Ok(()))) {
            tracing::error!(fault = ?emptied, "the database's journal was not emptied; it is tried again in an hour");
        }
    }
}

/// How often it is looked for offers of a place whose deadline has passed.
const EVERY_MINUTE: Duration = Duration::from_secs(60);

/// Passes on, every minute, the places that somebody was offered and did not answer in time, until the installation stops.
pub async fn pass_on(app: App) {
    let mut stop = app.stopping();
    let mut minutes = tokio::time::interval(EVERY_MINUTE);
    loop {
        tokio::select! {
            _ = stop.changed() => return,
            _ = minutes.tick() => {}
        }
        for tenant in app.tenants().all() {
            let now = app.now();
            let passed = match app.db().read(tenant.id, move |r| enrolments::is_due(r, now)).await {
                Ok(true) => app.db().write(night(tenant.id, now), move |tx| enrolments::lapse_due(tx, now)).await,
                Ok(false) => Ok(()),
                Err(error) => Err(error),
            };
            if let Err(error) = passed {
                tracing::error!(tenant = tenant.id, fault = ?error, "offers were not passed on; it is tried again in a minute");
            }
        }
    }
}

/// One step of the night's work, in a transaction of its own so that nobody at a desk waits long.
type Step = fn(&mut Tx<'_>) -> Result<(), AppError>;

const STEPS: [Step; 22] = [
    access::store::forget_old,
    access::store::forget_old_history,
    queue::forget_old,
    bookings::tonight,
    enrolments::tonight,
    events::tonight,
    calendars::store::forget_gone,
    messages::forget_old,
    equipment::tonight,
    guides::tonight,
    learning::tonight,
    roster::tonight,
    promise::tonight,
    sustainability::tonight,
    handbook::tonight,
    boundaries::tonight,
    risk::tonight,
    packages::tonight,
    anchoring::tonight,
    incidents::tonight,
    referrals::tonight,
    privacy::tonight,
];

/// Does the night's work of one municipality.
///
/// # Errors
/// A fault of the database; what was done before it stays done.
pub async fn once(db: &Db, tenant: i64, now: Timestamp) -> Result<(), AppError> {
    visits::seal_due(db, tenant, now).await?;
    for step in STEPS {
        db.write(night(tenant, now), move |tx| counted(step, tx)).await?;
    }
    Ok(())
}

/// Does a step, and counts what it removed.
fn counted(step: Step, tx: &mut Tx<'_>) -> Result<(), AppError> {
    step(tx)?;
    privacy::keep_removed(tx)
}

/// How many rows of which table the night's work would remove at an instant. Each step is done and undone again, so that
/// nothing is changed, and nobody waits longer than for a step.
///
/// # Errors
/// A fault of the database.
pub async fn rehearse(db: &Db, tenant: i64, then: Timestamp) -> Result<BTreeMap<String, u64>, AppError> {
    let mut all = BTreeMap::new();
    for step in STEPS {
        let undone = db.write(night(tenant, then), move |tx| tried(step, tx)).await;
        add(&mut all, undone)?;
    }
    Ok(all)
}

/// As [`rehearse`], holding the thread: for the doctor.
///
/// # Errors
/// As [`rehearse`].
pub fn rehearse_blocking(db: &Db, tenant: i64, then: Timestamp) -> Result<BTreeMap<String, u64>, AppError> {
    let mut all = BTreeMap::new();
    for step in STEPS {
        let undone = db.write_blocking(night(tenant, then), move |tx| tried(step, tx));
        add(&mut all, undone)?;
    }
    Ok(all)
}

/// A step that was done and is to be undone.
enum Undone {
    Removed(BTreeMap<String, u64>),
    Failed(AppError),
}

impl From<Fault> for Undone {
    fn from(fault: Fault) -> Self {
        Self::Failed(fault.into())
    }
}

/// Does a step and ends as if it had failed, which undoes it.
fn tried(step: Step, tx: &mut Tx<'_>) -> Result<(), Undone> {
    step(tx).map_err(Undone::Failed)?;
    Err(Undone::Removed(tx.removed().clone()))
}

fn add(all: &mut BTreeMap<String, u64>, undone: Result<(), Undone>) -> Result<(), AppError> {
    match undone {
        Err(Undone::Failed(error)) => return Err(error),
        Err(Undone::Removed(some)) => some.into_iter().for_each(|(table, n)| *all.entry(table).or_default() += n),
        Ok(()) => {}
    }
    Ok(())
}

/// As [`once`], holding the thread: for the demonstration's year.
///
/// # Errors
/// As [`once`].
pub fn once_blocking(db: &Db, tenant: i64, now: Timestamp) -> Result<(), AppError> {
    while db.write_blocking(night(tenant, now), visits::seal_one)? {}
    STEPS
        .into_iter()
        .try_for_each(|step| db.write_blocking(night(tenant, now), move |tx| counted(step, tx)))
}

const fn night(tenant: i64, now: Timestamp) -> WriteCtx {
    WriteCtx {
        tenant,
        actor: Actor::System,
        now,
    }
}
