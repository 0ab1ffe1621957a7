//! The office's page about one guide's learning, and the pairs.

use super::{course_store, forms, mine, office, shadowing_store, store, views};
use crate::{
    frame::{AppError, Cx},
    guides,
    offerings::Pairs,
    office::entered::{Entered, Problems, Reading},
    texts::{T, Words},
};
use ::store::Query as Reads;
use axum::{
    Form,
    extract::{Path, Query},
    response::Response,
};
use domain::{
    guides::{Guide, GuideKind},
    learning::{Pair, PairCandidate, PairSuggestion, Step, Training, suggest_pairs},
    schedule::{day_in_words, weekday_name},
    shared::{Id, Locale},
};
use maud::{Markup, html};
use std::collections::{BTreeMap, HashMap};
use ui::{
    args,
    forms::{self as fields, Choice},
    parts::{self, Tone, Weight, button},
};

type Asked = Query<HashMap<String, String>>;

fn parsed(id: &str) -> Result<Id, AppError> {
    Id::parse(id).ok_or(AppError::Absent)
}

/// `/kontor/laering/veileder/{id}`: one guide's log, steps and courses.
///
/// # Errors
/// Absent when there is no such guide.
pub async fn page(cx: Cx, Path(id): Path<String>, Query(asked): Asked) -> Result<Response, AppError> {
    let entered = Entered::default().put("id", Id(cx.app.db().random_id())).put("dag", cx.today()).put("slag", "");
    guide_page(&cx, parsed(&id)?, &entered, &Vec::new(), asked.contains_key("lagret")).await
}

async fn guide_page(
    cx: &Cx,
    id: Id,
    entered: &Entered,
    problems: &Problems,
    saved: bool,
) -> Result<Response, AppError> {
    let (l, today) = (cx.locale(), cx.today());
    let (guide, own, decided, trainings) = cx
        .read(move |r| {
            let guide = guides::one(r, id)?.ok_or(AppError::Absent)?;
            let own = mine::of(r, &guide, today)?;
            Ok((guide, own, store::alone(r)?.contains(&id), guides::trainings(r)?))
        })
        .await?;
    let here = format!("/kontor/laering/veileder/{id}");
    let body = html! {
        (views::done(saved, T::LearningSaved, cx))
        p.lead { (l.ta(T::LearningAboutGuide, &args![("time", views::time_words(own.hours.total(), l))])) " " (views::step_tag(own.step, l)) }
        div.grid.wide-first {
            div {
                (log_card(cx, &here, &own))
                (new_card(cx, &here, &trainings, entered, problems))
            }
            div {
                (step_card(cx, &here, own.step, decided))
                @if !own.progress.is_empty() { section.card { h2 { (l.t(T::LearningTarget)) } @for p in &own.progress { (views::progress(p, l)) } } }
                @if !own.courses.is_empty() {
                    section.card { h2 { (l.t(T::LearningCourses)) } @for (c, ticked) in &own.courses { h3 { (c.name) } (mine::ticks_bar(c, ticked, l)) } }
                }
                (stays_card(cx, &own))
            }
        }
    };
    Ok(office::answer(cx, "", guide.name.clone(), problems, &body))
}

fn log_card(cx: &Cx, here: &str, own: &mine::Mine) -> Markup {
    let l = cx.locale();
    html! {
        section.card {
            h2 { (l.t(T::LearningLog)) }
            @if own.log.is_empty() { p { (l.t(T::LearningLogEmpty)) } }
            ul.rows {
                @for t in &own.log {
                    li {
                        span { (views::line_words(t, own.today, l)) @if !t.confirmed { " " (parts::tag(Tone::Look, &l.t(T::LearningWaits))) } }
                        (fields::form(&cx.link(&format!("{here}/fjern")), &cx.csrf(), &html! {
                            (fields::hidden("id", &t.id.to_string()))
                            button.ds-button data-variant="tertiary" type="submit" aria-label=(l.ta(T::LearningTakeOut, &args![("what", views::line_words(t, own.today, l))])) { (l.t(T::LearningTakeOutShort)) }
                        }))
                    }
                }
            }
            @if own.waiting() > 0 {
                (fields::form(&cx.link("/kontor/laering/bekreft"), &cx.csrf(), &html! {
                    @for t in own.log.iter().filter(|t| !t.confirmed) { (fields::hidden("linje", &t.id.to_string())) }
                    (parts::actions(&[button(&l.t(T::LearningConfirm), Weight::Secondary)]))
                }))
            }
        }
    }
}

