use super::{
    Asked, Busy, By, Code, Load, Stock, Time, Verdict, cells, lanes_for, nearest, open_on_web, series, times, units,
};
use crate::{
    offerings::{BookingPlan, Kept},
    schedule::{Occurrence, Original, Staffing, Status},
    shared::{Key, Localized, Minute, instant_of},
};
use jiff::{
    Timestamp,
    civil::{Date, date},
};
use proptest::{collection::vec, prelude::*};

proptest! {
    #[test]
    fn a_code_is_read_as_it_is_shown(bytes: [u8; 8]) {
        let code = Code::from_random(bytes);
        prop_assert_eq!(Code::parse(&code.to_string()), Some(code));
        prop_assert_eq!(Code::parse(&code.plain().to_lowercase()), Some(code));
        prop_assert!(code.plain().bytes().all(|b| !b"01OILU".contains(&b)));
    }

    #[test]
    fn cells_cover_the_span_and_no_more(start in -10_000_000i64..2_000_000_000, length in 1i64..40_000) {
        let found = cells(Timestamp::from_second(start).unwrap(), Timestamp::from_second(start + length).unwrap());
        prop_assert!(found.start * 300 <= start && start < (found.start + 1) * 300);
        prop_assert!((found.end - 1) * 300 < start + length && start + length <= found.end * 300);
    }

    #[test]
    fn spans_that_meet_share_no_cell(start in 0i64..6_000_000, first in 1i64..40, second in 1i64..40) {
        let at = |cell: i64| Timestamp::from_second(cell * 300).unwrap();
        let earlier = cells(at(start), at(start + first));
        let later = cells(at(start + first), at(start + first + second));
        prop_assert_eq!(earlier.end, later.start);
    }
}

#[test]
fn a_code_hides_from_logs() {
    assert_eq!(format!("{:?}", Code::from_random([1; 8])), "Code(…)");
}

#[test]
fn the_repeated_hour_of_autumn_is_two_hours_of_cells() {
    let at = |text: &str| text.parse::<Timestamp>().unwrap();
    let summer = cells(at("2026-10-25T02:00:00+02:00"), at("2026-10-25T03:00:00+02:00"));
    let winter = cells(at("2026-10-25T02:00:00+01:00"), at("2026-10-25T03:00:00+01:00"));
    assert_eq!(summer.end, winter.start);
    assert_eq!((summer.end - summer.start, winter.end - winter.start), (12, 12));
}

const TUESDAY: Date = date(2026, 3, 3);

fn occurrence(day: Date, from: u16, until: u16, guides: u16) -> Occurrence {
    let (start, end) = (Minute::new(from * 60).unwrap(), Minute::new(until * 60).unwrap());
    let key = |text: &str| Key::parse(text).unwrap();
    Occurrence {
        schedule: key("tirsdag"),
        original: Original { date: day, start },
        date: day,
        start,
        end,
        place: key("biblioteket"),
        staffing: Staffing::Staffed,
        guides,
        status: Status::Planned,
        note: Localized::default(),
    }
}

fn asked(by: By) -> Asked {
    Asked {
        minutes: 45,
        by,
        now: instant_of(date(2026, 3, 2), Minute::new(540).unwrap()),
    }
}

fn verdicts(plan: &BookingPlan, occurrence: &Occurrence, load: &Load, by: By) -> Vec<Verdict> {
    times(plan, occurrence, load, &asked(by)).iter().map(|t| t.verdict).collect()
}

/// What the database does: the lowest lane in which nothing touches the cells.
fn take(load: &mut Load, guides: u16, time: &Time, buffer: u16) -> bool {
    let span = time.cells(buffer);
    let touched = |lane: u16| {
        let mut own = load.guides.iter().filter(|b| b.lane == lane);
        own.any(|b| b.cells.start < span.end && span.start < b.cells.end)
    };
    let Some(lane) = (0..guides).find(|lane| !touched(*lane)) else {
        return false;
    };
    load.guides.push(Busy {
        lane,
        cells: span,
        held: false,
    });
    true
}

