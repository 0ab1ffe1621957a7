//! The guide's own part: what she has learnt, what comes next, and a minute's thought. Reached signed in, or by her personal
//! link on a phone; nothing here needs script.

use super::{
    course_store, forms,
    shadowing_store::{self, Diary},
    store, views,
};
use crate::{
    frame::{App, AppError, Cx, Refusal, Who},
    guides,
    offerings::Pairs,
    office::entered::{Entered, Problems},
    texts::{T, Words},
};
use ::store::Query as Reads;
use axum::{
    Form,
    extract::{FromRequestParts, Path, Query},
    http::{StatusCode, request::Parts},
    response::{IntoResponse, Response},
};
use domain::{
    guides::Guide,
    learning::{
        Agreement, AgreementState, Host, Hours, JobWish, ModuleCourse, Pair, Progress, Reflection, ShadowingWay, Step,
        Training, progress, step, year_of,
    },
    shared::Id,
};
use jiff::civil::Date;
use maud::{Markup, html};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use ui::{
    Audience, Shell, args,
    forms::{self as fields, Choice, Field},
    parts::{self, Tone, Weight, button, button_link},
};

/// What a guide has of learning: plain data for her own page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mine {
    /// Where she is on the way to guiding alone.
    pub step: Step,
    /// Confirmed minutes this year.
    pub hours: Hours,
    /// The targets of her kind of guide this year.
    pub progress: Vec<Progress>,
    /// Her log, the newest first.
    pub log: Vec<Training>,
    /// The courses with what she has ticked; those that ended only when she has begun.
    pub courses: Vec<(ModuleCourse, BTreeSet<u16>)>,
    /// Her visits to other services with the name of each, the latest first, and whether something is written about it.
    pub stays: Vec<(Agreement, String, bool)>,
    /// Her wish that waits for a match.
    pub wish: Option<JobWish>,
    /// The names of those she is paired with.
    pub pairs: Vec<String>,
    /// The day this is about.
    pub today: Date,
}

impl Mine {
    /// Lines that wait for the coordinator's yes.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.log.iter().filter(|t| !t.confirmed).count()
    }

    /// Visits that are over, or are today, and have nothing written about them.
    pub fn to_write(&self) -> impl Iterator<Item = &(Agreement, String, bool)> {
        self.stays
            .iter()
            .filter(|(a, _, written)| a.state != AgreementState::CalledOff && a.on <= self.today && !written)
    }

    /// Visits that are agreed and have not begun their day.
    pub fn coming(&self) -> impl Iterator<Item = &(Agreement, String, bool)> {
        self.stays.iter().filter(|(a, ..)| a.state == AgreementState::Agreed && a.on > self.today)
    }
}

/// What a guide has of learning on a day.
///
/// # Errors
/// A fault of the database.
pub fn of(q: &mut impl Reads, guide: &Guide, today: Date) -> Result<Mine, AppError> {
    let log = store::log_of(q, guide.id)?;
    let (from, until) = year_of(today);
    let hours = domain::learning::hours(&log, from, until);
    let targets = store::targets(q)?.remove(&guide.kind).unwrap_or_default();
    let rule = store::settings(q)?.rule;
    let decided = store::alone(q)?.contains(&guide.id);
    let mut ticks = course_store::ticks_of(q, guide.id)?;
    let courses = course_store::all(q)?.into_iter().map(|c| {
        let ticked = ticks.remove(&c.id).unwrap_or_default();
        (c, ticked)
    });
    let courses = courses.filter(|(c, ticked)| !c.ended || !ticked.is_empty()).collect();
    let hosts: BTreeMap<Id, Host> = shadowing_store::hosts(q)?.into_iter().map(|h| (h.id, h)).collect();
    let diaries = shadowing_store::diaries(q)?;
    let stays = shadowing_store::agreements_of(q, guide.id)?.into_iter().map(|a| {
        let name = hosts.get(&a.host).map_or_else(String::new, |h| h.name.clone());
        let written = diaries.contains_key(&a.id);
        (a, name, written)
    });
    let stays = stays.collect();
    let names = guides::names(q)?;
    let other = |p: &Pair| if p.younger == guide.id { p.older } else { p.younger };
    let pairs = store::pairs(q)?.into_iter().filter(|p| p.holds(today) && [p.younger, p.older].contains(&guide.id));
    let pairs = pairs.filter_map(|p| names.get(&other(&p)).cloned()).collect();
    Ok(Mine {
        step: step(rule, &log, decided),
        progress: progress(&targets, &hours),
        hours,
        log,
        courses,
        stays,
        wish: shadowing_store::wishes(q)?.into_iter().find(|w| w.guide == Some(guide.id)),
        pairs,
        today,
    })
}

