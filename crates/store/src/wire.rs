//! A connection to PostgreSQL that works on the thread that uses it, and does not wait for what nobody asks.
//!
//! `tokio-postgres` speaks the protocol and leaves reading and writing to whoever polls its connection, normally a
//! runtime. A database thread has nothing else to do while it waits, so it blocks in `read` itself: no runtime has to be
//! woken. What needs no answer yet ([`Line::later`]) stays in the buffer and goes out with the next question.

use std::{
    collections::VecDeque,
    error::Error as _,
    io::{self, ErrorKind, Read, Write},
    net::{TcpStream, ToSocketAddrs as _},
    os::unix::net::UnixStream,
    path::Path,
    pin::{Pin, pin},
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    task::{Context, Poll, Waker},
    time::Duration,
};

use socket2::{SockRef, TcpKeepalive};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio_postgres::{
    AsyncMessage, Client, Config, Connection, Error, NoTls, Notification, SimpleQueryMessage,
    config::{Host, SslMode, TargetSessionAttrs},
    error::{Severity, SqlState},
    tls::MakeTlsConnect,
};

use crate::{Fault, fault::Kind};

/// Most statements on their way without an answer. Their answers fit in the buffers of the two sockets, so that neither
/// side waits for the other to read.
const UNANSWERED: usize = 64;
/// How long a server may think while the connection is made.
const GREETING: Duration = Duration::from_secs(10);
/// What [`Wire::reads`] holds when reading was asked for and may not wait.
const HUNGRY: u32 = u32::MAX;

enum Socket {
    Tcp(TcpStream),
    Unix(UnixStream),
}

impl Socket {
    fn tcp(host: &str, port: u16, config: &Config) -> io::Result<Self> {
        let mut last = io::Error::new(ErrorKind::NotFound, "the name of the server leads nowhere");
        for address in (host, port).to_socket_addrs()? {
            let wait = config.get_connect_timeout().copied().unwrap_or(GREETING);
            match TcpStream::connect_timeout(&address, wait).and_then(|stream| tuned(stream, config)) {
                Ok(stream) => return Ok(Self::Tcp(stream)),
                Err(error) => last = error,
            }
        }
        Err(last)
    }

    fn unix(folder: &Path, port: u16) -> io::Result<Self> {
        UnixStream::connect(folder.join(format!(".s.PGSQL.{port}"))).map(Self::Unix)
    }

    fn set_patience(&self, patience: Option<Duration>) -> io::Result<()> {
        match self {
            Self::Tcp(stream) => stream.set_read_timeout(patience),
            Self::Unix(stream) => stream.set_read_timeout(patience),
        }
    }
}

fn tuned(stream: TcpStream, config: &Config) -> io::Result<TcpStream> {
    stream.set_nodelay(true)?;
    let socket = SockRef::from(&stream);
    #[cfg(target_os = "linux")]
    socket.set_tcp_user_timeout(config.get_tcp_user_timeout().copied())?;
    if config.get_keepalives() {
        let mut keepalive = TcpKeepalive::new().with_time(config.get_keepalives_idle());
        if let Some(interval) = config.get_keepalives_interval() {
            keepalive = keepalive.with_interval(interval);
        }
        if let Some(retries) = config.get_keepalives_retries() {
            keepalive = keepalive.with_retries(retries);
        }
        socket.set_tcp_keepalive(&keepalive)?;
    }
    Ok(stream)
}

/// A socket that blocks in the place where a runtime would come back later.
struct Wire {
    socket: Arc<Socket>,
    /// How many times reading may block before it answers "not yet".
    reads: Arc<AtomicU32>,
}

