//! Figures from files, and the employees' answers as sums.

use crate::frame::{AppError, day_of, days, stored_code};
use domain::{
    shared::Id,
    situation::{
        CompetenceRound, FigureSeries, LocalFigure, LocalFigureKind, MOST_ANSWERS, SituationRefusal, SkillLevel,
        competence_tasks,
    },
};
use jiff::civil::Date;
use store::{Query, Tx, params};

/// The figures the municipality has brought in, by kind and title.
///
/// # Errors
/// A fault of the database.
pub fn figures(q: &mut impl Query) -> Result<Vec<LocalFigure>, AppError> {
    let tenant = params![q.tenant()];
    let mut all = q.rows(
        "SELECT id, kind, title, source, updated, imported_day FROM local_figure WHERE tenant_id = $1",
        &tenant,
        |row| {
            Ok(LocalFigure {
                id: Id(row.id(0)?),
                kind: stored_code(row.str(1)?, LocalFigureKind::parse)?,
                title: row.text(2)?,
                source: row.text(3)?,
                updated: row.text(4)?,
                imported_on: day_of(row.int(5)?),
                series: Vec::new(),
            })
        },
    )?;
    all.sort_by(|a, b| (a.kind, &a.title, a.id.0).cmp(&(b.kind, &b.title, b.id.0)));
    let values = q.rows(
        "SELECT local_figure_id, position, code, label, period, value FROM local_figure_value WHERE tenant_id = $1
         ORDER BY local_figure_id, position, period",
        &tenant,
        |row| {
            Ok((
                Id(row.id(0)?),
                row.int(1)?,
                row.text(2)?,
                row.text(3)?,
                row.text(4)?,
                row.real(5)?,
            ))
        },
    )?;
    let mut last = None;
    for (id, position, code, label, period, value) in values {
        let Some(figure) = all.iter_mut().find(|f| f.id == id) else {
            continue;
        };
        if last != Some((id, position)) {
            figure.series.push(FigureSeries {
                code,
                label,
                values: Vec::new(),
            });
        }
        last = Some((id, position));
        if let Some(series) = figure.series.last_mut() {
            series.values.push((period, value));
        }
    }
    Ok(all)
}

/// Keeps a figure in place of one of the same kind and title. Returns its identity.
///
/// # Errors
/// A fault of the database.
pub fn put_figure(tx: &mut Tx, figure: &LocalFigure) -> Result<Id, AppError> {
    let same = tx.rows(
        "SELECT id FROM local_figure WHERE tenant_id = $1 AND kind = $2 AND title = $3",
        &params![tx.tenant(), figure.kind.code(), figure.title.as_str()],
        |row| Ok(Id(row.id(0)?)),
    )?;
    for id in same {
        forget_figure(tx, id)?;
    }
    let (tenant, id) = (tx.tenant(), tx.new_id());
    tx.exec(
        "INSERT INTO local_figure (tenant_id, id, kind, title, source, updated, imported_day)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        &params![
            tenant,
            id,
            figure.kind.code(),
            figure.title.as_str(),
            figure.source.as_str(),
            figure.updated.as_str(),
            days(figure.imported_on)
        ],
    )?;
    for (position, series) in (0i64..).zip(&figure.series) {
        for (period, value) in &series.values {
            tx.exec(
                "INSERT INTO local_figure_value (tenant_id, local_figure_id, position, code, label, period, value)
                 VALUES ($1, $2, $3, $4, $5, $6, $7)",
                &params![tenant, id, position, series.code.as_str(), series.label.as_str(), period.as_str(), *value],
            )?;
        }
    }
    tx.history("situation", "local_figure", Id(id).to_string(), "created", None, None)?;
    Ok(Id(id))
}

fn forget_figure(tx: &mut Tx, id: Id) -> Result<u64, AppError> {
    tx.exec(
        "DELETE FROM local_figure_value WHERE tenant_id = $1 AND local_figure_id = $2",
        &params![tx.tenant(), id.0],
    )?;
    Ok(tx.exec(
        "DELETE FROM local_figure WHERE tenant_id = $1 AND id = $2",
        &params![tx.tenant(), id.0],
    )?)
}

/// Takes a figure away. Done twice, it is the same.
///
/// # Errors
/// A fault of the database.
pub fn remove_figure(tx: &mut Tx, id: Id) -> Result<(), AppError> {
    if forget_figure(tx, id)? > 0 {
        tx.history("situation", "local_figure", id.to_string(), "closed", None, None)?;
    }
    Ok(())
}

