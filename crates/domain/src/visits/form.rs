use super::{
    AgeBand, Barrier, Behalf, DurationBand, Form, GuidanceLanguage, HeardOfUs, MAX_COUNT, Outcome, ReferredTo, SentOn,
    Source, TopicSet, UsedDevice, Visit,
};
use crate::{
    offerings::Topic,
    shared::{Id, Key, PartOfDay},
};
use jiff::civil::Date;

/// What a desk knows before the guide has tapped anything. A field that a form leaves empty gets the value here, so that
/// what is usual at the place costs no tap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VisitDefaults {
    /// The local day; `None` makes the day required.
    pub day: Option<Date>,
    /// The part of the day.
    pub part_of_day: Option<PartOfDay>,
    /// The place of the desk; `None` makes the place required.
    pub place: Option<Id>,
    /// The offering that is open; `None` makes the offering required.
    pub offering: Option<Id>,
    /// The usual form.
    pub form: Form,
    /// The usual behalf.
    pub behalf: Behalf,
    /// The usual device.
    pub device: UsedDevice,
    /// The usual language.
    pub language: GuidanceLanguage,
    /// How it is being registered.
    pub source: Source,
}

impl Default for VisitDefaults {
    fn default() -> Self {
        Self {
            day: None,
            part_of_day: None,
            place: None,
            offering: None,
            form: Form::DropIn,
            behalf: Behalf::Unknown,
            device: UsedDevice::Unknown,
            language: GuidanceLanguage::Unknown,
            source: Source::Desk,
        }
    }
}

/// A visit as a desk sends it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VisitDraft {
    /// The random id the device made, so that a visit sent twice is stored once. It is dropped when the visit is sealed.
    pub id: Option<Id>,
    /// The visit.
    pub visit: Visit,
}

/// One thing that is wrong with one field of a visit form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct VisitProblem {
    /// The field, by its name in the form.
    pub field: &'static str,
    /// What is wrong.
    pub kind: ProblemKind,
}

/// What can be wrong with a field of a visit form or a paper sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ProblemKind {
    /// The field must be known and is not there: day, place or offering.
    Missing,
    /// The value is none of the codes, not a day or not an id.
    Unreadable,
    /// A count outside 1–500.
    Count,
}

impl ProblemKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Missing, Self::Unreadable, Self::Count];

    /// Stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Missing => "visit.field_missing",
            Self::Unreadable => "visit.field_unreadable",
            Self::Count => "visit.count_out_of_range",
        }
    }
}

/// Reads fields by name and gathers every problem on the way.
pub(super) struct Fields {
    pairs: Vec<(String, String)>,
    pub(super) problems: Vec<VisitProblem>,
}

impl Fields {
    pub(super) fn new<N: AsRef<str>, V: AsRef<str>>(pairs: impl IntoIterator<Item = (N, V)>) -> Self {
        let pairs = pairs
            .into_iter()
            .map(|(n, v)| (n.as_ref().to_owned(), v.as_ref().trim().to_owned()))
            .filter(|(_, v)| !v.is_empty())
            .collect();
        Self {
            pairs,
            problems: Vec::new(),
        }
    }

    pub(super) fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        self.pairs.iter().map(|(n, v)| (n.as_str(), v.as_str()))
    }

    pub(super) fn problem(&mut self, field: &'static str, kind: ProblemKind) {
        self.problems.push(VisitProblem { field, kind });
    }

    /// The value of a field, `None` when empty or unreadable – the latter is noted.
    pub(super) fn read<T>(&mut self, field: &'static str, parse: impl Fn(&str) -> Option<T>) -> Option<T> {
        let text = self.pairs.iter().find(|(n, _)| n == field).map(|(_, v)| v)?;
        let value = parse(text);
        if value.is_none() {
            self.problem(field, ProblemKind::Unreadable);
        }
        value
    }

    /// A field that must be known: its value, else the default, else a problem.
    pub(super) fn required<T>(
        &mut self,
        field: &'static str,
        default: Option<T>,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let before = self.problems.len();
        let value = self.read(field, parse).or(default);
        if value.is_none() && self.problems.len() == before {
            self.problem(field, ProblemKind::Missing);
        }
        value
    }
}

