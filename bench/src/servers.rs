//! The servers that are measured, each a process of its own.

use crate::{Trouble, client::Client};
use app::{
    frame::{App, Clock},
    operations::{serve::listen, settings::Settings},
};
use axum::{
    Router,
    http::header,
    response::{IntoResponse, Response},
};
use std::{
    net::{SocketAddr, TcpListener},
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};
use store::{Db, DbConfig};

/// What a server at rest uses of the processor between two looks, in microseconds: two ticks of the system's clock.
const QUIET: f64 = 20_000.0;

/// A server process; ended when this is dropped.
pub struct Server {
    child: Child,
    /// Where it listens.
    pub address: SocketAddr,
    /// From its start to its first answer, in milliseconds.
    pub first_answer: f64,
}

impl Server {
    /// Starts this program again as a server.
    pub fn start(args: &[&str]) -> Result<Self, Trouble> {
        Self::program(&std::env::current_exe()?, args)
    }

    /// Starts a program that takes `--listen`, and waits for its first answer.
    pub fn program(program: &Path, args: &[&str]) -> Result<Self, Trouble> {
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let begun = Instant::now();
        let child = Command::new(program)
            .args(args)
            .args(["--listen", &address.to_string()])
            .env("TERSKEL_LOG_FILTER", "warn")
            .env_remove("TERSKEL_DATABASE")
            .stdout(Stdio::null())
            .spawn()?;
        let mut server = Self {
            child,
            address,
            first_answer: 0.0,
        };
        while begun.elapsed() < Duration::from_secs(20) {
            if let Ok(answer) = Client::new(address, "").and_then(|mut client| client.get("/")) {
                answer.expect(&[200])?;
                server.first_answer = begun.elapsed().as_secs_f64() * 1000.0;
                return Ok(server);
            }
            if let Some(status) = server.child.try_wait()? {
                return Err(format!("the server ended: {status}").into());
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        Err("the server did not answer".into())
    }

    /// Processor time so far, all threads, user and system, in microseconds.
    pub fn cpu(&self) -> Result<f64, Trouble> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id()))?;
        // The name in parentheses may hold spaces; after it, user and system time are the 12th and 13th fields, in
        // hundredths of a second on every Linux that Rust runs on.
        let rest = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
        let fields: Vec<f64> = rest.split_whitespace().skip(11).take(2).filter_map(|f| f.parse().ok()).collect();
        Ok(fields.iter().sum::<f64>() * 10_000.0)
    }

    /// Waits until the server has done what it does when it starts: the night's work, and checking the history. What that
    /// costs is no page's and no visit's cost.
    pub fn settled(&self) -> Result<(), Trouble> {
        let begun = Instant::now();
        let mut before = self.cpu()?;
        while begun.elapsed() < Duration::from_secs(60) {
            std::thread::sleep(Duration::from_millis(700));
            let used = self.cpu()?;
            if used - before <= QUIET {
                return Ok(());
            }
            before = used;
        }
        Err("the server did not come to rest".into())
    }

    /// Resident memory, in megabytes.
    pub fn memory(&self) -> Result<f64, Trouble> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find_map(|l| l.strip_prefix("VmRSS:")).ok_or("no VmRSS")?;
        let kb: f64 = line.trim().trim_end_matches(" kB").parse()?;
        Ok(kb / 1024.0)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing to end.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn flag<'a>(args: &[&'a str], name: &str) -> Option<&'a str> {
    args.iter().position(|a| *a == name).and_then(|at| args.get(at + 1)).copied()
}

fn run<F: Future<Output = Result<(), Trouble>>>(work: F) -> Result<(), Trouble> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(work)
}

/// The same server as `terskel serve`, with a commit that takes longer where asked for.
pub fn serve(args: &[&str]) -> Result<(), Trouble> {
    let database = flag(args, "--database").ok_or("--database")?;
    let address = flag(args, "--listen").ok_or("--listen")?;
    let db = Db::open(&DbConfig::parse(database)).map_err(|e| e.to_string())?;
    if let Some(ms) = flag(args, "--commit-ms") {
        db.set_commit_delay(Duration::from_millis(ms.parse()?));
    }
    let app = App::start(db, Clock::Real(jiff::Timestamp::now)).map_err(|e| format!("{e:?}"))?;
    let settings = Settings {
        listen: address.to_owned(),
        ..Settings::default()
    };
    run(async { Ok(listen(app, &settings, |_| {}).await?) })
}

/// The least there can be: axum answering with one body that lies in memory.
pub fn bare(args: &[&str]) -> Result<(), Trouble> {
    let address = flag(args, "--listen").ok_or("--listen")?.to_owned();
    let body = axum::body::Bytes::from(std::fs::read(flag(args, "--body").ok_or("--body")?)?);
    let page = move || std::future::ready(bare_page(body.clone()));
    run(async move {
        let listener = tokio::net::TcpListener::bind(&address).await?;
        Ok(axum::serve(listener, Router::new().route("/", axum::routing::get(page))).await?)
    })
}

fn bare_page(body: axum::body::Bytes) -> Response {
    let head = [(header::CONTENT_TYPE, "text/html; charset=utf-8"), (header::CONTENT_ENCODING, "br")];
    (head, body).into_response()
}
