//! The service description made from the boundaries as they hold here, the offerings and the municipality's own words.

use crate::texts::{T, Words};
use domain::{
    boundaries::{
        AnswerGround, BoundaryAnswer, BoundaryScope, DescriptionPoint, DescriptionSection, DescriptionText,
        EffectiveRule, Profile, Situation,
    },
    guides::GuideKind,
    offerings::{Offering, OfferingKind},
    organisations::OrganisationKind,
    register::Register,
    shared::{Key, Locale, Localized},
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ui::args;

/// The municipality's own words, by section.
pub type Own = BTreeMap<String, Localized>;

/// The sections a municipality adds its own words to.
pub const OWN_SECTIONS: [&str; 4] = ["about", "responsible", "confidentiality", "doubt"];

/// A description in one language: what guides read, and what everybody reads.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pair {
    /// For those who guide.
    pub guide: DescriptionText,
    /// In plain words, for everybody.
    pub public: DescriptionText,
}

/// A description in every language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Texts {
    /// Bokmål.
    pub nb: Pair,
    /// Nynorsk.
    pub nn: Pair,
    /// English.
    pub en: Pair,
}

impl Texts {
    /// The description in a language.
    #[must_use]
    pub const fn of(&self, l: Locale) -> &Pair {
        match l {
            Locale::Nb => &self.nb,
            Locale::Nn => &self.nn,
            Locale::En => &self.en,
        }
    }
}

/// What a description is made from.
pub struct Material<'a> {
    /// What the municipality has written about its service.
    pub register: &'a Register,
    /// The boundaries as they hold here.
    pub rules: &'a [EffectiveRule],
    /// Its own words.
    pub own: &'a Own,
    /// The day it is made.
    pub today: Date,
}

/// The draft: the description as it would be approved today.
#[must_use]
pub fn draft(m: &Material) -> Texts {
    let pair = |l| Pair {
        guide: for_guides(m, l),
        public: for_everybody(m, l),
    };
    Texts {
        nb: pair(Locale::Nb),
        nn: pair(Locale::Nn),
        en: pair(Locale::En),
    }
}

fn section(code: &str, title: String) -> DescriptionSection {
    DescriptionSection {
        code: code.to_owned(),
        title,
        paragraphs: Vec::new(),
        points: Vec::new(),
    }
}

fn point(title: impl Into<String>, text: impl Into<String>) -> DescriptionPoint {
    DescriptionPoint {
        title: title.into(),
        text: text.into(),
    }
}

/// What somebody typed: an empty line begins a new paragraph.
fn typed(text: &str) -> Vec<String> {
    let text = text.replace("\r\n", "\n");
    text.split("\n\n").map(str::trim).filter(|p| !p.is_empty()).map(str::to_owned).collect()
}

impl Material<'_> {
    fn own(&self, code: &str, l: Locale) -> Vec<String> {
        self.own.get(code).map(|words| typed(words.get(l))).unwrap_or_default()
    }

    fn service(&self, l: Locale) -> &str {
        self.register.municipality.service_name.get(l)
    }

    fn offerings(&self) -> impl Iterator<Item = &Offering> {
        let going = |o: &&Offering| o.published && o.ended.is_none_or(|day| day > self.today);
        self.register.offerings.iter().filter(going)
    }

    fn owner(&self, o: &Offering, l: Locale) -> String {
        let found = self.register.organisations.iter().find(|org| org.key == o.organisation);
        found.map_or_else(String::new, |org| org.name.get(l).to_owned())
    }

    fn with(&self, answer: BoundaryAnswer) -> impl Iterator<Item = &EffectiveRule> {
        self.rules.iter().filter(move |r| r.answer == answer)
    }
}

fn sentence(text: &str) -> String {
    let text = text.trim();
    if text.is_empty() || text.ends_with(['.', '!', '?']) {
        text.to_owned()
    } else {
        format!("{text}.")
    }
}

