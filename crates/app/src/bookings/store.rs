use crate::frame::{AppError, day_of, days, stored_code, stored_key};
use ::store::{Fault, Query, Row, Tx, Value, params};
use domain::{
    bookings::{AppointmentState, Busy, MadeBy},
    messages::Contact,
    offerings::Topic,
    shared::{Id, Key, Minute},
};
use jiff::{Timestamp, ToSpan, civil::Date};
use std::ops::Range;

/// A time with a guide, held or booked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appointment {
    /// Its identity.
    pub id: Id,
    /// Who booked; `None` while held.
    pub booking: Option<Id>,
    /// The offering.
    pub offering: Id,
    /// The place.
    pub place: Id,
    /// The schedule.
    pub schedule: Key,
    /// The day the plan gave the occurrence.
    pub original: Date,
    /// The day.
    pub day: Date,
    /// Clock reading when it begins.
    pub start: Minute,
    /// Clock reading when it ends.
    pub end: Minute,
    /// The instant it begins.
    pub starts_at: Timestamp,
    /// The instant it ends.
    pub ends_at: Timestamp,
    /// What is taken of the guide's time.
    pub cells: Range<i64>,
    /// What is taken.
    pub lanes: Lanes,
    /// Where it stands.
    pub state: AppointmentState,
    /// Until when it is held.
    pub held_until: Option<Timestamp>,
    /// What it is about.
    pub need: Option<Topic>,
    /// Double length.
    pub extra_long: bool,
    /// One, or two who come together.
    pub people: u8,
    /// An interpreter is wished for.
    pub interpreter: bool,
    /// The language one wishes to be helped in; empty for any.
    pub help_language: String,
    /// How it was made.
    pub made_by: MadeBy,
    /// The last day anything about it is kept.
    pub delete_after: Date,
}

/// Which lanes an appointment has, and how many rows of claims that is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lanes {
    /// Of the guides.
    pub guide: u16,
    /// Of the rooms, where one is needed.
    pub room: Option<u16>,
    /// Of the machines, where one is needed.
    pub machine: Option<u16>,
    /// How many ordinary appointments it counts as on the web; 0 for those that staff made.
    pub web_units: u16,
    /// How many rows of claims hold it.
    pub claims: u64,
}

/// Who booked, as far as anybody said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// A first name or alias; may be empty.
    pub name: String,
    /// How to reach them.
    pub contact: Contact,
    /// The language they read (BCP 47).
    pub language: String,
}

/// What is counted for good.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Counted {
    /// Booked, and how.
    Made(MadeBy),
    /// Given up by those who booked.
    Cancelled,
    /// Called off by us.
    CalledOff,
    /// Somebody came.
    Came,
    /// Nobody came.
    NoShow,
}

impl Counted {
    /// Stable code used in the table.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Made(by) => by.code(),
            Self::Cancelled => "cancelled",
            Self::CalledOff => "called_off",
            Self::Came => "came",
            Self::NoShow => "no_show",
        }
    }
}

fn small<T: TryFrom<i64>>(n: i64) -> Result<T, Fault> {
    T::try_from(n).map_err(|_| Fault::corrupt(format!("not in an appointment: {n}")))
}

fn minute(n: i64) -> Result<Minute, Fault> {
    Minute::new(small(n)?).ok_or_else(|| Fault::corrupt(format!("not a minute: {n}")))
}

const APPOINTMENT: &str = "a.id, a.booking_id, a.offering_id, a.place_id, a.schedule, a.original_day, a.day, a.start_minute,
    a.end_minute, a.start_at, a.end_at, a.from_cell, a.to_cell, a.lane, a.room_lane, a.machine_lane, a.web_units, a.claims,
    a.state, a.held_until, a.need, a.extra_long, a.people, a.interpreter, a.help_language, a.made_by, a.delete_after";
const COLUMNS: usize = 27;

