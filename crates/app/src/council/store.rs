//! The cases with their pieces, the municipality's own order, and what a citizen has told.

use super::refusal::CouncilRefusal;
use crate::frame::{AppError, day_of, days};
use domain::{
    council_case::{CasePreset, CitizenStory, DecisionPoint, OWN_ORDER, TreatmentStep, presets},
    shared::Id,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use store::{Fault, Query, Row, Tx, params};

/// What stands in a section.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Content {
    /// Words somebody wrote.
    Words(String),
    /// What is known, by its key: looked up each time it is read.
    Known(String),
    /// What somebody thinks, and the keys of the facts it answers.
    Assessment {
        /// What is thought.
        text: String,
        /// The facts it answers.
        answers: Vec<String>,
    },
    /// A point of the decision.
    Point(DecisionPoint),
    /// A committee that treats the case.
    Step(TreatmentStep),
}

/// A piece of a case in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Its id.
    pub id: Id,
    /// The section it stands in.
    pub section: String,
    /// Its place among all pieces of the case.
    pub place: i64,
    /// What is in it.
    pub content: Content,
    /// How many times it was written.
    pub revision: i64,
}

/// A case as it is stored, without its pieces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Its id.
    pub id: Id,
    /// What it is called.
    pub title: String,
    /// The key of its order of sections.
    pub preset: String,
    /// The pitch, in own words; empty while nobody has written any.
    pub pitch: String,
    /// How many times the pitch or the title was written.
    pub revision: i64,
}

/// A case with everything in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Stored {
    /// What it is.
    pub head: Head,
    /// Its order of sections.
    pub preset: CasePreset,
    /// Its pieces, from top to bottom.
    pub pieces: Vec<Piece>,
    /// What a citizen has told, with her yes.
    pub story: Option<CitizenStory>,
}

impl Stored {
    /// The pieces of a section.
    pub fn of<'s>(&'s self, section: &'s str) -> impl Iterator<Item = &'s Piece> {
        self.pieces.iter().filter(move |p| p.section == section)
    }

    /// The keys of what is known that the case has taken in, in order.
    pub fn taken(&self) -> impl Iterator<Item = &str> {
        self.pieces.iter().filter_map(|p| match &p.content {
            Content::Known(key) => Some(key.as_str()),
            _ => None,
        })
    }
}

fn head(row: &Row<'_>) -> Result<Head, Fault> {
    Ok(Head {
        id: Id(row.id(0)?),
        title: row.text(1)?,
        preset: row.text(2)?,
        pitch: row.text(3)?,
        revision: row.int(4)?,
    })
}

/// The cases, the newest first.
///
/// # Errors
/// A fault of the database.
pub fn heads(q: &mut impl Query) -> Result<Vec<Head>, AppError> {
    let tenant = params![q.tenant()];
    let sql = "SELECT id, title, preset, pitch, revision FROM council_case WHERE tenant_id = $1 ORDER BY made_at DESC, id DESC";
    Ok(q.rows(sql, &tenant, head)?)
}

fn one_head(q: &mut impl Query, id: Id) -> Result<Head, AppError> {
    let which = params![q.tenant(), id.0];
    let sql = "SELECT id, title, preset, pitch, revision FROM council_case WHERE tenant_id = $1 AND id = $2";
    q.one(sql, &which, head)?.ok_or(AppError::Absent)
}

fn piece(row: &Row<'_>) -> Result<Piece, Fault> {
    Ok(Piece {
        id: Id(row.id(0)?),
        section: row.text(1)?,
        place: row.int(2)?,
        content: serde_json::from_str(row.str(3)?).map_err(|e| Fault::corrupt(format!("not a piece: {e}")))?,
        revision: row.int(4)?,
    })
}

/// The pieces of a case, from top to bottom.
///
/// # Errors
/// A fault of the database.
pub fn pieces(q: &mut impl Query, case: Id) -> Result<Vec<Piece>, AppError> {
    let which = params![q.tenant(), case.0];
    let sql = "SELECT id, section, place, content, revision FROM council_piece WHERE tenant_id = $1 AND case_id = $2 ORDER BY place, id";
    Ok(q.rows(sql, &which, piece)?)
}

