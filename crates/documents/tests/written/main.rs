//! Documents as others read them: written to `target/tmp/documents`, where `tools/read-documents.sh` opens the PDFs with
//! readers that others have written, and the Word files with LibreOffice where it is.

mod decks;
mod samples;

use documents::{
    Block, Colour, Deck, Design, Document, DocumentFault, Figure, Language, Look, Pair, PosterLook, Slide, Span, Table,
    Text, Weight, docx, html, pdf, poster_pdf, poster_png, pptx, slides_html,
};
use domain::{
    posters::{PosterDesign, PosterFormat},
    shared::Locale,
};
use proptest::prelude::*;
use samples::{certificate, document, everything};
use std::{io::Read as _, path::PathBuf};

/// What people type to see what breaks, or without meaning to.
const HOSTILE: [&str; 24] = [
    "#set page(fill: red)",
    "#read(\"/etc/passwd\")",
    "#import \"@preview/x:1.0.0\": *",
    "$ sum_(i=0)^n x $ *bold* _it_ `code` <label> @ref // not a comment /* nor this */",
    "= A heading\n- a point\n+ a number\n/ a: term",
    "\\u{1F600} \\ \\# ~ --- ... \"quotes\" 'single'",
    "]) #panic(\"out\") ([",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "&amp; &lt; &#0; &bogus; ]]> <!-- --> <?xml?>",
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "</w:t></w:r></w:p><w:p/>",
    "{{ PAGE }} { INCLUDEPICTURE \"http://example.no\" }",
    "\u{0}\u{1}\u{7}\u{8}\u{b}\u{c}\u{1b}[31m\u{7f}\u{85}",
    "\u{202e}baklengs\u{202c} \u{2066}isolert\u{2069} \u{200e}\u{200f}",
    "\u{feff}\u{fffe}\u{ffff}\u{fdd0}\u{e000}\u{f8ff}\u{10ffff}\u{e0041}",
    "Z̸̡̢a̴l̵g̶o̷ e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}",
    "👩‍👩‍👧‍👦 🏳️‍🌈 🇳🇴 👍🏽 ☎️",
    "日本語 العربية עברית ትግርኛ ไทย हिन्दी",
    "a\u{300}\u{316} ﬁ ﬀ Ǆ ß İ ı ſ K Å",
    "\u{200b}\u{200c}\u{200d}\u{2060}\u{ad}\u{a0}\u{2003}\u{3000}",
    "Čáhci Đ ŋ Š Ŧ Ž – Њ Ћ ї є ґ",
    "½ ¼ € £ § ¶ † ‡ • … ‰ ™ © ® µ ÷ × ± ∞ ≤ ≥ ≠",
    "\r\n\r\r\n\n\t\t",
];

fn folder() -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("documents");
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn look(design: Design) -> Look {
    Look::new(design, "Digihjelpen i Bergen").with_footer("Bergen kommune · 53 03 00 00")
}

/// What must be found again in the written document, for readers that know nothing of us.
fn expected(document: &Document) -> String {
    let mut words = vec![document.title.clone()];
    let mut alternatives = Vec::new();
    let mut headings = vec![document.title.clone()];
    collect(&document.blocks, &mut words, &mut alternatives, &mut headings);
    serde_json::json!({
        "title": document.title, "language": document.language.tag(), "words": words, "alternatives": alternatives,
        "headings": headings,
    })
    .to_string()
}

