//! Codes of the rules in words.

use crate::texts::{T, Words};
use domain::{
    anchoring::{
        Alternative, ApplicationPart, BenefitFor, Commitment, CommitmentKind, CostKind, EntryKind, Footing,
        GrantStatus, Ineligible, LEAST_WORDS, MoneySource, PartLack, PartState, SpendingKind, Standing, StrategyLevel,
        StrategyStatus, kroner,
    },
    schedule::{day_in_words, month_name},
    shared::Locale,
};
use jiff::civil::Date;
use ui::{args, parts::Tone};

/// "Alternativ 0: ingenting".
pub fn alternative(a: Alternative, l: Locale) -> String {
    l.t(match a {
        Alternative::Nothing => T::AnchoringAlternativeNothing,
        Alternative::Reduced => T::AnchoringAlternativeReduced,
        Alternative::Recommended => T::AnchoringAlternativeRecommended,
    })
}

/// "Hvert år".
pub fn cost_kind(k: CostKind, l: Locale) -> String {
    l.t(match k {
        CostKind::OneOff => T::AnchoringOneOff,
        CostKind::Operating => T::AnchoringOperating,
    })
}

/// "Egne penger".
pub fn source(s: MoneySource, l: Locale) -> String {
    l.t(match s {
        MoneySource::Own => T::AnchoringOwn,
        MoneySource::Grant => T::AnchoringGrantMoney,
        MoneySource::Other => T::AnchoringOther,
    })
}

/// "Bare sikre penger".
pub fn footing(f: Footing, l: Locale) -> String {
    l.t(match f {
        Footing::Secured => T::AnchoringFootingSecured,
        Footing::WithoutProject => T::AnchoringFootingWithout,
        Footing::Everything => T::AnchoringFootingEverything,
    })
}

/// "Kommunens egen".
pub fn level(v: StrategyLevel, l: Locale) -> String {
    l.t(match v {
        StrategyLevel::Municipal => T::AnchoringLevelMunicipal,
        StrategyLevel::County => T::AnchoringLevelCounty,
        StrategyLevel::National => T::AnchoringLevelNational,
    })
}

/// "Gjelder".
pub fn strategy_status(s: StrategyStatus, l: Locale) -> String {
    l.t(match s {
        StrategyStatus::Coming => T::AnchoringStatusComing,
        StrategyStatus::InForce => T::AnchoringStatusInForce,
        StrategyStatus::LastYear => T::AnchoringStatusLastYear,
        StrategyStatus::Expired => T::AnchoringStatusExpired,
        StrategyStatus::Replaced => T::AnchoringStatusReplaced,
    })
}

/// How a strategy's status is shown.
pub const fn strategy_tone(s: StrategyStatus) -> Tone {
    match s {
        StrategyStatus::Coming => Tone::Info,
        StrategyStatus::InForce => Tone::Good,
        StrategyStatus::LastYear => Tone::Look,
        StrategyStatus::Expired | StrategyStatus::Replaced => Tone::Stop,
    }
}

/// "Vedtak i kommunestyret".
pub fn commitment(k: CommitmentKind, l: Locale) -> String {
    l.t(match k {
        CommitmentKind::Law => T::AnchoringKindLaw,
        CommitmentKind::Council => T::AnchoringKindCouncil,
        CommitmentKind::Committee => T::AnchoringKindCommittee,
        CommitmentKind::Plan => T::AnchoringKindPlan,
        CommitmentKind::BudgetLine => T::AnchoringKindBudgetLine,
        CommitmentKind::Management => T::AnchoringKindManagement,
    })
}

/// When something was decided: the day, or the year where the day is not known.
pub fn decided(c: &Commitment, today: Date, l: Locale) -> Option<String> {
    c.on.map(|on| day_in_words(on, today, l)).or_else(|| c.year.map(|year| year.to_string()))
}

/// "Gjort".
pub fn standing(s: Standing, l: Locale) -> String {
    l.t(match s {
        Standing::NotSaid => T::AnchoringStandingNotSaid,
        Standing::Kept => T::AnchoringStandingKept,
        Standing::UnderWay => T::AnchoringStandingUnderWay,
        Standing::NotBegun => T::AnchoringStandingNotBegun,
    })
}

