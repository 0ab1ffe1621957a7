use crate::shared::Locale;
use jiff::civil::Date;

/// A word that follows the gender of what it describes.
struct Word {
    code: &'static str,
    /// Bokmål with a masculine or feminine word, and with a neuter one.
    nb: [&'static str; 2],
    /// The same in nynorsk.
    nn: [&'static str; 2],
    en: &'static str,
}

const fn word(code: &'static str, nb: [&'static str; 2], nn: [&'static str; 2], en: &'static str) -> Word {
    Word { code, nb, nn, en }
}

const COLOURS: [Word; 12] = [
    word("yellow", ["gul", "gult"], ["gul", "gult"], "yellow"),
    word("blue", ["blå", "blått"], ["blå", "blått"], "blue"),
    word("red", ["rød", "rødt"], ["raud", "raudt"], "red"),
    word("green", ["grønn", "grønt"], ["grøn", "grønt"], "green"),
    word("white", ["hvit", "hvitt"], ["kvit", "kvitt"], "white"),
    word("brown", ["brun", "brunt"], ["brun", "brunt"], "brown"),
    word("orange", ["oransje", "oransje"], ["oransje", "oransje"], "orange"),
    word("grey", ["grå", "grått"], ["grå", "grått"], "grey"),
    word("pink", ["rosa", "rosa"], ["rosa", "rosa"], "pink"),
    word("black", ["svart", "svart"], ["svart", "svart"], "black"),
    word("purple", ["lilla", "lilla"], ["lilla", "lilla"], "purple"),
    word("turquoise", ["turkis", "turkist"], ["turkis", "turkist"], "turquoise"),
];

struct Animal {
    code: &'static str,
    neuter: bool,
    nb: &'static str,
    nn: &'static str,
    en: &'static str,
}

const fn animal(code: &'static str, neuter: bool, nb: &'static str, nn: &'static str, en: &'static str) -> Animal {
    Animal {
        code,
        neuter,
        nb,
        nn,
        en,
    }
}

const ANIMALS: [Animal; 24] = [
    animal("bird", false, "fugl", "fugl", "bird"),
    animal("fox", false, "rev", "rev", "fox"),
    animal("donkey", true, "esel", "esel", "donkey"),
    animal("cat", false, "katt", "katt", "cat"),
    animal("bear", false, "bjørn", "bjørn", "bear"),
    animal("squirrel", true, "ekorn", "ekorn", "squirrel"),
    animal("owl", false, "ugle", "ugle", "owl"),
    animal("horse", false, "hest", "hest", "horse"),
    animal("hedgehog", true, "pinnsvin", "piggsvin", "hedgehog"),
    animal("swan", false, "svane", "svane", "swan"),
    animal("hare", false, "hare", "hare", "hare"),
    animal("lamb", true, "lam", "lam", "lamb"),
    animal("butterfly", false, "sommerfugl", "sommarfugl", "butterfly"),
    animal("moose", false, "elg", "elg", "moose"),
    animal("foal", true, "føll", "føl", "foal"),
    animal("duck", false, "and", "and", "duck"),
    animal("dog", false, "hund", "hund", "dog"),
    animal("lynx", false, "gaupe", "gaupe", "lynx"),
    animal("otter", false, "oter", "oter", "otter"),
    animal("bumblebee", false, "humle", "humle", "bumblebee"),
    animal("reindeer", false, "rein", "rein", "reindeer"),
    animal("frog", false, "frosk", "frosk", "frog"),
    animal("seal", false, "sel", "sel", "seal"),
    animal("beaver", false, "bever", "bever", "beaver"),
];

const CREATURES: u32 = 288;

/// How a place calls people forward.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LabelStyle {
    /// By number – the default.
    Number,
    /// By number and a creature, which is easier to remember and to hear.
    Creature,
}

impl LabelStyle {
    /// Every style.
    pub const ALL: [Self; 2] = [Self::Number, Self::Creature];

    /// Stable code used in tables and files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Creature => "creature",
        }
    }

    /// Reads a code written by [`LabelStyle::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }
}

/// A colour and an animal, such as *blå rev*: what a ticket is called instead of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Creature(u16);

impl Creature {
    /// The creature of a day's ticket. A creature comes again at the same place and day only after 288 tickets;
    /// neighbours share neither colour nor animal. The day and `salt` (the place) decide where it starts.
    ///
    /// ```
    /// use domain::{queue::Creature, shared::Locale};
    /// use jiff::civil::date;
    /// let day = date(2026, 3, 2);
    /// assert_eq!(Creature::of(day, 0, 1), Creature::of(day, 0, 1));
    /// assert_ne!(Creature::of(day, 0, 1), Creature::of(day, 0, 2));
    /// assert_eq!(Creature::parse("red-donkey").unwrap().name(Locale::Nn), "raudt esel");
    /// ```
    #[must_use]
    pub fn of(day: Date, salt: u32, number: u32) -> Self {
        // 109 has no factor in common with 288 = 12 × 24, and is neither a multiple of 12 nor less than 12.
        let start = day.day_of_year().unsigned_abs() * 7;
        let index = (u32::from(start) + salt % CREATURES + (number % CREATURES) * 109) % CREATURES;
        Self(u16::try_from(index).unwrap_or(0))
    }

    fn colour(self) -> &'static Word {
        &COLOURS[usize::from(self.0) % COLOURS.len()]
    }

    fn animal(self) -> &'static Animal {
        &ANIMALS[usize::from(self.0) / COLOURS.len() % ANIMALS.len()]
    }

    /// Stable code: `{colour}-{animal}` in English.
    #[must_use]
    pub fn code(self) -> String {
        format!("{}-{}", self.colour().code, self.animal().code)
    }

    /// Reads a code written by [`Creature::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        let (colour, animal) = code.split_once('-')?;
        let colour = COLOURS.iter().position(|w| w.code == colour)?;
        let animal = ANIMALS.iter().position(|a| a.code == animal)?;
        u16::try_from(animal * COLOURS.len() + colour).ok().map(Self)
    }

    /// The name in lower case, the colour bent after the animal's gender: *gul fugl*, *rødt esel*, nn *raudt esel*.
    #[must_use]
    pub fn name(self, locale: Locale) -> String {
        let (colour, animal) = (self.colour(), self.animal());
        let form = usize::from(animal.neuter);
        match locale {
            Locale::Nb => format!("{} {}", colour.nb[form], animal.nb),
            Locale::Nn => format!("{} {}", colour.nn[form], animal.nn),
            Locale::En => format!("{} {}", colour.en, animal.en),
        }
    }
}

/// What a ticket is called: always its number of the day, and a creature where the place likes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TicketLabel {
    /// The number, from 1, for one place and local day.
    pub number: u32,
    /// The creature, where the place uses them.
    pub creature: Option<Creature>,
}

impl TicketLabel {
    /// The label of the next ticket when `issued` have been given at the place today.
    #[must_use]
    pub fn next(style: LabelStyle, day: Date, salt: u32, issued: u32) -> Self {
        let number = issued.saturating_add(1);
        let creature = (style == LabelStyle::Creature).then(|| Creature::of(day, salt, number));
        Self { number, creature }
    }

    /// As it is shown and called: `14`, or `14 blå rev`.
    #[must_use]
    pub fn text(self, locale: Locale) -> String {
        match self.creature {
            Some(creature) => format!("{} {}", self.number, creature.name(locale)),
            None => self.number.to_string(),
        }
    }
}
