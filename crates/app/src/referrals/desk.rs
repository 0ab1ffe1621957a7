//! Referrals at the counter: from a need to the ranked list, and from there to the slip.

use super::{
    forms::{Pairs, asked, carried, need},
    opening_of, targets,
    views::{self, Choosing},
};
use crate::{
    frame::{AppError, Cx},
    texts::{T, Words},
};
use axum::{
    extract::{Path, Query},
    response::Response,
};
use domain::{
    bookings::Code,
    referrals::{Need, Opening, Target, Way, doors_of, is_stale, slip as slip_of},
    register::Register,
    search::{Answer, Hit, HitKind, Why},
    shared::{Id, Key, Locale},
};

/// A target that was chosen, not ranked: its reasons are empty.
pub(super) fn target(register: &Register, cx: &Cx, kind: &str, key: &str) -> Option<Target> {
    let key = Key::parse(key).ok()?;
    let (way, opens, confirmed) = match kind {
        "offering" => {
            let offering = register.offerings.iter().find(|o| o.key == key && o.published)?;
            let opens = opening_of(register, offering, cx.now);
            (Way::Offering(key), opens, offering.last_confirmed)
        }
        "door" => {
            let confirmed = doors_of(register).into_iter().find(|d| d.key == key)?.last_confirmed;
            (Way::Door(key), Opening::InWords, confirmed)
        }
        _ => return None,
    };
    Some(Target {
        way,
        score: 0,
        reasons: Vec::new(),
        opens,
        stale: is_stale(confirmed, cx.today()),
    })
}

/// From a need to the right open door: tap what it is about, or write it in plain words.
pub async fn choose(cx: Cx, Query(pairs): Query<Pairs>) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let register = &published.register;
    let (question, need, carry) = (asked(&pairs, "q"), need(&pairs, &published), carried(&pairs));
    let mut said = Vec::new();
    let mut found = Vec::new();
    if !question.is_empty() {
        let answer = published.index.search(question, cx.today());
        said = answer.headlines.iter().map(|h| h.text.get(cx.locale()).to_owned()).collect();
        found = of_answer(register, &cx, &answer, &need);
    } else if !need.topics.is_empty() || need.digital_service.is_some() {
        found = targets(register, &need, cx.now);
    }
    let suggestions: Vec<_> =
        found.iter().take(8).filter_map(|t| views::suggestion(&cx, register, t, &carry)).collect();
    let choosing = Choosing {
        question,
        said: &said,
        chosen: &need.topics,
        pairs: &pairs,
        suggestions: &suggestions,
    };
    let shell = cx.shell(ui::Audience::Desk, cx.locale().t(T::ReferralsTitle));
    Ok(cx.html(&shell, &views::choosing(&cx, &choosing)))
}

/// Where an answer of the search leads, in its order, each with the reasons that a tapped topic would give.
fn of_answer(register: &Register, cx: &Cx, answer: &Answer, known: &Need) -> Vec<Target> {
    let mut need = known.clone();
    for hit in &answer.hits {
        if let Why::Topic(topic) = hit.why
            && !need.topics.contains(&topic)
        {
            need.topics.push(topic);
        }
        if hit.kind == HitKind::DigitalService && need.digital_service.is_none() {
            need.digital_service = Some(hit.key.clone());
        }
    }
    let ranked = targets(register, &need, cx.now);
    let told = |hit: &Hit| {
        let mut target = of_hit(register, cx, hit)?;
        if let Some(same) = ranked.iter().find(|t| t.way == target.way) {
            target.reasons.clone_from(&same.reasons);
        }
        Some(target)
    };
    answer.hits.iter().filter_map(told).collect()
}

/// What a hit of the search leads to; places, services and organisations are found through their offerings.
fn of_hit(register: &Register, cx: &Cx, hit: &Hit) -> Option<Target> {
    match hit.kind {
        HitKind::Offering => target(register, cx, "offering", hit.key.as_str()),
        HitKind::Door => target(register, cx, "door", hit.key.as_str()),
        HitKind::Place | HitKind::DigitalService | HitKind::Organisation => None,
    }
}

/// The slip, to print or read aloud.
pub async fn slip(
    cx: Cx,
    Path((kind, key)): Path<(String, String)>,
    Query(pairs): Query<Pairs>,
) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let target = target(&published.register, &cx, &kind, &key).ok_or(AppError::Absent)?;
    let slip = slip_of(&published.register, &target).ok_or(AppError::Absent)?;
    let chosen = Locale::parse(asked(&pairs, "sprak")).unwrap_or_else(|| cx.locale());
    let carry = carried(&pairs);
    let without: Pairs = pairs.iter().filter(|(n, _)| n != "referred_to").cloned().collect();
    let kept = carried(&without);
    let rest = if kept.is_empty() {
        String::new()
    } else {
        format!("&{carry}")
    };
    let back = cx.link(&format!("/skranke?referred_to={kind}:{key}{rest}"));
    let address = cx.link(&format!("/skranke/lapp/{kind}/{key}"));
    let mut shell = cx.shell(ui::Audience::Desk, cx.locale().t(T::ReferralsSlipTitle));
    shell.scripts.push(&ui::assets::LIVE_JS);
    let given = views::OnSlip {
        slip: &slip,
        address: &address,
        carry: &carry,
        pairs: &pairs,
        code: Code::parse(asked(&pairs, "kode")),
        once: Id(cx.app.db().random_id()),
    };
    Ok(cx.html(&shell, &views::slip_page(&cx, &given, chosen, &back)))
}
