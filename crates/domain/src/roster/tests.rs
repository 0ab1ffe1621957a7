use super::{
    Block, Busy, BusyWhy, Given, Person, Plan, Planning, PlanningFault, Remedy, Search, Shift, Skill, breaches,
    candidates, cost, explain, greedy, kept, repair, shortfalls, state::State, table::Table,
};
use crate::shared::trials;
use crate::{
    schedule::OccurrenceKey,
    shared::{Key, Minute},
};
use jiff::{
    ToSpan,
    civil::{Date, date},
};
use proptest::prelude::*;
use std::collections::BTreeSet;

/// A Monday.
const MONDAY: Date = date(2026, 3, 2);

fn clock(hour: u16) -> Minute {
    Minute::new(hour * 60).unwrap()
}

fn language(code: &str) -> Skill {
    Skill::language(code)
}

/// A shift of one guide at place 0.
fn shift(day: i64, from: u16, to: u16) -> Shift {
    let key = Key::parse("kom-innom").unwrap();
    let day = MONDAY.checked_add(day.days()).unwrap();
    Shift {
        key: OccurrenceKey {
            offering: key.clone(),
            schedule: key,
            original: day,
        },
        series: 0,
        day,
        start: clock(from),
        end: clock(to),
        place: 0,
        guides: 1,
        skills: Vec::new(),
        experienced_with_new: false,
        young_with_old: false,
        adult_with_pupils: false,
        same_face: false,
    }
}

fn person() -> Person {
    Person {
        experienced: true,
        share: 1,
        ..Person::default()
    }
}

fn planning(people: Vec<Person>, shifts: Vec<Shift>) -> Planning {
    Planning {
        people,
        shifts,
        travel: vec![vec![0, 40], vec![40, 0]],
        ..Planning::default()
    }
}

fn on(shift: usize, person: usize) -> Given {
    Given { shift, person }
}

/// What the judge says of two shifts of one person.
fn blocks(planning: &Planning, given: &[Given]) -> Vec<Block> {
    let plan = Plan::of(planning.shifts.len(), given.iter().copied());
    breaches(planning, &plan).into_iter().map(|b| b.block).collect()
}

fn searched(planning: &Planning, seed: u64, steps: u64) -> Plan {
    let mut search = Search::new(planning, seed, steps).unwrap();
    search.run(steps);
    search.best()
}

#[test]
fn the_judge_knows_every_rule() {
    let two = |a, b| planning(vec![person()], vec![a, b]);
    let both = [on(0, 0), on(1, 0)];
    assert!(blocks(&two(shift(0, 10, 12), shift(0, 12, 14)), &both).is_empty());
    assert!(matches!(
        blocks(&two(shift(0, 10, 13), shift(0, 12, 14)), &both)[..],
        [Block::Clash { with: 1 }, Block::Clash { with: 0 }]
    ));
    let far = Shift {
        place: 1,
        ..shift(0, 12, 14)
    };
    assert!(matches!(
        blocks(&two(shift(0, 10, 12), far), &both)[0],
        Block::Travel { with: 1, minutes: 40 }
    ));
    let mut tired = two(shift(0, 16, 22), shift(1, 7, 9));
    tired.people[0].rest_minutes = 660;
    assert!(matches!(
        blocks(&tired, &both)[..],
        [Block::Rest { with: 1 }, Block::Rest { with: 0 }]
    ));
    let mut full = two(shift(0, 10, 12), shift(6, 10, 12));
    full.people[0].minutes_per_week = Some(200);
    assert_eq!(blocks(&full, &both)[0], Block::WeekFull { over: 40 });
    full.shifts[1] = shift(7, 10, 12);
    assert!(blocks(&full, &both).is_empty(), "the week begins on Monday");
    let mut young = two(shift(0, 8, 13), shift(0, 14, 19));
    young.people.push(person());
    young.people[0].under_18 = true;
    young.shifts.iter_mut().for_each(|s| s.guides = 2);
    assert_eq!(
        blocks(&young, &both)[..2],
        [Block::DayFull { over: 120 }, Block::NeedsAdult]
    );
    assert_eq!(blocks(&young, &[on(0, 0), on(0, 1)]), []);
    young.shifts[0].end = clock(21);
    assert_eq!(blocks(&young, &[on(0, 0), on(0, 1)])[0], Block::YoungHours);
    let mut gate = two(shift(0, 10, 12), shift(1, 10, 12));
    gate.people[0].barred.insert(MONDAY);
    assert_eq!(blocks(&gate, &both), [Block::Gate]);
    gate.people[0].busy.push(Busy {
        why: BusyWhy::School,
        day: gate.shifts[1].day,
        start: clock(8),
        end: clock(11),
    });
    assert_eq!(blocks(&gate, &both), [Block::Gate, Block::Busy(BusyWhy::School)]);
    let mut new = two(shift(0, 10, 12), shift(1, 10, 12));
    new.people[0] = Person {
        needs_experienced: true,
        ..Person::default()
    };
    assert_eq!(blocks(&new, &both[..1]), [Block::NeedsExperienced]);
    new.people[0] = Person {
        pupil: true,
        ..Person::default()
    };
    new.shifts[0].adult_with_pupils = true;
    assert_eq!(blocks(&new, &both), [Block::NeedsAdult]);
    new.people.push(person());
    assert_eq!(blocks(&new, &[on(1, 0), on(1, 1)]), [Block::Full, Block::Full]);
    new.shifts[1].skills.push(language("ar"));
    assert_eq!(
        blocks(&new, &both[1..]),
        [Block::Lacking {
            skills: vec![language("ar")]
        }]
    );
    new.locked.insert(on(1, 1));
    assert_eq!(blocks(&new, &[]), [Block::Locked]);
}

