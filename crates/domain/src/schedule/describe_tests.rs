use super::*;
use crate::{
    schedule::{Original, Staffing, Status},
    shared::{Key, Localized},
};
use Weekday::{Friday, Monday, Saturday, Sunday, Thursday, Tuesday, Wednesday};
use jiff::civil::date;

fn minute(text: &str) -> Minute {
    Minute::parse(text).unwrap()
}

fn schedule(rule: Rule, start: &str, end: &str) -> Schedule {
    Schedule {
        key: Key::parse("plan").unwrap(),
        place: Key::parse("bibliotek").unwrap(),
        rule,
        start: minute(start),
        end: minute(end),
        from: date(2026, 3, 2),
        until: None,
        staffing: Staffing::Staffed,
        guides: 1,
        on_public_holidays: false,
        on_school_holidays: true,
        exceptions: vec![],
        extra_dates: vec![],
    }
}

fn weekly(every: u8, weekdays: &[Weekday]) -> Rule {
    Rule::Weekly {
        every,
        weekdays: weekdays.to_vec(),
    }
}

#[test]
fn rules_in_three_languages() {
    let all = [Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday];
    let nth = |every, nth| Rule::MonthlyByWeekday {
        every,
        nth,
        weekday: Wednesday,
    };
    let by_day = |every, day| Rule::MonthlyByDay { every, day };
    let table = [
        (
            weekly(1, &[Thursday, Tuesday]),
            "Tirsdag og torsdag",
            "Tysdag og torsdag",
            "Tuesday and Thursday",
        ),
        (weekly(1, &[Monday]), "Mandag", "Måndag", "Monday"),
        (
            weekly(1, &all[..5]),
            "Mandag til fredag",
            "Måndag til fredag",
            "Monday to Friday",
        ),
        (
            weekly(1, &[Monday, Wednesday, Saturday]),
            "Mandag, onsdag og lørdag",
            "Måndag, onsdag og laurdag",
            "Monday, Wednesday and Saturday",
        ),
        (weekly(1, &all), "Hver dag", "Kvar dag", "Every day"),
        (
            weekly(2, &[Monday]),
            "Annenhver mandag",
            "Annankvar måndag",
            "Every other Monday",
        ),
        (
            weekly(2, &[Monday, Tuesday]),
            "Mandag og tirsdag annenhver uke",
            "Måndag og tysdag annankvar veke",
            "Monday and Tuesday every other week",
        ),
        (
            weekly(3, &[Friday]),
            "Fredag hver 3. uke",
            "Fredag kvar 3. veke",
            "Friday every 3 weeks",
        ),
        (
            nth(1, 1),
            "Første onsdag i måneden",
            "Første onsdag i månaden",
            "First Wednesday of the month",
        ),
        (
            nth(1, -1),
            "Siste onsdag i måneden",
            "Siste onsdag i månaden",
            "Last Wednesday of the month",
        ),
        (
            nth(2, 2),
            "Andre onsdag i annenhver måned",
            "Andre onsdag i annankvar månad",
            "Second Wednesday of every other month",
        ),
        (
            nth(3, 5),
            "Femte onsdag hver 3. måned",
            "Femte onsdag kvar 3. månad",
            "Fifth Wednesday every 3 months",
        ),
        (
            nth(12, 3),
            "Tredje onsdag i mars hvert år",
            "Tredje onsdag i mars kvart år",
            "Third Wednesday of March every year",
        ),
        (
            by_day(1, 15),
            "Den 15. i måneden",
            "Den 15. i månaden",
            "The 15th of the month",
        ),
        (
            by_day(1, -1),
            "Den siste dagen i måneden",
            "Den siste dagen i månaden",
            "The last day of the month",
        ),
        (
            by_day(2, 21),
            "Den 21. i annenhver måned",
            "Den 21. i annankvar månad",
            "The 21st of every other month",
        ),
        (
            Rule::DatesOnly,
            "På enkelte datoer",
            "På enkelte datoar",
            "On certain dates",
        ),
    ];
    for (rule, nb, nn, en) in table {
        let plan = schedule(rule, "12:00", "15:30");
        assert_eq!(schedule_in_words(&plan, Locale::Nb), format!("{nb} kl. 12–15.30"));
        assert_eq!(schedule_in_words(&plan, Locale::Nn), format!("{nn} kl. 12–15.30"));
        assert_eq!(schedule_in_words(&plan, Locale::En), format!("{en} 12:00–15:30"));
    }
}

