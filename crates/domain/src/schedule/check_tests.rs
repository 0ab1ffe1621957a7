use super::*;
use crate::{
    schedule::{Exception, ExtraDate},
    shared::{Key, Localized},
};
use Problem as P;
use jiff::civil::date;

fn minute(text: &str) -> Minute {
    Minute::parse(text).unwrap()
}

/// Tuesdays 12–15 from 6 January 2026.
fn plan() -> Schedule {
    Schedule {
        key: Key::parse("tirsdag").unwrap(),
        place: Key::parse("bibliotek").unwrap(),
        rule: Rule::Weekly {
            every: 1,
            weekdays: vec![Weekday::Tuesday],
        },
        start: minute("12:00"),
        end: minute("15:00"),
        from: date(2026, 1, 6),
        until: None,
        staffing: Staffing::Staffed,
        guides: 2,
        on_public_holidays: false,
        on_school_holidays: true,
        exceptions: vec![],
        extra_dates: vec![],
    }
}

fn with(change: impl FnOnce(&mut Schedule)) -> Vec<Problem> {
    let mut schedule = plan();
    change(&mut schedule);
    check(&schedule)
}

fn exception(date: Date, change: Change) -> Exception {
    Exception {
        date,
        change,
        reason: Localized::default(),
        decided_at: None,
    }
}

fn extra(date: Date, start: Option<&str>, end: Option<&str>) -> ExtraDate {
    ExtraDate {
        date,
        start: start.map(minute),
        end: end.map(minute),
        note: Localized::default(),
    }
}

#[test]
fn a_sound_plan_has_no_problem() {
    let sound = with(|s| {
        s.exceptions = vec![
            exception(date(2026, 1, 13), Change::CalledOff),
            exception(
                date(2026, 1, 20),
                Change::Moved {
                    date: date(2026, 1, 21),
                    start: s.start,
                    end: s.end,
                },
            ),
            exception(date(2026, 1, 24), Change::CalledOff),
        ];
        s.extra_dates =
            vec![extra(date(2026, 1, 24), None, None), extra(date(2026, 1, 27), Some("17:00"), Some("18:00"))];
    });
    assert_eq!(sound, []);
    assert_eq!(with(|s| s.rule = Rule::DatesOnly), [], "dates that are not set yet");
}

#[test]
fn hours_and_guides() {
    assert_eq!(with(|s| s.end = s.start), [P::EndNotAfterStart]);
    assert_eq!(
        with(|s| (s.start, s.end) = (minute("22:00"), minute("02:00"))),
        [P::EndNotAfterStart]
    );
    assert_eq!(with(|s| s.staffing = Staffing::SelfService), [P::GuidesWithoutStaffing]);
}

#[test]
fn rules() {
    let weekly = |every, weekdays: &[Weekday]| Rule::Weekly {
        every,
        weekdays: weekdays.to_vec(),
    };
    let tuesday = Weekday::Tuesday;
    assert_eq!(
        with(|s| s.rule = weekly(0, &[tuesday])),
        [P::IntervalOutOfRange { most: 52 }]
    );
    assert_eq!(
        with(|s| s.rule = weekly(53, &[tuesday])),
        [P::IntervalOutOfRange { most: 52 }]
    );
    assert_eq!(with(|s| s.rule = weekly(1, &[])), [P::NoWeekday]);
    assert_eq!(
        with(|s| s.rule = weekly(1, &[tuesday, tuesday])),
        [P::DoubledWeekday(tuesday)]
    );
    let nth = |every, nth| Rule::MonthlyByWeekday {
        every,
        nth,
        weekday: tuesday,
    };
    assert_eq!(with(|s| s.rule = nth(13, 1)), [P::IntervalOutOfRange { most: 12 }]);
    for wrong in [0, 6, -2] {
        assert_eq!(with(|s| s.rule = nth(1, wrong)), [P::NthOutOfRange(wrong)]);
    }
    for wrong in [0, 32, -2] {
        assert_eq!(
            with(|s| s.rule = Rule::MonthlyByDay { every: 1, day: wrong }),
            [P::DayOutOfRange(wrong)]
        );
    }
    assert_eq!(with(|s| s.until = Some(date(2026, 1, 5))), [P::UntilBeforeFrom]);
}

