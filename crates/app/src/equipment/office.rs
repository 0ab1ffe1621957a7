//! The office: what things there are, how much they are used, and what they are set aside for.

use super::{
    store::{self, Counts, Form as HoldForm, Hold},
    views,
};
use crate::{
    frame::{AppError, Cx, Published},
    offerings::Pairs,
    office::{
        editor,
        entered::{Entered, guard, refused_words},
    },
    texts::{T, Words},
};
use axum::{
    Form,
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::{
    equipment::{Equipment, EquipmentKind, MOST_UNITS},
    schedule::{Calendar, Occurrence, occurrence_in_words, occurrences},
    shared::{Id, Key},
};
use jiff::{Timestamp, ToSpan};
use maud::{Markup, html};
use std::collections::BTreeMap;
use ui::{
    Audience, args,
    forms::{self as fields, Choice, Field},
    parts::{self, Column, Weight},
};

/// How many days ahead things are set aside for.
const AHEAD: i32 = 60;

type Problems = Vec<(String, String)>;

/// `/kontor/utstyr`: what there is.
///
/// # Errors
/// A fault of the database.
pub async fn list(cx: Cx) -> Result<Response, AppError> {
    list_page(&cx, &Entered::default().put("antall", 1).put("utlan", 1), &Vec::new()).await
}

async fn list_page(cx: &Cx, entered: &Entered, problems: &Problems) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let (l, now) = (cx.locale(), cx.now);
    let last = store::month_of(cx.today());
    let (things, counts) = cx
        .read(move |r| {
            let soon = now.checked_add(1.minute()).unwrap_or(now);
            let mut things = Vec::new();
            for e in store::all(r)? {
                let free = store::free_units(r, &e, now, now, soon)?;
                things.push((e, free));
            }
            Ok((things, store::counts(r, last - 11, last)?))
        })
        .await?;
    let mut year: BTreeMap<Id, Counts> = BTreeMap::new();
    for (id, c) in counts {
        let sum = year.entry(id).or_default();
        sum.loans += c.loans;
        sum.late += c.late;
        sum.reservations += c.reservations;
    }
    let title = l.t(T::EquipmentTitle);
    let rows: Vec<Vec<Markup>> = things
        .iter()
        .map(|(e, free)| {
            let c = year.get(&e.id).copied().unwrap_or_default();
            vec![
                html! { a href=(cx.link(&format!("/kontor/utstyr/{}", e.id))) { (e.name) } },
                html! { (views::place_name(&published, e.place, l)) },
                html! { (l.ta(T::EquipmentFree, &args![("free", *free), ("number", e.number)])) },
                html! { (c.loans) },
                html! { (c.reservations) },
            ]
        })
        .collect();
    let columns = [
        Column::words(l.t(T::EquipmentName)),
        Column::words(l.t(T::CalendarsWhere)),
        Column::words(l.t(T::EquipmentNow)),
        Column::numbers(l.t(T::EquipmentLoansYear)),
        Column::numbers(l.t(T::EquipmentUsesYear)),
    ];
    let body = html! {
        (editor::crumbs(cx, &[], &title))
        h1 { (title) }
        (fields::error_summary(l, problems))
        p.lead { (l.t(T::EquipmentLead)) }
        @if rows.is_empty() { (parts::empty_state(&l.t(T::EquipmentNone), None)) } @else { (parts::data_table(&title, &columns, &rows)) }
        section.card {
            h2 { (l.t(T::EquipmentNew)) }
            (fields::form(&cx.link("/kontor/utstyr"), &cx.csrf(), &html! {
                (fields::hidden("id", &Id(cx.app.db().random_id()).to_string()))
                (questions(cx, &published, entered, problems))
                (parts::actions(&[parts::button(&l.t(T::EquipmentAdd), Weight::Primary)]))
            }))
        }
        p { a href=(cx.link("/skranke/utlan")) { (l.t(T::EquipmentToLoans)) } }
    };
    let status = if problems.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    Ok((status, cx.html(&cx.shell(Audience::Office, title), &body)).into_response())
}

