use super::{
    desk::Here,
    forms::{self, Pairs, Shows, Usual},
    labels::Labelled,
    store::OpenVisit,
};
use crate::{
    frame::{AppError, Cx, Published, Who},
    texts::{T, Words},
};
use domain::{
    offerings::Topic,
    referrals::doors_of,
    register::Register,
    schedule::{self, Calendar, Entry, Moment},
    shared::{Id, Key, Locale, PartOfDay},
    statistics::UNKNOWN,
    visits::{
        AgeBandSet, Barrier, Behalf, DurationBand, Form, GuidanceLanguage, HeardOfUs, Outcome, ReferredTo, SentOn,
        UsedDevice, VisitProblem,
    },
};
use maud::{Markup, html};
use ui::{
    forms::{Choice, Field, hidden},
    parts::{self, Tone, Weight},
};

/// The topics that stand open on the form; the others unfold. A fixed order, so that the hand learns where each is.
const FIRST_TOPICS: [Topic; 9] = [
    Topic::ElectronicId,
    Topic::PhoneTablet,
    Topic::Computer,
    Topic::MunicipalApplications,
    Topic::Nav,
    Topic::Health,
    Topic::Payment,
    Topic::Passwords,
    Topic::Other,
];

/// The outcomes in the order they are used.
const OUTCOMES: [Outcome; 6] = [
    Outcome::Solved,
    Outcome::CanRepeat,
    Outcome::Partly,
    Outcome::NotSolved,
    Outcome::AnalogueRoute,
    Outcome::OutsideScope,
];

/// The name of a door, national or local.
pub(super) fn door_name(register: &Register, key: &Key, locale: Locale) -> Option<String> {
    doors_of(register).into_iter().find(|d| d.key == *key).map(|d| d.name.get(locale).to_owned())
}

/// Where the two buttons beside the form lead, with what is entered so far.
pub(super) fn onward(to: &str, pairs: &Pairs) -> Result<String, AppError> {
    let page = match to {
        "vis-videre" => "/skranke/vis-videre",
        "kan-jeg" => "/skranke/kan-jeg",
        _ => return Err(AppError::Absent),
    };
    let carried = pairs.iter().filter(|(n, v)| !matches!(n.as_str(), "csrf" | "til") && !v.is_empty());
    let query: Vec<String> = carried.map(|(n, v)| format!("{}={}", escaped(n), escaped(v))).collect();
    Ok(format!("{page}?{}", query.join("&")))
}

fn escaped(text: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b':');
    text.bytes()
        .map(|b| {
            if plain(b) {
                char::from(b).to_string()
            } else {
                format!("%{b:02X}")
            }
        })
        .collect()
}

/// What the screen shows beside the form.
pub(super) struct Desk<'a> {
    pub cx: &'a Cx,
    pub here: &'a Here,
    pub asked: &'a Pairs,
    pub list: &'a [OpenVisit],
    pub count: i64,
    pub shows: Shows,
    pub queue: &'a Markup,
    /// Today's appointments.
    pub appointments: &'a Markup,
}

/// The form of a visit.
pub(super) struct FormView<'a> {
    pub action: String,
    pub ticket: Option<&'a crate::queue::Current>,
    pub id: Id,
    pub entered: &'a Pairs,
    pub problems: &'a [VisitProblem],
    pub usual: Usual,
    pub shows: Shows,
    pub editing: bool,
}

/// The one screen: queue, form, today.
pub(super) fn desk(desk: &Desk<'_>, form: &FormView<'_>) -> Markup {
    html! {
        (head(desk))
        div.columns {
            (desk.queue)
            (form_card(desk.cx, desk.here, form, &saved(desk)))
            (today(desk))
        }
    }
}

fn head(desk: &Desk<'_>) -> Markup {
    let (cx, l) = (desk.cx, desk.cx.locale());
    html! {
        div.desk-head {
            h1 { (desk.here.place.name.get(l)) }
            p { (hours(desk)) }
            p { (l.ta(T::VisitsOnDuty, &ui::args![("names", on_duty(cx))])) }
            (unsent(cx))
            a href=(cx.link("/skranke/handbok")) { (l.t(T::HandbookTitle)) }
            a href=(cx.link("/skranke/velg-sted")) { (l.t(T::VisitsChangePlace)) }
            @if !cx.is_person() { a href=(cx.link("/skranke/vakt")) { (l.t(T::VisitsChangeDuty)) } }
            a href=(cx.link("/skranke/syk")) { (l.t(T::PromiseSickDo)) }
            a href=(cx.link("/skranke/hendelse")) { (l.t(T::IncidentsWriteTitle)) }
        }
    }
}

