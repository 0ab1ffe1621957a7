use crate::offerings::Topic;

/// The topics of one visit: a set, stored as one whole number with the bit of each [`Topic`]. May be empty, which
/// means *not known*.
///
/// ```
/// use domain::{offerings::Topic, visits::TopicSet};
/// let set = TopicSet::of(&[Topic::Email, Topic::Nav]);
/// assert_eq!(TopicSet::from_bits(set.bits()), Some(set));
/// assert!(TopicSet::from_bits(1 << 62).is_none());
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TopicSet(u64);

impl TopicSet {
    /// No topic known.
    pub const EMPTY: Self = Self(0);

    /// The set of these topics.
    #[must_use]
    pub fn of(topics: &[Topic]) -> Self {
        topics.iter().fold(Self::EMPTY, |set, topic| set.with(*topic))
    }

    /// The set with one topic more.
    #[must_use]
    pub fn with(self, topic: Topic) -> Self {
        Self(self.0 | 1 << topic.bit())
    }

    /// Reads a stored number; `None` when a bit belongs to no topic. Bits 0–62 only, so it fits a signed column.
    #[must_use]
    pub fn from_bits(bits: u64) -> Option<Self> {
        let all = Self::of(&Topic::ALL);
        (bits & !all.0 == 0).then_some(Self(bits))
    }

    /// The number to store, below 2⁶³.
    #[must_use]
    pub const fn bits(self) -> u64 {
        self.0
    }

    /// Whether the topic is in the set.
    #[must_use]
    pub fn contains(self, topic: Topic) -> bool {
        self.0 & (1 << topic.bit()) != 0
    }

    /// Whether no topic is known.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// How many topics.
    #[must_use]
    pub const fn len(self) -> u32 {
        self.0.count_ones()
    }

    /// The topics, in the order they are shown.
    pub fn iter(self) -> impl Iterator<Item = Topic> {
        Topic::ALL.into_iter().filter(move |topic| self.contains(*topic))
    }
}