/// Reads a visit form: `day` (YYYY-MM-DD) · `part_of_day` · `place` and `offering` (ids) · `form` · `age_band` · `behalf` ·
/// `topic` (repeated) · `service` (key) · `device` · `barrier` · `duration` · `outcome` · `referred_to` · `boundary` ·
/// `sent_on` · `heard` · `language` · `source` · `count` (1–500) · `id`. An empty field gets the default; a name that is
/// not in the list is ignored.
///
/// # Errors
/// Every problem at once, in the order of the fields. Whether the day is allowed is [`super::check_day`]'s to say.
pub fn parse_form<N: AsRef<str>, V: AsRef<str>>(
    pairs: impl IntoIterator<Item = (N, V)>,
    defaults: &VisitDefaults,
) -> Result<VisitDraft, Vec<VisitProblem>> {
    let mut f = Fields::new(pairs);
    let day = f.required("day", defaults.day, |t| t.parse::<Date>().ok());
    let place = f.required("place", defaults.place, Id::parse);
    let offering = f.required("offering", defaults.offering, Id::parse);
    let id = f.read("id", Id::parse);
    // The stand-ins are never seen: without the three, the problems are returned.
    let none = Id([0; 16]);
    let mut visit = Visit::blank(
        day.unwrap_or(Date::ZERO),
        place.unwrap_or(none),
        offering.unwrap_or(none),
    );
    read_usual(&mut f, defaults, &mut visit);
    read_rare(&mut f, &mut visit);
    if f.problems.is_empty() {
        Ok(VisitDraft { id, visit })
    } else {
        Err(f.problems)
    }
}

fn read_usual(f: &mut Fields, defaults: &VisitDefaults, visit: &mut Visit) {
    let part = |t: &str| {
        if t == "unknown" {
            Some(None)
        } else {
            PartOfDay::parse(t).map(Some)
        }
    };
    visit.part_of_day = f.read("part_of_day", part).unwrap_or(defaults.part_of_day);
    visit.form = f.read("form", Form::parse).unwrap_or(defaults.form);
    visit.age_band = f.read("age_band", AgeBand::parse).unwrap_or(AgeBand::Unknown);
    visit.behalf = f.read("behalf", Behalf::parse).unwrap_or(defaults.behalf);
    visit.topics = read_topics(f);
    visit.outcome = f.read("outcome", Outcome::parse).unwrap_or(Outcome::Unknown);
    visit.device = f.read("device", UsedDevice::parse).unwrap_or(defaults.device);
    visit.language = f.read("language", GuidanceLanguage::parse).unwrap_or(defaults.language);
    visit.source = f.read("source", Source::parse).unwrap_or(defaults.source);
    visit.count = read_count(f, "count").unwrap_or(1);
}

fn read_rare(f: &mut Fields, visit: &mut Visit) {
    visit.service = f.read("service", |t| Key::parse(t).ok());
    visit.barrier = f.read("barrier", Barrier::parse).unwrap_or(Barrier::Unknown);
    visit.duration = f.read("duration", DurationBand::parse).unwrap_or(DurationBand::Unknown);
    visit.referred_to = f.read("referred_to", ReferredTo::parse);
    visit.boundary = f.read("boundary", |t| is_code(t).then(|| t.to_owned()));
    visit.sent_on = f.read("sent_on", SentOn::parse).unwrap_or(SentOn::Unknown);
    visit.heard = f.read("heard", HeardOfUs::parse).unwrap_or(HeardOfUs::Unknown);
}

fn read_topics(f: &mut Fields) -> TopicSet {
    let read: Vec<Option<Topic>> = f.all().filter(|(n, _)| *n == "topic").map(|(_, v)| Topic::parse(v)).collect();
    if read.contains(&None) {
        f.problem("topic", ProblemKind::Unreadable);
    }
    TopicSet::of(&read.into_iter().flatten().collect::<Vec<_>>())
}

fn read_count(f: &mut Fields, field: &'static str) -> Option<u32> {
    let count = f.read(field, |t| t.parse::<u32>().ok())?;
    if (1..=MAX_COUNT).contains(&count) {
        return Some(count);
    }
    f.problem(field, ProblemKind::Count);
    None
}

/// A code of another room: 1–60 of `a–z`, `0–9`, `-`, `_` and `.`, so that no free text can hide in it.
fn is_code(text: &str) -> bool {
    (1..=60).contains(&text.len())
        && text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_' | b'.'))
}

/// How many taps a guide needs to register the visit from these defaults: one for each topic and for each other field that
/// differs from what is already chosen, and one for *done*. A count is one tap for each visit it stands for.
#[must_use]
pub fn taps(visit: &Visit, defaults: &VisitDefaults) -> u32 {
    let changed = [
        Some(visit.day) != defaults.day,
        visit.part_of_day != defaults.part_of_day,
        Some(visit.place) != defaults.place,
        Some(visit.offering) != defaults.offering,
        visit.form != defaults.form,
        visit.age_band != AgeBand::Unknown,
        visit.behalf != defaults.behalf,
        visit.service.is_some(),
        visit.device != defaults.device,
        visit.barrier != Barrier::Unknown,
        visit.duration != DurationBand::Unknown,
        visit.outcome != Outcome::Unknown,
        visit.referred_to.is_some(),
        visit.boundary.is_some(),
        visit.sent_on != SentOn::Unknown,
        visit.heard != HeardOfUs::Unknown,
        visit.language != defaults.language,
        visit.source != defaults.source,
    ];
    let fields = changed.into_iter().map(u32::from).sum::<u32>();
    fields + visit.topics.len() + visit.count
}
