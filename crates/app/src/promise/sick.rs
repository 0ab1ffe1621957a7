//! Somebody is away this morning: who, for how long, and at once the hours it concerns with what can be done – on a phone, in
//! four taps. Nobody writes why.

use super::{
    PromiseRefusal, acts, alarm,
    state::{Kept, Stand, stands_with},
    store::{self, Absence, Keeper},
    substitute,
    views::{self, reason},
};
use crate::{
    frame::{AppError, Cx},
    guides,
    offerings::Pairs,
    office::{
        editor,
        entered::{Entered, day_of},
    },
    roster,
    texts::{T, Words},
};
use axum::{Form, extract::Query, response::Response};
use domain::{
    guides::Guide,
    promise::horizon,
    register::Register,
    schedule::{OccurrenceKey, day_in_words, occurrence_in_words},
    shared::{Id, Locale},
};
use jiff::{
    ToSpan,
    civil::{Date, Weekday},
};
use maud::{Markup, html};
use std::collections::HashMap;
use ui::{
    Audience, forms as fields,
    parts::{self, Tone, Weight},
};

type Asked = Query<HashMap<String, String>>;

/// Where the page stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Office,
    Desk,
}

impl Side {
    const fn path(self) -> &'static str {
        match self {
            Self::Office => "/kontor/syk",
            Self::Desk => "/skranke/syk",
        }
    }

    const fn audience(self) -> Audience {
        match self {
            Self::Office => Audience::Office,
            Self::Desk => Audience::Desk,
        }
    }
}

/// How long somebody is away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Until {
    Today,
    Tomorrow,
    Friday,
    TwoWeeks,
}

impl Until {
    const ALL: [Self; 4] = [Self::Today, Self::Tomorrow, Self::Friday, Self::TwoWeeks];

    const fn code(self) -> &'static str {
        match self {
            Self::Today => "i-dag",
            Self::Tomorrow => "i-morgen",
            Self::Friday => "uka",
            Self::TwoWeeks => "to-uker",
        }
    }

    fn words(self, l: Locale) -> String {
        l.t(match self {
            Self::Today => T::PromiseUntilToday,
            Self::Tomorrow => T::PromiseUntilTomorrow,
            Self::Friday => T::PromiseUntilWeek,
            Self::TwoWeeks => T::PromiseUntilTwoWeeks,
        })
    }

    fn day(self, today: Date) -> Date {
        let more = match self {
            Self::Today => 0,
            Self::Tomorrow => 1,
            Self::Friday => i64::from(today.weekday().until(Weekday::Sunday)),
            Self::TwoWeeks => 13,
        };
        today.checked_add(more.days()).unwrap_or(today)
    }
}

/// Somebody who can be away: one who keeps fixed hours, a guide of the roster, or both when they are called the same.
struct Who {
    /// As keeper when she is one, else as guide.
    id: Id,
    name: String,
    keeper: Option<Id>,
    guide: Option<Id>,
}

/// What the pages read: everybody who keeps something, and how the coming promises stand.
struct Morning {
    kept: Kept,
    stands: Vec<Stand>,
    people: Vec<Who>,
    freed: Vec<(Id, OccurrenceKey)>,
}

async fn morning(cx: &Cx) -> Result<Morning, AppError> {
    let published = cx.published().await?;
    let (today, now) = (cx.today(), cx.now);
    let (last, about) = (horizon(today), published.clone());
    let (kept, guides, freed) = cx
        .read(move |r| {
            Ok((
                Kept::read(r, &about.register, today, last)?,
                guides::all(r)?,
                roster::freed(r, today)?,
            ))
        })
        .await?;
    let mut stands = stands_with(&kept, &published.register, today, last, now);
    stands.retain(|s| s.occurrence.ends_at() > now);
    let people = everybody(&kept.keepers, guides);
    Ok(Morning {
        kept,
        stands,
        people,
        freed,
    })
}

fn everybody(keepers: &[Keeper], guides: Vec<Guide>) -> Vec<Who> {
    let mut guides: Vec<Guide> = guides;
    let mut out: Vec<Who> = Vec::new();
    for keeper in keepers {
        let named: Vec<usize> = (0..guides.len()).filter(|n| guides[*n].name == keeper.name).collect();
        let guide = match named.as_slice() {
            [only] => Some(guides.remove(*only).id),
            _ => None,
        };
        out.push(Who {
            id: keeper.id,
            name: keeper.name.clone(),
            keeper: Some(keeper.id),
            guide,
        });
    }
    out.extend(guides.into_iter().map(|g| Who {
        id: g.id,
        name: g.name,
        keeper: None,
        guide: Some(g.id),
    }));
    out.sort_by(|a, b| (&a.name, a.id).cmp(&(&b.name, b.id)));
    out
}

