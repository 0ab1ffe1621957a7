//! Makes a text comparable: one kind of digit, space and dash, lower case, nothing invisible, `O` between digits is 0.

/// One visible character, folded, and where it stands in the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cell {
    /// The folded character.
    pub c: char,
    /// Whether the character was an upper-case letter.
    pub upper: bool,
    /// First byte.
    pub start: usize,
    /// The byte after.
    pub end: usize,
}

/// Code points of the digit zero in the scripts of Unicode category Nd; the nine after each are 1–9.
const ZEROS: [u32; 36] = [
    0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0x0DE6, 0x0E50,
    0x0ED0, 0x0F20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50, 0x1BB0, 0x1C40, 0x1C50,
    0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xAA50, 0xABF0, 0xFF10, 0x104A0,
];

/// Folds a text.
pub(super) fn fold(text: &str) -> Vec<Cell> {
    let mut cells: Vec<Cell> = text
        .char_indices()
        .filter(|(_, c)| !invisible(*c))
        .map(|(start, c)| Cell {
            c: fold_char(c),
            upper: c.is_uppercase(),
            start,
            end: start + c.len_utf8(),
        })
        .collect();
    letters_as_digits(&mut cells);
    cells
}

fn invisible(c: char) -> bool {
    matches!(u32::from(c),
        0x00AD | 0x034F | 0x061C | 0x180E | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x2069 | 0x20E3
        | 0xFE00..=0xFE0F | 0xFEFF | 0xE0000..=0xE007F)
}

fn fold_char(c: char) -> char {
    let code = u32::from(c);
    if let Some(digit) = digit_of(code) {
        return char::from_digit(digit, 10).unwrap_or(c);
    }
    match c {
        '\n' | '\r' | '\u{0B}' | '\u{0C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
        _ if c.is_whitespace() => ' ',
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' | '\u{2043}' | '\u{00AF}' => '-',
        '\u{00B7}' | '\u{2022}' | '\u{2024}' | '\u{2027}' | '\u{22C5}' | '\u{3002}' => '.',
        '\u{FF01}'..='\u{FF5E}' => lower(char::from_u32(code - 0xFEE0).unwrap_or(c)),
        _ => lower(c),
    }
}

fn lower(c: char) -> char {
    if c == '\u{2010}' || c == '_' {
        c
    } else {
        c.to_lowercase().next().unwrap_or(c)
    }
}

fn digit_of(code: u32) -> Option<u32> {
    match code {
        0x30..=0x39 => Some(code - 0x30),
        0x1D7CE..=0x1D7FF => Some((code - 0x1D7CE) % 10),
        0x1FBF0..=0x1FBF9 => Some(code - 0x1FBF0),
        0x2070 => Some(0),
        0x00B9 => Some(1),
        0x00B2 => Some(2),
        0x00B3 => Some(3),
        0x2074..=0x2079 => Some(code - 0x2070),
        0x2080..=0x2089 => Some(code - 0x2080),
        0x2460..=0x2468 => Some(code - 0x245F),
        0x24EA => Some(0),
        _ => ZEROS.iter().find(|zero| (**zero..**zero + 10).contains(&code)).map(|zero| code - zero),
    }
}

/// The digit a letter is mistaken for, or used for.
fn lookalike(cell: &Cell) -> Option<char> {
    match cell.c {
        'o' | '\u{043E}' | '\u{03BF}' => Some('0'),
        'l' if !cell.upper => Some('1'),
        'i' if cell.upper => Some('1'),
        '|' => Some('1'),
        _ => None,
    }
}

/// Turns `O`, `l` and `I` into digits where they stand among digits and no other letter touches them.
fn letters_as_digits(cells: &mut [Cell]) {
    let mut at = 0;
    while at < cells.len() {
        let mut end = at;
        let mut digits = 0;
        while let Some(cell) = cells.get(end) {
            if cell.c.is_ascii_digit() {
                digits += 1;
            } else if lookalike(cell).is_none() {
                break;
            }
            end += 1;
        }
        let touched =
            (at > 0 && cells[at - 1].c.is_alphabetic()) || cells.get(end).is_some_and(|c| c.c.is_alphabetic());
        if digits > 0 && digits < end - at && !touched {
            for cell in &mut cells[at..end] {
                cell.c = lookalike(cell).unwrap_or(cell.c);
            }
        }
        at = end.max(at + 1);
    }
}
