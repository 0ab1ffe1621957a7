//! The service description on paper: as PDF, as a Word file and as a page of its own, and the poster for the counter.

use super::{
    description::{self, DRAFT},
    versions::{self, Version},
};
use crate::{
    frame::{AppError, Cx, documents as made},
    packages::{Content, Matter},
    texts::{T, Words},
};
use axum::{extract::Path, response::Response};
use documents::{Block, Callout, Design, Document, Look, Text, Weight, pdf};
use domain::{
    boundaries::{BoundaryAnswer, DescriptionSection, DescriptionText, EffectiveRule, effective},
    packages::PackageDocumentKind,
    schedule::day_in_words,
    shared::{Locale, day_and_minute},
};
use jiff::{Timestamp, civil::Date};
use ui::args;

/// The most rules of one answer that a poster has room for.
const ON_POSTER: usize = 6;

/// Who gives a document out, in which language and when.
pub struct Giver {
    /// The language.
    pub l: Locale,
    /// The service, by name.
    pub service: String,
    /// Its phone number; may be empty.
    pub phone: String,
    /// The municipality's number.
    pub number: String,
    /// When.
    pub now: Timestamp,
}

impl Giver {
    fn of(cx: &Cx, l: Locale) -> Self {
        let t = cx.tenant();
        Self {
            l,
            service: t.service_name.clone(),
            phone: t.phone.clone(),
            number: t.number.clone(),
            now: cx.now,
        }
    }

    fn today(&self) -> Date {
        day_and_minute(self.now).0
    }
}

/// The version in force, to be frozen; `None` when none is.
///
/// # Errors
/// A fault of the database.
pub async fn to_freeze(cx: &Cx, l: Locale) -> Result<Option<Content>, AppError> {
    let (giver, today) = (Giver::of(cx, l), cx.today());
    let version = cx.read(move |r| versions::in_force(r, today)).await?;
    Ok(version.map(|v| content(&giver, &v)))
}

/// An approved version, to be frozen.
#[must_use]
pub fn content(giver: &Giver, version: &Version) -> Content {
    let l = giver.l;
    Content {
        origin: "tjenestebeskrivelse".to_owned(),
        kind: PackageDocumentKind::ServiceDescription,
        language: l,
        matter: Matter::Pages(document(giver, &version.texts.of(l).guide, Some(version))),
        look: look(giver, Design::Report),
        name: "tjenestebeskrivelse".to_owned(),
        figures: Vec::new(),
    }
}

/// A version, or the draft, as a file: `pdf`, `word` or `nettside`.
pub async fn file(cx: Cx, Path((address, kind)): Path<(String, String)>) -> Result<Response, AppError> {
    let l = cx.locale();
    let (texts, version) = description::texts_of(&cx, &address).await?;
    let giver = Giver::of(&cx, l);
    let document = document(&giver, &texts.of(l).guide, version.as_ref());
    let look = look(&giver, Design::Report);
    let name = format!("tjenestebeskrivelse-{address}-{}", l.code());
    made::file(&kind, document, look, &name).await
}

fn look(giver: &Giver, design: Design) -> Look {
    let service = &giver.service;
    let phone = ui::parts::phone_text(&giver.phone);
    let footer = if phone.is_empty() {
        service.clone()
    } else {
        format!("{service} · {phone}")
    };
    Look::new(design, service.clone()).with_footer(footer)
}

fn document(giver: &Giver, text: &DescriptionText, version: Option<&Version>) -> Document {
    let (l, today) = (giver.l, giver.today());
    let lead = version.map_or_else(
        || l.t(T::BoundariesDraftNotice),
        |v| {
            let day = day_in_words(v.from, today, l);
            l.ta(T::BoundariesVersion, &args![("name", v.name.as_str()), ("day", day)])
        },
    );
    let mut blocks = vec![Block::Paragraph(Weight::Lead, lead.into())];
    if let Some(v) = version.filter(|v| !v.by.is_empty()) {
        let day = day_in_words(day_and_minute(v.at).0, today, l);
        let words = l.ta(
            T::BoundariesApprovedBy,
            &args![("name", v.by.as_str()), ("role", v.role.as_str()), ("day", day)],
        );
        blocks.push(Block::Paragraph(Weight::Small, words.into()));
    }
    blocks.extend(text.sections.iter().flat_map(blocks_of));
    Document {
        title: text.title.clone(),
        language: l.into(),
        subject: l.t(T::BoundariesDescriptionLead),
        author: giver.service.clone(),
        made: version.map_or(giver.now, |v| v.at),
        id: format!(
            "{}-{}-{}",
            giver.number,
            version.map_or(DRAFT, |v| v.name.as_str()),
            l.code()
        ),
        blocks,
    }
}

fn blocks_of(s: &DescriptionSection) -> Vec<Block> {
    let mut out = vec![Block::heading(1, s.title.clone())];
    out.extend(s.paragraphs.iter().map(|p| Block::paragraph(p.as_str())));
    if !s.points.is_empty() {
        let points = s.points.iter().map(|p| {
            if p.text.is_empty() {
                Text::from(p.title.as_str())
            } else {
                Text::default().strong(format!("{}.", p.title)).plain(format!(" {}", p.text))
            }
        });
        out.push(Block::List(points.collect()));
    }
    out
}

/// One sheet for the counter: what we do, what we do not, and what we never ask for.
pub async fn poster(cx: Cx) -> Result<Response, AppError> {
    let l = cx.locale();
    let published = cx.published().await?;
    let rules = effective(&published.register, cx.today());
    let document = Document {
        title: l.t(T::BoundariesPosterTitle),
        language: l.into(),
        subject: l.t(T::BoundariesPosterLead),
        author: cx.tenant().service_name.clone(),
        made: cx.now,
        id: format!("{}-plakat-{}", cx.tenant().number, l.code()),
        blocks: vec![
            Block::Paragraph(Weight::Lead, l.t(T::BoundariesPosterLead).into()),
            Block::Columns(vec![
                vec![
                    Block::heading(1, l.t(T::BoundariesPublicDo)),
                    Block::List(titles(&rules, BoundaryAnswer::May, l)),
                ],
                vec![
                    Block::heading(1, l.t(T::BoundariesPublicNo)),
                    Block::List(titles(&rules, BoundaryAnswer::No, l)),
                    Block::paragraph(l.t(T::BoundariesPosterInstead)),
                ],
            ]),
            Block::Callout(Callout {
                title: l.t(T::BoundariesPublicSafe),
                blocks: vec![Block::paragraph(l.t(T::BoundariesPublicSafe1))],
            }),
        ],
    };
    let mut look = look(&Giver::of(&cx, l), Design::Wall);
    look.landscape = false;
    let bytes = made::made(move || pdf(&document, &look)).await?;
    Ok(made::pdf_file(bytes, "plakat.pdf"))
}

/// What most people ask for, one line each; the rest is asked at the counter.
fn titles(rules: &[EffectiveRule], answer: BoundaryAnswer, l: Locale) -> Vec<Text> {
    let of = rules.iter().filter(|r| r.answer == answer).filter_map(|r| r.rule);
    of.take(ON_POSTER).map(|r| r.title.get(l).into()).collect()
}
