//! The municipality's own order of sections: which, in which order, and which must be written.

use super::{
    office::{PAGE, answer},
    store,
};
use crate::{
    frame::{AppError, Cx},
    office::{
        editor,
        entered::{Entered, Problems, one_of},
        questions,
    },
    texts::{T, Words},
};
use axum::{Form, http::StatusCode, response::Response};
use domain::council_case::all_sections;
use maud::html;
use ui::{
    forms::{Field, checkbox, error_summary, form, number_field},
    parts::{self, Tone, Weight, button},
};

type Pairs = Vec<(String, String)>;

/// The largest place a section may have.
const LAST_PLACE: i64 = 99;

fn address() -> String {
    format!("{PAGE}/rekkefolge")
}

/// `/kontor/saksframlegg/rekkefolge`.
pub async fn page(cx: Cx) -> Result<Response, AppError> {
    let order = cx.read(|r| store::own_order(r)).await?;
    let mut entered = Entered::default();
    for (at, (section, required)) in order.iter().enumerate() {
        entered = entered.put(&one_of("plass", section), at + 1).put_ticked(&one_of("ma", section), *required);
    }
    show(&cx, &entered, &Problems::new(), None)
}

fn show(
    cx: &Cx,
    entered: &Entered,
    problems: &Problems,
    refused: Option<(StatusCode, String, String)>,
) -> Result<Response, AppError> {
    let l = cx.locale();
    let title = l.t(T::CouncilOrder);
    let saved = super::office::done(cx, "lagret=1");
    let place = |key: &str, name: &str| {
        let field = one_of("plass", key);
        let wrong = problems.iter().find(|(n, _)| *n == field).map(|(_, text)| text.clone());
        number_field(
            &Field::new(field.as_str(), name).value(entered.get(&field)).error(wrong),
            1,
            LAST_PLACE,
        )
    };
    let must = |key: &str, name: &str| {
        let field = one_of("ma", key);
        let label = l.ta(T::CouncilOrderMust, &ui::args![("section", name.to_lowercase())]);
        checkbox(&Field::new(field.as_str(), label), entered.get(&field) == "1")
    };
    let body = html! {
        (editor::crumbs(cx, &[(PAGE.to_owned(), l.t(T::CouncilTitle))], &title))
        h1 { (title) }
        @if saved { (parts::live_notice(Tone::Good, &html! { p { (l.t(T::OfficeSaved)) } })) }
        @if let Some((_, text, hint)) = &refused { (questions::refused(text, hint, &html! {})) }
        (error_summary(l, problems))
        p.lead { (l.t(T::CouncilOrderLead)) }
        (form(&cx.link(&address()), &cx.csrf(), &html! {
            @for s in all_sections() {
                @let name = s.title.get(l);
                div.card { (place(s.key.as_str(), name)) (must(s.key.as_str(), name)) }
            }
            (parts::actions(&[button(&l.t(T::OfficeSave), Weight::Primary)]))
        }))
    };
    let status = match &refused {
        Some((status, ..)) => *status,
        None if problems.is_empty() => StatusCode::OK,
        None => StatusCode::UNPROCESSABLE_ENTITY,
    };
    Ok(answer(cx, status, title, &body))
}

/// Keeps the order: the sections with a number, the lowest first.
pub async fn keep(cx: Cx, Form(pairs): Form<Pairs>) -> Result<Response, AppError> {
    let entered = Entered::of(pairs);
    let (mut placed, mut problems) = (Vec::new(), Problems::new());
    for s in all_sections() {
        let field = one_of("plass", s.key.as_str());
        match entered.get(&field) {
            "" => {}
            text => match text.parse::<i64>().ok().filter(|n| (1..=LAST_PLACE).contains(n)) {
                Some(place) => placed.push((
                    place,
                    s.key.to_string(),
                    entered.get(&one_of("ma", s.key.as_str())) == "1",
                )),
                None => problems.push((field, cx.locale().t(T::OfficeProblemNumber))),
            },
        }
    }
    if !problems.is_empty() {
        return show(&cx, &entered, &problems, None);
    }
    placed.sort_by_key(|(place, ..)| *place);
    let order: Vec<(String, bool)> = placed.into_iter().map(|(_, key, required)| (key, required)).collect();
    match cx.write(move |tx| store::set_order(tx, &order)).await {
        Ok(()) => Ok(cx.go(&format!("{}?lagret=1", address()))),
        Err(AppError::Refused(refusal)) => {
            let l = cx.locale();
            let refused = (refusal.status(), refusal.text(l), refusal.hint(l));
            show(&cx, &entered, &Problems::new(), Some(refused))
        }
        Err(other) => Err(other),
    }
}
