//! What shifts need, when guides can, and the secret address of their calendar.

use crate::frame::{AppError, day_of, days, stored_code, stored_key};
use domain::{
    offerings::Topic,
    roster::{BusyWhy, Demand, Willingness},
    schedule::OccurrenceKey,
    shared::{Id, Key, Minute},
};
use jiff::civil::{Date, Weekday};
use std::collections::{BTreeMap, BTreeSet};
use store::{Fault, Query, Row, Tx, Value, params};

/// The day that stands for a whole schedule.
const WHOLE: i64 = -1;

/// Whose demand it is: a whole schedule's, or one occurrence's.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Target {
    /// The offering.
    pub offering: Key,
    /// The schedule.
    pub schedule: Key,
    /// The day in the plan; `None` for all.
    pub original: Option<Date>,
}

impl Target {
    /// One occurrence.
    #[must_use]
    pub fn of(key: &OccurrenceKey) -> Self {
        Self {
            offering: key.offering.clone(),
            schedule: key.schedule.clone(),
            original: Some(key.original),
        }
    }

    /// A whole schedule.
    #[must_use]
    pub fn whole_of(offering: &Key, schedule: &Key) -> Self {
        Self {
            offering: offering.clone(),
            schedule: schedule.clone(),
            original: None,
        }
    }

    /// Every occurrence of the same schedule.
    #[must_use]
    pub fn whole(&self) -> Self {
        Self {
            original: None,
            ..self.clone()
        }
    }
}

fn in_json(list: impl Iterator<Item = String>) -> String {
    serde_json::Value::from(list.collect::<Vec<String>>()).to_string()
}

fn list<T>(json: &str, read: impl Fn(&str) -> Option<T>) -> Result<Vec<T>, Fault> {
    let texts: Vec<String> = serde_json::from_str(json).map_err(|_| Fault::corrupt("not a list"))?;
    let bad = || Fault::corrupt("not a code");
    texts.iter().map(|text| read(text).ok_or_else(bad)).collect()
}

pub(super) fn occurrence(row: &Row, at: usize) -> Result<OccurrenceKey, Fault> {
    Ok(OccurrenceKey {
        offering: stored_key(row.str(at)?)?,
        schedule: stored_key(row.str(at + 1)?)?,
        original: day_of(row.int(at + 2)?),
    })
}

fn demand(row: &Row) -> Result<(Target, Demand), Fault> {
    let day = row.int(2)?;
    let target = Target {
        offering: stored_key(row.str(0)?)?,
        schedule: stored_key(row.str(1)?)?,
        original: (day != WHOLE).then(|| day_of(day)),
    };
    let demand = Demand {
        guides: u16::try_from(row.int(3)?).map_err(|_| Fault::corrupt("not a number of guides"))?,
        topics: list(row.str(4)?, Topic::parse)?,
        services: list(row.str(5)?, |t| Key::parse(t).ok())?,
        languages: list(row.str(6)?, |t| Some(t.to_owned()))?,
        experienced_with_new: row.bool(7)?,
        young_with_old: row.bool(8)?,
        adult_with_pupils: row.bool(9)?,
        same_face: row.bool(10)?,
        coordinator_agrees: row.bool(11)?,
    };
    Ok((target, demand))
}

/// Every demand.
///
/// # Errors
/// A fault of the database.
pub fn demands(q: &mut impl Query) -> Result<BTreeMap<Target, Demand>, AppError> {
    let tenant = q.tenant();
    let sql = "SELECT offering, schedule, original_day, guides, topics, services, languages, experienced_with_new,
                   young_with_old, adult_with_pupils, same_face, coordinator_agrees
               FROM roster_demand WHERE tenant_id = $1";
    Ok(q.rows(sql, &params![tenant], demand)?.into_iter().collect())
}

