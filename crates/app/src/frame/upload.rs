//! A form with a file: read with a limit, whatever is sent.

use axum::{
    body::to_bytes,
    extract::Request,
    http::{HeaderMap, header},
};

/// What a form with one file says.
#[derive(Default)]
pub struct Upload {
    /// The fields that are not files.
    pub fields: Vec<(String, String)>,
    /// What stands in the file; `None` when no file was chosen.
    pub file: Option<Vec<u8>>,
    /// Whether it was more than may be sent.
    pub too_large: bool,
}

impl Upload {
    /// Reads a form of at most `most` bytes; the front has a limit of its own for every form.
    pub async fn read(req: Request, most: usize) -> Self {
        let boundary = boundary(content_type(req.headers()));
        let body = to_bytes(req.into_body(), most).await;
        match (body, boundary) {
            (Err(_), _) => Self {
                too_large: true,
                ..Self::default()
            },
            (Ok(body), Some(boundary)) => Self::parse(&body, &boundary),
            (Ok(_), None) => Self::default(),
        }
    }

    fn parse(body: &[u8], boundary: &str) -> Self {
        let mut out = Self::default();
        for part in split(body, format!("--{boundary}").as_bytes()).skip(1) {
            let part = part.strip_prefix(b"\r\n").unwrap_or(part);
            let Some(at) = find(part, b"\r\n\r\n") else { continue };
            let head = String::from_utf8_lossy(&part[..at]).into_owned();
            let value = part[at + 4..].strip_suffix(b"\r\n").unwrap_or(&part[at + 4..]);
            let Some(name) = quoted(&head, "; name=\"") else {
                continue;
            };
            match quoted(&head, "; filename=\"") {
                Some(file) if !file.is_empty() || !value.is_empty() => out.file = Some(value.to_vec()),
                Some(_) => {}
                None => out.fields.push((name, String::from_utf8_lossy(value).replace('\0', ""))),
            }
        }
        out
    }
}

/// Whether something holds of a form, but for its files that are no text (pictures): a room that wants text refuses those itself.
pub fn text_of(headers: &HeaderMap, body: &[u8], holds: fn(&[u8]) -> bool) -> bool {
    match boundary(content_type(headers)) {
        Some(boundary) => split(body, format!("--{boundary}").as_bytes()).any(|part| !is_no_text(part) && holds(part)),
        None => holds(body),
    }
}

/// Whether a part is a file that cannot be read as text.
fn is_no_text(part: &[u8]) -> bool {
    let Some(at) = find(part, b"\r\n\r\n") else {
        return false;
    };
    let is_file = quoted(&String::from_utf8_lossy(&part[..at]), "; filename=\"").is_some();
    is_file && std::str::from_utf8(&part[at..]).is_err()
}

fn content_type(headers: &HeaderMap) -> &str {
    headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default()
}

/// The line between the parts (RFC 7578 §4.1).
fn boundary(content_type: &str) -> Option<String> {
    let (kind, rest) = content_type.split_once(';')?;
    let value = rest.split(';').find_map(|p| p.trim().strip_prefix("boundary="))?.trim_matches('"');
    (kind.trim().eq_ignore_ascii_case("multipart/form-data") && (1..=70).contains(&value.len()))
        .then(|| value.to_owned())
}

fn quoted(head: &str, before: &str) -> Option<String> {
    let rest = head.get(head.find(before)? + before.len()..)?;
    Some(rest.get(..rest.find('"')?)?.to_owned())
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|w| w == needle)
}

fn split<'a>(mut rest: &'a [u8], by: &'a [u8]) -> impl Iterator<Item = &'a [u8]> {
    let mut done = false;
    std::iter::from_fn(move || {
        if done {
            return None;
        }
        match find(rest, by) {
            Some(at) => {
                let part = &rest[..at];
                rest = &rest[at + by.len()..];
                Some(part)
            }
            None => {
                done = true;
                Some(rest)
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::{Upload, boundary, text_of};
    use axum::http::{HeaderMap, HeaderValue, header};

    #[test]
    fn only_a_file_that_is_no_text_is_left_to_its_room() {
        let mut headers = HeaderMap::new();
        let has_nul = |bytes: &[u8]| bytes.contains(&0);
        assert!(text_of(&headers, b"a=\0", has_nul));
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("multipart/form-data; boundary=x"),
        );
        let form = |name: &str, value: &[u8]| {
            let head = format!("--x\r\nContent-Disposition: form-data; name=\"fil\"{name}\r\n\r\n");
            [head.as_bytes(), value, b"\r\n--x--\r\n"].concat()
        };
        let file = "; filename=\"vapen.png\"";
        assert!(!text_of(&headers, &form(file, b"\x89PNG\0"), has_nul));
        assert!(text_of(&headers, &form(file, b"BEGIN\0"), has_nul));
        let field = form("", b"\x89\0a");
        assert!(text_of(&headers, &field, has_nul));
        assert_eq!(Upload::parse(&field, "x").fields[0].1, "\u{fffd}a");
    }

    #[test]
    fn whatever_is_uploaded_is_answered() {
        fn body(bytes: &[u8]) {
            let (kind, form) = bytes.split_at(bytes.iter().position(|b| *b == b'\n').unwrap_or(0));
            if let Some(boundary) = boundary(&String::from_utf8_lossy(kind)) {
                let upload = Upload::parse(form, &boundary);
                assert!(upload.file.is_none_or(|file| file.len() <= form.len()));
            }
        }
        hostile::over("upload", body, 3000);
    }

    #[test]
    fn a_form_with_a_file_is_read() {
        let body = "--x\r\nContent-Disposition: form-data; name=\"tilbud\"\r\n\r\ndatakafe\r\n--x\r\n\
                    Content-Disposition: form-data; name=\"fil\"; filename=\"a.ics\"\r\nContent-Type: text/calendar\r\n\r\n\
                    BEGIN\r\n\r\nEND\r\n\r\n--x--\r\n";
        let upload = Upload::parse(body.as_bytes(), "x");
        assert_eq!(upload.fields, [("tilbud".to_owned(), "datakafe".to_owned())]);
        assert_eq!(upload.file.as_deref(), Some(b"BEGIN\r\n\r\nEND\r\n".as_slice()));
        let none = body.replace("a.ics", "").replace("BEGIN\r\n\r\nEND\r\n", "");
        assert_eq!(Upload::parse(none.as_bytes(), "x").file, None);
        for nonsense in ["", "--x", "--x\r\n\r\n", "--x\r\nContent-Disposition: form-data; name=\"\r\n\r\n"] {
            assert!(Upload::parse(nonsense.as_bytes(), "x").file.is_none(), "{nonsense}");
        }
        assert_eq!(
            boundary("multipart/form-data; boundary=\"a b\"").as_deref(),
            Some("a b")
        );
        assert_eq!(boundary("text/plain; boundary=a"), None);
    }
}
