//! What is written into the forms of the handbook, and what is wrong with it.

use crate::office::entered::{Entered, guard};
use domain::{
    boundaries::Profile,
    handbook::{Card, CardKind, CardSource, CardText, Instead, Shelf},
    offerings::Topic,
    privacy::Kind,
    shared::Key,
};
use jiff::{ToSpan, civil::Date};

/// The longest title, in characters.
pub const LONGEST_TITLE: usize = 80;
/// The longest sentence.
pub const LONGEST_LINE: usize = 400;
/// Most lines of a list.
pub const MOST_LINES: usize = 15;
/// Pairs of "not" and "instead" that the form has room for.
pub const PAIRS: usize = 6;

/// What is wrong with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// Nothing stands there.
    Missing,
    /// Too long, or too many lines.
    Long,
    /// It says neither what to do nor what one may do.
    Nothing,
    /// A dilemma says what to do instead.
    NoInstead,
    /// What one may not do stands alone, or what to do instead.
    Half,
    /// A day that there is not, or that has not come.
    Day,
    /// Not an answer of the form.
    Choose,
    /// Something that leads to a person.
    Personal(Kind),
    /// An address that does not begin with https://.
    Address,
}

/// Problems of a form: the field and what is wrong.
pub type Problems = Vec<(String, Problem)>;

/// The field of what one may not do, or of what to do instead.
pub fn pair_field(name: &str, at: usize) -> String {
    format!("{name}-{}", at + 1)
}

/// The form of a card's words.
pub fn filled(text: &CardText) -> Entered {
    let entered = Entered::default()
        .put("tittel", &text.title)
        .put("nar", &text.when)
        .put("steg", text.steps.join("\n"))
        .put("kan", text.may.join("\n"))
        .put("si", &text.say);
    text.instead.iter().enumerate().fold(entered, |out, (at, pair)| {
        out.put(&pair_field("ikke", at), &pair.not).put(&pair_field("heller", at), &pair.instead)
    })
}

/// What somebody entered, read field by field.
struct Reader<'e> {
    entered: &'e Entered,
    problems: Problems,
}

impl Reader<'_> {
    fn wrong(&mut self, name: &str, problem: Problem) {
        self.problems.push((name.to_owned(), problem));
    }

    fn line(&mut self, name: &str, longest: usize) -> String {
        let text: String = self.entered.get(name).split_whitespace().collect::<Vec<_>>().join(" ");
        if text.chars().count() > longest {
            self.wrong(name, Problem::Long);
        }
        if let Some(kind) = guard(&text, true) {
            self.wrong(name, Problem::Personal(kind));
        }
        text
    }

    fn lines(&mut self, name: &str) -> Vec<String> {
        let all: Vec<String> =
            self.entered.get(name).lines().map(|l| l.trim().to_owned()).filter(|l| !l.is_empty()).collect();
        if all.len() > MOST_LINES || all.iter().any(|l| l.chars().count() > LONGEST_LINE) {
            self.wrong(name, Problem::Long);
        }
        if let Some(kind) = all.iter().find_map(|l| guard(l, true)) {
            self.wrong(name, Problem::Personal(kind));
        }
        all
    }
}

/// A card's words in one language; every problem at once.
pub fn text(kind: CardKind, entered: &Entered) -> Result<CardText, Problems> {
    let mut r = Reader {
        entered,
        problems: Vec::new(),
    };
    let mut text = CardText {
        title: r.line("tittel", LONGEST_TITLE),
        when: r.line("nar", LONGEST_LINE),
        steps: r.lines("steg"),
        may: r.lines("kan"),
        instead: Vec::new(),
        say: r.line("si", LONGEST_LINE),
    };
    if text.title.is_empty() {
        r.wrong("tittel", Problem::Missing);
    }
    for at in 0..PAIRS {
        let names = [pair_field("ikke", at), pair_field("heller", at)];
        let [not, instead] = [0, 1].map(|i| r.line(&names[i], LONGEST_LINE));
        match (not.is_empty(), instead.is_empty()) {
            (true, true) => {}
            (false, false) => text.instead.push(Instead { not, instead }),
            (not_is_empty, _) => r.wrong(&names[usize::from(!not_is_empty)], Problem::Half),
        }
    }
    let half = r.problems.iter().any(|(_, p)| *p == Problem::Half);
    match kind {
        CardKind::Topic if text.steps.is_empty() && text.may.is_empty() && text.instead.is_empty() && !half => {
            r.wrong("steg", Problem::Nothing);
        }
        CardKind::Dilemma if text.instead.is_empty() && !half => r.wrong(&pair_field("ikke", 0), Problem::NoInstead),
        _ => {}
    }
    if r.problems.is_empty() {
        Ok(text)
    } else {
        Err(r.problems)
    }
}

