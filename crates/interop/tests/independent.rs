//! Calendars for readers that others have written: Bergen's plans and some that meet every change of the clocks, from 2024 to
//! 2030, beside what our own reckoning says. They are written to `target/tmp/calendars`; `web/test/calendars.test.ts` reads
//! them with ical.js and `tools/read-calendars.py` with Python's icalendar.

use domain::{
    register::Register,
    schedule::{Calendar, Change, Exception, ExtraDate, Rule, Schedule, Staffing, occurrences},
    shared::{Key, Locale, Localized, Minute},
};
use interop::ical::{Entry, Feed, Invitation, Mailbox, Method, Part, When, course_invitation, parts, sent_from, write};
use jiff::civil::{Date, Weekday, date};
use std::{collections::BTreeMap, fmt::Write as _, path::PathBuf};

const FIRST: Date = date(2024, 1, 1);
const LAST: Date = date(2030, 12, 31);

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("calendars")
}

fn bergen() -> Register {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../examples/bergen");
    let mut files = Vec::new();
    let mut open = vec![root.clone()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(&root).unwrap().to_string_lossy().into_owned();
                files.push((name, std::fs::read(&path).unwrap()));
            }
        }
    }
    let mut register = domain::exchange::read(&files).unwrap_or_else(|problems| panic!("{problems:#?}"));
    for schedule in register.offerings.iter_mut().flat_map(|o| o.schedules.iter_mut()) {
        upset(schedule);
    }
    register
}

/// Calls off, moves and adds dates, so that every plan has some.
fn upset(schedule: &mut Schedule) {
    schedule.from = schedule.from.min(FIRST);
    let days: Vec<Date> = domain::schedule::rule_days(schedule, FIRST, LAST).collect();
    for (i, day) in days.iter().enumerate() {
        let change = match i % 40 {
            7 => Change::CalledOff,
            23 => Change::Moved {
                date: day.tomorrow().unwrap(),
                start: Minute::new(9 * 60 + 30).unwrap(),
                end: Minute::new(11 * 60).unwrap(),
            },
            31 => {
                schedule.extra_dates.push(ExtraDate {
                    date: *day,
                    start: Minute::new(19 * 60),
                    end: Minute::new(24 * 60),
                    note: Localized::in_one(Locale::Nb, "Ekstra kveld, med æ, ø og å"),
                });
                continue;
            }
            _ => continue,
        };
        schedule.exceptions.push(Exception {
            date: *day,
            change,
            reason: Localized::default(),
            decided_at: None,
        });
    }
}

fn plan(key: &str, rule: Rule, start: &str, end: &str) -> Schedule {
    Schedule {
        key: Key::parse(key).unwrap(),
        place: Key::parse("sted").unwrap(),
        rule,
        start: Minute::parse(start).unwrap(),
        end: Minute::parse(end).unwrap(),
        from: date(2024, 1, 3),
        until: None,
        staffing: Staffing::Staffed,
        guides: 1,
        on_public_holidays: true,
        on_school_holidays: true,
        exceptions: vec![],
        extra_dates: vec![],
    }
}

/// Plans on the very days and hours when the clocks are changed, and rules that are easily misread.
fn clocks() -> Vec<Schedule> {
    let sundays = |every| Rule::Weekly {
        every,
        weekdays: vec![Weekday::Sunday],
    };
    let monthly = |every, nth, weekday| Rule::MonthlyByWeekday { every, nth, weekday };
    vec![
        plan("hoppes-over", sundays(1), "02:30", "03:30"),
        plan("over-skiftet", sundays(1), "01:00", "04:00"),
        plan("rett-for", sundays(1), "00:30", "02:00"),
        plan("rett-etter", sundays(1), "03:00", "05:00"),
        plan("hele-dagen", sundays(1), "00:00", "24:00"),
        plan("kveld", sundays(2), "20:00", "24:00"),
        plan("siste-sondag", monthly(1, -1, Weekday::Sunday), "02:00", "03:00"),
        plan("femte-onsdag", monthly(1, 5, Weekday::Wednesday), "12:00", "15:00"),
        plan("hver-tredje-maned", monthly(3, 2, Weekday::Tuesday), "10:00", "12:00"),
        plan("den-31", Rule::MonthlyByDay { every: 1, day: 31 }, "18:00", "20:00"),
        plan("siste-dag", Rule::MonthlyByDay { every: 2, day: -1 }, "18:00", "20:00"),
        plan(
            "annenhver-uke",
            Rule::Weekly {
                every: 2,
                weekdays: vec![Weekday::Monday, Weekday::Thursday, Weekday::Sunday],
            },
            "12:00",
            "15:00",
        ),
    ]
}

/// A plan that was taken away: each of its dates stands alone, called off.
fn gone(made: &mut Made, schedule: &Schedule) {
    let series = format!("borte.{}", schedule.key);
    for o in occurrences(schedule, &Calendar::default(), FIRST, LAST) {
        made.entries.push(Entry {
            uid: series.clone(),
            sequence: 1,
            changed: "2026-01-01T00:00:00Z".parse().unwrap(),
            when: When::Once {
                instead_of: Some(interop::ical::Local {
                    date: o.original.date,
                    clock: o.original.start,
                }),
                starts: o.starts_at(),
                ends: o.ends_at(),
            },
            summary: series.clone(),
            description: String::new(),
            location: String::new(),
            position: None,
            category: String::new(),
            url: String::new(),
            cancelled: true,
        });
        let line = format!("{} {} off", o.starts_at(), o.ends_at());
        made.expected.entry(series.clone()).or_default().push(line);
    }
}

