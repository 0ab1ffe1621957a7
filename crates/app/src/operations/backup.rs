//! Copies of the embedded database: taken while others work, and put back where there is none.

use super::{commands::Trouble, settings::Settings};
use std::path::Path;
use store::{Db, DbConfig};

/// Writes a copy to a file that is not there yet.
///
/// # Errors
/// Words about what is wrong; on PostgreSQL, what to use instead.
pub(super) fn backup(settings: &Settings, to: &Path) -> Result<(), Trouble> {
    if to.exists() {
        return Err(Trouble::Said(format!(
            "{} finnes fra før: velg et nytt navn",
            to.display()
        )));
    }
    let db = Db::open(&settings.database()?).map_err(|fault| fault.to_string())?;
    db.backup(to).map_err(|fault| fault.to_string())?;
    println!("Kopien ligger i {}", to.display());
    Ok(())
}

/// Puts a copy where no database is. The copy is looked through before it is used.
///
/// # Errors
/// Words about what is wrong; then nothing is changed.
pub(super) fn restore(settings: &Settings, from: &Path) -> Result<(), Trouble> {
    if !settings.database.is_empty() {
        return Err(Trouble::Said(
            "en PostgreSQL-database hentes fram med pg_restore".to_owned(),
        ));
    }
    if !from.is_file() {
        return Err(Trouble::Said(format!("{} finnes ikke", from.display())));
    }
    let to = settings.database_file();
    if to.exists() {
        return Err(Trouble::Said(format!(
            "{} finnes fra før: flytt den bort, eller velg en annen mappe med --data",
            to.display()
        )));
    }
    let trouble = |error: std::io::Error| Trouble::Said(format!("{}: {error}", to.display()));
    std::fs::create_dir_all(&settings.data).map_err(trouble)?;
    let aside = settings.data.join("hentes-fram.db");
    std::fs::copy(from, &aside).map_err(trouble)?;
    if let Err(why) = look_through(&aside) {
        std::fs::remove_file(&aside).map_err(trouble)?;
        return Err(Trouble::Said(format!("{}: {why}", from.display())));
    }
    std::fs::rename(&aside, &to).map_err(trouble)?;
    println!("Hentet fram til {}", to.display());
    Ok(())
}

fn look_through(file: &Path) -> Result<(), String> {
    let db = Db::open(&DbConfig::file(file.to_owned())).map_err(|fault| fault.to_string())?;
    // A newer version's database is refused here.
    db.pending().map_err(|fault| fault.to_string())?;
    let damage = db.damage().map_err(|fault| fault.to_string())?;
    db.close();
    if damage.is_empty() {
        Ok(())
    } else {
        Err(damage.join("; "))
    }
}
