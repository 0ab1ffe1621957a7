//! Who is on which published shift: putting on, taking off, giving up and taking over. Every way onto a shift goes through
//! [`give`], which asks the gate and every other rule inside the transaction, behind locks on the shift and the person.

use super::{
    RosterRefusal,
    ground::{Ground, ground},
    store::{self, occurrence},
    tell,
};
use crate::{
    frame::{AppError, days},
    guides,
};
use ::store::{Fault, Query, Row, Tx, Value, params};
use domain::{
    guides::{Guide, GuideKind},
    register::Register,
    roster::{Block, Given, explain},
    schedule::OccurrenceKey,
    shared::Id,
};
use jiff::{Timestamp, civil::Date};
use std::collections::{BTreeMap, BTreeSet};

/// How somebody came onto a shift.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// A plan was published.
    Plan,
    /// The coordinator put her there.
    Hand,
    /// She said yes when somebody was missing.
    Substitute,
    /// She took over from a colleague.
    Swap,
}

impl How {
    const ALL: [Self; 4] = [Self::Plan, Self::Hand, Self::Substitute, Self::Swap];

    const fn code(self) -> &'static str {
        match self {
            Self::Plan => "plan",
            Self::Hand => "hand",
            Self::Substitute => "substitute",
            Self::Swap => "swap",
        }
    }
}

/// Somebody on a published shift.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnShift {
    /// The occurrence.
    pub key: OccurrenceKey,
    /// Who.
    pub guide: Id,
    /// How she came there.
    pub how: How,
    /// Whether plans leave her there.
    pub locked: bool,
    /// When she was put there.
    pub given_at: Timestamp,
    /// When she saw it.
    pub seen_at: Option<Timestamp>,
}

/// The crew of a shift.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Crew {
    /// How many it needs.
    pub needed: u16,
    /// Who is on it, and has not been replaced. Somebody who wants to give it up is still here until another has it.
    pub on: Vec<Id>,
    /// How many of them have seen it.
    pub seen: u16,
    /// Those of them who may not be there with the others alone: new without anybody experienced, young without an adult.
    pub alone: Vec<Id>,
    /// Those of them whose papers are not in order that day: the gate has closed since they got the shift.
    pub closed: Vec<Id>,
}

impl Crew {
    /// Whether somebody of the crew can be there as things are.
    #[must_use]
    pub fn counts(&self, guide: Id) -> bool {
        self.on.contains(&guide) && !self.alone.contains(&guide) && !self.closed.contains(&guide)
    }

    /// How many of the crew can be there as things are.
    #[must_use]
    pub fn ready(&self) -> u16 {
        u16::try_from(self.on.iter().filter(|id| self.counts(**id)).count()).unwrap_or(u16::MAX)
    }
}

fn on_shift(row: &Row) -> Result<OnShift, Fault> {
    let code = row.text(4)?;
    let how = How::ALL.into_iter().find(|h| h.code() == code);
    Ok(OnShift {
        key: occurrence(row, 0)?,
        guide: Id(row.id(3)?),
        how: how.ok_or_else(|| Fault::corrupt("not a way onto a shift"))?,
        locked: row.bool(5)?,
        given_at: row.timestamp(6)?,
        seen_at: row.opt_int(7)?.and_then(|ms| Timestamp::from_millisecond(ms).ok()),
    })
}

/// Everybody on shifts whose day in the plan is from one day to another.
///
/// # Errors
/// A fault of the database.
pub fn shifts_between(q: &mut impl Query, first: Date, last: Date) -> Result<Vec<OnShift>, AppError> {
    let tenant = q.tenant();
    let sql = "SELECT offering, schedule, original_day, guide_id, how, locked, given_at, seen_at FROM roster_shift
               WHERE tenant_id = $1 AND original_day BETWEEN $2 AND $3";
    let mut found = q.rows(sql, &params![tenant, days(first), days(last)], on_shift)?;
    found.sort_by(|a, b| (a.key.original, &a.key, a.guide).cmp(&(b.key.original, &b.key, b.guide)));
    Ok(found)
}

/// Who is on one shift.
///
/// # Errors
/// A fault of the database.
pub fn on(q: &mut impl Query, key: &OccurrenceKey) -> Result<Vec<OnShift>, AppError> {
    let sql = "SELECT offering, schedule, original_day, guide_id, how, locked, given_at, seen_at FROM roster_shift
               WHERE tenant_id = $1 AND offering = $2 AND schedule = $3 AND original_day = $4 ORDER BY slot";
    Ok(q.rows(sql, &named(q.tenant(), key), on_shift)?)
}

