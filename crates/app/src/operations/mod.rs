//! Drift: hvordan installasjonen startes, tas vare på og måles. Her ligger kommandoene `serve`, `demo`, `check`,
//! `import`, `export` og `user invite`, og hemmeligheten som signerer skjemaer.

pub mod store;
