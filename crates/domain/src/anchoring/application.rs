use super::{ApplicationPart, Budget, Footing, outlook};
use jiff::civil::Date;

/// Fewer words than this in a part that is argued for, own and taken in together, say little.
pub const LEAST_WORDS: u32 = 30;

/// What stands in a part of an application, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PartContents {
    /// Words that the municipality has written.
    pub own: u32,
    /// Words of what is taken in from elsewhere.
    pub taken: u32,
    /// How many figures of what is taken in have a source and a year.
    pub figures: usize,
    /// How many questions of the survey belong here and are answered.
    pub answered: usize,
    /// How many belong here and are not.
    pub gaps: usize,
}

/// What a municipality has that an application is made from.
#[derive(Clone, Copy, Debug)]
pub struct ApplicationGround<'a> {
    /// What it costs, and who pays.
    pub budget: &'a Budget,
    /// The first and the last day the money is to be used; `None` while they are not said.
    pub period: Option<(Date, Date)>,
    /// The offerings that are published and go on.
    pub offerings: usize,
    /// How many of them have hours.
    pub with_hours: usize,
    /// Those it works with.
    pub partners: usize,
    /// The benefits that are written.
    pub benefits: usize,
}

/// Why a part of an application is missing or thin. Each has a page that mends it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartLack {
    /// Nothing stands there.
    Empty,
    /// Nobody has written a word of their own: it is only what was taken in.
    OnlyTaken,
    /// Fewer than [`LEAST_WORDS`] words.
    Short,
    /// No figure with a source and a year.
    NoFigure,
    /// None of the survey's questions that belong here is answered; there are so many.
    Unanswered(usize),
    /// No offering is published.
    NoOffering,
    /// No offering has hours.
    NoHours,
    /// The first or the last day is not said.
    NoPeriod,
    /// Nothing is written of costs and money.
    NoBudget,
    /// Nothing of it is the municipality's own money.
    NoOwnMoney,
    /// From this year on, what it costs is more than all the money, also what is asked for.
    Uncovered(i16),
    /// Nobody to work with is written down.
    NoPartner,
    /// No benefit is written.
    NoBenefit,
    /// Without grants the money does not reach from this month on, its first day.
    MoneyEnds(Date),
}

/// Whether a part that a call asks for is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PartState {
    /// It is there.
    There,
    /// Something is there, and something is lacking.
    Thin,
    /// Nothing is there.
    Missing,
}

impl PartState {
    /// The state of a part with these lacks.
    ///
    /// ```
    /// use domain::anchoring::{PartLack, PartState};
    /// assert_eq!(PartState::of(&[]), PartState::There);
    /// assert_eq!(PartState::of(&[PartLack::NoPeriod]), PartState::Thin);
    /// assert_eq!(PartState::of(&[PartLack::Empty, PartLack::NoBenefit]), PartState::Missing);
    /// ```
    #[must_use]
    pub fn of(lacks: &[PartLack]) -> Self {
        match lacks {
            [] => Self::There,
            some if some.contains(&PartLack::Empty) => Self::Missing,
            _ => Self::Thin,
        }
    }
}

/// What a part of an application lacks, what matters most first. Money is counted for the alternative that is run.
#[must_use]
pub fn lacks(part: ApplicationPart, has: PartContents, ground: &ApplicationGround, today: Date) -> Vec<PartLack> {
    let argued = !matches!(part, ApplicationPart::Budget | ApplicationPart::Partners);
    let mut out = Vec::new();
    if has.own == 0 && has.taken == 0 {
        out.push(PartLack::Empty);
    } else if argued && has.own == 0 {
        out.push(PartLack::OnlyTaken);
    } else if argued && has.own + has.taken < LEAST_WORDS {
        out.push(PartLack::Short);
    }
    out.extend(ground.lacks(part, has, today));
    if has.answered == 0 && has.gaps > 0 {
        out.push(PartLack::Unanswered(has.gaps));
    }
    out
}

impl ApplicationGround<'_> {
    fn lacks(&self, part: ApplicationPart, has: PartContents, today: Date) -> Vec<PartLack> {
        let when = |lacking: bool, lack: PartLack| lacking.then_some(lack);
        let found = match part {
            ApplicationPart::Need => vec![when(has.figures == 0, PartLack::NoFigure)],
            ApplicationPart::TargetGroups => Vec::new(),
            ApplicationPart::Plan => vec![
                when(self.offerings == 0, PartLack::NoOffering),
                when(self.offerings > 0 && self.with_hours == 0, PartLack::NoHours),
                when(self.period.is_none(), PartLack::NoPeriod),
            ],
            ApplicationPart::Budget if self.budget.is_empty() => vec![Some(PartLack::NoBudget)],
            ApplicationPart::Budget => self.of_money(),
            ApplicationPart::Partners => vec![when(self.partners == 0, PartLack::NoPartner)],
            ApplicationPart::Effect => vec![when(self.benefits == 0, PartLack::NoBenefit)],
            ApplicationPart::Afterwards if self.budget.is_empty() => vec![Some(PartLack::NoBudget)],
            ApplicationPart::Afterwards => {
                let from = self.period.map_or(today, |(_, last)| last.max(today));
                let red = outlook(self.budget, self.budget.frame.running, Footing::WithoutProject).turns_red(from);
                vec![red.map(PartLack::MoneyEnds)]
            }
        };
        found.into_iter().flatten().collect()
    }

    fn of_money(&self) -> Vec<Option<PartLack>> {
        let sums = self.budget.sums(self.budget.frame.running);
        let own: i64 = sums.iter().map(|s| s.own).sum();
        let uncovered = sums.iter().find(|s| s.cost() > s.own + s.grant + s.other + s.asked);
        vec![(own == 0).then_some(PartLack::NoOwnMoney), uncovered.map(|s| PartLack::Uncovered(s.year))]
    }
}
