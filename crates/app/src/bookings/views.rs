//! How appointments look to citizens: the three pages, the receipt, and what is said when somebody else was quicker.

use super::{
    book::{Bookable, Chosen, Wish, hold_ends},
    forms::{LONGEST_NAME, Pairs, Problem, fields_of, query_of, time_value, value},
    store::{Appointment, Party},
};
use crate::{
    frame::{Cx, Published, Refusal},
    messages,
    offerings::{language_name, topic_name},
    texts::{T, Words},
};
use domain::shared::capital;
use domain::{
    bookings::{AppointmentState, Code, Time},
    messages::Contact as How,
    offerings::Topic,
    places::Place,
    schedule::{clock, day_in_words, time_range},
    shared::{Id, Key, Locale, day_and_minute},
};
use jiff::civil::Date;
use maud::{Markup, html};
use ui::{
    args,
    forms::{Choice, Field, checkbox, error_summary, form, get_form, hidden, radios, select, text_field},
    parts::{self, Tone, Weight, keep_together},
};

/// A refusal in words.
pub fn refused(l: Locale, refusal: &dyn Refusal) -> Markup {
    parts::live_notice(
        Tone::Look,
        &html! { p { strong { (refusal.text(l)) } } p { (refusal.hint(l)) } },
    )
}

fn place<'p>(published: &'p Published, key: &Key) -> Option<&'p Place> {
    published.register.places.iter().find(|p| p.key == *key)
}

fn place_name(published: &Published, key: &Key, l: Locale) -> String {
    place(published, key).map_or_else(String::new, |p| p.name.get(l).to_owned())
}

/// What an appointment is about, for people.
pub fn need_name(need: Option<Topic>, l: Locale) -> String {
    need.map_or_else(|| l.t(T::BookingsNeedUnknown), |topic| topic_name(topic, l))
}

fn carried(wish: &Wish) -> Markup {
    html! { @for (name, value) in fields_of(wish) { (hidden(name, &value)) } }
}

fn call(cx: &Cx, published: &Published) -> Markup {
    let phone = &published.register.municipality.phone;
    html! { @if !phone.is_empty() { (parts::call_card(phone, &cx.locale().t(T::BookingsCall))) } }
}

/// What do you need? Big choices, and "I don't know" is one of them.
pub fn need(cx: &Cx, b: &Bookable, wish: &Wish) -> Markup {
    let l = cx.locale();
    let mut choices: Vec<Choice> = b
        .plan
        .choices(&b.offering.topics)
        .into_iter()
        .map(|t| Choice::new(t.code(), topic_name(t, l), wish.need == Some(t)))
        .collect();
    choices.push(Choice::new(
        "vet-ikke",
        l.t(T::BookingsNeedUnknown),
        wish.need.is_none(),
    ));
    let body = html! {
        (radios(&Field::new("behov", l.t(T::BookingsNeedLabel)).label_hidden(), &choices))
        (extras(b, wish, l))
        (parts::actions(&[parts::button(&l.t(T::BookingsToTimes), Weight::Primary)]))
    };
    html! {
        (parts::steps(l, 1, 3))
        h1 { (l.t(T::BookingsNeedLabel)) }
        p.lead { (b.offering.name.get(l)) ": " (l.ta(T::BookingsNeedLead, &args![("minutes", b.plan.minutes)])) }
        (get_form(&cx.link(&format!("/bestill/{}/tid", b.offering.key)), &body))
        p { a href=(cx.link("/time")) { (l.t(T::BookingsHaveCode)) } }
        (call(cx, b.published))
    }
}