/// The section on the guide's own page; `base` is where that page is: `/skranke/min-side` or `/veileder/{token}`.
#[must_use]
pub fn section(cx: &Cx, base: &str, mine: &Mine) -> Markup {
    let l = cx.locale();
    let to = |path: &str| cx.link(&format!("{base}/laering{path}"));
    html! {
        section.card {
            h2 { (l.t(T::LearningMineTitle)) }
            p { (views::your_step_words(mine.step, l)) }
            @for p in mine.progress.iter().take(1) { (views::progress(p, l)) }
            @if mine.progress.is_empty() { p { (l.ta(T::LearningThisYear, &args![("time", views::time_words(mine.hours.total(), l))])) } }
            @for (a, name, _) in mine.to_write().take(1) {
                p { a href=(to(&format!("/hospitering/{}", a.id))) { (l.ta(T::LearningWriteAbout, &args![("name", name.as_str())])) } }
            }
            (parts::actions(&[
                button_link(&l.t(T::LearningReflect), &to("/refleksjon"), Weight::Secondary),
                button_link(&l.t(T::LearningToMine), &to(""), Weight::Quiet),
            ]))
        }
    }
}

/// Who comes through the door, and which door it is.
pub struct Door {
    cx: Cx,
    guide: Guide,
    base: String,
    by_link: bool,
    params: HashMap<String, String>,
}

impl FromRequestParts<App> for Door {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        let cx = Cx::from_request_parts(parts, app).await.map_err(IntoResponse::into_response)?;
        let params = Path::<HashMap<String, String>>::from_request_parts(parts, app).await;
        let params = params.map(|Path(p)| p).unwrap_or_default();
        let account = cx.session.as_ref().and_then(|s| match &s.who {
            Who::Person { account, .. } => Some(*account),
            Who::Device { .. } => None,
        });
        let (token, now) = (params.get("token").cloned(), cx.now);
        let found = cx.read(move |r| find(r, token.as_deref(), account, now)).await;
        let guide = found.map_err(IntoResponse::into_response)?;
        let token = params.get("token");
        let base = token.map_or_else(|| "/skranke/min-side".to_owned(), |t| format!("/veileder/{t}"));
        match (guide, token) {
            (Some(guide), _) => Ok(Self {
                by_link: token.is_some(),
                cx,
                guide,
                base,
                params,
            }),
            (None, Some(_)) => Err(AppError::Absent.into_response()),
            // Her own page tells somebody who is signed in and no guide what to do.
            (None, None) => Err(cx.go(&base)),
        }
    }
}

fn find(
    q: &mut impl Reads,
    token: Option<&str>,
    account: Option<Id>,
    now: jiff::Timestamp,
) -> Result<Option<Guide>, AppError> {
    let id = match (token, account) {
        (Some(token), _) => guides::by_link(q, token, now)?,
        (None, Some(account)) => guides::of_account(q, account)?,
        (None, None) => None,
    };
    id.map_or(Ok(None), |id| guides::one(q, id))
}

type Asked = Query<HashMap<String, String>>;

impl Door {
    fn link(&self, path: &str) -> String {
        self.cx.link(&self.path(path))
    }

    fn path(&self, path: &str) -> String {
        format!("{}/laering{path}", self.base)
    }

    fn id(&self) -> Result<Id, AppError> {
        self.params.get("id").and_then(|id| Id::parse(id)).ok_or(AppError::Absent)
    }

