use super::normal::{Stems, Tongue, Word, typing_errors};
use std::collections::HashMap;

/// A term: all forms of one word.
pub(super) type Term = u32;

/// How well a word of the question fits a term.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Fit {
    pub term: Term,
    /// 0–1.
    pub quality: f32,
}

/// What a word of the question may mean.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Reading {
    pub fits: Vec<Fit>,
    /// The word as it should be written, when it was read as a typing error.
    pub corrected: Option<String>,
}

/// The words the index knows.
#[derive(Default)]
pub(super) struct Vocabulary {
    terms: HashMap<String, Term>,
    entries: HashMap<String, usize>,
    written: Vec<Written>,
    sorted: Vec<usize>,
    count: Term,
}

struct Written {
    folded: String,
    shown: String,
    letters: Vec<char>,
    bag: u64,
    terms: Vec<Term>,
}

impl Vocabulary {
    /// Takes in a word and answers its term.
    pub(super) fn add(&mut self, word: &Word, tongue: Tongue, stems: &Stems) -> Term {
        let stem = stems.of(word, tongue);
        let count = &mut self.count;
        let term = *self.terms.entry(stem).or_insert_with(|| {
            *count += 1;
            *count - 1
        });
        let written = &mut self.written;
        let at = *self.entries.entry(word.folded.clone()).or_insert_with(|| {
            let letters: Vec<char> = word.folded.chars().collect();
            let (folded, shown, bag) = (word.folded.clone(), word.shown.clone(), bag(&letters));
            written.push(Written {
                folded,
                shown,
                letters,
                bag,
                terms: vec![],
            });
            written.len() - 1
        });
        if !self.written[at].terms.contains(&term) {
            self.written[at].terms.push(term);
        }
        term
    }

    /// Must be called when all words are in.
    pub(super) fn finish(&mut self) {
        self.sorted = (0..self.written.len()).collect();
        self.sorted.sort_by(|a, b| self.written[*a].folded.cmp(&self.written[*b].folded));
    }

    pub(super) fn len(&self) -> usize {
        self.count as usize
    }

    /// What a word of a question may mean: itself, a form of it, the beginning of a word being written, a typing
    /// error, or a compound. `last` is the word that may not be finished.
    pub(super) fn read(&self, word: &Word, last: bool, stems: &Stems) -> Reading {
        let known = self.known(word, stems);
        if !known.is_empty() {
            return Reading {
                fits: known,
                corrected: None,
            };
        }
        if last {
            let fits = self.beginnings(&word.folded);
            if !fits.is_empty() {
                return Reading { fits, corrected: None };
            }
        }
        let letters: Vec<char> = word.folded.chars().collect();
        if letters.len() < 4 || letters.iter().any(char::is_ascii_digit) {
            return Reading::default();
        }
        let near = self.near(&letters, 1);
        if !near.fits.is_empty() {
            return near;
        }
        let parts = self.parts(word, stems);
        if !parts.is_empty() {
            return Reading {
                fits: parts,
                corrected: None,
            };
        }
        if letters.len() >= 8 {
            self.near(&letters, 2)
        } else {
            Reading::default()
        }
    }

    /// Exactly known, or a form of a known word in either language.
    pub(super) fn known(&self, word: &Word, stems: &Stems) -> Vec<Fit> {
        let mut fits: Vec<Fit> = vec![];
        let mut take = |term: Term, quality: f32| {
            if fits.iter().all(|f| f.term != term) {
                fits.push(Fit { term, quality });
            }
        };
        if let Some(at) = self.entries.get(&word.folded) {
            self.written[*at].terms.iter().for_each(|t| take(*t, 1.0));
        }
        for tongue in [Tongue::Norwegian, Tongue::English] {
            if let Some(term) = self.terms.get(&stems.of(word, tongue)) {
                take(*term, 0.95);
            }
        }
        fits
    }

