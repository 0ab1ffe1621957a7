//! Every body runs on both engines: `on_both!` makes a test of each.

use std::{
    collections::BTreeSet,
    net::{Shutdown, SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc, Barrier, Mutex,
        atomic::{AtomicBool, AtomicU32, Ordering},
    },
    time::{Duration, Instant},
};

use jiff::Timestamp;

use crate::{
    Actor, Break, Chain, Db, DbConfig, Event, Fault, Migration, Query, Tx, Value, WriteCtx, dialect::numbered, migrate,
    params, testing::TestDb, verify_history,
};

macro_rules! on_both {
    ($($name:ident),+ $(,)?) => {
        mod on_sqlite { $( #[test] fn $name() { super::$name(&super::TestDb::sqlite()); } )+ }
        mod on_postgres { $( #[test] fn $name() { super::$name(&super::TestDb::postgres()); } )+ }
    };
}

on_both!(
    a_closed_database_says_so,
    a_failing_job_rolls_back_alone,
    a_fault_at_every_statement_leaves_nothing,
    a_lock_row_keeps_racing_writers_apart,
    a_long_answer_is_read_whole,
    a_panic_is_a_fault_and_the_next_write_works,
    a_swallowed_fault_cannot_commit,
    a_wrong_number_of_values_is_a_fault,
    an_acknowledged_write_is_seen_by_another_process,
    events_come_after_the_commit_and_once,
    who_must_know_at_once_knows_before_the_answer,
    history_says_who_and_when,
    the_history_is_a_chain_that_says_where_it_breaks,
    writers_side_by_side_make_one_chain,
    a_cut_leaves_the_hash_of_what_went,
    history_from_before_the_chain_is_its_beginning,
    ids_sort_as_they_were_made,
    migrating_again_does_nothing,
    migrations_that_do_not_match_are_refused,
    reads_cannot_write,
    sums_and_averages_read_alike,
    taken_keys_are_recognised,
    what_is_sent_later_comes_in_order_and_is_kept,
    what_is_sent_later_stops_the_commit_when_it_fails,
    values_round_trip,
);

fn ctx(tenant: i64) -> WriteCtx {
    WriteCtx {
        tenant,
        actor: Actor::System,
        now: Timestamp::from_millisecond(1_790_000_000_000).unwrap(),
    }
}

fn add_tenant(db: &Db, tenant: i64) {
    db.write_blocking(ctx(0), move |tx| {
        tx.exec(
            "INSERT INTO tenant (tenant_id, number, name, from_day, created_at) VALUES ($1, $2, $3, 0, 0)",
            &params![tenant, format!("{tenant:04}"), "Prøve"],
        )
    })
    .unwrap_or_else(|fault: Fault| panic!("{fault}"));
}

fn set(tx: &mut Tx<'_>, key: &str, value: &str) -> Result<u64, Fault> {
    let tenant = tx.tenant();
    tx.exec(
        "INSERT INTO setting (tenant_id, key, value) VALUES ($1, $2, $3)",
        &params![tenant, key, value],
    )
}

fn settings(db: &Db, tenant: i64) -> BTreeSet<String> {
    db.read_blocking(tenant, |r| {
        let tenant = r.tenant();
        r.rows(
            "SELECT key FROM setting WHERE tenant_id = $1",
            &params![tenant],
            |row| row.text(0),
        )
    })
    .map(|keys: Vec<String>| keys.into_iter().collect())
    .unwrap_or_else(|fault: Fault| panic!("{fault}"))
}

fn values_round_trip(db: &TestDb) {
    let table = db.0.engine.ddl("CREATE TABLE sample (a {int}, b {real}, c TEXT, d {bytes}) {table}");
    db.write_blocking(ctx(0), move |tx| {
        tx.batch(&table)?;
        tx.exec(
            "INSERT INTO sample (d, c, b, a) VALUES ($4, $3, $2, $1)",
            &params![i64::MIN, -0.25, "smørbrød 🌱 '$1'", [7_u8; 16]],
        )?;
        tx.exec(
            "INSERT INTO sample (a, c) VALUES ($1, '$2 is only text')",
            &params![true],
        )?;
        tx.exec(
            "INSERT INTO sample (a, b, c, d) VALUES ($1, $2, $3, $4)",
            &[Value::Null, Value::Null, Value::Null, Value::Null],
        )
    })
    .unwrap_or_else(|fault: Fault| panic!("{fault}"));
    let seen = db.read_blocking(0, |r| {
        let full = r.one("SELECT a, b, c, d FROM sample WHERE b < $1", &params![0.0], |row| {
            Ok((row.int(0)?, row.real(1)?, row.text(2)?, row.id(3)?))
        })?;
        let flag = r.one("SELECT a, c FROM sample WHERE a = $1", &params![1], |row| {
            Ok((row.bool(0)?, row.text(1)?))
        })?;
        let empty = r.one("SELECT a, b, c, d FROM sample WHERE a IS NULL", &params![], |row| {
            Ok((row.opt_int(0)?, row.opt_real(1)?, row.opt_text(2)?, row.opt_id(3)?))
        })?;
        Ok::<_, Fault>((full, flag, empty))
    });
    let (full, flag, empty) = seen.unwrap_or_else(|fault| panic!("{fault}"));
    assert_eq!(full, Some((i64::MIN, -0.25, "smørbrød 🌱 '$1'".to_owned(), [7; 16])));
    assert_eq!(flag, Some((true, "$2 is only text".to_owned())));
    assert_eq!(empty, Some((None, None, None, None)));
}

fn a_failing_job_rolls_back_alone(db: &TestDb) {
    add_tenant(db, 1);
    // The delay lets the other nine queue up behind the first, so that they meet in one group.
    db.set_commit_delay(Duration::from_millis(50));
    let answers: Vec<Result<(), Fault>> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..10)
            .map(|i| {
                scope.spawn(move || {
                    db.write_blocking(ctx(1), move |tx| {
                        set(tx, &format!("k{i}"), "v")?;
                        if i % 3 == 0 {
                            Err(Fault::corrupt("refused"))
                        } else {
                            Ok(())
                        }
                    })
                })
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    db.set_commit_delay(Duration::ZERO);
    for (i, answer) in answers.iter().enumerate() {
        assert_eq!(answer.is_err(), i % 3 == 0, "job {i}: {answer:?}");
    }
    let kept: BTreeSet<String> = (0..10).filter(|i| i % 3 != 0).map(|i| format!("k{i}")).collect();
    assert_eq!(settings(db, 1), kept);
}

fn ok<T>(result: Result<T, Fault>) -> T {
    result.unwrap_or_else(|fault| panic!("{fault}"))
}

fn a_closed_database_says_so(db: &TestDb) {
    db.close();
    let answer = db.write_blocking(ctx(0), |tx| set(tx, "a", "b"));
    assert!(answer.is_err_and(|fault: Fault| fault.is_unavailable()));
}

fn a_swallowed_fault_cannot_commit(db: &TestDb) {
    add_tenant(db, 1);
    let answer: Result<(), Fault> = db.write_blocking(ctx(1), |tx| {
        set(tx, "a", "b")?;
        let _ = tx.exec("INSERT INTO nowhere VALUES (1)", &params![]);
        let _ = set(tx, "c", "d");
        Ok(())
    });
    assert!(answer.is_err());
    assert!(settings(db, 1).is_empty());
}

fn a_panic_is_a_fault_and_the_next_write_works(db: &TestDb) {
    add_tenant(db, 1);
    let answer: Result<(), Fault> = db.write_blocking(ctx(1), |tx| {
        set(tx, "a", "b")?;
        panic!("on purpose")
    });
    assert!(answer.is_err());
    ok(db.write_blocking(ctx(1), |tx| set(tx, "c", "d")));
    assert_eq!(settings(db, 1), BTreeSet::from(["c".to_owned()]));
}

fn a_wrong_number_of_values_is_a_fault(db: &TestDb) {
    let few = db.read_blocking(0, |r| r.one("SELECT $1, $2", &params!["a"], |row| row.text(0)));
    assert!(few.is_err_and(|fault: Fault| fault.to_string().contains("2 placeholders, 1 values")));
    let missing = db.read_blocking(0, |r| r.one("SELECT name FROM tenant", &params![], |row| row.text(1)));
    assert!(missing.is_err_and(|_: Fault| true));
    let kind = db.read_blocking(0, |r| r.one("SELECT name FROM tenant", &params![], |row| row.int(0)));
    assert!(kind.is_err_and(|fault: Fault| fault.to_string() == "column 0 is text, not a whole number"));
}

fn reads_cannot_write(db: &TestDb) {
    let sql = "INSERT INTO setting (tenant_id, key, value) VALUES (0, 'a', 'b') RETURNING key";
    let answer = db.read_blocking(0, move |r| r.one(sql, &params![], |row| row.text(0)));
    assert!(answer.is_err_and(|_: Fault| true));
    assert!(settings(db, 0).is_empty());
}

fn taken_keys_are_recognised(db: &TestDb) {
    ok(db.write_blocking(ctx(0), |tx| set(tx, "a", "b")));
    let again = db.write_blocking(ctx(0), |tx| set(tx, "a", "c"));
    assert!(again.is_err_and(|fault: Fault| fault.is_taken()));
    let counted = db.write_blocking(ctx(0), |tx| {
        tx.exec(
            "INSERT INTO setting (tenant_id, key, value) VALUES (0, $1, 'c') ON CONFLICT DO NOTHING",
            &params!["a"],
        )
    });
    assert_eq!(ok(counted), 0);
}

fn set_later(tx: &mut Tx<'_>, key: &str) -> Result<(), Fault> {
    let tenant = tx.tenant();
    tx.exec_later(
        "INSERT INTO setting (tenant_id, key, value) VALUES ($1, $2, '')",
        params![tenant, key],
    )
}

fn what_is_sent_later_comes_in_order_and_is_kept(db: &TestDb) {
    // More than may be on their way at once.
    let seen = db.write_blocking(ctx(0), |tx| {
        for i in 0..300 {
            set_later(tx, &format!("k{i}"))?;
        }
        let there = tx.one("SELECT count(*) FROM setting", &params![], |row| row.int(0))?;
        tx.exec_later("DELETE FROM setting WHERE key = $1", params!["k7"])?;
        set_later(tx, "last")?;
        Ok::<_, Fault>(there)
    });
    assert_eq!(ok(seen), Some(300));
    let kept = settings(db, 0);
    assert_eq!(kept.len(), 300);
    assert!(kept.contains("last") && !kept.contains("k7"));
}

fn what_is_sent_later_stops_the_commit_when_it_fails(db: &TestDb) {
    ok(db.write_blocking(ctx(0), |tx| set(tx, "a", "")));
    let mut events = db.subscribe();
    let at_commit = db.write_blocking(ctx(0), |tx| {
        tx.after_commit(Event::new(0, "settings", "never"));
        set(tx, "b", "")?;
        set_later(tx, "a")?;
        set_later(tx, "c")
    });
    assert!(at_commit.is_err_and(|fault: Fault| fault.is_taken()));
    let at_next = db.write_blocking(ctx(0), |tx| {
        set_later(tx, "a")?;
        set(tx, "d", "")
    });
    assert!(at_next.is_err_and(|fault: Fault| fault.is_taken()));
    let refused: Result<(), Fault> = db.write_blocking(ctx(0), |tx| {
        let _ = set_later(tx, "a");
        Err(Fault::corrupt("refused"))
    });
    assert!(refused.is_err());
    assert_eq!(settings(db, 0), BTreeSet::from(["a".to_owned()]));
    // Nothing of it is left to those who come after, on any connection.
    for i in 0..10 {
        ok(db.write_blocking(ctx(0), move |tx| set(tx, &format!("later{i}"), "")));
    }
    assert!(events.try_recv().is_err());
}

fn a_long_answer_is_read_whole(db: &TestDb) {
    let long = "ø".repeat(300_000);
    let value = long.clone();
    ok(db.write_blocking(ctx(0), move |tx| {
        set(tx, "long", &value)?;
        for i in 0..2_000 {
            set_later(tx, &format!("k{i:04}"))?;
        }
        Ok::<_, Fault>(())
    }));
    let sql = "SELECT key, value FROM setting ORDER BY key";
    let seen: Vec<(String, String)> = ok(db.read_blocking(0, move |r| {
        r.rows(sql, &params![], |row| Ok((row.text(0)?, row.text(1)?)))
    }));
    assert_eq!(seen.len(), 2_001);
    assert_eq!(seen.last().unwrap(), &("long".to_owned(), long));
}

fn sums_and_averages_read_alike(db: &TestDb) {
    for tenant in [30_000, 60_001] {
        add_tenant(db, tenant);
    }
    let sql = "SELECT sum(tenant_id), avg(tenant_id), count(*), sum(-tenant_id), 0.5 * sum(tenant_id), \
               EXISTS (SELECT 1 FROM tenant), max(tenant_id) * 100000000 FROM tenant WHERE tenant_id > 0";
    let seen = db.read_blocking(0, move |r| {
        r.one(sql, &params![], |row| {
            Ok((
                row.int(0)?,
                row.real(1)?,
                row.int(2)?,
                row.int(3)?,
                row.real(4)?,
                row.bool(5)?,
                row.int(6)?,
            ))
        })
    });
    assert_eq!(
        ok(seen),
        Some((90_001, 45_000.5, 2, -90_001, 45_000.5, true, 6_000_100_000_000))
    );
}

fn history_says_who_and_when(db: &TestDb) {
    add_tenant(db, 1);
    let actor = Actor::Device {
        device: [1; 16],
        on_duty: Some([2; 16]),
    };
    ok(db.write_blocking(WriteCtx { actor, ..ctx(1) }, |tx| {
        tx.history("places", "place", [0xab; 16], "moved", None, Some("{}".to_owned()))
    }));
    let sql = "SELECT actor_kind, actor_id, on_duty_id, entity_id, at, before_json, after_json FROM history \
               WHERE tenant_id = $1";
    let seen = ok(db.read_blocking(1, move |r| {
        r.one(sql, &params![1], |row| {
            let who = (row.text(0)?, row.id(1)?, row.opt_id(2)?);
            Ok((who, row.text(3)?, row.timestamp(4)?, row.opt_text(5)?, row.opt_text(6)?))
        })
    }));
    let who = ("device".to_owned(), [1; 16], Some([2; 16]));
    assert_eq!(
        seen,
        Some((who, "ab".repeat(16), ctx(1).now, None, Some("{}".to_owned())))
    );
}

/// Nothing may be erased yet.
fn chain(db: &Db) -> Chain {
    ok(db.read_blocking(1, |r| verify_history(r, Timestamp::UNIX_EPOCH, None)))
}

fn breaks(db: &Db) -> Option<(i64, Break)> {
    chain(db).broken.map(|b| (b.seq, b.why))
}

fn tell(db: &Db, n: i64) {
    ok(db.write_blocking(ctx(1), move |tx| {
        tx.history("places", "place", n, "moved", None, Some(format!("{{\"to\":{n}}}")))?;
        tx.history("places", "place", n, "closed", None, None)
    }));
}

/// Runs statements on the rows behind the program's back, looks, and puts everything back.
fn tampered(db: &TestDb, statements: &'static [&'static str]) -> Option<(i64, Break)> {
    let found = db.write_blocking(ctx(1), move |tx| {
        for sql in statements {
            tx.exec(sql, &params![1])?;
        }
        let chain = verify_history(tx, Timestamp::UNIX_EPOCH, None)?;
        Err::<(), Looked>(Looked::Saw(chain.broken.map(|b| (b.seq, b.why))))
    });
    match found {
        Err(Looked::Saw(broken)) => broken,
        Err(Looked::Faulted(fault)) => panic!("{fault}"),
        Ok(()) => panic!("kept what was tampered with"),
    }
}

enum Looked {
    Saw(Option<(i64, Break)>),
    Faulted(Fault),
}

impl From<Fault> for Looked {
    fn from(fault: Fault) -> Self {
        Self::Faulted(fault)
    }
}

fn the_history_is_a_chain_that_says_where_it_breaks(db: &TestDb) {
    add_tenant(db, 1);
    assert_eq!((chain(db).entries, breaks(db)), (0, None));
    (1..=3).for_each(|n| tell(db, n));
    let whole = chain(db);
    assert_eq!((whole.entries, whole.cut, whole.last, whole.broken), (6, 0, 6, None));
    assert_eq!((whole.from, whole.to), (Some(ctx(1).now), Some(ctx(1).now)));
    let cases: [(&'static [&'static str], (i64, Break)); 11] = [
        (
            &["UPDATE history SET verb = 'opened' WHERE tenant_id = $1 AND seq = 4"],
            (4, Break::Changed),
        ),
        (
            &["UPDATE history SET at = at + 1 WHERE tenant_id = $1 AND seq = 2"],
            (2, Break::Changed),
        ),
        (
            &["UPDATE history SET actor_kind = 'import' WHERE tenant_id = $1 AND seq = 1"],
            (1, Break::Changed),
        ),
        (
            &["UPDATE history SET after_json = '{}' WHERE tenant_id = $1 AND seq = 3"],
            (3, Break::Changed),
        ),
        (
            &["UPDATE history SET after_json = NULL, salt = NULL WHERE tenant_id = $1 AND seq = 3"],
            (3, Break::Changed),
        ),
        (
            &["DELETE FROM history WHERE tenant_id = $1 AND seq = 1"],
            (1, Break::Missing),
        ),
        (
            &["DELETE FROM history WHERE tenant_id = $1 AND seq = 5"],
            (5, Break::Missing),
        ),
        (
            &["DELETE FROM history WHERE tenant_id = $1 AND seq = 6"],
            (6, Break::Missing),
        ),
        (&["DELETE FROM history WHERE tenant_id = $1"], (1, Break::Missing)),
        (
            &[
                "UPDATE history SET seq = 99 WHERE tenant_id = $1 AND seq = 2",
                "UPDATE history SET seq = 2 WHERE tenant_id = $1 AND seq = 4",
                "UPDATE history SET seq = 4 WHERE tenant_id = $1 AND seq = 99",
            ],
            (2, Break::Changed),
        ),
        (
            &["UPDATE history SET seq = NULL WHERE tenant_id = $1 AND seq = 6"],
            (6, Break::Missing),
        ),
    ];
    for (statements, expected) in cases {
        assert_eq!(tampered(db, statements), Some(expected), "{statements:?}");
    }
    // Whoever takes the last entry away and moves the end too is found out by the hash that somebody kept.
    let kept = Some((whole.last, whole.hash));
    let forged = [
        "DELETE FROM history WHERE tenant_id = $1 AND seq = 6",
        "UPDATE history_head SET seq = 5, \
         hash = (SELECT hash FROM history WHERE tenant_id = $1 AND seq = 5) WHERE tenant_id = $1",
    ];
    ok(db.write_blocking(ctx(1), move |tx| {
        forged.iter().try_for_each(|sql| tx.exec(sql, &params![1]).map(drop))
    }));
    assert_eq!(breaks(db), None);
    tell(db, 9);
    let seen = ok(db.read_blocking(1, move |r| verify_history(r, Timestamp::UNIX_EPOCH, kept)));
    assert_eq!(seen.broken.map(|b| (b.seq, b.why)), Some((6, Break::Other)));
    ok(db.write_blocking(ctx(1), |tx| {
        tx.exec(
            "INSERT INTO history (tenant_id, id, at, actor_kind, room, entity, entity_id, verb)
             VALUES ($1, $2, 0, 'system', 'places', 'place', '1', 'moved')",
            &params![1, [9_u8; 16]],
        )
    }));
    assert_eq!(breaks(db), Some((8, Break::Added)));
}

fn writers_side_by_side_make_one_chain(db: &TestDb) {
    add_tenant(db, 1);
    std::thread::scope(|threads| {
        for n in 0..8 {
            let db: &Db = db;
            threads.spawn(move || (0..10).for_each(|i| tell(db, n * 100 + i)));
        }
    });
    let whole = chain(db);
    assert_eq!((whole.entries, whole.last, whole.broken), (160, 160, None));
}

fn a_cut_leaves_the_hash_of_what_went(db: &TestDb) {
    add_tenant(db, 1);
    (1..=3).for_each(|n| tell(db, n));
    let later = WriteCtx {
        actor: Actor::Person([5; 16]),
        now: Timestamp::from_millisecond(1_890_000_000_000).unwrap(),
        ..ctx(1)
    };
    let tells = later.clone();
    ok(db.write_blocking(tells, |tx| {
        tx.history("places", "place", 7, "moved", None, Some("{}".to_owned()))
    }));
    let long_ago = Timestamp::from_millisecond(1_700_000_000_000).unwrap();
    assert_eq!(
        ok(db.write_blocking(later.clone(), move |tx| tx.cut_history(long_ago))),
        0
    );
    let between = Timestamp::from_millisecond(1_800_000_000_000).unwrap();
    assert_eq!(
        ok(db.write_blocking(later.clone(), move |tx| tx.cut_history(between))),
        6
    );
    let left = chain(db);
    assert_eq!((left.entries, left.cut, left.last, left.broken), (2, 6, 8, None));
    // The content may go when its time is over, and not before.
    let soon = Timestamp::from_millisecond(1_900_000_000_000).unwrap();
    assert_eq!(
        ok(db.write_blocking(later.clone(), move |tx| tx.erase_history_content(soon))),
        1
    );
    assert_eq!(breaks(db), Some((7, Break::Changed)));
    assert_eq!(
        ok(db.read_blocking(1, move |r| verify_history(r, soon, None))).broken,
        None
    );
    // A second cut takes the first with it. What is removed without one is missing.
    let much_later = WriteCtx { now: soon, ..later };
    assert_eq!(ok(db.write_blocking(much_later, move |tx| tx.cut_history(soon))), 2);
    let left = chain(db);
    assert_eq!((left.entries, left.cut, left.last, left.broken), (1, 8, 9, None));
    tell(db, 10);
    let sql = &["DELETE FROM history WHERE tenant_id = $1 AND seq = 9"];
    assert_eq!(tampered(db, sql), Some((1, Break::Missing)));
}

fn history_from_before_the_chain_is_its_beginning(db: &TestDb) {
    add_tenant(db, 1);
    ok(db.write_blocking(ctx(1), |tx| {
        (1..=3_u8).try_for_each(|n| {
            tx.exec(
                "INSERT INTO history (tenant_id, id, at, actor_kind, room, entity, entity_id, verb, after_json)
                 VALUES ($1, $2, $3, 'system', 'places', 'place', '1', 'moved', '{}')",
                &params![1, [n; 16], i64::from(n)],
            )
            .map(drop)
        })
    }));
    assert_eq!(breaks(db), Some((1, Break::Added)));
    assert!(ok(db.migrate()).is_empty());
    tell(db, 4);
    assert_eq!((chain(db).entries, breaks(db)), (5, None));
}

fn ids_sort_as_they_were_made(db: &TestDb) {
    let (ids, random) = ok(db.write_blocking(ctx(0), |tx| {
        let ids: Vec<[u8; 16]> = (0..300).map(|_| tx.new_id()).collect();
        Ok::<_, Fault>((ids, tx.random_id()))
    }));
    assert!(ids.is_sorted_by(|a, b| a < b));
    for id in &ids {
        assert_eq!(&id[..6], &ctx(0).now.as_millisecond().to_be_bytes()[2..]);
        assert_eq!((id[6] >> 4, id[8] >> 6), (7, 2));
    }
    assert_eq!((random[6] >> 4, random[8] >> 6), (4, 2));
}

fn an_acknowledged_write_is_seen_by_another_process(db: &TestDb) {
    ok(db.write_blocking(ctx(0), |tx| set(tx, "a", "b")));
    let other = ok(Db::open(db.config()));
    assert_eq!(settings(&other, 0), BTreeSet::from(["a".to_owned()]));
}

fn a_fault_at_every_statement_leaves_nothing(db: &TestDb) {
    add_tenant(db, 1);
    let mut events = db.subscribe();
    for k in 1.. {
        db.inject_fault_at(k);
        let answer = db.write_blocking(ctx(1), |tx| {
            set(tx, "a", "b")?;
            tx.after_commit(Event::new(1, "settings", "a"));
            tx.history("sample", "setting", "a", "set", None, None)?;
            tx.rows("SELECT key FROM setting", &params![], |row| row.text(0))
        });
        if answer.is_ok_and(|keys: Vec<String>| keys == ["a"]) {
            assert_eq!(k, 6, "five statements can fail");
            break;
        }
        assert!(settings(db, 1).is_empty(), "statement {k} left a row");
        assert!(events.try_recv().is_err(), "statement {k} left an event");
    }
    assert_eq!(events.try_recv().unwrap().id, "a");
}

fn events_come_after_the_commit_and_once(db: &TestDb) {
    let mut events = db.subscribe();
    let refused: Result<(), Fault> = db.write_blocking(ctx(0), |tx| {
        tx.after_commit(Event::new(0, "places", "never"));
        Err(Fault::corrupt("refused"))
    });
    assert!(refused.is_err());
    for id in ["first", "second"] {
        ok(db.write_blocking(ctx(0), move |tx| {
            set(tx, id, "v")?;
            tx.after_commit(Event::new(0, "places", id));
            Ok::<_, Fault>(())
        }));
        // The answer comes after the event, and the event after the row.
        assert_eq!(events.try_recv().unwrap(), Event::new(0, "places", id));
        assert!(settings(db, 0).contains(id));
    }
    assert!(events.try_recv().is_err());
}

fn who_must_know_at_once_knows_before_the_answer(db: &TestDb) {
    let told = Arc::new(Mutex::new(Vec::new()));
    let heard = Arc::clone(&told);
    db.tell_at_once(move |event| heard.lock().unwrap().push(event.clone()));
    let refused: Result<(), Fault> = db.write_blocking(ctx(0), |tx| {
        tx.after_commit(Event::new(0, "places", "never"));
        Err(Fault::corrupt("refused"))
    });
    assert!(refused.is_err());
    ok(db.write_blocking(ctx(0), |tx| {
        tx.after_commit(Event::new(0, "places", "first"));
        Ok::<_, Fault>(())
    }));
    assert_eq!(*told.lock().unwrap(), [Event::new(0, "places", "first")]);
}

/// Reads, thinks and writes back: without the lock row, writers on PostgreSQL would overwrite each other.
fn a_lock_row_keeps_racing_writers_apart(db: &TestDb) {
    const LOCK: &str = "INSERT INTO setting (tenant_id, key, value) VALUES (0, 'lock', '') \
                        ON CONFLICT (tenant_id, key) DO UPDATE SET value = excluded.value";
    ok(db.write_blocking(ctx(0), |tx| set(tx, "count", "0")));
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..25 {
                    ok(db.write_blocking(ctx(0), |tx| {
                        tx.exec(LOCK, &params![])?;
                        let sql = "SELECT value FROM setting WHERE tenant_id = 0 AND key = 'count'";
                        let count: u32 = tx.one(sql, &params![], |row| row.text(0))?.unwrap().parse().unwrap();
                        tx.exec(
                            "UPDATE setting SET value = $1 WHERE tenant_id = 0 AND key = 'count'",
                            &params![(count + 1).to_string()],
                        )
                    }));
                }
            });
        }
    });
    let sql = "SELECT value FROM setting WHERE key = 'count'";
    assert_eq!(
        ok(db.read_blocking(0, move |r| r.one(sql, &params![], |row| row.text(0)))),
        Some("100".to_owned())
    );
}

