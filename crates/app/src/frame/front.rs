//! The front: every request passes here first and every answer last. It finds municipality and language in the address,
//! answers kept pages at once, refuses changes from foreign pages, turns errors into pages and adds the headers.

use super::{
    app::App,
    cx::Asker,
    errors::AppError,
    origin,
    pages::{self, Cached, Framed, Page, PageKey},
    scope::Scope,
    shell, upload,
};
use axum::{
    Router,
    body::{Body, to_bytes},
    extract::{ConnectInfo, Request},
    http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use domain::shared::Locale;
use std::{
    net::{IpAddr, SocketAddr},
    sync::Arc,
    time::Duration,
};
use tower::ServiceExt;

/// The most a form may weigh, in bytes.
const FORM_LIMIT: usize = 2 * 1024 * 1024;
/// How long a page may take to be made. A database that hangs holds nobody longer; answers that go on (the board's) have
/// begun long before.
const PATIENCE: Duration = Duration::from_secs(25);
/// How long it may take to find out who asks, for a page that says what went wrong.
const PATIENCE_FOR_SORRY: Duration = Duration::from_secs(2);
/// How long a form may take to come in: a slow phone has time enough, and one that never ends holds nothing up.
const FORM_TIME: Duration = Duration::from_secs(30);

/// The cookie that remembers the language a reader chose.
pub const LANGUAGE_COOKIE: &str = "sprak";

/// Who asks, as far as the network says.
#[derive(Clone, Copy, Debug)]
pub struct Client(pub IpAddr);

/// The whole service: a router that hands every request to the front. Behind a proxy of one's own, the address of the one
/// who asks is the last that the proxy wrote in `X-Forwarded-For`; otherwise that header is anybody's word and not read.
pub fn service(app: App, rooms: Router<App>, behind_proxy: bool) -> Router {
    let rooms: Router = rooms.with_state(app.clone());
    Router::new().fallback(move |ConnectInfo(from): ConnectInfo<SocketAddr>, req: Request| {
        let forwarded = behind_proxy.then(|| forwarded_for(req.headers())).flatten();
        answer(app.clone(), rooms.clone(), forwarded.unwrap_or(from.ip()), req)
    })
}

fn forwarded_for(headers: &HeaderMap) -> Option<IpAddr> {
    let last = headers.get_all("x-forwarded-for").iter().next_back()?.to_str().ok()?;
    last.rsplit(',').next()?.trim().parse().ok()
}

/// Answers one request.
pub async fn answer(app: App, rooms: Router, from: IpAddr, req: Request) -> Response {
    if req.uri().path() == "/sw.js" {
        return with_headers(shell::service_worker());
    }
    if req.uri().path().starts_with("/a/") {
        return with_headers(shell::asset(req.uri().path(), req.headers()));
    }
    if let Some(response) = crate::operations::health(&app, req.uri().path()).await {
        return with_headers(response);
    }
    let cookie = cookie(req.headers(), LANGUAGE_COOKIE).and_then(Locale::parse);
    let Some(host) = host(req.headers()) else {
        return with_headers(shell::nowhere());
    };
    let query = req.uri().query().unwrap_or_default();
    let Some(scope) = Scope::read(&app.tenants(), host, req.uri().path(), query, cookie) else {
        return with_headers(shell::nowhere());
    };
    let chose = (scope.locale_in_path && cookie != Some(scope.locale)).then(|| (scope.locale, scope.origin.clone()));
    let kept = (req.method() == Method::GET).then(|| kept(&app, &scope, &req)).flatten();
    let mut response = match kept {
        Some(page) => page.answer(req.headers()),
        None => make(app, rooms, from, scope, req).await,
    };
    if let Some((locale, origin)) = chose {
        remember(response.headers_mut(), locale, &origin);
    }
    with_headers(response)
}

/// The host that is asked, when it can be the name of one. What stands there ends up in addresses and in what kept pages
/// are told apart by, so nothing else is let in.
fn host(headers: &HeaderMap) -> Option<&str> {
    let Some(host) = headers.get(header::HOST) else {
        return Some("");
    };
    let fits = |b: u8| b.is_ascii_alphanumeric() || b".-_:[]".contains(&b);
    host.to_str().ok().filter(|h| h.len() <= 255 && h.bytes().all(fits))
}

fn page_key(scope: &Scope, uri: &Uri) -> Option<PageKey> {
    let tenant = scope.tenant.as_ref()?.id;
    let address = uri.path_and_query().map_or("/", |p| p.as_str()).to_owned();
    // The host is part of the key: it stands in the page's own address, and whoever asks chooses it.
    Some(PageKey {
        tenant,
        locale: scope.locale,
        address: format!("{}{address}", scope.origin),
    })
}

fn kept(app: &App, scope: &Scope, req: &Request) -> Option<Arc<Page>> {
    let key = page_key(scope, req.uri())?;
    let published = app.published_if_read(key.tenant)?;
    app.pages().find(&key, published.version, app.live_version(key.tenant), app.now())
}

async fn make(app: App, rooms: Router, from: IpAddr, scope: Scope, req: Request) -> Response {
    let asked = req.headers().clone();
    // Only a whole page may be kept: the answer to HEAD has no body.
    let key = (req.method() == Method::GET).then(|| page_key(&scope, req.uri())).flatten();
    let unsafe_method = !matches!(*req.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let req = if has_nul(scope.query.as_bytes()) {
        Err(AppError::Unreadable(StatusCode::BAD_REQUEST))
    } else if unsafe_method {
        own_pages_only(&app, req).await
    } else {
        Ok(req)
    };
    let response = match req {
        Ok(mut req) => {
            rewrite(&mut req, &scope);
            let extensions = req.extensions_mut();
            extensions.insert(scope.clone());
            extensions.insert(app.clone());
            extensions.insert(Client(from));
            // A router answers every request; it has no error of its own.
            match tokio::time::timeout(PATIENCE, rooms.oneshot(req)).await {
                Ok(answer) => answer.unwrap_or_else(|never| match never {}),
                Err(_) => AppError::Unavailable("no answer in time".to_owned()).into_response(),
            }
        }
        Err(error) => error.into_response(),
    };
    finish(&app, &scope, &asked, key, response).await
}

fn rewrite(req: &mut Request, scope: &Scope) {
    let target = if scope.query.is_empty() {
        scope.path.clone()
    } else {
        format!("{}?{}", scope.path, scope.query)
    };
    if let Ok(uri) = target.parse() {
        *req.uri_mut() = uri;
    }
}

/// Whether a query or a form holds the character NUL, which no text has and PostgreSQL does not take.
fn has_nul(text: &[u8]) -> bool {
    text.contains(&0) || text.windows(3).any(|w| w == b"%00")
}

async fn own_pages_only(app: &App, req: Request) -> Result<Request, AppError> {
    let said = origin::said(req.headers());
    if said == origin::Said::Foreign {
        return Err(AppError::ForeignOrigin);
    }
    let token = origin::token(app, super::cx::session_cookie(req.headers()).unwrap_or_default());
    let (parts, body) = req.into_parts();
    let bytes = whole_form(&parts.headers, body).await?;
    if said == origin::Said::Nothing && !origin::body_has(&token, &bytes) {
        return Err(AppError::ForeignOrigin);
    }
    let fenced = crate::privacy::look(&bytes);
    let mut req = Request::from_parts(parts, Body::from(bytes));
    if let Some(fenced) = fenced {
        req.extensions_mut().insert(fenced);
    }
    Ok(req)
}

async fn whole_form(headers: &HeaderMap, body: Body) -> Result<bytes::Bytes, AppError> {
    let read = tokio::time::timeout(FORM_TIME, to_bytes(body, FORM_LIMIT)).await;
    let read = read.map_err(|_| AppError::Unreadable(StatusCode::REQUEST_TIMEOUT))?;
    let bytes = read.map_err(|_| AppError::Unreadable(StatusCode::PAYLOAD_TOO_LARGE))?;
    if upload::text_of(headers, &bytes, has_nul) {
        return Err(AppError::Unreadable(StatusCode::BAD_REQUEST));
    }
    Ok(bytes)
}

async fn finish(app: &App, scope: &Scope, asked: &HeaderMap, key: Option<PageKey>, mut response: Response) -> Response {
    if let Some(error) = response.extensions_mut().remove::<AppError>() {
        return sorry(app, scope, asked, &error).await;
    }
    match response.status() {
        StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED if is_bare(&response) => {
            return sorry(app, scope, asked, &AppError::Absent).await;
        }
        status if status.is_client_error() && is_the_frameworks(&response) => {
            return sorry(app, scope, asked, &AppError::Unreadable(status)).await;
        }
        _ => {}
    }
    match (response.extensions_mut().remove::<Cached>(), key) {
        (Some(mark), Some(key)) if response.status() == StatusCode::OK => keep(app, key, mark, asked, response).await,
        _ => smaller(asked, response).await,
    }
}

/// The page for what went wrong, with the way back for the one who asks.
async fn sorry(app: &App, scope: &Scope, asked: &HeaderMap, error: &AppError) -> Response {
    let session = match (error, Asker::from_headers(app, scope, asked)) {
        // Nothing is asked of a database that does not answer.
        (AppError::Unavailable(_) | AppError::SignIn { .. }, _) | (_, None) => None,
        (_, Some(asker)) => {
            let found = tokio::time::timeout(PATIENCE_FOR_SORRY, asker.session()).await;
            found.ok().and_then(Result::ok).flatten()
        }
    };
    shell::error(app, scope, asked, session.as_ref(), error)
}

/// Whether an answer is the router's own "not found", which has neither type nor words.
fn is_bare(response: &Response) -> bool {
    !response.headers().contains_key(header::CONTENT_TYPE)
}

/// Whether an answer is a line of the framework's own about a request it could not take apart. Rooms answer with pages.
fn is_the_frameworks(response: &Response) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE);
    kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/plain"))
}

