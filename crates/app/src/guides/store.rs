//! Who guides: people, what they can and wish, their personal link, and what they have of ours.

use crate::frame::{AppError, day_of, days, stored_code, stored_key};
use domain::{
    guides::{About, Competence, Guide, GuideKind, Level, Limits, Wishes},
    messages::Contact,
    shared::{Id, Key, Locale, PartOfDay},
};
use jiff::{
    Timestamp,
    civil::{Date, Weekday},
};
use std::collections::{BTreeMap, BTreeSet};
use store::{Fault, Query, Row, Tx, params};

/// A guide, and what only this room needs to know of her.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The guide.
    pub guide: Guide,
    /// The language we write to her in.
    pub reads: Locale,
    /// Whether everything about her was erased.
    pub erased: bool,
}

fn small<N: TryFrom<i64>>(n: i64) -> Result<N, Fault> {
    N::try_from(n).map_err(|_| Fault::corrupt(format!("out of range: {n}")))
}

fn person(row: &Row) -> Result<Person, Fault> {
    let contact = Contact::read(row.str(4)?, row.str(5)?).ok_or_else(|| Fault::corrupt("not a contact"))?;
    let limits = Limits {
        minutes_per_week: row.opt_int(7)?.map(small).transpose()?,
        school_days: row.bool(8)?,
        under_18: row.bool(9)?,
        needs_experienced: row.bool(10)?,
        rest_minutes: small(row.int(11)?)?,
    };
    let wishes = Wishes {
        shifts_per_week: row.opt_int(12)?.map(small).transpose()?,
        ..Wishes::default()
    };
    let guide = Guide {
        id: Id(row.id(0)?),
        name: row.text(1)?,
        kind: stored_code(row.str(2)?, GuideKind::parse)?,
        organisation: row.opt_text(3)?.map(|key| stored_key(&key)).transpose()?,
        contact,
        languages: Vec::new(),
        competences: Vec::new(),
        limits,
        wishes,
        account: row.opt_id(13)?.map(Id),
        since: day_of(row.int(14)?),
        left: row.opt_int(15)?.map(day_of),
    };
    Ok(Person {
        guide,
        reads: stored_code(row.str(6)?, Locale::parse)?,
        erased: row.bool(16)?,
    })
}

fn weekday(text: &str) -> Option<Weekday> {
    Weekday::from_monday_one_offset(text.parse().ok()?).ok()
}

/// Puts what stands in other tables into those who were read; they are sorted by identity.
fn complete(q: &mut impl Query, found: &mut BTreeMap<Id, Person>) -> Result<(), AppError> {
    let tenant = q.tenant();
    let sql = "SELECT guide_id, language FROM guide_language WHERE tenant_id = $1 ORDER BY guide_id, language";
    for (id, language) in q.rows(sql, &params![tenant], |row| Ok((Id(row.id(0)?), row.text(1)?)))? {
        if let Some(p) = found.get_mut(&id) {
            p.guide.languages.push(language);
        }
    }
    let sql = "SELECT guide_id, about, level, source, valid_to_day FROM guide_competence WHERE tenant_id = $1
               ORDER BY guide_id, about";
    let competence = |row: &Row| {
        let competence = Competence {
            about: stored_code(row.str(1)?, About::parse)?,
            level: stored_code(row.str(2)?, Level::parse)?,
            source: row.text(3)?,
            valid_to: row.opt_int(4)?.map(day_of),
        };
        Ok((Id(row.id(0)?), competence))
    };
    for (id, competence) in q.rows(sql, &params![tenant], competence)? {
        if let Some(p) = found.get_mut(&id) {
            p.guide.competences.push(competence);
        }
    }
    let sql = "SELECT guide_id, kind, value FROM guide_wish WHERE tenant_id = $1 ORDER BY guide_id, kind, value";
    for (id, kind, value) in q.rows(sql, &params![tenant], |row| {
        Ok((Id(row.id(0)?), row.text(1)?, row.text(2)?))
    })? {
        let Some(p) = found.get_mut(&id) else { continue };
        let wishes = &mut p.guide.wishes;
        match kind.as_str() {
            "place" => wishes.places.push(stored_key(&value)?),
            "day" => wishes.days.push(stored_code(&value, weekday)?),
            _ => wishes.parts.push(stored_code(&value, PartOfDay::parse)?),
        }
    }
    for p in found.values_mut() {
        p.guide.wishes.parts.sort_unstable();
    }
    Ok(())
}

