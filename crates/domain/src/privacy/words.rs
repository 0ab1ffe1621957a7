//! Finds what words give away: e-mail addresses, passwords and codes.

use super::{Found, Kind, fold::Cell};

/// Words that a password follows.
const PASSWORD_WORDS: [&str; 14] = [
    "passord",
    "passordet",
    "passorda",
    "passordene",
    "løyndeord",
    "løyndeordet",
    "password",
    "passwords",
    "passphrase",
    "passcode",
    "pwd",
    "passwd",
    "pw",
    "kodeord",
];

/// Words that a code of digits follows.
const CODE_WORDS: [&str; 38] = [
    "kode",
    "koden",
    "koda",
    "kodene",
    "pin",
    "pinkode",
    "pinkoden",
    "pinkoda",
    "pinnkode",
    "puk",
    "pukkode",
    "engangskode",
    "engangskoden",
    "eingongskode",
    "eingongskoden",
    "engangspassord",
    "eingongspassord",
    "smskode",
    "sikkerhetskode",
    "sikkerhetskoden",
    "tryggleikskode",
    "skjermkode",
    "skjermlås",
    "låskode",
    "opplåsingskode",
    "kodebrikke",
    "kodebrikken",
    "bankid",
    "bankidkode",
    "bekreftelseskode",
    "stadfestingskode",
    "cvc",
    "cvv",
    "otp",
    "code",
    "pincode",
    "passcode",
    "kortkode",
];

/// Words before "kode"/"code" that make it an ordinary code: a postal code, an error code.
const ORDINARY: [&str; 24] = [
    "post", "postal", "zip", "area", "error", "feil", "qr", "språk", "fag", "kommune", "land", "strek", "country",
    "language", "bar", "farge", "color", "source", "status", "reason", "produkt", "product", "dress", "http",
];

/// Small words between the cue and the secret.
const LINKS: [&str; 18] = [
    "er", "is", "e", "var", "was", "mitt", "min", "mi", "my", "hans", "hennes", "hennar", "til", "nytt", "ny", "nye",
    "the", "nr",
];

/// Words that stand alone after "passord:" without being one.
const NOT_SECRET: [&str; 30] = [
    "glemt",
    "gløymt",
    "glemte",
    "gløymde",
    "feil",
    "nytt",
    "bytte",
    "byte",
    "byttet",
    "lage",
    "laga",
    "hjelp",
    "tips",
    "råd",
    "ja",
    "nei",
    "forgotten",
    "forgot",
    "wrong",
    "new",
    "help",
    "advice",
    "ok",
    "ukjent",
    "ukjend",
    "unknown",
    "kurs",
    "tema",
    "tilbakestilt",
    "reset",
];

/// A word in the text: letters and digits until a space.
struct Word {
    start: usize,
    end: usize,
}

/// E-mail addresses, also with `(at)`, a space or "krøllalfa" for the sign.
pub(super) fn emails(found: &mut Found) {
    let cells = found.cells;
    for at in 0..cells.len() {
        let Some((from, to)) = at_sign(cells, at) else {
            continue;
        };
        let start = cells[..from].iter().rposition(|c| !local_part(c.c)).map_or(0, |i| i + 1);
        let length = cells[to..].iter().take_while(|c| c.c.is_alphanumeric() || matches!(c.c, '-' | '.')).count();
        let mut end = to + length;
        while end > to && matches!(cells[end - 1].c, '.' | '-') {
            end -= 1;
        }
        let domain: String = cells[to..end].iter().map(|c| c.c).collect();
        let top = domain.rsplit('.').next().unwrap_or("");
        let named = domain.contains('.') && top.chars().count() >= 2 && top.chars().all(char::is_alphabetic);
        if start < from && named && !domain.starts_with('.') {
            found.add(Kind::Email, start..end);
        }
    }
}

fn local_part(c: char) -> bool {
    c.is_alphanumeric() || "._%+-'&=~!#$*?^{}".contains(c)
}

/// Where an at sign begins and ends, with the spaces around it.
fn at_sign(cells: &[Cell], at: usize) -> Option<(usize, usize)> {
    const SIGNS: [&str; 5] = ["@", "(at)", "[at]", "(a)", "krøllalfa"];
    let sign = SIGNS.iter().find(|s| starts_with(cells, at, s))?;
    let mut from = at;
    let mut to = at + sign.chars().count();
    if from > 0 && cells[from - 1].c == ' ' {
        from -= 1;
    }
    if cells.get(to).is_some_and(|c| c.c == ' ') {
        to += 1;
    }
    Some((from, to))
}

fn starts_with(cells: &[Cell], at: usize, text: &str) -> bool {
    text.chars().enumerate().all(|(i, c)| cells.get(at + i).is_some_and(|cell| cell.c == c))
}

/// Passwords and codes with the word before them.
pub(super) fn secrets(found: &mut Found) {
    let cells = found.cells;
    let mut at = 0;
    while at < cells.len() {
        let length = cells[at..].iter().take_while(|c| c.c.is_alphabetic()).count();
        if length == 0 {
            at += 1;
            continue;
        }
        let word: String = cells[at..at + length].iter().map(|c| c.c).collect();
        let end = at + length;
        if PASSWORD_WORDS.contains(&word.as_str()) {
            password_after(found, at, end);
        }
        if CODE_WORDS.contains(&word.as_str()) && !ordinary(cells, at) {
            code_after(found, at, end);
        }
        at = end;
    }
}

