use super::*;
use crate::shared::Locale;
use jiff::civil::date;
use proptest::prelude::*;

fn phone() -> Phone {
    Phone::parse("900 00 000").unwrap()
}

fn at(text: &str) -> Minute {
    Minute::parse(text).unwrap()
}

fn about() -> About {
    About {
        offering: "Hjelp med BankID".to_owned(),
        place: "Fana bibliotek, 2. etasje".to_owned(),
        day: date(2026, 9, 24),
        start: at("12:30"),
        end: at("13:00"),
        code: "K7MP-3QTX".to_owned(),
        link: "https://digihjelpen.bergen.kommune.no/time/K7MP-3QTX".to_owned(),
        phone: "53 03 00 00".to_owned(),
        name: "Rune".to_owned(),
        deadline: Some(instant_of(date(2026, 9, 23), at("10:30"))),
        was: Some((date(2026, 9, 22), at("10:00"))),
        reason: "Veilederen er syk.".to_owned(),
        instead: vec![(date(2026, 9, 29), at("10:00")), (date(2026, 10, 1), at("12:30"))],
        changes: vec![
            change((10, 1), None),
            change((10, 8), None),
            change((10, 15), Some((15, "13:00"))),
            change((10, 22), Some((23, "12:30"))),
            change((10, 29), Some((29, "12:30"))),
        ],
    }
}

/// A date that began at half past twelve, and what it is now: the day of the same month and when.
fn change((month, day): (i8, i8), now: Option<(i8, &str)>) -> DateChange {
    DateChange {
        was: (date(2026, month, day), at("12:30")),
        now: now.map(|(day, time)| (date(2026, month, day), at(time))),
    }
}

#[test]
fn the_matrix_is_as_written() {
    let contacts = || {
        [
            Contact::Sms(phone()),
            Contact::Email(Email::parse("kari@eksempel.no").unwrap()),
            Contact::Call(phone()),
            Contact::None,
        ]
    };
    let mut seen = 0;
    for line in include_str!("matrix.txt").lines().filter(|l| !l.starts_with('#')) {
        let words: Vec<&str> = line.split_whitespace().collect();
        let occasion = Occasion::parse(words[0]).unwrap();
        seen += 1;
        for (i, expected) in words[1..].iter().enumerate() {
            let means = if i < 4 { Means::ALL } else { Means::default() };
            let got = match channel(occasion, &contacts()[i % 4], means) {
                Carrier::CallList => "ring",
                other => other.code(),
            };
            assert_eq!(&got, expected, "{} column {}", words[0], i + 1);
        }
    }
    assert_eq!(seen, Occasion::ALL.len());
    // A number that no text message reaches is rung.
    let home = Contact::Sms(Phone::parse("55 56 00 00").unwrap());
    assert_eq!(channel(Occasion::CalledOff, &home, Means::ALL), Carrier::CallList);
}

#[test]
fn numbers_are_read_as_people_write_them() {
    for (text, dialled, shown) in [
        ("90000000", "+4790000000", "90 00 00 00"),
        ("900 00 000", "+4790000000", "90 00 00 00"),
        ("+47 900-00-000", "+4790000000", "90 00 00 00"),
        ("0047 55 56 00 00", "+4755560000", "55 56 00 00"),
        ("+46 70 000 00 00", "+46700000000", "+46 70 00 00 00 0"),
    ] {
        let phone = Phone::parse(text).unwrap();
        assert_eq!((phone.dialled(), phone.to_string().as_str()), (dialled, shown));
    }
    for text in ["9000000", "900000000", "02345678", "+47 1", "ring meg", "90 00 00 00 x", "+0 900 00 000"] {
        assert_eq!(Phone::parse(text), Err(ContactProblem::NotAPhone), "{text}");
    }
    assert_eq!(Phone::parse("  "), Err(ContactProblem::Empty));
    assert_eq!(Contact::sms("55 56 00 00"), Err(ContactProblem::NotAMobile));
    assert!(Contact::sms("400 00 000").is_ok());
}

