//! The handbook in the office: which cards somebody should look through, the municipality's own words, and earlier versions.

use super::{
    forms::{self, Problems},
    of, store, views,
};
use crate::{
    frame::{AppError, Cx},
    office::entered::Entered,
    texts::{T, Words},
};
use axum::{
    Form,
    extract::{Path, Query},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::{
    boundaries::effective,
    handbook::{Card, CardText, HandbookEntry, from_toml},
    shared::{Key, Locale},
};
use maud::Markup;
use ui::Audience;

type Pairs = Vec<(String, String)>;

/// Words that are addresses already.
const TAKEN: [&str; 2] = ["ny", "alle"];

fn answer(cx: &Cx, status: StatusCode, title: String, body: &Markup) -> Response {
    let mut shell = cx.shell(Audience::Office, title);
    if status != StatusCode::OK {
        shell.language_links.clear();
    }
    (status, cx.html(&shell, body)).into_response()
}

fn name_of(cx: &Cx) -> String {
    cx.session.as_ref().filter(|_| cx.is_person()).map(|s| s.name().to_owned()).unwrap_or_default()
}

async fn entry_of(cx: &Cx, key: &str) -> Result<HandbookEntry, AppError> {
    let handbook = of(cx).await?;
    handbook.entries.iter().find(|e| e.card.key.as_str() == key).cloned().ok_or(AppError::Absent)
}

/// `/kontor/handbok`: the cards, those that wait first.
pub async fn list(cx: Cx, Query(query): Query<Pairs>) -> Result<Response, AppError> {
    let handbook = of(&cx).await?;
    let shown = views::Showing::parse(crate::referrals::asked(&query, "vis"));
    let l = cx.locale();
    let body = views::list(&cx, &handbook.entries, shown);
    Ok(answer(&cx, StatusCode::OK, l.t(T::HandbookTitle), &body))
}

/// `/kontor/handbok/ny`: a card of the municipality's own.
pub async fn new(cx: Cx) -> Result<Response, AppError> {
    new_page(&cx, &Entered::default().put("slag", "topic"), &Problems::new()).await
}

async fn new_page(cx: &Cx, entered: &Entered, problems: &Problems) -> Result<Response, AppError> {
    let own = cx.published().await?.register.municipality.written_language;
    let status = status_of(problems);
    let body = views::new(cx, own, entered, problems);
    Ok(answer(cx, status, cx.locale().t(T::HandbookNew), &body))
}

fn status_of(problems: &Problems) -> StatusCode {
    if problems.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    }
}

/// Makes the card and goes on to its words. Sent twice, it is made once.
pub async fn create(cx: Cx, Form(pairs): Form<Pairs>) -> Result<Response, AppError> {
    let entered = Entered::of(pairs);
    let (kind, shelf, title) = match forms::new_card(&entered) {
        Ok(new) => new,
        Err(problems) => return new_page(&cx, &entered, &problems).await,
    };
    let own = cx.published().await?.register.municipality.written_language;
    let handbook = of(&cx).await?;
    let unfinished = |e: &&HandbookEntry| e.shipped.is_none() && *e.card.exact(own) == titled(&title);
    let key = match handbook.entries.iter().find(unfinished) {
        Some(same) => same.card.key.clone(),
        None => free_key(&handbook.entries, &title)?,
    };
    let mut card = Card {
        key: key.clone(),
        kind,
        shelf,
        topics: Vec::new(),
        rules: Vec::new(),
        services: Vec::new(),
        doors: Vec::new(),
        words: Vec::new(),
        nb: CardText::default(),
        nn: CardText::default(),
        en: CardText::default(),
        sources: Vec::new(),
    };
    *card.text_mut(own) = titled(&title);
    let by = name_of(&cx);
    let is_new = handbook.entries.iter().all(|e| e.card.key != key);
    if is_new {
        cx.write(move |tx| store::save(tx, &card, 0, &by)).await?;
    }
    Ok(cx.go(&format!("/kontor/handbok/{key}/tekst/{}", own.code())))
}

fn titled(title: &str) -> CardText {
    CardText {
        title: title.to_owned(),
        ..CardText::default()
    }
}

/// A key that no card has, made from the title.
fn free_key(entries: &[HandbookEntry], title: &str) -> Result<Key, AppError> {
    let taken = |key: &Key| TAKEN.contains(&key.as_str()) || entries.iter().any(|e| e.card.key == *key);
    let short: String = title.chars().take(50).collect();
    let names = std::iter::once(short.clone()).chain((2..1000).map(|n| format!("{short} {n}")));
    names.filter_map(|name| Key::from_name(&name)).find(|key| !taken(key)).ok_or(AppError::Absent)
}

