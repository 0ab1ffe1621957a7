//! The events of the made-up year: planned some weeks before, held, counted and talked about afterwards – by the same
//! commands that the office and the counter call.

use super::chance::Chance;
use crate::{
    events::{course_store, store as events, theme_store},
    frame::AppError,
};
use domain::{
    bookings::Code,
    enrolments::Target,
    events::{
        Crew, Evaluation, EventPlan, Item, Lesson, Part, Phase, Question, Reply, SignUpMode, Smile, is_event,
        shipped_themes,
    },
    offerings::{Offering, OfferingKind},
    schedule::Occurrence,
    shared::{Id, Locale},
};
use jiff::civil::Date;
use store::Tx;

/// What happens with one event of the year.
pub struct Gathering {
    target: Target,
    kind: OfferingKind,
    plan: EventPlan,
    guest: String,
    after: Option<events::After>,
}

impl Gathering {
    /// Makes up an event; `over` when it has been held. `None` for what is no event.
    pub fn make_up(offering: &Offering, o: &Occurrence, over: bool, chance: &mut Chance) -> Option<Self> {
        if !is_event(offering.kind) {
            return None;
        }
        let mut plan = EventPlan::usual(offering);
        let note = o.note.get(Locale::Nb);
        let heading = note.strip_prefix("Tema: ").unwrap_or(note).to_owned();
        let guest = if offering.kind == OfferingKind::CitizenDay {
            "Fagavdelingen"
        } else {
            ""
        };
        match offering.kind {
            OfferingKind::DataCafe => cafe(&mut plan, &heading, o, chance),
            OfferingKind::CitizenDay => {
                plan.title = o.note.clone();
                for (l, guest, talk) in [
                    (Locale::Nb, guest, "Spørsmål og svar"),
                    (Locale::Nn, guest, "Spørsmål og svar"),
                    (Locale::En, "The department", "Questions and answers"),
                ] {
                    let text = format!("{} {} – {guest}\n{talk}", o.start, o.note.get(l));
                    plan.programme.set(l, Item::read(&text));
                }
            }
            _ => {}
        }
        Some(Self {
            target: Target {
                offering: offering.key.clone(),
                schedule: o.schedule.clone(),
                original: Some(o.original.date),
            },
            kind: offering.kind,
            plan,
            guest: guest.to_owned(),
            after: over.then(|| after(o, chance)),
        })
    }

    /// Plans it, and counts it when it has been held.
    ///
    /// # Errors
    /// A fault of the database.
    pub fn happen(&self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        let event = match events::plan(tx, &self.target)? {
            Some(planned) => planned.id,
            None => events::save(tx, &self.target, &self.plan)?,
        };
        if self.kind == OfferingKind::CitizenDay && events::invitations(tx, event)?.is_empty() {
            let guest = events::Guest {
                name: self.guest.clone(),
                topic: self.plan.title.get(Locale::Nb).to_owned(),
                ..events::Guest::default()
            };
            events::invite(tx, event, &guest)?;
            for invited in events::invitations(tx, event)? {
                events::reply(tx, invited.token, Reply::Yes, "")?;
            }
        }
        match &self.after {
            Some(after) => events::put_after(tx, event, after),
            None => Ok(()),
        }
    }
}

fn cafe(plan: &mut EventPlan, heading: &str, o: &Occurrence, chance: &mut Chance) {
    let named = shipped_themes().iter().find(|t| {
        let first = t.name.get(Locale::Nb).split_whitespace().last().unwrap_or_default().to_lowercase();
        heading.to_lowercase().contains(&first)
    });
    let any = chance.below(shipped_themes().len());
    let theme = named.or_else(|| shipped_themes().get(any));
    plan.themes.extend(theme.map(|t| t.key.clone()));
    let crew = |part, people| Crew {
        part,
        account: None,
        label: "Elever fra Metis".to_owned(),
        people,
    };
    plan.crew = vec![crew(Part::Introduces, 1), crew(Part::Guides, o.guides.max(1))];
    plan.handout = theme.map_or_else(String::new, |t| format!("{} steg for steg", t.name.get(Locale::Nb)));
}

