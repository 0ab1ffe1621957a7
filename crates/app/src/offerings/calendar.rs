//! The calendar, week by week.

use super::views::Reading;
use crate::texts::{T, Words};
use domain::schedule::{self, DayPlan, day_in_words, month_name};
use domain::shared::capital;
use jiff::{
    ToSpan,
    civil::{Date, ISOWeekDate, Weekday},
};
use maud::{Markup, html};
use ui::{
    args,
    parts::{self, Tone},
};

/// How far ahead and back one may look, in weeks. What lies further is not decided, or nobody asks for it.
const WEEKS: i32 = 60;

/// The Monday of the week that an address asks for (`2026-W10`); this week's when it asks for none, for nonsense, or
/// for one too far off.
#[must_use]
pub fn monday(asked: Option<&str>, today: Date) -> Date {
    let this = start_of_week(today);
    asked.and_then(read_week).filter(|day| weeks_between(this, *day).abs() <= WEEKS).unwrap_or(this)
}

fn read_week(text: &str) -> Option<Date> {
    let (year, week) = text.split_once("-W").or_else(|| text.split_once("-w"))?;
    let week = ISOWeekDate::new(year.parse().ok()?, week.parse().ok()?, Weekday::Monday).ok()?;
    Some(week.date())
}

fn start_of_week(day: Date) -> Date {
    let back = i32::from(day.weekday().to_monday_zero_offset());
    day.checked_sub(back.days()).unwrap_or(day)
}

fn weeks_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days() / 7)
}

fn week_code(monday: Date) -> String {
    let week = monday.iso_week_date();
    format!("{}-W{:02}", week.year(), week.week())
}

/// The body of a week.
#[must_use]
pub fn calendar(r: &Reading, monday: Date) -> Markup {
    let l = r.l;
    let week = schedule::week(r.register(), monday, r.cx.now);
    let number = monday.iso_week_date().week();
    html! {
        (r.crumbs(&[], &l.t(T::OfferingsCalendar)))
        h1 { (l.ta(T::OfferingsWeekTitle, &args![("week", number.to_string())])) }
        p.lead { (span_of(r, monday)) }
        (turn(r, monday))
        @for day in &week { (day_section(r, day)) }
        (crate::calendars::follow_section(r.cx))
    }
}

fn span_of(r: &Reading, monday: Date) -> String {
    let sunday = monday.checked_add(6.days()).unwrap_or(monday);
    let dot = if r.l == domain::shared::Locale::En { "" } else { "." };
    let one = |day: Date| format!("{}{dot} {}", day.day(), month_name(day.month(), r.l));
    format!("{} – {} {}", one(monday), one(sunday), sunday.year())
}

fn turn(r: &Reading, monday: Date) -> Markup {
    let this = start_of_week(r.today);
    let at = weeks_between(this, monday);
    let link = |weeks: i32| {
        let day = monday.checked_add(weeks.weeks()).unwrap_or(monday);
        r.cx.link(&format!("/kalender?uke={}", week_code(day)))
    };
    html! {
        nav.pages aria-label=(r.l.t(T::OfferingsWeeks)) {
            @if at > -WEEKS { a.ds-button data-variant="secondary" rel="prev" href=(link(-1)) { (r.l.t(T::OfferingsWeekBefore)) } }
            @if at != 0 { a.ds-button data-variant="secondary" href=(r.cx.link("/kalender")) { (r.l.t(T::OfferingsThisWeek)) } }
            @if at < WEEKS { a.ds-button data-variant="secondary" rel="next" href=(link(1)) { (r.l.t(T::OfferingsWeekAfter)) } }
        }
    }
}

fn day_section(r: &Reading, day: &DayPlan) -> Markup {
    let l = r.l;
    let mut title = capital(&day_in_words(day.date, r.today, l));
    if day.date == r.today {
        let plain = day_in_words(day.date, Date::MIN, l);
        title = l.ta(T::OfferingsTodayIs, &args![("day", without_year(&plain, day.date))]);
    }
    html! {
        section.weekday aria-current=[(day.date == r.today).then_some("date")] {
            h2 { (title) @if let Some(holiday) = day.holiday { " " (parts::tag(Tone::Look, holiday.name(l))) } }
            @if day.entries.is_empty() {
                p.quiet { (l.t(T::OfferingsNothingThatDay)) @if let Some(why) = closed_that_day(r, day.date) { " " (why) "." } }
            } @else {
                ul.day { @for entry in &day.entries { (r.row(entry, None)) } }
            }
        }
    }
}

fn without_year(words: &str, date: Date) -> String {
    words.trim_end_matches(&format!(" {}", date.year())).to_owned()
}

/// Why the whole municipality is closed on a day, in its own words.
fn closed_that_day(r: &Reading, date: Date) -> Option<String> {
    let covers = |p: &&domain::municipality::ClosedPeriod| p.place.is_none() && p.first <= date && date <= p.last;
    let period = r.register().municipality.closed_periods.iter().find(covers)?;
    Some(period.reason.get(r.l).to_owned()).filter(|reason| !reason.is_empty())
}
