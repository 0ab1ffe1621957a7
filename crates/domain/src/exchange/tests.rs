use super::{
    fields::{grounds::*, *},
    *,
};
use crate::{boundaries::BoundaryScope, guides::GuideKind};
use crate::{municipality::*, offerings::*, organisations::*, places::*, register::*, schedule::*, shared::*};
use jiff::{Timestamp, civil::Date, civil::Weekday};
use proptest::{
    collection::vec,
    option,
    prelude::*,
    sample::{select, subsequence},
};
use std::path::Path;

mod grounds;

/// The smallest folder without problems.
fn small() -> Vec<(String, String)> {
    [
        ("kommune.toml", "nummer = \"1145\"\nnavn = \"Bokn\"\ntjenestenavn = \"Digihjelpa\"\nmalform = \"nn\"\n"),
        ("aktorer/bibliotek.toml", "navn = \"Biblioteket\"\nslag = \"kommunal\"\n"),
        ("steder/bibliotek.toml", "navn = \"Biblioteket\"\naktor = \"bibliotek\"\n"),
        (
            "tilbud/hjelp.toml",
            "navn = \"Hjelp\"\nkort_om = \"Kom innom\"\nslag = \"drop-in-bibliotek\"\naktor = \"bibliotek\"\ntilgang = \"bare-kom\"\n\
             [[tid]]\nnokkel = \"onsdag\"\nsted = \"bibliotek\"\nukedager = [\"onsdag\"]\nfra = \"13:00\"\ntil = \"14:00\"\n\
             gjelder_fra = 2026-01-07\n",
        ),
    ]
    .map(|(path, text)| (path.to_owned(), text.to_owned()))
    .into()
}

fn bytes(files: &[(String, String)]) -> Vec<(String, Vec<u8>)> {
    files.iter().map(|(path, text)| (path.clone(), text.clone().into_bytes())).collect()
}

/// The problems of the small folder with one file changed or added.
fn problems_with(path: &str, text: impl Into<Vec<u8>>) -> Vec<FolderProblem> {
    let mut files = bytes(&small());
    files.retain(|(p, _)| p != path);
    files.push((path.to_owned(), text.into()));
    read(&files).err().unwrap_or_default()
}

fn replaced(path: &str, from: &str, to: &str) -> Vec<FolderProblem> {
    let text = small().into_iter().find(|(p, _)| p == path).unwrap().1;
    assert!(text.contains(from), "{from}");
    problems_with(path, text.replacen(from, to, 1))
}

/// Expects exactly one problem, and gives it as `line:column code`.
fn only(problems: &[FolderProblem]) -> String {
    assert_eq!(problems.len(), 1, "{problems:#?}");
    assert!(!problems[0].message.is_empty() && !problems[0].instead.is_empty());
    format!("{}:{} {}", problems[0].line, problems[0].column, problems[0].code)
}

fn folder_on_disk(name: &str) -> Vec<(String, Vec<u8>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples").join(name);
    let mut out = vec![];
    let mut dirs = vec![root.clone()];
    while let Some(dir) = dirs.pop() {
        for entry in std::fs::read_dir(&dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                dirs.push(path);
            } else {
                let name = path.strip_prefix(&root).unwrap().to_str().unwrap().to_owned();
                out.push((name, std::fs::read(&path).unwrap()));
            }
        }
    }
    out
}

fn example(name: &str) -> Register {
    read(&folder_on_disk(name)).unwrap_or_else(|problems| {
        let lines: Vec<_> = problems.iter().map(ToString::to_string).collect();
        panic!("examples/{name}:\n{}", lines.join("\n"))
    })
}

#[test]
fn the_smallest_folder_is_read() {
    let register = read(&bytes(&small())).unwrap();
    assert_eq!(register.municipality.name.nn, "Bokn");
    let schedule = &register.offerings[0].schedules[0];
    assert_eq!(
        (
            schedule.guides,
            schedule.on_school_holidays,
            schedule.on_public_holidays
        ),
        (1, true, false)
    );
}

#[test]
fn the_minimal_example_is_one_library_one_employee_and_one_weekly_hour() {
    let register = example("minimal");
    assert_eq!(
        (
            register.organisations.len(),
            register.places.len(),
            register.offerings.len()
        ),
        (1, 1, 1)
    );
    let schedule = &register.offerings[0].schedules[0];
    assert_eq!(schedule.guides, 1);
    assert_eq!(schedule.end.get() - schedule.start.get(), 60);
    assert!(matches!(&schedule.rule, Rule::Weekly { every: 1, weekdays } if weekdays.len() == 1));
}