fn collect(blocks: &[Block], words: &mut Vec<String>, alternatives: &mut Vec<String>, headings: &mut Vec<String>) {
    for block in blocks {
        match block {
            Block::Heading(_, text) => {
                words.push(text.clone());
                headings.push(text.clone());
            }
            Block::Paragraph(_, text) | Block::Assessment(text) => words.push(text.words()),
            Block::List(points) | Block::NumberedList(_, points) => words.extend(points.iter().map(Text::words)),
            Block::Pairs(pairs) => words.extend(pairs.iter().flat_map(|p| [p.name.clone(), p.value.words()])),
            Block::Table(table) => {
                words.push(table.caption.clone());
                words.extend(table.columns.iter().map(|c| c.title.clone()));
                words.extend(table.rows.iter().chain(&table.total).flatten().map(Text::words));
            }
            Block::Figure(figure) => {
                alternatives.push(figure.alt.clone());
                words.push(figure.caption.clone());
            }
            Block::Highlight(one) => words.extend([one.figure.clone(), one.words.clone()]),
            Block::Fact(text, source) => words.extend([text.words(), source.name.clone()]),
            Block::Callout(callout) => {
                words.push(callout.title.clone());
                collect(&callout.blocks, words, alternatives, headings);
            }
            Block::Signature(lines) => words.extend(lines.iter().flat_map(|l| [l.name.clone(), l.role.clone()])),
            Block::Columns(columns) => {
                columns.iter().for_each(|column| collect(column, words, alternatives, headings));
            }
            Block::PageBreak => {}
        }
    }
}

/// Writes the document in every format, with what must be found in it.
fn write(name: &str, document: &Document, look: &Look) {
    let to = |ending: &str| folder().join(format!("{name}.{ending}"));
    std::fs::write(to("pdf"), pdf(document, look).unwrap()).unwrap();
    std::fs::write(to("docx"), docx(document, look).unwrap()).unwrap();
    std::fs::write(to("html"), html(document).unwrap()).unwrap();
    std::fs::write(to("json"), expected(document)).unwrap();
}

#[test]
fn every_block_in_every_language() {
    for locale in Locale::ALL {
        write(
            &format!("everything.{}", locale.code()),
            &everything(locale),
            &look(Design::Report),
        );
    }
}

#[test]
fn a_certificate() {
    write("certificate", &certificate(), &look(Design::Certificate));
}

#[test]
fn a_plan_for_the_wall() {
    let look = look(Design::Wall);
    write("wall", &samples::wall(), &look);
    let a3 = Look {
        paper: documents::Paper::A3,
        ..look
    };
    assert!(pdf(&samples::wall(), &a3).is_ok());
}

/// Every paper, design and direction of the sheet.
#[test]
fn every_look() {
    use documents::Paper::{A3, A4, A5};
    for (paper, design, landscape) in [
        (A3, Design::Wall, true),
        (A4, Design::Wall, true),
        (A5, Design::Report, false),
        (A5, Design::Certificate, false),
    ] {
        let look = Look {
            paper,
            landscape,
            ..look(design)
        };
        assert!(pdf(&certificate(), &look).unwrap().starts_with(b"%PDF-1.7"));
    }
}

#[test]
fn the_same_document_becomes_the_same_bytes() {
    let (document, look) = (certificate(), look(Design::Certificate));
    assert_eq!(pdf(&document, &look), pdf(&document, &look));
    assert_eq!(docx(&document, &look), docx(&document, &look));
    assert_eq!(html(&document), html(&document));
}

/// One text everywhere a text can stand.
fn everywhere(typed: &str) -> Vec<Block> {
    let text = || Text::from(typed).strong(typed).emphasis(typed).link(typed, "https://example.no");
    let mut blocks = vec![
        Block::heading(1, typed),
        Block::Paragraph(Weight::Lead, text()),
        Block::List(vec![text()]),
        Block::NumberedList(7, vec![text()]),
        Block::Pairs(vec![Pair {
            name: typed.to_owned(),
            value: text(),
        }]),
        Block::Table(Table {
            caption: typed.to_owned(),
            ..samples::hours()
        }),
        Block::Fact(
            text(),
            documents::Source {
                name: typed.to_owned(),
                dated: typed.to_owned(),
                link: typed.to_owned(),
            },
        ),
        Block::Assessment(text()),
        Block::Callout(documents::Callout {
            title: typed.to_owned(),
            blocks: vec![Block::paragraph(text())],
        }),
        Block::Signature(vec![documents::SignatureLine {
            name: typed.to_owned(),
            role: typed.to_owned(),
        }]),
        Block::Highlight(documents::Highlight {
            figure: typed.to_owned(),
            words: typed.to_owned(),
        }),
        Block::Figure(Figure {
            svg: samples::CHART.to_owned(),
            alt: format!("x{typed}"),
            caption: typed.to_owned(),
            width: 30,
        }),
    ];
    blocks.extend(Block::prose(typed));
    blocks
}