/// Minutes on shift of everybody, whose day in the plan is from one day to another.
///
/// # Errors
/// A fault of the database.
pub fn minutes_between(q: &mut impl Query, first: Date, last: Date) -> Result<BTreeMap<Id, u32>, AppError> {
    let tenant = q.tenant();
    let sql = "SELECT guide_id, CAST(SUM(minutes) AS BIGINT) FROM roster_shift
               WHERE tenant_id = $1 AND original_day BETWEEN $2 AND $3 GROUP BY guide_id";
    let found = q.rows(sql, &params![tenant, days(first), days(last)], |row| {
        Ok((Id(row.id(0)?), u32::try_from(row.int(1)?).unwrap_or(u32::MAX)))
    })?;
    Ok(found.into_iter().collect())
}

fn named(tenant: i64, key: &OccurrenceKey) -> Vec<Value> {
    params![tenant, key.offering.as_str(), key.schedule.as_str(), days(key.original)]
}

fn named_with(tenant: i64, key: &OccurrenceKey, guide: Id) -> Vec<Value> {
    let mut out = named(tenant, key);
    out.push(guide.0.into());
    out
}

/// What the municipality has published, read inside the transaction.
pub(super) fn register(q: &mut impl Query) -> Result<Register, AppError> {
    let stored = crate::exchange::store::load(q)?.ok_or(AppError::Absent)?;
    Ok(stored.into_register())
}

/// Takes a shift's row for the rest of the transaction. Refused when nothing here is called what the address says.
pub(super) fn lock(tx: &mut Tx, key: &OccurrenceKey) -> Result<(), AppError> {
    let tenant = tx.tenant();
    let named_so = tx.one(
        "SELECT COUNT(*) FROM offering WHERE tenant_id = $1 AND key = $2",
        &params![tenant, key.offering.as_str()],
        |row| row.int(0),
    )?;
    if named_so == Some(0) {
        return Err(AppError::refused(RosterRefusal::Gone));
    }
    tx.exec(
        "INSERT INTO roster_occurrence (tenant_id, offering, schedule, original_day, changes) VALUES ($1, $2, $3, $4, 1)
         ON CONFLICT (tenant_id, offering, schedule, original_day) DO UPDATE SET changes = roster_occurrence.changes + 1",
        &named(tenant, key),
    )?;
    Ok(())
}

/// The ground around a shift, read behind the locks. Refused when it is over, called off, or not in the roster.
pub(super) fn around(q: &mut impl Query, key: &OccurrenceKey, now: Timestamp) -> Result<(Ground, usize), AppError> {
    let register = register(q)?;
    let far = |days: i64| {
        use jiff::ToSpan;
        key.original.checked_add(days.days()).unwrap_or(key.original)
    };
    let gone = || AppError::refused(RosterRefusal::Gone);
    // It may have been moved; the roster looks two months to both sides.
    let day = super::ground::duties(q, &register, far(-60), far(60))?
        .into_iter()
        .find(|d| d.key == *key)
        .filter(|d| d.occurrence.ends_at() > now)
        .ok_or_else(gone)?
        .occurrence
        .date;
    let ground = ground(q, &register, day, day)?;
    let shift = ground.shift(key).ok_or_else(gone)?;
    Ok((ground, shift))
}

/// Puts one person on a shift. The shift and the person are locked first; then the gate, clashes, limits and everything else is
/// asked; a place is there once, whoever comes at the same time. Nothing when she is there already.
///
/// # Errors
/// A [`RosterRefusal`] that says which rule stands in the way; a fault of the database.
pub fn give(tx: &mut Tx, key: &OccurrenceKey, guide: Id, how: How) -> Result<(), AppError> {
    lock(tx, key)?;
    guides::hold(tx, guide)?;
    if on(tx, key)?.iter().any(|s| s.guide == guide) {
        return Ok(());
    }
    let now = tx.now();
    let (ground, shift) = around(tx, key, now)?;
    let day = ground.duties[shift].occurrence.date;
    if !guides::gate_of(tx, guide, day)?.may_guide() {
        return Err(AppError::refused(RosterRefusal::Gate));
    }
    let person = ground.person(guide).ok_or_else(|| AppError::refused(RosterRefusal::Gate))?;
    check(&ground, Given { shift, person })?;
    insert(tx, &ground, Given { shift, person }, how, false)?;
    tell::given(tx, &ground, shift, guide)?;
    Ok(())
}

