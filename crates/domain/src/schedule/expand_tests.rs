use super::*;
use crate::{
    schedule::{ExtraDate, Rule},
    shared::Locale,
};
use jiff::civil::date;
use proptest::prelude::*;

fn key(text: &str) -> Key {
    Key::parse(text).unwrap()
}

fn minute(text: &str) -> Minute {
    Minute::parse(text).unwrap()
}

fn weekly(every: u8, weekdays: &[Weekday]) -> Rule {
    Rule::Weekly {
        every,
        weekdays: weekdays.to_vec(),
    }
}

fn plan(rule: Rule, from: Date) -> Schedule {
    Schedule {
        key: key("plan"),
        place: key("bibliotek"),
        rule,
        start: minute("12:00"),
        end: minute("15:00"),
        from,
        until: None,
        staffing: Staffing::Staffed,
        guides: 1,
        on_public_holidays: true,
        on_school_holidays: true,
        exceptions: vec![],
        extra_dates: vec![],
    }
}

fn text(nb: &str) -> Localized {
    Localized::in_one(Locale::Nb, nb)
}

fn exception(date: Date, change: Change) -> Exception {
    Exception {
        date,
        change,
        reason: text("Kurs"),
        decided_at: None,
    }
}

fn closed(place: Option<&str>, first: Date, last: Date) -> ClosedPeriod {
    ClosedPeriod {
        key: key("stengt"),
        place: place.map(key),
        first,
        last,
        reason: text("Oppussing"),
    }
}

// --- the cases in the text file -------------------------------------------------------------------------------

#[derive(Default)]
struct Case {
    name: String,
    schedule: Option<Schedule>,
    closed: Vec<ClosedPeriod>,
    school: Vec<SchoolHoliday>,
    look: Option<(Date, Date)>,
    gives: Vec<String>,
}

fn day(text: &str) -> Date {
    text.parse().unwrap_or_else(|_| panic!("not a day: {text}"))
}

fn days(text: &str) -> (Date, Date) {
    let (first, last) = text.split_once(" to ").unwrap();
    (day(first), day(last))
}

fn hours(text: &str) -> (Minute, Minute) {
    let (start, end) = text.split_once('-').unwrap();
    (minute(start), minute(end))
}

fn weekday(text: &str) -> Weekday {
    let all = Weekday::Monday.cycle_forward().take(7);
    let named = |w: &Weekday| super::super::weekday_name(*w, Locale::En).eq_ignore_ascii_case(text);
    all.into_iter().find(named).unwrap_or_else(|| panic!("not a weekday: {text}"))
}

fn rule(text: &str) -> Rule {
    let words: Vec<&str> = text.split(' ').collect();
    let (every, unit, rest) = match words.as_slice() {
        ["dates", "only"] => return Rule::DatesOnly,
        ["every", unit @ ("week" | "month"), "on", rest @ ..] => (1, *unit, rest),
        ["every", n, unit, "on", rest @ ..] => (n.parse().unwrap(), unit.trim_end_matches('s'), rest),
        _ => panic!("not a rule: {text}"),
    };
    match (unit, rest) {
        ("week", days) => Rule::Weekly {
            every,
            weekdays: days.iter().map(|d| weekday(d)).collect(),
        },
        (_, ["day", day]) => Rule::MonthlyByDay {
            every,
            day: day.parse().unwrap(),
        },
        (_, ["last", "day"]) => Rule::MonthlyByDay { every, day: -1 },
        (_, [nth, day]) => {
            let names = ["first", "second", "third", "fourth", "fifth"];
            let nth = names.iter().position(|n| n == nth).map_or(-1, |i| i8::try_from(i).unwrap() + 1);
            Rule::MonthlyByWeekday {
                every,
                nth,
                weekday: weekday(day),
            }
        }
        _ => panic!("not a rule: {text}"),
    }
}