/// The parts of a Word file, each of which must be XML.
fn parts(bytes: Vec<u8>) -> Vec<(String, String)> {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let names: Vec<String> =
        zip.file_names().map(|n| n.unwrap().into_owned()).filter(|n| !n.ends_with(".png")).collect();
    let read = |name: String| {
        let mut text = String::new();
        zip.by_name(&name).unwrap().read_to_string(&mut text).unwrap();
        if let Err(e) = roxmltree::Document::parse(&text) {
            panic!("{name}: {e}");
        }
        (name, text)
    };
    names.into_iter().map(read).collect()
}

#[test]
fn nothing_that_is_typed_is_markup() {
    let look = Look {
        sender: HOSTILE.concat(),
        footer: HOSTILE.concat(),
        ..look(Design::Report)
    };
    let blocks = everywhere(&HOSTILE.concat());
    let blocks: Vec<Block> = blocks.into_iter().chain(HOSTILE.iter().map(|typed| Block::paragraph(*typed))).collect();
    let document = Document {
        subject: HOSTILE.concat(),
        author: HOSTILE.concat(),
        ..document("#panic() </title><script>", Locale::Nb.into(), blocks)
    };
    assert!(pdf(&document, &look).unwrap().starts_with(b"%PDF-1.7"));
    let page = html(&document).unwrap();
    assert!(
        !page.contains("<script") && !page.contains("<img src=x"),
        "a tag came through"
    );
    for (_, text) in parts(docx(&document, &look).unwrap()) {
        assert!(!text.contains("INCLUDEPICTURE\" "), "a field came through");
    }
}

/// What is typed as typst is read as it was typed.
#[test]
fn markup_is_printed_as_it_was_typed() {
    let blocks: Vec<Block> = HOSTILE[..11].iter().map(|typed| Block::paragraph(*typed)).collect();
    write(
        "hostile",
        &document("#set page(fill: red) <b>", Locale::Nb.into(), blocks),
        &look(Design::Report),
    );
}

#[test]
fn a_hundred_thousand_characters_in_a_word_or_a_text() {
    for (name, typed) in [("word", "å".repeat(100_000)), ("text", "det var en gang ".repeat(6_250))] {
        let document = document(name, Locale::Nb.into(), Block::prose(&typed));
        let look = look(Design::Report);
        assert!(pdf(&document, &look).unwrap().starts_with(b"%PDF-1.7"));
        parts(docx(&document, &look).unwrap());
        assert!(html(&document).unwrap().len() > 100_000);
    }
}

#[test]
fn too_much_is_refused_before_it_is_set() {
    let much = document(
        "For mye",
        Locale::Nb.into(),
        vec![Block::paragraph("å".repeat(700_000))],
    );
    assert!(matches!(
        pdf(&much, &look(Design::Report)),
        Err(DocumentFault::TooLarge(_))
    ));
}

#[test]
fn a_script_without_a_typeface_is_a_fault_and_not_boxes() {
    let chinese = document("数字帮助", Language::parse("zh").unwrap(), Vec::new());
    assert_eq!(
        pdf(&chinese, &look(Design::Report)),
        Err(DocumentFault::NoTypeface("zh".to_owned()))
    );
    let arabic = document(
        "مساعدة",
        Language::parse("ar").unwrap(),
        vec![Block::paragraph("نجلس معك")],
    );
    assert!(pdf(&arabic, &look(Design::Report)).unwrap().starts_with(b"%PDF-1.7"));
    assert!(html(&arabic).unwrap().contains("dir=\"rtl\""));
}

