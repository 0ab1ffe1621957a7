use house_rules::{Kind, Token, assert_none, comments, files_in};

/// Where the clock, waiting or chance may be asked for, and why.
const MAY_ASK: &[(&str, &str)] = &[
    ("crates/app/src/main.rs", "the one place that knows the real clock"),
    (
        "crates/store/src/lib.rs",
        "seeds the generator of ids, once for each opened database",
    ),
    (
        "crates/store/src/job.rs",
        "imitates a slow disk when a bench asks for it",
    ),
    (
        "crates/store/src/postgres.rs",
        "pauses before it tries a lost connection or a lost race again",
    ),
    ("crates/ui/build.rs", "compares the ages of two folders while building"),
];

/// Ways to ask for the time, to sleep, or to get chance without a seed.
const ASKING: &[&[&str]] = &[
    &["Timestamp", ":", ":", "now", "("],
    &["Zoned", ":", ":", "now", "("],
    &["SystemTime", ":", ":", "now"],
    &["Instant", ":", ":", "now"],
    &["thread", ":", ":", "sleep"],
    &["time", ":", ":", "sleep"],
    &["rand", ":", ":", "rng", "("],
    &["rand", ":", ":", "random"],
    &["thread_rng", "("],
    &["OsRng"],
    &["from_os_rng", "("],
    &["from_entropy", "("],
    &["getrandom", ":", ":"],
];

fn found<'a>(tokens: &'a [Token], sequence: &[&str]) -> impl Iterator<Item = &'a Token> {
    let length = sequence.len();
    let hits: Vec<usize> = (0..tokens.len().saturating_sub(length - 1))
        .filter(|i| sequence.iter().zip(&tokens[*i..]).all(|(s, t)| t.is(s)))
        .collect();
    hits.into_iter().map(|i| &tokens[i])
}

/// Rule 11: clock, sleep and unseeded randomness only where it is listed, with the reason.
#[test]
fn only_main_asks_the_clock_and_chance() {
    let mut problems = Vec::new();
    for file in files_in("crates/", ".rs") {
        if MAY_ASK.iter().any(|(path, _)| file.path == *path) {
            continue;
        }
        let tokens = file.production();
        for sequence in ASKING {
            let hits = found(&tokens, sequence);
            problems.extend(hits.map(|t| format!("{}:{}: {}", file.path, t.line, sequence.concat())));
        }
    }
    assert_none(
        &problems,
        "take `now` as a parameter and a seeded generator as an argument; await a condition in place of sleeping. A place that must, is listed in MAY_ASK in crates/house_rules/tests/repository/code.rs with its reason",
    );
}

/// Tests never sleep to wait: they await a condition.
#[test]
fn tests_do_not_sleep() {
    let mut problems = Vec::new();
    for file in files_in("crates/", ".rs").into_iter().filter(|f| !f.path.starts_with("crates/house_rules/")) {
        let tokens = file.tokens();
        for sequence in [["thread", ":", ":", "sleep"], ["time", ":", ":", "sleep"]] {
            let hits = found(&tokens, &sequence).filter(|_| !MAY_ASK.iter().any(|(path, _)| file.path == *path));
            problems.extend(hits.map(|t| format!("{}:{}: sleeps", file.path, t.line)));
        }
    }
    assert_none(
        &problems,
        "wait for the thing itself: a channel, a notification, a line on standard output",
    );
}

/// Rule 10: only `dialect.rs` asks which engine runs.
#[test]
fn only_the_dialect_asks_which_engine_runs() {
    let mut problems = Vec::new();
    for file in files_in("crates/", ".rs").into_iter().filter(|f| !f.path.ends_with("store/src/dialect.rs")) {
        let tokens = file.production();
        for kind in ["Engine", "DbConfig"] {
            for engine in ["Sqlite", "Postgres"] {
                let sequence = [kind, ":", ":", engine];
                let hits = found(&tokens, &sequence);
                problems.extend(hits.map(|t| format!("{}:{}: {kind}::{engine}", file.path, t.line)));
            }
        }
    }
    assert_none(
        &problems,
        "write SQL that both engines read; what must differ becomes a function in crates/store/src/dialect.rs",
    );
}

/// Nothing that is served to people may panic by neglect: `unwrap` and `expect` stand beside a comment that says why
/// they cannot fail.
#[test]
fn what_cannot_fail_says_why() {
    let mut problems = Vec::new();
    for file in files_in("crates/", ".rs").into_iter().filter(|f| !f.path.ends_with("build.rs")) {
        let said: Vec<usize> = comments(&file.text)
            .into_iter()
            .filter(|(_, c)| !c.starts_with("///") && !c.starts_with("//!"))
            .map(|(l, _)| l)
            .collect();
        for w in file.production().windows(3) {
            let panics = w[0].is(".") && (w[1].is("unwrap") || w[1].is("expect")) && w[2].is("(");
            let line = w[1].line;
            if panics && !said.iter().any(|l| (line.saturating_sub(3)..=line).contains(l)) {
                problems.push(format!("{}:{line}: .{}(", file.path, w[1].text));
            }
        }
    }
    assert_none(
        &problems,
        "return the error, or write in a comment above why it cannot happen",
    );
}

/// A list is a table of its own, not text with commas in a column.
#[test]
fn columns_hold_no_comma_joined_lists() {
    let mut problems = Vec::new();
    for file in files_in("crates/app/src/", "store.rs") {
        for w in file.production().windows(3) {
            let joins = (w[0].is("join") || w[0].is("split"))
                && w[1].is("(")
                && [",", ", ", "','", ";"].contains(&w[2].text.as_str());
            if joins {
                problems.push(format!("{}:{}: {}({:?})", file.path, w[0].line, w[0].text, w[2].text));
            }
        }
    }
    assert_none(
        &problems,
        "give the list a table with one row per member, or a bit per member of a fixed set",
    );
}

/// No SQL asks the database what time it is, or does arithmetic with dates.
#[test]
fn sql_has_no_clock() {
    let words = [
        "now()",
        "current_timestamp",
        "current_date",
        "current_time",
        "date_trunc(",
        "strftime(",
        "julianday(",
        "interval '",
        "random()",
    ];
    let mut problems = Vec::new();
    let rust = files_in("crates/", ".rs").into_iter().filter(|f| !f.path.ends_with("/dialect.rs"));
    for file in rust {
        for token in file.production().into_iter().filter(|t| t.kind == Kind::Text && looks_like_sql(&t.text)) {
            let text = token.text.to_lowercase();
            let hits = words.iter().filter(|w| text.contains(**w));
            problems.extend(hits.map(|w| format!("{}:{}: {w}", file.path, token.line)));
        }
    }
    for file in files_in("crates/store/migrations/", ".sql") {
        let text = file.text.to_lowercase();
        problems.extend(words.iter().filter(|w| text.contains(**w)).map(|w| format!("{}: {w}", file.path)));
    }
    assert_none(
        &problems,
        "pass the time as a parameter: tx.now() in milliseconds, days as numbers",
    );
}

fn looks_like_sql(text: &str) -> bool {
    let start = text.trim_start().to_uppercase();
    ["SELECT ", "INSERT ", "UPDATE ", "DELETE ", "WITH ", "CREATE "]
        .iter()
        .any(|w| start.starts_with(w))
}
