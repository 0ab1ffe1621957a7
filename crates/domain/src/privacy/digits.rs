//! Finds numbers: groups of digits, how they hang together, and what they can be.

use super::{
    Found, Kind,
    fold::Cell,
    numbers::{account_number, birth_date, iban, iban_length, identity_number, isbn, luhn},
};
use std::ops::Range;

/// A run of digits.
struct Group {
    at: Range<usize>,
    digits: Vec<u8>,
    /// How it hangs together with the group before.
    link: Link,
}

/// What stands between two groups.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Link {
    /// Something else: the groups have nothing to do with each other.
    Break,
    /// Spaces, hyphens, dots or underscores: `(first character, plain)`.
    Plain(char),
    /// A slash, colon, comma, bracket, star, plus or line break.
    Odd(char),
}

/// International bank account numbers: letters, check digits and the length of the country.
pub(super) fn ibans(found: &mut Found) {
    let cells = found.cells;
    for start in 0..cells.len() {
        let free_before = start == 0 || !cells[start - 1].c.is_alphanumeric();
        if !free_before || !cells[start].c.is_ascii_lowercase() {
            continue;
        }
        let mut text = Vec::new();
        let mut at = start;
        let mut wanted = None;
        while let Some(cell) = cells.get(at) {
            if cell.c.is_ascii_alphanumeric() {
                text.push(cell.c);
            } else if !matches!(cell.c, ' ' | '-' | '.') || text.len() < 2 {
                break;
            }
            at += 1;
            if text.len() == 2 && wanted.is_none() {
                wanted = iban_length(&text.iter().collect::<String>());
                if wanted.is_none() {
                    break;
                }
            }
            if Some(text.len()) == wanted {
                break;
            }
        }
        let ends = cells.get(at).is_none_or(|c| !c.c.is_alphanumeric());
        let digits = text.get(2..).is_some_and(|t| t.iter().filter(|c| c.is_ascii_digit()).count() >= 8);
        let norwegian = text.starts_with(&['n', 'o']) && text.iter().skip(2).all(char::is_ascii_digit);
        if wanted == Some(text.len()) && ends && digits && (norwegian || iban(&text)) {
            found.add(Kind::Iban, start..at);
        }
    }
}

/// Cards, identity numbers, account numbers and phone numbers.
pub(super) fn numbers(found: &mut Found) {
    let groups = group(found.cells);
    let mut start = 0;
    while start < groups.len() {
        let mut end = start + 1;
        while groups.get(end).is_some_and(|g| g.link != Link::Break) {
            end += 1;
        }
        chain(found, &groups[start..end]);
        start = end;
    }
}

fn group(cells: &[Cell]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut at = 0;
    while at < cells.len() {
        if !cells[at].c.is_ascii_digit() {
            at += 1;
            continue;
        }
        let start = at;
        let mut digits = Vec::new();
        while let Some(d) = cells.get(at).and_then(|c| c.c.to_digit(10)) {
            digits.push(u8::try_from(d).unwrap_or(0));
            at += 1;
        }
        let link = groups.last().map_or(Link::Break, |g| link(&cells[g.at.end..start]));
        groups.push(Group {
            at: start..at,
            digits,
            link,
        });
    }
    groups
}

fn link(between: &[Cell]) -> Link {
    let text: String = between.iter().map(|c| c.c).collect();
    let signs = text.trim_matches(' ');
    let spaces = text.len() - signs.len();
    if text.len() > 3 || signs.contains(' ') {
        return Link::Break;
    }
    match signs.chars().next() {
        None => Link::Plain(' '),
        Some('.') if spaces > 0 => Link::Break,
        Some(c @ ('-' | '.' | '_')) if signs.chars().all(|c| matches!(c, '-' | '.' | '_')) => Link::Plain(c),
        Some('(' | ')') => Link::Odd('('),
        Some(c @ ('/' | ':' | ',' | '*' | '|' | '+' | '\\' | '\n')) if spaces == 0 && signs.len() == 1 => Link::Odd(c),
        Some(_) => Link::Break,
    }
}

fn digits_of(groups: &[Group]) -> Vec<u8> {
    groups.iter().flat_map(|g| g.digits.iter().copied()).collect()
}

fn lengths(groups: &[Group]) -> Vec<usize> {
    groups.iter().map(|g| g.digits.len()).collect()
}

fn span(groups: &[Group]) -> Range<usize> {
    match (groups.first(), groups.last()) {
        (Some(a), Some(b)) => a.at.start..b.at.end,
        _ => 0..0,
    }
}

