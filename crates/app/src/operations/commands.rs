//! The command line. 0 is fine, 1 is problems found (listed), 2 is wrong usage; errors go to the error stream.

use super::{
    audit, backup, demo, doctor, folder, load, serve,
    settings::{Flags, Settings},
    training,
};
use crate::{
    access, exchange,
    frame::{AppError, Tenant},
    municipality,
};
use clap::{Parser, Subcommand};
use domain::{access::Role, exchange::Folder};
use jiff::Timestamp;
use std::{path::PathBuf, process::ExitCode};
use store::{Actor, Db, Query, WriteCtx, params};

/// Terskel – the system a municipality runs its Digihjelpen service on.
#[derive(Parser)]
#[command(name = "terskel", version)]
struct Cli {
    #[command(flatten)]
    flags: Flags,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the pages
    Serve,
    /// Bring the database's tables up to date, and end
    Migrate,
    /// Check a municipality's folder and list every problem in it
    Check {
        /// The folder
        dir: PathBuf,
        /// List the problems as JSON
        #[arg(long)]
        json: bool,
    },
    /// Read a municipality's folder into the database: everything or nothing
    Import {
        /// The folder
        dir: PathBuf,
        /// List the problems as JSON
        #[arg(long)]
        json: bool,
    },
    /// Write a municipality's folder from the database
    Export {
        /// A new folder
        dir: PathBuf,
        /// The municipality's number, where there are several
        #[arg(long)]
        municipality: Option<String>,
    },
    /// Show Bergen with a year of made-up days
    Demo(demo::Options),
    /// Look through the installation and list what is wrong
    Doctor {
        /// List it as JSON
        #[arg(long)]
        json: bool,
    },
    /// The trail of who saw and changed what
    #[command(subcommand)]
    Audit(AuditCommand),
    /// Make synthetic municipalities, for measuring
    Load(load::Options),
    /// Write a copy of the embedded database, while others work
    Backup {
        /// A new file
        file: PathBuf,
    },
    /// Put a copy back, in a folder that has no database
    Restore {
        /// The copy
        file: PathBuf,
    },
    /// People who may sign in
    #[command(subcommand)]
    User(UserCommand),
    /// Print the one-time address where one more municipality is set up in the browser
    NewMunicipality,
    /// Give a municipality an address of its own, e.g. digihjelpen.kommune.example; without a name it is taken away
    Host {
        /// The host name, without https:// and port
        name: Option<String>,
        /// The municipality's number, where there are several
        #[arg(long)]
        municipality: Option<String>,
    },
}

#[derive(Subcommand)]
enum AuditCommand {
    /// Say whether the trail is whole, or where it is broken
    Verify(audit::Options),
}

#[derive(Subcommand)]
enum UserCommand {
    /// Invite somebody: prints the link where the password is chosen
    Invite(Invite),
}

#[derive(clap::Args)]
struct Invite {
    /// The name colleagues know
    #[arg(long)]
    name: String,
    /// What the person signs in as: a short name or an e-mail address
    #[arg(long)]
    login: String,
    /// helper, guide, coordinator, leader, privacy_officer or administrator
    #[arg(long, value_parser = role)]
    role: Role,
    /// The municipality's number, where there are several
    #[arg(long)]
    municipality: Option<String>,
}

fn role(text: &str) -> Result<Role, String> {
    Role::parse(text).ok_or_else(|| {
        let all: Vec<_> = Role::ALL.iter().map(|r| r.code()).collect();
        format!("one of {}", all.join(", "))
    })
}

/// Why a command did not do what it was asked.
pub(super) enum Trouble {
    /// Listed already.
    Listed,
    /// To be said.
    Said(String),
}

impl From<String> for Trouble {
    fn from(text: String) -> Self {
        Self::Said(text)
    }
}

impl From<AppError> for Trouble {
    fn from(error: AppError) -> Self {
        Self::Said(match error {
            AppError::Fault(text) => text,
            other => format!("{other:?}"),
        })
    }
}

/// Runs the command on the command line.
pub fn run(now: fn() -> Timestamp) -> ExitCode {
    // Wrong usage ends here with 2, help and version with 0.
    let cli = Cli::parse();
    let settings = match Settings::read(&cli.flags) {
        Ok(settings) => settings,
        Err(text) => {
            eprintln!("terskel: {text}");
            return ExitCode::from(2);
        }
    };
    start_log(&settings);
    let now = match cli.flags.at.as_deref().map(|at| training::clock(now, at)).transpose() {
        Ok(moved) => moved.unwrap_or(now),
        Err(text) => {
            eprintln!("terskel: {text}");
            return ExitCode::from(2);
        }
    };
    match command(cli.command, &settings, now) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Trouble::Listed) => ExitCode::from(1),
        Err(Trouble::Said(text)) => {
            eprintln!("terskel: {text}");
            ExitCode::from(1)
        }
    }
}

