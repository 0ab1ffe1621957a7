use super::views;
use crate::{
    frame::{AppError, Cx, Published},
    texts::{T, Words},
};
use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use domain::schedule;
use maud::Markup;
use ui::{Audience, Shell};

type Body = fn(&Cx, &Published) -> Markup;

async fn citizen_page(cx: Cx, path: &str, title: T, body: Body) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let shell = Shell {
        canonical: Some(format!("{}{}", cx.scope.origin, cx.scope.link_in(cx.locale(), path))),
        service_name: published.register.municipality.service_name.get(cx.locale()).to_owned(),
        noindex: cx.tenant().demo,
        ..cx.shell(Audience::Citizen, cx.locale().t(title))
    };
    let page = cx.html(&shell, &body(&cx, &published));
    Ok(kept(&cx, &published, page))
}

fn kept(cx: &Cx, published: &Published, response: Response) -> Response {
    cx.keep(
        response,
        published.version,
        schedule::next_change(&published.register, cx.now),
    )
}

/// `/om`: about the service.
pub async fn about_page(cx: Cx) -> Result<Response, AppError> {
    citizen_page(cx, "/om", T::MunicipalityAbout, views::about).await
}

/// `/tilgjengelighet`: how the pages can be used, and whom to tell when they cannot.
pub async fn accessibility_page(cx: Cx) -> Result<Response, AppError> {
    citizen_page(
        cx,
        "/tilgjengelighet",
        T::MunicipalityAccessibility,
        views::accessibility,
    )
    .await
}

/// `/robots.txt`: search engines may read what citizens read.
pub async fn robots(cx: Cx) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let text = views::robots(&cx);
    Ok(kept(
        &cx,
        &published,
        ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response(),
    ))
}

/// `/sitemap.xml`: every page for citizens, in every language.
pub async fn sitemap(cx: Cx) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let text = views::sitemap(&cx, &published);
    Ok(kept(
        &cx,
        &published,
        ([(header::CONTENT_TYPE, "application/xml; charset=utf-8")], text).into_response(),
    ))
}

/// `/app.webmanifest`: name and icon on a phone's first screen.
pub async fn manifest(cx: Cx) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let text = views::manifest(&cx, &published).to_string();
    Ok(kept(
        &cx,
        &published,
        ([(header::CONTENT_TYPE, "application/manifest+json")], text).into_response(),
    ))
}
