//! The coordinator's pages: what is crewed, what shifts need, plans, one shift with its explanations, and the sheet for the wall.

use super::{
    crew::{self, How, Offer, OnShift},
    ground::{Duty, Ground, week_of},
    plans::{self, Draft, Drafted, Stage},
    store::{self, Target},
    words,
};
use crate::{
    frame::{AppError, Cx, Published},
    guides,
    offerings::Pairs,
    office::{
        editor,
        entered::{Entered, Reading},
        words as common,
    },
    texts::{T, Words},
};
use axum::{
    Form,
    extract::{Path, Query},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::shared::capital;
use domain::{
    guides::Guide,
    offerings::Topic,
    roster::{Demand, Given, Verdict, candidates, explain, kept, shortfalls},
    schedule::{OccurrenceKey, Staffing, day_in_words, time_range},
    shared::{Id, Key},
};
use jiff::{ToSpan, civil::Date};
use maud::{Markup, html};
use std::collections::{BTreeMap, HashMap};
use ui::{
    Audience, args,
    forms::{self as fields, Choice, Field},
    parts::{self, Column, Tone, Weight},
};

type Asked = Query<HashMap<String, String>>;
type ShiftPath = Path<(String, String, String)>;

const HOME: &str = "/kontor/vaktplan";
/// Weeks the front page shows.
const WEEKS: i64 = 4;

pub(super) fn crumbs(cx: &Cx, here: &str) -> Markup {
    editor::crumbs(cx, &[(HOME.to_owned(), cx.locale().t(T::RosterTitle))], here)
}

fn page(cx: &Cx, title: &str, body: &Markup, status: StatusCode) -> Response {
    (status, cx.html(&cx.shell(Audience::Office, title.to_owned()), body)).into_response()
}

fn refused_words(cx: &Cx, error: AppError) -> Result<String, AppError> {
    match error {
        AppError::Refused(r) => Ok(format!("{} {}", r.text(cx.locale()), r.hint(cx.locale()))),
        other => Err(other),
    }
}

fn parsed_id(text: &str) -> Result<Id, AppError> {
    Id::parse(text).ok_or(AppError::Absent)
}

fn parsed_key((offering, schedule, day): &(String, String, String)) -> Result<OccurrenceKey, AppError> {
    OccurrenceKey::parse(&format!("{offering}/{schedule}.{day}")).ok_or(AppError::Absent)
}

/// The address of one shift; of a plan's, when it is one.
fn shift_path(key: &OccurrenceKey, plan: Option<Id>) -> String {
    let plan = plan.map_or_else(String::new, |id| format!("?plan={id}"));
    format!("{HOME}/vakt/{}/{}/{}{plan}", key.offering, key.schedule, key.original)
}

fn after(day: Date, days: i64) -> Date {
    day.checked_add(days.days()).unwrap_or(day)
}

/// What the front page is made from.
struct Front {
    duties: Vec<Duty>,
    crews: BTreeMap<OccurrenceKey, crew::Crew>,
    names: BTreeMap<Id, String>,
    offers: Vec<Offer>,
    plans: Vec<Draft>,
    rostered: bool,
}

/// `/kontor/vaktplan`: who has which shift in the coming weeks, and what is to be decided.
///
/// # Errors
/// A fault of the database.
pub async fn front(cx: Cx) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let (l, today) = (cx.locale(), cx.today());
    let last = after(week_of(today).1, 7 * (WEEKS - 1));
    let about = published.clone();
    let front = cx
        .read(move |r| {
            Ok(Front {
                duties: super::ground::duties(r, &about.register, today, last)?,
                crews: crew::crew(r, today, last)?,
                names: guides::names(r)?,
                offers: crew::offers(r)?,
                plans: plans::all(r)?,
                rostered: !store::demands(r)?.is_empty(),
            })
        })
        .await?;
    let title = l.t(T::RosterTitle);
    let places: u32 = front.crews.values().map(|c| u32::from(c.needed)).sum();
    let filled: u32 = front.crews.values().map(|c| u32::from(c.ready().min(c.needed))).sum();
    let body = html! {
        h1 { (title) }
        @if front.rostered {
            p.lead { (l.ta(T::RosterFilled, &args![("filled", filled), ("places", places), ("weeks", WEEKS)])) }
            (parts::actions(&[
                parts::button_link(&l.t(T::RosterMake), &cx.link(&format!("{HOME}/ny")), Weight::Primary),
                parts::button_link(&l.t(T::RosterDemands), &cx.link(&format!("{HOME}/behov")), Weight::Secondary),
                parts::button_link(&l.t(T::RosterPrint), &cx.link(&format!("{HOME}/utskrift")), Weight::Quiet),
            ]))
        } @else {
            (parts::empty_state(&l.t(T::RosterNoDemands), Some(&parts::button_link(&l.t(T::RosterDemands), &cx.link(&format!("{HOME}/behov")), Weight::Primary))))
        }
        (swaps(&cx, &front))
        (drafts(&cx, &front.plans))
        (weeks(&cx, &front.duties, |d| row_of_crew(&cx, d, &front)))
    };
    Ok(page(&cx, &title, &body, StatusCode::OK))
}

