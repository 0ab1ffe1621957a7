//! The office: who has learnt what, what waits for a yes, targets, and what guides have chosen to share.

use super::{course_store, forms, shadowing_store, store, views};
use crate::{
    frame::{AppError, Cx},
    guides,
    offerings::Pairs,
    office::{
        editor,
        entered::{Entered, Problems, Reading},
    },
    texts::{T, Words},
};
use axum::{
    Form,
    extract::Query,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::{
    guides::{Guide, GuideKind},
    learning::{
        Feeling, FeelingCounts, HostState, Hours, ModuleCourse, Step, StepRule, Training, TrainingKind, TrainingTarget,
        progress, step, suggest, year_of,
    },
    schedule::day_in_words,
    shared::Id,
};
use maud::{Markup, html};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use ui::{
    Audience, args,
    forms::{self as fields, Choice, Field},
    parts::{self, Column, Tone, Weight, button, button_link},
};

type Asked = Query<HashMap<String, String>>;

/// The room's address in the office.
pub const HOME: &str = "/kontor/laering";

/// A page of the room: the way to it, its tabs, and what is wrong in what was entered.
pub fn answer(cx: &Cx, here: &str, title: String, problems: &Problems, body: &Markup) -> Response {
    let l = cx.locale();
    let way = if here == HOME {
        Vec::new()
    } else {
        vec![(HOME.to_owned(), l.t(T::LearningOffice))]
    };
    let body = html! {
        (editor::crumbs(cx, &way, &title))
        h1 { (title) }
        (tabs(cx, here))
        (fields::error_summary(l, problems))
        (body)
    };
    let status = if problems.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    (status, cx.html(&cx.shell(Audience::Office, title), &body)).into_response()
}

fn tabs(cx: &Cx, here: &str) -> Markup {
    let l = cx.locale();
    let items: Vec<(String, String, bool)> = [
        (HOME, T::LearningTabOverview),
        ("/kontor/laering/kurs", T::LearningCourses),
        ("/kontor/laering/hospitering", T::LearningJobShadowing),
        ("/kontor/laering/par", T::LearningPairs),
        ("/kontor/laering/refleksjoner", T::LearningReflections),
        ("/kontor/laering/mal", T::LearningTargets),
    ]
    .into_iter()
    .map(|(path, words)| (cx.link(path), l.t(words), here == path))
    .collect();
    parts::tabs(&l.t(T::LearningOffice), &items)
}

/// Everything about one guide that the overview shows.
struct Row {
    guide: Guide,
    step: Step,
    hours: Hours,
    targets: Vec<TrainingTarget>,
    courses_done: usize,
}

struct Overview {
    rows: Vec<Row>,
    waiting: Vec<Training>,
}

async fn gathered(cx: &Cx) -> Result<Overview, AppError> {
    let today = cx.today();
    cx.read(move |r| {
        let log = store::log(r)?;
        let (targets, decided, rule) = (store::targets(r)?, store::alone(r)?, store::settings(r)?.rule);
        let (courses, ticks) = (course_store::all(r)?, course_store::ticks(r)?);
        let (from, until) = year_of(today);
        let rows = guides::all(r)?.into_iter().map(|guide| {
            let own: Vec<Training> = log.iter().filter(|t| t.guide == guide.id).cloned().collect();
            Row {
                step: step(rule, &own, decided.contains(&guide.id)),
                hours: domain::learning::hours(&own, from, until),
                targets: targets.get(&guide.kind).cloned().unwrap_or_default(),
                courses_done: courses.iter().filter(|c| is_done(c, &ticks, guide.id)).count(),
                guide,
            }
        });
        let rows = rows.collect();
        let waiting = log.into_iter().filter(|t| !t.confirmed).collect();
        Ok(Overview { rows, waiting })
    })
    .await
}

fn is_done(course: &ModuleCourse, ticks: &course_store::Ticks, guide: Id) -> bool {
    ticks.get(&(guide, course.id)).is_some_and(|ticked| course.is_done(ticked))
}

/// `/kontor/laering`: everybody, and what waits for a yes.
///
/// # Errors
/// A fault of the database.
pub async fn page(cx: Cx, Query(asked): Asked) -> Result<Response, AppError> {
    let l = cx.locale();
    let all = gathered(&cx).await?;
    let minutes: u32 = all.rows.iter().map(|r| r.hours.total()).sum();
    let new = all.rows.iter().filter(|r| r.step != Step::Alone).count();
    let body = html! {
        (views::done(asked.contains_key("lagret"), T::LearningSaved, &cx))
        p.lead { (l.ta(T::LearningOverviewLead, &args![("n", all.rows.len()), ("time", views::time_words(minutes, l)), ("new", new)])) }
        (parts::actions(&[
            button_link(&l.t(T::LearningTogether), &cx.link("/kontor/laering/felles"), Weight::Primary),
            button_link(&l.t(T::LearningSeeGuides), &cx.link("/kontor/folk"), Weight::Quiet),
        ]))
        (waiting_part(&cx, &all))
        (table(&cx, &all.rows))
    };
    Ok(answer(&cx, HOME, l.t(T::LearningOffice), &Vec::new(), &body))
}

fn name_of(rows: &[Row], id: Id) -> &str {
    rows.iter().find(|r| r.guide.id == id).map_or("", |r| r.guide.name.as_str())
}

fn waiting_part(cx: &Cx, all: &Overview) -> Markup {
    let l = cx.locale();
    let choices: Vec<Choice> = all
        .waiting
        .iter()
        .map(|t| {
            let words = format!(
                "{}, {}",
                name_of(&all.rows, t.guide),
                views::line_words(t, cx.today(), l)
            );
            Choice::new(t.id.to_string(), words, true)
        })
        .collect();
    html! {
        @if !choices.is_empty() {
            section.card {
                h2 { (l.t(T::LearningWaitsForYes)) }
                (fields::form(&cx.link("/kontor/laering/bekreft"), &cx.csrf(), &html! {
                    (fields::checkboxes(&Field::new("linje", l.t(T::LearningWaitsForYesText)), &choices))
                    (parts::actions(&[button(&l.t(T::LearningConfirm), Weight::Secondary)]))
                }))
            }
        }
    }
}

fn table(cx: &Cx, rows: &[Row]) -> Markup {
    let l = cx.locale();
    let columns = [
        Column::words(l.t(T::LearningGuide)),
        Column::words(l.t(T::LearningStep)),
        Column::numbers(l.t(T::LearningHoursTitle)),
        Column::words(l.t(T::LearningTarget)),
        Column::numbers(l.t(T::LearningCoursesDone)),
    ];
    let cells: Vec<Vec<Markup>> = rows
        .iter()
        .map(|r| {
            vec![
                html! { a href=(cx.link(&format!("/kontor/laering/veileder/{}", r.guide.id))) { (r.guide.name) } },
                views::step_tag(r.step, l),
                html! { (views::time_words(r.hours.total(), l)) },
                target_words(r, l),
                html! { (r.courses_done) },
            ]
        })
        .collect();
    if cells.is_empty() {
        return parts::empty_state(&l.t(T::LearningNoGuides), None);
    }
    parts::data_table(&l.t(T::LearningEverybody), &columns, &cells)
}

fn target_words(r: &Row, l: domain::shared::Locale) -> Markup {
    let all = progress(&r.targets, &r.hours);
    let left = all.iter().filter(|p| !p.is_reached()).count();
    match (all.len(), left) {
        (0, _) => html! { "–" },
        (_, 0) => parts::tag(Tone::Good, &l.t(T::LearningReached)),
        _ => {
            html! { (l.ta(T::LearningLeft, &args![("time", views::time_words(all.iter().map(domain::learning::Progress::left).max().unwrap_or(0), l))])) }
        }
    }
}

/// Says yes to what guides have entered.
///
/// # Errors
/// A fault of the database.
pub async fn confirm(cx: Cx, Form(pairs): Pairs) -> Result<Response, AppError> {
    let lines: Vec<Id> = Entered::of(pairs).all("linje").filter_map(Id::parse).collect();
    cx.write(move |tx| {
        for id in &lines {
            match store::confirm(tx, *id) {
                // Taken out by the guide meanwhile.
                Err(AppError::Absent) => {}
                other => other?,
            }
        }
        Ok(())
    })
    .await?;
    Ok(cx.go("/kontor/laering?lagret=1"))
}

/// `/kontor/laering/felles`: one thing that several have done together.
///
/// # Errors
/// A fault of the database.
pub async fn together(cx: Cx) -> Result<Response, AppError> {
    let entered = Entered::default()
        .put("id", Id(cx.app.db().random_id()))
        .put("dag", cx.today())
        .put("slag", TrainingKind::NetworkMeeting.code());
    together_page(&cx, &entered, &Vec::new()).await
}

async fn together_page(cx: &Cx, entered: &Entered, problems: &Problems) -> Result<Response, AppError> {
    let l = cx.locale();
    let (people, trainings) = cx.read(|r| Ok((guides::all(r)?, guides::trainings(r)?))).await?;
    let ticked: BTreeSet<&str> = entered.all("hvem").collect();
    let who: Vec<Choice> = people
        .iter()
        .map(|g| {
            Choice::new(
                g.id.to_string(),
                g.name.as_str(),
                ticked.contains(g.id.to_string().as_str()),
            )
        })
        .collect();
    let form = html! {
        (fields::hidden("id", entered.get("id")))
        (forms::training_fields(l, entered, problems))
        (gives_field(cx, &trainings, entered, problems))
        (fields::checkboxes_across(&forms::field(l, T::LearningWho, "hvem", entered, problems), &who))
        (parts::actions(&[button(&l.t(T::LearningSave), Weight::Primary)]))
    };
    let body = html! {
        p.lead { (l.t(T::LearningTogetherLead)) }
        @if who.is_empty() { (parts::empty_state(&l.t(T::LearningNoGuides), None)) } @else {
            (fields::form(&cx.link("/kontor/laering/felles"), &cx.csrf(), &form))
        }
    };
    Ok(answer(cx, "", l.t(T::LearningTogether), problems, &body))
}

/// Which required training it is, when it is one; nothing when the gate asks for none.
#[must_use]
pub fn gives_field(
    cx: &Cx,
    trainings: &[domain::guides::RequiredTraining],
    entered: &Entered,
    problems: &Problems,
) -> Markup {
    let l = cx.locale();
    let mut choices = vec![Choice::new("", l.t(T::LearningGivesNone), entered.get("gir").is_empty())];
    choices.extend(
        trainings
            .iter()
            .map(|t| Choice::new(t.key.as_str(), t.name.as_str(), entered.get("gir") == t.key.as_str())),
    );
    html! {
        @if !trainings.is_empty() {
            (fields::select(&forms::field(l, T::LearningGives, "gir", entered, problems).hint(l.t(T::LearningGivesHint)), &choices))
        }
    }
}

/// Enters one thing for everybody who is ticked.
///
/// # Errors
/// A fault of the database.
pub async fn add_together(cx: Cx, Form(pairs): Pairs) -> Result<Response, AppError> {
    let entered = Entered::of(pairs);
    let l = cx.locale();
    let who: Vec<Id> = entered.all("hvem").filter_map(Id::parse).collect();
    let mut problems = Problems::new();
    let read = forms::training(l, &entered, cx.today(), cx.app.db().random_id());
    if let Err(found) = &read {
        problems.extend(found.clone());
    }
    if who.is_empty() {
        problems.push(("hvem".to_owned(), l.t(T::LearningProblemWho)));
    }
    let (Ok(line), true) = (read, problems.is_empty()) else {
        return together_page(&cx, &entered, &problems).await;
    };
    let gives = Reading::new(l, &entered).key("gir");
    cx.write(move |tx| {
        let known: BTreeSet<Id> = guides::all(tx)?.into_iter().map(|g| g.id).collect();
        for (n, guide) in who.iter().enumerate().filter(|(_, id)| known.contains(id)) {
            let one = Training {
                id: nth(line.id, n),
                guide: *guide,
                gives: gives.clone(),
                confirmed: true,
                ..line.clone()
            };
            store::add(tx, &one, store::Origin::default())?;
        }
        Ok(())
    })
    .await?;
    Ok(cx.go("/kontor/laering?lagret=1"))
}

/// The identity of the nth line of a form, the same when the form is sent twice.
fn nth(id: Id, n: usize) -> Id {
    let mut bytes = id.0;
    for (byte, more) in bytes.iter_mut().rev().zip(n.to_le_bytes()) {
        *byte ^= more;
    }
    Id(bytes)
}

/// `/kontor/laering/mal`: what comes before guiding alone, and hours a year for each kind of guide.
///
/// # Errors
/// A fault of the database.
pub async fn targets(cx: Cx, Query(asked): Asked) -> Result<Response, AppError> {
    let (settings, targets) = cx.read(|r| Ok((store::settings(r)?, store::targets(r)?))).await?;
    let mut entered = Entered::default().put("folge", settings.rule.shadowing).put("to", settings.rule.two_on_shift);
    for (kind, all) in &targets {
        for target in all {
            entered = entered.put(&target_name(*kind, target.kind), target.minutes / 60);
        }
    }
    Ok(targets_page(&cx, &entered, &Vec::new(), asked.contains_key("lagret")))
}

fn target_name(guide: GuideKind, kind: Option<TrainingKind>) -> String {
    format!("{}-{}", guide.code(), kind.map_or("alt", TrainingKind::code))
}

fn targets_page(cx: &Cx, entered: &Entered, problems: &Problems, saved: bool) -> Response {
    let l = cx.locale();
    let hours = |label: String, name: &str| {
        let wrong = problems.iter().find(|(n, _)| n == name).map(|(_, text)| text.as_str());
        fields::number_field(
            &Field::new(name, label).value(entered.get(name)).error(wrong).short(),
            0,
            400,
        )
    };
    let form = html! {
        h2 { (l.t(T::LearningBeforeAlone)) }
        p { (l.t(T::LearningBeforeAloneText)) }
        div.row {
            (fields::number_field(&forms::field(l, T::LearningRuleShadowing, "folge", entered, problems), 0, 20))
            (fields::number_field(&forms::field(l, T::LearningRuleTwo, "to", entered, problems), 0, 20))
        }
        h2 { (l.t(T::LearningHoursAYear)) }
        p { (l.t(T::LearningHoursAYearText)) }
        @for guide in GuideKind::ALL {
            section.card {
                h3 { (views::guides_words(guide, l)) }
                (hours(l.t(T::LearningAllKinds), &target_name(guide, None)))
                details open[TrainingKind::ALL.iter().any(|k| !entered.get(&target_name(guide, Some(*k))).is_empty())] {
                    summary { (l.t(T::LearningOfKinds)) }
                    div.grid { @for kind in TrainingKind::ALL { (hours(views::kind_words(kind, l), &target_name(guide, Some(kind)))) } }
                }
            }
        }
        (parts::actions(&[button(&l.t(T::LearningSave), Weight::Primary)]))
    };
    let body = html! {
        (views::done(saved, T::LearningSaved, cx))
        (fields::form(&cx.link("/kontor/laering/mal"), &cx.csrf(), &form))
    };
    answer(cx, "/kontor/laering/mal", l.t(T::LearningTargets), problems, &body)
}

/// Saves steps and targets.
///
/// # Errors
/// A fault of the database.
pub async fn save_targets(cx: Cx, Form(pairs): Pairs) -> Result<Response, AppError> {
    let entered = Entered::of(pairs);
    let mut reading = Reading::new(cx.locale(), &entered);
    let small = |n: u16| u8::try_from(n).unwrap_or(u8::MAX);
    let rule = StepRule {
        shadowing: small(forms::range(&mut reading, "folge", 0, 20)),
        two_on_shift: small(forms::range(&mut reading, "to", 0, 20)),
    };
    let mut all: BTreeMap<GuideKind, Vec<TrainingTarget>> = BTreeMap::new();
    for guide in GuideKind::ALL {
        let kinds = std::iter::once(None).chain(TrainingKind::ALL.map(Some));
        let targets = kinds.filter_map(|kind| {
            let name = target_name(guide, kind);
            let hours = if entered.get(&name).is_empty() {
                0
            } else {
                forms::range(&mut reading, &name, 0, 400)
            };
            let minutes = u32::from(hours) * 60;
            (minutes > 0).then_some(TrainingTarget { kind, minutes })
        });
        let targets = targets.collect();
        all.insert(guide, targets);
    }
    let problems = reading.problems;
    if !problems.is_empty() {
        return Ok(targets_page(&cx, &entered, &problems, false));
    }
    cx.write(move |tx| {
        let before = store::settings(tx)?;
        store::put_settings(tx, &store::Settings { rule, ..before })?;
        all.iter().try_for_each(|(guide, targets)| store::put_targets(tx, *guide, targets))
    })
    .await?;
    Ok(cx.go("/kontor/laering/mal?lagret=1"))
}

/// `/kontor/laering/refleksjoner`: how guiding has felt, and what guides have chosen to share.
///
/// # Errors
/// A fault of the database.
pub async fn reflections(cx: Cx) -> Result<Response, AppError> {
    let l = cx.locale();
    let (from, _) = year_of(cx.today());
    let published = cx.published().await?;
    let (shared, feelings, names) = cx
        .read(move |r| {
            Ok((
                store::shared_reflections(r)?,
                store::feelings(r, from)?,
                guides::names(r)?,
            ))
        })
        .await?;
    let counts = FeelingCounts::of(feelings);
    let body = html! {
        p.lead { (l.ta(T::LearningReflectionsLead, &args![("n", counts.total())])) }
        @if counts.total() > 0 { (feelings_part(counts, l)) }
        @if shared.is_empty() { (parts::empty_state(&l.t(T::LearningNothingShared), None)) }
        @for r in &shared {
            section.card {
                h2 { (names.get(&r.guide).map_or("", String::as_str)) ", " (day_in_words(r.on, cx.today(), l)) }
                p { (views::feeling_words(r.feeling, l)) @if let Some(key) = &r.offering { " · " (views::offering_name(&published, key, l)) } }
                @if !r.good.is_empty() { p.quiet { (l.t(T::LearningGood)) } (views::said(&r.good)) }
                @if !r.next.is_empty() { p.quiet { (l.t(T::LearningNext)) } (views::said(&r.next)) }
            }
        }
    };
    let title = l.t(T::LearningReflections);
    Ok(answer(&cx, "/kontor/laering/refleksjoner", title, &Vec::new(), &body))
}

fn feelings_part(counts: FeelingCounts, l: domain::shared::Locale) -> Markup {
    let of = |f: Feeling| match f {
        Feeling::Well => counts.well,
        Feeling::Mixed => counts.mixed,
        Feeling::Hard => counts.hard,
    };
    html! {
        div.grid {
            @for feeling in Feeling::ALL { div.card { (parts::stat(&of(feeling).to_string(), &views::feeling_words(feeling, l))) } }
        }
    }
}

/// What waits in the room, for the office's home; `None` when nothing does.
///
/// # Errors
/// A fault of the database.
pub async fn waits(cx: &Cx) -> Result<Option<String>, AppError> {
    let (l, today) = (cx.locale(), cx.today());
    let (lines, matches, offers) = cx
        .read(move |r| {
            let hosts = shadowing_store::hosts(r)?;
            let agreements = shadowing_store::agreements(r)?;
            let matches = suggest(&shadowing_store::wishes(r)?, &hosts, &agreements, today).len();
            let offers = hosts.iter().filter(|h| h.state == HostState::Proposed).count();
            let lines = store::log(r)?.iter().filter(|t| !t.confirmed).count();
            Ok((lines, matches, offers))
        })
        .await?;
    let mut said = Vec::new();
    if lines > 0 {
        said.push(l.ta(T::LearningWaitsLines, &args![("n", lines)]));
    }
    if matches > 0 {
        said.push(l.ta(T::LearningWaitsMatches, &args![("n", matches)]));
    }
    if offers > 0 {
        said.push(l.ta(T::LearningWaitsOffers, &args![("n", offers)]));
    }
    Ok((!said.is_empty()).then(|| said.join(" ")))
}