fn plain(groups: &[Group]) -> bool {
    groups.iter().skip(1).all(|g| matches!(g.link, Link::Plain(_)))
}

/// Whether every link inside is this one.
fn linked_by(groups: &[Group], links: &[Link]) -> bool {
    groups.iter().skip(1).zip(links).all(|(g, l)| g.link == *l)
}

/// Every contiguous part of a chain, longest first from each start, with at most 24 groups.
fn windows(chain: &[Group]) -> impl Iterator<Item = &[Group]> {
    (0..chain.len()).flat_map(move |start| {
        let last = chain.len().min(start + 24);
        (start + 1..=last).rev().filter_map(move |end| chain.get(start..end))
    })
}

fn chain(found: &mut Found, chain: &[Group]) {
    for w in windows(chain) {
        if plain(w) && isbn(&digits_of(w)) {
            found.excuse(span(w));
        }
    }
    for at in 0..chain.len() {
        let Some(end) = international(found.cells, chain, at) else {
            continue;
        };
        if !identity_number(&digits_of(&chain[at..end])) {
            found.add(Kind::Phone, span(&chain[at..end]));
        }
    }
    for w in windows(chain) {
        if card(w) {
            found.add(Kind::PaymentCard, span(w));
        }
    }
    for w in windows(chain) {
        if eleven(w) {
            add_eleven(found, w);
        }
    }
    let excused = excused(found.cells, chain);
    for run in unexcused(chain, &excused) {
        if eleven_in_a_row(run) && !amount(found.cells, run) {
            add_eleven(found, run);
        }
    }
    hidden_in_longer(found, chain);
    phones(found, chain, &excused);
}

fn add_eleven(found: &mut Found, groups: &[Group]) {
    let all = digits_of(groups);
    let digits = short_year(&all);
    let as_account = matches!(lengths(groups).as_slice(), [4, 2, 5]) && account_number(&digits);
    let kind = if identity_number(&digits) && !as_account {
        Kind::IdentityNumber
    } else if account_number(&digits) {
        Kind::AccountNumber
    } else {
        Kind::ElevenDigits
    };
    found.add(kind, span(groups));
}

/// Thirteen digits with a full year become eleven; anything else stays.
fn short_year(d: &[u8]) -> Vec<u8> {
    if d.len() == 13 {
        d.iter().take(4).chain(d.iter().skip(6)).copied().collect()
    } else {
        d.to_vec()
    }
}

fn card(w: &[Group]) -> bool {
    let shape = lengths(w);
    let total: usize = shape.iter().sum();
    let as_card = matches!(
        shape.as_slice(),
        [13..=19] | [4, 4, 4, 1..=4] | [4, 4, 4, 4, 1..=3] | [4, 6, 4..=5]
    ) || (shape.len() > 6 && shape.iter().all(|l| *l <= 2) && (15..=16).contains(&total) && one_link(w));
    as_card && plain(w) && !w.iter().all(is_year) && luhn(&digits_of(w))
}

fn one_link(w: &[Group]) -> bool {
    w.get(1).is_none_or(|second| w.iter().skip(1).all(|g| g.link == second.link))
}

/// Eleven digits in a shape that identity or account numbers are written in, or that have valid check digits.
fn eleven(w: &[Group]) -> bool {
    let shape = lengths(w);
    let digits = digits_of(w);
    match (shape.as_slice(), digits.len()) {
        ([11], _) => true,
        ([6, 5], _) => plain(w) || birth_date(&digits),
        ([4, 2, 5], _) => (plain(w) && !is_year(&w[0])) || account_number(&digits),
        ([2, 2, 2, rest @ ..], 11) => {
            birth_date(&digits) && (rest == [5] || (identity_number(&digits) && plain(w)) || rest_in_spaces(&w[3..]))
        }
        ([1..=2, 1..=2, 4, 5] | [8, 5], 13) => birth_date(&digits) && century(&digits),
        (_, 11) => plain(w) && identity_number(&digits),
        _ => false,
    }
}

fn rest_in_spaces(rest: &[Group]) -> bool {
    rest.iter().all(|g| matches!(g.link, Link::Plain(' ' | '-'))) && rest.len() == 2
}

fn century(d: &[u8]) -> bool {
    matches!(d.get(4..6), Some([1, 8 | 9] | [2, 0]))
}