fn new_card(
    cx: &Cx,
    here: &str,
    trainings: &[domain::guides::RequiredTraining],
    entered: &Entered,
    problems: &Problems,
) -> Markup {
    let l = cx.locale();
    html! {
        details.card open[!problems.is_empty()] {
            summary { (l.t(T::LearningEnter)) }
            (fields::form(&cx.link(here), &cx.csrf(), &html! {
                (fields::hidden("id", entered.get("id")))
                (forms::training_fields(l, entered, problems))
                (office::gives_field(cx, trainings, entered, problems))
                (parts::actions(&[button(&l.t(T::LearningSave), Weight::Primary)]))
            }))
        }
    }
}

fn step_card(cx: &Cx, here: &str, step: Step, decided: bool) -> Markup {
    let l = cx.locale();
    let (value, words) = if decided {
        ("0", T::LearningNotAlone)
    } else {
        ("1", T::LearningDecideAlone)
    };
    html! {
        section.card {
            h2 { (l.t(T::LearningStep)) }
            p { (views::step_words(step, l)) }
            @if decided || step != Step::Alone {
                (fields::form(&cx.link(&format!("{here}/alene")), &cx.csrf(), &html! {
                    (fields::hidden("kan", value))
                    (parts::actions(&[button(&l.t(words), Weight::Quiet)]))
                }))
            }
        }
    }
}

fn stays_card(cx: &Cx, own: &mine::Mine) -> Markup {
    let l = cx.locale();
    html! {
        @if !own.stays.is_empty() {
            section.card {
                h2 { (l.t(T::LearningJobShadowing)) }
                ul {
                    @for (a, name, _) in &own.stays {
                        li { a href=(cx.link(&format!("/kontor/laering/hospitering/avtale/{}", a.id))) { (name) } ", " (views::when_words(a, own.today, l)) " " (views::state_tag(a.state, l)) }
                    }
                }
            }
        }
    }
}

/// Enters something for one guide; it is confirmed at once.
///
/// # Errors
/// Absent when there is no such guide.
pub async fn add(cx: Cx, Path(id): Path<String>, Form(pairs): Pairs) -> Result<Response, AppError> {
    let (id, entered) = (parsed(&id)?, Entered::of(pairs));
    let l = cx.locale();
    match forms::training(l, &entered, cx.today(), cx.app.db().random_id()) {
        Ok(read) => {
            let line = Training {
                guide: id,
                confirmed: true,
                gives: Reading::new(l, &entered).key("gir"),
                ..read
            };
            cx.write(move |tx| {
                guides::one(tx, id)?.ok_or(AppError::Absent)?;
                store::add(tx, &line, store::Origin::default())
            })
            .await?;
            Ok(cx.go(&format!("/kontor/laering/veileder/{id}?lagret=1")))
        }
        Err(problems) => guide_page(&cx, id, &entered, &problems, false).await,
    }
}

/// Takes a line out of the log.
///
/// # Errors
/// A fault of the database.
pub async fn remove(cx: Cx, Path(id): Path<String>, Form(pairs): Pairs) -> Result<Response, AppError> {
    let (id, line) = (parsed(&id)?, parsed(Entered::of(pairs).get("id"))?);
    cx.write(move |tx| store::remove(tx, line, None)).await?;
    Ok(cx.go(&format!("/kontor/laering/veileder/{id}?lagret=1")))
}

/// Says that somebody can guide alone, or takes it back.
///
/// # Errors
/// Absent when there is no such guide.
pub async fn alone(cx: Cx, Path(id): Path<String>, Form(pairs): Pairs) -> Result<Response, AppError> {
    let id = parsed(&id)?;
    let can = Entered::of(pairs).get("kan") == "1";
    cx.write(move |tx| {
        guides::one(tx, id)?.ok_or(AppError::Absent)?;
        store::decide_alone(tx, id, can)
    })
    .await?;
    Ok(cx.go(&format!("/kontor/laering/veileder/{id}?lagret=1")))
}

/// Who counts as the younger of a pair: pupils, and those under 18.
fn is_younger(g: &Guide) -> bool {
    g.limits.under_18 || g.kind == GuideKind::Pupil
}

fn candidate(g: &Guide) -> PairCandidate {
    PairCandidate {
        id: g.id,
        younger: is_younger(g),
        places: g.wishes.places.clone(),
        days: g.wishes.days.clone(),
        languages: g.languages.clone(),
    }
}