fn for_guides(m: &Material, l: Locale) -> DescriptionText {
    let mut about = section("about", l.t(T::BoundariesDescriptionAbout));
    about.paragraphs = typed(m.register.municipality.about.get(l));
    about.paragraphs.extend(m.own("about", l));
    about.points = Profile::of_version(&m.register.municipality.standard_profile)
        .topics
        .iter()
        .map(|(_, name)| point(name.get(l), ""))
        .collect();
    let mut services = section("services", l.t(T::BoundariesDescriptionServices));
    services.points = m
        .offerings()
        .map(|o| {
            let who = l.ta(T::BoundariesDescriptionBy, &args![("name", m.owner(o, l))]);
            point(o.name.get(l), format!("{} {who}", sentence(o.summary.get(l))).trim())
        })
        .collect();
    let mut may = section("do", l.t(T::BoundariesDescriptionDo));
    may.paragraphs.push(l.t(T::BoundariesDescriptionDoLead));
    may.points = m.with(BoundaryAnswer::May).map(|r| told(r, l)).collect();
    let mut care = section("with_care", l.t(T::BoundariesDescriptionCare));
    care.paragraphs.push(l.t(T::BoundariesDescriptionCareLead));
    care.points = m.with(BoundaryAnswer::WithCare).map(|r| told(r, l)).collect();
    let mut no = section("do_not", l.t(T::BoundariesDescriptionNo));
    no.paragraphs.push(l.t(T::BoundariesDescriptionNoLead));
    no.points = m.with(BoundaryAnswer::No).map(|r| told(r, l)).collect();
    let sections = vec![
        about,
        services,
        may,
        care,
        no,
        depends(m, l),
        here(m, l),
        exceptions(l),
        responsible(m, l),
        standing(
            m,
            "confidentiality",
            T::BoundariesDescriptionConfidentiality,
            &CONFIDENTIALITY,
            l,
        ),
        standing(m, "doubt", T::BoundariesDescriptionDoubt, &DOUBT, l),
    ];
    DescriptionText {
        title: l.ta(T::BoundariesDescriptionTitle, &args![("service", m.service(l))]),
        sections: sections.into_iter().filter(|s| !s.paragraphs.is_empty() || !s.points.is_empty()).collect(),
    }
}

/// A rule as a point: what it is about, and what the guide does.
fn told(rule: &EffectiveRule, l: Locale) -> DescriptionPoint {
    rule.rule.map_or_else(
        || point(rule.code.clone(), ""),
        |r| point(r.title.get(l), r.do_instead.get(l)),
    )
}

/// Where the answer hangs on who guides, the form of help or the service.
fn depends(m: &Material, l: Locale) -> DescriptionSection {
    let mut made = section("depends", l.t(T::BoundariesDescriptionDepends));
    for rule in m.rules {
        let Some(known) = rule.rule else { continue };
        for case in &known.cases {
            let asked = one_of(&case.scope);
            let (answer, ground) = rule.answer_in(&asked);
            if let AnswerGround::Case(c) = ground
                && c == case
            {
                let text = format!(
                    "{}: {}. {}",
                    scope_words(&case.scope, m.register, l),
                    answer_in_text(answer, l),
                    case.do_instead.get(l)
                );
                made.points.push(point(known.title.get(l), text));
            }
        }
        for d in &rule.narrow {
            let text = format!(
                "{}: {}. {}",
                scope_words(&d.scope, m.register, l),
                answer_in_text(d.answer, l),
                sentence(d.reason.get(l))
            );
            made.points.push(point(known.title.get(l), text));
        }
    }
    made
}

/// A situation the scope applies in.
fn one_of(scope: &BoundaryScope) -> Situation {
    Situation {
        service: scope.services.first().cloned(),
        topic: scope.topics.first().copied(),
        form: scope.forms.first().copied(),
        guide: scope.guides.first().copied(),
    }
}

fn here(m: &Material, l: Locale) -> DescriptionSection {
    let mut made = section("here", l.t(T::BoundariesDescriptionHere));
    for rule in m.rules {
        if let Some(d) = &rule.deviation {
            let owner = l.ta(T::BoundariesOwner, &args![("owner", d.owner.as_str())]);
            let text = format!("{}. {} {owner}", answer_in_text(d.answer, l), sentence(d.reason.get(l)));
            made.points.push(point(told(rule, l).title, text));
        }
    }
    made
}

fn exceptions(l: Locale) -> DescriptionSection {
    let mut made = section("exceptions", l.t(T::BoundariesDescriptionExceptions));
    made.paragraphs.push(l.t(T::BoundariesDescriptionExceptionsText));
    made
}

fn responsible(m: &Material, l: Locale) -> DescriptionSection {
    let mut made = section("responsible", l.t(T::BoundariesDescriptionResponsible));
    made.paragraphs = m.own("responsible", l);
    let used = |key: &Key| m.offerings().any(|o| o.organisation == *key || o.contributors.contains(key));
    let own = m.register.organisations.iter().filter(|o| o.ended.is_none() && used(&o.key));
    made.points = own
        .map(|o| {
            let words = if o.kind == OrganisationKind::Municipal {
                T::BoundariesDescriptionOwnUnit
            } else {
                T::BoundariesDescriptionPartner
            };
            point(o.name.get(l), l.t(words))
        })
        .collect();
    made
}

