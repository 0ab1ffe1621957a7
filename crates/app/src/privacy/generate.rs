//! The record of processing, the impact assessment and the notices as content, made from what is true here today. What only the
//! municipality can answer, and has not, is marked.

use super::record::{Ground, QUESTIONS, RECORD};
use crate::{
    risk,
    texts::{T, Words},
};
use documents::{Block, Callout, Column, Document, Pair, SignatureLine, Table, Text, Weight};
use domain::{
    privacy::{DataSubject, ProcessingActivity},
    risk::{RiskAnalysis, RiskScenario},
    schedule::day_in_words,
    shared::capital,
};
use jiff::civil::Date;
use ui::args;

/// What can be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paper {
    /// The record of processing, GDPR Article 30.
    Record,
    /// The skeleton of the impact assessment, GDPR Article 35.
    Assessment,
    /// What somebody whom data is about may know, GDPR Articles 13 and 14.
    Notice(DataSubject),
}

impl Paper {
    /// Everything.
    pub const ALL: [Self; 5] = [
        Self::Record,
        Self::Assessment,
        Self::Notice(DataSubject::Citizen),
        Self::Notice(DataSubject::Guide),
        Self::Notice(DataSubject::Partner),
    ];

    /// Its address, and the name of its file.
    #[must_use]
    pub const fn address(self) -> &'static str {
        match self {
            Self::Record => "protokoll",
            Self::Assessment => "vurdering",
            Self::Notice(DataSubject::Citizen) => "innbygger",
            Self::Notice(DataSubject::Guide) => "veileder",
            Self::Notice(DataSubject::Partner) => "samarbeid",
        }
    }

    /// Reads an address.
    #[must_use]
    pub fn parse(address: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|p| p.address() == address)
    }

    /// What it is called, and what it is in one sentence.
    #[must_use]
    pub const fn texts(self) -> (T, T) {
        match self {
            Self::Record => (T::PrivacyRecord, T::PrivacyRecordLead),
            Self::Assessment => (T::PrivacyAssessment, T::PrivacyAssessmentLead),
            Self::Notice(DataSubject::Citizen) => (T::PrivacyNoticeCitizen, T::PrivacyNoticeCitizenLead),
            Self::Notice(DataSubject::Guide) => (T::PrivacyNoticeGuide, T::PrivacyNoticeGuideLead),
            Self::Notice(DataSubject::Partner) => (T::PrivacyNoticePartner, T::PrivacyNoticePartnerLead),
        }
    }
}

/// What a paper says, without its title.
#[must_use]
pub fn blocks(paper: Paper, g: &Ground) -> Vec<Block> {
    let mut m = Maker { g, out: Vec::new() };
    match paper {
        Paper::Record => m.record(),
        Paper::Assessment => m.assessment(),
        Paper::Notice(DataSubject::Citizen) => m.citizen(),
        Paper::Notice(who) => m.notice(who),
    }
    m.out
}

/// A paper as a document.
#[must_use]
pub fn document(paper: Paper, g: &Ground) -> Document {
    let (title, lead) = paper.texts();
    let mut content = vec![Block::Paragraph(Weight::Lead, g.l.t(lead).into())];
    content.extend(blocks(paper, g));
    Document {
        title: g.l.t(title),
        language: g.l.into(),
        subject: g.l.t(lead),
        author: g.municipality.service_name.get(g.l).to_owned(),
        made: g.now,
        id: format!("{}-{}-{}", g.municipality.number, paper.address(), g.l.code()),
        blocks: content,
    }
}

struct Maker<'g> {
    g: &'g Ground,
    out: Vec<Block>,
}

