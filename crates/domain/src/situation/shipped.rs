//! The questions, facts, steps and tasks that ship with the product, one file each.

use super::{
    Ages, CompetenceTask, EstablishmentStep, Fact, FactKind, QuestionLead, StepText, SurveyArea, SurveyQuestion,
};
use crate::shared::Localized;
use serde::Deserialize;
use std::sync::LazyLock;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    nb: String,
    nn: String,
    en: String,
}

impl From<Words> for Localized {
    fn from(w: Words) -> Self {
        Self {
            nb: w.nb,
            nn: w.nn,
            en: w.en,
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenQuestion {
    code: String,
    area: String,
    #[serde(rename = "source")]
    _source: String,
    prompt: Option<u8>,
    leads_to: Option<String>,
    ask: Words,
    why: Words,
    who: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenFact {
    code: String,
    kind: String,
    figure: String,
    share: Option<u16>,
    #[serde(default)]
    ages: Vec<u8>,
    year: i16,
    #[serde(default)]
    years: String,
    published: Option<i16>,
    publication: String,
    publisher: String,
    url: String,
    title: Words,
    definition: Words,
    population: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenStep {
    code: String,
    title: Words,
    why: Words,
    takes: Words,
    ask: Words,
    feeds: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenTask {
    code: String,
    part: String,
    words: Words,
}

#[derive(Deserialize)]
struct Questions {
    question: Vec<WrittenQuestion>,
}

#[derive(Deserialize)]
struct Facts {
    fact: Vec<WrittenFact>,
}

#[derive(Deserialize)]
struct Steps {
    step: Vec<WrittenStep>,
}

#[derive(Deserialize)]
struct Tasks {
    task: Vec<WrittenTask>,
}

/// The questions of the survey, in the order they are asked. A test sees to it that none is lost on the way.
#[must_use]
pub fn questions() -> &'static [SurveyQuestion] {
    static ALL: LazyLock<Vec<SurveyQuestion>> = LazyLock::new(|| {
        let written =
            toml::from_str::<Questions>(include_str!("questions.toml")).map_or_else(|_| Vec::new(), |f| f.question);
        written.into_iter().filter_map(question).collect()
    });
    &ALL
}

fn question(w: WrittenQuestion) -> Option<SurveyQuestion> {
    Some(SurveyQuestion {
        area: SurveyArea::parse(&w.area)?,
        leads_to: match w.leads_to {
            Some(code) => Some(QuestionLead::parse(&code)?),
            None => None,
        },
        code: w.code,
        prompt: w.prompt,
        ask: w.ask.into(),
        why: w.why.into(),
        who: w.who.into(),
    })
}

/// The national facts.
#[must_use]
pub fn shipped_facts() -> &'static [Fact] {
    static ALL: LazyLock<Vec<Fact>> = LazyLock::new(|| {
        let written = toml::from_str::<Facts>(include_str!("facts.toml")).map_or_else(|_| Vec::new(), |f| f.fact);
        written.into_iter().filter_map(fact).collect()
    });
    &ALL
}

fn fact(w: WrittenFact) -> Option<Fact> {
    Some(Fact {
        kind: FactKind::parse(&w.kind)?,
        ages: w.ages.first().map(|from| Ages {
            from: *from,
            to: w.ages.get(1).copied(),
        }),
        code: w.code,
        figure: w.figure,
        share: w.share,
        year: w.year,
        years: w.years,
        published: w.published,
        publication: w.publication,
        publisher: w.publisher,
        url: w.url,
        title: w.title.into(),
        definition: w.definition.into(),
        population: w.population.into(),
        superseded_by: None,
        supersedes: None,
        own: false,
    })
}

/// What is said about a step; `None` only if the file that ships lacks it, which a test rules out.
#[must_use]
pub fn step_text(step: EstablishmentStep) -> Option<&'static StepText> {
    static ALL: LazyLock<Vec<(String, StepText)>> = LazyLock::new(|| {
        let written = toml::from_str::<Steps>(include_str!("steps.toml")).map_or_else(|_| Vec::new(), |f| f.step);
        written
            .into_iter()
            .map(|w| {
                let text = StepText {
                    title: w.title.into(),
                    why: w.why.into(),
                    takes: w.takes.into(),
                    ask: w.ask.into(),
                    feeds: w.feeds.into(),
                };
                (w.code, text)
            })
            .collect()
    });
    ALL.iter().find(|(code, _)| code == step.code()).map(|(_, text)| text)
}

/// What employees are asked about.
#[must_use]
pub fn competence_tasks() -> &'static [CompetenceTask] {
    static ALL: LazyLock<Vec<CompetenceTask>> = LazyLock::new(|| {
        let written = toml::from_str::<Tasks>(include_str!("competence.toml")).map_or_else(|_| Vec::new(), |f| f.task);
        written
            .into_iter()
            .map(|w| CompetenceTask {
                guiding: w.part == "guiding",
                code: w.code,
                words: w.words.into(),
            })
            .collect()
    });
    &ALL
}
