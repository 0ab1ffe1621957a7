//! Packages as they are stored: written once, read with every checksum looked at, and removed when their time is over. Nothing
//! here changes a package; what the case system calls it stands beside it.

use super::assemble::{self, Filled, Stamp, checksum};
use crate::frame::{AppError, day_of, days, stored_code};
use domain::{
    packages::{
        CHECKSUMS, CONTENTS, FrozenFile, NewPackage, PackageContents, PackageMedia, PackageRefusal, manifest,
        may_freeze,
    },
    shared::{Id, day_and_minute},
};
use jiff::{Timestamp, ToSpan, civil::Date};
use store::{Fault, Query, Row, Tx, params};

/// How long a package is kept. The case system's own copy is the archive.
const KEPT_YEARS: i32 = 10;
/// Within how many seconds the same package once more is a double click.
const DOUBLE_CLICK: i64 = 60;

/// A package without its files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Its id.
    pub id: Id,
    /// Its number in the municipality.
    pub number: i64,
    /// What all versions of it share.
    pub line: Id,
    /// From 1.
    pub version: i64,
    /// The version before.
    pub former: Option<Id>,
    /// What it is called.
    pub title: String,
    /// What is new since the version before.
    pub change_note: String,
    /// When it was frozen.
    pub at: Timestamp,
    /// The checksum of its list of checksums.
    pub checksum: String,
    /// What the case system calls it, and the day that was written.
    pub reference: Option<(String, Date)>,
}

/// A package with everything in it; no checksum is wrong.
pub struct Opened {
    /// The package.
    pub stored: Stored,
    /// What it says of itself.
    pub contents: PackageContents,
    /// Its files, sorted by path.
    pub files: Vec<Filled>,
}

fn stored(row: &Row) -> Result<Stored, Fault> {
    Ok(Stored {
        id: Id(row.id(0)?),
        number: row.int(1)?,
        line: Id(row.id(2)?),
        version: row.int(3)?,
        former: row.opt_id(4)?.map(Id),
        title: row.text(5)?,
        change_note: row.text(6)?,
        at: row.timestamp(7)?,
        checksum: row.text(8)?,
        reference: match (row.opt_text(9)?, row.opt_int(10)?) {
            (Some(reference), Some(day)) => Some((reference, day_of(day))),
            _ => None,
        },
    })
}

/// Every package, the newest first.
///
/// # Errors
/// A fault of the database.
pub fn all(q: &mut impl Query) -> Result<Vec<Stored>, AppError> {
    let tenant = params![q.tenant()];
    Ok(q.rows(
        "SELECT p.id, p.number, p.line, p.version, p.former, p.title, p.change_note, p.frozen_at, p.checksum, r.reference,
             r.written_day
         FROM package p LEFT JOIN package_reference r ON r.tenant_id = p.tenant_id AND r.package_id = p.id
         WHERE p.tenant_id = $1 ORDER BY p.number DESC",
        &tenant,
        stored,
    )?)
}

/// One package.
///
/// # Errors
/// Absent when there is none with this id here; a fault of the database.
pub fn one(q: &mut impl Query, id: Id) -> Result<Stored, AppError> {
    all(q)?.into_iter().find(|p| p.id == id).ok_or(AppError::Absent)
}

fn of_package(q: &mut impl Query, id: Id) -> Result<Vec<Filled>, AppError> {
    let which = params![q.tenant(), id.0];
    let mut files = q.rows(
        "SELECT path, media, size, checksum, content FROM package_file WHERE tenant_id = $1 AND package_id = $2",
        &which,
        |row| {
            let file = FrozenFile {
                path: row.text(0)?,
                media: stored_code(row.str(1)?, PackageMedia::parse)?,
                size: u64::try_from(row.int(2)?).unwrap_or_default(),
                checksum: row.text(3)?,
            };
            Ok((file, row.bytes(4)?))
        },
    )?;
    files.sort_by(|(a, _), (b, _)| a.path.cmp(&b.path));
    Ok(files)
}

/// A package with everything in it. Every checksum is worked out anew, and what stands beside the files is held to what stands in
/// them.
///
/// # Errors
/// Absent when there is none with this id here; [`PackageRefusal::Broken`] when anything is not what was frozen; a fault of the
/// database.
pub fn open(q: &mut impl Query, id: Id) -> Result<Opened, AppError> {
    let stored = one(q, id)?;
    let files = of_package(q, id)?;
    match whole(&stored, &files) {
        Some(contents) => Ok(Opened {
            stored,
            contents,
            files,
        }),
        None => Err(AppError::refused(PackageRefusal::Broken)),
    }
}

