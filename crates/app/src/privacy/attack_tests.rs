//! Somebody types an identity number, a name, a phone number and a password into every field of every form that any role can
//! reach, found by following links. Then every column of every table and every line of the log is read.

use super::{
    attack_forms::{Form, Kind, complaint, read_page},
    record::COLUMNS,
};
use crate::{
    frame::RouteInfo,
    operations::{demo, year::Span},
    routes,
    testing::{Answer, Browser, TestApp, town},
};
use ::store::{Query, Read, Schema, params};
use domain::access::Role;
use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    io::Write,
    sync::{Arc, Mutex, PoisonError},
};

/// A name that nobody has, and the word of it that is left when it becomes an address or a key.
const NAME: &str = "Quixolda Brønnmo";
const NAMED: &str = "quixolda";
const PHONE: &str = "41276398";
const PASSWORD: &str = "Grevling-77x!";
/// Addresses of one route that are looked at for each role.
const EACH: usize = 1;
/// Of a hundred forms that somebody writes in, so many take what is sent at least once: else the rest of them guards nothing,
/// for a form that is refused stores nothing.
const LEAST_TAKEN: usize = 80;
/// Where a form goes that takes something away; these are sent when the others have been.
const TAKES_AWAY: [&str; 13] = [
    "slett",
    "fjern",
    "avlys",
    "avbestill",
    "avslutt",
    "stopp",
    "steng",
    "avmeld",
    "slutt",
    "kast",
    "logg-ut",
    "enheter",
    "kutt",
];

/// An identity number of the synthetic series (month + 80), with valid check digits.
pub fn identity_number() -> String {
    let weights: [&[u32]; 2] = [&[3, 7, 6, 1, 8, 9, 4, 5, 2], &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2]];
    for individual in 500..999 {
        let mut digits: Vec<u32> = format!("018150{individual}").chars().filter_map(|c| c.to_digit(10)).collect();
        for weight in weights {
            let sum: u32 = digits.iter().zip(weight).map(|(d, w)| d * w).sum();
            digits.push((11 - sum % 11) % 11);
        }
        if digits.iter().all(|d| *d < 10) {
            return digits.iter().map(u32::to_string).collect();
        }
    }
    unreachable!("some number of the day has check digits")
}

struct Attack {
    test: TestApp,
    routes: Vec<RouteInfo>,
    sent: usize,
    visited: BTreeSet<String>,
    /// The forms in which nothing is written that have been sent.
    chosen: BTreeSet<String>,
    /// Each form that somebody writes in: what it said the last time it took nothing; nothing when it took something.
    forms: BTreeMap<String, Option<String>>,
    /// Those of them that change something, and in which words are written.
    of_words: BTreeSet<String>,
}

