//! The demonstration: Bergen with a year of made-up days, made by the same commands that people's taps call.
//!
//! The year is made in a process of its own, so that the one that serves stays small. What has been made before is used
//! again. Its passwords are known to all, so it listens to this machine alone unless it is told otherwise.

use super::{
    commands::{Trouble, import},
    serve,
    settings::Settings,
    store as settings_store, year,
};
use crate::{access, frame::AppError, guides::made_up, municipality};
use domain::{
    access::Role,
    exchange::Folder,
    offerings::OfferingKind,
    shared::{Id, day_and_minute},
};
use jiff::{Timestamp, ToSpan};
use std::{net::SocketAddr, process};
use store::{Actor, Db, WriteCtx};

/// Bergen's folder: path and text of each file.
const BERGEN: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/bergen.rs"));

/// The folder the demonstration is kept in when none is named.
const OWN_FOLDER: &str = "data/demo";
/// Set when the demonstration is whole.
const WHOLE: &str = "demo_whole";

/// Somebody who works in the demonstration. The names belong to nobody.
pub struct Person {
    /// The role.
    pub role: Role,
    /// What the role is called where the sign-ins are listed.
    title: &'static str,
    /// The name colleagues see.
    name: &'static str,
    /// What she signs in as.
    pub login: &'static str,
}

impl Person {
    /// The password, the same in every demonstration.
    #[must_use]
    pub fn password(&self) -> String {
        format!("demo-{}-bergen", self.login)
    }
}

/// One person for each role.
pub const PEOPLE: [Person; 6] = [
    person(Role::Helper, "Frivillig", "Frida Frivillig", "frivillig"),
    person(Role::Guide, "Veileder", "Vigdis Veileder", "veileder"),
    person(Role::Coordinator, "Koordinator", "Kåre Koordinator", "koordinator"),
    person(Role::Leader, "Leder", "Leif Leder", "leder"),
    person(Role::PrivacyOfficer, "Personvernombud", "Pia Personvern", "personvern"),
    person(
        Role::Administrator,
        "Administrator",
        "Astrid Administrator",
        "administrator",
    ),
];

const fn person(role: Role, title: &'static str, name: &'static str, login: &'static str) -> Person {
    Person {
        role,
        title,
        name,
        login,
    }
}

/// The name of the person with a role.
#[must_use]
pub fn name_of(role: Role) -> &'static str {
    PEOPLE.iter().find(|p| p.role == role).map_or("", |p| p.name)
}

/// What the command line says about the demonstration.
#[derive(clap::Args, Clone)]
pub struct Options {
    /// How many whole years of made-up days before the one that goes on now
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..=10))]
    pub years: u8,
    /// The number that all chance follows from
    #[arg(long, default_value_t = 4601)]
    pub seed: u64,
    /// Let other machines reach it; everybody who can reach it can sign in
    #[arg(long)]
    pub open: bool,
    /// Make the data and end
    #[arg(long)]
    pub only_make: bool,
}

/// Makes the demonstration unless it is there, and serves it.
///
/// # Errors
/// Words about what is wrong.
pub(super) fn run(settings: &Settings, options: &Options, now: fn() -> Timestamp) -> Result<(), Trouble> {
    let mut settings = settings.clone();
    if settings.data == Settings::default().data {
        settings.data = OWN_FOLDER.into();
    }
    if options.only_make {
        return make(&settings, options, now());
    }
    if !options.open {
        serve::only_this_machine(&settings.listen)?;
    }
    if !is_whole(&settings)? {
        make_aside(&settings, options)?;
    }
    Ok(serve::serve_demo(&settings, now, welcome)?)
}