/// Everybody who was not erased, those who have left too, by name.
///
/// # Errors
/// A fault of the database.
pub fn everybody(q: &mut impl Query) -> Result<Vec<Person>, AppError> {
    let tenant = q.tenant();
    let sql = "SELECT id, name, kind, organisation, contact_kind, contact, written_language, minutes_per_week,
                   school_days, under_18, needs_experienced, rest_minutes, shifts_per_week, account_id, since_day,
                   left_day, erased
               FROM guide WHERE tenant_id = $1 AND erased = 0";
    let rows = q.rows(sql, &params![tenant], person)?;
    let mut found: BTreeMap<Id, Person> = rows.into_iter().map(|p| (p.guide.id, p)).collect();
    complete(q, &mut found)?;
    let mut list: Vec<Person> = found.into_values().collect();
    list.sort_by_cached_key(|p| (p.guide.name.to_lowercase(), p.guide.id));
    Ok(list)
}

/// One who was not erased.
///
/// # Errors
/// A fault of the database.
pub fn find(q: &mut impl Query, id: Id) -> Result<Option<Person>, AppError> {
    let tenant = q.tenant();
    let sql = "SELECT id, name, kind, organisation, contact_kind, contact, written_language, minutes_per_week,
                   school_days, under_18, needs_experienced, rest_minutes, shifts_per_week, account_id, since_day,
                   left_day, erased
               FROM guide WHERE tenant_id = $1 AND id = $2 AND erased = 0";
    let Some(p) = q.one(sql, &params![tenant, id.0], person)? else {
        return Ok(None);
    };
    let mut found = BTreeMap::from([(id, p)]);
    complete(q, &mut found)?;
    Ok(found.into_values().next())
}

/// The names of all guides, those who have left too; an erased one has an empty name.
///
/// # Errors
/// A fault of the database.
pub fn names(q: &mut impl Query) -> Result<BTreeMap<Id, String>, AppError> {
    let tenant = q.tenant();
    let sql = "SELECT id, name FROM guide WHERE tenant_id = $1";
    let rows = q.rows(sql, &params![tenant], |row| Ok((Id(row.id(0)?), row.text(1)?)))?;
    Ok(rows.into_iter().collect())
}

/// The guide that an account belongs to.
///
/// # Errors
/// A fault of the database.
pub fn of_account(q: &mut impl Query, account: Id) -> Result<Option<Id>, AppError> {
    let tenant = q.tenant();
    let sql = "SELECT id FROM guide WHERE tenant_id = $1 AND account_id = $2 AND erased = 0";
    Ok(q.one(sql, &params![tenant, account.0], |row| Ok(Id(row.id(0)?)))?)
}

