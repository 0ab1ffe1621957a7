//! How appointments look at the counter.

use super::{
    book::{Bookable, Wish},
    forms::{Pairs, Problem, fields_of, query_of, value},
    store::{Appointment, Party},
    views::{Instead, Times, by_day, contact_fields, need_name, refused},
};
use crate::{
    frame::{Cx, Published, Refusal},
    messages,
    offerings::topic_name,
    texts::{T, Words},
};
use domain::shared::capital;
use domain::{
    access::Permission,
    bookings::{AppointmentState, Code, LONGEST_SERIES, MadeBy, Time, Verdict},
    messages::Contact,
    places::Place,
    schedule::{Closure, clock, closure_in_words, day_in_words, time_range},
    shared::{Id, Locale},
};
use jiff::civil::Date;
use maud::{Markup, html};
use ui::{
    args,
    forms::{
        Choice, Field, checkbox, date_field, error_summary, form, get_form, hidden, radios_across, select, text_field,
    },
    parts::{self, Column, Tone, Weight, keep_together},
};

/// The appointments of some days at one place.
pub struct Day<'a> {
    /// The place.
    pub place: &'a Place,
    /// The first day.
    pub first: Date,
    /// In the order of the calendar.
    pub rows: &'a [(Appointment, Party)],
    /// Those that nobody can take as the plan is now.
    pub without: &'a [(Appointment, Party)],
    /// What has just been counted, and can be taken back: the appointment, and whether somebody came.
    pub counted: Option<(Id, bool)>,
}

fn name(party: &Party, l: Locale) -> String {
    if party.name.is_empty() {
        l.t(T::BookingsNoName)
    } else {
        party.name.clone()
    }
}

/// Whether the one who is signed in sees who has booked.
pub fn sees_who(cx: &Cx) -> bool {
    cx.session.as_ref().is_some_and(|s| s.may(Permission::OthersBookings))
}

/// What is special about an appointment, in few words.
fn marks(a: &Appointment, l: Locale) -> Vec<String> {
    let mut out = Vec::new();
    if a.people > 1 {
        out.push(l.t(T::BookingsMarkTwo));
    }
    if a.extra_long {
        out.push(l.t(T::BookingsMarkLong));
    }
    if a.interpreter {
        out.push(l.t(T::BookingsMarkInterpreter));
    }
    if !a.help_language.is_empty() {
        out.push(crate::offerings::language_name(&a.help_language, l));
    }
    out
}

fn state_tag(a: &Appointment, l: Locale) -> Markup {
    match a.state {
        AppointmentState::Held | AppointmentState::Booked => html! {},
        AppointmentState::Cancelled => parts::tag(Tone::Stop, &l.t(T::BookingsStateCancelled)),
        AppointmentState::CalledOff => parts::tag(Tone::Stop, &l.t(T::BookingsStateCalledOff)),
        AppointmentState::Over => parts::tag(Tone::Good, &l.t(T::BookingsStateOver)),
    }
}

/// Today and the coming days.
pub fn list(cx: &Cx, day: &Day, refusal: Option<&dyn Refusal>) -> Markup {
    let l = cx.locale();
    let mut days: Vec<Date> = day.rows.iter().map(|(a, _)| a.day).collect();
    days.dedup();
    if !days.contains(&day.first) {
        days.insert(0, day.first);
    }
    let sted = &day.place.key;
    html! {
        h1 { (l.t(T::BookingsDeskTitle)) " · " (day.place.name.get(l)) }
        @if let Some(refusal) = refusal { (refused(l, refusal)) }
        @if let Some((id, came)) = day.counted { (just_counted(cx, id, came)) }
        @if !day.without.is_empty() { (without_guide(cx, day.without)) }
        (parts::actions(&[
            parts::button_link(&l.t(T::BookingsNewTitle), &cx.link(&format!("/skranke/timer/ny?sted={sted}")), Weight::Primary),
            parts::button_link(&l.t(T::EnrolmentsWaitTitle), &cx.link("/skranke/venteliste"), Weight::Secondary),
            parts::button_link(&l.t(T::BookingsWhyTitle), &cx.link(&format!("/skranke/timer/ledig?sted={sted}")), Weight::Secondary),
        ]))
        (finder(cx))
        @for date in days {
            section {
                h2 { (capital(&day_in_words(date, cx.today(), l))) }
                @let rows: Vec<_> = day.rows.iter().filter(|(a, _)| a.day == date).collect();
                @if rows.is_empty() { p.quiet { (l.t(T::BookingsNoneThatDay)) } }
                ul.booked { @for (a, party) in rows { (line(cx, a, party)) } }
            }
        }
        p { a href=(cx.link(&format!("/skranke?sted={sted}"))) { (l.t(T::BookingsBackToDesk)) } }
    }
}