impl Morning {
    fn who(&self, id: &str) -> Result<&Who, AppError> {
        let id = Id::parse(id).ok_or(AppError::Absent)?;
        self.people.iter().find(|w| w.id == id).ok_or(AppError::Absent)
    }

    fn keeps(&self, who: &Who, s: &Stand) -> bool {
        who.keeper.is_some() && s.keeper.as_ref().map(|k| k.id) == who.keeper
    }

    fn had(&self, who: &Who, s: &Stand) -> bool {
        who.guide.is_some_and(|guide| self.freed.iter().any(|(id, key)| *id == guide && *key == s.key))
    }

    fn hers<'a>(&'a self, who: &'a Who) -> impl Iterator<Item = &'a Stand> {
        let on = |s: &Stand| who.guide.is_some_and(|guide| s.has(guide));
        self.stands.iter().filter(move |s| self.keeps(who, s) || on(s) || self.had(who, s))
    }

    /// Her hours that are not taken care of, or were and are called off.
    fn concerned<'a>(&'a self, who: &'a Who) -> impl Iterator<Item = &'a Stand> {
        let away = |s: &Stand| s.keeper.as_ref().is_some_and(|k| self.kept.is_away(k, s.occurrence.date));
        self.stands.iter().filter(move |s| (self.keeps(who, s) && away(s)) || self.had(who, s))
    }
}

/// The office's page.
///
/// # Errors
/// A fault of the database.
pub async fn office(cx: Cx, Query(query): Asked) -> Result<Response, AppError> {
    page(&cx, Side::Office, &query).await
}

/// The desk's page.
///
/// # Errors
/// A fault of the database.
pub async fn desk(cx: Cx, Query(query): Asked) -> Result<Response, AppError> {
    page(&cx, Side::Desk, &query).await
}

async fn page(cx: &Cx, side: Side, query: &HashMap<String, String>) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let morning = morning(cx).await?;
    let l = cx.locale();
    let (title, body) = match query.get("hvem") {
        None => (l.t(T::PromiseSickTitle), who_page(cx, side, &morning)),
        Some(id) => {
            let keeper = morning.who(id)?;
            let title = l.ta(T::PromiseSickWho, &ui::args![("name", keeper.name.as_str())]);
            let body = if morning.concerned(keeper).next().is_some() || query.contains_key("lagret") {
                hours_page(cx, side, &published.register, &morning, keeper, query)
            } else {
                until_page(cx, side, &morning, keeper)
            };
            (title, body)
        }
    };
    let crumbs: Vec<(String, String)> = if query.contains_key("hvem") {
        vec![(side.path().to_owned(), l.t(T::PromiseSickTitle))]
    } else {
        vec![]
    };
    let body = html! {
        @if side == Side::Office { (editor::crumbs(cx, &crumbs, &title)) }
        h1 { (title) }
        (body)
    };
    Ok(cx.html(&cx.shell(side.audience(), title), &body))
}

fn who_page(cx: &Cx, side: Side, morning: &Morning) -> Markup {
    let l = cx.locale();
    let with_hours: Vec<(&Who, &Stand)> =
        morning.people.iter().filter_map(|w| Some((w, morning.hers(w).next()?))).collect();
    html! {
        @if with_hours.is_empty() {
            p.lead { (l.t(T::PromiseSickNobody)) }
            @if side == Side::Office {
                (parts::actions(&[parts::button_link(&l.t(T::PromiseKeepersDo), &cx.link("/kontor/lofte/holdere"), Weight::Primary)]))
            }
        } @else {
            p.lead { (l.t(T::PromiseSickLead)) }
            div.grid {
                @for (keeper, next) in with_hours {
                    a.card href=(cx.link(&format!("{}?hvem={}", side.path(), keeper.id))) {
                        h2 { (keeper.name) }
                        p { (parts::keep_together(&occurrence_in_words(&next.occurrence, cx.today(), l))) }
                        @if morning.concerned(keeper).next().is_some() { p { (parts::tag(Tone::Look, &l.t(T::PromiseIsAway))) } }
                    }
                }
            }
        }
    }
}

fn until_page(cx: &Cx, side: Side, morning: &Morning, keeper: &Who) -> Markup {
    let l = cx.locale();
    let buttons: Vec<Markup> = Until::ALL
        .into_iter()
        .map(|until| parts::button_with(&until.words(l), Weight::Secondary, "til", until.code()))
        .collect();
    let next = morning.hers(keeper).next();
    html! {
        p.lead { (l.t(T::PromiseSickHowLong)) }
        @if let Some(next) = next {
            p { (l.ta(T::PromiseSickNext, &ui::args![("when", occurrence_in_words(&next.occurrence, cx.today(), l))])) }
        }
        (fields::form(&cx.link(side.path()), &cx.csrf(), &html! {
            (fields::hidden("hvem", &keeper.id.to_string()))
            (parts::actions(&buttons))
        }))
        p.quiet { (l.t(T::PromiseSickNoReason)) }
    }
}

