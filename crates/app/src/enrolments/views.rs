//! How sign-up looks: the dates, the form, the receipt, and the list at the counter.

use super::{
    dates::Choice,
    desk::View,
    forms::{LONGEST_NAME, Pairs, WEEKDAYS, value},
    office::Setting,
    public::Found,
    store::{Counted, Enrolment, Time, WAIT_DAYS, What},
    waiters::Waiters,
};
use crate::{
    frame::{Cx, Refusal},
    offerings::Reading,
    texts::{T, Words},
    visits::labels::Labelled,
};
use domain::shared::capital;
use domain::{
    enrolments::{EnrolmentRefusal, Entry, State, Tick, Wishes, deadline},
    messages::Contact,
    offerings::Offering,
    schedule::{clock, day_in_words, month_name, time_range, weekday_name},
    shared::{Id, Locale, PartOfDay, day_and_minute},
};
use jiff::{Timestamp, ToSpan};
use maud::{Markup, html};
use std::collections::BTreeMap;
use ui::{
    args,
    forms::{self as fields, Choice as Option_, Field, hidden, radios, radios_across, text_field},
    parts::{self, Column, Tone, Weight, keep_together},
};

/// How many boxes the attendance sheet has at least.
const BOXES: u32 = 20;

/// An instant as it stands after "before": `i morgen kl. 18`, `mandag 9. mars kl. 18`.
fn moment(at: Timestamp, cx: &Cx) -> String {
    let l = cx.locale();
    let (day, minute) = day_and_minute(at);
    let words = l.ta(
        T::EnrolmentsMoment,
        &args![("day", day_in_words(day, cx.today(), l)), ("time", clock(minute, l))],
    );
    keep_together(&words)
}

fn when(r: &Reading, choice: &Choice) -> String {
    capital(&r.when(&choice.date))
}

/// How many places are left, in words that fit both one and many.
fn places(choice: &Choice, l: Locale) -> String {
    match choice.places.free() {
        0 => l.ta(T::EnrolmentsFull, &args![("waiting", choice.places.waiting)]),
        free => l.ta(T::EnrolmentsFree, &args![("free", free)]),
    }
}

fn link_to(r: &Reading, choice: &Choice) -> String {
    r.cx.link(&format!(
        "/meld-pa/{}?dato={}",
        choice.target.offering,
        choice.target.which()
    ))
}

/// Which date.
pub fn which(r: &Reading, offering: &Offering, choices: &[Choice]) -> Markup {
    let l = r.l;
    html! {
        (r.crumbs(&[("/tilbud", T::OfferingsAll)], offering.name.get(l)))
        h1 { (l.ta(T::EnrolmentsTitle, &args![("offering", offering.name.get(l))])) }
        @if choices.is_empty() {
            p.lead { (l.t(T::EnrolmentsNone)) }
            (parts::actions(&[parts::button_link(&l.t(T::EnrolmentsToOffering), &r.cx.link(&format!("/tilbud/{}", offering.key)), Weight::Primary)]))
        } @else {
            p.lead { (l.t(T::EnrolmentsWhich)) }
            ul.dates {
                @for choice in choices { li { (row(r, choice)) } }
            }
        }
        (r.call())
    }
}

fn row(r: &Reading, choice: &Choice) -> Markup {
    let l = r.l;
    html! {
        @if choice.is_open(r.cx.now) {
            a href=(link_to(r, choice)) { strong { (when(r, choice)) } }
            br; (places(choice, l))
        } @else {
            strong { (when(r, choice)) }
            br; (closed(r, choice))
        }
        @if choice.meetings > 1 { br; (l.ta(T::EnrolmentsMeetings, &args![("n", choice.meetings)])) }
        @if !choice.date.note.is_empty() { br; (choice.date.note.get(l)) }
        br; span.quiet { (r.place_name(&choice.date.place)) }
    }
}

fn closed(r: &Reading, choice: &Choice) -> String {
    match choice.sign_up.from.filter(|from| *from > r.cx.now) {
        Some(from) => r.l.ta(T::EnrolmentsOpens, &args![("when", moment(from, r.cx))]),
        None => r.l.t(T::EnrolmentsNotOpen),
    }
}

/// The form, with what has been written in it.
pub struct Asking<'a> {
    /// What one signs up for.
    pub choice: &'a Choice,
    /// What was written.
    pub pairs: &'a Pairs,
    /// What is wrong with it.
    pub problems: &'a [(String, String)],
    /// The identity of the form.
    pub form: Id,
    /// The last place went while the form was filled in.
    pub just_taken: bool,
    /// How many days names and contacts are kept.
    pub keep_days: u16,
    /// Why nothing was stored.
    pub refusal: Option<EnrolmentRefusal>,
}

/// A refusal in words, with a number to ring.
fn refused(r: &Reading, refusal: Option<EnrolmentRefusal>) -> Markup {
    html! {
        @if let Some(refusal) = refusal {
            (parts::live_notice(Tone::Look, &html! { p { strong { (refusal.text(r.l)) } } p { (refusal.hint(r.l)) } }))
            (r.call())
        }
    }
}

