//! Forms as lists of questions: drawn, kept, compared and told problems about in one way everywhere in the office.

use super::entered::{Entered, Problems, in_language, one_of};
use crate::texts::{T, Words};
use domain::{
    register::Register,
    shared::{Key, Locale},
};
use maud::{Markup, html};
use ui::{
    forms::{self, Choice, Field},
    parts::{self, Tone},
};

/// Value and label of something to choose.
pub type Labelled = (String, String);

/// How a question is answered.
#[derive(Clone, Debug)]
pub enum Input {
    /// A line of free text, guarded.
    Line,
    /// A line where contact details belong.
    Contact(forms::Kind),
    /// A text in three languages, of so many lines.
    Text(u8),
    /// A text in whatever language it is written, of so many lines, guarded.
    Prose(u8),
    /// An amount or a number for each of several, beside each other; each may be left open.
    Sums(Vec<Labelled>),
    /// A day.
    Day,
    /// A clock reading.
    Clock,
    /// A whole number.
    Number(i64, i64),
    /// A whole number for each of several, from the lowest to the highest; each may be left open.
    Numbers(Vec<Labelled>, i64, i64),
    /// One of a few.
    One(Vec<Labelled>),
    /// One of many.
    OneOf(Vec<Labelled>),
    /// Several.
    Several(Vec<Labelled>),
    /// Yes, no or not known.
    Known,
    /// A box to tick.
    Tick,
}

/// A question of a form.
#[derive(Clone, Debug)]
pub struct Question {
    /// The name of the field.
    pub name: String,
    /// What is asked.
    pub label: String,
    /// Help, with an example.
    pub hint: String,
    /// How it is answered.
    pub input: Input,
    /// Whether it may be left open.
    pub optional: bool,
    /// Whether it is asked rarely, and folded away.
    pub rare: bool,
}

impl Question {
    /// A question that must be answered.
    #[must_use]
    pub fn new(name: &str, label: String, input: Input) -> Self {
        Self {
            name: name.to_owned(),
            label,
            hint: String::new(),
            input,
            optional: false,
            rare: false,
        }
    }

    /// With help.
    #[must_use]
    pub fn hint(self, hint: String) -> Self {
        Self { hint, ..self }
    }

    /// Asked rarely: folded away.
    #[must_use]
    pub fn rare(self) -> Self {
        Self { rare: true, ..self }
    }

    /// May be left open.
    #[must_use]
    pub fn optional(self) -> Self {
        Self { optional: true, ..self }
    }
}

impl Question {
    /// The fields it is answered in, with what each is called.
    fn fields(&self) -> Vec<Labelled> {
        match &self.input {
            Input::Text(_) => Locale::ALL
                .into_iter()
                .map(|l| {
                    let label = format!("{} – {}", self.label, ui::layout::language_name(l));
                    (in_language(&self.name, l), label)
                })
                .collect(),
            Input::Numbers(each, ..) | Input::Sums(each) => {
                each.iter().map(|(code, label)| (one_of(&self.name, code), label.clone())).collect()
            }
            _ => vec![(self.name.clone(), self.label.clone())],
        }
    }
}

/// The problem that stands at a field, when one does.
fn problem_at(problems: &Problems, name: &str) -> Option<String> {
    problems.iter().find(|(n, _)| n == name).map(|(_, text)| text.clone())
}

/// Problems with the question each is about before it, so that a summary reads on its own.
#[must_use]
pub fn with_labels(questions: &[Question], problems: &Problems) -> Problems {
    let label = |name: &str| {
        let own = questions.iter().find(|q| q.name == name || matches!(q.input, Input::Text(_)) && has_field(q, name));
        own.map(|q| q.label.clone()).or_else(|| {
            let mut fields = questions.iter().flat_map(Question::fields);
            fields.find(|(field, _)| field == name).map(|(_, label)| label)
        })
    };
    let told = |(name, text): &(String, String)| {
        (
            name.clone(),
            label(name).map_or_else(|| text.clone(), |l| after(&l, text)),
        )
    };
    problems.iter().map(told).collect()
}

fn has_field(q: &Question, name: &str) -> bool {
    q.fields().iter().any(|(field, _)| field == name)
}

/// A sentence after what it is about: "Fra klokka: Her mangler det noe."
#[must_use]
pub fn after(label: &str, text: &str) -> String {
    let mark = if label.ends_with('?') { "" } else { ":" };
    format!("{label}{mark} {text}")
}

