//! Reading this repository, so that tests can hold it to its own rules.
//!
//! The rules themselves are in `tests/`. Each failure lists what breaks the rule, and says which edit mends it.

mod rust;

pub use rust::{Kind, Token, comments, production, tokens};

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// The rooms of `domain` from the ground up: a room may use those before it, never one after.
pub const ROOMS: &[&str] = &[
    "shared",
    "municipality",
    "access",
    "privacy",
    "schedule",
    "organisations",
    "places",
    "offerings",
    "register",
    "boundaries",
    "referrals",
    "search",
    "handbook",
    "messages",
    "guides",
    "learning",
    "risk",
    "roster",
    "equipment",
    "enrolments",
    "events",
    "queue",
    "bookings",
    "visits",
    "statistics",
    "promise",
    "incidents",
    "sustainability",
    "anchoring",
    "situation",
    "posters",
    "council_case",
    "council",
    "packages",
    "exchange",
    "operations",
];

/// Files that stand higher than their room: as high as the room named, and why.
pub const UPPER_FLOOR: &[(&str, &str, &str)] = &[
    (
        "crates/domain/src/shared/key.rs",
        "privacy",
        "a key is made of words, and what the guard finds in them is left out",
    ),
    (
        "crates/domain/src/schedule/expand.rs",
        "places",
        "a place that is part of a closed place is closed too",
    ),
    (
        "crates/domain/src/schedule/opening.rs",
        "register",
        "open now is said of offerings, places and the municipality",
    ),
];

/// Which crates of ours a crate may use.
pub const CRATES: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("texts_build", &[]),
    ("store", &["domain"]),
    ("documents", &["domain"]),
    ("interop", &["domain"]),
    ("hostile", &["domain", "interop"]),
    ("ui", &["domain", "texts_build"]),
    (
        "app",
        &["domain", "store", "documents", "interop", "hostile", "ui", "texts_build"],
    ),
    ("bench", &["domain", "store", "documents", "ui", "app"]),
    ("house_rules", &["domain", "store", "ui", "app"]),
];

/// The root of the repository.
#[must_use]
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A file of the repository.
#[derive(Clone, Debug)]
pub struct File {
    /// Path from the root, with `/`.
    pub path: String,
    /// What stands in it.
    pub text: String,
    /// Whether another file takes it in only for tests: `#[cfg(test)] mod sample;`.
    pub only_for_tests: bool,
}

impl File {
    /// The file's tokens, without comments.
    #[must_use]
    pub fn tokens(&self) -> Vec<Token> {
        tokens(&self.text)
    }

    /// The file's tokens without its tests; none when the whole file is for testing.
    #[must_use]
    pub fn production(&self) -> Vec<Token> {
        if self.is_test() {
            Vec::new()
        } else {
            production(self.tokens())
        }
    }

    /// Whether the whole file is there for testing.
    #[must_use]
    pub fn is_test(&self) -> bool {
        let in_test_crate =
            ["house_rules", "hostile", "bench"].iter().any(|c| self.path.starts_with(&format!("crates/{c}/")));
        in_test_crate
            || self.only_for_tests
            || self.path.contains("/tests/")
            || self.path.contains("/benches/")
            || self.path.contains("/examples/")
            || self.path.ends_with("tests.rs")
            || self.path.ends_with("/testing.rs")
    }

    /// The room of `domain` or `app` the file belongs to: the first folder, or the file, under `src`.
    #[must_use]
    pub fn room(&self) -> Option<&str> {
        let (_, under) = self.path.split_once("/src/")?;
        let first = under.split('/').next()?;
        Some(first.strip_suffix(".rs").unwrap_or(first))
    }
}

/// Every text file that belongs to the repository: tracked, or new and not ignored. Sorted by path.
///
/// # Panics
/// When git does not answer: the rules need a clone.
#[must_use]
pub fn files() -> Vec<File> {
    let out = Command::new("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard", "-z"])
        .current_dir(root())
        .output()
        .expect("git answers; the house rules are run in a clone");
    let mut paths: Vec<String> = String::from_utf8_lossy(&out.stdout)
        .split('\0')
        .filter(|p| !p.is_empty())
        .map(str::to_owned)
        .collect();
    paths.sort();
    paths.dedup();
    assert!(
        !paths.is_empty(),
        "git names no files; the house rules are run in a clone"
    );
    let read = |path: String| {
        fs::read_to_string(root().join(&path)).ok().map(|text| File {
            path,
            text,
            only_for_tests: false,
        })
    };
    let mut files: Vec<File> = paths.into_iter().filter_map(read).collect();
    let taken_in: BTreeSet<String> = files.iter().flat_map(test_modules).collect();
    for file in &mut files {
        file.only_for_tests = taken_in.contains(&file.path);
    }
    files
}

