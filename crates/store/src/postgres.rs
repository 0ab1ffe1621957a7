//! PostgreSQL: a few threads, each with one connection and its prepared statements.
//!
//! A round trip costs more than most statements do, so a transaction makes few: BEGIN goes out with its first statement,
//! what needs no answer with COMMIT, and nobody waits for the end of a transaction that only looked.

use std::{
    collections::HashMap,
    error::Error,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread::JoinHandle,
    time::{Duration, Instant},
};

use bytes::BytesMut;
use tokio_postgres::{
    Config, Statement,
    types::{FromSql, IsNull, ToSql, Type, to_sql_checked},
};

#[cfg(any(test, feature = "testing"))]
use crate::tx::Shape;
use crate::{
    Event, Fault, Row, Value,
    dialect::Lanes,
    fault::Kind,
    job::{Job, Outcome, Queue, Shared, pause},
    tx::{EachRow, Session},
    value::{Cell, Cells},
    wire::Line,
};

const STATEMENTS: usize = 4096;
/// How often a closure is run again after meeting another transaction.
const RERUNS: u32 = 12;
const CHANNEL: &str = "terskel";

pub(crate) fn start(url: &str, connections: usize, shared: &Arc<Shared>) -> Result<Lanes, Fault> {
    let mut config: Config = url.parse().map_err(|_| Fault::unavailable("the database URL is not understood"))?;
    config
        .application_name("terskel")
        .connect_timeout(Duration::from_secs(3))
        .tcp_user_timeout(Duration::from_secs(10))
        .keepalives_idle(Duration::from_secs(30));
    // A first connection says at once, in the caller's face, that the URL or the password is wrong.
    warn_of_superuser(&mut connect(&config)?)?;
    let queue = Arc::new(Queue::new());
    let stop = Arc::new(AtomicBool::new(false));
    let mut threads: Vec<JoinHandle<()>> = Vec::with_capacity(connections + 1);
    for i in 0..connections.max(1) {
        let (queue, shared, config) = (Arc::clone(&queue), Arc::clone(shared), config.clone());
        threads.push(spawn(&format!("db-{i}"), move || {
            serve(&mut Link::new(config), &queue, &shared)
        })?);
    }
    let (listen_stop, shared) = (Arc::clone(&stop), Arc::clone(shared));
    threads.push(spawn("db-listen", move || listen(&config, &shared, &listen_stop))?);
    Ok(Lanes {
        writes: Arc::clone(&queue),
        reads: queue,
        threads,
        last: None,
        on_close: vec![stop],
    })
}

fn spawn(name: &str, work: impl FnOnce() + Send + 'static) -> Result<JoinHandle<()>, Fault> {
    std::thread::Builder::new()
        .name(name.to_owned())
        .spawn(work)
        .map_err(|e| Fault::unavailable(format!("no thread for the database: {e}")))
}

fn warn_of_superuser(line: &mut Line) -> Result<(), Fault> {
    let sql = "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user";
    let client = Arc::clone(&line.client);
    let row = line.wait(sql, client.query_one(sql, &[]))?;
    if row.get(0) {
        tracing::warn!("the database user may bypass row-level security; use an ordinary user that owns the database");
    }
    Ok(())
}

/// Encrypts when the URL says `sslmode=require`, and then also checks the server's certificate against those the
/// operating system trusts (or the file in `SSL_CERT_FILE`); libpq would not check it.
fn connect(config: &Config) -> Result<Line, Fault> {
    let mut line = Line::open(config, trust)?;
    line.batch(
        "SET statement_timeout = '30s'; SET idle_in_transaction_session_timeout = '30s'; \
         SET client_min_messages = warning",
    )
    .map_err(|fault| Fault::unavailable(fault.to_string()))?;
    Ok(line)
}

fn trust() -> Result<rustls::ClientConfig, Fault> {
    let mut roots = rustls::RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let versions = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|e| Fault::unavailable(format!("TLS cannot be set up: {e}")))?;
    Ok(versions.with_root_certificates(roots).with_no_client_auth())
}

/// The connection of one thread: made when needed, and after a failure not tried again before a growing pause is over.
struct Link {
    config: Config,
    open: Option<Remote>,
    pause: Duration,
    not_before: Option<Instant>,
}

