//! What is done with appointments: holding, booking, moving, giving up, calling off. Each is one transaction; the claims
//! decide who was first.

use super::{
    claims, follow,
    store::{self, Appointment, Counted, Lanes, Party},
    tell,
};
use crate::{
    enrolments,
    frame::{AppError, Published},
    messages,
};
use ::store::{Query, Tx};
use domain::{
    bookings::{
        AppointmentState, Asked, BookingRefusal, Busy, By, Code, Load, MadeBy, Stock, Time, Verdict, cells, nearest,
        open_on_web, times, units,
    },
    offerings::{BookingPlan, Offering, Topic},
    schedule::{Calendar, Occurrence, occurrences},
    shared::{Id, Key, Localized, Minute, day_and_minute, instant_of},
};
use jiff::{Timestamp, ToSpan, civil::Date};
use sha2::{Digest, Sha256};
use std::collections::HashMap;

/// An offering in which one can book.
#[derive(Clone, Copy)]
pub struct Bookable<'p> {
    /// What is published.
    pub published: &'p Published,
    /// The offering.
    pub offering: &'p Offering,
    /// Its identity.
    pub id: Id,
    /// How appointments are made.
    pub plan: &'p BookingPlan,
}

impl<'p> Bookable<'p> {
    /// The offering with this key, when one can book in it.
    #[must_use]
    pub fn find(published: &'p Published, key: &str, today: Date) -> Option<Self> {
        let offering = published.offering(key).filter(|o| o.published && o.ended.is_none_or(|day| day > today))?;
        Some(Self {
            published,
            offering,
            id: published.offering_id(&offering.key)?,
            plan: offering.booking.as_ref()?,
        })
    }

    /// As [`Bookable::find`], by identity.
    #[must_use]
    pub fn by_id(published: &'p Published, id: Id, today: Date) -> Option<Self> {
        let key = published.offering_by_id(id)?.key.as_str();
        Self::find(published, key, today)
    }

    /// How long an appointment of this kind is.
    #[must_use]
    pub fn minutes(&self, wish: &Wish) -> u16 {
        let once = self.plan.minutes_for(wish.need);
        if wish.extra_long { once.saturating_mul(2) } else { once }
    }

    /// The occurrences with a guide on some days, called-off ones too.
    #[must_use]
    pub fn occurrences(&self, first: Date, last: Date) -> Vec<Occurrence> {
        let register = &self.published.register;
        let calendar = Calendar::new(&register.municipality, &register.places);
        let all = self.offering.schedules.iter().flat_map(|s| occurrences(s, &calendar, first, last));
        all.filter(|o| o.guides > 0).collect()
    }

    /// The times from `first` to `last`, in the order of the calendar, with why each is free or not.
    ///
    /// # Errors
    /// A fault of the database.
    pub fn times(&self, q: &mut impl Query, asked: &Asked, first: Date, last: Date) -> Result<Vec<Time>, AppError> {
        let mut taken = Taken::read(q, first, last, asked.now)?;
        let all = self.occurrences(first, last);
        taken.read_offered(q, self, &all, asked.now)?;
        let of = |o: &Occurrence| times(self.plan, o, &taken.load(self, o), asked);
        let mut out: Vec<Time> = all.iter().flat_map(of).collect();
        out.sort_by(|a, b| (a.starts_at, a.place.as_str()).cmp(&(b.starts_at, b.place.as_str())));
        Ok(out)
    }

    /// The occurrence and the time that somebody chose, when it is in the plan and may be booked but for what is taken.
    fn chosen(&self, chosen: &Chosen, asked: &Asked) -> Result<(Occurrence, Time), BookingRefusal> {
        let day = day_and_minute(chosen.starts_at).0;
        let mut all = self.occurrences(day, day).into_iter().filter(|o| o.schedule == chosen.schedule);
        let found = all.find_map(|o| {
            let time = times(self.plan, &o, &Load::default(), asked)
                .into_iter()
                .find(|t| t.starts_at == chosen.starts_at)?;
            Some((o, time))
        });
        let (occurrence, time) = found.ok_or(BookingRefusal::NotOffered)?;
        match time.verdict {
            Verdict::Free | Verdict::Kept => Ok((occurrence, time)),
            Verdict::TooSoon if time.starts_at <= asked.now => Err(BookingRefusal::Begun),
            _ => Err(BookingRefusal::NotOffered),
        }
    }
}

