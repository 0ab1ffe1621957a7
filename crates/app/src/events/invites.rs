//! Invitations by e-mail: to those who contribute to an event and have said where they read their mail. A change of when,
//! where or what is told as a change of the same invitation, and calling off takes it back, so that their calendars are
//! always right (RFC 5546).

use super::{
    coming,
    store::{self, Invited},
    theme_store, views,
};
use crate::{
    frame::AppError,
    messages::{self, Invitation, Letter},
    texts::{T, Words},
};
use ::store::{Query, Tx, params};
use domain::{
    enrolments::Target,
    events::Reply,
    messages::Email,
    register::Register,
    schedule::{Calendar, Occurrence, clock, day_in_words, occurrences},
    shared::{Id, Locale, day_and_minute},
};
use interop::ical::{self, Mailbox, Method};
use jiff::{Timestamp, ToSpan, civil::Date};
use std::fmt::Write as _;
use ui::args;

/// So many dates of a whole series one is invited to at once.
const MOST_DATES: usize = 26;
/// How many days ahead the dates of a series are looked for.
const AHEAD: i64 = 366;
/// How long an address is kept after the last date.
const KEPT_DAYS: i64 = 30;
/// What stands where the dates did, when the last thing told was that nothing comes of it.
const OFF: &str = "off";

type Span = (Timestamp, Timestamp);

/// What a contributor's calendar should hold.
struct Wanted {
    dates: Vec<Span>,
    name: String,
    place: String,
    reason: String,
}

impl Wanted {
    /// What is compared with what was told before: the dates first, then whatever else one would want to know of.
    fn print(&self, topic: &str) -> String {
        let mut out = String::new();
        for (starts, ends) in &self.dates {
            // Writing to a string does not fail.
            let _ = write!(out, "{}-{} ", starts.as_millisecond(), ends.as_millisecond());
        }
        let _ = write!(out, "|{}|{}|{topic}", self.name, self.place);
        out
    }
}

/// The dates that were told before.
fn dates_told(told: &str) -> Vec<Span> {
    let instant = |ms: &str| ms.parse().ok().and_then(|ms| Timestamp::from_millisecond(ms).ok());
    let dates = told.split('|').next().unwrap_or_default().split(' ');
    dates.filter_map(|d| d.split_once('-')).filter_map(|(a, b)| instant(a).zip(instant(b))).collect()
}

/// Tells everybody who is invited to what a register changed. Called in the transaction that stores the register.
///
/// # Errors
/// A fault of the database.
pub fn reconcile(tx: &mut Tx, register: &Register) -> Result<(), AppError> {
    for invited in store::with_email(tx)? {
        follow(tx, register, &invited)?;
    }
    Ok(())
}

/// Tells everybody who is invited to one event, when something that matters to them is new.
///
/// # Errors
/// A fault of the database.
pub fn of_event(tx: &mut Tx, register: &Register, event: Id) -> Result<(), AppError> {
    for invited in store::invitations(tx, event)? {
        follow(tx, register, &invited)?;
    }
    Ok(())
}

/// Tells one contributor what is new since last, if anything is. Nothing to those who have said no.
///
/// # Errors
/// A fault of the database.
pub fn follow(tx: &mut Tx, register: &Register, invited: &Invited) -> Result<(), AppError> {
    if invited.email.is_empty() || (invited.contributor.reply == Reply::No && !invited.told.is_empty()) {
        return Ok(());
    }
    let now = tx.now();
    match wanted(tx, register, invited)? {
        Some(wanted) if wanted.dates.iter().all(|d| d.1 <= now) => Ok(()),
        Some(wanted) => {
            let print = wanted.print(&invited.contributor.topic);
            if print == invited.told {
                return Ok(());
            }
            let sequence = next(invited);
            let last = wanted.dates.iter().map(|d| d.1).max().unwrap_or(now);
            let forget = last.saturating_add((24 * KEPT_DAYS).hours()).unwrap_or(last);
            send(tx, register, invited, &wanted, (Method::Request, sequence))?;
            store::put_told(tx, invited.id, &print, sequence, forget)
        }
        None => take_back(tx, register, invited),
    }
}

