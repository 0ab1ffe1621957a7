//! Rule 6: who may reach what, as a list that a person can read and a change cannot slip past.

use app::{frame::Audience, routes};
use house_rules::{assert_none, read, root};

const LIST: &str = "docs/routes.txt";
const HEAD: &str = "\
# Every route: method, path, whom it is for. Written by `make routes`, compared by `make test`.
# Public: anybody, nobody is looked up. Anyone: who is signed in is known. SignedIn: needs the permission.
";

/// The list as it is now.
fn list() -> String {
    let mut lines: Vec<String> =
        routes::table().iter().map(|r| format!("{:<4} {:<48} {:?}", r.method, r.path, r.audience)).collect();
    lines.sort_by_key(|l| l.split_whitespace().nth(1).map(|path| (path.to_owned(), l.clone())));
    format!("{HEAD}{}\n", lines.join("\n"))
}

#[test]
fn the_list_of_routes_is_the_one_that_was_read() {
    let now = list();
    if std::env::var_os("WRITE_ROUTES").is_some() {
        std::fs::write(root().join(LIST), &now).expect("the list can be written");
    }
    let then = read(LIST);
    let gone = then.lines().filter(|l| !now.lines().any(|n| n == *l)).map(|l| format!("- {l}"));
    let new = now.lines().filter(|l| !then.lines().any(|t| t == *l)).map(|l| format!("+ {l}"));
    let problems: Vec<String> = gone.chain(new).collect();
    assert_none(
        &problems,
        "see that each is for whom it should be, then run: make routes",
    );
}

/// Addresses are typed from paper and read aloud.
#[test]
fn paths_are_plain() {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "/-_{}.*".contains(c);
    let odd = routes::table()
        .into_iter()
        .filter(|r| !r.path.chars().all(plain) || (r.path.len() > 1 && r.path.ends_with('/')));
    let problems: Vec<String> = odd.map(|r| format!("{} {}", r.method, r.path)).collect();
    assert_none(
        &problems,
        "small letters from a to z (æ ø å as ae o a), digits and hyphens, no slash at the end",
    );
}

/// The desk and the office are for those who are signed in.
#[test]
fn staff_pages_need_a_permission() {
    let staff = |path: &str| ["/skranke", "/kontor", "/nasjonalt"].iter().any(|p| path.starts_with(p));
    let open = routes::table()
        .into_iter()
        .filter(|r| staff(r.path) && !matches!(r.audience, Audience::SignedIn(_)));
    let problems: Vec<String> = open.map(|r| format!("{} {}: {:?}", r.method, r.path, r.audience)).collect();
    assert_none(
        &problems,
        "give the route Audience::SignedIn with the permission that its page needs",
    );
}
