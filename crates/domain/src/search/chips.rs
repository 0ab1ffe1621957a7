use crate::{
    offerings::Topic,
    register::Register,
    shared::{Locale, Localized},
};

/// A chip: a word on the front page that searches when it is pressed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chip {
    /// What stands on it, which is also what is searched for.
    pub words: Localized,
}

/// What people most often need, in the order it is shown when everything is helped with.
const CHIPS: [(Topic, [&str; 3]); 10] = [
    (Topic::ElectronicId, ["BankID", "BankID", "BankID"]),
    (Topic::Payment, ["Vipps", "Vipps", "Vipps"]),
    (Topic::Health, ["Helsenorge", "Helsenorge", "Helsenorge"]),
    (
        Topic::PhoneTablet,
        ["Telefonen er full", "Telefonen er full", "Phone is full"],
    ),
    (Topic::MunicipalApplications, ["Søknader", "Søknader", "Applications"]),
    (Topic::Photos, ["Bilder", "Bilete", "Photos"]),
    (Topic::Email, ["E-post", "E-post", "E-mail"]),
    (Topic::Passwords, ["Passord", "Passord", "Passwords"]),
    (Topic::Fraud, ["Svindel", "Svindel", "Fraud"]),
    (Topic::Nav, ["NAV", "NAV", "NAV"]),
];

/// The six words for the front page: first those that a published offering here helps with.
#[must_use]
pub fn suggest_chips(register: &Register) -> Vec<Chip> {
    let helped = |topic: Topic| register.offerings.iter().any(|o| o.published && o.topics.contains(&topic));
    let (here, elsewhere): (Vec<_>, Vec<_>) = CHIPS.iter().partition(|(topic, _)| helped(*topic));
    here.into_iter().chain(elsewhere).take(6).map(|(_, words)| chip(words)).collect()
}

fn chip(words: [&str; 3]) -> Chip {
    let mut text = Localized::default();
    for (locale, word) in Locale::ALL.into_iter().zip(words) {
        word.clone_into(text.get_mut(locale));
    }
    Chip { words: text }
}
