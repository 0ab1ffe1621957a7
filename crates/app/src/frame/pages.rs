//! Rendered public pages, kept until the municipality changes something or the clock makes the page untrue.

use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::Response,
};
use bytes::Bytes;
use domain::shared::Locale;
use jiff::Timestamp;
use std::{
    collections::HashMap,
    io::Write,
    sync::{Arc, PoisonError, RwLock},
};

/// A mark on an answer: it may be kept until the instant given, for this state of the municipality.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cached {
    /// The content version the page was made from.
    pub version: i64,
    /// The live count it was made from.
    pub live: i64,
    /// When it stops being true.
    pub until: Timestamp,
}

/// Which page: municipality, language, and the address as it was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PageKey {
    /// The municipality.
    pub tenant: i64,
    /// The language.
    pub locale: Locale,
    /// Path and query as asked for.
    pub address: String,
}

/// A rendered page in the three encodings browsers take.
pub struct Page {
    mark: Cached,
    content_type: HeaderValue,
    etag: HeaderValue,
    plain: Bytes,
    gzip: Bytes,
    brotli: Bytes,
}

/// Not more pages than this are kept; past it the store is emptied, which is cheap and rare.
const MOST_PAGES: usize = 4000;

/// The store of rendered pages.
#[derive(Default)]
pub struct PageCache(RwLock<HashMap<PageKey, Arc<Page>>>);

impl PageCache {
    /// The page, when it is still true.
    #[must_use]
    pub fn find(&self, key: &PageKey, version: i64, live: i64, now: Timestamp) -> Option<Arc<Page>> {
        let pages = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let page = pages.get(key)?;
        let mark = page.mark;
        (mark.version == version && mark.live == live && now < mark.until).then(|| page.clone())
    }

    /// Keeps a page.
    pub fn keep(&self, key: PageKey, page: Arc<Page>) {
        let mut pages = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if pages.len() >= MOST_PAGES {
            pages.clear();
        }
        pages.insert(key, page);
    }
}

impl Page {
    /// Compresses a body once, for every reader.
    #[must_use]
    pub fn new(mark: Cached, content_type: HeaderValue, body: Bytes) -> Self {
        use sha2::Digest;
        let hash = sha2::Sha256::digest(&body);
        let hex: String = hash.iter().take(8).map(|b| format!("{b:02x}")).collect();
        // Hexadecimal digits in quotes are always a valid header value.
        let etag = HeaderValue::from_str(&format!("\"{hex}\"")).unwrap_or(HeaderValue::from_static("\"0\""));
        Self {
            mark,
            content_type,
            etag,
            gzip: gzip(&body),
            brotli: brotli(&body),
            plain: body,
        }
    }

    /// The answer for a reader who takes these encodings and has this tag already.
    #[must_use]
    pub fn answer(&self, asked: &HeaderMap) -> Response {
        if asked.get(header::IF_NONE_MATCH) == Some(&self.etag) {
            let mut response = Response::new(Body::empty());
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            response.headers_mut().insert(header::ETAG, self.etag.clone());
            return response;
        }
        let takes = asked.get(header::ACCEPT_ENCODING).and_then(|v| v.to_str().ok()).unwrap_or_default();
        let (body, encoding) = if takes.contains("br") {
            (&self.brotli, Some("br"))
        } else if takes.contains("gzip") {
            (&self.gzip, Some("gzip"))
        } else {
            (&self.plain, None)
        };
        let mut response = Response::new(Body::from(body.clone()));
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, self.content_type.clone());
        headers.insert(header::ETAG, self.etag.clone());
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding, Cookie"));
        if let Some(encoding) = encoding {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
        response
    }
}

/// Gzip at a middling level.
#[must_use]
pub fn gzip(body: &[u8]) -> Bytes {
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(5));
    // Writing to memory does not fail.
    if out.write_all(body).is_err() {
        return Bytes::new();
    }
    out.finish().map(Bytes::from).unwrap_or_default()
}

fn brotli(body: &[u8]) -> Bytes {
    let mut out = Vec::new();
    let params = brotli::enc::BrotliEncoderParams {
        quality: 5,
        ..Default::default()
    };
    // Writing to memory does not fail.
    match brotli::BrotliCompress(&mut &body[..], &mut out, &params) {
        Ok(_) => Bytes::from(out),
        Err(_) => Bytes::new(),
    }
}