/// What only some need: unfolds.
fn extras(b: &Bookable, wish: &Wish, l: Locale) -> Markup {
    let languages = || {
        let any = Choice::new("", l.t(T::BookingsAnyLanguage), wish.help_language.is_empty());
        let each = b
            .offering
            .languages
            .iter()
            .map(|code| Choice::new(code.as_str(), language_name(code, l), *code == wish.help_language));
        std::iter::once(any).chain(each).collect::<Vec<_>>()
    };
    html! {
        details.more open[wish.two || wish.extra_long || wish.interpreter || !wish.help_language.is_empty()] {
            summary { (l.t(T::BookingsExtras)) }
            (checkbox(&Field::new("to", l.t(T::BookingsTwo)).hint(l.t(T::BookingsTwoHint)), wish.two))
            @if b.plan.extra_long { (checkbox(&Field::new("dobbel", l.t(T::BookingsExtraLong)), wish.extra_long)) }
            @if b.plan.interpreter { (checkbox(&Field::new("tolk", l.t(T::BookingsInterpreter)), wish.interpreter)) }
            @if b.offering.languages.len() > 1 { (select(&Field::new("sprak", l.t(T::BookingsLanguage)), &languages())) }
        }
    }
}

/// The times of a page.
pub struct Times {
    /// Those that are free, in the order of the calendar.
    pub free: Vec<Time>,
    /// Where the page before begins.
    pub earlier: Option<Date>,
    /// Where the next page begins.
    pub later: Option<Date>,
}

/// What happened to a time that was chosen, and what is near it.
pub type Instead<'a> = (&'a dyn Refusal, &'a [Time]);

/// When? A plain list, day by day; each time is a button.
pub fn when(cx: &Cx, b: &Bookable, wish: &Wish, times: &Times, instead: Option<Instead>, hold: Option<Id>) -> Markup {
    let l = cx.locale();
    let offering = &b.offering.key;
    let id = hold.unwrap_or_else(|| Id(cx.app.db().random_id()));
    let list = html! { (hidden("hold", &id.to_string())) (carried(wish)) (by_day(cx, b.published, &times.free)) };
    let path = format!("/bestill/{offering}/tid?{}", query_of(wish));
    html! {
        (parts::steps(l, 2, 3))
        @match instead {
            Some((refusal, near)) => {
                h1 { (refusal.text(l)) }
                (near_ones(cx, b, refusal, near, &html! { (hidden("hold", &id.to_string())) (carried(wish)) }))
            }
            None => { h1 { (l.t(T::BookingsWhenTitle)) } }
        }
        p { (about(b, wish, l)) " " a href=(cx.link(&format!("/bestill/{offering}?{}", query_of(wish)))) { (l.t(T::BookingsChangeNeed)) } }
        @if times.free.is_empty() {
            (parts::empty_state(&l.t(T::BookingsNoTimes), Some(&parts::button_link(&l.t(T::EnrolmentsWait), &cx.link(&format!("/venteliste/{offering}")), Weight::Secondary))))
        } @else {
            h2.sr-only[instead.is_none()] { (l.t(T::BookingsAllTimes)) }
            (form(&cx.link(&format!("/bestill/{offering}/tid")), &cx.csrf(), &list))
        }
        (more_times(cx, times, &path))
        (call(cx, b.published))
    }
}

fn near_ones(cx: &Cx, b: &Bookable, refusal: &dyn Refusal, near: &[Time], carried: &Markup) -> Markup {
    let l = cx.locale();
    let list = html! { (carried) (by_day(cx, b.published, near)) };
    html! {
        p.lead { (refusal.hint(l)) }
        @if !near.is_empty() {
            h2 { (l.t(T::BookingsNearest)) }
            (form(&cx.link(&format!("/bestill/{}/tid", b.offering.key)), &cx.csrf(), &list))
        }
    }
}

fn more_times(cx: &Cx, times: &Times, path: &str) -> Markup {
    let l = cx.locale();
    let to = |day: Date| cx.link(&format!("{path}&fra={day}"));
    html! {
        p.more-ways {
            @if let Some(day) = times.earlier { a href=(to(day)) { (l.t(T::BookingsEarlier)) } " " }
            @if let Some(day) = times.later { a href=(to(day)) { (l.t(T::BookingsLater)) } }
        }
    }
}

fn about(b: &Bookable, wish: &Wish, l: Locale) -> String {
    l.ta(
        T::BookingsAbout,
        &args![("need", need_name(wish.need, l)), ("minutes", b.minutes(wish))],
    )
}

