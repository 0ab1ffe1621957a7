use std::fmt;

/// One thing that is wrong in a folder, in words for the one who wrote it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FolderProblem {
    /// The file, as a path in the folder with `/` between the parts.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// Stable code, e.g. `unknown_field`.
    pub code: &'static str,
    /// What is wrong, in bokmål.
    pub message: String,
    /// What to write instead, in bokmål.
    pub instead: String,
}

impl fmt::Display for FolderProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            file,
            line,
            column,
            code,
            message,
            instead,
        } = self;
        write!(f, "{file}:{line}:{column}: {message} {instead} [{code}]")
    }
}

/// The line and column, both from 1 and in characters, of a byte in a text.
pub(super) fn line_and_column(text: &str, byte: usize) -> (usize, usize) {
    let before = text.get(..byte).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    (line, column)
}

/// The word of `words` that is nearest to `word`, when one is near enough to be what was meant.
pub(super) fn nearest<'a>(word: &str, words: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    let limit = (word.chars().count() / 3).clamp(1, 3);
    words
        .map(|candidate| (distance(&word, candidate), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, candidate)| candidate)
}

/// How many letters must be changed, added or taken away (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut corner = i;
        let mut left = i + 1;
        for (j, y) in b.iter().enumerate() {
            let above = row[j + 1];
            let here = (corner + usize::from(x != *y)).min(above + 1).min(left + 1);
            corner = above;
            row[j] = left;
            left = here;
        }
        row[b.len()] = left;
    }
    row[b.len()]
}

/// Where something that looks like a national identity number stands: eleven digits in a row, or six and five.
pub(super) fn identity_number(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let digit = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_digit);
    let run = |from: usize| (from..).take_while(|i| digit(*i)).count();
    let mut at = 0;
    while at < bytes.len() {
        if !digit(at) {
            at += 1;
            continue;
        }
        let length = run(at);
        let parted = length == 6 && matches!(bytes.get(at + 6), Some(b' ' | b'-' | b'.')) && run(at + 7) == 5;
        if length == 11 || parted {
            return Some(at);
        }
        at += length;
    }
    None
}
