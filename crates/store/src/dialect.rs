//! The only file that asks which engine runs.

use std::{
    borrow::Cow,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread::JoinHandle,
};

use crate::{
    Fault, Query, Read, Tx,
    job::{Queue, Shared},
    params, postgres, sqlite,
};

/// Where the rows live.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DbConfig {
    /// One file; the default, and enough for a region.
    Sqlite {
        /// The database file. It is made when it is not there; its folder must be.
        path: PathBuf,
    },
    /// A PostgreSQL server, for more than one node.
    Postgres {
        /// `postgres://user:password@host/database?sslmode=require`. Encrypted only where `sslmode=require` is said; the
        /// server's certificate is then checked against those the operating system trusts.
        url: String,
        /// How many connections this process keeps.
        connections: usize,
    },
}

impl DbConfig {
    /// A database in this file, made when it is not there.
    pub fn file(path: PathBuf) -> Self {
        Self::Sqlite { path }
    }

    /// Reads what a person writes after `--database`: a `postgres://` URL (with 8 connections), or else a file name.
    pub fn parse(text: &str) -> Self {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            Self::Postgres {
                url: text.to_owned(),
                connections: 8,
            }
        } else {
            Self::Sqlite {
                path: PathBuf::from(text),
            }
        }
    }

    /// The file of a database that is not there; `None` when it is, or is not in a file.
    pub fn missing_file(&self) -> Option<&Path> {
        match self {
            Self::Sqlite { path } if !path.is_file() => Some(path),
            _ => None,
        }
    }

    /// The database file, when others on the machine may read it.
    pub fn open_to_others(&self) -> Option<&Path> {
        match self {
            Self::Sqlite { path } => {
                let mode = std::fs::metadata(path).ok()?.permissions().mode();
                (mode & 0o077 != 0).then_some(path)
            }
            Self::Postgres { .. } => None,
        }
    }

    pub(crate) fn engine(&self) -> Engine {
        match self {
            Self::Sqlite { .. } => Engine::Sqlite,
            Self::Postgres { .. } => Engine::Postgres,
        }
    }

    pub(crate) fn start(&self, shared: &Arc<Shared>) -> Result<Lanes, Fault> {
        match self {
            Self::Sqlite { path } => sqlite::start(path, shared),
            Self::Postgres { url, connections } => postgres::start(url, *connections, shared),
        }
    }

    pub(crate) fn empty_journal(&self) -> Result<(), Fault> {
        match self {
            Self::Sqlite { path } => sqlite::empty_journal(path),
            Self::Postgres { .. } => Ok(()),
        }
    }

    pub(crate) fn backup(&self, to: &Path) -> Result<(), Fault> {
        match self {
            Self::Sqlite { path } => sqlite::backup(path, to),
            Self::Postgres { .. } => Err(Fault::unavailable(
                "back a PostgreSQL database up with pg_dump, or with `terskel export`",
            )),
        }
    }
}

/// Which engine runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Engine {
    Sqlite,
    Postgres,
}

/// The two ways into an engine, which on PostgreSQL are one, and the threads behind them.
pub(crate) struct Lanes {
    pub(crate) writes: Arc<Queue>,
    pub(crate) reads: Arc<Queue>,
    pub(crate) threads: Vec<JoinHandle<()>>,
    /// Ends when all others have. On SQLite it is the writer's: only a connection that closes alone writes what stands in the
    /// file beside the database into it; of two that close at once, neither does.
    pub(crate) last: Option<JoinHandle<()>>,
    pub(crate) on_close: Vec<Arc<AtomicBool>>,
}

impl Lanes {
    /// Lets waiting jobs finish and ends the threads.
    pub(crate) fn close(&mut self) {
        self.on_close.iter().for_each(|stop| stop.store(true, Ordering::SeqCst));
        self.reads.close();
        self.threads.drain(..).for_each(ended);
        self.writes.close();
        self.last.take().into_iter().for_each(ended);
    }
}

fn ended(thread: JoinHandle<()>) {
    thread.thread().unpark();
    // The last handle may be dropped by a closure on one of these very threads, which cannot wait for itself.
    if thread.thread().id() != std::thread::current().id() {
        let _ = thread.join();
    }
}

/// SQLite numbers `$2` by where it first appears; `?2` means what `$2` means on PostgreSQL. Quoted text is left alone.
pub(crate) fn numbered(sql: &str) -> Cow<'_, str> {
    if !sql.contains('$') {
        return Cow::Borrowed(sql);
    }
    let mut out = String::with_capacity(sql.len());
    let mut quoted = false;
    let mut rest = sql.chars().peekable();
    while let Some(c) = rest.next() {
        quoted ^= c == '\'';
        let placeholder = c == '$' && !quoted && rest.peek().is_some_and(char::is_ascii_digit);
        out.push(if placeholder { '?' } else { c });
    }
    Cow::Owned(out)
}

