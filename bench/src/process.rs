//! The released program as it starts and rests.

use crate::{Trouble, data::World, report::Report, servers::Server};
use std::{path::Path, time::Duration};

/// Measures `target/release/terskel`.
pub fn measure(world: &World, report: &mut Report) -> Result<(), Trouble> {
    let program = Path::new("target/release/terskel");
    if !program.exists() {
        return Err("target/release/terskel is not built: run make bench".into());
    }
    let data = world.folder.to_string_lossy();
    let mut times = Vec::new();
    for _ in 0..5 {
        times.push(Server::program(program, &["serve", "--data", &data])?.first_answer);
    }
    times.sort_by(f64::total_cmp);
    report.at_most("from start to first answer, 100 000 visits", times[2], 300.0, "ms");
    let server = Server::program(program, &["serve", "--data", &data])?;
    std::thread::sleep(Duration::from_secs(3));
    report.at_most("memory when nobody asks", server.memory()?, 60.0, "MB");
    Ok(())
}