impl Link {
    fn new(config: Config) -> Self {
        Self {
            config,
            open: None,
            pause: Duration::ZERO,
            not_before: None,
        }
    }

    fn get(&mut self) -> Result<&mut Remote, Fault> {
        if self.open.as_ref().is_some_and(|remote| remote.line.is_closed()) {
            self.open = None;
        }
        if self.open.is_none() {
            self.open = Some(self.reconnect()?);
        }
        self.open.as_mut().ok_or_else(|| Fault::unavailable("no connection"))
    }

    /// Ends what the last job left. What cannot be sent even this is closed, and the server then ends it by itself.
    fn rest(&mut self) {
        if let Some(remote) = &mut self.open {
            let _ = remote.line.rest();
        }
    }

    fn reconnect(&mut self) -> Result<Remote, Fault> {
        if self.not_before.is_some_and(|then| monotonic() < then) {
            return Err(Fault::unavailable("the database could not be reached a moment ago"));
        }
        match connect(&self.config) {
            Ok(line) => {
                self.pause = Duration::ZERO;
                self.not_before = None;
                Ok(Remote {
                    line,
                    statements: HashMap::new(),
                })
            }
            Err(fault) => {
                self.pause = (self.pause * 2).clamp(Duration::from_millis(50), Duration::from_secs(2));
                self.not_before = Some(monotonic() + self.pause);
                Err(fault)
            }
        }
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "spaces attempts to connect; no row and no answer depends on it"
)]
fn monotonic() -> Instant {
    Instant::now()
}

struct Remote {
    line: Line,
    statements: HashMap<Box<str>, Statement>,
}

impl Remote {
    fn statement(&mut self, sql: &str) -> Result<Statement, Fault> {
        if std::mem::take(&mut self.line.stale) || self.statements.len() >= STATEMENTS {
            self.statements.clear();
        }
        if let Some(statement) = self.statements.get(sql) {
            return Ok(statement.clone());
        }
        let client = Arc::clone(&self.line.client);
        let prepared = self.line.wait(sql, client.prepare(sql))?;
        self.statements.insert(sql.into(), prepared.clone());
        Ok(prepared)
    }

    fn bound(&mut self, sql: &str, params: &[Value]) -> Result<Statement, Fault> {
        let statement = self.statement(sql)?;
        let wanted = statement.params().len();
        if wanted != params.len() {
            return Err(Fault::wrong(format!(
                "{wanted} placeholders, {} values: {sql}",
                params.len()
            )));
        }
        Ok(statement)
    }
}

fn dynamic(params: &[Value]) -> Vec<&(dyn ToSql + Sync)> {
    params.iter().map(|value| value as &(dyn ToSql + Sync)).collect()
}

impl Session for Remote {
    fn exec(&mut self, sql: &str, params: &[Value]) -> Result<u64, Fault> {
        let statement = self.bound(sql, params)?;
        let client = Arc::clone(&self.line.client);
        self.line.wait(sql, client.execute_raw(&statement, params))
    }

    fn exec_later(&mut self, sql: &str, params: Vec<Value>) -> Result<(), Fault> {
        let statement = self.bound(sql, &params)?;
        let client = Arc::clone(&self.line.client);
        let asked = async move { client.execute_raw(&statement, &params).await.map(drop) };
        self.line.later(sql.into(), true, asked)
    }

    fn each(&mut self, sql: &str, params: &[Value], f: EachRow<'_>) -> Result<(), Fault> {
        let statement = self.bound(sql, params)?;
        let client = Arc::clone(&self.line.client);
        for row in self.line.wait(sql, client.query(&statement, &dynamic(params)))? {
            if !f(&Row(&row))? {
                break;
            }
        }
        Ok(())
    }

    fn batch(&mut self, sql: &str) -> Result<(), Fault> {
        self.line.batch(sql)
    }

    #[cfg(any(test, feature = "testing"))]
    fn shape(&mut self, sql: &str) -> Result<Shape, Fault> {
        let statement = self.statement(sql)?;
        Ok(Shape {
            placeholders: statement.params().len(),
            columns: statement.columns().len(),
        })
    }
}

fn serve(link: &mut Link, queue: &Queue, shared: &Shared) {
    while let Some(mut job) = queue.try_pop().or_else(|| {
        link.rest();
        queue.pop()
    }) {
        let ended = run(link, job.as_mut(), shared);
        if ended.is_ok() {
            shared.publish(job.take_events());
        }
        job.finish(ended);
    }
}

