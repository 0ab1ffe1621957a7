use super::{
    AftercareStep, BreachClock, BreachQuestion, IncidentKind, LearningNote, Notification, ReadingGround, Stage,
    StageFacts, Threshold, Told, aftercare, erase_on, gaps, may_read, stages, unanswered,
};
use crate::{
    access::Role,
    handbook::CardKind,
    shared::{Key, Locale},
};
use jiff::{Timestamp, ToSpan, civil::date};
use proptest::prelude::*;

#[test]
fn codes_are_read_back() {
    assert!(IncidentKind::ALL.iter().all(|k| IncidentKind::parse(k.code()) == Some(*k)));
    assert!(Told::ALL.iter().all(|k| Told::parse(k.code()) == Some(*k)));
    assert!(ReadingGround::ALL.iter().all(|k| ReadingGround::parse(k.code()) == Some(*k)));
    assert!(BreachQuestion::ALL.iter().all(|k| BreachQuestion::parse(k.code()) == Some(*k)));
    assert!(Notification::ALL.iter().all(|k| Notification::parse(k.code()) == Some(*k)));
    assert!(AftercareStep::ALL.iter().all(|k| AftercareStep::parse(k.code()) == Some(*k)));
    assert_eq!(IncidentKind::parse("violence"), None);
}

/// The whole table, so that a wider access is seen in review.
#[test]
fn only_the_writer_the_leader_and_those_named_may_read() {
    for role in Role::ALL {
        for (wrote, named) in [(false, false), (false, true), (true, false), (true, true)] {
            let expected = match (wrote, role, named) {
                (true, ..) => Some(ReadingGround::Writer),
                (_, Role::Leader, _) => Some(ReadingGround::Leader),
                (_, _, true) => Some(ReadingGround::Named),
                _ => None,
            };
            assert_eq!(may_read(role, wrote, named), expected, "{role:?} {wrote} {named}");
        }
    }
}

/// GDPR art. 33 no. 1: from when the breach became known, over a weekend and over the change to summer time.
#[test]
fn the_clock_counts_hours_not_days() {
    let at = |text: &str| text.parse::<Timestamp>().unwrap();
    let friday = at("2026-03-27T14:30:00Z");
    let clock = BreachClock::at(friday, at("2026-03-30T14:29:00Z"));
    assert_eq!(
        (clock.due, clock.minutes_left, clock.is_past()),
        (at("2026-03-30T14:30:00Z"), 1, false)
    );
    assert!(!BreachClock::at(friday, at("2026-03-30T14:30:00Z")).is_past());
    assert!(BreachClock::at(friday, at("2026-03-30T14:30:01Z")).is_past());
}

#[test]
fn a_decision_has_a_reason_and_a_late_one_says_why() {
    let at = |text: &str| text.parse::<Timestamp>().unwrap();
    let known = at("2026-03-02T08:00:00Z");
    let in_time = BreachClock::at(known, at("2026-03-03T08:00:00Z"));
    let late = BreachClock::at(known, at("2026-03-09T08:00:00Z"));
    assert!(gaps(Notification::Notify, "Lapp på avveie", "", in_time).is_empty());
    assert_eq!(gaps(Notification::Notify, " ", " ", late).len(), 2);
    assert!(gaps(Notification::DoNot, "Lappen kom tilbake ulest", "", late).is_empty());
    assert_eq!(unanswered(&[]).len(), BreachQuestion::ALL.len());
    assert!(!unanswered(&[BreachQuestion::Nature]).contains(&BreachQuestion::Nature));
}

#[test]
fn every_kind_has_something_to_do_and_a_threat_ends_in_the_safety_system() {
    for kind in IncidentKind::ALL {
        assert!(aftercare(kind).contains(&AftercareStep::TalkToday), "{kind:?}");
    }
    assert!(aftercare(IncidentKind::Threat).contains(&AftercareStep::HseSystem));
    assert_eq!(aftercare(IncidentKind::Breach)[0], AftercareStep::StopLeak);
}

#[test]
fn it_is_erased_after_closing_and_also_when_nobody_closed_it() {
    assert_eq!(erase_on(date(2026, 3, 3), Some(date(2026, 4, 1)), 24), date(2028, 4, 1));
    assert_eq!(erase_on(date(2026, 3, 3), None, 24), date(2029, 3, 3));
}

#[test]
fn a_step_counts_only_when_those_before_it_are_taken() {
    let facts = |scenario, measure, settled, scored| StageFacts {
        scenario,
        measure,
        settled,
        scored,
    };
    assert_eq!(stages(facts(false, true, true, true)), (vec![], Some(Stage::Linked)));
    assert_eq!(
        stages(facts(true, true, false, true)),
        (vec![Stage::Linked, Stage::Measure], Some(Stage::Settled))
    );
    assert_eq!(stages(facts(true, true, true, true)), (Stage::ALL.to_vec(), None));
}

#[test]
fn a_note_becomes_a_dilemma_card_in_the_language_it_is_written_in() {
    let note = LearningNote {
        title: "Noen vil at du skriver passordet".to_owned(),
        not: "Skrive det selv.".to_owned(),
        instead: "Snu tastaturet mot den som spør.".to_owned(),
        ..LearningNote::default()
    };
    assert!(note.is_whole());
    let card = note.card(Key::parse("passord-for-noen").unwrap(), Locale::Nn);
    assert_eq!(card.kind, CardKind::Dilemma);
    assert!(card.nn.is_written() && !card.nb.is_written());
    assert!(
        !LearningNote {
            instead: " ".to_owned(),
            ..note
        }
        .is_whole()
    );
}

proptest! {
    /// The rule said in another way: reached exactly when the N-th newest of those that are not in the future is within the
    /// window.
    #[test]
    fn a_threshold_is_reached_by_the_nth_newest(
        offsets in proptest::collection::vec(-800i64..30, 0..40),
        incidents in 1u16..=50,
        days in 1u16..=730,
    ) {
        let today = date(2026, 11, 22);
        let threshold = Threshold::new(incidents, days).unwrap();
        let all: Vec<_> = offsets.iter().map(|o| today + o.days()).collect();
        let mut past: Vec<i64> = offsets.iter().copied().filter(|o| *o <= 0).collect();
        past.sort_unstable_by(|a, b| b.cmp(a));
        let expected = past.get(usize::from(incidents) - 1).is_some_and(|o| -*o < i64::from(days));
        prop_assert_eq!(threshold.is_reached(&all, today), expected);
    }

    /// One more incident never takes an alarm away, and a wider threshold is never reached later.
    #[test]
    fn more_incidents_and_longer_windows_never_hide_an_alarm(
        offsets in proptest::collection::vec(0i64..700, 0..30),
        more in 0i64..700,
        incidents in 1u16..10,
        days in 1u16..700,
    ) {
        let today = date(2026, 11, 22);
        let mut all: Vec<_> = offsets.iter().map(|o| today - o.days()).collect();
        let before = Threshold::new(incidents, days).unwrap().is_reached(&all, today);
        let wider = Threshold::new(incidents, days + 1).unwrap().is_reached(&all, today);
        prop_assert!(!before || wider);
        all.push(today - more.days());
        prop_assert!(!before || Threshold::new(incidents, days).unwrap().is_reached(&all, today));
    }
}

#[test]
fn thresholds_outside_the_ranges_are_refused() {
    assert!(Threshold::new(0, 30).is_none() && Threshold::new(51, 30).is_none());
    assert!(Threshold::new(3, 0).is_none() && Threshold::new(3, 731).is_none());
}
