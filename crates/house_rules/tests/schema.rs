//! The house rules about the database, held to the schema that both engines really have after all migrations.

use house_rules::{assert_none, files_in, read};
use std::collections::BTreeSet;
use store::{Schema, testing::TestDb};

/// Tables of the whole installation: no municipality owns their rows.
const OF_THE_INSTALLATION: &[&str] = &["migration"];

fn sqlite() -> Schema {
    TestDb::sqlite().schema().expect("SQLite tells its schema")
}

fn postgres() -> Schema {
    TestDb::postgres().schema().expect("PostgreSQL tells its schema")
}

/// Rule 5: the two engines have the same tables, columns, keys and references.
#[test]
fn both_engines_have_the_same_schema() {
    let (sqlite, postgres) = (sqlite(), postgres());
    let names: BTreeSet<&String> = sqlite.tables.keys().chain(postgres.tables.keys()).collect();
    let apart = names.into_iter().filter(|n| sqlite.tables.get(*n) != postgres.tables.get(*n));
    let problems: Vec<String> = apart
        .map(|n| {
            format!(
                "{n}\n    SQLite     {:?}\n    PostgreSQL {:?}",
                sqlite.tables.get(n),
                postgres.tables.get(n)
            )
        })
        .collect();
    assert_none(
        &problems,
        "write the migration with the words both engines share: {int} {bytes} {real} TEXT {table}",
    );
}

/// The columns that PRIVACY.toml describes, `table.column`.
fn described() -> toml::Table {
    read("PRIVACY.toml")
        .parse()
        .unwrap_or_else(|e: toml::de::Error| panic!("PRIVACY.toml: {}", e.message()))
}

fn compare(schema: &Schema) {
    let there: BTreeSet<String> = schema
        .tables
        .iter()
        .flat_map(|(t, table)| table.columns.keys().map(move |c| format!("{t}.{c}")))
        .collect();
    let described: BTreeSet<String> = described()
        .iter()
        .flat_map(|(t, columns)| columns.as_table().into_iter().flatten().map(move |(c, _)| format!("{t}.{c}")))
        .collect();
    let mut problems: Vec<String> = there.difference(&described).map(|c| format!("[{c}] is missing")).collect();
    problems.extend(described.difference(&there).map(|c| format!("[{c}] is no column of the database")));
    assert_none(
        &problems,
        "edit PRIVACY.toml: one entry per column, with class, purpose, basis, retention and eraser",
    );
}

/// Rule 4, on SQLite: every column is described, and nothing else is.
#[test]
fn every_column_is_in_the_privacy_register_on_sqlite() {
    compare(&sqlite());
}

/// Rule 4, on PostgreSQL.
#[test]
fn every_column_is_in_the_privacy_register_on_postgres() {
    compare(&postgres());
}

/// Rule 4: an entry says everything, and what is about people has a basis, and something that
/// removes it when its time is over.
#[test]
fn privacy_entries_are_complete() {
    let fields = ["class", "purpose", "basis", "retention", "eraser"];
    let classes = ["public", "internal", "personal", "secret", "none"];
    let mut problems = Vec::new();
    for (table, columns) in &described() {
        for (column, entry) in columns.as_table().into_iter().flatten() {
            let value = |field: &str| entry.get(field).and_then(|v| v.as_str()).unwrap_or_default().trim();
            let here = format!("[{table}.{column}]");
            problems.extend(fields.iter().filter(|f| value(f).is_empty()).map(|f| format!("{here} has no {f}")));
            if !classes.contains(&value("class")) {
                problems.push(format!(
                    "{here}: the class {:?} is not one of {}",
                    value("class"),
                    classes.join(" ")
                ));
            }
            if value("class") == "personal" && value("basis") == "-" {
                problems.push(format!("{here} is personal and has no basis"));
            }
            // Where people are named to everybody, it is said who, and on what ground.
            if entry.get("names").is_some()
                && (value("class") != "public" || value("names").is_empty() || value("basis") == "-")
            {
                problems.push(format!(
                    "{here} names people: it is public, says which, and has a basis"
                ));
            }
            if value("class") == "personal" && value("eraser") == "-" && !value("retention").starts_with("as long as") {
                problems.push(format!("{here} is kept for a time, and nothing removes it"));
            }
        }
    }
    assert_none(&problems, "edit PRIVACY.toml");
}

