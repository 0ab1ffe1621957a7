//! The command line. 0 is fine, 1 is problems found (listed), 2 is wrong usage; errors go to the error stream.

use super::{
    folder, serve,
    settings::{Flags, Settings},
};
use crate::{exchange, frame::AppError, municipality};
use clap::{Parser, Subcommand};
use domain::register::Register;
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
}

/// Why a command did not do what it was asked.
enum Trouble {
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
    match command(cli.command, &settings, now) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Trouble::Listed) => ExitCode::from(1),
        Err(Trouble::Said(text)) => {
            eprintln!("terskel: {text}");
            ExitCode::from(1)
        }
    }
}

fn start_log(settings: &Settings) {
    let filter = tracing_subscriber::EnvFilter::try_from_env("TERSKEL_LOG_FILTER")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info"));
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
            let register = read(&dir, json)?;
            let db = serve::open(settings)?;
            let saved = import(&db, &register, false, now())?;
            println!(
                "Lest inn: {} nye, {} endret, {} fjernet",
                saved.created, saved.changed, saved.removed
            );
            Ok(())
        }
        Command::Export { dir, municipality } => export(settings, &dir, municipality.as_deref()),
    }
}

/// Reads and checks a folder; lists every problem.
fn read(dir: &std::path::Path, json: bool) -> Result<Register, Trouble> {
    let files = folder::read(dir)?;
    domain::exchange::read(&files).map_err(|problems| {
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

/// Stores a register in the municipality it belongs to, which is made when it is not there: all or nothing.
///
/// # Errors
/// A fault of the database.
pub fn import(db: &Db, register: &Register, demo: bool, now: Timestamp) -> Result<exchange::Saved, AppError> {
    let number = register.municipality.number.clone();
    let name = register.municipality.name.get(register.municipality.written_language).to_owned();
    let tenant = db.write_blocking(
        WriteCtx {
            tenant: 0,
            actor: Actor::Import,
            now,
        },
        move |tx| {
            let found = tx.one(
                "SELECT tenant_id FROM tenant WHERE number = $1 AND tenant_id > 0",
                &params![number.as_str()],
                |row| row.int(0),
            )?;
            match found {
                Some(tenant) => Ok(tenant),
                None => municipality::store::create_tenant(tx, &number, &name, demo),
            }
        },
    )?;
    let register = register.clone();
    db.write_blocking(
        WriteCtx {
            tenant,
            actor: Actor::Import,
            now,
        },
        move |tx| {
            municipality::store::bump_version(tx)?;
            exchange::save(tx, &register)
        },
    )
}

fn export(settings: &Settings, dir: &std::path::Path, number: Option<&str>) -> Result<(), Trouble> {
    let db = serve::open(settings)?;
    let tenants = db.read_blocking(0, municipality::store::tenants)?;
    let chosen = match number {
        Some(number) => tenants.iter().find(|t| t.number == number),
        None if tenants.len() > 1 => {
            return Err(Trouble::Said(
                "det er flere kommuner her: si hvilken med --municipality".to_owned(),
            ));
        }
        None => tenants.first(),
    };
    let tenant = chosen.ok_or_else(|| Trouble::Said("kommunen finnes ikke i denne installasjonen".to_owned()))?.id;
    let stored = db.read_blocking(tenant, |r| exchange::store::load(r))?;
    let stored = stored.ok_or_else(|| Trouble::Said("kommunen har ikke skrevet noe ennå".to_owned()))?;
    let files = domain::exchange::write(&stored.into_register());
    folder::write(dir, &files)?;
    println!("Skrev {} filer til {}", files.len(), dir.display());
    Ok(())
}
