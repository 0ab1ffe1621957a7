//! What is planned for events, and what came of them, as it is stored.

use crate::frame::{AppError, day_of, days, stored_code, stored_key};
use domain::{
    enrolments::Target,
    events::{
        Contributor, Crew, Evaluation, EventPlan, EventType, Item, Lesson, Level, Organiser, Part, Question, Reply,
        SignUp, SignUpMode, Smile, for_whole_series,
    },
    offerings::{Access, OfferingKind},
    shared::{Id, Minute},
};
use jiff::{Timestamp, civil::Date};
use std::collections::HashMap;
use store::{Fault, Query, Row, Tx, Value, params};

/// Stands where the day would, for what is planned for a whole series.
const SERIES: i64 = -1;

pub(super) fn stored_day(original: Option<Date>) -> i64 {
    original.map_or(SERIES, days)
}

pub(super) fn instant(ms: i64) -> Result<Timestamp, Fault> {
    Timestamp::from_millisecond(ms).map_err(|e| Fault::corrupt(format!("not an instant: {e}")))
}

/// How many may sign up for a target, and when: as its own plan says, else as the plan of its series, else as the offering's
/// own way in. `None` when there is no such offering.
///
/// # Errors
/// A fault of the database.
pub fn sign_up(q: &mut impl Query, target: &Target) -> Result<Option<SignUp>, AppError> {
    let tenant = q.tenant();
    let access = q.one(
        "SELECT access FROM offering WHERE tenant_id = $1 AND key = $2",
        &params![tenant, target.offering.as_str()],
        |row| stored_code(row.str(0)?, Access::parse),
    )?;
    let Some(access) = access else {
        return Ok(None);
    };
    // The day comes before the series: -1 sorts last this way.
    let planned = q.one(
        "SELECT capacity, sign_up_from, sign_up_until, mode FROM event
         WHERE tenant_id = $1 AND offering = $2 AND schedule = $3 AND original_day IN ($4, $5)
         ORDER BY original_day DESC LIMIT 1",
        &params![tenant, target.offering.as_str(), target.schedule.as_str(), stored_day(target.original), SERIES],
        |row| {
            Ok(SignUp {
                capacity: u16::try_from(row.int(0)?).unwrap_or(u16::MAX),
                from: row.opt_int(1)?.map(instant).transpose()?,
                until: row.opt_int(2)?.map(instant).transpose()?,
                mode: stored_code(row.str(3)?, SignUpMode::parse)?,
            })
        },
    )?;
    Ok(Some(planned.unwrap_or_else(|| SignUp::usual(access))))
}

/// What one signs up for when one wants to come on a date: the date, or the whole series when it is a course or a club that
/// is not open.
///
/// # Errors
/// A fault of the database.
pub fn target(q: &mut impl Query, date: &Target) -> Result<Target, AppError> {
    let tenant = q.tenant();
    let series = Target {
        original: None,
        ..date.clone()
    };
    let kind = q.one(
        "SELECT kind FROM offering WHERE tenant_id = $1 AND key = $2",
        &params![tenant, date.offering.as_str()],
        |row| stored_code(row.str(0)?, OfferingKind::parse),
    )?;
    let (Some(kind), Some(of_series)) = (kind, sign_up(q, &series)?) else {
        return Ok(date.clone());
    };
    Ok(if for_whole_series(kind, of_series.mode) {
        series
    } else {
        date.clone()
    })
}

/// The names of the children of an event that a plan writes anew.
const CHILDREN: [&str; 4] = ["event_theme", "event_crew", "event_item", "lesson"];

/// A plan as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// Its identity.
    pub id: Id,
    /// What it is the plan for.
    pub target: Target,
    /// The plan.
    pub plan: EventPlan,
    /// What came of it.
    pub after: After,
}

/// What came of an event: counts, what people said, and what was learnt.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct After {
    /// How many came, and how many guided; `None` until it is counted.
    pub held: Option<(u32, u32)>,
    /// What people said.
    pub evaluation: Evaluation,
    /// What those who held it learnt.
    pub note: String,
}