fn finder(cx: &Cx) -> Markup {
    let l = cx.locale();
    let field = Field::new("kode", l.t(T::BookingsFindByCode)).autocomplete("off").max_length(20).short();
    form(
        &cx.link("/skranke/timer/finn"),
        &cx.csrf(),
        &html! { div.in-a-row { (text_field(&field)) (parts::button(&l.t(T::BookingsCodeOpen), Weight::Secondary)) } },
    )
}

fn line(cx: &Cx, a: &Appointment, party: &Party) -> Markup {
    let l = cx.locale();
    let open = a.state == AppointmentState::Booked;
    let time = html! { b { (keep_together(&time_range(a.start, a.end, l))) } };
    html! {
        li {
            @if sees_who(cx) { a.when href=(cx.link(&format!("/skranke/timer/{}", a.id))) { (time) " " (name(party, l)) } }
            @else { span.when { (time) } }
            span { (need_name(a.need, l)) @for mark in marks(a, l) { " · " (mark) } }
            (state_tag(a, l))
            @if open && a.day <= cx.today() { (outcome_buttons(cx, a.id)) }
            @if a.state == AppointmentState::Over && a.day == cx.today() { (undo(cx, a.id)) }
        }
    }
}

/// What was counted a moment ago, with one press to take it back.
fn just_counted(cx: &Cx, id: Id, came: bool) -> Markup {
    let l = cx.locale();
    let (text, way) = if came {
        (T::BookingsCountedCame, "kom")
    } else {
        (T::BookingsCountedNoShow, "kom-ikke")
    };
    let body = html! { (hidden("som", way)) (parts::button(&l.t(T::BookingsUndo), Weight::Secondary)) };
    parts::live_notice(
        Tone::Good,
        &html! {
            p { (l.t(text)) }
            (form(&cx.link(&format!("/skranke/timer/{id}/angre")), &cx.csrf(), &body))
        },
    )
}

/// To take it back later the same day. Which of the two it was is written nowhere, so it is asked.
fn undo(cx: &Cx, id: Id) -> Markup {
    let l = cx.locale();
    let body = html! {
        div.actions {
            (parts::button_with(&l.t(T::BookingsUndoCame), Weight::Secondary, "som", "kom"))
            (parts::button_with(&l.t(T::BookingsUndoNoShow), Weight::Secondary, "som", "kom-ikke"))
        }
    };
    html! {
        details.more {
            summary { (l.t(T::BookingsUndo)) }
            p { (l.t(T::BookingsUndoWhich)) }
            (form(&cx.link(&format!("/skranke/timer/{id}/angre")), &cx.csrf(), &body))
        }
    }
}

/// Those that nobody can take, with what can be done about each.
fn without_guide(cx: &Cx, rows: &[(Appointment, Party)]) -> Markup {
    let l = cx.locale();
    parts::notice(
        Tone::Look,
        &html! {
            h2 { (l.ta(T::BookingsWithoutGuide, &args![("n", rows.len())])) }
            p { (l.t(T::BookingsWithoutGuideDo)) }
            ul.booked {
                @for (a, party) in rows {
                    li {
                        b { (capital(&day_in_words(a.day, cx.today(), l))) " " (l.ta(T::BookingsAt, &args![("time", keep_together(&time_range(a.start, a.end, l)))])) }
                        @if sees_who(cx) {
                            span { (name(party, l)) " · " (contact(&party.contact, l)) }
                            (without_guide_ways(cx, a, &party.contact))
                        }
                    }
                }
            }
        },
    )
}

/// Move it, ring, or call it off.
fn without_guide_ways(cx: &Cx, a: &Appointment, to: &Contact) -> Markup {
    let l = cx.locale();
    let base = format!("/skranke/timer/{}", a.id);
    html! {
        div.actions {
            (parts::button_link(&l.t(T::BookingsMove), &cx.link(&format!("{base}/flytt")), Weight::Secondary))
            @if let Contact::Call(phone) | Contact::Sms(phone) = to {
                (parts::button_link(&l.ta(T::BookingsRing, &args![("phone", phone.to_string())]), &format!("tel:{}", phone.dialled()), Weight::Secondary))
            }
            (form(&cx.link(&format!("{base}/avlys")), &cx.csrf(), &parts::button(&l.t(T::BookingsCallOff), Weight::Stop)))
        }
    }
}

