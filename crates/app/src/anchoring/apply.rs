//! An application, one part at a time: born with what is known, in own words besides, and held up against what the call asks for.

use super::{
    born::{Application, OwnClass, own_class, sources},
    forms, grant_store,
    office::{answer, asking, edits, id_of, status_of},
    store::{self, GrantWithParts},
    words,
};
use crate::{
    council::{
        known::{Known, WEAK},
        source_line,
    },
    frame::{AppError, Cx},
    office::entered::{Entered, Problems},
    texts::{T, Words},
};
use axum::{Form, extract::Path, response::Response};
use domain::{
    anchoring::{ApplicationPart, Entry, GrantCall, PartLack, PartState},
    schedule::day_in_words,
    shared::Id,
};
use maud::{Markup, html};
use ui::{
    args,
    forms::{Field, error_summary, field_id, form, textarea},
    parts::{self, Tone, Weight, button},
};

type Pairs = Vec<(String, String)>;

/// Where Statistics Norway tells which class each municipality has.
const CLASSES: &str = "https://www.ssb.no/klass/klassifikasjoner/128";

fn part_of(code: &str) -> Result<ApplicationPart, AppError> {
    ApplicationPart::parse(code).ok_or(AppError::Absent)
}

/// `/kontor/forankring/tilskudd/{id}/soknad/{part}`: one part of the application.
pub async fn part(cx: Cx, Path((id, part)): Path<(String, String)>) -> Result<Response, AppError> {
    let (id, part) = (id_of(&id)?, part_of(&part)?);
    let source = sources(&cx, cx.locale()).await?;
    let grant = source.grant(id)?;
    let application = Application::of(&source, grant);
    let keys = application.taken(part).into_iter().map(|k| k.key.as_str());
    let entered = Entered::default().put("ord", grant.grant.words(part)).put_all("med", keys);
    part_page(&cx, grant, &application, part, &entered, &Problems::new())
}

fn part_page(
    cx: &Cx,
    grant: &GrantWithParts,
    application: &Application,
    part: ApplicationPart,
    entered: &Entered,
    problems: &Problems,
) -> Result<Response, AppError> {
    let l = cx.locale();
    let page = format!("/kontor/forankring/tilskudd/{}", grant.id);
    let step = ApplicationPart::ALL.iter().position(|p| *p == part).unwrap_or(0) + 1;
    let wrong = |name: &str| problems.iter().find(|(n, _)| n == name).map(|(_, text)| text.as_str());
    let own = Field::new("ord", l.t(T::AnchoringOwnWords))
        .hint(words::part_hint(part, l))
        .value(entered.get("ord"))
        .error(wrong("ord"))
        .guarded()
        .max_length(6000);
    let lacks = application.lacks(part);
    let body = html! {
        p.back { a href=(cx.link(&page)) { "← " (grant.grant.name) } }
        (parts::steps(l, step, ApplicationPart::ALL.len()))
        h1 { (words::part(part, l)) }
        p { (state(PartState::of(&lacks), l)) @if required(application, part) { " " (parts::tag(Tone::Info, &l.t(T::AnchoringRequired))) } }
        (error_summary(l, problems))
        @if !lacks.is_empty() { (parts::notice(Tone::Look, &html! { p { strong { (l.t(T::AnchoringLacks)) } } (mending(cx, &lacks, part, Some(grant.id), None)) })) }
        (form(&cx.link(&format!("{page}/soknad/{}", part.code())), &cx.csrf(), &html! {
            (textarea(&own, 10))
            (choices(cx, application, part, entered, wrong("med")))
            (parts::actions(&[button(&l.t(T::OfficeSave), Weight::Primary)]))
        }))
        (comes_by_itself(cx, part))
        (gaps(cx, application, part))
    };
    Ok(answer(cx, status_of(problems), words::part(part, l), &body))
}

fn required(application: &Application, part: ApplicationPart) -> bool {
    application.call.is_some_and(|c| c.parts.contains(&part))
}

/// What is known and may be taken in: what is born here first, the rest folded away. Each leads to the page where it stands.
fn choices(
    cx: &Cx,
    application: &Application,
    part: ApplicationPart,
    entered: &Entered,
    wrong: Option<&str>,
) -> Markup {
    let l = cx.locale();
    let chosen: Vec<&str> = entered.all("med").collect();
    let (first, more): (Vec<&Known>, Vec<&Known>) = application
        .may(part)
        .into_iter()
        .partition(|k| chosen.contains(&k.key.as_str()) || k.strength < WEAK);
    let one = |n: usize, k: &Known| {
        // The first carries the field's own id, so that the error summary leads to it.
        let id = if n == 0 {
            field_id("med")
        } else {
            format!("{}-{n}", field_id("med"))
        };
        html! {
            div {
                label.choice for=(id) {
                    input.ds-input type="checkbox" id=(id) name="med" value=(k.key) checked[chosen.contains(&k.key.as_str())];
                    span { (k.text) }
                }
                (source_line(cx, k))
            }
        }
    };
    html! {
        @if !first.is_empty() || !more.is_empty() {
            fieldset {
                legend { (l.t(T::AnchoringKnownHere)) }
                p.hint { (l.t(T::AnchoringKnownHereHint)) }
                @if let Some(wrong) = wrong { p.error { (wrong) } }
                @for (n, k) in first.iter().enumerate() { (one(n, k)) }
                @if !more.is_empty() {
                    details {
                        summary { (l.ta(T::AnchoringKnownMore, &args![("n", more.len())])) }
                        @for (n, k) in more.iter().enumerate() { (one(first.len() + n, k)) }
                    }
                }
            }
        }
    }
}

