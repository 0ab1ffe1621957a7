//! Referrals at the counter: from a need to the ranked list, and from there to the slip.

use super::{opening_of, views};
use crate::{
    frame::{AppError, Cx},
    texts::{T, Words},
};
use axum::{
    extract::{Path, Query},
    response::Response,
};
use domain::{
    referrals::{Opening, Target, Way, doors_of, is_stale, slip as slip_of},
    register::Register,
    shared::{Key, Locale},
};

/// The query of an address, in order.
pub type Pairs = Vec<(String, String)>;

/// Fields of ours that a half-filled visit does not have.
const OWN: [&str; 5] = ["csrf", "sprak", "q", "referred_to", "language_wanted"];

/// The fields of the half-filled visit that the guide came from, as a query to carry along and give back.
pub fn carried(pairs: &Pairs) -> String {
    let kept = pairs.iter().filter(|(name, value)| !OWN.contains(&name.as_str()) && !value.is_empty());
    kept.map(|(name, value)| format!("{}={}", encoded(name), encoded(value)))
        .collect::<Vec<_>>()
        .join("&")
}

/// A text as it stands in a query.
pub fn encoded(text: &str) -> String {
    text.bytes()
        .map(|b| match b {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => char::from(b).to_string(),
            _ => format!("%{b:02X}"),
        })
        .collect()
}

/// A field of a query; empty when it is not there.
pub fn asked<'p>(pairs: &'p Pairs, name: &str) -> &'p str {
    pairs.iter().find(|(n, _)| n == name).map_or("", |(_, v)| v.trim())
}

fn target(register: &Register, cx: &Cx, kind: &str, key: &str) -> Option<Target> {
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
    let rest = if carry.is_empty() {
        String::new()
    } else {
        format!("&{carry}")
    };
    let back = cx.link(&format!("/skranke?referred_to={kind}:{key}{rest}"));
    let address = cx.link(&format!("/skranke/lapp/{kind}/{key}"));
    let mut shell = cx.shell(ui::Audience::Desk, cx.locale().t(T::ReferralsSlipTitle));
    shell.scripts.push(&ui::assets::LIVE_JS);
    Ok(cx.html(&shell, &views::slip_page(&cx, &slip, &address, &carry, chosen, &back)))
}
