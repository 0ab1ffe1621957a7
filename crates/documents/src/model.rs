use domain::shared::Locale;
use jiff::Timestamp;
use serde::Serialize;

/// A document as its content, without looks.
///
/// Plain data: two documents with the same content are equal, and become the same bytes.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Document {
    /// What it is called; the first heading, and the name in a reader's window. Never empty.
    pub title: String,
    /// The language it is written in.
    pub language: Language,
    /// What it is about, in one sentence, for those who search; may be empty.
    pub subject: String,
    /// Who gives it out: the municipality.
    pub author: String,
    /// When it was made.
    #[serde(skip)]
    pub made: Timestamp,
    /// What stays the same when the same document is made again; two documents never share it.
    pub id: String,
    /// What is in it, from top to bottom.
    pub blocks: Vec<Block>,
}

/// A language as a BCP 47 tag: `nb`, `nn`, `en`, `se`, `ar` …
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Language(String);

impl Language {
    /// Reads a tag: letters of the language, perhaps `-` and a region. `None` for anything else.
    ///
    /// ```
    /// use documents::Language;
    /// assert_eq!(Language::parse("nn").unwrap().tag(), "nn");
    /// assert!(Language::parse("nynorsk, takk").is_none());
    /// ```
    #[must_use]
    pub fn parse(tag: &str) -> Option<Self> {
        let mut parts = tag.split('-');
        let language = parts.next().unwrap_or_default();
        let good = |part: &str, lengths: &[usize]| {
            lengths.contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphabetic())
        };
        let fits = good(language, &[2, 3]) && parts.next().is_none_or(|r| good(r, &[2])) && parts.next().is_none();
        fits.then(|| Self(tag.to_owned()))
    }

    /// The whole tag.
    #[must_use]
    pub fn tag(&self) -> &str {
        &self.0
    }

    /// The language without a region.
    #[must_use]
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or_default()
    }

    /// The region, when one is named.
    #[must_use]
    pub fn region(&self) -> Option<&str> {
        self.0.split_once('-').map(|(_, region)| region)
    }

    /// Whether it is written from right to left.
    #[must_use]
    pub fn is_right_to_left(&self) -> bool {
        ["ar", "fa", "he", "ur", "ps", "ckb"].contains(&self.primary())
    }
}

impl From<Locale> for Language {
    fn from(locale: Locale) -> Self {
        Self(locale.code().to_owned())
    }
}

/// One piece of a document.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "block", content = "value", rename_all = "snake_case")]
pub enum Block {
    /// A heading below the title: 1 is a chapter. A level that was skipped is taken as the next one down.
    Heading(u8, String),
    /// A paragraph.
    Paragraph(Weight, Text),
    /// Points without an order.
    List(Vec<Text>),
    /// Points in order, beginning at this number.
    NumberedList(u32, Vec<Text>),
    /// Names with what they are: case number, committee, date.
    Pairs(Vec<Pair>),
    /// A table of figures or dates.
    Table(Table),
    /// A drawing with words for it.
    Figure(Figure),
    /// One figure that stands out, with what it counts.
    Highlight(Highlight),
    /// Something that is so, with where it is known from.
    Fact(Text, Source),
    /// What somebody thinks about the facts.
    Assessment(Text),
    /// Something to notice.
    Callout(Callout),
    /// Where people sign, one line each.
    Signature(Vec<SignatureLine>),
    /// Beside each other where there is room; read one after the other.
    Columns(Vec<Vec<Block>>),
    /// What follows begins on a new page.
    PageBreak,
}

impl Block {
    /// A heading.
    #[must_use]
    pub fn heading(level: u8, words: impl Into<String>) -> Self {
        Self::Heading(level, words.into())
    }

    /// An ordinary paragraph.
    #[must_use]
    pub fn paragraph(text: impl Into<Text>) -> Self {
        Self::Paragraph(Weight::Body, text.into())
    }

    /// What somebody typed into a large field: an empty line begins a new paragraph.
    #[must_use]
    pub fn prose(typed: &str) -> Vec<Self> {
        let typed = typed.replace("\r\n", "\n");
        let parts = typed.split("\n\n").map(str::trim).filter(|p| !p.is_empty());
        parts.map(Self::paragraph).collect()
    }
}

/// How much a paragraph asks to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Weight {
    /// The one that says it all, larger.
    Lead,
    /// Ordinary.
    Body,
    /// What need not be read: where it comes from, how it was counted.
    Small,
}

