//! What is measured on: a municipality with fifty offerings and a year of a hundred thousand visits.

use crate::Trouble;
use app::{
    access,
    municipality::store::load_published,
    operations::{demo, year::Span},
};
use domain::{
    access::Role,
    register::Register,
    schedule::Schedule,
    shared::{Id, Key, Minute},
};
use std::path::{Path, PathBuf};
use store::{Actor, Db, DbConfig, WriteCtx, testing::TestDb};

/// How many offerings the front page has to think about.
const OFFERINGS: usize = 50;
/// How many visits the figures are made from.
const VISITS: u32 = 100_000;

/// What the measurements need to know.
pub struct World {
    /// One, or by how much everything is made smaller.
    pub share: u32,
    /// The folder of the database.
    pub folder: PathBuf,
    /// The big municipality.
    pub big: Town,
    /// The same without visits on PostgreSQL, when there is a server.
    pub postgres: Option<(TestDb, Town)>,
}

/// A municipality with two people who are signed in.
pub struct Town {
    /// Its database.
    pub database: String,
    /// A guide's cookie.
    pub guide: String,
    /// A coordinator's cookie.
    pub coordinator: String,
    /// A place.
    pub place: Id,
    /// An offering there.
    pub offering: Id,
    /// The key of the offering.
    pub key: Key,
}

/// Makes the data.
pub fn make(folder: &Path, share: u32) -> Result<World, Trouble> {
    let register = fifty()?;
    let file = folder.join("terskel.db");
    let visits = VISITS / share;
    eprintln!("making {visits} visits …");
    let db = Db::open(&DbConfig::file(file.clone())).map_err(|e| e.to_string())?;
    let big = town(&db, &register, Some(visits), file.to_string_lossy().into_owned())?;
    db.close();
    let postgres = match std::env::var("TERSKEL_TEST_POSTGRES") {
        Ok(_) => Some(on_postgres(&register)?),
        Err(_) => None,
    };
    Ok(World {
        share,
        folder: folder.to_owned(),
        big,
        postgres,
    })
}

fn on_postgres(register: &Register) -> Result<(TestDb, Town), Trouble> {
    let db = TestDb::postgres();
    let DbConfig::Postgres { url, .. } = db.config().clone() else {
        return Err("not PostgreSQL".into());
    };
    let town = town(&db, register, None, url)?;
    Ok((db, town))
}

/// Bergen, with more of the same until there are fifty offerings, each at hours of its own.
fn fifty() -> Result<Register, Trouble> {
    let mut register = demo::bergen()?.register;
    let own = register.offerings.clone();
    let mut more = own.iter().cycle();
    while register.offerings.len() < OFFERINGS {
        let number = register.offerings.len();
        let mut copy = more.next().ok_or("no offerings")?.clone();
        copy.key = Key::parse(&format!("{}-{number}", copy.key)).map_err(|e| format!("{e:?}"))?;
        copy.name.nb = format!("{} {number}", copy.name.nb);
        copy.schedules.iter_mut().for_each(|schedule| later(schedule, number));
        register.offerings.push(copy);
    }
    register.offerings.sort_by(|a, b| a.key.cmp(&b.key));
    Ok(register)
}

fn later(schedule: &mut Schedule, number: usize) {
    let by = u16::try_from(number % 4).unwrap_or(0) * 15;
    let moved = |minute: Minute| Minute::new(minute.get() + by).unwrap_or(minute);
    (schedule.start, schedule.end) = (moved(schedule.start), moved(schedule.end));
}

fn town(db: &Db, register: &Register, visits: Option<u32>, database: String) -> Result<Town, Trouble> {
    db.migrate().map_err(|e| e.to_string())?;
    let now = jiff::Timestamp::now();
    let span = match visits {
        Some(visits) => Span::back_from(now, 365).with_visits(visits),
        None => Span::back_from(now, 0),
    };
    demo::fill(db, &register.clone().into(), &span, 1).map_err(|e| format!("{e:?}"))?;
    let ids = db.read_blocking(1, load_published).map_err(|e| format!("{e:?}"))?.ok_or("no municipality")?.ids;
    let sign_in = |role| {
        let ctx = WriteCtx {
            tenant: 1,
            actor: Actor::System,
            now,
        };
        let cookie = db.write_blocking(ctx, move |tx| {
            let account = access::store::create_account(tx, &format!("bench-{}", Role::code(role)), "Bench", role, "")?;
            access::store::create_session(tx, account, "bench")
        });
        cookie.map(|c| format!("terskel={c}")).map_err(|e| format!("{e:?}"))
    };
    let first = register.offerings.iter().find(|o| o.kind.is_drop_in()).ok_or("no drop-in")?;
    let place = &first.schedules.first().ok_or("no schedule")?.place;
    Ok(Town {
        database,
        guide: sign_in(Role::Guide)?,
        coordinator: sign_in(Role::Coordinator)?,
        place: *ids.places.get(place).ok_or("no place")?,
        offering: *ids.offerings.get(&first.key).ok_or("no offering")?,
        key: first.key.clone(),
    })
}

#[cfg(test)]
mod tests {
    use super::make;

    /// Many offerings of one kind at the same time want the same things, and the year is made all the same.
    #[test]
    fn what_is_measured_on_can_be_made() {
        let folder = tempfile::tempdir().unwrap();
        let world = make(folder.path(), 1000).unwrap();
        assert!(!world.big.guide.is_empty() && !world.big.coordinator.is_empty());
    }
}