/// Every plan whose day in the schedule lies between two, and every plan of a series.
///
/// # Errors
/// A fault of the database.
pub fn plans(q: &mut impl Query, first: Date, last: Date) -> Result<Vec<Planned>, AppError> {
    read(q, days(first), days(last), None)
}

/// The plan of exactly this target.
///
/// # Errors
/// A fault of the database.
pub fn plan(q: &mut impl Query, target: &Target) -> Result<Option<Planned>, AppError> {
    let day = stored_day(target.original);
    Ok(read(q, day, day, Some(target))?.into_iter().find(|p| p.target == *target))
}

/// The plan that holds for a target: its own, else that of its series.
///
/// # Errors
/// A fault of the database.
pub fn holding(q: &mut impl Query, target: &Target) -> Result<Option<Planned>, AppError> {
    if let Some(own) = plan(q, target)? {
        return Ok(Some(own));
    }
    plan(
        q,
        &Target {
            original: None,
            ..target.clone()
        },
    )
}

const OF_DAYS: &str =
    "event_id IN (SELECT id FROM event WHERE tenant_id = $1 AND (original_day BETWEEN $2 AND $3 OR original_day = -1))";

fn read(q: &mut impl Query, first: i64, last: i64, only: Option<&Target>) -> Result<Vec<Planned>, AppError> {
    let tenant = q.tenant();
    let span = params![tenant, first, last];
    let mut found = q.rows(
        "SELECT id, offering, schedule, original_day, title, about, bring, language, level, host, host_role, group_size,
                capacity, sign_up_from, sign_up_until, mode, people_per_guide, price, coffee, handout, handout_link,
                event_type, organiser, follow_up
         FROM event WHERE tenant_id = $1 AND (original_day BETWEEN $2 AND $3 OR original_day = -1)
         ORDER BY original_day, offering, schedule",
        &span,
        stored,
    )?;
    if let Some(only) = only {
        found.retain(|p| p.target == *only);
    }
    if found.is_empty() {
        return Ok(found);
    }
    let mut at: HashMap<[u8; 16], usize> = HashMap::new();
    for (index, planned) in found.iter().enumerate() {
        at.insert(planned.id.0, index);
    }
    children(q, &span, &at, &mut found)?;
    afterwards(q, &span, &at, &mut found)?;
    Ok(found)
}

fn stored(row: &Row<'_>) -> Result<Planned, Fault> {
    let day = row.int(3)?;
    let host = row.text(9)?;
    let number = |n: i64| u16::try_from(n).unwrap_or(u16::MAX);
    Ok(Planned {
        id: Id(row.id(0)?),
        target: Target {
            offering: stored_key(row.str(1)?)?,
            schedule: stored_key(row.str(2)?)?,
            original: (day != SERIES).then(|| day_of(day)),
        },
        plan: EventPlan {
            title: row.text(4)?,
            about: row.text(5)?,
            bring: row.text(6)?,
            language: row.text(7)?,
            level: stored_code(row.str(8)?, Level::parse)?,
            host: if host.is_empty() {
                None
            } else {
                Some(stored_key(&host)?)
            },
            host_role: row.text(10)?,
            group_size: number(row.int(11)?),
            sign_up: SignUp {
                capacity: number(row.int(12)?),
                from: row.opt_int(13)?.map(instant).transpose()?,
                until: row.opt_int(14)?.map(instant).transpose()?,
                mode: stored_code(row.str(15)?, SignUpMode::parse)?,
            },
            people_per_guide: number(row.int(16)?),
            price: number(row.int(17)?),
            coffee: row.bool(18)?,
            handout: row.text(19)?,
            handout_link: row.text(20)?,
            event_type: stored_code(row.str(21)?, EventType::parse)?,
            organiser: stored_code(row.str(22)?, Organiser::parse)?,
            follow_up: row.text(23)?,
            themes: Vec::new(),
            crew: Vec::new(),
            programme: Vec::new(),
            contributors: Vec::new(),
            lessons: Vec::new(),
        },
        after: After::default(),
    })
}

