//! Two municipalities in one installation, each with something in nearly every table, and those who work there.

use super::{
    matrix_pages::{Form, addresses, forms},
    store as accounts,
};
use crate::{
    frame::{AppError, RouteInfo, cx::SESSION_COOKIE},
    operations::{
        demo::{self, PEOPLE},
        folder,
        year::Span,
    },
    routes,
    testing::{Answer, TestApp},
};
use ::store::{Actor, Db, Query, Schema, WriteCtx, params};
use domain::{
    access::Role,
    exchange::Folder,
    shared::{Id, Key},
};
use sha2::{Digest, Sha256};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
    sync::atomic::{AtomicU32, Ordering},
};

/// Somebody with a role, or nobody in particular.
pub type Who = Option<Role>;

/// What stands before the keys of the neighbour.
pub const NEIGHBOUR: &str = "nabo-";
/// What stands there when nobody has the key.
pub const NOBODY: &str = "ingen-";
/// A Tuesday when the library is open.
pub const TUESDAY: &str = "2026-03-03T12:15";
/// How many made-up days there were before it.
const DAYS: i64 = 2;
/// How many addresses of one route are remembered.
const MANY: usize = 12;

/// Keys of Bergen that the demonstration itself does not name, so that a neighbour may have others.
const OTHERS: [&str; 19] = [
    "batteriet",
    "bostotte",
    "datakafe",
    "datakurs-for-fredheim",
    "datakurs-for-nybegynnere",
    "dataopplaring-batteriet",
    "dataopplaring-robin-hood-huset",
    "dataopplaring-seniornett",
    "drop-in-innbyggerservice",
    "en-til-en",
    "fredheim",
    "innbyggerdager",
    "innbyggerservice",
    "kirkens-bymisjon-batteriet",
    "kom-i-gang-klubben",
    "laringssenteret",
    "robin-hood-huset",
    "tilskuddsordninger",
    "vrakpant",
];

/// A municipality, and what has been seen of it.
pub struct Town {
    /// Its number.
    pub number: &'static str,
    /// Its number inside the installation.
    pub tenant: i64,
    mark: &'static str,
    cookies: BTreeMap<Role, String>,
    /// Addresses by the index of their route.
    pub seen: BTreeMap<usize, BTreeSet<String>>,
    /// The first address of a route that was there, without and with more after a question mark.
    pub works: BTreeMap<(usize, bool), String>,
    /// Forms by the index of the route they go to.
    pub forms: BTreeMap<usize, BTreeSet<Form>>,
    /// What could not be made.
    pub complaints: Vec<String>,
    /// Every address that has been looked at once.
    met: BTreeSet<String>,
}

/// Routes by method and by how many parts they have, each with its parts.
type ByParts = BTreeMap<(&'static str, usize), Vec<(usize, Vec<&'static str>)>>;

/// The table of routes, and which route an address belongs to.
pub struct Table(pub Vec<RouteInfo>, ByParts);

impl Table {
    /// Every route.
    pub fn all() -> Self {
        let routes = routes::table();
        let mut by_parts: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (i, route) in routes.iter().enumerate() {
            let parts: Vec<&str> = route.path.split('/').collect();
            by_parts.entry((route.method, parts.len())).or_default().push((i, parts));
        }
        Self(routes, by_parts)
    }

    /// The route of a method and an address: the one that says most of it in so many words.
    pub fn of(&self, method: &'static str, address: &str) -> Option<usize> {
        let path = address.split('?').next().unwrap_or_default();
        let parts: Vec<&str> = path.split('/').collect();
        let fits = |said: &[&str]| {
            said.iter().zip(&parts).all(|(s, p)| if s.starts_with('{') { !p.is_empty() } else { s == p })
        };
        let routes = self.1.get(&(method, parts.len()))?.iter().filter(|(_, said)| fits(said));
        routes.max_by_key(|(i, said)| (in_so_many_words(said), *i)).map(|(i, _)| *i)
    }

    /// The routes that an address belongs to: to read, to send to, or both when neither says more of it. Where a form goes to is
    /// seldom a page.
    pub fn both(&self, address: &str) -> Vec<usize> {
        let score = |i: &usize| in_so_many_words(&self.0[*i].path.split('/').collect::<Vec<_>>());
        let found: Vec<usize> = ["GET", "POST"].into_iter().filter_map(|method| self.of(method, address)).collect();
        let best = found.iter().map(score).max();
        found.into_iter().filter(|i| Some(score(i)) == best).collect()
    }
}

