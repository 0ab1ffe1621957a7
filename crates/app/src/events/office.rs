//! The coordinator's pages: what comes and what it lacks, and one plan with a card for each part.

use super::{
    EventRefusal,
    coming::{self, Coming},
    course_store, forms,
    forms::{PlanPart, Stock},
    invites,
    public::plans,
    store::{self, After, Guest, Planned},
    theme_store, things, views,
};
use crate::{
    enrolments, exchange,
    frame::{AppError, Cx, Published},
    messages,
    offerings::Pairs,
    office::{
        editor,
        entered::{Entered, Reading, fault_words},
    },
    texts::{T, Words},
};
use axum::{
    Form,
    extract::{Path, Query},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::{
    access::Permission,
    enrolments::{Enrolled, Target},
    events::{EventPlan, Lesson, Missing, Theme, lesson_dates, planned_by_date},
    messages::Email,
    offerings::{Offering, OfferingKind},
    register::{Register, check},
    schedule::{Calendar, Change, Exception, Occurrence, Schedule},
    shared::{Id, Locale, Localized},
};
use jiff::{ToSpan, civil::Date};
use maud::{Markup, html};
use std::{collections::HashMap, sync::Arc};
use ui::{
    Audience, args, forms as fields,
    parts::{self, Tone, Weight, button_link},
};

type Asked = Query<HashMap<String, String>>;

/// How many weeks ahead and back the list goes.
const AHEAD: i64 = 6;
const BACK: i64 = 6;
/// How many weeks ahead and back something waits at the office's home.
const WAITING: i64 = 2;

/// `/kontor/arrangement`: what comes, week by week, and what is over without being counted.
pub async fn list(cx: Cx) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let (l, today) = (cx.locale(), cx.today());
    let first = today.checked_sub(BACK.weeks()).unwrap_or(today);
    let last = today.checked_add(AHEAD.weeks()).unwrap_or(today);
    let (plans, themes) = plans(&cx, first, last).await?;
    let all = coming::between(&published.register, today, first, last);
    let (over, ahead): (Vec<&Coming<'_>>, Vec<&Coming<'_>>) =
        all.iter().partition(|c| c.occurrence.ends_at() <= cx.now);
    let uncounted: Vec<&&Coming<'_>> =
        over.iter().rev().filter(|c| c.occurrence.takes_place() && !is_counted(c, &plans)).collect();
    let title = l.t(T::EventsOfficeTitle);
    let body = html! {
        (editor::crumbs(&cx, &[], &title))
        h1 { (title) }
        p.lead { (summary(&cx, &ahead, &plans, uncounted.len())) }
        (parts::actions(&[
            button_link(&l.t(T::EventsThemeBank), &cx.link("/kontor/arrangement/temaer"), Weight::Secondary),
            button_link(&l.t(T::EventsPolls), &cx.link("/kontor/arrangement/temavalg"), Weight::Secondary),
            button_link(&l.t(T::EventsKostra), &cx.link("/kontor/arrangement/kostra"), Weight::Secondary),
        ]))
        @if !uncounted.is_empty() {
            section {
                h2 { (l.t(T::EventsUncounted)) }
                p { (l.t(T::EventsUncountedLead)) }
                ul.rows {
                    @for c in uncounted.iter().take(12) {
                        li { a href=(cx.link(&format!("{}/etterpa", views::office_path(&c.target())))) { (c.offering.name.get(l)) ", " (views::when(&cx, &c.occurrence)) } }
                    }
                }
            }
        }
        @if ahead.is_empty() { (parts::empty_state(&l.t(T::EventsNothingAhead), None)) }
        @for (monday, week) in weeks(&ahead) {
            section {
                h2 { (l.ta(T::EventsWeek, &args![("week", monday.iso_week_date().week().to_string())])) }
                div.grid { @for c in week { (event_card(&cx, &published, c, &plans, &themes)) } }
            }
        }
    };
    Ok(cx.html(&cx.shell(Audience::Office, title), &body))
}

/// What waits with the events of two weeks back and ahead, in a sentence; `None` when nothing does.
///
/// # Errors
/// A fault of the database.
pub async fn waits(cx: &Cx) -> Result<Option<String>, AppError> {
    let published = cx.published().await?;
    let today = cx.today();
    let first = today.checked_sub(WAITING.weeks()).unwrap_or(today);
    let last = today.checked_add(WAITING.weeks()).unwrap_or(today);
    let (plans, _) = plans(cx, first, last).await?;
    let all = coming::between(&published.register, today, first, last);
    let takes_place = all.iter().filter(|c| c.occurrence.takes_place());
    let (over, ahead): (Vec<&Coming<'_>>, Vec<&Coming<'_>>) =
        takes_place.partition(|c| c.occurrence.ends_at() <= cx.now);
    let uncounted = over.iter().filter(|c| !is_counted(c, &plans)).count();
    let lacking = ahead.iter().filter(|c| !c.missing(&plans).is_empty()).count();
    let words = || cx.locale().ta(T::EventsWaits, &args![("lacking", lacking), ("uncounted", uncounted)]);
    Ok((lacking + uncounted > 0).then(words))
}

fn is_counted(c: &Coming<'_>, plans: &[Planned]) -> bool {
    let own = c.target();
    plans.iter().any(|p| p.target == own && p.after.held.is_some())
}

