//! A small mail server (RFC 5321) that takes what it is given, for tests: on a port of its own, on a thread of its own.

use std::{
    io::{BufRead, BufReader, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{Receiver, Sender, channel},
    },
};

/// A letter as it came.
#[derive(Clone, Debug)]
pub struct Received {
    /// The address of `RCPT TO`.
    pub to: String,
    /// Header and body.
    pub data: String,
}

impl Received {
    /// A header's value; empty when it is not there.
    pub fn header(&self, name: &str) -> String {
        let line = self.data.lines().take_while(|l| !l.is_empty()).find_map(|line| {
            let (found, value) = line.split_once(": ")?;
            found.eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
        });
        line.unwrap_or_default()
    }
}

/// How the server answers `RCPT TO`.
pub type Answer = Arc<Mutex<&'static str>>;

/// The server.
pub struct Sink {
    /// Where it listens.
    pub address: SocketAddr,
    /// What it says to `RCPT TO`: `250 ok` until told otherwise.
    pub answer: Answer,
    /// Every letter it has taken, told the moment it has acknowledged it.
    pub received: Receiver<Received>,
}

impl Sink {
    /// Begins to listen.
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let answer: Answer = Arc::new(Mutex::new("250 ok"));
        let (tell, received) = channel();
        let said = answer.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let (said, tell) = (said.clone(), tell.clone());
                // A client that is killed in the middle is no trouble of the server's.
                std::thread::spawn(move || drop(talk(stream, &said, &tell)));
            }
        });
        Self {
            address,
            answer,
            received,
        }
    }

    /// Where it is, as a setting.
    pub fn url(&self) -> String {
        format!("smtp://{}", self.address)
    }
}

fn talk(stream: TcpStream, answer: &Answer, tell: &Sender<Received>) -> std::io::Result<()> {
    let mut out = stream.try_clone()?;
    let mut lines = BufReader::new(stream).lines();
    out.write_all(b"220 sink\r\n")?;
    let (mut to, mut line) = (String::new(), String::new());
    loop {
        line.clear();
        let Some(next) = lines.next() else { return Ok(()) };
        line.push_str(&next?);
        let verb = line.to_ascii_uppercase();
        if verb.starts_with("EHLO") || verb.starts_with("HELO") {
            out.write_all(b"250-sink\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n")?;
        } else if verb.starts_with("RCPT TO:") {
            line[8..].trim_matches(['<', '>', ' ']).clone_into(&mut to);
            let said = *answer.lock().unwrap_or_else(PoisonError::into_inner);
            out.write_all(format!("{said}\r\n").as_bytes())?;
        } else if verb.starts_with("DATA") {
            out.write_all(b"354 go on\r\n")?;
            let mut data = String::new();
            for line in lines.by_ref() {
                let line = line?;
                if line == "." {
                    break;
                }
                data.push_str(line.strip_prefix('.').unwrap_or(&line));
                data.push('\n');
            }
            // Taken before it is acknowledged, as a real server does: what is lost now is sent again.
            let _ = tell.send(Received { to: to.clone(), data });
            out.write_all(b"250 taken\r\n")?;
        } else if verb.starts_with("QUIT") {
            return out.write_all(b"221 bye\r\n");
        } else {
            out.write_all(b"250 ok\r\n")?;
        }
    }
}