/// Words in a line, some of them marked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Text(pub Vec<Span>);

/// A run of words. A line break in them is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "span", content = "value", rename_all = "snake_case")]
pub enum Span {
    /// As they are.
    Plain(String),
    /// Important.
    Strong(String),
    /// Stressed, or a name of a work.
    Emphasis(String),
    /// Words that lead somewhere.
    Link(Link),
}

/// Words that lead to an address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Link {
    /// What is read.
    pub words: String,
    /// Where it leads: `https:`, `http:`, `mailto:` or `tel:`. Anything else stays plain words.
    pub to: String,
}

impl Text {
    /// Adds important words.
    #[must_use]
    pub fn strong(mut self, words: impl Into<String>) -> Self {
        self.0.push(Span::Strong(words.into()));
        self
    }

    /// Adds stressed words.
    #[must_use]
    pub fn emphasis(mut self, words: impl Into<String>) -> Self {
        self.0.push(Span::Emphasis(words.into()));
        self
    }

    /// Adds plain words.
    #[must_use]
    pub fn plain(mut self, words: impl Into<String>) -> Self {
        self.0.push(Span::Plain(words.into()));
        self
    }

    /// Adds words that lead somewhere.
    #[must_use]
    pub fn link(mut self, words: impl Into<String>, to: impl Into<String>) -> Self {
        let (words, to) = (words.into(), to.into());
        self.0.push(Span::Link(Link { words, to }));
        self
    }

    /// The words without marks.
    #[must_use]
    pub fn words(&self) -> String {
        let one = |span: &Span| match span {
            Span::Plain(w) | Span::Strong(w) | Span::Emphasis(w) => w.clone(),
            Span::Link(link) => link.words.clone(),
        };
        self.0.iter().map(one).collect()
    }
}

impl From<&str> for Text {
    fn from(words: &str) -> Self {
        Self::default().plain(words)
    }
}

impl From<String> for Text {
    fn from(words: String) -> Self {
        Self::default().plain(words)
    }
}

/// A name with what it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Pair {
    /// What is told: "Sak".
    pub name: String,
    /// What it is: "26/114".
    pub value: Text,
}

/// A table with named columns. Rows with too few cells are filled up with empty ones; surplus cells are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Table {
    /// What the table shows, in words; may be empty where the heading above says it.
    pub caption: String,
    /// The columns; the head is repeated on every page.
    pub columns: Vec<Column>,
    /// Whether the first cell of a row names the row.
    pub named_rows: bool,
    /// The rows.
    pub rows: Vec<Vec<Text>>,
    /// A last row that sums up.
    pub total: Option<Vec<Text>>,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Column {
    /// What stands in it.
    pub title: String,
    /// Words or figures.
    pub kind: Kind,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Words, from the beginning of the line; the column takes the room there is.
    Words,
    /// Numbers, below each other; the column is as wide as they are.
    Figures,
}

impl Column {
    /// A column of words.
    #[must_use]
    pub fn words(title: impl Into<String>) -> Self {
        let (title, kind) = (title.into(), Kind::Words);
        Self { title, kind }
    }

    /// A column of numbers.
    #[must_use]
    pub fn figures(title: impl Into<String>) -> Self {
        let (title, kind) = (title.into(), Kind::Figures);
        Self { title, kind }
    }
}

/// A drawing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Figure {
    /// The drawing as SVG, drawn by us: a chart, a map, a QR code.
    pub svg: String,
    /// What it shows, for those who do not see it. Never empty.
    pub alt: String,
    /// The words below it; may be empty.
    pub caption: String,
    /// How much of the width of the text it takes, in hundredths.
    pub width: u8,
}

/// One figure that stands out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Highlight {
    /// The figure with its unit: "148 timer".
    pub figure: String,
    /// What it counts.
    pub words: String,
}

/// Where a fact is known from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Source {
    /// Who says it, and where.
    pub name: String,
    /// The year, or the date, it is true for.
    pub dated: String,
    /// Its address; may be empty.
    pub link: String,
}

/// Something to notice.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Callout {
    /// What it is about, in a few words.
    pub title: String,
    /// What is said.
    pub blocks: Vec<Block>,
}

/// A line to sign on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SignatureLine {
    /// Who signs; may be empty when it is not known yet.
    pub name: String,
    /// As what: "leder for innbyggerservice".
    pub role: String,
}