impl AsyncRead for Wire {
    fn poll_read(self: Pin<&mut Self>, _: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        match self.reads.load(Ordering::Relaxed) {
            0 | HUNGRY => {
                self.reads.store(HUNGRY, Ordering::Relaxed);
                return Poll::Pending;
            }
            left => self.reads.store(left - 1, Ordering::Relaxed),
        }
        let space = buf.initialize_unfilled();
        loop {
            let read = match &*self.socket {
                Socket::Tcp(stream) => (&mut &*stream).read(space),
                Socket::Unix(stream) => (&mut &*stream).read(space),
            };
            match read {
                Ok(bytes) => {
                    buf.advance(bytes);
                    return Poll::Ready(Ok(()));
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                // Patience is over; the socket says either, depending on the system.
                Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {
                    self.reads.store(HUNGRY, Ordering::Relaxed);
                    return Poll::Pending;
                }
                Err(error) => return Poll::Ready(Err(error)),
            }
        }
    }
}

impl AsyncWrite for Wire {
    fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        loop {
            let written = match &*self.socket {
                Socket::Tcp(stream) => (&mut &*stream).write(buf),
                Socket::Unix(stream) => (&mut &*stream).write(buf),
            };
            match written {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                answer => return Poll::Ready(answer),
            }
        }
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        let end = std::net::Shutdown::Write;
        Poll::Ready(match &*self.socket {
            Socket::Tcp(stream) => stream.shutdown(end),
            Socket::Unix(stream) => stream.shutdown(end),
        })
    }
}

/// The half that reads and writes, whatever it runs through.
trait Half {
    fn poll_message(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<AsyncMessage, Error>>>;
}

impl<S, T> Half for Connection<S, T>
where
    S: AsyncRead + AsyncWrite + Unpin,
    T: AsyncRead + AsyncWrite + Unpin,
{
    fn poll_message(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<AsyncMessage, Error>>> {
        Connection::poll_message(self, cx)
    }
}

fn ask_again() -> Context<'static> {
    Context::from_waker(Waker::noop())
}

type Answer = Pin<Box<dyn Future<Output = Result<(), Error>>>>;

/// A statement that is on its way, or will be with the next one.
struct Later {
    sql: Box<str>,
    answer: Answer,
    /// Whether a fault of it counts. The end of a transaction that changed nothing cannot go wrong in a way that
    /// matters.
    counts: bool,
}

/// What a statement without an answer turned out to be.
struct Failed {
    sql: Box<str>,
    fault: Fault,
    /// Whether the server said so itself: then the statement did nothing, and its transaction is lost for certain.
    said: bool,
}

/// A connection.
pub(crate) struct Line {
    pub(crate) client: Arc<Client>,
    half: Option<Box<dyn Half>>,
    /// Why the connection ended, until somebody is told.
    end: Option<Error>,
    reads: Arc<AtomicU32>,
    socket: Arc<Socket>,
    later: VecDeque<Later>,
    failed: Option<Failed>,
    heard: Vec<Notification>,
    /// Whether something was answered since the last [`Line::begin`].
    answered: bool,
    /// Whether a transaction is still open that keeps nothing.
    left: bool,
    /// Whether the server asks for its statements to be prepared anew.
    pub(crate) stale: bool,
}

impl Line {
    /// Connects to the first server of the URL that answers and does what the URL asks of it. `tls` is asked for when
    /// the URL demands encryption.
    pub(crate) fn open(
        config: &Config,
        tls: impl FnOnce() -> Result<rustls::ClientConfig, Fault>,
    ) -> Result<Self, Fault> {
        let tls = match config.get_ssl_mode() {
            SslMode::Require => Some(tokio_postgres_rustls::MakeRustlsConnect::new(tls()?)),
            _ => None,
        };
        let mut last = Fault::unavailable("the database URL names no server");
        for (number, server) in servers(config).into_iter().enumerate() {
            let met = match &tls {
                Some(tls) => meet(&server, number, config, tls.clone()),
                None => meet(&server, number, config, NoTls),
            };
            match met.and_then(|line| line.suitable(config.get_target_session_attrs())) {
                Ok(line) => return Ok(line),
                Err(fault) => last = fault,
            }
        }
        Err(last)
    }

