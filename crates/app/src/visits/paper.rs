//! The paper sheet: a day's marks, entered as one.

use super::{
    desk,
    forms::{self, Pairs, problem_words},
    labels::Labelled,
    store::{self, Registered},
};
use crate::{
    frame::{AppError, Cx, Published, Refusal},
    texts::{T, Words},
};
use axum::{
    extract::{Form, Query},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use domain::{
    offerings::Topic,
    shared::{Id, Locale},
    visits::{Form as VisitForm, Outcome, PaperLine, PaperSheet, ProblemKind, Visit, VisitProblem},
};
use maud::{Markup, html};
use sha2::Digest;
use std::sync::Arc;
use ui::{
    forms::{Choice, Field, hidden},
    parts::{self, Tone},
};

/// The columns of the sheet, as on paper: how it went, or not known.
const COLUMNS: [Outcome; 4] = [Outcome::Solved, Outcome::Partly, Outcome::NotSolved, Outcome::Unknown];

/// A page with an empty sheet.
pub async fn page(cx: Cx, headers: HeaderMap, Query(mut asked): Query<Pairs>) -> Result<Response, AppError> {
    let published = cx.published().await?;
    if forms::value(&asked, "place").is_none()
        && let Some(here) = desk::here(&cx, &headers, &asked).await?
    {
        asked.push(("place".to_owned(), here.id.to_string()));
        let first = here.offerings().first().and_then(|o| published.offering_id(&o.key));
        asked.extend(first.map(|id| ("offering".to_owned(), id.to_string())));
    }
    Ok(show(&cx, &published, &asked, &[], StatusCode::OK))
}

fn show(
    cx: &Cx,
    published: &Published,
    entered: &Pairs,
    problems: &[(String, String)],
    status: StatusCode,
) -> Response {
    let l = cx.locale();
    let id = forms::form_id(entered, || Id(cx.app.db().random_id()));
    let body = html! {
        h1 { (l.t(T::VisitsPaperTitle)) }
        (answered(entered, l))
        p.lead { (l.t(T::VisitsPaperLead)) }
        (ui::forms::error_summary(l, problems))
        (ui::forms::form(&cx.link("/skranke/papir"), &cx.csrf(), &html! {
            (hidden("id", &id.to_string()))
            (heads(published, entered, problems, l))
            (sheet(entered, l))
            div.done-bar { button.ds-button.done.big type="submit" { (l.t(T::VisitsPaperSave)) } }
        }))
        p.no-print { a href=(cx.link("/skranke")) { (l.t(T::VisitsToDesk)) } }
    };
    let shell = cx.shell(ui::Audience::Desk, l.t(T::VisitsPaperTitle));
    (status, cx.html(&shell, &body)).into_response()
}

fn answered(entered: &Pairs, l: Locale) -> Markup {
    let stored = forms::value(entered, "lagret").and_then(|n| n.parse::<u32>().ok());
    html! {
        @if let Some(n) = stored {
            (parts::live_notice(Tone::Good, &html! { p { (l.ta(T::VisitsPaperSaved, &ui::args![("n", n)])) } }))
        } @else if forms::value(entered, "fra-for").is_some() {
            (parts::live_notice(Tone::Info, &html! { p { (l.t(T::VisitsPaperAlready)) } }))
        }
    }
}

fn heads(published: &Published, entered: &Pairs, problems: &[(String, String)], l: Locale) -> Markup {
    let error = |name: &str| problems.iter().find(|(field, _)| field == name).map(|(_, text)| text.clone());
    let field = |name: &'static str, label: T| {
        let value = forms::value(entered, name).unwrap_or_default();
        Field::new(name, l.t(label)).value(value).error(error(name))
    };
    let register = &published.register;
    let places = register.places.iter().filter(|p| p.ended.is_none());
    let places: Vec<Choice> = places
        .filter_map(|p| {
            Some(Choice::new(
                published.place_id(&p.key)?.to_string(),
                p.name.get(l),
                false,
            ))
        })
        .collect();
    let offerings: Vec<Choice> = register
        .offerings
        .iter()
        .filter_map(|o| {
            Some(Choice::new(
                published.offering_id(&o.key)?.to_string(),
                o.name.get(l),
                false,
            ))
        })
        .collect();
    let forms: Vec<Choice> =
        VisitForm::ALL.into_iter().map(|form| Choice::new(form.code(), form.label(l), false)).collect();
    html! {
        div.paper-heads {
            (ui::forms::date_field(&field("day", T::VisitsPaperDay).required()))
            (ui::forms::select(&field("place", T::VisitsPaperPlace), &places))
            (ui::forms::select(&field("offering", T::VisitsPaperOffering), &offerings))
            (ui::forms::select(&field("form", T::VisitsFieldForm), &forms))
        }
    }
}

