//! What is planned for events, and what came of them, as it is stored.

use crate::frame::{AppError, day_of, days, stored_code, stored_key};
use domain::{
    enrolments::Target,
    events::{
        Contributor, Crew, Evaluation, EventPlan, EventType, Item, Lesson, Level, Organiser, Part, Programme, Question,
        Reply, SignUp, SignUpMode, Smile, for_whole_series,
    },
    offerings::{Access, OfferingKind},
    shared::{Id, Locale, Localized, Minute},
};
use jiff::{Timestamp, ToSpan, civil::Date};
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
const CHILDREN: [&str; 5] = ["event_theme", "event_crew", "event_text", "event_programme", "lesson"];

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
        "SELECT id, offering, schedule, original_day, language, level, host, host_role, group_size, capacity,
                sign_up_from, sign_up_until, mode, people_per_guide, price, coffee, handout, handout_link, event_type,
                organiser, follow_up
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
    let host = row.text(6)?;
    let number = |n: i64| u16::try_from(n).unwrap_or(u16::MAX);
    Ok(Planned {
        id: Id(row.id(0)?),
        target: Target {
            offering: stored_key(row.str(1)?)?,
            schedule: stored_key(row.str(2)?)?,
            original: (day != SERIES).then(|| day_of(day)),
        },
        plan: EventPlan {
            title: Localized::default(),
            about: Localized::default(),
            bring: Localized::default(),
            language: row.text(4)?,
            level: stored_code(row.str(5)?, Level::parse)?,
            host: if host.is_empty() {
                None
            } else {
                Some(stored_key(&host)?)
            },
            host_role: row.text(7)?,
            group_size: number(row.int(8)?),
            sign_up: SignUp {
                capacity: number(row.int(9)?),
                from: row.opt_int(10)?.map(instant).transpose()?,
                until: row.opt_int(11)?.map(instant).transpose()?,
                mode: stored_code(row.str(12)?, SignUpMode::parse)?,
            },
            people_per_guide: number(row.int(13)?),
            price: number(row.int(14)?),
            coffee: row.bool(15)?,
            handout: row.text(16)?,
            handout_link: row.text(17)?,
            event_type: stored_code(row.str(18)?, EventType::parse)?,
            organiser: stored_code(row.str(19)?, Organiser::parse)?,
            follow_up: row.text(20)?,
            themes: Vec::new(),
            crew: Vec::new(),
            programme: Programme::default(),
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
    texts(q, span, at, found)?;
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

/// What is said in each language, and the programme.
fn texts(
    q: &mut impl Query,
    span: &[Value],
    at: &HashMap<[u8; 16], usize>,
    found: &mut [Planned],
) -> Result<(), AppError> {
    let texts = q.rows(
        &format!("SELECT event_id, language, title, about, bring FROM event_text WHERE tenant_id = $1 AND {OF_DAYS}"),
        span,
        |row| {
            let language = stored_code(row.str(1)?, Locale::parse)?;
            Ok((row.id(0)?, (language, [row.text(2)?, row.text(3)?, row.text(4)?])))
        },
    )?;
    each(at, found, texts, |p, (language, [title, about, bring])| {
        *p.plan.title.get_mut(language) = title;
        *p.plan.about.get_mut(language) = about;
        *p.plan.bring.get_mut(language) = bring;
    });
    let items = q.rows(
        &format!(
            "SELECT event_id, language, start_minute, title, held_by FROM event_programme
             WHERE tenant_id = $1 AND {OF_DAYS} ORDER BY event_id, language, position"
        ),
        span,
        |row| {
            let language = stored_code(row.str(1)?, Locale::parse)?;
            let start = row.opt_int(2)?.and_then(|m| u16::try_from(m).ok()).and_then(Minute::new);
            let item = Item {
                start,
                title: row.text(3)?,
                held_by: row.text(4)?,
            };
            Ok((row.id(0)?, (language, item)))
        },
    )?;
    each(at, found, items, |p, (language, item)| {
        p.plan.programme.push(language, item)
    });
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
        "INSERT INTO event (tenant_id, id, offering, schedule, original_day, language, level, host, host_role, group_size,
                            mode, capacity, sign_up_from, sign_up_until, people_per_guide, price, coffee, handout,
                            handout_link, event_type, organiser, follow_up, changed_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23)
         ON CONFLICT (tenant_id, id) DO UPDATE SET language = excluded.language, level = excluded.level,
                host = excluded.host, host_role = excluded.host_role, group_size = excluded.group_size,
                mode = excluded.mode, capacity = excluded.capacity, sign_up_from = excluded.sign_up_from,
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
        serde_json::json!({ "title": [&p.title.nb, &p.title.nn, &p.title.en], "themes": p.themes, "mode": p.sign_up.mode.code(), "capacity": p.sign_up.capacity })
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
    put_texts(tx, id, plan)?;
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

fn put_texts(tx: &mut Tx, id: Id, plan: &EventPlan) -> Result<(), AppError> {
    let tenant = tx.tenant();
    for language in Locale::ALL {
        let texts = [&plan.title, &plan.about, &plan.bring].map(|text| text.exact(language));
        if texts.iter().any(|text| !text.is_empty()) {
            tx.exec(
                "INSERT INTO event_text (tenant_id, event_id, language, title, about, bring) VALUES ($1, $2, $3, $4, $5, $6)",
                &params![tenant, id.0, language.code(), texts[0], texts[1], texts[2]],
            )?;
        }
        for (position, item) in (0i64..).zip(plan.programme.exact(language)) {
            tx.exec(
                "INSERT INTO event_programme (tenant_id, event_id, language, position, start_minute, title, held_by)
                 VALUES ($1, $2, $3, $4, $5, $6, $7)",
                &params![
                    tenant,
                    id.0,
                    language.code(),
                    position,
                    item.start.map(|m| i64::from(m.get())),
                    item.title.as_str(),
                    item.held_by.as_str()
                ],
            )?;
        }
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
    /// Where they read their mail; empty when they are told otherwise.
    pub email: String,
    /// The whole address they answer at; empty when no mail is sent.
    pub link: String,
    /// What their calendar was told last; empty when nothing was.
    pub told: String,
    /// How often it was told something new.
    pub sequence: u32,
    /// When they were invited.
    pub invited: Timestamp,
}

/// Whom to invite.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Guest {
    /// A department or an organisation.
    pub name: String,
    /// What they are asked to talk about.
    pub topic: String,
    /// Where they read their mail; may be empty.
    pub email: String,
    /// The address that their own link begins with: everything but the secret part.
    pub address: String,
}

/// For how long an address is kept when nothing has been sent to it.
const ADDRESS_KEPT_DAYS: i64 = 30;

/// Invites a contributor. Asking the same one twice for one event changes the topic and the address, and the link stays.
///
/// # Errors
/// A fault of the database.
pub fn invite(tx: &mut Tx, event: Id, guest: &Guest) -> Result<Id, AppError> {
    let (tenant, now) = (tx.tenant(), tx.now());
    let forget = now.saturating_add((24 * ADDRESS_KEPT_DAYS).hours()).unwrap_or(now);
    let (name, topic, email) = (guest.name.as_str(), guest.topic.as_str(), guest.email.as_str());
    let link = |token: Id| {
        if email.is_empty() {
            String::new()
        } else {
            format!("{}{token}", guest.address)
        }
    };
    let standing = invitations(tx, event)?.into_iter().find(|i| i.contributor.name == name);
    if let Some(standing) = standing {
        // Another address has been told nothing yet.
        let told = if standing.email == email {
            standing.told.as_str()
        } else {
            ""
        };
        tx.exec(
            "UPDATE event_contributor SET topic = $3, email = $4, link = $5, told = $6,
                 forget_after = CASE WHEN forget_after < $7 THEN $7 ELSE forget_after END
             WHERE tenant_id = $1 AND id = $2",
            &params![tenant, standing.id.0, topic, email, link(standing.token), told, forget.as_millisecond()],
        )?;
        return Ok(standing.id);
    }
    let (id, token) = (Id(tx.new_id()), Id(tx.random_id()));
    tx.exec(
        "INSERT INTO event_contributor (tenant_id, id, event_id, token, name, topic, reply, other_topic, invited_at,
             replied_at, email, link, told, sequence, forget_after)
         VALUES ($1, $2, $3, $4, $5, $6, 'waiting', '', $7, NULL, $8, $9, '', 0, $10)",
        &params![
            tenant,
            id.0,
            event.0,
            token.0,
            name,
            topic,
            now.as_millisecond(),
            email,
            link(token),
            forget.as_millisecond()
        ],
    )?;
    tx.history(
        "events",
        "contributor",
        id.0,
        "invited",
        None,
        Some(serde_json::json!({ "name": name, "topic": topic }).to_string()),
    )?;
    Ok(id)
}

/// Takes an invitation back.
///
/// # Errors
/// A fault of the database.
pub fn uninvite(tx: &mut Tx, event: Id, id: Id) -> Result<(), AppError> {
    let tenant = tx.tenant();
    let gone = tx.exec(
        "DELETE FROM event_contributor WHERE tenant_id = $1 AND event_id = $2 AND id = $3",
        &params![tenant, event.0, id.0],
    )?;
    if gone > 0 {
        tx.history("events", "contributor", id.0, "uninvited", None, None)?;
    }
    Ok(())
}

/// Remembers what a contributor's calendar was told, and until when the address is needed.
///
/// # Errors
/// A fault of the database.
pub fn put_told(tx: &mut Tx, id: Id, told: &str, sequence: u32, forget: Timestamp) -> Result<(), AppError> {
    let values = params![tx.tenant(), id.0, told, i64::from(sequence), forget.as_millisecond()];
    tx.exec(
        "UPDATE event_contributor SET told = $3, sequence = $4, forget_after = $5 WHERE tenant_id = $1 AND id = $2",
        &values,
    )?;
    Ok(())
}

const INVITED: &str =
    "SELECT c.id, c.token, e.offering, e.schedule, e.original_day, c.email, c.link, c.told, c.sequence, c.invited_at,
        c.name, c.topic, c.reply, c.other_topic
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
        email: row.text(5)?,
        link: row.text(6)?,
        told: row.text(7)?,
        sequence: u32::try_from(row.int(8)?).unwrap_or(0),
        invited: instant(row.int(9)?)?,
        contributor: contributor(row, 10)?,
    })
}

/// Everybody who is invited by e-mail, to whatever.
///
/// # Errors
/// A fault of the database.
pub fn with_email(q: &mut impl Query) -> Result<Vec<Invited>, AppError> {
    let tenant = q.tenant();
    let sql = format!("{INVITED} WHERE c.tenant_id = $1 AND c.email <> '' ORDER BY c.id");
    Ok(q.rows(&sql, &params![tenant], invited)?)
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