impl Attack {
    fn route(&self, method: &str, path: &str) -> Option<&'static str> {
        let path = path.split(['?', '#']).next().unwrap_or_default();
        let parts: Vec<&str> = path.split('/').collect();
        let fits = |route: &str| {
            let mut said = route.split('/');
            let all =
                parts.iter().all(|p| said.next().is_some_and(|r| r == *p || (r.starts_with('{') && !p.is_empty())));
            all && said.next().is_none()
        };
        let found = self.routes.iter().filter(|r| r.method == method && fits(r.path)).map(|r| r.path);
        found.min_by_key(|p| p.matches('{').count())
    }

    /// What tells a form from another: where it goes, and what it asks for.
    fn key(&self, form: &Form) -> Option<String> {
        let method = if form.post { "POST" } else { "GET" };
        let route = self.route(method, &form.action)?;
        Some(format!("{method} {route} {:?}", form.names()))
    }

    /// Everybody comes from an address of her own, so that nobody is slowed down.
    fn from(&mut self, browser: Browser) -> Browser {
        self.sent += 1;
        let [_, a, b, c] = u32::try_from(self.sent).unwrap_or_default().to_be_bytes();
        browser.from([10, a, b, c])
    }

    fn browser(&mut self, role: Option<Role>) -> Browser {
        let browser = role.map_or_else(|| self.test.anonymous(), |role| self.test.signed_in(role));
        // The desk stands in the library.
        browser.set_cookie(&format!("sted{}", self.test.tenant), "hovedbiblioteket");
        self.from(browser)
    }

    /// The forms that a role finds by following links from where it begins, and where a form that only asks one to choose leads.
    async fn forms(&mut self, role: Option<Role>) -> Vec<Form> {
        let browser = self.browser(role);
        let start =
            ["/", "/skranke", "/kontor", "/konto", "/skranke/min-side", "/logg-inn", "/time", "/sok", "/bestill"];
        let mut queue: VecDeque<String> = start.iter().map(|p| (*p).to_owned()).collect();
        let mut seen: BTreeMap<&'static str, BTreeSet<String>> = BTreeMap::new();
        let mut out = Vec::new();
        while let Some(path) = queue.pop_front() {
            let Some(route) = self.route("GET", &path) else {
                continue;
            };
            let addresses = seen.entry(route).or_default();
            let stream = route.ends_with("strom");
            let file = route.contains('.') || route.contains("/fil/") || route.contains("/dokument/");
            if stream || file || addresses.len() >= EACH || !addresses.insert(path.clone()) {
                continue;
            }
            let answer = browser.get(&path).await;
            assert!(answer.status.as_u16() < 500, "{path}: {}", answer.status);
            if answer.status == 303 {
                queue.push_back(answer.location().to_owned());
            }
            self.visited.insert(route.to_owned());
            let (forms, links) = read_page(&path, &answer.body);
            for form in &forms {
                queue.extend(self.chooses(&browser, form).await);
            }
            out.extend(forms);
            queue.extend(links.into_iter().filter(|l| l.starts_with('/') && !l.starts_with("//")));
        }
        out
    }

    /// Sends a form in which nothing is written, and that takes nothing away: where it leads. Each is sent once.
    async fn chooses(&mut self, browser: &Browser, form: &Form) -> Vec<String> {
        let key = self.key(form).filter(|key| form.written().is_empty() && !takes_away(key));
        if !key.is_some_and(|key| self.chosen.insert(key)) {
            return Vec::new();
        }
        let fields = form.filled(usize::MAX, "", 0, 0);
        if !form.post {
            return vec![asked(form, &fields)];
        }
        let answer = self.send(browser, form, &fields).await;
        if answer.status == 303 {
            return vec![answer.location().to_owned()];
        }
        read_page(&form.page, &answer.body).1
    }

    async fn send(&mut self, browser: &Browser, form: &Form, sent: &[(String, String)]) -> Answer {
        let fields: Vec<(&str, &str)> = sent.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
        self.sent += 1;
        let answer = if form.upload {
            browser.post_file(&form.action, &fields, b"").await
        } else if form.post {
            browser.post(&form.action, &fields).await
        } else {
            browser.get(&asked(form, sent)).await
        };
        let (status, body) = (answer.status, &answer.body);
        assert!(status.as_u16() < 500, "{}: {status} {body}", form.action);
        answer
    }

    /// The same form as it stands on its page now.
    async fn again(&self, browser: &Browser, form: Form, key: &str) -> Form {
        let page = browser.get(&form.page).await;
        let mut found = read_page(&form.page, &page.body).0.into_iter();
        let same = |f: &Form| f.names() == form.names() && self.key(f).as_deref() == Some(key);
        found.find(same).unwrap_or(form)
    }

    /// Types everything into every field of a form, one field at a time.
    async fn attack(&mut self, role: Option<Role>, mut form: Form, key: &str) {
        let number = identity_number();
        let password = format!("passord: {PASSWORD}");
        let (mut browser, mut stale, mut button) = (self.browser(role), true, 0);
        if form.post && form.asks_for_words() {
            self.of_words.insert(key.to_owned());
        }
        for target in form.written() {
            let kind = form.fields[target].kind;
            let name = if kind == Kind::Email {
                "quixolda@skog.example"
            } else {
                NAME
            };
            // A phone number among figures is a figure: an amount, a number of people. Nothing but figures gets as far as the
            // guard there, so a password does not either.
            let figures = kind == Kind::Number;
            // The fence stops an identity number in any field of any form: every fourth shows it.
            let fenced = target % 4 == 0;
            let all = [(name, true), (PHONE, !figures), (password.as_str(), !figures), (number.as_str(), fenced)];
            for (typed, _) in all.into_iter().filter(|(_, fits)| *fits) {
                // Of several buttons the one that something can be sent with.
                for other in 0..form.buttons.len().clamp(1, 3) {
                    if stale {
                        form = self.again(&browser, form, key).await;
                        browser = self.from(browser);
                    }
                    if target >= form.fields.len() {
                        return;
                    }
                    let pressed = button + other;
                    let fields = form.filled(target, typed, pressed % form.buttons.len().max(1), self.sent);
                    let answer = self.send(&browser, &form, &fields).await;
                    let asks = answer.location().contains("/logg-inn");
                    if asks {
                        browser = self.browser(role);
                    }
                    stale = !asks && (answer.status.is_success() || answer.status.is_redirection());
                    if stale {
                        self.forms.insert(key.to_owned(), None);
                        button = pressed;
                        break;
                    }
                    if let Some(said) = self.forms.entry(key.to_owned()).or_insert_with(|| Some(String::new()))
                        && typed == name
                    {
                        *said = format!("{} {fields:?} {}", answer.status, complaint(&answer.body));
                    }
                    if typed != name {
                        break;
                    }
                }
            }
        }
    }

    /// One round through every role. A form that was there before is not sent again.
    async fn round(&mut self) {
        let roles: Vec<Option<Role>> = std::iter::once(None).chain(Role::ALL.into_iter().map(Some)).collect();
        let mut found: BTreeMap<String, (Option<Role>, Form)> = BTreeMap::new();
        for role in roles {
            for form in self.forms(role).await {
                if let Some(key) = self.key(&form)
                    && !self.forms.contains_key(&key)
                    && !form.written().is_empty()
                {
                    found.entry(key).or_insert((role, form));
                }
            }
        }
        for away in [false, true] {
            for (key, (role, form)) in found.iter().filter(|(key, _)| takes_away(key) == away) {
                self.attack(*role, form.clone(), key).await;
            }
        }
    }

    /// The forms of words that never took anything, with what they said.
    fn refused(&self) -> Vec<String> {
        let said = |key: &String| Some(format!("{key}: {}", self.forms.get(key)?.as_ref()?));
        self.of_words.iter().filter_map(said).collect()
    }
}

