//! Synthetic municipalities for measuring: Bergen's register under other numbers, with as many visits in a year as asked for.

use super::{commands::Trouble, demo, serve, settings::Settings, year};
use jiff::Timestamp;

/// What the command line says.
#[derive(clap::Args, Clone)]
pub struct Options {
    /// How many municipalities
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=357))]
    municipalities: u16,
    /// About how many visits each of them has had in the last year
    #[arg(long, default_value_t = 100_000)]
    visits: u32,
    /// The number that all chance follows from
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// The first number that is given: no municipality in Norway has one above 5799.
const FIRST_NUMBER: u16 = 9000;

/// Makes the municipalities. They are marked as demonstrations: their passwords are known.
///
/// # Errors
/// Words about what is wrong.
pub(super) fn run(settings: &Settings, options: &Options, now: Timestamp) -> Result<(), Trouble> {
    let db = serve::open(settings)?;
    for i in 0..options.municipalities {
        let mut folder = demo::bergen()?;
        let number = FIRST_NUMBER + i;
        folder.register.municipality.number = number.to_string();
        let name = format!("Målekommune {}", i + 1);
        folder.register.municipality.name.nb.clone_from(&name);
        folder.register.municipality.service_name.nb = format!("Digihjelpen i {name}");
        let span = year::Span::back_from(now, 365).with_visits(options.visits);
        let made = demo::fill(&db, &folder, &span, options.seed + u64::from(i))?;
        println!("{number}: {} henvendelser på {} dager", made.visits, made.days);
    }
    Ok(())
}
