//! The theme bank and the polls, for the coordinator.

use super::{coming, links::option_name, theme_store, views};
use crate::{
    frame::{AppError, Cx},
    offerings::{Pairs, topic_name},
    office::{
        editor,
        entered::{Entered, Reading, in_language},
    },
    texts::{T, Words},
};
use axum::{
    Form,
    extract::{Path, Query},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::shared::capital;
use domain::{
    bookings::Code,
    events::{Theme, ranked, shipped_themes},
    offerings::{OfferingKind, Topic},
    shared::{Id, Locale, Localized},
};
use maud::{Markup, html};
use std::collections::HashMap;
use ui::{
    Audience, args,
    forms::{self as fields, Choice, Field},
    parts::{self, Tone, Weight, button_link},
};

type Asked = Query<HashMap<String, String>>;

const BANK: &str = "/kontor/arrangement/temaer";
const POLLS: &str = "/kontor/arrangement/temavalg";

fn way(l: Locale) -> Vec<(String, String)> {
    vec![("/kontor/arrangement".to_owned(), l.t(T::EventsOfficeTitle))]
}

fn answer(cx: &Cx, way: &[(String, String)], title: String, problems: &[(String, String)], body: &Markup) -> Response {
    let body = html! {
        (editor::crumbs(cx, way, &title))
        h1 { (title) }
        (fields::error_summary(cx.locale(), problems))
        (body)
    };
    let status = if problems.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    (status, cx.html(&cx.shell(Audience::Office, title), &body)).into_response()
}

/// `/kontor/arrangement/temaer`: every theme.
pub async fn bank(cx: Cx, Query(query): Asked) -> Result<Response, AppError> {
    let l = cx.locale();
    let themes = cx.read(|r| theme_store::themes(r)).await?;
    let body = html! {
        @if query.contains_key("lagret") { (parts::live_notice(Tone::Good, &html! { p { (l.t(T::EventsSaved)) } })) }
        p.lead { (l.t(T::EventsThemeBankLead)) }
        (parts::actions(&[button_link(&l.t(T::EventsNewTheme), &cx.link(&format!("{BANK}/nytt")), Weight::Primary)]))
        div.grid {
            @for theme in &themes {
                section.card {
                    h2 { a href=(cx.link(&format!("{BANK}/{}", theme.key))) { (views::said(&theme.name, l)) } }
                    @if theme.retired { p { (parts::tag(Tone::Info, &l.t(T::EventsRetired))) } }
                    (views::bullet_list(theme.goals.get(l)))
                }
            }
        }
    };
    Ok(answer(&cx, &way(l), l.t(T::EventsThemeBank), &[], &body))
}

fn empty() -> Theme {
    Theme {
        key: String::new(),
        topic: Topic::PhoneTablet,
        name: Localized::default(),
        goals: Localized::default(),
        outline: Localized::default(),
        retired: false,
    }
}

async fn theme_of(cx: &Cx, key: &str) -> Result<Theme, AppError> {
    if key == "nytt" {
        return Ok(empty());
    }
    let themes = cx.read(|r| theme_store::themes(r)).await?;
    themes.into_iter().find(|t| t.key == key).ok_or(AppError::Absent)
}

/// `/kontor/arrangement/temaer/{key}`: a theme's words.
pub async fn theme(cx: Cx, Path(key): Path<String>) -> Result<Response, AppError> {
    let theme = theme_of(&cx, &key).await?;
    let entered = Entered::default()
        .put_text("navn", &theme.name)
        .put_text("mal", &theme.goals)
        .put_text("opplegg", &theme.outline)
        .put("emne", theme.topic.code())
        .put_ticked("utgatt", theme.retired);
    Ok(theme_page(&cx, &key, &theme, &entered, &[]))
}

fn theme_page(cx: &Cx, key: &str, theme: &Theme, entered: &Entered, problems: &[(String, String)]) -> Response {
    let l = cx.locale();
    let topics: Vec<Choice> = Topic::ALL
        .into_iter()
        .map(|t| Choice::new(t.code(), capital(&topic_name(t, l)), entered.get("emne") == t.code()))
        .collect();
    let error = |name: &str| problems.iter().find(|(n, _)| n == name).map(|(_, t)| t.clone());
    let form = html! {
        (fields::select(&Field::new("emne", l.t(T::EventsTopic)).error(error("emne")), &topics))
        @for locale in Locale::ALL {
            @let name = |what: &str| in_language(what, locale);
            @let f = |label: T, what: &str| Field::new(name(what), l.t(label)).value(entered.get(&name(what))).error(error(&name(what))).guarded();
            fieldset.ds-fieldset {
                legend { (ui::layout::language_name(locale)) }
                (fields::text_field(&f(T::EventsThemeName, "navn").max_length(60)))
                (fields::textarea(&f(T::EventsThemeGoals, "mal").hint(l.t(T::EventsOneALine)), 4))
                (fields::textarea(&f(T::EventsThemeOutline, "opplegg").hint(l.t(T::EventsOneALine)), 5))
            }
        }
        (fields::checkbox(&Field::new("utgatt", l.t(T::EventsRetire)), entered.get("utgatt") == "1"))
        (parts::actions(&[parts::button(&l.t(T::EventsSave), Weight::Primary)]))
    };
    let title = if theme.key.is_empty() {
        l.t(T::EventsNewTheme)
    } else {
        theme.name.get(l).to_owned()
    };
    let shipped = shipped_themes().iter().any(|t| t.key == theme.key);
    let body = html! {
        @if shipped { p.lead { (l.t(T::EventsShippedTheme)) } }
        (fields::form(&cx.link(&format!("{BANK}/{key}")), &cx.csrf(), &form))
    };
    let mut back = way(l);
    back.push((BANK.to_owned(), l.t(T::EventsThemeBank)));
    answer(cx, &back, title, problems, &body)
}

/// Saves a theme.
pub async fn save_theme(cx: Cx, Path(key): Path<String>, Form(pairs): Pairs) -> Result<Response, AppError> {
    let standing = theme_of(&cx, &key).await?;
    let entered = Entered::of(pairs);
    let mut reading = Reading::new(cx.locale(), &entered);
    let theme = Theme {
        key: standing.key.clone(),
        topic: reading.code("emne", Topic::parse).unwrap_or(standing.topic),
        name: reading.text("navn"),
        goals: reading.text("mal"),
        outline: reading.text("opplegg"),
        retired: reading.ticked("utgatt"),
    };
    let own = cx.published().await?.register.municipality.written_language;
    if theme.name.exact(own).is_empty() {
        reading.problem(&in_language("navn", own), cx.locale().t(T::EventsProblemName));
    }
    let problems = reading.problems;
    if !problems.is_empty() {
        return Ok(theme_page(&cx, &key, &standing, &entered, &problems));
    }
    cx.write_register(move |tx| {
        let mut theme = theme.clone();
        if theme.key.is_empty() {
            let same = |t: &Theme| {
                Theme {
                    key: String::new(),
                    ..t.clone()
                } == theme
            };
            if theme_store::themes(tx)?.iter().any(same) {
                // The button was pressed twice.
                return Ok(());
            }
            theme.key = theme_store::free_key(tx, theme.name.exact(own))?;
        }
        theme_store::save_theme(tx, &theme)
    })
    .await?;
    Ok(cx.go(&format!("{BANK}?lagret=1")))
}

/// `/kontor/arrangement/temavalg`: the polls, and a form for a new one.
pub async fn polls(cx: Cx) -> Result<Response, AppError> {
    polls_page(&cx, &Entered::default().put("koder", 12), &[]).await
}

async fn polls_page(cx: &Cx, entered: &Entered, problems: &[(String, String)]) -> Result<Response, AppError> {
    let l = cx.locale();
    let published = cx.published().await?;
    let (polls, themes) = cx.read(|r| Ok((theme_store::polls(r)?, theme_store::themes(r)?))).await?;
    let error = |name: &str| problems.iter().find(|(n, _)| n == name).map(|(_, t)| t.clone());
    let cafes: Vec<Choice> = coming::offerings(&published.register, cx.today())
        .filter(|o| matches!(o.kind, OfferingKind::DataCafe | OfferingKind::Club))
        .map(|o| Choice::new(o.key.as_str(), o.name.get(l), entered.get("tilbud") == o.key.as_str()))
        .collect();
    let choices: Vec<Choice> = themes
        .iter()
        .filter(|t| !t.retired)
        .map(|t| Choice::new(&t.key, t.name.get(l), entered.all("tema").any(|k| k == t.key)))
        .collect();
    let form = html! {
        (fields::hidden("id", &Id(cx.app.db().random_id()).to_string()))
        (fields::select(&Field::new("tilbud", l.t(T::EventsPollFor)).error(error("tilbud")), &cafes))
        (fields::checkboxes_across(&Field::new("tema", l.t(T::EventsPollThemes)).hint(l.t(T::EventsPollThemesHint)).error(error("tema")), &choices))
        (fields::number_field(&Field::new("koder", l.t(T::EventsPollCodes)).hint(l.t(T::EventsPollCodesHint)).short().value(entered.get("koder")).error(error("koder")), 1, 60))
        (parts::actions(&[parts::button(&l.t(T::EventsOpenPoll), Weight::Primary)]))
    };
    let body = html! {
        p.lead { (l.t(T::EventsPollsLead)) }
        @if !polls.is_empty() {
            ul.rows {
                @for poll in &polls {
                    li {
                        a href=(cx.link(&format!("{POLLS}/{}", poll.id))) { (poll_title(cx, &published, poll)) }
                        " " @if poll.closed { (parts::tag(Tone::Info, &l.t(T::EventsPollIsClosed))) }
                        " " span.quiet { (l.ta(T::EventsAnswered, &args![("n", poll.used)])) }
                    }
                }
            }
        }
        section {
            h2 { (l.t(T::EventsNewPoll)) }
            @if cafes.is_empty() { p { (l.t(T::EventsNoCafe)) } } @else { (fields::form(&cx.link(POLLS), &cx.csrf(), &form)) }
        }
    };
    Ok(answer(cx, &way(l), l.t(T::EventsPolls), problems, &body))
}

fn poll_title(cx: &Cx, published: &crate::frame::Published, poll: &theme_store::Poll) -> String {
    let name = published.offering(poll.offering.as_str()).map_or("", |o| o.name.get(cx.locale()));
    let day = domain::shared::day_and_minute(poll.opened).0;
    format!(
        "{name}, {}",
        domain::schedule::day_in_words(day, cx.today(), cx.locale())
    )
}

/// Opens a poll.
pub async fn open_poll(cx: Cx, Form(pairs): Pairs) -> Result<Response, AppError> {
    let entered = Entered::of(pairs);
    let l = cx.locale();
    let published = cx.published().await?;
    let mut reading = Reading::new(l, &entered);
    let offering = reading.key("tilbud").filter(|k| published.offering(k.as_str()).is_some());
    if offering.is_none() {
        reading.problem("tilbud", l.t(T::EventsProblemChoose));
    }
    let count: usize = reading.number("koder").unwrap_or(0);
    if !(1..=60).contains(&count) {
        reading.problem("koder", l.ta(T::EventsProblemRange, &args![("low", 1), ("high", 60)]));
    }
    let bank = cx.read(|r| theme_store::themes(r)).await?;
    let known = |key: &&str| bank.iter().any(|t| t.key == **key);
    let mut themes: Vec<String> = entered.all("tema").filter(known).map(ToOwned::to_owned).collect();
    themes.dedup();
    if themes.len() < 2 {
        reading.problem("tema", l.t(T::EventsProblemTwoThemes));
    }
    let problems = reading.problems;
    let (Some(offering), true) = (offering, problems.is_empty()) else {
        return polls_page(&cx, &entered, &problems).await;
    };
    let id = Id::parse(entered.get("id")).unwrap_or_else(|| Id(cx.app.db().random_id()));
    cx.write(move |tx| {
        let codes: Vec<String> = (0..count).map(|_| Code::from_random(tx.random_bytes()).plain()).collect();
        theme_store::open_poll(tx, id, &offering, &themes, &codes)
    })
    .await?;
    Ok(cx.go(&format!("{POLLS}/{id}")))
}

/// `/kontor/arrangement/temavalg/{id}`: what has been chosen, and the sheet of codes to cut up.
pub async fn poll(cx: Cx, Path(id): Path<String>) -> Result<Response, AppError> {
    let id = Id::parse(&id).ok_or(AppError::Absent)?;
    let l = cx.locale();
    let published = cx.published().await?;
    let (poll, themes) = cx.read(move |r| Ok((theme_store::poll(r, id)?, theme_store::themes(r)?))).await?;
    let poll = poll.ok_or(AppError::Absent)?;
    let ranking = ranked(poll.options.len(), &poll.votes);
    let address = cx.full_address("/temavalg");
    let body = html! {
        p.lead { (l.ta(T::EventsAnsweredOf, &args![("n", poll.used), ("codes", poll.codes.len())])) }
        section {
            h2 { (l.t(T::EventsChosen)) }
            ol {
                @for (option, count) in &ranking {
                    @if let Some(o) = poll.options.get(*option) {
                        li {
                            (option_name(o, &themes, l)) " – " (count)
                            @if !o.words.is_empty() { " " (parts::tag(Tone::Info, &l.t(T::EventsProposed))) }
                            @if !o.words.is_empty() && !o.theme.is_empty() { " " a href=(cx.link(&format!("{BANK}/{}", o.theme))) { (l.t(T::EventsInBank)) } }
                            @if o.theme.is_empty() && *count > 0 { (to_bank_button(&cx, id, *option, &o.words)) }
                        }
                    }
                }
            }
        }
        @if poll.closed {
            p { (l.t(T::EventsPollClosed)) }
        } @else {
            (fields::form(&cx.link(&format!("{POLLS}/{id}")), &cx.csrf(), &html! { (parts::actions(&[parts::button(&l.t(T::EventsClosePoll), Weight::Secondary)])) }))
            section {
                h2 { (l.t(T::EventsSheetOfCodes)) }
                p { (l.t(T::EventsSheetOfCodesHint)) }
                div.grid {
                    @for code in &poll.codes {
                        @let shown = Code::parse(code).map_or_else(|| code.clone(), |c| c.to_string());
                        div.card { p { (address) } p { strong.num { (shown) } } }
                    }
                }
            }
        }
    };
    let mut back = way(l);
    back.push((POLLS.to_owned(), l.t(T::EventsPolls)));
    Ok(answer(&cx, &back, poll_title(&cx, &published, &poll), &[], &body))
}

fn to_bank_button(cx: &Cx, poll: Id, option: usize, words: &str) -> Markup {
    let l = cx.locale();
    fields::form(
        &cx.link(&format!("{POLLS}/{poll}")),
        &cx.csrf(),
        &html! {
            (fields::hidden("til-banken", &option.to_string()))
            button.ds-button data-variant="secondary" type="submit" aria-label=(l.ta(T::EventsToBankWhich, &args![("theme", words)])) { (l.t(T::EventsToBank)) }
        },
    )
}

/// Closes a poll, or puts a proposed theme into the bank.
pub async fn close_poll(cx: Cx, Path(id): Path<String>, Form(pairs): Pairs) -> Result<Response, AppError> {
    let id = Id::parse(&id).ok_or(AppError::Absent)?;
    let entered = Entered::of(pairs);
    if !entered.get("til-banken").is_empty() {
        let option = entered.get("til-banken").parse().map_err(|_| AppError::Absent)?;
        let own = cx.published().await?.register.municipality.written_language;
        cx.write_register(move |tx| theme_store::to_bank(tx, id, option, own)).await?;
        return Ok(cx.go(&format!("{POLLS}/{id}")));
    }
    cx.write(move |tx| theme_store::close_poll(tx, id)).await?;
    Ok(cx.go(&format!("{POLLS}/{id}")))
}
