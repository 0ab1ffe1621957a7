//! A year of made-up days, lived through one by one: each morning somebody may be ill, during the day people come, at night
//! the day is sealed. Every step is the command that a tap calls, with a clock that is moved.

use super::{
    chance::Chance,
    demo::{self, Accounts},
    gatherings::{self, Gathering},
    learnt::Learnt,
    nightly, promises,
    things::{self, Things},
    visitor::{self, Arrival},
};
use crate::{
    anchoring,
    bookings::{self, MadeUp},
    boundaries, council, enrolments, exchange,
    frame::{AppError, Published, published::Ids},
    guides, handbook, incidents, messages, municipality, packages, promise, queue, referrals, risk, roster, visits,
};
use domain::{
    access::Role,
    bookings::MadeBy,
    offerings::{Access, Offering, OfferingKind},
    promise::Cause,
    queue::TicketAction,
    referrals::Way,
    register::Register,
    schedule::{Calendar, Change, Exception, Occurrence, OccurrenceKey, Rule, Staffing, next_occurrences, occurrences},
    shared::{Id, Localized, Minute, day_and_minute, instant_of},
    visits::Visit,
};
use jiff::{
    Timestamp, ToSpan,
    civil::{Date, Weekday},
};
use std::sync::Arc;
use store::{Actor, Db, Tx, WriteCtx};

/// How many people come for each guide and hour when it is neither busy nor quiet.
const AT_DROP_IN: f64 = 2.6;
/// How many days ahead the events are planned.
const PLANNED_DAYS: usize = 21;
/// How many days ahead somebody has booked a time.
const BOOKED_DAYS: usize = 12;
/// How many of the times are booked.
const BOOKED: f64 = 0.65;
/// How often somebody is ill, per drop-in.
const ILL: f64 = 0.004;

/// The days that are made up: from the first, until an instant of the last.
pub struct Span {
    first: Date,
    now: Timestamp,
    /// How many there should be in all, when that is asked for.
    visits: Option<u32>,
}

impl Span {
    /// The days before an instant, and the part of its own day that is over.
    #[must_use]
    pub fn back_from(now: Timestamp, days: i64) -> Self {
        let today = day_and_minute(now).0;
        let first = today.checked_sub(days.days()).unwrap_or(today);
        Self {
            first,
            now,
            visits: None,
        }
    }

    /// From 1 January so many years ago until an instant, so that every figure of this year has one to be compared with.
    #[must_use]
    pub fn whole_years_back(now: Timestamp, years: u8) -> Self {
        let today = day_and_minute(now).0;
        let first = today.first_of_year().checked_sub(i64::from(years).years()).unwrap_or(today);
        Self {
            first,
            now,
            visits: None,
        }
    }

    /// The same days with about so many visits.
    #[must_use]
    pub fn with_visits(mut self, visits: u32) -> Self {
        self.visits = Some(visits);
        self
    }

    /// When the municipality begins: at seven in the morning of the first day.
    #[must_use]
    pub fn begins(&self) -> Timestamp {
        at(self.first, 7 * 60)
    }

    /// The last day.
    #[must_use]
    pub fn today(&self) -> Date {
        day_and_minute(self.now).0
    }

    fn days(&self) -> impl Iterator<Item = Date> + use<> {
        let last = self.today();
        self.first.series(1.day()).take_while(move |day| *day <= last)
    }
}

/// What happens in a queue.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    /// Somebody comes and gets a ticket.
    Come,
    /// The next one is called.
    Call,
    /// The one who was called has had help.
    Finish,
}

/// How many minutes ago each thing happened in a queue that is going on.
const QUEUE: [(i64, Step); 14] = [
    (58, Step::Come),
    (57, Step::Call),
    (52, Step::Come),
    (44, Step::Finish),
    (43, Step::Call),
    (40, Step::Come),
    (31, Step::Come),
    (29, Step::Finish),
    (28, Step::Call),
    (19, Step::Come),
    (14, Step::Finish),
    (12, Step::Call),
    (8, Step::Come),
    (3, Step::Come),
];

