//! What citizens see: what comes, and one event.

use super::{
    coming::{self, Coming},
    store::{self, Planned},
    theme_store, views,
};
use crate::{
    frame::{AppError, Cx, Published},
    texts::{T, Words},
};
use axum::{
    extract::{Path, Query},
    response::Response,
};
use domain::shared::capital;
use domain::{
    enrolments::Target,
    events::{EventPlan, SignUpMode, Theme, lesson_dates},
    offerings::{Access, Offering, OfferingKind},
    schedule::{self, Calendar, Schedule, day_in_words, next_occurrences, time_range},
    shared::{Key, Locale, Localized},
};
use jiff::{ToSpan, civil::Date};
use maud::{Markup, html};
use ui::{
    Audience, Link, Shell, args,
    parts::{self, Weight, keep_together},
};

/// How far ahead the list looks.
const WEEKS: i64 = 10;
/// How many coming dates an event's page names.
const NEXT: usize = 5;

/// What the plans say about a span of days.
pub(super) async fn plans(cx: &Cx, first: Date, last: Date) -> Result<(Vec<Planned>, Vec<Theme>), AppError> {
    // A date that was moved has its plan under the day it was first meant for.
    let first = first.checked_sub(60.days()).unwrap_or(first);
    let last = last.checked_add(60.days()).unwrap_or(last);
    cx.read(move |r| Ok((store::plans(r, first, last)?, theme_store::themes(r)?))).await
}

fn kept(cx: &Cx, published: &Published, shell: &Shell, body: &Markup) -> Response {
    let until = schedule::next_change(&published.register, cx.now);
    cx.keep(cx.html(shell, body), published.version, until)
}

/// What the list is narrowed to.
#[derive(Clone, Default)]
struct Filter {
    kind: Option<OfferingKind>,
    place: Option<Key>,
    language: Option<String>,
}

impl Filter {
    fn read(query: &[(String, String)]) -> Self {
        let get = |name: &str| query.iter().find(|(k, v)| k == name && !v.is_empty()).map(|(_, v)| v.as_str());
        Self {
            kind: get("slag").and_then(OfferingKind::parse),
            place: get("sted").and_then(|k| Key::parse(k).ok()),
            language: get("sprak").map(ToOwned::to_owned),
        }
    }

    fn address(&self) -> String {
        let mut parts = Vec::new();
        if let Some(kind) = self.kind {
            parts.push(format!("slag={}", kind.code()));
        }
        if let Some(place) = &self.place {
            parts.push(format!("sted={place}"));
        }
        if let Some(language) = &self.language {
            parts.push(format!("sprak={}", crate::offerings::url_encoded(language)));
        }
        if parts.is_empty() {
            "/arrangement".to_owned()
        } else {
            format!("/arrangement?{}", parts.join("&"))
        }
    }

    fn takes(&self, published: &Published, c: &Coming<'_>, plan: Option<&Planned>) -> bool {
        let register = &published.register;
        let calendar = Calendar::new(&register.municipality, &register.places);
        let own = plan.map_or("", |p| p.plan.language.as_str());
        let speaks = |wanted: &String| {
            if own.is_empty() {
                c.offering.languages.contains(wanted)
            } else {
                own == wanted
            }
        };
        self.kind.is_none_or(|k| c.offering.kind == k)
            && self.place.as_ref().is_none_or(|p| calendar.is_inside(&c.occurrence.place, p))
            && self.language.as_ref().is_none_or(speaks)
    }
}

