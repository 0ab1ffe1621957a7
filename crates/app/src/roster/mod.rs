//! Vaktplanen: hva hver vakt trenger, når folk kan, og hvem som har den. Programmet lager et forslag på sekunder, forklarer hvert
//! valg og lar koordinatoren bestemme. Veilederne ser vaktene sine, bytter og gir fra seg. Ingen kommer på en vakt uten at porten
//! og de andre reglene er spurt i det samme øyeblikket.

mod crew;
mod ground;
mod mine;
mod office;
mod plans;
mod refusal;
mod store;
mod tell;
mod wall;
mod words;

#[cfg(test)]
mod tests;

pub use crew::{
    Crew, How, OnShift, absent, back, crew, crew_in, follow, give, leaves, moved, of_guide, on, restore, shifts_of,
    take_off, without_papers,
};
pub use ground::Duty;
pub use mine::{Mine, mine};
pub use office::waits;
pub use refusal::RosterRefusal;
pub use store::{Target, demands, erase, freed, is_rostered, put_demand, rostered};
pub use words::block_with;

use crate::{
    frame::{AppError, Audience, Routes},
    texts::{T, Words},
};
use ::store::{Db, Query, Tx, WriteCtx};
use domain::{
    access::Permission,
    register::Register,
    roster::{Block, Demand, Given},
    schedule::{OccurrenceKey, Staffing},
    shared::{Id, Locale, Localized},
};
use jiff::{Timestamp, ToSpan, civil::Date};

/// The coordinator's pages, the guides' own, and their calendars.
#[must_use]
pub fn routes() -> Routes {
    let plans = Audience::SignedIn(Permission::PlanRoster);
    let own = Audience::SignedIn(Permission::OwnAccount);
    Routes::default()
        .get("/kontor/vaktplan", plans, office::front)
        .get("/kontor/vaktplan/behov", plans, office::demands)
        .get("/kontor/vaktplan/behov/{offering}/{schedule}", plans, office::demand)
        .post(
            "/kontor/vaktplan/behov/{offering}/{schedule}",
            plans,
            office::save_demand,
        )
        .get("/kontor/vaktplan/ny", plans, office::new)
        .post("/kontor/vaktplan/ny", plans, office::make)
        .get("/kontor/vaktplan/plan/{id}", plans, office::plan)
        .post("/kontor/vaktplan/plan/{id}/stopp", plans, office::stop)
        .post("/kontor/vaktplan/plan/{id}/bedre", plans, office::better)
        .post("/kontor/vaktplan/plan/{id}/publiser", plans, office::publish)
        .post("/kontor/vaktplan/plan/{id}/slett", plans, office::throw_away)
        .get(
            "/kontor/vaktplan/vakt/{offering}/{schedule}/{day}",
            plans,
            office::shift,
        )
        .post(
            "/kontor/vaktplan/vakt/{offering}/{schedule}/{day}",
            plans,
            office::change,
        )
        .get("/kontor/vaktplan/utskrift", plans, wall::page)
        .get("/kontor/vaktplan/utskrift.pdf", plans, wall::file)
        .get("/kontor/vaktplan/tid/{guide}", plans, office::times)
        .post("/kontor/vaktplan/tid/{guide}", plans, office::save_times)
        .get("/skranke/min-side/vakter", own, mine::signed_in)
        .post("/skranke/min-side/vakter", own, mine::signed_in_answer)
        .get("/veileder/{token}/vakter", Audience::Public, mine::by_link)
        .post("/veileder/{token}/vakter", Audience::Public, mine::by_link_answer)
        .get("/vakter/{token}", Audience::Public, mine::feed)
}

/// The night's work: what is old is forgotten.
///
/// # Errors
/// A fault of the database.
pub fn tonight(tx: &mut Tx) -> Result<(), AppError> {
    let today = domain::shared::day_and_minute(tx.now()).0;
    store::tidy(tx, today)
}

/// How thorough the demonstration's plan is: steps for each place.
const MADE_UP_STEPS: u64 = 60;

