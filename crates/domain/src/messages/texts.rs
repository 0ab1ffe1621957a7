use super::{About, DateChange, Occasion};
use crate::{
    privacy,
    schedule::{clock, month_name, weekday_name},
    shared::{Locale, Minute, day_and_minute},
};
use jiff::{Timestamp, civil::Date};
use serde::Deserialize;
use std::{collections::BTreeMap, sync::LazyLock};

/// The texts of one occasion in one language, with `{placeholders}`. What stands in `[…]` is left out when a placeholder in it
/// has nothing to say.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MessageText {
    /// The heading of an e-mail or a card.
    pub subject: String,
    /// The text message.
    pub sms: String,
    /// The e-mail, and the printed card.
    pub letter: String,
    /// What staff say on the phone or at the door.
    pub spoken: String,
}

/// What is wrong with a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextProblem {
    /// Nothing is written.
    Empty,
    /// More than 2 000 characters.
    TooLong,
    /// A placeholder that there isn't.
    Unknown(String),
    /// What the reader must be told is missing; any of these would do.
    Missing(&'static [&'static str]),
    /// A bracket or brace without its other half, or one inside another.
    Brackets,
    /// It looks as if it holds something about a person (an identity number, a password …).
    Personal,
}

/// Every placeholder, with what it stands for: see [`values`].
pub const PLACEHOLDERS: [&str; 15] = [
    "dag",
    "start",
    "slutt",
    "sted",
    "kode",
    "lenke",
    "telefon",
    "navn",
    "frist",
    "før",
    "grunn",
    "tjeneste",
    "ledige",
    "endringer",
    "datoer",
];

#[derive(Deserialize)]
struct File {
    sure: String,
    words: Between,
    #[serde(flatten)]
    texts: BTreeMap<String, MessageText>,
}

fn parsed(text: &str) -> File {
    toml::from_str(text).unwrap_or_else(|_| File {
        sure: String::new(),
        words: Between::default(),
        texts: BTreeMap::new(),
    })
}

static NB: LazyLock<File> = LazyLock::new(|| parsed(include_str!("texts.nb.toml")));
static NN: LazyLock<File> = LazyLock::new(|| parsed(include_str!("texts.nn.toml")));
static EN: LazyLock<File> = LazyLock::new(|| parsed(include_str!("texts.en.toml")));

fn file(locale: Locale) -> &'static File {
    match locale {
        Locale::Nb => &NB,
        Locale::Nn => &NN,
        Locale::En => &EN,
    }
}

/// The text that comes with Terskel.
#[must_use]
pub fn standard_text(occasion: Occasion, locale: Locale) -> MessageText {
    // Every file has every occasion: a test reads them all.
    file(locale).texts.get(occasion.code()).cloned().unwrap_or_default()
}

/// What we have in a language that we only have drafts in.
#[derive(Deserialize)]
struct Drafted {
    words: Between,
    #[serde(flatten)]
    texts: BTreeMap<String, MessageText>,
}

static DRAFTS: LazyLock<BTreeMap<String, Drafted>> =
    LazyLock::new(|| toml::from_str(include_str!("drafts.toml")).unwrap_or_default());

/// A suggestion in one of the [`CITIZEN_LANGUAGES`](super::CITIZEN_LANGUAGES), for what a reader must be told. Nobody has
/// approved it, and it is never sent as it is: the municipality shows it to somebody who has the language.
#[must_use]
pub fn draft_text(occasion: Occasion, language: &str) -> Option<&'static MessageText> {
    DRAFTS.get(language)?.texts.get(occasion.code())
}

/// What a receipt on paper says besides, for those we can't reach: ring the same morning to be sure.
#[must_use]
pub fn ring_to_be_sure(locale: Locale) -> &'static str {
    &file(locale).sure
}

/// The language of ours that a reader of `language` (BCP 47) understands best: her own, otherwise English.
#[must_use]
pub fn nearest(language: &str) -> Locale {
    match language.split(['-', '_']).next().unwrap_or_default() {
        "nb" | "no" | "se" | "sv" | "da" => Locale::Nb,
        "nn" => Locale::Nn,
        _ => Locale::En,
    }
}

/// How days and times are said in a language. One of ours says them in words; in another they stand in figures, with the clock
/// of the nearest of ours, so that no word of a third language stands in a text somebody approved.
struct Tongue {
    locale: Locale,
    figures: bool,
    words: &'static Between,
}

impl Tongue {
    fn of(language: &str) -> Self {
        let locale = nearest(language);
        let drafted = DRAFTS.get(language);
        Self {
            locale,
            figures: drafted.is_some() || (Locale::parse(language).is_none() && locale != Locale::Nb),
            words: drafted.map_or_else(|| between(locale), |drafted| &drafted.words),
        }
    }

    fn clock(&self, minute: Minute) -> String {
        clock(minute, self.locale)
    }

