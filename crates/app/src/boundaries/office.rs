//! The boundaries in the office: the edition of the national profile that is followed, what the municipality has decided
//! otherwise, and which risk assessments are missing.

use super::{
    forms::{self, Fields, Problem, field},
    store, views,
};
use crate::{
    exchange,
    frame::{AppError, Cx, Published},
    risk::{self, Approved},
    texts::{T, Words},
};
use axum::{
    Form,
    extract::{Path, Query},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::{
    boundaries::{EffectiveRule, Profile, effective, rule_changes},
    register::Deviation,
    shared::{Id, Key},
};
use ui::Audience;

/// Every rule with the answer here.
pub async fn list(cx: Cx) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let rules = effective(&published.register, cx.today());
    let shell = cx.shell(Audience::Office, cx.locale().t(T::BoundariesTitle));
    Ok(cx.html(&shell, &views::list(&cx, &published.register, &rules)))
}

/// What the newest edition of the standard profile changes for us.
pub async fn edition(cx: Cx) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let (from, to) = (
        Profile::of_version(&published.register.municipality.standard_profile),
        Profile::standard(),
    );
    let shell = cx.shell(Audience::Office, cx.locale().t(T::BoundariesEditionTitle));
    Ok(cx.html(&shell, &views::edition(&cx, from, to, &rule_changes(from, to))))
}

/// The municipality says yes to an edition. What it has decided itself stands.
pub async fn follow(cx: Cx, Form(fields): Form<Fields>) -> Result<Response, AppError> {
    let wanted = field(&fields, "utgave");
    let known = Profile::editions().iter().find(|p| p.version == wanted).ok_or(AppError::Absent)?;
    let published = cx.published().await?;
    if published.register.municipality.standard_profile != known.version {
        let mut register = published.register.clone();
        register.municipality.standard_profile.clone_from(&known.version);
        cx.write_register(move |tx| exchange::save(tx, &register)).await?;
    }
    Ok(cx.go("/kontor/grenser"))
}

fn rule(cx: &Cx, published: &Published, code: &str) -> Result<EffectiveRule, AppError> {
    effective(&published.register, cx.today())
        .into_iter()
        .find(|r| r.code == code)
        .ok_or(AppError::Absent)
}

/// The deviation that is meant: the one that is named, or else the first about the rule; `None` for a new one.
fn deviation<'p>(published: &'p Published, rule: &EffectiveRule, named: &str) -> Option<&'p Deviation> {
    let key = match named {
        "" => &rule.deviations().next()?.key,
        named => &rule.deviations().find(|d| d.key.as_str() == named)?.key,
    };
    published.register.deviations.iter().find(|d| d.key == *key)
}

/// The form for one decision. A risk analysis may lead here with its number and its reference.
pub async fn edit(cx: Cx, Path(code): Path<String>, Query(asked): Query<Fields>) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let rule = rule(&cx, &published, &code)?;
    let found = deviation(&published, &rule, field(&asked, "avvik"));
    let mut fields = found.map(forms::fields_of).unwrap_or_default();
    let (approved, linked) = cx.read(|r| Ok((risk::approved(r)?, store::analyses(r)?))).await?;
    if let Some(id) = found.and_then(|d| linked.get(&d.key)) {
        fields.push(("analyse".to_owned(), id.to_string()));
    }
    for name in ["analyse", "ros"] {
        let given = field(&asked, name);
        if !given.is_empty() {
            fields.retain(|(n, _)| n != name);
            fields.push((name.to_owned(), given.to_owned()));
        }
    }
    let editing = views::Editing {
        rule: &rule,
        register: &published.register,
        key: found.map(|d| &d.key),
        fields: &fields,
        problems: &[],
        approved: &approved,
    };
    Ok(page(&cx, &editing))
}