fn questions(cx: &Cx, published: &Published, entered: &Entered, problems: &Problems) -> Markup {
    let (l, today) = (cx.locale(), cx.today());
    let wrong = |name: &str| problems.iter().find(|(n, _)| n == name).map(|(_, text)| text.as_str());
    let kinds: Vec<Choice> = EquipmentKind::ALL
        .into_iter()
        .map(|k| Choice::new(k.code(), views::kind_words(k, l), entered.get("slag") == k.code()))
        .collect();
    let open = published.register.places.iter().filter(|p| p.ended.is_none_or(|day| day > today));
    let places: Vec<Choice> = open
        .map(|p| Choice::new(p.key.as_str(), p.name.get(l), entered.get("sted") == p.key.as_str()))
        .collect();
    html! {
        (fields::text_field(&Field::new("navn", l.t(T::EquipmentName)).hint(l.t(T::EquipmentNameHint)).guarded().max_length(80)
            .value(entered.get("navn")).error(wrong("navn"))))
        (fields::select(&Field::new("slag", l.t(T::EquipmentKind)), &kinds))
        (fields::select(&Field::new("sted", l.t(T::CalendarsWhere)).error(wrong("sted")), &places))
        (fields::number_field(&Field::new("antall", l.t(T::EquipmentHowMany)).value(entered.get("antall")).error(wrong("antall")).short(), 1, i64::from(MOST_UNITS)))
        (fields::checkbox(&Field::new("utlan", l.t(T::EquipmentLendable)), entered.get("utlan") == "1"))
    }
}

fn read(published: &Published, id: Id, entered: &Entered, cx: &Cx) -> Result<Equipment, Problems> {
    let l = cx.locale();
    let mut problems = Problems::new();
    let name: String = entered.get("navn").chars().take(80).collect();
    if name.is_empty() {
        problems.push(("navn".to_owned(), l.t(T::OfficeProblemMissing)));
    } else if let Some(kind) = guard(&name, false) {
        problems.push(("navn".to_owned(), refused_words(kind, l)));
    }
    let number = entered.get("antall").parse::<u16>().ok().filter(|n| (1..=MOST_UNITS).contains(n));
    if number.is_none() {
        let range = args![("low", 1), ("high", MOST_UNITS)];
        problems.push(("antall".to_owned(), l.ta(T::OfficeProblemRange, &range)));
    }
    let place = Key::parse(entered.get("sted")).ok().and_then(|key| published.place_id(&key));
    if place.is_none() {
        problems.push(("sted".to_owned(), l.t(T::OfficeProblemChoose)));
    }
    match (number, place) {
        (Some(number), Some(place)) if problems.is_empty() => Ok(Equipment {
            id,
            kind: EquipmentKind::parse(entered.get("slag")).unwrap_or(EquipmentKind::Other),
            name,
            place,
            number,
            lendable: entered.get("utlan") == "1",
        }),
        _ => Err(problems),
    }
}

/// Puts a new thing in.
///
/// # Errors
/// A fault of the database.
pub async fn create(cx: Cx, Form(pairs): Pairs) -> Result<Response, AppError> {
    let entered = Entered::of(pairs);
    let published = cx.published().await?;
    let id = Id::parse(entered.get("id")).unwrap_or_else(|| Id(cx.app.db().random_id()));
    match read(&published, id, &entered, &cx) {
        Ok(e) => {
            cx.write(move |tx| store::put(tx, &e)).await?;
            Ok(cx.go(&format!("/kontor/utstyr/{id}")))
        }
        Err(problems) => list_page(&cx, &entered, &problems).await,
    }
}

fn parsed(id: &str) -> Result<Id, AppError> {
    Id::parse(id).ok_or(AppError::Absent)
}

/// `/kontor/utstyr/{id}`: one thing.
///
/// # Errors
/// Absent when there is no such.
pub async fn one(cx: Cx, Path(id): Path<String>) -> Result<Response, AppError> {
    one_page(&cx, parsed(&id)?, None, &Vec::new()).await
}

