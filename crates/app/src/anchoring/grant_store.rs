//! What is kept of a grant beside its entry: what the application takes in, who is told, and what was told.

use crate::frame::{AppError, days, stored_code};
use domain::{
    anchoring::ApplicationPart,
    messages::Contact,
    shared::{Id, Locale},
};
use jiff::civil::Date;
use std::collections::{BTreeMap, HashMap};
use store::{Fault, Query, Tx, params};

/// What the parts of an application take in, where somebody has chosen; a part that is not there takes in what it is born with.
pub type Chosen = BTreeMap<ApplicationPart, Vec<String>>;

/// What somebody has chosen for the parts of each application.
///
/// # Errors
/// A fault of the database.
pub fn chosen(q: &mut impl Query) -> Result<HashMap<Id, Chosen>, AppError> {
    let tenant = params![q.tenant()];
    let sql = "SELECT grant_id, part, taken FROM grant_part WHERE tenant_id = $1 ORDER BY grant_id, part";
    let rows = q.rows(sql, &tenant, |row| {
        let taken: Vec<String> =
            serde_json::from_str(row.str(2)?).map_err(|e| Fault::corrupt(format!("not a list of keys: {e}")))?;
        Ok((Id(row.id(0)?), stored_code(row.str(1)?, ApplicationPart::parse)?, taken))
    })?;
    let mut out: HashMap<Id, Chosen> = HashMap::new();
    for (grant, part, taken) in rows {
        out.entry(grant).or_default().insert(part, taken);
    }
    Ok(out)
}

/// Keeps what a part takes in; `None` for what it is born with. The same once more changes nothing.
///
/// # Errors
/// A fault of the database.
pub fn choose(tx: &mut Tx, grant: Id, part: ApplicationPart, taken: Option<&[String]>) -> Result<(), AppError> {
    let before = chosen(tx)?.remove(&grant).unwrap_or_default();
    if before.get(&part).map(Vec::as_slice) == taken {
        return Ok(());
    }
    let tenant = tx.tenant();
    match taken {
        None => tx.exec(
            "DELETE FROM grant_part WHERE tenant_id = $1 AND grant_id = $2 AND part = $3",
            &params![tenant, grant.0, part.code()],
        )?,
        Some(keys) => {
            let keys =
                serde_json::to_string(keys).map_err(|e| Fault::corrupt(format!("keys that cannot be written: {e}")))?;
            tx.exec(
                "INSERT INTO grant_part (tenant_id, grant_id, part, taken) VALUES ($1, $2, $3, $4)
                 ON CONFLICT (tenant_id, grant_id, part) DO UPDATE SET taken = excluded.taken",
                &params![tenant, grant.0, part.code(), keys.as_str()],
            )?
        }
    };
    let after = serde_json::json!({ "part": part.code(), "taken": taken }).to_string();
    tx.history("anchoring", "anchoring_entry", grant.0, "changed", None, Some(after))?;
    Ok(())
}

/// Who is told that the money of a grant ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Responsible {
    /// What colleagues call her.
    pub name: String,
    /// Where she is reached.
    pub contact: Contact,
    /// The language she reads.
    pub reads: Locale,
}

/// Who is named for a grant.
///
/// # Errors
/// A fault of the database.
pub fn responsible(q: &mut impl Query, grant: Id) -> Result<Option<Responsible>, AppError> {
    let which = params![q.tenant(), grant.0];
    let sql = "SELECT name, contact_kind, contact, reads FROM grant_responsible WHERE tenant_id = $1 AND grant_id = $2";
    Ok(q.one(sql, &which, |row| {
        let contact = Contact::read(row.str(1)?, row.str(2)?);
        Ok(Responsible {
            name: row.text(0)?,
            contact: contact.ok_or_else(|| Fault::corrupt("a contact that is none".to_owned()))?,
            reads: stored_code(row.str(3)?, Locale::parse)?,
        })
    })?)
}

/// Names who is told, instead of whoever was before. Who it is stands in no history.
///
/// # Errors
/// A fault of the database.
pub fn name_responsible(tx: &mut Tx, grant: Id, who: &Responsible) -> Result<(), AppError> {
    if responsible(tx, grant)?.as_ref() == Some(who) {
        return Ok(());
    }
    crate::messages::withdraw(tx, grant.0)?;
    let (kind, address) = who.contact.stored();
    tx.exec(
        "INSERT INTO grant_responsible (tenant_id, grant_id, name, contact_kind, contact, reads) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (tenant_id, grant_id) DO UPDATE SET name = excluded.name, contact_kind = excluded.contact_kind,
             contact = excluded.contact, reads = excluded.reads",
        &params![tx.tenant(), grant.0, who.name.as_str(), kind, address, who.reads.code()],
    )?;
    tx.history("anchoring", "anchoring_entry", grant.0, "changed", None, None)?;
    Ok(())
}

/// Forgets who is told, and what is on its way to her. Done twice, it is the same.
///
/// # Errors
/// A fault of the database.
pub fn forget_responsible(tx: &mut Tx, grant: Id) -> Result<(), AppError> {
    let which = params![tx.tenant(), grant.0];
    if tx.exec(
        "DELETE FROM grant_responsible WHERE tenant_id = $1 AND grant_id = $2",
        &which,
    )? > 0
    {
        crate::messages::forget(tx, grant.0)?;
        tx.history("anchoring", "anchoring_entry", grant.0, "changed", None, None)?;
    }
    Ok(())
}

/// Notes that a step before a day is told; true for the first time.
///
/// # Errors
/// A fault of the database.
pub fn told_once(tx: &mut Tx, entry: Id, day: Date, step: i64) -> Result<bool, AppError> {
    let written = tx.exec(
        "INSERT INTO grant_alarm (tenant_id, entry_id, last_day, step) VALUES ($1, $2, $3, $4)
         ON CONFLICT (tenant_id, entry_id, last_day, step) DO NOTHING",
        &params![tx.tenant(), entry.0, days(day), step],
    )?;
    Ok(written == 1)
}

/// Forgets what was told of days that are long past.
///
/// # Errors
/// A fault of the database.
pub fn forget_told(tx: &mut Tx, before: Date) -> Result<(), AppError> {
    tx.exec(
        "DELETE FROM grant_alarm WHERE tenant_id = $1 AND last_day < $2",
        &params![tx.tenant(), days(before)],
    )?;
    Ok(())
}

/// Takes away everything that is kept beside an entry, before the entry itself.
///
/// # Errors
/// A fault of the database.
pub fn forget(tx: &mut Tx, entry: Id) -> Result<(), AppError> {
    forget_responsible(tx, entry)?;
    let which = params![tx.tenant(), entry.0];
    tx.exec("DELETE FROM grant_part WHERE tenant_id = $1 AND grant_id = $2", &which)?;
    tx.exec("DELETE FROM grant_alarm WHERE tenant_id = $1 AND entry_id = $2", &which)?;
    Ok(())
}
