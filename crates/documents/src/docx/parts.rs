//! The parts of the package beside the text: styles, lists, settings, relations.

use crate::{
    Colour, Document, Look, Paper,
    package::{PACKAGE, RELATIONS, part, region_tag},
    words::{self},
};
use maud::{Markup, PreEscaped, html};

pub const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const QUIET: &str = "4A5A60";

/// The number of the first list of numbers; the one before is the list of points.
pub const FIRST_NUMBERED: usize = 2;

/// The size of the sheet in twentieths of a point.
pub const fn sheet(look: &Look) -> (usize, usize) {
    let (short, long) = match look.paper {
        Paper::A3 => (16838, 23811),
        Paper::A4 => (11906, 16838),
        Paper::A5 => (8391, 11906),
    };
    if look.landscape { (long, short) } else { (short, long) }
}

/// The margin on every side.
pub const fn margin(look: &Look) -> usize {
    match look.paper {
        Paper::A5 => 794,
        _ => 1417,
    }
}

pub fn content_types() -> String {
    let kind = |name: &str| format!("application/vnd.openxmlformats-officedocument.wordprocessingml.{name}+xml");
    let parts = [
        ("/word/document.xml", kind("document.main")),
        ("/word/styles.xml", kind("styles")),
        ("/word/numbering.xml", kind("numbering")),
        ("/word/settings.xml", kind("settings")),
        ("/word/header1.xml", kind("header")),
        ("/word/footer1.xml", kind("footer")),
        (
            "/docProps/core.xml",
            "application/vnd.openxmlformats-package.core-properties+xml".to_owned(),
        ),
        (
            "/docProps/app.xml",
            "application/vnd.openxmlformats-officedocument.extended-properties+xml".to_owned(),
        ),
    ];
    part(&html! {
        Types xmlns={ (PACKAGE) "/content-types" } {
            Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml" {}
            Default Extension="xml" ContentType="application/xml" {}
            Default Extension="png" ContentType="image/png" {}
            @for (name, kind) in parts { Override PartName=(name) ContentType=(kind) {} }
        }
    })
}

pub fn document_relations(links: &[String], pictures: usize) -> String {
    let parts = [("styles", "styles"), ("numbering", "numbering"), ("settings", "settings")];
    part(&html! {
        Relationships xmlns={ (PACKAGE) "/relationships" } {
            @for (name, file) in parts {
                Relationship Id={ "rId-" (name) } Type={ (RELATIONS) "/" (name) } Target={ (file) ".xml" } {}
            }
            Relationship Id="rId-header" Type={ (RELATIONS) "/header" } Target="header1.xml" {}
            Relationship Id="rId-footer" Type={ (RELATIONS) "/footer" } Target="footer1.xml" {}
            @for number in 1..=pictures {
                Relationship Id={ "rId-picture" (number) } Type={ (RELATIONS) "/image" } Target={ "media/picture" (number) ".png" } {}
            }
            @for (i, link) in links.iter().enumerate() {
                Relationship Id={ "rId-link" (i + 1) } Type={ (RELATIONS) "/hyperlink" } Target=(link) TargetMode="External" {}
            }
        }
    })
}

pub fn settings(document: &Document) -> String {
    part(&html! {
        w:settings xmlns:w=(MAIN) {
            w:defaultTabStop w:val="709" {}
            w:compat {
                w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15" {}
            }
            w:themeFontLang w:val=(region_tag(&document.language)) {}
        }
    })
}

/// A list of points, and one of numbers for each numbered list, which begins where it says.
pub fn numbering(numbered: &[u32]) -> String {
    let level = |format: &str, text: &str| {
        html! {
            w:lvl w:ilvl="0" {
                w:start w:val="1" {}
                w:numFmt w:val=(format) {}
                w:lvlText w:val=(text) {}
                w:lvlJc w:val="left" {}
                w:pPr { w:ind w:left="567" w:hanging="397" {} }
            }
        }
    };
    part(&html! {
        w:numbering xmlns:w=(MAIN) {
            w:abstractNum w:abstractNumId="0" { w:multiLevelType w:val="singleLevel" {} (level("bullet", "•")) }
            w:abstractNum w:abstractNumId="1" { w:multiLevelType w:val="singleLevel" {} (level("decimal", "%1.")) }
            w:num w:numId="1" { w:abstractNumId w:val="0" {} }
            @for (i, first) in numbered.iter().enumerate() {
                w:num w:numId=(i + FIRST_NUMBERED) {
                    w:abstractNumId w:val="1" {}
                    w:lvlOverride w:ilvl="0" { w:startOverride w:val=(first) {} }
                }
            }
        }
    })
}

