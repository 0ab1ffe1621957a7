//! Check digits of the numbers that the guard knows.

/// How many days of birth are moved by: none, or 40 for a D-number.
const DAY_OFFSETS: [u32; 2] = [0, 40];

/// How much a month is moved by: none, 40 for help numbers and NAV's synthetic ones, 65 and 80 for the tax
/// administration's synthetic ones, 20 and 60 for the same with a national or a D-number's bit.
const MONTH_OFFSETS: [u32; 6] = [0, 20, 40, 60, 65, 80];

/// The length of an IBAN per country (ISO 13616 registry).
const IBAN_LENGTHS: [(&str, usize); 52] = [
    ("no", 15),
    ("se", 24),
    ("dk", 18),
    ("fi", 18),
    ("is", 26),
    ("fo", 18),
    ("gl", 18),
    ("de", 22),
    ("pl", 28),
    ("lt", 20),
    ("lv", 21),
    ("ee", 20),
    ("gb", 22),
    ("ie", 22),
    ("fr", 27),
    ("es", 24),
    ("it", 27),
    ("pt", 25),
    ("nl", 18),
    ("be", 16),
    ("ch", 21),
    ("at", 20),
    ("cz", 24),
    ("sk", 24),
    ("hu", 28),
    ("ro", 24),
    ("bg", 22),
    ("hr", 21),
    ("si", 19),
    ("gr", 27),
    ("tr", 26),
    ("ua", 29),
    ("rs", 22),
    ("ba", 20),
    ("mk", 19),
    ("me", 22),
    ("al", 28),
    ("xk", 20),
    ("cy", 28),
    ("mt", 31),
    ("lu", 20),
    ("li", 21),
    ("mc", 27),
    ("sm", 27),
    ("md", 24),
    ("ge", 22),
    ("il", 23),
    ("pk", 24),
    ("sa", 24),
    ("ae", 23),
    ("iq", 23),
    ("by", 28),
];

/// Whether six digits can be a day, a month and two digits of a year, with the offsets of D-numbers, help numbers and
/// synthetic numbers.
pub(super) fn birth_date(d: &[u8]) -> bool {
    let [d1, d2, m1, m2, ..] = d else {
        return false;
    };
    let day = u32::from(*d1) * 10 + u32::from(*d2);
    let month = u32::from(*m1) * 10 + u32::from(*m2);
    DAY_OFFSETS.iter().any(|o| (1..=31).contains(&(day.wrapping_sub(*o))))
        && MONTH_OFFSETS.iter().any(|o| (1..=12).contains(&(month.wrapping_sub(*o))))
}

fn weighted(d: &[u8], weights: &[u32]) -> u32 {
    d.iter().zip(weights).map(|(d, w)| u32::from(*d) * w).sum::<u32>() % 11
}

/// Whether eleven digits are an identity number with valid check digits: a birth date (or the first digit 8 or 9 of a
/// common help number) and two check digits. From 2032 the first check digit may leave a remainder of 0–3
/// (Skatteetaten, new identity numbers); both rules are accepted, the new one only with a birth date.
pub(super) fn identity_number(d: &[u8]) -> bool {
    if d.len() != 11 || !(birth_date(d) || d[0] >= 8) {
        return false;
    }
    let first = weighted(d, &[3, 7, 6, 1, 8, 9, 4, 5, 2, 1]);
    let second = weighted(d, &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]);
    second == 0 && (first == 0 || (first <= 3 && birth_date(d)))
}

/// Whether eleven digits are a Norwegian account number (modulus 11, weights 5 4 3 2 7 6 5 4 3 2).
pub(super) fn account_number(d: &[u8]) -> bool {
    d.len() == 11 && d.iter().any(|d| *d != 0) && weighted(d, &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) == 0
}

/// Whether the digits satisfy the Luhn check of payment cards (ISO/IEC 7812-1, annex B).
pub(super) fn luhn(d: &[u8]) -> bool {
    let sum: u32 = d
        .iter()
        .rev()
        .enumerate()
        .map(|(i, d)| {
            let d = u32::from(*d);
            if i.is_multiple_of(2) {
                d
            } else {
                d * 2 / 10 + d * 2 % 10
            }
        })
        .sum();
    sum.is_multiple_of(10) && d.iter().any(|d| *d != 0)
}

/// Whether thirteen digits are a book's number (ISBN-13).
pub(super) fn isbn(d: &[u8]) -> bool {
    let sum: u32 = d.iter().enumerate().map(|(i, d)| u32::from(*d) * if i.is_multiple_of(2) { 1 } else { 3 }).sum();
    d.len() == 13 && (d.starts_with(&[9, 7, 8]) || d.starts_with(&[9, 7, 9])) && sum.is_multiple_of(10)
}

/// The length of an IBAN of a country, by its two lower-case letters.
pub(super) fn iban_length(country: &str) -> Option<usize> {
    IBAN_LENGTHS.iter().find(|(code, _)| *code == country).map(|(_, length)| *length)
}

/// Whether lower-case letters and digits without spaces are an IBAN (ISO 7064, MOD 97-10).
pub(super) fn iban(text: &[char]) -> bool {
    let mut rest = 0u32;
    for c in text.iter().skip(4).chain(text.iter().take(4)) {
        match c.to_digit(36) {
            Some(v) if v < 10 => rest = (rest * 10 + v) % 97,
            Some(v) => rest = (rest * 100 + v) % 97,
            None => return false,
        }
    }
    rest == 1
}
