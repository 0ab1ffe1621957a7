//! The parts of an offering that are edited one at a time, each a form of its own.

use crate::{
    office::{
        editor::Editor,
        entered::{Entered, Reading},
        questions::{self, Input, Question},
        words,
    },
    texts::{T, Words},
};
use domain::{
    offerings::{Access, DropInRule, Offering, OfferingKind, Topic},
    register::{Entity, Register},
    shared::{Key, Locale, Localized},
};

/// A part of an offering.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Kind, organisations, how one gets a place.
    What,
    /// Name, summary and the other texts.
    Texts,
    /// Topics, digital services, languages, where one is sent on.
    Help,
}

impl Part {
    /// Every part, in the order they are shown.
    pub const ALL: [Self; 3] = [Self::Texts, Self::Help, Self::What];

    /// The last part of the address.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::What => "hva",
            Self::Texts => "tekster",
            Self::Help => "hjelp",
        }
    }

    /// Reads an address.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|p| p.code() == code)
    }

    /// The heading.
    #[must_use]
    pub fn title(self, l: Locale) -> String {
        l.t(match self {
            Self::What => T::OfficePartWhat,
            Self::Texts => T::OfficePartTexts,
            Self::Help => T::OfficePartHelp,
        })
    }
}

/// The page that edits a part of an offering.
#[derive(Clone)]
pub struct EditPart {
    /// The offering.
    pub key: String,
    /// The part.
    pub part: Part,
}

/// The page that makes an offering.
#[derive(Clone)]
pub struct NewOffering;

fn found<'r>(register: &'r Register, key: &str) -> Option<&'r Offering> {
    register.offerings.iter().find(|o| o.key.as_str() == key)
}

fn name_question(l: Locale) -> Question {
    Question::new("name", l.t(T::OfficeOfferingName), Input::Text(1)).hint(l.t(T::OfficeOfferingNameHint))
}

fn summary_question(l: Locale) -> Question {
    Question::new("summary", l.t(T::OfficeOfferingSummary), Input::Text(2)).hint(l.t(T::OfficeOfferingSummaryHint))
}

impl EditPart {
    fn what(register: &Register, l: Locale) -> Vec<Question> {
        vec![
            Question::new("kind", l.t(T::OfficeKind), Input::OneOf(words::offering_kinds(l))),
            Question::new(
                "organisation",
                l.t(T::OfficeResponsible),
                Input::OneOf(questions::organisations(register, l)),
            ),
            Question::new("access", l.t(T::OfficeAccess), Input::One(words::accesses(l))),
            Question::new(
                "drop_in_rule",
                l.t(T::OfficeDropInRule),
                Input::One(words::drop_in_rules(l)),
            ),
            Question::new(
                "contributors",
                l.t(T::OfficeContributors),
                Input::Several(questions::organisations(register, l)),
            )
            .optional(),
        ]
    }

    fn texts(l: Locale) -> Vec<Question> {
        let text = |name, label, rows| Question::new(name, l.t(label), Input::Text(rows)).optional();
        vec![
            name_question(l),
            summary_question(l),
            text("description", T::OfficeOfferingDescription, 6).hint(l.t(T::OfficeParagraphsHint)),
            text("audience", T::OfficeOfferingAudience, 1).hint(l.t(T::OfficeOfferingAudienceHint)),
            text("bring", T::OfficeOfferingBring, 1).hint(l.t(T::OfficeOfferingBringHint)),
            text("price", T::OfficeOfferingPrice, 1).hint(l.t(T::OfficeOfferingPriceHint)),
        ]
    }

    fn help(&self, register: &Register, l: Locale) -> Vec<Question> {
        let services = register.services.iter().map(|s| (s.key.to_string(), s.name.get(l).to_owned())).collect();
        let others = register
            .offerings
            .iter()
            .filter(|o| o.ended.is_none() && o.key.as_str() != self.key)
            .map(|o| (o.key.to_string(), o.name.get(l).to_owned()))
            .collect();
        let several = |name, label, options| Question::new(name, l.t(label), Input::Several(options)).optional();
        vec![
            several("topics", T::OfficeTopics, words::topics(l)).hint(l.t(T::OfficeTopicsHint)),
            several("services", T::OfficeServices, services),
            several("languages", T::OfficeLanguages, words::languages(l)),
            Question::new("more_languages", l.t(T::OfficeMoreLanguages), Input::Line)
                .hint(l.t(T::OfficeMoreLanguagesHint))
                .optional(),
            several("refers_to", T::OfficeRefersTo, others).hint(l.t(T::OfficeRefersToHint)),
        ]
    }
}

