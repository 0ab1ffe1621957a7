use super::Way;
use crate::shared::Key;

/// How many days a code on a slip can be used.
pub const CODE_DAYS: i32 = 30;

/// Fewer codes that came back than this say nothing in a share.
pub const FEWEST_BACK: u32 = 5;

/// How it went at the door somebody was sent to (svar på lappen). Says nothing of who it was or what it was about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SlipMark {
    /// She came; how it went is not known yet.
    Came,
    /// It was solved there.
    Solved,
    /// She was sent on.
    SentOn,
    /// The door was closed.
    ClosedDoor,
}

impl SlipMark {
    /// Every mark, in the order asked.
    pub const ALL: [Self; 4] = [Self::Solved, Self::Came, Self::SentOn, Self::ClosedDoor];

    /// Stable code used in tables and forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Came => "came",
            Self::Solved => "solved",
            Self::SentOn => "sent_on",
            Self::ClosedDoor => "closed_door",
        }
    }

    /// Reads a code written by [`SlipMark::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|m| m.code() == code)
    }

    /// Whether she had to go on: the door did not help.
    #[must_use]
    pub const fn is_bounce(self) -> bool {
        matches!(self, Self::SentOn | Self::ClosedDoor)
    }

    /// Whether this mark may be set on a code that has `before`. A code is used once; but who came may later have been helped
    /// or sent on. The same mark once more is the same.
    ///
    /// ```
    /// use domain::referrals::SlipMark;
    /// assert!(SlipMark::Solved.may_follow(Some(SlipMark::Came)));
    /// assert!(!SlipMark::Came.may_follow(Some(SlipMark::Solved)));
    /// assert!(!SlipMark::SentOn.may_follow(Some(SlipMark::Solved)));
    /// ```
    #[must_use]
    pub fn may_follow(self, before: Option<Self>) -> bool {
        match before {
            None => true,
            Some(before) if before == self => true,
            Some(Self::Came) => matches!(self, Self::Solved | Self::SentOn),
            Some(_) => false,
        }
    }
}

/// How many slips were given to a door, and what came back of their codes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SlipCounts {
    /// Slips with a code.
    pub given: u32,
    /// Came, and nothing more is known.
    pub came: u32,
    /// Solved there.
    pub solved: u32,
    /// Sent on.
    pub sent_on: u32,
    /// Met a closed door.
    pub closed_door: u32,
}

impl SlipCounts {
    /// Adds `n` slips with a mark; without one, slips that were given.
    pub fn add(&mut self, mark: Option<SlipMark>, n: u32) {
        let field = match mark {
            None => &mut self.given,
            Some(SlipMark::Came) => &mut self.came,
            Some(SlipMark::Solved) => &mut self.solved,
            Some(SlipMark::SentOn) => &mut self.sent_on,
            Some(SlipMark::ClosedDoor) => &mut self.closed_door,
        };
        *field += n;
    }

    /// Adds another door's counts.
    pub fn add_all(&mut self, other: Self) {
        self.add(None, other.given);
        for (mark, n) in [
            (SlipMark::Came, other.came),
            (SlipMark::Solved, other.solved),
            (SlipMark::SentOn, other.sent_on),
            (SlipMark::ClosedDoor, other.closed_door),
        ] {
            self.add(Some(mark), n);
        }
    }

    /// How many codes came back.
    #[must_use]
    pub const fn back(&self) -> u32 {
        self.came + self.solved + self.sent_on + self.closed_door
    }

    /// How many of those who told had to go on.
    #[must_use]
    pub const fn bounced(&self) -> u32 {
        self.sent_on + self.closed_door
    }

    /// Coverage (dekning): the share of codes that came back, in thousandths. `None` when no slip was given.
    #[must_use]
    pub const fn coverage(&self) -> Option<u32> {
        if self.given == 0 {
            None
        } else {
            Some(thousandths(self.back(), self.given))
        }
    }

    /// Bounce rate (kasteballandel): of the codes that came back, the share where the door did not help, in thousandths.
    /// `None` when fewer than [`FEWEST_BACK`] came back. It is only known for those who told; the coverage says how many
    /// that is.
    #[must_use]
    pub const fn bounce_rate(&self) -> Option<u32> {
        if self.back() < FEWEST_BACK {
            None
        } else {
            Some(thousandths(self.bounced(), self.back()))
        }
    }
}

const fn thousandths(part: u32, whole: u32) -> u32 {
    // Rounded to the nearest.
    (part * 1000 + whole / 2) / whole
}

impl Way {
    /// `offering` or `door`, and the key: as it stands in addresses and tables.
    #[must_use]
    pub fn parts(&self) -> (&'static str, &Key) {
        match self {
            Self::Offering(key) => ("offering", key),
            Self::Door(key) => ("door", key),
        }
    }

    /// Reads what [`Way::parts`] gives.
    #[must_use]
    pub fn of_parts(kind: &str, key: &str) -> Option<Self> {
        let key = Key::parse(key).ok()?;
        match kind {
            "offering" => Some(Self::Offering(key)),
            "door" => Some(Self::Door(key)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{FEWEST_BACK, SlipCounts, SlipMark};
    use proptest::prelude::*;

    #[test]
    fn a_code_is_used_once_and_only_who_came_may_be_told_more_of() {
        use SlipMark as M;
        for before in M::ALL {
            for after in M::ALL {
                let expected = before == after || (before == M::Came && matches!(after, M::Solved | M::SentOn));
                assert_eq!(after.may_follow(Some(before)), expected, "{before:?} {after:?}");
            }
            assert!(before.may_follow(None));
            assert_eq!(M::parse(before.code()), Some(before));
        }
    }

    #[test]
    fn the_rate_is_of_those_who_told_and_the_coverage_says_how_many() {
        let counts = SlipCounts {
            given: 20,
            came: 1,
            solved: 5,
            sent_on: 1,
            closed_door: 1,
        };
        assert_eq!(
            (counts.back(), counts.coverage(), counts.bounce_rate()),
            (8, Some(400), Some(250))
        );
        let few = SlipCounts {
            given: 20,
            solved: 3,
            sent_on: 1,
            ..SlipCounts::default()
        };
        assert_eq!((few.coverage(), few.bounce_rate()), (Some(200), None), "too few to say");
        assert_eq!(SlipCounts::default().coverage(), None);
    }

    proptest! {
        #[test]
        fn shares_are_shares(came in 0u32..50, solved in 0u32..50, sent_on in 0u32..50, closed_door in 0u32..50, lost in 0u32..50) {
            let mut counts = SlipCounts { given: lost, came, solved, sent_on, closed_door };
            counts.given += counts.back();
            prop_assert!(counts.coverage().is_none_or(|c| c <= 1000));
            prop_assert!(counts.bounce_rate().is_none_or(|b| b <= 1000));
            prop_assert_eq!(counts.bounce_rate().is_some(), counts.back() >= FEWEST_BACK);
            let mut twice = counts;
            twice.add_all(counts);
            prop_assert_eq!(twice.coverage(), counts.coverage());
        }
    }
}
