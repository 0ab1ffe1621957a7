//! The demonstration's analysis: citizen service assessed its help with applications. That Bergen did is in the text we build
//! on; what it found there is not, so every detail here is made up, and says so.

use super::store;
use crate::frame::AppError;
use ::store::Tx;
use domain::{
    risk::{
        Acceptance, CheckAnswer, CheckItemAnswer, Knowledge, MeasureEvent, PlaceCheck, Rating, RiskAnalysis,
        RiskMeasure, RiskScale, check_items, library,
    },
    shared::{Id, Key, Locale, day_and_minute},
};
use jiff::{ToSpan, civil::Date};

/// A scenario of the library with what the workshop of the demonstration said: before and after as probability and consequence,
/// how sure, who sees to the measure, and in how many days.
type Said = (&'static str, (u8, u8), (u8, u8), Knowledge, &'static str, i32);

const SAID: [Said; 8] = [
    ("innsyn-i-soknad", (4, 3), (3, 2), Knowledge::Medium, "Fagleder", 60),
    ("feil-sendt-inn", (3, 4), (2, 4), Knowledge::Medium, "Fagleder", 45),
    ("frist-glipper", (3, 4), (2, 3), Knowledge::Weak, "Veilederne", -6),
    ("veileder-logger-inn", (3, 3), (2, 3), Knowledge::Medium, "Fagleder", 30),
    (
        "utenfor-tilbudet",
        (4, 2),
        (3, 2),
        Knowledge::Strong,
        "Avdelingsleder",
        90,
    ),
    ("press-fra-folge", (2, 4), (2, 3), Knowledge::Weak, "Fagleder", 120),
    (
        "andre-ser-skjermen",
        (3, 3),
        (2, 2),
        Knowledge::Strong,
        "Driftsansvarlig",
        20,
    ),
    (
        "trussel-eller-vold",
        (2, 5),
        (1, 5),
        Knowledge::Medium,
        "Avdelingsleder",
        75,
    ),
];

const fn rating((probability, consequence): (u8, u8)) -> Rating {
    Rating {
        probability,
        consequence,
    }
}

fn analysis(tx: &mut Tx, today: Date) -> RiskAnalysis {
    let scale = RiskScale::usual(5, 5, Locale::Nb);
    let mut scenarios = Vec::new();
    for (key, before, after, knowledge, owner, days) in SAID {
        let Some(from) = library().iter().find(|s| s.key.as_str() == key) else {
            continue;
        };
        let mut s = from.begin(Id(tx.new_id()), Locale::Nb);
        (s.before, s.after, s.knowledge) = (Some(rating(before)), Some(rating(after)), Some(knowledge));
        s.measures.push(RiskMeasure {
            id: Id(tx.new_id()),
            what: from.measure.nb.clone(),
            owner: owner.to_owned(),
            due: Some(today.saturating_add(days.days())),
        });
        s.acceptance = (scale.class(rating(after)) > domain::risk::RiskClass::Low).then(|| Acceptance {
            rating: rating(after),
            owner: "Leder for innbyggerservice".to_owned(),
            reason: "Hjelpen er viktigere enn risikoen som er igjen.".to_owned(),
            on: today,
        });
        scenarios.push(s);
    }
    RiskAnalysis {
        title: "Hjelp med søknader".to_owned(),
        scope: "Innbyggerservice hjelper mange med søknader og får se mye om folk. (Eksempel: innholdet er diktet for demonstrasjonen.)"
            .to_owned(),
        language: Locale::Nb,
        scale,
        participants: ["Fagleder", "To veiledere", "Verneombud", "Personvernombud"].map(str::to_owned).to_vec(),
        held_on: Some(today),
        owner: "Leder for innbyggerservice".to_owned(),
        review: Some(today.saturating_add(1.year())),
        scenarios,
    }
}

/// The analysis as held, what has happened to its measures, and a walk through the main library.
///
/// # Errors
/// A fault of the database.
pub fn made_up(tx: &mut Tx) -> Result<(), AppError> {
    let today = day_and_minute(tx.now()).0;
    let analysis = analysis(tx, today);
    let measures: Vec<Id> = analysis.scenarios.iter().flat_map(|s| s.measures.iter().map(|m| m.id)).collect();
    let id = store::begin(tx, &analysis)?;
    store::hold(tx, id)?;
    for (measure, event) in measures.into_iter().zip([MeasureEvent::Begun, MeasureEvent::Done]) {
        store::happened(tx, measure, event, "")?;
    }
    let Ok(place) = Key::parse("hovedbiblioteket") else {
        return Ok(());
    };
    let answers = check_items().iter().map(|item| {
        let lacking = item.key.as_str() == "alarm";
        CheckItemAnswer {
            item: item.key.as_str().to_owned(),
            answer: if lacking { CheckAnswer::No } else { CheckAnswer::Yes },
            note: if lacking {
                "Knappen under bordet virker ikke. (Eksempel)".to_owned()
            } else {
                String::new()
            },
        }
    });
    let walk = PlaceCheck {
        on: today,
        by: "Driftsansvarlig".to_owned(),
        answers: answers.collect(),
        place: place.clone(),
    };
    store::keep_walk(tx, &walk)?;
    let due = today.saturating_add(14.days());
    store::add_loose(
        tx,
        &store::About::Place(place),
        "Få alarmen reparert",
        "Driftsansvarlig",
        Some(due),
    )?;
    Ok(())
}
