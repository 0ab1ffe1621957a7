use super::{
    app::App,
    errors::AppError,
    front::{self, Client},
    origin,
    published::Published,
    scope::{Scope, Tenant},
    session::SessionInfo,
    trail::Footprint,
};
use crate::privacy::{Fenced, PrivacyRefusal};
use axum::{
    extract::{FromRequestParts, Request},
    http::{HeaderMap, request::Parts},
    response::{IntoResponse, Redirect, Response},
};
use domain::shared::Locale;
use jiff::{Timestamp, civil::Date};
use sha2::Digest;
use std::{net::IpAddr, sync::Arc};
use store::{Actor, Read, Tx, WriteCtx};

/// The cookie of a session.
pub const SESSION_COOKIE: &str = "terskel";

/// The session's cookie, if there is one.
#[must_use]
pub fn session_cookie(headers: &HeaderMap) -> Option<&str> {
    front::cookie(headers, SESSION_COOKIE).filter(|c| !c.is_empty())
}

/// What is needed to look up who asks: taken out of a request before anything is awaited.
pub struct Asker {
    app: App,
    tenant: i64,
    token_hash: [u8; 32],
}

impl Asker {
    /// `None` when the request carries no session, or is for no municipality.
    #[must_use]
    pub fn of(req: &Request) -> Option<Self> {
        let (app, scope) = (req.extensions().get::<App>()?, req.extensions().get::<Scope>()?);
        Self::from_headers(app, scope, req.headers())
    }

    /// [`Asker::of`], for a request that has been answered.
    #[must_use]
    pub fn from_headers(app: &App, scope: &Scope, headers: &HeaderMap) -> Option<Self> {
        let cookie = session_cookie(headers)?;
        Some(Self {
            app: app.clone(),
            tenant: scope.tenant.as_ref()?.id,
            token_hash: sha2::Sha256::digest(cookie.as_bytes()).into(),
        })
    }

    /// Looks up the session. Another municipality's session counts as none.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn session(self) -> Result<Option<SessionInfo>, AppError> {
        let Self {
            app,
            tenant,
            token_hash,
        } = self;
        let now = app.now();
        if let Some(known) = app.signed_in().known(tenant, &token_hash, now) {
            return Ok(Some(known));
        }
        let mark = app.signed_in().mark();
        let found = app.db().read(tenant, move |r| crate::access::store::session(r, &token_hash, now)).await?;
        Ok(found.map(|found| {
            let session = found.session.clone();
            app.signed_in().remember(mark, tenant, found, now);
            session
        }))
    }
}

/// What a handler knows about the request it answers: municipality, language, instant, and who asks.
pub struct Cx {
    /// The installation.
    pub app: App,
    /// Municipality and language, and how addresses are written.
    pub scope: Scope,
    /// The instant of the request. Everything it does happens at this instant.
    pub now: Timestamp,
    /// Who is signed in; `None` on public routes.
    pub session: Option<SessionInfo>,
    /// Where the request came from.
    pub client: IpAddr,
    /// Whether the address is a loopback address, where cookies need not be secure.
    pub loopback: bool,
    cookie: String,
    tenant: Arc<Tenant>,
    footprint: Option<Footprint>,
    fenced: bool,
}

impl FromRequestParts<App> for Cx {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, AppError> {
        let scope = parts.extensions.get::<Scope>().cloned().ok_or(AppError::Absent)?;
        let tenant = scope.tenant.clone().ok_or(AppError::Absent)?;
        let client = parts.extensions.get::<Client>().ok_or(AppError::Absent)?.0;
        Ok(Self {
            now: app.now(),
            app: app.clone(),
            session: parts.extensions.get::<SessionInfo>().cloned(),
            client,
            loopback: client.is_loopback() && scope.origin.starts_with("http://"),
            cookie: session_cookie(&parts.headers).unwrap_or_default().to_owned(),
            scope,
            tenant,
            footprint: parts.extensions.get::<Footprint>().cloned(),
            fenced: parts.extensions.get::<Fenced>().is_some(),
        })
    }
}

impl Cx {
    /// The language of the answer.
    #[must_use]
    pub const fn locale(&self) -> Locale {
        self.scope.locale
    }

    /// The municipality.
    #[must_use]
    pub fn tenant(&self) -> &Tenant {
        &self.tenant
    }

    /// Today, in Norway.
    #[must_use]
    pub fn today(&self) -> Date {
        domain::shared::day_and_minute(self.now).0
    }

    /// An address in this municipality and language; `path` begins with `/`.
    #[must_use]
    pub fn link(&self, path: &str) -> String {
        self.scope.link(path)
    }

    /// The token that every form carries.
    #[must_use]
    pub fn csrf(&self) -> String {
        origin::token(&self.app, &self.cookie)
    }

    /// Sends the reader on to a page (303), e.g. after a change.
    #[must_use]
    pub fn go(&self, path: &str) -> Response {
        Redirect::to(&self.link(path)).into_response()
    }

    /// What the municipality has published.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn published(&self) -> Result<Arc<Published>, AppError> {
        self.app.published(self.tenant.id).await
    }

    /// Reads in this municipality.
    ///
    /// # Errors
    /// What the closure gives.
    pub async fn read<T, F>(&self, f: F) -> Result<T, AppError>
    where
        T: Send + 'static,
        F: FnMut(&mut Read) -> Result<T, AppError> + Send + 'static,
    {
        self.app.db().read(self.tenant.id, f).await
    }

    /// Writes in this municipality, as the one who is signed in, at the instant of the request. A change in the office that
    /// tells nothing of itself is told by the page it was made on. Nothing is written with a form that holds an identity number.
    ///
    /// # Errors
    /// What the closure gives; everything it did is then undone.
    pub async fn write<T, F>(&self, mut f: F) -> Result<T, AppError>
    where
        T: Send + 'static,
        F: FnMut(&mut Tx) -> Result<T, AppError> + Send + 'static,
    {
        if self.fenced {
            return Err(AppError::refused(PrivacyRefusal::IdentityNumber));
        }
        let actor = self.session.as_ref().map_or(Actor::Anonymous, SessionInfo::actor);
        let footprint = self.footprint.clone();
        self.app
            .db()
            .write(
                WriteCtx {
                    tenant: self.tenant.id,
                    actor,
                    now: self.now,
                },
                move |tx| {
                    let done = f(tx)?;
                    match &footprint {
                        Some(footprint) if !tx.has_history() => footprint.leave(tx)?,
                        _ => {}
                    }
                    Ok(done)
                },
            )
            .await
    }

    /// [`Cx::write`] for a change of what is published: the next request sees it.
    ///
    /// # Errors
    /// What the closure gives.
    pub async fn write_register<T, F>(&self, mut f: F) -> Result<T, AppError>
    where
        T: Send + 'static,
        F: FnMut(&mut Tx) -> Result<T, AppError> + Send + 'static,
    {
        let secret = *self.app.secret();
        let done = self
            .write(move |tx| {
                // First: it is also the lock that lets one change come after the other.
                crate::municipality::store::bump_version(tx)?;
                crate::operations::store::keep_code_key(tx, &secret)?;
                f(tx)
            })
            .await?;
        self.app.forget(self.tenant.id);
        Ok(done)
    }
}
