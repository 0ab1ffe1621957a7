//! "May I help with this?" at the counter: search or tap, and an answer to read aloud. Also the whole of it on one page, for
//! when there is no network, and the tap that counts what was asked for.

use super::{
    counts::{self, Tap},
    situation,
    views::{self, Asking},
};
use crate::{
    frame::{AppError, Cx, front},
    referrals::{self, Pairs, asked, need},
    texts::{T, Words},
};
use axum::{
    Form, Json,
    extract::Query,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use domain::{
    boundaries::{EffectiveRule, ExceptionHelp, ExceptionReason, effective, find},
    shared::Id,
};
use ui::{Audience, assets};

/// What a tap sends and its answer says of itself: nothing of the visit that is being written.
const OWN: [&str; 6] = ["tell", "hva", "grunn", "gjort", "talt", "mangler"];

/// Search, categories, the rules of a category, or an answer: whatever the address asks for.
pub async fn may_i(cx: Cx, Query(mut pairs): Query<Pairs>) -> Result<Response, AppError> {
    let (counted, missing) = (asked(&pairs, "talt") == "1", asked(&pairs, "mangler") == "1");
    pairs.retain(|(name, _)| !OWN.contains(&name.as_str()));
    let published = cx.published().await?;
    let rules = effective(&published.register, cx.today());
    let l = cx.locale();
    let code = asked(&pairs, "svar");
    if !code.is_empty() {
        let rule = rules.iter().find(|r| r.code == code).ok_or(AppError::Absent)?;
        let situation = situation::of(&cx, &pairs, &published).await?;
        let send_to = rule.rule.map(|r| r.send_to.clone()).unwrap_or_default();
        let carried = views::with(&pairs, &[("boundary", code)]);
        let ways = referrals::sent_to(
            &cx,
            &published,
            &send_to,
            &need(&pairs, &published),
            &referrals::carried(&carried),
        );
        let cards = crate::handbook::about_rule(&cx, code).await?;
        let answering = views::Answering {
            rule,
            situation: &situation,
            register: &published.register,
            pairs: &pairs,
            ways: &ways,
            cards: &cards,
            counted,
            missing,
        };
        let mut shell = cx.shell(Audience::Desk, l.t(T::BoundariesMayI));
        shell.scripts.push(&assets::ASKED_JS);
        return Ok(cx.html(&shell, &views::answer(&cx, &answering)));
    }
    let (question, category) = (asked(&pairs, "q"), asked(&pairs, "gruppe"));
    let found: Vec<&EffectiveRule> = if question.is_empty() {
        let of = |r: &&EffectiveRule| r.rule.is_some_and(|rule| rule.category == category);
        rules.iter().filter(of).collect()
    } else {
        find(question, l)
            .into_iter()
            .filter_map(|rule| rules.iter().find(|r| r.code == rule.code))
            .take(8)
            .collect()
    };
    let shell = cx.shell(Audience::Desk, l.t(T::BoundariesMayI));
    let asking = Asking {
        pairs: &pairs,
        question,
        category,
        found: &found,
    };
    Ok(cx.html(&shell, &views::may_i(&cx, &asking)))
}

/// Every answer on one page, to have at hand without a network and to print.
pub async fn all(cx: Cx) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let rules = effective(&published.register, cx.today());
    let mut shell = cx.shell(Audience::Desk, cx.locale().t(T::BoundariesAll));
    shell.scripts.extend([&assets::HANDBOOK_JS, &assets::ASKED_JS]);
    Ok(cx.html(&shell, &views::all(&cx, &published.register, &rules)))
}

/// Counts what was asked for and stands outside, or further help because of a disability. Whoever asked is not in it. A device
/// that had no network sends the tap later, with the day it was made.
pub async fn count(cx: Cx, headers: HeaderMap, Form(pairs): Form<Pairs>) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let code = asked(&pairs, "svar").to_owned();
    let rules = effective(&published.register, cx.today());
    let known = rules.iter().any(|r| r.code == code);
    let json = front::wants_json(&headers);
    let id = match Id::parse(asked(&pairs, "tell")).filter(|_| known) {
        Some(id) => id,
        None if json => return Ok(not_counted(&cx)),
        None => return Err(AppError::Absent),
    };
    let day = counts::day_of_tap(asked(&pairs, "day").parse().ok(), cx.today());
    let reason = ExceptionReason::parse(asked(&pairs, "grunn"));
    let help = ExceptionHelp::parse(asked(&pairs, "gjort"));
    let exception = reason.zip(help);
    let visit: Pairs =
        pairs.iter().filter(|(name, _)| name != "svar" && !OWN.contains(&name.as_str())).cloned().collect();
    let rest = referrals::carried(&visit);
    let and = if rest.is_empty() {
        String::new()
    } else {
        format!("&{rest}")
    };
    if exception.is_none() && asked(&pairs, "hva") == "unntak" {
        // Both questions are needed; what was asked stands on the page still.
        return Ok(cx.go(&format!("/skranke/kan-jeg?svar={code}&mangler=1{and}")));
    }
    let rule = code.clone();
    let fresh = cx
        .write(move |tx| {
            let tap = Tap {
                id,
                day,
                rule: &rule,
                exception,
            };
            counts::count(tx, &tap)
        })
        .await?;
    if json {
        let word = if fresh { "stored" } else { "already" };
        return Ok(Json(serde_json::json!({ "answer": word })).into_response());
    }
    Ok(cx.go(&format!("/skranke/kan-jeg?svar={code}&talt=1{and}")))
}

/// To a device: the rule is not here any more, and the tap is not to be sent again.
fn not_counted(cx: &Cx) -> Response {
    let text = cx.locale().t(T::BoundariesNotCounted);
    let body = serde_json::json!({ "answer": "refused", "problems": [{ "text": text }] });
    (StatusCode::UNPROCESSABLE_ENTITY, Json(body)).into_response()
}
