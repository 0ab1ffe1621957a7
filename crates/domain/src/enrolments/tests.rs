use super::*;
use crate::shared::trials;
use crate::shared::{Id, Minute, instant_of};
use jiff::{Timestamp, ToSpan, civil::date};
use proptest::prelude::*;

fn at(day: i8, time: &str) -> Timestamp {
    instant_of(date(2026, 3, day), Minute::parse(time).unwrap())
}

fn id(n: u8) -> Id {
    Id([n; 16])
}

fn line(capacity: u32) -> Line {
    Line::new(Room::Places(capacity), at(20, "12:00"), Vec::new())
}

#[test]
fn deadlines_fit_those_who_answer_the_phone_tomorrow() {
    let starts = at(31, "12:00");
    for (now, expected) in [
        ((2, "10:00"), (3, "18:00")),  // Monday: until Tuesday evening.
        ((2, "21:00"), (4, "18:00")),  // Told on Tuesday morning: until Wednesday evening.
        ((3, "03:00"), (4, "18:00")),  // Told at eight.
        ((6, "12:00"), (9, "18:00")),  // Friday: until Monday.
        ((6, "20:00"), (9, "18:00")),  // Told on Saturday: until Monday.
        ((8, "20:30"), (10, "18:00")), // Told on Monday: until Tuesday.
    ] {
        let found = deadline(at(now.0, now.1), starts).unwrap();
        assert_eq!(
            (found.at, found.shortened),
            (at(expected.0, expected.1), false),
            "{now:?}"
        );
    }
    // Maundy Thursday 2 April 2026 to Easter Monday 6 April are no working days.
    let easter = |day, time| instant_of(date(2026, 4, day), Minute::parse(time).unwrap());
    let found = deadline(easter(1, "12:00"), easter(30, "12:00")).unwrap();
    assert_eq!(found.at, easter(7, "18:00"));
}

#[test]
fn a_near_start_shortens_the_deadline_and_then_ends_the_offers() {
    let starts = at(20, "12:00");
    let near = |day, time| deadline(at(day, time), starts).map(|d| (d.at, d.shortened));
    assert_eq!(near(18, "12:00"), Some((at(19, "18:00"), false)));
    assert_eq!(near(19, "12:00"), Some((at(20, "10:00"), true)));
    assert_eq!(near(20, "08:00"), Some((at(20, "10:00"), true)));
    assert_eq!(near(20, "08:01"), None);
    assert_eq!(near(20, "13:00"), None);
    // Heard at eight the next morning: there are two hours left.
    assert_eq!(near(19, "23:00"), Some((at(20, "10:00"), true)));
}

#[test]
fn a_place_goes_down_the_list_in_order() {
    let now = at(2, "10:00");
    let mut line = line(1);
    assert_eq!(line.sign_up(id(1), 1, now), Ok(State::Enrolled));
    for n in 2..=4 {
        assert_eq!(line.sign_up(id(n), 1, now), Ok(State::Waiting));
    }
    assert_eq!(line.ahead(id(4)), Some(2));
    assert_eq!(line.leave(id(1)), Ok(State::Enrolled));
    let made = line.settle(now);
    assert_eq!(made.iter().map(|(id, _)| *id).collect::<Vec<_>>(), [id(2)]);
    assert!(line.settle(now).is_empty(), "one offer for one place");
    // Somebody who comes now does not get it first.
    assert_eq!(line.sign_up(id(5), 1, now), Ok(State::Waiting));
    // No answer by Tuesday at six: the next is offered it, and the first stands last.
    let later = at(3, "18:00");
    assert_eq!(line.accept(id(2), later), Err(EnrolmentRefusal::TooLate));
    assert_eq!(line.lapse(later), [id(2)]);
    assert_eq!(line.settle(later)[0].0, id(3));
    assert_eq!(line.ahead(id(2)), Some(2));
    line.decline(id(3)).unwrap();
    assert_eq!(line.settle(later)[0].0, id(4));
    line.accept(id(4), later).unwrap();
    line.accept(id(4), later).unwrap();
    assert_eq!(line.places().taken, 1);
}

#[test]
fn two_offers_without_an_answer_are_the_last() {
    let mut line = line(1);
    line.sign_up(id(1), 1, at(2, "10:00")).unwrap();
    line.sign_up(id(2), 1, at(2, "10:00")).unwrap();
    line.leave(id(1)).unwrap();
    for (now, state) in
        [((2, "10:00"), None), ((4, "10:00"), Some(State::Waiting)), ((6, "10:00"), Some(State::Lapsed))]
    {
        let now = at(now.0, now.1);
        line.lapse(now);
        if let Some(state) = state {
            assert_eq!(line.entry(id(2)).unwrap().state, state);
        }
        line.settle(now);
    }
    assert_eq!(line.accept(id(2), at(6, "10:00")), Err(EnrolmentRefusal::TooLate));
    assert_eq!(line.places().free, 1, "the place is for whoever comes");
    assert!(line.has_room(1, at(6, "10:00")));
}

