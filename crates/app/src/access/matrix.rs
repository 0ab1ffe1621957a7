//! Who gets in where: every route, by everybody, with what is one's own and with what is the neighbour's, held against the
//! page that people read (docs/tilgang.md).

use super::{
    matrix_pages::Form,
    matrix_town::{NEIGHBOUR, TUESDAY, Table, Town, Who, ask, blurred, nobodys, only_theirs, rows_of},
};
use crate::{
    frame::cx::SESSION_COOKIE,
    testing::{Answer, TestApp},
};
use domain::access::Role;
use std::collections::{BTreeMap, BTreeSet};

const PAGE: &str = include_str!("../../../../docs/tilgang.md");

/// What the page calls each role; written here a second time on purpose.
const NAMES: [(&str, Role); 6] = [
    ("Hjelper", Role::Helper),
    ("Veileder", Role::Guide),
    ("Koordinator", Role::Coordinator),
    ("Leder", Role::Leader),
    ("Personvernombud", Role::PrivacyOfficer),
    ("Administrator", Role::Administrator),
];

/// Words of an address that take something away, the gentlest first: what they end is asked for before.
const ENDS: [&[&str]; 3] = [
    &["angre", "avbestill", "avlys", "avmeld", "godkjenn", "publiser", "slett-meg", "status", "trekk"],
    &["avslutt", "fjern", "lukk", "slett", "slutte"],
    &["ansatte", "henvisninger", "lenke"],
];

/// More parts than any address has.
const ALL_PARTS: usize = 20;

/// What an address names where both municipalities have the same: words that are the product's own, languages, kinds of files.
const COMMON: [&str; 12] = [
    "/kom-i-gang/{step}",
    "/kontor/forankring/ny/{kind}",
    "/kontor/forankring/status/{form}",
    "/kontor/grenser/{code}",
    "/kontor/grunnlag/kartlegging/{code}",
    "/kontor/meldinger/tekster/{occasion}/{language}",
    "/kontor/personvern/",
    "/kontor/plakatord/{language}",
    "/kontor/tall/{dimension}",
    "/kontor/tjenestebeskrivelse/",
    "/personvern/{who}",
    "/tema/{code}",
];

/// Whoever makes a device of the browser she sits at is signed out of it.
const SIGNS_OUT: [&str; 1] = ["/kontor/enheter"];

/// Where the form brings a number of its own, and what it takes is gone the second time: a time, a thing, a reason. Here the
/// neighbour's rows alone are compared.
const TAKES: [&str; 5] = [
    "/bestill/{slug}/tid",
    "/kontor/folk/{id}/overstyr",
    "/kontor/laering/hospitering/avtal",
    "/skranke/timer/ny",
    "/skranke/utlan/ny",
];

/// How many requests of changes pass between two looks at the neighbour's rows.
const BETWEEN: usize = 60;

/// How many addresses of a route are tried until one is there.
const TRIES: usize = 3;

/// Nobody signed in, and each role.
fn everybody() -> impl Iterator<Item = Who> {
    std::iter::once(None).chain(Role::ALL.map(Some))
}

fn name(who: Who) -> &'static str {
    who.map_or("nobody", Role::code)
}

/// What the page says of a route.
struct Said {
    /// `None` for everybody.
    roles: Option<Vec<Role>>,
    /// Those who get in may still be told no: the room decides by need.
    by_need: bool,
}

impl Said {
    fn may(&self, who: Who) -> bool {
        match (&self.roles, who) {
            (None, _) => true,
            (Some(roles), Some(role)) => roles.contains(&role),
            (Some(_), None) => false,
        }
    }

    fn those(&self) -> Vec<Who> {
        everybody().filter(|who| self.may(*who)).collect()
    }
}

/// The page's table, by method and path.
fn page() -> BTreeMap<(String, String), Said> {
    let rows = PAGE.lines().filter(|l| l.starts_with("| GET") || l.starts_with("| POST"));
    rows.map(|line| {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let role = |name: &str| NAMES.iter().find(|(n, _)| *n == name).unwrap_or_else(|| panic!("{name}: {line}")).1;
        let roles = (cells[3] != "Alle").then(|| cells[3].split(", ").map(role).collect());
        let key = (cells[1].to_owned(), cells[2].trim_matches('`').to_owned());
        let by_need = cells[4] == "etter behov";
        (key, Said { roles, by_need })
    })
    .collect()
}

