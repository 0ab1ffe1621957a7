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

/// What needs more than the demonstration leaves behind before somebody gets there with something of her own: a time that has
/// come, an offer, a promise that is broken. These are knocked at and asked with ids that nobody has all the same.
const LATER: &[(&str, &str)] = &[
    ("POST", "/kontor/saksframlegg/{id}/del/{section}"),
    ("POST", "/kontor/saksframlegg/{id}/bit/{piece}"),
    ("POST", "/kontor/saksframlegg/{id}/bit/{piece}/opp"),
    ("POST", "/kontor/saksframlegg/{id}/bit/{piece}/fjern"),
    ("POST", "/kontor/saksframlegg/{id}/heistale"),
    ("POST", "/kontor/saksframlegg/{id}/fortelling"),
    ("GET", "/kontor/plakater/{key}/skjerm.png"),
    ("POST", "/kontor/grunnlag/tall/{id}/fjern"),
    ("GET", "/kartlegging/{token}"),
    ("POST", "/kartlegging/{token}"),
    ("POST", "/skranke/timer/{id}/avbestill"),
    ("POST", "/skranke/timer/{id}/flytt"),
    ("POST", "/kontor/enheter/{id}/fjern"),
    ("GET", "/venteliste/{slug}"),
    ("POST", "/venteliste/{slug}"),
    ("GET", "/skranke/venteliste/{slug}"),
    ("POST", "/skranke/venteliste/{slug}"),
    ("POST", "/skranke/venteliste/{slug}/gjor/{id}"),
    ("POST", "/veileder/{token}/laering/fjern"),
    ("POST", "/veileder/{token}/laering/hospitering/angre"),
    ("POST", "/veileder/{token}/laering/refleksjon/slett"),
    ("POST", "/hospitering/{token}/onske"),
    ("POST", "/hospitering/{token}/plass"),
    ("GET", "/hospiteringsavtale/{code}"),
    ("POST", "/hospiteringsavtale/{code}"),
    ("POST", "/hospiteringsavtale/{code}/avlys"),
    ("POST", "/kontor/meldinger/{id}/igjen"),
    ("GET", "/kom-i-gang/{step}"),
    ("GET", "/skjerm/{place}"),
    ("GET", "/kontor/tilbud/{key}/{part}"),
    ("GET", "/bidra/{token}"),
    ("POST", "/bidra/{token}"),
    ("GET", "/kontor/steder/{key}/tider/{plan}"),
    ("POST", "/kontor/steder/{key}/tider/{plan}"),
    ("GET", "/kontor/steder/{key}/tider/{plan}/{what}"),
    ("POST", "/kontor/steder/{key}/tider/{plan}/{what}"),
    ("POST", "/kontor/lofte/varsel/{id}/fjern"),
    ("POST", "/kontor/lofte/{offering}/{plan}/{day}/avlys"),
    ("GET", "/vikar/{token}"),
    ("POST", "/vikar/{token}"),
    ("POST", "/skranke/ko/gjenoppta/{id}"),
    ("POST", "/skranke/ko/ferdig/{id}"),
    ("POST", "/skranke/lapp/{kind}/{key}"),
    ("POST", "/motta/{token}"),
    ("GET", "/kontor/ros/scenario/{id}"),
    ("POST", "/kontor/ros/{id}/verksted"),
    ("POST", "/kontor/ros/{id}/scenario/{scenario}/sett"),
    ("GET", "/kontor/ros/{id}/scenario/{scenario}/{part}"),
    ("POST", "/kontor/ros/{id}/scenario/{scenario}/{part}"),
    ("POST", "/verksted/{code}"),
    ("POST", "/kontor/vaktplan/vakt/{offering}/{schedule}/{day}"),
    ("POST", "/bestill/{slug}/kontakt"),
    ("POST", "/skranke/timer/{id}/kom"),
    ("POST", "/skranke/timer/{id}/kom-ikke"),
    ("POST", "/skranke/timer/{id}/angre"),
    ("POST", "/skranke/timer/{id}/avlys"),
    ("POST", "/kontor/utstyr/{id}/sett-av"),
    ("POST", "/kontor/utstyr/{id}/frigi"),
    ("POST", "/kontor/folk/{id}/overstyr/avslutt"),
    ("POST", "/veileder/{token}/lest"),
    ("POST", "/veileder/{token}/onsker"),
    ("POST", "/veileder/{token}/slett-meg"),
    ("POST", "/kontor/handbok/{key}/versjoner"),
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

fn is_document(path: &str) -> bool {
    [".pdf", "/fil/{kind}", "/dokument/{form}"].iter().any(|end| path.ends_with(end))
}

fn asks_to_sign_in(answer: &Answer) -> bool {
    answer.status == 303 && answer.location().contains("/logg-inn")
}

/// Everything that a run knows, and what it has found wrong.
struct Run<'a> {
    test: &'a TestApp,
    table: &'a Table,
    said: Vec<Said>,
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
        let first = |long: bool| seen.and_then(|all| all.iter().find(|a| a.contains('?') == long)).cloned();
        let plain = if path.contains('{') {
            first(false)
        } else {
            Some(path.to_owned())
        };
        plain.into_iter().chain(first(true)).collect()
    }

    /// Reads everything that somebody gets to see, one address of each kind, following what is shown.
    async fn reads(&mut self, town: &mut Town, who: Who, reached: &mut BTreeSet<usize>) {
        let mut done: BTreeSet<(usize, bool)> = BTreeSet::new();
        loop {
            let mut new = false;
            for route in self.routes("GET") {
                let document = is_document(self.path(route)) && reached.contains(&route);
                if !self.said[route].may(who) || document {
                    continue;
                }
                for address in self.known(town, route) {
                    if done.insert((route, address.contains('?'))) {
                        new = true;
                        let answer = town.get(self.test, who, &address).await;
                        self.judge(who, route, &address, &answer);
                        town.learn(self.table, &answer.body, &address);
                        if answer.status.is_success() || answer.status.is_redirection() {
                            reached.insert(route);
                        }
                    }
                }
            }
            if !new {
                return;
            }
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
    /// answered (a time is taken), so nobody's is sent before and after.
    async fn compares_forms(&mut self, own: &Town, who: Who, route: usize, theirs: &Form, nobodys: &Form) {
        let before = own.post(self.test, who, &nobodys.action, &nobodys.fields).await;
        let answer = own.post(self.test, who, &theirs.action, &theirs.fields).await;
        let after = own.post(self.test, who, &nobodys.action, &nobodys.fields).await;
        let told = |answer: &Answer| (answer.status, blurred(answer.location(), answer.location()));
        let (a, b, c) = (told(&answer), told(&before), told(&after));
        let takes = TAKES.contains(&self.path(route));
        if answer.status.is_server_error() || (!takes && a != b && a != c) {
            let what = format!("{} {} against {} {} {:?}", a.0, a.1, b.0, b.1, theirs.fields);
            self.wrong(who, route, &theirs.action, &what);
        }
    }

    async fn neighbours_pages(&mut self, own: &Town, theirs: &Town) {
        for route in self.routes("GET") {
            let seen = theirs.seen.get(&route).into_iter().flatten().filter(|a| only_theirs(a));
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
        let some: Vec<Form> = forms.chain(bare.take(1)).filter(|f| only_theirs(&f.action) || names(f)).collect();
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

    /// Sends each form as each role, in its own municipality: let in or not as the page says.
    async fn changes(&mut self, own: &Town, reached: &mut BTreeSet<usize>) {
        for route in self.routes("POST") {
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
                // Somebody new each time: the form before may have ended her session.
                let new = who.map(|role| self.test.signed_in_at(own.tenant, role).0);
                let cookie = new.and_then(|browser| browser.cookie(SESSION_COOKIE));
                let form = forms.get(n % forms.len().max(1)).unwrap_or(&empty);
                let at = format!("{}{}", own.base(), form.action);
                let answer = ask(self.test, cookie.as_deref(), &at, own.tenant, Some(&form.fields)).await;
                self.judge(who, route, &form.action, &answer);
                if answer.status != 404 && self.said[route].may(who) {
                    reached.insert(route);
                }
            }
        }
    }

    /// What nobody has got to see with an address of their own is not tried at all; what somebody has, is not waited for.
    fn all_reached(&mut self, reached: &BTreeSet<usize>, what: &str) {
        for (i, route) in self.table.0.iter().enumerate() {
            let waited_for = LATER.contains(&(route.method, route.path));
            if route.path.contains('{') && !reached.contains(&i) && !waited_for {
                self.problems.push(format!("{} {}: {what}", route.method, route.path));
            }
            if reached.contains(&i) && waited_for {
                self.problems.push(format!(
                    "{} {}: is reached, and stands in LATER",
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