/// Tells one contributor that nothing comes of it, when the calendar has been told something else.
///
/// # Errors
/// A fault of the database.
pub fn take_back(tx: &mut Tx, register: &Register, invited: &Invited) -> Result<(), AppError> {
    let dates = dates_told(&invited.told);
    if invited.email.is_empty() || dates.iter().all(|d| d.1 <= tx.now()) {
        return Ok(());
    }
    let (name, place, reason) = words(tx, register, invited)?;
    let gone = Wanted {
        dates,
        name,
        place,
        reason,
    };
    let sequence = next(invited);
    send(tx, register, invited, &gone, (Method::Cancel, sequence))?;
    let last = gone.dates.iter().map(|d| d.1).max().unwrap_or(tx.now());
    let forget = last.saturating_add((24 * KEPT_DAYS).hours()).unwrap_or(last);
    store::put_told(tx, invited.id, OFF, sequence, forget)
}

fn next(invited: &Invited) -> u32 {
    if invited.told.is_empty() {
        0
    } else {
        invited.sequence + 1
    }
}

/// `None` when nothing of it takes place.
fn wanted(q: &mut impl Query, register: &Register, invited: &Invited) -> Result<Option<Wanted>, AppError> {
    let dates = dates(register, &invited.target, day_and_minute(invited.invited).0);
    if dates.is_empty() {
        return Ok(None);
    }
    let (name, place, reason) = words(q, register, invited)?;
    Ok(Some(Wanted {
        dates,
        name,
        place,
        reason,
    }))
}

/// When an event takes place; of a whole series the dates from the day of the invitation.
fn dates(register: &Register, target: &Target, since: Date) -> Vec<Span> {
    let Some((offering, schedule, one)) = coming::find(register, target) else {
        return Vec::new();
    };
    let all = match (target.original, one) {
        (Some(_), one) => one.into_iter().collect(),
        (None, _) => {
            let calendar = Calendar::new(&register.municipality, &register.places);
            occurrences(schedule, &calendar, since, since.saturating_add(AHEAD.days()))
        }
    };
    let held = |o: &Occurrence| o.takes_place() && offering.ended.is_none_or(|day| o.date < day);
    all.iter().filter(|o| held(o)).take(MOST_DATES).map(|o| (o.starts_at(), o.ends_at())).collect()
}

/// What it is called, where it is, and why it was changed: in the municipality's own language.
fn words(q: &mut impl Query, register: &Register, invited: &Invited) -> Result<(String, String, String), AppError> {
    let l = register.municipality.written_language;
    let planned = store::holding(q, &invited.target)?;
    let themes = theme_store::themes(q)?;
    let heading = views::heading(planned.as_ref(), &themes, l);
    let offering = register.offerings.iter().find(|o| o.key == invited.target.offering);
    let mut name = offering.map_or_else(String::new, |o| o.name.get(l).to_owned());
    if !heading.is_empty() {
        let _ = write!(name, ": {heading}");
    }
    let found = coming::find(register, &invited.target);
    let key = found.as_ref().map(|(_, schedule, o)| o.as_ref().map_or(&schedule.place, |o| &o.place));
    let place = key.and_then(|key| register.places.iter().find(|p| p.key == *key));
    let house = place.and_then(|p| p.part_of.as_ref()).and_then(|k| register.places.iter().find(|p| p.key == *k));
    let street = place.and_then(crate::offerings::street_address);
    let parts = [place.map(|p| p.name.get(l).to_owned()), house.map(|p| p.name.get(l).to_owned()), street];
    let place = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let why = found.as_ref().and_then(|(_, _, o)| o.as_ref()).and_then(crate::calendars::reason);
    Ok((name, place, why.map_or_else(String::new, |r| r.get(l).to_owned())))
}

fn send(
    tx: &mut Tx,
    register: &Register,
    invited: &Invited,
    wanted: &Wanted,
    (method, sequence): (Method, u32),
) -> Result<(), AppError> {
    let (Some((first, later)), Ok(to)) = (wanted.dates.split_first(), Email::parse(&invited.email)) else {
        return Ok(());
    };
    let l = register.municipality.written_language;
    let service = register.municipality.service_name.get(l);
    let uid = format!("{}@{}.terskel", invited.id, register.municipality.number);
    let topic = invited.contributor.comes_with();
    let ics = ical::course_invitation(
        method,
        &ical::Invitation {
            uid: &uid,
            sequence,
            stamp: tx.now(),
            starts: first.0,
            ends: first.1,
            summary: &wanted.name,
            description: topic,
            location: &wanted.place,
            url: &invited.link,
            language: l.code(),
            // The address is known when the letter is sent.
            organizer: Mailbox {
                name: service,
                email: "",
            },
            attendees: &[Mailbox {
                name: &invited.contributor.name,
                email: to.as_str(),
            }],
            answers_are_read: false,
        },
        later,
    );
    // What has not left yet would only be confusing now.
    messages::withdraw(tx, invited.id.0)?;
    let (heading, text) = letter(register, invited, wanted, (method, sequence));
    messages::post(
        tx,
        &Letter {
            to,
            heading,
            text,
            invitation: Some(Invitation {
                method: method.word().to_owned(),
                ics,
            }),
            unsubscribe: String::new(),
            subject: invited.id.0,
        },
    )
}

