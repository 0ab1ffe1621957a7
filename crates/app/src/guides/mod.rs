//! Veilederne: hvem som møter folk ved skranken, hva de kan og ønsker, og om papirene deres er i orden. En ny frivillig følges
//! fra invitasjon til klar, og den som slutter, mister tilgangen og leverer nøklene. Ingen kommer på en åpen vakt uten å gå
//! gjennom porten her.

mod forms;
pub mod gate_store;
pub mod leaving;
pub mod made_up;
mod office;
mod own;
mod papers;
mod refusal;
mod rules;
pub mod store;
mod tell;
mod views;
pub mod words;

#[cfg(test)]
mod tests;

use crate::frame::{AppError, Audience, Routes};
use ::store::{Query, Tx};
use domain::{
    access::Permission,
    guides::{Gate, Guide, Paper, RequiredTraining, Requirement},
    shared::{Id, Key, day_and_minute},
};
use jiff::{Timestamp, ToSpan, civil::Date};
use std::collections::BTreeMap;

pub use leaving::{left_before, tonight};
pub use office::waits;
pub use refusal::GuidesRefusal;
pub use store::{names, of_account};

/// The office's pages about guides, and the guide's own page – signed in, or by her link.
#[must_use]
pub fn routes() -> Routes {
    let own = Audience::SignedIn(Permission::OwnAccount);
    let link = Audience::Public;
    office_routes()
        .get("/skranke/min-side", own, own::page)
        .post("/skranke/min-side/lest", own, own::read_it)
        .get("/skranke/min-side/onsker", own, own::wishes)
        .post("/skranke/min-side/onsker", own, own::save_wishes)
        .get("/skranke/min-side/opplysninger.json", own, own::data)
        .post("/skranke/min-side/slett-meg", own, own::ask_erasure)
        .get("/veileder/{token}", link, own::page)
        .post("/veileder/{token}/lest", link, own::read_it)
        .get("/veileder/{token}/onsker", link, own::wishes)
        .post("/veileder/{token}/onsker", link, own::save_wishes)
        .get("/veileder/{token}/opplysninger.json", link, own::data)
        .post("/veileder/{token}/slett-meg", link, own::ask_erasure)
}

fn office_routes() -> Routes {
    let manage = Audience::SignedIn(Permission::ManageGuides);
    let leader = Audience::SignedIn(Permission::OverrideGate);
    Routes::default()
        .get("/kontor/folk", manage, office::list)
        .get("/kontor/folk/ny", manage, office::new)
        .post("/kontor/folk/ny", manage, office::create)
        .get("/kontor/folk/regler", manage, rules::page)
        .post("/kontor/folk/regler", leader, rules::save)
        .get("/kontor/folk/avtaler", manage, papers::agreements)
        .post("/kontor/folk/avtaler", manage, papers::agree)
        .get("/kontor/folk/{id}", manage, office::one)
        .post("/kontor/folk/{id}/papir", manage, papers::register)
        .post("/kontor/folk/{id}/papir/trekk", manage, papers::withdraw)
        .post("/kontor/folk/{id}/overstyr", leader, papers::override_gate)
        .post("/kontor/folk/{id}/overstyr/avslutt", leader, papers::end_override)
        .post("/kontor/folk/{id}/lenke", manage, office::link)
        .post("/kontor/folk/{id}/konto", manage, office::account)
        .get("/kontor/folk/{id}/om", manage, office::about)
        .post("/kontor/folk/{id}/om", manage, office::save)
        .post("/kontor/folk/{id}/onsker", manage, office::wishes)
        .get("/kontor/folk/{id}/kompetanse", manage, office::competences)
        .post("/kontor/folk/{id}/kompetanse", manage, office::add_competence)
        .post("/kontor/folk/{id}/kompetanse/fjern", manage, office::remove_competence)
        .get("/kontor/folk/{id}/slutte", manage, leaving::page)
        .post("/kontor/folk/{id}/slutte", manage, leaving::submit)
        .post("/kontor/folk/{id}/ting", manage, leaving::item)
        .post("/kontor/folk/{id}/slett", manage, leaving::erase)
        .get("/kontor/folk/{id}/opplysninger.json", manage, leaving::data)
}

/// The guides who have not left or been erased, by name – those who have not begun yet too. Who has said that she leaves is
/// among them until the night of the day; her gate is closed from that day on.
///
/// # Errors
/// A fault of the database.
pub fn all(q: &mut impl Query) -> Result<Vec<Guide>, AppError> {
    let gone = store::gone(q)?;
    let everybody = store::everybody(q)?.into_iter().map(|p| p.guide);
    Ok(everybody.filter(|g| !gone.contains(&g.id)).collect())
}

