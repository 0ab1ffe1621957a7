use crate::shared::Locale;
use serde::{Deserialize, Serialize};

/// What a risk calls for. Ordered: more is worse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RiskClass {
    /// Green: may stand as it is.
    Low,
    /// Yellow: measures are considered, and somebody stands for what is left.
    Medium,
    /// Red: measures are needed.
    High,
}

impl RiskClass {
    /// Every class, the mildest first.
    pub const ALL: [Self; 3] = [Self::Low, Self::Medium, Self::High];
}

/// A step of a scale.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grade {
    /// What it is called: "Sjelden".
    pub word: String,
    /// What it means, so that everybody means the same: "Sjeldnere enn hvert femte år".
    pub meaning: String,
}

/// Where a scenario is put: grades counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Rating {
    /// How likely.
    pub probability: u8,
    /// How bad.
    pub consequence: u8,
}

impl Rating {
    /// Probability times consequence.
    #[must_use]
    pub fn value(self) -> u8 {
        self.probability.saturating_mul(self.consequence)
    }
}

/// What is wrong with a scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScaleProblem {
    /// It has fewer than three or more than five grades.
    Size,
    /// A grade has no word.
    NoWord,
    /// A limit does not fit: yellow begins above the lowest value and before red, and red no later than the highest.
    Limits,
    /// The consequence that is never green is not on the scale.
    NeverLow,
}

/// The scale of an analysis (skala), stored with it: 3 to 5 grades each way, their words, and where the colours change.
///
/// ```
/// use domain::risk::{Rating, RiskClass, RiskScale};
/// use domain::shared::Locale;
/// let scale = RiskScale::usual(5, 5, Locale::Nb);
/// let class = |probability, consequence| scale.class(Rating { probability, consequence });
/// assert_eq!(class(1, 2), RiskClass::Low);
/// assert_eq!(class(4, 3), RiskClass::High);
/// // The worst consequence is never green, however rare.
/// assert_eq!(class(1, 5), RiskClass::Medium);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RiskScale {
    /// How likely, the rarest first.
    pub probability: Vec<Grade>,
    /// How bad, the mildest first.
    pub consequence: Vec<Grade>,
    /// Yellow from this product of the two.
    pub medium_from: u8,
    /// Red from this product.
    pub high_from: u8,
    /// From this consequence on nothing is green; 0 when there is no such rule.
    pub never_low_from: u8,
}

impl RiskScale {
    /// The scale that is offered for a new analysis: so many grades of probability and of consequence, brought within 3 to 5.
    #[must_use]
    pub fn usual(probability: u8, consequence: u8, locale: Locale) -> Self {
        let (p, c) = (probability.clamp(3, 5), consequence.clamp(3, 5));
        let (medium_from, high_from) = match (p.min(c), p.max(c)) {
            (3, 3) => (3, 6),
            (3, 4) => (4, 8),
            (3, _) => (4, 9),
            (4, 4) => (4, 9),
            (4, _) => (5, 10),
            _ => (5, 12),
        };
        Self {
            probability: grades(probabilities(p, locale)),
            consequence: grades(consequences(c, locale)),
            medium_from,
            high_from,
            never_low_from: c,
        }
    }

    /// The highest product there is.
    #[must_use]
    pub fn highest(&self) -> u8 {
        u8::try_from(self.probability.len() * self.consequence.len()).unwrap_or(u8::MAX)
    }

    /// Whether the rating lies on the scale.
    #[must_use]
    pub fn holds(&self, rating: Rating) -> bool {
        let within = |grade: u8, grades: &[Grade]| grade >= 1 && usize::from(grade) <= grades.len();
        within(rating.probability, &self.probability) && within(rating.consequence, &self.consequence)
    }

    /// What a rating calls for. Never milder when the probability or the consequence rises.
    #[must_use]
    pub fn class(&self, rating: Rating) -> RiskClass {
        if rating.value() >= self.high_from {
            RiskClass::High
        } else if rating.value() >= self.medium_from
            || (self.never_low_from > 0 && rating.consequence >= self.never_low_from)
        {
            RiskClass::Medium
        } else {
            RiskClass::Low
        }
    }

