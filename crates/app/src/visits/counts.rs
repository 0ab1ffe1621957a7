//! What the figures are read from: the rows that are kept in step with every visit and, where those are too coarse, the
//! visits themselves added up. Nothing here gives one visit.

use crate::frame::{day_of, days, stored_code};
use domain::{
    shared::Id,
    statistics::{Dimension, NO_VALUE, Period, PeriodKind, RollupRow, UNKNOWN, whole},
    visits::TopicSet,
};
use jiff::civil::Date;
use std::collections::{BTreeMap, HashMap};
use store::{Fault, Query, Row, Value, params};

/// Which visits are counted: all, or those at one place, in one offering, or both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// Only at this place.
    pub place: Option<Id>,
    /// Only in this offering.
    pub offering: Option<Id>,
}

/// A condition with the values it needs, in the order of the placeholders.
struct Narrowed {
    sql: String,
    values: Vec<Value>,
}

impl Narrowed {
    /// Days (or first days of months) from one to another, both included.
    fn new(q: &impl Query, column: &str, first: Date, last: Date, choice: Choice) -> Self {
        let mut narrowed = Self {
            sql: format!("tenant_id = $1 AND {column} BETWEEN $2 AND $3"),
            values: params![q.tenant(), days(first), days(last)],
        };
        for (column, id) in [("place_id", choice.place), ("offering_id", choice.offering)] {
            if let Some(id) = id {
                narrowed.values.push(Value::from(id.0));
                narrowed.sql += &format!(" AND {column} = ${}", narrowed.values.len());
            }
        }
        narrowed
    }

    fn only(mut self, dimensions: &[Dimension]) -> Self {
        let mut marks = Vec::with_capacity(dimensions.len());
        for dimension in dimensions {
            self.values.push(Value::from(dimension.code()));
            marks.push(format!("${}", self.values.len()));
        }
        self.sql += &format!(" AND dimension IN ({})", marks.join(", "));
        self
    }
}

/// The day of the first visit that is counted; `None` before there is one.
///
/// # Errors
/// A fault of the database.
pub fn first_day(q: &mut impl Query, choice: Choice) -> Result<Option<Date>, Fault> {
    let which = Narrowed::new(q, "day", Date::MIN, Date::MAX, choice);
    let sql = format!("SELECT MIN(day) FROM visit_day WHERE {} AND n <> 0", which.sql);
    Ok(q.one(&sql, &which.values, |row| row.opt_int(0))?.flatten().map(day_of))
}

/// Visits by month for each value of these dimensions. `first` and `last` are the first days of the first and the last
/// month. Reads the kept rows only, so a year takes as long whether it had a hundred visits or a hundred thousand.
///
/// # Errors
/// A fault of the database.
pub fn by_month(
    q: &mut impl Query,
    first: Date,
    last: Date,
    choice: Choice,
    dimensions: &[Dimension],
) -> Result<Vec<RollupRow>, Fault> {
    let mut rows: Vec<RollupRow> = Vec::new();
    let Some(wanted) = kept_dimensions(dimensions) else {
        return Ok(rows);
    };
    let which = Narrowed::new(q, "month", first, last, choice).only(&wanted);
    let sql = format!(
        "SELECT month, CAST(SUM(n) AS BIGINT), dimension, value, offering_id FROM visit_month WHERE {}
         GROUP BY month, dimension, value, offering_id",
        which.sql
    );
    let mut counts: BTreeMap<(Dimension, Date, String), i64> = BTreeMap::new();
    let mut all: BTreeMap<Date, u64> = BTreeMap::new();
    q.rows(&sql, &which.values, |row| {
        let (month, n) = (day_of(row.int(0)?), row.int(1)?);
        let kept = stored_code(row.str(2)?, Dimension::parse)?;
        if kept == Dimension::Place {
            *all.entry(month).or_default() += counted(n);
        }
        for dimension in dimensions.iter().filter(|d| d.kept_in() == kept) {
            let value = match dimension {
                Dimension::Offering => Id(row.id(4)?).to_string(),
                Dimension::PartOfDay => part_of(row.str(3)?).to_owned(),
                _ => row.text(3)?,
            };
            *counts.entry((*dimension, month, value)).or_default() += n;
        }
        Ok(())
    })?;
    for dimension in dimensions {
        let of = counts.iter().filter(|((d, ..), n)| d == dimension && **n > 0);
        let kept = of.map(|((_, month, value), n)| RollupRow {
            dimension: *dimension,
            value: value.clone(),
            day: *month,
            n: counted(*n),
        });
        rows.extend(whole(*dimension, kept.collect(), &all));
    }
    Ok(rows)
}

