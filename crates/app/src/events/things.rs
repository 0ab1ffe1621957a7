//! The equipment of an event: what is set aside for it, what else there is at that time, and who has the rest.

use super::office::{Page, answer, part_card};
use crate::{
    equipment::{
        self, EquipmentRefusal,
        store::{self, Form, Hold, Stand},
    },
    frame::{AppError, Cx, Refusal},
    office::entered::Entered,
    texts::{T, Words},
};
use axum::response::Response;
use domain::{
    enrolments::Target,
    schedule::{Calendar, Occurrence, day_in_words, occurrences},
    shared::{Id, day_and_minute},
};
use jiff::{Timestamp, ToSpan};
use maud::{Markup, html};
use ui::{
    args,
    forms::{self as fields, Field},
    parts::{self, Tone, Weight},
};

/// For so many coming dates of a series things are set aside at once.
const MOST_DATES: usize = 26;
/// How many days ahead.
const AHEAD: i64 = 183;

/// The dates that are still to come: the one, or those of the series.
fn dates(cx: &Cx, page: &Page) -> Vec<Occurrence> {
    let Some((_, schedule, one)) = page.found() else {
        return Vec::new();
    };
    let register = &page.published.register;
    let mut all = match (page.target.original, one) {
        (Some(_), one) => one.into_iter().collect(),
        (None, _) => {
            let calendar = Calendar::new(&register.municipality, &register.places);
            occurrences(schedule, &calendar, cx.today(), cx.today().saturating_add(AHEAD.days()))
        }
    };
    all.retain(|o| o.takes_place() && o.ends_at() > cx.now);
    all.truncate(MOST_DATES);
    all
}

fn is_own(target: &Target, h: &Hold) -> bool {
    match &h.form {
        Form::Reserved {
            offering,
            schedule,
            original,
        } => {
            (offering, schedule) == (&target.offering, &target.schedule)
                && (target.original.is_none() || *original == target.original)
        }
        Form::Loan { .. } => false,
    }
}

async fn stands(cx: &Cx, page: &Page) -> Result<(Vec<Occurrence>, Vec<Stand>), AppError> {
    let dates = dates(cx, page);
    let spans: Vec<(Timestamp, Timestamp)> = dates.iter().map(|o| (o.starts_at(), o.ends_at())).collect();
    let (target, now) = (page.target.clone(), cx.now);
    let found = cx.read(move |r| store::stands(r, now, &spans, |h| is_own(&target, h))).await?;
    Ok((dates, found))
}

/// The card on the plan's page.
///
/// # Errors
/// A fault of the database.
pub async fn card(cx: &Cx, page: &Page) -> Result<Markup, AppError> {
    let (dates, stands) = stands(cx, page).await?;
    let l = cx.locale();
    if dates.is_empty() || stands.is_empty() {
        return Ok(html! {});
    }
    let own: Vec<&Stand> = stands.iter().filter(|s| !s.own.is_empty()).collect();
    let body = html! {
        @if own.is_empty() { p.quiet { (l.t(T::EventsNoThings)) } } @else {
            ul.rows { @for s in own { li { (set_aside(cx, s, dates.len())) } } }
        }
    };
    Ok(part_card(cx, page, T::EventsPartThings, "utstyr", &body))
}

/// "3 × Nettbrett, Hovedbiblioteket": the most for any one date, and how many dates have some.
fn set_aside(cx: &Cx, s: &Stand, dates: usize) -> String {
    let l = cx.locale();
    let items = s.own.iter().map(|h| h.items).max().unwrap_or(0);
    let words = format!("{items} × {}", s.thing.name);
    if dates > 1 {
        l.ta(
            T::EventsThingOnDates,
            &args![("what", words), ("n", s.own.len()), ("of", dates)],
        )
    } else {
        words
    }
}

/// `/kontor/arrangement/{offering}/{which}/utstyr`.
///
/// # Errors
/// A fault of the database.
pub async fn page(
    cx: &Cx,
    page: &Page,
    entered: &Entered,
    problems: &[(String, String)],
) -> Result<Response, AppError> {
    let (dates, stands) = stands(cx, page).await?;
    let l = cx.locale();
    let register = &page.published.register;
    let calendar = Calendar::new(&register.municipality, &register.places);
    let at = page.found().map(|(_, schedule, o)| o.map_or_else(|| schedule.place.clone(), |o| o.place));
    let is_here = |s: &&Stand| {
        let place = page.published.place_by_id(s.thing.place);
        place.zip(at.as_ref()).is_some_and(|(p, at)| {
            calendar.is_inside(at, &p.key) || calendar.is_inside(&p.key, at) || !s.own.is_empty()
        })
    };
    let (here, elsewhere): (Vec<&Stand>, Vec<&Stand>) = stands.iter().partition(is_here);
    let body = html! {
        @if dates.is_empty() { (parts::empty_state(&l.t(T::EventsNoDatesForThings), None)) }
        @else if stands.is_empty() {
            (parts::empty_state(&l.t(T::EquipmentNone), Some(&parts::button_link(&l.t(T::EquipmentNew), &cx.link("/kontor/utstyr"), Weight::Secondary))))
        } @else {
            @if dates.len() > 1 { p { (l.ta(T::EventsThingsForDates, &args![("n", dates.len())])) } }
            div.grid { @for s in here { (thing(cx, page, s, dates.len(), entered, problems)) } }
            @if !elsewhere.is_empty() {
                section { h2 { (l.t(T::EventsThingsElsewhere)) } div.grid { @for s in elsewhere { (thing(cx, page, s, dates.len(), entered, problems)) } } }
            }
        }
    };
    Ok(answer(cx, page, l.t(T::EventsPartThings), problems, &body))
}