    /// A day in figures, as in a text message.
    fn short_day(&self, day: Date) -> String {
        match self.locale {
            Locale::En if !self.figures => format!("{}/{}", day.day(), day.month()),
            _ => format!("{}.{}.", day.day(), day.month()),
        }
    }

    fn day(&self, day: Date) -> String {
        if self.figures {
            return self.short_day(day);
        }
        let (weekday, month) = (
            weekday_name(day.weekday(), self.locale),
            month_name(day.month(), self.locale),
        );
        let dot = if self.locale == Locale::En { "" } else { "." };
        format!("{weekday} {}{dot} {month}", day.day())
    }

    /// What stands between a day and a time, with a space on both sides.
    const fn at(&self) -> &'static str {
        match self.locale {
            _ if self.figures => " ",
            Locale::En => " at ",
            _ => " kl. ",
        }
    }

    fn moment(&self, day: Date, minute: Minute) -> String {
        format!("{}{}{}", self.day(day), self.at(), self.clock(minute))
    }

    /// A deadline, short enough for a text message.
    fn deadline(&self, until: Timestamp) -> String {
        let (day, minute) = day_and_minute(until);
        if self.locale == Locale::En && !self.figures {
            let month: String = month_name(day.month(), self.locale).chars().take(3).collect();
            return format!("{} {month} {}", day.day(), self.clock(minute));
        }
        format!("{}{}{}", self.short_day(day), self.at(), self.clock(minute))
    }

    /// Some times to choose between: `tirsdag 3. mars kl. 10, torsdag 5. mars kl. 10 eller …`.
    fn one_of(&self, times: &[(Date, Minute)]) -> String {
        let said: Vec<String> = times.iter().map(|(day, at)| self.moment(*day, *at)).collect();
        match said.as_slice() {
            [] => String::new(),
            [only] => only.clone(),
            [some @ .., last] => format!("{} {} {last}", some.join(", "), self.words.or),
        }
    }

    /// What is different in a series, a line for each date.
    fn lines(&self, changes: &[DateChange]) -> String {
        let words = self.words;
        let line = |c: &DateChange| {
            let was = self.moment(c.was.0, c.was.1);
            match c.now {
                None => format!("{was}: {}", words.off),
                Some(now) if now == c.was => format!("{was}: {}", words.after_all),
                Some((day, at)) => format!("{was}: {} {}", words.moved_to, self.moment(day, at)),
            }
        };
        changes.iter().map(line).collect::<Vec<_>>().join("\n")
    }

    /// The same in as few characters as a text message has room for; what happens to many dates alike is said once.
    fn in_short(&self, changes: &[DateChange]) -> String {
        let words = self.words;
        let mut groups: Vec<(String, Vec<String>)> = Vec::new();
        let mut alone: Vec<String> = Vec::new();
        for change in changes {
            let what = match change.now {
                None => words.off.clone(),
                Some(now) if now == change.was => words.after_all.clone(),
                Some((day, minute)) if day == change.was.0 => format!("{} {}", words.now_at, self.clock(minute)),
                Some((day, minute)) => {
                    let (was, now) = (self.short_day(change.was.0), self.short_day(day));
                    alone.push(format!(
                        "{was} {} {now}{}{}",
                        words.moved_to,
                        self.at(),
                        self.clock(minute)
                    ));
                    continue;
                }
            };
            match groups.iter_mut().find(|(name, _)| *name == what) {
                Some((_, days)) => days.push(self.short_day(change.was.0)),
                None => groups.push((what, vec![self.short_day(change.was.0)])),
            }
        }
        let grouped = groups.into_iter().map(|(what, days)| format!("{what} {}", days.join(", ")));
        grouped.chain(alone).collect::<Vec<_>>().join("; ")
    }
}

/// What each placeholder says about a message, in a language. A language we have no words for gets days in figures.
#[must_use]
pub fn values(about: &About, language: &str, service: &str) -> BTreeMap<&'static str, String> {
    let tongue = Tongue::of(language);
    BTreeMap::from([
        ("dag", tongue.day(about.day)),
        ("start", tongue.clock(about.start)),
        ("slutt", tongue.clock(about.end)),
        ("sted", about.place.clone()),
        ("kode", about.code.clone()),
        ("lenke", about.link.clone()),
        ("telefon", about.phone.clone()),
        ("navn", about.name.clone()),
        (
            "frist",
            about.deadline.map_or_else(String::new, |until| tongue.deadline(until)),
        ),
        (
            "før",
            about.was.map_or_else(String::new, |(day, minute)| tongue.moment(day, minute)),
        ),
        ("grunn", about.reason.clone()),
        ("tjeneste", service.to_owned()),
        ("ledige", tongue.one_of(&about.instead)),
        ("endringer", tongue.lines(&about.changes)),
        ("datoer", tongue.in_short(&about.changes)),
    ])
}

/// Words that stand between days and times.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Between {
    or: String,
    off: String,
    after_all: String,
    moved_to: String,
    now_at: String,
}

fn between(locale: Locale) -> &'static Between {
    &file(locale).words
}

