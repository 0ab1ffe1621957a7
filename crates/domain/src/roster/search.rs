use super::{
    Given, Plan, Planning, PlanningFault, chance::Chance, cost::Cost, greedy, repair::fill_gaps, state::State,
    table::Table,
};

/// Looks for a better plan, as long as one lets it: it changes a few assignments at a time, keeps what is better, and now and
/// then – less and less – what is a little worse, so that it does not get stuck (simulated annealing). Then some copies of the best
/// plan are changed side by side, some with more courage than others, and a copy that came far is handed down to where one is
/// careful (replica exchange).
///
/// The same planning, seed, horizon and number of steps give the same plan, however the steps are divided into calls. It has no
/// clock: whoever runs it looks at one between calls.
///
/// ```
/// use domain::roster::{Planning, Search};
/// let mut search = Search::new(&Planning::default(), 1, 1_000).unwrap();
/// search.run(1_000);
/// assert!(search.best().crews.is_empty());
/// ```
#[derive(Clone, Debug)]
pub struct Search {
    planning: Planning,
    table: Table,
    state: State,
    best: Plan,
    best_cost: i64,
    chance: Chance,
    steps: u64,
    round: Round,
    /// How many steps are taken before copies go on side by side.
    cooling: u64,
    /// The copies, the coldest first; in the place of the one that is being changed stands an old one.
    copies: Vec<State>,
    /// Which of them is being changed.
    at: usize,
    log: Vec<(Given, bool)>,
    way: Vec<usize>,
}

/// One cooling from warm to cold.
#[derive(Clone, Copy, Debug)]
struct Round {
    from: u64,
    length: u64,
    warm: f64,
    heat: f64,
}

/// A rise of about this many degrees of reluctance is often accepted when a round begins.
const WARM: f64 = 1.5;
/// And this many when it ends.
const COLD: f64 = 0.1;
/// How often the heat is set anew, in steps.
const EVERY: u64 = 256;
/// How many copies go on side by side.
const COPIES: usize = 6;
/// The heat of the coldest and of the warmest of them, in degrees of reluctance.
const SIDE_BY_SIDE: (f64, f64) = (0.1, 0.5);
/// How many steps one of them takes before it is the next one's turn.
const TURN: u64 = 8 * EVERY;
/// How many of ten moves are exchanges between any two shifts.
const SWAPS_OF_TEN: usize = 3;
/// How many are asked to take over a shift that a move left open.
const ASKED: usize = 6;
/// How long a chain of moves may be to fill an empty place: the first and two more.
const CHAIN: usize = 3;

impl Search {
    /// Starts from the greedy plan. `horizon` is how many steps one means to take: the search is boldest at the beginning and
    /// careful at the end of them. It may be stopped before and run on after.
    ///
    /// # Errors
    /// When no plan can be made from it.
    pub fn new(planning: &Planning, seed: u64, horizon: u64) -> Result<Self, PlanningFault> {
        let table = Table::new(planning)?;
        let state = greedy::fill_in_order(&table, planning);
        Ok(Self::start(planning, table, state, seed, horizon, WARM))
    }

    /// Starts from a plan; what is against the rules is left out first. Begins almost cold, so that the plan is mended rather
    /// than made anew.
    ///
    /// # Errors
    /// When no plan can be made from it.
    pub fn from_plan(planning: &Planning, plan: &Plan, seed: u64, horizon: u64) -> Result<Self, PlanningFault> {
        let table = Table::new(planning)?;
        let mut state = State::new(&table, &Plan::empty(table.shifts.len()));
        let locked = planning.locked.iter().copied();
        let known = |g: &Given| g.shift < table.shifts.len() && g.person < table.people.len();
        greedy::add_legal(&table, &mut state, locked.chain(plan.given().filter(known)));
        Ok(Self::start(planning, table, state, seed, horizon, WARM / 4.0))
    }

    fn start(planning: &Planning, table: Table, mut state: State, seed: u64, horizon: u64, warm: f64) -> Self {
        fill_gaps(&table, &mut state, CHAIN);
        // A place that nobody who masters it can take stands empty in the plan. So it does all along: otherwise the fairness
        // and wishes of somebody who is sent home in the end are what is weighed.
        give_room(&table, &mut state);
        let degree = f64::from(table.weights.reluctance.max(1));
        let cooling = (horizon / 10 * 3).max(2 * EVERY);
        let mut search = Self {
            best: state.plan(),
            best_cost: state.cost,
            planning: planning.clone(),
            chance: Chance::new(seed),
            steps: 0,
            // A first quick round, so that there is a good plan early.
            round: Round {
                from: 0,
                length: (cooling / 20).max(EVERY),
                warm: warm * degree,
                heat: warm * degree,
            },
            cooling,
            copies: Vec::new(),
            at: 0,
            log: Vec::new(),
            way: Vec::new(),
            table,
            state,
        };
        search.keep_if_better();
        search
    }

