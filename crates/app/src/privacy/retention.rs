//! What is removed by itself: what the next night will remove, table by table, and what the last nights removed. The next night
//! is tried and undone, so that it is said before it is done, by the very work that does it.

use super::{
    record::{Ground, RECORD},
    store, views,
};
use crate::{
    frame::{AppError, Cx},
    operations::nightly,
};
use ::store::Tx;
use axum::response::Response;
use domain::{
    privacy::ProcessingActivity,
    shared::{Minute, day_and_minute, instant_of},
};
use jiff::{ToSpan, civil::Date};
use std::collections::BTreeMap;

/// How many days back the page tells of.
const DAYS_SHOWN: i64 = 31;

/// A table with data about people.
pub struct Line {
    /// Its name in the database.
    pub table: &'static str,
    /// How many rows it has.
    pub rows: i64,
    /// How many of them the next night takes.
    pub next: u64,
}

/// What the page shows.
pub struct Shown {
    /// The tables of each activity that is in use.
    pub activities: Vec<(&'static ProcessingActivity, Vec<Line>)>,
    /// What the last nights took: the night, the table, how many rows.
    pub last: Vec<(Date, String, i64)>,
    /// What the municipality has chosen, for the words.
    pub ground: Ground,
}

/// Counts what a step of the night has removed of what is about people.
///
/// # Errors
/// A fault of the database.
pub fn keep_removed(tx: &mut Tx) -> Result<(), AppError> {
    let about_people = |table: &str| RECORD.of_table(table).is_some();
    let removed: BTreeMap<String, u64> =
        tx.removed().iter().filter(|(table, _)| about_people(table)).map(|(t, n)| (t.clone(), *n)).collect();
    let night = day_and_minute(tx.now()).0;
    store::keep_removed(tx, night, &removed)
}

/// `/kontor/personvern/sletting`
pub async fn page(cx: Cx) -> Result<Response, AppError> {
    let ground = Ground::of(&cx).await?;
    let tomorrow = cx.today().tomorrow().unwrap_or(cx.today());
    let then = instant_of(tomorrow, Minute::MIDNIGHT).saturating_add(1.hour()).unwrap_or(cx.now);
    let next = nightly::rehearse(cx.app.db(), cx.tenant().id, then).await?;
    let since = cx.today().saturating_sub(DAYS_SHOWN.days());
    let (rows, last) = cx
        .read(move |r| {
            let mut rows = BTreeMap::new();
            for table in super::generate::tables() {
                rows.insert(table, store::rows_in(r, table)?);
            }
            Ok((rows, store::removed(r, since)?))
        })
        .await?;
    let line = |table: &'static String| {
        let held = rows.get(table.as_str()).copied().unwrap_or_default();
        let taken = next.get(table).copied().unwrap_or_default();
        // Every open visit is sealed the next night.
        let taken = if table == "visit_open" {
            held.unsigned_abs()
        } else {
            taken
        };
        (held > 0 || taken > 0).then_some(Line {
            table,
            rows: held,
            next: taken,
        })
    };
    let activities = RECORD.activities.iter().map(|a| (a, a.tables.iter().filter_map(line).collect::<Vec<_>>()));
    let shown = Shown {
        activities: activities.filter(|(_, lines)| !lines.is_empty()).collect(),
        last,
        ground,
    };
    Ok(views::retention(&cx, &shown))
}
