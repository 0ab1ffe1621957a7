//! Reading a page as somebody who fills in all of it: every form, what each of its fields is for, and something fitting to write
//! in the others while one of them carries what must not be kept.

use std::collections::{BTreeMap, BTreeSet};

/// What is asked for in a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Unseen, or one of several: what the page itself offers.
    Chosen,
    /// Words.
    Text,
    /// A day.
    Day,
    /// A time of day.
    Time,
    /// A number.
    Number,
    /// An e-mail address.
    Email,
    /// A phone number.
    Phone,
    /// A web address.
    Web,
    /// A password.
    Password,
}

/// A field of a form.
#[derive(Clone, Debug)]
pub struct Field {
    /// What it is sent as.
    pub name: String,
    /// What is asked for.
    pub kind: Kind,
    value: String,
    /// The most characters it takes.
    most: Option<usize>,
    /// Chosen by whoever made the page, not merely the first that is offered.
    certain: bool,
}

/// A form as it stands on a page.
#[derive(Clone, Debug)]
pub struct Form {
    /// The page it stands on.
    pub page: String,
    /// Where it goes.
    pub action: String,
    /// Whether it changes something.
    pub post: bool,
    /// Whether it is sent with a file.
    pub upload: bool,
    /// Its fields.
    pub fields: Vec<Field>,
    /// Its buttons that say something.
    pub buttons: Vec<(String, String)>,
}

struct Tag {
    name: String,
    at: BTreeMap<String, String>,
    after: String,
}

/// The tags that tell of links and forms.
const READ: [&str; 9] = ["a", "form", "/form", "select", "/select", "option", "input", "textarea", "button"];

fn plain(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    text.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

fn tags(html: &str) -> impl Iterator<Item = Tag> {
    html.split('<').skip(1).filter_map(|piece| {
        let (inside, after) = piece.split_once('>').unwrap_or((piece, ""));
        let (name, mut rest) = inside.split_once(char::is_whitespace).unwrap_or((inside, ""));
        if !READ.contains(&name) {
            return None;
        }
        let mut at = BTreeMap::new();
        loop {
            rest = rest.trim_start();
            let end = rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len());
            if end == 0 {
                break;
            }
            let (key, left) = rest.split_at(end);
            let quoted = left.strip_prefix("=\"").and_then(|v| v.split_once('"'));
            let (value, left) = quoted.unwrap_or(("", left.trim_start_matches('=')));
            at.insert(key.to_owned(), plain(value));
            rest = left;
        }
        Some(Tag {
            name: name.to_owned(),
            at,
            after: if name == "textarea" {
                plain(after)
            } else {
                String::new()
            },
        })
    })
}

fn kind(tag: &Tag) -> Option<Kind> {
    let figures = tag.at.get("inputmode").is_some_and(|m| m == "numeric" || m == "decimal");
    let kind = match (tag.name.as_str(), tag.at.get("type").map(String::as_str)) {
        ("textarea", _) => Kind::Text,
        ("input", Some("email")) => Kind::Email,
        ("input", Some("tel")) => Kind::Phone,
        ("input", Some("url")) => Kind::Web,
        ("input", Some("password")) => Kind::Password,
        ("input", Some("number")) => Kind::Number,
        ("input", Some("text") | None) if figures => Kind::Number,
        ("input", Some("text" | "search") | None) => Kind::Text,
        ("input", Some("date")) => Kind::Day,
        ("input", Some("time")) => Kind::Time,
        ("input", Some("radio" | "checkbox" | "hidden")) => Kind::Chosen,
        _ => return None,
    };
    Some(kind)
}

impl Form {
    fn read(&mut self, tag: &Tag, list: Option<&str>) {
        let value = tag.at.get("value").cloned().unwrap_or_default();
        let certain = tag.at.contains_key("checked") || tag.at.contains_key("selected");
        if let ("option", Some(list)) = (tag.name.as_str(), list) {
            return self.choose(list, &value, certain);
        }
        let Some(name) = tag.at.get("name").filter(|n| *n != "csrf").cloned() else {
            return;
        };
        let type_of = tag.at.get("type").map(String::as_str);
        if tag.name == "button" || type_of == Some("submit") {
            self.buttons.push((name, value));
        } else if matches!(type_of, Some("radio")) {
            self.choose(&name, &value, certain);
        } else if let Some(kind) = kind(tag) {
            let ticked = self.fields.iter().filter(|f| f.name == name).count();
            let known = self.fields.iter_mut().find(|f| f.name == name);
            match (type_of, known) {
                // Of several boxes with one name those that are ticked, and at least two.
                (Some("checkbox"), Some(box_)) if certain && !box_.certain => box_.value = value,
                (Some("checkbox"), Some(_)) if !certain && ticked > 1 => {}
                _ => self.fields.push(Field {
                    value: if tag.name == "textarea" {
                        tag.after.trim().to_owned()
                    } else {
                        value
                    },
                    most: tag.at.get("maxlength").and_then(|m| m.parse().ok()),
                    name,
                    kind,
                    certain,
                }),
            }
        }
    }

