//! A small HTTP client: one kept connection, one request at a time.

use crate::Trouble;
use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpStream},
    sync::atomic::{AtomicBool, Ordering},
    time::{Duration, Instant},
};

/// An answer.
pub struct Answer {
    /// The status.
    pub status: u16,
    /// Lines of the head, names in small letters.
    pub headers: Vec<(String, String)>,
    /// The body as it came over the wire.
    pub body: Vec<u8>,
    /// The size of everything that came, in bytes.
    pub wire: usize,
}

impl Answer {
    /// The first header of that name.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    /// The answer, when the status is among these.
    pub fn expect(self, statuses: &[u16]) -> Result<Self, Trouble> {
        if statuses.contains(&self.status) {
            return Ok(self);
        }
        let start: String = String::from_utf8_lossy(&self.body).chars().take(300).collect();
        Err(format!("the server answered {}: {start}", self.status).into())
    }
}

/// A connection.
pub struct Client {
    connection: BufReader<TcpStream>,
    address: SocketAddr,
    /// Sent with every request.
    pub cookie: String,
}

impl Client {
    /// Connects.
    pub fn new(address: SocketAddr, cookie: &str) -> Result<Self, Trouble> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(60)))?;
        Ok(Self {
            connection: BufReader::with_capacity(64 * 1024, stream),
            address,
            cookie: cookie.to_owned(),
        })
    }

    /// Asks for a page as a browser does.
    pub fn get(&mut self, path: &str) -> Result<Answer, Trouble> {
        self.ask("GET", path, "Accept-Encoding: gzip, br\r\n", "")
    }

    /// Asks for a page as it is, not compressed.
    pub fn get_plain(&mut self, path: &str) -> Result<Answer, Trouble> {
        self.ask("GET", path, "", "")
    }

    /// Sends a form.
    pub fn post(&mut self, path: &str, body: &str) -> Result<Answer, Trouble> {
        let head = "Accept: application/json\r\nContent-Type: application/x-www-form-urlencoded\r\n";
        self.ask("POST", path, head, body)
    }

    fn ask(&mut self, method: &str, path: &str, head: &str, body: &str) -> Result<Answer, Trouble> {
        let (address, cookie) = (self.address, &self.cookie);
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {address}\r\nCookie: {cookie}\r\nSec-Fetch-Site: same-origin\r\n{head}\
             Content-Length: {}\r\n\r\n{body}",
            body.len()
        );
        self.connection.get_mut().write_all(request.as_bytes())?;
        self.read()
    }

    fn read(&mut self) -> Result<Answer, Trouble> {
        let mut wire = 0;
        let mut lines = Vec::new();
        loop {
            let mut line = String::new();
            let read = self.connection.read_line(&mut line)?;
            wire += read;
            let text = line.trim_end();
            if read == 0 {
                return Err("the connection ended".into());
            }
            if text.is_empty() {
                break;
            }
            lines.push(text.to_owned());
        }
        let status = lines.first().and_then(|l| l.split(' ').nth(1)?.parse().ok()).ok_or("no status")?;
        let headers: Vec<(String, String)> = lines
            .iter()
            .skip(1)
            .filter_map(|line| line.split_once(':'))
            .map(|(n, v)| (n.to_ascii_lowercase(), v.trim().to_owned()))
            .collect();
        let mut answer = Answer {
            status,
            headers,
            body: Vec::new(),
            wire,
        };
        match answer.header("content-length").map(str::parse) {
            Some(length) => {
                answer.body = vec![0; length?];
                self.connection.read_exact(&mut answer.body)?;
            }
            None if answer.header("transfer-encoding").is_some() => self.chunks(&mut answer)?,
            None => {}
        }
        answer.wire += answer.body.len();
        Ok(answer)
    }

    fn chunks(&mut self, answer: &mut Answer) -> Result<(), Trouble> {
        loop {
            let mut line = String::new();
            answer.wire += self.connection.read_line(&mut line)?;
            let size = usize::from_str_radix(line.trim_end(), 16)?;
            let mut chunk = vec![0; size + 2];
            self.connection.read_exact(&mut chunk)?;
            answer.wire += 2;
            if size == 0 {
                return Ok(());
            }
            answer.body.extend_from_slice(&chunk[..size]);
        }
    }
}

/// What a crowd of clients saw.
pub struct Crowd {
    /// How many answers.
    pub answers: u64,
    /// How long it took, in seconds.
    pub seconds: f64,
    /// The time within which 99 of 100 answers came, in milliseconds.
    pub p99: f64,
}

/// Lets clients ask at the same time, each `each` times unless `stop` says so before. `ask` gets the number of the client and
/// of the request.
pub fn crowd(
    address: SocketAddr,
    cookie: &str,
    clients: u32,
    each: u32,
    stop: &AtomicBool,
    ask: impl Fn(&mut Client, u32, u32) -> Result<(), Trouble> + Sync,
) -> Result<Crowd, Trouble> {
    let ask = &ask;
    let begun = Instant::now();
    let times = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..clients)
            .map(|number| {
                scope.spawn(move || -> Result<Vec<f64>, Trouble> {
                    let mut client = Client::new(address, cookie)?;
                    let mut times = Vec::new();
                    for turn in 0..each {
                        if stop.load(Ordering::Relaxed) {
                            break;
                        }
                        let asked = Instant::now();
                        ask(&mut client, number, turn)?;
                        times.push(asked.elapsed().as_secs_f64() * 1000.0);
                    }
                    Ok(times)
                })
            })
            .collect();
        let mut all = Vec::new();
        for thread in threads {
            all.extend(thread.join().map_err(|_| "a client stopped")??);
        }
        Ok::<_, Trouble>(all)
    });
    let seconds = begun.elapsed().as_secs_f64();
    let mut times = times?;
    times.sort_by(f64::total_cmp);
    let p99 = times.get(times.len() * 99 / 100).copied().unwrap_or_default();
    Ok(Crowd {
        answers: times.len() as u64,
        seconds,
        p99,
    })
}
