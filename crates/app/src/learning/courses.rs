//! The office's courses: the list, taking in one that comes with the product, and editing titles.

use super::{course_store, forms, office, views};
use crate::{
    frame::{AppError, Cx},
    guides,
    offerings::Pairs,
    office::entered::{Entered, Problems, Reading},
    texts::{T, Words},
};
use axum::{
    Form,
    extract::{Path, Query},
    response::Response,
};
use domain::{
    learning::{CourseModule, MOST_MODULES, ModuleCourse, ShippedCourse, shipped_courses},
    shared::Id,
};
use maud::{Markup, html};
use std::collections::HashMap;
use ui::{
    args,
    forms::{self as fields, Field},
    parts::{self, Tone, Weight, button, button_link},
};

type Asked = Query<HashMap<String, String>>;

const HERE: &str = "/kontor/laering/kurs";

/// `/kontor/laering/kurs`: every course, and those that can be taken in.
///
/// # Errors
/// A fault of the database.
pub async fn list(cx: Cx, Query(asked): Asked) -> Result<Response, AppError> {
    let l = cx.locale();
    let (courses, ticks, people) =
        cx.read(|r| Ok((course_store::all(r)?, course_store::ticks(r)?, guides::all(r)?))).await?;
    let begun = |c: &ModuleCourse| people.iter().filter(|g| ticks.contains_key(&(g.id, c.id))).count();
    let done = |c: &ModuleCourse| {
        let has = |g: &&domain::guides::Guide| ticks.get(&(g.id, c.id)).is_some_and(|t| c.is_done(t));
        people.iter().filter(has).count()
    };
    let offered: Vec<&ShippedCourse> =
        shipped_courses().iter().filter(|s| !courses.iter().any(|c| c.name == s.name)).collect();
    let body = html! {
        (views::done(asked.contains_key("lagret"), T::LearningSaved, &cx))
        p.lead { (l.t(T::LearningCoursesLead)) }
        (parts::actions(&[button_link(&l.t(T::LearningNewCourse), &cx.link(&format!("{HERE}/nytt")), Weight::Primary)]))
        div.grid.office-list {
            @for c in &courses {
                section.card {
                    h2 { a href=(cx.link(&format!("{HERE}/{}", c.id))) { (c.name) } }
                    p { (l.ta(T::LearningParts, &args![("n", c.modules.len())])) ". " (l.ta(T::LearningCourseFigures, &args![("begun", begun(c)), ("done", done(c))])) }
                    (untitled(c, l))
                    @if c.ended { p { (parts::tag(Tone::Info, &l.t(T::LearningCourseEnded))) } }
                }
            }
            @for s in &offered { (shipped_card(&cx, s)) }
        }
    };
    Ok(office::answer(&cx, HERE, l.t(T::LearningCourses), &Vec::new(), &body))
}

fn untitled(c: &ModuleCourse, l: domain::shared::Locale) -> Markup {
    let missing = c.modules.iter().filter(|m| m.title.is_empty()).count();
    html! { @if missing > 0 { p { (parts::tag(Tone::Look, &l.ta(T::LearningUntitled, &args![("n", missing)]))) } } }
}

fn shipped_card(cx: &Cx, s: &ShippedCourse) -> Markup {
    let l = cx.locale();
    html! {
        section.card.soft {
            h2 { (s.name) }
            p { (s.about.get(l)) }
            p.quiet { (l.ta(T::LearningSourceIs, &args![("source", s.source.as_str())])) }
            (fields::form(&cx.link(HERE), &cx.csrf(), &html! {
                (fields::hidden("kurs", &s.key))
                (parts::actions(&[button(&l.t(T::LearningTakeIn), Weight::Secondary)]))
            }))
        }
    }
}

