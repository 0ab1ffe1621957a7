//! The code lists of a visit. A code is stable: it stands in tables, files and exports, and is never given a new meaning.

/// Writes an enum whose values each have a stable code, with `ALL`, `code` and `parse`.
macro_rules! code_list {
    ($(#[$meta:meta])* $name:ident { $($(#[$value_meta:meta])* $value:ident = $code:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name {
            $($(#[$value_meta])* $value,)+
        }

        impl $name {
            /// Every value, in the order it is shown.
            pub const ALL: [Self; [$($code),+].len()] = [$(Self::$value),+];

            /// Stable code used in tables, forms and files.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$value => $code,)+
                }
            }

            /// Reads a code written by [`Self::code`]; `None` for anything else.
            #[must_use]
            pub fn parse(code: &str) -> Option<Self> {
                Self::ALL.into_iter().find(|value| value.code() == code)
            }
        }
    };
}

code_list! {
    /// How the guidance came about.
    Form {
        /// The person just came.
        DropIn = "drop_in",
        /// At an agreed time.
        Appointment = "appointment",
        /// By telephone.
        Phone = "phone",
        /// Where people are: a day centre, a shopping centre, at home.
        Outreach = "outreach",
        /// Help with one thing beside an event or a course.
        Event = "event",
    }
}

code_list! {
    /// The age as the guide took it to be, never asked. The fine bands meet HK-dir's 60+ and Statistics Norway's 67–79;
    /// the three coarse ones are what can be seen across a counter. A record keeps the band that was chosen: a coarse
    /// one is never spread over the fine ones, but fine ones can be added up with [`AgeBand::coarse`].
    AgeBand {
        /// 15 or younger.
        To15 = "u15",
        /// 16–24.
        From16 = "16_24",
        /// 25–44.
        From25 = "25_44",
        /// 45–59.
        From45 = "45_59",
        /// Coarse: younger than 60.
        Under60 = "u60",
        /// 60–66.
        From60 = "60_66",
        /// 67–79.
        From67 = "67_79",
        /// Coarse: 60–79.
        From60To79 = "60_79",
        /// 80 or older; in both sets.
        From80 = "80p",
        /// Not known.
        Unknown = "unknown",
    }
}

impl AgeBand {
    /// The coarse band that holds this one. `Unknown` stays unknown.
    #[must_use]
    pub const fn coarse(self) -> Self {
        match self {
            Self::To15 | Self::From16 | Self::From25 | Self::From45 | Self::Under60 => Self::Under60,
            Self::From60 | Self::From67 | Self::From60To79 => Self::From60To79,
            Self::From80 => Self::From80,
            Self::Unknown => Self::Unknown,
        }
    }
}

code_list! {
    /// Which age bands a place offers at the desk.
    AgeBandSet {
        /// –15, 16–24, 25–44, 45–59, 60–66, 67–79, 80+, unknown.
        Fine = "fine",
        /// Under 60, 60–79, 80+, unknown.
        Coarse = "coarse",
    }
}

impl AgeBandSet {
    /// The bands of the set, youngest first, unknown last.
    #[must_use]
    pub const fn bands(self) -> &'static [AgeBand] {
        match self {
            Self::Fine => &[
                AgeBand::To15,
                AgeBand::From16,
                AgeBand::From25,
                AgeBand::From45,
                AgeBand::From60,
                AgeBand::From67,
                AgeBand::From80,
                AgeBand::Unknown,
            ],
            Self::Coarse => &[AgeBand::Under60, AgeBand::From60To79, AgeBand::From80, AgeBand::Unknown],
        }
    }
}

code_list! {
    /// On whose behalf the person came (Digdir's model for registering help).
    Behalf {
        /// Their own.
        OneSelf = "self",
        /// A relative's or a friend's.
        Relative = "relative",
        /// Someone's they work for: home care, a school, a reception centre.
        Professional = "professional",
        /// Not known.
        Unknown = "unknown",
    }
}

code_list! {
    /// What the guidance was given on.
    UsedDevice {
        /// The person's own phone.
        OwnPhone = "own_phone",
        /// The person's own tablet.
        OwnTablet = "own_tablet",
        /// The person's own PC.
        OwnPc = "own_pc",
        /// A public machine.
        PublicPc = "public_pc",
        /// No machine: talk, or paper.
        NoDevice = "none",
        /// Not known.
        Unknown = "unknown",
    }
}

