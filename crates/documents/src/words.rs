//! The few words that documents say of themselves.

use crate::model::Language;
use serde::Serialize;

/// What the writers put beside the content.
#[derive(Serialize)]
pub struct Words {
    /// Before the number of the page.
    pub page: &'static str,
    /// Between the number of the page and how many there are.
    pub of: &'static str,
    /// Before where a fact is known from.
    pub source: &'static str,
    /// Above what somebody thinks.
    pub assessment: &'static str,
    /// Below a line to sign on.
    pub place_and_date: &'static str,
    /// Above what the speaker says.
    pub notes: &'static str,
}

/// The words in the document's language; bokmål where we have none.
pub fn of(language: &Language) -> Words {
    match language.primary() {
        "nn" => Words {
            page: "Side",
            of: "av",
            source: "Kjelde",
            assessment: "Vurdering",
            place_and_date: "Stad og dato",
            notes: "Dette seier du",
        },
        "en" => Words {
            page: "Page",
            of: "of",
            source: "Source",
            assessment: "Assessment",
            place_and_date: "Place and date",
            notes: "What to say",
        },
        _ => Words {
            page: "Side",
            of: "av",
            source: "Kilde",
            assessment: "Vurdering",
            place_and_date: "Sted og dato",
            notes: "Dette sier du",
        },
    }
}
