//! The list of Norway's municipalities, which a new installation chooses from.

use crate::shared::Locale;
use std::sync::LazyLock;

/// A municipality of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedMunicipality {
    /// Four digits.
    pub number: &'static str,
    /// Its Norwegian name. Two pairs of municipalities share a name, so nothing is keyed on it.
    pub name: &'static str,
    /// Its Sámi and Kven names, as registered in 2024.
    pub parallel_names: Vec<&'static str>,
    /// Its county.
    pub county: &'static str,
    /// The written language it has decided on; `None` for neutral.
    pub written_language: Option<Locale>,
    /// Its home page; empty when the list has none.
    pub homepage: &'static str,
}

/// Every municipality, valid from 2024-01-01, sorted by number.
///
/// ```
/// assert_eq!(domain::municipality::listed().len(), 357);
/// ```
#[must_use]
pub fn listed() -> &'static [ListedMunicipality] {
    static LIST: LazyLock<Vec<ListedMunicipality>> = LazyLock::new(|| {
        let lines = include_str!("municipalities.csv").lines();
        lines.filter(|l| !l.starts_with('#') && !l.is_empty()).filter_map(line).collect()
    });
    &LIST
}

fn line(text: &'static str) -> Option<ListedMunicipality> {
    let mut fields = text.split(';');
    Some(ListedMunicipality {
        number: fields.next()?,
        name: fields.next()?,
        parallel_names: fields.next()?.split('|').filter(|n| !n.is_empty()).collect(),
        county: fields.next()?,
        written_language: Locale::parse(fields.next()?),
        homepage: fields.next()?,
    })
}

/// The municipality with this number.
#[must_use]
pub fn listed_by_number(number: &str) -> Option<&'static ListedMunicipality> {
    listed().iter().find(|m| m.number == number)
}

/// The municipalities whose number or one of whose names begins with the query, then those that contain it.
///
/// ```
/// use domain::municipality::find_listed;
/// assert_eq!(find_listed("guovda")[0].name, "Kautokeino");
/// assert_eq!(find_listed("herøy").len(), 2);
/// assert!(find_listed("finnes ikke").is_empty());
/// ```
#[must_use]
pub fn find_listed(query: &str) -> Vec<&'static ListedMunicipality> {
    let query = query.trim().to_lowercase();
    let query = query.strip_suffix(" kommune").unwrap_or(&query);
    let names = |m: &'static ListedMunicipality| std::iter::once(m.name).chain(m.parallel_names.iter().copied());
    let begins = |m: &&'static ListedMunicipality| {
        m.number.starts_with(query) || names(m).any(|n| n.to_lowercase().starts_with(query))
    };
    let contains = |m: &&'static ListedMunicipality| names(m).any(|n| n.to_lowercase().contains(query));
    let first: Vec<_> = listed().iter().filter(begins).collect();
    let rest = listed().iter().filter(|m| !begins(m) && contains(m));
    first.iter().copied().chain(rest).collect()
}

#[cfg(test)]
mod tests {
    use super::{listed, listed_by_number};
    use crate::shared::Locale;
    use std::collections::BTreeSet;

    #[test]
    fn the_list_is_whole() {
        let numbers: BTreeSet<_> = listed().iter().map(|m| m.number).collect();
        assert_eq!(numbers.len(), 357);
        assert!(numbers.iter().all(|n| n.len() == 4 && n.bytes().all(|b| b.is_ascii_digit())));
        assert!(listed().iter().all(|m| m.homepage.is_empty() || m.homepage.starts_with("https://")));
        assert_eq!(
            listed().iter().filter(|m| m.written_language == Some(Locale::Nn)).count(),
            88
        );
        let kautokeino = listed_by_number("5612").unwrap();
        assert_eq!(
            (kautokeino.name, kautokeino.parallel_names[0]),
            ("Kautokeino", "Guovdageaidnu")
        );
    }
}
