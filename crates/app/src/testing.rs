//! An installation for tests: a real database of its own, a clock the test moves, and browsers for one person of each role.
//! The engine is SQLite, or PostgreSQL when `TERSKEL_TEST_ENGINE=postgres`.

#[cfg(test)]
pub mod town;

use crate::{
    access,
    frame::{App, Clock, cx::SESSION_COOKIE, front},
    operations, routes,
};
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Method, Request, StatusCode, header},
};
use domain::{
    access::Role,
    exchange::Folder,
    register::Register,
    shared::{Id, Minute, instant_of},
};
use jiff::Timestamp;
use std::{
    collections::BTreeMap,
    net::{IpAddr, Ipv4Addr},
    path::PathBuf,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicI64, Ordering},
    },
};
use store::{Actor, Db, Event, Query, Schema, WriteCtx, params, testing::TestDb};

/// An installation with one municipality.
pub struct TestApp {
    /// The installation.
    pub app: App,
    /// The municipality's internal number.
    pub tenant: i64,
    router: Router,
    rooms: Router<App>,
    clock: Arc<AtomicI64>,
    database: TestDb,
}

/// Reads an example folder of the repository.
///
/// # Panics
/// When it has problems.
#[must_use]
pub fn example(name: &str) -> Register {
    whole_example(name).register
}

/// Reads an example folder of the repository, with its survey and what its service rests on.
///
/// # Panics
/// When it has problems.
#[must_use]
pub fn whole_example(name: &str) -> Folder {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../examples").join(name);
    let files = operations::folder::read(&folder).unwrap();
    domain::exchange::read_folder(&files).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

fn milliseconds(local: &str) -> i64 {
    let (day, time) = local.split_once('T').unwrap();
    instant_of(day.parse().unwrap(), Minute::parse(time).unwrap()).as_millisecond()
}

impl TestApp {
    /// Bergen, at a local time like `2026-03-03T12:15`.
    #[must_use]
    pub fn bergen(local: &str) -> Self {
        Self::with(&example("bergen"), local)
    }

    /// The smallest municipality.
    #[must_use]
    pub fn minimal(local: &str) -> Self {
        Self::with(&example("minimal"), local)
    }

    /// An installation with one municipality's register.
    #[must_use]
    pub fn with(register: &Register, local: &str) -> Self {
        let mut test = Self::empty(local);
        test.tenant = test.add(register);
        test
    }

    /// An installation with one of the example folders, whole.
    #[must_use]
    pub fn whole(name: &str, local: &str) -> Self {
        let mut test = Self::empty(local);
        test.tenant = test.add_whole(&whole_example(name));
        test
    }

    /// An installation without any municipality.
    #[must_use]
    pub fn empty(local: &str) -> Self {
        let postgres = std::env::var("TERSKEL_TEST_ENGINE").is_ok_and(|engine| engine == "postgres");
        let db = if postgres { TestDb::postgres() } else { TestDb::sqlite() };
        let clock = Arc::new(AtomicI64::new(milliseconds(local)));
        let app = App::start(Db::clone(&db), Clock::Moved(clock.clone())).unwrap();
        let (rooms, _) = routes::all().done();
        let router = rooms.clone().with_state(app.clone());
        Self {
            app,
            tenant: 0,
            router,
            rooms,
            clock,
            database: db,
        }
    }

    /// Adds a municipality; returns its internal number.
    pub fn add(&self, register: &Register) -> i64 {
        self.add_whole(&register.clone().into())
    }

    /// Adds a municipality with its survey and what its service rests on; returns its internal number.
    pub fn add_whole(&self, folder: &Folder) -> i64 {
        let now = self.app.now();
        operations::import(self.app.db(), folder, false, now).unwrap();
        // The list of municipalities is read anew the way another process would.
        let app = self.app.clone();
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
            runtime.block_on(app.reload_tenants()).unwrap();
        })
        .join()
        .unwrap();
        let number = folder.register.municipality.number.as_str();
        let tenant = self.app.tenants().by_number(number).unwrap().id;
        self.app.forget(tenant);
        tenant
    }

    /// Moves the clock to a local time.
    pub fn at(&self, local: &str) {
        self.clock.store(milliseconds(local), Ordering::SeqCst);
    }

    /// Moves the clock on.
    pub fn later(&self, minutes: i64) {
        self.clock.fetch_add(minutes * 60_000, Ordering::SeqCst);
    }

    /// The instant now.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.app.now()
    }

    /// Somebody who is not signed in.
    #[must_use]
    pub fn anonymous(&self) -> Browser {
        Browser {
            app: self.app.clone(),
            rooms: self.router.clone(),
            cookies: Mutex::default(),
            from: IpAddr::V4(Ipv4Addr::LOCALHOST),
            headers: vec![("sec-fetch-site".to_owned(), "same-origin".to_owned())],
        }
    }

    /// Somebody with a role, signed in.
    #[must_use]
    pub fn signed_in(&self, role: Role) -> Browser {
        self.signed_in_at(self.tenant, role).0
    }

    /// Somebody with a role in one of several municipalities, and her account.
    #[must_use]
    pub fn signed_in_at(&self, tenant: i64, role: Role) -> (Browser, Id) {
        let now = self.app.now();
        let ctx = WriteCtx {
            tenant,
            actor: Actor::System,
            now,
        };
        let (cookie, id) = self
            .app
            .db()
            .write_blocking(ctx, move |tx| {
                let login = format!("{}-{}", role.code(), Id(tx.new_id()));
                let id = access::store::create_account(tx, &login, role.code(), role, "")?;
                Ok::<_, crate::frame::AppError>((access::store::create_session(tx, id, "test")?, id))
            })
            .unwrap();
        let browser = self.anonymous();
        browser.set_cookie(SESSION_COOKIE, &cookie);
        (browser, id)
    }

    /// The same browser where another process answers for the same database.
    #[must_use]
    pub fn on_another_node(&self, browser: &Browser) -> Browser {
        let db = Db::open(self.database.config()).unwrap();
        let app = App::start(db, Clock::Moved(self.clock.clone())).unwrap();
        Browser {
            rooms: self.rooms.clone().with_state(app.clone()),
            app,
            cookies: Mutex::new(browser.cookies.lock().unwrap().clone()),
            from: browser.from,
            headers: browser.headers.clone(),
        }
    }

    /// Every row of a table as the database gives it when no order is asked for, one text for each value, in the order of the
    /// columns' names.
    #[must_use]
    pub fn stored(&self, schema: &Schema, table: &str) -> Vec<Vec<String>> {
        let columns: Vec<(String, String)> =
            schema.tables[table].columns.iter().map(|(name, c)| (name.clone(), c.kind.clone())).collect();
        let names: Vec<&str> = columns.iter().map(|(n, _)| n.as_str()).collect();
        let sql = format!("SELECT {} FROM {table} WHERE tenant_id = $1", names.join(", "));
        let tenant = self.tenant;
        let read = move |r: &mut store::Read| {
            r.rows(&sql, &params![tenant], |row| {
                columns
                    .iter()
                    .enumerate()
                    .map(|(i, (_, kind))| match kind.as_str() {
                        "int" => Ok(row.opt_int(i)?.map_or(String::new(), |n| n.to_string())),
                        "bytes" => {
                            let bytes = row.opt_bytes(i)?.unwrap_or_default();
                            Ok(bytes.iter().map(|b| format!("{b:02x}")).collect())
                        }
                        _ => Ok(row.opt_text(i)?.unwrap_or_default()),
                    })
                    .collect()
            })
        };
        self.app.db().read_blocking::<_, store::Fault, _>(tenant, read).unwrap()
    }

    /// A real listener on a free port of this machine, for tests that need a connection (live boards, browsers).
    pub async fn listen(&self) -> std::net::SocketAddr {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let service = front::service(self.app.clone(), self.rooms.clone(), false)
            .into_make_service_with_connect_info::<std::net::SocketAddr>();
        tokio::spawn(async move { axum::serve(listener, service).await });
        address
    }
}