/// Making one takes its time, so each is made once.
fn is_document(path: &str) -> bool {
    let ends = [
        ".pdf",
        ".png",
        ".zip",
        "/fil/{kind}",
        "/dokument/{form}",
        "/dokument/{kind}",
        "/presentasjon/{kind}",
    ];
    ends.iter().chain(&["/rapport/{form}", "/status/{form}"]).any(|end| path.ends_with(end))
}

/// How much an address ends: 0 for what ends nothing.
fn ends(path: &str) -> usize {
    let has = |words: &&[&str]| path.split('/').any(|part| words.contains(&part));
    ENDS.iter().rposition(has).map_or(0, |at| at + 1)
}

fn asks_to_sign_in(answer: &Answer) -> bool {
    answer.status == 303 && answer.location().contains("/logg-inn")
}

/// Everything that a run knows, and what it has found wrong.
struct Run<'a> {
    test: &'a TestApp,
    table: &'a Table,
    said: Vec<Said>,
    /// The routes that have been asked for something that is the neighbour's.
    asked: BTreeSet<usize>,
    problems: Vec<String>,
}

impl Run<'_> {
    fn path(&self, route: usize) -> &'static str {
        self.table.0[route].path
    }

    fn routes(&self, method: &str) -> Vec<usize> {
        self.table.0.iter().enumerate().filter(|(_, r)| r.method == method).map(|(i, _)| i).collect()
    }

    fn wrong(&mut self, who: Who, route: usize, address: &str, what: &str) {
        let method = self.table.0[route].method;
        self.problems.push(format!(
            "{method} {} as {} ({address}): {what}",
            self.path(route),
            name(who)
        ));
    }

    /// Whether somebody is let in, or not, as the page says.
    fn judge(&mut self, who: Who, route: usize, address: &str, answer: &Answer) {
        let (may, by_need) = (self.said[route].may(who), self.said[route].by_need);
        let ends = SIGNS_OUT.contains(&self.path(route)) && may;
        let stopped = asks_to_sign_in(answer) && self.said[route].roles.is_some() && !ends;
        if answer.status.is_server_error() {
            self.wrong(who, route, address, &format!("{}", answer.status));
        } else if may && (stopped || (answer.status == 403 && !by_need)) {
            self.wrong(
                who,
                route,
                address,
                &format!("should get in, and got {}", answer.status),
            );
        } else if !may && who.is_none() && !stopped {
            self.wrong(
                who,
                route,
                address,
                &format!("should sign in first, and got {}", answer.status),
            );
        } else if !may && who.is_some() && answer.status != 403 {
            self.wrong(
                who,
                route,
                address,
                &format!("should not get in, and got {}", answer.status),
            );
        }
    }

    /// The addresses of a route that have been seen: one as it is, and one that says more after a question mark.
    fn known(&self, town: &Town, route: usize) -> Vec<String> {
        let path = self.path(route);
        let seen = town.seen.get(&route);
        let first = |long: bool| {
            let works = town.works.get(&(route, long));
            works.or_else(|| seen?.iter().find(|a| a.contains('?') == long)).cloned()
        };
        let plain = if path.contains('{') {
            first(false)
        } else {
            Some(path.to_owned())
        };
        plain.into_iter().chain(first(true)).collect()
    }

    /// The addresses of a route to try, with or without more after a question mark: what has worked, and then what was seen.
    fn tries(&self, town: &Town, route: usize, long: bool) -> Vec<String> {
        let path = self.path(route);
        if !long && !path.contains('{') {
            return vec![path.to_owned()];
        }
        let works = town.works.get(&(route, long));
        let seen = town.seen.get(&route).into_iter().flatten().filter(|a| a.contains('?') == long && Some(*a) != works);
        let (theirs, common): (Vec<&String>, Vec<&String>) = seen.partition(|a| town.is_neighbour() && only_theirs(a));
        works.into_iter().chain(theirs).chain(common).take(TRIES).cloned().collect()
    }

    /// Reads everything that somebody gets to see, one address of each kind, following what is shown.
    async fn reads(&mut self, town: &mut Town, who: Who, reached: &mut BTreeSet<usize>) {
        let mut done: BTreeSet<(usize, bool)> = BTreeSet::new();
        let mut tried: BTreeSet<String> = BTreeSet::new();
        loop {
            let before = tried.len();
            for route in self.routes("GET") {
                if !self.said[route].may(who) {
                    continue;
                }
                if is_document(self.path(route)) && reached.contains(&route) {
                    if !town.is_neighbour() && done.insert((route, false)) {
                        self.asks_for_nobodys_file(town, who, route).await;
                    }
                    continue;
                }
                for long in [false, true] {
                    for address in self.tries(town, route, long) {
                        if done.contains(&(route, long)) || !tried.insert(address.clone()) {
                            continue;
                        }
                        if self.reads_one(town, who, route, &address).await {
                            reached.insert(route);
                            done.insert((route, long));
                            town.works.entry((route, long)).or_insert(address);
                        }
                    }
                }
            }
            if tried.len() == before {
                return;
            }
        }
    }

    /// Reads one page; says whether it was there.
    async fn reads_one(&mut self, town: &mut Town, who: Who, route: usize, address: &str) -> bool {
        let answer = town.get(self.test, who, address).await;
        self.judge(who, route, address, &answer);
        town.learn(self.table, &answer.body, address);
        answer.status.is_success() || answer.status.is_redirection()
    }

    /// Whether somebody gets in where a file is that somebody else has had made already.
    async fn asks_for_nobodys_file(&mut self, town: &Town, who: Who, route: usize) {
        let asked = |part: &str| {
            if part.starts_with('{') {
                "ingen".to_owned()
            } else {
                part.to_owned()
            }
        };
        let path = self.path(route);
        if path.contains('{') {
            let address = path.split('/').map(asked).collect::<Vec<_>>().join("/");
            let answer = town.get(self.test, who, &address).await;
            self.judge(who, route, &address, &answer);
        }
    }

    /// Knocks at every page that somebody does not get to see.
    async fn knocks(&mut self, town: &Town, who: Who) {
        for route in self.routes("GET") {
            if !self.said[route].may(who) {
                let known = self.known(town, route).into_iter().next();
                let address = known.unwrap_or_else(|| self.path(route).replace(['{', '}'], ""));
                let answer = town.get(self.test, who, &address).await;
                self.judge(who, route, &address, &answer);
            }
        }
    }

    /// Asks one's own municipality for something of the neighbour's, and for something that nobody has: one must not be
    /// able to tell the answers apart.
    async fn compares(&mut self, own: &Town, who: Who, route: usize, address: &str) {
        self.asked.insert(route);
        let without = nobodys(address);
        let theirs = own.get(self.test, who, address).await;
        let nothing = own.get(self.test, who, &without).await;
        let told = |answer: &Answer| {
            let asked = format!("{address}/{without}");
            (
                answer.status,
                blurred(answer.location(), &asked),
                blurred(&answer.body, &asked),
            )
        };
        let (a, b) = (told(&theirs), told(&nothing));
        // A page that is not there says no more than that; its own address stands in it, in every language.
        let same = a == b || (a.0 == b.0 && a.0 == 404);
        if theirs.status.is_server_error() || !same {
            let what = format!(
                "{} {} against {} {}{}",
                a.0,
                a.1,
                b.0,
                b.1,
                first_difference(&a.2, &b.2)
            );
            self.wrong(who, route, address, &what);
        }
    }

    /// The same with a form: what is the neighbour's against what nobody has. What is sent may change what the next is
    /// answered (a time is taken), so nobody's is sent once more where the answers differ.
    async fn compares_forms(&mut self, own: &Town, who: Who, route: usize, theirs: &Form, nobodys: &Form) {
        self.asked.insert(route);
        let told = |answer: &Answer| (answer.status, blurred(answer.location(), answer.location()));
        let before = told(&own.post(self.test, who, &nobodys.action, &nobodys.fields).await);
        let answer = own.post(self.test, who, &theirs.action, &theirs.fields).await;
        let a = told(&answer);
        let mut differs = a != before && !TAKES.contains(&self.path(route));
        if differs {
            differs = a != told(&own.post(self.test, who, &nobodys.action, &nobodys.fields).await);
        }
        if answer.status.is_server_error() || differs {
            let what = format!("{} {} against {} {} {:?}", a.0, a.1, before.0, before.1, theirs.fields);
            self.wrong(who, route, &theirs.action, &what);
        }
    }

    async fn neighbours_pages(&mut self, own: &Town, theirs: &Town) {
        for route in self.routes("GET") {
            let works = theirs.works.get(&(route, false)).into_iter();
            let seen = works.chain(theirs.seen.get(&route).into_iter().flatten()).filter(|a| only_theirs(a));
            let some: Vec<&String> = seen.take(1).collect();
            for address in some {
                for who in self.said[route].those() {
                    self.compares(own, who, route, address).await;
                }
            }
        }
    }

    /// The neighbour's forms, sent to one's own municipality.
    async fn neighbours_forms(&mut self, own: &Town, theirs: &Town, route: usize) {
        let bare = theirs.seen.get(&route).into_iter().flatten().map(|address| Form {
            action: address.clone(),
            fields: Vec::new(),
        });
        let forms = theirs.forms.get(&route).into_iter().flatten().cloned();
        let names = |f: &Form| f.fields.iter().any(|(_, v)| only_theirs(v));
        let bare = bare.filter(|f| only_theirs(&f.action)).take(1);
        let some: Vec<Form> = forms.filter(|f| only_theirs(&f.action) || names(f)).chain(bare).collect();
        for form in some.into_iter().take(3) {
            let nobodys = Form {
                action: nobodys(&form.action),
                fields: form.fields.iter().map(|(n, v)| (n.clone(), nobodys(v))).collect(),
            };
            let mut those = self.said[route].those();
            if !only_theirs(&form.action) {
                those.truncate(1);
            }
            for who in those {
                self.compares_forms(own, who, route, &form, &nobodys).await;
            }
        }
    }

    /// One's own forms with one field at a time that names something of the neighbour's.
    async fn mixed_forms(&mut self, own: &Town, theirs: &Town, route: usize) {
        let there: Vec<&Form> = theirs.forms.get(&route).into_iter().flatten().collect();
        for form in own.forms.get(&route).into_iter().flatten() {
            for (at, (name, _)) in form.fields.iter().enumerate() {
                let mut values = there.iter().flat_map(|f| &f.fields).filter(|(n, v)| n == name && only_theirs(v));
                let Some((_, value)) = values.next() else { continue };
                let (mut mixed, mut without) = (form.clone(), form.clone());
                mixed.fields[at].1.clone_from(value);
                without.fields[at].1 = nobodys(value);
                if let Some(who) = self.said[route].those().into_iter().last() {
                    self.compares_forms(own, who, route, &mixed, &without).await;
                }
            }
        }
    }

    /// Somebody from another municipality is nobody here.
    async fn guests(&mut self, own: &Town, theirs: &Town) {
        for route in 0..self.table.0.len() {
            if self.said[route].roles.is_none() {
                continue;
            }
            let known = self.known(theirs, route).into_iter().next();
            let address = known.unwrap_or_else(|| self.path(route).replace(['{', '}'], ""));
            let form = (self.table.0[route].method == "POST").then(Vec::new);
            for who in self.said[route].those() {
                let at = format!("{}{address}", theirs.base());
                let answer = ask(self.test, own.cookie(who), &at, theirs.tenant, form.as_deref()).await;
                if !asks_to_sign_in(&answer) {
                    self.wrong(who, route, &at, &format!("a guest got {}", answer.status));
                }
            }
        }
    }

    /// Sends each form as each role, in its own municipality: let in or not as the page says. What takes away comes last, what
    /// is a part of something before the whole of it.
    async fn changes(&mut self, own: &Town, reached: &mut BTreeSet<usize>) {
        let mut routes = self.routes("POST");
        routes.sort_by_key(|r| {
            let path = self.path(*r);
            (ends(path), ends(path).min(1) * (ALL_PARTS - path.split('/').count()))
        });
        let mut sessions = BTreeMap::new();
        for route in routes {
            let forms: Vec<Form> = own.forms.get(&route).into_iter().flatten().cloned().collect();
            let empty = Form {
                action: self
                    .known(own, route)
                    .into_iter()
                    .next()
                    .unwrap_or_else(|| self.path(route).replace(['{', '}'], "")),
                fields: Vec::new(),
            };
            for (n, who) in everybody().enumerate() {
                let form = forms.get(n % forms.len().max(1)).unwrap_or(&empty);
                let answer = self.sends(own, &mut sessions, who, form).await;
                self.judge(who, route, &form.action, &answer);
                if answer.status != 404 && self.said[route].may(who) {
                    reached.insert(route);
                }
            }
        }
    }

    /// Sends a form as somebody who is signed in for certain: the form before may have ended her session.
    async fn sends(&self, own: &Town, sessions: &mut BTreeMap<Role, String>, who: Who, form: &Form) -> Answer {
        let at = format!("{}{}", own.base(), form.action);
        let send = |cookie: Option<String>| {
            let at = at.clone();
            async move { ask(self.test, cookie.as_deref(), &at, own.tenant, Some(&form.fields)).await }
        };
        let Some(role) = who else {
            return send(None).await;
        };
        let new = || self.test.signed_in_at(own.tenant, role).0.cookie(SESSION_COOKIE).unwrap_or_default();
        let answer = send(Some(sessions.entry(role).or_insert_with(new).clone())).await;
        if !asks_to_sign_in(&answer) {
            return answer;
        }
        sessions.insert(role, new());
        send(sessions.get(&role).cloned()).await
    }

    /// What nobody has got to see with an address of their own, or with one of the neighbour's, is not tried at all.
    fn all_reached(&mut self, reached: &BTreeSet<usize>, what: &str) {
        for (i, route) in self.table.0.iter().enumerate() {
            if route.path.contains('{') && !reached.contains(&i) {
                self.problems.push(format!("{} {}: {what}", route.method, route.path));
            }
            let common = COMMON.iter().any(|head| route.path.starts_with(head));
            if route.path.contains('{') && !self.asked.contains(&i) && !common {
                self.problems.push(format!(
                    "{} {}: was asked for nothing that is the neighbour's",
                    route.method, route.path
                ));
            }
        }
    }
}

