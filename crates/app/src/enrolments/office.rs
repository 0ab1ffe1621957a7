//! Sign-ups as numbers: how many signed up, came from the list, gave the place back, came and did not come.

use super::{
    forms::{Pairs, value},
    store, views,
};
use crate::{
    frame::{AppError, Cx},
    offerings::Reading,
    texts::{T, Words},
};
use axum::{extract::Query, response::Response};
use ui::Audience;

/// `/kontor/pamelding`: the numbers of a year.
pub async fn page(cx: Cx, Query(pairs): Query<Pairs>) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let this = cx.today().year();
    let year = value(&pairs, "ar").parse::<i16>().ok().filter(|y| (2000..=this + 1).contains(y)).unwrap_or(this);
    let counted = cx.read(move |r| store::counted(r, year)).await?;
    let shell = cx.shell(Audience::Office, cx.locale().t(T::EnrolmentsOfficeTitle));
    Ok(cx.html(&shell, &views::figures(&Reading::new(&cx, &published), year, &counted)))
}
