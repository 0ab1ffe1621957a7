//! What the record of processing, the impact assessment and the notices are made from: what every column is for, what is in use
//! here, what the municipality has chosen, and what it has answered.

use super::store::{self, Answers};
use crate::{
    bookings, enrolments,
    frame::{AppError, Cx},
    incidents, risk,
    texts::T,
};
use domain::{
    municipality::Municipality,
    privacy::{DataSubject, ProcessingActivity, ProcessingRecord},
    risk::RiskAnalysis,
    shared::{Locale, Localized},
};
use jiff::Timestamp;
use std::{collections::BTreeSet, sync::LazyLock};

/// What every column is for, as this program was built.
pub const COLUMNS: &str = include_str!("../../../../PRIVACY.toml");
const WORDS: &str = include_str!("../../../domain/src/privacy/record.toml");

/// The record of processing. Both files are held together by tests, so it is never empty in a program that was built.
pub static RECORD: LazyLock<ProcessingRecord> =
    LazyLock::new(|| ProcessingRecord::read(COLUMNS, WORDS).unwrap_or(ProcessingRecord { activities: Vec::new() }));

/// Something only the municipality can answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Question {
    /// Stable code; also its address.
    pub code: &'static str,
    /// What is asked.
    pub label: T,
    /// What belongs there.
    pub hint: T,
    /// Whether everybody may read the answer, in the notices.
    pub public: bool,
}

const fn question(code: &'static str, label: T, hint: T, public: bool) -> Question {
    Question {
        code,
        label,
        hint,
        public,
    }
}

/// Everything only the municipality can answer, in the order it is asked.
pub const QUESTIONS: [Question; 11] = [
    question("ansvarlig", T::PrivacyAskController, T::PrivacyAskControllerHint, true),
    question("personvernombud", T::PrivacyAskOfficer, T::PrivacyAskOfficerHint, true),
    question("lov", T::PrivacyAskLaw, T::PrivacyAskLawHint, true),
    question("drift", T::PrivacyAskHosting, T::PrivacyAskHostingHint, true),
    question("utland", T::PrivacyAskAbroad, T::PrivacyAskAbroadHint, true),
    question("sikring", T::PrivacyAskMeasures, T::PrivacyAskMeasuresHint, false),
    question("nodvendig", T::PrivacyAskNecessary, T::PrivacyAskNecessaryHint, false),
    question("hort", T::PrivacyAskHeard, T::PrivacyAskHeardHint, false),
    question("rad", T::PrivacyAskAdvice, T::PrivacyAskAdviceHint, false),
    question(
        "konklusjon",
        T::PrivacyAskConclusion,
        T::PrivacyAskConclusionHint,
        false,
    ),
    question("ny-vurdering", T::PrivacyAskReview, T::PrivacyAskReviewHint, false),
];

/// How long the municipality has chosen to keep what it may choose for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Days after an appointment: the least and the most of the offerings.
    pub booking_days: (u16, u16),
    /// Days after what somebody signed up for.
    pub enrolment_days: u16,
    /// Months after an incident was closed.
    pub incident_months: u16,
}

/// What the documents are made from.
#[derive(Clone, Debug)]
pub struct Ground {
    /// The language they are written in.
    pub l: Locale,
    /// The municipality.
    pub municipality: Municipality,
    /// The codes of the activities that are in use.
    pub used: BTreeSet<String>,
    /// What the municipality has chosen.
    pub limits: Limits,
    /// Whether text messages and e-mails are sent.
    pub sends: (bool, bool),
    /// What it has answered.
    pub answers: Answers,
    /// The approved risk assessments.
    pub risks: Vec<RiskAnalysis>,
    /// The instant it is as of.
    pub now: Timestamp,
}

impl Ground {
    /// Reads it.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn of(cx: &Cx) -> Result<Self, AppError> {
        let published = cx.published().await?;
        let means = cx.app.post().means();
        let (mut used, limits, answers, risks) = cx
            .read(|r| {
                let limits = Limits {
                    booking_days: bookings::plans::kept_days(r)?,
                    enrolment_days: enrolments::store::keeping(r)?.days,
                    incident_months: incidents::store::keep_months(r)?,
                };
                Ok((
                    store::used(r, &RECORD)?,
                    limits,
                    store::answers(r)?,
                    risk::store::in_force(r)?.into_iter().map(|v| v.analysis).collect::<Vec<_>>(),
                ))
            })
            .await?;
        if means.sms || means.email {
            used.insert("messages".to_owned());
        }
        Ok(Self {
            l: cx.locale(),
            municipality: published.register.municipality.clone(),
            used,
            limits,
            sends: (means.sms, means.email),
            answers,
            risks,
            now: cx.now,
        })
    }

    /// The activities in use, and those that are not.
    #[must_use]
    pub fn activities(&self) -> (Vec<&'static ProcessingActivity>, Vec<&'static ProcessingActivity>) {
        RECORD.activities.iter().partition(|a| self.used.contains(&a.code))
    }

    /// The activities in use that are about somebody.
    pub fn about(&self, who: DataSubject) -> impl Iterator<Item = &'static ProcessingActivity> {
        RECORD.about(who).filter(|a| self.used.contains(&a.code))
    }

    /// What the municipality has answered; none where it has not.
    #[must_use]
    pub fn answer(&self, code: &str) -> Option<&str> {
        self.answers.get(code).map(String::as_str)
    }

    /// A time it is kept, with what the municipality has chosen put in.
    #[must_use]
    pub fn kept(&self, phrase: &Localized) -> String {
        let (least, most) = self.limits.booking_days;
        let days = if least == most {
            least.to_string()
        } else {
            format!("{least}–{most}")
        };
        phrase
            .exact(self.l)
            .replace("{booking_days}", &days)
            .replace("{enrolment_days}", &self.limits.enrolment_days.to_string())
            .replace("{incident_months}", &self.limits.incident_months.to_string())
    }
}
