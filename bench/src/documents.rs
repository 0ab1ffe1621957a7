//! What documents cost: a certificate, a case of eight pages with four charts as PDF and as a Word file, a poster, and a
//! presentation; each also as a ratio to what typst itself takes for a document of one line in the same run; and how much
//! memory a hundred of them take, two at a time as the program makes them. In a process of its own, so that the memory is theirs.

use crate::{Trouble, report::Report};
use documents::{
    Block, Column, Deck, Design, Document, DocumentFault, Figure, Highlight, Look, Poster, PosterLook, SignatureLine,
    Slide, Source, Table, Text, Weight, docx, html, pdf, pdf_pages, poster_pdf, poster_png, pptx, slides_html,
};
use domain::{
    posters::{PosterCall, PosterDesign, PosterFormat, PosterLanguage, PosterText, PosterTime},
    shared::Locale,
};
use std::{
    hint::black_box,
    process::{Command, Stdio},
    sync::atomic::{AtomicUsize, Ordering},
    time::Instant,
};

const ROUNDS: usize = 15;
const BURST: usize = 100;
/// As many as the program makes at the same time.
const AT_ONCE: usize = 2;

/// Measures documents.
pub fn measure(report: &mut Report) -> Result<(), Trouble> {
    let child = Command::new(std::env::current_exe()?).args(["make-documents"]).stderr(Stdio::inherit()).output()?;
    let said = String::from_utf8(child.stdout)?;
    let found = |name: &str| -> Result<f64, Trouble> {
        let line = said.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('='));
        Ok(line.ok_or("a document was not made")?.parse()?)
    };
    let pages = found("pages")?;
    report.at_least("pages of the case", pages, 8.0, "");
    report.told("PDF of a document of one line, warm", found("line")?, "ms");
    // The same machine on a slow day sets a line more slowly too, so the ratios hold where the milliseconds do not.
    let line = found("line")?;
    report.at_most("PDF of a certificate, warm", found("certificate")?, 60.0, "ms");
    report.at_most("PDF of a poster, warm", found("poster")?, 60.0, "ms");
    report.told("poster, as many lines of typst", found("poster")? / line, "×");
    report.told("PDF of a poster in Arabic, warm", found("poster_arabic")?, "ms");
    report.told("picture of a poster", found("picture")?, "ms");
    report.at_most("PDF of a case with four charts, warm", found("case")?, 150.0, "ms");
    report.told("case, as many lines of typst", found("case")? / line, "×");
    report.told("pages a second", pages * 1000.0 / found("case")?, "/s");
    report.at_most("Word file of the case", found("docx")?, 30.0, "ms");
    report.told(
        "Word file of the case with its charts drawn",
        found("docx_with_charts")?,
        "ms",
    );
    report.at_most("page of the case", found("html")?, 5.0, "ms");
    report.at_most("presentation of twelve slides", found("pptx")?, 50.0, "ms");
    report.told("presentation, as many lines of typst", found("pptx")? / line, "×");
    report.told("presentation with four charts drawn", found("pptx_with_charts")?, "ms");
    report.at_most("presentation as a page", found("slides")?, 5.0, "ms");
    report.told("memory before the first document", found("before")?, "MB");
    report.at_most("most memory while 100 cases are made", found("peak")?, 300.0, "MB");
    Ok(())
}

/// Makes them, and prints what it took.
pub fn make() -> Result<(), Trouble> {
    let look = Look::new(Design::Report, "Digihjelpen i Bergen").with_footer("Bergen kommune");
    let before = memory("VmRSS:")?;
    let one = |blocks| document(0, blocks);
    let line = one(vec![Block::paragraph("Én linje.")]);
    let case = one(case(0, true));
    let plain = one(self::case(0, false));
    let certificate = one(certificate());
    println!("line={}", median(|| pdf(&line, &look))?);
    let small = Look::new(Design::Certificate, "Digihjelpen i Bergen");
    println!("certificate={}", median(|| pdf(&certificate, &small))?);
    println!("case={}", median(|| pdf(&case, &look))?);
    println!("docx={}", median(|| docx(&plain, &look))?);
    println!("docx_with_charts={}", median(|| docx(&case, &look))?);
    println!("html={}", median(|| html(&case))?);
    let (design, format) = (PosterDesign::Door, PosterFormat::PosterA4);
    let (nb, ar) = (poster("nb"), poster("ar"));
    let poster_look = PosterLook::new(design, format);
    println!("poster={}", median(|| poster_pdf(&nb, &poster_look))?);
    println!("poster_arabic={}", median(|| poster_pdf(&ar, &poster_look))?);
    println!("picture={}", median(|| poster_png(&nb, &poster_look, 960))?);
    println!("pptx={}", median(|| pptx(&deck(false), &look))?);
    println!("pptx_with_charts={}", median(|| pptx(&deck(true), &look))?);
    println!("slides={}", median(|| slides_html(&deck(true), &look))?);
    println!("pages={}", pdf_pages(&case, &look)?);
    burst(&look)?;
    println!("before={before}\npeak={}", memory("VmHWM:")?);
    Ok(())
}

