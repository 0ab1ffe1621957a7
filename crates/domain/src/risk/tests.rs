use super::{
    checklist::{ITEMS, read_items},
    library::{SCENARIOS, read},
    *,
};
use crate::shared::{Id, Locale};
use jiff::civil::{Date, date};
use proptest::prelude::*;
use std::collections::BTreeSet;

const fn today() -> Date {
    date(2026, 11, 22)
}

fn id(n: u8) -> Id {
    Id([n; 16])
}

const fn at(probability: u8, consequence: u8) -> Rating {
    Rating {
        probability,
        consequence,
    }
}

#[test]
fn every_scenario_of_the_library_is_whole_in_three_languages() {
    let all = read(SCENARIOS).expect("the library can be read");
    assert_eq!(all.len(), library().len());
    assert!(all.len() >= 25, "{} scenarios", all.len());
    let keys: BTreeSet<_> = all.iter().map(|s| s.key.clone()).collect();
    assert_eq!(keys.len(), all.len(), "a key stands twice");
    for s in &all {
        assert!(
            LibraryScenario::SHELVES.contains(&s.shelf.as_str()),
            "{}: {}",
            s.key,
            s.shelf
        );
        assert!(!s.tags.is_empty(), "{} is about nothing", s.key);
        for l in Locale::ALL {
            for text in [&s.title, &s.cause, &s.controls, &s.measure] {
                assert!(!text.exact(l).is_empty(), "{} lacks {}", s.key, l.code());
            }
        }
    }
    for shelf in LibraryScenario::SHELVES {
        assert!(all.iter().any(|s| s.shelf == shelf), "nothing on the shelf {shelf}");
    }
}

#[test]
fn the_library_rates_nothing() {
    let s = library()[0].begin(id(1), Locale::Nn);
    assert_eq!(
        (s.before, s.after, s.knowledge, s.measures.len()),
        (None, None, None, 0)
    );
    assert_eq!(s.origin.as_ref(), Some(&library()[0].key));
    assert_eq!(s.title, library()[0].title.nn);
}

#[test]
fn the_checklist_is_whole_in_three_languages() {
    let all = read_items(ITEMS).expect("the checklist can be read");
    assert_eq!(all.len(), check_items().len());
    assert!(all.len() >= 10);
    let keys: BTreeSet<_> = all.iter().map(|i| i.key.clone()).collect();
    assert_eq!(keys.len(), all.len(), "a key stands twice");
    for item in &all {
        for l in Locale::ALL {
            assert!(
                !item.question.exact(l).is_empty() && !item.help.exact(l).is_empty(),
                "{}",
                item.key
            );
        }
    }
}

#[test]
fn usual_scales_can_be_used() {
    for l in Locale::ALL {
        for p in 3..=5 {
            for c in 3..=5 {
                let scale = RiskScale::usual(p, c, l);
                assert_eq!(scale.problems(), [], "{p} x {c} in {}", l.code());
                assert!(scale.probability.iter().chain(&scale.consequence).all(|g| !g.meaning.is_empty()));
                let classes: BTreeSet<RiskClass> =
                    (1..=p).flat_map(|x| (1..=c).map(move |y| at(x, y))).map(|r| scale.class(r)).collect();
                assert_eq!(classes.len(), 3, "every class is used in {p} x {c}");
            }
        }
    }
    assert_eq!(RiskScale::usual(1, 9, Locale::Nb), RiskScale::usual(3, 5, Locale::Nb));
}

#[test]
fn a_scale_that_cannot_be_used_says_why() {
    let good = RiskScale::usual(4, 4, Locale::Nb);
    let with = |f: &dyn Fn(&mut RiskScale)| {
        let mut scale = good.clone();
        f(&mut scale);
        scale.problems()
    };
    assert_eq!(
        with(&|s| s.probability.truncate(2)),
        [ScaleProblem::Size, ScaleProblem::Limits]
    );
    assert_eq!(
        with(&|s| s.consequence[0].word = " ".to_owned()),
        [ScaleProblem::NoWord]
    );
    assert_eq!(with(&|s| s.medium_from = 9), [ScaleProblem::Limits]);
    assert_eq!(with(&|s| s.high_from = 17), [ScaleProblem::Limits]);
    assert_eq!(with(&|s| s.never_low_from = 5), [ScaleProblem::NeverLow]);
}

