use super::{
    figures,
    forms::{Shows, Usual},
    record::{self, columns},
};
use crate::frame::{AppError, day_of, days, stored_code};
use domain::{
    shared::{Id, day_and_minute},
    statistics::{Dimension, UNKNOWN},
    visits::{AgeBandSet, Behalf, Form, GuidanceLanguage, UsedDevice, Visit, VisitRefusal, check_change, check_day},
};
use jiff::civil::Date;
use sha2::Digest;
use std::collections::BTreeMap;
use store::{Query, Tx, Value, params};

/// What became of a visit that was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Registered {
    /// It is stored now.
    New,
    /// It was here already, or was here and has been undone: a repeat of the same id is never stored twice.
    Already,
}

/// An open visit: one that was entered today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenVisit {
    /// Its id, until the night.
    pub id: Id,
    /// Whether the one who asks may change it.
    pub mine: bool,
    /// What it says.
    pub visit: Visit,
}

const INSERT: &str = concat!(
    "INSERT INTO visit_open (tenant_id, id, entered_day, actor_id, undone, ",
    columns!(),
    ") VALUES ($1, $2, $3, $4, 0, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, \
     $23, $24) ON CONFLICT (tenant_id, id) DO NOTHING"
);

fn today(tx: &Tx) -> Date {
    day_and_minute(tx.now()).0
}

/// Stores a visit and counts it, once for each id: the device made it, so that it can send again what it does not know
/// arrived.
///
/// # Errors
/// A day to come, or one too long ago; a fault of the database.
pub fn register(tx: &mut Tx, visit: &Visit, id: Id) -> Result<Registered, AppError> {
    let (tenant, today) = (tx.tenant(), today(tx));
    // A visit of today cannot have been sealed: what was entered today stays open until tomorrow.
    if visit.day != today && has_receipt(tx, id)? {
        return Ok(Registered::Already);
    }
    check_day(visit.day, visit.source, today)?;
    let actor = tx.actor().id();
    let mut values: Vec<Value> = params![tenant, id.0, days(today), actor];
    values.extend(record::values(visit));
    if tx.exec(INSERT, &values)? == 0 {
        return Ok(Registered::Already);
    }
    figures::add(tx, visit)?;
    Ok(Registered::New)
}

/// What a receipt keeps of an id. Hashed, so that an id in a device's own list cannot be looked up among them by eye.
pub(super) fn id_hash(id: [u8; 16]) -> Vec<u8> {
    sha2::Sha256::digest(id).to_vec()
}

fn has_receipt(q: &mut impl Query, id: Id) -> Result<bool, AppError> {
    let tenant = q.tenant();
    let found = q.one(
        "SELECT 1 FROM visit_receipt WHERE tenant_id = $1 AND id_hash = $2",
        &params![tenant, id_hash(id.0)],
        |row| row.int(0),
    )?;
    Ok(found.is_some())
}

/// Who asks to change a visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asking {
    /// The account, or the shared device.
    pub actor: Option<[u8; 16]>,
    /// Whether she may change what others entered.
    pub any: bool,
}

/// The open visit with this id, when the one who asks may change it today.
///
/// # Errors
/// Not here (any more); another's; entered on another day; a fault of the database.
pub fn changeable(q: &mut impl Query, id: Id, asking: Asking, today: Date) -> Result<Visit, AppError> {
    let tenant = q.tenant();
    let found = q.one(
        concat!(
            "SELECT entered_day, actor_id, ",
            columns!(),
            " FROM visit_open WHERE tenant_id = $1 AND id = $2 AND undone = 0"
        ),
        &params![tenant, id.0],
        |row| Ok((row.int(0)?, row.opt_id(1)?, record::read(row, 2)?)),
    )?;
    let (entered, actor, visit) = found.ok_or(AppError::Absent)?;
    check_change(day_of(entered), today)?;
    if asking.any || actor == asking.actor {
        Ok(visit)
    } else {
        Err(VisitRefusal::NotYours.into())
    }
}