fn read_line(case: &mut Case, line: &str) {
    let (word, value) = line.split_once(' ').unwrap();
    let value = value.trim();
    if word == "case" {
        value.clone_into(&mut case.name);
        return;
    }
    let schedule = case.schedule.get_or_insert_with(|| plan(Rule::DatesOnly, date(2026, 1, 1)));
    match word {
        "source" => {}
        "rule" => schedule.rule = rule(value),
        "from" => schedule.from = day(value),
        "until" => schedule.until = Some(day(value)),
        "hours" => (schedule.start, schedule.end) = hours(value),
        "holidays" => schedule.on_public_holidays = value == "open",
        "follows" => schedule.on_school_holidays = false,
        "closed" => {
            let (first, last) = days(value);
            case.closed.push(closed(None, first, last));
        }
        "school" => {
            let (first, last) = days(value);
            case.school.push(SchoolHoliday {
                key: key("ferie"),
                first,
                last,
                name: text("Ferie"),
            });
        }
        "off" => schedule.exceptions.push(exception(day(value), Change::CalledOff)),
        "move" => {
            let (old, new) = value.split_once(" to ").unwrap();
            let (new, time) = new.split_once(' ').unwrap();
            let (start, end) = hours(time);
            schedule.exceptions.push(exception(
                day(old),
                Change::Moved {
                    date: day(new),
                    start,
                    end,
                },
            ));
        }
        "extra" => {
            let (date, time) = value.split_once(' ').map_or((value, None), |(d, t)| (d, Some(hours(t))));
            let (start, end) = (time.map(|t| t.0), time.map(|t| t.1));
            schedule.extra_dates.push(ExtraDate {
                date: day(date),
                start,
                end,
                note: Localized::default(),
            });
        }
        "look" => case.look = Some(days(value)),
        "gives" => case.gives.extend(value.split(' ').filter(|g| *g != "nothing").map(str::to_owned)),
        _ => panic!("not a line of a case: {line}"),
    }
}

fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for block in include_str!("cases.txt").split("\n\n") {
        let lines: Vec<&str> = block.lines().filter(|l| !l.starts_with('#') && !l.trim().is_empty()).collect();
        if lines.is_empty() {
            continue;
        }
        let mut case = Case::default();
        lines.into_iter().for_each(|line| read_line(&mut case, line));
        cases.push(case);
    }
    cases
}

fn written(schedule: &Schedule, o: &Occurrence) -> String {
    match o.status {
        Status::CalledOff { .. } => format!("{}@off", o.date),
        _ if (o.start, o.end) != (schedule.start, schedule.end) => format!("{}@{}-{}", o.date, o.start, o.end),
        _ => o.date.to_string(),
    }
}

