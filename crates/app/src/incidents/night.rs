//! What time does with incidents: they are erased when their time is over, with everything that hangs on them.

use super::store::{self, NewIncident};
use crate::frame::{AppError, days};
use ::store::{Query, Tx, params};
use domain::{
    incidents::{IncidentKind, Told},
    shared::{Id, Key, day_and_minute},
};
use jiff::{ToSpan, civil::Date};

/// The tables that hang on an incident, with the incident itself last.
const ERASE: [&str; 8] = [
    "DELETE FROM incident_told WHERE tenant_id = $1 AND incident_id = $2",
    "DELETE FROM incident_reader WHERE tenant_id = $1 AND incident_id = $2",
    "DELETE FROM incident_reading WHERE tenant_id = $1 AND incident_id = $2",
    "DELETE FROM incident_breach WHERE tenant_id = $1 AND incident_id = $2",
    "DELETE FROM incident_answer WHERE tenant_id = $1 AND incident_id = $2",
    "DELETE FROM incident_aftercare WHERE tenant_id = $1 AND incident_id = $2",
    "DELETE FROM incident_note WHERE tenant_id = $1 AND incident_id = $2",
    "DELETE FROM incident WHERE tenant_id = $1 AND id = $2",
];

/// Erases the incidents whose last day is over. How many there were of each kind stays, and so do the cards that guides read.
///
/// # Errors
/// A fault of the database.
pub fn tonight(tx: &mut Tx) -> Result<(), AppError> {
    let tenant = tx.tenant();
    let today = day_and_minute(tx.now()).0;
    let over = tx.rows(
        "SELECT id FROM incident WHERE tenant_id = $1 AND delete_after < $2",
        &params![tenant, days(today)],
        |row| row.id(0),
    )?;
    for id in over {
        for sql in ERASE {
            tx.exec(sql, &params![tenant, id])?;
        }
    }
    Ok(())
}

/// How many incidents should have been erased before a day.
///
/// # Errors
/// A fault of the database.
pub fn left_before(q: &mut impl Query, day: Date) -> Result<i64, AppError> {
    let tenant = q.tenant();
    let sql = "SELECT COUNT(*) FROM incident WHERE tenant_id = $1 AND delete_after < $2";
    Ok(q.one(sql, &params![tenant, days(day)], |row| row.int(0))?.unwrap_or(0))
}

/// What a demonstration's guides have written: enough of one kind that a meeting takes it up.
///
/// # Errors
/// A fault of the database.
pub fn made_up(tx: &mut Tx, writer: Id, place: Option<&Key>, meeting: &str) -> Result<(), AppError> {
    let today = day_and_minute(tx.now()).0;
    let told = [
        (
            IncidentKind::Difficult,
            40,
            "En person ville at vi skulle skrive inn passordet.\nVi sa nei, og personen ble sint.\nEn kollega kom bort, og det roet seg.",
            "Vi ble enige om å snu tastaturet.",
        ),
        (
            IncidentKind::Difficult,
            21,
            "Et følge svarte for den som trengte hjelp.\nVi ba om å få snakke med den det gjaldt.",
            "Følget ventet ved kaffen mens vi hjalp.",
        ),
        (
            IncidentKind::Difficult,
            6,
            "En person gråt over et brev.\nVi satte oss ned sammen og tok en pause.",
            "Vi fant nummeret til dem som kunne hjelpe.",
        ),
        (
            IncidentKind::NearMiss,
            12,
            "En utskrift med navn lå igjen i skriveren.\nVi fant den før noen andre.",
            "Vi makulerte den.",
        ),
        (
            IncidentKind::Breach,
            1,
            "En lapp med brukernavn lå igjen på bordet.\nDen neste som satt der, leverte den til oss.",
            "Vi ringte den det gjaldt og makulerte lappen.",
        ),
    ];
    for (kind, ago, story, done) in told {
        let new = NewIncident {
            id: Id(tx.new_id()),
            kind,
            day: today.checked_sub(i64::from(ago).days()).unwrap_or(today),
            place: place.cloned(),
            story: story.to_owned(),
            done: done.to_owned(),
            told: [Told::Colleague, Told::Leader].into_iter().collect(),
            writer: Some(writer),
            known: tx.now().checked_sub(20.hours()).unwrap_or(tx.now()),
            offline: false,
        };
        store::write(tx, &new, meeting)?;
    }
    Ok(())
}
