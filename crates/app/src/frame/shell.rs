//! How a page looks around its body: who it is for, its languages, its menu, and the pages for what went wrong.

use super::{
    app::App,
    cx::{Cx, session_cookie},
    errors::AppError,
    origin,
    pages::Cached,
    scope::{Scope, Tenant},
    session::{SessionInfo, Who},
};
use crate::texts::{T, Words};
use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Redirect, Response},
};
use domain::{
    access::Permission,
    shared::{Locale, day_and_minute},
};
use jiff::Timestamp;
use maud::{Markup, html};
use ui::{Audience, LanguageLink, Link, NavItem, Shell, User, assets};

/// The own page of somebody who guides: a shared device has none.
const OWN_PAGE: &str = "/skranke/min-side";

/// The pages that the guides lead to.
const PEOPLE: [&str; 3] = ["/kontor/laering", "/kontor/vaktplan", "/kontor/baerekraft"];

/// The pages that the offerings lead to.
const OFFERINGS: [&str; 4] = ["/kontor/plakater", "/kontor/plakatfarge", "/kontor/plakatvapen", "/kontor/plakatord"];

/// The pages that the safety leads to.
const SAFETY: [&str; 1] = ["/kontor/frister"];

/// The pages that what is known leads to.
const KNOWN: [&str; 1] = ["/kontor/veien"];

/// The pages that what the service rests on leads to.
const RESTS_ON: [&str; 2] = ["/kontor/saksframlegg", "/kontor/arkivpakke"];

/// The pages that the set-up leads to.
const SET_UP: [&str; 14] = [
    "/kontor/kommunen",
    "/kontor/steder",
    "/kontor/aktorer",
    "/kontor/stengt",
    "/kontor/tjenester",
    "/kontor/grenser",
    "/kontor/tjenestebeskrivelse",
    "/kontor/handbok",
    "/kontor/henvisninger",
    "/kontor/enheter",
    "/kontor/kontoer",
    "/kontor/historikk",
    "/kontor/spor",
    "/kontor/personvern",
];

impl Cx {
    /// The frame of a page, with everything that is the same for all pages of an audience.
    #[must_use]
    pub fn shell(&self, audience: Audience, title: impl Into<String>) -> Shell {
        let mut shell = of_scope(&self.scope, self.tenant(), audience, title.into());
        if matches!(audience, Audience::Desk | Audience::Office) {
            shell.nav = navigation(&self.scope, self.session.as_ref(), audience);
            shell.scripts.push(&assets::GUARDED_JS);
            shell.user = self.session.as_ref().map(|session| User {
                name: session.name().to_owned(),
                sign_out_action: self.link("/logg-ut"),
                account: is_person(session).then(|| self.link("/konto")),
                csrf_token: self.csrf(),
            });
        }
        shell
    }

    /// A whole page as an answer.
    #[must_use]
    pub fn html(&self, shell: &Shell, body: &Markup) -> Response {
        Html(ui::page(shell, body).into_string()).into_response()
    }

    /// Marks a public page as true until an instant, for the content version it was made from.
    #[must_use]
    pub fn keep(&self, mut response: Response, version: i64, until: Timestamp) -> Response {
        let live = self.app.live_version(self.tenant().id);
        response.extensions_mut().insert(Cached { version, live, until });
        response
    }

    /// The full address of this page, for search engines and printed codes.
    #[must_use]
    pub fn full_address(&self, path: &str) -> String {
        format!("{}{}", self.scope.origin, self.link(path))
    }

    /// As [`Cx::full_address`], for what is sent to others than the one who asks: it begins with the municipality's own host
    /// name where it has one, whatever host was asked for.
    #[must_use]
    pub fn own_address(&self, path: &str) -> String {
        match &self.tenant().host {
            Some(host) => format!("https://{host}{}", self.link(path)),
            None => self.full_address(path),
        }
    }

    /// [`Cx::own_address`] as one writes it in a browser: for what is printed and read aloud.
    #[must_use]
    pub fn plain_address(&self, path: &str) -> String {
        let whole = self.own_address(path);
        whole.split_once("://").map_or(whole.clone(), |(_, plain)| plain.to_owned())
    }

    /// Whether the one who is signed in is a person (not a shared device).
    #[must_use]
    pub fn is_person(&self) -> bool {
        self.session.as_ref().is_some_and(is_person)
    }
}