fn any_scale() -> impl Strategy<Value = RiskScale> {
    (3_u8..=5, 3_u8..=5).prop_flat_map(|(p, c)| {
        let highest = p * c;
        (2..highest, 0..=c).prop_flat_map(move |(medium, never)| {
            (medium + 1..=highest).prop_map(move |high| RiskScale {
                medium_from: medium,
                high_from: high,
                never_low_from: never,
                ..RiskScale::usual(p, c, Locale::Nb)
            })
        })
    })
}

proptest! {
    /// A risk that is more likely or worse is never milder.
    #[test]
    fn classes_are_monotone(scale in any_scale(), p in 1_u8..=5, c in 1_u8..=5) {
        prop_assert_eq!(scale.problems(), []);
        let here = at(p.min(scale.probability.len() as u8), c.min(scale.consequence.len() as u8));
        prop_assert!(scale.holds(here));
        for next in [at(here.probability + 1, here.consequence), at(here.probability, here.consequence + 1)] {
            if scale.holds(next) {
                prop_assert!(scale.class(next) >= scale.class(here), "{here:?} -> {next:?}");
            }
        }
    }

    /// The highest value is always red, the lowest never.
    #[test]
    fn the_ends_are_what_they_say(scale in any_scale()) {
        let top = at(scale.probability.len() as u8, scale.consequence.len() as u8);
        prop_assert_eq!(scale.class(top), RiskClass::High);
        prop_assert!(scale.class(at(1, 1)) < RiskClass::High);
    }

    /// Whatever else stands in an analysis: what may be approved leaves nothing yellow or red without a named owner and a
    /// reason for exactly that rating.
    #[test]
    fn nothing_left_is_unowned(
        scale in any_scale(),
        ratings in prop::collection::vec((1_u8..=5, 1_u8..=5, 1_u8..=5, 1_u8..=5, any::<bool>(), any::<bool>(), 0_u8..3), 1..5),
    ) {
        let mut a = complete(&scale);
        a.scenarios.clear();
        for (n, (p, c, q, d, has_measure, rated_after, named)) in ratings.into_iter().enumerate() {
            let within = |p: u8, c: u8| at(p.min(scale.probability.len() as u8), c.min(scale.consequence.len() as u8));
            let mut s = RiskScenario::titled(id(n as u8 + 1), "x");
            (s.before, s.after) = (Some(within(p, c)), rated_after.then(|| within(q, d)));
            s.knowledge = Some(Knowledge::Medium);
            if has_measure {
                s.measures.push(measure(9));
            }
            s.acceptance = (named > 0).then(|| Acceptance {
                rating: within(p, c),
                owner: if named == 2 { "Leder".to_owned() } else { " ".to_owned() },
                reason: "Vi lever med det.".to_owned(),
                on: today(),
            });
            a.scenarios.push(s);
        }
        if hindrances_to_approve(&a, today()).is_empty() {
            for s in &a.scenarios {
                let left = s.residual().unwrap();
                if scale.class(left) > RiskClass::Low {
                    let accepted = s.acceptance.as_ref().unwrap();
                    prop_assert_eq!(accepted.rating, left);
                    prop_assert!(!accepted.owner.trim().is_empty() && !accepted.reason.trim().is_empty());
                }
                prop_assert!(left.value() <= s.before.unwrap().value());
            }
        }
    }

    /// An analysis is read back as it was written.
    #[test]
    fn an_analysis_is_read_back(scale in any_scale(), title in "[a-zæøå ]{0,20}") {
        let mut a = complete(&scale);
        a.title = title;
        let text = toml::to_string(&a).unwrap();
        prop_assert_eq!(toml::from_str::<RiskAnalysis>(&text).unwrap(), a);
    }
}

fn measure(n: u8) -> RiskMeasure {
    RiskMeasure {
        id: id(n),
        what: "Øve".to_owned(),
        owner: "Fagleder".to_owned(),
        due: Some(date(2027, 2, 1)),
    }
}

/// An analysis that may be approved.
fn complete(scale: &RiskScale) -> RiskAnalysis {
    let mut s = library()[0].begin(id(1), Locale::Nb);
    (s.before, s.after) = (Some(at(2, 3)), Some(at(1, 1)));
    s.knowledge = Some(Knowledge::Weak);
    s.measures.push(measure(2));
    s.acceptance = Some(Acceptance {
        rating: at(1, 1),
        owner: "Leder".to_owned(),
        reason: "Vi lever med det.".to_owned(),
        on: today(),
    });
    RiskAnalysis {
        title: "Hjelp med søknader".to_owned(),
        scope: "Innbyggerservice".to_owned(),
        language: Locale::Nb,
        scale: scale.clone(),
        participants: vec!["Fagleder".to_owned()],
        held_on: Some(today()),
        owner: "Leder for innbyggerservice".to_owned(),
        review: Some(date(2027, 11, 1)),
        scenarios: vec![s],
    }
}

