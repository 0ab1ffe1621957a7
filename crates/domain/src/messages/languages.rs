/// Languages that many who come for help read, and that we have only [drafts](super::draft_text) in: the code and what the
/// language calls itself. A municipality has the texts read and approves them.
pub const CITIZEN_LANGUAGES: [(&str, &str); 6] = [
    ("se", "Davvisámegiella"),
    ("uk", "Українська"),
    ("ar", "العربية"),
    ("pl", "Polski"),
    ("so", "Soomaali"),
    ("ti", "ትግርኛ"),
];

/// What a language calls itself, for those who look for their own; `None` for one we do not know the name of.
#[must_use]
pub fn own_name(code: &str) -> Option<&'static str> {
    CITIZEN_LANGUAGES.iter().find(|(known, _)| *known == code).map(|(_, name)| *name)
}

/// Whether a language (BCP 47) is written from right to left: by its script when the code names one, else by the script it
/// usually has.
///
/// ```
/// use domain::messages::is_right_to_left;
/// assert!(is_right_to_left("ar") && is_right_to_left("ku-Arab") && is_right_to_left("fa-AF"));
/// assert!(!is_right_to_left("ku") && !is_right_to_left("az-Latn") && !is_right_to_left("nb"));
/// ```
#[must_use]
pub fn is_right_to_left(code: &str) -> bool {
    let mut parts = code.split('-');
    let language = parts.next().unwrap_or_default();
    match parts.next().filter(|script| script.len() == 4) {
        Some(script) => ["arab", "hebr", "syrc", "thaa", "nkoo"].contains(&script.to_ascii_lowercase().as_str()),
        None => ["ar", "fa", "prs", "he", "ur", "ps", "ckb", "sd", "ug", "yi", "dv", "syr"].contains(&language),
    }
}
