use super::*;
use crate::shared::Locale;
use crate::shared::trials;
use jiff::civil::date;
use proptest::prelude::*;
use std::collections::HashSet;

#[test]
fn colours_follow_the_gender_of_the_animal() {
    for (code, nb, nn, en) in [
        ("yellow-bird", "gul fugl", "gul fugl", "yellow bird"),
        ("blue-fox", "blå rev", "blå rev", "blue fox"),
        ("red-donkey", "rødt esel", "raudt esel", "red donkey"),
        ("green-cat", "grønn katt", "grøn katt", "green cat"),
        ("white-hedgehog", "hvitt pinnsvin", "kvitt piggsvin", "white hedgehog"),
        ("orange-squirrel", "oransje ekorn", "oransje ekorn", "orange squirrel"),
    ] {
        let creature = Creature::parse(code).unwrap();
        assert_eq!(creature.code(), code);
        assert_eq!(
            [creature.name(Locale::Nb), creature.name(Locale::Nn), creature.name(Locale::En)],
            [nb, nn, en]
        );
    }
    assert_eq!(Creature::parse("red-dragon"), None);
}

#[test]
fn a_day_repeats_no_creature_within_288_tickets() {
    let day = date(2026, 12, 31);
    let all: HashSet<_> = (1..=288).map(|n| Creature::of(day, 5, n)).collect();
    assert_eq!(all.len(), 288);
    let named: HashSet<_> = all.iter().map(|c| c.name(Locale::Nn)).collect();
    assert_eq!(named.len(), 288);
    assert!(all.iter().all(|c| Creature::parse(&c.code()) == Some(*c)));
}

#[test]
fn neighbours_share_neither_colour_nor_animal() {
    let day = date(2026, 3, 2);
    for n in 1..600 {
        let (a, b) = (Creature::of(day, 0, n).code(), Creature::of(day, 0, n + 1).code());
        let ((colour_a, animal_a), (colour_b, animal_b)) = (a.split_once('-').unwrap(), b.split_once('-').unwrap());
        assert!(colour_a != colour_b && animal_a != animal_b, "{a} {b}");
    }
}

#[test]
fn labels_are_numbers_unless_the_place_likes_animals() {
    let day = date(2026, 3, 2);
    assert_eq!(TicketLabel::next(LabelStyle::Number, day, 0, 13).text(Locale::Nb), "14");
    assert!(TicketLabel::next(LabelStyle::Creature, day, 0, 0).text(Locale::Nb).starts_with("1 "));
}

#[test]
fn the_transition_table() {
    use QueueRefusal as R;
    use TicketAction::{Call, Finish, Leave, Park, Resume};
    use TicketState::{Called, Done, Gone, Parked, Waiting};
    let table = [
        (
            Waiting,
            [
                (Call, Ok(Called)),
                (Park, Ok(Parked)),
                (Resume, Err(R::NotParked)),
                (Finish, Err(R::NotCalled)),
                (Leave, Ok(Gone)),
            ],
        ),
        (
            Called,
            [
                (Call, Err(R::AlreadyCalled)),
                (Park, Ok(Parked)),
                (Resume, Err(R::NotParked)),
                (Finish, Ok(Done)),
                (Leave, Ok(Gone)),
            ],
        ),
        (
            Parked,
            [
                (Call, Ok(Called)),
                (Park, Err(R::AlreadyParked)),
                (Resume, Ok(Waiting)),
                (Finish, Err(R::NotCalled)),
                (Leave, Ok(Gone)),
            ],
        ),
    ];
    for (state, row) in table {
        for (action, result) in row {
            assert_eq!(state.after(action), result, "{state:?} {action:?}");
        }
    }
    for action in TicketAction::ALL {
        assert_eq!(Done.after(action), Err(R::Over));
        assert_eq!(Gone.after(action), Err(R::Over));
        assert_eq!(TicketAction::parse(action.code()), Some(action));
    }
    assert!(TicketState::ALL.into_iter().all(|s| TicketState::parse(s.code()) == Some(s)));
}

#[test]
fn the_lowest_waiting_number_is_next() {
    let tickets = [
        (4, TicketState::Waiting),
        (2, TicketState::Called),
        (3, TicketState::Waiting),
        (1, TicketState::Parked),
    ];
    assert_eq!(next_to_call(&tickets), Ok(3));
    assert_eq!(
        next_to_call(&[(2, TicketState::Called)]),
        Err(QueueRefusal::NobodyWaiting)
    );
    assert_eq!(check_issue(true), Err(QueueRefusal::Closed));
}

#[test]
fn nothing_is_shown_when_too_little_is_known() {
    let two = Pace {
        finished: vec![10, 12],
        guides: 1,
    };
    assert_eq!(estimate(&two, 1), None);
    let three = Pace {
        finished: vec![10, 12, 11],
        guides: 1,
    };
    assert_eq!(estimate(&three, 1), Some(WaitRange { low: 10, high: 25 }));
    assert_eq!(estimate(&Pace { guides: 0, ..three }, 1), None);
}

#[test]
fn closing_is_suggested_when_the_rest_of_the_time_is_taken() {
    let pace = Pace {
        finished: vec![10, 10, 10],
        guides: 2,
    };
    assert!(!should_suggest_closing(30, 3, &pace)); // four people, two at a time: 20 minutes
    assert!(should_suggest_closing(15, 3, &pace));
    assert!(should_suggest_closing(0, 0, &Pace::default()));
    assert!(!should_suggest_closing(15, 3, &Pace::default()));
}

proptest! {
    #![proptest_config(trials(128))]

    #[test]
    fn a_wait_is_a_range_in_fives_that_grows_with_those_ahead(
        finished in prop::collection::vec(0u32..600, 0..30),
        guides in 0u32..6,
        ahead in 0u32..200,
    ) {
        let pace = Pace { finished, guides };
        match (estimate(&pace, ahead), estimate(&pace, ahead + 1)) {
            (Some(now), Some(behind)) => {
                prop_assert!(now.low <= now.high && now.low % 5 == 0 && now.high % 5 == 0 && now.high > 0);
                prop_assert!(now.low <= behind.low && now.high <= behind.high);
            }
            (None, None) => prop_assert!(guides == 0 || pace.finished.len() < 3),
            _ => prop_assert!(false, "known for one and not for the next"),
        }
    }

    #[test]
    fn closing_once_suggested_stays_suggested(finished in prop::collection::vec(1u32..60, 3..9), guides in 1u32..4, waiting in 0u32..40, remaining in 1u32..240) {
        let pace = Pace { finished, guides };
        if should_suggest_closing(remaining, waiting, &pace) {
            prop_assert!(should_suggest_closing(remaining, waiting + 1, &pace));
            prop_assert!(should_suggest_closing(remaining - 1, waiting, &pace));
        }
    }
}
