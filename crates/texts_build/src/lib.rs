//! Turns the `texts.{nb,nn,en}.ftl` files of a crate into one enum of keys, while the crate is built.
//!
//! A text that is missing in a language, has other placeholders there, or is written twice stops the build with the
//! file and the key, so a page can never show a key instead of a sentence.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use fluent_syntax::ast::{CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement};

/// The languages every text is written in; the first is the source.
pub const LANGUAGES: [&str; 3] = ["nb", "nn", "en"];

/// One text of one language: where it stands, and the placeholders it uses.
#[derive(Debug, PartialEq, Eq)]
struct Text {
    file: String,
    placeholders: BTreeSet<String>,
    sample: String,
}

/// Reads every `texts.*.ftl` below the `src` of the crate being built and writes `$OUT_DIR/texts.rs`: `enum T` with
/// `T::ALL`, and its `TextKey` implementation. `machinery` is the path of the module with `TextKey` and `Catalog`
/// as seen from the including crate: `"::ui::texts"`, in `ui` itself `"crate::texts"`.
///
/// Keys begin with the name of their folder (`bookings-slot-taken` in `src/bookings/`), those directly in `src` with
/// the name of the crate. Call it from `build.rs`; all problems are printed and end the process with status 1.
pub fn generate(machinery: &str) {
    let root = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR").unwrap_or_default());
    let out = PathBuf::from(std::env::var("OUT_DIR").unwrap_or_default());
    let name = std::env::var("CARGO_PKG_NAME").unwrap_or_default();
    println!("cargo::rerun-if-changed=src");
    let code = read(&root.join("src"), &name).and_then(|files| compile(&files, machinery));
    let written = code.and_then(|code| {
        std::fs::write(out.join("texts.rs"), code).map_err(|e| vec![format!("texts.rs cannot be written: {e}")])
    });
    if let Err(problems) = written {
        for problem in &problems {
            eprintln!("texts: {problem}");
        }
        std::process::exit(1);
    }
}

/// A text file: its path, language, the prefix its keys must have, and what stands in it.
struct Source {
    path: PathBuf,
    shown: String,
    language: usize,
    prefix: String,
    content: String,
}

fn read(src: &Path, crate_name: &str) -> Result<Vec<Source>, Vec<String>> {
    let mut files = Vec::new();
    walk(src, src, crate_name, &mut files).map_err(|e| vec![format!("{}: {e}", src.display())])?;
    Ok(files)
}

fn walk(src: &Path, folder: &Path, crate_name: &str, files: &mut Vec<Source>) -> std::io::Result<()> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)?.map(|e| e.map(|e| e.path())).collect::<Result<_, _>>()?;
    paths.sort();
    for path in paths {
        if path.is_dir() {
            walk(src, &path, crate_name, files)?;
            continue;
        }
        let name = path.file_name().and_then(|n| n.to_str()).unwrap_or_default();
        let Some(language) = LANGUAGES.iter().position(|l| name == format!("texts.{l}.ftl")) else {
            continue;
        };
        let room = folder.strip_prefix(src).ok().and_then(|f| f.file_name()).and_then(|n| n.to_str());
        files.push(Source {
            shown: path.strip_prefix(src).unwrap_or(&path).display().to_string(),
            language,
            prefix: format!("{}-", room.unwrap_or(crate_name).replace('_', "-")),
            content: std::fs::read_to_string(&path)?,
            path,
        });
    }
    Ok(())
}

fn compile(files: &[Source], machinery: &str) -> Result<String, Vec<String>> {
    let mut problems = Vec::new();
    let mut texts: [BTreeMap<String, Text>; 3] = Default::default();
    for file in files {
        collect(file, &mut texts[file.language], &mut problems);
    }
    compare(&texts, &mut problems);
    if !problems.is_empty() {
        return Err(problems);
    }
    write_code(&texts[0], files, machinery).map_err(|e| vec![e.to_string()])
}

