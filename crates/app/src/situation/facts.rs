//! National figures and the municipality's own, each with year, source and what to be careful about; and local estimates with
//! their formula.

use super::{evidence, store, words};
use crate::{
    frame::{AppError, Cx, Refusal},
    offerings::Pairs,
    office::{
        editor,
        entered::{Entered, Problems, Reading},
    },
    texts::{T, Words},
};
use axum::{
    Form,
    extract::{Path, Query},
    http::StatusCode,
    response::Response,
};
use domain::{
    access::Permission,
    shared::{Key, Locale, Localized},
    situation::{Ages, Evidence, Fact, FactKind, FactWarning, SituationRefusal, estimate, together},
};
use maud::{Markup, html};
use std::collections::HashMap;
use ui::{
    Audience, args,
    forms::{self as fields, Choice},
    parts::{self, Tone, Weight, button_link},
};

const LIST: &str = "/kontor/grunnlag/fakta";
/// Words that are addresses already.
const TAKEN: [&str; 2] = ["ny", "sammen"];
/// The longest sentence of a fact.
const LONGEST: usize = 400;
/// How many years a figure may be said to be fresh.
const YEARS: std::ops::RangeInclusive<u8> = 1..=20;

type Asked = Query<HashMap<String, String>>;

fn crumbs(cx: &Cx, here: &str, in_list: bool) -> Markup {
    let l = cx.locale();
    let mut way = vec![("/kontor/grunnlag".to_owned(), l.t(T::SituationTitle))];
    if !in_list {
        way.push((LIST.to_owned(), l.t(T::SituationFacts)));
    }
    editor::crumbs(cx, &way, here)
}

fn may_edit(cx: &Cx) -> bool {
    cx.session.as_ref().is_some_and(|s| s.may(Permission::EditRegister))
}

async fn known(cx: &Cx) -> Result<Evidence, AppError> {
    let published = cx.published().await?;
    let (number, today) = (published.register.municipality.number.clone(), cx.today());
    cx.read(move |r| evidence(r, &number, today)).await
}

fn refused(why: SituationRefusal, l: Locale) -> String {
    format!("{} {}", why.text(l), why.hint(l))
}

/// `/kontor/grunnlag/fakta`: the facts, kind by kind.
///
/// # Errors
/// A fault of the database.
pub async fn list(cx: Cx, Query(query): Asked) -> Result<Response, AppError> {
    show_list(&cx, &Entered::default(), &[], query.contains_key("lagret")).await
}

async fn show_list(
    cx: &Cx,
    entered: &Entered,
    problems: &[(String, String)],
    saved: bool,
) -> Result<Response, AppError> {
    let known = known(cx).await?;
    let fresh = cx.read(|r| store::fresh_years(r)).await?;
    let l = cx.locale();
    let entered = if problems.is_empty() {
        Entered::default().put("ar", fresh)
    } else {
        entered.clone()
    };
    let setting = words::field(l, T::SituationFreshYears, "ar", &entered, problems).short();
    let body = html! {
        (crumbs(cx, &l.t(T::SituationFacts), true))
        h1 { (l.t(T::SituationFacts)) }
        (fields::error_summary(l, problems))
        @if saved { (parts::live_notice(Tone::Good, &html! { p { (l.t(T::SituationSaved)) } })) }
        p.lead { (l.t(T::SituationFactsLead)) }
        @if may_edit(cx) {
            (parts::actions(&[
                button_link(&l.t(T::SituationNewFact), &cx.link("/kontor/grunnlag/fakta/ny"), Weight::Primary),
                button_link(&l.t(T::SituationTogether), &cx.link("/kontor/grunnlag/fakta/sammen"), Weight::Secondary),
            ]))
        }
        @for kind in FactKind::ALL {
            @let of_kind: Vec<_> = known.facts.iter().filter(|(f, _)| f.kind == kind).collect();
            @if !of_kind.is_empty() {
                h2 { (words::kind(kind, l)) }
                ul.may-list { @for (fact, warnings) in of_kind { (line(cx, fact, warnings)) } }
            }
        }
        @if may_edit(cx) {
            details open[!problems.is_empty()] {
                summary { (l.ta(T::SituationFreshNow, &args![("n", i64::from(fresh))])) }
                (fields::form(&cx.link(LIST), &cx.csrf(), &html! {
                    (fields::number_field(&setting, i64::from(*YEARS.start()), i64::from(*YEARS.end())))
                    (parts::actions(&[parts::button(&l.t(T::SituationSave), Weight::Secondary)]))
                }))
            }
        }
    };
    let mut response = cx.html(&cx.shell(Audience::Office, l.t(T::SituationFacts)), &body);
    if !problems.is_empty() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}