#[test]
fn the_bergen_example_holds_what_bergen_tells() {
    let register = example("bergen");
    let kinds: Vec<_> = register.offerings.iter().map(|o| o.kind).collect();
    for kind in &OfferingKind::ALL[..7] {
        assert!(kinds.contains(kind), "{kind:?}");
    }
    assert_eq!(kinds.iter().filter(|k| **k == OfferingKind::PartnerOffering).count(), 3);
    let library = register.offerings.iter().find(|o| o.kind == OfferingKind::LibraryDropIn).unwrap();
    assert_eq!(library.drop_in_rule, DropInRule::HelpIfTimeElseRefer);
    let only: Vec<_> = register.services.iter().filter(|s| s.digital_only).map(|s| s.key.as_str()).collect();
    assert_eq!(only, ["utskifting-av-ildsted", "vrakpant"]);
    let one_to_one = register.offerings.iter().find(|o| o.kind == OfferingKind::OneToOne).unwrap();
    assert_eq!(one_to_one.schedules.len(), 2);
    assert!(one_to_one.assumed.iter().any(|a| a == "weekdays"));
    assert_eq!(register.network_meetings[0].per_year, 4);
    assert_eq!(
        register.channels.iter().filter(|c| c.issues_per_year == Some(4)).count(),
        1
    );
    assert!(register.deviations.iter().all(|d| d.risk_assessment.is_empty() && d.risk_assessment_due.is_some()));
    assert_eq!(register.milestones.len(), 6);
}

#[test]
fn every_text_of_the_examples_is_in_three_languages() {
    for name in ["minimal", "bergen"] {
        for (path, bytes) in folder_on_disk(name) {
            let text = String::from_utf8(bytes).unwrap();
            let count = |locale: &str| text.matches(&format!(".{locale} = ")).count();
            assert!(
                count("nb") == count("nn") && count("nn") == count("en"),
                "{name}/{path}"
            );
        }
    }
}

#[test]
fn the_schedules_of_the_examples_are_in_order() {
    for name in ["minimal", "bergen"] {
        let register = example(name);
        for offering in &register.offerings {
            for schedule in &offering.schedules {
                assert_eq!(
                    crate::schedule::check(schedule),
                    [],
                    "{name} {} {}",
                    offering.key,
                    schedule.key
                );
            }
        }
    }
}

#[test]
fn every_problem_of_every_file_is_listed_at_once() {
    let mut files = small();
    files[1].1 = "navnn = \"Biblioteket\"\nslag = \"komunal\"\n".into();
    files[2].1 = "navn = \"Biblioteket\"\naktor = \"biblotek\"\npostnummer = \"501\"\n".into();
    files[3].1 = files[3].1.replace("\"14:00\"", "\"12:00\"").replace("\"onsdag\"]", "\"onsda\"]");
    files.push(("tilbod/annet.toml".into(), String::new()));
    let problems = read(&bytes(&files)).unwrap_err();
    let lines: Vec<_> = problems.iter().map(|p| format!("{}:{}:{} {}", p.file, p.line, p.column, p.code)).collect();
    assert_eq!(
        lines,
        [
            "aktorer/bibliotek.toml:1:1 missing_field",
            "aktorer/bibliotek.toml:1:1 unknown_field",
            "aktorer/bibliotek.toml:2:8 wrong_value",
            "steder/bibliotek.toml:2:9 unknown_reference",
            "steder/bibliotek.toml:3:14 wrong_form",
            "tilbod/annet.toml:1:1 unexpected_file",
            "tilbud/hjelp.toml:9:13 wrong_value",
            "tilbud/hjelp.toml:11:7 end_not_after_start",
        ]
    );
    assert_eq!(problems[1].instead, "Mente du «navn»?");
    assert!(problems[2].instead.starts_with("Mente du «kommunal»?"));
    assert_eq!(problems[3].instead, "Mente du «bibliotek»?");
    assert_eq!(problems[5].instead, "Mente du mappa «tilbud»?");
}

#[test]
fn a_reference_to_nothing_is_found_where_it_stands() {
    assert_eq!(
        only(&replaced(
            "tilbud/hjelp.toml",
            "sted = \"bibliotek\"",
            "sted = \"skolen\""
        )),
        "8:8 unknown_reference"
    );
    let text = "navn = \"A\"\nslag = \"skole\"\ndel_av = \"b\"\n";
    assert_eq!(only(&problems_with("aktorer/a.toml", text)), "3:10 unknown_reference");
}

#[test]
fn a_cycle_in_part_of_is_found_and_mutual_referral_is_not() {
    let mut files = small();
    for (key, parent) in [("a", "b"), ("b", "c"), ("c", "a"), ("d", "a")] {
        files.push((
            format!("aktorer/{key}.toml"),
            format!("navn = \"{key}\"\nslag = \"skole\"\ndel_av = \"{parent}\"\n"),
        ));
    }
    let problems = read(&bytes(&files)).unwrap_err();
    assert_eq!(problems.len(), 3);
    assert!(problems.iter().all(|p| p.code == "cycle" && p.line == 3));
    assert!(problems[0].message.contains("a → b → c → a"));

    let mut files = small();
    files[3].1 = files[3].1.replacen("tilgang", "viser_til = [\"mer\"]\ntilgang", 1);
    let other = files[3].1.replace("\"mer\"", "\"hjelp\"");
    files.push(("tilbud/mer.toml".into(), other));
    assert!(read(&bytes(&files)).is_ok());
}

