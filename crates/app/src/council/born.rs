//! What a case is born with: everything that is written elsewhere already, in the sections where it belongs.

use super::{
    known::{Ground, Known, WEAK},
    store::Content,
};
use crate::{
    anchoring::{alternative, amount},
    texts::{T, Words},
};
use domain::{
    anchoring::Alternative,
    council_case::{CasePreset, DecisionPoint, PlacedSection, SectionKind},
    register::Register,
    shared::{Locale, Readability},
};
use ui::args;

/// How much of a section may be filled before anybody has written in it, in tenths: there must be room for own words.
const TENTHS: u32 = 9;

/// The section of an order where something that is known belongs.
#[must_use]
pub fn home<'p>(known: &Known, preset: &'p CasePreset) -> Option<&'p PlacedSection> {
    known.sections.iter().find_map(|key| preset.sections.iter().find(|s| s.key.as_str() == *key))
}

/// What a case begins with, from top to bottom.
#[must_use]
pub fn born(
    g: &Ground,
    register: &Register,
    known: &[Known],
    preset: &CasePreset,
    l: Locale,
) -> Vec<(String, Content)> {
    let b = Birth { g, register, known, l };
    let mut out = Vec::new();
    for place in &preset.sections {
        let filled = match place.kind {
            SectionKind::Decision => b.points(),
            SectionKind::Summary => b.summary(),
            SectionKind::Assessment => b.assessments(place),
            SectionKind::Plain | SectionKind::Fact => b.taken(place, preset),
        };
        out.extend(filled.into_iter().map(|content| (place.key.to_string(), content)));
    }
    only_taken(&mut out);
    out
}

/// What is thought answers only what there was room for.
fn only_taken(born: &mut [(String, Content)]) {
    let known = |(_, content): &(String, Content)| match content {
        Content::Known(key) => Some(key.clone()),
        _ => None,
    };
    let taken: Vec<String> = born.iter().filter_map(known).collect();
    for (_, content) in born {
        if let Content::Assessment { answers, .. } = content {
            answers.retain(|key| taken.contains(key));
        }
    }
}

struct Birth<'a> {
    g: &'a Ground,
    register: &'a Register,
    known: &'a [Known],
    l: Locale,
}

impl Birth<'_> {
    fn name(&self) -> &str {
        self.register.municipality.name.get(self.l)
    }

    /// What is known and belongs here, the strongest while there is room, in the order it is shown.
    fn taken(&self, place: &PlacedSection, preset: &CasePreset) -> Vec<Content> {
        let fits = |k: &&Known| {
            let here = home(k, preset).is_some_and(|s| s.key == place.key);
            here && k.strength < WEAK && (place.kind == SectionKind::Plain || k.is_fact())
        };
        let mut by_strength: Vec<&Known> = self.known.iter().filter(fits).collect();
        by_strength.sort_by_key(|k| k.strength);
        let (mut words, mut chosen) = (0, Vec::new());
        for k in by_strength {
            let size = Readability::of(&k.text).words;
            if place.words.is_none_or(|most| (words + size) * 10 <= most * TENTHS) {
                words += size;
                chosen.push(k.key.as_str());
            }
        }
        let in_order = self.known.iter().filter(|k| chosen.contains(&k.key.as_str()));
        let mut out: Vec<Content> = in_order.map(|k| Content::Known(k.key.clone())).collect();
        if place.key.as_str() == "communication" {
            out.push(Content::Words(self.l.t(T::CouncilBornCommunication)));
        }
        out
    }

    /// A permanent service, paid for as the budget says; and a status to the council.
    fn points(&self) -> Vec<Content> {
        let l = self.l;
        let budget = &self.g.grounds.budget;
        let sums = budget.sums(Alternative::Recommended);
        let cover = if budget.costs.is_empty() {
            String::new()
        } else {
            l.ta(
                T::CouncilBornCover,
                &args![("sum", amount(sums[0].cost())), ("year", sums[0].year.to_string())],
            )
        };
        let service = DecisionPoint {
            text: l.ta(T::CouncilBornPoint, &args![("name", self.name())]),
            cover,
            ..DecisionPoint::default()
        };
        let status = DecisionPoint {
            text: l.t(T::CouncilBornStatus),
            responsible: l.t(T::CouncilBornChief),
            cover: l.t(T::CouncilBornNoCost),
            ..DecisionPoint::default()
        };
        vec![Content::Point(service), Content::Point(status)]
    }

    fn summary(&self) -> Vec<Content> {
        let l = self.l;
        let mut said = vec![l.ta(T::CouncilBornSummary, &args![("name", self.name())])];
        if let Some(people) = self.known.iter().find(|k| k.key == "folketall") {
            said.push(l.ta(T::CouncilBornOld, &args![("old", people.figure.as_str())]));
        }
        let cost = self.known.iter().find(|k| k.key == "budsjett.recommended").zip(self.cost_year());
        if let Some((cost, year)) = cost {
            said.push(l.ta(
                T::CouncilBornCost,
                &args![("sum", cost.figure.as_str()), ("year", year.to_string())],
            ));
        }
        vec![Content::Words(said.join(" "))]
    }

    fn cost_year(&self) -> Option<i16> {
        let budget = &self.g.grounds.budget;
        (!budget.costs.is_empty()).then_some(budget.frame.first_year)
    }

    /// What is written of the alternatives and the benefits, in the municipality's own words.
    fn assessments(&self, place: &PlacedSection) -> Vec<Content> {
        match place.key.as_str() {
            "alternatives" => self.alternatives(),
            "assessment" => {
                let benefits = self.g.grounds.benefits.iter();
                let one = |effect: &str| Content::Assessment {
                    text: self.l.ta(T::CouncilBornBenefit, &args![("effect", effect)]),
                    answers: Vec::new(),
                };
                benefits.map(|b| one(&b.benefit.effect)).collect()
            }
            _ => Vec::new(),
        }
    }

    fn alternatives(&self) -> Vec<Content> {
        let frame = &self.g.grounds.budget.frame;
        let written = Alternative::ALL.iter().filter(|a| !frame.words(**a).is_empty());
        let one = |a: &Alternative| {
            let key = format!("budsjett.{}", a.code());
            Content::Assessment {
                text: format!("{}: {}", alternative(*a, self.l), frame.words(*a)),
                answers: self.known.iter().filter(|k| k.key == key).map(|k| k.key.clone()).collect(),
            }
        };
        written.map(one).collect()
    }
}