/// `/arrangement`: what comes.
pub async fn list(cx: Cx, Query(query): Query<Vec<(String, String)>>) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let (l, today) = (cx.locale(), cx.today());
    let last = today.checked_add(WEEKS.weeks()).unwrap_or(today);
    let (plans, themes) = plans(&cx, today, last).await?;
    let open =
        |c: &Coming<'_>| c.offering.published && c.offering.access != Access::Closed && c.occurrence.ends_at() > cx.now;
    let mut all = coming::between(&published.register, today, today, last);
    all.retain(open);
    let filter = Filter::read(&query);
    let shown: Vec<&Coming<'_>> = all.iter().filter(|c| filter.takes(&published, c, c.plan(&plans))).collect();
    let title = l.t(T::EventsTitle);
    let body = html! {
        (crumbs(&cx, &[], &title))
        h1 { (title) }
        p.lead { (l.t(T::EventsLead)) }
        (filters(&cx, &published, &all, &filter))
        @if shown.is_empty() {
            (parts::empty_state(&l.t(T::EventsNothing), Some(&parts::button_link(&l.t(T::EventsShowAll), &cx.link("/arrangement"), Weight::Secondary))))
        }
        @for day in days_of(&shown) {
            section.weekday {
                h2 { (capital(&day_in_words(day, today, l))) }
                ul.day { @for c in shown.iter().filter(|c| c.occurrence.date == day) { (row(&cx, &published, c, &plans, &themes)) } }
            }
        }
        p { a href=(cx.link("/kalender")) { (l.t(T::EventsToCalendar)) } }
    };
    let shell = Shell {
        description: l.t(T::EventsLead),
        noindex: cx.tenant().demo,
        ..cx.shell(Audience::Citizen, title)
    };
    Ok(kept(&cx, &published, &shell, &body))
}

