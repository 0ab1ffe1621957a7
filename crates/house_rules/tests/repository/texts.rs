use house_rules::{File, Text, assert_none, camel, files, texts};
use std::collections::BTreeSet;

/// Rule 8: no text is left behind. (That none is missing and placeholders are equal is checked while building, by
/// `crates/texts_build`.)
#[test]
fn every_text_is_used() {
    let code: Vec<File> = files().into_iter().filter(|f| f.path.ends_with(".rs")).collect();
    let used: BTreeSet<String> = code.iter().flat_map(File::production).map(|t| t.text).collect();
    let unused = texts("nb").into_iter().filter(|t| !used.contains(&camel(&t.key)));
    let problems: Vec<String> = unused.map(|t| format!("{}: {} is used nowhere", t.path, t.key)).collect();
    assert_none(
        &problems,
        "remove the text from the three files, or use it: T::… in the room's code",
    );
}

/// Rule 8: the three languages have the same texts with the same placeholders.
#[test]
fn texts_are_complete_in_three_languages() {
    let shape = |language: &str| -> BTreeSet<(String, Vec<String>)> {
        texts(language).into_iter().map(|t| (t.key, placeholders(&t.text))).collect()
    };
    let source = shape("nb");
    let mut problems = Vec::new();
    for language in ["nn", "en"] {
        let other = shape(language);
        let apart = source.symmetric_difference(&other);
        problems.extend(apart.map(|(key, p)| format!("{key}: {p:?} is not the same in nb and {language}")));
    }
    assert_none(
        &problems,
        "write the text in all of texts.{nb,nn,en}.ftl with the same { $placeholders }",
    );
}

fn placeholders(text: &str) -> Vec<String> {
    let name = |s: &str| s.chars().take_while(|c| c.is_alphanumeric() || *c == '_' || *c == '-').collect::<String>();
    let names: BTreeSet<String> = text.split('$').skip(1).map(name).collect();
    names.into_iter().collect()
}

const ONLY_BOKMAL: &[&str] = &[
    "ikke",
    "hva",
    "hvor",
    "hvordan",
    "hvem",
    "hvilken",
    "hvilke",
    "hvilket",
    "hvis",
    "hver",
    "hvert",
    "jeg",
    "noe",
    "noen",
    "fra",
    "mer",
    "veileder",
    "veiledere",
    "veilederen",
    "veiledning",
    "gjør",
    "gjøre",
    "sier",
    "være",
    "et",
    "å gjøre",
    "uke",
    "uken",
    "uker",
    "åpen",
    "åpent",
    "åpne",
    "åpner",
    "åpningstid",
    "åpningstider",
    "tilbud",
    "tilbudet",
    "henvendelse",
    "henvendelser",
    "sted",
    "stedet",
    "steder",
    "nettleser",
    "nettleseren",
    "kun",
    "hun",
    "selv",
    "sammen",
    "mye",
    "nå",
    "navn",
    "navnet",
    "uten",
    "måned",
    "måneden",
    "måneder",
    "flere",
    "annet",
    "enten",
    "allerede",
    "finner",
    "endringer",
    "timer",
    "personer",
    "dere",
    "deres",
    "kommuner",
    "søker",
    "trenger",
    "velge",
    "bekreft",
    "egen",
    "eget",
    "hele",
    "hjem",
    "hjemme",
    "tjenester",
    "tjenesten",
    "tjeneste",
    "gjelder",
    "kommer",
    "leser",
    "skriver",
    "vise videre",
    "bare",
    "disse",
    "tallene",
    "stengt nå",
    "neste uke",
    "mellomrom ikke",
];

const ONLY_NYNORSK: &[&str] = &[
    "ikkje",
    "kva",
    "korleis",
    "kven",
    "eg",
    "noko",
    "nokon",
    "nokre",
    "frå",
    "meir",
    "berre",
    "òg",
    "rettleiar",
    "rettleiarar",
    "rettleiing",
    "kjem",
    "gjer",
    "seier",
    "vere",
    "eit",
    "dei",
    "veke",
    "veka",
    "veker",
    "ope",
    "opningstid",
    "opningstider",
    "tilbod",
    "førespurnad",
    "nettlesar",
    "saman",
    "mykje",
    "namn",
    "namnet",
    "utan",
    "månad",
    "månader",
    "fleire",
    "anten",
    "allereie",
    "brukar",
    "brukarar",
    "endringar",
    "dykk",
    "dykkar",
    "kommunar",
    "søkjer",
    "treng",
    "velje",
    "eigen",
    "heile",
    "tenester",
    "tenesta",
    "teneste",
    "stader",
];