/// How many visits wait on this device, with the words the script needs. Only the script can look, so nothing is said
/// before it has.
pub(super) fn unsent(cx: &Cx) -> Markup {
    let l = cx.locale();
    html! {
        p.unsent data-unsent=(l.ta(T::VisitsUnsent, &ui::args![("n", "{n}")])) data-sent=(l.t(T::VisitsAllSent))
            data-kept=(l.t(T::VisitsKept)) data-refused=(l.t(T::VisitsNotStored)) data-remove=(l.t(T::VisitsRemoveKept))
            data-sign-in=(l.t(T::VisitsKeptSignIn)) role="status" {}
    }
}

fn on_duty(cx: &Cx) -> String {
    match cx.session.as_ref().map(|s| &s.who) {
        Some(Who::Person { name, .. }) => name.clone(),
        Some(Who::Device { name, on_duty, .. }) if on_duty.is_empty() => name.clone(),
        Some(Who::Device { on_duty, .. }) => {
            on_duty.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>().join(", ")
        }
        None => String::new(),
    }
}

fn hours(desk: &Desk<'_>) -> String {
    let l = desk.cx.locale();
    let mut spans: Vec<_> = desk
        .here
        .today
        .iter()
        .filter(|e| e.moment != Moment::CalledOff)
        .map(|e| (e.occurrence.start, e.occurrence.end))
        .collect();
    spans.sort_unstable();
    spans.dedup();
    if spans.is_empty() {
        return l.t(T::VisitsHoursNone);
    }
    let words: Vec<String> = spans.into_iter().map(|(s, e)| schedule::time_range(s, e, l)).collect();
    parts::keep_together(&l.ta(T::VisitsHoursToday, &ui::args![("hours", words.join(", "))]))
}

/// What has just been done, with the way to undo it.
fn saved(desk: &Desk<'_>) -> Markup {
    let (cx, l) = (desk.cx, desk.cx.locale());
    let saved = forms::value(desk.asked, "lagret").and_then(Id::parse);
    let still = saved.filter(|id| desk.list.iter().any(|v| v.id == *id && v.mine));
    let said = |text| html! { div data-passes { (parts::live_notice(Tone::Good, &html! { p { (l.t(text)) } })) } };
    html! {
        @if let Some(id) = still {
            div data-passes {
                (parts::live_notice(Tone::Good, &html! {
                    div.saved { p { (l.t(T::VisitsSaved)) } (undo_form(cx, id, &l.t(T::VisitsSaved), false)) }
                }))
            }
        } @else if forms::value(desk.asked, "angret").is_some() {
            (said(T::VisitsUndone))
        } @else if forms::value(desk.asked, "rettet").is_some() {
            (said(T::VisitsCorrected))
        }
    }
}

/// The button that takes a visit back. `about` tells those who can't see the row which one.
pub(super) fn undo_form(cx: &Cx, id: Id, about: &str, tally: bool) -> Markup {
    html! {
        form.inline method="post" action=(cx.link(&format!("/skranke/henvendelser/{id}/angre"))) {
            (hidden("csrf", &cx.csrf()))
            @if tally { (hidden("source", "tally")) }
            button.ds-button data-variant="tertiary" type="submit" {
                (cx.locale().t(T::VisitsUndo)) span.sr-only { ": " (about) }
            }
        }
    }
}