/// Problems at the fields that are on the page: a text's problem goes to its first language, one at no field to the first.
#[must_use]
pub fn placed(questions: &[Question], own: Locale, problems: Problems) -> Problems {
    let fallback = questions.first().map_or("", |q| q.name.as_str());
    let place = |name: String| match questions.iter().find(|q| q.name == name) {
        Some(Question {
            input: Input::Text(_), ..
        }) => in_language(&name, own),
        Some(
            q @ Question {
                input: Input::Numbers(..),
                ..
            },
        ) => q.fields().into_iter().next().map_or(name, |(first, _)| first),
        Some(_) => name,
        None if questions.iter().any(|q| has_field(q, &name)) => name,
        None => match questions.iter().find(|q| q.name == fallback) {
            Some(Question {
                input: Input::Text(_), ..
            }) => in_language(fallback, own),
            _ => fallback.to_owned(),
        },
    };
    problems.into_iter().map(|(name, text)| (place(name), text)).collect()
}

/// Draws a question with what was entered and what is wrong with it.
#[must_use]
pub fn draw(l: Locale, own: Locale, q: &Question, entered: &Entered, problems: &Problems) -> Markup {
    let field = || {
        let field = Field::new(&q.name, &q.label)
            .hint(&q.hint)
            .value(entered.get(&q.name))
            .error(problem_at(problems, &q.name));
        if q.optional { field.optional(l) } else { field }
    };
    let choices = |options: &[Labelled]| -> Vec<Choice> {
        let chosen: Vec<&str> = entered.all(&q.name).collect();
        options.iter().map(|(v, label)| Choice::new(v, label, chosen.contains(&v.as_str()))).collect()
    };
    match &q.input {
        Input::Line => forms::text_field(&field().guarded().max_length(200)),
        Input::Contact(kind) => forms::input(&field().max_length(200).autocomplete("off"), *kind),
        Input::Text(rows) => languages(l, own, q, *rows, entered, problems),
        Input::Prose(rows) => forms::textarea(&field().guarded().max_length(6000), *rows),
        Input::Sums(each) => sums(l, q, each, entered, problems),
        Input::Day => forms::date_field(&field()),
        Input::Clock => forms::time_field(&field()),
        Input::Number(low, high) => forms::number_field(&field(), *low, *high),
        Input::Numbers(each, low, high) => numbers(l, q, each, (*low, *high), entered, problems),
        Input::One(options) => forms::radios(&field().value(""), &choices(options)),
        Input::OneOf(options) => forms::select(&field(), &choices(options)),
        Input::Several(options) => forms::checkboxes_across(&field(), &choices(options)),
        Input::Known => {
            let is = entered.get(&q.name);
            let options = [("1", T::OfficeYes), ("0", T::OfficeNo), ("", T::OfficeNotKnown)];
            let choices: Vec<Choice> = options.map(|(v, t)| Choice::new(v, l.t(t), is == v)).into();
            forms::radios_across(&field().value(""), &choices)
        }
        Input::Tick => forms::checkbox(&field(), entered.get(&q.name) == "1"),
    }
}

/// Draws all questions, the rare ones folded away unless something is wrong with one.
#[must_use]
pub fn draw_all(l: Locale, own: Locale, questions: &[Question], entered: &Entered, problems: &Problems) -> Markup {
    let (rare, usual): (Vec<_>, Vec<_>) = questions.iter().partition(|q| q.rare);
    let open = rare.iter().any(|q| problem_at(problems, &q.name).is_some());
    html! {
        @for q in usual { (draw(l, own, q, entered, problems)) }
        @if !rare.is_empty() {
            details open[open] {
                summary { (l.t(T::OfficeMore)) }
                @for q in rare { (draw(l, own, q, entered, problems)) }
            }
        }
    }
}

/// The languages in the order a municipality writes them: its own first.
#[must_use]
pub fn own_first(own: Locale) -> Vec<Locale> {
    std::iter::once(own).chain(Locale::ALL.into_iter().filter(|l| *l != own)).collect()
}

fn languages(l: Locale, own: Locale, q: &Question, rows: u8, entered: &Entered, problems: &Problems) -> Markup {
    let one = |locale: Locale| {
        let name = in_language(&q.name, locale);
        let field = Field::new(&name, ui::layout::language_name(locale))
            .value(entered.get(&name))
            .error(problem_at(problems, &name))
            .guarded();
        if rows > 1 {
            forms::textarea(&field.max_length(6000), rows)
        } else {
            forms::text_field(&field.max_length(200))
        }
    };
    html! {
        fieldset {
            legend { (q.label) @if q.optional { " " span.optional { "(" (l.t(T::OfficeOptional)) ")" } } }
            @if !q.hint.is_empty() { p.hint { (q.hint) } }
            div.grid.languages { @for locale in own_first(own) { (one(locale)) } }
        }
    }
}

