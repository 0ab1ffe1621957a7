use crate::privacy::{self, Expect, Kind};
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

/// Where a number stands that may be somebody's identity, account or card; phone numbers and addresses belong here.
pub(super) fn personal_number(text: &str) -> Option<usize> {
    let personal = |kind| {
        matches!(
            kind,
            Kind::IdentityNumber | Kind::ElevenDigits | Kind::AccountNumber | Kind::PaymentCard | Kind::Iban
        )
    };
    let found = privacy::check(text, Expect::default()).into_iter();
    found.filter(|f| personal(f.kind)).map(|f| f.range.start).next()
}
