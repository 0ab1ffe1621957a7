//! How easy a text is to read, and how long it takes to say.

use serde::Serialize;

/// Words a minute when somebody speaks calmly to a room: 150 words take a minute, 220 about ninety seconds.
const WORDS_A_MINUTE: u32 = 150;
/// A word of more letters than this is long (Björnsson 1968).
const LONG: usize = 6;

/// How a text measures: counts, and LIX made from them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Readability {
    /// Words: letters and digits without anything between.
    pub words: u32,
    /// Words of more than six letters.
    pub long: u32,
    /// Sentences: ended by a full stop, a question mark, an exclamation mark, a colon, or the end of a line.
    pub sentences: u32,
}

impl Readability {
    /// Counts a text.
    ///
    /// ```
    /// use domain::shared::Readability;
    /// let easy = Readability::of("Vi hjelper deg. Du kan bare komme.");
    /// assert_eq!((easy.words, easy.long, easy.sentences, easy.lix()), (7, 1, 2, 18));
    /// assert_eq!(Readability::of("").lix(), 0);
    /// ```
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut found = Self::default();
        for line in text.lines() {
            // A full stop inside a number or an abbreviation does not end a sentence; one before a space or the end does.
            let mut open = false;
            for token in line.split_whitespace() {
                let words: Vec<&str> = token.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
                open |= !words.is_empty();
                found.words += u32::try_from(words.len()).unwrap_or(u32::MAX);
                let long = words.iter().filter(|w| w.chars().count() > LONG).count();
                found.long += u32::try_from(long).unwrap_or(u32::MAX);
                let ends = token.trim_end_matches(['»', '"', '”', ')', '\'']).ends_with(['.', '?', '!', ':']);
                if open && ends {
                    found.sentences += 1;
                    open = false;
                }
            }
            found.sentences += u32::from(open);
        }
        found
    }

    /// LIX: words a sentence and the share of long words in hundredths, rounded; 0 for a text without words. Below 35 is easy,
    /// above 50 is how officials write.
    #[must_use]
    pub fn lix(&self) -> u32 {
        if self.words == 0 {
            return 0;
        }
        let sentences = self.sentences.max(1);
        let doubled = 2 * self.words / sentences + 200 * self.long / self.words;
        doubled.div_ceil(2)
    }

    /// How long it takes to say, in seconds.
    #[must_use]
    pub const fn seconds_aloud(&self) -> u32 {
        (self.words * 60).div_ceil(WORDS_A_MINUTE)
    }
}

#[cfg(test)]
mod tests {
    use super::Readability;

    #[test]
    fn words_sentences_and_long_words_are_counted() {
        for (text, words, long, sentences) in [
            ("", 0, 0, 0),
            ("...", 0, 0, 0),
            ("Ett ord", 2, 0, 1),
            ("Det koster 1.200 kroner i 2026.", 7, 0, 1),
            ("Hva? «Ja.» Nei!", 3, 0, 3),
            ("Overskrift\nEn linje til uten punktum", 6, 2, 2),
            ("Kommunedirektøren innstiller: Godkjennes.", 3, 3, 2),
        ] {
            let found = Readability::of(text);
            assert_eq!(
                (found.words, found.long, found.sentences),
                (words, long, sentences),
                "{text}"
            );
        }
    }

    #[test]
    fn a_minute_is_a_hundred_and_fifty_words() {
        let words = |n: usize| Readability::of(&"ord ".repeat(n)).seconds_aloud();
        assert_eq!(
            [words(0), words(1), words(150), words(220), words(225)],
            [0, 1, 60, 88, 90]
        );
    }

    #[test]
    fn lix_is_words_a_sentence_and_the_share_of_long_ones() {
        // 10 words in 2 sentences, 4 of them long: 5 + 40.
        let text = "Kommunen åpner tilbudet torsdag. Veilederne hjelper innbyggerne med passord hver uke.";
        let found = Readability::of(text);
        let by_hand = f64::from(found.words) / f64::from(found.sentences)
            + 100.0 * f64::from(found.long) / f64::from(found.words);
        assert!(
            (f64::from(found.lix()) - by_hand).abs() <= 1.0,
            "{} {by_hand}",
            found.lix()
        );
    }
}
