//! Themes and polls about them, as they are stored.

use super::store::instant;
use crate::frame::{AppError, stored_code, stored_key};
use domain::{
    events::{PROPOSALS, Theme, shipped_themes},
    offerings::Topic,
    shared::{Id, Key, Locale, Localized},
};
use jiff::{Timestamp, ToSpan};
use std::collections::BTreeMap;
use store::{Query, Tx, params};

/// How long codes and choices are kept after a poll is closed.
const KEPT_HOURS: i64 = 30 * 24;

/// Every theme: those that come with the product, in the municipality's own words where it has any, then its own.
///
/// # Errors
/// A fault of the database.
pub fn themes(q: &mut impl Query) -> Result<Vec<Theme>, AppError> {
    let tenant = q.tenant();
    let mut own: BTreeMap<String, Theme> = BTreeMap::new();
    let rows = q.rows(
        "SELECT key, topic, retired FROM theme WHERE tenant_id = $1 ORDER BY key",
        &params![tenant],
        |row| Ok((row.text(0)?, stored_code(row.str(1)?, Topic::parse)?, row.bool(2)?)),
    )?;
    for (key, topic, retired) in rows {
        let theme = Theme {
            key: key.clone(),
            topic,
            name: Localized::default(),
            goals: Localized::default(),
            outline: Localized::default(),
            retired,
        };
        own.insert(key, theme);
    }
    let texts = q.rows(
        "SELECT theme, language, name, goals, outline FROM theme_text WHERE tenant_id = $1 ORDER BY theme, language",
        &params![tenant],
        |row| Ok((row.text(0)?, row.text(1)?, row.text(2)?, row.text(3)?, row.text(4)?)),
    )?;
    for (key, language, name, goals, outline) in texts {
        if let (Some(theme), Some(locale)) = (own.get_mut(&key), Locale::parse(&language)) {
            *theme.name.get_mut(locale) = name;
            *theme.goals.get_mut(locale) = goals;
            *theme.outline.get_mut(locale) = outline;
        }
    }
    let mut out: Vec<Theme> =
        shipped_themes().iter().map(|t| own.remove(&t.key).unwrap_or_else(|| t.clone())).collect();
    out.extend(own.into_values());
    Ok(out)
}

/// Writes a theme: a new one, or the municipality's own words for one that is there.
///
/// # Errors
/// A fault of the database.
pub fn save_theme(tx: &mut Tx, theme: &Theme) -> Result<(), AppError> {
    let tenant = tx.tenant();
    let key = theme.key.as_str();
    tx.exec(
        "INSERT INTO theme (tenant_id, key, topic, retired) VALUES ($1, $2, $3, $4)
         ON CONFLICT (tenant_id, key) DO UPDATE SET topic = excluded.topic, retired = excluded.retired",
        &params![tenant, key, theme.topic.code(), theme.retired],
    )?;
    tx.exec(
        "DELETE FROM theme_text WHERE tenant_id = $1 AND theme = $2",
        &params![tenant, key],
    )?;
    for locale in Locale::ALL {
        let (name, goals, outline) = (
            theme.name.exact(locale),
            theme.goals.exact(locale),
            theme.outline.exact(locale),
        );
        if name.is_empty() && goals.is_empty() && outline.is_empty() {
            continue;
        }
        tx.exec(
            "INSERT INTO theme_text (tenant_id, theme, language, name, goals, outline) VALUES ($1, $2, $3, $4, $5, $6)",
            &params![tenant, key, locale.code(), name, goals, outline],
        )?;
    }
    let after = serde_json::json!({ "name": theme.name.get(Locale::Nb), "retired": theme.retired }).to_string();
    tx.history("events", "theme", key, "written", None, Some(after))?;
    Ok(())
}

/// The name that a new theme goes by: from its words, with a number when that is taken. A key is never used again.
///
/// # Errors
/// A fault of the database.
pub fn free_key(q: &mut impl Query, words: &str) -> Result<String, AppError> {
    let base = Key::from_name(words).map_or_else(|| "tema".to_owned(), |k| k.to_string());
    let taken: Vec<String> = themes(q)?.into_iter().map(|t| t.key).collect();
    // "nytt" is the address of the page for a new one.
    let free = |key: &String| key != "nytt" && !taken.contains(key);
    let numbered = (2..).map(|n| format!("{base}-{n}"));
    Ok(std::iter::once(base.clone()).chain(numbered).find(free).unwrap_or(base))
}