proptest! {
    #[test]
    fn a_time_is_free_exactly_when_a_guide_can_be_taken(
        guides in 1u16..5,
        step in 1u16..13,
        operations in vec((any::<prop::sample::Index>(), any::<bool>(), 2u16..20), 1..40),
    ) {
        let plan = BookingPlan { step: step * 5, kept: Kept::Nothing, ..BookingPlan::usual() };
        let occurrence = occurrence(TUESDAY, 10, 14, guides);
        let mut load = Load::default();
        for (which, cancel, fives) in operations {
            if cancel && !load.guides.is_empty() {
                load.guides.swap_remove(which.index(load.guides.len()));
                continue;
            }
            let asked = Asked { minutes: fives * 5, ..asked(By::Staff) };
            let all = times(&plan, &occurrence, &load, &asked);
            if all.is_empty() {
                continue;
            }
            let time = &all[which.index(all.len())];
            prop_assert_eq!(time.guides.free + time.guides.held + time.guides.booked, guides);
            prop_assert_eq!(take(&mut load, guides, time, plan.buffer), time.is_free());
        }
        for (i, a) in load.guides.iter().enumerate() {
            for b in &load.guides[i + 1..] {
                prop_assert!(a.lane != b.lane || a.cells.end <= b.cells.start || b.cells.end <= a.cells.start);
            }
        }
    }

    #[test]
    fn nobody_shares_a_lane_and_nobody_is_left_out_while_there_is_room(
        lanes in 0u16..5,
        spans in vec((0i64..60, 1i64..20), 0..14),
        fixed in vec((0u16..5, 0i64..60, 1i64..10), 0..4),
    ) {
        let spans: Vec<_> = spans.into_iter().map(|(from, length)| from..from + length).collect();
        let touches = |a: &std::ops::Range<i64>, b: &std::ops::Range<i64>| a.start < b.end && b.start < a.end;
        let fixed: Vec<Busy> =
            fixed.into_iter().map(|(lane, from, n)| Busy { lane, cells: from..from + n, held: false }).collect();
        let given = lanes_for(lanes, &fixed, &spans);
        for (i, a) in given.iter().enumerate() {
            prop_assert!(a.is_none_or(|lane| lane < lanes));
            prop_assert!(!fixed.iter().any(|b| Some(b.lane) == *a && touches(&b.cells, &spans[i])));
            for (j, b) in given.iter().enumerate().skip(i + 1) {
                prop_assert!(a.is_none() || a != b || !touches(&spans[i], &spans[j]));
            }
        }
        let busiest = (0..90).map(|cell| spans.iter().filter(|s| s.contains(&cell)).count()).max().unwrap_or(0);
        let alone = lanes_for(lanes, &[], &spans);
        prop_assert_eq!(alone.iter().all(Option::is_some), busiest <= usize::from(lanes));
    }

    #[test]
    fn what_is_kept_and_what_is_open_on_the_web_add_up(minutes in 2u16..49, buffer in 0u16..13, guides in 0u16..9, per_cent in 1u8..=100) {
        let plan = BookingPlan { minutes: minutes * 5, buffer: buffer * 5, kept: Kept::PerCent(per_cent), ..BookingPlan::usual() };
        let occurrence = occurrence(TUESDAY, 9, 15, guides);
        let all = super::ordinary_appointments(&plan, &occurrence);
        prop_assert_eq!(open_on_web(&plan, &occurrence) + plan.kept.of(all), all);
        prop_assert_eq!(units(&plan, plan.minutes), 1);
        prop_assert!(units(&plan, plan.minutes * 2) <= 2);
    }

    #[test]
    fn whatever_day_it_is_each_clock_reading_is_offered_once(
        day in prop::sample::select(vec![date(2026, 3, 29), date(2026, 10, 25), date(2026, 6, 1), date(2027, 3, 28)]),
        step in 1u16..30,
    ) {
        let plan = BookingPlan { step: step * 5, ..BookingPlan::usual() };
        let found = times(&plan, &occurrence(day, 0, 8, 1), &Load::default(), &asked(By::Staff));
        for pair in found.windows(2) {
            prop_assert!(pair[0].starts_at < pair[1].starts_at && pair[0].start < pair[1].start);
        }
        for time in found {
            prop_assert_eq!(instant_of(time.day, time.start), time.starts_at);
            prop_assert_eq!(time.ends_at.duration_since(time.starts_at).as_mins(), 45);
        }
    }
}

