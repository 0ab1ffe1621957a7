//! The municipality's own colour, arms and words for posters.

use crate::frame::{AppError, days};
use documents::{Arms, Colour};
use domain::posters::{PosterLanguage, PosterWord, PosterWords};
use jiff::civil::Date;
use std::collections::BTreeSet;
use store::{Query, Tx, params};

/// The municipality's colour; ours until it has chosen one.
///
/// # Errors
/// A fault of the database.
pub fn accent(q: &mut impl Query) -> Result<Colour, AppError> {
    let tenant = params![q.tenant()];
    let found = q.one(
        "SELECT accent FROM poster_colour WHERE tenant_id = $1",
        &tenant,
        |row| row.text(0),
    )?;
    Ok(found.and_then(|hex| Colour::parse(&hex)).unwrap_or(Colour::FJORD))
}

/// Chooses the colour.
///
/// # Errors
/// A fault of the database.
pub fn set_accent(tx: &mut Tx, colour: Colour) -> Result<(), AppError> {
    let before = accent(tx)?;
    tx.exec(
        "INSERT INTO poster_colour (tenant_id, accent) VALUES ($1, $2)
         ON CONFLICT (tenant_id) DO UPDATE SET accent = excluded.accent",
        &params![tx.tenant(), colour.hex()],
    )?;
    let json = |c: Colour| Some(serde_json::json!({ "accent": c.hex() }).to_string());
    Ok(tx.history(
        "posters",
        "poster_colour",
        "accent",
        "changed",
        json(before),
        json(colour),
    )?)
}

/// The municipality's arms; `None` until it has given us some.
///
/// # Errors
/// A fault of the database.
pub fn arms(q: &mut impl Query) -> Result<Option<Arms>, AppError> {
    let tenant = params![q.tenant()];
    let found = q.one("SELECT png FROM poster_arms WHERE tenant_id = $1", &tenant, |row| {
        row.bytes(0)
    })?;
    Ok(found.and_then(Arms::kept))
}

/// Puts arms in the place of those that are there, or takes them away.
///
/// # Errors
/// A fault of the database.
pub fn set_arms(tx: &mut Tx, new: Option<&Arms>) -> Result<(), AppError> {
    let before = arms(tx)?;
    if before.as_ref() == new {
        return Ok(());
    }
    match new {
        Some(arms) => tx.exec(
            "INSERT INTO poster_arms (tenant_id, png) VALUES ($1, $2)
             ON CONFLICT (tenant_id) DO UPDATE SET png = excluded.png",
            &params![tx.tenant(), arms.png().to_vec()],
        )?,
        None => tx.exec("DELETE FROM poster_arms WHERE tenant_id = $1", &params![tx.tenant()])?,
    };
    let json = |arms: &Arms| serde_json::json!({ "width": arms.size().0, "height": arms.size().1 }).to_string();
    let (before, after) = (before.as_ref().map(json), new.map(json));
    let done = if new.is_some() { "changed" } else { "removed" };
    Ok(tx.history("posters", "poster_arms", "arms", done, before, after)?)
}

/// The words of a language, with those of the municipality's own.
///
/// # Errors
/// A fault of the database.
pub fn words(q: &mut impl Query, language: PosterLanguage) -> Result<PosterWords, AppError> {
    let key = params![q.tenant(), language.code()];
    let own = q.rows(
        "SELECT word, words FROM poster_word WHERE tenant_id = $1 AND language = $2",
        &key,
        |row| Ok((row.text(0)?, row.text(1)?)),
    )?;
    let mut words = PosterWords::shipped(language);
    words.own = own.into_iter().filter_map(|(word, text)| Some((PosterWord::parse(&word)?, text))).collect();
    words.read = words.read || read(q)?.contains(language.code());
    Ok(words)
}

/// The languages that somebody has read the words of.
///
/// # Errors
/// A fault of the database.
pub fn read(q: &mut impl Query) -> Result<BTreeSet<String>, AppError> {
    let tenant = params![q.tenant()];
    let found = q.rows(
        "SELECT language FROM poster_language_read WHERE tenant_id = $1",
        &tenant,
        |row| row.text(0),
    )?;
    Ok(found.into_iter().collect())
}

/// Says on a day that the words of a language are right.
///
/// # Errors
/// A fault of the database.
pub fn set_read(tx: &mut Tx, language: PosterLanguage, day: Date) -> Result<(), AppError> {
    tx.exec(
        "INSERT INTO poster_language_read (tenant_id, language, read_day) VALUES ($1, $2, $3)
         ON CONFLICT (tenant_id, language) DO UPDATE SET read_day = excluded.read_day",
        &params![tx.tenant(), language.code(), days(day)],
    )?;
    Ok(tx.history("posters", "poster_language", language.code(), "read", None, None)?)
}

/// Puts a word in the place of ours, or ours back; then somebody has to read the language anew, unless it is one of ours.
///
/// # Errors
/// A fault of the database.
pub fn set_word(tx: &mut Tx, language: PosterLanguage, word: PosterWord, text: Option<&str>) -> Result<(), AppError> {
    let key = params![tx.tenant(), language.code(), word.code()];
    let before = words(tx, language)?.own.get(&word).cloned();
    if before.as_deref() == text {
        return Ok(());
    }
    match text {
        Some(text) => tx.exec(
            "INSERT INTO poster_word (tenant_id, language, word, words) VALUES ($1, $2, $3, $4)
             ON CONFLICT (tenant_id, language, word) DO UPDATE SET words = excluded.words",
            &params![tx.tenant(), language.code(), word.code(), text],
        )?,
        None => tx.exec(
            "DELETE FROM poster_word WHERE tenant_id = $1 AND language = $2 AND word = $3",
            &key,
        )?,
    };
    tx.exec(
        "DELETE FROM poster_language_read WHERE tenant_id = $1 AND language = $2",
        &params![tx.tenant(), language.code()],
    )?;
    let json = |t: Option<&str>| t.map(|t| serde_json::json!({ "word": word.code(), "words": t }).to_string());
    let (before, after) = (json(before.as_deref()), json(text));
    Ok(tx.history("posters", "poster_language", language.code(), "changed", before, after)?)
}
