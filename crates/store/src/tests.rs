//! Every body runs on both engines: `on_both!` makes a test of each.

use std::{collections::BTreeSet, time::Duration};

use jiff::Timestamp;

use crate::{Actor, Db, Fault, Query, Tx, Value, WriteCtx, params, testing::TestDb};

macro_rules! on_both {
    ($($name:ident),+ $(,)?) => {
        mod on_sqlite { $( #[test] fn $name() { super::$name(&super::TestDb::sqlite()); } )+ }
        mod on_postgres { $( #[test] fn $name() { super::$name(&super::TestDb::postgres()); } )+ }
    };
}

on_both!(values_round_trip, a_failing_job_rolls_back_alone);

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