/// Which parts of a route say what they are.
fn in_so_many_words(said: &[&str]) -> Vec<bool> {
    said.iter().map(|s| !s.starts_with('{')).collect()
}

/// Bergen, with other keys for most of what it has when `mark` is not empty.
fn whole(number: &str, mark: &str) -> Folder {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../examples/bergen");
    let mut files = folder::read(&folder).unwrap();
    let course = include_bytes!("../../../../examples/demonstrasjon/tilbud/datakurs-for-nybegynnere.toml");
    files.push(("tilbud/datakurs-for-nybegynnere.toml".to_owned(), course.to_vec()));
    if !mark.is_empty() {
        for (path, bytes) in &mut files {
            // What kind it is, is a word of the format.
            let other = |line: &str| {
                if line.starts_with("slag") {
                    return line.to_owned();
                }
                OTHERS.iter().fold(line.to_owned(), |line, key| {
                    line.replace(&format!("\"{key}\""), &format!("\"{mark}{key}\""))
                })
            };
            for key in OTHERS {
                *path = path.replace(&format!("/{key}.toml"), &format!("/{mark}{key}.toml"));
            }
            let text: Vec<String> = std::str::from_utf8(bytes).unwrap().lines().map(other).collect();
            *bytes = text.join("\n").into_bytes();
        }
    }
    let mut folder = domain::exchange::read_folder(&files).unwrap_or_else(|problems| panic!("{problems:#?}"));
    number.clone_into(&mut folder.register.municipality.number);
    folder
}

impl Town {
    /// Makes a municipality with some days of a demonstration behind it. Blocks.
    pub fn make(test: &TestApp, number: &'static str, mark: &'static str) -> Self {
        let folder = whole(number, mark);
        let span = Span::back_from(test.now(), DAYS);
        // Another chance, or both would have the same ids.
        let seed = number.parse().unwrap();
        demo::fill(test.app.db(), &folder, &span, seed).unwrap();
        let tenants = test.app.db().read_blocking(0, crate::municipality::store::tenants).unwrap();
        let tenant = tenants.iter().find(|t| t.number == number).unwrap().id;
        let cookies = PEOPLE.iter().map(|p| (p.role, session(test, tenant, p.login))).collect();
        Self {
            number,
            tenant,
            mark,
            cookies,
            seen: BTreeMap::new(),
            works: BTreeMap::new(),
            forms: BTreeMap::new(),
            complaints: Vec::new(),
            met: BTreeSet::new(),
        }
    }

    /// What stands before every address of the municipality.
    pub fn base(&self) -> String {
        format!("/k/{}", self.number)
    }

    /// Whether it is the other of the two.
    pub const fn is_neighbour(&self) -> bool {
        !self.mark.is_empty()
    }

    /// The key that something of Bergen has here.
    pub fn key(&self, key: &str) -> String {
        format!("{}{key}", self.mark)
    }

    /// The session of somebody who works here.
    pub fn cookie(&self, who: Who) -> Option<&str> {
        who.and_then(|role| self.cookies.get(&role)).map(String::as_str)
    }

    /// Remembers every address and form of a page, or of a message.
    pub fn learn(&mut self, table: &Table, text: &str, here: &str) {
        let base = self.base();
        for address in addresses(text, &base) {
            if !self.met.insert(address.clone()) {
                continue;
            }
            for route in table.both(&address) {
                let seen = self.seen.entry(route).or_default();
                if seen.len() >= MANY && only_theirs(&address) {
                    // What both have, tells less than what one of them has.
                    let common = seen.iter().find(|a| !only_theirs(a)).cloned();
                    common.map(|a| seen.remove(&a));
                }
                if seen.len() < MANY {
                    seen.insert(address.clone());
                }
            }
        }
        for form in forms(text, here, &base) {
            self.has(table, form);
        }
    }

