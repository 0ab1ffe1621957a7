use house_rules::{assert_none, files, files_in, read, root};
use std::collections::BTreeSet;

/// What stands between backticks outside the drawing, and what links lead to.
fn named() -> Vec<String> {
    let text = read("ARCHITECTURE.md");
    let prose: String = text.split("```").step_by(2).collect();
    let ticked = prose.split('`').skip(1).step_by(2).map(str::to_owned);
    let linked = prose.split("](").skip(1).filter_map(|l| l.split(')').next().map(str::to_owned));
    ticked.chain(linked).collect()
}

/// Rule 9: the map shows what is there.
#[test]
fn paths_named_in_the_architecture_exist() {
    let paths: BTreeSet<String> = files().into_iter().map(|f| f.path).collect();
    let is_path = |n: &String| n.contains('/') && !n.starts_with('/') && !n.contains('<') && !n.contains(' ');
    let there = |n: &str| root().join(n).exists() || paths.iter().any(|p| p.ends_with(&format!("/{n}")));
    let missing = named().into_iter().filter(is_path).filter(|n| !there(n));
    let problems: Vec<String> = missing.map(|n| format!("ARCHITECTURE.md names {n}, which is not there")).collect();
    assert_none(
        &problems,
        "correct the path in ARCHITECTURE.md: it is the map newcomers walk by",
    );
}

/// Rule 9: so do the names of files, types, functions and constants.
#[test]
fn names_in_the_architecture_exist() {
    let words: BTreeSet<String> = files_in("crates/", ".rs").iter().flat_map(|f| f.tokens()).map(|t| t.text).collect();
    let names: BTreeSet<String> = files().iter().filter_map(|f| f.path.rsplit('/').next().map(str::to_owned)).collect();
    let script: String = files_in("web/", ".ts").into_iter().map(|f| f.text).collect();
    let crates: BTreeSet<String> = files_in("crates/", "/Cargo.toml")
        .iter()
        .filter_map(|f| f.path.split('/').nth(1).map(str::to_owned))
        .collect();
    let mut problems = Vec::new();
    for name in named().into_iter().filter(|n| !n.contains(['/', ' ', '<', '$', '-'])) {
        let last = name.rsplit("::").next().unwrap_or_default().trim_end_matches("()").to_owned();
        let there = words.contains(&last) || names.contains(&name) || crates.contains(&name) || script.contains(&last);
        if !there {
            problems.push(format!("ARCHITECTURE.md names {name}, which is nowhere in the code"));
        }
    }
    assert_none(
        &problems,
        "correct the name in ARCHITECTURE.md, or take the sentence out",
    );
}