fn hours_page(
    cx: &Cx,
    side: Side,
    register: &Register,
    morning: &Morning,
    keeper: &Who,
    query: &HashMap<String, String>,
) -> Markup {
    let l = cx.locale();
    let concerned: Vec<&Stand> = morning.concerned(keeper).collect();
    let open = concerned.iter().filter(|s| s.missing() > 0).count();
    let post = |to: &str, body: &Markup| {
        let with = html! { (fields::hidden("hvem", &keeper.id.to_string())) (body) };
        fields::form(&cx.link(&format!("{}/{to}", side.path())), &cx.csrf(), &with)
    };
    html! {
        @if let Some(n) = query.get("spurt").and_then(|n| n.parse::<i64>().ok()) {
            (parts::live_notice(if n > 0 { Tone::Good } else { Tone::Look }, &html! { p { (l.ta(T::PromiseAsked, &ui::args![("n", n)])) } }))
        } @else if query.contains_key("lagret") {
            (parts::live_notice(Tone::Good, &html! { p { (l.t(T::PromiseSickSaved)) } }))
        }
        @if concerned.is_empty() {
            p.lead { (l.t(T::PromiseSickNoHours)) }
        } @else if open == 0 {
            p.lead { (l.t(T::PromiseSickSettled)) }
        } @else {
            p.lead { (l.ta(T::PromiseSickHours, &ui::args![("n", open)])) }
            (post("spor", &parts::actions(&[parts::button(&l.t(T::PromiseAskAll), Weight::Primary)])))
        }
        div.grid {
            @for stand in &concerned {
                section.card {
                    p { (views::tag(stand.standing, l)) }
                    h2 { (parts::keep_together(&occurrence_in_words(&stand.occurrence, cx.today(), l))) }
                    p { (stand.name(register, l)) ", " (stand.place(register, l)) }
                    @if !stand.names().is_empty() { (views::who(stand, l)) }
                    @if stand.missing() > 0 {
                        @if !stand.asked.is_empty() { p.quiet { (l.ta(T::PromiseAskedSoFar, &ui::args![("n", stand.asked.len())])) } }
                        (call_off_form(cx, side, keeper, stand))
                    }
                    @if side == Side::Office { p.links { a href=(cx.link(&stand.path())) { (l.t(T::PromiseOpen)) span.sr-only { ": " (stand.name(register, l)) " " (day_in_words(stand.occurrence.date, cx.today(), l)) } } } }
                }
            }
        }
        (post("tilbake", &parts::actions(&[parts::button(&l.ta(T::PromiseIsBack, &ui::args![("name", keeper.name.as_str())]), Weight::Secondary)])))
    }
}

/// One tap calls off for what citizens are told as illness; other reasons are on the hour's own page. The desk may for today.
fn call_off_form(cx: &Cx, side: Side, keeper: &Who, stand: &Stand) -> Markup {
    let l = cx.locale();
    if side == Side::Desk && stand.occurrence.date != cx.today() {
        return html! {};
    }
    fields::form(
        &cx.link(&format!("{}/avlys", side.path())),
        &cx.csrf(),
        &html! {
            (fields::hidden("hvem", &keeper.id.to_string()))
            (fields::hidden("tilbud", stand.key.offering.as_str()))
            (fields::hidden("plan", stand.key.schedule.as_str()))
            (fields::hidden("dag", &stand.key.original.to_string()))
            (fields::hidden("grunn", "syk"))
            (parts::actions(&[parts::button(&l.t(T::PromiseCallOff), Weight::Stop)]))
        },
    )
}

/// Somebody is away, from the office.
///
/// # Errors
/// Absent when there is no such keeper.
pub async fn away_office(cx: Cx, Form(pairs): Pairs) -> Result<Response, AppError> {
    away(&cx, Side::Office, &Entered::of(pairs)).await
}

/// Somebody is away, from the desk.
///
/// # Errors
/// Absent when there is no such keeper.
pub async fn away_desk(cx: Cx, Form(pairs): Pairs) -> Result<Response, AppError> {
    away(&cx, Side::Desk, &Entered::of(pairs)).await
}

