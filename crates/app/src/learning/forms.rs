//! What is asked, and reading it: the value, or every problem at once.

use super::{shadowing_store::Diary, store, views};
use crate::{
    frame::{Cx, Published},
    office::entered::{Entered, Problems, Reading},
    texts::{T, Words},
};
use domain::{
    learning::{Feeling, MOST_MINUTES, REFLECTION_LENGTH, Reflection, Training, TrainingKind},
    shared::{Id, Locale},
};
use jiff::civil::Date;
use maud::{Markup, html};
use ui::{
    args,
    forms::{self as fields, Choice, Field},
    parts::{self, Weight},
};

/// A field with its label, what was entered and what is wrong with it.
#[must_use]
pub fn field(l: Locale, label: T, name: &str, entered: &Entered, problems: &Problems) -> Field {
    let wrong = problems.iter().find(|(n, _)| n == name).map(|(_, text)| text.as_str());
    Field::new(name, l.t(label)).value(entered.get(name)).error(wrong)
}

/// A text of up to so many characters.
pub fn text(reading: &mut Reading<'_>, name: &str, longest: usize) -> String {
    let text = reading.line(name);
    if text.chars().count() > longest {
        let l = reading.locale;
        reading.problem(name, l.ta(T::LearningProblemLong, &args![("n", longest)]));
    }
    text
}

/// A text of up to so many characters that may not be empty.
pub fn needed(reading: &mut Reading<'_>, name: &str, longest: usize) -> String {
    if reading.entered.get(name).is_empty() {
        let l = reading.locale;
        reading.problem(name, l.t(T::OfficeProblemMissing));
    }
    text(reading, name, longest)
}

/// A whole number from one to another.
pub fn range(reading: &mut Reading<'_>, name: &str, low: u16, high: u16) -> u16 {
    let number = reading.entered.get(name).parse::<u16>().ok().filter(|n| (low..=high).contains(n));
    if number.is_none() {
        let l = reading.locale;
        reading.problem(name, l.ta(T::OfficeProblemRange, &args![("low", low), ("high", high)]));
    }
    number.unwrap_or(low)
}

/// A day that must be there, and not after today.
fn past_day(reading: &mut Reading<'_>, name: &str, today: Date) -> Date {
    let day = reading.needed_day(name, today);
    if day > today {
        let l = reading.locale;
        reading.problem(name, l.t(T::LearningProblemFuture));
    }
    day
}

/// What is asked about something that was learnt.
#[must_use]
pub fn training_fields(l: Locale, entered: &Entered, problems: &Problems) -> Markup {
    let kinds: Vec<Choice> = TrainingKind::ALL
        .into_iter()
        .filter(|k| *k != TrainingKind::JobShadowing)
        .map(|k| Choice::new(k.code(), views::kind_words(k, l), entered.get("slag") == k.code()))
        .collect();
    html! {
        (fields::radios(&field(l, T::LearningKind, "slag", entered, problems), &kinds))
        (fields::text_field(&field(l, T::LearningTitle, "navn", entered, problems).hint(l.t(T::LearningTitleHint)).optional(l).max_length(120).guarded()))
        (fields::date_field(&field(l, T::LearningDay, "dag", entered, problems)))
        div.row {
            (fields::number_field(&field(l, T::LearningHoursField, "timer", entered, problems), 0, 40))
            (fields::number_field(&field(l, T::LearningMinutesField, "minutter", entered, problems), 0, 59))
        }
    }
}

/// Reads something that was learnt; whose it is, and whether it is confirmed, is for the caller to say.
///
/// # Errors
/// Every problem.
pub fn training(l: Locale, entered: &Entered, today: Date, otherwise: [u8; 16]) -> Result<Training, Problems> {
    let mut reading = Reading::new(l, entered);
    let kind = reading.code("slag", TrainingKind::parse);
    let title = text(&mut reading, "navn", 120);
    let on = past_day(&mut reading, "dag", today);
    let hours: u32 = reading.number("timer").unwrap_or(0);
    let minutes: u32 = reading.number("minutter").unwrap_or(0);
    let minutes = u16::try_from(hours.saturating_mul(60).saturating_add(minutes)).unwrap_or(u16::MAX);
    if reading.problems.is_empty() && !(1..=MOST_MINUTES).contains(&minutes) {
        reading.problem("timer", l.ta(T::LearningProblemHours, &args![("n", MOST_MINUTES / 60)]));
    }
    match (kind, reading.problems.is_empty()) {
        (Some(kind), true) => Ok(Training {
            id: Id::parse(entered.get("id")).unwrap_or(Id(otherwise)),
            guide: Id([0; 16]),
            kind,
            on,
            minutes,
            title,
            gives: None,
            confirmed: false,
        }),
        _ => Err(reading.problems),
    }
}

