//! Sign-up at the counter and on the phone: what is coming, who has a place and who waits, and the same steps as on the web
//! with fewer pages between.

use super::{
    dates::{self, Choice},
    forms::{self, Pairs, value},
    public::{chosen, keep_days, newcomer, said},
    store::{self, Act, Enrolment},
    views,
};
use crate::{
    frame::{AppError, Cx, Published},
    offerings::Reading,
    texts::{T, Words},
};
use axum::{
    Form,
    extract::{Path, Query},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::{
    access::Permission,
    bookings::{Code, MadeBy},
    enrolments::{Line, Target},
    shared::Id,
};
use std::sync::Arc;
use ui::Audience;

/// How many of an offering's dates the overview shows.
const DATES: usize = 6;

/// `/skranke/pamelding`: what one can sign up for in the coming weeks, by day.
pub async fn overview(cx: Cx) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let (reader, now, today) = (published.clone(), cx.now, cx.today());
    let found = cx
        .read(move |r| {
            let mut all: Vec<Choice> = Vec::new();
            let open = reader.register.offerings.iter().filter(|o| o.published && o.ended.is_none_or(|d| d > today));
            for offering in open {
                all.extend(dates::choices(r, &reader, offering, now)?.into_iter().take(DATES));
            }
            all.sort_by_key(|c| (c.date.date, c.date.start));
            Ok(all)
        })
        .await?;
    let shell = cx.shell(Audience::Desk, cx.locale().t(T::EnrolmentsDeskTitle));
    Ok(cx.html(&shell, &views::overview(&Reading::new(&cx, &published), &found)))
}

/// What the list at the counter shows.
pub struct View {
    /// What it is for.
    pub choice: Choice,
    /// Everybody on it, in order of line.
    pub people: Vec<Enrolment>,
    /// The line, as the rules see it.
    pub line: Line,
    /// Whether the one who is signed in may see names and contacts.
    pub names: bool,
    /// Came and did not come, when that is written.
    pub came: Option<(u32, u32)>,
    /// The code of somebody who has just been signed up.
    pub made: Option<Code>,
    /// Whether somebody is about to be put on the waiting list.
    pub just_taken: bool,
    /// The identity of the form.
    pub form: Id,
    /// How many days names and contacts are kept.
    pub keep_days: u16,
}

async fn view(cx: &Cx, published: &Arc<Published>, offering_key: &str, which: &str) -> Result<View, AppError> {
    let choice = chosen(cx, published, offering_key, which).await?;
    let list = choice.list();
    let (people, line, came) = cx
        .read(move |r| {
            let people = store::everybody(r, list.what.resource())?;
            Ok((people, store::line(r, &list)?, store::came(r, &list)?))
        })
        .await?;
    Ok(View {
        choice,
        people,
        line,
        // A shared tablet and a helper sign people up, but the list of names is for guides and coordinators.
        names: cx.session.as_ref().is_some_and(|s| s.may(Permission::OthersBookings)),
        came,
        made: None,
        just_taken: false,
        form: Id(cx.app.db().random_id()),
        keep_days: keep_days(cx).await?,
    })
}

fn page(cx: &Cx, published: &Published, view: &View, pairs: &Pairs, problems: &[(String, String)]) -> Response {
    let shell = cx.shell(Audience::Desk, cx.locale().t(T::EnrolmentsDeskTitle));
    let body = views::desk_list(&Reading::new(cx, published), view, pairs, problems);
    cx.html(&shell, &body)
}

/// `/skranke/pamelding/{offering_key}/{which}`: the list, with the form to sign somebody up.
pub async fn list(
    cx: Cx,
    Path((offering_key, which)): Path<(String, String)>,
    Query(pairs): Query<Pairs>,
) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let mut view = view(&cx, &published, &offering_key, &which).await?;
    view.made = Code::parse(value(&pairs, "kode"));
    Ok(page(&cx, &published, &view, &Vec::new(), &[]))
}

