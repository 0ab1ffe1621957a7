use house_rules::{CRATES, File, ROOMS, Token, UPPER_FLOOR, assert_none, files_in, root};
use std::collections::BTreeSet;

/// The crate names in a table of a manifest.
fn dependencies(manifest: &toml::Table) -> BTreeSet<String> {
    let tables = ["dependencies", "dev-dependencies", "build-dependencies"];
    let found = tables.iter().filter_map(|t| manifest.get(*t)?.as_table());
    found.flat_map(|t| t.keys().cloned()).collect()
}

/// Rule 1: domain ← store, interop, ui ← app.
#[test]
fn crates_depend_in_one_direction() {
    let mut problems = Vec::new();
    for file in files_in("crates/", "/Cargo.toml") {
        let name = file.path.split('/').nth(1).unwrap_or_default().to_owned();
        let Some((_, allowed)) = CRATES.iter().find(|(c, _)| *c == name) else {
            problems.push(format!("{}: the crate {name} is not in CRATES", file.path));
            continue;
        };
        let manifest: toml::Table = file.text.parse().expect("cargo has read the manifest");
        for used in dependencies(&manifest) {
            let ours = root().join("crates").join(&used).is_dir();
            if ours && !allowed.contains(&used.as_str()) {
                problems.push(format!("{}: {name} may not use {used}", file.path));
            }
        }
    }
    assert_none(
        &problems,
        "move what is shared down to the crate both may use; a new crate gets a line in CRATES in crates/house_rules/src/lib.rs",
    );
}

/// The rooms named after `crate::` in these tokens, with the line: `crate::a::b` and `use crate::{a, b::c}`.
fn rooms_used(tokens: &[Token]) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (i, token) in tokens.iter().enumerate() {
        let path = token.is("crate") && tokens.get(i + 1).is_some_and(|t| t.is(":"));
        let Some(first) = path.then(|| tokens.get(i + 3)).flatten() else {
            continue;
        };
        if !first.is("{") {
            found.push((first.line, first.text.clone()));
            continue;
        }
        let mut depth = 0;
        for (j, token) in tokens.iter().enumerate().skip(i + 3) {
            match token.text.as_str() {
                "{" => depth += 1,
                "}" => depth -= 1,
                _ if depth == 1 && (tokens[j - 1].is("{") || tokens[j - 1].is(",")) => {
                    found.push((token.line, token.text.clone()));
                }
                _ => {}
            }
            if depth == 0 {
                break;
            }
        }
    }
    found
}

fn rank(room: &str) -> Option<usize> {
    ROOMS.iter().position(|r| *r == room)
}

/// Rule 1, inside `domain`: a room uses only rooms below it.
#[test]
fn rooms_of_domain_depend_in_one_direction() {
    let mut problems = Vec::new();
    for file in files_in("crates/domain/src/", ".rs") {
        let Some(room) = file.room().filter(|r| *r != "lib") else {
            continue;
        };
        let floor = UPPER_FLOOR.iter().find(|(path, _, _)| *path == file.path).map_or(room, |(_, up_to, _)| *up_to);
        let Some(own) = rank(floor) else {
            problems.push(format!("{}: the room {room} is not in ROOMS", file.path));
            continue;
        };
        for (line, used) in rooms_used(&file.production()) {
            if rank(&used).is_some_and(|other| other > own) {
                problems.push(format!("{}:{line}: {room} may not use {used}", file.path));
            }
        }
    }
    assert_none(
        &problems,
        "let the upper room pass the value down as an argument, or move the shared type to the lower room; a new room gets its place in ROOMS in crates/house_rules/src/lib.rs, and a single file that must stand higher than its room a line in UPPER_FLOOR",
    );
}

/// Inside `app`, a room's pages and forms are its own; others call the functions in its `mod.rs` or `store.rs`.
#[test]
fn rooms_of_app_keep_their_pages_to_themselves() {
    let own = ["public", "desk", "office", "forms", "views"];
    let mut problems = Vec::new();
    for file in files_in("crates/app/src/", ".rs") {
        for at in file.production().windows(4).filter(|w| w[1].is(":") && w[2].is(":")) {
            let (room, part) = (&at[0].text, &at[3].text);
            if own.contains(&part.as_str()) && Some(room.as_str()) != file.room() && is_room(room) {
                problems.push(format!("{}:{}: reaches into {room}::{part}", file.path, at[0].line));
            }
        }
    }
    assert_none(
        &problems,
        "call a function in the other room's mod.rs; if there is none that answers, add it there",
    );
}

fn is_room(name: &str) -> bool {
    root().join("crates/app/src").join(name).join("mod.rs").is_file()
}

#[test]
fn uses_are_read_in_both_spellings() {
    let text = "use crate::{queue::{Ticket, Call}, places}; fn f() { crate::visits::g() }".to_owned();
    let file = File {
        path: "crates/domain/src/x/mod.rs".to_owned(),
        text,
        only_for_tests: false,
    };
    let rooms: Vec<String> = rooms_used(&file.tokens()).into_iter().map(|(_, room)| room).collect();
    assert_eq!(rooms, ["queue", "places", "visits"]);
}