#[test]
fn what_is_wrong_with_a_planning_is_said() {
    let fault = |p: &Planning| greedy(p).err();
    assert_eq!(
        fault(&planning(vec![], vec![shift(1, 10, 12), shift(0, 10, 12)])),
        Some(PlanningFault::NotSorted)
    );
    let away = Shift {
        place: 2,
        ..shift(0, 10, 12)
    };
    assert_eq!(fault(&planning(vec![], vec![away])), Some(PlanningFault::NotThere));
    let mut nobody = planning(vec![], vec![shift(0, 10, 12)]);
    nobody.before.push(on(0, 3));
    assert_eq!(fault(&nobody), Some(PlanningFault::NotThere));
    let skills = (0..129).map(|n| language(&n.to_string())).collect();
    let much = Shift {
        skills,
        ..shift(0, 10, 12)
    };
    assert_eq!(fault(&planning(vec![], vec![much])), Some(PlanningFault::TooManySkills));
    let many = planning(vec![Person::default(); 60_001], vec![]);
    assert_eq!(fault(&many), Some(PlanningFault::TooMany));
}

/// Two are asked of; the greedy plan gives the first shift to the only one who can take the second.
#[test]
fn the_search_fills_what_greed_leaves_empty() {
    let mut p = planning(vec![person(), person()], vec![shift(0, 10, 12), shift(0, 11, 13)]);
    p.people[0].barred.clear();
    p.people[1].busy.push(Busy {
        why: BusyWhy::SaidNo,
        day: MONDAY,
        start: clock(12),
        end: clock(13),
    });
    p.people[1].reluctance = vec![9, 0];
    let first = greedy(&p).unwrap();
    assert_eq!(first.crews, [vec![0], vec![]]);
    assert_eq!(searched(&p, 1, 2_000).crews, [vec![1], vec![0]]);
}

#[test]
fn a_whole_crew_that_does_not_master_what_is_asked_for_gives_a_place_back() {
    let mut p = planning(
        vec![person(), person()],
        vec![Shift {
            guides: 2,
            skills: vec![language("ti")],
            ..shift(0, 10, 12)
        }],
    );
    let plan = searched(&p, 1, 500);
    assert_eq!(plan.crew(0).len(), 1);
    let short = &shortfalls(&p, &plan)[0];
    assert_eq!(
        (short.missing, &short.lacking[..], short.certain),
        (1, &[language("ti")][..], false)
    );
    let other = 1 - plan.crew(0)[0];
    let teach = Remedy::Teach {
        person: other,
        skills: vec![language("ti")],
    };
    assert_eq!(
        short.remedies,
        [
            teach,
            Remedy::Recruit {
                skills: vec![language("ti")]
            }
        ]
    );
    p.people[1].masters.insert(language("ti"));
    assert!(shortfalls(&p, &searched(&p, 1, 500)).is_empty());
}

