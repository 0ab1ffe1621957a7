//! What is stored of the codes on slips: where each leads until it runs out, and how many came back.

use super::refusal::ReferralsRefusal;
use crate::frame::{AppError, days, stored_code};
use domain::{
    referrals::{CODE_DAYS, SlipCounts, SlipMark, Way},
    shared::day_and_minute,
};
use jiff::{Timestamp, ToSpan, civil::Date};
use std::collections::BTreeMap;
use store::{Fault, Query, Row, Tx, params};

/// Where a slip leads and where it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// Where it leads.
    pub way: Way,
    /// The place it was given at; empty when not known.
    pub from_place: String,
    /// The digital service it is about; empty when not known.
    pub service: String,
}

fn way_of(row: &Row, at: usize) -> Result<Way, Fault> {
    let (kind, key) = (row.str(at)?, row.str(at + 1)?);
    Way::of_parts(kind, key).ok_or_else(|| Fault::corrupt(format!("not a way: {kind} {key}")))
}

fn count(tx: &mut Tx, given: &Given, month: i64, mark: &str, n: i64) -> Result<(), AppError> {
    let (tenant, (way, key)) = (tx.tenant(), given.way.parts());
    tx.exec(
        "INSERT INTO referral_month (tenant_id, month, way, door, from_place, service, mark, n)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT (tenant_id, month, way, door, from_place, service, mark)
         DO UPDATE SET n = referral_month.n + excluded.n",
        &params![tenant, month, way, key.as_str(), given.from_place.as_str(), given.service.as_str(), mark, n],
    )?;
    Ok(())
}

/// Gives a slip its code. The same code twice is one slip.
///
/// # Errors
/// A fault of the database.
pub fn give(tx: &mut Tx, code_hash: [u8; 32], given: &Given) -> Result<(), AppError> {
    let today = day_and_minute(tx.now()).0;
    let (month, last) = (
        days(today.first_of_month()),
        days(today.saturating_add(CODE_DAYS.days())),
    );
    let (tenant, (way, key)) = (tx.tenant(), given.way.parts());
    let new = tx.exec(
        "INSERT INTO referral_code (tenant_id, code_hash, way, door, from_place, service, month, mark, last_day)
         VALUES ($1, $2, $3, $4, $5, $6, $7, '', $8) ON CONFLICT (tenant_id, code_hash) DO NOTHING",
        &params![tenant, code_hash, way, key.as_str(), given.from_place.as_str(), given.service.as_str(), month, last],
    )?;
    if new > 0 {
        count(tx, given, month, "", 1)?;
    }
    Ok(())
}

/// A code that can still be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// Where it leads.
    pub given: Given,
    /// How it went, as far as it is told.
    pub mark: Option<SlipMark>,
    month: i64,
}

/// The code with this hash; `None` when there is none or it has run out. The two look the same to the one who asks.
///
/// # Errors
/// A fault of the database.
pub fn find(q: &mut impl Query, code_hash: [u8; 32], today: Date) -> Result<Option<Known>, AppError> {
    let tenant = q.tenant();
    Ok(q.one(
        "SELECT way, door, from_place, service, month, mark FROM referral_code
         WHERE tenant_id = $1 AND code_hash = $2 AND last_day >= $3",
        &params![tenant, code_hash, days(today)],
        |row| {
            Ok(Known {
                given: Given {
                    way: way_of(row, 0)?,
                    from_place: row.text(2)?,
                    service: row.text(3)?,
                },
                month: row.int(4)?,
                mark: SlipMark::parse(row.str(5)?),
            })
        },
    )?)
}

/// Marks how it went. `only` is the door whose link is used: codes that lead elsewhere are as unknown to it as those there
/// are not.
///
/// # Errors
/// [`ReferralsRefusal::UnknownCode`], [`ReferralsRefusal::AlreadyUsed`]; a fault of the database.
pub fn mark(tx: &mut Tx, code_hash: [u8; 32], mark: SlipMark, only: Option<&Way>) -> Result<Way, AppError> {
    let today = day_and_minute(tx.now()).0;
    let tenant = tx.tenant();
    // Held for this transaction, so that two who mark at once come one after the other.
    tx.exec(
        "UPDATE referral_code SET mark = mark WHERE tenant_id = $1 AND code_hash = $2",
        &params![tenant, code_hash],
    )?;
    let known = find(tx, code_hash, today)?.filter(|k| only.is_none_or(|way| *way == k.given.way));
    let known = known.ok_or_else(|| AppError::refused(ReferralsRefusal::UnknownCode))?;
    if !mark.may_follow(known.mark) {
        return Err(AppError::refused(ReferralsRefusal::AlreadyUsed));
    }
    if known.mark != Some(mark) {
        tx.exec(
            "UPDATE referral_code SET mark = $3 WHERE tenant_id = $1 AND code_hash = $2",
            &params![tenant, code_hash, mark.code()],
        )?;
        if let Some(before) = known.mark {
            count(tx, &known.given, known.month, before.code(), -1)?;
        }
        count(tx, &known.given, known.month, mark.code(), 1)?;
    }
    Ok(known.given.way)
}

/// What slips are counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// The door they led to.
    Door,
    /// The digital service they were about.
    Service,
    /// The place they were given at.
    Place,
}

impl By {
    /// Every one, in the order shown.
    pub const ALL: [Self; 3] = [Self::Door, Self::Service, Self::Place];

    /// Stable code used in files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Door => "door",
            Self::Service => "service",
            Self::Place => "place",
        }
    }
}

