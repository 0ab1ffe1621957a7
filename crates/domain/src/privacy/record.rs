//! The record of processing (GDPR Article 30): what is done with data about people, by purpose, made from the description of
//! every column (`PRIVACY.toml`) and the words for it in `record.toml`.

use crate::shared::{Locale, Localized};
use std::collections::BTreeSet;
use toml::{Table, Value};

/// Whom data is about (den registrerte).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DataSubject {
    /// Somebody who gets help, or books for somebody.
    Citizen,
    /// Somebody who guides or works with the service.
    Guide,
    /// A partner, or a contributor from outside.
    Partner,
}

impl DataSubject {
    /// Everyone.
    pub const ALL: [Self; 3] = [Self::Citizen, Self::Guide, Self::Partner];

    /// Stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Citizen => "citizen",
            Self::Guide => "guide",
            Self::Partner => "partner",
        }
    }

    /// Reads a code written by [`DataSubject::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }
}

/// A processing activity (behandlingsaktivitet): tables with one purpose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProcessingActivity {
    /// Stable code.
    pub code: String,
    /// Whom it is about.
    pub people: Vec<DataSubject>,
    /// The tables it is kept in; each table with data about people belongs to one activity.
    pub tables: Vec<String>,
    /// Tables that have rows where the municipality uses it, beside its own.
    pub marks: Vec<String>,
    /// What it is called.
    pub name: Localized,
    /// Why it is done.
    pub purpose: Localized,
    /// What data it is.
    pub data: Localized,
    /// On what ground, each ground once.
    pub basis: Vec<Localized>,
    /// How long, each time once. What stands in braces is what the municipality has chosen.
    pub retention: Vec<Localized>,
}

/// The record: every activity, and what the tables are called in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProcessingRecord {
    /// In the order they are told.
    pub activities: Vec<ProcessingActivity>,
}

/// A phrase of `PRIVACY.toml` and its words.
type Phrases = Vec<(Vec<String>, Localized)>;

impl ProcessingRecord {
    /// Makes the record from the description of every column and the words for it. Refuses with every problem at once: a table
    /// with data about people that is in no activity or in two, and a phrase that has no words.
    ///
    /// # Errors
    /// Every problem, in English, for whoever changes either file.
    pub fn read(columns: &str, words: &str) -> Result<Self, Vec<String>> {
        let (columns, words) = match (columns.parse::<Table>(), words.parse::<Table>()) {
            (Ok(columns), Ok(words)) => (columns, words),
            (Err(e), _) | (_, Err(e)) => return Err(vec![e.message().to_owned()]),
        };
        let (basis, retention) = (phrases(&words, "basis"), phrases(&words, "retention"));
        let mut problems = Vec::new();
        let mut told = BTreeSet::new();
        let mut activities = Vec::new();
        for entry in tables(&words, "activity") {
            let mut activity = activity(entry);
            for table in &activity.tables {
                if !told.insert(table.clone()) {
                    problems.push(format!("{table} is in two activities"));
                }
                let Some(Value::Table(described)) = columns.get(table) else {
                    problems.push(format!("{table} is no table of PRIVACY.toml"));
                    continue;
                };
                for column in about_people(described) {
                    gather(&mut activity.basis, &basis, text(column, "basis"), &mut problems);
                    gather(
                        &mut activity.retention,
                        &retention,
                        text(column, "retention"),
                        &mut problems,
                    );
                }
            }
            activities.push(activity);
        }
        for (table, described) in &columns {
            let people = described.as_table().is_some_and(|t| about_people(t).next().is_some());
            if people && !told.contains(table) {
                problems.push(format!(
                    "{table} holds data about people and is in no activity of record.toml"
                ));
            }
        }
        if problems.is_empty() {
            Ok(Self { activities })
        } else {
            Err(problems)
        }
    }

    /// The activities that are about somebody.
    pub fn about(&self, who: DataSubject) -> impl Iterator<Item = &ProcessingActivity> {
        self.activities.iter().filter(move |a| a.people.contains(&who))
    }

    /// The activity that a table belongs to; none when it says nothing about people.
    #[must_use]
    pub fn of_table(&self, table: &str) -> Option<&ProcessingActivity> {
        self.activities.iter().find(|a| a.tables.iter().any(|t| t == table))
    }
}

