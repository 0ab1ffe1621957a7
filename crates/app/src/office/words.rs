//! The words for kinds and codes, as they stand in forms.

use super::questions::Labelled;
use crate::{
    offerings::{organisation_kind_name, topic_name},
    texts::{T, Words},
};
use domain::{
    offerings::{Access, DropInRule, OfferingKind, Topic},
    organisations::OrganisationKind,
    schedule::Staffing,
    shared::Locale,
};

/// The words of an offering's kind.
#[must_use]
pub fn offering_kind(kind: OfferingKind, l: Locale) -> String {
    use OfferingKind as K;
    l.t(match kind {
        K::LibraryDropIn => T::OfficeKindLibraryDropIn,
        K::CitizenServiceDropIn => T::OfficeKindCitizenServiceDropIn,
        K::OneToOne => T::OfficeKindOneToOne,
        K::Club => T::OfficeKindClub,
        K::DataCafe => T::OfficeKindDataCafe,
        K::TailoredCourse => T::OfficeKindTailoredCourse,
        K::CitizenDay => T::OfficeKindCitizenDay,
        K::Course => T::OfficeKindCourse,
        K::OpenGroup => T::OfficeKindOpenGroup,
        K::Outreach => T::OfficeKindOutreach,
        K::PartnerOffering => T::OfficeKindPartnerOffering,
    })
}

/// Every kind of offering.
#[must_use]
pub fn offering_kinds(l: Locale) -> Vec<Labelled> {
    OfferingKind::ALL.into_iter().map(|k| (k.code().to_owned(), offering_kind(k, l))).collect()
}

/// The ways to get a place.
#[must_use]
pub fn accesses(l: Locale) -> Vec<Labelled> {
    let words = |a| match a {
        Access::JustCome => T::OfficeAccessJustCome,
        Access::ByAppointment => T::OfficeAccessByAppointment,
        Access::SignUp => T::OfficeAccessSignUp,
        Access::Closed => T::OfficeAccessClosed,
    };
    Access::ALL.into_iter().map(|a| (a.code().to_owned(), l.t(words(a)))).collect()
}

/// What is done when there is no time.
#[must_use]
pub fn drop_in_rules(l: Locale) -> Vec<Labelled> {
    let words = |r| match r {
        DropInRule::HelpAll => T::OfficeRuleHelpAll,
        DropInRule::HelpIfTimeElseRefer => T::OfficeRuleHelpIfTime,
    };
    DropInRule::ALL.into_iter().map(|r| (r.code().to_owned(), l.t(words(r)))).collect()
}

/// Every topic.
#[must_use]
pub fn topics(l: Locale) -> Vec<Labelled> {
    Topic::ALL.into_iter().map(|t| (t.code().to_owned(), topic_name(t, l))).collect()
}

/// Who is there.
#[must_use]
pub fn staffings(l: Locale) -> Vec<Labelled> {
    let words = |s| match s {
        Staffing::Staffed => T::OfficeStaffed,
        Staffing::Unstaffed => T::OfficeUnstaffed,
        Staffing::SelfService => T::OfficeSelfService,
    };
    Staffing::ALL.into_iter().map(|s| (s.code().to_owned(), l.t(words(s)))).collect()
}

/// The sorts of organisations.
#[must_use]
pub fn organisation_kinds(l: Locale) -> Vec<Labelled> {
    OrganisationKind::ALL
        .into_iter()
        .map(|k| (k.code().to_owned(), organisation_kind_name(k, l)))
        .collect()
}

/// The languages one can be helped in that municipalities name most often, in the reader's words.
#[must_use]
pub fn languages(l: Locale) -> Vec<Labelled> {
    let known = [
        ("nb", T::OfficeLangNb),
        ("nn", T::OfficeLangNn),
        ("en", T::OfficeLangEn),
        ("se", T::OfficeLangSe),
        ("sma", T::OfficeLangSma),
        ("smj", T::OfficeLangSmj),
        ("fkv", T::OfficeLangFkv),
        ("nsi", T::OfficeLangNsi),
        ("ar", T::OfficeLangAr),
        ("uk", T::OfficeLangUk),
        ("pl", T::OfficeLangPl),
        ("so", T::OfficeLangSo),
        ("ti", T::OfficeLangTi),
        ("fa", T::OfficeLangFa),
        ("ru", T::OfficeLangRu),
        ("lt", T::OfficeLangLt),
        ("de", T::OfficeLangDe),
        ("fr", T::OfficeLangFr),
        ("es", T::OfficeLangEs),
    ];
    known.map(|(code, text)| (code.to_owned(), l.t(text))).into()
}