/// How we reach her, and how many come.
pub fn form(r: &Reading, offering: &Offering, asking: &Asking) -> Markup {
    let (l, choice) = (r.l, asking.choice);
    let full = asking.just_taken || choice.places.free() == 0;
    let which = choice.target.which();
    let body = html! {
        (hidden("dato", &which))
        (hidden("skjema", &asking.form.to_string()))
        @if full { (hidden("venteliste", "1")) }
        (who(asking.pairs, asking.problems, l))
        (crate::messages::language_choice(r.published, value(asking.pairs, "meldingssprak"), l))
        p.quiet { (l.ta(T::EnrolmentsPrivacy, &args![("days", asking.keep_days)])) }
        (fields::submit(&l.t(if full { T::EnrolmentsWait } else { T::EnrolmentsSignUp })))
    };
    html! {
        (r.crumbs(&[("/tilbud", T::OfferingsAll)], offering.name.get(l)))
        (fields::error_summary(l, asking.problems))
        h1 { (l.ta(T::EnrolmentsTitle, &args![("offering", offering.name.get(l))])) }
        p.lead {
            (when(r, choice)) br; (r.place_name(&choice.date.place))
            @if choice.meetings > 1 { br; (l.ta(T::EnrolmentsMeetings, &args![("n", choice.meetings)])) }
        }
        (refused(r, asking.refusal))
        @if asking.just_taken { (parts::live_notice(Tone::Look, &html! { p { strong { (l.t(T::EnrolmentsJustTaken)) } " " (l.t(T::EnrolmentsJustTakenHint)) } })) }
        @else if full { (parts::notice(Tone::Info, &html! { p { strong { (places(choice, l)) } " " (l.t(T::EnrolmentsFullHint)) } })) }
        @else { p { (places(choice, l)) } }
        @if full { p { (how_list_works(choice, r.cx)) } }
        (fields::form(&r.cx.link(&format!("/meld-pa/{}", offering.key)), &r.cx.csrf(), &body))
    }
}

/// How the waiting list works for this date: honest about how little time there may be.
fn how_list_works(choice: &Choice, cx: &Cx) -> String {
    let l = cx.locale();
    match deadline(cx.now, choice.starts) {
        Some(until) if until.shortened => l.ta(T::EnrolmentsListShort, &args![("until", moment(until.at, cx))]),
        Some(_) => l.t(T::EnrolmentsListUsual),
        None => l.t(T::EnrolmentsListLate),
    }
}

/// Name, how many, and how we reach her.
fn who(pairs: &Pairs, problems: &[(String, String)], l: Locale) -> Markup {
    let wrong = |name: &str| problems.iter().find(|(n, _)| n == name).map(|(_, text)| text.clone());
    let way = value(pairs, "kontakt");
    let chosen = |code: &str| way == code || (way.is_empty() && code == "none");
    let ways = [
        Option_::new("none", l.t(T::EnrolmentsContactNone), chosen("none")).hint(l.t(T::EnrolmentsContactNoneHint)),
        Option_::new("sms", l.t(T::EnrolmentsContactSms), chosen("sms")),
        Option_::new("call", l.t(T::EnrolmentsContactCall), chosen("call")),
        Option_::new("email", l.t(T::EnrolmentsContactEmail), chosen("email")),
    ];
    let two = value(pairs, "antall") == "2";
    let sizes = [Option_::new("1", l.t(T::EnrolmentsOne), !two), Option_::new("2", l.t(T::EnrolmentsTwo), two)];
    html! {
        (text_field(&Field::new("navn", l.t(T::EnrolmentsName)).hint(l.t(T::EnrolmentsNameHint)).value(value(pairs, "navn"))
            .optional(l).guarded().autocomplete("off").max_length(u32::try_from(LONGEST_NAME).unwrap_or(40)).error(wrong("navn"))))
        (radios_across(&Field::new("antall", l.t(T::EnrolmentsHowMany)), &sizes))
        (radios(&Field::new("kontakt", l.t(T::EnrolmentsContact)), &ways))
        (text_field(&Field::new("adresse", l.t(T::EnrolmentsAddress)).hint(l.t(T::EnrolmentsAddressHint)).value(value(pairs, "adresse"))
            .optional(l).autocomplete("off").max_length(254).error(wrong("adresse"))))
    }
}

/// The list for an appointment: which days and parts of the day suit.
pub fn wait(
    r: &Reading,
    offering: &Offering,
    (pairs, problems, refusal): (&Pairs, &[(String, String)], Option<EnrolmentRefusal>),
    form: Id,
) -> Markup {
    let l = r.l;
    let body = html! {
        (hidden("skjema", &form.to_string()))
        (suits(pairs, l))
        (who(pairs, problems, l))
        (crate::messages::language_choice(r.published, value(pairs, "meldingssprak"), l))
        p.quiet { (l.ta(T::EnrolmentsWaitPrivacy, &args![("days", WAIT_DAYS)])) }
        (fields::submit(&l.t(T::EnrolmentsWait)))
    };
    html! {
        (r.crumbs(&[("/tilbud", T::OfferingsAll)], offering.name.get(l)))
        (fields::error_summary(l, problems))
        h1 { (l.t(T::EnrolmentsWaitTitle)) }
        p.lead { (offering.name.get(l)) }
        (refused(r, refusal))
        p { (l.t(T::EnrolmentsWaitHow)) }
        (fields::form(&r.cx.link(&format!("/venteliste/{}", offering.key)), &r.cx.csrf(), &body))
    }
}

/// Which days and parts of the day suit.
fn suits(pairs: &Pairs, l: Locale) -> Markup {
    let has = |name: &str, code: &str| pairs.iter().any(|(n, v)| n == name && v == code);
    let days: Vec<Option_> = WEEKDAYS
        .into_iter()
        .map(|(day, code)| Option_::new(code, capital(weekday_name(day, l)), has("dag", code)))
        .collect();
    let parts_of_day: Vec<Option_> = PartOfDay::ALL
        .into_iter()
        .map(|part| Option_::new(part.code(), capital(&part.label(l)), has("del", part.code())))
        .collect();
    html! {
        (fields::checkboxes_across(&Field::new("dag", l.t(T::EnrolmentsDays)).hint(l.t(T::EnrolmentsDaysHint)), &days))
        (fields::checkboxes_across(&Field::new("del", l.t(T::EnrolmentsParts)), &parts_of_day))
    }
}