#[test]
fn a_drawing_reaches_no_file_and_runs_nothing() {
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" viewBox=\"0 0 9 9\">\
        <script>alert(1)</script><image xlink:href=\"/etc/passwd\" width=\"9\" height=\"9\"/></svg>";
    let figure = |svg: &str| {
        Block::Figure(Figure {
            svg: svg.to_owned(),
            alt: "En tegning".to_owned(),
            caption: String::new(),
            width: 50,
        })
    };
    let hostile = document("Tegning", Locale::Nb.into(), vec![figure(svg)]);
    assert!(!html(&hostile).unwrap().contains("<script"));
    assert!(docx(&hostile, &look(Design::Report)).is_ok());
    let broken = document("Tegning", Locale::Nb.into(), vec![figure("<svg")]);
    assert_eq!(
        docx(&broken, &look(Design::Report)),
        Err(DocumentFault::Picture("En tegning".to_owned()))
    );
    assert!(pdf(&broken, &look(Design::Report)).is_err());
}

#[test]
fn a_word_file_has_styles_heads_and_words_for_pictures() {
    let parts = parts(docx(&everything(Locale::Nn), &look(Design::Report)).unwrap());
    let part = |name: &str| parts.iter().find(|(n, _)| n == name).map(|(_, text)| text.as_str()).unwrap();
    let text = part("word/document.xml");
    for sign in [
        "w:val=\"Title\"",
        "w:val=\"Heading1\"",
        "w:val=\"Heading2\"",
        "<w:tblHeader>",
        "descr=\"Stolper: BankID 214",
    ] {
        assert!(text.contains(sign), "{sign}");
    }
    assert!(part("word/styles.xml").contains("w:lang w:val=\"nn-NO\""));
    assert!(part("docProps/core.xml").contains("<dc:title>Status for Digihjelpen nn</dc:title>"));
    assert!(part("word/_rels/document.xml.rels").contains("Target=\"https://www.ssb.no\""));
    assert!(part("word/numbering.xml").contains("<w:startOverride w:val=\"3\">"));
}

#[test]
fn a_page_has_one_title_heads_of_columns_and_names_of_rows() {
    let page = html(&everything(Locale::En)).unwrap();
    assert_eq!(page.matches("<h1>").count(), 1);
    assert!(page.contains("<html lang=\"en\""));
    assert!(page.contains("<th scope=\"col\">Hva</th>") && page.contains("<th scope=\"row\">Hospitering</th>"));
    assert!(page.contains("alt=\"Stolper: BankID 214"));
}

/// Posters are looked at: every design in bokmål and Arabic, and the other formats, as PDF and as pictures.
#[test]
fn posters_in_every_design_and_format() {
    let write = |name: &str, look: &PosterLook, code: &str| {
        let poster = samples::with_arms(code);
        let path = |ending: &str| folder().join(format!("poster.{name}.{code}.{ending}"));
        std::fs::write(path("pdf"), poster_pdf(&poster, look).unwrap()).unwrap();
        let text = &poster.text;
        let mut words = vec![text.headline.clone()];
        // A screen is read from afar, and has no room for a sentence.
        words.extend((look.format != PosterFormat::Screen).then(|| text.lead.clone()));
        words.extend(text.times.iter().map(|t| t.when.clone()));
        words.push(text.call.as_ref().unwrap().number.clone());
        let wanted = serde_json::json!({
            "title": text.headline, "language": code, "words": if code == "ar" { Vec::new() } else { words },
            "alternatives": [text.arms_alt, text.code_alt], "headings": null,
        });
        std::fs::write(path("json"), wanted.to_string()).unwrap();
    };
    for design in PosterDesign::ALL {
        for code in ["nb", "ar"] {
            write(design.code(), &PosterLook::new(design, PosterFormat::PosterA4), code);
        }
    }
    for format in [PosterFormat::Flyer, PosterFormat::TableCard, PosterFormat::Screen] {
        write(format.code(), &PosterLook::new(PosterDesign::Field, format), "nb");
    }
    let marked = PosterLook {
        print_marks: true,
        ..PosterLook::new(PosterDesign::Sun, PosterFormat::PosterA3)
    };
    let cut = poster_pdf(&samples::poster("nb"), &marked).unwrap();
    assert!(cut.windows(8).any(|w| w == b"/TrimBox"));
    let handout = PosterLook::new(PosterDesign::Quiet, PosterFormat::Handout);
    assert!(poster_pdf(&samples::poster("ar"), &handout).is_ok());
    let picture = poster_png(&samples::poster("nb"), &marked, 320).unwrap();
    assert_eq!(picture[16..20], 320u32.to_be_bytes());
}