fn appointment_of(row: &Row) -> Result<Appointment, Fault> {
    Ok(Appointment {
        id: Id(row.id(0)?),
        booking: row.opt_id(1)?.map(Id),
        offering: Id(row.id(2)?),
        place: Id(row.id(3)?),
        schedule: stored_key(row.str(4)?)?,
        original: day_of(row.int(5)?),
        day: day_of(row.int(6)?),
        start: minute(row.int(7)?)?,
        end: minute(row.int(8)?)?,
        starts_at: row.timestamp(9)?,
        ends_at: row.timestamp(10)?,
        cells: row.int(11)?..row.int(12)?,
        lanes: Lanes {
            guide: small(row.int(13)?)?,
            room: row.opt_int(14)?.map(small).transpose()?,
            machine: row.opt_int(15)?.map(small).transpose()?,
            web_units: small(row.int(16)?)?,
            claims: small(row.int(17)?)?,
        },
        state: stored_code(row.str(18)?, AppointmentState::parse)?,
        held_until: if row.opt_int(19)?.is_some() {
            Some(row.timestamp(19)?)
        } else {
            None
        },
        need: row.opt_text(20)?.map(|code| stored_code(&code, Topic::parse)).transpose()?,
        extra_long: row.bool(21)?,
        people: small(row.int(22)?)?,
        interpreter: row.bool(23)?,
        help_language: row.text(24)?,
        made_by: stored_code(row.str(25)?, MadeBy::parse)?,
        delete_after: day_of(row.int(26)?),
    })
}

/// Stores an appointment that is held, or one that is made at once.
///
/// # Errors
/// A fault of the database.
pub fn insert(tx: &mut Tx, a: &Appointment) -> Result<(), AppError> {
    let mut values = params![tx.tenant(), a.id.0, a.booking.map(|b| b.0), a.offering.0];
    values.extend(time_values(a));
    values.extend(params![
        a.state.code(),
        a.held_until,
        a.need.map(Topic::code),
        a.extra_long,
        a.people,
        a.interpreter,
        a.help_language.as_str(),
        a.made_by.code()
    ]);
    tx.exec(
        "INSERT INTO appointment (tenant_id, id, booking_id, offering_id, place_id, schedule, original_day, day,
             start_minute, end_minute, start_at, end_at, from_cell, to_cell, lane, room_lane, machine_lane, web_units,
             claims, delete_after, state, held_until, need, extra_long, people, interpreter, help_language, made_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23,
             $24, $25, $26, $27, $28)",
        &values,
    )?;
    Ok(())
}

/// The values that say when and where, in the order of [`insert`] and [`set_time`].
fn time_values(a: &Appointment) -> Vec<Value> {
    params![
        a.place.0,
        a.schedule.as_str(),
        days(a.original),
        days(a.day),
        a.start.get(),
        a.end.get(),
        a.starts_at,
        a.ends_at,
        a.cells.start,
        a.cells.end,
        a.lanes.guide,
        a.lanes.room,
        a.lanes.machine,
        a.lanes.web_units,
        i64::try_from(a.lanes.claims).unwrap_or(i64::MAX),
        days(a.delete_after)
    ]
}

/// Gives an appointment another time.
///
/// # Errors
/// A fault of the database.
pub fn set_time(tx: &mut Tx, a: &Appointment) -> Result<(), AppError> {
    let mut values = params![tx.tenant(), a.id.0];
    values.extend(time_values(a));
    tx.exec(
        "UPDATE appointment SET place_id = $3, schedule = $4, original_day = $5, day = $6, start_minute = $7,
             end_minute = $8, start_at = $9, end_at = $10, from_cell = $11, to_cell = $12, lane = $13, room_lane = $14,
             machine_lane = $15, web_units = $16, claims = $17, delete_after = $18
         WHERE tenant_id = $1 AND id = $2",
        &values,
    )?;
    if let Some(booking) = a.booking {
        keep_until(tx, booking, a.delete_after)?;
    }
    Ok(())
}

