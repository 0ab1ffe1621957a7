use crate::privacy::{self, Expect};
use std::fmt;

/// A readable key (slug) of a thing in the municipality's register: the file name in its folder and the last part
/// of its public address.
///
/// 1–60 characters of `a–z`, `0–9` and `-`, neither first nor last a hyphen. Never reused for another thing.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key(String);

/// Why a text is not a [`Key`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyError {
    /// Nothing was written.
    Empty,
    /// More than 60 characters.
    TooLong,
    /// A character outside `a–z`, `0–9` and `-`, or a hyphen at an end.
    Character,
}

impl Key {
    /// Reads a key.
    ///
    /// ```
    /// use domain::shared::Key;
    /// assert_eq!(Key::parse("hovedbiblioteket").unwrap().as_str(), "hovedbiblioteket");
    /// assert!(Key::parse("Hoved biblioteket").is_err());
    /// ```
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        if text.is_empty() {
            return Err(KeyError::Empty);
        }
        if text.len() > 60 {
            return Err(KeyError::TooLong);
        }
        let ok = text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        if !ok || text.starts_with('-') || text.ends_with('-') {
            return Err(KeyError::Character);
        }
        Ok(Self(text.to_owned()))
    }

    /// Makes a key from a name: lower case, `æ ø å` as `ae o a`, everything else a hyphen. What leads to somebody – a phone
    /// number, an e-mail address – is left out: a key stands in addresses and in the trail long after the name is changed.
    /// `None` when nothing is left.
    ///
    /// ```
    /// use domain::shared::Key;
    /// assert_eq!(Key::from_name("Sølvgården på Ås").unwrap().as_str(), "solvgarden-pa-as");
    /// assert_eq!(Key::from_name("Ring 41 27 63 98 først").unwrap().as_str(), "ring-forst");
    /// ```
    pub fn from_name(name: &str) -> Option<Self> {
        let found = privacy::check(name, Expect::default());
        let meant = name.char_indices().map(|(at, c)| {
            let leads = found.iter().any(|f| f.range.contains(&at));
            if leads { ' ' } else { c }
        });
        let mut out = String::new();
        for c in meant.flat_map(char::to_lowercase) {
            let plain: &str = match c {
                'a'..='z' | '0'..='9' => {
                    out.push(c);
                    continue;
                }
                'æ' | 'ä' => "ae",
                'ø' | 'ö' | 'ó' | 'ò' | 'ô' => "o",
                'å' | 'á' | 'à' | 'â' => "a",
                'é' | 'è' | 'ê' => "e",
                'č' => "c",
                'đ' | 'ð' => "d",
                'ŋ' => "n",
                'š' => "s",
                'ŧ' => "t",
                'ž' => "z",
                'ü' => "u",
                _ => {
                    if !out.ends_with('-') && !out.is_empty() {
                        out.push('-');
                    }
                    continue;
                }
            };
            out.push_str(plain);
        }
        out.truncate(60);
        let out = out.trim_matches('-');
        Self::parse(out).ok()
    }

    /// The key as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The identity of a stored row: 16 bytes, written as 32 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Id(pub [u8; 16]);

impl Id {
    /// Reads 32 hexadecimal digits (hyphens are allowed, as in a UUID); `None` for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut bytes = [0u8; 16];
        let mut count = 0;
        for c in text.chars().filter(|c| *c != '-') {
            let digit = u8::try_from(c.to_digit(16)?).ok()?;
            let slot = bytes.get_mut(count / 2)?;
            *slot = (*slot << 4) | digit;
            count += 1;
        }
        (count == 32).then_some(Self(bytes))
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|b| write!(f, "{b:02x}"))
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Id({self})")
    }
}