/// One guide, also one who has left; `None` when there is no such or she is erased.
///
/// # Errors
/// A fault of the database.
pub fn one(q: &mut impl Query, id: Id) -> Result<Option<Guide>, AppError> {
    Ok(store::find(q, id)?.map(|p| p.guide))
}

/// The gate of every guide on a day, those who have left too.
///
/// # Errors
/// A fault of the database.
pub fn gates(q: &mut impl Query, on: Date) -> Result<BTreeMap<Id, Gate>, AppError> {
    let grounds = gate_store::grounds(q)?;
    let everybody = store::everybody(q)?;
    Ok(everybody.iter().map(|p| (p.guide.id, grounds.gate(p, on))).collect())
}

/// The gates of every guide on several days, read once.
///
/// # Errors
/// A fault of the database.
pub fn gates_on(
    q: &mut impl Query,
    days: impl IntoIterator<Item = Date>,
) -> Result<BTreeMap<Date, BTreeMap<Id, Gate>>, AppError> {
    let grounds = gate_store::grounds(q)?;
    let everybody = store::everybody(q)?;
    let on = |day: Date| everybody.iter().map(|p| (p.guide.id, grounds.gate(p, day))).collect();
    Ok(days.into_iter().map(|day| (day, on(day))).collect())
}

/// What the gates of those who keep hours by name are decided from, read once.
pub struct NamedGates {
    grounds: gate_store::AllGrounds,
    people: Vec<store::Person>,
}

impl NamedGates {
    /// Reads it.
    ///
    /// # Errors
    /// A fault of the database.
    pub fn read(q: &mut impl Query) -> Result<Self, AppError> {
        let gone = store::gone(q)?;
        let mut people = store::everybody(q)?;
        people.retain(|p| !gone.contains(&p.guide.id));
        Ok(Self {
            grounds: gate_store::grounds(q)?,
            people,
        })
    }

    /// Whether whoever is called so may guide on a day. Of several with one name nobody knows which is meant: then all of them
    /// must be ready. Who is no guide of ours has no papers to be in order.
    #[must_use]
    pub fn may_guide(&self, name: &str, on: Date) -> bool {
        let called_so = |other: &str| other.trim().to_lowercase() == name.trim().to_lowercase();
        let mut named = self.people.iter().filter(|p| p.guide.is_here(on) && called_so(&p.guide.name));
        named.all(|p| self.grounds.gate(p, on).may_guide())
    }
}

/// The gate of one guide on the day of the shift. Everything that puts a person on a public shift calls this first, in its own
/// transaction; in a writing one call [`hold`] before it, so that nothing changes between the check and the shift. A guide
/// that is not there has a closed gate.
///
/// # Errors
/// A fault of the database.
pub fn gate_of(q: &mut impl Query, guide: Id, on: Date) -> Result<Gate, AppError> {
    let Some(person) = store::find(q, guide)? else {
        return Ok(Gate::Closed { missing: Vec::new() });
    };
    Ok(gate_store::grounds(q)?.gate(&person, on))
}

/// Holds a guide's row for the rest of the transaction: papers, leaving and shifts of one person come one after the other.
///
/// # Errors
/// A fault of the database.
pub fn hold(tx: &mut Tx, guide: Id) -> Result<(), AppError> {
    store::lock(tx, guide)
}

/// The guide that a personal link belongs to, while she is with us.
///
/// # Errors
/// A fault of the database.
pub fn by_link(q: &mut impl Query, token: &str, now: Timestamp) -> Result<Option<Id>, AppError> {
    store::by_link(q, token, day_and_minute(now).0)
}

/// The trainings that the gate can ask for, so that the training log can say which of them something is.
///
/// # Errors
/// A fault of the database.
pub fn trainings(q: &mut impl Query) -> Result<Vec<RequiredTraining>, AppError> {
    Ok(gate_store::settings(q)?.rules.trainings)
}

/// The learning room tells that a training is done: `what` is its key in the rules of the gate, `minutes` what it took in
/// all. A training that no rule asks for is kept all the same, for the day one does. Nothing when `what` is no key.
///
/// # Errors
/// A fault of the database.
pub fn trained(tx: &mut Tx, guide: Id, what: &str, on: Date, minutes: u32) -> Result<(), AppError> {
    let Ok(key) = Key::parse(what) else {
        return Ok(());
    };
    let rules = gate_store::settings(tx)?.rules;
    let months = rules.trainings.iter().find(|t| t.key == key).and_then(|t| t.months);
    let paper = Paper {
        requirement: Requirement::Training(key),
        version: String::new(),
        on,
        valid_to: months.and_then(|m| on.checked_add(i32::from(m).months()).ok()),
        statute: String::new(),
    };
    gate_store::register(tx, guide, &paper, minutes)
}