/// Swaps that wait for a yes.
fn swaps(cx: &Cx, front: &Front) -> Markup {
    let l = cx.locale();
    let name = |id: Id| front.names.get(&id).cloned().unwrap_or_default();
    let waiting: Vec<(&Offer, Id)> = front.offers.iter().filter_map(|o| Some((o, o.taker?))).collect();
    html! {
        @if !waiting.is_empty() {
            h2 { (l.t(T::RosterSwaps)) }
            div.grid {
                @for (offer, taker) in waiting {
                    section.card {
                        h3 { (front.duties.iter().find(|d| d.key == offer.key).map_or_else(String::new, |d| words::duty(cx, d))) }
                        p { (l.ta(T::RosterSwapText, &args![("from", name(offer.guide)), ("to", name(taker))])) }
                        @if let Some(back) = &offer.back {
                            p { (l.ta(T::RosterSwapBack, &args![("shift", front.duties.iter().find(|d| d.key == *back).map_or_else(|| back.to_string(), |d| words::duty(cx, d)))])) }
                        }
                        (fields::form(&cx.link(&shift_path(&offer.key, None)), &cx.csrf(), &html! {
                            (fields::hidden("veileder", &offer.guide.to_string()))
                            (parts::actions(&[
                                parts::button_with(&l.t(T::RosterYes), Weight::Primary, "handling", "ja"),
                                parts::button_with(&l.t(T::RosterNo), Weight::Quiet, "handling", "nei"),
                            ]))
                        }))
                    }
                }
            }
        }
    }
}

fn drafts(cx: &Cx, all: &[Draft]) -> Markup {
    let l = cx.locale();
    let open: Vec<&Draft> = all.iter().filter(|d| d.stage != Stage::Published && d.last >= cx.today()).collect();
    html! {
        @if !open.is_empty() {
            h2 { (l.t(T::RosterPlans)) }
            ul { @for d in open { li {
                a href=(cx.link(&format!("{HOME}/plan/{}", d.id))) { (span_words(cx, d)) } " "
                @if d.is_working(cx.now) { (parts::tag(Tone::Look, &l.t(T::RosterMaking))) }
            } } }
        }
    }
}

fn span_words(cx: &Cx, d: &Draft) -> String {
    let l = cx.locale();
    let day = |day| day_in_words(day, cx.today(), l);
    l.ta(T::RosterPlanOf, &args![("first", day(d.first)), ("last", day(d.last))])
}

/// Shifts week by week and day by day.
fn weeks(cx: &Cx, duties: &[Duty], row: impl Fn(&Duty) -> Markup) -> Markup {
    let l = cx.locale();
    let mut by_week: BTreeMap<Date, BTreeMap<Date, Vec<&Duty>>> = BTreeMap::new();
    for duty in duties {
        let day = duty.occurrence.date;
        by_week.entry(week_of(day).0).or_default().entry(day).or_default().push(duty);
    }
    html! {
        @for (monday, days) in &by_week {
            h2 { (l.ta(T::RosterWeek, &args![("n", monday.iso_week_date().week())])) }
            @for (day, duties) in days {
                section.card {
                    h3 { (capital(&day_in_words(*day, cx.today(), l))) }
                    ul.plain { @for duty in duties { li { (row(duty)) } } }
                }
            }
        }
    }
}

fn shift_row(cx: &Cx, duty: &Duty, plan: Option<Id>, who: &[String], missing: usize) -> Markup {
    let l = cx.locale();
    let o = &duty.occurrence;
    html! {
        p {
            strong { (time_range(o.start, o.end, l)) } " "
            a href=(cx.link(&shift_path(&duty.key, plan))) { (duty.name.get(l)) }
            br;
            @if who.is_empty() { (l.t(T::RosterNobody)) } @else { (who.join(", ")) }
            @if missing > 0 { " " (parts::tag(Tone::Stop, &l.ta(T::RosterMissing, &args![("n", missing)]))) }
        }
    }
}

fn row_of_crew(cx: &Cx, duty: &Duty, front: &Front) -> Markup {
    let crew = front.crews.get(&duty.key).cloned().unwrap_or_default();
    let who: Vec<String> = crew.on.iter().filter_map(|id| front.names.get(id).cloned()).collect();
    let missing = usize::from(crew.needed.saturating_sub(crew.ready()));
    let l = cx.locale();
    let closed: Vec<String> = crew.closed.iter().filter_map(|id| front.names.get(id).cloned()).collect();
    html! {
        (shift_row(cx, duty, None, &who, missing))
        @if !crew.alone.is_empty() { p { (parts::tag(Tone::Stop, &l.t(T::RosterAlone))) } }
        @if !closed.is_empty() { p { (closed.join(", ")) ": " (parts::tag(Tone::Stop, &l.t(T::RosterBlockGate))) } }
        @if !who.is_empty() && usize::from(crew.seen) < who.len() {
            p.quiet { (l.ta(T::RosterSeen, &args![("seen", crew.seen), ("of", who.len())])) }
        }
    }
}

