//! Appointments follow the plan, whoever changes it and wherever: what is moved, is moved with its appointments; what is called
//! off, is called off for those who booked, and stands again when that is taken back. Where there are fewer guides than before,
//! appointments are put with those who are left.

use super::{
    book::{self, Bookable},
    claims,
    store::{self, Appointment, Counted, Lanes},
    tell::{self, Teller},
};
use crate::{
    exchange,
    frame::{AppError, Ids, Loaded, Published},
    operations,
};
use ::store::{Query, Tx};
use domain::{
    bookings::{AppointmentState, Busy, Time, lanes_for},
    offerings::BookingPlan,
    register::Register,
    schedule::{Calendar, Change, Closure, Occurrence, Schedule, Status, occurrences, why_not},
    shared::{Id, Key, Localized, day_and_minute},
};
use jiff::{SignedDuration, Timestamp, ToSpan, civil::Date};
use std::{
    collections::{BTreeMap, HashMap},
    ops::Range,
};

/// Lets the appointments follow a new register, and tells those who booked what became of theirs. Called in the transaction
/// that stores the register, so that nobody keeps a time that is not there.
///
/// # Errors
/// A fault of the database.
pub fn reconcile(tx: &mut Tx, old: &Register) -> Result<(), AppError> {
    let (today, now) = (day_and_minute(tx.now()).0, tx.now());
    let mut coming = store::coming(tx, today, Date::MAX)?;
    coming.retain(|a| a.starts_at > now);
    if coming.is_empty() {
        return Ok(());
    }
    let Some(published) = stored(tx)? else {
        return Ok(());
    };
    let teller = Teller::of_service(&published, operations::store::kept_code_key(tx)?.unwrap_or_default());
    let mut dates: BTreeMap<(Id, Key, Date), Vec<Appointment>> = BTreeMap::new();
    for a in coming {
        dates.entry((a.offering, a.schedule.clone(), a.original)).or_default().push(a);
    }
    let following = Following {
        old,
        published: &published,
        teller: &teller,
        usual: BookingPlan::usual(),
    };
    following.follow(tx, dates)
}

/// What is stored now, within the transaction.
fn stored(q: &mut impl Query) -> Result<Option<Published>, AppError> {
    let message_languages = crate::messages::languages(q)?;
    Ok(exchange::store::load(q)?.map(|stored| {
        let ids = Ids {
            places: stored.place_ids(),
            offerings: stored.offering_ids(),
        };
        Published::new(Loaded {
            version: 0,
            register: stored.into_register(),
            ids,
            message_languages,
        })
    }))
}

/// The occurrences that the plan gave a day, wherever they are now; called-off ones too.
fn named(register: &Register, schedule: &Schedule, original: Date) -> Vec<Occurrence> {
    let calendar = Calendar::new(&register.municipality, &register.places);
    let moved = schedule.exceptions.iter().filter(|e| e.date == original).filter_map(|e| match e.change {
        Change::Moved { date, .. } => Some(date),
        Change::CalledOff => None,
    });
    let mut days: Vec<Date> = std::iter::once(original).chain(moved).collect();
    days.dedup();
    let mut all: Vec<Occurrence> = days.iter().flat_map(|day| occurrences(schedule, &calendar, *day, *day)).collect();
    all.retain(|o| o.original.date == original);
    all
}

fn schedule_of<'r>(register: &'r Register, offering: &Key, schedule: &Key) -> Option<&'r Schedule> {
    let offering = register.offerings.iter().find(|o| o.key == *offering)?;
    offering.schedules.iter().find(|s| s.key == *schedule)
}

fn holds(o: &Occurrence, from: Timestamp, until: Timestamp) -> bool {
    o.starts_at() <= from && until <= o.ends_at()
}

/// Where an appointment is in the new plan.
struct Landing {
    a: Appointment,
    /// The occurrence it is in.
    in_: Occurrence,
    /// The instants, the place and the cells it has there.
    starts_at: Timestamp,
    ends_at: Timestamp,
    place: Id,
    cells: Range<i64>,
}

impl Landing {
    fn is_elsewhere(&self) -> bool {
        (self.starts_at, self.place) != (self.a.starts_at, self.a.place)
    }

    /// It was called off, and takes place after all.
    fn is_back(&self) -> bool {
        self.a.state == AppointmentState::CalledOff
    }

