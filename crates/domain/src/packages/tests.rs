use super::{
    CHECKSUMS, FigureCell as C, FigureSource, FrozenFile, HiddenWords, LARGEST_FILE, LARGEST_PACKAGE, NewPackage,
    PackageDocument, PackageDocumentKind, PackageFile, PackageMedia, PackageRefusal as R, check::readable,
    is_file_name, manifest, may_freeze,
};
use crate::{
    privacy::Kind,
    shared::{Id, Locale},
    statistics::SheetCell,
};
use proptest::prelude::*;

fn file(name: &str, media: PackageMedia, text: &str) -> PackageFile {
    PackageFile {
        name: name.to_owned(),
        media,
        bytes: text.as_bytes().to_vec(),
    }
}

fn figure(rows: Vec<Vec<C>>) -> FigureSource {
    FigureSource {
        title: "Hvem som kom".to_owned(),
        query: "Talte veiledninger i 2025".to_owned(),
        source: "Kommunen".to_owned(),
        year: "2025".to_owned(),
        columns: (0..rows.first().map_or(1, Vec::len)).map(|n| format!("k{n}")).collect(),
        rows,
    }
}

fn package() -> NewPackage {
    NewPackage {
        title: "Status for digihjelpen".to_owned(),
        sender: "Digihjelpen".to_owned(),
        language: Locale::Nb,
        documents: vec![PackageDocument {
            origin: "status".to_owned(),
            title: "Status".to_owned(),
            kind: PackageDocumentKind::StatusCase,
            language: Locale::Nb,
            texts: vec!["Slik går det.".to_owned()],
            drawings: vec!["Hvem som kom".to_owned()],
            figures: vec![figure(vec![vec![C::People(12)]])],
            files: vec![file("status.txt", PackageMedia::Text, "Slik går det.")],
        }],
        change_note: String::new(),
        former: None,
    }
}

fn with(change: impl FnOnce(&mut NewPackage)) -> Result<(), R> {
    let mut package = package();
    change(&mut package);
    may_freeze(&package)
}

