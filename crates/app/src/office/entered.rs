//! What somebody entered in a form, and reading it: the value and every problem at once.

use crate::texts::{T, Words};
use domain::{
    privacy::{self, Expect, Kind},
    shared::{Key, Locale, Localized, Minute},
};
use jiff::civil::Date;
use std::{collections::BTreeMap, fmt::Display, str::FromStr};

/// More than anybody writes in one field of a form: several printed pages.
const MOST_BYTES: usize = 20_000;

/// Problems of a form: (name of the field, what is wrong).
pub type Problems = Vec<(String, String)>;

/// The fields of a form as they were entered, ends trimmed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entered(BTreeMap<String, Vec<String>>);

/// A text without what is never meant in one: control characters, and marks that turn the direction of everything after them.
fn seen(text: &str) -> String {
    let turns = |c: char| matches!(u32::from(c), 0x202A..=0x202E | 0x2066..=0x2069);
    text.chars().filter(|c| !turns(*c) && (!c.is_control() || matches!(c, '\n' | '\t'))).collect()
}

impl Entered {
    /// From the pairs of a form.
    #[must_use]
    pub fn of(pairs: Vec<(String, String)>) -> Self {
        let mut out = Self::default();
        for (name, value) in pairs {
            let value = seen(&value.replace("\r\n", "\n")).trim().to_owned();
            out.0.entry(name).or_default().push(value);
        }
        out
    }

    /// The first value of a field; empty when there is none.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        self.0.get(name).and_then(|v| v.first()).map_or("", String::as_str)
    }

    /// Every value of a field that is not empty.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.0.get(name).into_iter().flatten().map(String::as_str).filter(|v| !v.is_empty())
    }

    /// The names of the fields, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// With a value more.
    #[must_use]
    pub fn put(mut self, name: &str, value: impl Display) -> Self {
        self.0.entry(name.to_owned()).or_default().push(value.to_string());
        self
    }

    /// With a value more, when there is one.
    #[must_use]
    pub fn put_if(self, name: &str, value: Option<impl Display>) -> Self {
        match value {
            Some(value) => self.put(name, value),
            None => self,
        }
    }

    /// With several values of one field.
    #[must_use]
    pub fn put_all(self, name: &str, values: impl IntoIterator<Item = impl Display>) -> Self {
        values.into_iter().fold(self, |out, value| out.put(name, value))
    }

    /// With these fields as they stand in another form, in place of what stood here.
    #[must_use]
    pub fn with_fields_of(mut self, other: &Self, fields: &[String]) -> Self {
        for field in fields {
            match other.0.get(field) {
                Some(values) => self.0.insert(field.clone(), values.clone()),
                None => self.0.remove(field),
            };
        }
        self
    }

    /// With one value of a field in place of all.
    #[must_use]
    pub fn replace(mut self, name: &str, value: &str) -> Self {
        self.0.insert(name.to_owned(), vec![value.to_owned()]);
        self
    }

    /// With a text in three languages.
    #[must_use]
    pub fn put_text(self, name: &str, text: &Localized) -> Self {
        Locale::ALL.into_iter().fold(self, |out, l| out.put(&in_language(name, l), text.exact(l)))
    }

    /// With a yes, a no or not known.
    #[must_use]
    pub fn put_known(self, name: &str, value: Option<bool>) -> Self {
        self.put(name, value.map_or("", |yes| if yes { "1" } else { "0" }))
    }

    /// With a ticked box.
    #[must_use]
    pub fn put_ticked(self, name: &str, ticked: bool) -> Self {
        self.put_if(name, ticked.then_some("1"))
    }
}

/// The name of the field that holds a text in one language.
#[must_use]
pub fn in_language(name: &str, locale: Locale) -> String {
    format!("{name}-{}", locale.code())
}

/// The name of the field that holds the number of one of several things.
#[must_use]
pub fn one_of(name: &str, code: &str) -> String {
    format!("{name}-{code}")
}

/// Reads what was entered; what can't be read becomes a problem.
pub struct Reading<'a> {
    /// The language problems are told in.
    pub locale: Locale,
    /// What was entered.
    pub entered: &'a Entered,
    /// What is wrong so far.
    pub problems: Problems,
}

impl<'a> Reading<'a> {
    /// Begins to read.
    #[must_use]
    pub const fn new(locale: Locale, entered: &'a Entered) -> Self {
        Self {
            locale,
            entered,
            problems: Vec::new(),
        }
    }

    /// Notes a problem.
    pub fn problem(&mut self, name: &str, text: impl Into<String>) {
        self.problems.push((name.to_owned(), text.into()));
    }

    fn guarded(&mut self, name: &str, contact_allowed: bool) -> String {
        let text = self.entered.get(name);
        if text.len() > MOST_BYTES {
            self.problem(name, self.locale.t(T::OfficeProblemLong));
            return String::new();
        }
        match guard(text, contact_allowed) {
            None => text.to_owned(),
            Some(kind) => {
                self.problem(name, refused_words(kind, self.locale));
                String::new()
            }
        }
    }

    /// A line of free text.
    pub fn line(&mut self, name: &str) -> String {
        self.guarded(name, false)
    }

    /// A line where contact details belong.
    pub fn contact(&mut self, name: &str) -> String {
        self.guarded(name, true)
    }