/// Whether the demonstration is there. Refuses when something else is.
fn is_whole(settings: &Settings) -> Result<bool, Trouble> {
    if settings.database.is_empty() && !settings.database_file().exists() {
        return Ok(false);
    }
    let db = serve::open(settings)?;
    let tenants = db.read_blocking(0, municipality::store::tenants)?;
    if tenants.iter().any(|t| !t.demo) {
        return Err(Trouble::Said(
            "her er det en kommune som ikke er en demonstrasjon: velg en annen mappe med --data".to_owned(),
        ));
    }
    let whole = db.read_blocking(0, |r| settings_store::read(r, WHOLE))?.is_some();
    if !whole && !tenants.is_empty() {
        return Err(Trouble::Said(
            "her ligger en demonstrasjon som ikke ble ferdig: slett den, eller velg en annen mappe med --data"
                .to_owned(),
        ));
    }
    Ok(whole)
}

/// Runs this program again to make the data.
fn make_aside(settings: &Settings, options: &Options) -> Result<(), Trouble> {
    println!("Lager et år fra Bergen. Det tar noen sekunder …");
    let program = std::env::current_exe().map_err(|e| Trouble::Said(format!("this program was not found: {e}")))?;
    let mut child = process::Command::new(program);
    child.args(["demo", "--only-make", "--years", &options.years.to_string(), "--seed", &options.seed.to_string()]);
    child.arg("--data").arg(&settings.data).arg("--log").arg(&settings.log);
    if !settings.database.is_empty() {
        // By environment and not by argument, where every user of the machine could read the password.
        child.env("TERSKEL_DATABASE", &settings.database);
    }
    let ended = child.status().map_err(|e| Trouble::Said(format!("the data could not be made: {e}")))?;
    if ended.success() { Ok(()) } else { Err(Trouble::Listed) }
}

/// Makes the data. In a file of its own until it is whole, so that a demonstration that was interrupted is not shown.
fn make(settings: &Settings, options: &Options, now: Timestamp) -> Result<(), Trouble> {
    if !settings.database.is_empty() {
        return make_in(settings, options, now);
    }
    let aside = Settings {
        data: settings.data.join("lages"),
        ..settings.clone()
    };
    // What an interrupted attempt left; when there is nothing, there is nothing to remove.
    let _ = std::fs::remove_dir_all(&aside.data);
    make_in(&aside, options, now)?;
    std::fs::rename(aside.database_file(), settings.database_file())
        .and_then(|()| std::fs::remove_dir_all(&aside.data))
        .map_err(|e| Trouble::Said(format!("{}: {e}", settings.data.display())))
}

fn make_in(settings: &Settings, options: &Options, now: Timestamp) -> Result<(), Trouble> {
    let db = serve::open_seeded(settings, options.seed)?;
    let folder = municipality(now)?;
    let span = year::Span::whole_years_back(now, options.years);
    let made = fill(&db, &folder, &span, options.seed)?;
    db.write_blocking(system(0, now), |tx| settings_store::write(tx, WHOLE, "1"))?;
    db.close();
    // The file is moved alone: nothing may be left in the one beside it.
    db.empty_journal().map_err(AppError::from)?;
    println!("Laget {} dager med {} henvendelser.", made.days, made.visits);
    Ok(())
}

fn system(tenant: i64, now: Timestamp) -> WriteCtx {
    WriteCtx {
        tenant,
        actor: Actor::System,
        now,
    }
}

/// Bergen, from the folder that is in the program.
///
/// # Errors
/// When the folder has a problem, which its tests would have shown.
pub fn bergen() -> Result<Folder, String> {
    let files: Vec<(String, Vec<u8>)> = BERGEN.iter().map(|(p, t)| ((*p).to_owned(), t.as_bytes().to_vec())).collect();
    domain::exchange::read_folder(&files).map_err(|problems| format!("examples/bergen has {} problems", problems.len()))
}

/// An open course for the demonstration. Bergen's own text names none, so it is in no folder of theirs.
const COURSE: (&str, &str) = (
    "tilbud/datakurs-for-nybegynnere.toml",
    include_str!("../../../../examples/demonstrasjon/tilbud/datakurs-for-nybegynnere.toml"),
);
/// How many times the course meets.
const COURSE_WEEKS: i64 = 4;