/// Where the code of a slip is written.
pub fn ask_code(cx: &Cx, written: &str) -> Markup {
    let l = cx.locale();
    let wrong = (!written.is_empty()).then(|| l.t(T::EnrolmentsCodeWrong));
    let problems: Vec<(String, String)> = wrong.iter().map(|w| ("kode".to_owned(), w.clone())).collect();
    let body = html! {
        (text_field(&Field::new("kode", l.t(T::EnrolmentsCode)).hint(l.t(T::EnrolmentsCodeHint)).value(written).short()
            .autocomplete("off").max_length(16).error(wrong.as_deref())))
        (fields::submit(&l.t(T::EnrolmentsCodeFind)))
    };
    html! {
        (fields::error_summary(l, &problems))
        h1 { (l.t(T::EnrolmentsAskCode)) }
        (fields::get_form(&cx.link("/pamelding"), &body))
    }
}

/// What the receipt is headed with: where she stands.
pub fn heading(found: &Found, l: Locale) -> String {
    l.t(match found.who.entry.state {
        _ if found.list.called_off => T::EnrolmentsCalledOff,
        State::Enrolled | State::Accepted => T::EnrolmentsHasPlace,
        State::Waiting => T::EnrolmentsWaiting,
        State::Offered { .. } => T::EnrolmentsOffered,
        State::Lapsed => T::EnrolmentsLapsed,
        State::Declined => T::EnrolmentsDeclined,
        State::Left => T::EnrolmentsLeft,
    })
}

/// The receipt: where she stands, the code to keep, and the one step to leave.
pub fn receipt(r: &Reading, found: &Found) -> Markup {
    let (cx, l) = (r.cx, r.l);
    let state = found.who.entry.state;
    html! {
        h1 { (heading(found, l)) }
        @if let State::Offered { deadline } = state { (offer(r, found, deadline)) }
        (slip(r, found))
        (crate::messages::in_own_language(found.in_own_language.as_ref()))
        @if state == State::Waiting && !found.list.called_off { (in_line(found, cx)) }
        @if !state.is_live() { p { (l.t(T::EnrolmentsOverHint)) } }
        div.actions.no-print {
            @if state.is_live() { button.ds-button data-variant="secondary" type="button" data-print="" hidden { (l.t(T::EnrolmentsPrint)) } }
            @if state.has_place() && found.date.is_some() {
                (parts::button_link(&l.t(T::EnrolmentsIcs), &address(cx, found, "/kalender.ics"), Weight::Secondary))
            }
            @if !state.is_live() || found.list.called_off {
                (parts::button_link(&l.t(T::EnrolmentsAgain), &cx.link(&format!("/tilbud/{}", found.list.what.offering())), Weight::Primary))
            }
        }
        @if state.is_live() && !matches!(state, State::Offered { .. }) { (leave(found, cx)) }
    }
}

fn address(cx: &Cx, found: &Found, rest: &str) -> String {
    cx.link(&format!("/pamelding/{}{rest}", found.code.plain()))
}

/// The slip to print or copy: what, when, where, and the code.
fn slip(r: &Reading, found: &Found) -> Markup {
    let (l, words) = (r.l, &found.who.words);
    let state = found.who.entry.state;
    html! {
        article.receipt {
            p.quiet { (r.cx.tenant().service_name) }
            h2 { (words.offering) }
            @if !found.who.name.is_empty() { p { (found.who.name) } }
            @if let Some(date) = &found.date {
                p { strong { (capital(&r.when(date))) } }
            } @else if let Some(time) = &found.time {
                p { strong { (capital(&moment(time.starts, r.cx))) } }
            }
            p { (words.place) }
            @if found.who.entry.size == 2 { p { (l.t(T::EnrolmentsTwo)) } }
            @if state.is_live() {
                p.receipt-code { span { (l.t(T::EnrolmentsYourCode)) } strong { (found.code) } }
                p { (l.t(T::EnrolmentsKeepCode)) @if !words.phone.is_empty() { " " (parts::phone(&words.phone)) } }
                @if state.has_place() { p { (l.t(T::EnrolmentsRingFirst)) } }
                p { (l.ta(T::EnrolmentsSlipAddress, &args![("address", r.cx.plain_address("/pamelding"))])) }
            }
        }
    }
}

/// A place that is kept for her: yes or no, and until when.
fn offer(r: &Reading, found: &Found, deadline: Timestamp) -> Markup {
    let (cx, l) = (r.cx, r.l);
    let body = html! {
        div.actions {
            (parts::button_with(&l.t(T::EnrolmentsYes), Weight::Primary, "svar", "ja"))
            (parts::button_with(&l.t(T::EnrolmentsNo), Weight::Secondary, "svar", "nei"))
        }
    };
    html! {
        (parts::notice(Tone::Look, &html! {
            p { strong { (l.ta(T::EnrolmentsAnswerBefore, &args![("when", moment(deadline, cx))])) } }
            p { (l.t(T::EnrolmentsAnswerHint)) }
        }))
        (fields::form(&address(cx, found, "/svar"), &cx.csrf(), &body))
    }
}

/// Where in line she stands, and how and when she hears of a place.
fn in_line(found: &Found, cx: &Cx) -> Markup {
    let l = cx.locale();
    let ahead = found.line.ahead(found.who.entry.id).unwrap_or(0);
    let how = match &found.who.to {
        Contact::None => T::EnrolmentsTellNone,
        Contact::Call(_) => T::EnrolmentsTellCall,
        Contact::Sms(_) => T::EnrolmentsTellSms,
        Contact::Email(_) => T::EnrolmentsTellEmail,
    };
    html! {
        p.lead { (l.ta(T::EnrolmentsInLine, &args![("n", ahead + 1)])) }
        p { (l.t(how)) }
        @match found.list.what {
            What::Places(_) => {
                @match deadline(cx.now, found.list.starts) {
                    Some(until) if until.shortened => { p { (l.ta(T::EnrolmentsListShort, &args![("until", moment(until.at, cx))])) } }
                    Some(_) => { p { (l.t(T::EnrolmentsListUsual)) } }
                    None => { p { (l.t(T::EnrolmentsListLate)) } }
                }
            }
            What::Times(_) => {
                p { (wishes(found.who.wishes, l)) }
                p { (l.ta(T::EnrolmentsWaitUntil, &args![("day", day_in_words(day_and_minute(found.who.delete_after).0, cx.today(), l))])) }
            }
        }
    }
}

