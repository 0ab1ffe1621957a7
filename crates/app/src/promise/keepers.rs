//! Who keeps the hours where there is no roster, and who is told when nobody does.

use super::{
    office::{contact_field, promised_schedules},
    store::{self, Keeper, KeptBy},
    substitute,
};
use crate::{
    frame::{AppError, Cx},
    messages::contact_problem,
    offerings::Pairs,
    office::{
        editor,
        entered::{Entered, Problems, guard, refused_words},
    },
    roster,
    texts::{T, Words},
};
use ::store::Tx;
use axum::{
    Form,
    extract::{Path, Query},
    http::StatusCode,
    response::Response,
};
use domain::{
    access::Permission,
    messages::{Contact, ContactProblem, Email, Phone},
    offerings::{Access, Offering, OfferingKind},
    register::Register,
    schedule::{Staffing, schedule_in_words},
    shared::{Id, Key, Locale, day_and_minute},
};
use maud::{Markup, html};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use ui::{
    Audience,
    forms::{self as fields, Field},
    parts::{self, Tone, Weight},
};

/// The field of the leader's reason.
const WITHOUT: &str = "uten";

/// Who is to keep a schedule, as it was entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    /// Somebody, by name.
    Keeper(String),
    /// Nobody, for the leader's reason.
    Nobody(String),
}

/// Keeps who keeps a schedule. A name that is a guide's goes through the gate.
///
/// # Errors
/// [`super::PromiseRefusal::NotReady`]; a fault of the database.
pub fn write(tx: &mut Tx, offering: &Key, schedule: &Key, named: &Named) -> Result<(), AppError> {
    let by = match named {
        Named::Keeper(name) => {
            substitute::person_named(tx, name, day_and_minute(tx.now()).0)?;
            KeptBy::Keeper(store::keeper_named(tx, name)?)
        }
        Named::Nobody(reason) => KeptBy::Nobody(reason.clone()),
    };
    store::keep(tx, offering, schedule, &by)
}

/// In a municipality that is new: who keeps its hours – she who sets it up, when nobody else is named – and that she is warned
/// when nobody can.
///
/// # Errors
/// A fault of the database.
pub fn first_of_all(
    tx: &mut Tx,
    register: &Register,
    keeper: &str,
    (name, email): (&str, &str),
) -> Result<(), AppError> {
    let first_name = name.split_whitespace().next().unwrap_or_default();
    let keeper = if keeper.trim().is_empty() {
        first_name
    } else {
        keeper.trim()
    };
    if !keeper.is_empty() {
        for offering in &register.offerings {
            for schedule in &offering.schedules {
                write(tx, &offering.key, &schedule.key, &Named::Keeper(keeper.to_owned()))?;
            }
        }
    }
    match Email::parse(email) {
        Ok(email) if !first_name.is_empty() => store::add_alarm_person(tx, first_name, &Contact::Email(email)),
        _ => Ok(()),
    }
}

/// Whether hours of an offering are promises once it is published.
#[must_use]
pub fn is_ours(offering: &Offering) -> bool {
    offering.access != Access::Closed && offering.kind != OfferingKind::PartnerOffering && offering.ended.is_none()
}

/// The schedules of an offering that say neither who keeps them nor why nobody does, and are not in the roster, which asks for
/// itself.
///
/// # Errors
/// A fault of the database.
pub async fn unsettled(cx: &Cx, offering: &Offering) -> Result<Vec<Key>, AppError> {
    if !is_ours(offering) {
        return Ok(Vec::new());
    }
    let today = cx.today();
    let going = offering.schedules.iter().filter(|s| s.staffing == Staffing::Staffed);
    let keys: Vec<Key> = going.filter(|s| s.until.is_none_or(|day| day >= today)).map(|s| s.key.clone()).collect();
    let (kept, rostered) = cx.read(|r| Ok((store::kept_by(r)?, roster::rostered(r)?))).await?;
    let named = |plan: &Key| {
        let of = (offering.key.clone(), plan.clone());
        kept.contains_key(&of) || rostered.contains(&of)
    };
    Ok(keys.into_iter().filter(|plan| !named(plan)).collect())
}

/// Whether the one who is signed in may publish an hour that nobody keeps.
#[must_use]
pub fn may_without(cx: &Cx) -> bool {
    cx.session.as_ref().is_some_and(|s| s.may(Permission::OverrideGate))
}

