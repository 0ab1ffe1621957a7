//! How the queue looks: the desk's column, the ticket, the board and what is said when the queue is closed.

use super::{
    desk::View,
    forms::{LONGEST_GO_TO, Problem},
    store::{Day, Ticket},
    wait_of,
};
use crate::{
    frame::{Cx, Refusal},
    referrals::Suggestion,
    texts::{T, Words},
};
use domain::{
    places::Place,
    queue::{LabelStyle, TicketLabel, TicketState, WaitRange, should_suggest_closing},
    schedule::clock,
    shared::{Key, Locale, day_and_minute},
};
use jiff::Timestamp;
use maud::{Markup, html};
use ui::{
    args,
    forms::{Choice, Field, form, hidden, number_field, radios_across, text_field},
    parts::{self, Tone, Weight},
};

/// A wait as a sentence.
pub fn wait(range: WaitRange, l: Locale) -> String {
    if range.low == 0 {
        l.ta(T::QueueWaitUpTo, &args![("high", range.high)])
    } else if range.low == range.high {
        l.ta(T::QueueWaitAbout, &args![("high", range.high)])
    } else {
        l.ta(T::QueueWait, &args![("low", range.low), ("high", range.high)])
    }
}

/// A ticket's number, with its creature beside it where it has one.
fn label(label: TicketLabel, l: Locale) -> Markup {
    html! {
        b { (label.number) }
        @if let Some(creature) = label.creature { " " span.creature { (creature.name(l)) } }
    }
}

fn minutes(from: Timestamp, now: Timestamp) -> i64 {
    now.duration_since(from).as_mins().max(0)
}

/// The column of the desk. `said` is a refusal to show first.
pub fn column(cx: &Cx, view: &View, said: Option<&Markup>) -> Markup {
    let l = cx.locale();
    let wait = view.day.as_ref().and_then(|day| wait_of(day, l));
    html! {
        section.queue #ko aria-labelledby="ko-tittel"
            data-live=(cx.link(&format!("/tavle/{}/strom", view.key)))
            data-part=(cx.link(&format!("/skranke/ko?sted={}", view.key)))
        {
            h2 #ko-tittel { (l.t(T::QueueTitle)) @if let Some(wait) = &wait { " · " span.quiet { (wait) } } }
            div role="status" {
                @if let Some(said) = said { (said) }
                @if let Some(given) = &view.given { (told(cx, given)) }
            }
            (tickets(cx, view))
            (buttons(cx, view))
            (settings(cx, view))
        }
    }
}

fn told(cx: &Cx, ticket: &Ticket) -> Markup {
    let l = cx.locale();
    let body = html! {
        p { (l.t(T::QueueGiven)) " " strong { (ticket.label.text(l)) } }
        p { a href=(cx.link(&format!("/skranke/ko/{}/lapp", ticket.id))) { (l.t(T::QueueShowTicket)) } }
    };
    parts::notice(Tone::Good, &body)
}

fn tickets(cx: &Cx, view: &View) -> Markup {
    let l = cx.locale();
    let Some(day) = view.day.as_ref().filter(|d| !d.tickets.is_empty()) else {
        return html! { p.quiet { (l.t(T::QueueEmpty)) } };
    };
    let parked: Vec<&Ticket> = day.in_state(TicketState::Parked).collect();
    html! {
        ul.tickets {
            @for ticket in day.in_state(TicketState::Called) { (row(cx, ticket)) }
            @for ticket in day.in_state(TicketState::Waiting) { (row(cx, ticket)) }
        }
        @if !parked.is_empty() {
            h3.small { (l.t(T::QueueParked)) }
            ul.tickets { @for ticket in parked { (row(cx, ticket)) } }
        }
    }
}

fn row(cx: &Cx, ticket: &Ticket) -> Markup {
    let l = cx.locale();
    let called = ticket.state == TicketState::Called;
    let state = match ticket.state {
        TicketState::Called if ticket.called_name.is_empty() => l.t(T::QueueBeingHelped),
        TicketState::Called => l.ta(T::QueueWith, &args![("name", ticket.called_name.as_str())]),
        _ => l.ta(T::QueueMinutes, &args![("minutes", minutes(ticket.issued_at, cx.now))]),
    };
    html! {
        li {
            details.ticket-row.called[called] {
                summary.ticket { span { (label(ticket.label, l)) } span.quiet { (state) } }
                div.ticket-acts { (acts(cx, ticket)) }
            }
        }
    }
}