/// An appointment; `None` when there is none.
///
/// # Errors
/// A fault of the database.
pub fn appointment(q: &mut impl Query, id: Id) -> Result<Option<Appointment>, AppError> {
    let key = params![q.tenant(), id.0];
    let sql = format!("SELECT {APPOINTMENT} FROM appointment a WHERE a.tenant_id = $1 AND a.id = $2");
    Ok(q.one(&sql, &key, appointment_of)?)
}

/// The appointments of a booking, in the order of the calendar.
///
/// # Errors
/// A fault of the database.
pub fn of_booking(q: &mut impl Query, booking: Id) -> Result<Vec<Appointment>, AppError> {
    let key = params![q.tenant(), booking.0];
    let sql = format!(
        "SELECT {APPOINTMENT} FROM appointment a WHERE a.tenant_id = $1 AND a.booking_id = $2 ORDER BY a.start_at, a.id"
    );
    Ok(q.rows(&sql, &key, appointment_of)?)
}

/// The appointments of some days that are held or booked, or that we called off, of the whole municipality.
///
/// # Errors
/// A fault of the database.
pub fn coming(q: &mut impl Query, first: Date, last: Date) -> Result<Vec<Appointment>, AppError> {
    let key = params![q.tenant(), days(first), days(last)];
    let sql = format!(
        "SELECT {APPOINTMENT} FROM appointment a
         WHERE a.tenant_id = $1 AND a.day >= $2 AND a.day <= $3 AND a.state IN ('held', 'booked', 'called_off') ORDER BY a.start_at, a.id"
    );
    Ok(q.rows(&sql, &key, appointment_of)?)
}

/// The booked, called-off and finished appointments of some days with who booked, in the order of the calendar.
///
/// # Errors
/// A fault of the database.
pub fn listed(q: &mut impl Query, first: Date, last: Date) -> Result<Vec<(Appointment, Party)>, AppError> {
    let span = params![q.tenant(), days(first), days(last)];
    let sql = format!(
        "SELECT {APPOINTMENT}, b.name, b.contact_kind, b.contact, b.language FROM appointment a
         JOIN booking b ON b.tenant_id = a.tenant_id AND b.id = a.booking_id
         WHERE a.tenant_id = $1 AND a.day >= $2 AND a.day <= $3 AND a.state IN ('booked', 'called_off', 'over')
         ORDER BY a.start_at, a.id"
    );
    Ok(q.rows(&sql, &span, |row| Ok((appointment_of(row)?, party_of(row, COLUMNS)?)))?)
}

fn party_of(row: &Row, from: usize) -> Result<Party, Fault> {
    let contact = Contact::read(row.str(from + 1)?, row.str(from + 2)?);
    Ok(Party {
        name: row.text(from)?,
        contact: contact.ok_or_else(|| Fault::corrupt("not a contact"))?,
        language: row.text(from + 3)?,
    })
}

/// What is taken on some days of guides, rooms and machines; holds past their time are left out.
#[derive(Clone, Debug)]
pub struct Occupied {
    /// The offering.
    pub offering: Id,
    /// The place.
    pub place: Id,
    /// The schedule.
    pub schedule: String,
    /// The day the plan gave the occurrence.
    pub original: Date,
    /// The day.
    pub day: Date,
    /// The lane of the guides, the cells, and whether it is only held.
    pub guide: Busy,
    /// The lane of the rooms.
    pub room: Option<u16>,
    /// The lane of the machines.
    pub machine: Option<u16>,
    /// How many ordinary appointments it counts as on the web.
    pub web_units: u16,
}