/// The heading and the words of the letter, in the municipality's own language.
fn letter(register: &Register, invited: &Invited, w: &Wanted, (method, sequence): (Method, u32)) -> (String, String) {
    let l = register.municipality.written_language;
    let (heading, opening) = match (method, sequence) {
        (Method::Cancel, _) => (T::EventsMailOffHeading, T::EventsMailOff),
        (Method::Request, 0) => (T::EventsMailHeading, T::EventsMail),
        (Method::Request, _) => (T::EventsMailChangedHeading, T::EventsMailChanged),
    };
    let first = w.dates.first().map_or_else(String::new, |d| when(*d, l));
    let heading = l.ta(heading, &args![("name", w.name.as_str()), ("when", first)]);
    let who = args![("who", invited.contributor.name.as_str()), ("name", w.name.as_str())];
    let mut paragraphs = vec![l.ta(opening, &who)];
    let mut facts: Vec<String> =
        w.dates.iter().map(|d| l.ta(T::EventsMailWhen, &args![("when", when(*d, l))])).collect();
    facts.push(l.ta(T::EventsMailWhere, &args![("place", w.place.as_str())]));
    let topic = invited.contributor.comes_with();
    if !topic.is_empty() {
        facts.push(l.ta(T::EventsMailTopic, &args![("topic", topic)]));
    }
    if !w.reason.is_empty() {
        facts.push(l.ta(T::EventsMailWhy, &args![("reason", w.reason.as_str())]));
    }
    paragraphs.push(facts.join("\n"));
    if method == Method::Request {
        paragraphs.push(l.ta(T::EventsMailAnswer, &args![("link", invited.link.as_str())]));
        paragraphs.push(l.t(T::EventsMailCalendar));
    }
    let phone = &register.municipality.phone;
    if !phone.is_empty() {
        paragraphs.push(l.ta(T::EventsMailRing, &args![("phone", phone.as_str())]));
    }
    paragraphs.push(register.municipality.service_name.get(l).to_owned());
    (heading, paragraphs.join("\n\n"))
}

/// A date with the day written out: "onsdag 2. desember kl. 11–14".
fn when((starts, ends): Span, l: Locale) -> String {
    let ((day, from), (_, to)) = (day_and_minute(starts), day_and_minute(ends));
    l.ta(
        T::EventsMailSpan,
        &args![("day", day_in_words(day, Date::MIN, l)), ("from", clock(from, l)), ("to", clock(to, l))],
    )
}

/// Forgets the addresses of those who were invited to what is over. Part of the night's work.
///
/// # Errors
/// A fault of the database.
pub fn forget_old(tx: &mut Tx) -> Result<(), AppError> {
    let (tenant, now) = (tx.tenant(), tx.now().as_millisecond());
    let old = tx.rows(
        "SELECT id FROM event_contributor WHERE tenant_id = $1 AND email <> '' AND forget_after <= $2",
        &params![tenant, now],
        |row| row.id(0),
    )?;
    for id in old {
        messages::forget(tx, id)?;
        tx.exec(
            "UPDATE event_contributor SET email = '', link = '', told = '' WHERE tenant_id = $1 AND id = $2",
            &params![tenant, id],
        )?;
    }
    Ok(())
}

/// How many addresses should have been forgotten before an instant.
///
/// # Errors
/// A fault of the database.
pub fn left_before(q: &mut impl Query, instant: Timestamp) -> Result<i64, AppError> {
    let tenant = q.tenant();
    let found = q.one(
        "SELECT COUNT(*) FROM event_contributor WHERE tenant_id = $1 AND email <> '' AND forget_after <= $2",
        &params![tenant, instant],
        |row| row.int(0),
    )?;
    Ok(found.unwrap_or_default())
}
