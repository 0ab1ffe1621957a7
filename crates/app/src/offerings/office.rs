//! The pages where offerings are written: the list, one offering and its parts, publishing, ending, the poster.

use super::forms::{EditPart, NewOffering, Part, way};
use super::topic_name;
use crate::{
    anchoring,
    bookings::EditPlan,
    frame::{AppError, Cx},
    office::{
        editor,
        entered::{Entered, Problems, Reading},
        questions, undo, words,
    },
    promise::keepers,
    sustainability,
    texts::{T, Words},
};
use axum::{
    Form,
    extract::{Path, Query},
    http::StatusCode,
    response::Response,
};
use domain::{
    offerings::Offering,
    register::{Entity, Register},
    schedule::{next_occurrences, occurrence_in_words, schedule_in_words},
    shared::{Key, Locale},
};
use maud::{Markup, html};
use std::collections::HashMap;
use ui::{
    Audience, forms as fields,
    parts::{self, Tone, Weight, button, button_link},
};

/// The part of an offering's address where its booking plan is edited.
const BOOKING: &str = "timer";

/// The pairs of a form.
pub type Pairs = Form<Vec<(String, String)>>;

fn find<'r>(register: &'r Register, key: &str) -> Result<&'r Offering, AppError> {
    register.offerings.iter().find(|o| o.key.as_str() == key).ok_or(AppError::Absent)
}

/// Every offering, drafts and ended ones too.
///
/// # Errors
/// A fault of the database.
pub async fn list(cx: Cx) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let (l, register) = (cx.locale(), &published.register);
    let (ended, going): (Vec<_>, Vec<_>) = register.offerings.iter().partition(|o| o.ended.is_some());
    let body = html! {
        (editor::crumbs(&cx, &[], &l.t(T::OfficeOfferings)))
        h1 { (l.t(T::OfficeOfferings)) }
        p.lead { (l.t(T::OfficeOfferingsLead)) }
        (parts::actions(&[
            button_link(&l.t(T::OfficeNewOffering), &cx.link("/kontor/tilbud/nytt"), Weight::Primary),
            button_link(&l.t(T::PostersNav), &cx.link("/kontor/plakater"), Weight::Secondary),
        ]))
        @if going.is_empty() {
            (parts::empty_state(&l.t(T::OfficeNoOfferings), None))
        }
        div.grid.office-list { @for o in going { (line(&cx, register, o)) } }
        @if !ended.is_empty() {
            details {
                summary { (l.ta(T::OfficeEndedOfferings, &ui::args![("n", ended.len())])) }
                div.grid.office-list { @for o in ended { (line(&cx, register, o)) } }
            }
        }
        p { a href=(cx.link("/kontor/tjenester")) { (l.t(T::OfficeServicesTitle)) } " · " a href=(cx.link("/kontor/timer")) { (l.t(T::BookingsOfficeTitle)) } }
    };
    Ok(cx.html(&cx.shell(Audience::Office, l.t(T::OfficeOfferings)), &body))
}

fn line(cx: &Cx, register: &Register, o: &Offering) -> Markup {
    let l = cx.locale();
    let next = next_occurrences(register, o, cx.now, 1);
    html! {
        a.card href=(cx.link(&format!("/kontor/tilbud/{}", o.key))) {
            h2 { (o.name.get(l)) }
            (state_tag(o, l))
            @for schedule in o.schedules.iter().take(3) { p { (schedule_in_words(schedule, l)) } }
            @if o.ended.is_none() {
                p.quiet {
                    @match next.first() {
                        Some(first) => { (l.ta(T::OfficeNextTime, &ui::args![("when", occurrence_in_words(first, cx.today(), l))])) }
                        None => { (l.t(T::OfficeNoNextTime)) }
                    }
                }
            }
        }
    }
}

fn state_tag(o: &Offering, l: Locale) -> Markup {
    match (o.ended, o.published) {
        (Some(_), _) => parts::tag(Tone::Info, &l.t(T::OfficeEnded)),
        (None, true) => parts::tag(Tone::Good, &l.t(T::OfficePublished)),
        (None, false) => parts::tag(Tone::Look, &l.t(T::OfficeDraft)),
    }
}

/// The page that makes an offering.
///
/// # Errors
/// A fault of the database.
pub async fn new(cx: Cx) -> Result<Response, AppError> {
    editor::show(&cx, &NewOffering).await
}

