//! The office's hospitering: matches to say yes to, wishes, places, and what came of it.

use super::{
    LearningRefusal, forms, office,
    shadowing_store::{self, Plan},
    store, tell, views,
};
use crate::{
    frame::{AppError, Cx, Refusal},
    guides,
    offerings::Pairs,
    office::entered::{Entered, Problems, Reading},
    texts::{T, Words},
};
use axum::{
    Form,
    extract::{Path, Query},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::{
    learning::{
        Agreement, AgreementState, Host, HostState, JobWish, ShadowingWay, Suggestion, free_spots, suggest, year_of,
    },
    shared::{Id, Key},
};
use maud::{Markup, html};
use std::collections::{BTreeMap, HashMap};
use ui::{
    args,
    forms::{self as fields, Choice},
    parts::{self, Tone, Weight, button, button_link, button_with},
};

type Asked = Query<HashMap<String, String>>;

const HERE: &str = "/kontor/laering/hospitering";

struct Everything {
    hosts: Vec<Host>,
    wishes: Vec<JobWish>,
    agreements: Vec<Agreement>,
    diaries: BTreeMap<Id, shadowing_store::Diary>,
    names: BTreeMap<Id, String>,
    link: Option<Id>,
}

impl Everything {
    fn host(&self, id: Id) -> Option<&Host> {
        self.hosts.iter().find(|h| h.id == id)
    }

    fn host_name(&self, id: Id) -> &str {
        self.host(id).map_or("", |h| h.name.as_str())
    }

    fn wisher(&self, w: &JobWish) -> String {
        match (&w.colleague, w.guide) {
            (Some(c), _) => who(&c.name, &c.service),
            (None, guide) => guide.and_then(|id| self.names.get(&id)).cloned().unwrap_or_default(),
        }
    }

    fn guest(&self, a: &Agreement) -> String {
        match (&a.colleague, a.guide) {
            (Some(c), _) => who(&c.name, &c.service),
            (None, guide) => guide.and_then(|id| self.names.get(&id)).cloned().unwrap_or_default(),
        }
    }
}

fn who(name: &str, service: &str) -> String {
    if name.is_empty() {
        service.to_owned()
    } else {
        format!("{name}, {service}")
    }
}

async fn everything(cx: &Cx) -> Result<Everything, AppError> {
    cx.read(|r| {
        Ok(Everything {
            hosts: shadowing_store::hosts(r)?,
            wishes: shadowing_store::wishes(r)?,
            agreements: shadowing_store::agreements(r)?,
            diaries: shadowing_store::diaries(r)?,
            names: guides::names(r)?,
            link: store::settings(r)?.link,
        })
    })
    .await
}

/// `/kontor/laering/hospitering`: matches first, then wishes, what is agreed, places, and what was learnt.
///
/// # Errors
/// A fault of the database.
pub async fn page(cx: Cx, Query(asked): Asked) -> Result<Response, AppError> {
    let (l, today) = (cx.locale(), cx.today());
    let all = everything(&cx).await?;
    let found = suggest(&all.wishes, &all.hosts, &all.agreements, today);
    let (from, until) = year_of(today);
    let held = |way: ShadowingWay| {
        let of = |a: &&Agreement| a.way == way && a.state == AgreementState::Held && from <= a.on && a.on <= until;
        all.agreements.iter().filter(of).count()
    };
    let body = html! {
        (views::done(asked.contains_key("lagret"), T::LearningSaved, &cx))
        p.lead { (l.ta(T::LearningShadowingCounts, &args![("out", held(ShadowingWay::Out)), ("in", held(ShadowingWay::In))])) }
        (matches_part(&cx, &all, &found))
        (unmatched_part(&cx, &all, &found))
        (agreed_part(&cx, &all))
        (hosts_part(&cx, &all))
        (link_part(&cx, &all))
        (learnt_part(&cx, &all))
    };
    Ok(office::answer(
        &cx,
        HERE,
        l.t(T::LearningJobShadowing),
        &Vec::new(),
        &body,
    ))
}

fn matches_part(cx: &Cx, all: &Everything, found: &[Suggestion]) -> Markup {
    let l = cx.locale();
    html! {
        @if !found.is_empty() {
            h2 { (l.t(T::LearningMatches)) }
            div.grid.office-list {
                @for s in found {
                    @if let Some(w) = all.wishes.iter().find(|w| w.id == s.wish) {
                        section.card {
                            h3 { (l.ta(T::LearningGoesTo, &args![("who", all.wisher(w)), ("where", all.host_name(s.host))])) }
                            (views::said(&w.wants))
                            ul { @for why in &s.why { li { (views::why_words(*why, l)) } } }
                            (parts::actions(&[button_link(&l.t(T::LearningAgreeTime), &cx.link(&format!("{HERE}/avtal?onske={}&plass={}", w.id, s.host)), Weight::Secondary)]))
                        }
                    }
                }
            }
        }
    }
}

fn unmatched_part(cx: &Cx, all: &Everything, found: &[Suggestion]) -> Markup {
    let l = cx.locale();
    let left: Vec<&JobWish> = all.wishes.iter().filter(|w| !found.iter().any(|s| s.wish == w.id)).collect();
    html! {
        @if !all.wishes.is_empty() {
            details open[!left.is_empty()] {
                summary { (l.ta(T::LearningWishes, &args![("n", all.wishes.len())])) }
                ul.rows {
                    @for w in &all.wishes {
                        li {
                            span {
                                (all.wisher(w)) ": " (w.host.map_or_else(|| l.t(T::LearningAnyPlace), |h| all.host_name(h).to_owned()))
                                @if !found.iter().any(|s| s.wish == w.id) { " " (parts::tag(Tone::Look, &l.t(T::LearningNoMatch))) }
                            }
                            span.row {
                                a href=(cx.link(&format!("{HERE}/avtal?onske={}", w.id))) { (l.t(T::LearningAgreeTime)) }
                                @if w.colleague.is_some() {
                                    (fields::form(&cx.link(&format!("{HERE}/fjern")), &cx.csrf(), &html! {
                                        (fields::hidden("id", &w.id.to_string()))
                                        (button(&l.t(T::LearningRemoveWish), Weight::Quiet))
                                    }))
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn agreed_part(cx: &Cx, all: &Everything) -> Markup {
    let (l, today) = (cx.locale(), cx.today());
    let mut coming: Vec<&Agreement> = all.agreements.iter().filter(|a| a.state == AgreementState::Agreed).collect();
    coming.reverse();
    html! {
        h2 { (l.t(T::LearningAgreedTitle)) }
        @if coming.is_empty() { p.quiet { (l.t(T::LearningNothingAgreed)) } }
        ul.rows {
            @for a in coming {
                li {
                    a href=(cx.link(&format!("{HERE}/avtale/{}", a.id))) { (l.ta(T::LearningGoesTo, &args![("who", all.guest(a)), ("where", all.host_name(a.host))])) }
                    span { (views::when_words(a, today, l)) @if a.on < today { " " (parts::tag(Tone::Look, &l.t(T::LearningWasItHeld))) } }
                }
            }
        }
    }
}

fn hosts_part(cx: &Cx, all: &Everything) -> Markup {
    let (l, today) = (cx.locale(), cx.today());
    html! {
        @for way in ShadowingWay::ALL {
            @let hosts: Vec<&Host> = all.hosts.iter().filter(|h| h.way == way).collect();
            h2 { (views::way_words(way, l)) }
            @if hosts.is_empty() { p.quiet { (l.t(T::LearningNoPlaces)) } }
            ul.rows {
                @for h in hosts {
                    li {
                        a href=(cx.link(&format!("{HERE}/plass/{}", h.id))) { (h.name) }
                        span { (l.ta(T::LearningFreeSpots, &args![("n", free_spots(h, &all.agreements, today))])) " " (views::host_tag(h.state, l)) }
                    }
                }
            }
            (parts::actions(&[button_link(&l.t(if way == ShadowingWay::Out { T::LearningNewPlaceOut } else { T::LearningNewPlaceIn }), &cx.link(&format!("{HERE}/plass/ny?vei={}", way.code())), Weight::Secondary)]))
        }
    }
}

fn link_part(cx: &Cx, all: &Everything) -> Markup {
    let l = cx.locale();
    html! {
        section.card.soft {
            h2 { (l.t(T::LearningLinkTitle)) }
            p { (l.t(T::LearningLinkText)) }
            @if let Some(token) = all.link { p.poster-address { strong { (cx.full_address(&format!("/hospitering/{token}"))) } } }
            (fields::form(&cx.link(&format!("{HERE}/lenke")), &cx.csrf(), &html! {
                (parts::actions(&[
                    button_with(&l.t(if all.link.is_some() { T::LearningLinkRenew } else { T::LearningLinkOpen }), Weight::Secondary, "gjor", "ny"),
                    html! { @if all.link.is_some() { (button_with(&l.t(T::LearningLinkClose), Weight::Quiet, "gjor", "steng")) } },
                ]))
            }))
        }
    }
}

fn learnt_part(cx: &Cx, all: &Everything) -> Markup {
    let (l, today) = (cx.locale(), cx.today());
    let held: Vec<&Agreement> = all.agreements.iter().filter(|a| a.state == AgreementState::Held).collect();
    html! {
        h2 { (l.t(T::LearningLearntTitle)) }
        @if held.is_empty() { p.quiet { (l.t(T::LearningNothingHeld)) } }
        @for a in held.iter().take(20) {
            section.card {
                h3 { a href=(cx.link(&format!("{HERE}/avtale/{}", a.id))) { (l.ta(T::LearningWasAt, &args![("who", all.guest(a)), ("where", all.host_name(a.host))])) } }
                p.quiet { (views::when_words(a, today, l)) }
                @if let Some(diary) = all.diaries.get(&a.id) { (views::said(&diary.learnt)) (views::said(&diary.passes_on)) } @else { p { (l.t(T::LearningNotWritten)) } }
            }
        }
    }
}

/// `/kontor/laering/hospitering/avtal`: when and where, for one wish.
///
/// # Errors
/// Absent when the wish is not there.
pub async fn plan(cx: Cx, Query(asked): Asked) -> Result<Response, AppError> {
    let get = |name: &str| asked.get(name).cloned().unwrap_or_default();
    let entered = Entered::default()
        .put("id", Id(cx.app.db().random_id()))
        .put("onske", get("onske"))
        .put("plass", get("plass"))
        .put("fra", "09:00")
        .put("til", "12:00");
    plan_page(&cx, &entered, &Vec::new(), StatusCode::OK).await
}

async fn plan_page(cx: &Cx, entered: &Entered, problems: &Problems, status: StatusCode) -> Result<Response, AppError> {
    let (l, today) = (cx.locale(), cx.today());
    let all = everything(cx).await?;
    let Some(wish) = Id::parse(entered.get("onske")).and_then(|id| all.wishes.iter().find(|w| w.id == id)) else {
        return Ok(cx.go(HERE));
    };
    let open = all.hosts.iter().filter(|h| h.way == wish.way && h.is_open(today));
    let places: Vec<Choice> = open
        .map(|h| {
            let free = l.ta(
                T::LearningFreeSpots,
                &args![("n", free_spots(h, &all.agreements, today))],
            );
            Choice::new(
                h.id.to_string(),
                h.name.as_str(),
                entered.get("plass") == h.id.to_string(),
            )
            .hint(format!("{free} {}", h.times))
        })
        .collect();
    let form = html! {
        (fields::hidden("id", entered.get("id")))
        (fields::hidden("onske", entered.get("onske")))
        (fields::radios(&forms::field(l, T::LearningWhere, "plass", entered, problems), &places))
        (fields::date_field(&forms::field(l, T::LearningDay, "dag", entered, problems)))
        div.row {
            (fields::time_field(&forms::field(l, T::LearningFrom, "fra", entered, problems)))
            (fields::time_field(&forms::field(l, T::LearningUntil, "til", entered, problems)))
        }
        (fields::text_field(&forms::field(l, T::LearningMeetField, "mote", entered, problems).hint(l.t(T::LearningMeetHint)).optional(l).max_length(200)))
        (parts::actions(&[button(&l.t(T::LearningAgreeDo), Weight::Primary)]))
    };
    let body = html! {
        p.lead { (all.wisher(wish)) }
        (views::said(&wish.wants))
        @if places.is_empty() { (parts::empty_state(&l.t(T::LearningNoPlaces), None)) } @else {
            (fields::form(&cx.link(&format!("{HERE}/avtal")), &cx.csrf(), &form))
        }
    };
    let mut page = office::answer(cx, "", l.t(T::LearningAgreeTime), problems, &body);
    if status != StatusCode::OK {
        *page.status_mut() = status;
    }
    Ok(page)
}

/// Agrees: the wish is met, and the one who visits is told.
///
/// # Errors
/// A fault of the database.
pub async fn agree(cx: Cx, Form(pairs): Pairs) -> Result<Response, AppError> {
    let entered = Entered::of(pairs);
    let l = cx.locale();
    let mut reading = Reading::new(l, &entered);
    let host = reading.code("plass", Id::parse);
    let on = reading.needed_day("dag", cx.today());
    let (start, end) = (reading.needed_clock("fra"), reading.needed_clock("til"));
    let meet = reading.contact("mote");
    if reading.problems.is_empty() && end <= start {
        reading.problem("til", l.t(T::OfficeProblemEnd));
    }
    if reading.problems.is_empty() && on < cx.today() {
        reading.problem("dag", l.t(T::LearningProblemPast));
    }
    let problems = reading.problems;
    let (Some(host), Some(wish), true) = (host, Id::parse(entered.get("onske")), problems.is_empty()) else {
        return plan_page(&cx, &entered, &problems, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    let id = Id::parse(entered.get("id")).unwrap_or_else(|| Id(cx.app.db().random_id()));
    let plan = Plan { on, start, end, meet };
    let sender = tell::Sender::of(&cx, &*cx.published().await?);
    let done = cx
        .write(move |tx| {
            if shadowing_store::agreement(tx, id).is_ok() {
                return Ok(());
            }
            let made = shadowing_store::agree(tx, id, wish, host, &plan)?;
            let host = shadowing_store::host(tx, host)?;
            tell::tell(tx, &sender, tell::News::Agreed, &made, &host)
        })
        .await;
    match done {
        Ok(()) => Ok(cx.go(&format!("{HERE}/avtale/{id}?lagret=1"))),
        Err(AppError::Refused(refusal)) => {
            let beside = if refusal.code() == LearningRefusal::NotOpen.code() {
                "dag"
            } else {
                "plass"
            };
            let problem = (beside.to_owned(), format!("{} {}", refusal.text(l), refusal.hint(l)));
            if refusal.code() == LearningRefusal::AlreadyAgreed.code() {
                // The wish is gone from the list; say so where the rest of them are.
                return Ok(office::answer(
                    &cx,
                    HERE,
                    l.t(T::LearningJobShadowing),
                    &vec![problem],
                    &back(&cx),
                ));
            }
            plan_page(&cx, &entered, &vec![problem], refusal.status()).await
        }
        Err(other) => Err(other),
    }
}

fn back(cx: &Cx) -> Markup {
    html! { p { a href=(cx.link(HERE)) { (cx.locale().t(T::LearningBackToAll)) } } }
}

/// Takes a colleague's wish away.
///
/// # Errors
/// A fault of the database.
pub async fn remove_wish(cx: Cx, Form(pairs): Pairs) -> Result<Response, AppError> {
    let id = Id::parse(Entered::of(pairs).get("id")).ok_or(AppError::Absent)?;
    cx.write(move |tx| shadowing_store::withdraw_wish(tx, id, None)).await?;
    Ok(cx.go(&format!("{HERE}?lagret=1")))
}

/// Opens, renews or closes the page for colleagues in other services.
///
/// # Errors
/// A fault of the database.
pub async fn link(cx: Cx, Form(pairs): Pairs) -> Result<Response, AppError> {
    let open = Entered::of(pairs).get("gjor") == "ny";
    cx.write(move |tx| {
        let settings = store::settings(tx)?;
        let link = open.then(|| Id(tx.random_id()));
        store::put_settings(tx, &store::Settings { link, ..settings })?;
        let verb = if open { "opened" } else { "closed" };
        tx.history("learning", "link", "", verb, None, None)?;
        Ok(())
    })
    .await?;
    Ok(cx.go(&format!("{HERE}?lagret=1")))
}

async fn host_of(cx: &Cx, id: &str, way: &str) -> Result<Host, AppError> {
    if id == "ny" {
        return Ok(Host {
            id: Id(cx.app.db().random_id()),
            way: ShadowingWay::parse(way).unwrap_or(ShadowingWay::Out),
            name: String::new(),
            place: None,
            about: String::new(),
            times: String::new(),
            contact: String::new(),
            spots: 1,
            last: None,
            state: HostState::Open,
        });
    }
    let id = Id::parse(id).ok_or(AppError::Absent)?;
    cx.read(move |r| shadowing_store::host(r, id)).await
}

/// `/kontor/laering/hospitering/plass/{id}`: a place that takes somebody in.
///
/// # Errors
/// Absent when there is no such.
pub async fn host(cx: Cx, Path(id): Path<String>, Query(asked): Asked) -> Result<Response, AppError> {
    let h = host_of(&cx, &id, asked.get("vei").map_or("", String::as_str)).await?;
    let entered = Entered::default()
        .put("id", h.id)
        .put("vei", h.way.code())
        .put("navn", &h.name)
        .put_if("sted", h.place.as_ref())
        .put("om", &h.about)
        .put("nar", &h.times)
        .put("kontakt", &h.contact)
        .put("antall", h.spots)
        .put_if("siste", h.last)
        .put("tilstand", h.state.code());
    host_page(&cx, &id, &h, &entered, &Vec::new()).await
}

async fn host_page(cx: &Cx, id: &str, h: &Host, entered: &Entered, problems: &Problems) -> Result<Response, AppError> {
    let l = cx.locale();
    let published = cx.published().await?;
    let mut places = vec![Choice::new("", l.t(T::LearningChoose), entered.get("sted").is_empty())];
    let open = published.register.places.iter().filter(|p| p.ended.is_none_or(|day| day > cx.today()));
    places.extend(open.map(|p| Choice::new(p.key.as_str(), p.name.get(l), entered.get("sted") == p.key.as_str())));
    let states: Vec<Choice> = [(HostState::Open, T::LearningHostOpen), (HostState::Ended, T::LearningHostEnded)]
        .map(|(s, words)| Choice::new(s.code(), l.t(words), entered.get("tilstand") == s.code()))
        .to_vec();
    let form = html! {
        (fields::hidden("id", entered.get("id")))
        (fields::hidden("vei", h.way.code()))
        @if h.way == ShadowingWay::In { (fields::select(&forms::field(l, T::LearningOurPlace, "sted", entered, problems), &places)) }
        @else { (fields::text_field(&forms::field(l, T::LearningService, "navn", entered, problems).hint(l.t(T::LearningServiceHint)).max_length(120).guarded())) }
        (fields::textarea(&forms::field(l, T::LearningHostAbout, "om", entered, problems).hint(l.t(T::LearningHostAboutHint)).optional(l).max_length(600).guarded(), 3))
        (fields::text_field(&forms::field(l, T::LearningHostTimes, "nar", entered, problems).hint(l.t(T::LearningHostTimesHint)).optional(l).max_length(200)))
        (fields::text_field(&forms::field(l, T::LearningHostContact, "kontakt", entered, problems).hint(l.t(T::LearningHostContactHint)).optional(l).max_length(200)))
        (fields::number_field(&forms::field(l, T::LearningSpots, "antall", entered, problems), 1, 20))
        (fields::date_field(&forms::field(l, T::LearningLastDay, "siste", entered, problems).optional(l)))
        @if id != "ny" { (fields::radios(&forms::field(l, T::LearningState, "tilstand", entered, problems), &states)) }
        (parts::actions(&[button(&l.t(T::LearningSave), Weight::Primary)]))
    };
    let title = match (h.name.as_str(), h.way) {
        ("", ShadowingWay::Out) => l.t(T::LearningNewPlaceOut),
        ("", ShadowingWay::In) => l.t(T::LearningNewPlaceIn),
        (name, _) => name.to_owned(),
    };
    let body = html! {
        @if h.state == HostState::Proposed { (parts::notice(Tone::Look, &html! { p { (l.t(T::LearningProposedText)) } })) }
        (fields::form(&cx.link(&format!("{HERE}/plass/{id}")), &cx.csrf(), &form))
        (back(cx))
    };
    Ok(office::answer(cx, "", title, problems, &body))
}

/// Saves a place.
///
/// # Errors
/// Absent when there is no such.
pub async fn save_host(cx: Cx, Path(id): Path<String>, Form(pairs): Pairs) -> Result<Response, AppError> {
    let entered = Entered::of(pairs);
    let standing = host_of(&cx, &id, entered.get("vei")).await?;
    let published = cx.published().await?;
    let l = cx.locale();
    let mut reading = Reading::new(l, &entered);
    let place: Option<Key> = reading.key("sted").filter(|k| published.place(k.as_str()).is_some());
    let name = match standing.way {
        ShadowingWay::Out => forms::needed(&mut reading, "navn", 120),
        ShadowingWay::In => {
            if place.is_none() {
                reading.problem("sted", l.t(T::OfficeProblemChoose));
            }
            let own = published.register.municipality.written_language;
            place
                .as_ref()
                .and_then(|k| published.place(k.as_str()))
                .map_or_else(String::new, |p| p.name.get(own).to_owned())
        }
    };
    let state = HostState::parse(entered.get("tilstand")).filter(|s| *s != HostState::Proposed);
    let saved = Host {
        id: if id == "ny" {
            Id::parse(entered.get("id")).unwrap_or(standing.id)
        } else {
            standing.id
        },
        way: standing.way,
        name,
        place: place.filter(|_| standing.way == ShadowingWay::In),
        about: forms::text(&mut reading, "om", 600),
        times: reading.line("nar"),
        contact: reading.contact("kontakt"),
        spots: forms::range(&mut reading, "antall", 1, 20),
        last: reading.day("siste"),
        state: state.unwrap_or(HostState::Open),
    };
    let problems = reading.problems;
    if !problems.is_empty() {
        return host_page(&cx, &id, &standing, &entered, &problems).await;
    }
    cx.write(move |tx| shadowing_store::put_host(tx, &saved)).await?;
    Ok(cx.go(&format!("{HERE}?lagret=1")))
}

/// `/kontor/laering/hospitering/avtale/{id}`: one agreement.
///
/// # Errors
/// Absent when there is no such.
pub async fn one(cx: Cx, Path(id): Path<String>, Query(asked): Asked) -> Result<Response, AppError> {
    let id = Id::parse(&id).ok_or(AppError::Absent)?;
    agreement_page(&cx, id, &Vec::new(), asked.contains_key("lagret")).await
}

async fn agreement_page(cx: &Cx, id: Id, problems: &Problems, saved: bool) -> Result<Response, AppError> {
    let (l, today) = (cx.locale(), cx.today());
    let all = everything(cx).await?;
    let a = all.agreements.iter().find(|a| a.id == id).ok_or(AppError::Absent)?;
    let host = all.host(a.host).ok_or(AppError::Absent)?;
    let end = |what: &str, words: T, weight: Weight| button_with(&l.t(words), weight, "gjor", what);
    let body = html! {
        (views::done(saved, T::LearningSaved, cx))
        p.lead { (views::when_words(a, today, l)) " " (views::state_tag(a.state, l)) }
        (parts::facts(&[
            (l.t(T::LearningWho), html! { (all.guest(a)) }),
            (l.t(T::LearningMeetField), html! { (a.meet) }),
            (l.t(T::LearningHostContact), html! { (host.contact) }),
        ]))
        @if let Some(diary) = all.diaries.get(&a.id) {
            section.card { h2 { (l.t(T::LearningLearntTitle)) } (views::said(&diary.learnt)) (views::said(&diary.passes_on)) }
        }
        @if a.state == AgreementState::Agreed {
            (fields::form(&cx.link(&format!("{HERE}/avtale/{id}")), &cx.csrf(), &parts::actions(&[
                html! { @if a.on <= today { (end("holdt", T::LearningMarkHeld, Weight::Primary)) } },
                end("avlys", T::LearningCallOff, Weight::Stop),
            ])))
        }
        (back(cx))
    };
    let title = l.ta(
        T::LearningGoesTo,
        &args![("who", all.guest(a)), ("where", host.name.as_str())],
    );
    Ok(office::answer(cx, "", title, problems, &body))
}

/// Says that it was held, or calls it off and tells the one who visits.
///
/// # Errors
/// Absent when there is no such.
pub async fn end(cx: Cx, Path(id): Path<String>, Form(pairs): Pairs) -> Result<Response, AppError> {
    let id = Id::parse(&id).ok_or(AppError::Absent)?;
    let l = cx.locale();
    let held = Entered::of(pairs).get("gjor") == "holdt";
    let sender = tell::Sender::of(&cx, &*cx.published().await?);
    let done = cx
        .write(move |tx| {
            if held {
                shadowing_store::hold(tx, id, None)
            } else {
                call_off(tx, &sender, id)
            }
        })
        .await;
    match done {
        Ok(()) => Ok(cx.go(&format!("{HERE}/avtale/{id}?lagret=1"))),
        Err(AppError::Refused(refusal)) => {
            let problem = ("gjor".to_owned(), format!("{} {}", refusal.text(l), refusal.hint(l)));
            let mut page = agreement_page(&cx, id, &vec![problem], false).await?.into_response();
            *page.status_mut() = refusal.status();
            Ok(page)
        }
        Err(other) => Err(other),
    }
}

/// Calls an agreement off and tells the one who visits.
///
/// # Errors
/// Absent when there is no such; a fault of the database.
pub fn call_off(tx: &mut ::store::Tx, sender: &tell::Sender, id: Id) -> Result<(), AppError> {
    let agreement = shadowing_store::agreement(tx, id)?;
    let host = shadowing_store::host(tx, agreement.host)?;
    if shadowing_store::call_off(tx, id)? {
        tell::tell(tx, sender, tell::News::CalledOff, &agreement, &host)?;
    }
    Ok(())
}
