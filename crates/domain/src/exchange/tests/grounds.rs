//! `grunnlag.toml` and `forankring.toml`.

use super::*;
use crate::{
    anchoring::{
        self, Alternative, AnchoredEntry, ApplicationPart, Benefit, BenefitFor, Briefing, BudgetFrame, Centrality,
        Commitment, CommitmentKind, CostBasis, CostKind, CostLine, Entry, EntryKind, Grant, GrantCall, GrantCondition,
        GrantStatus, Measurement, MoneyLine, MoneySource, RelatedProject, Spending, SpendingKind, Standing,
        StrategyGoal, StrategyLevel,
    },
    situation::{SurveyAnswer, questions},
};
use proptest::array::uniform4;

const SMALL: &str = "[budsjett]\nforste_ar = 2027\nom_ingenting = \"Ingen får hjelp.\"\n\n\
    [[kostnad]]\nnavn = \"Veileder\"\nslag = \"drift\"\ntimer = [100, 100, 100, 100]\nsats = \"450,50\"\ntilbud = \"hjelp\"\n\
    antatt = [\"timer\", \"sats\"]\n\n\
    [[penger]]\nnavn = \"Rammen\"\nkilde = \"egne\"\nkroner = [50000, \"1,50\", 0, 0]\n\n\
    [[strategi]]\nnavn = \"Planen\"\nniva = \"kommunal\"\nfra_ar = 2024\n\n\
    [[strategi.mal]]\nord = \"Flere klarer seg.\"\ntilbud = [\"hjelp\"]\n\n\
    [[vedtak]]\ntittel = \"Vedtaket\"\nslag = \"kommunestyre\"\ntilbud = [\"hjelp\"]\n\n\
    [[tilskudd]]\nnavn = \"Støtte\"\nstatus = \"sokt\"\n\n[tilskudd.plan]\nutstyr = 15000\n\n[tilskudd.soknad]\nbehov = \"Mange.\"\n\n\
    [[tilskudd.vilkar]]\nhva = \"Rapport\"\n";
const ANSWERS: &str = "[[svar]]\nsporsmal = \"existing\"\nsvar = \"Biblioteket.\"\nkilde = \"Samtale\"\nantatt = [\"svar\"]\n\n\
    [[svar]]\nsporsmal = \"financed\"\nansvarlig = \"Økonomi\"\n";

fn changed(text: &str, from: &str, to: &str) -> String {
    assert!(text.contains(from), "{from}");
    text.replacen(from, to, 1)
}

#[test]
fn the_survey_and_what_the_service_rests_on_are_read() {
    let mut files = small();
    files.push(("grunnlag.toml".into(), ANSWERS.into()));
    files.push(("forankring.toml".into(), SMALL.into()));
    let folder = read_folder(&bytes(&files)).unwrap();
    let survey = folder.survey.clone().unwrap();
    assert!(survey[0].is_answered() && survey[0].is_assumed() && !survey[1].is_answered());
    let entries = folder.anchoring.clone().unwrap();
    let kinds: Vec<_> = entries.iter().map(|e| e.entry.kind()).collect();
    use EntryKind as K;
    assert_eq!(
        kinds,
        [K::Frame, K::Cost, K::Money, K::Strategy, K::Commitment, K::Grant]
    );
    assert_eq!(entries[1].assumed, ["hours", "rate"]);
    let Entry::Cost(cost) = &entries[1].entry else { panic!() };
    assert_eq!(cost.year(0), 100 * 45_050);
    let Entry::Money(money) = &entries[2].entry else {
        panic!()
    };
    assert_eq!((money.amounts, money.secured), ([5_000_000, 150, 0, 0], false));
    assert_eq!((entries[3].parts.len(), entries[5].parts.len()), (1, 1));
    same_after_writing(&folder);
    let alone = read_folder(&bytes(&small())).unwrap();
    assert_eq!((alone.survey, alone.anchoring), (None, None));
}