/// Writes a guide, new or changed, with her languages, competences and wishes.
///
/// # Errors
/// A fault of the database.
pub fn put(tx: &mut Tx, p: &Person) -> Result<(), AppError> {
    let (tenant, g) = (tx.tenant(), &p.guide);
    let (contact_kind, contact) = g.contact.stored();
    tx.exec(
        "INSERT INTO guide (tenant_id, id, name, kind, organisation, contact_kind, contact, written_language,
             minutes_per_week, school_days, under_18, needs_experienced, rest_minutes, shifts_per_week, account_id,
             since_day, left_day)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
         ON CONFLICT (tenant_id, id) DO UPDATE SET name = excluded.name, kind = excluded.kind,
             organisation = excluded.organisation, contact_kind = excluded.contact_kind, contact = excluded.contact,
             written_language = excluded.written_language, minutes_per_week = excluded.minutes_per_week,
             school_days = excluded.school_days, under_18 = excluded.under_18,
             needs_experienced = excluded.needs_experienced, rest_minutes = excluded.rest_minutes,
             shifts_per_week = excluded.shifts_per_week, account_id = excluded.account_id,
             since_day = excluded.since_day, left_day = excluded.left_day",
        &params![
            tenant,
            g.id.0,
            g.name.as_str(),
            g.kind.code(),
            g.organisation.as_ref().map(|k| k.as_str().to_owned()),
            contact_kind,
            contact,
            p.reads.code(),
            g.limits.minutes_per_week.map(i64::from),
            i64::from(g.limits.school_days),
            i64::from(g.limits.under_18),
            i64::from(g.limits.needs_experienced),
            i64::from(g.limits.rest_minutes),
            g.wishes.shifts_per_week.map(i64::from),
            g.account.map(|a| a.0),
            days(g.since),
            g.left.map(days)
        ],
    )?;
    put_languages(tx, g)?;
    put_competences(tx, g)?;
    put_wishes(tx, g.id, &g.wishes)
}

fn put_languages(tx: &mut Tx, g: &Guide) -> Result<(), AppError> {
    let tenant = tx.tenant();
    tx.exec(
        "DELETE FROM guide_language WHERE tenant_id = $1 AND guide_id = $2",
        &params![tenant, g.id.0],
    )?;
    for language in &g.languages {
        tx.exec(
            "INSERT INTO guide_language (tenant_id, guide_id, language) VALUES ($1, $2, $3)
             ON CONFLICT (tenant_id, guide_id, language) DO NOTHING",
            &params![tenant, g.id.0, language.as_str()],
        )?;
    }
    Ok(())
}

fn put_competences(tx: &mut Tx, g: &Guide) -> Result<(), AppError> {
    let tenant = tx.tenant();
    tx.exec(
        "DELETE FROM guide_competence WHERE tenant_id = $1 AND guide_id = $2",
        &params![tenant, g.id.0],
    )?;
    for c in &g.competences {
        put_competence(tx, g.id, c)?;
    }
    Ok(())
}

/// Writes what a guide can, in place of what stood about the same.
///
/// # Errors
/// A fault of the database.
pub fn put_competence(tx: &mut Tx, guide: Id, c: &Competence) -> Result<(), AppError> {
    let tenant = tx.tenant();
    tx.exec(
        "INSERT INTO guide_competence (tenant_id, guide_id, about, level, source, valid_to_day)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (tenant_id, guide_id, about) DO UPDATE SET level = excluded.level, source = excluded.source,
             valid_to_day = excluded.valid_to_day",
        &params![tenant, guide.0, c.about.code(), c.level.code(), c.source.as_str(), c.valid_to.map(days)],
    )?;
    Ok(())
}

/// Removes what a guide could.
///
/// # Errors
/// A fault of the database.
pub fn remove_competence(tx: &mut Tx, guide: Id, about: &About) -> Result<(), AppError> {
    let tenant = tx.tenant();
    tx.exec(
        "DELETE FROM guide_competence WHERE tenant_id = $1 AND guide_id = $2 AND about = $3",
        &params![tenant, guide.0, about.code()],
    )?;
    Ok(())
}

/// Writes what a guide wishes, in place of what stood there.
///
/// # Errors
/// A fault of the database.
pub fn put_wishes(tx: &mut Tx, guide: Id, wishes: &Wishes) -> Result<(), AppError> {
    let tenant = tx.tenant();
    tx.exec(
        "UPDATE guide SET shifts_per_week = $3 WHERE tenant_id = $1 AND id = $2",
        &params![tenant, guide.0, wishes.shifts_per_week.map(i64::from)],
    )?;
    tx.exec(
        "DELETE FROM guide_wish WHERE tenant_id = $1 AND guide_id = $2",
        &params![tenant, guide.0],
    )?;
    let places = wishes.places.iter().map(|k: &Key| ("place", k.to_string()));
    let weekdays = wishes.days.iter().map(|d| ("day", d.to_monday_one_offset().to_string()));
    let parts = wishes.parts.iter().map(|p| ("part", p.code().to_owned()));
    for (kind, value) in places.chain(weekdays).chain(parts) {
        tx.exec(
            "INSERT INTO guide_wish (tenant_id, guide_id, kind, value) VALUES ($1, $2, $3, $4)
             ON CONFLICT (tenant_id, guide_id, kind, value) DO NOTHING",
            &params![tenant, guide.0, kind, value],
        )?;
    }
    Ok(())
}

