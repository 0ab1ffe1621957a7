//! Reading a page the way a curious stranger does: every address that stands in it, and every form, filled in plausibly.

/// A form as it would be sent.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Form {
    /// Where it goes, without what stands before the path.
    pub action: String,
    /// Name and value of each field.
    pub fields: Vec<(String, String)>,
}

impl Form {
    /// A form to an address.
    pub fn of(action: &str, fields: &[(&str, &str)]) -> Self {
        Self {
            action: action.to_owned(),
            fields: fields.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect(),
        }
    }
}

/// Every address of a municipality in a text, without its `base` (`/k/4601`) and without a language.
pub fn addresses(text: &str, base: &str) -> Vec<String> {
    let ends = |c: char| c.is_whitespace() || "\"'<>)\\,".contains(c);
    let mut found: Vec<String> = text
        .match_indices(&format!("{base}/"))
        .map(|(at, _)| {
            let rest = &text[at + base.len()..];
            let whole = &rest[..rest.find(ends).unwrap_or(rest.len())];
            plain(whole).trim_end_matches(['.', ';']).to_owned()
        })
        .map(|address| without_language(&address))
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

fn plain(text: &str) -> String {
    if !text.contains(['&', '#']) {
        return text.to_owned();
    }
    text.replace("&quot;", "\"")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
        .split('#')
        .next()
        .unwrap_or_default()
        .to_owned()
}

fn without_language(address: &str) -> String {
    for language in ["/nb", "/nn", "/en"] {
        match address.strip_prefix(language) {
            Some("") => return "/".to_owned(),
            Some(rest) if rest.starts_with('/') => return rest.to_owned(),
            _ => {}
        }
    }
    address.to_owned()
}

/// A tag: its name (`/form` when it ends one), its attributes, and the text after it.
struct Tag<'a> {
    name: &'a str,
    inside: &'a str,
    after: &'a str,
}

impl Tag<'_> {
    fn value(&self, name: &str) -> Option<String> {
        let at = self.inside.find(&format!(" {name}=\""))? + name.len() + 3;
        let rest = &self.inside[at..];
        let value = &rest[..rest.find('"')?];
        if !value.contains('&') {
            return Some(value.to_owned());
        }
        Some(value.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
    }

    fn has(&self, word: &str) -> bool {
        self.inside.split_whitespace().any(|w| w == word)
    }
}

fn tags(page: &str) -> impl Iterator<Item = Tag<'_>> {
    page.split('<').skip(1).map(|piece| {
        let (inside, after) = piece.split_once('>').unwrap_or((piece, ""));
        Tag {
            name: inside.split_whitespace().next().unwrap_or_default(),
            inside,
            after,
        }
    })
}

/// What somebody writes in a field that stands empty.
fn written(kind: &str) -> &'static str {
    match kind {
        "date" => "2026-03-10",
        "time" => "10:00",
        "number" => "1",
        "email" => "nora@eksempel.no",
        "tel" => "40000000",
        "password" => "tre blå kaffekopper",
        "url" => "https://eksempel.no/",
        _ => "Slik gjør vi det her",
    }
}

