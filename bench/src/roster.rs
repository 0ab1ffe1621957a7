//! The roster against instances with known or proven bounds; see `bench/roster/make.py` and `bench/roster/referees.py`.
//!
//! The search runs on one thread without any waiting, so the processor's seconds are those of the clock on a quiet machine; they
//! are counted from the process's own account, so that a busy one changes nothing.

use crate::{Trouble, report::Report};
use domain::{
    roster::{
        Busy, BusyWhy, Given, Person, Plan, Planning, Search, Shift, Skill, Weights, breaches, cost, greedy, kept,
    },
    schedule::OccurrenceKey,
    shared::{Key, Minute},
};
use jiff::{
    ToSpan,
    civil::{Date, date},
};
use serde::Deserialize;
use std::path::PathBuf;

/// The first day of every instance, a Monday.
const FIRST: Date = date(2026, 3, 2);
/// What a small instance may take, in seconds of the processor.
const SECONDS: f64 = 5.0;
/// What the large one may take.
const LARGE_SECONDS: f64 = 120.0;
/// How many seeds the median is taken of.
const SEEDS: u64 = 10;
/// How many steps go by between two looks at the clock.
const CHUNK: u64 = 4_096;

/// An instance as it is written.
#[derive(Deserialize)]
struct Instance {
    name: String,
    kind: String,
    weights: Weighed,
    travel: Vec<Vec<u16>>,
    people: Vec<Someone>,
    shifts: Vec<Slot>,
    before: Vec<(usize, usize)>,
    planted: Option<Planted>,
    referees: Vec<Referee>,
}

#[derive(Deserialize)]
struct Weighed {
    missing: u32,
    reluctance: u32,
    shifts_per_week: u32,
    fairness: u32,
    fair_within: u32,
    stability: u32,
    pairing: u32,
    faces: u32,
}

#[derive(Deserialize)]
struct Someone {
    under_18: bool,
    pupil: bool,
    needs_experienced: bool,
    experienced: bool,
    rest_minutes: u16,
    minutes_per_week: Option<u32>,
    masters: Vec<String>,
    barred: Vec<i64>,
    busy: Vec<(i64, u16, u16)>,
    shifts_per_week: Option<u8>,
    share: u16,
    carried_minutes: u32,
    reluctance: String,
}

#[derive(Deserialize)]
struct Slot {
    series: usize,
    day: i64,
    start: u16,
    end: u16,
    place: usize,
    guides: u16,
    skills: Vec<String>,
    experienced_with_new: bool,
    young_with_old: bool,
    adult_with_pupils: bool,
    same_face: bool,
}

#[derive(Deserialize)]
struct Planted {
    cost: i64,
    crews: Vec<Vec<usize>>,
}

#[derive(Deserialize)]
struct Referee {
    referee: String,
    seconds: u32,
    best: Option<i64>,
    bound: i64,
    crews: Option<Vec<Vec<usize>>>,
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("roster")
}

fn read(name: &str) -> Result<Instance, Trouble> {
    let text = std::fs::read_to_string(folder().join(format!("{name}.json")))?;
    Ok(serde_json::from_str(&text)?)
}

fn day(n: i64) -> Result<Date, Trouble> {
    Ok(FIRST.checked_add(n.days())?)
}

fn minute(n: u16) -> Result<Minute, Trouble> {
    Minute::new(n).ok_or_else(|| "not a minute of the day".into())
}

fn shift(slot: &Slot) -> Result<Shift, Trouble> {
    let key = |name: String| Key::parse(&name).map_err(|_| "not a key");
    let day = day(slot.day)?;
    Ok(Shift {
        key: OccurrenceKey {
            offering: key("bench".to_owned())?,
            schedule: key(format!("serie-{}", slot.series))?,
            original: day,
        },
        series: slot.series,
        day,
        start: minute(slot.start)?,
        end: minute(slot.end)?,
        place: slot.place,
        guides: slot.guides,
        skills: slot.skills.iter().map(|s| Skill::language(s)).collect(),
        experienced_with_new: slot.experienced_with_new,
        young_with_old: slot.young_with_old,
        adult_with_pupils: slot.adult_with_pupils,
        same_face: slot.same_face,
    })
}