fn line(cx: &Cx, fact: &Fact, warnings: &[FactWarning]) -> Markup {
    let l = cx.locale();
    let (title, lang) = fact.title.best(l);
    html! {
        li { a href=(cx.link(&format!("{LIST}/{}", fact.code))) {
            span { span lang=[(lang != l).then(|| lang.code())] { (title) } br; span.quiet { (words::source(fact)) } }
            @for warning in warnings { (parts::tag(Tone::Look, &words::warning(warning, l))) }
            @if fact.own { (parts::tag(Tone::Info, &l.t(T::SituationOwnFact))) }
        } }
    }
}

/// Says for how many years a figure is fresh.
///
/// # Errors
/// A fault of the database.
pub async fn set_fresh(cx: Cx, Form(pairs): Pairs) -> Result<Response, AppError> {
    let entered = Entered::of(pairs);
    match entered.get("ar").parse::<u8>().ok().filter(|n| YEARS.contains(n)) {
        Some(years) => {
            cx.write(move |tx| store::set_fresh_years(tx, years)).await?;
            Ok(cx.go("/kontor/grunnlag/fakta?lagret=1"))
        }
        None => {
            let text = cx.locale().t(T::SituationProblemYears);
            show_list(&cx, &entered, &[("ar".to_owned(), text)], false).await
        }
    }
}

/// `/kontor/grunnlag/fakta/{key}`: a fact, what it measures, and what it is about here.
///
/// # Errors
/// Absent when there is no such fact; a fault of the database.
pub async fn one(cx: Cx, Path(key): Path<String>) -> Result<Response, AppError> {
    let known = known(&cx).await?;
    let (fact, warnings) = known.facts.iter().find(|(f, _)| f.code == key).ok_or(AppError::Absent)?;
    let l = cx.locale();
    let (title, lang) = fact.title.best(l);
    let mut about = vec![
        (
            l.t(T::SituationMeasures),
            html! { (words::kind(fact.kind, l)) ". " (fact.definition.get(l)) },
        ),
        (l.t(T::SituationPopulation), html! { (fact.population.get(l)) }),
        (l.t(T::SituationYear), html! { (fact.year_words()) }),
        (l.t(T::SituationSource), link(fact)),
    ];
    if let Some(year) = fact.published {
        about.push((l.t(T::SituationPublished), html! { (year) }));
    }
    let body = html! {
        (crumbs(&cx, title, false))
        h1 lang=[(lang != l).then(|| lang.code())] { (title) }
        @for warning in warnings { (caution(&cx, &known, warning)) }
        @if !fact.figure.is_empty() { (parts::stat(&fact.figure, fact.population.get(l))) }
        (parts::facts(&about))
        (parts::notice(Tone::Info, &html! { p { (l.ta(T::SituationNeverMixed, &args![("kind", words::kind(fact.kind, l).to_lowercase())])) } }))
        section.card {
            h2 { (l.t(T::SituationHere)) }
            @match here(&known, fact) {
                Ok(made) => { p { (words::formula(&made, l)) } p.quiet { (l.t(T::SituationEstimateNote)) " " (made.people.source) "." } }
                Err(why) => { p { (why.text(l)) } p.quiet { (why.hint(l)) } }
            }
        }
        @if fact.own && may_edit(&cx) {
            (fields::form(&cx.link(&format!("{LIST}/{}/fjern", fact.code)), &cx.csrf(), &html! {
                (parts::actions(&[parts::button(&l.t(T::SituationRemoveFact), Weight::Quiet)]))
            }))
        }
    };
    Ok(cx.html(&cx.shell(Audience::Office, title), &body))
}