#[test]
fn doubles_are_found() {
    let text = small()[3].1.clone();
    let tid = text.split_once("[[tid]]").unwrap().1.to_owned();
    let problems = problems_with("tilbud/hjelp.toml", format!("{text}[[tid]]{tid}"));
    assert_eq!(only(&problems), "14:10 duplicate");
    let problems = problems_with("aktorer/Bibliotek.toml", small()[1].1.clone());
    assert_eq!(
        problems.iter().map(|p| p.code).collect::<Vec<_>>(),
        ["duplicate", "wrong_form"]
    );
    let mut files = bytes(&small());
    files.push(files[1].clone());
    assert_eq!(only(&read(&files).unwrap_err()), "1:1 duplicate");
    let problems = replaced("tilbud/hjelp.toml", "[\"onsdag\"]", "[\"onsdag\", \"onsdag\"]");
    assert_eq!(only(&problems), "9:23 duplicate");
    assert!(problems[0].message.contains("«onsdag»"));
    assert_eq!(
        only(&replaced("aktorer/bibliotek.toml", "slag", "navn = \"B\"\nslag")),
        "2:1 duplicate_field"
    );
}

#[test]
fn what_only_a_schedule_can_have_wrong_is_found() {
    let tid = "gjelder_fra = 2026-01-07\n";
    let with = |more: &str| replaced("tilbud/hjelp.toml", tid, &format!("{tid}{more}"));
    assert_eq!(
        only(&with("[[tid.unntak]]\ndato = 2026-01-08\n")),
        "14:8 schedule.exception_not_an_occurrence"
    );
    assert_eq!(only(&with("gjelder_til = 2026-01-06\n")), "13:15 last_before_first");
    assert_eq!(
        only(&with("bemanning = \"betjent\"\nveiledere = 2\n")),
        "14:13 schedule.guides_without_staffing"
    );
    assert_eq!(only(&with("hver = 60\n")), "13:8 out_of_range");
    let problems = replaced(
        "tilbud/hjelp.toml",
        tid,
        "gjelder_fra = 2026-01-08\ngjelder_til = 2026-01-09\n",
    );
    assert_eq!(only(&problems), "12:15 schedule.never_occurs");
}

#[test]
fn a_text_has_no_nul() {
    let problems = replaced("tilbud/hjelp.toml", "Kom innom", "Kom\\u0000 innom");
    assert_eq!(only(&problems), "2:11 wrong_form");
    let problems = replaced("tilbud/hjelp.toml", "\"Hjelp\"", "{ nb = \"Hj\\u0000elp\" }");
    assert_eq!(only(&problems), "1:15 wrong_form");
    let problems = replaced("tilbud/hjelp.toml", "Kom innom", "Kom \u{202e}monni");
    assert_eq!(only(&problems), "2:11 wrong_form");
}

#[test]
fn days_that_do_not_exist_and_days_written_otherwise_are_explained() {
    for (written, code, instead) in [
        (
            "2026-02-30",
            "no_such_date",
            "Den måneden har 28 dager. Skriv for eksempel 2026-02-28.",
        ),
        (
            "\"2026-02-30\"",
            "no_such_date",
            "Den måneden har 28 dager. Skriv for eksempel 2026-02-28.",
        ),
        (
            "2025-02-29",
            "no_such_date",
            "Den måneden har 28 dager. Skriv for eksempel 2025-02-28.",
        ),
        (
            "2026-13-01",
            "no_such_date",
            "Skriv år-måned-dag, for eksempel 2026-01-31. Månedene går fra 01 til 12.",
        ),
        ("7.1.2026", "wrong_form", "Skriv 2026-01-07."),
        ("\"07.01.2026\"", "wrong_form", "Skriv 2026-01-07."),
        ("7", "wrong_type", "Skriv for eksempel: gjelder_fra = 2026-01-05"),
    ] {
        let problems = replaced("tilbud/hjelp.toml", "2026-01-07", written);
        assert_eq!(only(&problems), format!("12:15 {code}"), "{written}");
        assert_eq!(problems[0].instead, instead);
    }
}

#[test]
fn files_that_are_not_utf_8_text_of_a_sane_size_are_refused() {
    let name = "aktorer/bibliotek.toml";
    let latin1 = b"slag = \"kommunal\"\nnavn = \"B\xF8ker\"\n".to_vec();
    assert_eq!(only(&problems_with(name, latin1)), "2:10 encoding");
    let utf16: Vec<u8> = [0xFF, 0xFE].into_iter().chain("navn".encode_utf16().flat_map(u16::to_le_bytes)).collect();
    assert_eq!(only(&problems_with(name, utf16)), "1:1 encoding");
    assert_eq!(only(&problems_with(name, vec![b'#'; 10_000_000])), "1:1 too_large");
    let mut marked = vec![0xEF, 0xBB, 0xBF];
    marked.extend(small()[1].1.bytes());
    assert_eq!(problems_with(name, marked), []);
    let many: Vec<_> = (0..=MAX_FILES).map(|i| (format!("aktorer/a{i}.toml"), vec![])).collect();
    assert_eq!(only(&read(&many).unwrap_err()), "1:1 too_many_files");
}

