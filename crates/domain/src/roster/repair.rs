use super::{Given, Plan, Planning, PlanningFault, Search, Weights, state::State, table::Table};

/// Mends a plan after something changed – somebody is ill, somebody said no: what the rules no longer allow is taken out, and
/// empty places are filled by moving as few people as possible. Locked assignments stay.
///
/// Each place is filled by somebody who is free when there is one; else by one whose own shift another can take, and so on, the
/// shortest chain first. Then, without moving anybody more, those who came in are chosen as well as `steps` allow.
///
/// # Errors
/// When no plan can be made from it.
pub fn repair(planning: &Planning, plan: &Plan, seed: u64, steps: u64) -> Result<Plan, PlanningFault> {
    let known = |g: &Given| g.shift < planning.shifts.len() && g.person < planning.people.len();
    let steady = Planning {
        before: plan.given().filter(known).collect(),
        weights: Weights {
            // Above what anything but an empty place can outweigh.
            stability: planning.weights.missing / 6,
            ..planning.weights
        },
        ..planning.clone()
    };
    let mut search = Search::from_plan(&steady, plan, seed, steps)?;
    search.run(steps);
    Ok(search.best())
}

/// Fills empty places by chains of at most `longest` moves, the shortest that there are.
pub(super) fn fill_gaps(t: &Table, state: &mut State, longest: usize) {
    for length in 1..=longest {
        for shift in 0..t.shifts.len() {
            while state.crews[shift].len() < t.shifts[shift].guides && fill(t, state, shift, length, &mut Vec::new()) {}
        }
    }
}

/// Fills one place on a shift; false, with nothing changed, when no chain of this length does. Of those that end it, the one
/// that costs least.
fn fill(t: &Table, state: &mut State, shift: usize, length: usize, open: &mut Vec<usize>) -> bool {
    let cheapest = t.may[shift]
        .iter()
        .filter_map(|&person| {
            let given = Given { shift, person };
            price(t, state, given).map(|cost| (cost, given))
        })
        .min_by_key(|(cost, given)| (*cost, given.person));
    if let Some((_, given)) = cheapest {
        state.add(t, given);
        return true;
    }
    if length <= 1 {
        return false;
    }
    open.push(shift);
    let filled = (0..t.may[shift].len()).any(|at| {
        move_here(
            t,
            state,
            Given {
                shift,
                person: t.may[shift][at],
            },
            length,
            open,
        )
    });
    open.pop();
    filled
}

/// What the plan costs with somebody more, when the rules allow her.
fn price(t: &Table, state: &mut State, given: Given) -> Option<i64> {
    if !state.can_add(t, given) {
        return None;
    }
    state.add(t, given);
    let (cost, safe) = (state.cost, state.crew_is_safe(t, given.shift));
    state.remove(t, given);
    safe.then_some(cost)
}

/// Moves somebody here from the one shift that hinders her, and fills that.
fn move_here(t: &Table, state: &mut State, given: Given, length: usize, open: &mut Vec<usize>) -> bool {
    if state.has.has(given.person, given.shift) {
        return false;
    }
    let mut way = Vec::new();
    state.in_the_way(t, given, &mut way);
    if way.is_empty() {
        state.of_week(t, given.person, t.shifts[given.shift].week, &mut way);
    } else if way.len() > 1 {
        return false;
    }
    way.into_iter().any(|other| {
        let hers = Given {
            shift: other,
            person: given.person,
        };
        if t.is_locked(hers) || open.contains(&other) {
            return false;
        }
        state.remove(t, hers);
        if state.can_add(t, given) {
            state.add(t, given);
            if state.crew_is_safe(t, given.shift)
                && fill(t, state, other, length - 1, open)
                && state.crew_is_safe(t, other)
            {
                return true;
            }
            state.remove(t, given);
        }
        state.add(t, hers);
        false
    })
}