/// `/kontor/vaktplan/behov`: what every staffed schedule needs.
///
/// # Errors
/// A fault of the database.
pub async fn demands(cx: Cx) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let (l, register) = (cx.locale(), &published.register);
    let (all, people) = cx.read(|r| Ok((store::demands(r)?, guides::all(r)?))).await?;
    let title = l.t(T::RosterDemands);
    let body = html! {
        (crumbs(&cx, &title))
        h1 { (title) }
        p.lead { (l.t(T::RosterDemandsLead)) }
        @for offering in register.offerings.iter().filter(|o| o.ended.is_none()) {
            @let staffed: Vec<_> = offering.schedules.iter().filter(|s| s.staffing == Staffing::Staffed && s.until.is_none_or(|u| u >= cx.today())).collect();
            @if !staffed.is_empty() {
                section.card {
                    h2 { (offering.name.get(l)) }
                    ul { @for schedule in staffed {
                        @let target = Target { offering: offering.key.clone(), schedule: schedule.key.clone(), original: None };
                        li {
                            a href=(cx.link(&format!("{HOME}/behov/{}/{}", offering.key, schedule.key))) { (domain::schedule::schedule_in_words(schedule, l)) }
                            br;
                            @match all.get(&target) {
                                Some(d) => { (words::demand(d, register, l)) }
                                None => { span.quiet { (l.t(T::RosterNotRostered)) } }
                            }
                        }
                    } }
                }
            }
        }
        h2 { (l.t(T::RosterWhenTitle)) }
        p { (l.t(T::RosterWhenLead)) }
        ul { @for g in &people { li { a href=(cx.link(&format!("{HOME}/tid/{}", g.id))) { (g.name) } } } }
    };
    Ok(page(&cx, &title, &body, StatusCode::OK))
}

fn demand_target(published: &Published, offering: &str, schedule: &str, day: Option<&str>) -> Result<Target, AppError> {
    let found = published.offering(offering).ok_or(AppError::Absent)?;
    let schedule = found.schedules.iter().find(|s| s.key.as_str() == schedule).ok_or(AppError::Absent)?;
    let day = day.filter(|d| !d.is_empty()).map(|d| d.parse::<Date>().map_err(|_| AppError::Absent)).transpose()?;
    Ok(Target {
        offering: found.key.clone(),
        schedule: schedule.key.clone(),
        original: day,
    })
}

/// `/kontor/vaktplan/behov/{offering}/{schedule}`: what one schedule needs, or one day of it.
///
/// # Errors
/// Absent when there is no such.
pub async fn demand(
    cx: Cx,
    Path((offering, schedule)): Path<(String, String)>,
    Query(query): Asked,
) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let target = demand_target(&published, &offering, &schedule, query.get("dag").map(String::as_str))?;
    let all = cx.read(|r| store::demands(r)).await?;
    let own = all.get(&target).or_else(|| all.get(&target.whole()));
    let guides = published
        .offering(&offering)
        .and_then(|o| o.schedules.iter().find(|s| s.key == target.schedule))
        .map_or(1, |s| s.guides.max(1));
    let usual = Demand {
        guides,
        ..Demand::default()
    };
    let d = own.unwrap_or(&usual);
    let entered = Entered::default()
        .put("veiledere", d.guides)
        .put_all("tema", d.topics.iter().map(|t| t.code()))
        .put_all("tjeneste", &d.services)
        .put_all("sprak", &d.languages)
        .put_all("ellers", FLAGS.iter().filter(|f| (f.1)(d)).map(|f| f.0));
    Ok(demand_page(&cx, &published, &target, &entered, &[], own.is_some()))
}

