use super::{Ages, PeopleCount};
use std::{collections::BTreeMap, sync::LazyLock};

/// Where the population that ships is from.
pub const POPULATION_SOURCE: &str = "Statistisk sentralbyrå, tabell 07459";
/// The table's page.
pub const POPULATION_URL: &str = "https://www.ssb.no/statbank/table/07459";

/// The age bands of the population that ships, youngest first.
pub const BANDS: [Ages; 13] = [
    Ages::between(0, 15),
    Ages::between(16, 19),
    Ages::between(20, 24),
    Ages::between(25, 34),
    Ages::between(35, 44),
    Ages::between(45, 54),
    Ages::between(55, 64),
    Ages::between(65, 66),
    Ages::between(67, 74),
    Ages::between(75, 79),
    Ages::between(80, 84),
    Ages::between(85, 89),
    Ages::over(90),
];

const FIRST_YEAR: i16 = 2024;

/// The people of a municipality on 1 January of a year, by age.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PopulationYear {
    /// The year.
    pub year: i16,
    /// Where it is known from.
    pub source: String,
    /// How many of each ages; not overlapping.
    pub by_age: Vec<(Ages, u32)>,
}

impl PopulationYear {
    /// How many of these ages; `None` when the bands do not meet the ages exactly.
    #[must_use]
    pub fn people(&self, ages: Ages) -> Option<u32> {
        let mut inside: Vec<&(Ages, u32)> = self.by_age.iter().filter(|(band, _)| within(*band, ages)).collect();
        inside.sort_by_key(|(band, _)| band.from);
        let begins = inside.first()?.0.from == ages.from;
        let ends = inside.last()?.0.to == ages.to;
        let joined = inside.windows(2).all(|w| w[0].0.to.and_then(|to| to.checked_add(1)) == Some(w[1].0.from));
        (begins && ends && joined).then(|| inside.iter().map(|(_, n)| n).sum())
    }

    /// The share of everyone in thousandths; `None` when it cannot be said exactly.
    #[must_use]
    pub fn share(&self, ages: Ages) -> Option<u16> {
        let all = self.people(Ages::ALL).filter(|n| *n > 0)?;
        let some = self.people(ages)?;
        let thousandths = (u64::from(some) * 1000 + u64::from(all) / 2) / u64::from(all);
        u16::try_from(thousandths).ok()
    }
}

fn within(band: Ages, ages: Ages) -> bool {
    let ends = match (band.to, ages.to) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some(band), Some(ages)) => band <= ages,
    };
    band.from >= ages.from && ends
}

/// The people of a municipality year by year.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LocalPopulation {
    /// Oldest year first; of one year, what the municipality brought in itself stands last.
    pub years: Vec<PopulationYear>,
}

impl LocalPopulation {
    /// The population that ships with the product; `None` for a number that is not on the list of municipalities.
    ///
    /// ```
    /// use domain::situation::{Ages, LocalPopulation};
    /// let oslo = LocalPopulation::shipped("0301").unwrap();
    /// assert_eq!(oslo.years.last().unwrap().people(Ages::ALL), Some(728_714));
    /// assert!(LocalPopulation::shipped("0000").is_none());
    /// ```
    #[must_use]
    pub fn shipped(number: &str) -> Option<Self> {
        static LINES: LazyLock<BTreeMap<&'static str, &'static str>> = LazyLock::new(|| {
            let lines = include_str!("population.csv").lines().filter(|l| !l.starts_with('#'));
            lines.filter_map(|line| line.split_once(';')).collect()
        });
        let years = LINES.get(number)?.split(';');
        let years = (FIRST_YEAR..).zip(years).map(|(year, numbers)| PopulationYear {
            year,
            source: POPULATION_SOURCE.to_owned(),
            by_age: BANDS.into_iter().zip(numbers.split(',').filter_map(|n| n.parse().ok())).collect(),
        });
        Some(Self { years: years.collect() })
    }

    /// With years that the municipality has brought in.
    #[must_use]
    pub fn with(mut self, more: impl IntoIterator<Item = PopulationYear>) -> Self {
        self.years.extend(more);
        self.years.sort_by_key(|y| y.year);
        self
    }

    /// The people of these ages, from the newest year that can say it exactly.
    #[must_use]
    pub fn people(&self, ages: Ages) -> Option<PeopleCount> {
        self.years.iter().rev().find_map(|y| {
            Some(PeopleCount {
                persons: y.people(ages)?,
                year: y.year,
                source: y.source.clone(),
            })
        })
    }

    /// One year each, oldest first, those that tell every band of [`BANDS`].
    #[must_use]
    pub fn trend(&self) -> Vec<&PopulationYear> {
        let mut out: Vec<&PopulationYear> = Vec::new();
        for year in self.years.iter().filter(|y| BANDS.iter().all(|b| y.people(*b).is_some())) {
            if out.last().is_some_and(|last| last.year == year.year) {
                out.pop();
            }
            out.push(year);
        }
        out
    }
}
