//! Answers, facts of the municipality's own, and what is said about the guide.

use crate::frame::{AppError, day_of, days, stored_code};
use domain::{
    shared::{Locale, Localized},
    situation::{
        Ages, EstablishmentStep, Fact, FactKind, SituationRefusal, SurveyAnswer, USUAL_YEARS, replaced, shipped_facts,
    },
};
use jiff::civil::Date;
use store::{Fault, Query, Row, Tx, params};

/// Every answer, and every question somebody is to find out about.
///
/// # Errors
/// A fault of the database.
pub fn answers(q: &mut impl Query) -> Result<Vec<SurveyAnswer>, AppError> {
    let tenant = q.tenant();
    Ok(q.rows(
        "SELECT question, words, source, source_day, responsible, attachment, attachment_url, assumed_fields
         FROM situation_answer WHERE tenant_id = $1 ORDER BY question",
        &params![tenant],
        |row| {
            Ok(SurveyAnswer {
                question: row.text(0)?,
                words: row.text(1)?,
                source: row.text(2)?,
                on: row.opt_int(3)?.map(day_of),
                responsible: row.text(4)?,
                attachment: row.text(5)?,
                attachment_url: row.text(6)?,
                assumed: row.str(7)?.split_whitespace().map(str::to_owned).collect(),
            })
        },
    )?)
}

/// Keeps an answer; the same again changes nothing.
///
/// # Errors
/// [`SituationRefusal::NoSource`] when there are words without a source; a fault of the database.
pub fn put_answer(tx: &mut Tx, a: &SurveyAnswer) -> Result<(), AppError> {
    if a.is_answered() && a.source.is_empty() {
        return Err(AppError::refused(SituationRefusal::NoSource));
    }
    let before = answers(tx)?.into_iter().find(|b| b.question == a.question);
    if before.as_ref() == Some(a) {
        return Ok(());
    }
    tx.exec(
        "INSERT INTO situation_answer
             (tenant_id, question, words, source, source_day, responsible, attachment, attachment_url, assumed_fields)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         ON CONFLICT (tenant_id, question) DO UPDATE SET words = excluded.words, source = excluded.source,
             source_day = excluded.source_day, responsible = excluded.responsible, attachment = excluded.attachment,
             attachment_url = excluded.attachment_url, assumed_fields = excluded.assumed_fields",
        &params![
            tx.tenant(),
            a.question.as_str(),
            a.words.as_str(),
            a.source.as_str(),
            a.on.map(days),
            a.responsible.as_str(),
            a.attachment.as_str(),
            a.attachment_url.as_str(),
            a.assumed.join(" ")
        ],
    )?;
    let json = |a: &SurveyAnswer| serde_json::json!({ "words": a.words, "source": a.source }).to_string();
    let verb = if before.is_some() { "changed" } else { "created" };
    tx.history(
        "situation",
        "survey_answer",
        a.question.as_str(),
        verb,
        before.as_ref().map(json),
        Some(json(a)),
    )?;
    Ok(())
}

/// Keeps these answers, and nothing of any other question: the history keeps what stood there.
///
/// # Errors
/// As [`put_answer`].
pub fn put_answers(tx: &mut Tx, wanted: &[SurveyAnswer]) -> Result<(), AppError> {
    let others = answers(tx)?.into_iter().filter(|a| !wanted.iter().any(|w| w.question == a.question));
    let emptied: Vec<SurveyAnswer> = others.map(|a| SurveyAnswer::nothing(&a.question)).collect();
    emptied.iter().chain(wanted).try_for_each(|a| put_answer(tx, a))
}

/// Every fact: the municipality's own first, then those that ship, each with what has taken its place.
///
/// # Errors
/// A fault of the database.
pub fn facts(q: &mut impl Query) -> Result<Vec<Fact>, AppError> {
    let tenant = q.tenant();
    let own = q.rows(
        "SELECT key, kind, figure, share, from_age, to_age, data_year, publication, publisher, url, title, definition,
                population, supersedes, language
         FROM situation_fact WHERE tenant_id = $1 ORDER BY key",
        &params![tenant],
        own_fact,
    )?;
    Ok(replaced(
        own.into_iter().chain(shipped_facts().iter().cloned()).collect(),
    ))
}

