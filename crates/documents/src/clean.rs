//! What every writer does to a document first: takes out characters that are no text, evens out headings and tables, and
//! refuses what nobody could read.

use crate::{
    DocumentFault,
    model::{
        Block, Callout, Column, Document, Figure, Highlight, Link, Pair, SignatureLine, Source, Span, Table, Text,
    },
};

/// About 250 pages; no document of ours is near it.
const CHARACTERS: usize = 600_000;
/// A line for those who search, in every format well below what it holds.
const LINE: usize = 500;
/// Longer addresses are not printed as addresses.
const ADDRESS: usize = 2_000;

/// The document as it can be written, each of its texts passed through `say` last.
pub fn checked(document: &Document, say: &dyn Fn(&str) -> String) -> Result<Document, DocumentFault> {
    let mut cleaner = Cleaner {
        say,
        characters: 0,
        level: 0,
    };
    let title = cleaner.line(&document.title);
    if title.is_empty() {
        return Err(DocumentFault::NoTitle);
    }
    let clean = Document {
        title,
        language: document.language.clone(),
        subject: cleaner.line(&document.subject),
        author: cleaner.line(&document.author),
        made: document.made,
        id: document.id.clone(),
        blocks: cleaner.blocks(&document.blocks)?,
    };
    if cleaner.characters > CHARACTERS {
        return Err(DocumentFault::TooLarge(cleaner.characters));
    }
    Ok(clean)
}

/// A text without characters that are no text: control characters, marks that turn the direction of what follows, private
/// and unassigned ones. Line breaks stay.
pub fn plain(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    text.chars()
        .filter_map(|c| match c {
            '\n' | '\u{85}' | '\u{2028}' | '\u{2029}' | '\r' | '\u{b}' | '\u{c}' => Some('\n'),
            '\t' => Some(' '),
            c if is_no_text(c) => None,
            c => Some(c),
        })
        .collect()
}

fn is_no_text(c: char) -> bool {
    let number = u32::from(c);
    c.is_control()
        || matches!(number, 0x200E | 0x200F | 0x061C | 0x202A..=0x202E | 0x2060..=0x206F | 0xFE00..=0xFE0F | 0xFEFF)
        || matches!(number, 0xE000..=0xF8FF | 0xFDD0..=0xFDEF | 0xFFF0..=0xFFFC | 0xE0000..=0x0010_FFFF)
        || number & 0xFFFE == 0xFFFE
}

/// One line of limited length, of what is text in it.
pub fn one_line(text: &str) -> String {
    let joined = plain(text).split_whitespace().collect::<Vec<_>>().join(" ");
    joined.chars().take(LINE).collect()
}

struct Cleaner<'a> {
    say: &'a dyn Fn(&str) -> String,
    characters: usize,
    /// The level of the last heading.
    level: u8,
}