fn migrating_again_does_nothing(db: &TestDb) {
    assert_eq!(ok(db.pending()), Vec::<&str>::new());
    assert_eq!(ok(db.migrate()), Vec::<&str>::new());
}

fn migrations_that_do_not_match_are_refused(db: &TestDb) {
    let first = migrate::ALL[0];
    let says = |all: Vec<Migration>| {
        let answer = db.migrate_with(Box::leak(all.into_boxed_slice()));
        answer.expect_err("it should be refused").to_string()
    };
    let changed = Migration {
        sql: "SELECT 1;",
        ..first
    };
    assert!(says(vec![changed]).contains("0001_foundation was changed after it ran"));
    let renumbered = Migration {
        number: 7,
        name: "0007_other",
        ..first
    };
    assert!(says(vec![renumbered]).contains("a migration is missing on one side"));
    assert!(says(vec![]).contains("made by a newer version"));
    let mut more = migrate::ALL.to_vec();
    more.push(Migration {
        number: 9_999,
        name: "9999_broken",
        sql: "CREATE TABLE left_behind (a {int}) {table}; oops;",
    });
    says(more);
    assert!(
        !ok(db.schema()).tables.contains_key("left_behind"),
        "a broken step is rolled back whole"
    );
}

#[test]
fn both_engines_have_the_same_schema() {
    let (lite, big) = (TestDb::sqlite(), TestDb::postgres());
    let (lite, big) = (ok(lite.schema()), ok(big.schema()));
    assert!(lite.tables.contains_key("tenant"));
    for (name, table) in &lite.tables {
        assert_eq!(Some(table), big.tables.get(name), "table {name}");
    }
    assert_eq!(lite, big);
    assert_eq!(lite.tables["history"].primary_key, ["tenant_id", "id"]);
    assert_eq!(
        lite.tables["history"].references,
        [("tenant_id".into(), "tenant".into(), "tenant_id".into())]
    );
}

