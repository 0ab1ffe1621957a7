//! Fresh, migrated databases for tests, on both engines. A test body that takes `&Db` runs on either:
//!
//! ```
//! use store::{Fault, Query, params, testing::TestDb};
//! let db = TestDb::sqlite();
//! let tenants = db.read_blocking(0, |r| r.one("SELECT count(*) FROM tenant", &params![], |row| row.int(0)));
//! assert_eq!(tenants.unwrap_or_else(|fault: Fault| panic!("{fault}")), Some(1));
//! ```

use std::{
    ops::Deref,
    path::{Path, PathBuf},
    sync::atomic::Ordering,
};

use postgres::{Client, NoTls};
use sha2::{Digest as _, Sha256};
use tempfile::{NamedTempFile, TempDir};

use crate::{Db, DbConfig, from_os, migrate, sqlite};

/// Where the tests find a PostgreSQL server.
const SERVER: &str = "TERSKEL_TEST_POSTGRES";
/// Row-level security does not hold for a superuser, so tests never run as one.
const ROLE: &str = "terskel_test";

/// A database that is gone when this is dropped. It is seeded, so ids repeat from run to run.
pub struct TestDb {
    db: Db,
    config: DbConfig,
    _place: Place,
}

enum Place {
    Folder { _folder: TempDir },
    Server { _database: Dropped },
}

struct Dropped {
    server: String,
    name: String,
}

impl TestDb {
    /// A migrated SQLite file in a temporary folder.
    pub fn sqlite() -> Self {
        Self::sqlite_in(|file| {
            std::fs::copy(migrated_file(), file).unwrap_or_else(|e| panic!("a copy of the migrated file: {e}"));
        })
    }

    /// A SQLite file without any table. Nothing waits for the disk, as on the test server: it is gone with the test.
    pub fn sqlite_empty() -> Self {
        Self::sqlite_in(|_| {})
    }

    fn sqlite_in(make: impl FnOnce(&Path)) -> Self {
        sqlite::FORGETFUL.store(true, Ordering::Relaxed);
        let folder = TempDir::new().unwrap_or_else(|e| panic!("a temporary folder: {e}"));
        make(&folder.path().join("test.db"));
        let config = DbConfig::Sqlite {
            path: folder.path().join("test.db"),
        };
        Self::open(config, Place::Folder { _folder: folder })
    }

    /// A migrated database of its own on the test server.
    ///
    /// # Panics
    /// When no test server is named in `TERSKEL_TEST_POSTGRES`.
    pub fn postgres() -> Self {
        let server = server();
        let template = template(&server);
        Self::postgres_from(server, &template)
    }

    /// A database without any table on the test server.
    pub fn postgres_empty() -> Self {
        let server = server();
        template(&server);
        Self::postgres_from(server, "template0")
    }

    fn postgres_from(server: String, template: &str) -> Self {
        let bytes: [u8; 8] = from_os().unwrap_or_else(|fault| panic!("{fault}"));
        let name = format!("t_{:016x}", u64::from_be_bytes(bytes));
        let sql = create(&name, template);
        on_server(&server, move |client| run(client, &sql));
        let config = DbConfig::Postgres {
            url: as_role(&server, &name),
            connections: 4,
        };
        Self::open(
            config,
            Place::Server {
                _database: Dropped { server, name },
            },
        )
    }

    fn open(config: DbConfig, place: Place) -> Self {
        let db = Db::open_seeded(&config, 7).unwrap_or_else(|fault| panic!("a test database: {fault}"));
        Self {
            db,
            config,
            _place: place,
        }
    }

    /// How another handle, or another process, opens the same database.
    pub fn config(&self) -> &DbConfig {
        &self.config
    }
}

impl Deref for TestDb {
    type Target = Db;
    fn deref(&self) -> &Db {
        &self.db
    }
}

impl Drop for TestDb {
    fn drop(&mut self) {
        self.db.close();
    }
}

impl Drop for Dropped {
    fn drop(&mut self) {
        let sql = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name);
        on_server(&self.server, move |client| run(client, &sql));
    }
}

/// The name of a database with these very migrations in it.
fn migrated_name() -> String {
    let mut sum = Sha256::new();
    for step in migrate::ALL {
        sum.update(step.checksum());
    }
    let sum: String = sum.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    format!("migrated_{sum}")
}

