use super::{shipped::FILES, *};
use crate::{
    boundaries::{BoundaryAnswer, Profile},
    privacy::{Expect, check},
    referrals::national_doors,
    shared::{Key, Locale},
};
use jiff::civil::{Date, date};

const TODAY: Date = date(2026, 11, 23);

/// Every problem at once.
fn none(problems: &[String]) {
    assert!(problems.is_empty(), "{}:\n{}", problems.len(), problems.join("\n"));
}

fn each(mut check: impl FnMut(&Card, Locale, &CardText, &mut Vec<String>)) {
    let mut problems = Vec::new();
    for shipped in shipped() {
        for l in Locale::ALL {
            check(&shipped.card, l, shipped.card.exact(l), &mut problems);
        }
    }
    none(&problems);
}

#[test]
fn every_file_of_the_folder_is_a_card() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/handbook/cards");
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|f| f.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    names.sort();
    assert_eq!(names, FILES.iter().map(|(name, _)| *name).collect::<Vec<_>>());
    assert_eq!(shipped().iter().map(|s| s.card.key.as_str()).collect::<Vec<_>>(), names);
    assert!(shipped().len() >= 40);
    for kind in CardKind::ALL {
        assert!(shipped().iter().filter(|s| s.card.kind == kind).count() >= 20);
        assert_eq!(CardKind::parse(kind.code()), Some(kind));
    }
    for shelf in Shelf::ALL {
        assert!(shipped().iter().filter(|s| s.card.shelf == shelf).count() >= 5);
        assert_eq!(Shelf::parse(shelf.code()), Some(shelf));
    }
}

#[test]
fn every_card_is_whole_in_three_languages() {
    each(|card, l, text, problems| {
        let key = &card.key;
        let nb = &card.nb;
        let mut miss = |what: &str| problems.push(format!("{key} {l:?}: {what}"));
        if !text.is_written() || text.when.is_empty() || text.say.is_empty() || text.all().any(|t| t.trim().is_empty())
        {
            miss("something is not written");
        }
        if (text.steps.len(), text.may.len(), text.instead.len()) != (nb.steps.len(), nb.may.len(), nb.instead.len()) {
            miss("not as many sentences as in bokmål");
        }
        if text.title.chars().count() > 60 {
            miss("a long title");
        }
        match card.kind {
            CardKind::Topic if text.steps.len() < 3 || text.steps.len() > 7 => miss("three to seven steps"),
            CardKind::Dilemma if text.may.is_empty() || text.instead.is_empty() => miss("may, may not"),
            _ => {}
        }
        if card.words.len() < 8 {
            miss("few words that people say");
        }
    });
}

#[test]
fn whatever_one_may_not_do_has_something_to_do_instead() {
    each(|card, l, text, problems| {
        for pair in &text.instead {
            if pair.not.is_empty() || pair.instead.is_empty() || pair.not == pair.instead {
                problems.push(format!("{} {l:?}: {pair:?}", card.key));
            }
        }
    });
}

#[test]
fn what_a_card_names_is_there() {
    let mut problems = Vec::new();
    for card in shipped().iter().map(|s| &s.card) {
        let mut no = |what: &str| problems.push(format!("{}: no {what}", card.key));
        card.rules.iter().filter(|r| Profile::standard().rule(r).is_none()).for_each(|r| no(r));
        let doors = national_doors();
        card.doors.iter().filter(|k| doors.iter().all(|d| d.key != **k)).for_each(|k| no(k.as_str()));
        for source in &card.sources {
            if source.text.is_empty() || !(source.url.is_empty() || source.url.starts_with("https://")) {
                no(&source.text);
            }
        }
    }
    none(&problems);
}

/// A card about something that the national recommendation says no to tells what one may not do.
#[test]
fn no_national_boundary_is_opened() {
    let mut problems = Vec::new();
    for card in shipped().iter().map(|s| &s.card) {
        let closed = card
            .rules
            .iter()
            .filter_map(|r| Profile::standard().rule(r))
            .find(|r| r.answer == BoundaryAnswer::No);
        if let Some(rule) = closed.filter(|_| card.nb.instead.is_empty()) {
            problems.push(format!(
                "{}: {} is a no, and the card has no «may not»",
                card.key, rule.code
            ));
        }
    }
    none(&problems);
    let covered = |code: &str| shipped().iter().any(|s| s.card.rules.iter().any(|r| r == code));
    let closed = Profile::standard().rules.iter().filter(|r| r.answer == BoundaryAnswer::No);
    none(
        &closed
            .filter(|r| !covered(&r.code))
            .map(|r| format!("no card about {}", r.code))
            .collect::<Vec<_>>(),
    );
}