struct Made {
    entries: Vec<Entry>,
    expected: BTreeMap<String, Vec<String>>,
}

impl Made {
    fn add(&mut self, owner: &str, schedule: &Schedule, calendar: &Calendar<'_>) {
        let series = format!("{owner}.{}", schedule.key);
        for part in parts(schedule, calendar, (FIRST, LAST), |_| true) {
            let once = |instead_of, o: &domain::schedule::Occurrence| When::Once {
                instead_of,
                starts: o.starts_at(),
                ends: o.ends_at(),
            };
            let (uid, cancelled, when) = match part {
                Part::Series(s) => (series.clone(), false, When::Series(s)),
                Part::Instead(of, o) => (series.clone(), !o.takes_place(), once(Some(of), &o)),
                Part::Once(o) => {
                    let uid = format!("{series}.{}.{}", o.original.date, o.original.start.get());
                    (uid, !o.takes_place(), once(None, &o))
                }
            };
            self.entries.push(Entry {
                uid,
                sequence: 0,
                changed: "2026-01-01T00:00:00Z".parse().unwrap(),
                when,
                summary: series.clone(),
                description: String::new(),
                location: String::new(),
                position: None,
                category: String::new(),
                url: String::new(),
                cancelled,
            });
        }
        for o in occurrences(schedule, calendar, FIRST, LAST) {
            let off = if o.takes_place() { "" } else { " off" };
            let line = format!("{} {}{off}", o.starts_at(), o.ends_at());
            self.expected.entry(series.clone()).or_default().push(line);
        }
    }
}

/// Writes a calendar and what is in it.
fn put(name: &str, made: Made) {
    let feed = Feed {
        name: name.to_owned(),
        description: String::new(),
        language: "nb",
        url: String::new(),
        source: String::new(),
        entries: made.entries,
    };
    let mut expected = String::new();
    for (series, mut lines) in made.expected {
        lines.sort();
        let _ = writeln!(expected, "# {series}\n{}", lines.join("\n"));
    }
    std::fs::create_dir_all(folder()).unwrap();
    for (ending, text) in [("ics", write(&feed)), ("txt", expected)] {
        std::fs::write(folder().join(format!("{name}.{ending}")), text).unwrap();
    }
}

#[test]
fn bergen_as_others_read_it() {
    let register = bergen();
    let calendar = Calendar::new(&register.municipality, &register.places);
    let mut made = Made {
        entries: vec![],
        expected: BTreeMap::new(),
    };
    for offering in &register.offerings {
        for schedule in &offering.schedules {
            made.add(offering.key.as_str(), schedule, &calendar);
        }
    }
    assert!(made.expected.values().all(|dates| !dates.is_empty()) && made.expected.len() > 8);
    put("bergen", made);
}

/// Invitations to all dates of a course that meets every change of the clocks, and the message that takes it back: what
/// others must find in them, and what they must be asked to do.
#[test]
fn invitations_as_others_read_them() {
    let schedule = plan(
        "kurs",
        Rule::MonthlyByWeekday {
            every: 1,
            nth: -1,
            weekday: Weekday::Sunday,
        },
        "01:30",
        "04:00",
    );
    let dates: Vec<_> = occurrences(&schedule, &Calendar::default(), FIRST, LAST)
        .iter()
        .map(|o| (o.starts_at(), o.ends_at()))
        .collect();
    let (first, later) = dates.split_first().unwrap();
    let guest = Mailbox {
        name: "Boligkontoret; \"Hjørnet\"",
        email: "bolig@eksempel.no",
    };
    for (name, method, sequence) in [("request", Method::Request, 0), ("cancel", Method::Cancel, 3)] {
        let text = course_invitation(
            method,
            &Invitation {
                uid: "0198-kurs@4601.terskel",
                sequence,
                stamp: "2026-01-01T00:00:00Z".parse().unwrap(),
                starts: first.0,
                ends: first.1,
                summary: "kurs",
                description: "Bostøtte, startlån; og litt til",
                location: "Hovedbiblioteket, Strømgaten 6",
                url: "https://eksempel.no/bidra/0198",
                language: "nb",
                organizer: Mailbox {
                    name: "Digihjelpen",
                    email: "",
                },
                attendees: &[guest],
                answers_are_read: false,
            },
            later,
        );
        std::fs::create_dir_all(folder()).unwrap();
        std::fs::write(
            folder().join(format!("{name}.ics")),
            sent_from(&text, "digihjelpen@eksempel.no"),
        )
        .unwrap();
    }
    let mut lines: Vec<String> = dates.iter().map(|(from, to)| format!("{from} {to}")).collect();
    lines.sort();
    assert_eq!(lines.len(), 84);
    std::fs::write(
        folder().join("invitation.txt"),
        format!("# kurs\n{}\n", lines.join("\n")),
    )
    .unwrap();
}

#[test]
fn every_change_of_the_clocks_as_others_read_it() {
    let mut made = Made {
        entries: vec![],
        expected: BTreeMap::new(),
    };
    for schedule in &clocks() {
        made.add("klokka", schedule, &Calendar::default());
    }
    assert_eq!(made.expected.len(), clocks().len());
    gone(
        &mut made,
        &plan(
            "onsdag",
            Rule::Weekly {
                every: 1,
                weekdays: vec![Weekday::Wednesday],
            },
            "12:00",
            "15:00",
        ),
    );
    put("clocks", made);
}
