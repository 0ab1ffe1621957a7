//! Who is told that the money of a grant ends: somebody who is named, otherwise those who lead the service.

use super::{
    grant_store::{self, Responsible},
    night,
    office::{answer, edits, gathered, id_of, status_of},
    store::GrantWithParts,
};
use crate::{
    frame::{AppError, Cx},
    messages::contact_problem,
    office::entered::{Entered, Problems, Reading},
    promise::keepers::read_contact,
    texts::{T, Words},
};
use ::store::Query;
use axum::{Form, extract::Path, response::Response};
use domain::{
    anchoring::GrantStatus,
    messages::{Contact, ContactProblem},
    shared::{Id, Locale},
};
use maud::{Markup, html};
use ui::{
    args,
    forms::{Choice, Field, error_summary, form, hidden, radios_across, text_field},
    parts::{self, Tone, Weight, button, button_link},
};

type Pairs = Vec<(String, String)>;

/// The longest name, in characters.
const LONGEST_NAME: usize = 60;

/// Who is told of a grant.
pub struct Told {
    /// Whoever is named.
    pub named: Option<Responsible>,
    /// How many are told in all.
    pub readers: usize,
}

impl Told {
    /// Of a grant.
    ///
    /// # Errors
    /// A fault of the database.
    pub fn of(q: &mut impl Query, grant: Id) -> Result<Self, AppError> {
        Ok(Self {
            named: grant_store::responsible(q, grant)?,
            readers: night::readers(q, grant)?.len(),
        })
    }
}

/// One sentence about who is told, and the way to say who. Nothing of a grant that is over.
pub fn card(cx: &Cx, grant: &GrantWithParts, told: &Told) -> Markup {
    let l = cx.locale();
    if matches!(grant.grant.status, GrantStatus::Refused | GrantStatus::Closed) {
        return Markup::default();
    }
    let said = match &told.named {
        Some(who) => l.ta(T::AnchoringToldNamed, &args![("name", who.name.as_str())]),
        None if told.readers == 0 => l.t(T::AnchoringToldNobody),
        None => l.ta(T::AnchoringToldLeaders, &args![("n", told.readers)]),
    };
    html! {
        h2 { (l.t(T::AnchoringTold)) }
        @if told.readers == 0 { (parts::notice(Tone::Look, &html! { p { (said) } })) } @else { p { (said) } }
        @if edits(cx) { p { a href=(cx.link(&format!("/kontor/forankring/tilskudd/{}/varsel", grant.id))) { (l.t(T::AnchoringToldChange)) } } }
    }
}

/// `/kontor/forankring/tilskudd/{id}/varsel`: who is told.
pub async fn page(cx: Cx, Path(id): Path<String>) -> Result<Response, AppError> {
    let id = id_of(&id)?;
    let named = cx.read(move |r| grant_store::responsible(r, id)).await?;
    let entered = match named {
        None => Entered::default().put("les", cx.tenant().locale.code()),
        Some(who) => Entered::default()
            .put("navn", &who.name)
            .put("kontakt", who.contact.stored().1)
            .put("les", who.reads.code()),
    };
    show(&cx, id, &entered, &Problems::new()).await
}

async fn show(cx: &Cx, id: Id, entered: &Entered, problems: &Problems) -> Result<Response, AppError> {
    let l = cx.locale();
    let g = gathered(cx).await?;
    let grant = g.grants.iter().find(|grant| grant.id == id).ok_or(AppError::Absent)?;
    let named = cx.read(move |r| grant_store::responsible(r, id)).await?;
    let page = format!("/kontor/forankring/tilskudd/{id}");
    let wrong = |name: &str| problems.iter().find(|(n, _)| n == name).map(|(_, text)| text.as_str());
    let name = Field::new("navn", l.t(T::PromiseAlarmName))
        .guarded()
        .max_length(60)
        .value(entered.get("navn"))
        .error(wrong("navn"));
    let contact = Field::new("kontakt", l.t(T::PromiseAlarmContact))
        .max_length(254)
        .autocomplete("off")
        .value(entered.get("kontakt"))
        .error(wrong("kontakt"));
    let languages: Vec<Choice> = Locale::ALL
        .iter()
        .map(|reads| Choice::new(reads.code(), language(*reads, l), entered.get("les") == reads.code()))
        .collect();
    let title = l.t(T::AnchoringTold);
    let body = html! {
        p.back { a href=(cx.link(&page)) { "← " (grant.grant.name) } }
        h1 { (title) }
        p.lead { (l.t(T::AnchoringToldLead)) }
        (error_summary(l, problems))
        (form(&cx.link(&format!("{page}/varsel")), &cx.csrf(), &html! {
            (text_field(&name))
            (text_field(&contact))
            (radios_across(&Field::new("les", l.t(T::AnchoringToldReads)).error(wrong("les")), &languages))
            (parts::actions(&[button(&l.t(T::OfficeSave), Weight::Primary), button_link(&l.t(T::AnchoringCancel), &cx.link(&page), Weight::Quiet)]))
        }))
        @if named.is_some() {
            (form(&cx.link(&format!("{page}/varsel")), &cx.csrf(), &html! {
                (hidden("gjor", "fjern"))
                (parts::actions(&[button(&l.t(T::AnchoringToldForget), Weight::Quiet)]))
            }))
        }
    };
    Ok(answer(cx, status_of(problems), title, &body))
}

fn language(reads: Locale, l: Locale) -> String {
    crate::offerings::language_name(reads.code(), l)
}

fn read(cx: &Cx, entered: &Entered) -> Result<Responsible, Problems> {
    let l = cx.locale();
    let mut r = Reading::new(l, entered);
    let name = r.needed("navn");
    if name.chars().count() > LONGEST_NAME {
        r.problem("navn", l.t(T::OfficeProblemLong));
    }
    let contact = match read_contact(entered.get("kontakt")) {
        Ok(Contact::None) => Err(ContactProblem::Empty),
        Ok(Contact::Call(_)) => Err(ContactProblem::NotAMobile),
        other => other,
    };
    if let Err(problem) = &contact {
        r.problem("kontakt", contact_problem(*problem, l));
    }
    let reads = r.code("les", Locale::parse);
    match (contact, reads, r.problems) {
        (Ok(contact), Some(reads), problems) if problems.is_empty() => Ok(Responsible { name, contact, reads }),
        (.., problems) => Err(problems),
    }
}

/// Names who is told; `gjor=fjern` forgets whoever was named.
pub async fn save(cx: Cx, Path(id): Path<String>, Form(pairs): Form<Pairs>) -> Result<Response, AppError> {
    let (id, entered) = (id_of(&id)?, Entered::of(pairs));
    if !gathered(&cx).await?.grants.iter().any(|grant| grant.id == id) {
        return Err(AppError::Absent);
    }
    if entered.get("gjor") == "fjern" {
        cx.write(move |tx| grant_store::forget_responsible(tx, id)).await?;
    } else {
        let who = match read(&cx, &entered) {
            Ok(who) => who,
            Err(problems) => return show(&cx, id, &entered, &problems).await,
        };
        cx.write(move |tx| grant_store::name_responsible(tx, id, &who)).await?;
    }
    Ok(cx.go(&format!("/kontor/forankring/tilskudd/{id}?lagret=1")))
}
