//! The public holidays of Norway and the eves before them, computed for any year.

use crate::shared::Locale;
use jiff::{SignedDuration, civil::Date};

/// A public holiday (helligdag) or an eve when much closes early.
///
/// The twelve public holidays are those of lov om helligdager og helligdagsfred § 2 and lov om 1. og 17. mai som
/// høgtidsdager. Ordinary Sundays are not among them: a schedule says itself whether it has Sundays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Holiday {
    /// 1 January.
    NewYear,
    /// 1 May.
    LabourDay,
    /// 17 May.
    ConstitutionDay,
    /// 25 December.
    ChristmasDay,
    /// 26 December.
    BoxingDay,
    /// Three days before Easter Sunday.
    MaundyThursday,
    /// Two days before Easter Sunday.
    GoodFriday,
    /// Easter Sunday.
    EasterSunday,
    /// The day after Easter Sunday.
    EasterMonday,
    /// 39 days after Easter Sunday.
    AscensionDay,
    /// 49 days after Easter Sunday.
    WhitSunday,
    /// 50 days after Easter Sunday.
    WhitMonday,
    /// Four days before Easter Sunday; not a public holiday.
    WednesdayBeforeEaster,
    /// The day before Easter Sunday; not a public holiday.
    EasterEve,
    /// The day before Whit Sunday; not a public holiday.
    WhitsunEve,
    /// 24 December; not a public holiday.
    ChristmasEve,
    /// 31 December; not a public holiday.
    NewYearsEve,
}

enum Rests {
    Fixed(i8, i8),
    AfterEaster(i64),
}

impl Holiday {
    /// Every day: the twelve public holidays – fixed dates first, as their name is used when two fall together – and
    /// then the eves.
    pub const ALL: [Self; 17] = [
        Self::NewYear,
        Self::LabourDay,
        Self::ConstitutionDay,
        Self::ChristmasDay,
        Self::BoxingDay,
        Self::MaundyThursday,
        Self::GoodFriday,
        Self::EasterSunday,
        Self::EasterMonday,
        Self::AscensionDay,
        Self::WhitSunday,
        Self::WhitMonday,
        Self::WednesdayBeforeEaster,
        Self::EasterEve,
        Self::WhitsunEve,
        Self::ChristmasEve,
        Self::NewYearsEve,
    ];

    /// Stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NewYear => "new_year",
            Self::LabourDay => "labour_day",
            Self::ConstitutionDay => "constitution_day",
            Self::ChristmasDay => "christmas_day",
            Self::BoxingDay => "boxing_day",
            Self::MaundyThursday => "maundy_thursday",
            Self::GoodFriday => "good_friday",
            Self::EasterSunday => "easter_sunday",
            Self::EasterMonday => "easter_monday",
            Self::AscensionDay => "ascension_day",
            Self::WhitSunday => "whit_sunday",
            Self::WhitMonday => "whit_monday",
            Self::WednesdayBeforeEaster => "wed_before_easter",
            Self::EasterEve => "easter_eve",
            Self::WhitsunEve => "whitsun_eve",
            Self::ChristmasEve => "christmas_eve",
            Self::NewYearsEve => "new_years_eve",
        }
    }

    /// Whether it is one of the twelve public holidays; the eves are not.
    #[must_use]
    pub const fn is_public(self) -> bool {
        !matches!(
            self,
            Self::WednesdayBeforeEaster | Self::EasterEve | Self::WhitsunEve | Self::ChristmasEve | Self::NewYearsEve
        )
    }

    /// Its name.
    #[must_use]
    pub const fn name(self, locale: Locale) -> &'static str {
        let (nb, nn, en) = self.names();
        match locale {
            Locale::Nb => nb,
            Locale::Nn => nn,
            Locale::En => en,
        }
    }

    const fn names(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::NewYear => ("Første nyttårsdag", "Første nyttårsdag", "New Year's Day"),
            Self::LabourDay => ("Arbeidernes dag", "Arbeidardagen", "Labour Day"),
            Self::ConstitutionDay => ("Grunnlovsdagen", "Grunnlovsdagen", "Constitution Day"),
            Self::ChristmasDay => ("Første juledag", "Første juledag", "Christmas Day"),
            Self::BoxingDay => ("Andre juledag", "Andre juledag", "Second Day of Christmas"),
            Self::MaundyThursday => ("Skjærtorsdag", "Skjærtorsdag", "Maundy Thursday"),
            Self::GoodFriday => ("Langfredag", "Langfredag", "Good Friday"),
            Self::EasterSunday => ("Første påskedag", "Første påskedag", "Easter Sunday"),
            Self::EasterMonday => ("Andre påskedag", "Andre påskedag", "Easter Monday"),
            Self::AscensionDay => ("Kristi himmelfartsdag", "Kristi himmelfartsdag", "Ascension Day"),
            Self::WhitSunday => ("Første pinsedag", "Første pinsedag", "Whit Sunday"),
            Self::WhitMonday => ("Andre pinsedag", "Andre pinsedag", "Whit Monday"),
            Self::WednesdayBeforeEaster => (
                "Onsdag før skjærtorsdag",
                "Onsdag før skjærtorsdag",
                "Wednesday before Easter",
            ),
            Self::EasterEve => ("Påskeaften", "Påskeaftan", "Easter Eve"),
            Self::WhitsunEve => ("Pinseaften", "Pinseaftan", "Whitsun Eve"),
            Self::ChristmasEve => ("Julaften", "Julaftan", "Christmas Eve"),
            Self::NewYearsEve => ("Nyttårsaften", "Nyttårsaftan", "New Year's Eve"),
        }
    }

    const fn rests(self) -> Rests {
        match self {
            Self::NewYear => Rests::Fixed(1, 1),
            Self::LabourDay => Rests::Fixed(5, 1),
            Self::ConstitutionDay => Rests::Fixed(5, 17),
            Self::ChristmasEve => Rests::Fixed(12, 24),
            Self::ChristmasDay => Rests::Fixed(12, 25),
            Self::BoxingDay => Rests::Fixed(12, 26),
            Self::NewYearsEve => Rests::Fixed(12, 31),
            Self::WednesdayBeforeEaster => Rests::AfterEaster(-4),
            Self::MaundyThursday => Rests::AfterEaster(-3),
            Self::GoodFriday => Rests::AfterEaster(-2),
            Self::EasterEve => Rests::AfterEaster(-1),
            Self::EasterSunday => Rests::AfterEaster(0),
            Self::EasterMonday => Rests::AfterEaster(1),
            Self::AscensionDay => Rests::AfterEaster(39),
            Self::WhitsunEve => Rests::AfterEaster(48),
            Self::WhitSunday => Rests::AfterEaster(49),
            Self::WhitMonday => Rests::AfterEaster(50),
        }
    }

    const fn falls_on(self, month: i8, day: i8, after_easter: i64) -> bool {
        match self.rests() {
            Rests::Fixed(m, d) => month == m && day == d,
            Rests::AfterEaster(days) => after_easter == days,
        }
    }
}

