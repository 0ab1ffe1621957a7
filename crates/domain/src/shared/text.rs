/// A written language that pages are complete in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Locale {
    /// Bokmål.
    Nb,
    /// Nynorsk.
    Nn,
    /// English.
    En,
}

impl Locale {
    /// Every locale, bokmål first.
    pub const ALL: [Self; 3] = [Self::Nb, Self::Nn, Self::En];

    /// The code used in addresses, files and `lang` attributes (BCP 47): `nb`, `nn`, `en`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Nb => "nb",
            Self::Nn => "nn",
            Self::En => "en",
        }
    }

    /// Reads a code written by [`Locale::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|l| l.code() == code)
    }
}

/// A text in one or more languages, written by the municipality.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Localized {
    /// Bokmål; empty when not written.
    pub nb: String,
    /// Nynorsk; empty when not written.
    pub nn: String,
    /// English; empty when not written.
    pub en: String,
}

impl Localized {
    /// A text in one language only.
    #[must_use]
    pub fn in_one(locale: Locale, text: &str) -> Self {
        let mut out = Self::default();
        text.clone_into(out.get_mut(locale));
        out
    }

    /// The text in exactly this language; empty when not written.
    #[must_use]
    pub fn exact(&self, locale: Locale) -> &str {
        match locale {
            Locale::Nb => &self.nb,
            Locale::Nn => &self.nn,
            Locale::En => &self.en,
        }
    }

    /// The place of this language, to write into.
    pub fn get_mut(&mut self, locale: Locale) -> &mut String {
        match locale {
            Locale::Nb => &mut self.nb,
            Locale::Nn => &mut self.nn,
            Locale::En => &mut self.en,
        }
    }

    /// The best text for a reader of `locale`, with the language it is really in – pages mark the difference with
    /// `lang`. Norwegians read each other's written language before English; English readers get bokmål, then nynorsk.
    #[must_use]
    pub fn best(&self, locale: Locale) -> (&str, Locale) {
        let order = match locale {
            Locale::Nb => [Locale::Nb, Locale::Nn, Locale::En],
            Locale::Nn => [Locale::Nn, Locale::Nb, Locale::En],
            Locale::En => [Locale::En, Locale::Nb, Locale::Nn],
        };
        order
            .into_iter()
            .map(|l| (self.exact(l), l))
            .find(|(text, _)| !text.is_empty())
            .unwrap_or(("", locale))
    }

    /// [`Localized::best`] without the language.
    #[must_use]
    pub fn get(&self, locale: Locale) -> &str {
        self.best(locale).0
    }

    /// Whether no language has a text.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.nb.is_empty() && self.nn.is_empty() && self.en.is_empty()
    }
}
/// The text with its first letter large, where it begins a line.
#[must_use]
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