#[test]
fn each_time_says_why() {
    let plan = BookingPlan {
        kept: Kept::Number(1),
        ..BookingPlan::usual()
    };
    let tuesday = occurrence(TUESDAY, 10, 14, 1);
    let at = |hour: i64, minutes: i64| {
        let start = instant_of(TUESDAY, Minute::new(0).unwrap()) + jiff::SignedDuration::from_hours(hour);
        cells(start, start + jiff::SignedDuration::from_mins(minutes))
    };
    let busy = |hour, held| Busy {
        lane: 0,
        cells: at(hour, 60),
        held,
    };
    let load = Load {
        guides: vec![busy(10, false), busy(11, true)],
        on_web: 3,
        ..Load::default()
    };
    use Verdict as V;
    assert_eq!(
        verdicts(&plan, &tuesday, &load, By::Web),
        [V::Full, V::Held, V::Kept, V::Kept]
    );
    assert_eq!(
        verdicts(&plan, &tuesday, &load, By::Staff),
        [V::Full, V::Held, V::Free, V::Free]
    );
    let no_room = Load {
        rooms: Some(Stock {
            lanes: 1,
            busy: vec![busy(12, false)],
        }),
        machines: Some(Stock::default()),
        ..load.clone()
    };
    assert_eq!(
        verdicts(&plan, &tuesday, &no_room, By::Staff),
        [V::Full, V::Held, V::NoRoom, V::NoMachine]
    );
    let off = Occurrence {
        status: Status::CalledOff {
            reason: Localized::default(),
            short_notice: false,
        },
        ..tuesday.clone()
    };
    assert_eq!(verdicts(&plan, &off, &load, By::Staff), [V::CalledOff; 4]);
    assert_eq!(
        verdicts(&plan, &occurrence(date(2026, 6, 2), 10, 11, 1), &load, By::Staff),
        [V::TooLate]
    );
    assert_eq!(
        verdicts(&plan, &occurrence(date(2026, 3, 2), 10, 11, 1), &load, By::Web),
        [V::TooSoon]
    );
}

#[test]
fn double_length_has_fewer_times_and_counts_as_two() {
    let plan = BookingPlan::usual();
    let double = Asked {
        minutes: 90,
        ..asked(By::Web)
    };
    let found = times(&plan, &occurrence(TUESDAY, 10, 14, 1), &Load::default(), &double);
    let starts: Vec<u16> = found.iter().map(|t| t.start.get() / 60).collect();
    assert_eq!(starts, [10, 11, 12]);
    assert_eq!(units(&plan, 90), 2);
}

#[test]
fn the_nearest_are_told_in_the_order_of_the_calendar() {
    let plan = BookingPlan {
        kept: Kept::Nothing,
        ..BookingPlan::usual()
    };
    let found = times(&plan, &occurrence(TUESDAY, 8, 16, 1), &Load::default(), &asked(By::Web));
    let near: Vec<u16> = nearest(&found, found[4].starts_at, 3).iter().map(|t| t.start.get() / 60).collect();
    assert_eq!(near, [11, 12, 13]);
}

#[test]
fn a_series_keeps_its_weekday() {
    assert_eq!(series(TUESDAY, 2, 3), [TUESDAY, date(2026, 3, 17), date(2026, 3, 31)]);
    assert_eq!(series(TUESDAY, 1, 0).len(), 1);
    assert_eq!(series(TUESDAY, 1, 200).len(), 12);
}
