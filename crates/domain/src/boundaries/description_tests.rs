use super::*;
use proptest::prelude::*;

fn section(code: &str, lines: &[&str]) -> DescriptionSection {
    DescriptionSection {
        code: code.into(),
        title: code.to_uppercase(),
        paragraphs: lines.iter().map(|l| (*l).to_owned()).collect(),
        points: Vec::new(),
    }
}

fn text(sections: Vec<DescriptionSection>) -> DescriptionText {
    DescriptionText {
        title: "Tjenestebeskrivelse".into(),
        sections,
    }
}

#[test]
fn a_new_version_shows_what_changed_section_by_section() {
    let old = text(vec![
        section("do", &["Vi viser.", "Vi øver."]),
        section("old", &["Borte."]),
    ]);
    let new = text(vec![
        section("do", &["Vi øver.", "Vi viser sammen."]),
        section("doubt", &["Spør."]),
    ]);
    let got: Vec<_> = section_changes(&old, &new).into_iter().map(|c| (c.code, c.kind, c.removed, c.added)).collect();
    let line = |t: &str| vec![t.to_owned()];
    assert_eq!(
        got,
        [
            (
                "do".into(),
                SectionChangeKind::Changed,
                line("Vi viser."),
                line("Vi viser sammen.")
            ),
            ("doubt".into(), SectionChangeKind::Added, vec![], line("Spør.")),
            ("old".into(), SectionChangeKind::Removed, line("Borte."), vec![]),
        ]
    );
    assert!(section_changes(&new, &new).is_empty());
}

#[test]
fn a_point_is_read_as_one_line() {
    let mut s = section("do", &[]);
    s.points = vec![
        DescriptionPoint {
            title: "BankID".into(),
            text: "vi ser bort".into(),
        },
        DescriptionPoint {
            title: "Vipps".into(),
            text: String::new(),
        },
    ];
    assert_eq!(s.lines(), ["BankID – vi ser bort", "Vipps"]);
}

#[test]
fn words_that_changed_stand_out() {
    use WordChange::{Added, Kept, Removed};
    assert_eq!(
        word_changes("Du taster passordet selv", "Du taster alltid koden selv"),
        [
            Kept("Du taster".into()),
            Removed("passordet".into()),
            Added("alltid koden".into()),
            Kept("selv".into())
        ]
    );
    let long = "ord ".repeat(401);
    assert_eq!(word_changes(&long, "kort").len(), 2);
}

proptest! {
    #[test]
    fn both_lines_can_be_read_from_the_changes(a in "([ab] ){0,8}", b in "([abc] ){0,8}") {
        let changes = word_changes(&a, &b);
        let read = |skip_added: bool| {
            let words: Vec<&str> = changes.iter().filter_map(|c| match c {
                WordChange::Kept(w) => Some(w.as_str()),
                WordChange::Removed(w) => skip_added.then_some(w.as_str()),
                WordChange::Added(w) => (!skip_added).then_some(w.as_str()),
            }).collect();
            words.join(" ")
        };
        prop_assert_eq!(read(true), a.trim());
        prop_assert_eq!(read(false), b.trim());
    }
}
