//! Every SQL text of the code, as both engines read it.

use house_rules::{File, Kind, Token, assert_none, files_in};
use std::collections::BTreeMap;
use store::{Shape, testing::TestDb};

/// Files whose SQL is one engine's own.
const OF_ONE_ENGINE: &[&str] = &["dialect.rs", "postgres.rs", "sqlite.rs", "wire.rs"];

/// Texts that are put together while the program runs, so that what stands in the code is only a part: the file, how the
/// text begins, and the test that runs the whole on both engines.
const PUT_TOGETHER: &[(&str, &str, &str)] = &[
    (
        "bookings/claims.rs",
        "INSERT INTO claim (tenant_id, resource, lane, holder, held_until, cell) VALUES",
        "five_hundred_at_once_and_one_gets_the_last_lane",
    ),
    (
        "bookings/store.rs",
        "SELECT COUNT(*) FROM {table} WHERE tenant_id = $1 AND delete_after",
        "the_doctor_sees_late_nights_and_figures_that_do_not_fit",
    ),
    (
        "events/store.rs",
        "DELETE FROM {table} WHERE tenant_id = $1 AND event_id",
        "the_plan_of_last_time_is_copied",
    ),
    (
        "messages/store.rs",
        "SELECT id, occasion, channel, language, contact_kind",
        "a_message_belongs_to_one_worker_at_a_time",
    ),
    (
        "privacy/store.rs",
        "SELECT COUNT(*) FROM {table} WHERE tenant_id",
        "the_night_is_told_beforehand_and_afterwards",
    ),
    (
        "visits/counts.rs",
        "SELECT MIN(day) FROM visit_day",
        "a_service_is_not_compared_with_the_time_before_it_was",
    ),
    (
        "visits/counts.rs",
        "SELECT month, CAST(SUM(n) AS BIGINT), dimension, value, offering_id FROM visit_month",
        "the_kept_rows_and_the_visits_give_the_same_figures",
    ),
    (
        "visits/counts.rs",
        "SELECT day, {column}, n FROM visit_day",
        "the_kept_rows_and_the_visits_give_the_same_figures",
    ),
    (
        "visits/counts.rs",
        "SELECT day, CAST(SUM(n) AS BIGINT), {column} FROM",
        "the_kept_rows_and_the_visits_give_the_same_figures",
    ),
    (
        "visits/counts.rs",
        "SELECT {columns}, n FROM visit WHERE",
        "the_kept_rows_and_the_visits_give_the_same_figures",
    ),
    (
        "visits/counts.rs",
        "SELECT day, CAST(SUM(n) AS BIGINT), place_id, offering_id, {column} FROM",
        "the_figures_agree_with_the_visits_or_it_is_said_where_not",
    ),
    (
        "visits/figures.rs",
        "INSERT INTO visit_month (tenant_id, month,",
        "a_visit_is_registered_from_the_desk_and_is_in_the_figures",
    ),
    (
        "visits/figures.rs",
        "INSERT INTO {columns} VALUES",
        "sealing_keeps_every_visit_and_every_figure",
    ),
    (
        "visits/sealing.rs",
        "INSERT INTO visit_receipt",
        "sealing_keeps_every_visit_and_every_figure",
    ),
];

/// A SQL text in the code.
struct Statement {
    path: String,
    line: usize,
    sql: String,
}

type Texts = BTreeMap<String, String>;

/// What stands in a string of Rust, as the program sees it.
fn unescaped(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut chars = source.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('\n') => while chars.next_if(|c| c.is_whitespace()).is_some() {},
                Some('n') => out.push('\n'),
                Some(other) => out.push(other),
                None => {}
            },
            _ => out.push(c),
        }
    }
    out
}

/// The text that begins at a token: a string, or a `concat!` of strings and of macros that are a string.
fn text_at(tokens: &[Token], at: usize, macros: &Texts) -> Option<String> {
    let first = tokens.get(at)?;
    if first.kind == Kind::Text {
        return Some(unescaped(&first.text));
    }
    if !(first.is("concat") && tokens.get(at + 1)?.is("!")) {
        return None;
    }
    let mut out = String::new();
    let mut i = at + 3;
    while !tokens.get(i)?.is(")") {
        let token = &tokens[i];
        match token.kind {
            Kind::Text => out += &unescaped(&token.text),
            Kind::Word => {
                out += macros.get(&token.text)?;
                i += 3;
            }
            _ => {}
        }
        i += 1;
    }
    Some(out)
}

/// Macros that are one string: `macro_rules! name { () => { "text" }; }`.
fn macros(files: &[(File, Vec<Token>)]) -> Texts {
    let mut found = Texts::new();
    for (_, tokens) in files {
        for at in (0..tokens.len()).filter(|i| tokens[*i].is("macro_rules")) {
            let body: Vec<&Token> = tokens[at + 2..].iter().take(9).collect();
            let is_text = body.len() == 9 && body[2].is("(") && body[3].is(")") && body[7].kind == Kind::Text;
            if is_text {
                found.insert(body[0].text.clone(), unescaped(&body[7].text));
            }
        }
    }
    found
}