fn here(known: &Evidence, fact: &Fact) -> Result<domain::situation::Estimate, SituationRefusal> {
    estimate(fact, |ages| known.population.as_ref()?.people(ages))
}

fn link(fact: &Fact) -> Markup {
    html! {
        @if fact.url.is_empty() { (words::source(fact)) }
        @else { a href=(fact.url) rel="noopener noreferrer" { (words::source(fact)) } }
    }
}

fn caution(cx: &Cx, known: &Evidence, warning: &FactWarning) -> Markup {
    let l = cx.locale();
    let newer = match warning {
        FactWarning::Superseded(by) => known.fact(by),
        FactWarning::Old(_) => None,
    };
    parts::notice(
        Tone::Look,
        &html! {
            p { (words::warning(warning, l)) }
            @if let Some(newer) = newer { p { a href=(cx.link(&format!("{LIST}/{}", newer.code))) { (newer.title.get(l)) } } }
        },
    )
}

/// `/kontor/grunnlag/fakta/sammen`: whether two facts may stand together.
///
/// # Errors
/// A fault of the database.
pub async fn beside(cx: Cx, Query(query): Asked) -> Result<Response, AppError> {
    let known = known(&cx).await?;
    let l = cx.locale();
    let asked = |name: &str| query.get(name).map_or("", String::as_str);
    let choices = |chosen: &str| -> Vec<Choice> {
        let all = known.facts.iter().map(|(f, _)| f);
        all.map(|f| {
            let words = if f.figure.is_empty() {
                f.title.get(l).to_owned()
            } else {
                format!("{} – {}", f.figure, words::kind(f.kind, l).to_lowercase())
            };
            Choice::new(f.code.as_str(), words, f.code == chosen)
        })
        .collect()
    };
    let two = (known.fact(asked("a")), known.fact(asked("b")));
    let title = l.t(T::SituationTogether);
    let field = |label: T, name: &str| fields::Field::new(name, l.t(label));
    let body = html! {
        (crumbs(&cx, &title, false))
        h1 { (title) }
        p.lead { (l.t(T::SituationTogetherLead)) }
        @if let (Some(a), Some(b)) = two { (verdict(a, b, l)) }
        (fields::get_form(&cx.link("/kontor/grunnlag/fakta/sammen"), &html! {
            (fields::select(&field(T::SituationFirstFigure, "a"), &choices(asked("a"))))
            (fields::select(&field(T::SituationSecondFigure, "b"), &choices(asked("b"))))
            (parts::actions(&[parts::button(&l.t(T::SituationTogetherAsk), Weight::Primary)]))
        }))
    };
    Ok(cx.html(&cx.shell(Audience::Office, title), &body))
}

fn verdict(a: &Fact, b: &Fact, l: Locale) -> Markup {
    let said = |fact: &Fact| html! { li { strong { (fact.title.get(l)) } " " (fact.definition.get(l)) " " span.quiet { (words::source(fact)) } } };
    let (tone, words) = match together(&[a, b]) {
        Ok(()) => (Tone::Good, l.t(T::SituationMayStand)),
        Err(why) => (Tone::Stop, refused(why, l)),
    };
    parts::live_notice(tone, &html! { p { (words) } ul { (said(a)) (said(b)) } })
}

/// `/kontor/grunnlag/fakta/ny`: a figure the municipality has found.
///
/// # Errors
/// A fault of the database.
pub async fn new(cx: Cx) -> Result<Response, AppError> {
    new_page(&cx, &Entered::default(), &[]).await
}

