//! What the counter's and the office's pages have in common.

use crate::{
    frame::{Cx, Published},
    texts::{T, Words},
};
use domain::{
    equipment::{Equipment, EquipmentKind, LoanPeriod},
    schedule::day_in_words,
    shared::{Id, Locale, day_and_minute},
};
use jiff::Timestamp;

/// The words of a kind.
#[must_use]
pub fn kind_words(kind: EquipmentKind, l: Locale) -> String {
    l.t(match kind {
        EquipmentKind::Computer => T::EquipmentKindComputer,
        EquipmentKind::Tablet => T::EquipmentKindTablet,
        EquipmentKind::Phone => T::EquipmentKindPhone,
        EquipmentKind::HearingLoop => T::EquipmentKindHearingLoop,
        EquipmentKind::Projector => T::EquipmentKindProjector,
        EquipmentKind::Other => T::EquipmentKindOther,
    })
}

/// The words of a period, with the day it ends.
#[must_use]
pub fn period_words(period: LoanPeriod, cx: &Cx) -> String {
    let l = cx.locale();
    let words = l.t(match period {
        LoanPeriod::Today => return l.t(T::EquipmentPeriodToday),
        LoanPeriod::Week => T::EquipmentPeriodWeek,
        LoanPeriod::TwoWeeks => T::EquipmentPeriodTwoWeeks,
        LoanPeriod::FourWeeks => T::EquipmentPeriodFourWeeks,
    });
    format!("{words}, {}", day_in_words(period.back_on(cx.today()), cx.today(), l))
}

/// The day something must be back. It ends at midnight, which is no longer that day.
#[must_use]
pub fn back_words(due: Timestamp, cx: &Cx) -> String {
    let last = due.checked_sub(jiff::SignedDuration::from_secs(1)).unwrap_or(due);
    day_in_words(day_and_minute(last).0, cx.today(), cx.locale())
}

/// The name of the place that has a thing.
#[must_use]
pub fn place_name(published: &Published, place: Id, l: Locale) -> String {
    published.place_by_id(place).map_or_else(String::new, |p| p.name.get(l).to_owned())
}

/// A thing and where it is.
#[must_use]
pub fn thing_words(published: &Published, e: &Equipment, l: Locale) -> String {
    format!("{}, {}", e.name, place_name(published, e.place, l))
}
