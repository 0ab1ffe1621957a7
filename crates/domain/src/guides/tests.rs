use super::*;
use crate::shared::{Id, Key};
use jiff::{ToSpan, civil::date};
use proptest::prelude::*;
use std::collections::BTreeMap;

fn key(text: &str) -> Key {
    Key::parse(text).unwrap()
}

fn guide(kind: GuideKind, since: Date) -> Guide {
    Guide {
        id: Id([1; 16]),
        name: "Solveig".to_owned(),
        kind,
        organisation: None,
        contact: Contact::None,
        languages: vec!["nb".to_owned()],
        competences: Vec::new(),
        limits: Limits::default(),
        wishes: Wishes::default(),
        account: None,
        since,
        left: None,
    }
}

fn paper(requirement: Requirement, version: &str, on: Date) -> Paper {
    Paper {
        requirement,
        version: version.to_owned(),
        on,
        valid_to: None,
        statute: String::new(),
    }
}

fn all_papers(on: Date) -> Vec<Paper> {
    vec![
        paper(Requirement::Confidentiality, "", on),
        paper(Requirement::ServiceDescription, "", on),
        paper(Requirement::Training(key("innforing")), "", on),
    ]
}

fn version(name: &str, from: Date) -> DocumentVersion {
    DocumentVersion {
        name: name.to_owned(),
        from,
    }
}

#[test]
fn a_new_guide_waits_for_every_paper() {
    let (rules, day) = (GateRules::default(), date(2026, 3, 3));
    let new = guide(GuideKind::Pupil, day);
    let Gate::Closed { missing } = gate(&new, &[], &[], &rules, day) else {
        panic!()
    };
    let wanted = [
        Requirement::Confidentiality,
        Requirement::ServiceDescription,
        Requirement::Training(key("innforing")),
    ];
    assert_eq!(missing, wanted);
    let papers = all_papers(day);
    assert_eq!(gate(&new, &papers, &[], &rules, day), Gate::Open);
    assert!(!gate(&new, &papers[..2], &[], &rules, day).may_guide());
    let yesterday = day.yesterday().unwrap();
    assert_eq!(
        gate(&new, &papers, &[], &rules, yesterday),
        Gate::Closed { missing: Vec::new() },
        "has not begun"
    );
    let gone = Guide {
        left: Some(date(2026, 6, 1)),
        ..new
    };
    assert!(gate(&gone, &papers, &[], &rules, date(2026, 5, 31)).may_guide());
    assert!(!gate(&gone, &papers, &[], &rules, date(2026, 6, 1)).may_guide());
}

#[test]
fn a_new_version_gives_two_weeks_from_the_first_one_after_hers() {
    let declaration =
        vec![version("1", date(2025, 1, 1)), version("2", date(2026, 3, 1)), version("3", date(2026, 3, 10))];
    let rules = GateRules {
        declaration,
        ..GateRules::default()
    };
    let kari = guide(GuideKind::Employee, date(2025, 1, 1));
    let mut papers = all_papers(date(2025, 1, 2));
    papers[0].version = "1".to_owned();
    let on = |papers: &[Paper], day| gate(&kari, papers, &[], &rules, day);
    assert_eq!(on(&papers, date(2026, 2, 28)), Gate::Open);
    let missing = vec![Requirement::Confidentiality];
    let grace = Gate::Grace {
        until: date(2026, 3, 14),
        missing: missing.clone(),
    };
    assert_eq!(on(&papers, date(2026, 3, 1)), grace);
    assert_eq!(
        on(&papers, date(2026, 3, 14)),
        grace,
        "a third version does not lengthen the time"
    );
    assert_eq!(on(&papers, date(2026, 3, 15)), Gate::Closed { missing });
    papers.push(paper(Requirement::Confidentiality, "3", date(2026, 3, 12)));
    assert_eq!(on(&papers, date(2026, 3, 15)), Gate::Open);
    assert!(
        !on(&papers, date(2025, 1, 1)).may_guide(),
        "a paper counts from its own day"
    );
    let mut old = all_papers(date(2026, 3, 5));
    old[0].version = "1".to_owned();
    assert!(
        !on(&old, date(2026, 3, 6)).may_guide(),
        "an old version signed too late was never good"
    );
}

