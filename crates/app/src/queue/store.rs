use crate::frame::{AppError, days, stored_code};
use domain::{
    queue::{
        Creature, LabelStyle, Pace, QueueRefusal, TicketAction, TicketLabel, TicketState, check_issue, next_to_call,
    },
    shared::{Id, day_and_minute},
};
use jiff::{Timestamp, civil::Date};
use store::{Event, Fault, Query, Row, Tx, params};

/// A place in the queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ticket {
    /// Its identity, which stands in no other table.
    pub id: Id,
    /// The place it was given at.
    pub place: Id,
    /// What it is called.
    pub label: TicketLabel,
    /// Where it stands.
    pub state: TicketState,
    /// When it was given.
    pub issued_at: Timestamp,
    /// When it was called the last time.
    pub called_at: Option<Timestamp>,
    /// Which employee or device has called it; only while called.
    pub called_by: Option<Id>,
    /// The name colleagues see; empty when not called.
    pub called_name: String,
    /// The counter to go to; empty when not called, or not known.
    pub counter: String,
}

/// The queue of one place today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Day {
    /// The last number given.
    pub issued: u32,
    /// No more tickets are given.
    pub closed: bool,
    /// How fast it moves.
    pub pace: Pace,
    /// The tickets that are not over, by number.
    pub tickets: Vec<Ticket>,
}

impl Day {
    /// The tickets in a state, by number.
    pub fn in_state(&self, state: TicketState) -> impl Iterator<Item = &Ticket> {
        self.tickets.iter().filter(move |t| t.state == state)
    }

    /// How many wait.
    #[must_use]
    pub fn waiting(&self) -> u32 {
        u32::try_from(self.in_state(TicketState::Waiting).count()).unwrap_or(u32::MAX)
    }
}

/// How a place calls people forward.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceSettings {
    /// Numbers, or creatures too.
    pub style: LabelStyle,
    /// Where one goes when called; empty when nothing is written.
    pub go_to: String,
}

/// Who calls, and where to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    /// The name colleagues see.
    pub name: String,
    /// The counter to go to; empty when not known.
    pub counter: String,
}

fn number(n: i64) -> Result<u32, Fault> {
    u32::try_from(n).map_err(|_| Fault::corrupt(format!("not a number of tickets: {n}")))
}

fn instant(ms: i64) -> Result<Timestamp, Fault> {
    Timestamp::from_millisecond(ms).map_err(|_| Fault::corrupt(format!("not an instant: {ms}")))
}

const TICKET: &str =
    "id, place_id, number, creature, state, issued_at, called_at, called_by, called_name, counter FROM ticket";

fn ticket_of(row: &Row) -> Result<Ticket, Fault> {
    let creature = row.opt_text(3)?;
    Ok(Ticket {
        id: Id(row.id(0)?),
        place: Id(row.id(1)?),
        label: TicketLabel {
            number: number(row.int(2)?)?,
            creature: creature.map(|code| stored_code(&code, Creature::parse)).transpose()?,
        },
        state: stored_code(row.str(4)?, TicketState::parse)?,
        issued_at: instant(row.int(5)?)?,
        called_at: row.opt_int(6)?.map(instant).transpose()?,
        called_by: row.opt_id(7)?.map(Id),
        called_name: row.text(8)?,
        counter: row.text(9)?,
    })
}

/// The queue of a place on a day; `None` when none has been begun.
///
/// # Errors
/// A fault of the database.
pub fn day(q: &mut impl Query, place: Id, day: Date) -> Result<Option<Day>, AppError> {
    let key = params![q.tenant(), place.0, days(day)];
    let found = q.one(
        "SELECT issued, closed, guides FROM queue_day WHERE tenant_id = $1 AND place_id = $2 AND day = $3",
        &key,
        |row| Ok((number(row.int(0)?)?, row.bool(1)?, number(row.int(2)?)?)),
    )?;
    let Some((issued, closed, guides)) = found else {
        return Ok(None);
    };
    let tickets = q.rows(
        &format!(
            "SELECT {TICKET} WHERE tenant_id = $1 AND place_id = $2 AND day = $3
             AND state IN ('waiting', 'called', 'parked') ORDER BY number"
        ),
        &key,
        ticket_of,
    )?;
    let finished = q.rows(
        "SELECT guidance_minutes FROM ticket
         WHERE tenant_id = $1 AND place_id = $2 AND day = $3 AND guidance_minutes IS NOT NULL",
        &key,
        |row| number(row.int(0)?),
    )?;
    Ok(Some(Day {
        issued,
        closed,
        pace: Pace { finished, guides },
        tickets,
    }))
}

/// A ticket of today.
///
/// # Errors
/// [`AppError::Absent`] when there is none.
pub fn ticket(q: &mut impl Query, id: Id, day: Date) -> Result<Ticket, AppError> {
    let tenant = q.tenant();
    q.one(
        &format!("SELECT {TICKET} WHERE tenant_id = $1 AND id = $2 AND day = $3"),
        &params![tenant, id.0, days(day)],
        ticket_of,
    )?
    .ok_or(AppError::Absent)
}