fn form_card(cx: &Cx, here: &Here, form: &FormView<'_>, above: &Markup) -> Markup {
    let l = cx.locale();
    let problems: Vec<(String, String)> =
        form.problems.iter().map(|p| (p.field.to_owned(), forms::problem_words(p, l))).collect();
    let (title, save) = if form.editing {
        (T::VisitsFormEditTitle, T::VisitsSaveChange)
    } else {
        (T::VisitsFormTitle, T::VisitsSave)
    };
    html! {
        section.card.visit-card {
            (above)
            (ui::forms::error_summary(l, &problems))
            (heading(cx, form, title))
            form.visit method="post" action=(form.action) data-visit=[(!form.editing).then(|| cx.link("/skranke"))] novalidate {
                // Enter in any field saves: the first button of a form is the one it presses.
                button.sr-only type="submit" tabindex="-1" aria-hidden="true" { (l.t(save)) }
                (hidden("csrf", &cx.csrf()))
                @if !form.editing { (hidden("id", &form.id.to_string())) }
                @if let Some(ticket) = form.ticket { (hidden("kolapp", &ticket.id.to_string())) }
                (place_and_offering(here, form, l))
                (topics(form, l))
                (outcomes(form, l))
                (carried(here, form, l))
                @if !form.editing {
                    div.two-up {
                        (parts::button_with(&l.t(T::VisitsRefer), Weight::Secondary, "til", "vis-videre"))
                        (parts::button_with(&l.t(T::VisitsMayI), Weight::Secondary, "til", "kan-jeg"))
                    }
                }
                (more(here, form, l))
                div.done-bar { button.ds-button.done.big type="submit" { (l.t(save)) } }
            }
        }
    }
}

/// Whose turn it is, where a ticket was called; else what the form is.
fn heading(cx: &Cx, form: &FormView<'_>, title: T) -> Markup {
    let l = cx.locale();
    html! {
        @match form.ticket {
            Some(ticket) => {
                h2.huge { (ticket.label.text(l)) }
                p.quiet { (l.ta(T::VisitsBeganAgo, &ui::args![("n", cx.now.duration_since(ticket.since).as_mins().max(0))])) }
            }
            None => h2 { (l.t(title)) },
        }
    }
}

/// A row of large toggles.
fn picks(kind: &str, name: &str, legend: &str, items: &[(&str, String)], chosen: impl Fn(&str) -> bool) -> Markup {
    html! {
        fieldset.picks data-keys {
            legend { (legend) }
            (pick_items(kind, name, items, chosen, true))
        }
    }
}

fn pick_items(kind: &str, name: &str, items: &[(&str, String)], chosen: impl Fn(&str) -> bool, first: bool) -> Markup {
    html! {
        @for (i, (code, label)) in items.iter().enumerate() {
            label.pick {
                input type=(kind) name=(name) value=(code) checked[chosen(code)]
                    id=[(i == 0 && first).then(|| ui::forms::field_id(name))];
                span { (label) }
            }
        }
    }
}

fn place_and_offering(here: &Here, form: &FormView<'_>, l: Locale) -> Markup {
    let place = forms::value(form.entered, "place").map_or_else(|| here.id.to_string(), str::to_owned);
    let chosen = forms::value(form.entered, "offering").and_then(Id::parse);
    let published = &here.published;
    let mut offerings = here.offerings();
    if let Some(other) = chosen.and_then(|id| published.offering_by_id(id)).filter(|o| !offerings.contains(o)) {
        offerings.insert(0, other);
    }
    let items: Vec<(String, String)> = offerings
        .into_iter()
        .filter_map(|o| Some((published.offering_id(&o.key)?.to_string(), o.name.get(l).to_owned())))
        .collect();
    let picked = chosen
        .map(|id| id.to_string())
        .or_else(|| items.first().map(|(id, _)| id.clone()))
        .unwrap_or_default();
    html! {
        (hidden("place", &place))
        @match items.as_slice() {
            [(only, _)] => (hidden("offering", only)),
            all => {
                @let all: Vec<(&str, String)> = all.iter().map(|(id, name)| (id.as_str(), name.clone())).collect();
                (picks("radio", "offering", &l.t(T::VisitsFieldOffering), &all, |id| id == picked))
            }
        }
    }
}

fn topics(form: &FormView<'_>, l: Locale) -> Markup {
    let first = forms::choices(&FIRST_TOPICS, Topic::code, l);
    let others: Vec<Topic> = Topic::ALL.into_iter().filter(|t| !FIRST_TOPICS.contains(t)).collect();
    let chosen = |code: &str| forms::has(form.entered, "topic", code);
    let open = others.iter().any(|t| chosen(t.code()));
    html! {
        (picks("checkbox", "topic", &l.t(T::VisitsFieldTopic), &first, chosen))
        details.more open[open] {
            summary { (l.t(T::VisitsMoreTopics)) }
            div.picks role="group" aria-label=(l.t(T::VisitsMoreTopics)) {
                (pick_items("checkbox", "topic", &forms::choices(&others, Topic::code, l), chosen, false))
            }
        }
    }
}

