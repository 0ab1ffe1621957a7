//! What a registered visit costs, and how many a second are kept for good, against SQLite with nothing around it.

use crate::{
    Trouble,
    client::{Crowd, crowd},
    data::{Town, World},
    report::Report,
    servers::Server,
};
use domain::shared::Id;
use std::{
    net::SocketAddr,
    path::Path,
    sync::atomic::AtomicBool,
    time::{Duration, Instant},
};

const CLIENTS: u32 = 16;
/// Visits of each client.
const EACH: u32 = 500;
/// How often each is measured, since others use the machine too: the best counts, for us and for what we are held against.
const ROUNDS: u8 = 3;
/// Rows that bare SQLite commits one by one.
const ROWS: u32 = 3_000;

/// Measures visits.
pub fn measure(world: &World, report: &mut Report) -> Result<(), Trouble> {
    let (cpu, per_second) = registered(&world.big, world.share, 1, &[])?;
    report.at_most("CPU for a registered visit, SQLite, 16 clients", cpu, 250.0, "µs");
    let mut bare: f64 = 0.0;
    for round in 0..ROUNDS {
        bare = bare.max(bare_commits(&world.folder.join(format!("bare-{round}.db")), None)?);
    }
    report.at_least(
        "visits kept a second, SQLite, against bare commits of one row",
        per_second,
        bare,
        "/s",
    );
    let (_, slow) = registered(&world.big, world.share, 2, &["--commit-ms", "1"])?;
    let slow_bare = bare_commits(&world.folder.join("bare-slow.db"), Some(Duration::from_millis(1)))?;
    report.at_least(
        "the same where a commit takes 1 ms more: at least three times",
        slow,
        3.0 * slow_bare,
        "/s",
    );
    if let Some((_, town)) = &world.postgres {
        let (cpu, per_second) = registered(town, world.share, 3, &[])?;
        report.at_most("CPU for a registered visit, PostgreSQL, 16 clients", cpu, 250.0, "µs");
        report.told(
            "visits kept a second, PostgreSQL that does not wait for its disk",
            per_second,
            "/s",
        );
    }
    Ok(())
}

/// Processor time for each visit in microseconds, and visits a second: the best of some rounds. `crowd` keeps the ids of one
/// measurement apart from another's.
fn registered(town: &Town, share: u32, crowd: u8, more: &[&str]) -> Result<(f64, f64), Trouble> {
    let args = [&["serve", "--database", &town.database], more].concat();
    let server = Server::start(&args)?;
    server.settled()?;
    let never = AtomicBool::new(false);
    let ids = crowd * (ROUNDS + 1);
    register(server.address, town, CLIENTS, 20, ids, &never)?;
    let (mut cpu, mut per_second) = (f64::INFINITY, 0.0_f64);
    for round in 1..=ROUNDS {
        let before = server.cpu()?;
        let seen = register(server.address, town, CLIENTS, EACH / share, ids + round, &never)?;
        cpu = cpu.min((server.cpu()? - before) / seen.answers as f64);
        per_second = per_second.max(seen.answers as f64 / seen.seconds);
    }
    Ok((cpu, per_second))
}

/// Guides who register visits as fast as they are answered. `round` keeps the ids of one crowd apart from another's.
pub fn register(
    address: SocketAddr,
    town: &Town,
    guides: u32,
    each: u32,
    round: u8,
    stop: &AtomicBool,
) -> Result<Crowd, Trouble> {
    const TOPICS: [&str; 5] = ["phone_tablet", "electronic_id", "nav", "email", "payment"];
    const AGES: [&str; 4] = ["67_79", "80p", "45_59", "unknown"];
    crowd(address, &town.guide, guides, each, stop, |client, number, turn| {
        let mut id = [round; 16];
        id[4..8].copy_from_slice(&number.to_be_bytes());
        id[8..12].copy_from_slice(&turn.to_be_bytes());
        let body = format!(
            "id={}&place={}&offering={}&topic={}&age_band={}&outcome=solved&behalf=self&device=own_phone",
            Id(id),
            town.place,
            town.offering,
            TOPICS[turn as usize % TOPICS.len()],
            AGES[(turn / 5) as usize % AGES.len()],
        );
        client.post("/skranke/henvendelser", &body)?.expect(&[201]).map(drop)
    })
}

/// Rows a second when each is committed by itself with the same promise of durability.
fn bare_commits(file: &Path, delay: Option<Duration>) -> Result<f64, Trouble> {
    let connection = rusqlite::Connection::open(file)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.execute_batch("CREATE TABLE visit (id BLOB PRIMARY KEY, day INTEGER, place BLOB, topic TEXT) STRICT")?;
    let mut insert = connection.prepare("INSERT INTO visit VALUES (?1, ?2, ?3, ?4)")?;
    let begun = Instant::now();
    let rows = if delay.is_some() { ROWS / 3 } else { ROWS };
    for number in 0..rows {
        let id = [number.to_be_bytes(), [7; 4], [7; 4], number.to_le_bytes()].concat();
        connection.execute_batch("BEGIN IMMEDIATE")?;
        insert.execute(rusqlite::params![id, number, [1u8; 16], "phone_tablet"])?;
        if let Some(delay) = delay {
            std::thread::sleep(delay);
        }
        connection.execute_batch("COMMIT")?;
    }
    Ok(f64::from(rows) / begun.elapsed().as_secs_f64())
}