fn outcome_buttons(cx: &Cx, id: Id) -> Markup {
    let l = cx.locale();
    let act = |path: &str, text: T, weight: Weight| {
        form(
            &cx.link(&format!("/skranke/timer/{id}/{path}")),
            &cx.csrf(),
            &parts::button(&l.t(text), weight),
        )
    };
    html! {
        div.actions {
            (act("kom", T::BookingsCame, Weight::Secondary))
            (act("kom-ikke", T::BookingsNoShow, Weight::Quiet))
        }
    }
}

/// Today's appointments on the desk's own screen; with names only for who may see them.
pub fn today(cx: &Cx, rows: &[(Appointment, Party)]) -> Markup {
    let (l, whole) = (cx.locale(), sees_who(cx));
    let standing: Vec<_> = rows.iter().filter(|(a, _)| a.state != AppointmentState::CalledOff).collect();
    html! {
        h3.small { (l.t(T::BookingsDeskTitle)) }
        @if standing.is_empty() { p.quiet { (l.t(T::BookingsNoneThatDay)) } }
        ul.lines {
            @for (a, party) in standing {
                li {
                    b { (clock(a.start, l)) } " "
                    @if whole { a href=(cx.link(&format!("/skranke/timer/{}", a.id))) { (name(party, l)) } } @else { (l.t(T::BookingsTaken)) }
                    @if a.state == AppointmentState::Over { " " (state_tag(a, l)) }
                }
            }
        }
        div.stack {
            (parts::button_link(&l.t(T::BookingsNewTitle), &cx.link("/skranke/timer/ny"), Weight::Secondary))
            (parts::button_link(&l.t(T::BookingsAllAppointments), &cx.link("/skranke/timer"), Weight::Secondary))
        }
    }
}

/// The one screen to book on.
pub struct New<'a> {
    /// The offering.
    pub b: &'a Bookable<'a>,
    /// Every offering one can book in.
    pub others: &'a [Bookable<'a>],
    /// What is needed.
    pub wish: &'a Wish,
    /// The free times.
    pub times: &'a Times,
    /// What was entered.
    pub entered: &'a Pairs,
    /// What is wrong with it.
    pub problems: &'a [Problem],
    /// What was refused, and the times near it.
    pub refusal: Option<Instead<'a>>,
    /// The appointment this one follows up; its name and contact are used.
    pub follows: Option<&'a Appointment>,
}

/// Everything on one screen: what, who, and a press on a time books it.
pub fn new(cx: &Cx, view: &New) -> Markup {
    let l = cx.locale();
    let key = Some(value(view.entered, "nokkel").to_owned()).filter(|k| !k.is_empty());
    let key = key.unwrap_or_else(|| Id(cx.app.db().random_id()).to_string());
    let problems: Vec<(String, String)> =
        view.problems.iter().map(|(field, text)| ((*field).to_owned(), l.t(*text))).collect();
    let body = html! {
        (hidden("nokkel", &key))
        (hidden("tilbud", view.b.offering.key.as_str()))
        @if let Some(before) = view.follows { (hidden("etter", &before.id.to_string())) }
        div.booking-desk {
            div { (what(view, l)) @if view.follows.is_none() { (contact_fields(view.entered, view.problems, l)) (messages::language_choice(view.b.published, value(view.entered, "meldingssprak"), l)) } }
            div {
                @if let Some((_, near)) = view.refusal {
                    h2 { (l.t(T::BookingsNearest)) }
                    (by_day(cx, view.b.published, near))
                }
                h2 { (l.t(T::BookingsPressToBook)) }
                @if view.times.free.is_empty() { p { (l.t(T::BookingsNoTimes)) } }
                (by_day(cx, view.b.published, &view.times.free))
                (pages(cx, view))
            }
        }
    };
    html! {
        (error_summary(l, &problems))
        h1 { (l.t(if view.follows.is_some() { T::BookingsFollowUp } else { T::BookingsNewTitle })) }
        @if let Some((refusal, _)) = view.refusal { (refused(l, refusal)) }
        (offerings(cx, view))
        (form(&cx.link("/skranke/timer/ny"), &cx.csrf(), &body))
    }
}