    /// Refuses a server that cannot be written to when the URL asks for one that can, and the other way round.
    fn suitable(mut self, wanted: TargetSessionAttrs) -> Result<Self, Fault> {
        let word = match wanted {
            TargetSessionAttrs::ReadWrite => "off",
            TargetSessionAttrs::ReadOnly => "on",
            _ => return Ok(self),
        };
        let sql = "SHOW transaction_read_only";
        let client = Arc::clone(&self.client);
        let told = self.wait(sql, client.simple_query(sql))?;
        let fits = told.iter().any(|m| matches!(m, SimpleQueryMessage::Row(row) if row.get(0) == Some(word)));
        fits.then_some(self)
            .ok_or_else(|| Fault::unavailable("the database server is not of the kind its URL asks for"))
    }

    pub(crate) fn is_closed(&self) -> bool {
        self.half.is_none()
    }

    /// Waits for an answer, and for all that was asked before it. A fault of what was asked before comes first.
    pub(crate) fn wait<T>(&mut self, sql: &str, asked: impl Future<Output = Result<T, Error>>) -> Result<T, Fault> {
        let mut asked = pin!(asked);
        let mut may_wait = false;
        loop {
            let answer = asked.as_mut().poll(&mut ask_again());
            self.collect();
            match answer {
                Poll::Ready(answer) => {
                    self.answered = true;
                    let answer = answer.map_err(|e| self.fault_of(sql, e).0);
                    return match self.failed.take() {
                        Some(failed) => Err(failed.fault),
                        None => answer,
                    };
                }
                Poll::Pending if self.half.is_none() => return Err(broken("it ended")),
                Poll::Pending => may_wait = self.turn(may_wait),
            }
        }
    }

    /// Several statements of SQL without values.
    pub(crate) fn batch(&mut self, sql: &str) -> Result<(), Fault> {
        let client = Arc::clone(&self.client);
        self.wait(sql, client.batch_execute(sql))
    }

    /// Opens a transaction, together with its first statement and with the end of one that was left.
    pub(crate) fn begin(&mut self, sql: String) -> Result<(), Fault> {
        self.answered = false;
        self.failed = None;
        let sql = match std::mem::take(&mut self.left) {
            true => format!("ROLLBACK; {sql}"),
            false => sql,
        };
        self.control(sql, true)
    }

    /// Ends a transaction that has nothing to keep: with the beginning of the next one, or in [`Line::rest`].
    pub(crate) fn leave(&mut self) {
        self.later.iter_mut().for_each(|asked| asked.counts = false);
        self.left = true;
    }

    /// Ends what was left, because nothing comes next just now. Nobody waits until the server has done it.
    pub(crate) fn rest(&mut self) -> Result<(), Fault> {
        if std::mem::take(&mut self.left) {
            self.control("ROLLBACK".to_owned(), false)?;
            self.pump(0);
        }
        Ok(())
    }

    /// Makes a transaction durable, together with what is still to be answered.
    pub(crate) fn commit(&mut self, before: impl FnOnce()) -> Result<(), Fault> {
        // Where nothing of the transaction was answered, the connection may have been dead for long: then it is certain
        // that nothing was kept, as long as COMMIT was not sent.
        if !self.answered {
            self.confirm().map_err(|failed| failed.fault)?;
        }
        before();
        self.control("COMMIT".to_owned(), true)?;
        self.confirm().map_err(|failed| {
            if !self.is_closed() || (failed.said && &*failed.sql != "COMMIT") {
                return failed.fault;
            }
            Fault::new(
                Kind::CommitUnknown,
                "the connection broke during COMMIT; it may have happened or not",
            )
        })
    }

    fn control(&mut self, sql: String, counts: bool) -> Result<(), Fault> {
        let (client, text) = (Arc::clone(&self.client), sql.as_str().into());
        self.later(text, counts, async move { client.batch_execute(&sql).await })
    }