fn person(p: &Someone) -> Result<Person, Trouble> {
    let busy = |(d, start, end): &(i64, u16, u16)| {
        Ok::<_, Trouble>(Busy {
            why: BusyWhy::SaidNo,
            day: day(*d)?,
            start: minute(*start)?,
            end: minute(*end)?,
        })
    };
    Ok(Person {
        id: None,
        barred: p.barred.iter().map(|d| day(*d)).collect::<Result<_, _>>()?,
        busy: p.busy.iter().map(busy).collect::<Result<_, _>>()?,
        minutes_per_week: p.minutes_per_week,
        under_18: p.under_18,
        pupil: p.pupil,
        needs_experienced: p.needs_experienced,
        experienced: p.experienced,
        pair: None,
        rest_minutes: p.rest_minutes,
        masters: p.masters.iter().map(|s| Skill::language(s)).collect(),
        shifts_per_week: p.shifts_per_week,
        reluctance: p.reluctance.bytes().map(|b| b.saturating_sub(b'0')).collect(),
        share: p.share,
        carried_minutes: p.carried_minutes,
    })
}

impl Instance {
    fn planning(&self) -> Result<Planning, Trouble> {
        let w = &self.weights;
        Ok(Planning {
            people: self.people.iter().map(person).collect::<Result<_, _>>()?,
            shifts: self.shifts.iter().map(shift).collect::<Result<_, _>>()?,
            travel: self.travel.clone(),
            before: self.before.iter().map(|&(shift, person)| Given { shift, person }).collect(),
            weights: Weights {
                missing: w.missing,
                reluctance: w.reluctance,
                shifts_per_week: w.shifts_per_week,
                fairness: w.fairness,
                fair_within: w.fair_within,
                stability: w.stability,
                pairing: w.pairing,
                faces: w.faces,
            },
            ..Planning::default()
        })
    }
}

/// Seconds of the processor that this process has used.
fn processor_seconds() -> f64 {
    // Fields 14 and 15 of /proc/self/stat, after the name in brackets, in hundredths of a second (proc(5)).
    let text = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after = text.rsplit_once(')').map_or("", |(_, rest)| rest);
    let ticks = after.split_whitespace().skip(11).take(2).filter_map(|f| f.parse::<f64>().ok());
    ticks.sum::<f64>() / 100.0
}

/// Searches for so long. How long that is in steps is found by trying for a little while first, which counts.
fn search(planning: &Planning, seed: u64, seconds: f64) -> Result<Search, Trouble> {
    let bad = |fault| Trouble::from(format!("{fault:?}"));
    let began = processor_seconds();
    let mut trial = Search::new(planning, seed, CHUNK).map_err(bad)?;
    while processor_seconds() - began < seconds / 20.0 {
        trial.run(CHUNK);
    }
    let rate = trial.steps() as f64 / (processor_seconds() - began);
    let left = seconds - (processor_seconds() - began);
    // A little less than there is time for, so that the coldest part is not cut off.
    let horizon = (rate * left * 0.9) as u64;
    let mut search = Search::new(planning, seed, horizon).map_err(bad)?;
    search.run_until(CHUNK, |_| processor_seconds() - began >= seconds);
    Ok(search)
}

fn median(mut all: Vec<i64>) -> f64 {
    all.sort_unstable();
    let middle = all.len() / 2;
    if all.len() % 2 == 1 {
        all[middle] as f64
    } else {
        (all[middle - 1] + all[middle]) as f64 / 2.0
    }
}

/// Measures every instance; `share` divides the time, for showing that the bench works.
pub fn measure(report: &mut Report, share: u32) -> Result<(), Trouble> {
    for name in ["planted-1", "planted-2", "unplanted-1", "unplanted-2", "unplanted-3"] {
        small(report, &read(name)?, share)?;
    }
    large(report, &read("large")?, share)
}

/// The crews of a plan that somebody else found.
fn plan_of(planning: &Planning, crews: &[Vec<usize>]) -> Plan {
    let given = crews
        .iter()
        .enumerate()
        .flat_map(|(shift, crew)| crew.iter().map(move |&person| Given { shift, person }));
    Plan::of(planning.shifts.len(), given)
}