fn offerings(cx: &Cx, view: &New) -> Markup {
    let l = cx.locale();
    let link = |b: &Bookable| {
        let to = cx.link(&format!("/skranke/timer/ny?tilbud={}", b.offering.key));
        (ui::Link::new(to, b.offering.name.get(l)), b.id == view.b.id)
    };
    html! { @if view.others.len() > 1 { (parts::filter_chips(&view.others.iter().map(link).collect::<Vec<_>>())) } }
}

fn what(view: &New, l: Locale) -> Markup {
    let chosen = view.wish.need.map_or("vet-ikke", |t| t.code());
    let topics = view.b.plan.choices(&view.b.offering.topics);
    let mut needs = vec![Choice::new("vet-ikke", l.t(T::BookingsNeedUnknown), chosen == "vet-ikke")];
    needs.extend(topics.into_iter().map(|t| Choice::new(t.code(), topic_name(t, l), t.code() == chosen)));
    let made = Some(value(view.entered, "hvordan")).filter(|m| !m.is_empty()).unwrap_or("phone");
    let ways = [(MadeBy::Phone, T::BookingsByPhone), (MadeBy::Counter, T::BookingsAtCounter)];
    let ways = ways.map(|(by, text)| Choice::new(by.code(), l.t(text), by.code() == made));
    let times: Vec<Choice> = (1..=LONGEST_SERIES)
        .map(|n| {
            let label = if n == 1 {
                l.t(T::BookingsOnce)
            } else {
                l.ta(T::BookingsWeeks, &args![("n", n)])
            };
            Choice::new(n.to_string(), label, n.to_string() == value(view.entered, "antall"))
        })
        .collect();
    html! {
        (radios_across(&Field::new("hvordan", l.t(T::BookingsHow)), &ways))
        (select(&Field::new("behov", l.t(T::BookingsNeedShort)), &needs))
        details.more open[view.wish.two || view.wish.extra_long || view.wish.interpreter] {
            summary { (l.t(T::BookingsMoreWishes)) }
            (checkbox(&Field::new("to", l.t(T::BookingsMarkTwo)), view.wish.two))
            @if view.b.plan.extra_long { (checkbox(&Field::new("dobbel", l.t(T::BookingsMarkLong)), view.wish.extra_long)) }
            @if view.b.plan.interpreter { (checkbox(&Field::new("tolk", l.t(T::BookingsMarkInterpreter)), view.wish.interpreter)) }
            (select(&Field::new("antall", l.t(T::BookingsRepeat)), &times))
        }
    }
}

fn pages(cx: &Cx, view: &New) -> Markup {
    let l = cx.locale();
    let after = view.follows.map_or_else(String::new, |a| format!("&etter={}", a.id));
    let path = format!(
        "/skranke/timer/ny?tilbud={}&{}{after}",
        view.b.offering.key,
        query_of(view.wish)
    );
    html! {
        p {
            @if let Some(day) = view.times.earlier { a href=(cx.link(&format!("{path}&fra={day}"))) { (l.t(T::BookingsEarlier)) } " " }
            @if let Some(day) = view.times.later { a href=(cx.link(&format!("{path}&fra={day}"))) { (l.t(T::BookingsLater)) } }
        }
    }
}

/// One appointment.
pub struct Detail<'a> {
    /// What is published.
    pub published: &'a Published,
    /// The appointment.
    pub a: &'a Appointment,
    /// Who booked.
    pub party: &'a Party,
    /// The code, when it is still known.
    pub code: Option<Code>,
    /// The other appointments under the same code.
    pub others: &'a [Appointment],
    /// The card once more, in a language that the pages are not in: the code of the language, and the words.
    pub in_own_language: Option<&'a (String, String)>,
    /// It was made just now.
    pub new: bool,
    /// Nobody can take it as the plan is now.
    pub without: bool,
    /// Days of a series that were not to be had.
    pub missed: Vec<Date>,
    /// What was refused.
    pub refusal: Option<&'a dyn Refusal>,
}