impl Engine {
    /// Puts this engine's words into the text of a migration.
    pub(crate) fn ddl(self, text: &str) -> String {
        let [int, bytes, real, table, sorted_table] = match self {
            Self::Sqlite => ["INTEGER", "BLOB", "REAL", "STRICT", "STRICT, WITHOUT ROWID"],
            Self::Postgres => ["BIGINT", "BYTEA", "DOUBLE PRECISION", "", ""],
        };
        text.replace("{int}", int)
            .replace("{bytes}", bytes)
            .replace("{real}", real)
            .replace("{table}", table)
            .replace("{sorted_table}", sorted_table)
    }

    /// Keeps two nodes from migrating at the same time, and lets a migration take its time.
    pub(crate) fn before_migration(self, tx: &mut Tx<'_>) -> Result<(), Fault> {
        match self {
            Self::Sqlite => Ok(()),
            Self::Postgres => tx.batch("SET LOCAL statement_timeout = 0; SELECT pg_advisory_xact_lock(7305)"),
        }
    }

    /// The second fence on PostgreSQL: whatever the SQL says, a transaction sees and writes rows of its own tenant
    /// only; tenant 0 sees all. FORCE makes it hold for the owner too – but not for a superuser, so Terskel does not
    /// run as one.
    pub(crate) fn fence(self, tx: &mut Tx<'_>) -> Result<(), Fault> {
        if self == Self::Sqlite {
            return Ok(());
        }
        let bare = tx.rows(
            "SELECT c.relname::text FROM pg_class c \
             JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped \
             WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace \
             AND NOT EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'own_tenant')",
            &params![],
            |row| row.text(0),
        )?;
        let current = "NULLIF(current_setting('terskel.tenant', true), '')::bigint";
        for table in bare {
            tx.batch(&format!(
                "ALTER TABLE \"{table}\" ENABLE ROW LEVEL SECURITY; ALTER TABLE \"{table}\" FORCE ROW LEVEL SECURITY; \
                 CREATE POLICY own_tenant ON \"{table}\" USING (tenant_id = {current} OR {current} = 0)"
            ))?;
        }
        Ok(())
    }

    /// Columns of all tables: table, name, type, nullable, place in the primary key (0 = not in it).
    pub(crate) fn columns_sql(self) -> &'static str {
        match self {
            Self::Sqlite => {
                "SELECT t.name, c.name, lower(c.type), c.\"notnull\" = 0, c.pk \
                 FROM pragma_table_list t JOIN pragma_table_info(t.name) c \
                 WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite_%'"
            }
            Self::Postgres => {
                "SELECT c.relname::text, a.attname::text, format_type(a.atttypid, NULL), NOT a.attnotnull, \
                 COALESCE(array_position(i.indkey::smallint[], a.attnum) + 1, 0) \
                 FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped \
                 LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary \
                 WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace"
            }
        }
    }

    /// Foreign keys: table, column, target table, target column.
    pub(crate) fn references_sql(self) -> &'static str {
        match self {
            Self::Sqlite => {
                "SELECT t.name, f.\"from\", f.\"table\", COALESCE(f.\"to\", '') \
                 FROM pragma_table_list t JOIN pragma_foreign_key_list(t.name) f \
                 WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite_%'"
            }
            Self::Postgres => {
                "SELECT c.relname::text, a.attname::text, r.relname::text, ra.attname::text \
                 FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_class r ON r.oid = k.confrelid \
                 CROSS JOIN LATERAL unnest(k.conkey, k.confkey) AS pair(own, target) \
                 JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = pair.own \
                 JOIN pg_attribute ra ON ra.attrelid = r.oid AND ra.attnum = pair.target \
                 WHERE k.contype = 'f' AND c.relnamespace = current_schema()::regnamespace"
            }
        }
    }

    /// What the engine finds wrong with its own file. A PostgreSQL server looks after its files and keys itself.
    pub(crate) fn damage(self, read: &mut Read<'_>) -> Result<Vec<String>, Fault> {
        if self == Self::Postgres {
            return Ok(Vec::new());
        }
        let mut found = read.rows(
            "SELECT integrity_check FROM pragma_integrity_check",
            &params![],
            |row| row.text(0),
        )?;
        found.retain(|line| line != "ok");
        let broken = read.rows(
            "SELECT \"table\", parent, COUNT(*) FROM pragma_foreign_key_check GROUP BY 1, 2",
            &params![],
            |row| {
                Ok(format!(
                    "{} rows of {} point to no {}",
                    row.int(2)?,
                    row.text(0)?,
                    row.text(1)?
                ))
            },
        )?;
        found.extend(broken);
        let foreign = read.rows(
            "SELECT type, name FROM sqlite_schema WHERE type IN ('trigger', 'view') ORDER BY name",
            &params![],
            |row| Ok(format!("the {} {} is not ours", row.text(0)?, row.text(1)?)),
        )?;
        found.extend(foreign);
        Ok(found)
    }

    /// The engine's word for a type, as the word both share.
    pub(crate) fn plain_type(self, word: &str) -> String {
        match word {
            "integer" | "int" | "bigint" => "int",
            "blob" | "bytea" => "bytes",
            "real" | "double precision" => "real",
            "text" => "text",
            other => other,
        }
        .to_owned()
    }
}
