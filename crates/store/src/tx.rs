//! What a closure gets in its hand: [`Read`] to look, [`Tx`] to change.

use std::{
    borrow::Cow,
    collections::BTreeMap,
    fmt::Write as _,
    sync::{Mutex, PoisonError},
};

use jiff::Timestamp;
use rand_chacha::{ChaCha20Rng, rand_core::RngCore as _};

use crate::{
    Fault, Row, Value,
    trail::{self, Entry},
};

/// Who does it. Kept with every change in the history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// The system itself: nightly work, migrations.
    System,
    /// A folder or file that was imported.
    Import,
    /// Somebody who has not signed in.
    Anonymous,
    /// A signed-in person, by account id.
    Person([u8; 16]),
    /// An enrolled tablet, with who was on duty when that is known.
    Device {
        /// The device.
        device: [u8; 16],
        /// The account on duty.
        on_duty: Option<[u8; 16]>,
    },
    /// A partner's own-entry link.
    Partner([u8; 16]),
}

impl Actor {
    /// The word kept in the database.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Import => "import",
            Self::Anonymous => "anonymous",
            Self::Person(_) => "person",
            Self::Device { .. } => "device",
            Self::Partner(_) => "partner",
        }
    }

    /// The account, device or link, where there is one.
    pub fn id(&self) -> Option<[u8; 16]> {
        match self {
            Self::System | Self::Import | Self::Anonymous => None,
            Self::Person(id) | Self::Partner(id) | Self::Device { device: id, .. } => Some(*id),
        }
    }

    /// The account on duty at a device.
    pub fn on_duty(&self) -> Option<[u8; 16]> {
        match self {
            Self::Device { on_duty, .. } => *on_duty,
            _ => None,
        }
    }
}

/// Tells whoever listens that something changed. Small on purpose: the listener reads the rest itself, with its own
/// rights.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// The tenant it happened in; 0 is the whole installation.
    pub tenant: i64,
    /// What kind of thing, such as `offerings`. No `|` and no newline; at most 100 bytes.
    pub topic: Cow<'static, str>,
    /// Which one. At most 1 000 bytes.
    pub id: String,
}

impl Event {
    /// An event of `tenant` about `id` under `topic`.
    pub fn new(tenant: i64, topic: impl Into<Cow<'static, str>>, id: impl Into<String>) -> Self {
        Self {
            tenant,
            topic: topic.into(),
            id: id.into(),
        }
    }

    /// Another process has changed the same SQLite file, nobody knows where.
    pub fn elsewhere() -> Self {
        Self::new(0, "elsewhere", "")
    }
}

/// For whom, by whom and when a transaction is made. Only `main` asks the clock for `now`.
#[derive(Clone, Debug)]
pub struct WriteCtx {
    /// The tenant the change belongs to; 0 is installation-wide work.
    pub tenant: i64,
    /// Who does it.
    pub actor: Actor,
    /// The instant everything in the transaction happens at.
    pub now: Timestamp,
}

/// What a history row is about: an id, or a text key where the thing has one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntityId(String);

impl From<[u8; 16]> for EntityId {
    fn from(id: [u8; 16]) -> Self {
        let mut text = String::with_capacity(32);
        for byte in id {
            // Writing to a String cannot fail.
            let _ = write!(text, "{byte:02x}");
        }
        Self(text)
    }
}
impl From<&str> for EntityId {
    fn from(key: &str) -> Self {
        Self(key.to_owned())
    }
}
impl From<String> for EntityId {
    fn from(key: String) -> Self {
        Self(key)
    }
}
impl From<i64> for EntityId {
    fn from(key: i64) -> Self {
        Self(key.to_string())
    }
}

/// Reading, the same in [`Read`] and [`Tx`], so that a function that only looks can take `&mut impl Query`.
pub trait Query {
    /// The tenant of this transaction. Bind it as the first parameter of every statement.
    fn tenant(&self) -> i64;

    /// All rows of an answer. Refuses when the SQL, the number of values or a column does not fit.
    fn rows<T>(
        &mut self,
        sql: &str,
        params: &[Value],
        map: impl FnMut(&Row<'_>) -> Result<T, Fault>,
    ) -> Result<Vec<T>, Fault>;

    /// The first row of an answer, or none.
    fn one<T>(
        &mut self,
        sql: &str,
        params: &[Value],
        map: impl FnOnce(&Row<'_>) -> Result<T, Fault>,
    ) -> Result<Option<T>, Fault>;
}

/// Called for every row; `false` ends the reading.
pub(crate) type EachRow<'f> = &'f mut dyn FnMut(&Row<'_>) -> Result<bool, Fault>;

/// An open transaction of one engine.
pub(crate) trait Session {
    fn exec(&mut self, sql: &str, params: &[Value]) -> Result<u64, Fault>;
    /// Where a question costs no journey it is asked at once.
    fn exec_later(&mut self, sql: &str, params: Vec<Value>) -> Result<(), Fault> {
        self.exec(sql, &params).map(drop)
    }
    fn each(&mut self, sql: &str, params: &[Value], f: EachRow<'_>) -> Result<(), Fault>;
    fn batch(&mut self, sql: &str) -> Result<(), Fault>;
    #[cfg(any(test, feature = "testing"))]
    fn shape(&mut self, sql: &str) -> Result<Shape, Fault>;
}

/// What an engine says of a statement it prepared.
#[cfg(any(test, feature = "testing"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// How many values it wants.
    pub placeholders: usize,
    /// How many columns its answer has.
    pub columns: usize,
}

/// Runs statements and remembers the first fault: after it every statement faults and the transaction cannot commit.
/// PostgreSQL behaves so by itself; SQLite would let a closure swallow the fault and commit half.
pub(crate) struct Guarded<'c> {
    session: &'c mut (dyn Session + 'c),
    pub(crate) broken: Option<Fault>,
    /// Statements left until the injected fault; 0 injects none.
    pub(crate) fault_in: u64,
}

impl<'c> Guarded<'c> {
    pub(crate) fn new(session: &'c mut (dyn Session + 'c)) -> Self {
        Self {
            session,
            broken: None,
            fault_in: 0,
        }
    }