fn small(report: &mut Report, instance: &Instance, share: u32) -> Result<(), Trouble> {
    let (planning, name) = (instance.planning()?, &instance.name);
    if let Some(planted) = &instance.planted {
        let judged = cost(&planning, &plan_of(&planning, &planted.crews)).total();
        let off = (judged - planted.cost).abs() as f64;
        report.at_most(
            format!("roster {name}: the planted optimum, judged by us, is off by"),
            off,
            0.0,
            "points",
        );
    }
    let by_greed = greedy(&planning).map_err(|f| format!("{f:?}"))?;
    let mut costs = Vec::new();
    let mut plans = Vec::new();
    for seed in 0..SEEDS.div_ceil(u64::from(share)) {
        let found = search(&planning, seed, SECONDS / f64::from(share))?.best();
        costs.push(cost(&planning, &found).total());
        plans.push(found);
    }
    let broken: usize = plans.iter().map(|plan| breaches(&planning, plan).len()).sum();
    report.at_most(format!("roster {name}: hard rules broken"), broken as f64, 0.0, "");
    let middle = median(costs);
    if let Some(planted) = &instance.planted {
        let above = 100.0 * (middle / planted.cost as f64 - 1.0);
        report.at_most(
            format!("roster {name}: above the optimum {}", planted.cost),
            above,
            1.0,
            "%",
        );
    }
    if instance.kind == "unplanted" {
        referees(report, instance, &planning, middle);
    }
    against_greed(report, name, &planning, &plans[0], &by_greed);
    Ok(())
}

/// Beside the best plan that a referee found and the best bound that one proved. Places that nobody can fill cost everybody the
/// same and are left out of the percent, which they would make small.
///
/// The referees' model lacks a rule that every plan of ours keeps: a whole crew that does not master what is asked for gives a
/// place back, so that it can be filled by somebody who does. A referee's plan is held to it too before it is judged; without, it
/// is some hundred points cheaper and one that nobody here may publish. The bound holds for both, since it is of fewer rules.
fn referees(report: &mut Report, instance: &Instance, planning: &Planning, middle: f64) {
    let lawful = |crews: &Vec<Vec<usize>>| Search::from_plan(planning, &plan_of(planning, crews), 0, 1);
    let points = |r: &Referee| match &r.crews {
        Some(crews) => Some(lawful(crews).ok()?.cost().total()),
        None => r.best,
    };
    let known = instance.referees.iter().filter_map(|r| Some((points(r)?, r)));
    let Some((best, referee)) = known.min_by_key(|(points, _)| *points) else {
        return;
    };
    let Some(bound) = instance.referees.iter().map(|r| r.bound).max() else {
        return;
    };
    let name = &instance.name;
    report.at_most(
        format!(
            "roster {name}: points, beside {} after {} s",
            referee.referee, referee.seconds
        ),
        middle,
        best as f64,
        "points",
    );
    let missing = i64::from(instance.weights.missing);
    let empty = (bound / missing * missing) as f64;
    let above = 100.0 * ((middle - empty) / (bound as f64 - empty) - 1.0);
    report.at_most(
        format!("roster {name}: above the proven bound {bound}"),
        above,
        10.0,
        "%",
    );
}

fn against_greed(report: &mut Report, name: &str, planning: &Planning, plan: &Plan, by_greed: &Plan) {
    let (ours, theirs) = (kept(planning, plan), kept(planning, by_greed));
    let percent = |k: &domain::roster::Kept| 100.0 * f64::from(k.wished) / f64::from(k.filled.max(1));
    let whole = |k: &domain::roster::Kept| 100.0 * f64::from(k.filled) / f64::from(k.places.max(1));
    report.at_least(
        format!("roster {name}: places filled, beside greed"),
        whole(&ours),
        whole(&theirs),
        "%",
    );
    report.at_least(
        format!("roster {name}: wishes kept, beside greed"),
        percent(&ours),
        percent(&theirs),
        "%",
    );
    report.at_most(
        format!("roster {name}: minutes from a fair part in all, beside greed"),
        f64::from(ours.unfair_sum),
        f64::from(theirs.unfair_sum),
        "min",
    );
    let points = |plan| cost(planning, plan).total() as f64;
    report.told(format!("roster {name}: points"), points(plan), "points");
    report.told(format!("roster {name}: points of greed"), points(by_greed), "points");
}