type Flag = (&'static str, fn(&Demand) -> bool, T);

/// What a shift can ask for besides numbers and skills.
const FLAGS: [Flag; 5] = [
    ("par", |d| d.experienced_with_new, T::RosterNeedPair),
    ("alder", |d| d.young_with_old, T::RosterNeedAge),
    ("voksen", |d| d.adult_with_pupils, T::RosterNeedAdult),
    ("fjes", |d| d.same_face, T::RosterNeedFace),
    ("ja", |d| d.coordinator_agrees, T::RosterNeedYes),
];

fn demand_page(
    cx: &Cx,
    published: &Published,
    target: &Target,
    entered: &Entered,
    problems: &[(String, String)],
    there: bool,
) -> Response {
    let l = cx.locale();
    let offering = published.offering(target.offering.as_str());
    let name = offering.map_or("", |o| o.name.get(l));
    let title = match target.original {
        Some(day) => format!("{name}, {}", day_in_words(day, cx.today(), l)),
        None => name.to_owned(),
    };
    let wrong = |field: &str| problems.iter().find(|(n, _)| n == field).map(|(_, t)| t.clone());
    let chosen = |field: &str, value: &str| entered.all(field).any(|v| v == value);
    let choices = |field: &str, all: Vec<(String, String)>| -> Vec<Choice> {
        all.into_iter()
            .map(|(value, label)| Choice::new(value.clone(), label, chosen(field, &value)))
            .collect()
    };
    let services = published.register.services.iter().map(|s| (s.key.to_string(), s.name.get(l).to_owned())).collect();
    let flags = FLAGS.iter().map(|f| (f.0.to_owned(), l.t(f.2))).collect();
    let here = cx.link(&format!("{HOME}/behov/{}/{}", target.offering, target.schedule));
    let day = target.original.map_or_else(String::new, |d| d.to_string());
    let body = html! {
        (crumbs(cx, &title))
        h1 { (title) }
        (fields::error_summary(l, problems))
        p.lead { (l.t(T::RosterDemandLead)) }
        (fields::form(&here, &cx.csrf(), &html! {
            (fields::hidden("dag", &day))
            (fields::number_field(&Field::new("veiledere", l.t(T::RosterHowMany)).short().value(entered.get("veiledere")).error(wrong("veiledere")), 0, i64::from(Demand::MOST_GUIDES)))
            (fields::checkboxes(&Field::new("ellers", l.t(T::RosterBesides)), &choices("ellers", flags)))
            details open[["tema", "tjeneste", "sprak"].iter().any(|f| entered.all(f).next().is_some())] {
                summary { (l.t(T::RosterSkills)) }
                p { (l.t(T::RosterSkillsHint)) }
                (fields::checkboxes(&Field::new("sprak", l.t(T::RosterLanguages)), &choices("sprak", common::languages(l))))
                (fields::checkboxes(&Field::new("tema", l.t(T::RosterTopics)), &choices("tema", common::topics(l))))
                (fields::checkboxes(&Field::new("tjeneste", l.t(T::RosterServices)), &choices("tjeneste", services)))
            }
            (parts::actions(&[parts::button(&l.t(T::RosterSave), Weight::Primary)]))
        }))
        @if there {
            (fields::form(&here, &cx.csrf(), &html! {
                (fields::hidden("dag", &day))
                (parts::actions(&[parts::button_with(&l.t(if target.original.is_some() { T::RosterAsOthers } else { T::RosterLeaveOut }), Weight::Quiet, "ut", "1")]))
            }))
        }
    };
    let status = if problems.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    page(cx, &title, &body, status)
}

/// Saves what a schedule needs, or takes it out of the roster.
///
/// # Errors
/// Absent when there is no such.
pub async fn save_demand(
    cx: Cx,
    Path((offering, schedule)): Path<(String, String)>,
    Form(pairs): Pairs,
) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let entered = Entered::of(pairs);
    let target = demand_target(&published, &offering, &schedule, Some(entered.get("dag")))?;
    let after = match target.original {
        Some(day) => shift_path(
            &OccurrenceKey {
                offering: target.offering.clone(),
                schedule: target.schedule.clone(),
                original: day,
            },
            None,
        ),
        None => format!("{HOME}/behov"),
    };
    if entered.get("ut") == "1" {
        cx.write(move |tx| store::remove_demand(tx, &target)).await?;
        return Ok(cx.go(&after));
    }
    let l = cx.locale();
    let mut reading = Reading::new(l, &entered);
    let guides = reading.number::<u16>("veiledere").filter(|n| *n <= Demand::MOST_GUIDES);
    if guides.is_none() && reading.problems.is_empty() {
        let range = args![("low", 0), ("high", Demand::MOST_GUIDES)];
        reading.problem("veiledere", l.ta(T::OfficeProblemRange, &range));
    }
    let problems = reading.problems;
    let Some(guides) = guides else {
        return Ok(demand_page(&cx, &published, &target, &entered, &problems, false));
    };
    let known: Vec<String> = common::languages(l).into_iter().map(|(code, _)| code).collect();
    let flag = |name: &str| entered.all("ellers").any(|v| v == name);
    let demand = Demand {
        guides,
        topics: entered.all("tema").filter_map(Topic::parse).collect(),
        services: entered.all("tjeneste").filter_map(|k| Key::parse(k).ok()).collect(),
        languages: entered.all("sprak").map(str::to_owned).filter(|c| known.contains(c)).collect(),
        experienced_with_new: flag("par"),
        young_with_old: flag("alder"),
        adult_with_pupils: flag("voksen"),
        same_face: flag("fjes"),
        coordinator_agrees: flag("ja"),
    };
    cx.write(move |tx| store::put_demand(tx, &target, &demand)).await?;
    Ok(cx.go(&after))
}

/// `/kontor/vaktplan/ny`: how far to plan, and how thoroughly.
///
/// # Errors
/// None.
pub async fn new(cx: Cx) -> Result<Response, AppError> {
    let monday = after(week_of(cx.today()).1, 1);
    let entered = Entered::default().put("fra", monday).put("uker", 4).put("arbeid", "rask");
    Ok(new_page(&cx, &entered, &[]))
}

fn new_page(cx: &Cx, entered: &Entered, problems: &[(String, String)]) -> Response {
    let l = cx.locale();
    let title = l.t(T::RosterMake);
    let wrong = |field: &str| problems.iter().find(|(n, _)| n == field).map(|(_, t)| t.clone());
    let work = [("rask", T::RosterQuick), ("grundig", T::RosterThorough)];
    let choices: Vec<Choice> =
        work.iter().map(|(v, t)| Choice::new(*v, l.t(*t), entered.get("arbeid") == *v)).collect();
    let body = html! {
        (crumbs(cx, &title))
        h1 { (title) }
        (fields::error_summary(l, problems))
        p.lead { (l.t(T::RosterMakeLead)) }
        (fields::form(&cx.link(&format!("{HOME}/ny")), &cx.csrf(), &html! {
            (fields::date_field(&Field::new("fra", l.t(T::RosterFrom)).value(entered.get("fra")).error(wrong("fra"))))
            (fields::number_field(&Field::new("uker", l.t(T::RosterWeeks)).short().value(entered.get("uker")).error(wrong("uker")), 1, 8))
            (fields::radios(&Field::new("arbeid", l.t(T::RosterWork)), &choices))
            (parts::actions(&[parts::button(&l.t(T::RosterMakeDo), Weight::Primary)]))
        }))
    };
    let status = if problems.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    page(cx, &title, &body, status)
}

