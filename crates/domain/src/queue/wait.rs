/// How fast a queue moves today.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pace {
    /// Minutes that each finished guidance of today took, from called to done, in any order.
    pub finished: Vec<u32>,
    /// Guides on duty now.
    pub guides: u32,
}

/// Fewer finished than this says too little about the pace of the day.
const ENOUGH: usize = 3;

/// An expected wait in minutes: both ends whole fives, `low` not above `high`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct WaitRange {
    /// At best.
    pub low: u32,
    /// Probably not longer than.
    pub high: u32,
}

/// Minutes of a quick, a middling and a slow guidance.
struct Typical {
    quick: u32,
    middling: u32,
    slow: u32,
}

impl Pace {
    fn typical(&self) -> Option<Typical> {
        if self.finished.len() < ENOUGH {
            return None;
        }
        let mut sorted = self.finished.clone();
        sorted.sort_unstable();
        // Nearest rank: the smallest value that at least this share of the guidances did not exceed. The list is not empty,
        // so the rank is 1 or more and the index is in range.
        let rank = |quarters: usize| sorted[(sorted.len() * quarters).div_ceil(4) - 1];
        Some(Typical {
            quick: rank(1),
            middling: rank(2),
            slow: rank(3),
        })
    }
}

/// How long somebody with `ahead` tickets before them will wait, as an honest range from today's pace: the middle half of
/// today's guidances, with all guides busy. Grows with `ahead`. A forecast, not a promise.
///
/// `None` when no guide is on duty, or when fewer than three are finished today: then nothing is shown rather than a guess.
///
/// ```
/// use domain::queue::{Pace, WaitRange, estimate};
/// let pace = Pace { finished: vec![8, 12, 20, 9], guides: 2 };
/// assert_eq!(estimate(&pace, 3), Some(WaitRange { low: 5, high: 25 }));
/// assert_eq!(estimate(&Pace { guides: 0, ..pace }, 3), None);
/// ```
#[must_use]
pub fn estimate(pace: &Pace, ahead: u32) -> Option<WaitRange> {
    if pace.guides == 0 {
        return None;
    }
    let typical = pace.typical()?;
    let best = (ahead / pace.guides).saturating_mul(typical.quick);
    let worst = rounds(ahead.saturating_add(1), pace.guides).saturating_mul(typical.slow);
    let low = best / 5 * 5;
    let high = worst.div_ceil(5).max(1).saturating_mul(5);
    Some(WaitRange { low, high })
}

/// How many guidances after each other it takes until `people` have been helped.
const fn rounds(people: u32, guides: u32) -> u32 {
    people.div_ceil(guides)
}

/// Whether the guide should be asked to close the queue: those who wait already fill the `remaining` minutes at a middling
/// pace, so that one more would probably not be helped. With no time left, always; with an unknown pace, not before.
#[must_use]
pub fn should_suggest_closing(remaining: u32, waiting: u32, pace: &Pace) -> bool {
    if remaining == 0 {
        return true;
    }
    if pace.guides == 0 {
        return false;
    }
    pace.typical()
        .is_some_and(|t| rounds(waiting.saturating_add(1), pace.guides).saturating_mul(t.middling) > remaining)
}