fn wishes(wishes: Wishes, l: Locale) -> String {
    let days: Vec<String> = wishes.days().into_iter().map(|d| weekday_name(d, l).to_owned()).collect();
    let parts: Vec<String> = wishes.parts().into_iter().map(|p| p.label(l)).collect();
    let all = [days.join(", "), parts.join(", ")];
    let said: Vec<&str> = all.iter().map(String::as_str).filter(|s| !s.is_empty()).collect();
    if said.is_empty() {
        l.t(T::EnrolmentsWishesAny)
    } else {
        l.ta(T::EnrolmentsWishes, &args![("wishes", said.join("; "))])
    }
}

fn leave(found: &Found, cx: &Cx) -> Markup {
    let l = cx.locale();
    let (title, hint) = if found.who.entry.state.has_place() {
        (T::EnrolmentsLeave, T::EnrolmentsLeaveHint)
    } else {
        (T::EnrolmentsLeaveList, T::EnrolmentsLeaveListHint)
    };
    let button = parts::button(&l.t(title), Weight::Secondary);
    html! {
        section.no-print {
            h2 { (l.t(T::EnrolmentsCantCome)) }
            p { (l.t(hint)) }
            (fields::form(&address(cx, found, "/avmeld"), &cx.csrf(), &button))
        }
    }
}

fn desk_path(choice: &Choice, rest: &str) -> String {
    format!(
        "/skranke/pamelding/{}/{}{rest}",
        choice.target.offering,
        choice.target.which()
    )
}

/// What one can sign up for, by day.
pub fn overview(r: &Reading, choices: &[Choice]) -> Markup {
    let (cx, l) = (r.cx, r.l);
    let mut days: BTreeMap<jiff::civil::Date, Vec<&Choice>> = BTreeMap::new();
    for choice in choices {
        days.entry(choice.date.date).or_default().push(choice);
    }
    html! {
        h1 { (l.t(T::EnrolmentsDeskTitle)) }
        @if days.is_empty() { (parts::empty_state(&l.t(T::EnrolmentsDeskNone), None)) }
        @for (day, of_day) in &days {
            section {
                h2 { (capital(&day_in_words(*day, cx.today(), l))) }
                ul.enrolment-days {
                    @for choice in of_day {
                        li.card {
                            p {
                                a href=(cx.link(&desk_path(choice, ""))) { strong { (r.published.offering(choice.target.offering.as_str()).map_or("", |o| o.name.get(l))) } }
                                br; (keep_together(&l.ta(T::EnrolmentsClock, &args![("hours", time_range(choice.date.start, choice.date.end, l))])))
                                ", " (r.place_name(&choice.date.place))
                            }
                            p { (stand(choice, l)) }
                        }
                    }
                }
            }
        }
        (find_code(cx))
        (parts::actions(&[parts::button_link(&l.t(T::EnrolmentsWaitTitle), &cx.link("/skranke/venteliste"), Weight::Quiet)]))
    }
}

fn find_code(cx: &Cx) -> Markup {
    let l = cx.locale();
    let body = html! {
        (text_field(&Field::new("kode", l.t(T::EnrolmentsCode)).short().autocomplete("off").max_length(16)))
        (parts::button(&l.t(T::EnrolmentsCodeFind), Weight::Secondary))
    };
    html! {
        section {
            h2 { (l.t(T::EnrolmentsDeskCode)) }
            (fields::get_form(&cx.link("/pamelding"), &body))
        }
    }
}

fn stand(choice: &Choice, l: Locale) -> String {
    let p = choice.places;
    l.ta(
        T::EnrolmentsStand,
        &args![("taken", p.taken), ("capacity", p.capacity), ("held", p.held), ("waiting", p.waiting)],
    )
}

fn name_of(r: &Reading, choice: &Choice) -> String {
    r.published
        .offering(choice.target.offering.as_str())
        .map_or_else(String::new, |o| o.name.get(r.l).to_owned())
}

/// Which list of those who wait for an appointment.
pub fn waited_for(cx: &Cx, all: &[&Offering]) -> Markup {
    let l = cx.locale();
    html! {
        h1 { (l.t(T::EnrolmentsWaitTitle)) }
        @if all.is_empty() { (parts::empty_state(&l.t(T::EnrolmentsWaitersNowhere), None)) }
        ul.lines {
            @for o in all { li { a href=(cx.link(&format!("/skranke/venteliste/{}", o.key))) { (o.name.get(l)) } } }
        }
        (back_to_appointments(cx))
    }
}

fn back_to_appointments(cx: &Cx) -> Markup {
    html! { p { a href=(cx.link("/skranke/timer")) { (cx.locale().t(T::BookingsAllAppointments)) } } }
}

/// How many free times that suit are shown for each who waits.
const SUITING: usize = 12;