enum Piece<'t> {
    Words(&'t str),
    Place(&'t str),
    /// What is left out when a placeholder in it is empty.
    Group(Vec<Piece<'t>>),
}

fn pieces(text: &str, inside: bool) -> Option<Vec<Piece<'_>>> {
    let (mut out, mut rest) = (Vec::new(), text);
    while let Some(at) = rest.find(['{', '}', '[', ']']) {
        if at > 0 {
            out.push(Piece::Words(&rest[..at]));
        }
        let (open, after) = rest[at..].split_at(1);
        match open {
            "{" => {
                let (name, after) = after.split_once('}')?;
                out.push(Piece::Place(name));
                rest = after;
            }
            "[" if !inside => {
                let (group, after) = after.split_once(']')?;
                out.push(Piece::Group(pieces(group, true)?));
                rest = after;
            }
            _ => return None,
        }
    }
    if !rest.is_empty() {
        out.push(Piece::Words(rest));
    }
    Some(out)
}

fn names<'t>(pieces: &[Piece<'t>]) -> Vec<&'t str> {
    pieces
        .iter()
        .flat_map(|piece| match piece {
            Piece::Words(_) => Vec::new(),
            Piece::Place(name) => vec![*name],
            Piece::Group(inner) => names(inner),
        })
        .collect()
}

fn write(pieces: &[Piece], values: &BTreeMap<&'static str, String>, out: &mut String) {
    let value = |name: &str| values.get(name).map_or("", String::as_str);
    for piece in pieces {
        match piece {
            Piece::Words(words) => out.push_str(words),
            Piece::Place(name) => out.push_str(value(name)),
            Piece::Group(inner) if names(inner).iter().all(|name| !value(name).is_empty()) => write(inner, values, out),
            Piece::Group(_) => {}
        }
    }
}

/// Fills in a text. One that [`check_text`] refuses is given as it stands.
#[must_use]
pub fn fill(text: &str, values: &BTreeMap<&'static str, String>) -> String {
    let Some(pieces) = pieces(text, false) else {
        return text.to_owned();
    };
    let mut filled = String::new();
    write(&pieces, values, &mut filled);
    // What was left out may leave empty lines behind; more than one in a row says nothing.
    let mut out = String::new();
    let mut empty = 0;
    for line in filled.trim().lines() {
        empty = if line.trim().is_empty() { empty + 1 } else { 0 };
        if empty < 2 {
            out.push_str(line.trim_end());
            out.push('\n');
        }
    }
    out.trim_end().to_owned()
}

/// What a text of an occasion must tell. Each entry is a choice: one of them is enough.
const fn needed(occasion: Occasion) -> &'static [&'static [&'static str]] {
    const WAY: &[&str] = &["lenke", "kode", "telefon"];
    match occasion {
        Occasion::Receipt
        | Occasion::Reminder
        | Occasion::Moved
        | Occasion::PlaceFreed
        | Occasion::EventMoved
        | Occasion::Reinstated => &[&["dag"], &["start"], &["sted"], WAY],
        Occasion::SeriesChanged => &[&["endringer", "datoer"], WAY],
        Occasion::CalledOff => &[&["dag"], &["start"], &["sted"]],
        Occasion::Cancelled => &[&["dag"], &["start"]],
        Occasion::WaitingOffer => &[&["dag"], &["start"], &["sted"], &["frist"], WAY],
        Occasion::ThankYou => &[],
    }
}

/// Checks the body of a message (text message, letter or spoken words): known placeholders, whole brackets, what must be told
/// is told, and nothing about a person.
#[must_use]
pub fn check_text(occasion: Occasion, text: &str) -> Vec<TextProblem> {
    let mut problems = check_heading(text);
    if let Some(pieces) = pieces(text, false) {
        // What stands in brackets may be left out, but only because there is nothing to say.
        let names = names(&pieces);
        let missing = needed(occasion).iter().filter(|choice| !choice.iter().any(|name| names.contains(name)));
        if !text.trim().is_empty() {
            problems.extend(missing.map(|choice| TextProblem::Missing(choice)));
        }
    }
    problems
}

/// Checks a heading: as [`check_text`], but it need not tell everything.
#[must_use]
pub fn check_heading(text: &str) -> Vec<TextProblem> {
    if text.trim().is_empty() {
        return vec![TextProblem::Empty];
    }
    let mut problems = Vec::new();
    if text.chars().count() > 2000 {
        problems.push(TextProblem::TooLong);
    }
    match pieces(text, false) {
        None => problems.push(TextProblem::Brackets),
        Some(pieces) => {
            let unknown = names(&pieces).into_iter().filter(|name| !PLACEHOLDERS.contains(name));
            problems.extend(unknown.map(|name| TextProblem::Unknown(name.to_owned())));
        }
    }
    if !privacy::check(text, privacy::Expect { contact_allowed: true }).is_empty() {
        problems.push(TextProblem::Personal);
    }
    problems
}