/// Everything that is taken on some days.
///
/// # Errors
/// A fault of the database.
pub fn occupied(q: &mut impl Query, first: Date, last: Date, now: Timestamp) -> Result<Vec<Occupied>, AppError> {
    let span = params![q.tenant(), days(first), days(last), now];
    let found = q.rows(
        "SELECT offering_id, place_id, schedule, original_day, day, lane, from_cell, to_cell, state, room_lane,
             machine_lane, web_units
         FROM appointment
         WHERE tenant_id = $1 AND day >= $2 AND day <= $3
             AND (state IN ('booked', 'over') OR (state = 'held' AND held_until > $4))",
        &span,
        |row| {
            Ok(Occupied {
                offering: Id(row.id(0)?),
                place: Id(row.id(1)?),
                schedule: row.text(2)?,
                original: day_of(row.int(3)?),
                day: day_of(row.int(4)?),
                guide: Busy {
                    lane: small(row.int(5)?)?,
                    cells: row.int(6)?..row.int(7)?,
                    held: row.str(8)? == AppointmentState::Held.code(),
                },
                room: row.opt_int(9)?.map(small).transpose()?,
                machine: row.opt_int(10)?.map(small).transpose()?,
                web_units: small(row.int(11)?)?,
            })
        },
    )?;
    Ok(found)
}

/// Moves an appointment from one state to another. `false` when it stood elsewhere: somebody else was quicker.
///
/// # Errors
/// A fault of the database.
pub fn step(tx: &mut Tx, id: Id, from: AppointmentState, to: AppointmentState) -> Result<bool, AppError> {
    let moved = tx.exec(
        "UPDATE appointment SET state = $4, held_until = NULL WHERE tenant_id = $1 AND id = $2 AND state = $3",
        &params![tx.tenant(), id.0, from.code(), to.code()],
    )?;
    Ok(moved == 1)
}

/// Lets a held appointment be held until another instant. `false` when it is not held.
///
/// # Errors
/// A fault of the database.
pub fn hold_until(tx: &mut Tx, id: Id, until: Timestamp) -> Result<bool, AppError> {
    let moved = tx.exec(
        "UPDATE appointment SET held_until = $3 WHERE tenant_id = $1 AND id = $2 AND state = 'held'",
        &params![tx.tenant(), id.0, until],
    )?;
    Ok(moved == 1)
}

/// Forgets a held appointment. `false` when it is not held.
///
/// # Errors
/// A fault of the database.
pub fn forget_held(tx: &mut Tx, id: Id) -> Result<bool, AppError> {
    let gone = tx.exec(
        "DELETE FROM appointment WHERE tenant_id = $1 AND id = $2 AND state = 'held'",
        &params![tx.tenant(), id.0],
    )?;
    Ok(gone == 1)
}

/// Stores who booked.
///
/// # Errors
/// A fault of the database.
pub fn insert_booking(
    tx: &mut Tx,
    id: Id,
    code_hash: [u8; 32],
    (party, base): (&Party, &str),
    delete_after: Date,
) -> Result<(), AppError> {
    let (kind, address) = party.contact.stored();
    tx.exec(
        "INSERT INTO booking (tenant_id, id, code_hash, name, contact_kind, contact, language, delete_after, base)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        &params![
            tx.tenant(),
            id.0,
            code_hash,
            party.name.as_str(),
            kind,
            address,
            party.language.as_str(),
            days(delete_after),
            base
        ],
    )?;
    Ok(())
}

/// What the address of a receipt began with when the booking was made; empty when that is not known.
///
/// # Errors
/// A fault of the database.
pub fn base(q: &mut impl Query, booking: Id) -> Result<String, AppError> {
    let key = params![q.tenant(), booking.0];
    let found = q.one(
        "SELECT base FROM booking WHERE tenant_id = $1 AND id = $2",
        &key,
        |row| row.text(0),
    )?;
    Ok(found.unwrap_or_default())
}

/// Puts an appointment under a booking.
///
/// # Errors
/// A fault of the database.
pub fn attach(tx: &mut Tx, a: &Appointment, booking: Id) -> Result<(), AppError> {
    tx.exec(
        "UPDATE appointment SET booking_id = $3 WHERE tenant_id = $1 AND id = $2",
        &params![tx.tenant(), a.id.0, booking.0],
    )?;
    keep_until(tx, booking, a.delete_after)
}

