//! SQLite: one writer thread with group commit, and reader threads.
//!
//! A commit costs one flush of the disk. The writer takes whatever queued while the previous flush ran (up to
//! [`GROUP`]), runs each closure in a savepoint of its own, and flushes once for all of them; nobody is answered before
//! that. One job alone does not wait for company.

use std::{
    collections::{HashMap, VecDeque},
    io::ErrorKind,
    os::unix::fs::OpenOptionsExt as _,
    path::Path,
    sync::Arc,
    thread::JoinHandle,
    time::Duration,
};

use rusqlite::{Connection, ErrorCode, OpenFlags, Statement, types::ValueRef};

#[cfg(any(test, feature = "testing"))]
use crate::tx::Shape;
use crate::{
    Event, Fault, Row, Value,
    dialect::Lanes,
    fault::Kind,
    job::{Job, Outcome, Queue, Shared},
    tx::{EachRow, Session},
    value::{Cell, Cells},
};

/// Most jobs in one commit.
const GROUP: usize = 64;
/// How often an idle writer looks whether another process has changed the file: SQLite tells nobody.
const LOOK_AGAIN: Duration = Duration::from_secs(1);
/// Statements kept prepared per connection; texts are fixed in the code, so this is never reached in practice.
const STATEMENTS: usize = 4096;

pub(crate) fn start(path: &Path, shared: &Arc<Shared>) -> Result<Lanes, Fault> {
    let name = path.to_string_lossy();
    if name.is_empty() || name.starts_with(":memory:") || name.starts_with("file:") {
        return Err(Fault::unavailable("the database must be a real file"));
    }
    let writes = Arc::new(Queue::new());
    let reads = Arc::new(Queue::new());
    // The writer opens first: it creates the file and switches it to WAL.
    make(path)?;
    let writer = open(path, true)?;
    let readers = std::thread::available_parallelism().map_or(2, usize::from).clamp(2, 16);
    let connections = (0..readers).map(|_| open(path, false)).collect::<Result<Vec<_>, _>>()?;
    let mut threads: Vec<JoinHandle<()>> = Vec::with_capacity(readers);
    for (i, connection) in connections.into_iter().enumerate() {
        let (queue, shared) = (Arc::clone(&reads), Arc::clone(shared));
        threads.push(spawn(&format!("db-read-{i}"), move || {
            read_loop(&connection, &queue, &shared)
        })?);
    }
    let (queue, shared) = (Arc::clone(&writes), Arc::clone(shared));
    let last = Some(spawn("db-write", move || write_loop(&writer, &queue, &shared))?);
    Ok(Lanes {
        writes,
        reads,
        threads,
        last,
        on_close: Vec::new(),
    })
}

fn spawn(name: &str, work: impl FnOnce() + Send + 'static) -> Result<JoinHandle<()>, Fault> {
    std::thread::Builder::new()
        .name(name.to_owned())
        .spawn(work)
        .map_err(|e| Fault::unavailable(format!("no thread for the database: {e}")))
}

/// Makes the file for its owner alone, whatever the system's habit is: passwords' hashes and the installation's secret are in
/// it. SQLite gives the files beside it the same rights. Says whether the file is new.
fn make(path: &Path) -> Result<bool, Fault> {
    match std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path) {
        Ok(_) => Ok(true),
        Err(e) if e.kind() == ErrorKind::AlreadyExists => Ok(false),
        Err(e) => Err(Fault::unavailable(format!("{} could not be made: {e}", path.display()))),
    }
}

/// Whether nothing waits for the disk in this process: a test's database is gone with the test, and need not outlast the machine.
#[cfg(any(test, feature = "testing"))]
pub(crate) static FORGETFUL: std::sync::atomic::AtomicBool = std::sync::atomic::AtomicBool::new(false);

fn open(path: &Path, writer: bool) -> Result<Connection, Fault> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | if writer {
            OpenFlags::SQLITE_OPEN_CREATE
        } else {
            OpenFlags::empty()
        };
    let connection = Connection::open_with_flags(path, flags).map_err(fault)?;
    connection.busy_timeout(Duration::from_secs(10)).map_err(fault)?;
    connection
        .execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; \
             PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16000; PRAGMA journal_size_limit = 67108864;",
        )
        .map_err(fault)?;
    #[cfg(any(test, feature = "testing"))]
    if FORGETFUL.load(std::sync::atomic::Ordering::Relaxed) {
        connection.execute_batch("PRAGMA synchronous = OFF").map_err(fault)?;
    }
    if !writer {
        connection.execute_batch("PRAGMA query_only = ON").map_err(fault)?;
    }
    Ok(connection)
}

