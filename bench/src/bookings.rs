//! What an appointment costs from the form to the receipt, with few and with many old bookings, and what the free times of a
//! month cost.

use crate::{
    Trouble,
    client::{Client, Crowd, crowd},
    data::World,
    report::Report,
    servers::Server,
};
use app::{
    bookings::store::{self as rows, Appointment, Lanes, Party},
    frame::AppError,
    municipality::store::load_published,
    operations::{self, demo},
};
use domain::{
    bookings::{AppointmentState, MadeBy, cells},
    messages::Contact,
    offerings::{BookingPlan, Kept, Offering, OfferingKind},
    register::Register,
    schedule::Rule,
    shared::{Id, Key, Minute, instant_of},
};
use jiff::{Timestamp, ToSpan};
use std::{path::Path, sync::atomic::AtomicBool, time::Instant};
use store::{Actor, Db, DbConfig, WriteCtx};

const CLIENTS: u32 = 16;
/// Bookings of each client.
const EACH: u32 = 100;
const FEW: u32 = 1_000;
const MANY: u32 = 1_000_000;
/// Places with five guides each, in the offering whose month is looked at.
const PLACES: usize = 10;
const GUIDES: u16 = 5;

/// Measures appointments.
pub fn measure(world: &World, report: &mut Report) -> Result<(), Trouble> {
    let few = with_old(&world.folder.join("few.db"), FEW / world.share, world.share)?;
    report.at_least(
        "bookings kept a second, form to receipt, SQLite, 16 clients",
        few.per_second,
        200.0,
        "/s",
    );
    report.at_most("99 of 100 bookings, form to receipt", few.p99, 100.0, "ms");
    report.at_most(
        "free times of a month, 10 places with 5 guides, as a page",
        few.month,
        20.0,
        "ms",
    );
    let many = with_old(&world.folder.join("many.db"), MANY / world.share, world.share)?;
    report.at_least(
        "bookings kept a second after 1 000 000 old ones: as many, a fifth allowed for noise",
        many.per_second,
        few.per_second * 0.8,
        "/s",
    );
    report.at_most("99 of 100 bookings after 1 000 000 old ones", many.p99, 100.0, "ms");
    Ok(())
}

struct Seen {
    per_second: f64,
    p99: f64,
    month: f64,
}

fn with_old(file: &Path, old: u32, share: u32) -> Result<Seen, Trouble> {
    let register = town()?;
    let now = Timestamp::now();
    eprintln!("making {old} old bookings …");
    let db = Db::open(&DbConfig::file(file.to_owned())).map_err(|e| e.to_string())?;
    db.migrate().map_err(|e| e.to_string())?;
    operations::import(&db, &register.into(), false, now).map_err(|e| format!("{e:?}"))?;
    remember(&db, old, now)?;
    db.close();
    let server = Server::start(&["serve", "--database", &file.to_string_lossy()])?;
    server.settled()?;
    booked(&server, 10, 0)?;
    let seen = booked(&server, EACH / share.min(20), 10)?;
    Ok(Seen {
        per_second: seen.answers as f64 / seen.seconds,
        p99: seen.p99,
        month: month(&server)?,
    })
}

/// Clients who book as fast as they are answered; `before` is how many each has booked already.
fn booked(server: &Server, each: u32, before: u32) -> Result<Crowd, Trouble> {
    let never = AtomicBool::new(false);
    crowd(server.address, "", CLIENTS, each, &never, |client, number, turn| {
        book(client, &format!("time-{number}"), before + turn)
    })
}

/// One offering for each client, and one with many places.
fn town() -> Result<Register, Trouble> {
    let mut register = demo::bergen()?.register;
    let like = register.offerings.iter().find(|o| o.kind == OfferingKind::OneToOne).ok_or("no one-to-one")?.clone();
    for number in 0..CLIENTS {
        register.offerings.push(offering(&like, &format!("time-{number}"), 1)?);
    }
    register.offerings.push(offering(&like, "overalt", PLACES)?);
    register.offerings.sort_by(|a, b| a.key.cmp(&b.key));
    Ok(register)
}

/// Every weekday 8–20 with five guides, in so many plans.
fn offering(like: &Offering, key: &str, plans: usize) -> Result<Offering, Trouble> {
    let word = |text: &str| Key::parse(text).map_err(|e| format!("{e:?}"));
    let plan = like.schedules.first().ok_or("no schedule")?;
    let clock = |hour: u16| Minute::new(hour * 60).ok_or("no clock");
    let mut out = like.clone();
    out.key = word(key)?;
    out.booking = Some(BookingPlan {
        kept: Kept::Nothing,
        horizon_days: 365,
        ..BookingPlan::usual()
    });
    out.schedules.clear();
    for number in 0..plans {
        let mut one = plan.clone();
        one.key = word(&format!("plan-{number}"))?;
        if let Rule::Weekly { weekdays, .. } = &mut one.rule {
            *weekdays = (0..5).filter_map(|d| jiff::civil::Weekday::from_monday_zero_offset(d).ok()).collect();
        }
        (one.start, one.end, one.guides) = (clock(8)?, clock(20)?, GUIDES);
        out.schedules.push(one);
    }
    Ok(out)
}