fn days_of(shown: &[&Coming<'_>]) -> Vec<Date> {
    let mut days: Vec<Date> = shown.iter().map(|c| c.occurrence.date).collect();
    days.dedup();
    days
}

fn row(cx: &Cx, published: &Published, c: &Coming<'_>, plans: &[Planned], themes: &[Theme]) -> Markup {
    let (l, o) = (cx.locale(), &c.occurrence);
    let special = views::special(c, plans, themes, l);
    html! {
        li {
            span.hours { (keep_together(&time_range(o.start, o.end, l))) }
            div {
                strong { a href=(cx.link(&views::public_path(&c.target()))) {
                    (c.offering.name.get(l)) @if !special.is_empty() { ": " (special) }
                } }
                br; (views::place_name(published, &o.place, l))
                @if o.takes_place() && mode(c.offering, c.plan(plans)) == SignUpMode::SignUp { " " (parts::tag(parts::Tone::Info, &l.t(T::EventsModeSignUp))) }
                (views::state(cx, o))
            }
        }
    }
}

fn mode(offering: &Offering, plan: Option<&Planned>) -> SignUpMode {
    plan.map_or(SignUpMode::of_access(offering.access), |p| p.plan.sign_up.mode)
}

/// Ways to narrow the list, only where there is something to choose between.
fn filters(cx: &Cx, published: &Published, all: &[Coming<'_>], filter: &Filter) -> Markup {
    let l = cx.locale();
    let mut kinds: Vec<OfferingKind> = all.iter().map(|c| c.offering.kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let mut places: Vec<&Key> = all.iter().map(|c| &c.occurrence.place).collect();
    places.sort_unstable();
    places.dedup();
    let mut languages: Vec<&String> = all.iter().flat_map(|c| &c.offering.languages).collect();
    languages.sort_unstable();
    languages.dedup();
    let chip = |changed: Filter, words: String, chosen: bool| (Link::new(cx.link(&changed.address()), words), chosen);
    let kinds: Vec<(Link, bool)> = kinds
        .into_iter()
        .map(|k| {
            let chosen = filter.kind == Some(k);
            chip(
                Filter {
                    kind: (!chosen).then_some(k),
                    ..filter.clone()
                },
                l.t(views::kind_name(k)),
                chosen,
            )
        })
        .collect();
    let places: Vec<(Link, bool)> = places
        .into_iter()
        .map(|p| {
            let chosen = filter.place.as_ref() == Some(p);
            let name = published.place(p.as_str()).map_or("", |p| p.name.get(l)).to_owned();
            chip(
                Filter {
                    place: (!chosen).then(|| p.clone()),
                    ..filter.clone()
                },
                name,
                chosen,
            )
        })
        .collect();
    let languages: Vec<(Link, bool)> = languages
        .into_iter()
        .map(|code| {
            let chosen = filter.language.as_ref() == Some(code);
            let name = capital(&crate::offerings::language_name(code, l));
            chip(
                Filter {
                    language: (!chosen).then(|| code.clone()),
                    ..filter.clone()
                },
                name,
                chosen,
            )
        })
        .collect();
    html! {
        nav aria-label=(l.t(T::EventsFilter)) {
            @for (heading, chips) in [(T::EventsFilterKind, kinds), (T::EventsFilterPlace, places), (T::EventsFilterLanguage, languages)] {
                @if chips.len() > 1 { p.quiet { (l.t(heading)) } (parts::filter_chips(&chips)) }
            }
        }
    }
}

fn crumbs(cx: &Cx, way: &[(String, String)], here: &str) -> Markup {
    let home = Link::new(cx.link("/"), cx.locale().t(T::EventsHome));
    let links: Vec<Link> = std::iter::once(home)
        .chain(way.iter().map(|(path, words)| Link::new(cx.link(path), words)))
        .collect();
    parts::breadcrumbs(cx.locale(), &links, here)
}

/// `/arrangement/{offering}/{which}`: one date, or a whole course.
pub async fn one(cx: Cx, Path((offering, which)): Path<(String, String)>) -> Result<Response, AppError> {
    let target = Target::parse(&offering, &which).ok_or(AppError::Absent)?;
    let published = cx.published().await?;
    let (offering, schedule, occurrence) = coming::find(&published.register, &target).ok_or(AppError::Absent)?;
    if !offering.published {
        return Err(AppError::Absent);
    }
    let l = cx.locale();
    let asked = target.clone();
    let (plan, themes, to) = cx
        .read(move |r| {
            Ok((
                store::holding(r, &asked)?,
                theme_store::themes(r)?,
                store::target(r, &asked)?,
            ))
        })
        .await?;
    let usual = EventPlan::usual(offering);
    let shown = plan.as_ref().map_or(&usual, |p| &p.plan);
    let note = occurrence.as_ref().map_or("", |o| o.note.get(l)).to_owned();
    let heading = Some(views::heading(plan.as_ref(), &themes, l)).filter(|h| !h.is_empty()).unwrap_or(note);
    let name = offering.name.get(l);
    let title = if heading.is_empty() {
        name.to_owned()
    } else {
        format!("{name}: {heading}")
    };
    let place = occurrence.as_ref().map_or(&schedule.place, |o| &o.place);
    let body = html! {
        (crumbs(&cx, &[("/arrangement".to_owned(), l.t(T::EventsTitle))], &title))
        h1 { (title) }
        p.lead { strong { (views::when_of(&cx, &published, &target)) } ", " a href=(cx.link(&format!("/steder/{place}"))) { (views::place_name(&published, place, l)) } }
        @if let Some(o) = &occurrence { (views::state(&cx, o)) }
        (join(&cx, offering, &to, shown, occurrence.as_ref().is_none_or(|o| o.takes_place() && cx.now < o.starts_at())))
        @if shown.about.is_empty() { p { (views::said(&offering.summary, l)) } } @else { p { (views::said(&shown.about, l)) } }
        (goals(shown, &themes, l))
        @if !shown.programme.is_empty() { section { h2 { (l.t(T::EventsProgramme)) } (views::programme(shown, l)) } }
        (guests(shown, &published, l))
        (lessons(&cx, &published, schedule, shown, &target))
        (facts(&cx, &published, offering, shown))
        (dates(&cx, &published, offering, &target))
        (parts::actions(&[parts::button_link(&l.ta(T::EventsAboutOffering, &args![("name", name)]), &cx.link(&format!("/tilbud/{}", offering.key)), Weight::Secondary)]))
    };
    let shell = Shell {
        description: offering.summary.get(l).to_owned(),
        noindex: cx.tenant().demo || target.original.is_some_and(|day| day < cx.today()),
        ..cx.shell(Audience::Citizen, title)
    };
    Ok(kept(&cx, &published, &shell, &body))
}

/// How to get a place.
fn join(cx: &Cx, offering: &Offering, to: &Target, plan: &EventPlan, coming: bool) -> Markup {
    let l = cx.locale();
    html! {
        @if coming {
            @match plan.sign_up.mode {
                SignUpMode::Open => p { (parts::tag(parts::Tone::Good, &l.t(T::EventsModeOpen))) }
                SignUpMode::Closed => p { (l.t(T::EventsClosedGroup)) }
                SignUpMode::SignUp => {
                    (parts::actions(&[parts::button_link(&l.t(T::EventsSignUp), &cx.link(&format!("/meld-pa/{}?dato={}", offering.key, to.which())), Weight::Primary)]))
                    p.quiet { (l.ta(T::EventsPlaces, &args![("n", plan.sign_up.capacity)])) }
                }
            }
        }
    }
}

fn goals(plan: &EventPlan, themes: &[Theme], l: Locale) -> Markup {
    let chosen: Vec<&Theme> = plan.themes.iter().filter_map(|key| themes.iter().find(|t| t.key == *key)).collect();
    html! {
        @if !chosen.is_empty() {
            section {
                h2 { (l.t(T::EventsAfterwardsYouCan)) }
                ul { @for theme in chosen { @for goal in domain::events::lines(theme.goals.get(l)) { li { (goal) } } } }
            }
        }
    }
}

fn guests(plan: &EventPlan, published: &Published, l: Locale) -> Markup {
    let come: Vec<_> = plan.contributors.iter().filter(|c| c.reply.comes()).collect();
    html! {
        @if !come.is_empty() {
            section {
                h2 { (l.t(T::EventsWhoComes)) }
                ul.rows { @for c in come { li { strong { (views::own(&c.name, published, l)) } @if !c.comes_with().is_empty() { " – " (views::own(c.comes_with(), published, l)) } } } }
            }
        }
    }
}

/// The lessons of a course, each with its date, what one can do afterwards, and the material.
fn lessons(cx: &Cx, published: &Published, schedule: &Schedule, plan: &EventPlan, target: &Target) -> Markup {
    let (l, register) = (cx.locale(), &published.register);
    let calendar = Calendar::new(&register.municipality, &register.places);
    let dates = lesson_dates(schedule, &calendar, plan.lessons.len());
    html! {
        @if !plan.lessons.is_empty() {
            section {
                h2 { (l.t(T::EventsLessons)) }
                ol.lessons {
                    @for (i, lesson) in plan.lessons.iter().enumerate() {
                        @let date = dates.get(i);
                        li {
                            strong { (views::own(&lesson.title, published, l)) }
                            @if date.is_some_and(|o| target.original == Some(o.original.date)) { " " (parts::tag(parts::Tone::Info, &l.t(T::EventsThisTime))) }
                            @if let Some(o) = date { br; (views::when(cx, o)) }
                            @if lesson.minutes > 0 { @if date.is_some() { ", " } @else { br; } (l.ta(T::EventsMinutes, &args![("n", lesson.minutes)])) }
                            @if !lesson.goal.is_empty() { br; (l.t(T::EventsGoal)) " " (views::own(&lesson.goal, published, l)) }
                            @if !lesson.link.is_empty() {
                                br; a href=(lesson.link) rel="noopener" { (l.ta(T::EventsMaterialOf, &args![("title", lesson.title.as_str())])) }
                                @if let Some(day) = lesson.checked { " " span.quiet { (views::checked_on(cx, day)) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn facts(cx: &Cx, published: &Published, offering: &Offering, plan: &EventPlan) -> Markup {
    let l = cx.locale();
    let mut facts: Vec<(String, Markup)> = Vec::new();
    let labels: Vec<(String, Markup)> = {
        // Names of employees stay inside; groups and organisations are told.
        let mut outside = plan.clone();
        outside.crew.retain(|c| c.account.is_none() && c.part != domain::events::Part::Hosts);
        views::crew(&outside, l)
    };
    facts.extend(labels);
    if let Some(host) = plan.host.as_ref().and_then(|k| published.register.organisations.iter().find(|o| o.key == *k)) {
        facts.push((l.t(T::EventsHost), html! { (views::said(&host.name, l)) }));
    }
    if !plan.language.is_empty() {
        facts.push((
            l.t(T::EventsLanguage),
            html! { (capital(&crate::offerings::language_name(&plan.language, l))) },
        ));
    }
    if plan.level != domain::events::Level::Any {
        facts.push((l.t(T::EventsLevel), html! { (l.t(views::level_name(plan.level))) }));
    }
    let bring = if plan.bring.is_empty() {
        views::said(&offering.bring, l)
    } else {
        views::said(&plan.bring, l)
    };
    if !plan.bring.is_empty() || !offering.bring.is_empty() {
        facts.push((l.t(T::EventsBring), bring));
    }
    let price = if plan.price == 0 {
        l.t(T::EventsFree)
    } else {
        l.ta(T::EventsKroner, &args![("n", plan.price)])
    };
    facts.push((l.t(T::EventsPrice), html! { (price) }));
    if plan.coffee {
        facts.push((l.t(T::EventsBreak), html! { (l.t(T::EventsCoffee)) }));
    }
    if !plan.handout.is_empty() || !plan.handout_link.is_empty() {
        let words = if plan.handout.is_empty() {
            l.t(T::EventsHandout)
        } else {
            plan.handout.clone()
        };
        let shown = html! { @if plan.handout_link.is_empty() { (words) } @else { a href=(plan.handout_link) rel="noopener" { (words) } } };
        facts.push((l.t(T::EventsHandout), shown));
    }
    html! { section { h2 { (l.t(T::EventsGoodToKnow)) } (parts::facts(&facts)) } }
}

fn dates(cx: &Cx, published: &Published, offering: &Offering, target: &Target) -> Markup {
    let next = next_occurrences(&published.register, offering, cx.now, NEXT);
    let others: Vec<_> = next
        .iter()
        .filter(|o| Some(o.original.date) != target.original || o.schedule != target.schedule)
        .collect();
    html! {
        @if !others.is_empty() {
            section {
                h2 { (cx.locale().t(if target.original.is_none() { T::EventsDates } else { T::EventsOtherDates })) }
                ul {
                    @for o in others {
                        @let other = Target { offering: offering.key.clone(), schedule: o.schedule.clone(), original: Some(o.original.date) };
                        li { a href=(cx.link(&views::public_path(&other))) { (views::when(cx, o)) } }
                    }
                }
            }
        }
    }
}

/// What is special on each of an offering's dates, for the pages of other rooms: the heading of the plan by schedule and
/// original day. Themes are said in the three written languages.
///
/// # Errors
/// A fault of the database.
pub async fn specials(cx: &Cx, first: Date, last: Date) -> Result<Vec<(Target, Localized)>, AppError> {
    let (plans, themes) = plans(cx, first, last).await?;
    Ok(plans
        .iter()
        .filter(|p| p.target.original.is_some())
        .map(|p| {
            let mut words = p.plan.title.clone();
            for l in Locale::ALL.into_iter().filter(|_| p.plan.title.is_empty()) {
                *words.get_mut(l) = views::heading(Some(p), &themes, l);
            }
            (p.target.clone(), words)
        })
        .filter(|(_, words)| !words.is_empty())
        .collect())
}
