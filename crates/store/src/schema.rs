//! What the live database looks like, in words both engines share.

use std::collections::BTreeMap;

use crate::{Fault, Query, dialect::Engine, params};

/// All tables by name. Two engines migrated by the same program have equal schemas.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Schema {
    /// The tables.
    pub tables: BTreeMap<String, Table>,
}

/// One table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Its columns by name.
    pub columns: BTreeMap<String, Column>,
    /// The columns of the primary key, in order.
    pub primary_key: Vec<String>,
    /// Foreign keys as (column, target table, target column), sorted.
    pub references: Vec<(String, String, String)>,
}

/// One column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// `int`, `text`, `bytes` or `real`.
    pub kind: String,
    /// Whether it may be NULL.
    pub nullable: bool,
}

pub(crate) fn read(q: &mut impl Query, engine: Engine) -> Result<Schema, Fault> {
    let mut schema = Schema::default();
    let mut keys: BTreeMap<String, BTreeMap<i64, String>> = BTreeMap::new();
    let columns = q.rows(engine.columns_sql(), &params![], |row| {
        Ok((
            row.text(0)?,
            row.text(1)?,
            engine.plain_type(row.str(2)?),
            row.bool(3)?,
            row.int(4)?,
        ))
    })?;
    for (table, name, kind, nullable, place) in columns {
        if place > 0 {
            keys.entry(table.clone()).or_default().insert(place, name.clone());
        }
        schema.tables.entry(table).or_default().columns.insert(name, Column { kind, nullable });
    }
    for (table, key) in keys {
        schema.tables.entry(table).or_default().primary_key = key.into_values().collect();
    }
    let references = q.rows(engine.references_sql(), &params![], |row| {
        Ok((row.text(0)?, (row.text(1)?, row.text(2)?, row.text(3)?)))
    })?;
    for (table, reference) in references {
        schema.tables.entry(table).or_default().references.push(reference);
    }
    schema.tables.values_mut().for_each(|table| table.references.sort());
    Ok(schema)
}
