//! One slide and what the speaker says to it.

use super::parts::{HEIGHT, Layout, MARGIN, NAMESPACES, WIDTH};
use crate::{
    Deck, DocumentFault, Look, Slide, clean,
    model::{Block, Figure, Kind, Language, Source, Span, Table, Text, Weight},
    package::{self, region_tag},
    picture, slides,
    words::{self, Words},
};
use maud::{Markup, html};

/// A slide as its parts.
pub struct Written {
    pub layout: Layout,
    pub slide: String,
    pub notes: Option<String>,
    /// Addresses, in the order of their numbers.
    pub links: Vec<String>,
    /// Pictures, in the order of their numbers.
    pub pictures: Vec<Vec<u8>>,
}

/// Where the words and the things below the title begin, and how much room they have.
const TOP: usize = 1_850_000;
const ROOM: usize = HEIGHT - TOP - 700_000;
const INNER: usize = WIDTH - 2 * MARGIN;
/// Between two things beside each other.
const GAP: usize = 400_000;
/// Pixels of a drawing that has the whole slide.
const PIXELS: f32 = 1_600.0;
/// English metric units in a point.
const POINT: usize = 12_700;

/// The slide before all others: what it is about, and who gives it.
pub fn front(deck: &Deck, look: &Look) -> Written {
    let writer = Writer::new(&deck.language, look);
    let title = writer.placeholder(2, "title", "ctrTitle", None, &[writer.plain(&deck.title)]);
    let below: Vec<&str> =
        [deck.subject.as_str(), deck.author.as_str()].into_iter().filter(|t| !t.is_empty()).collect();
    let below: Vec<Markup> = below.into_iter().map(|t| writer.plain(t)).collect();
    let subtitle = writer.placeholder(3, "subtitle", "subTitle", Some(1), &below);
    let slide = frame(&html! { (title) (subtitle) });
    writer.done(Layout::Front, slide, None)
}

/// A slide with its number.
pub fn write(slide: &Slide, number: usize, language: &Language, look: &Look) -> Result<Written, DocumentFault> {
    let mut writer = Writer::new(language, look);
    let (words, things) = apart(&slide.blocks);
    let layout = match (words.is_empty(), things.is_empty()) {
        (_, true) => Layout::Content,
        (true, false) => Layout::Title,
        (false, false) => Layout::Two,
    };
    let title = writer.placeholder(2, "title", "title", None, &[writer.plain(&slide.title)]);
    let size = size_of(&words, layout == Layout::Two);
    let mut paragraphs = Vec::new();
    for block in &words {
        writer.paragraphs(block, size, &mut paragraphs);
    }
    let body = (layout != Layout::Title).then(|| {
        let paragraphs = if paragraphs.is_empty() {
            vec![html! { a:p {} }]
        } else {
            paragraphs
        };
        writer.placeholder(3, "content", "body", Some(1), &paragraphs)
    });
    let (x, width) = if layout == Layout::Two {
        (MARGIN + (INNER + GAP) / 2, (INNER - GAP) / 2)
    } else {
        (MARGIN, INNER)
    };
    let each = width.saturating_sub(GAP * things.len().saturating_sub(1)) / things.len().max(1);
    let mut placed = Vec::new();
    for (i, thing) in things.iter().enumerate() {
        let at = if writer.right_to_left {
            WIDTH - x - each - i * (each + GAP)
        } else {
            x + i * (each + GAP)
        };
        placed.push(writer.thing(thing, 4 + i, (at, each))?);
    }
    let foot = writer.foot(4 + things.len(), number, look);
    let notes = writer.notes(&slide.notes);
    let slide = frame(&html! {
        (title)
        @if let Some(body) = body { (body) }
        @for one in placed { (one) }
        (foot)
    });
    Ok(writer.done(layout, slide, notes))
}

fn frame(shapes: &Markup) -> String {
    package::part(&html! {
        p:sld xmlns:a=(NAMESPACES[0]) xmlns:r=(NAMESPACES[1]) xmlns:p=(NAMESPACES[2]) {
            p:cSld { p:spTree { (super::parts::group()) (shapes) } }
            p:clrMapOvr { a:masterClrMapping {} }
        }
    })
}