const CONFIDENTIALITY: [T; 3] = [
    T::BoundariesDescriptionConfidentiality1,
    T::BoundariesDescriptionConfidentiality2,
    T::BoundariesDescriptionConfidentiality3,
];

const DOUBT: [T; 3] = [T::BoundariesDescriptionDoubt1, T::BoundariesDescriptionDoubt2, T::BoundariesDescriptionDoubt3];

/// A section with words that stand everywhere, and the municipality's own after them.
fn standing(m: &Material, code: &str, title: T, lines: &[T], l: Locale) -> DescriptionSection {
    let mut made = section(code, l.t(title));
    made.paragraphs = m.own(code, l);
    made.points = lines.iter().map(|t| point(l.t(*t), "")).collect();
    made
}

fn for_everybody(m: &Material, l: Locale) -> DescriptionText {
    let municipality = &m.register.municipality;
    let mut about = section("about", l.t(T::BoundariesPublicAbout));
    about.paragraphs = typed(municipality.about.get(l));
    about.paragraphs.push(l.t(T::BoundariesPublicFree));
    let mut may = section("do", l.t(T::BoundariesPublicDo));
    may.points = m.with(BoundaryAnswer::May).map(|r| said(r, l)).collect();
    let mut care = section("with_care", l.t(T::BoundariesPublicCare));
    care.paragraphs.push(l.t(T::BoundariesPublicCareLead));
    care.points = m.with(BoundaryAnswer::WithCare).map(|r| said(r, l)).collect();
    let mut no = section("do_not", l.t(T::BoundariesPublicNo));
    no.paragraphs.push(l.t(T::BoundariesPublicNoLead));
    no.points = m.with(BoundaryAnswer::No).map(|r| said(r, l)).collect();
    let mut safe = section("confidentiality", l.t(T::BoundariesPublicSafe));
    safe.paragraphs = vec![l.t(T::BoundariesPublicSafe1), l.t(T::BoundariesPublicSafe2)];
    let mut needs = section("exceptions", l.t(T::BoundariesPublicNeeds));
    needs.paragraphs.push(l.t(T::BoundariesPublicNeedsText));
    DescriptionText {
        title: l.ta(T::BoundariesPublicTitle, &args![("service", m.service(l))]),
        sections: vec![about, may, care, no, needs, safe],
    }
}

/// A rule as what we say to the one who asks. Words of the standard profile fit only where the answer here is its own.
fn said(rule: &EffectiveRule, l: Locale) -> DescriptionPoint {
    let Some(r) = rule.rule else {
        return point(rule.code.clone(), "");
    };
    let words = if rule.answer == r.answer {
        r.words_to_say.get(l).to_owned()
    } else {
        l.t(T::BoundariesPublicTogether)
    };
    point(r.title.get(l), words)
}

fn answer_in_text(answer: BoundaryAnswer, l: Locale) -> String {
    l.t(match answer {
        BoundaryAnswer::May => T::BoundariesYes,
        BoundaryAnswer::WithCare => T::BoundariesWithCare,
        BoundaryAnswer::No => T::BoundariesNoShort,
    })
}

/// What something is decided for, in words.
#[must_use]
pub fn scope_words(scope: &BoundaryScope, register: &Register, l: Locale) -> String {
    let services = scope.services.iter().map(|key| {
        let found = register.services.iter().find(|s| s.key == *key);
        found.map_or_else(|| key.as_str().to_owned(), |s| s.name.get(l).to_owned())
    });
    let topics = scope.topics.iter().map(|t| crate::offerings::topic_name(*t, l));
    let forms = scope.forms.iter().map(|f| form_words(*f, l));
    let guides = scope.guides.iter().map(|g| guide_words(*g, l));
    let sides: [Vec<String>; 3] = [services.chain(topics).collect(), forms.collect(), guides.collect()];
    let named: Vec<String> = sides.iter().filter(|side| !side.is_empty()).map(|side| side.join(", ")).collect();
    if named.is_empty() {
        l.t(T::BoundariesEverywhere)
    } else {
        named.join(" · ")
    }
}

/// A kind of guide, as whom something is decided for.
#[must_use]
pub fn guide_words(kind: GuideKind, l: Locale) -> String {
    crate::guides::words::kind(kind, l)
}

/// A form of help.
#[must_use]
pub fn form_words(kind: OfferingKind, l: Locale) -> String {
    crate::office::words::offering_kind(kind, l)
}