/// What is taken on some days: by appointments, by day, and by the waiting list, by schedule.
struct Taken(HashMap<Date, Vec<store::Occupied>>, HashMap<Key, Vec<Busy>>);

impl Taken {
    fn read(q: &mut impl Query, first: Date, last: Date, now: Timestamp) -> Result<Self, AppError> {
        let mut by_day: HashMap<Date, Vec<store::Occupied>> = HashMap::new();
        for row in store::occupied(q, first, last, now)? {
            by_day.entry(row.day).or_default().push(row);
        }
        Ok(Self(by_day, HashMap::new()))
    }

    /// Adds the guides' times that are offered to, or taken by, somebody from the waiting list.
    fn read_offered(
        &mut self,
        q: &mut impl Query,
        b: &Bookable,
        all: &[Occurrence],
        now: Timestamp,
    ) -> Result<(), AppError> {
        let (Some(from), Some(until)) = (
            all.iter().map(Occurrence::starts_at).min(),
            all.iter().map(Occurrence::ends_at).max(),
        ) else {
            return Ok(());
        };
        let span = cells(from, until);
        for schedule in &b.offering.schedules {
            let guides = guides_of(b.id, &schedule.key);
            let cells = claims::of_others(q, guides, span.clone(), now)?;
            let list = self.1.entry(schedule.key.clone()).or_default();
            list.extend(cells.into_iter().map(|t| Busy {
                lane: t.lane,
                cells: t.cell..t.cell + 1,
                held: t.held_until.is_some(),
            }));
        }
        Ok(())
    }

    fn load(&self, bookable: &Bookable, occurrence: &Occurrence) -> Load {
        let others = self.1.get(&occurrence.schedule).map_or(&[] as &[Busy], Vec::as_slice);
        let today: &[store::Occupied] = self.0.get(&occurrence.date).map_or(&[], Vec::as_slice);
        let own = || today.iter().filter(|r| r.offering == bookable.id && r.schedule == occurrence.schedule.as_str());
        let place = bookable.published.place_id(&occurrence.place);
        let stock = |lanes: Option<u16>, lane: fn(&store::Occupied) -> Option<u16>| {
            let here = today.iter().filter(|r| Some(r.place) == place);
            let busy = here.filter_map(|r| {
                let lane = lane(r)?;
                Some(Busy {
                    lane,
                    ..r.guide.clone()
                })
            });
            lanes.map(|lanes| Stock {
                lanes,
                busy: busy.collect(),
            })
        };
        Load {
            guides: own().map(|r| r.guide.clone()).chain(others.iter().cloned()).collect(),
            rooms: stock(bookable.plan.rooms, |r| r.room),
            machines: stock(bookable.plan.machines, |r| r.machine),
            on_web: own().filter(|r| r.original == occurrence.original.date).map(|r| r.web_units).sum(),
        }
    }
}

/// What somebody needs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wish {
    /// What it is about; `None` when they do not know.
    pub need: Option<Topic>,
    /// Double length.
    pub extra_long: bool,
    /// Two who come together.
    pub two: bool,
    /// An interpreter.
    pub interpreter: bool,
    /// The language to be helped in; empty for any.
    pub help_language: String,
}

/// A time that was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// The schedule.
    pub schedule: Key,
    /// The instant it begins.
    pub starts_at: Timestamp,
}

pub(super) const fn by(made_by: MadeBy) -> By {
    match made_by {
        MadeBy::Web => By::Web,
        MadeBy::Phone | MadeBy::Counter | MadeBy::List => By::Staff,
    }
}

/// The guides of a schedule.
pub(super) fn guides_of(offering: Id, schedule: &Key) -> [u8; 16] {
    resource("guides", offering, schedule.as_str())
}

/// What of a schedule can be booked on the web.
pub(super) fn web_share(offering: Id, schedule: &Key) -> [u8; 16] {
    resource("web", offering, schedule.as_str())
}

