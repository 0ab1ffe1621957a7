//! The office's home: what waits, and the week as a picture.

use super::waiting::{Named, Waiting, waiting};
use crate::{
    frame::{AppError, Cx},
    texts::{T, Words},
};
use axum::response::Response;
use domain::{
    access::Permission,
    register::Register,
    schedule::{DayPlan, day_in_words, time_range, week, weekday_name},
    shared::Locale,
};
use maud::{Markup, html};
use ui::{
    Audience,
    parts::{self, Tone, Weight, button_link},
};

/// The page.
///
/// # Errors
/// A fault of the database.
pub async fn page(cx: Cx) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let (l, register) = (cx.locale(), &published.register);
    let waits = waiting(register, cx.today(), cx.now);
    let manages = cx.session.as_ref().is_some_and(|s| s.may(Permission::ManageGuides));
    let unsent = crate::messages::waits(&cx).await?;
    let events = crate::events::waits(&cx).await?;
    let people = crate::guides::waits(&cx).await?;
    let learning = crate::learning::waits(&cx).await?.filter(|_| manages);
    let promises = crate::promise::waits(&cx).await?;
    let handbook = crate::handbook::waits(&cx).await?;
    let incidents = crate::incidents::waits(&cx).await?;
    let alone = crate::bookings::waits(&cx).await?;
    let late = crate::risk::waits(&cx).await?;
    let anchoring = crate::anchoring::waits(&cx).await?;
    let way = crate::situation::waits(&cx).await?;
    let plans = cx.session.as_ref().is_some_and(|s| s.may(Permission::PlanRoster));
    let shifts = if plans { crate::roster::waits(&cx).await? } else { None };
    let edits = cx.session.as_ref().is_some_and(|s| s.may(Permission::EditRegister));
    let body = html! {
        h1 { (l.t(T::OfficeWaiting)) }
        @if edits {
            (parts::actions(&[
                button_link(&l.t(T::PromiseSickDo), &cx.link("/kontor/syk"), Weight::Primary),
                button_link(&l.t(T::OfficeShortNotice), &cx.link("/kontor/beskjed"), Weight::Secondary),
            ]))
        }
        @let nothing_more = people.is_empty() && incidents.is_empty() && promises.is_empty() && learning.is_none() && handbook.is_none() && alone == 0 && shifts.is_none() && late.is_none() && anchoring.is_none() && way.is_none();
        @if waits.is_empty() && unsent.is_none() && events.is_none() && nothing_more {
            (parts::empty_state(&l.t(T::OfficeNothingWaits), None))
        } @else {
            div.grid.waiting {
                @if let Some(text) = &way {
                    (simple(&cx, &l.t(T::SituationWay), text, &l.t(T::SituationWayDo), "/kontor/veien"))
                }
                @for card in &incidents { (card) }
                @for card in &promises { (card) }
                @if alone > 0 {
                    (simple(&cx, &l.ta(T::BookingsWithoutGuide, &ui::args![("n", alone)]), &l.t(T::BookingsWithoutGuideDo), &l.t(T::BookingsWithoutGuideSee), "/kontor/timer"))
                }
                @if let Some(text) = &late {
                    (simple(&cx, &l.t(T::RiskDeadlines), text, &l.t(T::RiskWaitsDo), "/kontor/frister"))
                }
                @if let Some(text) = &anchoring {
                    (simple(&cx, &l.t(T::AnchoringTitle), text, &l.t(T::AnchoringWaitsDo), "/kontor/forankring"))
                }
                @for card in &people { (card) }
                @if let Some(card) = &unsent { (card) }
                @if let Some(text) = &events {
                    (simple(&cx, &l.t(T::EventsOfficeTitle), text, &l.t(T::EventsWaitsDo), "/kontor/arrangement"))
                }
                @if let Some(text) = &learning {
                    (simple(&cx, &l.t(T::LearningOffice), text, &l.t(T::LearningWaitsDo), "/kontor/laering"))
                }
                @if let Some(text) = &shifts {
                    (simple(&cx, &l.t(T::RosterTitle), text, &l.t(T::RosterWaitsDo), "/kontor/vaktplan"))
                }
                @for w in &waits { (card(&cx, w)) }
                @if let Some(text) = &handbook {
                    (simple(&cx, &l.t(T::HandbookTitle), text, &l.t(T::HandbookWaitsDo), "/kontor/handbok?vis=venter"))
                }
            }
        }
        h2 { (l.t(T::OfficeWeek)) }
        (picture(&cx, register))
        p { a href=(cx.link("/kontor/lofte")) { (l.t(T::PromiseTitle)) } " · " a href=(cx.link("/kontor/baerekraft")) { (l.t(T::SustainabilityTitle)) } " · " a href=(cx.link("/kontor/hendelser")) { (l.t(T::IncidentsTitle)) } }
    };
    Ok(cx.html(&cx.shell(Audience::Office, l.t(T::OfficeHome)), &body))
}