#[test]
fn a_lapsed_paper_gives_time_and_a_warning_before() {
    let rules = GateRules::default();
    let kari = guide(GuideKind::Employee, date(2025, 1, 1));
    let mut papers = all_papers(date(2025, 1, 2));
    papers[2].valid_to = Some(date(2026, 6, 30));
    let warned = |day| warnings(&kari, &papers, &rules, day).first().map(|w| (w.step, w.last_good, w.closes_after));
    let both = (date(2026, 6, 30), date(2026, 7, 14));
    assert_eq!(warned(date(2026, 4, 30)), None);
    assert_eq!(warned(date(2026, 5, 1)), Some((60, both.0, both.1)));
    assert_eq!(warned(date(2026, 5, 31)), Some((30, both.0, both.1)));
    assert_eq!(warned(date(2026, 6, 23)), Some((7, both.0, both.1)));
    assert_eq!(warned(date(2026, 6, 30)), Some((7, both.0, both.1)));
    assert_eq!(warned(date(2026, 7, 1)), Some((0, both.0, both.1)));
    assert_eq!(warned(date(2026, 7, 15)), None, "closed already");
    for (left, told) in [(date(2026, 6, 30), 0), (date(2026, 7, 1), 1), (date(2026, 6, 1), 0)] {
        let leaving = Guide {
            left: Some(left),
            ..kari.clone()
        };
        assert_eq!(
            warnings(&leaving, &papers, &rules, date(2026, 6, 25)).len(),
            told,
            "{left}"
        );
    }
    assert!(gate(&kari, &papers, &[], &rules, date(2026, 7, 14)).may_guide());
    assert!(!gate(&kari, &papers, &[], &rules, date(2026, 7, 15)).may_guide());
}

#[test]
fn a_new_rule_gives_time_to_those_who_guided_before() {
    let mut rules = GateRules::default();
    let course = Requirement::Training(key("kurs"));
    let of_pupils = rules.kinds.get_mut(&GuideKind::Pupil).unwrap();
    of_pupils.required.insert(course.clone(), Some(date(2026, 3, 1)));
    let papers = all_papers(date(2026, 1, 1));
    let old = guide(GuideKind::Pupil, date(2026, 1, 1));
    let new = guide(GuideKind::Pupil, date(2026, 3, 1));
    let grace = Gate::Grace {
        until: date(2026, 3, 14),
        missing: vec![course],
    };
    assert_eq!(gate(&old, &papers, &[], &rules, date(2026, 3, 14)), grace);
    assert!(!gate(&old, &papers, &[], &rules, date(2026, 3, 15)).may_guide());
    assert!(
        !gate(&new, &papers, &[], &rules, date(2026, 3, 1)).may_guide(),
        "who begins under the rule meets it first"
    );
}

#[test]
fn a_police_certificate_is_asked_for_only_with_a_statute() {
    let mut rules = GateRules::default();
    let of_pupils = rules.kinds.get_mut(&GuideKind::Volunteer).unwrap();
    of_pupils.required.clear();
    of_pupils.required.insert(Requirement::PoliceCertificate, None);
    let ola = guide(GuideKind::Volunteer, date(2026, 1, 1));
    let day = date(2026, 2, 1);
    assert_eq!(
        gate(&ola, &[], &[], &rules, day),
        Gate::Open,
        "no statute, no requirement"
    );
    rules.kinds.get_mut(&GuideKind::Volunteer).unwrap().statute = "helse- og omsorgstjenesteloven § 5-4".to_owned();
    assert!(!gate(&ola, &[], &[], &rules, day).may_guide());
    let mut seen = paper(Requirement::PoliceCertificate, "", day);
    assert!(
        !gate(&ola, std::slice::from_ref(&seen), &[], &rules, day).may_guide(),
        "without its statute it does not count"
    );
    seen.statute = "helse- og omsorgstjenesteloven § 5-4".to_owned();
    assert_eq!(gate(&ola, &[seen], &[], &rules, day), Gate::Open);
}

#[test]
fn an_agreement_is_the_organisations_where_there_is_one() {
    let (rules, day) = (GateRules::default(), date(2026, 2, 1));
    let alone = guide(GuideKind::Volunteer, day);
    let own = paper(Requirement::Agreement, "", day);
    let mut papers = all_papers(day);
    papers.push(own.clone());
    assert_eq!(
        gate(&alone, &agreements_of(&alone, papers.clone(), &[]), &[], &rules, day),
        Gate::Open
    );
    let member = Guide {
        organisation: Some(key("seniornett")),
        ..alone
    };
    let closed = agreements_of(&member, papers.clone(), &[(key("rode-kors"), own.clone())]);
    assert!(!gate(&member, &closed, &[], &rules, day).may_guide());
    let open = agreements_of(&member, papers, &[(key("seniornett"), own)]);
    assert_eq!(gate(&member, &open, &[], &rules, day), Gate::Open);
}

