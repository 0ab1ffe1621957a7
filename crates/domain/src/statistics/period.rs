use jiff::{
    ToSpan,
    civil::{Date, ISOWeekDate, Weekday},
};

/// The length of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PeriodKind {
    /// One day.
    Day,
    /// A week by ISO 8601, Monday to Sunday.
    Week,
    /// A calendar month.
    Month,
    /// A calendar year.
    Year,
    /// From one day to another.
    Custom,
}

impl PeriodKind {
    /// Every kind.
    pub const ALL: [Self; 5] = [Self::Day, Self::Week, Self::Month, Self::Year, Self::Custom];

    /// Stable code used in addresses.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
            Self::Custom => "custom",
        }
    }

    /// Reads a code written by [`PeriodKind::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }
}

/// A run of local days that figures are made for. Never empty.
///
/// ```
/// use domain::statistics::Period;
/// let week = Period::parse("2026-W53").unwrap();
/// assert_eq!((week.first().to_string(), week.last().to_string()), ("2026-12-28".into(), "2027-01-03".into()));
/// assert_eq!(week.previous().code(), "2026-W52");
/// assert!(Period::parse("2025-W53").is_none());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Period {
    kind: PeriodKind,
    first: Date,
    last: Date,
}

impl Period {
    /// The period of a kind that holds the day. A custom one is just the day.
    #[must_use]
    pub fn of(kind: PeriodKind, day: Date) -> Self {
        let (first, last) = match kind {
            PeriodKind::Day | PeriodKind::Custom => (day, day),
            PeriodKind::Week => {
                let monday = back(day, i32::from(day.weekday().to_monday_zero_offset()));
                (monday, forward(monday, 6))
            }
            PeriodKind::Month => (day.first_of_month(), day.last_of_month()),
            PeriodKind::Year => (day.first_of_year(), day.last_of_year()),
        };
        Self { kind, first, last }
    }

    /// From one day to another, both included; `None` when they are in the wrong order.
    #[must_use]
    pub fn custom(first: Date, last: Date) -> Option<Self> {
        let kind = PeriodKind::Custom;
        (first <= last).then_some(Self { kind, first, last })
    }

