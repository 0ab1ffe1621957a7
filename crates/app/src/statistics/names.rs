//! The words for dimensions, values and periods.

use crate::{
    frame::Published,
    texts::{T, Words},
    visits::labels,
};
use domain::shared::capital;
use domain::{
    boundaries::Profile,
    referrals::doors_of,
    schedule::{month_name, weekday_name},
    shared::{Id, Locale},
    statistics::{Axis, Cell, Dimension, NO_VALUE, Period, PeriodKind, Table},
    visits::ReferredTo,
};
use jiff::civil::{Date, Weekday};
use std::sync::Arc;

/// Says things in the reader's language, with the municipality's own names.
#[derive(Clone)]
pub struct Names {
    /// The language.
    pub locale: Locale,
    published: Arc<Published>,
}

impl Names {
    /// For a reader of a municipality's figures.
    #[must_use]
    pub const fn new(locale: Locale, published: Arc<Published>) -> Self {
        Self { locale, published }
    }

    /// What the municipality has published.
    #[must_use]
    pub fn published(&self) -> &Published {
        &self.published
    }

    /// The name of a dimension.
    #[must_use]
    pub fn dimension(&self, dimension: Dimension) -> String {
        self.locale.t(match dimension {
            Dimension::Place => T::StatisticsDimensionPlace,
            Dimension::Offering => T::StatisticsDimensionOffering,
            Dimension::Form => T::StatisticsDimensionForm,
            Dimension::Topic => T::StatisticsDimensionTopic,
            Dimension::Outcome => T::StatisticsDimensionOutcome,
            Dimension::AgeBand => T::StatisticsDimensionAge,
            Dimension::Behalf => T::StatisticsDimensionBehalf,
            Dimension::Service => T::StatisticsDimensionService,
            Dimension::Referral => T::StatisticsDimensionReferral,
            Dimension::Boundary => T::StatisticsDimensionBoundary,
            Dimension::Device => T::StatisticsDimensionDevice,
            Dimension::Barrier => T::StatisticsDimensionBarrier,
            Dimension::Duration => T::StatisticsDimensionDuration,
            Dimension::SentOn => T::StatisticsDimensionSentOn,
            Dimension::Heard => T::StatisticsDimensionHeard,
            Dimension::Language => T::StatisticsDimensionLanguage,
            Dimension::PartOfDay => T::StatisticsDimensionPart,
            Dimension::WeekdayPart => T::StatisticsDimensionWeek,
        })
    }

    /// The words for a value; what is no longer in the register is said to be so.
    #[must_use]
    pub fn value(&self, dimension: Dimension, value: &str) -> String {
        let l = self.locale;
        if value == NO_VALUE
            && matches!(
                dimension,
                Dimension::Service | Dimension::Referral | Dimension::Boundary
            )
        {
            return l.t(T::StatisticsNone);
        }
        if dimension == Dimension::WeekdayPart {
            let (weekday, part) = value.split_once('.').unwrap_or((value, ""));
            return format!("{}, {}", self.weekday(weekday), self.value(Dimension::PartOfDay, part));
        }
        labels::of(l, dimension, value)
            .or_else(|| self.registered(dimension, value))
            .unwrap_or_else(|| l.t(T::StatisticsGone))
    }

    /// The name of something in the register, or of a boundary.
    fn registered(&self, dimension: Dimension, value: &str) -> Option<String> {
        let register = &self.published.register;
        let name = match dimension {
            Dimension::Place => &self.published.place_by_id(Id::parse(value)?)?.name,
            Dimension::Offering => &self.published.offering_by_id(Id::parse(value)?)?.name,
            Dimension::Service => &register.services.iter().find(|s| s.key.as_str() == value)?.name,
            Dimension::Boundary => &Profile::standard().rule(value)?.title,
            Dimension::Referral => match ReferredTo::parse(value)? {
                ReferredTo::Offering(key) => &self.published.offering(key.as_str())?.name,
                ReferredTo::Door(key) => &doors_of(register).into_iter().find(|d| d.key == key)?.name,
            },
            _ => return None,
        };
        Some(name.get(self.locale).to_owned())
    }

    /// The words for a key on an axis.
    #[must_use]
    pub fn key(&self, axis: Axis, key: &str) -> String {
        match axis {
            Axis::Dimension(dimension) => self.value(dimension, key),
            Axis::Weekday => capital(&self.weekday(key)),
            Axis::Time(_) => Period::parse(key).map_or_else(|| key.to_owned(), |p| self.period(p)),
        }
    }