fn collect(file: &Source, texts: &mut BTreeMap<String, Text>, problems: &mut Vec<String>) {
    let resource = match fluent_syntax::parser::parse(file.content.as_str()) {
        Ok(resource) => resource,
        Err((_, errors)) => {
            for error in errors {
                let line = file.content.get(..error.pos.start).map_or(0, |s| s.matches('\n').count()) + 1;
                problems.push(format!("{}:{line}: {error}", file.shown));
            }
            return;
        }
    };
    for entry in &resource.body {
        let Entry::Message(message) = entry else { continue };
        let key = message.id.name.to_owned();
        if !key.starts_with(&file.prefix) {
            problems.push(format!(
                "{}: the key {key} must begin with \"{}\"",
                file.shown, file.prefix
            ));
        }
        let Some(pattern) = &message.value else {
            problems.push(format!("{}: {key} has no text", file.shown));
            continue;
        };
        let mut placeholders = BTreeSet::new();
        let mut sample = String::new();
        read_pattern(pattern, &mut placeholders, &mut sample);
        let text = Text {
            file: file.shown.clone(),
            placeholders,
            sample,
        };
        if let Some(first) = texts.insert(key.clone(), text) {
            problems.push(format!("{}: {key} is already written in {}", file.shown, first.file));
        }
    }
}

fn read_pattern(pattern: &Pattern<&str>, placeholders: &mut BTreeSet<String>, sample: &mut String) {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => sample.push_str(value),
            PatternElement::Placeable {
                expression: Expression::Inline(inline),
            } => {
                read_inline(inline, placeholders, sample);
            }
            PatternElement::Placeable {
                expression: Expression::Select { selector, variants },
            } => {
                read_inline(selector, placeholders, &mut String::new());
                for variant in variants {
                    let mut part = String::new();
                    read_pattern(&variant.value, placeholders, &mut part);
                    if variant.default {
                        sample.push_str(&part);
                    }
                }
            }
        }
    }
}

fn read_inline(inline: &InlineExpression<&str>, placeholders: &mut BTreeSet<String>, sample: &mut String) {
    match inline {
        InlineExpression::VariableReference { id } => {
            placeholders.insert(id.name.to_owned());
            sample.push('{');
            sample.push_str(id.name);
            sample.push('}');
        }
        InlineExpression::StringLiteral { value } | InlineExpression::NumberLiteral { value } => sample.push_str(value),
        InlineExpression::FunctionReference {
            arguments: CallArguments { positional, .. },
            ..
        } => {
            for argument in positional {
                read_inline(argument, placeholders, sample);
            }
        }
        InlineExpression::Placeable { expression } => {
            if let Expression::Inline(inner) = expression.as_ref() {
                read_inline(inner, placeholders, sample);
            }
        }
        InlineExpression::MessageReference { .. } | InlineExpression::TermReference { .. } => {}
    }
}

fn compare(texts: &[BTreeMap<String, Text>; 3], problems: &mut Vec<String>) {
    let keys: BTreeSet<&String> = texts.iter().flat_map(BTreeMap::keys).collect();
    for key in keys {
        let Some(known) = texts.iter().find_map(|t| t.get(key)) else {
            continue;
        };
        for (language, texts) in LANGUAGES.iter().zip(texts) {
            match texts.get(key) {
                None => {
                    let missing = known.file.replace(".nb.", ".?.").replace(".nn.", ".?.").replace(".en.", ".?.");
                    problems.push(format!(
                        "{}: {key} is missing",
                        missing.replace(".?.", &format!(".{language}."))
                    ));
                }
                Some(text) if text.placeholders != known.placeholders => problems.push(format!(
                    "{}: {key} has the placeholders {:?}, {} has {:?}",
                    text.file, text.placeholders, known.file, known.placeholders
                )),
                Some(_) => {}
            }
        }
    }
}