    fn page(&self, title: String, problems: &Problems, body: &Markup) -> Response {
        let (l, cx) = (self.cx.locale(), &self.cx);
        let audience = if self.by_link {
            Audience::Citizen
        } else {
            Audience::Desk
        };
        let shell = Shell {
            noindex: true,
            ..cx.shell(audience, title.clone())
        };
        let body = html! {
            h1 { (title) }
            (fields::error_summary(l, problems))
            (body)
        };
        let status = if problems.is_empty() {
            StatusCode::OK
        } else {
            StatusCode::UNPROCESSABLE_ENTITY
        };
        (status, cx.html(&shell, &body)).into_response()
    }

    fn back(&self) -> Markup {
        html! { p { a href=(self.link("")) { (self.cx.locale().t(T::LearningToMine)) } } }
    }

    async fn mine(&self) -> Result<Mine, AppError> {
        let (guide, today) = (self.guide.clone(), self.cx.today());
        self.cx.read(move |r| of(r, &guide, today)).await
    }
}

/// `…/laering`: what she has learnt and what comes next.
///
/// # Errors
/// A fault of the database.
pub async fn overview(door: Door, Query(asked): Asked) -> Result<Response, AppError> {
    let mine = door.mine().await?;
    let (l, cx) = (door.cx.locale(), &door.cx);
    let body = html! {
        (views::done(asked.contains_key("lagret"), T::LearningSaved, cx))
        (views::done(asked.contains_key("takk"), T::LearningReflectionSaved, cx))
        p.lead { (views::your_step_words(mine.step, l)) }
        (parts::actions(&[
            button_link(&l.t(T::LearningReflect), &door.link("/refleksjon"), Weight::Primary),
            button_link(&l.t(T::LearningEnter), &door.link("/ny"), Weight::Secondary),
        ]))
        (stays_part(&door, &mine))
        (hours_part(&mine, cx))
        (courses_part(&door, &mine))
        @if !mine.pairs.is_empty() {
            section.card { h2 { (l.t(T::LearningPairTitle)) } p { (l.ta(T::LearningPairWith, &args![("name", mine.pairs.join(" · "))])) } }
        }
        (log_part(&door, &mine))
        p { a href=(cx.link(&door.base)) { (l.t(T::LearningToOwnPage)) } }
    };
    Ok(door.page(l.t(T::LearningMineTitle), &Vec::new(), &body))
}

fn stays_part(door: &Door, mine: &Mine) -> Markup {
    let (l, today) = (door.cx.locale(), mine.today);
    html! {
        @for (a, name, _) in mine.to_write() {
            section.card {
                h2 { (l.ta(T::LearningWriteAbout, &args![("name", name.as_str())])) }
                p { (l.t(T::LearningWriteAboutText)) }
                (parts::actions(&[button_link(&l.t(T::LearningWriteDiary), &door.link(&format!("/hospitering/{}", a.id)), Weight::Secondary)]))
            }
        }
        section.card {
            h2 { (l.t(T::LearningJobShadowing)) }
            @for (a, name, _) in mine.coming() {
                p { strong { (name) } ", " (views::when_words(a, today, l)) ". " (a.meet) }
            }
            @if mine.coming().next().is_none() {
                p { (l.t(if mine.wish.is_some() { T::LearningWishWaits } else { T::LearningJobShadowingLead })) }
            }
            (parts::actions(&[button_link(&l.t(T::LearningSeePlaces), &door.link("/hospitering"), Weight::Secondary)]))
        }
    }
}

fn hours_part(mine: &Mine, cx: &Cx) -> Markup {
    let l = cx.locale();
    html! {
        section.card {
            h2 { (l.t(T::LearningHoursTitle)) }
            @for p in &mine.progress { (views::progress(p, l)) }
            @if mine.progress.is_empty() { p { (l.ta(T::LearningThisYear, &args![("time", views::time_words(mine.hours.total(), l))])) } }
            @if mine.waiting() > 0 { p { (parts::tag(Tone::Look, &l.ta(T::LearningWaitingLines, &args![("n", mine.waiting())]))) } }
            @if mine.hours.by_kind.len() > 1 {
                details {
                    summary { (l.t(T::LearningByKind)) }
                    ul { @for (kind, minutes) in &mine.hours.by_kind { li { (views::kind_words(*kind, l)) ": " (views::time_words(*minutes, l)) } } }
                }
            }
        }
    }
}