/// Holds the row for this transaction, so that two changes at once do not both take the same content away.
fn lock(tx: &mut Tx, id: Id) -> Result<(), AppError> {
    let tenant = tx.tenant();
    tx.exec(
        "UPDATE visit_open SET undone = undone WHERE tenant_id = $1 AND id = $2",
        &params![tenant, id.0],
    )?;
    Ok(())
}

/// Takes a visit back. Its id stays taken, so that a device that sends it again does not bring it back.
///
/// # Errors
/// As [`changeable`].
pub fn undo(tx: &mut Tx, id: Id, asking: Asking) -> Result<Visit, AppError> {
    lock(tx, id)?;
    let today = today(tx);
    let visit = changeable(tx, id, asking, today)?;
    let tenant = tx.tenant();
    tx.exec(
        "UPDATE visit_open SET undone = 1 WHERE tenant_id = $1 AND id = $2",
        &params![tenant, id.0],
    )?;
    figures::take_away(tx, &visit)?;
    Ok(visit)
}

const CORRECT: &str = "UPDATE visit_open SET day = $3, part_of_day = $4, place_id = $5, offering_id = $6, form = $7, \
     age_band = $8, behalf = $9, topics = $10, service = $11, device = $12, barrier = $13, duration = $14, \
     outcome = $15, referred_to = $16, boundary = $17, sent_on = $18, heard = $19, language = $20, source = $21, \
     n = $22 WHERE tenant_id = $1 AND id = $2 AND undone = 0";

/// Lets a visit say something else.
///
/// # Errors
/// As [`changeable`], and the new day as in [`register`].
pub fn correct(tx: &mut Tx, id: Id, visit: &Visit, asking: Asking) -> Result<(), AppError> {
    lock(tx, id)?;
    let today = today(tx);
    let before = changeable(tx, id, asking, today)?;
    check_day(visit.day, visit.source, today)?;
    let mut values: Vec<Value> = params![tx.tenant(), id.0];
    values.extend(record::values(visit));
    tx.exec(CORRECT, &values)?;
    figures::take_away(tx, &before)?;
    figures::add(tx, visit)
}

/// What was entered today at a place, in an order that says nothing of when: by part of the day, then by content.
///
/// # Errors
/// A fault of the database.
pub fn list_today(q: &mut impl Query, place: Id, today: Date, asking: Asking) -> Result<Vec<OpenVisit>, AppError> {
    let tenant = q.tenant();
    let mut list = q.rows(
        concat!(
            "SELECT id, actor_id, ",
            columns!(),
            " FROM visit_open WHERE tenant_id = $1 AND entered_day = $2 AND place_id = $3 AND undone = 0"
        ),
        &params![tenant, days(today), place.0],
        |row| {
            Ok(OpenVisit {
                id: Id(row.id(0)?),
                mine: asking.any || row.opt_id(1)? == asking.actor,
                visit: record::read(row, 2)?,
            })
        },
    )?;
    list.sort_by_cached_key(|v| {
        let part = v.visit.part_of_day;
        (
            std::cmp::Reverse(part.map(|p| p as u8)),
            domain::visits::content_key(&v.visit),
            v.id,
        )
    });
    Ok(list)
}

/// How many visits there have been at a place on a day.
///
/// # Errors
/// A fault of the database.
pub fn count_of_day(q: &mut impl Query, place: Id, day: Date) -> Result<i64, AppError> {
    let tenant = q.tenant();
    let n = q.rows(
        "SELECT n FROM visit_day WHERE tenant_id = $1 AND day = $2 AND place_id = $3",
        &params![tenant, days(day), place.0],
        |row| row.int(0),
    )?;
    Ok(n.into_iter().sum())
}

/// Fewer known visits than this tell nothing about what is usual.
const ENOUGH_TO_LEARN: i64 = 10;

