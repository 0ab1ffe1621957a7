//! Læringen: loggen over hva veilederne har lært, med mål for timer; kurs som krysses av del for del; hospitering, både at
//! veilederne besøker andre tjenester og at kolleger besøker oss; opplæringsvakter før noen veileder alene, par av yngre og eldre,
//! og en kort refleksjon etter økta. Det gjelder aldri en innbygger, og det slettes sammen med veilederen.

mod colleagues;
pub mod course_store;
mod courses;
mod forms;
mod job_shadowing;
pub mod mine;
mod office;
mod people;
mod refusal;
pub mod shadowing_store;
pub mod store;
mod tell;
#[cfg(test)]
mod tests;
mod views;

pub use mine::{Mine, section};
pub use office::waits;
pub use refusal::LearningRefusal;
pub use store::hours;

use crate::frame::{AppError, Audience, Routes};
use ::store::{Query, Tx};
use domain::{
    access::Permission,
    guides::Guide,
    learning::{Step, step},
    shared::{Id, Locale, day_and_minute},
};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// The room's routes.
#[must_use]
pub fn routes() -> Routes {
    guides_own().and(office_routes()).and(for_colleagues())
}

/// The guide's part, through both doors: signed in, and by her personal link.
fn guides_own() -> Routes {
    let own = Audience::SignedIn(Permission::OwnAccount);
    let link = Audience::Public;
    Routes::default()
        .get("/skranke/min-side/laering", own, mine::overview)
        .get("/skranke/min-side/laering/ny", own, mine::new_line)
        .post("/skranke/min-side/laering/ny", own, mine::add_line)
        .post("/skranke/min-side/laering/fjern", own, mine::remove_line)
        .get("/skranke/min-side/laering/kurs/{id}", own, mine::course)
        .post("/skranke/min-side/laering/kurs/{id}", own, mine::tick)
        .get("/skranke/min-side/laering/hospitering", own, mine::places)
        .post("/skranke/min-side/laering/hospitering", own, mine::wish)
        .post("/skranke/min-side/laering/hospitering/angre", own, mine::withdraw)
        .get("/skranke/min-side/laering/hospitering/{id}", own, mine::stay)
        .post("/skranke/min-side/laering/hospitering/{id}", own, mine::write_diary)
        .get("/skranke/min-side/laering/refleksjon", own, mine::reflection)
        .post("/skranke/min-side/laering/refleksjon", own, mine::reflect)
        .post(
            "/skranke/min-side/laering/refleksjon/slett",
            own,
            mine::delete_reflection,
        )
        .get("/veileder/{token}/laering", link, mine::overview)
        .get("/veileder/{token}/laering/ny", link, mine::new_line)
        .post("/veileder/{token}/laering/ny", link, mine::add_line)
        .post("/veileder/{token}/laering/fjern", link, mine::remove_line)
        .get("/veileder/{token}/laering/kurs/{id}", link, mine::course)
        .post("/veileder/{token}/laering/kurs/{id}", link, mine::tick)
        .get("/veileder/{token}/laering/hospitering", link, mine::places)
        .post("/veileder/{token}/laering/hospitering", link, mine::wish)
        .post("/veileder/{token}/laering/hospitering/angre", link, mine::withdraw)
        .get("/veileder/{token}/laering/hospitering/{id}", link, mine::stay)
        .post("/veileder/{token}/laering/hospitering/{id}", link, mine::write_diary)
        .get("/veileder/{token}/laering/refleksjon", link, mine::reflection)
        .post("/veileder/{token}/laering/refleksjon", link, mine::reflect)
        .post(
            "/veileder/{token}/laering/refleksjon/slett",
            link,
            mine::delete_reflection,
        )
}