fn own_fact(row: &Row) -> Result<Fact, Fault> {
    let locale = stored_code(row.str(14)?, Locale::parse)?;
    let words = |text: &str| Localized::in_one(locale, text);
    let age = |n: Option<i64>| n.and_then(|n| u8::try_from(n).ok());
    let to = age(row.opt_int(5)?);
    let year = row.int(6)?;
    Ok(Fact {
        code: row.text(0)?,
        kind: stored_code(row.str(1)?, FactKind::parse)?,
        figure: row.text(2)?,
        share: row.opt_int(3)?.and_then(|n| u16::try_from(n).ok()),
        ages: age(row.opt_int(4)?).map(|from| Ages { from, to }),
        year: i16::try_from(year).map_err(|_| Fault::corrupt(format!("not a year: {year}")))?,
        years: String::new(),
        published: None,
        publication: row.text(7)?,
        publisher: row.text(8)?,
        url: row.text(9)?,
        title: words(row.str(10)?),
        definition: words(row.str(11)?),
        population: words(row.str(12)?),
        superseded_by: None,
        supersedes: Some(row.text(13)?).filter(|s| !s.is_empty()),
        own: true,
    })
}

/// Keeps a fact of the municipality's own. Sent twice, it is kept once.
///
/// # Errors
/// What [`Fact::check`] refuses; a fault of the database.
pub fn put_fact(tx: &mut Tx, fact: &Fact, language: Locale) -> Result<(), AppError> {
    fact.check().map_err(AppError::refused)?;
    tx.exec(
        "INSERT INTO situation_fact (tenant_id, key, kind, figure, share, from_age, to_age, data_year, publication,
             publisher, url, title, definition, population, supersedes, language)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
         ON CONFLICT (tenant_id, key) DO NOTHING",
        &params![
            tx.tenant(),
            fact.code.as_str(),
            fact.kind.code(),
            fact.figure.as_str(),
            fact.share.map(i64::from),
            fact.ages.map(|a| i64::from(a.from)),
            fact.ages.and_then(|a| a.to).map(i64::from),
            i64::from(fact.year),
            fact.publication.as_str(),
            fact.publisher.as_str(),
            fact.url.as_str(),
            fact.title.exact(language),
            fact.definition.exact(language),
            fact.population.exact(language),
            fact.supersedes.as_deref().unwrap_or_default(),
            language.code()
        ],
    )?;
    tx.history("situation", "fact", fact.code.as_str(), "created", None, None)?;
    Ok(())
}

/// Takes a fact of the municipality's own away. Done twice, it is the same.
///
/// # Errors
/// A fault of the database.
pub fn remove_fact(tx: &mut Tx, code: &str) -> Result<(), AppError> {
    let removed = tx.exec(
        "DELETE FROM situation_fact WHERE tenant_id = $1 AND key = $2",
        &params![tx.tenant(), code],
    )?;
    if removed > 0 {
        tx.history("situation", "fact", code, "closed", None, None)?;
    }
    Ok(())
}

/// For how many years a figure is fresh here.
///
/// # Errors
/// A fault of the database.
pub fn fresh_years(q: &mut impl Query) -> Result<u8, AppError> {
    let tenant = q.tenant();
    let years = q.one(
        "SELECT fresh_years FROM situation_setting WHERE tenant_id = $1",
        &params![tenant],
        |row| row.int(0),
    )?;
    Ok(years.and_then(|n| u8::try_from(n).ok()).unwrap_or(USUAL_YEARS))
}

/// Says for how many years a figure is fresh.
///
/// # Errors
/// A fault of the database.
pub fn set_fresh_years(tx: &mut Tx, years: u8) -> Result<(), AppError> {
    tx.exec(
        "INSERT INTO situation_setting (tenant_id, fresh_years) VALUES ($1, $2)
         ON CONFLICT (tenant_id) DO UPDATE SET fresh_years = excluded.fresh_years",
        &params![tx.tenant(), i64::from(years)],
    )?;
    Ok(())
}

/// The steps somebody has said are done elsewhere, with the day.
///
/// # Errors
/// A fault of the database.
pub fn marks(q: &mut impl Query) -> Result<Vec<(EstablishmentStep, Date)>, AppError> {
    let tenant = q.tenant();
    Ok(q.rows(
        "SELECT step, marked_day FROM situation_mark WHERE tenant_id = $1 ORDER BY step",
        &params![tenant],
        |row| Ok((stored_code(row.str(0)?, EstablishmentStep::parse)?, day_of(row.int(1)?))),
    )?)
}

/// Says that a step is done elsewhere, or takes it back.
///
/// # Errors
/// A fault of the database.
pub fn mark(tx: &mut Tx, step: EstablishmentStep, on: Option<Date>) -> Result<(), AppError> {
    match on {
        Some(day) => tx.exec(
            "INSERT INTO situation_mark (tenant_id, step, marked_day) VALUES ($1, $2, $3)
             ON CONFLICT (tenant_id, step) DO NOTHING",
            &params![tx.tenant(), step.code(), days(day)],
        )?,
        None => tx.exec(
            "DELETE FROM situation_mark WHERE tenant_id = $1 AND step = $2",
            &params![tx.tenant(), step.code()],
        )?,
    };
    Ok(())
}
