use crate::{
    frame::AppError,
    visits::counts::{Choice, CountKey, by_day, by_month, first_day, kept, recounted},
};
use domain::boundaries::CompetenceStatement;
use domain::statistics::{
    Audience, Cell, Dimension, Period, PeriodKind, RollupRow, Table, pivot, suppress, visits_per_bucket, week_table,
};
use jiff::{ToSpan, civil::Date};
use store::{Fault, Query, Tx, params};

/// The rows a table with such buckets is made from. Whole months come from the kept rows; days are read only where the
/// buckets are days or weeks, or where the period begins or ends inside a month.
fn rows(
    q: &mut impl Query,
    period: Period,
    bucket: PeriodKind,
    choice: Choice,
    dimensions: &[Dimension],
) -> Result<Vec<RollupRow>, Fault> {
    let mut out = Vec::new();
    let mut days = vec![(period.first(), period.last())];
    if !matches!(bucket, PeriodKind::Day | PeriodKind::Week) {
        let (first, last) = whole_months(period);
        if first <= last {
            out = by_month(q, first, last, choice, dimensions)?;
            days = vec![(period.first(), before(first)), (after(last.last_of_month()), period.last())];
        }
    }
    for (first, last) in days.into_iter().filter(|(first, last)| first <= last) {
        for dimension in dimensions {
            out.extend(by_day(q, first, last, choice, *dimension)?);
        }
    }
    Ok(out)
}

/// The first days of the first and the last month that lie wholly in the period; the wrong way round when none does.
fn whole_months(period: Period) -> (Date, Date) {
    let (first, last) = (period.first(), period.last());
    let first = if first == first.first_of_month() {
        first
    } else {
        after(first.last_of_month())
    };
    let last = if last == last.last_of_month() {
        last.first_of_month()
    } else {
        before(last.first_of_month()).first_of_month()
    };
    (first, last)
}

fn before(day: Date) -> Date {
    day.saturating_sub(1.day())
}

fn after(day: Date) -> Date {
    day.saturating_add(1.day())
}

/// The figures of one period.
#[derive(Clone, Debug)]
pub struct Side {
    /// The period.
    pub period: Period,
    /// The buckets of tables over time.
    pub buckets: Vec<Period>,
    rows: Vec<RollupRow>,
}

impl Side {
    /// Reads what tables of these dimensions need; the visits in all come with every one.
    ///
    /// # Errors
    /// A fault of the database.
    pub fn read(
        q: &mut impl Query,
        period: Period,
        buckets: Vec<Period>,
        choice: Choice,
        dimensions: &[Dimension],
    ) -> Result<Self, Fault> {
        let kind = buckets.first().map_or(PeriodKind::Custom, |b| b.kind());
        let mut wanted = dimensions.to_vec();
        if !wanted.contains(&Dimension::Place) {
            wanted.push(Dimension::Place);
        }
        let rows = rows(q, period, kind, choice, &wanted)?;
        Ok(Self { period, buckets, rows })
    }

    /// [`Side::read`] for a period to compare with; `None` when the first visit came so late in it, or after it, that the
    /// comparison would be with a time before there was a service. A tenth of the period may pass first: a house that
    /// opens on the second of January is still compared with the whole year.
    ///
    /// # Errors
    /// A fault of the database.
    pub fn read_earlier(
        q: &mut impl Query,
        period: Period,
        buckets: Vec<Period>,
        choice: Choice,
        dimensions: &[Dimension],
    ) -> Result<Option<Self>, Fault> {
        let begins = first_day(q, choice)?;
        let soon_enough = period.first().saturating_add((period.days() / 10).days());
        if begins.is_none_or(|day| day > soon_enough) {
            return Ok(None);
        }
        Self::read(q, period, buckets, choice, dimensions).map(Some)
    }

    /// One dimension for the whole period, small numbers hidden.
    #[must_use]
    pub fn table(&self, dimension: Dimension, audience: Audience) -> Table {
        self.by(dimension, &[self.period], audience)
    }