/// The rooms (or the machines) at a place.
pub(super) fn shared_at(what: &str, place: Id) -> [u8; 16] {
    resource(what, place, "")
}

/// What is scarce, named for good by what it is.
fn resource(kind: &str, owner: Id, part: &str) -> [u8; 16] {
    let mut hash = Sha256::new();
    for piece in [kind.as_bytes(), &owner.0, part.as_bytes()] {
        hash.update(piece.len().to_be_bytes());
        hash.update(piece);
    }
    let mut id = [0; 16];
    id.copy_from_slice(&hash.finalize()[..16]);
    id
}

/// Takes a guide, and what else is needed, for `holder`. Nothing is left behind when something is wanting.
fn take(
    tx: &mut Tx,
    b: &Bookable,
    (occurrence, time): (&Occurrence, &Time),
    made_by: MadeBy,
    holder: Id,
    until: Option<Timestamp>,
) -> Result<Option<Lanes>, AppError> {
    let lanes = try_take(tx, b, (occurrence, time), made_by, holder, until)?;
    if lanes.is_none() {
        claims::free(tx, holder.0)?;
    }
    Ok(lanes)
}

fn try_take(
    tx: &mut Tx,
    b: &Bookable,
    (occurrence, time): (&Occurrence, &Time),
    made_by: MadeBy,
    holder: Id,
    until: Option<Timestamp>,
) -> Result<Option<Lanes>, AppError> {
    let place = b.published.place_id(&time.place).ok_or(AppError::Absent)?;
    let cells = time.cells(b.plan.buffer);
    let each = u64::try_from(cells.end - cells.start).unwrap_or_default();
    let mut claimed = 0;
    let mut one = |tx: &mut Tx, resource: [u8; 16], lanes: u16| {
        claimed += each;
        claims::take(tx, resource, 0..lanes, cells.clone(), holder.0, until)
    };
    let guides = guides_of(b.id, &occurrence.schedule);
    let Some(guide) = one(tx, guides, occurrence.guides)? else {
        return Ok(None);
    };
    let (mut room, mut machine) = (None, None);
    for (name, lanes, got) in [("rooms", b.plan.rooms, &mut room), ("machines", b.plan.machines, &mut machine)] {
        let Some(lanes) = lanes else { continue };
        *got = one(tx, shared_at(name, place), lanes)?;
        if got.is_none() {
            return Ok(None);
        }
    }
    let length = time.ends_at.duration_since(time.starts_at).as_mins();
    let web_units = match by(made_by) {
        By::Web => units(b.plan, u16::try_from(length).unwrap_or(u16::MAX)),
        By::Staff => 0,
    };
    if !take_web(tx, b, occurrence, web_units, holder, until)? {
        return Ok(None);
    }
    claimed += u64::from(web_units);
    Ok(Some(Lanes {
        guide,
        room,
        machine,
        web_units,
        claims: claimed,
    }))
}

/// Takes so much of the web's share of an occurrence. `false` when it is not there; then some of it may have been taken.
pub(super) fn take_web(
    tx: &mut Tx,
    b: &Bookable,
    occurrence: &Occurrence,
    units: u16,
    holder: Id,
    until: Option<Timestamp>,
) -> Result<bool, AppError> {
    // One cell stands for the day that the plan gave it, wherever it is moved; it is forgotten when that day is over.
    let midnight = instant_of(occurrence.original.date, Minute::MIDNIGHT);
    let (day, web) = (cells(midnight, midnight).start, web_share(b.id, &occurrence.schedule));
    for _ in 0..units {
        let open = 0..open_on_web(b.plan, occurrence);
        if claims::take(tx, web, open, day..day + 1, holder.0, until)?.is_none() {
            return Ok(false);
        }
    }
    Ok(true)
}

pub(super) fn refused<T>(refusal: BookingRefusal) -> Result<T, AppError> {
    Err(AppError::refused(refusal))
}