/// Signs somebody up who stands here or is on the phone.
pub async fn sign_up(
    cx: Cx,
    Path((offering_key, which)): Path<(String, String)>,
    Form(pairs): Form<Pairs>,
) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let offering = published.offering(&offering_key).ok_or(AppError::Absent)?;
    let written = forms::read(&pairs, cx.locale(), Id(cx.app.db().random_id()));
    let mut view = view(&cx, &published, &offering_key, &which).await?;
    if !written.problems.is_empty() {
        view.form = written.form;
        let again = page(&cx, &published, &view, &pairs, &written.problems);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, again).into_response());
    }
    let origin = MadeBy::by_staff(value(&pairs, "hvordan"));
    let words = said(&cx, &published, offering, &view.choice.date.place);
    let (list, will_wait) = (view.choice.list(), value(&pairs, "venteliste") == "1");
    let new = newcomer(&cx, &written, origin, words);
    match cx.write(move |tx| store::sign_up(tx, &list, &new, will_wait)).await? {
        Some(made) => Ok(cx.go(&format!(
            "/skranke/pamelding/{offering_key}/{which}?kode={}",
            made.code.plain()
        ))),
        None => {
            view.just_taken = true;
            view.form = written.form;
            Ok(page(&cx, &published, &view, &pairs, &[]))
        }
    }
}

/// Does something for somebody on the list.
pub async fn act(
    cx: Cx,
    Path((offering_key, which, id, act)): Path<(String, String, String, String)>,
) -> Result<Response, AppError> {
    let act = match act.as_str() {
        "avmeld" => Act::Leave,
        "ja" => Act::Accept,
        "nei" => Act::Decline,
        "gi" => Act::Give,
        "ikke-svar" => Act::NoAnswer,
        _ => return Err(AppError::Absent),
    };
    let (id, target) = Id::parse(&id).zip(Target::parse(&offering_key, &which)).ok_or(AppError::Absent)?;
    let list = store::What::Places(target).resource();
    cx.write(move |tx| {
        if store::enrolment(tx, id)?.resource != list {
            return Err(AppError::Absent);
        }
        store::act(tx, id, act)
    })
    .await?;
    Ok(cx.go(&format!("/skranke/pamelding/{offering_key}/{which}")))
}

/// Writes how many came, and how many with a place did not.
pub async fn attendance(
    cx: Cx,
    Path((offering_key, which)): Path<(String, String)>,
    Form(pairs): Form<Pairs>,
) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let view = view(&cx, &published, &offering_key, &which).await?;
    let number = |name: &str| match value(&pairs, name) {
        "" => Ok(0),
        text => text.parse::<u32>().ok().filter(|n| *n <= 999).ok_or_else(|| name.to_owned()),
    };
    let (came, missed) = (number("kom"), number("kom-ikke"));
    match (came, missed) {
        (Ok(came), Ok(missed)) => {
            let list = view.choice.list();
            cx.write(move |tx| store::attendance(tx, &list, came, missed)).await?;
            Ok(cx.go(&format!("/skranke/pamelding/{offering_key}/{which}")))
        }
        (came, missed) => {
            let wrong = cx.locale().t(T::EnrolmentsNumberWrong);
            let problems: Vec<(String, String)> =
                [came.err(), missed.err()].into_iter().flatten().map(|name| (name, wrong.clone())).collect();
            let again = page(&cx, &published, &view, &pairs, &problems);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, again).into_response())
        }
    }
}

/// The attendance sheet: boxes to tick, and no names.
pub async fn sheet(cx: Cx, Path((offering_key, which)): Path<(String, String)>) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let view = view(&cx, &published, &offering_key, &which).await?;
    let mut shell = cx.shell(Audience::Desk, cx.locale().t(T::EnrolmentsSheet));
    shell.scripts.push(&ui::assets::LIVE_JS);
    Ok(cx.html(&shell, &views::sheet(&Reading::new(&cx, &published), &view)))
}

/// The list of names for the guide, which says when it is to be destroyed.
pub async fn names(cx: Cx, Path((offering_key, which)): Path<(String, String)>) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let view = view(&cx, &published, &offering_key, &which).await?;
    let mut shell = cx.shell(Audience::Desk, cx.locale().t(T::EnrolmentsNames));
    shell.scripts.push(&ui::assets::LIVE_JS);
    Ok(cx.html(&shell, &views::names(&Reading::new(&cx, &published), &view)))
}
