//! Håndboka: kort som veilederen slår opp i mens noen venter. Noen kort sier hvordan man hjelper med en ting, steg for steg.
//! Andre sier hva man gjør når det er vanskelig: hva man kan, hva man ikke kan, og hva man gjør i stedet. Kortene følger med,
//! og kommunen kan skrive om, legge til, ta ut og si når noen har gått gjennom dem. Det kommunen har skrevet, blir aldri
//! skrevet over.

mod desk;
mod forms;
mod office;
mod refusal;
pub mod store;
#[cfg(test)]
mod tests;
mod views;

pub use refusal::HandbookRefusal;

use crate::{
    frame::{AppError, Audience, Cx, Routes},
    texts::{T, Words},
};
use ::store::Tx;
use domain::{
    access::Permission,
    handbook::{CardIndex, HandbookEntry, entries, shipped},
};
use std::sync::Arc;
use ui::args;

/// The counter's pages and the office's.
#[must_use]
pub fn routes() -> Routes {
    let at_desk = Audience::SignedIn(Permission::UseDesk);
    let reads = Audience::SignedIn(Permission::SeeOffice);
    let edits = Audience::SignedIn(Permission::EditRegister);
    Routes::default()
        .get("/skranke/handbok", at_desk, desk::look_up)
        .get("/skranke/handbok/alle", at_desk, desk::all)
        .get("/skranke/handbok/{key}", at_desk, desk::one)
        .get("/kontor/handbok", reads, office::list)
        .get("/kontor/handbok/ny", edits, office::new)
        .post("/kontor/handbok/ny", edits, office::create)
        .get("/kontor/handbok/{key}", reads, office::one)
        .get("/kontor/handbok/{key}/tekst/{language}", edits, office::text)
        .post("/kontor/handbok/{key}/tekst/{language}", edits, office::save_text)
        .get("/kontor/handbok/{key}/oppsett", edits, office::links)
        .post("/kontor/handbok/{key}/oppsett", edits, office::save_links)
        .get("/kontor/handbok/{key}/versjoner", reads, office::versions)
        .post("/kontor/handbok/{key}/versjoner", edits, office::bring_back)
        .post("/kontor/handbok/{key}/gjennomgang", edits, office::review)
        .post("/kontor/handbok/{key}/valg", edits, office::choose)
}

/// A municipality's handbook, read once for each change of it.
pub struct Handbook {
    revision: i64,
    /// Every card, those that are taken out too; sorted by key.
    pub entries: Vec<HandbookEntry>,
    index: CardIndex,
}

impl Handbook {
    /// The cards that are shown at the desk.
    pub fn shown(&self) -> impl Iterator<Item = &HandbookEntry> {
        self.entries.iter().filter(|e| is_shown(e))
    }

    /// The cards at the desk that answer a question, best first, and how it was read where that is otherwise than written.
    #[must_use]
    pub fn find(&self, question: &str) -> (Vec<&HandbookEntry>, Option<String>) {
        let (places, read_as) = self.index.find(question);
        let found = places.into_iter().filter_map(|at| self.entries.get(at));
        (found.filter(|e| is_shown(e)).take(12).collect(), read_as)
    }
}

fn is_shown(entry: &HandbookEntry) -> bool {
    !entry.retired && entry.card.best(domain::shared::Locale::Nb).0.is_written()
}

/// The municipality's handbook.
///
/// # Errors
/// A fault of the database.
pub async fn of(cx: &Cx) -> Result<Arc<Handbook>, AppError> {
    let tenant = cx.tenant().id;
    let revision = cx.read(|r| store::revision(r)).await?;
    if let Some(read) = cx.app.handbook(tenant).filter(|h| h.revision == revision) {
        return Ok(read);
    }
    let (revision, kept) = cx.read(|r| Ok((store::revision(r)?, store::load(r)?))).await?;
    let entries = entries(kept);
    let made = Arc::new(Handbook {
        revision,
        index: CardIndex::build(&entries),
        entries,
    });
    cx.app.keep_handbook(tenant, made.clone());
    Ok(made)
}

/// The cards at the desk about a boundary rule: title and path. Cards with few rules are more about each of them.
///
/// # Errors
/// A fault of the database.
pub async fn about_rule(cx: &Cx, code: &str) -> Result<Vec<(String, String)>, AppError> {
    let handbook = of(cx).await?;
    let mut found: Vec<&HandbookEntry> = handbook.shown().filter(|e| e.card.rules.iter().any(|r| r == code)).collect();
    let place = |e: &HandbookEntry| e.card.rules.iter().position(|r| r == code).unwrap_or(usize::MAX);
    found.sort_by_key(|e| (place(e), e.card.rules.len()));
    let named = |e: &HandbookEntry| {
        let (text, _) = e.card.best(cx.locale());
        (text.title.clone(), format!("/skranke/handbok/{}", e.card.key))
    };
    Ok(found.into_iter().take(3).map(named).collect())
}

/// What waits in the office: cards that somebody should look through. `None` when nothing does.
///
/// # Errors
/// A fault of the database.
pub async fn waits(cx: &Cx) -> Result<Option<String>, AppError> {
    let today = cx.today();
    let n = of(cx).await?.entries.iter().filter(|e| e.waits(today)).count();
    Ok((n > 0).then(|| cx.locale().ta(T::HandbookWaits, &args![("n", n)])))
}

/// What a year of use has left behind, for the demonstration: some cards looked through, one written anew and not yet looked
/// through again.
///
/// # Errors
/// A fault of the database.
pub fn made_up(tx: &mut Tx) -> Result<(), AppError> {
    use jiff::ToSpan;
    let today = domain::shared::day_and_minute(tx.now()).0;
    for name in ["bank", "bankid-ny-mobil", "folge-som-presser", "nett-og-data", "svindel-na", "taste-for", "vipps"] {
        let Ok(key) = domain::shared::Key::parse(name) else {
            continue;
        };
        store::review(tx, &key, "Fagleder", today, today.saturating_add(1.year()))?;
    }
    let Some(network) = shipped().iter().find(|s| s.card.key.as_str() == "nett-og-data") else {
        return Ok(());
    };
    let mut own = network.card.clone();
    for (text, step) in [
        (&mut own.nb, "Navnet på nettet her står på plakaten ved skranken."),
        (&mut own.nn, "Namnet på nettet her står på plakaten ved skranken."),
        (
            &mut own.en,
            "The name of the network here is on the poster at the desk.",
        ),
    ] {
        text.steps.push(step.to_owned());
    }
    store::save(tx, &own, 0, "")
}

/// The night's work: who wrote and looked through cards long ago is forgotten.
///
/// # Errors
/// A fault of the database.
pub fn tonight(tx: &mut Tx) -> Result<(), AppError> {
    store::forget_names(tx)
}
