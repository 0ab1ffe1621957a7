//! The released program as it starts and rests.

use crate::{Trouble, data::World, report::Report, servers::Server};
use std::{path::Path, time::Duration};

/// Measures the program that lies beside the bench.
pub fn measure(world: &World, report: &mut Report) -> Result<(), Trouble> {
    let built = std::env::current_exe()?.with_file_name("terskel");
    let program: &Path = &built;
    if !program.exists() {
        return Err("terskel is not built beside the bench: run make bench".into());
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