/// The dimensions whose rows tell about these, with that of places, which tells how many visits there are in all.
fn kept_dimensions(asked: &[Dimension]) -> Option<Vec<Dimension>> {
    let mut kept: Vec<Dimension> = asked.iter().map(|d| d.kept_in()).collect();
    kept.sort_unstable();
    kept.dedup();
    let first = *kept.first()?;
    if first != Dimension::Place {
        kept.insert(0, Dimension::Place);
    }
    Some(kept)
}

/// The part of the day in a value of [`Dimension::WeekdayPart`].
fn part_of(weekday_part: &str) -> &str {
    weekday_part.split_once('.').map_or(UNKNOWN, |(_, part)| part)
}

/// Visits by day for each value of a dimension.
///
/// # Errors
/// A fault of the database.
pub fn by_day(
    q: &mut impl Query,
    first: Date,
    last: Date,
    choice: Choice,
    dimension: Dimension,
) -> Result<Vec<RollupRow>, Fault> {
    let which = Narrowed::new(q, "day", first, last, choice);
    let column = column(dimension);
    let from = if kept_by_day(dimension) {
        format!("SELECT day, {column}, n FROM visit_day WHERE {}", which.sql)
    } else {
        visits(&format!("day, {column}"), &which.sql)
    };
    let sql = format!("SELECT day, CAST(SUM(n) AS BIGINT), {column} FROM ({from}) AS counted GROUP BY day, {column}");
    let mut counts: BTreeMap<(Date, String), u64> = BTreeMap::new();
    q.rows(&sql, &which.values, |row| {
        let day = day_of(row.int(0)?);
        for value in values(row, 2, dimension, day)? {
            *counts.entry((day, value)).or_default() += counted(row.int(1)?);
        }
        Ok(())
    })?;
    let rows = counts.into_iter().filter(|(_, n)| *n > 0);
    Ok(rows
        .map(|((day, value), n)| RollupRow {
            dimension,
            value,
            day,
            n,
        })
        .collect())
}

/// The visits that count, sealed and open.
fn visits(columns: &str, which: &str) -> String {
    format!(
        "SELECT {columns}, n FROM visit WHERE {which}
         UNION ALL SELECT {columns}, n FROM visit_open WHERE {which} AND undone = 0"
    )
}

/// A sum below zero is an error in the kept rows, which [`recounted`] finds; nobody is shown one.
fn counted(n: i64) -> u64 {
    u64::try_from(n).unwrap_or(0)
}

const fn kept_by_day(dimension: Dimension) -> bool {
    matches!(
        dimension,
        Dimension::Place | Dimension::Offering | Dimension::PartOfDay | Dimension::WeekdayPart
    )
}

const fn column(dimension: Dimension) -> &'static str {
    match dimension {
        Dimension::Place => "place_id",
        Dimension::Offering => "offering_id",
        Dimension::Topic => "topics",
        Dimension::Referral => "referred_to",
        Dimension::PartOfDay | Dimension::WeekdayPart => "part_of_day",
        other => other.code(),
    }
}

