//! Days, times and schedules in plain words, in bokmål, nynorsk and English.

use super::{Closure, Occurrence, Rule, Schedule};
use crate::shared::capital;
use crate::shared::{Locale, Minute};
use jiff::civil::{Date, Weekday};

const fn pick(locale: Locale, nb: &'static str, nn: &'static str, en: &'static str) -> &'static str {
    match locale {
        Locale::Nb => nb,
        Locale::Nn => nn,
        Locale::En => en,
    }
}

/// The name of a weekday as it stands inside a sentence: `tirsdag`, `tysdag`, `Tuesday`.
#[must_use]
pub const fn weekday_name(weekday: Weekday, locale: Locale) -> &'static str {
    match weekday {
        Weekday::Monday => pick(locale, "mandag", "måndag", "Monday"),
        Weekday::Tuesday => pick(locale, "tirsdag", "tysdag", "Tuesday"),
        Weekday::Wednesday => pick(locale, "onsdag", "onsdag", "Wednesday"),
        Weekday::Thursday => pick(locale, "torsdag", "torsdag", "Thursday"),
        Weekday::Friday => pick(locale, "fredag", "fredag", "Friday"),
        Weekday::Saturday => pick(locale, "lørdag", "laurdag", "Saturday"),
        Weekday::Sunday => pick(locale, "søndag", "søndag", "Sunday"),
    }
}

/// The name of a month, 1–12, as it stands inside a sentence: `mars`, `March`. Empty for another number.
#[must_use]
pub const fn month_name(month: i8, locale: Locale) -> &'static str {
    let (norwegian, english) = match month {
        1 => ("januar", "January"),
        2 => ("februar", "February"),
        3 => ("mars", "March"),
        4 => ("april", "April"),
        5 => ("mai", "May"),
        6 => ("juni", "June"),
        7 => ("juli", "July"),
        8 => ("august", "August"),
        9 => ("september", "September"),
        10 => ("oktober", "October"),
        11 => ("november", "November"),
        12 => ("desember", "December"),
        _ => ("", ""),
    };
    pick(locale, norwegian, norwegian, english)
}

/// A clock reading: `12`, `12.30` in Norwegian, to stand after "kl."; `12:00`, `12:30` in English.
#[must_use]
pub fn clock(minute: Minute, locale: Locale) -> String {
    let (hours, minutes) = (minute.get() / 60, minute.get() % 60);
    match (locale, minutes) {
        (Locale::En, _) => format!("{hours:02}:{minutes:02}"),
        (_, _) if hours == 0 => format!("00.{minutes:02}"),
        (_, 0) => hours.to_string(),
        (_, _) => format!("{hours}.{minutes:02}"),
    }
}

/// A span of clock readings: `12–15`, `12.30–15` in Norwegian, `12:00–15:00` in English. Without "kl.".
#[must_use]
pub fn time_range(start: Minute, end: Minute, locale: Locale) -> String {
    format!("{}–{}", clock(start, locale), clock(end, locale))
}

/// A day as it stands inside a sentence: `i dag`, `i morgen`, `tirsdag 3. mars`; with the year when it is another
/// than today's. `today`, `tomorrow`, `Tuesday 3 March` in English.
#[must_use]
pub fn day_in_words(date: Date, today: Date, locale: Locale) -> String {
    if date == today {
        return pick(locale, "i dag", "i dag", "today").to_owned();
    }
    if today.tomorrow().is_ok_and(|tomorrow| date == tomorrow) {
        return pick(locale, "i morgen", "i morgon", "tomorrow").to_owned();
    }
    let dot = pick(locale, ".", ".", "");
    let (weekday, month) = (weekday_name(date.weekday(), locale), month_name(date.month(), locale));
    let day = format!("{weekday} {}{dot} {month}", date.day());
    if date.year() == today.year() {
        day
    } else {
        format!("{day} {}", date.year())
    }
}

/// When an occurrence is, inside a sentence: `i dag kl. 12–15`, `tirsdag 3. mars kl. 12–15`, `today 12:00–15:00`.
#[must_use]
pub fn occurrence_in_words(occurrence: &Occurrence, today: Date, locale: Locale) -> String {
    with_time(
        &day_in_words(occurrence.date, today, locale),
        occurrence.start,
        occurrence.end,
        locale,
    )
}

/// Why there is nothing on a day, as a phrase after a colon: the holiday's name, the municipality's reason, or
/// `flyttet til i morgen kl. 12–15`. May be empty when the municipality gave no reason.
#[must_use]
pub fn closure_in_words(closure: &Closure, today: Date, locale: Locale) -> String {
    match closure {
        Closure::PublicHoliday(holiday) => holiday.name(locale).to_owned(),
        Closure::SchoolHoliday(text) | Closure::ClosedPeriod(text) => text.get(locale).to_owned(),
        Closure::MovedTo { date, start, end, .. } => {
            let day = with_time(&day_in_words(*date, today, locale), *start, *end, locale);
            format!("{} {day}", pick(locale, "flyttet til", "flytta til", "moved to"))
        }
    }
}