/// How a place calls people forward: by number, until it has chosen.
///
/// # Errors
/// A fault of the database.
pub fn settings(q: &mut impl Query, place: Id) -> Result<PlaceSettings, AppError> {
    let tenant = q.tenant();
    let found = q.one(
        "SELECT style, go_to FROM queue_place WHERE tenant_id = $1 AND place_id = $2",
        &params![tenant, place.0],
        |row| {
            Ok(PlaceSettings {
                style: stored_code(row.str(0)?, LabelStyle::parse)?,
                go_to: row.text(1)?,
            })
        },
    )?;
    Ok(found.unwrap_or(PlaceSettings {
        style: LabelStyle::Number,
        go_to: String::new(),
    }))
}

/// Keeps how a place calls people forward, and how many guide there today.
///
/// # Errors
/// A fault of the database.
pub fn set(tx: &mut Tx, place: Id, settings: &PlaceSettings, guides: u32) -> Result<(), AppError> {
    tx.exec(
        "INSERT INTO queue_place (tenant_id, place_id, style, go_to) VALUES ($1, $2, $3, $4)
         ON CONFLICT (tenant_id, place_id) DO UPDATE SET style = excluded.style, go_to = excluded.go_to",
        &params![tx.tenant(), place.0, settings.style.code(), settings.go_to.as_str()],
    )?;
    begin(tx, place, guides)?;
    tx.exec(
        "UPDATE queue_day SET guides = $4 WHERE tenant_id = $1 AND place_id = $2 AND day = $3",
        &params![tx.tenant(), place.0, today(tx), guides],
    )?;
    changed(tx, place);
    Ok(())
}

fn today(tx: &Tx) -> i64 {
    days(day_and_minute(tx.now()).0)
}

fn changed(tx: &mut Tx, place: Id) {
    let tenant = tx.tenant();
    tx.after_commit(Event::new(tenant, "queue", place.to_string()));
}

/// Begins the day's queue if nobody has, and holds its row until the transaction ends: numbers are given one at a time.
fn begin(tx: &mut Tx, place: Id, guides: u32) -> Result<(u32, bool), AppError> {
    let key = params![tx.tenant(), place.0, today(tx)];
    tx.exec(
        "INSERT INTO queue_day (tenant_id, place_id, day, issued, closed, guides) VALUES ($1, $2, $3, 0, 0, $4)
         ON CONFLICT (tenant_id, place_id, day) DO UPDATE SET issued = queue_day.issued",
        &params![tx.tenant(), place.0, today(tx), guides],
    )?;
    let (issued, closed) = tx
        .one(
            "SELECT issued, closed FROM queue_day WHERE tenant_id = $1 AND place_id = $2 AND day = $3",
            &key,
            |row| Ok((number(row.int(0)?)?, row.bool(1)?)),
        )?
        .ok_or(AppError::Absent)?;
    if issued == 0 {
        forget_old(tx)?;
    }
    Ok((issued, closed))
}

/// Gives a ticket. The same `id` again gives the same ticket, so that a double click gives one.
///
/// # Errors
/// Refused when the queue is closed.
pub fn issue(tx: &mut Tx, place: Id, id: Id, guides: u32) -> Result<Ticket, AppError> {
    let day = day_and_minute(tx.now()).0;
    let (issued, closed) = begin(tx, place, guides)?;
    match ticket(tx, id, day) {
        Err(AppError::Absent) => {}
        found => return found,
    }
    check_issue(closed).map_err(AppError::refused)?;
    let style = settings(tx, place)?.style;
    let salt = place.0.iter().fold(0u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(*byte)));
    let label = TicketLabel::next(style, day, salt, issued);
    tx.exec(
        "UPDATE queue_day SET issued = $4 WHERE tenant_id = $1 AND place_id = $2 AND day = $3",
        &params![tx.tenant(), place.0, days(day), label.number],
    )?;
    tx.exec(
        "INSERT INTO ticket (tenant_id, id, place_id, day, number, creature, state, issued_at, called_name, counter)
         VALUES ($1, $2, $3, $4, $5, $6, 'waiting', $7, '', '')",
        &params![
            tx.tenant(),
            id.0,
            place.0,
            days(day),
            label.number,
            label.creature.map(Creature::code),
            tx.now().as_millisecond()
        ],
    )?;
    changed(tx, place);
    ticket(tx, id, day)
}

/// Calls a ticket. The database decides between two who call the same one; calling again what one has called oneself
/// changes nothing.
///
/// # Errors
/// Refused when somebody else has called it, or it is over.
pub fn call(tx: &mut Tx, id: Id, caller: &Caller) -> Result<Ticket, AppError> {
    let (tenant, day, now) = (tx.tenant(), day_and_minute(tx.now()).0, tx.now().as_millisecond());
    let me = tx.actor().id();
    let won = tx.exec(
        "UPDATE ticket SET state = 'called', called_at = $4, called_by = $5, called_name = $6, counter = $7
         WHERE tenant_id = $1 AND id = $2 AND day = $3 AND state IN ('waiting', 'parked')",
        &params![tenant, id.0, days(day), now, me, caller.name.as_str(), caller.counter.as_str()],
    )?;
    let found = ticket(tx, id, day)?;
    if won == 1 {
        changed(tx, found.place);
        return Ok(found);
    }
    let mine = found.state == TicketState::Called && found.called_by.is_some_and(|by| Some(by.0) == me);
    if mine {
        return Ok(found);
    }
    Err(AppError::refused(
        found.state.after(TicketAction::Call).err().unwrap_or(QueueRefusal::AlreadyCalled),
    ))
}

