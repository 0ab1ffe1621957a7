//! Texts in several languages and the names of assumed fields: stored beside what they belong to, read all at once.

use super::errors::AppError;
use domain::shared::{Id, Locale, Localized};
use std::collections::HashMap;
use store::{Query, Tx, params};

/// Every text and assumption of a municipality, by owner.
pub struct Written {
    texts: HashMap<([u8; 16], String), Localized>,
    assumed: HashMap<[u8; 16], Vec<String>>,
}

impl Written {
    /// Reads them.
    ///
    /// # Errors
    /// A fault of the database.
    pub fn load(q: &mut impl Query) -> Result<Self, AppError> {
        let tenant = q.tenant();
        let mut texts: HashMap<([u8; 16], String), Localized> = HashMap::new();
        let rows = q.rows(
            "SELECT owner_id, field, language, value FROM localized_text WHERE tenant_id = $1",
            &params![tenant],
            |row| Ok((row.id(0)?, row.text(1)?, row.text(2)?, row.text(3)?)),
        )?;
        for (owner, field, language, value) in rows {
            if let Some(locale) = Locale::parse(&language) {
                *texts.entry((owner, field)).or_default().get_mut(locale) = value;
            }
        }
        let mut assumed: HashMap<[u8; 16], Vec<String>> = HashMap::new();
        let rows = q.rows(
            "SELECT owner_id, field FROM assumption WHERE tenant_id = $1 ORDER BY owner_id, position",
            &params![tenant],
            |row| Ok((row.id(0)?, row.text(1)?)),
        )?;
        for (owner, field) in rows {
            assumed.entry(owner).or_default().push(field);
        }
        Ok(Self { texts, assumed })
    }

    /// The text of a field; empty when none is written.
    #[must_use]
    pub fn text(&self, owner: Id, field: &str) -> Localized {
        self.texts.get(&(owner.0, field.to_owned())).cloned().unwrap_or_default()
    }

    /// The names of the owner's assumed fields.
    #[must_use]
    pub fn assumed(&self, owner: Id) -> Vec<String> {
        self.assumed.get(&owner.0).cloned().unwrap_or_default()
    }
}

/// Writes an owner's texts and assumptions anew.
///
/// # Errors
/// A fault of the database.
pub fn put(tx: &mut Tx, owner: Id, texts: &[(&str, &Localized)], assumed: &[String]) -> Result<(), AppError> {
    forget(tx, owner)?;
    let tenant = tx.tenant();
    for (field, text) in texts {
        for locale in Locale::ALL.into_iter().filter(|l| !text.exact(*l).is_empty()) {
            tx.exec(
                "INSERT INTO localized_text (tenant_id, owner_id, field, language, value) VALUES ($1, $2, $3, $4, $5)",
                &params![tenant, owner.0, *field, locale.code(), text.exact(locale)],
            )?;
        }
    }
    for (position, field) in (0i64..).zip(assumed) {
        tx.exec(
            "INSERT INTO assumption (tenant_id, owner_id, position, field) VALUES ($1, $2, $3, $4)",
            &params![tenant, owner.0, position, field.as_str()],
        )?;
    }
    Ok(())
}

/// Removes an owner's texts and assumptions.
///
/// # Errors
/// A fault of the database.
pub fn forget(tx: &mut Tx, owner: Id) -> Result<(), AppError> {
    let tenant = tx.tenant();
    tx.exec(
        "DELETE FROM localized_text WHERE tenant_id = $1 AND owner_id = $2",
        &params![tenant, owner.0],
    )?;
    tx.exec(
        "DELETE FROM assumption WHERE tenant_id = $1 AND owner_id = $2",
        &params![tenant, owner.0],
    )?;
    Ok(())
}