fn thing(cx: &Cx, page: &Page, s: &Stand, dates: usize, entered: &Entered, problems: &[(String, String)]) -> Markup {
    let l = cx.locale();
    let action = cx.link(&format!("{}/utstyr", page.path()));
    let field = format!("antall-{}", s.thing.id);
    let wrong = problems.iter().find(|(name, _)| *name == field).map(|(_, text)| text.clone());
    let value = if entered.get(&field).is_empty() {
        "1"
    } else {
        entered.get(&field)
    };
    html! {
        section.card {
            h3 { (s.thing.name) }
            p { (equipment::place_name(&page.published, s.thing.place, l)) ". " (l.ta(T::EventsThingsFree, &args![("free", s.free), ("number", s.thing.number)])) }
            @if !s.own.is_empty() {
                p { (parts::tag(Tone::Good, &l.ta(T::EventsSetAside, &args![("what", set_aside(cx, s, dates))]))) }
                (fields::form(&action, &cx.csrf(), &html! {
                    (fields::hidden("frigi", &s.thing.id.to_string()))
                    button.ds-button data-variant="tertiary" type="submit" aria-label=(l.ta(T::EventsReleaseWhich, &args![("what", s.thing.name.as_str())])) { (l.t(T::EquipmentRelease)) }
                }))
            }
            @if !s.others.is_empty() {
                p.quiet { (l.t(T::EventsThingsTaken)) }
                ul { @for h in s.others.iter().take(6) { li { (who_has(cx, page, h)) } } }
            }
            @if s.free > 0 || wrong.is_some() {
                (fields::form(&action, &cx.csrf(), &html! {
                    (fields::hidden("id", &Id(cx.app.db().random_id()).to_string()))
                    (fields::hidden("utstyr", &s.thing.id.to_string()))
                    (fields::number_field(&Field::new(field, l.t(T::EquipmentHowMany)).value(value).error(wrong).short(), 1, i64::from(s.thing.number)))
                    (parts::actions(&[parts::button(&l.t(T::EquipmentSetAsideDo), Weight::Secondary)]))
                }))
            }
        }
    }
}

/// "2 til Datakafé, torsdag 3. desember", "1 lånt ut, lapp 123, tilbake i morgen".
fn who_has(cx: &Cx, page: &Page, h: &Hold) -> String {
    let l = cx.locale();
    let (day, _) = day_and_minute(h.starts);
    match &h.form {
        Form::Reserved { offering, .. } => {
            let name = page.published.offering(offering.as_str()).map_or("", |o| o.name.get(l));
            let day = day_in_words(day, cx.today(), l);
            l.ta(T::EventsThingsFor, &args![("n", h.items), ("name", name), ("day", day)])
        }
        Form::Loan { slip, .. } => l.ta(
            T::EventsThingsLent,
            &args![("n", h.items), ("slip", slip.to_string()), ("day", equipment::back_words(h.ends, cx))],
        ),
    }
}

/// Sets units aside for every date that comes, or gives them back.
///
/// # Errors
/// Absent when there is no such thing; a fault of the database.
pub async fn save(cx: &Cx, page: &Page, entered: &Entered) -> Result<Response, AppError> {
    let path = format!("{}/utstyr", page.path());
    let (target, now) = (page.target.clone(), cx.now);
    if let Some(thing) = Id::parse(entered.get("frigi")) {
        cx.write(move |tx| {
            let own =
                store::holds(tx)?.into_iter().filter(|h| h.equipment == thing && h.ends > now && is_own(&target, h));
            own.into_iter().try_for_each(|h| store::release(tx, h.id))
        })
        .await?;
        return Ok(cx.go(&path));
    }
    let thing = Id::parse(entered.get("utstyr")).ok_or(AppError::Absent)?;
    let e = cx.read(move |r| store::one(r, thing)).await?;
    let (l, field) = (cx.locale(), format!("antall-{thing}"));
    let items = entered.get(&field).parse::<u16>().ok().filter(|n| (1..=e.number).contains(n));
    let dates = dates(cx, page);
    let (Some(items), false) = (items, dates.is_empty()) else {
        let range = l.ta(T::OfficeProblemRange, &args![("low", 1), ("high", e.number)]);
        return self::page(cx, page, entered, &[(field, range)]).await;
    };
    let first = Id::parse(entered.get("id")).unwrap_or_else(|| Id(cx.app.db().random_id()));
    let done = cx
        .write(move |tx| {
            for (n, o) in dates.iter().enumerate() {
                store::reserve(
                    tx,
                    &Hold {
                        id: nth(first, n),
                        equipment: thing,
                        items,
                        starts: o.starts_at(),
                        ends: o.ends_at(),
                        form: Form::Reserved {
                            offering: target.offering.clone(),
                            schedule: target.schedule.clone(),
                            original: Some(o.original.date),
                        },
                    },
                )?;
            }
            Ok(())
        })
        .await;
    match done {
        Ok(()) => Ok(cx.go(&path)),
        Err(AppError::Refused(refusal)) if refusal.code() == EquipmentRefusal::NotEnough.code() => {
            let text = format!("{} {}", refusal.text(l), refusal.hint(l));
            self::page(cx, page, entered, &[(field, text)]).await
        }
        Err(other) => Err(other),
    }
}

/// A form's own number makes one for each date, so that the same form sent twice sets aside once.
fn nth(first: Id, n: usize) -> Id {
    let mut bytes = first.0;
    let n = u8::try_from(n).unwrap_or(u8::MAX);
    bytes[15] = bytes[15].wrapping_add(n);
    Id(bytes)
}