/// The counts of one line of figures: a door is `offering:key` or `door:key`, a service or a place its key, empty when not known.
pub type Counts = BTreeMap<String, SlipCounts>;

/// Slips given in the months of a period, and what came back of their codes, also later.
///
/// # Errors
/// A fault of the database.
pub fn counts(q: &mut impl Query, from: Date, to: Date, by: By) -> Result<Counts, AppError> {
    let tenant = q.tenant();
    let mut out = Counts::new();
    let rows = q.rows(
        "SELECT way, door, service, from_place, mark, n FROM referral_month
         WHERE tenant_id = $1 AND month >= $2 AND month <= $3",
        &params![tenant, days(from.first_of_month()), days(to)],
        |row| {
            let key = match by {
                By::Door => format!("{}:{}", row.str(0)?, row.str(1)?),
                By::Service => row.text(2)?,
                By::Place => row.text(3)?,
            };
            let mark = match row.str(4)? {
                "" => None,
                code => Some(stored_code(code, SlipMark::parse)?),
            };
            Ok((key, mark, u32::try_from(row.int(5)?).unwrap_or(0)))
        },
    )?;
    for (key, mark, n) in rows {
        out.entry(key).or_default().add(mark, n);
    }
    Ok(out)
}

/// Makes a receiver's link, or a new one in place of the old, which then opens nothing.
///
/// # Errors
/// A fault of the database.
pub fn make_link(tx: &mut Tx, way: &Way) -> Result<String, AppError> {
    let (token, hash) = crate::access::store::new_token(tx);
    let (tenant, now, (kind, key)) = (tx.tenant(), tx.now(), way.parts());
    tx.exec(
        "INSERT INTO referral_receiver (tenant_id, way, door, token_hash, made_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (tenant_id, way, door) DO UPDATE SET token_hash = excluded.token_hash, made_at = excluded.made_at",
        &params![tenant, kind, key.as_str(), hash.to_vec(), now],
    )?;
    tx.history("referrals", "receiver", key.as_str(), "created", None, None)?;
    Ok(token)
}

/// Takes a receiver's link back.
///
/// # Errors
/// A fault of the database.
pub fn revoke_link(tx: &mut Tx, way: &Way) -> Result<(), AppError> {
    let (tenant, (kind, key)) = (tx.tenant(), way.parts());
    tx.exec(
        "DELETE FROM referral_receiver WHERE tenant_id = $1 AND way = $2 AND door = $3",
        &params![tenant, kind, key.as_str()],
    )?;
    tx.history("referrals", "receiver", key.as_str(), "closed", None, None)?;
    Ok(())
}

/// The door a link is for; `None` when it is no link of ours.
///
/// # Errors
/// A fault of the database.
pub fn by_link(q: &mut impl Query, token_hash: &[u8]) -> Result<Option<Way>, AppError> {
    let tenant = q.tenant();
    let sql = "SELECT way, door FROM referral_receiver WHERE tenant_id = $1 AND token_hash = $2";
    Ok(q.one(sql, &params![tenant, token_hash.to_vec()], |row| way_of(row, 0))?)
}

/// The doors that have a link, and since when.
///
/// # Errors
/// A fault of the database.
pub fn links(q: &mut impl Query) -> Result<Vec<(Way, Timestamp)>, AppError> {
    let tenant = q.tenant();
    Ok(q.rows(
        "SELECT way, door, made_at FROM referral_receiver WHERE tenant_id = $1 ORDER BY way, door",
        &params![tenant],
        |row| Ok((way_of(row, 0)?, row.timestamp(2)?)),
    )?)
}

/// The night's work: codes that have run out are forgotten. What came back of them stays as counts.
///
/// # Errors
/// A fault of the database.
pub fn tonight(tx: &mut Tx) -> Result<(), AppError> {
    let (tenant, today) = (tx.tenant(), day_and_minute(tx.now()).0);
    tx.exec(
        "DELETE FROM referral_code WHERE tenant_id = $1 AND last_day < $2",
        &params![tenant, days(today)],
    )?;
    Ok(())
}

/// How many codes ran out before a day and are still there.
///
/// # Errors
/// A fault of the database.
pub fn left_before(q: &mut impl Query, day: Date) -> Result<i64, AppError> {
    let tenant = q.tenant();
    let sql = "SELECT COUNT(*) FROM referral_code WHERE tenant_id = $1 AND last_day < $2";
    Ok(q.one(sql, &params![tenant, days(day)], |row| row.int(0))?.unwrap_or(0))
}

/// What a demonstration's desk has given and heard back: most codes never come back, and some doors were the wrong one.
///
/// # Errors
/// A fault of the database.
pub fn made_up(tx: &mut Tx, ways: &[Way], from_place: &str) -> Result<(), AppError> {
    const BACK: [Option<SlipMark>; 8] = [
        None,
        Some(SlipMark::Solved),
        None,
        Some(SlipMark::SentOn),
        Some(SlipMark::Solved),
        None,
        Some(SlipMark::Came),
        Some(SlipMark::ClosedDoor),
    ];
    for (way, (back, _)) in ways.iter().cycle().zip(BACK.iter().cycle().zip(0..40)) {
        let hash = tx.random_bytes::<32>();
        let given = Given {
            way: way.clone(),
            from_place: from_place.to_owned(),
            service: String::new(),
        };
        give(tx, hash, &given)?;
        if let Some(how) = back {
            mark(tx, hash, *how, None)?;
        }
    }
    Ok(())
}