/// Refuses what stands in the way of somebody more on a shift; nobody gives up her place for it.
pub(super) fn check(ground: &Ground, given: Given) -> Result<(), AppError> {
    let mut planning = ground.planning.clone();
    planning.locked.extend(ground.plan.given());
    let verdict = explain(&planning, &ground.plan, given);
    match first_of(&verdict.blocks) {
        None => Ok(()),
        Some(block) => Err(AppError::refused(RosterRefusal::of(block))),
    }
}

/// The block to tell first: that there are enough is the last thing one needs to know.
fn first_of(blocks: &[Block]) -> Option<&Block> {
    blocks.iter().find(|b| !matches!(b, Block::Full)).or_else(|| blocks.first())
}

/// Writes somebody into the first free place. The caller has the locks and has asked the rules.
pub(super) fn insert(tx: &mut Tx, ground: &Ground, given: Given, how: How, locked: bool) -> Result<(), AppError> {
    let (duty, guide) = (&ground.duties[given.shift], ground.guides[given.person].id);
    let tenant = tx.tenant();
    let now = tx.now().as_millisecond();
    for slot in 0..duty.demand.guides {
        let mut values = named(tenant, &duty.key);
        values.extend(params![
            i64::from(slot),
            guide.0,
            how.code(),
            locked,
            i64::from(ground.planning.shifts[given.shift].minutes()),
            now
        ]);
        let written = tx.exec(
            "INSERT INTO roster_shift (tenant_id, offering, schedule, original_day, slot, guide_id, how, locked, minutes, given_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING",
            &values,
        )?;
        if written == 1 {
            return history(tx, "put on shift", &duty.key, guide);
        }
    }
    Err(AppError::refused(RosterRefusal::Full))
}

fn history(tx: &mut Tx, verb: &'static str, key: &OccurrenceKey, guide: Id) -> Result<(), AppError> {
    let about = serde_json::json!({ "shift": key.to_string() }).to_string();
    Ok(tx.history("roster", "guide", guide.0, verb, None, Some(about))?)
}

/// Deletes somebody's place and what hangs on it, without a word to her. Whether she was there.
pub(super) fn delete(tx: &mut Tx, key: &OccurrenceKey, guide: Id) -> Result<bool, AppError> {
    let named = named_with(tx.tenant(), key, guide);
    tx.exec(
        "DELETE FROM roster_take
         WHERE tenant_id = $1 AND offering = $2 AND schedule = $3 AND original_day = $4 AND guide_id = $5",
        &named,
    )?;
    tx.exec(
        "DELETE FROM roster_offer
         WHERE tenant_id = $1 AND offering = $2 AND schedule = $3 AND original_day = $4 AND guide_id = $5",
        &named,
    )?;
    let gone = tx.exec(
        "DELETE FROM roster_shift
         WHERE tenant_id = $1 AND offering = $2 AND schedule = $3 AND original_day = $4 AND guide_id = $5",
        &named,
    )?;
    if gone > 0 {
        history(tx, "taken off shift", key, guide)?;
    }
    Ok(gone > 0)
}

/// Takes somebody off a shift and tells her calendar. Nothing when she is not on it.
///
/// # Errors
/// A fault of the database.
pub fn take_off(tx: &mut Tx, key: &OccurrenceKey, guide: Id) -> Result<(), AppError> {
    lock(tx, key)?;
    if delete(tx, key, guide)? {
        tell::taken_off(tx, key, guide)?;
    }
    Ok(())
}

/// She is away, from one day to another: it is kept, and all her shifts on those days that are not over are uncrewed. Which
/// they were, in order.
///
/// # Errors
/// A fault of the database.
pub fn absent(tx: &mut Tx, guide: Id, from: Date, until: Date) -> Result<Vec<OccurrenceKey>, AppError> {
    use domain::{roster::BusyWhy, shared::Minute};
    use jiff::ToSpan;
    // Who is being given a shift at this moment has it before she is away, or does not get it.
    guides::hold(tx, guide)?;
    let already = store::spans(tx, from)?.into_iter().any(|s| {
        s.guide == guide && s.why == BusyWhy::Absent && s.first <= from && until <= s.last && s.weekday.is_none()
    });
    if !already {
        let span = store::Span {
            id: Id(tx.new_id()),
            guide,
            why: BusyWhy::Absent,
            first: from,
            last: until.max(from),
            weekday: None,
            start: Minute::MIDNIGHT,
            end: Minute::new(1440).unwrap_or(Minute::MIDNIGHT),
        };
        store::put_span(tx, &span)?;
    }
    let (register, now) = (register(tx)?, tx.now());
    let margin = |day: Date, n: i64| day.checked_add(n.days()).unwrap_or(day);
    let hers = shifts_between(tx, margin(from, -60), margin(until, 60))?;
    let duties = super::ground::duties(tx, &register, from, until)?;
    let mut out = Vec::new();
    for duty in duties.into_iter().filter(|d| d.occurrence.ends_at() > now) {
        if hers.iter().any(|s| s.guide == guide && s.key == duty.key) {
            take_off(tx, &duty.key, guide)?;
            store::free(tx, guide, &duty.key)?;
            out.push(duty.key);
        }
    }
    Ok(out)
}