/// Times as buttons that send `tid`, under the day they are on.
pub fn by_day(cx: &Cx, published: &Published, times: &[Time]) -> Markup {
    let l = cx.locale();
    let mut days: Vec<Date> = times.iter().map(|t| t.day).collect();
    days.dedup();
    let places: std::collections::BTreeSet<&Key> = times.iter().map(|t| &t.place).collect();
    let several = places.len() > 1;
    html! {
        @if let (false, Some(time)) = (several, times.first()) { p.quiet { (place_name(published, &time.place, l)) } }
        @for day in days {
            h3.weekday { (capital(&day_in_words(day, cx.today(), l))) }
            ul.times {
                @for t in times.iter().filter(|t| t.day == day) {
                    li { (time_button(cx, published, t, several)) }
                }
            }
        }
    }
}

fn time_button(cx: &Cx, published: &Published, t: &Time, several: bool) -> Markup {
    let l = cx.locale();
    let place = place_name(published, &t.place, l);
    html! {
        button.ds-button data-variant="secondary" type="submit" name="tid" value=(time_value(&t.schedule, t.starts_at)) {
            span.sr-only { (capital(&day_in_words(t.day, cx.today(), l))) " " }
            (keep_together(&time_range(t.start, t.end, l)))
            @if several { span.place { (place) } }
        }
    }
}

/// What the third page shows.
pub struct Contact<'a> {
    /// The offering.
    pub b: &'a Bookable<'a>,
    /// The identity of the held time.
    pub hold: Id,
    /// What is needed.
    pub wish: &'a Wish,
    /// The time that was chosen.
    pub chosen: &'a Chosen,
    /// The held time; `None` when the hold is lost.
    pub held: Option<&'a Appointment>,
    /// What was entered.
    pub entered: &'a Pairs,
    /// What is wrong with it.
    pub problems: &'a [Problem],
    /// What happened to the time, and what is near it.
    pub instead: Option<Instead<'a>>,
}

/// How do we reach you? Nothing is required.
pub fn contact(cx: &Cx, view: &Contact) -> Markup {
    let l = cx.locale();
    let offering = &view.b.offering.key;
    let near = view.instead.map_or(&[] as &[Time], |(_, near)| near);
    let body = html! {
        (hidden("hold", &view.hold.to_string()))
        (hidden("valgt", &time_value(&view.chosen.schedule, view.chosen.starts_at)))
        (carried(view.wish))
        @if view.instead.is_some() {
            // Enter in a field below takes the first of them, never the time that is gone.
            h2 { (l.t(T::BookingsNearest)) }
            (by_day(cx, view.b.published, near))
            p { (l.t(T::BookingsInputKept)) }
        }
        (contact_fields(view.entered, view.problems, l))
        (messages::language_choice(view.b.published, value(view.entered, "meldingssprak"), l))
        @if view.instead.is_none() {
            (parts::actions(&[
                parts::button(&l.t(T::BookingsBook), Weight::Primary),
                parts::button_with(&l.t(T::BookingsHoldLonger), Weight::Quiet, "handling", "forleng"),
            ]))
        }
    };
    let problems: Vec<(String, String)> =
        view.problems.iter().map(|(field, text)| ((*field).to_owned(), l.t(*text))).collect();
    html! {
        (parts::steps(l, 3, 3))
        (error_summary(l, &problems))
        @match view.instead {
            Some((refusal, _)) => { h1 { (refusal.text(l)) } p.lead { (refusal.hint(l)) } }
            None => { h1 { (l.t(T::BookingsContactTitle)) } (chosen_card(cx, view)) }
        }
        (form(&cx.link(&format!("/bestill/{offering}/kontakt")), &cx.csrf(), &body))
        p { a href=(cx.link(&format!("/bestill/{offering}/tid?{}&hold={}", query_of(view.wish), view.hold))) { (l.t(T::BookingsOtherTime)) } }
        p.quiet { (l.ta(T::BookingsDeleted, &args![("days", view.b.plan.keep_days)])) }
    }
}