fn first_difference(a: &str, b: &str) -> String {
    let Some(at) = a.bytes().zip(b.bytes()).position(|(x, y)| x != y) else {
        return if a.len() == b.len() {
            String::new()
        } else {
            "; one page is longer".to_owned()
        };
    };
    let around =
        |t: &str| t.chars().skip(t[..floor(t, at)].chars().count().saturating_sub(40)).take(100).collect::<String>();
    format!("; «{}» against «{}»", around(a), around(b))
}

fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0)
}

/// The tables in which the neighbour's rows are others than they were.
fn changed(before: &BTreeMap<String, String>, after: &BTreeMap<String, String>) -> Vec<String> {
    let other = before.iter().filter(|(table, rows)| after.get(*table) != Some(*rows));
    other.map(|(table, rows)| format!("{table}: {rows} became {:?}", after.get(table))).collect()
}

/// Holes that are made on purpose are found: a page that lets in whom it should not, a handler that gives a row without asking
/// whose it is, and a change of the neighbour's rows.
async fn holes_are_found(run: &mut Run<'_>, own: &Town, theirs: &Town, schema: &::store::Schema) {
    let kept = std::mem::take(&mut run.problems);
    let open = run.routes("GET").into_iter().find(|r| run.path(*r) == "/kontor/spor").unwrap();
    let said = run.said[open].roles.replace(vec![Role::PrivacyOfficer]);
    run.knocks(own, Some(Role::Administrator)).await;
    run.said[open].roles = said;
    assert!(
        run.problems.iter().any(|p| p.starts_with("GET /kontor/spor as administrator")),
        "a check that is gone was not found"
    );
    run.problems.clear();
    // What one's own municipality answers for what it has, is what a handler that forgot to ask whose it is would answer.
    for path in ["/kontor/ros/{id}", "/kontor/utstyr/{id}", "/kontor/hendelser/{id}", "/skranke/timer/{id}"] {
        let route = run.routes("GET").into_iter().find(|r| run.path(*r) == path).unwrap();
        for address in own.seen.get(&route).into_iter().flatten() {
            for who in run.said[route].those() {
                run.compares(own, who, route, address).await;
            }
        }
    }
    assert!(!run.problems.is_empty(), "a row that is given away was not found");
    run.problems = kept;
    let rows = || rows_of(run.test.app.db(), schema, theirs.tenant);
    let before = rows();
    let ctx = ::store::WriteCtx {
        tenant: theirs.tenant,
        actor: ::store::Actor::System,
        now: run.test.now(),
    };
    let write = |tx: &mut ::store::Tx| {
        let sql = "UPDATE guide SET since_day = since_day - 1 WHERE tenant_id = $1";
        tx.exec(sql, &::store::params![::store::Query::tenant(tx)])
    };
    assert!(run.test.app.db().write(ctx, write).await.unwrap() > 0);
    assert_eq!(changed(&before, &rows()).len(), 1, "a change was not found");
}

