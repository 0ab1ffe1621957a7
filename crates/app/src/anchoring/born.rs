//! What an application is born with: everything that is written elsewhere already, in the part where it belongs. It is the same that
//! a council case is born with, looked up each time, and each figure leads back to where it stands.

use super::{
    grant_store::{self, Chosen},
    money::sentence,
    store::{GrantWithParts, Grounds},
};
use crate::{
    council::known::{self, Ground, Known, WEAK},
    frame::{AppError, Cx, Published},
    texts::{T, Words},
};
use ::store::Query;
use domain::{
    anchoring::{
        ApplicationGround, ApplicationPart, Footing, Grant, GrantCall, PartContents, PartLack, PartState, lacks,
        outlook,
    },
    offerings::Offering,
    register::Register,
    schedule::schedule_in_words,
    shared::{Id, Locale, Readability},
    situation::SurveyQuestion,
};
use jiff::civil::Date;
use std::{collections::HashMap, sync::Arc};
use ui::args;

/// How much comes into a part by itself at most: the strongest of what is known.
const MOST_BORN: usize = 8;

/// Everything that applications are made from.
pub struct Source {
    /// The survey, the facts, the figures, and what the service rests on.
    pub ground: Ground,
    /// The same, as an application can use it.
    pub known: Vec<Known>,
    /// The register.
    published: Arc<Published>,
    /// What somebody has chosen for the parts of each application.
    chosen: HashMap<Id, Chosen>,
    /// The language it is read in.
    pub l: Locale,
}

impl Source {
    /// The register.
    pub fn register(&self) -> &Register {
        &self.published.register
    }

    /// A grant by its id.
    ///
    /// # Errors
    /// Absent when there is none here.
    pub fn grant(&self, id: Id) -> Result<&GrantWithParts, AppError> {
        self.grounds().grants.iter().find(|g| g.id == id).ok_or(AppError::Absent)
    }

    /// What the service rests on.
    pub const fn grounds(&self) -> &Grounds {
        &self.ground.grounds
    }
}

/// Everything that the applications of the municipality are made from.
///
/// # Errors
/// A fault of the database.
pub async fn sources(cx: &Cx, l: Locale) -> Result<Source, AppError> {
    let (published, today) = (cx.published().await?, cx.today());
    cx.read(move |r| source(r, published.clone(), today, l)).await
}

fn source(q: &mut impl Query, published: Arc<Published>, today: Date, l: Locale) -> Result<Source, AppError> {
    let register = &published.register;
    let ground = known::ground(q, &register.municipality.number, today)?;
    let mut known = known::known(&ground, register, l);
    known.extend(planned(register, today, l));
    known.extend(aligned(&ground.grounds, l));
    Ok(Source {
        ground,
        known,
        chosen: grant_store::chosen(q)?,
        published,
        l,
    })
}

/// The offerings that citizens see and that go on.
fn going(register: &Register) -> impl Iterator<Item = &Offering> {
    register.offerings.iter().filter(|o| o.published && o.ended.is_none())
}

/// Each offering with when and where.
fn planned(register: &Register, today: Date, l: Locale) -> Vec<Known> {
    let place = |key: &domain::shared::Key| {
        let found = register.places.iter().find(|p| p.key == *key);
        found.map_or("", |p| p.name.get(l))
    };
    let one = |o: &Offering| {
        let lasting = o.schedules.iter().filter(|s| s.until.is_none_or(|until| until >= today));
        let mut when: Vec<String> = lasting
            .map(|s| [schedule_in_words(s, l).as_str(), place(&s.place)].join(", ").trim_end_matches(", ").to_owned())
            .collect();
        when.dedup();
        let text = if when.is_empty() {
            format!("{}: {}", o.name.get(l), o.summary.get(l))
        } else {
            format!(
                "{}: {}. {}.",
                o.name.get(l),
                o.summary.get(l).trim_end_matches('.'),
                when.join("; ")
            )
        };
        let path = format!("/kontor/tilbud/{}", o.key);
        let source = l.ta(
            T::CouncilSourceRegister,
            &args![("name", register.municipality.name.get(l))],
        );
        known::entry(format!("plan.{}", o.key), text, &path, &[], 3).said_by(source, Some(today.year()))
    };
    going(register).map(one).collect()
}