fn falling_on(date: Date) -> impl Iterator<Item = Holiday> {
    let after_easter = date.duration_since(easter_sunday(date.year())).as_hours() / 24;
    Holiday::ALL.into_iter().filter(move |h| h.falls_on(date.month(), date.day(), after_easter))
}

/// Easter Sunday of a year in the Gregorian calendar (the anonymous algorithm of Meeus, Jones and Butcher).
///
/// ```
/// use domain::schedule::easter_sunday;
/// assert_eq!(easter_sunday(2026).to_string(), "2026-04-05");
/// ```
#[must_use]
pub fn easter_sunday(year: i16) -> Date {
    let y = i32::from(year);
    let (a, b, c) = (y.rem_euclid(19), y.div_euclid(100), y.rem_euclid(100));
    let g = (8 * b + 13).div_euclid(25);
    let h = (19 * a + b - b.div_euclid(4) - g + 15).rem_euclid(30);
    let l = (32 + 2 * b.rem_euclid(4) + 2 * (c / 4) - h - c % 4).rem_euclid(7);
    let m = (a + 11 * h + 19 * l) / 433;
    let month = (h + l - 7 * m + 90) / 25;
    let day = (h + l - 7 * m + 33 * month + 19).rem_euclid(32);
    // Easter is always between 22 March and 25 April, so the parts fit and the date exists in every year of a `Date`.
    let (month, day) = (i8::try_from(month).unwrap_or(4), i8::try_from(day).unwrap_or(1));
    Date::new(year, month, day).unwrap_or(Date::ZERO)
}

/// Every holiday and eve that falls on a day; two can fall together, as Constitution Day and Whit Monday in 2027.
#[must_use]
pub fn holidays_on(date: Date) -> Vec<Holiday> {
    falling_on(date).collect()
}

/// The public holiday on a day, if there is one. Where two fall together it is the one with the fixed date.
///
/// ```
/// use domain::schedule::{Holiday, public_holiday};
/// use jiff::civil::date;
/// assert_eq!(public_holiday(date(2026, 5, 14)), Some(Holiday::AscensionDay));
/// assert_eq!(public_holiday(date(2026, 12, 24)), None, "Christmas Eve is no public holiday");
/// ```
#[must_use]
pub fn public_holiday(date: Date) -> Option<Holiday> {
    falling_on(date).find(|h| h.is_public())
}

