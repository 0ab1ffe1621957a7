//! The municipality's own settings, its closed days and the schools' holidays.

use crate::{
    frame::{AppError, Cx},
    offerings::Pairs,
    office::{
        editor::{self, Editor},
        entered::{Entered, Reading},
        questions::{self, Input, Question},
    },
    texts::{T, Words},
};
use axum::{Form, extract::Query, response::Response};
use domain::{
    access::Permission,
    municipality::{ClosedPeriod, SchoolHoliday},
    register::{Entity, Register},
    schedule::day_in_words,
    shared::{Key, Locale},
};
use jiff::civil::Date;
use maud::{Markup, html};
use std::collections::HashMap;
use ui::{
    Audience, forms,
    parts::{self, Tone},
};

/// The form of the municipality's own page.
#[derive(Clone)]
pub struct EditMunicipality;

impl Editor for EditMunicipality {
    fn entity(&self) -> Entity {
        Entity::Municipality
    }

    fn key(&self) -> String {
        String::new()
    }

    fn title(&self, _register: &Register, l: Locale) -> String {
        l.t(T::OfficeMunicipality)
    }

    fn lead(&self, l: Locale) -> String {
        l.t(T::OfficeMunicipalityLead)
    }

    fn back(&self, _register: &Register, l: Locale) -> Vec<(String, String)> {
        vec![("/kontor/oppsett".to_owned(), l.t(T::OfficeSetUp))]
    }

    fn action(&self) -> String {
        "/kontor/kommunen".to_owned()
    }

    fn after(&self, _entered: &Entered) -> String {
        "/kontor/oppsett?lagret=1".to_owned()
    }

    fn questions(&self, _register: &Register, l: Locale) -> Vec<Question> {
        let languages = [Locale::Nb, Locale::Nn].map(|x| (x.code().to_owned(), ui::layout::language_name(x))).into();
        vec![
            Question::new("service_name", l.t(T::OfficeServiceName), Input::Text(1))
                .hint(l.t(T::OfficeServiceNameExample)),
            Question::new("phone", l.t(T::OfficePhone), Input::Contact(forms::Kind::Tel))
                .hint(l.t(T::OfficePhoneHint))
                .optional(),
            Question::new("phone_hours", l.t(T::OfficePhoneHours), Input::Text(1))
                .hint(l.t(T::OfficePhoneHoursHint))
                .optional(),
            Question::new("about", l.t(T::OfficeAbout), Input::Text(3)).hint(l.t(T::OfficeAboutHint)).optional(),
            Question::new("email", l.t(T::OfficeEmail), Input::Contact(forms::Kind::Email)).optional(),
            Question::new("homepage", l.t(T::OfficeHomepage), Input::Contact(forms::Kind::Url))
                .hint(l.t(T::OfficeWebsiteHint))
                .optional(),
            Question::new("written_language", l.t(T::OfficeWrittenLanguage), Input::One(languages))
                .hint(l.t(T::OfficeWrittenLanguageHint)),
        ]
    }

    fn filled(&self, register: &Register) -> Option<Entered> {
        let m = &register.municipality;
        Some(
            Entered::default()
                .put_text("service_name", &m.service_name)
                .put("phone", &m.phone)
                .put_text("phone_hours", &m.phone_hours)
                .put_text("about", &m.about)
                .put("email", &m.email)
                .put("homepage", &m.homepage)
                .put("written_language", m.written_language.code()),
        )
    }

    fn apply(&self, register: &mut Register, r: &mut Reading<'_>) {
        let m = &mut register.municipality;
        let before = m.clone();
        m.service_name = r.text("service_name");
        m.phone = r.phone("phone");
        m.phone_hours = r.text("phone_hours");
        m.about = r.text("about");
        m.email = r.contact("email");
        m.homepage = r.contact("homepage");
        if let Some(locale) = r.code("written_language", Locale::parse) {
            m.written_language = locale;
        }
        let changed = [
            ("service_name", before.service_name != m.service_name),
            ("phone", before.phone != m.phone),
            ("phone_hours", before.phone_hours != m.phone_hours),
            ("about", before.about != m.about),
            ("email", before.email != m.email),
            ("homepage", before.homepage != m.homepage),
        ];
        m.assumed.retain(|name| !changed.iter().any(|(field, is)| *is && field == name));
    }
}