fn large(report: &mut Report, instance: &Instance, share: u32) -> Result<(), Trouble> {
    let (planning, name) = (instance.planning()?, &instance.name);
    let by_greed = greedy(&planning).map_err(|f| format!("{f:?}"))?;
    let plan = search(&planning, 1, LARGE_SECONDS / f64::from(share))?.best();
    report.at_most(
        format!("roster {name}: hard rules broken"),
        breaches(&planning, &plan).len() as f64,
        0.0,
        "",
    );
    let short = domain::roster::shortfalls(&planning, &plan);
    let fillable = short.iter().filter(|s| !s.certain).count();
    report.at_most(
        format!("roster {name}: fillable shifts unfilled"),
        fillable as f64,
        0.0,
        "",
    );
    report.told(
        format!("roster {name}: shifts nobody at all can fill"),
        (short.len() - fillable) as f64,
        "",
    );
    report.at_most(format!("roster {name}: memory at most"), peak_megabytes(), 1024.0, "MB");
    against_greed(report, name, &planning, &plan, &by_greed);
    Ok(())
}

/// The most memory this process has had, in megabytes.
fn peak_megabytes() -> f64 {
    let text = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = text.lines().find_map(|l| l.strip_prefix("VmHWM:"));
    line.and_then(|l| l.split_whitespace().next()?.parse::<f64>().ok()).unwrap_or(f64::NAN) / 1024.0
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [&str; 6] = ["planted-1", "planted-2", "unplanted-1", "unplanted-2", "unplanted-3", "large"];

    #[test]
    fn planted_plans_are_legal_and_cost_what_is_written() {
        for name in &ALL[..2] {
            let instance = read(name).unwrap();
            let (planning, planted) = (instance.planning().unwrap(), instance.planted.unwrap());
            let plan = plan_of(&planning, &planted.crews);
            assert_eq!(breaches(&planning, &plan), [], "{name}");
            assert_eq!(
                cost(&planning, &plan).total(),
                planted.cost,
                "{name}: {:?}",
                cost(&planning, &plan)
            );
        }
    }

    /// The referees' model and our own rules agree: their plan is legal by our judge and costs what they say, or less where a
    /// referee was stopped before it had counted its plan to the end.
    #[test]
    fn plans_of_referees_are_legal_and_cost_no_more_than_they_say() {
        for name in ALL {
            let instance = read(name).unwrap();
            let planning = instance.planning().unwrap();
            planning.check().unwrap();
            for r in &instance.referees {
                assert!(r.best.is_none_or(|best| r.bound <= best), "{name}");
                let Some(crews) = &r.crews else { continue };
                let plan = plan_of(&planning, crews);
                // A place given back for a skill costs the same as a whole crew without it.
                let hard = breaches(&planning, &plan);
                assert!(
                    hard.iter().all(|b| matches!(b.block, domain::roster::Block::Lacking { .. })),
                    "{name}: {hard:?}"
                );
                let judged = cost(&planning, &plan).total();
                assert!(
                    r.best.is_some_and(|best| judged <= best),
                    "{name} by {}: {judged}",
                    r.referee
                );
                assert!(judged >= r.bound, "{name} by {}: {judged}", r.referee);
            }
        }
    }

    #[test]
    fn a_short_search_breaks_nothing_and_is_no_worse_than_greed() {
        for name in ALL {
            let planning = read(name).unwrap().planning().unwrap();
            let by_greed = greedy(&planning).unwrap();
            let mut search = Search::new(&planning, 1, 2_000).unwrap();
            search.run(2_000);
            let plan = search.best();
            assert_eq!(breaches(&planning, &plan), [], "{name}");
            assert!(
                cost(&planning, &plan).total() <= cost(&planning, &by_greed).total(),
                "{name}"
            );
        }
    }
}
