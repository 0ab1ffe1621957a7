//! The same case to be shown and said: the presentation, and the pitch of a minute.

use super::{known::Known, paper::Whole};
use crate::{
    anchoring::{alternative, cliff_blocks},
    texts::{T, Words},
};
use documents::{Block, Callout, Deck, Document, Highlight, Slide, Text, Weight};
use domain::{
    anchoring::{Alternative, Footing},
    council_case::{PitchSentence, fit_pitch},
};
use jiff::Timestamp;
use ui::args;

/// The most facts and offerings on one slide.
const FEW: usize = 3;
const MOST_OFFERINGS: usize = 6;

impl Whole<'_> {
    /// What the case has taken in that belongs in a section, the strongest first; from all that is known where it has none.
    fn strongest(&self, section: &str) -> Vec<&Known> {
        let belongs = |k: &&Known| k.sections.first() == Some(&section) && k.is_fact();
        let taken = self.case.taken().filter_map(|key| self.find(key)).filter(belongs);
        let mut out: Vec<&Known> = taken.collect();
        if out.is_empty() {
            out = self.known.iter().filter(belongs).filter(|k| k.strength < super::known::WEAK).collect();
        }
        out.sort_by_key(|k| k.strength);
        out
    }

    /// The presentation.
    #[must_use]
    pub fn deck(&self, author: &str, made: Timestamp, link: &dyn Fn(&Known) -> String) -> Deck {
        let l = self.l;
        Deck {
            title: self.case.head.title.clone(),
            language: l.into(),
            subject: self.subject(),
            author: author.to_owned(),
            made,
            id: self.document_id("presentasjon"),
            slides: vec![
                self.need(link),
                self.situation(link),
                self.groups(),
                self.offering(),
                self.risk(link),
                self.cost(),
                self.alternatives(),
                self.asked(),
            ],
        }
    }

    fn slide(&self, title: T, mut blocks: Vec<Block>, notes: Vec<String>) -> Slide {
        if blocks.is_empty() {
            blocks.push(Block::paragraph(self.l.t(T::CouncilSlideGap)));
        }
        Slide {
            title: self.l.t(title),
            blocks,
            notes: notes.join("\n\n"),
        }
    }

    /// What is said of facts: each with its source.
    fn told(&self, facts: &[&Known]) -> Vec<String> {
        facts.iter().map(|k| format!("{} ({}, {})", k.text, k.source, k.dated)).collect()
    }

    /// Where a figure that stands large is from: no figure is without it, on a slide either.
    fn source_line(&self, k: &Known) -> Block {
        let from = self.l.t(T::CouncilSourceFrom);
        Block::Paragraph(Weight::Small, format!("{from}: {}, {}", k.source, k.dated).into())
    }

    fn need(&self, link: &dyn Fn(&Known) -> String) -> Slide {
        let facts = self.strongest("facts");
        let mut blocks = Vec::new();
        // Figures that measure different things stand in blocks of their own, never in one row.
        let first = facts
            .iter()
            .find(|k| k.key.starts_with("anslag."))
            .or_else(|| facts.iter().find(|k| !k.figure.is_empty()));
        if let Some(k) = first {
            blocks.push(Block::Highlight(Highlight {
                figure: k.figure.clone(),
                words: k.text.clone(),
            }));
            blocks.push(self.source_line(k));
        }
        let rest = facts.iter().filter(|k| first.is_none_or(|f| f.key != k.key)).take(FEW - 1);
        blocks.extend(rest.map(|k| self.known_block(&k.key, link)));
        self.slide(T::CouncilSlideNeed, blocks, self.told(&facts))
    }

    fn situation(&self, link: &dyn Fn(&Known) -> String) -> Slide {
        let facts = self.strongest("background");
        let mut blocks: Vec<Block> = facts.iter().take(FEW).map(|k| self.known_block(&k.key, link)).collect();
        let missing: Vec<Text> =
            self.ground.evidence.gaps.iter().take(FEW).map(|(q, _)| q.ask.get(self.l).into()).collect();
        if !missing.is_empty() {
            blocks.push(Block::Callout(Callout {
                title: self.l.t(T::CouncilGaps),
                blocks: vec![Block::List(missing)],
            }));
        }
        self.slide(T::CouncilSlideSituation, blocks, self.told(&facts))
    }

    fn groups(&self) -> Slide {
        let l = self.l;
        let answer = self.ground.evidence.answer("target-group");
        let mut blocks: Vec<Block> = answer.map(|a| Block::paragraph(a.words.as_str())).into_iter().collect();
        if let Some(people) = self.find("folketall") {
            blocks.push(Block::Highlight(Highlight {
                figure: people.figure.clone(),
                words: l.t(T::CouncilSlideOld),
            }));
            blocks.push(self.source_line(people));
        }
        let notes = answer.map_or_else(
            || l.t(T::CouncilSlideGroupsNotes),
            |a| format!("{} ({})", a.words, a.source),
        );
        self.slide(T::CouncilSlideGroups, blocks, vec![notes])
    }

    fn offering(&self) -> Slide {
        let l = self.l;
        let going: Vec<_> = self.register.offerings.iter().filter(|o| o.published && o.ended.is_none()).collect();
        let names: Vec<Text> = going.iter().take(MOST_OFFERINGS).map(|o| Text::from(o.name.get(l))).collect();
        let blocks = if names.is_empty() {
            Vec::new()
        } else {
            vec![Block::List(names)]
        };
        let notes = going.iter().map(|o| format!("{}: {}", o.name.get(l), o.summary.get(l))).collect();
        self.slide(T::CouncilSlideOffering, blocks, notes)
    }

    fn risk(&self, link: &dyn Fn(&Known) -> String) -> Slide {
        let risks: Vec<&Known> = self.known.iter().filter(|k| k.key.starts_with("risiko.")).collect();
        let blocks = risks.iter().take(FEW).map(|k| self.known_block(&k.key, link)).collect();
        self.slide(T::CouncilSlideRisk, blocks, self.told(&risks))
    }

    fn cost(&self) -> Slide {
        let budget = &self.ground.grounds.budget;
        let mut blocks = Vec::new();
        if !budget.is_empty() {
            blocks.extend(cliff_blocks(budget, Footing::Secured, self.ground.today, self.l));
        }
        let money: Vec<&Known> = self.known.iter().filter(|k| k.key.starts_with("budsjett.")).collect();
        self.slide(T::CouncilSlideCost, blocks, self.told(&money))
    }

    fn alternatives(&self) -> Slide {
        let (l, frame) = (self.l, &self.ground.grounds.budget.frame);
        let written = Alternative::ALL.iter().filter(|a| !frame.words(**a).is_empty());
        let one = |a: &Alternative| Text::default().strong(format!("{}: ", alternative(*a, l))).plain(frame.words(*a));
        let list: Vec<Text> = written.map(one).collect();
        let blocks = if list.is_empty() {
            Vec::new()
        } else {
            vec![Block::List(list)]
        };
        self.slide(
            T::CouncilSlideAlternatives,
            blocks,
            vec![l.t(T::CouncilSlideAlternativesNotes)],
        )
    }

    fn asked(&self) -> Slide {
        let l = self.l;
        let points: Vec<Text> = self.points().into_iter().map(|p| Text::from(p.text.as_str())).collect();
        let notes = self.points().into_iter().map(|p| {
            let said = [p.text.as_str(), p.responsible.as_str(), p.cover.as_str()];
            said.iter().filter(|t| !t.is_empty()).copied().collect::<Vec<_>>().join(" – ")
        });
        let blocks = if points.is_empty() {
            Vec::new()
        } else {
            vec![Block::NumberedList(1, points)]
        };
        let mut notes: Vec<String> = notes.collect();
        notes.push(l.t(T::CouncilSlideAskedNotes));
        self.slide(T::CouncilSlideAsked, blocks, notes)
    }

    /// The pitch: in own words when somebody has written some, else put together of the strongest that is known here.
    #[must_use]
    pub fn pitch(&self) -> String {
        if self.case.head.pitch.is_empty() {
            self.made_pitch()
        } else {
            self.case.head.pitch.clone()
        }
    }

    /// The pitch as it is put together.
    #[must_use]
    pub fn made_pitch(&self) -> String {
        let l = self.l;
        let name = self.register.municipality.name.get(l);
        let mut said: Vec<PitchSentence> = Vec::new();
        let mut say = |strength: u8, text: String| said.push(PitchSentence { text, strength });
        say(2, l.ta(T::CouncilPitchOpening, &args![("name", name)]));
        let need = self.strongest("facts");
        let estimate = need.iter().find(|k| k.key.starts_with("anslag."));
        for k in need.iter().filter(|k| k.key == "folketall").chain(estimate) {
            say(1, k.text.clone());
        }
        if let Some(story) = &self.case.story {
            say(2, l.ta(T::CouncilPitchStory, &args![("words", story.words.as_str())]));
        }
        let service = self.register.municipality.service_name.get(l);
        say(0, l.ta(T::CouncilPitchWhat, &args![("service", service)]));
        for k in self.known.iter().filter(|k| k.key == "veiledninger") {
            say(3, k.text.clone());
        }
        let nothing = self.ground.grounds.budget.frame.words(Alternative::Nothing);
        if !nothing.is_empty() {
            say(4, l.ta(T::CouncilPitchNothing, &args![("words", nothing)]));
        }
        let cost = self.find("budsjett.recommended").filter(|_| !self.ground.grounds.budget.costs.is_empty());
        if let Some(k) = cost {
            say(
                3,
                l.ta(
                    T::CouncilPitchCost,
                    &args![("sum", k.figure.as_str()), ("year", k.dated.as_str())],
                ),
            );
        }
        say(5, l.t(T::CouncilPitchWhy));
        if let Some(point) = self.points().first() {
            say(1, l.ta(T::CouncilPitchAsk, &args![("point", point.text.as_str())]));
        }
        fit_pitch(&said)
    }

    /// The pitch as a sheet to have in one's hand.
    #[must_use]
    pub fn pitch_document(&self, author: &str, made: Timestamp) -> Document {
        let l = self.l;
        let pitch = self.pitch();
        let length = domain::council_case::pitch_length(&pitch);
        let mut blocks: Vec<Block> = pitch
            .split("\n\n")
            .map(str::trim)
            .filter(|p| !p.is_empty())
            .map(|p| Block::Paragraph(Weight::Lead, p.into()))
            .collect();
        blocks.push(Block::Paragraph(
            Weight::Small,
            super::words::timing(&length, l).1.into(),
        ));
        Document {
            title: l.ta(T::CouncilPitchTitle, &args![("title", self.case.head.title.as_str())]),
            language: l.into(),
            subject: l.t(T::CouncilPitchLead),
            author: author.to_owned(),
            made,
            id: self.document_id("heistale"),
            blocks,
        }
    }
}