    /// Reads a code written by [`Period::code`]; both days from 2000 to 2099.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        let period = if let Some((first, last)) = code.split_once("..") {
            Self::custom(read_day(first)?, read_day(last)?)?
        } else if let Some((year, week)) = code.split_once("-W") {
            let week = i8::try_from(number(week, 2)?).ok()?;
            Self::of(
                PeriodKind::Week,
                ISOWeekDate::new(number(year, 4)?, week, Weekday::Monday).ok()?.date(),
            )
        } else if code.len() == 4 {
            Self::of(PeriodKind::Year, Date::new(number(code, 4)?, 1, 1).ok()?)
        } else if let (7, Some((year, month))) = (code.len(), code.split_once('-')) {
            let month = i8::try_from(number(month, 2)?).ok()?;
            Self::of(PeriodKind::Month, Date::new(number(year, 4)?, month, 1).ok()?)
        } else {
            Self::of(PeriodKind::Day, read_day(code)?)
        };
        let known = |day: Date| (2000..2100).contains(&day.year());
        (known(period.first) && known(period.last)).then_some(period)
    }

    /// Stable code: `2026-03-02`, `2026-W10`, `2026-03`, `2026` or `2026-03-02..2026-03-20`.
    #[must_use]
    pub fn code(self) -> String {
        match self.kind {
            PeriodKind::Day => self.first.to_string(),
            PeriodKind::Week => {
                let week = self.first.iso_week_date();
                format!("{:04}-W{:02}", week.year(), week.week())
            }
            PeriodKind::Month => format!("{:04}-{:02}", self.first.year(), self.first.month()),
            PeriodKind::Year => format!("{:04}", self.first.year()),
            PeriodKind::Custom => format!("{}..{}", self.first, self.last),
        }
    }

    /// Its kind.
    #[must_use]
    pub const fn kind(self) -> PeriodKind {
        self.kind
    }

    /// The first day.
    #[must_use]
    pub const fn first(self) -> Date {
        self.first
    }

    /// The last day.
    #[must_use]
    pub const fn last(self) -> Date {
        self.last
    }

    /// How many days, 1 or more.
    #[must_use]
    pub fn days(self) -> i32 {
        days_between(self.first, self.last) + 1
    }

    /// Whether the day is in it.
    #[must_use]
    pub fn contains(self, day: Date) -> bool {
        self.first <= day && day <= self.last
    }

    /// The period of the same kind just before; for a custom one the same number of days just before.
    #[must_use]
    pub fn previous(self) -> Self {
        let last = back(self.first, 1);
        match self.kind {
            PeriodKind::Custom => Self {
                first: back(self.first, self.days()),
                last,
                ..self
            },
            kind => Self::of(kind, last),
        }
    }

    /// The period of the same kind just after; for a custom one the same number of days just after.
    #[must_use]
    pub fn next(self) -> Self {
        let first = forward(self.last, 1);
        match self.kind {
            PeriodKind::Custom => Self {
                first,
                last: forward(self.last, self.days()),
                ..self
            },
            kind => Self::of(kind, first),
        }
    }

    /// The same period a year before: the month, the year, the week of the same number (week 53 becomes week 52 where
    /// the year has none), the day 52 weeks before – the same weekday –, or the same dates (29 February becomes 28).
    #[must_use]
    pub fn same_last_year(self) -> Self {
        let year_before = |day: Date| day.saturating_sub(1.year());
        match self.kind {
            PeriodKind::Day => Self::of(PeriodKind::Day, back(self.first, 364)),
            PeriodKind::Week => {
                let week = self.first.iso_week_date();
                let monday = |number| ISOWeekDate::new(week.year() - 1, number, Weekday::Monday).ok();
                let same = monday(week.week()).or_else(|| monday(52)).map(ISOWeekDate::date);
                Self::of(PeriodKind::Week, same.unwrap_or(back(self.first, 364)))
            }
            PeriodKind::Month | PeriodKind::Year => Self::of(self.kind, year_before(self.first)),
            PeriodKind::Custom => Self {
                first: year_before(self.first),
                last: year_before(self.last),
                ..self
            },
        }
    }

    /// The part of the period that has been, `today` included: itself when it is over, else the days from its first.
    /// `None` when it has not begun.
    #[must_use]
    pub fn so_far(self, today: Date) -> Option<Self> {
        if self.last <= today {
            Some(self)
        } else {
            Self::custom(self.first, today)
        }
    }

    /// What an earlier period is compared with while this one is running: as many of its first days as have been of this
    /// one. When this one is over – or has not begun – the whole `earlier`.
    ///
    /// ```
    /// use domain::statistics::Period;
    /// use jiff::civil::date;
    /// let march = Period::parse("2026-03").unwrap();
    /// let february = march.comparable(march.previous(), date(2026, 3, 10));
    /// assert_eq!(february.code(), "2026-02-01..2026-02-10");
    /// ```
    #[must_use]
    pub fn comparable(self, earlier: Self, today: Date) -> Self {
        if !self.contains(today) || self.last == today {
            return earlier;
        }
        let last = forward(earlier.first, days_between(self.first, today)).min(earlier.last);
        Self::custom(earlier.first, last).unwrap_or(earlier)
    }

    /// The periods of a kind that together cover this one, in order. The first and the last may reach outside it.
    #[must_use]
    pub fn buckets(self, kind: PeriodKind) -> Vec<Self> {
        if kind == PeriodKind::Custom {
            return vec![self];
        }
        // At the very end of the calendar a next period may not get further; then it is covered as far as it can be.
        let next =
            |bucket: &Self| Some(bucket.next()).filter(|next| bucket.last < self.last && bucket.last < next.last);
        std::iter::successors(Some(Self::of(kind, self.first)), next).collect()
    }

    /// The bucket that a chart of this period reads best in: days up to five weeks, weeks up to four months, months up to
    /// three years, then years.
    #[must_use]
    pub fn usual_bucket(self) -> PeriodKind {
        match self.days() {
            ..=35 => PeriodKind::Day,
            36..=124 => PeriodKind::Week,
            125..=1100 => PeriodKind::Month,
            _ => PeriodKind::Year,
        }
    }
}

fn read_day(text: &str) -> Option<Date> {
    if text.len() == 10 { text.parse().ok() } else { None }
}

/// A whole number written with exactly so many digits.
fn number(text: &str, digits: usize) -> Option<i16> {
    let plain = text.len() == digits && text.bytes().all(|b| b.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

fn back(day: Date, days: i32) -> Date {
    day.saturating_sub(days.days())
}

fn forward(day: Date, days: i32) -> Date {
    day.saturating_add(days.days())
}

fn days_between(from: Date, to: Date) -> i32 {
    // A difference of two dates in days always exists.
    from.until(to).map_or(0, |span| span.get_days())
}
