//! One page that edits one part of one thing: shown, saved, refused, and told when somebody else came first.

use super::{
    OfficeRefusal,
    entered::{Entered, Problems, Reading, fault_words},
    questions::{self, Question},
};
use crate::{
    exchange,
    frame::{AppError, Cx, Refusal},
    texts::{T, Words},
};
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::{
    register::{Entity, Register, RegisterProblem, check},
    shared::Locale,
};
use maud::{Markup, html};
use sha2::Digest;
use store::Tx;
use ui::{
    Audience, Link, forms,
    parts::{self, Weight},
};

/// A page that edits a part of a thing in the register.
pub trait Editor: Clone + Send + Sync + 'static {
    /// The sort of thing.
    fn entity(&self) -> Entity;
    /// Its key; empty for one that is not there yet, and for the municipality.
    fn key(&self) -> String;
    /// The heading.
    fn title(&self, register: &Register, l: Locale) -> String;
    /// One sentence below the heading; may be empty.
    fn lead(&self, _l: Locale) -> String {
        String::new()
    }
    /// Where the way back leads: path and words.
    fn back(&self, register: &Register, l: Locale) -> Vec<(String, String)>;
    /// Where the form is sent.
    fn action(&self) -> String;
    /// Where to go when it is saved.
    fn after(&self, entered: &Entered) -> String;
    /// The words of the one button.
    fn button(&self, l: Locale) -> String {
        l.t(T::OfficeSave)
    }
    /// What is asked.
    fn questions(&self, register: &Register, l: Locale) -> Vec<Question>;
    /// What stands there now; `None` when there is no such thing.
    fn filled(&self, register: &Register) -> Option<Entered>;
    /// Puts what was entered into the register.
    fn apply(&self, register: &mut Register, reading: &mut Reading<'_>);
    /// Writes what the form asks beside the register, in the same transaction, after the register is stored.
    ///
    /// # Errors
    /// A fault of the database.
    fn stored(&self, _tx: &mut Tx, _register: &Register, _entered: &Entered) -> Result<(), AppError> {
        Ok(())
    }
    /// The name of the form's field that a part of the register stands in.
    fn field(&self, path: &str) -> String {
        path.split(['[', '.']).next().unwrap_or_default().to_owned()
    }
    /// Whether the form can show what it gives before it is saved.
    fn has_preview(&self) -> bool {
        false
    }
    /// What the form gives, from the register as it would be.
    fn preview(&self, _cx: &Cx, _after: &Register) -> Markup {
        html! {}
    }
    /// What stands beside the form: a preview, more to do.
    fn beside(&self, _cx: &Cx, _register: &Register) -> Markup {
        html! {}
    }
}

/// Which version of a thing a form was made from: a short hash of its file.
#[must_use]
pub fn made_from(register: &Register, entity: Entity, key: &str) -> String {
    let path = domain::exchange::fields::path(entity, key);
    let files = domain::exchange::write(register);
    let text = files.into_iter().find(|(p, _)| *p == path).map(|(_, text)| text).unwrap_or_default();
    sha2::Sha256::digest(text.as_bytes()).iter().take(8).map(|b| format!("{b:02x}")).collect()
}

/// What there is to say above a form.
enum Above {
    Nothing,
    Problems(Problems),
    Conflict(Entered),
    Preview(Markup),
}

/// Shows the page.
///
/// # Errors
/// Absent when there is no such thing.
pub async fn show<E: Editor>(cx: &Cx, editor: &E) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let entered = editor.filled(&published.register).ok_or(AppError::Absent)?;
    Ok(page(cx, editor, &published.register, &entered, Above::Nothing))
}

/// Saves what was entered, or shows the page again with what was wrong.
///
/// # Errors
/// Absent when there is no such thing; a fault of the database.
pub async fn save<E: Editor>(cx: &Cx, editor: E, pairs: Vec<(String, String)>) -> Result<Response, AppError> {
    let entered = Entered::of(pairs);
    let published = cx.published().await?;
    editor.filled(&published.register).ok_or(AppError::Absent)?;
    let l = cx.locale();
    let mut after = published.register.clone();
    let problems = attempt(&editor, &mut after, &entered, l);
    if !problems.is_empty() {
        return Ok(page(
            cx,
            &editor,
            &published.register,
            &entered,
            Above::Problems(problems),
        ));
    }
    if editor.has_preview() && entered.get("forhandsvis") == "1" {
        let shown = editor.preview(cx, &after);
        return Ok(page(cx, &editor, &published.register, &entered, Above::Preview(shown)));
    }
    let (change, values) = (editor.clone(), entered.clone());
    let base = entered.get("made-from").to_owned();
    let done = cx
        .write_register(move |tx| {
            let mut register = exchange::store::load(tx)?.ok_or(AppError::Absent)?.into_register();
            if !base.is_empty() && base != made_from(&register, change.entity(), &change.key()) {
                return Err(AppError::refused(OfficeRefusal::ChangedMeanwhile));
            }
            if !attempt(&change, &mut register, &values, l).is_empty() {
                return Err(AppError::refused(OfficeRefusal::ChangedMeanwhile));
            }
            exchange::save(tx, &register)?;
            change.stored(tx, &register, &values)
        })
        .await;
    match done {
        Ok(()) => Ok(cx.go(&editor.after(&entered))),
        Err(AppError::Refused(refusal)) if refusal.code() == OfficeRefusal::ChangedMeanwhile.code() => {
            cx.app.forget(cx.tenant().id);
            let now = cx.published().await?;
            let stored = editor.filled(&now.register).ok_or(AppError::Absent)?;
            Ok(page(cx, &editor, &now.register, &entered, Above::Conflict(stored)))
        }
        Err(other) => Err(other),
    }
}

