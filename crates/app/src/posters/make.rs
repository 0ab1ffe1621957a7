//! Where a poster is chosen: the offering, then what it is for, how it looks and in which language, with the picture beside.

use super::store;
use crate::{
    frame::{AppError, Cx, Published},
    offerings,
    office::editor,
    texts::{T, Words},
};
use axum::{
    extract::{Path, Query},
    response::Response,
};
use documents::{Poster, PosterLook};
use domain::{
    access::Permission,
    offerings::Offering,
    posters::{Making, PosterDesign, PosterFormat, PosterLanguage, advertisement, can_be_announced, poster_text},
    shared::Locale,
};
use maud::{Markup, html};
use std::collections::HashMap;
use ui::{
    Audience, Link, args,
    forms::{self as fields, Choice, Field},
    parts::{self, Tone, Weight, button_link},
};

pub type Asked = Query<HashMap<String, String>>;

/// What was chosen. What is not a choice is as if nothing was asked.
pub struct Chosen {
    pub format: PosterFormat,
    pub design: PosterDesign,
    pub language: PosterLanguage,
    pub marks: bool,
}

impl Chosen {
    pub fn read(asked: &HashMap<String, String>, own: Locale) -> Self {
        let get = |name: &str| asked.get(name).map_or("", String::as_str);
        Self {
            format: PosterFormat::parse(get("format")).unwrap_or(PosterFormat::PosterA4),
            design: PosterDesign::parse(get("utseende")).unwrap_or(PosterDesign::Door),
            language: PosterLanguage::parse(get("sprak")).unwrap_or_else(|| own.into()),
            marks: get("merker") == "1",
        }
    }

    /// As it stands in addresses.
    fn query(&self) -> String {
        let marks = if self.marks { "&merker=1" } else { "" };
        format!(
            "format={}&utseende={}&sprak={}{marks}",
            self.format.code(),
            self.design.code(),
            self.language.code()
        )
    }
}

/// The offering, when it can be announced.
pub fn find<'p>(published: &'p Published, cx: &Cx, key: &str) -> Result<&'p Offering, AppError> {
    let found = published.register.offerings.iter().find(|o| o.key.as_str() == key);
    found.filter(|o| can_be_announced(o, cx.today())).ok_or(AppError::Absent)
}

/// The poster as the register is today, and how it looks.
pub async fn poster(cx: &Cx, key: &str, chosen: &Chosen) -> Result<(Poster, PosterLook), AppError> {
    let published = cx.published().await?;
    let offering = find(&published, cx, key)?;
    let language = chosen.language;
    let (words, accent, arms) =
        cx.read(move |r| Ok((store::words(r, language)?, store::accent(r)?, store::arms(r)?))).await?;
    let own = published.register.municipality.written_language;
    let phone = &cx.tenant().phone;
    let address = address(cx, key, language);
    let spoken = language.locale().map_or_else(Vec::new, |l| {
        offering.languages.iter().map(|code| offerings::language_name(code, l)).collect()
    });
    let text = poster_text(&Making {
        register: &published.register,
        offering,
        words: &words,
        today: cx.today(),
        phone: ui::parts::can_be_called(phone).then(|| (ui::parts::phone_text(phone), called(phone))),
        address: address.clone(),
        spoken,
        unread: own.t(T::PostersUnread),
    });
    let code = offerings::qr(&address).into_string();
    let poster = Poster {
        text,
        code: code.replacen("<svg ", "<svg xmlns=\"http://www.w3.org/2000/svg\" ", 1),
        arms,
        made: cx.now,
        id: format!("plakat-{}-{key}-{}-{}", cx.tenant().number, chosen.query(), cx.today()),
    };
    let mut look = PosterLook::new(chosen.design, chosen.format).with_accent(accent);
    look.print_marks = chosen.marks;
    Ok((poster, look))
}

/// A number as a telephone dials it.
fn called(number: &str) -> String {
    let digits: String = number.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    if digits.len() == 8 {
        format!("+47{digits}")
    } else {
        digits
    }
}

/// The offering's page, at the municipality's own host where it has one; in the poster's language when our pages have it.
fn address(cx: &Cx, key: &str, language: PosterLanguage) -> String {
    let host = cx.tenant().host.as_ref().map_or_else(|| cx.scope.origin.clone(), |host| format!("https://{host}"));
    let prefix = language
        .locale()
        .filter(|l| *l != cx.tenant().locale)
        .map(|l| format!("/{}", l.code()))
        .unwrap_or_default();
    format!("{host}{}{prefix}/tilbud/{key}", cx.scope.base)
}

