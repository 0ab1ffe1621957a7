//! The people with an account: invite, change role, close.

use super::{
    AccessRefusal,
    forms::{self, Fields, value},
    store, views,
};
use crate::frame::{AppError, Cx};
use axum::{
    Form,
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::{access::Role, shared::Id};

async fn show(cx: &Cx, state: views::People<'_>) -> Result<Response, AppError> {
    let list = cx.read(|r| store::accounts(r)).await?;
    Ok(views::people(cx, &list, &state))
}

/// The page.
pub async fn page(cx: Cx) -> Result<Response, AppError> {
    show(&cx, views::People::default()).await
}

/// Invites somebody. The link is shown once; nobody can read it again.
pub async fn invite(cx: Cx, Form(fields): Form<Fields>) -> Result<Response, AppError> {
    let entered = |name| value(&fields, name).to_owned();
    let mut state = views::People {
        name: entered("navn"),
        login: entered("login"),
        role: entered("rolle"),
        ..Default::default()
    };
    let invited = match forms::invited(&fields) {
        Ok(invited) => invited,
        Err(problems) => {
            state.problems = problems;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, show(&cx, state).await?).into_response());
        }
    };
    let name = invited.name.clone();
    let made = cx
        .write(move |tx| {
            if store::credentials(tx, &invited.login)?.is_some() {
                return Ok(None);
            }
            store::invite(tx, &invited.login, &invited.name, invited.role).map(Some)
        })
        .await?;
    let Some(token) = made else {
        state.problems = vec![("login", AccessRefusal::LoginTaken)];
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, show(&cx, state).await?).into_response());
    };
    let link = cx.full_address(&format!("/invitasjon/{token}"));
    show(
        &cx,
        views::People {
            invited: Some((&name, &link)),
            ..Default::default()
        },
    )
    .await
}

/// Finds an account and makes sure that an administrator is left when it is changed from being one.
fn changeable(tx: &mut ::store::Tx, id: Id, stays: bool) -> Result<store::AccountLine, AppError> {
    let left = store::administrators(tx)?;
    let account = store::accounts(tx)?.into_iter().find(|a| a.id == id).ok_or(AppError::Absent)?;
    if account.role == Role::Administrator && !stays && left <= 1 {
        return Err(AppError::refused(AccessRefusal::LastAdministrator));
    }
    Ok(account)
}

/// Changes a role.
pub async fn change_role(cx: Cx, Path(id): Path<String>, Form(fields): Form<Fields>) -> Result<Response, AppError> {
    let id = Id::parse(&id).ok_or(AppError::Absent)?;
    let role = Role::parse(value(&fields, "rolle")).ok_or(AppError::refused(AccessRefusal::FieldMissing))?;
    cx.write(move |tx| {
        let account = changeable(tx, id, role == Role::Administrator)?;
        store::set_role(tx, id, account.role, role)
    })
    .await?;
    Ok(cx.go("/kontor/kontoer"))
}

/// Closes an account; its sessions end at once.
pub async fn close(cx: Cx, Path(id): Path<String>) -> Result<Response, AppError> {
    let id = Id::parse(&id).ok_or(AppError::Absent)?;
    cx.write(move |tx| {
        changeable(tx, id, false)?;
        store::close(tx, id)
    })
    .await?;
    Ok(cx.go("/kontor/kontoer"))
}
