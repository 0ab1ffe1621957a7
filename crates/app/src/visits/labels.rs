//! The words for the codes of a visit, as the desk says them; the figures use the same.

use crate::texts::{T, Words};
use domain::{
    offerings::Topic,
    shared::{Locale, PartOfDay},
    statistics::Dimension,
    visits::{AgeBand, Barrier, Behalf, DurationBand, Form, GuidanceLanguage, HeardOfUs, Outcome, SentOn, UsedDevice},
};

/// A code that has words.
pub trait Labelled {
    /// The words.
    fn label(self, locale: Locale) -> String;
}

impl Labelled for Topic {
    fn label(self, locale: Locale) -> String {
        locale.t(match self {
            Self::PhoneTablet => T::VisitsTopicPhoneTablet,
            Self::Computer => T::VisitsTopicComputer,
            Self::Internet => T::VisitsTopicInternet,
            Self::Email => T::VisitsTopicEmail,
            Self::Photos => T::VisitsTopicPhotos,
            Self::AppsMaps => T::VisitsTopicAppsMaps,
            Self::SocialMedia => T::VisitsTopicSocialMedia,
            Self::ElectronicId => T::VisitsTopicElectronicId,
            Self::MunicipalApplications => T::VisitsTopicMunicipalApplications,
            Self::MunicipalPages => T::VisitsTopicMunicipalPages,
            Self::Nav => T::VisitsTopicNav,
            Self::Tax => T::VisitsTopicTax,
            Self::Health => T::VisitsTopicHealth,
            Self::DigitalPost => T::VisitsTopicDigitalPost,
            Self::Payment => T::VisitsTopicPayment,
            Self::Sources => T::VisitsTopicSources,
            Self::Fraud => T::VisitsTopicFraud,
            Self::Passwords => T::VisitsTopicPasswords,
            Self::PrivacySettings => T::VisitsTopicPrivacySettings,
            Self::Other => T::VisitsTopicOther,
        })
    }
}

impl Labelled for Form {
    fn label(self, locale: Locale) -> String {
        locale.t(match self {
            Self::DropIn => T::VisitsFormDropIn,
            Self::Appointment => T::VisitsFormAppointment,
            Self::Phone => T::VisitsFormPhone,
            Self::Outreach => T::VisitsFormOutreach,
            Self::Event => T::VisitsFormEvent,
        })
    }
}

impl Labelled for AgeBand {
    fn label(self, locale: Locale) -> String {
        locale.t(match self {
            Self::To15 => T::VisitsAgeU15,
            Self::From16 => T::VisitsAge1624,
            Self::From25 => T::VisitsAge2544,
            Self::From45 => T::VisitsAge4559,
            Self::Under60 => T::VisitsAgeU60,
            Self::From60 => T::VisitsAge6066,
            Self::From67 => T::VisitsAge6779,
            Self::From60To79 => T::VisitsAge6079,
            Self::From80 => T::VisitsAge80p,
            Self::Unknown => T::VisitsUnknown,
        })
    }
}

impl Labelled for Behalf {
    fn label(self, locale: Locale) -> String {
        locale.t(match self {
            Self::OneSelf => T::VisitsBehalfSelf,
            Self::Relative => T::VisitsBehalfRelative,
            Self::Professional => T::VisitsBehalfProfessional,
            Self::Unknown => T::VisitsUnknown,
        })
    }
}

impl Labelled for UsedDevice {
    fn label(self, locale: Locale) -> String {
        locale.t(match self {
            Self::OwnPhone => T::VisitsDeviceOwnPhone,
            Self::OwnTablet => T::VisitsDeviceOwnTablet,
            Self::OwnPc => T::VisitsDeviceOwnPc,
            Self::PublicPc => T::VisitsDevicePublicPc,
            Self::NoDevice => T::VisitsDeviceNone,
            Self::Unknown => T::VisitsUnknown,
        })
    }
}

impl Labelled for Barrier {
    fn label(self, locale: Locale) -> String {
        locale.t(match self {
            Self::Access => T::VisitsBarrierAccess,
            Self::Skill => T::VisitsBarrierSkill,
            Self::Administration => T::VisitsBarrierAdministration,
            Self::Language => T::VisitsBarrierLanguage,
            Self::Usability => T::VisitsBarrierUsability,
            Self::Other => T::VisitsBarrierOther,
            Self::Unknown => T::VisitsUnknown,
        })
    }
}