code_list! {
    /// What stood in the way. Health and life situation are deliberately not in the list: about one person at one
    /// place on one day they would be sensitive information.
    Barrier {
        /// No electronic identity, or shut out of a service.
        Access = "access",
        /// Not used to doing it.
        Skill = "skill",
        /// Knowing what the public sector wants.
        Administration = "administration",
        /// Language.
        Language = "language",
        /// The service itself is hard to use, or was down.
        Usability = "usability",
        /// Something else.
        Other = "other",
        /// Not known.
        Unknown = "unknown",
    }
}

code_list! {
    /// How long the guidance took, in minutes; a limit belongs to the longer band.
    DurationBand {
        /// Less than 5.
        Under5 = "u5",
        /// 5 to 15.
        From5 = "5_15",
        /// 15 to 30.
        From15 = "15_30",
        /// 30 to 60.
        From30 = "30_60",
        /// 60 or more.
        From60 = "60p",
        /// Not known.
        Unknown = "unknown",
    }
}

impl DurationBand {
    /// The band a number of minutes falls in.
    #[must_use]
    pub const fn of_minutes(minutes: u32) -> Self {
        match minutes {
            0..5 => Self::Under5,
            5..15 => Self::From5,
            15..30 => Self::From15,
            30..60 => Self::From30,
            _ => Self::From60,
        }
    }

    /// The minutes in the middle of the band, an hour and a quarter for the longest; `None` when not known.
    #[must_use]
    pub const fn middle(self) -> Option<u32> {
        match self {
            Self::Under5 => Some(3),
            Self::From5 => Some(10),
            Self::From15 => Some(22),
            Self::From30 => Some(45),
            Self::From60 => Some(75),
            Self::Unknown => None,
        }
    }
}

code_list! {
    /// How it went. All are honest outcomes; none is a mark on the person.
    Outcome {
        /// Solved together.
        Solved = "solved",
        /// Solved, and the person can do it alone next time.
        CanRepeat = "can_repeat",
        /// Partly solved.
        Partly = "partly",
        /// Not solved.
        NotSolved = "not_solved",
        /// Outside what the service does.
        OutsideScope = "outside_scope",
        /// Needs an analogue route: paper, telephone, someone to represent them.
        AnalogueRoute = "analogue_route",
        /// Not known.
        Unknown = "unknown",
    }
}

code_list! {
    /// How many others had already sent the person on about the same thing (Digdir's «kasteball»).
    SentOn {
        /// Nobody.
        Never = "0",
        /// One.
        Once = "1",
        /// Two or more.
        TwiceOrMore = "2p",
        /// Not known.
        Unknown = "unknown",
    }
}

code_list! {
    /// How the person had heard of the service.
    HeardOfUs {
        /// Has been here before.
        BeenBefore = "been_before",
        /// From family, friends, neighbours.
        WordOfMouth = "word_of_mouth",
        /// Was in the building anyway.
        InTheBuilding = "in_the_building",
        /// A poster or a flyer.
        Poster = "poster",
        /// A newspaper or the municipality's magazine.
        Newspaper = "newspaper",
        /// The web or social media.
        Web = "web",
        /// Shown here by another public office.
        PublicOffice = "public_office",
        /// Shown here by an organisation, a bank or a shop.
        Organisation = "organisation",
        /// Another way.
        Other = "other",
        /// Not known.
        Unknown = "unknown",
    }
}

code_list! {
    /// The language the guidance was given in. The list is short so that a language cannot point out a person.
    GuidanceLanguage {
        /// Norwegian, either written form.
        Norwegian = "no",
        /// English.
        English = "en",
        /// A Sámi language.
        Sami = "smi",
        /// Ukrainian.
        Ukrainian = "uk",
        /// Arabic.
        Arabic = "ar",
        /// Polish.
        Polish = "pl",
        /// Somali.
        Somali = "so",
        /// Tigrinya.
        Tigrinya = "ti",
        /// Another language.
        Other = "other",
        /// Not known.
        Unknown = "unknown",
    }
}

code_list! {
    /// How the visit was registered.
    Source {
        /// On the full form, right after the visit.
        Desk = "desk",
        /// On the full form, later than the visit.
        Afterwards = "afterwards",
        /// With one tap in tally mode.
        Tally = "tally",
        /// From a paper sheet.
        Paper = "paper",
    }
}