/// One appointment, with a card to print and all that can be done with it.
pub fn one(cx: &Cx, view: &Detail) -> Markup {
    let (l, a) = (cx.locale(), view.a);
    let standing = a.state == AppointmentState::Booked;
    html! {
        @if let Some(refusal) = view.refusal { (refused(l, refusal)) }
        @if view.without {
            (parts::notice(Tone::Look, &html! {
                p { strong { (l.ta(T::BookingsWithoutGuide, &args![("n", 1)])) } }
                p { (l.t(T::BookingsWithoutGuideDo)) }
                @if sees_who(cx) { div.no-print { (without_guide_ways(cx, a, &view.party.contact)) } }
            }))
        }
        @if view.new && standing { (parts::live_notice(Tone::Good, &html! { p { (l.t(T::BookingsDone)) } })) }
        @if !view.missed.is_empty() {
            (parts::notice(Tone::Look, &html! {
                p { (l.t(T::BookingsMissed)) }
                ul { @for day in &view.missed { li { (day_in_words(*day, cx.today(), l)) } } }
            }))
        }
        (card(cx, view))
        // The words hold the code, which not everybody at the counter may see.
        @if standing && view.code.is_some() { (messages::in_own_language(view.in_own_language)) }
        div.no-print {
            p {
                @if sees_who(cx) { (name(view.party, l)) " · " (contact(&view.party.contact, l)) " · " }
                (need_name(a.need, l)) @for mark in marks(a, l) { " · " (mark) }
            }
            (state_tag(a, l))
            (actions(cx, view, standing))
            @if !view.others.is_empty() { (others(cx, view.others)) }
            p { a href=(cx.link("/skranke/timer")) { (l.t(T::BookingsAllAppointments)) } }
        }
    }
}

fn contact(contact: &Contact, l: Locale) -> Markup {
    match contact {
        Contact::None => html! { (l.t(T::BookingsNoContact)) },
        Contact::Call(phone) | Contact::Sms(phone) => html! { (parts::phone(&phone.to_string())) },
        Contact::Email(email) => html! { (email.as_str()) },
    }
}

/// The card that goes with the person.
fn card(cx: &Cx, view: &Detail) -> Markup {
    let (l, a) = (cx.locale(), view.a);
    let phone = &view.published.register.municipality.phone;
    html! {
        article.booking-slip {
            h1 { (capital(&day_in_words(a.day, cx.today(), l))) " " br; (l.ta(T::BookingsAt, &args![("time", keep_together(&time_range(a.start, a.end, l)))])) }
            @if let Some(place) = view.published.place_by_id(a.place) {
                p { strong { (place.name.get(l)) } @if let Some(at) = crate::offerings::address(place) { ", " (at) } }
            }
            @if let Some(o) = view.published.offering_by_id(a.offering).filter(|o| !o.bring.is_empty()) {
                p { strong { (l.t(T::BookingsBring)) } " " (o.bring.get(l)) }
            }
            @if let Some(code) = view.code {
                p.code-title { (l.t(T::BookingsYourCode)) }
                p.code { (code) }
                p { (l.t(T::BookingsCodeUse)) }
                p { (l.ta(T::BookingsSlipAddress, &args![("address", cx.plain_address("/time"))])) }
            }
            @if !phone.is_empty() { p { (parts::phone(phone)) } }
        }
    }
}

fn actions(cx: &Cx, view: &Detail, standing: bool) -> Markup {
    let (l, a) = (cx.locale(), view.a);
    let base = format!("/skranke/timer/{}", a.id);
    let follow = view.published.offering_by_id(a.offering).map(|o| {
        let wish = super::book::wish_of(a);
        let fields: Vec<String> = fields_of(&wish).into_iter().map(|(n, v)| format!("{n}={v}")).collect();
        cx.link(&format!(
            "/skranke/timer/ny?tilbud={}&etter={}&{}",
            o.key,
            a.id,
            fields.join("&")
        ))
    });
    html! {
        @if standing && a.day <= cx.today() { (outcome_buttons(cx, a.id)) }
        @if a.state == AppointmentState::Over && a.day == cx.today() { (undo(cx, a.id)) }
        div.actions {
            @if a.state == AppointmentState::CalledOff {
                (parts::button_link(&l.t(T::BookingsMoveTitle), &cx.link(&format!("{base}/flytt")), Weight::Primary))
            }
            button.ds-button data-variant="secondary" type="button" data-print="" hidden { (l.t(T::BookingsPrint)) }
            @if let Some(follow) = follow { (parts::button_link(&l.t(T::BookingsFollowUp), &follow, Weight::Secondary)) }
            @if standing && a.starts_at > cx.now {
                (parts::button_link(&l.t(T::BookingsMove), &cx.link(&format!("{base}/flytt")), Weight::Secondary))
                (form(&cx.link(&format!("{base}/avbestill")), &cx.csrf(), &parts::button(&l.t(T::BookingsCancel), Weight::Stop)))
            }
        }
    }
}