/// Puts a theme that was proposed into the bank, in the municipality's own language, and lets the poll point to it. One of
/// that name that is there already is pointed to instead; doing it again changes nothing.
///
/// # Errors
/// [`AppError::Absent`] when there is no such proposal; a fault of the database.
pub fn to_bank(tx: &mut Tx, id: Id, position: usize, language: Locale) -> Result<(), AppError> {
    lock(tx, id)?;
    let option = poll(tx, id)?.and_then(|p| p.options.get(position).cloned()).ok_or(AppError::Absent)?;
    if option.words.is_empty() || !option.theme.is_empty() {
        return Ok(());
    }
    let same = |t: &Theme| Locale::ALL.iter().any(|l| t.name.exact(*l).to_lowercase() == option.words.to_lowercase());
    let key = match themes(tx)?.into_iter().find(same) {
        Some(theme) => theme.key,
        None => {
            let theme = Theme {
                key: free_key(tx, &option.words)?,
                topic: Topic::PhoneTablet,
                name: Localized::in_one(language, &option.words),
                goals: Localized::default(),
                outline: Localized::default(),
                retired: false,
            };
            save_theme(tx, &theme)?;
            theme.key
        }
    };
    tx.exec(
        "UPDATE theme_option SET theme = $4 WHERE tenant_id = $1 AND theme_poll_id = $2 AND position = $3",
        &params![tx.tenant(), id.0, i64::try_from(position).unwrap_or(i64::MAX), key],
    )?;
    Ok(())
}

/// Lets one change of a poll come after the other.
///
/// # Errors
/// A fault of the database.
pub fn lock(tx: &mut Tx, id: Id) -> Result<(), AppError> {
    let key = params![tx.tenant(), id.0];
    tx.exec(
        "UPDATE theme_poll SET opened_at = opened_at WHERE tenant_id = $1 AND id = $2",
        &key,
    )?;
    Ok(())
}

/// A poll as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Poll {
    /// Its identity.
    pub id: Id,
    /// The offering it is for.
    pub offering: Key,
    /// When it was opened.
    pub opened: Timestamp,
    /// Whether it is closed.
    pub closed: bool,
    /// What can be chosen.
    pub options: Vec<PollOption>,
    /// Every choice, as positions in `options`.
    pub votes: Vec<usize>,
    /// Codes, in the order of the sheet; empty some weeks after it is closed.
    pub codes: Vec<String>,
    /// How many codes have been used.
    pub used: usize,
}

/// Something to choose in a poll: a theme of the bank, or words that a pupil proposed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PollOption {
    /// The theme's key; empty when it was proposed.
    pub theme: String,
    /// The proposal; empty when it is of the bank.
    pub words: String,
}

/// Opens a poll with these themes and codes. The same one again changes nothing.
///
/// # Errors
/// A fault of the database.
pub fn open_poll(tx: &mut Tx, id: Id, offering: &Key, themes: &[String], codes: &[String]) -> Result<(), AppError> {
    let (tenant, now) = (tx.tenant(), tx.now().as_millisecond());
    let new = tx.exec(
        "INSERT INTO theme_poll (tenant_id, id, offering, opened_at, closed_at) VALUES ($1, $2, $3, $4, NULL)
         ON CONFLICT (tenant_id, id) DO NOTHING",
        &params![tenant, id.0, offering.as_str(), now],
    )?;
    if new == 0 {
        return Ok(());
    }
    for (position, theme) in (0i64..).zip(themes) {
        tx.exec(
            "INSERT INTO theme_option (tenant_id, theme_poll_id, position, theme, words) VALUES ($1, $2, $3, $4, '')",
            &params![tenant, id.0, position, theme.as_str()],
        )?;
    }
    for code in codes {
        tx.exec(
            "INSERT INTO theme_ballot (tenant_id, code, theme_poll_id, proposed) VALUES ($1, $2, $3, 0)",
            &params![tenant, code.as_str(), id.0],
        )?;
    }
    tx.history("events", "theme_poll", id.0, "opened", None, None)?;
    Ok(())
}

/// The polls, the newest first.
///
/// # Errors
/// A fault of the database.
pub fn polls(q: &mut impl Query) -> Result<Vec<Poll>, AppError> {
    let tenant = q.tenant();
    let ids = q.rows(
        "SELECT id FROM theme_poll WHERE tenant_id = $1 ORDER BY opened_at DESC, id DESC",
        &params![tenant],
        |row| Ok(Id(row.id(0)?)),
    )?;
    let mut out = Vec::new();
    for id in ids {
        out.extend(poll(q, id)?);
    }
    Ok(out)
}

/// One poll.
///
/// # Errors
/// A fault of the database.
pub fn poll(q: &mut impl Query, id: Id) -> Result<Option<Poll>, AppError> {
    let tenant = q.tenant();
    let key = params![tenant, id.0];
    let head = q.one(
        "SELECT offering, opened_at, closed_at FROM theme_poll WHERE tenant_id = $1 AND id = $2",
        &key,
        |row| {
            Ok((
                stored_key(row.str(0)?)?,
                instant(row.int(1)?)?,
                row.opt_int(2)?.is_some(),
            ))
        },
    )?;
    let Some((offering, opened, closed)) = head else {
        return Ok(None);
    };
    let options = q.rows(
        "SELECT theme, words FROM theme_option WHERE tenant_id = $1 AND theme_poll_id = $2 ORDER BY position",
        &key,
        |row| {
            Ok(PollOption {
                theme: row.text(0)?,
                words: row.text(1)?,
            })
        },
    )?;
    let votes = q.rows(
        "SELECT v.position, v.code FROM theme_vote v JOIN theme_ballot b ON b.tenant_id = v.tenant_id AND b.code = v.code
         WHERE v.tenant_id = $1 AND b.theme_poll_id = $2 ORDER BY v.code, v.position",
        &key,
        |row| Ok((usize::try_from(row.int(0)?).unwrap_or(usize::MAX), row.text(1)?)),
    )?;
    let codes = q.rows(
        "SELECT code FROM theme_ballot WHERE tenant_id = $1 AND theme_poll_id = $2 ORDER BY code",
        &key,
        |row| row.text(0),
    )?;
    let mut used: Vec<&String> = votes.iter().map(|(_, code)| code).collect();
    used.dedup();
    Ok(Some(Poll {
        id,
        offering,
        opened,
        closed,
        used: used.len(),
        options,
        votes: votes.iter().map(|(position, _)| *position).collect(),
        codes,
    }))
}

