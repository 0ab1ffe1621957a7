//! The pages where places are written: address, how to get in, what is there.

use crate::{
    frame::{AppError, Cx},
    offerings::Pairs,
    office::{
        editor::{self, Editor},
        entered::{Entered, Reading},
        questions::{self, Input, Question},
        undo,
    },
    texts::{T, Words},
};
use axum::{
    Form,
    extract::{Path, Query},
    response::Response,
};
use domain::{
    places::{Facilities, Place},
    register::{Entity, Register},
    schedule::schedule_in_words,
    shared::{Key, Locale, Localized},
};
use maud::html;
use std::collections::HashMap;
use ui::{
    Audience, forms,
    parts::{self, Tone, Weight, button_link},
};

/// The form of a place; `key` is empty for a new one.
#[derive(Clone)]
pub struct EditPlace {
    key: String,
}

impl Editor for EditPlace {
    fn entity(&self) -> Entity {
        Entity::Place
    }

    fn key(&self) -> String {
        self.key.clone()
    }

    fn title(&self, _register: &Register, l: Locale) -> String {
        l.t(if self.key.is_empty() {
            T::OfficeNewPlace
        } else {
            T::OfficeChangePlace
        })
    }

    fn back(&self, register: &Register, l: Locale) -> Vec<(String, String)> {
        let mut way = vec![("/kontor/steder".to_owned(), l.t(T::OfficePlaces))];
        if let Some(place) = register.places.iter().find(|p| p.key.as_str() == self.key) {
            way.push((format!("/kontor/steder/{}", self.key), place.name.get(l).to_owned()));
        }
        way
    }

    fn action(&self) -> String {
        if self.key.is_empty() {
            "/kontor/steder/nytt".to_owned()
        } else {
            format!("/kontor/steder/{}/endre", self.key)
        }
    }

    fn after(&self, entered: &Entered) -> String {
        let new = crate::offerings::new_key(entered).map(|k| k.to_string()).unwrap_or_default();
        let key = if self.key.is_empty() { &new } else { &self.key };
        format!("/kontor/steder/{key}?lagret=1")
    }

    fn questions(&self, register: &Register, l: Locale) -> Vec<Question> {
        let known = |name, text| Question::new(name, l.t(text), Input::Known);
        let line = |name, text| Question::new(name, l.t(text), Input::Line).optional();
        let own = Key::parse(&self.key).ok();
        vec![
            Question::new("name", l.t(T::OfficePlaceName), Input::Text(1)).hint(l.t(T::OfficePlaceNameHint)),
            line("street", T::OfficeStreet).hint(l.t(T::OfficeStreetHint)),
            line("postal_code", T::OfficePostalCode),
            line("town", T::OfficeTown),
            Question::new("phone", l.t(T::OfficePlacePhone), Input::Contact(forms::Kind::Tel)).optional(),
            Question::new("directions", l.t(T::OfficeDirections), Input::Text(2))
                .hint(l.t(T::OfficeDirectionsHint))
                .optional(),
            known("step_free", T::OfficeStepFree),
            known("hearing_loop", T::OfficeHearingLoop),
            known("accessible_toilet", T::OfficeToilet),
            known("private_corner", T::OfficePrivateCorner),
            known("wifi", T::OfficeWifi),
            known("printer", T::OfficePrinter),
            Question::new("machines", l.t(T::OfficeMachines), Input::Number(0, 999)).optional().rare(),
            known("machines_wiped", T::OfficeMachinesWiped).rare(),
            line("district", T::OfficeDistrict).rare(),
            Question::new(
                "organisation",
                l.t(T::OfficeResponsible),
                Input::OneOf(questions::organisations(register, l)),
            )
            .rare(),
            Question::new(
                "part_of",
                l.t(T::OfficePartOf),
                Input::OneOf(questions::or_none(l, questions::places(register, l), own.as_ref())),
            )
            .optional()
            .rare(),
        ]
    }

    fn filled(&self, register: &Register) -> Option<Entered> {
        if self.key.is_empty() {
            return Some(Entered::default());
        }
        let p = register.places.iter().find(|p| p.key.as_str() == self.key)?;
        let f = &p.facilities;
        Some(
            Entered::default()
                .put_text("name", &p.name)
                .put("street", &p.street)
                .put("postal_code", &p.postal_code)
                .put("town", &p.town)
                .put("district", &p.district)
                .put("phone", &p.phone)
                .put_text("directions", &p.directions)
                .put_known("step_free", f.step_free)
                .put_known("hearing_loop", f.hearing_loop)
                .put_known("accessible_toilet", f.accessible_toilet)
                .put_known("private_corner", f.private_corner)
                .put_known("wifi", f.wifi)
                .put_known("printer", f.printer)
                .put_if("machines", f.machines)
                .put_known("machines_wiped", f.machines_wiped)
                .put("organisation", &p.organisation)
                .put("part_of", p.part_of.as_ref().map_or("", Key::as_str)),
        )
    }