fn chosen_card(cx: &Cx, view: &Contact) -> Markup {
    let l = cx.locale();
    let (day, start) = day_and_minute(view.chosen.starts_at);
    let place = view.held.and_then(|a| view.b.published.place_by_id(a.place));
    let until = view.held.and_then(|a| a.held_until).filter(|until| *until > cx.now);
    parts::card_soft(&html! {
        p.lead {
            strong { (capital(&day_in_words(day, cx.today(), l))) " " (l.ta(T::BookingsAt, &args![("time", clock(start, l))])) }
            @if let Some(place) = place { br; (place.name.get(l)) }
        }
        p { (about(view.b, view.wish, l)) }
        @match until {
            Some(until) => { p { (l.ta(T::BookingsHeldUntil, &args![("time", clock(day_and_minute(until).1, l))])) } }
            None => {
                @let fresh = hold_ends(view.b.plan, cx.now);
                p { (l.ta(T::BookingsHoldEnded, &args![("time", clock(day_and_minute(fresh).1, l))])) }
            }
        }
    })
}

/// The ways to be reached, as the codes forms use.
const WAYS: [(&str, T, T); 4] = [
    ("none", T::BookingsWayNone, T::BookingsWayNoneHint),
    ("sms", T::BookingsWaySms, T::BookingsWaySmsHint),
    ("call", T::BookingsWayCall, T::BookingsWayCallHint),
    ("email", T::BookingsWayEmail, T::BookingsWayEmailHint),
];

/// Name and how to be reached: the same at the counter.
pub fn contact_fields(entered: &Pairs, problems: &[Problem], l: Locale) -> Markup {
    let error = |name: &str| problems.iter().find(|(field, _)| *field == name).map(|(_, text)| l.t(*text));
    let chosen = Some(value(entered, "mate")).filter(|w| !w.is_empty()).unwrap_or("none");
    let ways: Vec<Choice> = WAYS
        .iter()
        .map(|(code, label, hint)| Choice::new(*code, l.t(*label), *code == chosen).hint(l.t(*hint)))
        .collect();
    let field = |name: &'static str, label: T| {
        Field::new(name, l.t(label)).value(value(entered, name)).optional(l).error(error(name))
    };
    html! {
        (text_field(&field("navn", T::BookingsName).hint(l.t(T::BookingsNameHint)).guarded()
            .autocomplete("given-name").max_length(u32::try_from(LONGEST_NAME).unwrap_or(40))))
        (radios(&Field::new("mate", l.t(T::BookingsWay)), &ways))
        (text_field(&field("telefon", T::BookingsPhone).input_mode("tel").autocomplete("tel").max_length(20).short()))
        (text_field(&field("epost", T::BookingsEmail).input_mode("email").autocomplete("email").max_length(254)))
    }
}

/// What a receipt shows.
pub struct Receipt<'a> {
    /// What is published.
    pub published: &'a Published,
    /// The code.
    pub code: Code,
    /// Who booked.
    pub party: &'a Party,
    /// Their appointments, in the order of the calendar.
    pub appointments: &'a [Appointment],
    /// What was refused, to say first.
    pub said: Option<&'a Markup>,
    /// The receipt once more, in a language that the pages are not in: the code of the language, and the words.
    pub in_own_language: Option<&'a (String, String)>,
    /// Times that are free instead of those that we called off.
    pub instead: &'a [(Id, Vec<Time>)],
}

/// The receipt: when and where, the code large, what to bring, and the way to move or give up.
pub fn receipt(cx: &Cx, view: &Receipt) -> Markup {
    let l = cx.locale();
    let standing = view.appointments.iter().any(|a| a.state == AppointmentState::Booked);
    let title = match (standing, view.party.name.as_str()) {
        (false, _) => l.t(T::BookingsReceiptGone),
        (true, "") => l.t(T::BookingsReceiptTitle),
        (true, name) => l.ta(T::BookingsReceiptWelcome, &args![("name", name)]),
    };
    html! {
        h1 { (title) }
        @if let Some(said) = view.said { (said) }
        div.booking-slip {
            @for a in view.appointments { (one(cx, view, a)) }
            @if standing {
                p.code-title { (l.t(T::BookingsYourCode)) }
                p.code { (view.code) }
                p { (l.t(T::BookingsCodeUse)) }
            }
            @if standing { (sure(view, l)) }
        }
        (messages::in_own_language(view.in_own_language))
        @if standing {
            (parts::actions(&[html! { button.ds-button data-variant="secondary" type="button" data-print="" hidden { (l.t(T::BookingsPrint)) } }]))
        }
        @if let Some(offering) = view.appointments.first().and_then(|a| view.published.offering_by_id(a.offering)) {
            @if !standing {
                (parts::actions(&[parts::button_link(&l.t(T::BookingsAgain), &cx.link(&format!("/bestill/{}", offering.key)), Weight::Primary)]))
            }
        }
        (own_data(cx, view))
        (call(cx, view.published))
    }
}

