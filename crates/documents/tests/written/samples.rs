//! Documents with every block there is.

use documents::{
    Arms, Block, Callout, Column, Document, Figure, Highlight, Language, Pair, Poster, SignatureLine, Source, Table,
    Text, Weight,
};
use domain::{
    posters::{PosterCall, PosterLanguage, PosterPart, PosterText, PosterTime},
    shared::Locale,
};

/// A drawing as our charts are: bars, with words in it.
pub const CHART: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 200" font-family="Source Sans 3" font-size="22">
<rect x="200" y="20" width="428" height="40" fill="#0B5C6B"/><text x="180" y="48" text-anchor="end" fill="#1B2A2F">BankID</text><text x="640" y="48" fill="#1B2A2F">214</text>
<rect x="200" y="80" width="320" height="40" fill="#0B5C6B"/><text x="180" y="108" text-anchor="end" fill="#1B2A2F">Helsenorge</text><text x="532" y="108" fill="#1B2A2F">160</text>
<rect x="200" y="140" width="98" height="40" fill="#0B5C6B"/><text x="180" y="168" text-anchor="end" fill="#1B2A2F">Vipps</text><text x="310" y="168" fill="#1B2A2F">49</text></svg>"##;

pub fn document(title: &str, language: Language, blocks: Vec<Block>) -> Document {
    Document {
        title: title.to_owned(),
        language,
        subject: "Prøve på alt et dokument kan inneholde".to_owned(),
        author: "Bergen kommune".to_owned(),
        made: "2026-11-22T08:00:00Z".parse().unwrap(),
        id: format!("sample-{title}"),
        blocks,
    }
}

pub fn hours() -> Table {
    let row = |what: &str, hours: &str| vec![Text::from(what), Text::from(hours)];
    Table {
        caption: "Timer etter hva de gikk til".to_owned(),
        columns: vec![Column::words("Hva"), Column::figures("Timer")],
        named_rows: true,
        rows: vec![
            row("Veiledning på Hovedbiblioteket", "96"),
            row("Kurs: 23 offentlige ting", "12"),
            row("Hospitering", "6,5"),
        ],
        total: Some(row("Til sammen", "114,5")),
    }
}

/// Every block, as a report would have them.
pub fn everything(locale: Locale) -> Document {
    let blocks = vec![
        Block::Pairs(vec![
            Pair {
                name: "Sak".to_owned(),
                value: "26/114".into(),
            },
            Pair {
                name: "Utvalg".to_owned(),
                value: "Utvalg for helse og omsorg".into(),
            },
        ]),
        Block::Paragraph(
            Weight::Lead,
            "Digihjelpen har holdt åpent som lovet i 97 av 100 timer.".into(),
        ),
        Block::heading(1, "Behovet"),
        Block::paragraph(
            Text::from("Mange spør om ")
                .strong("BankID")
                .plain(", og noen om ")
                .emphasis("Helsenorge")
                .plain(". Les mer hos ")
                .link("Bergen kommune", "https://www.bergen.kommune.no/digihjelpen")
                .plain("."),
        ),
        Block::Fact(
            "Hver femte innbygger over 16 år er lite digital.".into(),
            Source {
                name: "Statistisk sentralbyrå".to_owned(),
                dated: "2024".to_owned(),
                link: "https://www.ssb.no".to_owned(),
            },
        ),
        Block::Assessment("Behovet er større enn det vi har tilbudt til nå.".into()),
        Block::heading(2, "Hva folk spurte om"),
        Block::Figure(Figure {
            svg: CHART.to_owned(),
            alt: "Stolper: BankID 214, Helsenorge 160, Vipps 49.".to_owned(),
            caption: "Spørsmål i høst, etter tema".to_owned(),
            width: 90,
        }),
        Block::List(vec![
            "Kom innom".into(),
            "Bestill time".into(),
            Text::from("Ring ").link("53 03 00 00", "tel:+4753030000"),
        ]),
        Block::heading(1, "Timene"),
        Block::Table(hours()),
        Block::Highlight(Highlight {
            figure: "114,5 timer".to_owned(),
            words: "veiledning og opplæring i høst".to_owned(),
        }),
        Block::Callout(Callout {
            title: "Husk".to_owned(),
            blocks: vec![Block::paragraph("Ingen gir fra seg BankID-koden, heller ikke til oss.")],
        }),
        Block::Columns(vec![
            vec![Block::heading(2, "For"), Block::paragraph("Flere får hjelp.")],
            vec![Block::heading(2, "Mot"), Block::paragraph("Det koster.")],
        ]),
        Block::PageBreak,
        Block::heading(1, "Forslag til vedtak"),
        Block::NumberedList(
            1,
            vec!["Digihjelpen blir et fast tilbud.".into(), "Det settes av 600 000 kroner.".into()],
        ),
        Block::NumberedList(3, vec!["Saken legges fram på nytt om ett år.".into()]),
        Block::Signature(vec![
            SignatureLine {
                name: "Anne Berg".to_owned(),
                role: "leder for Innbyggerservice".to_owned(),
            },
            SignatureLine {
                name: String::new(),
                role: "veileder".to_owned(),
            },
        ]),
        Block::Paragraph(Weight::Small, "Laget av Terskel.".into()),
    ];
    document(
        &format!("Status for Digihjelpen {}", locale.code()),
        locale.into(),
        blocks,
    )
}