/// Writes a demand.
///
/// # Errors
/// A fault of the database.
pub fn put_demand(tx: &mut Tx, target: &Target, d: &Demand) -> Result<(), AppError> {
    let tenant = tx.tenant();
    tx.exec(
        "INSERT INTO roster_demand (tenant_id, offering, schedule, original_day, guides, topics, services, languages,
             experienced_with_new, young_with_old, adult_with_pupils, same_face, coordinator_agrees)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
         ON CONFLICT (tenant_id, offering, schedule, original_day) DO UPDATE SET guides = excluded.guides,
             topics = excluded.topics, services = excluded.services, languages = excluded.languages,
             experienced_with_new = excluded.experienced_with_new, young_with_old = excluded.young_with_old,
             adult_with_pupils = excluded.adult_with_pupils, same_face = excluded.same_face,
             coordinator_agrees = excluded.coordinator_agrees",
        &params![
            tenant,
            target.offering.as_str(),
            target.schedule.as_str(),
            target.original.map_or(WHOLE, days),
            i64::from(d.guides),
            in_json(d.topics.iter().map(|t| t.code().to_owned())),
            in_json(d.services.iter().map(ToString::to_string)),
            in_json(d.languages.iter().cloned()),
            d.experienced_with_new,
            d.young_with_old,
            d.adult_with_pupils,
            d.same_face,
            d.coordinator_agrees
        ],
    )?;
    Ok(())
}

/// Takes a demand away: the schedule is not rostered any more, or the occurrence is as the others.
///
/// # Errors
/// A fault of the database.
pub fn remove_demand(tx: &mut Tx, target: &Target) -> Result<(), AppError> {
    let tenant = tx.tenant();
    tx.exec(
        "DELETE FROM roster_demand WHERE tenant_id = $1 AND offering = $2 AND schedule = $3 AND original_day = $4",
        &params![tenant, target.offering.as_str(), target.schedule.as_str(), target.original.map_or(WHOLE, days)],
    )?;
    Ok(())
}

/// Whether a schedule's guides are those of the roster.
///
/// # Errors
/// A fault of the database.
pub fn is_rostered(q: &mut impl Query, offering: &Key, schedule: &Key) -> Result<bool, AppError> {
    let tenant = q.tenant();
    let sql =
        "SELECT 1 FROM roster_demand WHERE tenant_id = $1 AND offering = $2 AND schedule = $3 AND original_day = -1";
    Ok(
        q.one(sql, &params![tenant, offering.as_str(), schedule.as_str()], |row| {
            row.int(0)
        })?
        .is_some(),
    )
}

/// When somebody cannot, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// Its identity.
    pub id: Id,
    /// Who.
    pub guide: Id,
    /// Why.
    pub why: BusyWhy,
    /// The first day.
    pub first: Date,
    /// The last day.
    pub last: Date,
    /// Only this weekday; every day when `None`.
    pub weekday: Option<Weekday>,
    /// From, each day.
    pub start: Minute,
    /// Until, each day.
    pub end: Minute,
}

impl Span {
    /// Whether a day is one of hers.
    #[must_use]
    pub fn covers(&self, day: Date) -> bool {
        self.first <= day && day <= self.last && self.weekday.is_none_or(|w| w == day.weekday())
    }
}

const fn why_code(why: BusyWhy) -> &'static str {
    match why {
        BusyWhy::School => "school",
        BusyWhy::Absent => "absent",
        BusyWhy::SaidNo | BusyWhy::NotHere | BusyWhy::Elsewhere => "said_no",
    }
}

fn span(row: &Row) -> Result<Span, Fault> {
    let why = match row.str(2)? {
        "school" => BusyWhy::School,
        "absent" => BusyWhy::Absent,
        _ => BusyWhy::SaidNo,
    };
    let weekday = |n: i64| {
        let n = i8::try_from(n).map_err(|_| Fault::corrupt("not a weekday"))?;
        Weekday::from_monday_one_offset(n).map_err(|_| Fault::corrupt("not a weekday"))
    };
    let minute = |n: i64| {
        let minute = u16::try_from(n).ok().and_then(Minute::new);
        minute.ok_or_else(|| Fault::corrupt("not a minute of the day"))
    };
    Ok(Span {
        id: Id(row.id(0)?),
        guide: Id(row.id(1)?),
        why,
        first: day_of(row.int(3)?),
        last: day_of(row.int(4)?),
        weekday: row.opt_int(5)?.map(weekday).transpose()?,
        start: minute(row.int(6)?)?,
        end: minute(row.int(7)?)?,
    })
}