/// What is wrong after a change of one that is complete.
fn wrong(change: impl FnOnce(&mut RiskAnalysis)) -> Vec<Hindrance> {
    let mut a = complete(&RiskScale::usual(5, 5, Locale::Nb));
    change(&mut a);
    hindrances_to_approve(&a, today())
}

#[test]
fn what_is_complete_may_be_approved() {
    assert_eq!(wrong(|_| {}), []);
}

#[test]
fn what_is_missing_is_said() {
    use Hindrance as H;
    assert_eq!(wrong(|a| a.participants = vec![" ".to_owned()]), [H::NoParticipants]);
    assert_eq!(wrong(|a| a.held_on = None), [H::NoDate]);
    assert_eq!(wrong(|a| a.held_on = Some(date(2026, 11, 23))), [H::DateNotCome]);
    assert_eq!(wrong(|a| a.scenarios.clear()), [H::NoScenarios]);
    assert_eq!(wrong(|a| a.owner = "  ".to_owned()), [H::NoOwner]);
    assert_eq!(wrong(|a| a.review = None), [H::NoReview]);
    assert_eq!(wrong(|a| a.review = Some(today())), [H::NoReview]);
    assert_eq!(wrong(|a| a.scenarios[0].before = None), [H::NotRated(id(1))]);
    // A rating outside the scale is no rating.
    assert_eq!(wrong(|a| a.scenarios[0].before = Some(at(6, 1))), [H::NotRated(id(1))]);
    // Nor is one with only half of it chosen.
    assert_eq!(wrong(|a| a.scenarios[0].after = Some(at(1, 0))), [H::NotRated(id(1))]);
    assert_eq!(wrong(|a| a.scenarios[0].knowledge = None), [H::NoKnowledge(id(1))]);
    assert_eq!(
        wrong(|a| a.scenarios[0].measures[0].owner.clear()),
        [H::UnownedMeasure(id(1))]
    );
    assert_eq!(
        wrong(|a| a.scenarios[0].measures[0].due = None),
        [H::UnownedMeasure(id(1))]
    );
    assert_eq!(H::NotRated(id(1)).scenario(), Some(id(1)));
    assert_eq!(H::NoOwner.scenario(), None);
}

#[test]
fn red_needs_measures_or_an_acceptance_with_a_reason() {
    use Hindrance as H;
    let red = |a: &mut RiskAnalysis| {
        (a.scenarios[0].before, a.scenarios[0].after) = (Some(at(4, 4)), None);
        a.scenarios[0].acceptance = None;
    };
    // With measures that bring it down, what is left still needs somebody who stands for it.
    assert_eq!(wrong(red), [H::NotAccepted(id(1))]);
    assert_eq!(
        wrong(|a| {
            red(a);
            a.scenarios[0].measures.clear();
        }),
        [H::NoMeasure(id(1)), H::NotAccepted(id(1))]
    );
    let accepted = |owner: &str, reason: &str, rating: Rating| {
        wrong(|a| {
            red(a);
            a.scenarios[0].acceptance = Some(Acceptance {
                rating,
                owner: owner.to_owned(),
                reason: reason.to_owned(),
                on: today(),
            });
        })
    };
    assert_eq!(accepted("Leder", "Det finnes ingen annen vei.", at(4, 4)), []);
    assert_eq!(
        accepted("  ", "Det finnes ingen annen vei.", at(4, 4)),
        [H::NotAccepted(id(1))]
    );
    assert_eq!(accepted("Leder", "", at(4, 4)), [H::NotAccepted(id(1))]);
    // The acceptance was about another rating: it has lapsed.
    assert_eq!(
        accepted("Leder", "Det finnes ingen annen vei.", at(3, 3)),
        [H::NotAccepted(id(1))]
    );
}

#[test]
fn measures_must_make_the_difference_they_are_given() {
    use Hindrance as H;
    let both =
        |before, after| wrong(move |a| (a.scenarios[0].before, a.scenarios[0].after) = (Some(before), Some(after)));
    assert_eq!(both(at(2, 3), at(2, 4)), [H::WorseAfter(id(1)), H::NotAccepted(id(1))]);
    assert_eq!(wrong(|a| a.scenarios[0].measures.clear()), [H::BetterForNothing(id(1))]);
}

