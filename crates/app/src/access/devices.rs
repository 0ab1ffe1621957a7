//! Shared tablets and PCs at a counter: enrolled once, signed in once a day, and then one chooses who is on duty.

use super::{
    AccessRefusal,
    forms::{Fields, value},
    sign_in, store, views,
};
use crate::{
    frame::{AppError, Cx, Refusal as _, Who, cx::SESSION_COOKIE},
    office::entered::guard,
};
use axum::{
    Form,
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::{access::Permission, shared::Id};

/// How long a device stays enrolled without being enrolled anew, in seconds.
const DEVICE_SECONDS: i64 = 400 * 86_400;

async fn show(cx: &Cx, refusal: Option<AccessRefusal>) -> Result<Response, AppError> {
    let list = cx.read(|r| store::devices(r)).await?;
    Ok(views::devices(cx, &list, refusal))
}

/// The page.
pub async fn page(cx: Cx) -> Result<Response, AppError> {
    show(&cx, None).await
}

/// Makes the machine that asks a shared one. The coordinator's own session on it ends, so that she is not left signed in.
pub async fn enrol(cx: Cx, Form(fields): Form<Fields>) -> Result<Response, AppError> {
    let name = value(&fields, "navn").to_owned();
    if name.is_empty() || name.chars().count() > 60 {
        let page = show(&cx, Some(AccessRefusal::FieldMissing)).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    if guard(&name, false).is_some() {
        let page = show(&cx, Some(AccessRefusal::NotADevice)).await?;
        return Ok((AccessRefusal::NotADevice.status(), page).into_response());
    }
    let here = cx.session.as_ref().map(|s| s.token_hash);
    let token = cx
        .write(move |tx| {
            if let Some(here) = here {
                store::end_session(tx, &here, None)?;
            }
            store::enrol(tx, &name)
        })
        .await?;
    let mut response = cx.go("/logg-inn");
    sign_in::put_cookie(&cx, &mut response, sign_in::DEVICE_COOKIE, &token, DEVICE_SECONDS);
    sign_in::put_cookie(&cx, &mut response, SESSION_COOKIE, "", 0);
    Ok(response)
}

/// Removes a device; whoever is signed in on it is signed out.
pub async fn remove(cx: Cx, Path(id): Path<String>) -> Result<Response, AppError> {
    let id = Id::parse(&id).ok_or(AppError::Absent)?;
    cx.write(move |tx| store::remove_device(tx, id)).await?;
    Ok(cx.go("/kontor/enheter"))
}

fn this_device(cx: &Cx) -> Option<(Id, Vec<Id>)> {
    match &cx.session.as_ref()?.who {
        Who::Device { device, on_duty, .. } => Some((*device, on_duty.iter().map(|(id, _)| *id).collect())),
        Who::Person { .. } => None,
    }
}

/// Who is on duty at this device? One's own machine has only oneself, and goes straight to the desk.
pub async fn duty_page(cx: Cx) -> Result<Response, AppError> {
    let Some((_, on_duty)) = this_device(&cx) else {
        return Ok(cx.go("/skranke"));
    };
    let accounts = cx.read(|r| store::accounts(r)).await?;
    let guides: Vec<_> = accounts.into_iter().filter(|a| a.role.may(Permission::UseDesk)).collect();
    Ok(views::duty(&cx, &guides, &on_duty))
}

/// Writes who is on duty.
pub async fn duty(cx: Cx, Form(fields): Form<Fields>) -> Result<Response, AppError> {
    if let Some((device, _)) = this_device(&cx) {
        let chosen: Vec<Id> = fields.iter().filter(|(n, _)| n == "vakt").filter_map(|(_, v)| Id::parse(v)).collect();
        cx.write(move |tx| store::set_duty(tx, device, &chosen)).await?;
    }
    Ok(cx.go("/skranke"))
}
