use super::{preset::read, *};
use crate::shared::{Key, Locale};
use jiff::civil::date;

fn preset(key: &str) -> &'static CasePreset {
    presets().iter().find(|p| p.key == Key::parse(key).unwrap()).unwrap()
}

fn words(section: &str, text: &str) -> CaseSection {
    CaseSection {
        key: section.to_owned(),
        parts: vec![CasePart::Words(text.to_owned())],
    }
}

fn fact(key: &str, source: &str, year: Option<i16>) -> CasePart {
    CasePart::Fact(CaseFact {
        key: key.to_owned(),
        text: "Hver femte innbygger er over 67 år.".to_owned(),
        source: source.to_owned(),
        year,
    })
}

fn assessment(answers: &[&str]) -> CasePart {
    CasePart::Assessment {
        text: "Mange trenger et sted å spørre.".to_owned(),
        answers: answers.iter().map(|a| (*a).to_owned()).collect(),
    }
}

fn section(key: &str, parts: Vec<CasePart>) -> CaseSection {
    let key = key.to_owned();
    CaseSection { key, parts }
}

fn ready() -> CouncilCase {
    CouncilCase {
        title: "Digihjelpen i Prøveby: hjelp til dem som ikke er på nett".to_owned(),
        points: vec![DecisionPoint {
            text: "Kommunen åpner Digihjelpen på biblioteket.".to_owned(),
            responsible: "Biblioteksjefen".to_owned(),
            deadline: Some(date(2027, 3, 1)),
            cover: "120 000 kroner fra rammen til biblioteket".to_owned(),
        }],
        sections: vec![
            words("summary", "Vi foreslår å åpne Digihjelpen."),
            section("facts", vec![fact("alder", "Statistisk sentralbyrå", Some(2026))]),
            section(
                "economy",
                vec![CasePart::Words("Det koster 120 000 kroner i året.".to_owned())],
            ),
            section("assessment", vec![assessment(&["alder"])]),
        ],
    }
}

/// What the findings of a case are when one thing is changed.
fn changed(change: impl Fn(&mut CouncilCase)) -> Vec<CaseFinding> {
    let mut case = ready();
    change(&mut case);
    lint(&case, preset("short"))
}

#[test]
fn three_orders_and_a_chapter_ship_complete_in_three_languages() {
    assert_eq!(presets().len(), 4);
    for preset in presets() {
        let mut keys: Vec<&Key> = preset.sections.iter().map(|s| &s.key).collect();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), preset.sections.len(), "{}", preset.key);
        for l in Locale::ALL {
            assert!(!preset.name.exact(l).is_empty() && !preset.lead.exact(l).is_empty());
            assert!(preset.sections.iter().all(|s| !s.title.exact(l).is_empty() && !s.prompt.exact(l).is_empty()));
        }
        let place = |kind| preset.sections.iter().position(|s| s.kind == kind);
        assert!(place(SectionKind::Decision) < place(SectionKind::Fact));
        assert!(
            place(SectionKind::Fact) < place(SectionKind::Assessment),
            "{}",
            preset.key
        );
        assert!(preset.sections.iter().any(|s| s.key.as_str() == "economy" && s.required));
    }
    assert_eq!(preset("summary-first").sections[1].kind, SectionKind::Summary);
    assert_eq!(preset("path-first").sections[0].key.as_str(), "treatment");
}

#[test]
fn an_order_that_names_a_section_that_is_not_there_is_none() {
    assert!(read("section = []\npreset = []").is_some());
    assert!(read("section = []\n[[preset]]\nkey = \"x\"\nname = { nb = \"\", nn = \"\", en = \"\" }\nlead = { nb = \"\", nn = \"\", en = \"\" }\nsections = [{ key = \"facts\", required = true, words = 0 }]").is_none());
}

#[test]
fn a_case_that_is_ready_has_no_findings() {
    assert_eq!(changed(|_| {}), []);
}

#[test]
fn a_point_has_who_when_and_cover() {
    assert_eq!(changed(|c| c.points.clear()), [CaseFinding::NoPoints]);
    let second = changed(|c| c.points.push(DecisionPoint::default()));
    assert_eq!(
        second,
        [
            CaseFinding::EmptyPoint(2),
            CaseFinding::NoResponsible(2),
            CaseFinding::NoDeadline(2),
            CaseFinding::NoCover(2)
        ]
    );
}

