use crate::frame::{
    AppError, day_of, days, stored_code, stored_key,
    written::{self, Written},
};
use domain::{offerings::Topic, register::Door, shared::Id};
use std::collections::HashMap;
use store::{Query, Tx, params};

/// Every local door.
///
/// # Errors
/// A fault of the database.
pub fn load_doors(q: &mut impl Query, written: &Written) -> Result<Vec<(Id, Door)>, AppError> {
    let tenant = q.tenant();
    let mut topics: HashMap<[u8; 16], Vec<Topic>> = HashMap::new();
    let rows = q.rows(
        "SELECT door_id, topic FROM door_topic WHERE tenant_id = $1 ORDER BY door_id, position",
        &params![tenant],
        |row| Ok((row.id(0)?, stored_code(row.str(1)?, Topic::parse)?)),
    )?;
    for (door, topic) in rows {
        topics.entry(door).or_default().push(topic);
    }
    Ok(q.rows(
        "SELECT id, key, phone, website, last_confirmed_day FROM door WHERE tenant_id = $1 ORDER BY id",
        &params![tenant],
        |row| {
            let id = Id(row.id(0)?);
            let door = Door {
                key: stored_key(row.str(1)?)?,
                name: written.text(id, "name"),
                helps_with: written.text(id, "helps_with"),
                topics: topics.remove(&id.0).unwrap_or_default(),
                phone: row.text(2)?,
                hours: written.text(id, "hours"),
                website: row.text(3)?,
                last_confirmed: row.opt_int(4)?.map(day_of),
                assumed: written.assumed(id),
            };
            Ok((id, door))
        },
    )?)
}

/// Writes a door.
///
/// # Errors
/// A fault of the database.
pub fn put_door(tx: &mut Tx, id: Id, d: &Door) -> Result<(), AppError> {
    let tenant = tx.tenant();
    tx.exec(
        "INSERT INTO door (tenant_id, id, key, phone, website, last_confirmed_day) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (tenant_id, id) DO UPDATE SET phone = excluded.phone, website = excluded.website,
             last_confirmed_day = excluded.last_confirmed_day",
        &params![tenant, id.0, d.key.as_str(), d.phone.as_str(), d.website.as_str(), d.last_confirmed.map(days)],
    )?;
    tx.exec(
        "DELETE FROM door_topic WHERE tenant_id = $1 AND door_id = $2",
        &params![tenant, id.0],
    )?;
    for (position, topic) in (0i64..).zip(&d.topics) {
        tx.exec(
            "INSERT INTO door_topic (tenant_id, door_id, position, topic) VALUES ($1, $2, $3, $4)",
            &params![tenant, id.0, position, topic.code()],
        )?;
    }
    let texts = [("name", &d.name), ("helps_with", &d.helps_with), ("hours", &d.hours)];
    written::put(tx, id, &texts, &d.assumed)
}

/// Removes a door.
///
/// # Errors
/// A fault of the database.
pub fn remove_door(tx: &mut Tx, id: Id) -> Result<(), AppError> {
    let key = params![tx.tenant(), id.0];
    tx.exec("DELETE FROM door_topic WHERE tenant_id = $1 AND door_id = $2", &key)?;
    tx.exec("DELETE FROM door WHERE tenant_id = $1 AND id = $2", &key)?;
    written::forget(tx, id)
}