/// Tables and pictures that stand in a part whatever is chosen, each leading to where it is made.
fn comes_by_itself(cx: &Cx, part: ApplicationPart) -> Markup {
    let l = cx.locale();
    let comes: &[(T, &str)] = match part {
        ApplicationPart::Budget => &[(T::AnchoringComesBudget, "/kontor/forankring/budsjett")],
        ApplicationPart::Effect => &[
            (T::AnchoringComesBenefits, "/kontor/forankring/gevinster"),
            (T::AnchoringComesVisits, "/kontor/tall"),
        ],
        ApplicationPart::Afterwards => &[(T::AnchoringComesCliff, "/kontor/forankring/budsjett")],
        _ => &[],
    };
    html! {
        @if !comes.is_empty() {
            (parts::notice(Tone::Info, &html! { p { (l.t(T::AnchoringComesBy)) } ul { @for (text, path) in comes { li { a href=(cx.link(path)) { (l.t(*text)) } } } } }))
        }
    }
}

/// The survey's questions that nobody has answered and that belong here.
fn gaps(cx: &Cx, application: &Application, part: ApplicationPart) -> Markup {
    let l = cx.locale();
    let gaps = application.gaps(part);
    html! {
        @if !gaps.is_empty() {
            (parts::notice(Tone::Look, &html! {
                p { strong { (l.t(T::CouncilGaps)) } }
                ul { @for q in gaps { li { a href=(cx.link(&format!("/kontor/grunnlag/kartlegging/{}", q.code))) { (q.ask.get(l)) } } } }
            }))
        }
    }
}

/// Keeps a part: its words, and what it takes in. What is as it was born goes on following what is known.
pub async fn save(
    cx: Cx,
    Path((id, code)): Path<(String, String)>,
    Form(pairs): Form<Pairs>,
) -> Result<Response, AppError> {
    let (id, part, entered) = (id_of(&id)?, part_of(&code)?, Entered::of(pairs));
    let source = sources(&cx, cx.locale()).await?;
    let grant = source.grant(id)?;
    let application = Application::of(&source, grant);
    let about = asking(&cx, source.register(), source.grounds());
    let keys = |known: Vec<&Known>| known.into_iter().map(|k| k.key.clone()).collect::<Vec<_>>();
    let may = keys(application.may(part));
    let may: Vec<&str> = may.iter().map(String::as_str).collect();
    let (text, taken) = match forms::application(&entered, &about, &may) {
        Ok(read) => read,
        Err(problems) => return part_page(&cx, grant, &application, part, &entered, &problems),
    };
    let taken = Some(taken).filter(|taken| *taken != keys(application.born(part)));
    cx.write(move |tx| {
        let s = store::one(tx, id)?;
        let Entry::Grant(mut grant) = s.entry else {
            return Err(AppError::Absent);
        };
        if text.is_empty() {
            grant.words.remove(part.code());
        } else {
            grant.words.insert(part.code().to_owned(), text.clone());
        }
        grant_store::choose(tx, id, part, taken.as_deref())?;
        store::change(tx, id, s.revision, &Entry::Grant(grant))
    })
    .await?;
    Ok(cx.go(&format!("/kontor/forankring/tilskudd/{id}?lagret=1")))
}

/// "Er med", "Tynt" or "Mangler".
fn state(state: PartState, l: domain::shared::Locale) -> Markup {
    let tone = match state {
        PartState::There => Tone::Good,
        PartState::Thin => Tone::Look,
        PartState::Missing => Tone::Stop,
    };
    parts::tag(tone, &words::part_state(state, l))
}

/// What is lacking, each leading to the page that mends it for those who may.
fn mending(cx: &Cx, lacks: &[PartLack], part: ApplicationPart, grant: Option<Id>, call: Option<Id>) -> Markup {
    let l = cx.locale();
    html! {
        ul {
            @for lack in lacks {
                li {
                    @if edits(cx) { a href=(cx.link(&mends(*lack, part, grant, call))) { (words::lack(*lack, l)) } }
                    @else { (words::lack(*lack, l)) }
                }
            }
        }
    }
}