async fn new_page(cx: &Cx, entered: &Entered, problems: &[(String, String)]) -> Result<Response, AppError> {
    let known = known(cx).await?;
    let l = cx.locale();
    let field = |label, name| words::field(l, label, name, entered, problems);
    let kinds: Vec<Choice> = FactKind::ALL
        .into_iter()
        .rev()
        .map(|k| Choice::new(k.code(), words::kind(k, l), entered.get("slag") == k.code()))
        .collect();
    let nothing = Choice::new(
        "",
        l.t(T::SituationReplacesNothing),
        entered.get("erstatter").is_empty(),
    );
    let older: Vec<Choice> = std::iter::once(nothing)
        .chain(known.facts.iter().map(|(f, _)| {
            let words = format!("{} {}", f.figure, f.title.get(l)).chars().take(90).collect::<String>();
            Choice::new(f.code.as_str(), words, entered.get("erstatter") == f.code)
        }))
        .collect();
    let rare = ["andel", "fra", "til", "erstatter"];
    let open = rare.iter().any(|n| !entered.get(n).is_empty() || problems.iter().any(|(p, _)| p == n));
    let title = l.t(T::SituationNewFact);
    let body = html! {
        (crumbs(cx, &title, false))
        h1 { (title) }
        (fields::error_summary(l, problems))
        p.lead { (l.t(T::SituationNewFactLead)) }
        (fields::form(&cx.link("/kontor/grunnlag/fakta/ny"), &cx.csrf(), &html! {
            (fields::textarea(&field(T::SituationSentence, "setning").hint(l.t(T::SituationSentenceHint)).guarded(), 2))
            (fields::text_field(&field(T::SituationFigure, "tall").hint(l.t(T::SituationFigureHint)).optional(l).short()))
            (fields::select(&field(T::SituationMeasures, "slag"), &kinds))
            (fields::text_field(&field(T::SituationDefinition, "hva").optional(l).guarded()))
            (fields::text_field(&field(T::SituationPopulation, "hvem").optional(l).guarded()))
            (fields::number_field(&field(T::SituationYear, "ar").short(), 1900, 2200))
            (fields::text_field(&field(T::SituationPublisher, "utgiver").guarded()))
            (fields::text_field(&field(T::SituationPublication, "utgivelse").guarded()))
            (fields::text_field(&field(T::SituationAddress, "adresse").optional(l)))
            details.more open[open] {
                summary { span.link { (l.t(T::SituationMoreAboutFact)) } }
                (fields::text_field(&field(T::SituationShare, "andel").hint(l.t(T::SituationShareHint)).optional(l).short()))
                (fields::number_field(&field(T::SituationFromAge, "fra").optional(l).short(), 0, 130))
                (fields::number_field(&field(T::SituationToAge, "til").optional(l).short(), 0, 130))
                (fields::select(&field(T::SituationReplaces, "erstatter"), &older))
            }
            (parts::actions(&[parts::button(&l.t(T::SituationSave), Weight::Primary)]))
        }))
    };
    let mut response = cx.html(&cx.shell(Audience::Office, title), &body);
    if !problems.is_empty() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}

/// A share as people write it, in thousandths: `14`, `5,3`, `5.3 %`.
fn thousandths(text: &str) -> Option<u16> {
    let plain = text.trim_end_matches('%').trim().replace(',', ".");
    let (whole, tenth) = plain.split_once('.').unwrap_or((&plain, "0"));
    let digits = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    if !digits(whole) || !digits(tenth) || tenth.len() > 1 || whole.len() > 3 {
        return None;
    }
    let share = whole.parse::<u16>().ok()? * 10 + tenth.parse::<u16>().ok()?;
    (1..=1000).contains(&share).then_some(share)
}