fn acts(cx: &Cx, ticket: &Ticket) -> Markup {
    let l = cx.locale();
    let act = |path: &str, text: T, weight: Weight, stays: bool| {
        let button = parts::button(&l.t(text), weight);
        let action = cx.link(&format!("/skranke/ko/{path}/{}", ticket.id));
        html! { div data-stays[stays] { (form(&action, &cx.csrf(), &button)) } }
    };
    html! {
        @match ticket.state {
            TicketState::Waiting => {
                (act("kall", T::QueueCall, Weight::Primary, false))
                (act("parker", T::QueuePark, Weight::Secondary, true))
            }
            TicketState::Parked => {
                (act("kall", T::QueueCall, Weight::Primary, false))
                (act("gjenoppta", T::QueueResume, Weight::Secondary, true))
            }
            TicketState::Called => {
                (act("ferdig", T::QueueFinish, Weight::Secondary, false))
                (act("parker", T::QueuePark, Weight::Secondary, false))
            }
            TicketState::Done | TicketState::Gone => {}
        }
        (act("gikk", T::QueueLeave, Weight::Quiet, ticket.state != TicketState::Called))
        @if ticket.state != TicketState::Called {
            a.ds-button data-variant="tertiary" href=(cx.link(&format!("/skranke/ko/{}/lapp", ticket.id))) { (l.t(T::QueueShowTicket)) }
        }
    }
}

fn buttons(cx: &Cx, view: &View) -> Markup {
    let l = cx.locale();
    let place = hidden("sted", view.key.as_str());
    let closed = view.day.as_ref().is_some_and(|d| d.closed);
    let issued = view.day.as_ref().map_or(0, |d| d.issued).to_string();
    let next = view.day.as_ref().and_then(|d| d.in_state(TicketState::Waiting).next());
    let send = |path: &str, more: &Markup, text: T, weight: Weight, stays: bool| {
        let body = html! { (place) (more) (parts::button(&l.t(text), weight)) };
        html! { div data-stays[stays] { (form(&cx.link(path), &cx.csrf(), &body)) } }
    };
    html! {
        @if !closed && suggests_closing(view) { (parts::notice(Tone::Look, &html! { p { (l.t(T::QueueSuggestClose)) } })) }
        div.queue-buttons {
            @if let Some(next) = next {
                (send("/skranke/ko/neste", &hidden("neste", &next.id.to_string()), T::QueueNext, Weight::Primary, false))
            }
            @if closed {
                p { (l.t(T::QueueIsClosed)) }
                (send("/skranke/ko/apne", &html! {}, T::QueueOpen, Weight::Secondary, true))
                a.ds-button data-variant="tertiary" href=(cx.link(&format!("/skranke/ko/stengt?sted={}", view.key))) { (l.t(T::QueueWhereElse)) }
            } @else {
                (send("/skranke/ko/ny", &hidden("etter", &issued), T::QueueGive, Weight::Secondary, true))
                (send("/skranke/ko/steng", &html! {}, T::QueueClose, Weight::Secondary, false))
            }
        }
    }
}

fn suggests_closing(view: &View) -> bool {
    let (Some(day), Some(remaining)) = (&view.day, view.remaining) else {
        return false;
    };
    day.issued > 0 && should_suggest_closing(remaining, day.waiting(), &day.pace)
}

