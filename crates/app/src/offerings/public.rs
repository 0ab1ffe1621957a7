use super::{
    calendar, front, help, list, offering, overview, place, screen,
    views::{Reading, has_ended},
    words,
};
use crate::{
    frame::{AppError, Cx, Published},
    texts::{T, Words},
};
use axum::{
    extract::{Path, Query},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{
    offerings::{Offering, Topic},
    schedule,
    shared::Key,
};
use interop::schema_org::Site;
use maud::{Markup, html};
use ui::{Audience, Shell};

/// The query of an address, as it was written.
type Asked = Query<Vec<(String, String)>>;

/// The frame of a citizen's page, with its one address for search engines.
fn frame(
    cx: &Cx,
    published: &Published,
    path: &str,
    title: impl Into<String>,
    description: impl Into<String>,
) -> Shell {
    Shell {
        description: description.into(),
        og_image: Some(format!("{}{}", cx.scope.origin, ui::assets::ICON_512_PNG.path())),
        canonical: Some(format!("{}{}", cx.scope.origin, cx.scope.link_in(cx.locale(), path))),
        service_name: published.register.municipality.service_name.get(cx.locale()).to_owned(),
        noindex: cx.tenant().demo,
        feed: Some(cx.link("/kommer.atom")),
        ..cx.shell(Audience::Citizen, title)
    }
}

/// A page that is true until something opens or closes, or somebody changes the register.
fn kept(cx: &Cx, published: &Published, shell: &Shell, body: &Markup) -> Response {
    let until = schedule::next_change(&published.register, cx.now);
    cx.keep(cx.html(shell, body), published.version, until)
}

fn site_json(cx: &Cx, published: &Published, make: impl FnOnce(&Site) -> serde_json::Value) -> Option<String> {
    let address = |path: &str| cx.full_address(path);
    let site = Site {
        register: &published.register,
        locale: cx.locale(),
        address: &address,
        today: cx.today(),
    };
    Some(make(&site).to_string())
}

/// How long one waits at a place now, in words; nothing when no queue is running there.
async fn wait_at(cx: &Cx, published: &Published, place: &Key) -> Result<Option<String>, AppError> {
    match published.place_id(place) {
        Some(id) => crate::queue::wait_in_words(cx, id).await,
        None => Ok(None),
    }
}

/// `/`: the front page.
pub async fn front_page(cx: Cx) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let reading = Reading::new(&cx, &published);
    let m = &published.register.municipality;
    let shell = Shell {
        json_ld: site_json(&cx, &published, |s| s.municipality()),
        ..frame(
            &cx,
            &published,
            "/",
            m.service_name.get(cx.locale()),
            m.about.get(cx.locale()),
        )
    };
    let wait = match front::open_place(&reading) {
        Some(place) => wait_at(&cx, &published, &place).await?,
        None => None,
    };
    Ok(kept(&cx, &published, &shell, &front::front(&reading, wait.as_deref())))
}

/// `/tilbud`: everything, filtered.
pub async fn offerings(cx: Cx, Query(query): Asked) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let reading = Reading::new(&cx, &published);
    let filter = list::Filter::read(&query, &list::languages(&reading));
    let l = cx.locale();
    let shell = frame(
        &cx,
        &published,
        "/tilbud",
        l.t(T::OfferingsAllTitle),
        l.t(T::OfferingsAllDescription),
    );
    Ok(kept(&cx, &published, &shell, &list::list(&reading, &filter)))
}

/// The published offering of an address, or the way on from one that has ended.
fn find<'a>(reading: &Reading<'a>, key: &str) -> Result<Result<&'a Offering, Response>, AppError> {
    let found = reading.published.offering(key).filter(|o| o.published).ok_or(AppError::Absent)?;
    if !offering::is_over(reading, found) {
        return Ok(Ok(found));
    }
    Ok(match offering::successor(reading, found) {
        Some(next) => Err(moved(&reading.cx.link(&format!("/tilbud/{}", next.key)))),
        None => Ok(found),
    })
}

/// 301: printed codes and old links lead on for good.
fn moved(to: &str) -> Response {
    match HeaderValue::from_str(to) {
        Ok(to) => (StatusCode::MOVED_PERMANENTLY, [(header::LOCATION, to)]).into_response(),
        Err(_) => AppError::Absent.into_response(),
    }
}

/// `/tilbud/{slug}`: one offering.
pub async fn offering_page(cx: Cx, Path(key): Path<String>) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let reading = Reading::new(&cx, &published).with_specials(cx.today()).await?;
    let found = match find(&reading, &key)? {
        Ok(found) => found,
        Err(on) => return Ok(on),
    };
    let (l, over) = (cx.locale(), offering::is_over(&reading, found));
    let body = if over {
        offering::ended(&reading, found)
    } else {
        offering::offering(&reading, found)
    };
    let coming = schedule::next_occurrences(&published.register, found, cx.now, offering::NEXT_DATES);
    let path = format!("/tilbud/{}", found.key);
    let plain = frame(&cx, &published, &path, found.name.get(l), found.summary.get(l));
    let shell = Shell {
        json_ld: if over {
            None
        } else {
            site_json(&cx, &published, |s| s.offering(found, &coming))
        },
        noindex: over || plain.noindex,
        ..plain
    };
    Ok(kept(&cx, &published, &shell, &body))
}

