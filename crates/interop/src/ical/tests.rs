use super::*;
use domain::{
    schedule::{Calendar, Change, Exception, ExtraDate, Rule, Schedule, Staffing},
    shared::{Key, Locale, Localized, Minute},
};
use jiff::civil::{Date, Weekday, date};
use std::time::{Duration, Instant};

fn key(text: &str) -> Key {
    Key::parse(text).unwrap()
}

fn minute(text: &str) -> Minute {
    Minute::parse(text).unwrap()
}

fn plan() -> Schedule {
    Schedule {
        key: key("tirsdag"),
        place: key("bibliotek"),
        rule: Rule::Weekly {
            every: 1,
            weekdays: vec![Weekday::Tuesday],
        },
        start: minute("12:00"),
        end: minute("15:00"),
        from: date(2026, 1, 1),
        until: None,
        staffing: Staffing::Staffed,
        guides: 1,
        on_public_holidays: false,
        on_school_holidays: true,
        exceptions: vec![],
        extra_dates: vec![],
    }
}

fn entry(when: When) -> Entry {
    Entry {
        uid: "drop-in.tirsdag@4601.terskel".to_owned(),
        sequence: 2,
        changed: "2026-03-03T11:15:00Z".parse().unwrap(),
        when,
        summary: "Drop-in".to_owned(),
        description: "Kom innom.\nTa med laderen; og mobilen.".to_owned(),
        location: "Hovedbiblioteket, Strømgaten 6".to_owned(),
        position: Some((60_388_600, -5_332_500)),
        category: "Drop-in".to_owned(),
        url: "https://hjelp.example.no/tilbud/drop-in".to_owned(),
        cancelled: false,
    }
}

fn feed(entries: Vec<Entry>) -> Feed {
    Feed {
        name: "Digihjelpen i Bergen".to_owned(),
        description: "Drop-in, kurs og treff".to_owned(),
        language: "nb",
        url: "https://hjelp.example.no/kalender".to_owned(),
        source: "https://hjelp.example.no/kalender.ics".to_owned(),
        entries,
    }
}

fn once(summary: &str) -> Feed {
    let when = When::Once {
        instead_of: None,
        starts: "2026-03-03T11:00:00Z".parse().unwrap(),
        ends: "2026-03-03T14:00:00Z".parse().unwrap(),
    };
    feed(vec![Entry {
        summary: summary.to_owned(),
        ..entry(when)
    }])
}

#[test]
fn a_calendar_is_written_to_the_letter() {
    let expected = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Terskel//Digihjelpen//NO\r\nCALSCALE:GREGORIAN\r\n\
        METHOD:PUBLISH\r\nNAME:Digihjelpen i Bergen\r\nX-WR-CALNAME:Digihjelpen i Bergen\r\n\
        X-WR-TIMEZONE:Europe/Oslo\r\nDESCRIPTION:Drop-in\\, kurs og treff\r\n\
        REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\nX-PUBLISHED-TTL:PT1H\r\n\
        SOURCE;VALUE=URI:https://hjelp.example.no/kalender.ics\r\nURL:https://hjelp.example.no/kalender\r\n\
        BEGIN:VTIMEZONE\r\nTZID:Europe/Oslo\r\nBEGIN:DAYLIGHT\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\n\
        TZNAME:CEST\r\nDTSTART:19960331T020000\r\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\nEND:DAYLIGHT\r\n\
        BEGIN:STANDARD\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nTZNAME:CET\r\nDTSTART:19961027T030000\r\n\
        RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n\
        BEGIN:VEVENT\r\nUID:drop-in.tirsdag@4601.terskel\r\nDTSTAMP:20260303T111500Z\r\n\
        LAST-MODIFIED:20260303T111500Z\r\nSEQUENCE:2\r\n\
        DTSTART:20260303T110000Z\r\nDTEND:20260303T140000Z\r\nSUMMARY;LANGUAGE=nb:Drop-in\r\n\
        DESCRIPTION;LANGUAGE=nb:Kom innom.\\nTa med laderen\\; og mobilen.\r\n\
        LOCATION:Hovedbiblioteket\\, Strømgaten 6\r\nGEO:60.388600;-5.332500\r\nCATEGORIES:Drop-in\r\n\
        URL:https://hjelp.example.no/tilbud/drop-in\r\nSTATUS:CONFIRMED\r\nTRANSP:TRANSPARENT\r\nEND:VEVENT\r\n\
        END:VCALENDAR\r\n";
    assert_eq!(write(&once("Drop-in")), expected);
}