/// Takes a guide's row for the rest of the transaction, so that nothing about her changes between the check and the shift.
///
/// # Errors
/// A fault of the database.
pub fn lock(tx: &mut Tx, guide: Id) -> Result<(), AppError> {
    let tenant = tx.tenant();
    tx.exec(
        "UPDATE guide SET erased = erased WHERE tenant_id = $1 AND id = $2",
        &params![tenant, guide.0],
    )?;
    Ok(())
}

fn hash(token: &str) -> Vec<u8> {
    use sha2::Digest;
    sha2::Sha256::digest(token.as_bytes()).to_vec()
}

/// A new personal link in place of any that was; returns its secret part, which is stored nowhere.
///
/// # Errors
/// A fault of the database.
pub fn make_link(tx: &mut Tx, guide: Id) -> Result<String, AppError> {
    let (tenant, now) = (tx.tenant(), tx.now().as_millisecond());
    let (token, token_hash) = crate::access::store::new_token(tx);
    tx.exec(
        "INSERT INTO guide_link (tenant_id, guide_id, token_hash, made_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (tenant_id, guide_id) DO UPDATE SET token_hash = excluded.token_hash, made_at = excluded.made_at",
        &params![tenant, guide.0, token_hash.to_vec(), now],
    )?;
    tx.history("guides", "guide", guide.0, "link made", None, None)?;
    Ok(token)
}

/// When her personal link was made; `None` when she has none.
///
/// # Errors
/// A fault of the database.
pub fn link_made(q: &mut impl Query, guide: Id) -> Result<Option<Timestamp>, AppError> {
    let tenant = q.tenant();
    let sql = "SELECT made_at FROM guide_link WHERE tenant_id = $1 AND guide_id = $2";
    Ok(q.one(sql, &params![tenant, guide.0], |row| row.timestamp(0))?)
}

/// Takes her personal link away; whether there was one.
///
/// # Errors
/// A fault of the database.
pub fn revoke_link(tx: &mut Tx, guide: Id) -> Result<bool, AppError> {
    let tenant = tx.tenant();
    let gone = tx.exec(
        "DELETE FROM guide_link WHERE tenant_id = $1 AND guide_id = $2",
        &params![tenant, guide.0],
    )?;
    if gone > 0 {
        tx.history("guides", "guide", guide.0, "link revoked", None, None)?;
    }
    Ok(gone > 0)
}

/// The guide a personal link belongs to, when she has not left by `today`.
///
/// # Errors
/// A fault of the database.
pub fn by_link(q: &mut impl Query, token: &str, today: Date) -> Result<Option<Id>, AppError> {
    let tenant = q.tenant();
    let sql = "SELECT g.id FROM guide_link l JOIN guide g ON g.tenant_id = l.tenant_id AND g.id = l.guide_id
               WHERE l.tenant_id = $1 AND l.token_hash = $2 AND g.erased = 0 AND (g.left_day IS NULL OR g.left_day > $3)";
    Ok(q.one(sql, &params![tenant, hash(token), days(today)], |row| {
        Ok(Id(row.id(0)?))
    })?)
}

/// Something of ours that a guide has: a key, a card, a vest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its identity.
    pub id: Id,
    /// Who has it.
    pub guide: Id,
    /// What it is.
    pub name: String,
    /// When she got it.
    pub given: Date,
    /// When it came back.
    pub returned: Option<Date>,
}