/// Eleven digits in one run, however grouped, unless the grouping is that of something else.
fn eleven_in_a_row(run: &[Group]) -> bool {
    let shape = lengths(run);
    if shape.iter().sum::<usize>() != 11 || !plain(run) {
        return false;
    }
    let dots = run.len() > 2 && run.iter().skip(1).all(|g| g.link == Link::Plain('.'));
    !dots || (splits_at_six(&shape) && !internet_address(run))
}

fn splits_at_six(shape: &[usize]) -> bool {
    let mut sum = 0;
    shape.iter().any(|l| {
        sum += l;
        sum == 6
    })
}

fn internet_address(run: &[Group]) -> bool {
    run.len() == 4 && run.iter().all(|g| g.digits.len() <= 3 && g.digits.first() != Some(&0) && value(g) <= 255)
}

/// Twelve or more digits without a space that hold a valid identity number.
fn hidden_in_longer(found: &mut Found, chain: &[Group]) {
    for g in chain.iter().filter(|g| g.digits.len() > 11 && g.digits.len() <= 64) {
        for (i, w) in g.digits.windows(11).enumerate() {
            if birth_date(w) && identity_number(w) {
                found.add(Kind::IdentityNumber, g.at.start + i..g.at.start + i + 11);
            }
        }
    }
}

fn value(g: &Group) -> u32 {
    g.digits.iter().take(8).fold(0, |sum, d| sum * 10 + u32::from(*d))
}

fn is_year(g: &Group) -> bool {
    g.digits.len() == 4 && (1900..2100).contains(&value(g))
}

/// Which groups of a chain are parts of dates, clock times, year ranges and phone numbers with the word before them.
fn excused(cells: &[Cell], chain: &[Group]) -> Vec<bool> {
    let mut out = vec![false; chain.len()];
    for start in 0..chain.len() {
        let rest = &chain[start..];
        let length = date(rest).or_else(|| clock(rest)).or_else(|| years(rest)).or_else(|| spoken_phone(cells, rest));
        if let Some(length) = length {
            out[start..start + length].fill(true);
        }
    }
    out
}

fn date(g: &[Group]) -> Option<usize> {
    let [a, b, c, ..] = g else { return None };
    let dots = linked_by(&g[..3], &[Link::Plain('.'); 2]);
    let slashes = linked_by(&g[..3], &[Link::Odd('/'); 2]);
    let dashes = linked_by(&g[..3], &[Link::Plain('-'); 2]);
    let day = |g: &Group| g.digits.len() <= 2 && (1..=31).contains(&value(g));
    let month = |g: &Group| g.digits.len() <= 2 && (1..=12).contains(&value(g));
    let year = is_year(c) || c.digits.len() == 2;
    let norwegian = (dots || slashes || dashes) && day(a) && month(b) && year;
    let iso = dashes && is_year(a) && month(b) && day(c);
    (norwegian || iso).then_some(3)
}

fn clock(g: &[Group]) -> Option<usize> {
    let [a, b, ..] = g else { return None };
    let dot = matches!(b.link, Link::Plain('.') | Link::Odd(':'));
    let two = |g: &Group| g.digits.len() == 2;
    let hour = a.digits.len() <= 2 && value(a) <= 24;
    let alone = g.get(2).is_none_or(|c| c.link != b.link);
    let first = !matches!(a.link, Link::Plain('.'));
    (dot && hour && two(b) && value(b) < 60 && alone && first).then_some(2)
}

fn years(g: &[Group]) -> Option<usize> {
    let count = g.iter().take_while(|g| is_year(g)).count();
    (count >= 2).then_some(count)
}

fn spoken_phone(cells: &[Cell], g: &[Group]) -> Option<usize> {
    let length = phone_shape(g)?;
    phone_word(cells, g[0].at.start).then_some(length)
}

/// The parts of a chain between what is excused.
fn unexcused<'a>(chain: &'a [Group], excused: &[bool]) -> Vec<&'a [Group]> {
    let mut runs = Vec::new();
    let mut start = 0;
    for at in 0..=chain.len() {
        let stops = at == chain.len() || excused[at] || (at > start && !matches!(chain[at].link, Link::Plain(_)));
        if stops {
            if at > start {
                runs.push(&chain[start..at]);
            }
            start = if at < chain.len() && !excused[at] { at } else { at + 1 };
        }
    }
    runs
}

/// How many groups at the start are a Norwegian phone number of eight digits: together, in pairs, or three–two–three.
fn phone_shape(g: &[Group]) -> Option<usize> {
    let first = g.first()?.digits.first()?;
    let count = match lengths(&g[..g.len().min(4)]).as_slice() {
        [8, ..] => 1,
        [2, 2, 2, 2] => 4,
        [3, 2, 3, ..] => 3,
        _ => return None,
    };
    ((2..=9).contains(first) && plain(&g[..count]) && one_link(&g[..count])).then_some(count)
}