/// Calls the one who has waited longest. `seen` is the ticket the guide saw as the next one: pressed twice, it calls one.
///
/// # Errors
/// Refused when nobody is waiting.
pub fn call_next(tx: &mut Tx, place: Id, seen: Option<Id>, caller: &Caller) -> Result<Ticket, AppError> {
    let today = day_and_minute(tx.now()).0;
    let me = tx.actor().id();
    let mut tickets = day(tx, place, today)?.map(|d| d.tickets).unwrap_or_default();
    let again = |t: &&Ticket| {
        Some(t.id) == seen && t.state == TicketState::Called && t.called_by.is_some_and(|by| Some(by.0) == me)
    };
    if let Some(done) = tickets.iter().find(again) {
        return Ok(done.clone());
    }
    loop {
        let states: Vec<(u32, TicketState)> = tickets.iter().map(|t| (t.label.number, t.state)).collect();
        let next = next_to_call(&states).map_err(AppError::refused)?;
        let at = tickets.iter().position(|t| t.label.number == next).ok_or(AppError::Absent)?;
        let id = tickets.swap_remove(at).id;
        match call(tx, id, caller) {
            // Somebody was quicker, or the person went: the one after.
            Err(AppError::Refused(_)) => {}
            other => return other,
        }
    }
}

/// Parks, resumes, finishes or lets go of a ticket.
///
/// # Errors
/// Refused when the action does not fit where the ticket stands.
pub fn act(tx: &mut Tx, id: Id, action: TicketAction) -> Result<Ticket, AppError> {
    let day = day_and_minute(tx.now()).0;
    let mut found = ticket(tx, id, day)?;
    loop {
        let state = found.state.after(action).map_err(AppError::refused)?;
        if step(tx, &found, state)? {
            changed(tx, found.place);
            return ticket(tx, id, day);
        }
        found = ticket(tx, id, day)?;
    }
}

/// Whether the ticket went from where it was seen to `state`; `false` when somebody else had moved it.
fn step(tx: &mut Tx, from: &Ticket, state: TicketState) -> Result<bool, AppError> {
    let minutes = from
        .called_at
        .filter(|_| state == TicketState::Done)
        .map(|called| tx.now().duration_since(called).as_mins().clamp(0, 1440));
    let moved = tx.exec(
        "UPDATE ticket SET state = $4, called_at = NULL, called_by = NULL, called_name = '', counter = '',
             guidance_minutes = $5
         WHERE tenant_id = $1 AND id = $2 AND state = $3",
        &params![tx.tenant(), from.id.0, from.state.code(), state.code(), minutes],
    )?;
    Ok(moved == 1)
}

/// Ends a ticket because its visit is registered, wherever it stood. One that is over or forgotten is left alone.
///
/// # Errors
/// A fault of the database.
pub fn done(tx: &mut Tx, id: Id) -> Result<(), AppError> {
    let found = match ticket(tx, id, day_and_minute(tx.now()).0) {
        Err(AppError::Absent) => return Ok(()),
        found => found?,
    };
    if !found.state.is_over() && step(tx, &found, TicketState::Done)? {
        changed(tx, found.place);
    }
    Ok(())
}

/// Closes the queue for today, or opens it again. Those who wait stay.
///
/// # Errors
/// A fault of the database.
pub fn close(tx: &mut Tx, place: Id, closed: bool) -> Result<(), AppError> {
    tx.exec(
        "INSERT INTO queue_day (tenant_id, place_id, day, issued, closed, guides) VALUES ($1, $2, $3, 0, $4, 1)
         ON CONFLICT (tenant_id, place_id, day) DO UPDATE SET closed = excluded.closed",
        &params![tx.tenant(), place.0, today(tx), closed],
    )?;
    changed(tx, place);
    Ok(())
}

/// How many tickets are left of days before `day`.
///
/// # Errors
/// A fault of the database.
pub fn left_before(q: &mut impl Query, day: Date) -> Result<i64, AppError> {
    let key = params![q.tenant(), days(day)];
    let found = q.one(
        "SELECT COUNT(*) FROM ticket WHERE tenant_id = $1 AND day < $2",
        &key,
        |row| row.int(0),
    )?;
    Ok(found.unwrap_or_default())
}

/// Deletes the queues of days before today.
///
/// # Errors
/// A fault of the database.
pub fn forget_old(tx: &mut Tx) -> Result<(), AppError> {
    let before = params![tx.tenant(), today(tx)];
    tx.exec("DELETE FROM ticket WHERE tenant_id = $1 AND day < $2", &before)?;
    tx.exec("DELETE FROM queue_day WHERE tenant_id = $1 AND day < $2", &before)?;
    Ok(())
}
