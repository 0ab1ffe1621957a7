//! Values that go into SQL, and the rows that come out.

use crate::Fault;

/// One value bound to a `$n` placeholder. It behaves alike on both engines.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// No value.
    Null,
    /// Whole numbers, instants (ms), local days, minutes and booleans (0/1).
    Int(i64),
    /// Floating point, for coordinates.
    Real(f64),
    /// UTF-8 text without NUL.
    Text(String),
    /// Ids (16 bytes), hashes and files.
    Bytes(Vec<u8>),
}

macro_rules! from_int {
    ($($t:ty),*) => { $(impl From<$t> for Value { fn from(v: $t) -> Self { Self::Int(i64::from(v)) } })* };
}
from_int!(i8, i16, i32, i64, u8, u16, u32, bool);

impl From<usize> for Value {
    /// Saturates at `i64::MAX`, which no count in this system reaches.
    fn from(v: usize) -> Self {
        Self::Int(i64::try_from(v).unwrap_or(i64::MAX))
    }
}
impl From<f64> for Value {
    fn from(v: f64) -> Self {
        Self::Real(v)
    }
}
impl From<&str> for Value {
    fn from(v: &str) -> Self {
        Self::Text(v.to_owned())
    }
}
impl From<&String> for Value {
    fn from(v: &String) -> Self {
        Self::Text(v.clone())
    }
}
impl From<String> for Value {
    fn from(v: String) -> Self {
        Self::Text(v)
    }
}
impl From<std::borrow::Cow<'_, str>> for Value {
    fn from(v: std::borrow::Cow<'_, str>) -> Self {
        Self::Text(v.into_owned())
    }
}
impl<const N: usize> From<[u8; N]> for Value {
    fn from(v: [u8; N]) -> Self {
        Self::Bytes(v.to_vec())
    }
}
impl<const N: usize> From<&[u8; N]> for Value {
    fn from(v: &[u8; N]) -> Self {
        Self::Bytes(v.to_vec())
    }
}
impl From<&[u8]> for Value {
    fn from(v: &[u8]) -> Self {
        Self::Bytes(v.to_vec())
    }
}
impl From<Vec<u8>> for Value {
    fn from(v: Vec<u8>) -> Self {
        Self::Bytes(v)
    }
}
impl From<jiff::Timestamp> for Value {
    /// Milliseconds since 1970, as instants are stored.
    fn from(v: jiff::Timestamp) -> Self {
        Self::Int(v.as_millisecond())
    }
}
impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(v: Option<T>) -> Self {
        v.map_or(Self::Null, Into::into)
    }
}

/// The values of a statement in the order of its placeholders: `&params![id, name, None::<i64>]`.
#[macro_export]
macro_rules! params {
    () => { ::std::vec::Vec::<$crate::Value>::new() };
    ($($v:expr),+ $(,)?) => { ::std::vec![$($crate::Value::from($v)),+] };
}

/// A value as the engine handed it over, still in the engine's memory.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Cell<'a> {
    Null,
    Int(i64),
    Real(f64),
    Text(&'a str),
    Bytes(&'a [u8]),
}

pub(crate) trait Cells {
    fn cell(&self, column: usize) -> Result<Cell<'_>, Fault>;
    fn count(&self) -> usize;
}

/// One row of an answer. Columns are counted from 0; asking for another type than the column holds is a [`Fault`].
pub struct Row<'a>(pub(crate) &'a dyn Cells);