    /// Takes this many steps more.
    pub fn run(&mut self, steps: u64) {
        for _ in 0..steps {
            self.step();
        }
    }

    /// Takes steps until `stop`, which is asked every so many steps and is told how many were taken in all.
    pub fn run_until(&mut self, every: u64, mut stop: impl FnMut(&Self) -> bool) {
        while !stop(self) {
            self.run(every.max(1));
        }
    }

    /// How many steps were taken.
    #[must_use]
    pub const fn steps(&self) -> u64 {
        self.steps
    }

    /// The best plan so far. It breaks no hard rule that could be kept; a crew that is whole but does not master what is asked
    /// for gives a place back, to be filled by somebody who does.
    #[must_use]
    pub fn best(&self) -> Plan {
        let mut state = State::new(&self.table, &self.best);
        give_room(&self.table, &mut state);
        state.plan()
    }

    /// What the best plan so far costs.
    #[must_use]
    pub fn cost(&self) -> Cost {
        super::cost(&self.planning, &self.best())
    }

    /// What the search takes its best plan to cost.
    #[cfg(test)]
    pub(super) const fn weighed(&self) -> i64 {
        self.best_cost
    }

    fn step(&mut self) {
        if self.steps.is_multiple_of(EVERY) {
            self.cool();
        }
        self.steps += 1;
        if self.table.shifts.is_empty() {
            return;
        }
        let before = self.state.cost;
        self.log.clear();
        let done = if self.chance.below(10) < SWAPS_OF_TEN {
            self.try_swap()
        } else {
            self.try_move()
        };
        let rise = self.state.cost - before;
        if !done || !self.accepts(rise) {
            self.undo();
            self.state.cost = before;
        } else if self.state.cost < self.best_cost {
            self.keep_if_better();
        }
    }

    fn keep_if_better(&mut self) {
        if self.state.cost < self.best_cost {
            self.best_cost = self.state.cost;
            self.best.crews.clone_from(&self.state.crews);
            self.best.crews.iter_mut().for_each(|crew| crew.sort_unstable());
        }
    }

    fn degree(&self) -> f64 {
        f64::from(self.table.weights.reluctance.max(1))
    }

    /// Sets the heat; begins a new round from the best plan when one is over.
    fn cool(&mut self) {
        if self.steps >= self.cooling {
            return self.take_turns();
        }
        if self.steps >= self.round.from + self.round.length {
            self.begin_at_the_best();
            self.round = Round {
                from: self.steps,
                length: (self.cooling - self.steps).max(EVERY),
                ..self.round
            };
        }
        // Lengths stay far below 2⁵³.
        let gone = (self.steps - self.round.from) as f64 / self.round.length as f64;
        self.round.heat = self.round.warm * (COLD * self.degree() / self.round.warm).powf(gone);
    }

    fn begin_at_the_best(&mut self) {
        self.state = State::new(&self.table, &self.best);
        fill_gaps(&self.table, &mut self.state, CHAIN);
        give_room(&self.table, &mut self.state);
        self.keep_if_better();
    }

    /// Lets the next copy go on; when each has had its turn, those beside each other may change heat.
    fn take_turns(&mut self) {
        if self.copies.is_empty() {
            self.begin_at_the_best();
            self.copies = vec![self.state.clone(); COPIES];
            self.round.from = self.steps;
        } else if (self.steps - self.round.from).is_multiple_of(TURN) {
            std::mem::swap(&mut self.state, &mut self.copies[self.at]);
            self.at = (self.at + 1) % COPIES;
            if self.at == 0 {
                self.hand_down();
            }
            std::mem::swap(&mut self.state, &mut self.copies[self.at]);
        }
        self.round.heat = self.heat_of(self.at);
    }

    fn heat_of(&self, copy: usize) -> f64 {
        let (cold, warm) = SIDE_BY_SIDE;
        // A handful of copies.
        let part = copy as f64 / (COPIES - 1) as f64;
        self.degree() * cold * (warm / cold).powf(part)
    }

