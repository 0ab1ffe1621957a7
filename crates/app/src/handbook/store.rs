use super::refusal::HandbookRefusal;
use crate::frame::{AppError, day_of, days, stored_key};
use domain::{
    handbook::{Card, KeptCard, Review, from_toml, shipped, to_toml},
    shared::Key,
};
use jiff::{Timestamp, ToSpan, civil::Date};
use store::{Fault, Query, Tx, params};

/// How long it is known by name who wrote a version.
const NAMES_KEPT_DAYS: i64 = 3 * 365;

/// A stored version of a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Its number, from 1.
    pub number: i64,
    /// Whether it is a card that shipped, kept as it was.
    pub shipped: bool,
    /// Its written form.
    pub content: String,
    /// When it was stored.
    pub at: Timestamp,
    /// Who stored it; empty when that is no longer known.
    pub by: String,
}

/// The row of a card.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Row {
    current: i64,
    made_from: i64,
    retired: bool,
    reviewed: i64,
    reviewed_by: String,
    reviewed_on: Option<Date>,
    due: Option<Date>,
}

/// A number that is another after every change of the handbook.
///
/// # Errors
/// A fault of the database.
pub fn revision(q: &mut impl Query) -> Result<i64, AppError> {
    let tenant = q.tenant();
    let sql = "SELECT CAST(COALESCE(SUM(revision), 0) AS BIGINT) FROM handbook_card WHERE tenant_id = $1";
    Ok(q.one(sql, &params![tenant], |row| row.int(0))?.unwrap_or(0))
}

/// What the municipality has done with the cards.
///
/// # Errors
/// A fault of the database.
pub fn load(q: &mut impl Query) -> Result<Vec<KeptCard>, AppError> {
    let tenant = q.tenant();
    let rows = q.rows(
        "SELECT key, current, made_from, retired, reviewed, reviewed_by, reviewed_day, due_day
         FROM handbook_card WHERE tenant_id = $1 ORDER BY key",
        &params![tenant],
        |row| {
            let kept = Row {
                current: row.int(1)?,
                made_from: row.int(2)?,
                retired: row.bool(3)?,
                reviewed: row.int(4)?,
                reviewed_by: row.text(5)?,
                reviewed_on: row.opt_int(6)?.map(day_of),
                due: row.opt_int(7)?.map(day_of),
            };
            Ok((stored_key(row.str(0)?)?, kept))
        },
    )?;
    let contents = q.rows(
        "SELECT v.key, v.number, v.content FROM handbook_version v
         JOIN handbook_card c ON c.tenant_id = v.tenant_id AND c.key = v.key
         WHERE v.tenant_id = $1 AND (v.number = c.current OR v.number = c.made_from OR v.number = c.reviewed)",
        &params![tenant],
        |row| Ok((row.text(0)?, row.int(1)?, row.text(2)?)),
    )?;
    let read = |key: &Key, number: i64| match contents.iter().find(|(k, n, _)| k == key.as_str() && *n == number) {
        Some((_, _, content)) => card(key, content).map(Some),
        None => Ok(None),
    };
    rows.into_iter()
        .map(|(key, row)| {
            let review = match (read(&key, row.reviewed)?, row.reviewed_on, row.due) {
                (Some(of), Some(on), Some(due)) => Some(Review {
                    by: row.reviewed_by.clone(),
                    on,
                    due,
                    of,
                }),
                _ => None,
            };
            Ok(KeptCard {
                own: read(&key, row.current)?,
                made_from: read(&key, row.made_from)?,
                retired: row.retired,
                review,
                key,
            })
        })
        .collect()
}

fn card(key: &Key, content: &str) -> Result<Card, AppError> {
    Ok(from_toml(key, content).ok_or_else(|| Fault::corrupt(format!("not a card: {key}")))?)
}

fn row(q: &mut impl Query, key: &Key) -> Result<Option<Row>, AppError> {
    let tenant = q.tenant();
    Ok(q.one(
        "SELECT current, made_from, retired, reviewed, reviewed_by, reviewed_day, due_day
         FROM handbook_card WHERE tenant_id = $1 AND key = $2",
        &params![tenant, key.as_str()],
        |row| {
            Ok(Row {
                current: row.int(0)?,
                made_from: row.int(1)?,
                retired: row.bool(2)?,
                reviewed: row.int(3)?,
                reviewed_by: row.text(4)?,
                reviewed_on: row.opt_int(5)?.map(day_of),
                due: row.opt_int(6)?.map(day_of),
            })
        },
    )?)
}