/// Does a step with the commands of the queue; returns who has been called.
fn take(
    tx: &mut Tx<'_>,
    step: Step,
    place: Id,
    new: Option<Id>,
    called: Option<Id>,
    guides: u32,
) -> Result<Option<Id>, AppError> {
    match (step, new, called) {
        (Step::Come, Some(id), _) => {
            queue::store::issue(tx, place, id, guides)?;
            Ok(called)
        }
        (Step::Call, _, None) => {
            let waiting = queue::store::day(tx, place, day_and_minute(tx.now()).0)?.map_or(0, |d| d.waiting());
            if waiting == 0 {
                return Ok(None);
            }
            let caller = queue::store::Caller {
                name: demo::name_of(Role::Guide).to_owned(),
                counter: "Skranke 1".to_owned(),
            };
            queue::store::call_next(tx, place, None, &caller).map(|ticket| Some(ticket.id))
        }
        (Step::Finish, _, Some(id)) => {
            queue::store::act(tx, id, TicketAction::Finish)?;
            Ok(None)
        }
        _ => Ok(called),
    }
}

/// What was made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Made {
    /// Days on which somebody came.
    pub days: u32,
    /// Visits.
    pub visits: u32,
}

fn at(day: Date, minute: u16) -> Timestamp {
    // Minutes come from schedules, which end by midnight.
    Minute::new(minute).map_or(Timestamp::MAX, |minute| instant_of(day, minute))
}

/// Somebody's part in the made-up year.
struct Life<'a> {
    db: &'a Db,
    tenant: i64,
    accounts: &'a Accounts,
    span: &'a Span,
    chance: Chance,
    register: Register,
    /// What was published when the year began.
    published: Arc<Published>,
    secret: [u8; 32],
    ids: Ids,
    /// How many times as many come as usual.
    times: f64,
    /// One promise was broken already.
    broken: bool,
    things: Option<Things>,
}

/// Lives through the days of a municipality whose register is stored already.
///
/// # Errors
/// A fault of the database.
pub fn live(db: &Db, tenant: i64, accounts: &Accounts, span: &Span, seed: u64) -> Result<Made, AppError> {
    let loaded = db.read_blocking(tenant, municipality::store::load_published)?.ok_or(AppError::Absent)?;
    let published = Arc::new(Published::new(loaded.clone()));
    let installation = WriteCtx {
        tenant: 0,
        actor: Actor::System,
        now: span.begins(),
    };
    let secret = db.write_blocking(installation, super::store::installation_secret)?;
    let mut life = Life {
        db,
        tenant,
        accounts,
        span,
        chance: Chance::new(seed),
        register: loaded.register,
        published,
        secret,
        ids: loaded.ids,
        times: 1.0,
        broken: false,
        things: None,
    };
    life.put_things()?;
    if let Some(visits) = span.visits {
        life.times = f64::from(visits) / life.expected();
    }
    let (register, first, today) = (life.register.clone(), span.first, span.today());
    let begins = life.ctx(Role::Coordinator, span.begins());
    db.write_blocking(begins, move |tx| promises::begin(tx, &register, first, today))?;
    let mut made = Made::default();
    for day in span.days() {
        let came = life.day(day)?;
        made.visits += came;
        made.days += u32::from(came > 0);
    }
    roster::made_up(db, &life.ctx(Role::Coordinator, span.now), &life.register)?;
    Ok(made)
}

