use crate::{bytes::Bytes, readers::example};
use domain::{
    boundaries::{AnswerGround, BoundaryAnswer, Profile, Situation, effective},
    municipality::ClosedPeriod,
    offerings::{OfferingKind, Topic},
    register::{BoundaryScope, Deviation, Register},
    schedule::{
        Calendar, Change, Exception, ExtraDate, Rule, Schedule, Staffing, check, occurrences, schedule_in_words,
        why_not,
    },
    shared::{GuideKind, Key, Locale, Localized, Minute},
};
use jiff::{
    ToSpan,
    civil::{Date, Weekday, date},
};
use std::sync::OnceLock;

/// Decisions of a municipality about its boundaries, and situations in which somebody asks.
///
/// No decision is lost, an answer rests on something that applies, and where nothing does it is the national one.
pub fn boundaries(bytes: &[u8]) {
    let mut b = Bytes(bytes);
    let register = Register {
        deviations: (0..b.byte() % 12).map(|n| deviation(&mut b, n)).collect(),
        ..small()
    };
    let today = day(&mut b);
    let rules = effective(&register, today);
    let mut listed: Vec<&Key> = rules.iter().flat_map(|r| r.deviations().map(|d| &d.key)).collect();
    listed.sort_unstable();
    let mut all: Vec<&Key> = register.deviations.iter().map(|d| &d.key).collect();
    all.sort_unstable();
    assert_eq!(listed, all, "every decision stands once");
    for _ in 0..4 {
        let s = situation(&mut b);
        for rule in &rules {
            let (answer, ground) = rule.answer_in(&s);
            let sound = match ground {
                AnswerGround::Deviation(d) => d.scope.applies(&s) && d.answer == answer,
                AnswerGround::Case(c) => c.scope.applies(&s) && c.answer == answer,
                AnswerGround::Standard => {
                    !rule.deviations().any(|d| d.scope.applies(&s))
                        && answer == rule.rule.map_or(BoundaryAnswer::No, |r| r.answer)
                }
            };
            assert!(sound, "{} in {s:?}: {answer:?} on {ground:?}", rule.code);
        }
    }
}

/// The smallest municipality.
fn small() -> Register {
    static SMALL: OnceLock<Option<Register>> = OnceLock::new();
    let Some(small) = SMALL.get_or_init(|| example("minimal")) else {
        unreachable!("the example is in the repository");
    };
    small.clone()
}

fn key(name: &str, n: u8) -> Key {
    // Letters, a hyphen and a number are a key.
    Key::from_name(&format!("{name}-{n}")).unwrap_or_else(|| unreachable!())
}

fn scope(b: &mut Bytes<'_>) -> BoundaryScope {
    let services = [key("tjeneste", 1), key("tjeneste", 2)];
    BoundaryScope {
        services: b.some_of(&services),
        topics: Vec::new(),
        forms: b.some_of(&OfferingKind::ALL),
        guides: b.some_of(&GuideKind::ALL),
    }
}

fn deviation(b: &mut Bytes<'_>, n: u8) -> Deviation {
    let profile = Profile::standard();
    let known: Vec<&str> = profile.rules.iter().map(|r| r.code.as_str()).chain(["finnes_ikke"]).collect();
    Deviation {
        key: key("avvik", n),
        rule: b.one_of(&known).to_owned(),
        answer: b.one_of(&["may", "with_care", "no", "kanskje"]).to_owned(),
        scope: scope(b),
        reason: Localized::default(),
        owner: "Fagleder".to_owned(),
        risk_assessment_due: b.yes().then(|| day(b)),
        risk_assessment: b.one_of(&["", " ", "ROS 1"]).to_owned(),
        review_on: b.yes().then(|| day(b)),
        assumed: Vec::new(),
    }
}

fn situation(b: &mut Bytes<'_>) -> Situation {
    Situation {
        service: b.yes().then(|| key("tjeneste", 1 + b.byte() % 3)),
        topic: b.yes().then(|| b.one_of(&Topic::ALL)),
        form: b.yes().then(|| b.one_of(&OfferingKind::ALL)),
        guide: b.yes().then(|| b.one_of(&GuideKind::ALL)),
    }
}

