use crate::frame::{
    AppError, day_of, days, stored_code, stored_key,
    written::{self, Written},
};
use domain::{
    organisations::{Organisation, OrganisationKind},
    shared::Id,
};
use store::{Query, Tx, params};

/// Every organisation, sorted by key.
///
/// # Errors
/// A fault of the database.
pub fn load(q: &mut impl Query, written: &Written) -> Result<Vec<(Id, Organisation)>, AppError> {
    let tenant = q.tenant();
    Ok(q.rows(
        "SELECT id, key, kind, part_of, phone, email, website, last_confirmed_day, ended_day
         FROM organisation WHERE tenant_id = $1 ORDER BY id",
        &params![tenant],
        |row| {
            let id = Id(row.id(0)?);
            let organisation = Organisation {
                key: stored_key(row.str(1)?)?,
                name: written.text(id, "name"),
                kind: stored_code(row.str(2)?, OrganisationKind::parse)?,
                part_of: row.opt_text(3)?.map(|k| stored_key(&k)).transpose()?,
                about: written.text(id, "about"),
                phone: row.text(4)?,
                email: row.text(5)?,
                website: row.text(6)?,
                last_confirmed: row.opt_int(7)?.map(day_of),
                assumed: written.assumed(id),
                ended: row.opt_int(8)?.map(day_of),
            };
            Ok((id, organisation))
        },
    )?)
}

/// Writes an organisation, without what it is a part of (see [`set_part_of`]): the other may not be there yet.
///
/// # Errors
/// A fault of the database.
pub fn put(tx: &mut Tx, id: Id, o: &Organisation) -> Result<(), AppError> {
    let tenant = tx.tenant();
    tx.exec(
        "INSERT INTO organisation (tenant_id, id, key, kind, part_of, phone, email, website, last_confirmed_day, ended_day)
         VALUES ($1, $2, $3, $4, NULL, $5, $6, $7, $8, $9)
         ON CONFLICT (tenant_id, id) DO UPDATE SET kind = excluded.kind, part_of = NULL, phone = excluded.phone,
             email = excluded.email, website = excluded.website, last_confirmed_day = excluded.last_confirmed_day,
             ended_day = excluded.ended_day",
        &params![
            tenant,
            id.0,
            o.key.as_str(),
            o.kind.code(),
            o.phone.as_str(),
            o.email.as_str(),
            o.website.as_str(),
            o.last_confirmed.map(days),
            o.ended.map(days)
        ],
    )?;
    written::put(tx, id, &[("name", &o.name), ("about", &o.about)], &o.assumed)
}

/// Writes what an organisation is a part of.
///
/// # Errors
/// A fault of the database.
pub fn set_part_of(tx: &mut Tx, o: &Organisation) -> Result<(), AppError> {
    let tenant = tx.tenant();
    tx.exec(
        "UPDATE organisation SET part_of = $3 WHERE tenant_id = $1 AND key = $2",
        &params![tenant, o.key.as_str(), o.part_of.as_ref().map(|k| k.as_str())],
    )?;
    Ok(())
}
