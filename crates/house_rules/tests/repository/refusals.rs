use house_rules::{File, Kind, Token, assert_none, camel, files, root, texts};
use std::collections::{BTreeMap, BTreeSet};

/// A refusal: the enum, its variant, its stable code, and where it stands.
struct Refusal {
    path: String,
    room: String,
    name: String,
    variant: String,
    code: String,
}

/// The enums of `domain` and `app` that are called refusals, with the codes their `code()` gives.
fn refusals(files: &[File]) -> Vec<Refusal> {
    let mut found = Vec::new();
    for file in files.iter().filter(|f| is_rules_or_pages(f)) {
        let tokens = file.production();
        for (i, _) in tokens.iter().enumerate().filter(|(_, t)| t.is("impl")) {
            let Some(name) = tokens.get(i + 1).filter(|t| t.text.ends_with("Refusal")) else {
                continue;
            };
            if !tokens.get(i + 2).is_some_and(|t| t.is("{")) {
                continue;
            }
            for (variant, code) in codes(body(&tokens, i + 2)) {
                let room = file.room().unwrap_or_default().to_owned();
                found.push(Refusal {
                    path: file.path.clone(),
                    room,
                    name: name.text.clone(),
                    variant,
                    code,
                });
            }
        }
    }
    found
}

fn is_rules_or_pages(file: &File) -> bool {
    file.path.ends_with(".rs")
        && (file.path.starts_with("crates/domain/src/") || file.path.starts_with("crates/app/src/"))
}

/// The tokens between the brace at `from` and the one that closes it.
fn body(tokens: &[Token], from: usize) -> &[Token] {
    let mut depth = 0usize;
    for (i, token) in tokens.iter().enumerate().skip(from) {
        depth = match token.text.as_str() {
            "{" if token.kind == Kind::Sign => depth + 1,
            "}" if token.kind == Kind::Sign => depth - 1,
            _ => depth,
        };
        if depth == 0 {
            return &tokens[from..i];
        }
    }
    &tokens[from..]
}

/// `Self::Variant … => "room.code"` arms.
fn codes(body: &[Token]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (i, token) in body.iter().enumerate() {
        let is_code =
            token.kind == Kind::Text && is_code(&token.text) && i > 2 && body[i - 1].is(">") && body[i - 2].is("=");
        if !is_code {
            continue;
        }
        let before = body[..i].iter().enumerate().rev();
        let variant =
            before.take(24).find(|(j, t)| t.is("Self") && body.get(j + 3).is_some_and(|t| t.kind == Kind::Word));
        if let Some((j, _)) = variant {
            found.push((body[j + 3].text.clone(), token.text.clone()));
        }
    }
    found
}

fn is_code(text: &str) -> bool {
    let word = |w: &str| !w.is_empty() && w.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    text.split_once('.').is_some_and(|(a, b)| word(a) && word(b))
}

/// How often each `Enum::Variant` stands in these tokens.
fn paths<'a>(tokens: impl Iterator<Item = &'a [Token]>) -> BTreeMap<(String, String), usize> {
    let mut count = BTreeMap::new();
    for file in tokens {
        for w in file.windows(4).filter(|w| w[1].is(":") && w[2].is(":") && w[3].kind == Kind::Word) {
            *count.entry((w[0].text.clone(), w[3].text.clone())).or_default() += 1;
        }
    }
    count
}

/// The room and name of every capitalised word that stands in test code: the variants a room's tests meet.
fn tested(code: &[&File], production: &[(String, Vec<Token>)]) -> BTreeSet<(String, String)> {
    let mut found = BTreeSet::new();
    for (file, (_, production)) in code.iter().zip(production) {
        let Some(room) = file.room() else { continue };
        let mut outside: BTreeMap<&str, usize> = BTreeMap::new();
        production.iter().for_each(|t| *outside.entry(&t.text).or_default() += 1);
        let mut all: BTreeMap<String, usize> = BTreeMap::new();
        file.tokens().into_iter().for_each(|t| *all.entry(t.text).or_default() += 1);
        let more = all.into_iter().filter(|(word, n)| *n > outside.get(word.as_str()).copied().unwrap_or(0));
        found.extend(more.map(|(word, _)| (room.to_owned(), word)));
    }
    found
}