fn is_listed(code: &str) -> bool {
    words::languages(Locale::Nb).iter().any(|(known, _)| known == code)
}

impl Editor for EditPart {
    fn entity(&self) -> Entity {
        Entity::Offering
    }

    fn key(&self) -> String {
        self.key.clone()
    }

    fn title(&self, _register: &Register, l: Locale) -> String {
        self.part.title(l)
    }

    fn back(&self, register: &Register, l: Locale) -> Vec<(String, String)> {
        way(register, &self.key, l)
    }

    fn action(&self) -> String {
        format!("/kontor/tilbud/{}/{}", self.key, self.part.code())
    }

    fn after(&self, _entered: &Entered) -> String {
        format!("/kontor/tilbud/{}?lagret=1", self.key)
    }

    fn questions(&self, register: &Register, l: Locale) -> Vec<Question> {
        match self.part {
            Part::What => Self::what(register, l),
            Part::Texts => Self::texts(l),
            Part::Help => self.help(register, l),
        }
    }

    fn filled(&self, register: &Register) -> Option<Entered> {
        let o = found(register, &self.key)?;
        let entered = Entered::default();
        Some(match self.part {
            Part::What => entered
                .put("kind", o.kind.code())
                .put("organisation", &o.organisation)
                .put("access", o.access.code())
                .put("drop_in_rule", o.drop_in_rule.code())
                .put_all("contributors", &o.contributors),
            Part::Texts => entered
                .put_text("name", &o.name)
                .put_text("summary", &o.summary)
                .put_text("description", &o.description)
                .put_text("audience", &o.audience)
                .put_text("bring", &o.bring)
                .put_text("price", &o.price),
            Part::Help => entered
                .put_all("topics", o.topics.iter().map(|t| t.code()))
                .put_all("services", &o.services)
                .put_all("languages", o.languages.iter().filter(|c| is_listed(c)))
                .put(
                    "more_languages",
                    o.languages.iter().filter(|c| !is_listed(c)).cloned().collect::<Vec<_>>().join(", "),
                )
                .put_all("refers_to", &o.refers_to),
        })
    }

    fn apply(&self, register: &mut Register, r: &mut Reading<'_>) {
        let Some(o) = register.offerings.iter_mut().find(|o| o.key.as_str() == self.key) else {
            return;
        };
        let before = o.clone();
        match self.part {
            Part::What => apply_what(o, r),
            Part::Texts => {
                o.name = r.text("name");
                o.summary = r.text("summary");
                o.description = r.text("description");
                o.audience = r.text("audience");
                o.bring = r.text("bring");
                o.price = r.text("price");
            }
            Part::Help => apply_help(o, r),
        }
        no_longer_assumed(&before, o);
    }
}

fn apply_what(o: &mut Offering, r: &mut Reading<'_>) {
    if let Some(kind) = r.code("kind", OfferingKind::parse) {
        o.kind = kind;
    }
    if let Some(key) = r.key("organisation") {
        o.organisation = key;
    }
    if let Some(access) = r.code("access", Access::parse) {
        o.access = access;
    }
    if let Some(rule) = r.code("drop_in_rule", DropInRule::parse) {
        o.drop_in_rule = rule;
    }
    o.contributors = in_old_order(&o.contributors, r.keys("contributors"));
}

fn apply_help(o: &mut Offering, r: &mut Reading<'_>) {
    let topics = r.entered.all("topics").filter_map(Topic::parse).collect();
    o.topics = in_old_order(&o.topics, topics);
    o.services = in_old_order(&o.services, r.keys("services"));
    let more = r.line("more_languages");
    let more = more.split([',', ' ']).filter(|c| !c.is_empty()).map(str::to_owned);
    let languages = r.entered.all("languages").map(str::to_owned).chain(more).collect();
    o.languages = in_old_order(&o.languages, languages);
    o.refers_to = in_old_order(&o.refers_to, r.keys("refers_to"));
}

/// What was chosen before keeps its order, what is new comes after: order means something ("best first").
fn in_old_order<V: PartialEq + Clone>(old: &[V], chosen: Vec<V>) -> Vec<V> {
    let kept = old.iter().filter(|v| chosen.contains(v)).cloned();
    let mut out: Vec<V> = kept.collect();
    let new: Vec<V> = chosen.into_iter().filter(|v| !out.contains(v)).collect();
    out.extend(new);
    out
}