fn keep_until(tx: &mut Tx, booking: Id, day: Date) -> Result<(), AppError> {
    tx.exec(
        "UPDATE booking SET delete_after = $3 WHERE tenant_id = $1 AND id = $2 AND delete_after < $3",
        &params![tx.tenant(), booking.0, days(day)],
    )?;
    Ok(())
}

/// The booking a code stands for.
///
/// # Errors
/// A fault of the database.
pub fn by_code(q: &mut impl Query, code_hash: [u8; 32]) -> Result<Option<Id>, AppError> {
    let key = params![q.tenant(), code_hash];
    let found = q.one(
        "SELECT id FROM booking WHERE tenant_id = $1 AND code_hash = $2",
        &key,
        |row| row.id(0),
    )?;
    Ok(found.map(Id))
}

/// Who booked, and the hash of the code.
///
/// # Errors
/// [`AppError::Absent`] when there is no such booking.
pub fn party(q: &mut impl Query, booking: Id) -> Result<(Party, Vec<u8>), AppError> {
    let key = params![q.tenant(), booking.0];
    q.one(
        "SELECT name, contact_kind, contact, language, code_hash FROM booking WHERE tenant_id = $1 AND id = $2",
        &key,
        |row| Ok((party_of(row, 0)?, row.bytes(4)?)),
    )?
    .ok_or(AppError::Absent)
}

/// A month as it is counted: year × 12 and the month from 0.
#[must_use]
pub fn month(day: Date) -> i64 {
    i64::from(day.year()) * 12 + i64::from(day.month()) - 1
}

/// Counts something that happened with an appointment, in the month of the appointment.
///
/// # Errors
/// A fault of the database.
pub fn count(tx: &mut Tx, a: &Appointment, what: Counted) -> Result<(), AppError> {
    tx.exec(
        "INSERT INTO booking_month (tenant_id, month, offering_id, place_id, what, n) VALUES ($1, $2, $3, $4, $5, 1)
         ON CONFLICT (tenant_id, month, offering_id, place_id, what) DO UPDATE SET n = booking_month.n + 1",
        &params![tx.tenant(), month(a.day), a.offering.0, a.place.0, what.code()],
    )?;
    Ok(())
}

/// Takes back something that was counted and did not happen after all. `false` when nothing like it is counted.
///
/// # Errors
/// A fault of the database.
pub fn uncount(tx: &mut Tx, a: &Appointment, what: Counted) -> Result<bool, AppError> {
    let changed = tx.exec(
        "UPDATE booking_month SET n = n - 1
         WHERE tenant_id = $1 AND month = $2 AND offering_id = $3 AND place_id = $4 AND what = $5 AND n > 0",
        &params![tx.tenant(), month(a.day), a.offering.0, a.place.0, what.code()],
    )?;
    Ok(changed == 1)
}

/// What was counted in some months, by offering and what.
///
/// # Errors
/// A fault of the database.
pub fn counted(q: &mut impl Query, first: Date, last: Date) -> Result<Vec<(Id, String, i64)>, AppError> {
    let span = params![q.tenant(), month(first), month(last)];
    let found = q.rows(
        "SELECT offering_id, what, CAST(SUM(n) AS BIGINT) FROM booking_month
         WHERE tenant_id = $1 AND month >= $2 AND month <= $3 GROUP BY offering_id, what ORDER BY offering_id, what",
        &span,
        |row| Ok((Id(row.id(0)?), row.text(1)?, row.int(2)?)),
    )?;
    Ok(found)
}

/// How many rows are older than was promised: appointments and bookings past their day, and holds a day past their time.
///
/// # Errors
/// A fault of the database.
pub fn left_before(q: &mut impl Query, day: Date) -> Result<i64, AppError> {
    let key = params![q.tenant(), days(day)];
    let mut left = 0;
    for table in ["appointment", "booking"] {
        let sql = format!("SELECT COUNT(*) FROM {table} WHERE tenant_id = $1 AND delete_after < $2");
        left += q.one(&sql, &key, |row| row.int(0))?.unwrap_or_default();
    }
    Ok(left)
}