fn courses_part(door: &Door, mine: &Mine) -> Markup {
    let l = door.cx.locale();
    html! {
        @if !mine.courses.is_empty() {
            section.card {
                h2 { (l.t(T::LearningCourses)) }
                @for (course, ticked) in &mine.courses {
                    h3 { a href=(door.link(&format!("/kurs/{}", course.id))) { (course.name) } }
                    (ticks_bar(course, ticked, l))
                }
            }
        }
    }
}

/// How many parts of a course are done.
#[must_use]
pub fn ticks_bar(course: &ModuleCourse, ticked: &BTreeSet<u16>, l: domain::shared::Locale) -> Markup {
    let done = u32::try_from(course.done(ticked)).unwrap_or(0);
    let of = u32::try_from(course.modules.len()).unwrap_or(0);
    views::bar(
        &l.ta(T::LearningPartsDone, &args![("done", done), ("of", of)]),
        done,
        of,
    )
}

fn log_part(door: &Door, mine: &Mine) -> Markup {
    let (l, cx) = (door.cx.locale(), &door.cx);
    html! {
        section.card {
            h2 { (l.t(T::LearningLog)) }
            @if mine.log.is_empty() { p { (l.t(T::LearningLogEmpty)) } }
            @for t in mine.log.iter().filter(|t| !t.confirmed) {
                p { (views::line_words(t, mine.today, l)) " " (parts::tag(Tone::Look, &l.t(T::LearningWaits))) }
                (fields::form(&door.link("/fjern"), &cx.csrf(), &html! {
                    (fields::hidden("id", &t.id.to_string()))
                    (button(&l.ta(T::LearningTakeOut, &args![("what", views::kind_words(t.kind, l))]), Weight::Quiet))
                }))
            }
            ul { @for t in mine.log.iter().filter(|t| t.confirmed).take(10) { li { (views::line_words(t, mine.today, l)) } } }
            @if mine.log.len() > 10 {
                details {
                    summary { (l.t(T::LearningOlderLines)) }
                    ul { @for t in mine.log.iter().filter(|t| t.confirmed).skip(10) { li { (views::line_words(t, mine.today, l)) } } }
                }
            }
        }
    }
}

/// `…/laering/ny`: one thing she has done.
///
/// # Errors
/// A fault of the database.
pub async fn new_line(door: Door) -> Result<Response, AppError> {
    let entered = Entered::default()
        .put("id", Id(door.cx.app.db().random_id()))
        .put("dag", door.cx.today())
        .put("slag", "");
    Ok(line_page(&door, &entered, &Vec::new()))
}

fn line_page(door: &Door, entered: &Entered, problems: &Problems) -> Response {
    let (l, cx) = (door.cx.locale(), &door.cx);
    let form = html! {
        (fields::hidden("id", entered.get("id")))
        (forms::training_fields(l, entered, problems))
        (parts::actions(&[button(&l.t(T::LearningEnterDo), Weight::Primary)]))
    };
    let body = html! {
        p.lead { (l.t(T::LearningEnterLead)) }
        (fields::form(&door.link("/ny"), &cx.csrf(), &form))
        (door.back())
    };
    door.page(l.t(T::LearningEnter), problems, &body)
}

/// Takes a line: it waits for the coordinator's yes.
///
/// # Errors
/// A fault of the database.
pub async fn add_line(door: Door, Form(pairs): Pairs) -> Result<Response, AppError> {
    let entered = Entered::of(pairs);
    let read = forms::training(
        door.cx.locale(),
        &entered,
        door.cx.today(),
        door.cx.app.db().random_id(),
    );
    match read {
        Ok(read) => {
            let line = Training {
                guide: door.guide.id,
                confirmed: false,
                gives: None,
                ..read
            };
            door.cx.write(move |tx| store::add(tx, &line, store::Origin::default())).await?;
            Ok(door.cx.go(&door.path("?lagret=1")))
        }
        Err(problems) => Ok(line_page(&door, &entered, &problems)),
    }
}