fn outcomes(form: &FormView<'_>, l: Locale) -> Markup {
    let mut items = forms::choices(&OUTCOMES, Outcome::code, l);
    if form.editing {
        items.push((UNKNOWN, l.t(T::VisitsUnknown)));
    }
    picks("radio", "outcome", &l.t(T::VisitsFieldOutcome), &items, |code| {
        forms::has(form.entered, "outcome", code)
    })
}

/// What the two side pages brought back.
fn carried(here: &Here, form: &FormView<'_>, l: Locale) -> Markup {
    let register = &here.published.register;
    let referred = forms::value(form.entered, "referred_to");
    let name = referred.and_then(ReferredTo::parse).and_then(|to| match to {
        ReferredTo::Door(key) => door_name(register, &key, l),
        ReferredTo::Offering(key) => here.published.offering(key.as_str()).map(|o| o.name.get(l).to_owned()),
    });
    let boundary = forms::value(form.entered, "boundary");
    let keep = |name: &str, code: &str, words: String| {
        html! {
            label.pick.kept { input type="checkbox" name=(name) value=(code) checked; span { (words) } }
        }
    };
    html! {
        @if name.is_some() || boundary.is_some() {
            div.picks {
                @if let (Some(code), Some(name)) = (referred, name) {
                    (keep("referred_to", code, l.ta(T::VisitsReferredTo, &ui::args![("name", name)])))
                }
                @if let Some(code) = boundary { (keep("boundary", code, l.t(T::VisitsBoundaryAsked))) }
            }
        }
    }
}

/// The fields that seldom differ from what is usual.
fn more(here: &Here, form: &FormView<'_>, l: Locale) -> Markup {
    let (usual, entered) = (form.usual, form.entered);
    let row = |name: &str, title: T, items: &[(&str, String)], default: &str| {
        let value = forms::value(entered, name).unwrap_or(default).to_owned();
        picks("radio", name, &l.t(title), items, |code| code == value)
    };
    let now = [usual.behalf.label(l), usual.device.label(l), usual.form.label(l)];
    let unknown = l.t(T::VisitsUnknown);
    let known: Vec<String> = now.into_iter().filter(|words| *words != unknown).collect();
    let touched = ["age_band", "behalf", "device", "form", "language", "service", "day"];
    let open = form.editing || form.problems.iter().any(|p| touched.contains(&p.field)) || form.shows.measuring;
    html! {
        details.more open[open] {
            summary { span.quiet { (known.join(" · ")) " · " } span.link { (l.t(T::VisitsMore)) } }
            (row("age_band", T::VisitsFieldAge, &forms::ages(form.shows, forms::value(entered, "age_band"), l), UNKNOWN))
            (row("behalf", T::VisitsFieldBehalf, &forms::choices(&Behalf::ALL, Behalf::code, l), usual.behalf.code()))
            (row("device", T::VisitsFieldDevice, &forms::choices(&UsedDevice::ALL, UsedDevice::code, l), usual.device.code()))
            (row("form", T::VisitsFieldForm, &forms::choices(&Form::ALL, Form::code, l), usual.form.code()))
            @if form.shows.measuring {
                p.quiet { (l.t(T::VisitsMeasuring)) }
                (row("barrier", T::VisitsFieldBarrier, &forms::choices(&Barrier::ALL, Barrier::code, l), UNKNOWN))
                (row("duration", T::VisitsFieldDuration, &forms::choices(&DurationBand::ALL, DurationBand::code, l), UNKNOWN))
                (row("sent_on", T::VisitsFieldSentOn, &forms::choices(&SentOn::ALL, SentOn::code, l), UNKNOWN))
                (row("heard", T::VisitsFieldHeard, &forms::choices(&HeardOfUs::ALL, HeardOfUs::code, l), UNKNOWN))
            }
            (row("language", T::VisitsFieldLanguage, &forms::choices(&GuidanceLanguage::ALL, GuidanceLanguage::code, l), usual.language.code()))
            (services(here, entered, l))
            (when(form, l))
        }
    }
}

