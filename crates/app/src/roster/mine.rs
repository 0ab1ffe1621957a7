//! The guide's own pages, by her personal link or signed in: my shifts, when I can, give up and take over, my calendar.

use super::{
    crew::{self, Offer, OnShift},
    ground::{Duty, week_of},
    store::{self, Span},
    tell, words,
};
use crate::{
    frame::{AppError, Cx},
    guides,
    offerings::Pairs,
    office::entered::{Entered, Problems, Reading},
    texts::{T, Words},
};
use ::store::{Query as Asks, Tx};
use axum::{
    Form,
    extract::{Path, Query},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{
    register::Register,
    roster::{BusyWhy, Willingness},
    schedule::{OccurrenceKey, day_in_words, time_range, weekday_name},
    shared::{Id, Minute},
};
use interop::ical::{self, Entry, Feed, When};
use jiff::{
    Timestamp, ToSpan,
    civil::{Date, Weekday},
};
use maud::{Markup, html};
use std::collections::{BTreeMap, HashMap};
use ui::{
    Audience, Shell, args,
    forms::{self as fields, Choice, Field},
    parts::{self, Tone, Weight},
};

/// How far ahead she sees her shifts, and is asked when she can.
const AHEAD: i64 = 8 * 7;

fn after(day: Date, days: i64) -> Date {
    day.checked_add(days.days()).unwrap_or(day)
}

/// A guide's shifts ahead, and what she can answer.
#[derive(Clone, Debug)]
pub struct Mine {
    guide: Id,
    duties: Vec<Duty>,
    on: Vec<OnShift>,
    offers: Vec<Offer>,
    names: BTreeMap<Id, String>,
    answers: BTreeMap<(Id, OccurrenceKey), Willingness>,
    spans: Vec<Span>,
    feed: bool,
}

/// What the roster has about one guide, for her own page.
///
/// # Errors
/// A fault of the database.
pub fn mine(q: &mut impl Asks, guide: Id, now: Timestamp) -> Result<Mine, AppError> {
    let today = domain::shared::day_and_minute(now).0;
    let register = crew::register(q)?;
    let duties = super::ground::duties(q, &register, today, after(today, AHEAD))?;
    let here = |key: &OccurrenceKey| duties.iter().any(|d| d.key == *key && d.occurrence.ends_at() > now);
    let mut on = crew::shifts_between(q, after(today, -60), after(today, AHEAD + 60))?;
    on.retain(|s| here(&s.key));
    let mut offers = crew::offers(q)?;
    offers.retain(|o| here(&o.key));
    Ok(Mine {
        guide,
        on,
        offers,
        names: guides::names(q)?,
        answers: store::answers(q, after(today, -60))?,
        spans: store::spans(q, today)?.into_iter().filter(|s| s.guide == guide).collect(),
        feed: store::has_feed(q, guide)?,
        duties: duties.into_iter().filter(|d| d.occurrence.ends_at() > now).collect(),
    })
}

impl Mine {
    fn duty(&self, key: &OccurrenceKey) -> Option<&Duty> {
        self.duties.iter().find(|d| d.key == *key)
    }

    /// Her shifts, in order.
    fn shifts(&self) -> impl Iterator<Item = (&Duty, &OnShift)> {
        self.duties
            .iter()
            .filter_map(|d| Some((d, self.on.iter().find(|s| s.key == d.key && s.guide == self.guide)?)))
    }

    /// A few words and the next shifts, for the guide's own page; `more` is the page with the rest.
    #[must_use]
    pub fn card(&self, cx: &Cx, more: &str) -> Markup {
        let l = cx.locale();
        html! {
            section.card {
                h2 { (l.t(T::RosterMine)) }
                @if self.shifts().next().is_none() { p { (l.t(T::RosterMineNone)) } }
                ul { @for (duty, _) in self.shifts().take(3) { li { (words::duty(cx, duty)) } } }
                (parts::actions(&[parts::button_link(&l.t(T::RosterMineMore), &cx.link(more), Weight::Secondary)]))
                h3 { (l.t(T::RosterCalendar)) }
                p { (l.t(if self.feed { T::RosterCalendarThere } else { T::RosterCalendarText })) }
                p.links { a href=(cx.link(&format!("{more}#kalender"))) { (l.t(if self.feed { T::RosterCalendarNew } else { T::RosterCalendarMake })) } }
            }
        }
    }
}

/// `/veileder/{token}/vakter`: by her personal link.
///
/// # Errors
/// Absent when the link is not hers any more.
pub async fn by_link(
    cx: Cx,
    Path(token): Path<String>,
    Query(query): Query<HashMap<String, String>>,
) -> Result<Response, AppError> {
    let guide = of_link(&cx, &token).await?;
    own_page(&cx, guide, &format!("/veileder/{token}/vakter"), &Said::of(&query)).await
}

/// `/skranke/min-side/vakter`: signed in.
///
/// # Errors
/// A fault of the database. Who guides nobody is sent to the own page, which tells what to do.
pub async fn signed_in(cx: Cx, Query(query): Query<HashMap<String, String>>) -> Result<Response, AppError> {
    match of_account(&cx).await {
        Ok(guide) => own_page(&cx, guide, "/skranke/min-side/vakter", &Said::of(&query)).await,
        Err(AppError::Absent) => Ok(cx.go("/skranke/min-side")),
        Err(error) => Err(error),
    }
}

async fn of_link(cx: &Cx, token: &str) -> Result<Id, AppError> {
    let (token, now) = (token.to_owned(), cx.now);
    cx.read(move |r| guides::by_link(r, &token, now)).await?.ok_or(AppError::Absent)
}

async fn of_account(cx: &Cx) -> Result<Id, AppError> {
    let Some(crate::frame::Who::Person { account, .. }) = cx.session.as_ref().map(|s| s.who.clone()) else {
        return Err(AppError::Absent);
    };
    cx.read(move |r| guides::of_account(r, account)).await?.ok_or(AppError::Absent)
}

/// Takes what she answers, by her personal link.
///
/// # Errors
/// Absent when the link is not hers any more.
pub async fn by_link_answer(cx: Cx, Path(token): Path<String>, Form(pairs): Pairs) -> Result<Response, AppError> {
    let guide = of_link(&cx, &token).await?;
    answer(&cx, guide, &format!("/veileder/{token}/vakter"), &Entered::of(pairs)).await
}

/// Takes what she answers, signed in.
///
/// # Errors
/// Absent when the account is no guide's.
pub async fn signed_in_answer(cx: Cx, Form(pairs): Pairs) -> Result<Response, AppError> {
    let guide = of_account(&cx).await?;
    answer(&cx, guide, "/skranke/min-side/vakter", &Entered::of(pairs)).await
}

/// What was wrong with an answer.
struct Wrong {
    words: String,
    entered: Entered,
    problems: Problems,
}

impl From<Wrong> for Said {
    fn from(wrong: Wrong) -> Self {
        Self {
            wrong: Some(wrong),
            ..Self::default()
        }
    }
}

/// What the page says of what was just done.
#[derive(Default)]
struct Said {
    saved: bool,
    waits: bool,
    /// The address of a calendar that was just made. It is shown once, in the answer itself: an address with a secret in it
    /// must not stay in the browser's history as part of ours.
    feed: Option<String>,
    wrong: Option<Wrong>,
}

impl Said {
    fn of(query: &HashMap<String, String>) -> Self {
        Self {
            saved: query.contains_key("lagret"),
            waits: query.contains_key("venter"),
            ..Self::default()
        }
    }
}

async fn own_page(cx: &Cx, guide: Id, base: &str, said: &Said) -> Result<Response, AppError> {
    let wrong = said.wrong.as_ref();
    let now = cx.now;
    let m = cx.read(move |r| mine(r, guide, now)).await?;
    let l = cx.locale();
    let title = l.t(T::RosterMine);
    let here = cx.link(base);
    let unseen = m.shifts().any(|(_, s)| s.seen_at.is_none());
    let empty = (Entered::default(), Vec::new());
    let (entered, problems) = wrong.map_or((&empty.0, &empty.1), |w| (&w.entered, &w.problems));
    let body = html! {
        h1 { (title) }
        @if let Some(w) = wrong.filter(|w| !w.words.is_empty()) { (parts::live_notice(Tone::Stop, &html! { p { (w.words) } })) }
        (fields::error_summary(l, problems))
        @if said.saved { (parts::live_notice(Tone::Good, &html! { p { (l.t(T::RosterSaved)) } })) }
        @if said.waits { (parts::live_notice(Tone::Look, &html! { p { (l.t(T::RosterWaitsForYes)) } })) }
        @if let Some(token) = &said.feed { (calendar_made(cx, token)) }
        @if m.shifts().next().is_none() { (parts::empty_state(&l.t(T::RosterMineNone), None)) }
        @if unseen { (fields::form(&here, &cx.csrf(), &parts::actions(&[parts::button_with(&l.t(T::RosterISaw), Weight::Primary, "handling", "sett")]))) }
        @for (duty, s) in m.shifts() { (my_shift(cx, &m, &here, duty, s)) }
        (to_take(cx, &m, &here))
        h2 { (l.t(T::RosterWhenCan)) }
        (willing(cx, &m, &here))
        (times(cx, &here, &m.spans, entered, problems))
        h2 id="kalender" { (l.t(T::RosterCalendar)) }
        p { (l.t(if m.feed { T::RosterCalendarThere } else { T::RosterCalendarText })) }
        (fields::form(&here, &cx.csrf(), &parts::actions(&[parts::button_with(&l.t(if m.feed { T::RosterCalendarNew } else { T::RosterCalendarMake }), Weight::Secondary, "handling", "kalender")])))
    };
    let audience = if cx.session.is_some() {
        Audience::Desk
    } else {
        Audience::Plain
    };
    let shell = Shell {
        noindex: true,
        ..cx.shell(audience, title)
    };
    let status = if wrong.is_some() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    Ok((status, cx.html(&shell, &body)).into_response())
}

fn calendar_made(cx: &Cx, token: &str) -> Markup {
    let l = cx.locale();
    let address = cx.full_address(&format!("/vakter/{token}"));
    parts::notice(
        Tone::Good,
        &html! { p { (l.t(T::RosterCalendarAddress)) } p { a href=(address) { (address) } } },
    )
}

fn my_shift(cx: &Cx, m: &Mine, here: &str, duty: &Duty, s: &OnShift) -> Markup {
    let l = cx.locale();
    let o = &duty.occurrence;
    let others: Vec<&str> =
        m.on.iter()
            .filter(|x| x.key == duty.key && x.guide != m.guide)
            .filter_map(|x| m.names.get(&x.guide))
            .map(String::as_str)
            .collect();
    let offer = m.offers.iter().find(|x| x.key == s.key && x.guide == m.guide);
    html! {
        section.card {
            h2 { (day_in_words(o.date, cx.today(), l)) ", " (time_range(o.start, o.end, l)) }
            p { (duty.name.get(l)) @if !others.is_empty() { " – " (l.ta(T::RosterWith, &args![("names", others.join(", "))])) } }
            @match offer {
                Some(Offer { taker: Some(taker), .. }) => {
                    p { (parts::tag(Tone::Look, &l.ta(T::RosterTakenBy, &args![("name", m.names.get(taker).cloned().unwrap_or_default())]))) }
                }
                Some(_) => { p { (parts::tag(Tone::Look, &l.t(T::RosterOffered))) } }
                None => {}
            }
            (fields::form(here, &cx.csrf(), &html! {
                (fields::hidden("vakt", &duty.key.to_string()))
                @if offer.is_some() { (parts::actions(&[parts::button_with(&l.t(T::RosterKeep), Weight::Quiet, "handling", "behold")])) }
                @else { (parts::actions(&[parts::button_with(&l.t(T::RosterGiveUp), Weight::Quiet, "handling", "gi-fra")])) }
            }))
        }
    }
}

/// Shifts that colleagues would like to give up.
fn to_take(cx: &Cx, m: &Mine, here: &str) -> Markup {
    let l = cx.locale();
    let open: Vec<(&Offer, &Duty)> = m
        .offers
        .iter()
        .filter(|o| o.taker.is_none() && o.guide != m.guide)
        .filter_map(|o| Some((o, m.duty(&o.key)?)))
        .filter(|(o, _)| !m.on.iter().any(|s| s.key == o.key && s.guide == m.guide))
        .collect();
    let mut back = vec![Choice::new("", l.t(T::RosterNothingBack), true)];
    back.extend(m.shifts().map(|(d, _)| Choice::new(d.key.to_string(), words::duty(cx, d), false)));
    html! {
        @if !open.is_empty() {
            h2 { (l.t(T::RosterToTake)) }
            @for (offer, duty) in open {
                section.card {
                    h3 { (words::duty(cx, duty)) }
                    p { (l.ta(T::RosterGivenUpBy, &args![("name", m.names.get(&offer.guide).cloned().unwrap_or_default())])) }
                    (fields::form(here, &cx.csrf(), &html! {
                        (fields::hidden("vakt", &duty.key.to_string()))
                        (fields::hidden("fra-hvem", &offer.guide.to_string()))
                        @if back.len() > 1 { (fields::select(&Field::new("bytte", l.t(T::RosterBack)).id(format!("bytte-{}-{}", duty.key.schedule, duty.key.original)), &back)) }
                        (parts::actions(&[parts::button_with(&l.t(T::RosterTake), Weight::Secondary, "handling", "ta")]))
                    }))
                }
            }
        }
    }
}

/// How many dates she is asked about at a time.
const ASKED: usize = 24;

/// What she answers about the shifts ahead that she has not.
fn willing(cx: &Cx, m: &Mine, here: &str) -> Markup {
    let l = cx.locale();
    let next_monday = after(week_of(cx.today()).1, 1);
    let ask: Vec<&Duty> = m
        .duties
        .iter()
        .filter(|d| d.occurrence.date >= next_monday && d.demand.guides > 0)
        .filter(|d| !m.on.iter().any(|s| s.key == d.key && s.guide == m.guide))
        .take(ASKED)
        .collect();
    let labels = [
        ("", T::RosterFine),
        (Willingness::Gladly.code(), T::RosterGladly),
        (Willingness::RatherNot.code(), T::RosterRatherNot),
        (Willingness::No.code(), T::RosterCannotThen),
    ];
    html! {
        @if ask.is_empty() { p { (l.t(T::RosterNothingAsked)) } } @else {
            details {
                summary { (l.ta(T::RosterAnswer, &args![("n", ask.len())])) }
                (fields::form(here, &cx.csrf(), &html! {
                    @for duty in &ask {
                        @let now = m.answers.get(&(m.guide, duty.key.clone())).map_or("", |a| a.code());
                        @let choices: Vec<Choice> = labels.iter().map(|(code, text)| Choice::new(*code, l.t(*text), *code == now)).collect();
                        (fields::select(&Field::new(format!("svar-{}", duty.key), words::duty(cx, duty)), &choices))
                    }
                    (parts::actions(&[parts::button_with(&l.t(T::RosterSave), Weight::Primary, "handling", "svar")]))
                }))
            }
        }
    }
}

/// When she cannot: what is kept, and forms for more.
pub(super) fn times(cx: &Cx, here: &str, spans: &[Span], entered: &Entered, problems: &[(String, String)]) -> Markup {
    let l = cx.locale();
    let wrong = |field: &str| problems.iter().find(|(n, _)| n == field).map(|(_, t)| t.clone());
    let days: Vec<Choice> = [Weekday::Monday, Weekday::Tuesday, Weekday::Wednesday, Weekday::Thursday, Weekday::Friday]
        .into_iter()
        .map(|w| {
            let n = w.to_monday_one_offset().to_string();
            Choice::new(n.clone(), weekday_name(w, l), entered.all("ukedag").any(|v| v == n))
        })
        .collect();
    html! {
        @if !spans.is_empty() {
            ul.plain { @for s in spans { li {
                p { (span_words(cx, s)) }
                (fields::form(here, &cx.csrf(), &html! {
                    (fields::hidden("id", &s.id.to_string()))
                    (parts::actions(&[parts::button_with(&l.t(T::RosterRemove), Weight::Quiet, "handling", "fjern-tid")]))
                }))
            } } }
        }
        details open[["borte-fra", "borte-til"].iter().any(|f| wrong(f).is_some())] {
            summary { (l.t(T::RosterAway)) }
            (fields::form(here, &cx.csrf(), &html! {
                (fields::hidden("id", &Id(cx.app.db().random_id()).to_string()))
                (fields::date_field(&Field::new("borte-fra", l.t(T::RosterFrom)).value(entered.get("borte-fra")).error(wrong("borte-fra"))))
                (fields::date_field(&Field::new("borte-til", l.t(T::RosterTo)).value(entered.get("borte-til")).error(wrong("borte-til"))))
                (parts::actions(&[parts::button_with(&l.t(T::RosterSave), Weight::Secondary, "handling", "borte")]))
            }))
        }
        details open[["ukedag", "skole-fra", "skole-til", "skole-slutt"].iter().any(|f| wrong(f).is_some())] {
            summary { (l.t(T::RosterSchool)) }
            p { (l.t(T::RosterSchoolHint)) }
            (fields::form(here, &cx.csrf(), &html! {
                (fields::checkboxes(&Field::new("ukedag", l.t(T::RosterWeekdays)).error(wrong("ukedag")), &days))
                (fields::time_field(&Field::new("skole-fra", l.t(T::RosterClockFrom)).value(entered.get("skole-fra")).error(wrong("skole-fra"))))
                (fields::time_field(&Field::new("skole-til", l.t(T::RosterClockTo)).value(entered.get("skole-til")).error(wrong("skole-til"))))
                (fields::date_field(&Field::new("skole-slutt", l.t(T::RosterLastDay)).value(entered.get("skole-slutt")).error(wrong("skole-slutt"))))
                (parts::actions(&[parts::button_with(&l.t(T::RosterSave), Weight::Secondary, "handling", "skole")]))
            }))
        }
    }
}

fn span_words(cx: &Cx, s: &Span) -> String {
    let l = cx.locale();
    let day = |d| day_in_words(d, cx.today(), l);
    let dates = if s.first == s.last {
        day(s.first)
    } else {
        format!("{}–{}", day(s.first), day(s.last))
    };
    let why = l.t(match s.why {
        BusyWhy::School => T::RosterBlockSchool,
        BusyWhy::Absent => T::RosterBlockAbsent,
        BusyWhy::SaidNo | BusyWhy::NotHere | BusyWhy::Elsewhere => T::RosterBlockNo,
    });
    match s.weekday {
        Some(w) => format!(
            "{why}: {} {}, {dates}",
            weekday_name(w, l),
            time_range(s.start, s.end, l)
        ),
        None => format!("{why}: {dates}"),
    }
}

/// A change of when somebody cannot.
#[derive(Clone, Debug)]
pub(super) enum Change {
    Away(Date, Date),
    School(Vec<Weekday>, Minute, Minute, Date, Date),
    Remove(Id),
}

impl Change {
    pub(super) fn apply(self, tx: &mut Tx, guide: Id) -> Result<(), AppError> {
        match self {
            // Her shifts in the days go the way illness does: the coordinator sees at once that they are uncrewed.
            Self::Away(first, last) => {
                if !crew::absent(tx, guide, first, last)?.is_empty() {
                    crate::promise::look_again(tx)?;
                }
                Ok(())
            }
            Self::Remove(id) => store::remove_span(tx, guide, id),
            Self::School(weekdays, start, end, first, last) => weekdays.into_iter().try_for_each(|weekday| {
                let span = Span {
                    id: Id(tx.new_id()),
                    guide,
                    why: BusyWhy::School,
                    first,
                    last,
                    weekday: Some(weekday),
                    start,
                    end,
                };
                let same = |s: &Span| {
                    Span {
                        id: span.id,
                        ..s.clone()
                    } == span
                };
                if store::spans(tx, first)?.iter().any(same) {
                    return Ok(());
                }
                store::put_span(tx, &span)
            }),
        }
    }
}

/// Reads a form about when somebody cannot.
pub(super) fn read_times(cx: &Cx, guide: Id, entered: &Entered) -> Result<Change, Problems> {
    let (l, today) = (cx.locale(), cx.today());
    let mut reading = Reading::new(l, entered);
    let change = match entered.get("handling") {
        "fjern-tid" => Change::Remove(Id::parse(entered.get("id")).unwrap_or(guide)),
        "skole" => {
            let weekdays: Vec<Weekday> = entered
                .all("ukedag")
                .filter_map(|n| Weekday::from_monday_one_offset(n.parse().ok()?).ok())
                .collect();
            if weekdays.is_empty() {
                reading.problem("ukedag", l.t(T::OfficeProblemChoose));
            }
            let (start, end) = (reading.needed_clock("skole-fra"), reading.needed_clock("skole-til"));
            let last = reading.needed_day("skole-slutt", today);
            if reading.problems.is_empty() && end <= start {
                reading.problem("skole-til", l.t(T::OfficeProblemEnd));
            }
            if reading.problems.is_empty() && last < today {
                reading.problem("skole-slutt", l.t(T::OfficeProblemLast));
            }
            Change::School(weekdays, start, end, today, last)
        }
        _ => {
            let first = reading.needed_day("borte-fra", today);
            let last = reading.day("borte-til").unwrap_or(first);
            if reading.problems.is_empty() && last < first {
                reading.problem("borte-til", l.t(T::OfficeProblemLast));
            }
            Change::Away(first.max(today), last)
        }
    };
    let problems = reading.problems;
    if problems.is_empty() { Ok(change) } else { Err(problems) }
}

async fn answer(cx: &Cx, guide: Id, base: &str, entered: &Entered) -> Result<Response, AppError> {
    let what = entered.get("handling").to_owned();
    let key = OccurrenceKey::parse(entered.get("vakt"));
    let done: Result<String, AppError> = match what.as_str() {
        "sett" => cx.write(move |tx| crew::seen(tx, guide)).await.map(|()| "lagret=1".to_owned()),
        "svar" => {
            let answers: Vec<(OccurrenceKey, Option<Willingness>)> = entered
                .names()
                .filter_map(|name| {
                    let key = OccurrenceKey::parse(name.strip_prefix("svar-")?)?;
                    Some((key, Willingness::parse(entered.get(name))))
                })
                .collect();
            cx.write(move |tx| answers.iter().try_for_each(|(key, answer)| store::answer(tx, guide, key, *answer)))
                .await
                .map(|()| "lagret=1".to_owned())
        }
        "gi-fra" | "behold" => {
            let key = key.ok_or(AppError::Absent)?;
            cx.write(move |tx| {
                if what == "behold" {
                    crew::keep(tx, &key, guide, false)
                } else {
                    crew::give_up(tx, &key, guide)
                }
            })
            .await
            .map(|()| "lagret=1".to_owned())
        }
        "ta" => {
            let (key, from) = (
                key.ok_or(AppError::Absent)?,
                Id::parse(entered.get("fra-hvem")).ok_or(AppError::Absent)?,
            );
            let back = OccurrenceKey::parse(entered.get("bytte"));
            let waits = cx.write(move |tx| crew::take(tx, &key, from, guide, back.as_ref())).await;
            waits.map(|waits| if waits { "venter=1" } else { "lagret=1" }.to_owned())
        }
        "kalender" => {
            let said = Said {
                feed: Some(cx.write(move |tx| store::make_feed(tx, guide)).await?),
                ..Said::default()
            };
            return own_page(cx, guide, base, &said).await;
        }
        _ => match read_times(cx, guide, entered) {
            Ok(change) => cx.write(move |tx| change.clone().apply(tx, guide)).await.map(|()| "lagret=1".to_owned()),
            Err(problems) => {
                let wrong = Wrong {
                    words: String::new(),
                    entered: entered.clone(),
                    problems,
                };
                return own_page(cx, guide, base, &wrong.into()).await;
            }
        },
    };
    match done {
        Ok(query) => Ok(cx.go(&format!("{base}?{query}"))),
        Err(AppError::Refused(r)) => {
            let wrong = Wrong {
                words: format!("{} {}", r.text(cx.locale()), r.hint(cx.locale())),
                entered: Entered::default(),
                problems: Vec::new(),
            };
            own_page(cx, guide, base, &wrong.into()).await
        }
        Err(other) => Err(other),
    }
}

/// `/vakter/{token}`: her shifts as a calendar to follow.
///
/// # Errors
/// Absent when the address is not anybody's any more.
pub async fn feed(cx: Cx, Path(token): Path<String>) -> Result<Response, AppError> {
    let now = cx.now;
    let asked = token.trim_end_matches(".ics").to_owned();
    let (register, m) = cx
        .read(move |r| {
            let guide = store::by_feed(r, &asked)?.ok_or(AppError::Absent)?;
            Ok((crew::register(r)?, mine(r, guide, now)?))
        })
        .await?;
    let l = register.municipality.written_language;
    let entries = m.shifts().map(|(duty, s)| entry(&cx, &register, duty, s)).collect();
    let feed = Feed {
        name: l.ta(
            T::RosterFeedName,
            &args![("service", register.municipality.service_name.get(l))],
        ),
        description: l.t(T::RosterCalendarText),
        language: l.code(),
        url: cx.full_address("/skranke/min-side/vakter"),
        source: cx.full_address(&format!("/vakter/{token}")),
        entries,
    };
    let headers = [(header::CONTENT_TYPE, ical::CONTENT_TYPE), (header::CACHE_CONTROL, "private, no-store")];
    Ok((headers, ical::write(&feed)).into_response())
}

fn entry(cx: &Cx, register: &Register, duty: &Duty, s: &OnShift) -> Entry {
    let l = register.municipality.written_language;
    let o = &duty.occurrence;
    let place = register.places.iter().find(|p| p.key == o.place);
    Entry {
        uid: tell::uid(&s.key, s.guide),
        sequence: tell::sequence(s.given_at),
        changed: s.given_at,
        when: When::Once {
            instead_of: None,
            starts: o.starts_at(),
            ends: o.ends_at(),
        },
        summary: l.ta(T::RosterCalendarSummary, &args![("name", duty.name.get(l))]),
        description: String::new(),
        location: place.map_or_else(String::new, |p| p.name.get(l).to_owned()),
        position: place.and_then(|p| p.position),
        category: String::new(),
        url: cx.full_address("/skranke/min-side/vakter"),
        cancelled: false,
    }
}
