//! Serving: opens the database, brings it up to date, listens, and ends in order.

use super::settings::Settings;
use crate::{
    frame::{App, Clock, front},
    routes,
};
use jiff::Timestamp;
use std::net::SocketAddr;
use store::Db;

/// Opens the database that the settings name and brings its tables up to date.
///
/// # Errors
/// Words about what is wrong.
pub fn open(settings: &Settings) -> Result<Db, String> {
    let db = Db::open(&settings.database()?).map_err(|fault| fault.to_string())?;
    db.migrate().map_err(|fault| fault.to_string())?;
    Ok(db)
}

/// Serves until the process is told to stop.
///
/// # Errors
/// Words about what is wrong.
pub fn serve(settings: &Settings, now: fn() -> Timestamp) -> Result<(), String> {
    let app = App::start(open(settings)?, Clock::Real(now)).map_err(|error| format!("{error:?}"))?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| format!("the server's threads could not be started: {error}"))?;
    runtime.block_on(listen(app, &settings.listen))
}

/// Listens and answers until told to stop.
///
/// # Errors
/// Words about what is wrong.
pub async fn listen(app: App, address: &str) -> Result<(), String> {
    let listener = tokio::net::TcpListener::bind(address)
        .await
        .map_err(|error| format!("can't listen on {address}: {error}"))?;
    app.warm().await.map_err(|error| format!("{error:?}"))?;
    tokio::spawn(app.clone().follow_changes());
    let (router, _) = routes::all().done();
    let service = front::service(app.clone(), router).into_make_service_with_connect_info::<SocketAddr>();
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    tracing::info!(%address, "listening");
    axum::serve(listener, service)
        .with_graceful_shutdown(stopped(app))
        .await
        .map_err(|error| error.to_string())
}

async fn stopped(app: App) {
    let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()).ok();
    let terminated = async {
        match terminate.as_mut() {
            Some(signal) => signal.recv().await,
            None => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminated => {}
    }
    app.stop();
}