/// Where a form that only asks leads.
fn asked(form: &Form, fields: &[(String, String)]) -> String {
    let encode = |t: &str| t.bytes().map(|b| format!("%{b:02X}")).collect::<String>();
    let query: Vec<String> = fields.iter().map(|(k, v)| format!("{k}={}", encode(v))).collect();
    let path = form.action.split('?').next().unwrap_or_default();
    format!("{path}?{}", query.join("&"))
}

fn takes_away(key: &str) -> bool {
    TAKES_AWAY.iter().any(|word| key.contains(word))
}

/// A value of a column that holds something: table, column, value.
type Cell = (String, String, String);

/// Everything that is stored, of every municipality. Bytes are read as text too.
fn dump(test: &TestApp, schema: &Schema) -> Vec<Cell> {
    let mut out = Vec::new();
    for (table, shape) in &schema.tables {
        let columns: Vec<(String, String)> = shape.columns.iter().map(|(n, c)| (n.clone(), c.kind.clone())).collect();
        let names: Vec<&str> = columns.iter().map(|(n, _)| n.as_str()).collect();
        let sql = format!("SELECT {} FROM {table}", names.join(", "));
        let table = table.clone();
        let read = move |r: &mut Read| {
            r.rows(&sql, &params![], |row| {
                let cell = |(i, (name, kind)): (usize, &(String, String))| {
                    let value = match kind.as_str() {
                        "int" => row.opt_int(i)?.map(|n| n.to_string()),
                        "real" => None,
                        "bytes" => row.opt_bytes(i)?.map(|b| String::from_utf8_lossy(&b).into_owned()),
                        _ => row.opt_text(i)?,
                    };
                    Ok((table.clone(), name.clone(), value.unwrap_or_default()))
                };
                columns.iter().enumerate().map(cell).collect::<Result<Vec<Cell>, ::store::Fault>>()
            })
        };
        // As the installation, which sees every municipality's rows.
        let found = test.app.db().read_blocking::<_, ::store::Fault, _>(0, read).unwrap();
        out.extend(found.into_iter().flatten().filter(|(_, _, value)| !value.is_empty()));
    }
    out
}

/// What `PRIVACY.toml` says of a column: its class, and whether names and numbers are published in it.
struct Described {
    class: String,
    names: bool,
}

fn described() -> BTreeMap<(String, String), Described> {
    let all: toml::Table = COLUMNS.parse().unwrap();
    let mut out = BTreeMap::new();
    for (table, columns) in &all {
        for (column, entry) in columns.as_table().into_iter().flatten() {
            let class = entry.get("class").and_then(toml::Value::as_str).unwrap_or_default().to_owned();
            let names = entry.get("names").is_some();
            out.insert((table.clone(), column.clone()), Described { class, names });
        }
    }
    out
}