/// Old bookings, of days that are over but not forgotten yet.
fn remember(db: &Db, count: u32, now: Timestamp) -> Result<(), Trouble> {
    let loaded = db.read_blocking(1, load_published).map_err(|e| format!("{e:?}"))?.ok_or("no municipality")?;
    let key = Key::parse("time-0").map_err(|e| format!("{e:?}"))?;
    let offering = *loaded.ids.offerings.get(&key).ok_or("no offering")?;
    let place = *loaded.ids.places.values().next().ok_or("no place")?;
    let today = domain::shared::day_and_minute(now).0;
    let ctx = WriteCtx {
        tenant: 1,
        actor: Actor::System,
        now,
    };
    for chunk in 0..count.div_ceil(5_000) {
        let numbers = chunk * 5_000..((chunk + 1) * 5_000).min(count);
        db.write_blocking(ctx.clone(), move |tx| {
            for number in numbers.clone() {
                let day = today.checked_sub(i32::try_from(number % 13 + 1).unwrap_or(1).days()).unwrap_or(today);
                let start = Minute::new(600).unwrap_or(Minute::new(0).ok_or(AppError::Absent)?);
                let at = instant_of(day, start);
                let id = Id(tx.random_id());
                let mut hash = [0; 32];
                hash[..16].copy_from_slice(&id.0);
                let party = Party {
                    name: String::new(),
                    contact: Contact::None,
                    language: "nb".to_owned(),
                };
                rows::insert_booking(tx, id, hash, (&party, ""), today)?;
                rows::insert(tx, &old_one(id, offering, place, day, start, at)?)?;
            }
            Ok::<_, AppError>(())
        })
        .map_err(|e| format!("{e:?}"))?;
    }
    Ok(())
}

fn old_one(
    id: Id,
    offering: Id,
    place: Id,
    day: jiff::civil::Date,
    start: Minute,
    at: Timestamp,
) -> Result<Appointment, AppError> {
    Ok(Appointment {
        id,
        booking: Some(id),
        offering,
        place,
        schedule: Key::parse("plan-0").map_err(|_| AppError::Absent)?,
        original: day,
        day,
        start,
        end: start,
        starts_at: at,
        ends_at: at,
        cells: cells(at, at),
        lanes: Lanes {
            guide: 0,
            room: None,
            machine: None,
            web_units: 1,
            claims: 0,
        },
        state: AppointmentState::Over,
        held_until: None,
        need: None,
        extra_long: false,
        people: 1,
        interpreter: false,
        help_language: String::new(),
        made_by: MadeBy::Web,
        delete_after: day.checked_add(14.days()).unwrap_or(day),
    })
}

/// One value of a field on a page.
fn field<'p>(page: &'p str, name: &str, which: usize) -> Result<&'p str, Trouble> {
    let mark = format!("name=\"{name}\" value=\"");
    let found = page.split(mark.as_str()).nth(which + 1).and_then(|rest| rest.split('"').next());
    found.ok_or_else(|| format!("no {name} on the page").into())
}

/// From the list of times to the receipt, as a browser without script does it.
fn book(client: &mut Client, slug: &str, turn: u32) -> Result<(), Trouble> {
    let from = jiff::Zoned::now().date().checked_add(i32::try_from(7 + turn % 300)?.days())?;
    let page = text(client.get_plain(&format!("/bestill/{slug}/tid?fra={from}"))?.expect(&[200])?.body);
    let (csrf, hold) = (field(&page, "csrf", 0)?.to_owned(), field(&page, "hold", 0)?);
    let tid = field(&page, "tid", 0)?;
    let chosen = client
        .post(
            &format!("/bestill/{slug}/tid"),
            &format!("csrf={csrf}&hold={hold}&tid={tid}"),
        )?
        .expect(&[303])?;
    let to = chosen.header("location").ok_or("nowhere to go")?.to_owned();
    let page = text(client.get_plain(&to)?.expect(&[200])?.body);
    let fields = format!(
        "csrf={csrf}&hold={}&valgt={}&navn=Kari&mate=none",
        field(&page, "hold", 0)?,
        field(&page, "valgt", 0)?
    );
    let done = client.post(&format!("/bestill/{slug}/kontakt"), &fields)?.expect(&[303])?;
    let to = done.header("location").ok_or("no receipt")?.to_owned();
    client.get_plain(&to)?.expect(&[200]).map(drop)
}

fn text(body: Vec<u8>) -> String {
    String::from_utf8_lossy(&body).into_owned()
}

/// The free times of four weeks at every place, in milliseconds; the middle of some tries.
fn month(server: &Server) -> Result<f64, Trouble> {
    let mut client = Client::new(server.address, "")?;
    let mut times = Vec::new();
    for _ in 0..21 {
        let asked = Instant::now();
        client.get_plain("/bestill/overalt/tid")?.expect(&[200])?;
        times.push(asked.elapsed().as_secs_f64() * 1000.0);
    }
    times.sort_by(f64::total_cmp);
    Ok(times[times.len() / 2])
}