/// The number of the own version that is read; 0 while the card follows the one that ships.
///
/// # Errors
/// A fault of the database.
pub fn current(q: &mut impl Query, key: &Key) -> Result<i64, AppError> {
    Ok(row(q, key)?.map_or(0, |r| r.current))
}

/// Every stored version of a card, the newest first.
///
/// # Errors
/// A fault of the database.
pub fn versions(q: &mut impl Query, key: &Key) -> Result<Vec<Version>, AppError> {
    let tenant = q.tenant();
    Ok(q.rows(
        "SELECT number, origin, content, made_at, made_by FROM handbook_version
         WHERE tenant_id = $1 AND key = $2 ORDER BY number DESC",
        &params![tenant, key.as_str()],
        |row| {
            Ok(Version {
                number: row.int(0)?,
                shipped: row.str(1)? == "shipped",
                content: row.text(2)?,
                at: row.timestamp(3)?,
                by: row.text(4)?,
            })
        },
    )?)
}

/// Takes the card for this transaction, and gives its row as it is. Two who change the same card come one after the other.
fn take(tx: &mut Tx, key: &Key) -> Result<Row, AppError> {
    let tenant = tx.tenant();
    tx.exec(
        "INSERT INTO handbook_card (tenant_id, key, current, made_from, retired, reviewed, reviewed_by, revision)
         VALUES ($1, $2, 0, 0, 0, 0, '', 1)
         ON CONFLICT (tenant_id, key) DO UPDATE SET revision = handbook_card.revision + 1",
        &params![tenant, key.as_str()],
    )?;
    Ok(row(tx, key)?.unwrap_or_default())
}

fn put(tx: &mut Tx, key: &Key, row: &Row) -> Result<(), AppError> {
    let tenant = tx.tenant();
    tx.exec(
        "UPDATE handbook_card SET current = $3, made_from = $4, retired = $5, reviewed = $6, reviewed_by = $7,
             reviewed_day = $8, due_day = $9
         WHERE tenant_id = $1 AND key = $2",
        &params![
            tenant,
            key.as_str(),
            row.current,
            row.made_from,
            row.retired,
            row.reviewed,
            row.reviewed_by.as_str(),
            row.reviewed_on.map(days),
            row.due.map(days)
        ],
    )?;
    Ok(())
}

/// Stores a version, unless the newest of its origin is the same; its number.
fn keep(tx: &mut Tx, card: &Card, shipped: bool, by: &str) -> Result<i64, AppError> {
    let content = to_toml(card);
    let all = versions(tx, &card.key)?;
    if let Some(same) = all.iter().find(|v| v.shipped == shipped).filter(|v| v.content == content) {
        return Ok(same.number);
    }
    let number = all.first().map_or(0, |v| v.number) + 1;
    let (tenant, now) = (tx.tenant(), tx.now());
    tx.exec(
        "INSERT INTO handbook_version (tenant_id, key, number, origin, content, made_at, made_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        &params![
            tenant,
            card.key.as_str(),
            number,
            if shipped { "shipped" } else { "own" },
            content.as_str(),
            now.as_millisecond(),
            by
        ],
    )?;
    Ok(number)
}

fn keep_shipped(tx: &mut Tx, key: &Key) -> Result<Option<i64>, AppError> {
    match shipped().iter().find(|s| s.card.key == *key) {
        Some(s) => keep(tx, &s.card, true, "").map(Some),
        None => Ok(None),
    }
}

/// The written form of what is read now, for the history.
fn read_now(q: &mut impl Query, key: &Key, row: &Row) -> Result<Option<String>, AppError> {
    let own = versions(q, key)?.into_iter().find(|v| v.number == row.current).map(|v| v.content);
    let of_shipped = || shipped().iter().find(|s| s.card.key == *key).map(|s| to_toml(&s.card));
    Ok(own.or_else(of_shipped))
}

fn tell(
    tx: &mut Tx,
    key: &Key,
    verb: &'static str,
    before: Option<String>,
    after: Option<String>,
) -> Result<(), AppError> {
    let json = |text: String| serde_json::json!({ "toml": text }).to_string();
    tx.history(
        "handbook",
        "handbook_card",
        key.as_str(),
        verb,
        before.map(json),
        after.map(json),
    )?;
    Ok(())
}