#[test]
fn the_days_of_a_measure_follow_its_log() {
    let line = |event, day: i8| MeasureLog {
        measure: id(1),
        event,
        note: String::new(),
        on: date(2026, 3, day),
    };
    let log = [line(MeasureEvent::Begun, 1), line(MeasureEvent::Done, 10), line(MeasureEvent::Works, 20)];
    let of = |until| progress(&log, id(1), date(2026, 3, until));
    assert_eq!(progress(&log, id(1), date(2026, 2, 28)).state, None);
    assert!(!of(5).is_done());
    assert_eq!(of(10).effect_due(), Some(date(2026, 6, 10)));
    // Once somebody has looked, nothing more is due; taken up again, what was seen counts no more.
    assert_eq!(of(20).effect_due(), None);
    let again = [log[0].clone(), log[1].clone(), log[2].clone(), line(MeasureEvent::Reopened, 21)];
    let now = progress(&again, id(1), date(2026, 3, 22));
    assert!(!now.is_done() && now.effect.is_none() && !now.is_dropped());
    assert_eq!(progress(&log, id(2), today()), MeasureProgress::default());
}

#[test]
fn codes_are_read_back() {
    for event in MeasureEvent::ALL {
        assert_eq!(MeasureEvent::parse(event.code()), Some(event));
    }
    for status in AnalysisStatus::ALL {
        assert_eq!(AnalysisStatus::parse(status.code()), Some(status));
    }
    for tag in RiskTag::ALL {
        assert_eq!(RiskTag::parse(tag.code()), Some(tag));
    }
    for knowledge in Knowledge::ALL {
        assert_eq!(Knowledge::parse(knowledge.code()), Some(knowledge));
    }
    for answer in CheckAnswer::ALL {
        assert_eq!(CheckAnswer::parse(answer.code()), Some(answer));
    }
    assert_eq!(MeasureEvent::parse("undone"), None);
}

#[test]
fn versions_are_compared_scenario_by_scenario() {
    let from = complete(&RiskScale::usual(5, 5, Locale::Nb));
    assert!(compare(&from, &from).is_nothing());
    let mut to = from.clone();
    to.owner = "En annen".to_owned();
    to.scale.high_from = 15;
    to.scenarios[0].cause = "Noe annet".to_owned();
    to.scenarios.push(library()[1].begin(id(7), Locale::Nb));
    let change = compare(&from, &to);
    assert!(change.about && change.scale);
    assert!(matches!(change.scenarios[0], ScenarioChange::Changed(..)));
    assert!(matches!(&change.scenarios[1], ScenarioChange::Added(s) if s.id == id(7)));
    let back = compare(&to, &from);
    assert!(matches!(&back.scenarios[1], ScenarioChange::Removed(s) if s.id == id(7)));
}

#[test]
fn what_is_due_stands_by_owner_and_day() {
    let one = |kind, owner: &str, day| Due {
        kind,
        owner: owner.to_owned(),
        what: String::new(),
        about: String::new(),
        day,
        path: String::new(),
    };
    let all = vec![
        one(DueKind::Measure, "Fagleder", Some(date(2027, 1, 1))),
        one(DueKind::Review, "", None),
        one(DueKind::PlaceCheck, "Fagleder", Some(date(2026, 1, 1))),
        one(DueKind::Reopened, "Fagleder", None),
    ];
    let sorted = by_owner(all);
    let owners: Vec<&str> = sorted.iter().map(|(o, _)| o.as_str()).collect();
    assert_eq!(owners, ["", "Fagleder"]);
    let kinds: Vec<DueKind> = sorted[1].1.iter().map(|d| d.kind).collect();
    assert_eq!(kinds, [DueKind::Reopened, DueKind::PlaceCheck, DueKind::Measure]);
    assert!(sorted[1].1[0].is_late(today()) && sorted[1].1[1].is_late(today()) && !sorted[1].1[2].is_late(today()));
}

#[test]
fn a_place_is_walked_through_every_year() {
    assert_eq!(next_check(None, today()), today());
    assert_eq!(next_check(Some(date(2026, 3, 1)), today()), date(2027, 3, 1));
    let check = PlaceCheck {
        place: check_items()[0].key.clone(),
        on: today(),
        by: "Fagleder".to_owned(),
        answers: vec![CheckItemAnswer {
            item: check_items()[2].key.as_str().to_owned(),
            answer: CheckAnswer::No,
            note: "Terskelen er høy.".to_owned(),
        }],
    };
    let lacking: Vec<_> = check.lacking().map(|(i, _)| i.key.clone()).collect();
    assert_eq!(lacking, [check_items()[2].key.clone()]);
    assert!(check.answer(&check_items()[0].key).is_none());
}
