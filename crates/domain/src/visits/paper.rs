use super::{Form, MAX_COUNT, Outcome, ProblemKind, Source, TopicSet, Visit, VisitProblem, form::Fields};
use crate::{offerings::Topic, shared::Id};
use jiff::civil::Date;

/// A paper sheet: the tally marks of one day, place and offering.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperSheet {
    /// The local day.
    pub day: Date,
    /// The place.
    pub place: Id,
    /// The offering.
    pub offering: Id,
    /// What was counted; a line with a count of 0 is not kept.
    pub lines: Vec<PaperLine>,
}

/// One line of a paper sheet: how many visits of one form, topic and outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PaperLine {
    /// How they came about.
    pub form: Form,
    /// What they were about; `None` when not known.
    pub topic: Option<Topic>,
    /// How they went.
    pub outcome: Outcome,
    /// How many, 1–500.
    pub count: u32,
}

impl PaperLine {
    /// The name of the line's field in the form: `n.{form}.{topic or unknown}.{outcome}`.
    #[must_use]
    pub fn field(form: Form, topic: Option<Topic>, outcome: Outcome) -> String {
        format!(
            "n.{}.{}.{}",
            form.code(),
            topic.map_or("unknown", Topic::code),
            outcome.code()
        )
    }
}

impl PaperSheet {
    /// Reads a sheet from a form: `day`, `place`, `offering` and one field for each line, named by [`PaperLine::field`].
    /// Empty and zero lines are left out; other names are ignored.
    ///
    /// # Errors
    /// Every problem at once: a line that cannot be read or is above 500 is a problem of the field `lines`; a sheet
    /// without any line misses `lines`.
    pub fn parse<N: AsRef<str>, V: AsRef<str>>(
        pairs: impl IntoIterator<Item = (N, V)>,
    ) -> Result<Self, Vec<VisitProblem>> {
        let mut f = Fields::new(pairs);
        let day = f.required("day", None, |t| t.parse::<Date>().ok());
        let place = f.required("place", None, Id::parse);
        let offering = f.required("offering", None, Id::parse);
        let read: Vec<_> = f.all().filter_map(|(n, v)| Some(read_line(n.strip_prefix("n.")?, v))).collect();
        let mut lines = Vec::new();
        for line in read {
            match line {
                Ok(line) => lines.extend(line),
                Err(kind) => f.problem("lines", kind),
            }
        }
        if lines.is_empty() && !f.problems.iter().any(|p| p.field == "lines") {
            f.problem("lines", ProblemKind::Missing);
        }
        match (day, place, offering) {
            (Some(day), Some(place), Some(offering)) if f.problems.is_empty() => Ok(Self {
                day,
                place,
                offering,
                lines,
            }),
            _ => Err(f.problems),
        }
    }

    /// The visits of the sheet: one for each line, with its count. The part of the day and all the rest is not known.
    #[must_use]
    pub fn visits(&self) -> Vec<Visit> {
        self.lines.iter().map(|line| self.visit(line)).collect()
    }

    fn visit(&self, line: &PaperLine) -> Visit {
        let mut visit = Visit::blank(self.day, self.place, self.offering);
        visit.form = line.form;
        visit.topics = line.topic.map_or(TopicSet::EMPTY, |topic| TopicSet::of(&[topic]));
        visit.outcome = line.outcome;
        visit.count = line.count;
        visit.source = Source::Paper;
        visit
    }

    /// How many visits the sheet stands for.
    #[must_use]
    pub fn total(&self) -> u32 {
        self.lines.iter().map(|line| line.count).sum()
    }
}

fn read_line(name: &str, value: &str) -> Result<Option<PaperLine>, ProblemKind> {
    let mut parts = name.split('.');
    let (form, topic, outcome) = match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(form), Some(topic), Some(outcome), None) => (form, topic, outcome),
        _ => return Err(ProblemKind::Unreadable),
    };
    let topic = if topic == "unknown" {
        None
    } else {
        Some(Topic::parse(topic).ok_or(ProblemKind::Unreadable)?)
    };
    let form = Form::parse(form).ok_or(ProblemKind::Unreadable)?;
    let outcome = Outcome::parse(outcome).ok_or(ProblemKind::Unreadable)?;
    match value.parse::<u32>() {
        Err(_) => Err(ProblemKind::Unreadable),
        Ok(0) => Ok(None),
        Ok(count) if count <= MAX_COUNT => Ok(Some(PaperLine {
            form,
            topic,
            outcome,
            count,
        })),
        Ok(_) => Err(ProblemKind::Count),
    }
}
