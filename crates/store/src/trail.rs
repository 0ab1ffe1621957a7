//! The history as a chain: each entry has a number and a hash of what it says and of the entry before it, so that a row
//! that is changed, taken out, put in or moved is seen. It is written where every change ends, in the transaction that
//! makes the change.
//!
//! What was before and after is hashed with a salt of its own. When the time of it is over both are erased, salt included,
//! and nothing can be guessed from what is left; the chain still holds. Old entries are removed only by a cut, which is
//! itself an entry and names the last hash that went.

use std::fmt::Write as _;

use jiff::Timestamp;
use sha2::{Digest as _, Sha256};

use crate::{Fault, Query, Row, Tx, params};

/// How many entries are read at a time.
const PAGE: i64 = 1_000;
/// What a cut is about, in the history.
const ITSELF: &str = "history";
/// What a cut does, in the history.
const CUT: &str = "cut";

/// An entry on its way into the chain.
pub(crate) struct Entry {
    pub(crate) id: [u8; 16],
    pub(crate) room: String,
    pub(crate) entity: String,
    pub(crate) entity_id: String,
    pub(crate) verb: String,
    pub(crate) before: Option<String>,
    pub(crate) after: Option<String>,
}

/// Whether a chain holds, and from where to where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chain {
    /// How many entries were looked at.
    pub entries: i64,
    /// The number of the last entry that was removed by a cut; 0 when none was.
    pub cut: i64,
    /// When the first entry that is left was made.
    pub from: Option<Timestamp>,
    /// When the last one was made.
    pub to: Option<Timestamp>,
    /// The number of the last entry.
    pub last: i64,
    /// The hash of the last entry: whoever keeps it can tell later whether the whole chain was written anew.
    pub hash: [u8; 32],
    /// The first link that does not hold.
    pub broken: Option<Broken>,
}

/// The first link that does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Broken {
    /// The number of the entry.
    pub seq: i64,
    /// What is wrong with it.
    pub why: Break,
}

/// What can be wrong with a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Break {
    /// The entry is gone.
    Missing,
    /// The entry says something else than when it was written, or stands in another place.
    Changed,
    /// There is an entry that was not written by this program.
    Added,
    /// What was kept of the last entry does not fit.
    Other,
}

impl Break {
    /// Stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Changed => "changed",
            Self::Added => "added",
            Self::Other => "other",
        }
    }
}

/// Takes each part with its length, so that no two entries read alike.
struct Sum(Sha256);

impl Sum {
    fn new(before: &[u8]) -> Self {
        let mut sum = Self(Sha256::new());
        sum.part(Some(before));
        sum
    }
    fn part(&mut self, bytes: Option<&[u8]>) {
        let length = bytes.map_or(u64::MAX, |b| b.len() as u64);
        self.0.update(length.to_be_bytes());
        self.0.update(bytes.unwrap_or_default());
    }
    fn done(self) -> [u8; 32] {
        self.0.finalize().into()
    }
}

fn content_hash(salt: &[u8], before: Option<&str>, after: Option<&str>) -> [u8; 32] {
    let mut sum = Sum::new(salt);
    sum.part(before.map(str::as_bytes));
    sum.part(after.map(str::as_bytes));
    sum.done()
}

/// What an entry's hash covers.
struct Link<'a> {
    tenant: i64,
    seq: i64,
    id: [u8; 16],
    at: i64,
    actor_kind: &'a str,
    actor: Option<[u8; 16]>,
    on_duty: Option<[u8; 16]>,
    words: [&'a str; 4],
    content: Option<&'a [u8]>,
}

impl Link<'_> {
    fn hash(&self, before: &[u8; 32]) -> [u8; 32] {
        let mut sum = Sum::new(before);
        for number in [self.tenant, self.seq, self.at] {
            sum.part(Some(&number.to_be_bytes()));
        }
        sum.part(Some(&self.id));
        sum.part(Some(self.actor_kind.as_bytes()));
        sum.part(self.actor.as_ref().map(<[u8; 16]>::as_slice));
        sum.part(self.on_duty.as_ref().map(<[u8; 16]>::as_slice));
        for word in self.words {
            sum.part(Some(word.as_bytes()));
        }
        sum.part(self.content);
        sum.done()
    }
}

