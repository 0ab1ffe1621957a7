//! Making documents away from the threads that answer requests, a few at a time.

use super::errors::AppError;
use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use documents::{Document, DocumentFault, Look, docx, html, pdf};
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::sync::Semaphore;

/// How many are made at the same time. Each can take some tens of megabytes while it is made.
const AT_ONCE: usize = 2;
/// How many may wait for their turn; the next is asked to come back.
const MOST_WAITING: usize = 200;
/// Seconds after which whoever was asked to come back may do so.
const COME_BACK: u32 = 20;

static TURNS: Semaphore = Semaphore::const_new(AT_ONCE);
static WAITING: AtomicUsize = AtomicUsize::new(0);

/// Counts one who waits, also when the request is given up meanwhile.
struct Waiting;

impl Waiting {
    fn begin() -> Option<Self> {
        let queue = Self;
        (WAITING.fetch_add(1, Ordering::SeqCst) < MOST_WAITING).then_some(queue)
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        WAITING.fetch_sub(1, Ordering::SeqCst);
    }
}

/// Makes a document when its turn comes.
///
/// # Errors
/// [`AppError::TooMany`] when too many wait already; a fault when it cannot be made, with the reason for the log.
pub async fn made(make: impl FnOnce() -> Result<Vec<u8>, DocumentFault> + Send + 'static) -> Result<Vec<u8>, AppError> {
    let too_many = AppError::TooMany { retry_after: COME_BACK };
    let waiting = Waiting::begin().ok_or(too_many)?;
    let turn = TURNS.acquire().await.map_err(|e| AppError::Fault(e.to_string()))?;
    drop(waiting);
    let work = move || {
        // The turn is over when the work is, even if nobody waits for it any longer.
        let _turn = turn;
        make()
    };
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|e| AppError::Fault(format!("a document: {e}")))?
        .map_err(|fault| AppError::Fault(format!("a document: {fault}")))
}

/// A document as the file that is asked for: `pdf`, `word` or `nettside`.
///
/// # Errors
/// Absent when another kind is asked for; else as [`made`].
pub async fn file(kind: &str, document: Document, look: Look, name: &str) -> Result<Response, AppError> {
    match kind {
        "pdf" => {
            let bytes = made(move || pdf(&document, &look)).await?;
            Ok(pdf_file(bytes, &format!("{name}.pdf")))
        }
        "word" => {
            let bytes = made(move || docx(&document, &look)).await?;
            let kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
            Ok(download(bytes, kind, &format!("{name}.docx")))
        }
        "nettside" => {
            let bytes = made(move || html(&document).map(String::into_bytes)).await?;
            Ok(download(bytes, "text/html; charset=utf-8", &format!("{name}.html")))
        }
        _ => Err(AppError::Absent),
    }
}

/// A PDF to be shown, with the name it is saved under. It is about somebody, so nothing on the way keeps it.
#[must_use]
pub fn pdf_file(bytes: Vec<u8>, name: &str) -> Response {
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/pdf"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    let safe: String = name.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.')).collect();
    if let Ok(value) = HeaderValue::from_str(&format!("inline; filename=\"{safe}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    response
}

/// A file to keep. Its name is made of letters, digits, dots and dashes.
#[must_use]
pub fn download(bytes: Vec<u8>, content_type: &'static str, name: &str) -> Response {
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::{AT_ONCE, AppError, MOST_WAITING, made, pdf_file};
    use documents::DocumentFault;
    use std::sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    };

    /// One test, because all share the turns of the process.
    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn few_are_made_at_once_many_may_wait_and_more_are_asked_to_come_back() {
        let (running, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let (open, gate) = std::sync::mpsc::channel::<()>();
        let gate = Arc::new(std::sync::Mutex::new(gate));
        let one = || {
            let (running, most, gate) = (running.clone(), most.clone(), gate.clone());
            made(move || {
                most.fetch_max(running.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                let _ = gate.lock().map(|gate| gate.recv());
                running.fetch_sub(1, Ordering::SeqCst);
                Ok(vec![1])
            })
        };
        let mut asked: Vec<_> = (0..AT_ONCE).map(|_| tokio::spawn(one())).collect();
        while running.load(Ordering::SeqCst) < AT_ONCE {
            tokio::task::yield_now().await;
        }
        asked.extend((0..MOST_WAITING).map(|_| tokio::spawn(one())));
        while super::WAITING.load(Ordering::SeqCst) < MOST_WAITING {
            tokio::task::yield_now().await;
        }
        assert!(matches!(one().await, Err(AppError::TooMany { .. })));
        // A request that is given up leaves its place.
        asked.pop().unwrap().abort();
        while super::WAITING.load(Ordering::SeqCst) >= MOST_WAITING {
            tokio::task::yield_now().await;
        }
        for _ in &asked {
            open.send(()).unwrap();
        }
        for answer in asked {
            assert_eq!(answer.await.unwrap().unwrap(), [1]);
        }
        assert_eq!(most.load(Ordering::SeqCst), AT_ONCE);
        let fault = made(|| Err(DocumentFault::NoTitle)).await;
        assert!(matches!(fault, Err(AppError::Fault(why)) if why.contains("no title")));
        let panicked = made(|| panic!("in the typesetter")).await;
        assert!(matches!(panicked, Err(AppError::Fault(_))));
    }

    #[test]
    fn a_name_of_a_file_is_only_letters() {
        let response = pdf_file(Vec::new(), "attest-\"\r\nX: y.pdf");
        assert_eq!(
            response.headers()["content-disposition"],
            "inline; filename=\"attest-Xy.pdf\""
        );
    }
}
