//! Form fields: a visible label, a hint, an error beside the field, the entered value kept.

use domain::shared::Locale;
use maud::{Markup, html};

use crate::args;
use crate::texts::{T, Words};

/// What a field shows, whatever its kind.
///
/// ```
/// use ui::forms::{Field, text_field};
/// let field = Field::new("name", "Navn på stedet").value("Hovedbiblioteket").hint("Slik folk kjenner det");
/// let html = text_field(&field).into_string();
/// assert!(html.contains(r#"aria-describedby="f-name-hint""#));
/// assert!(html.contains(r#"value="Hovedbiblioteket""#));
/// let wrong = text_field(&Field::new("name", "Navn").error(Some("Skriv et navn"))).into_string();
/// assert!(wrong.contains(r#"aria-invalid="true""#));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Field {
    name: String,
    id: String,
    label: String,
    hint: Option<String>,
    error: Option<String>,
    value: String,
    optional: Option<Locale>,
    required: bool,
    autocomplete: Option<&'static str>,
    input_mode: Option<&'static str>,
    max_length: Option<u32>,
    class: &'static str,
    guard: bool,
    label_hidden: bool,
    language: Option<String>,
}

impl Field {
    /// A field with the name it is sent under and its label. Its id is `f-` and the name.
    #[must_use]
    pub fn new(name: impl Into<String>, label: impl Into<String>) -> Self {
        let name = name.into();
        Self {
            id: field_id(&name),
            name,
            label: label.into(),
            ..Self::default()
        }
    }

    /// Help that stands between label and field.
    #[must_use]
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self {
            hint: Some(hint.into()).filter(|h| !h.is_empty()),
            ..self
        }
    }

    /// What is wrong with the value, when something is.
    #[must_use]
    pub fn error(self, error: Option<impl Into<String>>) -> Self {
        Self {
            error: error.map(Into::into),
            ..self
        }
    }

    /// The entered value.
    #[must_use]
    pub fn value(self, value: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            ..self
        }
    }

    /// Says "(valgfritt)" after the label, in this language.
    #[must_use]
    pub fn optional(self, locale: Locale) -> Self {
        Self {
            optional: Some(locale),
            ..self
        }
    }

    /// Marks the field as required for browsers and screen readers.
    #[must_use]
    pub fn required(self) -> Self {
        Self { required: true, ..self }
    }

    /// The `autocomplete` value (WCAG 1.3.5): "email", "current-password", "off" …
    #[must_use]
    pub fn autocomplete(self, value: &'static str) -> Self {
        Self {
            autocomplete: Some(value),
            ..self
        }
    }

    /// The keyboard a phone shows: "numeric", "tel" …
    #[must_use]
    pub fn input_mode(self, value: &'static str) -> Self {
        Self {
            input_mode: Some(value),
            ..self
        }
    }

    /// The largest number of characters.
    #[must_use]
    pub fn max_length(self, value: u32) -> Self {
        Self {
            max_length: Some(value),
            ..self
        }
    }

    /// A narrow field, for short values.
    #[must_use]
    pub fn short(self) -> Self {
        Self { class: "short", ..self }
    }

    /// Another id than the one made from the name, where a name stands twice on a page.
    #[must_use]
    pub fn id(self, id: impl Into<String>) -> Self {
        Self { id: id.into(), ..self }
    }

    /// Marks free text that the privacy guard watches in the browser (`data-guard`).
    #[must_use]
    pub fn guarded(self) -> Self {
        Self { guard: true, ..self }
    }

    /// Keeps the label for screen readers only, where the surroundings say it visibly.
    #[must_use]
    pub fn label_hidden(self) -> Self {
        Self {
            label_hidden: true,
            ..self
        }
    }

    /// What is written here is in another language than the page (BCP 47). The writing begins on the side it belongs on.
    #[must_use]
    pub fn language(self, code: impl Into<String>) -> Self {
        Self {
            language: Some(code.into()),
            ..self
        }
    }

    fn direction(&self) -> Option<&'static str> {
        self.language.as_ref().map(|_| "auto")
    }

    fn described_by(&self) -> Option<String> {
        let hint = self.hint.as_ref().map(|_| format!("{}-hint", self.id));
        let error = self.error.as_ref().map(|_| format!("{}-error", self.id));
        match (hint, error) {
            (Some(hint), Some(error)) => Some(format!("{hint} {error}")),
            (hint, error) => hint.or(error),
        }
    }

    fn invalid(&self) -> Option<&'static str> {
        self.error.as_ref().map(|_| "true")
    }

    fn input_class(&self) -> String {
        format!("ds-input {}", self.class).trim_end().to_owned()
    }
}

/// The id of the field with this name; links of the error summary lead there.
#[must_use]
pub fn field_id(name: &str) -> String {
    let safe: String = name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    format!("f-{safe}")
}

/// One of several values to choose from.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
    /// A line under the label.
    pub hint: Option<String>,
    /// Whether it is chosen.
    pub checked: bool,
}

