use std::fmt;

/// A phone number, kept as it is dialled from abroad: `+` and 8–15 digits (ITU-T E.164).
///
/// Shown in pairs, the Norwegian country code left out: `90 00 00 00`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Phone(String);

/// An e-mail address that a message can be sent to (RFC 5321 §4.1.2, the plain form without quotes or comments).
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Email(String);

/// Why a text is no contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContactProblem {
    /// Nothing was written.
    Empty,
    /// Not a Norwegian number of 8 digits, nor one that begins with `+` and a country code.
    NotAPhone,
    /// A Norwegian number that no text message reaches: only those that begin with 4 or 9 are mobile phones.
    NotAMobile,
    /// Not an e-mail address.
    NotAnEmail,
}

impl ContactProblem {
    /// Stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::NotAPhone => "not_a_phone",
            Self::NotAMobile => "not_a_mobile",
            Self::NotAnEmail => "not_an_email",
        }
    }
}

impl Phone {
    /// Reads a number as people write it: spaces, hyphens, dots and parentheses do not matter.
    ///
    /// ```
    /// use domain::messages::Phone;
    /// assert_eq!(Phone::parse("900 00 000").unwrap().dialled(), "+4790000000");
    /// assert_eq!(Phone::parse("0048 600 000 000").unwrap().to_string(), "+48 60 00 00 00 0");
    /// assert!(Phone::parse("12345").is_err());
    /// ```
    ///
    /// # Errors
    /// What is wrong with it. Norwegian numbers have 8 digits and begin with 2–9 (Nkom's numbering plan).
    pub fn parse(text: &str) -> Result<Self, ContactProblem> {
        let mut plain = String::new();
        for c in text.trim().chars() {
            match c {
                '0'..='9' => plain.push(c),
                '+' if plain.is_empty() => plain.push(c),
                ' ' | '\u{a0}' | '\u{202f}' | '-' | '.' | '(' | ')' | '/' => {}
                _ => return Err(ContactProblem::NotAPhone),
            }
        }
        if plain.is_empty() {
            return Err(ContactProblem::Empty);
        }
        let abroad = plain.strip_prefix('+').or_else(|| plain.strip_prefix("00"));
        let dialled = abroad.map_or_else(|| format!("47{plain}"), str::to_owned);
        let right = match dialled.strip_prefix("47") {
            Some(own) => own.len() == 8 && own.as_bytes()[0] >= b'2',
            None => (8..=15).contains(&dialled.len()) && !dialled.starts_with('0'),
        };
        if right {
            Ok(Self(format!("+{dialled}")))
        } else {
            Err(ContactProblem::NotAPhone)
        }
    }

    /// The number with country code, as machines want it: `+4790000000`.
    #[must_use]
    pub fn dialled(&self) -> &str {
        &self.0
    }

    /// Whether a text message may reach it: a Norwegian mobile number, or any foreign number.
    #[must_use]
    pub fn takes_sms(&self) -> bool {
        self.0.strip_prefix("+47").is_none_or(|own| own.starts_with(['4', '9']))
    }
}

/// In pairs, for people.
impl fmt::Display for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = match self.0.strip_prefix("+47") {
            Some(own) => own,
            None => {
                let (code, rest) = self.0.split_at(3);
                write!(f, "{code} ")?;
                rest
            }
        };
        for (i, digit) in digits.chars().enumerate() {
            if i > 0 && i % 2 == 0 {
                f.write_str(" ")?;
            }
            write!(f, "{digit}")?;
        }
        Ok(())
    }
}

/// Never the number itself: what is printed for finding faults must not tell whose number it is.
impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Phone(…)")
    }
}