/// She is back from a day on: what was hers and nobody has taken is hers again, as far as every rule still allows it. Which
/// shifts she has again, in order.
///
/// # Errors
/// A fault of the database.
pub fn back(tx: &mut Tx, guide: Id, from: Date) -> Result<Vec<OccurrenceKey>, AppError> {
    store::end_absence(tx, guide, from)?;
    restore(tx, guide, from)
}

/// What was hers before she was away, or said that she leaves, is hers again, as far as nobody has taken it and every rule
/// still allows it. Which shifts, in order.
///
/// # Errors
/// A fault of the database.
pub fn restore(tx: &mut Tx, guide: Id, from: Date) -> Result<Vec<OccurrenceKey>, AppError> {
    use jiff::ToSpan;
    let first = from.checked_sub(60.days()).unwrap_or(from);
    let mut out = Vec::new();
    for (_, key) in store::freed(tx, first)?.into_iter().filter(|(id, _)| *id == guide) {
        match give(tx, &key, guide, How::Hand) {
            Ok(()) => out.push(key.clone()),
            // She is away that day all the same.
            Err(AppError::Refused(r)) if r.code() == crate::frame::Refusal::code(&RosterRefusal::Busy) => continue,
            Err(AppError::Refused(_)) => {}
            Err(other) => return Err(other),
        }
        store::not_freed(tx, guide, &key)?;
    }
    Ok(out)
}

/// Everything she has from a day on is taken from her, because she leaves: shifts, and what she would give up or take over.
/// Which shifts need somebody else, in order.
///
/// # Errors
/// A fault of the database.
pub fn leaves(tx: &mut Tx, guide: Id, from: Date) -> Result<Vec<OccurrenceKey>, AppError> {
    use jiff::ToSpan;
    let (register, now) = (register(tx)?, tx.now());
    let near = |day: Date, n: i64| day.checked_add(n.days()).unwrap_or(day);
    let hers: Vec<OnShift> = of_guide(tx, guide, near(from, -60))?;
    let Some(last) = hers.iter().map(|s| s.key.original).max() else {
        return Ok(Vec::new());
    };
    let plan = super::ground::whole_plan(&register, near(from, -1), near(last, 60));
    let mut out = Vec::new();
    for duty in plan.into_iter().filter(|d| d.occurrence.date >= from && d.occurrence.ends_at() > now) {
        if hers.iter().any(|s| s.key == duty.key) {
            take_off(tx, &duty.key, guide)?;
            store::free(tx, guide, &duty.key)?;
            out.push(duty.key);
        }
    }
    let of_her = params![tx.tenant(), guide.0];
    tx.exec(
        "DELETE FROM roster_take WHERE tenant_id = $1 AND taker_id = $2",
        &of_her,
    )?;
    Ok(out)
}

/// Somebody's shifts whose day in the plan is not before a day, in order.
///
/// # Errors
/// A fault of the database.
pub fn of_guide(q: &mut impl Query, guide: Id, from: Date) -> Result<Vec<OnShift>, AppError> {
    let tenant = q.tenant();
    let sql = "SELECT offering, schedule, original_day, guide_id, how, locked, given_at, seen_at FROM roster_shift
               WHERE tenant_id = $1 AND guide_id = $2 AND original_day >= $3";
    let mut found = q.rows(sql, &params![tenant, guide.0, days(from)], on_shift)?;
    found.sort_by(|a, b| (a.key.original, &a.key).cmp(&(b.key.original, &b.key)));
    Ok(found)
}