/// The poll a code is for, what it has chosen so far, and how many themes it may still propose.
///
/// # Errors
/// A fault of the database.
pub fn ballot(q: &mut impl Query, code: &str) -> Result<Option<(Poll, Vec<usize>, u16)>, AppError> {
    let tenant = q.tenant();
    let found = q.one(
        "SELECT theme_poll_id, proposed FROM theme_ballot WHERE tenant_id = $1 AND code = $2",
        &params![tenant, code],
        |row| Ok((Id(row.id(0)?), u16::try_from(row.int(1)?).unwrap_or(u16::MAX))),
    )?;
    let Some((id, proposed)) = found else {
        return Ok(None);
    };
    let chosen = q.rows(
        "SELECT position FROM theme_vote WHERE tenant_id = $1 AND code = $2 ORDER BY position",
        &params![tenant, code],
        |row| Ok(usize::try_from(row.int(0)?).unwrap_or(usize::MAX)),
    )?;
    Ok(poll(q, id)?.map(|poll| (poll, chosen, PROPOSALS.saturating_sub(proposed))))
}

/// Writes what a code chooses, in place of what it chose before.
///
/// # Errors
/// A fault of the database.
pub fn vote(tx: &mut Tx, code: &str, chosen: &[usize]) -> Result<(), AppError> {
    let tenant = tx.tenant();
    tx.exec(
        "DELETE FROM theme_vote WHERE tenant_id = $1 AND code = $2",
        &params![tenant, code],
    )?;
    for position in chosen {
        tx.exec(
            "INSERT INTO theme_vote (tenant_id, code, position) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
            &params![tenant, code, i64::try_from(*position).unwrap_or(i64::MAX)],
        )?;
    }
    Ok(())
}

/// Puts up a theme that a code proposes. One that is there already is left as it is.
///
/// # Errors
/// A fault of the database.
pub fn propose(tx: &mut Tx, poll: &Poll, code: &str, words: &str) -> Result<(), AppError> {
    let tenant = tx.tenant();
    let same = |o: &PollOption| o.words.to_lowercase() == words.to_lowercase();
    if poll.options.iter().any(same) {
        return Ok(());
    }
    let position = i64::try_from(poll.options.len()).unwrap_or(i64::MAX);
    tx.exec(
        "INSERT INTO theme_option (tenant_id, theme_poll_id, position, theme, words) VALUES ($1, $2, $3, '', $4)",
        &params![tenant, poll.id.0, position, words],
    )?;
    tx.exec(
        "UPDATE theme_ballot SET proposed = proposed + 1 WHERE tenant_id = $1 AND code = $2",
        &params![tenant, code],
    )?;
    Ok(())
}

/// Closes a poll: nothing more can be chosen.
///
/// # Errors
/// A fault of the database.
pub fn close_poll(tx: &mut Tx, id: Id) -> Result<(), AppError> {
    let (tenant, now) = (tx.tenant(), tx.now().as_millisecond());
    tx.exec(
        "UPDATE theme_poll SET closed_at = $3 WHERE tenant_id = $1 AND id = $2 AND closed_at IS NULL",
        &params![tenant, id.0, now],
    )?;
    tx.history("events", "theme_poll", id.0, "closed", None, None)?;
    Ok(())
}

/// Forgets the codes and choices of polls that were closed a month ago. What was chosen is in the plans by then.
///
/// # Errors
/// A fault of the database.
pub fn forget_old(tx: &mut Tx) -> Result<(), AppError> {
    let before = tx.now().checked_sub(KEPT_HOURS.hours()).unwrap_or(Timestamp::UNIX_EPOCH).as_millisecond();
    let key = params![tx.tenant(), before];
    tx.exec(
        "DELETE FROM theme_vote WHERE tenant_id = $1 AND code IN (SELECT b.code FROM theme_ballot b JOIN theme_poll p
         ON p.tenant_id = b.tenant_id AND p.id = b.theme_poll_id WHERE b.tenant_id = $1 AND p.closed_at < $2)",
        &key,
    )?;
    tx.exec(
        "DELETE FROM theme_ballot WHERE tenant_id = $1 AND theme_poll_id IN
         (SELECT id FROM theme_poll WHERE tenant_id = $1 AND closed_at < $2)",
        &key,
    )?;
    Ok(())
}