async fn one_page(cx: &Cx, id: Id, entered: Option<&Entered>, problems: &Problems) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let l = cx.locale();
    let (e, holds) = cx.read(move |r| Ok((store::one(r, id)?, store::holds(r)?))).await?;
    let place = published.place_by_id(e.place).map(|p| p.key.to_string()).unwrap_or_default();
    let stored = Entered::default()
        .put("navn", &e.name)
        .put("slag", e.kind.code())
        .put("sted", place)
        .put("antall", e.number)
        .put_ticked("utlan", e.lendable);
    let here = format!("/kontor/utstyr/{id}");
    let aside: Vec<&Hold> =
        holds.iter().filter(|h| h.equipment == id && matches!(h.form, HoldForm::Reserved { .. })).collect();
    let body = html! {
        (editor::crumbs(cx, &[("/kontor/utstyr".to_owned(), l.t(T::EquipmentTitle))], &e.name))
        h1 { (e.name) }
        (fields::error_summary(l, problems))
        (fields::form(&cx.link(&here), &cx.csrf(), &html! {
            (questions(cx, &published, entered.unwrap_or(&stored), problems))
            (parts::actions(&[parts::button(&l.t(T::OfficeSave), Weight::Primary)]))
        }))
        section.card {
            h2 { (l.t(T::EquipmentSetAside)) }
            @for h in &aside { (aside_row(cx, &published, &here, h)) }
            (set_aside_form(cx, &published, &e, &here, problems))
        }
        section.card.soft {
            h2 { (l.t(T::EquipmentEndTitle)) }
            p { (l.t(T::EquipmentEndText)) }
            (fields::form(&cx.link(&format!("{here}/avslutt")), &cx.csrf(), &parts::actions(&[parts::button(&l.t(T::EquipmentEnd), Weight::Stop)])))
        }
    };
    let status = if problems.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    Ok((status, cx.html(&cx.shell(Audience::Office, e.name.clone()), &body)).into_response())
}

fn aside_row(cx: &Cx, published: &Published, here: &str, h: &Hold) -> Markup {
    let l = cx.locale();
    let HoldForm::Reserved { offering, schedule, .. } = &h.form else {
        return html! {};
    };
    let name = published.offering(offering.as_str()).map_or("", |o| o.name.get(l));
    let held = coming(published, cx.now).into_iter().find(|c| {
        (&c.offering, &c.occurrence.schedule) == (offering, schedule)
            && c.occurrence.starts_at() == h.starts
            && c.occurrence.takes_place()
    });
    let (day, minute) = domain::shared::day_and_minute(h.starts);
    let when = format!(
        "{} {}",
        domain::schedule::day_in_words(day, cx.today(), l),
        domain::schedule::clock(minute, l)
    );
    html! {
        div {
            p { (h.items) " × " (name) ", " (when) @if held.is_none() { " " (parts::tag(parts::Tone::Look, &l.t(T::EquipmentNotHeld))) } }
            (fields::form(&cx.link(&format!("{here}/frigi")), &cx.csrf(), &html! {
                (fields::hidden("id", &h.id.to_string()))
                (parts::actions(&[parts::button(&l.t(T::EquipmentRelease), Weight::Quiet)]))
            }))
        }
    }
}

struct Coming {
    offering: Key,
    occurrence: Occurrence,
}

/// What is planned and takes place in the coming weeks, in order.
fn coming(published: &Published, now: Timestamp) -> Vec<Coming> {
    let register = &published.register;
    let calendar = Calendar::new(&register.municipality, &register.places);
    let today = domain::shared::day_and_minute(now).0;
    let last = today.checked_add(AHEAD.days()).unwrap_or(today);
    let mut out: Vec<Coming> = Vec::new();
    for offering in register.offerings.iter().filter(|o| o.ended.is_none_or(|day| day > today)) {
        for schedule in &offering.schedules {
            let found = occurrences(schedule, &calendar, today, last).into_iter();
            out.extend(
                found.filter(|o| o.takes_place() && o.ends_at() > now).map(|occurrence| Coming {
                    offering: offering.key.clone(),
                    occurrence,
                }),
            );
        }
    }
    out.sort_by_key(|c| c.occurrence.starts_at());
    out
}

/// How an occurrence is named in the form.
fn named(c: &Coming) -> String {
    format!("{}|{}|{}", c.offering, c.occurrence.schedule, c.occurrence.starts_at())
}