#[test]
fn the_same_poster_and_presentation_become_the_same_bytes() {
    let (poster, look) = (
        samples::poster("nb"),
        PosterLook::new(PosterDesign::Door, PosterFormat::Flyer),
    );
    assert_eq!(poster_pdf(&poster, &look), poster_pdf(&poster, &look));
    let (deck, report) = (decks::deck(Locale::Nb), self::look(Design::Report));
    assert_eq!(pptx(&deck, &report), pptx(&deck, &report));
    assert_eq!(slides_html(&deck, &report), slides_html(&deck, &report));
}

#[test]
fn a_colour_that_cannot_be_read_is_not_on_a_poster() {
    let look = PosterLook::new(PosterDesign::Field, PosterFormat::Flyer).with_accent(Colour::parse("#F2B84B").unwrap());
    assert_eq!(look.accent, Colour::FJORD);
}

/// Whatever the municipality has written, and however much of it, the sheet is one page.
#[test]
fn nothing_typed_is_markup_on_a_poster_and_much_still_is_one_page() {
    let mut poster = samples::poster("nb");
    let typed = HOSTILE.concat();
    let text = &mut poster.text;
    for field in [
        &mut text.headline,
        &mut text.lead,
        &mut text.name,
        &mut text.sender,
        &mut text.valid,
        &mut text.address,
    ] {
        field.clone_from(&typed);
    }
    text.times = vec![
        domain::posters::PosterTime {
            when: typed.clone(),
            place: typed.clone()
        };
        4
    ];
    for (design, format) in [(PosterDesign::Door, PosterFormat::PosterA4), (PosterDesign::Sun, PosterFormat::TableCard)]
    {
        let made = poster_pdf(&poster, &PosterLook::new(design, format)).unwrap();
        assert!(made.windows(8).any(|w| w == b"/Count 1"), "{}", format.code());
    }
    poster.text.headline = "\u{0} ".to_owned();
    let look = PosterLook::new(PosterDesign::Door, PosterFormat::Flyer);
    assert_eq!(poster_pdf(&poster, &look), Err(DocumentFault::NoTitle));
}

/// Written for readers that know nothing of us, with what they must find.
#[test]
fn presentations_in_every_language() {
    for locale in Locale::ALL {
        let (deck, look) = (decks::deck(locale), look(Design::Report));
        let to = |ending: &str| folder().join(format!("slides.{}.{ending}", locale.code()));
        std::fs::write(to("pptx"), pptx(&deck, &look).unwrap()).unwrap();
        std::fs::write(to("html"), slides_html(&deck, &look).unwrap()).unwrap();
        let slides: Vec<_> = deck
            .slides
            .iter()
            .map(|slide| {
                let (mut words, mut alternatives, mut headings) = (Vec::new(), Vec::new(), Vec::new());
                collect(&slide.blocks, &mut words, &mut alternatives, &mut headings);
                words.retain(|w| !w.is_empty());
                let notes: Vec<&str> = slide.notes.split_whitespace().collect();
                serde_json::json!({ "title": slide.title, "words": words, "alternatives": alternatives, "notes": notes.join(" ") })
            })
            .collect();
        let tag = if locale == Locale::En {
            "en-GB".to_owned()
        } else {
            format!("{}-NO", locale.code())
        };
        let wanted = serde_json::json!({ "title": deck.title, "language": tag, "slides": slides });
        std::fs::write(to("slides"), wanted.to_string()).unwrap();
    }
}