/// Changes the newest register and stores it: all or nothing.
///
/// # Errors
/// What `change` gives; a fault of the database.
pub async fn change_register<F>(cx: &Cx, change: F) -> Result<(), AppError>
where
    F: Fn(&mut Register) -> Result<(), AppError> + Send + Sync + 'static,
{
    cx.write_register(move |tx| {
        let stored = exchange::store::load(tx)?.ok_or(AppError::Absent)?;
        let mut register = stored.into_register();
        change(&mut register)?;
        exchange::save(tx, &register)?;
        Ok(())
    })
    .await
}

/// Applies what was entered; gives what is wrong with it, leaving out what was wrong before.
fn attempt<E: Editor>(editor: &E, register: &mut Register, entered: &Entered, l: Locale) -> Problems {
    let before = check(register);
    let mut reading = Reading::new(l, entered);
    editor.apply(register, &mut reading);
    sort(register);
    let mut problems = reading.problems;
    for problem in new_problems(&before, check(register)) {
        let name = editor.field(&problem.field);
        if !problems.iter().any(|(n, _)| *n == name || n.starts_with(&format!("{name}-"))) {
            problems.push((name, fault_words(&problem.fault, l)));
        }
    }
    let own = register.municipality.written_language;
    questions::placed(&editor.questions(register, l), own, problems)
}

fn new_problems(before: &[RegisterProblem], after: Vec<RegisterProblem>) -> impl Iterator<Item = RegisterProblem> {
    after.into_iter().filter(|p| !before.contains(p))
}

/// The lists of a register are sorted by key.
pub fn sort(register: &mut Register) {
    register.organisations.sort_by(|a, b| a.key.cmp(&b.key));
    register.places.sort_by(|a, b| a.key.cmp(&b.key));
    register.offerings.sort_by(|a, b| a.key.cmp(&b.key));
    register.services.sort_by(|a, b| a.key.cmp(&b.key));
    register.municipality.closed_periods.sort_by(|a, b| a.key.cmp(&b.key));
    register.municipality.school_holidays.sort_by(|a, b| a.key.cmp(&b.key));
}

fn page<E: Editor>(cx: &Cx, editor: &E, register: &Register, entered: &Entered, above: Above) -> Response {
    let l = cx.locale();
    let own = register.municipality.written_language;
    let questions = editor.questions(register, l);
    let title = editor.title(register, l);
    let keeps = !matches!(above, Above::Conflict(_));
    let (status, top, problems) = match above {
        Above::Nothing => (StatusCode::OK, html! {}, Vec::new()),
        Above::Preview(shown) => (StatusCode::OK, shown, Vec::new()),
        Above::Problems(problems) => (
            StatusCode::UNPROCESSABLE_ENTITY,
            forms::error_summary(l, &questions::with_labels(&questions, &problems)),
            problems,
        ),
        Above::Conflict(stored) => {
            let refusal = OfficeRefusal::ChangedMeanwhile;
            let both = questions::both_values(l, &questions, &stored, entered);
            (
                refusal.status(),
                questions::refused(&refusal.text(l), &refusal.hint(l), &both),
                Vec::new(),
            )
        }
    };
    let version = if editor.key().is_empty() && editor.entity() != Entity::Municipality {
        String::new()
    } else {
        made_from(register, editor.entity(), &editor.key())
    };
    // A form shown again after problems or a look keeps what it was made from; only a conflict starts anew.
    let version = match entered.get("made-from") {
        kept if keeps && !kept.is_empty() => kept.to_owned(),
        _ => version,
    };
    let lead = editor.lead(l);
    let fields = html! {
        (forms::hidden("made-from", &version))
        (questions::draw_all(l, own, &questions, entered, &problems))
        div.actions {
            (parts::button(&editor.button(l), Weight::Primary))
            @if editor.has_preview() {
                (parts::button_with(&l.t(T::OfficeShowPreview), Weight::Secondary, "forhandsvis", "1"))
            }
        }
    };
    let body = html! {
        (crumbs(cx, &editor.back(register, l), &title))
        h1 { (title) }
        (top)
        @if !lead.is_empty() { p.lead { (lead) } }
        (forms::form(&cx.link(&editor.action()), &cx.csrf(), &fields))
        (editor.beside(cx, register))
    };
    (status, cx.html(&cx.shell(Audience::Office, title), &body)).into_response()
}

/// The way from the office's home to a page.
#[must_use]
pub fn crumbs(cx: &Cx, way: &[(String, String)], here: &str) -> Markup {
    let l = cx.locale();
    let home = Link::new(cx.link("/kontor"), l.t(T::OfficeHome));
    let links: Vec<Link> = std::iter::once(home)
        .chain(way.iter().map(|(path, words)| Link::new(cx.link(path), words)))
        .collect();
    parts::breadcrumbs(l, &links, here)
}
