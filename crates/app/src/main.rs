//! `terskel`: the program. Only here is the system's clock read.

use std::process::ExitCode;

fn main() -> ExitCode {
    app::operations::run(system_now)
}

#[expect(
    clippy::disallowed_methods,
    reason = "the one place that asks the system what time it is"
)]
fn system_now() -> jiff::Timestamp {
    jiff::Timestamp::now()
}