/// When people cannot that are not over on a day, in order.
///
/// # Errors
/// A fault of the database.
pub fn spans(q: &mut impl Query, from: Date) -> Result<Vec<Span>, AppError> {
    let tenant = q.tenant();
    let sql = "SELECT id, guide_id, why, first_day, last_day, weekday, start_minute, end_minute
               FROM roster_busy WHERE tenant_id = $1 AND last_day >= $2";
    let mut found = q.rows(sql, &params![tenant, days(from)], span)?;
    found.sort_by_key(|s| {
        (
            s.guide,
            s.first,
            s.weekday.map(Weekday::to_monday_one_offset),
            s.start,
            s.id,
        )
    });
    Ok(found)
}

/// Writes when somebody cannot; the same id again changes nothing.
///
/// # Errors
/// A fault of the database.
pub fn put_span(tx: &mut Tx, s: &Span) -> Result<(), AppError> {
    let tenant = tx.tenant();
    tx.exec(
        "INSERT INTO roster_busy (tenant_id, id, guide_id, why, first_day, last_day, weekday, start_minute, end_minute)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (tenant_id, id) DO NOTHING",
        &params![
            tenant,
            s.id.0,
            s.guide.0,
            why_code(s.why),
            days(s.first),
            days(s.last),
            s.weekday.map(|w| i64::from(w.to_monday_one_offset())),
            i64::from(s.start.get()),
            i64::from(s.end.get())
        ],
    )?;
    Ok(())
}

/// Takes one of hers away.
///
/// # Errors
/// A fault of the database.
pub fn remove_span(tx: &mut Tx, guide: Id, id: Id) -> Result<(), AppError> {
    let tenant = tx.tenant();
    tx.exec(
        "DELETE FROM roster_busy WHERE tenant_id = $1 AND guide_id = $2 AND id = $3",
        &params![tenant, guide.0, id.0],
    )?;
    Ok(())
}

/// Her absences that have begun end the day before `from`.
///
/// # Errors
/// A fault of the database.
pub fn end_absence(tx: &mut Tx, guide: Id, from: Date) -> Result<(), AppError> {
    let of_her = params![tx.tenant(), guide.0, days(from)];
    tx.exec(
        "DELETE FROM roster_busy WHERE tenant_id = $1 AND guide_id = $2 AND why = 'absent' AND first_day = $3",
        &of_her,
    )?;
    tx.exec(
        "UPDATE roster_busy SET last_day = $4
         WHERE tenant_id = $1 AND guide_id = $2 AND why = 'absent' AND first_day < $3 AND last_day >= $3",
        &params![tx.tenant(), guide.0, days(from), days(from) - 1],
    )?;
    Ok(())
}

/// Keeps that a shift was hers before she was away.
///
/// # Errors
/// A fault of the database.
pub fn free(tx: &mut Tx, guide: Id, key: &OccurrenceKey) -> Result<(), AppError> {
    let named = named(tx.tenant(), guide, key);
    tx.exec(
        "INSERT INTO roster_freed (tenant_id, guide_id, offering, schedule, original_day) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT DO NOTHING",
        &named,
    )?;
    Ok(())
}

/// It is hers again, or for good not hers.
///
/// # Errors
/// A fault of the database.
pub fn not_freed(tx: &mut Tx, guide: Id, key: &OccurrenceKey) -> Result<(), AppError> {
    let named = named(tx.tenant(), guide, key);
    tx.exec(
        "DELETE FROM roster_freed
         WHERE tenant_id = $1 AND guide_id = $2 AND offering = $3 AND schedule = $4 AND original_day = $5",
        &named,
    )?;
    Ok(())
}

