use crate::shared::{Id, Key, Locale, Localized};
use serde::Deserialize;
use std::{collections::BTreeSet, sync::LazyLock};

/// The most parts a course can have.
pub const MOST_MODULES: u16 = 60;

const SOURCE: &str = include_str!("courses.toml");

static SHIPPED: LazyLock<Vec<ShippedCourse>> = LazyLock::new(|| read(SOURCE).unwrap_or_default());

/// A course as a list of parts that one ticks off (kurs). The titles belong to the municipality.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModuleCourse {
    /// Its identity.
    pub id: Id,
    /// What it is called. Never empty.
    pub name: String,
    /// A few sentences about it.
    pub about: String,
    /// Where it is held or found; may be empty.
    pub link: String,
    /// Where name and titles are from; may be empty.
    pub source: String,
    /// Its parts by number, from 1, without gaps; 1 to [`MOST_MODULES`].
    pub modules: Vec<CourseModule>,
    /// Minutes in the training log when the whole is done.
    pub minutes: u16,
    /// The required training that it is, by the key the onboarding gate knows it by.
    pub gives: Option<Key>,
    /// Whether somebody must confirm that it is done, as after a test or a gathering.
    pub confirm: bool,
    /// Whether it is no longer offered. What was ticked stays.
    pub ended: bool,
}

/// A part of a course (del).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CourseModule {
    /// Its number, from 1. Ticks are kept by number.
    pub number: u16,
    /// Its title; empty when nobody has filled it in.
    pub title: String,
}

impl ModuleCourse {
    /// The first part that is not ticked.
    #[must_use]
    pub fn next(&self, ticked: &BTreeSet<u16>) -> Option<&CourseModule> {
        self.modules.iter().find(|m| !ticked.contains(&m.number))
    }

    /// Whether every part is ticked.
    #[must_use]
    pub fn is_done(&self, ticked: &BTreeSet<u16>) -> bool {
        !self.modules.is_empty() && self.next(ticked).is_none()
    }

    /// How many parts are ticked; a tick of a part that is taken away does not count.
    #[must_use]
    pub fn done(&self, ticked: &BTreeSet<u16>) -> usize {
        self.modules.iter().filter(|m| ticked.contains(&m.number)).count()
    }
}

/// A course that comes with the product, with no more titles than its sources name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShippedCourse {
    /// Its key.
    pub key: String,
    /// What it is called.
    pub name: String,
    /// What is known about it.
    pub about: Localized,
    /// Where that is known from.
    pub source: String,
    /// How many parts it has.
    pub parts: u16,
    /// The titles that are known, by number.
    pub titles: Vec<(u16, Localized)>,
}

impl ShippedCourse {
    /// Its parts with the titles that are known, in a language.
    #[must_use]
    pub fn modules(&self, locale: Locale) -> Vec<CourseModule> {
        let title = |number: u16| {
            let known = self.titles.iter().find(|(n, _)| *n == number);
            known.map_or_else(String::new, |(_, title)| title.get(locale).to_owned())
        };
        (1..=self.parts)
            .map(|number| CourseModule {
                number,
                title: title(number),
            })
            .collect()
    }
}

/// The courses that come with the product.
#[must_use]
pub fn shipped_courses() -> &'static [ShippedCourse] {
    &SHIPPED
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    course: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    key: String,
    name: String,
    source: String,
    parts: u16,
    about: Words,
    title: Vec<Title>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Title {
    number: u16,
    words: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    nb: String,
    nn: String,
    en: String,
}

impl From<Words> for Localized {
    fn from(words: Words) -> Self {
        let mut out = Self::default();
        for (locale, text) in [(Locale::Nb, words.nb), (Locale::Nn, words.nn), (Locale::En, words.en)] {
            text.trim().clone_into(out.get_mut(locale));
        }
        out
    }
}

fn read(source: &str) -> Option<Vec<ShippedCourse>> {
    let file: File = toml::from_str(source).ok()?;
    let courses = file.course.into_iter().map(|e| ShippedCourse {
        key: e.key,
        name: e.name,
        about: e.about.into(),
        source: e.source,
        parts: e.parts,
        titles: e.title.into_iter().map(|t| (t.number, t.words.into())).collect(),
    });
    Some(courses.collect())
}