#[test]
fn a_closed_database_is_whole_in_its_own_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("terskel.db");
    for round in 0..100 {
        let db = ok(Db::open(&DbConfig::file(file.clone())));
        if round == 0 {
            ok(db.migrate());
        }
        ok(db.write_blocking(ctx(0), move |tx| set(tx, &format!("round-{round}"), "1")));
        assert_eq!(settings(&db, 0).len(), round + 1);
        db.close();
        let beside = std::fs::metadata(folder.path().join("terskel.db-wal")).map_or(0, |m| m.len());
        assert_eq!(
            beside, 0,
            "round {round}: what was written last lies beside the file, and is lost when it is moved"
        );
    }
}

#[test]
fn an_empty_database_lists_its_steps() {
    for db in [TestDb::sqlite_empty(), TestDb::postgres_empty()] {
        let steps: Vec<&str> = migrate::ALL.iter().map(|step| step.name).collect();
        assert_eq!(ok(db.pending()), steps);
        assert_eq!(ok(db.migrate()), steps);
    }
}

#[test]
fn a_seed_repeats_its_ids() {
    let id = || ok(TestDb::sqlite().write_blocking(ctx(0), |tx| Ok::<_, Fault>(tx.new_id())));
    assert_eq!(id(), id());
}

#[tokio::test]
async fn a_dropped_request_does_not_cut_a_write_in_half() {
    let db = TestDb::sqlite();
    let entered = Arc::new(Barrier::new(2));
    let inside = Arc::clone(&entered);
    let asked = db.write(ctx(0), move |tx| {
        set(tx, "a", "1")?;
        inside.wait();
        set(tx, "b", "2")
    });
    // One poll sends the closure on its way; then the asker goes.
    assert!(tokio::time::timeout(Duration::ZERO, asked).await.is_err());
    entered.wait();
    ok::<u64>(db.write(ctx(0), |tx| set(tx, "c", "3")).await);
    assert_eq!(settings(&db, 0).len(), 3);
}