/// A hundred different cases.
fn burst(look: &Look) -> Result<(), DocumentFault> {
    let next = AtomicUsize::new(1);
    std::thread::scope(|scope| {
        let work = || {
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                if number > BURST {
                    return Ok(());
                }
                black_box(pdf(&document(number, case(number, true)), look)?);
            }
        };
        let all: Vec<_> = (0..AT_ONCE).map(|_| scope.spawn(work)).collect();
        all.into_iter()
            .try_for_each(|one| one.join().unwrap_or(Err(DocumentFault::Made("stopped".to_owned()))))
    })
}

fn median<T>(make: impl Fn() -> Result<T, DocumentFault>) -> Result<f64, DocumentFault> {
    // Once unmeasured: typefaces are read and the layout is understood the first time.
    black_box(make()?);
    let mut times = Vec::with_capacity(ROUNDS);
    for _ in 0..ROUNDS {
        let began = Instant::now();
        black_box(make()?);
        times.push(began.elapsed().as_secs_f64() * 1000.0);
    }
    times.sort_by(f64::total_cmp);
    Ok(times[ROUNDS / 2])
}

/// A figure of this process, in megabytes.
fn memory(name: &str) -> Result<f64, Trouble> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|l| l.strip_prefix(name)).ok_or("no such figure")?;
    let kb: f64 = line.trim().trim_end_matches(" kB").parse()?;
    Ok(kb / 1000.0)
}

fn document(number: usize, blocks: Vec<Block>) -> Document {
    Document {
        title: format!("Status for Digihjelpen {number}"),
        language: Locale::Nb.into(),
        subject: String::new(),
        author: "Bergen kommune".to_owned(),
        made: jiff::Timestamp::UNIX_EPOCH,
        id: format!("bench-{number}"),
        blocks,
    }
}

/// A poster as full as they are.
fn poster(language: &str) -> Poster {
    let language = PosterLanguage::parse(language).unwrap_or_else(|| Locale::Nb.into());
    let words = if language.is_right_to_left() {
        "نساعدك في استخدام الهاتف"
    } else {
        "Vi hjelper deg med mobilen"
    };
    let time = |n: usize| PosterTime {
        when: format!("{words} kl. {n}"),
        place: "Hovedbiblioteket, Strømgaten 6".to_owned(),
    };
    let text = PosterText {
        language,
        local: Locale::Nb.into(),
        right_to_left: language.is_right_to_left(),
        headline: format!("{words} {words}"),
        subject: String::new(),
        author: "Bergen".to_owned(),
        sender: "Digihjelpen i Bergen".to_owned(),
        name: "Drop-in på Hovedbiblioteket".to_owned(),
        lead: format!("{words}. {words}."),
        badges: vec![words.to_owned(); 2],
        times: (10..14).map(time).collect(),
        call: Some(PosterCall {
            words: words.to_owned(),
            number: "53 03 00 00".to_owned(),
            to: "+4753030000".to_owned(),
            hours: words.to_owned(),
        }),
        instead: String::new(),
        code_words: words.to_owned(),
        code_alt: words.to_owned(),
        arms_alt: words.to_owned(),
        address: "hjelp.example.no/tilbud/drop-in".to_owned(),
        to: "https://hjelp.example.no/tilbud/drop-in".to_owned(),
        valid: words.to_owned(),
        warning: String::new(),
        more: Vec::new(),
    };
    Poster {
        text,
        code: code(),
        arms: None,
        made: jiff::Timestamp::UNIX_EPOCH,
        id: "bench-poster".to_owned(),
    }
}

/// As many small squares as a code has.
fn code() -> String {
    let dark = (0..33 * 33).filter(|i| i * 7 % 13 < 6);
    let squares: String = dark.map(|i| format!("M{} {}h1v1h-1z", i % 33 + 4, i / 33 + 4)).collect();
    format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 41 41\"><path d=\"{squares}\"/></svg>")
}