/// Makes an offering.
///
/// # Errors
/// A fault of the database.
pub async fn create(cx: Cx, Form(pairs): Pairs) -> Result<Response, AppError> {
    editor::save(&cx, NewOffering, pairs).await
}

/// One offering, with the way to each of its parts.
///
/// # Errors
/// Absent when there is no such offering.
pub async fn one(
    cx: Cx,
    Path(key): Path<String>,
    Query(query): Query<HashMap<String, String>>,
) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let (l, register) = (cx.locale(), &published.register);
    let o = find(register, &key)?;
    let base = format!("/kontor/tilbud/{key}");
    let undo = undo::last_change(&cx, Entity::Offering, &key, &format!("{base}/angre")).await?;
    let body = html! {
        (editor::crumbs(&cx, &way(register, &key, l)[..1], o.name.get(l)))
        h1 { (o.name.get(l)) }
        (state_tag(o, l))
        @if query.contains_key("lagret") {
            (parts::live_notice(Tone::Good, &html! { p { (l.t(if o.published { T::OfficeSavedPublic } else { T::OfficeSavedDraft })) } }))
        }
        (primary(&cx, o))
        div.grid {
            (times_card(&cx, register, o))
            (booking_card(&cx, o))
            (texts_card(&cx, o))
            (help_card(&cx, register, o))
            (what_card(&cx, register, o))
        }
        (assumed_card(&cx, o))
        (undo)
        (last_actions(&cx, o))
    };
    Ok(cx.html(&cx.shell(Audience::Office, o.name.get(l)), &body))
}

/// The one thing to do next with an offering.
fn primary(cx: &Cx, o: &Offering) -> Markup {
    let l = cx.locale();
    let to = |path: &str| cx.link(&format!("/kontor/tilbud/{}{path}", o.key));
    let public = button_link(
        &l.t(T::OfficeSeePublic),
        &cx.link(&format!("/tilbud/{}", o.key)),
        Weight::Secondary,
    );
    match (o.ended, o.published) {
        (Some(_), _) => parts::actions(&[public]),
        (None, false) => {
            parts::actions(&[button_link(&l.t(T::OfficeReviewAndPublish), &to("/publiser"), Weight::Primary)])
        }
        (None, true) => parts::actions(&[
            button_link(&l.t(T::OfficeShortNotice), &cx.link("/kontor/beskjed"), Weight::Primary),
            public,
            button_link(
                &l.t(T::OfficePoster),
                &cx.link(&format!("/kontor/plakater/{}", o.key)),
                Weight::Secondary,
            ),
        ]),
    }
}

fn part_card(cx: &Cx, o: &Offering, part: &str, title: &str, body: &Markup) -> Markup {
    let l = cx.locale();
    html! {
        section.card {
            h2 { (title) }
            (body)
            p { a href=(cx.link(&format!("/kontor/tilbud/{}/{part}", o.key))) { (l.ta(T::OfficeChange, &ui::args![("what", title)])) } }
        }
    }
}

fn times_card(cx: &Cx, register: &Register, o: &Offering) -> Markup {
    let l = cx.locale();
    let next = next_occurrences(register, o, cx.now, 3);
    let body = html! {
        @if o.schedules.is_empty() { p { (l.t(T::OfficeNoTimes)) } }
        ul { @for s in &o.schedules { li { (schedule_in_words(s, l)) } } }
        @if !next.is_empty() {
            p.quiet { (l.t(T::OfficeNextTimes)) ": " (next.iter().map(|n| parts::keep_together(&occurrence_in_words(n, cx.today(), l))).collect::<Vec<_>>().join(", ")) }
        }
    };
    part_card(cx, o, "tider", &l.t(T::OfficeTimes), &body)
}

fn booking_card(cx: &Cx, o: &Offering) -> Markup {
    let l = cx.locale();
    let body = match &o.booking {
        None => l.t(T::BookingsPlanCardOff),
        Some(plan) => l.ta(
            T::BookingsPlanCardOn,
            &ui::args![("minutes", plan.minutes), ("days", plan.horizon_days)],
        ),
    };
    part_card(cx, o, BOOKING, &l.t(T::BookingsOfficeTitle), &html! { p { (body) } })
}