fn phones(found: &mut Found, chain: &[Group], excused: &[bool]) {
    let spoken = |at: usize| phone_word(found.cells, chain[at].at.start);
    let mut hits = Vec::new();
    for at in 0..chain.len() {
        let Some(length) = phone_shape(&chain[at..]) else {
            continue;
        };
        let end = at + length;
        let word = spoken(at);
        let neighbour = at > 0 || chain.get(end).is_some_and(|g| chain.get(at + 1).is_some_and(|n| n.link == g.link));
        let joined = at > 0 && !matches!(chain[at].link, Link::Odd('/' | ',' | '\n' | '('));
        let other = excused[at..end].iter().any(|e| *e) || chain[at].digits.starts_with(&[2, 0]);
        if word
            || !((neighbour && joined)
                || other
                || amount(found.cells, &chain[at..end])
                || length_runs_on(chain, at, end))
        {
            hits.push((at, end));
        }
    }
    for (from, to) in hits {
        found.add(Kind::Phone, span(&chain[from..to]));
    }
}

/// A longer row of groups with the same link is a list, not a phone number.
fn length_runs_on(chain: &[Group], at: usize, end: usize) -> bool {
    let (Some(second), Some(next)) = (chain.get(at + 1), chain.get(end)) else {
        return false;
    };
    end - at > 1 && next.link == second.link && next.digits.len() == chain[end - 1].digits.len()
}

/// A number with its country code: `+47`, `0047`, or `+` and eight to fifteen digits. Gives the group after.
fn international(cells: &[Cell], chain: &[Group], at: usize) -> Option<usize> {
    let start = chain[at].at.start;
    let plus = start > 0 && cells[start - 1].c == '+' && chain[at].digits.first() != Some(&0);
    let zeros = at == 0 && chain[at].digits.starts_with(&[0, 0]) && chain[at].digits.len() >= 4;
    if !plus && !zeros {
        return None;
    }
    let wanted = match (&chain[at].digits[..], plus) {
        ([4, 7, ..], true) => 10..=10,
        ([0, 0, 4, 7, ..], false) => 12..=12,
        _ => 8..=15,
    };
    (at + 1..=chain.len().min(at + 8))
        .rev()
        .find(|end| plain_or_bracket(&chain[at..*end]) && wanted.contains(&digits_of(&chain[at..*end]).len()))
}

fn plain_or_bracket(w: &[Group]) -> bool {
    w.iter().skip(1).all(|g| matches!(g.link, Link::Plain(_) | Link::Odd('(')))
}

/// The word before a place in the text, without signs.
fn word_before(cells: &[Cell], at: usize) -> String {
    let before = &cells[..at];
    let end = before.iter().rposition(|c| c.c.is_alphanumeric()).map_or(0, |i| i + 1);
    if at - end > 3 {
        return String::new();
    }
    let start = before[..end].iter().rposition(|c| !c.c.is_alphabetic()).map_or(0, |i| i + 1);
    before[start..end].iter().map(|c| c.c).collect()
}

fn phone_word(cells: &[Cell], at: usize) -> bool {
    const WORDS: [&str; 18] = [
        "tlf",
        "tlfnr",
        "telefon",
        "telefonen",
        "telefonnummer",
        "telefonnummeret",
        "mob",
        "mobil",
        "mobilen",
        "mobilnr",
        "mobilnummer",
        "mobilnummeret",
        "ring",
        "ringe",
        "sms",
        "phone",
        "call",
        "nummer",
    ];
    WORDS.contains(&word_before(cells, at).as_str())
}

/// Whether the number is a sum of money: a currency before it or after it.
fn amount(cells: &[Cell], groups: &[Group]) -> bool {
    const MONEY: [&str; 6] = ["kr", "nok", "kroner", "eur", "usd", "sek"];
    let at = span(groups);
    let after: String = cells[at.end..]
        .iter()
        .skip_while(|c| c.c == ' ')
        .map(|c| c.c)
        .take_while(|c| c.is_alphabetic())
        .collect();
    let shape = lengths(groups);
    let thousands = shape.len() == 1 || shape.iter().skip(1).all(|l| *l == 3);
    thousands && (MONEY.contains(&word_before(cells, at.start).as_str()) || MONEY.contains(&after.as_str()))
}