/// The shifts that were somebody's before she was away, whose day in the plan is not before `from`.
///
/// # Errors
/// A fault of the database.
pub fn freed(q: &mut impl Query, from: Date) -> Result<Vec<(Id, OccurrenceKey)>, AppError> {
    let tenant = q.tenant();
    let sql = "SELECT guide_id, offering, schedule, original_day FROM roster_freed
               WHERE tenant_id = $1 AND original_day >= $2";
    let mut found = q.rows(sql, &params![tenant, days(from)], |row| {
        Ok((Id(row.id(0)?), occurrence(row, 1)?))
    })?;
    found.sort();
    Ok(found)
}

/// The schedules whose guides are those of the roster.
///
/// # Errors
/// A fault of the database.
pub fn rostered(q: &mut impl Query) -> Result<BTreeSet<(Key, Key)>, AppError> {
    let all = demands(q)?.into_keys().filter(|t| t.original.is_none());
    Ok(all.map(|t| (t.offering, t.schedule)).collect())
}

/// Answers about occurrences whose day in the plan is not before `from`.
///
/// # Errors
/// A fault of the database.
pub fn answers(q: &mut impl Query, from: Date) -> Result<BTreeMap<(Id, OccurrenceKey), Willingness>, AppError> {
    let tenant = q.tenant();
    let sql = "SELECT offering, schedule, original_day, guide_id, answer FROM roster_answer
               WHERE tenant_id = $1 AND original_day >= $2";
    let found = q.rows(sql, &params![tenant, days(from)], |row| {
        let answer = stored_code(row.str(4)?, Willingness::parse)?;
        Ok(((Id(row.id(3)?), occurrence(row, 0)?), answer))
    })?;
    Ok(found.into_iter().collect())
}

fn named(tenant: i64, guide: Id, key: &OccurrenceKey) -> Vec<Value> {
    params![tenant, guide.0, key.offering.as_str(), key.schedule.as_str(), days(key.original)].to_vec()
}

/// Keeps what somebody answers about an occurrence; `None` for "fine".
///
/// # Errors
/// A fault of the database.
pub fn answer(tx: &mut Tx, guide: Id, key: &OccurrenceKey, answer: Option<Willingness>) -> Result<(), AppError> {
    let mut named = named(tx.tenant(), guide, key);
    match answer {
        None => tx.exec(
            "DELETE FROM roster_answer
             WHERE tenant_id = $1 AND guide_id = $2 AND offering = $3 AND schedule = $4 AND original_day = $5",
            &named,
        )?,
        Some(answer) => {
            named.push(answer.code().into());
            tx.exec(
                "INSERT INTO roster_answer (tenant_id, guide_id, offering, schedule, original_day, answer)
                 VALUES ($1, $2, $3, $4, $5, $6)
                 ON CONFLICT (tenant_id, guide_id, offering, schedule, original_day) DO UPDATE SET answer = excluded.answer",
                &named,
            )?
        }
    };
    Ok(())
}

fn hash(token: &str) -> Vec<u8> {
    use sha2::Digest;
    sha2::Sha256::digest(token.as_bytes()).to_vec()
}

/// A new secret address for her calendar in place of any that was; it is stored nowhere.
///
/// # Errors
/// A fault of the database.
pub fn make_feed(tx: &mut Tx, guide: Id) -> Result<String, AppError> {
    let (tenant, now) = (tx.tenant(), tx.now().as_millisecond());
    let (token, token_hash) = crate::access::store::new_token(tx);
    tx.exec(
        "INSERT INTO roster_feed (tenant_id, guide_id, token_hash, made_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (tenant_id, guide_id) DO UPDATE SET token_hash = excluded.token_hash, made_at = excluded.made_at",
        &params![tenant, guide.0, token_hash.to_vec(), now],
    )?;
    Ok(token)
}

