//! Sign-ups as numbers: how many signed up, came from the list, gave the place back, came and did not come. And how long the names
//! are kept before only the numbers are left.

use super::{
    forms::{Pairs, value},
    store::{self, Keeping},
    views,
};
use crate::{
    frame::{AppError, Cx},
    offerings::Reading,
    office::entered::{guard, refused_words},
    texts::{T, Words},
};
use axum::{
    Form,
    extract::Query,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use ui::Audience;

/// How long names are kept, as it stands and as it was entered.
pub struct Setting {
    /// What is stored.
    pub stored: Keeping,
    /// The number of days, as entered.
    pub days: String,
    /// The reason, as entered.
    pub reason: String,
    /// What is wrong with it.
    pub problems: Vec<(String, String)>,
    /// It was stored just now.
    pub saved: bool,
}

/// `/kontor/pamelding`: the numbers of a year.
pub async fn page(cx: Cx, Query(pairs): Query<Pairs>) -> Result<Response, AppError> {
    let stored = cx.read(|r| store::keeping(r)).await?;
    let setting = Setting {
        days: stored.days.to_string(),
        reason: stored.reason.clone(),
        problems: Vec::new(),
        saved: value(&pairs, "lagret") == "1",
        stored,
    };
    show(&cx, &pairs, &setting).await
}

async fn show(cx: &Cx, pairs: &Pairs, setting: &Setting) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let this = cx.today().year();
    let year = value(pairs, "ar").parse::<i16>().ok().filter(|y| (2000..=this + 1).contains(y)).unwrap_or(this);
    let counted = cx.read(move |r| store::counted(r, year)).await?;
    let shell = cx.shell(Audience::Office, cx.locale().t(T::EnrolmentsOfficeTitle));
    let status = if setting.problems.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let body = views::figures(&Reading::new(cx, &published), year, &counted, setting);
    Ok((status, cx.html(&shell, &body)).into_response())
}

/// Sets how long names are kept; longer than usual needs a reason.
pub async fn keep(cx: Cx, Form(pairs): Form<Pairs>) -> Result<Response, AppError> {
    let l = cx.locale();
    let (days, reason) = (value(&pairs, "dager").to_owned(), value(&pairs, "grunn").to_owned());
    let number = days.parse::<u16>().ok().filter(|n| (1..=365).contains(n));
    let mut problems = Vec::new();
    if number.is_none() {
        problems.push(("dager".to_owned(), l.t(T::EnrolmentsKeepDaysWrong)));
    }
    if number.is_some_and(|n| n > Keeping::DEFAULT_DAYS) && reason.is_empty() {
        problems.push(("grunn".to_owned(), l.t(T::EnrolmentsKeepReasonMissing)));
    }
    if reason.chars().count() > 300 {
        problems.push(("grunn".to_owned(), l.t(T::EnrolmentsKeepReasonLong)));
    } else if let Some(kind) = guard(&reason, false) {
        problems.push(("grunn".to_owned(), refused_words(kind, l)));
    }
    match number.filter(|_| problems.is_empty()) {
        Some(days) => {
            let keeping = Keeping { days, reason };
            cx.write(move |tx| store::keep(tx, &keeping)).await?;
            Ok(cx.go("/kontor/pamelding?lagret=1"))
        }
        None => {
            let setting = Setting {
                stored: cx.read(|r| store::keeping(r)).await?,
                days,
                reason,
                problems,
                saved: false,
            };
            show(&cx, &pairs, &setting).await
        }
    }
}
