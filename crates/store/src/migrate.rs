//! Brings a database to the schema this program was built with.

use sha2::{Digest as _, Sha256};

use crate::{Fault, Query, Tx, dialect::Engine, params};

/// One numbered step of the schema. Once released it never changes.
#[derive(Clone, Copy, Debug)]
pub struct Migration {
    /// Its number: steps run in this order.
    pub number: i64,
    /// The file's name without its ending, such as `0001_foundation`.
    pub name: &'static str,
    pub(crate) sql: &'static str,
}

impl Migration {
    pub(crate) fn checksum(&self) -> String {
        let text = self.sql.replace("\r\n", "\n");
        Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// All steps, from `crates/store/migrations`.
pub(crate) const ALL: &[Migration] = include!(concat!(env!("OUT_DIR"), "/migrations.rs"));

struct Done {
    number: i64,
    name: String,
    checksum: String,
}

/// Runs at most one step, so that each is its own transaction. Says which, or none when there was nothing to do.
pub(crate) fn step(tx: &mut Tx<'_>, engine: Engine, all: &[Migration]) -> Result<Option<&'static str>, Fault> {
    engine.before_migration(tx)?;
    tx.batch(&engine.ddl(
        "CREATE TABLE IF NOT EXISTS migration (number {int} NOT NULL PRIMARY KEY, name TEXT NOT NULL, \
         checksum TEXT NOT NULL) {table}",
    ))?;
    let done = done(tx)?;
    let Some(next) = pending(&done, all)?.first().copied() else {
        engine.fence(tx)?;
        return Ok(None);
    };
    tx.batch(&engine.ddl(next.sql))?;
    tx.exec(
        "INSERT INTO migration (number, name, checksum) VALUES ($1, $2, $3)",
        &params![next.number, next.name, next.checksum()],
    )?;
    Ok(Some(next.name))
}

/// Which steps are still to be run. Creates nothing.
pub(crate) fn look(q: &mut impl Query, engine: Engine, all: &[Migration]) -> Result<Vec<&'static str>, Fault> {
    let known = q.rows(engine.columns_sql(), &params![], |row| row.text(0))?;
    let done = if known.iter().any(|table| table == "migration") {
        done(q)?
    } else {
        Vec::new()
    };
    Ok(pending(&done, all)?.iter().map(|step| step.name).collect())
}

/// The tables that the steps make and that are not there, in words.
pub(crate) fn gone(q: &mut impl Query, engine: Engine) -> Result<Vec<String>, Fault> {
    let there = q.rows(engine.columns_sql(), &params![], |row| row.text(0))?;
    let missing = tables(ALL).into_iter().filter(|table| !there.iter().any(|t| t == table));
    Ok(missing.map(|table| format!("the table {table} is gone")).collect())
}

/// The tables that are there after the steps.
fn tables(all: &[Migration]) -> Vec<&'static str> {
    let mut out = Vec::new();
    for line in all.iter().flat_map(|step| step.sql.lines()) {
        let name = |rest: &'static str| rest.split([' ', '(', ';']).next().unwrap_or_default();
        if let Some(rest) = line.strip_prefix("CREATE TABLE ") {
            out.push(name(rest));
        } else if let Some(rest) = line.strip_prefix("DROP TABLE ") {
            out.retain(|table| *table != name(rest));
        }
    }
    out
}

fn done(q: &mut impl Query) -> Result<Vec<Done>, Fault> {
    q.rows(
        "SELECT number, name, checksum FROM migration ORDER BY number",
        &params![],
        |row| {
            Ok(Done {
                number: row.int(0)?,
                name: row.text(1)?,
                checksum: row.text(2)?,
            })
        },
    )
}

/// Refuses a database that was made by other steps than these.
fn pending<'a>(done: &[Done], all: &'a [Migration]) -> Result<&'a [Migration], Fault> {
    for (i, had) in done.iter().enumerate() {
        let name = &had.name;
        match all.get(i) {
            None => {
                return Err(Fault::unavailable(format!(
                    "the database has migration {name}, which this program does not know: it was made by a newer \
                     version. Run that version, or restore a backup from before the upgrade"
                )));
            }
            Some(ours) if ours.number != had.number => {
                return Err(Fault::unavailable(format!(
                    "the database has migration {name} where this program has {}: a migration is missing on one \
                     side. Run the version the database was made with",
                    ours.name
                )));
            }
            Some(ours) if ours.checksum() != had.checksum => {
                return Err(Fault::unavailable(format!(
                    "migration {name} was changed after it ran in this database. Undo the change to the file and \
                     put it in a new migration"
                )));
            }
            Some(_) => {}
        }
    }
    Ok(&all[done.len()..])
}
