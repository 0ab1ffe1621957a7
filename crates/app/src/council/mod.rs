//! Saksframlegget: saken som går til kommunestyret. Den fylles av det som er skrevet fra før – kartleggingen, tallene, budsjettet,
//! strategiene, ROS-analysene, vedtakene – og sier hva som mangler. Hvert tall har år og kilde, og leder tilbake dit det står.
//! Av det samme blir det presentasjon og heistale.

mod born;
pub mod known;
pub mod made_up;
mod office;
mod order;
mod paper;
mod pieces;
mod pitch;
mod refusal;
mod show;
pub mod store;
#[cfg(test)]
mod tests;
mod words;

pub use paper::{fact_block, public_link};
pub use pieces::source_line;
pub use refusal::CouncilRefusal;

use crate::{
    anchoring::{budget_sources, grounds},
    frame::{AppError, Audience, Cx, Routes},
    packages::{Content, Matter},
    texts::{T, Words},
};
use ::documents::Document;
use ::store::Query;
use domain::{
    access::Permission,
    anchoring::{Alternative, Footing},
    packages::{FigureCell, FigureSource, PackageDocumentKind},
    register::Register,
    shared::{Id, Locale, day_and_minute},
};
use jiff::{Timestamp, civil::Date};

/// The room's routes.
#[must_use]
pub fn routes() -> Routes {
    let reads = Audience::SignedIn(Permission::SeeOffice);
    let edits = Audience::SignedIn(Permission::EditRegister);
    Routes::default()
        .get("/kontor/saksframlegg", reads, office::list)
        .get("/kontor/saksframlegg/ny", edits, office::new)
        .post("/kontor/saksframlegg/ny", edits, office::create)
        .get("/kontor/saksframlegg/rekkefolge", edits, order::page)
        .post("/kontor/saksframlegg/rekkefolge", edits, order::keep)
        .get("/kontor/saksframlegg/{id}", reads, office::one)
        .post("/kontor/saksframlegg/{id}", edits, office::rename)
        .post("/kontor/saksframlegg/{id}/fjern", edits, office::remove)
        .get("/kontor/saksframlegg/{id}/del/{section}", reads, pieces::section)
        .post("/kontor/saksframlegg/{id}/del/{section}", edits, pieces::add)
        .get("/kontor/saksframlegg/{id}/bit/{piece}", edits, pieces::edit)
        .post("/kontor/saksframlegg/{id}/bit/{piece}", edits, pieces::keep)
        .post("/kontor/saksframlegg/{id}/bit/{piece}/opp", edits, pieces::up)
        .post("/kontor/saksframlegg/{id}/bit/{piece}/fjern", edits, pieces::take_away)
        .get("/kontor/saksframlegg/{id}/les", reads, office::read)
        .get("/kontor/saksframlegg/{id}/kilder", reads, office::sources)
        .get("/kontor/saksframlegg/{id}/dokument/{kind}", reads, office::document)
        .get("/kontor/saksframlegg/{id}/presentasjon", reads, office::presentation)
        .get(
            "/kontor/saksframlegg/{id}/presentasjon/{kind}",
            reads,
            office::presentation_file,
        )
        .get("/kontor/saksframlegg/{id}/heistale", reads, pitch::page)
        .post("/kontor/saksframlegg/{id}/heistale", edits, pitch::keep)
        .post("/kontor/saksframlegg/{id}/fortelling", edits, pitch::keep_story)
}

/// A figure or fact of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseSource {
    /// Its key, the same as long as what it is made from is there: `anslag.sarbare`, `budsjett.recommended`.
    pub key: String,
    /// The figure itself, as it is written; empty for what is known in words only.
    pub figure: String,
    /// The whole sentence it stands in.
    pub value: String,
    /// Who knows it, and where it is written.
    pub source: String,
    /// The year or years it is true for.
    pub dated: String,
    /// The page of the office that it comes from, without municipality and language.
    pub path: String,
    /// Where everybody can read it; may be empty.
    pub url: String,
}

impl From<&known::Known> for CaseSource {
    fn from(k: &known::Known) -> Self {
        Self {
            key: k.key.clone(),
            figure: k.figure.clone(),
            value: k.text.clone(),
            source: k.source.clone(),
            dated: k.dated.clone(),
            path: k.path.clone(),
            url: k.url.clone(),
        }
    }
}

/// Everything a case is read from, kept together.
struct Loaded {
    case: store::Stored,
    ground: known::Ground,
    known: Vec<known::Known>,
}

impl Loaded {
    fn of(q: &mut impl Query, id: Id, register: &Register, l: Locale, now: Timestamp) -> Result<Self, AppError> {
        let today = day_and_minute(now).0;
        let case = store::one(q, id)?;
        let ground = known::ground(q, &register.municipality.number, today)?;
        let known = known::known(&ground, register, l);
        Ok(Self { case, ground, known })
    }

    fn whole<'a>(&'a self, register: &'a Register, l: Locale) -> paper::Whole<'a> {
        paper::Whole {
            case: &self.case,
            ground: &self.ground,
            known: &self.known,
            register,
            l,
        }
    }
}

/// The cases: id and title, the newest first.
///
/// # Errors
/// A fault of the database.
pub fn cases(q: &mut impl Query) -> Result<Vec<(Id, String)>, AppError> {
    Ok(store::heads(q)?.into_iter().map(|h| (h.id, h.title)).collect())
}