fn children(
    q: &mut impl Query,
    span: &[Value],
    at: &HashMap<[u8; 16], usize>,
    found: &mut [Planned],
) -> Result<(), AppError> {
    let number = |n: i64| u16::try_from(n).unwrap_or(u16::MAX);
    let themes = q.rows(
        &format!(
            "SELECT event_id, theme FROM event_theme WHERE tenant_id = $1 AND {OF_DAYS} ORDER BY event_id, position"
        ),
        span,
        |row| Ok((row.id(0)?, row.text(1)?)),
    )?;
    each(at, found, themes, |p, theme| p.plan.themes.push(theme));
    let crew = q.rows(
        &format!(
            "SELECT event_id, part, account_id, label, people, (SELECT a.name FROM account a WHERE a.tenant_id = $1 AND a.id = account_id)
             FROM event_crew WHERE tenant_id = $1 AND {OF_DAYS} ORDER BY event_id, position"
        ),
        span,
        |row| {
            let label = row.text(3)?;
            let crew = Crew {
                part: stored_code(row.str(1)?, Part::parse)?,
                account: row.opt_id(2)?,
                label: row.opt_text(5)?.unwrap_or(label),
                people: number(row.int(4)?),
            };
            Ok((row.id(0)?, crew))
        },
    )?;
    each(at, found, crew, |p, crew| p.plan.crew.push(crew));
    let items = q.rows(
        &format!("SELECT event_id, start_minute, title, held_by FROM event_item WHERE tenant_id = $1 AND {OF_DAYS} ORDER BY event_id, position"),
        span,
        |row| {
            let start = row.opt_int(1)?.and_then(|m| u16::try_from(m).ok()).and_then(Minute::new);
            Ok((row.id(0)?, Item { start, title: row.text(2)?, held_by: row.text(3)? }))
        },
    )?;
    each(at, found, items, |p, item| p.plan.programme.push(item));
    let lessons = q.rows(
        &format!("SELECT event_id, title, goal, link, checked_day, minutes FROM lesson WHERE tenant_id = $1 AND {OF_DAYS} ORDER BY event_id, position"),
        span,
        |row| {
            let lesson = Lesson {
                title: row.text(1)?,
                goal: row.text(2)?,
                link: row.text(3)?,
                checked: row.opt_int(4)?.map(day_of),
                minutes: number(row.int(5)?),
            };
            Ok((row.id(0)?, lesson))
        },
    )?;
    each(at, found, lessons, |p, lesson| p.plan.lessons.push(lesson));
    let contributors = q.rows(
        &format!("SELECT event_id, name, topic, reply, other_topic FROM event_contributor WHERE tenant_id = $1 AND {OF_DAYS} ORDER BY event_id, id"),
        span,
        |row| Ok((row.id(0)?, contributor(row, 1)?)),
    )?;
    each(at, found, contributors, |p, c| p.plan.contributors.push(c));
    Ok(())
}

/// Gives each row to the plan it belongs to; those of plans that were not asked for are left.
fn each<T>(
    at: &HashMap<[u8; 16], usize>,
    found: &mut [Planned],
    rows: Vec<([u8; 16], T)>,
    mut give: impl FnMut(&mut Planned, T),
) {
    for (id, value) in rows {
        if let Some(planned) = at.get(&id).and_then(|index| found.get_mut(*index)) {
            give(planned, value);
        }
    }
}

fn contributor(row: &Row<'_>, from: usize) -> Result<Contributor, Fault> {
    Ok(Contributor {
        name: row.text(from)?,
        topic: row.text(from + 1)?,
        reply: stored_code(row.str(from + 2)?, Reply::parse)?,
        other_topic: row.text(from + 3)?,
    })
}