#[test]
fn addresses_are_read() {
    assert_eq!(
        Email::parse(" Kari.O@Eksempel.NO ").unwrap().as_str(),
        "Kari.O@eksempel.no"
    );
    for text in [
        "kari",
        "@eksempel.no",
        "kari@",
        "kari@eksempel",
        "ka ri@eksempel.no",
        "kari@eksempel..no",
        "a@b.1",
        ".a@b.no",
        "a@-b.no",
    ] {
        assert_eq!(Email::parse(text), Err(ContactProblem::NotAnEmail), "{text}");
    }
    assert_eq!(Email::parse("a@b.no\r\nBcc: c@d.no"), Err(ContactProblem::NotAnEmail));
    // Found by the reader `codes` of crates/hostile: in small letters İ is i and a dot, and what was stored could not be read.
    assert_eq!(Email::parse("post@eksemİel.no"), Err(ContactProblem::NotAnEmail));
}

#[test]
fn a_contact_comes_back_and_is_never_printed() {
    for contact in [
        Contact::None,
        Contact::Call(phone()),
        Contact::Sms(phone()),
        Contact::Email(Email::parse("kari@eksempel.no").unwrap()),
    ] {
        let (kind, address) = contact.stored();
        assert_eq!(Contact::read(kind, address), Some(contact.clone()));
        let printed = format!("{contact:?}");
        assert!(!printed.contains("9000") && !printed.contains("kari"), "{printed}");
    }
    assert_eq!(Contact::read("sms", ""), Some(Contact::None), "erased");
    assert_eq!(Contact::read("fax", "1"), None);
    assert_eq!(Contact::read("sms", "x"), None);
}

#[test]
fn every_text_is_whole_and_fits_one_text_message() {
    for locale in Locale::ALL {
        for occasion in Occasion::ALL {
            let text = standard_text(occasion, locale);
            let label = format!("{} {}", occasion.code(), locale.code());
            assert_eq!(check_heading(&text.subject), [], "{label}");
            for body in [&text.letter, &text.spoken] {
                let problems: Vec<_> = check_text(occasion, body);
                let only_way = problems.iter().all(|p| matches!(p, TextProblem::Missing(c) if c.len() > 1));
                assert!(only_way, "{label}: {problems:?}");
            }
            assert_eq!(check_text(occasion, &text.sms), [], "{label}");
            assert!(
                fill(ring_to_be_sure(locale), &values(&about(), locale.code(), "Digihjelpen")).contains("53 03 00 00")
            );
            let sms = fill(&text.sms, &values(&about(), locale.code(), "Digihjelpen"));
            let size = sms_size(&sms);
            assert!(
                size.parts == 1 && size.plain,
                "{label}: {size:?} {:?} {sms}",
                outside_gsm(&sms)
            );
        }
    }
}

/// Drafts say what must be said, and nothing else is taken for one.
#[test]
fn drafts_are_whole_in_every_citizen_language() {
    for (language, _) in CITIZEN_LANGUAGES {
        for occasion in Occasion::ALL {
            let label = format!("{} {language}", occasion.code());
            let draft = draft_text(occasion, language).unwrap_or_else(|| panic!("{label}"));
            assert_eq!(check_heading(&draft.subject), [], "{label}");
            assert_eq!(check_text(occasion, &draft.sms), [], "{label}");
            assert_eq!(check_text(occasion, &draft.letter), [], "{label}");
            let spoken = check_text(occasion, &draft.spoken);
            assert!(
                spoken.iter().all(|p| matches!(p, TextProblem::Missing(c) if c.len() > 1)),
                "{label}: {spoken:?}"
            );
            let sms = sms_size(&fill(&draft.sms, &values(&about(), language, "Digihjelpen")));
            // A whole series that changes has more to say than a text message of one or two parts holds.
            let most = if occasion == Occasion::SeriesChanged { 3 } else { 2 };
            assert!(sms.parts <= most, "{label}: {sms:?}");
            let english = standard_text(occasion, Locale::En);
            let pairs = [(&draft.sms, english.sms), (&draft.letter, english.letter), (&draft.spoken, english.spoken)];
            for (ours, theirs) in pairs {
                let not_said: Vec<&str> = PLACEHOLDERS
                    .into_iter()
                    .filter(|name| theirs.contains(&format!("{{{name}}}")) && !ours.contains(&format!("{{{name}}}")))
                    .collect();
                assert_eq!(not_said, [""; 0], "{label}: said in English, and not here");
            }
        }
    }
    assert_eq!(draft_text(Occasion::Receipt, "nb"), None);
    assert_eq!(draft_text(Occasion::Receipt, "xx"), None);
}

