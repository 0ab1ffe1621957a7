//! What can be frozen as things stand: asked of the rooms that have it.

use super::content::{Content, made};
use crate::{
    anchoring::{self, Freezable, grounds},
    boundaries, council,
    frame::{AppError, Cx},
    risk,
    texts::{T, Words},
};
use domain::{
    packages::PackageDocument,
    shared::{Id, Locale},
};
use std::collections::BTreeSet;

/// Something that can be frozen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Its code.
    pub origin: String,
    /// What it is called.
    pub name: String,
}

/// Everything that can be frozen today, what is frozen most on top.
///
/// # Errors
/// A fault of the database.
pub async fn choices(cx: &Cx) -> Result<Vec<Choice>, AppError> {
    let (l, today) = (cx.locale(), cx.today());
    let (cases, g, described, analyses) = cx
        .read(move |r| {
            Ok((
                council::cases(r)?,
                grounds(r, today)?,
                boundaries::versions::in_force(r, today)?.is_some(),
                risk::store::in_force(r)?,
            ))
        })
        .await?;
    let one = |origin: String, name: String| Choice { origin, name };
    let of_case = |(id, title): (Id, String)| {
        council::Freezable::ALL.map(|what| {
            let text = match what {
                council::Freezable::Case => T::PackagesCase,
                council::Freezable::Slides => T::PackagesSlides,
                council::Freezable::Pitch => T::PackagesPitch,
            };
            one(
                format!("{}-{id}", what.code()),
                l.ta(text, &ui::args![("name", title.as_str())]),
            )
        })
    };
    let mut out: Vec<Choice> = cases.into_iter().flat_map(of_case).collect();
    if described {
        out.push(one("tjenestebeskrivelse".to_owned(), l.t(T::BoundariesDescription)));
    }
    if !g.is_empty() {
        out.push(one("status".to_owned(), l.t(T::PackagesStatus)));
    }
    for grant in &g.grants {
        let name = |text| l.ta(text, &ui::args![("name", grant.grant.name.as_str())]);
        out.push(one(format!("soknad-{}", grant.id), name(T::AnchoringApplicationTitle)));
        out.push(one(format!("rapport-{}", grant.id), name(T::AnchoringReportTitle)));
    }
    out.extend(analyses.iter().map(|v| {
        let name = l.ta(T::PackagesRisk, &ui::args![("name", v.analysis.title.as_str())]);
        one(format!("ros-{}", v.line), name)
    }));
    Ok(out)
}

/// The content of what was chosen, in a language.
async fn content(cx: &Cx, l: Locale, origin: &str) -> Result<Content, AppError> {
    let id = |text: &str| Id::parse(text).ok_or(AppError::Absent);
    match origin.split_once('-') {
        None if origin == "status" => anchoring::to_freeze(cx, l, Freezable::Status).await,
        None if origin == "tjenestebeskrivelse" => boundaries::to_freeze(cx, l).await?.ok_or(AppError::Absent),
        Some(("soknad", text)) => anchoring::to_freeze(cx, l, Freezable::Application(id(text)?)).await,
        Some(("rapport", text)) => anchoring::to_freeze(cx, l, Freezable::Report(id(text)?)).await,
        Some(("ros", text)) => risk::to_freeze(cx, id(text)?).await,
        Some((code, text)) => {
            let what = council::Freezable::parse(code).ok_or(AppError::Absent)?;
            council::to_freeze(cx, l, what, id(text)?).await
        }
        None => Err(AppError::Absent),
    }
}

/// The documents that were chosen, with their files, in the municipality's language.
///
/// # Errors
/// Absent when one of them cannot be frozen here; a fault when a file cannot be made.
pub async fn documents(cx: &Cx, origins: &[String]) -> Result<Vec<PackageDocument>, AppError> {
    let mut names = BTreeSet::new();
    let mut out = Vec::new();
    for origin in origins {
        let mut content = content(cx, cx.tenant().locale, origin).await?;
        content.name = free_name(&names, &content.name);
        names.insert(content.name.clone());
        out.push(made(content).await?);
    }
    Ok(out)
}

/// The name, or with a number behind it where another document has it already.
fn free_name(taken: &BTreeSet<String>, name: &str) -> String {
    let numbered = (2..).map(|n: usize| format!("{name}-{n}"));
    std::iter::once(name.to_owned()).chain(numbered).find(|n| !taken.contains(n)).unwrap_or_default()
}
