use crate::{
    exchange,
    frame::{
        AppError, Tenant, day_of, days,
        published::{Ids, Loaded},
        stored_key,
        written::{self, Written},
    },
};
use domain::{
    municipality::{ClosedPeriod, Municipality, SchoolHoliday},
    shared::{Id, Key, Locale, day_and_minute},
};
use store::{Event, Query, Read, Tx, params};

/// The municipalities of this installation, in the order they came.
///
/// # Errors
/// A fault of the database.
pub fn tenants(r: &mut Read) -> Result<Vec<Tenant>, AppError> {
    Ok(r.rows(
        "SELECT t.tenant_id, t.number, t.host, t.demo, p.written_language, p.phone, x.value
         FROM tenant t
         JOIN municipality_profile p ON p.tenant_id = t.tenant_id
         LEFT JOIN localized_text x ON x.tenant_id = t.tenant_id AND x.owner_id = p.id
             AND x.field = 'service_name' AND x.language = p.written_language
         WHERE t.tenant_id > 0 ORDER BY t.tenant_id",
        &params![],
        |row| {
            Ok(Tenant {
                id: row.int(0)?,
                number: row.text(1)?,
                host: row.opt_text(2)?,
                demo: row.bool(3)?,
                locale: Locale::parse(row.str(4)?).unwrap_or(Locale::Nb),
                phone: row.text(5)?,
                service_name: row.opt_text(6)?.unwrap_or_default(),
            })
        },
    )?)
}

/// Everything a municipality has published; `None` when it is not here.
///
/// # Errors
/// A fault of the database.
pub fn load_published(r: &mut Read) -> Result<Option<Loaded>, AppError> {
    let tenant = r.tenant();
    let version = r.one(
        "SELECT content_version FROM tenant WHERE tenant_id = $1",
        &params![tenant],
        |row| row.int(0),
    )?;
    let (Some(version), Some(stored)) = (version, exchange::store::load(r)?) else {
        return Ok(None);
    };
    let ids = Ids {
        places: stored.place_ids(),
        offerings: stored.offering_ids(),
    };
    Ok(Some(Loaded {
        version,
        register: stored.into_register(),
        ids,
        message_languages: crate::messages::languages(r)?,
    }))
}

/// Marks that what is published changed. Also the lock that lets one change of the register come after the other.
///
/// # Errors
/// A fault of the database.
pub fn bump_version(tx: &mut Tx) -> Result<(), AppError> {
    let tenant = tx.tenant();
    tx.exec(
        "UPDATE tenant SET content_version = content_version + 1 WHERE tenant_id = $1",
        &params![tenant],
    )?;
    tx.after_commit(Event::new(tenant, "register", ""));
    Ok(())
}

/// The municipality with this number, made when it is not there; returns its internal number. Runs in a transaction of
/// the installation (tenant 0).
///
/// # Errors
/// A fault of the database.
pub fn create_tenant_once(tx: &mut Tx, number: &str, name: &str) -> Result<i64, AppError> {
    let found = tx.one(
        "SELECT tenant_id FROM tenant WHERE number = $1 AND tenant_id > 0",
        &params![number],
        |row| row.int(0),
    )?;
    match found {
        Some(tenant) => Ok(tenant),
        None => create_tenant(tx, number, name, false),
    }
}

/// Makes a municipality; returns its internal number. Runs in a transaction of the installation (tenant 0).
///
/// # Errors
/// A fault of the database.
pub fn create_tenant(tx: &mut Tx, number: &str, name: &str, demo: bool) -> Result<i64, AppError> {
    let id = tx
        .one(
            "SELECT COALESCE(MAX(tenant_id), 0) + 1 FROM tenant",
            &params![],
            |row| row.int(0),
        )?
        .unwrap_or(1);
    let today = days(day_and_minute(tx.now()).0);
    let now = tx.now().as_millisecond();
    tx.exec(
        "INSERT INTO tenant (tenant_id, number, name, from_day, content_version, demo, created_at)
         VALUES ($1, $2, $3, $4, 0, $5, $6)",
        &params![id, number, name, today, i64::from(demo), now],
    )?;
    tx.exec(
        "INSERT INTO tenant_number (tenant_id, from_day, number) VALUES ($1, $2, $3)",
        &params![id, today, number],
    )?;
    tx.after_commit(Event::new(id, "tenant", ""));
    Ok(id)
}

/// Gives the municipality a host name of its own, or takes it away.
///
/// # Errors
/// A fault of the database, also when another municipality has the name.
pub fn set_host(tx: &mut Tx, host: Option<&str>) -> Result<(), AppError> {
    let tenant = tx.tenant();
    let host = host.map(str::to_owned);
    tx.exec(
        "UPDATE tenant SET host = $2 WHERE tenant_id = $1",
        &params![tenant, host.clone()],
    )?;
    let after = host.map(|host| serde_json::json!({ "host": host }).to_string());
    tx.history("municipality", "host", Id([0; 16]).0, "set", None, after)?;
    tx.after_commit(Event::new(tenant, "tenant", ""));
    Ok(())
}

