//! Registering papers, a leader's override, and the agreements with organisations.

use super::{
    gate_store::{self, Agreement},
    office::{Note, one_page, parsed},
    refusal::GuidesRefusal,
    store, views, words,
};
use crate::{
    frame::{AppError, Cx, Who},
    offerings::Pairs,
    office::{
        editor,
        entered::{Entered, Problems, Reading},
    },
    texts::{T, Words},
};
use axum::{
    Form,
    extract::Path,
    response::{IntoResponse, Response},
};
use domain::{
    guides::{Gate, MOST_OVERRIDE_DAYS, Override, Paper, Requirement},
    schedule::day_in_words,
    shared::{Id, Key},
};
use jiff::{ToSpan, civil::Date};
use maud::{Markup, html};
use std::collections::BTreeSet;
use ui::{
    Audience, args,
    forms::{self as fields, Field},
    parts::{self, Tone, Weight, button},
};

/// Registers that something was signed, read, done or seen.
///
/// # Errors
/// A refusal when no statute allows it; absent when there is no such guide.
pub async fn register(cx: Cx, Path(id): Path<String>, Form(pairs): Pairs) -> Result<Response, AppError> {
    let (id, entered) = (parsed(&id)?, Entered::of(pairs));
    let requirement = Requirement::parse(entered.get("krav")).ok_or(AppError::Absent)?;
    let (person, rules) = cx
        .read(move |r| {
            Ok((
                store::find(r, id)?.ok_or(AppError::Absent)?,
                gate_store::settings(r)?.rules,
            ))
        })
        .await?;
    let mut reading = Reading::new(cx.locale(), &entered);
    let on = reading.needed_day("dag", cx.today());
    let valid_to = reading.day("til");
    if on > cx.today() {
        reading.problem("dag", cx.locale().t(T::GuidesProblemFuture));
    }
    if valid_to.is_some_and(|last| last < on) {
        reading.problem("til", cx.locale().t(T::OfficeProblemLast));
    }
    let version = entered.get("versjon").to_owned();
    if !views::known_version(&rules, &requirement, &version) {
        reading.problem("versjon", cx.locale().t(T::OfficeProblemChoose));
    }
    let problems = reading.problems;
    if !problems.is_empty() {
        return one_page(&cx, id, &Note::Nothing, &entered, &problems).await;
    }
    let statute = match requirement {
        Requirement::PoliceCertificate => {
            rules.kinds.get(&person.guide.kind).map(|k| k.statute.clone()).unwrap_or_default()
        }
        _ => String::new(),
    };
    if requirement == Requirement::PoliceCertificate && statute.is_empty() {
        return Err(AppError::refused(GuidesRefusal::NoStatute));
    }
    let months = match &requirement {
        Requirement::Training(key) => rules.trainings.iter().find(|t| t.key == *key).and_then(|t| t.months),
        _ => None,
    };
    let runs_out = months.and_then(|m| on.checked_add(i32::from(m).months()).ok());
    let paper = Paper {
        requirement,
        version,
        on,
        valid_to: valid_to.or(runs_out),
        statute,
    };
    cx.write(move |tx| {
        store::find(tx, id)?.ok_or(AppError::Absent)?;
        gate_store::register(tx, id, &paper, 0)
    })
    .await?;
    Ok(cx.go(&format!("/kontor/folk/{id}?lagret=1")))
}

/// Takes a paper away that was registered by mistake.
///
/// # Errors
/// Absent when there is no such.
pub async fn withdraw(cx: Cx, Path(id): Path<String>, Form(pairs): Pairs) -> Result<Response, AppError> {
    let (id, entered) = (parsed(&id)?, Entered::of(pairs));
    let paper = parsed(entered.get("papir"))?;
    cx.write(move |tx| gate_store::withdraw(tx, id, paper)).await?;
    Ok(cx.go(&format!("/kontor/folk/{id}?lagret=1")))
}

fn leader(cx: &Cx) -> Result<Id, AppError> {
    match cx.session.as_ref().map(|s| &s.who) {
        Some(Who::Person { account, .. }) => Ok(*account),
        _ => Err(AppError::Forbidden),
    }
}

