use super::*;
use crate::offerings::OfferingKind;
use crate::{
    offerings::{Access, Offering},
    referrals::sample::{key, register},
    register::Register,
    schedule::{ExtraDate, Rule, Staffing},
    shared::{Localized, Minute},
};
use jiff::civil::{Date, Weekday, date};

const TODAY: Date = date(2026, 11, 22);

fn made(register: &Register, offering: &Offering, words: &PosterWords) -> PosterText {
    poster_text(&Making {
        register,
        offering,
        words,
        today: TODAY,
        phone: Some(("55 00 00 01".to_owned(), "+4755000001".to_owned())),
        address: "https://hjelp.example.no/tilbud/x".to_owned(),
        spoken: vec!["norsk".to_owned()],
        unread: "Utkast".to_owned(),
    })
}

fn in_language(code: &str, change: impl Fn(&mut Offering)) -> PosterText {
    let register = register();
    let mut offering = register.offerings.iter().find(|o| o.key == key("drop-in-pa-biblioteket")).unwrap().clone();
    change(&mut offering);
    made(
        &register,
        &offering,
        &PosterWords::shipped(PosterLanguage::parse(code).unwrap()),
    )
}

/// Every word is there in every language, within its length, with the places that are filled and no others.
#[test]
fn the_shipped_words_are_complete() {
    assert_eq!(PosterLanguage::all().count(), 9);
    for language in PosterLanguage::all() {
        let words = shipped_words(language);
        assert_eq!(words.len(), PosterWord::ALL.len(), "{}", language.code());
        for (word, text) in words {
            let where_ = format!("{} {}", language.code(), word.code());
            assert!(
                !text.trim().is_empty() && text.chars().count() <= WORD_LENGTH,
                "{where_}"
            );
            assert!(
                word.holes().iter().all(|hole| text.matches(hole).count() == 1),
                "{where_}"
            );
            assert_eq!(text.matches('{').count(), word.holes().len(), "{where_}");
        }
    }
    for word in PosterWord::ALL {
        assert_eq!(PosterWord::parse(word.code()), Some(*word));
    }
}

#[test]
fn codes_are_read_back() {
    assert!(PosterFormat::ALL.into_iter().all(|f| PosterFormat::parse(f.code()) == Some(f)));
    assert!(PosterDesign::ALL.into_iter().all(|d| PosterDesign::parse(d.code()) == Some(d)));
    assert!(PosterLanguage::all().all(|l| PosterLanguage::parse(l.code()) == Some(l)));
}

#[test]
fn the_poster_of_a_drop_in_asks_and_says_when_and_where() {
    let text = in_language("nb", |_| {});
    assert_eq!(text.headline, "Trenger du hjelp med mobil, nettbrett eller PC?");
    assert_eq!(text.name, "Drop-in på biblioteket");
    assert_eq!(
        text.times,
        [PosterTime {
            when: "Tirsdag kl. 12–15".to_owned(),
            place: "Biblioteket, Storgata 1".to_owned()
        }]
    );
    assert_eq!(text.badges, ["Gratis", "Bare kom, uten avtale"]);
    assert_eq!(
        text.valid,
        "Gjelder fra 22. november 2026. Endringer: skann koden eller ring oss."
    );
    assert_eq!(text.address, "hjelp.example.no/tilbud/x");
    assert_eq!(text.arms_alt, "Kommunevåpenet til Prøveby");
    assert_eq!(text.call.unwrap().hours, "Hverdager kl. 9–15");
    assert!(text.warning.is_empty());
    assert_eq!(text.more[0].points.len(), 4);
}

#[test]
fn what_one_comes_to_has_its_own_name_as_the_headline() {
    let text = in_language("en", |o| {
        o.kind = OfferingKind::DataCafe;
        o.name.en = "Data café".to_owned();
    });
    assert_eq!((text.headline.as_str(), text.name.as_str()), ("Data café", ""));
    let foreign = in_language("pl", |o| o.kind = OfferingKind::DataCafe);
    assert_eq!(foreign.name, "Drop-in på biblioteket");
}

