//! Today's events at the counter: who does what, and afterwards how many came and what they said.

use super::{
    EventRefusal,
    coming::{self, Coming},
    forms,
    public::plans,
    store::{self, After, Planned},
    views,
};
use crate::{
    frame::{AppError, Cx, Published},
    offerings::Pairs,
    office::entered::Entered,
    texts::{T, Words},
};
use axum::{
    Form,
    extract::{Path, Query},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::{
    enrolments::Target,
    events::{EventPlan, SignUpMode, Theme},
};
use jiff::ToSpan;
use maud::{Markup, html};
use std::collections::HashMap;
use ui::{
    Audience, args, forms as fields,
    parts::{self, Tone, Weight},
};

/// How many days afterwards the counter may still count.
const DAYS_AFTER: i64 = 7;

/// `/skranke/arrangement`: today's events, and those of the last days that nobody has counted.
pub async fn page(cx: Cx, Query(query): Query<HashMap<String, String>>) -> Result<Response, AppError> {
    show(&cx, None, query.contains_key("lagret")).await
}

/// What was entered for one event, and what is wrong with it.
type Wrong<'a> = (&'a Target, &'a Entered, &'a [(String, String)]);

async fn show(cx: &Cx, wrong: Option<Wrong<'_>>, saved: bool) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let (l, today) = (cx.locale(), cx.today());
    let first = today.checked_sub(DAYS_AFTER.days()).unwrap_or(today);
    let (plans, themes) = plans(cx, first, today).await?;
    let all = coming::between(&published.register, today, first, today);
    let counted = |c: &Coming<'_>| plans.iter().any(|p| p.target == c.target() && p.after.held.is_some());
    let todays: Vec<&Coming<'_>> = all.iter().filter(|c| c.occurrence.date == today).collect();
    let late: Vec<&Coming<'_>> = all
        .iter()
        .filter(|c| c.occurrence.date < today && c.occurrence.takes_place() && !counted(c))
        .collect();
    let title = l.t(T::EventsDeskTitle);
    let problems = wrong.map(|(_, _, p)| p).unwrap_or_default();
    let body = html! {
        h1 { (title) }
        (fields::error_summary(l, problems))
        @if saved { (parts::live_notice(Tone::Good, &html! { p { (l.t(T::EventsThanksSaved)) } })) }
        @if todays.is_empty() { (parts::empty_state(&l.t(T::EventsNothingToday), None)) }
        div.grid { @for c in &todays { (card(cx, &published, c, &plans, &themes, wrong)) } }
        @if !late.is_empty() {
            h2 { (l.t(T::EventsUncounted)) }
            div.grid { @for c in &late { (card(cx, &published, c, &plans, &themes, wrong)) } }
        }
    };
    let status = if problems.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    Ok((status, cx.html(&cx.shell(Audience::Desk, title), &body)).into_response())
}

fn card(
    cx: &Cx,
    published: &Published,
    c: &Coming<'_>,
    plans: &[Planned],
    themes: &[Theme],
    wrong: Option<Wrong<'_>>,
) -> Markup {
    let (l, o) = (cx.locale(), &c.occurrence);
    let target = c.target();
    let usual = EventPlan::usual(c.offering);
    let plan = c.plan(plans).map_or(&usual, |p| &p.plan);
    let special = views::special(c, plans, themes, l);
    html! {
        section.card {
            p.quiet { (views::when(cx, o)) }
            h2 { (c.offering.name.get(l)) }
            @if !special.is_empty() { p { strong { (special) } } }
            p { (views::place_name(published, &o.place, l)) }
            (views::state(cx, o))
            @let crew = views::crew(plan, l);
            @if !crew.is_empty() { (parts::facts(&crew)) }
            @if !plan.programme.is_empty() { details { summary { (l.t(T::EventsProgramme)) } (views::programme(plan, l)) } }
            @for theme in themes.iter().filter(|t| plan.themes.contains(&t.key)) {
                details { summary { (l.ta(T::EventsOutlineOf, &args![("theme", theme.name.get(l))])) } (views::bullet_list(theme.outline.get(l))) }
            }
            @if o.takes_place() && plan.sign_up.mode == SignUpMode::SignUp {
                p { a href=(cx.link(&format!("/skranke/pamelding/{}", target.text()))) { (l.t(T::EventsToList)) } }
            }
            @if o.takes_place() && o.starts_at() <= cx.now { (count_form(cx, &target, plans, wrong)) }
        }
    }
}

fn count_form(cx: &Cx, target: &Target, plans: &[Planned], wrong: Option<Wrong<'_>>) -> Markup {
    let l = cx.locale();
    let own = plans.iter().find(|p| p.target == *target);
    let after = own.map(|p| p.after.clone()).unwrap_or_default();
    let mine = wrong.filter(|(t, _, _)| *t == target);
    let entered = mine.map_or_else(|| forms::filled_after(&after, ""), |(_, entered, _)| entered.clone());
    let problems = mine.map(|(_, _, p)| p).unwrap_or_default();
    let words = match after.held {
        Some((n, _)) => l.ta(T::EventsCameChange, &args![("n", n)]),
        None => l.t(T::EventsCountNow),
    };
    html! {
        details open[!problems.is_empty()] {
            summary { (words) }
            (fields::form(&cx.link(&format!("/skranke/arrangement/{}", target.text())), &cx.csrf(), &html! {
                (forms::draw_after(l, &entered, problems, false))
                (parts::actions(&[parts::button(&l.t(T::EventsDone), Weight::Done)]))
            }))
        }
    }
}

/// Counts an event that has begun, today or in the last days.
pub async fn count(
    cx: Cx,
    Path((offering, which)): Path<(String, String)>,
    Form(pairs): Pairs,
) -> Result<Response, AppError> {
    let target = Target::parse(&offering, &which).ok_or(AppError::Absent)?;
    let published = cx.published().await?;
    let Some((found, _, Some(occurrence))) = coming::find(&published.register, &target) else {
        return Err(AppError::Absent);
    };
    let first = cx.today().checked_sub(DAYS_AFTER.days()).unwrap_or_default();
    if occurrence.starts_at() > cx.now || occurrence.date < first || !occurrence.takes_place() {
        return Err(AppError::refused(EventRefusal::NotBegun));
    }
    let entered = Entered::of(pairs);
    let counted = forms::read_after(cx.locale(), &entered);
    if !counted.problems.is_empty() {
        return show(&cx, Some((&target, &entered, &counted.problems)), false).await;
    }
    let usual = EventPlan::usual(found);
    let after = After {
        held: counted.participants.map(|n| (n, counted.guides)),
        evaluation: counted.evaluation,
        note: counted.note,
    };
    cx.write(move |tx| {
        let usual = store::holding(tx, &target)?.map_or_else(|| usual.clone(), |p| p.plan.copied());
        let event = store::ensure(tx, &target, &usual)?;
        store::put_after(tx, event, &after)
    })
    .await?;
    Ok(cx.go("/skranke/arrangement?lagret=1"))
}