    /// A better copy goes down to the next colder heat, a worse one now and then, so that each heat sees the plans it would see
    /// if it went on alone for long.
    fn hand_down(&mut self) {
        for cold in (0..COPIES - 1).rev() {
            // Costs stay far below 2⁵³.
            let gain = (self.copies[cold].cost - self.copies[cold + 1].cost) as f64;
            let odds = gain * (1.0 / self.heat_of(cold) - 1.0 / self.heat_of(cold + 1));
            if odds >= 0.0 || self.chance.part() < odds.exp() {
                self.copies.swap(cold, cold + 1);
            }
        }
    }

    fn accepts(&mut self, rise: i64) -> bool {
        rise <= 0 || self.chance.part() < (-(rise as f64) / self.round.heat).exp()
    }

    fn add(&mut self, given: Given) {
        self.state.add(&self.table, given);
        self.log.push((given, true));
    }

    fn remove(&mut self, given: Given) {
        self.state.remove(&self.table, given);
        self.log.push((given, false));
    }

    fn undo(&mut self) {
        while let Some((given, added)) = self.log.pop() {
            self.state.put(&self.table, given, !added);
        }
    }

    fn any_of(&mut self, from: &[usize]) -> Option<usize> {
        (!from.is_empty()).then(|| from[self.chance.below(from.len())])
    }

    /// Somebody comes onto a shift, in an empty place or for somebody who is there; what she had instead goes to whoever left
    /// or to somebody else. False when it cannot be done.
    fn try_move(&mut self) -> bool {
        let shift = self.chance.below(self.table.shifts.len());
        let may = self.table.may[shift].len();
        if may == 0 {
            return false;
        }
        let whole = self.state.crews[shift].len() >= self.table.shifts[shift].guides;
        let mut leaving = None;
        if whole {
            let place = self.chance.below(self.state.crews[shift].len());
            let Some(&person) = self.state.crews[shift].get(place) else {
                return false;
            };
            let given = Given { shift, person };
            if self.table.is_locked(given) {
                return false;
            }
            leaving = Some(person);
        }
        let coming = self.who_comes(shift, may);
        if self.state.has.has(coming, shift) {
            return false;
        }
        if let Some(person) = leaving {
            self.remove(Given { shift, person });
        }
        let given = Given { shift, person: coming };
        if self.state.can_add(&self.table, given) {
            self.add(given);
            // Often the other way too: what she had goes to the one she came for.
            if let Some(person) = leaving
                && self.chance.below(2) == 0
                && !self.give_back(coming, person, shift)
            {
                return false;
            }
            return self.is_safe(shift);
        }
        self.free_and_add(given, leaving)
    }

    /// Two shifts, whichever they are, exchange somebody each. False when it cannot be done.
    fn try_swap(&mut self) -> bool {
        let (here, there) = (self.any_shift(), self.any_shift());
        let (Some(one), Some(other)) = (self.one_of(here), self.one_of(there)) else {
            return false;
        };
        if here == there
            || one == other
            || !self.table.may_bits.has(there, one)
            || !self.table.may_bits.has(here, other)
        {
            return false;
        }
        let was = [
            Given {
                shift: here,
                person: one,
            },
            Given {
                shift: there,
                person: other,
            },
        ];
        let is = [
            Given {
                shift: there,
                person: one,
            },
            Given {
                shift: here,
                person: other,
            },
        ];
        if was.iter().any(|g| self.table.is_locked(*g)) || is.iter().any(|g| self.state.has.has(g.person, g.shift)) {
            return false;
        }
        was.into_iter().for_each(|g| self.remove(g));
        for given in is {
            if !self.state.can_add(&self.table, given) {
                return false;
            }
            self.add(given);
        }
        self.is_safe(here) && self.is_safe(there)
    }

    fn any_shift(&mut self) -> usize {
        self.chance.below(self.table.shifts.len())
    }

    fn one_of(&mut self, shift: usize) -> Option<usize> {
        let crew = self.state.crews[shift].len();
        (crew > 0).then(|| self.chance.below(crew)).map(|place| self.state.crews[shift][place])
    }

    /// Anybody who may; half the time the one of two whom it costs least.
    fn who_comes(&mut self, shift: usize, may: usize) -> usize {
        let one = self.table.may[shift][self.chance.below(may)];
        if self.chance.below(2) == 0 {
            return one;
        }
        let other = self.table.may[shift][self.chance.below(may)];
        if self.table.own_price(shift, other) < self.table.own_price(shift, one) {
            other
        } else {
            one
        }
    }