/// All we have about the booking, and erasing it.
fn own_data(cx: &Cx, view: &Receipt) -> Markup {
    let l = cx.locale();
    let address = cx.link(&format!("/time/{}", view.code.plain()));
    html! {
        details {
            summary { (l.t(T::BookingsOwnData)) }
            p { (l.t(T::BookingsOwnDataLead)) }
            p.links { a href=(format!("{address}/opplysninger.json")) download { (l.t(T::BookingsOwnDataGet)) } }
            (form(&format!("{address}/slett"), &cx.csrf(), &parts::button(&l.t(T::BookingsErase), Weight::Stop)))
        }
    }
}

/// What to do to be sure, which depends on how we can reach them.
fn sure(view: &Receipt, l: Locale) -> Markup {
    let text = match view.party.contact {
        How::None => T::BookingsSureNone,
        How::Call(_) => T::BookingsSureCall,
        How::Sms(_) => T::BookingsSureSms,
        How::Email(_) => T::BookingsSureEmail,
    };
    html! { p { (l.t(text)) } }
}

fn one(cx: &Cx, view: &Receipt, a: &Appointment) -> Markup {
    let l = cx.locale();
    let offering = view.published.offering_by_id(a.offering);
    let place = view.published.place_by_id(a.place);
    let open = a.state == AppointmentState::Booked && a.starts_at > cx.now;
    html! {
        section.appointment {
            h2 { (capital(&day_in_words(a.day, cx.today(), l))) " " (l.ta(T::BookingsAt, &args![("time", keep_together(&time_range(a.start, a.end, l)))])) }
            (state(a.state, l))
            p {
                @if let Some(place) = place { strong { (place.name.get(l)) } @if let Some(at) = crate::offerings::address(place) { ", " (at) } }
                @if let Some(place) = place.filter(|p| !p.directions.is_empty()) { br; (place.directions.get(l)) }
            }
            @if let Some(o) = offering {
                p { (o.name.get(l)) ": " (need_name(a.need, l)) }
                @if a.state == AppointmentState::Booked && !o.bring.is_empty() { p { strong { (l.t(T::BookingsBring)) } " " (o.bring.get(l)) } }
            }
            @if open { (changes(cx, view, a)) }
            @if a.state == AppointmentState::CalledOff { (another(cx, view, a)) }
        }
    }
}

/// We called it off: the nearest free times, each one press away.
fn another(cx: &Cx, view: &Receipt, a: &Appointment) -> Markup {
    let l = cx.locale();
    let path = cx.link(&format!("/time/{}/flytt", view.code.plain()));
    let near = view.instead.iter().find(|(id, _)| *id == a.id).map_or(&[] as &[Time], |(_, times)| times);
    let list = html! { (hidden("time", &a.id.to_string())) (by_day(cx, view.published, near)) };
    html! {
        div.no-print {
            @if !near.is_empty() {
                p { (l.t(T::BookingsInstead)) }
                (form(&path, &cx.csrf(), &list))
            }
            p { a href=(format!("{path}?time={}", a.id)) { (l.t(T::BookingsOtherTimes)) } }
        }
    }
}

fn state(state: AppointmentState, l: Locale) -> Markup {
    match state {
        AppointmentState::Held | AppointmentState::Booked => html! {},
        AppointmentState::Cancelled => parts::tag(Tone::Stop, &l.t(T::BookingsStateCancelled)),
        AppointmentState::CalledOff => parts::tag(Tone::Stop, &l.t(T::BookingsStateCalledOff)),
        AppointmentState::Over => parts::tag(Tone::Info, &l.t(T::BookingsStateOver)),
    }
}