/// How many rows one step of the night deletes, so that nobody at a desk waits long.
pub const AT_A_TIME: i64 = 2_000;

/// The appointments whose last day is past, or whose hold ended; some of them.
///
/// # Errors
/// A fault of the database.
pub fn due(q: &mut impl Query, today: Date, now: Timestamp) -> Result<Vec<Id>, AppError> {
    let tenant = q.tenant();
    // Two questions, each with an index of its own: the night asks every hour, and there may be many appointments.
    let mut found = q.rows(
        "SELECT id FROM appointment WHERE tenant_id = $1 AND delete_after < $2 LIMIT $3",
        &params![tenant, days(today), AT_A_TIME],
        |row| row.id(0),
    )?;
    found.extend(q.rows(
        "SELECT id FROM appointment
         WHERE tenant_id = $1 AND state = 'held' AND held_until <= $2 AND delete_after >= $3 LIMIT $4",
        &params![tenant, now, days(today), AT_A_TIME],
        |row| row.id(0),
    )?);
    Ok(found.into_iter().map(Id).collect())
}

/// Deletes an appointment.
///
/// # Errors
/// A fault of the database.
pub fn delete(tx: &mut Tx, id: Id) -> Result<(), AppError> {
    tx.exec(
        "DELETE FROM appointment WHERE tenant_id = $1 AND id = $2",
        &params![tx.tenant(), id.0],
    )?;
    Ok(())
}

/// Deletes bookings past their last day that have no appointment any more.
///
/// # Errors
/// A fault of the database.
pub fn delete_old(tx: &mut Tx, today: Date) -> Result<(), AppError> {
    let key = params![tx.tenant(), days(today)];
    tx.exec(
        "DELETE FROM booking WHERE tenant_id = $1 AND delete_after < $2 AND NOT EXISTS (SELECT 1 FROM appointment a
             WHERE a.tenant_id = booking.tenant_id AND a.booking_id = booking.id)",
        &key,
    )?;
    Ok(())
}

/// Forgets what was counted of wrong codes and of forms from an address in hours that are over.
///
/// # Errors
/// A fault of the database.
pub fn forget_counts(tx: &mut Tx) -> Result<(), AppError> {
    let hour_ago = tx.now().saturating_sub(1.hours()).unwrap_or(tx.now());
    let key = params![tx.tenant(), hour_ago];
    tx.exec(
        "DELETE FROM code_attempt WHERE tenant_id = $1 AND window_start < $2",
        &key,
    )?;
    tx.exec(
        "DELETE FROM form_count WHERE tenant_id = $1 AND window_start < $2",
        &key,
    )?;
    Ok(())
}

/// How many codes that do not exist came from an address in this quarter of an hour.
///
/// # Errors
/// A fault of the database.
pub fn wrong_codes(q: &mut impl Query, bucket: [u8; 32], window: i64) -> Result<i64, AppError> {
    let key = params![q.tenant(), bucket, window];
    let found = q.one(
        "SELECT attempts FROM code_attempt WHERE tenant_id = $1 AND bucket = $2 AND window_start = $3",
        &key,
        |row| row.int(0),
    )?;
    Ok(found.unwrap_or_default())
}

/// Counts a code that does not exist; forgets what was counted in earlier windows.
///
/// # Errors
/// A fault of the database.
pub fn count_wrong_code(tx: &mut Tx, bucket: [u8; 32], window: i64) -> Result<(), AppError> {
    let tenant = tx.tenant();
    tx.exec(
        "DELETE FROM code_attempt WHERE tenant_id = $1 AND window_start < $2",
        &params![tenant, window],
    )?;
    tx.exec(
        "INSERT INTO code_attempt (tenant_id, bucket, window_start, attempts) VALUES ($1, $2, $3, 1)
         ON CONFLICT (tenant_id, bucket, window_start) DO UPDATE SET attempts = code_attempt.attempts + 1",
        &params![tenant, bucket, window],
    )?;
    Ok(())
}