/// `/kontor/handbok/{key}`: a card as the desk sees it, and what can be done with it.
pub async fn one(cx: Cx, Path(key): Path<String>) -> Result<Response, AppError> {
    let entered = Entered::default().put("navn", name_of(&cx)).put("dato", cx.today()).put("maneder", 12);
    one_page(&cx, &key, &entered, &Problems::new()).await
}

async fn one_page(cx: &Cx, key: &str, entered: &Entered, problems: &Problems) -> Result<Response, AppError> {
    let entry = entry_of(cx, key).await?;
    let published = cx.published().await?;
    let rules = effective(&published.register, cx.today());
    let reading = views::Reading {
        entry: &entry,
        register: &published.register,
        rules: &rules,
        carry: "",
    };
    let body = views::office_one(cx, &reading, entered, problems);
    let title = entry.card.best(cx.locale()).0.title.clone();
    Ok(answer(cx, status_of(problems), title, &body))
}

/// A language of the address.
fn language(code: &str) -> Result<Locale, AppError> {
    Locale::parse(code).ok_or(AppError::Absent)
}

/// `/kontor/handbok/{key}/tekst/{language}`: the words in one language.
pub async fn text(cx: Cx, Path((key, code)): Path<(String, String)>) -> Result<Response, AppError> {
    let (entry, locale) = (entry_of(&cx, &key).await?, language(&code)?);
    let now = current(&cx, &entry.card.key).await?;
    let entered = forms::filled(entry.card.exact(locale)).put("laget-av", now);
    text_page(&cx, StatusCode::OK, &entry, locale, &entered, views::Above::Nothing).await
}

async fn current(cx: &Cx, key: &Key) -> Result<i64, AppError> {
    let key = key.clone();
    cx.read(move |r| store::current(r, &key)).await
}

async fn text_page(
    cx: &Cx,
    status: StatusCode,
    entry: &HandbookEntry,
    locale: Locale,
    entered: &Entered,
    above: views::Above,
) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let rules = effective(&published.register, cx.today());
    let reading = views::Reading {
        entry,
        register: &published.register,
        rules: &rules,
        carry: "",
    };
    let body = views::text(cx, &reading, locale, entered, &above);
    Ok(answer(cx, status, cx.locale().t(T::HandbookEdit), &body))
}

/// Keeps the words, or shows them as the desk will see them.
pub async fn save_text(
    cx: Cx,
    Path((key, code)): Path<(String, String)>,
    Form(pairs): Form<Pairs>,
) -> Result<Response, AppError> {
    let (entry, locale) = (entry_of(&cx, &key).await?, language(&code)?);
    let entered = Entered::of(pairs);
    let text = match forms::text(entry.card.kind, &entered) {
        Ok(text) => text,
        Err(problems) => {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            return text_page(&cx, status, &entry, locale, &entered, views::Above::Problems(problems)).await;
        }
    };
    let mut card = entry.card.clone();
    *card.text_mut(locale) = text;
    if entered.get("gjor") == "vis" {
        let above = views::Above::Preview(Box::new(card));
        return text_page(&cx, StatusCode::OK, &entry, locale, &entered, above).await;
    }
    match save(&cx, card, &entered).await {
        Ok(()) => Ok(cx.go(&format!("/kontor/handbok/{key}?lagret=1"))),
        Err(AppError::Refused(refusal)) => {
            let newest = entry_of(&cx, &key).await?;
            let now = current(&cx, &newest.card.key).await?;
            let again = entered.replace("laget-av", &now.to_string());
            let above = views::Above::Conflict(refusal.text(cx.locale()), refusal.hint(cx.locale()));
            text_page(&cx, refusal.status(), &newest, locale, &again, above).await
        }
        Err(other) => Err(other),
    }
}

async fn save(cx: &Cx, card: Card, entered: &Entered) -> Result<(), AppError> {
    let made_from = entered.get("laget-av").parse().unwrap_or(0);
    let by = name_of(cx);
    cx.write(move |tx| store::save(tx, &card, made_from, &by)).await
}

/// `/kontor/handbok/{key}/oppsett`: where the card stands, what people say, and what it leads to.
pub async fn links(cx: Cx, Path(key): Path<String>) -> Result<Response, AppError> {
    let entry = entry_of(&cx, &key).await?;
    let now = current(&cx, &entry.card.key).await?;
    let entered = forms::filled_links(&entry.card).put("laget-av", now);
    links_page(&cx, StatusCode::OK, &entry, &entered, views::Above::Nothing).await
}

