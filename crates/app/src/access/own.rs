//! One's own account: password and sessions.

use super::{AccessRefusal, forms::Fields, password, store, throttle::Attempt, views};
use crate::frame::{AppError, Cx, Who};
use axum::{
    Form,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::shared::Id;

/// The account of the one who is signed in; a shared device has none.
fn own_account(cx: &Cx) -> Result<(Id, [u8; 32]), AppError> {
    match &cx.session {
        Some(session) => match session.who {
            Who::Person { account, .. } => Ok((account, session.token_hash)),
            Who::Device { .. } => Err(AppError::Forbidden),
        },
        None => Err(AppError::Forbidden),
    }
}

async fn show(cx: &Cx, refusal: Option<AccessRefusal>, changed: bool) -> Result<Response, AppError> {
    let (account, here) = own_account(cx)?;
    let now = cx.now;
    let sessions = cx.read(move |r| store::sessions(r, account, now)).await?;
    Ok(views::own(cx, &sessions, &here, refusal, changed))
}

/// The page.
pub async fn page(cx: Cx) -> Result<Response, AppError> {
    show(&cx, None, false).await
}

/// Changes the password; every other session ends.
pub async fn change_password(cx: Cx, Form(fields): Form<Fields>) -> Result<Response, AppError> {
    let (account, here) = own_account(&cx)?;
    let typed = |name: &str| fields.iter().find(|(n, _)| n == name).map(|(_, v)| v.clone()).unwrap_or_default();
    let (login, hash) = cx.read(move |r| store::own(r, account)).await?.ok_or(AppError::Absent)?;
    // Whoever sits down at a machine that was left open must not find the password out there.
    let attempt = Attempt::new(&cx, &login, Some(&hex(&here)));
    attempt.count(&cx).await?;
    let refusal = if password::matches(typed("gammelt"), Some(hash)).await? {
        password::check(&typed("passord"), &typed("igjen"), &login).err()
    } else {
        Some(AccessRefusal::WrongPassword)
    };
    if refusal.is_some() {
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, show(&cx, refusal, false).await?).into_response());
    }
    attempt.succeeded(&cx).await?;
    let hash = password::hash_aside(typed("passord")).await?;
    cx.write(move |tx| store::set_password(tx, account, &hash, &here)).await?;
    show(&cx, None, true).await
}

/// Ends one of one's own sessions, named by its hash.
pub async fn end_session(cx: Cx, Form(fields): Form<Fields>) -> Result<Response, AppError> {
    let (account, _) = own_account(&cx)?;
    let hex = super::forms::value(&fields, "okt");
    let mut hash = [0u8; 32];
    for (i, slot) in hash.iter_mut().enumerate() {
        let digits = hex.get(2 * i..2 * i + 2).ok_or(AppError::Absent)?;
        *slot = u8::from_str_radix(digits, 16).map_err(|_| AppError::Absent)?;
    }
    cx.write(move |tx| store::end_session(tx, &hash, Some(account))).await?;
    Ok(cx.go("/konto"))
}

/// The hash of a session in hexadecimal digits.
pub fn hex(hash: &[u8; 32]) -> String {
    hash.iter().map(|b| format!("{b:02x}")).collect()
}

/// Whether a session is the one that asks.
pub fn is_here(session: &store::SessionLine, here: &[u8; 32]) -> bool {
    session.token_hash == *here
}