/// One case.
///
/// # Errors
/// Absent when there is none with this id here; a fault of the database.
pub fn one(q: &mut impl Query, id: Id) -> Result<Stored, AppError> {
    let head = one_head(q, id)?;
    Ok(Stored {
        preset: preset(q, &head.preset)?.ok_or(AppError::Absent)?,
        pieces: pieces(q, id)?,
        story: story(q, id)?,
        head,
    })
}

/// The order of sections with this key: one that ships, or the municipality's own.
///
/// # Errors
/// A fault of the database.
pub fn preset(q: &mut impl Query, key: &str) -> Result<Option<CasePreset>, AppError> {
    if key == OWN_ORDER {
        let order = own_order(q)?;
        let order: Vec<(&str, bool)> = order.iter().map(|(key, required)| (key.as_str(), *required)).collect();
        return Ok(CasePreset::own(&order));
    }
    Ok(presets().iter().find(|p| p.key.as_str() == key).cloned())
}

/// The municipality's own order: sections from top to bottom, and whether each is required. Empty while it has none.
///
/// # Errors
/// A fault of the database.
pub fn own_order(q: &mut impl Query) -> Result<Vec<(String, bool)>, AppError> {
    let tenant = params![q.tenant()];
    let sql = "SELECT section, required FROM council_order WHERE tenant_id = $1 ORDER BY place, section";
    Ok(q.rows(sql, &tenant, |row| Ok((row.text(0)?, row.bool(1)?)))?)
}

/// Keeps the municipality's own order.
///
/// # Errors
/// [`CouncilRefusal::OrderInUse`] when none is left and a case has it; a fault of the database.
pub fn set_order(tx: &mut Tx, order: &[(String, bool)]) -> Result<(), AppError> {
    if order.is_empty() && heads(tx)?.iter().any(|h| h.preset == OWN_ORDER) {
        return Err(AppError::refused(CouncilRefusal::OrderInUse));
    }
    let tenant = tx.tenant();
    tx.exec("DELETE FROM council_order WHERE tenant_id = $1", &params![tenant])?;
    for (place, (section, required)) in (0_i64..).zip(order) {
        tx.exec(
            "INSERT INTO council_order (tenant_id, section, place, required) VALUES ($1, $2, $3, $4)",
            &params![tenant, section.as_str(), place, *required],
        )?;
    }
    Ok(())
}

/// Begins a case with what it is born with; its id.
///
/// # Errors
/// A fault of the database.
pub fn begin(tx: &mut Tx, title: &str, preset: &str, born: &[(String, Content)]) -> Result<Id, AppError> {
    let (tenant, now, id) = (tx.tenant(), tx.now(), Id(tx.new_id()));
    tx.exec(
        "INSERT INTO council_case (tenant_id, id, title, preset, pitch, revision, made_at) VALUES ($1, $2, $3, $4, '', 1, $5)",
        &params![tenant, id.0, title, preset, now.as_millisecond()],
    )?;
    tx.history("council", "council_case", id.0, "created", None, Some(said(title)))?;
    for (section, content) in born {
        add(tx, id, section, content)?;
    }
    Ok(id)
}

fn said(title: &str) -> String {
    serde_json::json!({ "title": title }).to_string()
}

fn json(content: &Content) -> Result<String, Fault> {
    serde_json::to_string(content).map_err(|e| Fault::corrupt(format!("a piece that cannot be written: {e}")))
}

/// Puts a piece last in a section; its id. The same once more, from a double click, is written once.
///
/// # Errors
/// Absent when there is no such case; a fault of the database.
pub fn add(tx: &mut Tx, case: Id, section: &str, content: &Content) -> Result<Id, AppError> {
    one_head(tx, case)?;
    let there = pieces(tx, case)?;
    if let Some(same) = there.iter().find(|p| p.section == section && p.content == *content) {
        return Ok(same.id);
    }
    let place = there.last().map_or(0, |p| p.place) + 1;
    let (tenant, id, written) = (tx.tenant(), Id(tx.new_id()), json(content)?);
    tx.exec(
        "INSERT INTO council_piece (tenant_id, case_id, id, section, place, content, revision) VALUES ($1, $2, $3, $4, $5, $6, 1)",
        &params![tenant, case.0, id.0, section, place, written.as_str()],
    )?;
    tx.history("council", "council_piece", id.0, "created", None, Some(written))?;
    Ok(id)
}