#[test]
fn everybody_gets_in_where_the_page_says_and_nobody_reaches_the_neighbour() {
    let test = TestApp::empty(TUESDAY);
    let table = Table::all();
    let mut own = Town::make(&test, "4601", "");
    let mut theirs = Town::make(&test, "4627", NEIGHBOUR);
    let mut page = page();
    let said = table.0.iter().map(|r| {
        let key = (r.method.to_owned(), r.path.to_owned());
        page.remove(&key).unwrap_or_else(|| panic!("{key:?} is not in docs/tilgang.md: run make routes"))
    });
    let mut run = Run {
        test: &test,
        table: &table,
        said: said.collect(),
        asked: BTreeSet::new(),
        problems: Vec::new(),
    };
    assert!(
        page.is_empty(),
        "docs/tilgang.md has routes that are gone: run make routes"
    );
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        test.app.reload_tenants().await.unwrap();
        own.live(&test, &table).await;
        theirs.live(&test, &table).await;
        run.problems.extend(own.complaints.drain(..).chain(theirs.complaints.drain(..)));
        let mut reached = BTreeSet::new();
        for who in everybody() {
            own.guess(&table);
            run.reads(&mut own, who, &mut reached).await;
            run.knocks(&own, who).await;
        }
        let mut there = reached.clone();
        for who in [None, Some(Role::Guide), Some(Role::Coordinator), Some(Role::Leader), Some(Role::Administrator)] {
            theirs.guess(&table);
            run.reads(&mut theirs, who, &mut there).await;
        }
        own.guess(&table);
        theirs.guess(&table);
        let schema = test.app.db().schema().unwrap();
        let rows = || rows_of(test.app.db(), &schema, theirs.tenant);
        let before = rows();
        run.neighbours_pages(&own, &theirs).await;
        for (n, route) in run.routes("POST").into_iter().enumerate() {
            run.neighbours_forms(&own, &theirs, route).await;
            run.mixed_forms(&own, &theirs, route).await;
            if n % BETWEEN == 0 {
                let what = changed(&before, &rows());
                assert!(what.is_empty(), "at or not long before {}: {what:?}", run.path(route));
            }
        }
        run.guests(&own, &theirs).await;
        assert_eq!(
            changed(&before, &rows()),
            Vec::<String>::new(),
            "somebody changed the neighbour's rows"
        );
        run.changes(&own, &mut reached).await;
        run.all_reached(
            &reached,
            "nobody has got there: see that matrix_town.rs makes something of the kind",
        );
        assert_eq!(
            changed(&before, &rows()),
            Vec::<String>::new(),
            "one's own work changed the neighbour's rows"
        );
        holes_are_found(&mut run, &own, &theirs, &schema).await;
    });
    let n = run.problems.len();
    assert!(n == 0, "{n} problems:\n{}", run.problems.join("\n"));
}