    /// The appointment where it is now, with the lanes it got.
    fn settled(&self, lanes: Lanes) -> Appointment {
        let ((day, start), (_, end)) = (day_and_minute(self.starts_at), day_and_minute(self.ends_at));
        let later = self.a.day.until(day).map_or(0, |span| span.get_days());
        Appointment {
            place: self.place,
            day,
            start,
            end,
            starts_at: self.starts_at,
            ends_at: self.ends_at,
            cells: self.cells.clone(),
            lanes,
            state: AppointmentState::Booked,
            delete_after: self.a.delete_after.checked_add(later.days()).unwrap_or(self.a.delete_after),
            ..self.a.clone()
        }
    }
}

/// What becomes of an appointment.
enum Fate {
    /// Nothing.
    Unchanged,
    /// It is in this occurrence, perhaps at another time.
    Lands(Box<Landing>),
    /// There is no time for it any more.
    Lost(Box<Appointment>),
}

struct Following<'a> {
    old: &'a Register,
    published: &'a Published,
    teller: &'a Teller,
    usual: BookingPlan,
}

impl Following<'_> {
    fn follow(&self, tx: &mut Tx, dates: BTreeMap<(Id, Key, Date), Vec<Appointment>>) -> Result<(), AppError> {
        let now = tx.now();
        let (mut landings, mut lost) = (Vec::new(), Vec::new());
        for ((offering, schedule, original), all) in dates {
            let (before, after) = self.plans(offering, &schedule, original);
            for a in all {
                match self.fate(a, &before, &after, now) {
                    Fate::Unchanged => {}
                    Fate::Lands(landing) => landings.push(*landing),
                    Fate::Lost(a) => lost.push(*a),
                }
            }
        }
        // First everything is let go, so that two dates can change places.
        for a in landings.iter().filter(|l| l.is_elsewhere()).map(|l| &l.a).chain(&lost) {
            match a.state {
                AppointmentState::Held => book::let_go(tx, a.id)?,
                _ => free_lanes(tx, a)?,
            }
        }
        lost.retain(|a| a.state == AppointmentState::Booked);
        lost.extend(self.settle(tx, landings)?);
        let mut free = Free::new();
        for a in &lost {
            self.call_off(tx, a, &mut free)?;
        }
        Ok(())
    }

    /// The occurrences of a date in the old plan, and those that take place in the new one.
    fn plans(&self, offering: Id, schedule: &Key, original: Date) -> (Vec<Occurrence>, Vec<Occurrence>) {
        let Some(o) = self.published.offering_by_id(offering) else {
            return (Vec::new(), Vec::new());
        };
        let of = |register: &Register| {
            schedule_of(register, &o.key, schedule).map_or_else(Vec::new, |s| named(register, s, original))
        };
        let mut after = of(&self.published.register);
        after.retain(|n| n.takes_place() && n.guides > 0 && o.ended.is_none_or(|day| n.date < day));
        (of(self.old), after)
    }

    fn fate(&self, a: Appointment, before: &[Occurrence], after: &[Occurrence], now: Timestamp) -> Fate {
        let was = before.iter().find(|o| holds(o, a.starts_at, a.ends_at));
        if a.state == AppointmentState::CalledOff && was.is_some_and(Occurrence::takes_place) {
            // It was called off by itself, or has no guide: the plan had nothing to do with that.
            return Fate::Unchanged;
        }
        let is = match was {
            Some(was) => after.iter().find(|o| o.original == was.original).or(match (before, after) {
                ([_], [only]) => Some(only),
                _ => None,
            }),
            None => after.iter().find(|o| holds(o, a.starts_at, a.ends_at)),
        };
        let lost = |a: Appointment| match a.state {
            AppointmentState::CalledOff => Fate::Unchanged,
            _ => Fate::Lost(Box::new(a)),
        };
        let Some(is) = is else { return lost(a) };
        let by = was.filter(|was| moves_along(was, is)).map_or(SignedDuration::ZERO, |was| {
            is.starts_at().duration_since(was.starts_at())
        });
        let place = self.published.place_id(&is.place).unwrap_or(a.place);
        let (Ok(starts_at), Ok(ends_at)) = (a.starts_at.checked_add(by), a.ends_at.checked_add(by)) else {
            return lost(a);
        };
        if !holds(is, starts_at, ends_at) || starts_at <= now {
            return lost(a);
        }
        let cells = domain::bookings::cells(starts_at, ends_at);
        let pause = a.cells.end - domain::bookings::cells(a.starts_at, a.ends_at).end;
        let landing = Landing {
            cells: cells.start..cells.end + pause.max(0),
            in_: is.clone(),
            starts_at,
            ends_at,
            place,
            a,
        };
        match landing.a.state {
            // Whoever fills in the form is offered other times, with all she has written.
            AppointmentState::Held if landing.is_elsewhere() || landing.a.lanes.guide >= is.guides => {
                Fate::Lost(Box::new(landing.a))
            }
            AppointmentState::Held => Fate::Unchanged,
            _ => Fate::Lands(Box::new(landing)),
        }
    }

    fn plan(&self, offering: Id) -> &BookingPlan {
        self.published.offering_by_id(offering).and_then(|o| o.booking.as_ref()).unwrap_or(&self.usual)
    }

    /// Finds lanes for those who landed, occurrence by occurrence, and tells those for whom something changed. Gives those
    /// who were moved and have none.
    fn settle(&self, tx: &mut Tx, landings: Vec<Landing>) -> Result<Vec<Appointment>, AppError> {
        let mut lost = Vec::new();
        let mut by_occurrence: BTreeMap<(Id, Key, Timestamp), Vec<Landing>> = BTreeMap::new();
        for l in landings {
            let key = (l.a.offering, l.a.schedule.clone(), l.in_.starts_at());
            by_occurrence.entry(key).or_default().push(l);
        }
        for of_one in by_occurrence.into_values() {
            let guides = seat(tx, &of_one)?;
            for (landing, guide) in of_one.into_iter().zip(guides) {
                let plan = self.plan(landing.a.offering);
                if let Some(without) = settle_one(tx, (self.published, self.teller, plan), landing, guide)? {
                    lost.push(without);
                }
            }
        }
        Ok(lost)
    }

    fn call_off(&self, tx: &mut Tx, a: &Appointment, free: &mut Free) -> Result<(), AppError> {
        let (now, today) = (tx.now(), day_and_minute(tx.now()).0);
        let mut instead = Vec::new();
        if let Some(b) = Bookable::by_id(self.published, a.offering, today) {
            let key = (a.offering, b.minutes(&book::wish_of(a)), a.day);
            if let Some(known) = free.get(&key) {
                instead.clone_from(known);
            } else {
                instead = book::free_instead(tx, &b, a, now)?;
                free.insert(key, instead.clone());
            }
        }
        book::call_off(tx, self.teller, a, &reason(self.published, a), &instead)
    }
}

