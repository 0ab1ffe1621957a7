//! Forankring: what a guidance service rests on – money, strategies, decisions, benefits, grants – and what gives way first.
//!
//! Every amount is a whole number of øre (hundredths of a krone). Sums are exact: a year is the sum of its twelve months, and
//! nothing is rounded before it is shown.

mod application;
mod benefit;
mod budget;
mod cliff;
mod commitment;
mod entry;
mod grant;
mod kroner;
mod shipped;
mod strategy;
#[cfg(test)]
mod tests;

pub use application::{ApplicationGround, LEAST_WORDS, PartContents, PartLack, PartState, lacks};
pub use benefit::{Benefit, BenefitFor, Briefing, Measurement, RelatedProject};
pub use budget::{
    Alternative, Budget, BudgetFrame, CostBasis, CostKind, CostLine, CostPerGuidance, LEAST_GUIDANCES, MOST_ORE,
    MoneyLine, MoneySource, YEARS, YearSum, cost_per_guidance,
};
pub use cliff::{Footing, MoneyMonth, MoneyOutlook, falls_first, outlook};
pub use commitment::{Commitment, CommitmentKind, Standing, unanchored};
pub use entry::{AnchoredEntry, Entry, EntryKind};
pub use grant::{
    ALARM_MONTHS, ApplicationPart, CONDITION_ALARM_DAYS, Centrality, Grant, GrantCall, GrantCondition, GrantStatus,
    Ineligible, Spending, SpendingKind, SpendingSum, money_alarm, spent,
};
pub use kroner::{kroner, parse_kroner};
pub use shipped::{ShippedCall, ShippedStrategy, shipped_calls, shipped_strategies};
pub use strategy::{Strategy, StrategyGoal, StrategyLevel, StrategyStatus};

/// Keys in stored texts.
mod keys {
    use crate::shared::Key;
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

    pub fn serialize<S: Serializer>(keys: &[Key], s: S) -> Result<S::Ok, S::Error> {
        keys.iter().map(Key::as_str).collect::<Vec<_>>().serialize(s)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<Vec<Key>, D::Error> {
        let texts = Vec::<String>::deserialize(d)?;
        texts.iter().map(|t| Key::parse(t).map_err(|_| D::Error::custom("not a key"))).collect()
    }
}

/// A key in a stored text, or none.
mod maybe_key {
    use crate::shared::Key;
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

    pub fn serialize<S: Serializer>(key: &Option<Key>, s: S) -> Result<S::Ok, S::Error> {
        key.as_ref().map(Key::as_str).serialize(s)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<Option<Key>, D::Error> {
        let text = Option::<String>::deserialize(d)?;
        text.map(|t| Key::parse(&t).map_err(|_| D::Error::custom("not a key"))).transpose()
    }
}

/// A code list: its stable codes, every value in order, and reading a code.
macro_rules! codes {
    ($name:ident { $($value:ident => $code:literal),+ $(,)? }) => {
        impl $name {
            /// Every value, in the order it is shown.
            pub const ALL: &'static [Self] = &[$(Self::$value),+];

            /// Stable code used in tables and forms.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$value => $code),+
                }
            }

            /// Reads a code; `None` for anything else.
            #[must_use]
            pub fn parse(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|v| v.code() == code)
            }
        }
    };
}
use codes;