/// Begins a plan. It is made behind the request.
///
/// # Errors
/// A refusal when one is being made.
pub async fn make(cx: Cx, Form(pairs): Pairs) -> Result<Response, AppError> {
    let entered = Entered::of(pairs);
    let l = cx.locale();
    let mut reading = Reading::new(l, &entered);
    let first = reading.needed_day("fra", cx.today());
    let weeks = reading.number::<i64>("uker").filter(|n| (1..=8).contains(n));
    if weeks.is_none() {
        reading.problem("uker", l.ta(T::OfficeProblemRange, &args![("low", 1), ("high", 8)]));
    }
    if first < week_of(cx.today()).0 {
        reading.problem("fra", l.t(T::RosterFromPast));
    }
    let problems = reading.problems;
    let (Some(weeks), true) = (weeks, problems.is_empty()) else {
        return Ok(new_page(&cx, &entered, &problems));
    };
    let thorough = if entered.get("arbeid") == "grundig" {
        plans::THOROUGH
    } else {
        plans::QUICK
    };
    let last = after(week_of(first).0, 7 * weeks - 1);
    let begun = cx
        .write(move |tx| {
            let seed = u32::from_be_bytes(tx.random_bytes::<4>()) & 0x7FFF_FFFF;
            plans::begin(tx, first, last, seed)
        })
        .await;
    match begun {
        Ok(id) => {
            plans::work_behind(&cx.app, cx.tenant().id, id, thorough);
            Ok(cx.go(&format!("{HOME}/plan/{id}")))
        }
        Err(error) => {
            let words = refused_words(&cx, error)?;
            Ok(new_page(&cx, &entered, &[("fra".to_owned(), words)]))
        }
    }
}

/// `/kontor/vaktplan/plan/{id}`: a plan that is being made, or is made.
///
/// # Errors
/// Absent when there is no such.
pub async fn plan(cx: Cx, Path(id): Path<String>) -> Result<Response, AppError> {
    let id = parsed_id(&id)?;
    let draft = cx.read(move |r| plans::one(r, id)).await?;
    if draft.is_working(cx.now) {
        return Ok(progress(&cx, &draft));
    }
    plan_page(&cx, &draft, None).await
}

fn progress(cx: &Cx, draft: &Draft) -> Response {
    let l = cx.locale();
    let title = span_words(cx, draft);
    let percent = draft.steps * 100 / draft.horizon.max(1);
    let body = html! {
        (crumbs(cx, &title))
        h1 { (title) }
        p.lead { (l.t(T::RosterBeingMade)) }
        p { label for="fremdrift" { (l.ta(T::RosterPercent, &args![("n", percent)])) } " " progress id="fremdrift" max="100" value=(percent) { (percent) } }
        p { (l.t(T::RosterMayLeave)) }
        (fields::form(&cx.link(&format!("{HOME}/plan/{}/stopp", draft.id)), &cx.csrf(), &html! {
            (parts::actions(&[
                parts::button_link(&l.t(T::RosterLookAgain), &cx.link(&format!("{HOME}/plan/{}", draft.id)), Weight::Primary),
                parts::button(&l.t(T::RosterGoodEnough), Weight::Secondary),
            ]))
        }))
    };
    let mut response = page(cx, &title, &body, StatusCode::OK);
    // Shown anew by itself, with or without script.
    response.headers_mut().insert(header::REFRESH, HeaderValue::from_static("3"));
    response
}

async fn plan_page(cx: &Cx, draft: &Draft, refused: Option<&str>) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let (l, register) = (cx.locale(), &published.register);
    let (about, now) = (draft.clone(), cx.now);
    let ground = cx.read(move |r| plans::ground_of(r, &about, now)).await?;
    let title = span_words(cx, draft);
    let open: Vec<Duty> =
        (0..ground.duties.len()).filter(|s| ground.is_open(*s)).map(|s| ground.duties[s].clone()).collect();
    let short: Vec<_> =
        shortfalls(&ground.planning, &ground.plan).into_iter().filter(|s| ground.is_open(s.shift)).collect();
    let k = kept(&ground.planning, &ground.plan);
    let missing: u32 = short.iter().map(|s| u32::from(s.missing)).sum();
    let is_open = draft.stage != Stage::Published;
    let act = |what: &str| cx.link(&format!("{HOME}/plan/{}/{what}", draft.id));
    let button = |what: &str, text: T, weight| {
        fields::form(
            &act(what),
            &cx.csrf(),
            &parts::actions(&[parts::button(&l.t(text), weight)]),
        )
    };
    let body = html! {
        (crumbs(cx, &title))
        h1 { (title) }
        @if let Some(words) = refused { (parts::live_notice(Tone::Stop, &html! { p { (words) } })) }
        @if missing == 0 { (parts::notice(Tone::Good, &html! { p { (l.t(T::RosterAllFilled)) } })) }
        @else { (parts::notice(Tone::Look, &html! { p { (l.ta(T::RosterSomeMissing, &args![("n", missing)])) } })) }
        p { (l.ta(T::RosterKept, &args![("filled", k.filled), ("wished", k.wished), ("unfair", words::hours(k.unfair_minutes)), ("changed", k.changed)])) }
        @if is_open {
            div.actions {
                (button("publiser", T::RosterPublish, Weight::Primary))
                (button("bedre", T::RosterBetter, Weight::Secondary))
                (button("slett", T::RosterThrowAway, Weight::Quiet))
            }
            p.quiet { (l.t(T::RosterPublishHint)) }
        } @else {
            (parts::notice(Tone::Good, &html! { p { (l.t(T::RosterIsPublished)) } }))
        }
        @if !short.is_empty() {
            h2 { (l.t(T::RosterCannot)) }
            @for s in &short {
                section.card {
                    h3 { a href=(cx.link(&shift_path(&ground.duties[s.shift].key, Some(draft.id)))) { (words::duty(cx, &ground.duties[s.shift])) } }
                    p { (l.ta(if s.certain { T::RosterNobodyCan } else { T::RosterNoWay }, &args![("n", s.missing)])) }
                    ul { @for r in s.remedies.iter().take(3) { li { (words::remedy(cx, &ground, register, r)) } } }
                }
            }
        }
        (weeks(cx, &open, |d| {
            let shift = ground.shift(&d.key).unwrap_or(0);
            let who: Vec<String> = ground.plan.crew(shift).iter().map(|p| name_of(&ground, Given { shift, person: *p })).collect();
            let missing = usize::from(d.demand.guides).saturating_sub(who.len());
            shift_row(cx, d, Some(draft.id), &who, missing)
        }))
        h2 { (l.t(T::RosterPeople)) }
        (people_table(cx, &ground))
    };
    let status = if refused.is_some() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    Ok(page(cx, &title, &body, status))
}

