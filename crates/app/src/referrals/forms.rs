//! What stands in the addresses of a referral: the need, and the half-filled visit that the guide came from.

use crate::frame::Published;
use domain::{
    offerings::Topic,
    referrals::Need,
    shared::{Id, Key},
};

/// The query of an address, in order.
pub type Pairs = Vec<(String, String)>;

/// Fields of ours that a half-filled visit does not have.
const OWN: [&str; 7] = ["csrf", "til", "sprak", "q", "svar", "gruppe", "kode"];

/// The fields of the half-filled visit that the guide came from, as a query to carry along and give back.
#[must_use]
pub fn carried(pairs: &[(String, String)]) -> String {
    let kept = pairs.iter().filter(|(name, value)| !OWN.contains(&name.as_str()) && !value.is_empty());
    kept.map(|(name, value)| format!("{}={}", encoded(name), encoded(value)))
        .collect::<Vec<_>>()
        .join("&")
}

/// A text as it stands in a query.
#[must_use]
pub fn encoded(text: &str) -> String {
    text.bytes()
        .map(|b| match b {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => char::from(b).to_string(),
            _ => format!("%{b:02X}"),
        })
        .collect()
}

/// A field of a query; empty when it is not there.
#[must_use]
pub fn asked<'p>(pairs: &'p [(String, String)], name: &str) -> &'p str {
    pairs.iter().find(|(n, _)| n == name).map_or("", |(_, v)| v.trim())
}

/// The need that a half-filled visit tells of.
#[must_use]
pub fn need(pairs: &[(String, String)], published: &Published) -> Need {
    let id = |name| Id::parse(asked(pairs, name));
    // "no" is Norwegian, which everybody speaks; the other codes of a visit's language are those of an offering.
    let language = Some(asked(pairs, "language")).filter(|code| !matches!(*code, "" | "no" | "unknown" | "other"));
    Need {
        topics: pairs.iter().filter(|(n, _)| n == "topic").filter_map(|(_, v)| Topic::parse(v)).collect(),
        digital_service: Key::parse(asked(pairs, "service")).ok(),
        language: language.map(str::to_owned),
        from_place: id("place").and_then(|id| published.place_by_id(id)).map(|p| p.key.clone()),
        from_offering: id("offering").and_then(|id| published.offering_by_id(id)).map(|o| o.key.clone()),
    }
}