#[test]
fn clock_readings() {
    let table = [
        ("12:00", "15:00", "12–15", "12:00–15:00"),
        ("12:30", "15:00", "12.30–15", "12:30–15:00"),
        ("09:05", "10:45", "9.05–10.45", "09:05–10:45"),
        ("00:00", "24:00", "00.00–24", "00:00–24:00"),
        ("00:30", "01:00", "00.30–1", "00:30–01:00"),
    ];
    for (start, end, norwegian, english) in table {
        assert_eq!(time_range(minute(start), minute(end), Locale::Nb), norwegian);
        assert_eq!(time_range(minute(start), minute(end), Locale::Nn), norwegian);
        assert_eq!(time_range(minute(start), minute(end), Locale::En), english);
    }
}

#[test]
fn days_seen_from_today() {
    let today = date(2026, 12, 30);
    let table = [
        (today, "i dag", "i dag", "today"),
        (date(2026, 12, 31), "i morgen", "i morgon", "tomorrow"),
        (
            date(2026, 12, 29),
            "tirsdag 29. desember",
            "tysdag 29. desember",
            "Tuesday 29 December",
        ),
        (date(2026, 3, 3), "tirsdag 3. mars", "tysdag 3. mars", "Tuesday 3 March"),
        (
            date(2027, 1, 2),
            "lørdag 2. januar 2027",
            "laurdag 2. januar 2027",
            "Saturday 2 January 2027",
        ),
    ];
    for (day, nb, nn, en) in table {
        assert_eq!(Locale::ALL.map(|l| day_in_words(day, today, l)), [nb, nn, en]);
    }
    assert_eq!(day_in_words(Date::MAX, Date::MAX, Locale::Nb), "i dag");
}

#[test]
fn occurrences_and_closures() {
    let today = date(2026, 3, 2);
    let occurrence = Occurrence {
        schedule: Key::parse("plan").unwrap(),
        original: Original {
            date: today,
            start: minute("12:00"),
        },
        date: today,
        start: minute("12:00"),
        end: minute("15:00"),
        place: Key::parse("bibliotek").unwrap(),
        staffing: Staffing::Staffed,
        guides: 1,
        status: Status::Planned,
        note: Localized::default(),
    };
    let words = Locale::ALL.map(|l| occurrence_in_words(&occurrence, today, l));
    assert_eq!(words, ["i dag kl. 12–15", "i dag kl. 12–15", "today 12:00–15:00"]);
    let moved = Closure::MovedTo {
        date: date(2026, 3, 3),
        start: minute("10:00"),
        end: minute("11:00"),
        reason: Localized::default(),
    };
    assert_eq!(
        closure_in_words(&moved, today, Locale::Nn),
        "flytta til i morgon kl. 10–11"
    );
    let closed = Closure::ClosedPeriod(Localized::in_one(Locale::Nb, "Oppussing"));
    assert_eq!(closure_in_words(&closed, today, Locale::Nn), "Oppussing");
    let holiday = Closure::PublicHoliday(crate::schedule::Holiday::LabourDay);
    assert_eq!(closure_in_words(&holiday, today, Locale::Nn), "Arbeidardagen");
}

#[test]
fn a_month_that_does_not_exist_has_no_name() {
    assert_eq!(month_name(13, Locale::Nb), "");
    assert_eq!(
        (1..=12).map(|m| month_name(m, Locale::Nb)).filter(|n| n.is_empty()).count(),
        0
    );
}