/// Takes out a line that nobody has confirmed.
///
/// # Errors
/// A fault of the database.
pub async fn remove_line(door: Door, Form(pairs): Pairs) -> Result<Response, AppError> {
    let id = Id::parse(Entered::of(pairs).get("id")).ok_or(AppError::Absent)?;
    let guide = door.guide.id;
    door.cx.write(move |tx| store::remove(tx, id, Some(guide))).await?;
    Ok(door.cx.go(&door.path("")))
}

/// `…/laering/kurs/{id}`: the parts of a course to tick.
///
/// # Errors
/// Absent when there is no such course.
pub async fn course(door: Door, Query(asked): Asked) -> Result<Response, AppError> {
    let id = door.id()?;
    let guide = door.guide.id;
    let (course, ticked) = door
        .cx
        .read(move |r| {
            Ok((
                course_store::one(r, id)?,
                course_store::ticks_of(r, guide)?.remove(&id).unwrap_or_default(),
            ))
        })
        .await?;
    let (l, cx) = (door.cx.locale(), &door.cx);
    let choices: Vec<Choice> = course
        .modules
        .iter()
        .map(|m| Choice::new(m.number.to_string(), part_words(m, l), ticked.contains(&m.number)))
        .collect();
    let form = html! {
        (fields::checkboxes(&Field::new("del", l.t(T::LearningPartsQuestion)), &choices))
        (parts::actions(&[button(&l.t(T::LearningSave), Weight::Primary)]))
    };
    let body = html! {
        (views::done(asked.contains_key("lagret"), T::LearningSaved, cx))
        (ticks_bar(&course, &ticked, l))
        @if course.is_done(&ticked) {
            (parts::notice(Tone::Good, &html! { p { (l.t(if course.confirm { T::LearningCourseAwaits } else { T::LearningCourseDone })) } }))
        }
        (views::said(&course.about))
        @if course.link.starts_with("https://") { p { a href=(course.link) { (l.t(T::LearningCourseOpen)) } } }
        (fields::form(&door.link(&format!("/kurs/{id}")), &cx.csrf(), &form))
        (door.back())
    };
    Ok(door.page(course.name.clone(), &Vec::new(), &body))
}

/// A part with its title, or its number where nobody has filled one in.
#[must_use]
pub fn part_words(m: &domain::learning::CourseModule, l: domain::shared::Locale) -> String {
    if m.title.is_empty() {
        l.ta(T::LearningPartNumber, &args![("n", m.number)])
    } else {
        format!("{}. {}", m.number, m.title)
    }
}

/// Saves what is ticked.
///
/// # Errors
/// Absent when there is no such course.
pub async fn tick(door: Door, Form(pairs): Pairs) -> Result<Response, AppError> {
    let (id, guide) = (door.id()?, door.guide.id);
    let entered = Entered::of(pairs);
    let done: BTreeSet<u16> = entered.all("del").filter_map(|n| n.parse().ok()).collect();
    door.cx.write(move |tx| course_store::tick(tx, guide, id, &done)).await?;
    Ok(door.cx.go(&door.path(&format!("/kurs/{id}?lagret=1"))))
}

/// `…/laering/hospitering`: places to visit, her wish, and what she has written.
///
/// # Errors
/// A fault of the database.
pub async fn places(door: Door, Query(asked): Asked) -> Result<Response, AppError> {
    let entered = Entered::default().put("id", Id(door.cx.app.db().random_id()));
    places_page(&door, &entered, &Vec::new(), asked.contains_key("lagret")).await
}