/// A certificate.
pub fn certificate() -> Document {
    let blocks = vec![
        Block::Paragraph(
            Weight::Lead,
            "Amina har vært frivillig veileder i Digihjelpen i Bergen fra 3. mars til 22. november 2026.".into(),
        ),
        Block::Highlight(Highlight {
            figure: "114,5 timer".to_owned(),
            words: "veiledning og opplæring".to_owned(),
        }),
        Block::Table(Table {
            caption: String::new(),
            ..hours()
        }),
        Block::paragraph(
            "En veileder hjelper folk med mobil, nettbrett, PC og offentlige nettsider, med tålmodighet og taushetsplikt.",
        ),
        Block::Signature(vec![SignatureLine {
            name: "Anne Berg".to_owned(),
            role: "leder for Digihjelpen".to_owned(),
        }]),
    ];
    document("Attest for Amina", Locale::Nb.into(), blocks)
}

/// Two weeks for the wall: a table for each, a row for each counter, a column for each day.
pub fn wall() -> Document {
    let days = |days: &[&str]| {
        let named = std::iter::once(Column::words("Sted"));
        named.chain(days.iter().map(|d| Column::words(*d))).collect::<Vec<_>>()
    };
    let row = |cells: [&str; 6]| cells.map(Text::from).to_vec();
    let table = |days| Table {
        caption: String::new(),
        columns: days,
        named_rows: true,
        rows: vec![
            row([
                "Hovedbiblioteket",
                "12–15\nKari, Jonas",
                "12–15\nAmina, Per",
                "12–15\nKari, Liv",
                "12–17\nJonas, Liv",
                "–",
            ]),
            row(["Innbyggerservice", "13–15\nLiv", "–", "13–15\nPer", "–", "13–15\nAmina"]),
            row(["Loddefjord", "–", "10–12\nLiv", "–", "10–12\nPer", "avlyst"]),
        ],
        total: None,
    };
    let blocks = vec![
        Block::heading(1, "Uke 48"),
        Block::Table(table(days(&[
            "man. 23. nov.",
            "tir. 24. nov.",
            "ons. 25. nov.",
            "tor. 26. nov.",
            "fre. 27. nov.",
        ]))),
        Block::heading(1, "Uke 49"),
        Block::Table(table(days(&[
            "man. 30. nov.",
            "tir. 1. des.",
            "ons. 2. des.",
            "tor. 3. des.",
            "fre. 4. des.",
        ]))),
    ];
    document("Hvem er på vakt", Locale::Nb.into(), blocks)
}