/// The menu of somebody who is signed in: what they may see, with the page they are on marked.
fn navigation(scope: &Scope, session: Option<&SessionInfo>, audience: Audience) -> Vec<NavItem> {
    let l = scope.locale;
    let here = scope.path.as_str();
    let items = [
        ("/skranke", T::FrameNavDesk, Permission::UseDesk),
        (OWN_PAGE, T::GuidesMine, Permission::UseDesk),
        ("/kontor", T::FrameNavOffice, Permission::SeeOffice),
        ("/kontor/tilbud", T::FrameNavOfferings, Permission::EditRegister),
        ("/kontor/arrangement", T::FrameNavEvents, Permission::SeeOffice),
        ("/kontor/kalender", T::FrameNavCalendar, Permission::EditRegister),
        ("/kontor/folk", T::GuidesTitle, Permission::ManageGuides),
        ("/kontor/ros", T::RiskNav, Permission::SeeOffice),
        ("/kontor/tall", T::FrameNavFigures, Permission::SeeFigures),
        ("/kontor/forankring", T::AnchoringTitle, Permission::SeeOffice),
        ("/kontor/grunnlag", T::SituationTitle, Permission::SeeOffice),
        ("/kontor/oppsett", T::FrameNavSetUp, Permission::SeeOffice),
    ];
    let may = |permission| session.is_some_and(|s| s.may(permission));
    let own = audience == Audience::Desk && session.is_some_and(is_person);
    // The longest address that the page lies under is the current one; what is reached from the set-up or from the people
    // lies under those.
    let reached_from = |pages: &[&str], from| pages.iter().any(|p| is_under(here, p)).then_some(from);
    let from = reached_from(&SET_UP, "/kontor/oppsett")
        .or_else(|| reached_from(&PEOPLE, "/kontor/folk"))
        .or_else(|| reached_from(&SAFETY, "/kontor/ros"))
        .or_else(|| reached_from(&KNOWN, "/kontor/grunnlag"))
        .or_else(|| reached_from(&RESTS_ON, "/kontor/forankring"))
        .or_else(|| reached_from(&OFFERINGS, "/kontor/tilbud"));
    let lies_under = || items.iter().map(|i| i.0).filter(|p| is_under(here, p)).max_by_key(|p| p.len());
    let current = from.or_else(lies_under);
    items
        .into_iter()
        .filter(|(path, _, permission)| may(*permission) && (*path != OWN_PAGE || own))
        .map(|(path, text, _)| NavItem {
            href: scope.link(path),
            label: l.t(text),
            current: current == Some(path),
        })
        .collect()
}

fn is_person(session: &SessionInfo) -> bool {
    matches!(session.who, Who::Person { .. })
}

/// Where somebody who is signed in begins: the office for those who plan, else the desk, else the front page.
fn home(session: &SessionInfo) -> &'static str {
    if session.may(Permission::EditRegister) || !session.may(Permission::UseDesk) {
        if session.may(Permission::SeeOffice) {
            "/kontor"
        } else {
            "/"
        }
    } else {
        "/skranke"
    }
}

fn is_under(here: &str, path: &str) -> bool {
    here == path || here.strip_prefix(path).is_some_and(|rest| rest.starts_with('/'))
}

fn of_scope(scope: &Scope, tenant: &Tenant, audience: Audience, title: String) -> Shell {
    let l = scope.locale;
    let footer = [("/personvern", T::FrameFooterPrivacy), ("/tilgjengelighet", T::FrameFooterAccessibility)];
    let staff = Link::new(scope.link("/logg-inn"), l.t(T::FrameFooterStaff));
    Shell {
        base: scope.link("/").trim_end_matches('/').to_owned(),
        language_links: Locale::ALL
            .into_iter()
            .map(|locale| LanguageLink {
                locale,
                href: scope.same_page_in(locale),
                active: locale == l,
            })
            .collect(),
        demo: tenant.demo,
        phone: Some(tenant.phone.clone()).filter(|p| !p.is_empty()),
        footer_links: footer
            .into_iter()
            .map(|(path, text)| Link::new(scope.link(path), l.t(text)))
            .chain((audience == Audience::Citizen).then_some(staff))
            .collect(),
        manifest: Some(scope.link("/app.webmanifest")),
        ..Shell::new(l, audience, tenant.service_name.clone(), title)
    }
}

/// The page for what went wrong, in the reader's language. A fault is logged here and nowhere else.
///
/// Somebody who is signed in gets the staff's menu with it, so that there is a way on from here.
pub fn error(app: &App, scope: &Scope, asked: &HeaderMap, session: Option<&SessionInfo>, error: &AppError) -> Response {
    if let AppError::SignIn { to } = error {
        let way = if to.is_empty() {
            scope.link("/logg-inn")
        } else {
            scope.link(&sign_in_address(to))
        };
        return Redirect::to(&way).into_response();
    }
    let Some(tenant) = scope.tenant.as_deref() else {
        return nowhere();
    };
    let front = session.map_or("/", home);
    let body = error_body(app, scope, tenant, error, &scope.link(front));
    let audience = match front {
        "/kontor" => Audience::Office,
        "/skranke" => Audience::Desk,
        _ => Audience::Citizen,
    };
    let mut shell = Shell {
        noindex: true,
        manifest: None,
        ..of_scope(scope, tenant, audience, scope.locale.t(T::FrameErrorTitle))
    };
    if audience != Audience::Citizen {
        shell.nav = navigation(scope, session, audience);
        shell.user = session.map(|session| User {
            name: session.name().to_owned(),
            sign_out_action: scope.link("/logg-ut"),
            account: is_person(session).then(|| scope.link("/konto")),
            csrf_token: origin::token(app, session_cookie(asked).unwrap_or_default()),
        });
    }
    let mut response = (error.status(), Html(ui::page(&shell, &body).into_string())).into_response();
    let wait = match error {
        AppError::TooMany { retry_after } => Some(*retry_after),
        AppError::Unavailable(_) => Some(30),
        _ => None,
    };
    if let Some(retry_after) = wait
        && let Ok(value) = HeaderValue::from_str(&retry_after.to_string())
    {
        response.headers_mut().insert(header::RETRY_AFTER, value);
    }
    response
}