async fn places_page(door: &Door, entered: &Entered, problems: &Problems, saved: bool) -> Result<Response, AppError> {
    let mine = door.mine().await?;
    let (l, cx, today) = (door.cx.locale(), &door.cx, door.cx.today());
    let hosts = cx.read(|r| shadowing_store::hosts(r)).await?;
    let open: Vec<&Host> = hosts.iter().filter(|h| h.way == ShadowingWay::Out && h.is_open(today)).collect();
    let body = html! {
        (views::done(saved, T::LearningWishSaved, cx))
        p.lead { (l.t(T::LearningJobShadowingLead)) }
        @if let Some(wish) = &mine.wish {
            section.card {
                h2 { (l.t(T::LearningYourWish)) }
                @if let Some(host) = wish.host.and_then(|id| hosts.iter().find(|h| h.id == id)) { p { strong { (host.name) } } }
                (views::said(&wish.wants))
                p { (l.t(T::LearningWishWaits)) }
                (fields::form(&door.link("/hospitering/angre"), &cx.csrf(), &html! {
                    (fields::hidden("id", &wish.id.to_string()))
                    (parts::actions(&[button(&l.t(T::LearningWithdraw), Weight::Quiet)]))
                }))
            }
        } @else {
            (fields::form(&door.link("/hospitering"), &cx.csrf(), &wish_fields(l, &open, entered, problems)))
        }
        (past_part(door, &mine))
        (door.back())
    };
    Ok(door.page(l.t(T::LearningJobShadowing), problems, &body))
}

fn wish_fields(l: domain::shared::Locale, open: &[&Host], entered: &Entered, problems: &Problems) -> Markup {
    let mut choices: Vec<Choice> = open
        .iter()
        .map(|h| {
            let about = [h.about.as_str(), h.times.as_str()]
                .into_iter()
                .filter(|t| !t.is_empty())
                .collect::<Vec<_>>()
                .join(" ");
            Choice::new(
                h.id.to_string(),
                h.name.as_str(),
                entered.get("plass") == h.id.to_string(),
            )
            .hint(about)
        })
        .collect();
    choices.push(Choice::new(
        "",
        l.t(T::LearningAnyPlace),
        entered.get("plass").is_empty(),
    ));
    html! {
        (fields::hidden("id", entered.get("id")))
        (fields::radios(&Field::new("plass", l.t(T::LearningWhereTo)), &choices))
        (fields::textarea(&forms::field(l, T::LearningWants, "onske", entered, problems).hint(l.t(T::LearningWantsHint)).max_length(400).optional(l).guarded(), 3))
        (parts::actions(&[button(&l.t(T::LearningWishDo), Weight::Primary)]))
    }
}

fn past_part(door: &Door, mine: &Mine) -> Markup {
    let l = door.cx.locale();
    let past: Vec<_> = mine.stays.iter().filter(|(a, ..)| a.state != AgreementState::CalledOff).collect();
    html! {
        @if !past.is_empty() {
            section.card {
                h2 { (l.t(T::LearningYourVisits)) }
                ul {
                    @for (a, name, written) in past {
                        li {
                            a href=(door.link(&format!("/hospitering/{}", a.id))) { (name) } ", " (views::when_words(a, mine.today, l))
                            @if *written { " " (parts::tag(Tone::Good, &l.t(T::LearningWritten))) }
                        }
                    }
                }
            }
        }
    }
}

/// Takes a wish.
///
/// # Errors
/// A fault of the database.
pub async fn wish(door: Door, Form(pairs): Pairs) -> Result<Response, AppError> {
    let entered = Entered::of(pairs);
    let mut reading = crate::office::entered::Reading::new(door.cx.locale(), &entered);
    let wants = forms::text(&mut reading, "onske", 400);
    let problems = reading.problems;
    if !problems.is_empty() {
        return places_page(&door, &entered, &problems, false).await;
    }
    let made = JobWish {
        id: Id::parse(entered.get("id")).unwrap_or_else(|| Id(door.cx.app.db().random_id())),
        way: ShadowingWay::Out,
        guide: Some(door.guide.id),
        colleague: None,
        host: Id::parse(entered.get("plass")),
        wants,
        made: door.cx.today(),
    };
    door.cx
        .write(move |tx| {
            // One wish at a time; the place must be one that takes guides in.
            if shadowing_store::wishes(tx)?.iter().any(|w| w.guide == made.guide) {
                return Ok(());
            }
            if let Some(host) = made.host {
                let host = shadowing_store::host(tx, host)?;
                if host.way != ShadowingWay::Out || !host.is_open(made.made) {
                    return Err(AppError::Absent);
                }
            }
            shadowing_store::put_wish(tx, &made)
        })
        .await?;
    Ok(door.cx.go(&door.path("/hospitering?lagret=1")))
}