/// The files that `#[cfg(test)] mod name;` in this file takes in.
fn test_modules(file: &File) -> Vec<String> {
    if !file.path.ends_with(".rs") || !file.text.contains("#[cfg(test)]") {
        return Vec::new();
    }
    let tokens = file.tokens();
    // A file that is not the folder's own takes in those of the folder with its name.
    let owns = ["/mod.rs", "/lib.rs", "/main.rs"].iter().find_map(|name| file.path.strip_suffix(name));
    let folder = owns.or_else(|| file.path.strip_suffix(".rs")).unwrap_or_default();
    let marks = tokens.windows(3).enumerate().filter(|(_, w)| w[0].is("test") && w[1].is(")") && w[2].is("]"));
    let modules = marks.filter_map(|(i, _)| {
        let at = (i + 3..tokens.len().min(i + 9)).find(|j| tokens[*j].is("mod"))?;
        tokens.get(at + 2).filter(|t| t.is(";"))?;
        Some(format!("{folder}/{}.rs", tokens[at + 1].text))
    });
    modules.collect()
}

/// The files under a folder (`crates/domain/src/`) whose name ends so (`.rs`).
#[must_use]
pub fn files_in(folder: &str, ending: &str) -> Vec<File> {
    files().into_iter().filter(|f| f.path.starts_with(folder) && f.path.ends_with(ending)).collect()
}

/// One file of the repository; empty when it is not there.
#[must_use]
pub fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_default()
}

/// Fails when there are problems, listing all of them and saying what mends them.
///
/// # Panics
/// When there is a problem.
pub fn assert_none(problems: &[String], mend: &str) {
    assert!(
        problems.is_empty(),
        "\n  {}\n\nTo mend: {mend}\n",
        problems.join("\n  ")
    );
}

/// A text of an `.ftl` file.
#[derive(Clone, Debug)]
pub struct Text {
    /// The file it stands in.
    pub path: String,
    /// Its key.
    pub key: String,
    /// The text with its placeholders.
    pub text: String,
}

/// The texts of a language (`nb`) in all crates.
#[must_use]
pub fn texts(language: &str) -> Vec<Text> {
    let mut found: Vec<Text> = Vec::new();
    for file in files_in("crates/", &format!("texts.{language}.ftl")) {
        for line in file.text.lines() {
            if line.starts_with('#') || line.trim().is_empty() {
                continue;
            }
            match line.split_once(" =") {
                Some((key, text)) if !line.starts_with(char::is_whitespace) => {
                    let (key, text) = (key.trim().to_owned(), text.trim().to_owned());
                    found.push(Text {
                        path: file.path.clone(),
                        key,
                        text,
                    });
                }
                _ => {
                    if let Some(last) = found.last_mut() {
                        last.text = format!("{} {}", last.text, line.trim());
                    }
                }
            }
        }
    }
    found
}

/// `already_called` or `already-called` as `AlreadyCalled`.
#[must_use]
pub fn camel(words: &str) -> String {
    let mut out = String::new();
    for part in words.split(['-', '_']) {
        let mut letters = part.chars();
        out.extend(letters.next().map(|c| c.to_ascii_uppercase()));
        out.push_str(letters.as_str());
    }
    out
}

/// The words an identifier is made of, in small letters: `QueueNumber` and `QUEUE_NUMBER` are `queue`, `number`.
#[must_use]
pub fn words(identifier: &str) -> Vec<String> {
    let mut out: Vec<String> = vec![String::new()];
    let mut before_is_small = false;
    for c in identifier.chars() {
        if c == '_' || (c.is_uppercase() && before_is_small) {
            out.push(String::new());
        }
        if c != '_'
            && let Some(last) = out.last_mut()
        {
            last.extend(c.to_lowercase());
        }
        before_is_small = c.is_lowercase() || c.is_ascii_digit();
    }
    out.retain(|w| !w.is_empty());
    out
}