impl Cleaner<'_> {
    fn words(&mut self, text: &str) -> String {
        self.characters += text.chars().count();
        // What is refused for its length need not be read on.
        if self.characters > CHARACTERS {
            return String::new();
        }
        (self.say)(&plain(text))
    }

    /// One line of limited length.
    fn line(&mut self, text: &str) -> String {
        let joined = self.words(text).split_whitespace().collect::<Vec<_>>().join(" ");
        joined.chars().take(LINE).collect()
    }

    fn text(&mut self, text: &Text) -> Text {
        Text(text.0.iter().map(|span| self.span(span)).collect())
    }

    fn span(&mut self, span: &Span) -> Span {
        match span {
            Span::Plain(words) => Span::Plain(self.words(words)),
            Span::Strong(words) => Span::Strong(self.words(words)),
            Span::Emphasis(words) => Span::Emphasis(self.words(words)),
            Span::Link(link) => {
                let words = self.words(&link.words);
                if is_address(&link.to) && !words.trim().is_empty() {
                    let to = link.to.clone();
                    Span::Link(Link { words, to })
                } else {
                    Span::Plain(words)
                }
            }
        }
    }

    fn blocks(&mut self, blocks: &[Block]) -> Result<Vec<Block>, DocumentFault> {
        let mut clean = Vec::with_capacity(blocks.len());
        for block in blocks {
            clean.extend(self.block(block)?);
        }
        Ok(clean)
    }

    /// The block, or nothing when there is nothing in it.
    fn block(&mut self, block: &Block) -> Result<Option<Block>, DocumentFault> {
        Ok(match block {
            Block::Heading(level, words) => self.heading(*level, words),
            Block::Paragraph(weight, text) => said(self.text(text)).map(|text| Block::Paragraph(*weight, text)),
            Block::List(points) => some(self.points(points)).map(Block::List),
            Block::NumberedList(first, points) => {
                some(self.points(points)).map(|points| Block::NumberedList(*first, points))
            }
            Block::Pairs(pairs) => some(pairs.iter().map(|pair| self.pair(pair)).collect()).map(Block::Pairs),
            Block::Table(table) => (!table.columns.is_empty()).then(|| Block::Table(self.table(table))),
            Block::Figure(figure) => Some(Block::Figure(self.figure(figure)?)),
            Block::Highlight(highlight) => Some(Block::Highlight(Highlight {
                figure: self.line(&highlight.figure),
                words: self.line(&highlight.words),
            })),
            Block::Fact(text, source) => said(self.text(text)).map(|text| Block::Fact(text, self.source(source))),
            Block::Assessment(text) => said(self.text(text)).map(Block::Assessment),
            Block::Callout(callout) => Some(Block::Callout(Callout {
                title: self.line(&callout.title),
                blocks: self.blocks(&callout.blocks)?,
            })),
            Block::Signature(lines) => {
                some(lines.iter().map(|line| self.signature(line)).collect()).map(Block::Signature)
            }
            Block::Columns(columns) => {
                let columns: Result<Vec<_>, _> = columns.iter().map(|column| self.blocks(column)).collect();
                some(columns?).map(Block::Columns)
            }
            Block::PageBreak => Some(Block::PageBreak),
        })
    }

    /// A heading one level below the last at most, so that nobody who moves from heading to heading falls through a gap.
    fn heading(&mut self, level: u8, words: &str) -> Option<Block> {
        let words = self.line(words);
        if words.is_empty() {
            return None;
        }
        self.level = level.clamp(1, (self.level + 1).min(5));
        Some(Block::Heading(self.level, words))
    }

    fn points(&mut self, points: &[Text]) -> Vec<Text> {
        points.iter().filter_map(|point| said(self.text(point))).collect()
    }

    fn pair(&mut self, pair: &Pair) -> Pair {
        Pair {
            name: self.line(&pair.name),
            value: self.text(&pair.value),
        }
    }

    fn table(&mut self, table: &Table) -> Table {
        let columns: Vec<Column> = table.columns.iter().map(|column| self.column(column)).collect();
        let width = columns.len();
        Table {
            caption: self.line(&table.caption),
            columns,
            named_rows: table.named_rows,
            rows: table.rows.iter().map(|row| self.row(row, width)).collect(),
            total: table.total.as_ref().map(|row| self.row(row, width)),
        }
    }

    fn column(&mut self, column: &Column) -> Column {
        Column {
            title: self.line(&column.title),
            kind: column.kind,
        }
    }

    fn row(&mut self, row: &[Text], width: usize) -> Vec<Text> {
        let mut cells: Vec<Text> = row.iter().take(width).map(|cell| self.text(cell)).collect();
        cells.resize(width, Text::default());
        cells
    }

    fn figure(&mut self, figure: &Figure) -> Result<Figure, DocumentFault> {
        let alt = self.line(&figure.alt);
        if alt.is_empty() {
            return Err(DocumentFault::NoAlternative(figure.caption.clone()));
        }
        Ok(Figure {
            svg: figure.svg.clone(),
            alt,
            caption: self.line(&figure.caption),
            width: figure.width.clamp(5, 100),
        })
    }

    fn source(&mut self, source: &Source) -> Source {
        let link = if is_address(&source.link) {
            source.link.clone()
        } else {
            String::new()
        };
        Source {
            name: self.line(&source.name),
            dated: self.line(&source.dated),
            link,
        }
    }

    fn signature(&mut self, line: &SignatureLine) -> SignatureLine {
        SignatureLine {
            name: self.line(&line.name),
            role: self.line(&line.role),
        }
    }
}

/// The text when something is said in it.
fn said(text: Text) -> Option<Text> {
    (!text.words().trim().is_empty()).then_some(text)
}

fn some<T>(list: Vec<T>) -> Option<Vec<T>> {
    (!list.is_empty()).then_some(list)
}

