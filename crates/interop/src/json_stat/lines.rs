//! From a table to the lines about one municipality.

use super::{Broken, Dataset, DimensionRole, MOST_LINES, StatDimension};
use domain::situation::{FigureSeries, LocalFigureKind, ages_of};

/// Codes that stand for everyone.
const TOTALS: [&str; 6] = ["0", "00", "999", "9999", "Ialt", "TOT"];

/// The lines about the municipality with this number: what is counted, period by period. Population by age becomes one line
/// for each age; what else the table is divided by is added up.
///
/// # Errors
/// When the table is not about this municipality, has no time, or has more lines than can be shown.
pub fn lines(table: &Dataset, number: &str, kind: LocalFigureKind) -> Result<Vec<FigureSeries>, Broken> {
    let of_role = |role| table.dimensions.iter().position(|d| d.role == role);
    let place = of_role(DimensionRole::Geo).ok_or(Broken::NotThisPlace)?;
    let time = of_role(DimensionRole::Time).ok_or(Broken::NoTime)?;
    let is_ours = |code: &str| code == number || code.strip_prefix("K-").or(code.strip_prefix("K_")) == Some(number);
    let here = table.dimensions[place].categories.iter().position(|(code, _)| is_ours(code));
    let here = here.ok_or(Broken::NotThisPlace)?;
    let rest: Vec<usize> = (0..table.dimensions.len()).filter(|i| *i != place && *i != time).collect();
    let cut = Cut {
        table,
        place,
        here,
        time,
    };
    match kind {
        LocalFigureKind::PopulationByAge => cut.by_age(&rest),
        _ => cut.one_by_one(&rest),
    }
}

/// A table held at one municipality.
struct Cut<'t> {
    table: &'t Dataset,
    place: usize,
    here: usize,
    time: usize,
}

impl Cut<'_> {
    fn dimension(&self, at: usize) -> &StatDimension {
        &self.table.dimensions[at]
    }

    /// The sum over some combinations, period by period; a period with a hole has no sum.
    fn summed(&self, rest: &[usize], combinations: &[Vec<usize>]) -> Vec<(String, f64)> {
        let mut places = vec![0; self.table.dimensions.len()];
        places[self.place] = self.here;
        let mut out = Vec::new();
        for (t, (period, _)) in self.dimension(self.time).categories.iter().enumerate() {
            places[self.time] = t;
            let cells = combinations.iter().map(|chosen| {
                for (dimension, category) in rest.iter().zip(chosen) {
                    places[*dimension] = *category;
                }
                self.table.cell(&places)
            });
            if let Some(sum) = cells.sum::<Option<f64>>() {
                out.push((period.clone(), sum));
            }
        }
        out.sort_by(|a, b| a.0.cmp(&b.0));
        out
    }

    fn by_age(&self, rest: &[usize]) -> Result<Vec<FigureSeries>, Broken> {
        let ages_in = |at: &usize| self.dimension(*at).categories.iter().filter(|(c, _)| ages_of(c).is_some()).count();
        let named = |at: &&usize| {
            let id = self.dimension(**at).id.to_lowercase();
            ["alder", "age"].iter().any(|name| id.contains(name)) && ages_in(at) > 0
        };
        let age = *rest.iter().find(named).ok_or(Broken::NoAges)?;
        let several = |d: &StatDimension| d.role == DimensionRole::Metric && d.categories.len() > 1;
        if rest.iter().any(|at| several(self.dimension(*at))) {
            return Err(Broken::SeveralMeasures);
        }
        let lines = self.dimension(age).categories.iter().enumerate().filter(|(_, (code, _))| ages_of(code).is_some());
        let series = lines.map(|(at, (code, label))| {
            let choices = rest.iter().map(|d| if *d == age { vec![at] } else { self.everyone(*d) }).collect::<Vec<_>>();
            FigureSeries {
                code: code.clone(),
                label: label.clone(),
                values: self.summed(rest, &combinations(&choices)),
            }
        });
        Ok(series.filter(|s| !s.values.is_empty()).collect())
    }

    /// The category that stands for everyone, or all of them where none does.
    fn everyone(&self, at: usize) -> Vec<usize> {
        let categories = &self.dimension(at).categories;
        let total = categories.iter().position(|(code, _)| TOTALS.contains(&code.as_str()));
        match total {
            Some(total) if categories.len() > 1 => vec![total],
            _ => (0..categories.len()).collect(),
        }
    }

    fn one_by_one(&self, rest: &[usize]) -> Result<Vec<FigureSeries>, Broken> {
        let count = rest.iter().try_fold(1usize, |n, at| n.checked_mul(self.dimension(*at).categories.len()));
        if count.is_none_or(|n| n > MOST_LINES) {
            return Err(Broken::TooManyLines);
        }
        let choices: Vec<Vec<usize>> =
            rest.iter().map(|at| (0..self.dimension(*at).categories.len()).collect()).collect();
        let series = combinations(&choices).into_iter().map(|chosen| {
            let parts = || rest.iter().zip(&chosen).map(|(at, c)| (self.dimension(*at), *c));
            let telling: Vec<&str> =
                parts().filter(|(d, _)| d.categories.len() > 1).map(|(d, c)| d.categories[c].1.as_str()).collect();
            let metric = parts().find(|(d, _)| d.role == DimensionRole::Metric).map(|(d, c)| d.categories[c].1.clone());
            let label = if telling.is_empty() {
                metric.unwrap_or_else(|| self.table.label.clone())
            } else {
                telling.join(" · ")
            };
            let codes: Vec<&str> = parts().map(|(d, c)| d.categories[c].0.as_str()).collect();
            FigureSeries {
                code: codes.join("."),
                label,
                values: self.summed(rest, &[chosen]),
            }
        });
        Ok(series.filter(|s| !s.values.is_empty()).collect())
    }
}

/// Every way to choose one from each; one empty choice where there is nothing to choose.
fn combinations(choices: &[Vec<usize>]) -> Vec<Vec<usize>> {
    choices.iter().fold(vec![Vec::new()], |so_far, more| {
        so_far
            .iter()
            .flat_map(|head| more.iter().map(move |choice| head.iter().copied().chain([*choice]).collect()))
            .collect()
    })
}