fn office_routes() -> Routes {
    let office = Audience::SignedIn(Permission::ManageGuides);
    Routes::default()
        .get("/kontor/laering", office, office::page)
        .post("/kontor/laering/bekreft", office, office::confirm)
        .get("/kontor/laering/felles", office, office::together)
        .post("/kontor/laering/felles", office, office::add_together)
        .get("/kontor/laering/mal", office, office::targets)
        .post("/kontor/laering/mal", office, office::save_targets)
        .get("/kontor/laering/refleksjoner", office, office::reflections)
        .get("/kontor/laering/veileder/{id}", office, people::page)
        .post("/kontor/laering/veileder/{id}", office, people::add)
        .post("/kontor/laering/veileder/{id}/fjern", office, people::remove)
        .post("/kontor/laering/veileder/{id}/alene", office, people::alone)
        .get("/kontor/laering/par", office, people::pairs)
        .post("/kontor/laering/par", office, people::pair)
        .post("/kontor/laering/par/avslutt", office, people::end_pair)
        .get("/kontor/laering/kurs", office, courses::list)
        .post("/kontor/laering/kurs", office, courses::take_in)
        .get("/kontor/laering/kurs/{id}", office, courses::one)
        .post("/kontor/laering/kurs/{id}", office, courses::save)
        .get("/kontor/laering/hospitering", office, job_shadowing::page)
        .get("/kontor/laering/hospitering/avtal", office, job_shadowing::plan)
        .post("/kontor/laering/hospitering/avtal", office, job_shadowing::agree)
        .post("/kontor/laering/hospitering/fjern", office, job_shadowing::remove_wish)
        .post("/kontor/laering/hospitering/lenke", office, job_shadowing::link)
        .get("/kontor/laering/hospitering/plass/{id}", office, job_shadowing::host)
        .post(
            "/kontor/laering/hospitering/plass/{id}",
            office,
            job_shadowing::save_host,
        )
        .get("/kontor/laering/hospitering/avtale/{id}", office, job_shadowing::one)
        .post("/kontor/laering/hospitering/avtale/{id}", office, job_shadowing::end)
}

fn for_colleagues() -> Routes {
    let anybody = Audience::Public;
    Routes::default()
        .get("/hospitering/{token}", anybody, colleagues::page)
        .post("/hospitering/{token}/onske", anybody, colleagues::wish)
        .post("/hospitering/{token}/plass", anybody, colleagues::offer)
        .get("/hospiteringsavtale/{code}", anybody, colleagues::agreement)
        .post("/hospiteringsavtale/{code}", anybody, colleagues::write_diary)
        .post("/hospiteringsavtale/{code}/avlys", anybody, colleagues::call_off)
}

/// What a guide has of learning on a day, for her own page; [`section`] shows it. `None` when there is no such guide.
///
/// # Errors
/// A fault of the database.
pub fn mine(q: &mut impl Query, guide: Id, today: Date) -> Result<Option<Mine>, AppError> {
    crate::guides::one(q, guide)?.map(|guide| mine::of(q, &guide, today)).transpose()
}

/// Where every guide is on the way to guiding alone: those who are not [`Step::Alone`] need somebody experienced beside them.
///
/// # Errors
/// A fault of the database.
pub fn steps(q: &mut impl Query) -> Result<BTreeMap<Id, Step>, AppError> {
    let rule = store::settings(q)?.rule;
    let decided = store::alone(q)?;
    let log = store::log(q)?;
    let guides = crate::guides::all(q)?;
    let of = |g: &Guide| {
        let own: Vec<_> = log.iter().filter(|t| t.guide == g.id).cloned().collect();
        (g.id, step(rule, &own, decided.contains(&g.id)))
    };
    Ok(guides.iter().map(of).collect())
}

/// The pairs of a younger and an older guide on a day: (younger, older).
///
/// # Errors
/// A fault of the database.
pub fn pairs(q: &mut impl Query, on: Date) -> Result<Vec<(Id, Id)>, AppError> {
    let standing = store::pairs(q)?.into_iter().filter(|p| p.holds(on));
    Ok(standing.map(|p| (p.younger, p.older)).collect())
}

/// Deletes everything the room knows about a guide. Visits that were held still count, without her.
///
/// # Errors
/// A fault of the database.
pub fn forget(tx: &mut Tx, guide: Id) -> Result<(), AppError> {
    store::erase(tx, guide)?;
    course_store::erase(tx, guide)?;
    shadowing_store::erase(tx, guide)
}

/// Everything the room knows about a guide, in words for herself: (what it is, what it says).
///
/// # Errors
/// A fault of the database.
pub fn export(q: &mut impl Query, guide: Id, l: Locale) -> Result<Vec<(String, String)>, AppError> {
    people::export(q, guide, l)
}

/// The night's work: old reflections are deleted, and so are names of colleagues whose visit is over.
///
/// # Errors
/// A fault of the database.
pub fn tonight(tx: &mut Tx) -> Result<(), AppError> {
    let today = day_and_minute(tx.now()).0;
    store::forget_reflections(tx, today)?;
    shadowing_store::forget_colleagues(tx, today)
}

/// How many rows the night should have emptied by a day.
///
/// # Errors
/// A fault of the database.
pub fn left_before(q: &mut impl Query, today: Date) -> Result<i64, AppError> {
    Ok(store::late_reflections(q, today)? + shadowing_store::late_colleagues(q, today)?)
}
