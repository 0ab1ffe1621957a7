use crate::{
    frame::{
        AppError, day_of, days, stored_key,
        written::{self, Written},
    },
    schedule,
};
use domain::{
    places::{Facilities, Place},
    shared::Id,
};
use store::{Fault, Query, Row, Tx, params};

/// Every place with its hours.
///
/// # Errors
/// A fault of the database.
pub fn load(q: &mut impl Query, written: &Written) -> Result<Vec<(Id, Place)>, AppError> {
    let tenant = q.tenant();
    let mut hours = schedule::store::load(q, written)?;
    Ok(q.rows(
        "SELECT id, key, organisation, part_of, street, postal_code, town, district, latitude, longitude, phone,
                step_free, hearing_loop, accessible_toilet, private_corner, wifi, printer, machines, machines_wiped, ended_day
         FROM place WHERE tenant_id = $1 ORDER BY id",
        &params![tenant],
        |row| {
            let id = Id(row.id(0)?);
            let place = Place {
                key: stored_key(row.str(1)?)?,
                name: written.text(id, "name"),
                organisation: stored_key(row.str(2)?)?,
                part_of: row.opt_text(3)?.map(|k| stored_key(&k)).transpose()?,
                street: row.text(4)?,
                postal_code: row.text(5)?,
                town: row.text(6)?,
                district: row.text(7)?,
                position: row.opt_int(8)?.zip(row.opt_int(9)?).and_then(millionths),
                directions: written.text(id, "directions"),
                phone: row.text(10)?,
                facilities: facilities(row)?,
                hours: hours.remove(&id).unwrap_or_default(),
                assumed: written.assumed(id),
                ended: row.opt_int(19)?.map(day_of),
            };
            Ok((id, place))
        },
    )?)
}

fn millionths((latitude, longitude): (i64, i64)) -> Option<(i32, i32)> {
    Some((i32::try_from(latitude).ok()?, i32::try_from(longitude).ok()?))
}

fn facilities(row: &Row) -> Result<Facilities, Fault> {
    let flag = |column| Ok::<_, Fault>(row.opt_int(column)?.map(|n| n != 0));
    Ok(Facilities {
        step_free: flag(11)?,
        hearing_loop: flag(12)?,
        accessible_toilet: flag(13)?,
        private_corner: flag(14)?,
        wifi: flag(15)?,
        printer: flag(16)?,
        machines: row.opt_int(17)?.and_then(|n| u16::try_from(n).ok()),
        machines_wiped: flag(18)?,
    })
}

/// Writes a place, without what it is a part of (see [`set_part_of`]) and without its hours (see [`put_hours`]).
///
/// # Errors
/// A fault of the database.
pub fn put(tx: &mut Tx, id: Id, p: &Place) -> Result<(), AppError> {
    let tenant = tx.tenant();
    let f = &p.facilities;
    tx.exec(
        "INSERT INTO place (tenant_id, id, key, organisation, part_of, street, postal_code, town, district, latitude,
             longitude, phone, step_free, hearing_loop, accessible_toilet, private_corner, wifi, printer, machines,
             machines_wiped, ended_day)
         VALUES ($1, $2, $3, $4, NULL, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
         ON CONFLICT (tenant_id, id) DO UPDATE SET organisation = excluded.organisation, part_of = NULL,
             street = excluded.street, postal_code = excluded.postal_code, town = excluded.town,
             district = excluded.district, latitude = excluded.latitude, longitude = excluded.longitude,
             phone = excluded.phone, step_free = excluded.step_free, hearing_loop = excluded.hearing_loop,
             accessible_toilet = excluded.accessible_toilet, private_corner = excluded.private_corner,
             wifi = excluded.wifi, printer = excluded.printer, machines = excluded.machines,
             machines_wiped = excluded.machines_wiped, ended_day = excluded.ended_day",
        &params![
            tenant,
            id.0,
            p.key.as_str(),
            p.organisation.as_str(),
            p.street.as_str(),
            p.postal_code.as_str(),
            p.town.as_str(),
            p.district.as_str(),
            p.position.map(|(latitude, _)| i64::from(latitude)),
            p.position.map(|(_, longitude)| i64::from(longitude)),
            p.phone.as_str(),
            f.step_free.map(i64::from),
            f.hearing_loop.map(i64::from),
            f.accessible_toilet.map(i64::from),
            f.private_corner.map(i64::from),
            f.wifi.map(i64::from),
            f.printer.map(i64::from),
            f.machines.map(i64::from),
            f.machines_wiped.map(i64::from),
            p.ended.map(days)
        ],
    )?;
    written::put(tx, id, &[("name", &p.name), ("directions", &p.directions)], &p.assumed)
}

/// Writes when the house is open.
///
/// # Errors
/// A fault of the database.
pub fn put_hours(tx: &mut Tx, p: &Place) -> Result<(), AppError> {
    let (tenant, key) = (tx.tenant(), p.key.as_str());
    let id = tx.one(
        "SELECT id FROM place WHERE tenant_id = $1 AND key = $2",
        &params![tenant, key],
        |row| row.id(0),
    )?;
    id.map_or(Ok(()), |id| schedule::store::put_all(tx, Id(id), &p.hours))
}

/// Writes what a place is a part of.
///
/// # Errors
/// A fault of the database.
pub fn set_part_of(tx: &mut Tx, p: &Place) -> Result<(), AppError> {
    let tenant = tx.tenant();
    tx.exec(
        "UPDATE place SET part_of = $3 WHERE tenant_id = $1 AND key = $2",
        &params![tenant, p.key.as_str(), p.part_of.as_ref().map(|k| k.as_str())],
    )?;
    Ok(())
}