    /// Sends a statement with the next question, or with COMMIT.
    pub(crate) fn later(
        &mut self,
        sql: Box<str>,
        counts: bool,
        asked: impl Future<Output = Result<(), Error>> + 'static,
    ) -> Result<(), Fault> {
        if self.later.len() >= UNANSWERED {
            self.confirm().map_err(|failed| failed.fault)?;
        }
        let mut answer: Answer = Box::pin(asked);
        // The first poll writes the statement down; it is sent when the connection is polled.
        match answer.as_mut().poll(&mut ask_again()) {
            Poll::Ready(answer) => answer.map_err(|e| self.fault_of(&sql, e).0),
            Poll::Pending => {
                self.later.push_back(Later { sql, answer, counts });
                Ok(())
            }
        }
    }

    /// Waits until everything is answered.
    fn confirm(&mut self) -> Result<(), Failed> {
        let mut may_wait = false;
        loop {
            self.collect();
            if self.later.is_empty() {
                self.answered = true;
                return self.failed.take().map_or(Ok(()), Err);
            }
            if self.half.is_none() {
                self.later.clear();
                return Err(self.failed.take().unwrap_or_else(|| Failed {
                    sql: Box::default(),
                    fault: broken("it ended"),
                    said: false,
                }));
            }
            may_wait = self.turn(may_wait);
        }
    }

    /// Takes the answers that are here to what was asked before. They come in the order of the questions.
    fn collect(&mut self) {
        while let Some(first) = self.later.front_mut() {
            let Poll::Ready(answer) = first.answer.as_mut().poll(&mut ask_again()) else {
                return;
            };
            let Some(Later { sql, counts, .. }) = self.later.pop_front() else {
                return;
            };
            if let Err(error) = answer {
                let (fault, said) = self.fault_of(&sql, error);
                if counts && self.failed.is_none() {
                    self.failed = Some(Failed { sql, fault, said });
                }
            }
        }
    }

    /// Sends what is to be sent, and says whether the next turn may wait for the server: only once nothing that came
    /// before is left lying about, and whoever asks has looked at it.
    fn turn(&mut self, may_wait: bool) -> bool {
        self.pump(u32::from(may_wait));
        !may_wait && self.reads.load(Ordering::Relaxed) == HUNGRY
    }

    fn pump(&mut self, reads: u32) {
        self.reads.store(reads, Ordering::Relaxed);
        while let Some(half) = &mut self.half {
            match half.poll_message(&mut ask_again()) {
                Poll::Pending => return,
                Poll::Ready(Some(Ok(AsyncMessage::Notification(told)))) => self.heard.push(told),
                Poll::Ready(Some(Ok(_))) => {}
                Poll::Ready(Some(Err(error))) => {
                    self.half = None;
                    self.end = Some(error);
                }
                Poll::Ready(None) => self.half = None,
            }
        }
    }

    /// What other nodes told within this time; the first of it, not all.
    pub(crate) fn listen(&mut self, patience: Duration) -> Vec<Notification> {
        if self.socket.set_patience(Some(patience)).is_err() {
            self.half = None;
        }
        self.pump(1);
        std::mem::take(&mut self.heard)
    }

