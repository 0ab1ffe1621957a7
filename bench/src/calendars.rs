//! What it costs to write a calendar of 2 000 occurrences, beside what it costs only to copy its lines.

use crate::{Trouble, report::Report};
use domain::{
    schedule::{Calendar, ExtraDate, Rule, Schedule, Staffing},
    shared::{Key, Localized, Minute},
};
use interop::ical::{Entry, Feed, Part, When, parts, window, write};
use jiff::{ToSpan, civil::date};
use std::{hint::black_box, time::Instant};

const OCCURRENCES: i32 = 2_000;
const ROUNDS: u32 = 50;

/// Measures a feed: the worst there is, where every occurrence is an event of its own.
pub fn measure(report: &mut Report) -> Result<(), Trouble> {
    let schedule = schedule().ok_or("the schedule of the bench is wrong")?;
    let text = feed(&schedule);
    let many = text.matches("BEGIN:VEVENT").count();
    let began = Instant::now();
    for _ in 0..ROUNDS {
        black_box(feed(black_box(&schedule)));
    }
    let whole = began.elapsed().as_secs_f64() * 1000.0 / f64::from(ROUNDS);
    let began = Instant::now();
    for _ in 0..ROUNDS {
        let mut copy = String::new();
        for line in black_box(&text).split("\r\n") {
            copy.push_str(line);
            copy.push_str("\r\n");
        }
        black_box(copy);
    }
    let copied = began.elapsed().as_secs_f64() * 1000.0 / f64::from(ROUNDS);
    report.told(
        format!("copying the lines of a calendar of {many} occurrences"),
        copied,
        "ms",
    );
    report.at_most(
        format!("reckoning and writing a calendar of {many} occurrences"),
        whole,
        20.0,
        "ms",
    );
    Ok(())
}

fn schedule() -> Option<Schedule> {
    let first = date(2026, 1, 1);
    let extra = |i: i32| {
        let hour = u16::try_from(8 + i / 365).ok()?;
        Some(ExtraDate {
            date: first.checked_add((i % 365).days()).ok()?,
            start: Some(Minute::new(hour * 60)?),
            end: Some(Minute::new(hour * 60 + 50)?),
            note: Localized::default(),
        })
    };
    Some(Schedule {
        key: Key::parse("plan").ok()?,
        place: Key::parse("sted").ok()?,
        rule: Rule::DatesOnly,
        start: Minute::new(720)?,
        end: Minute::new(900)?,
        from: first,
        until: None,
        staffing: Staffing::Staffed,
        guides: 1,
        on_public_holidays: true,
        on_school_holidays: true,
        exceptions: Vec::new(),
        extra_dates: (0..OCCURRENCES).filter_map(extra).collect(),
    })
}

fn feed(schedule: &Schedule) -> String {
    let found = parts(schedule, &Calendar::default(), window(date(2026, 6, 1)), |_| true);
    let entries = found.into_iter().filter_map(|part| match part {
        Part::Once(o) => Some(Entry {
            uid: format!("drop-in.plan.{}.{}@4601.terskel", o.original.date, o.original.start),
            sequence: 0,
            changed: o.starts_at(),
            when: When::Once {
                instead_of: None,
                starts: o.starts_at(),
                ends: o.ends_at(),
            },
            summary: "Drop-in på biblioteket".to_owned(),
            description: "Hjelp med mobil, nettbrett og PC.\nBare kom. Du trenger ikke å bestille time.".to_owned(),
            location: "Hovedbiblioteket, Strømgaten 6, 5015 Bergen".to_owned(),
            position: Some((60_388_600, 5_332_500)),
            category: "Drop-in".to_owned(),
            url: "https://hjelp.example.no/nb/tilbud/drop-in".to_owned(),
            cancelled: false,
        }),
        _ => None,
    });
    write(&Feed {
        name: "Digihjelpen".to_owned(),
        description: String::new(),
        language: "nb",
        url: "https://hjelp.example.no/nb/kalender".to_owned(),
        source: "https://hjelp.example.no/nb/kalender.ics".to_owned(),
        entries: entries.collect(),
    })
}