/// Rows that lead to nobody once another table is emptied.
const EMPTIED_ELSEWHERE: &[(&str, &str)] = &[("event_crew", "the account's name goes two years after it is closed")];

/// Rule 4: what is about people and is to be erased has a statement that removes or empties it. That it is run in time is held
/// by `twelve_years_later_nothing_that_had_a_time_is_left`.
#[test]
fn what_is_to_be_erased_has_something_that_erases_it() {
    let code: String = [files_in("crates/app/src/", ".rs"), files_in("crates/store/src/", ".rs")]
        .into_iter()
        .flatten()
        .filter(|file| !file.path.ends_with("tests.rs"))
        .map(|file| file.text.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    let mut problems = Vec::new();
    for (table, columns) in &described() {
        let of = |e: &toml::Value, field: &str| e.get(field).and_then(|v| v.as_str()).unwrap_or_default().to_owned();
        let erased = columns
            .as_table()
            .into_iter()
            .flatten()
            .any(|(_, e)| matches!(of(e, "class").as_str(), "personal" | "secret") && of(e, "eraser") != "-");
        let done = code.contains(&format!("DELETE FROM {table} ")) || code.contains(&format!("UPDATE {table} SET "));
        let elsewhere = EMPTIED_ELSEWHERE.iter().any(|(t, _)| t == table);
        if erased && !done && !elsewhere {
            problems.push(format!("nothing deletes from {table} or empties it"));
        }
    }
    assert_none(
        &problems,
        "write what erases it, and run it from crates/app/src/operations/nightly.rs",
    );
}

/// Every row belongs to a municipality, which comes first in its key.
#[test]
fn the_tenant_comes_first_in_every_key() {
    let mut problems = Vec::new();
    for (name, table) in sqlite().tables.iter().filter(|(n, _)| !OF_THE_INSTALLATION.contains(&n.as_str())) {
        if !table.columns.contains_key("tenant_id") {
            problems.push(format!("{name} has no tenant_id"));
        } else if table.primary_key.first().is_some_and(|c| c != "tenant_id") {
            problems.push(format!("{name}: the key begins with {}", table.primary_key[0]));
        }
    }
    for file in files_in("crates/store/migrations/", ".sql") {
        for statement in file
            .text
            .split(';')
            .map(str::trim)
            .filter(|s| s.contains("CREATE INDEX") || s.contains("CREATE UNIQUE INDEX"))
        {
            let columns = statement.split_once('(').map_or("", |(_, c)| c).trim_start();
            let table = statement.split(" ON ").nth(1).and_then(|t| t.split_whitespace().next()).unwrap_or_default();
            if !columns.starts_with("tenant_id") && !OF_THE_INSTALLATION.contains(&table) {
                problems.push(format!("{}: an index of {table} begins with {columns}", file.path));
            }
        }
    }
    assert_none(
        &problems,
        "put tenant_id first; a table of the whole installation is named in OF_THE_INSTALLATION in crates/house_rules/tests/schema.rs",
    );
}

/// Rule 5: what points to a row of another table says so.
#[test]
fn foreign_keys_are_everywhere() {
    let schema = sqlite();
    let mut problems = Vec::new();
    for (name, table) in
        schema.tables.iter().filter(|(n, _)| !OF_THE_INSTALLATION.contains(&n.as_str()) && *n != "tenant")
    {
        let referring: BTreeSet<&str> = table.references.iter().map(|(column, _, _)| column.as_str()).collect();
        for column in table.columns.keys() {
            let target = column.strip_suffix("_id").unwrap_or_default();
            if schema.tables.contains_key(target) && target != name && !referring.contains(column.as_str()) {
                problems.push(format!("{name}.{column} does not reference {target}"));
            }
        }
    }
    assert_none(
        &problems,
        "add REFERENCES or FOREIGN KEY (tenant_id, …) in the migration; a number that must lead nowhere gets a name that does not say it does",
    );
}
