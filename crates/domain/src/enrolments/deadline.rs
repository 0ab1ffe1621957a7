use crate::{
    schedule::public_holiday,
    shared::{Minute, day_and_minute, instant_of},
};
use jiff::{
    Timestamp, ToSpan,
    civil::{Date, Weekday},
};

/// Nobody is rung or sent a message before this hour of the day.
const TELL_FROM: u16 = 8 * 60;
/// Nobody is rung or sent a message from this hour of the day.
const TELL_UNTIL: u16 = 20 * 60;
/// When a working day is over for somebody who wants to ring back.
const DAY_ENDS: u16 = 18 * 60;
/// So long before the start an answer is needed, for the next on the list to have time to come.
const LEAD: i64 = 2;
/// A shorter time than this to answer in is no offer.
const SHORTEST: i64 = 2;

/// When an offer of a place must be answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// The answer must come before this instant.
    pub at: Timestamp,
    /// The start is so near that there is less time than usual. This is said with the offer.
    pub shortened: bool,
}

/// When an offer made now must be answered; `None` when it is too late for an offer by message, and the list can only be
/// rung.
///
/// The rule: the person hears of it between 8 and 20, and has until 18 on the next working day after that. Saturdays,
/// Sundays and public holidays are no working days. Two hours before the start the answer must be in, which shortens the
/// deadline; when that leaves less than two hours, no offer is made.
///
/// ```
/// use domain::{enrolments::deadline, shared::{Minute, instant_of}};
/// use jiff::civil::date;
/// let at = |day, time| instant_of(day, Minute::parse(time).unwrap());
/// let starts = at(date(2026, 3, 20), "12:00");
/// // Friday at noon: until Monday at 18.
/// assert_eq!(deadline(at(date(2026, 3, 6), "12:00"), starts).unwrap().at, at(date(2026, 3, 9), "18:00"));
/// // The evening before: until two hours before it begins.
/// let near = deadline(at(date(2026, 3, 19), "19:00"), starts).unwrap();
/// assert_eq!((near.at, near.shortened), (at(date(2026, 3, 20), "10:00"), true));
/// // The same morning there is no time for it.
/// assert_eq!(deadline(at(date(2026, 3, 20), "09:00"), starts), None);
/// ```
#[must_use]
pub fn deadline(now: Timestamp, starts: Timestamp) -> Option<Deadline> {
    let heard = heard(now);
    let usual = at(working_day_after(day_and_minute(heard).0), DAY_ENDS);
    let latest = starts.checked_sub(LEAD.hours()).ok()?;
    if usual <= latest {
        return Some(Deadline {
            at: usual,
            shortened: false,
        });
    }
    let enough = heard.checked_add(SHORTEST.hours()).ok()?;
    (latest >= enough).then_some(Deadline {
        at: latest,
        shortened: true,
    })
}

/// When somebody hears of what is sent now.
fn heard(now: Timestamp) -> Timestamp {
    let (day, minute) = day_and_minute(now);
    match minute.get() {
        ..TELL_FROM => at(day, TELL_FROM),
        TELL_FROM..TELL_UNTIL => now,
        _ => at(day.tomorrow().unwrap_or(day), TELL_FROM),
    }
}

fn at(day: Date, minute: u16) -> Timestamp {
    // The constants above are minutes of a day.
    instant_of(day, Minute::new(minute).unwrap_or(Minute::MIDNIGHT))
}

fn working_day_after(day: Date) -> Date {
    let works =
        |day: &Date| !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) && public_holiday(*day).is_none();
    // Never more than ten days without one; the calendar's last day is the only end of the series.
    day.series(1.day()).skip(1).find(works).unwrap_or(day)
}
