use super::labels::Labelled;
use crate::{
    frame::Published,
    texts::{T, Words},
};
use domain::{
    boundaries::Profile,
    shared::{Id, Locale, Minute, PartOfDay},
    statistics::UNKNOWN,
    visits::{
        AgeBand, AgeBandSet, Behalf, Form, GuidanceLanguage, ProblemKind, ReferredTo, Source, UsedDevice, Visit,
        VisitDefaults, VisitDraft, VisitProblem, parse_form,
    },
};
use jiff::civil::Date;

/// The fields of a form as they came.
pub type Pairs = Vec<(String, String)>;

/// The first value of a field that is not empty.
pub fn value<'a>(pairs: &'a Pairs, field: &str) -> Option<&'a str> {
    pairs.iter().find(|(n, v)| n == field && !v.trim().is_empty()).map(|(_, v)| v.trim())
}

/// Whether a field has this value among its values.
pub fn has(pairs: &Pairs, field: &str, wanted: &str) -> bool {
    pairs.iter().any(|(n, v)| n == field && v == wanted)
}

/// What is usual at a place, so that it costs no tap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Usual {
    /// How visits come about.
    pub form: Form,
    /// On whose behalf.
    pub behalf: Behalf,
    /// What is used.
    pub device: UsedDevice,
    /// The language.
    pub language: GuidanceLanguage,
}

impl Default for Usual {
    fn default() -> Self {
        Self {
            form: Form::DropIn,
            behalf: Behalf::Unknown,
            device: UsedDevice::Unknown,
            language: GuidanceLanguage::Unknown,
        }
    }
}

/// What the form of a place shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shows {
    /// The age bands.
    pub ages: AgeBandSet,
    /// Whether it is a measuring week, when the rare fields are there too.
    pub measuring: bool,
    /// The first and the last day of measuring.
    pub weeks: (Option<Date>, Option<Date>),
}

/// Reads a visit. What the desk knows without being told: today, and the part of the day it is. A visit of another day
/// was registered afterwards, and of that day only the guide can know the part – unless a device that was without network
/// says otherwise.
///
/// # Errors
/// Every problem at once.
pub fn read(
    pairs: &Pairs,
    published: &Published,
    today: Date,
    minute: Minute,
) -> Result<VisitDraft, Vec<VisitProblem>> {
    let other_day = value(pairs, "day").is_some_and(|day| day.parse::<Date>().is_ok_and(|day| day != today));
    let defaults = VisitDefaults {
        day: Some(today),
        part_of_day: (!other_day).then(|| PartOfDay::of(minute)),
        source: if other_day { Source::Afterwards } else { Source::Desk },
        ..VisitDefaults::default()
    };
    let draft = parse_form(pairs.iter().map(|(n, v)| (n, v)), &defaults)?;
    let problems = unknown_keys(&draft.visit, published);
    if problems.is_empty() { Ok(draft) } else { Err(problems) }
}

/// Values that look like keys but name nothing we know: a number of a person could hide in one. Paper has a form of its own.
fn unknown_keys(visit: &Visit, published: &Published) -> Vec<VisitProblem> {
    let register = &published.register;
    let service = visit.service.as_ref().is_none_or(|key| register.services.iter().any(|s| s.key == *key));
    let referred = match &visit.referred_to {
        None => true,
        Some(ReferredTo::Offering(key)) => published.offering(key.as_str()).is_some(),
        Some(ReferredTo::Door(key)) => super::views::door_name(register, key, Locale::Nb).is_some(),
    };
    let boundary = visit.boundary.as_deref().is_none_or(|code| {
        Profile::standard().rule(code).is_some() || register.deviations.iter().any(|d| d.rule == code)
    });
    [
        ("service", service),
        ("referred_to", referred),
        ("boundary", boundary),
        ("source", visit.source != Source::Paper),
    ]
    .into_iter()
    .filter(|(_, good)| !good)
    .map(|(field, _)| VisitProblem {
        field,
        kind: ProblemKind::Unreadable,
    })
    .collect()
}