/// Whether this is an address that a reader may be led to.
fn is_address(to: &str) -> bool {
    let start = to.split(':').next().unwrap_or_default().to_ascii_lowercase();
    let known = ["https", "http", "mailto", "tel"].contains(&start.as_str()) && to.len() > start.len() + 1;
    known && to.len() <= ADDRESS && to.chars().all(|c| !c.is_whitespace() && !c.is_control() && !is_no_text(c))
}

#[cfg(test)]
mod tests {
    use super::{checked, plain};
    use crate::{
        DocumentFault,
        model::{Block, Column, Document, Figure, Span, Table, Text},
    };
    use domain::shared::Locale;

    fn document(blocks: Vec<Block>) -> Document {
        Document {
            title: "Prøve".to_owned(),
            language: Locale::Nb.into(),
            subject: String::new(),
            author: String::new(),
            made: jiff::Timestamp::UNIX_EPOCH,
            id: "test".to_owned(),
            blocks,
        }
    }

    fn clean(blocks: Vec<Block>) -> Vec<Block> {
        checked(&document(blocks), &str::to_owned).unwrap().blocks
    }

    #[test]
    fn no_heading_is_skipped() {
        let blocks = clean([3, 1, 4, 2, 9, 9, 9, 9, 9].map(|level| Block::heading(level, "x")).to_vec());
        let levels: Vec<u8> =
            blocks.iter().map(|b| if let Block::Heading(level, _) = b { *level } else { 0 }).collect();
        assert_eq!(levels, [1, 1, 2, 2, 3, 4, 5, 5, 5]);
    }

    #[test]
    fn what_says_nothing_is_left_out() {
        let nothing = vec![
            Block::heading(1, " "),
            Block::paragraph("\u{202e}\u{0}"),
            Block::List(vec![Text::default()]),
            Block::Table(Table::default()),
            Block::Columns(Vec::new()),
        ];
        assert_eq!(clean(nothing), []);
    }

    #[test]
    fn rows_are_as_wide_as_the_head() {
        let table = Table {
            columns: vec![Column::words("a"), Column::figures("b")],
            rows: vec![vec!["1".into()], vec!["1".into(), "2".into(), "3".into()]],
            ..Table::default()
        };
        let Block::Table(table) = &clean(vec![Block::Table(table)])[0] else {
            panic!("a table stays a table")
        };
        assert!(table.rows.iter().all(|row| row.len() == 2));
    }

    #[test]
    fn addresses_that_run_something_are_words() {
        for (to, leads) in [
            ("https://www.bergen.kommune.no/a?b=c", true),
            ("tel:+4753030000", true),
            ("mailto:post@example.no", true),
            ("javascript:alert(1)", false),
            ("JaVaScRiPt:alert(1)", false),
            ("data:text/html,x", false),
            ("https://example.no/a b", false),
            ("https:", false),
            ("file:///etc/passwd", false),
            ("", false),
        ] {
            let blocks = clean(vec![Block::paragraph(Text::default().link("her", to))]);
            let Block::Paragraph(_, text) = &blocks[0] else {
                panic!("a paragraph stays a paragraph")
            };
            assert_eq!(matches!(text.0[0], Span::Link(_)), leads, "{to}");
        }
    }

    #[test]
    fn a_figure_needs_words_and_a_document_a_title() {
        let figure = Figure {
            svg: "<svg/>".to_owned(),
            alt: " ".to_owned(),
            caption: "Besøk".to_owned(),
            width: 50,
        };
        let faulty = document(vec![Block::Figure(figure)]);
        assert_eq!(
            checked(&faulty, &str::to_owned),
            Err(DocumentFault::NoAlternative("Besøk".to_owned()))
        );
        let nameless = Document {
            title: "\n \u{7}".to_owned(),
            ..document(Vec::new())
        };
        assert_eq!(checked(&nameless, &str::to_owned), Err(DocumentFault::NoTitle));
    }

    #[test]
    fn more_than_any_document_is_refused() {
        let large = document(vec![Block::paragraph("å".repeat(600_000))]);
        assert_eq!(checked(&large, &str::to_owned), Err(DocumentFault::TooLarge(600_005)));
    }

    #[test]
    fn only_text_is_left() {
        assert_eq!(
            plain("a\u{202e}b\u{0}c\r\nd\te\u{2028}f\u{e000}g\u{feff}"),
            "abc\nd e\nfg"
        );
        assert_eq!(
            plain("Ærlig talt: čáđŋšŧž – «100 %» ¼ €"),
            "Ærlig talt: čáđŋšŧž – «100 %» ¼ €"
        );
    }
}