fn after(o: &Occurrence, chance: &mut Chance) -> events::After {
    let came = 4 + u32::try_from(chance.below(9)).unwrap_or(0);
    let mut evaluation = Evaluation::default();
    for question in Question::ALL {
        let yes = came * 7 / 10;
        let count = |n: u32| u16::try_from(n).unwrap_or(0);
        evaluation.set(question, Smile::Yes, count(yes));
        evaluation.set(question, Smile::Partly, count((came - yes) / 2));
    }
    let notes = ["Flere ark neste gang", "Mer tid til egne spørsmål", "Start med det folk har med seg", ""];
    events::After {
        held: Some((came, u32::from(o.guides))),
        evaluation,
        note: notes.get(chance.below(notes.len())).copied().unwrap_or_default().to_owned(),
    }
}

/// Plans a tailored course with lessons, and what the group said it could do before and after.
///
/// # Errors
/// A fault of the database.
pub fn course(tx: &mut Tx<'_>, offering: &Offering) -> Result<(), AppError> {
    let Some(schedule) = offering.schedules.first() else {
        return Ok(());
    };
    let lesson = |title: &str, goal: &str| Lesson {
        title: title.to_owned(),
        goal: goal.to_owned(),
        link: String::new(),
        checked: None,
        minutes: 60,
    };
    let mut plan = EventPlan::usual(offering);
    plan.host = offering.contributors.first().cloned();
    plan.host_role = "Daglig leder".to_owned();
    plan.group_size = 8;
    plan.people_per_guide = 4;
    plan.sign_up.mode = SignUpMode::Closed;
    plan.lessons = vec![
        lesson("I gang i ro og mak", "Slå på, koble til nett og finne fram"),
        lesson("Trygg på nett", "Lage et godt passord og kjenne igjen svindel"),
    ];
    let target = Target {
        offering: offering.key.clone(),
        schedule: schedule.key.clone(),
        original: None,
    };
    let event = events::save(tx, &target, &plan)?;
    let tasks = [
        "Lade og slå på",
        "Koble til nett",
        "Sende en melding",
        "Lage et passord",
        "Se om en melding er ekte",
    ];
    course_store::put_tasks(tx, event, &tasks.map(ToOwned::to_owned))?;
    for (phase, alone) in [(Phase::Before, 2), (Phase::After, 5)] {
        let answers: Vec<[u32; 3]> = (0..tasks.len()).map(|_| [alone, 6 - alone, 1]).collect();
        course_store::add(tx, event, phase, 7, &answers)?;
        course_store::close(tx, event, phase)?;
    }
    Ok(())
}

/// Plans a course that anybody can sign up for: four lessons with goals, and links that somebody has looked at.
///
/// # Errors
/// A fault of the database.
pub fn open_course(tx: &mut Tx<'_>, offering: &Offering, today: Date) -> Result<(), AppError> {
    let Some(schedule) = offering.schedules.first() else {
        return Ok(());
    };
    let lesson = |title: &str, goal: &str, link: &str| Lesson {
        title: title.to_owned(),
        goal: goal.to_owned(),
        link: link.to_owned(),
        checked: (!link.is_empty()).then_some(today),
        minutes: 90,
    };
    let mut plan = EventPlan::usual(offering);
    plan.sign_up.mode = SignUpMode::SignUp;
    plan.sign_up.capacity = 10;
    plan.lessons = vec![
        lesson("PC-en og musa", "slå på, lagre og finne igjen", ""),
        lesson(
            "Nettet",
            "søke, og se hvem som står bak en side",
            "https://www.kommunetorget.no",
        ),
        lesson(
            "Passord og BankID",
            "lage et godt passord og logge inn trygt",
            "https://nettvett.no",
        ),
        lesson(
            "Svindel",
            "kjenne igjen en falsk melding og vite hva du gjør",
            "https://nettvett.no",
        ),
    ];
    let target = Target {
        offering: offering.key.clone(),
        schedule: schedule.key.clone(),
        original: None,
    };
    events::save(tx, &target, &plan)?;
    Ok(())
}

/// Opens a poll about themes, with a few choices made.
///
/// # Errors
/// A fault of the database.
pub fn poll(tx: &mut Tx<'_>, offering: &Offering) -> Result<(), AppError> {
    let themes: Vec<String> = shipped_themes().iter().take(6).map(|t| t.key.clone()).collect();
    let codes: Vec<String> = (0..12).map(|_| Code::from_random(tx.random_bytes()).plain()).collect();
    let id = Id(tx.new_id());
    theme_store::open_poll(tx, id, &offering.key, &themes, &codes)?;
    for (code, chosen) in codes.iter().zip([[1, 4], [4, 5], [1, 4], [0, 4]]) {
        theme_store::vote(tx, code, &chosen)?;
    }
    Ok(())
}
