//! Signing in and out, and accepting an invitation.

use super::{
    AccessRefusal,
    forms::{self, Fields, value},
    password, store,
    throttle::Attempt,
    views,
};
use crate::frame::{AppError, Cx, Refusal, cx::SESSION_COOKIE, front};
use axum::{
    Form,
    extract::{Path, Query},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{access::Permission, shared::Id};
use sha2::{Digest, Sha256};

/// The cookie of a browser that somebody has signed in with before.
const KNOWN_COOKIE: &str = "terskel_kjent";
/// The cookie of a shared device.
pub const DEVICE_COOKIE: &str = "terskel_enhet";

/// SHA-256 of a token.
pub fn hash_of(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

/// Adds a cookie to an answer. `seconds` 0 removes it. It is the municipality's own: somebody who works for two of one
/// installation is signed in at both.
pub fn put_cookie(cx: &Cx, response: &mut Response, name: &str, text: &str, seconds: i64) {
    let secure = if cx.loopback { "" } else { "; Secure" };
    let path = if cx.scope.base.is_empty() { "/" } else { &cx.scope.base };
    let line = format!("{name}={text}; Path={path}; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}");
    if let Ok(line) = HeaderValue::from_str(&line) {
        response.headers_mut().append(header::SET_COOKIE, line);
    }
}

/// The part of an address that one is sent on to: a path of this service, or the start page of the role.
fn way_on(cx: &Cx, to: &str, may: impl Fn(Permission) -> bool) -> Response {
    let own_path = to.starts_with('/') && !to.starts_with("//") && !to.contains('\\') && !to.contains(char::is_control);
    let start = if may(Permission::SeeOffice) && !may(Permission::EnterPaper) {
        "/kontor"
    } else {
        "/skranke"
    };
    let start = if may(Permission::UseDesk) || may(Permission::SeeOffice) {
        start
    } else {
        "/konto"
    };
    cx.go(if own_path { to } else { start })
}

/// The page to sign in on; one who is signed in already is sent on.
pub async fn page(cx: Cx, Query(query): Query<Fields>) -> Result<Response, AppError> {
    if let Some(session) = &cx.session {
        return Ok(way_on(&cx, value(&query, "til"), |p| session.may(p)));
    }
    Ok(views::sign_in(&cx, "", value(&query, "til"), None))
}

/// A kind of machine for the list of sessions: coarse on purpose.
pub fn label(headers: &HeaderMap) -> &'static str {
    let agent = headers.get(header::USER_AGENT).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let table = [
        ("iPad", "iPad"),
        ("iPhone", "iPhone"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Macintosh", "Mac"),
        ("Linux", "Linux"),
    ];
    table.iter().find(|(mark, _)| agent.contains(mark)).map_or("–", |(_, name)| name)
}

/// The mark of a browser that this name has signed in with before.
fn mark_of(cx: &Cx, login: &str, salt: &str) -> String {
    let mut digest = Sha256::new();
    digest.update(cx.app.secret());
    digest.update(format!("known {} {login} {salt}", cx.tenant().id));
    let hex: String = digest.finalize().iter().take(16).map(|b| format!("{b:02x}")).collect();
    format!("{salt}.{hex}")
}

fn known<'a>(cx: &Cx, headers: &'a HeaderMap, login: &str) -> Option<&'a str> {
    let mark = front::cookie(headers, KNOWN_COOKIE)?;
    let (salt, _) = mark.split_once('.')?;
    (salt.len() <= 64 && mark == mark_of(cx, login, salt)).then_some(mark)
}

/// Signs in. On an enrolled device the session is the device's, and the person is on duty there.
pub async fn submit(cx: Cx, headers: HeaderMap, Form(fields): Form<Fields>) -> Result<Response, AppError> {
    let login = forms::login(value(&fields, "login"));
    let to = value(&fields, "til").to_owned();
    let mark = known(&cx, &headers, &login);
    let attempt = Attempt::new(&cx, &login, mark);
    attempt.count(&cx).await?;
    let wanted = login.clone();
    let found = cx.read(move |r| store::credentials(r, &wanted)).await?;
    let (account, hash) = found.map_or((None, None), |c| (Some(c.account), Some(c.password)));
    // The value as it was typed: space at the ends belongs to a password.
    let typed = fields.iter().find(|(n, _)| n == "passord").map(|(_, v)| v.clone()).unwrap_or_default();
    let right = password::matches(typed, hash).await?;
    let Some(account) = account.filter(|_| right) else {
        // Told whether or not there is such an account, so that the time it takes says nothing.
        let whose = account.map(|id| id.0);
        cx.write(move |tx| store::signed(tx, whose, "refused")).await?;
        let mut page = views::sign_in(&cx, &login, &to, Some(AccessRefusal::WrongPassword));
        *page.status_mut() = AccessRefusal::WrongPassword.status();
        return Ok(page);
    };
    attempt.succeeded(&cx).await?;
    let device = front::cookie(&headers, DEVICE_COOKIE).map(hash_of);
    let (mut response, salt) = open_session(&cx, account, device, label(&headers), &to).await?;
    if mark.is_none() {
        put_cookie(
            &cx,
            &mut response,
            KNOWN_COOKIE,
            &mark_of(&cx, &login, &salt),
            400 * 86_400,
        );
    }
    Ok(response)
}

