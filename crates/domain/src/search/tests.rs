use super::{normal::typing_errors, words::read, *};
use crate::{
    referrals::{doors_of, sample::register},
    shared::Locale,
};
use jiff::civil::{Date, date};

const TODAY: Date = date(2026, 11, 24);

fn describe(answer: &Answer) -> String {
    let hits: Vec<String> = answer.hits.iter().take(4).map(|h| format!("{:?} {} {}", h.kind, h.key, h.score)).collect();
    let heads: Vec<_> = answer.headlines.iter().map(|h| h.concept.unwrap_or("-")).collect();
    format!("{heads:?} {hits:?} {:?}", answer.did_you_mean)
}

/// What a line of `cases.txt` expects: a concept first, a key or a topic among the first three, or a correction.
fn holds(answer: &Answer, expected: &str) -> bool {
    let (what, value) = expected.split_once(':').unwrap_or(("concept", expected));
    let first_three = || answer.hits.iter().take(3);
    match what {
        "concept" if value == "fallback" => !answer.understood,
        "concept" => answer.headlines[0].concept == Some(value),
        "hit" => first_three().any(|h| h.key.as_str() == value),
        "topic" => first_three().any(|h| matches!(h.why, Why::Topic(t) if t.code() == value)),
        "means" => answer.did_you_mean.as_deref() == Some(value),
        _ => false,
    }
}

#[test]
fn every_case_leads_where_it_should() {
    let index = SearchIndex::build(&register());
    let mut wrong = vec![];
    let mut count = 0;
    for line in include_str!("cases.txt").lines().filter(|l| !l.trim().is_empty() && !l.starts_with('#')) {
        let mut parts = line.split('|').map(str::trim);
        let (query, _language) = (parts.next().unwrap(), parts.next().unwrap());
        let answer = index.search(query, TODAY);
        count += 1;
        for expected in parts.next().unwrap().split_whitespace() {
            if !holds(
                &answer,
                &expected.replace('_', if expected.starts_with("means") { " " } else { "_" }),
            ) {
                wrong.push(format!("{query}: expected {expected}, got {}", describe(&answer)));
            }
        }
    }
    assert!(count >= 150, "only {count} cases");
    assert!(
        wrong.is_empty(),
        "{} of {count} cases:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn the_word_list_is_whole() {
    let concepts = read(include_str!("words.toml")).unwrap();
    let register = register();
    let doors = doors_of(&register);
    for concept in &concepts {
        for locale in Locale::ALL {
            let answer = concept.answer.exact(locale);
            assert!(
                answer.ends_with('.') && answer.contains(": "),
                "{}: {answer}",
                concept.key
            );
        }
        assert!(
            !concept.topics.is_empty() || !concept.kinds.is_empty(),
            "{}",
            concept.key
        );
        for door in &concept.doors {
            assert!(doors.iter().any(|d| d.key == *door), "{}: no door {door}", concept.key);
        }
    }
    let mut keys: Vec<&str> = concepts.iter().map(|c| c.key.as_str()).collect();
    keys.sort_unstable();
    keys.dedup();
    assert_eq!(keys.len(), concepts.len());
}

#[test]
fn every_phrase_of_the_word_list_finds_its_own_concept() {
    let index = SearchIndex::build(&register());
    let mut wrong = vec![];
    for concept in concepts() {
        for phrase in concept.norwegian.iter().chain(&concept.english) {
            let answer = index.search(phrase, TODAY);
            if answer.headlines.iter().all(|h| h.concept != Some(&concept.key)) {
                wrong.push(format!("{phrase} ({}): {}", concept.key, describe(&answer)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn nonsense_leads_to_a_person() {
    let index = SearchIndex::build(&register());
    let long = "å".repeat(10_000);
    for query in ["", "   ", "?!…,;--", "\u{0}\u{1b}[31m\n\t", "xyzzyq", &long, "🙂🙂", "' OR 1=1 --"] {
        let answer = index.search(query, TODAY);
        assert!(!answer.headlines.is_empty() && !answer.hits.is_empty(), "{query:?}");
    }
    let answer = index.search("xyzzyq", TODAY);
    assert!(!answer.understood && answer.headlines[0].text.nb.contains("55 00 00 00"));
    assert_eq!(answer.hits.len(), 2);
    assert!(answer.hits.iter().all(|h| h.key.as_str().starts_with("drop-in") && h.why == Why::Fallback));
}

#[test]
fn a_municipality_with_nothing_still_answers() {
    let mut empty = register();
    empty.offerings.clear();
    empty.places.clear();
    empty.municipality.phone.clear();
    let index = SearchIndex::build(&empty);
    for query in ["bankid", "xyzzyq"] {
        let answer = index.search(query, TODAY);
        assert!(
            !answer.headlines[0].text.is_empty() && !answer.hits.is_empty(),
            "{query}"
        );
    }
}

#[test]
fn only_the_first_two_hundred_characters_are_read() {
    let index = SearchIndex::build(&register());
    let far_out = format!("{} vipps", "q".repeat(250));
    assert!(!index.search(&far_out, TODAY).understood);
}

#[test]
fn ended_and_unpublished_offerings_are_not_found() {
    let index = SearchIndex::build(&register());
    for query in ["gammelt kurs", "kladd", "mobil"] {
        let hits = index.search(query, TODAY).hits;
        assert!(
            hits.iter().all(|h| !["gammelt-kurs", "kladd"].contains(&h.key.as_str())),
            "{query}"
        );
    }
}

#[test]
fn typing_errors_are_counted() {
    let count =
        |a: &str, b: &str, max| typing_errors(&a.chars().collect::<Vec<_>>(), &b.chars().collect::<Vec<_>>(), max);
    assert_eq!(count("altin", "altinn", 1), Some(1));
    assert_eq!(count("bnakid", "bankid", 1), Some(1));
    assert_eq!(count("vipps", "vipps", 1), Some(0));
    assert_eq!(count("helsenorge", "skatteetaten", 2), None);
    assert_eq!(count("ab", "ba", 0), None);
}

#[test]
fn six_chips_and_each_is_understood_in_three_languages() {
    let register = register();
    let index = SearchIndex::build(&register);
    let chips = suggest_chips(&register);
    assert_eq!(chips.len(), 6);
    for chip in &chips {
        for locale in Locale::ALL {
            let answer = index.search(chip.words.exact(locale), TODAY);
            assert!(answer.headlines[0].concept.is_some(), "{:?}", chip.words);
        }
    }
    let nb: Vec<&str> = chips.iter().map(|c| c.words.nb.as_str()).collect();
    assert_eq!(
        nb,
        ["BankID", "Vipps", "Helsenorge", "Telefonen er full", "Søknader", "Bilder"]
    );
}
