use super::{Axis, Cell, Table};
use std::borrow::Cow;

/// A cell of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SheetCell {
    /// Words.
    Text(String),
    /// A number.
    Number(u64),
}

/// A table in words, ready for a file: what CSV and XLSX are written from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// The name of the sheet.
    pub name: String,
    /// The heading of each column.
    pub headings: Vec<String>,
    /// Rows as long as the headings.
    pub rows: Vec<Vec<SheetCell>>,
    /// Lines to stand under the table, such as why something is hidden.
    pub notes: Vec<String>,
}

/// The words a sheet needs, in the reader's language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetWords {
    /// The name of the sheet.
    pub name: String,
    /// The heading of the first column.
    pub corner: String,
    /// The heading of the sums.
    pub total: String,
    /// What stands for one to four: «færre enn 5».
    pub fewer_than_five: String,
    /// What stands for a withheld number: «skjult».
    pub withheld: String,
    /// The note when something is hidden.
    pub hidden_note: String,
    /// The note when a visit may stand in several lines.
    pub several_note: String,
}

impl Sheet {
    /// A table in words. `name_of` gives the words of a key on an axis.
    #[must_use]
    pub fn of(table: &Table, words: &SheetWords, name_of: impl Fn(Axis, &str) -> String) -> Self {
        let columns = table.columns.iter().map(|key| name_of(table.columns_by, key));
        let headings = [words.corner.clone()].into_iter().chain(columns).chain([words.total.clone()]).collect();
        let row = |label: String, cells: &[Cell], total: Cell| {
            let figures = cells.iter().copied().chain([total]).map(|cell| in_words(cell, words));
            [SheetCell::Text(label)].into_iter().chain(figures).collect::<Vec<_>>()
        };
        let lines = table.lines.iter().map(|l| row(name_of(table.lines_by, &l.key), &l.cells, l.total));
        let rows = lines.chain([row(words.total.clone(), &table.totals, table.total)]).collect();
        let several = table.several.then(|| words.several_note.clone());
        let hidden = table.hides_something().then(|| words.hidden_note.clone());
        Self {
            name: words.name.clone(),
            headings,
            rows,
            notes: several.into_iter().chain(hidden).collect(),
        }
    }
}

fn in_words(cell: Cell, words: &SheetWords) -> SheetCell {
    match cell {
        Cell::Number(n) => SheetCell::Number(n),
        Cell::FewerThanFive => SheetCell::Text(words.fewer_than_five.clone()),
        Cell::Withheld => SheetCell::Text(words.withheld.clone()),
    }
}

/// Which reader a CSV file is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CsvFlavour {
    /// RFC 4180: commas, no byte order mark. For programs.
    Standard,
    /// Semicolons and a UTF-8 byte order mark, which Excel with Norwegian settings opens right.
    NorwegianExcel,
}

impl CsvFlavour {
    /// Every flavour.
    pub const ALL: [Self; 2] = [Self::Standard, Self::NorwegianExcel];

    /// Stable code used in addresses.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::NorwegianExcel => "excel",
        }
    }

    /// Reads a code written by [`CsvFlavour::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|f| f.code() == code)
    }

    const fn separator(self) -> char {
        match self {
            Self::Standard => ',',
            Self::NorwegianExcel => ';',
        }
    }
}

/// Writes sheets as CSV in UTF-8, with an empty line between them; lines end in CR LF (RFC 4180 §2). Notes are left out: the
/// file holds figures only.
///
/// A text that a spreadsheet would take for a formula gets an apostrophe in front, as OWASP advises against CSV injection: see
/// [`no_formula`].
#[must_use]
pub fn write_csv(sheets: &[Sheet], flavour: CsvFlavour) -> String {
    let mut out = String::new();
    if flavour == CsvFlavour::NorwegianExcel {
        out.push('\u{feff}');
    }
    for (i, sheet) in sheets.iter().enumerate() {
        if i > 0 {
            out.push_str("\r\n");
        }
        write_line(&mut out, sheet.headings.iter().map(|h| text_field(h, flavour)), flavour);
        for row in &sheet.rows {
            write_line(&mut out, row.iter().map(|cell| field(cell, flavour)), flavour);
        }
    }
    out
}

fn write_line<'a>(out: &mut String, fields: impl Iterator<Item = Cow<'a, str>>, flavour: CsvFlavour) {
    for (i, field) in fields.enumerate() {
        if i > 0 {
            out.push(flavour.separator());
        }
        out.push_str(&field);
    }
    out.push_str("\r\n");
}

fn field(cell: &SheetCell, flavour: CsvFlavour) -> Cow<'_, str> {
    match cell {
        SheetCell::Number(n) => Cow::Owned(n.to_string()),
        SheetCell::Text(text) => text_field(text, flavour),
    }
}

/// A text as a spreadsheet shows it and never works it out: one that begins as a formula – with `=`, `+`, `-`, `@`, their wide
/// forms, a tab or a line break, also after blanks and characters that are not seen – gets an apostrophe in front.
///
/// ```
/// use domain::statistics::no_formula;
/// assert_eq!(no_formula("=cmd|' /C calc'!A0"), "'=cmd|' /C calc'!A0");
/// assert_eq!(no_formula("\u{200b} +1"), "'\u{200b} +1");
/// assert_eq!(no_formula("Drop-in"), "Drop-in");
/// ```
#[must_use]
pub fn no_formula(text: &str) -> Cow<'_, str> {
    let unseen = |c: char| {
        c == ' '
            || c == '\u{a0}'
            || matches!(u32::from(c), 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x2069 | 0xFEFF)
    };
    let begins = text.trim_start_matches(unseen);
    if begins.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

fn text_field(text: &str, flavour: CsvFlavour) -> Cow<'_, str> {
    let safe = no_formula(text);
    if safe.contains([flavour.separator(), '"', '\r', '\n']) {
        Cow::Owned(format!("\"{}\"", safe.replace('"', "\"\"")))
    } else {
        safe
    }
}