fn settings(cx: &Cx, view: &View) -> Markup {
    let l = cx.locale();
    let settings = &view.settings;
    let guides = view.day.as_ref().map_or(1, |d| d.pace.guides).to_string();
    let kept = |name: &str, stored: &str| match view.entered.iter().find(|(n, _)| n == name) {
        Some((_, entered)) => entered.clone(),
        None => stored.to_owned(),
    };
    let chosen = kept("stil", settings.style.code());
    let problem = |p: Problem, text: T| view.problems.contains(&p).then(|| l.t(text));
    let styles = [
        Choice::new(
            LabelStyle::Number.code(),
            l.t(T::QueueStyleNumber),
            chosen == LabelStyle::Number.code(),
        ),
        Choice::new(
            LabelStyle::Creature.code(),
            l.t(T::QueueStyleCreature),
            chosen == LabelStyle::Creature.code(),
        ),
    ];
    let go_to_error =
        problem(Problem::GoToLong, T::QueueGoToLong).or_else(|| problem(Problem::GoToPersonal, T::QueueGoToPersonal));
    let body = html! {
        (hidden("sted", view.key.as_str()))
        (radios_across(&Field::new("stil", l.t(T::QueueStyle)).error(problem(Problem::Style, T::QueueStyleMissing)), &styles))
        (number_field(&Field::new("veiledere", l.t(T::QueueGuides)).value(kept("veiledere", &guides)).short().error(problem(Problem::Guides, T::QueueGuidesWrong)), 1, 50))
        (text_field(&Field::new("hit", l.t(T::QueueGoTo)).hint(l.t(T::QueueGoToHint)).value(kept("hit", &settings.go_to)).guarded().max_length(u32::try_from(LONGEST_GO_TO).unwrap_or(60)).optional(l).error(go_to_error)))
        (parts::button(&l.t(T::QueueKeep), Weight::Secondary))
    };
    html! {
        details.queue-settings open[!view.problems.is_empty()] {
            summary { (l.t(T::QueueSettings)) }
            (form(&cx.link("/skranke/ko/oppsett"), &cx.csrf(), &body))
            p { a href=(cx.link(&format!("/tavle/{}", view.key))) { (l.t(T::QueueToBoard)) } }
        }
    }
}

/// The column as a page of its own.
pub fn alone(cx: &Cx, place: &Place, column: &Markup) -> Markup {
    let l = cx.locale();
    html! {
        h1 { (place.name.get(l)) }
        div.queue-alone { (column) }
        p { a href=(cx.link(&format!("/skranke?sted={}", place.key))) { (l.t(T::QueueBack)) } }
    }
}

/// What was refused and what to do, where one stands.
pub fn refused(cx: &Cx, place: &Key, refusal: &dyn Refusal) -> Markup {
    let l = cx.locale();
    let body = html! {
        p { strong { (refusal.text(l)) } }
        p { (refusal.hint(l)) }
        @if refusal.code() == "queue.closed" {
            p { a href=(cx.link(&format!("/skranke/ko/stengt?sted={place}"))) { (l.t(T::QueueWhereElse)) } }
        }
    };
    parts::notice(Tone::Look, &body)
}

/// The same as a page, for a browser without script.
pub fn refused_page(cx: &Cx, place: &Key, refusal: &dyn Refusal, column: &Markup) -> Markup {
    let l = cx.locale();
    html! {
        h1 { (refusal.text(l)) }
        div.queue-alone { (column) }
        p { a href=(cx.link(&format!("/skranke?sted={place}"))) { (l.t(T::QueueBack)) } }
    }
}

/// What to say to those who come when the queue is closed.
pub fn closed(cx: &Cx, place: &Place, day: Option<&Day>, elsewhere: &[Suggestion]) -> Markup {
    let l = cx.locale();
    let left = day.map_or(0, Day::waiting);
    html! {
        h1 { (l.t(T::QueueClosedTitle)) }
        p.lead { (l.t(T::QueueClosedSay)) }
        @if left > 0 { p { (l.ta(T::QueueClosedLeft, &args![("n", left)])) } }
        h2 { (l.t(T::QueueWhereElse)) }
        (crate::referrals::list(cx, elsewhere))
        (parts::actions(&[parts::button_link(&l.t(T::QueueBack), &cx.link(&format!("/skranke?sted={}", place.key)), Weight::Primary)]))
    }
}

/// The ticket in large type.
pub fn ticket(cx: &Cx, place: &Place, ticket: &Ticket, day: Option<&Day>) -> Markup {
    let l = cx.locale();
    let ahead = day.map_or(0, |d| {
        let before = d.in_state(TicketState::Waiting).filter(|t| t.label.number < ticket.label.number).count();
        u32::try_from(before).unwrap_or(u32::MAX)
    });
    let expected = day.and_then(|d| domain::queue::estimate(&d.pace, ahead)).map(|range| wait(range, l));
    let waiting = ticket.state == TicketState::Waiting;
    html! {
        article.ticket-slip {
            p { (place.name.get(l)) }
            h1 {
                span.sr-only { (l.t(T::QueueYourTicket)) " " }
                span.huge { (ticket.label.number) }
                @if let Some(creature) = ticket.label.creature { span.creature { (creature.name(l)) } }
            }
            @if waiting {
                p { (l.ta(T::QueueAhead, &args![("n", ahead)])) @if let Some(expected) = &expected { " " (expected) "." } }
            }
            p { (l.t(T::QueueTicketHow)) }
        }
        div.actions.no-print {
            button.ds-button type="button" data-print="" hidden { (l.t(T::QueuePrint)) }
            a.ds-button data-variant="secondary" href=(cx.link(&format!("/skranke?sted={}", place.key))) { (l.t(T::QueueBack)) }
        }
    }
}

