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
    /// The mail server: `smtp://user:password@host:587` or `smtps://…:465`; empty when no e-mail is sent.
    pub mail_server: Secret,
    /// Who e-mails are from.
    pub mail_from: String,
    /// How text messages are sent: `sveve`, `http`, or empty when none are.
    pub sms_gateway: String,
    /// The gateway's address; `http` needs it.
    pub sms_url: String,
    /// The gateway's user.
    pub sms_user: String,
    /// The gateway's password or key.
    pub sms_password: Secret,
    /// What text messages say they are from: at most 11 characters.
    pub sms_sender: String,
    /// `http`: GET, POST (the default) or PUT.
    pub sms_method: String,
    /// `http`: lines of `Name: value`.
    pub sms_headers: Vec<String>,
    /// `http`: the body, with placeholders.
    pub sms_body: String,
    /// `http`: what the answer holds when the message is taken; empty when the status tells enough.
    pub sms_success: String,
    /// Where figures are fetched from: Statistics Norway's PxWebApi 2; empty when none are.
    pub statistics_url: String,
}

/// A setting that is never printed.
#[derive(Clone, Default, Serialize, Deserialize, PartialEq, Eq)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// Whether it is not set.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The secret.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if self.is_empty() { "(not set)" } else { "(secret)" })
    }
}

/// What can be set in the environment.
const IN_ENVIRONMENT: [&str; 17] = [
    "listen",
    "data",
    "database",
    "log",
    "behind_proxy",
    "mail_server",
    "mail_from",
    "sms_gateway",
    "sms_url",
    "sms_user",
    "sms_password",
    "sms_sender",
    "sms_method",
    "sms_headers",
    "sms_body",
    "sms_success",
    "statistics_url",
];

impl Default for Settings {
    fn default() -> Self {
        Self {
            listen: "127.0.0.1:8080".to_owned(),
            data: PathBuf::from("data"),
            database: String::new(),
            log: "text".to_owned(),
            behind_proxy: false,
            mail_server: Secret::default(),
            mail_from: String::new(),
            sms_gateway: String::new(),
            sms_url: String::new(),
            sms_user: String::new(),
            sms_password: Secret::default(),
            sms_sender: String::new(),
            sms_method: String::new(),
            sms_headers: Vec::new(),
            sms_body: String::new(),
            sms_success: String::new(),
            statistics_url: String::new(),
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
            .merge(Env::prefixed("TERSKEL_").only(&IN_ENVIRONMENT))
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
