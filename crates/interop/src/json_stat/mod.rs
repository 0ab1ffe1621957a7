//! JSON-stat 2 (json-stat.org/format), as Statistics Norway's PxWebApi answers: read into a table of cells, and from there into
//! the lines about one municipality.
//!
//! Hostile input is expected: everything is bounded before it is made, and each way a file can be wrong has a name of its own.

mod lines;
#[cfg(test)]
mod tests;

pub use lines::lines;

use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// The largest file that is read.
pub const MOST_BYTES: usize = 1_900_000;
/// Most cells of a table.
pub const MOST_CELLS: usize = 200_000;
/// Most lines that a figure is made of.
pub const MOST_LINES: usize = 200;

/// What a dimension stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DimensionRole {
    /// When.
    Time,
    /// Where.
    Geo,
    /// What is measured.
    Metric,
    /// Anything else.
    Other,
}

/// A dimension of a table with its categories, in the order of the cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatDimension {
    /// Its identity in the file.
    pub id: String,
    /// Its name; the identity where it has none.
    pub label: String,
    /// What it stands for.
    pub role: DimensionRole,
    /// Code and name of each category.
    pub categories: Vec<(String, String)>,
}

/// A table: dimensions, and a cell for every combination, the last dimension running fastest.
#[derive(Clone, Debug, PartialEq)]
pub struct Dataset {
    /// What the table is called.
    pub label: String,
    /// Who published it.
    pub source: String,
    /// When it was last changed, as the file says.
    pub updated: String,
    /// The dimensions.
    pub dimensions: Vec<StatDimension>,
    /// The cells; `None` where the publisher has no number.
    pub values: Vec<Option<f64>>,
}

/// What is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Broken {
    /// More bytes than are read.
    TooLarge,
    /// It is not JSON; the line where it stops being it.
    NotJson(usize),
    /// It is JSON, but no JSON-stat 2 data set. Older JSON-stat is among these.
    NotDataset,
    /// A part that must be there is not.
    Missing(&'static str),
    /// A dimension is not described, or its categories do not fit its size.
    Dimension(String),
    /// More cells than are read.
    TooManyCells,
    /// The number of cells is not what the dimensions say: (what they say, what is there).
    CellCount(usize, usize),
    /// A cell that is no number; its place from nought.
    NotNumber(usize),
    /// There is no dimension for where, or this municipality is not in it.
    NotThisPlace,
    /// There is no dimension for when.
    NoTime,
    /// Population by age, and no dimension is age.
    NoAges,
    /// Population by age with several things measured.
    SeveralMeasures,
    /// More lines than a figure can show.
    TooManyLines,
}

