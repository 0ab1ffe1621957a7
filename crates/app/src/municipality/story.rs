//! What a municipality tells about its service: channels, network meetings and milestones.

use crate::frame::{
    AppError, stored_key,
    written::{self, Written},
};
use domain::{
    register::{Channel, Milestone, NetworkMeeting},
    shared::{Id, Key},
};
use std::collections::HashMap;
use store::{Fault, Query, Tx, params};

fn small<T: TryFrom<i64>>(stored: i64) -> Result<T, Fault> {
    T::try_from(stored).map_err(|_| Fault::corrupt("a number out of range"))
}

/// Every channel.
///
/// # Errors
/// A fault of the database.
pub fn load_channels(q: &mut impl Query, written: &Written) -> Result<Vec<(Id, Channel)>, AppError> {
    let tenant = q.tenant();
    Ok(q.rows(
        "SELECT id, key, organisation, issues_per_year FROM channel WHERE tenant_id = $1 ORDER BY id",
        &params![tenant],
        |row| {
            let id = Id(row.id(0)?);
            let channel = Channel {
                key: stored_key(row.str(1)?)?,
                name: written.text(id, "name"),
                organisation: row.opt_text(2)?.map(|k| stored_key(&k)).transpose()?,
                issues_per_year: row.opt_int(3)?.map(small).transpose()?,
                about: written.text(id, "about"),
                assumed: written.assumed(id),
            };
            Ok((id, channel))
        },
    )?)
}

/// Writes a channel.
///
/// # Errors
/// A fault of the database.
pub fn put_channel(tx: &mut Tx, id: Id, c: &Channel) -> Result<(), AppError> {
    let tenant = tx.tenant();
    tx.exec(
        "INSERT INTO channel (tenant_id, id, key, organisation, issues_per_year) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (tenant_id, id) DO UPDATE SET organisation = excluded.organisation,
             issues_per_year = excluded.issues_per_year",
        &params![
            tenant,
            id.0,
            c.key.as_str(),
            c.organisation.as_ref().map(Key::as_str),
            c.issues_per_year.map(i64::from)
        ],
    )?;
    written::put(tx, id, &[("name", &c.name), ("about", &c.about)], &c.assumed)
}

/// Removes a channel.
///
/// # Errors
/// A fault of the database.
pub fn remove_channel(tx: &mut Tx, id: Id) -> Result<(), AppError> {
    tx.exec(
        "DELETE FROM channel WHERE tenant_id = $1 AND id = $2",
        &params![tx.tenant(), id.0],
    )?;
    written::forget(tx, id)
}

/// Every network meeting.
///
/// # Errors
/// A fault of the database.
pub fn load_meetings(q: &mut impl Query, written: &Written) -> Result<Vec<(Id, NetworkMeeting)>, AppError> {
    let tenant = q.tenant();
    let mut participants: HashMap<[u8; 16], Vec<Key>> = HashMap::new();
    let rows = q.rows(
        "SELECT meeting_id, organisation FROM network_participant WHERE tenant_id = $1 ORDER BY meeting_id, position",
        &params![tenant],
        |row| Ok((row.id(0)?, stored_key(row.str(1)?)?)),
    )?;
    for (meeting, organisation) in rows {
        participants.entry(meeting).or_default().push(organisation);
    }
    Ok(q.rows(
        "SELECT id, key, per_year FROM network_meeting WHERE tenant_id = $1 ORDER BY id",
        &params![tenant],
        |row| {
            let id = Id(row.id(0)?);
            let meeting = NetworkMeeting {
                key: stored_key(row.str(1)?)?,
                name: written.text(id, "name"),
                participants: participants.remove(&id.0).unwrap_or_default(),
                per_year: small(row.int(2)?)?,
                about: written.text(id, "about"),
                assumed: written.assumed(id),
            };
            Ok((id, meeting))
        },
    )?)
}

/// Writes a network meeting.
///
/// # Errors
/// A fault of the database.
pub fn put_meeting(tx: &mut Tx, id: Id, m: &NetworkMeeting) -> Result<(), AppError> {
    let tenant = tx.tenant();
    tx.exec(
        "INSERT INTO network_meeting (tenant_id, id, key, per_year) VALUES ($1, $2, $3, $4)
         ON CONFLICT (tenant_id, id) DO UPDATE SET per_year = excluded.per_year",
        &params![tenant, id.0, m.key.as_str(), i64::from(m.per_year)],
    )?;
    tx.exec(
        "DELETE FROM network_participant WHERE tenant_id = $1 AND meeting_id = $2",
        &params![tenant, id.0],
    )?;
    for (position, organisation) in (0i64..).zip(&m.participants) {
        tx.exec(
            "INSERT INTO network_participant (tenant_id, meeting_id, position, organisation) VALUES ($1, $2, $3, $4)",
            &params![tenant, id.0, position, organisation.as_str()],
        )?;
    }
    written::put(tx, id, &[("name", &m.name), ("about", &m.about)], &m.assumed)
}

/// Removes a network meeting.
///
/// # Errors
/// A fault of the database.
pub fn remove_meeting(tx: &mut Tx, id: Id) -> Result<(), AppError> {
    let key = params![tx.tenant(), id.0];
    tx.exec(
        "DELETE FROM network_participant WHERE tenant_id = $1 AND meeting_id = $2",
        &key,
    )?;
    tx.exec("DELETE FROM network_meeting WHERE tenant_id = $1 AND id = $2", &key)?;
    written::forget(tx, id)
}

/// Every milestone.
///
/// # Errors
/// A fault of the database.
pub fn load_milestones(q: &mut impl Query, written: &Written) -> Result<Vec<(Id, Milestone)>, AppError> {
    let tenant = q.tenant();
    Ok(q.rows(
        "SELECT id, key, year, until_year FROM milestone WHERE tenant_id = $1 ORDER BY id",
        &params![tenant],
        |row| {
            let id = Id(row.id(0)?);
            let milestone = Milestone {
                key: stored_key(row.str(1)?)?,
                year: small(row.int(2)?)?,
                until_year: row.opt_int(3)?.map(small).transpose()?,
                text: written.text(id, "text"),
                assumed: written.assumed(id),
            };
            Ok((id, milestone))
        },
    )?)
}

/// Writes a milestone.
///
/// # Errors
/// A fault of the database.
pub fn put_milestone(tx: &mut Tx, id: Id, m: &Milestone) -> Result<(), AppError> {
    let tenant = tx.tenant();
    tx.exec(
        "INSERT INTO milestone (tenant_id, id, key, year, until_year) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (tenant_id, id) DO UPDATE SET year = excluded.year, until_year = excluded.until_year",
        &params![tenant, id.0, m.key.as_str(), i64::from(m.year), m.until_year.map(i64::from)],
    )?;
    written::put(tx, id, &[("text", &m.text)], &m.assumed)
}

/// Removes a milestone.
///
/// # Errors
/// A fault of the database.
pub fn remove_milestone(tx: &mut Tx, id: Id) -> Result<(), AppError> {
    tx.exec(
        "DELETE FROM milestone WHERE tenant_id = $1 AND id = $2",
        &params![tx.tenant(), id.0],
    )?;
    written::forget(tx, id)
}
