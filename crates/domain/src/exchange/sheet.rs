//! One file being read: its fields by name, and a problem with a position for each that is not right.

use super::{
    fields::{self, Choices, Content, Field, Section},
    problem::{FolderProblem, line_and_column, nearest},
    syntax,
};
use crate::{
    anchoring::{YEARS, parse_kroner},
    shared::{Key, Locale, Localized, Minute},
};
use jiff::{Timestamp, civil::Date};
use std::{collections::BTreeMap, ops::Range};
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

/// One file, read as far as it goes. What can't be read gets a problem and a value that stands in for it; a folder with
/// a problem gives no register, so none of those values is ever seen.
pub(super) struct Sheet<'a> {
    pub file: String,
    pub text: &'a str,
    pub own: Locale,
    /// A file that is not TOML gives those problems only, not what seems to be missing from it.
    pub muted: bool,
    pub problems: Vec<FolderProblem>,
    /// Where each field stands, by its path of English names.
    pub spots: BTreeMap<String, usize>,
}

/// A table in a file: the file itself or one inside it.
#[derive(Clone)]
pub(super) struct Node<'a> {
    pub table: &'a DeTable<'a>,
    pub section: Section,
    pub path: String,
    pub at: usize,
}

type Value<'a> = &'a Spanned<DeValue<'a>>;

impl<'a> Sheet<'a> {
    pub fn problem(&mut self, at: usize, code: &'static str, message: impl Into<String>, instead: impl Into<String>) {
        if self.muted {
            return;
        }
        let (line, column) = line_and_column(self.text, at);
        let (message, instead) = (message.into(), instead.into());
        self.problems.push(FolderProblem {
            file: self.file.clone(),
            line,
            column,
            code,
            message,
            instead,
        });
    }

