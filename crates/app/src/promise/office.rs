//! The office's pages of promises: how the coming weeks stand, one hour with what can be done, and what waits.

use super::{
    PromiseRefusal, acts,
    state::{self, Stand},
    store::{self, Answer, Person},
    substitute::{self, Candidate, Why},
    views,
};
use crate::{
    frame::{AppError, Cx},
    guides,
    offerings::Pairs,
    office::{
        editor,
        entered::{Entered, day_of, guard, refused_words},
    },
    roster,
    texts::{T, Words},
};
use axum::{
    Form,
    extract::{Path, Query},
    response::Response,
};
use domain::shared::capital;
use domain::{
    access::Permission,
    messages::Contact,
    promise::{Cause, Standing, horizon},
    register::Register,
    schedule::{Change, OccurrenceKey, Staffing, day_in_words, occurrence_in_words},
    shared::{Key, Locale, Localized, Minute},
};
use jiff::{ToSpan, civil::Date};
use maud::{Markup, html};
use std::collections::HashMap;
use ui::{
    Audience,
    forms::{self as fields, Field, Kind},
    parts::{self, Tone, Weight, button_link},
};

/// So many days back it is asked whether an hour was held.
const ASKED_DAYS: i64 = 14;
/// So many of each are shown on the office's home.
const SHOWN: usize = 3;

type Asked = Query<HashMap<String, String>>;
type Which = Path<(String, String, String)>;

fn may_edit(cx: &Cx) -> bool {
    cx.session.as_ref().is_some_and(|s| s.may(Permission::EditRegister))
}

/// Everything from the days one is asked about to the last that is promised.
async fn all(cx: &Cx) -> Result<Vec<Stand>, AppError> {
    let published = cx.published().await?;
    let (today, now) = (cx.today(), cx.now);
    let first = today.checked_sub(ASKED_DAYS.days()).unwrap_or(today);
    cx.read(move |r| state::stands(r, &published.register, first, horizon(today), now)).await
}

/// What waits on the office's home: hours nobody keeps, hours one is asked about, and schedules without a keeper.
///
/// # Errors
/// A fault of the database.
pub async fn waits(cx: &Cx) -> Result<Vec<Markup>, AppError> {
    let published = cx.published().await?;
    let register = &published.register;
    let (all, days) = (all(cx).await?, cx.read(|r| store::alarm_days(r)).await?);
    let until = cx.today().checked_add(days.days()).unwrap_or(cx.today());
    let missing: Vec<&Stand> = all.iter().filter(|s| s.missing() > 0 && s.occurrence.date <= until).collect();
    let unknown: Vec<&Stand> = all.iter().filter(|s| s.standing == Standing::Unknown).collect();
    let nobody = without_keeper(cx, register).await?;
    let mut cards: Vec<Markup> = missing.iter().take(SHOWN).map(|s| missing_card(cx, register, s)).collect();
    cards.extend(unknown.iter().rev().take(SHOWN).map(|s| unknown_card(cx, register, s)));
    if nobody > 0 && may_edit(cx) {
        let l = cx.locale();
        cards.push(html! {
            section.card {
                h2 { (l.t(T::PromiseWaitsNobody)) }
                p { (l.ta(T::PromiseWaitsNobodyText, &ui::args![("n", nobody)])) }
                (parts::actions(&[button_link(&l.t(T::PromiseKeepersDo), &cx.link("/kontor/lofte/holdere"), Weight::Secondary)]))
            }
        });
    }
    Ok(cards)
}

/// How many of the schedules that are published name nobody, nor why.
async fn without_keeper(cx: &Cx, register: &Register) -> Result<usize, AppError> {
    let (kept, rostered) = cx.read(|r| Ok((store::kept_by(r)?, roster::rostered(r)?))).await?;
    let nobody = |key: &(Key, Key)| !kept.contains_key(key) && !rostered.contains(key);
    Ok(promised_schedules(register, cx.today()).filter(nobody).count())
}