#[test]
fn what_is_wrong_in_the_survey_is_told_where_it_stands() {
    for (from, to, told) in [
        ("\"existing\"", "\"exsisting\"", "2:12 wrong_value"),
        ("kilde = \"Samtale\"\n", "", "1:1 missing_field"),
        ("\"financed\"", "\"existing\"", "8:12 duplicate"),
        ("[\"svar\"]", "[\"svra\"]", "5:11 wrong_value"),
        ("kilde", "kjelde", "4:1 unknown_field"),
        ("ansvarlig", "vedlegg_adresse", "9:19 wrong_form"),
        ("Biblioteket", "01010199999", "3:9 personal_number"),
    ] {
        let problems = problems_with("grunnlag.toml", changed(ANSWERS, from, to));
        let lines: Vec<_> = problems.iter().map(|p| format!("{}:{} {}", p.line, p.column, p.code)).collect();
        assert!(lines.contains(&told.to_owned()), "{to}: {problems:#?}");
        assert!(problems.iter().all(|p| !p.instead.is_empty()), "{problems:#?}");
    }
}

#[test]
fn what_is_wrong_in_the_anchoring_is_told_where_it_stands() {
    let mut wrong = Vec::new();
    for (from, to, told) in [
        ("forste_ar = 2027\n", "", "1:1 missing_field"),
        ("2027", "27", "2:13 out_of_range"),
        ("slag = \"drift\"", "slag = \"drfit\"", "7:8 wrong_value"),
        ("[100, 100, 100, 100]", "[100, 100]", "8:9 wrong_value"),
        ("[100, 100, 100, 100]", "[100, -1, 100, 100]", "8:15 wrong_type"),
        ("\"450,50\"", "\"mye\"", "9:8 wrong_value"),
        ("sats = \"450,50\"", "kroner = [1, 2, 3, 4]", "8:1 not_used"),
        ("timer = [100, 100, 100, 100]\n", "", "5:1 missing_field"),
        ("tilbud = \"hjelp\"", "tilbud = \"hjlep\"", "10:10 unknown_reference"),
        ("[50000, \"1,50\", 0, 0]", "90000", "16:10 wrong_type"),
        (
            "fra_ar = 2024",
            "fra_ar = 2024\ntil_ar = 2020",
            "22:10 last_before_first",
        ),
        ("fra_ar = 2024", "lenke = \"javascript:x\"", "21:9 wrong_form"),
        ("\"Vedtaket\"", "\"\"", "28:10 missing_field"),
        ("[[penger]]", "[[pengar]]", "13:3 unknown_field"),
        ("status = \"sokt\"", "status = \"sendt\"", "34:10 wrong_value"),
        ("utstyr = 15000", "utstyr = -1", "37:10 wrong_value"),
    ] {
        let problems = problems_with("forankring.toml", changed(SMALL, from, to));
        let lines: Vec<_> = problems.iter().map(|p| format!("{}:{} {}", p.line, p.column, p.code)).collect();
        if !lines.contains(&told.to_owned()) {
            wrong.push((to, told, lines));
        }
        assert!(problems.iter().all(|p| !p.instead.is_empty()), "{problems:#?}");
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(only(&problems_with("forankringa.toml", SMALL)), "1:1 unexpected_file");
    assert!(problems_with("forankringa.toml", SMALL)[0].instead.contains("forankring.toml"));
}

#[test]
fn every_code_of_the_two_files_can_be_written() {
    let has = |choices: Choices, code: &str| choices.iter().any(|(_, c, _)| *c == code);
    assert!(Alternative::ALL.iter().all(|k| has(ALTERNATIVES, k.code())));
    assert!(CostKind::ALL.iter().all(|k| has(COST_KINDS, k.code())));
    assert!(MoneySource::ALL.iter().all(|k| has(MONEY_SOURCES, k.code())));
    assert!(StrategyLevel::ALL.iter().all(|k| has(STRATEGY_LEVELS, k.code())));
    assert!(CommitmentKind::ALL.iter().all(|k| has(COMMITMENT_KINDS, k.code())));
    assert!(Standing::ALL.iter().all(|k| *k == Standing::NotSaid || has(STANDINGS, k.code())));
    assert!(BenefitFor::ALL.iter().all(|k| has(BENEFIT_FOR, k.code())));
    assert!(ApplicationPart::ALL.iter().all(|k| has(APPLICATION_PARTS, k.code())));
    assert!(GrantStatus::ALL.iter().all(|k| has(GRANT_STATUSES, k.code())));
    assert!(SpendingKind::ALL.iter().all(|k| has(SPENDING_KINDS, k.code())));
    let tables = |section: Section, choices: Choices| {
        choices.iter().all(|(name, code, _)| section.field(name).is_some_and(|f| f.code == *code))
    };
    assert!(tables(Section::GrantPlan, SPENDING_KINDS));
    assert!(tables(Section::Application, APPLICATION_PARTS));
}

#[test]
fn what_names_a_service_that_is_gone_is_written_without_it() {
    let mut files = small();
    files.push(("forankring.toml".into(), SMALL.into()));
    let mut folder = read_folder(&bytes(&files)).unwrap();
    folder.register.offerings.clear();
    let written = write_folder(&folder);
    let again = read_folder(&bytes(&written)).unwrap();
    let Entry::Cost(cost) = &again.anchoring.unwrap()[1].entry else {
        panic!()
    };
    assert_eq!(cost.offering, None);
}

/// What the examples say that nobody has said is marked; what is not marked is in a text that is named.
#[test]
fn the_examples_hold_a_full_set_and_mark_what_is_assumed() {
    for name in ["minimal", "bergen"] {
        let folder = read_folder(&folder_on_disk(name)).unwrap();
        let survey = folder.survey.unwrap();
        assert!(survey.iter().filter(|a| a.is_answered()).count() >= 6, "{name}");
        for a in survey.iter().filter(|a| a.is_answered()) {
            assert!(a.is_assumed() || a.source.starts_with("KS"), "{name}: {}", a.question);
            assert!(
                a.responsible.is_empty() || a.assumed.iter().any(|f| f == "responsible"),
                "{name}"
            );
        }
        let entries = folder.anchoring.unwrap();
        for kind in [
            EntryKind::Frame,
            EntryKind::Cost,
            EntryKind::Money,
            EntryKind::Strategy,
            EntryKind::Commitment,
            EntryKind::Project,
            EntryKind::Benefit,
        ] {
            assert!(entries.iter().any(|e| e.entry.kind() == kind), "{name}: {kind:?}");
        }
        for e in entries.iter().filter(|e| matches!(e.entry.kind(), EntryKind::Cost | EntryKind::Money)) {
            assert!(
                e.assumed.iter().any(|f| ["amounts", "hours"].contains(&f.as_str())),
                "{name}: {:?} has figures that nobody has said",
                e.entry
            );
        }
    }
}

fn line() -> impl Strategy<Value = String> {
    written()
}

fn either(of: Section) -> impl Strategy<Value = Vec<String>> {
    assumed(of)
}

fn ore() -> impl Strategy<Value = i64> {
    prop_oneof![0..90_000_000_i64, (0..900_000_i64).prop_map(|kr| kr * 100)]
}

fn entry_of(entry: Entry, assumed: Vec<String>, parts: Vec<AnchoredEntry>) -> AnchoredEntry {
    AnchoredEntry { entry, assumed, parts }
}

fn answers() -> impl Strategy<Value = Vec<SurveyAnswer>> {
    let some = subsequence((0..questions().len()).collect::<Vec<_>>(), 1..5);
    let said = (
        text(),
        line(),
        option::of(date()),
        line(),
        text(),
        assumed(Section::Answer),
    );
    (some, vec(said, 5)).prop_map(|(places, said)| {
        let of = |(place, (words, source, on, responsible, attachment, assumed)): (usize, _)| SurveyAnswer {
            question: questions()[place].code.clone(),
            words,
            source,
            on,
            responsible,
            attachment,
            attachment_url: String::new(),
            assumed,
        };
        places.into_iter().zip(said).map(of).collect()
    })
}

fn money_entries() -> impl Strategy<Value = Vec<AnchoredEntry>> {
    let frame = (
        1990..2100_i16,
        select(Alternative::ALL),
        line(),
        option::of(1..=6_u8),
        either(Section::Frame),
    )
        .prop_map(|(first_year, running, words, centrality, assumed)| {
            let words = [(Alternative::Reduced.code().to_owned(), words)].into();
            entry_of(
                Entry::Frame(BudgetFrame {
                    first_year,
                    running,
                    words,
                    centrality,
                }),
                assumed,
                vec![],
            )
        });
    let basis = prop_oneof![
        uniform4(ore()).prop_map(CostBasis::Amounts),
        (uniform4(0..5_000_u32), ore().prop_map(|o| o.min(10_000_000)))
            .prop_map(|(hours, rate)| CostBasis::Hours { hours, rate }),
    ];
    let cost = (
        line(),
        text(),
        select(CostKind::ALL),
        basis,
        any::<bool>(),
        any::<bool>(),
        either(Section::Cost),
    )
        .prop_map(|(name, place, kind, basis, in_reduced, offering, assumed)| {
            let offering = offering.then(|| key("tilbud", 0));
            let line = CostLine {
                name,
                place,
                kind,
                basis,
                in_reduced,
                offering,
            };
            entry_of(Entry::Cost(line), assumed, vec![])
        });
    let source = select(MoneySource::ALL);
    let money = (
        line(),
        text(),
        source,
        any::<bool>(),
        uniform4(ore()),
        option::of(date()),
        either(Section::Money),
    )
        .prop_map(|(name, place, source, secured, amounts, last_day, assumed)| {
            let line = MoneyLine {
                name,
                place,
                source,
                secured,
                amounts,
                last_day,
            };
            entry_of(Entry::Money(line), assumed, vec![])
        });
    (option::of(frame), vec(cost, 0..3), vec(money, 0..3))
        .prop_map(|(frame, costs, money)| frame.into_iter().chain(costs).chain(money).collect())
}

fn promised() -> impl Strategy<Value = Vec<AnchoredEntry>> {
    let goal = (line(), any::<bool>(), either(Section::Goal)).prop_map(|(words, served, assumed)| {
        let offerings = if served {
            vec![key("tilbud", 1), key("tilbud", 0)]
        } else {
            vec![]
        };
        entry_of(Entry::Goal(StrategyGoal { words, offerings }), assumed, vec![])
    });
    let strategy = (
        (
            option::of(Just(key("plan", 3))),
            line(),
            select(StrategyLevel::ALL),
            text(),
        ),
        (
            option::of(1990..2020_i16),
            option::of(2020..2050_i16),
            text(),
            any::<bool>(),
        ),
        either(Section::Strategy),
        vec(goal, 0..3),
    )
        .prop_map(
            |((shipped, name, level, owner), (first_year, last_year, replaced_by, link), assumed, goals)| {
                let link = if link {
                    "https://a.example/\"?b=1".to_owned()
                } else {
                    String::new()
                };
                let strategy = anchoring::Strategy {
                    shipped,
                    name,
                    level,
                    owner,
                    first_year,
                    last_year,
                    replaced_by,
                    link,
                };
                entry_of(Entry::Strategy(strategy), assumed, goals)
            },
        );
    let commitment = (
        (
            line(),
            select(CommitmentKind::ALL),
            text(),
            option::of(date()),
            option::of(1500_i16..=2200),
            text(),
            text(),
        ),
        (
            option::of(date()),
            any::<bool>(),
            any::<bool>(),
            select(Standing::ALL),
            text(),
        ),
        either(Section::Commitment),
    )
        .prop_map(
            |(
                (title, kind, body, on, year, case_number, wording),
                (valid_to, whole_service, some, standing, said),
                assumed,
            )| {
                let commitment = Commitment {
                    title,
                    kind,
                    body,
                    on,
                    year,
                    case_number,
                    wording,
                    valid_to,
                    whole_service,
                    offerings: if some { vec![key("tilbud", 0)] } else { vec![] },
                    standing,
                    standing_words: said,
                };
                entry_of(Entry::Commitment(commitment), assumed, vec![])
            },
        );
    let project = (line(), text(), line(), option::of(date())).prop_map(|(name, owner, align, until)| {
        entry_of(
            Entry::Project(RelatedProject {
                name,
                owner,
                align,
                until,
            }),
            vec![],
            vec![],
        )
    });
    let briefing = (date(), line(), line(), text()).prop_map(|(on, audience, with, answer)| {
        entry_of(
            Entry::Briefing(Briefing {
                on,
                audience,
                with,
                answer,
            }),
            vec![],
            vec![],
        )
    });
    (
        vec(strategy, 0..2),
        vec(commitment, 0..3),
        vec(project, 0..2),
        vec(briefing, 0..2),
    )
        .prop_map(|(a, b, c, d)| a.into_iter().chain(b).chain(c).chain(d).collect())
}

fn hoped() -> impl Strategy<Value = Vec<AnchoredEntry>> {
    let found = (date(), line(), either(Section::Measurement))
        .prop_map(|(on, finding, assumed)| entry_of(Entry::Measurement(Measurement { on, finding }), assumed, vec![]));
    let benefit = (
        (line(), select(BenefitFor::ALL), line(), text(), text(), text()),
        (
            option::of(date()),
            any::<bool>(),
            either(Section::Benefit),
            vec(found, 0..3),
        ),
    )
        .prop_map(
            |((effect, whose, how, before, target, owner), (next, service, assumed, found))| {
                let service = service.then(|| key("tjeneste", 1));
                let benefit = Benefit {
                    effect,
                    whose,
                    how,
                    before,
                    target,
                    owner,
                    next,
                    service,
                };
                entry_of(Entry::Benefit(benefit), assumed, found)
            },
        );
    let parts = subsequence(ApplicationPart::ALL.to_vec(), 0..4).prop_shuffle();
    let call = (
        line(),
        text(),
        option::of(date()),
        any::<bool>(),
        text(),
        text(),
        parts,
        either(Section::Call),
    )
        .prop_map(|(name, owner, deadline, central, terms, pays_for, parts, assumed)| {
            let centrality = central.then_some(Centrality { from: 4, to: 6 });
            let (shipped, link) = (None, String::new());
            let call = GrantCall {
                shipped,
                name,
                owner,
                deadline,
                centrality,
                terms,
                pays_for,
                parts,
                link,
            };
            entry_of(Entry::Call(call), assumed, vec![])
        });
    (vec(benefit, 0..2), vec(call, 0..2)).prop_map(|(a, b)| a.into_iter().chain(b).collect())
}

fn granted() -> impl Strategy<Value = Vec<AnchoredEntry>> {
    let condition = (
        line(),
        option::of(date()),
        text(),
        option::of(date()),
        either(Section::Condition),
    )
        .prop_map(|(what, due, owner, done, assumed)| {
            entry_of(
                Entry::Condition(GrantCondition { what, due, owner, done }),
                assumed,
                vec![],
            )
        });
    let spending = (date(), select(SpendingKind::ALL), ore(), line())
        .prop_map(|(on, kind, ore, what)| entry_of(Entry::Spending(Spending { on, kind, ore, what }), vec![], vec![]));
    let planned = (select(SpendingKind::ALL), 1..90_000_000_i64).prop_map(|(k, ore)| (k.code().to_owned(), ore));
    let words = (select(ApplicationPart::ALL), line()).prop_map(|(p, words)| (p.code().to_owned(), words));
    let grant = (
        (line(), text(), text(), select(GrantStatus::ALL), text(), ore(), ore()),
        (
            period(),
            any::<bool>(),
            vec(planned, 0..3),
            vec(words, 0..3),
            either(Section::Grant),
        ),
        (vec(condition, 0..2), vec(spending, 0..2)),
    )
        .prop_map(
            |(
                (name, giver, call, status, reference, applied, granted),
                (days, dated, planned, words, assumed),
                (a, b),
            )| {
                let (first_day, last_day) = if dated {
                    (Some(days.0), Some(days.1))
                } else {
                    (None, None)
                };
                let (planned, words) = (planned.into_iter().collect(), words.into_iter().collect());
                let grant = Grant {
                    name,
                    giver,
                    call,
                    status,
                    reference,
                    applied,
                    granted,
                    first_day,
                    last_day,
                    planned,
                    words,
                };
                entry_of(Entry::Grant(grant), assumed, a.into_iter().chain(b).collect())
            },
        );
    vec(grant, 0..2)
}

/// A small register with two offerings and two services.
fn around() -> Register {
    let mut register = read(&bytes(&small())).unwrap();
    let offering = register.offerings.remove(0);
    for i in 0..2 {
        register.offerings.push(Offering {
            key: key("tilbud", i),
            ..offering.clone()
        });
        register.services.push(DigitalService {
            key: key("tjeneste", i),
            name: offering.name.clone(),
            owner: offering.name.clone(),
            topic: Topic::Other,
            digital_only: true,
            search_words: vec![],
            website: String::new(),
            assumed: vec![],
        });
    }
    register
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, max_shrink_iters: 2000, ..ProptestConfig::default() })]

    #[test]
    fn reading_what_was_written_beside_the_register_changes_nothing(folder in folder()) {
        same_after_writing(&folder);
    }
}

fn folder() -> impl Strategy<Value = Folder> {
    let entries = (money_entries(), promised(), hoped(), granted())
        .prop_map(|(a, b, c, d)| a.into_iter().chain(b).chain(c).chain(d).collect::<Vec<_>>());
    (option::of(answers()), entries).prop_map(|(survey, entries)| Folder {
        register: around(),
        survey,
        anchoring: Some(entries).filter(|e| !e.is_empty()),
    })
}
