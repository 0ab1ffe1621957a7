//! The text of a Word file.

use super::parts::{FIRST_NUMBERED, MAIN, margin, sheet};
use crate::{
    Document, DocumentFault, Look,
    model::{Block, Figure, Highlight, Kind, SignatureLine, Source, Span, Table, Text, Weight},
    package::{self, RELATIONS},
    picture,
    words::{self, Words},
};
use maud::{Markup, html};

/// What the text came to, and what it refers to.
pub struct Body {
    pub document: String,
    /// Addresses, in the order of their numbers.
    pub links: Vec<String>,
    /// Pictures, in the order of their numbers.
    pub pictures: Vec<Vec<u8>>,
    /// Where each numbered list begins.
    pub numbered: Vec<u32>,
}

/// English metric units in a twentieth of a point.
const EMU: usize = 635;
/// The most a bold digit of the text in a table takes, in twentieths of a point.
const DIGIT: usize = 150;
/// Left and right of what stands in a cell, in twentieths of a point.
const CELL_MARGINS: usize = 220;
/// Pixels of a drawing that is as wide as the text: fine enough for paper.
const PIXELS: f32 = 1400.0;

pub fn write(document: &Document, look: &Look) -> Result<Body, DocumentFault> {
    let (width, height) = sheet(look);
    let mut writer = Writer {
        words: words::of(&document.language),
        width: width - 2 * margin(look),
        right_to_left: document.language.is_right_to_left(),
        body: Body {
            document: String::new(),
            links: Vec::new(),
            pictures: Vec::new(),
            numbered: Vec::new(),
        },
    };
    let title = writer.paragraph("Title", &Text::from(document.title.as_str()));
    let blocks = writer.blocks(&document.blocks, "Normal")?;
    let orientation = if look.landscape { "landscape" } else { "portrait" };
    let margin = margin(look);
    let text = html! {
        w:document xmlns:w=(MAIN) xmlns:r=(RELATIONS)
            xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
            xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
            xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" {
            w:body {
                (title)
                (blocks)
                w:sectPr {
                    w:headerReference w:type="default" r:id="rId-header" {}
                    w:footerReference w:type="default" r:id="rId-footer" {}
                    w:pgSz w:w=(width) w:h=(height) w:orient=(orientation) {}
                    w:pgMar w:top=(margin) w:right=(margin) w:bottom=(margin) w:left=(margin)
                        w:header="624" w:footer="567" w:gutter="0" {}
                }
            }
        }
    };
    writer.body.document = package::part(&text);
    Ok(writer.body)
}

struct Writer {
    words: Words,
    /// The width of the text in twentieths of a point.
    width: usize,
    right_to_left: bool,
    body: Body,
}

impl Writer {
    fn blocks(&mut self, blocks: &[Block], style: &str) -> Result<Markup, DocumentFault> {
        let written: Result<Vec<Markup>, _> = blocks.iter().map(|block| self.block(block, style)).collect();
        let written = written?;
        Ok(html! { @for one in written { (one) } })
    }

    /// `style` is that of ordinary paragraphs here.
    fn block(&mut self, block: &Block, style: &str) -> Result<Markup, DocumentFault> {
        Ok(match block {
            Block::Heading(level, words) => self.paragraph(&format!("Heading{level}"), &Text::from(words.as_str())),
            Block::Paragraph(weight, text) => {
                let style = match weight {
                    Weight::Lead => "Lead",
                    Weight::Body => style,
                    Weight::Small => "Small",
                };
                self.paragraph(style, text)
            }
            Block::List(points) => self.list(1, points),
            Block::NumberedList(first, points) => {
                self.body.numbered.push(*first);
                self.list(FIRST_NUMBERED + self.body.numbered.len() - 1, points)
            }
            Block::Pairs(pairs) => {
                let rows: Vec<Markup> = pairs.iter().map(|pair| self.pair(&pair.name, &pair.value)).collect();
                html! { @for row in rows { (row) } }
            }
            Block::Table(table) => self.table(table),
            Block::Figure(figure) => self.figure(figure)?,
            Block::Highlight(one) => self.highlight(one),
            Block::Fact(text, source) => self.fact(text, source),
            Block::Assessment(text) => {
                let name = Text::from(self.words.assessment);
                html! { (self.paragraph("CalloutTitle", &name)) (self.paragraph("Callout", text)) }
            }
            Block::Callout(one) => {
                let title = Text::from(one.title.as_str());
                let blocks = self.blocks(&one.blocks, "Callout")?;
                html! {
                    @if !one.title.is_empty() { (self.paragraph("CalloutTitle", &title)) }
                    (blocks)
                }
            }
            Block::Signature(lines) => {
                let lines: Vec<Markup> = lines.iter().map(|line| self.signature(line)).collect();
                html! { @for line in lines { (line) } }
            }
            // One after the other: a table that only arranges would be read as a table.
            Block::Columns(columns) => {
                let columns: Result<Vec<Markup>, _> = columns.iter().map(|c| self.blocks(c, style)).collect();
                let columns = columns?;
                html! { @for column in columns { (column) } }
            }
            Block::PageBreak => html! { w:p { w:r { w:br w:type="page" {} } } },
        })
    }

