//! What a year of work has left behind in the demonstration, beside what Bergen's folder says: somebody was told, something was
//! measured, a grant is running out. It is all made up, and says so.

use super::store::{add, all};
use crate::frame::AppError;
use ::store::Tx;
use domain::{
    anchoring::{
        ApplicationPart, Briefing, Entry, EntryKind, Grant, GrantCondition, GrantStatus, Measurement, Spending,
        SpendingKind, shipped_calls,
    },
    shared::{Locale, day_and_minute},
};
use jiff::{ToSpan, civil::Date};
use std::collections::BTreeMap;

/// Kroner in øre.
const fn kr(kroner: i64) -> i64 {
    kroner * 100
}

/// Says that it is an example.
fn example(text: &str) -> String {
    format!("{text} (Eksempel: diktet for demonstrasjonen.)")
}

/// What a year of work has left behind.
///
/// # Errors
/// A fault of the database.
pub fn made_up(tx: &mut Tx) -> Result<(), AppError> {
    let today = day_and_minute(tx.now()).0;
    let told = Entry::Briefing(Briefing {
        on: today.saturating_sub(40.days()),
        audience: "Ledergruppen i innbyggerservice".to_owned(),
        with: "Prosjektpresentasjon, utgave 1".to_owned(),
        answer: example("Ba om å få se hva en veiledning koster."),
    });
    add(tx, &told, None)?;
    measured(tx, today)?;
    grant(tx, today)
}

/// The first benefit of the folder was measured.
fn measured(tx: &mut Tx, today: Date) -> Result<(), AppError> {
    let Some(benefit) = all(tx)?.into_iter().find(|s| s.entry.kind() == EntryKind::Benefit) else {
        return Ok(());
    };
    let measured = Entry::Measurement(Measurement {
        on: today.saturating_sub(30.days()),
        finding: example("Vi telte i to uker. Tallet sier ikke hvem som prøvde igjen."),
    });
    add(tx, &measured, Some(benefit.id)).map(drop)
}

fn grant(tx: &mut Tx, today: Date) -> Result<(), AppError> {
    if let Some(call) = shipped_calls().last() {
        add(tx, &Entry::Call(call.taken(Locale::Nb)), None)?;
    }
    let words = [
        (
            ApplicationPart::Need,
            "Mange som kommer til skranken, er sendt hit fra andre.",
        ),
        (
            ApplicationPart::Afterwards,
            "Innbyggerservice tar over driften innenfor rammen sin.",
        ),
    ];
    let entry = Entry::Grant(Grant {
        name: "Digihjelp i bydelene".to_owned(),
        giver: "Et departement".to_owned(),
        call: String::new(),
        status: GrantStatus::Granted,
        reference: String::new(),
        applied: kr(250_000),
        granted: kr(180_000),
        first_day: Date::new(today.year(), 1, 1).ok(),
        last_day: Date::new(today.year(), 12, 31).ok(),
        planned: BTreeMap::from([
            (SpendingKind::Guides.code().to_owned(), kr(140_000)),
            (SpendingKind::Marketing.code().to_owned(), kr(40_000)),
        ]),
        words: words.map(|(part, text)| (part.code().to_owned(), example(text))).into_iter().collect(),
    });
    let id = add(tx, &entry, None)?;
    let parts = [
        Entry::Condition(GrantCondition {
            what: "Send rapport med regnskap.".to_owned(),
            due: Some(today.saturating_add(20.days())),
            owner: "Fagleder".to_owned(),
            done: None,
        }),
        Entry::Spending(Spending {
            on: today.saturating_sub(12.days()),
            kind: SpendingKind::Guides,
            ore: kr(35_000),
            what: "Ekstra veiledere på kveldstid".to_owned(),
        }),
    ];
    parts.iter().try_for_each(|part| add(tx, part, Some(id)).map(|_| ()))
}