#[test]
fn a_backup_holds_what_was_committed() {
    let db = TestDb::sqlite();
    ok(db.write_blocking(ctx(0), |tx| set(tx, "a", "b")));
    let folder = tempfile::TempDir::new().unwrap();
    let copy = folder.path().join("copy.db");
    ok(db.backup(&copy));
    assert!(db.backup(&copy).is_err(), "a backup never overwrites");
    assert_eq!(
        settings(&ok(Db::open(&DbConfig::Sqlite { path: copy })), 0),
        BTreeSet::from(["a".to_owned()])
    );
    assert!(TestDb::postgres().backup(&folder.path().join("other.db")).is_err());
}

#[test]
fn a_database_and_its_copy_are_for_their_owner_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let db = TestDb::sqlite();
    ok(db.write_blocking(ctx(0), |tx| set(tx, "a", "b")));
    let folder = tempfile::TempDir::new().unwrap();
    let copy = folder.path().join("copy.db");
    ok(db.backup(&copy));
    let DbConfig::Sqlite { path } = db.config() else {
        return;
    };
    let beside = path.with_file_name(format!("{}-wal", path.file_name().unwrap().to_string_lossy()));
    for file in [path, &beside, &copy] {
        let mode = std::fs::metadata(file).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{}", file.display());
    }
    assert_eq!(db.config().open_to_others(), None);
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o644)).unwrap();
    assert_eq!(db.config().open_to_others(), Some(path.as_path()));
}

