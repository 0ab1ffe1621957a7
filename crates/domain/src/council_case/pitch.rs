use crate::shared::Readability;
use jiff::civil::Date;

/// How long a pitch takes to say, in seconds: from and to.
pub const PITCH_SECONDS: (u32, u32) = (60, 90);

/// Whether a pitch has the length it should.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timing {
    /// Said in less than a minute.
    Short,
    /// A minute to a minute and a half.
    Good,
    /// Longer than the lift ride.
    Long,
}

/// How long a pitch (heistale) is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PitchLength {
    /// Words.
    pub words: u32,
    /// Seconds it takes to say it calmly.
    pub seconds: u32,
    /// Whether that is right.
    pub timing: Timing,
    /// How easy it is to follow.
    pub lix: u32,
}

/// Measures a pitch: 60 to 90 seconds is right, about 150 to 225 words.
///
/// ```
/// use domain::council_case::{Timing, pitch_length};
/// assert_eq!(pitch_length("Vi hjelper folk.").timing, Timing::Short);
/// assert_eq!(pitch_length(&"Vi hjelper folk på nett. ".repeat(36)).timing, Timing::Good);
/// ```
#[must_use]
pub fn pitch_length(text: &str) -> PitchLength {
    let measured = Readability::of(text);
    let seconds = measured.seconds_aloud();
    let timing = match seconds {
        s if s < PITCH_SECONDS.0 => Timing::Short,
        s if s > PITCH_SECONDS.1 => Timing::Long,
        _ => Timing::Good,
    };
    PitchLength {
        words: measured.words,
        seconds,
        timing,
        lix: measured.lix(),
    }
}

/// Something that can be said in a pitch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PitchSentence {
    /// What is said.
    pub text: String,
    /// How strong it is: 0 is the strongest. What has the same strength is taken in the order it is said.
    pub strength: u8,
}

/// Puts a pitch together: as many as there is time for in 90 seconds, the strongest first, in the order they are said. Each is a
/// paragraph. Few sentences make a short pitch: nothing is filled in.
#[must_use]
pub fn fit_pitch(sentences: &[PitchSentence]) -> String {
    let mut by_strength: Vec<usize> = (0..sentences.len()).collect();
    by_strength.sort_by_key(|at| sentences[*at].strength);
    let mut taken: Vec<usize> = Vec::new();
    for at in by_strength {
        let mut with = taken.clone();
        with.push(at);
        with.sort_unstable();
        if pitch_length(&joined(sentences, &with)).seconds <= PITCH_SECONDS.1 {
            taken = with;
        }
    }
    joined(sentences, &taken)
}

fn joined(sentences: &[PitchSentence], which: &[usize]) -> String {
    which.iter().map(|at| sentences[*at].text.as_str()).collect::<Vec<_>>().join("\n\n")
}

/// What a citizen has told, to be used in a pitch (fortelling). Names nobody; told only when she has said yes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CitizenStory {
    /// What she told, in words that do not say who she is.
    pub words: String,
    /// The day she was asked.
    pub asked_on: Option<Date>,
    /// Who asked: a role, not a name.
    pub asked_by: String,
    /// Whether she said yes.
    pub said_yes: bool,
}

impl CitizenStory {
    /// Whether it may be used: there are words, and a yes to somebody on a day that has been.
    #[must_use]
    pub fn may_be_told(&self, today: Date) -> bool {
        let said = |text: &str| !text.trim().is_empty();
        said(&self.words) && said(&self.asked_by) && self.said_yes && self.asked_on.is_some_and(|day| day <= today)
    }

    /// Whether a text tells some of it: one of its sentences, of three words or more, stands there, whatever is between the words.
    #[must_use]
    pub fn is_told_in(&self, text: &str) -> bool {
        let plain = |t: &str| {
            let words = t.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
            words.map(str::to_lowercase).collect::<Vec<_>>()
        };
        let said = format!(" {} ", plain(text).join(" "));
        let sentences = self.words.split(['.', '!', '?', '\n']).map(plain).filter(|words| words.len() >= 3);
        let mut all: Vec<Vec<String>> = sentences.collect();
        if all.is_empty() {
            all.push(plain(&self.words));
        }
        all.iter().any(|words| !words.is_empty() && said.contains(&format!(" {} ", words.join(" "))))
    }
}
