//! Vaktplanen: hvem som har hvilken vakt. Det som aldri kan brytes (porten, kollisjoner, reisetid, timer, hvile, unge og
//! mindreårige), sjekkes av en egen dommer. Det som bør være bra (ønsker, rettferdighet, ro, gode par, kjente fjes), veies, og
//! hver vekt kan ses. Planen lages ved å prøve og bedre, så den er god etter sekunder og bedre om en venter.

mod chance;
mod check;
mod cost;
mod demand;
mod explain;
mod greedy;
mod planning;
mod repair;
mod search;
mod shortfall;
mod state;
mod table;

#[cfg(test)]
mod tests;

pub use check::{Breach, breaches};
pub use cost::{Cost, Kept, cost, kept};
pub use demand::{Demand, Skill, Willingness, young_hours};
pub use explain::{Block, Verdict, candidates, explain};
pub use greedy::greedy;
pub use planning::{Busy, BusyWhy, Given, Person, Plan, Planning, PlanningFault, Shift, Weights};
pub use repair::repair;
pub use search::Search;
pub use shortfall::{Remedy, Shortfall, shortfalls};
