use house_rules::{Kind, assert_none, files_in};

/// Pages are drawn here.
fn page_code() -> Vec<house_rules::File> {
    let mut all = files_in("crates/app/src/", ".rs");
    all.extend(files_in("crates/ui/src/", ".rs"));
    all
}

/// The content security policy allows no script and no style inside a page; what is written there would not work.
#[test]
fn pages_have_no_inline_script_or_style() {
    let mut problems = Vec::new();
    for file in page_code() {
        let tokens = file.production();
        for w in tokens.windows(3) {
            let attribute =
                w[2].is("=") && w[1].kind == Kind::Word && !["let", "mut", ".", ":"].iter().any(|b| w[0].is(b));
            let inline = w[1].text == "style" || is_handler(&w[1].text);
            if attribute && inline {
                problems.push(format!("{}:{}: {}=", file.path, w[1].line, w[1].text));
            }
            let element =
                w[1].is("style") && w[2].is("{") && !["match", "if", "in", "while", "."].iter().any(|b| w[0].is(b));
            if element {
                problems.push(format!("{}:{}: a style element", file.path, w[1].line));
            }
        }
        for text in tokens.iter().filter(|t| t.kind == Kind::Text) {
            let lower = text.text.to_lowercase();
            let bad = [" style=", "<style", "javascript:", " onclick=", " onload="]
                .into_iter()
                .find(|b| lower.contains(b));
            let script =
                lower.contains("<script") && !lower.contains("application/ld+json") && !lower.contains(" src=");
            if let Some(what) = bad.or(script.then_some("<script")) {
                problems.push(format!("{}:{}: {what}", file.path, text.line));
            }
        }
    }
    assert_none(
        &problems,
        "a class and a line in web/, an attribute that the script in web/ listens for, or an SVG attribute in place of style",
    );
}

fn is_handler(word: &str) -> bool {
    ["onclick", "onchange", "onsubmit", "oninput", "onload", "onkeydown", "onkeyup", "onfocus", "onblur"]
        .contains(&word)
}

/// No page asks anybody else for anything.
#[test]
fn pages_ask_nobody_else() {
    let mut problems = Vec::new();
    for file in page_code() {
        let tokens = file.production();
        for w in tokens.windows(3).filter(|w| w[1].is("=") && w[2].kind == Kind::Text) {
            let loads = w[0].is("src") || w[0].is("srcset") || w[0].is("poster");
            if loads && w[2].text.contains("//") {
                problems.push(format!("{}:{}: {}={:?}", file.path, w[0].line, w[0].text, w[2].text));
            }
        }
    }
    for file in files_in("web/", ".css") {
        let hits = ["url(http", "url(\"http", "url('http", "@import \"http", "url(//"]
            .into_iter()
            .filter(|p| file.text.contains(p));
        problems.extend(hits.map(|p| format!("{}: {p}", file.path)));
    }
    assert_none(&problems, "embed the file with the other assets in web/");
}
