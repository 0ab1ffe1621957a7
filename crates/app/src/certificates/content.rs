//! A certificate as a document: what is said, in three languages.

use crate::texts::{T, Words};
use documents::{Block, Column, Document, Highlight, SignatureLine, Table, Text, Weight};
use domain::{
    guides::GuideKind,
    learning::{Hours, TrainingKind},
    schedule::month_name,
    shared::{Id, Locale},
};
use jiff::{Timestamp, civil::Date};
use ui::args;

/// What a certificate is made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Service {
    /// Who has guided.
    pub guide: Id,
    /// The name on the certificate.
    pub name: String,
    /// How she came to guide.
    pub kind: GuideKind,
    /// The first day it covers.
    pub from: Date,
    /// The last day it covers.
    pub until: Date,
    /// Minutes on shifts that are over, by the name of the offering.
    pub guiding: Vec<(String, u32)>,
    /// Confirmed training.
    pub training: Hours,
}

impl Service {
    /// All minutes.
    #[must_use]
    pub fn minutes(&self) -> u32 {
        self.guiding.iter().map(|(_, m)| m).sum::<u32>() + self.training.total()
    }
}

/// Who gives it out.
pub struct Giver {
    /// "Digihjelpen i Bergen".
    pub service: String,
    /// "Bergen".
    pub municipality: String,
}

/// The certificate.
#[must_use]
pub fn document(of: &Service, by: &Giver, now: Timestamp, l: Locale) -> Document {
    let mut blocks = vec![Block::Paragraph(Weight::Lead, lead(of, by, l).into())];
    if of.minutes() > 0 {
        blocks.push(Block::Highlight(Highlight {
            figure: l.ta(T::CertificatesHours, &args![("hours", hours(of.minutes(), l))]),
            words: l.t(T::CertificatesGuidingAndTraining),
        }));
        blocks.push(Block::Table(table(of, l)));
    }
    blocks.push(Block::paragraph(l.t(T::CertificatesWhatAGuideDoes)));
    blocks.push(Block::Signature(vec![SignatureLine {
        name: String::new(),
        role: l.ta(T::CertificatesOnBehalfOf, &args![("service", by.service.as_str())]),
    }]));
    let today = domain::shared::day_and_minute(now).0;
    blocks.push(Block::Paragraph(
        Weight::Small,
        l.ta(T::CertificatesWhereFrom, &args![("date", date_in_full(today, l))]).into(),
    ));
    Document {
        title: l.ta(T::CertificatesFor, &args![("name", of.name.as_str())]),
        language: l.into(),
        subject: lead(of, by, l),
        author: by.municipality.clone(),
        made: now,
        id: format!("attest-{}-{}-{}-{}-{}", of.guide, of.from, of.until, today, l.code()),
        blocks,
    }
}

fn lead(of: &Service, by: &Giver, l: Locale) -> String {
    l.ta(
        T::CertificatesLead,
        &args![
            ("kind", of.kind.code()),
            ("name", of.name.as_str()),
            ("service", by.service.as_str()),
            ("from", date_in_full(of.from, l)),
            ("until", date_in_full(of.until, l)),
        ],
    )
}

fn table(of: &Service, l: Locale) -> Table {
    let row = |what: String, minutes: u32| vec![Text::from(what), Text::from(hours(minutes, l))];
    let guided = of.guiding.iter().map(|(name, minutes)| {
        row(
            l.ta(T::CertificatesGuiding, &args![("offering", name.as_str())]),
            *minutes,
        )
    });
    let learnt = of.training.by_kind.iter().map(|(kind, minutes)| row(l.t(training(*kind)), *minutes));
    Table {
        caption: String::new(),
        columns: vec![Column::words(l.t(T::CertificatesWhat)), Column::figures(l.t(T::CertificatesHoursHead))],
        named_rows: true,
        rows: guided.chain(learnt).collect(),
        total: Some(row(l.t(T::CertificatesTotal), of.minutes())),
    }
}

const fn training(kind: TrainingKind) -> T {
    match kind {
        TrainingKind::Course => T::CertificatesCourse,
        TrainingKind::Shadowing => T::CertificatesShadowing,
        TrainingKind::TwoOnShift => T::CertificatesTwoOnShift,
        TrainingKind::JobShadowing => T::CertificatesJobShadowing,
        TrainingKind::NetworkMeeting => T::CertificatesNetworkMeeting,
        TrainingKind::Ethics => T::CertificatesEthics,
        TrainingKind::Security => T::CertificatesSecurity,
        TrainingKind::Other => T::CertificatesOther,
    }
}

/// Hours with two decimals at most: `6,5` in Norwegian, `6.5` in English.
#[must_use]
pub fn hours(minutes: u32, l: Locale) -> String {
    let hundredths = (u64::from(minutes) * 100 + 30) / 60;
    let decimals = format!("{:02}", hundredths % 100);
    let decimals = decimals.trim_end_matches('0');
    let point = if l == Locale::En { '.' } else { ',' };
    let whole = hundredths / 100;
    if decimals.is_empty() {
        whole.to_string()
    } else {
        format!("{whole}{point}{decimals}")
    }
}

/// A date with its year: `3. mars 2026`, `3 March 2026` in English.
fn date_in_full(date: Date, l: Locale) -> String {
    let dot = if l == Locale::En { "" } else { "." };
    format!("{}{dot} {} {}", date.day(), month_name(date.month(), l), date.year())
}