fn texts_card(cx: &Cx, o: &Offering) -> Markup {
    let l = cx.locale();
    let written = |x: Locale| [&o.name, &o.summary, &o.description].iter().all(|t| !t.exact(x).is_empty());
    let body = html! {
        p { (o.summary.get(l)) }
        @for x in Locale::ALL.into_iter().filter(|x| !written(*x)) {
            p { (parts::tag(Tone::Look, &l.ta(T::OfficeTextMissingIn, &ui::args![("language", ui::layout::language_name(x))]))) }
        }
    };
    part_card(cx, o, Part::Texts.code(), &Part::Texts.title(l), &body)
}

fn help_card(cx: &Cx, register: &Register, o: &Offering) -> Markup {
    let l = cx.locale();
    let topics: Vec<String> = o.topics.iter().map(|t| topic_name(*t, l)).collect();
    let services = register.services.iter().filter(|s| o.services.contains(&s.key)).map(|s| s.name.get(l));
    let services: Vec<&str> = services.collect();
    let body = html! {
        @if topics.is_empty() { p { (l.t(T::OfficeNoTopics)) } } @else { p { (topics.join(", ")) } }
        @if !services.is_empty() { p.quiet { (services.join(", ")) } }
    };
    part_card(cx, o, Part::Help.code(), &Part::Help.title(l), &body)
}

fn what_card(cx: &Cx, register: &Register, o: &Offering) -> Markup {
    let l = cx.locale();
    let owner = register.organisations.iter().find(|x| x.key == o.organisation).map_or("", |x| x.name.get(l));
    let access = words::accesses(l).into_iter().find(|(c, _)| c == o.access.code()).map(|(_, w)| w);
    let body = html! {
        p { (words::offering_kind(o.kind, l)) }
        p.quiet { (owner) @if let Some(access) = access { " · " (access) } }
    };
    part_card(cx, o, Part::What.code(), &Part::What.title(l), &body)
}

fn assumed_card(cx: &Cx, o: &Offering) -> Markup {
    let l = cx.locale();
    if o.ended.is_some() {
        return html! {};
    }
    let confirm = fields::form(
        &cx.link(&format!("/kontor/tilbud/{}/bekreft", o.key)),
        &cx.csrf(),
        &parts::actions(&[button(&l.t(T::OfficeConfirmToday), Weight::Secondary)]),
    );
    html! {
        section.card.soft {
            h2 { (l.t(T::OfficeIsItTrue)) }
            @if let Some(day) = o.last_confirmed {
                p { (l.ta(T::OfficeLastConfirmed, &ui::args![("day", domain::schedule::day_in_words(day, cx.today(), l))])) }
            } @else {
                p { (l.t(T::OfficeNeverConfirmed)) }
            }
            @if !o.assumed.is_empty() {
                p { (l.ta(T::OfficeAssumedCount, &ui::args![("n", o.assumed.len())])) }
            }
            (confirm)
        }
    }
}

fn last_actions(cx: &Cx, o: &Offering) -> Markup {
    let l = cx.locale();
    let to = |path: &str| cx.link(&format!("/kontor/tilbud/{}{path}", o.key));
    html! {
        @if o.ended.is_none() {
            p {
                @if o.published { a href=(to("/publiser")) { (l.t(T::OfficeUnpublish)) } " · " }
                a href=(to("/avslutt")) { (l.t(T::OfficeEnd)) }
            }
        }
    }
}

/// The form of one part.
///
/// # Errors
/// Absent when there is no such offering or part.
pub async fn part(cx: Cx, Path((key, part)): Path<(String, String)>) -> Result<Response, AppError> {
    if part == BOOKING {
        return editor::show(&cx, &EditPlan { key }).await;
    }
    let part = Part::parse(&part).ok_or(AppError::Absent)?;
    editor::show(&cx, &EditPart { key, part }).await
}

/// Saves one part.
///
/// # Errors
/// Absent when there is no such offering or part.
pub async fn save_part(
    cx: Cx,
    Path((key, part)): Path<(String, String)>,
    Form(pairs): Pairs,
) -> Result<Response, AppError> {
    if part == BOOKING {
        return editor::save(&cx, EditPlan { key }, pairs).await;
    }
    let part = Part::parse(&part).ok_or(AppError::Absent)?;
    editor::save(&cx, EditPart { key, part }, pairs).await
}