    /// Remembers a form, when not enough like it are known.
    pub(super) fn has(&mut self, table: &Table, form: Form) {
        let Some(route) = table.of("POST", &form.action) else {
            return;
        };
        let known = self.forms.entry(route).or_default();
        let is_alike = |f: &&Form| names(f) == names(&form);
        if known.iter().filter(is_alike).count() >= 3 && only_theirs(&form.action) {
            let common = known.iter().filter(is_alike).find(|f| !only_theirs(&f.action)).cloned();
            common.map(|f| known.remove(&f));
        }
        if known.iter().filter(is_alike).count() < 3 && known.len() < MANY {
            known.insert(form);
        }
    }

    /// Remembers one address.
    pub(super) fn knows(&mut self, table: &Table, address: &str) {
        self.learn(table, &format!("\"{}{address}\"", self.base()), "/");
    }

    /// The addresses of a route that have been seen.
    pub(super) fn addresses(&self, table: &Table, method: &str, path: &str) -> Vec<String> {
        let is = |i: &&usize| table.0[**i].method == method && table.0[**i].path == path;
        self.seen.iter().filter(|(i, _)| is(i)).flat_map(|(_, all)| all.iter().cloned()).collect()
    }

    /// Guesses, as a stranger would, the addresses that nothing leads to by themselves: what is known of a thing up to its last
    /// key, and then what the table of routes says.
    pub fn guess(&mut self, table: &Table) {
        let mut heads: BTreeMap<Vec<&str>, BTreeSet<String>> = BTreeMap::new();
        for (i, addresses) in &self.seen {
            let said: Vec<&str> = table.0[*i].path.split('/').collect();
            for last in (0..said.len()).filter(|at| said[*at].starts_with('{')) {
                for address in addresses.iter().filter(|a| !a.contains('?')) {
                    let head: Vec<&str> = address.split('/').take(last + 1).collect();
                    heads.entry(said[..=last].to_vec()).or_default().insert(head.join("/"));
                }
            }
        }
        for (i, route) in table.0.iter().enumerate() {
            let said: Vec<&str> = route.path.split('/').collect();
            // A picture is drawn point by point, which takes its time in a debug build.
            let last = said.iter().rposition(|s| s.starts_with('{')).filter(|_| !route.path.ends_with(".png"));
            let Some((last, known)) = last.and_then(|last| Some((last, heads.get(&said[..=last])?))) else {
                continue;
            };
            let whole = |head: &String| [&[head.as_str()], &said[last + 1..]].concat().join("/");
            let (theirs, common): (Vec<_>, Vec<_>) = known.iter().partition(|head| only_theirs(head));
            self.seen.entry(i).or_insert_with(|| theirs.into_iter().chain(common).take(3).map(whole).collect());
        }
    }

    /// Asks for an address of this town as somebody who works here.
    pub async fn get(&self, test: &TestApp, who: Who, address: &str) -> Answer {
        ask(
            test,
            self.cookie(who),
            &format!("{}{address}", self.base()),
            self.tenant,
            None,
        )
        .await
    }

    /// Sends a form here as somebody who works here.
    pub async fn post(&self, test: &TestApp, who: Who, address: &str, fields: &[(String, String)]) -> Answer {
        ask(
            test,
            self.cookie(who),
            &format!("{}{address}", self.base()),
            self.tenant,
            Some(fields),
        )
        .await
    }

    /// [`Town::post`] that remembers what the answer shows; gives where it leads and what it says.
    pub(super) async fn says(
        &mut self,
        test: &TestApp,
        table: &Table,
        who: Who,
        address: &str,
        fields: &[(&str, &str)],
    ) -> String {
        let fields: Vec<(String, String)> = fields.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
        let answer = self.post(test, who, address, &fields).await;
        if !answer.status.is_success() && !answer.status.is_redirection() {
            self.complaints.push(format!(
                "{} {address}: {} {}",
                self.number,
                answer.status,
                notices(&answer.body)
            ));
        }
        let told = format!("\"{}\" {}", answer.location(), answer.body);
        self.learn(table, &told, address);
        told
    }

    /// Reads a page and remembers what it shows.
    pub(super) async fn reads(&mut self, test: &TestApp, table: &Table, who: Who, address: &str) -> String {
        let answer = self.get(test, who, address).await;
        if !answer.status.is_success() && !answer.status.is_redirection() {
            self.complaints.push(format!("{} {address}: {}", self.number, answer.status));
        }
        self.learn(table, &answer.body, address);
        answer.body
    }