/// A file with these very migrations in it, beside the tests' own program: made once, and copied for each test.
fn migrated_file() -> PathBuf {
    let program = std::env::current_exe().unwrap_or_else(|e| panic!("where the tests are: {e}"));
    let file = program.with_file_name(format!("{}.db", migrated_name()));
    if !file.is_file() {
        let test = TestDb::sqlite_empty();
        test.db.migrate().unwrap_or_else(|fault| panic!("migrations on SQLite: {fault}"));
        test.db.close();
        let DbConfig::Sqlite { path } = test.config() else {
            panic!("a SQLite file has a path");
        };
        // Several tests may come here at once: each makes its own, and the last one stays.
        let folder = program.parent().unwrap_or(Path::new("."));
        let made = NamedTempFile::new_in(folder).and_then(|mine| {
            std::fs::copy(path, mine.path())?;
            mine.persist(&file).map_err(|e| e.error)
        });
        made.unwrap_or_else(|e| panic!("the migrated file: {e}"));
    }
    file
}

fn server() -> String {
    std::env::var(SERVER).unwrap_or_else(|_| {
        panic!("{SERVER} is not set: run `make test`, which starts a PostgreSQL server for the tests")
    })
}

/// Works on a thread of its own, because the driver does not start inside a test's runtime.
fn on_server(url: &str, work: impl FnOnce(&mut Client) + Send + 'static) {
    let url = url.to_owned();
    let thread = std::thread::spawn(move || {
        let mut client = Client::connect(&url, NoTls).unwrap_or_else(|e| panic!("the test server: {e}"));
        work(&mut client);
    });
    assert!(
        thread.join().is_ok(),
        "the PostgreSQL server of the tests did not do as asked"
    );
}

fn run(client: &mut Client, sql: &str) {
    client.batch_execute(sql).unwrap_or_else(|e| panic!("{sql}: {e:?}"));
}

fn create(name: &str, template: &str) -> String {
    format!("CREATE DATABASE {name} OWNER {ROLE} TEMPLATE {template} STRATEGY file_copy")
}

/// The name of a database with these very migrations in it, which is made once per server and copied for each test.
fn template(server: &str) -> String {
    let (name, url) = (migrated_name(), server.to_owned());
    let made = name.clone();
    on_server(server, move |client| make_template(client, &url, &made));
    name
}

fn make_template(client: &mut Client, server: &str, name: &str) {
    run(client, "SELECT pg_advisory_lock(7306)");
    let role = format!(
        "DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '{ROLE}') \
         THEN CREATE ROLE {ROLE} LOGIN; END IF; END $$"
    );
    run(client, &role);
    let there = client
        .query_opt("SELECT 1 FROM pg_database WHERE datname = $1", &[&name])
        .unwrap_or_else(|e| panic!("the list of databases: {e}"));
    if there.is_none() {
        let unfinished = format!("{name}_unfinished");
        run(client, &format!("DROP DATABASE IF EXISTS {unfinished} WITH (FORCE)"));
        run(client, &create(&unfinished, "template0"));
        let config = DbConfig::Postgres {
            url: as_role(server, &unfinished),
            connections: 1,
        };
        let db = Db::open(&config).unwrap_or_else(|fault| panic!("the template database: {fault}"));
        db.migrate().unwrap_or_else(|fault| panic!("migrations on PostgreSQL: {fault}"));
        db.close();
        run(client, &format!("ALTER DATABASE {unfinished} RENAME TO {name}"));
    }
    run(client, "SELECT pg_advisory_unlock(7306)");
}

/// `postgres://user@host:port/db` with the test role, without its password, and another database.
fn as_role(server: &str, database: &str) -> String {
    let rest = server.split_once("://").map_or(server, |(_, rest)| rest);
    let (place, query) = rest.split_once('?').map_or((rest, None), |(place, query)| (place, Some(query)));
    let host = place.rsplit_once('@').map_or(place, |(_, host)| host);
    let host = host.split_once('/').map_or(host, |(host, _)| host);
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    format!("postgres://{ROLE}@{host}/{database}{query}")
}