fn name_of(ground: &Ground, given: Given) -> String {
    let lock = if ground.planning.locked.contains(&given) {
        " ⚿"
    } else {
        ""
    };
    format!("{}{lock}", ground.guides[given.person].name)
}

fn people_table(cx: &Cx, ground: &Ground) -> Markup {
    let l = cx.locale();
    let rows: Vec<Vec<Markup>> = ground
        .guides
        .iter()
        .enumerate()
        .map(|(p, guide)| {
            let mine: Vec<Given> = ground.plan.given().filter(|g| g.person == p && ground.is_open(g.shift)).collect();
            let minutes: u32 = mine.iter().map(|g| ground.planning.shifts[g.shift].minutes()).sum();
            let fine = mine
                .iter()
                .filter(|g| ground.planning.people[p].reluctance.get(g.shift).is_none_or(|r| *r == 0))
                .count();
            vec![
                html! { a href=(cx.link(&format!("{HOME}/tid/{}", guide.id))) { (guide.name) } },
                html! { (mine.len()) },
                html! { (words::hours(minutes)) },
                html! { (fine) },
            ]
        })
        .collect();
    let columns = [
        Column::words(l.t(T::RosterName)),
        Column::numbers(l.t(T::RosterShifts)),
        Column::numbers(l.t(T::RosterHours)),
        Column::numbers(l.t(T::RosterWished)),
    ];
    parts::data_table(&l.t(T::RosterPeople), &columns, &rows)
}

/// Ends the work on a plan.
///
/// # Errors
/// Absent when there is no such.
pub async fn stop(cx: Cx, Path(id): Path<String>) -> Result<Response, AppError> {
    let id = parsed_id(&id)?;
    cx.write(move |tx| plans::stop(tx, id)).await?;
    Ok(cx.go(&format!("{HOME}/plan/{id}")))
}

/// Works more on a plan.
///
/// # Errors
/// Absent when there is no such.
pub async fn better(cx: Cx, Path(id): Path<String>) -> Result<Response, AppError> {
    let id = parsed_id(&id)?;
    match cx.write(move |tx| plans::begin_again(tx, id)).await {
        Ok(()) => plans::work_behind(&cx.app, cx.tenant().id, id, plans::THOROUGH),
        // Pressed twice: it is being made already.
        Err(AppError::Refused(_)) => {}
        Err(other) => return Err(other),
    }
    Ok(cx.go(&format!("{HOME}/plan/{id}")))
}

/// Publishes a plan.
///
/// # Errors
/// Absent when there is no such.
pub async fn publish(cx: Cx, Path(id): Path<String>) -> Result<Response, AppError> {
    let id = parsed_id(&id)?;
    match cx.write(move |tx| plans::publish(tx, id)).await {
        Ok(()) => Ok(cx.go(HOME)),
        Err(error) => {
            let words = refused_words(&cx, error)?;
            let draft = cx.read(move |r| plans::one(r, id)).await?;
            plan_page(&cx, &draft, Some(&words)).await
        }
    }
}

/// Throws a plan away.
///
/// # Errors
/// A fault of the database.
pub async fn throw_away(cx: Cx, Path(id): Path<String>) -> Result<Response, AppError> {
    let id = parsed_id(&id)?;
    cx.write(move |tx| plans::throw_away(tx, id)).await?;
    Ok(cx.go(HOME))
}

/// `/kontor/vaktplan/vakt/{offering}/{schedule}/{day}`: one shift: who is there, who could be, and why not the others.
///
/// # Errors
/// Absent when it is not in the roster.
pub async fn shift(cx: Cx, Path(path): ShiftPath, Query(query): Asked) -> Result<Response, AppError> {
    let key = parsed_key(&path)?;
    let plan = query.get("plan").and_then(|p| Id::parse(p));
    shift_page(&cx, &key, plan, None).await
}

struct ShiftView {
    ground: Ground,
    shift: usize,
    on: Vec<OnShift>,
    offers: Vec<Offer>,
}

