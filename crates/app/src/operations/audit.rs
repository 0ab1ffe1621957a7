//! `terskel audit verify`: looks through every municipality's trail and says whether it is whole. It changes nothing.

use super::{commands::Trouble, serve, settings::Settings};
use crate::{
    access::trail::{content_kept_since, hex},
    frame::{AppError, Tenant},
    municipality,
};
use domain::shared::day_and_minute;
use jiff::Timestamp;
use store::{Break, Chain, Db, parse_hash, verify_history};

/// What is verified.
#[derive(clap::Args)]
pub(super) struct Options {
    /// The municipality's number; all of them where none is named
    #[arg(long)]
    municipality: Option<String>,
    /// A fingerprint that was written down, `number:hash`: the trail must still hold that entry
    #[arg(long, value_parser = kept)]
    kept: Option<(i64, [u8; 32])>,
    /// Say it as JSON
    #[arg(long)]
    json: bool,
}

fn kept(text: &str) -> Result<(i64, [u8; 32]), String> {
    let parts = text.split_once(':').and_then(|(n, hash)| Some((n.trim().parse().ok()?, parse_hash(hash.trim())?)));
    parts.ok_or_else(|| "a number, a colon and 64 hexadecimal digits".to_owned())
}

/// Looks through the trails, and says for each whether it is whole.
pub(super) fn verify(settings: &Settings, options: &Options, now: Timestamp) -> Result<(), Trouble> {
    let db = serve::open_existing(settings)?;
    let all = db.read_blocking(0, municipality::store::tenants)?;
    let wanted = |t: &&Tenant| options.municipality.as_ref().is_none_or(|number| t.number == *number);
    let chosen: Vec<&Tenant> = all.iter().filter(wanted).collect();
    if options.municipality.is_some() && chosen.is_empty() {
        return Err(Trouble::Said("kommunen finnes ikke i denne installasjonen".to_owned()));
    }
    if options.kept.is_some() && chosen.len() > 1 {
        return Err(Trouble::Said(
            "et fingeravtrykk hører til én kommune: si hvilken med --municipality".to_owned(),
        ));
    }
    let mut names: Vec<(i64, String)> = chosen.iter().map(|t| (t.id, t.number.clone())).collect();
    if options.municipality.is_none() && options.kept.is_none() {
        // The installation's own entries: municipalities that were made, and the like.
        names.insert(0, (0, "installasjonen".to_owned()));
    }
    let mut found = Vec::new();
    for (tenant, name) in names {
        found.push((name, of(&db, tenant, options.kept, now)?));
    }
    if options.json {
        println!("{}", in_json(&found));
    } else {
        for (name, chain) in &found {
            println!("{name}: {}", words(chain));
        }
    }
    let broken = found.iter().any(|(_, chain)| chain.broken.is_some());
    if broken { Err(Trouble::Listed) } else { Ok(()) }
}

/// A municipality's trail as it is now.
///
/// # Errors
/// A fault of the database.
pub fn of(db: &Db, tenant: i64, kept: Option<(i64, [u8; 32])>, now: Timestamp) -> Result<Chain, AppError> {
    let since = content_kept_since(now);
    db.read_blocking(tenant, move |r| Ok(verify_history(r, since, kept)?))
}

/// What there is to say about a trail.
#[must_use]
pub fn words(chain: &Chain) -> String {
    let day = |at: Option<Timestamp>| at.map_or_else(|| "–".to_owned(), |at| day_and_minute(at).0.to_string());
    if let Some(broken) = chain.broken {
        let what = match broken.why {
            Break::Missing => "linjen mangler",
            Break::Changed => "linjen er endret eller flyttet",
            Break::Added => "linjen er lagt til utenom programmet",
            Break::Other => "linjen er ikke den som fingeravtrykket ble tatt av",
        };
        return format!("BRUTT ved linje {}: {what} [{}]", broken.seq, broken.why.code());
    }
    let cut = if chain.cut > 0 {
        format!(" (linjer til og med {} er fjernet etter godkjenning)", chain.cut)
    } else {
        String::new()
    };
    format!(
        "helt: {} linjer, fra {} til {}{cut}. Fingeravtrykk {}:{}",
        chain.entries,
        day(chain.from),
        day(chain.to),
        chain.last,
        hex(&chain.hash)
    )
}

fn in_json(found: &[(String, Chain)]) -> serde_json::Value {
    let one = |(name, chain): &(String, Chain)| {
        serde_json::json!({
            "municipality": name,
            "whole": chain.broken.is_none(),
            "entries": chain.entries,
            "removed_up_to": chain.cut,
            "from": chain.from.map(|at| at.to_string()),
            "to": chain.to.map(|at| at.to_string()),
            "last": chain.last,
            "hash": hex(&chain.hash),
            "broken_at": chain.broken.map(|b| b.seq),
            "why": chain.broken.map(|b| b.why.code()),
        })
    };
    serde_json::Value::Array(found.iter().map(one).collect())
}