/// `/kontor/laering/par`: young and old together.
///
/// # Errors
/// A fault of the database.
pub async fn pairs(cx: Cx, Query(asked): Asked) -> Result<Response, AppError> {
    let entered = Entered::default().put("id", Id(cx.app.db().random_id()));
    pairs_page(&cx, &entered, &Vec::new(), asked.contains_key("lagret")).await
}

async fn pairs_page(cx: &Cx, entered: &Entered, problems: &Problems, saved: bool) -> Result<Response, AppError> {
    let (l, today) = (cx.locale(), cx.today());
    let (people, standing) = cx.read(|r| Ok((guides::all(r)?, store::pairs(r)?))).await?;
    let candidates: Vec<PairCandidate> = people.iter().map(candidate).collect();
    let names: BTreeMap<Id, &str> = people.iter().map(|g| (g.id, g.name.as_str())).collect();
    let name = |id: Id| names.get(&id).copied().unwrap_or_default();
    let both = |p: &Pair| {
        l.ta(
            T::LearningTwoNames,
            &args![("one", name(p.younger)), ("other", name(p.older))],
        )
    };
    let body = html! {
        (views::done(saved, T::LearningSaved, cx))
        p.lead { (l.t(T::LearningPairsLead)) }
        @for p in standing.iter().filter(|p| p.holds(today)) {
            section.card {
                h2 { (both(p)) }
                p { (l.ta(T::LearningPairSince, &args![("day", day_in_words(p.from, today, l))])) }
                (views::said(&p.note))
                (fields::form(&cx.link("/kontor/laering/par/avslutt"), &cx.csrf(), &html! {
                    (fields::hidden("id", &p.id.to_string()))
                    (parts::actions(&[button(&l.t(T::LearningEndPair), Weight::Quiet)]))
                }))
            }
        }
        (suggested(cx, &suggest_pairs(&candidates, &standing, today), &name))
        (new_pair(cx, &people, entered, problems))
    };
    Ok(office::answer(
        cx,
        "/kontor/laering/par",
        l.t(T::LearningPairs),
        problems,
        &body,
    ))
}

fn suggested<'a>(cx: &Cx, found: &[PairSuggestion], name: &impl Fn(Id) -> &'a str) -> Markup {
    let l = cx.locale();
    html! {
        @if !found.is_empty() {
            h2 { (l.t(T::LearningSuggestedPairs)) }
            div.grid.office-list {
                @for s in found.iter().take(12) {
                    section.card.soft {
                        h3 { (l.ta(T::LearningTwoNames, &args![("one", name(s.younger)), ("other", name(s.older))])) }
                        p { (common_words(s, l)) }
                        (fields::form(&cx.link("/kontor/laering/par"), &cx.csrf(), &html! {
                            (fields::hidden("id", &Id(cx.app.db().random_id()).to_string()))
                            (fields::hidden("yngre", &s.younger.to_string()))
                            (fields::hidden("eldre", &s.older.to_string()))
                            (parts::actions(&[button(&l.t(T::LearningMakePair), Weight::Secondary)]))
                        }))
                    }
                }
            }
        }
    }
}

fn common_words(s: &PairSuggestion, l: Locale) -> String {
    if !s.days.is_empty() {
        let days: Vec<&str> = s.days.iter().map(|d| weekday_name(*d, l)).collect();
        return l.ta(T::LearningCommonDays, &args![("days", days.join(" · "))]);
    }
    l.t(if s.places.is_empty() {
        T::LearningCommonNothing
    } else {
        T::LearningCommonPlaces
    })
}

fn new_pair(cx: &Cx, people: &[Guide], entered: &Entered, problems: &Problems) -> Markup {
    let l = cx.locale();
    let choices = |younger: bool, field: &str| -> Vec<Choice> {
        let mut out = vec![Choice::new("", l.t(T::LearningChoose), false)];
        let of = people.iter().filter(|g| is_younger(g) == younger);
        out.extend(of.map(|g| {
            Choice::new(
                g.id.to_string(),
                g.name.as_str(),
                entered.get(field) == g.id.to_string(),
            )
        }));
        out
    };
    html! {
        details.card open[!problems.is_empty()] {
            summary { (l.t(T::LearningNewPair)) }
            (fields::form(&cx.link("/kontor/laering/par"), &cx.csrf(), &html! {
                (fields::hidden("id", entered.get("id")))
                (fields::select(&forms::field(l, T::LearningYounger, "yngre", entered, problems), &choices(true, "yngre")))
                (fields::select(&forms::field(l, T::LearningOlder, "eldre", entered, problems), &choices(false, "eldre")))
                (fields::textarea(&forms::field(l, T::LearningPairNote, "notat", entered, problems).optional(l).max_length(300).guarded(), 2))
                (parts::actions(&[button(&l.t(T::LearningMakePair), Weight::Primary)]))
            }))
        }
    }
}