/// The municipality's own page of the register; `None` when nothing is written yet.
///
/// # Errors
/// A fault of the database.
pub fn load(q: &mut impl Query, written: &Written) -> Result<Option<(Id, Municipality)>, AppError> {
    let tenant = q.tenant();
    let closed_periods = closed_periods(q, written)?.into_iter().map(|(_, p)| p).collect();
    let school_holidays = school_holidays(q, written)?.into_iter().map(|(_, h)| h).collect();
    let found = q.one(
        "SELECT id, number, written_language, phone, email, homepage, standard_profile FROM municipality_profile
         WHERE tenant_id = $1",
        &params![tenant],
        |row| {
            Ok((
                Id(row.id(0)?),
                row.text(1)?,
                row.text(2)?,
                row.text(3)?,
                row.text(4)?,
                row.text(5)?,
                row.text(6)?,
            ))
        },
    )?;
    Ok(
        found.map(|(id, number, language, phone, email, homepage, standard_profile)| {
            let municipality = Municipality {
                number,
                name: written.text(id, "name"),
                service_name: written.text(id, "service_name"),
                written_language: Locale::parse(&language).unwrap_or(Locale::Nb),
                phone,
                phone_hours: written.text(id, "phone_hours"),
                email,
                homepage,
                about: written.text(id, "about"),
                standard_profile,
                assumed: written.assumed(id),
                closed_periods,
                school_holidays,
            };
            (id, municipality)
        }),
    )
}

/// Writes the municipality's own page.
///
/// # Errors
/// A fault of the database.
pub fn put(tx: &mut Tx, id: Id, m: &Municipality) -> Result<(), AppError> {
    let tenant = tx.tenant();
    tx.exec(
        "INSERT INTO municipality_profile (tenant_id, id, number, written_language, phone, email, homepage,
             standard_profile)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT (tenant_id) DO UPDATE SET number = excluded.number, written_language = excluded.written_language,
             phone = excluded.phone, email = excluded.email, homepage = excluded.homepage,
             standard_profile = excluded.standard_profile",
        &params![
            tenant,
            id.0,
            m.number.as_str(),
            m.written_language.code(),
            m.phone.as_str(),
            m.email.as_str(),
            m.homepage.as_str(),
            m.standard_profile.as_str()
        ],
    )?;
    let texts = [
        ("name", &m.name),
        ("service_name", &m.service_name),
        ("phone_hours", &m.phone_hours),
        ("about", &m.about),
    ];
    written::put(tx, id, &texts, &m.assumed)?;
    tx.after_commit(Event::new(tenant, "tenant", ""));
    Ok(())
}

fn closed_periods(q: &mut impl Query, written: &Written) -> Result<Vec<(Id, ClosedPeriod)>, AppError> {
    let tenant = q.tenant();
    Ok(q.rows(
        "SELECT id, key, place, first_day, last_day FROM closed_period WHERE tenant_id = $1 ORDER BY position",
        &params![tenant],
        |row| {
            let id = Id(row.id(0)?);
            let period = ClosedPeriod {
                key: stored_key(row.str(1)?)?,
                place: row.opt_text(2)?.map(|k| stored_key(&k)).transpose()?,
                first: day_of(row.int(3)?),
                last: day_of(row.int(4)?),
                reason: written.text(id, "reason"),
            };
            Ok((id, period))
        },
    )?)
}

fn school_holidays(q: &mut impl Query, written: &Written) -> Result<Vec<(Id, SchoolHoliday)>, AppError> {
    let tenant = q.tenant();
    Ok(q.rows(
        "SELECT id, key, first_day, last_day FROM school_holiday WHERE tenant_id = $1 ORDER BY position",
        &params![tenant],
        |row| {
            let id = Id(row.id(0)?);
            let holiday = SchoolHoliday {
                key: stored_key(row.str(1)?)?,
                first: day_of(row.int(2)?),
                last: day_of(row.int(3)?),
                name: written.text(id, "name"),
            };
            Ok((id, holiday))
        },
    )?)
}

/// Writes the closed periods and school holidays anew.
///
/// # Errors
/// A fault of the database.
pub fn put_periods(tx: &mut Tx, m: &Municipality) -> Result<(), AppError> {
    let tenant = tx.tenant();
    let old = tx.rows(
        "SELECT id FROM closed_period WHERE tenant_id = $1 UNION ALL SELECT id FROM school_holiday WHERE tenant_id = $1",
        &params![tenant],
        |row| row.id(0),
    )?;
    for id in old {
        written::forget(tx, Id(id))?;
    }
    tx.exec("DELETE FROM closed_period WHERE tenant_id = $1", &params![tenant])?;
    tx.exec("DELETE FROM school_holiday WHERE tenant_id = $1", &params![tenant])?;
    for (position, p) in (0i64..).zip(&m.closed_periods) {
        let id = tx.new_id();
        tx.exec(
            "INSERT INTO closed_period (tenant_id, id, key, position, place, first_day, last_day)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
            &params![
                tenant,
                id,
                p.key.as_str(),
                position,
                p.place.as_ref().map(Key::as_str),
                days(p.first),
                days(p.last)
            ],
        )?;
        written::put(tx, Id(id), &[("reason", &p.reason)], &[])?;
    }
    for (position, h) in (0i64..).zip(&m.school_holidays) {
        let id = tx.new_id();
        tx.exec(
            "INSERT INTO school_holiday (tenant_id, id, key, position, first_day, last_day)
             VALUES ($1, $2, $3, $4, $5, $6)",
            &params![tenant, id, h.key.as_str(), position, days(h.first), days(h.last)],
        )?;
        written::put(tx, Id(id), &[("name", &h.name)], &[])?;
    }
    Ok(())
}
