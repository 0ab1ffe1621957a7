//! The counter: what can be lent now, what is out, and taking it back with one tap.

use super::{
    refusal::EquipmentRefusal,
    store::{self, Form as HoldForm, Hold},
    views,
};
use crate::{
    frame::{AppError, Cx, Published, Refusal},
    offerings::Pairs,
    office::entered::{Entered, guard, refused_words},
    texts::{T, Words},
    visits,
};
use axum::{
    Form,
    extract::Query,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use domain::{
    equipment::{Equipment, LoanPeriod},
    schedule::Calendar,
    shared::Id,
};
use jiff::ToSpan;
use maud::{Markup, html};
use std::collections::HashMap;
use ui::{
    Audience, args,
    forms::{self as fields, Choice, Field},
    parts::{self, Tone, Weight},
};

/// The longest first name or alias.
const ALIAS: usize = 40;

type Asked = Query<HashMap<String, String>>;

/// Chosen in the address, it shows what every place has.
const EVERYWHERE: &str = "alle";

/// `/skranke/utlan`: what can be lent and what is out, where the desk stands; everywhere when that is asked for, or when the
/// desk has not said where it stands.
///
/// # Errors
/// A fault of the database.
pub async fn page(cx: Cx, headers: HeaderMap, Query(asked): Asked) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let l = cx.locale();
    let now = cx.now;
    let (all, holds) = cx
        .read(move |r| {
            let soon = now.checked_add(1.minute()).unwrap_or(now);
            let mut things = Vec::new();
            for e in store::all(r)? {
                let free = store::free_units(r, &e, now, now, soon)?;
                things.push((e, free));
            }
            Ok((things, store::holds(r)?))
        })
        .await?;
    let named = asked.get("sted").map_or("", String::as_str);
    let stands = if named == EVERYWHERE {
        None
    } else {
        visits::place_of_desk(&cx, &headers, named).await?
    };
    let calendar = Calendar::new(&published.register.municipality, &published.register.places);
    let is_here = |e: &Equipment| {
        let place = published.place_by_id(e.place);
        stands.as_ref().is_none_or(|at| {
            place.is_some_and(|p| calendar.is_inside(&p.key, &at.key) || calendar.is_inside(&at.key, &p.key))
        })
    };
    let of = |h: &Hold| all.iter().find(|(e, _)| e.id == h.equipment);
    let loans = holds.iter().filter(|h| matches!(h.form, HoldForm::Loan { .. }));
    let (here, elsewhere): (Vec<&Hold>, Vec<&Hold>) = loans.partition(|h| of(h).is_none_or(|(e, _)| is_here(e)));
    let lendable: Vec<&(Equipment, u16)> = all.iter().filter(|(e, _)| e.lendable && is_here(e)).collect();
    let title = l.t(T::EquipmentLoans);
    let body = html! {
        h1 { (title) }
        @if let Some(place) = &stands {
            p.lead { (place.name.get(l)) ". " a href=(cx.link(&format!("/skranke/utlan?sted={EVERYWHERE}"))) { (l.t(T::EquipmentShowEverywhere)) } }
        }
        @if let Some(slip) = asked.get("lapp").and_then(|s| s.parse::<u16>().ok()) {
            (parts::live_notice(Tone::Good, &html! { p { (l.t(T::EquipmentLent)) } p.code { (slip) } p { (l.t(T::EquipmentLentHint)) } }))
        }
        @if asked.contains_key("levert") { (parts::live_notice(Tone::Good, &html! { p { (l.t(T::EquipmentBackNow)) } })) }
        section {
            h2 { (l.t(T::EquipmentOut)) }
            @if here.is_empty() { p.quiet { (l.t(T::EquipmentNothingOut)) } }
            div.grid { @for h in here { (out_card(&cx, &published, &all, h)) } }
            @if !elsewhere.is_empty() {
                // Things come back where it suits the one who borrowed them.
                details {
                    summary { (l.ta(T::EquipmentOutElsewhere, &args![("n", elsewhere.len())])) }
                    div.grid { @for h in elsewhere { (out_card(&cx, &published, &all, h)) } }
                }
            }
        }
        section {
            h2 { (l.t(T::EquipmentCanBeLent)) }
            @if lendable.is_empty() { (parts::empty_state(&l.t(T::EquipmentNothingHere), None)) }
            div.grid {
                @for (e, free) in lendable {
                    section.card {
                        h3 { (e.name) }
                        p { (views::place_name(&published, e.place, l)) ". " (l.ta(T::EquipmentFree, &args![("free", *free), ("number", e.number)])) }
                        @if *free > 0 {
                            (parts::actions(&[parts::button_link(&l.t(T::EquipmentLend), &cx.link(&format!("/skranke/utlan/ny?utstyr={}", e.id)), Weight::Secondary)]))
                        }
                    }
                }
            }
        }
        p { a href=(cx.link("/skranke")) { (l.t(T::EquipmentToDesk)) } }
    };
    Ok(cx.html(&cx.shell(Audience::Desk, title), &body))
}

