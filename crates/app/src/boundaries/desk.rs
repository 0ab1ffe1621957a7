//! "May I help with this?" at the counter: search or tap, and an answer to read aloud.

use super::views::{self, Asking};
use crate::{
    frame::{AppError, Cx},
    referrals::{self, Pairs, asked, need},
    texts::{T, Words},
};
use axum::{extract::Query, response::Response};
use domain::boundaries::{EffectiveRule, effective, find};
use ui::Audience;

/// Search, categories, the rules of a category, or an answer: whatever the address asks for.
pub async fn may_i(cx: Cx, Query(pairs): Query<Pairs>) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let rules = effective(&published.register, cx.today());
    let l = cx.locale();
    let code = asked(&pairs, "svar");
    if !code.is_empty() {
        let rule = rules.iter().find(|r| r.code == code).ok_or(AppError::Absent)?;
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
        let shell = cx.shell(Audience::Desk, l.t(T::BoundariesMayI));
        return Ok(cx.html(&shell, &views::answer(&cx, rule, &pairs, &ways, &cards)));
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
