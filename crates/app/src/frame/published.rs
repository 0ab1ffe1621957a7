use domain::{
    offerings::Offering,
    places::Place,
    register::Register,
    search::SearchIndex,
    shared::{Id, Key},
};
use std::collections::HashMap;

/// What the database gives for [`Published`].
#[derive(Clone)]
pub struct Loaded {
    /// The content version that was read.
    pub version: i64,
    /// Everything the municipality has written.
    pub register: Register,
    /// The stored identities of places and offerings.
    pub ids: Ids,
    /// The languages that the municipality has approved texts of messages in.
    pub message_languages: Vec<String>,
}

/// The stored identities of places and offerings, both ways.
#[derive(Clone, Default)]
pub struct Ids {
    /// Places.
    pub places: HashMap<Key, Id>,
    /// Offerings.
    pub offerings: HashMap<Key, Id>,
}

/// What a municipality has published: one unchanging value per content version.
pub struct Published {
    /// The content version.
    pub version: i64,
    /// Everything the municipality has written.
    pub register: Register,
    /// The search index over it.
    pub index: SearchIndex,
    /// The languages, beside the three of the pages, that the municipality has approved texts of messages in (BCP 47).
    pub message_languages: Vec<String>,
    ids: Ids,
}

impl Published {
    /// Indexes what was loaded.
    #[must_use]
    pub fn new(loaded: Loaded) -> Self {
        let index = SearchIndex::build(&loaded.register);
        Self {
            version: loaded.version,
            register: loaded.register,
            index,
            message_languages: loaded.message_languages,
            ids: loaded.ids,
        }
    }

    /// The offering with this key, ended ones too.
    #[must_use]
    pub fn offering(&self, key: &str) -> Option<&Offering> {
        self.register.offerings.iter().find(|o| o.key.as_str() == key)
    }

    /// The place with this key, ended ones too.
    #[must_use]
    pub fn place(&self, key: &str) -> Option<&Place> {
        self.register.places.iter().find(|p| p.key.as_str() == key)
    }

    /// The stored identity of a place.
    #[must_use]
    pub fn place_id(&self, key: &Key) -> Option<Id> {
        self.ids.places.get(key).copied()
    }

    /// The stored identity of an offering.
    #[must_use]
    pub fn offering_id(&self, key: &Key) -> Option<Id> {
        self.ids.offerings.get(key).copied()
    }

    /// The place with this identity.
    #[must_use]
    pub fn place_by_id(&self, id: Id) -> Option<&Place> {
        self.register.places.iter().find(|p| self.place_id(&p.key) == Some(id))
    }

    /// The offering with this identity.
    #[must_use]
    pub fn offering_by_id(&self, id: Id) -> Option<&Offering> {
        self.register.offerings.iter().find(|o| self.offering_id(&o.key) == Some(id))
    }
}
