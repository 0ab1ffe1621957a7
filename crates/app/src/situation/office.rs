//! The first page of the room: what is known, and what to do next.

use super::{evidence, figures_store, survey, words};
use crate::{
    frame::{AppError, Cx},
    texts::{T, Words},
};
use axum::response::Response;
use domain::{
    access::Permission,
    situation::{Ages, FactWarning, questions},
};
use maud::{Markup, html};
use ui::{
    Audience, args,
    parts::{self, Weight, button_link},
};

/// `/kontor/grunnlag`.
///
/// # Errors
/// A fault of the database.
pub async fn page(cx: Cx) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let (number, today, l) = (published.register.municipality.number.clone(), cx.today(), cx.locale());
    let (known, rounds) = cx.read(move |r| Ok((evidence(r, &number, today)?, figures_store::rounds(r)?))).await?;
    let may = cx.session.as_ref().is_some_and(|s| s.may(Permission::EditRegister));
    let next = known.gaps.first().map(|(question, _)| question.code.as_str());
    let old = known.facts.iter().filter(|(_, w)| w.iter().any(|w| matches!(w, FactWarning::Old(_)))).count();
    let shares = known.population.as_ref().and_then(|p| {
        let last = *p.trend().last()?;
        Some(l.ta(
            T::SituationSharesShort,
            &args![
                ("old", words::percent(last.share(Ages::over(67))?, l)),
                ("oldest", words::percent(last.share(Ages::over(80))?, l)),
                ("year", last.year.to_string())
            ],
        ))
    });
    let card = |title: T, text: String, action: T, path: &str| {
        html! {
            section.card {
                h2 { (l.t(title)) }
                p { (text) }
                p { a href=(cx.link(path)) { (l.t(action)) } }
            }
        }
    };
    let answered = l.ta(
        T::SituationAnswered,
        &args![("n", known.answers.len()), ("of", questions().len())],
    );
    let closed = rounds.iter().filter(|r| r.closed.is_some()).map(|r| r.sheets).sum::<u32>();
    let people = match rounds.iter().find(|r| r.closed.is_none()) {
        Some(open) => l.ta(T::SituationRoundIsOpen, &args![("n", open.sheets)]),
        None if closed > 0 => l.ta(T::SituationRoundIsClosed, &args![("n", closed)]),
        None => l.t(T::SituationNoRound),
    };
    let body = html! {
        h1 { (l.t(T::SituationTitle)) }
        p.lead { (l.t(T::SituationLead)) }
        (next_do(&cx, next.filter(|_| may)))
        div.grid {
            (card(T::SituationSurvey, answered, T::SituationSurveySee, "/kontor/grunnlag/kartlegging"))
            (card(T::SituationInventory, survey::inventory_words(&published.register, l), T::SituationInventorySee, "/kontor/grunnlag/tilbud"))
            (card(T::SituationFigures, shares.unwrap_or_else(|| l.t(T::SituationNoPopulation)), T::SituationFiguresSee, "/kontor/grunnlag/tall"))
            (card(T::SituationFacts, l.ta(T::SituationFactsCount, &args![("n", known.facts.len()), ("old", old)]), T::SituationFactsSee, "/kontor/grunnlag/fakta"))
            (card(T::SituationEmployees, people, T::SituationEmployeesSee, "/kontor/grunnlag/ansatte"))
            (card(T::CouncilTitle, l.t(T::CouncilLead), T::CouncilNew, "/kontor/saksframlegg"))
        }
    };
    Ok(cx.html(&cx.shell(Audience::Office, l.t(T::SituationTitle)), &body))
}

fn next_do(cx: &Cx, next: Option<&str>) -> Markup {
    let l = cx.locale();
    let way = |weight| button_link(&l.t(T::SituationWay), &cx.link("/kontor/veien"), weight);
    match next {
        Some(code) => parts::actions(&[
            button_link(
                &l.t(T::SituationContinue),
                &cx.link(&format!("/kontor/grunnlag/kartlegging/{code}")),
                Weight::Primary,
            ),
            way(Weight::Secondary),
        ]),
        None => parts::actions(&[way(Weight::Primary)]),
    }
}
