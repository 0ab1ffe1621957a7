use super::{Ages, PopulationYear};
use crate::shared::Id;
use jiff::civil::Date;

/// What an imported figure is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LocalFigureKind {
    /// People by age on 1 January.
    PopulationByAge,
    /// Immigrants, by group.
    Immigrants,
    /// How central the municipality is.
    Centrality,
    /// How densely people live.
    Settlement,
    /// Anything else.
    Other,
}

impl LocalFigureKind {
    /// Every kind.
    pub const ALL: [Self; 5] =
        [Self::PopulationByAge, Self::Immigrants, Self::Centrality, Self::Settlement, Self::Other];

    /// Stable code used in tables.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::PopulationByAge => "population_by_age",
            Self::Immigrants => "immigrants",
            Self::Centrality => "centrality",
            Self::Settlement => "settlement",
            Self::Other => "other",
        }
    }

    /// Reads a code written by [`LocalFigureKind::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }
}

/// One line of a local figure: what it counts, and its value in each period that has one.
#[derive(Clone, Debug, PartialEq)]
pub struct FigureSeries {
    /// The code of what is counted, as the file had it.
    pub code: String,
    /// What is counted.
    pub label: String,
    /// Periods and values, oldest first.
    pub values: Vec<(String, f64)>,
}

/// A figure about the municipality that it has brought in from a file, with its source.
#[derive(Clone, Debug, PartialEq)]
pub struct LocalFigure {
    /// Its identity.
    pub id: Id,
    /// What it is about.
    pub kind: LocalFigureKind,
    /// What the file calls itself.
    pub title: String,
    /// Who published it.
    pub source: String,
    /// When the publisher last changed it, as the file says; empty when it does not.
    pub updated: String,
    /// The day it was brought in.
    pub imported_on: Date,
    /// Its lines.
    pub series: Vec<FigureSeries>,
}

impl LocalFigure {
    /// The newest period of any line.
    #[must_use]
    pub fn latest(&self) -> Option<&str> {
        self.series.iter().flat_map(|s| &s.values).map(|(period, _)| period.as_str()).max()
    }

    /// Every period, oldest first.
    #[must_use]
    pub fn periods(&self) -> Vec<&str> {
        let mut all: Vec<&str> = self.series.iter().flat_map(|s| &s.values).map(|(p, _)| p.as_str()).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// The class of Statistics Norway's standard for centrality, from 1 to 6, and its period, where the figure is about that and says
    /// so itself: one line, whose newest value is a whole number from 1 to 6. `None` for the index, which is no class.
    #[must_use]
    pub fn centrality_class(&self) -> Option<(u8, &str)> {
        if self.kind != LocalFigureKind::Centrality {
            return None;
        }
        let period = self.latest()?;
        let value = |s: &FigureSeries| s.values.iter().find(|(p, _)| p == period).map(|(_, v)| *v);
        let class = (1..=6_u8).find(|class| match self.series.as_slice() {
            [only] => value(only) == Some(f64::from(*class)),
            _ => false,
        });
        Some((class?, period))
    }

    /// The people by age of each year, where the figure is about that.
    #[must_use]
    pub fn population(&self) -> Vec<PopulationYear> {
        if self.kind != LocalFigureKind::PopulationByAge {
            return Vec::new();
        }
        let of = |period: &str| {
            let year = period.get(..4)?.parse().ok()?;
            let by_age = self.series.iter().filter_map(|s| {
                let (_, value) = s.values.iter().find(|(p, _)| p == period)?;
                let whole = (0.0..=f64::from(u32::MAX)).contains(value) && value.fract() == 0.0;
                // In range and whole, so nothing is lost.
                whole.then(|| Some((ages_of(&s.code)?, *value as u32))).flatten()
            });
            Some(PopulationYear {
                year,
                source: self.source.clone(),
                by_age: by_age.collect(),
            })
        };
        self.periods().into_iter().filter_map(of).filter(|y| !y.by_age.is_empty()).collect()
    }
}

/// The ages that a code of Statistics Norway stands for: `067`, `105+`, `F00-04`, `80-`; `None` for a code that is no age.
///
/// ```
/// use domain::situation::{Ages, ages_of};
/// assert_eq!(ages_of("067"), Some(Ages::between(67, 67)));
/// assert_eq!(ages_of("105+"), Some(Ages::over(105)));
/// assert_eq!(ages_of("F00-04"), Some(Ages::between(0, 4)));
/// assert_eq!(ages_of("999"), None);
/// ```
#[must_use]
pub fn ages_of(code: &str) -> Option<Ages> {
    let code = code.trim().trim_start_matches(['F', 'H']);
    let age = |text: &str| -> Option<u8> {
        let digits = (1..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        digits.then(|| text.parse().ok()).flatten().filter(|n| *n <= 130)
    };
    if let Some(from) = code.strip_suffix('+').or_else(|| code.strip_suffix('-')) {
        return age(from).map(Ages::over);
    }
    match code.split_once('-') {
        Some((from, to)) => {
            let (from, to) = (age(from)?, age(to)?);
            (from <= to).then(|| Ages::between(from, to))
        }
        None => age(code).map(|n| Ages::between(n, n)),
    }
}
