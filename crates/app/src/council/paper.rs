//! The case as a document, and as what the rules look at: both from the same pieces.

use super::{
    known::{Ground, Known, home_of},
    store::{Content, Stored},
};
use crate::{
    anchoring::{budget_block, cliff_blocks},
    texts::{T, Words},
};
use documents::{Block, Callout, Column, Document, Pair, Source, Table, Text, Weight};
use domain::{
    anchoring::Footing,
    council_case::{
        CaseFact, CasePart, CaseSection, CouncilCase, DecisionPoint, PlacedSection, SectionKind, TreatmentStep,
    },
    register::Register,
    schedule::day_in_words,
    shared::Locale,
    situation::SurveyQuestion,
};
use jiff::{Timestamp, civil::Date};
use ui::args;

/// The section where the path of treatment is written, also in orders that do not have it among their sections.
pub const TREATMENT: &str = "treatment";

/// A day without "today": a document is read later.
fn day(day: Date, l: Locale) -> String {
    day_in_words(day, Date::MIN, l)
}

/// A case with everything it is read from.
#[derive(Clone, Copy)]
pub struct Whole<'a> {
    /// The case.
    pub case: &'a Stored,
    /// What it is made from.
    pub ground: &'a Ground,
    /// The same, as a case can use it.
    pub known: &'a [Known],
    /// The register.
    pub register: &'a Register,
    /// The language it is read in.
    pub l: Locale,
}