/// Holds a time until an instant, under an identity that only the one who asked knows.
///
/// # Errors
/// Refused when somebody else was quicker, or there is no such time.
pub fn hold(
    tx: &mut Tx,
    b: &Bookable,
    wish: &Wish,
    chosen: &Chosen,
    made_by: MadeBy,
    (id, until): (Id, Timestamp),
) -> Result<Appointment, AppError> {
    let asked = Asked {
        minutes: b.minutes(wish),
        by: by(made_by),
        now: tx.now(),
    };
    let (occurrence, time) = b.chosen(chosen, &asked).map_err(AppError::refused)?;
    let Some(lanes) = take(tx, b, (&occurrence, &time), made_by, id, Some(until))? else {
        return refused(BookingRefusal::Taken);
    };
    let appointment = Appointment {
        held_until: Some(until),
        ..at(b, wish, &time, lanes, made_by, id)?
    };
    store::insert(tx, &appointment)?;
    Ok(appointment)
}

/// An appointment at a time, held by nobody yet.
fn at(b: &Bookable, wish: &Wish, time: &Time, lanes: Lanes, made_by: MadeBy, id: Id) -> Result<Appointment, AppError> {
    Ok(Appointment {
        id,
        booking: None,
        offering: b.id,
        place: b.published.place_id(&time.place).ok_or(AppError::Absent)?,
        schedule: time.schedule.clone(),
        original: time.original,
        day: time.day,
        start: time.start,
        end: time.end,
        starts_at: time.starts_at,
        ends_at: time.ends_at,
        cells: time.cells(b.plan.buffer),
        lanes,
        state: AppointmentState::Held,
        held_until: None,
        need: wish.need,
        extra_long: wish.extra_long,
        people: if wish.two { 2 } else { 1 },
        interpreter: wish.interpreter,
        help_language: wish.help_language.clone(),
        made_by,
        delete_after: last_day(b.plan, time.day),
    })
}

fn last_day(plan: &BookingPlan, day: Date) -> Date {
    day.checked_add(i32::from(plan.keep_days).days()).unwrap_or(day)
}

/// How long a time is held from now.
#[must_use]
pub fn hold_ends(plan: &BookingPlan, now: Timestamp) -> Timestamp {
    now.checked_add(i64::from(plan.hold_minutes).minutes()).unwrap_or(now)
}

/// Holds a time a while longer. `false` when the hold has ended and somebody else may have come.
///
/// # Errors
/// A fault of the database.
pub fn extend(tx: &mut Tx, id: Id, until: Timestamp) -> Result<bool, AppError> {
    let Some(held) = store::appointment(tx, id)? else {
        return Ok(false);
    };
    if claims::hold_until(tx, id.0, Some(until))? != held.lanes.claims {
        return Ok(false);
    }
    store::hold_until(tx, id, until)
}

/// Lets go of a held time.
///
/// # Errors
/// A fault of the database.
pub fn let_go(tx: &mut Tx, id: Id) -> Result<(), AppError> {
    if store::forget_held(tx, id)? {
        claims::free(tx, id.0)?;
    }
    Ok(())
}

/// Makes a held time a booking. Sent twice, it is one booking. A hold that has ended is no hindrance while nobody else has
/// the time.
///
/// # Errors
/// Refused when somebody else has the time now, or it is not offered any more.
pub fn confirm(tx: &mut Tx, b: &Bookable, teller: &tell::Teller, id: Id, party: &Party) -> Result<Code, AppError> {
    let code = teller.code(tx.tenant(), id);
    let held = match store::appointment(tx, id)? {
        None => return refused(BookingRefusal::NotOffered),
        Some(a) if a.state == AppointmentState::Held => a,
        Some(a) if a.booking == Some(id) => return Ok(code),
        Some(_) => return refused(BookingRefusal::Gone),
    };
    let held = secured(tx, b, held)?;
    let hash = code_hash(tx.tenant(), &code);
    store::insert_booking(tx, id, hash, (party, teller.base()), held.delete_after)?;
    attach(tx, teller, held, id)?;
    Ok(code)
}

