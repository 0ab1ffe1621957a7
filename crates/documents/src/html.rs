use crate::{
    DocumentFault, clean,
    model::{Block, Document, Figure, Kind, Language, Pair, SignatureLine, Source, Span, Table, Text, Weight},
    words::{self, Words},
};
use maud::{DOCTYPE, Markup, PreEscaped, html};

/// For a file that stands alone. Pages of ours have their own stylesheets, and take [`fragment`].
const STYLE: &str = "body{margin:2rem auto;max-width:42rem;padding:0 1rem;font:1.1rem/1.5 'Source Sans 3',system-ui,sans-serif;color:#1b2a2f;background:#fff;overflow-wrap:anywhere}\
h1,h2,h3,h4,h5,h6{color:#0b5c6b;line-height:1.2;margin:2rem 0 .5rem}table{border-collapse:collapse;width:100%;margin:1rem 0}\
caption{text-align:start;color:#4a5a60;padding-bottom:.5rem}th,td{text-align:start;vertical-align:top;padding:.4rem .6rem;border-bottom:1px solid #c5d0d1}\
.figures{text-align:end;font-variant-numeric:tabular-nums}img{max-width:100%}figure{margin:1.5rem 0}figcaption,.small,.source{color:#4a5a60;font-size:.9rem}\
.lead{font-size:1.25rem}.highlight b{display:block;font-size:2.6rem;line-height:1.1;color:#0b5c6b}.fact{border-inline-start:3px solid #0b5c6b;padding-inline-start:1rem;margin:1rem 0}\
.assessment,.callout{background:#f1f5f5;border-radius:8px;padding:1rem;margin:1rem 0}.columns{display:flex;flex-wrap:wrap;gap:2rem}.columns>div{flex:1 1 16rem}\
.sign{display:flex;gap:2rem;margin-top:4rem}.sign p{flex:1;border-top:1px solid;padding-top:.3rem}a{color:#0b5c6b}hr{border:0;margin:3rem 0}@media print{hr{break-after:page}}";

/// The document as a file that a browser opens on its own.
///
/// # Errors
/// See [`DocumentFault`].
pub fn html(document: &Document) -> Result<String, DocumentFault> {
    let body = fragment(document)?;
    let document = clean::checked(document, &str::to_owned)?;
    let page = html! {
        (DOCTYPE)
        html lang=(document.language.tag()) dir=(direction(&document.language)) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (document.title) }
                @if !document.subject.is_empty() { meta name="description" content=(document.subject); }
                style { (PreEscaped(STYLE)) }
            }
            body { main { (body) } }
        }
    };
    Ok(page.into_string())
}

/// The document as a part of a page: one `h1`, and below it only the elements that the blocks stand for.
///
/// # Errors
/// See [`DocumentFault`].
pub fn fragment(document: &Document) -> Result<Markup, DocumentFault> {
    let document = clean::checked(document, &str::to_owned)?;
    let words = words::of(&document.language);
    Ok(html! {
        article lang=(document.language.tag()) dir=(direction(&document.language)) {
            h1 { (document.title) }
            (blocks(&document.blocks, &words))
        }
    })
}

fn direction(language: &Language) -> &'static str {
    if language.is_right_to_left() { "rtl" } else { "ltr" }
}

/// Blocks below a heading of the second level: their own headings stand one level lower.
pub fn blocks_below(list: &[Block], words: &Words) -> Markup {
    let lower = |block: &Block| match block {
        Block::Heading(level, text) => Block::Heading(level + 1, text.clone()),
        other => other.clone(),
    };
    blocks(&list.iter().map(lower).collect::<Vec<_>>(), words)
}

fn blocks(list: &[Block], words: &Words) -> Markup {
    html! { @for one in list { (block(one, words)) } }
}