/// What is logged. The drivers of the databases write values when asked for details – names, passwords' hashes, sessions –
/// and are never asked, whatever the filter says.
fn log_filter(wanted: Option<&str>) -> tracing_subscriber::EnvFilter {
    use tracing_subscriber::EnvFilter;
    let filter = wanted.and_then(|text| EnvFilter::try_new(text).ok()).unwrap_or_else(|| EnvFilter::new("info"));
    let silent = ["tokio_postgres=info", "tokio_postgres::query=info", "tokio_postgres::prepare=info", "postgres=info"];
    silent.iter().filter_map(|text| text.parse().ok()).fold(filter, EnvFilter::add_directive)
}

fn start_log(settings: &Settings) {
    let filter = log_filter(std::env::var("TERSKEL_LOG_FILTER").ok().as_deref());
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    if settings.log == "json" {
        log.json().init();
    } else {
        log.init();
    }
}

fn command(command: Command, settings: &Settings, now: fn() -> Timestamp) -> Result<(), Trouble> {
    match command {
        Command::Serve => Ok(serve::serve(settings, now)?),
        Command::Migrate => {
            serve::open(settings)?;
            Ok(())
        }
        Command::Check { dir, json } => {
            read(&dir, json)?;
            println!("Ingen feil i {}", dir.display());
            Ok(())
        }
        Command::Import { dir, json } => {
            let folder = read(&dir, json)?;
            let db = serve::open(settings)?;
            let saved = import(&db, &folder, false, now())?;
            println!(
                "Lest inn: {} nye, {} endret, {} fjernet",
                saved.created, saved.changed, saved.removed
            );
            Ok(())
        }
        Command::Export { dir, municipality } => export(settings, &dir, municipality.as_deref(), now()),
        Command::Demo(options) => demo::run(settings, &options, now),
        Command::Doctor { json } => doctor::run(settings, json, now()),
        Command::Audit(AuditCommand::Verify(options)) => audit::verify(settings, &options, now()),
        Command::Load(options) => load::run(settings, &options, now()),
        Command::Backup { file } => backup::backup(settings, &file),
        Command::Restore { file } => backup::restore(settings, &file),
        Command::User(UserCommand::Invite(who)) => invite(settings, &who, now()),
        Command::NewMunicipality => new_municipality(settings, now()),
        Command::Host { name, municipality } => host(settings, name.as_deref(), municipality.as_deref(), now()),
    }
}

/// Reads and checks a folder; lists every problem.
fn read(dir: &std::path::Path, json: bool) -> Result<Folder, Trouble> {
    let files = folder::read(dir)?;
    domain::exchange::read_folder(&files).map_err(|problems| {
        if json {
            let list: Vec<_> = problems
                .iter()
                .map(|p| {
                    serde_json::json!({"file": p.file, "line": p.line, "column": p.column, "code": p.code,
                        "message": p.message, "instead": p.instead})
                })
                .collect();
            println!("{}", serde_json::Value::from(list));
        } else {
            for p in &problems {
                eprintln!(
                    "{}:{}:{}: {} – {} [{}]",
                    p.file, p.line, p.column, p.message, p.instead, p.code
                );
            }
            eprintln!("{} feil. Ingenting er endret.", problems.len());
        }
        Trouble::Listed
    })
}

/// Stores a folder in the municipality it belongs to, which is made when it is not there: all or nothing.
///
/// # Errors
/// A fault of the database.
pub fn import(db: &Db, folder: &Folder, demo: bool, now: Timestamp) -> Result<exchange::Saved, AppError> {
    let municipality = &folder.register.municipality;
    let number = municipality.number.clone();
    let name = municipality.name.get(municipality.written_language).to_owned();
    let (tenant, secret) = db.write_blocking(
        WriteCtx {
            tenant: 0,
            actor: Actor::Import,
            now,
        },
        move |tx| {
            let secret = super::store::installation_secret(tx)?;
            let found = tx.one(
                "SELECT tenant_id FROM tenant WHERE number = $1 AND tenant_id > 0",
                &params![number.as_str()],
                |row| row.int(0),
            )?;
            let tenant = match found {
                Some(tenant) => tenant,
                None => municipality::store::create_tenant(tx, &number, &name, demo)?,
            };
            Ok::<_, AppError>((tenant, secret))
        },
    )?;
    let folder = folder.clone();
    db.write_blocking(
        WriteCtx {
            tenant,
            actor: Actor::Import,
            now,
        },
        move |tx| {
            municipality::store::bump_version(tx)?;
            super::store::keep_code_key(tx, &secret)?;
            exchange::save_folder(tx, &folder)
        },
    )
}

