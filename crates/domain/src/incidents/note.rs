use crate::{
    handbook::{Card, CardKind, CardText, Instead, Shelf},
    shared::{Key, Locale},
};

/// What an incident taught (læringsnotat), so anonymous that every guide may read it. It becomes a dilemma card.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LearningNote {
    /// The situation in a few words.
    pub title: String,
    /// When one stands in it.
    pub when: String,
    /// What one may do; empty when there is nothing to say.
    pub may: String,
    /// What not to do.
    pub not: String,
    /// What to do instead.
    pub instead: String,
    /// Words to say aloud; may be empty.
    pub say: String,
}

impl LearningNote {
    /// Whether it says enough to be a dilemma card: a title, what not to do, and what to do instead.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        ![&self.title, &self.not, &self.instead].into_iter().any(|text| text.trim().is_empty())
    }

    /// The card it becomes, in one language. It stands among those about people.
    #[must_use]
    pub fn card(&self, key: Key, locale: Locale) -> Card {
        let mut card = Card {
            key,
            kind: CardKind::Dilemma,
            shelf: Shelf::People,
            topics: Vec::new(),
            rules: Vec::new(),
            services: Vec::new(),
            doors: Vec::new(),
            words: Vec::new(),
            nb: CardText::default(),
            nn: CardText::default(),
            en: CardText::default(),
            sources: Vec::new(),
        };
        let may = Some(self.may.clone()).filter(|text| !text.is_empty());
        *card.text_mut(locale) = CardText {
            title: self.title.clone(),
            when: self.when.clone(),
            steps: Vec::new(),
            may: may.into_iter().collect(),
            instead: vec![Instead {
                not: self.not.clone(),
                instead: self.instead.clone(),
            }],
            say: self.say.clone(),
        };
        card
    }
}