#[test]
fn a_crew_whose_two_lean_on_each_other_gives_both_places_back() {
    let new = Person {
        needs_experienced: true,
        experienced: false,
        ..person()
    };
    let young = Person {
        under_18: true,
        ..person()
    };
    let p = planning(
        vec![new, young],
        vec![Shift {
            guides: 2,
            skills: vec![language("ti")],
            ..shift(0, 10, 12)
        }],
    );
    for plan in [greedy(&p).unwrap(), searched(&p, 1, 500)] {
        assert_eq!(breaches(&p, &plan), vec![]);
        assert!(plan.crew(0).is_empty());
    }
}

#[test]
fn why_not_her_is_answered() {
    let mut p = planning(
        vec![person(), person(), person()],
        vec![shift(0, 10, 12), shift(0, 11, 13)],
    );
    p.people[1].reluctance = vec![3];
    p.people[2].barred.insert(MONDAY);
    let plan = Plan::of(2, [on(0, 0)]);
    let her = explain(&p, &plan, on(0, 1));
    assert_eq!((her.blocks.len(), her.instead_of), (0, Some(0)));
    assert_eq!(her.then.reluctance - her.now.reluctance, 180);
    assert_eq!(explain(&p, &plan, on(1, 0)).blocks, [Block::Clash { with: 0 }]);
    assert_eq!(explain(&p, &plan, on(0, 0)).blocks, [Block::AlreadyThere]);
    let ranked: Vec<usize> = candidates(&p, &plan, 1).iter().map(|v| v.person).collect();
    assert_eq!(ranked, [1, 2, 0], "first those whom nothing stands in the way of");
    p.locked.insert(on(0, 0));
    assert_eq!(explain(&p, &plan, on(0, 1)).blocks, [Block::Full]);
}

#[test]
fn the_smallest_thing_that_would_help_comes_first() {
    let mut p = planning(vec![person(), person(), person()], vec![shift(0, 10, 12)]);
    p.people[0].barred.insert(MONDAY);
    p.people[1].minutes_per_week = Some(90);
    p.people[2].busy.push(Busy {
        why: BusyWhy::SaidNo,
        day: MONDAY,
        start: clock(8),
        end: clock(16),
    });
    let plan = searched(&p, 1, 100);
    let short = &shortfalls(&p, &plan)[0];
    assert!(short.certain);
    assert_eq!(
        short.remedies,
        [
            Remedy::Ask { person: 2 },
            Remedy::OpenGate { person: 0 },
            Remedy::MoreHours { person: 1, minutes: 30 },
            Remedy::Recruit { skills: vec![] },
        ]
    );
    p.people[2].busy[0].why = BusyWhy::Absent;
    assert_eq!(
        shortfalls(&p, &plan)[0].remedies[0],
        Remedy::OpenGate { person: 0 },
        "nobody asks the ill"
    );
    let mut clash = planning(vec![person()], vec![shift(0, 10, 12), shift(0, 11, 13)]);
    let both = Plan::of(2, [on(0, 0)]);
    assert_eq!(
        shortfalls(&clash, &both)[0].remedies[0],
        Remedy::Move { person: 0, from: 0 }
    );
    clash.people[0] = Person {
        needs_experienced: true,
        ..Person::default()
    };
    clash.shifts.remove(1);
    assert_eq!(
        shortfalls(&clash, &Plan::empty(1))[0].remedies[0],
        Remedy::Experienced { person: 0 }
    );
    clash.people[0] = Person {
        under_18: true,
        ..Person::default()
    };
    assert_eq!(
        shortfalls(&clash, &Plan::empty(1))[0].remedies[0],
        Remedy::Adult { person: 0 }
    );
}