/// Rule 3: every refusal has a code of its own, is given somewhere, is met in a test, and says in three languages what
/// happened and what to do next – the last from when the room has pages. The code `queue.already_called` in room `queue` has the texts
/// `queue-refusal-already-called` and `queue-refusal-already-called-hint`.
#[test]
fn refusals_are_used_tested_and_translated() {
    let files = files();
    let code: Vec<&File> = files.iter().filter(|f| f.path.ends_with(".rs")).collect();
    let production: Vec<(String, Vec<Token>)> = code.iter().map(|f| (f.path.clone(), f.production())).collect();
    let all: Vec<Vec<Token>> = code.iter().map(|f| f.tokens()).collect();
    let used = paths(production.iter().map(|(_, t)| t.as_slice()));
    let tested = tested(&code, &production);
    let strings: Vec<&str> = all.iter().flatten().filter(|t| t.kind == Kind::Text).map(|t| t.text.as_str()).collect();
    let keys: Vec<BTreeSet<String>> =
        ["nb", "nn", "en"].iter().map(|l| texts(l).into_iter().map(|t| t.key).collect()).collect();
    let mut seen = BTreeSet::new();
    let mut problems = Vec::new();
    for r in refusals(&files) {
        let here = format!("{}: {}::{}", r.path, r.name, r.variant);
        if !seen.insert(r.code.clone()) {
            problems.push(format!("{here}: the code {} belongs to another refusal", r.code));
        }
        let path = (r.name.clone(), r.variant.clone());
        let own = ("Self".to_owned(), r.variant.clone());
        let own_file = production.iter().filter(|(p, _)| *p == r.path).map(|(_, t)| t.as_slice());
        let by_self = paths(own_file).get(&own).copied().unwrap_or(0);
        let by_name = used.get(&path).copied().unwrap_or(0);
        // Its place in ALL and in code() are no uses.
        if by_name == 0 && by_self < 3 {
            problems.push(format!("{here} is never given"));
        }
        let in_tests = tested.contains(&(r.room.clone(), r.variant.clone()));
        let code_in_tests = strings.iter().filter(|s| **s == r.code).count() > 1;
        if !in_tests && !code_in_tests {
            problems.push(format!("{here} is met in no test"));
        }
        if !root().join("crates/app/src").join(&r.room).is_dir() {
            continue;
        }
        let key = format!("{}-refusal-{}", r.room, r.code.split_once('.').map_or("", |(_, c)| c)).replace('_', "-");
        for (language, keys) in ["nb", "nn", "en"].iter().zip(&keys) {
            for key in [key.clone(), format!("{key}-hint")] {
                if !keys.contains(&key) {
                    problems.push(format!("{here}: no text {key} in {language}"));
                }
            }
        }
    }
    assert_none(
        &problems,
        "remove the refusal that nothing gives; write the test that meets it; add its text and hint to the room's texts.{nb,nn,en}.ftl",
    );
}

#[test]
fn refusal_codes_are_read() {
    let text = "impl TicketRefusal { pub const fn code(self) -> &'static str { match self { Self::Gone { .. } => \"queue.gone\" } } }";
    let file = File {
        path: "crates/domain/src/queue/mod.rs".to_owned(),
        text: text.to_owned(),
        only_for_tests: false,
    };
    let found = refusals(&[file]);
    assert_eq!(found.len(), 1);
    assert_eq!(
        (
            found[0].variant.as_str(),
            found[0].code.as_str(),
            found[0].room.as_str()
        ),
        ("Gone", "queue.gone", "queue")
    );
    assert_eq!(camel("already_called"), "AlreadyCalled");
}