fn ordinary(cells: &[Cell], at: usize) -> bool {
    let before = &cells[..at];
    let end = before.iter().rposition(|c| c.c.is_alphanumeric()).map_or(0, |i| i + 1);
    let start = before[..end].iter().rposition(|c| !c.c.is_alphabetic()).map_or(0, |i| i + 1);
    let word: String = before[start..end].iter().map(|c| c.c).collect();
    at - end <= 1 && ORDINARY.contains(&word.as_str())
}

/// Steps over small words and signs. Gives where the value begins, and whether a colon, an equals sign or a quotation
/// mark, or a verb, led to it.
fn value_at(cells: &[Cell], mut at: usize) -> (usize, bool, bool) {
    let (mut sign, mut verb) = (false, false);
    for _ in 0..6 {
        while let Some(cell) = cells.get(at).filter(|c| " :=«\"'”“>()".contains(c.c) || c.c == '-' && !verb) {
            sign |= matches!(cell.c, ':' | '=' | '«' | '"' | '“' | '”');
            at += 1;
        }
        let length = cells[at..].iter().take_while(|c| c.c.is_alphabetic()).count();
        let word: String = cells[at..at + length].iter().map(|c| c.c).collect();
        let ends = cells.get(at + length).is_none_or(|c| matches!(c.c, ' ' | ':' | '='));
        let kode = matches!(word.as_str(), "kode" | "koden" | "code");
        if !ends || !(LINKS.contains(&word.as_str()) || kode) {
            break;
        }
        verb |= matches!(word.as_str(), "er" | "is" | "e" | "var" | "was");
        at += length;
    }
    (at, sign, verb)
}

fn token(cells: &[Cell], start: usize) -> Word {
    let length = cells[start..].iter().take_while(|c| !matches!(c.c, ' ' | '\n')).count();
    let mut end = start + length;
    while end > start && ".,;:»\"'”“)?".contains(cells[end - 1].c) {
        end -= 1;
    }
    Word { start, end }
}

fn password_after(found: &mut Found, cue: usize, end: usize) {
    let cells = found.cells;
    let (start, sign, verb) = value_at(cells, end);
    let word = token(cells, start);
    let value = &cells[word.start..word.end];
    let text: String = value.iter().map(|c| c.c).collect();
    if value.is_empty() || start == end || NOT_SECRET.contains(&text.as_str()) {
        return;
    }
    let last = cells[word.end..].iter().take_while(|c| c.c != '\n').all(|c| ".,;:»\"'”“)?! ".contains(c.c));
    let secret = looks_secret(value);
    let fires = if sign {
        (secret && value.len() >= 3) || (last && value.len() >= 3 && text.chars().all(char::is_alphanumeric))
    } else if verb {
        secret && value.len() >= 4
    } else {
        secret && value.len() >= 6 && text.chars().any(char::is_alphabetic)
    };
    if fires {
        found.add(Kind::Password, cue..word.end);
    }
}

/// Letters mixed with digits, signs inside, capitals inside, or nothing but digits (and not a year).
fn looks_secret(value: &[Cell]) -> bool {
    let digits = value.iter().filter(|c| c.c.is_ascii_digit()).count();
    let letters = value.iter().filter(|c| c.c.is_alphabetic()).count();
    let signs = value
        .iter()
        .filter(|c| !c.c.is_alphanumeric() && !matches!(c.c, '-' | '/' | ',' | '.' | ':'))
        .count();
    let capitals_inside =
        value.iter().skip(1).any(|c| c.upper) && value.iter().any(|c| c.c.is_alphabetic() && !c.upper);
    capitals_inside
        || if letters > 0 {
            digits > 0 || signs > 0
        } else {
            digits >= 4
        }
}

fn code_after(found: &mut Found, cue: usize, end: usize) {
    let cells = found.cells;
    let (start, _, _) = value_at(cells, end);
    if start == end {
        return;
    }
    let cue_word: String = cells[cue..end].iter().map(|c| c.c).collect();
    let least = if matches!(cue_word.as_str(), "cvc" | "cvv") {
        3
    } else {
        4
    };
    let mut at = start;
    let mut digits = 0;
    let mut groups = vec![0usize];
    while let Some(cell) = cells.get(at) {
        if cell.c.is_ascii_digit() {
            digits += 1;
            if let Some(g) = groups.last_mut() {
                *g += 1;
            }
        } else if matches!(cell.c, ' ' | '-') && cells.get(at + 1).is_some_and(|n| n.c.is_ascii_digit()) && digits > 0 {
            groups.push(0);
        } else {
            break;
        }
        at += 1;
    }
    let followed = cells.get(at).is_some_and(|c| c.c.is_alphanumeric() || matches!(c.c, '/' | '%'))
        || (cells.get(at).is_some_and(|c| matches!(c.c, '.' | ',' | ':'))
            && cells.get(at + 1).is_some_and(|c| c.c.is_ascii_digit()));
    let even = groups.len() == 1 || (groups.iter().all(|g| *g == groups[0]) && groups[0] <= 4);
    if (least..=8).contains(&digits) && even && !followed {
        found.add(Kind::SecretCode, cue..at);
    }
}
