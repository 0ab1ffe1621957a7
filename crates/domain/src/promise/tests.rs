use super::*;
use crate::{
    offerings::Access,
    referrals::sample::{key, register},
    register::Register,
    schedule::{Change, Exception, OccurrenceKey},
    shared::{Localized, Minute, instant_of},
};
use jiff::{
    Timestamp, ToSpan,
    civil::{Date, date},
};

const TUESDAY: Date = date(2026, 3, 3);

fn at(day: Date, clock: &str) -> Timestamp {
    instant_of(day, Minute::parse(clock).unwrap())
}

fn only(register: &mut Register) -> &mut crate::offerings::Offering {
    register.offerings.truncate(1);
    let offering = &mut register.offerings[0];
    offering.published = true;
    offering.ended = None;
    offering.access = Access::JustCome;
    offering
}

/// One offering on Tuesdays 12–15.
fn one() -> Register {
    let mut register = register();
    only(&mut register);
    register
}

fn with_exception(change: Change) -> Register {
    let mut register = one();
    register.offerings[0].schedules[0].exceptions.push(Exception {
        date: TUESDAY,
        change,
        reason: Localized::default(),
        decided_at: None,
    });
    register
}

fn kept(register: &Register, now: Timestamp) -> Vec<Promise> {
    put(follow(&[], &planned(register, TUESDAY, TUESDAY), now))
}

fn put(updates: Vec<Update>) -> Vec<Promise> {
    let promise = |update| match update {
        Update::Put(promise) => promise,
        Update::Forget(key) => panic!("forgot {key}"),
    };
    updates.into_iter().map(promise).collect()
}

fn changed(kept: &[Promise], register: &Register, now: Timestamp) -> Vec<Promise> {
    put(follow(kept, &planned(register, TUESDAY, TUESDAY), now))
}

fn facts() -> Facts {
    Facts {
        takes_place: true,
        ends: at(TUESDAY, "15:00"),
        crew: None,
        keeping: Keeping::There,
        substitutes: 0,
        held: None,
    }
}

#[test]
fn how_a_promise_stands_follows_from_the_facts() {
    let before = at(TUESDAY, "09:00");
    let crew = |needed, on| Some(RosterCrew { needed, on });
    let cases = [
        (facts(), Standing::Crewed),
        (
            Facts {
                keeping: Keeping::Nobody,
                ..facts()
            },
            Standing::Promised,
        ),
        (
            Facts {
                keeping: Keeping::Away,
                ..facts()
            },
            Standing::Uncrewed,
        ),
        (
            Facts {
                keeping: Keeping::Away,
                substitutes: 1,
                ..facts()
            },
            Standing::Crewed,
        ),
        (
            Facts {
                crew: crew(2, 2),
                ..facts()
            },
            Standing::Crewed,
        ),
        (
            Facts {
                crew: crew(2, 1),
                ..facts()
            },
            Standing::Short { missing: 1 },
        ),
        (
            Facts {
                crew: crew(2, 0),
                ..facts()
            },
            Standing::Uncrewed,
        ),
        (
            Facts {
                crew: crew(0, 0),
                ..facts()
            },
            Standing::Crewed,
        ),
        (
            Facts {
                takes_place: false,
                held: Some(true),
                ..facts()
            },
            Standing::CalledOff,
        ),
        (
            Facts {
                keeping: Keeping::Away,
                held: Some(true),
                ..facts()
            },
            Standing::Held,
        ),
        (
            Facts {
                held: Some(false),
                ..facts()
            },
            Standing::Broken,
        ),
    ];
    for (facts, expected) in cases {
        assert_eq!(standing(&facts, before), expected, "{facts:?}");
    }
}

#[test]
fn an_hour_that_is_over_without_evidence_is_unknown_and_never_broken_by_itself() {
    let after = at(TUESDAY, "15:00");
    for keeping in [Keeping::Nobody, Keeping::There, Keeping::Away] {
        assert_eq!(standing(&Facts { keeping, ..facts() }, after), Standing::Unknown);
    }
    assert_eq!(Standing::Unknown.missing(1), 0);
    assert_eq!(Standing::Uncrewed.missing(2), 2);
    assert_eq!(Standing::Short { missing: 1 }.missing(2), 1);
}

#[test]
fn only_our_own_published_hours_with_a_guide_are_promises() {
    let register = one();
    let plan = planned(&register, TUESDAY, TUESDAY + 7.days());
    let days: Vec<Date> = plan.keys().map(|k| k.original).collect();
    assert_eq!(days, [TUESDAY, TUESDAY + 7.days()]);
    for change in [
        (|o| o.published = false) as fn(&mut crate::offerings::Offering),
        |o| o.access = Access::Closed,
        |o| o.kind = crate::offerings::OfferingKind::PartnerOffering,
        |o| o.ended = Some(TUESDAY),
        |o| o.schedules[0].staffing = crate::schedule::Staffing::SelfService,
    ] {
        let mut other = one();
        change(&mut other.offerings[0]);
        assert!(planned(&other, TUESDAY, TUESDAY).is_empty());
    }
}

