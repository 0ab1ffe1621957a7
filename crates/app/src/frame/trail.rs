//! What somebody who is signed in leaves in the history by what she asks for. It is decided here, for every route, so that no
//! room can forget it: a change in the office that says nothing of itself is told by the page it was made on, and a page that
//! shows people is told as read, once a day for each reader. Desk pages are told without what they were about: nothing here
//! leads to a citizen or a visit.

use super::{
    app::App,
    errors::AppError,
    routes::Audience,
    scope::Scope,
    session::{SessionInfo, Who},
};
use axum::{extract::Request, http::Method};
use domain::{access::Permission, shared::Id};
use jiff::civil::Date;
use std::{
    collections::HashSet,
    sync::{Mutex, PoisonError},
};
use store::{Tx, WriteCtx};

/// Whoever has these sees other people's data on the pages that ask for them.
const OF_PEOPLE: [Permission; 6] = [
    Permission::OthersBookings,
    Permission::ManageGuides,
    Permission::ManageAccounts,
    Permission::PlanRoster,
    Permission::HandleIncidents,
    Permission::GuardPrivacy,
];

/// Pages of the desk that show names to those who may see them.
const NAMES_AT_THE_DESK: [&str; 4] =
    ["/skranke/timer", "/skranke/pamelding", "/skranke/venteliste", "/skranke/ringeliste"];

/// What a request leaves in the history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Footprint {
    page: &'static str,
    about: String,
    verb: &'static str,
}

impl Footprint {
    /// What a request for a page leaves; none where it says nothing about anybody. A shared device reads no names.
    #[must_use]
    pub fn of(audience: Audience, page: &'static str, req: &Request, session: &SessionInfo) -> Option<Self> {
        if !matches!(session.who, Who::Person { .. }) {
            return None;
        }
        let office = page.starts_with("/kontor");
        let verb = if req.method() == Method::POST {
            (office || page.starts_with("/konto")).then_some("changed")?
        } else if office && is_file(page) {
            "exported"
        } else {
            shows_people(audience, page, session).then_some("read")?
        };
        let path = req.extensions().get::<Scope>().map_or("", |scope| scope.path.as_str());
        let about = if office { about(page, path) } else { String::new() };
        Some(Self { page, about, verb })
    }

    /// Whether it is told by the change itself, in its own transaction.
    #[must_use]
    pub fn is_change(&self) -> bool {
        self.verb == "changed"
    }

    /// Tells it.
    ///
    /// # Errors
    /// A fault of the database.
    pub fn leave(&self, tx: &mut Tx) -> Result<(), AppError> {
        let room = self.page.trim_start_matches('/').split('/').nth(1).unwrap_or("konto");
        Ok(tx.history(room, self.page, self.about.as_str(), self.verb, None, None)?)
    }

    /// Tells that a page was read: the first time each day. What is taken out is told every time.
    ///
    /// # Errors
    /// A fault of the database; then the page must not be given.
    pub async fn leave_reading(self, app: &App, tenant: i64, session: &SessionInfo) -> Result<(), AppError> {
        let Who::Person { account, .. } = &session.who else {
            return Ok(());
        };
        let now = app.now();
        let key = (tenant, *account, format!("{} {}", self.page, self.about));
        let today = domain::shared::day_and_minute(now).0;
        if self.verb == "read" && app.read_today().holds(today, &key) {
            return Ok(());
        }
        let ctx = WriteCtx {
            tenant,
            actor: session.actor(),
            now,
        };
        app.db().write(ctx, move |tx| self.leave(tx)).await?;
        app.read_today().add(today, key);
        Ok(())
    }
}

/// Whether a page is a file that is taken out: its name has an ending, or it says so.
fn is_file(page: &str) -> bool {
    page.rsplit('/').next().is_some_and(|last| last.contains('.'))
        || page.contains("/fil/")
        || page.contains("/dokument/")
}

fn shows_people(audience: Audience, page: &str, session: &SessionInfo) -> bool {
    let asked = OF_PEOPLE.iter().any(|p| audience == Audience::SignedIn(*p));
    let names = NAMES_AT_THE_DESK.iter().any(|p| page.starts_with(p)) && session.may(Permission::OthersBookings);
    asked || names
}

/// What stands in an address where the page has a placeholder.
fn about(page: &str, path: &str) -> String {
    let pairs = page.split('/').zip(path.split('/'));
    let values: Vec<&str> = pairs.filter(|(name, _)| name.starts_with('{')).map(|(_, value)| value).collect();
    values.join("/")
}

/// A reader in a municipality, and what was read.
type Read = (i64, Id, String);

/// What has been told as read today.
#[derive(Default)]
pub struct ReadToday(Mutex<(Date, HashSet<Read>)>);

impl ReadToday {
    fn holds(&self, today: Date, key: &Read) -> bool {
        let state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        state.0 == today && state.1.contains(key)
    }

    fn add(&self, today: Date, key: Read) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if state.0 != today {
            *state = (today, HashSet::new());
        }
        state.1.insert(key);
    }
}

#[cfg(test)]
mod tests {
    use super::{about, is_file};

    #[test]
    fn an_address_gives_what_the_page_is_about() {
        assert_eq!(about("/kontor/folk/{id}/om", "/kontor/folk/abc/om"), "abc");
        assert_eq!(about("/kontor/a/{x}/{y}", "/kontor/a/1/2"), "1/2");
        assert_eq!(about("/kontor/folk", "/kontor/folk"), "");
    }

    #[test]
    fn files_are_told_from_pages() {
        for file in ["/kontor/tall.csv", "/kontor/ros/{id}/dokument/{form}", "/kontor/hendelser/{id}/arkiv.json"] {
            assert!(is_file(file), "{file}");
        }
        assert!(!is_file("/kontor/folk/{id}"));
    }
}
