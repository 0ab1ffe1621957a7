use crate::{
    bookings,
    frame::{
        AppError, day_of, days, stored_code, stored_key,
        written::{self, Written},
    },
    schedule,
};
use domain::{
    offerings::{Access, DigitalService, DropInRule, Offering, OfferingKind, Topic},
    shared::{Id, Key, Localized},
};
use std::collections::HashMap;
use store::{Fault, Query, Tx, params};

/// The ordered lists of one offering, by the list's name.
type Lists = HashMap<String, Vec<String>>;

/// Every offering with its schedules.
///
/// # Errors
/// A fault of the database.
pub fn load(q: &mut impl Query, written: &Written) -> Result<Vec<(Id, Offering)>, AppError> {
    let tenant = q.tenant();
    let mut schedules = schedule::store::load(q, written)?;
    let mut lists = lists(q)?;
    let mut plans = bookings::plans::load(q, written)?;
    Ok(q.rows(
        "SELECT id, key, kind, organisation, access, drop_in_rule, published, last_confirmed_day, ended_day, successor
         FROM offering WHERE tenant_id = $1 ORDER BY id",
        &params![tenant],
        |row| {
            let id = Id(row.id(0)?);
            let mut own = lists.remove(&id).unwrap_or_default();
            let offering = Offering {
                key: stored_key(row.str(1)?)?,
                name: written.text(id, "name"),
                summary: written.text(id, "summary"),
                description: written.text(id, "description"),
                kind: stored_code(row.str(2)?, OfferingKind::parse)?,
                organisation: stored_key(row.str(3)?)?,
                contributors: keys(&mut own, "contributor")?,
                topics: taken(&mut own, "topic")
                    .iter()
                    .map(|t| stored_code(t, Topic::parse))
                    .collect::<Result<_, _>>()?,
                services: keys(&mut own, "service")?,
                languages: taken(&mut own, "language"),
                audience: written.text(id, "audience"),
                bring: written.text(id, "bring"),
                price: written.text(id, "price"),
                access: stored_code(row.str(4)?, Access::parse)?,
                drop_in_rule: stored_code(row.str(5)?, DropInRule::parse)?,
                refers_to: keys(&mut own, "refers_to")?,
                schedules: schedules.remove(&id).unwrap_or_default(),
                booking: plans.remove(&id),
                published: row.bool(6)?,
                last_confirmed: row.opt_int(7)?.map(day_of),
                ended: row.opt_int(8)?.map(day_of),
                successor: row.opt_text(9)?.map(|k| stored_key(&k)).transpose()?,
                assumed: written.assumed(id),
            };
            Ok((id, offering))
        },
    )?)
}

fn lists(q: &mut impl Query) -> Result<HashMap<Id, Lists>, AppError> {
    let tenant = q.tenant();
    let rows = q.rows(
        "SELECT offering_id, list, value FROM offering_list WHERE tenant_id = $1 ORDER BY offering_id, list, position",
        &params![tenant],
        |row| Ok((Id(row.id(0)?), row.text(1)?, row.text(2)?)),
    )?;
    let mut out: HashMap<Id, Lists> = HashMap::new();
    for (owner, list, value) in rows {
        out.entry(owner).or_default().entry(list).or_default().push(value);
    }
    Ok(out)
}

fn taken(lists: &mut Lists, name: &str) -> Vec<String> {
    lists.remove(name).unwrap_or_default()
}

fn keys(lists: &mut Lists, name: &str) -> Result<Vec<Key>, Fault> {
    taken(lists, name).iter().map(|k| stored_key(k)).collect()
}

/// Writes an offering with its lists and schedules.
///
/// # Errors
/// A fault of the database.
pub fn put(tx: &mut Tx, id: Id, o: &Offering) -> Result<(), AppError> {
    let tenant = tx.tenant();
    tx.exec(
        "INSERT INTO offering (tenant_id, id, key, kind, organisation, access, drop_in_rule, published,
             last_confirmed_day, ended_day, successor)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         ON CONFLICT (tenant_id, id) DO UPDATE SET kind = excluded.kind, organisation = excluded.organisation,
             access = excluded.access, drop_in_rule = excluded.drop_in_rule, published = excluded.published,
             last_confirmed_day = excluded.last_confirmed_day, ended_day = excluded.ended_day,
             successor = excluded.successor",
        &params![
            tenant,
            id.0,
            o.key.as_str(),
            o.kind.code(),
            o.organisation.as_str(),
            o.access.code(),
            o.drop_in_rule.code(),
            i64::from(o.published),
            o.last_confirmed.map(days),
            o.ended.map(days),
            o.successor.as_ref().map(Key::as_str)
        ],
    )?;
    put_lists(tx, id, o)?;
    let none = Localized::default();
    let texts = [
        ("name", &o.name),
        ("summary", &o.summary),
        ("description", &o.description),
        ("audience", &o.audience),
        ("bring", &o.bring),
        ("price", &o.price),
        (
            bookings::plans::KEEP_REASON,
            o.booking.as_ref().map_or(&none, |plan| &plan.keep_reason),
        ),
    ];
    written::put(tx, id, &texts, &o.assumed)?;
    bookings::plans::put(tx, id, o.booking.as_ref())?;
    schedule::store::put_all(tx, id, &o.schedules)
}