/// What a guide has and had of ours, oldest first.
///
/// # Errors
/// A fault of the database.
pub fn items(q: &mut impl Query, guide: Id) -> Result<Vec<Item>, AppError> {
    let tenant = q.tenant();
    let sql = "SELECT id, name, given_day, returned_day FROM guide_item WHERE tenant_id = $1 AND guide_id = $2
               ORDER BY given_day, id";
    Ok(q.rows(sql, &params![tenant, guide.0], |row| {
        Ok(Item {
            id: Id(row.id(0)?),
            guide,
            name: row.text(1)?,
            given: day_of(row.int(2)?),
            returned: row.opt_int(3)?.map(day_of),
        })
    })?)
}

/// How many things are still out with those who have left.
///
/// # Errors
/// A fault of the database.
pub fn items_out_after(q: &mut impl Query, today: Date) -> Result<BTreeMap<Id, i64>, AppError> {
    let tenant = q.tenant();
    let sql = "SELECT i.guide_id, COUNT(*) FROM guide_item i
               JOIN guide g ON g.tenant_id = i.tenant_id AND g.id = i.guide_id
               WHERE i.tenant_id = $1 AND i.returned_day IS NULL AND g.left_day <= $2 GROUP BY i.guide_id";
    let rows = q.rows(sql, &params![tenant, days(today)], |row| {
        Ok((Id(row.id(0)?), row.int(1)?))
    })?;
    Ok(rows.into_iter().collect())
}

/// Notes that she got something; sent twice with the same id, it is noted once.
///
/// # Errors
/// A fault of the database.
pub fn give(tx: &mut Tx, item: &Item) -> Result<(), AppError> {
    let tenant = tx.tenant();
    let written = tx.exec(
        "INSERT INTO guide_item (tenant_id, id, guide_id, name, given_day) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (tenant_id, id) DO NOTHING",
        &params![tenant, item.id.0, item.guide.0, item.name.as_str(), days(item.given)],
    )?;
    if written == 1 {
        tx.history("guides", "guide", item.guide.0, "item given", None, None)?;
    }
    Ok(())
}

/// Notes that something came back.
///
/// # Errors
/// A fault of the database.
pub fn take_back(tx: &mut Tx, guide: Id, item: Id, on: Date) -> Result<(), AppError> {
    let tenant = tx.tenant();
    let back = tx.exec(
        "UPDATE guide_item SET returned_day = $4 WHERE tenant_id = $1 AND guide_id = $2 AND id = $3
         AND returned_day IS NULL",
        &params![tenant, guide.0, item.0, days(on)],
    )?;
    if back == 1 {
        tx.history("guides", "guide", guide.0, "item returned", None, None)?;
    }
    Ok(())
}

/// The guides behind whom every door is closed: their last day is over.
///
/// # Errors
/// A fault of the database.
pub fn gone(q: &mut impl Query) -> Result<BTreeSet<Id>, AppError> {
    let tenant = q.tenant();
    let sql = "SELECT id FROM guide WHERE tenant_id = $1 AND gone = 1";
    Ok(q.rows(sql, &params![tenant], |row| Ok(Id(row.id(0)?)))?.into_iter().collect())
}

/// Notes whether every door is closed behind somebody.
///
/// # Errors
/// A fault of the database.
pub fn set_gone(tx: &mut Tx, guide: Id, gone: bool) -> Result<(), AppError> {
    let tenant = tx.tenant();
    tx.exec(
        "UPDATE guide SET gone = $3 WHERE tenant_id = $1 AND id = $2",
        &params![tenant, guide.0, i64::from(gone)],
    )?;
    Ok(())
}

/// The guides who left before a day and are not erased.
///
/// # Errors
/// A fault of the database.
pub fn left_before(q: &mut impl Query, day: Date) -> Result<Vec<Id>, AppError> {
    let tenant = q.tenant();
    let sql = "SELECT id FROM guide WHERE tenant_id = $1 AND erased = 0 AND left_day < $2 ORDER BY id";
    Ok(q.rows(sql, &params![tenant, days(day)], |row| Ok(Id(row.id(0)?)))?)
}