    fn beginnings(&self, start: &str) -> Vec<Fit> {
        if start.chars().count() < 3 {
            return vec![];
        }
        let first = self.sorted.partition_point(|i| self.written[*i].folded.as_str() < start);
        let mut fits: Vec<Fit> = vec![];
        let words = self.sorted[first..].iter().map(|i| &self.written[*i]);
        for term in words.take_while(|w| w.folded.starts_with(start)).take(12).flat_map(|w| &w.terms) {
            if fits.iter().all(|f| f.term != *term) {
                fits.push(Fit {
                    term: *term,
                    quality: 0.75,
                });
            }
        }
        fits
    }

    fn near(&self, letters: &[char], max: usize) -> Reading {
        let mine = bag(letters);
        let mut best: Vec<&Written> = vec![];
        let mut least = max;
        for w in &self.written {
            // Each typing error changes at most two bits of the bag, so most words are left without counting.
            if w.letters.len() < 4 || (w.bag ^ mine).count_ones() as usize > 2 * least {
                continue;
            }
            match typing_errors(letters, &w.letters, least) {
                Some(errors) if errors < least => {
                    least = errors;
                    best = vec![w];
                }
                Some(_) => best.push(w),
                None => {}
            }
        }
        let quality = if least <= 1 { 0.8 } else { 0.65 };
        // The first letter is seldom wrong.
        best.sort_by_key(|w| {
            (
                w.letters.first() != letters.first(),
                w.letters.len().abs_diff(letters.len()),
            )
        });
        best.truncate(4);
        let fits = best.iter().flat_map(|w| &w.terms).map(|t| Fit { term: *t, quality }).collect();
        Reading {
            fits,
            corrected: best.first().map(|w| w.shown.clone()),
        }
    }

    /// The known words a compound is made of; when they do not fill it, the longest one at either end.
    fn parts(&self, word: &Word, stems: &Stems) -> Vec<Fit> {
        let letters: Vec<char> = word.folded.chars().collect();
        if letters.len() < 7 {
            return vec![];
        }
        if let Some(fits) = self.split(&letters, 3, stems) {
            return fits
                .into_iter()
                .map(|f| Fit {
                    quality: f.quality * 0.85,
                    ..f
                })
                .collect();
        }
        let longest = (5..letters.len()).rev().find_map(|n| {
            let ends = [&letters[..n], &letters[letters.len() - n..]];
            ends.into_iter().map(|end| self.known(&plain(end), stems)).find(|fits| !fits.is_empty())
        });
        longest
            .unwrap_or_default()
            .into_iter()
            .map(|f| Fit {
                quality: f.quality * 0.6,
                ..f
            })
            .collect()
    }

    fn split(&self, letters: &[char], depth: usize, stems: &Stems) -> Option<Vec<Fit>> {
        let whole = self.known(&plain(letters), stems);
        if !whole.is_empty() {
            return Some(whole);
        }
        if depth == 1 {
            return None;
        }
        for n in (3..letters.len().saturating_sub(2)).rev() {
            let head = self.known(&plain(&letters[..n]), stems);
            if head.is_empty() {
                continue;
            }
            let rest = &letters[n..];
            // Norwegian joins with -s- or -e-.
            let joined = matches!(rest, ['s' | 'e', _, _, _, ..]).then(|| &rest[1..]);
            let tail = self.split(rest, depth - 1, stems).or_else(|| self.split(joined?, depth - 1, stems));
            if let Some(tail) = tail {
                return Some(head.into_iter().chain(tail).collect());
            }
        }
        None
    }
}

fn plain(letters: &[char]) -> Word {
    let text: String = letters.iter().collect();
    Word {
        shown: text.clone(),
        folded: text,
        stop: false,
    }
}

fn bag(letters: &[char]) -> u64 {
    letters.iter().fold(0, |bag, c| bag | 1 << (u32::from(*c) % 64))
}
