//! The digital services people bring to the counter, written in the office.

use super::{office::Pairs, topic_name};
use crate::{
    frame::{AppError, Cx},
    office::{
        editor::{self, Editor},
        entered::{Entered, Reading},
        questions::{Input, Question},
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
    offerings::{DigitalService, Topic},
    register::{Entity, Register},
    shared::Locale,
};
use maud::html;
use std::collections::HashMap;
use ui::{
    Audience, forms,
    parts::{self, Tone, Weight, button_link},
};

/// The form of a digital service; `key` is empty for a new one.
#[derive(Clone)]
pub struct EditService {
    key: String,
}

impl Editor for EditService {
    fn entity(&self) -> Entity {
        Entity::Service
    }

    fn key(&self) -> String {
        self.key.clone()
    }

    fn title(&self, register: &Register, l: Locale) -> String {
        let found = register.services.iter().find(|s| s.key.as_str() == self.key);
        found.map_or_else(|| l.t(T::OfficeNewService), |s| s.name.get(l).to_owned())
    }

    fn back(&self, _register: &Register, l: Locale) -> Vec<(String, String)> {
        vec![("/kontor/tjenester".to_owned(), l.t(T::OfficeServicesTitle))]
    }

    fn action(&self) -> String {
        if self.key.is_empty() {
            "/kontor/tjenester/ny".to_owned()
        } else {
            format!("/kontor/tjenester/{}", self.key)
        }
    }

    fn after(&self, _entered: &Entered) -> String {
        "/kontor/tjenester?lagret=1".to_owned()
    }

    fn questions(&self, _register: &Register, l: Locale) -> Vec<Question> {
        vec![
            Question::new("name", l.t(T::OfficeName), Input::Text(1)).hint(l.t(T::OfficeServiceNameHint)),
            Question::new("owner", l.t(T::OfficeServiceOwner), Input::Text(1)).hint(l.t(T::OfficeServiceOwnerHint)),
            Question::new("topic", l.t(T::OfficeServiceTopic), Input::OneOf(words::topics(l))),
            Question::new("digital_only", l.t(T::OfficeDigitalOnly), Input::Tick).hint(l.t(T::OfficeDigitalOnlyHint)),
            Question::new("search_words", l.t(T::OfficeSearchWords), Input::Line)
                .hint(l.t(T::OfficeSearchWordsHint))
                .optional(),
            Question::new("website", l.t(T::OfficeWebsite), Input::Contact(forms::Kind::Url))
                .hint(l.t(T::OfficeWebsiteHint))
                .optional(),
        ]
    }

    fn filled(&self, register: &Register) -> Option<Entered> {
        if self.key.is_empty() {
            return Some(Entered::default());
        }
        let s = register.services.iter().find(|s| s.key.as_str() == self.key)?;
        Some(
            Entered::default()
                .put_text("name", &s.name)
                .put_text("owner", &s.owner)
                .put("topic", s.topic.code())
                .put_ticked("digital_only", s.digital_only)
                .put("search_words", s.search_words.join(", "))
                .put("website", &s.website),
        )
    }

    fn apply(&self, register: &mut Register, r: &mut Reading<'_>) {
        let old = register.services.iter().position(|s| s.key.as_str() == self.key);
        let key = match old.and_then(|i| register.services.get(i)) {
            Some(s) => Some(s.key.clone()),
            None => super::forms::new_key(r.entered),
        };
        let Some(key) = key else {
            r.problem("name", r.locale.t(T::OfficeProblemMissing));
            return;
        };
        let words = r.line("search_words");
        let service = DigitalService {
            key,
            name: r.text("name"),
            owner: r.text("owner"),
            topic: r.code("topic", Topic::parse).unwrap_or(Topic::Other),
            digital_only: r.ticked("digital_only"),
            search_words: words.split(',').map(|w| w.trim().to_owned()).filter(|w| !w.is_empty()).collect(),
            website: r.contact("website"),
            assumed: vec![],
        };
        match old {
            Some(i) => register.services[i] = service,
            None if register.services.iter().any(|s| s.key == service.key) => {
                r.problem("name", r.locale.t(T::OfficeProblemNameTaken));
            }
            None => register.services.push(service),
        }
    }
}

/// Every digital service.
///
/// # Errors
/// A fault of the database.
pub async fn list(cx: Cx, Query(query): Query<HashMap<String, String>>) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let l = cx.locale();
    let title = l.t(T::OfficeServicesTitle);
    let body = html! {
        (editor::crumbs(&cx, &[("/kontor/oppsett".to_owned(), l.t(T::OfficeSetUp))], &title))
        h1 { (title) }
        @if query.contains_key("lagret") { (parts::live_notice(Tone::Good, &html! { p { (l.t(T::OfficeSaved)) } })) }
        p.lead { (l.t(T::OfficeServicesLead)) }
        (parts::actions(&[button_link(&l.t(T::OfficeNewService), &cx.link("/kontor/tjenester/ny"), Weight::Primary)]))
        div.grid.office-list {
            @for s in &published.register.services {
                a.card href=(cx.link(&format!("/kontor/tjenester/{}", s.key))) {
                    h2 { (s.name.get(l)) }
                    p.quiet { (s.owner.get(l)) " · " (topic_name(s.topic, l)) }
                    @if s.digital_only { p { (parts::tag(Tone::Look, &l.t(T::OfficeDigitalOnlyTag))) } }
                }
            }
        }
    };
    Ok(cx.html(&cx.shell(Audience::Office, title), &body))
}

/// The form of a new digital service.
///
/// # Errors
/// A fault of the database.
pub async fn new(cx: Cx) -> Result<Response, AppError> {
    editor::show(&cx, &EditService { key: String::new() }).await
}

/// Makes a digital service.
///
/// # Errors
/// A fault of the database.
pub async fn create(cx: Cx, Form(pairs): Pairs) -> Result<Response, AppError> {
    editor::save(&cx, EditService { key: String::new() }, pairs).await
}

/// The form of a digital service.
///
/// # Errors
/// Absent when there is no such service.
pub async fn edit(cx: Cx, Path(key): Path<String>) -> Result<Response, AppError> {
    editor::show(&cx, &EditService { key }).await
}

/// Saves a digital service.
///
/// # Errors
/// Absent when there is no such service.
pub async fn save(cx: Cx, Path(key): Path<String>, Form(pairs): Pairs) -> Result<Response, AppError> {
    editor::save(&cx, EditService { key }, pairs).await
}
