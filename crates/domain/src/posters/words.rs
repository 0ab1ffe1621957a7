use crate::{messages, offerings::MainTopic, shared::Locale};
use serde::{Serialize, Serializer};
use std::{collections::BTreeMap, sync::LazyLock};

/// The longest text a municipality may put in a word's place.
pub const WORD_LENGTH: usize = 160;

/// A language that posters are made in: bokmål, nynorsk, English, and those many who come for help read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PosterLanguage(&'static str);

impl PosterLanguage {
    /// Every language: first those that pages are complete in.
    pub fn all() -> impl Iterator<Item = Self> {
        let ours = Locale::ALL.into_iter().map(|l| Self(l.code()));
        ours.chain(messages::CITIZEN_LANGUAGES.iter().map(|(code, _)| Self(code)))
    }

    /// Reads a code (BCP 47): `nb`, `ar` …
    ///
    /// ```
    /// use domain::posters::PosterLanguage;
    /// assert!(PosterLanguage::parse("ar").is_some_and(|l| l.is_right_to_left()));
    /// assert!(PosterLanguage::parse("tlh").is_none());
    /// ```
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::all().find(|l| l.0 == code)
    }

    /// The code (BCP 47).
    #[must_use]
    pub const fn code(self) -> &'static str {
        self.0
    }

    /// The written language of ours, when it is one.
    #[must_use]
    pub fn locale(self) -> Option<Locale> {
        Locale::parse(self.0)
    }

    /// What the language calls itself, for those who look for their own; `None` for bokmål, nynorsk and English.
    #[must_use]
    pub fn own_name(self) -> Option<&'static str> {
        messages::own_name(self.0)
    }

    /// Whether it is written from right to left.
    #[must_use]
    pub fn is_right_to_left(self) -> bool {
        messages::is_right_to_left(self.0)
    }
}

impl From<Locale> for PosterLanguage {
    fn from(locale: Locale) -> Self {
        Self(locale.code())
    }
}

impl Serialize for PosterLanguage {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0)
    }
}

macro_rules! poster_words {
    ($($variant:ident $code:literal;)*) => {
        /// A word or a sentence that stands on posters.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[expect(missing_docs, reason = "the shipped words say what each is")]
        pub enum PosterWord { $($variant,)* }

        impl PosterWord {
            /// Every word, in the order they are read through.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// Stable code used in tables, files and addresses.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }
        }
    };
}

poster_words! {
    Question "question";
    Lead "lead";
    Free "free";
    JustCome "just-come";
    ByAppointment "by-appointment";
    SignUp "sign-up";
    Call "call";
    Come "come";
    Scan "scan";
    Valid "valid";
    ValidNoPhone "valid-no-phone";
    Code "code";
    Arms "arms";
    Hours "hours";
    And "and";
    From "from";
    Next "next";
    MoreTimes "more-times";
    WeHelpWith "we-help-with";
    Bring "bring";
    BringText "bring-text";
    Languages "languages";
    Way "way";
    Monday "monday";
    Tuesday "tuesday";
    Wednesday "wednesday";
    Thursday "thursday";
    Friday "friday";
    Saturday "saturday";
    Sunday "sunday";
    Devices "devices";
    Municipal "municipal";
    State "state";
    Judgement "judgement";
    Security "security";
    Privacy "privacy";
}

impl PosterWord {
    /// Reads a code written by [`PosterWord::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|w| w.code() == code)
    }

    /// The places in it that something is put into; a text in its stead needs the same.
    #[must_use]
    pub const fn holes(self) -> &'static [&'static str] {
        match self {
            Self::Valid | Self::ValidNoPhone | Self::From | Self::Next => &["{date}"],
            Self::Hours => &["{days}", "{start}", "{end}"],
            Self::Code => &["{address}"],
            Self::Arms => &["{name}"],
            Self::And => &["{first}", "{last}"],
            _ => &[],
        }
    }

    /// The word for a weekday.
    #[must_use]
    pub const fn of_weekday(day: jiff::civil::Weekday) -> Self {
        use jiff::civil::Weekday;
        match day {
            Weekday::Monday => Self::Monday,
            Weekday::Tuesday => Self::Tuesday,
            Weekday::Wednesday => Self::Wednesday,
            Weekday::Thursday => Self::Thursday,
            Weekday::Friday => Self::Friday,
            Weekday::Saturday => Self::Saturday,
            Weekday::Sunday => Self::Sunday,
        }
    }

    /// The word for one of the six topics.
    #[must_use]
    pub const fn of_topic(topic: MainTopic) -> Self {
        match topic {
            MainTopic::Devices => Self::Devices,
            MainTopic::MunicipalServices => Self::Municipal,
            MainTopic::StateServices => Self::State,
            MainTopic::Judgement => Self::Judgement,
            MainTopic::Security => Self::Security,
            MainTopic::Privacy => Self::Privacy,
        }
    }
}

/// The words of one language: ours, with those a municipality has put in their place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PosterWords {
    /// The language.
    pub language: PosterLanguage,
    /// The municipality's own words.
    pub own: BTreeMap<PosterWord, String>,
    /// Whether somebody who knows the language has read them for the municipality. Always so for bokmål, nynorsk and English.
    pub read: bool,
}

impl PosterWords {
    /// Our words alone.
    #[must_use]
    pub fn shipped(language: PosterLanguage) -> Self {
        let read = language.locale().is_some();
        let own = BTreeMap::new();
        Self { language, own, read }
    }

    /// The word.
    #[must_use]
    pub fn get(&self, word: PosterWord) -> &str {
        let own = self.own.get(&word).map(String::as_str);
        own.unwrap_or_else(|| shipped_words(self.language).get(&word).map_or("", String::as_str))
    }

    /// The word with its places filled.
    #[must_use]
    pub fn filled(&self, word: PosterWord, values: &[(&str, &str)]) -> String {
        values.iter().fold(self.get(word).to_owned(), |text, (hole, value)| {
            text.replace(&format!("{{{hole}}}"), value)
        })
    }
}

type Shelf = BTreeMap<String, BTreeMap<PosterWord, String>>;

static SHELF: LazyLock<Shelf> = LazyLock::new(|| {
    // A test reads the whole file: it is complete, or the program does not pass its tests.
    let file: BTreeMap<String, BTreeMap<String, String>> =
        toml::from_str(include_str!("words.toml")).unwrap_or_default();
    let words = |all: BTreeMap<String, String>| {
        all.into_iter().filter_map(|(code, text)| Some((PosterWord::parse(&code)?, text))).collect()
    };
    file.into_iter().map(|(language, all)| (language, words(all))).collect()
});
static NONE: BTreeMap<PosterWord, String> = BTreeMap::new();

/// The words this program comes with in a language.
#[must_use]
pub fn shipped_words(language: PosterLanguage) -> &'static BTreeMap<PosterWord, String> {
    SHELF.get(language.code()).unwrap_or(&NONE)
}