async fn away(cx: &Cx, side: Side, entered: &Entered) -> Result<Response, AppError> {
    let morning = morning(cx).await?;
    let who = morning.who(entered.get("hvem"))?;
    let (id, keeper, guide) = (who.id, who.keeper, who.guide);
    let until = Until::ALL.into_iter().find(|u| u.code() == entered.get("til")).ok_or(AppError::Absent)?;
    let (first, last) = (cx.today(), until.day(cx.today()));
    let (published, link) = (cx.published().await?, cx.full_address("/kontor/lofte"));
    cx.write(move |tx| {
        if let Some(keeper) = keeper {
            store::away(tx, Absence { keeper, first, last })?;
        }
        if let Some(guide) = guide {
            roster::absent(tx, guide, first, last)?;
        }
        alarm::give(tx, &published.register, &link)
    })
    .await?;
    Ok(cx.go(&format!("{}?hvem={id}&lagret=1", side.path())))
}

/// Everybody who can is asked, from the office.
///
/// # Errors
/// Absent when there is no such keeper.
pub async fn ask_office(cx: Cx, Form(pairs): Pairs) -> Result<Response, AppError> {
    ask(&cx, Side::Office, &Entered::of(pairs)).await
}

/// Everybody who can is asked, from the desk.
///
/// # Errors
/// Absent when there is no such keeper.
pub async fn ask_desk(cx: Cx, Form(pairs): Pairs) -> Result<Response, AppError> {
    ask(&cx, Side::Desk, &Entered::of(pairs)).await
}

async fn ask(cx: &Cx, side: Side, entered: &Entered) -> Result<Response, AppError> {
    let morning = morning(cx).await?;
    let keeper = morning.who(entered.get("hvem"))?;
    let open: Vec<Stand> = morning.concerned(keeper).filter(|s| s.missing() > 0).cloned().collect();
    let (published, base) = (cx.published().await?, cx.full_address("/vikar/"));
    let asked = cx
        .write(move |tx| {
            let mut asked = 0;
            for stand in &open {
                asked += substitute::ask_all(tx, &published.register, stand, &base)?;
            }
            Ok(asked)
        })
        .await?;
    Ok(cx.go(&format!("{}?hvem={}&spurt={asked}", side.path(), keeper.id)))
}

/// An hour is called off, from the office.
///
/// # Errors
/// A refusal when it is over.
pub async fn call_off_office(cx: Cx, Form(pairs): Pairs) -> Result<Response, AppError> {
    call_off(&cx, Side::Office, &Entered::of(pairs)).await
}

/// An hour of today is called off, from the desk.
///
/// # Errors
/// A refusal when it is over, or not today's.
pub async fn call_off_desk(cx: Cx, Form(pairs): Pairs) -> Result<Response, AppError> {
    call_off(&cx, Side::Desk, &Entered::of(pairs)).await
}

async fn call_off(cx: &Cx, side: Side, entered: &Entered) -> Result<Response, AppError> {
    let over = || AppError::refused(PromiseRefusal::Over);
    let key = key_of(entered).ok_or_else(over)?;
    let morning = morning(cx).await?;
    let keeper = morning.who(entered.get("hvem"))?.id;
    let coming = morning.stands.iter().find(|s| s.key == key).ok_or_else(over)?;
    if side == Side::Desk && coming.occurrence.date != cx.today() {
        return Err(over());
    }
    let (why, cause) = reason(entered.get("grunn")).ok_or(AppError::Absent)?;
    cx.write_register(move |tx| acts::call_off(tx, &key, &why, cause)).await?;
    Ok(cx.go(&format!("{}?hvem={keeper}&lagret=1", side.path())))
}

/// The occurrence that a form names.
pub(super) fn key_of(entered: &Entered) -> Option<OccurrenceKey> {
    let day = day_of(entered.get("dag"))?;
    OccurrenceKey::parse(&format!("{}/{}.{day}", entered.get("tilbud"), entered.get("plan")))
}

/// Somebody is back, from the office.
///
/// # Errors
/// Absent when there is no such keeper.
pub async fn back_office(cx: Cx, Form(pairs): Pairs) -> Result<Response, AppError> {
    back(&cx, Side::Office, &Entered::of(pairs)).await
}

/// Somebody is back, from the desk.
///
/// # Errors
/// Absent when there is no such keeper.
pub async fn back_desk(cx: Cx, Form(pairs): Pairs) -> Result<Response, AppError> {
    back(&cx, Side::Desk, &Entered::of(pairs)).await
}

async fn back(cx: &Cx, side: Side, entered: &Entered) -> Result<Response, AppError> {
    let morning = morning(cx).await?;
    let who = morning.who(entered.get("hvem"))?;
    let (keeper, guide) = (who.keeper, who.guide);
    let (today, published) = (cx.today(), cx.published().await?);
    cx.write(move |tx| {
        if let Some(keeper) = keeper {
            store::back(tx, keeper, today)?;
        }
        if let Some(guide) = guide {
            roster::back(tx, guide, today)?;
        }
        alarm::give(tx, &published.register, "")
    })
    .await?;
    Ok(cx.go(side.path()))
}