/// Somebody's shifts whose day in the plan is from one day to another, with how many minutes each was when it was given. What
/// became of them is for the caller to see.
///
/// # Errors
/// A fault of the database.
pub fn shifts_of(
    q: &mut impl Query,
    guide: Id,
    from: Date,
    until: Date,
) -> Result<Vec<(OccurrenceKey, u32)>, AppError> {
    let tenant = q.tenant();
    let sql = "SELECT offering, schedule, original_day, minutes FROM roster_shift
               WHERE tenant_id = $1 AND guide_id = $2 AND original_day BETWEEN $3 AND $4";
    let mut found = q.rows(sql, &params![tenant, guide.0, days(from), days(until)], |row| {
        Ok((occurrence(row, 0)?, u32::try_from(row.int(3)?).unwrap_or(0)))
    })?;
    found.sort_by(|(a, _), (b, _)| (a.original, a).cmp(&(b.original, b)));
    Ok(found)
}

/// Lets the crews follow the plan when a register is stored: who had a shift that is called off, or no longer in the plan, is
/// told that she need not come, and has it no more. What is over stays.
///
/// # Errors
/// A fault of the database.
pub fn follow(tx: &mut Tx, register: &Register) -> Result<(), AppError> {
    use jiff::ToSpan;
    let now = tx.now();
    let today = domain::shared::day_and_minute(now).0;
    let near = |day: Date, n: i64| day.checked_add(n.days()).unwrap_or(day);
    let all = shifts_between(tx, near(today, -60), near(today, 2 * 365))?;
    let Some(last) = all.iter().map(|s| s.key.original).max() else {
        return Ok(());
    };
    let plan = super::ground::whole_plan(register, today, near(last, 60));
    let plan: BTreeMap<&OccurrenceKey, &super::ground::Duty> = plan.iter().map(|d| (&d.key, d)).collect();
    for s in &all {
        let told = match plan.get(&s.key) {
            Some(d) if d.occurrence.takes_place() || d.occurrence.ends_at() <= now => continue,
            Some(d) => Some(*d),
            None if s.key.original < today => continue,
            None => None,
        };
        lock(tx, &s.key)?;
        if delete(tx, &s.key, s.guide)? {
            tell::called_off(tx, register, &s.key, told, s.guide)?;
        }
    }
    Ok(())
}

/// A shift is at another time, or shorter: everybody on it is told and has to see it again. Who cannot be there then – she has
/// another shift, is away, or her papers have lapsed by that day – is taken off and told so, and the shift is short.
///
/// # Errors
/// A fault of the database.
pub fn moved(tx: &mut Tx, register: &Register, key: &OccurrenceKey, to: Date) -> Result<(), AppError> {
    lock(tx, key)?;
    let on = on(tx, key)?;
    if on.is_empty() {
        return Ok(());
    }
    let Some(duty) = super::ground::whole_plan(register, to, to).into_iter().find(|d| d.key == *key) else {
        return Ok(());
    };
    let minutes = duty.occurrence.end.get().saturating_sub(duty.occurrence.start.get());
    let mut values = named(tx.tenant(), key);
    values.push(i64::from(minutes).into());
    tx.exec(
        "UPDATE roster_shift SET seen_at = NULL, minutes = $5
         WHERE tenant_id = $1 AND offering = $2 AND schedule = $3 AND original_day = $4",
        &values,
    )?;
    for s in on {
        let ground = ground(tx, register, to, to)?;
        if can_stay(tx, &ground, key, s.guide)? {
            tell::moved(tx, register, &duty, s.guide)?;
        } else {
            take_off(tx, key, s.guide)?;
        }
    }
    Ok(())
}

/// Whether somebody on a shift may be there as it is: the gate and every rule, as if she were put on it again.
fn can_stay(tx: &mut Tx, ground: &Ground, key: &OccurrenceKey, guide: Id) -> Result<bool, AppError> {
    let Some((shift, person)) = ground.shift(key).zip(ground.person(guide)) else {
        return Ok(true);
    };
    if !guides::gate_of(tx, guide, ground.duties[shift].occurrence.date)?.may_guide() {
        return Ok(false);
    }
    let mut without = ground.plan.clone();
    without.crews[shift].retain(|p| *p != person);
    let mut planning = ground.planning.clone();
    planning.locked = without.given().collect();
    let verdict = explain(&planning, &without, Given { shift, person });
    // That nobody masters what is asked for is no reason to have nobody.
    Ok(verdict.blocks.iter().all(|b| matches!(b, Block::Lacking { .. } | Block::Full)))
}

/// The crews of every shift of the roster from one day to another, those with nobody on them too.
///
/// # Errors
/// A fault of the database.
pub fn crew(q: &mut impl Query, first: Date, last: Date) -> Result<BTreeMap<OccurrenceKey, Crew>, AppError> {
    let register = register(q)?;
    crew_in(q, &register, first, last)
}