fn services(here: &Here, entered: &Pairs, l: Locale) -> Markup {
    let services = &here.published.register.services;
    let chosen = forms::value(entered, "service").unwrap_or_default();
    let none = Choice::new("", l.t(T::VisitsServiceNone), false);
    let all = services.iter().map(|s| Choice::new(s.key.as_str(), s.name.get(l), s.key.as_str() == chosen));
    let choices: Vec<Choice> = std::iter::once(none).chain(all).collect();
    html! {
        @if !services.is_empty() { (ui::forms::select(&Field::new("service", l.t(T::VisitsFieldService)), &choices)) }
    }
}

fn when(form: &FormView<'_>, l: Locale) -> Markup {
    let day = forms::value(form.entered, "day").unwrap_or_default();
    let part = forms::value(form.entered, "part_of_day").unwrap_or_default();
    let mut parts: Vec<Choice> = Vec::new();
    if form.editing {
        parts.push(Choice::new(UNKNOWN, l.t(T::VisitsUnknown), false));
    } else {
        parts.push(Choice::new("", l.t(T::VisitsPartNow), false));
    }
    parts.extend(PartOfDay::ALL.map(|p| Choice::new(p.code(), p.label(l), p.code() == part)));
    let count = forms::value(form.entered, "count").unwrap_or("1");
    let field = Field::new("day", l.t(T::VisitsFieldDay)).hint(l.t(T::VisitsFieldDayHint)).value(day);
    let problem = |name: &str| form.problems.iter().find(|p| p.field == name).map(|p| forms::problem_words(p, l));
    html! {
        div.two-up {
            (ui::forms::date_field(&field.error(problem("day"))))
            (ui::forms::select(&Field::new("part_of_day", l.t(T::VisitsFieldPart)), &parts))
        }
        (ui::forms::number_field(&Field::new("count", l.t(T::VisitsFieldCount)).value(count).error(problem("count")), 1, 500))
    }
}

fn today(desk: &Desk<'_>) -> Markup {
    let (cx, l) = (desk.cx, desk.cx.locale());
    html! {
        section.today {
            h2 { (l.t(T::VisitsToday)) }
            @if desk.here.today.is_empty() { p.quiet { (l.t(T::VisitsNothingToday)) } }
            ul.lines { @for entry in &desk.here.today { (occurrence(desk, entry)) } }
            (desk.appointments)
            p.count { (l.ta(T::VisitsCountToday, &ui::args![("n", desk.count)])) }
            @if !desk.list.is_empty() { (registered(desk)) }
            div.stack {
                (parts::button_link(&l.t(T::EventsDeskTitle), &cx.link("/skranke/arrangement"), Weight::Secondary))
                (parts::button_link(&l.t(T::VisitsToTally), &cx.link("/skranke/tell"), Weight::Secondary))
                @if cx.session.as_ref().is_some_and(|s| s.may(domain::access::Permission::EnterPaper)) {
                    (parts::button_link(&l.t(T::VisitsToPaper), &cx.link("/skranke/papir"), Weight::Secondary))
                }
                @if cx.session.as_ref().is_some_and(|s| s.may(domain::access::Permission::OthersBookings)) {
                    (parts::button_link(&l.t(T::MessagesCallList), &cx.link("/skranke/ringeliste"), Weight::Secondary))
                }
                (parts::button_link(&l.t(T::OfficeShortNotice), &cx.link("/skranke/beskjed"), Weight::Secondary))
                (parts::button_link(&l.t(T::EquipmentLoans), &cx.link("/skranke/utlan"), Weight::Secondary))
            }
            @if cx.session.as_ref().is_some_and(|s| s.may(domain::access::Permission::EditRegister)) { (settings(desk)) }
        }
    }
}