fn export(settings: &Settings, dir: &std::path::Path, number: Option<&str>, now: Timestamp) -> Result<(), Trouble> {
    let db = serve::open_existing(settings)?;
    let tenant = chosen(&db, number)?.id;
    let stored = db.read_blocking(tenant, |r| exchange::load_folder(r))?;
    let stored = stored.ok_or_else(|| Trouble::Said("kommunen har ikke skrevet noe ennå".to_owned()))?;
    let files = domain::exchange::write_folder(&stored);
    folder::write(dir, &files)?;
    let ctx = WriteCtx {
        tenant,
        actor: Actor::System,
        now,
    };
    db.write_blocking(ctx, |tx| {
        Ok::<_, AppError>(tx.history("exchange", "register", "", "exported", None, None)?)
    })?;
    println!("Skrev {} filer til {}", files.len(), dir.display());
    Ok(())
}

/// The municipality with this number, or the only one.
fn chosen(db: &Db, number: Option<&str>) -> Result<Tenant, Trouble> {
    let tenants = db.read_blocking(0, municipality::store::tenants)?;
    if number.is_none() && tenants.len() > 1 {
        return Err(Trouble::Said(
            "det er flere kommuner her: si hvilken med --municipality".to_owned(),
        ));
    }
    let found = tenants.into_iter().find(|t| number.is_none_or(|n| t.number == n));
    found.ok_or_else(|| Trouble::Said("kommunen finnes ikke i denne installasjonen".to_owned()))
}

fn invite(settings: &Settings, who: &Invite, now: Timestamp) -> Result<(), Trouble> {
    let db = serve::open_existing(settings)?;
    let tenant = chosen(&db, who.municipality.as_deref())?;
    let (name, login, role) = (who.name.trim().to_owned(), who.login.trim().to_lowercase(), who.role);
    if name.is_empty() || login.is_empty() || login.contains(char::is_whitespace) {
        return Err(Trouble::Said(
            "navn og brukernavn må fylles ut, brukernavnet uten mellomrom".to_owned(),
        ));
    }
    let ctx = WriteCtx {
        tenant: tenant.id,
        actor: Actor::System,
        now,
    };
    let token = db.write_blocking(ctx, move |tx| access::store::invite(tx, &login, &name, role))?;
    println!("{}", invitation_link(settings, &tenant, &token));
    Ok(())
}

fn new_municipality(settings: &Settings, now: Timestamp) -> Result<(), Trouble> {
    let code = municipality::guide::new_code(&serve::open(settings)?, now)?;
    println!("Åpne denne adressen for å sette opp en kommune til:");
    println!("  http://{}/kom-i-gang?kode={code}", settings.listen);
    Ok(())
}

fn host(settings: &Settings, name: Option<&str>, number: Option<&str>, now: Timestamp) -> Result<(), Trouble> {
    let name = name.map(|name| name.trim().to_ascii_lowercase());
    if name.as_deref().is_some_and(|name| !is_host_name(name)) {
        return Err(Trouble::Said(
            "skriv bare navnet, uten https:// og port, for eksempel digihjelpen.kommune.example".to_owned(),
        ));
    }
    let db = serve::open_existing(settings)?;
    let tenants = db.read_blocking(0, municipality::store::tenants)?;
    let tenant = chosen(&db, number)?;
    if let Some(other) = tenants.iter().find(|t| t.id != tenant.id && name.is_some() && t.host == name) {
        return Err(Trouble::Said(format!("adressen hører til kommune {}", other.number)));
    }
    let ctx = WriteCtx {
        tenant: tenant.id,
        actor: Actor::System,
        now,
    };
    let shown = name.clone();
    db.write_blocking(ctx, move |tx| municipality::store::set_host(tx, name.as_deref()))?;
    match shown {
        Some(name) => println!("Kommune {} svarer på https://{name}/", tenant.number),
        None => println!("Kommune {} svarer på /k/{}/", tenant.number, tenant.number),
    }
    println!("Start `terskel serve` på nytt hvis den går.");
    Ok(())
}

/// Letters, digits, hyphens and dots, as in RFC 1123 §2.1.
fn is_host_name(name: &str) -> bool {
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    name.len() <= 253 && name.split('.').all(label)
}

/// Where an invitation is accepted. The number is in the address, so that it leads right also when a second municipality
/// is added before the link is used.
fn invitation_link(settings: &Settings, tenant: &Tenant, token: &str) -> String {
    match &tenant.host {
        Some(host) => format!("https://{host}/invitasjon/{token}"),
        None => format!("http://{}/k/{}/invitasjon/{token}", settings.listen, tenant.number),
    }
}

#[cfg(test)]
mod tests {
    use super::is_host_name;

    #[test]
    fn a_host_name_is_only_the_name() {
        for good in ["digihjelpen.kommune.example", "localhost", "a-b.no", "xn--brny-wra.no"] {
            assert!(is_host_name(good), "{good}");
        }
        let long = "a".repeat(64);
        for bad in ["", "https://a.no", "a.no:80", "a..no", "-a.no", "a b.no", "a.no/", "bærum.no", &long] {
            assert!(!is_host_name(bad), "{bad}");
        }
    }
}