/// The form of the municipality's own page.
///
/// # Errors
/// A fault of the database.
pub async fn edit(cx: Cx) -> Result<Response, AppError> {
    editor::show(&cx, &EditMunicipality).await
}

/// Saves the municipality's own page; its language and phone are part of every page from then on.
///
/// # Errors
/// A fault of the database.
pub async fn save(cx: Cx, Form(pairs): Pairs) -> Result<Response, AppError> {
    let response = editor::save(&cx, EditMunicipality, pairs).await?;
    cx.app.reload_tenants().await?;
    Ok(response)
}

/// The way to everything that is set up once and changed rarely.
///
/// # Errors
/// A fault of the database.
pub async fn set_up(cx: Cx, Query(query): Query<HashMap<String, String>>) -> Result<Response, AppError> {
    let l = cx.locale();
    let all = [
        (
            "/kontor/kommunen",
            T::OfficeMunicipality,
            T::OfficeMunicipalityLead,
            Permission::EditRegister,
        ),
        (
            "/kontor/steder",
            T::OfficePlaces,
            T::OfficePlacesLead,
            Permission::EditRegister,
        ),
        (
            "/kontor/aktorer",
            T::OfficeOrganisations,
            T::OfficeOrganisationsLead,
            Permission::EditRegister,
        ),
        (
            "/kontor/stengt",
            T::OfficeClosedDays,
            T::OfficeClosedDaysLead,
            Permission::EditRegister,
        ),
        (
            "/kontor/tjenester",
            T::OfficeServicesTitle,
            T::OfficeServicesLead,
            Permission::EditRegister,
        ),
        (
            "/kontor/grenser",
            T::BoundariesTitle,
            T::BoundariesLead,
            Permission::SeeOffice,
        ),
        (
            "/kontor/tjenestebeskrivelse",
            T::BoundariesDescription,
            T::BoundariesDescriptionLead,
            Permission::SeeOffice,
        ),
        (
            "/kontor/handbok",
            T::HandbookTitle,
            T::HandbookLead,
            Permission::SeeOffice,
        ),
        (
            "/kontor/henvisninger",
            T::ReferralsLinksTitle,
            T::ReferralsLinksLead,
            Permission::SeeOffice,
        ),
        (
            "/kontor/meldinger",
            T::MessagesTitle,
            T::MessagesLead,
            Permission::SeeOffice,
        ),
        (
            "/kontor/kontoer",
            T::OfficePeople,
            T::OfficePeopleLead,
            Permission::ManageAccounts,
        ),
        (
            "/kontor/enheter",
            T::OfficeDevices,
            T::OfficeDevicesLead,
            Permission::EnrolDevices,
        ),
        (
            "/kontor/personvern",
            T::PrivacyTitle,
            T::PrivacyLead,
            Permission::SeeOffice,
        ),
        (
            "/kontor/historikk",
            T::OfficeHistory,
            T::OfficeHistoryLead,
            Permission::ReadHistory,
        ),
    ];
    let may = |p| cx.session.as_ref().is_some_and(|s| s.may(p));
    let body = html! {
        h1 { (l.t(T::OfficeSetUp)) }
        @if query.contains_key("lagret") { (parts::live_notice(Tone::Good, &html! { p { (l.t(T::OfficeSaved)) } })) }
        div.grid.office-list {
            @for (path, title, lead, permission) in all {
                @if may(permission) { a.card href=(cx.link(path)) { h2 { (l.t(title)) } p { (l.t(lead)) } } }
            }
        }
    };
    Ok(cx.html(&cx.shell(Audience::Office, l.t(T::OfficeSetUp)), &body))
}

/// The form of a closed period or a school holiday.
#[derive(Clone)]
pub struct NewClosing {
    school: bool,
}

impl NewClosing {
    fn page(&self) -> &'static str {
        if self.school {
            "/kontor/stengt/skoleferie"
        } else {
            "/kontor/stengt/ny"
        }
    }
}