/// What must not be where it was found.
fn leaks(dump: &[Cell], log: &str) -> BTreeSet<String> {
    let (number, described) = (identity_number(), described());
    let mut out = BTreeSet::new();
    for (table, column, value) in dump {
        let bare: String = value.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
        let of = &described[&(table.clone(), column.clone())];
        if bare.contains(&number) {
            out.insert(format!("an identity number in {table}.{column}"));
        }
        if value.contains(PASSWORD) {
            out.insert(format!("a password in {table}.{column}"));
        }
        // What the municipality publishes of itself is for everybody, where it is said that those who work there are named.
        let meant = of.class == "personal" || (of.class == "public" && of.names);
        if !meant && bare.contains(PHONE) {
            out.insert(format!(
                "a phone number in {table}.{column}, which is {}: {value:.60}",
                of.class
            ));
        }
        if !meant && value.to_lowercase().contains(NAMED) {
            out.insert(format!(
                "a name in {table}.{column}, which is {}: {value:.60}",
                of.class
            ));
        }
    }
    for (what, typed) in [
        ("an identity number", number.as_str()),
        ("a password", PASSWORD),
        ("a phone number", PHONE),
        ("a name", NAME),
    ] {
        if log.contains(typed) {
            out.insert(format!("{what} in the log"));
        }
    }
    out
}

/// What was logged.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Log {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().unwrap_or_else(PoisonError::into_inner)).into_owned()
    }
}

/// A row in a table, as a fault in a room would have written it.
fn plant(test: &TestApp, sql: &'static str, value: &str) {
    let (tenant, value) = (test.tenant, value.to_owned());
    town::write(test, move |tx| Ok(tx.exec(sql, &params![tenant, value.as_str()])?)).unwrap();
}

/// What is written behind every guard is found: in the database, and in the log.
fn plants_are_found(test: &TestApp, schema: &Schema, log: &Log, logs: bool) {
    let number = identity_number();
    let planted = [
        (
            "UPDATE history SET verb = $2 WHERE tenant_id = $1",
            number.as_str(),
            "an identity number in history.verb",
        ),
        (
            "UPDATE history SET room = $2 WHERE tenant_id = $1",
            PHONE,
            "a phone number in history.room",
        ),
        (
            "UPDATE place SET postal_code = $2 WHERE tenant_id = $1",
            NAME,
            "a name in place.postal_code",
        ),
        (
            "UPDATE guide SET name = $2 WHERE tenant_id = $1",
            PASSWORD,
            "a password in guide.name",
        ),
    ];
    for (sql, value, _) in planted {
        plant(test, sql, value);
    }
    tracing::debug!(number, "asked for {NAME}");
    let found = leaks(&dump(test, schema), &log.text());
    for (_, _, what) in planted {
        assert!(
            found.iter().any(|f| f.starts_with(what)),
            "{what} was not found: {found:#?}"
        );
    }
    assert!(!logs || (found.contains("an identity number in the log") && found.contains("a name in the log")));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_typed_into_every_field_of_every_form_leads_to_nobody() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(move || writer.clone())
        .finish();
    // Another test of the same process may have set one already; the tables are read all the same.
    let logs = tracing::subscriber::set_global_default(subscriber).is_ok();
    let make = || {
        let test = TestApp::empty("2026-11-20T13:00");
        let span = Span::back_from(test.now(), 2);
        demo::fill(test.app.db(), &demo::bergen().unwrap(), &span, 1).unwrap();
        test
    };
    let mut test = tokio::task::spawn_blocking(make).await.unwrap();
    test.app.reload_tenants().await.unwrap();
    test.tenant = test.app.tenants().by_number("4601").unwrap().id;
    let mut attack = Attack {
        test,
        routes: routes::table(),
        sent: 0,
        visited: BTreeSet::new(),
        chosen: BTreeSet::new(),
        forms: BTreeMap::new(),
        of_words: BTreeSet::new(),
    };
    attack.round().await;
    // What the first round made may show new forms.
    attack.round().await;
    let refused = attack.refused();
    let (all, taken) = (attack.of_words.len(), attack.of_words.len() - refused.len());
    let schema = attack.test.app.db().schema().unwrap();
    let dump = dump(&attack.test, &schema);
    let found = leaks(&dump, &log.text());
    assert!(found.is_empty(), "{found:#?}");
    assert!(
        taken * 100 >= all * LEAST_TAKEN,
        "{taken} of {all} forms took something; these did not: {refused:#?}"
    );
    assert!(attack.visited.len() > 180 && all > 70, "{} {all}", attack.visited.len());
    // The search reaches what may be stored, and finds what may not.
    assert!(dump.iter().any(|(_, _, value)| value.contains(NAME)));
    plants_are_found(&attack.test, &schema, &log, logs);
}