fn run(link: &mut Link, job: &mut dyn Job, shared: &Shared) -> Result<(), Fault> {
    let mut tries = 0;
    loop {
        let fault = match attempt(link.get()?, job, shared) {
            Ok(()) => return Ok(()),
            Err(fault) => fault,
        };
        tries += 1;
        if fault.kind() != Kind::Retry || tries > RERUNS {
            return Err(fault);
        }
        pause(Duration::from_millis(u64::from(tries * tries)));
    }
}

/// One run of a closure. `Kind::Retry` asks for another one, on a new connection where this one broke.
fn attempt(remote: &mut Remote, job: &mut dyn Job, shared: &Shared) -> Result<(), Fault> {
    // Readers see one state throughout, as they do on SQLite; a read-only snapshot never has to be run again.
    let level = if job.writes() {
        "READ COMMITTED"
    } else {
        "REPEATABLE READ, READ ONLY"
    };
    let begin = format!(
        "BEGIN ISOLATION LEVEL {level}; SELECT set_config('terskel.tenant', '{}', true)",
        job.tenant()
    );
    remote.line.begin(begin)?;
    let outcome = job.run(remote, shared);
    let told = match outcome {
        Outcome::Done if !job.writes() => {
            remote.line.leave();
            return Ok(());
        }
        Outcome::Done => notify(remote, job.events(), shared.node),
        Outcome::Failed => {
            job.take_events();
            remote.line.leave();
            return Ok(());
        }
        Outcome::Again(fault) => Err(fault),
    };
    told.and_then(|()| remote.line.commit(|| shared.wait_before_commit())).inspect_err(|_| {
        remote.line.leave();
        // It may be run again after a pause, and must not hold what the other transaction waits for.
        let _ = remote.line.rest();
    })
}

fn notify(remote: &mut Remote, events: &[Event], node: u64) -> Result<(), Fault> {
    for event in events {
        let payload = format!("{node}|{}|{}|{}", event.tenant, event.topic, event.id);
        remote.exec_later("SELECT pg_notify($1, $2)", vec![CHANNEL.into(), payload.into()])?;
    }
    Ok(())
}

fn heard(payload: &str, node: u64) -> Option<Event> {
    let mut parts = payload.splitn(4, '|');
    if parts.next()?.parse() == Ok(node) {
        return None;
    }
    let tenant = parts.next()?.parse().ok()?;
    Some(Event::new(tenant, parts.next()?.to_owned(), parts.next()?))
}

/// Hears what other nodes committed and tells it to this process. Events sent while the connection was down are lost:
/// they are hints to look again, not messages.
fn listen(config: &Config, shared: &Shared, stop: &AtomicBool) {
    let mut wait = Duration::from_millis(50);
    while !stop.load(Ordering::SeqCst) {
        if let Ok(mut line) = connect(config)
            && line.batch(&format!("LISTEN {CHANNEL}")).is_ok()
        {
            wait = Duration::from_millis(50);
            hear(&mut line, shared, stop);
        }
        if !stop.load(Ordering::SeqCst) {
            // Closing unparks this thread.
            std::thread::park_timeout(wait);
            wait = (wait * 2).min(Duration::from_secs(2));
        }
    }
}

fn hear(line: &mut Line, shared: &Shared, stop: &AtomicBool) {
    while !stop.load(Ordering::SeqCst) && !line.is_closed() {
        let told = line.listen(Duration::from_millis(100));
        shared.publish(told.iter().filter_map(|told| heard(told.payload(), shared.node)).collect());
    }
}

type AnyError = Box<dyn Error + Sync + Send>;