/// Eleven digits with right check digits, put together so that it stands nowhere.
fn identity_number() -> String {
    let first = [0, 1, 0, 1, 9, 0, 1, 2, 3];
    let sum = |d: &[u32], w: &[u32]| 11 - d.iter().zip(w).map(|(a, b)| a * b).sum::<u32>() % 11;
    for third in 0..1000u32 {
        let mut d = first.to_vec();
        d[6] = third / 100;
        d[7] = third / 10 % 10;
        d[8] = third % 10;
        let k1 = sum(&d, &[3, 7, 6, 1, 8, 9, 4, 5, 2]) % 11;
        d.push(k1);
        let k2 = sum(&d, &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
        d.push(k2);
        if k1 < 10 && k2 < 10 {
            return d.iter().map(ToString::to_string).collect();
        }
    }
    String::new()
}

#[test]
fn what_is_whole_may_be_frozen() {
    assert_eq!(may_freeze(&package()), Ok(()));
    assert_eq!(
        with(|p| (p.former, p.change_note) = (Some(Id([1; 16])), "Nye tall for april.".to_owned())),
        Ok(())
    );
}

#[test]
fn names_stay_where_they_are_put() {
    for good in ["status-nb.txt", "A_1.b.txt", "0.txt"] {
        assert!(is_file_name(good, PackageMedia::Text), "{good}");
    }
    for bad in [
        "",
        ".txt",
        "..txt",
        "../a.txt",
        "..\\a.txt",
        "/etc/a.txt",
        "c:a.txt",
        "a/b.txt",
        "a\\b.txt",
        "a..txt",
        "a.txt.",
        "a.txt ",
        " a.txt",
        "-rf.txt",
        "a\n.txt",
        "a\0.txt",
        "a\u{202e}.txt",
        "å.txt",
        "a.pdf",
        "txt",
        "CON.txt",
        "con.txt",
        "Nul.txt",
        "aux.b.txt",
        "lpt9.txt",
        "a*.txt",
        "a?.txt",
        "a%2f.txt",
    ] {
        assert!(!is_file_name(bad, PackageMedia::Text), "{bad:?}");
        assert_eq!(
            with(|p| bad.clone_into(&mut p.documents[0].files[0].name)),
            Err(R::FileName),
            "{bad:?}"
        );
    }
    assert!(!is_file_name(&format!("{}.txt", "a".repeat(100)), PackageMedia::Text));
    let twice = |name: &str| {
        with(|p| {
            p.documents[0].files.push(file(name, PackageMedia::Text, ""));
        })
    };
    assert_eq!(twice("STATUS.txt"), Err(R::SameName));
    assert_eq!(twice("lesmeg.txt"), Err(R::SameName));
    let data = |p: &mut NewPackage| p.documents[0].files.push(file("figur-01.csv", PackageMedia::Csv, ""));
    assert_eq!(with(data), Err(R::SameName));
}

#[test]
fn there_is_an_end_to_a_package() {
    assert_eq!(with(|p| p.documents.clear()), Err(R::Empty));
    assert_eq!(with(|p| p.documents[0].files.clear()), Err(R::Empty));
    assert_eq!(with(|p| p.title = " ".to_owned()), Err(R::Words));
    assert_eq!(with(|p| p.title = "a".repeat(201)), Err(R::Words));
    assert_eq!(with(|p| p.title = "a\u{0}".to_owned()), Err(R::Words));
    assert_eq!(with(|p| p.change_note = "a".repeat(2_001)), Err(R::Words));
    assert_eq!(with(|p| p.former = Some(Id([1; 16]))), Err(R::NoNote));
    let many = |p: &mut NewPackage| {
        for n in 0..60 {
            p.documents[0].files.push(file(&format!("a{n}.txt"), PackageMedia::Text, ""));
        }
    };
    assert_eq!(with(many), Err(R::TooMany));
    assert_eq!(
        with(|p| p.documents[0].figures[0].rows = vec![vec![C::Number(1)]; 5_001]),
        Err(R::TooMany)
    );
    let large = |size: usize, of: usize| {
        with(|p| {
            for n in 0..of {
                p.documents[0].files.push(PackageFile {
                    name: format!("a{n}.pdf"),
                    media: PackageMedia::Pdf,
                    bytes: vec![0; size],
                });
            }
        })
    };
    assert_eq!(large(LARGEST_FILE + 1, 1), Err(R::TooLarge));
    assert_eq!(large(LARGEST_PACKAGE / 3 + 1, 3), Err(R::TooLarge));
    assert_eq!(large(1024, 3), Ok(()));
}

#[test]
fn every_figure_is_traced() {
    let lost = Err(R::NoSource("Hvem som kom".to_owned()));
    assert_eq!(with(|p| p.documents[0].figures.clear()), lost);
    for empty in 0..3 {
        let change = |p: &mut NewPackage| {
            let f = &mut p.documents[0].figures[0];
            *[&mut f.query, &mut f.source, &mut f.year][empty] = " ".to_owned();
        };
        assert_eq!(with(change), lost);
    }
    assert_eq!(with(|p| p.documents[0].figures[0].rows.push(Vec::new())), lost);
}

#[test]
fn nobodys_number_goes_along_wherever_it_stands() {
    let number = identity_number();
    let parted = format!("{} {}", &number[..6], &number[6..]);
    let escaped: String = number.chars().map(|c| format!("&#{};", u32::from(c))).collect();
    let personal = |title: &str| Err(R::Personal(title.to_owned(), Kind::IdentityNumber));
    assert_eq!(
        with(|p| p.documents[0].texts.push(format!("Hun har {parted}"))),
        personal("Status")
    );
    assert_eq!(
        with(|p| p.change_note = number.clone()),
        personal("Status for digihjelpen")
    );
    assert_eq!(
        with(|p| p.documents[0].figures[0].rows[0][0] = C::Words(number.clone())),
        personal("Status")
    );
    for (name, media, text) in [
        ("a.txt", PackageMedia::Text, format!("nr {number}.")),
        (
            "a.html",
            PackageMedia::Page,
            format!("<p>{}<b>{}</b></p>", &number[..6], &number[6..]),
        ),
        ("a.html", PackageMedia::Page, format!("<p>{escaped}</p>")),
        ("a.html", PackageMedia::Page, format!("<img alt=\"{number}\">")),
        (
            "a.svg",
            PackageMedia::Drawing,
            format!("<svg><text>{number}</text></svg>"),
        ),
        ("a.csv", PackageMedia::Csv, format!("a;{number}\r\n")),
        ("a.json", PackageMedia::Json, format!("{{\"a\":\"{number}\"}}")),
        ("a.xml", PackageMedia::Xml, format!("<a>{number}</a>")),
    ] {
        let change = |p: &mut NewPackage| p.documents[0].files.push(file(name, media, &text));
        assert_eq!(with(change), personal("Status"), "{text}");
    }
    let harmless = "<table><tr><td>120 000</td><td>90 000</td></tr></table><p>Ring 55 56 55 56</p>";
    assert_eq!(
        with(|p| p.documents[0].files.push(file("a.html", PackageMedia::Page, harmless))),
        Ok(()),
        "sums beside each other and the phone of a place are no numbers of a person"
    );
}

fn shown(rows: Vec<Vec<C>>) -> Vec<Vec<String>> {
    let words = HiddenWords {
        fewer_than_five: "<5".to_owned(),
        withheld: "x".to_owned(),
    };
    let cell = |c: &SheetCell| match c {
        SheetCell::Text(t) => t.clone(),
        SheetCell::Number(n) => n.to_string(),
    };
    figure(rows).sheet(&words).rows.iter().map(|row| row.iter().map(cell).collect()).collect()
}

#[test]
fn few_people_are_hidden_and_no_lone_number_is_left_to_work_out() {
    let p = C::People;
    assert_eq!(shown(vec![vec![p(3)]]), [["<5"]]);
    assert_eq!(shown(vec![vec![C::Number(3), p(0), p(5)]]), [["3", "0", "5"]]);
    let rows = vec![
        vec![C::Words("a".to_owned()), p(3), p(20)],
        vec![C::Words("b".to_owned()), p(10), p(30)],
        vec![C::Words("c".to_owned()), p(11), p(40)],
    ];
    assert_eq!(
        shown(rows),
        [["a", "<5", "x"], ["b", "x", "x"], ["c", "11", "40"]],
        "a square is hidden: neither line nor column gives one away"
    );
}

proptest! {
    #[test]
    fn whatever_is_counted_one_to_four_is_never_shown(rows in prop::collection::vec(prop::collection::vec(0u64..9, 3), 1..6)) {
        let grid: Vec<Vec<C>> = rows.iter().map(|row| row.iter().map(|n| C::People(*n)).collect()).collect();
        let out = shown(grid);
        for (row, given) in rows.iter().zip(&out) {
            for (n, text) in row.iter().zip(given) {
                prop_assert_eq!(text == "<5", (1..=4).contains(n));
                prop_assert!(text == "<5" || text == "x" || *text == n.to_string());
            }
        }
        let lone = |line: Vec<&String>| {
            let hidden = line.iter().filter(|t| ["<5", "x"].contains(&t.as_str())).count();
            hidden == 1 && line.iter().any(|t| t.parse::<u64>().is_ok_and(|n| n > 0))
        };
        for row in &out {
            prop_assert!(!lone(row.iter().collect()));
        }
        for c in 0..3 {
            prop_assert!(!lone(out.iter().map(|row| &row[c]).collect()));
        }
    }

    #[test]
    fn any_page_is_read(text in any::<String>()) {
        for media in PackageMedia::ALL {
            let _ = readable(media, &text);
            prop_assert_eq!(PackageMedia::parse(media.code()), Some(media));
        }
    }

    #[test]
    fn a_name_that_is_taken_is_one_name_below_its_folder(name in any::<String>()) {
        if is_file_name(&name, PackageMedia::Text) {
            prop_assert!(!name.contains(['/', '\\', ':', '\0']) && !name.contains("..") && !name.starts_with('.'));
        }
    }
}

#[test]
fn the_list_of_checksums_is_the_same_whatever_order_the_files_come_in() {
    let one = |path: &str| FrozenFile {
        path: path.to_owned(),
        media: PackageMedia::Text,
        size: 1,
        checksum: "ab".repeat(32),
    };
    let (a, b, own) = (one("dokumenter/a.txt"), one("LESMEG.txt"), one(CHECKSUMS));
    let list = manifest(&[a.clone(), b.clone(), own.clone()]);
    assert_eq!(list, manifest(&[own, b, a.clone()]));
    assert_eq!(list.lines().count(), 2);
    assert!(list.ends_with("  dokumenter/a.txt\n"));
    assert_eq!(a.name(), "a.txt");
}

#[test]
fn codes_are_stable() {
    let all = [
        R::Empty,
        R::Words,
        R::TooMany,
        R::TooLarge,
        R::FileName,
        R::SameName,
        R::NoSource(String::new()),
        R::Personal(String::new(), Kind::Iban),
        R::NoNote,
        R::Replaced,
        R::Broken,
    ];
    let codes: std::collections::BTreeSet<&str> = all.iter().map(R::code).collect();
    assert_eq!(codes.len(), all.len());
    for kind in PackageDocumentKind::ALL {
        assert!(!kind.archive_code().0.is_empty());
    }
}