    /// Does what leaves behind a link or a code of its own: the demonstration's days have none that anybody can read.
    pub async fn live(&mut self, test: &TestApp, table: &Table) {
        let (admin, office, leader, guide) = (
            Some(Role::Administrator),
            Some(Role::Coordinator),
            Some(Role::Leader),
            Some(Role::Guide),
        );
        let account = [("navn", "Ny Veileder"), ("login", "ny"), ("rolle", "guide")];
        self.says(test, table, admin, "/kontor/kontoer", &account).await;
        self.books(test, table).await;
        self.gathers(test, table).await;
        self.welcomes(test, table).await;
        let plan = [("fra", "2026-03-09"), ("uker", "1"), ("arbeid", "rask")];
        let told = self.says(test, table, office, "/kontor/vaktplan/ny", &plan).await;
        let plan = format!("/kontor/vaktplan/plan/{}", after(&told, "/plan/"));
        let incident = self.hex(11);
        let written = [
            ("id", incident.as_str()),
            ("slag", "breach"),
            ("sted", "hovedbiblioteket"),
            ("hendte", "En lapp lå igjen."),
            ("gjort", "Vi makulerte den."),
            ("varslet", "leader"),
        ];
        self.says(test, table, guide, "/skranke/hendelse", &written).await;
        self.reads(test, table, leader, &format!("/kontor/hendelser/{incident}")).await;
        let once = self.hex(12);
        let slip = self.says(test, table, guide, "/skranke/lapp/door/nav", &[("en-gang", &once)]).await;
        let code = after(&slip, "kode=");
        self.knows(table, &format!("/vist/{code}"));
        let link = [("dor", "door:nav"), ("gjor", "ny")];
        let told = self.says(test, table, office, "/kontor/henvisninger", &link).await;
        let receives = format!("/motta/{}", after(&told, "/motta/"));
        self.has(table, Form::of(&receives, &[("kode", &code), ("svar", "came")]));
        self.reads(test, table, None, &receives).await;
        self.lends(test, table).await;
        self.assesses(test, table).await;
        self.plants(test, table, &plan).await;
        self.hears(test, table);
    }

    /// An id that nobody else made.
    pub(super) fn hex(&self, n: u8) -> String {
        let town = if self.mark.is_empty() { 0x10 } else { 0x90 };
        Id([town + n; 16]).to_string()
    }

    async fn books(&mut self, test: &TestApp, table: &Table) {
        let guide = Some(Role::Guide);
        let (offering, id) = (self.key("en-til-en"), self.hex(1));
        let page = self.reads(test, table, guide, &format!("/skranke/timer/ny?tilbud={offering}")).await;
        let time = after_until(&page, "name=\"tid\" value=\"", '"');
        let fields = [("nokkel", id.as_str()), ("tilbud", offering.as_str()), ("tid", time.as_str())];
        self.says(test, table, guide, "/skranke/timer/ny", &fields).await;
        let slip = self.reads(test, table, guide, &format!("/skranke/timer/{id}")).await;
        let code = after_until(&slip, "class=\"code\">", '<');
        for more in ["", "/flytt", "/kalender.ics", "/avbestill"] {
            self.knows(table, &format!("/time/{code}{more}"));
        }
    }

    async fn gathers(&mut self, test: &TestApp, table: &Table) {
        let (office, guide) = (Some(Role::Coordinator), Some(Role::Guide));
        let club = format!("/kontor/arrangement/{}/onsdag", self.key("kom-i-gang-klubben"));
        let guest = [("navn", "Boligkontoret"), ("emne", "Bostøtte")];
        self.says(test, table, office, &format!("{club}/gjester"), &guest).await;
        let tasks = [("gjor", "oppgaver"), ("oppgaver", "Lade\nRinge\nSende\nSlette\nFinne")];
        self.says(test, table, office, &format!("{club}/vurdering"), &tasks).await;
        for part in ["gjester", "vurdering"] {
            self.reads(test, table, office, &format!("{club}/{part}")).await;
        }
        let cafe = self.key("datakafe");
        let poll = [("tilbud", cafe.as_str()), ("tema", "vipps"), ("tema", "kart"), ("koder", "3")];
        let told = self.says(test, table, office, "/kontor/arrangement/temavalg", &poll).await;
        let poll = after(&told, "temavalg/");
        let page = self.reads(test, table, office, &format!("/kontor/arrangement/temavalg/{poll}")).await;
        let code = after_until(&page, "<strong class=\"num\">", '<');
        self.knows(table, &format!("/temavalg/{code}"));
        let date = format!("{cafe}/annenhver-torsdag.2026-03-19");
        let sign_up = [("mate", "sign_up"), ("plasser", "8"), ("pris", "0")];
        self.says(
            test,
            table,
            office,
            &format!("/kontor/arrangement/{date}/pamelding"),
            &sign_up,
        )
        .await;
        let taken = [("antall", "1"), ("kontakt", "none")];
        let told = self.says(test, table, guide, &format!("/skranke/pamelding/{date}"), &taken).await;
        let code = after(&told, "kode=");
        for more in ["", "/kalender.ics", "/avmeld", "/svar"] {
            self.knows(table, &format!("/pamelding/{code}{more}"));
        }
    }

