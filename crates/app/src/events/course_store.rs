//! Self-assessment before and after a course, as it is stored: sums, never sheets.

use crate::frame::{AppError, day_of, stored_key};
use domain::{
    enrolments::Target,
    events::{Mastery, Phase, Round},
    shared::Id,
};
use store::{Query, Tx, params};

/// The self-assessment of a course: its tasks, and the two rounds with the secret part of their links.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assessment {
    /// The tasks.
    pub tasks: Vec<String>,
    /// The rounds that have been opened.
    pub rounds: Vec<(Phase, Id, Round)>,
}

impl Assessment {
    /// A round, when it has been opened.
    #[must_use]
    pub fn round(&self, phase: Phase) -> Option<&(Phase, Id, Round)> {
        self.rounds.iter().find(|(p, _, _)| *p == phase)
    }
}

/// The self-assessment of a course.
///
/// # Errors
/// A fault of the database.
pub fn assessment(q: &mut impl Query, event: Id) -> Result<Assessment, AppError> {
    let tenant = q.tenant();
    let key = params![tenant, event.0];
    let tasks = q.rows(
        "SELECT words FROM assessment_task WHERE tenant_id = $1 AND event_id = $2 ORDER BY position",
        &key,
        |row| row.text(0),
    )?;
    let rows = q.rows(
        "SELECT phase, token, sheets, closed_at FROM assessment WHERE tenant_id = $1 AND event_id = $2",
        &key,
        |row| {
            let round = Round {
                sheets: u32::try_from(row.int(2)?).unwrap_or(u32::MAX),
                closed: row.opt_int(3)?.is_some(),
                answers: Vec::new(),
            };
            Ok((
                crate::frame::stored_code(row.str(0)?, Phase::parse)?,
                Id(row.id(1)?),
                round,
            ))
        },
    )?;
    let mut rounds = rows;
    for (_, _, round) in &mut rounds {
        round.answers = vec![[0; 3]; tasks.len()];
    }
    let answers = q.rows(
        "SELECT phase, position, answer, count FROM assessment_answer WHERE tenant_id = $1 AND event_id = $2",
        &key,
        |row| {
            let phase = crate::frame::stored_code(row.str(0)?, Phase::parse)?;
            let answer = crate::frame::stored_code(row.str(2)?, Mastery::parse)?;
            Ok((
                phase,
                usize::try_from(row.int(1)?).unwrap_or(usize::MAX),
                answer,
                row.int(3)?,
            ))
        },
    )?;
    for (phase, position, answer, count) in answers {
        let round = rounds.iter_mut().find(|(p, _, _)| *p == phase);
        if let Some(cell) = round.and_then(|(_, _, r)| r.answers.get_mut(position)) {
            cell[answer as usize] = u32::try_from(count).unwrap_or(u32::MAX);
        }
    }
    Ok(Assessment { tasks, rounds })
}

/// Chooses the tasks and opens the first round. Once a sheet is in, the tasks stay as they are.
///
/// # Errors
/// A fault of the database.
pub fn put_tasks(tx: &mut Tx, event: Id, tasks: &[String]) -> Result<(), AppError> {
    let tenant = tx.tenant();
    tx.exec(
        "DELETE FROM assessment_task WHERE tenant_id = $1 AND event_id = $2",
        &params![tenant, event.0],
    )?;
    for (position, words) in (0i64..).zip(tasks) {
        tx.exec(
            "INSERT INTO assessment_task (tenant_id, event_id, position, words) VALUES ($1, $2, $3, $4)",
            &params![tenant, event.0, position, words.as_str()],
        )?;
    }
    for phase in Phase::ALL {
        let token = tx.random_id();
        tx.exec(
            "INSERT INTO assessment (tenant_id, event_id, phase, token, sheets, closed_at) VALUES ($1, $2, $3, $4, 0, NULL)
             ON CONFLICT (tenant_id, event_id, phase) DO NOTHING",
            &params![tenant, event.0, phase.code(), token],
        )?;
    }
    Ok(())
}

/// The course and round that a link leads to.
///
/// # Errors
/// A fault of the database.
pub fn by_token(q: &mut impl Query, token: Id) -> Result<Option<(Id, Target, Phase)>, AppError> {
    let tenant = q.tenant();
    Ok(q.one(
        "SELECT a.event_id, e.offering, e.schedule, e.original_day, a.phase FROM assessment a
         JOIN event e ON e.tenant_id = a.tenant_id AND e.id = a.event_id WHERE a.tenant_id = $1 AND a.token = $2",
        &params![tenant, token.0],
        |row| {
            let day = row.int(3)?;
            let target = Target {
                offering: stored_key(row.str(1)?)?,
                schedule: stored_key(row.str(2)?)?,
                original: (day >= 0).then(|| day_of(day)),
            };
            Ok((
                Id(row.id(0)?),
                target,
                crate::frame::stored_code(row.str(4)?, Phase::parse)?,
            ))
        },
    )?)
}

/// Adds answers to an open round: `sheets` sheets with so many of each answer for each task. A closed round is left alone.
///
/// # Errors
/// A fault of the database.
pub fn add(tx: &mut Tx, event: Id, phase: Phase, sheets: u32, answers: &[[u32; 3]]) -> Result<bool, AppError> {
    let tenant = tx.tenant();
    let open = tx.exec(
        "UPDATE assessment SET sheets = sheets + $4 WHERE tenant_id = $1 AND event_id = $2 AND phase = $3 AND closed_at IS NULL",
        &params![tenant, event.0, phase.code(), i64::from(sheets)],
    )?;
    if open == 0 {
        return Ok(false);
    }
    for (position, counts) in (0i64..).zip(answers) {
        for (answer, count) in Mastery::ALL.into_iter().zip(counts) {
            tx.exec(
                "INSERT INTO assessment_answer (tenant_id, event_id, phase, position, answer, count)
                 VALUES ($1, $2, $3, $4, $5, $6)
                 ON CONFLICT (tenant_id, event_id, phase, position, answer)
                 DO UPDATE SET count = assessment_answer.count + excluded.count",
                &params![tenant, event.0, phase.code(), position, answer.code(), i64::from(*count)],
            )?;
        }
    }
    Ok(true)
}

/// Whether a sheet is new; remembers it, so that a second press of the button counts once.
///
/// # Errors
/// A fault of the database.
pub fn is_new(tx: &mut Tx, event: Id, phase: Phase, sheet: Id) -> Result<bool, AppError> {
    let tenant = tx.tenant();
    let new = tx.exec(
        "INSERT INTO assessment_sent (tenant_id, event_id, phase, sheet) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
        &params![tenant, event.0, phase.code(), sheet.0],
    )?;
    Ok(new > 0)
}

/// Closes a round: nothing more comes, and what is enough to be shown is shown.
///
/// # Errors
/// A fault of the database.
pub fn close(tx: &mut Tx, event: Id, phase: Phase) -> Result<(), AppError> {
    let (tenant, now) = (tx.tenant(), tx.now().as_millisecond());
    let key = params![tenant, event.0, phase.code()];
    tx.exec(
        "DELETE FROM assessment_sent WHERE tenant_id = $1 AND event_id = $2 AND phase = $3",
        &key,
    )?;
    tx.exec(
        "UPDATE assessment SET closed_at = $4 WHERE tenant_id = $1 AND event_id = $2 AND phase = $3 AND closed_at IS NULL",
        &params![tenant, event.0, phase.code(), now],
    )?;
    tx.history("events", "assessment", event.0, "closed", None, None)?;
    Ok(())
}