#[test]
fn mistakes_in_the_toml_are_told_in_plain_words() {
    for (text, place, part) in [
        ("navn = Biblioteket\nslag = \"kommunal\"\n", "1:8 syntax", "hermetegn"),
        (
            "navn = \"Biblioteket\nslag = \"kommunal\"\n",
            "1:20 syntax",
            "hermetegn",
        ),
        ("slag = \"kommunal\"\nnavn\n", "2:5 syntax", "likhetstegn"),
        ("slag = \"kommunal\"\nnavn = \"C:\\dok\"\n", "2:12 syntax", "skråstrek"),
    ] {
        let problems = problems_with("aktorer/bibliotek.toml", text);
        assert_eq!(
            problems.iter().filter(|p| p.code != "syntax").count(),
            0,
            "{problems:#?}"
        );
        let first = &problems[0];
        assert_eq!(
            format!("{}:{} {}", first.line, first.column, first.code),
            place,
            "{first:?}"
        );
        assert!(first.to_string().contains(part), "{first:?}");
    }
}

#[test]
fn what_has_no_place_in_the_folder_is_refused_and_read_me_files_are_left_alone() {
    assert_eq!(problems_with("LESMEG.md", "hei"), []);
    assert_eq!(problems_with("steder/.DS_Store", "hei"), []);
    assert_eq!(only(&problems_with("steder/bilde.png", "hei")), "1:1 unexpected_file");
    assert_eq!(only(&problems_with("annet.toml", "")), "1:1 unexpected_file");
    let files: Vec<_> = bytes(&small()).into_iter().filter(|(p, _)| p != "kommune.toml").collect();
    assert_eq!(only(&read(&files).unwrap_err()), "1:1 missing_file");
}

#[test]
fn columns_are_counted_in_characters() {
    assert_eq!(
        only(&replaced("kommune.toml", "malform", "om = { æ = \"\" }\nmalform")),
        "4:8 syntax"
    );
    let problems = replaced("kommune.toml", "malform", "om = { nb = \"å😀\", de = \"x\" }\nmalform");
    assert_eq!(only(&problems), "4:19 wrong_value");
}

#[test]
fn numbers_that_may_be_personal_are_refused() {
    for text in ["Ring 01010012345", "010100 12345"] {
        let problems = replaced("aktorer/bibliotek.toml", "Biblioteket", text);
        assert_eq!(problems[0].code, "personal_number", "{text}");
    }
    for text in ["+47 55 00 00 00", "964338531", "1234567"] {
        assert_eq!(replaced("aktorer/bibliotek.toml", "Biblioteket", text), [], "{text}");
    }
}

#[test]
fn every_required_field_is_asked_for() {
    let whole = super::write(&read(&bytes(&small())).unwrap());
    for (path, text) in whole {
        let section = match path.split('/').next().unwrap() {
            "aktorer" => Section::Organisation,
            "steder" => Section::Place,
            "tilbud" => Section::Offering,
            _ => Section::Municipality,
        };
        for field in section.fields().iter().filter(|f| f.required) {
            let kept: Vec<_> = text.lines().filter(|l| !l.starts_with(&format!("{} =", field.name))).collect();
            let problems = problems_with(&path, kept.join("\n"));
            assert!(
                problems.iter().any(|p| p.code == "missing_field" && p.message.contains(field.name)),
                "{path} {}",
                field.name
            );
        }
    }
}

#[test]
fn every_code_can_be_written_in_the_folder() {
    let has = |choices: Choices, code: &str| choices.iter().any(|(_, c, _)| *c == code);
    assert!(OfferingKind::ALL.iter().all(|k| has(OFFERING_KINDS, k.code())));
    assert!(OrganisationKind::ALL.iter().all(|k| has(ORGANISATION_KINDS, k.code())));
    assert!(Access::ALL.iter().all(|k| has(ACCESSES, k.code())));
    assert!(DropInRule::ALL.iter().all(|k| has(DROP_IN_RULES, k.code())));
    assert!(Topic::ALL.iter().all(|k| has(TOPICS, k.code())));
    assert!(GuideKind::ALL.iter().all(|k| has(GUIDE_KINDS, k.code())));
    assert!(Staffing::ALL.iter().all(|k| has(STAFFINGS, k.code())));
    for section in Section::ALL {
        for field in section.assumable() {
            let back = section.assumable().find(|f| f.code == field.code).unwrap();
            let there = section.assumable().find(|f| f.name == field.name).unwrap();
            assert_eq!(
                section.assumable().find(|f| f.code == there.code).unwrap().name,
                field.name,
                "{}",
                back.name
            );
        }
    }
}

