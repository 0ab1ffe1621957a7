use super::*;
use crate::{municipality::listed, shared::Id, statistics::Cell};
use jiff::civil::date;
use proptest::prelude::*;
use std::collections::BTreeSet;

fn fact(code: &str) -> Fact {
    shipped_facts().iter().find(|f| f.code == code).unwrap().clone()
}

#[test]
fn the_survey_asks_everything_the_handbook_does_once() {
    let all = questions();
    assert_eq!(
        all.len(),
        include_str!("questions.toml").matches("[[question]]").count()
    );
    let prompts: BTreeSet<u8> = all.iter().filter_map(|q| q.prompt).collect();
    assert_eq!(prompts, (1..=9).collect());
    let codes: BTreeSet<&str> = all.iter().map(|q| q.code.as_str()).collect();
    assert_eq!(codes.len(), all.len());
    assert!(all.windows(2).all(|w| w[0].area <= w[1].area), "part by part");
    for l in crate::shared::Locale::ALL {
        assert!(all.iter().all(|q| [&q.ask, &q.why, &q.who].iter().all(|t| !t.exact(l).is_empty())));
    }
    assert!(codes.contains("target-group"), "the guide asks for it by name");
}

#[test]
fn the_facts_that_ship_have_year_and_source() {
    let all = shipped_facts();
    assert_eq!(all.len(), include_str!("facts.toml").matches("[[fact]]").count());
    let codes: BTreeSet<&str> = all.iter().map(|f| f.code.as_str()).collect();
    assert_eq!(codes.len(), all.len());
    for fact in all {
        assert_eq!(fact.check(), Ok(()), "{}", fact.code);
        assert!(crate::shared::Key::parse(&fact.code).is_ok());
        assert!(fact.url.starts_with("http"), "{}", fact.code);
        assert!(fact.share.is_none_or(|s| (1..=1000).contains(&s)));
        assert!(
            fact.ages.is_none() || fact.share.is_some(),
            "{}: ages are for a share",
            fact.code
        );
    }
}

#[test]
fn every_step_and_task_is_written() {
    assert!(EstablishmentStep::ALL.into_iter().all(|s| step_text(s).is_some()));
    assert!(EstablishmentStep::ALL.into_iter().all(|s| EstablishmentStep::parse(s.code()) == Some(s)));
    assert_eq!(
        competence_tasks().len(),
        include_str!("competence.toml").matches("[[task]]").count()
    );
    assert!(competence_tasks().iter().any(|t| t.guiding) && competence_tasks().iter().any(|t| !t.guiding));
}

#[test]
fn a_figure_without_year_or_source_is_refused() {
    let mut none = fact("sarbare");
    none.year = 0;
    assert_eq!(none.check(), Err(SituationRefusal::NoYear));
    let mut none = fact("sarbare");
    none.publication = " ".to_owned();
    assert_eq!(none.check(), Err(SituationRefusal::NoSource));
    assert_eq!(estimate(&none, |_| None), Err(SituationRefusal::NoSource));
}

/// The three figures that circulate are three things.
#[test]
fn the_three_percentages_never_stand_together() {
    let three = ["svake-eller-utenfor", "sarbare", "trengte-men-brukte-ikke"].map(fact);
    for a in &three {
        for b in &three {
            let expected = if a.code == b.code {
                Ok(())
            } else {
                Err(SituationRefusal::KindsMixed)
            };
            assert_eq!(together(&[a, b]), expected, "{} and {}", a.code, b.code);
        }
    }
    assert_eq!(together(&[&fact("bruker-ikke"), &fact("svake-ferdigheter")]), Ok(()));
    let other = Fact {
        kind: FactKind::Other,
        ..fact("sarbare")
    };
    assert_eq!(together(&[&other]), Ok(()));
    assert_eq!(together(&[&other, &other]), Err(SituationRefusal::KindsMixed));
}

#[test]
fn old_and_replaced_facts_warn() {
    let old = fact("svake-eller-utenfor");
    assert_eq!(old.warnings(date(2026, 11, 22), 3), [FactWarning::Old(6)]);
    assert!(old.warnings(date(2026, 11, 22), 6).is_empty());
    let new = Fact {
        code: "ny-undersokelse".to_owned(),
        year: 2025,
        supersedes: Some(old.code.clone()),
        own: true,
        ..old.clone()
    };
    let all = replaced(vec![old, new]);
    let gone = FactWarning::Superseded("ny-undersokelse".to_owned());
    assert_eq!(all[0].warnings(date(2026, 11, 22), 6), [gone]);
    assert!(all[1].warnings(date(2026, 11, 22), 6).is_empty());
}

