//! The handbook at the counter: look it up, read it, read aloud from it.

use super::{of, views};
use crate::{
    frame::{AppError, Cx},
    referrals::{self, Pairs, asked, carried, need},
    texts::{T, Words},
};
use axum::{
    extract::{Path, Query},
    response::Response,
};
use domain::{
    boundaries::{SendTo, effective},
    handbook::{HandbookEntry, Shelf},
};
use ui::{Audience, assets};

/// The half-filled visit that the guide came from.
fn visit(pairs: &Pairs) -> String {
    let kept: Pairs = pairs.iter().filter(|(name, _)| name != "hylle").cloned().collect();
    carried(&kept)
}

/// `/skranke/handbok`: search, shelves, and what was found.
pub async fn look_up(cx: Cx, Query(pairs): Query<Pairs>) -> Result<Response, AppError> {
    let handbook = of(&cx).await?;
    let question: String = asked(&pairs, "q").chars().filter(|c| !c.is_control()).take(200).collect();
    let shelf = Shelf::parse(asked(&pairs, "hylle"));
    let l = cx.locale();
    let (found, read_as) = if question.is_empty() {
        let mut on_shelf: Vec<&HandbookEntry> = handbook.shown().filter(|e| Some(e.card.shelf) == shelf).collect();
        on_shelf.sort_by_key(|e| (e.card.kind, views::sorted_by(&e.card.best(l).0.title)));
        (on_shelf, None)
    } else {
        handbook.find(&question)
    };
    let looking = views::Looking {
        question: &question,
        shelf,
        found: &found,
        read_as,
        carry: &visit(&pairs),
    };
    let shell = cx.shell(Audience::Desk, l.t(T::HandbookTitle));
    Ok(cx.html(&shell, &views::look_up(&cx, &looking)))
}

/// `/skranke/handbok/alle`: the whole book on one page, to print and to have at hand without a network.
pub async fn all(cx: Cx) -> Result<Response, AppError> {
    let handbook = of(&cx).await?;
    let published = cx.published().await?;
    let rules = effective(&published.register, cx.today());
    let l = cx.locale();
    let mut shell = cx.shell(Audience::Desk, l.t(T::HandbookAll));
    shell.scripts.push(&assets::HANDBOOK_JS);
    Ok(cx.html(&shell, &views::all(&cx, &handbook, &published, &rules)))
}

/// `/skranke/handbok/{key}`: one card, in large type.
pub async fn one(cx: Cx, Path(key): Path<String>, Query(pairs): Query<Pairs>) -> Result<Response, AppError> {
    let handbook = of(&cx).await?;
    let entry = handbook.shown().find(|e| e.card.key.as_str() == key).ok_or(AppError::Absent)?;
    let published = cx.published().await?;
    let rules = effective(&published.register, cx.today());
    let carry = visit(&pairs);
    let send_to = SendTo {
        doors: entry.card.doors.clone(),
        kinds: Vec::new(),
        topics: Vec::new(),
    };
    let ways = referrals::sent_to(&cx, &published, &send_to, &need(&pairs, &published), &carry);
    let reading = views::Reading {
        entry,
        register: &published.register,
        rules: &rules,
        carry: &carry,
    };
    let shell = cx.shell(Audience::Desk, entry.card.best(cx.locale()).0.title.clone());
    Ok(cx.html(&shell, &views::one(&cx, &reading, &ways)))
}