impl Choice {
    /// A choice without a hint.
    #[must_use]
    pub fn new(value: impl Into<String>, label: impl Into<String>, checked: bool) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
            hint: None,
            checked,
        }
    }

    /// The same with a line under the label.
    #[must_use]
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self {
            hint: Some(hint.into()),
            ..self
        }
    }
}

fn optional_mark(field: &Field) -> Markup {
    html! {
        @if let Some(locale) = field.optional {
            " " span.optional { "(" (locale.t(T::UiOptional)) ")" }
        }
    }
}

fn hint_and_error(field: &Field) -> Markup {
    html! {
        @if let Some(hint) = &field.hint { p.hint id={ (field.id) "-hint" } { (hint) } }
        @if let Some(error) = &field.error {
            p.error id={ (field.id) "-error" } {
                svg viewBox="0 0 16 16" aria-hidden="true" { path fill="currentColor" d="M8 0l8 15H0zM7 5v5h2V5zm0 6v2h2v-2z" {} }
                (error)
            }
        }
    }
}

fn labelled(field: &Field, control: &Markup) -> Markup {
    html! {
        div.field {
            label class=[field.label_hidden.then_some("sr-only")] for=(field.id) { (field.label) (optional_mark(field)) }
            (hint_and_error(field))
            (control)
        }
    }
}

/// What [`input`] asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Plain text.
    Text,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Tel,
    /// A web address.
    Url,
    /// A password.
    Password,
}

/// A one-line field of a kind.
#[must_use]
pub fn input(field: &Field, kind: Kind) -> Markup {
    let kind = match kind {
        Kind::Text => "text",
        Kind::Email => "email",
        Kind::Tel => "tel",
        Kind::Url => "url",
        Kind::Password => "password",
    };
    // A password is never written back into a page.
    let value = if kind == "password" { "" } else { &field.value };
    labelled(
        field,
        &html! {
            input class=(field.input_class()) type=(kind) id=(field.id) name=(field.name) value=(value)
                aria-describedby=[field.described_by()] aria-invalid=[field.invalid()] required[field.required]
                autocomplete=[field.autocomplete] inputmode=[field.input_mode] maxlength=[field.max_length]
                lang=[field.language.as_deref()] dir=[field.direction()] data-guard[field.guard];
        },
    )
}

/// A line of text.
#[must_use]
pub fn text_field(field: &Field) -> Markup {
    input(field, Kind::Text)
}

/// A whole number between `min` and `max`. A text field with a numeric keyboard: spin buttons change values by accident.
#[must_use]
pub fn number_field(field: &Field, min: i64, max: i64) -> Markup {
    let digits = u32::try_from(max.to_string().len().max(min.to_string().len())).unwrap_or(20);
    let field = Field {
        input_mode: Some("numeric"),
        class: "short",
        ..field.clone()
    };
    text_field(&field.max_length(digits))
}

/// Several lines of text.
#[must_use]
pub fn textarea(field: &Field, rows: u8) -> Markup {
    labelled(
        field,
        &html! {
            textarea class=(field.input_class()) id=(field.id) name=(field.name) rows=(rows)
                aria-describedby=[field.described_by()] aria-invalid=[field.invalid()] required[field.required]
                maxlength=[field.max_length] lang=[field.language.as_deref()] dir=[field.direction()] data-guard[field.guard] {
                (field.value)
            }
        },
    )
}

/// A list to choose one from; for many values. Few are better as [`radios`].
#[must_use]
pub fn select(field: &Field, choices: &[Choice]) -> Markup {
    labelled(
        field,
        &html! {
            select class=(field.input_class()) id=(field.id) name=(field.name)
                aria-describedby=[field.described_by()] aria-invalid=[field.invalid()] required[field.required]
                autocomplete=[field.autocomplete] {
                @for choice in choices {
                    option value=(choice.value) selected[choice.checked || choice.value == field.value] { (choice.label) }
                }
            }
        },
    )
}

/// A day, with the browser's own calendar; `value` is `YYYY-MM-DD`.
#[must_use]
pub fn date_field(field: &Field) -> Markup {
    short_input(field, "date")
}

/// A time of day; `value` is `HH:MM`.
#[must_use]
pub fn time_field(field: &Field) -> Markup {
    short_input(field, "time")
}

fn short_input(field: &Field, kind: &str) -> Markup {
    labelled(
        field,
        &html! {
            input.ds-input.short type=(kind) id=(field.id) name=(field.name) value=(field.value)
                aria-describedby=[field.described_by()] aria-invalid=[field.invalid()] required[field.required];
        },
    )
}

/// A file to send; the form must be [`upload_form`]. `accept` lists endings: ".toml,.zip".
#[must_use]
pub fn file_field(field: &Field, accept: &str) -> Markup {
    labelled(
        field,
        &html! {
            input type="file" id=(field.id) name=(field.name) accept=(accept)
                aria-describedby=[field.described_by()] aria-invalid=[field.invalid()] required[field.required];
        },
    )
}