/// What the form of this place shows, for the coordinator to set.
fn settings(desk: &Desk<'_>) -> Markup {
    let (cx, l) = (desk.cx, desk.cx.locale());
    let ages = [(AgeBandSet::Fine, T::VisitsAgesFine), (AgeBandSet::Coarse, T::VisitsAgesCoarse)];
    let ages = ages.map(|(set, words)| Choice::new(set.code(), l.t(words), set == desk.shows.ages));
    let day = |name: &'static str, label: T, value: Option<jiff::civil::Date>| {
        ui::forms::date_field(&Field::new(name, l.t(label)).value(value.map_or(String::new(), |d| d.to_string())))
    };
    let (from, to) = desk.shows.weeks;
    html! {
        details.more {
            summary { (l.t(T::VisitsSettings)) }
            (ui::forms::form(&cx.link("/skranke/skjema"), &cx.csrf(), &html! {
                (hidden("place", &desk.here.id.to_string()))
                (ui::forms::radios(&Field::new("age_bands", l.t(T::VisitsFieldAge)), &ages))
                (day("measuring_from", T::VisitsMeasuringFrom, from))
                (day("measuring_to", T::VisitsMeasuringTo, to))
                (parts::button(&l.t(T::VisitsSettingsSave), Weight::Secondary))
            }))
        }
    }
}

fn occurrence(desk: &Desk<'_>, entry: &Entry) -> Markup {
    let l = desk.cx.locale();
    let name = desk.here.published.offering(entry.offering.as_str()).map_or("", |o| o.name.get(l));
    html! {
        li {
            b { (parts::keep_together(&schedule::time_range(entry.occurrence.start, entry.occurrence.end, l))) } " " (name)
            @if entry.moment == Moment::CalledOff { " " (parts::tag(Tone::Stop, &l.t(T::VisitsCalledOff))) }
        }
    }
}

/// Everything entered today that the one who asks may take back. Sorted by what it says: nothing here knows the order.
fn registered(desk: &Desk<'_>) -> Markup {
    let (cx, l) = (desk.cx, desk.cx.locale());
    html! {
        details.more {
            summary { (l.t(T::VisitsListToday)) }
            ul.lines {
                @for open in desk.list {
                    @let words = in_words(open, l);
                    li.visit-line {
                        span { (words) }
                        @if open.mine {
                            span.visit-acts {
                                a href=(cx.link(&format!("/skranke/henvendelser/{}", open.id))) { (l.t(T::VisitsCorrect)) span.sr-only { ": " (words) } }
                                (undo_form(cx, open.id, &words, false))
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A visit in a few words: "NAV · Løst · 3".
pub(super) fn in_words(open: &OpenVisit, l: Locale) -> String {
    let visit = &open.visit;
    let mut words: Vec<String> = visit.topics.iter().map(|t| t.label(l)).collect();
    if words.is_empty() {
        words.push(l.t(T::VisitsTallyUnknown));
    }
    if visit.outcome != Outcome::Unknown {
        words.push(visit.outcome.label(l));
    }
    if visit.count > 1 {
        words.push(format!("× {}", visit.count));
    }
    words.join(" · ")
}

/// The form of a visit that is being corrected.
pub(super) fn edit(cx: &Cx, here: &Here, form: &FormView<'_>) -> Markup {
    let l = cx.locale();
    html! {
        h1.sr-only { (l.t(T::VisitsFormEditTitle)) }
        (form_card(cx, here, form, &html! {}))
        p { a href=(cx.link("/skranke")) { (l.t(T::VisitsCancel)) } }
    }
}

/// Where one may stand: places where something is guided today first.
pub(super) fn choose(cx: &Cx, published: &Published) -> Markup {
    let l = cx.locale();
    let register = &published.register;
    let open = schedule::today(register, cx.now);
    let calendar = Calendar::new(&register.municipality, &register.places);
    let is_open = |key: &Key| open.iter().any(|e| calendar.is_inside(&e.occurrence.place, key));
    let (now, others): (Vec<_>, Vec<_>) =
        register.places.iter().filter(|p| p.ended.is_none()).partition(|p| is_open(&p.key));
    let button = |place: &domain::places::Place| {
        parts::button_with(place.name.get(l), Weight::Secondary, "place", place.key.as_str())
    };
    html! {
        h1 { (l.t(T::VisitsChooseTitle)) }
        @if now.is_empty() && others.is_empty() {
            (parts::empty_state(&l.t(T::VisitsChooseEmpty), None))
        } @else {
            p.lead { (l.t(T::VisitsChooseLead)) }
            (ui::forms::form(&cx.link("/skranke/velg-sted"), &cx.csrf(), &html! {
                div.stack.places { @for place in &now { (button(place)) } }
                @if !others.is_empty() && !now.is_empty() { h2 { (l.t(T::VisitsChooseOthers)) } }
                div.stack.places { @for place in &others { (button(place)) } }
            }))
        }
    }
}