/// In a language we only have drafts in, no English or Norwegian word is filled in among the approved ones.
#[test]
fn what_is_filled_in_has_no_words_of_another_language() {
    let told = values(&about(), "uk", "Digihjelpen");
    assert_eq!(told["dag"], "24.9.");
    assert_eq!(told["frist"], "23.9. 10:30");
    assert_eq!(told["før"], "22.9. 10:00");
    assert_eq!(told["ledige"], "29.9. 10:00 або 1.10. 12:30");
    assert_eq!(told["endringer"].lines().next().unwrap(), "1.10. 12:30: скасовано");
    assert_eq!(
        told["datoer"],
        "скасовано 1.10., 8.10.; тепер о 13:00 15.10.; все ж відбудеться 29.10.; 22.10. перенесено на 23.10. 12:30"
    );
    assert_eq!(values(&about(), "se", "Digihjelpen")["dag"], "24.9.");
    assert_eq!(values(&about(), "tr", "Digihjelpen")["frist"], "23.9. 10:30");
    assert_eq!(values(&about(), "sv", "Digihjelpen")["dag"], "torsdag 24. september");
}

/// LIX: words per sentence and the share of words over six letters. At most 35 for what citizens read.
#[test]
fn every_text_is_easy_to_read() {
    for locale in [Locale::Nb, Locale::Nn] {
        for occasion in Occasion::ALL {
            let text = standard_text(occasion, locale);
            for part in [text.letter, text.spoken] {
                let said = fill(&part, &values(&about(), locale.code(), "Digihjelpen")).replace(&about().link, "");
                let words: Vec<&str> = said.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
                let ends =
                    said.split(['.', '?', '!', ':', '\n']).filter(|s| s.chars().any(char::is_alphabetic)).count();
                let long = words.iter().filter(|w| w.chars().count() > 6).count();
                let lix = words.len() as f64 / ends as f64 + 100.0 * long as f64 / words.len() as f64;
                assert!(lix <= 35.0, "{} {}: {lix}\n{said}", occasion.code(), locale.code());
            }
        }
    }
}

#[test]
fn no_text_tells_what_somebody_wants_help_with() {
    assert!(!PLACEHOLDERS.contains(&"tilbud"));
    for locale in Locale::ALL {
        for occasion in Occasion::ALL {
            let text = standard_text(occasion, locale);
            for part in [text.subject, text.sms, text.letter, text.spoken] {
                let said = fill(&part, &values(&about(), locale.code(), "Digihjelpen"));
                assert!(!said.contains("BankID"), "{said}");
                assert!(!said.contains(['{', '}', '[', ']']), "{said}");
            }
        }
    }
}

#[test]
fn a_filled_letter_reads_well() {
    let text = standard_text(Occasion::Moved, Locale::Nb);
    let said = fill(&text.letter, &values(&about(), "nb", "Digihjelpen i Bergen"));
    assert_eq!(
        said,
        "Hei Rune!\n\nTiden din er flyttet. Før var den tirsdag 22. september kl. 10.\n\nNy tid: torsdag 24. september kl. \
         12.30–13\nFana bibliotek, 2. etasje\n\nVeilederen er syk.\n\nPasser det ikke? Da finner vi en annen tid.\nEndre eller \
         avlys her: https://digihjelpen.bergen.kommune.no/time/K7MP-3QTX\nEller ring oss på 53 03 00 00.\n\nVennlig hilsen \
         Digihjelpen i Bergen"
    );
    let bare = About {
        name: String::new(),
        was: None,
        reason: String::new(),
        link: String::new(),
        ..about()
    };
    let said = fill(&text.letter, &values(&bare, "nb", "Digihjelpen"));
    assert!(said.starts_with("Hei!\n\nTiden din er flyttet.\n\nNy tid:"), "{said}");
    assert!(!said.contains("\n\n\n") && !said.contains("Endre eller"), "{said}");
}

