//! The equipment of the made-up year: lent and brought back week by week, and set aside for what is planned.

use super::chance::Chance;
use crate::{
    equipment::store::{self as equipment, Form, Hold},
    frame::AppError,
};
use domain::{
    equipment::{Equipment, EquipmentKind, LoanPeriod},
    offerings::Offering,
    schedule::Occurrence,
    shared::Id,
};
use jiff::{
    Timestamp,
    civil::{Date, Weekday},
};
use store::Tx;

/// What a library has: the sort, the name, how many, and whether one may take it home.
const STOCK: [(EquipmentKind, &str, u16, bool); 4] = [
    (EquipmentKind::Tablet, "Nettbrett med norsk tastatur", 8, true),
    (EquipmentKind::Computer, "Bærbar PC", 4, true),
    (EquipmentKind::HearingLoop, "Teleslynge", 1, false),
    (EquipmentKind::Projector, "Projektor", 1, false),
];

/// The things of a made-up library, and what is out of them.
pub struct Things {
    stock: Vec<Equipment>,
    out: Vec<Id>,
}

impl Things {
    /// Makes up the things of a place.
    pub fn of_place(place: Id, chance: &mut Chance) -> Self {
        let stock = STOCK.map(|(kind, name, number, lendable)| Equipment {
            id: chance.id(),
            kind,
            name: name.to_owned(),
            place,
            number,
            lendable,
        });
        Self {
            stock: stock.to_vec(),
            out: Vec::new(),
        }
    }

    /// Puts them in.
    ///
    /// # Errors
    /// A fault of the database.
    pub fn put(&self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        self.stock.iter().try_for_each(|e| equipment::put(tx, e))
    }

    /// What happens on a day: on Mondays last week's loans come back, and some are lent for a week.
    pub fn day(&mut self, day: Date, chance: &mut Chance) -> Vec<Deed> {
        if day.weekday() != Weekday::Monday {
            return Vec::new();
        }
        let mut deeds: Vec<Deed> = self.out.drain(..).map(Deed::Back).collect();
        for e in self.stock.iter().filter(|e| e.lendable) {
            for _ in 0..=chance.below(2) {
                let loan = chance.id();
                self.out.push(loan);
                deeds.push(Deed::Lend {
                    loan,
                    thing: e.id,
                    due: LoanPeriod::Week.due(day),
                });
            }
        }
        deeds
    }

    /// What is set aside for an event: tablets, and the projector.
    pub fn for_event(&self, offering: &Offering, o: &Occurrence, chance: &mut Chance) -> Vec<Hold> {
        let wanted = [(EquipmentKind::Tablet, 3), (EquipmentKind::Projector, 1)];
        let things = wanted.into_iter().filter_map(|(kind, n)| Some((self.stock.iter().find(|e| e.kind == kind)?, n)));
        things
            .map(|(e, items)| Hold {
                id: chance.id(),
                equipment: e.id,
                items,
                starts: o.starts_at(),
                ends: o.ends_at(),
                form: Form::Reserved {
                    offering: offering.key.clone(),
                    schedule: o.schedule.clone(),
                    original: Some(o.original.date),
                },
            })
            .collect()
    }
}

/// Something done over the counter.
#[derive(Clone, Copy)]
pub enum Deed {
    /// Lent.
    Lend {
        /// The loan.
        loan: Id,
        /// Of what.
        thing: Id,
        /// Until when.
        due: Timestamp,
    },
    /// Brought back.
    Back(Id),
}

impl Deed {
    /// Does it with the command that a tap calls. Nothing when somebody else has the last one.
    ///
    /// # Errors
    /// A fault of the database.
    pub fn happen(self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        match self {
            Self::Back(loan) => equipment::take_back(tx, loan),
            Self::Lend { loan, thing, due } => {
                let now = tx.now();
                if !is_free(tx, thing, 1, now, due)? {
                    return Ok(());
                }
                equipment::lend(tx, loan, thing, 1, due, "").map(drop)
            }
        }
    }
}

/// Sets something aside for an event. Nothing when another event has it then.
///
/// # Errors
/// A fault of the database.
pub fn set_aside(tx: &mut Tx<'_>, h: &Hold) -> Result<(), AppError> {
    if !is_free(tx, h.equipment, h.items, h.starts, h.ends)? {
        return Ok(());
    }
    equipment::reserve(tx, h)
}

fn is_free(tx: &mut Tx<'_>, thing: Id, items: u16, from: Timestamp, to: Timestamp) -> Result<bool, AppError> {
    let (e, now) = (equipment::one(tx, thing)?, tx.now());
    Ok(equipment::free_units(tx, &e, now, from, to)? >= items)
}