/// Makes a held time one more appointment of a booking that is there: one of a series, or a follow-up.
///
/// # Errors
/// As [`confirm`].
pub fn add(tx: &mut Tx, b: &Bookable, teller: &tell::Teller, id: Id, booking: Id) -> Result<(), AppError> {
    let Some(held) = store::appointment(tx, id)?.filter(|a| a.state == AppointmentState::Held) else {
        return Ok(());
    };
    let held = secured(tx, b, held)?;
    attach(tx, teller, held, booking)
}

/// The held time for good, taken anew when the hold was lost.
fn secured(tx: &mut Tx, b: &Bookable, held: Appointment) -> Result<Appointment, AppError> {
    let kept = claims::keep(tx, held.id.0)?;
    let wish = wish_of(&held);
    let asked = Asked {
        minutes: b.minutes(&wish),
        // The notice was kept when the time was chosen.
        by: By::Staff,
        now: tx.now(),
    };
    let chosen = Chosen {
        schedule: held.schedule.clone(),
        starts_at: held.starts_at,
    };
    let (occurrence, time) = b.chosen(&chosen, &asked).map_err(AppError::refused)?;
    if kept == held.lanes.claims {
        return Ok(held);
    }
    claims::free(tx, held.id.0)?;
    let Some(lanes) = take(tx, b, (&occurrence, &time), held.made_by, held.id, None)? else {
        return refused(BookingRefusal::Taken);
    };
    let again = Appointment { lanes, ..held };
    store::set_time(tx, &again)?;
    Ok(again)
}

fn attach(tx: &mut Tx, teller: &tell::Teller, held: Appointment, booking: Id) -> Result<(), AppError> {
    store::attach(tx, &held, booking)?;
    if !store::step(tx, held.id, AppointmentState::Held, AppointmentState::Booked)? {
        return refused(BookingRefusal::Gone);
    }
    store::count(tx, &held, Counted::Made(held.made_by))?;
    let booked = Appointment {
        booking: Some(booking),
        ..held
    };
    tell::booked(tx, teller, &booked)
}

/// What somebody asked for when the appointment was made.
#[must_use]
pub fn wish_of(a: &Appointment) -> Wish {
    Wish {
        need: a.need,
        extra_long: a.extra_long,
        two: a.people > 1,
        interpreter: a.interpreter,
        help_language: a.help_language.clone(),
    }
}

/// Books a time at once, for somebody who rings or stands at the counter. The same identity again is the same booking.
///
/// # Errors
/// As [`hold`].
pub fn book(
    tx: &mut Tx,
    b: &Bookable,
    teller: &tell::Teller,
    wish: &Wish,
    chosen: &Chosen,
    made_by: MadeBy,
    (id, party): (Id, &Party),
) -> Result<Code, AppError> {
    if store::appointment(tx, id)?.is_none() {
        let until = hold_ends(b.plan, tx.now());
        hold(tx, b, wish, chosen, made_by, (id, until))?;
    }
    confirm(tx, b, teller, id, party)
}

/// An appointment that can still be changed.
fn changeable(tx: &mut Tx, id: Id) -> Result<Appointment, AppError> {
    let found = store::appointment(tx, id)?.ok_or(AppError::Absent)?;
    match found.state {
        AppointmentState::Booked if found.starts_at > tx.now() => Ok(found),
        AppointmentState::Booked | AppointmentState::Over => refused(BookingRefusal::Begun),
        _ => refused(BookingRefusal::Gone),
    }
}

