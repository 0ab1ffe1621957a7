use super::{Source, Visit};
use jiff::civil::Date;

/// How many days back a visit may be registered at the desk: a tablet may have been without network for a week.
pub const DAYS_BACK: i32 = 7;

/// How many days back a paper sheet may be entered.
pub const DAYS_BACK_PAPER: i32 = 60;

/// Why a visit is not registered or changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum VisitRefusal {
    /// The day has not come yet.
    FutureDay,
    /// More than [`DAYS_BACK`] days ago: use the paper sheet.
    TooLate,
    /// More than [`DAYS_BACK_PAPER`] days ago: the figures of that time are closed.
    PaperTooLate,
    /// Correcting and undoing is possible only on the day of the visit; afterwards no row belongs to one visit.
    DayIsOver,
    /// Somebody else, or another tablet, entered it; only a coordinator changes what others entered.
    NotYours,
}

impl VisitRefusal {
    /// Every refusal.
    pub const ALL: [Self; 5] = [Self::FutureDay, Self::TooLate, Self::PaperTooLate, Self::DayIsOver, Self::NotYours];

    /// Stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::FutureDay => "visit.future_day",
            Self::TooLate => "visit.too_late",
            Self::PaperTooLate => "visit.paper_too_late",
            Self::DayIsOver => "visit.day_is_over",
            Self::NotYours => "visit.not_yours",
        }
    }
}

/// Whether a visit on `day` may be registered `today` (both local days).
///
/// # Errors
/// A day to come; more than 7 days back, or 60 from paper.
pub fn check_day(day: Date, source: Source, today: Date) -> Result<(), VisitRefusal> {
    if day > today {
        return Err(VisitRefusal::FutureDay);
    }
    let (limit, refusal) = match source {
        Source::Paper => (DAYS_BACK_PAPER, VisitRefusal::PaperTooLate),
        Source::Desk | Source::Afterwards | Source::Tally => (DAYS_BACK, VisitRefusal::TooLate),
    };
    if days_between(day, today) > limit {
        Err(refusal)
    } else {
        Ok(())
    }
}

/// Whether a visit registered on the local day `registered` may be corrected or undone `today`.
///
/// # Errors
/// On any other day.
pub fn check_change(registered: Date, today: Date) -> Result<(), VisitRefusal> {
    if registered == today {
        Ok(())
    } else {
        Err(VisitRefusal::DayIsOver)
    }
}

fn days_between(from: Date, to: Date) -> i32 {
    // A difference of two dates in days always exists.
    from.until(to).map_or(i32::MAX, |span| span.get_days())
}

/// What a visit says, as one text: every field but the count. Equal texts mean equal visits, and the order of the texts
/// is the order sealed visits are stored in – it depends on nothing but content.
#[must_use]
pub fn content_key(visit: &Visit) -> String {
    [
        visit.day.to_string(),
        visit.place.to_string(),
        visit.offering.to_string(),
        visit.part_of_day.map_or("unknown", |p| p.code()).to_owned(),
        visit.form.code().to_owned(),
        visit.age_band.code().to_owned(),
        visit.behalf.code().to_owned(),
        format!("{:016x}", visit.topics.bits()),
        visit.service.as_ref().map_or(String::new(), ToString::to_string),
        visit.device.code().to_owned(),
        visit.barrier.code().to_owned(),
        visit.duration.code().to_owned(),
        visit.outcome.code().to_owned(),
        visit.referred_to.as_ref().map_or(String::new(), super::ReferredTo::code),
        visit.boundary.clone().unwrap_or_default(),
        visit.sent_on.code().to_owned(),
        visit.heard.code().to_owned(),
        visit.language.code().to_owned(),
        visit.source.code().to_owned(),
    ]
    .join("|")
}

/// Visits as they are sealed: sorted by [`content_key`], equal ones put together with their counts added. The result is
/// the same whatever order they come in, and no two rows are equal.
#[must_use]
pub fn seal(visits: Vec<Visit>) -> Vec<Visit> {
    let mut keyed: Vec<(String, Visit)> = visits.into_iter().map(|v| (content_key(&v), v)).collect();
    keyed.sort_by(|a, b| a.0.cmp(&b.0));
    let mut out: Vec<(String, Visit)> = Vec::with_capacity(keyed.len());
    for (key, visit) in keyed {
        match out.last_mut() {
            Some((last, kept)) if *last == key => kept.count = kept.count.saturating_add(visit.count),
            _ => out.push((key, visit)),
        }
    }
    out.into_iter().map(|(_, visit)| visit).collect()
}