#[test]
fn soft_wishes_are_weighed() {
    // The same face: one person takes the whole club although another is as good each time.
    let club: Vec<Shift> = (0..4)
        .map(|w| Shift {
            same_face: true,
            ..shift(w * 7, 10, 12)
        })
        .collect();
    let mut p = planning(vec![person(), person()], club);
    p.weights.fairness = 0;
    let plan = searched(&p, 3, 4_000);
    let faces: BTreeSet<usize> = plan.given().map(|g| g.person).collect();
    assert_eq!(faces.len(), 1);
    // Fairness over time: she who carried least from before gets most.
    let mut p = planning(vec![person(), person()], (0..4).map(|d| shift(d, 10, 14)).collect());
    p.people[0].carried_minutes = 960;
    p.weights.fair_within = 0;
    assert!(searched(&p, 3, 4_000).given().all(|g| g.person == 1));
    assert_eq!(kept(&p, &searched(&p, 3, 4_000)).unfair_minutes, 0);
    // A pair.
    let mut p = planning(
        vec![
            person(),
            person(),
            Person {
                experienced: false,
                pupil: true,
                share: 1,
                ..Person::default()
            },
        ],
        vec![Shift {
            guides: 2,
            experienced_with_new: true,
            young_with_old: true,
            ..shift(0, 10, 12)
        }],
    );
    assert!(searched(&p, 3, 4_000).crew(0).contains(&2));
    // Stability.
    p.before = vec![on(0, 0), on(0, 1)];
    p.weights.stability = 1_000;
    assert_eq!(searched(&p, 3, 4_000).crew(0), [0, 1]);
}

#[test]
fn two_who_learn_together_are_on_shift_together() {
    let two = |day| Shift {
        guides: 2,
        ..shift(day, 10, 12)
    };
    let mut p = planning(vec![person(), person(), person(), person()], vec![two(0), two(1)]);
    p.people[0].pair = Some(3);
    p.people[3].pair = Some(0);
    let split = Plan::of(2, [on(0, 0), on(0, 1), on(1, 2), on(1, 3)]);
    assert_eq!(cost(&p, &split).pairing, i64::from(p.weights.pairing) * 2);
    let plan = searched(&p, 3, 4_000);
    assert_eq!(cost(&p, &plan).pairing, 0, "{plan:?}");
    // Where one is enough, nobody waits for the other.
    p.shifts.iter_mut().for_each(|s| s.guides = 1);
    assert_eq!(cost(&p, &Plan::of(2, [on(0, 0), on(1, 1)])).pairing, 0);
}

/// Anything small that can be planned.
fn any_planning() -> impl Strategy<Value = Planning> {
    let shift_of = (0i64..10, 7u16..19, 1u16..5, 0usize..2, 0u16..4, any::<u8>());
    let person_of = (any::<u16>(), 0u32..20, 0u16..3, prop::collection::vec(0u8..4, 8));
    (
        prop::collection::vec(person_of, 1..7),
        prop::collection::vec(shift_of, 1..9),
        prop::collection::vec((0usize..8, 0usize..6), 0..6),
        0u32..2,
    )
        .prop_map(|(people, mut shifts, before, locked)| {
            shifts.sort_unstable();
            let shifts: Vec<Shift> = shifts
                .into_iter()
                .map(|(day, from, hours, place, guides, bits)| Shift {
                    place,
                    guides,
                    series: usize::from(bits & 1),
                    skills: if bits & 6 == 6 { vec![language("ar")] } else { vec![] },
                    experienced_with_new: bits & 8 > 0,
                    young_with_old: bits & 16 > 0,
                    adult_with_pupils: bits & 32 > 0,
                    same_face: bits & 64 > 0,
                    ..shift(day, from, from + hours)
                })
                .collect();
            let people: Vec<Person> = people
                .into_iter()
                .map(|(bits, hours, share, reluctance)| any_person(bits, hours, share, reluctance))
                .collect();
            let mut p = planning(people, shifts);
            if p.people.len() > 1 && p.people[0].reluctance[0] > 1 {
                p.people[0].pair = Some(1);
                p.people[1].pair = Some(0);
            }
            let inside = |(s, q): &(usize, usize)| *s < p.shifts.len() && *q < p.people.len();
            let before: BTreeSet<Given> = before.iter().filter(|g| inside(g)).map(|(s, q)| on(*s, *q)).collect();
            p.before = before.into_iter().collect();
            // Only what is legal together can be locked: the greedy plan is.
            if locked == 1 {
                p.locked = greedy(&p).unwrap().given().take(2).filter(|g| !leans(&p, *g)).collect();
            }
            p
        })
}

