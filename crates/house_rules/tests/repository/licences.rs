use house_rules::{assert_none, files_in, read, root};
use std::{collections::BTreeSet, process::Command};

/// The licences deny.toml allows.
fn allowed() -> BTreeSet<String> {
    let deny: toml::Table = read("deny.toml").parse().expect("deny.toml is TOML");
    let allow = deny["licenses"]["allow"].as_array().cloned().unwrap_or_default();
    allow.iter().filter_map(|v| v.as_str().map(str::to_owned)).collect()
}

/// Whether an SPDX expression can be met with the allowed licences. `/` is the old spelling of OR.
fn is_met(expression: &str, allowed: &BTreeSet<String>) -> bool {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut at = 0;
    either(&words, &mut at, allowed) && at == words.len()
}

fn either(words: &[&str], at: &mut usize, allowed: &BTreeSet<String>) -> bool {
    let mut met = both(words, at, allowed);
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        met |= both(words, at, allowed);
    }
    met
}

fn both(words: &[&str], at: &mut usize, allowed: &BTreeSet<String>) -> bool {
    let mut met = single(words, at, allowed);
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        met &= single(words, at, allowed);
    }
    met
}

fn single(words: &[&str], at: &mut usize, allowed: &BTreeSet<String>) -> bool {
    let word = words.get(*at).copied().unwrap_or_default();
    *at += 1;
    if word == "(" {
        let met = either(words, at, allowed);
        *at += 1;
        return met;
    }
    // An exception only gives more rights.
    if words.get(*at) == Some(&"WITH") {
        *at += 2;
    }
    allowed.contains(word.trim_end_matches('+'))
}

/// What cargo knows about the packages this platform is built from, with or without network.
fn metadata() -> serde_json::Value {
    let version = Command::new("rustc").arg("-vV").output().expect("rustc answers");
    let host = String::from_utf8_lossy(&version.stdout)
        .lines()
        .find_map(|l| l.strip_prefix("host: ").map(str::to_owned));
    let host = host.expect("rustc names its host");
    let ask = |offline: &[&str]| {
        let mut cargo = Command::new(env!("CARGO"));
        cargo
            .args(["metadata", "--format-version", "1", "--locked", "--filter-platform", &host])
            .args(offline);
        cargo.current_dir(root()).output().ok().filter(|o| o.status.success())
    };
    let out = ask(&["--offline"]).or_else(|| ask(&[])).expect("cargo metadata answers; run cargo fetch --locked");
    serde_json::from_slice(&out.stdout).expect("cargo metadata prints JSON")
}

/// Rule 14: every Rust package we build on has a licence we accept.
#[test]
fn licences_of_rust_packages_are_allowed() {
    let allowed = allowed();
    let data = metadata();
    let packages = data["packages"].as_array().expect("cargo lists packages");
    let problems: Vec<String> = packages
        .iter()
        .filter(|p| !p["license"].as_str().is_some_and(|l| is_met(l, &allowed)))
        .map(|p| format!("{} {}: {}", p["name"], p["version"], p["license"]))
        .collect();
    assert_none(
        &problems,
        "choose another package, or decide to accept the licence: deny.toml, with a record in docs/decisions",
    );
}

/// Rule 14: so has every npm package.
#[test]
fn licences_of_npm_packages_are_allowed() {
    let allowed = allowed();
    let mut problems = Vec::new();
    for file in files_in("", "package-lock.json") {
        let lock: serde_json::Value = serde_json::from_str(&file.text).expect("the lock file is JSON");
        for (name, package) in lock["packages"].as_object().into_iter().flatten() {
            let licence = package["license"].as_str().unwrap_or("none");
            if !is_met(licence, &allowed) {
                problems.push(format!("{}: {name}: {licence}", file.path));
            }
        }
    }
    assert_none(
        &problems,
        "choose another package, or decide to accept the licence: deny.toml, with a record in docs/decisions",
    );
}

#[test]
fn licence_expressions_are_understood() {
    let allowed: BTreeSet<String> = ["MIT", "Apache-2.0", "Zlib"].iter().map(|s| (*s).to_owned()).collect();
    for good in ["MIT", "GPL-3.0 OR MIT", "(MIT OR X) AND Zlib", "Apache-2.0 WITH LLVM-exception", "MIT/Apache-2.0"] {
        assert!(is_met(good, &allowed), "{good}");
    }
    for bad in ["GPL-3.0", "MIT AND GPL-3.0", "(MIT OR X) AND Y", "none", ""] {
        assert!(!is_met(bad, &allowed), "{bad}");
    }
}