async fn shift_page(
    cx: &Cx,
    key: &OccurrenceKey,
    plan: Option<Id>,
    refused: Option<&str>,
) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let (about, now) = (key.clone(), cx.now);
    let view = cx
        .read(move |r| {
            let (ground, shift) = match plan {
                Some(id) => {
                    let draft = plans::one(r, id)?;
                    let ground = plans::ground_of(r, &draft, now)?;
                    let shift = ground.shift(&about).ok_or(AppError::Absent)?;
                    (ground, shift)
                }
                None => crew::around(r, &about, now)?,
            };
            let on = crew::on(r, &about)?;
            let offers = crew::offers(r)?.into_iter().filter(|o| o.key == about).collect();
            Ok(ShiftView {
                ground,
                shift,
                on,
                offers,
            })
        })
        .await?;
    let l = cx.locale();
    let (ground, register, duty) = (&view.ground, &published.register, &view.ground.duties[view.shift]);
    let title = words::duty(cx, duty);
    let place = register.places.iter().find(|p| p.key == duty.occurrence.place).map_or("", |p| p.name.get(l));
    let all = candidates(&ground.planning, &ground.plan, view.shift);
    let full = ground.plan.crew(view.shift).len() >= usize::from(ground.planning.shifts[view.shift].guides);
    let (can, cannot): (Vec<&Verdict>, Vec<&Verdict>) = all.iter().partition(|v| v.blocks.is_empty());
    let body = html! {
        (match plan {
            Some(id) => editor::crumbs(cx, &[(HOME.to_owned(), l.t(T::RosterTitle)), (format!("{HOME}/plan/{id}"), l.t(T::RosterPlanWord))], &title),
            None => crumbs(cx, &title),
        })
        h1 { (title) }
        @if let Some(words) = refused { (parts::live_notice(Tone::Stop, &html! { p { (words) } })) }
        p.lead { (place) }
        p { (words::demand(&duty.demand, register, l)) " – " a href=(cx.link(&format!("{HOME}/behov/{}/{}?dag={}", key.offering, key.schedule, key.original))) { (l.t(T::RosterChangeDay)) } }
        h2 { (l.t(T::RosterCrew)) }
        @if ground.plan.crew(view.shift).is_empty() { p { (l.t(T::RosterNobody)) } }
        @for person in ground.plan.crew(view.shift) { (on_it(cx, &view, plan, key, *person)) }
        h2 { (l.t(T::RosterWhoCan)) }
        @if can.is_empty() { p { (l.t(T::RosterNobodyFree)) } }
        @if full && !can.is_empty() { p.quiet { (l.t(T::RosterFullHint)) } }
        ul.plain { @for v in can.iter().take(12) { li { (candidate(cx, ground, v, plan, key, full)) } } }
        @if !cannot.is_empty() {
            details {
                summary { (l.t(T::RosterWhyNot)) }
                ul { @for v in &cannot { li {
                    strong { (ground.guides[v.person].name) } ": "
                    (v.blocks.iter().map(|b| words::block(cx, ground, register, b)).collect::<Vec<_>>().join("; "))
                } } }
            }
        }
    };
    let status = if refused.is_some() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    Ok(page(cx, &title, &body, status))
}

fn act(cx: &Cx, key: &OccurrenceKey, plan: Option<Id>, guide: Id, buttons: &[Markup]) -> Markup {
    fields::form(
        &cx.link(&shift_path(key, None)),
        &cx.csrf(),
        &html! {
            (fields::hidden("veileder", &guide.to_string()))
            @if let Some(id) = plan { (fields::hidden("plan", &id.to_string())) }
            (parts::actions(buttons))
        },
    )
}

fn on_it(cx: &Cx, view: &ShiftView, plan: Option<Id>, key: &OccurrenceKey, person: usize) -> Markup {
    let l = cx.locale();
    let guide: &Guide = &view.ground.guides[person];
    let locked = view.ground.planning.locked.contains(&Given {
        shift: view.shift,
        person,
    });
    let there = view.on.iter().find(|s| s.guide == guide.id);
    let offer = view.offers.iter().find(|o| o.guide == guide.id);
    let seen = match (plan, there) {
        (None, Some(s)) if s.seen_at.is_some() => Some(T::RosterHasSeen),
        (None, Some(_)) => Some(T::RosterNotSeen),
        _ => None,
    };
    let lock = if locked {
        ("las-opp", T::RosterUnlock)
    } else {
        ("las", T::RosterLock)
    };
    html! {
        section.card {
            h3 { (guide.name) }
            p {
                @if let Some(text) = seen { (l.t(text)) " " }
                @if locked { (parts::tag(Tone::Info, &l.t(T::RosterLocked))) " " }
                @if offer.is_some() { (parts::tag(Tone::Look, &l.t(T::RosterOffered))) }
            }
            (act(cx, key, plan, guide.id, &[
                parts::button_with(&l.t(T::RosterTakeOff), Weight::Secondary, "handling", "av"),
                parts::button_with(&l.t(lock.1), Weight::Quiet, "handling", lock.0),
            ]))
        }
    }
}

fn candidate(cx: &Cx, ground: &Ground, v: &Verdict, plan: Option<Id>, key: &OccurrenceKey, full: bool) -> Markup {
    let l = cx.locale();
    let guide = &ground.guides[v.person];
    let instead = v.instead_of.map(|p| l.ta(T::RosterInstead, &args![("name", ground.guides[p].name.clone())]));
    html! {
        strong { (guide.name) } ": " (words::price(l, v)) @if let Some(text) = instead { " " (text) }
        @if !full { (act(cx, key, plan, guide.id, &[parts::button_with(&l.t(T::RosterPutOn), Weight::Secondary, "handling", "pa")])) }
    }
}

