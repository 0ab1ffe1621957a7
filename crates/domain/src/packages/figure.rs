use crate::statistics::{LARGEST_HIDDEN, Sheet, SheetCell};
use std::collections::VecDeque;

/// What a figure in a document was made from: the question, who answered it, for which year, and the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureSource {
    /// What the figure is called in the document: the caption of a drawing or a table.
    pub title: String,
    /// The question, in words that let somebody else ask it again.
    pub query: String,
    /// Who answered: where the figures are from.
    pub source: String,
    /// The year or the period they are true for.
    pub year: String,
    /// What stands in each column.
    pub columns: Vec<String>,
    /// The rows, as long as the columns.
    pub rows: Vec<Vec<FigureCell>>,
}

/// One cell of what a figure was made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FigureCell {
    /// Words.
    Words(String),
    /// A number that says nothing about how many people: kroner, grades, months.
    Number(u64),
    /// How many people, or how many times somebody came: hidden when it is one to four.
    People(u64),
}

/// What stands in the place of a hidden number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HiddenWords {
    /// For one to four: «færre enn 5».
    pub fewer_than_five: String,
    /// For one that is withheld so that the other is not the difference: «skjult».
    pub withheld: String,
}

/// How a number of people is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    Number(u64),
    Few,
    Withheld,
}

impl FigureSource {
    /// The data as it leaves the house: one to four people are hidden, and where that leaves one hidden number alone in a row or
    /// a column, the smallest beside it is withheld with it. Zero stays zero.
    #[must_use]
    pub fn sheet(&self, words: &HiddenWords) -> Sheet {
        let hidden = self.hidden();
        let cell =
            |row: usize, column: usize, cell: &FigureCell| match (cell, hidden.get(row).and_then(|r| r.get(column))) {
                (FigureCell::Words(words), _) => SheetCell::Text(words.clone()),
                (_, Some(Some(Shown::Few))) => SheetCell::Text(words.fewer_than_five.clone()),
                (_, Some(Some(Shown::Withheld))) => SheetCell::Text(words.withheld.clone()),
                (FigureCell::Number(n) | FigureCell::People(n), _) => SheetCell::Number(*n),
            };
        let rows = self.rows.iter().enumerate();
        let cells = |(n, row): (usize, &Vec<FigureCell>)| row.iter().enumerate().map(|(c, v)| cell(n, c, v)).collect();
        Sheet {
            name: self.title.clone(),
            headings: self.columns.clone(),
            rows: rows.map(cells).collect(),
            notes: Vec::new(),
        }
    }

    fn hidden(&self) -> Vec<Vec<Option<Shown>>> {
        let shown = |cell: &FigureCell| match cell {
            FigureCell::People(n) if (1..=LARGEST_HIDDEN).contains(n) => Some(Shown::Few),
            FigureCell::People(n) => Some(Shown::Number(*n)),
            _ => None,
        };
        let mut grid: Vec<Vec<_>> = self.rows.iter().map(|row| row.iter().map(shown).collect()).collect();
        // What is withheld in one line can leave another alone. Each line is so once at most, so this ends.
        let rows = (0..grid.len()).map(Line::Row);
        let mut lines: VecDeque<Line> = rows.chain((0..self.columns.len()).map(Line::Column)).collect();
        while let Some(line) = lines.pop_front() {
            let Some((r, c)) = beside_the_lone(&grid, line, self.columns.len()) else {
                continue;
            };
            if let Some(cell) = grid.get_mut(r).and_then(|row| row.get_mut(c)) {
                *cell = Some(Shown::Withheld);
            }
            lines.push_back(match line {
                Line::Row(_) => Line::Column(c),
                Line::Column(_) => Line::Row(r),
            });
        }
        grid
    }
}

/// A row or a column, counted from 0.
#[derive(Clone, Copy)]
enum Line {
    Row(usize),
    Column(usize),
}

/// The smallest shown number above zero of a line where just one is hidden.
fn beside_the_lone(grid: &[Vec<Option<Shown>>], line: Line, columns: usize) -> Option<(usize, usize)> {
    let place = |n: usize| match line {
        Line::Row(r) => (r, n),
        Line::Column(c) => (n, c),
    };
    let length = match line {
        Line::Row(_) => columns,
        Line::Column(_) => grid.len(),
    };
    let (mut hidden, mut smallest) = (0, None);
    for (r, c) in (0..length).map(place) {
        match grid.get(r).and_then(|row| row.get(c)).copied().flatten() {
            Some(Shown::Few | Shown::Withheld) => hidden += 1,
            Some(Shown::Number(n)) if n > 0 => {
                smallest = Some(smallest.map_or((n, r, c), |s: (u64, usize, usize)| s.min((n, r, c))))
            }
            _ => {}
        }
    }
    if hidden == 1 {
        smallest.map(|(_, r, c)| (r, c))
    } else {
        None
    }
}