pub fn header(look: &Look) -> String {
    part(&html! {
        w:hdr xmlns:w=(MAIN) {
            w:p { w:pPr { w:pStyle w:val="Header" {} } w:r { w:t xml:space="preserve" { (crate::clean::plain(&look.sender)) } } }
        }
    })
}

pub fn footer(document: &Document, look: &Look) -> String {
    let words = words::of(&document.language);
    let (width, _) = sheet(look);
    let field = |code: &str| {
        html! { w:fldSimple w:instr={ " " (code) " " } { w:r { w:t { "1" } } } }
    };
    let said = |text: &str| html! { w:r { w:t xml:space="preserve" { (text) } } };
    part(&html! {
        w:ftr xmlns:w=(MAIN) {
            w:p {
                w:pPr {
                    w:pStyle w:val="Footer" {}
                    w:tabs { w:tab w:val="right" w:pos=(width - 2 * margin(look)) {} }
                }
                (said(&crate::clean::plain(&look.footer)))
                w:r { w:tab {} }
                (said(&format!("{} ", words.page))) (field("PAGE"))
                (said(&format!(" {} ", words.of))) (field("NUMPAGES"))
            }
        }
    })
}

/// How a paragraph style differs from ordinary text.
#[derive(Default)]
struct Style<'a> {
    id: &'a str,
    name: &'a str,
    next: &'a str,
    paragraph: &'a str,
    run: String,
}

fn style(style: &Style) -> Markup {
    html! {
        w:style w:type="paragraph" w:styleId=(style.id) {
            w:name w:val=(style.name) {}
            w:basedOn w:val="Normal" {}
            w:next w:val=(if style.next.is_empty() { style.id } else { style.next }) {}
            w:qFormat {}
            w:pPr { (PreEscaped(style.paragraph)) }
            w:rPr { (PreEscaped(&style.run)) }
        }
    }
}

/// Size in half points, colour, perhaps bold.
fn run(bold: bool, colour: &str, size: usize) -> String {
    let bold = if bold { "<w:b/>" } else { "" };
    format!("{bold}<w:color w:val=\"{colour}\"/><w:sz w:val=\"{size}\"/>")
}

fn paragraph_styles(accent: &str) -> Vec<Style<'static>> {
    let plain = |id, name, paragraph, run| Style {
        id,
        name,
        paragraph,
        run,
        next: "",
    };
    let mut all = vec![
        plain(
            "Title",
            "Title",
            "<w:keepNext/><w:spacing w:before=\"240\" w:after=\"320\"/>",
            run(true, accent, 52),
        ),
        plain("Lead", "Lead", "<w:spacing w:after=\"240\"/>", run(false, "1B2A2F", 26)),
        plain("Small", "Small", "", run(false, QUIET, 19)),
        plain(
            "Caption",
            "caption",
            "<w:keepNext/><w:spacing w:before=\"120\" w:after=\"80\"/>",
            run(false, QUIET, 20),
        ),
        plain(
            "FigureCaption",
            "Figure caption",
            "<w:spacing w:after=\"240\"/>",
            run(false, QUIET, 20),
        ),
        plain(
            "ListParagraph",
            "List Paragraph",
            "<w:spacing w:after=\"80\"/><w:ind w:left=\"567\"/>",
            String::new(),
        ),
        plain(
            "Pair",
            "Pair",
            "<w:tabs><w:tab w:val=\"left\" w:pos=\"2268\"/></w:tabs><w:spacing w:after=\"60\"/><w:ind w:left=\"2268\" w:hanging=\"2268\"/>",
            String::new(),
        ),
        plain(
            "Highlight",
            "Highlight",
            "<w:spacing w:before=\"240\" w:after=\"240\"/>",
            String::new(),
        ),
        plain(
            "Source",
            "Source",
            "<w:spacing w:after=\"200\"/><w:ind w:left=\"284\"/>",
            run(false, QUIET, 19),
        ),
        plain(
            "CalloutTitle",
            "Callout title",
            "<w:keepNext/><w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"F1F5F5\"/><w:spacing w:before=\"200\" w:after=\"0\"/>",
            "<w:b/>".to_owned(),
        ),
        plain(
            "Callout",
            "Callout",
            "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"F1F5F5\"/><w:spacing w:after=\"200\"/>",
            String::new(),
        ),
        plain(
            "SignatureLine",
            "Signature line",
            "<w:keepLines/><w:pBdr><w:top w:val=\"single\" w:sz=\"6\" w:space=\"4\" w:color=\"1B2A2F\"/><w:between w:val=\"single\" w:sz=\"6\" w:space=\"4\" w:color=\"1B2A2F\"/></w:pBdr><w:spacing w:before=\"900\" w:after=\"0\"/><w:ind w:right=\"3402\"/>",
            String::new(),
        ),
        plain("Header", "header", "", run(true, accent, 22)),
        plain("Footer", "footer", "", run(false, QUIET, 18)),
        plain(
            "TableText",
            "Table text",
            "<w:spacing w:before=\"40\" w:after=\"40\" w:line=\"250\" w:lineRule=\"auto\"/>",
            String::new(),
        ),
    ];
    all.push(Style {
        id: "Fact",
        name: "Fact",
        next: "Source",
        paragraph: "<w:keepNext/><w:pBdr><w:left w:val=\"single\" w:sz=\"18\" w:space=\"10\" w:color=\"0B5C6B\"/></w:pBdr><w:spacing w:after=\"40\"/><w:ind w:left=\"284\"/>",
        run: String::new(),
    });
    all
}