/// What the demonstration shows: Bergen, and a course that begins in a week or two.
///
/// # Errors
/// When a folder has a problem, which its tests would have shown.
pub fn municipality(now: Timestamp) -> Result<Folder, String> {
    let files = BERGEN.iter().chain([&COURSE]).map(|(p, t)| ((*p).to_owned(), t.as_bytes().to_vec()));
    let files: Vec<(String, Vec<u8>)> = files.collect();
    let read = domain::exchange::read_folder(&files);
    let mut folder =
        read.map_err(|problems| format!("the demonstration's folders have {} problems", problems.len()))?;
    let today = day_and_minute(now).0;
    let courses = folder.register.offerings.iter_mut().filter(|o| o.kind == OfferingKind::Course);
    for schedule in courses.flat_map(|o| o.schedules.iter_mut()) {
        schedule.from = today.saturating_add(8.days());
        schedule.until = Some(schedule.from.saturating_add((7 * COURSE_WEEKS - 1).days()));
    }
    Ok(folder)
}

/// Makes the municipality, its six people and its days.
///
/// # Errors
/// A fault of the database.
pub fn fill(db: &Db, folder: &Folder, span: &year::Span, seed: u64) -> Result<year::Made, AppError> {
    import(db, folder, true, span.begins())?;
    let number = folder.register.municipality.number.clone();
    let tenants = db.read_blocking(0, municipality::store::tenants)?;
    let tenant = tenants.iter().find(|t| t.number == number).ok_or(AppError::Absent)?.id;
    let accounts = accounts(db, tenant, span.begins())?;
    guides(db, tenant, &accounts, span)?;
    year::live(db, tenant, &accounts, span, seed)
}

/// The account of each role.
pub type Accounts = [(Role, Id); 6];

fn accounts(db: &Db, tenant: i64, now: Timestamp) -> Result<Accounts, AppError> {
    let mut made = PEOPLE.map(|p| (p.role, Id([0; 16])));
    for (slot, person) in made.iter_mut().zip(&PEOPLE) {
        // Slow on purpose, so before the transaction.
        let hash = access::hash_password(&person.password())?;
        slot.1 = db.write_blocking(system(tenant, now), move |tx| {
            access::store::create_account(tx, person.login, person.name, person.role, &hash)
        })?;
    }
    Ok(made)
}

/// Those who guide: the coordinator puts them in on the first day.
fn guides(db: &Db, tenant: i64, accounts: &Accounts, span: &year::Span) -> Result<(), AppError> {
    let coordinator = accounts.iter().find(|(role, _)| *role == Role::Coordinator).map(|(_, id)| id.0);
    let ctx = WriteCtx {
        tenant,
        actor: coordinator.map_or(Actor::System, Actor::Person),
        now: span.begins(),
    };
    let (accounts, first, today) = (*accounts, day_and_minute(span.begins()).0, span.today());
    db.write_blocking(ctx, move |tx| {
        let ids = [(); made_up::NUMBER].map(|()| Id(tx.new_id()));
        made_up::made_up(tx, &accounts, &ids, first, today)
    })
}

/// Says where the pages are and how one signs in.
fn welcome(address: SocketAddr) {
    println!("\nTerskel viser Bergen som demonstrasjon. Tallene, køen og navnene er oppdiktet.\n");
    let pages = [
        ("Forsiden", "/"),
        ("Skranken", "/skranke"),
        ("Kontoret", "/kontor"),
        ("Køtavla", "/tavle/hovedbiblioteket"),
        ("Infoskjerm", "/skjerm/hovedbiblioteket"),
    ];
    for (name, path) in pages {
        println!("  {name:<12} http://{address}{path}");
    }
    println!("\n  {:<16} {:<16} Passord", "Rolle", "Brukernavn");
    for person in &PEOPLE {
        println!("  {:<16} {:<16} {}", person.title, person.login, person.password());
    }
    println!("\nTrykk Ctrl+C for å avslutte.");
}
