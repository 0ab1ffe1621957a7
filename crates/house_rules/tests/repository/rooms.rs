use house_rules::{assert_none, comments, files_in};

/// Words that a municipal employee should not have to know.
const JARGON: &[&str] = &[
    "http",
    "sql",
    "struct",
    "handler",
    "router",
    "endpoint",
    "json",
    "async",
    "trait",
    "crate",
    "enum",
    "middleware",
    "backend",
    "frontend",
    "crud",
    "orm",
    "mutex",
    "schema",
    "closure",
    "module",
    "api",
];

/// Rule 2: a room begins with what it is for, in words for everybody.
#[test]
fn every_room_begins_with_a_paragraph() {
    let mut problems = Vec::new();
    for file in files_in("crates/app/src/", "/mod.rs") {
        if file.path.matches('/').count() != 4 {
            continue;
        }
        let intro: Vec<String> =
            comments(&file.text).into_iter().map(|(_, c)| c).take_while(|c| c.starts_with("//!")).collect();
        let text = intro.iter().map(|c| c.trim_start_matches("//!").trim()).collect::<Vec<_>>().join(" ");
        let sentences = text.matches(['.', '?', '!']).count();
        if !file.text.starts_with("//!") || sentences < 2 || text.split_whitespace().count() < 20 {
            problems.push(format!(
                "{}: does not begin with a paragraph (//!) of two sentences or more",
                file.path
            ));
        }
        let lower = text.to_lowercase();
        let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).collect();
        for word in JARGON.iter().filter(|j| words.contains(j)) {
            problems.push(format!("{}: the paragraph says \"{word}\"", file.path));
        }
    }
    assert_none(
        &problems,
        "begin mod.rs with what the room is for and for whom, as you would tell a new colleague at the counter",
    );
}