/// A field that somebody has written anew is no longer an assumption.
fn no_longer_assumed(before: &Offering, after: &mut Offering) {
    let changed = [
        ("name", before.name != after.name),
        ("summary", before.summary != after.summary),
        ("description", before.description != after.description),
        ("audience", before.audience != after.audience),
        ("bring", before.bring != after.bring),
        ("price", before.price != after.price),
        ("kind", before.kind != after.kind),
        ("access", before.access != after.access),
        ("drop_in_rule", before.drop_in_rule != after.drop_in_rule),
        ("topics", before.topics != after.topics),
        ("services", before.services != after.services),
        ("languages", before.languages != after.languages),
        ("contributors", before.contributors != after.contributors),
        ("refers_to", before.refers_to != after.refers_to),
        ("organisation", before.organisation != after.organisation),
    ];
    after.assumed.retain(|name| !changed.iter().any(|(field, is)| *is && field == name));
}

/// The way back from a page of an offering.
#[must_use]
pub fn way(register: &Register, key: &str, l: Locale) -> Vec<(String, String)> {
    let name = found(register, key).map_or("", |o| o.name.get(l)).to_owned();
    vec![("/kontor/tilbud".to_owned(), l.t(T::OfficeOfferings)), (format!("/kontor/tilbud/{key}"), name)]
}

impl Editor for NewOffering {
    fn entity(&self) -> Entity {
        Entity::Offering
    }

    fn key(&self) -> String {
        String::new()
    }

    fn title(&self, _register: &Register, l: Locale) -> String {
        l.t(T::OfficeNewOffering)
    }

    fn lead(&self, l: Locale) -> String {
        l.t(T::OfficeNewOfferingLead)
    }

    fn back(&self, _register: &Register, l: Locale) -> Vec<(String, String)> {
        vec![("/kontor/tilbud".to_owned(), l.t(T::OfficeOfferings))]
    }

    fn action(&self) -> String {
        "/kontor/tilbud/nytt".to_owned()
    }

    fn after(&self, entered: &Entered) -> String {
        format!(
            "/kontor/tilbud/{}?lagret=1",
            new_key(entered).map_or_else(String::new, |k| k.to_string())
        )
    }

    fn button(&self, l: Locale) -> String {
        l.t(T::OfficeMakeDraft)
    }

    fn questions(&self, register: &Register, l: Locale) -> Vec<Question> {
        vec![
            name_question(l),
            summary_question(l),
            Question::new("kind", l.t(T::OfficeKind), Input::OneOf(words::offering_kinds(l))),
            Question::new(
                "organisation",
                l.t(T::OfficeResponsible),
                Input::OneOf(questions::organisations(register, l)),
            ),
        ]
    }

    fn filled(&self, _register: &Register) -> Option<Entered> {
        Some(Entered::default())
    }

    fn apply(&self, register: &mut Register, r: &mut Reading<'_>) {
        let (name, summary) = (r.text("name"), r.text("summary"));
        let kind = r.code("kind", OfferingKind::parse).unwrap_or(OfferingKind::LibraryDropIn);
        let Some(organisation) = r.key("organisation") else {
            r.problem("organisation", r.locale.t(T::OfficeProblemChoose));
            return;
        };
        let Some(key) = new_key(r.entered) else {
            r.problem("name", r.locale.t(T::OfficeProblemMissing));
            return;
        };
        if register.offerings.iter().any(|o| o.key == key) {
            r.problem("name", r.locale.t(T::OfficeProblemNameTaken));
            return;
        }
        let own = register.municipality.written_language;
        register.offerings.push(draft(key, name, summary, kind, organisation, own));
    }
}

/// An offering that nobody sees yet.
#[must_use]
pub fn draft(
    key: Key,
    name: Localized,
    summary: Localized,
    kind: OfferingKind,
    organisation: Key,
    own: Locale,
) -> Offering {
    Offering {
        key,
        name,
        summary,
        description: Localized::default(),
        kind,
        organisation,
        contributors: vec![],
        topics: vec![],
        services: vec![],
        languages: vec![own.code().to_owned()],
        audience: Localized::default(),
        bring: Localized::default(),
        price: Localized::default(),
        access: if kind.is_drop_in() {
            Access::JustCome
        } else {
            Access::ByAppointment
        },
        drop_in_rule: DropInRule::HelpIfTimeElseRefer,
        refers_to: vec![],
        schedules: vec![],
        booking: None,
        published: false,
        last_confirmed: None,
        ended: None,
        successor: None,
        assumed: vec![],
    }
}

/// The key made from the first name that is written.
#[must_use]
pub fn new_key(entered: &Entered) -> Option<Key> {
    let names = Locale::ALL.map(|l| crate::office::entered::in_language("name", l));
    names.iter().find_map(|name| Key::from_name(entered.get(name)))
}
