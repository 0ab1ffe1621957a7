//! What is asked for: a period, what to compare it with, a place and an offering – read from an address and written to one.

use crate::{frame::Published, visits::counts::Choice};
use domain::{
    shared::Key,
    statistics::{CsvFlavour, Period, PeriodKind},
};
use jiff::civil::Date;
use serde::Deserialize;

/// The query of an address, as it came.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Query {
    periode: String,
    fra: String,
    til: String,
    mot: String,
    mot_fra: String,
    mot_til: String,
    sted: String,
    #[serde(rename = "tilbud")]
    offering: String,
    per: String,
    skille: String,
}

/// What a period is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Against {
    /// The same period a year before.
    LastYear,
    /// The period just before.
    Previous,
    /// Another period.
    Other(Period),
}

/// What is asked for. What an address says that makes no sense counts as not said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    /// The period.
    pub period: Period,
    /// What it is compared with.
    pub against: Against,
    /// Only this place.
    pub place: Option<Key>,
    /// Only this offering.
    pub offering: Option<Key>,
    /// The buckets of a table over time, when chosen.
    pub per: Option<PeriodKind>,
    /// For whom a CSV file is written.
    pub flavour: CsvFlavour,
    /// Today.
    pub today: Date,
}

/// The names of buckets in an address.
const PER: [(&str, PeriodKind); 4] = [
    ("dag", PeriodKind::Day),
    ("uke", PeriodKind::Week),
    ("maaned", PeriodKind::Month),
    ("aar", PeriodKind::Year),
];

impl Ask {
    /// Reads a query; the running year when it names no period.
    #[must_use]
    pub fn read(query: &Query, published: &Published, today: Date) -> Self {
        let period = between(&query.fra, &query.til).or_else(|| Period::parse(&query.periode));
        let against = match query.mot.as_str() {
            "forrige" => Against::Previous,
            code => between(&query.mot_fra, &query.mot_til)
                .or_else(|| Period::parse(code))
                .map_or(Against::LastYear, Against::Other),
        };
        let place = published.place(&query.sted).map(|p| p.key.clone());
        let offering = published.offering(&query.offering).map(|o| o.key.clone());
        let excel = query.skille == "semikolon";
        Self {
            period: period.unwrap_or_else(|| Period::of(PeriodKind::Year, today)),
            against,
            place,
            offering,
            per: PER.iter().find(|(word, _)| *word == query.per).map(|(_, kind)| *kind),
            flavour: if excel {
                CsvFlavour::NorwegianExcel
            } else {
                CsvFlavour::Standard
            },
            today,
        }
    }

    /// The query that asks for this.
    #[must_use]
    pub fn query(&self) -> String {
        let mut parts = vec![format!("periode={}", self.period.code())];
        match self.against {
            Against::LastYear => {}
            Against::Previous => parts.push("mot=forrige".to_owned()),
            Against::Other(period) => parts.push(format!("mot={}", period.code())),
        }
        for (name, key) in [("sted", &self.place), ("tilbud", &self.offering)] {
            parts.extend(key.as_ref().map(|key| format!("{name}={key}")));
        }
        let per = self.per.and_then(|kind| PER.iter().find(|(_, k)| *k == kind));
        parts.extend(per.map(|(word, _)| format!("per={word}")));
        if self.flavour == CsvFlavour::NorwegianExcel {
            parts.push("skille=semikolon".to_owned());
        }
        parts.join("&")
    }

    /// The same for another period.
    #[must_use]
    pub fn of(&self, period: Period) -> Self {
        Self { period, ..self.clone() }
    }

    /// Whether the period has begun and is not over.
    #[must_use]
    pub fn is_running(&self) -> bool {
        self.period.contains(self.today) && self.period.last() != self.today
    }

    /// Which visits are counted.
    #[must_use]
    pub fn choice(&self, published: &Published) -> Choice {
        Choice {
            place: self.place.as_ref().and_then(|key| published.place_id(key)),
            offering: self.offering.as_ref().and_then(|key| published.offering_id(key)),
        }
    }

    /// The whole period compared with.
    #[must_use]
    pub fn earlier(&self) -> Period {
        match self.against {
            Against::LastYear => self.period.same_last_year(),
            Against::Previous => self.period.previous(),
            Against::Other(period) => period,
        }
    }

    /// As much of the period compared with as has been of this one.
    #[must_use]
    pub fn comparable(&self) -> Period {
        match self.against {
            Against::Other(period) => period,
            Against::LastYear | Against::Previous => self.period.comparable(self.earlier(), self.today),
        }
    }

    /// Whether the period before and the same a year before are one and the same.
    #[must_use]
    pub fn is_year(&self) -> bool {
        self.period.kind() == PeriodKind::Year
    }

    /// The buckets a table over time of this period may have: more than one, and no more than can be read.
    #[must_use]
    pub fn possible_buckets(&self) -> Vec<PeriodKind> {
        let readable = |kind: &PeriodKind| (2..=106).contains(&self.period.buckets(*kind).len());
        PER.iter().map(|(_, kind)| *kind).filter(readable).collect()
    }

    /// The buckets of a chart over time, the whole period through.
    #[must_use]
    pub fn chart_buckets(&self) -> Vec<Period> {
        self.period.buckets(self.period.usual_bucket())
    }

    /// The buckets of a table over time that have begun: the chosen ones when they can be read, else the usual ones.
    #[must_use]
    pub fn table_buckets(&self) -> Vec<Period> {
        let possible = self.possible_buckets();
        let kind = self.per.filter(|kind| possible.contains(kind)).unwrap_or_else(|| self.period.usual_bucket());
        let mut buckets = self.period.buckets(kind);
        let begun = buckets.iter().filter(|b| b.first() <= self.today).count();
        buckets.truncate(begun.max(1));
        buckets
    }
}

fn between(first: &str, last: &str) -> Option<Period> {
    let (first, last) = (first.trim(), last.trim());
    Period::parse(&format!("{first}..{last}")).or_else(|| Period::parse(&format!("{last}..{first}")))
}