fn leans(p: &Planning, given: Given) -> bool {
    let person = &p.people[given.person];
    person.needs_experienced || person.under_18 || person.pupil
}

fn any_person(bits: u16, hours: u32, share: u16, reluctance: Vec<u8>) -> Person {
    let bit = |n: u16| bits >> n & 1 == 1;
    let day = MONDAY.checked_add(i64::from(bits & 7).days()).unwrap();
    let mut out = Person {
        under_18: bit(3) && bit(4),
        pupil: bit(3),
        needs_experienced: bit(5) && bit(6),
        experienced: !bit(5),
        rest_minutes: if bit(7) { 660 } else { 0 },
        minutes_per_week: bit(8).then_some(hours * 60),
        shifts_per_week: bit(9).then_some(u8::try_from(hours % 3).unwrap()),
        share,
        carried_minutes: if bit(10) { 300 } else { 0 },
        reluctance,
        ..Person::default()
    };
    if bit(11) {
        out.masters.insert(language("ar"));
    }
    if bit(12) {
        out.barred.insert(day);
    }
    if bit(13) {
        out.busy.push(Busy {
            why: BusyWhy::SaidNo,
            day,
            start: clock(8),
            end: clock(12),
        });
    }
    out
}

/// The least number of assignments that a repair must change, tried in every way: as many filled places as possible first.
fn least_moves(p: &Planning, plan: &Plan) -> (u16, usize) {
    fn go(p: &Planning, plan: &Plan, now: &mut Plan, shift: usize, best: &mut (u16, usize)) {
        if shift == p.shifts.len() {
            if breaches(p, now).is_empty() {
                let missing = (0..shift).map(|s| cost::missing(p, s, now.crew(s))).sum();
                let moved = plan.given().filter(|g| !now.crew(g.shift).contains(&g.person)).count();
                *best = (*best).min((missing, moved));
            }
            return;
        }
        for crew in 0u32..1 << p.people.len() {
            if crew.count_ones() <= u32::from(p.shifts[shift].guides) {
                now.crews[shift] = (0..p.people.len()).filter(|q| crew >> q & 1 == 1).collect();
                go(p, plan, now, shift + 1, best);
            }
        }
        now.crews[shift].clear();
    }
    let mut best = (u16::MAX, usize::MAX);
    go(p, plan, &mut Plan::empty(p.shifts.len()), 0, &mut best);
    best
}