    /// A table as a part with fields; fields it does not have are problems.
    pub fn node(&mut self, table: &'a DeTable<'a>, section: Section, path: String, at: usize) -> Node<'a> {
        for key in table.keys() {
            if section.field(key.get_ref()).is_none() {
                self.unknown_field(section, key.get_ref(), key.span().start);
            }
        }
        self.spots.insert(path.clone(), at);
        Node {
            table,
            section,
            path,
            at,
        }
    }

    fn unknown_field(&mut self, section: Section, name: &str, at: usize) {
        let names = section.fields().iter().map(|f| f.name);
        let translated = section.fields().iter().find(|f| f.code == name).map(|f| f.name);
        let instead = match translated.or_else(|| nearest(name, names.clone())) {
            Some(near) => format!("Mente du «{near}»?"),
            None => format!("Feltene er: {}.", names.collect::<Vec<_>>().join(", ")),
        };
        self.problem(
            at,
            "unknown_field",
            format!("Feltet «{name}» finnes ikke i {}.", section.title()),
            instead,
        );
    }

    /// The value of a field, with its position noted. A field that must be there and is not is a problem.
    fn value(&mut self, node: &Node<'a>, name: &str) -> Option<(&'static Field, Value<'a>)> {
        let field = node.section.field(name)?;
        let spot = format!("{}{}", node.path, field.code);
        let found = node.table.iter().find(|(key, _)| key.get_ref() == name);
        let Some((key, value)) = found else {
            self.spots.entry(spot).or_insert(node.at);
            if field.required {
                self.missing(node, field);
            }
            return None;
        };
        // A value from a `[[header]]` or a dotted key has no useful start of its own.
        let at = if value.get_ref().is_table() {
            key.span().start
        } else {
            value.span().start
        };
        self.spots.insert(spot, at);
        Some((field, value))
    }

    pub fn missing(&mut self, node: &Node<'a>, field: &Field) {
        let message = format!("Feltet «{}» mangler.", field.name);
        self.problem(
            node.at,
            "missing_field",
            message,
            format!("Legg til: {}", field.example),
        );
    }

    fn wrong_type(&mut self, field: &Field, span: Range<usize>, should: &str) {
        let message = format!("«{}» skal være {should}.", field.name);
        self.problem(
            span.start,
            "wrong_type",
            message,
            format!("Skriv for eksempel: {}", field.example),
        );
    }

    pub fn text(&mut self, node: &Node<'a>, name: &str) -> String {
        let Some((field, value)) = self.value(node, name) else {
            return String::new();
        };
        self.as_text(field, value).unwrap_or_default().to_owned()
    }

    fn as_text(&mut self, field: &Field, value: Value<'a>) -> Option<&'a str> {
        if let DeValue::String(text) = value.get_ref() {
            // No text has this character, and not every database takes it.
            if text.contains('\0') {
                let message = format!("«{}» har et tegn som ikke kan stå i en tekst.", field.name);
                self.problem(value.span().start, "wrong_form", message, "Ta bort \\u0000.");
            }
            // It would be read backwards where it is shown.
            if text.chars().any(|c| matches!(u32::from(c), 0x202A..=0x202E | 0x2066..=0x2069)) {
                let message = format!("«{}» har et usynlig tegn som snur skriveretningen.", field.name);
                self.problem(
                    value.span().start,
                    "wrong_form",
                    message,
                    "Slett teksten og skriv den på nytt.",
                );
            }
            return Some(text);
        }
        self.wrong_type(field, value.span(), "tekst i hermetegn");
        None
    }

    pub fn localized(&mut self, node: &Node<'a>, name: &str) -> Localized {
        let Some((field, value)) = self.value(node, name) else {
            return Localized::default();
        };
        match value.get_ref() {
            DeValue::String(_) => Localized::in_one(self.own, self.as_text(field, value).unwrap_or_default()),
            DeValue::Table(table) => self.languages(field, table),
            _ => {
                self.wrong_type(field, value.span(), "tekst i hermetegn, eller en tekst for hvert språk");
                Localized::default()
            }
        }
    }

    fn languages(&mut self, field: &Field, table: &'a DeTable<'a>) -> Localized {
        let mut out = Localized::default();
        for (key, value) in table {
            match Locale::parse(key.get_ref()) {
                Some(locale) => self.as_text(field, value).unwrap_or_default().clone_into(out.get_mut(locale)),
                None => {
                    let message = format!("«{}» er ikke et språk som «{}» kan ha.", key.get_ref(), field.name);
                    self.problem(key.span().start, "wrong_value", message, "Skriv nb, nn eller en.");
                }
            }
        }
        out
    }

    pub fn key(&mut self, node: &Node<'a>, name: &str) -> Option<Key> {
        let (field, value) = self.value(node, name)?;
        self.as_key(field, value)
    }

    /// A key that must be there; a stand-in when it is not right.
    pub fn needed_key(&mut self, node: &Node<'a>, name: &str) -> Key {
        self.key(node, name).unwrap_or_else(stand_in)
    }

    fn as_key(&mut self, field: &Field, value: Value<'a>) -> Option<Key> {
        let text = self.as_text(field, value)?;
        let key = Key::parse(text).ok();
        if key.is_none() {
            self.key_form(value.span().start, text);
        }
        key
    }

    pub fn key_form(&mut self, at: usize, text: &str) {
        let instead = match Key::from_name(text) {
            Some(key) => format!("Skriv «{key}»."),
            None => "Skriv for eksempel «hovedbiblioteket».".to_owned(),
        };
        let message =
            format!("«{text}» er ikke en nøkkel. En nøkkel har bare a–z, 0–9 og bindestrek, og høyst 60 tegn.");
        self.problem(at, "wrong_form", message, instead);
    }

    /// The elements of a list, each with its position noted.
    fn list(&mut self, node: &Node<'a>, name: &str) -> Vec<(&'static Field, Value<'a>)> {
        let Some((field, value)) = self.value(node, name) else {
            return vec![];
        };
        let DeValue::Array(array) = value.get_ref() else {
            self.wrong_type(field, value.span(), "en liste i hakeparenteser");
            return vec![];
        };
        for (i, element) in array.iter().enumerate() {
            self.spots.insert(format!("{}{}[{i}]", node.path, field.code), element.span().start);
        }
        array.iter().map(|element| (field, element)).collect()
    }

    pub fn keys(&mut self, node: &Node<'a>, name: &str) -> Vec<Key> {
        let list = self.list(node, name);
        list.into_iter().map(|(field, value)| self.as_key(field, value).unwrap_or_else(stand_in)).collect()
    }

    pub fn words(&mut self, node: &Node<'a>, name: &str) -> Vec<String> {
        let list = self.list(node, name);
        list.into_iter()
            .filter_map(|(field, value)| self.as_text(field, value).map(str::to_owned))
            .collect()
    }

    pub fn date(&mut self, node: &Node<'a>, name: &str) -> Option<Date> {
        let (field, value) = self.value(node, name)?;
        let text = match value.get_ref() {
            DeValue::Datetime(moment) if moment.time.is_none() => moment.to_string(),
            DeValue::String(text) => text.to_string(),
            _ => String::new(),
        };
        let date = text.parse().ok().filter(|_| text.len() == 10);
        if date.is_none() {
            self.no_date(field, &text, value.span());
        }
        date
    }

    fn no_date(&mut self, field: &Field, text: &str, span: Range<usize>) {
        match syntax::iso(text).or_else(|| syntax::norwegian(text)) {
            Some(plain) => self.problem(span.start, plain.code, plain.message, plain.instead),
            None => self.wrong_type(field, span, "en dato: år-måned-dag"),
        }
    }

    /// A day that must be there; a stand-in when it is not right.
    pub fn needed_date(&mut self, node: &Node<'a>, name: &str) -> Date {
        self.date(node, name).unwrap_or(Date::ZERO)
    }

    pub fn instant(&mut self, node: &Node<'a>, name: &str) -> Option<Timestamp> {
        let (field, value) = self.value(node, name)?;
        let instant = value.get_ref().as_datetime().and_then(|moment| moment.to_string().parse().ok());
        if instant.is_none() {
            self.wrong_type(field, value.span(), "dato, klokkeslett og tidssone");
        }
        instant
    }

    pub fn clock(&mut self, node: &Node<'a>, name: &str) -> Option<Minute> {
        let (field, value) = self.value(node, name)?;
        let minute = match value.get_ref() {
            DeValue::String(text) => Minute::parse(text),
            DeValue::Datetime(moment) if moment.date.is_none() && moment.offset.is_none() => {
                Minute::parse(moment.to_string().get(..5).unwrap_or_default())
            }
            _ => None,
        };
        if minute.is_none() {
            let message = format!("«{}» er ikke et klokkeslett mellom 00:00 og 24:00.", field.name);
            self.problem(
                value.span().start,
                "wrong_value",
                message,
                format!("Skriv for eksempel: {}", field.example),
            );
        }
        minute
    }

    /// A clock reading that must be there; a stand-in when it is not right.
    pub fn needed_clock(&mut self, node: &Node<'a>, name: &str) -> Minute {
        self.clock(node, name).unwrap_or(Minute::MIDNIGHT)
    }

    /// A whole number within the field's range.
    pub fn number<T: TryFrom<i64>>(&mut self, node: &Node<'a>, name: &str) -> Option<T> {
        let (field, value) = self.value(node, name)?;
        let DeValue::Integer(number) = value.get_ref() else {
            self.wrong_type(field, value.span(), "et helt tall uten hermetegn");
            return None;
        };
        let (low, high) = match field.content {
            Content::Number(low, high) => (low, high),
            _ => (i64::MIN, i64::MAX),
        };
        let number = i64::from_str_radix(number.as_str(), number.radix()).ok().filter(|n| (low..=high).contains(n));
        if number.is_none() {
            let message = format!("«{}» skal være fra {low} til {high}.", field.name);
            self.problem(
                value.span().start,
                "out_of_range",
                message,
                format!("Skriv for eksempel: {}", field.example),
            );
        }
        number.and_then(|n| T::try_from(n).ok())
    }

    /// Where a field stands, or the part it belongs to when it does not.
    pub fn spot(&self, node: &Node<'a>, code: &str) -> usize {
        self.spots.get(&format!("{}{code}", node.path)).copied().unwrap_or(node.at)
    }

    /// An amount in øre, of at most what [`parse_kroner`] takes.
    pub fn kroner(&mut self, node: &Node<'a>, name: &str) -> Option<i64> {
        let (field, value) = self.value(node, name)?;
        self.as_kroner(field, value)
    }

    fn as_kroner(&mut self, field: &Field, value: Value<'a>) -> Option<i64> {
        let ore = match value.get_ref() {
            DeValue::Integer(number) if number.radix() == 10 => parse_kroner(number.as_str()),
            DeValue::String(text) => parse_kroner(text),
            _ => None,
        };
        if ore.is_none() {
            let message = format!("«{}» skal være et beløp i kroner, 0 eller mer.", field.name);
            let instead = format!("Skriv for eksempel: {}", field.example);
            self.problem(value.span().start, "wrong_value", message, instead);
        }
        ore
    }

    /// Amounts in øre, one for each of the four years.
    pub fn amounts(&mut self, node: &Node<'a>, name: &str) -> Option<[i64; YEARS]> {
        let all = self.years(node, name)?;
        let amounts: Vec<i64> = all.into_iter().filter_map(|(field, value)| self.as_kroner(field, value)).collect();
        amounts.try_into().ok()
    }

    /// Whole hours, one number for each of the four years.
    pub fn hours(&mut self, node: &Node<'a>, name: &str) -> Option<[u32; YEARS]> {
        let all = self.years(node, name)?;
        let mut out = Vec::new();
        for (field, value) in all {
            let number = value.get_ref().as_integer().filter(|n| n.radix() == 10).and_then(|n| n.as_str().parse().ok());
            match number {
                Some(number) => out.push(number),
                None => self.wrong_type(field, value.span(), "hele tall uten hermetegn, 0 eller mer"),
            }
        }
        out.try_into().ok()
    }

    /// A list with one value for each of the four years.
    fn years(&mut self, node: &Node<'a>, name: &str) -> Option<Vec<(&'static Field, Value<'a>)>> {
        let at = node.table.iter().find(|(key, _)| key.get_ref() == name).map(|(_, v)| v.span().start);
        let before = self.problems.len();
        let all = self.list(node, name);
        if let (Some(at), Some(field)) = (at, node.section.field(name))
            && all.len() != YEARS
            && self.problems.len() == before
        {
            let message = format!("«{name}» skal ha {YEARS} tall, ett for hvert år.");
            self.problem(
                at,
                "wrong_value",
                message,
                format!("Skriv for eksempel: {}", field.example),
            );
        }
        Some(all).filter(|all| all.len() == YEARS)
    }

    /// Degrees in millionths.
    pub fn degrees(&mut self, node: &Node<'a>, name: &str) -> Option<i32> {
        let (field, value) = self.value(node, name)?;
        let number = match value.get_ref() {
            DeValue::Float(number) => number.as_str().parse::<f64>().ok(),
            DeValue::Integer(number) => number.as_str().parse::<f64>().ok(),
            _ => None,
        };
        match number.filter(|n| n.abs() <= 180.0) {
            // At most 180 million, which is well inside an i32.
            Some(number) => Some((number * 1_000_000.0).round() as i32),
            None => {
                self.wrong_type(field, value.span(), "et desimaltall mellom -180 og 180, med punktum");
                None
            }
        }
    }

    pub fn yes_no(&mut self, node: &Node<'a>, name: &str) -> Option<bool> {
        let (field, value) = self.value(node, name)?;
        let answer = value.get_ref().as_bool();
        if answer.is_none() {
            self.wrong_type(field, value.span(), "true (ja) eller false (nei), uten hermetegn");
        }
        answer
    }

    /// The code of the value that stands in a field with fixed values.
    pub fn choice(&mut self, node: &Node<'a>, name: &str) -> Option<&'static str> {
        let (field, value) = self.value(node, name)?;
        self.as_choice(field, value)
    }

    pub fn several(&mut self, node: &Node<'a>, name: &str) -> Vec<&'static str> {
        let list = self.list(node, name);
        list.into_iter().filter_map(|(field, value)| self.as_choice(field, value)).collect()
    }

    fn as_choice(&mut self, field: &Field, value: Value<'a>) -> Option<&'static str> {
        let (Content::Choice(choices) | Content::Several(choices)) = field.content else {
            return None;
        };
        let text = self.as_text(field, value)?;
        let code = fields::meaning(choices, text);
        if code.is_none() {
            self.wrong_choice(field, choices, text, value.span().start);
        }
        code
    }

    fn wrong_choice(&mut self, field: &Field, choices: Choices, text: &str, at: usize) {
        let names = choices.iter().map(|(name, ..)| *name);
        let all = names.clone().collect::<Vec<_>>().join(", ");
        let instead = match nearest(text, names) {
            Some(near) => format!("Mente du «{near}»? Verdiene er: {all}."),
            None => format!("Skriv en av disse: {all}."),
        };
        self.problem(
            at,
            "wrong_value",
            format!("«{text}» kan ikke stå i «{}».", field.name),
            instead,
        );
    }

    /// The English names of the fields that the file calls assumed.
    pub fn assumed(&mut self, node: &Node<'a>) -> Vec<String> {
        let mut out = vec![];
        for (field, value) in self.list(node, "antatt") {
            let Some(text) = self.as_text(field, value) else {
                continue;
            };
            match node.section.assumable().find(|f| f.name == text) {
                Some(known) => out.push(known.code.to_owned()),
                None => self.wrong_assumed(node.section, text, value.span().start),
            }
        }
        out
    }

    fn wrong_assumed(&mut self, section: Section, text: &str, at: usize) {
        let instead = match nearest(text, section.assumable().map(|f| f.name)) {
            Some(near) => format!("Mente du «{near}»?"),
            None => "Skriv navnet på et felt i denne fila.".to_owned(),
        };
        self.problem(
            at,
            "wrong_value",
            format!("«antatt» nevner «{text}», men det er ikke et felt her."),
            instead,
        );
    }

    /// A table inside another.
    pub fn inner(&mut self, node: &Node<'a>, name: &str, section: Section) -> Option<Node<'a>> {
        let (field, value) = self.value(node, name)?;
        let DeValue::Table(table) = value.get_ref() else {
            self.wrong_type(
                field,
                value.span(),
                &format!("en egen del med overskriften {}", field.example),
            );
            return None;
        };
        let path = format!("{}{}.", node.path, field.code);
        Some(self.node(table, section, path, value.span().start))
    }

    /// The tables of a list of tables.
    pub fn inners(&mut self, node: &Node<'a>, name: &str, section: Section) -> Vec<Node<'a>> {
        let mut out = vec![];
        for (i, (field, value)) in self.list(node, name).into_iter().enumerate() {
            let path = format!("{}{}[{i}].", node.path, field.code);
            match value.get_ref() {
                DeValue::Table(table) => out.push(self.node(table, section, path, value.span().start)),
                _ => self.wrong_type(
                    field,
                    value.span(),
                    &format!("egne deler med overskriften {}", field.example),
                ),
            }
        }
        out
    }
}

/// A key in the place of one that could not be read.
pub(super) fn stand_in() -> Key {
    Key::from_name("feil").unwrap_or_else(|| unreachable!("the word is a key"))
}
