use crate::shared::Localized;
use jiff::civil::Date;

/// A part of the survey (kartlegging).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SurveyArea {
    /// What there is today.
    Existing,
    /// Those who live here, and what they need.
    Inhabitants,
    /// The municipality itself.
    Municipality,
    /// Who could guide and contribute.
    People,
}

impl SurveyArea {
    /// Every part, in the order it is asked.
    pub const ALL: [Self; 4] = [Self::Existing, Self::Inhabitants, Self::Municipality, Self::People];

    /// Stable code used in files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Existing => "existing",
            Self::Inhabitants => "inhabitants",
            Self::Municipality => "municipality",
            Self::People => "people",
        }
    }

    /// Reads a code written by [`SurveyArea::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|a| a.code() == code)
    }
}

/// What the product already knows that answers a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum QuestionLead {
    /// The offerings and organisations of the register.
    Inventory,
    /// The local figures.
    Figures,
    /// The national facts and estimates from them.
    Facts,
    /// What the employees have answered.
    Competence,
}

impl QuestionLead {
    /// Every one.
    pub const ALL: [Self; 4] = [Self::Inventory, Self::Figures, Self::Facts, Self::Competence];

    /// Stable code used in files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Inventory => "inventory",
            Self::Figures => "figures",
            Self::Facts => "facts",
            Self::Competence => "competence",
        }
    }

    /// Reads a code written by [`QuestionLead::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|a| a.code() == code)
    }
}

/// A question of the survey, from KS' handbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SurveyQuestion {
    /// Stable code, a part of its address.
    pub code: String,
    /// Which part it belongs to.
    pub area: SurveyArea,
    /// Its number among the nine prompts for the project presentation, 1–9, when it is one of them.
    pub prompt: Option<u8>,
    /// What the product already knows that answers it.
    pub leads_to: Option<QuestionLead>,
    /// The question.
    pub ask: Localized,
    /// Why it is asked.
    pub why: Localized,
    /// Whom one may ask.
    pub who: Localized,
}

/// The municipality's answer to a question. Without words it is still a gap, perhaps with somebody who is to find out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SurveyAnswer {
    /// The code of the question.
    pub question: String,
    /// What was found out; empty while nobody knows.
    pub words: String,
    /// Where it is known from; never empty when there are words.
    pub source: String,
    /// The day it was true.
    pub on: Option<Date>,
    /// Who finds out or stands for it: a role, not a person.
    pub responsible: String,
    /// The title of what is attached; empty when nothing is.
    pub attachment: String,
    /// Where the attachment lies (https); empty when it is named only.
    pub attachment_url: String,
    /// The names of its fields that are assumptions and no known facts: `words`, `source`, `on`, `responsible`, `attachment`.
    pub assumed: Vec<String>,
}

impl SurveyAnswer {
    /// Nothing said of a question.
    #[must_use]
    pub fn nothing(question: &str) -> Self {
        Self {
            question: question.to_owned(),
            words: String::new(),
            source: String::new(),
            on: None,
            responsible: String::new(),
            attachment: String::new(),
            attachment_url: String::new(),
            assumed: Vec::new(),
        }
    }

    /// Whether what was found out is an assumption.
    #[must_use]
    pub fn is_assumed(&self) -> bool {
        self.assumed.iter().any(|field| field == "words")
    }

    /// Whether the question is answered. Everything else is shown as a gap.
    #[must_use]
    pub const fn is_answered(&self) -> bool {
        !self.words.is_empty()
    }
}