/// The marks: a row for each topic and one for not known, a column for each outcome.
fn sheet(entered: &Pairs, l: Locale) -> Markup {
    let words = |topic: Option<Topic>| topic.map_or_else(|| l.t(T::VisitsTallyUnknown), |t| t.label(l));
    html! {
        div.scroll role="region" aria-label=(l.t(T::VisitsPaperLines)) tabindex="0" {
            table.sheet #f-lines {
                caption { (l.t(T::VisitsPaperLines)) }
                thead { tr {
                    th scope="col" { (l.t(T::VisitsPaperTopic)) }
                    @for outcome in COLUMNS { th.n scope="col" { (outcome.label(l)) } }
                } }
                tbody {
                    @for topic in Topic::ALL.into_iter().map(Some).chain([None]) {
                        tr {
                            th scope="row" { (words(topic)) }
                            @for outcome in COLUMNS { td.n { (mark(entered, topic, outcome, &words(topic), l)) } }
                        }
                    }
                }
            }
        }
    }
}

fn mark(entered: &Pairs, topic: Option<Topic>, outcome: Outcome, row: &str, l: Locale) -> Markup {
    let name = PaperLine::field(VisitForm::DropIn, topic, outcome);
    let label = l.ta(
        T::VisitsPaperField,
        &ui::args![("topic", row), ("outcome", outcome.label(l))],
    );
    html! {
        input.ds-input type="text" inputmode="numeric" maxlength="3" autocomplete="off" name=(name)
            aria-label=(label) value=(forms::value(entered, &name).unwrap_or_default());
    }
}

/// Stores a whole sheet or nothing of it. The sheet's id makes the id of each line, so that a sheet that is sent twice is
/// counted once.
pub async fn save(cx: Cx, Form(pairs): Form<Pairs>) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let l = cx.locale();
    let sheet = match PaperSheet::parse(pairs.iter().map(|(n, v)| (n, v))) {
        Ok(sheet) => sheet,
        Err(problems) => {
            let mut told: Vec<(String, String)> =
                problems.iter().map(|p| (p.field.to_owned(), told_of(p, l))).collect();
            told.dedup();
            return Ok(show(&cx, &published, &pairs, &told, StatusCode::UNPROCESSABLE_ENTITY));
        }
    };
    if published.place_by_id(sheet.place).is_none() || published.offering_by_id(sheet.offering).is_none() {
        return Err(AppError::Absent);
    }
    let id = forms::form_id(&pairs, || Id(cx.app.db().random_id()));
    let sheet = all_of_form(sheet, forms::value(&pairs, "form").and_then(VisitForm::parse));
    let (visits, total) = (sheet.visits(), sheet.total());
    match cx.write(move |tx| store_all(tx, &visits, id)).await {
        Ok(Registered::New) => Ok(cx.go(&format!("/skranke/papir?lagret={total}"))),
        Ok(Registered::Already) => Ok(cx.go("/skranke/papir?fra-for=1")),
        Err(AppError::Refused(refusal)) => Ok(refused(&cx, &published, &pairs, &refusal)),
        Err(error) => Err(error),
    }
}

/// What is wrong, with the day called what the sheet calls it.
fn told_of(problem: &VisitProblem, l: Locale) -> String {
    if problem.field == "day" && problem.kind == ProblemKind::Missing {
        return l.ta(T::VisitsProblemMissing, &ui::args![("field", l.t(T::VisitsPaperDay))]);
    }
    problem_words(problem, l)
}

/// The sheet with the way they met that was chosen for the whole of it.
fn all_of_form(mut sheet: PaperSheet, form: Option<VisitForm>) -> PaperSheet {
    if let Some(form) = form {
        sheet.lines.iter_mut().for_each(|line| line.form = form);
    }
    sheet
}

fn refused(cx: &Cx, published: &Published, pairs: &Pairs, refusal: &Arc<dyn Refusal>) -> Response {
    let l = cx.locale();
    let told = [("day".to_owned(), format!("{} {}", refusal.text(l), refusal.hint(l)))];
    show(cx, published, pairs, &told, refusal.status())
}

fn store_all(tx: &mut ::store::Tx, visits: &[Visit], sheet: Id) -> Result<Registered, AppError> {
    for (at, visit) in (0u64..).zip(visits) {
        let hash = sha2::Sha256::new().chain_update(sheet.0).chain_update(at.to_be_bytes()).finalize();
        let mut id = [0; 16];
        id.copy_from_slice(&hash[..16]);
        // A line that is here means that the sheet is, whatever was written on it since.
        if store::register(tx, visit, Id(id))? == Registered::Already {
            return Ok(Registered::Already);
        }
    }
    Ok(Registered::New)
}
