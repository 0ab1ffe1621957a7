//! The demonstration's anchoring: an example budget with project money that ends, what it rests on, a grant and its conditions. The
//! source text says that Bergen's service is anchored in a council decision and in the library act; every other detail is made up,
//! and says so.

use super::store::add;
use crate::frame::AppError;
use ::store::Tx;
use domain::{
    anchoring::{
        Alternative, ApplicationPart, Benefit, BenefitFor, Briefing, BudgetFrame, Commitment, CommitmentKind,
        CostBasis, CostKind, CostLine, Entry, Grant, GrantCondition, GrantStatus, Measurement, MoneyLine, MoneySource,
        RelatedProject, Spending, SpendingKind, Standing, StrategyGoal, shipped_calls, shipped_strategies,
    },
    register::Register,
    shared::{Key, Locale, day_and_minute},
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
pub fn made_up(tx: &mut Tx, register: &Register) -> Result<(), AppError> {
    let today = day_and_minute(tx.now()).0;
    let open: Vec<Key> = register.offerings.iter().filter(|o| o.published).map(|o| o.key.clone()).collect();
    money(tx, today, open.first().cloned())?;
    rests_on(tx, today, &open)?;
    benefit(tx, today, register)?;
    grant(tx, today)?;
    for entry in [
        Entry::Project(RelatedProject {
            name: "Digital søknad om bostøtte".to_owned(),
            owner: "Digitaliseringsavdelingen".to_owned(),
            align: example("De samme innbyggerne trenger hjelp. Si fra til skranken før tjenesten endres."),
            until: None,
        }),
        Entry::Briefing(Briefing {
            on: today.saturating_sub(40.days()),
            audience: "Ledergruppen i innbyggerservice".to_owned(),
            with: "Prosjektpresentasjon, utgave 1".to_owned(),
            answer: example("Ba om å få se hva en veiledning koster."),
        }),
    ] {
        add(tx, &entry, None)?;
    }
    Ok(())
}

fn money(tx: &mut Tx, today: Date, offering: Option<Key>) -> Result<(), AppError> {
    let line = |name: &str, kind, basis, in_reduced, offering| {
        Entry::Cost(CostLine {
            name: name.to_owned(),
            place: String::new(),
            kind,
            basis,
            in_reduced,
            offering,
        })
    };
    let paid = |name: &str, source, amounts, last_day| {
        Entry::Money(MoneyLine {
            name: name.to_owned(),
            place: String::new(),
            source,
            secured: true,
            amounts,
            last_day,
        })
    };
    let hours = CostBasis::Hours {
        hours: [900; 4],
        rate: kr(420),
    };
    let words = [
        (
            Alternative::Nothing,
            "De som ringer, får fortsatt høre at de må ordne det på nett.",
        ),
        (
            Alternative::Reduced,
            "Drop-in på biblioteket fortsetter. Kurs og oppsøkende hjelp legges ned.",
        ),
        (
            Alternative::Recommended,
            "Alt som er åpent i dag, fortsetter når prosjektpengene er brukt.",
        ),
    ];
    let end = Date::new(today.year(), 12, 31).ok();
    let entries = [
        Entry::Frame(BudgetFrame {
            words: words.map(|(a, text)| (a.code().to_owned(), example(text))).into_iter().collect::<BTreeMap<_, _>>(),
            ..BudgetFrame::begin(today.year())
        }),
        line("Veiledere ved skranken", CostKind::Operating, hours, true, offering),
        line(
            "Kurs og kafeer",
            CostKind::Operating,
            CostBasis::Amounts([kr(90_000); 4]),
            false,
            None,
        ),
        line(
            "Bærbare maskiner",
            CostKind::OneOff,
            CostBasis::Amounts([kr(60_000), 0, 0, 0]),
            true,
            None,
        ),
        paid("Ramme for innbyggerservice", MoneySource::Own, [kr(360_000); 4], None),
        paid("Prosjektmidler", MoneySource::Grant, [kr(180_000), 0, 0, 0], end),
    ];
    for entry in entries {
        add(tx, &entry, None)?;
    }
    Ok(())
}

fn rests_on(tx: &mut Tx, today: Date, open: &[Key]) -> Result<(), AppError> {
    for ships in shipped_strategies().iter().filter(|s| s.last_year.is_some_and(|last| last >= today.year() - 1)) {
        let id = add(tx, &Entry::Strategy(ships.taken(Locale::Nb)), None)?;
        for goal in &ships.goals {
            let goal = StrategyGoal {
                words: goal.nb.clone(),
                offerings: open.to_vec(),
            };
            add(tx, &Entry::Goal(goal), Some(id))?;
        }
    }
    let commitment = |title: &str, kind, body: &str, on: Option<Date>, offerings: Vec<Key>| {
        Entry::Commitment(Commitment {
            title: title.to_owned(),
            kind,
            body: body.to_owned(),
            on,
            case_number: String::new(),
            wording: String::new(),
            valid_to: None,
            whole_service: false,
            offerings,
            standing: Standing::Kept,
            standing_words: String::new(),
        })
    };
    let (library, service): (Vec<Key>, Vec<Key>) =
        open.iter().cloned().partition(|key| key.as_str().contains("bibliotek"));
    add(
        tx,
        &commitment("Folkebibliotekloven", CommitmentKind::Law, "Stortinget", None, library),
        None,
    )?;
    let council = commitment(
        "Vedtak om innbyggerservice (2016)",
        CommitmentKind::Council,
        "Bystyret",
        None,
        service,
    );
    add(tx, &council, None)?;
    Ok(())
}

fn benefit(tx: &mut Tx, today: Date, register: &Register) -> Result<(), AppError> {
    let entry = Entry::Benefit(Benefit {
        effect: example("Flere klarer å søke på nett med hjelp én gang, og alene neste gang."),
        whose: BenefitFor::Citizens,
        how: "Andelen veiledninger med utfallet «klarer det selv neste gang», fra statistikken.".to_owned(),
        before: String::new(),
        target: String::new(),
        owner: "Fagleder".to_owned(),
        next: Some(today.saturating_add(60.days())),
        service: register.services.first().map(|s| s.key.clone()),
    });
    let id = add(tx, &entry, None)?;
    let measured = Entry::Measurement(Measurement {
        on: today.saturating_sub(30.days()),
        finding: example("Vi telte i to uker. Tallet sier ikke hvem som prøvde igjen."),
    });
    add(tx, &measured, Some(id))?;
    Ok(())
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