fn card(cx: &Cx, w: &Waiting) -> Markup {
    let l = cx.locale();
    let today = cx.today();
    let one = |n: &Named| n.name.get(l).to_owned();
    match w {
        Waiting::RiskOverdue(name, due) => {
            let when = day_in_words(*due, today, l);
            let text = l.ta(T::OfficeRiskOverdue, &ui::args![("day", when)]);
            risk_card(cx, Tone::Stop, name.get(l), &text)
        }
        Waiting::RiskMissing(name, due) => {
            let text = due.map_or_else(
                || l.t(T::OfficeRiskNoDate),
                |due| l.ta(T::OfficeRiskDue, &ui::args![("day", day_in_words(due, today, l))]),
            );
            risk_card(cx, Tone::Look, name.get(l), &text)
        }
        Waiting::ReviewDue(n, day) => {
            let text = l.ta(T::OfficeReviewDue, &ui::args![("day", day_in_words(*day, today, l))]);
            simple(cx, &one(n), &text, &l.t(T::OfficeRiskDo), &n.path)
        }
        Waiting::NoTimes(n) => simple(
            cx,
            &one(n),
            &l.t(T::OfficeWaitNoTimes),
            &l.t(T::OfficeWaitNoTimesDo),
            &n.path,
        ),
        Waiting::Draft(n) => simple(
            cx,
            &one(n),
            &l.t(T::OfficeWaitDraft),
            &l.t(T::OfficeWaitDraftDo),
            &n.path,
        ),
        Waiting::MissingContent(n) => simple(
            cx,
            &l.t(T::OfficeWaitContent),
            &l.ta(T::OfficeWaitContentText, &ui::args![("n", *n)]),
            &l.t(T::OfficeWaitContentDo),
            "/kontor/dekning",
        ),
        Waiting::NotConfirmed(all) => many(
            cx,
            &l.t(T::OfficeWaitConfirm),
            &l.ta(T::OfficeWaitConfirmText, &ui::args![("n", all.len())]),
            all,
            Some((&l.t(T::OfficeWaitConfirmDo), "/kontor/aktorer")),
        ),
        Waiting::Assumed(all) => many(
            cx,
            &l.t(T::OfficeWaitAssumed),
            &l.ta(T::OfficeWaitAssumedText, &ui::args![("n", all.len())]),
            all,
            None,
        ),
        Waiting::MissingTexts(locale, all) => {
            let language = ui::layout::language_name(*locale);
            many(
                cx,
                &l.ta(T::OfficeWaitTexts, &ui::args![("language", language)]),
                &l.ta(T::OfficeWaitTextsText, &ui::args![("n", all.len())]),
                all,
                None,
            )
        }
    }
}

fn risk_card(cx: &Cx, tone: Tone, name: &str, text: &str) -> Markup {
    let l = cx.locale();
    html! {
        section.card {
            p { (parts::tag(tone, &l.t(T::OfficeRiskTag))) }
            h2 { (name) }
            p { (text) }
            (parts::actions(&[button_link(&l.t(T::OfficeRiskDo), &cx.link("/kontor/grenser"), Weight::Secondary)]))
        }
    }
}

fn simple(cx: &Cx, title: &str, text: &str, action: &str, path: &str) -> Markup {
    html! {
        section.card {
            h2 { (title) }
            p { (text) }
            (parts::actions(&[button_link(action, &cx.link(path), Weight::Secondary)]))
        }
    }
}

fn many(cx: &Cx, title: &str, text: &str, all: &[Named], action: Option<(&String, &str)>) -> Markup {
    let l = cx.locale();
    html! {
        section.card {
            h2 { (title) }
            p { (text) }
            details {
                summary { (l.t(T::OfficeShowWhich)) }
                ul { @for n in all { li { a href=(cx.link(&n.path)) { (n.name.get(l)) } } } }
            }
            @if let Some((words, path)) = action {
                (parts::actions(&[button_link(words, &cx.link(path), Weight::Secondary)]))
            }
        }
    }
}

/// Pixels of an hour and a day in the picture.
const HOUR: u32 = 34;
const DAY: u32 = 118;
const LEFT: u32 = 44;
const TOP: u32 = 34;