    /// Somebody new who guides, with a link of her own, a visit elsewhere that is agreed, and a feed of her shifts.
    async fn welcomes(&mut self, test: &TestApp, table: &Table) {
        let office = Some(Role::Coordinator);
        let (id, host, wish, agreement) = (self.hex(2), self.hex(3), self.hex(4), self.hex(5));
        let new = [
            ("id", id.as_str()),
            ("navn", "Nora"),
            ("slag", "volunteer"),
            ("organisasjon", "rode-kors"),
            ("kontakt", "none"),
            ("adresse", ""),
            ("les", "nb"),
            ("fra", "2026-03-01"),
        ];
        let told = self.says(test, table, office, "/kontor/folk/ny", &new).await;
        let link = format!("/veileder/{}", after(&told, "/veileder/"));
        let paper = [("krav", "confidentiality"), ("dag", "2026-03-02"), ("til", "2026-03-20")];
        self.says(test, table, office, &format!("/kontor/folk/{id}/papir"), &paper).await;
        let (leader, over) = (Some(Role::Leader), self.hex(6));
        let why = [("id", over.as_str()), ("grunn", "Kurset er neste uke")];
        self.says(test, table, leader, &format!("/kontor/folk/{id}/overstyr"), &why).await;
        self.reads(test, table, leader, &format!("/kontor/folk/{id}")).await;
        let shadowing = "/kontor/laering/hospitering";
        let there = [("id", host.as_str()), ("vei", "out"), ("navn", "Servicekontoret"), ("antall", "2")];
        self.says(test, table, office, &format!("{shadowing}/plass/ny"), &there).await;
        let wished = [("id", wish.as_str()), ("plass", host.as_str())];
        self.says(test, table, None, &format!("{link}/laering/hospitering"), &wished).await;
        let agreed = [
            ("id", agreement.as_str()),
            ("onske", wish.as_str()),
            ("plass", host.as_str()),
            ("dag", "2026-03-03"),
            ("fra", "09:00"),
            ("til", "11:00"),
        ];
        self.says(test, table, office, &format!("{shadowing}/avtal"), &agreed).await;
        self.says(test, table, office, &format!("{shadowing}/lenke"), &[("gjor", "ny")]).await;
        self.says(
            test,
            table,
            None,
            &format!("{link}/vakter"),
            &[("handling", "kalender")],
        )
        .await;
        self.learns(test, table, &link).await;
        for page in ["", "/vakter", "/laering", "/onsker", "/laering/hospitering", "/laering/refleksjon"] {
            self.reads(test, table, None, &format!("{link}{page}")).await;
        }
    }

    /// A risk analysis that is not held yet, with the workshop's code for phones.
    async fn assesses(&mut self, test: &TestApp, table: &Table) {
        let office = Some(Role::Coordinator);
        let new = [("tittel", "Verksted"), ("omfang", "Skranken"), ("storrelse", "5x5")];
        let told = self.says(test, table, office, "/kontor/ros/ny", &new).await;
        let page = format!("/kontor/ros/{}", after(&told, "/kontor/ros/"));
        let chosen = [("hendelse", "innsyn-i-soknad"), ("hendelse", "stengt-dor")];
        self.says(test, table, office, &format!("{page}/bibliotek"), &chosen).await;
        for part in ["", "/om", "/skala", "/bibliotek", "/verksted", "/scenario/ny"] {
            self.reads(test, table, office, &format!("{page}{part}")).await;
        }
        self.rates(test, table, &page).await;
    }

