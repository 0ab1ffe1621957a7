//! The last fence: what no field may hold is found once more, in the whole form, before anything is written. The rooms look
//! first and answer beside the field; what a room forgot stops here.

use crate::{frame::Refusal, texts::T};
use domain::privacy::{Expect, Kind, check};

/// A form holds a number that is never written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrivacyRefusal {
    /// An identity number or a card number.
    IdentityNumber,
}

impl Refusal for PrivacyRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::IdentityNumber => "privacy.identity_number",
        }
    }

    fn texts(&self) -> (T, T) {
        match self {
            Self::IdentityNumber => (T::PrivacyRefusalIdentityNumber, T::PrivacyRefusalIdentityNumberHint),
        }
    }
}

/// Marks a request whose form holds what nothing may be written with.
#[derive(Clone, Copy, Debug)]
pub struct Fenced;

/// Looks through the fields of a form as a browser sends it (`application/x-www-form-urlencoded`).
#[must_use]
pub fn look(form: &[u8]) -> Option<Fenced> {
    // A part without a name is looked through as it is: in a file that is sent, an ampersand is only a sign.
    let value = |pair: &'_ [u8]| pair.iter().position(|b| *b == b'=').map_or(0, |at| at + 1);
    let values = form.split(|b| *b == b'&').map(|pair| &pair[value(pair)..]);
    values.map(decoded).any(|value| is_forbidden(&value)).then_some(Fenced)
}

fn is_forbidden(value: &str) -> bool {
    // An id or a token: digits in it are chance.
    let hexadecimal = value.bytes().all(|b| b.is_ascii_hexdigit());
    let letters = value.bytes().any(|b| b.is_ascii_alphabetic());
    let token = hexadecimal && (value.len() == 32 || value.len() >= 16 && letters);
    let never = |kind: Kind| matches!(kind, Kind::IdentityNumber | Kind::PaymentCard);
    !token && check(value, Expect { contact_allowed: true }).iter().any(|found| never(found.kind))
}

fn decoded(value: &[u8]) -> String {
    let mut out = Vec::with_capacity(value.len());
    let mut rest = value;
    while let Some((first, more)) = rest.split_first() {
        let hex = more.get(..2).filter(|_| *first == b'%').and_then(|h| std::str::from_utf8(h).ok());
        match (first, hex.and_then(|h| u8::from_str_radix(h, 16).ok())) {
            (_, Some(byte)) => {
                out.push(byte);
                rest = &more[2..];
            }
            (b'+', None) => {
                out.push(b' ');
                rest = more;
            }
            (byte, None) => {
                out.push(*byte);
                rest = more;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::look;

    #[test]
    fn an_identity_number_in_any_field_is_found_and_an_id_is_not_one() {
        assert!(
            look(b"navn=Kari&tekst=hun+har+01810150078").is_none(),
            "no check digits"
        );
        assert!(look(b"hold=0181c1500780181015007800aa&navn=Kari").is_none());
        assert!(look(b"navn=&tekst").is_none());
        let number = super::super::attack_tests::identity_number();
        assert!(look(format!("navn=Kari&tekst=hun+har+{number}").as_bytes()).is_some());
        let file = format!("--X\r\nContent-Disposition: form-data; name=\"fil\"\r\n\r\nKari & {number}\r\n--X--");
        assert!(look(file.as_bytes()).is_some(), "after an ampersand in a file");
    }
}