/// Other work that this goes together with.
fn aligned(g: &Grounds, l: Locale) -> Vec<Known> {
    let one = |(id, p): &(Id, domain::anchoring::RelatedProject)| {
        let text = format!("{}: {}", p.name, p.align);
        let source = if p.owner.is_empty() {
            l.t(T::AnchoringAlignment)
        } else {
            p.owner.clone()
        };
        let path = "/kontor/forankring/samordning";
        known::entry(format!("samordning.{id}"), text, path, &[], 5).said_by(source, None)
    };
    g.projects.iter().map(one).collect()
}

/// The parts of an application that something known belongs in, the one it comes into by itself first.
fn parts_of(key: &str) -> &'static [ApplicationPart] {
    use ApplicationPart as P;
    let (kind, rest) = key.split_once('.').unwrap_or((key, ""));
    match kind {
        "folketall" | "anslag" | "fakta" | "tall" => &[P::Need, P::TargetGroups],
        "veiledninger" => &[P::Need, P::Effect],
        "strategi" => &[P::Need],
        "vedtak" => &[P::Afterwards, P::Need],
        "plan" | "risiko" => &[P::Plan],
        "aktorer" | "samordning" => &[P::Partners],
        "budsjett" if rest == "dekning" => &[P::Budget, P::Afterwards],
        "budsjett" => &[P::Budget],
        "svar" => asked_in(rest),
        _ => &[],
    }
}

/// The parts that a question of the survey answers.
fn asked_in(question: &str) -> &'static [ApplicationPart] {
    use ApplicationPart as P;
    match question {
        "target-group" | "for-whom" | "population" => &[P::TargetGroups, P::Need],
        "organised" | "where" | "guide-competence" | "employee-competence" => &[P::Plan],
        "with-volunteers" | "volunteers" | "contributors" | "departments" | "projects" => &[P::Partners],
        "visible-used" => &[P::Effect, P::Need],
        "responsible" | "financed" => &[P::Afterwards],
        _ => &[P::Need],
    }
}

/// An application with everything it is read from.
pub struct Application<'a> {
    /// What it is made from.
    pub source: &'a Source,
    /// The grant; `None` while nobody has begun to apply.
    pub grant: Option<&'a Grant>,
    /// The call it answers.
    pub call: Option<&'a GrantCall>,
    /// What somebody has chosen for its parts.
    chosen: Option<&'a Chosen>,
}

impl<'a> Application<'a> {
    /// The application of a grant.
    pub fn of(source: &'a Source, grant: &'a GrantWithParts) -> Self {
        let named = |(_, c): &&(Id, GrantCall)| !grant.grant.call.is_empty() && c.name == grant.grant.call;
        Self {
            source,
            grant: Some(&grant.grant),
            call: source.grounds().calls.iter().find(named).map(|(_, c)| c),
            chosen: source.chosen.get(&grant.id),
        }
    }

    /// What an application for a call would be born with.
    pub const fn not_begun(source: &'a Source, call: &'a GrantCall) -> Self {
        Self {
            source,
            grant: None,
            call: Some(call),
            chosen: None,
        }
    }