/// What a package says of itself, when nothing in it or beside it was changed.
fn whole(stored: &Stored, files: &[Filled]) -> Option<PackageContents> {
    let same = |(file, bytes): &Filled| file.size == bytes.len() as u64 && file.checksum == checksum(bytes);
    let bytes_of = |path: &str| files.iter().find(|(f, _)| f.path == path).map(|(_, bytes)| bytes.as_slice());
    let listed: Vec<FrozenFile> = files.iter().map(|(f, _)| f.clone()).collect();
    let list = bytes_of(CHECKSUMS)?;
    if !files.iter().all(same) || list != manifest(&listed).as_bytes() || checksum(list) != stored.checksum {
        return None;
    }
    let contents: PackageContents = serde_json::from_slice(bytes_of(CONTENTS)?).ok()?;
    let beside = contents.number == stored.number
        && contents.version == stored.version
        && contents.former.is_some() == stored.former.is_some()
        && contents.title == stored.title
        && contents.change_note == stored.change_note
        && contents.frozen == day_and_minute(stored.at).0;
    beside.then_some(contents)
}

/// The next number. Two who freeze at once come one after the other, and a number that was given is never given again.
fn next_number(tx: &mut Tx) -> Result<i64, AppError> {
    let tenant = tx.tenant();
    tx.exec(
        "INSERT INTO package_count (tenant_id, frozen) VALUES ($1, 1)
         ON CONFLICT (tenant_id) DO UPDATE SET frozen = package_count.frozen + 1",
        &params![tenant],
    )?;
    let number = tx.one(
        "SELECT frozen FROM package_count WHERE tenant_id = $1",
        &params![tenant],
        |row| row.int(0),
    )?;
    number.ok_or_else(|| AppError::Fault("a package without a number".to_owned()))
}

/// The same package that was frozen a moment ago, from a double click.
fn twin(all: &[Stored], package: &NewPackage, now: Timestamp) -> Option<Id> {
    let moment = |p: &&Stored| (0..=DOUBLE_CLICK).contains(&(now.as_second() - p.at.as_second()));
    let same = |p: &&Stored| {
        p.title == package.title.trim() && p.former == package.former && p.change_note == package.change_note.trim()
    };
    all.iter().filter(moment).find(same).map(|p| p.id)
}

/// Freezes a package: looks through all of it once more, gives it the next number and stores it for good. The same once more
/// within a minute, from a double click, is frozen once.
///
/// # Errors
/// What [`may_freeze`] gives; [`PackageRefusal::Replaced`] when the former has a newer version already; absent when the former is
/// not here; a fault of the database.
pub fn freeze(tx: &mut Tx, package: &NewPackage) -> Result<Id, AppError> {
    may_freeze(package).map_err(AppError::refused)?;
    let package = NewPackage {
        title: package.title.trim().to_owned(),
        change_note: package.change_note.trim().to_owned(),
        ..package.clone()
    };
    // First: it is the lock. A transaction that ends without a package gives the number back.
    let number = next_number(tx)?;
    let there = all(tx)?;
    if let Some(twin) = twin(&there, &package, tx.now()) {
        give_back(tx, number)?;
        return Ok(twin);
    }
    let former = match package.former {
        Some(id) => Some(there.iter().find(|p| p.id == id).ok_or(AppError::Absent)?),
        None => None,
    };
    if former.is_some_and(|f| there.iter().any(|p| p.former == Some(f.id))) {
        return Err(AppError::refused(PackageRefusal::Replaced));
    }
    let id = Id(tx.new_id());
    let stamp = Stamp {
        id,
        number,
        version: former.map_or(1, |f| f.version + 1),
        former: former.map(|f| f.number),
        at: tx.now(),
    };
    let files = assemble::files(&package, &stamp)?;
    insert(tx, &package, &stamp, former.map_or(id, |f| f.line), &files)?;
    Ok(id)
}

fn give_back(tx: &mut Tx, number: i64) -> Result<(), AppError> {
    tx.exec(
        "UPDATE package_count SET frozen = $2 WHERE tenant_id = $1",
        &params![tx.tenant(), number - 1],
    )?;
    Ok(())
}