/// How it is shown.
pub const fn standing_tone(s: Standing) -> Tone {
    match s {
        Standing::Kept => Tone::Good,
        Standing::NotSaid | Standing::UnderWay => Tone::Info,
        Standing::NotBegun => Tone::Look,
    }
}

/// "Innbyggerne".
pub fn whose(w: BenefitFor, l: Locale) -> String {
    l.t(match w {
        BenefitFor::Citizens => T::AnchoringForCitizens,
        BenefitFor::Employees => T::AnchoringForEmployees,
        BenefitFor::Municipality => T::AnchoringForMunicipality,
        BenefitFor::Partners => T::AnchoringForPartners,
    })
}

/// "Søkt".
pub fn grant_status(s: GrantStatus, l: Locale) -> String {
    l.t(match s {
        GrantStatus::Drafting => T::AnchoringGrantDrafting,
        GrantStatus::Applied => T::AnchoringGrantApplied,
        GrantStatus::Granted => T::AnchoringGrantGranted,
        GrantStatus::Refused => T::AnchoringGrantRefused,
        GrantStatus::Closed => T::AnchoringGrantClosed,
    })
}

/// How it is shown.
pub const fn grant_tone(s: GrantStatus) -> Tone {
    match s {
        GrantStatus::Granted => Tone::Good,
        GrantStatus::Drafting | GrantStatus::Applied | GrantStatus::Closed => Tone::Info,
        GrantStatus::Refused => Tone::Look,
    }
}

/// "Veiledere".
pub fn spending(k: SpendingKind, l: Locale) -> String {
    l.t(match k {
        SpendingKind::Guides => T::AnchoringSpendGuides,
        SpendingKind::Training => T::AnchoringSpendTraining,
        SpendingKind::Marketing => T::AnchoringSpendMarketing,
        SpendingKind::Participation => T::AnchoringSpendParticipation,
        SpendingKind::Equipment => T::AnchoringSpendEquipment,
        SpendingKind::Project => T::AnchoringSpendProject,
    })
}

/// "Behovet".
pub fn part(p: ApplicationPart, l: Locale) -> String {
    l.t(match p {
        ApplicationPart::Need => T::AnchoringPartNeed,
        ApplicationPart::TargetGroups => T::AnchoringPartGroups,
        ApplicationPart::Plan => T::AnchoringPartPlan,
        ApplicationPart::Budget => T::AnchoringPartBudget,
        ApplicationPart::Partners => T::AnchoringPartPartners,
        ApplicationPart::Effect => T::AnchoringPartEffect,
        ApplicationPart::Afterwards => T::AnchoringPartAfterwards,
    })
}

/// What to write in a part of an application.
pub fn part_hint(p: ApplicationPart, l: Locale) -> String {
    l.t(match p {
        ApplicationPart::Need => T::AnchoringPartNeedHint,
        ApplicationPart::TargetGroups => T::AnchoringPartGroupsHint,
        ApplicationPart::Plan => T::AnchoringPartPlanHint,
        ApplicationPart::Budget => T::AnchoringPartBudgetHint,
        ApplicationPart::Partners => T::AnchoringPartPartnersHint,
        ApplicationPart::Effect => T::AnchoringPartEffectHint,
        ApplicationPart::Afterwards => T::AnchoringPartAfterwardsHint,
    })
}

/// "Er med".
pub fn part_state(s: PartState, l: Locale) -> String {
    l.t(match s {
        PartState::There => T::AnchoringPartThere,
        PartState::Thin => T::AnchoringPartThin,
        PartState::Missing => T::AnchoringPartMissing,
    })
}