#[test]
fn sections_are_there_known_and_short_enough() {
    assert_eq!(changed(|c| c.title = " ".to_owned()), [CaseFinding::NoTitle]);
    assert_eq!(
        changed(|c| c.sections.retain(|s| s.key != "economy")),
        [CaseFinding::Missing("economy".to_owned())]
    );
    assert_eq!(
        changed(|c| c.sections[2] = words("economy", "  ")),
        [CaseFinding::Missing("economy".to_owned())]
    );
    assert_eq!(
        changed(|c| c.sections.push(words("dikt", "Ro, ro"))),
        [CaseFinding::Unknown("dikt".to_owned())]
    );
    let long = changed(|c| c.sections[2] = words("economy", &"Det er dyrt. ".repeat(60)));
    assert_eq!(
        long,
        [CaseFinding::TooLong {
            section: "economy".to_owned(),
            words: 180,
            most: 150
        }]
    );
}

#[test]
fn a_summary_has_five_lines() {
    let five = changed(|c| c.sections[0] = words("summary", &"Ja.\n".repeat(5)));
    assert_eq!(five, []);
    let six = changed(|c| c.sections[0] = words("summary", &"Ja.\n".repeat(6)));
    assert_eq!(six, [CaseFinding::LongSummary(6)]);
    let wide = changed(|c| c.sections[0] = words("summary", &"Det går bra. ".repeat(20)));
    assert_eq!(wide, []);
    let wider = changed(|c| c.sections[0] = words("summary", &"Det går bra i dag. ".repeat(25)));
    assert!(wider.contains(&CaseFinding::LongSummary(6)), "{wider:?}");
}

#[test]
fn every_fact_has_a_source_and_is_answered() {
    let facts = |parts: Vec<CasePart>| changed(move |c| c.sections[1] = section("facts", parts.clone()));
    assert_eq!(
        facts(vec![fact("alder", " ", None)]),
        [CaseFinding::NoSource("alder".to_owned()), CaseFinding::NoYear("alder".to_owned())]
    );
    let two = facts(vec![
        fact("alder", "SSB", Some(2026)),
        fact("bank", "Banken", Some(2025)),
    ]);
    assert_eq!(two, [CaseFinding::NotAnswered("bank".to_owned())]);
    let nothing = changed(|c| c.sections[3] = section("assessment", vec![assessment(&["alder", "vær"])]));
    assert_eq!(nothing, [CaseFinding::NoSuchFact("vær".to_owned())]);
}

#[test]
fn facts_and_assessments_keep_apart() {
    let among_facts = changed(|c| c.sections[1].parts.push(assessment(&[])));
    assert_eq!(among_facts, [CaseFinding::Misplaced("facts".to_owned())]);
    let among_assessments = changed(|c| {
        let moved = c.sections[1].parts.remove(0);
        c.sections[3].parts.push(moved);
        c.sections[1] = words("facts", "Se vurderingen.");
    });
    assert_eq!(among_assessments, [CaseFinding::Misplaced("assessment".to_owned())]);
}

#[test]
fn abbreviations_are_named_once_with_their_section() {
    let found = changed(|c| c.sections[2] = words("economy", "Det er bl.a. dyrt, bl.a. i 2026, jf. DPIA og ROS."));
    let named: Vec<String> = found
        .into_iter()
        .map(|f| {
            if let CaseFinding::Abbreviation { section, word } = f {
                format!("{section} {word}")
            } else {
                format!("{f:?}")
            }
        })
        .collect();
    assert_eq!(named, ["economy bl.a.", "economy jf.", "economy DPIA", "economy ROS"]);
    for fine in ["", "NAV og KS kl. 12", "Statens kart (SK) viser at SK er fint.", "I 2026 er A4 nok.", "👩‍👩‍👧 … – «»"]
    {
        assert_eq!(abbreviations(fine), Vec::<String>::new(), "{fine}");
    }
}

#[test]
fn how_officials_write_is_said_to_be_hard() {
    let hard = "Kommunedirektøren tilrår gjennomføring av tverrsektorielle kompetansehevingstiltak innenfor \
        digitaliseringsområdet i henhold til gjeldende virksomhetsstrategier og økonomiplanforutsetninger for inneværende \
        planperiode samt tilhørende tertialrapporteringer vedrørende måloppnåelse.";
    let found = changed(|c| c.sections[2] = words("economy", hard));
    assert!(matches!(found[..], [CaseFinding::Hard { lix: 60.., .. }]), "{found:?}");
}