/// The rounds of asking the employees, the newest first.
///
/// # Errors
/// A fault of the database.
pub fn rounds(q: &mut impl Query) -> Result<Vec<CompetenceRound>, AppError> {
    let tenant = params![q.tenant()];
    let mut all = q.rows(
        "SELECT id, token, opened_day, closed_day, sheets FROM competence_round WHERE tenant_id = $1",
        &tenant,
        |row| {
            Ok(CompetenceRound {
                id: Id(row.id(0)?),
                token: Id(row.id(1)?),
                opened: day_of(row.int(2)?),
                closed: row.opt_int(3)?.map(day_of),
                sheets: u32::try_from(row.int(4)?).unwrap_or(u32::MAX),
                counts: competence_tasks().iter().map(|t| (t.code.clone(), [0; 3])).collect(),
            })
        },
    )?;
    let sums = q.rows(
        "SELECT competence_round_id, task, level, count FROM competence_sum WHERE tenant_id = $1",
        &tenant,
        |row| {
            let level = stored_code(row.str(2)?, SkillLevel::parse)?;
            Ok((Id(row.id(0)?), row.text(1)?, level, row.int(3)?))
        },
    )?;
    for (id, task, level, count) in sums {
        let round = all.iter_mut().find(|r| r.id == id);
        let counts = round.and_then(|r| r.counts.iter_mut().find(|(code, _)| *code == task));
        if let Some((_, cells)) = counts {
            cells[level as usize] = u64::try_from(count).unwrap_or(0);
        }
    }
    all.sort_by_key(|r| (std::cmp::Reverse(r.opened), std::cmp::Reverse(r.id.0)));
    Ok(all)
}

/// Opens a round with a link of its own.
///
/// # Errors
/// [`SituationRefusal::RoundOpen`] when one is open already; a fault of the database.
pub fn open_round(tx: &mut Tx, today: Date) -> Result<(), AppError> {
    let (id, token) = (tx.new_id(), tx.random_id());
    let opened = tx.exec(
        "INSERT INTO competence_round (tenant_id, id, token, opened_day, closed_day, sheets)
         VALUES ($1, $2, $3, $4, NULL, 0) ON CONFLICT DO NOTHING",
        &params![tx.tenant(), id, token, days(today)],
    )?;
    if opened == 0 {
        return Err(AppError::refused(SituationRefusal::RoundOpen));
    }
    Ok(())
}

/// Closes a round: nothing more comes in, and the sums may be shown. Done twice, it is the same.
///
/// # Errors
/// A fault of the database.
pub fn close_round(tx: &mut Tx, id: Id, today: Date) -> Result<(), AppError> {
    tx.exec(
        "UPDATE competence_round SET closed_day = $3 WHERE tenant_id = $1 AND id = $2 AND closed_day IS NULL",
        &params![tx.tenant(), id.0, days(today)],
    )?;
    tx.exec(
        "DELETE FROM competence_receipt WHERE tenant_id = $1 AND competence_round_id = $2",
        &params![tx.tenant(), id.0],
    )?;
    Ok(())
}

/// The round that a link leads to.
///
/// # Errors
/// A fault of the database.
pub fn round_by_token(q: &mut impl Query, token: Id) -> Result<Option<CompetenceRound>, AppError> {
    Ok(rounds(q)?.into_iter().find(|r| r.token == token))
}

/// Adds what one employee has answered to the sums; the same sheet again changes nothing. What was answered together is kept
/// nowhere.
///
/// # Errors
/// Absent when the link leads nowhere; [`SituationRefusal::RoundClosed`] when the round is closed or full; a fault of the
/// database.
pub fn add_answers(tx: &mut Tx, token: Id, sheet: Id, chosen: &[(String, SkillLevel)]) -> Result<(), AppError> {
    let round = round_by_token(tx, token)?.ok_or(AppError::Absent)?;
    // The count goes up only while the round is open: whoever closes it meanwhile is seen here.
    let taken = tx.exec(
        "UPDATE competence_round SET sheets = sheets + 1
         WHERE tenant_id = $1 AND id = $2 AND closed_day IS NULL AND sheets < $3",
        &params![tx.tenant(), round.id.0, i64::from(MOST_ANSWERS)],
    )?;
    if taken == 0 {
        return Err(AppError::refused(SituationRefusal::RoundClosed));
    }
    let is_new = tx.exec(
        "INSERT INTO competence_receipt (tenant_id, competence_round_id, sheet) VALUES ($1, $2, $3)
         ON CONFLICT (tenant_id, competence_round_id, sheet) DO NOTHING",
        &params![tx.tenant(), round.id.0, sheet.0],
    )?;
    if is_new == 0 {
        tx.exec(
            "UPDATE competence_round SET sheets = sheets - 1 WHERE tenant_id = $1 AND id = $2",
            &params![tx.tenant(), round.id.0],
        )?;
        return Ok(());
    }
    for (task, level) in chosen {
        tx.exec(
            "INSERT INTO competence_sum (tenant_id, competence_round_id, task, level, count) VALUES ($1, $2, $3, $4, 1)
             ON CONFLICT (tenant_id, competence_round_id, task, level) DO UPDATE SET count = competence_sum.count + 1",
            &params![tx.tenant(), round.id.0, task.as_str(), level.code()],
        )?;
    }
    Ok(())
}