/// Moves an appointment to another time. When that is taken, the old one stays. One that we called off gets a new time under
/// the same code.
///
/// # Errors
/// Refused as [`hold`], or when it has begun or is cancelled.
pub fn move_to(
    tx: &mut Tx,
    b: &Bookable,
    teller: &tell::Teller,
    id: Id,
    chosen: &Chosen,
    made_by: MadeBy,
) -> Result<(), AppError> {
    let found = store::appointment(tx, id)?.ok_or(AppError::Absent)?;
    let was_off = found.state == AppointmentState::CalledOff;
    let old = if was_off { found } else { changeable(tx, id)? };
    if !was_off && old.starts_at == chosen.starts_at && old.schedule == chosen.schedule {
        return Ok(());
    }
    let wish = wish_of(&old);
    let asked = Asked {
        minutes: b.minutes(&wish),
        by: by(made_by),
        now: tx.now(),
    };
    let (occurrence, time) = b.chosen(chosen, &asked).map_err(AppError::refused)?;
    claims::free(tx, id.0)?;
    let Some(lanes) = take(tx, b, (&occurrence, &time), made_by, id, None)? else {
        // The transaction is undone, so the old time is still theirs.
        return refused(BookingRefusal::Taken);
    };
    let new = Appointment {
        booking: old.booking,
        state: AppointmentState::Booked,
        ..at(b, &wish, &time, lanes, old.made_by, id)?
    };
    store::set_time(tx, &new)?;
    if was_off {
        store::step(tx, id, AppointmentState::CalledOff, AppointmentState::Booked)?;
        store::count(tx, &new, Counted::Made(new.made_by))?;
        messages::withdraw(tx, id.0)?;
        return tell::booked(tx, teller, &new);
    }
    tell::moved(tx, teller, &old, &new, &Localized::default())?;
    pass_on(tx, b.published, &old)
}

/// Gives an appointment up for those who booked it. Once more changes nothing.
///
/// # Errors
/// Refused when it has begun.
pub fn cancel(tx: &mut Tx, published: &Published, teller: &tell::Teller, id: Id) -> Result<(), AppError> {
    let found = store::appointment(tx, id)?.ok_or(AppError::Absent)?;
    if found.state == AppointmentState::Cancelled {
        return Ok(());
    }
    let found = changeable(tx, id)?;
    end(tx, &found, AppointmentState::Cancelled, Counted::Cancelled)?;
    tell::cancelled(tx, teller, &found)?;
    pass_on(tx, published, &found)
}

/// A time came free: first to somebody whose guide was taken off the plan, then to the first who waits for one.
fn pass_on(tx: &mut Tx, published: &Published, a: &Appointment) -> Result<(), AppError> {
    let today = day_and_minute(tx.now()).0;
    let Some(b) = Bookable::by_id(published, a.offering, today) else {
        return Ok(());
    };
    follow::seat_again(tx, &b, a)?;
    let all = b.occurrences(a.day, a.day);
    let occurrence = all.iter().find(|o| o.schedule == a.schedule && o.original.date == a.original && o.takes_place());
    let (Some(occurrence), Some(place)) = (occurrence, published.place_by_id(a.place)) else {
        return Ok(());
    };
    let freed = enrolments::Time {
        schedule: a.schedule.clone(),
        place: place.key.clone(),
        resource: guides_of(a.offering, &a.schedule),
        lanes: occurrence.guides,
        starts: a.starts_at,
        ends: a.ends_at,
    };
    enrolments::time_freed(tx, &b.offering.key, &freed).map(|_| ())
}

/// Books the time that somebody on the waiting list has said yes to. What was held for her is given back before, in the same
/// transaction.
///
/// # Errors
/// As [`book`].
pub fn from_list(
    tx: &mut Tx,
    published: &Published,
    teller: &tell::Teller,
    offering: &Key,
    time: &enrolments::Time,
    (two, party): (bool, &Party),
) -> Result<Code, AppError> {
    let today = day_and_minute(tx.now()).0;
    let b = Bookable::find(published, offering.as_str(), today).ok_or(AppError::Absent)?;
    let wish = Wish {
        need: None,
        extra_long: false,
        two,
        interpreter: false,
        help_language: String::new(),
    };
    let chosen = Chosen {
        schedule: time.schedule.clone(),
        starts_at: time.starts,
    };
    let id = Id(tx.random_id());
    book(tx, &b, teller, &wish, &chosen, MadeBy::List, (id, party))
}

fn end(tx: &mut Tx, a: &Appointment, state: AppointmentState, what: Counted) -> Result<(), AppError> {
    if !store::step(tx, a.id, a.state, state)? {
        return refused(BookingRefusal::Gone);
    }
    claims::free(tx, a.id.0)?;
    store::count(tx, a, what)
}

