//! Courses, their parts, and who has ticked what.

use super::store::{self, Origin};
use crate::frame::{AppError, days, stored_key};
use ::store::{Fault, Query, Tx, params};
use domain::{
    learning::{CourseModule, ModuleCourse, Training, TrainingKind},
    shared::{Id, Key, day_and_minute},
};
use std::collections::{BTreeMap, BTreeSet};

fn small(n: i64) -> Result<u16, Fault> {
    u16::try_from(n).map_err(|_| Fault::corrupt("a number out of range"))
}

/// Every course, those that are ended too, by name.
///
/// # Errors
/// A fault of the database.
pub fn all(q: &mut impl Query) -> Result<Vec<ModuleCourse>, AppError> {
    let tenant = q.tenant();
    let sql = "SELECT course_id, number, title FROM learning_module WHERE tenant_id = $1 ORDER BY course_id, number";
    let rows = q.rows(sql, &params![tenant], |row| {
        let module = CourseModule {
            number: small(row.int(1)?)?,
            title: row.text(2)?,
        };
        Ok((row.id(0)?, module))
    })?;
    let mut modules: BTreeMap<[u8; 16], Vec<CourseModule>> = BTreeMap::new();
    for (course, module) in rows {
        modules.entry(course).or_default().push(module);
    }
    let sql = "SELECT id, name, about, link, source, minutes, gives, confirm, ended FROM learning_course WHERE tenant_id = $1";
    let mut courses = q.rows(sql, &params![tenant], |row| {
        let id = row.id(0)?;
        Ok(ModuleCourse {
            id: Id(id),
            name: row.text(1)?,
            about: row.text(2)?,
            link: row.text(3)?,
            source: row.text(4)?,
            modules: modules.remove(&id).unwrap_or_default(),
            minutes: small(row.int(5)?)?,
            gives: row.opt_text(6)?.map(|k| stored_key(&k)).transpose()?,
            confirm: row.bool(7)?,
            ended: row.bool(8)?,
        })
    })?;
    courses.sort_by_key(|c| (c.ended, c.name.to_lowercase(), c.id));
    Ok(courses)
}

/// One course.
///
/// # Errors
/// Absent when there is no such; a fault of the database.
pub fn one(q: &mut impl Query, id: Id) -> Result<ModuleCourse, AppError> {
    all(q)?.into_iter().find(|c| c.id == id).ok_or(AppError::Absent)
}

/// Writes a course with its parts.
///
/// # Errors
/// A fault of the database.
pub fn put(tx: &mut Tx, c: &ModuleCourse) -> Result<(), AppError> {
    let tenant = tx.tenant();
    tx.exec(
        "INSERT INTO learning_course (tenant_id, id, name, about, link, source, minutes, gives, confirm, ended)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         ON CONFLICT (tenant_id, id) DO UPDATE SET name = excluded.name, about = excluded.about, link = excluded.link,
             source = excluded.source, minutes = excluded.minutes, gives = excluded.gives, confirm = excluded.confirm,
             ended = excluded.ended",
        &params![
            tenant,
            c.id.0,
            c.name.as_str(),
            c.about.as_str(),
            c.link.as_str(),
            c.source.as_str(),
            i64::from(c.minutes),
            c.gives.as_ref().map(Key::as_str),
            i64::from(c.confirm),
            i64::from(c.ended)
        ],
    )?;
    tx.exec(
        "DELETE FROM learning_module WHERE tenant_id = $1 AND course_id = $2",
        &params![tenant, c.id.0],
    )?;
    for module in &c.modules {
        tx.exec(
            "INSERT INTO learning_module (tenant_id, course_id, number, title) VALUES ($1, $2, $3, $4)",
            &params![tenant, c.id.0, i64::from(module.number), module.title.as_str()],
        )?;
    }
    tx.history("learning", "course", c.id.0, "saved", None, None)?;
    Ok(())
}

/// What each guide has ticked in each course.
pub type Ticks = BTreeMap<(Id, Id), BTreeSet<u16>>;

/// Every tick, by guide and course.
///
/// # Errors
/// A fault of the database.
pub fn ticks(q: &mut impl Query) -> Result<Ticks, AppError> {
    let tenant = q.tenant();
    let sql = "SELECT guide_id, course_id, number FROM learning_tick WHERE tenant_id = $1";
    let rows = q.rows(sql, &params![tenant], |row| {
        Ok((Id(row.id(0)?), Id(row.id(1)?), small(row.int(2)?)?))
    })?;
    let mut out = Ticks::new();
    for (guide, course, number) in rows {
        out.entry((guide, course)).or_default().insert(number);
    }
    Ok(out)
}

/// What one guide has ticked, by course.
///
/// # Errors
/// A fault of the database.
pub fn ticks_of(q: &mut impl Query, guide: Id) -> Result<BTreeMap<Id, BTreeSet<u16>>, AppError> {
    let tenant = q.tenant();
    let sql = "SELECT course_id, number FROM learning_tick WHERE tenant_id = $1 AND guide_id = $2";
    let rows = q.rows(sql, &params![tenant, guide.0], |row| {
        Ok((Id(row.id(0)?), small(row.int(1)?)?))
    })?;
    let mut out: BTreeMap<Id, BTreeSet<u16>> = BTreeMap::new();
    for (course, number) in rows {
        out.entry(course).or_default().insert(number);
    }
    Ok(out)
}

/// Writes which parts of a course a guide has done, as the whole list. When all are done, the log has a line for it, once.
///
/// # Errors
/// Absent when there is no such course; a fault of the database.
pub fn tick(tx: &mut Tx, guide: Id, course: Id, done: &BTreeSet<u16>) -> Result<(), AppError> {
    let course = one(tx, course)?;
    let (tenant, today) = (tx.tenant(), day_and_minute(tx.now()).0);
    for module in &course.modules {
        let key = params![tenant, guide.0, course.id.0, i64::from(module.number)];
        if done.contains(&module.number) {
            let mut row = key;
            row.extend(params![days(today)]);
            tx.exec(
                "INSERT INTO learning_tick (tenant_id, guide_id, course_id, number, day) VALUES ($1, $2, $3, $4, $5)
                 ON CONFLICT DO NOTHING",
                &row,
            )?;
        } else {
            tx.exec(
                "DELETE FROM learning_tick WHERE tenant_id = $1 AND guide_id = $2 AND course_id = $3 AND number = $4",
                &key,
            )?;
        }
    }
    if !course.is_done(done) {
        return Ok(());
    }
    let line = Training {
        id: Id(tx.new_id()),
        guide,
        kind: TrainingKind::Course,
        on: today,
        minutes: course.minutes,
        title: course.name.clone(),
        gives: course.gives.clone(),
        confirmed: !course.confirm,
    };
    store::add(
        tx,
        &line,
        Origin {
            course: Some(course.id),
            ..Origin::default()
        },
    )
}

/// Deletes what a guide has ticked.
///
/// # Errors
/// A fault of the database.
pub fn erase(tx: &mut Tx, guide: Id) -> Result<(), AppError> {
    let key = params![tx.tenant(), guide.0];
    tx.exec("DELETE FROM learning_tick WHERE tenant_id = $1 AND guide_id = $2", &key)?;
    Ok(())
}
