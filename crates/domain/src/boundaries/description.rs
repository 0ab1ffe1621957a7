use serde::{Deserialize, Serialize};

/// The service description (tjenestebeskrivelse) in one language, as it was when somebody made it: plain sections, so that an
/// approved one reads the same for ever, whatever the rules and the offerings become.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DescriptionText {
    /// What it is called.
    pub title: String,
    /// Its sections, in order.
    pub sections: Vec<DescriptionSection>,
}

/// A section of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DescriptionSection {
    /// Stable code, the same in every language and version.
    pub code: String,
    /// Its heading.
    pub title: String,
    /// Paragraphs.
    pub paragraphs: Vec<String>,
    /// Points below them.
    pub points: Vec<DescriptionPoint>,
}

/// A point: what it is about, and what is said of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DescriptionPoint {
    /// What it is about; stands out.
    pub title: String,
    /// What is said; may be empty.
    pub text: String,
}

impl DescriptionSection {
    /// Every line of it, as one reads it.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        let point = |p: &DescriptionPoint| {
            if p.text.is_empty() {
                p.title.clone()
            } else {
                format!("{} – {}", p.title, p.text)
            }
        };
        self.paragraphs.iter().cloned().chain(self.points.iter().map(point)).collect()
    }
}

/// A section that is another than in the version before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionChange {
    /// The code of the section.
    pub code: String,
    /// Its heading, the newest.
    pub title: String,
    /// How.
    pub kind: SectionChangeKind,
    /// The lines that are gone.
    pub removed: Vec<String>,
    /// The lines that are new.
    pub added: Vec<String>,
}

/// How a section is another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SectionChangeKind {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// Lines of it are.
    Changed,
}

/// What is another from one version to the next, in the order of the new one; sections that are gone last. A section whose
/// lines only changed places is no change.
#[must_use]
pub fn section_changes(from: &DescriptionText, to: &DescriptionText) -> Vec<SectionChange> {
    let old_of = |code: &str| from.sections.iter().find(|s| s.code == code);
    let newer = to.sections.iter().filter_map(|new| {
        let Some(old) = old_of(&new.code) else {
            return Some(change(new, SectionChangeKind::Added, Vec::new(), new.lines()));
        };
        let (before, after) = (old.lines(), new.lines());
        let removed = without(&before, &after);
        let added = without(&after, &before);
        let same = removed.is_empty() && added.is_empty() && old.title == new.title;
        (!same).then(|| change(new, SectionChangeKind::Changed, removed, added))
    });
    let gone = from.sections.iter().filter(|old| to.sections.iter().all(|new| new.code != old.code));
    newer
        .chain(gone.map(|old| change(old, SectionChangeKind::Removed, old.lines(), Vec::new())))
        .collect()
}

fn change(of: &DescriptionSection, kind: SectionChangeKind, removed: Vec<String>, added: Vec<String>) -> SectionChange {
    SectionChange {
        code: of.code.clone(),
        title: of.title.clone(),
        kind,
        removed,
        added,
    }
}

fn without(lines: &[String], known: &[String]) -> Vec<String> {
    lines.iter().filter(|line| !known.contains(line)).cloned().collect()
}

/// A run of words in a line that was rewritten.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WordChange {
    /// In both.
    Kept(String),
    /// Only in the old line.
    Removed(String),
    /// Only in the new line.
    Added(String),
}

/// The most words of a line that are compared one by one; longer lines are shown as wholly new.
const MOST_WORDS: usize = 400;

/// A line as it was and as it is, run by run: read without what was added it is the old one, without what was removed the new.
#[must_use]
pub fn word_changes(old: &str, new: &str) -> Vec<WordChange> {
    let (a, b): (Vec<&str>, Vec<&str>) = (old.split_whitespace().collect(), new.split_whitespace().collect());
    if a.len() > MOST_WORDS || b.len() > MOST_WORDS {
        return vec![WordChange::Removed(a.join(" ")), WordChange::Added(b.join(" "))];
    }
    let common = longest_common(&a, &b);
    let (mut i, mut j, mut out) = (0, 0, Vec::new());
    for (x, y) in common.into_iter().chain([(a.len(), b.len())]) {
        run(&mut out, &a[i..x], WordChange::Removed);
        run(&mut out, &b[j..y], WordChange::Added);
        if x < a.len() {
            run(&mut out, &a[x..=x], WordChange::Kept);
        }
        (i, j) = (x + 1, y + 1);
    }
    out
}

fn run(out: &mut Vec<WordChange>, words: &[&str], kind: fn(String) -> WordChange) {
    if words.is_empty() {
        return;
    }
    let words = words.join(" ");
    match out.last_mut() {
        Some(WordChange::Kept(last)) if kind(String::new()) == WordChange::Kept(String::new()) => {
            last.push(' ');
            last.push_str(&words);
        }
        _ => out.push(kind(words)),
    }
}

/// The places of the words that both have, in order: as many as can be.
fn longest_common(a: &[&str], b: &[&str]) -> Vec<(usize, usize)> {
    let width = b.len() + 1;
    let mut best = vec![0u32; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            best[i * width + j] = if a[i] == b[j] {
                best[(i + 1) * width + j + 1] + 1
            } else {
                best[(i + 1) * width + j].max(best[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j, mut out) = (0, 0, Vec::new());
    while i < a.len() && j < b.len() {
        if a[i] == b[j] {
            out.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if best[(i + 1) * width + j] >= best[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    out
}
