//! Figures fetched from Statistics Norway's PxWebApi 2 (`/tables/{table}/data`, <https://www.ssb.no/api/pxwebapi>), in an installation
//! that is told where it is. Off until then. Nothing but the number of the municipality is sent.

use crate::operations::settings::Settings;
use interop::json_stat::MOST_BYTES;
use std::{io::ErrorKind, time::Duration};
use ureq::{Agent, Error, http};

/// How long Statistics Norway may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// Where figures are fetched from.
pub struct FigureSource {
    agent: Agent,
    address: String,
}

/// Why nothing was fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FetchTrouble {
    /// Nobody answers there.
    Unreachable,
    /// It took too long.
    Slow,
    /// The table is not there.
    NotFound,
    /// It was asked too often.
    TooMany,
    /// It wants us to ask somebody else.
    Elsewhere,
    /// It answered that something is wrong, with this status.
    Status(u16),
    /// The answer is larger than what is read.
    TooLarge,
    /// The answer stopped before its end.
    CutShort,
}

impl FigureSource {
    /// The one that the settings name; none when they name none.
    ///
    /// # Errors
    /// Words about what is wrong.
    pub fn of(settings: &Settings) -> Result<Option<Self>, String> {
        let address = settings.statistics_url.trim_end_matches('/');
        if address.is_empty() {
            return Ok(None);
        }
        if !address.starts_with("https://") && !address.starts_with("http://") {
            return Err("statistics_url does not begin with https://".to_owned());
        }
        Ok(Some(Self::new(address, PATIENCE)))
    }

    /// At an address, with this much patience.
    #[must_use]
    pub fn new(address: &str, patience: Duration) -> Self {
        let agent = Agent::config_builder()
            .timeout_global(Some(patience))
            // An answer that is no success is an answer too: it tells what to do.
            .http_status_as_error(false)
            .max_redirects(0)
            .build()
            .into();
        Self {
            agent,
            address: address.to_owned(),
        }
    }

    /// The people of a municipality by age, the last three years (table 07459), as JSON-stat 2. Blocks.
    ///
    /// # Errors
    /// What is in the way.
    pub fn population(&self, number: &str) -> Result<Vec<u8>, FetchTrouble> {
        let address = format!("{}{}", self.address, population_path(number));
        let request = http::Request::get(address).header("accept", "application/json").body(());
        let mut response = self
            .agent
            .run(request.map_err(|_| FetchTrouble::Unreachable)?)
            .map_err(|e| trouble(&e, FetchTrouble::Unreachable))?;
        match response.status().as_u16() {
            200 => {}
            300..=399 => return Err(FetchTrouble::Elsewhere),
            404 => return Err(FetchTrouble::NotFound),
            429 => return Err(FetchTrouble::TooMany),
            other => return Err(FetchTrouble::Status(other)),
        }
        let body = response.body_mut().with_config().limit(MOST_BYTES as u64).read_to_vec();
        body.map_err(|e| trouble(&e, FetchTrouble::CutShort))
    }
}

/// The path of the table with one municipality, both sexes, every single year of age and the newest years.
#[must_use]
pub fn population_path(number: &str) -> String {
    format!(
        "/tables/07459/data?lang=no&valueCodes%5BRegion%5D={number}&valueCodes%5BKjonn%5D=1,2&valueCodes%5BAlder%5D=*\
         &valueCodes%5BContentsCode%5D=Personer1&valueCodes%5BTid%5D=top(3)&outputFormat=json-stat2"
    )
}

fn trouble(error: &Error, otherwise: FetchTrouble) -> FetchTrouble {
    match error {
        Error::Timeout(_) => FetchTrouble::Slow,
        Error::Io(e) if e.kind() == ErrorKind::TimedOut || e.kind() == ErrorKind::WouldBlock => FetchTrouble::Slow,
        Error::BodyExceedsLimit(_) => FetchTrouble::TooLarge,
        Error::TooManyRedirects => FetchTrouble::Elsewhere,
        _ => otherwise,
    }
}