/// One piece of a case.
///
/// # Errors
/// Absent when there is none; a fault of the database.
pub fn one_piece(q: &mut impl Query, case: Id, id: Id) -> Result<Piece, AppError> {
    pieces(q, case)?.into_iter().find(|p| p.id == id).ok_or(AppError::Absent)
}

/// Writes a piece anew. `revision` is the one that the writer saw; the same once more changes nothing.
///
/// # Errors
/// Absent when there is none; [`CouncilRefusal::ChangedMeanwhile`]; a fault of the database.
pub fn change(tx: &mut Tx, case: Id, id: Id, revision: i64, content: &Content) -> Result<(), AppError> {
    let tenant = tx.tenant();
    // First: two who change the same come one after the other.
    tx.exec(
        "UPDATE council_piece SET revision = revision + 1 WHERE tenant_id = $1 AND case_id = $2 AND id = $3",
        &params![tenant, case.0, id.0],
    )?;
    let before = one_piece(tx, case, id)?;
    if before.content == *content {
        return Ok(());
    }
    if before.revision != revision + 1 {
        return Err(AppError::refused(CouncilRefusal::ChangedMeanwhile));
    }
    let written = json(content)?;
    tx.exec(
        "UPDATE council_piece SET content = $4 WHERE tenant_id = $1 AND case_id = $2 AND id = $3",
        &params![tenant, case.0, id.0, written.as_str()],
    )?;
    tx.history(
        "council",
        "council_piece",
        id.0,
        "changed",
        Some(json(&before.content)?),
        Some(written),
    )?;
    Ok(())
}

/// Puts a piece before the one above it in its section. The first one stays.
///
/// # Errors
/// Absent when there is none; a fault of the database.
pub fn up(tx: &mut Tx, case: Id, id: Id) -> Result<Piece, AppError> {
    let piece = one_piece(tx, case, id)?;
    let all = pieces(tx, case)?;
    let above = all.iter().filter(|p| p.section == piece.section).take_while(|p| p.id != id).last();
    if let Some(above) = above {
        let tenant = tx.tenant();
        for (of, place) in [(above.id, piece.place), (id, above.place)] {
            tx.exec(
                "UPDATE council_piece SET place = $4 WHERE tenant_id = $1 AND case_id = $2 AND id = $3",
                &params![tenant, case.0, of.0, place],
            )?;
        }
    }
    Ok(piece)
}

/// Takes a piece away. The history keeps what stood there.
///
/// # Errors
/// Absent when there is none; a fault of the database.
pub fn take_away(tx: &mut Tx, case: Id, id: Id) -> Result<Piece, AppError> {
    let piece = one_piece(tx, case, id)?;
    let tenant = tx.tenant();
    tx.exec(
        "DELETE FROM council_piece WHERE tenant_id = $1 AND case_id = $2 AND id = $3",
        &params![tenant, case.0, id.0],
    )?;
    tx.history(
        "council",
        "council_piece",
        id.0,
        "removed",
        Some(json(&piece.content)?),
        None,
    )?;
    Ok(piece)
}

/// Calls a case something else.
///
/// # Errors
/// Absent when there is none; a fault of the database.
pub fn rename(tx: &mut Tx, id: Id, title: &str) -> Result<(), AppError> {
    let before = one_head(tx, id)?;
    let tenant = tx.tenant();
    tx.exec(
        "UPDATE council_case SET title = $3 WHERE tenant_id = $1 AND id = $2",
        &params![tenant, id.0, title],
    )?;
    tx.history(
        "council",
        "council_case",
        id.0,
        "changed",
        Some(said(&before.title)),
        Some(said(title)),
    )?;
    Ok(())
}

