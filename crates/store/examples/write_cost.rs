//! What a small write costs the processor on SQLite: five statements per job, sixty-four askers, no network.
//!
//! `cargo run --release -p store --example write_cost` prints CPU time per job, flush of the disk included only as the
//! processor feels it. `/proc` is Linux only.

use std::sync::Arc;

use store::{Actor, Db, DbConfig, Fault, Query as _, WriteCtx, params};

const JOBS: i64 = 40_000;
const ASKERS: i64 = 64;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::temp_dir().join(format!("terskel-write-cost-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let db = Arc::new(Db::open(&DbConfig::Sqlite {
        path: folder.join("cost.db"),
    })?);
    db.migrate()?;
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).build()?;
    let before = cpu_ms()?;
    runtime.block_on(async {
        let askers: Vec<_> = (0..ASKERS).map(|asker| tokio::spawn(ask(Arc::clone(&db), asker))).collect();
        for asker in askers {
            asker.await??;
        }
        Ok::<_, Box<dyn std::error::Error>>(())
    })?;
    let cpu = cpu_ms()? - before;
    println!("{:.1} µs CPU per job", cpu * 1000.0 / JOBS as f64);
    db.close();
    std::fs::remove_dir_all(&folder)?;
    Ok(())
}

async fn ask(db: Arc<Db>, asker: i64) -> Result<(), Fault> {
    for turn in 0..JOBS / ASKERS {
        let now = jiff::Timestamp::from_millisecond(1_790_000_000_000 + turn).unwrap_or_default();
        let ctx = WriteCtx {
            tenant: 0,
            actor: Actor::System,
            now,
        };
        db.write(ctx, move |tx| {
            let (tenant, key) = (tx.tenant(), format!("count-{asker}"));
            tx.one(
                "SELECT content_version FROM tenant WHERE tenant_id = $1",
                &params![tenant],
                |row| row.int(0),
            )?;
            tx.one(
                "SELECT value FROM setting WHERE tenant_id = $1 AND key = $2",
                &params![tenant, &key],
                |row| row.text(0),
            )?;
            tx.history(
                "sample",
                "visit",
                asker,
                "registered",
                None,
                Some("{\"minutes\":15}".to_owned()),
            )?;
            tx.exec(
                "INSERT INTO setting (tenant_id, key, value) VALUES ($1, $2, $3) \
                 ON CONFLICT (tenant_id, key) DO UPDATE SET value = excluded.value",
                &params![tenant, &key, turn.to_string()],
            )?;
            tx.exec(
                "UPDATE tenant SET content_version = content_version + 1 WHERE tenant_id = $1",
                &params![tenant],
            )?;
            Ok::<_, Fault>(())
        })
        .await?;
    }
    Ok(())
}

/// Processor time of this process so far, all threads, in ms.
fn cpu_ms() -> Result<f64, std::io::Error> {
    let mut sum = 0_u64;
    for task in std::fs::read_dir("/proc/self/task")? {
        let stat = std::fs::read_to_string(task?.path().join("schedstat"))?;
        sum += stat.split(' ').next().and_then(|ns| ns.parse::<u64>().ok()).unwrap_or(0);
    }
    Ok(sum as f64 / 1e6)
}
