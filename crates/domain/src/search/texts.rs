use super::{
    normal::{Stems, Tongue, Word, words},
    vocabulary::{Term, Vocabulary},
};
use crate::shared::Locale;
use std::collections::{HashMap, HashSet};

/// A search in texts that are not in the register: the same words, forms, typing errors and compounds as the rest of
/// search, asked of a list of things that each have some texts.
pub struct TextIndex {
    stems: Stems,
    vocabulary: Vocabulary,
    texts: Vec<Text>,
    weights: HashMap<Term, f32>,
}

struct Text {
    terms: Vec<Term>,
    thing: usize,
    counts: f32,
}

impl TextIndex {
    /// Builds the index from texts: the place of the thing in its list, the language, the text, and how much it counts
    /// from 0 to 1, where a name is 1.
    #[must_use]
    pub fn build<'t>(texts: impl Iterator<Item = (usize, Locale, &'t str, f32)>) -> Self {
        let mut index = Self {
            stems: Stems::new(),
            vocabulary: Vocabulary::default(),
            texts: vec![],
            weights: HashMap::new(),
        };
        texts.for_each(|(thing, locale, text, counts)| index.add(thing, locale, text, counts));
        index.vocabulary.finish();
        index.weigh();
        index
    }

    fn add(&mut self, thing: usize, locale: Locale, text: &str, counts: f32) {
        let tongue = match locale {
            Locale::Nb | Locale::Nn => Tongue::Norwegian,
            Locale::En => Tongue::English,
        };
        let said: Vec<Word> = words(text).into_iter().filter(|w| !w.stop).collect();
        let mut terms: Vec<Term> = said.iter().map(|w| self.vocabulary.add(w, tongue, &self.stems)).collect();
        terms.sort_unstable();
        terms.dedup();
        if !terms.is_empty() {
            self.texts.push(Text { terms, thing, counts });
        }
    }

    /// A word that few things have says more.
    fn weigh(&mut self) {
        let mut about: HashMap<Term, HashSet<usize>> = HashMap::new();
        for text in &self.texts {
            for term in &text.terms {
                about.entry(*term).or_default().insert(text.thing);
            }
        }
        let things = self.texts.iter().map(|t| t.thing + 1).max().unwrap_or(0) as f32;
        self.weights = about.into_iter().map(|(term, have)| (term, (1.0 + things / have.len() as f32).ln())).collect();
    }

    /// The places of the things that a question is about, best first, and the question as it was read where that is
    /// otherwise than written. Empty when no word of it is known.
    ///
    /// A word counts the more, the fewer things have it, and the more its text counts; a text that is found whole counts
    /// once more.
    #[must_use]
    pub fn find(&self, question: &str) -> (Vec<usize>, Option<String>) {
        let (asked, did_you_mean) = self.read(question);
        let weight = |term: &Term| self.weights.get(term).copied().unwrap_or(0.0);
        let mut points: HashMap<usize, HashMap<Term, f32>> = HashMap::new();
        let mut whole: HashMap<usize, f32> = HashMap::new();
        for text in &self.texts {
            for term in &text.terms {
                let Some(quality) = asked.get(term) else { continue };
                let best = points.entry(text.thing).or_default().entry(*term).or_default();
                *best = best.max(weight(term) * quality * text.counts);
            }
            if text.terms.iter().all(|t| asked.contains_key(t)) {
                let sum = text.terms.iter().map(weight).sum::<f32>() * text.counts;
                let best = whole.entry(text.thing).or_default();
                *best = best.max(sum);
            }
        }
        let mut found: Vec<(usize, f32)> = points
            .into_iter()
            .map(|(thing, terms)| {
                (
                    thing,
                    terms.values().sum::<f32>() + whole.get(&thing).copied().unwrap_or(0.0),
                )
            })
            .collect();
        found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let least = found.first().map_or(0.0, |(_, best)| best * 0.2);
        let places = found.into_iter().filter(|(_, score)| *score >= least).map(|(thing, _)| thing).collect();
        (places, did_you_mean)
    }

    /// What each term was asked for with (0–1), and the question as it was read.
    fn read(&self, question: &str) -> (HashMap<Term, f32>, Option<String>) {
        let all = words(question);
        let mut asked: HashMap<Term, f32> = HashMap::new();
        let mut said: Vec<String> = all.iter().map(|w| w.shown.clone()).collect();
        let mut corrected = false;
        let only_stops = all.iter().all(|w| w.stop);
        for (at, word) in all.iter().enumerate().filter(|(_, w)| only_stops || !w.stop) {
            let reading = self.vocabulary.read(word, at + 1 == all.len(), &self.stems);
            if let Some(better) = reading.corrected {
                said[at] = better;
                corrected = true;
            }
            for fit in reading.fits {
                let quality = asked.entry(fit.term).or_default();
                *quality = quality.max(fit.quality);
            }
        }
        for pair in all.windows(2) {
            let joined = Word {
                shown: pair.iter().map(|w| w.shown.as_str()).collect(),
                folded: pair.iter().map(|w| w.folded.as_str()).collect(),
                stop: false,
            };
            for fit in self.vocabulary.known(&joined, &self.stems) {
                let quality = asked.entry(fit.term).or_default();
                *quality = quality.max(fit.quality);
            }
        }
        (asked, corrected.then(|| said.join(" ")))
    }
}