#[test]
fn every_part_of_a_presentation_is_named_and_every_relation_leads_somewhere() {
    let parts = parts(pptx(&decks::deck(Locale::Nn), &look(Design::Report)).unwrap());
    let names: Vec<&str> = parts.iter().map(|(n, _)| n.as_str()).collect();
    let part = |name: &str| parts.iter().find(|(n, _)| n == name).map(|(_, text)| text.as_str()).unwrap();
    for name in names.iter().filter(|n| n.ends_with(".xml") && **n != "[Content_Types].xml") {
        assert!(
            part("[Content_Types].xml").contains(&format!("PartName=\"/{name}\"")),
            "{name}"
        );
    }
    for (name, text) in parts.iter().filter(|(n, _)| n.ends_with(".rels")) {
        let from = name.replace("_rels/", "");
        let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
        let xml = roxmltree::Document::parse(text).unwrap();
        for relation in xml.root_element().children().filter(|r| r.attribute("TargetMode").is_none()) {
            let target = relation.attribute("Target").unwrap();
            let full = match target.strip_prefix("../") {
                Some(rest) => format!("{}/{rest}", folder.rsplit_once('/').unwrap().0),
                None => format!("{folder}/{target}").trim_start_matches('/').to_owned(),
            };
            assert!(
                full.ends_with(".png") || names.contains(&full.as_str()),
                "{name}: {target}"
            );
        }
    }
    assert!(part("ppt/slides/slide3.xml").contains("descr=\"Stolper: BankID 214"));
    assert!(part("ppt/slides/slide2.xml").contains("lang=\"nn-NO\""));
    assert!(part("ppt/slides/_rels/slide2.xml.rels").contains("Target=\"https://www.ssb.no\""));
    assert!(part("ppt/slides/slide5.xml").contains("firstRow=\"1\""));
    assert!(!names.contains(&"ppt/notesSlides/notesSlide4.xml"));
}

#[test]
fn nothing_that_is_typed_is_markup_on_slides() {
    let typed = HOSTILE.concat();
    let deck = Deck {
        title: typed.clone(),
        subject: typed.clone(),
        author: typed.clone(),
        slides: vec![Slide {
            title: typed.clone(),
            blocks: everywhere(&typed),
            notes: typed.clone(),
        }],
        ..decks::deck(Locale::Nb)
    };
    let look = Look {
        sender: typed.clone(),
        footer: typed,
        ..look(Design::Report)
    };
    parts(pptx(&deck, &look).unwrap());
    let page = slides_html(&deck, &look).unwrap();
    assert!(!page.contains("<script") && !page.contains("<img src=x"));
    let nameless = Deck {
        title: " ".to_owned(),
        ..decks::deck(Locale::Nb)
    };
    assert_eq!(pptx(&nameless, &look), Err(DocumentFault::NoTitle));
}

#[test]
fn slides_as_a_page_have_one_title_a_heading_each_and_what_is_said() {
    let page = slides_html(&decks::deck(Locale::En), &look(Design::Report)).unwrap();
    assert_eq!((page.matches("<h1>").count(), page.matches("<h2>").count()), (1, 5));
    assert!(page.contains("<summary>What to say</summary>") && page.contains("<th scope=\"col\">Hva</th>"));
    let arabic = Deck {
        language: Language::parse("ar").unwrap(),
        ..decks::deck(Locale::Nb)
    };
    assert!(slides_html(&arabic, &look(Design::Report)).unwrap().contains("dir=\"rtl\""));
    assert!(pptx(&arabic, &look(Design::Report)).is_ok());
}

/// `usual` in an ordinary run, and as many times more as `PROPTEST_CASES` asks for above proptest's own 256.
fn few(usual: u32) -> u32 {
    (usual.saturating_mul(ProptestConfig::default().cases) / 256).max(1)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: few(12), ..ProptestConfig::default() })]

    /// Whatever is typed, there is a document.
    #[test]
    fn any_words_make_a_document(typed in proptest::collection::vec(any::<String>(), 1..12)) {
        let text = |s: &String| Text(vec![Span::Plain(s.clone())]);
        let blocks = typed.iter().map(|s| Block::Paragraph(Weight::Body, text(s))).collect();
        let document = document("Hva som helst", Locale::Nb.into(), blocks);
        let look = look(Design::Report);
        prop_assert!(pdf(&document, &look).is_ok(), "{:?}", pdf(&document, &look));
        parts(docx(&document, &look).unwrap());
        prop_assert!(html(&document).is_ok());
    }
}