/// The guide whose calendar an address is.
///
/// # Errors
/// A fault of the database.
pub fn by_feed(q: &mut impl Query, token: &str) -> Result<Option<Id>, AppError> {
    let tenant = q.tenant();
    let sql = "SELECT guide_id FROM roster_feed WHERE tenant_id = $1 AND token_hash = $2";
    Ok(q.one(sql, &params![tenant, hash(token)], |row| Ok(Id(row.id(0)?)))?)
}

/// Whether she has an address for her calendar.
///
/// # Errors
/// A fault of the database.
pub fn has_feed(q: &mut impl Query, guide: Id) -> Result<bool, AppError> {
    let tenant = q.tenant();
    let sql = "SELECT 1 FROM roster_feed WHERE tenant_id = $1 AND guide_id = $2";
    Ok(q.one(sql, &params![tenant, guide.0], |row| row.int(0))?.is_some())
}

/// Deletes what a guide told us and her calendar's address; shifts keep her identity alone.
///
/// # Errors
/// A fault of the database.
pub fn erase(tx: &mut Tx, guide: Id) -> Result<(), AppError> {
    let of_her = params![tx.tenant(), guide.0];
    tx.exec(
        "DELETE FROM roster_feed WHERE tenant_id = $1 AND guide_id = $2",
        &of_her,
    )?;
    tx.exec(
        "DELETE FROM roster_answer WHERE tenant_id = $1 AND guide_id = $2",
        &of_her,
    )?;
    tx.exec(
        "DELETE FROM roster_busy WHERE tenant_id = $1 AND guide_id = $2",
        &of_her,
    )?;
    tx.exec(
        "DELETE FROM roster_take WHERE tenant_id = $1 AND (guide_id = $2 OR taker_id = $2)",
        &of_her,
    )?;
    tx.exec(
        "DELETE FROM roster_offer WHERE tenant_id = $1 AND guide_id = $2",
        &of_her,
    )?;
    tx.exec(
        "DELETE FROM roster_freed WHERE tenant_id = $1 AND guide_id = $2",
        &of_her,
    )?;
    tx.exec(
        "DELETE FROM roster_draft WHERE tenant_id = $1 AND guide_id = $2",
        &of_her,
    )?;
    Ok(())
}

/// The night's work: what was said about days that are gone is deleted after four weeks, drafts after eight, shifts after two
/// years.
///
/// # Errors
/// A fault of the database.
pub fn tidy(tx: &mut Tx, today: Date) -> Result<(), AppError> {
    let before = |gone: i64| params![tx.tenant(), days(today) - gone];
    let (four, eight, years) = (before(28), before(56), before(2 * 365));
    tx.exec(
        "DELETE FROM roster_answer WHERE tenant_id = $1 AND original_day < $2",
        &four,
    )?;
    tx.exec("DELETE FROM roster_busy WHERE tenant_id = $1 AND last_day < $2", &four)?;
    tx.exec(
        "DELETE FROM roster_freed WHERE tenant_id = $1 AND original_day < $2",
        &four,
    )?;
    tx.exec(
        "DELETE FROM roster_take WHERE tenant_id = $1 AND original_day < $2",
        &four,
    )?;
    tx.exec(
        "DELETE FROM roster_offer WHERE tenant_id = $1 AND original_day < $2",
        &four,
    )?;
    tx.exec(
        "DELETE FROM roster_draft WHERE tenant_id = $1
         AND plan_id IN (SELECT id FROM roster_plan WHERE tenant_id = $1 AND last_day < $2)",
        &eight,
    )?;
    tx.exec("DELETE FROM roster_plan WHERE tenant_id = $1 AND last_day < $2", &eight)?;
    tx.exec(
        "DELETE FROM roster_demand WHERE tenant_id = $1 AND original_day >= 0 AND original_day < $2",
        &years,
    )?;
    tx.exec(
        "DELETE FROM roster_shift WHERE tenant_id = $1 AND original_day < $2",
        &years,
    )?;
    tx.exec(
        "DELETE FROM roster_occurrence WHERE tenant_id = $1 AND original_day < $2",
        &years,
    )?;
    Ok(())
}