    /// The word of a grade of probability; empty when it is not on the scale.
    #[must_use]
    pub fn probability_word(&self, grade: u8) -> &str {
        word(&self.probability, grade)
    }

    /// The word of a grade of consequence; empty when it is not on the scale.
    #[must_use]
    pub fn consequence_word(&self, grade: u8) -> &str {
        word(&self.consequence, grade)
    }

    /// Everything that is wrong with it; nothing when it can be used.
    #[must_use]
    pub fn problems(&self) -> Vec<ScaleProblem> {
        let mut out = Vec::new();
        let both = [&self.probability, &self.consequence];
        if both.iter().any(|g| !(3..=5).contains(&g.len())) {
            out.push(ScaleProblem::Size);
        }
        if both.iter().any(|g| g.iter().any(|g| g.word.trim().is_empty())) {
            out.push(ScaleProblem::NoWord);
        }
        if self.medium_from < 2 || self.medium_from >= self.high_from || self.high_from > self.highest() {
            out.push(ScaleProblem::Limits);
        }
        if usize::from(self.never_low_from) > self.consequence.len() {
            out.push(ScaleProblem::NeverLow);
        }
        out
    }
}

fn word(grades: &[Grade], grade: u8) -> &str {
    usize::from(grade).checked_sub(1).and_then(|at| grades.get(at)).map_or("", |g| g.word.as_str())
}

fn grades(of: &[(&str, &str)]) -> Vec<Grade> {
    let one = |(word, meaning): &(&str, &str)| Grade {
        word: (*word).to_owned(),
        meaning: (*meaning).to_owned(),
    };
    of.iter().map(one).collect()
}

type Words = &'static [(&'static str, &'static str)];

const fn probabilities(size: u8, locale: Locale) -> Words {
    match (size, locale) {
        (3, Locale::Nb) => &[
            ("Sjelden", "Sjeldnere enn én gang i året"),
            ("Av og til", "Noen ganger i året"),
            ("Ofte", "Hver måned eller oftere"),
        ],
        (3, Locale::Nn) => &[
            ("Sjeldan", "Sjeldnare enn éin gong i året"),
            ("Av og til", "Nokre gonger i året"),
            ("Ofte", "Kvar månad eller oftare"),
        ],
        (3, Locale::En) => &[
            ("Rare", "Less than once a year"),
            ("Now and then", "A few times a year"),
            ("Often", "Every month or more often"),
        ],
        (4, Locale::Nb) => &[
            ("Svært sjelden", "Sjeldnere enn hvert femte år"),
            ("Sjelden", "Én gang på ett til fem år"),
            ("Av og til", "Noen ganger i året"),
            ("Ofte", "Hver måned eller oftere"),
        ],
        (4, Locale::Nn) => &[
            ("Svært sjeldan", "Sjeldnare enn kvart femte år"),
            ("Sjeldan", "Éin gong på eitt til fem år"),
            ("Av og til", "Nokre gonger i året"),
            ("Ofte", "Kvar månad eller oftare"),
        ],
        (4, Locale::En) => &[
            ("Very rare", "Less than every fifth year"),
            ("Rare", "Once in one to five years"),
            ("Now and then", "A few times a year"),
            ("Often", "Every month or more often"),
        ],
        (_, Locale::Nb) => &[
            ("Svært sjelden", "Sjeldnere enn hvert femte år"),
            ("Sjelden", "Én gang på ett til fem år"),
            ("Av og til", "Omtrent hvert år"),
            ("Ofte", "Omtrent hver måned"),
            ("Svært ofte", "Omtrent hver uke"),
        ],
        (_, Locale::Nn) => &[
            ("Svært sjeldan", "Sjeldnare enn kvart femte år"),
            ("Sjeldan", "Éin gong på eitt til fem år"),
            ("Av og til", "Omtrent kvart år"),
            ("Ofte", "Omtrent kvar månad"),
            ("Svært ofte", "Omtrent kvar veke"),
        ],
        (_, Locale::En) => &[
            ("Very rare", "Less than every fifth year"),
            ("Rare", "Once in one to five years"),
            ("Now and then", "About every year"),
            ("Often", "About every month"),
            ("Very often", "About every week"),
        ],
    }
}