/// Takes in a course that comes with the product.
///
/// # Errors
/// Absent when there is no such.
pub async fn take_in(cx: Cx, Form(pairs): Pairs) -> Result<Response, AppError> {
    let entered = Entered::of(pairs);
    let shipped = shipped_courses().iter().find(|s| s.key == entered.get("kurs")).ok_or(AppError::Absent)?;
    let own = cx.published().await?.register.municipality.written_language;
    let id = cx
        .write(move |tx| {
            if let Some(there) = course_store::all(tx)?.into_iter().find(|c| c.name == shipped.name) {
                return Ok(there.id);
            }
            let course = ModuleCourse {
                id: Id(tx.new_id()),
                name: shipped.name.clone(),
                about: shipped.about.get(own).to_owned(),
                link: String::new(),
                source: shipped.source.clone(),
                modules: shipped.modules(own),
                minutes: shipped.parts * 30,
                gives: None,
                confirm: false,
                ended: false,
            };
            course_store::put(tx, &course)?;
            Ok(course.id)
        })
        .await?;
    Ok(cx.go(&format!("{HERE}/{id}")))
}

fn blank(id: Id) -> ModuleCourse {
    ModuleCourse {
        id,
        name: String::new(),
        about: String::new(),
        link: String::new(),
        source: String::new(),
        modules: Vec::new(),
        minutes: 60,
        gives: None,
        confirm: false,
        ended: false,
    }
}

async fn course_of(cx: &Cx, id: &str) -> Result<ModuleCourse, AppError> {
    if id == "nytt" {
        return Ok(blank(Id(cx.app.db().random_id())));
    }
    let id = Id::parse(id).ok_or(AppError::Absent)?;
    cx.read(move |r| course_store::one(r, id)).await
}

fn title_name(number: u16) -> String {
    format!("del-{number}")
}

/// `/kontor/laering/kurs/{id}`: a course and its parts.
///
/// # Errors
/// Absent when there is no such.
pub async fn one(cx: Cx, Path(id): Path<String>) -> Result<Response, AppError> {
    let c = course_of(&cx, &id).await?;
    let mut entered = Entered::default()
        .put("id", c.id)
        .put("navn", &c.name)
        .put("om", &c.about)
        .put("lenke", &c.link)
        .put("kilde", &c.source)
        .put("deler", c.modules.len().max(1))
        .put("timer", c.minutes / 60)
        .put("minutter", c.minutes % 60)
        .put_if("gir", c.gives.as_ref())
        .put_ticked("bekreft", c.confirm)
        .put_ticked("avsluttet", c.ended);
    for module in &c.modules {
        entered = entered.put(&title_name(module.number), &module.title);
    }
    course_page(&cx, &id, &c, &entered, &Vec::new()).await
}