/// The week as a picture, and the same as a list.
fn picture(cx: &Cx, register: &Register) -> Markup {
    let l = cx.locale();
    let days = week(register, cx.today(), cx.now);
    let entries = || days.iter().flat_map(|d| &d.entries);
    if entries().next().is_none() {
        return parts::empty_state(&l.t(T::OfficeWeekEmpty), None);
    }
    let first = entries().map(|e| e.occurrence.start.get() / 60).min().unwrap_or(8);
    let last = entries().map(|e| e.occurrence.end.get().div_ceil(60)).max().unwrap_or(20);
    let (first, last) = (u32::from(first), u32::from(last));
    let (width, height) = (LEFT + 7 * DAY, TOP + (last - first) * HOUR + 8);
    html! {
        figure.figure.week {
            div.plot role="group" aria-label=(l.t(T::OfficeWeek)) tabindex="0" {
                svg viewBox=(format!("0 0 {width} {height}")) role="img" aria-label=(l.t(T::OfficeWeekLabel)) {
                    @for hour in first..=last {
                        @let y = TOP + (hour - first) * HOUR;
                        line.rule x1=(LEFT) x2=(width) y1=(y) y2=(y) {}
                        text x="4" y=(y + 5) { (hour) }
                    }
                    @for (i, day) in (0u32..).zip(&days) { (column(register, day, LEFT + i * DAY, first, l)) }
                }
            }
            details {
                summary { (l.t(T::OfficeWeekAsList)) }
                (as_list(cx, register, &days))
            }
        }
    }
}

fn column(register: &Register, day: &DayPlan, x: u32, first_hour: u32, l: Locale) -> Markup {
    let mut lanes: Vec<u16> = Vec::new();
    let placed: Vec<(usize, _)> = day
        .entries
        .iter()
        .map(|e| {
            let (start, end) = (e.occurrence.start.get(), e.occurrence.end.get());
            let lane = lanes.iter().position(|busy| *busy <= start).unwrap_or(lanes.len());
            match lanes.get_mut(lane) {
                Some(busy) => *busy = end,
                None => lanes.push(end),
            }
            (lane, e)
        })
        .collect();
    let width = (DAY - 10) / u32::try_from(lanes.len().max(1)).unwrap_or(1);
    html! {
        text x=(x + 4) y="20" font-weight="600" { (short_day(day, l)) }
        @for (lane, entry) in placed {
            @let o = &entry.occurrence;
            @let y = TOP + (u32::from(o.start.get()) - first_hour * 60) * HOUR / 60;
            @let tall = u32::from(o.end.get() - o.start.get()) * HOUR / 60;
            @let at = x + u32::try_from(lane).unwrap_or(0) * width;
            rect.bar.off[!o.takes_place()] x=(at + 2) y=(y + 1) width=(width.saturating_sub(4)) height=(tall.saturating_sub(2)) rx="6" {
                title { (offering_name(register, &entry.offering, l)) ", " (time_range(o.start, o.end, l)) }
            }
            @let hours = time_range(o.start, o.end, l);
            @if fits(&hours, width) && tall >= 22 && o.takes_place() {
                text.on x=(at + 8) y=(y + 19) { (hours) }
            }
        }
    }
}

/// Whether a text of 15 pixels has room in a bar: 9 for each letter and 8 on each side.
fn fits(text: &str, width: u32) -> bool {
    u32::try_from(text.chars().count()).is_ok_and(|letters| letters * 9 + 12 <= width)
}

fn short_day(day: &DayPlan, l: Locale) -> String {
    let name: String = weekday_name(day.date.weekday(), l).chars().take(3).collect();
    format!("{name} {}", day.date.day())
}

fn offering_name<'r>(register: &'r Register, key: &domain::shared::Key, l: Locale) -> &'r str {
    register.offerings.iter().find(|o| o.key == *key).map_or("", |o| o.name.get(l))
}

fn as_list(cx: &Cx, register: &Register, days: &[DayPlan]) -> Markup {
    let l = cx.locale();
    html! {
        @for day in days {
            h3 { (day_in_words(day.date, cx.today(), l)) @if let Some(holiday) = day.holiday { " – " (holiday.name(l)) } }
            @if day.entries.is_empty() { p.quiet { (l.t(T::OfficeWeekNothing)) } }
            ul {
                @for e in &day.entries {
                    li {
                        (time_range(e.occurrence.start, e.occurrence.end, l)) " "
                        a href=(cx.link(&format!("/kontor/tilbud/{}", e.offering))) { (offering_name(register, &e.offering, l)) }
                        @if !e.occurrence.takes_place() { " (" (l.t(T::OfficeCalledOff)) ")" }
                    }
                }
            }
        }
    }
}
