use super::BoundaryAnswer;
use crate::{
    offerings::{DigitalService, OfferingKind, Topic},
    register::BoundaryScope,
    shared::{GuideKind, Key, Localized},
};

/// Where and by whom somebody is asked (situasjon). What is not known is `None`, and then nothing that is decided for it alone
/// applies.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Situation {
    /// The digital service that it is about.
    pub service: Option<Key>,
    /// The topic of that service, or of the visit.
    pub topic: Option<Topic>,
    /// The form of the help.
    pub form: Option<OfferingKind>,
    /// Who guides.
    pub guide: Option<GuideKind>,
}

impl Situation {
    /// The situation with a digital service and its topic.
    #[must_use]
    pub fn about(mut self, service: &DigitalService) -> Self {
        self.service = Some(service.key.clone());
        self.topic = Some(service.topic);
        self
    }
}

impl BoundaryScope {
    /// Whether it holds everywhere.
    #[must_use]
    pub const fn is_everywhere(&self) -> bool {
        self.narrow() == 0
    }

    /// How many sides it is narrow on, 0–3. Services and topics are one side.
    #[must_use]
    pub const fn narrow(&self) -> usize {
        self.service_side() as usize + !self.forms.is_empty() as usize + !self.guides.is_empty() as usize
    }

    const fn service_side(&self) -> bool {
        !self.services.is_empty() || !self.topics.is_empty()
    }

    /// Whether it applies. A side it is narrow on must be known and among those named.
    #[must_use]
    pub fn applies(&self, s: &Situation) -> bool {
        let service = !self.service_side()
            || s.service.as_ref().is_some_and(|k| self.services.contains(k))
            || s.topic.is_some_and(|t| self.topics.contains(&t));
        let named = |open: bool, known: Option<bool>| open || known == Some(true);
        service
            && named(self.forms.is_empty(), s.form.map(|f| self.forms.contains(&f)))
            && named(self.guides.is_empty(), s.guide.map(|g| self.guides.contains(&g)))
    }

    /// Whether it names every side that `other` is narrow on: only then has whoever wrote it thought of what `other` limits.
    #[must_use]
    pub const fn names_sides_of(&self, other: &Self) -> bool {
        (self.service_side() || !other.service_side())
            && (!self.forms.is_empty() || other.forms.is_empty())
            && (!self.guides.is_empty() || other.guides.is_empty())
    }
}

/// A case of a rule (tilfelle): where the profile answers otherwise for some services, forms or guides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoundaryCase {
    /// For what.
    pub scope: BoundaryScope,
    /// The answer there.
    pub answer: BoundaryAnswer,
    /// Why.
    pub why: Localized,
    /// Words to read aloud to the citizen.
    pub words_to_say: Localized,
    /// What the guide does instead.
    pub do_instead: Localized,
}