/// What a guide never does may not stand among what she may do, or among the steps. The words are those of the national
/// boundaries: typing codes, paying, filling in, sending, signing, repairing, going home to people.
#[test]
fn nothing_forbidden_is_among_the_steps() {
    let forbidden: Vec<(Locale, &str)> = include_str!("forbidden.txt")
        .lines()
        .filter(|l| !l.starts_with('#') && !l.is_empty())
        .map(|l| l.split_once(' ').unwrap())
        .map(|(code, words)| (Locale::parse(code).unwrap(), words))
        .collect();
    assert!(forbidden.len() >= 40);
    each(|card, l, text, problems| {
        for allowed in text.steps.iter().chain(&text.may) {
            let plain = allowed.to_lowercase();
            for (_, words) in forbidden.iter().filter(|(language, words)| *language == l && plain.contains(words)) {
                problems.push(format!("{} {l:?}: «{words}» in «{allowed}»", card.key));
            }
        }
    });
}

/// LIX: words per sentence and the share of words longer than six letters.
fn lix<'t>(texts: impl Iterator<Item = &'t str>) -> f64 {
    let (mut words, mut long, mut sentences) = (0u32, 0u32, 0u32);
    for text in texts {
        sentences += u32::try_from(text.matches(['.', '?', '!', ':']).count()).unwrap().max(1);
        for word in text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
            words += 1;
            long += u32::from(word.chars().count() > 6);
        }
    }
    f64::from(words) / f64::from(sentences) + 100.0 * f64::from(long) / f64::from(words)
}

#[test]
fn the_cards_are_easy_to_read() {
    each(|card, l, text, problems| {
        let all = lix(text.all());
        let say = lix([text.say.as_str()].into_iter());
        if l != Locale::En && (all > 35.0 || say > 35.0) {
            problems.push(format!("{} {l:?}: LIX {all:.0}, the words to say {say:.0}", card.key));
        }
        for long in text.all().filter(|t| t.split_whitespace().count() > 30) {
            problems.push(format!("{} {l:?}: long: {long}", card.key));
        }
    });
}

/// Nobody is refused when they save a card that ships.
#[test]
fn the_cards_hold_nothing_that_free_text_may_not_hold() {
    each(|card, l, text, problems| {
        for words in text.all() {
            for finding in check(words, Expect { contact_allowed: true }) {
                problems.push(format!("{} {l:?}: {:?} in {words}", card.key, finding.kind));
            }
        }
    });
}

#[test]
fn what_a_guide_writes_finds_the_card() {
    let all = entries(Vec::new());
    let index = CardIndex::build(&all);
    let mut wrong = Vec::new();
    for case in include_str!("cases.txt").lines().filter(|l| !l.starts_with('#') && !l.is_empty()) {
        let (question, wanted) = case.split_once(" => ").unwrap();
        let (places, _) = index.find(question);
        let found: Vec<&str> = places.iter().take(4).map(|p| all[*p].card.key.as_str()).collect();
        let good = match wanted.strip_prefix('~') {
            Some(wanted) => found.iter().take(3).any(|f| *f == wanted),
            None => found.first() == Some(&wanted),
        };
        if !good {
            wrong.push(format!("{question}: {found:?}, not {wanted}"));
        }
    }
    none(&wrong);
    assert!(index.find("qwxyzz").0.is_empty());
    assert_eq!(
        index.find("totrinsbekreftelse").1.as_deref(),
        Some("totrinnsbekreftelse")
    );
}

#[test]
fn the_written_form_of_a_card_is_the_card() {
    for shipped in shipped() {
        let text = to_toml(&shipped.card);
        assert_eq!(
            from_toml(&shipped.card.key, &text).as_ref(),
            Some(&shipped.card),
            "{text}"
        );
    }
    let mut uneven = shipped()[0].card.clone();
    uneven.nn = CardText::default();
    uneven.en.steps.truncate(1);
    assert_eq!(from_toml(&uneven.key, &to_toml(&uneven)), Some(uneven));
    assert_eq!(from_toml(&shipped()[0].card.key, "kind = 1"), None);
}

