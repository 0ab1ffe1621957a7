//! The files: the picture beside the choices, the one for a screen, the PDF, and the words of an advertisement.

use super::make::{Asked, Chosen, find, poster};
use crate::frame::{AppError, Cx, documents as made};
use axum::{
    extract::{Path, Query},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use documents::{poster_pdf, poster_png};
use domain::posters::{self, PosterFormat};
use std::collections::HashMap;

/// Pixels of the picture beside the choices: sharp on a screen with small points too.
const PREVIEW: u16 = 960;
/// Pixels of the picture for a screen.
const SCREEN: u16 = 1920;

async fn chosen(cx: &Cx, key: &str, asked: &HashMap<String, String>) -> Result<Chosen, AppError> {
    let published = cx.published().await?;
    find(&published, cx, key)?;
    Ok(Chosen::read(asked, published.register.municipality.written_language))
}

/// What is drawn when words alone are asked for.
const fn drawn(format: PosterFormat) -> PosterFormat {
    match format {
        PosterFormat::Advertisement => PosterFormat::PosterA4,
        other => other,
    }
}

async fn png(cx: &Cx, key: &str, chosen: &Chosen, pixels: u16) -> Result<Response, AppError> {
    let (poster, look) = poster(cx, key, chosen).await?;
    let bytes = made::made(move || poster_png(&poster, &look, pixels)).await?;
    Ok(file(bytes, "image/png"))
}

/// What is true today, so nothing on the way keeps it.
fn file(bytes: Vec<u8>, content_type: &'static str) -> Response {
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    response
}

/// The file with a name to keep it under.
fn kept(mut response: Response, key: &str, chosen: &Chosen, ending: &str) -> Response {
    let name = format!("{key}-{}-{}.{ending}", chosen.format.code(), chosen.language.code()).replace('_', "-");
    // Keys and codes are small letters, digits and dashes.
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, value);
    }
    response
}

/// The picture beside the choices.
///
/// # Errors
/// Absent when there is no such offering that can be announced.
pub async fn picture(cx: Cx, Path(key): Path<String>, Query(asked): Asked) -> Result<Response, AppError> {
    let mut chosen = chosen(&cx, &key, &asked).await?;
    chosen.format = drawn(chosen.format);
    png(&cx, &key, &chosen, PREVIEW).await
}

/// The picture for an information screen, 1920 × 1080.
///
/// # Errors
/// Absent when there is no such offering that can be announced.
pub async fn screen(cx: Cx, Path(key): Path<String>, Query(asked): Asked) -> Result<Response, AppError> {
    let mut chosen = chosen(&cx, &key, &asked).await?;
    chosen.format = PosterFormat::Screen;
    Ok(kept(png(&cx, &key, &chosen, SCREEN).await?, &key, &chosen, "png"))
}

/// The PDF.
///
/// # Errors
/// Absent when there is no such offering that can be announced.
pub async fn pdf(cx: Cx, Path(key): Path<String>, Query(asked): Asked) -> Result<Response, AppError> {
    let mut chosen = chosen(&cx, &key, &asked).await?;
    chosen.format = drawn(chosen.format);
    let (poster, look) = poster(&cx, &key, &chosen).await?;
    let bytes = made::made(move || poster_pdf(&poster, &look)).await?;
    Ok(made::pdf_file(
        bytes,
        &format!("{key}-{}-{}.pdf", chosen.format.code(), chosen.language.code()),
    ))
}

/// The words of an advertisement.
///
/// # Errors
/// Absent when there is no such offering that can be announced.
pub async fn advertisement(cx: Cx, Path(key): Path<String>, Query(asked): Asked) -> Result<Response, AppError> {
    let mut chosen = chosen(&cx, &key, &asked).await?;
    chosen.format = PosterFormat::Advertisement;
    let (poster, _) = poster(&cx, &key, &chosen).await?;
    let text = posters::advertisement(&poster.text) + "\n";
    Ok(kept(
        file(text.into_bytes(), "text/plain; charset=utf-8"),
        &key,
        &chosen,
        "txt",
    ))
}