/// Free times to offer, by offering, length and the day that was lost.
type Free = HashMap<(Id, u16, Date), Vec<Time>>;

/// Why the date of an appointment is different, in the municipality's own words; may be empty.
fn reason(published: &Published, a: &Appointment) -> Localized {
    let register = &published.register;
    let offering = published.offering_by_id(a.offering);
    let Some(schedule) = offering.and_then(|o| o.schedules.iter().find(|s| s.key == a.schedule)) else {
        return Localized::default();
    };
    if let Some(exception) = schedule.exceptions.iter().find(|e| e.date == a.original) {
        return exception.reason.clone();
    }
    let calendar = Calendar::new(&register.municipality, &register.places);
    match why_not(schedule, &calendar, a.original) {
        Some(Closure::ClosedPeriod(reason)) => reason,
        _ => Localized::default(),
    }
}

/// Whether the appointments of an occurrence keep their distance from its start: it is moved, or was, or all its hours are
/// others. Where only its first or last hours are gone, those in the middle stay where they are.
fn moves_along(was: &Occurrence, is: &Occurrence) -> bool {
    let moved = |o: &Occurrence| matches!(o.status, Status::Moved { .. });
    let length = |o: &Occurrence| o.ends_at().duration_since(o.starts_at());
    moved(was) || moved(is) || length(was) == length(is)
}

fn free_lanes(tx: &mut Tx, a: &Appointment) -> Result<(), AppError> {
    claims::free_of(tx, book::guides_of(a.offering, &a.schedule), a.id.0)?;
    for what in ["rooms", "machines"] {
        claims::free_of(tx, book::shared_at(what, a.place), a.id.0)?;
    }
    Ok(())
}