/// Writes an own version of a card. `made_from` is the number of the version that the writer saw; the same words once
/// more change nothing.
///
/// # Errors
/// [`HandbookRefusal::ChangedMeanwhile`] when another version has been written since; a fault of the database.
pub fn save(tx: &mut Tx, card: &Card, made_from: i64, by: &str) -> Result<(), AppError> {
    let mut row = take(tx, &card.key)?;
    let before = read_now(tx, &card.key, &row)?;
    let content = to_toml(card);
    if before.as_deref() == Some(content.as_str()) {
        return Ok(());
    }
    if row.current != made_from {
        return Err(AppError::refused(HandbookRefusal::ChangedMeanwhile));
    }
    if row.current == 0 {
        row.made_from = keep_shipped(tx, &card.key)?.unwrap_or(0);
    }
    row.current = keep(tx, card, false, by)?;
    put(tx, &card.key, &row)?;
    let verb = if before.is_some() { "changed" } else { "created" };
    tell(tx, &card.key, verb, before, Some(content))
}

/// Follows the card that ships again. The own versions are kept.
///
/// # Errors
/// [`HandbookRefusal::NothingShips`]; a fault of the database.
pub fn follow_shipped(tx: &mut Tx, key: &Key) -> Result<(), AppError> {
    let Some(ships) = shipped().iter().find(|s| s.card.key == *key) else {
        return Err(AppError::refused(HandbookRefusal::NothingShips));
    };
    let mut row = take(tx, key)?;
    if row.current == 0 {
        return Ok(());
    }
    let before = read_now(tx, key, &row)?;
    (row.current, row.made_from) = (0, 0);
    put(tx, key, &row)?;
    tell(tx, key, "changed", before, Some(to_toml(&ships.card)))
}

/// Says that the own version stands, though the card that ships is another now.
///
/// # Errors
/// [`HandbookRefusal::NothingShips`]; a fault of the database.
pub fn keep_own(tx: &mut Tx, key: &Key) -> Result<(), AppError> {
    let mut row = take(tx, key)?;
    let ships = keep_shipped(tx, key)?.ok_or_else(|| AppError::refused(HandbookRefusal::NothingShips))?;
    if row.current != 0 {
        row.made_from = ships;
        put(tx, key, &row)?;
    }
    Ok(())
}

/// Somebody has looked through the card as it is read now.
///
/// # Errors
/// Absent when there is no such card; a fault of the database.
pub fn review(tx: &mut Tx, key: &Key, by: &str, on: Date, due: Date) -> Result<(), AppError> {
    let mut row = take(tx, key)?;
    row.reviewed = match row.current {
        0 => keep_shipped(tx, key)?.ok_or(AppError::Absent)?,
        own => own,
    };
    by.clone_into(&mut row.reviewed_by);
    (row.reviewed_on, row.due) = (Some(on), Some(due));
    put(tx, key, &row)?;
    tell(tx, key, "reviewed", None, None)
}

/// Takes a card out of the handbook, or puts it back.
///
/// # Errors
/// A fault of the database.
pub fn retire(tx: &mut Tx, key: &Key, retired: bool) -> Result<(), AppError> {
    let mut row = take(tx, key)?;
    if row.retired != retired {
        row.retired = retired;
        put(tx, key, &row)?;
        tell(tx, key, if retired { "closed" } else { "changed" }, None, None)?;
    }
    Ok(())
}

/// Forgets who wrote versions and who looked through cards long ago.
///
/// # Errors
/// A fault of the database.
pub fn forget_names(tx: &mut Tx) -> Result<(), AppError> {
    let (tenant, now) = (tx.tenant(), tx.now());
    let old = now.checked_sub((24 * NAMES_KEPT_DAYS).hours()).unwrap_or(now);
    tx.exec(
        "UPDATE handbook_version SET made_by = '' WHERE tenant_id = $1 AND made_at < $2 AND made_by <> ''",
        &params![tenant, old.as_millisecond()],
    )?;
    let day = days(domain::shared::day_and_minute(old).0);
    tx.exec(
        "UPDATE handbook_card SET reviewed_by = '', revision = revision + 1
         WHERE tenant_id = $1 AND reviewed_day < $2 AND reviewed_by <> ''",
        &params![tenant, day],
    )?;
    Ok(())
}