proptest! {
    #![proptest_config(trials(96))]

    #[test]
    fn no_plan_breaks_a_hard_rule(p in any_planning(), seed in any::<u64>()) {
        let first = greedy(&p).unwrap();
        let plan = searched(&p, seed, 3_000);
        for plan in [&first, &plan] {
            // What somebody locked stays, also when the crew then lacks a skill.
            let bad: Vec<_> = breaches(&p, plan)
                .into_iter()
                .filter(|b| p.locked.is_empty() || !matches!(b.block, Block::Lacking { .. }))
                .collect();
            prop_assert_eq!(bad, vec![]);
        }
        if p.shifts.iter().all(|s| s.skills.is_empty()) {
            prop_assert!(cost(&p, &plan).total() <= cost(&p, &first).total());
        }
    }

    #[test]
    fn the_sums_of_the_search_are_those_of_the_count(p in any_planning(), seed in any::<u64>()) {
        let plan = searched(&p, seed, 500);
        let state = State::new(&Table::new(&p).unwrap(), &plan);
        prop_assert_eq!(state.cost, cost(&p, &plan).total());
    }

    #[test]
    fn what_is_weighed_is_the_plan_that_comes_out(mut p in any_planning(), seed in any::<u64>()) {
        // Where two lean on each other, both may have to give their places back, and locked ones stay: then it is more.
        p.locked.clear();
        for person in &mut p.people {
            (person.needs_experienced, person.under_18, person.pupil) = (false, false, false);
        }
        let mut search = Search::new(&p, seed, 1_500).unwrap();
        search.run(1_500);
        prop_assert_eq!(search.weighed(), search.cost().total());
    }

    #[test]
    fn same_seed_and_steps_same_plan_however_they_are_divided(p in any_planning(), seed in any::<u64>(), cut in 0u64..2_000) {
        let mut search = Search::new(&p, seed, 1_500).unwrap();
        search.run(cut);
        search.run_until(100, |s| s.steps() >= cut + 100);
        search.run(2_100 - search.steps());
        prop_assert_eq!(search.best(), {
            let mut whole = Search::new(&p, seed, 1_500).unwrap();
            whole.run(2_100);
            whole.best()
        });
    }

    #[test]
    fn what_the_search_may_do_the_judge_allows(p in any_planning()) {
        let table = Table::new(&p).unwrap();
        let empty = State::new(&table, &Plan::empty(p.shifts.len()));
        for given in (0..p.shifts.len()).flat_map(|s| (0..p.people.len()).map(move |q| on(s, q))) {
            let alone = super::check::personal(&p, &Plan::of(p.shifts.len(), [given]), given).is_empty();
            prop_assert_eq!(empty.can_add(&table, given), alone);
        }
    }

    #[test]
    fn she_who_is_said_to_be_possible_is_possible(p in any_planning(), seed in any::<u64>()) {
        let plan = searched(&p, seed, 200);
        for shift in 0..p.shifts.len() {
            for v in candidates(&p, &plan, shift).into_iter().filter(|v| v.blocks.is_empty()) {
                let given = on(shift, v.person);
                let base = v.instead_of.map_or_else(|| plan.clone(), |q| plan.without(on(shift, q)));
                let with = base.with(given);
                let bad = breaches(&p, &with);
                prop_assert!(bad.iter().all(|b| b.given != given), "{bad:?}");
                prop_assert_eq!(cost(&p, &with), v.then);
            }
        }
    }
}

proptest! {
    #![proptest_config(trials(48))]

    #[test]
    fn after_illness_as_few_as_possible_are_moved(p in any_planning(), seed in any::<u64>(), ill in 0usize..4) {
        // Small enough to try every plan, and without what only large plans have.
        let mut p = p;
        p.people.truncate(4);
        p.shifts.truncate(4);
        p.shifts.iter_mut().for_each(|s| { s.guides = s.guides.min(1); s.skills.clear(); });
        p.locked.clear();
        p.before.clear();
        let plan = searched(&p, seed, 500);
        prop_assume!(ill < p.people.len());
        for day in 0..10i64 {
            let day = MONDAY.checked_add(day.days()).unwrap();
            p.people[ill].busy.push(Busy { why: BusyWhy::Absent, day, start: clock(0), end: clock(24) });
        }
        let mended = repair(&p, &plan, seed, 2_000).unwrap();
        prop_assert!(breaches(&p, &mended).is_empty());
        let missing: u16 = (0..p.shifts.len()).map(|s| cost::missing(&p, s, mended.crew(s))).sum();
        let moved = plan.given().filter(|g| !mended.crew(g.shift).contains(&g.person)).count();
        prop_assert_eq!((missing, moved), least_moves(&p, &plan));
    }
}

#[test]
fn locked_assignments_stay_when_a_plan_is_mended() {
    let mut p = planning(vec![person(), person()], vec![shift(0, 10, 12), shift(1, 10, 12)]);
    p.people[0].reluctance = vec![9, 9];
    p.locked.insert(on(0, 0));
    let plan = Plan::of(2, [on(0, 0), on(1, 1)]);
    p.people[1].busy.push(Busy {
        why: BusyWhy::Absent,
        day: p.shifts[1].day,
        start: clock(0),
        end: clock(24),
    });
    assert_eq!(repair(&p, &plan, 1, 1_000).unwrap().crews, [vec![0], vec![0]]);
}