async fn keep(app: &App, key: PageKey, mark: Cached, asked: &HeaderMap, response: Response) -> Response {
    let (parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, usize::MAX).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let framed = parts.extensions.get::<Framed>().is_some();
    let mut headers = parts.headers;
    headers.remove(header::CONTENT_LENGTH);
    let page = Arc::new(Page::new(mark, headers, framed, bytes));
    app.pages().keep(key, page.clone());
    page.answer(asked)
}

/// Compresses a page that is made for one reader.
async fn smaller(asked: &HeaderMap, response: Response) -> Response {
    let takes = asked.get(header::ACCEPT_ENCODING).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let html = response
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|v| v.to_str().ok())
        .is_some_and(|t| t.starts_with("text/html"));
    if !html || !takes.contains("gzip") || response.headers().contains_key(header::CONTENT_ENCODING) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, usize::MAX).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    parts.headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(pages::gzip(&bytes)))
}

fn remember(headers: &mut HeaderMap, locale: Locale, origin: &str) {
    let secure = if origin.starts_with("https://") { "; Secure" } else { "" };
    let text = format!(
        "{LANGUAGE_COOKIE}={}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly{secure}",
        locale.code()
    );
    if let Ok(value) = HeaderValue::from_str(&text) {
        headers.append(header::SET_COOKIE, value);
    }
}

/// Whether the answer is for a script and not for a page.
#[must_use]
pub fn wants_json(headers: &HeaderMap) -> bool {
    headers
        .get(header::ACCEPT)
        .and_then(|v| v.to_str().ok())
        .is_some_and(|accept| accept.starts_with("application/json"))
}

/// The value of a cookie.
#[must_use]
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|v| v.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name).then_some(value))
}

const CSP: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
                   connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; \
                   frame-ancestors 'none'";

/// For what others may show in a frame: it loads less and cannot send anything.
const FRAMED_CSP: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; form-action 'none'; \
                          base-uri 'none'; frame-ancestors *";

fn with_headers(mut response: Response) -> Response {
    let framed = response.extensions_mut().remove::<Framed>().is_some();
    let headers = response.headers_mut();
    let fixed = [
        (header::CONTENT_SECURITY_POLICY, if framed { FRAMED_CSP } else { CSP }),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if !framed {
        headers.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    }
    headers.insert(
        "permissions-policy",
        HeaderValue::from_static("camera=(), microphone=(), geolocation=()"),
    );
    headers.insert("cross-origin-opener-policy", HeaderValue::from_static("same-origin"));
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}