/// How many events come, how many lack something, and how many are not counted: what waits, and the same for the office's
/// home.
fn summary(cx: &Cx, ahead: &[&Coming<'_>], plans: &[Planned], uncounted: usize) -> String {
    let lacking = ahead.iter().filter(|c| c.occurrence.takes_place() && !c.missing(plans).is_empty()).count();
    cx.locale().ta(
        T::EventsSummary,
        &args![("n", ahead.len()), ("lacking", lacking), ("uncounted", uncounted)],
    )
}

fn weeks<'a, 'r>(ahead: &[&'a Coming<'r>]) -> Vec<(Date, Vec<&'a Coming<'r>>)> {
    let mut out: Vec<(Date, Vec<&Coming<'_>>)> = Vec::new();
    for c in ahead {
        let day = c.occurrence.date;
        let monday = day.checked_sub(i32::from(day.weekday().to_monday_zero_offset()).days()).unwrap_or(day);
        match out.last_mut() {
            Some((at, week)) if *at == monday => week.push(c),
            _ => out.push((monday, vec![c])),
        }
    }
    out
}

fn event_card(cx: &Cx, published: &Published, c: &Coming<'_>, plans: &[Planned], themes: &[Theme]) -> Markup {
    let (l, o) = (cx.locale(), &c.occurrence);
    let special = views::special(c, plans, themes, l);
    let missing = if o.takes_place() { c.missing(plans) } else { Vec::new() };
    html! {
        section.card {
            p.quiet { (views::when(cx, o)) }
            h3 { a href=(cx.link(&views::office_path(&c.target()))) { (c.offering.name.get(l)) } }
            @if !special.is_empty() { p { strong { (special) } } }
            p { (views::place_name(published, &o.place, l)) }
            (views::state(cx, o))
            @for m in &missing { p { (parts::tag(Tone::Look, &l.t(views::missing_name(*m)))) } }
        }
    }
}

/// Everything about one plan that its pages need.
pub(super) struct Page {
    pub published: Arc<Published>,
    pub target: Target,
    kind: OfferingKind,
    usual: EventPlan,
    planned: Option<Planned>,
    series: Option<Planned>,
    themes: Vec<Theme>,
    staff: Vec<(Id, String)>,
    invited: Vec<store::Invited>,
    to: Target,
    enrolled: Enrolled,
}

impl Page {
    async fn read(cx: &Cx, offering: &str, which: &str) -> Result<Self, AppError> {
        let target = Target::parse(offering, which).ok_or(AppError::Absent)?;
        let published = cx.published().await?;
        let (found, _, _) = coming::find(&published.register, &target).ok_or(AppError::Absent)?;
        let (kind, usual) = (found.kind, EventPlan::usual(found));
        let own = target.clone();
        let (planned, series, themes, staff, invited, to, enrolled) = cx
            .read(move |r| {
                let planned = store::plan(r, &own)?;
                let series = store::plan(
                    r,
                    &Target {
                        original: None,
                        ..own.clone()
                    },
                )?;
                let invited = planned.as_ref().map_or_else(|| Ok(Vec::new()), |p| store::invitations(r, p.id))?;
                let to = store::target(r, &own)?;
                let enrolled = enrolments::counts(r, &to)?;
                Ok((
                    planned,
                    series,
                    theme_store::themes(r)?,
                    store::staff(r)?,
                    invited,
                    to,
                    enrolled,
                ))
            })
            .await?;
        Ok(Self {
            published,
            target,
            kind,
            usual,
            planned,
            series,
            themes,
            staff,
            invited,
            to,
            enrolled,
        })
    }

    pub fn found(&self) -> Option<(&Offering, &Schedule, Option<Occurrence>)> {
        coming::find(&self.published.register, &self.target)
    }

    /// The plan as it is now: its own, else a copy of the series' plan, else the usual one.
    fn plan(&self) -> EventPlan {
        let own = self.planned.as_ref().map(|p| p.plan.clone());
        let of_series = || self.series.as_ref().map(|p| p.plan.copied());
        own.or_else(of_series).unwrap_or_else(|| self.usual.clone())
    }

    fn name(&self, cx: &Cx) -> String {
        self.found().map_or_else(String::new, |(o, _, _)| o.name.get(cx.locale()).to_owned())
    }

    pub fn path(&self) -> String {
        views::office_path(&self.target)
    }

    /// The way to a page below the plan.
    fn way(&self, cx: &Cx) -> Vec<(String, String)> {
        let title = format!(
            "{}, {}",
            self.name(cx),
            views::when_of(cx, &self.published, &self.target)
        );
        vec![("/kontor/arrangement".to_owned(), cx.locale().t(T::EventsOfficeTitle)), (self.path(), title)]
    }
}

/// `/kontor/arrangement/{offering}/{which}`: the plan, what is missing first, then a card for each part.
pub async fn plan(
    cx: Cx,
    Path((offering, which)): Path<(String, String)>,
    Query(query): Asked,
) -> Result<Response, AppError> {
    let page = Page::read(&cx, &offering, &which).await?;
    let (l, plan) = (cx.locale(), page.plan());
    let (_, schedule, occurrence) = page.found().ok_or(AppError::Absent)?;
    let guides = occurrence.as_ref().map_or(schedule.guides, |o| o.guides);
    let place = occurrence.as_ref().map_or(&schedule.place, |o| &o.place);
    let missing = plan.missing(page.kind, guides);
    let begun = occurrence.as_ref().is_some_and(|o| o.starts_at() <= cx.now);
    let name = page.name(&cx);
    let heading = views::heading(page.planned.as_ref().or(page.series.as_ref()), &page.themes, l);
    let title = if heading.is_empty() {
        name
    } else {
        format!("{name}: {heading}")
    };
    let body = html! {
        (editor::crumbs(&cx, &page.way(&cx)[..1], &title))
        h1 { (title) }
        @if query.contains_key("lagret") { (parts::live_notice(Tone::Good, &html! { p { (l.t(T::EventsSaved)) } })) }
        p.lead { (views::when_of(&cx, &page.published, &page.target)) ", " (views::place_name(&page.published, place, l)) }
        @if let Some(o) = &occurrence { (views::state(&cx, o)) }
        (lacks(&cx, &page, &missing))
        (parts::actions(&[
            button_link(&l.t(T::EventsSeePublic), &cx.link(&views::public_path(&page.target)), Weight::Secondary),
        ]))
        @if begun { (after_card(&cx, &page)) }
        div.grid {
            (content_card(&cx, &page, &plan))
            (people_card(&cx, &page, &plan, guides))
            @if !matches!(page.kind, OfferingKind::Club | OfferingKind::OpenGroup) { (programme_card(&cx, &page, &plan)) }
            (guests_card(&cx, &page))
            (sign_up_card(&cx, &page, &plan))
            (things::card(&cx, &page).await?)
            @if PlanPart::Lessons.belongs_to(page.kind) { (lessons_card(&cx, &page, &plan)) }
        }
        (more(&cx, &page, occurrence.as_ref()))
    };
    Ok(cx.html(&cx.shell(Audience::Office, title), &body))
}

/// What the plan lacks, each with the way to where it is written.
fn lacks(cx: &Cx, page: &Page, missing: &[Missing]) -> Markup {
    let l = cx.locale();
    if missing.is_empty() {
        return parts::notice(Tone::Good, &html! { p { (l.t(T::EventsNothingMissing)) } });
    }
    parts::notice(
        Tone::Look,
        &html! {
            p { strong { (l.t(T::EventsThisIsMissing)) } }
            ul {
                @for m in missing {
                    li { a href=(cx.link(&format!("{}/{}", page.path(), views::missing_part(*m)))) { (l.t(views::missing_name(*m))) } }
                }
            }
        },
    )
}

pub(super) fn part_card(cx: &Cx, page: &Page, title: T, part: &str, body: &Markup) -> Markup {
    let l = cx.locale();
    let name = l.t(title);
    html! {
        section.card {
            h2 { (name) }
            (body)
            p.links { a href=(cx.link(&format!("{}/{part}", page.path()))) { (l.ta(T::EventsChange, &args![("what", name.to_lowercase())])) } }
        }
    }
}

fn content_card(cx: &Cx, page: &Page, plan: &EventPlan) -> Markup {
    let l = cx.locale();
    let themes = views::theme_names(plan, &page.themes, l);
    let host = plan.host.as_ref().and_then(|k| page.published.register.organisations.iter().find(|o| o.key == *k));
    part_card(
        cx,
        page,
        T::EventsPartContent,
        "innhold",
        &html! {
            @if !plan.title.is_empty() { p { strong { (views::said(&plan.title, l)) } } }
            @if !themes.is_empty() { p { (l.t(T::EventsThemes)) ": " (themes) } }
            @if !plan.about.is_empty() { p { (views::said(&plan.about, l)) } }
            (languages_lacking(plan, l))
            @if let Some(host) = host { p { (l.t(T::EventsHost)) ": " (host.name.get(l)) @if !plan.host_role.is_empty() { " (" (plan.host_role) ")" } } }
            @if plan.coffee { p { (l.t(T::EventsCoffeeBreak)) } }
            @if !plan.handout.is_empty() { p { (l.t(T::EventsHandout)) ": " (plan.handout) } }
            @let chosen: Vec<&Theme> = page.themes.iter().filter(|t| plan.themes.contains(&t.key)).collect();
            @for theme in chosen {
                details { summary { (l.ta(T::EventsOutlineOf, &args![("theme", theme.name.get(l))])) } (views::bullet_list(theme.outline.get(l))) }
            }
        },
    )
}

/// Which of the written languages the plan's own words are not in, as long as they are in one.
fn languages_lacking(plan: &EventPlan, l: Locale) -> Markup {
    let texts = [&plan.title, &plan.about, &plan.bring];
    let lacks = |locale: Locale| {
        texts.iter().any(|text| !text.is_empty() && text.exact(locale).is_empty())
            || (!plan.programme.is_empty() && plan.programme.exact(locale).is_empty())
    };
    let names: Vec<String> =
        Locale::ALL.into_iter().filter(|locale| lacks(*locale)).map(ui::layout::language_name).collect();
    html! {
        @if !names.is_empty() { p.quiet { (l.ta(T::EventsNotWrittenIn, &args![("languages", crate::offerings::list_of(&names, l))])) } }
    }
}

fn people_card(cx: &Cx, page: &Page, plan: &EventPlan, guides: u16) -> Markup {
    let l = cx.locale();
    let rows = views::crew(plan, l);
    part_card(
        cx,
        page,
        T::EventsPartPeople,
        "folk",
        &html! {
            @if rows.is_empty() { p.quiet { (l.ta(T::EventsGuidesOnSchedule, &args![("n", guides)])) } } @else { (parts::facts(&rows)) }
            @if let Some(needed) = plan.guides_needed() { p.quiet { (l.ta(T::EventsGuidesNeeded, &args![("n", needed)])) } }
        },
    )
}

fn programme_card(cx: &Cx, page: &Page, plan: &EventPlan) -> Markup {
    let l = cx.locale();
    part_card(
        cx,
        page,
        T::EventsProgramme,
        "program",
        &html! {
            @if plan.programme.is_empty() { p.quiet { (l.t(T::EventsNoProgramme)) } } @else { (views::programme(plan, l)) }
        },
    )
}

fn guests_card(cx: &Cx, page: &Page) -> Markup {
    let l = cx.locale();
    part_card(
        cx,
        page,
        T::EventsPartGuests,
        "gjester",
        &html! {
            @if page.invited.is_empty() { p.quiet { (l.t(T::EventsNoGuests)) } }
            ul.rows {
                @for i in &page.invited {
                    li { strong { (i.contributor.name) } @if !i.contributor.comes_with().is_empty() { " – " (i.contributor.comes_with()) } " " (parts::tag(reply_tone(i), &l.t(views::reply_name(i.contributor.reply)))) }
                }
            }
        },
    )
}

fn reply_tone(invited: &store::Invited) -> Tone {
    use domain::events::Reply as R;
    match invited.contributor.reply {
        R::Yes | R::Other => Tone::Good,
        R::Waiting => Tone::Info,
        R::No => Tone::Stop,
    }
}

fn sign_up_card(cx: &Cx, page: &Page, plan: &EventPlan) -> Markup {
    let l = cx.locale();
    part_card(
        cx,
        page,
        T::EventsPartSignUp,
        "pamelding",
        &html! {
            p { (l.t(views::mode_name(plan.sign_up.mode))) }
            @if plan.sign_up.mode == domain::events::SignUpMode::SignUp {
            p { (l.ta(T::EventsPlaces, &args![("n", plan.sign_up.capacity)])) }
            p { (l.ta(T::EventsEnrolled, &args![("n", page.enrolled.taken), ("waiting", page.enrolled.waiting)])) }
            @if cx.session.as_ref().is_some_and(|s| s.may(Permission::UseDesk)) {
                p { a href=(cx.link(&format!("/skranke/pamelding/{}", page.to.text()))) { (l.t(T::EventsToList)) } }
            }
        }
            p { @if plan.price == 0 { (l.t(T::EventsFree)) } @else { (l.ta(T::EventsKroner, &args![("n", plan.price)])) } }
        },
    )
}

fn lessons_card(cx: &Cx, page: &Page, plan: &EventPlan) -> Markup {
    let (l, register) = (cx.locale(), &page.published.register);
    let calendar = Calendar::new(&register.municipality, &register.places);
    let dates = page.found().map_or_else(Vec::new, |(_, s, _)| lesson_dates(s, &calendar, plan.lessons.len()));
    let without = plan.lessons.len().saturating_sub(dates.len());
    let stale = plan.lessons.iter().filter(|lesson| lesson.link_is_stale(cx.today())).count();
    part_card(
        cx,
        page,
        T::EventsLessons,
        "okter",
        &html! {
            ol.lessons {
                @for (i, lesson) in plan.lessons.iter().enumerate() {
                    li {
                        strong { (lesson.title) } @if lesson.minutes > 0 { ", " (l.ta(T::EventsMinutes, &args![("n", lesson.minutes)])) }
                        @if let Some(o) = dates.get(i) { br; (views::when(cx, o)) }
                        @if !lesson.link.is_empty() { (lesson_link(cx, page, i, lesson)) }
                    }
                }
            }
            @if without > 0 { p { (parts::tag(Tone::Look, &l.ta(T::EventsLessonsWithoutDate, &args![("n", without)]))) } }
            @if stale > 0 { p { (parts::tag(Tone::Look, &l.ta(T::EventsStaleLinks, &args![("n", stale)]))) } }
            p.links { a href=(cx.link(&format!("{}/vurdering", page.path()))) { (l.t(T::EventsAssessment)) } }
        },
    )
}

/// A lesson's link: to be opened and seen, and one tap to say that it works.
fn lesson_link(cx: &Cx, page: &Page, i: usize, lesson: &Lesson) -> Markup {
    let l = cx.locale();
    html! {
        br; a href=(lesson.link) rel="noopener" { (l.ta(T::EventsMaterialOf, &args![("title", lesson.title.as_str())])) }
        @if let Some(day) = lesson.checked { " " span.quiet { (views::checked_on(cx, day)) } }
        @if lesson.link_is_stale(cx.today()) {
            (fields::form(&cx.link(&format!("{}/lenke", page.path())), &cx.csrf(), &html! {
                (fields::hidden("okt", &i.to_string()))
                (fields::hidden("adresse", &lesson.link))
                button.ds-button data-variant="secondary" type="submit" aria-label=(l.ta(T::EventsLinkWorksWhich, &args![("title", lesson.title.as_str())])) { (l.t(T::EventsLinkWorks)) }
            }))
        }
    }
}

/// Notes that somebody has seen today that a lesson's link works; nothing when the link is another by now.
async fn save_link(cx: &Cx, page: &Page, entered: &Entered) -> Result<Response, AppError> {
    let i: usize = entered.get("okt").parse().map_err(|_| AppError::Absent)?;
    let (target, otherwise, address, today) = (
        page.target.clone(),
        page.plan(),
        entered.get("adresse").to_owned(),
        cx.today(),
    );
    cx.write_register(move |tx| {
        let mut plan = store::plan(tx, &target)?.map_or_else(|| otherwise.clone(), |p| p.plan);
        if let Some(lesson) = plan.lessons.get_mut(i).filter(|lesson| lesson.link == address) {
            lesson.checked = Some(today);
            store::save(tx, &target, &plan)?;
        }
        Ok(())
    })
    .await?;
    Ok(cx.go(&format!("{}?lagret=1", page.path())))
}

fn after_card(cx: &Cx, page: &Page) -> Markup {
    let l = cx.locale();
    let after = page.planned.as_ref().map(|p| &p.after);
    let follow_up = page.planned.as_ref().map_or("", |p| p.plan.follow_up.as_str());
    part_card(
        cx,
        page,
        T::EventsAfterwards,
        "etterpa",
        &html! {
            @match after.and_then(|a| a.held) {
                Some((n, _)) => p { (l.ta(T::EventsCame, &args![("n", n)])) },
                None => p { (parts::tag(Tone::Look, &l.t(T::EventsNotCounted))) },
            }
            @if let Some(after) = after { (evaluation_words(cx, after)) @if !after.note.is_empty() { p { (after.note) } } }
            @if !follow_up.is_empty() { p { strong { (l.t(T::EventsFollowUp)) ": " } (follow_up) } }
        },
    )
}

/// What people said, a line for each question.
fn evaluation_words(cx: &Cx, after: &After) -> Markup {
    let l = cx.locale();
    html! {
        @if !after.evaluation.is_empty() {
            ul.rows {
                @for question in domain::events::Question::ALL {
                    li {
                        (l.t(views::question_text(question))) " "
                        @for answer in domain::events::Smile::ALL {
                            @let n = after.evaluation.count(question, answer);
                            @if n > 0 { (l.t(views::smile_name(answer))) ": " (n) ". " }
                        }
                    }
                }
            }
        }
    }
}

/// Copying from the last one, another date, the series.
fn more(cx: &Cx, page: &Page, occurrence: Option<&Occurrence>) -> Markup {
    let l = cx.locale();
    let copy = html! { (parts::actions(&[parts::button(&l.t(T::EventsCopyLast), Weight::Secondary)])) };
    let series = Target {
        original: None,
        ..page.target.clone()
    };
    html! {
        section {
            h2 { (l.t(T::EventsMore)) }
            div.actions {
                @if page.planned.is_none() && page.target.original.is_some() {
                    (fields::form(&cx.link(&format!("{}/kopier", page.path())), &cx.csrf(), &copy))
                }
                @if occurrence.is_some_and(|o| o.takes_place() && cx.now < o.starts_at()) {
                    (button_link(&l.t(T::EventsMoveOrCallOff), &cx.link(&format!("{}/dato", page.path())), Weight::Secondary))
                }
                @if page.target.original.is_some() && !planned_by_date(page.kind) {
                    (button_link(&l.t(T::EventsPlanOfSeries), &cx.link(&views::office_path(&series)), Weight::Secondary))
                }
            }
        }
    }
}

pub(super) fn answer(cx: &Cx, page: &Page, title: String, problems: &[(String, String)], body: &Markup) -> Response {
    let l = cx.locale();
    let body = html! {
        (editor::crumbs(cx, &page.way(cx), &title))
        h1 { (title) }
        (fields::error_summary(l, problems))
        p.lead { (page.name(cx)) ", " (views::when_of(cx, &page.published, &page.target)) }
        (body)
    };
    let status = if problems.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    (status, cx.html(&cx.shell(Audience::Office, title), &body)).into_response()
}

/// A form with the one button "Lagre".
fn form(cx: &Cx, page: &Page, part: &str, body: &Markup) -> Markup {
    let l = cx.locale();
    fields::form(
        &cx.link(&format!("{}/{part}", page.path())),
        &cx.csrf(),
        &html! { (body) (parts::actions(&[parts::button(&l.t(T::EventsSave), Weight::Primary)])) },
    )
}

/// `/kontor/arrangement/{offering}/{which}/{part}`: one part of a plan.
pub async fn part(
    cx: Cx,
    Path((offering, which, part)): Path<(String, String, String)>,
    Query(query): Asked,
) -> Result<Response, AppError> {
    let page = Page::read(&cx, &offering, &which).await?;
    let l = cx.locale();
    if let Some(part) = PlanPart::parse(&part) {
        return Ok(part_page(&cx, &page, part, &forms::filled(part, &page.plan()), &[]));
    }
    match part.as_str() {
        "gjester" => {
            let chosen = query.get("hvem").map_or_else(Entered::default, |key| chosen_partner(&cx, &page, key));
            Ok(guests_page(&cx, &page, &chosen, &[]))
        }
        "dato" => Ok(date_page(&cx, &page, &date_filled(&page), &[])),
        "utstyr" => things::page(&cx, &page, &Entered::default(), &[]).await,
        "etterpa" => {
            let after = page.planned.as_ref().map(|p| p.after.clone()).unwrap_or_default();
            let follow_up = page.planned.as_ref().map_or("", |p| p.plan.follow_up.as_str());
            Ok(after_page(&cx, &page, &forms::filled_after(&after, follow_up), &[]))
        }
        "vurdering" => {
            let id = page.planned.as_ref().map(|p| p.id);
            let assessment = cx
                .read(move |r| {
                    id.map_or_else(
                        || Ok(course_store::Assessment::default()),
                        |id| course_store::assessment(r, id),
                    )
                })
                .await?;
            let body = super::assessment::page(
                &cx,
                &page.path(),
                &assessment,
                query.contains_key("lagret"),
                &Entered::default(),
                &[],
            );
            Ok(answer(&cx, &page, l.t(T::EventsAssessment), &[], &body))
        }
        _ => Err(AppError::Absent),
    }
}

fn part_page(cx: &Cx, page: &Page, part: PlanPart, entered: &Entered, problems: &[(String, String)]) -> Response {
    let l = cx.locale();
    let stock = Stock {
        published: &page.published,
        themes: &page.themes,
        staff: &page.staff,
        kind: page.kind,
        locale: l,
    };
    let body = form(cx, page, part.code(), &forms::draw(part, &stock, entered, problems));
    answer(cx, page, l.t(part.title()), problems, &body)
}

/// Saves a part of a plan, or does one of the other things a plan's pages do.
pub async fn save_part(
    cx: Cx,
    Path((offering, which, part)): Path<(String, String, String)>,
    Form(pairs): Pairs,
) -> Result<Response, AppError> {
    let page = Page::read(&cx, &offering, &which).await?;
    let entered = Entered::of(pairs);
    if let Some(part) = PlanPart::parse(&part) {
        return save_plan_part(&cx, &page, part, &entered).await;
    }
    match part.as_str() {
        "gjester" => save_guests(&cx, &page, &entered).await,
        "dato" => save_date(&cx, &page, &entered).await,
        "etterpa" => save_after(&cx, &page, &entered).await,
        "kopier" => copy(&cx, &page).await,
        "lenke" => save_link(&cx, &page, &entered).await,
        "utstyr" => things::save(&cx, &page, &entered).await,
        "vurdering" => {
            let usual = page.plan();
            let problems = super::assessment::save(&cx, &page.target, &usual, &entered).await?;
            if problems.is_empty() {
                return Ok(cx.go(&format!("{}/vurdering?lagret=1", page.path())));
            }
            let id = page.planned.as_ref().map(|p| p.id);
            let assessment = cx
                .read(move |r| {
                    id.map_or_else(
                        || Ok(course_store::Assessment::default()),
                        |id| course_store::assessment(r, id),
                    )
                })
                .await?;
            let body = super::assessment::page(&cx, &page.path(), &assessment, false, &entered, &problems);
            Ok(answer(&cx, &page, cx.locale().t(T::EventsAssessment), &problems, &body))
        }
        _ => Err(AppError::Absent),
    }
}

async fn save_plan_part(cx: &Cx, page: &Page, part: PlanPart, entered: &Entered) -> Result<Response, AppError> {
    let kind = page.kind;
    let mut trial = page.plan();
    let mut reading = Reading::new(cx.locale(), entered);
    forms::apply(part, kind, &mut trial, &mut reading, &page.staff);
    let problems = reading.problems;
    if !problems.is_empty() {
        return Ok(part_page(cx, page, part, entered, &problems));
    }
    let (target, otherwise, values, staff, l) = (
        page.target.clone(),
        page.plan(),
        entered.clone(),
        page.staff.clone(),
        cx.locale(),
    );
    let register = page.published.register.clone();
    let themes: Vec<String> = page.themes.iter().map(|t| t.key.clone()).collect();
    cx.write_register(move |tx| {
        // The newest plan is changed, so that two who write different parts do not undo each other.
        let mut plan = store::plan(tx, &target)?.map_or_else(|| otherwise.clone(), |p| p.plan);
        let mut reading = Reading::new(l, &values);
        forms::apply(part, kind, &mut plan, &mut reading, &staff);
        // What is chosen among what is there cannot be something else.
        plan.themes.retain(|key| themes.contains(key));
        plan.host = plan.host.take().filter(|key| register.organisations.iter().any(|o| o.key == *key));
        let event = store::save(tx, &target, &plan)?;
        invites::of_event(tx, &register, event)
    })
    .await?;
    Ok(cx.go(&format!("{}?lagret=1", page.path())))
}

fn guests_page(cx: &Cx, page: &Page, entered: &Entered, problems: &[(String, String)]) -> Response {
    let l = cx.locale();
    let f = |label: T, name: &str| forms::field(l, label, name, entered, problems);
    let action = cx.link(&format!("{}/gjester", page.path()));
    let new = html! {
        (fields::text_field(&f(T::EventsGuestName, "navn").hint(l.t(T::EventsGuestNameHint)).max_length(80).guarded()))
        (fields::text_field(&f(T::EventsGuestTopic, "emne").optional(l).max_length(120).guarded()))
        (fields::text_field(&f(T::EventsGuestEmail, "epost").hint(l.t(T::EventsGuestEmailHint)).optional(l).max_length(120)))
        (parts::actions(&[parts::button(&l.t(T::EventsInvite), Weight::Primary)]))
    };
    let known = partners(page);
    let body = html! {
        @for i in &page.invited { (guest_card(cx, &action, i)) }
        section {
            h2 { (l.t(T::EventsInviteMore)) }
            @if !known.is_empty() && problems.is_empty() {
                p { (l.t(T::EventsKnownPartners)) }
                ul.chips {
                    @for (key, name) in &known {
                        li { a.chip href=(format!("{action}?hvem={key}#navn")) { (name.get(l)) } }
                    }
                }
            }
            (fields::form(&action, &cx.csrf(), &new))
        }
    };
    answer(cx, page, l.t(T::EventsPartGuests), problems, &body)
}

/// Those who have said that they contribute to the offering or host the event, and are not invited yet.
fn partners(page: &Page) -> Vec<(String, Localized)> {
    let own = page.found().map_or_else(Vec::new, |(o, _, _)| o.contributors.clone());
    let keys: Vec<_> = page.plan().host.into_iter().chain(own).collect();
    let invited = |name: &Localized| {
        page.invited.iter().any(|i| Locale::ALL.into_iter().any(|l| name.exact(l) == i.contributor.name))
    };
    let all = page.published.register.organisations.iter().filter(|o| o.ended.is_none() && keys.contains(&o.key));
    all.filter(|o| !invited(&o.name)).map(|o| (o.key.to_string(), o.name.clone())).collect()
}

/// What stands in the form when a partner was chosen.
fn chosen_partner(cx: &Cx, page: &Page, key: &str) -> Entered {
    let chosen = page.published.register.organisations.iter().find(|o| o.key.as_str() == key);
    chosen.map_or_else(Entered::default, |o| {
        Entered::default().put("navn", o.name.get(cx.locale())).put("epost", &o.email)
    })
}

fn guest_card(cx: &Cx, action: &str, i: &store::Invited) -> Markup {
    let l = cx.locale();
    let who = i.contributor.name.as_str();
    let id = |what: &str| format!("f-{what}-{}", i.id);
    let change = html! {
        (fields::hidden("navn", who))
        (fields::text_field(&fields::Field::new("emne", l.t(T::EventsGuestTopic)).id(id("emne")).value(i.contributor.topic.as_str()).optional(l).max_length(120).guarded()))
        (fields::text_field(&fields::Field::new("epost", l.t(T::EventsGuestEmail)).id(id("epost")).value(i.email.as_str()).optional(l).max_length(120)))
        (parts::actions(&[parts::button(&l.t(T::EventsSave), Weight::Secondary)]))
    };
    html! {
        section.card {
            h2 { (who) }
            p { (i.contributor.comes_with()) " " (parts::tag(reply_tone(i), &l.t(views::reply_name(i.contributor.reply)))) }
            @if i.email.is_empty() {
                p { (l.t(T::EventsLinkToSend)) br; code.address { (cx.full_address(&format!("/bidra/{}", i.token))) } }
            } @else {
                p { (l.ta(T::EventsInvitedByMail, &args![("email", i.email.as_str())])) }
            }
            details { summary { (l.ta(T::EventsChangeGuest, &args![("who", who)])) } (fields::form(action, &cx.csrf(), &change)) }
            (fields::form(action, &cx.csrf(), &html! {
                (fields::hidden("fjern", &i.id.to_string()))
                button.ds-button data-variant="tertiary" type="submit" aria-label=(l.ta(T::EventsUninviteWho, &args![("who", who)])) { (l.t(T::EventsUninvite)) }
            }))
        }
    }
}

async fn save_guests(cx: &Cx, page: &Page, entered: &Entered) -> Result<Response, AppError> {
    let (target, usual) = (page.target.clone(), page.plan());
    let path = format!("{}/gjester", page.path());
    let register = page.published.register.clone();
    if let Some(id) = Id::parse(entered.get("fjern")) {
        cx.write_register(move |tx| {
            let event = store::ensure(tx, &target, &usual)?;
            if let Some(gone) = store::invitations(tx, event)?.into_iter().find(|i| i.id == id) {
                invites::take_back(tx, &register, &gone)?;
            }
            store::uninvite(tx, event, id)
        })
        .await?;
        return Ok(cx.go(&path));
    }
    let l = cx.locale();
    let mut reading = Reading::new(l, entered);
    let (name, topic) = (reading.needed("navn"), reading.line("emne"));
    for (field, text, most) in [("navn", &name, 80), ("emne", &topic, 120)] {
        if text.chars().count() > most {
            reading.problem(field, l.ta(T::EventsProblemLong, &args![("n", most)]));
        }
    }
    let email = entered.get("epost").to_owned();
    if !email.is_empty()
        && let Err(problem) = Email::parse(&email)
    {
        reading.problem("epost", messages::contact_problem(problem, l));
    }
    let problems = reading.problems;
    if !problems.is_empty() {
        return Ok(guests_page(cx, page, entered, &problems));
    }
    let own = register.municipality.written_language;
    let guest = Guest {
        name,
        topic,
        email,
        address: format!("{}{}", cx.scope.origin, cx.scope.link_in(own, "/bidra/")),
    };
    cx.write_register(move |tx| {
        let event = store::ensure(tx, &target, &usual)?;
        let before = store::invitations(tx, event)?.into_iter().find(|i| i.contributor.name == guest.name);
        if let Some(before) = before.filter(|b| b.email != guest.email) {
            // The old address must not go on believing in it.
            invites::take_back(tx, &register, &before)?;
        }
        store::invite(tx, event, &guest)?;
        invites::of_event(tx, &register, event)
    })
    .await?;
    Ok(cx.go(&path))
}

fn date_filled(page: &Page) -> Entered {
    match page.found() {
        Some((_, _, Some(o))) => Entered::default().put("dag", o.date).put("fra", o.start).put("til", o.end),
        _ => Entered::default(),
    }
}

fn date_page(cx: &Cx, page: &Page, entered: &Entered, problems: &[(String, String)]) -> Response {
    let l = cx.locale();
    let f = |label: T, name: &str| forms::field(l, label, name, entered, problems);
    let action = cx.link(&format!("{}/dato", page.path()));
    let reason =
        |id: &'static str| f(T::EventsReason, "grunn").id(id).hint(l.t(T::EventsReasonHint)).max_length(200).guarded();
    let body = html! {
        section.card {
            h2 { (l.t(T::EventsMoveTitle)) }
            (fields::form(&action, &cx.csrf(), &html! {
                (fields::date_field(&f(T::EventsNewDay, "dag").short()))
                (fields::time_field(&f(T::EventsFrom, "fra").short()))
                (fields::time_field(&f(T::EventsTo, "til").short()))
                (fields::text_field(&reason("f-grunn")))
                (parts::actions(&[parts::button_with(&l.t(T::EventsMove), Weight::Primary, "gjor", "flytt")]))
            }))
        }
        section.card {
            h2 { (l.t(T::EventsCallOffTitle)) }
            (fields::form(&action, &cx.csrf(), &html! {
                (fields::text_field(&reason("f-grunn-avlys")))
                (parts::actions(&[parts::button_with(&l.t(T::EventsCallOff), Weight::Stop, "gjor", "avlys")]))
            }))
        }
        @if page.to == page.target {
            p { (l.t(T::EventsEveryoneIsTold)) }
        } @else {
            p { (l.t(T::EventsRingTheSeries)) " " a href=(cx.link(&format!("/skranke/pamelding/{}", page.to.text()))) { (l.t(T::EventsToList)) } }
        }
    };
    answer(cx, page, l.t(T::EventsMoveOrCallOff), problems, &body)
}

/// Moves or calls off one date: an exception of the schedule.
async fn save_date(cx: &Cx, page: &Page, entered: &Entered) -> Result<Response, AppError> {
    let Some((_, _, Some(occurrence))) = page.found() else {
        return Err(AppError::Absent);
    };
    let l = cx.locale();
    let mut reading = Reading::new(l, entered);
    let reason = reading.line("grunn");
    let change = match entered.get("gjor") {
        "flytt" => Change::Moved {
            date: reading.needed_day("dag", occurrence.date),
            start: reading.needed_clock("fra"),
            end: reading.needed_clock("til"),
        },
        "avlys" => Change::CalledOff,
        _ => return Err(AppError::Absent),
    };
    let exception = Exception {
        date: occurrence.original.date,
        change,
        reason: Localized::in_one(page.published.register.municipality.written_language, &reason),
        decided_at: Some(cx.now),
    };
    let target = page.target.clone();
    let mut trial = page.published.register.clone();
    let before = check(&trial);
    except(&mut trial, &target, &exception)?;
    if reading.problems.is_empty() {
        for problem in check(&trial).into_iter().filter(|p| !before.contains(p)) {
            reading.problem("til", fault_words(&problem.fault, l));
        }
    }
    let problems = reading.problems;
    if !problems.is_empty() {
        return Ok(date_page(cx, page, entered, &problems));
    }
    cx.write_register(move |tx| {
        let mut register = exchange::store::load(tx)?.ok_or(AppError::Absent)?.into_register();
        except(&mut register, &target, &exception)?;
        // Whoever signed up is told by the save itself.
        exchange::save(tx, &register)?;
        Ok(())
    })
    .await?;
    Ok(cx.go(&format!("{}?lagret=1", page.path())))
}

fn except(register: &mut Register, target: &Target, exception: &Exception) -> Result<(), AppError> {
    let offering = register.offerings.iter_mut().find(|o| o.key == target.offering).ok_or(AppError::Absent)?;
    let schedule = offering.schedules.iter_mut().find(|s| s.key == target.schedule).ok_or(AppError::Absent)?;
    schedule.exceptions.retain(|e| e.date != exception.date);
    schedule.exceptions.push(exception.clone());
    schedule.exceptions.sort_by_key(|e| e.date);
    Ok(())
}

fn after_page(cx: &Cx, page: &Page, entered: &Entered, problems: &[(String, String)]) -> Response {
    let l = cx.locale();
    let body = form(cx, page, "etterpa", &forms::draw_after(l, entered, problems, true));
    answer(cx, page, l.t(T::EventsAfterwards), problems, &body)
}

async fn save_after(cx: &Cx, page: &Page, entered: &Entered) -> Result<Response, AppError> {
    let begun = matches!(page.found(), Some((_, _, Some(o))) if o.starts_at() <= cx.now);
    if !begun {
        return Err(AppError::refused(EventRefusal::NotBegun));
    }
    let counted = forms::read_after(cx.locale(), entered);
    if !counted.problems.is_empty() {
        return Ok(after_page(cx, page, entered, &counted.problems));
    }
    let (target, usual) = (page.target.clone(), page.plan());
    let after = After {
        held: counted.participants.map(|n| (n, counted.guides)),
        evaluation: counted.evaluation,
        note: counted.note,
    };
    let follow_up = counted.follow_up;
    cx.write(move |tx| {
        let mut plan = store::plan(tx, &target)?.map_or_else(|| usual.clone(), |p| p.plan);
        plan.follow_up.clone_from(&follow_up);
        let event = store::save(tx, &target, &plan)?;
        store::put_after(tx, event, &after)
    })
    .await?;
    Ok(cx.go(&format!("{}?lagret=1", page.path())))
}

/// Copies the newest earlier plan of the same offering.
async fn copy(cx: &Cx, page: &Page) -> Result<Response, AppError> {
    let target = page.target.clone();
    let day = target.original.ok_or(AppError::Absent)?;
    cx.write_register(move |tx| {
        let first = day.checked_sub(400.days()).unwrap_or(day);
        let earlier = store::plans(tx, first, day)?
            .into_iter()
            .rfind(|p| p.target.offering == target.offering && p.target.original.is_some_and(|d| d < day));
        let earlier = earlier.ok_or_else(|| AppError::refused(EventRefusal::NothingToCopy))?;
        store::save(tx, &target, &earlier.plan.copied())
    })
    .await?;
    Ok(cx.go(&format!("{}?lagret=1", page.path())))
}