/// The page that mends a lack.
fn mends(lack: PartLack, part: ApplicationPart, grant: Option<Id>, call: Option<Id>) -> String {
    let new_grant = || {
        call.map_or_else(
            || "/kontor/forankring/ny/tilskudd".to_owned(),
            |id| format!("/kontor/forankring/ny/tilskudd?utlysning={id}"),
        )
    };
    match lack {
        PartLack::Empty | PartLack::OnlyTaken | PartLack::Short => grant.map_or_else(new_grant, |id| {
            format!("/kontor/forankring/tilskudd/{id}/soknad/{}", part.code())
        }),
        PartLack::NoPeriod => grant.map_or_else(new_grant, |id| format!("/kontor/forankring/endre/{id}")),
        PartLack::NoFigure => "/kontor/grunnlag/tall".to_owned(),
        PartLack::Unanswered(_) => "/kontor/grunnlag/kartlegging".to_owned(),
        PartLack::NoOffering | PartLack::NoHours => "/kontor/tilbud".to_owned(),
        PartLack::NoBudget => "/kontor/forankring/ny/kostnad".to_owned(),
        PartLack::NoOwnMoney => "/kontor/forankring/ny/penger".to_owned(),
        PartLack::Uncovered(_) | PartLack::MoneyEnds(_) => "/kontor/forankring/budsjett".to_owned(),
        PartLack::NoPartner => "/kontor/aktorer".to_owned(),
        PartLack::NoBenefit => "/kontor/forankring/ny/gevinst".to_owned(),
    }
}

/// The parts of an application: whether each is there, and what mends it; those that the call asks for are marked.
pub fn overview(cx: &Cx, application: &Application, grant: &GrantWithParts) -> Markup {
    let l = cx.locale();
    let page = format!("/kontor/forankring/tilskudd/{}", grant.id);
    html! {
        ul.plain-list {
            @for p in ApplicationPart::ALL {
                @let lacks = application.lacks(*p);
                li {
                    @if edits(cx) { a href=(cx.link(&format!("{page}/soknad/{}", p.code()))) { (words::part(*p, l)) } } @else { (words::part(*p, l)) }
                    " " (state(PartState::of(&lacks), l))
                    @if required(application, *p) { " " (parts::tag(Tone::Info, &l.t(T::AnchoringRequired))) }
                    @if !lacks.is_empty() { (mending(cx, &lacks, *p, Some(grant.id), None)) }
                }
            }
        }
    }
}

/// What a call asks for, held up against what is there: in the application that answers it, otherwise as it would be born.
pub fn requirements(cx: &Cx, application: &Application, grant: Option<Id>, call: Id) -> Markup {
    let l = cx.locale();
    let all = application.required();
    let count = |state: PartState| all.iter().filter(|(_, s, _)| *s == state).count();
    html! {
        @if !all.is_empty() {
            details {
                summary {
                    (l.ta(T::AnchoringRequirements, &args![
                        ("there", count(PartState::There)), ("thin", count(PartState::Thin)), ("missing", count(PartState::Missing))
                    ]))
                }
                @if grant.is_none() { p.quiet { (l.t(T::AnchoringAsBorn)) } }
                ul.plain-list {
                    @for (part, is, lacks) in &all {
                        li { (words::part(*part, l)) " " (state(*is, l)) @if !lacks.is_empty() { (mending(cx, lacks, *part, grant, Some(call))) } }
                    }
                }
            }
        }
    }
}

/// Whether the municipality may apply, as far as that is known: the deadline, and its own centrality class against the call's.
pub fn eligibility(cx: &Cx, application: &Application, c: &GrantCall) -> Markup {
    let (l, today) = (cx.locale(), cx.today());
    let own = own_class(application.source);
    let hindrances = c.hindrances(own.as_ref().map(|o| o.class), today);
    html! {
        p {
            @if hindrances.is_empty() { (parts::tag(Tone::Good, &l.t(T::AnchoringMayApply))) }
            @for h in &hindrances { (parts::tag(Tone::Look, &words::ineligible(*h, today, l))) " " }
        }
        @if let Some(day) = c.deadline { p { (l.t(T::AnchoringDeadline)) ": " (day_in_words(day, today, l)) } }
        @if let Some(asked) = c.centrality {
            p {
                (l.ta(T::AnchoringForClasses, &args![("from", i64::from(asked.from)), ("to", i64::from(asked.to))])) " "
                @match &own {
                    Some(own) => { (class(cx, own)) }
                    None => {
                        (l.t(T::AnchoringClassUnknown)) " "
                        a href=(CLASSES) rel="noopener noreferrer" { (l.t(T::AnchoringClassLookUp)) } " "
                        @if edits(cx) { a href=(cx.link("/kontor/forankring/ny/ramme")) { (l.t(T::AnchoringClassWrite)) } }
                    }
                }
            }
        }
        @if !c.terms.is_empty() { p.quiet { (l.t(T::AnchoringJudge)) } p { (c.terms) } }
    }
}

fn class(cx: &Cx, own: &OwnClass) -> Markup {
    let l = cx.locale();
    let path = if edits(cx) {
        own.path
    } else {
        "/kontor/forankring/budsjett"
    };
    html! {
        (l.ta(T::AnchoringClassOwn, &args![("class", i64::from(own.class))])) " (" a href=(cx.link(path)) { (own.source) } ")."
        @if let Some(other) = own.differs { " " strong { (l.ta(T::AnchoringClassDiffers, &args![("class", i64::from(other))])) } }
    }
}