/// Takes her wish back.
///
/// # Errors
/// A fault of the database.
pub async fn withdraw(door: Door, Form(pairs): Pairs) -> Result<Response, AppError> {
    let id = Id::parse(Entered::of(pairs).get("id")).ok_or(AppError::Absent)?;
    let guide = door.guide.id;
    door.cx.write(move |tx| shadowing_store::withdraw_wish(tx, id, Some(guide))).await?;
    Ok(door.cx.go(&door.path("/hospitering")))
}

/// `…/laering/hospitering/{id}`: one visit, and what she learnt.
///
/// # Errors
/// Absent when it is not hers.
pub async fn stay(door: Door, Query(asked): Asked) -> Result<Response, AppError> {
    let (agreement, diary) = own_stay(&door).await?;
    let entered = Entered::default().put("laert", &diary.learnt).put("videre", &diary.passes_on);
    stay_page(&door, &agreement, &entered, &Vec::new(), asked.contains_key("lagret")).await
}

async fn own_stay(door: &Door) -> Result<(Agreement, Diary), AppError> {
    let (id, guide) = (door.id()?, door.guide.id);
    door.cx
        .read(move |r| {
            let agreement = shadowing_store::agreement(r, id)?;
            let diary = shadowing_store::diaries(r)?.remove(&id).unwrap_or_default();
            Some((agreement, diary)).filter(|(a, _)| a.guide == Some(guide)).ok_or(AppError::Absent)
        })
        .await
}

async fn stay_page(
    door: &Door,
    a: &Agreement,
    entered: &Entered,
    problems: &Problems,
    saved: bool,
) -> Result<Response, AppError> {
    let (l, cx, host) = (door.cx.locale(), &door.cx, a.host);
    let host = cx.read(move |r| shadowing_store::host(r, host)).await?;
    let can_write = a.on <= cx.today() && a.state != AgreementState::CalledOff;
    let body = html! {
        (views::done(saved, T::LearningDiarySaved, cx))
        p.lead { (views::when_words(a, cx.today(), l)) " " (views::state_tag(a.state, l)) }
        @if !a.meet.is_empty() { p { (l.ta(T::LearningMeet, &args![("what", a.meet.as_str())])) } }
        @if !host.contact.is_empty() { p { (l.ta(T::LearningContactIs, &args![("contact", host.contact.as_str())])) } }
        (views::said(&host.about))
        @if can_write {
            (fields::form(&door.link(&format!("/hospitering/{}", a.id)), &cx.csrf(), &forms::diary_fields(l, entered, problems)))
        } @else if a.state == AgreementState::Agreed {
            p { (l.t(T::LearningDiaryLater)) }
        }
        p { a href=(door.link("/hospitering")) { (l.t(T::LearningJobShadowing)) } }
    };
    Ok(door.page(host.name.clone(), problems, &body))
}

/// Keeps what she learnt; the hours go into the log.
///
/// # Errors
/// Absent when it is not hers; a fault of the database.
pub async fn write_diary(door: Door, Form(pairs): Pairs) -> Result<Response, AppError> {
    let (agreement, _) = own_stay(&door).await?;
    let entered = Entered::of(pairs);
    let mut problems = match forms::diary(door.cx.locale(), &entered) {
        Ok(diary) => {
            let id = agreement.id;
            match door.cx.write(move |tx| shadowing_store::hold(tx, id, Some(&diary))).await {
                Ok(()) => return Ok(door.cx.go(&door.path(&format!("/hospitering/{id}?lagret=1")))),
                Err(AppError::Refused(refusal)) => vec![refused(&*refusal, door.cx.locale())],
                Err(other) => return Err(other),
            }
        }
        Err(problems) => problems,
    };
    problems.dedup();
    stay_page(&door, &agreement, &entered, &problems, false).await
}