#[tokio::test]
async fn what_another_process_commits_is_heard_and_ones_own_is_not_taken_for_it() {
    let db = TestDb::sqlite();
    let mut heard = db.subscribe();
    ok(db.write(ctx(0), |tx| set(tx, "a", "1")).await);
    // As another process would: with connections of its own to the same file.
    let other = ok(Db::open(db.config()));
    ok(other.write(ctx(0), |tx| set(tx, "b", "2")).await);
    assert_eq!(heard.recv().await.unwrap(), Event::elsewhere());
    assert!(heard.is_empty());
}

#[test]
fn what_is_removed_is_in_no_file_once_the_journal_is_emptied() {
    const MARK: &str = "a row that belonged to one visit";
    let db = TestDb::sqlite();
    let DbConfig::Sqlite { path } = db.config() else {
        return;
    };
    let journal = path.with_file_name(format!("{}-wal", path.file_name().unwrap().to_string_lossy()));
    let held = |file| std::fs::read(file).unwrap().windows(MARK.len()).any(|w| w == MARK.as_bytes());
    ok(db.write_blocking(ctx(0), |tx| set(tx, MARK, "1")));
    ok(db.write_blocking(ctx(0), |tx| {
        tx.exec("DELETE FROM setting WHERE key = $1", &params![MARK])
    }));
    assert!(held(&journal), "SQLite keeps it there");
    ok(db.empty_journal());
    assert!(!held(&journal) && !held(path));
    ok(db.write_blocking(ctx(0), |tx| set(tx, "after", "1")));
    ok(TestDb::postgres().empty_journal());
}

