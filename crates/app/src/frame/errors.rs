use crate::texts::{T, Words};
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::shared::Locale;
use std::{fmt, sync::Arc};

/// A refusal: the rules say no. Shown on the same page, counted per code, values never logged.
pub trait Refusal: fmt::Debug + Send + Sync + 'static {
    /// Stable code, e.g. `queue.already_called`.
    fn code(&self) -> &'static str;
    /// What happened, and what to do next.
    fn texts(&self) -> (T, T);
    /// What happened, for the reader.
    fn text(&self, locale: Locale) -> String {
        locale.t(self.texts().0)
    }
    /// What to do next, for the reader.
    fn hint(&self, locale: Locale) -> String {
        locale.t(self.texts().1)
    }
    /// 422 unless somebody else came first, which is 409.
    fn status(&self) -> StatusCode {
        StatusCode::UNPROCESSABLE_ENTITY
    }
}

/// Why a request was not answered as asked.
#[derive(Clone, Debug)]
pub enum AppError {
    /// The rules say no.
    Refused(Arc<dyn Refusal>),
    /// There is no such thing here; another municipality's thing is not here either.
    Absent,
    /// The one who is signed in may not.
    Forbidden,
    /// Nobody is signed in; `to` is where to go afterwards (a path, or empty).
    SignIn {
        /// The page that was asked for.
        to: String,
    },
    /// A form came from somewhere else than our own pages.
    ForeignOrigin,
    /// What was sent is too large, too slow, or not written as a form is.
    Unreadable(StatusCode),
    /// More requests than anybody needs.
    TooMany {
        /// Seconds to wait.
        retry_after: u32,
    },
    /// The database did not answer, or not in time: trying again soon may help. The text is for the log only.
    Unavailable(String),
    /// Something broke. The text is for the log only.
    Fault(String),
}

impl AppError {
    /// A refusal.
    pub fn refused(refusal: impl Refusal) -> Self {
        Self::Refused(Arc::new(refusal))
    }

    /// The status it is answered with.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self {
            Self::Refused(refusal) => refusal.status(),
            Self::Absent => StatusCode::NOT_FOUND,
            Self::Forbidden | Self::ForeignOrigin => StatusCode::FORBIDDEN,
            Self::SignIn { .. } => StatusCode::SEE_OTHER,
            Self::Unreadable(status) => *status,
            Self::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Fault(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl From<store::Fault> for AppError {
    fn from(fault: store::Fault) -> Self {
        if fault.is_unavailable() {
            Self::Unavailable(fault.to_string())
        } else {
            Self::Fault(fault.to_string())
        }
    }
}

/// The page is made by the front, which knows the language; until then the error travels in the answer's extensions.
impl IntoResponse for AppError {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}
