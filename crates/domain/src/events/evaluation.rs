/// One of the three questions asked aloud after an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Question {
    /// Did you learn something you have use for?
    Useful,
    /// Was the pace right?
    Pace,
    /// Would you come again?
    Again,
}

impl Question {
    /// Every one, in the order it is shown.
    pub const ALL: [Self; 3] = [Self::Useful, Self::Pace, Self::Again];

    /// Stable code used in tables, forms and files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Useful => "useful",
            Self::Pace => "pace",
            Self::Again => "again",
        }
    }

    /// Reads a code written by [`Question::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|v| v.code() == code)
    }
}

/// The answer to one of the three questions: a face with a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Smile {
    /// Yes.
    Yes,
    /// Partly.
    Partly,
    /// No.
    No,
}

impl Smile {
    /// Every one, in the order it is shown.
    pub const ALL: [Self; 3] = [Self::Yes, Self::Partly, Self::No];

    /// Stable code used in tables, forms and files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::Partly => "partly",
            Self::No => "no",
        }
    }

    /// Reads a code written by [`Smile::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|v| v.code() == code)
    }
}

/// How many gave each answer to the three questions (evaluering). Counts of hands or notes, never who.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evaluation {
    counts: [[u16; 3]; 3],
}

impl Evaluation {
    /// How many gave this answer.
    #[must_use]
    pub fn count(&self, question: Question, answer: Smile) -> u16 {
        self.counts[question as usize][answer as usize]
    }

    /// Sets how many gave this answer.
    pub fn set(&mut self, question: Question, answer: Smile, count: u16) {
        self.counts[question as usize][answer as usize] = count;
    }

    /// How many answered a question.
    #[must_use]
    pub fn answered(&self, question: Question) -> u32 {
        self.counts[question as usize].iter().map(|n| u32::from(*n)).sum()
    }

    /// Whether nobody has answered anything.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        Question::ALL.into_iter().all(|q| self.answered(q) == 0)
    }

    /// The most who answered one question: at least so many were there.
    #[must_use]
    pub fn most(&self) -> u32 {
        Question::ALL.into_iter().map(|q| self.answered(q)).max().unwrap_or(0)
    }
}

/// When a self-assessment is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Phase {
    /// Before the course.
    Before,
    /// After the course.
    After,
}

impl Phase {
    /// Every one, in the order it is shown.
    pub const ALL: [Self; 2] = [Self::Before, Self::After];

    /// Stable code used in tables, forms and files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Before => "before",
            Self::After => "after",
        }
    }

    /// Reads a code written by [`Phase::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|v| v.code() == code)
    }
}

/// How one manages a task, in one's own eyes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Mastery {
    /// By oneself.
    Alone,
    /// With a little help.
    WithHelp,
    /// Not yet.
    NotYet,
}

impl Mastery {
    /// Every one, in the order it is shown.
    pub const ALL: [Self; 3] = [Self::Alone, Self::WithHelp, Self::NotYet];

    /// Stable code used in tables, forms and files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Alone => "alone",
            Self::WithHelp => "with_help",
            Self::NotYet => "not_yet",
        }
    }

    /// Reads a code written by [`Mastery::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|v| v.code() == code)
    }
}

/// Fewest sheets that anything is shown of.
pub const FEWEST_SHEETS: u32 = 5;
/// How many tasks a self-assessment has.
pub const TASKS: std::ops::RangeInclusive<usize> = 5..=8;

/// One round of self-assessment (egenvurdering): how many chose each answer, task by task. There are no sheets to look
/// into, only sums.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Round {
    /// How many sheets.
    pub sheets: u32,
    /// Whether it is closed: nothing more can come.
    pub closed: bool,
    /// How many chose each answer of [`Mastery::ALL`], for each task.
    pub answers: Vec<[u32; 3]>,
}

impl Round {
    /// What may be shown: the sums of a closed round with at least [`FEWEST_SHEETS`] sheets. While a round is open nothing
    /// is shown, since two looks with one sheet between them would show that sheet.
    ///
    /// ```
    /// use domain::events::Round;
    /// let round = |sheets, closed| Round { sheets, closed, answers: vec![[sheets, 0, 0]] };
    /// assert!(round(5, true).shown().is_some());
    /// assert!(round(4, true).shown().is_none());
    /// assert!(round(9, false).shown().is_none());
    /// ```
    #[must_use]
    pub fn shown(&self) -> Option<&[[u32; 3]]> {
        (self.closed && self.sheets >= FEWEST_SHEETS).then_some(self.answers.as_slice())
    }
}