#[test]
fn the_documentation_is_the_table_of_fields() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/mappeformat.md");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, document()).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == document(),
        "docs/mappeformat.md is old: run UPDATE_DOCS=1 cargo test -p domain exchange"
    );
    for field in Section::ALL.into_iter().flat_map(Section::fields) {
        assert!(
            written.contains(&format!("`{}`", field.name)) && written.contains(field.about),
            "{}",
            field.name
        );
        if let Content::Choice(choices) | Content::Several(choices) = field.content {
            assert!(choices.iter().all(|(name, ..)| written.contains(&format!("`{name}`"))));
        }
    }
}

// What follows makes registers with everything a folder can say.

fn text() -> impl Strategy<Value = String> {
    let letters = select(vec![
        'a', 'B', '7', ' ', '\n', '\n', '"', '"', '\\', '\'', '#', '=', '[', ']', 'æ', 'ø', 'Å', 'š', '😀', '–', '\t',
        '\r', '\u{7f}', '\u{85}', '\u{feff}', '{',
    ]);
    // At most six digits in a row can come of this, so nothing looks like an identity number.
    vec(letters, 0..7).prop_map(|letters| letters.into_iter().collect())
}

fn written() -> impl Strategy<Value = String> {
    text().prop_map(|t| format!("x{t}"))
}

fn localized() -> impl Strategy<Value = Localized> {
    (text(), text(), text(), any::<[bool; 3]>()).prop_map(|(nb, nn, en, keep)| {
        let only = |keep: bool, text: String| if keep { text } else { String::new() };
        Localized {
            nb: only(keep[0], nb),
            nn: only(keep[1], nn),
            en: only(keep[2], en),
        }
    })
}

fn named() -> impl Strategy<Value = Localized> {
    (localized(), written(), 0..3usize).prop_map(|(mut l, text, at)| {
        *l.get_mut(Locale::ALL[at]) = text;
        l
    })
}

fn key(prefix: &str, i: usize) -> Key {
    Key::parse(&format!("{prefix}-{i}")).unwrap()
}

fn date() -> impl Strategy<Value = Date> {
    (1900i16..2200, 1i8..13, 1i8..29).prop_map(|(y, m, d)| Date::new(y, m, d).unwrap())
}

fn span() -> impl Strategy<Value = (Minute, Minute)> {
    (0u16..1440, 1u16..1440).prop_map(|(start, length)| {
        (
            Minute::new(start).unwrap(),
            Minute::new((start + length).min(1440)).unwrap(),
        )
    })
}

fn period() -> impl Strategy<Value = (Date, Date)> {
    (date(), date()).prop_map(|(a, b)| (a.min(b), a.max(b)))
}

fn assumed(section: Section) -> impl Strategy<Value = Vec<String>> {
    let codes: Vec<String> = section.assumable().map(|f| f.code.to_owned()).collect();
    vec(select(codes), 0..4)
}

fn weekday() -> impl Strategy<Value = Weekday> {
    (0i8..7).prop_map(|d| Weekday::from_monday_zero_offset(d).unwrap())
}

fn rule() -> impl Strategy<Value = Rule> {
    prop_oneof![
        (
            1u8..53,
            proptest::sample::subsequence((0i8..7).collect::<Vec<_>>(), 1..=7).prop_shuffle()
        )
            .prop_map(|(every, days)| {
                Rule::Weekly {
                    every,
                    weekdays: days.iter().map(|d| Weekday::from_monday_zero_offset(*d).unwrap()).collect(),
                }
            }),
        (1u8..13, select(vec![-1i8, 1, 2, 3, 4, 5]), weekday())
            .prop_map(|(every, nth, weekday)| Rule::MonthlyByWeekday { every, nth, weekday }),
        (1u8..13, prop_oneof![Just(-1i8), 1i8..32]).prop_map(|(every, day)| Rule::MonthlyByDay { every, day }),
        Just(Rule::DatesOnly),
    ]
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        Just(Change::CalledOff),
        (date(), span()).prop_map(|(date, (start, end))| Change::Moved { date, start, end }),
    ]
}

fn exceptions() -> impl Strategy<Value = Vec<Exception>> {
    let one =
        (date(), change(), localized(), option::of(0i64..4_000_000_000_000)).prop_map(|(date, change, reason, at)| {
            let decided_at = at.map(|ms| Timestamp::from_millisecond(ms).unwrap());
            Exception {
                date,
                change,
                reason,
                decided_at,
            }
        });
    vec(one, 0..3).prop_map(|mut all| {
        all.dedup_by_key(|e| e.date);
        all
    })
}

fn extra_dates() -> impl Strategy<Value = Vec<ExtraDate>> {
    let one = (date(), option::of(span()), localized()).prop_map(|(date, span, note)| ExtraDate {
        date,
        start: span.map(|s| s.0),
        end: span.map(|s| s.1),
        note,
    });
    vec(one, 0..3)
}