#[test]
fn a_table_that_is_gone_and_a_trigger_are_damage() {
    let db = TestDb::sqlite();
    assert_eq!(ok(db.damage()), Vec::<String>::new());
    assert!(!ok(db.is_new()) && ok(TestDb::sqlite_empty().is_new()));
    let change = |sql: &'static str| ok(db.write_blocking(ctx(0), move |tx| tx.exec(sql, &[])));
    change("DROP TABLE sign_in_attempt");
    change("CREATE TRIGGER t AFTER INSERT ON setting BEGIN DELETE FROM account; END");
    assert_eq!(
        ok(db.damage()),
        ["the trigger t is not ours", "the table sign_in_attempt is gone"]
    );
    assert_eq!(ok(TestDb::postgres().damage()), Vec::<String>::new());
}

#[test]
fn a_database_is_a_url_or_a_file() {
    let url = "postgres://terskel@db.example/terskel?sslmode=require";
    assert_eq!(
        DbConfig::parse(url),
        DbConfig::Postgres {
            url: url.to_owned(),
            connections: 8
        }
    );
    assert_eq!(
        DbConfig::parse("data/terskel.db"),
        DbConfig::Sqlite {
            path: "data/terskel.db".into()
        }
    );
    for bad in ["", ":memory:", "file:x?mode=memory", "/nowhere/at/all.db"] {
        assert!(Db::open(&DbConfig::parse(bad)).is_err(), "{bad}");
    }
    assert!(Db::open(&DbConfig::parse("postgres://nobody@127.0.0.1:1/none")).is_err_and(|f| f.is_unavailable()));
}

