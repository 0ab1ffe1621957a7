//! What watches the server asks: does it run (`/healthz`), and can it answer (`/readyz`). Both are the same for every
//! municipality and language, and tell nothing of either.

use crate::frame::App;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};

/// The answer, when the path is one of the two.
pub async fn answer(app: &App, path: &str) -> Option<Response> {
    match path {
        "/healthz" => Some("ok\n".into_response()),
        "/readyz" => Some(ready(app).await),
        _ => None,
    }
}

async fn ready(app: &App) -> Response {
    match app.db().read(0, |r| super::store::read(r, "secret")).await {
        Ok(_) => "ok\n".into_response(),
        Err(error) => {
            tracing::error!(fault = ?error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "not ready\n").into_response()
        }
    }
}