/// As [`crew`], of a register that was read.
///
/// # Errors
/// A fault of the database.
pub fn crew_in(
    q: &mut impl Query,
    register: &Register,
    first: Date,
    last: Date,
) -> Result<BTreeMap<OccurrenceKey, Crew>, AppError> {
    use jiff::ToSpan;
    let duties = super::ground::duties(q, register, first, last)?;
    if duties.is_empty() {
        return Ok(BTreeMap::new());
    }
    let margin = |day: Date, n: i64| day.checked_add(n.days()).unwrap_or(day);
    let all = shifts_between(q, margin(first, -60), margin(last, 60))?;
    let people: BTreeMap<Id, Guide> = guides::all(q)?.into_iter().map(|g| (g.id, g)).collect();
    let new = super::ground::learning(q, &people.values().cloned().collect::<Vec<Guide>>(), first)?;
    let gates = guides::gates_on(q, duties.iter().map(|d| d.occurrence.date))?;
    let mut out = BTreeMap::new();
    for duty in duties {
        let here: Vec<&OnShift> = all.iter().filter(|s| s.key == duty.key).collect();
        let on: Vec<Id> = here.iter().map(|s| s.guide).collect();
        let open = |id: &Id| {
            let of_day = gates.get(&duty.occurrence.date);
            of_day.and_then(|g| g.get(id)).is_some_and(domain::guides::Gate::may_guide)
        };
        let (ready, closed): (Vec<Id>, Vec<Id>) = on.iter().partition(|id| open(id));
        let crew = Crew {
            needed: duty.demand.guides,
            seen: u16::try_from(here.iter().filter(|s| s.seen_at.is_some()).count()).unwrap_or(u16::MAX),
            alone: alone(
                ready.iter().filter_map(|id| people.get(id)),
                &new,
                duty.demand.adult_with_pupils,
            ),
            closed,
            on,
        };
        out.insert(duty.key, crew);
    }
    Ok(out)
}

/// Those who are on shifts ahead when their gate is closed: how many, and when the first is.
///
/// # Errors
/// A fault of the database.
pub fn without_papers(q: &mut impl Query, today: Date) -> Result<BTreeMap<Id, (usize, Date)>, AppError> {
    use jiff::ToSpan;
    let mut out: BTreeMap<Id, (usize, Date)> = BTreeMap::new();
    let crews = crew(q, today, today.checked_add(56.days()).unwrap_or(today))?;
    for (key, crew) in &crews {
        for guide in &crew.closed {
            let of_her = out.entry(*guide).or_insert((0, key.original));
            *of_her = (of_her.0 + 1, of_her.1.min(key.original));
        }
    }
    Ok(out)
}

/// Those who lean on somebody who is not there.
fn alone<'g>(crew: impl Iterator<Item = &'g Guide> + Clone, learning: &BTreeSet<Id>, pupils: bool) -> Vec<Id> {
    let young = |g: &Guide| g.limits.under_18 || (pupils && g.kind == GuideKind::Pupil);
    let new = |g: &Guide| g.limits.needs_experienced || learning.contains(&g.id);
    let experienced = |g: &Guide| !(new(g) || g.limits.under_18 || g.kind == GuideKind::Pupil);
    let (adult, old_hand) = (crew.clone().any(|g| !young(g)), crew.clone().any(experienced));
    let leans = |g: &&Guide| (young(g) && !adult) || (new(g) && !old_hand);
    crew.filter(leans).map(|g| g.id).collect()
}

/// She has seen her shifts: all that she had not.
///
/// # Errors
/// A fault of the database.
pub fn seen(tx: &mut Tx, guide: Id) -> Result<(), AppError> {
    let (tenant, now) = (tx.tenant(), tx.now().as_millisecond());
    tx.exec(
        "UPDATE roster_shift SET seen_at = $3 WHERE tenant_id = $1 AND guide_id = $2 AND seen_at IS NULL",
        &params![tenant, guide.0, now],
    )?;
    Ok(())
}

/// Locks somebody on her shift, or unlocks her: plans leave those who are locked where they are.
///
/// # Errors
/// A fault of the database.
pub fn set_locked(tx: &mut Tx, key: &OccurrenceKey, guide: Id, locked: bool) -> Result<(), AppError> {
    let mut values = named_with(tx.tenant(), key, guide);
    values.push(locked.into());
    tx.exec(
        "UPDATE roster_shift SET locked = $6
         WHERE tenant_id = $1 AND offering = $2 AND schedule = $3 AND original_day = $4 AND guide_id = $5",
        &values,
    )?;
    Ok(())
}