/// Somebody came, or nobody did: counted, and the appointment is over. Nothing says afterwards which of the two it was.
/// Once more changes nothing.
///
/// # Errors
/// Refused when it is cancelled or called off, or is another day.
pub fn finish(tx: &mut Tx, id: Id, came: bool) -> Result<(), AppError> {
    let found = store::appointment(tx, id)?.ok_or(AppError::Absent)?;
    match found.state {
        AppointmentState::Over => return Ok(()),
        AppointmentState::Booked if found.day <= day_and_minute(tx.now()).0 => {}
        AppointmentState::Booked => return refused(BookingRefusal::NotOffered),
        _ => return refused(BookingRefusal::Gone),
    }
    let what = if came { Counted::Came } else { Counted::NoShow };
    if store::step(tx, id, AppointmentState::Booked, AppointmentState::Over)? {
        store::count(tx, &found, what)?;
    }
    Ok(())
}

/// Takes back, the same day, that somebody came or that nobody did. What was counted is not written anywhere, so the one who
/// takes it back says which it was. Once more changes nothing.
///
/// # Errors
/// Refused on another day, when nothing like it is counted, and when it is cancelled or called off.
pub fn undo(tx: &mut Tx, id: Id, came: bool) -> Result<(), AppError> {
    let found = store::appointment(tx, id)?.ok_or(AppError::Absent)?;
    match found.state {
        AppointmentState::Booked => return Ok(()),
        AppointmentState::Over if found.day == day_and_minute(tx.now()).0 => {}
        AppointmentState::Over => return refused(BookingRefusal::Settled),
        _ => return refused(BookingRefusal::Gone),
    }
    let what = if came { Counted::Came } else { Counted::NoShow };
    if !store::step(tx, id, AppointmentState::Over, AppointmentState::Booked)? {
        return Ok(());
    }
    if store::uncount(tx, &found, what)? {
        Ok(())
    } else {
        refused(BookingRefusal::Settled)
    }
}

/// Calls an appointment off, with some times that are free instead.
pub(super) fn call_off(
    tx: &mut Tx,
    teller: &tell::Teller,
    a: &Appointment,
    reason: &Localized,
    instead: &[Time],
) -> Result<(), AppError> {
    end(tx, a, AppointmentState::CalledOff, Counted::CalledOff)?;
    tell::called_off(tx, teller, a, reason, instead)
}

/// How many times are offered instead of one that is called off.
const INSTEAD: usize = 3;

/// The free times nearest to an appointment that we call off, as they are on the web.
///
/// # Errors
/// A fault of the database.
pub fn free_instead(q: &mut impl Query, b: &Bookable, a: &Appointment, now: Timestamp) -> Result<Vec<Time>, AppError> {
    let asked = Asked {
        minutes: b.minutes(&wish_of(a)),
        by: By::Web,
        now,
    };
    let today = day_and_minute(now).0;
    let first = a.day.checked_sub(7.days()).unwrap_or(today).max(today);
    let last = first.checked_add(35.days()).unwrap_or(first).min(domain::bookings::last_day(b.plan, now));
    let all = b.times(q, &asked, first, last)?;
    Ok(nearest(&all, a.starts_at, INSTEAD))
}

/// Calls off one appointment, when nobody can take it: they are told, and may choose another time. Once more changes nothing.
///
/// # Errors
/// Refused when it has begun or is cancelled.
pub fn call_off_one(tx: &mut Tx, published: &Published, teller: &tell::Teller, id: Id) -> Result<(), AppError> {
    let found = store::appointment(tx, id)?.ok_or(AppError::Absent)?;
    if found.state == AppointmentState::CalledOff {
        return Ok(());
    }
    let (found, now) = (changeable(tx, id)?, tx.now());
    let instead = match Bookable::by_id(published, found.offering, day_and_minute(now).0) {
        Some(b) => free_instead(tx, &b, &found, now)?,
        None => Vec::new(),
    };
    call_off(tx, teller, &found, &Localized::default(), &instead)
}

/// The hash a code is stored as.
#[must_use]
pub fn code_hash(tenant: i64, code: &Code) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(tenant.to_be_bytes());
    hash.update(code.plain());
    hash.finalize().into()
}