#[test]
fn placeholders_keep_their_number_and_quotes_their_text() {
    assert_eq!(
        numbered("SELECT $2, $1, '$3', 'it''s $4', $10 || '$'"),
        "SELECT ?2, ?1, '$3', 'it''s $4', ?10 || '$'"
    );
    assert_eq!(numbered("SELECT 1"), "SELECT 1");
}

#[test]
fn the_second_fence_stops_wrong_sql() {
    let db = TestDb::postgres();
    add_tenant(&db, 1);
    add_tenant(&db, 2);
    ok(db.write_blocking(ctx(1), |tx| set(tx, "one", "v")));
    ok(db.write_blocking(ctx(2), |tx| set(tx, "two", "v")));
    let all = "SELECT key FROM setting ORDER BY key";
    let seen = |tenant| ok(db.read_blocking(tenant, move |r| r.rows(all, &params![], |row| row.text(0))));
    assert_eq!(seen(1), ["one"]);
    assert_eq!(seen(2), ["two"]);
    assert_eq!(seen(0), ["one", "two"]);
    let changed = db.write_blocking(ctx(1), |tx| tx.exec("UPDATE setting SET value = 'mine'", &params![]));
    assert_eq!(ok(changed), 1);
    let planted = db.write_blocking(ctx(1), |tx| {
        tx.exec(
            "INSERT INTO setting (tenant_id, key, value) VALUES (2, 'planted', 'v')",
            &params![],
        )
    });
    assert!(planted.is_err_and(|_: Fault| true));
}

#[test]
fn a_deadlock_is_resolved_by_running_again() {
    let db = TestDb::postgres();
    ok(db.write_blocking(ctx(0), |tx| {
        set(tx, "a", "")?;
        set(tx, "b", "")
    }));
    let both_hold_one = Arc::new(Barrier::new(2));
    let runs = Arc::new(AtomicU32::new(0));
    std::thread::scope(|scope| {
        for (first, second) in [("a", "b"), ("b", "a")] {
            let (barrier, runs, db) = (Arc::clone(&both_hold_one), Arc::clone(&runs), &db);
            let mut tries = 0;
            scope.spawn(move || {
                ok(db.write_blocking(ctx(0), move |tx| {
                    let sql = "UPDATE setting SET value = value || $2 WHERE tenant_id = 0 AND key = $1";
                    runs.fetch_add(1, Ordering::SeqCst);
                    tries += 1;
                    tx.exec(sql, &params![first, first])?;
                    if tries == 1 {
                        barrier.wait();
                    }
                    tx.exec(sql, &params![second, first])
                }));
            });
        }
    });
    assert!(runs.load(Ordering::SeqCst) >= 3, "one of the two has to run again");
    let sql = "SELECT length(value) FROM setting WHERE tenant_id = 0 AND key IN ('a', 'b')";
    let lengths = ok(db.read_blocking(0, move |r| r.rows(sql, &params![], |row| row.int(0))));
    assert_eq!(lengths, [2, 2], "each change was kept once");
}

#[test]
fn a_deadlock_that_shows_at_the_commit_is_resolved_by_running_again() {
    let db = TestDb::postgres();
    ok(db.write_blocking(ctx(0), |tx| {
        set(tx, "a", "")?;
        set(tx, "b", "")
    }));
    let both_hold_one = Arc::new(Barrier::new(2));
    std::thread::scope(|scope| {
        for (first, second) in [("a", "b"), ("b", "a")] {
            let (barrier, db) = (Arc::clone(&both_hold_one), &db);
            let mut tries = 0;
            scope.spawn(move || {
                ok(db.write_blocking(ctx(0), move |tx| {
                    let sql = "UPDATE setting SET value = value || $2 WHERE tenant_id = 0 AND key = $1";
                    tries += 1;
                    tx.exec(sql, &params![first, first])?;
                    if tries == 1 {
                        barrier.wait();
                    }
                    tx.exec_later(sql, params![second, first])
                }));
            });
        }
    });
    let sql = "SELECT length(value) FROM setting WHERE tenant_id = 0 AND key IN ('a', 'b')";
    let lengths = ok(db.read_blocking(0, move |r| r.rows(sql, &params![], |row| row.int(0))));
    assert_eq!(lengths, [2, 2], "each change was kept once");
}

#[test]
fn warnings_of_the_server_hold_nothing_up() {
    let db = TestDb::postgres();
    let many = "DO $$ BEGIN FOR i IN 1..200 LOOP RAISE WARNING 'careful'; END LOOP; END $$; SELECT 1; \
                DO $$ BEGIN RAISE WARNING 'careful'; END $$; SELECT 2";
    ok(db.write_blocking(ctx(0), move |tx| {
        set_later(tx, "a")?;
        tx.batch(many)?;
        set(tx, "b", "v")
    }));
    assert_eq!(settings(&db, 0).len(), 2);
}

#[tokio::test]
async fn another_node_hears_of_it() {
    let db = TestDb::postgres();
    let other = ok(Db::open(db.config()));
    let (mut here, mut there) = (db.subscribe(), other.subscribe());
    let heard = async {
        // The other node's listener connects in its own time, so the news is repeated until it arrives.
        let mut tick = tokio::time::interval(Duration::from_millis(20));
        loop {
            tokio::select! {
                event = there.recv() => return event.unwrap(),
                _ = tick.tick() => ok(db.write(ctx(0), |tx| {
                    tx.after_commit(Event::new(5, "queue", "a|b"));
                    Ok::<_, Fault>(())
                }).await),
            }
        }
    };
    let event = tokio::time::timeout(Duration::from_secs(20), heard).await.unwrap();
    assert_eq!(event, Event::new(5, "queue", "a|b"));
    assert_eq!(here.recv().await.unwrap(), Event::new(5, "queue", "a|b"));
}