/// One of a few.
///
/// ```
/// use ui::forms::{Choice, Field, radios};
/// let choices = [Choice::new("1", "Ja", true), Choice::new("0", "Nei", false).hint("Vi spør ikke igjen")];
/// let html = radios(&Field::new("step_free", "Kommer man inn uten trapper?"), &choices).into_string();
/// assert_eq!(html.matches("type=\"radio\"").count(), 2);
/// ```
#[must_use]
pub fn radios(field: &Field, choices: &[Choice]) -> Markup {
    group(field, choices, "radio", false)
}

/// Any number of several.
#[must_use]
pub fn checkboxes(field: &Field, choices: &[Choice]) -> Markup {
    group(field, choices, "checkbox", false)
}

/// [`radios`] side by side, for short labels.
#[must_use]
pub fn radios_across(field: &Field, choices: &[Choice]) -> Markup {
    group(field, choices, "radio", true)
}

/// [`checkboxes`] side by side, for short labels.
#[must_use]
pub fn checkboxes_across(field: &Field, choices: &[Choice]) -> Markup {
    group(field, choices, "checkbox", true)
}

fn group(field: &Field, choices: &[Choice], kind: &str, across: bool) -> Markup {
    html! {
        fieldset aria-describedby=[field.described_by()] {
            legend class=[field.label_hidden.then_some("sr-only")] { (field.label) (optional_mark(field)) }
            (hint_and_error(field))
            div.choices.across[across] {
                @for (i, choice) in choices.iter().enumerate() {
                    // The first carries the field's own id, so that the error summary leads to it.
                    @let id = if i == 0 { field.id.clone() } else { format!("{}-{i}", field.id) };
                    label.choice for=(id) {
                        input.ds-input type=(kind) id=(id) name=(field.name) value=(choice.value)
                            checked[choice.checked || (kind == "radio" && !field.value.is_empty() && choice.value == field.value)]
                            aria-invalid=[field.invalid().filter(|_| kind == "checkbox")]
                            required[field.required && kind == "radio"];
                        span {
                            (choice.label)
                            @if let Some(hint) = &choice.hint { span.hint { (hint) } }
                        }
                    }
                }
            }
        }
    }
}

/// One box to tick, for a yes or no. Sends `1` when ticked, nothing when not.
#[must_use]
pub fn checkbox(field: &Field, checked: bool) -> Markup {
    html! {
        div.field {
            (hint_and_error(field))
            label.choice for=(field.id) {
                input.ds-input type="checkbox" id=(field.id) name=(field.name) value="1" checked[checked]
                    aria-describedby=[field.described_by()] aria-invalid=[field.invalid()] required[field.required];
                span { (field.label) (optional_mark(field)) }
            }
        }
    }
}

/// A value that travels with the form unseen.
#[must_use]
pub fn hidden(name: &str, value: &str) -> Markup {
    html! { input type="hidden" name=(name) value=(value); }
}

/// The one primary action of a form.
#[must_use]
pub fn submit(label: &str) -> Markup {
    html! { div.actions { button.ds-button type="submit" { (label) } } }
}

/// A form that changes something: posts to `action` with the form token.
#[must_use]
pub fn form(action: &str, csrf_token: &str, body: &Markup) -> Markup {
    html! {
        form method="post" action=(action) novalidate { (hidden("csrf", csrf_token)) (body) }
    }
}

/// [`form`] that sends files.
#[must_use]
pub fn upload_form(action: &str, csrf_token: &str, body: &Markup) -> Markup {
    html! {
        form method="post" action=(action) enctype="multipart/form-data" novalidate { (hidden("csrf", csrf_token)) (body) }
    }
}

/// A form that only asks: its values stand in the address.
#[must_use]
pub fn get_form(action: &str, body: &Markup) -> Markup {
    html! { form method="get" action=(action) { (body) } }
}

/// The search field with its button, sending `q`.
#[must_use]
pub fn search_form(locale: Locale, action: &str, label: &str, value: &str) -> Markup {
    html! {
        form role="search" method="get" action=(action) {
            label.sr-only for="f-q" { (label) }
            div.search {
                input.ds-input type="search" id="f-q" name="q" value=(value) autocomplete="off" enterkeyhint="search" maxlength="200";
                button.ds-button type="submit" { (locale.t(T::UiSearch)) }
            }
        }
    }
}

/// All problems of a form on top of it, each leading to its field: (name of the field, what is wrong). Nothing when there
/// are none. Takes the focus when the page opens.
#[must_use]
pub fn error_summary(locale: Locale, problems: &[(String, String)]) -> Markup {
    html! {
        @if !problems.is_empty() {
            div.error-summary #feil tabindex="-1" role="alert" aria-labelledby="feil-tittel" autofocus {
                h2 #feil-tittel { (locale.ta(T::UiErrorSummaryTitle, &args![("n", problems.len())])) }
                ul {
                    @for (name, text) in problems { li { a href={ "#" (field_id(name)) } { (text) } } }
                }
            }
        }
    }
}
