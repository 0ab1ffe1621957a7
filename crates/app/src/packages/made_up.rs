//! The demonstration's package: the service description, as it was sent to the case system.

use super::{content::made_here, store};
use crate::{
    boundaries::{self, Giver},
    frame::AppError,
};
use ::store::Tx;
use domain::{
    packages::{NewPackage, PackageMedia},
    register::Register,
    shared::day_and_minute,
};

/// Freezes the service description that is in force, when one is. Without a PDF: that takes longer than all the rest.
///
/// # Errors
/// A fault of the database, or when a file cannot be made.
pub fn made_up(tx: &mut Tx, register: &Register) -> Result<(), AppError> {
    let today = day_and_minute(tx.now()).0;
    let Some(version) = boundaries::versions::in_force(tx, today)? else {
        return Ok(());
    };
    let (m, l) = (&register.municipality, register.municipality.written_language);
    let giver = Giver {
        l,
        service: m.service_name.get(l).to_owned(),
        phone: String::new(),
        number: m.number.clone(),
        now: tx.now(),
    };
    let content = boundaries::description_content(&giver, &version);
    let title = content.matter.title().to_owned();
    let package = NewPackage {
        title,
        sender: giver.service,
        language: l,
        documents: vec![made_here(content, &[PackageMedia::Word, PackageMedia::Page])?],
        change_note: String::new(),
        former: None,
    };
    let id = store::freeze(tx, &package)?;
    store::set_reference(tx, id, "2026/1 (eksempel)")
}