fn put_lists(tx: &mut Tx, id: Id, o: &Offering) -> Result<(), AppError> {
    let tenant = tx.tenant();
    tx.exec(
        "DELETE FROM offering_list WHERE tenant_id = $1 AND offering_id = $2",
        &params![tenant, id.0],
    )?;
    let of_keys = |keys: &[Key]| keys.iter().map(|k| k.as_str().to_owned()).collect::<Vec<_>>();
    let lists = [
        ("contributor", of_keys(&o.contributors)),
        ("topic", o.topics.iter().map(|t| t.code().to_owned()).collect()),
        ("service", of_keys(&o.services)),
        ("language", o.languages.clone()),
        ("refers_to", of_keys(&o.refers_to)),
    ];
    for (list, values) in lists {
        for (position, value) in (0i64..).zip(values) {
            tx.exec(
                "INSERT INTO offering_list (tenant_id, offering_id, list, position, value) VALUES ($1, $2, $3, $4, $5)",
                &params![tenant, id.0, list, position, value],
            )?;
        }
    }
    Ok(())
}

/// Every digital service.
///
/// # Errors
/// A fault of the database.
pub fn load_services(q: &mut impl Query, written: &Written) -> Result<Vec<(Id, DigitalService)>, AppError> {
    let tenant = q.tenant();
    let mut words: HashMap<[u8; 16], Vec<String>> = HashMap::new();
    let rows = q.rows(
        "SELECT service_id, word FROM digital_service_word WHERE tenant_id = $1 ORDER BY service_id, position",
        &params![tenant],
        |row| Ok((row.id(0)?, row.text(1)?)),
    )?;
    for (service, word) in rows {
        words.entry(service).or_default().push(word);
    }
    Ok(q.rows(
        "SELECT id, key, topic, digital_only, website FROM digital_service WHERE tenant_id = $1 ORDER BY id",
        &params![tenant],
        |row| {
            let id = Id(row.id(0)?);
            let service = DigitalService {
                key: stored_key(row.str(1)?)?,
                name: written.text(id, "name"),
                owner: written.text(id, "owner"),
                topic: stored_code(row.str(2)?, Topic::parse)?,
                digital_only: row.bool(3)?,
                search_words: words.remove(&id.0).unwrap_or_default(),
                website: row.text(4)?,
                assumed: written.assumed(id),
            };
            Ok((id, service))
        },
    )?)
}

/// Writes a digital service.
///
/// # Errors
/// A fault of the database.
pub fn put_service(tx: &mut Tx, id: Id, s: &DigitalService) -> Result<(), AppError> {
    let tenant = tx.tenant();
    tx.exec(
        "INSERT INTO digital_service (tenant_id, id, key, topic, digital_only, website) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (tenant_id, id) DO UPDATE SET topic = excluded.topic, digital_only = excluded.digital_only,
             website = excluded.website",
        &params![tenant, id.0, s.key.as_str(), s.topic.code(), i64::from(s.digital_only), s.website.as_str()],
    )?;
    tx.exec(
        "DELETE FROM digital_service_word WHERE tenant_id = $1 AND service_id = $2",
        &params![tenant, id.0],
    )?;
    for (position, word) in (0i64..).zip(&s.search_words) {
        tx.exec(
            "INSERT INTO digital_service_word (tenant_id, service_id, position, word) VALUES ($1, $2, $3, $4)",
            &params![tenant, id.0, position, word.as_str()],
        )?;
    }
    written::put(tx, id, &[("name", &s.name), ("owner", &s.owner)], &s.assumed)
}

/// Removes a digital service. Visits keep its key as what was said then.
///
/// # Errors
/// A fault of the database.
pub fn remove_service(tx: &mut Tx, id: Id) -> Result<(), AppError> {
    let key = params![tx.tenant(), id.0];
    tx.exec(
        "DELETE FROM digital_service_word WHERE tenant_id = $1 AND service_id = $2",
        &key,
    )?;
    tx.exec("DELETE FROM digital_service WHERE tenant_id = $1 AND id = $2", &key)?;
    written::forget(tx, id)
}
