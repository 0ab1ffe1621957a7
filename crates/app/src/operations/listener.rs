//! Connections. Whoever opens one and says nothing, or never finishes, is let go; and when the server is told to stop, those
//! who are being answered get their answer, but nobody holds it up for long.

use axum::{Router, body::Body, extract::ConnectInfo};
use hyper::{body::Incoming, server::conn::http1};
use hyper_util::rt::{TokioIo, TokioTimer};
use std::{io, net::SocketAddr, pin::pin, time::Duration};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::watch,
    task::JoinSet,
};
use tower::ServiceExt;

/// How long others are waited for.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// For a whole request's head, and for the next request on a connection that is kept open.
    pub head: Duration,
    /// For the last answers, after the server was told to stop.
    pub last_answers: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            head: Duration::from_secs(20),
            last_answers: Duration::from_secs(10),
        }
    }
}

/// Answers every connection until told to stop.
///
/// # Errors
/// What the system says when connections can no longer be taken.
pub async fn answer(
    listener: TcpListener,
    service: Router,
    mut stop: watch::Receiver<bool>,
    patience: Patience,
) -> io::Result<()> {
    let (mut open, stopping) = (JoinSet::new(), stop.clone());
    loop {
        tokio::select! {
            () = told(&mut stop) => break,
            Some(_) = open.join_next() => {}
            taken = listener.accept() => match taken {
                Ok((stream, from)) => {
                    open.spawn(one(stream, from, service.clone(), stopping.clone(), patience));
                }
                // Too many files are open: there is room when one of the connections ends.
                Err(error) => {
                    tracing::warn!(%error, connections = open.len(), "a connection could not be taken");
                    if open.join_next().await.is_none() {
                        return Err(error);
                    }
                }
            },
        }
    }
    drop(listener);
    let all = async { while open.join_next().await.is_some() {} };
    if tokio::time::timeout(patience.last_answers, all).await.is_err() {
        tracing::warn!(connections = open.len(), "connections that did not end are cut");
    }
    Ok(())
}

/// Waits until the server is told to stop, or there is nobody left who could tell it.
async fn told(stop: &mut watch::Receiver<bool>) {
    let _ = stop.wait_for(|stop| *stop).await;
}

async fn one(
    stream: TcpStream,
    from: SocketAddr,
    service: Router,
    mut stop: watch::Receiver<bool>,
    patience: Patience,
) {
    let answer = hyper::service::service_fn(move |req: hyper::Request<Incoming>| {
        let mut req = req.map(Body::new);
        req.extensions_mut().insert(ConnectInfo(from));
        service.clone().oneshot(req)
    });
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(patience.head);
    let mut connection = pin!(builder.serve_connection(TokioIo::new(stream), answer));
    tokio::select! {
        // How a connection ends is the other's business.
        _ = connection.as_mut() => return,
        () = told(&mut stop) => connection.as_mut().graceful_shutdown(),
    }
    let _ = connection.await;
}

#[cfg(test)]
mod tests {
    use super::{Patience, answer};
    use axum::{Router, routing::get};
    use std::time::Duration;
    use tokio::{
        io::{AsyncReadExt, AsyncWriteExt},
        net::{TcpListener, TcpStream},
        sync::watch,
        task::JoinHandle,
    };

    async fn serving(
        patience: Patience,
    ) -> (
        std::net::SocketAddr,
        watch::Sender<bool>,
        JoinHandle<std::io::Result<()>>,
    ) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopping) = watch::channel(false);
        let service = Router::new().route("/", get(|| async { "hei" }));
        let service = service.route("/aldri", get(std::future::pending::<()>));
        (
            address,
            stop,
            tokio::spawn(answer(listener, service, stopping, patience)),
        )
    }

    async fn sent(address: std::net::SocketAddr, text: &str) -> TcpStream {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(text.as_bytes()).await.unwrap();
        stream
    }

    async fn rest(mut stream: TcpStream) -> String {
        let mut said = String::new();
        stream.read_to_string(&mut said).await.unwrap();
        said
    }

    #[tokio::test]
    async fn whoever_never_finishes_asking_is_let_go() {
        let short = Patience {
            head: Duration::from_millis(200),
            last_answers: Duration::from_secs(60),
        };
        let (address, stop, ended) = serving(short).await;
        for text in ["", "GET / HTTP/1.1\r\nHost: a\r\nX: "] {
            assert!(!rest(sent(address, text).await).await.contains("hei"), "{text}");
        }
        let asked = sent(address, "GET / HTTP/1.1\r\nHost: a\r\n\r\n").await;
        assert!(
            rest(asked).await.ends_with("hei"),
            "answered, and let go when no more was asked"
        );
        stop.send_replace(true);
        ended.await.unwrap().unwrap();
    }

    #[tokio::test]
    async fn nobody_holds_up_the_end() {
        let short = Patience {
            head: Duration::from_secs(60),
            last_answers: Duration::from_millis(200),
        };
        let (address, stop, ended) = serving(short).await;
        let half = sent(address, "GET / HTTP/1.1\r\nHost: a\r\nX: ").await;
        let waiting = sent(address, "GET /aldri HTTP/1.1\r\nHost: a\r\n\r\n").await;
        assert!(!rest(sent(address, "GET / HTTP/1.1\r\nConnection: close\r\nHost: a\r\n\r\n").await).await.is_empty());
        stop.send_replace(true);
        ended.await.unwrap().unwrap();
        drop((half, waiting));
    }
}