    /// The words for a column, short where it is a period among others of the table.
    #[must_use]
    pub fn short_key(&self, table: &Table, key: &str) -> String {
        let all: Vec<Period> = table.columns.iter().filter_map(|key| Period::parse(key)).collect();
        match (table.columns_by, Period::parse(key)) {
            (Axis::Time(_), Some(period)) => self.bucket(period, &all),
            _ => self.key(table.columns_by, key),
        }
    }

    /// A weekday by its number, Monday is 1, as inside a sentence.
    #[must_use]
    pub fn weekday(&self, number: &str) -> String {
        let weekday = number.parse().ok().and_then(|n| Weekday::from_monday_one_offset(n).ok());
        weekday.map_or_else(String::new, |weekday| weekday_name(weekday, self.locale).to_owned())
    }

    /// A day with its year.
    #[must_use]
    pub fn day(&self, day: Date) -> String {
        format!("{} {}", self.day_of_month(day), day.year())
    }

    fn day_of_month(&self, day: Date) -> String {
        let dot = if self.locale == Locale::En { "" } else { "." };
        format!("{}{dot} {}", day.day(), month_name(day.month(), self.locale))
    }

    /// A period: «mars 2026», «uke 10, 2026».
    #[must_use]
    pub fn period(&self, period: Period) -> String {
        let (first, last) = (period.first(), period.last());
        match period.kind() {
            PeriodKind::Day => self.day(first),
            PeriodKind::Week => {
                let week = first.iso_week_date();
                let args = ui::args![("week", week.week().to_string()), ("year", week.year().to_string())];
                self.locale.ta(T::StatisticsWeekOf, &args)
            }
            PeriodKind::Month => format!("{} {}", month_name(first.month(), self.locale), first.year()),
            PeriodKind::Year => first.year().to_string(),
            PeriodKind::Custom if first == last => self.day(first),
            PeriodKind::Custom if first.year() == last.year() => {
                format!("{}\u{2060}–\u{2060}{}", self.day_of_month(first), self.day(last))
            }
            PeriodKind::Custom => format!("{}\u{2060}–\u{2060}{}", self.day(first), self.day(last)),
        }
    }

    /// A bucket on the axis of a chart, as short as can be understood.
    #[must_use]
    pub fn bucket(&self, bucket: Period, among: &[Period]) -> String {
        let one_year = among.iter().all(|b| b.last().year() == bucket.last().year());
        match bucket.kind() {
            PeriodKind::Day => format!("{}.{}.", bucket.first().day(), bucket.first().month()),
            PeriodKind::Week => {
                let args = ui::args![("week", bucket.first().iso_week_date().week().to_string())];
                self.locale.ta(T::StatisticsWeek, &args)
            }
            PeriodKind::Month if one_year => month_name(bucket.first().month(), self.locale).to_owned(),
            _ => self.period(bucket),
        }
    }

    /// A bucket inside a sentence about its period: «tirsdag 3. mars», «uke 10», «mars 2026».
    #[must_use]
    pub fn bucket_in_words(&self, bucket: Period) -> String {
        let first = bucket.first();
        match bucket.kind() {
            PeriodKind::Day => format!(
                "{} {}",
                weekday_name(first.weekday(), self.locale),
                self.day_of_month(first)
            ),
            PeriodKind::Week => self.bucket(bucket, &[bucket]),
            _ => self.period(bucket),
        }
    }

    /// A number with its thousands apart.
    #[must_use]
    pub fn number(&self, n: u64) -> String {
        let digits = n.to_string();
        let apart = if self.locale == Locale::En { ',' } else { '\u{a0}' };
        let mut out = String::with_capacity(digits.len() + 4);
        for (i, digit) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i).is_multiple_of(3) {
                out.push(apart);
            }
            out.push(digit);
        }
        out
    }

    /// A figure, or why it is not shown.
    #[must_use]
    pub fn cell(&self, cell: Cell) -> String {
        match cell {
            Cell::Number(n) => self.number(n),
            Cell::FewerThanFive => self.locale.t(T::StatisticsFewerThanFive),
            Cell::Withheld => self.locale.t(T::StatisticsWithheld),
        }
    }
}