/// `const NAME: &str = …` of a file.
fn constants(tokens: &[Token], macros: &Texts) -> Texts {
    let named = (0..tokens.len()).filter(|i| tokens[*i].is("const"));
    let texts = named.filter_map(|at| {
        let equals = (at..tokens.len().min(at + 9)).find(|i| tokens[*i].is("="))?;
        Some((tokens.get(at + 1)?.text.clone(), text_at(tokens, equals + 1, macros)?))
    });
    texts.collect()
}

fn is_sql(text: &str) -> bool {
    let begins = ["SELECT ", "INSERT INTO ", "UPDATE ", "DELETE FROM ", "WITH "];
    begins.iter().any(|word| text.trim_start().starts_with(word))
}

/// Every text of the code that begins as a statement does. Constants of the same file are put where it names them.
fn statements() -> Vec<Statement> {
    let files: Vec<(File, Vec<Token>)> = ["crates/app/src/", "crates/store/src/"]
        .iter()
        .flat_map(|folder| files_in(folder, ".rs"))
        .filter(|file| !OF_ONE_ENGINE.iter().any(|name| file.path.ends_with(&format!("store/src/{name}"))))
        .map(|file| {
            let tokens = file.production();
            (file, tokens)
        })
        .collect();
    let macros = macros(&files);
    let mut found = Vec::new();
    for (file, tokens) in &files {
        let constants = constants(tokens, &macros);
        for at in 0..tokens.len() {
            // A piece of a concat! is read with the whole.
            let is_piece = tokens[at].kind == Kind::Text && inside_concat(tokens, at);
            let Some(mut sql) = text_at(tokens, at, &macros).filter(|text| !is_piece && is_sql(text)) else {
                continue;
            };
            for (name, text) in &constants {
                sql = sql.replace(&format!("{{{name}}}"), text);
            }
            found.push(Statement {
                path: file.path.clone(),
                line: tokens[at].line,
                sql,
            });
        }
    }
    found
}

fn inside_concat(tokens: &[Token], at: usize) -> bool {
    let opening = (0..at).rev().take_while(|i| !tokens[*i].is(";")).find(|i| tokens[*i].is("concat"));
    opening.is_some_and(|from| {
        let mut depth = 0_i32;
        for token in &tokens[from..at] {
            depth += i32::from(token.is("(")) - i32::from(token.is(")"));
        }
        depth > 0
    })
}

fn shape(db: &TestDb, sql: &str) -> Result<Shape, String> {
    db.shape(sql).map_err(|fault| fault.to_string())
}

/// House rule: every SQL text is prepared on both engines, which agree on its placeholders and columns.
#[test]
fn both_engines_read_every_statement_alike() {
    let (sqlite, postgres) = (TestDb::sqlite(), TestDb::postgres());
    let all = statements();
    assert!(all.len() > 100, "only {} statements were found in the code", all.len());
    let mut problems = Vec::new();
    for Statement { path, line, sql } in &all {
        if PUT_TOGETHER.iter().any(|(file, begins, _)| path.ends_with(file) && sql.starts_with(begins)) {
            continue;
        }
        match (shape(&sqlite, sql), shape(&postgres, sql)) {
            (Ok(one), Ok(other)) if one == other => {}
            (one, other) => problems.push(format!(
                "{path}:{line}: {sql}\n    SQLite     {one:?}\n    PostgreSQL {other:?}"
            )),
        }
    }
    assert_none(
        &problems,
        "write it so that both engines take it: $1, $2 … for values, CAST(SUM(n) AS BIGINT) for sums, no function of one \
         engine. A text that the program puts together while it runs is named in PUT_TOGETHER in \
         crates/house_rules/tests/statements.rs, with the test that runs the whole on both engines",
    );
}

/// What is excused must be there, and its test too.
#[test]
fn excused_statements_are_there() {
    let all = statements();
    let tests: String = files_in("crates/", "tests.rs").into_iter().map(|file| file.text).collect();
    let mut problems = Vec::new();
    for (file, begins, test) in PUT_TOGETHER {
        if !all.iter().any(|s| s.path.ends_with(file) && s.sql.starts_with(begins)) {
            problems.push(format!("{file}: no text begins with {begins:?}"));
        }
        if !tests.contains(&format!("fn {test}(")) {
            problems.push(format!("{file}: {begins:?}: there is no test {test}"));
        }
    }
    assert_none(&problems, "edit PUT_TOGETHER in crates/house_rules/tests/statements.rs");
}
