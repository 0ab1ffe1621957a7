//! Personvernvakten: looks through what somebody has written in a free-text field, before it is stored or logged, and
//! says what must not stand there – identity numbers, account and card numbers, passwords, and addresses and phone
//! numbers where they do not belong.
//!
//! The guard looks at text only; it never keeps, prints or returns what it found, just where it stood. The same rules
//! run in the browser (`web/src/lib/guard.ts`); `corpus.tsv` holds both to the same answers.

mod digits;
mod fold;
mod numbers;
mod record;
mod words;

#[cfg(test)]
mod tests;

pub use record::{DataSubject, ProcessingActivity, ProcessingRecord};

use std::ops::Range;

/// What the field is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Expect {
    /// The field is meant for the contact details of a place or an organisation: e-mail addresses and phone numbers
    /// are allowed. Everything else is refused all the same.
    pub contact_allowed: bool,
}

/// What was found (funn).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A national identity number, D-number, help number or synthetic number with valid check digits.
    IdentityNumber,
    /// Eleven digits that are not a valid identity or account number. Refused all the same: it may be a number written
    /// wrongly, or of a series that is new.
    ElevenDigits,
    /// A bank account number (eleven digits, valid check digit).
    AccountNumber,
    /// A payment card number (13–19 digits, valid check digit).
    PaymentCard,
    /// An international bank account number (IBAN, ISO 13616).
    Iban,
    /// An e-mail address.
    Email,
    /// A phone number.
    Phone,
    /// A password.
    Password,
    /// A PIN, a one-time code or a card's security code.
    SecretCode,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 9] = [
        Self::IdentityNumber,
        Self::ElevenDigits,
        Self::AccountNumber,
        Self::PaymentCard,
        Self::Iban,
        Self::Email,
        Self::Phone,
        Self::Password,
        Self::SecretCode,
    ];

    /// Stable code. The explanation's text key is `privacy-finding-` and the code, the advice's `privacy-hint-` and
    /// the code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::IdentityNumber => "identity_number",
            Self::ElevenDigits => "eleven_digits",
            Self::AccountNumber => "account_number",
            Self::PaymentCard => "payment_card",
            Self::Iban => "iban",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Password => "password",
            Self::SecretCode => "secret_code",
        }
    }

    /// Reads a code written by [`Kind::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }

    /// How serious it is to have it standing in a text.
    #[must_use]
    pub const fn severity(self) -> Severity {
        match self {
            Self::ElevenDigits | Self::Email | Self::Phone => Severity::Medium,
            Self::IdentityNumber
            | Self::AccountNumber
            | Self::PaymentCard
            | Self::Iban
            | Self::Password
            | Self::SecretCode => Severity::High,
        }
    }
}

/// How serious a finding is. Both are refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// It may be personal, or may be something else.
    Medium,
    /// It is almost certainly what it looks like: a check digit is right, or the words around say so.
    High,
}

impl Severity {
    /// Stable code: `medium` or `high`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}

/// One finding: what, where and how serious. It does not hold the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What it is.
    pub kind: Kind,
    /// Where in the text, in bytes; both ends are character boundaries.
    pub range: Range<usize>,
    /// How serious it is.
    pub severity: Severity,
}

/// Looks through a text. Empty when it may be stored; otherwise every finding, in the order they stand, none
/// overlapping another.
///
/// ```
/// use domain::privacy::{check, Expect, Kind};
/// assert!(check("Kom igjen tirsdag 24.11.2026 kl. 12", Expect::default()).is_empty());
/// assert_eq!(check("Passord: Vaar2026", Expect::default())[0].kind, Kind::Password);
/// ```
#[must_use]
pub fn check(text: &str, expect: Expect) -> Vec<Finding> {
    let cells = fold::fold(text);
    let mut found = Found {
        cells: &cells,
        taken: vec![false; cells.len()],
        spans: Vec::new(),
    };
    words::emails(&mut found);
    digits::ibans(&mut found);
    words::secrets(&mut found);
    digits::numbers(&mut found);
    let mut findings: Vec<Finding> = found
        .spans
        .into_iter()
        .filter(|(kind, _)| !(expect.contact_allowed && matches!(kind, Kind::Email | Kind::Phone)))
        .filter_map(|(kind, at)| {
            let range = cells.get(at.start)?.start..cells.get(at.end.checked_sub(1)?)?.end;
            Some(Finding {
                kind,
                range,
                severity: kind.severity(),
            })
        })
        .collect();
    findings.sort_by_key(|f| f.range.start);
    findings
}

/// What has been found so far, in cells.
struct Found<'a> {
    cells: &'a [fold::Cell],
    taken: Vec<bool>,
    spans: Vec<(Kind, Range<usize>)>,
}

impl Found<'_> {
    /// Notes a finding, unless something there is noted already.
    fn add(&mut self, kind: Kind, at: Range<usize>) {
        if self.is_free(&at) {
            self.taken[at.clone()].fill(true);
            self.spans.push((kind, at));
        }
    }

    fn is_free(&self, at: &Range<usize>) -> bool {
        self.taken.get(at.clone()).is_some_and(|t| t.iter().all(|taken| !taken))
    }

    /// Marks something as harmless, so that no rule fires on it.
    fn excuse(&mut self, at: Range<usize>) {
        if let Some(taken) = self.taken.get_mut(at) {
            taken.fill(true);
        }
    }
}