/// A shift somebody wants to give up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The shift.
    pub key: OccurrenceKey,
    /// Who has it.
    pub guide: Id,
    /// Who will take it, when the coordinator says yes.
    pub taker: Option<Id>,
    /// Which of hers the taker gives in return.
    pub back: Option<OccurrenceKey>,
}

fn offer(row: &Row) -> Result<Offer, Fault> {
    Ok(Offer {
        key: occurrence(row, 0)?,
        guide: Id(row.id(3)?),
        taker: row.opt_id(4)?.map(Id),
        back: match row.opt_text(5)? {
            Some(_) => Some(occurrence(row, 5)?),
            None => None,
        },
    })
}

/// Every shift that somebody wants to give up, in order.
///
/// # Errors
/// A fault of the database.
pub fn offers(q: &mut impl Query) -> Result<Vec<Offer>, AppError> {
    let tenant = q.tenant();
    let sql = "SELECT o.offering, o.schedule, o.original_day, o.guide_id, t.taker_id, t.back_offering, t.back_schedule, t.back_day
               FROM roster_offer o LEFT JOIN roster_take t ON t.tenant_id = o.tenant_id AND t.offering = o.offering
                   AND t.schedule = o.schedule AND t.original_day = o.original_day AND t.guide_id = o.guide_id
               WHERE o.tenant_id = $1";
    let mut found = q.rows(sql, &params![tenant], offer)?;
    found.sort_by(|a, b| (a.key.original, &a.key, a.guide).cmp(&(b.key.original, &b.key, b.guide)));
    Ok(found)
}

/// She would like to be replaced on a shift. She has it until somebody else does.
///
/// # Errors
/// A refusal when she is not on it; a fault of the database.
pub fn give_up(tx: &mut Tx, key: &OccurrenceKey, guide: Id) -> Result<(), AppError> {
    lock(tx, key)?;
    if !on(tx, key)?.iter().any(|s| s.guide == guide) {
        return Err(AppError::refused(RosterRefusal::Gone));
    }
    let now = tx.now().as_millisecond();
    let mut values = named_with(tx.tenant(), key, guide);
    values.push(now.into());
    tx.exec(
        "INSERT INTO roster_offer (tenant_id, offering, schedule, original_day, guide_id, asked_at)
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
        &values,
    )?;
    Ok(())
}

/// She keeps it after all, or the coordinator says no to the one who would take it.
///
/// # Errors
/// A fault of the database.
pub fn keep(tx: &mut Tx, key: &OccurrenceKey, guide: Id, only_taker: bool) -> Result<(), AppError> {
    lock(tx, key)?;
    let values = named_with(tx.tenant(), key, guide);
    tx.exec(
        "DELETE FROM roster_take
         WHERE tenant_id = $1 AND offering = $2 AND schedule = $3 AND original_day = $4 AND guide_id = $5",
        &values,
    )?;
    if !only_taker {
        tx.exec(
            "DELETE FROM roster_offer
             WHERE tenant_id = $1 AND offering = $2 AND schedule = $3 AND original_day = $4 AND guide_id = $5",
            &values,
        )?;
    }
    Ok(())
}

/// Somebody takes over a shift that is offered, perhaps giving one of hers in return. The first who says so has it; where the
/// coordinator's yes is wanted, it waits for that. Whether it waits.
///
/// # Errors
/// A refusal when somebody else came first or a rule stands in the way of either; a fault of the database.
pub fn take(
    tx: &mut Tx,
    key: &OccurrenceKey,
    from: Id,
    taker: Id,
    back: Option<&OccurrenceKey>,
) -> Result<bool, AppError> {
    lock_all(tx, key, back, from, taker)?;
    if !offers(tx)?.iter().any(|o| o.key == *key && o.guide == from && o.taker.is_none()) {
        return Err(AppError::refused(RosterRefusal::Taken));
    }
    let mut values = named_with(tx.tenant(), key, from);
    values.extend(params![
        taker.0,
        back.map(|b| b.offering.to_string()),
        back.map(|b| b.schedule.to_string()),
        back.map(|b| days(b.original)),
        tx.now().as_millisecond()
    ]);
    let first = tx.exec(
        "INSERT INTO roster_take (tenant_id, offering, schedule, original_day, guide_id, taker_id, back_offering, back_schedule,
             back_day, taken_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING",
        &values,
    )?;
    if first == 0 {
        return Err(AppError::refused(RosterRefusal::Taken));
    }
    let now = tx.now();
    // Asked now too, so that nobody waits for a yes that cannot be given.
    let (ground, exchanged) = after_swap(tx, key, from, taker, back, now)?;
    let waits = ground.duties[exchanged].demand.coordinator_agrees;
    if !waits {
        swap(tx, key, from, taker, back)?;
    }
    Ok(waits)
}