    /// A phone number as people write it: figures, with spaces and signs between them.
    pub fn phone(&mut self, name: &str) -> String {
        let text = self.contact(name);
        let written = text.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '\u{a0}' | '+' | '-' | '(' | ')'));
        if !written || (!text.is_empty() && text.chars().filter(char::is_ascii_digit).count() < 3) {
            self.problem(name, self.locale.t(T::OfficeProblemPhone));
        }
        text
    }

    /// A line that may not be empty.
    pub fn needed(&mut self, name: &str) -> String {
        let before = self.problems.len();
        let text = self.line(name);
        if text.is_empty() && before == self.problems.len() {
            self.problem(name, self.locale.t(T::OfficeProblemMissing));
        }
        text
    }

    /// A text in three languages.
    pub fn text(&mut self, name: &str) -> Localized {
        let mut out = Localized::default();
        for locale in Locale::ALL {
            *out.get_mut(locale) = self.guarded(&in_language(name, locale), false);
        }
        out
    }

    /// A day, when one is entered.
    pub fn day(&mut self, name: &str) -> Option<Date> {
        let text = self.entered.get(name);
        if text.is_empty() {
            return None;
        }
        let day = day_of(text);
        if day.is_none() {
            self.problem(name, self.locale.t(T::OfficeProblemDay));
        }
        day
    }

    /// A day that must be there; the given one in its place when it is not.
    pub fn needed_day(&mut self, name: &str, otherwise: Date) -> Date {
        if self.entered.get(name).is_empty() {
            self.problem(name, self.locale.t(T::OfficeProblemMissing));
        }
        self.day(name).unwrap_or(otherwise)
    }

    /// A clock reading, when one is entered.
    pub fn clock(&mut self, name: &str) -> Option<Minute> {
        let text = self.entered.get(name);
        if text.is_empty() {
            return None;
        }
        let whole_hour = text.parse::<u16>().ok().filter(|h| *h <= 24).and_then(|h| Minute::new(h * 60));
        let minute = Minute::parse(text).or(whole_hour);
        if minute.is_none() {
            self.problem(name, self.locale.t(T::OfficeProblemClock));
        }
        minute
    }

    /// A clock reading that must be there.
    pub fn needed_clock(&mut self, name: &str) -> Minute {
        if self.entered.get(name).is_empty() {
            self.problem(name, self.locale.t(T::OfficeProblemMissing));
        }
        self.clock(name).unwrap_or(Minute::MIDNIGHT)
    }

    /// A whole number, when one is entered.
    pub fn number<N: FromStr>(&mut self, name: &str) -> Option<N> {
        let text = self.entered.get(name);
        if text.is_empty() {
            return None;
        }
        let number = text.parse().ok();
        if number.is_none() {
            self.problem(name, self.locale.t(T::OfficeProblemNumber));
        }
        number
    }

    /// One of several codes; a problem when none is chosen.
    pub fn code<C>(&mut self, name: &str, parse: impl Fn(&str) -> Option<C>) -> Option<C> {
        let code = parse(self.entered.get(name));
        if code.is_none() {
            self.problem(name, self.locale.t(T::OfficeProblemChoose));
        }
        code
    }

    /// A key, when one is chosen.
    #[must_use]
    pub fn key(&self, name: &str) -> Option<Key> {
        Key::parse(self.entered.get(name)).ok()
    }

    /// Every key that is chosen.
    #[must_use]
    pub fn keys(&self, name: &str) -> Vec<Key> {
        self.entered.all(name).filter_map(|k| Key::parse(k).ok()).collect()
    }

    /// Whether a box is ticked.
    #[must_use]
    pub fn ticked(&self, name: &str) -> bool {
        self.entered.get(name) == "1"
    }

    /// A yes, a no or not known.
    #[must_use]
    pub fn known(&self, name: &str) -> Option<bool> {
        match self.entered.get(name) {
            "1" => Some(true),
            "0" => Some(false),
            _ => None,
        }
    }
}

/// A day as browsers send it (`2026-03-03`) or as people write it (`3.3.2026`).
#[must_use]
pub fn day_of(text: &str) -> Option<Date> {
    if let Ok(day) = text.parse() {
        return Some(day);
    }
    let mut parts = text.split('.').map(str::trim);
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// The first thing in a text that must not be stored.
#[must_use]
pub fn guard(text: &str, contact_allowed: bool) -> Option<Kind> {
    privacy::check(text, Expect { contact_allowed }).first().map(|f| f.kind)
}

/// Why a text was not stored, and what to do.
#[must_use]
pub fn refused_words(kind: Kind, l: Locale) -> String {
    let (what, hint) = crate::privacy::words(kind, l);
    format!("{what} {hint}")
}

/// What is wrong in a register, in words for the one who fills in a form.
#[must_use]
pub fn fault_words(fault: &domain::register::RegisterFault, l: Locale) -> String {
    use domain::{register::RegisterFault as F, schedule::Problem as P};
    l.t(match fault {
        F::Missing => T::OfficeProblemMissing,
        F::UnknownReference(..) => T::OfficeProblemUnknown,
        F::Duplicate(_) => T::OfficeProblemTwice,
        F::Cycle(_) | F::Itself => T::OfficeProblemItself,
        F::EndNotAfterStart => T::OfficeProblemEnd,
        F::LastBeforeFirst => T::OfficeProblemLast,
        F::OutOfRange(low, high) => {
            return l.ta(T::OfficeProblemRange, &ui::args![("low", *low), ("high", *high)]);
        }
        F::Form => T::OfficeProblemForm,
        F::Schedule(P::NeverOccurs) => T::OfficeProblemNever,
        F::Schedule(P::GuidesWithoutStaffing) => T::OfficeProblemGuides,
        F::Schedule(P::ExceptionNotAnOccurrence(_)) => T::OfficeProblemException,
        F::Schedule(_) => T::OfficeProblemForm,
    })
}
