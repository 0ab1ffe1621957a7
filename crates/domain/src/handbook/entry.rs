use super::{
    card::Card,
    shipped::{ShippedCard, shipped},
};
use crate::{
    search::TextIndex,
    shared::{Key, Locale},
};
use jiff::civil::Date;

/// That somebody in the municipality has looked through a card (gjennomgang).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// Who: a name or a role, as they wrote it.
    pub by: String,
    /// The day.
    pub on: Date,
    /// The day it should be looked at again.
    pub due: Date,
    /// The card as it was read.
    pub of: Card,
}

/// What a municipality has done with a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptCard {
    /// The key of the card.
    pub key: Key,
    /// The municipality's own version; `None` while it follows the one that ships.
    pub own: Option<Card>,
    /// The shipped card that the own version was made from, as it was then; `None` for a card of their own.
    pub made_from: Option<Card>,
    /// Taken out: not shown at the desk.
    pub retired: bool,
    /// The last review.
    pub review: Option<Review>,
}

/// Whose words a card has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardOrigin {
    /// Those that ship with the product.
    Shipped,
    /// The municipality's own version of a card that ships.
    Changed,
    /// A card of the municipality's own.
    Own,
}

/// Whether somebody should look through a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReviewNeed {
    /// No, not before the day.
    Not(Date),
    /// The day has passed.
    Due(Date),
    /// The words are others than those that were looked through.
    ChangedSince,
    /// The municipality wrote it, and nobody has said that it is looked through.
    Never,
}

/// A card as it stands in a municipality's handbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandbookEntry {
    /// The card as it is read here.
    pub card: Card,
    /// Whose words it has.
    pub origin: CardOrigin,
    /// The card as it ships now, where one does.
    pub shipped: Option<&'static ShippedCard>,
    /// The card that ships is another than the one the own version was made from.
    pub shipped_changed: bool,
    /// Taken out: not shown at the desk.
    pub retired: bool,
    /// The last review.
    pub review: Option<Review>,
}

impl HandbookEntry {
    /// Whether somebody should look through it. One that is taken out needs nothing.
    #[must_use]
    pub fn need(&self, today: Date) -> ReviewNeed {
        let by_date = |due: Date| {
            if due <= today {
                ReviewNeed::Due(due)
            } else {
                ReviewNeed::Not(due)
            }
        };
        match (&self.review, self.origin, self.shipped) {
            _ if self.retired => ReviewNeed::Not(Date::MAX),
            (Some(review), _, _) if review.of != self.card => ReviewNeed::ChangedSince,
            (Some(review), _, _) => by_date(review.due),
            (None, CardOrigin::Shipped, Some(shipped)) => by_date(shipped.due()),
            (None, _, _) => ReviewNeed::Never,
        }
    }

    /// Whether it waits for somebody: a review, or a shipped card that has changed under the own version.
    #[must_use]
    pub fn waits(&self, today: Date) -> bool {
        !self.retired && (self.shipped_changed || !matches!(self.need(today), ReviewNeed::Not(_)))
    }
}

/// A card as it stands: what the municipality has done with it laid over what ships. `None` when there is neither a
/// card that ships nor an own one.
#[must_use]
pub fn entry(key: &Key, kept: Option<KeptCard>) -> Option<HandbookEntry> {
    let shipped = shipped().iter().find(|s| s.card.key == *key);
    let Some(kept) = kept else {
        return shipped.map(|s| follows(s, false, None));
    };
    match (kept.own, shipped) {
        (None, Some(s)) => Some(follows(s, kept.retired, kept.review)),
        (None, None) => None,
        (Some(card), _) => {
            let changed = shipped.zip(kept.made_from.as_ref()).is_some_and(|(now, then)| now.card != *then);
            Some(HandbookEntry {
                card,
                origin: if shipped.is_some() {
                    CardOrigin::Changed
                } else {
                    CardOrigin::Own
                },
                shipped,
                shipped_changed: changed,
                retired: kept.retired,
                review: kept.review,
            })
        }
    }
}

fn follows(shipped: &'static ShippedCard, retired: bool, review: Option<Review>) -> HandbookEntry {
    HandbookEntry {
        card: shipped.card.clone(),
        origin: CardOrigin::Shipped,
        shipped: Some(shipped),
        shipped_changed: false,
        retired,
        review,
    }
}

/// The whole handbook of a municipality, those that are taken out too; sorted by key.
#[must_use]
pub fn entries(kept: Vec<KeptCard>) -> Vec<HandbookEntry> {
    let mut keys: Vec<Key> =
        shipped().iter().map(|s| s.card.key.clone()).chain(kept.iter().map(|k| k.key.clone())).collect();
    keys.sort();
    keys.dedup();
    keys.into_iter()
        .filter_map(|key| {
            let own = kept.iter().find(|k| k.key == key).cloned();
            entry(&key, own)
        })
        .collect()
}

/// A search in the cards of a handbook. Built once for each change of it.
pub struct CardIndex(TextIndex);

impl CardIndex {
    /// Reads the cards. What people say and the title count most, then when to use it, then what to do. Every language
    /// is read: people mix them, and so do phones.
    #[must_use]
    pub fn build(entries: &[HandbookEntry]) -> Self {
        Self(TextIndex::build(entries.iter().enumerate().flat_map(|(at, entry)| {
            let card = &entry.card;
            let said = card.words.iter().map(move |w| (at, Locale::Nb, w.as_str(), 1.0));
            said.chain(Locale::ALL.into_iter().flat_map(move |l| {
                let text = card.exact(l);
                let todo = text.steps.iter().chain(&text.may).map(move |s| (at, l, s.as_str(), 0.1));
                [(at, l, text.title.as_str(), 1.0), (at, l, text.when.as_str(), 0.25)].into_iter().chain(todo)
            }))
        })))
    }

    /// The places of the cards that answer a question in plain words, best first; and the question as it was read,
    /// where that is otherwise than written.
    #[must_use]
    pub fn find(&self, question: &str) -> (Vec<usize>, Option<String>) {
        self.0.find(question)
    }
}