/// A number for each of several, under one heading.
fn numbers(
    l: Locale,
    q: &Question,
    each: &[Labelled],
    (low, high): (i64, i64),
    entered: &Entered,
    problems: &Problems,
) -> Markup {
    let one = |code: &str, label: &str| {
        let name = one_of(&q.name, code);
        let field = Field::new(&name, label).value(entered.get(&name)).error(problem_at(problems, &name));
        forms::number_field(&field, low, high)
    };
    html! {
        fieldset {
            legend { (q.label) @if q.optional { " " span.optional { "(" (l.t(T::OfficeOptional)) ")" } } }
            @if !q.hint.is_empty() { p.hint { (q.hint) } }
            div.grid.languages { @for (code, label) in each { (one(code, label)) } }
        }
    }
}

/// An amount for each of several, under one heading.
fn sums(l: Locale, q: &Question, each: &[Labelled], entered: &Entered, problems: &Problems) -> Markup {
    let one = |code: &str, label: &str| {
        let name = one_of(&q.name, code);
        let field = Field::new(&name, label).value(entered.get(&name)).error(problem_at(problems, &name));
        forms::text_field(&field.short().input_mode("decimal").max_length(20))
    };
    html! {
        fieldset {
            legend { (q.label) @if q.optional { " " span.optional { "(" (l.t(T::OfficeOptional)) ")" } } }
            @if !q.hint.is_empty() { p.hint { (q.hint) } }
            div.grid.languages { @for (code, label) in each { (one(code, label)) } }
        }
    }
}

/// What a field says, in words: the labels of what is chosen, not its codes.
fn words(l: Locale, q: &Question, entered: &Entered, name: &str) -> String {
    let named = |options: &[Labelled]| {
        let chosen: Vec<&str> = entered.all(name).collect();
        let labels = options.iter().filter(|(v, _)| chosen.contains(&v.as_str())).map(|(_, label)| label.as_str());
        labels.collect::<Vec<_>>().join(", ")
    };
    match &q.input {
        Input::One(o) | Input::OneOf(o) | Input::Several(o) => named(o),
        Input::Known | Input::Tick => l.t(match entered.get(name) {
            "1" => T::OfficeYes,
            "0" => T::OfficeNo,
            _ if matches!(q.input, Input::Tick) => T::OfficeNo,
            _ => T::OfficeNotKnown,
        }),
        _ => entered.get(name).to_owned(),
    }
}

/// Both values of every field that somebody else changed meanwhile.
#[must_use]
pub fn both_values(l: Locale, questions: &[Question], stored: &Entered, entered: &Entered) -> Markup {
    let mut rows = Vec::new();
    for q in questions {
        for (name, label) in q.fields() {
            let (now, yours) = (words(l, q, stored, &name), words(l, q, entered, &name));
            if now != yours {
                rows.push(vec![html! { (label) }, html! { (now) }, html! { (yours) }]);
            }
        }
    }
    let columns =
        [T::OfficeConflictField, T::OfficeConflictStored, T::OfficeConflictYours].map(|t| parts::Column::words(l.t(t)));
    html! {
        @if rows.is_empty() {
            p { (l.t(T::OfficeConflictSame)) }
        } @else {
            (parts::data_table(&l.t(T::OfficeConflictCaption), &columns, &rows))
        }
    }
}

/// A notice in the tone of a refusal.
#[must_use]
pub fn refused(title: &str, hint: &str, more: &Markup) -> Markup {
    parts::live_notice(Tone::Stop, &html! { p { strong { (title) } } p { (hint) } (more) })
}

/// Organisations to choose from, ended ones left out.
#[must_use]
pub fn organisations(register: &Register, l: Locale) -> Vec<Labelled> {
    let here = register.organisations.iter().filter(|o| o.ended.is_none());
    here.map(|o| (o.key.to_string(), o.name.get(l).to_owned())).collect()
}

/// Places to choose from, ended ones left out.
#[must_use]
pub fn places(register: &Register, l: Locale) -> Vec<Labelled> {
    let here = register.places.iter().filter(|p| p.ended.is_none());
    here.map(|p| (p.key.to_string(), p.name.get(l).to_owned())).collect()
}

/// Choices with "none" on top.
#[must_use]
pub fn or_none(l: Locale, mut options: Vec<Labelled>, but: Option<&Key>) -> Vec<Labelled> {
    options.retain(|(key, _)| but.is_none_or(|b| b.as_str() != key));
    options.insert(0, (String::new(), l.t(T::OfficeNone)));
    options
}