    fn is_safe(&self, shift: usize) -> bool {
        self.state.crew_is_safe(&self.table, shift)
    }

    /// One of hers in the same week goes to the one who left. Nothing to give is no hindrance.
    fn give_back(&mut self, from: usize, to: usize, shift: usize) -> bool {
        let mut way = std::mem::take(&mut self.way);
        self.state.of_week(&self.table, from, self.table.shifts[shift].week, &mut way);
        way.retain(|s| *s != shift);
        let other = self.any_of(&way);
        self.way = way;
        let Some(other) = other else { return true };
        let (hers, now) = (
            Given {
                shift: other,
                person: from,
            },
            Given {
                shift: other,
                person: to,
            },
        );
        if self.table.is_locked(hers) {
            return true;
        }
        self.remove(hers);
        if !self.state.can_add(&self.table, now) {
            return false;
        }
        self.add(now);
        self.is_safe(other)
    }

    /// She has one shift that stands in the way: it is passed on.
    fn free_and_add(&mut self, given: Given, leaving: Option<usize>) -> bool {
        let mut way = std::mem::take(&mut self.way);
        self.state.in_the_way(&self.table, given, &mut way);
        if way.is_empty() {
            // Then it is the hours of the week or the day.
            self.state.of_week(&self.table, given.person, self.table.shifts[given.shift].week, &mut way);
        } else if way.len() > 1 {
            self.way = way;
            return false;
        }
        let other = self.any_of(&way);
        self.way = way;
        let Some(other) = other else { return false };
        let hers = Given {
            shift: other,
            person: given.person,
        };
        if self.table.is_locked(hers) {
            return false;
        }
        self.remove(hers);
        if !self.state.can_add(&self.table, given) {
            return false;
        }
        self.add(given);
        // Who fills an empty place may leave another empty: which one it is, is part of the plan.
        let filled = self.pass_on(other, given.person, leaving) || leaving.is_none();
        filled && self.is_safe(given.shift) && self.is_safe(other)
    }

    fn pass_on(&mut self, shift: usize, from: usize, leaving: Option<usize>) -> bool {
        if let Some(person) = leaving {
            let given = Given { shift, person };
            if self.state.can_add(&self.table, given) {
                self.add(given);
                return true;
            }
        }
        let may = self.table.may[shift].len();
        for _ in 0..ASKED {
            let person = self.table.may[shift][self.chance.below(may)];
            let given = Given { shift, person };
            if person != from && self.state.can_add(&self.table, given) {
                self.add(given);
                return true;
            }
        }
        false
    }
}

/// Whole crews that do not master what is asked for give a place back.
pub(super) fn give_room(t: &Table, state: &mut State) {
    (0..t.shifts.len()).for_each(|shift| make_room(t, state, shift));
}

/// A crew that is whole but does not master what is asked for gives back the place that costs most to keep, if the others may be
/// there without it. Where each leans on another – a new one on somebody experienced who may not be there alone – more than one
/// place is given back.
fn make_room(t: &Table, state: &mut State, shift: usize) {
    let whole = state.crews[shift].len() == t.shifts[shift].guides && t.shifts[shift].guides > 0;
    if !whole || !state.lacks_skill(t, shift) {
        return;
    }
    let mut given_back = Vec::new();
    while given_back.is_empty() || !state.crew_is_safe(t, shift) {
        let Some(given) = least_missed(t, state, shift) else {
            // Those who are locked cannot be there without the others.
            given_back.into_iter().for_each(|given| state.add(t, given));
            return;
        };
        state.remove(t, given);
        given_back.push(given);
    }
}

/// The one of a crew whom it costs least to do without: first among those the others may be there without.
fn least_missed(t: &Table, state: &mut State, shift: usize) -> Option<Given> {
    let mut best: Option<((bool, i64), Given)> = None;
    for person in state.crews[shift].clone() {
        let given = Given { shift, person };
        if t.is_locked(given) {
            continue;
        }
        state.remove(t, given);
        let price = (!state.crew_is_safe(t, shift), state.cost);
        state.add(t, given);
        if best.is_none_or(|(least, _)| price < least) {
            best = Some((price, given));
        }
    }
    best.map(|(_, given)| given)
}