    fn paragraph(&mut self, style: &str, text: &Text) -> Markup {
        let runs = self.runs(text);
        html! {
            w:p {
                w:pPr { w:pStyle w:val=(style) {} (self.direction()) }
                (runs)
            }
        }
    }

    fn direction(&self) -> Markup {
        html! { @if self.right_to_left { w:bidi {} } }
    }

    fn runs(&mut self, text: &Text) -> Markup {
        let runs: Vec<Markup> = text.0.iter().map(|span| self.run(span)).collect();
        html! { @for run in runs { (run) } }
    }

    fn run(&mut self, span: &Span) -> Markup {
        match span {
            Span::Plain(words) => self.said(words, None),
            Span::Strong(words) => self.said(words, Some("Strong")),
            Span::Emphasis(words) => self.said(words, Some("Emphasis")),
            Span::Link(link) => self.link(&link.words, &link.to),
        }
    }

    fn link(&mut self, words: &str, to: &str) -> Markup {
        self.body.links.push(to.to_owned());
        let number = self.body.links.len();
        html! { w:hyperlink r:id={ "rId-link" (number) } { (self.said(words, Some("Hyperlink"))) } }
    }

    fn said(&self, words: &str, style: Option<&str>) -> Markup {
        html! {
            w:r {
                @if style.is_some() || self.right_to_left {
                    w:rPr {
                        @if let Some(style) = style { w:rStyle w:val=(style) {} }
                        @if self.right_to_left { w:rtl {} }
                    }
                }
                @for (i, line) in words.split('\n').enumerate() {
                    @if i > 0 { w:br {} }
                    w:t xml:space="preserve" { (line) }
                }
            }
        }
    }

    fn list(&mut self, number: usize, points: &[Text]) -> Markup {
        let points: Vec<Markup> = points.iter().map(|point| self.runs(point)).collect();
        html! {
            @for point in points {
                w:p {
                    w:pPr {
                        w:pStyle w:val="ListParagraph" {}
                        w:numPr { w:ilvl w:val="0" {} w:numId w:val=(number) {} }
                        (self.direction())
                    }
                    (point)
                }
            }
        }
    }

    fn pair(&mut self, name: &str, value: &Text) -> Markup {
        let value = self.runs(value);
        html! {
            w:p {
                w:pPr { w:pStyle w:val="Pair" {} (self.direction()) }
                (self.said(name, Some("Strong")))
                w:r { w:tab {} }
                (value)
            }
        }
    }

    fn table(&mut self, table: &Table) -> Markup {
        let widths = self.widths(table);
        let caption =
            (!table.caption.is_empty()).then(|| self.paragraph("Caption", &Text::from(table.caption.as_str())));
        let head: Vec<Text> = table.columns.iter().map(|c| Text::from(c.title.as_str())).collect();
        let head = self.row(table, &widths, &head, true);
        let rows: Vec<Markup> = table.rows.iter().map(|row| self.row(table, &widths, row, false)).collect();
        let total = table.total.as_ref().map(|row| {
            // Said in the row itself too: not every program reads what a style says of last rows.
            let row: Vec<Text> = row.iter().map(|cell| Text::default().strong(cell.words())).collect();
            self.row(table, &widths, &row, false)
        });
        let flag = |on: bool| if on { "1" } else { "0" };
        html! {
            @if let Some(caption) = caption { (caption) }
            w:tbl {
                w:tblPr {
                    w:tblStyle w:val="DocumentTable" {}
                    @if self.right_to_left { w:bidiVisual {} }
                    w:tblW w:w=(widths.iter().sum::<usize>()) w:type="dxa" {}
                    w:tblLayout w:type="fixed" {}
                    w:tblLook w:val="0420" w:firstRow="1" w:lastRow=(flag(table.total.is_some()))
                        w:firstColumn=(flag(table.named_rows)) w:lastColumn="0" w:noHBand="1" w:noVBand="1" {}
                    @if !table.caption.is_empty() { w:tblCaption w:val=(table.caption) {} }
                }
                w:tblGrid { @for width in &widths { w:gridCol w:w=(width) {} } }
                (head)
                @for row in rows { (row) }
                @if let Some(total) = total { (total) }
            }
            // Two tables after each other would be one.
            w:p { w:pPr { w:pStyle w:val="TableText" {} } }
        }
    }