#[test]
fn an_estimate_is_a_share_of_those_it_is_a_share_of() {
    let bokn = LocalPopulation::shipped("1145").unwrap();
    let people = |ages| bokn.people(ages);
    let made = estimate(&fact("svake-eller-utenfor"), people).unwrap();
    assert_eq!(Some(made.people.persons), bokn.years[2].people(Ages::over(16)));
    let exact = made.people.persons * 140 / 1000;
    assert!(made.about.abs_diff(exact) <= 5, "{made:?}");
    assert_eq!(estimate(&fact("svake-over-60"), people), Err(SituationRefusal::NoShare));
    // Those who are 18 and over cannot be told from the bands that ship.
    assert_eq!(estimate(&fact("sarbare"), people), Err(SituationRefusal::NoPopulation));
}

#[test]
fn the_population_that_ships_is_whole() {
    let mut sums = [0u32; 3];
    for m in listed() {
        let local = LocalPopulation::shipped(m.number).unwrap_or_else(|| panic!("{}", m.number));
        assert_eq!(local.trend().len(), 3, "{}", m.number);
        for (sum, year) in sums.iter_mut().zip(&local.years) {
            assert_eq!(year.by_age.len(), BANDS.len());
            *sum += year.people(Ages::ALL).unwrap();
        }
    }
    // Statistics Norway's own sums.
    assert_eq!(sums, [5_550_203, 5_594_340, 5_627_400]);
}

#[test]
fn ages_are_read_exactly_or_not_at_all() {
    let oslo = LocalPopulation::shipped("0301").unwrap();
    let last = &oslo.years[2];
    assert_eq!(last.people(Ages::over(65)), Some(99_353));
    assert_eq!(last.people(Ages::over(80)), Some(25_825));
    assert_eq!(last.people(Ages::over(66)), None);
    assert_eq!(last.people(Ages::between(16, 80)), None);
    assert!(last.people(Ages::between(16, 79)).is_some());
    assert_eq!(last.share(Ages::ALL), Some(1000));
}

#[test]
fn single_years_that_are_brought_in_can_say_more() {
    let series = |code: &str, n: f64| FigureSeries {
        code: code.to_owned(),
        label: code.to_owned(),
        values: vec![("2025".to_owned(), n - 1.0), ("2026".to_owned(), n)],
    };
    let figure = LocalFigure {
        id: Id([0; 16]),
        kind: LocalFigureKind::PopulationByAge,
        title: "Befolkning".to_owned(),
        source: "Statistisk sentralbyrå".to_owned(),
        updated: String::new(),
        imported_on: date(2026, 11, 22),
        series: vec![series("0-17", 10.0), series("018", 4.0), series("19-", 20.0), series("999", 34.0)],
    };
    assert_eq!(figure.latest(), Some("2026"));
    let local = LocalPopulation::default().with(figure.population());
    assert_eq!(local.people(Ages::over(18)).unwrap().persons, 24);
    assert_eq!(
        estimate(&fact("sarbare"), |a| local.people(a)).unwrap().about,
        10,
        "never fewer than about ten"
    );
    let other = LocalFigure {
        kind: LocalFigureKind::Other,
        ..figure
    };
    assert!(other.population().is_empty());
}

#[test]
fn the_class_of_centrality_is_read_only_where_the_figure_says_it() {
    let series = |value| FigureSeries {
        code: "k".to_owned(),
        label: "Kommunen".to_owned(),
        values: vec![("2024".to_owned(), 3.0), ("2025".to_owned(), value)],
    };
    let figure = |kind, series| LocalFigure {
        id: Id([0; 16]),
        kind,
        title: "Sentralitet".to_owned(),
        source: "Statistisk sentralbyrå".to_owned(),
        updated: String::new(),
        imported_on: date(2026, 11, 22),
        series,
    };
    let class = |value| figure(LocalFigureKind::Centrality, vec![series(value)]).centrality_class().map(|(c, _)| c);
    assert_eq!(class(5.0), Some(5));
    assert_eq!(
        figure(LocalFigureKind::Centrality, vec![series(5.0)]).centrality_class(),
        Some((5, "2025"))
    );
    for index in [812.0, 2.5, 0.0, 7.0] {
        assert_eq!(class(index), None, "{index}");
    }
    assert_eq!(
        figure(LocalFigureKind::Settlement, vec![series(5.0)]).centrality_class(),
        None
    );
    let two = figure(LocalFigureKind::Centrality, vec![series(5.0), series(5.0)]);
    assert_eq!(two.centrality_class(), None);
}

