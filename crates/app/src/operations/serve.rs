//! Serving: opens the database, brings it up to date, listens, and ends in order.

use super::{listener, nightly, settings::Settings};
use crate::{
    frame::{App, Clock, front},
    messages::{self, Post},
    routes,
    situation::FigureSource,
};
use jiff::Timestamp;
use std::net::{IpAddr, SocketAddr};
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

/// As [`open`], when there is a database to open.
///
/// # Errors
/// Words about what is wrong.
pub fn open_existing(settings: &Settings) -> Result<Db, String> {
    settings.existing_database()?;
    open(settings)
}

/// As [`open`], with ids that follow from a number: for the demonstration.
///
/// # Errors
/// Words about what is wrong.
pub fn open_seeded(settings: &Settings, seed: u64) -> Result<Db, String> {
    let db = Db::open_seeded(&settings.database()?, seed).map_err(|fault| fault.to_string())?;
    db.migrate().map_err(|fault| fault.to_string())?;
    Ok(db)
}

/// Serves until the process is told to stop. A demonstration is served to this machine alone: its passwords are known.
///
/// # Errors
/// Words about what is wrong.
pub fn serve(settings: &Settings, now: fn() -> Timestamp) -> Result<(), String> {
    let app = start(settings, now)?;
    if app.tenants().all().iter().any(|tenant| tenant.demo) {
        only_this_machine(&settings.listen)?;
    }
    let code = crate::municipality::guide::code_for_new_installation(&app).map_err(|error| format!("{error:?}"))?;
    run(app, settings, |address| {
        tracing::info!(%address, "listening");
        if let Some(code) = code {
            println!("Her er det ingen kommune ennå. Åpne denne adressen for å komme i gang:");
            println!("  http://{address}/kom-i-gang?kode={code}");
        }
    })
}

/// Serves a demonstration until the process is told to stop. `ready` is told the address.
///
/// # Errors
/// Words about what is wrong.
pub fn serve_demo(settings: &Settings, now: fn() -> Timestamp, ready: impl FnOnce(SocketAddr)) -> Result<(), String> {
    run(start(settings, now)?, settings, ready)
}

fn start(settings: &Settings, now: fn() -> Timestamp) -> Result<App, String> {
    let post = Post::of(settings)?;
    let figures = FigureSource::of(settings)?;
    let app = App::start(open(settings)?, Clock::Real(now)).map_err(|error| format!("{error:?}"))?;
    app.set_post(post);
    app.set_figure_source(figures);
    Ok(app)
}

fn run(app: App, settings: &Settings, ready: impl FnOnce(SocketAddr)) -> Result<(), String> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| format!("the server's threads could not be started: {error}"))?;
    runtime.block_on(listen(app, settings, ready))
}

/// Refuses an address that other machines reach.
///
/// # Errors
/// What to do instead.
pub fn only_this_machine(listen: &str) -> Result<(), String> {
    let host = listen.rsplit_once(':').map_or(listen, |(host, _)| host).trim_matches(['[', ']']);
    let own = host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback());
    if own {
        return Ok(());
    }
    Err(format!(
        "passordene i demonstrasjonen er kjent for alle, og {listen} kan nås fra andre maskiner: bruk 127.0.0.1, eller \
         «terskel demo --open» hvis det er meningen"
    ))
}

/// Listens and answers until told to stop.
///
/// # Errors
/// Words about what is wrong.
pub async fn listen(app: App, settings: &Settings, ready: impl FnOnce(SocketAddr)) -> Result<(), String> {
    let address = &settings.listen;
    let listener = tokio::net::TcpListener::bind(address)
        .await
        .map_err(|error| format!("can't listen on {address}: {error}"))?;
    app.warm().await.map_err(|error| format!("{error:?}"))?;
    tokio::spawn(app.clone().follow_changes());
    tokio::spawn(nightly::follow(app.clone()));
    tokio::spawn(nightly::pass_on(app.clone()));
    let sending = tokio::spawn(messages::follow(app.clone()));
    let (router, _) = routes::all().done();
    let service = front::service(app.clone(), router, settings.behind_proxy);
    ready(listener.local_addr().map_err(|error| error.to_string())?);
    tokio::spawn(stopped(app.clone()));
    listener::answer(listener, service, app.stopping(), listener::Patience::default())
        .await
        .map_err(|error| error.to_string())?;
    // What is on its way is sent, and known to be sent, before the program ends.
    sending.await.map_err(|error| error.to_string())
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

#[cfg(test)]
mod tests {
    use super::only_this_machine;

    #[test]
    fn a_demonstration_is_shown_to_this_machine_alone() {
        for own in ["127.0.0.1:8080", "localhost:80", "[::1]:8080", "127.0.0.1"] {
            assert!(only_this_machine(own).is_ok(), "{own}");
        }
        for other in ["0.0.0.0:8080", "[::]:8080", "192.168.1.4:80", "example.no:80", ""] {
            assert!(only_this_machine(other).is_err(), "{other}");
        }
    }
}