/// `/tilbud/{slug}/utskrift`: the sheet for paper.
pub async fn offering_sheet(cx: Cx, Path(key): Path<String>) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let reading = Reading::new(&cx, &published);
    let found = match find(&reading, &key)? {
        Ok(found) if !offering::is_over(&reading, found) => found,
        Ok(found) => return Ok(cx.go(&format!("/tilbud/{}", found.key))),
        Err(on) => return Ok(on),
    };
    let path = format!("/tilbud/{}", found.key);
    let shell = Shell {
        noindex: true,
        ..frame(&cx, &published, &path, found.name.get(cx.locale()), "")
    };
    Ok(kept(
        &cx,
        &published,
        &shell,
        &offering::sheet(&reading, found, &cx.full_address(&path)),
    ))
}

/// `/steder`: all places.
pub async fn places(cx: Cx) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let l = cx.locale();
    let shell = frame(
        &cx,
        &published,
        "/steder",
        l.t(T::OfferingsPlacesTitle),
        l.t(T::OfferingsPlacesLead),
    );
    Ok(kept(
        &cx,
        &published,
        &shell,
        &place::places(&Reading::new(&cx, &published)),
    ))
}

/// `/steder/{slug}`: one place.
pub async fn place_page(cx: Cx, Path(key): Path<String>) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let found = published.place(&key).ok_or(AppError::Absent)?;
    let l = cx.locale();
    let plain = frame(
        &cx,
        &published,
        &format!("/steder/{key}"),
        found.name.get(l),
        found.directions.get(l),
    );
    let over = has_ended(found.ended, cx.today());
    let shell = Shell {
        json_ld: if over {
            None
        } else {
            site_json(&cx, &published, |s| s.place(found))
        },
        noindex: over || plain.noindex,
        ..plain
    };
    let wait = wait_at(&cx, &published, &found.key).await?;
    let body = place::place(&Reading::new(&cx, &published), found, wait.as_deref());
    Ok(kept(&cx, &published, &shell, &body))
}

/// `/hva-vi-hjelper-med`: what we help with, and what we do not.
pub async fn help_page(cx: Cx) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let l = cx.locale();
    let shell = frame(
        &cx,
        &published,
        "/hva-vi-hjelper-med",
        l.t(T::OfferingsWhatWeHelpWith),
        l.t(T::OfferingsHelpLead),
    );
    let described = crate::boundaries::is_described(&cx).await?;
    let body = html! {
        (help::help(&Reading::new(&cx, &published)))
        @if described { p { a href=(cx.link("/tjenestebeskrivelse")) { (l.t(T::BoundariesPublicPage)) } } }
    };
    Ok(kept(&cx, &published, &shell, &body))
}

/// `/tema/{code}`: who helps with one topic.
pub async fn topic_page(cx: Cx, Path(code): Path<String>) -> Result<Response, AppError> {
    let topic = Topic::parse(&code).ok_or(AppError::Absent)?;
    let published = cx.published().await?;
    let shell = frame(
        &cx,
        &published,
        &format!("/tema/{code}"),
        words::topic_name(topic, cx.locale()),
        "",
    );
    Ok(kept(
        &cx,
        &published,
        &shell,
        &help::topic(&Reading::new(&cx, &published), topic),
    ))
}

/// `/laringskart`: everybody who helps.
pub async fn map_page(cx: Cx) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let l = cx.locale();
    let shell = frame(
        &cx,
        &published,
        "/laringskart",
        l.t(T::OfferingsMapTitle),
        l.t(T::OfferingsMapLead),
    );
    Ok(kept(
        &cx,
        &published,
        &shell,
        &overview::map(&Reading::new(&cx, &published)),
    ))
}

/// `/kalender`: one week.
pub async fn calendar_page(cx: Cx, Query(query): Asked) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let asked = query.iter().find(|(k, _)| k == "uke").map(|(_, v)| v.as_str());
    let monday = calendar::monday(asked, cx.today());
    let l = cx.locale();
    let reading = Reading::new(&cx, &published).with_specials(monday).await?;
    let shell = frame(
        &cx,
        &published,
        "/kalender",
        l.t(T::OfferingsCalendar),
        l.t(T::OfferingsAllDescription),
    );
    Ok(kept(&cx, &published, &shell, &calendar::calendar(&reading, monday)))
}

/// `/skjerm/{place}`: the info screen of a place. Made anew each time, for it says what time it is.
pub async fn screen_page(cx: Cx, Path(key): Path<String>) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let found = published.place(&key).filter(|p| !has_ended(p.ended, cx.today())).ok_or(AppError::Absent)?;
    let shell = Shell {
        refresh_seconds: Some(screen::REFRESH_SECONDS),
        scripts: vec![&ui::assets::SCREEN_JS],
        ..cx.shell(Audience::Plain, found.name.get(cx.locale()))
    };
    let wait = wait_at(&cx, &published, &found.key).await?;
    Ok(cx.html(
        &shell,
        &screen::screen(&Reading::new(&cx, &published), found, wait.as_deref()),
    ))
}
