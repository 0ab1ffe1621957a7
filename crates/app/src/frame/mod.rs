//! What every room stands on: the running installation, which municipality and language a request is for, who asks,
//! what is refused and how that looks. No room's rules live here.

pub mod app;
pub mod cx;
pub mod documents;
pub mod errors;
pub mod front;
pub mod origin;
pub mod pages;
pub mod published;
pub mod routes;
pub mod scope;
pub mod session;
pub mod shell;
pub mod signed_in;
pub mod trail;
pub mod upload;
pub mod written;

#[cfg(test)]
mod tests;

pub use app::{App, Clock};
pub use cx::Cx;
pub use errors::{AppError, Refusal};
pub use pages::{Cached, Framed};
pub use published::{Ids, Loaded, Published};
pub use routes::{Audience, RouteInfo, Routes};
pub use scope::{Scope, Tenant};
pub use session::{SessionInfo, Who};
pub use signed_in::{Found, SignedIn};
pub use upload::Upload;
pub use written::Written;

/// A local day as it is stored: days since 1970-01-01.
#[must_use]
pub fn days(day: jiff::civil::Date) -> i64 {
    i64::from(jiff::civil::date(1970, 1, 1).until(day).map_or(0, |span| span.get_days()))
}

/// The local day of a stored number; the first day of 1970 for numbers that are no day.
#[must_use]
pub fn day_of(days: i64) -> jiff::civil::Date {
    use jiff::ToSpan;
    let first = jiff::civil::date(1970, 1, 1);
    i32::try_from(days).ok().and_then(|d| first.checked_add(d.days()).ok()).unwrap_or(first)
}

/// A key as it was stored. What is not a key was not written by us.
///
/// # Errors
/// A fault that names the text.
pub fn stored_key(text: &str) -> Result<domain::shared::Key, store::Fault> {
    domain::shared::Key::parse(text).map_err(|_| store::Fault::corrupt(format!("not a key: {text}")))
}

/// A code as it was stored, read back.
///
/// # Errors
/// A fault that names the code.
pub fn stored_code<T>(code: &str, parse: impl Fn(&str) -> Option<T>) -> Result<T, store::Fault> {
    parse(code).ok_or_else(|| store::Fault::corrupt(format!("not a known code: {code}")))
}