impl Maker<'_> {
    fn heading(&mut self, title: T) {
        self.out.push(Block::heading(1, self.g.l.t(title)));
    }

    fn say(&mut self, text: T) {
        self.out.push(Block::paragraph(self.g.l.t(text)));
    }

    fn list(&mut self, texts: &[T]) {
        let l = self.g.l;
        self.out.push(Block::List(texts.iter().map(|t| Text::from(l.t(*t))).collect()));
    }

    fn part(&mut self, heading: T, text: T) {
        self.heading(heading);
        self.say(text);
    }

    /// What the municipality has answered, or a mark that it has to.
    fn answered(&mut self, code: &str) {
        let l = self.g.l;
        match self.g.answer(code) {
            Some(text) => self.out.extend(Block::prose(text)),
            None => {
                let asked = QUESTIONS.iter().find(|q| q.code == code);
                let blocks = asked.map(|q| Block::paragraph(format!("{} {}", l.t(q.label), l.t(q.hint))));
                self.out.push(Block::Callout(Callout {
                    title: l.t(T::PrivacyToFill),
                    blocks: blocks.into_iter().collect(),
                }));
            }
        }
    }

    fn question(&mut self, code: &str) {
        if let Some(q) = QUESTIONS.iter().find(|q| q.code == code) {
            self.heading(q.label);
            self.answered(code);
        }
    }

    fn people(&self, a: &ProcessingActivity) -> String {
        let word = |who: &DataSubject| match who {
            DataSubject::Citizen => T::PrivacyPeopleCitizen,
            DataSubject::Guide => T::PrivacyPeopleGuide,
            DataSubject::Partner => T::PrivacyPeoplePartner,
        };
        let words: Vec<String> = a.people.iter().map(|who| self.g.l.t(word(who))).collect();
        capital(&words.join(", "))
    }

    fn kept(&self, a: &ProcessingActivity) -> String {
        let all: Vec<String> = a.retention.iter().map(|phrase| self.g.kept(phrase)).collect();
        format!("{}.", capital(&all.join("; ")))
    }

    fn receivers(&self, a: &ProcessingActivity) -> String {
        let l = self.g.l;
        if a.code != "messages" {
            return l.t(T::PrivacyReceiversNone);
        }
        match self.g.sends {
            (true, true) => l.t(T::PrivacyReceiversBoth),
            (true, false) => l.t(T::PrivacyReceiversSms),
            (false, true) => l.t(T::PrivacyReceiversMail),
            (false, false) => l.t(T::PrivacyReceiversNone),
        }
    }

    fn contact(&mut self) {
        let (l, m) = (self.g.l, &self.g.municipality);
        let rows = [
            (T::PrivacyMunicipality, m.name.get(l).to_owned()),
            (T::PrivacyService, m.service_name.get(l).to_owned()),
            (T::PrivacyPhone, m.phone.clone()),
            (T::PrivacyEmail, m.email.clone()),
            (T::PrivacyHomepage, m.homepage.clone()),
        ];
        let known = rows.into_iter().filter(|(_, value)| !value.is_empty());
        let pairs = known.map(|(name, value)| Pair {
            name: l.t(name),
            value: value.into(),
        });
        self.out.push(Block::Pairs(pairs.collect()));
    }

    fn activity(&mut self, a: &ProcessingActivity) {
        let l = self.g.l;
        let basis: Vec<&str> = a.basis.iter().map(|b| b.exact(l)).collect();
        let rows = [
            (T::PrivacyPurpose, a.purpose.exact(l).to_owned()),
            (T::PrivacyPeople, self.people(a)),
            (T::PrivacyData, a.data.exact(l).to_owned()),
            (T::PrivacyBasis, basis.join(" ")),
            (T::PrivacyKept, self.kept(a)),
            (T::PrivacyReceivers, self.receivers(a)),
        ];
        self.out.push(Block::heading(2, a.name.exact(l)));
        let pairs = rows.into_iter().map(|(name, value)| Pair {
            name: l.t(name),
            value: value.into(),
        });
        self.out.push(Block::Pairs(pairs.collect()));
    }

    fn record(&mut self) {
        let l = self.g.l;
        self.heading(T::PrivacyAskController);
        self.contact();
        self.answered("ansvarlig");
        self.question("personvernombud");
        self.part(T::PrivacyVisits, T::PrivacyVisitsText);
        self.heading(T::PrivacyActivities);
        let (used, unused) = self.g.activities();
        for a in used {
            self.activity(a);
        }
        if !unused.is_empty() {
            self.part(T::PrivacyUnused, T::PrivacyUnusedText);
            let names = unused.iter().map(|a| Text::from(a.name.exact(l))).collect();
            self.out.push(Block::List(names));
        }
        self.question("lov");
        self.question("drift");
        self.question("utland");
        self.measures();
        self.answered("sikring");
    }

    fn measures(&mut self) {
        self.part(T::PrivacyMeasures, T::PrivacyMeasuresLead);
        self.list(&[
            T::PrivacyMeasureAnonymous,
            T::PrivacyMeasureGuard,
            T::PrivacyMeasureRoles,
            T::PrivacyMeasurePasswords,
            T::PrivacyMeasureTrail,
            T::PrivacyMeasureErased,
            T::PrivacyMeasureSealed,
            T::PrivacyMeasureNoOthers,
        ]);
    }

    fn assessment(&mut self) {
        let l = self.g.l;
        self.heading(T::PrivacyAskController);
        self.contact();
        self.answered("ansvarlig");
        self.part(T::PrivacyWhat, T::PrivacyVisitsText);
        let rows = self.g.activities().0.into_iter().map(|a| {
            let cells = [a.name.exact(l), &self.people(a), a.purpose.exact(l), a.data.exact(l), &self.kept(a)];
            cells.iter().map(|cell| Text::from(*cell)).collect()
        });
        let titles = [T::PrivacyActivity, T::PrivacyPeople, T::PrivacyPurpose, T::PrivacyData, T::PrivacyKept];
        let table = Table {
            caption: l.t(T::PrivacyActivities),
            columns: titles.iter().map(|t| Column::words(l.t(*t))).collect(),
            named_rows: true,
            rows: rows.collect(),
            total: None,
        };
        self.out.push(Block::Table(table));
        self.part(T::PrivacyWhy, T::PrivacyWhyText);
        self.list(&[
            T::PrivacyWhyNoIdentity,
            T::PrivacyWhyNoLink,
            T::PrivacyWhyChoice,
            T::PrivacyWhyShort,
            T::PrivacyWhySmallNumbers,
        ]);
        self.answered("nodvendig");
        self.question("lov");
        self.risks();
        self.measures();
        self.answered("sikring");
        for code in ["drift", "utland", "hort", "rad", "konklusjon", "ny-vurdering"] {
            self.question(code);
        }
        let line = |role: T| SignatureLine {
            name: String::new(),
            role: l.t(role),
        };
        self.out.push(Block::Signature(vec![
            line(T::PrivacySignController),
            line(T::PrivacySignOfficer),
        ]));
    }

    fn risks(&mut self) {
        let l = self.g.l;
        self.heading(T::PrivacyRisks);
        if self.g.risks.is_empty() {
            let title = l.t(T::PrivacyToFill);
            let blocks = vec![Block::paragraph(l.t(T::PrivacyRisksNone))];
            return self.out.push(Block::Callout(Callout { title, blocks }));
        }
        self.say(T::PrivacyRisksText);
        let tables: Vec<Block> = self.g.risks.iter().map(|a| Block::Table(self.risk_table(a))).collect();
        self.out.extend(tables);
    }

    fn risk_table(&self, a: &RiskAnalysis) -> Table {
        let l = self.g.l;
        let titles = [
            T::PrivacyRisk,
            T::PrivacyRiskBefore,
            T::PrivacyRiskMeasures,
            T::PrivacyRiskAfter,
            T::PrivacyRiskOwner,
        ];
        let row = |s: &RiskScenario| {
            let measures: Vec<&str> = s.measures.iter().map(|m| m.what.as_str()).collect();
            let controls = [s.controls.as_str()].into_iter().chain(measures).filter(|w| !w.is_empty());
            let accepted = s.valid_acceptance().map_or_else(|| l.t(T::PrivacyRiskNotAccepted), |a| a.owner.clone());
            [
                s.title.clone(),
                risk::rating_words(a, s.before, l),
                controls.collect::<Vec<_>>().join("; "),
                risk::rating_words(a, s.residual(), l),
                accepted,
            ]
            .map(Text::from)
            .to_vec()
        };
        let on = a.held_on.map(|day| day_in_words(day, Date::MIN, l)).unwrap_or_default();
        Table {
            caption: l.ta(T::PrivacyRisksFrom, &args![("title", a.title.as_str()), ("day", on)]),
            columns: titles.iter().map(|t| Column::words(l.t(*t))).collect(),
            named_rows: true,
            rows: a.scenarios.iter().map(row).collect(),
            total: None,
        }
    }

    /// What is told of each activity that is about somebody.
    fn told(&mut self, who: DataSubject) {
        let l = self.g.l;
        for a in self.g.about(who) {
            self.out.push(Block::heading(1, a.name.exact(l)));
            self.out.push(Block::paragraph(a.purpose.exact(l)));
            self.out.push(Block::paragraph(a.data.exact(l)));
            let kept = a.retention.iter().map(|phrase| Text::from(format!("{}.", capital(&self.g.kept(phrase)))));
            self.out.push(Block::paragraph(l.t(T::PrivacyNoticeKept)));
            self.out.push(Block::List(kept.collect()));
        }
    }

    fn grounds(&mut self, who: DataSubject) {
        let l = self.g.l;
        let mut words: Vec<&str> = Vec::new();
        for basis in self.g.about(who).flat_map(|a| &a.basis) {
            if !words.contains(&basis.exact(l)) {
                words.push(basis.exact(l));
            }
        }
        self.heading(T::PrivacyNoticeGround);
        self.out.push(Block::List(words.into_iter().map(Text::from).collect()));
        if let Some(law) = self.g.answer("lov") {
            self.out.extend(Block::prose(law));
        }
    }

    fn shared(&mut self) {
        let l = self.g.l;
        self.heading(T::PrivacyNoticeShared);
        self.out.push(Block::paragraph(match self.g.sends {
            (false, false) => l.t(T::PrivacyNoticeSharedNobody),
            _ => l.t(T::PrivacyNoticeSharedSends),
        }));
        for code in ["drift", "utland"] {
            if let Some(text) = self.g.answer(code) {
                self.out.extend(Block::prose(text));
            }
        }
    }

    fn rights(&mut self, own: T) {
        self.part(T::PrivacyNoticeRights, own);
        self.list(&[
            T::PrivacyNoticeRightSee,
            T::PrivacyNoticeRightMend,
            T::PrivacyNoticeRightErase,
            T::PrivacyNoticeRightComplain,
        ]);
        self.heading(T::PrivacyNoticeAsk);
        self.contact();
        for code in ["ansvarlig", "personvernombud"] {
            if let Some(text) = self.g.answer(code) {
                self.out.extend(Block::prose(text));
            }
        }
    }

    fn citizen(&mut self) {
        self.part(T::PrivacyNoticeVisit, T::PrivacyNoticeVisitText);
        self.part(T::PrivacyNoticeCodes, T::PrivacyNoticeCodesText);
        self.told(DataSubject::Citizen);
        self.part(T::PrivacyNoticeSearch, T::PrivacyNoticeSearchText);
        self.part(T::PrivacyNoticeCookies, T::PrivacyNoticeCookiesText);
        self.shared();
        self.grounds(DataSubject::Citizen);
        self.rights(T::PrivacyNoticeRightsCitizen);
    }

    fn notice(&mut self, who: DataSubject) {
        self.told(who);
        self.shared();
        self.grounds(who);
        self.rights(match who {
            DataSubject::Guide => T::PrivacyNoticeRightsGuide,
            _ => T::PrivacyNoticeRightsPartner,
        });
    }
}

/// The tables that the record knows.
pub fn tables() -> impl Iterator<Item = &'static str> {
    RECORD.activities.iter().flat_map(|a| a.tables.iter().map(String::as_str))
}