/// `/kontor/plakater`: which offering.
///
/// # Errors
/// A fault of the database.
pub async fn list(cx: Cx) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let l = cx.locale();
    let title = l.t(T::PostersTitle);
    let all: Vec<&Offering> = published.register.offerings.iter().filter(|o| can_be_announced(o, cx.today())).collect();
    let edits = cx.session.as_ref().is_some_and(|s| s.may(Permission::EditRegister));
    let read = cx.read(|r| store::read(r)).await?;
    let unread: Vec<PosterLanguage> = PosterLanguage::all()
        .filter(|language| language.locale().is_none() && !read.contains(language.code()))
        .collect();
    let body = html! {
        (editor::crumbs(&cx, &[], &title))
        h1 { (title) }
        p.lead { (l.t(T::PostersLead)) }
        @if all.is_empty() {
            (parts::empty_state(&l.t(T::PostersNone), Some(&button_link(&l.t(T::OfficeOfferings), &cx.link("/kontor/tilbud"), Weight::Primary))))
        } @else {
            h2 { (l.t(T::PostersWhich)) }
            div.grid {
                @for o in &all {
                    section.card {
                        h3 { a href=(cx.link(&format!("/kontor/plakater/{}", o.key))) { (o.name.get(l)) } }
                        p.quiet { (o.summary.get(l)) }
                    }
                }
            }
        }
        h2 { (l.t(T::PostersLanguages)) }
        p { (l.t(T::PostersLanguagesLead)) }
        (parts::chips(&PosterLanguage::all().map(|language| {
            Link::new(cx.link(&format!("/kontor/plakatord/{}", language.code())), language_words(language, &unread, l))
        }).collect::<Vec<_>>()))
        @if edits {
            h2 { (l.t(T::PostersOwn)) }
            p { (l.t(T::PostersColourLead)) }
            p { (l.t(T::PostersArmsLead)) }
            (parts::actions(&[
                button_link(&l.t(T::PostersColourDo), &cx.link("/kontor/plakatfarge"), Weight::Secondary),
                button_link(&l.t(T::PostersArmsDo), &cx.link("/kontor/plakatvapen"), Weight::Secondary),
            ]))
        }
    };
    Ok(cx.html(&cx.shell(Audience::Office, title), &body))
}

/// The language in its own name, and whether its words wait for somebody who reads them.
fn language_words(language: PosterLanguage, unread: &[PosterLanguage], l: Locale) -> String {
    let name = language_name(language);
    if unread.contains(&language) {
        l.ta(T::PostersLanguageUnread, &args![("language", name)])
    } else {
        name
    }
}

/// What a language calls itself.
pub fn language_name(language: PosterLanguage) -> String {
    match (language.own_name(), language.locale()) {
        (Some(name), _) => name.to_owned(),
        (None, Some(l)) => ui::layout::language_name(l),
        (None, None) => language.code().to_owned(),
    }
}

/// `/kontor/plakater/{key}`: what it is for, how it looks, in which language; the picture, and the file.
///
/// # Errors
/// Absent when there is no such offering that can be announced.
pub async fn one(cx: Cx, Path(key): Path<String>, Query(asked): Asked) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let l = cx.locale();
    let o = find(&published, &cx, &key)?;
    let chosen = Chosen::read(&asked, published.register.municipality.written_language);
    let (poster, _) = poster(&cx, &key, &chosen).await?;
    let title = l.ta(T::PostersOf, &args![("name", o.name.get(l))]);
    let here = cx.link(&format!("/kontor/plakater/{key}"));
    let way = [("/kontor/plakater".to_owned(), l.t(T::PostersTitle))];
    let body = html! {
        (editor::crumbs(&cx, &way, o.name.get(l)))
        h1 { (title) }
        div.poster-maker {
            section aria-labelledby="valg" {
                h2 #valg { (l.t(T::PostersChoose)) }
                (fields::get_form(&here, &choices(&chosen, l)))
            }
            section aria-labelledby="slik" {
                h2 #slik { (l.t(T::PostersLooks)) }
                @if poster.text.times.is_empty() { (parts::notice(Tone::Look, &html! { p { (l.t(T::PostersNoTimes)) } })) }
                @if !poster.text.warning.is_empty() { (unread_notice(&cx, chosen.language)) }
                (result(&here, &poster, &chosen, l))
                p.quiet { (l.t(T::PostersTrue)) }
            }
        }
    };
    Ok(cx.html(&cx.shell(Audience::Office, title), &body))
}

