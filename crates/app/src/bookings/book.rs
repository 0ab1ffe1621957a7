//! What is done with appointments: holding, booking, moving, giving up, calling off. Each is one transaction; the claims
//! decide who was first.

use super::{
    claims,
    store::{self, Appointment, Counted, Lanes, Party},
    tell,
};
use crate::{
    enrolments,
    frame::{AppError, Published, days},
};
use ::store::{Query, Tx};
use domain::{
    bookings::{
        AppointmentState, Asked, BookingRefusal, Busy, By, Code, Load, MadeBy, Stock, Time, Verdict, cells,
        open_on_web, times, units,
    },
    offerings::{BookingPlan, Offering, Topic},
    schedule::{Calendar, Occurrence, occurrences},
    shared::{Id, Key, day_and_minute},
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
            let guides = resource("guides", b.id, schedule.key.as_str());
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
    let guides = resource("guides", b.id, occurrence.schedule.as_str());
    let Some(guide) = one(tx, guides, occurrence.guides)? else {
        return Ok(None);
    };
    let (mut room, mut machine) = (None, None);
    for (name, lanes, got) in [("rooms", b.plan.rooms, &mut room), ("machines", b.plan.machines, &mut machine)] {
        let Some(lanes) = lanes else { continue };
        *got = one(tx, resource(name, place, ""), lanes)?;
        if got.is_none() {
            return Ok(None);
        }
    }
    let length = time.ends_at.duration_since(time.starts_at).as_mins();
    let web_units = match by(made_by) {
        By::Web => units(b.plan, u16::try_from(length).unwrap_or(u16::MAX)),
        By::Staff => 0,
    };
    for _ in 0..web_units {
        let (day, web) = (days(time.original), resource("web", b.id, occurrence.schedule.as_str()));
        if claims::take(
            tx,
            web,
            0..open_on_web(b.plan, occurrence),
            day..day + 1,
            holder.0,
            until,
        )?
        .is_none()
        {
            return Ok(None);
        }
        claimed += 1;
    }
    Ok(Some(Lanes {
        guide,
        room,
        machine,
        web_units,
        claims: claimed,
    }))
}

fn refused<T>(refusal: BookingRefusal) -> Result<T, AppError> {
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
        held_until: Some(until),
        need: wish.need,
        extra_long: wish.extra_long,
        people: if wish.two { 2 } else { 1 },
        interpreter: wish.interpreter,
        help_language: wish.help_language.clone(),
        made_by,
        delete_after: last_day(b.plan, time.day),
    };
    store::insert(tx, &appointment)?;
    Ok(appointment)
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
    store::insert_booking(tx, id, code_hash(tx.tenant(), &code), party, held.delete_after)?;
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

/// Moves an appointment to another time. When that is taken, the old one stays.
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
    let old = changeable(tx, id)?;
    if old.starts_at == chosen.starts_at && old.schedule == chosen.schedule {
        return Ok(());
    }
    let asked = Asked {
        minutes: b.minutes(&wish_of(&old)),
        by: by(made_by),
        now: tx.now(),
    };
    let (occurrence, time) = b.chosen(chosen, &asked).map_err(AppError::refused)?;
    claims::free(tx, id.0)?;
    let Some(lanes) = take(tx, b, (&occurrence, &time), made_by, id, None)? else {
        // The transaction is undone, so the old time is still theirs.
        return refused(BookingRefusal::Taken);
    };
    let new = at_time(&old, b, &time, lanes)?;
    store::set_time(tx, &new)?;
    tell::moved(tx, teller, &old, &new, "")
}

fn at_time(old: &Appointment, b: &Bookable, time: &Time, lanes: Lanes) -> Result<Appointment, AppError> {
    Ok(Appointment {
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
        delete_after: last_day(b.plan, time.day),
        ..old.clone()
    })
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

/// Offers a time that came free to the first who waits for one in this offering.
fn pass_on(tx: &mut Tx, published: &Published, a: &Appointment) -> Result<(), AppError> {
    let today = day_and_minute(tx.now()).0;
    let Some(b) = Bookable::by_id(published, a.offering, today) else {
        return Ok(());
    };
    let all = b.occurrences(a.day, a.day);
    let occurrence = all.iter().find(|o| o.schedule == a.schedule && o.original.date == a.original && o.takes_place());
    let (Some(occurrence), Some(place)) = (occurrence, published.place_by_id(a.place)) else {
        return Ok(());
    };
    let freed = enrolments::Time {
        schedule: a.schedule.clone(),
        place: place.key.clone(),
        resource: resource("guides", a.offering, a.schedule.as_str()),
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

/// Calls an appointment off because its occurrence does not take place as planned any more.
pub(super) fn call_off(tx: &mut Tx, teller: &tell::Teller, a: &Appointment, reason: &str) -> Result<(), AppError> {
    if a.state == AppointmentState::Held {
        return let_go(tx, a.id);
    }
    end(tx, a, AppointmentState::CalledOff, Counted::CalledOff)?;
    tell::called_off(tx, teller, a, reason)
}

/// The hash a code is stored as.
#[must_use]
pub fn code_hash(tenant: i64, code: &Code) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(tenant.to_be_bytes());
    hash.update(code.plain());
    hash.finalize().into()
}
