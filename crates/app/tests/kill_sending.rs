//! The server is killed while it sends, again and again. Afterwards everybody has been told at least once, and what was sent
//! twice came under the same name, so that the receiver's server can drop the repeat.

mod server;
#[expect(dead_code, reason = "the mail server's answers are changed by the room's own tests")]
#[path = "../src/messages/sink.rs"]
mod sink;

use app::{frame::AppError, messages};
use domain::{
    messages::{About, Contact, Email, Notice, Occasion, QuietHours},
    shared::{Minute, day_and_minute},
};
use jiff::ToSpan;
use rand_chacha::{
    ChaCha8Rng,
    rand_core::{RngCore, SeedableRng},
};
use server::{Server, import_minimal, now};
use sink::{Received, Sink};
use std::{collections::HashMap, path::Path};
use store::{Actor, Db, DbConfig, Query, WriteCtx, params, testing::TestDb};

const LETTERS: usize = 60;

/// Starts a server that sends by a mail server.
fn start(data: &Path, database: &str, mail: &str) -> Server {
    let post = [("TERSKEL_MAIL_SERVER", mail), ("TERSKEL_MAIL_FROM", "digihjelpen@eksempel.no")];
    Server::start("127.0.0.1:0", data, database, &post)
}

fn system() -> WriteCtx {
    WriteCtx {
        tenant: 1,
        actor: Actor::System,
        now: now(),
    }
}

/// A small municipality with letters to send, at any hour.
fn prepare(db: &Db) {
    import_minimal(db);
    db.write_blocking(system(), |tx| {
        let quiet = QuietHours {
            from: Minute::MIDNIGHT,
            until: Minute::MIDNIGHT,
        };
        messages::store::set(
            tx,
            &messages::store::Sending {
                quiet,
                sender: String::new(),
            },
        )?;
        (0..LETTERS).try_for_each(|n| messages::tell(tx, &letter(n)))
    })
    .unwrap();
}

fn letter(n: usize) -> Notice {
    let soon = now().saturating_add(72.hours()).unwrap();
    let at = |time| Minute::parse(time).unwrap();
    Notice {
        occasion: Occasion::Receipt,
        to: Contact::Email(Email::parse(&format!("mottaker{n}@eksempel.no")).unwrap()),
        language: "nb".to_owned(),
        about: About {
            offering: String::new(),
            place: "Biblioteket".to_owned(),
            day: day_and_minute(soon).0,
            start: at("12:00"),
            end: at("12:30"),
            code: "K7MP-3QTX".to_owned(),
            link: String::new(),
            phone: "53 03 00 00".to_owned(),
            name: String::new(),
            deadline: None,
            was: None,
            reason: String::new(),
            instead: Vec::new(),
            changes: Vec::new(),
        },
        subject: [u8::try_from(n).unwrap(); 16],
        due: now(),
    }
}

/// Two minutes pass: what the killed server had taken is anybody's again.
fn leases_run_out(db: &Db) {
    db.write_blocking(system(), |tx| {
        tx.exec("UPDATE message SET leased_until = 0 WHERE tenant_id = $1", &params![1])?;
        Ok::<_, AppError>(())
    })
    .unwrap();
}

fn check(db: &Db, letters: &[Received]) {
    let mut names: HashMap<&str, String> = HashMap::new();
    for letter in letters {
        let name = letter.header("Message-ID");
        assert!(name.len() > 30, "{name}");
        let first = names.entry(&letter.to).or_insert_with(|| name.clone());
        assert_eq!(*first, name, "a repeat has the name of the first");
    }
    assert_eq!(names.len(), LETTERS, "everybody is told");
    let distinct: std::collections::HashSet<&String> = names.values().collect();
    assert_eq!(distinct.len(), LETTERS);
    let left = db.read_blocking(1, |r| {
        Ok::<_, AppError>(r.rows(
            "SELECT id FROM message WHERE tenant_id = $1 AND (state <> 'sent' OR contact <> '' OR about <> '')",
            &params![1],
            |row| row.id(0),
        )?)
    });
    assert_eq!(left.unwrap().len(), 0, "what is sent is known to be sent, and emptied");
    println!("{} letters, {} of them repeats", letters.len(), letters.len() - LETTERS);
}

/// Kills the server `rounds` times while it sends, lets it send the rest, and gives everything that came.
fn rounds(rounds: u32, config: &DbConfig, data: &Path, database: &str) -> Vec<Received> {
    let sink = Sink::start();
    let mut chance = ChaCha8Rng::seed_from_u64(20_261_122);
    let mut letters: Vec<Received> = Vec::new();
    for _ in 0..rounds {
        let mut server = start(data, database, &sink.url());
        let enough = 1 + chance.next_u32() % 4;
        letters.extend(sink.received.iter().take(enough as usize));
        server.kill();
        let db = Db::open(config).unwrap();
        leases_run_out(&db);
        db.close();
    }
    let mut server = start(data, database, &sink.url());
    let told = |letters: &[Received]| letters.iter().map(|l| &l.to).collect::<std::collections::HashSet<_>>().len();
    while told(&letters) < LETTERS {
        letters.push(sink.received.recv().unwrap());
    }
    server.end();
    letters.extend(sink.received.try_iter());
    letters
}

#[test]
fn everybody_is_told_though_the_server_is_killed_while_it_sends() {
    let folder = tempfile::tempdir().unwrap();
    let config = DbConfig::file(folder.path().join("terskel.db"));
    let db = Db::open(&config).unwrap();
    db.migrate().unwrap();
    prepare(&db);
    db.close();
    let letters = rounds(12, &config, folder.path(), "");
    check(&Db::open(&config).unwrap(), &letters);
}

#[test]
fn everybody_is_told_on_postgres() {
    if std::env::var("TERSKEL_TEST_POSTGRES").is_err() {
        // The store's own tests fail where there is no server.
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let db = TestDb::postgres();
    let DbConfig::Postgres { url, .. } = db.config() else {
        panic!("not PostgreSQL");
    };
    prepare(&db);
    let letters = rounds(5, db.config(), folder.path(), url);
    check(&db, &letters);
}
