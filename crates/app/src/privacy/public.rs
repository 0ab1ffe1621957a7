//! The notices: what everybody may know of what is stored about them. Made from what is in use here, so never kept in memory.

use super::{
    generate::{self, Paper},
    record::Ground,
    views,
};
use crate::frame::{AppError, Cx};
use axum::{extract::Path, response::Response};
use domain::privacy::DataSubject;

/// `/personvern`: for those who come.
pub async fn citizen(cx: Cx) -> Result<Response, AppError> {
    shown(&cx, DataSubject::Citizen).await
}

/// `/personvern/{who}`: for those who guide (`veileder`), and for partners (`samarbeid`).
pub async fn notice(cx: Cx, Path(who): Path<String>) -> Result<Response, AppError> {
    match Paper::parse(&who) {
        Some(Paper::Notice(who)) if who != DataSubject::Citizen => shown(&cx, who).await,
        _ => Err(AppError::Absent),
    }
}

async fn shown(cx: &Cx, who: DataSubject) -> Result<Response, AppError> {
    let ground = Ground::of(cx).await?;
    let paper = Paper::Notice(who);
    Ok(views::notice(cx, who, &generate::blocks(paper, &ground)))
}