/// Those who wait for an appointment: the form to put somebody on the list, and everybody with what can be done for her.
pub fn waiters(
    r: &Reading,
    view: &Waiters,
    (pairs, problems): (&Pairs, &[(String, String)]),
    refusal: Option<&dyn Refusal>,
) -> Markup {
    let (cx, l) = (r.cx, r.l);
    let (offered, waiting): (Vec<_>, Vec<_>) =
        view.people.iter().partition(|(who, _)| matches!(who.entry.state, State::Offered { .. }));
    html! {
        (fields::error_summary(l, problems))
        h1 { (l.t(T::EnrolmentsWaitTitle)) }
        p.lead { (view.offering.name.get(l)) ": " (l.ta(T::EnrolmentsWaitersStand, &args![("waiting", waiting.len()), ("offered", offered.len())])) }
        @if let Some(refusal) = refusal { (parts::live_notice(Tone::Look, &html! { p { strong { (refusal.text(l)) } } p { (refusal.hint(l)) } })) }
        @if let Some(code) = view.made { (slip_of(cx, T::EnrolmentsDeskMadeWaiting, code, "pamelding")) }
        @if let Some(code) = view.booked { (slip_of(cx, T::EnrolmentsWaitersBooked, code, "time")) }
        div.enrolment-desk {
            (put_on_list(r, view, pairs, problems))
            div {
                @if view.people.is_empty() { (parts::empty_state(&l.t(T::EnrolmentsWaitersNone), None)) }
                @if !offered.is_empty() {
                    section {
                        h2 { (l.t(T::EnrolmentsWaitersOffered)) }
                        ol.enrolment-people { @for (i, (who, time)) in offered.iter().enumerate() { li { (has_offer(r, view, who, time.as_ref(), i + 1)) } } }
                    }
                }
                @if let Some((first, rest)) = waiting.split_first() {
                    section.card {
                        h2 { (l.t(T::EnrolmentsRingNext)) }
                        (one_waiting(r, view, &first.0, 1))
                    }
                    @if !rest.is_empty() {
                        section {
                            h2 { (l.t(T::EnrolmentsDeskWaiting)) }
                            @for (i, (who, _)) in rest.iter().enumerate() {
                                details.more { summary { (i + 2) ". " (waiter_name(view, who, i + 2, l)) } (one_waiting(r, view, who, i + 2)) }
                            }
                        }
                    }
                }
            }
        }
        (back_to_appointments(cx))
    }
}

fn slip_of(cx: &Cx, text: T, code: domain::bookings::Code, path: &str) -> Markup {
    let l = cx.locale();
    parts::live_notice(
        Tone::Good,
        &html! {
            p { strong { (l.t(text)) } " " (l.t(T::EnrolmentsYourCode)) " " span.code { (code) } }
            p { a href=(cx.link(&format!("/{path}/{}", code.plain()))) { (l.t(T::EnrolmentsDeskSlip)) } }
        },
    )
}

fn put_on_list(r: &Reading, view: &Waiters, pairs: &Pairs, problems: &[(String, String)]) -> Markup {
    let (cx, l) = (r.cx, r.l);
    let phone = value(pairs, "hvordan") != "counter";
    let origins = [
        Option_::new("phone", l.t(T::EnrolmentsOriginPhone), phone),
        Option_::new("counter", l.t(T::EnrolmentsOriginCounter), !phone),
    ];
    let body = html! {
        (hidden("skjema", &view.form.to_string()))
        (radios_across(&Field::new("hvordan", l.t(T::EnrolmentsOrigin)), &origins))
        (suits(pairs, l))
        (who(pairs, problems, l))
        (crate::messages::language_choice(r.published, value(pairs, "meldingssprak"), l))
        (fields::submit(&l.t(T::EnrolmentsDeskWait)))
    };
    html! {
        section {
            h2 { (l.t(T::EnrolmentsDeskWait)) }
            (fields::form(&cx.link(&format!("/skranke/venteliste/{}", view.offering.key)), &cx.csrf(), &body))
        }
    }
}

fn waiter_name(view: &Waiters, who: &Enrolment, number: usize, l: Locale) -> String {
    if view.names && !who.name.is_empty() {
        who.name.clone()
    } else {
        l.ta(T::EnrolmentsNoName, &args![("n", number)])
    }
}

fn waiter_action(cx: &Cx, view: &Waiters, who: &Enrolment) -> String {
    cx.link(&format!(
        "/skranke/venteliste/{}/gjor/{}",
        view.offering.key, who.entry.id
    ))
}

/// Somebody who is offered a time: the answer, when she rings.
fn has_offer(r: &Reading, view: &Waiters, who: &Enrolment, time: Option<&Time>, number: usize) -> Markup {
    let (cx, l) = (r.cx, r.l);
    let answers = html! {
        div.actions {
            (parts::button_with(&l.t(T::EnrolmentsYes), Weight::Secondary, "hva", "ja"))
            (parts::button_with(&l.t(T::EnrolmentsNo), Weight::Quiet, "hva", "nei"))
        }
    };
    html! {
        p {
            strong { (waiter_name(view, who, number, l)) }
            @if view.names { (reach(&who.to, l)) }
            @if let Some(time) = time { br; (capital(&moment(time.starts, cx))) ", " (r.place_name(&time.place)) }
            @if let State::Offered { deadline } = who.entry.state { br; (l.ta(T::EnrolmentsAnswerBefore, &args![("when", moment(deadline, cx))])) }
        }
        (fields::form(&waiter_action(cx, view, who), &cx.csrf(), &answers))
    }
}

/// Somebody who waits: what suits, the free times that do, and what came of ringing.
fn one_waiting(r: &Reading, view: &Waiters, who: &Enrolment, number: usize) -> Markup {
    let (cx, l) = (r.cx, r.l);
    let action = waiter_action(cx, view, who);
    let times: Vec<Option_> = view
        .free
        .iter()
        .filter(|t| who.wishes.fit(t.day, t.start))
        .take(SUITING)
        .map(|t| {
            let label = format!("{}, {}", capital(&moment(t.starts_at, cx)), r.place_name(&t.place));
            Option_::new(crate::bookings::time_value(t), label, false)
        })
        .collect();
    let give = html! {
        (fields::select(&Field::new("tid", l.t(T::EnrolmentsWaitersTime)).id(format!("tid-{}", who.entry.id)), &times))
        div.actions {
            (parts::button_with(&l.t(T::EnrolmentsWaitersGive), if number == 1 { Weight::Primary } else { Weight::Secondary }, "hva", "gi"))
            (parts::button_with(&l.t(T::EnrolmentsWaitersOffer), Weight::Secondary, "hva", "tilby"))
        }
    };
    let others = html! {
        div.actions {
            (parts::button_with(&l.t(T::EnrolmentsNo), Weight::Quiet, "hva", "nei"))
            (parts::button_with(&l.t(T::EnrolmentsNoAnswer), Weight::Quiet, "hva", "ikke-svar"))
            (parts::button_with(&l.t(T::EnrolmentsLeaveList), Weight::Quiet, "hva", "avmeld"))
        }
    };
    html! {
        p {
            strong { (waiter_name(view, who, number, l)) }
            @if who.entry.size == 2 { ", " (l.t(T::EnrolmentsTwo)) }
            @if view.names { (reach(&who.to, l)) }
            br; (wishes(who.wishes, l))
        }
        @if times.is_empty() { p.quiet { (l.t(T::EnrolmentsWaitersNoTime)) } }
        @else { (fields::form(&action, &cx.csrf(), &give)) }
        (fields::form(&action, &cx.csrf(), &others))
    }
}