/// How many left before a day and still have an open door.
///
/// # Errors
/// A fault of the database.
pub fn doors_open_after(q: &mut impl Query, day: Date) -> Result<i64, AppError> {
    let tenant = q.tenant();
    let sql = "SELECT COUNT(*) FROM guide WHERE tenant_id = $1 AND erased = 0 AND gone = 0 AND left_day < $2";
    Ok(q.one(sql, &params![tenant, days(day)], |row| row.int(0))?.unwrap_or_default())
}

/// Who asks to be erased, and since when.
///
/// # Errors
/// A fault of the database.
pub fn asks_erasure(q: &mut impl Query) -> Result<BTreeMap<Id, Date>, AppError> {
    let tenant = q.tenant();
    let sql = "SELECT guide_id, asked_day FROM guide_erasure WHERE tenant_id = $1";
    let found = q.rows(sql, &params![tenant], |row| Ok((Id(row.id(0)?), day_of(row.int(1)?))))?;
    Ok(found.into_iter().collect())
}

/// She asks to be erased, or takes it back. Asked twice, the first day stands.
///
/// # Errors
/// A fault of the database.
pub fn ask_erasure(tx: &mut Tx, guide: Id, asks: bool, today: Date) -> Result<(), AppError> {
    let tenant = tx.tenant();
    let changed = if asks {
        tx.exec(
            "INSERT INTO guide_erasure (tenant_id, guide_id, asked_day) VALUES ($1, $2, $3)
             ON CONFLICT (tenant_id, guide_id) DO NOTHING",
            &params![tenant, guide.0, days(today)],
        )?
    } else {
        tx.exec(
            "DELETE FROM guide_erasure WHERE tenant_id = $1 AND guide_id = $2",
            &params![tenant, guide.0],
        )?
    };
    if changed > 0 {
        let verb = if asks { "asked to be erased" } else { "stays" };
        tx.history("guides", "guide", guide.0, verb, None, None)?;
    }
    Ok(())
}

/// Deletes everything this room knows about a guide, but the identity that past shifts name.
///
/// # Errors
/// A fault of the database.
pub fn erase(tx: &mut Tx, guide: Id) -> Result<(), AppError> {
    let key = params![tx.tenant(), guide.0];
    tx.exec(
        "DELETE FROM guide_language WHERE tenant_id = $1 AND guide_id = $2",
        &key,
    )?;
    tx.exec(
        "DELETE FROM guide_competence WHERE tenant_id = $1 AND guide_id = $2",
        &key,
    )?;
    tx.exec("DELETE FROM guide_wish WHERE tenant_id = $1 AND guide_id = $2", &key)?;
    tx.exec("DELETE FROM guide_link WHERE tenant_id = $1 AND guide_id = $2", &key)?;
    tx.exec("DELETE FROM guide_item WHERE tenant_id = $1 AND guide_id = $2", &key)?;
    tx.exec("DELETE FROM guide_erasure WHERE tenant_id = $1 AND guide_id = $2", &key)?;
    tx.exec("DELETE FROM guide_paper WHERE tenant_id = $1 AND guide_id = $2", &key)?;
    tx.exec("DELETE FROM gate_warning WHERE tenant_id = $1 AND guide_id = $2", &key)?;
    tx.exec(
        "DELETE FROM gate_override_cover WHERE tenant_id = $1 AND gate_override_id IN
             (SELECT id FROM gate_override WHERE tenant_id = $1 AND guide_id = $2)",
        &key,
    )?;
    tx.exec("DELETE FROM gate_override WHERE tenant_id = $1 AND guide_id = $2", &key)?;
    tx.exec(
        "UPDATE guide SET name = '', organisation = NULL, contact_kind = 'none', contact = '', minutes_per_week = NULL,
             school_days = 0, under_18 = 0, needs_experienced = 0, rest_minutes = 0, shifts_per_week = NULL,
             account_id = NULL, gone = 1, erased = 1 WHERE tenant_id = $1 AND id = $2",
        &key,
    )?;
    tx.history("guides", "guide", guide.0, "erased", None, None)?;
    Ok(())
}
