//! The words of a language: read through beside the Norwegian ones, corrected one at a time, and said to be right.

use super::{PosterRefusal, make::language_name, store};
use crate::{
    frame::{AppError, Cx, Refusal},
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
    access::Permission,
    posters::{PosterLanguage, PosterWord, PosterWords, WORD_LENGTH, shipped_words},
    shared::Locale,
};
use maud::{Markup, html};
use ui::{
    Audience, args,
    forms::{self as fields, Field},
    parts::{self, Column, Tone, Weight},
};

fn asked(language: &str) -> Result<PosterLanguage, AppError> {
    PosterLanguage::parse(language).ok_or(AppError::Absent)
}

/// What the word is in the reader's own language: what it should mean.
fn meaning(word: PosterWord, l: Locale) -> &'static str {
    shipped_words(l.into()).get(&word).map_or("", String::as_str)
}

fn direction(language: PosterLanguage) -> &'static str {
    if language.is_right_to_left() { "rtl" } else { "ltr" }
}

/// `/kontor/plakatord/{language}`.
///
/// # Errors
/// Absent when posters are not made in the language.
pub async fn page(cx: Cx, Path(language): Path<String>) -> Result<Response, AppError> {
    let language = asked(&language)?;
    let words = cx.read(move |r| store::words(r, language)).await?;
    let l = cx.locale();
    let edits = cx.session.as_ref().is_some_and(|s| s.may(Permission::EditRegister));
    let name = language_name(language);
    let title = l.ta(T::PostersWordsOf, &args![("language", name.as_str())]);
    let way = [("/kontor/plakater".to_owned(), l.t(T::PostersTitle))];
    let body = html! {
        (editor::crumbs(&cx, &way, &name))
        h1 { (title) }
        p.lead { (l.t(T::PostersWordsLead)) }
        @if language.locale().is_none() {
            @if words.read { (parts::notice(Tone::Good, &html! { p { (l.t(T::PostersWordsRead)) } })) }
            @else { (parts::notice(Tone::Look, &html! { p { (l.ta(T::PostersUnreadNotice, &args![("language", name)])) } })) }
        }
        (table(&cx, &words, edits))
        @if edits && !words.read {
            (fields::form(&cx.link(&format!("/kontor/plakatord/{}", language.code())), &cx.csrf(), &html! {
                p { (l.t(T::PostersWordsRightLead)) }
                (parts::actions(&[parts::button(&l.t(T::PostersWordsRight), Weight::Primary)]))
            }))
        }
    };
    Ok(cx.html(&cx.shell(Audience::Office, title), &body))
}

fn table(cx: &Cx, words: &PosterWords, edits: bool) -> Markup {
    let l = cx.locale();
    let language = words.language;
    let columns = [
        Column::words(l.t(T::PostersMeaning)),
        Column::words(l.t(T::PostersWord)),
        Column::words(l.t(T::PostersCorrect)),
    ];
    let columns = if edits { &columns[..] } else { &columns[..2] };
    let rows: Vec<Vec<Markup>> = PosterWord::ALL
        .iter()
        .map(|word| {
            let mut row = vec![
                html! { (meaning(*word, l)) },
                html! { span lang=(language.code()) dir=(direction(language)) { (words.get(*word)) } },
            ];
            if edits {
                let link = cx.link(&format!("/kontor/plakatord/{}/{}", language.code(), word.code()));
                row.push(
                    html! { a href=(link) { (l.t(T::PostersCorrect)) span.sr-only { ": " (meaning(*word, l)) } } },
                );
            }
            row
        })
        .collect();
    parts::data_table(
        &l.ta(T::PostersWordsOf, &args![("language", language_name(language))]),
        columns,
        &rows,
    )
}

/// Says that the words are right.
///
/// # Errors
/// Absent when posters are not made in the language.
pub async fn read(cx: Cx, Path(language): Path<String>) -> Result<Response, AppError> {
    let language = asked(&language)?;
    let today = cx.today();
    cx.write(move |tx| store::set_read(tx, language, today)).await?;
    Ok(cx.go(&format!("/kontor/plakatord/{}", language.code())))
}

