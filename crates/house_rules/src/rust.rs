//! Just enough of Rust's lexical structure to read code without mistaking a comment or a string for it.

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A name or a keyword.
    Word,
    /// A string; the token's text is what stands between the quotes.
    Text,
    /// A single sign.
    Sign,
    /// A number, a character or a lifetime.
    Other,
}

/// A token of Rust code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: Kind,
    /// What stands there.
    pub text: String,
    /// The line it begins on, from 1.
    pub line: usize,
}

impl Token {
    /// Whether it is this name, keyword or sign.
    #[must_use]
    pub fn is(&self, text: &str) -> bool {
        matches!(self.kind, Kind::Word | Kind::Sign) && self.text == text
    }
}

/// The tokens of a file, without comments.
#[must_use]
pub fn tokens(source: &str) -> Vec<Token> {
    read(source).0
}

/// The comments of a file with the line each begins on, signs included (`//!`, `///`, `//`, `/*`).
#[must_use]
pub fn comments(source: &str) -> Vec<(usize, String)> {
    read(source).1
}

/// The tokens without what is marked `#[cfg(test)]`.
#[must_use]
pub fn production(tokens: Vec<Token>) -> Vec<Token> {
    const MARK: [&str; 7] = ["#", "[", "cfg", "(", "test", ")", "]"];
    let mut out = Vec::with_capacity(tokens.len());
    let mut i = 0;
    while i < tokens.len() {
        let marked = tokens.len() - i >= MARK.len() && MARK.iter().zip(&tokens[i..]).all(|(m, t)| t.is(m));
        if marked {
            i = end_of_item(&tokens, i + MARK.len());
        } else {
            out.push(tokens[i].clone());
            i += 1;
        }
    }
    out
}

/// The index after the item that begins at `from`: after its `;`, or after the brace that closes it.
fn end_of_item(tokens: &[Token], from: usize) -> usize {
    let mut depth = 0usize;
    for (i, token) in tokens.iter().enumerate().skip(from) {
        match token.text.as_str() {
            ";" if depth == 0 && token.kind == Kind::Sign => return i + 1,
            "{" if token.kind == Kind::Sign => depth += 1,
            "}" if token.kind == Kind::Sign => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return i + 1;
                }
            }
            _ => {}
        }
    }
    tokens.len()
}

struct Reader<'a> {
    rest: &'a str,
    line: usize,
}

impl<'a> Reader<'a> {
    fn take(&mut self, bytes: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at(bytes.min(self.rest.len()));
        self.line += taken.matches('\n').count();
        self.rest = rest;
        taken
    }

    fn take_while(&mut self, keep: impl Fn(char) -> bool) -> &'a str {
        let end = self.rest.find(|c| !keep(c)).unwrap_or(self.rest.len());
        self.take(end)
    }
}

fn read(source: &str) -> (Vec<Token>, Vec<(usize, String)>) {
    let (mut tokens, mut comments) = (Vec::new(), Vec::new());
    let mut r = Reader { rest: source, line: 1 };
    while let Some(c) = r.rest.chars().next() {
        let line = r.line;
        let mut push = |kind, text: &str| {
            tokens.push(Token {
                kind,
                text: text.to_owned(),
                line,
            })
        };
        if c.is_whitespace() {
            r.take_while(char::is_whitespace);
        } else if r.rest.starts_with("//") {
            comments.push((line, r.take_while(|c| c != '\n').to_owned()));
        } else if r.rest.starts_with("/*") {
            let length = block_comment(r.rest);
            comments.push((line, r.take(length).to_owned()));
        } else if let Some((open, hashes)) = raw_string(r.rest) {
            r.take(open);
            let close = format!("\"{}", "#".repeat(hashes));
            let length = r.rest.find(&close).unwrap_or(r.rest.len());
            push(Kind::Text, r.take(length));
            r.take(close.len());
        } else if c == '"' || r.rest.starts_with("b\"") || r.rest.starts_with("c\"") {
            r.take(if c == '"' { 1 } else { 2 });
            let length = string_length(r.rest);
            push(Kind::Text, r.take(length));
            r.take(1);
        } else if c == '\'' {
            let length = quote_length(r.rest);
            push(Kind::Other, r.take(length));
        } else if c.is_alphabetic() || c == '_' {
            push(Kind::Word, r.take_while(|c| c.is_alphanumeric() || c == '_'));
        } else if c.is_ascii_digit() {
            push(Kind::Other, r.take_while(|c| c.is_alphanumeric() || c == '_'));
        } else {
            push(Kind::Sign, r.take(c.len_utf8()));
        }
    }
    (tokens, comments)
}

fn block_comment(text: &str) -> usize {
    let (mut depth, mut at) = (0usize, 0);
    while at < text.len() {
        let rest = &text[at..];
        if rest.starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest.starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    text.len()
}

/// The length of the opening of a raw string and its number of hashes.
fn raw_string(text: &str) -> Option<(usize, usize)> {
    let prefix = ["r", "br", "cr"].into_iter().find(|p| text.starts_with(p))?;
    let after = &text[prefix.len()..];
    let hashes = after.len() - after.trim_start_matches('#').len();
    after[hashes..].starts_with('"').then_some((prefix.len() + hashes + 1, hashes))
}

fn string_length(text: &str) -> usize {
    let mut escaped = false;
    for (i, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return i,
            _ => {}
        }
    }
    text.len()
}

/// The length of a character literal or a lifetime.
fn quote_length(text: &str) -> usize {
    let mut chars = text.char_indices().skip(1);
    match chars.next() {
        Some((_, '\\')) => {
            chars.next();
            text[3.min(text.len())..].find('\'').map_or(text.len(), |i| i + 4)
        }
        Some((i, c)) if text[i + c.len_utf8()..].starts_with('\'') => i + c.len_utf8() + 1,
        _ => 1 + text[1..].find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(text.len() - 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(source: &str) -> Vec<String> {
        tokens(source).into_iter().filter(|t| t.kind == Kind::Word).map(|t| t.text).collect()
    }

    #[test]
    fn comments_strings_and_characters_are_not_code() {
        let source = "// a\nlet b = \"c \\\" d\"; /* e /* f */ g */ 'h'; '\\''; r#\"i \" j\"#; fn k<'l>() {}";
        assert_eq!(words(source), ["let", "b", "fn", "k"]);
        assert_eq!(comments(source).len(), 2);
    }

    #[test]
    fn tests_are_left_out() {
        let source = "fn a() {} #[cfg(test)] mod tests { fn b() { {} } } #[cfg(test)] use c; fn d() {}";
        let left: Vec<String> = production(tokens(source)).into_iter().map(|t| t.text).collect();
        assert_eq!(left.join(""), "fna(){}fnd(){}");
    }
}