/// Puts what a transaction did at the end of its tenant's chain: last of all, so that the end is locked for as short as can
/// be. Two transactions that end at the same time come one after the other; the number decides.
pub(crate) fn append(tx: &mut Tx<'_>, entries: Vec<Entry>) -> Result<(), Fault> {
    if entries.is_empty() {
        return Ok(());
    }
    let tenant = tx.tenant();
    let (mut seq, mut hash) = lock(tx)?;
    let (at, actor) = (tx.now(), tx.actor().clone());
    for e in entries {
        seq += 1;
        let says = e.before.is_some() || e.after.is_some();
        let salt = says.then(|| tx.random_bytes::<16>());
        let content = salt.map(|salt| content_hash(&salt, e.before.as_deref(), e.after.as_deref()));
        let link = Link {
            tenant,
            seq,
            id: e.id,
            at: at.as_millisecond(),
            actor_kind: actor.kind(),
            actor: actor.id(),
            on_duty: actor.on_duty(),
            words: [&e.room, &e.entity, &e.entity_id, &e.verb],
            content: content.as_ref().map(<[u8; 32]>::as_slice),
        };
        hash = link.hash(&hash);
        let values = params![
            tenant,
            e.id,
            at,
            actor.kind(),
            actor.id(),
            actor.on_duty(),
            e.room,
            e.entity,
            e.entity_id,
            e.verb,
            e.before,
            e.after,
            seq,
            salt,
            content.map(|c| c.to_vec()),
            hash.to_vec()
        ];
        tx.exec_later(
            "INSERT INTO history (tenant_id, id, at, actor_kind, actor_id, on_duty_id, room, entity, entity_id, verb, \
             before_json, after_json, seq, salt, content_hash, hash) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
            values,
        )?;
    }
    move_head(tx, seq, &hash)
}

/// The end of the chain, held until the transaction is over.
fn lock(tx: &mut Tx<'_>) -> Result<(i64, [u8; 32]), Fault> {
    let values = params![tx.tenant(), vec![0_u8; 32]];
    let found = tx.one(
        "INSERT INTO history_head (tenant_id, seq, hash) VALUES ($1, 0, $2)
         ON CONFLICT (tenant_id) DO UPDATE SET seq = history_head.seq RETURNING seq, hash",
        &values,
        |row| Ok((row.int(0)?, hash_of(row, 1)?)),
    )?;
    found.ok_or_else(|| Fault::wrong("the history has no end"))
}

fn move_head(tx: &mut Tx<'_>, seq: i64, hash: &[u8; 32]) -> Result<(), Fault> {
    let values = params![tx.tenant(), seq, hash.to_vec()];
    tx.exec_later(
        "UPDATE history_head SET seq = $2, hash = $3 WHERE tenant_id = $1",
        values,
    )
}

fn hash_of(row: &Row<'_>, column: usize) -> Result<[u8; 32], Fault> {
    row.bytes(column)?.try_into().map_err(|_| Fault::wrong("a hash of the history"))
}

/// An entry as it stands in the table.
struct Stored {
    seq: Option<i64>,
    id: [u8; 16],
    at: i64,
    actor_kind: String,
    actor: Option<[u8; 16]>,
    on_duty: Option<[u8; 16]>,
    words: [String; 4],
    content: Option<Vec<u8>>,
    hash: Option<Vec<u8>>,
    salt: Option<Vec<u8>>,
    before: Option<String>,
    after: Option<String>,
}

impl Stored {
    fn read(row: &Row<'_>) -> Result<Self, Fault> {
        Ok(Self {
            seq: row.opt_int(0)?,
            id: row.id(1)?,
            at: row.int(2)?,
            actor_kind: row.text(3)?,
            actor: row.opt_id(4)?,
            on_duty: row.opt_id(5)?,
            words: [row.text(6)?, row.text(7)?, row.text(8)?, row.text(9)?],
            content: row.opt_bytes(10)?,
            hash: row.opt_bytes(11)?,
            salt: row.opt_bytes(12)?,
            before: row.opt_text(13)?,
            after: row.opt_text(14)?,
        })
    }

    fn hash(&self, tenant: i64, seq: i64, before: &[u8; 32]) -> [u8; 32] {
        let link = Link {
            tenant,
            seq,
            id: self.id,
            at: self.at,
            actor_kind: &self.actor_kind,
            actor: self.actor,
            on_duty: self.on_duty,
            words: self.words.each_ref().map(String::as_str),
            content: self.content.as_deref(),
        };
        link.hash(before)
    }

    /// Whether what was before and after is as it was written, or erased as a whole when its time was over.
    fn content_holds(&self, erased_before: Timestamp) -> bool {
        let empty = self.before.is_none() && self.after.is_none();
        match (&self.salt, &self.content) {
            (None, None) => empty,
            (None, Some(_)) => empty && self.at < erased_before.as_millisecond(),
            (Some(salt), Some(hash)) => {
                content_hash(salt, self.before.as_deref(), self.after.as_deref())[..] == hash[..]
            }
            (Some(_), None) => false,
        }
    }
}

