//! A poster as its content and its look; `pdf/poster.typ` draws it.

use crate::{Arms, Colour, DocumentFault, model::Language};
use domain::posters::{PosterCall, PosterDesign, PosterFormat, PosterPart, PosterText, PosterTime};
use jiff::Timestamp;
use serde::Serialize;

/// One sheet that is seen from afar: what is said, and the code that a camera reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Poster {
    /// What stands on it.
    pub text: PosterText,
    /// The code that leads to the offering, as SVG, drawn by us.
    pub code: String,
    /// The municipality's arms, beside the name of the service; `None` when it has given us none.
    pub arms: Option<Arms>,
    /// When it was made.
    pub made: Timestamp,
    /// What stays the same when the same poster is made again.
    pub id: String,
}

impl Poster {
    /// The language it is in.
    #[must_use]
    pub fn language(&self) -> Language {
        // Every language of a poster is a tag of two letters.
        Language::parse(self.text.language.code()).unwrap_or_else(|| domain::shared::Locale::Nb.into())
    }
}

/// How a poster looks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PosterLook {
    /// The design.
    pub design: PosterDesign,
    /// What it is made for.
    pub format: PosterFormat,
    /// The municipality's colour.
    pub accent: Colour,
    /// Colour 3 mm over the edge, and marks where it is cut.
    pub print_marks: bool,
}

impl PosterLook {
    /// A look in our own colour, for any printer.
    #[must_use]
    pub const fn new(design: PosterDesign, format: PosterFormat) -> Self {
        Self {
            design,
            format,
            accent: Colour::FJORD,
            print_marks: false,
        }
    }

    /// With a municipality's own colour, when it can be read; else our own.
    #[must_use]
    pub fn with_accent(mut self, accent: Colour) -> Self {
        if accent.is_readable() {
            self.accent = accent;
        }
        self
    }
}

/// What `poster.typ` reads.
#[derive(Serialize)]
struct Sheet<'a> {
    #[serde(flatten)]
    text: &'a PosterText,
    code: &'a str,
    /// Whether there are arms, and whether they are wider than they are high.
    arms: Option<bool>,
    look: &'a PosterLook,
}

/// The poster with each of its texts passed through `say`, as the layout reads it.
pub fn data(poster: &Poster, look: &PosterLook, say: &dyn Fn(&str) -> String) -> Result<Vec<u8>, DocumentFault> {
    let text = said(&poster.text, say);
    if text.headline.is_empty() {
        return Err(DocumentFault::NoTitle);
    }
    if text.code_alt.is_empty() {
        return Err(DocumentFault::NoAlternative(text.code_words));
    }
    if poster.arms.is_some() && text.arms_alt.is_empty() {
        return Err(DocumentFault::NoAlternative(text.sender));
    }
    let look = PosterLook {
        print_marks: look.print_marks && look.format.is_printed(),
        ..look.clone()
    };
    let sheet = Sheet {
        text: &text,
        code: &poster.code,
        arms: poster.arms.as_ref().map(|arms| arms.size().0 > arms.size().1),
        look: &look,
    };
    serde_json::to_vec(&sheet).map_err(|e| DocumentFault::Made(e.to_string()))
}

fn said(text: &PosterText, say: &dyn Fn(&str) -> String) -> PosterText {
    let all = |list: &[String]| list.iter().map(|one| say(one)).collect();
    PosterText {
        language: text.language,
        local: text.local,
        right_to_left: text.right_to_left,
        headline: say(&text.headline),
        subject: say(&text.subject),
        author: say(&text.author),
        sender: say(&text.sender),
        name: say(&text.name),
        lead: say(&text.lead),
        badges: all(&text.badges),
        times: text
            .times
            .iter()
            .map(|t| PosterTime {
                when: say(&t.when),
                place: say(&t.place),
            })
            .collect(),
        call: text.call.as_ref().map(|call| PosterCall {
            words: say(&call.words),
            number: say(&call.number),
            to: call.to.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect(),
            hours: say(&call.hours),
        }),
        instead: say(&text.instead),
        code_words: say(&text.code_words),
        code_alt: say(&text.code_alt),
        arms_alt: say(&text.arms_alt),
        address: say(&text.address),
        to: text.to.clone(),
        valid: say(&text.valid),
        warning: say(&text.warning),
        more: text
            .more
            .iter()
            .map(|p| PosterPart {
                title: say(&p.title),
                points: all(&p.points),
            })
            .collect(),
    }
}