/// Calendar, move, give up: one step each.
fn changes(cx: &Cx, view: &Receipt, a: &Appointment) -> Markup {
    let l = cx.locale();
    let base = format!("/time/{}", view.code.plain());
    let cancel = html! { (hidden("time", &a.id.to_string())) (parts::button(&l.t(T::BookingsCancel), Weight::Stop)) };
    html! {
        div.actions.no-print {
            (parts::button_link(&l.t(T::BookingsToCalendar), &cx.link(&format!("{base}/kalender.ics?time={}", a.id)), Weight::Secondary))
            (parts::button_link(&l.t(T::BookingsMove), &cx.link(&format!("{base}/flytt?time={}", a.id)), Weight::Secondary))
            (form(&cx.link(&format!("{base}/avbestill")), &cx.csrf(), &cancel))
        }
    }
}

/// The times an appointment can be moved to; `path` is where the form is sent, by citizens and at the counter alike.
pub fn move_to(
    cx: &Cx,
    published: &Published,
    a: &Appointment,
    times: &Times,
    path: &str,
    refusal: Option<&dyn Refusal>,
) -> Markup {
    let l = cx.locale();
    let list = html! { (hidden("time", &a.id.to_string())) (by_day(cx, published, &times.free)) };
    let now = format!(
        "{} {}",
        day_in_words(a.day, cx.today(), l),
        l.ta(T::BookingsAt, &args![("time", clock(a.start, l))])
    );
    html! {
        h1 { (l.t(T::BookingsMoveTitle)) }
        @if let Some(refusal) = refusal { (refused(l, refusal)) }
        @let lead = if a.state == AppointmentState::CalledOff { T::BookingsMoveLeadOff } else { T::BookingsMoveLead };
        p.lead { (l.ta(lead, &args![("when", now)])) }
        @if times.free.is_empty() { (parts::empty_state(&l.t(T::BookingsNoTimes), None)) } @else {
            h2.sr-only { (l.t(T::BookingsAllTimes)) }
            (form(&cx.link(path), &cx.csrf(), &list))
        }
        (more_times(cx, times, &format!("{path}?time={}", a.id)))
    }
}

/// Where a code is written.
pub fn ask_code(cx: &Cx, entered: &str, refusal: Option<&dyn Refusal>) -> Markup {
    let l = cx.locale();
    let error = refusal.map(|r| r.hint(l));
    let problems: Vec<(String, String)> = error.iter().map(|e| ("kode".to_owned(), e.clone())).collect();
    let field = Field::new("kode", l.t(T::BookingsCodeLabel))
        .hint(l.t(T::BookingsCodeHint))
        .value(entered)
        .error(error);
    let body = html! {
        (text_field(&field.autocomplete("off").max_length(20).short()))
        (parts::actions(&[parts::button(&l.t(T::BookingsCodeOpen), Weight::Primary)]))
    };
    html! {
        (error_summary(l, &problems))
        h1 { @match refusal { Some(refusal) => { (refusal.text(l)) } None => { (l.t(T::BookingsCodeTitle)) } } }
        p.lead { (l.t(T::BookingsCodeLead)) }
        (form(&cx.link("/time"), &cx.csrf(), &body))
    }
}

/// The calendar file of an appointment: when and where, never what about.
pub fn calendar(cx: &Cx, published: &Published, a: &Appointment) -> String {
    let (l, register) = (cx.locale(), &published.register);
    let place = published.place_by_id(a.place);
    let location = place.map_or_else(String::new, |p| {
        let address = crate::offerings::address(p).map_or_else(String::new, |at| format!(", {at}"));
        format!("{}{address}", p.name.get(l))
    });
    interop::ical::appointment(&interop::ical::Appointment {
        uid: &format!("{}@{}.terskel", a.id, register.municipality.number),
        sequence: u32::try_from(cx.now.as_second() / 60).unwrap_or_default(),
        stamp: cx.now,
        starts: a.starts_at,
        ends: a.ends_at,
        location: &location,
        position: None,
        service: register.municipality.service_name.get(l),
        phone: &register.municipality.phone,
        remind_minutes: 60,
        language: l,
        cancelled: matches!(a.state, AppointmentState::Cancelled | AppointmentState::CalledOff),
    })
}
