use super::*;
use crate::{
    municipality::{ClosedPeriod, Municipality},
    offerings::DropInRule,
    places::Facilities,
    schedule::{Change, Exception, ExtraDate, Rule},
    shared::Locale,
};
use jiff::civil::{Weekday, date};

fn key(text: &str) -> Key {
    Key::parse(text).unwrap()
}

fn minute(text: &str) -> Minute {
    Minute::parse(text).unwrap()
}

fn nb(text: &str) -> Localized {
    Localized::in_one(Locale::Nb, text)
}

/// An instant of Tuesday 3 March 2026, by the clock in Oslo.
fn tuesday(clock: &str) -> Timestamp {
    at(date(2026, 3, 3), clock)
}

fn at(day: Date, clock: &str) -> Timestamp {
    instant_of(day, minute(clock))
}

fn plan(name: &str, place: &str, weekdays: &[Weekday], start: &str, end: &str) -> Schedule {
    Schedule {
        key: key(name),
        place: key(place),
        rule: Rule::Weekly {
            every: 1,
            weekdays: weekdays.to_vec(),
        },
        start: minute(start),
        end: minute(end),
        from: date(2026, 1, 5),
        until: None,
        staffing: Staffing::Staffed,
        guides: 1,
        on_public_holidays: false,
        on_school_holidays: true,
        exceptions: vec![],
        extra_dates: vec![],
    }
}

fn offering(name: &str, kind: OfferingKind, schedules: Vec<Schedule>) -> Offering {
    Offering {
        key: key(name),
        name: nb(name),
        summary: Localized::default(),
        description: Localized::default(),
        kind,
        organisation: key("kommunen"),
        contributors: vec![],
        topics: vec![],
        services: vec![],
        languages: vec![],
        audience: Localized::default(),
        bring: Localized::default(),
        price: Localized::default(),
        access: Access::JustCome,
        drop_in_rule: DropInRule::HelpAll,
        refers_to: vec![],
        schedules,
        booking: None,
        published: true,
        last_confirmed: None,
        ended: None,
        successor: None,
        assumed: vec![],
    }
}

fn place(name: &str, part_of: Option<&str>, hours: Vec<Schedule>) -> Place {
    Place {
        key: key(name),
        name: nb(name),
        organisation: key("kommunen"),
        part_of: part_of.map(key),
        street: String::new(),
        postal_code: String::new(),
        town: String::new(),
        district: String::new(),
        position: None,
        directions: Localized::default(),
        phone: String::new(),
        facilities: Facilities::default(),
        hours,
        assumed: vec![],
        ended: None,
    }
}

const TUESDAY: &[Weekday] = &[Weekday::Tuesday];
const WEEKDAYS: &[Weekday] =
    &[Weekday::Monday, Weekday::Tuesday, Weekday::Wednesday, Weekday::Thursday, Weekday::Friday];

/// A library with a drop-in on Tuesdays 12–15, citizen service every weekday 13–15, a partner on Tuesdays 10–14.
fn register() -> Register {
    let mut house = plan("hus", "bibliotek", WEEKDAYS, "08:00", "20:00");
    (house.staffing, house.guides) = (Staffing::Unstaffed, 0);
    Register {
        municipality: Municipality {
            number: "4601".to_owned(),
            name: nb("Bergen"),
            service_name: nb("Digihjelpen"),
            written_language: Locale::Nb,
            phone: String::new(),
            phone_hours: Localized::default(),
            email: String::new(),
            homepage: String::new(),
            about: Localized::default(),
            standard_profile: "2026-1".into(),
            assumed: vec![],
            closed_periods: vec![],
            school_holidays: vec![],
        },
        organisations: vec![],
        places: vec![
            place("bibliotek", None, vec![house]),
            place("laeringssenter", Some("bibliotek"), vec![]),
            place("radhus", None, vec![]),
            place("seniorhus", None, vec![]),
        ],
        offerings: vec![
            offering(
                "drop-in",
                OfferingKind::LibraryDropIn,
                vec![plan("tirsdag", "laeringssenter", TUESDAY, "12:00", "15:00")],
            ),
            offering(
                "innbyggerservice",
                OfferingKind::CitizenServiceDropIn,
                vec![plan("hverdag", "radhus", WEEKDAYS, "13:00", "15:00")],
            ),
            offering(
                "senior",
                OfferingKind::PartnerOffering,
                vec![plan("tirsdag", "seniorhus", TUESDAY, "10:00", "14:00")],
            ),
        ],
        services: vec![],
        doors: vec![],
        deviations: vec![],
        channels: vec![],
        network_meetings: vec![],
        milestones: vec![],
    }
}