/// The seventeen holidays and eves of a year, sorted by day.
#[must_use]
pub fn holidays_of_year(year: i16) -> Vec<(Date, Holiday)> {
    let easter = easter_sunday(year);
    let mut days: Vec<_> = Holiday::ALL
        .into_iter()
        .filter_map(|holiday| {
            let date = match holiday.rests() {
                Rests::Fixed(month, day) => Date::new(year, month, day),
                Rests::AfterEaster(days) => easter.checked_add(SignedDuration::from_hours(24 * days)),
            };
            Some((date.ok()?, holiday))
        })
        .collect();
    days.sort_unstable();
    days
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn easter_is_where_the_church_has_it() {
        let known = [
            (1818, 3, 22),
            (1943, 4, 25),
            (2000, 4, 23),
            (2008, 3, 23),
            (2011, 4, 24),
            (2019, 4, 21),
            (2024, 3, 31),
            (2025, 4, 20),
            (2026, 4, 5),
            (2027, 3, 28),
            (2028, 4, 16),
            (2030, 4, 21),
            (2035, 3, 25),
            (2038, 4, 25),
            (2040, 4, 1),
            (2049, 4, 18),
            (2076, 4, 19),
            (2285, 3, 22),
        ];
        for (year, month, day) in known {
            assert_eq!(easter_sunday(year), date(year, month, day));
        }
    }

    #[test]
    fn easter_is_a_sunday_in_its_season_for_ever() {
        for year in 1583..=9999 {
            let easter = easter_sunday(year);
            assert_eq!(easter.weekday(), jiff::civil::Weekday::Sunday, "{year}");
            assert!(date(year, 3, 22) <= easter && easter <= date(year, 4, 25), "{year}");
        }
    }

    #[test]
    fn the_twelve_of_2026() {
        let days: Vec<_> = holidays_of_year(2026)
            .into_iter()
            .filter(|(_, h)| h.is_public())
            .map(|(d, h)| format!("{d} {}", h.name(Locale::Nb)))
            .collect();
        let expected = [
            "2026-01-01 Første nyttårsdag",
            "2026-04-02 Skjærtorsdag",
            "2026-04-03 Langfredag",
            "2026-04-05 Første påskedag",
            "2026-04-06 Andre påskedag",
            "2026-05-01 Arbeidernes dag",
            "2026-05-14 Kristi himmelfartsdag",
            "2026-05-17 Grunnlovsdagen",
            "2026-05-24 Første pinsedag",
            "2026-05-25 Andre pinsedag",
            "2026-12-25 Første juledag",
            "2026-12-26 Andre juledag",
        ];
        assert_eq!(days, expected);
    }

    #[test]
    fn two_holidays_can_share_a_day() {
        let both = holidays_on(date(2027, 5, 17));
        assert_eq!(both, [Holiday::ConstitutionDay, Holiday::WhitMonday]);
        assert_eq!(public_holiday(date(2027, 5, 17)), Some(Holiday::ConstitutionDay));
        assert_eq!(
            holidays_on(date(2008, 5, 1)),
            [Holiday::LabourDay, Holiday::AscensionDay]
        );
    }

    #[test]
    fn by_day_and_by_year_agree() {
        for year in 2020..=2040 {
            let mut day = date(year, 1, 1);
            let mut found = Vec::new();
            while day.year() == year {
                found.extend(holidays_on(day).into_iter().map(|h| (day, h)));
                day = day.tomorrow().unwrap();
            }
            assert_eq!(found, holidays_of_year(year));
        }
    }

    /// The table beside the repository holds every year 2024–2040, compared with an independent implementation.
    #[test]
    fn the_shared_table_agrees() {
        let Some(table) = shared_table() else {
            println!("skipped: the shared data folder with holidays-no-2024-2040.csv is not here");
            return;
        };
        let written: Vec<String> = table.lines().skip(1).map(str::to_owned).collect();
        let mut computed: Vec<String> = (2024..=2040).flat_map(holidays_of_year).map(row).collect();
        let mut sorted = written;
        sorted.sort();
        computed.sort();
        assert_eq!(computed, sorted);
    }

    fn row((date, h): (Date, Holiday)) -> String {
        let [nb, nn, en] = Locale::ALL.map(|l| h.name(l));
        format!("{date},{},{nb},{nn},{en},{}", h.code(), u8::from(h.is_public()))
    }

    fn shared_table() -> Option<String> {
        let here = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let beside = [here.join("../../../shared"), here.join("../../../../shared")];
        let folders = std::env::var_os("TERSKEL_SHARED").map(Into::into).into_iter().chain(beside);
        folders
            .map(|f| f.join("data/holidays-no-2024-2040.csv"))
            .find_map(|f| std::fs::read_to_string(f).ok())
    }
}
