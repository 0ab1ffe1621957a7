//! The demonstration's council case: born of what the demonstration has, with answers to the facts that are made up and say so.

use super::{
    born, known,
    store::{self, Content},
};
use crate::frame::AppError;
use ::store::Tx;
use domain::{
    council_case::{DecisionPoint, TreatmentStep, presets},
    register::Register,
    shared::{Locale, day_and_minute},
};
use jiff::ToSpan;

/// Says that it is an example.
fn example(text: &str) -> String {
    format!("{text} (Eksempel: diktet for demonstrasjonen.)")
}

/// A case on its way to the council: the path is set, the first facts are answered, and something is left to do.
///
/// # Errors
/// A fault of the database.
pub fn made_up(tx: &mut Tx, register: &Register) -> Result<(), AppError> {
    let today = day_and_minute(tx.now()).0;
    let Some(preset) = presets().first() else {
        return Ok(());
    };
    let l = Locale::Nb;
    let ground = known::ground(tx, &register.municipality.number, today)?;
    let known = known::known(&ground, register, l);
    let mut pieces = born::born(&ground, register, &known, preset, l);
    for (_, content) in &mut pieces {
        if let Content::Point(DecisionPoint {
            responsible, deadline, ..
        }) = content
        {
            if responsible.is_empty() {
                *responsible = "Leder for innbyggerservice".to_owned();
            }
            *deadline = Some(today.saturating_add(120.days()));
        }
    }
    let facts = |section: &str, pieces: &[(String, Content)]| -> Vec<String> {
        let here = pieces.iter().filter(|(s, _)| s == section);
        here.filter_map(|(_, c)| {
            if let Content::Known(key) = c {
                Some(key.clone())
            } else {
                None
            }
        })
        .collect()
    };
    let answered = facts("facts", &pieces);
    pieces.push((
        "assessment".to_owned(),
        Content::Assessment {
            text: example("Tallene viser at mange her kan trenge et menneske å spørre. Det taler for et fast sted med faste tider."),
            answers: answered,
        },
    ));
    for (body, days) in [("Eldrerådet", 21), ("Utvalg for kultur og innbyggertjenester", 35), ("Bystyret", 56)] {
        let step = TreatmentStep {
            body: body.to_owned(),
            on: Some(today.saturating_add(days.days())),
        };
        pieces.push((super::paper::TREATMENT.to_owned(), Content::Step(step)));
    }
    let name = register.municipality.name.get(l);
    let title = example(&format!("Fast tilbud om digital hjelp i {name}"));
    store::begin(tx, &title, preset.key.as_str(), &pieces)?;
    Ok(())
}