/// A consistent copy in one file, made while others work. Nothing is left of one that could not be finished.
pub(crate) fn backup(from: &Path, to: &Path) -> Result<(), Fault> {
    let connection = open(from, false)?;
    let target = to.to_str().ok_or_else(|| Fault::unavailable("the name of the backup file is not UTF-8"))?;
    if !make(to)? {
        return Err(Fault::unavailable("the backup file is there already"));
    }
    copy(&connection, target).inspect_err(|_| {
        // What matters is why there is no copy; that is what is said.
        let _ = std::fs::remove_file(to);
    })
}

fn copy(connection: &Connection, target: &str) -> Result<(), Fault> {
    // VACUUM INTO writes another file only, which query_only would forbid. It takes a new file that is empty.
    connection.execute_batch("PRAGMA query_only = OFF").map_err(fault)?;
    connection.execute("VACUUM INTO ?1", [target]).map_err(fault)?;
    std::fs::File::open(target)
        .and_then(|file| file.sync_all())
        .map_err(|e| Fault::unavailable(format!("the backup could not be made durable: {e}")))
}

/// Writes what stands in the file beside the database into it, and leaves that file empty. Waits for those who read.
pub(crate) fn empty_journal(path: &Path) -> Result<(), Fault> {
    let connection = open(path, false)?;
    let busy: i64 = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0)).map_err(fault)?;
    if busy == 0 {
        Ok(())
    } else {
        Err(Fault::unavailable(
            "somebody was reading; the file beside the database could not be emptied",
        ))
    }
}

struct Local<'c> {
    connection: &'c Connection,
    /// Where in `statements` a text is.
    places: HashMap<Box<str>, usize>,
    statements: Vec<Statement<'c>>,
}

impl<'c> Local<'c> {
    fn new(connection: &'c Connection) -> Self {
        Self {
            connection,
            places: HashMap::new(),
            statements: Vec::new(),
        }
    }

    fn control(&mut self, sql: &str) -> Result<(), Fault> {
        self.statement(sql)?.raw_execute().map(|_| ()).map_err(fault)
    }

    fn statement(&mut self, sql: &str) -> Result<&mut Statement<'c>, Fault> {
        let place = match self.places.get(sql) {
            Some(place) => *place,
            None => {
                if self.statements.len() >= STATEMENTS {
                    self.places.clear();
                    self.statements.clear();
                }
                self.statements.push(self.connection.prepare(&crate::dialect::numbered(sql)).map_err(fault)?);
                self.places.insert(sql.into(), self.statements.len() - 1);
                self.statements.len() - 1
            }
        };
        self.statements.get_mut(place).ok_or_else(|| Fault::wrong("a prepared statement is gone"))
    }

    fn bound(&mut self, sql: &str, params: &[Value]) -> Result<&mut Statement<'c>, Fault> {
        let statement = self.statement(sql)?;
        let wanted = statement.parameter_count();
        if wanted != params.len() {
            return Err(Fault::wrong(format!(
                "{wanted} placeholders, {} values: {sql}",
                params.len()
            )));
        }
        for (i, value) in params.iter().enumerate() {
            let place = i + 1;
            match value {
                Value::Null => statement.raw_bind_parameter(place, rusqlite::types::Null),
                Value::Int(v) => statement.raw_bind_parameter(place, v),
                Value::Real(v) => statement.raw_bind_parameter(place, v),
                Value::Text(v) => statement.raw_bind_parameter(place, v.as_str()),
                Value::Bytes(v) => statement.raw_bind_parameter(place, v.as_slice()),
            }
            .map_err(fault)?;
        }
        Ok(statement)
    }
}

impl Session for Local<'_> {
    fn exec(&mut self, sql: &str, params: &[Value]) -> Result<u64, Fault> {
        let changed = self.bound(sql, params)?.raw_execute().map_err(|e| at(sql, e))?;
        Ok(changed as u64)
    }

    fn each(&mut self, sql: &str, params: &[Value], f: EachRow<'_>) -> Result<(), Fault> {
        let mut rows = self.bound(sql, params)?.raw_query();
        while let Some(row) = rows.next().map_err(|e| at(sql, e))? {
            if !f(&Row(row))? {
                break;
            }
        }
        Ok(())
    }

    fn batch(&mut self, sql: &str) -> Result<(), Fault> {
        self.connection.execute_batch(sql).map_err(fault)
    }

    #[cfg(any(test, feature = "testing"))]
    fn shape(&mut self, sql: &str) -> Result<Shape, Fault> {
        let statement = self.statement(sql)?;
        Ok(Shape {
            placeholders: statement.parameter_count(),
            columns: statement.column_count(),
        })
    }
}

impl Cells for rusqlite::Row<'_> {
    fn cell(&self, column: usize) -> Result<Cell<'_>, Fault> {
        Ok(match self.get_ref(column).map_err(fault)? {
            ValueRef::Null => Cell::Null,
            ValueRef::Integer(v) => Cell::Int(v),
            ValueRef::Real(v) => Cell::Real(v),
            ValueRef::Text(v) => {
                Cell::Text(std::str::from_utf8(v).map_err(|_| Fault::wrong(format!("column {column} is not UTF-8")))?)
            }
            ValueRef::Blob(v) => Cell::Bytes(v),
        })
    }
    fn count(&self) -> usize {
        self.as_ref().column_count()
    }
}