    /// Numbers get what they need, words share the rest.
    fn widths(&self, table: &Table) -> Vec<usize> {
        let figures = table.columns.iter().filter(|c| c.kind == Kind::Figures).count();
        let words = table.columns.len() - figures;
        if words == 0 {
            return vec![self.width / figures.max(1); figures];
        }
        // A figure is never broken, in bold letters of a wide typeface either.
        let cells = table.rows.iter().chain(&table.total).flat_map(|row| row.iter().zip(&table.columns));
        let in_figures = cells.filter(|(_, c)| c.kind == Kind::Figures).map(|(cell, _)| cell.words().chars().count());
        let needed = in_figures.max().unwrap_or(0) * DIGIT + CELL_MARGINS;
        let usual = (self.width / (table.columns.len() + words)).min(1500);
        let narrow = usual.max(needed).min(self.width / table.columns.len());
        let wide = (self.width - narrow * figures) / words;
        table.columns.iter().map(|c| if c.kind == Kind::Figures { narrow } else { wide }).collect()
    }

    fn row(&mut self, table: &Table, widths: &[usize], cells: &[Text], head: bool) -> Markup {
        let cells: Vec<Markup> = cells.iter().map(|cell| self.runs(cell)).collect();
        let figures = |i: usize| table.columns.get(i).is_some_and(|c| c.kind == Kind::Figures);
        html! {
            w:tr {
                w:trPr { w:cantSplit {} @if head { w:tblHeader {} } }
                @for (i, cell) in cells.into_iter().enumerate() {
                    w:tc {
                        w:tcPr { w:tcW w:w=(widths.get(i).copied().unwrap_or_default()) w:type="dxa" {} }
                        w:p {
                            w:pPr {
                                w:pStyle w:val="TableText" {}
                                (self.direction())
                                @if figures(i) { w:jc w:val="end" {} }
                            }
                            (cell)
                        }
                    }
                }
            }
        }
    }

    fn figure(&mut self, figure: &Figure) -> Result<Markup, DocumentFault> {
        let share = usize::from(figure.width);
        let (png, ratio) = picture::png(&figure.svg, &figure.alt, PIXELS * f32::from(figure.width) / 100.0)?;
        self.body.pictures.push(png);
        let number = self.body.pictures.len();
        let width = self.width * EMU * share / 100;
        // A drawing's height is at most a few times its width, far below what the number holds.
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "a length on paper"
        )]
        let height = (width as f64 * ratio) as usize;
        let caption = Text::from(figure.caption.as_str());
        Ok(html! {
            w:p {
                w:pPr { @if !figure.caption.is_empty() { w:keepNext {} } }
                w:r { w:drawing { (inline_picture(number, &figure.alt, width, height)) } }
            }
            @if !figure.caption.is_empty() { (self.paragraph("FigureCaption", &caption)) }
        })
    }

    fn highlight(&self, one: &Highlight) -> Markup {
        html! {
            w:p {
                w:pPr { w:pStyle w:val="Highlight" {} (self.direction()) }
                w:r {
                    w:rPr { w:b {} w:sz w:val="64" {} }
                    w:t { (one.figure) }
                    w:br {}
                }
                (self.said(&one.words, None))
            }
        }
    }

    fn fact(&mut self, text: &Text, source: &Source) -> Markup {
        let said = [source.name.as_str(), source.dated.as_str()];
        let said = said.iter().filter(|s| !s.is_empty()).copied().collect::<Vec<_>>().join(", ");
        let before = Text::from(format!("{}: ", self.words.source));
        let line = if source.link.is_empty() {
            before.plain(said)
        } else {
            before.link(said, source.link.clone())
        };
        html! { (self.paragraph("Fact", text)) (self.paragraph("Source", &line)) }
    }

    fn signature(&mut self, line: &SignatureLine) -> Markup {
        let place = Text::from(self.words.place_and_date);
        let mut who = Text::default();
        if !line.name.is_empty() {
            who = who.strong(line.name.clone());
        }
        if !line.name.is_empty() && !line.role.is_empty() {
            who = who.plain("\n");
        }
        let who = who.plain(line.role.clone());
        html! { (self.paragraph("SignatureLine", &place)) (self.paragraph("SignatureLine", &who)) }
    }
}

fn inline_picture(number: usize, alt: &str, width: usize, height: usize) -> Markup {
    let name = format!("picture{number}");
    html! {
        wp:inline distT="0" distB="0" distL="0" distR="0" {
            wp:extent cx=(width) cy=(height) {}
            wp:docPr id=(number) name=(name) descr=(alt) {}
            wp:cNvGraphicFramePr { a:graphicFrameLocks noChangeAspect="1" {} }
            a:graphic {
                a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture" {
                    pic:pic {
                        pic:nvPicPr { pic:cNvPr id=(number) name=(name) descr=(alt) {} pic:cNvPicPr {} }
                        pic:blipFill { a:blip r:embed={ "rId-" (name) } {} a:stretch { a:fillRect {} } }
                        pic:spPr {
                            a:xfrm { a:off x="0" y="0" {} a:ext cx=(width) cy=(height) {} }
                            a:prstGeom prst="rect" { a:avLst {} }
                        }
                    }
                }
            }
        }
    }
}