fn set_aside_form(cx: &Cx, published: &Published, e: &Equipment, here: &str, problems: &Problems) -> Markup {
    let l = cx.locale();
    let wrong = |name: &str| problems.iter().find(|(n, _)| n == name).map(|(_, text)| text.as_str());
    let choices: Vec<Choice> = coming(published, cx.now)
        .iter()
        .take(200)
        .map(|c| {
            let name = published.offering(c.offering.as_str()).map_or("", |o| o.name.get(l));
            Choice::new(
                named(c),
                format!("{}: {name}", occurrence_in_words(&c.occurrence, cx.today(), l)),
                false,
            )
        })
        .collect();
    html! {
        @if choices.is_empty() { p.quiet { (l.t(T::OfferingsNoDates)) } } @else {
            (fields::form(&cx.link(&format!("{here}/sett-av")), &cx.csrf(), &html! {
                (fields::hidden("id", &Id(cx.app.db().random_id()).to_string()))
                (fields::select(&Field::new("nar", l.t(T::EquipmentFor)), &choices))
                (fields::number_field(&Field::new("enheter", l.t(T::EquipmentHowMany)).value("1").error(wrong("enheter")).short(), 1, i64::from(e.number)))
                (parts::actions(&[parts::button(&l.t(T::EquipmentSetAsideDo), Weight::Secondary)]))
            }))
        }
    }
}

/// Saves a thing.
///
/// # Errors
/// Absent when there is no such.
pub async fn save(cx: Cx, Path(id): Path<String>, Form(pairs): Pairs) -> Result<Response, AppError> {
    let (id, entered) = (parsed(&id)?, Entered::of(pairs));
    let published = cx.published().await?;
    match read(&published, id, &entered, &cx) {
        Ok(e) => {
            cx.write(move |tx| {
                store::one(tx, id)?;
                store::put(tx, &e)
            })
            .await?;
            Ok(cx.go("/kontor/utstyr"))
        }
        Err(problems) => one_page(&cx, id, Some(&entered), &problems).await,
    }
}

/// Takes a thing out of use.
///
/// # Errors
/// A fault of the database.
pub async fn end(cx: Cx, Path(id): Path<String>) -> Result<Response, AppError> {
    let id = parsed(&id)?;
    cx.write(move |tx| store::end(tx, id)).await?;
    Ok(cx.go("/kontor/utstyr"))
}

/// Sets units aside for an occurrence.
///
/// # Errors
/// Absent when there is no such thing or occurrence.
pub async fn set_aside(cx: Cx, Path(id): Path<String>, Form(pairs): Pairs) -> Result<Response, AppError> {
    let (equipment, entered) = (parsed(&id)?, Entered::of(pairs));
    let published = cx.published().await?;
    let found = coming(&published, cx.now)
        .into_iter()
        .find(|c| named(c) == entered.get("nar"))
        .ok_or(AppError::Absent)?;
    let e = cx.read(move |r| store::one(r, equipment)).await?;
    let l = cx.locale();
    let Some(items) = entered.get("enheter").parse::<u16>().ok().filter(|n| (1..=e.number).contains(n)) else {
        let range = l.ta(T::OfficeProblemRange, &args![("low", 1), ("high", e.number)]);
        return one_page(&cx, equipment, None, &vec![("enheter".to_owned(), range)]).await;
    };
    let hold = Hold {
        id: Id::parse(entered.get("id")).unwrap_or_else(|| Id(cx.app.db().random_id())),
        equipment,
        items,
        starts: found.occurrence.starts_at(),
        ends: found.occurrence.ends_at(),
        form: HoldForm::Reserved {
            offering: found.offering,
            schedule: found.occurrence.schedule,
            original: Some(found.occurrence.original.date),
        },
    };
    match cx.write(move |tx| store::reserve(tx, &hold)).await {
        Ok(()) => Ok(cx.go(&format!("/kontor/utstyr/{equipment}"))),
        Err(AppError::Refused(refusal)) => {
            let text = format!("{} {}", refusal.text(l), refusal.hint(l));
            one_page(&cx, equipment, None, &vec![("enheter".to_owned(), text)]).await
        }
        Err(other) => Err(other),
    }
}

/// Gives back what was set aside.
///
/// # Errors
/// A fault of the database.
pub async fn release(cx: Cx, Path(id): Path<String>, Form(pairs): Pairs) -> Result<Response, AppError> {
    let equipment = parsed(&id)?;
    let hold = parsed(Entered::of(pairs).get("id"))?;
    cx.write(move |tx| store::release(tx, hold)).await?;
    Ok(cx.go(&format!("/kontor/utstyr/{equipment}")))
}
