//! What is said in a document, as plain texts: for whoever must look through it before it leaves the house.

use crate::{
    model::{Block, Document, Figure, Table, Text},
    slides::Deck,
};

impl Document {
    /// Every text that can be read in it, each by itself: titles, paragraphs, cells, captions, alternative texts, and the words
    /// inside drawings.
    #[must_use]
    pub fn texts(&self) -> Vec<String> {
        let mut out = vec![self.title.clone(), self.subject.clone(), self.author.clone()];
        gather(&self.blocks, &mut out);
        out.retain(|text| !text.trim().is_empty());
        out
    }

    /// What its drawings are called, in order: the caption, or the words for those who do not see it.
    #[must_use]
    pub fn drawings(&self) -> Vec<String> {
        let mut out = Vec::new();
        drawn(&self.blocks, &mut out);
        out
    }
}

impl Deck {
    /// Every text on its slides and in what the speaker says, each by itself, in the order it is shown; see [`Document::texts`].
    #[must_use]
    pub fn texts(&self) -> Vec<String> {
        let mut out = vec![self.title.clone(), self.subject.clone(), self.author.clone()];
        for slide in &self.slides {
            out.push(slide.title.clone());
            gather(&slide.blocks, &mut out);
            out.push(slide.notes.clone());
        }
        out.retain(|text| !text.trim().is_empty());
        out
    }

    /// What its drawings are called, in order; see [`Document::drawings`].
    #[must_use]
    pub fn drawings(&self) -> Vec<String> {
        let mut out = Vec::new();
        self.slides.iter().for_each(|slide| drawn(&slide.blocks, &mut out));
        out
    }
}

fn drawn(blocks: &[Block], out: &mut Vec<String>) {
    for block in blocks {
        match block {
            Block::Figure(f) if f.caption.trim().is_empty() => out.push(f.alt.clone()),
            Block::Figure(f) => out.push(f.caption.clone()),
            Block::Callout(callout) => drawn(&callout.blocks, out),
            Block::Columns(columns) => columns.iter().for_each(|column| drawn(column, out)),
            _ => {}
        }
    }
}

fn gather(blocks: &[Block], out: &mut Vec<String>) {
    for block in blocks {
        match block {
            Block::Heading(_, words) => out.push(words.clone()),
            Block::Paragraph(_, text) | Block::Assessment(text) => say(text, out),
            Block::List(points) | Block::NumberedList(_, points) => points.iter().for_each(|p| say(p, out)),
            Block::Pairs(pairs) => {
                for pair in pairs {
                    out.push(pair.name.clone());
                    say(&pair.value, out);
                }
            }
            Block::Table(table) => of_table(table, out),
            Block::Figure(figure) => of_figure(figure, out),
            Block::Highlight(h) => out.extend([h.figure.clone(), h.words.clone()]),
            Block::Fact(text, source) => {
                say(text, out);
                out.extend([source.name.clone(), source.dated.clone(), source.link.clone()]);
            }
            Block::Callout(callout) => {
                out.push(callout.title.clone());
                gather(&callout.blocks, out);
            }
            Block::Signature(lines) => {
                out.extend(lines.iter().flat_map(|line| [line.name.clone(), line.role.clone()]));
            }
            Block::Columns(columns) => columns.iter().for_each(|column| gather(column, out)),
            Block::PageBreak => {}
        }
    }
}

fn say(text: &Text, out: &mut Vec<String>) {
    out.push(text.words());
    let links = text.0.iter().filter_map(|span| match span {
        crate::Span::Link(link) => Some(link.to.clone()),
        _ => None,
    });
    out.extend(links);
}

fn of_table(table: &Table, out: &mut Vec<String>) {
    out.push(table.caption.clone());
    out.extend(table.columns.iter().map(|column| column.title.clone()));
    let cells = table.rows.iter().chain(&table.total).flatten();
    cells.for_each(|cell| say(cell, out));
}

fn of_figure(figure: &Figure, out: &mut Vec<String>) {
    out.extend([figure.alt.clone(), figure.caption.clone()]);
    let words = figure.svg.split('<').filter_map(|piece| piece.split_once('>')).map(|(_, words)| words.trim());
    out.extend(words.filter(|words| !words.is_empty()).map(str::to_owned));
}

#[cfg(test)]
mod tests {
    use crate::{Block, Callout, Column, Document, Figure, Pair, SignatureLine, Source, Table, Text};
    use domain::shared::Locale;

    #[test]
    fn every_text_is_told_wherever_it_stands() {
        let figure = Figure {
            svg: "<svg><text x=\"1\">i tegningen</text></svg>".to_owned(),
            alt: "for dem som ikke ser".to_owned(),
            caption: "under tegningen".to_owned(),
            width: 100,
        };
        let table = Table {
            caption: "over tabellen".to_owned(),
            columns: vec![Column::words("hode")],
            named_rows: false,
            rows: vec![vec!["celle".into()]],
            total: Some(vec!["sum".into()]),
        };
        let source = Source {
            name: "kilden".to_owned(),
            dated: "2025".to_owned(),
            link: "https://eksempel.no/".to_owned(),
        };
        let deep = vec![Block::Columns(vec![vec![Block::Figure(figure), Block::Table(table)]])];
        let document = Document {
            title: "Tittel".to_owned(),
            language: Locale::Nb.into(),
            subject: "emnet".to_owned(),
            author: "kommunen".to_owned(),
            made: jiff::Timestamp::UNIX_EPOCH,
            id: "prøve".to_owned(),
            blocks: vec![
                Block::heading(1, "overskrift"),
                Block::paragraph(Text::default().plain("et").strong(" avsnitt").link(" lenke", "https://lenke.no/")),
                Block::Pairs(vec![Pair {
                    name: "navn".to_owned(),
                    value: "verdi".into(),
                }]),
                Block::Fact("så mange".into(), source),
                Block::Signature(vec![SignatureLine {
                    name: "den som skriver".to_owned(),
                    role: "leder".to_owned(),
                }]),
                Block::Callout(Callout {
                    title: "merk".to_owned(),
                    blocks: deep,
                }),
            ],
        };
        let said = document.texts();
        for words in [
            "Tittel",
            "emnet",
            "kommunen",
            "overskrift",
            "et avsnitt lenke",
            "https://lenke.no/",
            "navn",
            "verdi",
            "så mange",
            "kilden",
            "2025",
            "den som skriver",
            "leder",
            "merk",
            "i tegningen",
            "for dem som ikke ser",
            "under tegningen",
            "over tabellen",
            "hode",
            "celle",
            "sum",
        ] {
            assert!(said.iter().any(|text| text == words), "{words}: {said:?}");
        }
        assert_eq!(document.drawings(), ["under tegningen"]);
    }
}