/// The list at the counter.
pub fn desk_list(r: &Reading, view: &View, pairs: &Pairs, problems: &[(String, String)]) -> Markup {
    let (cx, l, choice) = (r.cx, r.l, &view.choice);
    let with_place: Vec<&Enrolment> = view.people.iter().filter(|p| p.entry.state.has_place()).collect();
    let offered: Vec<&Enrolment> =
        view.people.iter().filter(|p| matches!(p.entry.state, State::Offered { .. })).collect();
    let waiting: Vec<&Enrolment> = view.people.iter().filter(|p| p.entry.state == State::Waiting).collect();
    html! {
        (fields::error_summary(l, problems))
        h1 { (name_of(r, choice)) }
        p.lead { (when(r, choice)) ", " (r.place_name(&choice.date.place)) }
        @if let Some(code) = view.made { (told(view, code, cx)) }
        p { strong { (stand(choice, l)) } }
        div.enrolment-desk {
            div { (sign_up_form(r, view, pairs, problems)) }
            div {
                @if let Some(next) = view.line.next_to_call().filter(|_| deadline(cx.now, choice.starts).is_none()) {
                    (call_down(view, next, cx))
                }
                (people(T::EnrolmentsDeskOffered, &offered, view, cx))
                (people(T::EnrolmentsDeskPlaces, &with_place, view, cx))
                (people(T::EnrolmentsDeskWaiting, &waiting, view, cx))
            }
        }
        (attended(view, pairs, problems, cx))
        div.actions {
            (parts::button_link(&l.t(T::EnrolmentsSheet), &cx.link(&desk_path(choice, "/ark")), Weight::Secondary))
            @if view.names { (parts::button_link(&l.t(T::EnrolmentsNames), &cx.link(&desk_path(choice, "/navneliste")), Weight::Secondary)) }
            (parts::button_link(&l.t(T::EnrolmentsDeskAll), &cx.link("/skranke/pamelding"), Weight::Quiet))
        }
    }
}

fn told(view: &View, code: domain::bookings::Code, cx: &Cx) -> Markup {
    let l = cx.locale();
    let newest = view.people.iter().filter(|p| p.entry.state.is_live()).max_by_key(|p| p.entry.order);
    let waits = newest.is_some_and(|p| p.entry.state == State::Waiting);
    let text = if waits {
        T::EnrolmentsDeskMadeWaiting
    } else {
        T::EnrolmentsDeskMade
    };
    parts::live_notice(
        Tone::Good,
        &html! {
            p { strong { (l.t(text)) } " " (l.t(T::EnrolmentsYourCode)) " " span.code { (code) } }
            p { a href=(cx.link(&format!("/pamelding/{}", code.plain()))) { (l.t(T::EnrolmentsDeskSlip)) } }
        },
    )
}

fn sign_up_form(r: &Reading, view: &View, pairs: &Pairs, problems: &[(String, String)]) -> Markup {
    let (cx, l, choice) = (r.cx, r.l, &view.choice);
    if cx.now >= choice.starts || !choice.date.takes_place() {
        return parts::notice(Tone::Info, &html! { p { (l.t(T::EnrolmentsDeskClosed)) } });
    }
    let full = view.just_taken || choice.places.free() == 0;
    let phone = value(pairs, "hvordan") == "phone";
    let origins = [
        Option_::new("counter", l.t(T::EnrolmentsOriginCounter), !phone),
        Option_::new("phone", l.t(T::EnrolmentsOriginPhone), phone),
    ];
    let body = html! {
        (hidden("skjema", &view.form.to_string()))
        @if full { (hidden("venteliste", "1")) }
        (radios_across(&Field::new("hvordan", l.t(T::EnrolmentsOrigin)), &origins))
        (who(pairs, problems, l))
        (crate::messages::language_choice(r.published, value(pairs, "meldingssprak"), l))
        (fields::submit(&l.t(if full { T::EnrolmentsDeskWait } else { T::EnrolmentsDeskSignUp })))
    };
    html! {
        section {
            h2 { (l.t(if full { T::EnrolmentsDeskWait } else { T::EnrolmentsDeskSignUp })) }
            @if view.just_taken { (parts::live_notice(Tone::Look, &html! { p { (l.t(T::EnrolmentsJustTaken)) } })) }
            @if full { p { (how_list_works(choice, cx)) } }
            (fields::form(&cx.link(&desk_path(choice, "")), &cx.csrf(), &body))
        }
    }
}

/// What somebody is called on a list: the name, or a number where there is none or names are not for the reader.
fn called(who: &Enrolment, number: usize, view: &View, l: Locale) -> String {
    if view.names && !who.name.is_empty() {
        who.name.clone()
    } else {
        l.ta(T::EnrolmentsNoName, &args![("n", number)])
    }
}