fn out_card(cx: &Cx, published: &Published, things: &[(Equipment, u16)], h: &Hold) -> Markup {
    let l = cx.locale();
    let HoldForm::Loan { slip, alias } = &h.form else {
        return html! {};
    };
    let name = things.iter().find(|(e, _)| e.id == h.equipment).map(|(e, _)| views::thing_words(published, e, l));
    html! {
        section.card {
            h3 { (l.ta(T::EquipmentSlip, &args![("slip", slip.to_string())])) @if !alias.is_empty() { " – " (alias) } }
            p { (h.items) " × " (name.unwrap_or_else(|| l.t(T::EquipmentNoLongerHere))) }
            p { (l.ta(T::EquipmentBackBy, &args![("day", views::back_words(h.ends, cx))])) }
            @if h.ends <= cx.now { p { (parts::tag(Tone::Look, &l.t(T::EquipmentLate))) } }
            (fields::form(&cx.link("/skranke/utlan/levert"), &cx.csrf(), &html! {
                (fields::hidden("id", &h.id.to_string()))
                (parts::actions(&[parts::button(&l.t(T::EquipmentTakeBack), Weight::Done)]))
            }))
        }
    }
}

/// `/skranke/utlan/ny`: how many, and until when.
///
/// # Errors
/// Absent when there is no such thing.
pub async fn new(cx: Cx, Query(asked): Asked) -> Result<Response, AppError> {
    let Some(id) = asked.get("utstyr").and_then(|id| Id::parse(id)) else {
        return Ok(cx.go("/skranke/utlan"));
    };
    let entered = Entered::default()
        .put("id", Id(cx.app.db().random_id()))
        .put("antall", 1)
        .put("til", LoanPeriod::Today.code());
    form_page(&cx, id, &entered, &[], StatusCode::OK).await
}

async fn form_page(
    cx: &Cx,
    id: Id,
    entered: &Entered,
    problems: &[(String, String)],
    status: StatusCode,
) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let e = cx.read(move |r| store::one(r, id)).await?;
    let l = cx.locale();
    let wrong = |name: &str| problems.iter().find(|(n, _)| n == name).map(|(_, text)| text.as_str());
    let periods: Vec<Choice> = LoanPeriod::ALL
        .into_iter()
        .map(|p| Choice::new(p.code(), views::period_words(p, cx), entered.get("til") == p.code()))
        .collect();
    let title = l.ta(T::EquipmentLendTitle, &args![("name", e.name.as_str())]);
    let form = html! {
        (fields::hidden("id", entered.get("id")))
        (fields::hidden("utstyr", &e.id.to_string()))
        (fields::number_field(&Field::new("antall", l.t(T::EquipmentHowMany)).value(entered.get("antall")).error(wrong("antall")).short(), 1, i64::from(e.number)))
        (fields::radios(&Field::new("til", l.t(T::EquipmentUntil)).error(wrong("til")), &periods))
        (fields::text_field(&Field::new("navn", l.t(T::EquipmentAlias)).hint(l.t(T::EquipmentAliasHint)).optional(l).guarded()
            .max_length(40).value(entered.get("navn")).error(wrong("navn"))))
        (parts::actions(&[parts::button(&l.t(T::EquipmentLendDo), Weight::Primary)]))
    };
    let body = html! {
        h1 { (title) }
        (fields::error_summary(l, problems))
        p.lead { (views::place_name(&published, e.place, l)) }
        (fields::form(&cx.link("/skranke/utlan/ny"), &cx.csrf(), &form))
        p { a href=(cx.link("/skranke/utlan")) { (l.t(T::EquipmentToLoans)) } }
    };
    Ok((status, cx.html(&cx.shell(Audience::Desk, title), &body)).into_response())
}

/// Lends.
///
/// # Errors
/// Absent when there is no such thing; a fault of the database.
pub async fn lend(cx: Cx, Form(pairs): Pairs) -> Result<Response, AppError> {
    let entered = Entered::of(pairs);
    let l = cx.locale();
    let equipment = Id::parse(entered.get("utstyr")).ok_or(AppError::Absent)?;
    let id = Id::parse(entered.get("id")).unwrap_or_else(|| Id(cx.app.db().random_id()));
    let e = cx.read(move |r| store::one(r, equipment)).await?;
    let mut problems = Vec::new();
    let items = entered.get("antall").parse::<u16>().ok().filter(|n| (1..=e.number).contains(n));
    if items.is_none() {
        let range = args![("low", 1), ("high", e.number)];
        problems.push(("antall".to_owned(), l.ta(T::OfficeProblemRange, &range)));
    }
    let period = LoanPeriod::parse(entered.get("til"));
    if period.is_none() {
        problems.push(("til".to_owned(), l.t(T::OfficeProblemChoose)));
    }
    let alias: String = entered.get("navn").chars().take(ALIAS).collect();
    if let Some(kind) = guard(&alias, false) {
        problems.push(("navn".to_owned(), refused_words(kind, l)));
    }
    let (Some(items), Some(period), true) = (items, period, problems.is_empty()) else {
        return form_page(&cx, equipment, &entered, &problems, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    let due = period.due(cx.today());
    let done = cx.write(move |tx| store::lend(tx, id, equipment, items, due, &alias)).await;
    match done {
        Ok(slip) => Ok(cx.go(&format!("/skranke/utlan?lapp={slip}"))),
        Err(AppError::Refused(refusal)) => {
            let beside = if refusal.code() == EquipmentRefusal::NotEnough.code() {
                "antall"
            } else {
                "til"
            };
            let problem = (beside.to_owned(), format!("{} {}", refusal.text(l), refusal.hint(l)));
            form_page(&cx, equipment, &entered, &[problem], refusal.status()).await
        }
        Err(other) => Err(other),
    }
}

/// Takes back.
///
/// # Errors
/// A fault of the database.
pub async fn take_back(cx: Cx, Form(pairs): Pairs) -> Result<Response, AppError> {
    let id = Id::parse(Entered::of(pairs).get("id")).ok_or(AppError::Absent)?;
    cx.write(move |tx| store::take_back(tx, id)).await?;
    Ok(cx.go("/skranke/utlan?levert=1"))
}