    /// One dimension by bucket, small numbers hidden.
    #[must_use]
    pub fn over_time(&self, dimension: Dimension, audience: Audience) -> Table {
        self.by(dimension, &self.buckets, audience)
    }

    /// Weekday by part of the day, small numbers hidden.
    #[must_use]
    pub fn week(&self, audience: Audience) -> Table {
        suppress(week_table(&self.rows, self.period), audience)
    }

    /// The visits in all, hidden when small and seen from outside.
    #[must_use]
    pub fn total(&self, audience: Audience) -> Cell {
        self.table(Dimension::Place, audience).total
    }

    fn by(&self, dimension: Dimension, buckets: &[Period], audience: Audience) -> Table {
        let visits = visits_per_bucket(&self.rows, buckets);
        suppress(pivot(dimension, &self.rows, buckets, &visits), audience)
    }
}

/// A kept number that the visits do not bear out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disagreement {
    /// What it stands for.
    pub key: CountKey,
    /// The number that is kept.
    pub kept: i64,
    /// The number of visits there are.
    pub counted: i64,
}

/// Every kept number that is not the number of visits; none when all is well. Reads every visit of the municipality once
/// for each dimension: for the night and for `doctor`, not for a page.
///
/// # Errors
/// A fault of the database.
pub fn disagreements(q: &mut impl Query) -> Result<Vec<Disagreement>, Fault> {
    let (kept, mut counted) = (kept(q)?, recounted(q)?);
    let mut out = Vec::new();
    for (key, kept) in kept {
        let counted = counted.remove(&key).unwrap_or(0);
        out.push(Disagreement { key, kept, counted });
    }
    out.extend(counted.into_iter().map(|(key, counted)| Disagreement { key, kept: 0, counted }));
    out.retain(|d| d.kept != d.counted);
    out.sort_by_key(|d| {
        let key = &d.key;
        (
            key.period.first(),
            key.period.last(),
            key.dimension,
            key.place,
            key.offering,
            key.value.clone(),
        )
    });
    Ok(out)
}

/// The setting that holds the statement: the day and the role, with a space between.
const STATEMENT: &str = "competence_statement";

/// What the municipality has stated about its employees, if it has.
///
/// # Errors
/// A fault of the database.
pub fn statement(q: &mut impl Query) -> Result<Option<CompetenceStatement>, AppError> {
    let tenant = q.tenant();
    let value = q.one(
        "SELECT value FROM setting WHERE tenant_id = $1 AND key = $2",
        &params![tenant, STATEMENT],
        |row| row.text(0),
    )?;
    Ok(
        value.as_deref().and_then(|value| value.split_once(' ')).and_then(|(day, role)| {
            Some(CompetenceStatement {
                stated_on: day.parse().ok()?,
                stated_by: role.to_owned(),
            })
        }),
    )
}

/// States it, or takes the statement back. What already stands is left as it is.
///
/// # Errors
/// A fault of the database.
pub fn set_statement(tx: &mut Tx, statement: Option<&CompetenceStatement>) -> Result<(), AppError> {
    let had = self::statement(tx)?;
    let tenant = tx.tenant();
    let json = |s: &CompetenceStatement| {
        serde_json::json!({ "day": s.stated_on.to_string(), "role": s.stated_by }).to_string()
    };
    match (had, statement) {
        (None, Some(new)) => {
            tx.exec(
                "INSERT INTO setting (tenant_id, key, value) VALUES ($1, $2, $3) ON CONFLICT (tenant_id, key) DO NOTHING",
                &params![tenant, STATEMENT, format!("{} {}", new.stated_on, new.stated_by)],
            )?;
            tx.history("statistics", "setting", STATEMENT, "created", None, Some(json(new)))?;
        }
        (Some(old), None) => {
            tx.exec(
                "DELETE FROM setting WHERE tenant_id = $1 AND key = $2",
                &params![tenant, STATEMENT],
            )?;
            tx.history("statistics", "setting", STATEMENT, "removed", Some(json(&old)), None)?;
        }
        _ => {}
    }
    Ok(())
}