#[test]
fn two_who_come_together_are_passed_by_while_only_one_place_is_free() {
    let now = at(2, "10:00");
    let mut line = line(2);
    line.sign_up(id(1), 1, now).unwrap();
    line.sign_up(id(2), 1, now).unwrap();
    line.sign_up(id(3), 2, now).unwrap();
    line.sign_up(id(4), 1, now).unwrap();
    line.leave(id(1)).unwrap();
    assert_eq!(line.settle(now)[0].0, id(4));
    assert_eq!(line.ahead(id(3)), Some(0));
    line.decline(id(4)).unwrap();
    line.leave(id(2)).unwrap();
    assert_eq!(line.settle(now)[0].0, id(3));
    assert_eq!(line.places().free, 0);
}

#[test]
fn in_the_last_hours_staff_ring_and_nothing_is_given_after_the_start() {
    let now = at(2, "10:00");
    let mut line = line(1);
    for n in 1..=3 {
        line.sign_up(id(n), 1, now).unwrap();
    }
    let late = at(20, "10:30");
    line.leave(id(1)).unwrap();
    assert!(line.settle(late).is_empty());
    assert_eq!(line.give(id(3), late), Err(EnrolmentRefusal::NotNext));
    assert_eq!(line.no_answer(id(2), late), Ok(State::Waiting));
    assert_eq!(line.next_to_call().map(|e| e.id), Some(id(3)));
    let begun = at(20, "12:00");
    assert_eq!(line.give(id(3), begun), Err(EnrolmentRefusal::Begun));
    assert_eq!(line.sign_up(id(9), 1, begun), Err(EnrolmentRefusal::Begun));
    line.give(id(3), late).unwrap();
    assert_eq!(
        line.give(id(2), late),
        Err(EnrolmentRefusal::NotNext),
        "no place is free"
    );
}

#[test]
fn an_answer_that_does_not_fit_is_refused() {
    let now = at(2, "10:00");
    let mut line = line(1);
    line.sign_up(id(1), 1, now).unwrap();
    line.sign_up(id(2), 1, now).unwrap();
    assert_eq!(line.accept(id(2), now), Err(EnrolmentRefusal::NotOffered));
    assert_eq!(line.decline(id(1)), Err(EnrolmentRefusal::NotOffered));
    line.leave(id(2)).unwrap();
    assert_eq!(line.leave(id(2)), Err(EnrolmentRefusal::Over));
    assert_eq!(line.accept(id(2), now), Err(EnrolmentRefusal::Over));
    assert_eq!(line.give(id(2), now), Err(EnrolmentRefusal::Over));
    assert_eq!(line.leave(id(7)), Err(EnrolmentRefusal::Over));
}

#[test]
fn a_freed_time_goes_to_the_first_whom_it_fits() {
    let now = at(2, "10:00");
    let waiting = |n: u8| Entry {
        id: id(n),
        order: i64::from(n),
        size: 1,
        offers: 0,
        state: State::Waiting,
    };
    let mut line = Line::new(Room::Times, at(12, "10:00"), vec![waiting(2), waiting(1), waiting(3)]);
    let made = line.offer_time(now, |e| e.id != id(1)).unwrap();
    assert_eq!((made.0, made.1.at), (id(2), at(3, "18:00")));
    assert_eq!(line.offer_time(now, |e| e.id == id(2)), None, "one offer at a time");
    assert_eq!(line.offer_time(at(12, "09:00"), |_| true), None, "too near");
    line.accept(id(2), now).unwrap();
    assert_eq!(line.ahead(id(1)), Some(0));
}

#[test]
fn codes_and_wishes_are_read_back() {
    let until = at(3, "18:00");
    for state in [
        State::Enrolled,
        State::Waiting,
        State::Offered { deadline: until },
        State::Accepted,
        State::Lapsed,
        State::Declined,
        State::Left,
    ] {
        assert_eq!(State::parse(state.code(), Some(until)), Some(state));
    }
    assert_eq!(State::parse("offered", None), None);
    assert_eq!(State::parse("gone", None), None);
    for tick in Tick::ALL {
        assert_eq!(Tick::parse(tick.code()), Some(tick));
    }
    for bits in 0..1024 {
        let wishes = Wishes::from_bits(bits).unwrap();
        assert_eq!(wishes.bits(), bits);
        assert_eq!(Wishes::new(&wishes.days(), &wishes.parts()), wishes);
    }
    assert_eq!(Wishes::from_bits(1024), None);
}

