use super::{Event, Feed, write};

fn feed(summary: &str) -> Feed {
    Feed {
        name: "Digihjelpen i Bergen".to_owned(),
        description: "Drop-in, kurs og treff".to_owned(),
        language: "nb",
        url: "https://hjelp.example.no/kalender".to_owned(),
        stamp: "2026-03-03T11:15:00Z".parse().unwrap(),
        events: vec![Event {
            uid: "drop-in-hverdager-2026-03-03-1200@4601.terskel".to_owned(),
            starts: "2026-03-03T11:00:00Z".parse().unwrap(),
            ends: "2026-03-03T14:00:00Z".parse().unwrap(),
            summary: summary.to_owned(),
            description: "Kom innom.\nTa med laderen; og mobilen.".to_owned(),
            location: "Hovedbiblioteket, Strømgaten 6".to_owned(),
            position: Some((60_388_600, -5_332_500)),
            url: "https://hjelp.example.no/tilbud/drop-in".to_owned(),
            cancelled: false,
        }],
    }
}

#[test]
fn a_calendar_is_written_to_the_letter() {
    let expected = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Terskel//Digihjelpen//NO\r\nCALSCALE:GREGORIAN\r\n\
        METHOD:PUBLISH\r\nNAME:Digihjelpen i Bergen\r\nX-WR-CALNAME:Digihjelpen i Bergen\r\n\
        X-WR-TIMEZONE:Europe/Oslo\r\nDESCRIPTION:Drop-in\\, kurs og treff\r\n\
        REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\nX-PUBLISHED-TTL:PT1H\r\nURL:https://hjelp.example.no/kalender\r\n\
        BEGIN:VEVENT\r\nUID:drop-in-hverdager-2026-03-03-1200@4601.terskel\r\nDTSTAMP:20260303T111500Z\r\n\
        DTSTART:20260303T110000Z\r\nDTEND:20260303T140000Z\r\nSUMMARY;LANGUAGE=nb:Drop-in\r\n\
        DESCRIPTION;LANGUAGE=nb:Kom innom.\\nTa med laderen\\; og mobilen.\r\n\
        LOCATION:Hovedbiblioteket\\, Strømgaten 6\r\nGEO:60.388600;-5.332500\r\n\
        URL:https://hjelp.example.no/tilbud/drop-in\r\nSTATUS:CONFIRMED\r\nTRANSP:TRANSPARENT\r\nEND:VEVENT\r\n\
        END:VCALENDAR\r\n";
    assert_eq!(write(&feed("Drop-in")), expected);
}

#[test]
fn long_lines_are_folded_between_letters_and_read_back_whole() {
    let long = "Blåbærsyltetøy på brødskiva ".repeat(12);
    let text = write(&feed(&long));
    assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text}");
    assert!(text.replace("\r\n ", "").contains(&format!("SUMMARY;LANGUAGE=nb:{long}\r\n")));
}

#[test]
fn what_is_written_by_others_cannot_begin_a_line() {
    let text = write(&feed("Kafé\r\nSTATUS:CANCELLED\u{7}"));
    assert!(
        text.contains("SUMMARY;LANGUAGE=nb:Kafé\\nSTATUS:CANCELLED\r\n"),
        "{text}"
    );
    assert_eq!(text.matches("\r\nSTATUS:").count(), 1);
}
