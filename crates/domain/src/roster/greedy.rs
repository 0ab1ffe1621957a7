use super::{Given, Plan, Planning, PlanningFault, search::give_room, state::State, table::Table};

/// A plan made as people make them by hand: from the first shift to the last, each given to the one whom it costs least just
/// then. What the search is measured against, and what it starts from.
///
/// # Errors
/// When no plan can be made from it.
pub fn greedy(planning: &Planning) -> Result<Plan, PlanningFault> {
    let table = Table::new(planning)?;
    let mut state = fill_in_order(&table, planning);
    give_room(&table, &mut state);
    Ok(state.plan())
}

pub(super) fn fill_in_order(t: &Table, planning: &Planning) -> State {
    let mut state = State::new(t, &Plan::empty(t.shifts.len()));
    add_legal(t, &mut state, planning.locked.iter().copied());
    for shift in 0..t.shifts.len() {
        while state.crews[shift].len() < t.shifts[shift].guides {
            let Some(person) = cheapest(t, &mut state, shift) else {
                break;
            };
            state.add(t, Given { shift, person });
        }
    }
    state
}

/// Puts those on that the rules allow. Shift by shift, and of each shift those first who need nobody, so that others may lean
/// on them.
pub(super) fn add_legal(t: &Table, state: &mut State, given: impl Iterator<Item = Given>) {
    let mut all: Vec<Given> = given.collect();
    let leans = |g: &Given| t.people[g.person].needs_experienced || t.people[g.person].young;
    all.sort_by_key(|g| (!t.is_locked(*g), g.shift, leans(g), g.person));
    let mut touched = Vec::new();
    for given in all {
        if state.can_add(t, given) && state.crews[given.shift].len() < t.shifts[given.shift].guides {
            state.add(t, given);
            touched.push(given);
        }
    }
    // Two new ones may have leaned on somebody who could not come.
    for given in touched.into_iter().rev() {
        if !state.crew_is_safe(t, given.shift) && leans(&given) {
            state.remove(t, given);
        }
    }
}

fn cheapest(t: &Table, state: &mut State, shift: usize) -> Option<usize> {
    let mut best: Option<(i64, usize)> = None;
    for &person in &t.may[shift] {
        let given = Given { shift, person };
        if !state.can_add(t, given) {
            continue;
        }
        let before = state.cost;
        state.add(t, given);
        let (price, safe) = (state.cost - before, state.crew_is_safe(t, shift));
        state.remove(t, given);
        if safe && best.is_none_or(|(least, _)| price < least) {
            best = Some((price, person));
        }
    }
    best.map(|(_, person)| person)
}