/// A leader lets somebody guide although something is missing, with a reason. She may do it for herself.
///
/// # Errors
/// A refusal when nothing is missing.
pub async fn override_gate(cx: Cx, Path(id): Path<String>, Form(pairs): Pairs) -> Result<Response, AppError> {
    let (id, entered, by) = (parsed(&id)?, Entered::of(pairs), leader(&cx)?);
    let (l, today) = (cx.locale(), cx.today());
    let mut reading = Reading::new(l, &entered);
    let reason: String = reading.needed("grunn").chars().take(300).collect();
    let in_two_weeks = today.checked_add(14.days()).unwrap_or(today);
    let until = reading.day("slutt").unwrap_or(in_two_weeks);
    let most = today.checked_add(MOST_OVERRIDE_DAYS.days()).unwrap_or(today);
    if until < today || until > most {
        reading.problem(
            "slutt",
            l.ta(T::GuidesProblemOverride, &args![("day", day_in_words(most, today, l))]),
        );
    }
    let problems = reading.problems;
    if !problems.is_empty() {
        return one_page(&cx, id, &Note::Nothing, &entered, &problems).await;
    }
    let over = Id::parse(entered.get("id")).unwrap_or_else(|| Id(cx.app.db().random_id()));
    cx.write(move |tx| {
        store::lock(tx, id)?;
        if gate_store::overrides(tx, id)?.iter().any(|(o, _)| *o == over) {
            return Ok(());
        }
        let Gate::Closed { missing } = super::gate_of(tx, id, today)? else {
            return Err(AppError::refused(GuidesRefusal::NothingMissing));
        };
        if missing.is_empty() {
            return Err(AppError::refused(GuidesRefusal::HasLeft));
        }
        let given = Override {
            by,
            reason: reason.clone(),
            from: today,
            until,
            covers: missing,
        };
        gate_store::put_override(tx, over, id, &given)
    })
    .await?;
    Ok(cx.go(&format!("/kontor/folk/{id}?lagret=1")))
}

/// Ends an override today.
///
/// # Errors
/// Absent when there is no such.
pub async fn end_override(cx: Cx, Path(id): Path<String>, Form(pairs): Pairs) -> Result<Response, AppError> {
    let (id, entered, today) = (parsed(&id)?, Entered::of(pairs), cx.today());
    let over = parsed(entered.get("id"))?;
    cx.write(move |tx| gate_store::end_override(tx, id, over, today)).await?;
    Ok(cx.go(&format!("/kontor/folk/{id}?lagret=1")))
}

/// `/kontor/folk/avtaler`: the agreements with organisations that guides come from.
///
/// # Errors
/// A fault of the database.
pub async fn agreements(cx: Cx) -> Result<Response, AppError> {
    agreements_page(&cx, &Entered::default(), &Vec::new()).await
}

async fn agreements_page(cx: &Cx, entered: &Entered, problems: &Problems) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let (l, today) = (cx.locale(), cx.today());
    let (signed, everybody) = cx.read(|r| Ok((gate_store::agreements(r)?, super::all(r)?))).await?;
    let of_guides: BTreeSet<&Key> = everybody.iter().filter_map(|g| g.organisation.as_ref()).collect();
    let all: BTreeSet<&Key> = of_guides.into_iter().chain(signed.iter().map(|a| &a.organisation)).collect();
    let title = l.t(T::GuidesAgreements);
    let body = html! {
        (editor::crumbs(cx, &[("/kontor/folk".to_owned(), l.t(T::GuidesTitle))], &title))
        h1 { (title) }
        (fields::error_summary(l, problems))
        p.lead { (l.t(T::GuidesAgreementsLead)) }
        @if all.is_empty() { (parts::empty_state(&l.t(T::GuidesAgreementsNone), None)) }
        div.grid.office-list {
            @for key in all {
                @let own: Vec<&Agreement> = signed.iter().filter(|a| a.organisation == *key).collect();
                section.card id=(key) {
                    h2 { (words::organisation(key, &published.register, l)) }
                    p.quiet { (l.ta(T::GuidesAgreementGuides, &args![("n", everybody.iter().filter(|g| g.organisation.as_ref() == Some(key)).count())])) }
                    @for a in &own { (agreement(cx, a, today)) }
                    @if own.is_empty() { p { (parts::tag(Tone::Stop, &l.t(T::GuidesMissing))) } }
                    (agree_form(cx, key, entered, problems))
                }
            }
        }
    };
    Ok((
        super::office::status(problems),
        cx.html(&cx.shell(Audience::Office, title), &body),
    )
        .into_response())
}