fn parsed(language: &str, word: &str) -> Result<(PosterLanguage, PosterWord), AppError> {
    Ok((asked(language)?, PosterWord::parse(word).ok_or(AppError::Absent)?))
}

/// One word.
///
/// # Errors
/// Absent when there is no such language or word.
pub async fn one(cx: Cx, Path((language, word)): Path<(String, String)>) -> Result<Response, AppError> {
    let (language, word) = parsed(&language, &word)?;
    let words = cx.read(move |r| store::words(r, language)).await?;
    Ok(one_page(&cx, language, word, words.get(word), None))
}

fn one_page(cx: &Cx, language: PosterLanguage, word: PosterWord, typed: &str, problem: Option<String>) -> Response {
    let l = cx.locale();
    let name = language_name(language);
    let here = format!("/kontor/plakatord/{}", language.code());
    let way = [("/kontor/plakater".to_owned(), l.t(T::PostersTitle)), (here.clone(), name.clone())];
    let title = l.ta(T::PostersCorrectIn, &args![("language", name)]);
    let problems: Vec<(String, String)> = problem.iter().map(|p| ("ord".to_owned(), p.clone())).collect();
    let status = if problem.is_some() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    let hint = match word.holes() {
        [] => String::new(),
        holes => l.ta(T::PostersHoles, &args![("holes", holes.join(" "))]),
    };
    let shipped = shipped_words(language).get(&word).map_or("", String::as_str);
    let body = html! {
        (editor::crumbs(cx, &way, meaning(word, l)))
        h1 { (title) }
        (fields::error_summary(l, &problems))
        p.lead { (l.t(T::PostersMeaning)) ": " (meaning(word, l)) }
        p.quiet { (l.t(T::PostersShipped)) ": " span lang=(language.code()) dir=(direction(language)) { (shipped) } }
        (fields::form(&cx.link(&format!("{here}/{}", word.code())), &cx.csrf(), &html! {
            (fields::textarea(&Field::new("ord", l.t(T::PostersWord)).hint(hint).value(typed).error(problem).guarded().max_length(160).language(language.code()), 2))
            (parts::actions(&[parts::button(&l.t(T::OfficeSave), Weight::Primary)]))
        }))
    };
    (status, cx.html(&cx.shell(Audience::Office, title), &body)).into_response()
}

/// Puts a word in the place of ours; nothing, or ours again, takes it back.
///
/// # Errors
/// Absent when there is no such language or word.
pub async fn set(
    cx: Cx,
    Path((language, word)): Path<(String, String)>,
    Form(pairs): Pairs,
) -> Result<Response, AppError> {
    let (language, word) = parsed(&language, &word)?;
    let entered = Entered::of(pairs);
    let typed = entered.get("ord").split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some(problem) = wrong(word, &typed, cx.locale()) {
        let kept: String = typed.chars().take(2 * WORD_LENGTH).collect();
        return Ok(one_page(&cx, language, word, &kept, Some(problem)));
    }
    let shipped = shipped_words(language).get(&word).map_or("", |s| s.trim());
    let own = (!typed.is_empty() && typed != shipped).then_some(typed);
    cx.write(move |tx| store::set_word(tx, language, word, own.as_deref())).await?;
    Ok(cx.go(&format!("/kontor/plakatord/{}", language.code())))
}

fn wrong(word: PosterWord, typed: &str, l: Locale) -> Option<String> {
    if typed.is_empty() {
        return None;
    }
    if typed.chars().count() > WORD_LENGTH {
        return Some(l.t(T::OfficeProblemLong));
    }
    if let Some(kind) = guard(typed, false) {
        return Some(refused_words(kind, l));
    }
    let holes = word.holes();
    let good = holes.iter().all(|hole| typed.matches(hole).count() == 1) && typed.matches('{').count() == holes.len();
    (!good).then(|| {
        let refusal = PosterRefusal::HoleMissing;
        format!("{} {}", refusal.text(l), refusal.hint(l))
    })
}