#[test]
fn a_card_is_read_whole_in_one_language() {
    let mut card = shipped()[0].card.clone();
    card.nn = CardText {
        title: "Berre ein tittel".to_owned(),
        ..CardText::default()
    };
    assert_eq!(card.best(Locale::Nn).1, Locale::Nb);
    card.nb = CardText::default();
    card.en = CardText::default();
    assert_eq!(card.best(Locale::Nb), (&card.nn, Locale::Nn));
}

fn key(text: &str) -> Key {
    Key::parse(text).unwrap()
}

fn kept(name: &str) -> KeptCard {
    KeptCard {
        key: key(name),
        own: None,
        made_from: None,
        retired: false,
        review: None,
    }
}

fn of_shipped(name: &str) -> Card {
    shipped().iter().find(|s| s.card.key.as_str() == name).unwrap().card.clone()
}

#[test]
fn the_municipality_s_own_version_is_never_written_over() {
    let then = {
        let mut card = of_shipped("bank");
        card.nb.title = "Som det var i en tidligere utgave".to_owned();
        card
    };
    let mut own = of_shipped("bank");
    own.nb.title = "Banken hos oss".to_owned();
    let changed = entry(
        &key("bank"),
        Some(KeptCard {
            own: Some(own.clone()),
            made_from: Some(then),
            ..kept("bank")
        }),
    )
    .unwrap();
    assert_eq!(
        (&changed.card, changed.origin, changed.shipped_changed),
        (&own, CardOrigin::Changed, true)
    );
    assert!(changed.waits(TODAY));
    let same = KeptCard {
        own: Some(own),
        made_from: Some(of_shipped("bank")),
        ..kept("bank")
    };
    assert!(!entry(&key("bank"), Some(same)).unwrap().shipped_changed);
}

#[test]
fn reviews_are_due_by_day_and_when_the_words_change() {
    let of = |k: KeptCard| entry(&k.key.clone(), Some(k)).unwrap();
    let review = |of: Card, due: Date| {
        Some(Review {
            by: "Fagleder".to_owned(),
            on: date(2026, 11, 1),
            due,
            of,
        })
    };
    let shipped_due = shipped().iter().find(|s| s.card.key.as_str() == "bank").unwrap().due();
    assert_eq!(of(kept("bank")).need(TODAY), ReviewNeed::Not(shipped_due));
    assert_eq!(of(kept("bank")).need(shipped_due), ReviewNeed::Due(shipped_due));
    let good = KeptCard {
        review: review(of_shipped("bank"), date(2027, 6, 1)),
        ..kept("bank")
    };
    assert_eq!(of(good.clone()).need(TODAY), ReviewNeed::Not(date(2027, 6, 1)));
    assert_eq!(of(good).need(date(2027, 6, 1)), ReviewNeed::Due(date(2027, 6, 1)));
    let other = KeptCard {
        review: review(of_shipped("vipps"), date(2027, 6, 1)),
        ..kept("bank")
    };
    assert_eq!(of(other.clone()).need(TODAY), ReviewNeed::ChangedSince);
    assert!(!of(KeptCard { retired: true, ..other }).waits(TODAY));
    let own = KeptCard {
        own: Some(of_shipped("bank")),
        ..kept("vart-eget")
    };
    let own = of(own);
    assert_eq!((own.origin, own.need(TODAY)), (CardOrigin::Own, ReviewNeed::Never));
}

#[test]
fn the_handbook_is_what_ships_and_what_is_kept() {
    let own = KeptCard {
        own: Some(of_shipped("bank")),
        ..kept("vart-eget")
    };
    let all = entries(vec![own, kept("et-kort-som-ikke-finnes-lenger")]);
    assert_eq!(all.len(), shipped().len() + 1);
    assert!(
        all.windows(2).all(|w| w[0].card.key <= w[1].card.key
            || w[1].origin == CardOrigin::Own
            || w[0].origin == CardOrigin::Own)
    );
    assert_eq!(entry(&key("et-kort-som-ikke-finnes-lenger"), None), None);
}