fn lines(entries: &[Entry]) -> Vec<String> {
    entries.iter().map(|e| format!("{:?} {} {}", e.moment, e.offering, e.occurrence.start)).collect()
}

fn call_off(register: &mut Register, index: usize) {
    register.offerings[index].schedules[0].exceptions.push(Exception {
        date: date(2026, 3, 3),
        change: Change::CalledOff,
        reason: nb("Sykdom"),
        decided_at: Some(tuesday("08:00")),
    });
}

#[test]
fn today_in_the_order_it_is_shown() {
    let register = register();
    let seen = |clock| lines(&today(&register, tuesday(clock)));
    assert_eq!(
        seen("09:00"),
        ["Later drop-in 12:00", "Later innbyggerservice 13:00", "Later senior 10:00"]
    );
    assert_eq!(
        seen("11:59"),
        ["OpenNow senior 10:00", "Later drop-in 12:00", "Later innbyggerservice 13:00"]
    );
    assert_eq!(
        seen("12:00"),
        ["OpenNow drop-in 12:00", "OpenNow senior 10:00", "Later innbyggerservice 13:00"]
    );
    assert_eq!(
        seen("14:00"),
        ["OpenNow drop-in 12:00", "OpenNow innbyggerservice 13:00", "Finished senior 10:00"]
    );
    assert_eq!(
        seen("15:00"),
        ["Finished drop-in 12:00", "Finished innbyggerservice 13:00", "Finished senior 10:00"]
    );
    let partners: Vec<_> = today(&register, tuesday("09:00")).iter().map(|e| e.partner).collect();
    assert_eq!(partners, [false, false, true]);
}