impl Row<'_> {
    /// A whole number.
    pub fn int(&self, column: usize) -> Result<i64, Fault> {
        self.opt_int(column)?.ok_or_else(|| null(column))
    }
    /// Text.
    pub fn text(&self, column: usize) -> Result<String, Fault> {
        self.opt_text(column)?.ok_or_else(|| null(column))
    }
    /// Text, borrowed for as long as the row lives: for hot paths that only look at it.
    pub fn str(&self, column: usize) -> Result<&str, Fault> {
        match self.0.cell(column)? {
            Cell::Text(v) => Ok(v),
            other => Err(mismatch(column, "text", other)),
        }
    }
    /// Bytes.
    pub fn bytes(&self, column: usize) -> Result<Vec<u8>, Fault> {
        self.opt_bytes(column)?.ok_or_else(|| null(column))
    }
    /// An id of 16 bytes.
    pub fn id(&self, column: usize) -> Result<[u8; 16], Fault> {
        self.opt_id(column)?.ok_or_else(|| null(column))
    }
    /// A boolean stored as 0 or 1.
    pub fn bool(&self, column: usize) -> Result<bool, Fault> {
        Ok(self.int(column)? != 0)
    }
    /// A floating-point number; whole numbers are accepted.
    pub fn real(&self, column: usize) -> Result<f64, Fault> {
        self.opt_real(column)?.ok_or_else(|| null(column))
    }
    /// An instant stored as milliseconds since 1970.
    pub fn timestamp(&self, column: usize) -> Result<jiff::Timestamp, Fault> {
        let ms = self.int(column)?;
        jiff::Timestamp::from_millisecond(ms).map_err(|e| Fault::wrong(format!("column {column}: {e}")))
    }
    /// A whole number, or none.
    pub fn opt_int(&self, column: usize) -> Result<Option<i64>, Fault> {
        match self.0.cell(column)? {
            Cell::Null => Ok(None),
            Cell::Int(v) => Ok(Some(v)),
            other => Err(mismatch(column, "a whole number", other)),
        }
    }
    /// A floating-point number, or none.
    pub fn opt_real(&self, column: usize) -> Result<Option<f64>, Fault> {
        match self.0.cell(column)? {
            Cell::Null => Ok(None),
            Cell::Real(v) => Ok(Some(v)),
            #[expect(clippy::cast_precision_loss, reason = "asked for as a real")]
            Cell::Int(v) => Ok(Some(v as f64)),
            other => Err(mismatch(column, "a real number", other)),
        }
    }
    /// Text, or none.
    pub fn opt_text(&self, column: usize) -> Result<Option<String>, Fault> {
        match self.0.cell(column)? {
            Cell::Null => Ok(None),
            Cell::Text(v) => Ok(Some(v.to_owned())),
            other => Err(mismatch(column, "text", other)),
        }
    }
    /// Bytes, or none.
    pub fn opt_bytes(&self, column: usize) -> Result<Option<Vec<u8>>, Fault> {
        match self.0.cell(column)? {
            Cell::Null => Ok(None),
            Cell::Bytes(v) => Ok(Some(v.to_vec())),
            other => Err(mismatch(column, "bytes", other)),
        }
    }
    /// An id of 16 bytes, or none.
    pub fn opt_id(&self, column: usize) -> Result<Option<[u8; 16]>, Fault> {
        match self.0.cell(column)? {
            Cell::Null => Ok(None),
            Cell::Bytes(v) => v
                .try_into()
                .map(Some)
                .map_err(|_| Fault::wrong(format!("column {column}: an id has 16 bytes, not {}", v.len()))),
            other => Err(mismatch(column, "an id", other)),
        }
    }
    /// The column as a value of whatever kind it is: for export, where the code does not know the table.
    pub fn value(&self, column: usize) -> Result<Value, Fault> {
        Ok(match self.0.cell(column)? {
            Cell::Null => Value::Null,
            Cell::Int(v) => Value::Int(v),
            Cell::Real(v) => Value::Real(v),
            Cell::Text(v) => Value::Text(v.to_owned()),
            Cell::Bytes(v) => Value::Bytes(v.to_vec()),
        })
    }
    /// How many columns the row has.
    pub fn columns(&self) -> usize {
        self.0.count()
    }
}

fn null(column: usize) -> Fault {
    Fault::wrong(format!("column {column} is NULL"))
}

/// Names the kind that was found, never the value: the text reaches the log.
fn mismatch(column: usize, wanted: &str, found: Cell<'_>) -> Fault {
    let found = match found {
        Cell::Null => "NULL",
        Cell::Int(_) => "a whole number",
        Cell::Real(_) => "a real number",
        Cell::Text(_) => "text",
        Cell::Bytes(_) => "bytes",
    };
    Fault::wrong(format!("column {column} is {found}, not {wanted}"))
}