/// Twelve slides; four of them with a table, and perhaps four with a chart.
fn deck(charts: bool) -> Deck {
    let slide = |number: usize| {
        let mut blocks = vec![Block::List((0..4).map(|i| Text::from(format!("Punkt {i} på side {number}"))).collect())];
        match number % 3 {
            0 => blocks.push(Block::Table(table(number, 5))),
            1 if charts => blocks.push(Block::Figure(chart(number))),
            _ => {}
        }
        Slide {
            title: format!("Side {number}"),
            blocks,
            notes: prose(number),
        }
    };
    Deck {
        title: "Fra behov til vedtak".to_owned(),
        language: Locale::Nb.into(),
        subject: "Til kommunestyret".to_owned(),
        author: "Bergen kommune".to_owned(),
        made: jiff::Timestamp::UNIX_EPOCH,
        id: "bench-deck".to_owned(),
        slides: (0..12).map(slide).collect(),
    }
}

fn certificate() -> Vec<Block> {
    vec![
        Block::Paragraph(
            Weight::Lead,
            "Amina har vært frivillig veileder fra 3. mars til 22. november 2026.".into(),
        ),
        Block::Highlight(Highlight {
            figure: "114,5 timer".to_owned(),
            words: "veiledning og opplæring".to_owned(),
        }),
        Block::Table(table(0, 8)),
        Block::Signature(vec![SignatureLine {
            name: "Anne Berg".to_owned(),
            role: "leder".to_owned(),
        }]),
    ]
}

/// Four chapters of text, a table and perhaps a chart: two pages each with the chart. Every number makes other words.
fn case(number: usize, charts: bool) -> Vec<Block> {
    let mut blocks = Vec::new();
    for chapter in 0..4 {
        blocks.push(Block::heading(1, format!("Kapittel {chapter} i sak {number}")));
        for part in 0..3 {
            blocks.push(Block::paragraph(prose(number * 31 + chapter * 7 + part)));
        }
        blocks.push(Block::Fact(
            format!(
                "I {} spurte {} om BankID.",
                2000 + number,
                100 + part_of(number, chapter)
            )
            .into(),
            Source {
                name: "Egne tall".to_owned(),
                dated: "2026".to_owned(),
                link: String::new(),
            },
        ));
        if charts {
            blocks.push(Block::Figure(chart(number + chapter)));
        }
        blocks.push(Block::Table(table(number + chapter, 12)));
        for part in 3..5 {
            blocks.push(Block::paragraph(prose(number * 31 + chapter * 7 + part)));
        }
    }
    blocks
}

const fn part_of(number: usize, chapter: usize) -> usize {
    (number * 17 + chapter * 5) % 90
}

fn prose(seed: usize) -> String {
    const WORDS: [&str; 12] = [
        "veileder",
        "innbygger",
        "biblioteket",
        "timer",
        "hjelp",
        "nettbrett",
        "åpent",
        "tilbud",
        "samarbeid",
        "kommunen",
        "ofte",
        "gjerne",
    ];
    let word = |i: usize| WORDS[(seed * 13 + i * i + i * 5) % WORDS.len()];
    (0..110)
        .map(|i| {
            if i % 14 == 13 {
                format!("{}. ", word(i))
            } else {
                format!("{} ", word(i))
            }
        })
        .collect()
}

fn table(seed: usize, rows: usize) -> Table {
    let row = |i: usize| vec![Text::from(format!("Rad {i} av {seed}")), Text::from(((seed + i) * 7 % 200).to_string())];
    Table {
        caption: format!("Tabell {seed}"),
        columns: vec![Column::words("Hva"), Column::figures("Antall")],
        named_rows: true,
        rows: (0..rows).map(row).collect(),
        total: Some(vec!["Til sammen".into(), "1 000".into()]),
    }
}

fn chart(seed: usize) -> Figure {
    let bar = |i: usize| {
        let (y, width) = (20 + i * 40, 60 + (seed * 37 + i * 53) % 400);
        format!(
            "<rect x=\"200\" y=\"{y}\" width=\"{width}\" height=\"28\" fill=\"#0B5C6B\"/>\
             <text x=\"190\" y=\"{}\" text-anchor=\"end\" font-family=\"Source Sans 3\" font-size=\"18\">Tema {i}</text>",
            y + 20
        )
    };
    let bars: String = (0..6).map(bar).collect();
    Figure {
        svg: format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 720 260\">{bars}</svg>"),
        alt: format!("Seks stolper, figur {seed}."),
        caption: format!("Figur {seed}"),
        width: 80,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_case_that_is_measured_has_eight_pages() {
        let look = Look::new(Design::Report, "Digihjelpen i Bergen");
        assert_eq!(pdf_pages(&document(0, case(0, true)), &look).unwrap(), 8);
    }
}
