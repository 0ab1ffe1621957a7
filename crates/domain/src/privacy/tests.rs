use super::{Expect, check, numbers};

fn kinds(text: &str, contact_allowed: bool) -> Vec<&'static str> {
    check(text, Expect { contact_allowed }).iter().map(|f| f.kind.code()).collect()
}

#[test]
fn the_corpus_is_answered_as_written() {
    let cases: Vec<&str> = include_str!("corpus.tsv").lines().filter(|l| !l.starts_with("# ")).collect();
    assert!(cases.len() >= 300, "{}", cases.len());
    let mut wrong = Vec::new();
    for case in cases {
        let mut parts = case.split('\t');
        let (text, wanted) = (parts.next().unwrap(), parts.next().unwrap());
        let got = kinds(text, parts.next() == Some("contact"));
        let got = if got.is_empty() { "-".to_owned() } else { got.join(",") };
        if got != wanted {
            wrong.push(format!("{text:?}: {got}, not {wanted}"));
        }
    }
    assert!(wrong.is_empty(), "{}\n{} wrong", wrong.join("\n"), wrong.len());
}

#[test]
fn findings_are_in_order_on_character_boundaries_and_apart() {
    for text in [
        "Pin 1234 og kari@example.no, passord: Æøå12",
        "١٢٣٤٥٦٧٨٩٠١ ring 55 56 78 90",
        "\u{200b}1\u{200b}234",
    ] {
        let found = check(text, Expect::default());
        assert!(found.windows(2).all(|w| w[0].range.end <= w[1].range.start));
        assert!(found.iter().all(|f| text.get(f.range.clone()).is_some()));
    }
}

/// A small generator of chance with a fixed seed (SplitMix64).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// From `low` to `high`, both included.
    fn between(&mut self, low: u64, high: u64) -> u64 {
        low + self.next() % (high - low + 1)
    }

    fn of<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[usize::try_from(self.next() % list.len() as u64).unwrap()]
    }

    fn digits(&mut self, count: usize) -> String {
        (0..count).map(|_| char::from(b'0' + u8::try_from(self.between(0, 9)).unwrap())).collect()
    }
}

fn values(text: &str) -> Vec<u8> {
    text.bytes().map(|b| b - b'0').collect()
}

/// A synthetic identity number: month + 80, valid check digits, every fourth with a D-number's day.
fn synthetic(c: &mut Chance) -> String {
    loop {
        let day = c.between(1, 28) + if c.between(0, 3) == 0 { 40 } else { 0 };
        let text = format!("{day:02}{:02}{}", c.between(1, 12) + 80, c.digits(7));
        if numbers::identity_number(&values(&text)) {
            return text;
        }
    }
}

fn with(c: &mut Chance, length: usize, start: &str, valid: fn(&[u8]) -> bool) -> String {
    loop {
        let text = format!("{start}{}", c.digits(length - start.len()));
        if valid(&values(&text)) {
            return text;
        }
    }
}

fn split(text: &str, lengths: &[usize], by: &str) -> String {
    let mut out = Vec::new();
    let mut rest = text;
    for length in lengths {
        let (a, b) = rest.split_at((*length).min(rest.len()));
        out.push(a);
        rest = b;
    }
    if !rest.is_empty() {
        out.push(rest);
    }
    out.join(by)
}

fn disguised(c: &mut Chance, text: &str) -> String {
    match c.between(0, 7) {
        0 => text.chars().map(|d| char::from_u32(u32::from(d) - 0x30 + 0xFF10).unwrap()).collect(),
        1 => text.chars().map(|d| char::from_u32(u32::from(d) - 0x30 + 0x0660).unwrap()).collect(),
        2 => text.chars().flat_map(|d| [d, '\u{200b}']).collect(),
        3 => text.replace('0', "O"),
        _ => text.to_owned(),
    }
}