fn unread_notice(cx: &Cx, language: PosterLanguage) -> Markup {
    let l = cx.locale();
    parts::notice(
        Tone::Look,
        &html! {
            p { (l.ta(T::PostersUnreadNotice, &args![("language", language_name(language))])) }
            p { a href=(cx.link(&format!("/kontor/plakatord/{}", language.code()))) { (l.t(T::PostersReadWords)) } }
        },
    )
}

/// The picture and the files; for an advertisement the words.
fn result(here: &str, poster: &Poster, chosen: &Chosen, l: Locale) -> Markup {
    let query = chosen.query();
    if chosen.format == PosterFormat::Advertisement {
        let words = advertisement(&poster.text);
        let count = words.split_whitespace().count();
        return html! {
            pre.advertisement lang=(chosen.language.code()) dir=(if poster.text.right_to_left { "rtl" } else { "ltr" }) { (words) }
            p { (l.ta(T::PostersWordCount, &args![("n", count)])) }
            (parts::actions(&[button_link(&l.t(T::PostersTakeText), &format!("{here}/annonse.txt?{query}"), Weight::Primary)]))
        };
    }
    let (width, height) = shape(chosen.format);
    let pdf = |weight| button_link(&l.t(T::PostersTakePdf), &format!("{here}/plakat.pdf?{query}"), weight);
    let buttons = if chosen.format == PosterFormat::Screen {
        let picture = button_link(
            &l.t(T::PostersTakePicture),
            &format!("{here}/skjerm.png?{query}"),
            Weight::Primary,
        );
        vec![picture, pdf(Weight::Secondary)]
    } else {
        vec![pdf(Weight::Primary)]
    };
    html! {
        (parts::actions(&buttons))
        img.poster-picture src={ (here) "/bilde.png?" (query) } width=(width) height=(height)
            alt=(l.ta(T::PostersPictureAlt, &args![("words", poster.text.headline.as_str())]));
    }
}

/// How wide and high the picture is on the page.
const fn shape(format: PosterFormat) -> (u16, u16) {
    match format {
        PosterFormat::Screen => (900, 506),
        PosterFormat::Flyer => (640, 908),
        _ => (640, 905),
    }
}

fn choices(chosen: &Chosen, l: Locale) -> Markup {
    let formats: Vec<Choice> = PosterFormat::ALL
        .into_iter()
        .map(|f| {
            let (name, hint) = format_words(f);
            Choice::new(f.code(), l.t(name), f == chosen.format).hint(l.t(hint))
        })
        .collect();
    let designs: Vec<Choice> = PosterDesign::ALL
        .into_iter()
        .map(|d| {
            let (name, hint) = design_words(d);
            Choice::new(d.code(), l.t(name), d == chosen.design).hint(l.t(hint))
        })
        .collect();
    let languages: Vec<Choice> = PosterLanguage::all()
        .map(|one| Choice::new(one.code(), language_name(one), one == chosen.language))
        .collect();
    html! {
        (fields::radios(&Field::new("format", l.t(T::PostersFormat)), &formats))
        (fields::radios(&Field::new("utseende", l.t(T::PostersDesign)), &designs))
        (fields::select(&Field::new("sprak", l.t(T::PostersLanguage)), &languages))
        (fields::checkbox(&Field::new("merker", l.t(T::PostersMarks)).hint(l.t(T::PostersMarksHint)), chosen.marks))
        (parts::actions(&[parts::button(&l.t(T::PostersShow), Weight::Secondary)]))
    }
}

const fn format_words(format: PosterFormat) -> (T, T) {
    match format {
        PosterFormat::PosterA3 => (T::PostersA3, T::PostersA3Hint),
        PosterFormat::PosterA4 => (T::PostersA4, T::PostersA4Hint),
        PosterFormat::Flyer => (T::PostersFlyer, T::PostersFlyerHint),
        PosterFormat::TableCard => (T::PostersTableCard, T::PostersTableCardHint),
        PosterFormat::Handout => (T::PostersHandout, T::PostersHandoutHint),
        PosterFormat::Screen => (T::PostersScreen, T::PostersScreenHint),
        PosterFormat::Advertisement => (T::PostersAdvertisement, T::PostersAdvertisementHint),
    }
}

const fn design_words(design: PosterDesign) -> (T, T) {
    match design {
        PosterDesign::Door => (T::PostersDoor, T::PostersDoorHint),
        PosterDesign::Field => (T::PostersField, T::PostersFieldHint),
        PosterDesign::Sun => (T::PostersSun, T::PostersSunHint),
        PosterDesign::Quiet => (T::PostersQuiet, T::PostersQuietHint),
    }
}
