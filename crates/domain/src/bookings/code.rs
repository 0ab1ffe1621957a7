use std::fmt;

/// The characters of a code: what is easily taken for another (0 O, 1 I L, U V) is left out.
const ALPHABET: &[u8; 30] = b"23456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH: usize = 8;

/// A code (kode) that stands for a booking or an enrolment: the only thing a citizen has to keep, on paper or read aloud.
///
/// 8 characters of 30, shown in two groups; about 39 bits, so guessing is hopeless where attempts are counted.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Code([u8; LENGTH]);

impl Code {
    /// The code that random bytes give. The same bytes give the same code.
    ///
    /// ```
    /// use domain::bookings::Code;
    /// assert_eq!(Code::from_random([7; 8]), Code::from_random([7; 8]));
    /// ```
    #[must_use]
    pub fn from_random(bytes: [u8; 8]) -> Self {
        let mut rest = u64::from_be_bytes(bytes);
        Self(std::array::from_fn(|_| {
            let at = usize::try_from(rest % 30).unwrap_or(0);
            rest /= 30;
            ALPHABET[at]
        }))
    }

    /// Reads a code as people write it: small letters, spaces, hyphens and full stops do not matter.
    ///
    /// ```
    /// use domain::bookings::Code;
    /// assert_eq!(Code::parse(" k7mp 3qtx ").unwrap().to_string(), "K7MP-3QTX");
    /// assert!(Code::parse("K7MP-3QT").is_none());
    /// assert!(Code::parse("K7MP-3QT0").is_none());
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut found = [0; LENGTH];
        let mut count = 0;
        for c in text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '–' | '.' | '_')) {
            let c = u8::try_from(c.to_ascii_uppercase()).ok().filter(|c| ALPHABET.contains(c))?;
            *found.get_mut(count)? = c;
            count += 1;
        }
        (count == LENGTH).then_some(Self(found))
    }

    /// The eight characters without the hyphen, as they stand in an address.
    #[must_use]
    pub fn plain(&self) -> String {
        self.0.iter().copied().map(char::from).collect()
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.plain();
        write!(f, "{}-{}", &text[..4], &text[4..])
    }
}

/// The code opens a booking, so it is never written to a log.
impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Code(…)")
    }
}