    /// The fault, and whether the server itself said it.
    fn fault_of(&mut self, sql: &str, error: Error) -> (Fault, bool) {
        // The connection knows better why it ended than the question that it left open.
        let error = match self.end.take() {
            Some(end) if error.is_closed() => end,
            _ => error,
        };
        if let Some(db) = error.as_db_error() {
            if matches!(db.parsed_severity(), Some(Severity::Fatal | Severity::Panic)) {
                self.half = None;
            }
            // After a migration on another node the plans of old statements no longer fit.
            self.stale |= *db.code() == SqlState::FEATURE_NOT_SUPPORTED;
        } else if error.is_closed() {
            self.half = None;
        }
        let (said, fault) = (error.as_db_error().is_some(), fault(&error, false));
        if self.half.is_none() {
            return (broken(&fault.to_string()), said);
        }
        (Fault::new(fault.kind(), format!("{fault}, in: {sql}")), said)
    }
}

fn broken(why: &str) -> Fault {
    Fault::new(Kind::Retry, format!("the connection broke: {why}"))
}

/// Names and addresses of the servers in the URL. A name is what a certificate is held to; the address is where to go.
fn servers(config: &Config) -> Vec<(String, Host)> {
    let (hosts, addresses) = (config.get_hosts(), config.get_hostaddrs());
    (0..hosts.len().max(addresses.len()))
        .filter_map(|i| {
            let name = match hosts.get(i) {
                Some(Host::Tcp(name)) => name.clone(),
                _ => String::new(),
            };
            let to = addresses.get(i).map(|ip| Host::Tcp(ip.to_string())).or_else(|| hosts.get(i).cloned())?;
            Some((name, to))
        })
        .collect()
}

fn meet<M>((name, to): &(String, Host), number: usize, config: &Config, mut tls: M) -> Result<Line, Fault>
where
    M: MakeTlsConnect<Wire>,
    M::Stream: 'static,
{
    let ports = config.get_ports();
    let port = ports.get(number).or(ports.first()).copied().unwrap_or(5432);
    let dialed = match to {
        Host::Tcp(host) => Socket::tcp(host, port, config),
        Host::Unix(folder) => Socket::unix(folder, port),
    };
    let unreached = |e: io::Error| Fault::unavailable(format!("PostgreSQL: no connection: {e}"));
    let socket = Arc::new(dialed.map_err(unreached)?);
    socket.set_patience(Some(GREETING)).map_err(unreached)?;
    let reads = Arc::new(AtomicU32::new(HUNGRY - 1));
    let wire = Wire {
        socket: Arc::clone(&socket),
        reads: Arc::clone(&reads),
    };
    let tls = tls
        .make_tls_connect(name)
        .map_err(|e| Fault::unavailable(format!("PostgreSQL: no encryption: {}", e.into())))?;
    let mut greeting = pin!(config.connect_raw(wire, tls));
    let (client, connection) = loop {
        match greeting.as_mut().poll(&mut ask_again()) {
            Poll::Ready(met) => break met.map_err(|e| fault(&e, true))?,
            Poll::Pending if reads.load(Ordering::Relaxed) == HUNGRY => {
                return Err(Fault::unavailable("PostgreSQL: the server does not answer"));
            }
            Poll::Pending => {}
        }
    };
    socket.set_patience(None).map_err(unreached)?;
    Ok(Line {
        client: Arc::new(client),
        half: Some(Box::new(connection)),
        end: None,
        reads,
        socket,
        later: VecDeque::new(),
        failed: None,
        heard: Vec::new(),
        answered: false,
        left: false,
        stale: false,
    })
}

/// Keeps the server's message but not its DETAIL, which holds values.
fn fault(error: &Error, connecting: bool) -> Fault {
    let Some(db) = error.as_db_error() else {
        let kind = if connecting || error.is_closed() {
            Kind::Unavailable
        } else {
            Kind::Wrong
        };
        let cause = error.source().map(|source| format!(": {source}")).unwrap_or_default();
        return Fault::new(kind, format!("PostgreSQL: {error}{cause}"));
    };
    let kind = match db.code() {
        &SqlState::T_R_SERIALIZATION_FAILURE | &SqlState::T_R_DEADLOCK_DETECTED => Kind::Retry,
        &SqlState::FEATURE_NOT_SUPPORTED if db.message().contains("cached plan") => Kind::Retry,
        &SqlState::UNIQUE_VIOLATION => Kind::Taken,
        code if connecting || ["08", "53", "57"].iter().any(|class| code.code().starts_with(class)) => {
            Kind::Unavailable
        }
        _ => Kind::Wrong,
    };
    Fault::new(kind, format!("PostgreSQL {}: {}", db.code().code(), db.message()))
}
