//! What the code lists of the register are called in plain words.

use crate::texts::{T, Words};
use domain::{
    offerings::{Access, MainTopic, Topic},
    organisations::OrganisationKind,
    schedule::Staffing,
    shared::Locale,
};

/// A topic as a heading says it: "Mobil og nettbrett".
#[must_use]
pub fn topic_name(topic: Topic, l: Locale) -> String {
    l.t(match topic {
        Topic::PhoneTablet => T::OfferingsTopicPhoneTablet,
        Topic::Computer => T::OfferingsTopicComputer,
        Topic::Internet => T::OfferingsTopicInternet,
        Topic::Email => T::OfferingsTopicEmail,
        Topic::Photos => T::OfferingsTopicPhotos,
        Topic::AppsMaps => T::OfferingsTopicAppsMaps,
        Topic::SocialMedia => T::OfferingsTopicSocialMedia,
        Topic::ElectronicId => T::OfferingsTopicElectronicId,
        Topic::MunicipalApplications => T::OfferingsTopicMunicipalApplications,
        Topic::MunicipalPages => T::OfferingsTopicMunicipalPages,
        Topic::Nav => T::OfferingsTopicNav,
        Topic::Tax => T::OfferingsTopicTax,
        Topic::Health => T::OfferingsTopicHealth,
        Topic::DigitalPost => T::OfferingsTopicDigitalPost,
        Topic::Payment => T::OfferingsTopicPayment,
        Topic::Sources => T::OfferingsTopicSources,
        Topic::Fraud => T::OfferingsTopicFraud,
        Topic::Passwords => T::OfferingsTopicPasswords,
        Topic::PrivacySettings => T::OfferingsTopicPrivacySettings,
        Topic::Other => T::OfferingsTopicOther,
    })
}

/// One of the six main topics as a heading.
#[must_use]
pub fn main_topic_name(topic: MainTopic, l: Locale) -> String {
    l.t(match topic {
        MainTopic::Devices => T::OfferingsMainDevices,
        MainTopic::MunicipalServices => T::OfferingsMainMunicipal,
        MainTopic::StateServices => T::OfferingsMainState,
        MainTopic::Judgement => T::OfferingsMainJudgement,
        MainTopic::Security => T::OfferingsMainSecurity,
        MainTopic::Privacy => T::OfferingsMainPrivacy,
    })
}

/// How one gets a place, as a sentence.
#[must_use]
pub fn access_sentence(access: Access, l: Locale) -> String {
    l.t(match access {
        Access::JustCome => T::OfferingsAccessJustCome,
        Access::ByAppointment => T::OfferingsAccessByAppointment,
        Access::SignUp => T::OfferingsAccessSignUp,
        Access::Closed => T::OfferingsAccessClosed,
    })
}

/// Who is there, in words.
#[must_use]
pub fn staffing_words(staffing: Staffing, l: Locale) -> String {
    l.t(match staffing {
        Staffing::Staffed => T::OfferingsStaffed,
        Staffing::Unstaffed => T::OfferingsUnstaffed,
        Staffing::SelfService => T::OfferingsSelfService,
    })
}

/// The sort of an organisation, as a heading for several.
#[must_use]
pub fn organisation_kind_name(kind: OrganisationKind, l: Locale) -> String {
    l.t(match kind {
        OrganisationKind::Municipal => T::OfferingsKindMunicipal,
        OrganisationKind::School => T::OfferingsKindSchool,
        OrganisationKind::Voluntary => T::OfferingsKindVoluntary,
        OrganisationKind::Charity => T::OfferingsKindCharity,
        OrganisationKind::State => T::OfferingsKindState,
        OrganisationKind::Private => T::OfferingsKindPrivate,
    })
}

/// The name of a language one can be helped in; the code itself where we have no name for it.
#[must_use]
pub fn language_name(code: &str, l: Locale) -> String {
    let text = match code {
        "nb" => T::OfferingsLanguageNb,
        "nn" => T::OfferingsLanguageNn,
        "en" => T::OfferingsLanguageEn,
        "se" => T::OfferingsLanguageSe,
        "ar" => T::OfferingsLanguageAr,
        "so" => T::OfferingsLanguageSo,
        "ti" => T::OfferingsLanguageTi,
        "uk" => T::OfferingsLanguageUk,
        "ru" => T::OfferingsLanguageRu,
        "pl" => T::OfferingsLanguagePl,
        "lt" => T::OfferingsLanguageLt,
        "fa" => T::OfferingsLanguageFa,
        "ur" => T::OfferingsLanguageUr,
        "tr" => T::OfferingsLanguageTr,
        "es" => T::OfferingsLanguageEs,
        "fr" => T::OfferingsLanguageFr,
        "de" => T::OfferingsLanguageDe,
        "nsl" => T::OfferingsLanguageNsl,
        other => return other.to_owned(),
    };
    l.t(text)
}

/// The names of fields that are assumptions, as a reader would call them, each once.
#[must_use]
pub fn assumed_words(fields: &[String], l: Locale) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for field in fields {
        let text = match field.as_str() {
            "weekdays" | "weekday" | "start" | "end" | "rule" | "every" | "date" | "nth" | "day" => {
                T::OfferingsFieldTimes
            }
            "hours" => T::OfferingsFieldHours,
            "street" | "postal_code" | "latitude" | "longitude" | "place" => T::OfferingsFieldAddress,
            "phone" => T::OfferingsFieldPhone,
            "directions" => T::OfferingsFieldDirections,
            "step_free" | "hearing_loop" | "accessible_toilet" | "private_corner" | "wifi" | "printer" | "machines"
            | "machines_wiped" => T::OfferingsFieldFacilities,
            "topics" => T::OfferingsFieldTopics,
            "languages" => T::OfferingsFieldLanguages,
            "audience" => T::OfferingsFieldAudience,
            "bring" => T::OfferingsFieldBring,
            "access" => T::OfferingsFieldAccess,
            "name" | "summary" | "description" | "about" | "note" => T::OfferingsFieldDescription,
            _ => continue,
        };
        let words = l.t(text);
        if !out.contains(&words) {
            out.push(words);
        }
    }
    out
}

/// Several words as one phrase: "a, b og c".
#[must_use]
pub fn list(words: &[String], l: Locale) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [many @ .., last] => format!("{} {} {last}", many.join(", "), l.t(T::OfferingsAnd)),
    }
}
