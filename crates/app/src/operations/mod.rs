//! Drift: hvordan installasjonen startes, tas vare på og måles. Her ligger kommandoene `serve`, `demo`, `check`,
//! `import`, `export` og `user invite`, og hemmeligheten som signerer skjemaer.

pub mod audit;
mod backup;
mod chance;
mod commands;
pub mod demo;
pub mod doctor;
pub mod folder;
mod gatherings;
mod health;
mod learnt;
mod listener;
mod load;
pub mod nightly;
mod promises;
pub mod serve;
pub mod settings;
pub mod store;
mod things;
mod training;
mod visitor;
pub mod year;

pub use commands::{import, run};
pub use health::answer as health;

#[cfg(test)]
mod tests;