fn write_code(source: &BTreeMap<String, Text>, files: &[Source], machinery: &str) -> Result<String, std::fmt::Error> {
    let mut code = String::from(
        "/// Every text of this crate, by key.\n#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]\npub enum T {\n",
    );
    for (key, text) in source {
        let sample = text.sample.replace(['\n', '\r'], " ").replace('[', "\\[").replace('<', "\\<");
        writeln!(code, "    /// «{}»\n    {},", sample.trim(), variant_name(key))?;
    }
    code.push_str("}\n\nimpl T {\n    /// Every key.\n    pub const ALL: &'static [Self] = &[");
    for key in source.keys() {
        write!(code, "Self::{}, ", variant_name(key))?;
    }
    writeln!(
        code,
        "];\n}}\n\nimpl {machinery}::TextKey for T {{\n    fn key(self) -> &'static str {{\n        match self {{"
    )?;
    for key in source.keys() {
        writeln!(code, "            Self::{} => {key:?},", variant_name(key))?;
    }
    if source.is_empty() {
        code.push_str("            _ => \"\",\n");
    }
    writeln!(
        code,
        "        }}\n    }}\n\n    fn catalog() -> &'static {machinery}::Catalog {{\n        static CATALOG: {machinery}::Catalog = {machinery}::Catalog::new(["
    )?;
    for language in 0..LANGUAGES.len() {
        code.push_str("            &[");
        for file in files.iter().filter(|f| f.language == language) {
            write!(code, "include_str!({:?}), ", file.path)?;
        }
        code.push_str("],\n");
    }
    code.push_str("        ]);\n        &CATALOG\n    }\n}\n");
    Ok(code)
}

/// `bookings-slot-taken` → `BookingsSlotTaken`.
fn variant_name(key: &str) -> String {
    let mut name = String::new();
    for part in key.split(['-', '_']) {
        let mut letters = part.chars();
        name.extend(letters.next().map(|c| c.to_ascii_uppercase()));
        name.push_str(letters.as_str());
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(file: &str, content: &str) -> Source {
        let language = LANGUAGES.iter().position(|l| file.contains(&format!(".{l}."))).unwrap();
        Source {
            path: file.into(),
            shown: file.into(),
            language,
            prefix: "desk-".into(),
            content: content.into(),
        }
    }

    fn problems(nb: &str, nn: &str, en: &str) -> Vec<String> {
        let files = [source("texts.nb.ftl", nb), source("texts.nn.ftl", nn), source("texts.en.ftl", en)];
        compile(&files, "crate::texts").err().unwrap_or_default()
    }

    #[test]
    fn complete_texts_become_an_enum() {
        let line = "desk-one-more = { $n ->\n    [one] En til\n   *[other] { $n } til\n}\n";
        let files = [source("texts.nb.ftl", line), source("texts.nn.ftl", line), source("texts.en.ftl", line)];
        let code = compile(&files, "crate::texts").unwrap();
        assert!(code.contains("DeskOneMore"), "{code}");
        assert!(code.contains("«{n} til»"), "{code}");
    }

    #[test]
    fn what_is_wrong_is_named_with_file_and_key() {
        let missing = problems("desk-a = A\ndesk-b = B\n", "desk-a = A\n", "desk-a = A\ndesk-b = B\n");
        assert_eq!(missing, ["texts.nn.ftl: desk-b is missing"]);
        let other = problems("desk-a = { $n }\n", "desk-a = { $n }\n", "desk-a = { $number }\n");
        assert!(
            other[0].starts_with("texts.en.ftl: desk-a has the placeholders"),
            "{other:?}"
        );
        let twice = problems("desk-a = A\ndesk-a = A\n", "desk-a = A\n", "desk-a = A\n");
        assert_eq!(twice, ["texts.nb.ftl: desk-a is already written in texts.nb.ftl"]);
        let prefix = problems("front-a = A\n", "front-a = A\n", "front-a = A\n");
        assert!(prefix[0].contains("must begin with \"desk-\""), "{prefix:?}");
        assert!(!problems("desk-a = { $\n", "", "").is_empty());
    }
}