fn afterwards(
    q: &mut impl Query,
    span: &[Value],
    at: &HashMap<[u8; 16], usize>,
    found: &mut [Planned],
) -> Result<(), AppError> {
    let count = |n: i64| u32::try_from(n).unwrap_or(u32::MAX);
    let held = q.rows(
        &format!("SELECT event_id, participants, guides FROM event_held WHERE tenant_id = $1 AND {OF_DAYS}"),
        span,
        |row| Ok((row.id(0)?, (count(row.int(1)?), count(row.int(2)?)))),
    )?;
    each(at, found, held, |p, held| p.after.held = Some(held));
    let answers = q.rows(
        &format!("SELECT event_id, question, answer, count FROM event_answer WHERE tenant_id = $1 AND {OF_DAYS}"),
        span,
        |row| {
            let question = stored_code(row.str(1)?, Question::parse)?;
            let answer = stored_code(row.str(2)?, Smile::parse)?;
            Ok((
                row.id(0)?,
                (question, answer, u16::try_from(row.int(3)?).unwrap_or(u16::MAX)),
            ))
        },
    )?;
    each(at, found, answers, |p, (question, answer, n)| {
        p.after.evaluation.set(question, answer, n)
    });
    let notes = q.rows(
        &format!("SELECT event_id, note FROM event_note WHERE tenant_id = $1 AND {OF_DAYS}"),
        span,
        |row| Ok((row.id(0)?, row.text(1)?)),
    )?;
    each(at, found, notes, |p, note| p.after.note = note);
    Ok(())
}

/// Writes a plan: all of it but the invitations, which are answered by others, and what came of it. Returns its identity.
///
/// # Errors
/// A fault of the database.
pub fn save(tx: &mut Tx, target: &Target, plan: &EventPlan) -> Result<Id, AppError> {
    let before = self::plan(tx, target)?;
    let id = before.as_ref().map_or_else(|| Id(tx.new_id()), |p| p.id);
    let (tenant, now) = (tx.tenant(), tx.now());
    let sign_up = &plan.sign_up;
    tx.exec(
        "INSERT INTO event (tenant_id, id, offering, schedule, original_day, title, about, bring, language, level, host,
                            host_role, group_size, mode, capacity, sign_up_from, sign_up_until, people_per_guide, price,
                            coffee, handout, handout_link, event_type, organiser, follow_up, changed_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23,
                 $24, $25, $26)
         ON CONFLICT (tenant_id, id) DO UPDATE SET title = excluded.title, about = excluded.about, bring = excluded.bring,
                language = excluded.language, level = excluded.level, host = excluded.host,
                host_role = excluded.host_role, group_size = excluded.group_size, mode = excluded.mode,
                capacity = excluded.capacity, sign_up_from = excluded.sign_up_from,
                sign_up_until = excluded.sign_up_until, people_per_guide = excluded.people_per_guide,
                price = excluded.price, coffee = excluded.coffee, handout = excluded.handout,
                handout_link = excluded.handout_link, event_type = excluded.event_type,
                organiser = excluded.organiser, follow_up = excluded.follow_up, changed_at = excluded.changed_at",
        &params![
            tenant,
            id.0,
            target.offering.as_str(),
            target.schedule.as_str(),
            stored_day(target.original),
            plan.title.as_str(),
            plan.about.as_str(),
            plan.bring.as_str(),
            plan.language.as_str(),
            plan.level.code(),
            plan.host.as_ref().map_or("", |k| k.as_str()),
            plan.host_role.as_str(),
            i64::from(plan.group_size),
            sign_up.mode.code(),
            i64::from(sign_up.capacity),
            sign_up.from.map(|at| at.as_millisecond()),
            sign_up.until.map(|at| at.as_millisecond()),
            i64::from(plan.people_per_guide),
            i64::from(plan.price),
            plan.coffee,
            plan.handout.as_str(),
            plan.handout_link.as_str(),
            plan.event_type.code(),
            plan.organiser.code(),
            plan.follow_up.as_str(),
            now.as_millisecond()
        ],
    )?;
    put_children(tx, id, plan)?;
    let verb = if before.is_some() { "changed" } else { "planned" };
    let told = |p: &EventPlan| {
        serde_json::json!({ "title": p.title, "themes": p.themes, "mode": p.sign_up.mode.code(), "capacity": p.sign_up.capacity })
            .to_string()
    };
    tx.history(
        "events",
        "event",
        target.text(),
        verb,
        before.map(|p| told(&p.plan)),
        Some(told(plan)),
    )?;
    Ok(id)
}