fn read_loop(connection: &Connection, queue: &Queue, shared: &Shared) {
    let mut local = Local::new(connection);
    while let Some(mut job) = queue.pop() {
        let ended = local.control("BEGIN").and_then(|()| {
            job.run(&mut local, shared);
            local.control("COMMIT")
        });
        if !connection.is_autocommit() {
            let _ = connection.execute_batch("ROLLBACK");
        }
        job.finish(ended);
    }
}

fn write_loop(connection: &Connection, queue: &Queue, shared: &Shared) {
    let mut local = Local::new(connection);
    let mut waiting = VecDeque::with_capacity(GROUP);
    let mut ran = Vec::with_capacity(GROUP);
    let mut seen = version(connection);
    while queue.pop_group(GROUP, LOOK_AGAIN, &mut waiting) {
        while !waiting.is_empty() {
            commit_group(&mut local, &mut waiting, &mut ran, shared);
        }
        let now = version(connection);
        if now != seen {
            shared.publish(vec![Event::elsewhere()]);
            seen = now;
        }
    }
}

/// A number that changes when somebody else than this connection – the only one of this process that writes – commits.
fn version(connection: &Connection) -> Option<i64> {
    connection
        .prepare_cached("PRAGMA data_version")
        .and_then(|mut s| s.query_row([], |row| row.get(0)))
        .ok()
}

/// Runs jobs in savepoints and commits them together. Leaves in `waiting` what a lost transaction did not reach.
fn commit_group(
    local: &mut Local<'_>,
    waiting: &mut VecDeque<Box<dyn Job>>,
    ran: &mut Vec<Box<dyn Job>>,
    shared: &Shared,
) {
    let mut events: Vec<Event> = Vec::new();
    let mut ended = local.control("BEGIN IMMEDIATE");
    if let Err(fault) = &ended {
        let fault = fault.clone();
        waiting.drain(..).for_each(|job| job.finish(Err(fault.clone())));
        return;
    }
    while let Some(mut job) = waiting.pop_front() {
        ended = run_in_savepoint(local, job.as_mut(), shared);
        events.append(&mut job.take_events());
        ran.push(job);
        if ended.is_err() {
            break;
        }
    }
    if ended.is_ok() {
        shared.wait_before_commit();
        ended = local.control("COMMIT");
    }
    if !local.connection.is_autocommit() {
        let _ = local.connection.execute_batch("ROLLBACK");
    }
    match &ended {
        Ok(()) => shared.publish(events),
        Err(fault) => {
            tracing::error!(jobs = ran.len(), %fault, "a group of transactions could not be committed")
        }
    }
    for job in ran.drain(..) {
        job.finish(ended.clone());
    }
}

/// An error means that the whole transaction is lost, with every job that ran in it before.
fn run_in_savepoint(local: &mut Local<'_>, job: &mut dyn Job, shared: &Shared) -> Result<(), Fault> {
    local.control("SAVEPOINT job")?;
    match job.run(local, shared) {
        Outcome::Done => {}
        Outcome::Failed | Outcome::Again(_) => {
            job.take_events();
            // SQLite rolls the whole transaction back by itself when the disk is full or broken.
            if local.connection.is_autocommit() {
                return Err(Fault::unavailable(
                    "the disk refused a write; its whole group was rolled back",
                ));
            }
            local.control("ROLLBACK TO job")?;
        }
    }
    local.control("RELEASE job")
}

fn at(sql: &str, error: rusqlite::Error) -> Fault {
    let fault = fault(error);
    Fault::new(fault.kind(), format!("{fault}, in: {sql}"))
}

fn fault(error: rusqlite::Error) -> Fault {
    let kind = match &error {
        rusqlite::Error::SqliteFailure(code, _) => match code.code {
            ErrorCode::ConstraintViolation => match code.extended_code {
                rusqlite::ffi::SQLITE_CONSTRAINT_UNIQUE
                | rusqlite::ffi::SQLITE_CONSTRAINT_PRIMARYKEY
                | rusqlite::ffi::SQLITE_CONSTRAINT_ROWID => Kind::Taken,
                _ => Kind::Wrong,
            },
            ErrorCode::DatabaseBusy
            | ErrorCode::DatabaseLocked
            | ErrorCode::DiskFull
            | ErrorCode::SystemIoFailure
            | ErrorCode::CannotOpen
            | ErrorCode::OutOfMemory => Kind::Unavailable,
            _ => Kind::Wrong,
        },
        _ => Kind::Wrong,
    };
    Fault::new(kind, format!("SQLite: {error}"))
}