/// The schedules whose hours are promises.
pub(super) fn promised_schedules(
    register: &Register,
    today: Date,
) -> impl Iterator<Item = (domain::shared::Key, domain::shared::Key)> {
    use domain::offerings::{Access, OfferingKind};
    register
        .offerings
        .iter()
        .filter(move |o| {
            o.published
                && o.ended.is_none_or(|day| day > today)
                && o.access != Access::Closed
                && o.kind != OfferingKind::PartnerOffering
        })
        .flat_map(move |o| {
            let going = o.schedules.iter().filter(move |s| s.until.is_none_or(|day| day >= today));
            going.filter(|s| s.staffing == Staffing::Staffed).map(|s| (o.key.clone(), s.key.clone()))
        })
}

fn missing_card(cx: &Cx, register: &Register, stand: &Stand) -> Markup {
    let l = cx.locale();
    html! {
        section.card {
            p { (views::tag(stand.standing, l)) }
            h2 { (parts::keep_together(&occurrence_in_words(&stand.occurrence, cx.today(), l))) }
            p { (stand.name(register, l)) ", " (stand.place(register, l)) }
            (views::who(stand, l))
            (parts::actions(&[button_link(&l.t(T::PromiseDoSomething), &cx.link(&stand.path()), Weight::Primary)]))
        }
    }
}

fn unknown_card(cx: &Cx, register: &Register, stand: &Stand) -> Markup {
    let l = cx.locale();
    html! {
        section.card {
            p { (views::tag(stand.standing, l)) }
            h2 { (l.t(T::PromiseWereWeThere)) }
            p { (parts::keep_together(&occurrence_in_words(&stand.occurrence, cx.today(), l))) ", " (stand.name(register, l)) ", " (stand.place(register, l)) }
            @if may_edit(cx) {
                (fields::form(&cx.link(&format!("{}/svar", stand.path())), &cx.csrf(), &html! {
                    (fields::hidden("til", "kontor"))
                    (parts::actions(&[
                        parts::button_with(&l.t(T::PromiseYesThere), Weight::Secondary, "svar", "ja"),
                        button_link(&l.t(T::PromiseNotThere), &cx.link(&stand.path()), Weight::Secondary),
                    ]))
                }))
            }
        }
    }
}

/// How the coming weeks stand.
///
/// # Errors
/// A fault of the database.
pub async fn list(cx: Cx, Query(query): Asked) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let (l, register, today) = (cx.locale(), &published.register, cx.today());
    let all = all(&cx).await?;
    let (missing, rest): (Vec<&Stand>, Vec<&Stand>) =
        all.iter().filter(|s| s.occurrence.ends_at() > cx.now).partition(|s| s.missing() > 0);
    let unknown: Vec<&Stand> = all.iter().rev().filter(|s| s.standing == Standing::Unknown).collect();
    let settled = rest.iter().filter(|s| s.standing == Standing::Crewed).count();
    let body = html! {
        (editor::crumbs(&cx, &[], &l.t(T::PromiseTitle)))
        h1 { (l.t(T::PromiseTitle)) }
        @if query.contains_key("lagret") { (parts::live_notice(Tone::Good, &html! { p { (l.t(T::OfficeSaved)) } })) }
        p.lead {
            @if missing.is_empty() { (l.ta(T::PromiseAllWell, &ui::args![("n", rest.len()), ("settled", settled)])) }
            @else { (l.ta(T::PromiseSomeMissing, &ui::args![("n", missing.len())])) }
        }
        @if may_edit(&cx) {
            (parts::actions(&[button_link(&l.t(T::PromiseSickDo), &cx.link("/kontor/syk"), Weight::Primary)]))
        }
        @if !missing.is_empty() {
            h2 { (l.t(T::PromiseMissing)) }
            div.grid { @for stand in &missing { (views::card(&cx, register, stand)) } }
        }
        @if !unknown.is_empty() {
            h2 { (l.t(T::PromiseWereWeThere)) }
            div.grid { @for stand in &unknown { (unknown_card(&cx, register, stand)) } }
        }
        h2 { (l.t(T::PromiseComing)) }
        @for day in days(&rest) {
            h3 { (capital(&day_in_words(day, today, l))) }
            ul.rows { @for stand in rest.iter().filter(|s| s.occurrence.date == day) { (views::line(&cx, register, stand)) } }
        }
        p.links {
            @if may_edit(&cx) {
                a href=(cx.link("/kontor/lofte/holdere")) { (l.t(T::PromiseKeepersTitle)) }
                a href=(cx.link("/kontor/lofte/varsel")) { (l.t(T::PromiseAlarmTitle)) }
            }
            @if cx.session.as_ref().is_some_and(|s| s.may(Permission::SeeFigures)) {
                a href=(cx.link("/kontor/tall/forutsigbarhet")) { (l.t(T::PromiseFiguresTitle)) }
            }
        }
    };
    Ok(cx.html(&cx.shell(Audience::Office, l.t(T::PromiseTitle)), &body))
}