fn insert(tx: &mut Tx, package: &NewPackage, stamp: &Stamp, line: Id, files: &[Filled]) -> Result<(), AppError> {
    let tenant = tx.tenant();
    let seal = files.iter().find(|(f, _)| f.path == CHECKSUMS).map_or("", |(f, _)| f.checksum.as_str());
    tx.exec(
        "INSERT INTO package (tenant_id, id, number, line, version, former, title, change_note, frozen_at, checksum)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        &params![
            tenant,
            stamp.id.0,
            stamp.number,
            line.0,
            stamp.version,
            package.former.map(|f| f.0),
            package.title.as_str(),
            package.change_note.as_str(),
            stamp.at.as_millisecond(),
            seal
        ],
    )?;
    for (file, bytes) in files {
        tx.exec(
            "INSERT INTO package_file (tenant_id, package_id, path, media, size, checksum, sealed_by, content)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            &params![
                tenant,
                stamp.id.0,
                file.path.as_str(),
                file.media.code(),
                i64::try_from(file.size).unwrap_or(i64::MAX),
                file.checksum.as_str(),
                seal,
                bytes.clone()
            ],
        )?;
    }
    let told = serde_json::json!({"number": stamp.number, "version": stamp.version, "checksum": seal}).to_string();
    tx.history("packages", "package", stamp.id.0, "frozen", None, Some(told))?;
    Ok(())
}

/// Writes what the case system calls a package; an empty one takes it away.
///
/// # Errors
/// Absent when there is no such package here; a fault of the database.
pub fn set_reference(tx: &mut Tx, id: Id, reference: &str) -> Result<(), AppError> {
    let before = one(tx, id)?.reference.map(|(text, _)| text).unwrap_or_default();
    if before == reference {
        return Ok(());
    }
    let (tenant, today) = (tx.tenant(), day_and_minute(tx.now()).0);
    if reference.is_empty() {
        tx.exec(
            "DELETE FROM package_reference WHERE tenant_id = $1 AND package_id = $2",
            &params![tenant, id.0],
        )?;
    } else {
        tx.exec(
            "INSERT INTO package_reference (tenant_id, package_id, reference, written_day) VALUES ($1, $2, $3, $4)
             ON CONFLICT (tenant_id, package_id) DO UPDATE SET reference = excluded.reference, written_day = excluded.written_day",
            &params![tenant, id.0, reference, days(today)],
        )?;
    }
    let json = |text: &str| Some(serde_json::json!({ "reference": text }).to_string());
    tx.history("packages", "package", id.0, "changed", json(&before), json(reference))?;
    Ok(())
}

/// The packages that are past their time on a day.
///
/// # Errors
/// A fault of the database.
pub fn past(q: &mut impl Query, today: Date) -> Result<Vec<Id>, AppError> {
    let limit = today.saturating_sub(KEPT_YEARS.years());
    let old = |p: &Stored| day_and_minute(p.at).0 < limit;
    Ok(all(q)?.into_iter().filter(old).map(|p| p.id).collect())
}

/// Deletes what is past its time.
///
/// # Errors
/// A fault of the database.
pub fn forget_old(tx: &mut Tx) -> Result<(), AppError> {
    let (tenant, today) = (tx.tenant(), day_and_minute(tx.now()).0);
    for id in past(tx, today)? {
        let which = params![tenant, id.0];
        tx.exec(
            "DELETE FROM package_reference WHERE tenant_id = $1 AND package_id = $2",
            &which,
        )?;
        tx.exec(
            "DELETE FROM package_file WHERE tenant_id = $1 AND package_id = $2",
            &which,
        )?;
        tx.exec("DELETE FROM package WHERE tenant_id = $1 AND id = $2", &which)?;
    }
    Ok(())
}

/// The numbers of packages that are not what was frozen, and of those that are gone before their time: the oldest go first, so
/// from the oldest that is left on no number may be missing.
///
/// # Errors
/// A fault of the database.
pub fn broken(q: &mut impl Query) -> Result<Vec<i64>, AppError> {
    let mut all = all(q)?;
    all.reverse();
    let mut out = Vec::new();
    for stored in &all {
        if whole(stored, &of_package(q, stored.id)?).is_none() {
            out.push(stored.number);
        }
    }
    let tenant = params![q.tenant()];
    let frozen = q.one(
        "SELECT frozen FROM package_count WHERE tenant_id = $1",
        &tenant,
        |row| row.int(0),
    )?;
    if let (Some(first), Some(last)) = (all.first(), frozen) {
        out.extend((first.number..=last).filter(|n| all.iter().all(|p| p.number != *n)));
    }
    Ok(out)
}