impl Editor for NewClosing {
    fn entity(&self) -> Entity {
        Entity::Municipality
    }

    fn key(&self) -> String {
        String::new()
    }

    fn title(&self, _register: &Register, l: Locale) -> String {
        l.t(if self.school {
            T::OfficeNewSchoolHoliday
        } else {
            T::OfficeNewClosedPeriod
        })
    }

    fn lead(&self, l: Locale) -> String {
        l.t(if self.school {
            T::OfficeNewSchoolHolidayLead
        } else {
            T::OfficeNewClosedPeriodLead
        })
    }

    fn back(&self, _register: &Register, l: Locale) -> Vec<(String, String)> {
        vec![("/kontor/stengt".to_owned(), l.t(T::OfficeClosedDays))]
    }

    fn action(&self) -> String {
        self.page().to_owned()
    }

    fn after(&self, _entered: &Entered) -> String {
        "/kontor/stengt?lagret=1".to_owned()
    }

    fn questions(&self, register: &Register, l: Locale) -> Vec<Question> {
        let mut out = vec![
            Question::new("first", l.t(T::OfficeFirstDay), Input::Day),
            Question::new("last", l.t(T::OfficeLastDay), Input::Day),
        ];
        if self.school {
            out.push(
                Question::new("name", l.t(T::OfficeHolidayName), Input::Text(1)).hint(l.t(T::OfficeHolidayNameHint)),
            );
        } else {
            let mut places = questions::places(register, l);
            places.insert(0, (String::new(), l.t(T::OfficeEverywhere)));
            out.push(Question::new("place", l.t(T::OfficePlace), Input::OneOf(places)));
            out.push(
                Question::new("reason", l.t(T::OfficeReason), Input::Text(1))
                    .hint(l.t(T::OfficeClosedReasonHint))
                    .optional(),
            );
        }
        out
    }

    fn filled(&self, _register: &Register) -> Option<Entered> {
        Some(Entered::default())
    }

    fn apply(&self, register: &mut Register, r: &mut Reading<'_>) {
        let (first, last) = (r.needed_day("first", Date::MIN), r.needed_day("last", Date::MAX));
        let (reason, name, place) = (r.text("reason"), r.text("name"), r.key("place"));
        if !r.problems.is_empty() {
            return;
        }
        let m = &mut register.municipality;
        let prefix = if self.school { "skoleferie" } else { "stengt" };
        let taken: Vec<Key> = m
            .closed_periods
            .iter()
            .map(|p| p.key.clone())
            .chain(m.school_holidays.iter().map(|h| h.key.clone()))
            .collect();
        let plain = format!("{prefix}-{first}");
        let numbered = (2..100).map(|n| format!("{plain}-{n}"));
        let free = std::iter::once(plain.clone()).chain(numbered).filter_map(|k| Key::parse(&k).ok());
        let Some(key) = free.into_iter().find(|k| !taken.contains(k)) else {
            return;
        };
        if self.school {
            m.school_holidays.push(SchoolHoliday { key, first, last, name });
        } else {
            m.closed_periods.push(ClosedPeriod {
                key,
                place,
                first,
                last,
                reason,
            });
        }
    }

    fn field(&self, path: &str) -> String {
        let last = path.rsplit('.').next().unwrap_or_default();
        last.split('[').next().unwrap_or_default().to_owned()
    }
}