#[test]
fn small_answers_are_hidden_and_cannot_be_worked_out() {
    let round = |closed, sheets, counts| CompetenceRound {
        id: Id([1; 16]),
        token: Id([2; 16]),
        opened: date(2026, 11, 1),
        closed,
        sheets,
        counts: vec![("devices".to_owned(), counts)],
    };
    let day = Some(date(2026, 11, 20));
    assert!(round(None, 20, [8, 8, 4]).shown().is_none(), "not while it is open");
    assert!(round(day, 4, [4, 0, 0]).shown().is_none(), "not of four");
    let shown = round(day, 20, [8, 9, 3]);
    let cells = &shown.shown().unwrap()[0].1;
    assert_eq!(cells, &[Cell::Withheld, Cell::Number(9), Cell::FewerThanFive]);
    let two = round(day, 20, [2, 15, 3]);
    assert_eq!(
        two.shown().unwrap()[0].1,
        [Cell::FewerThanFive, Cell::Number(15), Cell::FewerThanFive]
    );
}

#[test]
fn the_guide_sees_what_is_done_and_blocks_nothing() {
    use EstablishmentStep as S;
    let nothing = Signs {
        questions: 22,
        ..Signs::default()
    };
    assert!(S::ALL.into_iter().all(|s| state(s, &nothing) == StepState::NotBegun));
    assert_eq!(next(&nothing), Some(S::Survey));
    let out = Signs {
        offerings: 1,
        with_times: 1,
        published: true,
        ..nothing.clone()
    };
    assert_eq!(
        state(S::Launch, &out),
        StepState::Done,
        "a first version needs nothing of what comes before"
    );
    assert_eq!(state(S::Sustainability, &out), StepState::NotBegun);
    let begun = Signs {
        answered: 3,
        guides: 2,
        risk_begun: true,
        partners: 1,
        hours: true,
        case_begun: true,
        ..nothing.clone()
    };
    for step in [S::Survey, S::People, S::Risk, S::Partners, S::Sustainability, S::Case] {
        assert_eq!(state(step, &begun), StepState::Begun, "{step:?}");
    }
    let marked = Signs {
        marked: vec![S::Survey, S::Decision],
        ..nothing
    };
    assert_eq!(state(S::Decision, &marked), StepState::Done);
    assert_eq!(next(&marked), Some(S::TargetGroups));
}

#[test]
fn codes_are_read_back() {
    assert!(FactKind::ALL.into_iter().all(|k| FactKind::parse(k.code()) == Some(k)));
    assert!(LocalFigureKind::ALL.into_iter().all(|k| LocalFigureKind::parse(k.code()) == Some(k)));
    assert!(SkillLevel::ALL.into_iter().all(|k| SkillLevel::parse(k.code()) == Some(k)));
    assert!(QuestionLead::ALL.into_iter().all(|k| QuestionLead::parse(k.code()) == Some(k)));
}

proptest! {
    /// An estimate has two figures and lies as near as that allows.
    #[test]
    fn an_estimate_is_near(persons in 0u32..800_000, share in 1u16..=1000) {
        let mut f = fact("svake-eller-utenfor");
        f.share = Some(share);
        let people = |_| Some(PeopleCount { persons, year: 2026, source: "x".to_owned() });
        let made = estimate(&f, people).unwrap();
        let exact = u64::from(persons) * u64::from(share) / 1000;
        prop_assert!(u64::from(made.about).abs_diff(exact) * 20 <= exact.max(200));
        prop_assert_eq!(made.about == 0, exact == 0);
    }

    /// Bands that follow each other are counted whole; others are not counted.
    #[test]
    fn bands_are_whole(from in 0usize..13, to in 0usize..13) {
        prop_assume!(from <= to);
        let local = LocalPopulation::shipped("4601").unwrap();
        let year = &local.years[0];
        let ages = Ages { from: BANDS[from].from, to: BANDS[to].to };
        let sum: u32 = year.by_age[from..=to].iter().map(|(_, n)| n).sum();
        prop_assert_eq!(year.people(ages), Some(sum));
        prop_assert_eq!(year.people(Ages { from: ages.from + 1, ..ages }), None);
    }

    /// No code makes it stumble.
    #[test]
    fn any_code_is_an_age_or_none(code in "\\PC{0,8}") {
        let _ = ages_of(&code);
    }
}