#[test]
fn long_lines_are_folded_between_letters_and_read_back_whole() {
    let long = "Blåbærsyltetøy på brødskiva ".repeat(12);
    let text = write(&once(&long));
    assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text}");
    assert!(text.replace("\r\n ", "").contains(&format!("SUMMARY;LANGUAGE=nb:{long}\r\n")));
}

#[test]
fn what_is_written_by_others_cannot_begin_a_line() {
    let text = write(&once("Kafé\r\nSTATUS:CANCELLED\u{7}"));
    assert!(
        text.contains("SUMMARY;LANGUAGE=nb:Kafé\\nSTATUS:CANCELLED\r\n"),
        "{text}"
    );
    assert_eq!(text.matches("\r\nSTATUS:").count(), 1);
}

fn days(year: i16) -> (Date, Date) {
    (date(year, 1, 1), date(year, 12, 31))
}

#[test]
fn a_plan_is_one_series_with_the_days_it_leaves_out_and_the_dates_that_differ() {
    let mut plan = plan();
    let change = |date: Date, change| Exception {
        date,
        change,
        reason: Localized::default(),
        decided_at: None,
    };
    plan.exceptions = vec![
        change(date(2026, 3, 3), Change::CalledOff),
        change(
            date(2026, 3, 10),
            Change::Moved {
                date: date(2026, 3, 11),
                start: minute("10:00"),
                end: minute("12:00"),
            },
        ),
    ];
    plan.extra_dates = vec![ExtraDate {
        date: date(2026, 3, 5),
        start: None,
        end: None,
        note: Localized::in_one(Locale::Nb, "Vipps"),
    }];
    let parts = parts(&plan, &Calendar::default(), days(2026), |_| true);
    let Part::Series(series) = &parts[0] else {
        panic!("{parts:?}")
    };
    let mut out = lines::Lines::default();
    series.write(&mut out);
    // The plan begins on a Thursday, so the first date is a Tuesday after. In 2026 no public holiday is a Tuesday.
    assert_eq!(
        out.done(),
        "DTSTART;TZID=Europe/Oslo:20260106T120000\r\nDTEND;TZID=Europe/Oslo:20260106T150000\r\n\
         RRULE:FREQ=WEEKLY;WKST=MO;BYDAY=TU;UNTIL=20261229T110000Z\r\n"
    );
    let seen: Vec<(bool, String)> = parts[1..]
        .iter()
        .map(|p| match p {
            Part::Instead(_, o) => (true, format!("{} {}", o.original.date, o.date)),
            Part::Once(o) => (false, format!("{} {}", o.original.date, o.date)),
            Part::Series(_) => panic!("{parts:?}"),
        })
        .collect();
    assert_eq!(
        seen,
        [
            (true, "2026-03-03 2026-03-03".to_owned()),
            (true, "2026-03-10 2026-03-11".to_owned()),
            (false, "2026-03-05 2026-03-05".to_owned())
        ]
    );
}

#[test]
fn a_public_holiday_is_left_out_and_a_plan_of_dates_only_has_no_series() {
    let mut plan = plan();
    plan.rule = Rule::Weekly {
        every: 1,
        weekdays: vec![Weekday::Thursday],
    };
    let with_holidays = parts(&plan, &Calendar::default(), days(2026), |_| true);
    let Part::Series(series) = &with_holidays[0] else {
        panic!("{with_holidays:?}")
    };
    let mut out = lines::Lines::default();
    series.write(&mut out);
    let text = out.done();
    // New Year's Day would be the first date, so the series begins a week later instead.
    assert!(
        text.starts_with("DTSTART;TZID=Europe/Oslo:20260108T120000\r\n"),
        "{text}"
    );
    for holiday in ["20260402", "20260514"] {
        assert!(
            text.contains(&format!("EXDATE;TZID=Europe/Oslo:{holiday}T120000\r\n")),
            "{text}"
        );
    }
    plan.rule = Rule::DatesOnly;
    plan.extra_dates = vec![ExtraDate {
        date: date(2026, 3, 5),
        start: None,
        end: None,
        note: Localized::default(),
    }];
    let only = parts(&plan, &Calendar::default(), days(2026), |_| true);
    assert!(matches!(only.as_slice(), [Part::Once(_)]), "{only:?}");
    assert!(parts(&plan, &Calendar::default(), days(2027), |_| true).is_empty());
}