fn block(block: &Block, words: &Words) -> Markup {
    match block {
        Block::Heading(level, text) => heading(*level, text),
        Block::Paragraph(weight, text) => paragraph(*weight, text),
        Block::List(points) => html! { ul { @for point in points { li { (inline(point)) } } } },
        Block::NumberedList(first, points) => {
            html! { ol start=[(*first != 1).then_some(first)] { @for point in points { li { (inline(point)) } } } }
        }
        Block::Pairs(list) => pairs(list),
        Block::Table(one) => table(one),
        Block::Figure(one) => figure(one),
        Block::Highlight(one) => html! { p.highlight { b { (one.figure) } " " (one.words) } },
        Block::Fact(text, source) => fact(text, source, words),
        Block::Assessment(text) => {
            html! { section.assessment { p { strong { (words.assessment) } } p { (inline(text)) } } }
        }
        Block::Callout(one) => html! {
            section.callout {
                @if !one.title.is_empty() { p { strong { (one.title) } } }
                (blocks(&one.blocks, words))
            }
        },
        Block::Signature(lines) => html! { @for line in lines { (signature(line, words)) } },
        Block::Columns(columns) => {
            html! { div.columns { @for column in columns { div { (blocks(column, words)) } } } }
        }
        Block::PageBreak => html! { hr; },
    }
}

/// The title is the `h1`, so a chapter is an `h2`.
fn heading(level: u8, text: &str) -> Markup {
    match level {
        1 => html! { h2 { (text) } },
        2 => html! { h3 { (text) } },
        3 => html! { h4 { (text) } },
        4 => html! { h5 { (text) } },
        _ => html! { h6 { (text) } },
    }
}

fn paragraph(weight: Weight, text: &Text) -> Markup {
    let class = match weight {
        Weight::Lead => Some("lead"),
        Weight::Body => None,
        Weight::Small => Some("small"),
    };
    html! { p class=[class] { (inline(text)) } }
}

fn inline(text: &Text) -> Markup {
    html! {
        @for span in &text.0 {
            @match span {
                Span::Plain(words) => (lines(words)),
                Span::Strong(words) => strong { (lines(words)) },
                Span::Emphasis(words) => em { (lines(words)) },
                Span::Link(link) => a href=(link.to) { (lines(&link.words)) },
            }
        }
    }
}

fn lines(words: &str) -> Markup {
    html! { @for (i, line) in words.split('\n').enumerate() { @if i > 0 { br; } (line) } }
}

fn pairs(list: &[Pair]) -> Markup {
    html! { dl { @for pair in list { dt { (pair.name) } dd { (inline(&pair.value)) } } } }
}

fn table(table: &Table) -> Markup {
    let class = |i: usize| table.columns.get(i).filter(|c| c.kind == Kind::Figures).map(|_| "figures");
    let cells = |row: &[Text]| {
        html! {
            @for (i, cell) in row.iter().enumerate() {
                @if table.named_rows && i == 0 { th scope="row" class=[class(i)] { (inline(cell)) } }
                @else { td class=[class(i)] { (inline(cell)) } }
            }
        }
    };
    html! {
        table {
            @if !table.caption.is_empty() { caption { (table.caption) } }
            thead { tr { @for (i, c) in table.columns.iter().enumerate() { th scope="col" class=[class(i)] { (c.title) } } } }
            tbody { @for row in &table.rows { tr { (cells(row)) } } }
            @if let Some(total) = &table.total { tfoot { tr { (cells(total)) } } }
        }
    }
}

/// The drawing stands as an image of its own, so nothing in it can run or reach the page.
fn figure(figure: &Figure) -> Markup {
    html! {
        figure {
            img src={ "data:image/svg+xml," (percent(&figure.svg)) } alt=(figure.alt);
            @if !figure.caption.is_empty() { figcaption { (figure.caption) } }
        }
    }
}

fn percent(svg: &str) -> String {
    let mut out = String::with_capacity(svg.len() * 2);
    for byte in svg.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b' ' | b'/' | b'=' | b':' | b',' => {
                out.push(char::from(byte));
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

fn fact(text: &Text, source: &Source, words: &Words) -> Markup {
    let said = [source.name.as_str(), source.dated.as_str()];
    let said = said.iter().filter(|s| !s.is_empty()).copied().collect::<Vec<_>>().join(", ");
    html! {
        div.fact {
            p { (inline(text)) }
            p.source {
                (words.source) ": "
                @if source.link.is_empty() { (said) } @else { a href=(source.link) { (said) } }
            }
        }
    }
}

fn signature(line: &SignatureLine, words: &Words) -> Markup {
    html! {
        div.sign {
            p { (words.place_and_date) }
            p {
                @if !line.name.is_empty() { strong { (line.name) } br; }
                (line.role)
            }
        }
    }
}