#[test]
fn every_changed_date_of_a_series_is_told_in_one_message() {
    let letter = standard_text(Occasion::SeriesChanged, Locale::Nb).letter;
    let said = fill(&letter, &values(&about(), "nb", "Digihjelpen"));
    for line in [
        "torsdag 1. oktober kl. 12.30: avlyst\n",
        "torsdag 15. oktober kl. 12.30: flyttet til torsdag 15. oktober kl. 13\n",
        "torsdag 22. oktober kl. 12.30: flyttet til fredag 23. oktober kl. 12.30\n",
        "torsdag 29. oktober kl. 12.30: går likevel\n",
    ] {
        assert!(said.contains(line), "{said}");
    }
    let short = |language| fill("{datoer}", &values(&about(), language, ""));
    assert_eq!(
        short("nb"),
        "avlyst 1.10., 8.10.; nå kl. 13 15.10.; går likevel 29.10.; 22.10. flyttet til 23.10. kl. 12.30"
    );
    assert_eq!(
        short("en"),
        "called off 1/10, 8/10; now at 13:00 15/10; on after all 29/10; 22/10 moved to 23/10 at 12:30"
    );
    // It is worth telling until the last of them.
    let notice = Notice {
        occasion: Occasion::SeriesChanged,
        to: Contact::None,
        language: "nb".to_owned(),
        about: about(),
        subject: [1; 16],
        due: instant_of(date(2026, 9, 20), at("09:00")),
    };
    assert_eq!(notice.useless_after(), instant_of(date(2026, 10, 29), at("12:30")));
}

#[test]
fn free_times_are_offered_with_a_calling_off() {
    let letter = standard_text(Occasion::CalledOff, Locale::Nb).letter;
    let said = fill(&letter, &values(&about(), "nb", "Digihjelpen"));
    assert!(
        said.contains("Dette er ledig: tirsdag 29. september kl. 10 eller torsdag 1. oktober kl. 12.30."),
        "{said}"
    );
}

#[test]
fn languages_without_words_of_ours_get_figures() {
    assert_eq!(nearest("nn-NO"), Locale::Nn);
    assert_eq!(nearest("se"), Locale::Nb);
    assert_eq!(nearest("uk"), Locale::En);
    let said = fill("{dag} {start}", &values(&about(), "uk", ""));
    assert_eq!(said, "24.9. 12:30");
}

#[test]
fn faulty_texts_are_refused() {
    let whole = "{dag} {start} {sted} {kode}";
    assert_eq!(check_text(Occasion::Receipt, whole), []);
    assert_eq!(check_text(Occasion::Receipt, " "), [TextProblem::Empty]);
    assert_eq!(
        check_text(Occasion::Receipt, "{dag} {start} {telefon}"),
        [TextProblem::Missing(&["sted"])]
    );
    assert_eq!(
        check_text(Occasion::Receipt, &format!("{whole} {{tilbud}}")),
        [TextProblem::Unknown("tilbud".to_owned())]
    );
    for broken in ["{dag", "dag}", "[{dag}", "{dag}]", "[[{dag}]]"] {
        assert!(
            check_text(Occasion::ThankYou, broken).contains(&TextProblem::Brackets),
            "{broken}"
        );
        assert_eq!(fill(broken, &values(&about(), "nb", "")), broken);
    }
    assert_eq!(check_heading(&"a".repeat(2001)), [TextProblem::TooLong]);
    assert_eq!(check_heading("Passord: Vaar2026"), [TextProblem::Personal]);
}

#[test]
fn parts_are_counted_as_the_standard_says() {
    for (text, plain, units, parts) in [
        (String::new(), true, 0, 0),
        ("Hei på deg, æøå ÆØÅ!".to_owned(), true, 20, 1),
        ("€".repeat(80), true, 160, 1),
        ("€".repeat(81), true, 162, 2),
        // 153 is odd: the 77th escaped character does not fit in the first part.
        ("€".repeat(153), true, 306, 3),
        ("a".repeat(306), true, 306, 2),
        ("a".repeat(307), true, 307, 3),
        ("–".to_owned(), false, 1, 1),
        ("š".repeat(70), false, 70, 1),
        ("š".repeat(134), false, 134, 2),
        ("š".repeat(135), false, 135, 3),
        // Surrogate pairs: 67 is odd too.
        ("😀".repeat(35), false, 70, 1),
        ("😀".repeat(67), false, 134, 3),
    ] {
        let size = sms_size(&text);
        assert_eq!((size.plain, size.units, size.parts), (plain, units, parts), "{text}");
    }
    assert_eq!(outside_gsm("Kl. 12–13"), Some('–'));
}