    /// The one that is chosen; else the first that stands for something.
    fn choose(&mut self, name: &str, value: &str, certain: bool) {
        match self.fields.iter_mut().find(|f| f.name == name) {
            Some(f) if !f.certain && (f.value.is_empty() || certain && !value.is_empty()) => {
                value.clone_into(&mut f.value);
                f.certain = certain && !value.is_empty();
            }
            Some(_) => {}
            None => self.fields.push(Field {
                name: name.to_owned(),
                kind: Kind::Chosen,
                value: value.to_owned(),
                most: None,
                certain: certain && !value.is_empty(),
            }),
        }
    }

    /// The fields that somebody writes in.
    pub fn written(&self) -> Vec<usize> {
        let written = |k: Kind| !matches!(k, Kind::Chosen | Kind::Day | Kind::Time);
        (0..self.fields.len()).filter(|i| written(self.fields[*i].kind)).collect()
    }

    /// Whether somebody writes words in it, and not merely figures, a password or an address on the web.
    pub fn asks_for_words(&self) -> bool {
        self.fields.iter().any(|f| matches!(f.kind, Kind::Text | Kind::Email | Kind::Phone))
    }

    /// The names of the fields: with the route, what tells one form from another.
    pub fn names(&self) -> BTreeSet<&str> {
        self.fields.iter().map(|f| f.name.as_str()).collect()
    }

    /// The form filled in as somebody would, with something else in one field and one of the buttons pressed. What was not
    /// there before is new each time, so that nothing is refused because it is there already.
    pub fn filled(&self, target: usize, typed: &str, button: usize, time: usize) -> Vec<(String, String)> {
        let one = |(i, f): (usize, &Field)| {
            let value = if i == target {
                typed.to_owned()
            } else if f.value.is_empty() {
                f.usual(self, time)
            } else {
                f.value.clone()
            };
            (f.name.clone(), value)
        };
        self.fields.iter().enumerate().map(one).chain(self.buttons.get(button).cloned()).collect()
    }
}

impl Field {
    /// Something fitting for a field that stands empty. What the name of the field says counts more than its kind.
    fn usual(&self, form: &Form, time: usize) -> String {
        let asks = |name: &str| form.fields.iter().any(|f| f.name == name);
        let text = match (self.kind, self.name.as_str()) {
            (Kind::Chosen, _) => String::new(),
            (Kind::Text, "postal_code") => "5003".to_owned(),
            (Kind::Text, "adresse") if asks("kontakt") => format!("rev{time}@skog.example"),
            (Kind::Text, "adresse") | (Kind::Web, _) => "https://skog.example/".to_owned(),
            (Kind::Text | Kind::Number, "ar") => "2024".to_owned(),
            (Kind::Text | Kind::Number, "tall" | "andel") => "12".to_owned(),
            (Kind::Text | Kind::Number, "telefon" | "phone") | (Kind::Phone, _) => "90000000".to_owned(),
            (Kind::Number, "antall") => "3".to_owned(),
            (Kind::Number, "til") => "9".to_owned(),
            (Kind::Number, name) if name.starts_with("needs-") => "45".to_owned(),
            (Kind::Number, _) => "1".to_owned(),
            (Kind::Text, _) => format!("Prøve {time}"),
            (Kind::Email, _) => format!("rev{time}@skog.example"),
            (Kind::Day, "until" | "til" | "last" | "date" | "moved_to" | "frist") => "2026-12-01".to_owned(),
            (Kind::Day, _) => "2026-11-20".to_owned(),
            (Kind::Time, "end" | "til" | "slutt") => "12:00".to_owned(),
            (Kind::Time, _) => "10:00".to_owned(),
            (Kind::Password, _) => "tre blå kaffekopper".to_owned(),
        };
        text.chars().take(self.most.unwrap_or(usize::MAX)).collect()
    }
}

/// The forms of a page and the addresses it leads to.
pub fn read_page(path: &str, html: &str) -> (Vec<Form>, Vec<String>) {
    let (mut forms, mut links, mut open, mut list) = (Vec::new(), Vec::new(), None::<Form>, None::<String>);
    for tag in tags(html) {
        match tag.name.as_str() {
            "a" => links.extend(tag.at.get("href").cloned()),
            "form" => {
                open = Some(Form {
                    page: path.to_owned(),
                    action: tag.at.get("action").cloned().unwrap_or_else(|| path.to_owned()),
                    post: tag.at.get("method").is_some_and(|m| m.eq_ignore_ascii_case("post")),
                    upload: tag.at.contains_key("enctype"),
                    fields: Vec::new(),
                    buttons: Vec::new(),
                });
            }
            "/form" => forms.extend(open.take()),
            "select" => list = tag.at.get("name").cloned(),
            "/select" => list = None,
            _ => {
                if let Some(form) = &mut open {
                    form.read(&tag, list.as_deref());
                }
            }
        }
    }
    (forms, links)
}

/// What a page that takes nothing says is wrong, in short.
pub fn complaint(html: &str) -> String {
    let at = html
        .find("error-summary")
        .or_else(|| html.find("class=\"error"))
        .or_else(|| html.find("<h1"))
        .unwrap_or(0);
    let mut inside = true;
    let text: String = html[at..]
        .chars()
        .take(900)
        .filter(|c| {
            let shown = !inside && *c != '<';
            inside = *c == '<' || (inside && *c != '>');
            shown
        })
        .collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(120).collect()
}