impl ToSql for Value {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, AnyError> {
        match self {
            Self::Null => Ok(IsNull::Yes),
            Self::Int(v) => int_to_sql(*v, ty, out),
            Self::Real(v) if *ty == Type::FLOAT4 =>
            {
                #[expect(clippy::cast_possible_truncation, reason = "the column asks for four bytes")]
                (*v as f32).to_sql(ty, out)
            }
            Self::Real(v) if *ty == Type::FLOAT8 => v.to_sql(ty, out),
            Self::Text(v) if <String as ToSql>::accepts(ty) => v.to_sql(ty, out),
            Self::Bytes(v) if *ty == Type::BYTEA => v.to_sql(ty, out),
            _ => Err(format!("a value does not fit a placeholder of type {ty}").into()),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

fn int_to_sql(v: i64, ty: &Type, out: &mut BytesMut) -> Result<IsNull, AnyError> {
    match *ty {
        Type::INT8 => v.to_sql(ty, out),
        Type::INT4 => i32::try_from(v)?.to_sql(ty, out),
        Type::INT2 => i16::try_from(v)?.to_sql(ty, out),
        Type::BOOL => (v != 0).to_sql(ty, out),
        #[expect(clippy::cast_precision_loss, reason = "asked for as a real")]
        Type::FLOAT8 => (v as f64).to_sql(ty, out),
        _ => Err(format!("a whole number does not fit a placeholder of type {ty}").into()),
    }
}

struct Any<'a>(Cell<'a>);

impl<'a> FromSql<'a> for Any<'a> {
    fn from_sql(ty: &Type, raw: &'a [u8]) -> Result<Self, AnyError> {
        Ok(Self(match *ty {
            Type::INT8 => Cell::Int(i64::from_sql(ty, raw)?),
            Type::INT4 => Cell::Int(i32::from_sql(ty, raw)?.into()),
            Type::INT2 => Cell::Int(i16::from_sql(ty, raw)?.into()),
            Type::OID => Cell::Int(u32::from_sql(ty, raw)?.into()),
            Type::BOOL => Cell::Int(bool::from_sql(ty, raw)?.into()),
            Type::CHAR => Cell::Int(i8::from_sql(ty, raw)?.into()),
            Type::FLOAT8 => Cell::Real(f64::from_sql(ty, raw)?),
            Type::FLOAT4 => Cell::Real(f32::from_sql(ty, raw)?.into()),
            Type::NUMERIC => numeric(raw)?,
            Type::BYTEA => Cell::Bytes(raw),
            _ if <&str as FromSql>::accepts(ty) => Cell::Text(<&str>::from_sql(ty, raw)?),
            _ => return Err(format!("columns of type {ty} are not read").into()),
        }))
    }

    fn from_sql_null(_: &Type) -> Result<Self, AnyError> {
        Ok(Self(Cell::Null))
    }

    fn accepts(_: &Type) -> bool {
        true
    }
}

/// `sum()` of whole numbers is NUMERIC here and an integer on SQLite; a whole numeric that fits is an integer.
/// Wire format: four 16-bit words (digits, weight, sign, scale), then base-10000 digits.
fn numeric(raw: &[u8]) -> Result<Cell<'static>, AnyError> {
    let words: Vec<i16> = raw.chunks_exact(2).map(|b| i16::from_be_bytes([b[0], b[1]])).collect();
    let [_, weight, sign, _, digits @ ..] = words.as_slice() else {
        return Err("a short numeric".into());
    };
    let negative = match u16::from_be_bytes(sign.to_be_bytes()) {
        0x0000 => false,
        0x4000 => true,
        _ => return Err("a numeric that is not a number".into()),
    };
    let whole = usize::try_from(i32::from(*weight) + 1).unwrap_or(0);
    if digits.iter().skip(whole).all(|digit| *digit == 0) {
        let mut sum: i128 = 0;
        for i in 0..whole {
            let digit = i128::from(digits.get(i).copied().unwrap_or(0));
            sum = sum.checked_mul(10_000).and_then(|s| s.checked_add(digit)).ok_or("a huge numeric")?;
        }
        return Ok(Cell::Int(i64::try_from(if negative { -sum } else { sum })?));
    }
    let mut sum = 0.0;
    for (i, digit) in digits.iter().enumerate() {
        let power = i32::from(*weight) - i32::try_from(i)?;
        sum += f64::from(*digit) * 10_000_f64.powi(power);
    }
    Ok(Cell::Real(if negative { -sum } else { sum }))
}

impl Cells for tokio_postgres::Row {
    fn cell(&self, column: usize) -> Result<Cell<'_>, Fault> {
        self.try_get::<_, Any<'_>>(column)
            .map(|any| any.0)
            .map_err(|e| Fault::wrong(format!("column {column}: {e}")))
    }
    fn count(&self) -> usize {
        self.len()
    }
}
