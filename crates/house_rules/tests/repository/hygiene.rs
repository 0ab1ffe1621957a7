use house_rules::{assert_none, files, files_in};

/// Work that is left is an issue, not a mark in a file.
#[test]
fn nothing_is_marked_as_left_to_do() {
    let marks = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X:"), concat!("lorem", " ipsum")];
    let mut problems = Vec::new();
    for file in files().into_iter().filter(|f| !f.path.ends_with("package-lock.json") && f.path != "LICENSE") {
        for (number, line) in file.text.lines().enumerate() {
            let hits = marks.iter().filter(|m| line.contains(**m));
            problems.extend(hits.map(|m| format!("{}:{}: {m}", file.path, number + 1)));
        }
    }
    assert_none(&problems, "do it, or write an issue and remove the mark");
}

/// The repository is the same on every machine.
#[test]
fn no_machine_is_named() {
    let machine = [
        concat!("/wo", "rk/"),
        concat!("/ro", "ot/"),
        concat!("/ho", "me/"),
        concat!("/Us", "ers/"),
        concat!("registry", ".npmjs"),
        concat!("npm", "mirror"),
        concat!("arti", "factory"),
        concat!("pypi", ".org"),
    ];
    let mut problems = Vec::new();
    for file in files() {
        for (number, line) in file.text.lines().enumerate() {
            let hits = machine.iter().filter(|m| line.contains(**m));
            problems.extend(hits.map(|m| format!("{}:{}: {m}", file.path, number + 1)));
        }
    }
    assert_none(
        &problems,
        "name files from the root of the repository, and packages by name only",
    );
}

/// Lock files name packages and checksums, not where one machine fetched them.
#[test]
fn package_locks_name_no_host() {
    let problems: Vec<String> = files_in("", "package-lock.json")
        .into_iter()
        .filter(|f| f.text.contains("\"resolved\""))
        .map(|f| format!("{}: has \"resolved\"", f.path))
        .collect();
    assert_none(
        &problems,
        "npm config set omit-lockfile-registry-resolved true --location project, then npm install",
    );
}

/// No secret, key or database is committed by accident.
#[test]
fn no_secret_is_committed() {
    let begins = [concat!("-----BEGIN ", "PRIVATE"), concat!("-----BEGIN ", "RSA"), concat!("-----BEGIN ", "EC")];
    let mut problems = Vec::new();
    for file in files() {
        let hits = begins.iter().filter(|b| file.text.contains(**b));
        problems.extend(hits.map(|b| format!("{}: {b}", file.path)));
        let ending = [".sqlite", ".db", ".pem", ".env"].into_iter().find(|e| file.path.ends_with(e));
        problems.extend(ending.map(|e| format!("{}: a {e} file", file.path)));
    }
    assert_none(&problems, "remove the file from the history, and make the secret anew");
}