fn others(cx: &Cx, others: &[Appointment]) -> Markup {
    let l = cx.locale();
    html! {
        h2 { (l.t(T::BookingsSameCode)) }
        ul.lines {
            @for a in others {
                li {
                    a href=(cx.link(&format!("/skranke/timer/{}", a.id))) {
                        (day_in_words(a.day, cx.today(), l)) " " (l.ta(T::BookingsAt, &args![("time", clock(a.start, l))]))
                    } " " (state_tag(a, l))
                }
            }
        }
    }
}

/// Why each time of a day is free or not.
pub struct Explained<'a> {
    /// The offering.
    pub b: &'a Bookable<'a>,
    /// Every offering one can book in.
    pub others: &'a [Bookable<'a>],
    /// The day.
    pub day: Date,
    /// Its times.
    pub times: &'a [Time],
    /// Why there are none, where the plan names the day.
    pub closed: Option<Closure>,
}

/// A verdict in words.
fn verdict(verdict: Verdict, l: Locale) -> String {
    l.t(match verdict {
        Verdict::Free => T::BookingsVerdictFree,
        Verdict::CalledOff => T::BookingsVerdictCalledOff,
        Verdict::TooSoon => T::BookingsVerdictTooSoon,
        Verdict::TooLate => T::BookingsVerdictTooLate,
        Verdict::Full => T::BookingsVerdictFull,
        Verdict::Held => T::BookingsVerdictHeld,
        Verdict::NoRoom => T::BookingsVerdictNoRoom,
        Verdict::NoMachine => T::BookingsVerdictNoMachine,
        Verdict::Kept => T::BookingsVerdictKept,
    })
}

/// The day as a table: each time, why, and how many guides are free, held and booked.
pub fn explained(cx: &Cx, view: &Explained) -> Markup {
    let l = cx.locale();
    let choices: Vec<Choice> = view
        .others
        .iter()
        .map(|b| Choice::new(b.offering.key.as_str(), b.offering.name.get(l), b.id == view.b.id))
        .collect();
    let ask = html! {
        div.in-a-row {
            @if choices.len() > 1 { (select(&Field::new("tilbud", l.t(T::BookingsOffering)), &choices)) }
            @else { (hidden("tilbud", view.b.offering.key.as_str())) }
            (date_field(&Field::new("dag", l.t(T::BookingsDay)).value(view.day.to_string())))
            (parts::button(&l.t(T::BookingsShow), Weight::Secondary))
        }
    };
    html! {
        h1 { (l.t(T::BookingsWhyTitle)) }
        (get_form(&cx.link("/skranke/timer/ledig"), &ask))
        h2 { (view.b.offering.name.get(l)) ", " (day_in_words(view.day, cx.today(), l)) }
        @if view.times.is_empty() {
            p {
                @match &view.closed {
                    Some(closure) => { (l.t(T::BookingsVerdictClosed)) " " (closure_in_words(closure, cx.today(), l)) }
                    None => { (l.t(T::BookingsNotPlanned)) }
                }
            }
        } @else { (table(view.times, l)) }
        p { a href=(cx.link("/skranke/timer")) { (l.t(T::BookingsAllAppointments)) } }
    }
}

fn table(times: &[Time], l: Locale) -> Markup {
    let columns = [
        Column::words(l.t(T::BookingsTime)),
        Column::words(l.t(T::BookingsWhy)),
        Column::numbers(l.t(T::BookingsGuidesFree)),
        Column::numbers(l.t(T::BookingsGuidesHeld)),
        Column::numbers(l.t(T::BookingsGuidesBooked)),
    ];
    let row = |t: &Time| {
        vec![
            html! { (keep_together(&time_range(t.start, t.end, l))) },
            html! { (verdict(t.verdict, l)) },
            html! { (t.guides.free) },
            html! { (t.guides.held) },
            html! { (t.guides.booked) },
        ]
    };
    parts::data_table(
        &l.t(T::BookingsWhyTitle),
        &columns,
        &times.iter().map(row).collect::<Vec<_>>(),
    )
}
