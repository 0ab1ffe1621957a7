use domain::{
    bookings::Code,
    boundaries,
    enrolments::Target,
    events::Item,
    exchange, handbook,
    messages::{Email, Phone},
    privacy::{self, Expect, Kind},
    register::{self, Register},
    schedule::{OccurrenceKey, municipality_state, next_change, week},
    search::SearchIndex,
    shared::{Id, Key, Locale, Minute},
    visits::{VisitDefaults, parse_form},
};
use jiff::{
    Timestamp,
    civil::{Date, date},
};
use std::{fs, path::Path, sync::OnceLock};

/// A Tuesday in winter.
pub const DAY: Date = date(2026, 3, 3);

/// Noon that day in Norway.
pub fn noon() -> Timestamp {
    Timestamp::from_second(1_772_535_600).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// A folder of a municipality: each file begins with a line `=== ` and its path. Without such a line it is one offering.
///
/// What is taken in has nothing wrong with it, comes back unchanged when it is written, and can be used.
pub fn folder(bytes: &[u8]) {
    let read = exchange::read_folder(&files(bytes));
    match read {
        Err(problems) => {
            assert!(!problems.is_empty(), "refused without a word");
            for p in &problems {
                assert!(
                    p.line >= 1 && p.column >= 1 && !p.code.is_empty() && !p.message.is_empty(),
                    "{p:?}"
                );
            }
        }
        Ok(folder) => {
            assert_eq!(register::check(&folder.register), vec![]);
            let written = exchange::write_folder(&folder);
            let bytes: Vec<(String, Vec<u8>)> =
                written.iter().map(|(p, t)| (p.clone(), t.clone().into_bytes())).collect();
            let again = exchange::read_folder(&bytes).unwrap_or_else(|p| panic!("{p:#?}\n{written:#?}"));
            assert_eq!(again.register, folder.register, "{written:#?}");
            assert_eq!(exchange::write_folder(&again), written);
            used(&folder.register);
        }
    }
}

fn files(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    const MARK: &[u8] = b"=== ";
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for line in bytes.split_inclusive(|b| *b == b'\n') {
        match (line.strip_prefix(MARK), files.last_mut()) {
            (Some(path), _) => files.push((String::from_utf8_lossy(path.trim_ascii()).into_owned(), Vec::new())),
            (None, Some((_, file))) => file.extend_from_slice(line),
            (None, None) => files.push(("tilbud/hjelp.toml".to_owned(), line.to_vec())),
        }
    }
    files
}

/// What every page does with what a municipality has published.
fn used(register: &Register) {
    let now = noon();
    let _ = municipality_state(register, now);
    let _ = week(register, DAY, now);
    assert!(
        next_change(register, now) > now,
        "a page would be made anew without end"
    );
    let rules = boundaries::effective(register, DAY);
    let deviations: usize = rules.iter().map(|r| r.deviations().count()).sum();
    assert_eq!(deviations, register.deviations.len());
    let _ = SearchIndex::build(register).search("bankid", DAY);
}

/// A calendar of a partner (RFC 5545).
pub fn calendar(bytes: &[u8]) {
    let Ok(read) = interop::ical::read(bytes, DAY) else {
        return;
    };
    assert!(read.dates.is_sorted());
    for d in &read.dates {
        assert!(d.date >= DAY && d.start < d.end, "{d:?}");
    }
}

/// Words somebody writes in a field: the privacy guard, and the two searches.
pub fn text(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for contact_allowed in [false, true] {
        let found = privacy::check(&text, Expect { contact_allowed });
        for f in &found {
            assert!(
                text.get(f.range.clone()).is_some_and(|part| !part.is_empty()),
                "{f:?} in {text:?}"
            );
            assert!(
                !contact_allowed || !matches!(f.kind, Kind::Email | Kind::Phone),
                "{f:?}"
            );
        }
        assert!(
            found.windows(2).all(|two| two[0].range.end <= two[1].range.start),
            "{found:?} in {text:?}"
        );
    }
    // Nothing that stands before, on a line of its own, hides an identity number. This one is synthetic: it belongs to nobody.
    let with_number = format!("{text}\n\nFødselsnummer: 27867405998\n");
    let end = text.len();
    let seen = privacy::check(&with_number, Expect::default());
    assert!(
        seen.iter().any(|f| f.range.end > end),
        "an identity number after {text:?}"
    );
    for locale in [Locale::Nb, Locale::Nn, Locale::En] {
        let _ = boundaries::find(&text, locale);
    }
    let _ = boundaries::tokens(&text);
}

/// The fields of a visit, as the desk sends them when the network is back: a list of pairs in JSON.
pub fn form(bytes: &[u8]) {
    let Ok(pairs) = serde_json::from_slice::<Vec<(String, String)>>(bytes) else {
        return;
    };
    match parse_form(pairs, &VisitDefaults::default()) {
        Ok(draft) => assert!((1..=500).contains(&draft.visit.count), "{draft:?}"),
        Err(problems) => assert!(!problems.is_empty(), "refused without a word"),
    }
}

/// An example of this repository; `None` when it cannot be read.
pub fn example(name: &str) -> Option<Register> {
    read_example(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples").join(name))
}

fn read_example(folder: &Path) -> Option<Register> {
    let mut files = Vec::new();
    let mut left = vec![folder.to_path_buf()];
    while let Some(next) = left.pop() {
        for entry in fs::read_dir(next).ok()? {
            let path = entry.ok()?.path();
            if path.is_dir() {
                left.push(path);
            } else {
                let name = path.strip_prefix(folder).ok()?.to_string_lossy().into_owned();
                files.push((name, fs::read(&path).ok()?));
            }
        }
    }
    exchange::read(&files).ok()
}

/// A question to the search. Everybody gets an answer with a way on.
pub fn question(bytes: &[u8]) {
    static INDEX: OnceLock<Option<SearchIndex>> = OnceLock::new();
    let question = String::from_utf8_lossy(bytes);
    let Some(index) = INDEX.get_or_init(|| example("bergen").as_ref().map(SearchIndex::build)) else {
        unreachable!("the example is in the repository");
    };
    let answer = index.search(&question, DAY);
    assert!(!answer.headlines.is_empty(), "no way on from {question:?}");
}

/// The same thing, read again from what it is written as.
fn again<T: PartialEq + std::fmt::Debug>(
    read: Option<T>,
    write: impl Fn(&T) -> String,
    parse: impl Fn(&str) -> Option<T>,
) {
    if let Some(thing) = read {
        let written = write(&thing);
        assert_eq!(parse(&written).as_ref(), Some(&thing), "{written}");
    }
}

/// What is typed from paper or stands in an address: codes, keys, ids, names of dates, contacts, clock times.
pub fn codes(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    again(Code::parse(&text), ToString::to_string, Code::parse);
    again(Key::parse(&text).ok(), ToString::to_string, |t| Key::parse(t).ok());
    again(Id::parse(&text), ToString::to_string, Id::parse);
    again(OccurrenceKey::parse(&text), ToString::to_string, OccurrenceKey::parse);
    again(Minute::parse(&text), ToString::to_string, Minute::parse);
    again(
        Phone::parse(&text).ok(),
        |p| p.dialled().to_owned(),
        |t| Phone::parse(t).ok(),
    );
    again(
        Email::parse(&text).ok(),
        |e| e.as_str().to_owned(),
        |t| Email::parse(t).ok(),
    );
    let (offering, which) = text.split_once('/').unwrap_or((&text, "alle"));
    again(Target::parse(offering, which), Target::which, |which| {
        Target::parse(offering, which)
    });
    let _ = Key::from_name(&text);
}

/// The programme of an event, written line by line.
pub fn programme(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let _ = Item::read(&text);
}

/// A card of the guides' handbook in its written form.
pub fn card(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Ok(key) = Key::parse("kort") {
        again(handbook::from_toml(&key, &text), handbook::to_toml, |text| {
            handbook::from_toml(&key, text)
        });
    }
}
