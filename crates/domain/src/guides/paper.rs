use crate::shared::Key;
use jiff::civil::Date;

/// A requirement (krav) for guiding where citizens come.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Requirement {
    /// The declaration of confidentiality is signed (forvaltningsloven § 13).
    Confidentiality,
    /// The service description is read.
    ServiceDescription,
    /// There is a cooperation agreement with the organisation she comes from, or with herself when she comes from none.
    Agreement,
    /// A police certificate was seen. Only where a statute allows that it is asked for.
    PoliceCertificate,
    /// A training is done; the code of it in the rules.
    Training(Key),
}

impl Requirement {
    /// As it is kept and sent in forms: `confidentiality`, `training:veilederkurs`.
    ///
    /// ```
    /// use domain::guides::Requirement;
    /// let training = Requirement::parse("training:veilederkurs").unwrap();
    /// assert_eq!(training.code(), "training:veilederkurs");
    /// assert!(Requirement::parse("training:").is_none());
    /// ```
    #[must_use]
    pub fn code(&self) -> String {
        match self {
            Self::Confidentiality => "confidentiality".to_owned(),
            Self::ServiceDescription => "service_description".to_owned(),
            Self::Agreement => "agreement".to_owned(),
            Self::PoliceCertificate => "police_certificate".to_owned(),
            Self::Training(key) => format!("training:{key}"),
        }
    }

    /// Reads what [`Requirement::code`] wrote.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        match code {
            "confidentiality" => Some(Self::Confidentiality),
            "service_description" => Some(Self::ServiceDescription),
            "agreement" => Some(Self::Agreement),
            "police_certificate" => Some(Self::PoliceCertificate),
            other => Key::parse(other.strip_prefix("training:")?).ok().map(Self::Training),
        }
    }
}

/// A paper (papir): that something was signed, read, done or seen – never the thing itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paper {
    /// What it is for.
    pub requirement: Requirement,
    /// The version that was signed or read; empty where there are none.
    pub version: String,
    /// The day it was signed, read, done or seen.
    pub on: Date,
    /// The last day it holds; `None` when it does not run out.
    pub valid_to: Option<Date>,
    /// The statute that allows asking for it: never empty for a police certificate, always empty for all else.
    pub statute: String,
}

/// A version of the declaration or of the service description.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentVersion {
    /// Its name: "2", "2026-1". Unique for the document.
    pub name: String,
    /// The first day it is the one in force.
    pub from: Date,
}