/// What citizens will see, before they see it.
fn preview(cx: &Cx, register: &Register, o: &Offering) -> Markup {
    let l = cx.locale();
    let next = next_occurrences(register, o, cx.now, 3);
    let place = |key: &Key| register.places.iter().find(|p| p.key == *key).map_or("", |p| p.name.get(l)).to_owned();
    html! {
        section.card.preview aria-label=(l.t(T::OfficePreview)) {
            p.quiet { (l.t(T::OfficePreview)) }
            h2 { (o.name.get(l)) }
            p.lead { (o.summary.get(l)) }
            h3 { (l.t(T::OfficeTimes)) }
            @if next.is_empty() { p { (l.t(T::OfficeNoNextTime)) } }
            ul { @for n in &next { li { (occurrence_in_words(n, cx.today(), l)) ", " (place(&n.place)) } } }
            @for paragraph in o.description.get(l).split("\n\n").filter(|p| !p.is_empty()) { p { (paragraph) } }
            @if !o.topics.is_empty() {
                h3 { (l.t(T::OfficeTopics)) }
                p { (o.topics.iter().map(|t| topic_name(*t, l)).collect::<Vec<_>>().join(", ")) }
            }
        }
    }
}

/// Publishing or taking down, with what citizens will see.
///
/// # Errors
/// Absent when there is no such offering.
pub async fn publish_page(cx: Cx, Path(key): Path<String>) -> Result<Response, AppError> {
    show_publish(&cx, &key, &Entered::default(), &Problems::new()).await
}

async fn show_publish(cx: &Cx, key: &str, entered: &Entered, problems: &Problems) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let (l, register) = (cx.locale(), &published.register);
    let o = find(register, key)?;
    let unsettled = keepers::unsettled(cx, o).await?;
    let enough = if o.published {
        None
    } else {
        Some([sustainability::before_publishing(cx, o).await?, anchoring::before_publishing(cx).await?])
    };
    let title = l.t(if o.published {
        T::OfficeUnpublish
    } else {
        T::OfficeReviewAndPublish
    });
    let lacking = next_occurrences(register, o, cx.now, 1).is_empty();
    let send = html! {
        (fields::hidden("publisert", if o.published { "0" } else { "1" }))
        @if o.published {
            (parts::actions(&[button(&l.t(T::OfficeUnpublishNow), Weight::Stop)]))
        } @else {
            (keepers::ask(cx, o, &unsettled, entered, problems))
            (parts::actions(&[button(&l.t(T::OfficePublishNow), Weight::Primary)]))
        }
    };
    let body = html! {
        (editor::crumbs(cx, &way(register, key, l), &title))
        h1 { (title) }
        (fields::error_summary(l, problems))
        p.lead { (l.t(if o.published { T::OfficeUnpublishLead } else { T::OfficePublishLead })) }
        @if lacking && !o.published { (parts::notice(Tone::Look, &html! { p { (l.t(T::OfficePublishNoTimes)) } })) }
        (preview(cx, register, o))
        @for card in enough.iter().flatten() { (card) }
        (fields::form(&cx.link(&format!("/kontor/tilbud/{key}/publiser")), &cx.csrf(), &send))
    };
    let mut response = cx.html(&cx.shell(Audience::Office, title), &body);
    if !problems.is_empty() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}

/// Publishes or takes down.
///
/// # Errors
/// Absent when there is no such offering.
pub async fn publish(cx: Cx, Path(key): Path<String>, Form(pairs): Pairs) -> Result<Response, AppError> {
    let entered = Entered::of(pairs);
    let on = entered.get("publisert") == "1";
    let published = cx.published().await?;
    let offering = find(&published.register, &key)?;
    let unsettled = if on {
        keepers::unsettled(&cx, offering).await?
    } else {
        Vec::new()
    };
    let named = match keepers::read(&cx, &unsettled, &entered) {
        Ok(named) => named,
        Err(problems) => return show_publish(&cx, &key, &entered, &problems).await,
    };
    let of = offering.key.clone();
    cx.write(move |tx| named.iter().try_for_each(|(plan, named)| keepers::write(tx, &of, plan, named)))
        .await?;
    change(&cx, &key, move |o, _| o.published = on).await?;
    Ok(cx.go(&format!("/kontor/tilbud/{key}?lagret=1")))
}

