use crate::offerings::{Access, OfferingKind};
use jiff::Timestamp;

/// How one gets a place at an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SignUpMode {
    /// Just come; there is no list.
    Open,
    /// One signs up, by web, phone or counter.
    SignUp,
    /// The host says who comes; nobody signs up in public.
    Closed,
}

impl SignUpMode {
    /// Every mode.
    pub const ALL: [Self; 3] = [Self::Open, Self::SignUp, Self::Closed];

    /// Stable code used in tables and files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::SignUp => "sign_up",
            Self::Closed => "closed",
        }
    }

    /// Reads a code written by [`SignUpMode::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|m| m.code() == code)
    }

    /// What an offering's own way in means for its events, until a plan says otherwise.
    #[must_use]
    pub const fn of_access(access: Access) -> Self {
        match access {
            Access::JustCome => Self::Open,
            Access::ByAppointment | Access::SignUp => Self::SignUp,
            Access::Closed => Self::Closed,
        }
    }
}

/// How many may sign up for an event, and when (påmelding).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignUp {
    /// Places in all. Only counts with [`SignUpMode::SignUp`].
    pub capacity: u16,
    /// When it opens; `None` is at once.
    pub from: Option<Timestamp>,
    /// When it closes; `None` is when the event begins. Never later than that.
    pub until: Option<Timestamp>,
    /// How one gets a place.
    pub mode: SignUpMode,
}

impl SignUp {
    /// The capacity of a group that can be guided in one room, when nobody has chosen another: the usual size of a
    /// course is 8–10 (Pensjonistforbundet's data courses).
    pub const USUAL_CAPACITY: u16 = 10;

    /// What holds when nothing is planned.
    #[must_use]
    pub const fn usual(access: Access) -> Self {
        Self {
            capacity: Self::USUAL_CAPACITY,
            from: None,
            until: None,
            mode: SignUpMode::of_access(access),
        }
    }

    /// Whether one can sign up at an instant for what begins at another.
    ///
    /// ```
    /// use domain::{events::SignUp, offerings::Access};
    /// let (now, later) = ("2026-03-03T10:00:00Z".parse().unwrap(), "2026-03-05T10:00:00Z".parse().unwrap());
    /// assert!(SignUp::usual(Access::SignUp).is_open(now, later));
    /// assert!(!SignUp::usual(Access::SignUp).is_open(later, now));
    /// assert!(!SignUp::usual(Access::JustCome).is_open(now, later));
    /// ```
    #[must_use]
    pub fn is_open(&self, now: Timestamp, begins: Timestamp) -> bool {
        self.mode == SignUpMode::SignUp
            && self.from.is_none_or(|from| from <= now)
            && self.until.is_none_or(|until| now < until)
            && now < begins
    }
}

/// Whether one signs up for the whole series rather than for one date: a course, and a club that is not open.
#[must_use]
pub const fn for_whole_series(kind: OfferingKind, mode: SignUpMode) -> bool {
    match kind {
        OfferingKind::Course | OfferingKind::TailoredCourse => true,
        OfferingKind::Club => !matches!(mode, SignUpMode::Open),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sign_up_is_open_from_when_it_opens_until_it_closes_or_begins() {
        let at = |text: &str| -> Timestamp { text.parse().unwrap() };
        let begins = at("2026-03-05T10:00:00Z");
        let plain = SignUp::usual(Access::SignUp);
        let limited = SignUp {
            from: Some(at("2026-03-01T07:00:00Z")),
            until: Some(at("2026-03-04T15:00:00Z")),
            ..plain
        };
        for (sign_up, now, open) in [
            (plain, "2026-01-01T00:00:00Z", true),
            (plain, "2026-03-05T09:59:59Z", true),
            (plain, "2026-03-05T10:00:00Z", false),
            (limited, "2026-03-01T06:59:59Z", false),
            (limited, "2026-03-01T07:00:00Z", true),
            (limited, "2026-03-04T14:59:59Z", true),
            (limited, "2026-03-04T15:00:00Z", false),
            (
                SignUp {
                    mode: SignUpMode::Open,
                    ..plain
                },
                "2026-03-01T00:00:00Z",
                false,
            ),
            (
                SignUp {
                    mode: SignUpMode::Closed,
                    ..plain
                },
                "2026-03-01T00:00:00Z",
                false,
            ),
        ] {
            assert_eq!(sign_up.is_open(at(now), begins), open, "{sign_up:?} at {now}");
        }
    }

    #[test]
    fn codes_are_read_back() {
        for mode in SignUpMode::ALL {
            assert_eq!(SignUpMode::parse(mode.code()), Some(mode));
        }
    }

    #[test]
    fn only_courses_and_closed_clubs_are_signed_up_for_as_a_whole() {
        use OfferingKind as K;
        let whole: Vec<(K, SignUpMode)> = K::ALL
            .into_iter()
            .flat_map(|k| SignUpMode::ALL.map(|m| (k, m)))
            .filter(|(k, m)| *m != SignUpMode::Open && for_whole_series(*k, *m))
            .collect();
        let kinds: Vec<K> = whole.iter().map(|(k, _)| *k).collect();
        assert_eq!(
            kinds,
            [K::Club, K::Club, K::TailoredCourse, K::TailoredCourse, K::Course, K::Course]
        );
        assert!(!for_whole_series(K::Club, SignUpMode::Open));
    }
}