fn field_of(plan: &Key) -> String {
    format!("holder-{plan}")
}

/// The fields that ask who keeps each of some schedules, and the leader why nobody does.
pub fn ask(cx: &Cx, offering: &Offering, plans: &[Key], entered: &Entered, problems: &Problems) -> Markup {
    let l = cx.locale();
    let wrong = |name: &str| problems.iter().find(|(n, _)| n == name).map(|(_, text)| text.as_str());
    html! {
        @for schedule in offering.schedules.iter().filter(|s| plans.contains(&s.key)) {
            @let name = field_of(&schedule.key);
            (fields::text_field(&Field::new(name.as_str(), l.ta(T::PromiseKeeperOf, &ui::args![("when", schedule_in_words(schedule, l))]))
                .hint(l.t(T::PromiseKeeperHint)).guarded().max_length(60).value(entered.get(&name)).error(wrong(&name))))
        }
        @if !plans.is_empty() && may_without(cx) {
            details open[!entered.get(WITHOUT).is_empty()] {
                summary { (l.t(T::PromiseWithoutTitle)) }
                (fields::text_field(&Field::new(WITHOUT, l.t(T::PromiseWithoutWhy)).hint(l.t(T::PromiseWithoutHint)).guarded().max_length(200)
                    .value(entered.get(WITHOUT)).error(wrong(WITHOUT))))
            }
        }
    }
}

/// Reads what [`ask`] asked; a schedule without a name needs the leader's reason.
///
/// # Errors
/// What is wrong, beside which field.
pub fn read(cx: &Cx, plans: &[Key], entered: &Entered) -> Result<Vec<(Key, Named)>, Problems> {
    let l = cx.locale();
    let mut problems = Problems::new();
    let mut checked = |name: &str| {
        let text = entered.get(name).trim().to_owned();
        if let Some(kind) = guard(&text, false) {
            problems.push((name.to_owned(), refused_words(kind, l)));
        }
        text
    };
    let reason = if may_without(cx) {
        checked(WITHOUT)
    } else {
        String::new()
    };
    let names: Vec<(Key, String)> = plans.iter().map(|plan| (plan.clone(), checked(&field_of(plan)))).collect();
    let mut named = Vec::new();
    for (plan, name) in names {
        match (name.is_empty(), reason.is_empty()) {
            (false, _) => named.push((plan, Named::Keeper(name))),
            (true, false) => named.push((plan, Named::Nobody(reason.clone()))),
            (true, true) => problems.push((field_of(&plan), needed(cx))),
        }
    }
    if problems.is_empty() { Ok(named) } else { Err(problems) }
}

/// What is said when nobody is named.
#[must_use]
pub fn needed(cx: &Cx) -> String {
    cx.locale().t(if may_without(cx) {
        T::PromiseKeeperNeededLeader
    } else {
        T::PromiseKeeperNeeded
    })
}

/// What the form of one schedule asks about who keeps it.
#[derive(Clone, Debug, Default)]
pub struct OfPlan {
    /// Whether it asks at all: a house's own opening hours have no keeper.
    pub asks: bool,
    /// Who keeps it as it stands.
    pub name: String,
    /// Why nobody does; empty when somebody does.
    pub reason: String,
    /// Whether it cannot be published without an answer: an hour that is new to those who see it.
    pub needed: bool,
    /// Whether the one who fills it in may leave it open for a reason.
    pub may_without: bool,
    /// What is said when it is left open.
    pub problem: String,
}

/// What the form of a schedule asks; `plan` is empty for a new one.
///
/// # Errors
/// A fault of the database.
pub async fn of_plan(cx: &Cx, offering: &str, plan: &str) -> Result<OfPlan, AppError> {
    let published = cx.published().await?;
    let Some(offering) = published.offering(offering).filter(|o| is_ours(o)) else {
        return Ok(OfPlan::default());
    };
    let (kept, keepers, rostered) =
        cx.read(|r| Ok((store::kept_by(r)?, store::keepers(r)?, roster::rostered(r)?))).await?;
    if Key::parse(plan).is_ok_and(|plan| rostered.contains(&(offering.key.clone(), plan))) {
        return Ok(OfPlan::default());
    }
    let by = Key::parse(plan).ok().and_then(|plan| kept.get(&(offering.key.clone(), plan)).cloned());
    let (name, reason) = match by {
        Some(KeptBy::Keeper(id)) => (name_of(&keepers, id), String::new()),
        Some(KeptBy::Nobody(reason)) => (String::new(), reason),
        None => (String::new(), String::new()),
    };
    Ok(OfPlan {
        asks: true,
        name,
        reason,
        needed: offering.published && plan.is_empty(),
        may_without: may_without(cx),
        problem: needed(cx),
    })
}

