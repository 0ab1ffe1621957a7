use super::{
    forms::{Fields, value},
    store::{self, Called, Message},
    views,
};
use crate::{
    frame::{AppError, Cx},
    texts::{T, Words},
};
use axum::{Form, extract::Path, response::Response};
use domain::{messages::MessageText, shared::Id};
use ui::Audience;

/// One on the call list, with the words to say.
pub struct Line {
    pub message: Message,
    pub words: MessageText,
}

/// Those to ring or tell at the door; with `?kort=` one of them on paper.
pub async fn list(cx: Cx) -> Result<Response, AppError> {
    if let Some(id) = cx.scope.query.strip_prefix("kort=") {
        let id = Id::parse(id).ok_or(AppError::Absent)?;
        return card(&cx, id).await;
    }
    let (now, service) = (cx.now, cx.tenant().service_name.clone());
    let lines = cx
        .read(move |r| {
            let list = store::call_list(r, now)?;
            list.into_iter().map(|message| line(r, message, &service)).collect::<Result<Vec<_>, _>>()
        })
        .await?;
    let shell = cx.shell(Audience::Desk, cx.locale().t(T::MessagesCallList));
    Ok(cx.html(&shell, &views::call_list(&cx, lines)))
}

fn line(q: &mut impl ::store::Query, message: Message, service: &str) -> Result<Line, AppError> {
    let words = match (message.occasion, &message.about) {
        (Some(occasion), Some(about)) => store::said(q, occasion, about, &message.language, service)?,
        _ => MessageText::default(),
    };
    Ok(Line { message, words })
}

/// Keeps what came of a call.
pub async fn called(cx: Cx, Path(id): Path<String>, Form(fields): Form<Fields>) -> Result<Response, AppError> {
    let id = Id::parse(&id).ok_or(AppError::Absent)?;
    let what = Called::parse(value(&fields, "hva")).ok_or(AppError::Absent)?;
    let done = cx.write(move |tx| store::called(tx, id, what)).await;
    match done {
        // Somebody else was quicker, or it was pressed twice: the list shows how things stand.
        Ok(()) | Err(AppError::Absent) => Ok(cx.go("/skranke/ringeliste")),
        Err(other) => Err(other),
    }
}

/// A message on paper, to hand over.
async fn card(cx: &Cx, id: Id) -> Result<Response, AppError> {
    let service = cx.tenant().service_name.clone();
    let line = cx
        .read(move |r| {
            let message = store::find(r, id)?.filter(|m| m.about.is_some()).ok_or(AppError::Absent)?;
            line(r, message, &service)
        })
        .await?;
    let mut shell = cx.shell(Audience::Desk, cx.locale().t(T::MessagesCard));
    shell.scripts.push(&ui::assets::LIVE_JS);
    Ok(cx.html(&shell, &views::card(cx, &line)))
}