fn text<'t>(table: &'t Table, key: &str) -> &'t str {
    table.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn tables<'t>(table: &'t Table, key: &str) -> impl Iterator<Item = &'t Table> {
    let list = table.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    list.iter().filter_map(Value::as_table)
}

fn list(table: &Table, key: &str) -> Vec<String> {
    let found = table.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    found.iter().filter_map(Value::as_str).map(str::to_owned).collect()
}

fn localized(table: &Table) -> Localized {
    let mut out = Localized::default();
    for locale in Locale::ALL {
        text(table, locale.code()).clone_into(out.get_mut(locale));
    }
    out
}

fn phrases(words: &Table, key: &str) -> Phrases {
    tables(words, key).map(|t| (list(t, "says"), localized(t))).collect()
}

fn activity(entry: &Table) -> ProcessingActivity {
    let part = |key: &str| entry.get(key).and_then(Value::as_table).map(localized).unwrap_or_default();
    ProcessingActivity {
        code: text(entry, "code").to_owned(),
        people: list(entry, "people").iter().filter_map(|code| DataSubject::parse(code)).collect(),
        tables: list(entry, "tables"),
        marks: list(entry, "marks"),
        name: part("name"),
        purpose: part("purpose"),
        data: part("data"),
        basis: Vec::new(),
        retention: Vec::new(),
    }
}

/// The columns that say something about somebody: also those in which the municipality names people for everybody to read.
fn about_people(described: &Table) -> impl Iterator<Item = &Table> {
    let columns = described.values().filter_map(Value::as_table);
    columns.filter(|c| matches!(text(c, "class"), "personal" | "secret") || c.contains_key("names"))
}

fn gather(into: &mut Vec<Localized>, phrases: &Phrases, phrase: &str, problems: &mut Vec<String>) {
    if phrase == "-" {
        return;
    }
    match phrases.iter().find(|(says, _)| says.iter().any(|s| s == phrase)) {
        Some((_, words)) if into.contains(words) => {}
        Some((_, words)) => into.push(words.clone()),
        None => problems.push(format!("record.toml has no words for {phrase:?}")),
    }
}

#[cfg(test)]
mod tests {
    use super::{DataSubject, ProcessingRecord};
    use crate::shared::Locale;

    const COLUMNS: &str = include_str!("../../../../PRIVACY.toml");
    const WORDS: &str = include_str!("record.toml");

    #[test]
    fn every_table_with_data_about_people_is_told_in_every_language() {
        let record = ProcessingRecord::read(COLUMNS, WORDS).unwrap_or_else(|problems| panic!("{problems:#?}"));
        for a in &record.activities {
            assert!(
                !a.people.is_empty() && !a.retention.is_empty() && !a.basis.is_empty(),
                "{}",
                a.code
            );
            let texts = [&a.name, &a.purpose, &a.data].into_iter().chain(&a.basis).chain(&a.retention);
            for text in texts {
                for l in Locale::ALL {
                    assert!(!text.exact(l).is_empty(), "{} {}: {text:?}", a.code, l.code());
                }
            }
        }
        for who in DataSubject::ALL {
            assert!(record.about(who).count() > 2);
            assert_eq!(DataSubject::parse(who.code()), Some(who));
        }
        assert_eq!(record.of_table("booking").map(|a| a.code.as_str()), Some("bookings"));
        assert_eq!(record.of_table("visit"), None);
    }

    #[test]
    fn what_is_forgotten_is_refused_all_at_once() {
        let column = "class = \"personal\"\npurpose = \"p\"\nbasis = \"GDPR Art. 17\"\nretention = \"30 days\"\n";
        let columns = format!(
            "[a.x]\n{column}[b.x]\n{column}[c.x]\n{}",
            column.replace("30 days", "for ever")
        );
        let words = "[[activity]]\ncode = \"k\"\ntables = [\"a\", \"a\", \"c\", \"d\"]\n\
                     [[retention]]\nsays = [\"30 days\"]\nnb = \"30 dager\"\n[[basis]]\nsays = [\"GDPR Art. 17\"]\nnb = \"17\"\n";
        let problems = ProcessingRecord::read(&columns, words).unwrap_err();
        assert_eq!(
            problems,
            [
                "a is in two activities",
                "record.toml has no words for \"for ever\"",
                "d is no table of PRIVACY.toml",
                "b holds data about people and is in no activity of record.toml",
            ]
        );
    }
}