impl<'a> Whole<'a> {
    /// What is known by a key; `None` when it is there no more.
    #[must_use]
    pub fn find(&self, key: &str) -> Option<&'a Known> {
        self.known.iter().find(|k| k.key == key)
    }

    /// The points of the decision.
    #[must_use]
    pub fn points(&self) -> Vec<&'a DecisionPoint> {
        let all = self.case.pieces.iter();
        all.filter_map(|p| {
            if let Content::Point(point) = &p.content {
                Some(point)
            } else {
                None
            }
        })
        .collect()
    }

    /// The path of treatment, the first committee first.
    #[must_use]
    pub fn path(&self) -> Vec<&'a TreatmentStep> {
        let all = self.case.pieces.iter();
        all.filter_map(|p| {
            if let Content::Step(step) = &p.content {
                Some(step)
            } else {
                None
            }
        })
        .collect()
    }

    /// The case as the rules look at it.
    #[must_use]
    pub fn as_case(&self) -> CouncilCase {
        let section = |place: &PlacedSection| CaseSection {
            key: place.key.to_string(),
            parts: self.case.of(place.key.as_str()).filter_map(|p| self.part(&p.content)).collect(),
        };
        let mut sections: Vec<CaseSection> = self.case.preset.sections.iter().map(section).collect();
        let strange = |key: &str| key != TREATMENT && sections.iter().all(|s| s.key != key);
        let mut more: Vec<&str> =
            self.case.pieces.iter().map(|p| p.section.as_str()).filter(|key| strange(key)).collect();
        more.dedup();
        sections.extend(more.into_iter().map(|key| CaseSection {
            key: key.to_owned(),
            parts: self.case.of(key).filter_map(|p| self.part(&p.content)).collect(),
        }));
        CouncilCase {
            title: self.case.head.title.clone(),
            points: self.points().into_iter().cloned().collect(),
            sections,
        }
    }

    fn part(&self, content: &Content) -> Option<CasePart> {
        Some(match content {
            Content::Words(text) => CasePart::Words(text.clone()),
            Content::Known(key) => match self.find(key) {
                Some(k) if k.is_fact() => CasePart::Fact(CaseFact {
                    key: k.key.clone(),
                    text: k.text.clone(),
                    source: k.source.clone(),
                    year: k.year,
                }),
                Some(k) => CasePart::Words(k.text.clone()),
                None => CasePart::Fact(CaseFact {
                    key: key.clone(),
                    text: self.l.t(T::CouncilGone),
                    source: String::new(),
                    year: None,
                }),
            },
            Content::Assessment { text, answers } => CasePart::Assessment {
                text: text.clone(),
                answers: answers.clone(),
            },
            Content::Step(step) => CasePart::Words(self.step(step)),
            Content::Point(_) => return None,
        })
    }

    /// A committee with its day.
    #[must_use]
    pub fn step(&self, step: &TreatmentStep) -> String {
        format!("{}: {}", step.body, self.day_or_not(step.on))
    }

    fn day_or_not(&self, on: Option<Date>) -> String {
        on.map_or_else(|| self.l.t(T::CouncilNotSaid), |on| day(on, self.l))
    }

    /// The survey's questions without an answer that belong in a section.
    #[must_use]
    pub fn gaps(&self, section: &str) -> Vec<&'static SurveyQuestion> {
        let here = |q: &SurveyQuestion| {
            let home = home_of(q.area).iter();
            home.copied().find(|key| self.case.preset.sections.iter().any(|s| s.key.as_str() == *key)) == Some(section)
        };
        self.ground.evidence.gaps.iter().map(|(q, _)| *q).filter(|q| here(q)).collect()
    }

    /// What the documents of a case are about.
    pub(super) fn subject(&self) -> String {
        let name = self.register.municipality.name.get(self.l);
        self.l.ta(T::CouncilSubject, &args![("name", name)])
    }

    /// What one of the documents of a case is known by: the same as long as the case is there, and another in each language.
    pub(super) fn document_id(&self, what: &str) -> String {
        let number = &self.register.municipality.number;
        format!("{number}-{what}-{}-{}", self.case.head.id, self.l.code())
    }

    /// The document. `link` says where what is known can be read.
    #[must_use]
    pub fn document(&self, author: &str, made: Timestamp, link: &dyn Fn(&Known) -> String) -> Document {
        let l = self.l;
        let mut blocks = self.head();
        for place in &self.case.preset.sections {
            blocks.push(Block::heading(1, place.title.get(l)));
            blocks.extend(self.section(place, link));
        }
        Document {
            title: self.case.head.title.clone(),
            language: l.into(),
            subject: self.subject(),
            author: author.to_owned(),
            made,
            id: self.document_id("sak"),
            blocks,
        }
    }

    /// Who it is for, and the path of treatment where no section has it.
    fn head(&self) -> Vec<Block> {
        let l = self.l;
        let pair = |name: T, value: &str| Pair {
            name: l.t(name),
            value: value.into(),
        };
        let mut out = vec![Block::Pairs(vec![
            pair(T::CouncilMunicipality, self.register.municipality.name.get(l)),
            pair(T::CouncilMade, &day(self.ground.today, l)),
        ])];
        let placed = self.case.preset.sections.iter().any(|s| s.key.as_str() == TREATMENT);
        if !placed && !self.path().is_empty() {
            out.push(self.path_block());
        }
        out
    }

    fn path_block(&self) -> Block {
        let l = self.l;
        let row = |(n, step): (usize, &&TreatmentStep)| {
            vec![Text::from((n + 1).to_string()), step.body.as_str().into(), self.day_or_not(step.on).into()]
        };
        Block::Table(Table {
            caption: l.t(T::CouncilPath),
            columns: vec![
                Column::figures(l.t(T::CouncilStepNumber)),
                Column::words(l.t(T::CouncilStepBody)),
                Column::words(l.t(T::CouncilStepDay)),
            ],
            named_rows: false,
            rows: self.path().iter().enumerate().map(row).collect(),
            total: None,
        })
    }

    fn section(&self, place: &PlacedSection, link: &dyn Fn(&Known) -> String) -> Vec<Block> {
        let key = place.key.as_str();
        let mut out = match place.kind {
            SectionKind::Decision => self.decision(),
            _ if key == TREATMENT => self.treatment(),
            _ => self.case.of(key).flat_map(|p| self.blocks(&p.content, link)).collect(),
        };
        if out.is_empty() {
            let text = self.l.ta(T::CouncilNotWritten, &args![("prompt", place.prompt.get(self.l))]);
            out.push(Block::paragraph(Text::default().emphasis(text)));
        }
        if key == "economy" && !self.ground.grounds.budget.is_empty() {
            out.extend(self.money());
        }
        out.extend(self.gap_block(key));
        out
    }

    fn treatment(&self) -> Vec<Block> {
        let mut out: Vec<Block> = (!self.path().is_empty()).then(|| self.path_block()).into_iter().collect();
        let words = self.case.of(TREATMENT).filter_map(|p| match &p.content {
            Content::Words(text) => Some(Block::prose(text)),
            _ => None,
        });
        out.extend(words.flatten());
        out
    }

    /// The budget of what is recommended, and the month the money ends.
    pub fn money(&self) -> Vec<Block> {
        let budget = &self.ground.grounds.budget;
        let mut out = vec![budget_block(
            &self.ground.grounds,
            domain::anchoring::Alternative::Recommended,
            self.l,
        )];
        out.extend(cliff_blocks(budget, Footing::Secured, self.ground.today, self.l));
        out
    }

    /// What nobody has answered, by name.
    pub fn gap_block(&self, section: &str) -> Option<Block> {
        let gaps = self.gaps(section);
        let l = self.l;
        (!gaps.is_empty()).then(|| {
            Block::Callout(Callout {
                title: l.t(T::CouncilGaps),
                blocks: vec![Block::List(gaps.iter().map(|q| Text::from(q.ask.get(l))).collect())],
            })
        })
    }

    /// The points, numbered, each with who, when and cover; what is missing is said.
    #[must_use]
    pub fn decision(&self) -> Vec<Block> {
        let l = self.l;
        let or_not = |text: &str| {
            if text.is_empty() {
                l.t(T::CouncilNotSaid)
            } else {
                text.to_owned()
            }
        };
        let one = |p: &DecisionPoint| {
            let rest = l.ta(
                T::CouncilPointRest,
                &args![
                    ("who", or_not(&p.responsible)),
                    ("when", self.day_or_not(p.deadline)),
                    ("cover", or_not(&p.cover))
                ],
            );
            Text::default().strong(p.text.as_str()).plain(format!("\n{rest}"))
        };
        let points = self.points();
        if points.is_empty() {
            return Vec::new();
        }
        vec![Block::NumberedList(1, points.into_iter().map(one).collect())]
    }

    fn blocks(&self, content: &Content, link: &dyn Fn(&Known) -> String) -> Vec<Block> {
        match content {
            Content::Words(text) => Block::prose(text),
            Content::Assessment { text, .. } => vec![Block::Assessment(text.as_str().into())],
            Content::Known(key) => vec![self.known_block(key, link)],
            Content::Step(_) | Content::Point(_) => Vec::new(),
        }
    }

    /// What is known by a key, as [`fact_block`]; what is there no more is said to be gone.
    pub fn known_block(&self, key: &str, link: &dyn Fn(&Known) -> String) -> Block {
        self.find(key).map_or_else(
            || Block::Paragraph(Weight::Small, self.l.t(T::CouncilGone).into()),
            |k| fact_block(k, link),
        )
    }

    /// Every figure and fact in the case, its value, and where it is from.
    #[must_use]
    pub fn sources(&self) -> Vec<&'a Known> {
        let mut out: Vec<&Known> = Vec::new();
        for k in self.case.taken().filter_map(|key| self.find(key)).filter(|k| k.is_fact()) {
            if !out.iter().any(|o| o.key == k.key) {
                out.push(k);
            }
        }
        out
    }
}

/// A fact with its source. Without a source and a year it is no fact, and stands as words.
#[must_use]
pub fn fact_block(k: &Known, link: &dyn Fn(&Known) -> String) -> Block {
    if !k.is_fact() {
        return Block::paragraph(k.text.as_str());
    }
    let source = Source {
        name: k.source.clone(),
        dated: k.dated.clone(),
        link: link(k),
    };
    Block::Fact(k.text.as_str().into(), source)
}

/// Where everybody can read what is known: the address the publisher gave it.
#[must_use]
pub fn public_link(known: &Known) -> String {
    known.url.clone()
}