    fn apply(&self, register: &mut Register, r: &mut Reading<'_>) {
        let Some(organisation) =
            r.key("organisation").or_else(|| register.organisations.first().map(|o| o.key.clone()))
        else {
            r.problem("organisation", r.locale.t(T::OfficeProblemChoose));
            return;
        };
        if self.key.is_empty() {
            let Some(key) = crate::offerings::new_key(r.entered) else {
                r.problem("name", r.locale.t(T::OfficeProblemMissing));
                return;
            };
            if register.places.iter().any(|p| p.key == key) {
                r.problem("name", r.locale.t(T::OfficeProblemNameTaken));
                return;
            }
            let mut place = empty(key, organisation);
            fill(&mut place, r);
            register.places.push(place);
        } else if let Some(place) = register.places.iter_mut().find(|p| p.key.as_str() == self.key) {
            place.organisation = organisation;
            let before = place.clone();
            fill(place, r);
            no_longer_assumed(&before, place);
        }
    }
}

/// A place of which nothing is known but where it belongs.
#[must_use]
pub fn empty(key: Key, organisation: Key) -> Place {
    Place {
        key,
        name: Localized::default(),
        organisation,
        part_of: None,
        street: String::new(),
        postal_code: String::new(),
        town: String::new(),
        district: String::new(),
        position: None,
        directions: Localized::default(),
        phone: String::new(),
        facilities: Facilities::default(),
        hours: vec![],
        assumed: vec![],
        ended: None,
    }
}

fn fill(p: &mut Place, r: &mut Reading<'_>) {
    p.name = r.text("name");
    p.street = r.line("street");
    p.postal_code = r.line("postal_code");
    p.town = r.line("town");
    p.district = r.line("district");
    p.phone = r.phone("phone");
    p.directions = r.text("directions");
    p.part_of = r.key("part_of");
    p.facilities = Facilities {
        step_free: r.known("step_free"),
        hearing_loop: r.known("hearing_loop"),
        accessible_toilet: r.known("accessible_toilet"),
        private_corner: r.known("private_corner"),
        wifi: r.known("wifi"),
        printer: r.known("printer"),
        machines: r.number("machines"),
        machines_wiped: r.known("machines_wiped"),
    };
}

/// A field that somebody has written anew is no longer an assumption.
fn no_longer_assumed(before: &Place, after: &mut Place) {
    let (b, a) = (&before.facilities, &after.facilities);
    let changed = [
        ("name", before.name != after.name),
        ("street", before.street != after.street),
        ("postal_code", before.postal_code != after.postal_code),
        ("town", before.town != after.town),
        ("district", before.district != after.district),
        ("phone", before.phone != after.phone),
        ("directions", before.directions != after.directions),
        ("step_free", b.step_free != a.step_free),
        ("hearing_loop", b.hearing_loop != a.hearing_loop),
        ("accessible_toilet", b.accessible_toilet != a.accessible_toilet),
        ("private_corner", b.private_corner != a.private_corner),
        ("wifi", b.wifi != a.wifi),
        ("printer", b.printer != a.printer),
        ("machines", b.machines != a.machines),
        ("machines_wiped", b.machines_wiped != a.machines_wiped),
    ];
    after.assumed.retain(|name| !changed.iter().any(|(field, is)| *is && field == name));
}

/// Every place.
///
/// # Errors
/// A fault of the database.
pub async fn list(cx: Cx) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let l = cx.locale();
    let title = l.t(T::OfficePlaces);
    let body = html! {
        (editor::crumbs(&cx, &[("/kontor/oppsett".to_owned(), l.t(T::OfficeSetUp))], &title))
        h1 { (title) }
        (parts::actions(&[button_link(&l.t(T::OfficeNewPlace), &cx.link("/kontor/steder/nytt"), Weight::Primary)]))
        div.grid.office-list {
            @for p in published.register.places.iter().filter(|p| p.ended.is_none()) {
                a.card href=(cx.link(&format!("/kontor/steder/{}", p.key))) {
                    h2 { (p.name.get(l)) }
                    p { @if p.street.is_empty() { (l.t(T::OfficeNoAddress)) } @else { (p.street) ", " (p.postal_code) " " (p.town) } }
                    @if !p.assumed.is_empty() { p { (parts::tag(Tone::Look, &l.ta(T::OfficeAssumedCount, &ui::args![("n", p.assumed.len())]))) } }
                }
            }
        }
    };
    Ok(cx.html(&cx.shell(Audience::Office, title), &body))
}

