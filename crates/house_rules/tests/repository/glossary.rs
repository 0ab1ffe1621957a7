use house_rules::{Kind, assert_none, files_in, read, words};
use std::collections::{BTreeMap, BTreeSet};

/// An entry of GLOSSARY.toml.
struct Term {
    en: String,
    forbidden: Vec<String>,
    types: Vec<String>,
}

fn list(table: &toml::Table, name: &str) -> Vec<String> {
    let values = table.get(name).and_then(|v| v.as_array()).cloned().unwrap_or_default();
    values.iter().filter_map(|v| v.as_str().map(str::to_owned)).collect()
}

fn glossary() -> Vec<(toml::Table, Term)> {
    let file: toml::Table = read("GLOSSARY.toml")
        .parse()
        .unwrap_or_else(|e: toml::de::Error| panic!("GLOSSARY.toml: {}", e.message()));
    let terms = file.get("term").and_then(|t| t.as_array()).cloned().unwrap_or_default();
    let tables = terms.into_iter().filter_map(|t| t.as_table().cloned());
    tables
        .map(|t| {
            let en = t.get("en").and_then(|v| v.as_str()).unwrap_or_default().to_owned();
            let term = Term {
                en,
                forbidden: list(&t, "forbidden"),
                types: list(&t, "types"),
            };
            (t, term)
        })
        .collect()
}

/// Rule 7: an entry is complete, and one concept has one entry.
#[test]
fn glossary_entries_are_complete_and_unique() {
    let mut problems = Vec::new();
    let (mut terms, mut types) = (BTreeSet::new(), BTreeSet::new());
    for (table, term) in glossary() {
        for field in ["en", "nb", "nn", "definition"] {
            if table.get(field).and_then(|v| v.as_str()).is_none_or(|v| v.trim().is_empty()) {
                problems.push(format!("\"{}\" has no {field}", term.en));
            }
        }
        let known = ["en", "nb", "nn", "definition", "not", "forbidden", "types"];
        for field in table.keys().filter(|k| !known.contains(&k.as_str())) {
            problems.push(format!("\"{}\" has a field {field} that nothing reads", term.en));
        }
        if !terms.insert(term.en.clone()) {
            problems.push(format!("\"{}\" has two entries", term.en));
        }
        problems.extend(
            term.types
                .iter()
                .filter(|t| !types.insert((*t).clone()))
                .map(|t| format!("the type {t} stands in two entries")),
        );
    }
    assert_none(
        &problems,
        "edit GLOSSARY.toml: one entry per concept, with en, nb, nn and definition",
    );
}

/// The public types of `domain` with their files. Refusals, errors and problems are named after what they belong to.
fn public_types() -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for file in files_in("crates/domain/src/", ".rs") {
        let tokens = file.production();
        // A macro that writes a code list: `code_list! { Outcome { … } }`.
        for w in tokens
            .windows(5)
            .filter(|w| w[1].is("!") && w[2].is("{") && w[3].kind == Kind::Word && w[4].is("{"))
        {
            found.insert(w[3].text.clone(), file.path.clone());
        }
        for w in tokens.windows(3).filter(|w| w[2].kind == Kind::Word) {
            let is_type = w[0].is("pub") && (w[1].is("struct") || w[1].is("enum") || w[1].is("trait"));
            if is_type {
                found.insert(w[2].text.clone(), file.path.clone());
            }
        }
    }
    found
}

/// Rule 7: a public type of `domain` stands for a concept.
#[test]
fn public_types_are_in_the_glossary() {
    let known: BTreeSet<String> = glossary().into_iter().flat_map(|(_, t)| t.types).collect();
    let types = public_types();
    let named_after_another = |t: &str| ["Refusal", "Error", "Problem"].iter().any(|end| t.ends_with(end));
    let mut problems: Vec<String> = types
        .iter()
        .filter(|(t, _)| !known.contains(*t) && !named_after_another(t))
        .map(|(t, path)| format!("{path}: {t} is in no entry of the glossary"))
        .collect();
    let gone = known.iter().filter(|t| !types.contains_key(*t));
    problems.extend(gone.map(|t| format!("GLOSSARY.toml: there is no public type {t} in domain")));
    assert_none(
        &problems,
        "add the type's name to `types` of the entry in GLOSSARY.toml that it stands for, or make the entry; a helper type need not be public",
    );
}

/// Whether these words are in the identifier, one after the other, in singular or plural.
fn names(identifier: &str, synonym: &[String]) -> bool {
    let same = |a: &str, b: &str| a == b || a.strip_suffix('s') == Some(b);
    words(identifier).windows(synonym.len()).any(|w| w.iter().zip(synonym).all(|(a, b)| same(a, b)))
}

/// Rule 7: one concept, one word.
#[test]
fn forbidden_synonyms_are_absent() {
    let terms = glossary().into_iter().map(|(_, term)| term);
    let forbidden: Vec<(Vec<String>, String)> = terms
        .flat_map(|t| t.forbidden.iter().map(|f| (words(f), t.en.clone())).collect::<Vec<_>>())
        .collect();
    let mut judged: BTreeMap<String, Option<&str>> = BTreeMap::new();
    let mut problems = Vec::new();
    for file in files_in("crates/", ".rs").into_iter().filter(|f| !f.path.starts_with("crates/house_rules/")) {
        for token in file.tokens().into_iter().filter(|t| t.kind == Kind::Word) {
            let judge = || forbidden.iter().find(|(f, _)| names(&token.text, f)).map(|(_, term)| term.as_str());
            if let Some(term) = *judged.entry(token.text.clone()).or_insert_with(judge) {
                problems.push(format!(
                    "{}:{}: {} – the word is {term}",
                    file.path, token.line, token.text
                ));
            }
        }
    }
    assert_none(
        &problems,
        "rename it to the glossary's word; if it is another concept, give it an entry of its own",
    );
}