async fn links_page(
    cx: &Cx,
    status: StatusCode,
    entry: &HandbookEntry,
    entered: &Entered,
    above: views::Above,
) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let body = views::links(cx, entry, &published.register, entered, &above);
    Ok(answer(cx, status, cx.locale().t(T::HandbookLinks), &body))
}

/// Keeps where the card stands and what it leads to.
pub async fn save_links(cx: Cx, Path(key): Path<String>, Form(pairs): Form<Pairs>) -> Result<Response, AppError> {
    let entry = entry_of(&cx, &key).await?;
    let entered = Entered::of(pairs);
    let published = cx.published().await?;
    let services: Vec<Key> = published.register.services.iter().map(|s| s.key.clone()).collect();
    let card = match forms::links(&entry.card, &entered, &services) {
        Ok(card) => card,
        Err(problems) => {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            return links_page(&cx, status, &entry, &entered, views::Above::Problems(problems)).await;
        }
    };
    match save(&cx, card, &entered).await {
        Ok(()) => Ok(cx.go(&format!("/kontor/handbok/{key}?lagret=1"))),
        Err(AppError::Refused(refusal)) => {
            let newest = entry_of(&cx, &key).await?;
            let now = current(&cx, &newest.card.key).await?;
            let again = entered.replace("laget-av", &now.to_string());
            let above = views::Above::Conflict(refusal.text(cx.locale()), refusal.hint(cx.locale()));
            links_page(&cx, refusal.status(), &newest, &again, above).await
        }
        Err(other) => Err(other),
    }
}

/// `/kontor/handbok/{key}/versjoner`: earlier versions, two of them compared.
pub async fn versions(cx: Cx, Path(key): Path<String>, Query(query): Query<Pairs>) -> Result<Response, AppError> {
    let entry = entry_of(&cx, &key).await?;
    let wanted = entry.card.key.clone();
    let kept = cx.read(move |r| store::versions(r, &wanted)).await?;
    let now = current(&cx, &entry.card.key).await?;
    let asked = |name| crate::referrals::asked(&query, name).parse::<i64>().ok();
    let body = views::versions(&cx, &entry, &kept, now, (asked("fra"), asked("til")));
    Ok(answer(&cx, StatusCode::OK, cx.locale().t(T::HandbookVersions), &body))
}

/// Makes an earlier version the one that is read, as a new version.
pub async fn bring_back(cx: Cx, Path(key): Path<String>, Form(pairs): Form<Pairs>) -> Result<Response, AppError> {
    let entry = entry_of(&cx, &key).await?;
    let entered = Entered::of(pairs);
    let number: i64 = entered.get("versjon").parse().map_err(|_| AppError::Absent)?;
    let wanted = entry.card.key.clone();
    let kept = cx.read(move |r| store::versions(r, &wanted)).await?;
    let found = kept.iter().find(|v| v.number == number).ok_or(AppError::Absent)?;
    let card = from_toml(&entry.card.key, &found.content).ok_or(AppError::Absent)?;
    save(&cx, card, &entered).await?;
    Ok(cx.go(&format!("/kontor/handbok/{key}?lagret=1")))
}

/// Somebody says that they have looked through the card.
pub async fn review(cx: Cx, Path(key): Path<String>, Form(pairs): Form<Pairs>) -> Result<Response, AppError> {
    let entry = entry_of(&cx, &key).await?;
    let entered = Entered::of(pairs);
    match forms::review(&entered, cx.today()) {
        Ok((by, on, due)) => {
            let wanted = entry.card.key.clone();
            cx.write(move |tx| store::review(tx, &wanted, &by, on, due)).await?;
            Ok(cx.go(&format!("/kontor/handbok/{key}?gjennomgatt=1")))
        }
        Err(problems) => one_page(&cx, &key, &entered, &problems).await,
    }
}

/// Takes the card out or puts it back, follows the card that ships, or lets the own version stand.
pub async fn choose(cx: Cx, Path(key): Path<String>, Form(pairs): Form<Pairs>) -> Result<Response, AppError> {
    let wanted = entry_of(&cx, &key).await?.card.key;
    let what = Entered::of(pairs).get("gjor").to_owned();
    cx.write(move |tx| match what.as_str() {
        "ta-ut" => store::retire(tx, &wanted, true),
        "ta-inn" => store::retire(tx, &wanted, false),
        "folg" => store::follow_shipped(tx, &wanted),
        "behold" => store::keep_own(tx, &wanted),
        _ => Err(AppError::Absent),
    })
    .await?;
    Ok(cx.go(&format!("/kontor/handbok/{key}?lagret=1")))
}