fn refused(refusal: &dyn Refusal, l: domain::shared::Locale) -> (String, String) {
    ("laert".to_owned(), format!("{} {}", refusal.text(l), refusal.hint(l)))
}

/// `…/laering/refleksjon`: a minute's thought.
///
/// # Errors
/// A fault of the database.
pub async fn reflection(door: Door) -> Result<Response, AppError> {
    let entered = Entered::default().put("id", Id(door.cx.app.db().random_id())).put("dag", door.cx.today());
    reflection_page(&door, &entered, &Vec::new()).await
}

async fn reflection_page(door: &Door, entered: &Entered, problems: &Problems) -> Result<Response, AppError> {
    let (l, cx, guide) = (door.cx.locale(), &door.cx, door.guide.id);
    let published = cx.published().await?;
    let own = cx.read(move |r| store::reflections_of(r, guide)).await?;
    let form = html! {
        (fields::hidden("id", entered.get("id")))
        (forms::reflection_fields(cx, &published, entered, problems))
        (parts::actions(&[button(&l.t(T::LearningReflectionDo), Weight::Primary)]))
    };
    let body = html! {
        p.lead { (l.t(T::LearningReflectionLead)) }
        (fields::form(&door.link("/refleksjon"), &cx.csrf(), &form))
        @if !own.is_empty() {
            details {
                summary { (l.ta(T::LearningYourReflections, &args![("n", own.len())])) }
                @for r in &own { (own_reflection(door, &published, r)) }
            }
        }
        (door.back())
    };
    Ok(door.page(l.t(T::LearningReflect), problems, &body))
}

fn own_reflection(door: &Door, published: &crate::frame::Published, r: &Reflection) -> Markup {
    let (l, cx) = (door.cx.locale(), &door.cx);
    html! {
        section.card {
            h3 { (domain::schedule::day_in_words(r.on, cx.today(), l)) ": " (views::feeling_words(r.feeling, l)) }
            @if let Some(key) = &r.offering { p.quiet { (views::offering_name(published, key, l)) } }
            (views::said(&r.good))
            (views::said(&r.next))
            @if r.shared { p { (parts::tag(Tone::Info, &l.t(T::LearningIsShared))) } }
            (fields::form(&door.link("/refleksjon/slett"), &cx.csrf(), &html! {
                (fields::hidden("id", &r.id.to_string()))
                (parts::actions(&[button(&l.t(T::LearningDelete), Weight::Quiet)]))
            }))
        }
    }
}

/// Keeps a reflection.
///
/// # Errors
/// A fault of the database.
pub async fn reflect(door: Door, Form(pairs): Pairs) -> Result<Response, AppError> {
    let entered = Entered::of(pairs);
    let id = Id::parse(entered.get("id")).unwrap_or_else(|| Id(door.cx.app.db().random_id()));
    match forms::reflection(&door.cx, &entered, id, door.guide.id) {
        Ok(r) => {
            door.cx.write(move |tx| store::put_reflection(tx, &r)).await?;
            Ok(door.cx.go(&door.path("?takk=1")))
        }
        Err(problems) => reflection_page(&door, &entered, &problems).await,
    }
}

/// Deletes a reflection.
///
/// # Errors
/// A fault of the database.
pub async fn delete_reflection(door: Door, Form(pairs): Pairs) -> Result<Response, AppError> {
    let id = Id::parse(Entered::of(pairs).get("id")).ok_or(AppError::Absent)?;
    let guide = door.guide.id;
    door.cx.write(move |tx| store::remove_reflection(tx, guide, id)).await?;
    Ok(door.cx.go(&door.path("/refleksjon")))
}