/// Texts of a language in the `.ftl` files, and the values called `nb` or `nn` in data that ships with the product.
fn written_in(language: &str) -> Vec<Text> {
    let mut all = texts(language);
    let data = files().into_iter().filter(|f| f.path.ends_with(".toml") && is_data(&f.path));
    for file in data {
        let table = file.text.parse::<toml::Table>().unwrap_or_default();
        collect(&file.path, "", &toml::Value::Table(table), language, &mut all);
    }
    all
}

fn is_data(path: &str) -> bool {
    path.starts_with("examples/")
        || (path.starts_with("crates/") && !path.ends_with("Cargo.toml"))
        || path == "GLOSSARY.toml"
}

fn collect(path: &str, key: &str, value: &toml::Value, language: &str, found: &mut Vec<Text>) {
    match value {
        toml::Value::Table(table) => {
            for (name, value) in table {
                let key = if key.is_empty() {
                    name.clone()
                } else {
                    format!("{key}.{name}")
                };
                collect(path, &key, value, language, found);
            }
        }
        toml::Value::Array(values) => {
            values.iter().for_each(|v| collect(path, key, v, language, found));
        }
        toml::Value::String(text) if key == language || key.ends_with(&format!(".{language}")) => {
            found.push(Text {
                path: path.to_owned(),
                key: key.to_owned(),
                text: text.clone(),
            });
        }
        _ => {}
    }
}

fn foreign_words(language: &str, words: &[&str]) -> Vec<String> {
    let mut problems = Vec::new();
    for text in written_in(language) {
        let plain = outside_placeholders_and_quotes(&text.text).to_lowercase();
        let parts: BTreeSet<&str> = plain.split(|c: char| !(c.is_alphanumeric() || c == '-')).collect();
        for word in words.iter().filter(|w| parts.contains(**w)) {
            problems.push(format!("{}: {} says \"{word}\"", text.path, text.key));
        }
    }
    problems
}

/// What stands in «quotes» is a name or somebody's words, in whatever language they were said.
fn outside_placeholders_and_quotes(text: &str) -> String {
    let (mut out, mut depth) = (String::new(), 0i32);
    for c in text.chars() {
        match c {
            '{' | '«' => depth += 1,
            '}' | '»' => depth -= 1,
            _ if depth == 0 || (depth == 1 && text.contains("->")) => out.push(c),
            _ => {}
        }
    }
    out
}

/// Rule 8: nynorsk is nynorsk.
#[test]
fn nynorsk_has_no_bokmal_words() {
    assert_none(
        &foreign_words("nn", ONLY_BOKMAL),
        "write the nynorsk word (ikkje, kva, korleis, stad, tilbod, frå, meir, berre, òg …); a name goes in «quotes»",
    );
}

/// Rule 8: bokmål is bokmål.
#[test]
fn bokmal_has_no_nynorsk_words() {
    assert_none(
        &foreign_words("nb", ONLY_NYNORSK),
        "write the bokmål word; a name goes in «quotes»",
    );
}

/// Texts for citizens are easy to read: LIX (words per sentence plus the share of words over six letters) of a
/// room's texts is at most 35.
#[test]
fn texts_for_citizens_are_easy_to_read() {
    let rooms = [
        "ui",
        "offerings",
        "places",
        "search",
        "municipality",
        "schedule",
        "boundaries",
        "referrals",
        "queue",
    ];
    let mut problems = Vec::new();
    for language in ["nb", "nn"] {
        for room in rooms {
            let prefix = format!("{room}-");
            let all: Vec<String> = texts(language)
                .into_iter()
                .filter(|t| t.key.starts_with(&prefix))
                .map(|t| outside_placeholders_and_quotes(&t.text))
                .filter(|t| t.split_whitespace().count() >= 4)
                .collect();
            let lix = lix(&all);
            if lix > 35.0 {
                problems.push(format!("the texts of {room} in {language}: LIX {lix:.1}"));
            }
        }
    }
    assert_none(&problems, "shorter sentences and shorter words: who does what");
}

fn lix(texts: &[String]) -> f64 {
    let (mut words, mut long, mut sentences) = (0u32, 0u32, 0u32);
    for text in texts {
        let ends = u32::try_from(text.matches(['.', '?', '!', ':']).count()).unwrap_or(u32::MAX);
        sentences += ends.max(1);
        for word in text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
            words += 1;
            long += u32::from(word.chars().count() > 6);
        }
    }
    if words == 0 {
        0.0
    } else {
        f64::from(words) / f64::from(sentences) + 100.0 * f64::from(long) / f64::from(words)
    }
}
