//! Settings: flags first, then `TERSKEL_*` in the environment, then one TOML file.

use figment::{
    Figment,
    providers::{Env, Format, Serialized, Toml},
};
use serde::{Deserialize, Serialize};
use std::{os::unix::fs::DirBuilderExt, path::PathBuf};

/// The settings of an installation.
#[derive(Clone, Debug, Serialize, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Where to listen, e.g. `127.0.0.1:8080`.
    pub listen: String,
    /// The folder of the SQLite database.
    pub data: PathBuf,
    /// `postgres://…` instead of SQLite; empty for SQLite.
    pub database: String,
    /// `text` or `json`.
    pub log: String,
    /// Whether all requests come through a proxy of one's own, which writes who asked in `X-Forwarded-For`.
    pub behind_proxy: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            listen: "127.0.0.1:8080".to_owned(),
            data: PathBuf::from("data"),
            database: String::new(),
            log: "text".to_owned(),
            behind_proxy: false,
        }
    }
}

/// What was said on the command line; what was not said is left out.
#[derive(Clone, Debug, Default, Serialize, clap::Args)]
pub struct Flags {
    /// Where to listen (host:port; default 127.0.0.1:8080)
    #[arg(long, global = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub listen: Option<String>,
    /// Folder of the embedded database (default ./data)
    #[arg(long, global = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<PathBuf>,
    /// Use PostgreSQL: postgres://user:password@host/database
    #[arg(long, global = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub database: Option<String>,
    /// Log format: text or json (default text)
    #[arg(long, global = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log: Option<String>,
    /// All requests come through a proxy of our own: believe its X-Forwarded-For
    #[arg(long, global = true, num_args = 0..=1, default_missing_value = "true")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub behind_proxy: Option<bool>,
    /// Settings file (TOML) with the same names
    #[arg(long, global = true)]
    #[serde(skip)]
    pub settings: Option<PathBuf>,
    /// Training mode: start with this local time instead of the real one, e.g. 2026-03-03T12:15
    #[arg(long, global = true, value_name = "TIME")]
    #[serde(skip)]
    pub at: Option<String>,
}

impl Settings {
    /// Reads the settings.
    ///
    /// # Errors
    /// Words about the setting that can't be read.
    pub fn read(flags: &Flags) -> Result<Self, String> {
        let mut figment = Figment::from(Serialized::defaults(Self::default()));
        if let Some(file) = &flags.settings {
            figment = figment.merge(Toml::file_exact(file));
        }
        figment
            .merge(Env::prefixed("TERSKEL_").only(&["listen", "data", "database", "log", "behind_proxy"]))
            .merge(Serialized::defaults(flags))
            .extract()
            .map_err(|error| error.to_string())
    }

    /// The database that the settings name.
    ///
    /// # Errors
    /// Words about what is wrong with the address or the folder.
    pub fn database(&self) -> Result<store::DbConfig, String> {
        if !self.database.is_empty() {
            return Ok(store::DbConfig::parse(&self.database));
        }
        // For its owner alone: what is in it is nobody else's on the machine.
        std::fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(&self.data)
            .map_err(|error| format!("the folder {} could not be made: {error}", self.data.display()))?;
        Ok(store::DbConfig::file(self.database_file()))
    }

    /// As [`Settings::database`], for commands that work on what is there: a folder with a spelling mistake in it is said, and
    /// not filled with an empty database.
    ///
    /// # Errors
    /// Words about what is wrong with the address, or that there is no database.
    pub fn existing_database(&self) -> Result<store::DbConfig, String> {
        let config = if self.database.is_empty() {
            store::DbConfig::file(self.database_file())
        } else {
            self.database()?
        };
        match config.missing_file() {
            Some(file) => Err(format!("{} finnes ikke: er det riktig --data?", file.display())),
            None => Ok(config),
        }
    }

    /// The file of the embedded database.
    #[must_use]
    pub fn database_file(&self) -> PathBuf {
        self.data.join("terskel.db")
    }
}