fn people(title: T, list: &[&Enrolment], view: &View, cx: &Cx) -> Markup {
    let l = cx.locale();
    html! {
        @if !list.is_empty() {
            section {
                h2 { (l.t(title)) }
                ol.enrolment-people {
                    @for (i, who) in list.iter().enumerate() { li { (person(who, &called(who, i + 1, view, l), view, cx)) } }
                }
            }
        }
    }
}

fn person(who: &Enrolment, name: &str, view: &View, cx: &Cx) -> Markup {
    let l = cx.locale();
    html! {
        p {
            strong { (name) }
            @if who.entry.size == 2 { ", " (l.t(T::EnrolmentsTwo)) }
            @if view.names { (reach(&who.to, l)) }
            @if let State::Offered { deadline } = who.entry.state {
                br; (l.ta(T::EnrolmentsAnswerBefore, &args![("when", moment(deadline, cx))]))
            }
        }
        div.actions {
            @match who.entry.state {
                State::Offered { .. } => {
                    (button(view, who.entry.id, "ja", T::EnrolmentsYes, name, Weight::Primary, cx))
                    (button(view, who.entry.id, "nei", T::EnrolmentsNo, name, Weight::Secondary, cx))
                }
                _ => { (button(view, who.entry.id, "avmeld", T::EnrolmentsDeskLeave, name, Weight::Quiet, cx)) }
            }
        }
    }
}

fn reach(to: &Contact, l: Locale) -> Markup {
    html! {
        @match to {
            Contact::None => { br; span.quiet { (l.t(T::EnrolmentsReachNone)) } }
            Contact::Call(phone) | Contact::Sms(phone) => { br; (parts::phone(&phone.to_string())) }
            Contact::Email(email) => { br; (email) }
        }
    }
}

fn button(view: &View, id: Id, act: &str, text: T, name: &str, weight: Weight, cx: &Cx) -> Markup {
    let l = cx.locale();
    let words = html! { (l.t(text)) span.sr-only { ": " (name) } };
    let action = cx.link(&desk_path(&view.choice, &format!("/gjor/{id}/{act}")));
    let variant = match weight {
        Weight::Primary | Weight::Done => None,
        Weight::Secondary => Some("secondary"),
        _ => Some("tertiary"),
    };
    fields::form(
        &action,
        &cx.csrf(),
        &html! { button.ds-button data-variant=[variant] type="submit" { (words) } },
    )
}

/// The next to ring, when there is no time for offers by message.
fn call_down(view: &View, next: &Entry, cx: &Cx) -> Markup {
    let l = cx.locale();
    let Some(who) = view.people.iter().find(|p| p.entry.id == next.id) else {
        return html! {};
    };
    let name = called(who, 1, view, l);
    parts::notice(
        Tone::Look,
        &html! {
            h2 { (l.t(T::EnrolmentsRingNext)) }
            p { strong { (name) } @if view.names { (reach(&who.to, l)) } }
            div.actions {
                (button(view, next.id, "gi", T::EnrolmentsYes, &name, Weight::Primary, cx))
                (button(view, next.id, "nei", T::EnrolmentsNo, &name, Weight::Secondary, cx))
                (button(view, next.id, "ikke-svar", T::EnrolmentsNoAnswer, &name, Weight::Quiet, cx))
            }
        },
    )
}

/// How many came: two numbers, nothing about anybody.
fn attended(view: &View, pairs: &Pairs, problems: &[(String, String)], cx: &Cx) -> Markup {
    let l = cx.locale();
    let wrong = |name: &str| problems.iter().find(|(n, _)| n == name).map(|(_, text)| text.clone());
    let kept = |name: &str, stored: Option<u32>| match value(pairs, name) {
        "" => stored.map_or_else(String::new, |n| n.to_string()),
        written => written.to_owned(),
    };
    let body = html! {
        div.enrolment-came {
            (fields::number_field(&Field::new("kom", l.t(T::EnrolmentsCame)).value(kept("kom", view.came.map(|c| c.0))).short().error(wrong("kom")), 0, 999))
            (fields::number_field(&Field::new("kom-ikke", l.t(T::EnrolmentsNoShow)).value(kept("kom-ikke", view.came.map(|c| c.1))).short().error(wrong("kom-ikke")), 0, 999))
        }
        (parts::button(&l.t(T::EnrolmentsCameKeep), Weight::Secondary))
    };
    html! {
        section {
            h2 { (l.t(T::EnrolmentsAttendance)) }
            p.quiet { (l.t(T::EnrolmentsAttendanceHint)) }
            (fields::form(&cx.link(&desk_path(&view.choice, "/oppmote")), &cx.csrf(), &body))
        }
    }
}

fn sheet_head(r: &Reading, view: &View, title: T) -> Markup {
    html! {
        h1 { (name_of(r, &view.choice)) }
        p.lead { (when(r, &view.choice)) ", " (r.place_name(&view.choice.date.place)) }
        h2 { (r.l.t(title)) }
    }
}

fn sheet_actions(view: &View, cx: &Cx) -> Markup {
    let l = cx.locale();
    html! {
        div.actions.no-print {
            button.ds-button type="button" data-print="" hidden { (l.t(T::EnrolmentsPrint)) }
            (parts::button_link(&l.t(T::EnrolmentsDeskBack), &cx.link(&desk_path(&view.choice, "")), Weight::Secondary))
        }
    }
}

/// Boxes to tick at the door, and no names.
pub fn sheet(r: &Reading, view: &View) -> Markup {
    let l = r.l;
    let boxes = view.choice.places.capacity.clamp(BOXES, 100);
    html! {
        (sheet_head(r, view, T::EnrolmentsSheet))
        p { (l.t(T::EnrolmentsSheetHow)) }
        ol.tally-boxes aria-hidden="true" { @for n in 1..=boxes { li { (n) } } }
        p { (l.t(T::EnrolmentsSheetSum)) }
        (sheet_actions(view, r.cx))
    }
}