#[derive(Clone, Copy, Debug)]
enum Step {
    SignUp(u8),
    Leave(usize),
    Accept(usize),
    Decline(usize),
    Give(usize),
    NoAnswer(usize),
    Wait(u16),
    Capacity(u32),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => (1u8..=2).prop_map(Step::SignUp),
        3 => (0usize..40).prop_map(Step::Leave),
        3 => (0usize..40).prop_map(Step::Accept),
        1 => (0usize..40).prop_map(Step::Decline),
        2 => (0usize..40).prop_map(Step::Give),
        1 => (0usize..40).prop_map(Step::NoAnswer),
        4 => (1u16..3000).prop_map(Step::Wait),
        1 => (0u32..6).prop_map(Step::Capacity),
    ]
}

/// What must hold whenever everything that follows from a step has been done.
fn holds(line: &Line, capacity: u32, now: Timestamp, starts: Timestamp) {
    let places = line.places();
    let promised = places.taken + places.offered;
    assert_eq!(promised + places.free, capacity.max(promised), "places add up");
    let mut seen = std::collections::HashSet::new();
    let mut orders = std::collections::HashSet::new();
    for entry in line.entries() {
        assert!(
            seen.insert(entry.id) && orders.insert(entry.order),
            "one entry each, one place in line each"
        );
        assert!(entry.offers <= OFFERS);
        if let State::Offered { deadline } = entry.state {
            assert!(
                deadline > now && deadline < starts,
                "an offer can be answered before the start"
            );
        }
    }
    let can_offer = deadline(now, starts).is_some();
    assert!(
        !can_offer || line.next_to_call().is_none(),
        "nobody waits while a place for them is free"
    );
}

proptest! {
    #![proptest_config(trials(if cfg!(debug_assertions) { 400 } else { 5000 }))]

    /// Any order of sign-ups, leaving, answers, silence and changes of capacity: places add up, nobody has two offers, the
    /// order is kept, and nothing is offered after the start.
    #[test]
    fn places_always_add_up(first in 1u32..6, steps in prop::collection::vec(step(), 1..80)) {
        let starts = at(20, "12:00");
        let (mut capacity, mut now) = (first, at(2, "09:00"));
        let mut line = line(capacity);
        let mut next = 0u8;
        for step in steps {
            let pick = |n: usize, line: &Line| line.entries().get(n % line.entries().len().max(1)).map(|e| e.id);
            let before = line.places();
            match step {
                Step::SignUp(size) => {
                    next += 1;
                    let made = line.sign_up(id(next), size, now);
                    prop_assert_eq!(made.is_err(), now >= starts);
                    if made == Ok(State::Enrolled) {
                        prop_assert!(u32::from(size) <= before.free);
                    }
                }
                Step::Leave(n) => if let Some(id) = pick(n, &line) {
                    let size = line.entry(id).map_or(0, |e| u32::from(e.size));
                    if let Ok(was) = line.leave(id) {
                        let freed = before.taken + before.offered - line.places().taken - line.places().offered;
                        prop_assert_eq!(freed, if was == State::Waiting { 0 } else { size }, "a freed place comes back");
                    }
                },
                Step::Accept(n) => if let Some(id) = pick(n, &line) {
                    let had = line.entry(id).map(|e| e.state);
                    if line.accept(id, now).is_ok() && !had.is_some_and(State::has_place) {
                        let in_time = matches!(had, Some(State::Offered { deadline }) if now < deadline && now < starts);
                        prop_assert!(in_time);
                    }
                },
                Step::Decline(n) => if let Some(id) = pick(n, &line) { let _ = line.decline(id); },
                Step::Give(n) => if let Some(id) = pick(n, &line) {
                    let first = line.next_to_call().map(|e| e.id);
                    prop_assert_eq!(line.give(id, now).is_ok(), first == Some(id) && now < starts);
                },
                Step::NoAnswer(n) => if let Some(id) = pick(n, &line) { let _ = line.no_answer(id, now); },
                Step::Wait(minutes) => now = now.checked_add(i64::from(minutes).minutes()).unwrap(),
                Step::Capacity(n) => {
                    capacity = n;
                    line = Line::new(Room::Places(n), starts, line.entries().to_vec());
                }
            }
            line.lapse(now);
            let waiting: Vec<Entry> = line.entries().iter().filter(|e| e.state == State::Waiting).copied().collect();
            let made = line.settle(now);
            // Whoever was passed by stood for more places than were left when the later one was offered.
            for (id, _) in &made {
                let place = waiting.iter().position(|e| e.id == *id).unwrap();
                for earlier in &waiting[..place] {
                    prop_assert!(made.iter().any(|(id, _)| *id == earlier.id) || earlier.size > waiting[place].size);
                }
            }
            prop_assert!(made.is_empty() || now < starts);
            holds(&line, capacity, now, starts);
        }
    }
}