async fn course_page(
    cx: &Cx,
    id: &str,
    c: &ModuleCourse,
    entered: &Entered,
    problems: &Problems,
) -> Result<Response, AppError> {
    let l = cx.locale();
    let trainings = cx.read(|r| guides::trainings(r)).await?;
    let parts_now: u16 = entered.get("deler").parse().unwrap_or(1).clamp(1, MOST_MODULES);
    let wrong = |name: &str| problems.iter().find(|(n, _)| n == name).map(|(_, text)| text.clone());
    let form = html! {
        (fields::hidden("id", entered.get("id")))
        (fields::text_field(&forms::field(l, T::LearningCourseName, "navn", entered, problems).max_length(120).guarded()))
        (fields::number_field(&forms::field(l, T::LearningHowManyParts, "deler", entered, problems).hint(l.t(T::LearningHowManyPartsHint)), 1, i64::from(MOST_MODULES)))
        details open {
            summary { (l.t(T::LearningTitles)) }
            p { (l.t(T::LearningTitlesHint)) }
            @for number in 1..=parts_now {
                @let name = title_name(number);
                (fields::text_field(&Field::new(name.as_str(), l.ta(T::LearningPartNumber, &args![("n", number)])).value(entered.get(&name)).error(wrong(&name)).max_length(160).guarded()))
            }
        }
        div.row {
            (fields::number_field(&forms::field(l, T::LearningHoursField, "timer", entered, problems), 0, 40))
            (fields::number_field(&forms::field(l, T::LearningMinutesField, "minutter", entered, problems), 0, 59))
        }
        (fields::textarea(&forms::field(l, T::LearningCourseAbout, "om", entered, problems).optional(l).max_length(1000).guarded(), 4))
        (fields::input(&forms::field(l, T::LearningCourseLink, "lenke", entered, problems).optional(l).max_length(300), fields::Kind::Url))
        (fields::text_field(&forms::field(l, T::LearningSource, "kilde", entered, problems).hint(l.t(T::LearningSourceHint)).optional(l).max_length(200)))
        (office::gives_field(cx, &trainings, entered, problems))
        (fields::checkbox(&forms::field(l, T::LearningMustConfirm, "bekreft", entered, problems), entered.get("bekreft") == "1"))
        @if id != "nytt" { (fields::checkbox(&forms::field(l, T::LearningEndCourse, "avsluttet", entered, problems), entered.get("avsluttet") == "1")) }
        (parts::actions(&[button(&l.t(T::LearningSave), Weight::Primary)]))
    };
    let title = if c.name.is_empty() {
        l.t(T::LearningNewCourse)
    } else {
        c.name.clone()
    };
    let body = html! {
        (untitled(c, l))
        (fields::form(&cx.link(&format!("{HERE}/{id}")), &cx.csrf(), &form))
    };
    Ok(office::answer(cx, "", title, problems, &body))
}

fn read(cx: &Cx, entered: &Entered, standing: &ModuleCourse) -> Result<ModuleCourse, Problems> {
    let mut reading = Reading::new(cx.locale(), entered);
    let name = forms::needed(&mut reading, "navn", 120);
    let count = forms::range(&mut reading, "deler", 1, MOST_MODULES);
    let modules = (1..=count)
        .map(|number| CourseModule {
            number,
            title: forms::text(&mut reading, &title_name(number), 160),
        })
        .collect();
    let hours = forms::range(&mut reading, "timer", 0, 40);
    let minutes = hours * 60 + forms::range(&mut reading, "minutter", 0, 59);
    if reading.problems.is_empty() && !(1..=domain::learning::MOST_MINUTES).contains(&minutes) {
        reading.problem(
            "timer",
            cx.locale().ta(
                T::LearningProblemHours,
                &args![("n", domain::learning::MOST_MINUTES / 60)],
            ),
        );
    }
    let link = forms::text(&mut reading, "lenke", 300);
    if !link.is_empty() && !link.starts_with("https://") {
        reading.problem("lenke", cx.locale().t(T::LearningProblemLink));
    }
    let course = ModuleCourse {
        id: Id::parse(entered.get("id")).unwrap_or(standing.id),
        name,
        about: forms::text(&mut reading, "om", 1000),
        link,
        source: forms::text(&mut reading, "kilde", 200),
        modules,
        minutes,
        gives: reading.key("gir"),
        confirm: reading.ticked("bekreft"),
        ended: reading.ticked("avsluttet"),
    };
    if reading.problems.is_empty() {
        Ok(course)
    } else {
        Err(reading.problems)
    }
}

/// Saves a course.
///
/// # Errors
/// Absent when there is no such.
pub async fn save(cx: Cx, Path(id): Path<String>, Form(pairs): Pairs) -> Result<Response, AppError> {
    let standing = course_of(&cx, &id).await?;
    let entered = Entered::of(pairs);
    match read(&cx, &entered, &standing) {
        Ok(mut course) => {
            if id != "nytt" {
                course.id = standing.id;
            }
            cx.write(move |tx| course_store::put(tx, &course)).await?;
            Ok(cx.go(&format!("{HERE}?lagret=1")))
        }
        Err(problems) => course_page(&cx, &id, &standing, &entered, &problems).await,
    }
}