/// A table or a drawing.
enum Thing<'a> {
    Table(&'a Table),
    Figure(&'a Figure),
}

/// What is read as words, and what is looked at; one after the other, out of columns and frames.
fn apart(blocks: &[Block]) -> (Vec<&Block>, Vec<Thing<'_>>) {
    let (mut words, mut things) = (Vec::new(), Vec::new());
    for block in blocks {
        match block {
            Block::Table(table) => things.push(Thing::Table(table)),
            Block::Figure(figure) => things.push(Thing::Figure(figure)),
            Block::Columns(columns) => {
                for column in columns {
                    let (more_words, more_things) = apart(column);
                    words.extend(more_words);
                    things.extend(more_things);
                }
            }
            Block::PageBreak => {}
            other => words.push(other),
        }
    }
    (words, things)
}

/// Hundredths of a point, so that the words have room.
fn size_of(words: &[&Block], half: bool) -> usize {
    let characters: usize = words.iter().map(|block| length(block)).sum();
    match characters * if half { 2 } else { 1 } {
        0..=260 => 2800,
        261..=420 => 2400,
        421..=620 => 2000,
        621..=900 => 1800,
        _ => 1400,
    }
}

/// About how much room a block needs, in characters; a paragraph of its own counts as half a line more.
fn length(block: &Block) -> usize {
    const LINE: usize = 30;
    let text = |t: &Text| t.words().chars().count() + LINE;
    match block {
        Block::Heading(_, words) => words.chars().count() + LINE,
        Block::Paragraph(_, t) | Block::Assessment(t) => text(t),
        Block::List(points) | Block::NumberedList(_, points) => points.iter().map(text).sum(),
        Block::Pairs(pairs) => pairs.iter().map(|p| p.name.chars().count() + text(&p.value)).sum(),
        Block::Highlight(one) => one.words.chars().count() + 4 * LINE,
        Block::Fact(t, _) => text(t) + LINE,
        Block::Callout(one) => LINE + one.blocks.iter().map(length).sum::<usize>(),
        Block::Signature(lines) => lines.len() * 2 * LINE,
        Block::Table(_) | Block::Figure(_) | Block::Columns(_) | Block::PageBreak => 0,
    }
}

/// What stands before a paragraph.
#[derive(Clone, Copy)]
enum Mark {
    None,
    Point,
    Number(u32),
}

struct Writer {
    words: Words,
    language: String,
    right_to_left: bool,
    accent: String,
    links: Vec<String>,
    pictures: Vec<Vec<u8>>,
}

impl Writer {
    fn new(language: &Language, look: &Look) -> Self {
        Self {
            words: words::of(language),
            language: region_tag(language),
            right_to_left: language.is_right_to_left(),
            accent: look.accent.hex().trim_start_matches('#').to_owned(),
            links: Vec::new(),
            pictures: Vec::new(),
        }
    }

    fn done(self, layout: Layout, slide: String, notes: Option<String>) -> Written {
        Written {
            layout,
            slide,
            notes,
            links: self.links,
            pictures: self.pictures,
        }
    }

    /// Words in a place of the layout, which says where they stand and how they look.
    fn placeholder(&self, id: usize, name: &str, kind: &str, index: Option<usize>, paragraphs: &[Markup]) -> Markup {
        html! {
            p:sp {
                p:nvSpPr {
                    p:cNvPr id=(id) name=(name) {}
                    p:cNvSpPr { a:spLocks noGrp="1" {} }
                    p:nvPr {
                        // The place for content is known by its number alone.
                        p:ph type=[(kind != "body").then_some(kind)] idx=[index] {}
                    }
                }
                p:spPr {}
                p:txBody { a:bodyPr { a:normAutofit {} } a:lstStyle {} @for p in paragraphs { (p) } }
            }
        }
    }

    fn plain(&self, words: &str) -> Markup {
        html! { a:p { (self.direction()) (self.run(words, None, "", &html! {})) } }
    }

    fn direction(&self) -> Markup {
        html! { @if self.right_to_left { a:pPr algn="r" rtl="1" {} } }
    }

    fn run(&self, words: &str, size: Option<usize>, marks: &str, inside: &Markup) -> Markup {
        html! {
            @for (i, line) in words.split('\n').enumerate() {
                @if i > 0 { a:br { a:rPr lang=(self.language) sz=[size] {} } }
                a:r {
                    a:rPr lang=(self.language) sz=[size] b=[marks.contains('b').then_some("1")] i=[marks.contains('i').then_some("1")] dirty="0" {
                        (inside)
                    }
                    a:t { (line) }
                }
            }
        }
    }

    fn coloured(&self, on: bool) -> Markup {
        html! { @if on { a:solidFill { a:srgbClr val=(self.accent) {} } } }
    }

    fn runs(&mut self, text: &Text, size: Option<usize>, bold: bool) -> Markup {
        let marks = if bold { "b" } else { "" };
        let runs: Vec<Markup> = text
            .0
            .iter()
            .map(|span| match span {
                Span::Plain(words) => self.run(words, size, marks, &html! {}),
                Span::Strong(words) => self.run(words, size, "b", &html! {}),
                Span::Emphasis(words) => self.run(words, size, if bold { "bi" } else { "i" }, &html! {}),
                Span::Link(link) => {
                    self.links.push(link.to.clone());
                    let number = self.links.len();
                    self.run(
                        &link.words,
                        size,
                        marks,
                        &html! { a:hlinkClick r:id={ "rId-link" (number) } {} },
                    )
                }
            })
            .collect();
        html! { @for run in runs { (run) } }
    }

    fn paragraph(&mut self, text: &Text, size: usize, mark: Mark, bold: bool) -> Markup {
        let runs = self.runs(text, Some(size), bold);
        let indent = match mark {
            Mark::None => 0,
            Mark::Point => 300_000,
            Mark::Number(_) => 420_000,
        };
        html! {
            a:p {
                a:pPr marL=(indent) indent=(if indent == 0 { "0".to_owned() } else { format!("-{indent}") }) algn=[self.right_to_left.then_some("r")] rtl=[self.right_to_left.then_some("1")] {
                    @match mark {
                        Mark::None => a:buNone {},
                        Mark::Point => { a:buFont typeface="Arial" {} a:buChar char="•" {} },
                        Mark::Number(first) => { a:buFont typeface="+mj-lt" {} a:buAutoNum type="arabicPeriod" startAt=[(first != 1).then_some(first)] {} },
                    }
                }
                (runs)
            }
        }
    }

    fn paragraphs(&mut self, block: &Block, size: usize, out: &mut Vec<Markup>) {
        let small = (size * 7 / 10).max(1200);
        match block {
            Block::Heading(_, words) => out.push(self.paragraph(&words.as_str().into(), size, Mark::None, true)),
            Block::Paragraph(weight, text) => {
                let size = if *weight == Weight::Small { small } else { size };
                out.push(self.paragraph(text, size, Mark::None, false));
            }
            Block::List(points) => out.extend(points.iter().map(|p| self.paragraph(p, size, Mark::Point, false))),
            Block::NumberedList(first, points) => {
                out.extend(points.iter().map(|p| self.paragraph(p, size, Mark::Number(*first), false)));
            }
            Block::Pairs(pairs) => {
                for pair in pairs {
                    let mut line = Text::default().strong(format!("{}: ", pair.name));
                    line.0.extend(pair.value.0.iter().cloned());
                    out.push(self.paragraph(&line, size, Mark::None, false));
                }
            }
            Block::Highlight(one) => {
                let figure = self.run(&one.figure, Some(6000), "b", &self.coloured(true));
                out.push(html! { a:p { a:pPr marL="0" indent="0" algn=[self.right_to_left.then_some("r")] rtl=[self.right_to_left.then_some("1")] { a:buNone {} } (figure) } });
                out.push(self.paragraph(&one.words.as_str().into(), size, Mark::None, false));
            }
            Block::Fact(text, source) => {
                out.push(self.paragraph(text, size, Mark::None, false));
                let line = self.source(source);
                out.push(self.paragraph(&line, small, Mark::None, false));
            }
            Block::Assessment(text) => {
                out.push(self.paragraph(&self.words.assessment.into(), small, Mark::None, true));
                out.push(self.paragraph(text, size, Mark::None, false));
            }
            Block::Callout(one) => {
                if !one.title.is_empty() {
                    out.push(self.paragraph(&one.title.as_str().into(), size, Mark::None, true));
                }
                one.blocks.iter().for_each(|block| self.paragraphs(block, size, out));
            }
            Block::Signature(lines) => {
                for line in lines {
                    let words = [line.name.as_str(), line.role.as_str()];
                    let said = words.iter().filter(|w| !w.is_empty()).copied().collect::<Vec<_>>().join(", ");
                    out.push(self.paragraph(&said.into(), size, Mark::None, false));
                }
            }
            Block::Table(_) | Block::Figure(_) | Block::Columns(_) | Block::PageBreak => {}
        }
    }

    fn source(&self, source: &Source) -> Text {
        let said = [source.name.as_str(), source.dated.as_str()];
        let said = said.iter().filter(|s| !s.is_empty()).copied().collect::<Vec<_>>().join(", ");
        let before = Text::from(format!("{}: ", self.words.source));
        if source.link.is_empty() {
            before.plain(said)
        } else {
            before.link(said, source.link.clone())
        }
    }

    /// `at` is where it begins from the left, and how wide it is.
    fn thing(&mut self, thing: &Thing<'_>, id: usize, at: (usize, usize)) -> Result<Markup, DocumentFault> {
        match thing {
            Thing::Table(table) => Ok(self.table(table, id, at)),
            Thing::Figure(figure) => self.figure(figure, id, at),
        }
    }

    fn figure(&mut self, figure: &Figure, id: usize, (x, width): (usize, usize)) -> Result<Markup, DocumentFault> {
        let (png, ratio) = picture::png(&figure.svg, &figure.alt, PIXELS)?;
        self.pictures.push(png);
        let number = self.pictures.len();
        let caption_room = if figure.caption.is_empty() { 0 } else { 420_000 };
        // As large as the room allows in both directions. Lengths on a slide are far below what the numbers hold.
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "a length on a slide"
        )]
        let (w, h) = {
            let room = (ROOM - caption_room) as f64;
            let wide = (width as f64).min(room / ratio);
            (wide as usize, (wide * ratio) as usize)
        };
        let left = x + (width - w.min(width)) / 2;
        let caption = Text::from(figure.caption.as_str());
        let caption = (!figure.caption.is_empty())
            .then(|| self.box_of(id + 100, &caption, (x, TOP + h + 60_000), (width, 400_000)));
        Ok(html! {
            p:pic {
                p:nvPicPr {
                    p:cNvPr id=(id) name={ "picture" (number) } descr=(figure.alt) {}
                    p:cNvPicPr { a:picLocks noChangeAspect="1" {} }
                    p:nvPr {}
                }
                p:blipFill { a:blip r:embed={ "rId-picture" (number) } {} a:stretch { a:fillRect {} } }
                p:spPr {
                    a:xfrm { a:off x=(left) y=(TOP) {} a:ext cx=(w) cy=(h) {} }
                    a:prstGeom prst="rect" { a:avLst {} }
                }
            }
            @if let Some(caption) = caption { (caption) }
        })
    }

    /// Small words in a box of their own.
    fn box_of(&mut self, id: usize, text: &Text, (x, y): (usize, usize), (w, h): (usize, usize)) -> Markup {
        let words = self.paragraph(text, 1400, Mark::None, false);
        html! {
            p:sp {
                p:nvSpPr { p:cNvPr id=(id) name={ "caption" (id) } {} p:cNvSpPr txBox="1" {} p:nvPr {} }
                p:spPr {
                    a:xfrm { a:off x=(x) y=(y) {} a:ext cx=(w) cy=(h) {} }
                    a:prstGeom prst="rect" { a:avLst {} }
                    a:noFill {}
                }
                p:txBody { a:bodyPr wrap="square" lIns="0" rIns="0" {} a:lstStyle {} (words) }
            }
        }
    }

    fn table(&mut self, table: &Table, id: usize, (x, width): (usize, usize)) -> Markup {
        let rows = table.rows.len() + 1 + usize::from(table.total.is_some());
        let size = match rows {
            0..=6 => 1800,
            7..=9 => 1600,
            10..=12 => 1400,
            _ => 1200,
        };
        let height = size / 100 * POINT * 2;
        let widths = widths(table, width);
        let head: Vec<Text> = table.columns.iter().map(|c| Text::from(c.title.as_str())).collect();
        let mut lines = vec![self.row(table, &head, size, height, "head")];
        lines.extend(table.rows.iter().map(|row| self.row(table, row, size, height, "")));
        lines.extend(table.total.iter().map(|row| self.row(table, row, size, height, "total")));
        let caption = Text::from(table.caption.as_str());
        let caption =
            (!table.caption.is_empty()).then(|| self.box_of(id + 100, &caption, (x, TOP - 80_000), (width, 380_000)));
        let top = if caption.is_some() { TOP + 330_000 } else { TOP };
        html! {
            @if let Some(caption) = caption { (caption) }
            p:graphicFrame {
                p:nvGraphicFramePr {
                    p:cNvPr id=(id) name={ "table" (id) } descr=(table.caption) {}
                    p:cNvGraphicFramePr { a:graphicFrameLocks noGrp="1" {} }
                    p:nvPr {}
                }
                p:xfrm { a:off x=(x) y=(top) {} a:ext cx=(widths.iter().sum::<usize>()) cy=(height * rows) {} }
                a:graphic {
                    a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table" {
                        a:tbl {
                            a:tblPr rtl=[self.right_to_left.then_some("1")] firstRow="1"
                                firstCol=[table.named_rows.then_some("1")] lastRow=[table.total.is_some().then_some("1")] {
                                // No style, no grid: the lines are said in the cells.
                                a:tableStyleId { "{2D5ABB26-0587-4C30-8999-92F81FD0307C}" }
                            }
                            a:tblGrid { @for width in &widths { a:gridCol w=(width) {} } }
                            @for line in lines { (line) }
                        }
                    }
                }
            }
        }
    }

    fn row(&mut self, table: &Table, cells: &[Text], size: usize, height: usize, kind: &str) -> Markup {
        let named = table.named_rows;
        let cells: Vec<Markup> = cells
            .iter()
            .enumerate()
            .map(|(i, cell)| self.runs(cell, Some(size), !kind.is_empty() || (named && i == 0)))
            .collect();
        let figures = |i: usize| table.columns.get(i).is_some_and(|c| c.kind == Kind::Figures);
        let line = |strong: bool| {
            let (width, colour) = if strong {
                (19_050, self.accent.as_str())
            } else {
                (9_525, "C5D0D1")
            };
            html! { a:lnB w=(width) { a:solidFill { a:srgbClr val=(colour) {} } } }
        };
        html! {
            a:tr h=(height) {
                @for (i, cell) in cells.into_iter().enumerate() {
                    a:tc {
                        a:txBody {
                            a:bodyPr {}
                            a:lstStyle {}
                            a:p {
                                a:pPr algn=(if figures(i) != self.right_to_left { "r" } else { "l" }) rtl=[self.right_to_left.then_some("1")] {}
                                (cell)
                            }
                        }
                        a:tcPr anchor="ctr" {
                            (line(!kind.is_empty()))
                            @if kind == "head" { a:solidFill { a:srgbClr val="E7ECEB" {} } } @else { a:noFill {} }
                        }
                    }
                }
            }
        }
    }

    /// Who sends it, and the number of the slide.
    fn foot(&self, id: usize, number: usize, look: &Look) -> Markup {
        let said = if look.footer.is_empty() {
            &look.sender
        } else {
            &look.footer
        };
        html! {
            p:sp {
                p:nvSpPr { p:cNvPr id=(id) name="footer" {} p:cNvSpPr { a:spLocks noGrp="1" {} } p:nvPr { p:ph type="ftr" sz="quarter" idx="11" {} } }
                p:spPr {}
                p:txBody { a:bodyPr {} a:lstStyle {} (self.plain(&clean::one_line(said))) }
            }
            p:sp {
                p:nvSpPr { p:cNvPr id=(id + 1) name="number" {} p:cNvSpPr { a:spLocks noGrp="1" {} } p:nvPr { p:ph type="sldNum" sz="quarter" idx="12" {} } }
                p:spPr {}
                p:txBody {
                    a:bodyPr {}
                    a:lstStyle {}
                    a:p { a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum" { a:rPr lang=(self.language) {} a:t { (number) } } }
                }
            }
        }
    }

    /// What the speaker says, or nothing when nothing is said.
    fn notes(&self, notes: &str) -> Option<String> {
        let lines: Vec<Markup> = slides::paragraphs(notes).map(|line| self.plain(line)).collect();
        (!lines.is_empty()).then(|| {
            package::part(&html! {
                p:notes xmlns:a=(NAMESPACES[0]) xmlns:r=(NAMESPACES[1]) xmlns:p=(NAMESPACES[2]) {
                    p:cSld {
                        p:spTree {
                            (super::parts::group())
                            p:sp {
                                p:nvSpPr { p:cNvPr id="2" name="slide" {} p:cNvSpPr { a:spLocks noGrp="1" noRot="1" noChangeAspect="1" {} } p:nvPr { p:ph type="sldImg" {} } }
                                p:spPr {}
                            }
                            p:sp {
                                p:nvSpPr { p:cNvPr id="3" name="notes" {} p:cNvSpPr { a:spLocks noGrp="1" {} } p:nvPr { p:ph type="body" idx="1" {} } }
                                p:spPr {}
                                p:txBody { a:bodyPr {} a:lstStyle {} @for line in &lines { (line) } }
                            }
                        }
                    }
                    p:clrMapOvr { a:masterClrMapping {} }
                }
            })
        })
    }
}

/// Numbers get what they need, words share the rest.
fn widths(table: &Table, width: usize) -> Vec<usize> {
    let figures = table.columns.iter().filter(|c| c.kind == Kind::Figures).count();
    let words = table.columns.len() - figures;
    if words == 0 {
        return vec![width / figures.max(1); figures];
    }
    let narrow = (width / (table.columns.len() + words)).min(1_700_000);
    let wide = (width - narrow * figures) / words;
    table.columns.iter().map(|c| if c.kind == Kind::Figures { narrow } else { wide }).collect()
}