/// A test that leaves messages behind hands them to the worker: whatever a room writes into the outbox can be sent, or finds
/// another way.
impl Drop for TestApp {
    fn drop(&mut self) {
        if std::thread::panicking() {
            return;
        }
        let (app, now) = (self.app.clone(), self.app.now());
        let due = move || {
            let of =
                |t: &Arc<crate::frame::Tenant>| app.db().read_blocking(t.id, move |r| crate::messages::any_due(r, now));
            app.tenants().all().iter().any(|t| of(t).unwrap_or_default())
        };
        if !due() {
            return;
        }
        let app = self.app.clone();
        let worked = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
            // A way out that does not answer is given one message a round.
            runtime.block_on(async { while crate::messages::work_once(&app, now).await.unwrap().failed > 0 {} });
        });
        worked.join().unwrap();
        assert!(!due(), "messages were left that nobody sends");
    }
}

/// A browser: keeps cookies, follows nothing by itself.
pub struct Browser {
    app: App,
    rooms: Router,
    /// By path, name.
    cookies: Mutex<BTreeMap<(String, String), String>>,
    from: IpAddr,
    headers: Vec<(String, String)>,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body as text.
    pub body: String,
    /// The body as bytes.
    pub bytes: Vec<u8>,
}

impl Answer {
    /// Where the answer sends the reader on to.
    #[must_use]
    pub fn location(&self) -> &str {
        self.headers.get(header::LOCATION).and_then(|v| v.to_str().ok()).unwrap_or_default()
    }

    /// The answer, when it is a whole page.
    pub fn ok(self) -> Self {
        assert_eq!(self.status, StatusCode::OK, "{}", self.body);
        self
    }

    /// The answer, when it sends on to `path`.
    pub fn to(self, path: &str) -> Self {
        assert_eq!(
            (self.status, self.location()),
            (StatusCode::SEE_OTHER, path),
            "{}",
            self.body
        );
        self
    }

