use crate::shared::Readability;

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
