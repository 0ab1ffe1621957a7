use crate::{frame::Refusal, texts::T};
use interop::ical::Broken;

/// Why a partner's calendar was not taken in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CalendarsRefusal {
    /// No file was sent.
    NoFile,
    /// It is too large.
    TooLarge,
    /// It is not text.
    NotText,
    /// It is something else than a calendar.
    NotACalendar,
    /// A line is too long.
    LineTooLong,
    /// Its parts lie wrong inside one another.
    WrongNesting,
    /// It has more events or dates than a year of openings.
    TooMany,
    /// Nothing in it was chosen.
    NothingChosen,
}

impl From<Broken> for CalendarsRefusal {
    fn from(broken: Broken) -> Self {
        match broken {
            Broken::TooLarge => Self::TooLarge,
            Broken::NotText(_) => Self::NotText,
            Broken::NotACalendar => Self::NotACalendar,
            Broken::LineTooLong(_) => Self::LineTooLong,
            Broken::WrongNesting(_) => Self::WrongNesting,
            Broken::TooMany => Self::TooMany,
        }
    }
}

impl Refusal for CalendarsRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::NoFile => "calendars.no_file",
            Self::TooLarge => "calendars.too_large",
            Self::NotText => "calendars.not_text",
            Self::NotACalendar => "calendars.not_a_calendar",
            Self::LineTooLong => "calendars.line_too_long",
            Self::WrongNesting => "calendars.wrong_nesting",
            Self::TooMany => "calendars.too_many",
            Self::NothingChosen => "calendars.nothing_chosen",
        }
    }

    fn texts(&self) -> (T, T) {
        match self {
            Self::NoFile => (T::CalendarsRefusalNoFile, T::CalendarsRefusalNoFileHint),
            Self::TooLarge => (T::CalendarsRefusalTooLarge, T::CalendarsRefusalTooLargeHint),
            Self::NotText => (T::CalendarsRefusalNotText, T::CalendarsRefusalNotTextHint),
            Self::NotACalendar => (T::CalendarsRefusalNotACalendar, T::CalendarsRefusalNotACalendarHint),
            Self::LineTooLong => (T::CalendarsRefusalLineTooLong, T::CalendarsRefusalLineTooLongHint),
            Self::WrongNesting => (T::CalendarsRefusalWrongNesting, T::CalendarsRefusalWrongNestingHint),
            Self::TooMany => (T::CalendarsRefusalTooMany, T::CalendarsRefusalTooManyHint),
            Self::NothingChosen => (T::CalendarsRefusalNothingChosen, T::CalendarsRefusalNothingChosenHint),
        }
    }
}