fn name_of(keepers: &[Keeper], id: Id) -> String {
    keepers.iter().find(|k| k.id == id).map_or_else(String::new, |k| k.name.clone())
}

/// What the page of keepers shows.
struct All {
    keepers: Vec<Keeper>,
    kept: BTreeMap<(Key, Key), KeptBy>,
    rostered: BTreeSet<(Key, Key)>,
}

async fn all(cx: &Cx) -> Result<All, AppError> {
    cx.read(|r| {
        Ok(All {
            keepers: store::keepers(r)?,
            kept: store::kept_by(r)?,
            rostered: roster::rostered(r)?,
        })
    })
    .await
}

impl All {
    fn entered(&self, register: &Register, cx: &Cx) -> Entered {
        let mut out = Entered::default();
        for (offering, plan) in promised_schedules(register, cx.today()) {
            if let Some(KeptBy::Keeper(id)) = self.kept.get(&(offering.clone(), plan.clone())) {
                out = out.put(&line_field(&offering, &plan), name_of(&self.keepers, *id));
            }
        }
        for keeper in &self.keepers {
            let written = match &keeper.contact {
                Contact::None => String::new(),
                Contact::Call(phone) | Contact::Sms(phone) => phone.to_string(),
                Contact::Email(email) => email.to_string(),
            };
            out = out.put(&contact_name(keeper.id), written);
        }
        out
    }
}

fn line_field(offering: &Key, plan: &Key) -> String {
    format!("holder-{offering}/{plan}")
}

fn contact_name(keeper: Id) -> String {
    format!("nar-{keeper}")
}

/// Every schedule with who keeps it, and how each is reached.
///
/// # Errors
/// A fault of the database.
pub async fn page(cx: Cx, Query(query): Query<HashMap<String, String>>) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let all = all(&cx).await?;
    let entered = all.entered(&published.register, &cx);
    Ok(show(
        &cx,
        &published.register,
        &all,
        &entered,
        &vec![],
        query.contains_key("lagret"),
    ))
}

fn show(cx: &Cx, register: &Register, all: &All, entered: &Entered, problems: &Problems, saved: bool) -> Response {
    let l = cx.locale();
    let wrong = |name: &str| problems.iter().find(|(n, _)| n == name).map(|(_, text)| text.as_str());
    let lines: Vec<(Key, Key)> =
        promised_schedules(register, cx.today()).filter(|of| !all.rostered.contains(of)).collect();
    let title = l.t(T::PromiseKeepersTitle);
    let form = html! {
        @for offering in register.offerings.iter().filter(|o| lines.iter().any(|(key, _)| *key == o.key)) {
            section.card {
                h2 { (offering.name.get(l)) }
                @for schedule in offering.schedules.iter().filter(|s| lines.contains(&(offering.key.clone(), s.key.clone()))) {
                    @let name = line_field(&offering.key, &schedule.key);
                    (fields::text_field(&Field::new(name.as_str(), schedule_in_words(schedule, l)).guarded().max_length(60).value(entered.get(&name)).error(wrong(&name))))
                    @if let Some(KeptBy::Nobody(why)) = all.kept.get(&(offering.key.clone(), schedule.key.clone())) {
                        p.quiet { (l.ta(T::PromiseWithout, &ui::args![("why", why.as_str())])) }
                    }
                }
            }
        }
        @if !all.keepers.is_empty() {
            section.card {
                h2 { (l.t(T::PromiseReachTitle)) }
                p { (l.t(T::PromiseReachLead)) }
                @for keeper in &all.keepers {
                    @let name = contact_name(keeper.id);
                    (contact_field(&name, keeper.name.clone(), entered.get(&name), wrong(&name)))
                }
            }
        }
        (parts::actions(&[parts::button(&l.t(T::OfficeSave), Weight::Primary)]))
    };
    let body = html! {
        (editor::crumbs(cx, &[("/kontor/lofte".to_owned(), l.t(T::PromiseTitle))], &title))
        h1 { (title) }
        (fields::error_summary(l, problems))
        @if saved { (parts::live_notice(Tone::Good, &html! { p { (l.t(T::OfficeSaved)) } })) }
        p.lead { (l.t(T::PromiseKeepersLead)) }
        @if !all.rostered.is_empty() { p { (l.t(T::PromiseKeepersRostered)) } }
        @if lines.is_empty() { (parts::empty_state(&l.t(T::OfficeNoTimes), None)) }
        (fields::form(&cx.link("/kontor/lofte/holdere"), &cx.csrf(), &form))
    };
    let mut response = cx.html(&cx.shell(Audience::Office, title), &body);
    if !problems.is_empty() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    response
}

