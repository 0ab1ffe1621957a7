//! The pages where organisations are written and confirmed.

use crate::{
    frame::{AppError, Cx},
    offerings::Pairs,
    office::{
        editor::{self, Editor},
        entered::{Entered, Reading},
        questions::{self, Input, Question},
        words,
    },
    texts::{T, Words},
};
use axum::{
    Form,
    extract::{Path, Query},
    response::Response,
};
use domain::{
    organisations::{Organisation, OrganisationKind},
    register::{Entity, Register},
    schedule::day_in_words,
    shared::{Key, Locale, Localized},
};
use maud::{Markup, html};
use std::collections::HashMap;
use ui::{
    Audience, forms,
    parts::{self, Tone, Weight, button_link},
};

/// The form of an organisation; `key` is empty for a new one.
#[derive(Clone)]
pub struct EditOrganisation {
    key: String,
}

impl Editor for EditOrganisation {
    fn entity(&self) -> Entity {
        Entity::Organisation
    }

    fn key(&self) -> String {
        self.key.clone()
    }

    fn title(&self, register: &Register, l: Locale) -> String {
        let found = register.organisations.iter().find(|o| o.key.as_str() == self.key);
        found.map_or_else(|| l.t(T::OfficeNewOrganisation), |o| o.name.get(l).to_owned())
    }

    fn back(&self, _register: &Register, l: Locale) -> Vec<(String, String)> {
        vec![("/kontor/aktorer".to_owned(), l.t(T::OfficeOrganisations))]
    }

    fn action(&self) -> String {
        if self.key.is_empty() {
            "/kontor/aktorer/ny".to_owned()
        } else {
            format!("/kontor/aktorer/{}", self.key)
        }
    }

    fn after(&self, _entered: &Entered) -> String {
        "/kontor/aktorer?lagret=1".to_owned()
    }

    fn questions(&self, register: &Register, l: Locale) -> Vec<Question> {
        let contact = |name, text, kind| Question::new(name, l.t(text), Input::Contact(kind)).optional();
        let own = Key::parse(&self.key).ok();
        vec![
            Question::new("name", l.t(T::OfficeName), Input::Text(1)),
            Question::new(
                "kind",
                l.t(T::OfficeOrgKind),
                Input::OneOf(words::organisation_kinds(l)),
            ),
            Question::new("about", l.t(T::OfficeOrgAbout), Input::Text(3)).optional(),
            contact("phone", T::OfficePhone, forms::Kind::Tel),
            contact("email", T::OfficeEmail, forms::Kind::Email),
            contact("website", T::OfficeWebsite, forms::Kind::Url).hint(l.t(T::OfficeWebsiteHint)),
            Question::new(
                "part_of",
                l.t(T::OfficePartOf),
                Input::OneOf(questions::or_none(
                    l,
                    questions::organisations(register, l),
                    own.as_ref(),
                )),
            )
            .optional()
            .rare(),
        ]
    }

    fn filled(&self, register: &Register) -> Option<Entered> {
        if self.key.is_empty() {
            return Some(Entered::default());
        }
        let o = register.organisations.iter().find(|o| o.key.as_str() == self.key)?;
        Some(
            Entered::default()
                .put_text("name", &o.name)
                .put("kind", o.kind.code())
                .put_text("about", &o.about)
                .put("phone", &o.phone)
                .put("email", &o.email)
                .put("website", &o.website)
                .put("part_of", o.part_of.as_ref().map_or("", Key::as_str)),
        )
    }

    fn apply(&self, register: &mut Register, r: &mut Reading<'_>) {
        if self.key.is_empty() {
            let Some(key) = crate::offerings::new_key(r.entered) else {
                r.problem("name", r.locale.t(T::OfficeProblemMissing));
                return;
            };
            if register.organisations.iter().any(|o| o.key == key) {
                r.problem("name", r.locale.t(T::OfficeProblemNameTaken));
                return;
            }
            let mut organisation = empty(key);
            fill(&mut organisation, r);
            register.organisations.push(organisation);
        } else if let Some(o) = register.organisations.iter_mut().find(|o| o.key.as_str() == self.key) {
            let before = o.clone();
            fill(o, r);
            no_longer_assumed(&before, o);
        }
    }
}

/// An organisation of which nothing is known.
#[must_use]
pub fn empty(key: Key) -> Organisation {
    Organisation {
        key,
        name: Localized::default(),
        kind: OrganisationKind::Municipal,
        part_of: None,
        about: Localized::default(),
        phone: String::new(),
        email: String::new(),
        website: String::new(),
        last_confirmed: None,
        assumed: vec![],
        ended: None,
    }
}