/// A visit as its form would send it, to fill the form again.
pub fn pairs_of(visit: &Visit) -> Pairs {
    let mut pairs: Pairs = visit.topics.iter().map(|t| ("topic".to_owned(), t.code().to_owned())).collect();
    let mut add = |field: &str, value: String| pairs.push((field.to_owned(), value));
    add("day", visit.day.to_string());
    add(
        "part_of_day",
        visit.part_of_day.map_or(UNKNOWN, PartOfDay::code).to_owned(),
    );
    add("place", visit.place.to_string());
    add("offering", visit.offering.to_string());
    add("form", visit.form.code().to_owned());
    add("age_band", visit.age_band.code().to_owned());
    add("behalf", visit.behalf.code().to_owned());
    add(
        "service",
        visit.service.as_ref().map_or(String::new(), ToString::to_string),
    );
    add("device", visit.device.code().to_owned());
    add("barrier", visit.barrier.code().to_owned());
    add("duration", visit.duration.code().to_owned());
    add("outcome", visit.outcome.code().to_owned());
    add(
        "referred_to",
        visit.referred_to.as_ref().map_or(String::new(), ReferredTo::code),
    );
    add("boundary", visit.boundary.clone().unwrap_or_default());
    add("sent_on", visit.sent_on.code().to_owned());
    add("heard", visit.heard.code().to_owned());
    add("language", visit.language.code().to_owned());
    add("source", visit.source.code().to_owned());
    add("count", visit.count.to_string());
    pairs
}

/// What the form says about a field.
fn field_words(field: &str, locale: Locale) -> String {
    locale.t(match field {
        "topic" => T::VisitsFieldTopic,
        "outcome" => T::VisitsFieldOutcome,
        "offering" => T::VisitsFieldOffering,
        "age_band" => T::VisitsFieldAge,
        "behalf" => T::VisitsFieldBehalf,
        "device" => T::VisitsFieldDevice,
        "form" => T::VisitsFieldForm,
        "language" => T::VisitsFieldLanguage,
        "service" => T::VisitsFieldService,
        "barrier" => T::VisitsFieldBarrier,
        "duration" => T::VisitsFieldDuration,
        "sent_on" => T::VisitsFieldSentOn,
        "heard" => T::VisitsFieldHeard,
        "part_of_day" => T::VisitsFieldPart,
        "count" => T::VisitsFieldCount,
        "place" => T::VisitsPaperPlace,
        "referred_to" => T::VisitsRefer,
        "boundary" => T::VisitsMayI,
        "lines" => T::VisitsPaperLines,
        _ => T::VisitsFieldDay,
    })
}

/// A problem in words.
pub fn problem_words(problem: &VisitProblem, locale: Locale) -> String {
    let field = field_words(problem.field, locale);
    let text = match problem.kind {
        ProblemKind::Missing => T::VisitsProblemMissing,
        ProblemKind::Unreadable => T::VisitsProblemUnreadable,
        ProblemKind::Count => T::VisitsProblemCount,
    };
    locale.ta(text, &ui::args![("field", field)])
}

/// The codes of a list with their words.
pub fn choices<C: Labelled + Copy>(
    all: &[C],
    code: fn(C) -> &'static str,
    locale: Locale,
) -> Vec<(&'static str, String)> {
    all.iter().map(|c| (code(*c), c.label(locale))).collect()
}

/// The age bands a form shows: those of the place, and the chosen one when it is from the other set.
pub fn ages(shows: Shows, chosen: Option<&str>, locale: Locale) -> Vec<(&'static str, String)> {
    let mut bands = shows.ages.bands().to_vec();
    if let Some(other) = chosen.and_then(AgeBand::parse).filter(|b| !bands.contains(b)) {
        bands.insert(0, other);
    }
    choices(&bands, AgeBand::code, locale)
}

/// The id of a form: the one it was sent with, so that a repeat is known, else a new one.
pub fn form_id(pairs: &Pairs, fresh: impl FnOnce() -> Id) -> Id {
    value(pairs, "id").and_then(Id::parse).unwrap_or_else(fresh)
}
