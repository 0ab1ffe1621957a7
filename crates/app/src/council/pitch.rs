//! The pitch: a minute to be said aloud, and the slot for what a citizen has told.

use super::{
    office::{Opened, answer, edits, id_of, open, page_of, top},
    paper::Whole,
    refusal::CouncilRefusal,
    store, words,
};
use crate::{
    frame::{AppError, Cx, Refusal},
    office::{
        entered::{Entered, Problems, Reading},
        questions,
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
    council_case::{CitizenStory, PITCH_SECONDS, pitch_length},
    shared::Id,
};
use maud::{Markup, html};
use ui::{
    Audience,
    forms::{Field, checkbox, date_field, error_summary, form, hidden, text_field, textarea},
    parts::{self, Tone, Weight, button},
};

type Pairs = Vec<(String, String)>;

/// The longest pitch and the longest story, in characters.
const LONGEST: usize = 3_000;
const LONGEST_STORY: usize = 600;

/// What the page shows besides the case: what was entered, what is wrong with it, and why it was refused.
#[derive(Default)]
struct Shown {
    pitch: Option<String>,
    story: Option<Entered>,
    problems: Problems,
    refusal: Option<(StatusCode, String, String)>,
}

/// `/kontor/saksframlegg/{id}/heistale`.
pub async fn page(cx: Cx, Path(id): Path<String>) -> Result<Response, AppError> {
    let opened = open(&cx, &id).await?;
    show(&cx, &opened, &Shown::default())
}

fn show(cx: &Cx, opened: &Opened, shown: &Shown) -> Result<Response, AppError> {
    let l = cx.locale();
    let (whole, case) = (opened.whole(), opened.case());
    let text = shown.pitch.clone().unwrap_or_else(|| whole.pitch());
    let own = !case.head.pitch.is_empty();
    let body = html! {
        (top(cx, case, "heistale"))
        h1 { (l.t(T::CouncilPitch)) }
        p.lead { (l.t(T::CouncilPitchLead)) }
        @if let Some((_, text, hint)) = &shown.refusal { (questions::refused(text, hint, &html! {})) }
        (error_summary(l, &shown.problems))
        p.quiet { (l.t(if own { T::CouncilPitchOwn } else { T::CouncilPitchMade })) }
        (clock(cx, &text))
        @if edits(cx) { (editing(cx, &whole, &text, &shown.problems)) }
        @else { @for line in text.split("\n\n") { p.lead { (line) } } }
        (story(cx, &whole, shown))
    };
    let status = match &shown.refusal {
        Some((status, ..)) => *status,
        None if shown.problems.is_empty() => StatusCode::OK,
        None => StatusCode::UNPROCESSABLE_ENTITY,
    };
    if status != StatusCode::OK {
        return Ok(answer(cx, status, l.t(T::CouncilPitch), &body));
    }
    let mut shell = cx.shell(Audience::Office, l.t(T::CouncilPitch));
    shell.scripts.push(&ui::assets::PITCH_JS);
    Ok((status, cx.html(&shell, &body)).into_response())
}

/// How long it takes; the script counts while somebody writes, and keeps the time while somebody reads aloud.
fn clock(cx: &Cx, text: &str) -> Markup {
    let l = cx.locale();
    let length = pitch_length(text);
    let (tone, said) = words::timing(&length, l);
    let (from, to) = PITCH_SECONDS;
    html! {
        div.pitch-clock data-fra=(from) data-til=(to) data-lengde=(l.t(T::CouncilClockLength)) data-kort=(l.t(T::CouncilClockShort)) data-passe=(l.t(T::CouncilClockGood)) data-lang=(l.t(T::CouncilClockLong)) data-start=(l.t(T::CouncilClockStart)) data-stopp=(l.t(T::CouncilClockStop)) data-tid=(l.t(T::CouncilClockTime)) {
            p id="heistale-lengde" aria-live="polite" { (parts::tag(tone, &said)) }
            p.quiet { (words::lix(length.lix, l)) }
        }
    }
}

fn editing(cx: &Cx, whole: &Whole, text: &str, problems: &Problems) -> Markup {
    let l = cx.locale();
    let page = page_of(whole.case.head.id, "heistale");
    let wrong = problems.iter().find(|(n, _)| n == "tale").map(|(_, text)| text.clone());
    let field = Field::new("tale", l.t(T::CouncilPitchWords))
        .hint(l.t(T::CouncilPitchWordsHint))
        .value(text)
        .error(wrong)
        .guarded()
        .max_length(3000);
    html! {
        (form(&cx.link(&page), &cx.csrf(), &html! {
            (hidden("utgave", &whole.case.head.revision.to_string()))
            (textarea(&field, 14))
            (parts::actions(&[button(&l.t(T::OfficeSave), Weight::Primary)]))
        }))
        @if !whole.case.head.pitch.is_empty() {
            (form(&cx.link(&page), &cx.csrf(), &html! {
                (hidden("utgave", &whole.case.head.revision.to_string()))
                (hidden("tale", ""))
                (parts::actions(&[button(&l.t(T::CouncilPitchAgain), Weight::Quiet)]))
            }))
        }
    }
}

/// What a citizen has told: only with a yes that somebody has written down, and without who she is.
fn story(cx: &Cx, whole: &Whole, shown: &Shown) -> Markup {
    let l = cx.locale();
    let page = cx.link(&page_of(whole.case.head.id, "fortelling"));
    let kept = whole.case.story.as_ref();
    let filled = kept.map_or_else(Entered::default, |s| {
        Entered::default()
            .put("ord", &s.words)
            .put_if("spurt", s.asked_on)
            .put("hvem", &s.asked_by)
            .put_ticked("ja", true)
    });
    let entered = shown.story.as_ref().unwrap_or(&filled);
    let field = |name: &str, label: T, hint: T| {
        let wrong = shown.problems.iter().find(|(n, _)| n == name).map(|(_, text)| text.clone());
        Field::new(name, l.t(label)).hint(l.t(hint)).value(entered.get(name)).error(wrong)
    };
    html! {
        h2 { (l.t(T::CouncilStory)) }
        p { (l.t(T::CouncilStoryLead)) }
        @if let Some(s) = kept {
            (parts::notice(Tone::Good, &html! { p { (s.words) } p.quiet { (l.ta(T::CouncilStoryYes, &ui::args![("who", s.asked_by.as_str()), ("day", s.asked_on.map_or_else(String::new, |d| domain::schedule::day_in_words(d, cx.today(), l)))])) } }))
        }
        @if edits(cx) {
            details open[shown.story.is_some()] {
                summary { (l.t(if kept.is_some() { T::CouncilStoryChange } else { T::CouncilStoryNew })) }
                (form(&page, &cx.csrf(), &html! {
                    (textarea(&field("ord", T::CouncilStoryWords, T::CouncilStoryWordsHint).guarded().max_length(600), 4))
                    (date_field(&field("spurt", T::CouncilStoryAsked, T::CouncilStoryAskedHint)))
                    (text_field(&field("hvem", T::CouncilStoryBy, T::CouncilStoryByHint).guarded().max_length(120)))
                    (checkbox(&field("ja", T::CouncilStoryConsent, T::CouncilStoryConsentHint), entered.get("ja") == "1"))
                    (parts::actions(&[button(&l.t(T::OfficeSave), Weight::Secondary)]))
                }))
            }
            @if kept.is_some() {
                (form(&page, &cx.csrf(), &html! { (hidden("fjern", "1")) (parts::actions(&[button(&l.t(T::CouncilStoryForget), Weight::Quiet)])) }))
            }
        }
    }
}

fn home(id: Id) -> String {
    format!("{}?lagret=1", page_of(id, "heistale"))
}

/// Keeps the pitch; without words, it is put together of what is known again.
pub async fn keep(cx: Cx, Path(id): Path<String>, Form(pairs): Form<Pairs>) -> Result<Response, AppError> {
    let entered = Entered::of(pairs);
    let mut r = Reading::new(cx.locale(), &entered);
    let text = r.line("tale");
    if text.chars().count() > LONGEST {
        r.problem("tale", cx.locale().t(T::OfficeProblemLong));
    }
    let problems = r.problems;
    if !problems.is_empty() {
        let shown = Shown {
            pitch: Some(entered.get("tale").to_owned()),
            problems,
            ..Shown::default()
        };
        return show(&cx, &open(&cx, &id).await?, &shown);
    }
    let (of, revision) = (id_of(&id)?, entered.get("utgave").parse().unwrap_or(0));
    let kept = text.clone();
    match cx.write(move |tx| store::set_pitch(tx, of, revision, &kept)).await {
        Ok(()) => Ok(cx.go(&home(of))),
        Err(AppError::Refused(refusal)) => {
            let l = cx.locale();
            let shown = Shown {
                pitch: Some(text),
                refusal: Some((refusal.status(), refusal.text(l), refusal.hint(l))),
                ..Shown::default()
            };
            show(&cx, &open(&cx, &id).await?, &shown)
        }
        Err(other) => Err(other),
    }
}

/// Keeps what a citizen has told, or takes it away.
pub async fn keep_story(cx: Cx, Path(id): Path<String>, Form(pairs): Form<Pairs>) -> Result<Response, AppError> {
    let (entered, of, today) = (Entered::of(pairs), id_of(&id)?, cx.today());
    let opened = open(&cx, &id).await?;
    if entered.get("fjern") == "1" {
        cx.write(move |tx| store::forget_story(tx, of)).await?;
        return Ok(cx.go(&home(of)));
    }
    let l = cx.locale();
    let mut r = Reading::new(l, &entered);
    let story = CitizenStory {
        words: r.needed("ord"),
        asked_on: r.day("spurt"),
        asked_by: r.line("hvem"),
        said_yes: r.ticked("ja"),
    };
    if story.words.chars().count() > LONGEST_STORY {
        r.problem("ord", l.t(T::OfficeProblemLong));
    }
    let problems = r.problems;
    let refused = problems.is_empty() && !story.may_be_told(today);
    if refused || !problems.is_empty() {
        let why = CouncilRefusal::NoConsent;
        let shown = Shown {
            story: Some(entered),
            problems,
            refusal: refused.then(|| (why.status(), why.text(l), why.hint(l))),
            ..Shown::default()
        };
        return show(&cx, &opened, &shown);
    }
    cx.write(move |tx| store::set_story(tx, of, &story, today)).await?;
    Ok(cx.go(&home(of)))
}