/// One place.
///
/// # Errors
/// Absent when there is no such place.
pub async fn one(
    cx: Cx,
    Path(key): Path<String>,
    Query(query): Query<HashMap<String, String>>,
) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let l = cx.locale();
    let p = published.place(&key).ok_or(AppError::Absent)?;
    let base = format!("/kontor/steder/{key}");
    let undo = undo::last_change(&cx, Entity::Place, &key, &format!("{base}/angre")).await?;
    let known = [
        (T::OfficeStepFree, p.facilities.step_free),
        (T::OfficeHearingLoop, p.facilities.hearing_loop),
        (T::OfficeToilet, p.facilities.accessible_toilet),
        (T::OfficePrivateCorner, p.facilities.private_corner),
        (T::OfficeWifi, p.facilities.wifi),
        (T::OfficePrinter, p.facilities.printer),
    ];
    let words = |v: Option<bool>| l.t(v.map_or(T::OfficeNotKnown, |yes| if yes { T::OfficeYes } else { T::OfficeNo }));
    let facts: Vec<_> = known.into_iter().map(|(label, v)| (l.t(label), html! { (words(v)) })).collect();
    let body = html! {
        (editor::crumbs(&cx, &[("/kontor/steder".to_owned(), l.t(T::OfficePlaces))], p.name.get(l)))
        h1 { (p.name.get(l)) }
        @if query.contains_key("lagret") { (parts::live_notice(Tone::Good, &html! { p { (l.t(T::OfficeSaved)) } })) }
        p.lead { @if p.street.is_empty() { (l.t(T::OfficeNoAddress)) } @else { (p.street) ", " (p.postal_code) " " (p.town) } }
        (parts::actions(&[
            button_link(&l.t(T::OfficeChangePlace), &cx.link(&format!("{base}/endre")), Weight::Primary),
            button_link(&l.t(T::OfficeSeePublic), &cx.link(&format!("/steder/{key}")), Weight::Secondary),
        ]))
        div.grid {
            section.card { h2 { (l.t(T::OfficeFacilities)) } (parts::facts(&facts)) }
            section.card {
                h2 { (l.t(T::OfficeHouseHours)) }
                @if p.hours.is_empty() { p { (l.t(T::OfficeNoTimes)) } }
                ul { @for s in &p.hours { li { (schedule_in_words(s, l)) } } }
                p { a href=(cx.link(&format!("{base}/tider"))) { (l.ta(T::OfficeChange, &ui::args![("what", l.t(T::OfficeHouseHours))])) } }
            }
        }
        (undo)
    };
    Ok(cx.html(&cx.shell(Audience::Office, p.name.get(l)), &body))
}

/// The form of a new place.
///
/// # Errors
/// A fault of the database.
pub async fn new(cx: Cx) -> Result<Response, AppError> {
    editor::show(&cx, &EditPlace { key: String::new() }).await
}

/// Makes a place.
///
/// # Errors
/// A fault of the database.
pub async fn create(cx: Cx, Form(pairs): Pairs) -> Result<Response, AppError> {
    editor::save(&cx, EditPlace { key: String::new() }, pairs).await
}

/// The form of a place.
///
/// # Errors
/// Absent when there is no such place.
pub async fn edit(cx: Cx, Path(key): Path<String>) -> Result<Response, AppError> {
    editor::show(&cx, &EditPlace { key }).await
}

/// Saves a place.
///
/// # Errors
/// Absent when there is no such place.
pub async fn save(cx: Cx, Path(key): Path<String>, Form(pairs): Pairs) -> Result<Response, AppError> {
    editor::save(&cx, EditPlace { key }, pairs).await
}

/// Takes back the last change.
///
/// # Errors
/// A refusal when there is none.
pub async fn take_back(cx: Cx, Path(key): Path<String>) -> Result<Response, AppError> {
    undo::undo(&cx, Entity::Place, &key).await?;
    Ok(cx.go(&format!("/kontor/steder/{key}?lagret=1")))
}
