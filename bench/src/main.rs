//! `make bench`: what Terskel costs, each figure beside a limit that is measured in the same run or promised in the issue.
//!
//! Processor time of the server process comes first, because a machine that is busy with other things makes clocks noisy but
//! not that. The program runs itself again as the servers it measures (`bench serve`, `bench bare`); starting and resting are
//! measured on `target/release/terskel`. `bench visits` measures registered visits only, `bench bookings` appointments only,
//! `bench roster` plans only, `bench documents` documents only.

#![expect(
    clippy::disallowed_methods,
    reason = "measuring is asking a clock; nothing here is part of what is served"
)]

mod bookings;
mod calendars;
mod client;
mod data;
mod documents;
mod pages;
mod process;
mod report;
mod roster;
mod servers;
mod visits;

use report::Report;
use std::process::ExitCode;

/// What stops a measurement.
type Trouble = Box<dyn std::error::Error + Send + Sync>;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["serve", rest @ ..] => servers::serve(rest).map(|()| true),
        ["bare", rest @ ..] => servers::bare(rest).map(|()| true),
        ["make-documents"] => documents::make().map(|()| true),
        [] => measure(1),
        // A fiftieth of everything: shows that the bench works, not what anything costs.
        ["quick"] => measure(50),
        ["visits"] => visits(),
        ["bookings"] => bookings(),
        ["roster"] => roster(1),
        ["roster", "quick"] => roster(50),
        ["documents"] => documents(),
        _ => Err("bench takes no arguments, or quick, visits, bookings, roster or documents".into()),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            eprintln!("bench: {error}");
            ExitCode::from(1)
        }
    }
}

/// Measures everything; whether every limit is kept.
fn measure(share: u32) -> Result<bool, Trouble> {
    let folder = tempfile::tempdir()?;
    let world = data::make(folder.path(), share)?;
    let mut report = Report::default();
    pages::measure(&world, &mut report)?;
    visits::measure(&world, &mut report)?;
    calendars::measure(&mut report)?;
    bookings::measure(&world, &mut report)?;
    documents::measure(&mut report)?;
    roster::measure(&mut report, share)?;
    process::measure(&world, &mut report)?;
    report.print();
    Ok(report.is_good())
}

/// Measures registered visits only, in a town that holds few from before.
fn visits() -> Result<bool, Trouble> {
    let folder = tempfile::tempdir()?;
    let world = data::World {
        share: 1,
        ..data::make(folder.path(), 50)?
    };
    let mut report = Report::default();
    visits::measure(&world, &mut report)?;
    report.print();
    Ok(report.is_good())
}

/// Measures appointments only.
fn bookings() -> Result<bool, Trouble> {
    let folder = tempfile::tempdir()?;
    let world = data::World {
        share: 1,
        ..data::make(folder.path(), 50)?
    };
    let mut report = Report::default();
    bookings::measure(&world, &mut report)?;
    report.print();
    Ok(report.is_good())
}

/// Measures documents only.
fn documents() -> Result<bool, Trouble> {
    let mut report = Report::default();
    documents::measure(&mut report)?;
    report.print();
    Ok(report.is_good())
}

/// Measures the making of plans only.
fn roster(share: u32) -> Result<bool, Trouble> {
    let mut report = Report::default();
    roster::measure(&mut report, share)?;
    report.print();
    Ok(report.is_good())
}
