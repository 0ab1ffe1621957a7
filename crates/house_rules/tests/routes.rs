//! Rule 6: who may reach what, as a list that a person can read and a change cannot slip past.

use app::{
    frame::{Audience, RouteInfo},
    routes,
};
use domain::access::{Permission, Role};
use house_rules::{assert_none, read, root};
use std::fmt::Write as _;

const LIST: &str = "docs/routes.txt";
const HEAD: &str = "\
# Every route: method, path, whom it is for. Written by `make routes`, compared by `make test`.
# Public: anybody, nobody is looked up. Anyone: who is signed in is known. SignedIn: needs the permission.
";

/// The list as it is now.
fn list() -> String {
    let mut lines: Vec<String> =
        routes::table().iter().map(|r| format!("{:<4} {:<48} {:?}", r.method, r.path, r.audience)).collect();
    lines.sort_by_key(|l| l.split_whitespace().nth(1).map(|path| (path.to_owned(), l.clone())));
    format!("{HEAD}{}\n", lines.join("\n"))
}

/// The same for those who run the service: who gets in where. The test `matrix` in crates/app/src/access tries every line.
const PAGE: &str = "docs/tilgang.md";
const PAGE_HEAD: &str = "\
# Hvem som kommer inn hvor

Denne siden skrives av `make routes` og skal ikke endres for hånd. Den er laget av de samme reglene som tjenesten selv
følger. En prøve går gjennom hver linje: hver adresse, som hver rolle og uten å være logget inn. Den ser at de som står her,
slipper inn, og at ingen andre gjør det.

- **Ikke logget inn:** Du blir bedt om å logge inn.
- **Logget inn, men uten tilgang:** Du får en side som sier det.
- **Noe som hører til en annen kommune:** Du får samme svar som om det ikke fantes, uansett rolle, og ingenting hos den andre
  kommunen blir endret. En konto i en kommune gjelder ikke i en annen.
- **Etter behov:** Rollen kommer til siden, men bare den som skrev hendelsen, lederen og de som er navngitt, får lese den.

";

/// What each permission is about, in the words of those who give it.
const fn about(permission: Permission) -> &'static str {
    use Permission as P;
    match permission {
        P::OwnAccount => "Egen konto og egen side",
        P::UseDesk => "Skranken: kø, henvendelser, henvisning, grenser",
        P::OthersBookings => "Navn og kontakt for dem som har bestilt eller meldt seg på",
        P::EnterPaper => "Føre papirark",
        P::SeeOffice => "Kontorets forside og sider å lese",
        P::EditRegister => "Endre det som er publisert",
        P::SeeFigures => "Tall",
        P::ReadHistory => "Hvem som endret hva, og når",
        P::ManageAccounts => "Invitere, endre og stenge kontoer",
        P::SetUp => "Kommunens oppsett",
        P::EnrolDevices => "Felles nettbrett",
        P::ManageGuides => "De som veileder: papirer, kurs, slutt",
        P::OverrideGate => "Godkjenne unntak fra krav, og tjenestebeskrivelsen",
        P::PlanRoster => "Vaktplan",
        P::AssessRisk => "Lage ROS-analyser og gå runder på steder",
        P::AcceptRisk => "Akseptere risiko og godkjenne ROS",
        P::HandleIncidents => "Lese og avgjøre alle hendelser",
        P::GuardPrivacy => "Personvernets papirer, sletting og sporet etter hvem som så og endret hva",
        P::CutTrail => "Ta bort det eldste fra sporet",
    }
}

const fn name(role: Role) -> &'static str {
    match role {
        Role::Helper => "Hjelper",
        Role::Guide => "Veileder",
        Role::Coordinator => "Koordinator",
        Role::Leader => "Leder",
        Role::PrivacyOfficer => "Personvernombud",
        Role::Administrator => "Administrator",
    }
}

/// Where a room looks closer at those whom the role lets in: an incident is read by need.
fn by_need(route: &RouteInfo) -> bool {
    route.path.starts_with("/kontor/hendelser/{id}") && route.audience == Audience::SignedIn(Permission::OwnAccount)
}

fn line(route: &RouteInfo) -> String {
    let roles = match route.audience {
        Audience::Public | Audience::Anyone => "Alle".to_owned(),
        Audience::SignedIn(permission) => {
            let those = Role::ALL.into_iter().filter(|r| r.may(permission));
            those.map(name).collect::<Vec<_>>().join(", ")
        }
    };
    let need = if by_need(route) { "etter behov" } else { "" };
    format!("| {} | `{}` | {roles} | {need} |", route.method, route.path)
}

/// The page as it is now.
fn page() -> String {
    let mut out = PAGE_HEAD.to_owned();
    let roles = Role::ALL.map(name).join(" | ");
    let _ = writeln!(
        out,
        "## Hva hver rolle får gjøre\n\n| Hva | {roles} |\n|---|{}",
        "---|".repeat(Role::ALL.len())
    );
    for permission in Permission::ALL {
        let marks = Role::ALL.map(|r| if r.may(permission) { "ja" } else { "–" }).join(" | ");
        let _ = writeln!(out, "| {} | {marks} |", about(permission));
    }
    let _ = writeln!(
        out,
        "\n## Hver adresse\n\n`GET` er å se en side, `POST` er å sende et skjema. `{{…}}` står for navnet på noe.\n\n\
         | Hvordan | Adresse | Hvem kommer inn | Og så |\n|---|---|---|---|"
    );
    let mut routes = routes::table();
    routes.sort_by_key(|r| (r.path, r.method));
    for route in &routes {
        let _ = writeln!(out, "{}", line(route));
    }
    out
}

#[test]
fn the_list_of_routes_is_the_one_that_was_read() {
    same_as_read(LIST, &list());
}

#[test]
fn the_page_about_who_gets_in_is_the_one_that_was_read() {
    same_as_read(PAGE, &page());
}

fn same_as_read(file: &str, now: &str) {
    if std::env::var_os("WRITE_ROUTES").is_some() {
        std::fs::write(root().join(file), now).expect("the list can be written");
    }
    let then = read(file);
    let gone = then.lines().filter(|l| !now.lines().any(|n| n == *l)).map(|l| format!("- {l}"));
    let new = now.lines().filter(|l| !then.lines().any(|t| t == *l)).map(|l| format!("+ {l}"));
    let problems: Vec<String> = gone.chain(new).collect();
    assert_none(
        &problems,
        "see that each is for whom it should be, then run: make routes",
    );
}

/// Addresses are typed from paper and read aloud.
#[test]
fn paths_are_plain() {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "/-_{}.*".contains(c);
    let odd = routes::table()
        .into_iter()
        .filter(|r| !r.path.chars().all(plain) || (r.path.len() > 1 && r.path.ends_with('/')));
    let problems: Vec<String> = odd.map(|r| format!("{} {}", r.method, r.path)).collect();
    assert_none(
        &problems,
        "small letters from a to z (æ ø å as ae o a), digits and hyphens, no slash at the end",
    );
}

/// The desk and the office are for those who are signed in.
#[test]
fn staff_pages_need_a_permission() {
    let staff = |path: &str| ["/skranke", "/kontor", "/nasjonalt"].iter().any(|p| path.starts_with(p));
    let open = routes::table()
        .into_iter()
        .filter(|r| staff(r.path) && !matches!(r.audience, Audience::SignedIn(_)));
    let problems: Vec<String> = open.map(|r| format!("{} {}: {:?}", r.method, r.path, r.audience)).collect();
    assert_none(
        &problems,
        "give the route Audience::SignedIn with the permission that its page needs",
    );
}