#[test]
fn what_was_published_first_stays_when_the_plan_changes() {
    let published = at(TUESDAY - 20.days(), "09:00");
    let first = kept(&one(), published);
    assert_eq!(first.len(), 1);
    assert_eq!(changed(&first, &one(), at(TUESDAY - 1.day(), "09:00")), []);
    let shorter = with_exception(Change::Moved {
        date: TUESDAY,
        start: Minute::parse("12:00").unwrap(),
        end: Minute::parse("13:00").unwrap(),
    });
    let now = at(TUESDAY, "10:00");
    let moved = changed(&first, &shorter, now);
    assert_eq!(moved[0].first, first[0].first);
    assert_eq!(moved[0].latest.minutes(), 60);
    assert_eq!((moved[0].changed_at, moved[0].cause), (Some(now), Some(Cause::Moved)));
    let gone = changed(&moved, &with_exception(Change::CalledOff), now);
    assert!(gone[0].called_off);
    let back = changed(&gone, &one(), now);
    assert_eq!((back[0].called_off, back[0].cause), (false, None));
}

#[test]
fn an_hour_taken_out_of_the_plan_is_a_promise_called_off() {
    let first = kept(&one(), at(TUESDAY - 20.days(), "09:00"));
    let mut none = one();
    none.offerings[0].schedules.clear();
    let gone = changed(&first, &none, at(TUESDAY - 2.days(), "09:00"));
    assert_eq!((gone[0].called_off, gone[0].cause), (true, Some(Cause::Plan)));
    assert_eq!(
        changed(&first, &none, at(TUESDAY, "15:00")),
        [],
        "what is over is never changed"
    );
}

#[test]
fn a_slip_that_is_put_right_within_the_hour_leaves_no_trace() {
    let published = at(TUESDAY - 20.days(), "09:00");
    let first = kept(&one(), published);
    let mut later = one();
    later.offerings[0].schedules[0].end = Minute::parse("16:00").unwrap();
    let put_right = changed(&first, &later, published + 10.minutes());
    assert_eq!(put_right[0].first.minutes(), 240);
    assert_eq!(put_right[0].changed_at, None);
    let mut none = one();
    none.offerings[0].schedules.clear();
    let plan = planned(&none, TUESDAY, TUESDAY);
    let gone = follow(&first, &plan, published + 10.minutes());
    assert_eq!(gone, [Update::Forget(first[0].key.clone())]);
    let late = follow(&first, &plan, published + 61.minutes());
    assert!(matches!(late.as_slice(), [Update::Put(p)] if p.called_off));
}

#[test]
fn predictability_is_held_through_published_with_what_is_unknown_between() {
    let now = at(TUESDAY + 1.day(), "09:00");
    let promise = kept(&one(), at(TUESDAY - 20.days(), "09:00")).pop().unwrap();
    let off = Promise {
        called_off: true,
        cause: Some(Cause::Absence),
        ..promise.clone()
    };
    let mut sum = Predictability::default();
    assert_eq!(sum.at_least(), None);
    sum.add(&promise, Some(true), now);
    sum.add(&promise, Some(true), now);
    sum.add(&promise, None, now);
    sum.add(&off, None, now);
    sum.add(&promise, Some(false), at(TUESDAY, "13:00"));
    assert_eq!((sum.published, sum.held, sum.called_off, sum.unknown), (4, 2, 1, 1));
    assert_eq!((sum.at_least(), sum.at_most()), (Some(500), Some(750)));
    assert_eq!(sum.causes.get(&Cause::Absence), Some(&1));
    let mut twice = sum.clone();
    twice.join(&sum);
    assert_eq!((twice.published, twice.at_least()), (8, Some(500)));
}

#[test]
fn a_change_told_a_day_before_is_kept_and_a_late_one_only_for_the_hours_that_were_published() {
    let promise = kept(&one(), at(TUESDAY - 20.days(), "09:00")).pop().unwrap();
    let moved = |changed: Timestamp| {
        let mut p = promise.clone();
        p.latest.start = Minute::parse("14:00").unwrap();
        p.latest.end = Minute::parse("17:00").unwrap();
        p.changed_at = Some(changed);
        outcome(&p, Some(true), at(TUESDAY, "18:00"))
    };
    let day_before = at(TUESDAY - 1.day(), "12:00");
    assert_eq!(moved(day_before), Some(PromiseEnd::Held { minutes: 180 }));
    assert_eq!(moved(day_before + 1.minute()), Some(PromiseEnd::Held { minutes: 60 }));
}

#[test]
fn codes_and_names_are_read_back() {
    for cause in Cause::ALL {
        assert_eq!(Cause::parse(cause.code()), Some(cause));
    }
    assert_eq!(Cause::parse("ill"), None);
    let name = OccurrenceKey {
        offering: key("kom-innom"),
        schedule: key("tirsdag"),
        original: TUESDAY,
    };
    assert_eq!(OccurrenceKey::parse(&name.to_string()), Some(name));
    assert_eq!(horizon(TUESDAY), date(2026, 3, 30));
}
