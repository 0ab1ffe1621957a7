//! Tilbudene: the permanent things one can come to, what they help with, and the digital services people bring.

mod plan;

pub use plan::{BookingNeed, BookingPlan, Kept};

use crate::{
    schedule::Schedule,
    shared::{Key, Localized},
};
use jiff::civil::Date;

/// An offering (tilbud): a permanent thing one can come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offering {
    /// Its key; the address is `/tilbud/{key}`.
    pub key: Key,
    /// Its name.
    pub name: Localized,
    /// One sentence: what and for whom.
    pub summary: Localized,
    /// Some paragraphs, separated by empty lines.
    pub description: Localized,
    /// Its kind.
    pub kind: OfferingKind,
    /// The organisation that is responsible.
    pub organisation: Key,
    /// Organisations that contribute.
    pub contributors: Vec<Key>,
    /// What it helps with.
    pub topics: Vec<Topic>,
    /// The digital services it helps with.
    pub services: Vec<Key>,
    /// Languages one can be helped in, as BCP 47 codes (`nb`, `en`, `ar` …).
    pub languages: Vec<String>,
    /// Whom it is for, in words.
    pub audience: Localized,
    /// What to bring, in words.
    pub bring: Localized,
    /// What it costs, in words; empty means free.
    pub price: Localized,
    /// How one gets a place.
    pub access: Access,
    /// What is done when there is no time.
    pub drop_in_rule: DropInRule,
    /// Offerings one is sent on to, best first.
    pub refers_to: Vec<Key>,
    /// When and where.
    pub schedules: Vec<Schedule>,
    /// How appointments are made; `None` when one cannot book.
    pub booking: Option<BookingPlan>,
    /// Whether citizens see it.
    pub published: bool,
    /// When the owner last confirmed that what stands here is true.
    pub last_confirmed: Option<Date>,
    /// The day it ended. An ended offering keeps its address, which leads on to the successor.
    pub ended: Option<Date>,
    /// The offering that replaced it.
    pub successor: Option<Key>,
    /// Names of the fields that are assumptions, not known facts.
    pub assumed: Vec<String>,
}

/// The kind of an offering: O1–O11 of the capability map.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum OfferingKind {
    /// O1: drop-in at the library.
    LibraryDropIn,
    /// O2: drop-in at citizen service.
    CitizenServiceDropIn,
    /// O3: one-to-one by appointment.
    OneToOne,
    /// O4: Kom i gang club.
    Club,
    /// O5: Datakafé.
    DataCafe,
    /// O6: tailored course for another house.
    TailoredCourse,
    /// O7: Innbyggerdag – departments visit with a topic.
    CitizenDay,
    /// O8: course with lessons.
    Course,
    /// O9: language café, reading group, laptop club.
    OpenGroup,
    /// O10: outreach and mobile places.
    Outreach,
    /// O11: a partner's own offering.
    PartnerOffering,
}

impl OfferingKind {
    /// Every kind, in the order of the capability map.
    pub const ALL: [Self; 11] = [
        Self::LibraryDropIn,
        Self::CitizenServiceDropIn,
        Self::OneToOne,
        Self::Club,
        Self::DataCafe,
        Self::TailoredCourse,
        Self::CitizenDay,
        Self::Course,
        Self::OpenGroup,
        Self::Outreach,
        Self::PartnerOffering,
    ];

    /// Stable code used in tables and files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::LibraryDropIn => "library_drop_in",
            Self::CitizenServiceDropIn => "citizen_service_drop_in",
            Self::OneToOne => "one_to_one",
            Self::Club => "club",
            Self::DataCafe => "data_cafe",
            Self::TailoredCourse => "tailored_course",
            Self::CitizenDay => "citizen_day",
            Self::Course => "course",
            Self::OpenGroup => "open_group",
            Self::Outreach => "outreach",
            Self::PartnerOffering => "partner_offering",
        }
    }

    /// Reads a code written by [`OfferingKind::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }

    /// Whether one just comes: the two drop-ins. Only these have a queue.
    #[must_use]
    pub const fn is_drop_in(self) -> bool {
        matches!(self, Self::LibraryDropIn | Self::CitizenServiceDropIn)
    }
}

/// How one gets a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Access {
    /// Just come.
    JustCome,
    /// Ring or ask at the counter for a time.
    ByAppointment,
    /// Sign up by phone or at the counter.
    SignUp,
    /// Only for those the host invites.
    Closed,
}

impl Access {
    /// Every way.
    pub const ALL: [Self; 4] = [Self::JustCome, Self::ByAppointment, Self::SignUp, Self::Closed];

    /// Stable code used in tables and files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::JustCome => "just_come",
            Self::ByAppointment => "by_appointment",
            Self::SignUp => "sign_up",
            Self::Closed => "closed",
        }
    }

    /// Reads a code written by [`Access::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|a| a.code() == code)
    }
}

/// What a drop-in does when there is no time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DropInRule {
    /// Everyone is helped while it is open.
    HelpAll,
    /// Help if there is time, otherwise refer – the library's rule in Bergen.
    HelpIfTimeElseRefer,
}

impl DropInRule {
    /// Every rule.
    pub const ALL: [Self; 2] = [Self::HelpAll, Self::HelpIfTimeElseRefer];