    /// What may be taken into a part, in the order it is shown.
    pub fn may(&self, part: ApplicationPart) -> Vec<&'a Known> {
        self.source.known.iter().filter(|k| parts_of(&k.key).contains(&part)).collect()
    }

    /// What a part is born with: the strongest of what belongs here first of all, in the order it is shown.
    pub fn born(&self, part: ApplicationPart) -> Vec<&'a Known> {
        let running = format!("budsjett.{}", self.source.grounds().budget.frame.running.code());
        let comes = |k: &&Known| {
            let here = parts_of(&k.key).first() == Some(&part) && k.strength < WEAK;
            let other = part == ApplicationPart::Budget && k.key != running && k.key != "budsjett.dekning";
            here && !other
        };
        let mut strongest: Vec<&Known> = self.may(part).into_iter().filter(comes).collect();
        strongest.sort_by_key(|k| k.strength);
        strongest.truncate(MOST_BORN);
        self.may(part).into_iter().filter(|k| strongest.iter().any(|s| s.key == k.key)).collect()
    }

    /// What a part takes in: what somebody chose of what is still known, otherwise what it is born with.
    pub fn taken(&self, part: ApplicationPart) -> Vec<&'a Known> {
        match self.chosen.and_then(|c| c.get(&part)) {
            Some(keys) => self.may(part).into_iter().filter(|k| keys.contains(&k.key)).collect(),
            None => self.born(part),
        }
    }

    /// The survey's questions that belong in a part and nobody has answered.
    pub fn gaps(&self, part: ApplicationPart) -> Vec<&'static SurveyQuestion> {
        let all = self.source.ground.evidence.gaps.iter().map(|(q, _)| *q);
        all.filter(|q| asked_in(&q.code).first() == Some(&part)).collect()
    }

    /// The words of a part that are the municipality's own.
    pub fn words(&self, part: ApplicationPart) -> &'a str {
        self.grant.map_or("", |g| g.words(part))
    }

    fn contents(&self, part: ApplicationPart) -> PartContents {
        let taken = self.taken(part);
        let answers = self.source.ground.evidence.answers.iter();
        let counted = |text: &str| Readability::of(text).words;
        PartContents {
            own: counted(self.words(part)),
            taken: taken.iter().map(|k| counted(&k.text)).sum::<u32>() + counted(&self.table(part)),
            figures: taken.iter().filter(|k| k.is_fact() && !k.figure.is_empty()).count(),
            answered: answers.filter(|(q, _)| asked_in(&q.code).first() == Some(&part)).count(),
            gaps: self.gaps(part).len(),
        }
    }

    /// The words of the tables and pictures that stand in a part whatever is chosen.
    fn table(&self, part: ApplicationPart) -> String {
        let g = self.source.grounds();
        match part {
            ApplicationPart::Effect => {
                g.benefits.iter().map(|b| b.benefit.effect.as_str()).collect::<Vec<_>>().join(". ")
            }
            ApplicationPart::Budget => {
                g.budget.costs.iter().map(|(_, c)| c.name.as_str()).collect::<Vec<_>>().join(". ")
            }
            ApplicationPart::Afterwards if !g.budget.is_empty() => {
                let o = outlook(&g.budget, g.budget.frame.running, Footing::WithoutProject);
                sentence(&o, self.source.ground.today, self.source.l)
            }
            _ => String::new(),
        }
    }

    /// What a part lacks.
    pub fn lacks(&self, part: ApplicationPart) -> Vec<PartLack> {
        let s = self.source;
        let ground = ApplicationGround {
            budget: &s.grounds().budget,
            period: self.grant.and_then(|g| g.first_day.zip(g.last_day)),
            offerings: going(s.register()).count(),
            with_hours: going(s.register()).filter(|o| !o.schedules.is_empty()).count(),
            partners: s.register().organisations.iter().filter(|o| o.ended.is_none()).count(),
            benefits: s.grounds().benefits.len(),
        };
        lacks(part, self.contents(part), &ground, s.ground.today)
    }

    /// The parts that the call asks for, each with what it lacks; none when no call is said or it names no parts.
    pub fn required(&self) -> Vec<(ApplicationPart, PartState, Vec<PartLack>)> {
        let parts = self.call.map_or(&[][..], |c| c.parts.as_slice());
        let in_order = ApplicationPart::ALL.iter().filter(|p| parts.contains(p));
        in_order.map(|p| (*p, self.lacks(*p))).map(|(p, lacks)| (p, PartState::of(&lacks), lacks)).collect()
    }
}

/// The municipality's centrality class, as far as anybody has said it.
pub struct OwnClass {
    /// The class, 1–6.
    pub class: u8,
    /// Who says so.
    pub source: String,
    /// The page where it stands.
    pub path: &'static str,
    /// What an imported figure says, when it says another.
    pub differs: Option<u8>,
}

/// Which class the municipality has: what somebody has written with the budget, otherwise what an imported figure says.
pub fn own_class(source: &Source) -> Option<OwnClass> {
    let figures = &source.ground.evidence.figures;
    let imported = figures.iter().rev().find_map(|f| f.centrality_class().map(|found| (f, found)));
    let written = source.grounds().budget.frame.centrality;
    match (written, imported) {
        (Some(class), imported) => Some(OwnClass {
            class,
            source: source.l.t(T::AnchoringClassWritten),
            path: "/kontor/forankring/ny/ramme",
            differs: imported.map(|(_, (other, _))| other).filter(|other| *other != class),
        }),
        (None, Some((f, (class, period)))) => Some(OwnClass {
            class,
            source: format!("{}, {period}", f.source),
            path: "/kontor/grunnlag/tall",
            differs: None,
        }),
        (None, None) => None,
    }
}
