use super::MOST_ORE;

/// An amount as it is read: thousands apart, øre only when there are any.
///
/// ```
/// use domain::anchoring::kroner;
/// assert_eq!(kroner(12_500_000), "125\u{a0}000");
/// assert_eq!(kroner(-1_050), "−10,50");
/// ```
#[must_use]
pub fn kroner(ore: i64) -> String {
    let (whole, part) = (ore.unsigned_abs() / 100, ore.unsigned_abs() % 100);
    let digits = whole.to_string();
    let mut out = String::with_capacity(digits.len() + 8);
    if ore < 0 {
        out.push('−');
    }
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push('\u{a0}');
        }
        out.push(digit);
    }
    if part > 0 {
        out += &format!(",{part:02}");
    }
    out
}

/// Reads an amount in kroner as people write it: spaces between thousands, perhaps "kr", perhaps øre after a comma. `None` for
/// anything else, for less than nothing, and for more than [`MOST_ORE`].
///
/// ```
/// use domain::anchoring::parse_kroner;
/// assert_eq!(parse_kroner("125 000"), Some(12_500_000));
/// assert_eq!(parse_kroner("kr 10,5"), Some(1_050));
/// assert_eq!(parse_kroner("ti kroner"), None);
/// ```
#[must_use]
pub fn parse_kroner(text: &str) -> Option<i64> {
    let lower = text.trim().to_lowercase();
    let bare = lower.trim_start_matches("kr").trim_start_matches('.').trim_end_matches("kr");
    let plain: String = bare.chars().filter(|c| !c.is_whitespace()).collect();
    let plain = plain.trim_end_matches(",-");
    let (whole, part) = plain.split_once(',').unwrap_or((plain, ""));
    let digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || whole.len() > 12 || part.len() > 2 || !digits(whole) || !digits(part) {
        return None;
    }
    let ore = whole.parse::<i64>().ok()? * 100 + format!("{part:0<2}").parse::<i64>().ok()?;
    (ore <= MOST_ORE).then_some(ore)
}
