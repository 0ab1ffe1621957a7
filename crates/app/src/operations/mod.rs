//! Drift: hvordan installasjonen startes, tas vare på og måles. Her ligger kommandoene `serve`, `demo`, `check`,
//! `import`, `export` og `user invite`, og hemmeligheten som signerer skjemaer.

mod commands;
pub mod folder;
mod serve;
pub mod settings;
pub mod store;

pub use commands::{import, run};