fn headings(accent: &str) -> Markup {
    html! {
        @for (level, size) in [(1, 34), (2, 27), (3, 23), (4, 22), (5, 22)] {
            w:style w:type="paragraph" w:styleId={ "Heading" (level) } {
                w:name w:val={ "heading " (level) } {}
                w:basedOn w:val="Normal" {}
                w:next w:val="Normal" {}
                w:qFormat {}
                w:pPr { w:keepNext {} w:keepLines {} w:spacing w:before="360" w:after="120" {} w:outlineLvl w:val=(level - 1) {} }
                w:rPr { (PreEscaped(run(true, accent, size))) }
            }
        }
    }
}

fn defaults(document: &Document) -> Markup {
    html! {
        w:docDefaults {
            w:rPrDefault {
                w:rPr {
                    w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="Calibri" w:cs="Calibri" {}
                    w:color w:val="1B2A2F" {}
                    w:sz w:val="22" {}
                    w:szCs w:val="22" {}
                    w:lang w:val=(region_tag(&document.language)) w:eastAsia=(region_tag(&document.language)) w:bidi="ar-SA" {}
                }
            }
            w:pPrDefault { w:pPr { w:spacing w:after="160" w:line="276" w:lineRule="auto" {} } }
        }
    }
}

fn table_style(accent: &str) -> Markup {
    html! {
        w:style w:type="table" w:styleId="DocumentTable" {
            w:name w:val="Document table" {}
            w:basedOn w:val="TableNormal" {}
            w:tblPr {
                w:tblBorders {
                    w:bottom w:val="single" w:sz="8" w:space="0" w:color=(accent) {}
                    w:insideH w:val="single" w:sz="4" w:space="0" w:color="C5D0D1" {}
                }
                w:tblCellMar { w:left w:w="100" w:type="dxa" {} w:right w:w="100" w:type="dxa" {} }
            }
            w:tblStylePr w:type="firstRow" {
                w:rPr { w:b {} }
                w:tcPr { w:shd w:val="clear" w:color="auto" w:fill="F1F5F5" {} }
            }
            w:tblStylePr w:type="lastRow" { w:rPr { w:b {} } }
        }
    }
}

pub fn styles(document: &Document, look: &Look) -> String {
    let accent = hex(look.accent);
    part(&html! {
        w:styles xmlns:w=(MAIN) {
            (defaults(document))
            w:style w:type="paragraph" w:default="1" w:styleId="Normal" { w:name w:val="Normal" {} w:qFormat {} }
            w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont" {
                w:name w:val="Default Paragraph Font" {}
            }
            w:style w:type="table" w:default="1" w:styleId="TableNormal" {
                w:name w:val="Normal Table" {}
                w:tblPr { w:tblInd w:w="0" w:type="dxa" {} }
            }
            w:style w:type="character" w:styleId="Hyperlink" {
                w:name w:val="Hyperlink" {}
                w:rPr { w:color w:val=(accent) {} w:u w:val="single" {} }
            }
            w:style w:type="character" w:styleId="Strong" { w:name w:val="Strong" {} w:rPr { w:b {} } }
            w:style w:type="character" w:styleId="Emphasis" { w:name w:val="Emphasis" {} w:rPr { w:i {} } }
            (headings(&accent))
            @for one in paragraph_styles(&accent) { (style(&one)) }
            (table_style(&accent))
        }
    })
}

fn hex(colour: Colour) -> String {
    colour.hex().trim_start_matches('#').to_owned()
}