/// What a part of an application lacks, as a sentence.
pub fn lack(lack: PartLack, l: Locale) -> String {
    match lack {
        PartLack::Empty => l.t(T::AnchoringLackEmpty),
        PartLack::OnlyTaken => l.t(T::AnchoringLackOwn),
        PartLack::Short => l.ta(T::AnchoringLackShort, &args![("n", i64::from(LEAST_WORDS))]),
        PartLack::NoFigure => l.t(T::AnchoringLackFigure),
        PartLack::Unanswered(n) => l.ta(T::AnchoringLackAnswers, &args![("n", n)]),
        PartLack::NoOffering => l.t(T::AnchoringLackOffering),
        PartLack::NoHours => l.t(T::AnchoringLackHours),
        PartLack::NoPeriod => l.t(T::AnchoringLackPeriod),
        PartLack::NoBudget => l.t(T::AnchoringLackBudget),
        PartLack::NoOwnMoney => l.t(T::AnchoringLackOwnMoney),
        PartLack::Uncovered(year) => l.ta(T::AnchoringLackCovered, &args![("year", i64::from(year))]),
        PartLack::NoPartner => l.t(T::AnchoringLackPartner),
        PartLack::NoBenefit => l.t(T::AnchoringLackBenefit),
        PartLack::MoneyEnds(first) => l.ta(T::AnchoringLackMoney, &args![("month", month(first, l))]),
    }
}

/// Why a call may be closed to the municipality.
pub fn ineligible(why: Ineligible, today: Date, l: Locale) -> String {
    match why {
        Ineligible::TooLate(day) => l.ta(T::AnchoringTooLate, &args![("day", day_in_words(day, today, l))]),
        Ineligible::Centrality(class) => l.ta(T::AnchoringWrongCentrality, &args![("class", i64::from(class))]),
        Ineligible::CentralityUnknown => l.t(T::AnchoringCentralityUnknown),
    }
}

/// What a form about something new is called.
pub fn new_title(k: EntryKind, l: Locale) -> String {
    l.t(match k {
        EntryKind::Frame => T::AnchoringFrameTitle,
        EntryKind::Cost => T::AnchoringCostNew,
        EntryKind::Money => T::AnchoringMoneyNew,
        EntryKind::Strategy => T::AnchoringStrategyNew,
        EntryKind::Goal => T::AnchoringGoalNew,
        EntryKind::Commitment => T::AnchoringCommitmentNew,
        EntryKind::Project => T::AnchoringProjectNew,
        EntryKind::Briefing => T::AnchoringBriefingNew,
        EntryKind::Benefit => T::AnchoringBenefitNew,
        EntryKind::Measurement => T::AnchoringMeasurementNew,
        EntryKind::Call => T::AnchoringCallNew,
        EntryKind::Grant => T::AnchoringGrantNew,
        EntryKind::Condition => T::AnchoringConditionNew,
        EntryKind::Spending => T::AnchoringSpendingNew,
    })
}

/// An amount with its unit: "125 000 kr".
pub fn money(ore: i64) -> String {
    format!("{}\u{a0}kr", kroner(ore))
}

/// An amount to whole kroner, for sums of months and years.
pub fn whole(ore: i64) -> String {
    let rounded = if ore < 0 { ore - 50 } else { ore + 50 };
    kroner(rounded / 100 * 100)
}

/// "oktober 2027".
pub fn month(month: Date, l: Locale) -> String {
    format!("{} {}", month_name(month.month(), l), month.year())
}

/// How near the end of a grant's money is.
pub fn alarm(months: i8, l: Locale) -> String {
    if months == 0 {
        l.t(T::AnchoringMoneyEnded)
    } else {
        l.ta(T::AnchoringMoneyEnds, &args![("n", i64::from(months))])
    }
}

/// The word of an address for a kind.
pub const fn address(k: EntryKind) -> &'static str {
    match k {
        EntryKind::Frame => "ramme",
        EntryKind::Cost => "kostnad",
        EntryKind::Money => "penger",
        EntryKind::Strategy => "strategi",
        EntryKind::Goal => "mal",
        EntryKind::Commitment => "vedtak",
        EntryKind::Project => "prosjekt",
        EntryKind::Briefing => "orientering",
        EntryKind::Benefit => "gevinst",
        EntryKind::Measurement => "maling",
        EntryKind::Call => "utlysning",
        EntryKind::Grant => "tilskudd",
        EntryKind::Condition => "vilkar",
        EntryKind::Spending => "forbruk",
    }
}

/// The kind that a word of an address names.
pub fn kind_of(named: &str) -> Option<EntryKind> {
    EntryKind::ALL.iter().copied().find(|k| address(*k) == named)
}