#[test]
fn a_short_notice_is_seen_at_once() {
    let mut register = register();
    call_off(&mut register, 0);
    let entries = today(&register, tuesday("12:30"));
    assert_eq!(
        lines(&entries),
        ["OpenNow senior 10:00", "Later innbyggerservice 13:00", "CalledOff drop-in 12:00"]
    );
    let Status::CalledOff { reason, short_notice } = &entries[2].occurrence.status else {
        panic!("it is called off")
    };
    assert_eq!((reason.get(Locale::Nb), *short_notice), ("Sykdom", true));
    match offering_state(&register, &register.offerings[0], tuesday("12:30")) {
        OpenState::CalledOffToday { reason, next } => {
            assert_eq!(reason.get(Locale::Nb), "Sykdom");
            assert_eq!(next.unwrap().occurrence.date, date(2026, 3, 10));
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn drafts_ended_and_closed_offerings_are_not_shown() {
    let now = tuesday("13:30");
    let count = |change: fn(&mut Offering)| {
        let mut register = register();
        change(&mut register.offerings[0]);
        today(&register, now).iter().filter(|e| e.offering == key("drop-in")).count()
    };
    assert_eq!(count(|_| {}), 1);
    assert_eq!(count(|o| o.published = false), 0);
    assert_eq!(count(|o| o.ended = Some(date(2026, 3, 3))), 0, "from the day it ended");
    assert_eq!(count(|o| o.ended = Some(date(2026, 3, 4))), 1);
    assert_eq!(count(|o| o.access = Access::Closed), 0);
    let mut ended = register();
    ended.places[1].ended = Some(date(2026, 1, 1));
    assert_eq!(today(&ended, now).len(), 2, "the place is gone");
}

#[test]
fn only_staffed_hours_are_guidance() {
    let mut register = register();
    for (index, staffing) in [(0, Staffing::Unstaffed), (1, Staffing::SelfService)] {
        register.offerings[index].schedules[0].staffing = staffing;
    }
    let now = tuesday("13:30");
    assert_eq!(lines(&today(&register, now)), ["OpenNow senior 10:00"]);
    assert_eq!(
        lines(&unstaffed_today(&register, now)),
        ["OpenNow drop-in 12:00", "OpenNow innbyggerservice 13:00"]
    );
    assert_eq!(
        municipality_state(&register, now),
        OpenState::ClosedToday { why: None, next: None }
    );
    assert!(next_occurrences(&register, &register.offerings[0], now, 3).is_empty());
}

#[test]
fn the_municipality_is_open_where_one_can_just_come() {
    let mut register = register();
    let state = |r: &Register, clock| municipality_state(r, tuesday(clock));
    assert!(
        matches!(state(&register, "11:00"), OpenState::LaterToday { entry } if entry.offering == key("drop-in")),
        "the partner who is open is not the municipality"
    );
    assert!(matches!(state(&register, "12:00"), OpenState::OpenNow { until, .. } if until == minute("15:00")));
    register.offerings[0].access = Access::ByAppointment;
    assert!(
        matches!(state(&register, "12:30"), OpenState::LaterToday { entry } if entry.offering == key("innbyggerservice"))
    );
    match state(&register, "15:00") {
        OpenState::ClosedToday {
            why: None,
            next: Some(next),
        } => assert_eq!(next.occurrence.date, date(2026, 3, 4)),
        other => panic!("{other:?}"),
    }
}

#[test]
fn of_two_open_the_one_that_stays_longest() {
    let mut register = register();
    register.offerings[1].schedules[0].end = minute("16:00");
    let state = municipality_state(&register, tuesday("14:00"));
    assert!(
        matches!(state, OpenState::OpenNow { until, entry } if until == minute("16:00") && entry.offering == key("innbyggerservice"))
    );
}

#[test]
fn a_place_is_open_when_a_part_of_it_is() {
    let register = register();
    let open = |name| {
        matches!(
            place_state(&register, &key(name), tuesday("12:30")),
            OpenState::OpenNow { .. }
        )
    };
    assert_eq!(
        ["bibliotek", "laeringssenter", "radhus", "seniorhus"].map(open),
        [true, true, false, true]
    );
}

#[test]
fn closed_today_says_why_and_when_next() {
    let register = register();
    let ascension = at(date(2026, 5, 14), "10:00");
    match offering_state(&register, &register.offerings[1], ascension) {
        OpenState::ClosedToday { why, next } => {
            assert_eq!(why, Some(Closure::PublicHoliday(Holiday::AscensionDay)));
            assert_eq!(next.unwrap().occurrence.date, date(2026, 5, 15));
        }
        other => panic!("{other:?}"),
    }
    match offering_state(&register, &register.offerings[0], ascension) {
        OpenState::ClosedToday { why, next } => {
            assert_eq!(why, None, "Thursday is not in its plan");
            assert_eq!(next.unwrap().occurrence.date, date(2026, 5, 19));
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn moved_away_today_is_called_off_today() {
    let mut register = register();
    let to = Change::Moved {
        date: date(2026, 3, 5),
        start: minute("10:00"),
        end: minute("11:00"),
    };
    register.offerings[0].schedules[0].exceptions = vec![Exception {
        date: date(2026, 3, 3),
        change: to,
        reason: nb("Kurs"),
        decided_at: None,
    }];
    match offering_state(&register, &register.offerings[0], tuesday("12:30")) {
        OpenState::CalledOffToday { reason, next } => {
            assert_eq!(reason.get(Locale::Nb), "Kurs");
            assert_eq!(next.unwrap().occurrence.date, date(2026, 3, 5));
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn next_times_skip_what_is_called_off_and_keep_what_goes_on() {
    let mut register = register();
    let dates = |r: &Register, clock| {
        let next = next_occurrences(r, &r.offerings[0], tuesday(clock), 3);
        next.into_iter().map(|o| o.date.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(dates(&register, "14:59"), ["2026-03-03", "2026-03-10", "2026-03-17"]);
    assert_eq!(dates(&register, "15:00"), ["2026-03-10", "2026-03-17", "2026-03-24"]);
    call_off(&mut register, 0);
    assert_eq!(dates(&register, "09:00"), ["2026-03-10", "2026-03-17", "2026-03-24"]);
    register.offerings[0].schedules[0].until = Some(date(2026, 3, 10));
    assert_eq!(dates(&register, "09:00"), ["2026-03-10"]);
}

#[test]
fn the_next_time_may_be_years_away() {
    let mut register = register();
    let schedule = &mut register.offerings[0].schedules[0];
    schedule.from = date(2024, 2, 1);
    schedule.rule = Rule::MonthlyByDay { every: 12, day: 29 };
    let next = next_occurrences(&register, &register.offerings[0], tuesday("09:00"), 1);
    assert_eq!(next[0].date, date(2028, 2, 29));
}

#[test]
fn a_week_from_any_day() {
    let mut register = register();
    call_off(&mut register, 0);
    let days = week(&register, date(2026, 3, 2), tuesday("14:00"));
    let counts: Vec<_> = days.iter().map(|d| d.entries.len()).collect();
    assert_eq!(counts, [1, 3, 1, 1, 1, 0, 0]);
    assert_eq!(
        lines(&days[1].entries),
        ["Finished senior 10:00", "CalledOff drop-in 12:00", "OpenNow innbyggerservice 13:00"]
    );
    let holy = week(&register, date(2026, 5, 11), tuesday("14:00"));
    assert_eq!(holy[3].holiday, Some(Holiday::AscensionDay));
    assert!(holy[3].entries.is_empty());
    assert_eq!(
        week(&register, Date::MAX, tuesday("14:00")).len(),
        1,
        "the last day there is"
    );
}

#[test]
fn the_house_has_its_own_hours() {
    let mut register = register();
    let hours = |r: &Register, clock| place_hours_today(r, &r.places[0], tuesday(clock));
    let open = hours(&register, "09:00");
    assert_eq!(
        (open.len(), open[0].moment, open[0].occurrence.end),
        (1, Moment::OpenNow, minute("20:00"))
    );
    let state = place_state(&register, &key("bibliotek"), tuesday("09:00"));
    assert!(
        matches!(state, OpenState::LaterToday { .. }),
        "an open house is no guidance"
    );
    let day = date(2026, 3, 3);
    register.municipality.closed_periods = vec![ClosedPeriod {
        key: key("vann"),
        place: Some(key("bibliotek")),
        first: day,
        last: day,
        reason: nb("Vannskade"),
    }];
    assert!(hours(&register, "09:00").is_empty());
    let state = place_state(&register, &key("bibliotek"), tuesday("09:00"));
    assert!(
        matches!(
            state,
            OpenState::ClosedToday {
                why: Some(Closure::ClosedPeriod(_)),
                ..
            }
        ),
        "the learning centre inside it is closed too"
    );
    register.places[0].ended = Some(day);
    register.municipality.closed_periods.clear();
    assert!(hours(&register, "09:00").is_empty());
}

#[test]
fn the_next_change_is_the_next_start_end_or_midnight() {
    let mut register = register();
    let mut now = tuesday("00:00");
    let mut changes = Vec::new();
    while day_and_minute(now).0 == date(2026, 3, 3) {
        now = next_change(&register, now);
        changes.push(day_and_minute(now).1.to_string());
    }
    assert_eq!(
        changes,
        ["08:00", "10:00", "12:00", "13:00", "14:00", "15:00", "20:00", "00:00"]
    );
    register.offerings.clear();
    register.places.clear();
    assert_eq!(next_change(&register, tuesday("12:00")), at(date(2026, 3, 4), "00:00"));
    let change_of_clock = at(date(2026, 10, 25), "01:00");
    assert_eq!(
        next_change(&register, change_of_clock),
        at(date(2026, 10, 26), "00:00"),
        "a day of 25 hours"
    );
}

/// What a cache of a page relies on: between two changes every answer is the same, whatever the minute.
#[test]
fn nothing_changes_between_two_changes() {
    let mut register = register();
    call_off(&mut register, 0);
    register.offerings[1].schedules[0].extra_dates = vec![ExtraDate {
        date: date(2026, 3, 29),
        start: Some(minute("02:30")),
        end: Some(minute("03:20")),
        note: nb("Nattåpent"),
    }];
    for day in [date(2026, 3, 3), date(2026, 3, 29), date(2026, 10, 25)] {
        let answers = |now| {
            let states: Vec<_> = register.offerings.iter().map(|o| offering_state(&register, o, now)).collect();
            let houses: Vec<_> = register.places.iter().map(|p| place_hours_today(&register, p, now)).collect();
            (
                today(&register, now),
                states,
                houses,
                municipality_state(&register, now),
            )
        };
        let mut now = at(day, "00:00");
        let mut known = answers(now);
        let mut change = next_change(&register, now);
        while day_and_minute(now).0 == day {
            let seen = answers(now);
            if now >= change {
                change = next_change(&register, now);
            } else {
                assert_eq!(seen, known, "{now}");
            }
            known = seen;
            now += jiff::SignedDuration::from_mins(5);
        }
    }
}

#[test]
fn the_library_is_open_through_the_hour_that_comes_twice() {
    let mut register = register();
    let sunday = date(2026, 10, 25);
    register.offerings[0].schedules[0].extra_dates = vec![ExtraDate {
        date: sunday,
        start: Some(minute("01:30")),
        end: Some(minute("03:30")),
        note: nb("Natt"),
    }];
    let begins = at(sunday, "01:30");
    let open = (0..240).filter(|minutes| {
        let now = begins + jiff::SignedDuration::from_mins(*minutes);
        matches!(
            offering_state(&register, &register.offerings[0], now),
            OpenState::OpenNow { .. }
        )
    });
    assert_eq!(open.count(), 180);
}