/// What has been most usual at a place this month and the last: where one value has more than half of at least ten visits
/// of which it is known. Otherwise *not known*, so that nothing is made up.
///
/// # Errors
/// A fault of the database.
pub fn usual(q: &mut impl Query, place: Id, today: Date) -> Result<Usual, AppError> {
    let tenant = q.tenant();
    let month = today.first_of_month();
    let before = month.yesterday().map_or(month, Date::first_of_month);
    let rows = q.rows(
        "SELECT dimension, value, n FROM visit_month WHERE tenant_id = $1 AND month IN ($2, $3) AND place_id = $4
         AND dimension IN ('form', 'behalf', 'device', 'language')",
        &params![tenant, days(before), days(month), place.0],
        |row| Ok((row.text(0)?, row.text(1)?, row.int(2)?)),
    )?;
    let mut counts: BTreeMap<(String, String), i64> = BTreeMap::new();
    for (dimension, value, n) in rows.into_iter().filter(|(_, value, _)| value != UNKNOWN) {
        *counts.entry((dimension, value)).or_default() += n;
    }
    let most = |dimension: Dimension| {
        let of = || counts.iter().filter(|((d, _), _)| d == dimension.code());
        let all: i64 = of().map(|(_, n)| n).sum();
        of().find(|(_, n)| all >= ENOUGH_TO_LEARN && **n * 2 > all).map(|((_, value), _)| value.as_str())
    };
    let none = Usual::default();
    Ok(Usual {
        form: most(Dimension::Form).and_then(Form::parse).unwrap_or(none.form),
        behalf: most(Dimension::Behalf).and_then(Behalf::parse).unwrap_or(none.behalf),
        device: most(Dimension::Device).and_then(UsedDevice::parse).unwrap_or(none.device),
        language: most(Dimension::Language).and_then(GuidanceLanguage::parse).unwrap_or(none.language),
    })
}

/// What the form of a place shows.
///
/// # Errors
/// A fault of the database.
pub fn shows(q: &mut impl Query, place: Id, today: Date) -> Result<Shows, AppError> {
    let tenant = q.tenant();
    let found = q.one(
        "SELECT age_bands, measuring_from, measuring_to FROM visit_setting WHERE tenant_id = $1 AND place_id = $2",
        &params![tenant, place.0],
        |row| Ok((row.text(0)?, row.opt_int(1)?, row.opt_int(2)?)),
    )?;
    let Some((ages, from, to)) = found else {
        return Ok(Shows {
            ages: AgeBandSet::Fine,
            measuring: false,
            weeks: (None, None),
        });
    };
    let today = days(today);
    Ok(Shows {
        ages: stored_code(&ages, AgeBandSet::parse)?,
        measuring: from.is_some_and(|from| from <= today) && to.is_none_or(|to| today <= to),
        weeks: (from.map(day_of), to.map(day_of)),
    })
}

/// Sets what the form of a place shows: which age bands, and from which day to which the rare fields are there.
///
/// # Errors
/// A fault of the database.
pub fn set_shows(
    tx: &mut Tx,
    place: Id,
    ages: AgeBandSet,
    (from, to): (Option<Date>, Option<Date>),
) -> Result<(), AppError> {
    let tenant = tx.tenant();
    tx.exec(
        "INSERT INTO visit_setting (tenant_id, place_id, age_bands, measuring_from, measuring_to) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (tenant_id, place_id) DO UPDATE SET age_bands = excluded.age_bands,
         measuring_from = excluded.measuring_from, measuring_to = excluded.measuring_to",
        &params![tenant, place.0, ages.code(), from.map(days), to.map(days)],
    )?;
    let after = serde_json::json!({ "age_bands": ages.code(), "measuring_from": from, "measuring_to": to });
    tx.history("visits", "form", place.0, "changed", None, Some(after.to_string()))?;
    Ok(())
}

/// How many visits entered before `day` are not sealed, and how many receipts should have been forgotten before it.
///
/// # Errors
/// A fault of the database.
pub fn left_before(q: &mut impl Query, day: Date) -> Result<(i64, i64), AppError> {
    let key = params![q.tenant(), days(day)];
    let open = "SELECT COUNT(*) FROM visit_open WHERE tenant_id = $1 AND entered_day < $2";
    let receipts = "SELECT COUNT(*) FROM visit_receipt WHERE tenant_id = $1 AND last_day < $2";
    let open = q.one(open, &key, |row| row.int(0))?.unwrap_or_default();
    let receipts = q.one(receipts, &key, |row| row.int(0))?.unwrap_or_default();
    Ok((open, receipts))
}