/// The guides' lanes of those who are in one occurrence: as before where that can be, else anew for all of them. `None` for
/// those there is nobody for; what they had is theirs still, unless they were moved.
fn seat(tx: &mut Tx, landings: &[Landing]) -> Result<Vec<Option<u16>>, AppError> {
    let Some(first) = landings.first() else {
        return Ok(Vec::new());
    };
    let (guides, lanes) = (book::guides_of(first.a.offering, &first.a.schedule), first.in_.guides);
    let keeps = |l: &Landing| !l.is_elsewhere() && !l.is_back() && l.a.lanes.guide < lanes;
    if landings.iter().all(keeps) {
        return Ok(landings.iter().map(|l| Some(l.a.lanes.guide)).collect());
    }
    for l in landings.iter().filter(|l| l.a.state == AppointmentState::Booked) {
        claims::free_of(tx, guides, l.a.id.0)?;
    }
    let span = landings.iter().map(|l| l.cells.start).min().unwrap_or_default()
        ..landings.iter().map(|l| l.cells.end).max().unwrap_or_default();
    // What others have, from the waiting list or while they fill in a form, stays where it is.
    let mut fixed: Vec<Busy> = Vec::new();
    for taken in claims::taken(tx, guides, span)? {
        if taken.held_until.is_none_or(|until| until > tx.now()) {
            fixed.push(Busy {
                lane: taken.lane,
                cells: taken.cell..taken.cell + 1,
                held: taken.held_until.is_some(),
            });
        }
    }
    let all: Vec<usize> = (0..landings.len()).collect();
    let cells = |some: &[usize]| some.iter().map(|i| landings[*i].cells.clone()).collect::<Vec<_>>();
    let anew = lanes_for(lanes, &fixed, &cells(&all));
    let mut given: Vec<Option<u16>> = landings.iter().map(|l| Some(l.a.lanes.guide)).collect();
    if anew.iter().all(Option::is_some) {
        for (i, lane) in all.iter().zip(anew) {
            given[*i] = lane;
        }
    } else {
        let (kept, rest): (Vec<usize>, Vec<usize>) = all.iter().partition(|i| keeps(&landings[**i]));
        fixed.extend(kept.iter().map(|i| Busy {
            lane: landings[*i].a.lanes.guide,
            cells: landings[*i].cells.clone(),
            held: false,
        }));
        for (i, lane) in rest.iter().zip(lanes_for(lanes, &fixed, &cells(&rest))) {
            given[*i] = lane;
        }
    }
    for i in all {
        let l = &landings[i];
        // Somebody without a guide keeps the lane that went: it says that there is somebody to find a time for.
        let stays = (!l.is_elsewhere() && !l.is_back()).then_some(l.a.lanes.guide);
        if let Some(lane) = given[i].or(stays) {
            let got = claims::take(tx, guides, lane..lane + 1, l.cells.clone(), l.a.id.0, None)?;
            given[i] = given[i].and(got);
        }
    }
    Ok(given)
}

/// Gives an appointment its lanes, and tells who booked when something changed for her. Gives it back when it was moved, or
/// was called off, and there is nobody for it. One that stands where it stood stays, whether there is somebody for it or not.
fn settle_one(
    tx: &mut Tx,
    (published, teller, plan): (&Published, &Teller, &BookingPlan),
    l: Landing,
    guide: Option<u16>,
) -> Result<Option<Appointment>, AppError> {
    let new = l.is_elsewhere() || l.is_back();
    let shared = share(tx, plan, &l, new)?;
    if new && (guide.is_none() || !shared.enough) {
        claims::free(tx, l.a.id.0)?;
        return Ok(Some(l.a).filter(|a| a.state == AppointmentState::Booked));
    }
    let on_web = !l.is_back() || back_on_web(tx, published, plan, &l)?;
    let is = l.settled(shared.lanes(&l, guide, on_web));
    if is != l.a {
        store::set_time(tx, &is)?;
    }
    if l.is_back() {
        store::step(tx, is.id, AppointmentState::CalledOff, AppointmentState::Booked)?;
        store::uncount(tx, &l.a, Counted::CalledOff)?;
    }
    if l.is_elsewhere() {
        tell::moved(tx, teller, &l.a, &is, &reason(published, &l.a))?;
    } else if l.is_back() {
        tell::reinstated(tx, teller, &is)?;
    }
    Ok(None)
}

/// Takes the web's share again for an appointment that stands after all.
fn back_on_web(tx: &mut Tx, published: &Published, plan: &BookingPlan, l: &Landing) -> Result<bool, AppError> {
    let Some(offering) = published.offering_by_id(l.a.offering) else {
        return Ok(false);
    };
    let b = Bookable {
        published,
        offering,
        id: l.a.offering,
        plan,
    };
    if book::take_web(tx, &b, &l.in_, l.a.lanes.web_units, l.a.id, None)? {
        return Ok(true);
    }
    claims::free_of(tx, book::web_share(l.a.offering, &l.a.schedule), l.a.id.0)?;
    Ok(false)
}

/// The room and the machine of an appointment where it is now.
struct Shared {
    room: Option<u16>,
    machine: Option<u16>,
    /// Whether it got what it must have.
    enough: bool,
}