    async fn lends(&mut self, test: &TestApp, table: &Table) {
        let (office, guide) = (Some(Role::Coordinator), Some(Role::Guide));
        let thing = [
            ("navn", "Nettbrett"),
            ("slag", "tablet"),
            ("antall", "3"),
            ("sted", "hovedbiblioteket"),
            ("utlan", "1"),
        ];
        let told = self.says(test, table, office, "/kontor/utstyr", &thing).await;
        let thing = after(&told, "/kontor/utstyr/");
        let loan = [("utstyr", thing.as_str()), ("antall", "1"), ("til", "week"), ("navn", "")];
        self.says(test, table, guide, "/skranke/utlan/ny", &loan).await;
        self.sets_aside(test, table, &thing).await;
        let told = self.says(test, table, guide, "/skranke/ko/ny", &[("sted", "hovedbiblioteket")]).await;
        let ticket = after(&told, "lapp=");
        self.knows(table, &format!("/skranke/ko/{ticket}/lapp"));
    }

    /// Reads what waits to be sent: some links stand in messages alone.
    fn hears(&mut self, test: &TestApp, table: &Table) {
        let said = test.app.db().read_blocking(self.tenant, |r| {
            let tenant = r.tenant();
            let sql = "SELECT about, calendar FROM message WHERE tenant_id = $1";
            r.rows(sql, &params![tenant], |row| {
                Ok(format!("{} {}", row.text(0)?, row.text(1)?))
            })
        });
        for text in said.unwrap_or_else(|fault: ::store::Fault| panic!("{fault}")) {
            self.learn(table, &text, "/");
        }
    }
}

fn names(form: &Form) -> Vec<&str> {
    form.fields.iter().map(|(name, _)| name.as_str()).collect()
}

/// A session of somebody who has an account.
fn session(test: &TestApp, tenant: i64, login: &'static str) -> String {
    let read = move |r: &mut ::store::Read| {
        let sql = "SELECT id FROM account WHERE tenant_id = $1 AND login = $2";
        r.one(sql, &params![tenant, login], |row| row.id(0))
    };
    let found: Result<_, ::store::Fault> = test.app.db().read_blocking(tenant, read);
    let account = Id(found.unwrap().unwrap());
    let ctx = WriteCtx {
        tenant,
        actor: Actor::System,
        now: test.now(),
    };
    let made = test.app.db().write_blocking(ctx, move |tx| accounts::create_session(tx, account, "test"));
    made.unwrap_or_else(|error: AppError| panic!("{error:?}"))
}

/// What a page says is wrong.
fn notices(page: &str) -> String {
    let from = page.find("error-summary").or_else(|| page.find("<h1")).unwrap_or(0);
    page[from..].chars().take(300).collect()
}

/// The letters, digits and hyphens that follow the first place where `mark` stands.
pub fn after(text: &str, mark: &str) -> String {
    let rest = text.split_once(mark).map_or("missing", |(_, rest)| rest);
    rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').collect()
}

/// What stands between the first place of `mark` and the next `end`.
pub fn after_until(text: &str, mark: &str, end: char) -> String {
    let rest = text.split_once(mark).map_or("missing", |(_, rest)| rest);
    rest.chars().take_while(|c| *c != end).collect()
}

/// Each request comes from an address of its own, so that no lock against guessing answers in place of the page.
static FROM: AtomicU32 = AtomicU32::new(0x0a00_0001);

/// Asks for an address, or sends a form there, with a session or without. A stream that never ends is begun and left.
pub async fn ask(
    test: &TestApp,
    cookie: Option<&str>,
    address: &str,
    stands_in: i64,
    form: Option<&[(String, String)]>,
) -> Answer {
    let browser = test.anonymous().from(FROM.fetch_add(1, Ordering::Relaxed).to_be_bytes());
    if let Some(cookie) = cookie {
        browser.set_cookie(SESSION_COOKIE, cookie);
    }
    browser.set_cookie(&format!("sted{stands_in}"), "hovedbiblioteket");
    match form {
        Some(fields) => {
            let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
            browser.post(address, &fields).await
        }
        None if address.ends_with("/strom") => browser.head(address).await,
        None => browser.get(address).await,
    }
}