#[test]
fn an_override_covers_what_was_missing_and_nothing_that_comes_later() {
    let (rules, day) = (GateRules::default(), date(2026, 2, 1));
    let ola = guide(GuideKind::Hired, day);
    let papers = all_papers(day);
    let covers = vec![Requirement::Training(key("innforing"))];
    let given = Override {
        by: Id([9; 16]),
        reason: "Har holdt kurset selv".to_owned(),
        from: day,
        until: date(2026, 2, 20),
        covers,
    };
    let open = gate(
        &ola,
        &papers[..2],
        std::slice::from_ref(&given),
        &rules,
        date(2026, 2, 20),
    );
    assert!(matches!(open, Gate::Overridden { by: Id([9, ..]), until, .. } if until == date(2026, 2, 20)));
    assert!(
        !gate(
            &ola,
            &papers[..2],
            std::slice::from_ref(&given),
            &rules,
            date(2026, 2, 21)
        )
        .may_guide()
    );
    assert!(
        !gate(&ola, &papers[..1], &[given], &rules, day).may_guide(),
        "the description was not covered"
    );
}

#[test]
fn codes_are_read_back() {
    for kind in GuideKind::ALL {
        assert_eq!(GuideKind::parse(kind.code()), Some(kind));
    }
    for level in Level::ALL {
        assert_eq!(Level::parse(level.code()), Some(level));
    }
    let all = ["confidentiality", "service_description", "agreement", "police_certificate", "training:kurs"];
    for code in all {
        assert_eq!(Requirement::parse(code).unwrap().code(), code);
    }
    for code in ["topic:nav", "service:bostotte"] {
        assert_eq!(About::parse(code).unwrap().code(), code);
    }
    assert!(About::parse("topic:dance").is_none());
}

#[test]
fn what_one_knows_runs_out() {
    let mut kari = guide(GuideKind::Employee, date(2026, 1, 1));
    let about = About::Topic(Topic::Email);
    let known = |level, valid_to| Competence {
        about: about.clone(),
        level,
        source: String::new(),
        valid_to,
    };
    kari.competences = vec![known(Level::Can, None), known(Level::Teaches, Some(date(2026, 6, 30)))];
    assert_eq!(kari.level(&about, date(2026, 6, 30)), Some(Level::Teaches));
    assert_eq!(kari.level(&about, date(2026, 7, 1)), Some(Level::Can));
    assert_eq!(kari.level(&About::Topic(Topic::Nav), date(2026, 7, 1)), None);
}

/// Days of a small world, so that everything meets everything.
fn day() -> impl Strategy<Value = Date> {
    (0i32..80).prop_map(|n| date(2026, 1, 1).checked_add(n.days()).unwrap())
}

const REQUIREMENTS: [&str; 5] =
    ["confidentiality", "service_description", "agreement", "police_certificate", "training:kurs"];

fn requirement() -> impl Strategy<Value = Requirement> {
    (0usize..5).prop_map(|i| Requirement::parse(REQUIREMENTS[i]).unwrap())
}

fn any_paper() -> impl Strategy<Value = Paper> {
    (requirement(), 0usize..4, day(), prop::option::of(day()), any::<bool>()).prop_map(
        |(requirement, v, on, valid_to, named)| {
            let police = requirement == Requirement::PoliceCertificate && named;
            Paper {
                requirement,
                version: ["", "1", "2", "3"][v].to_owned(),
                on,
                valid_to,
                statute: if police { "§ 1".to_owned() } else { String::new() },
            }
        },
    )
}

fn any_rules() -> impl Strategy<Value = GateRules> {
    let versions = || {
        prop::collection::vec(day(), 0..3).prop_map(|mut days| {
            days.sort_unstable();
            days.dedup();
            days.into_iter()
                .enumerate()
                .map(|(i, from)| version(&(i + 1).to_string(), from))
                .collect::<Vec<_>>()
        })
    };
    let required = prop::collection::btree_map(requirement(), prop::option::of(day()), 0..5);
    (0u16..20, versions(), versions(), required, any::<bool>()).prop_map(
        |(grace_days, declaration, description, required, statute)| {
            let statute = if statute { "§ 1".to_owned() } else { String::new() };
            GateRules {
                grace_days,
                declaration,
                description,
                trainings: Vec::new(),
                kinds: BTreeMap::from([(GuideKind::Volunteer, KindRules { required, statute })]),
            }
        },
    )
}