    fn run<T>(&mut self, f: impl FnOnce(&mut (dyn Session + 'c)) -> Result<T, Fault>) -> Result<T, Fault> {
        if let Some(fault) = &self.broken {
            return Err(fault.clone());
        }
        let result = if self.fault_in == 1 {
            Err(Fault::unavailable("injected fault"))
        } else {
            f(self.session)
        };
        self.fault_in = self.fault_in.saturating_sub(1);
        if let Err(fault) = &result {
            self.broken = Some(fault.clone());
        }
        result
    }

    fn exec(&mut self, sql: &str, params: &[Value]) -> Result<u64, Fault> {
        self.run(|s| s.exec(sql, params))
    }

    fn exec_later(&mut self, sql: &str, params: Vec<Value>) -> Result<(), Fault> {
        self.run(|s| s.exec_later(sql, params))
    }

    #[cfg(any(test, feature = "testing"))]
    pub(crate) fn shape(&mut self, sql: &str) -> Result<Shape, Fault> {
        self.run(|s| s.shape(sql))
    }

    fn rows<T>(
        &mut self,
        sql: &str,
        params: &[Value],
        mut map: impl FnMut(&Row<'_>) -> Result<T, Fault>,
    ) -> Result<Vec<T>, Fault> {
        let mut found = Vec::new();
        self.run(|s| {
            s.each(sql, params, &mut |row| {
                found.push(map(row)?);
                Ok(true)
            })
        })?;
        Ok(found)
    }

    fn one<T>(
        &mut self,
        sql: &str,
        params: &[Value],
        map: impl FnOnce(&Row<'_>) -> Result<T, Fault>,
    ) -> Result<Option<T>, Fault> {
        let mut map = Some(map);
        let mut found = None;
        self.run(|s| {
            s.each(sql, params, &mut |row| {
                if let Some(map) = map.take() {
                    found = Some(map(row)?);
                }
                Ok(false)
            })
        })?;
        Ok(found)
    }
}

/// A transaction that only looks. It sees one consistent state on SQLite, and committed rows on PostgreSQL.
pub struct Read<'c> {
    pub(crate) inner: Guarded<'c>,
    pub(crate) tenant: i64,
}

impl Query for Read<'_> {
    fn tenant(&self) -> i64 {
        self.tenant
    }
    fn rows<T>(
        &mut self,
        sql: &str,
        params: &[Value],
        map: impl FnMut(&Row<'_>) -> Result<T, Fault>,
    ) -> Result<Vec<T>, Fault> {
        self.inner.rows(sql, params, map)
    }
    fn one<T>(
        &mut self,
        sql: &str,
        params: &[Value],
        map: impl FnOnce(&Row<'_>) -> Result<T, Fault>,
    ) -> Result<Option<T>, Fault> {
        self.inner.one(sql, params, map)
    }
}

/// A transaction that changes something. It carries who, when and for whom, and what is told after the commit.
pub struct Tx<'c> {
    pub(crate) inner: Guarded<'c>,
    pub(crate) ctx: &'c WriteCtx,
    pub(crate) events: &'c mut Vec<Event>,
    pub(crate) chance: &'c Mutex<ChaCha20Rng>,
    pub(crate) ids: u16,
    pub(crate) entries: Vec<Entry>,
    pub(crate) removed: BTreeMap<String, u64>,
}

impl Query for Tx<'_> {
    fn tenant(&self) -> i64 {
        self.ctx.tenant
    }
    fn rows<T>(
        &mut self,
        sql: &str,
        params: &[Value],
        map: impl FnMut(&Row<'_>) -> Result<T, Fault>,
    ) -> Result<Vec<T>, Fault> {
        let found = self.inner.rows(sql, params, map)?;
        self.count_removed(sql, found.len() as u64);
        Ok(found)
    }
    fn one<T>(
        &mut self,
        sql: &str,
        params: &[Value],
        map: impl FnOnce(&Row<'_>) -> Result<T, Fault>,
    ) -> Result<Option<T>, Fault> {
        self.inner.one(sql, params, map)
    }
}

impl Tx<'_> {
    /// Runs a statement and says how many rows it changed. After a fault the transaction is lost: every later
    /// statement faults too, and nothing of it is kept, on both engines.
    pub fn exec(&mut self, sql: &str, params: &[Value]) -> Result<u64, Fault> {
        let changed = self.inner.exec(sql, params)?;
        self.count_removed(sql, changed);
        Ok(changed)
    }

    /// Counts rows that a `DELETE` took, by table.
    fn count_removed(&mut self, sql: &str, n: u64) {
        let mut words = sql.split_whitespace();
        if (words.next(), words.next()) == (Some("DELETE"), Some("FROM"))
            && let Some(table) = words.next()
        {
            self.count_emptied(table, n);
        }
    }

    /// How many rows of which table have been removed, or emptied of what they said about somebody, so far.
    pub fn removed(&self) -> &BTreeMap<String, u64> {
        &self.removed
    }

    /// Counts rows that were emptied of what they said about somebody, and stay.
    pub fn count_emptied(&mut self, table: &str, n: u64) {
        if n > 0 {
            *self.removed.entry(table.to_owned()).or_default() += n;
        }
    }

    /// Runs a statement whose number of rows nobody asks for, and saves a journey to the server: on PostgreSQL it goes
    /// out with the next statement, or with COMMIT. A fault of it may come from that one, or only from the commit, so
    /// this is not for a statement whose fault means something to the closure, such as a key that may be taken. Nothing
    /// of the transaction is kept after it, and the order of statements stands.
    pub fn exec_later(&mut self, sql: &str, params: Vec<Value>) -> Result<(), Fault> {
        self.inner.exec_later(sql, params)
    }

    /// The instant everything in this transaction happens at.
    pub fn now(&self) -> Timestamp {
        self.ctx.now
    }

    /// Who does it.
    pub fn actor(&self) -> &Actor {
        &self.ctx.actor
    }

    /// A new id: UUID version 7 (RFC 9562 §5.7) with the transaction's own millisecond, a counter that keeps the ids
    /// of one transaction in the order they were made (up to 4 096), and 62 bits of chance.
    pub fn new_id(&mut self) -> [u8; 16] {
        let mut id = self.random_bytes::<16>();
        let ms = self.ctx.now.as_millisecond().max(0).to_be_bytes();
        id[..6].copy_from_slice(&ms[2..]);
        let count = (self.ids & 0x0fff).to_be_bytes();
        self.ids = self.ids.wrapping_add(1);
        id[6] = 0x70 | count[0];
        id[7] = count[1];
        id[8] = 0x80 | (id[8] & 0x3f);
        id
    }

    /// An id that says nothing about when it was made: for visits and links, where time must not be readable.
    pub fn random_id(&mut self) -> [u8; 16] {
        let mut id = self.random_bytes::<16>();
        id[6] = 0x40 | (id[6] & 0x0f);
        id[8] = 0x80 | (id[8] & 0x3f);
        id
    }

    /// Bytes fit for secrets, from a generator seeded by the operating system unless a seed was given.
    pub fn random_bytes<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        self.chance.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(&mut bytes);
        bytes
    }

    /// Tells the event to all who subscribe, in this process and on other nodes, once the commit is durable. Nothing
    /// is told when the transaction fails.
    pub fn after_commit(&mut self, event: Event) {
        self.events.push(event);
    }

    /// Writes a history row: which thing of which room, what was done to it, and how it was before and after (JSON). It is
    /// chained to the one before it at the end of the transaction, and can be read after that.
    pub fn history(
        &mut self,
        room: &str,
        entity: &str,
        id: impl Into<EntityId>,
        verb: &str,
        before: Option<String>,
        after: Option<String>,
    ) -> Result<(), Fault> {
        let entry = Entry {
            id: self.new_id(),
            room: room.to_owned(),
            entity: entity.to_owned(),
            entity_id: id.into().0,
            verb: verb.to_owned(),
            before,
            after,
        };
        self.entries.push(entry);
        Ok(())
    }

    /// Whether anything was written into the history yet.
    pub fn has_history(&self) -> bool {
        !self.entries.is_empty()
    }

    /// Removes entries of the history that are older than an instant, in the name of who does it: the cut is itself an entry,
    /// and names the last hash that went, so that what is left can still be verified. How many went.
    pub fn cut_history(&mut self, before: Timestamp) -> Result<u64, Fault> {
        trail::cut(self, before)
    }

    /// Erases what was before and after in entries older than an instant; that something was done stays. How many they were.
    pub fn erase_history_content(&mut self, before: Timestamp) -> Result<u64, Fault> {
        trail::erase_content(self, before)
    }

    /// Ends the closure's work: what it did goes to the end of the chain.
    pub(crate) fn seal(&mut self) -> Result<(), Fault> {
        let entries = std::mem::take(&mut self.entries);
        trail::append(self, entries)
    }

    pub(crate) fn batch(&mut self, sql: &str) -> Result<(), Fault> {
        self.inner.run(|s| s.batch(sql))
    }
}