#[test]
fn nobody_is_woken() {
    let quiet = QuietHours::default();
    let moment = |day: i8, time: &str| instant_of(date(2026, 3, day), at(time));
    for (now, then) in [
        ((3, "20:59"), (3, "20:59")),
        ((3, "21:00"), (4, "08:00")),
        ((3, "23:59"), (4, "08:00")),
        ((4, "00:00"), (4, "08:00")),
        ((4, "07:59"), (4, "08:00")),
        ((4, "08:00"), (4, "08:00")),
        // The night to 29 March is an hour shorter.
        ((28, "22:00"), (29, "08:00")),
    ] {
        assert_eq!(quiet.next(moment(now.0, now.1)), moment(then.0, then.1), "{now:?}");
    }
    let noon = QuietHours {
        from: at("12:00"),
        until: at("13:00"),
    };
    assert_eq!(noon.next(moment(3, "12:30")), moment(3, "13:00"));
    let none = QuietHours {
        from: at("12:00"),
        until: at("12:00"),
    };
    assert_eq!(none.next(moment(3, "12:00")), moment(3, "12:00"));
    let early = moment(4, "06:00");
    assert_eq!(quiet.send_at(Occasion::CalledOff, date(2026, 3, 4), early), early);
    assert_eq!(
        quiet.send_at(Occasion::CalledOff, date(2026, 3, 5), early),
        moment(4, "08:00")
    );
    assert_eq!(
        quiet.send_at(Occasion::Reminder, date(2026, 3, 4), early),
        moment(4, "08:00")
    );
}

#[test]
fn tries_come_further_and_further_apart() {
    let now = instant_of(date(2026, 3, 3), at("12:00"));
    let far = instant_of(date(2026, 4, 3), at("12:00"));
    let minutes =
        |tries| try_again(tries, SendFailure::Later, now, far).map(|next| (next.as_second() - now.as_second()) / 60);
    let waits: Vec<_> = (1..=8).map(minutes).collect();
    assert_eq!(waits, [1, 2, 4, 8, 16, 32, 60, 60].map(Some));
    assert_eq!(minutes(TRIES), None);
    assert_eq!(try_again(1, SendFailure::Never, now, far), None);
    assert_eq!(try_again(1, SendFailure::Later, now, now), None, "too late");
}

#[test]
fn what_is_too_late_is_known() {
    let notice = |occasion| Notice {
        occasion,
        to: Contact::None,
        language: "nb".to_owned(),
        about: about(),
        subject: [1; 16],
        due: instant_of(date(2026, 9, 20), at("09:00")),
    };
    assert_eq!(notice(Occasion::Reminder).useless_after(), about().starts());
    assert_eq!(Some(notice(Occasion::WaitingOffer).useless_after()), about().deadline);
    assert_eq!(
        notice(Occasion::ThankYou).useless_after(),
        instant_of(date(2026, 9, 27), at("09:00"))
    );
    for occasion in Occasion::ALL {
        assert_eq!(Occasion::parse(occasion.code()), Some(occasion));
    }
    for channel in Carrier::ALL {
        assert_eq!(Carrier::parse(channel.code()), Some(channel));
    }
}

proptest! {
    #[test]
    fn parts_hold_what_they_are_given(text in "[a-zæøå€{}š😀 ]{0,400}") {
        let size = sms_size(&text);
        prop_assert!(size.parts * size.room >= size.units);
        // No more than one unit is lost at the end of each part.
        prop_assert!(size.parts <= size.units / (size.room - 1) + 1);
    }

    #[test]
    fn any_text_is_checked_and_filled(text in "[a-z{}\\[\\] ]{0,60}") {
        let said = fill(&text, &values(&about(), "nb", "x"));
        if !check_text(Occasion::ThankYou, &text).contains(&TextProblem::Brackets) {
            let left = said.contains(['{', '[']);
            prop_assert!(!left);
        }
    }

    #[test]
    fn whatever_is_read_as_a_number_reads_again(text in "\\+?[0-9 ]{0,18}") {
        if let Ok(phone) = Phone::parse(&text) {
            prop_assert_eq!(Phone::parse(phone.dialled()), Ok(phone));
        }
    }
}
