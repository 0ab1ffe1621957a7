use super::*;
use crate::{
    guides::GuideKind,
    offerings::{OfferingKind, Topic},
    referrals::national_doors,
    register::{Deviation, Register},
    shared::{Key, Locale, Localized},
};
use jiff::civil::date;

/// What the national definition names as outside the service, each with the rule that says no.
const NATIONAL_LIMITS: [&str; 8] = [
    "fill_in_application",
    "submit_for_someone",
    "write_complaint",
    "pay_bills",
    "private_purchases",
    "install_at_home",
    "repair_equipment",
    "broadband_at_home",
];

fn texts(rule: &BoundaryRule) -> [&Localized; 4] {
    [&rule.title, &rule.why, &rule.words_to_say, &rule.do_instead]
}

#[test]
fn the_embedded_profile_is_whole() {
    let profile = Profile::standard();
    assert_eq!(profile.version, "2026-1");
    assert_eq!((profile.topics.len(), profile.requirements.len()), (6, 2));
    assert!(profile.rules.len() >= 30);
    for rule in &profile.rules {
        assert!(
            profile.categories.iter().any(|c| c.code == rule.category),
            "{}",
            rule.code
        );
        assert_eq!(
            profile.rules.iter().filter(|r| r.code == rule.code).count(),
            1,
            "{}",
            rule.code
        );
        for locale in Locale::ALL {
            assert!(
                texts(rule).iter().all(|t| !t.exact(locale).trim().is_empty()),
                "{} {locale:?}",
                rule.code
            );
        }
        let asked = &rule.asked;
        assert!(
            [&asked.nb, &asked.nn, &asked.en].iter().all(|a| a.len() >= 2),
            "{}",
            rule.code
        );
        assert!(
            rule.send_to.doors.iter().all(|key| national_doors().iter().any(|d| d.key == *key)),
            "{} names a door that does not exist",
            rule.code
        );
    }
}

#[test]
fn every_national_limit_is_a_no_with_a_way_on() {
    for code in NATIONAL_LIMITS {
        let rule = Profile::standard().rule(code).unwrap();
        assert_eq!(
            (rule.answer, rule.source.as_str()),
            (BoundaryAnswer::No, "national_definition"),
            "{code}"
        );
    }
    for rule in Profile::standard().rules.iter().filter(|r| r.answer == BoundaryAnswer::No) {
        assert!(!rule.do_instead.is_empty() && !rule.send_to.is_empty(), "{}", rule.code);
    }
}

/// LIX: words per sentence and the share of words longer than six letters.
fn lix(text: &str) -> f64 {
    let words: Vec<&str> = text.split_whitespace().collect();
    let sentences = text.matches(['.', '!', '?']).count().max(1);
    let long = words.iter().filter(|w| w.chars().filter(|c| c.is_alphabetic()).count() > 6).count();
    words.len() as f64 / sentences as f64 + 100.0 * long as f64 / words.len() as f64
}

#[test]
fn the_words_to_say_are_easy() {
    let texts = Profile::standard().rules.iter().flat_map(|r| [&r.words_to_say.nb, &r.words_to_say.nn]);
    let hard: Vec<String> = texts.filter(|t| lix(t) > 35.0).map(|t| format!("{:.0} {t}", lix(t))).collect();
    assert!(hard.is_empty(), "{}", hard.join("\n"));
}