/// Names for the guide, with the day they are deleted.
pub fn names(r: &Reading, view: &View) -> Markup {
    let (cx, l) = (r.cx, r.l);
    let gone = view.choice.ends.checked_add((24 * i64::from(view.keep_days)).hours()).unwrap_or(view.choice.ends);
    let day = day_in_words(day_and_minute(gone).0, cx.today(), l);
    let with_place: Vec<&Enrolment> = view.people.iter().filter(|p| p.entry.state.has_place()).collect();
    html! {
        (sheet_head(r, view, T::EnrolmentsNames))
        (parts::notice(Tone::Look, &html! { p { (l.ta(T::EnrolmentsNamesDeleted, &args![("day", day)])) } }))
        @if with_place.is_empty() { p { (l.t(T::EnrolmentsNamesNone)) } }
        ol.enrolment-names {
            @for (i, who) in with_place.iter().enumerate() {
                li { (called(who, i + 1, view, l)) @if who.entry.size == 2 { ", " (l.t(T::EnrolmentsTwo)) } }
            }
        }
        (sheet_actions(view, cx))
    }
}

/// The numbers of a year.
pub fn figures(r: &Reading, year: i16, counted: &[Counted], keeping: &Setting) -> Markup {
    let (cx, l) = (r.cx, r.l);
    let mut rows: BTreeMap<(i64, String), BTreeMap<Tick, u32>> = BTreeMap::new();
    for c in counted {
        *rows.entry((c.month, row_name(r, &c.what))).or_default().entry(c.tick).or_default() += c.people;
    }
    let sum = |tick: Tick| counted.iter().filter(|c| c.tick == tick).map(|c| c.people).sum::<u32>();
    let columns: Vec<Column> = std::iter::once(Column::words(l.t(T::EnrolmentsWhat)))
        .chain(Tick::ALL.into_iter().map(|t| Column::numbers(tick_name(t, l))))
        .collect();
    let table: Vec<Vec<Markup>> = rows
        .iter()
        .map(|((month, name), of)| {
            let month = i8::try_from(month % 100).map_or_else(|_| String::new(), |m| month_name(m, l).to_owned());
            std::iter::once(html! { (name) ", " (month) })
                .chain(Tick::ALL.into_iter().map(|t| html! { (of.get(&t).copied().unwrap_or(0)) }))
                .collect()
        })
        .collect();
    let caption = l.ta(T::EnrolmentsOfficeCaption, &args![("year", year.to_string())]);
    html! {
        (fields::error_summary(l, &keeping.problems))
        h1 { (l.t(T::EnrolmentsOfficeTitle)) }
        @if keeping.saved { (parts::live_notice(Tone::Good, &html! { p { (l.t(T::EnrolmentsKeepSaved)) } })) }
        p.lead { (l.ta(T::EnrolmentsOfficeSum, &args![("year", year.to_string()), ("places", sum(Tick::SignedUp) + sum(Tick::FromList)), ("list", sum(Tick::FromList)), ("missed", sum(Tick::NoShow))])) }
        p { (l.ta(T::EnrolmentsOfficeHow, &args![("days", keeping.stored.days)])) }
        @if table.is_empty() { (parts::empty_state(&l.t(T::EnrolmentsOfficeNone), None)) } @else { (parts::data_table(&caption, &columns, &table)) }
        (parts::tabs(&l.t(T::EnrolmentsOfficeYears), &[year - 1, year, year + 1].into_iter().filter(|y| *y <= cx.today().year()).map(|y| (cx.link(&format!("/kontor/pamelding?ar={y}")), y.to_string(), y == year)).collect::<Vec<_>>()))
        (how_long(r, keeping))
    }
}

/// How long names are kept, and the form to change it.
fn how_long(r: &Reading, keeping: &Setting) -> Markup {
    let (cx, l) = (r.cx, r.l);
    let wrong = |name: &str| keeping.problems.iter().find(|(n, _)| n == name).map(|(_, text)| text.clone());
    let days = Field::new("dager", l.t(T::EnrolmentsKeepDays)).value(&keeping.days).error(wrong("dager"));
    let reason = Field::new("grunn", l.t(T::EnrolmentsKeepReason)).value(&keeping.reason).error(wrong("grunn"));
    let body = html! {
        (fields::number_field(&days, 1, 365))
        (text_field(&reason.optional(l).guarded().max_length(300)))
        (parts::button(&l.t(T::EnrolmentsKeepSave), Weight::Secondary))
    };
    html! {
        section {
            h2 { (l.t(T::EnrolmentsKeepTitle)) }
            p { (l.ta(T::EnrolmentsKeepNow, &args![("days", keeping.stored.days)])) @if !keeping.stored.reason.is_empty() { " " (keeping.stored.reason) } }
            @if cx.session.as_ref().is_some_and(|s| s.may(domain::access::Permission::EditRegister)) {
                (fields::form(&cx.link("/kontor/pamelding"), &cx.csrf(), &body))
            }
        }
    }
}

fn row_name(r: &Reading, what: &What) -> String {
    let name = r
        .published
        .offering(what.offering().as_str())
        .map_or_else(|| what.offering().to_string(), |o| o.name.get(r.l).to_owned());
    match what {
        What::Places(target) => match target.original {
            Some(day) => format!("{name}, {}", day_in_words(day, r.cx.today(), r.l)),
            None => name,
        },
        What::Times(_) => r.l.ta(T::EnrolmentsTimesOf, &args![("offering", name)]),
    }
}

fn tick_name(tick: Tick, l: Locale) -> String {
    l.t(match tick {
        Tick::SignedUp => T::EnrolmentsTickSignedUp,
        Tick::FromList => T::EnrolmentsTickFromList,
        Tick::Queued => T::EnrolmentsTickQueued,
        Tick::Left => T::EnrolmentsTickLeft,
        Tick::OffList => T::EnrolmentsTickOffList,
        Tick::Came => T::EnrolmentsTickCame,
        Tick::NoShow => T::EnrolmentsTickNoShow,
    })
}