impl Shared {
    fn lanes(&self, l: &Landing, guide: Option<u16>, on_web: bool) -> Lanes {
        let web_units = if on_web { l.a.lanes.web_units } else { 0 };
        let each = u64::try_from(l.cells.end - l.cells.start).unwrap_or_default();
        let kinds = 1 + u64::from(self.room.is_some()) + u64::from(self.machine.is_some());
        Lanes {
            guide: guide.unwrap_or(l.a.lanes.guide),
            room: self.room,
            machine: self.machine,
            web_units,
            claims: each * kinds + u64::from(web_units),
        }
    }
}

/// Finds a room and a machine where they are needed; what an appointment has and can keep, it keeps. Where one is wanting,
/// one that stands where it stood keeps what it had.
fn share(tx: &mut Tx, plan: &BookingPlan, l: &Landing, new: bool) -> Result<Shared, AppError> {
    let mut got = [l.a.lanes.room, l.a.lanes.machine];
    let mut enough = true;
    for (lane, (what, lanes)) in got.iter_mut().zip([("rooms", plan.rooms), ("machines", plan.machines)]) {
        let Some(lanes) = lanes else {
            *lane = lane.filter(|_| !new);
            continue;
        };
        if !new && lane.is_none_or(|lane| lane < lanes) {
            continue;
        }
        claims::free_of(tx, book::shared_at(what, l.a.place), l.a.id.0)?;
        let resource = book::shared_at(what, l.place);
        let mut found = claims::take(tx, resource, 0..lanes, l.cells.clone(), l.a.id.0, None)?;
        enough &= found.is_some();
        if let (None, false, Some(old)) = (found, new, *lane) {
            found = claims::take(tx, resource, old..old + 1, l.cells.clone(), l.a.id.0, None)?;
        }
        *lane = found;
    }
    let [room, machine] = got;
    Ok(Shared { room, machine, enough })
}

/// Whether somebody has booked and there is no guide, room or machine for it any more.
fn is_without(published: &Published, a: &Appointment) -> bool {
    if a.state != AppointmentState::Booked {
        return false;
    }
    let Some(offering) = published.offering_by_id(a.offering) else {
        return false;
    };
    let schedule = offering.schedules.iter().find(|s| s.key == a.schedule);
    let all = schedule.map_or_else(Vec::new, |s| named(&published.register, s, a.original));
    let guides = all.iter().find(|o| holds(o, a.starts_at, a.ends_at)).map_or(0, |o| o.guides);
    let gone =
        |lane: Option<u16>, lanes: Option<u16>| matches!((lane, lanes), (Some(lane), Some(lanes)) if lane >= lanes);
    let plan = offering.booking.as_ref();
    a.lanes.guide >= guides
        || gone(a.lanes.room, plan.and_then(|p| p.rooms))
        || gone(a.lanes.machine, plan.and_then(|p| p.machines))
}

/// Those of some appointments that have not begun and that nobody can take as the plan is now.
#[must_use]
pub fn without_guide(published: &Published, all: Vec<Appointment>, now: Timestamp) -> Vec<Appointment> {
    all.into_iter().filter(|a| a.starts_at > now && is_without(published, a)).collect()
}

/// A time came free: somebody whose guide was taken off the plan gets it, when it helps.
pub(super) fn seat_again(tx: &mut Tx, b: &Bookable, freed: &Appointment) -> Result<(), AppError> {
    let now = tx.now();
    let all: Vec<Appointment> = store::coming(tx, freed.day, freed.day)?
        .into_iter()
        .filter(|a| (a.offering, &a.schedule, a.day) == (freed.offering, &freed.schedule, freed.day))
        .filter(|a| a.state == AppointmentState::Booked && a.starts_at > now)
        .collect();
    if !all.iter().any(|a| is_without(b.published, a)) {
        return Ok(());
    }
    let occurrences = b.occurrences(freed.day, freed.day);
    for o in occurrences.iter().filter(|o| o.schedule == freed.schedule && o.takes_place()) {
        let landings: Vec<Landing> = all
            .iter()
            .filter(|a| holds(o, a.starts_at, a.ends_at))
            .map(|a| Landing {
                a: a.clone(),
                in_: o.clone(),
                starts_at: a.starts_at,
                ends_at: a.ends_at,
                place: a.place,
                cells: a.cells.clone(),
            })
            .collect();
        for (l, guide) in landings.iter().zip(seat(tx, &landings)?) {
            let is = l.settled(share(tx, b.plan, l, false)?.lanes(l, guide, true));
            if is != l.a {
                store::set_time(tx, &is)?;
            }
        }
    }
    Ok(())
}