    /// Whether the page has this text, tags left out.
    #[must_use]
    pub fn says(&self, text: &str) -> bool {
        let mut plain = String::with_capacity(self.body.len());
        let mut inside = false;
        for c in self.body.chars() {
            match c {
                '<' => inside = true,
                '>' => inside = false,
                c if !inside => plain.push(c),
                _ => {}
            }
        }
        let plain = plain.replace("&amp;", "&").replace("&quot;", "\"");
        plain.split_whitespace().collect::<Vec<_>>().join(" ").contains(text)
    }
}

impl Browser {
    /// What the process that answers hears of changes, from now on.
    #[must_use]
    pub fn hears(&self) -> tokio::sync::broadcast::Receiver<Event> {
        self.app.db().subscribe()
    }

    /// The same browser from another address on the network.
    #[must_use]
    pub fn from(mut self, address: [u8; 4]) -> Self {
        self.from = IpAddr::V4(Ipv4Addr::from(address));
        self
    }

    /// The same browser with a header of its own (replaces one of that name; an empty value removes it).
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.retain(|(n, _)| n != name);
        if !value.is_empty() {
            self.headers.push((name.to_owned(), value.to_owned()));
        }
        self
    }

    /// Puts a cookie in the jar, for every path.
    pub fn set_cookie(&self, name: &str, value: &str) {
        self.keep_cookie("/", name, value);
    }

    fn keep_cookie(&self, path: &str, name: &str, value: &str) {
        let mut jar = self.cookies.lock().unwrap_or_else(PoisonError::into_inner);
        jar.insert((path.to_owned(), name.to_owned()), value.to_owned());
    }

    /// The value of a cookie in the jar.
    #[must_use]
    pub fn cookie(&self, name: &str) -> Option<String> {
        let jar = self.cookies.lock().unwrap_or_else(PoisonError::into_inner);
        jar.iter().rev().find(|((_, n), _)| n == name).map(|(_, value)| value.clone())
    }

    /// Asks for a page.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, "", Vec::new()).await
    }

    /// Asks for the head of a page only.
    pub async fn head(&self, path: &str) -> Answer {
        self.send(Method::HEAD, path, "", Vec::new()).await
    }

    /// Sends a form.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body: Vec<String> = fields.iter().map(|(k, v)| format!("{}={}", encoded(k), encoded(v))).collect();
        self.send(
            Method::POST,
            path,
            "application/x-www-form-urlencoded",
            body.join("&").into_bytes(),
        )
        .await
    }

    /// Sends a body as it is.
    pub async fn post_raw(&self, path: &str, content_type: &str, body: &[u8]) -> Answer {
        self.send(Method::POST, path, content_type, body.to_vec()).await
    }

    /// Sends a form with a file in the field `fil`.
    pub async fn post_file(&self, path: &str, fields: &[(&str, &str)], file: &[u8]) -> Answer {
        let mut body = Vec::new();
        for (name, value) in fields {
            let part = format!("--X\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend_from_slice(part.as_bytes());
        }
        body.extend_from_slice(b"--X\r\nContent-Disposition: form-data; name=\"fil\"; filename=\"a.ics\"\r\n\r\n");
        body.extend_from_slice(file);
        body.extend_from_slice(b"\r\n--X--\r\n");
        self.send(Method::POST, path, "multipart/form-data; boundary=X", body).await
    }

    /// Sends JSON.
    pub async fn post_json(&self, path: &str, json: &serde_json::Value) -> Answer {
        self.send(Method::POST, path, "application/json", json.to_string().into_bytes()).await
    }

    async fn send(&self, method: Method, path: &str, content_type: &str, body: Vec<u8>) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        let asked = path;
        if !self.headers.iter().any(|(name, _)| name == "host") {
            request = request.header(header::HOST, "127.0.0.1:8080");
        }
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        if !content_type.is_empty() {
            request = request.header(header::CONTENT_TYPE, content_type);
        }
        let cookies: Vec<String> = {
            let jar = self.cookies.lock().unwrap_or_else(PoisonError::into_inner);
            let goes_along = |of: &str| {
                let rest = asked.strip_prefix(of.trim_end_matches('/'));
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?']))
            };
            // As a browser does it: the nearest path first.
            jar.iter()
                .rev()
                .filter(|((of, _), _)| goes_along(of))
                .map(|((_, k), v)| format!("{k}={v}"))
                .collect()
        };
        if !cookies.is_empty() {
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        let request = request.body(Body::from(body)).unwrap();
        let response = front::answer(self.app.clone(), self.rooms.clone(), self.from, request).await;
        let (parts, body) = response.into_parts();
        for line in parts.headers.get_all(header::SET_COOKIE) {
            let (name, rest) = line.to_str().unwrap().split_once('=').unwrap();
            let path = rest.split("; ").find_map(|part| part.strip_prefix("Path=")).unwrap_or("/");
            self.keep_cookie(path, name, rest.split(';').next().unwrap_or_default());
        }
        let bytes = to_bytes(body, usize::MAX).await.unwrap().to_vec();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&bytes).into_owned(),
            bytes,
        }
    }
}

fn encoded(text: &str) -> String {
    text.bytes()
        .map(|b| match b {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => char::from(b).to_string(),
            b' ' => "+".to_owned(),
            _ => format!("%{b:02X}"),
        })
        .collect()
}