/// A day near, or as far away as days go.
fn day(b: &mut Bytes<'_>) -> Date {
    let n = b.wide();
    match n {
        0xffff => Date::MAX,
        0xfffe => Date::MIN,
        _ => date(2024, 1, 1).checked_add(i64::from(n % 1500).days()).unwrap_or(Date::MAX),
    }
}

fn minute(b: &mut Bytes<'_>) -> Minute {
    Minute::new(b.wide() % 1441).unwrap_or_else(|| unreachable!())
}

fn rule(b: &mut Bytes<'_>) -> Rule {
    let weekdays = [
        Weekday::Monday,
        Weekday::Tuesday,
        Weekday::Wednesday,
        Weekday::Thursday,
        Weekday::Friday,
        Weekday::Saturday,
        Weekday::Sunday,
    ];
    match b.byte() % 4 {
        0 => Rule::Weekly {
            every: b.byte(),
            weekdays: b.some_of(&weekdays),
        },
        1 => Rule::MonthlyByWeekday {
            every: b.byte() % 14,
            nth: i8::try_from(b.byte() % 8).unwrap_or_default() - 2,
            weekday: b.one_of(&weekdays),
        },
        2 => Rule::MonthlyByDay {
            every: b.byte() % 14,
            day: i8::try_from(b.byte() % 35).unwrap_or_default() - 2,
        },
        _ => Rule::DatesOnly,
    }
}

fn made(b: &mut Bytes<'_>) -> Schedule {
    Schedule {
        key: key("plan", 1),
        place: key("sted", 1),
        rule: rule(b),
        start: minute(b),
        end: minute(b),
        from: day(b),
        until: b.yes().then(|| day(b)),
        staffing: b.one_of(&Staffing::ALL),
        guides: u16::from(b.byte()),
        on_public_holidays: b.yes(),
        on_school_holidays: b.yes(),
        exceptions: (0..b.byte() % 6)
            .map(|_| Exception {
                date: day(b),
                change: if b.yes() {
                    Change::CalledOff
                } else {
                    Change::Moved {
                        date: day(b),
                        start: minute(b),
                        end: minute(b),
                    }
                },
                reason: Localized::default(),
                decided_at: None,
            })
            .collect(),
        extra_dates: (0..b.byte() % 6)
            .map(|_| ExtraDate {
                date: day(b),
                start: b.yes().then(|| minute(b)),
                end: b.yes().then(|| minute(b)),
                note: Localized::default(),
            })
            .collect(),
    }
}

/// A plan of opening hours, right or wrong, and the days it gives.
///
/// A plan with nothing wrong gives times that are in order, within what is asked for, each with an end after its start, and
/// the same ones whether one asks for all of them or for one day.
pub fn schedule(bytes: &[u8]) {
    let mut b = Bytes(bytes);
    let plan = made(&mut b);
    let mut register = small();
    register.municipality.closed_periods = (0..b.byte() % 3)
        .map(|n| ClosedPeriod {
            key: key("stengt", n),
            first: day(&mut b),
            last: day(&mut b),
            place: None,
            reason: Localized::default(),
        })
        .collect();
    let calendar = Calendar::new(&register.municipality, &register.places);
    let first = day(&mut b);
    let last = first.checked_add(i64::from(b.wide() % 420).days()).unwrap_or(Date::MAX);
    let right = check(&plan).is_empty();
    let found = occurrences(&plan, &calendar, first, last);
    for locale in [Locale::Nb, Locale::Nn, Locale::En] {
        let _ = schedule_in_words(&plan, locale);
    }
    let _ = why_not(&plan, &calendar, first);
    if !right {
        return;
    }
    let when = |o: &domain::schedule::Occurrence| (o.date, o.start);
    assert!(found.is_sorted_by_key(when), "{found:?}");
    for o in &found {
        assert!(
            o.date >= first && o.date <= last && o.start < o.end,
            "{o:?} of {first}–{last}"
        );
    }
    if let Some(one) = found.first() {
        let that_day = occurrences(&plan, &calendar, one.date, one.date);
        let same: Vec<_> = found.iter().filter(|o| o.date == one.date).cloned().collect();
        assert_eq!(that_day, same);
    }
}
