//! The municipality's own colour: taken when words in it can be read, else refused with the nearest one that can.

use super::{PosterRefusal, store};
use crate::{
    frame::{AppError, Cx, Refusal},
    offerings::Pairs,
    office::{editor, entered::Entered},
    texts::{T, Words},
};
use axum::{
    Form,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use documents::Colour;
use maud::{Markup, html};
use ui::{
    Audience, args,
    forms::{self as fields, Field},
    parts::{self, Weight},
};

/// `/kontor/plakatfarge`.
///
/// # Errors
/// A fault of the database.
pub async fn page(cx: Cx) -> Result<Response, AppError> {
    let accent = cx.read(|r| store::accent(r)).await?;
    show(&cx, &accent.hex(), None)
}

/// Why it was refused, and the nearest that is not.
struct Wrong {
    refusal: PosterRefusal,
    nearest: Option<Colour>,
}

fn show(cx: &Cx, entered: &str, wrong: Option<&Wrong>) -> Result<Response, AppError> {
    let l = cx.locale();
    let title = l.t(T::PostersColour);
    let words = wrong.map(|w| {
        let nearest = w.nearest.map(|c| l.ta(T::PostersNearest, &args![("colour", c.hex())])).unwrap_or_default();
        format!("{} {} {nearest}", w.refusal.text(l), w.refusal.hint(l)).trim_end().to_owned()
    });
    let problems: Vec<(String, String)> = words.iter().map(|w| ("farge".to_owned(), w.clone())).collect();
    let way = [("/kontor/plakater".to_owned(), l.t(T::PostersTitle))];
    let field = Field::new("farge", l.t(T::PostersColourField))
        .hint(l.t(T::PostersColourHint))
        .value(entered)
        .error(words)
        .max_length(7)
        .short();
    let body = html! {
        (editor::crumbs(cx, &way, &title))
        h1 { (title) }
        (fields::error_summary(l, &problems))
        p.lead { (l.t(T::PostersColourLead)) }
        @if let Some(colour) = Colour::parse(entered) { (sample(colour, &l.t(T::PostersColourSample))) }
        (fields::form(&cx.link("/kontor/plakatfarge"), &cx.csrf(), &html! {
            (fields::text_field(&field))
            (parts::actions(&[parts::button(&l.t(T::OfficeSave), Weight::Primary)]))
        }))
        @if let Some(nearest) = wrong.and_then(|w| w.nearest) {
            h2 { (l.t(T::PostersNearestTitle)) }
            (sample(nearest, &l.t(T::PostersColourSample)))
            (fields::form(&cx.link("/kontor/plakatfarge"), &cx.csrf(), &html! {
                (fields::hidden("farge", &nearest.hex()))
                (parts::actions(&[parts::button(&l.ta(T::PostersNearestDo, &args![("colour", nearest.hex())]), Weight::Secondary)]))
            }))
        }
    };
    let status = if wrong.is_some() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    Ok((status, cx.html(&cx.shell(Audience::Office, title), &body)).into_response())
}

/// White words on the colour, and words of the colour on paper. Colours in a drawing are not styles of the page.
fn sample(colour: Colour, words: &str) -> Markup {
    let hex = colour.hex();
    html! {
        svg.colour-sample viewBox="0 0 480 72" width="480" height="72" role="img" aria-label={ (words) ": " (hex) } {
            rect width="240" height="72" fill=(hex) {}
            rect x="240" width="240" height="72" fill="#FBF8F3" {}
            text x="120" y="46" text-anchor="middle" font-size="28" font-weight="700" fill="#FFFFFF" { (hex) }
            text x="360" y="46" text-anchor="middle" font-size="28" font-weight="700" fill=(hex) { (hex) }
        }
    }
}

/// Chooses the colour.
///
/// # Errors
/// A fault of the database.
pub async fn set(cx: Cx, Form(pairs): Pairs) -> Result<Response, AppError> {
    let entered = Entered::of(pairs);
    let typed: String = entered.get("farge").chars().take(20).collect();
    let written = if typed.starts_with('#') {
        typed.clone()
    } else {
        format!("#{typed}")
    };
    let wrong = match Colour::parse(&written) {
        None => Wrong {
            refusal: PosterRefusal::NotAColour,
            nearest: None,
        },
        Some(colour) if !colour.is_readable() => Wrong {
            refusal: PosterRefusal::Unreadable,
            nearest: Some(colour.nearest_readable()),
        },
        Some(colour) => {
            cx.write(move |tx| store::set_accent(tx, colour)).await?;
            return Ok(cx.go("/kontor/plakater"));
        }
    };
    let shown = if wrong.nearest.is_some() { written } else { typed };
    show(&cx, &shown, Some(&wrong))
}
