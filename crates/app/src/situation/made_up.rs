//! What the demonstration has answered in the survey, from what KS has written about Bergen.

use super::store;
use crate::frame::AppError;
use ::store::Tx;
use domain::situation::SurveyAnswer;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    source: String,
    answer: Vec<WrittenAnswer>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenAnswer {
    question: String,
    words: String,
    responsible: String,
}

/// The answers of the demonstration.
#[must_use]
pub fn answers() -> Vec<SurveyAnswer> {
    let Ok(file) = toml::from_str::<Written>(include_str!("made_up.toml")) else {
        return Vec::new();
    };
    let Written { source, answer } = file;
    let known = |words: &str| {
        if words.is_empty() {
            String::new()
        } else {
            source.clone()
        }
    };
    answer
        .into_iter()
        .map(|a| SurveyAnswer {
            source: known(&a.words),
            question: a.question,
            words: a.words,
            on: None,
            responsible: a.responsible,
            attachment: String::new(),
            attachment_url: String::new(),
            assumed: false,
        })
        .collect()
}

/// Keeps them.
///
/// # Errors
/// A fault of the database.
pub fn made_up(tx: &mut Tx) -> Result<(), AppError> {
    answers().iter().try_for_each(|answer| store::put_answer(tx, answer))
}