/// The neighbour's rows: one number for each table.
pub fn rows_of(db: &Db, schema: &Schema, tenant: i64) -> BTreeMap<String, String> {
    let ours = schema.tables.iter().filter(|(_, table)| table.columns.contains_key("tenant_id"));
    let hash = |(name, table): (&String, &::store::Table)| {
        let kinds: Vec<String> = table.columns.values().map(|c| c.kind.clone()).collect();
        let names: Vec<&str> = table.columns.keys().map(String::as_str).collect();
        let sql = format!("SELECT {} FROM {name} WHERE tenant_id = $1", names.join(", "));
        let read = move |r: &mut ::store::Read| r.rows(&sql, &params![tenant], |row| print_of(row, &kinds));
        let found: Result<Vec<[u8; 32]>, ::store::Fault> = db.read_blocking(tenant, read);
        let mut rows = found.unwrap();
        rows.sort_unstable();
        let digest = Sha256::digest(rows.concat());
        (name.clone(), format!("{} rows, {digest:x}", rows.len()))
    };
    ours.map(hash).collect()
}

/// A row as one number.
fn print_of(row: &::store::Row, kinds: &[String]) -> Result<[u8; 32], ::store::Fault> {
    let mut print = Sha256::new();
    for (i, kind) in kinds.iter().enumerate() {
        let value = match kind.as_str() {
            "int" => row.opt_int(i)?.map(|n| n.to_be_bytes().to_vec()),
            "bytes" => row.opt_bytes(i)?,
            "real" => row.opt_real(i)?.map(|n| n.to_be_bytes().to_vec()),
            _ => row.opt_text(i)?.map(String::into_bytes),
        };
        print.update(value.as_ref().map_or(u64::MAX, |v| v.len() as u64).to_be_bytes());
        print.update(value.unwrap_or_default());
    }
    Ok(print.finalize().into())
}

/// Whether a key is one that only the neighbour has.
pub fn only_theirs(text: &str) -> bool {
    text.contains(NEIGHBOUR) || runs(text).next().is_some() || text.split(['/', '?', '=', '&']).any(is_code)
}

/// The long runs of hexadecimal digits in a text: ids and tokens.
fn runs(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_hexdigit() || c.is_ascii_uppercase()).filter(|run| run.len() >= 24)
}

/// Whether a part of an address is a code that is read aloud, like `AB12-CD34`.
pub fn is_code(part: &str) -> bool {
    let signs: Vec<char> = part.chars().filter(|c| *c != '-').collect();
    // A week or a quarter is shorter than a code in two parts.
    let is_date = part.len() <= 8 && part.contains('-');
    !is_date
        && signs.len() >= 6
        && signs.iter().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
        && signs.iter().any(char::is_ascii_uppercase)
        && Key::parse(part).is_err()
}

/// The same text with ids, tokens, codes and keys that nobody has.
pub fn nobodys(text: &str) -> String {
    let mut out = text.replace(NEIGHBOUR, NOBODY);
    let found: Vec<String> = runs(text).map(str::to_owned).collect();
    for run in found {
        let other: String = run
            .chars()
            .map(|c| {
                if c == 'f' {
                    '0'
                } else {
                    char::from_u32(u32::from(c) + 1).map_or('0', |n| if n == ':' { 'a' } else { n })
                }
            })
            .collect();
        out = out.replace(&run, &other);
    }
    let parts: Vec<String> = text.split(['/', '?', '=', '&']).filter(|p| is_code(p)).map(str::to_owned).collect();
    for part in parts {
        let other: String = part
            .chars()
            .map(|c| {
                if c == '-' {
                    '-'
                } else if c == '7' {
                    'K'
                } else {
                    '7'
                }
            })
            .collect();
        out = out.replace(&part, &other);
    }
    out
}

/// A page without what tells one id from another, so that two answers can be compared.
pub fn blurred(text: &str, asked: &str) -> String {
    let mut out = text.replace(NEIGHBOUR, "*-").replace(NOBODY, "*-");
    let found: BTreeSet<String> = runs(text).map(str::to_owned).collect();
    for run in found {
        out = out.replace(&run, "*");
    }
    for part in asked.split(['/', '?', '=', '&']).filter(|p| is_code(p)) {
        out = out.replace(part, "*");
    }
    out
}