/// Opens a session for somebody who has shown who she is. Also gives sixteen random digits for a browser's mark.
pub async fn open_session(
    cx: &Cx,
    account: Id,
    device: Option<[u8; 32]>,
    label: &'static str,
    to: &str,
) -> Result<(Response, String), AppError> {
    let before = cx.session.as_ref().map(|session| session.token_hash);
    let (cookie, role, at_device, salt) = cx
        .write(move |tx| {
            store::forget_old(tx)?;
            // The browser forgets the cookie of the session it had; nobody else shall remember it.
            if let Some(before) = before {
                store::end_session(tx, &before, None)?;
            }
            let role = store::accounts(tx)?.into_iter().find(|a| a.id == account).ok_or(AppError::Absent)?.role;
            let at = device.map(|hash| store::device_of(tx, &hash)).transpose()?.flatten();
            // Only those who use the desk take a shared machine; others get a session of their own on it.
            let at = at.filter(|_| role.may(Permission::UseDesk));
            let cookie = match at {
                Some(device) => store::create_device_session(tx, device, account, label)?,
                None => store::create_session(tx, account, label)?,
            };
            let salt: String = tx.random_bytes::<8>().iter().map(|b| format!("{b:02x}")).collect();
            Ok((cookie, role, at.is_some(), salt))
        })
        .await?;
    let mut response = if at_device {
        cx.go("/skranke/vakt")
    } else {
        way_on(cx, to, |permission| role.may(permission))
    };
    put_cookie(cx, &mut response, SESSION_COOKIE, &cookie, store::SESSION_HOURS * 3600);
    Ok((response, salt))
}

/// Signs out. What a shared device has not sent yet stays on it.
pub async fn sign_out(cx: Cx) -> Result<Response, AppError> {
    if let Some(session) = &cx.session {
        let hash = session.token_hash;
        cx.write(move |tx| store::end_session(tx, &hash, None)).await?;
    }
    let mut response = cx.go("/logg-inn");
    put_cookie(&cx, &mut response, SESSION_COOKIE, "", 0);
    Ok(response)
}

async fn find(cx: &Cx, token: &str) -> Result<store::Invitation, AppError> {
    let (hash, now) = (hash_of(token), cx.now);
    let found = cx.read(move |r| store::invitation(r, &hash, now)).await?;
    found.ok_or_else(|| AppError::refused(AccessRefusal::InvitationGone))
}

/// The page that an invitation's link leads to.
pub async fn invitation(cx: Cx, Path(token): Path<String>) -> Result<Response, AppError> {
    let invitation = find(&cx, &token).await?;
    Ok(views::invitation(&cx, &token, &invitation, None))
}

/// Accepts an invitation: a password is chosen, the account is made, and the person is signed in.
pub async fn accept(
    cx: Cx,
    Path(token): Path<String>,
    headers: HeaderMap,
    Form(fields): Form<Fields>,
) -> Result<Response, AppError> {
    let invitation = find(&cx, &token).await?;
    let typed = |name: &str| fields.iter().find(|(n, _)| n == name).map(|(_, v)| v.clone()).unwrap_or_default();
    let (first, again) = (typed("passord"), typed("igjen"));
    if let Err(refusal) = password::check(&first, &again, &invitation.login) {
        let page = views::invitation(&cx, &token, &invitation, Some(refusal));
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    let hash = password::hash_aside(first).await?;
    let token_hash = hash_of(&token);
    let account = cx
        .write(move |tx| {
            // The link is used up before the account is made: of two at the same time, one gets it.
            if !store::use_invitation(tx, &token_hash)? {
                return Err(AppError::refused(AccessRefusal::InvitationGone));
            }
            if store::credentials(tx, &invitation.login)?.is_some() {
                return Err(AppError::refused(AccessRefusal::LoginTaken));
            }
            store::create_account(tx, &invitation.login, &invitation.name, invitation.role, &hash)
        })
        .await?;
    let (response, _) = open_session(&cx, account, None, label(&headers), "").await?;
    Ok(response)
}