/// A roster for the demonstration: what the staffed drop-in times need, and a published plan for the weeks around its last day.
///
/// # Errors
/// A refusal when no plan can be made; a fault of the database.
pub fn made_up(db: &Db, ctx: &WriteCtx, register: &Register) -> Result<(), AppError> {
    let today = domain::shared::day_and_minute(ctx.now).0;
    let first = ground::week_of(today).0;
    let last = first.checked_add(27.days()).unwrap_or(first);
    let going = register.offerings.iter().filter(|o| o.published && o.ended.is_none() && o.kind.is_drop_in());
    let targets: Vec<(Target, u16)> = going
        .flat_map(|o| o.schedules.iter().map(move |s| (o, s)))
        .filter(|(_, s)| s.staffing == Staffing::Staffed && s.until.is_none_or(|u| u >= today))
        .map(|(o, s)| (Target::whole_of(&o.key, &s.key), s.guides))
        .collect();
    let plan = db.write_blocking(ctx.clone(), move |tx| {
        for (target, guides) in &targets {
            let demand = Demand {
                guides: (*guides).clamp(1, 2),
                experienced_with_new: *guides > 1,
                ..Demand::default()
            };
            put_demand(tx, target, &demand)?;
        }
        plans::begin(tx, first, last, 2026)
    })?;
    plans::work_with(db, || ctx.clone(), plan, MADE_UP_STEPS)?;
    db.write_blocking(ctx.clone(), move |tx| plans::publish(tx, plan))
}

/// Somebody who might take a shift.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Who.
    pub guide: Id,
    /// The name colleagues use.
    pub name: String,
    /// How many points it would cost the plan: the less the better.
    pub score: i64,
    /// Why she is a good choice.
    pub why: Vec<Why>,
    /// Minutes on shift that week already.
    pub minutes: u32,
    /// What stands in the way, each with the name of the other shift that it is about, if any; empty when nothing does.
    pub blocked: Vec<(Block, Localized)>,
}

/// Why somebody is a good choice for a shift.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// She wished for such shifts, or does not mind.
    Likes,
    /// She has had less than her part of the work.
    HasRoom,
    /// She masters what the shift asks for.
    Masters,
}

/// Everybody who is not on a shift, the best substitute first, with what speaks for and what stands in the way.
///
/// # Errors
/// A refusal when the shift is over or not in the roster; a fault of the database.
pub fn candidates(q: &mut impl Query, key: &OccurrenceKey, now: Timestamp) -> Result<Vec<Candidate>, AppError> {
    let (ground, shift) = crew::around(q, key, now)?;
    let asked = &ground.planning.shifts[shift].skills;
    let found = domain::roster::candidates(&ground.planning, &ground.plan, shift);
    Ok(found
        .into_iter()
        .map(|v| {
            let (person, guide) = (&ground.planning.people[v.person], &ground.guides[v.person]);
            let mut why = Vec::new();
            if person.reluctance.get(shift) == Some(&0) {
                why.push(Why::Likes);
            }
            if v.then.fairness < v.now.fairness {
                why.push(Why::HasRoom);
            }
            if !asked.is_empty() && asked.iter().all(|s| person.masters.contains(s)) {
                why.push(Why::Masters);
            }
            let full = ground.plan.crew(shift).len() >= usize::from(ground.planning.shifts[shift].guides);
            let mut blocked = v.blocks.clone();
            if full && blocked.is_empty() {
                blocked.push(Block::Full);
            }
            debug_assert!(
                ground.given(key, guide.id)
                    == Some(Given {
                        shift,
                        person: v.person
                    })
            );
            Candidate {
                guide: guide.id,
                name: guide.name.clone(),
                score: v.price(),
                why,
                minutes: ground.minutes_of(v.person, shift),
                blocked: blocked.into_iter().map(|b| (b.clone(), ground.other_of(&b))).collect(),
            }
        })
        .collect())
}

/// Everything the roster has about a guide, in words for herself: (what it is, what it says).
///
/// # Errors
/// A fault of the database.
pub fn export(q: &mut impl Query, guide: Id, l: Locale) -> Result<Vec<(String, String)>, AppError> {
    let register = crew::register(q)?;
    let name = |key: &OccurrenceKey| {
        let offering = register.offerings.iter().find(|o| o.key == key.offering);
        offering.map_or_else(|| key.offering.to_string(), |o| o.name.get(l).to_owned())
    };
    let mut out = Vec::new();
    for (key, minutes) in shifts_of(q, guide, Date::MIN, Date::MAX)? {
        let words = format!("{} {}, {}", key.original, name(&key), words::hours(minutes));
        out.push((l.t(T::RosterMine), words));
    }
    for span in store::spans(q, Date::MIN)?.into_iter().filter(|s| s.guide == guide) {
        out.push((l.t(T::RosterAway), format!("{}–{}", span.first, span.last)));
    }
    for ((who, key), answer) in store::answers(q, Date::MIN)? {
        if who == guide {
            out.push((
                l.t(T::RosterWhenCan),
                format!("{} {}: {}", key.original, name(&key), words::answer(answer, l)),
            ));
        }
    }
    Ok(out)
}