#[test]
fn the_window_is_whole_years_around_today() {
    assert_eq!(window(date(2026, 11, 22)), (date(2026, 1, 1), date(2027, 12, 31)));
    assert_eq!(window(date(2026, 2, 1)), (date(2025, 1, 1), date(2026, 12, 31)));
    assert_eq!(window(date(2026, 5, 1)), (date(2026, 1, 1), date(2026, 12, 31)));
}

#[test]
fn two_thousand_occurrences_are_written_at_once() {
    let mut plan = plan();
    plan.rule = Rule::DatesOnly;
    plan.extra_dates = (0..2000)
        .map(|i| ExtraDate {
            date: date(2026, 1, 1).checked_add(jiff::Span::new().days(i % 365)).unwrap(),
            start: Minute::new(u16::try_from(8 * 60 + i / 365 * 60).unwrap()),
            end: Minute::new(u16::try_from(9 * 60 + i / 365 * 60).unwrap()),
            note: Localized::default(),
        })
        .collect();
    let found = parts(&plan, &Calendar::default(), days(2026), |_| true);
    let entries: Vec<Entry> = found
        .iter()
        .map(|p| match p {
            Part::Once(o) => entry(When::Once {
                instead_of: None,
                starts: o.starts_at(),
                ends: o.ends_at(),
            }),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(entries.len(), 2000);
    assert_eq!(write(&feed(entries)).matches("BEGIN:VEVENT").count(), 2000);
}

fn appointment_of(cancelled: bool) -> String {
    appointment(&Appointment {
        uid: "8f0d4c@4601.terskel",
        sequence: u32::from(cancelled),
        stamp: "2026-03-01T10:00:00Z".parse().unwrap(),
        starts: "2026-03-03T11:00:00Z".parse().unwrap(),
        ends: "2026-03-03T11:30:00Z".parse().unwrap(),
        location: "Hovedbiblioteket, Strømgaten 6",
        position: None,
        service: "Digihjelpen i Bergen",
        phone: "53 03 00 00",
        remind_minutes: 60,
        language: Locale::Nn,
        cancelled,
    })
}

#[test]
fn an_appointment_says_when_and_where_and_nothing_else() {
    assert_eq!(
        appointment_of(false),
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Terskel//Digihjelpen//NO\r\nCALSCALE:GREGORIAN\r\n\
         METHOD:PUBLISH\r\nBEGIN:VEVENT\r\nUID:8f0d4c@4601.terskel\r\nDTSTAMP:20260301T100000Z\r\nSEQUENCE:0\r\n\
         DTSTART:20260303T110000Z\r\nDTEND:20260303T113000Z\r\nSUMMARY;LANGUAGE=nn:Avtalt rettleiing\r\n\
         DESCRIPTION;LANGUAGE=nn:Digihjelpen i Bergen\\n53 03 00 00\r\n\
         LOCATION:Hovedbiblioteket\\, Strømgaten 6\r\nSTATUS:CONFIRMED\r\nTRANSP:OPAQUE\r\nCLASS:PRIVATE\r\n\
         BEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:Avtalt rettleiing\r\nTRIGGER:-PT60M\r\nEND:VALARM\r\n\
         END:VEVENT\r\nEND:VCALENDAR\r\n"
    );
    let cancelled = appointment_of(true);
    assert!(cancelled.contains("STATUS:CANCELLED\r\n") && cancelled.contains("SEQUENCE:1\r\n"));
    assert!(!cancelled.contains("VALARM"), "nobody is reminded of a cancelled time");
}

#[test]
fn an_invitation_asks_and_takes_back() {
    let one = Mailbox {
        name: "Veileder; \"Kari\"",
        email: "veileder@eksempel.kommune.no",
    };
    let mut i = Invitation {
        uid: "datakafe.2026-03-10@4601.terskel",
        sequence: 0,
        stamp: "2026-03-01T10:00:00Z".parse().unwrap(),
        starts: "2026-03-10T11:00:00Z".parse().unwrap(),
        ends: "2026-03-10T13:00:00Z".parse().unwrap(),
        summary: "Datakafé",
        description: "",
        location: "Hovedbiblioteket",
        url: "",
        language: "nb",
        organizer: Mailbox {
            name: "Digihjelpen",
            email: "digihjelpen@eksempel.kommune.no",
        },
        attendees: &[one],
        answers_are_read: false,
    };
    let asked = invitation(Method::Request, &i).replace("\r\n ", "");
    assert!(asked.contains("METHOD:REQUEST\r\n"));
    assert!(asked.contains("ORGANIZER;CN=\"Digihjelpen\":mailto:digihjelpen@eksempel.kommune.no\r\n"));
    assert!(
        asked.contains(
            "ATTENDEE;CN=\"Veileder; Kari\";CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=FALSE:\
             mailto:veileder@eksempel.kommune.no\r\n"
        ),
        "{asked}"
    );
    let hour = |day: &str, from: u8, to: u8| {
        let at = |h: u8| format!("2026-03-{day}T{h:02}:00:00Z").parse().unwrap();
        (at(from), at(to))
    };
    let course = course_invitation(Method::Request, &i, &[hour("17", 11, 13), hour("24", 11, 14)]).replace("\r\n ", "");
    assert!(
        course.contains("RDATE:20260310T110000Z\r\nRDATE:20260317T110000Z\r\nRDATE:20260324T110000Z\r\n"),
        "{course}"
    );
    assert!(
        course.contains("DTSTART:20260324T110000Z\r\nDTEND:20260324T140000Z\r\nRECURRENCE-ID:20260324T110000Z\r\n"),
        "the longer one stands besides: {course}"
    );
    let sent = sent_from(
        &invitation(Method::Request, &i),
        "post@en-annen-kommune-med-et-langt-navn.example",
    );
    assert!(sent.lines().all(|line| line.trim_end().len() <= 75), "{sent}");
    let sent = sent.replace("\r\n ", "");
    assert!(
        sent.contains("ORGANIZER;CN=\"Digihjelpen\":mailto:post@en-annen-kommune-med-et-langt-navn.example\r\n"),
        "{sent}"
    );
    assert_eq!(
        sent.replace("post@en-annen-kommune-med-et-langt-navn.example", i.organizer.email),
        asked
    );
    i.sequence = 1;
    let taken_back = invitation(Method::Cancel, &i).replace("\r\n ", "");
    for line in ["METHOD:CANCEL", "STATUS:CANCELLED", "SEQUENCE:1", "UID:datakafe.2026-03-10@4601.terskel"] {
        assert!(taken_back.contains(&format!("{line}\r\n")), "{line}: {taken_back}");
    }
    assert!(!taken_back.contains("PARTSTAT"));
    assert_eq!(
        Method::Cancel.content_type(),
        "text/calendar; method=CANCEL; charset=utf-8"
    );
}

// --- what others have written ----------------------------------------------------------------------------------

const TODAY: Date = date(2026, 11, 22);

fn file(events: &str) -> String {
    format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{events}END:VCALENDAR\r\n")
}

fn event(lines: &str) -> String {
    format!("BEGIN:VEVENT\r\nUID:a\r\n{lines}\r\nSUMMARY:Seniornett\\, åpent hus\r\nEND:VEVENT\r\n")
}

fn imported(events: &str) -> Imported {
    read(file(events).as_bytes(), TODAY).unwrap_or_else(|broken| panic!("{broken:?}"))
}

fn times(events: &str) -> Vec<String> {
    let found = imported(events);
    found.dates.iter().map(|d| format!("{} {}-{}", d.date, d.start, d.end)).collect()
}

#[test]
fn what_others_write_is_understood() {
    // (why, the lines of one event, the first three dates, how many there are)
    let table: [(&str, &str, &[&str], usize); 15] = [
        (
            "in UTC",
            "DTSTART:20261201T110000Z\r\nDTEND:20261201T130000Z",
            &["2026-12-01 12:00-14:00"],
            1,
        ),
        (
            "on the place's own clock",
            "DTSTART:20261201T120000\r\nDURATION:PT1H30M",
            &["2026-12-01 12:00-13:30"],
            1,
        ),
        (
            "elsewhere",
            "DTSTART;TZID=Europe/London:20261201T120000\r\nDTEND;TZID=Europe/London:20261201T130000",
            &["2026-12-01 13:00-14:00"],
            1,
        ),
        (
            "Microsoft's name",
            "DTSTART;TZID=W. Europe Standard Time:20261201T120000\r\nDURATION:PT1H",
            &["2026-12-01 12:00-13:00"],
            1,
        ),
        (
            "a name behind an address",
            "DTSTART;TZID=\"/example.org/Europe/Oslo\":20261201T120000\r\nDURATION:PT1H",
            &["2026-12-01 12:00-13:00"],
            1,
        ),
        (
            "until midnight",
            "DTSTART:20261201T190000Z\r\nDTEND:20261201T230000Z",
            &["2026-12-01 20:00-24:00"],
            1,
        ),
        (
            "weekly, three times",
            "DTSTART:20261202T120000\r\nDURATION:PT1H\r\nRRULE:FREQ=WEEKLY;COUNT=3",
            &["2026-12-02 12:00-13:00", "2026-12-09 12:00-13:00", "2026-12-16 12:00-13:00"],
            3,
        ),
        (
            "counted from a start that is long over",
            "DTSTART:20261104T120000\r\nDURATION:PT1H\r\nRRULE:FREQ=WEEKLY;COUNT=5",
            &["2026-11-25 12:00-13:00", "2026-12-02 12:00-13:00"],
            2,
        ),
        (
            "until, in UTC, the last included",
            "DTSTART;TZID=Europe/Oslo:20261202T120000\r\nDURATION:PT1H\r\nRRULE:FREQ=WEEKLY;UNTIL=20261209T110000Z",
            &["2026-12-02 12:00-13:00", "2026-12-09 12:00-13:00"],
            2,
        ),
        (
            "without one",
            "DTSTART:20261202T120000\r\nDURATION:PT1H\r\nRRULE:FREQ=WEEKLY;COUNT=3\r\nEXDATE:20261209T120000",
            &["2026-12-02 12:00-13:00", "2026-12-16 12:00-13:00"],
            2,
        ),
        (
            "and one besides",
            "DTSTART:20261202T120000\r\nDURATION:PT1H\r\nRDATE:20261203T120000,20261204T120000",
            &["2026-12-02 12:00-13:00", "2026-12-03 12:00-13:00", "2026-12-04 12:00-13:00"],
            3,
        ),
        (
            "the first Tuesday, written in two ways",
            "DTSTART:20261201T120000\r\nDURATION:PT1H\r\nRRULE:FREQ=MONTHLY;BYDAY=TU;BYSETPOS=1;COUNT=2",
            &["2026-12-01 12:00-13:00", "2027-01-05 12:00-13:00"],
            2,
        ),
        (
            "first and third Tuesday",
            "DTSTART:20261201T120000\r\nDURATION:PT1H\r\nRRULE:FREQ=MONTHLY;BYDAY=1TU,3TU;COUNT=3",
            &["2026-12-01 12:00-13:00", "2026-12-15 12:00-13:00", "2027-01-05 12:00-13:00"],
            3,
        ),
        (
            "every weekday",
            "DTSTART:20261130T120000\r\nDURATION:PT1H\r\nRRULE:FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR;UNTIL=20261206",
            &["2026-11-30 12:00-13:00", "2026-12-01 12:00-13:00", "2026-12-02 12:00-13:00"],
            5,
        ),
        (
            "for ever, taken thirteen months on",
            "DTSTART:20200107T120000\r\nDURATION:PT1H\r\nRRULE:FREQ=WEEKLY",
            &["2026-11-24 12:00-13:00"],
            57,
        ),
    ];
    for (why, lines, first, count) in table {
        let got = times(&event(lines));
        assert_eq!(
            (&got[..first.len().min(got.len())], got.len()),
            (
                first.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>().as_slice(),
                count
            ),
            "{why}"
        );
    }
}

#[test]
fn a_date_that_was_moved_or_called_off_stands_in_place_of_its_own() {
    let series = event("DTSTART;TZID=Europe/Oslo:20261202T120000\r\nDURATION:PT1H\r\nRRULE:FREQ=WEEKLY;COUNT=3");
    let moved =
        event("RECURRENCE-ID;TZID=Europe/Oslo:20261209T120000\r\nDTSTART:20261210T090000Z\r\nDTEND:20261210T100000Z");
    let off = event(
        "RECURRENCE-ID:20261216T110000Z\r\nSTATUS:CANCELLED\r\nDTSTART:20261216T110000Z\r\nDTEND:20261216T120000Z",
    );
    assert_eq!(
        times(&format!("{series}{moved}{off}")),
        ["2026-12-02 12:00-13:00", "2026-12-10 10:00-11:00"]
    );
    let newer = event("SEQUENCE:2\r\nDTSTART:20261203T110000Z\r\nDTEND:20261203T120000Z");
    assert_eq!(
        times(&format!("{newer}{series}")),
        ["2026-12-03 12:00-13:00"],
        "the newest of two with one name"
    );
}

#[test]
fn what_gives_no_date_says_why() {
    let table = [
        ("DTSTART;VALUE=DATE:20261201", Why::WholeDay),
        ("DTSTART:20251201T120000\r\nDURATION:PT1H", Why::Past),
        ("DTSTART:20301201T120000\r\nDURATION:PT1H", Why::TooFar),
        ("DTSTART:20261201T220000\r\nDURATION:PT3H", Why::PastMidnight),
        ("DTSTART:20261201T120000", Why::NoTime),
        ("DTSTART:20261201T120000\r\nDTEND:20261201T110000", Why::NoTime),
        ("DURATION:PT1H", Why::NoTime),
        ("DTSTART:20261301T120000\r\nDURATION:PT1H", Why::NoTime),
        (
            "DTSTART:20261201T120000\r\nDURATION:P99999999999999999999W",
            Why::NoTime,
        ),
        (
            "DTSTART;TZID=Mars/Olympus:20261201T120000\r\nDURATION:PT1H",
            Why::UnknownZone("Mars/Olympus".to_owned()),
        ),
        (
            "STATUS:CANCELLED\r\nDTSTART:20261201T120000\r\nDURATION:PT1H",
            Why::CalledOff,
        ),
        (
            "DTSTART:20261201T120000\r\nDURATION:PT1H\r\nRRULE:FREQ=SECONDLY",
            Why::UnknownRule("FREQ=SECONDLY".to_owned()),
        ),
        (
            "DTSTART:20261201T120000\r\nDURATION:PT1H\r\nRRULE:FREQ=WEEKLY;INTERVAL=0",
            Why::UnknownRule("FREQ=WEEKLY;INTERVAL=0".to_owned()),
        ),
        (
            "DTSTART:20261201T120000\r\nDURATION:PT1H\r\nRRULE:FREQ=YEARLY;BYWEEKNO=20",
            Why::UnknownRule("FREQ=YEARLY;BYWEEKNO=20".to_owned()),
        ),
    ];
    for (lines, why) in table {
        let found = imported(&event(lines));
        assert!(found.dates.is_empty(), "{lines}: {found:?}");
        let expected = Skipped {
            line: 3,
            summary: "Seniornett, åpent hus".to_owned(),
            why,
        };
        assert_eq!(found.skipped, [expected], "{lines}");
    }
}

/// Each of these must be answered at once, whatever it says.
#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "that the answer does not keep anybody waiting is what is tested"
)]
fn hostile_files_are_refused_at_once() {
    let start = "DTSTART:20261201T120000\r\nDURATION:PT1H\r\n";
    let many = |lines: &str, count: usize| file(&event(lines).repeat(count));
    let rdates: String = (0..60_000).map(|_| "20261201T120000,").collect();
    let table: Vec<(&str, Vec<u8>, Broken)> = vec![
        ("10 MB", vec![b'x'; 10 * 1024 * 1024], Broken::TooLarge),
        ("nothing", Vec::new(), Broken::NotACalendar),
        ("a web page", b"<!DOCTYPE html><html></html>".to_vec(), Broken::NotACalendar),
        ("not text", b"BEGIN:VCALENDAR\r\nSUMMARY:\xff\xfe\r\n".to_vec(), Broken::NotText(2)),
        ("no end", b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n".to_vec(), Broken::NotACalendar),
        ("a huge line", file(&format!("X:{}\r\n", "a".repeat(900_000))).into_bytes(), Broken::LineTooLong(3)),
        ("a huge folded line", file(&format!("X:a\r\n{}", " aaaaaaaaaaaaaaaaaaa\r\n".repeat(40_000))).into_bytes(), Broken::LineTooLong(3)),
        ("boxes in boxes", format!("BEGIN:VCALENDAR\r\n{}", (0..9).map(|i| format!("BEGIN:X{i}\r\n")).collect::<String>()).into_bytes(), Broken::WrongNesting(5)),
        ("a calendar in a calendar", b"BEGIN:VCALENDAR\r\nBEGIN:VCALENDAR\r\n".to_vec(), Broken::WrongNesting(2)),
        ("ends that do not meet", b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VCALENDAR\r\n".to_vec(), Broken::WrongNesting(3)),
        ("ten thousand events", many(start, 8000).into_bytes(), Broken::TooMany),
        ("a thousand endless series", file(&(0..900).map(|i| event(&format!("{start}RRULE:FREQ=DAILY")).replace("UID:a", &format!("UID:{i}"))).collect::<String>()).into_bytes(), Broken::TooMany),
        ("a billion times", many("DTSTART:19900101T120000\r\nDURATION:PT1H\r\nRRULE:FREQ=DAILY;COUNT=999999999\r\nRRULE:FREQ=DAILY;COUNT=999999998", 1).into_bytes(), Broken::TooMany),
        ("dates without end", file(&event(&format!("{start}{}", rdates.as_bytes().chunks(16_000).map(|c| format!("RDATE:{}\r\n", String::from_utf8_lossy(c).trim_end_matches(','))).collect::<String>()))).into_bytes(), Broken::TooMany),
    ];
    for (why, bytes, broken) in table {
        let began = Instant::now();
        assert_eq!(read(&bytes, TODAY), Err(broken), "{why}");
        assert!(
            began.elapsed() < Duration::from_secs(2),
            "{why} took {:?}",
            began.elapsed()
        );
    }
}

#[test]
fn our_own_calendar_is_read_back() {
    let mut plan = plan();
    plan.on_public_holidays = true;
    let entries = parts(&plan, &Calendar::default(), days(2027), |_| true)
        .into_iter()
        .map(|p| match p {
            Part::Series(series) => entry(When::Series(series)),
            other => panic!("{other:?}"),
        })
        .collect();
    let read = read(write(&feed(entries)).as_bytes(), date(2027, 1, 1)).unwrap();
    assert_eq!((read.dates.len(), read.skipped.len()), (52, 0));
    assert!(
        read.dates.iter().all(|d| (d.start, d.end) == (minute("12:00"), minute("15:00"))),
        "also in summer"
    );
}

proptest::proptest! {
    #[test]
    fn whatever_comes_is_answered(lines in proptest::collection::vec(proptest::sample::select(vec![
        "BEGIN:VEVENT", "END:VEVENT", "BEGIN:VALARM", "END:VALARM", "DTSTART:20261201T120000", "DTSTART;TZID=:2026", "DURATION:PT",
        "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=-1", "RRULE:FREQ=MONTHLY;BYDAY=æø", "RRULE:FREQ=DAILY;UNTIL=2026é201", "RDATE:,,,",
        "EXDATE:20261201T120000Zzz", "RECURRENCE-ID:99999999T999999Z", "UID:", ":", ";;;=:", " ", "\u{feff}", "DTEND:00000101T000000Z",
        "DTSTART:99991231T235900Z", "RRULE:", "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31",
    ]), 0..40)) {
        let _ = read(file(&(lines.join("\r\n") + "\r\n")).as_bytes(), TODAY);
    }
}
