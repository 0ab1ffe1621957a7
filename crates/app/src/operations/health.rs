//! What watches the server asks: does it run (`/healthz`), and can it answer (`/readyz`). Both are the same for every
//! municipality and language, and tell nothing of either.

use crate::frame::App;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use std::time::Duration;
use store::{Actor, WriteCtx};
use tokio::sync::Semaphore;

/// The answer, when the path is one of the two.
pub async fn answer(app: &App, path: &str) -> Option<Response> {
    match path {
        "/healthz" => Some("ok\n".into_response()),
        "/readyz" => Some(ready(app).await),
        _ => None,
    }
}

/// One look at a time: whoever asks often waits for the one before, and writes no more than one.
static LOOKING: Semaphore = Semaphore::const_new(1);
/// How long the database may take.
const PATIENCE: Duration = Duration::from_secs(5);

/// Whether something can be read and written: a full disk and a database that others may only read answer questions, but
/// nobody gets an appointment from them.
async fn ready(app: &App) -> Response {
    let looked = tokio::time::timeout(PATIENCE, async {
        let _alone = LOOKING.acquire().await;
        let ctx = WriteCtx {
            tenant: 0,
            actor: Actor::System,
            now: app.now(),
        };
        app.db().write(ctx, |tx| super::store::write(tx, "ready", &tx.now().to_string())).await
    });
    match looked.await {
        Ok(Ok(())) => "ok\n".into_response(),
        failed => {
            tracing::error!(fault = ?failed, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "not ready\n").into_response()
        }
    }
}