/// Closed periods and school holidays from today on.
///
/// # Errors
/// A fault of the database.
pub async fn closings(cx: Cx, Query(query): Query<HashMap<String, String>>) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let (l, today) = (cx.locale(), cx.today());
    let m = &published.register.municipality;
    let place = |key: &Option<Key>| match key {
        None => l.t(T::OfficeEverywhere),
        Some(key) => published.place(key.as_str()).map_or("", |p| p.name.get(l)).to_owned(),
    };
    let closed: Vec<Line> = m
        .closed_periods
        .iter()
        .filter(|p| p.last >= today)
        .map(|p| {
            (
                p.key.clone(),
                p.first,
                p.last,
                format!("{} – {}", place(&p.place), p.reason.get(l)),
            )
        })
        .collect();
    let school: Vec<Line> = m
        .school_holidays
        .iter()
        .filter(|h| h.last >= today)
        .map(|h| (h.key.clone(), h.first, h.last, h.name.get(l).to_owned()))
        .collect();
    let title = l.t(T::OfficeClosedDays);
    let body = html! {
        (editor::crumbs(&cx, &[("/kontor/oppsett".to_owned(), l.t(T::OfficeSetUp))], &title))
        h1 { (title) }
        @if query.contains_key("lagret") { (parts::live_notice(Tone::Good, &html! { p { (l.t(T::OfficeSaved)) } })) }
        p.lead { (l.t(T::OfficeClosedDaysLead)) }
        (parts::actions(&[parts::button_link(&l.t(T::OfficeNewClosedPeriod), &cx.link("/kontor/stengt/ny"), parts::Weight::Primary)]))
        (lines(&cx, closed))
        section.card {
            h2 { (l.t(T::OfficeSchoolHolidays)) }
            p { (l.t(T::OfficeNewSchoolHolidayLead)) }
            p { a href=(cx.link("/kontor/stengt/skoleferie")) { (l.t(T::OfficeNewSchoolHoliday)) } }
        }
        (lines(&cx, school))
    };
    Ok(cx.html(&cx.shell(Audience::Office, title), &body))
}

/// Key, first and last day, what it is.
type Line = (Key, Date, Date, String);

fn lines(cx: &Cx, mut all: Vec<Line>) -> Markup {
    let (l, today) = (cx.locale(), cx.today());
    all.sort_by_key(|(_, first, last, _)| (*first, *last));
    let days = |first: Date, last: Date| {
        if first == last {
            day_in_words(first, today, l)
        } else {
            format!("{} – {}", day_in_words(first, today, l), day_in_words(last, today, l))
        }
    };
    html! {
        @if all.is_empty() { p.quiet { (l.t(T::OfficeNoClosedDays)) } }
        ul.rows {
            @for (key, first, last, what) in all {
                li {
                    span { strong { (days(first, last)) } " " (what) }
                    (forms::form(&cx.link("/kontor/stengt/fjern"), &cx.csrf(), &html! {
                        (forms::hidden("hva", key.as_str()))
                        button.ds-button data-variant="tertiary" type="submit" aria-label=(l.ta(T::OfficeRemoveDay, &ui::args![("day", days(first, last))])) { (l.t(T::OfficeRemove)) }
                    }))
                }
            }
        }
    }
}

/// The form of a closed period.
///
/// # Errors
/// A fault of the database.
pub async fn new_closed(cx: Cx) -> Result<Response, AppError> {
    editor::show(&cx, &NewClosing { school: false }).await
}

/// Saves a closed period.
///
/// # Errors
/// A fault of the database.
pub async fn create_closed(cx: Cx, Form(pairs): Pairs) -> Result<Response, AppError> {
    editor::save(&cx, NewClosing { school: false }, pairs).await
}

/// The form of a school holiday.
///
/// # Errors
/// A fault of the database.
pub async fn new_school(cx: Cx) -> Result<Response, AppError> {
    editor::show(&cx, &NewClosing { school: true }).await
}

/// Saves a school holiday.
///
/// # Errors
/// A fault of the database.
pub async fn create_school(cx: Cx, Form(pairs): Pairs) -> Result<Response, AppError> {
    editor::save(&cx, NewClosing { school: true }, pairs).await
}

/// Takes away a closed period or a school holiday.
///
/// # Errors
/// A fault of the database.
pub async fn remove_closing(cx: Cx, Form(pairs): Pairs) -> Result<Response, AppError> {
    let key = Entered::of(pairs).get("hva").to_owned();
    editor::change_register(&cx, move |register| {
        register.municipality.closed_periods.retain(|p| p.key.as_str() != key);
        register.municipality.school_holidays.retain(|h| h.key.as_str() != key);
        Ok(())
    })
    .await?;
    Ok(cx.go("/kontor/stengt?lagret=1"))
}