#[test]
fn rules_that_give_nothing() {
    assert_eq!(
        with(|s| (s.from, s.until) = (date(2026, 1, 7), Some(date(2026, 1, 12)))),
        [P::NeverOccurs]
    );
    let february = |s: &mut Schedule, day| {
        s.from = date(2026, 2, 1);
        s.rule = Rule::MonthlyByDay { every: 12, day };
    };
    assert_eq!(with(|s| february(s, 30)), [P::NeverOccurs]);
    assert_eq!(with(|s| february(s, 29)), [], "leap days come");
    let fifth = Rule::MonthlyByWeekday {
        every: 12,
        nth: 5,
        weekday: Weekday::Tuesday,
    };
    assert_eq!(with(|s| (s.from, s.rule) = (date(2026, 2, 1), fifth)), [], "in 2028");
}

#[test]
fn exceptions() {
    let wednesday = date(2026, 1, 7);
    assert_eq!(
        with(|s| s.exceptions = vec![exception(wednesday, Change::CalledOff)]),
        [P::ExceptionNotAnOccurrence(wednesday)]
    );
    let tuesday = date(2026, 1, 13);
    let off = || exception(tuesday, Change::CalledOff);
    assert_eq!(
        with(|s| s.exceptions = vec![off(), off()]),
        [P::DoubledException(tuesday)]
    );
    let moved = |start, end| {
        exception(
            tuesday,
            Change::Moved {
                date: wednesday,
                start: minute(start),
                end: minute(end),
            },
        )
    };
    assert_eq!(
        with(|s| s.exceptions = vec![moved("12:00", "12:00")]),
        [P::MovedEndNotAfterStart(tuesday)]
    );
    let ambiguous = with(|s| {
        s.exceptions = vec![moved("12:00", "13:00")];
        s.extra_dates = vec![extra(tuesday, Some("17:00"), Some("18:00"))];
    });
    assert_eq!(ambiguous, [P::AmbiguousMove(tuesday)]);
}

#[test]
fn extra_dates() {
    let day = date(2026, 1, 24);
    let late = with(|s| s.extra_dates = vec![extra(day, Some("16:00"), None)]);
    assert_eq!(late, [P::ExtraEndNotAfterStart(day)], "it ends at 15 as the plan does");
    let twice = with(|s| s.extra_dates = vec![extra(day, None, None), extra(day, Some("12:00"), Some("13:00"))]);
    assert_eq!(twice, [P::DoubledExtraDate(day)]);
    let two_times = with(|s| s.extra_dates = vec![extra(day, None, None), extra(day, Some("17:00"), Some("18:00"))]);
    assert_eq!(two_times, []);
}

#[test]
fn everything_wrong_is_said_at_once() {
    let all = with(|s| {
        s.end = minute("11:00");
        s.until = Some(date(2025, 1, 1));
        s.rule = Rule::Weekly {
            every: 0,
            weekdays: vec![],
        };
    });
    assert_eq!(
        all,
        [P::EndNotAfterStart, P::IntervalOutOfRange { most: 52 }, P::NoWeekday, P::UntilBeforeFrom]
    );
}

#[test]
fn codes_and_days() {
    let day = date(2026, 1, 1);
    let dated = [
        P::ExceptionNotAnOccurrence(day),
        P::DoubledException(day),
        P::MovedEndNotAfterStart(day),
        P::AmbiguousMove(day),
        P::ExtraEndNotAfterStart(day),
        P::DoubledExtraDate(day),
    ];
    let others = [
        P::EndNotAfterStart,
        P::IntervalOutOfRange { most: 1 },
        P::NoWeekday,
        P::DoubledWeekday(Weekday::Monday),
        P::NthOutOfRange(0),
        P::DayOutOfRange(0),
        P::UntilBeforeFrom,
        P::NeverOccurs,
        P::GuidesWithoutStaffing,
    ];
    let mut codes = BTreeSet::new();
    for problem in dated.into_iter().chain(others) {
        assert!(problem.code().starts_with("schedule."));
        assert!(codes.insert(problem.code()), "{problem:?} shares its code");
        assert_eq!(problem.date().is_some(), dated.contains(&problem));
    }
}