fn schedule(places: usize) -> impl Strategy<Value = Schedule> {
    let first = (
        0..places,
        rule(),
        span(),
        period(),
        any::<bool>(),
        select(Staffing::ALL.to_vec()),
        any::<u16>(),
    );
    (first, any::<bool>(), any::<bool>(), exceptions(), extra_dates()).prop_map(
        |(
            (place, rule, (start, end), (from, until), bounded, staffing, guides),
            holidays,
            school,
            exceptions,
            extra_dates,
        )| {
            Schedule {
                key: key("x", 0),
                place: key("sted", place),
                rule,
                start,
                end,
                from,
                until: bounded.then_some(until),
                staffing,
                guides,
                on_public_holidays: holidays,
                on_school_holidays: school,
                exceptions,
                extra_dates,
            }
        },
    )
}

/// Takes away from a random schedule what no schedule may have.
fn in_order(mut schedule: Schedule) -> Schedule {
    schedule.extra_dates.sort_by_key(|e| e.date);
    schedule.extra_dates.dedup_by_key(|e| e.date);
    let dates: Vec<_> = schedule.extra_dates.iter().map(|e| e.date).collect();
    schedule.exceptions.truncate(dates.len());
    for (exception, date) in schedule.exceptions.iter_mut().zip(dates) {
        exception.date = date;
    }
    if schedule.staffing != Staffing::Staffed {
        schedule.guides = 0;
    }
    for problem in crate::schedule::check(&schedule) {
        match problem {
            crate::schedule::Problem::NeverOccurs => schedule.rule = Rule::DatesOnly,
            crate::schedule::Problem::AmbiguousMove(_) => {
                schedule.exceptions.iter_mut().for_each(|e| e.change = Change::CalledOff);
            }
            _ => {}
        }
    }
    schedule
}

fn schedules(places: usize) -> impl Strategy<Value = Vec<Schedule>> {
    vec(schedule(places).prop_map(in_order), 0..3).prop_map(|mut all| {
        for (i, schedule) in all.iter_mut().enumerate() {
            schedule.key = key("plan", 9 - i);
        }
        all
    })
}

fn municipality(places: usize) -> impl Strategy<Value = Municipality> {
    let closed = vec((option::of(0..places), period(), localized()), 0..3);
    let holidays = vec((period(), named()), 0..3);
    let first = (
        0u16..10_000,
        named(),
        named(),
        select(Locale::ALL.to_vec()),
        text(),
        localized(),
    );
    (
        first,
        localized(),
        assumed(Section::Municipality),
        closed,
        holidays,
        any::<bool>(),
    )
        .prop_map(
            |(
                (number, name, service_name, written_language, phone, phone_hours),
                about,
                assumed,
                closed,
                holidays,
                more,
            )| {
                Municipality {
                    number: format!("{number:04}"),
                    name,
                    service_name,
                    written_language,
                    phone,
                    phone_hours,
                    email: if more {
                        "digihjelpen@kommune.example".into()
                    } else {
                        String::new()
                    },
                    homepage: if more {
                        "https://kommune.example/å".into()
                    } else {
                        String::new()
                    },
                    about,
                    standard_profile: "2026-1".into(),
                    assumed,
                    closed_periods: closed
                        .into_iter()
                        .enumerate()
                        .map(|(i, (place, (first, last), reason))| ClosedPeriod {
                            key: key("stengt", i),
                            place: place.map(|p| key("sted", p)),
                            first,
                            last,
                            reason,
                        })
                        .collect(),
                    school_holidays: holidays
                        .into_iter()
                        .enumerate()
                        .map(|(i, ((first, last), name))| SchoolHoliday {
                            key: key("ferie", i),
                            first,
                            last,
                            name,
                        })
                        .collect(),
                }
            },
        )
}

fn organisation(i: usize) -> impl Strategy<Value = Organisation> {
    let dates = (option::of(date()), option::of(date()));
    let first = (
        named(),
        select(OrganisationKind::ALL.to_vec()),
        option::of(0..i.max(1)),
        localized(),
        text(),
    );
    (first, dates, assumed(Section::Organisation), any::<bool>()).prop_map(
        move |((name, kind, part_of, about, phone), (last_confirmed, ended), assumed, more)| Organisation {
            key: key("aktor", i),
            name,
            kind,
            part_of: part_of.filter(|p| *p < i).map(|p| key("aktor", p)),
            about,
            phone,
            email: if more {
                "post@aktor.example".into()
            } else {
                String::new()
            },
            website: if more {
                "http://aktor.example".into()
            } else {
                String::new()
            },
            last_confirmed,
            assumed,
            ended,
        },
    )
}

fn facilities() -> impl Strategy<Value = Facilities> {
    (any::<[Option<bool>; 7]>(), any::<Option<u16>>()).prop_map(|(b, machines)| Facilities {
        step_free: b[0],
        hearing_loop: b[1],
        accessible_toilet: b[2],
        private_corner: b[3],
        wifi: b[4],
        printer: b[5],
        machines,
        machines_wiped: b[6],
    })
}