/// Each form of a page that changes something, once for each of its buttons. `here` is the page's own address.
pub fn forms(page: &str, here: &str, base: &str) -> Vec<Form> {
    let mut found = Vec::new();
    let mut open: Option<Reading> = None;
    for tag in tags(page) {
        match tag.name {
            "form" => {
                let posts = tag.value("method").is_some_and(|m| m.eq_ignore_ascii_case("post"));
                let action = tag.value("action").unwrap_or_else(|| format!("{base}{here}"));
                let action = action.strip_prefix(base).map_or_else(|| action.clone(), without_language);
                open = posts.then(|| Reading::new(action));
            }
            "/form" => found.extend(open.take().into_iter().flat_map(Reading::done)),
            _ => {
                if let Some(form) = &mut open {
                    form.read(&tag);
                }
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// A form that is being read.
struct Reading {
    action: String,
    fields: Vec<(String, String)>,
    /// The list that is open: its name, and whether an entry of it is chosen for certain.
    list: Option<(String, bool)>,
    buttons: Vec<(String, String)>,
}

impl Reading {
    const fn new(action: String) -> Self {
        Self {
            action,
            fields: Vec::new(),
            list: None,
            buttons: Vec::new(),
        }
    }

    fn read(&mut self, tag: &Tag<'_>) {
        let name = tag.value("name");
        match (tag.name, name) {
            // The sender is known by where the form comes from; the token belongs to a session, not to the form.
            ("input", Some(name)) if name == "csrf" => {}
            ("input", Some(name)) => self.input(name, tag),
            ("textarea", Some(name)) => {
                let text = if tag.after.trim().is_empty() {
                    written("text")
                } else {
                    tag.after
                };
                self.fields.push((name, text.to_owned()));
            }
            ("select", Some(name)) => self.list = Some((name, false)),
            ("/select", _) => self.list = None,
            ("option", _) => self.option(tag),
            ("button", Some(name)) => self.buttons.push((name, tag.value("value").unwrap_or_default())),
            _ => {}
        }
    }

    fn input(&mut self, name: String, tag: &Tag<'_>) {
        let kind = tag.value("type").unwrap_or_default();
        let value = tag.value("value").unwrap_or_default();
        let there = self.fields.iter().position(|(n, _)| *n == name);
        match (kind.as_str(), there) {
            ("file", _) => {}
            ("submit", _) => self.buttons.push((name, value)),
            ("radio", Some(at)) if tag.has("checked") => self.fields[at].1 = value,
            ("radio", Some(_)) => {}
            ("checkbox", Some(_)) if !tag.has("checked") => {}
            ("radio" | "checkbox" | "hidden", _) => self.fields.push((name, value)),
            _ if value.is_empty() => self.fields.push((name, written(&kind).to_owned())),
            _ => self.fields.push((name, value)),
        }
    }

    /// The entry that is chosen; else the first that stands for something.
    fn option(&mut self, tag: &Tag<'_>) {
        let Some((name, certain)) = &mut self.list else {
            return;
        };
        let value = tag.value("value").unwrap_or_else(|| tag.after.trim().to_owned());
        let chosen = tag.has("selected") && !value.is_empty();
        match self.fields.iter_mut().find(|(n, _)| n == name) {
            Some(field) if chosen && !*certain => field.1 = value,
            Some(field) if field.1.is_empty() => field.1 = value,
            Some(_) => {}
            None => self.fields.push((name.clone(), value)),
        }
        *certain |= chosen;
    }

    fn done(self) -> Vec<Form> {
        let Self {
            action,
            fields,
            mut buttons,
            ..
        } = self;
        buttons.dedup();
        if buttons.is_empty() {
            return vec![Form { action, fields }];
        }
        let with = |button: &(String, String)| {
            let mut fields = fields.clone();
            fields.push(button.clone());
            Form {
                action: action.clone(),
                fields,
            }
        };
        buttons.iter().map(with).collect()
    }
}

#[test]
fn addresses_and_forms_are_found_in_a_page() {
    let page = "<a href=\"/k/4601/nn/tilbud?a=1&amp;b=2#x\">a</a> se http://h/k/4601/time/AB12. \
                <form method=\"post\" action=\"/k/4601/kontor/x\"><input type=\"hidden\" name=\"id\" value=\"7\">\
                <input type=\"date\" name=\"dag\"><textarea name=\"t\">Ord</textarea>\
                <select name=\"s\"><option value=\"\">Velg</option><option value=\"k\">K</option></select>\
                <input type=\"radio\" name=\"r\" value=\"1\"><input type=\"radio\" name=\"r\" value=\"2\" checked>\
                <button name=\"gjor\" value=\"a\">A</button><button name=\"gjor\" value=\"b\">B</button></form>";
    assert_eq!(
        addresses(page, "/k/4601"),
        ["/kontor/x", "/tilbud?a=1&b=2", "/time/AB12"]
    );
    let read = forms(page, "/her", "/k/4601");
    assert_eq!(read.len(), 2);
    assert_eq!(read[0].action, "/kontor/x");
    let said: Vec<String> = read[0].fields.iter().map(|(n, v)| format!("{n}={v}")).collect();
    assert_eq!(said.join("&"), "id=7&dag=2026-03-10&t=Ord&s=k&r=2&gjor=a");
}