#[test]
fn what_people_ask_for_finds_the_rule() {
    let cases: Vec<&str> = include_str!("cases.txt").lines().filter(|l| !l.starts_with('#') && !l.is_empty()).collect();
    assert!(cases.len() >= 60);
    let mut wrong = Vec::new();
    for case in cases {
        let (query, code) = case.split_once(" => ").unwrap();
        let found = find(query, Locale::Nb);
        if found.first().map(|r| r.code.as_str()) != Some(code) {
            wrong.push(format!(
                "{query}: {:?}, not {code}",
                found.iter().take(3).map(|r| &r.code).collect::<Vec<_>>()
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(find("qwertyuiop", Locale::En).is_empty());
}

#[test]
fn a_question_as_it_is_written_finds_its_rule() {
    let mut wrong = Vec::new();
    for rule in &Profile::standard().rules {
        for (asked, locale) in
            [(&rule.asked.nb, Locale::Nb), (&rule.asked.nn, Locale::Nn), (&rule.asked.en, Locale::En)]
        {
            for question in asked {
                let place = find(question, locale).iter().position(|r| r.code == rule.code);
                if place.is_none_or(|p| p > 2) {
                    wrong.push(format!("{question}: {place:?}, {}", rule.code));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn register(deviations: Vec<Deviation>) -> Register {
    let text = |t: &str| Localized::in_one(Locale::Nb, t);
    Register {
        municipality: crate::municipality::Municipality {
            number: "4601".into(),
            name: text("Bergen"),
            service_name: text("Digihjelpen"),
            written_language: Locale::Nb,
            phone: String::new(),
            phone_hours: Localized::default(),
            email: String::new(),
            homepage: String::new(),
            about: Localized::default(),
            standard_profile: "2026-1".into(),
            assumed: Vec::new(),
            closed_periods: Vec::new(),
            school_holidays: Vec::new(),
        },
        organisations: Vec::new(),
        places: Vec::new(),
        offerings: Vec::new(),
        services: Vec::new(),
        doors: Vec::new(),
        deviations,
        channels: Vec::new(),
        network_meetings: Vec::new(),
        milestones: Vec::new(),
    }
}

fn deviation(key: &str, rule: &str, risk_assessment: &str) -> Deviation {
    Deviation {
        key: Key::parse(key).unwrap(),
        rule: rule.into(),
        answer: "with_care".into(),
        reason: Localized::in_one(Locale::Nb, "Tjenesten kan bare søkes om digitalt."),
        owner: "leder".into(),
        risk_assessment_due: Some(date(2026, 12, 1)),
        risk_assessment: risk_assessment.into(),
        scope: BoundaryScope::default(),
        review_on: Some(date(2027, 6, 30)),
        assumed: Vec::new(),
    }
}

#[test]
fn a_deviation_without_risk_assessment_is_shown_and_holds() {
    let register = register(vec![deviation("soknader", "fill_in_application", "")]);
    for (today, overdue) in [(date(2026, 12, 1), false), (date(2026, 12, 2), true)] {
        let rules = effective(&register, today);
        let rule = rules.iter().find(|r| r.code == "fill_in_application").unwrap();
        let state = rule.deviation.as_ref().unwrap();
        assert_eq!(
            (rule.answer, state.standard),
            (BoundaryAnswer::WithCare, Some(BoundaryAnswer::No))
        );
        assert!(state.missing_risk_assessment);
        assert_eq!((state.due, state.overdue), (Some(date(2026, 12, 1)), overdue));
    }
}

#[test]
fn a_deviation_with_risk_assessment_is_never_overdue() {
    let register = register(vec![deviation("soknader", "fill_in_application", "ROS 2026/3")]);
    let rules = effective(&register, date(2030, 1, 1));
    let state = rules.iter().find_map(|r| r.deviation.as_ref()).unwrap();
    assert!(!state.missing_risk_assessment && !state.overdue);
}

#[test]
fn no_deviation_is_ever_left_out() {
    let register = register(vec![
        deviation("a", "fill_in_application", ""),
        deviation("b", "fill_in_application", ""),
        deviation("c", "a_rule_of_an_older_version", ""),
    ]);
    let rules = effective(&register, date(2026, 11, 21));
    assert_eq!(rules.iter().filter(|r| r.deviation.is_some()).count(), 3);
    let old = rules.last().unwrap();
    assert_eq!((old.rule, old.code.as_str()), (None, "a_rule_of_an_older_version"));
}

#[test]
fn an_empty_register_lacks_everything_and_says_so() {
    let got = coverage(&register(Vec::new()), None, date(2026, 11, 21));
    assert_eq!(
        got.topics.iter().filter(|t| t.gap == Some(Gap::TopicNotCovered)).count(),
        6
    );
    assert_eq!(got.physical_place.gaps, [Gap::NoOwnOffering]);
    assert_eq!(got.competent_employees.gaps, [Gap::NoCompetenceStatement]);
    assert!(!got.is_complete());
}

#[test]
fn coverage_names_the_first_condition_that_nobody_meets() {
    use crate::{offerings::Access, schedule::Staffing};
    let today = date(2026, 11, 21);
    let full = crate::referrals::sample::register();
    let gaps = |change: &dyn Fn(&mut Register)| {
        let mut changed = full.clone();
        change(&mut changed);
        coverage(&changed, None, today).physical_place.gaps
    };
    assert!(gaps(&|_| ()).is_empty());
    assert!(!coverage(&full, None, today).physical_place.offerings.is_empty());
    let each = |r: &mut Register, f: &dyn Fn(&mut crate::offerings::Offering)| r.offerings.iter_mut().for_each(f);
    assert_eq!(gaps(&|r| each(r, &|o| o.published = false)), [Gap::NotPublished]);
    assert_eq!(
        gaps(&|r| each(r, &|o| o.access = Access::Closed)),
        [Gap::NoDropInOrAppointment]
    );
    assert_eq!(gaps(&|r| each(r, &|o| o.schedules.clear())), [Gap::NoSchedule]);
    let unstaffed = |o: &mut crate::offerings::Offering| {
        o.schedules.iter_mut().for_each(|s| s.staffing = Staffing::SelfService);
    };
    assert_eq!(gaps(&|r| each(r, &unstaffed)), [Gap::NotStaffed]);
    assert_eq!(
        gaps(&|r| r.places.iter_mut().for_each(|p| p.street.clear())),
        [Gap::NoAddress]
    );
    assert_eq!(gaps(&|r| each(r, &|o| o.ended = Some(today))), [Gap::NoOwnOffering]);
}

#[test]
fn the_statement_is_the_evidence_for_competence_and_topics_name_their_offerings() {
    let full = crate::referrals::sample::register();
    let statement = CompetenceStatement {
        stated_on: date(2026, 1, 2),
        stated_by: "leder".into(),
    };
    let got = coverage(&full, Some(&statement), date(2026, 11, 21));
    assert!(got.competent_employees.gaps.is_empty());
    assert!(got.topics.iter().all(|t| t.offerings.is_empty() == (t.gap == Some(Gap::TopicNotCovered))));
    assert!(got.topics.iter().any(|t| t.gap.is_none()));
}

/// Every situation there can be, as far as the profile's cases see.
fn situations() -> Vec<Situation> {
    let guides: Vec<Option<GuideKind>> = std::iter::once(None).chain(GuideKind::ALL.map(Some)).collect();
    let forms: Vec<Option<OfferingKind>> = std::iter::once(None).chain(OfferingKind::ALL.map(Some)).collect();
    let topics: Vec<Option<Topic>> = std::iter::once(None).chain(Topic::ALL.map(Some)).collect();
    let mut out = Vec::new();
    for guide in guides {
        for form in &forms {
            for topic in &topics {
                out.push(Situation {
                    service: None,
                    topic: *topic,
                    form: *form,
                    guide,
                });
            }
        }
    }
    out
}

/// No service, form or guide makes a national limit a yes, in any edition.
#[test]
fn no_national_limit_is_wrongly_allowed_in_any_situation() {
    let all = situations();
    assert_eq!(all.len(), 6 * 12 * (Topic::ALL.len() + 1));
    for edition in Profile::editions() {
        let mut register = register(Vec::new());
        register.municipality.standard_profile = edition.version.clone();
        let rules = effective(&register, date(2026, 11, 22));
        for code in NATIONAL_LIMITS {
            let rule = rules.iter().find(|r| r.code == code).unwrap();
            assert!(
                all.iter().all(|s| rule.answer_in(s).0 == BoundaryAnswer::No),
                "{code} in {}",
                edition.version
            );
        }
        for rule in &rules {
            let strictest = |s: &Situation| rule.answer_in(s).0 >= rule.answer;
            assert!(all.iter().all(strictest), "a case of {} loosens the rule", rule.code);
        }
    }
}

/// Whatever is no somewhere has, in every language, a reason, words to say and something to do instead.
#[test]
fn every_no_has_a_kind_way_on_in_every_language() {
    for edition in Profile::editions() {
        for rule in &edition.rules {
            let cases = rule.cases.iter().map(|c| (c.answer, [&c.why, &c.words_to_say, &c.do_instead]));
            let own = (rule.answer, [&rule.why, &rule.words_to_say, &rule.do_instead]);
            for (answer, texts) in std::iter::once(own).chain(cases) {
                if answer == BoundaryAnswer::May {
                    continue;
                }
                for locale in Locale::ALL {
                    let [why, say, instead] = texts.map(|t| t.exact(locale));
                    assert!(
                        !why.is_empty() && !say.is_empty() && !instead.is_empty(),
                        "{}",
                        rule.code
                    );
                    for harsh in ["forbudt", "forbode", "forbidden", "må du ikke spørre", "not allowed"] {
                        assert!(!say.to_lowercase().contains(harsh), "{}: {say}", rule.code);
                    }
                    if locale != Locale::En {
                        assert!(lix(say) <= 35.0, "{}: {:.0} {say}", rule.code, lix(say));
                    }
                }
            }
        }
    }
}

#[test]
fn every_rule_has_a_dated_source_and_editions_only_grow() {
    let newest = Profile::standard();
    for rule in &newest.rules {
        let sources: Vec<&RuleSource> = newest.sources_of(rule).collect();
        assert_eq!(sources.len(), 1 + rule.grounds.len(), "{}", rule.code);
        assert!(sources[0].holds(date(2026, 11, 22)), "{}", rule.code);
    }
    let norm = newest.sources.iter().find(|s| s.code == "bank_norm").unwrap();
    assert!(!norm.holds(date(2022, 10, 31)) && norm.holds(date(2022, 11, 1)));
    for pair in Profile::editions().windows(2) {
        for change in rule_changes(&pair[0], &pair[1]) {
            assert_ne!(change.kind, RuleChangeKind::Removed, "{}", change.code);
        }
    }
    assert_eq!(Profile::of_version("none such").version, newest.version);
}

/// An edition that was given out is never changed: whoever follows it would get other answers without being asked.
#[test]
fn an_edition_that_was_given_out_is_as_it_was() {
    let counted: Vec<(&str, usize, usize)> = Profile::editions()
        .iter()
        .map(|p| {
            (
                p.version.as_str(),
                p.rules.len(),
                p.rules.iter().map(|r| r.cases.len()).sum(),
            )
        })
        .collect();
    assert_eq!(counted, [("2024-1", 46, 0), ("2026-1", 46, 16)]);
    let prints: Vec<(&str, String)> =
        Profile::editions().iter().map(|p| (p.version.as_str(), fingerprint(p))).collect();
    let given_out = [("2024-1", "d4c3ae565066caa2"), ("2026-1", "5927594f2a3ac6c5")]
        .map(|(version, print)| (version, print.to_owned()));
    assert_eq!(
        prints, given_out,
        "a text or an answer of an edition that was given out is another: put the change in a new edition"
    );
}

/// Found by the reader `boundaries` of crates/hostile: the decision for some stood as the answer for all, when the edition had no
/// such rule.
#[test]
fn what_is_decided_for_some_about_a_rule_that_is_gone_is_not_for_all() {
    let mut one = deviation("gammelt", "a_rule_that_is_gone", "ROS 1");
    one.answer = "may".into();
    one.scope.guides = vec![GuideKind::Employee];
    let rules = effective(&register(vec![one]), date(2026, 11, 22));
    let rule = rules.iter().find(|r| r.code == "a_rule_that_is_gone").unwrap();
    let answer = |guide| {
        rule.answer_in(&Situation {
            guide,
            ..Situation::default()
        })
        .0
    };
    assert_eq!(answer(Some(GuideKind::Employee)), BoundaryAnswer::May);
    assert_eq!(answer(Some(GuideKind::Pupil)), BoundaryAnswer::No);
    assert_eq!(answer(None), BoundaryAnswer::No);
}

/// Found by the reader `text` of crates/hostile: a page of text took a second.
#[test]
fn only_the_beginning_of_a_long_question_is_read() {
    let long = format!("{}passord", "x ".repeat(150));
    assert!(find(&long, Locale::Nb).is_empty());
    assert_eq!(
        find("passord", Locale::Nb),
        find(&format!("passord {}", "og ".repeat(5000)), Locale::Nb)
    );
}

/// A number that follows from every word, answer and scope of an edition, but not from the day its sources were last looked up
/// (FNV-1a, 64 bits).
fn fingerprint(profile: &Profile) -> String {
    let said = format!(
        "{:?} {:?} {:?} {:?}",
        profile.topics, profile.requirements, profile.categories, profile.rules
    );
    let print = said.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |print, byte| {
        (print ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    format!("{print:016x}")
}

#[test]
fn one_changed_word_is_seen_in_the_fingerprint() {
    let as_it_is = Profile::standard();
    let mut other = as_it_is.clone();
    other.rules[3].why.nn.push('.');
    assert_ne!(fingerprint(as_it_is), fingerprint(&other));
    let mut looked_up = as_it_is.clone();
    looked_up.sources[0].checked = date(2027, 1, 1);
    assert_eq!(fingerprint(as_it_is), fingerprint(&looked_up));
}

#[test]
fn a_new_edition_says_what_changes_and_waits_for_a_yes() {
    let mut old = register(vec![deviation("soknader", "fill_in_application", "")]);
    old.municipality.standard_profile = "2024-1".into();
    let pupil = Situation {
        guide: Some(GuideKind::Pupil),
        ..Situation::default()
    };
    let answer = |register: &Register, code: &str| {
        let rules = effective(register, date(2026, 11, 22));
        rules.iter().find(|r| r.code == code).unwrap().answer_in(&pupil).0
    };
    assert_eq!(answer(&old, "digital_post"), BoundaryAnswer::May);
    let changes = rule_changes(Profile::of_version("2024-1"), Profile::standard());
    assert!(changes.iter().any(|c| c.code == "digital_post" && c.kind == RuleChangeKind::Cases));
    let mut new = old.clone();
    new.municipality.standard_profile = Profile::standard().version.clone();
    assert_eq!(answer(&new, "digital_post"), BoundaryAnswer::No);
    for register in [&old, &new] {
        assert_eq!(
            answer(register, "fill_in_application"),
            BoundaryAnswer::WithCare,
            "what is decided here stands"
        );
    }
    let mut to = Profile::standard().clone();
    to.rules[0].answer = BoundaryAnswer::May;
    to.rules[1].why.nb.push('!');
    let gone = to.rules.pop().unwrap();
    let from = Profile::standard();
    let kinds: Vec<RuleChangeKind> = rule_changes(from, &to).into_iter().map(|c| c.kind).collect();
    let loosened = RuleChangeKind::Answer {
        from: BoundaryAnswer::No,
        to: BoundaryAnswer::May,
    };
    assert_eq!(kinds, [loosened, RuleChangeKind::Words, RuleChangeKind::Removed]);
    assert_eq!(
        rule_changes(&to, from).last().map(|c| (c.code.clone(), c.kind)),
        Some((gone.code, RuleChangeKind::Added))
    );
}

#[test]
fn the_narrowest_decision_goes_first_and_never_frees_what_it_does_not_name() {
    let key = |k: &str| Key::parse(k).unwrap();
    let mut everywhere = deviation("a", "digital_post", "ROS 1");
    everywhere.answer = "may".into();
    let mut narrow = deviation("b", "fill_in_application", "ROS 1");
    narrow.scope = BoundaryScope {
        services: vec![key("bostotte")],
        guides: vec![GuideKind::Employee],
        ..BoundaryScope::default()
    };
    let mut pupils = deviation("c", "translate_letters", "ROS 1");
    pupils.scope.guides = vec![GuideKind::Pupil];
    let register = register(vec![everywhere, narrow, pupils]);
    let rules = effective(&register, date(2026, 11, 22));
    let at = |code: &str, service: Option<&str>, guide| {
        let rule = rules.iter().find(|r| r.code == code).unwrap();
        rule.answer_in(&Situation {
            service: service.map(key),
            guide,
            ..Situation::default()
        })
    };
    let employee = Some(GuideKind::Employee);
    let cases = [
        ("digital_post", None, employee, BoundaryAnswer::May),
        // Decided for everybody: not thereby for pupils.
        ("digital_post", None, Some(GuideKind::Pupil), BoundaryAnswer::No),
        (
            "fill_in_application",
            Some("bostotte"),
            employee,
            BoundaryAnswer::WithCare,
        ),
        (
            "fill_in_application",
            Some("bostotte"),
            Some(GuideKind::Volunteer),
            BoundaryAnswer::No,
        ),
        ("fill_in_application", Some("vrakpant"), employee, BoundaryAnswer::No),
        // Nothing known: nothing narrow applies.
        ("fill_in_application", None, None, BoundaryAnswer::No),
        (
            "translate_letters",
            None,
            Some(GuideKind::Pupil),
            BoundaryAnswer::WithCare,
        ),
    ];
    for (code, service, guide, answer) in cases {
        assert_eq!(at(code, service, guide).0, answer, "{code} {service:?} {guide:?}");
    }
    assert!(matches!(
        at("translate_letters", None, Some(GuideKind::Pupil)).1,
        AnswerGround::Deviation(_)
    ));
    assert!(matches!(
        at("digital_post", None, Some(GuideKind::Pupil)).1,
        AnswerGround::Case(_)
    ));
    assert_eq!(at("pay_bills", None, None).1, AnswerGround::Standard);
    let service = crate::offerings::DigitalService {
        key: key("bostotte"),
        name: Localized::default(),
        owner: Localized::default(),
        topic: Topic::Payment,
        digital_only: false,
        search_words: Vec::new(),
        website: String::new(),
        assumed: Vec::new(),
    };
    let s = Situation::default().about(&service);
    assert_eq!((s.service, s.topic), (Some(key("bostotte")), Some(Topic::Payment)));
}

#[test]
fn a_review_is_due_on_its_day() {
    let register = register(vec![deviation("a", "fill_in_application", "ROS 1")]);
    for (day, due) in [(29, false), (30, true)] {
        let rules = effective(&register, date(2027, 6, day));
        assert_eq!(rules.iter().find_map(|r| r.deviation.as_ref()).unwrap().review_due, due);
    }
}

#[test]
fn what_is_counted_has_stable_codes() {
    assert!(AskedKind::ALL.iter().all(|k| AskedKind::parse(k.code()) == Some(*k)));
    assert!(ExceptionReason::ALL.iter().all(|r| ExceptionReason::parse(r.code()) == Some(*r)));
    assert!(ExceptionHelp::ALL.iter().all(|h| ExceptionHelp::parse(h.code()) == Some(*h)));
}