/// The documents of a case as they are now, each with the name of its file without an ending: the case and the pitch. `author` is
/// who gives them out. They are made into files with [`documents::pdf`] and its like, off the request thread.
///
/// # Errors
/// Absent when there is no such case; a fault of the database.
pub fn documents(
    q: &mut impl Query,
    id: Id,
    register: &Register,
    author: &str,
    l: Locale,
    now: Timestamp,
) -> Result<Vec<(String, Document)>, AppError> {
    let loaded = Loaded::of(q, id, register, l, now)?;
    let whole = loaded.whole(register, l);
    Ok(vec![
        (
            "saksframlegg".to_owned(),
            whole.document(author, now, &paper::public_link),
        ),
        ("heistale".to_owned(), whole.pitch_document(author, now)),
    ])
}

/// Every figure and fact that a case has taken in, with its value and where it is from, in the order of the case.
///
/// # Errors
/// Absent when there is no such case; a fault of the database.
pub fn sources(
    q: &mut impl Query,
    id: Id,
    register: &Register,
    l: Locale,
    now: Timestamp,
) -> Result<Vec<CaseSource>, AppError> {
    let loaded = Loaded::of(q, id, register, l, now)?;
    Ok(loaded.whole(register, l).sources().into_iter().map(CaseSource::from).collect())
}

/// What can be frozen of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Freezable {
    /// The case itself.
    Case,
    /// The presentation.
    Slides,
    /// The pitch. Without what a citizen has told: a package is never changed, and a yes may be taken back.
    Pitch,
}

impl Freezable {
    /// Everything.
    pub const ALL: [Self; 3] = [Self::Case, Self::Slides, Self::Pitch];

    /// Stable code, and the name of its files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Case => "sak",
            Self::Slides => "presentasjon",
            Self::Pitch => "heistale",
        }
    }

    /// Reads a code written by [`Freezable::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|f| f.code() == code)
    }

    const fn kind(self) -> PackageDocumentKind {
        match self {
            Self::Case => PackageDocumentKind::CouncilCase,
            Self::Slides => PackageDocumentKind::Presentation,
            Self::Pitch => PackageDocumentKind::Attachment,
        }
    }
}

/// What a case is now, to be frozen with where each of its figures is from.
///
/// # Errors
/// Absent when there is no such case; [`CouncilRefusal::StoryInPitch`]; a fault of the database.
pub async fn to_freeze(cx: &Cx, l: Locale, what: Freezable, id: Id) -> Result<Content, AppError> {
    let published = cx.published().await?;
    let (of, author, now, today) = (published.clone(), cx.tenant().service_name.clone(), cx.now, cx.today());
    let (matter, facts, grounds) = cx
        .read(move |r| {
            let matter = matter(r, what, id, &of.register, &author, l, now)?;
            Ok((matter, sources(r, id, &of.register, l, now)?, grounds(r, today)?))
        })
        .await?;
    let shown = (Footing::Secured, Alternative::Recommended);
    let mut figures = budget_sources(&grounds, &published.register, shown, today, l);
    if what == Freezable::Pitch {
        figures.clear();
    }
    figures.push(traced(&facts, &published.register, today, l));
    Ok(Content {
        origin: format!("{}-{id}", what.code()),
        kind: what.kind(),
        language: l,
        look: office::look(cx, matter.title()).await?,
        name: if what == Freezable::Case {
            "saksframlegg"
        } else {
            what.code()
        }
        .to_owned(),
        matter,
        figures,
    })
}

fn matter(
    q: &mut impl Query,
    what: Freezable,
    id: Id,
    register: &Register,
    author: &str,
    l: Locale,
    now: Timestamp,
) -> Result<Matter, AppError> {
    let mut loaded = Loaded::of(q, id, register, l, now)?;
    if what == Freezable::Pitch {
        let story = loaded.case.story.take();
        if story.is_some_and(|story| story.is_told_in(&loaded.case.head.pitch)) {
            return Err(AppError::refused(CouncilRefusal::StoryInPitch));
        }
    }
    let whole = loaded.whole(register, l);
    Ok(match what {
        Freezable::Case => Matter::Pages(whole.document(author, now, &paper::public_link)),
        Freezable::Slides => Matter::Slides(whole.deck(author, now, &paper::public_link)),
        Freezable::Pitch => Matter::Pages(whole.pitch_document(author, now)),
    })
}

/// Every fact of a document with where it is from, as a table.
#[must_use]
pub fn traced(facts: &[CaseSource], register: &Register, today: Date, l: Locale) -> FigureSource {
    let columns = [T::CouncilSourceWhat, T::CouncilSourceFigure, T::CouncilSourceFrom, T::CouncilSourceYear];
    let row =
        |f: &CaseSource| [&f.value, &f.figure, &f.source, &f.dated].map(|t| FigureCell::Words(t.clone())).to_vec();
    FigureSource {
        title: l.t(T::CouncilSources),
        query: l.t(T::CouncilSourcesAsked),
        source: register.municipality.name.get(l).to_owned(),
        year: today.year().to_string(),
        columns: columns.map(|t| l.t(t)).to_vec(),
        rows: facts.iter().map(row).collect(),
    }
}