fn some(q: &mut impl Query, after: i64) -> Result<Vec<Stored>, Fault> {
    let values = params![q.tenant(), after, PAGE];
    q.rows(
        "SELECT seq, id, at, actor_kind, actor_id, on_duty_id, room, entity, entity_id, verb, content_hash, hash, salt,
             before_json, after_json FROM history WHERE tenant_id = $1 AND seq > $2 ORDER BY seq LIMIT $3",
        &values,
        Stored::read,
    )
}

/// Entries that have no number: from before the chain began.
fn unchained(q: &mut impl Query) -> Result<Vec<Stored>, Fault> {
    let values = params![q.tenant(), PAGE];
    q.rows(
        "SELECT seq, id, at, actor_kind, actor_id, on_duty_id, room, entity, entity_id, verb, content_hash, hash, salt,
             before_json, after_json FROM history WHERE tenant_id = $1 AND seq IS NULL ORDER BY at, id LIMIT $2",
        &values,
        Stored::read,
    )
}

/// Puts entries from before the chain began into it, a thousand at a time; how many they were. For the upgrade alone.
pub(crate) fn adopt(tx: &mut Tx<'_>) -> Result<usize, Fault> {
    let old = unchained(tx)?;
    if old.is_empty() {
        return Ok(0);
    }
    let tenant = tx.tenant();
    let (mut seq, mut hash) = lock(tx)?;
    let count = old.len();
    for mut e in old {
        seq += 1;
        let says = e.before.is_some() || e.after.is_some();
        let salt = says.then(|| tx.random_bytes::<16>());
        e.content = salt.map(|salt| content_hash(&salt, e.before.as_deref(), e.after.as_deref()).to_vec());
        hash = e.hash(tenant, seq, &hash);
        tx.exec_later(
            "UPDATE history SET seq = $3, salt = $4, content_hash = $5, hash = $6 WHERE tenant_id = $1 AND id = $2",
            params![tenant, e.id, seq, salt, e.content, hash.to_vec()],
        )?;
    }
    move_head(tx, seq, &hash)?;
    Ok(count)
}

/// The tenants that have entries from before the chain began.
pub(crate) fn without_chain(q: &mut impl Query) -> Result<Vec<i64>, Fault> {
    q.rows(
        "SELECT DISTINCT tenant_id FROM history WHERE seq IS NULL",
        &params![],
        |row| row.int(0),
    )
}

fn cut_name(seq: i64, hash: &[u8; 32]) -> String {
    let mut out = format!("{seq}-");
    for byte in hash {
        // Writing to a String cannot fail.
        let _ = write!(out, "{byte:02x}");
    }
    out
}

/// The last entry that was removed by a cut, with its hash, as the newest cut names it.
fn last_cut(q: &mut impl Query) -> Result<(i64, [u8; 32]), Fault> {
    let values = params![q.tenant(), ITSELF, CUT];
    let named = q.one(
        "SELECT entity_id FROM history WHERE tenant_id = $1 AND entity = $2 AND verb = $3 ORDER BY seq DESC LIMIT 1",
        &values,
        |row| row.text(0),
    )?;
    Ok(named.as_deref().and_then(parse_cut).unwrap_or((0, [0; 32])))
}

fn parse_cut(name: &str) -> Option<(i64, [u8; 32])> {
    let (seq, hex) = name.split_once('-')?;
    Some((seq.parse().ok()?, parse_hash(hex)?))
}

/// Reads a hash as [`Chain::hash`] is written: 64 hexadecimal digits.
#[must_use]
pub fn parse_hash(hex: &str) -> Option<[u8; 32]> {
    let mut out = [0; 32];
    if hex.len() != 64 {
        return None;
    }
    for (i, slot) in out.iter_mut().enumerate() {
        *slot = u8::from_str_radix(hex.get(2 * i..2 * i + 2)?, 16).ok()?;
    }
    Some(out)
}