/// What is asked after a visit.
#[must_use]
pub fn diary_fields(l: Locale, entered: &Entered, problems: &Problems) -> Markup {
    html! {
        (fields::textarea(&field(l, T::LearningLearnt, "laert", entered, problems).hint(l.t(T::LearningNoCitizen)).max_length(1000).guarded(), 4))
        (fields::textarea(&field(l, T::LearningPassesOn, "videre", entered, problems).hint(l.t(T::LearningPassesOnHint)).max_length(500).optional(l).guarded(), 3))
        (parts::actions(&[parts::button(&l.t(T::LearningSave), Weight::Primary)]))
    }
}

/// Reads what was written after a visit.
///
/// # Errors
/// Every problem.
pub fn diary(l: Locale, entered: &Entered) -> Result<Diary, Problems> {
    let mut reading = Reading::new(l, entered);
    let diary = Diary {
        learnt: needed(&mut reading, "laert", 1000),
        passes_on: text(&mut reading, "videre", 500),
    };
    if reading.problems.is_empty() {
        Ok(diary)
    } else {
        Err(reading.problems)
    }
}

/// What is asked in a minute after guiding.
#[must_use]
pub fn reflection_fields(cx: &Cx, published: &Published, entered: &Entered, problems: &Problems) -> Markup {
    let l = cx.locale();
    let feelings: Vec<Choice> = Feeling::ALL
        .into_iter()
        .map(|f| Choice::new(f.code(), views::feeling_words(f, l), entered.get("folelse") == f.code()))
        .collect();
    let mut offerings = vec![Choice::new("", l.t(T::LearningNoOffering), entered.get("tilbud").is_empty())];
    let going = published
        .register
        .offerings
        .iter()
        .filter(|o| o.published && o.ended.is_none_or(|day| day > cx.today()));
    offerings
        .extend(going.map(|o| Choice::new(o.key.as_str(), o.name.get(l), entered.get("tilbud") == o.key.as_str())));
    let short = |label, name| {
        field(l, label, name, entered, problems)
            .optional(l)
            .max_length(u32::from(REFLECTION_LENGTH))
            .guarded()
    };
    html! {
        (fields::radios(&field(l, T::LearningFeeling, "folelse", entered, problems), &feelings))
        (fields::textarea(&short(T::LearningGood, "bra").hint(l.t(T::LearningNoCitizen)), 2))
        (fields::textarea(&short(T::LearningNext, "neste"), 2))
        (fields::checkbox(&field(l, T::LearningShare, "del", entered, problems).hint(l.t(T::LearningShareHint)), entered.get("del") == "1"))
        details open[!entered.get("tilbud").is_empty() || problems.iter().any(|(n, _)| n == "dag")] {
            summary { (l.t(T::LearningWhichShift)) }
            (fields::date_field(&field(l, T::LearningDay, "dag", entered, problems)))
            (fields::select(&field(l, T::LearningOffering, "tilbud", entered, problems), &offerings))
        }
    }
}

/// Reads a reflection.
///
/// # Errors
/// Every problem.
pub fn reflection(cx: &Cx, entered: &Entered, id: Id, guide: Id) -> Result<Reflection, Problems> {
    let (l, today) = (cx.locale(), cx.today());
    let mut reading = Reading::new(l, entered);
    let feeling = reading.code("folelse", Feeling::parse);
    let good = text(&mut reading, "bra", usize::from(REFLECTION_LENGTH));
    let next = text(&mut reading, "neste", usize::from(REFLECTION_LENGTH));
    let on = past_day(&mut reading, "dag", today);
    if on < store::oldest_reflection(today) {
        reading.problem("dag", l.t(T::LearningProblemOld));
    }
    match (feeling, reading.problems.is_empty()) {
        (Some(feeling), true) => Ok(Reflection {
            id,
            guide,
            on,
            offering: reading.key("tilbud"),
            feeling,
            good,
            next,
            shared: reading.ticked("del"),
        }),
        _ => Err(reading.problems),
    }
}