/// A phone number or an e-mail address as one writes it; text messages where they arrive.
///
/// # Errors
/// What is wrong with it.
pub fn read_contact(text: &str) -> Result<Contact, ContactProblem> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(Contact::None);
    }
    if text.contains('@') {
        return Email::parse(text).map(Contact::Email);
    }
    let phone = Phone::parse(text)?;
    Ok(if phone.takes_sms() {
        Contact::Sms(phone)
    } else {
        Contact::Call(phone)
    })
}

/// Saves who keeps what. An emptied name lets the schedule be kept by nobody that is known.
///
/// # Errors
/// A fault of the database.
pub async fn save(cx: Cx, Form(pairs): Pairs) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let (all, entered, l) = (all(&cx).await?, Entered::of(pairs), cx.locale());
    let mut problems = Problems::new();
    let mut named: Vec<(Key, Key, String)> = Vec::new();
    let lines = promised_schedules(&published.register, cx.today()).filter(|of| !all.rostered.contains(of));
    for (offering, plan) in lines {
        let name = line_field(&offering, &plan);
        let text = entered.get(&name).trim().to_owned();
        match guard(&text, false) {
            Some(kind) => problems.push((name, refused_words(kind, l))),
            None => named.push((offering, plan, text)),
        }
    }
    let mut contacts: Vec<(Id, Contact)> = Vec::new();
    for keeper in &all.keepers {
        let name = contact_name(keeper.id);
        match read_contact(entered.get(&name)) {
            Ok(contact) => contacts.push((keeper.id, contact)),
            Err(problem) => problems.push((name, contact_problem(problem, l))),
        }
    }
    if !problems.is_empty() {
        return Ok(show(&cx, &published.register, &all, &entered, &problems, false));
    }
    cx.write(move |tx| {
        for (offering, plan, name) in &named {
            if name.is_empty() {
                store::release(tx, offering, plan)?;
            } else {
                write(tx, offering, plan, &Named::Keeper(name.clone()))?;
            }
        }
        contacts.iter().try_for_each(|(id, contact)| store::set_contact(tx, *id, contact))
    })
    .await?;
    Ok(cx.go("/kontor/lofte/holdere?lagret=1"))
}

/// Who is told when nobody keeps an hour, and how many days ahead.
///
/// # Errors
/// A fault of the database.
pub async fn alarm_page(cx: Cx, Query(query): Query<HashMap<String, String>>) -> Result<Response, AppError> {
    let days = cx.read(|r| store::alarm_days(r)).await?;
    alarm_show(
        &cx,
        &Entered::default().put("dager", days),
        &vec![],
        query.contains_key("lagret"),
    )
    .await
}

