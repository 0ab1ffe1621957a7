/// How much room a text takes as a text message (3GPP TS 23.038 and 23.040).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SmsSize {
    /// Whether every character is in the GSM 7-bit alphabet. One that is not makes the whole message dearer.
    pub plain: bool,
    /// Units used: septets in the GSM alphabet, where `€` and a few more take two; otherwise UTF-16 units.
    pub units: usize,
    /// How many parts it is sent, and paid, as; 0 for no text.
    pub parts: usize,
    /// Units that one part holds: 160 and 70 for a message of one part, 153 and 67 for more.
    pub room: usize,
}

/// The basic table of 3GPP TS 23.038 §6.2.1, without the escape.
const BASIC: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?\
                     ¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
/// The extension table, §6.2.1.1: an escape and the character.
const EXTENSION: &str = "\u{c}^{}\\[~]|€";

fn septets(c: char) -> Option<usize> {
    if BASIC.contains(c) {
        Some(1)
    } else {
        EXTENSION.contains(c).then_some(2)
    }
}

/// The first character that is outside the GSM alphabet: what to write otherwise to get 160 characters in a part.
#[must_use]
pub fn outside_gsm(text: &str) -> Option<char> {
    text.chars().find(|c| septets(*c).is_none())
}

/// Measures a text. A character is never divided between two parts: not an escaped one, nor a surrogate pair.
///
/// ```
/// use domain::messages::sms_size;
/// assert_eq!(sms_size(&"a".repeat(160)).parts, 1);
/// assert_eq!(sms_size(&"a".repeat(161)).parts, 2);
/// assert_eq!(sms_size(&"Ж".repeat(71)).parts, 2);
/// ```
#[must_use]
pub fn sms_size(text: &str) -> SmsSize {
    let plain = outside_gsm(text).is_none();
    let (one, many) = if plain { (160, 153) } else { (70, 67) };
    let sizes = || text.chars().map(|c| if plain { septets(c).unwrap_or(0) } else { c.len_utf16() });
    let units = sizes().sum();
    if units <= one {
        return SmsSize {
            plain,
            units,
            parts: usize::from(units > 0),
            room: one,
        };
    }
    let (mut parts, mut used) = (1, 0);
    for size in sizes() {
        if used + size > many {
            parts += 1;
            used = 0;
        }
        used += size;
    }
    SmsSize {
        plain,
        units,
        parts,
        room: many,
    }
}