/// Looks through a tenant's chain from its beginning, or from what the last cut left. `kept` is the number and the hash of
/// an entry that somebody wrote down: a chain that was made anew from there does not fit it. Of entries older than
/// `erased_before` what was before and after may be erased.
pub fn verify(q: &mut impl Query, erased_before: Timestamp, kept: Option<(i64, [u8; 32])>) -> Result<Chain, Fault> {
    let tenant = q.tenant();
    let (head, head_hash) = q
        .one(
            "SELECT seq, hash FROM history_head WHERE tenant_id = $1",
            &params![tenant],
            |row| Ok((row.int(0)?, hash_of(row, 1)?)),
        )?
        .unwrap_or((0, [0; 32]));
    let (cut, hash) = last_cut(q)?;
    let mut chain = Chain {
        entries: 0,
        cut,
        from: None,
        to: None,
        last: cut,
        hash,
        broken: None,
    };
    while chain.broken.is_none() {
        // What is written while this is read is looked at the next time.
        let page: Vec<Stored> = some(q, chain.last)?.into_iter().filter(|e| e.seq <= Some(head)).collect();
        if page.is_empty() {
            break;
        }
        follow(&mut chain, tenant, &page, erased_before, kept);
    }
    if chain.broken.is_none() {
        chain.broken = loose_end(q, &chain, head, &head_hash)?;
    }
    Ok(chain)
}

/// Follows the chain through some entries, as far as it holds.
fn follow(chain: &mut Chain, tenant: i64, page: &[Stored], erased_before: Timestamp, kept: Option<(i64, [u8; 32])>) {
    for entry in page {
        let seq = chain.last + 1;
        let hash = entry.hash(tenant, seq, &chain.hash);
        let why = if entry.seq != Some(seq) {
            Some(Break::Missing)
        } else if entry.hash.as_deref() != Some(&hash[..]) || !entry.content_holds(erased_before) {
            Some(Break::Changed)
        } else if kept.is_some_and(|(n, known)| n == seq && known != hash) {
            Some(Break::Other)
        } else {
            None
        };
        if let Some(why) = why {
            chain.broken = Some(Broken { seq, why });
            return;
        }
        let at = Timestamp::from_millisecond(entry.at).ok();
        chain.entries += 1;
        (chain.last, chain.hash, chain.to) = (seq, hash, at);
        chain.from = chain.from.or(at);
    }
}

/// What is wrong where the chain ends: entries taken off it, or put beside it.
fn loose_end(q: &mut impl Query, chain: &Chain, head: i64, hash: &[u8; 32]) -> Result<Option<Broken>, Fault> {
    let broken = |seq, why| Some(Broken { seq, why });
    if chain.last < head {
        return Ok(broken(chain.last + 1, Break::Missing));
    }
    if chain.entries > 0 && chain.hash != *hash {
        return Ok(broken(chain.last, Break::Changed));
    }
    let beside = q.one(
        "SELECT COUNT(*) FROM history WHERE tenant_id = $1 AND seq IS NULL",
        &params![q.tenant()],
        |row| row.int(0),
    )?;
    Ok((beside.unwrap_or_default() > 0).then_some(Broken {
        seq: chain.last + 1,
        why: Break::Added,
    }))
}

/// Removes what is older than an instant from the beginning of the chain. The cut is an entry of the chain, made by the one
/// who signs for it, and names the last hash that went. How many entries went; none when none is that old.
pub(crate) fn cut(tx: &mut Tx<'_>, before: Timestamp) -> Result<u64, Fault> {
    let tenant = tx.tenant();
    lock(tx)?;
    // The last of those before the first that is younger: clocks may have been set back.
    let young = tx.one(
        "SELECT MIN(seq) FROM history WHERE tenant_id = $1 AND at >= $2",
        &params![tenant, before],
        |row| row.opt_int(0),
    )?;
    let end = young.flatten().unwrap_or(i64::MAX);
    let last = tx.one(
        "SELECT seq, hash FROM history WHERE tenant_id = $1 AND seq < $2 ORDER BY seq DESC LIMIT 1",
        &params![tenant, end],
        |row| Ok((row.int(0)?, hash_of(row, 1)?)),
    )?;
    let Some((seq, hash)) = last else { return Ok(0) };
    let gone = tx.exec(
        "DELETE FROM history WHERE tenant_id = $1 AND seq <= $2",
        &params![tenant, seq],
    )?;
    tx.history("access", ITSELF, cut_name(seq, &hash), CUT, None, None)?;
    Ok(gone)
}

/// Erases what was before and after in entries older than an instant. How many they were.
pub(crate) fn erase_content(tx: &mut Tx<'_>, before: Timestamp) -> Result<u64, Fault> {
    let values = params![tx.tenant(), before];
    let emptied = tx.exec(
        "UPDATE history SET before_json = NULL, after_json = NULL, salt = NULL
         WHERE tenant_id = $1 AND at < $2 AND salt IS NOT NULL",
        &values,
    )?;
    tx.count_emptied("history", emptied);
    Ok(emptied)
}