/// The drawing of a code, as ours are.
pub const CODE: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 12 12" shape-rendering="crispEdges"><rect width="12" height="12" fill="#fff"/><path d="M2 2h3v3h-3zM7 2h3v3h-3zM2 7h3v3h-3zM7 8h1v2h-1z" fill="#000"/></svg>"##;

fn poster_text(code: &str) -> PosterText {
    let language = PosterLanguage::parse(code).unwrap();
    let arabic = code == "ar";
    let say = |nb: &str, ar: &str| if arabic { ar.to_owned() } else { nb.to_owned() };
    PosterText {
        language,
        local: Locale::Nb.into(),
        right_to_left: language.is_right_to_left(),
        headline: say(
            "Trenger du hjelp med mobil, nettbrett eller PC?",
            "هل تحتاج إلى مساعدة في استخدام الهاتف؟",
        ),
        subject: say("Hjelp på biblioteket", "مساعدة في المكتبة"),
        author: "Bergen".to_owned(),
        sender: "Digihjelpen i Bergen".to_owned(),
        name: "Drop-in på Hovedbiblioteket".to_owned(),
        lead: say(
            "Vi setter oss ned sammen med deg og tar det i ditt tempo.",
            "نجلس معك ونساعدك على مهل.",
        ),
        badges: vec![say("Gratis", "مجانًا"), say("Bare kom, uten avtale", "تعال بدون موعد")],
        times: vec![
            PosterTime {
                when: say("Tirsdag og torsdag kl. 12–15", "الثلاثاء والخميس من 12:00 إلى 15:00"),
                place: "Hovedbiblioteket, Strømgaten 6".to_owned(),
            },
            PosterTime {
                when: say("Lørdag kl. 11–14", "السبت من 11:00 إلى 14:00"),
                place: "Hovedbiblioteket, Strømgaten 6".to_owned(),
            },
        ],
        call: Some(PosterCall {
            words: say("Ring oss gjerne", "اتصل بنا"),
            number: "53 03 00 00".to_owned(),
            to: "+4753030000".to_owned(),
            hours: say("Mandag til fredag 9–15", ""),
        }),
        instead: say("Kom gjerne innom", "أهلًا وسهلًا بك"),
        code_words: say("Skann koden og se tidene i dag", "امسح الرمز لمعرفة مواعيد اليوم"),
        code_alt: say("Kode som leder til hjelp.example.no", "رمز يؤدي إلى hjelp.example.no"),
        arms_alt: say("Kommunevåpenet til Bergen", "شعار بلدية Bergen"),
        address: "hjelp.example.no/tilbud/drop-in".to_owned(),
        to: "https://hjelp.example.no/tilbud/drop-in".to_owned(),
        valid: say(
            "Gjelder fra 22. november 2026. Endringer: skann koden eller ring oss.",
            "ساري اعتبارًا من 22.11.2026.",
        ),
        warning: say("", "Utkast: Ingen som kan språket, har lest ordene."),
        more: vec![
            PosterPart {
                title: say("Dette hjelper vi med", "نساعدك في"),
                points: vec![
                    say("Mobil, nettbrett og PC", "الهاتف والجهاز اللوحي والكمبيوتر"),
                    say("Passord og svindel", "كلمات المرور والاحتيال"),
                ],
            },
            PosterPart {
                title: say("Ta gjerne med", "أحضر معك"),
                points: vec![say("Mobilen og laderen.", "هاتفك مع الشاحن.")],
            },
        ],
    }
}

/// Arms that no municipality has.
pub const ARMS: &[u8] = include_bytes!("arms.png");

/// A poster in a language: bokmål, but for Arabic. With arms.
pub fn with_arms(code: &str) -> Poster {
    Poster {
        arms: Some(Arms::read(ARMS).unwrap()),
        ..poster(code)
    }
}

/// A poster in a language: bokmål, but for Arabic.
pub fn poster(code: &str) -> Poster {
    Poster {
        text: poster_text(code),
        code: CODE.to_owned(),
        arms: None,
        made: "2026-11-22T08:00:00Z".parse().unwrap(),
        id: format!("sample-poster-{code}"),
    }
}
