use crate::{
    anchoring::{AnchoredEntry, Entry},
    register::Register,
    shared::Key,
    situation::{SurveyAnswer, questions},
};

/// A whole municipality, as its folder has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folder {
    /// What citizens see, and what stands behind it.
    pub register: Register,
    /// The answers of the survey, in its order; `None` when the folder says nothing of them.
    pub survey: Option<Vec<SurveyAnswer>>,
    /// What the service rests on, kind by kind; `None` when the folder says nothing of it.
    pub anchoring: Option<Vec<AnchoredEntry>>,
}

impl From<Register> for Folder {
    /// A folder that says nothing of the survey or of what the service rests on.
    fn from(register: Register) -> Self {
        Self {
            register,
            survey: None,
            anchoring: None,
        }
    }
}

impl Folder {
    /// As it can be written: the answers to questions that are asked, the entries kind by kind, and no names of offerings and
    /// services that the register does not have.
    #[must_use]
    pub fn tidy(mut self) -> Self {
        if let Some(survey) = &mut self.survey {
            let place = |a: &SurveyAnswer| questions().iter().position(|q| q.code == a.question);
            survey.retain(|a| place(a).is_some() && *a != SurveyAnswer::nothing(&a.question));
            survey.sort_by_key(place);
        }
        if let Some(entries) = &mut self.anchoring {
            entries.sort_by_key(|e| e.entry.kind());
            entries.iter_mut().for_each(|e| known_only(&self.register, e));
        }
        self
    }
}

fn known_only(register: &Register, e: &mut AnchoredEntry) {
    let offering = |key: &Key| register.offerings.iter().any(|o| o.key == *key);
    let service = |key: &Key| register.services.iter().any(|s| s.key == *key);
    match &mut e.entry {
        Entry::Cost(c) => c.offering = c.offering.take().filter(offering),
        Entry::Goal(g) => g.offerings.retain(offering),
        Entry::Commitment(c) => c.offerings.retain(offering),
        Entry::Benefit(b) => b.service = b.service.take().filter(service),
        Entry::Frame(f) => f.words.retain(|_, words| !words.is_empty()),
        Entry::Grant(g) => {
            g.words.retain(|_, words| !words.is_empty());
            g.planned.retain(|_, ore| *ore > 0);
        }
        _ => {}
    }
    e.parts.sort_by_key(|p| p.entry.kind());
    e.parts.iter_mut().for_each(|p| known_only(register, p));
}