fn put_children(tx: &mut Tx, id: Id, plan: &EventPlan) -> Result<(), AppError> {
    let tenant = tx.tenant();
    for table in CHILDREN {
        tx.exec(
            &format!("DELETE FROM {table} WHERE tenant_id = $1 AND event_id = $2"),
            &params![tenant, id.0],
        )?;
    }
    for (position, theme) in (0i64..).zip(&plan.themes) {
        tx.exec(
            "INSERT INTO event_theme (tenant_id, event_id, position, theme) VALUES ($1, $2, $3, $4)",
            &params![tenant, id.0, position, theme.as_str()],
        )?;
    }
    for (position, c) in (0i64..).zip(&plan.crew) {
        let label = if c.account.is_some() { "" } else { c.label.as_str() };
        tx.exec(
            "INSERT INTO event_crew (tenant_id, event_id, position, part, account_id, label, people)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
            &params![tenant, id.0, position, c.part.code(), c.account, label, i64::from(c.people)],
        )?;
    }
    for (position, item) in (0i64..).zip(&plan.programme) {
        tx.exec(
            "INSERT INTO event_item (tenant_id, event_id, position, start_minute, title, held_by)
             VALUES ($1, $2, $3, $4, $5, $6)",
            &params![
                tenant,
                id.0,
                position,
                item.start.map(|m| i64::from(m.get())),
                item.title.as_str(),
                item.held_by.as_str()
            ],
        )?;
    }
    for (position, lesson) in (0i64..).zip(&plan.lessons) {
        tx.exec(
            "INSERT INTO lesson (tenant_id, event_id, position, title, goal, link, checked_day, minutes)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            &params![
                tenant,
                id.0,
                position,
                lesson.title.as_str(),
                lesson.goal.as_str(),
                lesson.link.as_str(),
                lesson.checked.map(days),
                i64::from(lesson.minutes)
            ],
        )?;
    }
    Ok(())
}

/// The identity of a target's plan; makes the usual plan when there is none.
///
/// # Errors
/// A fault of the database.
pub fn ensure(tx: &mut Tx, target: &Target, usual: &EventPlan) -> Result<Id, AppError> {
    match plan(tx, target)? {
        Some(planned) => Ok(planned.id),
        None => save(tx, target, usual),
    }
}

/// An invitation as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invited {
    /// Its identity.
    pub id: Id,
    /// The link's secret part.
    pub token: Id,
    /// What it is for.
    pub target: Target,
    /// Who, with what.
    pub contributor: Contributor,
}

/// Invites a contributor. Asking the same one twice for one event changes the topic, and the link stays.
///
/// # Errors
/// A fault of the database.
pub fn invite(tx: &mut Tx, event: Id, name: &str, topic: &str) -> Result<(), AppError> {
    let (tenant, now) = (tx.tenant(), tx.now().as_millisecond());
    let changed = tx.exec(
        "UPDATE event_contributor SET topic = $4 WHERE tenant_id = $1 AND event_id = $2 AND name = $3",
        &params![tenant, event.0, name, topic],
    )?;
    if changed > 0 {
        return Ok(());
    }
    let (id, token) = (tx.new_id(), tx.random_id());
    tx.exec(
        "INSERT INTO event_contributor (tenant_id, id, event_id, token, name, topic, reply, other_topic, invited_at, replied_at)
         VALUES ($1, $2, $3, $4, $5, $6, 'waiting', '', $7, NULL)",
        &params![tenant, id, event.0, token, name, topic, now],
    )?;
    tx.history(
        "events",
        "contributor",
        id,
        "invited",
        None,
        Some(serde_json::json!({ "name": name, "topic": topic }).to_string()),
    )?;
    Ok(())
}

/// Takes an invitation back.
///
/// # Errors
/// A fault of the database.
pub fn uninvite(tx: &mut Tx, event: Id, id: Id) -> Result<(), AppError> {
    let tenant = tx.tenant();
    tx.exec(
        "DELETE FROM event_contributor WHERE tenant_id = $1 AND event_id = $2 AND id = $3",
        &params![tenant, event.0, id.0],
    )?;
    tx.history("events", "contributor", id.0, "uninvited", None, None)?;
    Ok(())
}

const INVITED: &str =
    "SELECT c.id, c.token, e.offering, e.schedule, e.original_day, c.name, c.topic, c.reply, c.other_topic
    FROM event_contributor c JOIN event e ON e.tenant_id = c.tenant_id AND e.id = c.event_id";