fn any_override() -> impl Strategy<Value = Override> {
    (day(), 0i32..20, prop::collection::vec(requirement(), 1..3)).prop_map(|(from, days, covers)| Override {
        by: Id([9; 16]),
        reason: "Grunn".to_owned(),
        from,
        until: from.checked_add(days.days()).unwrap(),
        covers,
    })
}

/// Whether a paper is good on a day, said without the gate's shortcuts.
fn good(paper: &Paper, rules: &GateRules, on: Date) -> bool {
    let versions: &[DocumentVersion] = match paper.requirement {
        Requirement::Confidentiality => &rules.declaration,
        Requirement::ServiceDescription => &rules.description,
        _ => &[],
    };
    let at = versions.iter().position(|v| v.name == paper.version).map_or(0, |i| i + 1);
    let newer = versions.iter().skip(at).any(|v| v.from <= on);
    let named = paper.requirement != Requirement::PoliceCertificate || !paper.statute.is_empty();
    paper.on <= on && paper.valid_to.is_none_or(|last| on <= last) && !newer && named
}

proptest! {
    /// The gate against its own definition, day by day: nobody is let in without a paper that is or was just good, a rule
    /// that is new to her, or a leader's word – and nobody who has one of these is kept out.
    #[test]
    fn nobody_passes_without_a_reason(
        papers in prop::collection::vec(any_paper(), 0..8),
        overrides in prop::collection::vec(any_override(), 0..2),
        rules in any_rules(),
        since in day(),
        left in prop::option::of(day()),
        on in day(),
    ) {
        let person = Guide { left, ..guide(GuideKind::Volunteer, since) };
        let kind = &rules.kinds[&GuideKind::Volunteer];
        let wanted: Vec<(&Requirement, Option<Date>)> = kind.required.iter().map(|(r, s)| (r, *s))
            .filter(|(r, _)| **r != Requirement::PoliceCertificate || !kind.statute.is_empty()).collect();
        let in_order = |r: &Requirement| papers.iter().any(|p| p.requirement == *r && good(p, &rules, on));
        let in_grace = |r: &Requirement, new: Option<Date>| {
            let first = on.checked_sub(i32::from(rules.grace_days).days()).unwrap();
            let was_good = first.series(1.day()).take_while(|d| *d < on).any(|d| papers.iter().any(|p| p.requirement == *r && good(p, &rules, d)));
            was_good || new.is_some_and(|new| since < new && first < new)
        };
        let left_out: Vec<Requirement> = wanted.iter().filter(|(r, s)| !in_order(r) && !in_grace(r, *s)).map(|(r, _)| (*r).clone()).collect();
        let said = overrides.iter().any(|o| o.from <= on && on <= o.until && left_out.iter().all(|r| o.covers.contains(r)));
        let here = since <= on && left.is_none_or(|l| on < l);
        let found = gate(&person, &papers, &overrides, &rules, on);
        prop_assert_eq!(found.may_guide(), here && (left_out.is_empty() || said), "{:?}", found);
        if found == Gate::Open {
            prop_assert!(wanted.iter().all(|(r, _)| in_order(r)));
        }
        if let Gate::Overridden { .. } = &found {
            prop_assert!(!left_out.is_empty());
        }
        if let Gate::Grace { until, .. } | Gate::Overridden { until, .. } = &found {
            prop_assert!(*until >= on);
        }
    }

    /// One paper more never closes a gate, and one day of the same state never opens it again without a paper.
    #[test]
    fn a_paper_more_never_shuts_anybody_out(
        papers in prop::collection::vec(any_paper(), 1..8),
        rules in any_rules(),
        on in day(),
    ) {
        let person = guide(GuideKind::Volunteer, date(2026, 1, 1));
        let fewer = gate(&person, &papers[1..], &[], &rules, on).may_guide();
        let more = gate(&person, &papers, &[], &rules, on).may_guide();
        prop_assert!(more || !fewer);
    }
}