impl Labelled for DurationBand {
    fn label(self, locale: Locale) -> String {
        locale.t(match self {
            Self::Under5 => T::VisitsDurationU5,
            Self::From5 => T::VisitsDuration515,
            Self::From15 => T::VisitsDuration1530,
            Self::From30 => T::VisitsDuration3060,
            Self::From60 => T::VisitsDuration60p,
            Self::Unknown => T::VisitsUnknown,
        })
    }
}

impl Labelled for Outcome {
    fn label(self, locale: Locale) -> String {
        locale.t(match self {
            Self::Solved => T::VisitsOutcomeSolved,
            Self::CanRepeat => T::VisitsOutcomeCanRepeat,
            Self::Partly => T::VisitsOutcomePartly,
            Self::NotSolved => T::VisitsOutcomeNotSolved,
            Self::OutsideScope => T::VisitsOutcomeOutsideScope,
            Self::AnalogueRoute => T::VisitsOutcomeAnalogueRoute,
            Self::Unknown => T::VisitsUnknown,
        })
    }
}

impl Labelled for SentOn {
    fn label(self, locale: Locale) -> String {
        locale.t(match self {
            Self::Never => T::VisitsSentOn0,
            Self::Once => T::VisitsSentOn1,
            Self::TwiceOrMore => T::VisitsSentOn2p,
            Self::Unknown => T::VisitsUnknown,
        })
    }
}

impl Labelled for HeardOfUs {
    fn label(self, locale: Locale) -> String {
        locale.t(match self {
            Self::BeenBefore => T::VisitsHeardBeenBefore,
            Self::WordOfMouth => T::VisitsHeardWordOfMouth,
            Self::InTheBuilding => T::VisitsHeardInTheBuilding,
            Self::Poster => T::VisitsHeardPoster,
            Self::Newspaper => T::VisitsHeardNewspaper,
            Self::Web => T::VisitsHeardWeb,
            Self::PublicOffice => T::VisitsHeardPublicOffice,
            Self::Organisation => T::VisitsHeardOrganisation,
            Self::Other => T::VisitsHeardOther,
            Self::Unknown => T::VisitsUnknown,
        })
    }
}

impl Labelled for GuidanceLanguage {
    fn label(self, locale: Locale) -> String {
        locale.t(match self {
            Self::Norwegian => T::VisitsLanguageNo,
            Self::English => T::VisitsLanguageEn,
            Self::Sami => T::VisitsLanguageSmi,
            Self::Ukrainian => T::VisitsLanguageUk,
            Self::Arabic => T::VisitsLanguageAr,
            Self::Polish => T::VisitsLanguagePl,
            Self::Somali => T::VisitsLanguageSo,
            Self::Tigrinya => T::VisitsLanguageTi,
            Self::Other => T::VisitsLanguageOther,
            Self::Unknown => T::VisitsUnknown,
        })
    }
}

impl Labelled for PartOfDay {
    fn label(self, locale: Locale) -> String {
        locale.t(match self {
            Self::Morning => T::VisitsPartMorning,
            Self::Afternoon => T::VisitsPartAfternoon,
            Self::Evening => T::VisitsPartEvening,
        })
    }
}

/// The words for a value of a dimension; `None` for dimensions whose values are ids and keys of the register, and for
/// what is no value of the dimension.
#[must_use]
pub fn of(locale: Locale, dimension: Dimension, value: &str) -> Option<String> {
    fn words<C: Labelled>(code: Option<C>, locale: Locale) -> Option<String> {
        code.map(|c| c.label(locale))
    }
    let known = match dimension {
        Dimension::Form => words(Form::parse(value), locale),
        Dimension::Topic => words(Topic::parse(value), locale),
        Dimension::Outcome => words(Outcome::parse(value), locale),
        Dimension::AgeBand => words(AgeBand::parse(value), locale),
        Dimension::Behalf => words(Behalf::parse(value), locale),
        Dimension::Device => words(UsedDevice::parse(value), locale),
        Dimension::Barrier => words(Barrier::parse(value), locale),
        Dimension::Duration => words(DurationBand::parse(value), locale),
        Dimension::SentOn => words(SentOn::parse(value), locale),
        Dimension::Heard => words(HeardOfUs::parse(value), locale),
        Dimension::Language => words(GuidanceLanguage::parse(value), locale),
        Dimension::PartOfDay => words(PartOfDay::parse(value), locale),
        Dimension::Place
        | Dimension::Offering
        | Dimension::Service
        | Dimension::Referral
        | Dimension::Boundary
        | Dimension::WeekdayPart => return None,
    };
    known.or_else(|| (value == domain::statistics::UNKNOWN).then(|| locale.t(T::VisitsUnknown)))
}