    /// Stable code used in tables and files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::HelpAll => "help_all",
            Self::HelpIfTimeElseRefer => "help_if_time_else_refer",
        }
    }

    /// Reads a code written by [`DropInRule::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|a| a.code() == code)
    }
}

/// One of the six topics that the national recommendation names. Sub-topics hang under one of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MainTopic {
    /// Using a tablet, phone or PC to get online.
    Devices,
    /// Central municipal digital services.
    MunicipalServices,
    /// Being shown on to central state services.
    StateServices,
    /// Digital judgement.
    Judgement,
    /// Security online.
    Security,
    /// Protecting one's privacy online.
    Privacy,
}

impl MainTopic {
    /// The six, in the recommendation's order.
    pub const ALL: [Self; 6] = [
        Self::Devices,
        Self::MunicipalServices,
        Self::StateServices,
        Self::Judgement,
        Self::Security,
        Self::Privacy,
    ];
}

/// What people want help with: the six topics and the sub-topics that guides and citizens use words for.
/// The code is stable; the number is the bit it has in a visit's set of topics (0–62) and is never reused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Topic {
    /// Phone and tablet: settings, storage, apps.
    PhoneTablet,
    /// PC and printing.
    Computer,
    /// Getting online, Wi-Fi, browsers.
    Internet,
    /// E-mail.
    Email,
    /// Photos and files.
    Photos,
    /// Apps, app stores, maps and travel.
    AppsMaps,
    /// Video calls and social media.
    SocialMedia,
    /// Electronic identity and signing in.
    ElectronicId,
    /// Applications to the municipality.
    MunicipalApplications,
    /// The municipality's own pages (Min side and the like).
    MunicipalPages,
    /// NAV.
    Nav,
    /// The tax administration.
    Tax,
    /// Helsenorge.
    Health,
    /// Digital post and Altinn.
    DigitalPost,
    /// Bank, payment and Vipps.
    Payment,
    /// Judging sources and offers.
    Sources,
    /// Fraud, phishing, viruses.
    Fraud,
    /// Passwords and two-step sign-in.
    Passwords,
    /// What one shares and with whom.
    PrivacySettings,
    /// Something else.
    Other,
}

impl Topic {
    /// Every topic, in the order it is shown.
    pub const ALL: [Self; 20] = [
        Self::PhoneTablet,
        Self::Computer,
        Self::Internet,
        Self::Email,
        Self::Photos,
        Self::AppsMaps,
        Self::SocialMedia,
        Self::ElectronicId,
        Self::MunicipalApplications,
        Self::MunicipalPages,
        Self::Nav,
        Self::Tax,
        Self::Health,
        Self::DigitalPost,
        Self::Payment,
        Self::Sources,
        Self::Fraud,
        Self::Passwords,
        Self::PrivacySettings,
        Self::Other,
    ];

    /// Stable code used in tables and files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::PhoneTablet => "phone_tablet",
            Self::Computer => "computer",
            Self::Internet => "internet",
            Self::Email => "email",
            Self::Photos => "photos",
            Self::AppsMaps => "apps_maps",
            Self::SocialMedia => "social_media",
            Self::ElectronicId => "electronic_id",
            Self::MunicipalApplications => "municipal_applications",
            Self::MunicipalPages => "municipal_pages",
            Self::Nav => "nav",
            Self::Tax => "tax",
            Self::Health => "health",
            Self::DigitalPost => "digital_post",
            Self::Payment => "payment",
            Self::Sources => "sources",
            Self::Fraud => "fraud",
            Self::Passwords => "passwords",
            Self::PrivacySettings => "privacy_settings",
            Self::Other => "other",
        }
    }

    /// Reads a code written by [`Topic::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|t| t.code() == code)
    }

    /// The bit in a visit's set of topics, 0–62.
    #[must_use]
    pub fn bit(self) -> u8 {
        u8::try_from(Self::ALL.iter().position(|t| *t == self).unwrap_or(62)).unwrap_or(62)
    }

    /// The one of the six it belongs to.
    #[must_use]
    pub const fn main(self) -> MainTopic {
        match self {
            Self::PhoneTablet
            | Self::Computer
            | Self::Internet
            | Self::Email
            | Self::Photos
            | Self::AppsMaps
            | Self::SocialMedia
            | Self::Other => MainTopic::Devices,
            Self::MunicipalApplications | Self::MunicipalPages => MainTopic::MunicipalServices,
            Self::Nav | Self::Tax | Self::Health | Self::DigitalPost | Self::ElectronicId => MainTopic::StateServices,
            Self::Sources | Self::Payment => MainTopic::Judgement,
            Self::Fraud | Self::Passwords => MainTopic::Security,
            Self::PrivacySettings => MainTopic::Privacy,
        }
    }
}

/// A digital service that people bring to the counter, e.g. an application form of the municipality.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DigitalService {
    /// Its key.
    pub key: Key,
    /// Its name.
    pub name: Localized,
    /// Who owns it, in words (a department, NAV, a bank).
    pub owner: Localized,
    /// The topic it belongs to.
    pub topic: Topic,
    /// It can *only* be applied for digitally, so people without a machine must have help.
    pub digital_only: bool,
    /// Words people use for it, for search.
    pub search_words: Vec<String>,
    /// Where it is done; empty when not known.
    pub website: String,
    /// Names of the fields that are assumptions.
    pub assumed: Vec<String>,
}