#[test]
fn killed_connections_are_made_anew_without_the_asker_noticing() {
    let db = TestDb::postgres();
    for i in 0..4 {
        // Every connection but the one that asks.
        ok(db.write_blocking(ctx(0), |tx| {
            tx.rows(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
                 WHERE datname = current_database() AND pid <> pg_backend_pid()",
                &params![],
                |row| row.bool(0),
            )
        }));
        ok(db.write_blocking(ctx(0), move |tx| set(tx, &format!("k{i}"), "v")));
    }
    assert_eq!(settings(&db, 0).len(), 4);
}

/// Passes connections on to the test server until it is cut.
struct Cable {
    port: u16,
    whole: Arc<AtomicBool>,
    ends: Arc<Mutex<Vec<TcpStream>>>,
}

impl Cable {
    fn to(server: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let (whole, ends) = (Arc::new(AtomicBool::new(true)), Arc::new(Mutex::new(Vec::new())));
        let cable = Self {
            port,
            whole: Arc::clone(&whole),
            ends: Arc::clone(&ends),
        };
        std::thread::spawn(move || {
            for near in listener.incoming().map_while(Result::ok) {
                if whole.load(Ordering::SeqCst) {
                    let far = TcpStream::connect(server).unwrap();
                    for (from, to) in [(&near, &far), (&far, &near)] {
                        let (mut from, mut to) = (from.try_clone().unwrap(), to.try_clone().unwrap());
                        std::thread::spawn(move || std::io::copy(&mut from, &mut to));
                    }
                    ends.lock().unwrap().extend([near, far]);
                }
            }
        });
        cable
    }

    fn cut(&self) {
        self.whole.store(false, Ordering::SeqCst);
        self.sever();
    }

    /// Breaks the connections there are; new ones are passed on.
    fn sever(&self) {
        for end in self.ends.lock().unwrap().drain(..) {
            let _ = end.shutdown(Shutdown::Both);
        }
    }
}

/// A database with a cable before it, and the database itself.
fn behind_cable(connections: usize) -> (Db, Cable, TestDb) {
    let db = TestDb::postgres();
    let DbConfig::Postgres { url, .. } = db.config() else {
        panic!("a server was asked for")
    };
    let (before, rest) = url.split_once('@').unwrap();
    let (server, database) = rest.split_once('/').unwrap();
    let cable = Cable::to(server.parse().unwrap());
    let url = format!("{before}@127.0.0.1:{}/{database}", cable.port);
    (ok(Db::open(&DbConfig::Postgres { url, connections })), cable, db)
}

#[test]
fn a_connection_that_breaks_before_the_commit_is_not_noticed_and_at_the_commit_is_told() {
    let (far, cable, db) = behind_cable(1);
    let cable = Arc::new(cable);
    let runs = Arc::new(AtomicU32::new(0));
    let write = |key: &'static str, asks: bool| {
        let (cable, runs) = (Arc::clone(&cable), Arc::clone(&runs));
        far.write_blocking(ctx(0), move |tx| {
            let run = runs.fetch_add(1, Ordering::SeqCst);
            if asks {
                set(tx, key, "")?;
            } else {
                set_later(tx, key)?;
            }
            if run == 0 {
                cable.sever();
            }
            Ok::<_, Fault>(())
        })
    };
    // Its statement is prepared, so that the next run of it asks nothing.
    ok(far.write_blocking(ctx(0), |tx| set_later(tx, "warm")));
    // Nothing was answered, so nothing can have been kept: it is run again on a new connection.
    ok(write("quiet", false));
    assert_eq!(runs.swap(0, Ordering::SeqCst), 2);
    // Whether COMMIT arrived cannot be known, so it is not run again.
    assert!(write("told", true).is_err_and(|fault| fault.is_unavailable()));
    assert_eq!(runs.load(Ordering::SeqCst), 1);
    ok(far.write_blocking(ctx(0), |tx| set(tx, "after", "")));
    let kept = settings(&db, 0);
    assert!(kept.contains("quiet") && kept.contains("after"), "{kept:?}");
}

#[test]
#[expect(clippy::disallowed_methods, reason = "how long an asker waits is what is tested")]
fn an_outage_is_a_fault_soon_and_passes() {
    let (far, cable, db) = behind_cable(2);
    ok(far.write_blocking(ctx(0), |tx| set(tx, "before", "v")));

    cable.cut();
    let asked = Instant::now();
    for _ in 0..4 {
        let answer = far.write_blocking(ctx(0), |tx| set(tx, "during", "v"));
        let fault: Fault = answer.expect_err("there is no server");
        assert!(fault.is_unavailable(), "{fault}");
    }
    assert!(asked.elapsed() < Duration::from_secs(5));

    cable.whole.store(true, Ordering::SeqCst);
    let restored = Instant::now();
    while let Err(fault) = far.write_blocking(ctx(0), |tx| set(tx, "after", "v")) {
        let fault: Fault = fault;
        assert!(restored.elapsed() < Duration::from_secs(10), "{fault}");
        std::thread::yield_now();
    }
    assert_eq!(
        settings(&db, 0),
        BTreeSet::from(["after".to_owned(), "before".to_owned()])
    );
}

#[test]
fn demanded_encryption_is_never_left_out() {
    let db = TestDb::postgres();
    let DbConfig::Postgres { url, .. } = db.config() else {
        panic!("a server was asked for")
    };
    // The test server offers none.
    assert!(Db::open(&DbConfig::parse(&format!("{url}?sslmode=require"))).is_err_and(|f| f.is_unavailable()));
}

/// A task of a runtime may wait a hundred-odd times before it must yield; the blocking calls must not count.
#[tokio::test]
async fn blocking_calls_inside_a_task_are_answered_however_many_there_are() {
    let test = TestDb::sqlite();
    for _ in 0..400 {
        let one = test.read_blocking(0, |r| r.one("SELECT 1", &params![], |row| row.int(0)));
        assert_eq!(one.map_err(|fault| fault.to_string()), Ok(Some(1)));
    }
}