fn invited(row: &Row<'_>) -> Result<Invited, Fault> {
    let day = row.int(4)?;
    Ok(Invited {
        id: Id(row.id(0)?),
        token: Id(row.id(1)?),
        target: Target {
            offering: stored_key(row.str(2)?)?,
            schedule: stored_key(row.str(3)?)?,
            original: (day != SERIES).then(|| day_of(day)),
        },
        contributor: contributor(row, 5)?,
    })
}

/// Everybody who is invited to an event.
///
/// # Errors
/// A fault of the database.
pub fn invitations(q: &mut impl Query, event: Id) -> Result<Vec<Invited>, AppError> {
    let tenant = q.tenant();
    let sql = format!("{INVITED} WHERE c.tenant_id = $1 AND c.event_id = $2 ORDER BY c.id");
    Ok(q.rows(&sql, &params![tenant, event.0], invited)?)
}

/// The invitation that a link leads to.
///
/// # Errors
/// A fault of the database.
pub fn invitation(q: &mut impl Query, token: Id) -> Result<Option<Invited>, AppError> {
    let tenant = q.tenant();
    let sql = format!("{INVITED} WHERE c.tenant_id = $1 AND c.token = $2");
    Ok(q.one(&sql, &params![tenant, token.0], invited)?)
}

/// Writes what an invited contributor answered. It can be answered anew.
///
/// # Errors
/// A fault of the database.
pub fn reply(tx: &mut Tx, token: Id, reply: Reply, other_topic: &str) -> Result<(), AppError> {
    let (tenant, now) = (tx.tenant(), tx.now().as_millisecond());
    tx.exec(
        "UPDATE event_contributor SET reply = $3, other_topic = $4, replied_at = $5 WHERE tenant_id = $1 AND token = $2",
        &params![tenant, token.0, reply.code(), other_topic, now],
    )?;
    Ok(())
}

/// Writes how many came, what they said and what was learnt, in place of what was written before.
///
/// # Errors
/// A fault of the database.
pub fn put_after(tx: &mut Tx, event: Id, after: &After) -> Result<(), AppError> {
    let (tenant, now) = (tx.tenant(), tx.now().as_millisecond());
    if let Some((participants, guides)) = after.held {
        tx.exec(
            "INSERT INTO event_held (tenant_id, event_id, participants, guides, counted_at) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (tenant_id, event_id) DO UPDATE SET participants = excluded.participants, guides = excluded.guides,
                 counted_at = excluded.counted_at",
            &params![tenant, event.0, i64::from(participants), i64::from(guides), now],
        )?;
    }
    tx.exec(
        "DELETE FROM event_answer WHERE tenant_id = $1 AND event_id = $2",
        &params![tenant, event.0],
    )?;
    for question in Question::ALL {
        for answer in Smile::ALL {
            let count = after.evaluation.count(question, answer);
            if count > 0 {
                tx.exec(
                    "INSERT INTO event_answer (tenant_id, event_id, question, answer, count) VALUES ($1, $2, $3, $4, $5)",
                    &params![tenant, event.0, question.code(), answer.code(), i64::from(count)],
                )?;
            }
        }
    }
    tx.exec(
        "DELETE FROM event_note WHERE tenant_id = $1 AND event_id = $2",
        &params![tenant, event.0],
    )?;
    if !after.note.is_empty() {
        tx.exec(
            "INSERT INTO event_note (tenant_id, event_id, note, written_at) VALUES ($1, $2, $3, $4)",
            &params![tenant, event.0, after.note.as_str(), now],
        )?;
    }
    Ok(())
}

/// The accounts that can have a part at an event: name and identity of those that are open, by name.
///
/// # Errors
/// A fault of the database.
pub fn staff(q: &mut impl Query) -> Result<Vec<(Id, String)>, AppError> {
    let tenant = q.tenant();
    let mut found = q.rows(
        "SELECT id, name FROM account WHERE tenant_id = $1 AND closed_at IS NULL ORDER BY id",
        &params![tenant],
        |row| Ok((Id(row.id(0)?), row.text(1)?)),
    )?;
    found.sort_by(|a, b| a.1.cmp(&b.1));
    Ok(found)
}