/// Changes who is on a shift, published or of a plan.
///
/// # Errors
/// Absent when there is no such.
pub async fn change(cx: Cx, Path(path): ShiftPath, Form(pairs): Pairs) -> Result<Response, AppError> {
    let (key, entered) = (parsed_key(&path)?, Entered::of(pairs));
    let guide = parsed_id(entered.get("veileder"))?;
    let plan = Id::parse(entered.get("plan"));
    let what = entered.get("handling").to_owned();
    let (about, now) = (key.clone(), cx.now);
    let done = cx
        .write(move |tx| match plan {
            Some(plan) => change_draft(tx, plan, &about, guide, &what, now),
            None => match what.as_str() {
                "pa" => crew::give(tx, &about, guide, How::Hand),
                "av" => {
                    crew::take_off(tx, &about, guide)?;
                    crate::promise::look_again(tx)
                }
                "las" | "las-opp" => crew::set_locked(tx, &about, guide, what == "las"),
                "ja" => crew::agree(tx, &about, guide),
                "nei" => crew::keep(tx, &about, guide, true),
                _ => Err(AppError::Absent),
            },
        })
        .await;
    match done {
        Ok(()) => Ok(cx.go(&shift_path(&key, plan))),
        Err(error) => {
            let words = refused_words(&cx, error)?;
            shift_page(&cx, &key, plan, Some(&words)).await
        }
    }
}

/// The same for a plan that is not published: every rule is asked here too, so that nobody is promised what cannot be.
fn change_draft(
    tx: &mut ::store::Tx,
    plan: Id,
    key: &OccurrenceKey,
    guide: Id,
    what: &str,
    now: jiff::Timestamp,
) -> Result<(), AppError> {
    let draft = plans::one(tx, plan)?;
    if draft.stage == Stage::Published {
        return Err(AppError::refused(super::RosterRefusal::Taken));
    }
    let ground = plans::ground_of(tx, &draft, now)?;
    let given = ground.given(key, guide).ok_or(AppError::Absent)?;
    let there = ground.plan.crew(given.shift).contains(&given.person);
    let row = |locked| Drafted {
        key: key.clone(),
        guide,
        locked,
    };
    match what {
        "pa" if !there => {
            let mut strict = ground.planning.clone();
            strict.locked.extend(ground.plan.given());
            match explain(&strict, &ground.plan, given).blocks.first() {
                Some(block) => Err(AppError::refused(super::RosterRefusal::of(block))),
                None => plans::put(tx, plan, &row(false)),
            }
        }
        "av" => plans::remove(tx, plan, key, guide),
        "las" | "las-opp" if there => plans::put(tx, plan, &row(what == "las")),
        "pa" | "las" | "las-opp" => Ok(()),
        _ => Err(AppError::Absent),
    }
}

/// `/kontor/vaktplan/tid/{guide}`: when somebody cannot: school hours of a pupil, and absence.
///
/// # Errors
/// Absent when there is no such.
pub async fn times(cx: Cx, Path(guide): Path<String>) -> Result<Response, AppError> {
    times_page(&cx, parsed_id(&guide)?, &Entered::default(), &[]).await
}

async fn times_page(
    cx: &Cx,
    guide: Id,
    entered: &Entered,
    problems: &[(String, String)],
) -> Result<Response, AppError> {
    let today = cx.today();
    let (who, spans) = cx
        .read(move |r| {
            let who = guides::one(r, guide)?.ok_or(AppError::Absent)?;
            Ok((
                who,
                store::spans(r, today)?.into_iter().filter(|s| s.guide == guide).collect::<Vec<_>>(),
            ))
        })
        .await?;
    let l = cx.locale();
    let title = l.ta(T::RosterTimesOf, &args![("name", who.name)]);
    let here = cx.link(&format!("{HOME}/tid/{guide}"));
    let body = html! {
        (crumbs(cx, &title))
        h1 { (title) }
        (fields::error_summary(l, problems))
        (super::mine::times(cx, &here, &spans, entered, problems))
    };
    let status = if problems.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    Ok(page(cx, &title, &body, status))
}

/// Keeps when somebody cannot, or takes it away.
///
/// # Errors
/// Absent when there is no such.
pub async fn save_times(cx: Cx, Path(guide): Path<String>, Form(pairs): Pairs) -> Result<Response, AppError> {
    let guide = parsed_id(&guide)?;
    let entered = Entered::of(pairs);
    match super::mine::read_times(&cx, guide, &entered) {
        Ok(change) => {
            cx.write(move |tx| {
                guides::one(tx, guide)?.ok_or(AppError::Absent)?;
                change.clone().apply(tx, guide)
            })
            .await?;
            Ok(cx.go(&format!("{HOME}/tid/{guide}")))
        }
        Err(problems) => times_page(&cx, guide, &entered, &problems).await,
    }
}

/// What waits for the coordinator: swaps to answer, and shifts within a week that lack somebody.
///
/// # Errors
/// A fault of the database.
pub async fn waits(cx: &Cx) -> Result<Option<String>, AppError> {
    let today = cx.today();
    let (crews, offers) = cx.read(move |r| Ok((crew::crew(r, today, after(today, 7))?, crew::offers(r)?))).await?;
    let short = crews.values().filter(|c| c.ready() < c.needed).count();
    let yes = offers.iter().filter(|o| o.taker.is_some()).count();
    let l = cx.locale();
    let mut out = Vec::new();
    if short > 0 {
        out.push(l.ta(T::RosterWaitsShort, &args![("n", short)]));
    }
    if yes > 0 {
        out.push(l.ta(T::RosterWaitsYes, &args![("n", yes)]));
    }
    Ok((!out.is_empty()).then(|| out.join(" ")))
}