#[test]
fn a_pitch_takes_a_minute_to_a_minute_and_a_half() {
    let of = |words: usize| pitch_length(&"ord ".repeat(words));
    let timings: Vec<Timing> = [0, 147, 150, 225, 226].map(|n| of(n).timing).into();
    assert_eq!(
        timings,
        [Timing::Short, Timing::Short, Timing::Good, Timing::Good, Timing::Long]
    );
    assert_eq!((of(180).words, of(180).seconds), (180, 72));
}

#[test]
fn a_chapter_has_no_decision_of_its_own_and_is_not_told_to_have_one() {
    let chapter = preset("chapter");
    assert!(chapter.sections.iter().all(|s| s.kind != SectionKind::Decision));
    let mut case = ready();
    case.points.clear();
    case.sections.retain(|s| s.key != "summary");
    case.sections.push(words("background", "Planen rulleres i år."));
    assert_eq!(lint(&case, chapter), []);
}

#[test]
fn a_municipality_puts_the_sections_in_its_own_order() {
    let own = CasePreset::own(&[
        ("facts", true),
        ("no-such", true),
        ("decision", true),
        ("facts", false),
        ("hearing", false),
    ])
    .unwrap();
    let keys: Vec<&str> = own.sections.iter().map(|s| s.key.as_str()).collect();
    assert_eq!(keys, ["facts", "decision", "hearing"]);
    assert!(own.sections[0].required && !own.sections[2].required);
    assert_eq!(
        (own.key.as_str(), own.sections[1].kind),
        (OWN_ORDER, SectionKind::Decision)
    );
    assert!(CasePreset::own(&[("no-such", true)]).is_none());
    assert_eq!(all_sections().len(), 15);
}

#[test]
fn a_story_is_found_in_a_text_that_tells_some_of_it() {
    let story = CitizenStory {
        words: "Jeg fikk lest brevet. Nå tør jeg å åpne posten!".to_owned(),
        asked_on: None,
        asked_by: String::new(),
        said_yes: false,
    };
    assert!(story.is_told_in("En sa: «Nå tør jeg, å åpne posten.» Det er nok."));
    assert!(!story.is_told_in("Nå tør jeg å åpne postkassen. Hjelp til alle."));
    assert!(!story.is_told_in(""));
    let short = CitizenStory {
        words: "Takk, dere!".to_owned(),
        ..story
    };
    assert!(short.is_told_in("Hun sa takk dere.") && !short.is_told_in("Takk."));
}

#[test]
fn a_story_needs_a_yes_with_a_day_that_has_been() {
    let story = CitizenStory {
        words: "Jeg fikk hjelp til å lese brevet fra sykehuset.".to_owned(),
        asked_on: Some(date(2026, 3, 2)),
        asked_by: "Koordinator".to_owned(),
        said_yes: true,
    };
    let today = date(2026, 3, 3);
    assert!(story.may_be_told(today));
    assert!(
        !CitizenStory {
            said_yes: false,
            ..story.clone()
        }
        .may_be_told(today)
    );
    assert!(
        !CitizenStory {
            asked_on: None,
            ..story.clone()
        }
        .may_be_told(today)
    );
    assert!(
        !CitizenStory {
            asked_by: " ".to_owned(),
            ..story.clone()
        }
        .may_be_told(today)
    );
    assert!(
        !CitizenStory {
            asked_on: Some(date(2026, 3, 4)),
            ..story.clone()
        }
        .may_be_told(today)
    );
    assert!(
        !CitizenStory {
            words: String::new(),
            ..story
        }
        .may_be_told(today)
    );
}

#[test]
fn a_pitch_takes_the_strongest_and_keeps_the_order_it_is_said_in() {
    let of = |strength, words: usize, first: &str| PitchSentence {
        text: format!("{first}{}.", " ord".repeat(words - 1)),
        strength,
    };
    let all = [of(3, 60, "A"), of(0, 60, "B"), of(9, 120, "C"), of(1, 90, "D")];
    let pitch = fit_pitch(&all);
    let firsts: Vec<&str> = pitch.split("\n\n").map(|p| &p[..1]).collect();
    assert_eq!(
        firsts,
        ["A", "B", "D"],
        "the weakest is left out when there is no time for it"
    );
    assert_eq!(pitch_length(&pitch).timing, Timing::Good);
    assert_eq!(fit_pitch(&[]), "");
    let long = [of(0, 300, "A"), of(1, 10, "B")];
    assert!(fit_pitch(&long).starts_with('B'), "what is too long alone is left out");
}
