use rust_stemmers::{Algorithm, Stemmer};

/// Longest question that is read, in characters; the rest is ignored.
const MAX_CHARS: usize = 200;
/// Most words of a question that are read.
const MAX_WORDS: usize = 24;

/// Words that say nothing about what somebody needs.
const STOP_WORDS: &str = "a alle alt am an and any are as at av bare be begynner blir can could da de deg dei dem den \
    der det dette din dine ditt do does dont eg ei ein eit en er et etter far fa fekk finne for fordi fra fram fungere \
    get gjor gjore ha han har hatt have hei hello hi ho hos how hun hva hvem hvis hvor hvordan hvorfor hvilken i if ikke \
    ikkje in into is isnt it its jeg kan kva kvar kven korleis kvifor lenger litt ma man me med meg men mer mi min mine \
    mitt mot my na nar need needs no noe noen not noko nokon nokre of og om on or pa please s sa seg si sin skal skulle \
    slik so som takk that the them there they this til to trenger treng um up use using vaere var ved vere verkar vi \
    vil ville virke virker want was we what when where which who why will with won works work would you your working \
    wont cannot cant t dere dykk legge leggje dato koster kostar lurer lurar onsker onskjer klarer klarar ei ogsa to";

/// One word of a question or of the index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// Lower case, as written.
    pub shown: String,
    /// With `æ ø å` and their spellings made plain.
    pub folded: String,
    /// It says nothing about the need.
    pub stop: bool,
}

/// The stemmers of the languages that words are written in.
pub(super) struct Stems {
    norwegian: Stemmer,
    english: Stemmer,
}

/// The language a word of the index is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tongue {
    Norwegian,
    English,
}

impl Stems {
    pub(super) fn new() -> Self {
        Self {
            norwegian: Stemmer::create(Algorithm::Norwegian),
            english: Stemmer::create(Algorithm::English),
        }
    }

    /// The folded stem. Stems of fewer than three letters say too little: then the word itself.
    pub(super) fn of(&self, word: &Word, tongue: Tongue) -> String {
        let stemmer = match tongue {
            Tongue::Norwegian => &self.norwegian,
            Tongue::English => &self.english,
        };
        let stem = fold(&stemmer.stem(&word.shown));
        if stem.chars().count() < 3 {
            word.folded.clone()
        } else {
            stem
        }
    }
}

/// The words of a text: lower case, split at everything that is neither letter nor digit.
pub(super) fn words(text: &str) -> Vec<Word> {
    let lower: String = text.chars().take(MAX_CHARS).flat_map(char::to_lowercase).collect();
    lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .take(MAX_WORDS)
        .map(|w| {
            let folded = fold(w);
            Word {
                shown: w.to_owned(),
                stop: is_stop(&folded),
                folded,
            }
        })
        .collect()
}

fn is_stop(folded: &str) -> bool {
    use std::{collections::HashSet, sync::OnceLock};
    static SET: OnceLock<HashSet<String>> = OnceLock::new();
    SET.get_or_init(|| STOP_WORDS.split_whitespace().map(fold).collect()).contains(folded)
}

/// Makes spellings equal that people mix: `å`/`aa` → `a`, `ø`/`oe` → `o`, `æ`/`ae` → `a`, accents off.
pub(super) fn fold(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for c in word.chars() {
        let plain = match c {
            'å' | 'æ' | 'ä' | 'á' | 'à' | 'â' => 'a',
            'ø' | 'ö' | 'ó' | 'ò' | 'ô' => 'o',
            'é' | 'è' | 'ê' | 'ë' => 'e',
            'ü' => 'u',
            other => other,
        };
        let spelled_out = matches!((out.chars().last(), c), (Some('a'), 'a' | 'e') | (Some('o'), 'e'));
        if !spelled_out {
            out.push(plain);
        }
    }
    out
}

/// The typing errors between two words, up to `max`: letters left out, put in, changed, or swapped with the next
/// (optimal string alignment). `None` when there are more.
pub(super) fn typing_errors(a: &[char], b: &[char], max: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > max {
        return None;
    }
    let mut before: Vec<usize> = vec![];
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let mut cost = (last[j] + usize::from(x != y)).min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                cost = cost.min(before[j - 1] + 1);
            }
            row.push(cost);
        }
        if row.iter().min().is_some_and(|m| *m > max) {
            return None;
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().filter(|d| *d <= max)
}