/// Makes a pair.
///
/// # Errors
/// A fault of the database.
pub async fn pair(cx: Cx, Form(pairs): Pairs) -> Result<Response, AppError> {
    let entered = Entered::of(pairs);
    let l = cx.locale();
    let people = cx.read(|r| guides::all(r)).await?;
    let mut reading = Reading::new(l, &entered);
    let mut who = |name: &str| {
        let id = Id::parse(entered.get(name)).filter(|id| people.iter().any(|g| g.id == *id));
        if id.is_none() {
            reading.problem(name, l.t(T::OfficeProblemChoose));
        }
        id
    };
    let (younger, older) = (who("yngre"), who("eldre"));
    let note = forms::text(&mut reading, "notat", 300);
    if younger.is_some() && younger == older {
        reading.problem("eldre", l.t(T::LearningProblemSame));
    }
    let problems = reading.problems;
    let (Some(younger), Some(older), true) = (younger, older, problems.is_empty()) else {
        return pairs_page(&cx, &entered, &problems, false).await;
    };
    let pair = Pair {
        id: Id::parse(entered.get("id")).unwrap_or_else(|| Id(cx.app.db().random_id())),
        younger,
        older,
        from: cx.today(),
        until: None,
        note,
    };
    cx.write(move |tx| {
        let there = |p: &Pair| p.holds(pair.from) && (p.younger, p.older) == (pair.younger, pair.older);
        if store::pairs(tx)?.iter().any(there) {
            return Ok(());
        }
        store::put_pair(tx, &pair)
    })
    .await?;
    Ok(cx.go("/kontor/laering/par?lagret=1"))
}

/// Ends a pair.
///
/// # Errors
/// A fault of the database.
pub async fn end_pair(cx: Cx, Form(pairs): Pairs) -> Result<Response, AppError> {
    let id = parsed(Entered::of(pairs).get("id"))?;
    cx.write(move |tx| store::end_pair(tx, id)).await?;
    Ok(cx.go("/kontor/laering/par?lagret=1"))
}

/// Everything the room knows about a guide, in words for herself: (what it is, what it says).
///
/// # Errors
/// A fault of the database.
pub fn export(q: &mut impl Reads, guide: Id, l: Locale) -> Result<Vec<(String, String)>, AppError> {
    let mut out: Vec<(String, String)> = Vec::new();
    let mut say = |what: T, words: String| out.push((l.t(what), words));
    for t in store::log_of(q, guide)? {
        let state = if t.confirmed {
            String::new()
        } else {
            l.t(T::LearningWaits)
        };
        let (kind, time) = (views::kind_words(t.kind, l), views::time_words(u32::from(t.minutes), l));
        say(T::LearningLog, format!("{} {kind} {} {time} {state}", t.on, t.title));
    }
    let courses = course_store::all(q)?;
    for (course, ticked) in course_store::ticks_of(q, guide)? {
        let name = courses.iter().find(|c| c.id == course).map_or("", |c| c.name.as_str());
        say(T::LearningCourses, format!("{name}: {ticked:?}"));
    }
    let diaries = shadowing_store::diaries(q)?;
    for a in shadowing_store::agreements_of(q, guide)? {
        let host = shadowing_store::host(q, a.host)?.name;
        let diary = diaries.get(&a.id).cloned().unwrap_or_default();
        let words = format!("{} {host} {} {} {}", a.on, a.meet, diary.learnt, diary.passes_on);
        say(T::LearningJobShadowing, words);
    }
    for w in shadowing_store::wishes(q)?.into_iter().filter(|w| w.guide == Some(guide)) {
        say(T::LearningYourWish, format!("{} {}", w.made, w.wants));
    }
    for p in store::pairs(q)?.into_iter().filter(|p| [p.younger, p.older].contains(&guide)) {
        say(T::LearningPairTitle, format!("{} {}", p.from, p.note));
    }
    for r in store::reflections_of(q, guide)? {
        let feeling = views::feeling_words(r.feeling, l);
        say(
            T::LearningReflections,
            format!("{} {feeling} {} {}", r.on, r.good, r.next),
        );
    }
    if store::alone(q)?.contains(&guide) {
        say(T::LearningStep, l.t(T::LearningStepAlone));
    }
    Ok(out)
}
