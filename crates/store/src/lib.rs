//! The engine under every room: transactions on SQLite or PostgreSQL, with one SQL text for both.
//!
//! A handler awaits a closure of straight-line Rust: [`Db::read`] gives it a [`Read`], [`Db::write`] a [`Tx`]. The
//! closure runs on a database thread, so a dropped request never cuts a transaction in half, and it may be run again
//! after two transactions met, so it has no effect outside: what is to be told goes to [`Tx::after_commit`].
//!
//! The trade-offs. *SQLite* has one writer; it commits in groups, so that sixty-four visits cost one flush of the disk,
//! and a long closure makes all writers wait – chunk long work. *PostgreSQL* has several writers under READ COMMITTED:
//! what is scarce is locked by taking a lock row with an upsert before it is checked. After the first fault a
//! transaction is lost on both engines; no closure can carry on and commit half. Nothing here knows a room's tables
//! except the five of the foundation: `tenant`, `tenant_number`, `history`, `history_head`, `setting`.
//!
//! Tenant 0 is the installation itself and has a row of its own; lists of municipalities ask for `tenant_id > 0`.

#![warn(missing_docs)]

mod dialect;
mod fault;
mod job;
mod migrate;
mod postgres;
mod schema;
mod sqlite;
mod trail;
mod tx;
mod value;
mod wire;

#[cfg(any(test, feature = "testing"))]
pub mod testing;
#[cfg(test)]
mod tests;

use std::{
    future::Future,
    path::Path,
    pin::pin,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll, Wake, Waker},
    thread::Thread,
};

use jiff::Timestamp;
use rand_chacha::{
    ChaCha20Rng,
    rand_core::{RngCore as _, SeedableRng as _},
};
use tokio::sync::broadcast;

pub use dialect::DbConfig;
pub use fault::Fault;
pub use migrate::Migration;
pub use schema::{Column, Schema, Table};
pub use trail::{Break, Broken, Chain, parse_hash, verify as verify_history};
#[cfg(any(test, feature = "testing"))]
pub use tx::Shape;
pub use tx::{Actor, EntityId, Event, Query, Read, Tx, WriteCtx};
pub use value::{Row, Value};

use dialect::{Engine, Lanes};
use job::{Queue, ReadJob, Shared, WriteJob};

/// A handle to the database. Clones are cheap and share everything; the last one closes it.
#[derive(Clone)]
pub struct Db(Arc<Inner>);

struct Inner {
    config: DbConfig,
    engine: Engine,
    shared: Arc<Shared>,
    writes: Arc<Queue>,
    reads: Arc<Queue>,
    lanes: Mutex<Lanes>,
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.lanes.get_mut().unwrap_or_else(PoisonError::into_inner).close();
    }
}

impl Db {
    /// Opens the database and starts its threads, with chance from the operating system. Refuses when the file cannot
    /// be opened or the server cannot be reached.
    pub fn open(config: &DbConfig) -> Result<Self, Fault> {
        Self::with(config, ChaCha20Rng::from_seed(from_os()?))
    }

    /// As [`Db::open`], with ids and secrets that follow from the seed: for the demonstration and for tests only.
    pub fn open_seeded(config: &DbConfig, seed: u64) -> Result<Self, Fault> {
        Self::with(config, ChaCha20Rng::seed_from_u64(seed))
    }

    fn with(config: &DbConfig, chance: ChaCha20Rng) -> Result<Self, Fault> {
        let node = u64::from_be_bytes(from_os()?);
        let shared = Arc::new(Shared::new(chance, node));
        let lanes = config.start(&shared)?;
        let (writes, reads) = (Arc::clone(&lanes.writes), Arc::clone(&lanes.reads));
        let engine = config.engine();
        Ok(Self(Arc::new(Inner {
            config: config.clone(),
            engine,
            shared,
            writes,
            reads,
            lanes: Mutex::new(lanes),
        })))
    }

