//! Copies of the embedded database: taken while others work, and put back where there is none.

use super::{commands::Trouble, settings::Settings};
use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};
use store::{Db, DbConfig, Fault};

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
    let db = Db::open(&settings.existing_database()?).map_err(|fault| fault.to_string())?;
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
    if let Some(there) = [to.clone()].into_iter().chain(beside(&to)).find(|file| file.exists()) {
        return Err(Trouble::Said(format!(
            "{} finnes fra før: flytt den bort, eller velg en annen mappe med --data",
            there.display()
        )));
    }
    // A file that was copied while the server ran: what was written last is in the file beside it.
    if let Some(rest) = beside(from).into_iter().find(|file| file.metadata().is_ok_and(|m| m.len() > 0)) {
        return Err(Trouble::Said(format!(
            "{} hører til {}, som derfor ikke er en hel kopi: lag en med «terskel backup»",
            rest.display(),
            from.display()
        )));
    }
    let trouble = |error: std::io::Error| Trouble::Said(format!("{}: {error}", to.display()));
    settings.database()?;
    let aside = settings.data.join("hentes-fram.db");
    fs::copy(from, &aside).map_err(trouble)?;
    fs::set_permissions(&aside, fs::Permissions::from_mode(0o600)).map_err(trouble)?;
    if let Err(why) = look_through(&aside) {
        for file in [aside.clone()].into_iter().chain(beside(&aside)).filter(|file| file.exists()) {
            fs::remove_file(file).map_err(trouble)?;
        }
        return Err(Trouble::Said(format!("{}: {why}", from.display())));
    }
    fs::rename(&aside, &to).map_err(trouble)?;
    println!("Hentet fram til {}", to.display());
    Ok(())
}

/// The files that SQLite keeps beside a database: what is in them belongs to that one, and would be written into another
/// that takes its place.
fn beside(file: &Path) -> [PathBuf; 3] {
    ["-wal", "-shm", "-journal"].map(|end| {
        let mut name = file.as_os_str().to_owned();
        name.push(end);
        PathBuf::from(name)
    })
}

fn look_through(file: &Path) -> Result<(), String> {
    let db = Db::open(&DbConfig::file(file.to_owned())).map_err(|fault| fault.to_string())?;
    let damage = damage(&db).map_err(|fault| fault.to_string());
    // Also when something is wrong: what is left of it is removed after this.
    db.close();
    match damage?.as_slice() {
        [] => Ok(()),
        damage => Err(damage.join("; ")),
    }
}

fn damage(db: &Db) -> Result<Vec<String>, Fault> {
    // A newer version's database is refused here.
    let mut found = db.damage()?;
    // Asked last: of a damaged file SQLite may say that there are no tables in it.
    if found.is_empty() && db.is_new()? {
        found.push("ikke en kopi av en Terskel-database".to_owned());
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::{Settings, Trouble, backup, restore};
    use crate::operations::serve;
    use ::store::{Actor, WriteCtx};
    use jiff::Timestamp;
    use std::{fs, os::unix::fs::PermissionsExt, path::Path};

    fn installation(folder: &Path) -> Settings {
        Settings {
            data: folder.to_owned(),
            ..Settings::default()
        }
    }

    fn said(result: Result<(), Trouble>) -> String {
        match result {
            Err(Trouble::Said(text)) => text,
            _ => String::new(),
        }
    }

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn a_copy_is_the_owners_alone_and_so_is_what_it_becomes() {
        let place = tempfile::tempdir().unwrap();
        let (here, there) = (
            installation(&place.path().join("a")),
            installation(&place.path().join("b")),
        );
        let copy = place.path().join("kopi.db");
        assert!(
            said(backup(&here, &copy)).contains("finnes ikke"),
            "no empty copy of nothing"
        );
        assert!(!here.data.exists() && !copy.exists());
        serve::open(&here).unwrap().close();
        assert!(backup(&here, &copy).is_ok());
        assert!(said(backup(&here, &copy)).contains("finnes fra før"));
        fs::set_permissions(&copy, fs::Permissions::from_mode(0o644)).unwrap();
        assert!(restore(&there, &copy).is_ok());
        assert_eq!((mode(&here.data), mode(&here.database_file())), (0o700, 0o600));
        assert_eq!((mode(&there.data), mode(&there.database_file())), (0o700, 0o600));
    }

    #[test]
    fn what_is_not_a_whole_copy_is_not_put_back() {
        let place = tempfile::tempdir().unwrap();
        let here = installation(&place.path().join("a"));
        serve::open(&here).unwrap().close();
        let whole = fs::read(here.database_file()).unwrap();
        let bad = place.path().join("kopi.db");
        let there = installation(&place.path().join("b"));
        let text = b"en helt annen fil".repeat(500);
        for (bytes, why) in
            [(&whole[..0], "Terskel"), (&whole[..whole.len() / 2], "malformed"), (&text, "not a database")]
        {
            fs::write(&bad, bytes).unwrap();
            let said = said(restore(&there, &bad));
            assert!(said.contains(why), "{said}");
            assert_eq!(fs::read_dir(&there.data).unwrap().count(), 0, "nothing is left: {why}");
        }
        for (change, why) in [
            ("DROP TABLE sign_in_attempt", "sign_in_attempt"),
            (
                "CREATE TRIGGER t AFTER INSERT ON session BEGIN DELETE FROM account; END",
                "trigger t",
            ),
        ] {
            fs::write(&bad, &whole).unwrap();
            let db = store::Db::open(&store::DbConfig::file(bad.clone())).unwrap();
            let ctx = WriteCtx {
                tenant: 0,
                actor: Actor::System,
                now: Timestamp::UNIX_EPOCH,
            };
            db.write_blocking::<_, store::Fault, _>(ctx, move |tx| tx.exec(change, &[])).unwrap();
            db.close();
            let said = said(restore(&there, &bad));
            assert!(said.contains(why), "{said}");
        }
    }

    #[test]
    fn nothing_that_belongs_to_another_database_is_left_beside_the_one_put_back() {
        let place = tempfile::tempdir().unwrap();
        let here = installation(&place.path().join("a"));
        serve::open(&here).unwrap().close();
        let copy = place.path().join("kopi.db");
        assert!(backup(&here, &copy).is_ok());
        let there = installation(&place.path().join("b"));
        fs::create_dir(&there.data).unwrap();
        let old = there.data.join("terskel.db-wal");
        fs::write(&old, "det forrige").unwrap();
        assert!(said(restore(&there, &copy)).contains("terskel.db-wal"));
        fs::remove_file(old).unwrap();
        let rest = place.path().join("kopi.db-wal");
        fs::write(&rest, "det siste").unwrap();
        assert!(said(restore(&there, &copy)).contains("ikke er en hel kopi"));
        fs::remove_file(rest).unwrap();
        assert!(restore(&there, &copy).is_ok());
    }
}