/// The coordinator's yes to a swap. Nothing when it is done already.
///
/// # Errors
/// A refusal when a rule stands in the way by now; a fault of the database.
pub fn agree(tx: &mut Tx, key: &OccurrenceKey, from: Id) -> Result<(), AppError> {
    let Some(offer) = offers(tx)?.into_iter().find(|o| o.key == *key && o.guide == from) else {
        return Ok(());
    };
    let Some(taker) = offer.taker else { return Ok(()) };
    lock_all(tx, key, offer.back.as_ref(), from, taker)?;
    let now = tx.now();
    after_swap(tx, key, from, taker, offer.back.as_ref(), now)?;
    swap(tx, key, from, taker, offer.back.as_ref())
}

/// Shifts first, then people, each in order, so that two swaps never wait for each other.
fn lock_all(tx: &mut Tx, key: &OccurrenceKey, back: Option<&OccurrenceKey>, a: Id, b: Id) -> Result<(), AppError> {
    let mut keys: Vec<&OccurrenceKey> = [Some(key), back].into_iter().flatten().collect();
    keys.sort();
    keys.into_iter().try_for_each(|key| lock(tx, key))?;
    let mut people = [a, b];
    people.sort();
    people.into_iter().try_for_each(|person| guides::hold(tx, person))
}

/// Asks the rules of the plan as it would be after a swap: everybody who comes onto a shift, gate and all.
fn after_swap(
    q: &mut impl Query,
    key: &OccurrenceKey,
    from: Id,
    taker: Id,
    back: Option<&OccurrenceKey>,
    now: Timestamp,
) -> Result<(Ground, usize), AppError> {
    let (mut ground, shift) = around(q, key, now)?;
    let gone = || AppError::refused(RosterRefusal::Gone);
    let closed = || AppError::refused(RosterRefusal::Gate);
    if on(q, key)?.iter().any(|s| s.guide == taker) {
        return Err(AppError::refused(RosterRefusal::Full));
    }
    let (giver, person) = (
        ground.person(from).ok_or_else(gone)?,
        ground.person(taker).ok_or_else(closed)?,
    );
    ground.plan = ground.plan.without(Given { shift, person: giver });
    if let Some(back) = back {
        let (mut other, theirs) = around(q, back, now)?;
        let (g, t) = (
            other.person(from).ok_or_else(gone)?,
            other.person(taker).ok_or_else(closed)?,
        );
        if !other.plan.crew(theirs).contains(&t) {
            return Err(gone());
        }
        other.plan = other.plan.without(Given {
            shift: theirs,
            person: t,
        });
        if let Some(here) = other.shift(key) {
            other.plan = other.plan.without(Given { shift: here, person: g }).with(Given { shift: here, person: t });
        }
        check(
            &other,
            Given {
                shift: theirs,
                person: g,
            },
        )?;
        if let Some(there) = ground.shift(back) {
            ground.plan = ground.plan.without(Given { shift: there, person }).with(Given {
                shift: there,
                person: giver,
            });
        }
    }
    check(&ground, Given { shift, person })?;
    Ok((ground, shift))
}

fn swap(tx: &mut Tx, key: &OccurrenceKey, from: Id, taker: Id, back: Option<&OccurrenceKey>) -> Result<(), AppError> {
    let now = tx.now();
    delete(tx, key, from)?;
    if let Some(back) = back {
        delete(tx, back, taker)?;
    }
    for (key, guide, left) in [Some((key, taker, from)), back.map(|b| (b, from, taker))].into_iter().flatten() {
        let (ground, shift) = around(tx, key, now)?;
        let given = ground.given(key, guide).ok_or_else(|| AppError::refused(RosterRefusal::Gone))?;
        if !guides::gate_of(tx, guide, ground.duties[shift].occurrence.date)?.may_guide() {
            return Err(AppError::refused(RosterRefusal::Gate));
        }
        insert(tx, &ground, given, How::Swap, false)?;
        tell::given(tx, &ground, shift, guide)?;
        tell::taken_off(tx, key, left)?;
    }
    Ok(())
}
