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

/// A mark on an answer: others may show it in a frame on their own pages. Nothing on it can be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Framed;

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
    headers: HeaderMap,
    framed: bool,
    etag: HeaderValue,
    plain: Bytes,
    gzip: Bytes,
    brotli: Bytes,
}

/// The most that kept pages may weigh, in bytes; past it the store is emptied, which is cheap and rare. Whoever asks for
/// many different addresses can so neither fill the memory nor keep others' pages out for long.
const MOST_BYTES: usize = 16 * 1024 * 1024;

/// The store of rendered pages.
#[derive(Default)]
pub struct PageCache(RwLock<Pages>);

#[derive(Default)]
struct Pages {
    kept: HashMap<PageKey, Arc<Page>>,
    bytes: usize,
}

impl PageCache {
    /// The page, when it is still true.
    #[must_use]
    pub fn find(&self, key: &PageKey, version: i64, live: i64, now: Timestamp) -> Option<Arc<Page>> {
        let pages = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let page = pages.kept.get(key)?;
        let mark = page.mark;
        (mark.version == version && mark.live == live && now < mark.until).then(|| page.clone())
    }

    /// Keeps a page.
    pub fn keep(&self, key: PageKey, page: Arc<Page>) {
        let mut pages = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let weight = page.weight() + key.address.len();
        if pages.bytes + weight > MOST_BYTES {
            *pages = Pages::default();
        }
        pages.bytes += weight;
        let old = pages.kept.insert(key, page);
        pages.bytes -= old.map_or(0, |old| old.weight());
    }
}

impl Page {
    fn weight(&self) -> usize {
        self.plain.len() + self.gzip.len() + self.brotli.len()
    }

    /// Compresses a body once, for every reader. The headers are those of the answer that made it; `framed` says whether
    /// others may show it in a frame.
    #[must_use]
    pub fn new(mark: Cached, headers: HeaderMap, framed: bool, body: Bytes) -> Self {
        use sha2::Digest;
        let hash = sha2::Sha256::digest(&body);
        let hex: String = hash.iter().take(8).map(|b| format!("{b:02x}")).collect();
        // Hexadecimal digits in quotes are always a valid header value.
        let etag = HeaderValue::from_str(&format!("\"{hex}\"")).unwrap_or(HeaderValue::from_static("\"0\""));
        Self {
            mark,
            headers,
            framed,
            etag,
            gzip: gzip(&body),
            brotli: brotli(&body),
            plain: body,
        }
    }

    /// Whether one of the tags that the reader has is this page's. A proxy that compresses makes them weak on the way.
    fn is_had_already(&self, asked: &HeaderMap) -> bool {
        let tags = asked.get_all(header::IF_NONE_MATCH).iter().filter_map(|v| v.to_str().ok());
        let mut tags = tags.flat_map(|line| line.split(',')).map(str::trim);
        tags.any(|tag| tag.strip_prefix("W/").unwrap_or(tag).as_bytes() == self.etag.as_bytes())
    }

    /// The answer for a reader who takes these encodings and has this tag already.
    #[must_use]
    pub fn answer(&self, asked: &HeaderMap) -> Response {
        if self.is_had_already(asked) {
            let mut response = self.with_headers(Response::new(Body::empty()));
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            response.headers_mut().remove(header::CONTENT_TYPE);
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
        let mut response = self.with_headers(Response::new(Body::from(body.clone())));
        let headers = response.headers_mut();
        if let Some(encoding) = encoding {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
        response
    }

    /// With what is said about the page to everybody, also to the one who has it already.
    fn with_headers(&self, mut response: Response) -> Response {
        let headers = response.headers_mut();
        headers.extend(self.headers.clone());
        headers.insert(header::ETAG, self.etag.clone());
        headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-cache"));
        headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding, Cookie"));
        if self.framed {
            response.extensions_mut().insert(Framed);
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

#[cfg(test)]
mod tests {
    use super::{Cached, MOST_BYTES, Page, PageCache, PageKey};
    use axum::http::HeaderMap;
    use bytes::Bytes;
    use domain::shared::Locale;
    use jiff::Timestamp;
    use std::sync::Arc;

    fn key(address: &str) -> PageKey {
        PageKey {
            tenant: 1,
            locale: Locale::Nb,
            address: address.to_owned(),
        }
    }

    fn page(bytes: usize) -> Arc<Page> {
        let until = Timestamp::from_second(100).unwrap();
        let mark = Cached {
            version: 1,
            live: 1,
            until,
        };
        Arc::new(Page::new(mark, HeaderMap::new(), false, Bytes::from(vec![b'x'; bytes])))
    }

    #[test]
    fn a_page_is_kept_until_something_changes_or_the_clock_makes_it_untrue() {
        let pages = PageCache::default();
        pages.keep(key("/"), page(10));
        let at = |second| Timestamp::from_second(second).unwrap();
        assert!(pages.find(&key("/"), 1, 1, at(99)).is_some());
        assert!(
            pages.find(&key("/"), 2, 1, at(99)).is_none(),
            "the municipality changed something"
        );
        assert!(pages.find(&key("/"), 1, 2, at(99)).is_none(), "the queue moved");
        assert!(pages.find(&key("/"), 1, 1, at(100)).is_none(), "the hour struck");
        assert!(pages.find(&key("/x"), 1, 1, at(99)).is_none());
    }

    #[test]
    fn many_addresses_do_not_fill_the_memory() {
        let pages = PageCache::default();
        let big = page(MOST_BYTES / 10);
        for i in 0..100 {
            pages.keep(key(&format!("/?{i}")), big.clone());
            assert!(pages.0.read().unwrap().bytes <= MOST_BYTES);
        }
        pages.keep(key("/?99"), page(10));
        let held: usize = pages.0.read().unwrap().kept.values().map(|p| p.weight()).sum();
        let named: usize = pages.0.read().unwrap().bytes;
        assert!(named >= held && named - held < 10_000, "{named} {held}");
    }
}
