//! Presentations, as the readers are given them.

use crate::samples::{CHART, hours};
use documents::{Block, Deck, Figure, Highlight, Slide, Source, Text};
use domain::shared::Locale;

/// A presentation with everything that can stand on a slide.
pub fn deck(locale: Locale) -> Deck {
    let slide = |title: &str, blocks, notes: &str| Slide {
        title: title.to_owned(),
        blocks,
        notes: notes.to_owned(),
    };
    let chart = |caption: &str| {
        Block::Figure(Figure {
            svg: CHART.to_owned(),
            alt: "Stolper: BankID 214, Helsenorge 160, Vipps 49.".to_owned(),
            caption: caption.to_owned(),
            width: 100,
        })
    };
    Deck {
        title: format!("Digihjelpen: fra behov til vedtak ({})", locale.code()),
        language: locale.into(),
        subject: "Til kommunestyret 3. mars 2027".to_owned(),
        author: "Bergen kommune".to_owned(),
        made: "2026-11-22T08:00:00Z".parse().unwrap(),
        id: format!("sample-deck-{}", locale.code()),
        slides: vec![
            slide(
                "Mange trenger hjelp",
                vec![
                    Block::List(vec![
                        Text::from("Over 200 spurte om ").strong("BankID").plain(" i høst"),
                        "De fleste er over 67 år".into(),
                        Text::from("Les mer hos ").link("Statistisk sentralbyrå", "https://www.ssb.no"),
                    ]),
                    Block::Fact(
                        "Hver femte innbygger er over 67 år.".into(),
                        Source {
                            name: "SSB".to_owned(),
                            dated: "2026".to_owned(),
                            link: "https://www.ssb.no".to_owned(),
                        },
                    ),
                ],
                "Begynn med historien om banken som stengte.\n\nVis tallene etterpå.",
            ),
            slide(
                "BankID er det folk spør mest om",
                vec![Block::paragraph("Tallene er våre egne, fra skranken."), chart("Spørsmål i høst")],
                "Pek på den øverste stolpen.",
            ),
            slide("Tallene alene", vec![chart("")], ""),
            slide("Timene", vec![Block::Table(hours())], "Timene er fra vaktplanen."),
            slide(
                "Vi ber om dette",
                vec![
                    Block::Highlight(Highlight {
                        figure: "120 000 kroner".to_owned(),
                        words: "i året, fra rammen til biblioteket".to_owned(),
                    }),
                    Block::NumberedList(
                        1,
                        vec!["Åpne Digihjelpen 1. mars".into(), "Meld tilbake om et år".into()],
                    ),
                    Block::Assessment("Gevinsten er større enn kostnaden.".into()),
                ],
                "",
            ),
        ],
    }
}