impl Email {
    /// Reads an address; spaces around it do not matter.
    ///
    /// ```
    /// use domain::messages::Email;
    /// assert_eq!(Email::parse(" kari@eksempel.no ").unwrap().as_str(), "kari@eksempel.no");
    /// assert!(Email::parse("kari@eksempel").is_err());
    /// ```
    ///
    /// # Errors
    /// What is wrong with it. At most 64 characters before the `@`, 254 in all (RFC 5321 §4.5.3.1).
    pub fn parse(text: &str) -> Result<Self, ContactProblem> {
        let text = text.trim();
        if text.is_empty() {
            return Err(ContactProblem::Empty);
        }
        let (local, host) = text.rsplit_once('@').ok_or(ContactProblem::NotAnEmail)?;
        let local_ok = (1..=64).contains(&local.len())
            && local.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~.".contains(&b))
            && !local.starts_with('.')
            && !local.ends_with('.')
            && !local.contains("..");
        let label_ok = |label: &str| {
            (1..=63).contains(&label.len())
                && label.chars().all(|c| c.is_alphanumeric() || c == '-')
                && !label.starts_with('-')
                && !label.ends_with('-')
        };
        // As it will be stored: a letter such as İ becomes two signs, of which one is none.
        let host = host.to_lowercase();
        let host_ok = host.contains('.')
            && host.split('.').all(label_ok)
            && host
                .rsplit('.')
                .next()
                .is_some_and(|top| top.len() >= 2 && !top.bytes().all(|b| b.is_ascii_digit()));
        let address = format!("{local}@{host}");
        if local_ok && host_ok && address.len() <= 254 {
            Ok(Self(address))
        } else {
            Err(ContactProblem::NotAnEmail)
        }
    }

    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Never the address itself.
impl fmt::Debug for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Email(…)")
    }
}

/// How somebody wishes to be reached. Nobody has to give one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Contact {
    /// Not at all: a printed card, or told at the door.
    None,
    /// Staff ring.
    Call(Phone),
    /// A text message.
    Sms(Phone),
    /// An e-mail.
    Email(Email),
}

impl Contact {
    /// As it is kept: a code, and the number or address (empty for none).
    #[must_use]
    pub fn stored(&self) -> (&'static str, &str) {
        match self {
            Self::None => ("none", ""),
            Self::Call(phone) => ("call", phone.dialled()),
            Self::Sms(phone) => ("sms", phone.dialled()),
            Self::Email(email) => ("email", email.as_str()),
        }
    }

    /// Reads what [`Contact::stored`] gave; `None` for anything else. A code whose address is erased is no contact.
    #[must_use]
    pub fn read(code: &str, address: &str) -> Option<Self> {
        if address.is_empty() && ["none", "call", "sms", "email"].contains(&code) {
            return Some(Self::None);
        }
        match code {
            "call" => Phone::parse(address).ok().map(Self::Call),
            "sms" => Phone::parse(address).ok().map(Self::Sms),
            "email" => Email::parse(address).ok().map(Self::Email),
            _ => None,
        }
    }

    /// Reads a mobile number for text messages.
    ///
    /// # Errors
    /// What is wrong with it, also when no text message reaches it.
    pub fn sms(text: &str) -> Result<Self, ContactProblem> {
        let phone = Phone::parse(text)?;
        if phone.takes_sms() {
            Ok(Self::Sms(phone))
        } else {
            Err(ContactProblem::NotAMobile)
        }
    }
}

/// Whether a name has an address of the web in it. A name stands in the letter to whoever is told something, so it must not
/// lead anybody anywhere.
///
/// ```
/// use domain::messages::has_address;
/// assert!(has_address("vinn på eksempel.no") && has_address("https://x") && has_address("a/b"));
/// assert!(!has_address("Kari") && !has_address("J. P. Hansen") && !has_address("Ole-Jan (sønn)"));
/// ```
#[must_use]
pub fn has_address(name: &str) -> bool {
    let host = |word: &str| {
        let labels: Vec<&str> = word.split('.').collect();
        labels.windows(2).any(|two| {
            let long = |label: &str| label.chars().filter(|c| c.is_alphanumeric()).count() > 1;
            long(two[0]) && long(two[1])
        })
    };
    name.contains(['/', '\\', '@', '<', '>']) || name.split_whitespace().any(host)
}