fn sign_in_address(to: &str) -> String {
    let safe: String = to
        .bytes()
        .map(|b| match b {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'/' | b'.' => char::from(b).to_string(),
            _ => format!("%{b:02X}"),
        })
        .collect();
    format!("/logg-inn?til={safe}")
}

fn error_body(app: &App, scope: &Scope, tenant: &Tenant, error: &AppError, front: &str) -> Markup {
    let l = scope.locale;
    let phone = Some(tenant.phone.as_str()).filter(|p| !p.is_empty());
    match error {
        AppError::Refused(refusal) => {
            tracing::info!(code = refusal.code(), "refused");
            message(&refusal.text(l), &refusal.hint(l), front, l)
        }
        AppError::Forbidden => {
            tracing::warn!(tenant = tenant.id, path = %scope.path, "not allowed");
            ui::parts::forbidden_page(l, front, phone)
        }
        AppError::ForeignOrigin => {
            tracing::warn!(tenant = tenant.id, path = %scope.path, "a form from elsewhere");
            message(&l.t(T::FrameForeignTitle), &l.t(T::FrameForeignHint), front, l)
        }
        AppError::Unreadable(_) => message(&l.t(T::FrameUnreadableTitle), &l.t(T::FrameUnreadableHint), front, l),
        AppError::TooMany { .. } => message(&l.t(T::FrameTooManyTitle), &l.t(T::FrameTooManyHint), front, l),
        AppError::Unavailable(text) => {
            tracing::error!(tenant = tenant.id, path = %scope.path, fault = %text, "the database does not answer");
            message(&l.t(T::FrameBusyTitle), &l.t(T::FrameBusyHint), front, l)
        }
        AppError::Fault(text) => {
            let code = reference_code(app.now());
            tracing::error!(tenant = tenant.id, reference = %code, path = %scope.path, fault = %text, "fault");
            ui::parts::fault_page(l, &code, front, phone)
        }
        AppError::Absent | AppError::SignIn { .. } => ui::parts::absent_page(l, front, phone),
    }
}

fn message(title: &str, hint: &str, front: &str, l: Locale) -> Markup {
    html! {
        h1 { (title) }
        p.lead { (hint) }
        p { a href=(front) { (l.t(T::FrameToFront)) } }
    }
}

/// A code a person can read aloud on the phone: day and time to the millisecond, in letters and digits that do not look
/// alike.
fn reference_code(now: Timestamp) -> String {
    const LETTERS: &[u8; 24] = b"ACDEFHJKLMNPRTUVWXY34679";
    let (day, _) = day_and_minute(now);
    let mut rest = now.as_millisecond().rem_euclid(86_400_000);
    let mut code = String::new();
    for _ in 0..6 {
        let at = usize::try_from(rest % 24).unwrap_or(0);
        code.push(char::from(LETTERS[at]));
        rest /= 24;
    }
    format!("{:02}{:02}-{code}", day.month(), day.day())
}

/// The answer for an address that names a municipality that is not here, or an installation that has none yet.
#[must_use]
pub fn nowhere() -> Response {
    let shell = Shell {
        noindex: true,
        ..Shell::new(Locale::Nb, Audience::Citizen, "Digihjelpen", "")
    };
    let body = html! {
        h1 { (Locale::Nb.t(T::FrameNowhereTitle)) }
        p { (Locale::Nb.t(T::FrameNowhereText)) }
    };
    (StatusCode::NOT_FOUND, Html(ui::page(&shell, &body).into_string())).into_response()
}

/// The desk's service worker, at an address that never changes: it may only look after pages below its own.
#[must_use]
pub fn service_worker() -> Response {
    let mut response = Response::new(Body::from(assets::SW_JS.bytes));
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/javascript; charset=utf-8"),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}

/// One embedded file, kept for ever where its address changes with its content.
#[must_use]
pub fn asset(path: &str, asked: &HeaderMap) -> Response {
    let Some(asset) = ui::assets::find(path) else {
        return (StatusCode::NOT_FOUND, "not found").into_response();
    };
    let takes = asked.get(header::ACCEPT_ENCODING).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let (bytes, encoding) = match (asset.br, asset.gzip) {
        (Some(br), _) if takes.contains("br") => (br, Some("br")),
        (_, Some(gzip)) if takes.contains("gzip") => (gzip, Some("gzip")),
        _ => (asset.bytes, None),
    };
    let mut response = Response::new(Body::from(bytes));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.content_type));
    headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    let keep = if asset.immutable {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
    if let Some(encoding) = encoding {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    response
}