fn positive(c: &mut Chance) -> String {
    let by = c.of(&[" ", "-", ".", "\u{a0}", "–", " - "]);
    let number = match c.between(0, 8) {
        0 => {
            let number = synthetic(c);
            disguised(c, &number)
        }
        1 => split(&synthetic(c), &[6], by),
        2 => split(&synthetic(c), &[2, 2, 2], by),
        3 => split(&synthetic(c), &[1; 10], " "),
        4 => {
            let any = format!("{:02}{:02}{}", c.between(32, 39), c.between(13, 19), c.digits(7));
            split(
                &any,
                [&[11][..], &[6], &[3, 3, 3]][usize::try_from(c.between(0, 2)).unwrap()],
                " ",
            )
        }
        5 => split(
            &with(c, 11, "9999", numbers::account_number),
            [&[11][..], &[4, 2]][usize::try_from(c.between(0, 1)).unwrap()],
            ".",
        ),
        6 => split(
            &with(c, 16, "4", numbers::luhn),
            [&[16][..], &[4, 4, 4]][usize::try_from(c.between(0, 1)).unwrap()],
            by,
        ),
        7 => format!(
            "{} {}{}{}",
            c.of(&["passord:", "passordet er", "password:", "løyndeordet er"]),
            c.of(&["Sommer", "Katt", "fjell"]),
            c.between(10, 9999),
            c.of(&["", "!", "#"])
        ),
        _ => format!(
            "{} {}",
            c.of(&["pin", "PIN-kode", "koden er", "engangskode:", "BankID"]),
            c.between(100_000, 999_999)
        ),
    };
    format!(
        "{}{number}{}",
        c.of(&["", "Hun oppga ", "Fra brukeren: ", "Se også "]),
        c.of(&["", ".", ", sa hun", " i dag", "\n"])
    )
}

fn near_miss(c: &mut Chance) -> String {
    let date = format!("{}.{}.{}", c.between(1, 28), c.between(1, 12), c.between(1990, 2040));
    let clock = format!("{:02}.{:02}", c.between(7, 20), c.between(0, 59));
    let thing = match c.between(0, 14) {
        0 => date,
        1 => format!("{date} kl. {clock}"),
        2 => format!("{date} {clock}"),
        3 => format!("{clock}–{:02}.{:02}", c.between(7, 20), c.between(0, 59)),
        4 => format!("kr {} {},–", c.between(1, 999), c.digits(3)),
        5 => format!("{} {} {} kroner", c.between(1, 99), c.digits(3), c.digits(3)),
        6 => format!("org.nr. {} {} {}", c.between(800, 999), c.digits(3), c.digits(3)),
        7 => format!("{} Bergen", c.between(1000, 9999)),
        8 => format!("sak {}/{}", c.between(2010, 2030), c.between(1, 99_999)),
        9 => split(&with(c, 13, "978", numbers::isbn), &[3, 2, 3, 4], c.of(&["-", " ", ""])),
        10 => format!("{} %", c.between(1, 100)),
        11 => format!(
            "versjon {}.{}.{}",
            c.between(1, 30),
            c.between(0, 30),
            c.between(0, 99_999)
        ),
        12 => format!(
            "{}-{} {} besøk",
            c.between(2000, 2020),
            c.between(2021, 2040),
            c.between(1, 999)
        ),
        13 => format!(
            "{} {}",
            c.of(&["glemt passord", "passordet er feil", "ny kode", "postkode"]),
            c.between(1, 99)
        ),
        _ => format!("{}/{}-{}", c.between(1, 28), c.between(1, 12), c.between(2000, 2030)),
    };
    format!(
        "{}{thing}{}",
        c.of(&["", "Kom ", "Se ", "Gjelder "]),
        c.of(&["", ".", ", takk", " eller senere"])
    )
}

#[test]
fn every_generated_positive_is_found_and_near_misses_are_left_alone() {
    const COUNT: u32 = 20_000;
    let mut c = Chance(2026);
    let missed: Vec<String> = (0..COUNT).map(|_| positive(&mut c)).filter(|t| kinds(t, true).is_empty()).collect();
    let false_alarms: Vec<String> =
        (0..COUNT).map(|_| near_miss(&mut c)).filter(|t| !kinds(t, false).is_empty()).collect();
    let share = |part: usize| 100.0 * part as f64 / f64::from(COUNT);
    println!(
        "recall {:.2} %, false alarms {:.2} %",
        100.0 - share(missed.len()),
        share(false_alarms.len())
    );
    assert!(
        missed.is_empty(),
        "{} missed: {:?}",
        missed.len(),
        &missed[..missed.len().min(12)]
    );
    assert!(
        share(false_alarms.len()) < 1.0,
        "{:?}",
        &false_alarms[..false_alarms.len().min(12)]
    );
}