fn page(cx: &Cx, editing: &views::Editing) -> Response {
    let mut shell = cx.shell(Audience::Office, cx.locale().t(T::BoundariesEditTitle));
    let mut status = StatusCode::OK;
    if !editing.problems.is_empty() {
        shell.language_links.clear();
        status = StatusCode::UNPROCESSABLE_ENTITY;
    }
    (status, cx.html(&shell, &views::edit(cx, editing))).into_response()
}

/// The approved analysis that a form names: `None` for none. Whoever names one need not write where it is.
fn named_analysis(fields: &mut Fields, approved: &[Approved]) -> Result<Option<Id>, Problem> {
    let named = field(fields, "analyse");
    if named.is_empty() {
        return Ok(None);
    }
    let found = approved.iter().find(|a| a.id.to_string() == named).ok_or(Problem::Analysis)?;
    if field(fields, "ros").is_empty() {
        fields.retain(|(name, _)| name != "ros");
        let reference: String = found.title.chars().take(forms::LONGEST_LINE).collect();
        fields.push(("ros".to_owned(), reference));
    }
    Ok(Some(found.id))
}

/// Keeps what the municipality has decided for a rule. From then on it stands at every desk.
pub async fn save(cx: Cx, Path(code): Path<String>, Form(mut fields): Form<Fields>) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let rule = rule(&cx, &published, &code)?;
    let approved = cx.read(|r| risk::approved(r)).await?;
    let analysis = named_analysis(&mut fields, &approved);
    let named = field(&fields, "avvik");
    let old = Some(named).filter(|n| !n.is_empty()).and_then(|n| deviation(&published, &rule, n));
    let key = match old {
        Some(old) => old.key.clone(),
        None => free_key(&published, &code)?,
    };
    let new = forms::read(&fields, &code, key.clone(), old.is_none(), &published.register);
    match also(new, analysis) {
        Ok((new, analysis)) => {
            let mut register = published.register.clone();
            register.deviations.retain(|d| d.key != new.key);
            register.deviations.push(new);
            register.deviations.sort_by(|a, b| a.key.cmp(&b.key));
            cx.write_register(move |tx| {
                exchange::save(tx, &register)?;
                store::link_analysis(tx, &key, analysis)
            })
            .await?;
            Ok(cx.go("/kontor/grenser"))
        }
        Err(problems) => {
            let editing = views::Editing {
                rule: &rule,
                register: &published.register,
                key: old.map(|d| &d.key),
                fields: &fields,
                problems: &problems,
                approved: &approved,
            };
            Ok(page(&cx, &editing))
        }
    }
}

type Problems = Vec<(&'static str, Problem)>;

/// Both, or every problem with either.
fn also(
    new: Result<Deviation, Problems>,
    analysis: Result<Option<Id>, Problem>,
) -> Result<(Deviation, Option<Id>), Problems> {
    match (new, analysis) {
        (Ok(new), Ok(analysis)) => Ok((new, analysis)),
        (new, analysis) => {
            let mut problems = new.err().unwrap_or_default();
            problems.extend(analysis.err().map(|p| ("analyse", p)));
            Err(problems)
        }
    }
}

/// A key that no deviation has, made from the rule's code.
fn free_key(published: &Published, code: &str) -> Result<Key, AppError> {
    let taken = |key: &Key| published.register.deviations.iter().any(|d| d.key == *key);
    let plain = code.replace('_', "-");
    let names = std::iter::once(plain.clone()).chain((2..100).map(|n| format!("{plain}-{n}")));
    names.filter_map(|name| Key::from_name(&name)).find(|key| !taken(key)).ok_or(AppError::Absent)
}

/// Takes a decision back: the national answer holds again.
pub async fn remove(cx: Cx, Path(code): Path<String>, Form(fields): Form<Fields>) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let rule = rule(&cx, &published, &code)?;
    if let Some(old) = deviation(&published, &rule, field(&fields, "avvik")) {
        let (mut register, key) = (published.register.clone(), old.key.clone());
        register.deviations.retain(|d| d.key != key);
        cx.write_register(move |tx| exchange::save(tx, &register)).await?;
    }
    Ok(cx.go("/kontor/grenser"))
}