    /// Runs a closure that only looks, for one tenant, and awaits its answer.
    pub async fn read<T, E, F>(&self, tenant: i64, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Fault> + Send + 'static,
        F: FnMut(&mut Read<'_>) -> Result<T, E> + Send + 'static,
    {
        let (job, reply) = ReadJob::boxed(tenant, work);
        self.0.reads.push(job);
        reply.await.unwrap_or_else(|_| Err(E::from(lost())))
    }

    /// Runs a closure that changes something, and answers when the change is durable. An `Err` rolls everything back.
    pub async fn write<T, E, F>(&self, ctx: WriteCtx, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Fault> + Send + 'static,
        F: FnMut(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    {
        let (job, reply) = WriteJob::boxed(ctx, work);
        self.0.writes.push(job);
        reply.await.unwrap_or_else(|_| Err(E::from(lost())))
    }

    /// An id that says nothing about when it was made, outside a transaction: a form carries it, so that sending the
    /// form twice stores one thing.
    #[must_use]
    pub fn random_id(&self) -> [u8; 16] {
        let mut id = [0; 16];
        self.0.shared.chance.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(&mut id);
        id[6] = 0x40 | (id[6] & 0x0f);
        id[8] = 0x80 | (id[8] & 0x3f);
        id
    }

    /// As [`Db::read`], holding the thread: for the command line and tests.
    pub fn read_blocking<T, E, F>(&self, tenant: i64, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Fault> + Send + 'static,
        F: FnMut(&mut Read<'_>) -> Result<T, E> + Send + 'static,
    {
        block_on(self.read(tenant, work))
    }

    /// As [`Db::write`], holding the thread: for the command line and tests.
    pub fn write_blocking<T, E, F>(&self, ctx: WriteCtx, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Fault> + Send + 'static,
        F: FnMut(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    {
        block_on(self.write(ctx, work))
    }

    /// Brings the schema up to date, one transaction per step, and says which steps ran. Refuses a database that a
    /// newer version made, or one made by a migration that was changed afterwards.
    pub fn migrate(&self) -> Result<Vec<&'static str>, Fault> {
        self.migrate_with(migrate::ALL)
    }

    fn migrate_with(&self, all: &'static [Migration]) -> Result<Vec<&'static str>, Fault> {
        let engine = self.0.engine;
        let mut ran = Vec::new();
        while let Some(name) = self.write_blocking(installation(), move |tx| migrate::step(tx, engine, all))? {
            ran.push(name);
        }
        self.chain_old_history()?;
        Ok(ran)
    }

    /// Entries from before the history was a chain become its beginning, a thousand in each transaction.
    fn chain_old_history(&self) -> Result<(), Fault> {
        if !self.schema()?.tables.contains_key("history_head") {
            return Ok(());
        }
        for tenant in self.read_blocking(0, |r| trail::without_chain(r))? {
            let ctx = WriteCtx {
                tenant,
                ..installation()
            };
            while self.write_blocking(ctx.clone(), trail::adopt)? > 0 {}
        }
        Ok(())
    }

    /// The steps [`Db::migrate`] would run. Refuses as it does.
    pub fn pending(&self) -> Result<Vec<&'static str>, Fault> {
        let engine = self.0.engine;
        self.read_blocking(0, move |read| migrate::look(read, engine, migrate::ALL))
    }

    /// The live schema, in words both engines share.
    pub fn schema(&self) -> Result<Schema, Fault> {
        let engine = self.0.engine;
        self.read_blocking(0, move |read| schema::read(read, engine))
    }

    /// Whether this is an empty database, or one of something else: no step of [`Db::migrate`] has ever run in it.
    pub fn is_new(&self) -> Result<bool, Fault> {
        Ok(self.pending()?.len() == migrate::ALL.len())
    }

    /// Whatever is wrong with the file itself: damaged pages, rows that point to nothing, tables that are gone, and things
    /// in it that act by themselves, which this program never makes. Reads all of it.
    pub fn damage(&self) -> Result<Vec<String>, Fault> {
        let engine = self.0.engine;
        let whole = self.pending()?.is_empty();
        self.read_blocking(0, move |read| {
            let mut found = engine.damage(read)?;
            if whole {
                found.extend(migrate::gone(read, engine)?);
            }
            Ok(found)
        })
    }

    /// Writes a consistent copy to a file that is not there yet, while others work. On PostgreSQL this is refused:
    /// `pg_dump` does it there.
    pub fn backup(&self, to: &Path) -> Result<(), Fault> {
        self.0.config.backup(to)
    }

    /// Empties the journal that SQLite keeps beside the file while it is open. In it stands, in the order it happened, what
    /// was written – also what has been removed from the file since. Holds the thread while others read. On PostgreSQL the
    /// server looks after its own.
    pub fn empty_journal(&self) -> Result<(), Fault> {
        self.0.config.empty_journal()
    }

    /// What is committed from now on, in this process and on PostgreSQL on other nodes. A listener that falls more than
    /// 1 024 events behind is told how many it missed.
    pub fn subscribe(&self) -> broadcast::Receiver<Event> {
        self.0.shared.events.subscribe()
    }

    /// As [`Db::subscribe`], on the database thread itself: for what must be true before the one who made the change is
    /// answered, such as that nothing old is remembered. It must be quick and may not ask the database.
    pub fn tell_at_once(&self, who: impl Fn(&Event) + Send + Sync + 'static) {
        self.0.shared.tell_at_once(Box::new(who));
    }

    /// Lets waiting transactions finish, then closes. Later ones get a [`Fault`].
    pub fn close(&self) {
        self.0.lanes.lock().unwrap_or_else(PoisonError::into_inner).close();
    }

    /// Makes the `k`-th statement of the next write fail, counted from 1. With `k` beyond its statements nothing fails.
    #[cfg(any(test, feature = "testing"))]
    pub fn inject_fault_at(&self, k: u64) {
        self.0.shared.set_fault_at(k);
    }

    /// Prepares a statement without running it, and says what the engine made of it.
    #[cfg(any(test, feature = "testing"))]
    pub fn shape(&self, sql: &str) -> Result<Shape, Fault> {
        let sql = sql.to_owned();
        self.read_blocking(0, move |read| read.inner.shape(&sql))
    }

    /// Waits this long before each COMMIT, as a slow disk would. Zero turns it off.
    #[cfg(any(test, feature = "measuring"))]
    pub fn set_commit_delay(&self, delay: std::time::Duration) {
        self.0.shared.set_commit_delay(delay);
    }
}

fn installation() -> WriteCtx {
    WriteCtx {
        tenant: 0,
        actor: Actor::System,
        now: Timestamp::UNIX_EPOCH,
    }
}

fn from_os<const N: usize>() -> Result<[u8; N], Fault> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|e| Fault::unavailable(format!("no chance from the operating system: {e}")))?;
    Ok(bytes)
}

fn lost() -> Fault {
    Fault::unavailable("the database was closed before it answered")
}

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

/// Waits on this thread; unlike a runtime's own, it works inside and outside of one. A runtime's tasks may only wait so
/// often before they must yield, which this one never does; uncounted, its wait would otherwise never be ended.
fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(tokio::task::unconstrained(future));
    let waker = Waker::from(Arc::new(Unpark(std::thread::current())));
    let mut context = Context::from_waker(&waker);
    loop {
        match future.as_mut().poll(&mut context) {
            Poll::Ready(output) => return output,
            Poll::Pending => std::thread::park(),
        }
    }
}
