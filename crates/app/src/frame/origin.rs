//! Whether a change was asked for by one of our own pages. Browsers say so in `Sec-Fetch-Site`, older ones in `Origin`
//! or `Referer`; the oldest say nothing, and then the form itself must carry a token.

use super::app::App;
use axum::http::{HeaderMap, header};
use hmac::{Hmac, Mac};
use sha2::Sha256;

/// What the headers say about where a change came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// Our own page.
    Own,
    /// Somebody else's.
    Foreign,
    /// Nothing: ask the form.
    Nothing,
}

/// Reads the headers.
#[must_use]
pub fn said(headers: &HeaderMap) -> Said {
    let text = |name: header::HeaderName| headers.get(name).and_then(|v| v.to_str().ok());
    if let Some(site) = headers.get("sec-fetch-site").and_then(|v| v.to_str().ok()) {
        return if matches!(site, "same-origin" | "none") {
            Said::Own
        } else {
            Said::Foreign
        };
    }
    let host = text(header::HOST).unwrap_or_default();
    let from = text(header::ORIGIN).filter(|o| *o != "null").or_else(|| text(header::REFERER));
    match from {
        Some(address) if authority(address) == Some(host) => Said::Own,
        Some(_) => Said::Foreign,
        None if headers.contains_key(header::ORIGIN) => Said::Foreign,
        None => Said::Nothing,
    }
}

fn authority(address: &str) -> Option<&str> {
    let rest = address.split_once("://")?.1;
    rest.split(['/', '?', '#']).next()
}

/// The token that a form carries: bound to the session's cookie (empty when nobody is signed in) and this installation.
#[must_use]
pub fn token(app: &App, cookie: &str) -> String {
    // A key of 32 bytes is always accepted; the other arm cannot be reached.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(app.secret()) else {
        return String::new();
    };
    mac.update(b"form ");
    mac.update(cookie.as_bytes());
    mac.finalize().into_bytes().iter().take(16).map(|b| format!("{b:02x}")).collect()
}

/// Whether a form's body carries the token.
#[must_use]
pub fn body_has(token: &str, body: &[u8]) -> bool {
    let text = String::from_utf8_lossy(body);
    text.split('&').any(|pair| {
        pair.strip_prefix("csrf=").is_some_and(|given| {
            given.len() == token.len() && given.bytes().zip(token.bytes()).fold(0, |acc, (a, b)| acc | (a ^ b)) == 0
        })
    })
}

#[cfg(test)]
mod tests {
    use super::{Said, body_has, said};
    use axum::http::HeaderMap;

    #[test]
    fn where_a_change_came_from() {
        let table: [(&[(&str, &str)], Said); 8] = [
            (&[("sec-fetch-site", "same-origin")], Said::Own),
            (&[("sec-fetch-site", "none")], Said::Own),
            (
                &[("sec-fetch-site", "cross-site"), ("origin", "https://a")],
                Said::Foreign,
            ),
            (&[("sec-fetch-site", "same-site")], Said::Foreign),
            (&[("host", "a:80"), ("origin", "http://a:80")], Said::Own),
            (&[("host", "a"), ("referer", "https://b/a")], Said::Foreign),
            (&[("host", "a"), ("origin", "null")], Said::Foreign),
            (&[("host", "a")], Said::Nothing),
        ];
        for (headers, expected) in table {
            let mut map = HeaderMap::new();
            for (name, value) in headers {
                map.insert(
                    axum::http::HeaderName::from_bytes(name.as_bytes()).unwrap(),
                    value.parse().unwrap(),
                );
            }
            assert_eq!(said(&map), expected, "{headers:?}");
        }
    }

    #[test]
    fn a_token_must_be_whole() {
        assert!(body_has("abcd", b"x=1&csrf=abcd"));
        assert!(!body_has("abcd", b"x=1&csrf=abc"));
        assert!(!body_has("abcd", b"x=csrf=abcd"));
    }
}