fn values(row: &Row<'_>, at: usize, dimension: Dimension, day: Date) -> Result<Vec<String>, Fault> {
    let one = match dimension {
        Dimension::Place | Dimension::Offering => Id(row.id(at)?).to_string(),
        Dimension::Topic => return topics(row.int(at)?),
        Dimension::WeekdayPart => format!("{}.{}", day.weekday().to_monday_one_offset(), row.str(at)?),
        Dimension::Service | Dimension::Referral | Dimension::Boundary if row.str(at)?.is_empty() => {
            NO_VALUE.to_owned()
        }
        _ => row.text(at)?,
    };
    Ok(vec![one])
}

fn topics(stored: i64) -> Result<Vec<String>, Fault> {
    let set = u64::try_from(stored).ok().and_then(TopicSet::from_bits);
    let set = set.ok_or_else(|| Fault::corrupt("a topic that is not known"))?;
    if set.is_empty() {
        return Ok(vec![UNKNOWN.to_owned()]);
    }
    Ok(set.iter().map(|topic| topic.code().to_owned()).collect())
}

/// One kept number: for a month or a day, a place, an offering and a value.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CountKey {
    /// The month, or the day.
    pub period: Period,
    /// The place.
    pub place: Id,
    /// The offering.
    pub offering: Id,
    /// The dimension; for days the part of the day.
    pub dimension: Dimension,
    /// The value.
    pub value: String,
}

/// Numbers by what they stand for.
pub type Counts = HashMap<CountKey, i64>;

/// Every kept number that is not nought.
///
/// # Errors
/// A fault of the database.
pub fn kept(q: &mut impl Query) -> Result<Counts, Fault> {
    let tenant = q.tenant();
    let mut counts = Counts::new();
    q.rows(
        "SELECT month, n, place_id, offering_id, dimension, value FROM visit_month WHERE tenant_id = $1 AND n <> 0",
        &params![tenant],
        |row| {
            let dimension = stored_code(row.str(4)?, Dimension::parse)?;
            if dimension.keeps(row.str(5)?) {
                let key = key(row, PeriodKind::Month, dimension, row.text(5)?)?;
                *counts.entry(key).or_default() += row.int(1)?;
            }
            Ok(())
        },
    )?;
    q.rows(
        "SELECT day, n, place_id, offering_id, part_of_day FROM visit_day WHERE tenant_id = $1 AND n <> 0",
        &params![tenant],
        |row| {
            let key = key(row, PeriodKind::Day, Dimension::PartOfDay, row.text(4)?)?;
            *counts.entry(key).or_default() += row.int(1)?;
            Ok(())
        },
    )?;
    Ok(counts)
}

/// The same numbers, counted anew from the visits.
///
/// # Errors
/// A fault of the database.
pub fn recounted(q: &mut impl Query) -> Result<Counts, Fault> {
    let tenant = q.tenant();
    let mut counts = Counts::new();
    for dimension in Dimension::ALL {
        let column = column(dimension);
        let columns = match dimension {
            Dimension::Place | Dimension::Offering => "day, place_id, offering_id".to_owned(),
            _ => format!("day, place_id, offering_id, {column}"),
        };
        let from = visits(&columns, "tenant_id = $1");
        let sql = format!(
            "SELECT day, CAST(SUM(n) AS BIGINT), place_id, offering_id, {column} FROM ({from}) AS counted
             GROUP BY {columns}"
        );
        q.rows(&sql, &params![tenant], |row| {
            let n = row.int(1)?;
            for value in values(row, 4, dimension, day_of(row.int(0)?))? {
                if dimension.keeps(&value) {
                    *counts.entry(key(row, PeriodKind::Month, dimension, value.clone())?).or_default() += n;
                }
                if dimension == Dimension::PartOfDay {
                    *counts.entry(key(row, PeriodKind::Day, dimension, value)?).or_default() += n;
                }
            }
            Ok(())
        })?;
    }
    Ok(counts)
}

fn key(row: &Row<'_>, kind: PeriodKind, dimension: Dimension, value: String) -> Result<CountKey, Fault> {
    Ok(CountKey {
        period: Period::of(kind, day_of(row.int(0)?)),
        place: Id(row.id(2)?),
        offering: Id(row.id(3)?),
        dimension,
        value,
    })
}