/// A new card: what it is for, where it stands, and its title.
pub fn new_card(entered: &Entered) -> Result<(CardKind, Shelf, String), Problems> {
    let mut r = Reader {
        entered,
        problems: Vec::new(),
    };
    let title = r.line("tittel", LONGEST_TITLE);
    if title.is_empty() || Key::from_name(&title).is_none() {
        r.wrong("tittel", Problem::Missing);
    }
    let kind = CardKind::parse(entered.get("slag"));
    let shelf = Shelf::parse(entered.get("hylle"));
    if kind.is_none() {
        r.wrong("slag", Problem::Choose);
    }
    if shelf.is_none() {
        r.wrong("hylle", Problem::Choose);
    }
    match (kind, shelf) {
        (Some(kind), Some(shelf)) if r.problems.is_empty() => Ok((kind, shelf, title)),
        _ => Err(r.problems),
    }
}

/// The form of where a card stands and what it leads to.
pub fn filled_links(card: &Card) -> Entered {
    let sources: Vec<String> = card
        .sources
        .iter()
        .map(|s| {
            if s.url.is_empty() {
                s.text.clone()
            } else {
                format!("{} {}", s.text, s.url)
            }
        })
        .collect();
    Entered::default()
        .put("hylle", card.shelf.code())
        .put("ord", card.words.join("\n"))
        .put("kilder", sources.join("\n"))
        .put_all("grense", &card.rules)
        .put_all("dor", &card.doors)
        .put_all("tjeneste", &card.services)
        .put_all("tema", card.topics.iter().map(|t| t.code()))
}

/// Where a card stands and what it leads to, put on the card; every problem at once. `doors` and `services` are those
/// that there are; the ones of the card that are not among them stay.
pub fn links(card: &Card, entered: &Entered, services: &[Key]) -> Result<Card, Problems> {
    let mut r = Reader {
        entered,
        problems: Vec::new(),
    };
    let mut out = card.clone();
    match Shelf::parse(entered.get("hylle")) {
        Some(shelf) => out.shelf = shelf,
        None => r.wrong("hylle", Problem::Choose),
    }
    out.words = long_lines(&mut r, "ord");
    out.rules = entered.all("grense").filter(|c| Profile::standard().rule(c).is_some()).map(str::to_owned).collect();
    out.doors = entered.all("dor").filter_map(|k| Key::parse(k).ok()).collect();
    let elsewhere = card.services.iter().filter(|k| !services.contains(k)).cloned();
    out.services = entered.all("tjeneste").filter_map(|k| Key::parse(k).ok()).chain(elsewhere).collect();
    out.services.dedup();
    out.topics = entered.all("tema").filter_map(Topic::parse).collect();
    out.sources = r.lines("kilder").iter().map(|line| source(line)).collect();
    if out.sources.iter().any(|s| !(s.url.is_empty() || s.url.starts_with("https://"))) {
        r.wrong("kilder", Problem::Address);
    }
    if r.problems.is_empty() {
        Ok(out)
    } else {
        Err(r.problems)
    }
}

/// Words that people say: more of them than of sentences.
fn long_lines(r: &mut Reader<'_>, name: &str) -> Vec<String> {
    let all: Vec<String> = r.entered.get(name).lines().map(|l| l.trim().to_owned()).filter(|l| !l.is_empty()).collect();
    if all.len() > 80 || all.iter().any(|l| l.chars().count() > LONGEST_TITLE) {
        r.wrong(name, Problem::Long);
    }
    if let Some(kind) = all.iter().find_map(|l| guard(l, true)) {
        r.wrong(name, Problem::Personal(kind));
    }
    all
}

/// A source as it is written: words, and perhaps an address at the end.
fn source(line: &str) -> CardSource {
    let (text, last) = line.rsplit_once(' ').unwrap_or((line, ""));
    if last.contains("://") {
        CardSource {
            text: text.trim().to_owned(),
            url: last.to_owned(),
        }
    } else {
        CardSource {
            text: line.to_owned(),
            url: String::new(),
        }
    }
}

/// The months a review may be good for.
pub const MONTHS: [i32; 3] = [6, 12, 24];

/// Who looked through a card, the day, and the day it should be looked at again.
pub fn review(entered: &Entered, today: Date) -> Result<(String, Date, Date), Problems> {
    let mut r = Reader {
        entered,
        problems: Vec::new(),
    };
    let by = r.line("navn", LONGEST_TITLE);
    if by.is_empty() {
        r.wrong("navn", Problem::Missing);
    }
    let on = crate::office::entered::day_of(entered.get("dato")).filter(|day| *day <= today);
    if on.is_none() {
        r.wrong("dato", Problem::Day);
    }
    let months = entered.get("maneder").parse::<i32>().ok().filter(|m| MONTHS.contains(m));
    if months.is_none() {
        r.wrong("maneder", Problem::Choose);
    }
    match (on, months) {
        (Some(on), Some(months)) if r.problems.is_empty() => Ok((by, on, on.saturating_add(months.months()))),
        _ => Err(r.problems),
    }
}