#[test]
fn the_cases_in_the_text_file() {
    let cases = cases();
    assert!(cases.len() >= 40, "the file was not read");
    let mut wrong = Vec::new();
    for case in &cases {
        let (schedule, (first, last)) = (case.schedule.as_ref().unwrap(), case.look.unwrap());
        let calendar = Calendar {
            closed: &case.closed,
            school: &case.school,
            places: &[],
        };
        let found = occurrences(schedule, &calendar, first, last);
        let given: Vec<String> = found.iter().map(|o| written(schedule, o)).collect();
        if given != case.gives {
            wrong.push(format!(
                "{}\n  the file says {:?}\n  it gives      {given:?}",
                case.name, case.gives
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

// --- closed days, explained -----------------------------------------------------------------------------------

#[test]
fn closed_days_are_explained() {
    let mut thursday = plan(weekly(1, &[Weekday::Thursday]), date(2026, 1, 1));
    thursday.on_public_holidays = false;
    thursday.on_school_holidays = false;
    thursday.exceptions = vec![
        exception(date(2026, 6, 4), Change::CalledOff),
        exception(
            date(2026, 6, 11),
            Change::Moved {
                date: date(2026, 6, 12),
                start: minute("10:00"),
                end: minute("11:00"),
            },
        ),
        exception(
            date(2026, 6, 18),
            Change::Moved {
                date: date(2026, 6, 18),
                start: minute("10:00"),
                end: minute("11:00"),
            },
        ),
        exception(
            date(2026, 6, 25),
            Change::Moved {
                date: date(2026, 7, 6),
                start: minute("10:00"),
                end: minute("11:00"),
            },
        ),
    ];
    let periods = [closed(None, date(2026, 7, 6), date(2026, 7, 12))];
    let autumn = SchoolHoliday {
        key: key("host"),
        first: date(2026, 10, 5),
        last: date(2026, 10, 9),
        name: text("Høstferie"),
    };
    let school = [autumn];
    let calendar = Calendar {
        closed: &periods,
        school: &school,
        places: &[],
    };
    let why = |month, day| why_not(&thursday, &calendar, date(2026, month, day));
    assert_eq!(why(5, 14), Some(Closure::PublicHoliday(Holiday::AscensionDay)));
    assert_eq!(why(7, 9), Some(Closure::ClosedPeriod(text("Oppussing"))));
    assert_eq!(why(10, 8), Some(Closure::SchoolHoliday(text("Høstferie"))));
    let moved = Closure::MovedTo {
        date: date(2026, 6, 12),
        start: minute("10:00"),
        end: minute("11:00"),
        reason: text("Kurs"),
    };
    assert_eq!(why(6, 11), Some(moved));
    assert_eq!(
        why(6, 25),
        Some(Closure::ClosedPeriod(text("Oppussing"))),
        "moved into a closed period"
    );
    assert_eq!(why(6, 18), None, "moved within the day");
    assert_eq!(why(6, 4), None, "a called-off occurrence carries its own reason");
    assert_eq!(why(5, 7), None, "it takes place");
    assert_eq!(why(5, 15), None, "a Friday is not in the plan");
}

#[test]
fn a_closed_house_closes_what_is_in_it() {
    let place = |name: &str, part_of: Option<&str>| Place {
        key: key(name),
        name: text(name),
        organisation: key("kommunen"),
        part_of: part_of.map(key),
        street: String::new(),
        postal_code: String::new(),
        town: String::new(),
        district: String::new(),
        position: None,
        directions: Localized::default(),
        phone: String::new(),
        facilities: crate::places::Facilities::default(),
        hours: vec![],
        assumed: vec![],
        ended: None,
    };
    let places = [
        place("bibliotek", None),
        place("laeringssenter", Some("bibliotek")),
        place("ring-a", Some("ring-b")),
        place("ring-b", Some("ring-a")),
    ];
    let whole = date(2026, 3, 3);
    let periods = [closed(Some("bibliotek"), whole, whole)];
    let calendar = Calendar {
        closed: &periods,
        school: &[],
        places: &places,
    };
    let count = |name: &str| {
        let mut tuesday = plan(weekly(1, &[Weekday::Tuesday]), date(2026, 1, 1));
        tuesday.place = key(name);
        occurrences(&tuesday, &calendar, whole, whole).len()
    };
    assert_eq!(
        [count("bibliotek"), count("laeringssenter"), count("ring-a"), count("annet")],
        [0, 0, 1, 1]
    );
}

#[test]
fn a_short_notice_is_one_decided_on_the_day() {
    let tuesday = date(2026, 3, 3);
    let short = |decided: Option<&str>| {
        let mut schedule = plan(weekly(1, &[Weekday::Tuesday]), date(2026, 1, 1));
        schedule.exceptions = vec![Exception {
            decided_at: decided.map(|d| d.parse().unwrap()),
            ..exception(tuesday, Change::CalledOff)
        }];
        match occurrences(&schedule, &Calendar::default(), tuesday, tuesday).remove(0).status {
            Status::CalledOff { short_notice, .. } => short_notice,
            other => panic!("{other:?}"),
        }
    };
    assert!(short(Some("2026-03-03T07:00:00Z")));
    assert!(short(Some("2026-03-02T23:30:00Z")), "half past midnight in Oslo");
    assert!(!short(Some("2026-03-02T22:30:00Z")), "the evening before");
    assert!(!short(None));
}

#[test]
fn the_key_stays_when_it_moves() {
    let mut schedule = plan(weekly(1, &[Weekday::Tuesday]), date(2026, 1, 1));
    let to = Change::Moved {
        date: date(2026, 3, 4),
        start: minute("10:00"),
        end: minute("11:00"),
    };
    schedule.exceptions = vec![exception(date(2026, 3, 3), to)];
    let moved = occurrences(&schedule, &Calendar::default(), date(2026, 3, 4), date(2026, 3, 4)).remove(0);
    let original = Original {
        date: date(2026, 3, 3),
        start: minute("12:00"),
    };
    assert_eq!(moved.original, original);
    assert_eq!(
        moved.status,
        Status::Moved {
            from: original,
            reason: text("Kurs")
        }
    );
    assert!(moved.takes_place());
}

// --- the clock ------------------------------------------------------------------------------------------------

fn last_sunday(year: i16, month: i8) -> Date {
    date(year, month, 1).nth_weekday_of_month(-1, Weekday::Sunday).unwrap()
}

fn on(date: Date, start: &str, end: &str) -> Occurrence {
    let mut schedule = plan(weekly(1, &[date.weekday()]), date);
    (schedule.start, schedule.end) = (minute(start), minute(end));
    occurrences(&schedule, &Calendar::default(), date, date).remove(0)
}

fn utc(o: &Occurrence) -> (String, String) {
    (o.starts_at().to_string(), o.ends_at().to_string())
}

fn minutes(o: &Occurrence) -> i64 {
    o.ends_at().duration_since(o.starts_at()).as_mins()
}

/// RFC 5545 §3.3.5: a local time that does not occur is read with the offset before the gap.
#[test]
fn every_spring_change_from_2020_to_2040() {
    for year in 2020..=2040 {
        let sunday = last_sunday(year, 3);
        let at = |time: &str| format!("{sunday}T{time}:00Z");
        assert_eq!(
            utc(&on(sunday, "02:15", "02:45")),
            (at("01:15"), at("01:45")),
            "in the gap"
        );
        assert_eq!(
            utc(&on(sunday, "01:30", "03:30")),
            (at("00:30"), at("01:30")),
            "spanning it"
        );
        assert_eq!(
            utc(&on(sunday, "01:30", "02:30")),
            (at("00:30"), at("01:30")),
            "ending in it"
        );
        assert_eq!(
            utc(&on(sunday, "02:30", "04:00")),
            (at("01:30"), at("02:00")),
            "beginning in it"
        );
        assert_eq!(
            utc(&on(sunday, "02:45", "03:15")),
            (at("01:45"), at("02:15")),
            "never turned round"
        );
        assert_eq!(
            utc(&on(sunday, "12:00", "15:00")),
            (at("10:00"), at("13:00")),
            "summer time from here"
        );
        assert_eq!(minutes(&on(sunday, "00:00", "24:00")), 23 * 60);
    }
}

/// RFC 5545 §3.3.5: a local time that occurs twice is the first of the two.
#[test]
fn every_autumn_change_from_2020_to_2040() {
    for year in 2020..=2040 {
        let sunday = last_sunday(year, 10);
        let at = |time: &str| format!("{sunday}T{time}:00Z");
        assert_eq!(
            utc(&on(sunday, "02:15", "02:45")),
            (at("00:15"), at("00:45")),
            "in the fold"
        );
        assert_eq!(minutes(&on(sunday, "01:30", "03:30")), 180, "spanning it");
        assert_eq!(minutes(&on(sunday, "02:30", "03:30")), 120, "beginning in it");
        assert_eq!(
            utc(&on(sunday, "12:00", "15:00")),
            (at("11:00"), at("14:00")),
            "winter time from here"
        );
        assert_eq!(minutes(&on(sunday, "00:00", "24:00")), 25 * 60);
    }
}

#[test]
fn the_clock_reads_the_same_all_year() {
    let daily = plan(
        weekly(1, &[Weekday::Saturday, Weekday::Sunday, Weekday::Monday]),
        date(2020, 1, 1),
    );
    let all = occurrences(&daily, &Calendar::default(), date(2020, 1, 1), date(2040, 12, 31));
    assert_eq!(all.len(), 3 * 1096);
    for o in &all {
        assert_eq!(day_and_minute(o.starts_at()), (o.date, o.start));
        assert_eq!(day_and_minute(o.ends_at()), (o.date, o.end));
        assert_eq!(minutes(o), 180);
    }
    assert!(all.windows(2).all(|pair| pair[0].ends_at() < pair[1].starts_at()));
}

proptest! {
    /// Around every change of the clock: an occurrence never ends before it begins, and none is longer than its clock
    /// readings by more than the hour of the change.
    #[test]
    fn instants_keep_their_order_around_a_change(
        year in 2020i16..=2040, spring: bool, off in -1i64..=1, start in 0u16..1440, length in 1u16..1440, later in 0u16..1440,
    ) {
        let change = last_sunday(year, if spring { 3 } else { 10 });
        let day = plus_days(change, off).unwrap();
        let end = (start + length).min(1440);
        let mut schedule = plan(weekly(1, &[day.weekday()]), day);
        (schedule.start, schedule.end) = (Minute::new(start).unwrap(), Minute::new(end).unwrap());
        let o = occurrences(&schedule, &Calendar::default(), day, day).remove(0);
        prop_assert!(o.starts_at() < o.ends_at());
        let clock = i64::from(end - start);
        prop_assert!((minutes(&o) - clock).abs() <= 60);
        if off != 0 {
            prop_assert_eq!(minutes(&o), clock);
        }
        // Later on the clock is never earlier in time, but inside the skipped hour, which runs beside the next one.
        let (a, b) = (start.min(later), start.max(later));
        let skipped = spring && off == 0 && (120..180).contains(&a);
        if !skipped {
            prop_assert!(instant_of(day, Minute::new(a).unwrap()) <= instant_of(day, Minute::new(b).unwrap()));
        }
    }
}

// --- jumping equals walking -----------------------------------------------------------------------------------

/// The rule as one would say it of a single day, without any arithmetic of intervals but counting.
fn rule_says(schedule: &Schedule, date: Date) -> bool {
    let months = |d: Date| i32::from(d.year()) * 12 + i32::from(d.month());
    let held = schedule.from <= date && schedule.until.is_none_or(|until| date <= until);
    let months_since = months(date) - months(schedule.from);
    let is_last = |days| plus_days(date, days).is_none_or(|next| next.month() != date.month());
    held && match &schedule.rule {
        Rule::Weekly { every, weekdays } => {
            let mut monday = schedule.from;
            while monday.weekday() != Weekday::Monday {
                monday = monday.yesterday().unwrap();
            }
            let weeks = monday.duration_until(date).as_hours() / 24 / 7;
            weeks % i64::from(*every) == 0 && weekdays.contains(&date.weekday())
        }
        Rule::MonthlyByWeekday { every, nth, weekday } => {
            let right = if *nth == -1 {
                is_last(7)
            } else {
                (date.day() - 1) / 7 + 1 == *nth
            };
            months_since % i32::from(*every) == 0 && date.weekday() == *weekday && right
        }
        Rule::MonthlyByDay { every, day } => {
            let right = if *day == -1 { is_last(1) } else { date.day() == *day };
            months_since % i32::from(*every) == 0 && right
        }
        Rule::DatesOnly => false,
    }
}

fn any_weekday() -> impl Strategy<Value = Weekday> {
    (0i8..7).prop_map(|n| Weekday::from_monday_zero_offset(n).unwrap())
}

fn any_rule() -> impl Strategy<Value = Rule> {
    let nth = prop_oneof![1i8..=5, Just(-1)];
    let day = prop_oneof![1i8..=31, 28i8..=31, Just(-1)];
    prop_oneof![
        (1u8..=52, proptest::collection::vec(any_weekday(), 1..7))
            .prop_map(|(every, weekdays)| Rule::Weekly { every, weekdays }),
        (1u8..=3, proptest::collection::vec(any_weekday(), 1..7))
            .prop_map(|(every, weekdays)| Rule::Weekly { every, weekdays }),
        (1u8..=12, nth, any_weekday()).prop_map(|(every, nth, weekday)| Rule::MonthlyByWeekday { every, nth, weekday }),
        (1u8..=12, day).prop_map(|(every, day)| Rule::MonthlyByDay { every, day }),
    ]
}

fn any_day() -> impl Strategy<Value = Date> {
    (0i64..7670).prop_map(|days| plus_days(date(2020, 1, 1), days).unwrap())
}

fn any_change() -> impl Strategy<Value = Change> {
    let moved = (any_day(), 0u16..1439).prop_map(|(date, start)| Change::Moved {
        date,
        start: Minute::new(start).unwrap(),
        end: Minute::new(start + 1).unwrap(),
    });
    prop_oneof![Just(Change::CalledOff), moved]
}

proptest! {
    #[test]
    fn jumping_equals_walking(
        rule in any_rule(), from in any_day(), length in proptest::option::of(0i64..2000), first in any_day(), span in 0i64..800,
    ) {
        let mut schedule = plan(rule, from);
        schedule.until = length.and_then(|days| plus_days(from, days));
        let last = plus_days(first, span).unwrap();
        let jumped: Vec<Date> = rule_days(&schedule, first, last).collect();
        let walked: Vec<Date> = (0..=span).filter_map(|d| plus_days(first, d)).filter(|d| rule_says(&schedule, *d)).collect();
        prop_assert_eq!(jumped, walked);
    }

    /// A window is the sum of its days, whatever is different: nothing depends on where one begins to look.
    #[test]
    fn a_window_is_the_sum_of_its_days(
        rule in any_rule(), from in any_day(), first in any_day(), span in 0i64..120, holidays: bool,
        exceptions in proptest::collection::vec((0i64..120, any_change()), 0..6),
        extras in proptest::collection::vec((0i64..120, 0u16..1400), 0..4),
        shut in proptest::option::of((0i64..120, 0i64..20)),
    ) {
        let at = |days| plus_days(first, days).unwrap();
        let mut schedule = plan(rule, from);
        schedule.on_public_holidays = holidays;
        schedule.exceptions = exceptions.into_iter().map(|(d, change)| exception(at(d), change)).collect();
        schedule.extra_dates = extras
            .into_iter()
            .map(|(d, m)| ExtraDate { date: at(d), start: Minute::new(m), end: Minute::new(m + 30), note: text("Tema") })
            .collect();
        let periods: Vec<_> = shut.into_iter().map(|(d, n)| closed(None, at(d), at(d + n))).collect();
        let calendar = Calendar { closed: &periods, school: &[], places: &[] };
        let whole = occurrences(&schedule, &calendar, first, at(span));
        let parts: Vec<_> = (0..=span).flat_map(|d| occurrences(&schedule, &calendar, at(d), at(d))).collect();
        prop_assert_eq!(&whole, &parts);
        let keys: std::collections::BTreeSet<_> = whole.iter().map(|o| o.original).collect();
        prop_assert_eq!(keys.len(), whole.len(), "an original start names one occurrence");
        prop_assert!(whole.iter().all(|o| !periods.iter().any(|p| p.first <= o.date && o.date <= p.last)));
    }
}

/// Would not end if a week were found by walking from the first day.
#[test]
fn the_age_of_a_schedule_costs_nothing() {
    let old = plan(weekly(1, &[Weekday::Tuesday]), Date::MIN);
    let older = plan(Rule::MonthlyByDay { every: 1, day: 15 }, Date::MIN);
    for days in 0..5000 {
        let first = plus_days(date(2026, 1, 1), days).unwrap();
        let last = plus_days(first, 6).unwrap();
        assert_eq!(occurrences(&old, &Calendar::default(), first, last).len(), 1, "{first}");
        assert!(occurrences(&older, &Calendar::default(), first, last).len() <= 1);
    }
}

#[test]
fn the_ends_of_the_calendar_are_no_danger() {
    for rule in [weekly(52, &[Weekday::Sunday]), Rule::MonthlyByDay { every: 12, day: -1 }] {
        for from in [Date::MIN, date(2026, 1, 1), Date::MAX] {
            let schedule = plan(rule.clone(), from);
            assert!(
                occurrences(
                    &schedule,
                    &Calendar::default(),
                    plus_days(Date::MAX, -9).unwrap(),
                    Date::MAX
                )
                .len()
                    <= 2
            );
            assert!(occurrences(&schedule, &Calendar::default(), Date::MAX, Date::MIN).is_empty());
        }
    }
    let wrong = plan(weekly(0, &[Weekday::Monday]), date(2026, 1, 5));
    assert_eq!(
        occurrences(&wrong, &Calendar::default(), date(2026, 1, 5), date(2026, 1, 18)).len(),
        2,
        "read as 1"
    );
}