fn fill(o: &mut Organisation, r: &mut Reading<'_>) {
    o.name = r.text("name");
    if let Some(kind) = r.code("kind", OrganisationKind::parse) {
        o.kind = kind;
    }
    o.about = r.text("about");
    o.phone = r.phone("phone");
    o.email = r.contact("email");
    o.website = r.contact("website");
    o.part_of = r.key("part_of");
}

/// A field that somebody has written anew is no longer an assumption.
fn no_longer_assumed(before: &Organisation, after: &mut Organisation) {
    let changed = [
        ("name", before.name != after.name),
        ("about", before.about != after.about),
        ("phone", before.phone != after.phone),
        ("email", before.email != after.email),
        ("website", before.website != after.website),
    ];
    after.assumed.retain(|name| !changed.iter().any(|(field, is)| *is && field == name));
}

/// Every organisation, with when it was last confirmed.
///
/// # Errors
/// A fault of the database.
pub async fn list(cx: Cx, Query(query): Query<HashMap<String, String>>) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let l = cx.locale();
    let title = l.t(T::OfficeOrganisations);
    let body = html! {
        (editor::crumbs(&cx, &[("/kontor/oppsett".to_owned(), l.t(T::OfficeSetUp))], &title))
        h1 { (title) }
        @if query.contains_key("lagret") { (parts::live_notice(Tone::Good, &html! { p { (l.t(T::OfficeSaved)) } })) }
        p.lead { (l.t(T::OfficeOrganisationsLead)) }
        (parts::actions(&[button_link(&l.t(T::OfficeNewOrganisation), &cx.link("/kontor/aktorer/ny"), Weight::Primary)]))
        div.grid.office-list {
            @for o in published.register.organisations.iter().filter(|o| o.ended.is_none()) { (card(&cx, o)) }
        }
    };
    Ok(cx.html(&cx.shell(Audience::Office, title), &body))
}

fn card(cx: &Cx, o: &Organisation) -> Markup {
    let l = cx.locale();
    let confirm = html! {
        button.ds-button data-variant="secondary" type="submit"
            aria-label=(l.ta(T::OfficeConfirmOne, &ui::args![("name", o.name.get(l))])) { (l.t(T::OfficeConfirmToday)) }
    };
    html! {
        section.card {
            h2 { a href=(cx.link(&format!("/kontor/aktorer/{}", o.key))) { (o.name.get(l)) } }
            @match o.last_confirmed {
                Some(day) => { p { (l.ta(T::OfficeLastConfirmed, &ui::args![("day", day_in_words(day, cx.today(), l))])) } }
                None => { p { (l.t(T::OfficeNeverConfirmed)) } }
            }
            @if !o.assumed.is_empty() { p { (parts::tag(Tone::Look, &l.ta(T::OfficeAssumedCount, &ui::args![("n", o.assumed.len())]))) } }
            @if o.last_confirmed != Some(cx.today()) {
                (forms::form(&cx.link(&format!("/kontor/aktorer/{}/bekreft", o.key)), &cx.csrf(), &confirm))
            }
        }
    }
}

/// Confirms that everything about an organisation is true today.
///
/// # Errors
/// Absent when there is no such organisation.
pub async fn confirm(cx: Cx, Path(key): Path<String>) -> Result<Response, AppError> {
    let today = cx.today();
    editor::change_register(&cx, move |register| {
        let o = register.organisations.iter_mut().find(|o| o.key.as_str() == key).ok_or(AppError::Absent)?;
        o.last_confirmed = Some(today);
        o.assumed.clear();
        Ok(())
    })
    .await?;
    Ok(cx.go("/kontor/aktorer?lagret=1"))
}

/// The form of a new organisation.
///
/// # Errors
/// A fault of the database.
pub async fn new(cx: Cx) -> Result<Response, AppError> {
    editor::show(&cx, &EditOrganisation { key: String::new() }).await
}

/// Makes an organisation.
///
/// # Errors
/// A fault of the database.
pub async fn create(cx: Cx, Form(pairs): Pairs) -> Result<Response, AppError> {
    editor::save(&cx, EditOrganisation { key: String::new() }, pairs).await
}

/// The form of an organisation.
///
/// # Errors
/// Absent when there is no such organisation.
pub async fn edit(cx: Cx, Path(key): Path<String>) -> Result<Response, AppError> {
    editor::show(&cx, &EditOrganisation { key }).await
}

/// Saves an organisation.
///
/// # Errors
/// Absent when there is no such organisation.
pub async fn save(cx: Cx, Path(key): Path<String>, Form(pairs): Pairs) -> Result<Response, AppError> {
    editor::save(&cx, EditOrganisation { key }, pairs).await
}