async fn alarm_show(cx: &Cx, entered: &Entered, problems: &Problems, saved: bool) -> Result<Response, AppError> {
    let people = cx.read(|r| store::alarm_people(r)).await?;
    let l = cx.locale();
    let wrong = |name: &str| problems.iter().find(|(n, _)| n == name).map(|(_, text)| text.as_str());
    let title = l.t(T::PromiseAlarmTitle);
    let form = html! {
        (fields::number_field(&Field::new("dager", l.t(T::PromiseAlarmDays)).value(entered.get("dager")).error(wrong("dager")), 1, 27))
        h2 { (l.t(T::PromiseAlarmAdd)) }
        (fields::text_field(&Field::new("navn", l.t(T::PromiseAlarmName)).optional(l).guarded().max_length(60).value(entered.get("navn")).error(wrong("navn"))))
        (contact_field("kontakt", l.t(T::PromiseAlarmContact), entered.get("kontakt"), wrong("kontakt")))
        (parts::actions(&[parts::button(&l.t(T::OfficeSave), Weight::Primary)]))
    };
    let body = html! {
        (editor::crumbs(cx, &[("/kontor/lofte".to_owned(), l.t(T::PromiseTitle))], &title))
        h1 { (title) }
        (fields::error_summary(l, problems))
        @if saved { (parts::live_notice(Tone::Good, &html! { p { (l.t(T::OfficeSaved)) } })) }
        p.lead { (l.t(T::PromiseAlarmLead)) }
        @if people.is_empty() { (parts::empty_state(&l.t(T::PromiseAlarmNobody), None)) }
        ul.rows { @for person in &people { li { span { (person.name) ": " (written(&person.contact)) } (remove(cx, l, person)) } } }
        (fields::form(&cx.link("/kontor/lofte/varsel"), &cx.csrf(), &form))
    };
    let mut response = cx.html(&cx.shell(Audience::Office, title), &body);
    if !problems.is_empty() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}

fn written(contact: &Contact) -> String {
    match contact {
        Contact::None => String::new(),
        Contact::Call(phone) | Contact::Sms(phone) => phone.to_string(),
        Contact::Email(email) => email.to_string(),
    }
}

fn remove(cx: &Cx, l: Locale, person: &store::AlarmPerson) -> Markup {
    let label = l.ta(T::PromiseAlarmRemove, &ui::args![("name", person.name.as_str())]);
    fields::form(
        &cx.link(&format!("/kontor/lofte/varsel/{}/fjern", person.id)),
        &cx.csrf(),
        &html! { button.ds-button data-variant="tertiary" type="submit" aria-label=(label) { (l.t(T::OfficeRemove)) } },
    )
}

/// Saves how many days ahead, and names somebody who is told.
///
/// # Errors
/// A fault of the database.
pub async fn alarm_save(cx: Cx, Form(pairs): Pairs) -> Result<Response, AppError> {
    let (entered, l) = (Entered::of(pairs), cx.locale());
    let mut problems = Problems::new();
    let days = entered.get("dager").parse::<u8>().ok().filter(|d| (1..=27).contains(d));
    if days.is_none() {
        problems.push(("dager".to_owned(), l.t(T::PromiseAlarmDaysWrong)));
    }
    let name = entered.get("navn").trim().to_owned();
    if let Some(kind) = guard(&name, false) {
        problems.push(("navn".to_owned(), refused_words(kind, l)));
    }
    let contact = read_contact(entered.get("kontakt"));
    let new = match &contact {
        Ok(Contact::None) if name.is_empty() => None,
        Ok(to @ (Contact::Sms(_) | Contact::Email(_))) if !name.is_empty() => Some(to.clone()),
        Ok(Contact::Sms(_) | Contact::Email(_)) => {
            problems.push(("navn".to_owned(), l.t(T::OfficeProblemMissing)));
            None
        }
        Ok(Contact::None) => {
            problems.push(("kontakt".to_owned(), contact_problem(ContactProblem::Empty, l)));
            None
        }
        Ok(Contact::Call(_)) => {
            problems.push(("kontakt".to_owned(), contact_problem(ContactProblem::NotAMobile, l)));
            None
        }
        Err(problem) => {
            problems.push(("kontakt".to_owned(), contact_problem(*problem, l)));
            None
        }
    };
    let Some(days) = days.filter(|_| problems.is_empty()) else {
        return alarm_show(&cx, &entered, &problems, false).await;
    };
    cx.write(move |tx| {
        store::set_alarm_days(tx, days)?;
        new.as_ref().map_or(Ok(()), |contact| store::add_alarm_person(tx, &name, contact))
    })
    .await?;
    Ok(cx.go("/kontor/lofte/varsel?lagret=1"))
}

/// Tells somebody no more. Done twice, it is the same.
///
/// # Errors
/// Absent when the address is none.
pub async fn alarm_remove(cx: Cx, Path(id): Path<String>) -> Result<Response, AppError> {
    let id = Id::parse(&id).ok_or(AppError::Absent)?;
    cx.write(move |tx| store::remove_alarm_person(tx, id)).await?;
    Ok(cx.go("/kontor/lofte/varsel?lagret=1"))
}