fn read_form(l: Locale, entered: &Entered, known: &Evidence) -> Result<Fact, Problems> {
    let mut r = Reading::new(l, entered);
    let line = |r: &mut Reading<'_>, name: &str| {
        let text = r.line(name).split_whitespace().collect::<Vec<_>>().join(" ");
        if text.chars().count() > LONGEST {
            r.problem(name, l.ta(T::SituationTooLong, &args![("n", LONGEST)]));
        }
        text
    };
    let title = line(&mut r, "setning");
    if title.is_empty() && r.problems.is_empty() {
        r.problem("setning", l.t(T::OfficeProblemMissing));
    }
    let from = r.number::<u8>("fra");
    let to = r.number::<u8>("til");
    let year = r.number::<i16>("ar").unwrap_or(0);
    let share = entered.get("andel");
    let fact = Fact {
        code: String::new(),
        kind: r.code("slag", FactKind::parse).unwrap_or(FactKind::Other),
        figure: line(&mut r, "tall"),
        share: thousandths(share),
        ages: from.map(|from| Ages { from, to }),
        year,
        years: String::new(),
        published: None,
        publication: line(&mut r, "utgivelse"),
        publisher: line(&mut r, "utgiver"),
        url: line(&mut r, "adresse"),
        title: Localized::in_one(l, &title),
        definition: Localized::in_one(l, &line(&mut r, "hva")),
        population: Localized::in_one(l, &line(&mut r, "hvem")),
        superseded_by: None,
        supersedes: Some(entered.get("erstatter").to_owned()).filter(|c| known.fact(c).is_some()),
        own: true,
    };
    if !share.is_empty() && fact.share.is_none() {
        r.problem("andel", l.t(T::SituationProblemShare));
    }
    if to.is_some_and(|to| from.is_none_or(|from| from > to)) || from.is_some_and(|n| n > 130) {
        r.problem("til", l.t(T::SituationProblemAges));
    }
    let quiet = |r: &Reading<'_>, name: &str| !r.problems.iter().any(|(n, _)| n == name);
    match fact.check() {
        Err(why @ SituationRefusal::NoYear) if quiet(&r, "ar") => r.problem("ar", refused(why, l)),
        _ => {}
    }
    for (name, text) in [("utgiver", &fact.publisher), ("utgivelse", &fact.publication)] {
        if text.is_empty() && quiet(&r, name) {
            r.problem(name, refused(SituationRefusal::NoSource, l));
        }
    }
    if !(fact.url.is_empty() || fact.url.starts_with("https://") || fact.url.starts_with("http://")) {
        r.problem("adresse", l.t(T::SituationProblemAddress));
    }
    if r.problems.is_empty() {
        Ok(fact)
    } else {
        Err(r.problems)
    }
}

/// A key that no fact has, made from the sentence.
fn free_key(known: &Evidence, title: &str) -> Option<Key> {
    let short: String = title.chars().take(50).collect();
    let taken = |key: &Key| TAKEN.contains(&key.as_str()) || known.fact(key.as_str()).is_some();
    let names = std::iter::once(short.clone()).chain((2..1000).map(|n| format!("{short} {n}")));
    names.filter_map(|name| Key::from_name(&name)).find(|key| !taken(key))
}

/// Keeps a figure of the municipality's own.
///
/// # Errors
/// A fault of the database.
pub async fn create(cx: Cx, Form(pairs): Pairs) -> Result<Response, AppError> {
    let entered = Entered::of(pairs);
    let known = known(&cx).await?;
    let l = cx.locale();
    let mut fact = match read_form(l, &entered, &known) {
        Ok(fact) => fact,
        Err(problems) => return new_page(&cx, &entered, &problems).await,
    };
    let same = known.facts.iter().map(|(f, _)| f).find(|f| f.own && f.title == fact.title && f.year == fact.year);
    let code = match same {
        Some(same) => same.code.clone(),
        None => free_key(&known, fact.title.get(l)).map_or_else(|| "tall".to_owned(), |key| key.to_string()),
    };
    fact.code.clone_from(&code);
    cx.write(move |tx| store::put_fact(tx, &fact, l)).await?;
    Ok(cx.go(&format!("{LIST}/{code}")))
}

/// Takes a fact of the municipality's own away. Done twice, it is the same.
///
/// # Errors
/// A fault of the database.
pub async fn remove(cx: Cx, Path(key): Path<String>) -> Result<Response, AppError> {
    cx.write(move |tx| store::remove_fact(tx, &key)).await?;
    Ok(cx.go("/kontor/grunnlag/fakta?lagret=1"))
}