fn place(i: usize, organisations: usize, places: usize) -> impl Strategy<Value = Place> {
    let position = option::of((-90_000_000i32..=90_000_000, -180_000_000i32..=180_000_000));
    let first = (
        named(),
        0..organisations,
        option::of(0..i.max(1)),
        text(),
        option::of(0u16..10_000),
        text(),
        text(),
    );
    (
        first,
        position,
        localized(),
        text(),
        facilities(),
        schedules(places),
        assumed(Section::Place),
        option::of(date()),
    )
        .prop_map(
            move |(
                (name, organisation, part_of, street, code, town, district),
                position,
                directions,
                phone,
                facilities,
                hours,
                assumed,
                ended,
            )| {
                Place {
                    key: key("sted", i),
                    name,
                    organisation: key("aktor", organisation),
                    part_of: part_of.filter(|p| *p < i).map(|p| key("sted", p)),
                    street,
                    postal_code: code.map(|c| format!("{c:04}")).unwrap_or_default(),
                    town,
                    district,
                    position,
                    directions,
                    phone,
                    facilities,
                    hours,
                    assumed,
                    ended,
                }
            },
        )
}

fn some(prefix: &'static str, count: usize) -> impl Strategy<Value = Vec<Key>> {
    proptest::sample::subsequence((0..count).collect::<Vec<_>>(), 0..=count)
        .prop_shuffle()
        .prop_map(move |all| all.into_iter().map(|i| key(prefix, i)).collect())
}

fn topics() -> impl Strategy<Value = Vec<Topic>> {
    proptest::sample::subsequence(Topic::ALL.to_vec(), 0..6).prop_shuffle()
}

fn offering(i: usize, organisations: usize, places: usize) -> impl Strategy<Value = Offering> {
    let words = (named(), named(), localized(), localized(), localized(), localized());
    let codes = (
        select(OfferingKind::ALL.to_vec()),
        select(Access::ALL.to_vec()),
        select(DropInRule::ALL.to_vec()),
        any::<bool>(),
        proptest::sample::subsequence(vec!["nb".to_owned(), "se".into(), "zh-Hans".into()], 0..=3),
    );
    let links = (
        0..organisations,
        some("aktor", organisations),
        topics(),
        some("tjeneste", 2),
        any::<bool>(),
    );
    let rest = (
        schedules(places),
        option::of(date()),
        option::of(date()),
        assumed(Section::Offering),
        option::of(booking_plan()),
    );
    (words, codes, links, rest).prop_map(move |(words, codes, links, rest)| {
        let (name, summary, description, audience, bring, price) = words;
        let (kind, access, drop_in_rule, published, languages) = codes;
        let (organisation, contributors, topics, services, other) = links;
        let (schedules, last_confirmed, ended, assumed, booking) = rest;
        Offering {
            key: key("tilbud", i),
            name,
            summary,
            description,
            kind,
            organisation: key("aktor", organisation),
            contributors,
            topics,
            services,
            languages,
            audience,
            bring,
            price,
            access,
            drop_in_rule,
            refers_to: if other { vec![key("tilbud", 1 - i)] } else { vec![] },
            schedules,
            booking,
            published,
            last_confirmed,
            ended,
            successor: other.then(|| key("tilbud", 1 - i)),
            assumed,
        }
    })
}

fn booking_plan() -> impl Strategy<Value = BookingPlan> {
    let fives = |from: u16, to: u16| (from / 5..=to / 5).prop_map(|n| n * 5);
    let needs = proptest::sample::subsequence(Topic::ALL.to_vec(), 0..4);
    let lengths = (fives(10, 240), needs, fives(0, 60), fives(5, 240));
    let kept =
        prop_oneof![Just(Kept::Nothing), (1u16..1000).prop_map(Kept::Number), (1u8..=100).prop_map(Kept::PerCent)];
    let limits = (
        0u16..=336,
        1u16..=365,
        2u16..=60,
        1u16..=14,
        any::<bool>(),
        any::<bool>(),
    );
    let shared = (option::of(1u16..1000), option::of(1u16..1000), named());
    (lengths, kept, limits, shared).prop_map(|((minutes, needs, buffer, step), kept, limits, shared)| {
        let (notice_hours, horizon_days, hold_minutes, keep_days, extra_long, interpreter) = limits;
        let (rooms, machines, keep_reason) = shared;
        BookingPlan {
            minutes,
            needs: needs.into_iter().map(|topic| BookingNeed { topic, minutes }).collect(),
            buffer,
            step,
            extra_long,
            interpreter,
            kept,
            notice_hours,
            horizon_days,
            hold_minutes,
            rooms,
            machines,
            keep_days: if extra_long { keep_days } else { keep_days + 30 },
            keep_reason,
        }
    })
}

fn service(i: usize) -> impl Strategy<Value = DigitalService> {
    let rest = (
        select(Topic::ALL.to_vec()),
        any::<bool>(),
        vec(text(), 0..3),
        assumed(Section::Service),
    );
    (named(), named(), rest).prop_map(move |(name, owner, (topic, digital_only, search_words, assumed))| {
        DigitalService {
            key: key("tjeneste", i),
            name,
            owner,
            topic,
            digital_only,
            search_words,
            website: String::new(),
            assumed,
        }
    })
}