/// The rule and hours of a schedule, with a capital first: `Tirsdag og torsdag kl. 12–15`, `Annankvar måndag kl. 10–12`,
/// `First Wednesday of the month 18:00–20:00`. Says nothing of exceptions, extra dates or where.
#[must_use]
pub fn schedule_in_words(schedule: &Schedule, locale: Locale) -> String {
    let days = match &schedule.rule {
        Rule::Weekly { every, weekdays } => weekly(*every, weekdays, locale),
        Rule::MonthlyByWeekday { every, nth, weekday } => {
            let day = format!("{} {}", ordinal_word(*nth, locale), weekday_name(*weekday, locale));
            in_month(&day, *every, schedule.from, locale)
        }
        Rule::MonthlyByDay { every, day } => in_month(&day_of_month(*day, locale), *every, schedule.from, locale),
        Rule::DatesOnly => pick(locale, "på enkelte datoer", "på enkelte datoar", "on certain dates").to_owned(),
    };
    capital(&with_time(&days, schedule.start, schedule.end, locale))
}

fn with_time(days: &str, start: Minute, end: Minute, locale: Locale) -> String {
    let at = pick(locale, " kl.", " kl.", "");
    format!("{days}{at} {}", time_range(start, end, locale))
}

fn weekly(every: u8, weekdays: &[Weekday], locale: Locale) -> String {
    let days = weekday_list(weekdays, locale);
    match every {
        0 | 1 => days,
        2 if weekdays.len() == 1 => format!("{} {days}", pick(locale, "annenhver", "annankvar", "every other")),
        2 => format!(
            "{days} {}",
            pick(locale, "annenhver uke", "annankvar veke", "every other week")
        ),
        n => match locale {
            Locale::Nb => format!("{days} hver {n}. uke"),
            Locale::Nn => format!("{days} kvar {n}. veke"),
            Locale::En => format!("{days} every {n} weeks"),
        },
    }
}

/// `tirsdag og torsdag`; three or more in a row as `mandag til fredag`; all seven as `hver dag`.
fn weekday_list(weekdays: &[Weekday], locale: Locale) -> String {
    let mut days = weekdays.to_vec();
    days.sort_by_key(|d| d.to_monday_zero_offset());
    days.dedup();
    if days.len() == 7 {
        return pick(locale, "hver dag", "kvar dag", "every day").to_owned();
    }
    let in_a_row = days.windows(2).all(|pair| pair[0].next() == pair[1]);
    match days.as_slice() {
        [first, .., last] if in_a_row && days.len() > 2 => {
            let to = pick(locale, "til", "til", "to");
            format!("{} {to} {}", weekday_name(*first, locale), weekday_name(*last, locale))
        }
        [many @ .., last] if !many.is_empty() => {
            let many: Vec<_> = many.iter().map(|d| weekday_name(*d, locale)).collect();
            format!(
                "{} {} {}",
                many.join(", "),
                pick(locale, "og", "og", "and"),
                weekday_name(*last, locale)
            )
        }
        [only] => weekday_name(*only, locale).to_owned(),
        _ => String::new(),
    }
}

fn in_month(day: &str, every: u8, from: Date, locale: Locale) -> String {
    let month = month_name(from.month(), locale);
    match (every, locale) {
        (0 | 1, Locale::Nb) => format!("{day} i måneden"),
        (0 | 1, Locale::Nn) => format!("{day} i månaden"),
        (0 | 1, Locale::En) => format!("{day} of the month"),
        (2, Locale::Nb) => format!("{day} i annenhver måned"),
        (2, Locale::Nn) => format!("{day} i annankvar månad"),
        (2, Locale::En) => format!("{day} of every other month"),
        (12, Locale::Nb) => format!("{day} i {month} hvert år"),
        (12, Locale::Nn) => format!("{day} i {month} kvart år"),
        (12, Locale::En) => format!("{day} of {month} every year"),
        (n, Locale::Nb) => format!("{day} hver {n}. måned"),
        (n, Locale::Nn) => format!("{day} kvar {n}. månad"),
        (n, Locale::En) => format!("{day} every {n} months"),
    }
}

fn ordinal_word(nth: i8, locale: Locale) -> &'static str {
    match nth {
        1 => pick(locale, "første", "første", "first"),
        2 => pick(locale, "andre", "andre", "second"),
        3 => pick(locale, "tredje", "tredje", "third"),
        4 => pick(locale, "fjerde", "fjerde", "fourth"),
        5 => pick(locale, "femte", "femte", "fifth"),
        _ => pick(locale, "siste", "siste", "last"),
    }
}

fn day_of_month(day: i8, locale: Locale) -> String {
    match (day, locale) {
        (-1, Locale::Nb | Locale::Nn) => "den siste dagen".to_owned(),
        (-1, Locale::En) => "the last day".to_owned(),
        (_, Locale::Nb | Locale::Nn) => format!("den {day}."),
        (1 | 21 | 31, Locale::En) => format!("the {day}st"),
        (2 | 22, Locale::En) => format!("the {day}nd"),
        (3 | 23, Locale::En) => format!("the {day}rd"),
        (_, Locale::En) => format!("the {day}th"),
    }
}

#[cfg(test)]
#[path = "describe_tests.rs"]
mod tests;