/// Keeps the pitch. `revision` is the one that the writer saw. Without words, it is put together from what is known again.
///
/// # Errors
/// Absent when there is none; [`CouncilRefusal::ChangedMeanwhile`]; a fault of the database.
pub fn set_pitch(tx: &mut Tx, id: Id, revision: i64, pitch: &str) -> Result<(), AppError> {
    let tenant = tx.tenant();
    tx.exec(
        "UPDATE council_case SET revision = revision + 1 WHERE tenant_id = $1 AND id = $2",
        &params![tenant, id.0],
    )?;
    let before = one_head(tx, id)?;
    if before.pitch == pitch {
        return Ok(());
    }
    if before.revision != revision + 1 {
        return Err(AppError::refused(CouncilRefusal::ChangedMeanwhile));
    }
    tx.exec(
        "UPDATE council_case SET pitch = $3 WHERE tenant_id = $1 AND id = $2",
        &params![tenant, id.0, pitch],
    )?;
    tx.history("council", "council_case", id.0, "changed", None, None)?;
    Ok(())
}

/// Takes a case away with everything in it.
///
/// # Errors
/// Absent when there is none; a fault of the database.
pub fn remove(tx: &mut Tx, id: Id) -> Result<(), AppError> {
    let before = one_head(tx, id)?;
    let which = params![tx.tenant(), id.0];
    tx.exec(
        "DELETE FROM council_story WHERE tenant_id = $1 AND case_id = $2",
        &which,
    )?;
    tx.exec(
        "DELETE FROM council_piece WHERE tenant_id = $1 AND case_id = $2",
        &which,
    )?;
    tx.exec("DELETE FROM council_case WHERE tenant_id = $1 AND id = $2", &which)?;
    tx.history(
        "council",
        "council_case",
        id.0,
        "removed",
        Some(said(&before.title)),
        None,
    )?;
    Ok(())
}

/// What a citizen has told for the pitch of a case.
///
/// # Errors
/// A fault of the database.
pub fn story(q: &mut impl Query, case: Id) -> Result<Option<CitizenStory>, AppError> {
    let which = params![q.tenant(), case.0];
    let sql = "SELECT words, asked_day, asked_by FROM council_story WHERE tenant_id = $1 AND case_id = $2";
    Ok(q.one(sql, &which, |row| {
        Ok(CitizenStory {
            words: row.text(0)?,
            asked_on: Some(day_of(row.int(1)?)),
            asked_by: row.text(2)?,
            said_yes: true,
        })
    })?)
}

/// Keeps a story, only with a recorded yes. What was told stands in no history: when it is taken away, it is gone.
///
/// # Errors
/// Absent when there is no such case; [`CouncilRefusal::NoConsent`]; a fault of the database.
pub fn set_story(tx: &mut Tx, case: Id, story: &CitizenStory, today: Date) -> Result<(), AppError> {
    one_head(tx, case)?;
    let asked = story.asked_on.filter(|_| story.may_be_told(today));
    let day = asked.ok_or_else(|| AppError::refused(CouncilRefusal::NoConsent))?;
    tx.exec(
        "INSERT INTO council_story (tenant_id, case_id, words, asked_day, asked_by) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (tenant_id, case_id) DO UPDATE SET words = excluded.words, asked_day = excluded.asked_day, asked_by = excluded.asked_by",
        &params![tx.tenant(), case.0, story.words.as_str(), days(day), story.asked_by.as_str()],
    )?;
    tx.history("council", "council_story", case.0, "changed", None, None)?;
    Ok(())
}

/// Takes a story away. Done twice, it is the same.
///
/// # Errors
/// A fault of the database.
pub fn forget_story(tx: &mut Tx, case: Id) -> Result<(), AppError> {
    let which = params![tx.tenant(), case.0];
    if tx.exec(
        "DELETE FROM council_story WHERE tenant_id = $1 AND case_id = $2",
        &which,
    )? > 0
    {
        tx.history("council", "council_story", case.0, "removed", None, None)?;
    }
    Ok(())
}