type Rest = (
    Vec<Door>,
    Vec<Deviation>,
    Vec<Channel>,
    Vec<NetworkMeeting>,
    Vec<Milestone>,
);

fn the_rest(organisations: usize) -> impl Strategy<Value = Rest> {
    let door = (
        named(),
        named(),
        topics(),
        text(),
        localized(),
        option::of(date()),
        assumed(Section::Door),
    )
        .prop_map(
            |(name, helps_with, topics, phone, hours, last_confirmed, assumed)| Door {
                key: key("dor", 0),
                name,
                helps_with,
                topics,
                phone,
                hours,
                website: "https://dor.example".into(),
                last_confirmed,
                assumed,
            },
        );
    let answer = select(vec!["may", "with_care", "no"]);
    let scope = (
        subsequence(vec![key("tjeneste", 0), key("tjeneste", 1)], 0..=2),
        subsequence(OfferingKind::ALL.to_vec(), 0..4),
        subsequence(GuideKind::ALL.to_vec(), 0..3),
    )
        .prop_map(|(services, forms, guides)| BoundaryScope {
            services,
            topics: Vec::new(),
            forms,
            guides,
        });
    let deviation = (
        (answer, scope),
        named(),
        written(),
        (option::of(date()), option::of(date())),
        text(),
        assumed(Section::Deviation),
    )
        .prop_map(
            |((answer, scope), reason, owner, (risk_assessment_due, review_on), risk_assessment, assumed)| Deviation {
                scope,
                review_on,
                key: key("avvik", 0),
                rule: "fill_in_application".into(),
                answer: answer.into(),
                reason,
                owner,
                risk_assessment_due,
                risk_assessment,
                assumed,
            },
        );
    let channel = (
        named(),
        option::of(0..organisations),
        any::<Option<u16>>(),
        localized(),
        assumed(Section::Channel),
    )
        .prop_map(|(name, organisation, issues_per_year, about, assumed)| Channel {
            key: key("kanal", 0),
            name,
            organisation: organisation.map(|o| key("aktor", o)),
            issues_per_year,
            about,
            assumed,
        });
    let meeting = (
        named(),
        some("aktor", organisations),
        1u16..53,
        localized(),
        assumed(Section::NetworkMeeting),
    )
        .prop_map(|(name, participants, per_year, about, assumed)| NetworkMeeting {
            key: key("mote", 0),
            name,
            participants,
            per_year,
            about,
            assumed,
        });
    let milestone = (
        1800i16..2101,
        option::of(0i16..100),
        named(),
        assumed(Section::Milestone),
    )
        .prop_map(|(year, lasted, text, assumed)| Milestone {
            key: key("milepael", 0),
            year,
            until_year: lasted.map(|l| year + l),
            text,
            assumed,
        });
    (
        vec(door, 0..2),
        vec(deviation, 0..2),
        vec(channel, 0..2),
        vec(meeting, 0..2),
        vec(milestone, 0..2),
    )
}

fn register() -> impl Strategy<Value = Register> {
    let municipality = municipality(2);
    let organisations = (organisation(0), organisation(1), organisation(2));
    let places = (place(0, 3, 2), place(1, 3, 2));
    let offerings = (offering(0, 3, 2), offering(1, 3, 2));
    let services = (service(0), service(1));
    (municipality, organisations, places, offerings, services, the_rest(3)).prop_map(
        |(municipality, o, p, f, s, rest)| {
            let (doors, deviations, channels, network_meetings, milestones) = rest;
            Register {
                municipality,
                organisations: vec![o.0, o.1, o.2],
                places: vec![p.0, p.1],
                offerings: vec![f.0, f.1],
                services: vec![s.0, s.1],
                doors,
                deviations,
                channels,
                network_meetings,
                milestones,
            }
        },
    )
}

fn same_after_writing(folder: &Folder) {
    let written = write_folder(folder);
    let again = read_folder(&bytes(&written)).unwrap_or_else(|p| panic!("{p:#?}\n{written:#?}"));
    assert_eq!(*folder, again);
    assert_eq!(written, write_folder(&again));
}

proptest! {
    #![proptest_config(ProptestConfig { max_shrink_iters: 2000, ..ProptestConfig::default() })]

    #[test]
    fn reading_what_was_written_changes_nothing(register in register()) {
        prop_assert_eq!(crate::register::check(&register), vec![]);
        same_after_writing(&register.into());
    }

    #[test]
    fn no_bytes_make_reading_stop(noise in vec(any::<u8>(), 0..200), text in "\\PC{0,60}") {
        let _ = problems_with("tilbud/hjelp.toml", noise);
        let _ = problems_with("kommune.toml", text.clone());
        let _ = problems_with("forankring.toml", text);
    }
}

#[test]
fn the_examples_are_the_same_after_writing() {
    for name in ["minimal", "bergen"] {
        same_after_writing(&read_folder(&folder_on_disk(name)).unwrap_or_else(|p| panic!("{p:#?}")));
    }
}
