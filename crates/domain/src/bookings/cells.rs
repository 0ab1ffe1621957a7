use jiff::Timestamp;
use std::ops::Range;

/// Minutes in a cell: the finest grain in which somebody or something can be taken.
pub const CELL: i64 = 5;

/// The cells that a span of time touches: five-minute pieces of absolute time, numbered from 1970, so that no change of
/// the clock makes two instants one. Empty when the end is not after the start.
///
/// ```
/// use domain::bookings::cells;
/// let at = |text: &str| text.parse().unwrap();
/// let found = cells(at("2026-03-03T11:00:00Z"), at("2026-03-03T11:32:00Z"));
/// assert_eq!(found.end - found.start, 7);
/// ```
#[must_use]
pub fn cells(start: Timestamp, end: Timestamp) -> Range<i64> {
    let seconds = CELL * 60;
    let first = start.as_second().div_euclid(seconds);
    if end <= start {
        return first..first;
    }
    let whole = end.as_second() + i64::from(end.subsec_nanosecond() > 0);
    first..(whole + seconds - 1).div_euclid(seconds)
}
