use super::profile::{BoundaryRule, Profile};
use crate::shared::Locale;
use std::{collections::BTreeMap, sync::LazyLock};

/// The standard profile's words, and how many rules have each.
static STANDARD: LazyLock<(Vec<IndexEntry>, Counts)> = LazyLock::new(|| {
    let entries = index(Profile::standard());
    let mut counts = Counts::new();
    for word in entries.iter().flat_map(|e| &e.keywords) {
        *counts.entry(word.clone()).or_default() += 1;
    }
    (entries, counts)
});

type Counts = BTreeMap<String, u32>;

/// What the desk needs to search without network: the words of one rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexEntry {
    /// The code of the rule.
    pub code: String,
    /// Every word of the rule's questions and titles, as [`tokens`] writes them; sorted, no doubles.
    pub keywords: Vec<String>,
    /// Each question as its words.
    pub phrases: Vec<Vec<String>>,
}

/// Words that say nothing about what is asked for.
const SMALL: [&str; 76] = [
    "jeg", "eg", "du", "meg", "deg", "min", "mi", "mitt", "mine", "din", "ditt", "dine", "han", "hun", "ho", "den",
    "det", "de", "dei", "en", "ei", "et", "eit", "er", "kan", "kunne", "vil", "skal", "må", "få", "får", "har", "ha",
    "med", "på", "til", "for", "fra", "frå", "av", "om", "og", "å", "i", "som", "hjelp", "hjelpe", "hjelper", "bare",
    "berre", "noe", "noko", "vi", "oss", "hos", "the", "a", "an", "my", "me", "you", "your", "can", "i'm", "is", "to",
    "for", "of", "on", "in", "with", "help", "please", "do", "it", "and",
];

/// Endings that are cut from words of the three languages, the longest first.
const ENDINGS: [&str; 15] = [
    "ingane", "ingene", "ingen", "inga", "ing", "ene", "ane", "ert", "et", "en", "er", "ar", "es", "e", "a",
];

/// How much of a question is read, in characters.
const LONGEST: usize = 200;

/// A text as the words that are compared: lower case, small words left out, endings cut.
///
/// ```
/// use domain::boundaries::tokens;
/// assert_eq!(tokens("Kan du betale regningene mine?"), ["betal", "regn"]);
/// ```
#[must_use]
pub fn tokens(text: &str) -> Vec<String> {
    text.to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty() && !SMALL.contains(w))
        .map(stem)
        .collect()
}

/// Cuts the first ending that leaves at least three letters, and then a last `s` or a doubled letter.
fn stem(word: &str) -> String {
    let mut stem = word;
    for ending in ENDINGS {
        if let Some(rest) = word.strip_suffix(ending).filter(|rest| rest.chars().count() >= 3) {
            stem = rest;
            break;
        }
    }
    match stem.strip_suffix('s') {
        Some(rest) if rest.chars().count() >= 4 => rest.to_owned(),
        _ => stem.to_owned(),
    }
}

/// The words of every rule, in the profile's order. The desk in the browser searches in the same list.
#[must_use]
pub fn index(profile: &Profile) -> Vec<IndexEntry> {
    profile.rules.iter().map(entry).collect()
}

fn entry(rule: &BoundaryRule) -> IndexEntry {
    let phrases: Vec<Vec<String>> = rule
        .asked
        .nb
        .iter()
        .chain(&rule.asked.nn)
        .chain(&rule.asked.en)
        .map(|p| tokens(p))
        .filter(|p| !p.is_empty())
        .collect();
    let titles = Locale::ALL.into_iter().flat_map(|l| tokens(rule.title.exact(l)));
    let mut keywords: Vec<String> = phrases.iter().flatten().cloned().chain(titles).collect();
    keywords.sort();
    keywords.dedup();
    IndexEntry {
        code: rule.code.clone(),
        keywords,
        phrases,
    }
}

/// Searches the standard profile's rules in plain words, best first; empty when nothing fits.
///
/// A word counts the more, the fewer rules have it; a word that begins another (at least four letters) counts half; a
/// question found whole counts one more per word. People mix languages, so every language is searched; `locale`
/// decides between equals, by the title. Only the first 200 characters are read, so that no question takes long.
#[must_use]
pub fn find(query: &str, locale: Locale) -> Vec<&'static BoundaryRule> {
    let profile = Profile::standard();
    let (index, counts) = &*STANDARD;
    let asked = query.char_indices().nth(LONGEST).map_or(query, |(end, _)| &query[..end]);
    let words = tokens(asked);
    let title_words = |rule: &BoundaryRule| {
        let title = tokens(rule.title.exact(locale));
        words.iter().filter(|w| title.contains(w)).count()
    };
    let mut hits: Vec<(f64, usize, &BoundaryRule)> = profile
        .rules
        .iter()
        .zip(index)
        .map(|(rule, entry)| (score(&words, entry, counts), title_words(rule), rule))
        .filter(|(score, _, _)| *score > 0.0)
        .collect();
    hits.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)));
    hits.into_iter().map(|(_, _, rule)| rule).collect()
}

fn score(words: &[String], entry: &IndexEntry, counts: &Counts) -> f64 {
    let singles: f64 = words.iter().map(|w| word_score(w, entry, counts)).sum();
    let whole = |phrase: &&Vec<String>| phrase.iter().all(|p| words.contains(p));
    let phrase = entry.phrases.iter().filter(whole).map(Vec::len).max().unwrap_or(0);
    singles + f64::from(u32::try_from(phrase).unwrap_or(0))
}

fn word_score(word: &str, entry: &IndexEntry, counts: &Counts) -> f64 {
    let weight = |k: &str| 1.0 / f64::from(counts.get(k).copied().unwrap_or(1));
    if entry.keywords.iter().any(|k| k == word) {
        return weight(word);
    }
    let begins = |a: &str, b: &str| a.chars().count() >= 4 && b.starts_with(a);
    entry
        .keywords
        .iter()
        .filter(|k| begins(k, word) || begins(word, k))
        .map(|k| weight(k) / 2.0)
        .fold(0.0, f64::max)
}