fn days(stands: &[&Stand]) -> Vec<Date> {
    let mut all: Vec<Date> = stands.iter().map(|s| s.occurrence.date).collect();
    all.dedup();
    all
}

fn key((offering, plan, day): (String, String, String)) -> Result<OccurrenceKey, AppError> {
    OccurrenceKey::parse(&format!("{offering}/{plan}.{day}")).ok_or(AppError::Absent)
}

async fn stand(cx: &Cx, key: &OccurrenceKey) -> Result<Stand, AppError> {
    let (published, key, now) = (cx.published().await?, key.clone(), cx.now);
    cx.read(move |r| state::stand(r, &published.register, &key, now)).await?.ok_or(AppError::Absent)
}

/// One hour: how it stands, and what can be done.
///
/// # Errors
/// Absent when the plan has no such hour.
pub async fn one(cx: Cx, Path(which): Which, Query(query): Asked) -> Result<Response, AppError> {
    let key = key(which)?;
    show(&cx, &key, &query, None).await
}

/// What was wrong in the form of somebody's name, with what was entered.
type Wrong = Option<(String, String)>;

async fn show(
    cx: &Cx,
    key: &OccurrenceKey,
    query: &HashMap<String, String>,
    wrong: Wrong,
) -> Result<Response, AppError> {
    let stand = stand(cx, key).await?;
    let published = cx.published().await?;
    let (l, register, now) = (cx.locale(), &published.register, cx.now);
    let of = stand.clone();
    let all = published.clone();
    let candidates = cx.read(move |r| substitute::candidates(r, &all.register, &of, now)).await?;
    let title = occurrence_in_words(&stand.occurrence, cx.today(), l);
    let way = [("/kontor/lofte".to_owned(), l.t(T::PromiseTitle))];
    let is_open = stand.occurrence.takes_place() && now < stand.occurrence.ends_at();
    let problems: Vec<(String, String)> = wrong.iter().map(|(_, text)| ("navn".to_owned(), text.clone())).collect();
    let body = html! {
        (editor::crumbs(cx, &way, &title))
        h1 { (parts::keep_together(&title)) }
        (fields::error_summary(l, &problems))
        @if let Some(n) = query.get("spurt").and_then(|n| n.parse::<i64>().ok()) {
            (parts::live_notice(if n > 0 { Tone::Good } else { Tone::Look }, &html! { p { (l.ta(T::PromiseAsked, &ui::args![("n", n)])) } }))
        } @else if query.contains_key("lagret") {
            (parts::live_notice(Tone::Good, &html! { p { (l.t(T::OfficeSaved)) } }))
        } @else if query.contains_key("opptatt") {
            (parts::live_notice(Tone::Look, &html! { p { (l.t(T::PromiseTaken)) } }))
        }
        p { (views::tag(stand.standing, l)) }
        p.lead { a href=(cx.link(&format!("/kontor/tilbud/{}", stand.key.offering))) { (stand.name(register, l)) } ", " (stand.place(register, l)) }
        (views::who(&stand, l))
        @if may_edit(cx) {
            @if matches!(stand.standing, Standing::Unknown | Standing::Broken) { (answer_card(cx, &stand)) }
            @if is_open {
                div.grid {
                    (somebody_card(cx, register, &stand, &candidates, wrong.as_ref()))
                    (move_card(cx, &stand))
                    (off_card(cx, &stand))
                }
            }
        }
    };
    let mut response = cx.html(&cx.shell(Audience::Office, title), &body);
    if wrong.is_some() {
        *response.status_mut() = axum::http::StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}

fn post(cx: &Cx, stand: &Stand, to: &str, body: &Markup) -> Markup {
    fields::form(&cx.link(&format!("{}/{to}", stand.path())), &cx.csrf(), body)
}

fn answer_card(cx: &Cx, stand: &Stand) -> Markup {
    let l = cx.locale();
    let causes: Vec<Markup> = [Cause::Absence, Cause::Nobody, Cause::Building, Cause::Other]
        .into_iter()
        .map(|cause| parts::button_with(&views::cause(cause, l), Weight::Secondary, "svar", cause.code()))
        .collect();
    html! {
        section.card {
            h2 { (l.t(T::PromiseWereWeThere)) }
            p { (l.t(T::PromiseWereWeThereWhy)) }
            (post(cx, stand, "svar", &parts::actions(&[parts::button_with(&l.t(T::PromiseYesThere), Weight::Primary, "svar", "ja")])))
            p { (l.t(T::PromiseNotThereBecause)) }
            (post(cx, stand, "svar", &parts::actions(&causes)))
        }
    }
}

fn somebody_card(
    cx: &Cx,
    register: &Register,
    stand: &Stand,
    candidates: &[Candidate],
    wrong: Option<&(String, String)>,
) -> Markup {
    let l = cx.locale();
    let reached = candidates.iter().any(|c| c.can() && c.reached() && !is_asked(stand, c.who));
    html! {
        section.card {
            h2 { (l.t(T::PromiseFindSomebody)) }
            @if candidates.is_empty() { p { (l.t(T::PromiseNoCandidates)) } }
            @if stand.missing() > 0 && reached {
                (post(cx, stand, "spor", &parts::actions(&[parts::button(&l.t(T::PromiseAskAll), Weight::Primary)])))
            }
            @let (can, cannot) = candidates.iter().partition::<Vec<&Candidate>, _>(|c| c.can());
            ul.rows { @for candidate in can { (candidate_line(cx, register, stand, candidate)) } }
            @if !cannot.is_empty() {
                details {
                    summary { (l.t(T::RosterWhyNot)) }
                    ul.rows { @for candidate in cannot { (candidate_line(cx, register, stand, candidate)) } }
                }
            }
            @if stand.crew.is_none() && (stand.missing() > 0 || stand.standing == Standing::Promised) {
                details open[wrong.is_some()] {
                    summary { (l.t(T::PromiseFoundSomebody)) }
                    (post(cx, stand, "tar", &html! {
                        (fields::text_field(&Field::new("navn", l.t(T::PromiseFoundName)).hint(l.t(T::PromiseKeeperHint)).guarded().max_length(60)
                            .value(wrong.map_or("", |(value, _)| value)).error(wrong.map(|(_, text)| text.as_str()))))
                        (parts::actions(&[parts::button(&l.t(T::PromiseFoundDo), Weight::Secondary)]))
                    }))
                }
            }
        }
    }
}

fn is_asked(stand: &Stand, who: Person) -> bool {
    stand.asked.iter().any(|a| a.who == who)
}

fn candidate_line(cx: &Cx, register: &Register, stand: &Stand, c: &Candidate) -> Markup {
    let l = cx.locale();
    let answer = stand.asked.iter().find(|a| a.who == c.who).map(|a| {
        l.t(match a.answer {
            Answer::Open => T::PromiseAnswerOpen,
            Answer::Yes => T::PromiseAnswerYes,
            Answer::No => T::PromiseAnswerNo,
            Answer::Late => T::PromiseAnswerLate,
        })
    });
    html! {
        li {
            span {
                strong { (c.name) } ": " (reasons(c, register, l))
                @if let Contact::Call(phone) = &c.contact { " " (parts::phone(phone.dialled())) }
            }
            @if let Some(answer) = answer { " " span.quiet { (answer) } }
            @else if c.can() && c.reached() && stand.missing() > 0 {
                (post(cx, stand, "spor", &html! {
                    (fields::hidden("hvem", &c.who.code()))
                    button.ds-button data-variant="tertiary" type="submit" aria-label=(l.ta(T::PromiseAskOne, &ui::args![("name", c.name.as_str())])) { (l.t(T::PromiseAsk)) }
                }))
            }
            @if stand.crew.is_some() && c.can() && stand.missing() > 0 {
                (post(cx, stand, "tar", &html! {
                    (fields::hidden("hvem", &c.who.code()))
                    button.ds-button data-variant="tertiary" type="submit" aria-label=(l.ta(T::PromisePutOn, &ui::args![("name", c.name.as_str())])) { (l.t(T::PromiseFoundDo)) }
                }))
            }
        }
    }
}

fn reasons(c: &Candidate, register: &Register, l: Locale) -> String {
    let mut all: Vec<String> = c
        .why
        .iter()
        .map(|why| {
            l.t(match why {
                Why::SameOffering => T::PromiseWhyOffering,
                Why::SamePlace => T::PromiseWhyPlace,
                Why::Busy => T::PromiseWhyBusy,
                Why::Away => T::PromiseWhyAway,
                Why::NotReady => T::PromiseWhyNotReady,
                Why::Likes => T::PromiseWhyLikes,
                Why::HasRoom => T::PromiseWhyHasRoom,
                Why::Masters => T::PromiseWhyMasters,
            })
        })
        .collect();
    all.extend(
        c.blocked
            .iter()
            .map(|(block, other)| roster::block_with(l, register, block, |_| other.get(l).to_owned())),
    );
    all.push(l.ta(
        T::PromiseWhyHours,
        &ui::args![("hours", i64::from(c.minutes.div_ceil(60)))],
    ));
    all.join(", ")
}

fn move_card(cx: &Cx, stand: &Stand) -> Markup {
    let l = cx.locale();
    let o = &stand.occurrence;
    let clock = |m: Minute| format!("{:02}:{:02}", m.get() / 60, m.get() % 60);
    html! {
        section.card {
            h2 { (l.t(T::PromiseMoveTitle)) }
            (post(cx, stand, "flytt", &html! {
                (fields::date_field(&Field::new("dag", l.t(T::PromiseMoveDay)).value(o.date.to_string())))
                (fields::time_field(&Field::new("fra", l.t(T::OfficeStart)).value(clock(o.start))))
                (fields::time_field(&Field::new("til", l.t(T::OfficeStop)).value(clock(o.end))))
                (parts::actions(&[parts::button(&l.t(T::PromiseMoveDo), Weight::Secondary)]))
            }))
        }
    }
}

fn off_card(cx: &Cx, stand: &Stand) -> Markup {
    let l = cx.locale();
    html! {
        section.card {
            h2 { (l.t(T::PromiseCallOff)) }
            p { (l.t(T::PromiseCallOffLead)) }
            (post(cx, stand, "avlys", &parts::actions(&views::reason_buttons(l))))
        }
    }
}

fn back(cx: &Cx, key: &OccurrenceKey, with: &str) -> Response {
    cx.go(&format!("{}?{with}", state::path(key)))
}

/// Asks one, or everybody who can.
///
/// # Errors
/// [`PromiseRefusal::Over`] when the hour is over.
pub async fn ask(cx: Cx, Path(which): Which, Form(pairs): Pairs) -> Result<Response, AppError> {
    let key = key(which)?;
    let of = open(&cx, &key).await?;
    let entered = Entered::of(pairs);
    let who = Person::parse(entered.get("hvem"));
    let (published, base, now) = (cx.published().await?, cx.full_address("/vikar/"), cx.now);
    let asked = cx
        .write(move |tx| match who {
            None => substitute::ask_all(tx, &published.register, &of, &base),
            Some(who) => {
                let all = substitute::candidates(tx, &published.register, &of, now)?;
                let one = all.into_iter().find(|c| c.who == who && c.can()).ok_or(AppError::Absent)?;
                substitute::ask(tx, &published.register, &of, &one, &base).map(usize::from)
            }
        })
        .await?;
    Ok(back(&cx, &key, &format!("spurt={asked}")))
}

async fn open(cx: &Cx, key: &OccurrenceKey) -> Result<Stand, AppError> {
    let stand = stand(cx, key).await?;
    if stand.occurrence.takes_place() && cx.now < stand.occurrence.ends_at() {
        Ok(stand)
    } else {
        Err(AppError::refused(PromiseRefusal::Over))
    }
}

/// The coordinator has found somebody herself.
///
/// # Errors
/// [`PromiseRefusal::Over`] when the hour is over.
pub async fn found(cx: Cx, Path(which): Which, Form(pairs): Pairs) -> Result<Response, AppError> {
    let key = key(which)?;
    open(&cx, &key).await?;
    let entered = Entered::of(pairs);
    if let Some(Person::Guide(guide)) = Person::parse(entered.get("hvem")) {
        let (published, which) = (cx.published().await?, key.clone());
        let got = cx
            .write(move |tx| {
                let name = guides::one(tx, guide)?.ok_or(AppError::Absent)?.name;
                substitute::step_in(tx, &published.register, &which, Person::Guide(guide), &name)
            })
            .await?;
        return Ok(back(&cx, &key, if got { "lagret=1" } else { "opptatt=1" }));
    }
    let name = entered.get("navn").trim().to_owned();
    let wrong = if name.is_empty() {
        Some(cx.locale().t(T::OfficeProblemMissing))
    } else {
        guard(&name, false).map(|kind| refused_words(kind, cx.locale()))
    };
    if let Some(text) = wrong {
        return show(&cx, &key, &HashMap::new(), Some((name, text))).await;
    }
    let (published, which) = (cx.published().await?, key.clone());
    let got = cx
        .write(move |tx| {
            let who = match substitute::person_named(tx, &name, which.original)? {
                Some(guide) => guide,
                None => Person::Keeper(store::keeper_named(tx, &name)?),
            };
            substitute::step_in(tx, &published.register, &which, who, &name)
        })
        .await?;
    Ok(back(&cx, &key, if got { "lagret=1" } else { "opptatt=1" }))
}

/// The hour is at another time, or shorter.
///
/// # Errors
/// [`PromiseRefusal::Over`], or [`PromiseRefusal::BadTime`] when the plan cannot have it so.
pub async fn move_it(cx: Cx, Path(which): Which, Form(pairs): Pairs) -> Result<Response, AppError> {
    let key = key(which)?;
    open(&cx, &key).await?;
    let entered = Entered::of(pairs);
    let bad = || AppError::refused(PromiseRefusal::BadTime);
    let to = Change::Moved {
        date: day_of(entered.get("dag")).ok_or_else(bad)?,
        start: Minute::parse(entered.get("fra")).ok_or_else(bad)?,
        end: Minute::parse(entered.get("til")).ok_or_else(bad)?,
    };
    if matches!(to, Change::Moved { start, end, .. } if start >= end) {
        return Err(bad());
    }
    let which = key.clone();
    cx.write_register(move |tx| acts::move_to(tx, &which, to, &Localized::default())).await?;
    Ok(back(&cx, &key, "lagret=1"))
}

/// The hour is called off.
///
/// # Errors
/// [`PromiseRefusal::Over`] when it is over.
pub async fn call_off(cx: Cx, Path(which): Which, Form(pairs): Pairs) -> Result<Response, AppError> {
    let key = key(which)?;
    let (why, cause) = views::reason(Entered::of(pairs).get("grunn")).ok_or(AppError::Absent)?;
    // A second tap finds it called off.
    if stand(&cx, &key).await?.standing != Standing::CalledOff {
        open(&cx, &key).await?;
        let which = key.clone();
        cx.write_register(move |tx| acts::call_off(tx, &which, &why, cause)).await?;
    }
    Ok(back(&cx, &key, "lagret=1"))
}

/// Whether we were there, said afterwards.
///
/// # Errors
/// [`PromiseRefusal::Over`] when it is not over yet, or called off.
pub async fn say(cx: Cx, Path(which): Which, Form(pairs): Pairs) -> Result<Response, AppError> {
    let key = key(which)?;
    let entered = Entered::of(pairs);
    let stand = stand(&cx, &key).await?;
    if cx.now < stand.occurrence.ends_at() || !stand.occurrence.takes_place() {
        return Err(AppError::refused(PromiseRefusal::Over));
    }
    let cause = Cause::parse(entered.get("svar"));
    let held = entered.get("svar") == "ja";
    if !held && cause.is_none() {
        return Err(AppError::Absent);
    }
    let which = key.clone();
    cx.write(move |tx| {
        store::say(tx, &which, held)?;
        cause.map_or(Ok(()), |cause| store::set_cause(tx, &which, cause))
    })
    .await?;
    Ok(match entered.get("til") {
        "kontor" => cx.go("/kontor"),
        _ => back(&cx, &key, "lagret=1"),
    })
}

/// The field for a contact, by how it reaches somebody.
pub(super) fn contact_field(name: &str, label: String, value: &str, error: Option<&str>) -> Markup {
    fields::input(&Field::new(name, label).value(value).error(error), Kind::Text)
}