/// Confirms that everything that stands there is true today.
///
/// # Errors
/// Absent when there is no such offering.
pub async fn confirm(cx: Cx, Path(key): Path<String>) -> Result<Response, AppError> {
    change(&cx, &key, |o, today| {
        o.last_confirmed = Some(today);
        o.assumed.clear();
    })
    .await?;
    Ok(cx.go(&format!("/kontor/tilbud/{key}?lagret=1")))
}

async fn change(
    cx: &Cx,
    key: &str,
    change: impl Fn(&mut Offering, jiff::civil::Date) + Send + Sync + 'static,
) -> Result<(), AppError> {
    let (key, today) = (key.to_owned(), cx.today());
    editor::change_register(cx, move |register| {
        let o = register.offerings.iter_mut().find(|o| o.key.as_str() == key).ok_or(AppError::Absent)?;
        change(o, today);
        Ok(())
    })
    .await
}

/// Takes back the last change.
///
/// # Errors
/// A refusal when there is none.
pub async fn take_back(cx: Cx, Path(key): Path<String>) -> Result<Response, AppError> {
    undo::undo(&cx, Entity::Offering, &key).await?;
    Ok(cx.go(&format!("/kontor/tilbud/{key}?lagret=1")))
}

/// The page that ends an offering.
#[derive(Clone)]
pub struct EndOffering {
    key: String,
    today: jiff::civil::Date,
}

impl editor::Editor for EndOffering {
    fn entity(&self) -> Entity {
        Entity::Offering
    }

    fn key(&self) -> String {
        self.key.clone()
    }

    fn title(&self, _register: &Register, l: Locale) -> String {
        l.t(T::OfficeEnd)
    }

    fn lead(&self, l: Locale) -> String {
        l.t(T::OfficeEndLead)
    }

    fn back(&self, register: &Register, l: Locale) -> Vec<(String, String)> {
        way(register, &self.key, l)
    }

    fn action(&self) -> String {
        format!("/kontor/tilbud/{}/avslutt", self.key)
    }

    fn after(&self, _entered: &Entered) -> String {
        "/kontor/tilbud".to_owned()
    }

    fn button(&self, l: Locale) -> String {
        l.t(T::OfficeEnd)
    }

    fn questions(&self, register: &Register, l: Locale) -> Vec<questions::Question> {
        let going = register.offerings.iter().filter(|o| o.ended.is_none() && o.key.as_str() != self.key);
        let others = going.map(|o| (o.key.to_string(), o.name.get(l).to_owned())).collect();
        vec![
            questions::Question::new("ended", l.t(T::OfficeEndDay), questions::Input::Day)
                .hint(l.t(T::OfficeEndDayHint)),
            questions::Question::new(
                "successor",
                l.t(T::OfficeSuccessor),
                questions::Input::OneOf(questions::or_none(l, others, None)),
            )
            .hint(l.t(T::OfficeSuccessorHint))
            .optional(),
        ]
    }

    fn filled(&self, register: &Register) -> Option<Entered> {
        let o = register.offerings.iter().find(|o| o.key.as_str() == self.key)?;
        Some(
            Entered::default()
                .put("ended", o.ended.unwrap_or(self.today))
                .put("successor", o.successor.as_ref().map_or("", Key::as_str)),
        )
    }

    fn apply(&self, register: &mut Register, r: &mut Reading<'_>) {
        let ended = r.needed_day("ended", self.today);
        let successor = r.key("successor");
        if let Some(o) = register.offerings.iter_mut().find(|o| o.key.as_str() == self.key) {
            o.ended = Some(ended);
            o.successor = successor;
        }
    }
}

/// The form that ends an offering.
///
/// # Errors
/// Absent when there is no such offering.
pub async fn end_page(cx: Cx, Path(key): Path<String>) -> Result<Response, AppError> {
    let today = cx.today();
    editor::show(&cx, &EndOffering { key, today }).await
}

/// Ends an offering.
///
/// # Errors
/// Absent when there is no such offering.
pub async fn end(cx: Cx, Path(key): Path<String>, Form(pairs): Pairs) -> Result<Response, AppError> {
    let today = cx.today();
    editor::save(&cx, EndOffering { key, today }, pairs).await
}