const fn consequences(size: u8, locale: Locale) -> Words {
    match (size, locale) {
        (3, Locale::Nb) => &[
            ("Liten", "Litt bry, og det rettes på stedet"),
            (
                "Middels",
                "Noen taper tid eller penger, eller noen ser det de ikke skulle se",
            ),
            ("Stor", "Noen taper retter eller mye penger, eller kommer til skade"),
        ],
        (3, Locale::Nn) => &[
            ("Liten", "Litt bry, og det blir retta på staden"),
            (
                "Middels",
                "Nokon taper tid eller pengar, eller nokon ser det dei ikkje skulle sjå",
            ),
            ("Stor", "Nokon taper rettar eller mykje pengar, eller kjem til skade"),
        ],
        (3, Locale::En) => &[
            ("Small", "Some bother, put right there and then"),
            (
                "Medium",
                "Somebody loses time or money, or somebody sees what they should not",
            ),
            ("Large", "Somebody loses rights or much money, or comes to harm"),
        ],
        (4, Locale::Nb) => &[
            ("Liten", "Litt bry, og det rettes på stedet"),
            (
                "Middels",
                "Noen taper tid eller litt penger, eller noen ser det de ikke skulle se",
            ),
            (
                "Alvorlig",
                "Noen taper retter eller mye penger, eller fortrolige opplysninger kommer ut",
            ),
            ("Svært alvorlig", "Noen kommer til skade, eller mange rammes"),
        ],
        (4, Locale::Nn) => &[
            ("Liten", "Litt bry, og det blir retta på staden"),
            (
                "Middels",
                "Nokon taper tid eller litt pengar, eller nokon ser det dei ikkje skulle sjå",
            ),
            (
                "Alvorleg",
                "Nokon taper rettar eller mykje pengar, eller fortrulege opplysningar kjem ut",
            ),
            ("Svært alvorleg", "Nokon kjem til skade, eller mange blir råka"),
        ],
        (4, Locale::En) => &[
            ("Small", "Some bother, put right there and then"),
            (
                "Medium",
                "Somebody loses time or a little money, or somebody sees what they should not",
            ),
            (
                "Serious",
                "Somebody loses rights or much money, or confidential information gets out",
            ),
            ("Very serious", "Somebody comes to harm, or many are hit"),
        ],
        (_, Locale::Nb) => &[
            ("Ubetydelig", "Litt bry, og det rettes på stedet"),
            (
                "Liten",
                "Noen blir irritert eller bruker tid på det, men ingen taper noe",
            ),
            (
                "Middels",
                "Noen taper litt penger, eller noen ser det de ikke skulle se",
            ),
            (
                "Alvorlig",
                "Noen taper retter eller mye penger, eller fortrolige opplysninger kommer ut",
            ),
            ("Svært alvorlig", "Noen kommer til skade, eller mange rammes"),
        ],
        (_, Locale::Nn) => &[
            ("Ubetydeleg", "Litt bry, og det blir retta på staden"),
            (
                "Liten",
                "Nokon blir irritert eller bruker tid på det, men ingen taper noko",
            ),
            (
                "Middels",
                "Nokon taper litt pengar, eller nokon ser det dei ikkje skulle sjå",
            ),
            (
                "Alvorleg",
                "Nokon taper rettar eller mykje pengar, eller fortrulege opplysningar kjem ut",
            ),
            ("Svært alvorleg", "Nokon kjem til skade, eller mange blir råka"),
        ],
        (_, Locale::En) => &[
            ("Negligible", "Some bother, put right there and then"),
            (
                "Small",
                "Somebody is annoyed or spends time on it, but nobody loses anything",
            ),
            (
                "Medium",
                "Somebody loses a little money, or somebody sees what they should not",
            ),
            (
                "Serious",
                "Somebody loses rights or much money, or confidential information gets out",
            ),
            ("Very serious", "Somebody comes to harm, or many are hit"),
        ],
    }
}