impl Life<'_> {
    fn ctx(&self, role: Role, now: Timestamp) -> WriteCtx {
        let account = self.accounts.iter().find(|(r, _)| *r == role).map(|(_, id)| id.0);
        WriteCtx {
            tenant: self.tenant,
            actor: account.map_or(Actor::System, Actor::Person),
            now,
        }
    }

    fn day(&mut self, day: Date) -> Result<u32, AppError> {
        let is_today = day == self.span.today();
        if !is_today {
            self.fall_ill(day)?;
        }
        let mut came = 0;
        for (offering, occurrence) in self.plan(day) {
            let visits = self.visits(&offering, &occurrence);
            let role = if offering.kind == OfferingKind::LibraryDropIn && came % 2 == 1 {
                Role::Helper
            } else {
                Role::Guide
            };
            came += u32::try_from(visits.len()).unwrap_or(u32::MAX);
            let now = occurrence.ends_at().min(self.span.now);
            let known = self.known(&offering, &occurrence, !visits.is_empty());
            let key = OccurrenceKey::of(&offering.key, &occurrence);
            self.db.write_blocking(self.ctx(role, now), move |tx| {
                for (id, visit) in &visits {
                    visits::store::register(tx, visit, *id)?;
                }
                known.map_or(Ok(()), |(came, broken)| promises::over(tx, &key, came, broken))
            })?;
        }
        self.gather(day)?;
        self.appointments(day)?;
        self.lend(day)?;
        if is_today {
            self.plan_ahead(day)?;
            for ahead in day.series(1.day()).skip(1).take(BOOKED_DAYS) {
                self.appointments(ahead)?;
            }
        } else {
            // Before the doors close.
            let evening = self.ctx(Role::Guide, at(day, 16 * 60));
            self.db.write_blocking(evening, messages::a_day_of_calls)?;
        }
        if came > 0 && !is_today {
            // Three in the night after.
            nightly::once_blocking(self.db, self.tenant, at(day.tomorrow().unwrap_or(day), 3 * 60))?;
        }
        if is_today {
            self.queue()?;
            self.sign_ups()?;
            self.learn()?;
            let (register, today) = (self.register.clone(), self.span.today());
            let now = self.ctx(Role::Coordinator, self.span.now);
            self.db.write_blocking(now, move |tx| promises::ahead(tx, &register, today))?;
            let weeks_ago = self.ctx(Role::Coordinator, self.span.now - (24 * 20).hours());
            self.db.write_blocking(weeks_ago, |tx| {
                handbook::made_up(tx)?;
                risk::made_up::made_up(tx)
            })?;
            let last_week = self.ctx(Role::Leader, self.span.now - (24 * 8).hours());
            let register = self.register.clone();
            self.db.write_blocking(last_week, move |tx| {
                anchoring::made_up::made_up(tx)?;
                council::made_up::made_up(tx, &register)
            })?;
            let last_week = self.ctx(Role::Leader, self.span.now - (24 * 8).hours());
            let register = self.register.clone();
            self.db.write_blocking(last_week, move |tx| {
                boundaries::made_up::made_up(tx, &register)?;
                packages::made_up::made_up(tx, &register)
            })?;
            let writer = self.accounts.iter().find(|(r, _)| *r == Role::Guide).map(|(_, id)| *id);
            let place = self.register.places.first().map(|p| p.key.clone());
            let meeting = self.register.network_meetings.first().map_or_else(String::new, |m| m.key.to_string());
            let kind = |o: &&Offering| o.kind == OfferingKind::CitizenServiceDropIn && o.published;
            let offerings = self.register.offerings.iter().filter(kind).map(|o| Way::Offering(o.key.clone()));
            let doors = domain::referrals::national_doors().iter().take(2).map(|d| Way::Door(d.key.clone()));
            let (ways, from): (Vec<Way>, _) = (offerings.chain(doors).collect(), place.clone());
            let last_week = self.ctx(Role::Guide, self.span.now - (24 * 7).hours());
            self.db.write_blocking(last_week, move |tx| {
                referrals::made_up(tx, &ways, from.as_ref().map_or("", |key| key.as_str()))
            })?;
            let yesterday = self.ctx(Role::Guide, self.span.now - 20.hours());
            self.db.write_blocking(yesterday, move |tx| {
                writer.map_or(Ok(()), |who| incidents::made_up(tx, who, place.as_ref(), &meeting))
            })?;
        }
        Ok(came)
    }

    /// Whether an hour was held by what is known of it: somebody came; else what was said the day after. Of yesterday's nobody
    /// has said anything yet, and once in the last weeks nobody was there.
    fn known(&mut self, offering: &Offering, o: &Occurrence, came: bool) -> Option<(bool, bool)> {
        let days_ago = o.date.until(self.span.today()).map_or(0, |span| span.get_days());
        if came {
            return Some((true, false));
        }
        if o.ends_at() > self.span.now || days_ago <= 1 {
            return None;
        }
        let broken = !self.broken && (8..60).contains(&days_ago) && offering.access != Access::Closed;
        self.broken |= broken;
        Some((false, broken))
    }

    /// Two of three times are booked, some days before. Nine of ten who booked came.
    fn appointments(&mut self, day: Date) -> Result<(), AppError> {
        let bookable: Vec<_> = self.plan(day).into_iter().filter(|(o, _)| o.booking.is_some()).collect();
        for (offering, o) in bookable {
            let count = usize::from(o.guides) * 4;
            let mut made = Vec::with_capacity(count);
            for nth in 0..count {
                if self.chance.often(BOOKED) {
                    made.push(self.appointment(&offering, nth));
                }
            }
            let before = o.starts_at() - 50.hours();
            let (published, secret, key) = (Arc::clone(&self.published), self.secret, offering.key.clone());
            let booked = made.clone();
            self.db.write_blocking(self.ctx(Role::Guide, before.min(self.span.now)), move |tx| {
                bookings::make_up(tx, &published, secret, (&key, day), &booked)
            })?;
            if o.ends_at() <= self.span.now {
                self.db.write_blocking(self.ctx(Role::Guide, o.ends_at()), move |tx| {
                    bookings::make_up_ends(tx, &made)
                })?;
            }
        }
        Ok(())
    }

    fn appointment(&mut self, offering: &Offering, nth: usize) -> MadeUp {
        let need = offering.topics.get(self.chance.below(offering.topics.len() + 1)).copied();
        MadeUp {
            id: self.chance.id(),
            nth,
            need,
            by: self.chance.pick(&[(MadeBy::Phone, 5.0), (MadeBy::Counter, 2.0), (MadeBy::Web, 3.0)]),
            came: self.chance.often(0.9),
        }
    }

    /// The library has things to lend from the first day.
    fn put_things(&mut self) -> Result<(), AppError> {
        let library = self.register.offerings.iter().find(|o| o.kind == OfferingKind::LibraryDropIn);
        let place = library.and_then(|o| o.schedules.first()).and_then(|s| self.ids.places.get(&s.place)).copied();
        let Some(place) = place else { return Ok(()) };
        let things = Things::of_place(place, &mut self.chance);
        let ctx = self.ctx(Role::Coordinator, self.span.begins());
        let things = self.db.write_blocking(ctx, {
            let mut things = Some(things);
            move |tx| {
                // The closure may be run again when two transactions meet; this one meets nobody.
                let things = things.take().ok_or(AppError::Absent)?;
                things.put(tx)?;
                Ok::<_, AppError>(things)
            }
        })?;
        self.things = Some(things);
        Ok(())
    }

    /// What is lent and brought back this day.
    fn lend(&mut self, day: Date) -> Result<(), AppError> {
        let now = at(day, 12 * 60).min(self.span.now);
        let Some(things) = self.things.as_mut() else {
            return Ok(());
        };
        let deeds = things.day(day, &mut self.chance);
        if deeds.is_empty() {
            return Ok(());
        }
        self.db.write_blocking(self.ctx(Role::Guide, now), move |tx| {
            deeds.iter().try_for_each(|deed| deed.happen(tx))
        })
    }

    /// What was held for groups this day is planned and counted.
    fn gather(&mut self, day: Date) -> Result<(), AppError> {
        for (offering, o) in self.plan(day) {
            let over = o.ends_at() <= self.span.now;
            if let Some(gathering) = Gathering::make_up(&offering, &o, over, &mut self.chance) {
                let now = o.ends_at().min(self.span.now);
                self.db.write_blocking(self.ctx(Role::Coordinator, now), move |tx| gathering.happen(tx))?;
            }
        }
        Ok(())
    }

    /// The coming weeks are planned too, but for the last of them; a course has been evaluated, and pupils choose themes.
    fn plan_ahead(&mut self, today: Date) -> Result<(), AppError> {
        let now = self.span.now;
        let ahead: Vec<Date> = today.series(1.day()).skip(1).take(PLANNED_DAYS).collect();
        let planned: Vec<(Offering, Occurrence)> = ahead.into_iter().flat_map(|day| self.plan(day)).collect();
        for (offering, o) in planned {
            if let Some(gathering) = Gathering::make_up(&offering, &o, false, &mut self.chance) {
                self.db.write_blocking(self.ctx(Role::Coordinator, now), move |tx| gathering.happen(tx))?;
            }
        }
        let next: Vec<(Offering, Occurrence)> = self
            .register
            .offerings
            .iter()
            .filter(|o| o.kind == OfferingKind::DataCafe)
            .filter_map(|o| Some((o.clone(), next_occurrences(&self.register, o, now, 1).pop()?)))
            .collect();
        for (offering, o) in next.into_iter().filter(|(_, o)| o.starts_at() > now) {
            let things = self.things.as_ref();
            let holds = things.map_or_else(Vec::new, |t| t.for_event(&offering, &o, &mut self.chance));
            self.db.write_blocking(self.ctx(Role::Coordinator, now), move |tx| {
                holds.iter().try_for_each(|h| things::set_aside(tx, h))
            })?;
        }
        for offering in self.register.offerings.clone() {
            self.db.write_blocking(self.ctx(Role::Coordinator, now), move |tx| match offering.kind {
                OfferingKind::Course => gatherings::open_course(tx, &offering, today),
                OfferingKind::TailoredCourse => gatherings::course(tx, &offering),
                OfferingKind::DataCafe => gatherings::poll(tx, &offering),
                _ => Ok(()),
            })?;
        }
        Ok(())
    }

    /// What the guides have learnt in the year, as far as there are guides.
    fn learn(&mut self) -> Result<(), AppError> {
        let (tenant, now) = (self.tenant, self.span.now);
        let guides = self.db.read_blocking(tenant, |r| guides::all(r))?;
        let account = self.ctx(Role::Coordinator, now).actor;
        let ctx = move |now| WriteCtx {
            tenant,
            actor: account.clone(),
            now,
        };
        let year = Learnt {
            db: self.db,
            ctx: &ctx,
            now,
        };
        year.happen(&guides, &mut self.chance)
    }

    /// The next thing one signs up for is full: somebody has left, and the first on the waiting list is being rung.
    fn sign_ups(&mut self) -> Result<(), AppError> {
        let now = self.span.now;
        let with_list = |o: &&Offering| o.published && matches!(o.access, Access::SignUp | Access::Closed);
        let next = self.register.offerings.iter().filter(with_list).find_map(|offering| {
            next_occurrences(&self.register, offering, now, 1).pop().map(|date| (offering.clone(), date))
        });
        let Some((offering, date)) = next else {
            return Ok(());
        };
        let place = self.register.places.iter().find(|p| p.key == date.place);
        let place = place.map_or_else(String::new, |p| p.name.nb.clone());
        let forms: Vec<Id> = (0..12).map(|_| self.chance.id()).collect();
        let then = now - 3.hours();
        self.db.write_blocking(self.ctx(Role::Guide, then), move |tx| {
            enrolments::made_up(tx, &offering, &date, &place, &forms)
        })
    }

    /// Where a drop-in is open at this moment, some have had help, one gets it now and some wait.
    fn queue(&mut self) -> Result<(), AppError> {
        let now = self.span.now;
        let open = |(offering, at): &(Offering, Occurrence)| {
            offering.kind.is_drop_in() && at.starts_at() <= now && now < at.ends_at()
        };
        for (_, occurrence) in self.plan(self.span.today()).into_iter().filter(open) {
            let Some(place) = self.ids.places.get(&occurrence.place).copied() else {
                continue;
            };
            let guides = u32::from(occurrence.guides);
            let mut ids: Vec<Id> = (0..7).map(|_| self.chance.id()).collect();
            let mut called = None;
            for (minutes, step) in QUEUE {
                let then = now - minutes.minutes();
                if then < occurrence.starts_at() {
                    continue;
                }
                let id = if step == Step::Come { ids.pop() } else { None };
                called = self.db.write_blocking(self.ctx(Role::Guide, then), move |tx| {
                    take(tx, step, place, id, called, guides)
                })?;
            }
        }
        Ok(())
    }

    /// What the municipality itself has with guides on a day.
    fn plan(&self, day: Date) -> Vec<(Offering, Occurrence)> {
        let calendar = Calendar::new(&self.register.municipality, &self.register.places);
        let own = |o: &&Offering| o.published && o.kind != OfferingKind::PartnerOffering && o.ended.is_none();
        let mut plan = Vec::new();
        for offering in self.register.offerings.iter().filter(own) {
            for schedule in offering.schedules.iter().filter(|s| s.staffing == Staffing::Staffed) {
                let found = occurrences(schedule, &calendar, day, day).into_iter();
                plan.extend(found.filter(Occurrence::takes_place).map(|o| (offering.clone(), o)));
            }
        }
        plan
    }

    fn visits(&mut self, offering: &Offering, occurrence: &Occurrence) -> Vec<(Id, Visit)> {
        let (Some(offering_id), Some(place_id)) = (
            self.ids.offerings.get(&offering.key).copied(),
            self.ids.places.get(&occurrence.place).copied(),
        ) else {
            return Vec::new();
        };
        let (start, end) = (occurrence.start.get(), occurrence.end.get());
        let mut out = Vec::new();
        for _ in 0..self.chance.arrivals(self.mean(offering, occurrence)) {
            let minute = start + u16::try_from(self.chance.below(usize::from(end - start))).unwrap_or(0);
            if at(occurrence.date, minute) > self.span.now {
                continue;
            }
            let arrival = Arrival {
                register: &self.register,
                offering,
                offering_id,
                place_id,
                day: occurrence.date,
                minute: Minute::new(minute).unwrap_or(occurrence.start),
            };
            out.push((self.chance.id(), visitor::visit(&arrival, &mut self.chance)));
        }
        out
    }

    /// How many come on average.
    fn mean(&self, offering: &Offering, occurrence: &Occurrence) -> f64 {
        let hours = f64::from(occurrence.end.get() - occurrence.start.get()) / 60.0;
        hours * f64::from(occurrence.guides) * self.busy(offering.kind, occurrence.date)
    }

    /// How many come on average on all days together.
    fn expected(&self) -> f64 {
        self.span
            .days()
            .flat_map(|day| self.plan(day))
            .map(|(o, occurrence)| self.mean(&o, &occurrence))
            .sum()
    }

    /// How many come for each guide and hour.
    fn busy(&self, kind: OfferingKind, day: Date) -> f64 {
        let usual = match kind {
            OfferingKind::OneToOne => 0.9,
            OfferingKind::Club | OfferingKind::DataCafe => 2.2,
            OfferingKind::TailoredCourse => 1.5,
            _ => AT_DROP_IN,
        };
        let month = [1.1, 1.05, 1.05, 1.05, 0.95, 0.9, 0.55, 0.95, 1.1, 1.15, 1.15, 0.85];
        let of_month = month.get(usize::from(day.month().unsigned_abs()) - 1).copied().unwrap_or(1.0);
        let of_day = match day.weekday() {
            Weekday::Monday => 1.15,
            Weekday::Tuesday => 1.05,
            Weekday::Friday => 0.85,
            Weekday::Saturday | Weekday::Sunday => 0.8,
            _ => 1.0,
        };
        // The service becomes known: a fifth more in a year.
        let weeks = self.span.first.until(day).map_or(0, |s| s.get_days()) / 7;
        self.times * usual * of_month * of_day * (0.9 + 0.2 * f64::from(weeks) / 52.0)
    }

    /// Now and then a drop-in is called off in the morning, and the register says so.
    fn fall_ill(&mut self, day: Date) -> Result<(), AppError> {
        let plan = self.plan(day);
        let ill = plan.into_iter().find(|(offering, _)| offering.kind.is_drop_in() && self.chance.often(ILL));
        let Some((offering, occurrence)) = ill else {
            return Ok(());
        };
        let now = at(day, 7 * 60 + 50);
        let key = OccurrenceKey::of(&offering.key, &occurrence);
        let schedules =
            self.register.offerings.iter_mut().filter(|o| o.key == offering.key).flat_map(|o| &mut o.schedules);
        for schedule in schedules.filter(|s| s.key == occurrence.schedule && s.rule != Rule::DatesOnly) {
            schedule.exceptions.push(Exception {
                date: occurrence.original.date,
                change: Change::CalledOff,
                reason: Localized {
                    nb: "Stengt i dag på grunn av sykdom".to_owned(),
                    nn: "Stengt i dag på grunn av sjukdom".to_owned(),
                    en: "Closed today because of illness".to_owned(),
                },
                decided_at: Some(now),
            });
            schedule.exceptions.sort_by_key(|e| e.date);
        }
        let register = self.register.clone();
        self.db.write_blocking(self.ctx(Role::Coordinator, now), move |tx| {
            municipality::store::bump_version(tx)?;
            exchange::save(tx, &register)?;
            promise::store::set_cause(tx, &key, Cause::Absence)
        })?;
        Ok(())
    }
}