/// What the board shows.
pub struct Board<'a> {
    /// The queue; `None` when there is none today.
    pub day: Option<&'a Day>,
    /// Where one goes when called, when the ticket does not say.
    pub go_to: &'a str,
    /// Whether somebody is there to help now.
    pub open: bool,
    /// Since when the day is over, when it is: some while after the doors were closed.
    pub closed_since: Option<Timestamp>,
    /// What is said of opening hours.
    pub opens: String,
}

/// The part of the board that changes.
pub fn board(cx: &Cx, board: &Board) -> Markup {
    let l = cx.locale();
    // Who was called before the doors were closed has long gone home.
    let gone = |t: &&Ticket| board.closed_since.is_some_and(|since| t.called_at.is_none_or(|at| at < since));
    let mut called: Vec<&Ticket> = board.day.iter().flat_map(|d| d.in_state(TicketState::Called)).collect();
    called.retain(|t| !gone(t));
    called.sort_by_key(|t| std::cmp::Reverse((t.called_at, t.label.number)));
    let closed = board.closed_since.is_some() && called.is_empty();
    let waiting = board.day.iter().flat_map(|d| d.in_state(TicketState::Waiting));
    let next: Vec<&Ticket> = waiting.filter(|_| !closed).take(5).collect();
    let wait = board.day.filter(|_| !closed).and_then(|d| wait_of(d, l));
    html! {
        div.board {
            div {
                @match called.split_first() {
                    Some((first, others)) => {
                        p.board-word { (l.t(T::QueueBoardNow)) }
                        (called_now(first, board.go_to, l))
                        @if !others.is_empty() {
                            ul.board-others { @for ticket in others { li { (label(ticket.label, l)) @if !ticket.counter.is_empty() { " → " (ticket.counter) } } } }
                        }
                    }
                    None => { (nobody_called(board, next.is_empty(), l)) }
                }
            }
            div {
                @if !next.is_empty() {
                    h2 { (l.t(T::QueueBoardNext)) }
                    ul { @for ticket in &next { li.board-next { (label(ticket.label, l)) } } }
                }
                @if let Some(wait) = &wait { p { (wait) } }
                @if !closed && board.day.is_some_and(|d| d.closed) { p { strong { (l.t(T::QueueIsClosed)) } } }
            }
        }
        p.board-time.quiet { (l.t(T::QueueUpdated)) " " time { (clock(day_and_minute(cx.now).1, l)) } }
    }
}

fn called_now(ticket: &Ticket, go_to: &str, l: Locale) -> Markup {
    let to = if ticket.counter.is_empty() {
        go_to
    } else {
        &ticket.counter
    };
    html! {
        p.board-called {
            span.huge { (ticket.label.number) }
            @if let Some(creature) = ticket.label.creature { span.creature { (creature.name(l)) } }
        }
        @if !to.is_empty() { p.board-to { "→ " (to) } }
    }
}

fn nobody_called(board: &Board, empty: bool, l: Locale) -> Markup {
    html! {
        p.board-word {
            (l.t(match (empty, board.open) {
                (true, false) if board.closed_since.is_some() => T::QueueBoardClosed,
                (true, true) => T::QueueBoardEmpty,
                (true, false) => T::QueueBoardNobody,
                (false, _) => T::QueueBoardSoon,
            }))
        }
        @if !board.opens.is_empty() { p { (board.opens) } }
    }
}

/// The whole board.
pub fn board_page(cx: &Cx, place: &Place, content: &Markup) -> Markup {
    let l = cx.locale();
    html! {
        h1 { (l.ta(T::QueueBoardTitle, &args![("place", place.name.get(l))])) }
        div #tavle aria-live="polite"
            data-live=(cx.link(&format!("/tavle/{}/strom", place.key)))
            data-part=(cx.link(&format!("/tavle/{}/innhold", place.key))) { (content) }
        p.board-lost data-lost="" hidden { (l.t(T::QueueBoardLost)) " " time data-since="" {} }
    }
}