fn agreement(cx: &Cx, a: &Agreement, today: Date) -> Markup {
    let l = cx.locale();
    let holds = a.valid_to.is_none_or(|last| today <= last);
    let last = a.valid_to.map(|day| l.ta(T::GuidesHoldsTo, &args![("day", day_in_words(day, today, l))]));
    html! {
        p {
            (l.ta(T::GuidesAgreementSigned, &args![("day", day_in_words(a.on, today, l))])) " "
            @match last {
                Some(last) => (parts::tag(if holds { Tone::Good } else { Tone::Look }, &last)),
                None => (parts::tag(Tone::Good, &l.t(T::GuidesInOrder))),
            }
        }
        (fields::form(&cx.link("/kontor/folk/avtaler"), &cx.csrf(), &html! {
            (fields::hidden("organisasjon", a.organisation.as_str()))
            (fields::hidden("dag", &a.on.to_string()))
            (parts::button_with(&l.t(T::GuidesWithdraw), Weight::Quiet, "gjor", "trekk"))
        }))
    }
}

fn agree_form(cx: &Cx, key: &Key, entered: &Entered, problems: &Problems) -> Markup {
    let l = cx.locale();
    let here = entered.get("organisasjon") == key.as_str();
    let value = |name: &str, otherwise: String| if here { entered.get(name).to_owned() } else { otherwise };
    let error = |name: &str| {
        if here {
            super::forms::wrong(problems, name)
        } else {
            None
        }
    };
    html! {
        details open[here && !problems.is_empty()] {
            summary { (l.t(T::GuidesAgreementNew)) }
            (fields::form(&cx.link("/kontor/folk/avtaler"), &cx.csrf(), &html! {
                (fields::hidden("organisasjon", key.as_str()))
                (fields::date_field(&Field::new("dag", l.t(T::GuidesSignedOn)).id(format!("f-{key}-dag")).value(value("dag", cx.today().to_string()))
                    .error(error("dag")).short()))
                (fields::date_field(&Field::new("til", l.t(T::GuidesValidTo)).id(format!("f-{key}-til")).optional(l).value(value("til", String::new()))
                    .error(error("til")).short()))
                (parts::actions(&[button(&l.t(T::GuidesRegisterDo), Weight::Secondary)]))
            }))
        }
    }
}

/// Registers an agreement, or takes one away.
///
/// # Errors
/// Absent when there is no such organisation.
pub async fn agree(cx: Cx, Form(pairs): Pairs) -> Result<Response, AppError> {
    let entered = Entered::of(pairs);
    let published = cx.published().await?;
    let organisation = Key::parse(entered.get("organisasjon")).map_err(|_| AppError::Absent)?;
    let mut reading = Reading::new(cx.locale(), &entered);
    let on = reading.needed_day("dag", cx.today());
    let valid_to = reading.day("til");
    if entered.get("gjor") == "trekk" {
        cx.write(move |tx| gate_store::disagree(tx, &organisation, on)).await?;
        return Ok(cx.go("/kontor/folk/avtaler"));
    }
    if !published.register.organisations.iter().any(|o| o.key == organisation) {
        return Err(AppError::Absent);
    }
    if on > cx.today() {
        reading.problem("dag", cx.locale().t(T::GuidesProblemFuture));
    }
    if valid_to.is_some_and(|last| last < on) {
        reading.problem("til", cx.locale().t(T::OfficeProblemLast));
    }
    let problems = reading.problems;
    if !problems.is_empty() {
        return agreements_page(&cx, &entered, &problems).await;
    }
    let made = Agreement {
        organisation,
        on,
        valid_to,
    };
    cx.write(move |tx| gate_store::agree(tx, &made)).await?;
    Ok(cx.go("/kontor/folk/avtaler"))
}
