//! The boundaries in the office: the national profile, what the municipality has decided otherwise, and which risk
//! assessments are missing.

use super::{
    forms::{self, Fields},
    views,
};
use crate::{
    exchange,
    frame::{AppError, Cx, Published},
    texts::{T, Words},
};
use axum::{
    Form,
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::{
    boundaries::{EffectiveRule, effective},
    register::Deviation,
    shared::Key,
};
use ui::Audience;

/// Every rule with the answer here.
pub async fn list(cx: Cx) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let rules = effective(&published.register, cx.today());
    let shell = cx.shell(Audience::Office, cx.locale().t(T::BoundariesTitle));
    Ok(cx.html(&shell, &views::list(&cx, &rules)))
}

fn rule(cx: &Cx, published: &Published, code: &str) -> Result<EffectiveRule, AppError> {
    effective(&published.register, cx.today())
        .into_iter()
        .find(|r| r.code == code)
        .ok_or(AppError::Absent)
}

/// The deviation that decides for a rule.
fn deviation<'p>(published: &'p Published, rule: &EffectiveRule) -> Option<&'p Deviation> {
    let key = &rule.deviation.as_ref()?.key;
    published.register.deviations.iter().find(|d| d.key == *key)
}

/// The form for one rule.
pub async fn edit(cx: Cx, Path(code): Path<String>) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let rule = rule(&cx, &published, &code)?;
    let fields = deviation(&published, &rule).map(forms::fields_of).unwrap_or_default();
    let mut shell = cx.shell(Audience::Office, cx.locale().t(T::BoundariesEditTitle));
    shell.scripts.push(&ui::assets::GUARDED_JS);
    let own = published.register.municipality.written_language;
    Ok(cx.html(&shell, &views::edit(&cx, &rule, own, &fields, &[])))
}

/// Keeps what the municipality has decided for a rule. From then on it stands at every desk.
pub async fn save(cx: Cx, Path(code): Path<String>, Form(fields): Form<Fields>) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let rule = rule(&cx, &published, &code)?;
    let own = published.register.municipality.written_language;
    let key = match deviation(&published, &rule) {
        Some(old) => old.key.clone(),
        None => free_key(&published, &code)?,
    };
    match forms::read(&fields, &code, key, own) {
        Ok(new) => {
            let mut register = published.register.clone();
            register.deviations.retain(|d| d.key != new.key);
            register.deviations.push(new);
            register.deviations.sort_by(|a, b| a.key.cmp(&b.key));
            cx.write_register(move |tx| exchange::save(tx, &register)).await?;
            Ok(cx.go("/kontor/grenser"))
        }
        Err(problems) => {
            let mut shell = cx.shell(Audience::Office, cx.locale().t(T::BoundariesEditTitle));
            shell.scripts.push(&ui::assets::GUARDED_JS);
            shell.language_links.clear();
            let page = cx.html(&shell, &views::edit(&cx, &rule, own, &fields, &problems));
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
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

/// Goes back to the national answer.
pub async fn remove(cx: Cx, Path(code): Path<String>) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let rule = rule(&cx, &published, &code)?;
    if let Some(old) = deviation(&published, &rule) {
        let (mut register, key) = (published.register.clone(), old.key.clone());
        register.deviations.retain(|d| d.key != key);
        cx.write_register(move |tx| exchange::save(tx, &register)).await?;
    }
    Ok(cx.go("/kontor/grenser"))
}