/// Weekdays and hours are said in the language; names and addresses stay as they stand on the door.
#[test]
fn arabic_is_from_right_to_left_and_says_that_nobody_has_read_it() {
    let text = in_language("ar", |o| {
        if let Rule::Weekly { weekdays, .. } = &mut o.schedules[0].rule {
            *weekdays = vec![Weekday::Thursday, Weekday::Tuesday];
        }
    });
    assert!(text.right_to_left);
    assert_eq!(text.times[0].when, "الثلاثاء والخميس من 12:00 إلى 15:00");
    assert_eq!(
        (text.name.as_str(), text.local.code()),
        ("Drop-in på biblioteket", "nb")
    );
    assert_eq!(text.warning, "Utkast");
    assert!(text.valid.contains("22.11.2026"));
    // What only stands in Norwegian is not put on it.
    assert!(
        text.call.unwrap().hours.is_empty()
            && !text.more.iter().any(|p| p.points.contains(&"Ta med mobilen.".to_owned()))
    );
}

#[test]
fn the_municipalitys_own_words_stand_in_the_place_of_ours() {
    let register = register();
    let mut words = PosterWords::shipped(PosterLanguage::parse("so").unwrap());
    words.own.insert(PosterWord::Question, "Caawimaad?".to_owned());
    words.read = true;
    let text = made(&register, &register.offerings[0], &words);
    assert_eq!((text.headline.as_str(), text.warning.as_str()), ("Caawimaad?", ""));
}

/// A rule that is not every week names its next day; days without a rule are named themselves.
#[test]
fn other_rules_name_days() {
    let every_other = |code: &str| {
        in_language(code, |o| {
            o.schedules[0].rule = Rule::Weekly {
                every: 2,
                weekdays: vec![Weekday::Thursday],
            };
        })
    };
    assert_eq!(
        every_other("nb").times[0].when,
        "Annenhver torsdag kl. 12–15 (neste gang 3. desember)"
    );
    assert_eq!(
        every_other("uk").times[0].when,
        "Четвер 03.12., четвер 17.12., четвер 31.12., 12:00–15:00"
    );
    let single = in_language("nn", |o| {
        o.schedules[0].rule = Rule::DatesOnly;
        o.schedules[0].extra_dates = vec![ExtraDate {
            date: date(2026, 12, 1),
            start: Minute::parse("17:00"),
            end: Minute::parse("19:00"),
            note: Localized::default(),
        }];
    });
    assert_eq!(single.times[0].when, "Tysdag 1. desember kl. 17–19");
}

#[test]
fn what_nobody_keeps_or_is_over_is_not_promised() {
    let unstaffed = in_language("nb", |o| o.schedules[0].staffing = Staffing::Unstaffed);
    assert!(unstaffed.times.is_empty());
    let over = in_language("nb", |o| o.schedules[0].until = Some(date(2026, 11, 1)));
    assert!(over.times.is_empty());
    let later = in_language("nb", |o| o.schedules[0].from = date(2027, 1, 5));
    assert_eq!(later.times[0].when, "Tirsdag kl. 12–15 (fra 5. januar)");
    let many = in_language("nb", |o| o.schedules = vec![o.schedules[0].clone(); 6]);
    assert_eq!(many.times.len(), 5);
    assert_eq!(many.times[4].when, "Flere tider: skann koden");
}

#[test]
fn only_what_people_may_come_to_is_announced() {
    let mut offering = register().offerings[0].clone();
    assert!(can_be_announced(&offering, TODAY));
    offering.access = Access::Closed;
    assert!(!can_be_announced(&offering, TODAY));
    offering.access = Access::JustCome;
    offering.ended = Some(TODAY);
    assert!(!can_be_announced(&offering, TODAY));
    offering.ended = None;
    offering.published = false;
    assert!(!can_be_announced(&offering, TODAY));
}

#[test]
fn an_advertisement_is_lines_that_can_be_set_as_they_are() {
    let words = advertisement(&in_language("nb", |_| {}));
    assert_eq!(
        words,
        "Trenger du hjelp med mobil, nettbrett eller PC?\nVi setter oss ned sammen med deg og tar det i ditt tempo.\n\
         Drop-in på biblioteket\nTirsdag kl. 12–15 – Biblioteket, Storgata 1\nGratis · Bare kom, uten avtale\n\
         Ring oss gjerne: 55 00 00 01\nhjelp.example.no/tilbud/x\nDigihjelpen i Prøveby"
    );
}