/// Reads a JSON-stat 2 data set.
///
/// # Errors
/// The first thing that is wrong.
pub fn read(bytes: &[u8]) -> Result<Dataset, Broken> {
    if bytes.len() > MOST_BYTES {
        return Err(Broken::TooLarge);
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let whole: Value = serde_json::from_slice(bytes).map_err(|e| Broken::NotJson(e.line()))?;
    let is = |field: &str, what: &str| whole.get(field).and_then(Value::as_str).is_some_and(|v| v.starts_with(what));
    if !(is("class", "dataset") && is("version", "2")) {
        return Err(Broken::NotDataset);
    }
    let dimensions = dimensions(&whole)?;
    let cells = dimensions
        .iter()
        .try_fold(1usize, |n, d| n.checked_mul(d.categories.len()))
        .filter(|n| *n <= MOST_CELLS)
        .ok_or(Broken::TooManyCells)?;
    let text = |field: &str| whole.get(field).and_then(Value::as_str).unwrap_or_default().to_owned();
    Ok(Dataset {
        label: text("label"),
        source: text("source"),
        updated: text("updated"),
        values: values(whole.get("value").ok_or(Broken::Missing("value"))?, cells)?,
        dimensions,
    })
}

fn dimensions(whole: &Value) -> Result<Vec<StatDimension>, Broken> {
    let list = |field: &'static str| whole.get(field).and_then(Value::as_array).ok_or(Broken::Missing(field));
    let (ids, sizes) = (list("id")?, list("size")?);
    let described = whole.get("dimension").and_then(Value::as_object).ok_or(Broken::Missing("dimension"))?;
    if ids.is_empty() {
        return Err(Broken::Missing("id"));
    }
    if ids.len() != sizes.len() {
        return Err(Broken::Missing("size"));
    }
    let one = |(id, size): (&Value, &Value)| {
        let id = id.as_str().ok_or(Broken::Missing("id"))?;
        let size = size.as_u64().and_then(|n| usize::try_from(n).ok()).ok_or(Broken::Missing("size"))?;
        let about = described.get(id).ok_or_else(|| Broken::Dimension(id.to_owned()))?;
        let categories = categories(about, size).ok_or_else(|| Broken::Dimension(id.to_owned()))?;
        let label = about.get("label").and_then(Value::as_str).unwrap_or(id);
        Ok(StatDimension {
            id: id.to_owned(),
            label: label.to_owned(),
            role: role(whole, id),
            categories,
        })
    };
    let all: Result<Vec<StatDimension>, Broken> = ids.iter().zip(sizes).map(one).collect();
    all
}

fn role(whole: &Value, id: &str) -> DimensionRole {
    let named = |role: &str| {
        let ids = whole.get("role").and_then(|r| r.get(role)).and_then(Value::as_array);
        ids.is_some_and(|ids| ids.iter().any(|v| v.as_str() == Some(id)))
    };
    let called = |names: &[&str]| names.iter().any(|n| n.eq_ignore_ascii_case(id));
    if named("time") || called(&["tid", "time"]) {
        DimensionRole::Time
    } else if named("geo") || called(&["region"]) {
        DimensionRole::Geo
    } else if named("metric") || called(&["contentscode"]) {
        DimensionRole::Metric
    } else {
        DimensionRole::Other
    }
}

/// Code and name of every category, in order; `None` when they are not just as many as the size says.
fn categories(about: &Value, size: usize) -> Option<Vec<(String, String)>> {
    let category = about.get("category")?;
    let labels = category.get("label").and_then(Value::as_object);
    let codes: Vec<String> = match category.get("index") {
        Some(Value::Array(codes)) => codes.iter().map(|c| c.as_str().map(str::to_owned)).collect::<Option<_>>()?,
        Some(Value::Object(places)) => by_place(places)?,
        // Where there is just one category, its label may stand alone.
        None => labels.filter(|l| l.len() == 1)?.keys().cloned().collect(),
        Some(_) => return None,
    };
    let mut once = codes.clone();
    once.sort_unstable();
    once.dedup();
    if codes.len() != size || once.len() != size || size == 0 {
        return None;
    }
    let label = |code: &String| labels.and_then(|l| l.get(code)?.as_str()).unwrap_or(code).to_owned();
    Some(codes.iter().map(|code| (code.clone(), label(code))).collect())
}

fn by_place(places: &Map<String, Value>) -> Option<Vec<String>> {
    let pairs = places.iter().map(|(code, place)| Some((place.as_u64()?, code.clone())));
    let in_order: BTreeMap<u64, String> = pairs.collect::<Option<_>>()?;
    let without_holes = in_order.keys().copied().eq(0..u64::try_from(places.len()).ok()?);
    without_holes.then(|| in_order.into_values().collect())
}

fn values(value: &Value, cells: usize) -> Result<Vec<Option<f64>>, Broken> {
    let number = |at: usize, v: &Value| match v {
        Value::Null => Ok(None),
        other => other.as_f64().filter(|n| n.is_finite()).map(Some).ok_or(Broken::NotNumber(at)),
    };
    match value {
        Value::Array(all) if all.len() == cells => all.iter().enumerate().map(|(at, v)| number(at, v)).collect(),
        Value::Array(all) => Err(Broken::CellCount(cells, all.len())),
        Value::Object(some) => {
            let mut out = vec![None; cells];
            for (place, v) in some {
                let at = place.parse::<usize>().map_err(|_| Broken::CellCount(cells, some.len()))?;
                let cell = out.get_mut(at).ok_or_else(|| Broken::CellCount(cells, at.saturating_add(1)))?;
                *cell = number(at, v)?;
            }
            Ok(out)
        }
        _ => Err(Broken::Missing("value")),
    }
}

impl Dataset {
    /// The cell at these places, one for each dimension.
    #[must_use]
    pub fn cell(&self, places: &[usize]) -> Option<f64> {
        let at = self.dimensions.iter().zip(places).try_fold(0usize, |at, (d, place)| {
            (*place < d.categories.len()).then(|| at * d.categories.len() + place)
        })?;
        self.values.get(at).copied().flatten()
    }
}
