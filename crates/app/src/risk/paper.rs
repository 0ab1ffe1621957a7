//! An analysis to take away: a page, a tagged PDF, a Word file and a workbook, all in the language it is written in. What an
//! approved version says of its measures is what was so when it was approved.

use super::{
    matrix::{self, Of},
    office::version,
    store::{self, Version},
    words,
};
use crate::{
    frame::{AppError, Cx},
    packages::{Content, Matter},
    texts::{T, Words},
};
use axum::{
    extract::Path,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use documents::{
    Block, Column, Design, Document, Figure, Language, Look, Pair, SignatureLine, Table, Text, Weight, docx, html, pdf,
};
use domain::{
    packages::{FigureCell, FigureSource, PackageDocumentKind},
    risk::{Grade, MeasureLog, RiskScenario, progress},
    schedule::day_in_words,
    shared::{Id, Key, Locale, day_and_minute},
};
use jiff::{Timestamp, civil::Date};
use rust_xlsxwriter::{Format, FormatAlign, Workbook, Worksheet, XlsxError};
use tokio::sync::Semaphore;

/// Documents that are made at the same time: each takes a processor for a while.
static AT_ONCE: Semaphore = Semaphore::const_new(2);

/// What a document is made from.
struct Ground {
    version: Version,
    log: Vec<MeasureLog>,
    service: String,
    now: Timestamp,
}

impl Ground {
    /// The language it is written in.
    fn l(&self) -> Locale {
        self.version.analysis.language
    }

    /// The instant it is as of: when it was approved, otherwise now.
    fn made(&self) -> Timestamp {
        self.version.approved.as_ref().map_or(self.now, |(at, _)| *at)
    }

    fn day(&self) -> Date {
        day_and_minute(self.made()).0
    }

    /// A day without "today": a document is read later.
    fn day_words(&self, day: Option<Date>) -> String {
        let far = Date::MIN;
        day.map_or_else(|| self.l().t(T::RiskNoDay), |day| day_in_words(day, far, self.l()))
    }

    fn title(&self) -> String {
        let a = &self.version.analysis;
        self.l().ta(
            T::RiskDocumentTitle,
            &ui::args![("title", a.title.as_str()), ("n", self.version.number)],
        )
    }
}

/// `/kontor/ros/{id}/dokument/{form}`: `html`, `pdf`, `docx` or `xlsx`.
pub async fn file(cx: Cx, Path((id, form)): Path<(String, String)>) -> Result<Response, AppError> {
    let version = version(&cx, &id).await?;
    let log = cx.read(|r| store::log(r)).await?;
    let ground = Ground {
        version,
        log,
        service: cx.tenant().service_name.clone(),
        now: cx.now,
    };
    let name = Key::from_name(&ground.version.analysis.title).map_or_else(|| "ros".to_owned(), |k| format!("ros-{k}"));
    let name = format!("{name}-{}.{form}", ground.version.number);
    let kind = match form.as_str() {
        "html" => "text/html; charset=utf-8",
        "pdf" => "application/pdf",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _ => return Err(AppError::Absent),
    };
    let gone = |e: String| AppError::Fault(e);
    let _place = AT_ONCE.acquire().await.map_err(|e| gone(e.to_string()))?;
    let wanted = form.clone();
    let bytes = tokio::task::spawn_blocking(move || made(&ground, &wanted))
        .await
        .map_err(|e| gone(e.to_string()))?
        .map_err(gone)?;
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    // The name is made of letters, digits, dots and dashes, which a header always takes.
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    Ok(response)
}

/// An analysis in force to be frozen, by what all its versions share.
///
/// # Errors
/// Absent when there is none; a fault of the database.
pub async fn to_freeze(cx: &Cx, line: Id) -> Result<Content, AppError> {
    let (all, log) = cx.read(|r| Ok((store::in_force(r)?, store::log(r)?))).await?;
    let version = all.into_iter().find(|v| v.line == line).ok_or(AppError::Absent)?;
    let ground = Ground {
        version,
        log,
        service: cx.tenant().service_name.clone(),
        now: cx.now,
    };
    let name = Key::from_name(&ground.version.analysis.title).map_or_else(|| "ros".to_owned(), |k| format!("ros-{k}"));
    Ok(Content {
        origin: format!("ros-{line}"),
        kind: PackageDocumentKind::RiskAnalysis,
        language: ground.l(),
        matter: Matter::Pages(document(&ground)),
        look: look(&ground),
        name: name.chars().take(60).collect(),
        figures: [Of::Today, Of::Residual].map(|of| traced(&ground, of)).to_vec(),
    })
}

/// What a matrix is drawn from.
fn traced(g: &Ground, of: Of) -> FigureSource {
    let (l, a) = (g.l(), &g.version.analysis);
    let title = |of| {
        l.t(if of == Of::Today {
            T::RiskMatrixToday
        } else {
            T::RiskMatrixResidual
        })
    };
    let row = |(n, s): (u64, &RiskScenario)| {
        let rating = of.rating(a, s);
        let grade = |pick: fn(&domain::risk::Rating) -> u8| {
            rating.map_or_else(
                || FigureCell::Words(l.t(T::RiskNotRated)),
                |r| FigureCell::Number(pick(&r).into()),
            )
        };
        let class = rating.map_or_else(|| l.t(T::RiskNotRated), |r| words::class(a.scale.class(r), l));
        vec![
            FigureCell::Number(n),
            FigureCell::Words(s.title.clone()),
            grade(|r| r.probability),
            grade(|r| r.consequence),
            FigureCell::Words(class),
        ]
    };
    let columns = [T::RiskNumber, T::RiskWhatHappens, T::RiskProbability, T::RiskConsequence, T::RiskDataClass];
    FigureSource {
        title: title(of),
        query: l.ta(
            T::RiskDataQuery,
            &ui::args![("title", a.title.as_str()), ("what", title(of))],
        ),
        source: l.ta(
            T::RiskDataSource,
            &ui::args![("title", a.title.as_str()), ("n", g.version.number)],
        ),
        year: g.day_words(Some(g.day())),
        columns: columns.map(|t| l.t(t)).to_vec(),
        rows: (1..).zip(&a.scenarios).map(row).collect(),
    }
}

fn look(ground: &Ground) -> Look {
    Look::new(Design::Report, ground.service.clone()).with_footer(ground.title())
}

fn made(ground: &Ground, form: &str) -> Result<Vec<u8>, String> {
    if form == "xlsx" {
        return workbook(ground).map_err(|e| e.to_string());
    }
    let document = document(ground);
    let look = look(ground);
    match form {
        "pdf" => pdf(&document, &look),
        "docx" => docx(&document, &look),
        _ => html(&document).map(String::into_bytes),
    }
    .map_err(|e| e.to_string())
}

fn document(g: &Ground) -> Document {
    let (l, a) = (g.l(), &g.version.analysis);
    let mut blocks = vec![Block::Paragraph(Weight::Lead, standing(g).into())];
    blocks.extend(Block::prose(&a.scope));
    blocks.push(Block::Pairs(facts(g)));
    blocks.push(Block::heading(1, l.t(T::RiskWhere)));
    for of in [Of::Today, Of::Residual] {
        blocks.push(Block::Figure(Figure {
            svg: matrix::svg(a, of, None, of.name(), l).into_string(),
            alt: matrix::in_words(a, of, None, l),
            caption: l.t(if of == Of::Today {
                T::RiskMatrixToday
            } else {
                T::RiskMatrixResidual
            }),
            width: 78,
        }));
    }
    let classes = domain::risk::RiskClass::ALL.into_iter().map(|c| {
        Text::default()
            .strong(format!("{} – {}", words::letter(c), words::class(c, l)))
            .plain(format!(": {}", words::class_means(c, l)))
    });
    blocks.push(Block::List(classes.collect()));
    blocks.push(Block::Table(overview(g)));
    blocks.push(Block::heading(1, l.t(T::RiskScenarios)));
    for (n, s) in (1..).zip(&a.scenarios) {
        blocks.extend(of_scenario(g, n, s));
    }
    blocks.push(Block::heading(1, l.t(T::RiskScaleTitle)));
    blocks.push(Block::Table(grades(&l.t(T::RiskProbability), &a.scale.probability, l)));
    blocks.push(Block::Table(grades(&l.t(T::RiskConsequence), &a.scale.consequence, l)));
    blocks.push(Block::paragraph(limits(g)));
    blocks.push(Block::Signature(vec![SignatureLine {
        name: String::new(),
        role: a.owner.clone(),
    }]));
    Document {
        title: g.title(),
        language: Language::from(l),
        subject: l.t(T::RiskTitle),
        author: g.service.clone(),
        made: g.made(),
        id: g.version.id.to_string(),
        blocks,
    }
}

fn limits(g: &Ground) -> String {
    let scale = &g.version.analysis.scale;
    let said = g.l().ta(
        T::RiskLimits,
        &ui::args![("medium", scale.medium_from), ("high", scale.high_from)],
    );
    if scale.never_low_from == 0 {
        return said;
    }
    let worst = scale.consequence_word(scale.never_low_from);
    format!("{said} {}", g.l().ta(T::RiskLimitsNever, &ui::args![("word", worst)]))
}

fn standing(g: &Ground) -> String {
    let l = g.l();
    match &g.version.approved {
        Some((at, by)) => {
            let day = g.day_words(Some(day_and_minute(*at).0));
            if by.is_empty() {
                l.ta(T::RiskApprovedOn, &ui::args![("day", day)])
            } else {
                l.ta(T::RiskApprovedBy, &ui::args![("day", day), ("name", by.as_str())])
            }
        }
        None => l.ta(
            T::RiskNotApprovedOn,
            &ui::args![("day", g.day_words(Some(g.day()))), ("status", words::status(g.version.status, l))],
        ),
    }
}

fn facts(g: &Ground) -> Vec<Pair> {
    let (l, a) = (g.l(), &g.version.analysis);
    let pair = |name: T, value: String| Pair {
        name: l.t(name),
        value: value.into(),
    };
    vec![
        pair(T::RiskHeldOn, g.day_words(a.held_on)),
        pair(T::RiskParticipants, a.participants.join(", ")),
        pair(T::RiskOwner, a.owner.clone()),
        pair(T::RiskReview, g.day_words(a.review)),
    ]
}

fn cells(g: &Ground, n: usize, s: &RiskScenario) -> [String; 5] {
    let (l, a) = (g.l(), &g.version.analysis);
    let class = |of: Of| {
        let rating = of.rating(a, s);
        let said = rating.map(|r| format!("{} ({})", words::class(a.scale.class(r), l), r.value()));
        said.unwrap_or_else(|| l.t(T::RiskNotRated))
    };
    [n.to_string(), s.title.clone(), class(Of::Today), class(Of::Residual), s.measures.len().to_string()]
}

fn headings(l: Locale) -> [String; 5] {
    [
        l.t(T::RiskNumber),
        l.t(T::RiskWhatHappens),
        l.t(T::RiskToday),
        l.t(T::RiskWithMeasures),
        l.t(T::RiskMeasures),
    ]
}

fn overview(g: &Ground) -> Table {
    let columns = headings(g.l()).into_iter().map(Column::words).collect();
    let rows = (1..)
        .zip(&g.version.analysis.scenarios)
        .map(|(n, s)| cells(g, n, s).map(Text::from).to_vec())
        .collect();
    Table {
        caption: g.l().t(T::RiskScenarios),
        columns,
        named_rows: false,
        rows,
        total: None,
    }
}

fn of_scenario(g: &Ground, n: usize, s: &RiskScenario) -> Vec<Block> {
    let (l, a) = (g.l(), &g.version.analysis);
    let pair = |name: T, value: String| Pair {
        name: l.t(name),
        value: value.into(),
    };
    let tags: Vec<String> = s.tags.iter().map(|t| words::tag(*t, l)).collect();
    let class = |of: Of| of.rating(a, s).map_or(String::new(), |r| format!(" – {}", words::class(a.scale.class(r), l)));
    let mut pairs = vec![
        pair(T::RiskCause, s.cause.clone()),
        pair(T::RiskControls, s.controls.clone()),
        pair(T::RiskTags, tags.join(", ")),
        pair(T::RiskToday, words::rating(a, s.before, l) + &class(Of::Today)),
        pair(
            T::RiskWithMeasures,
            words::rating(a, s.residual(), l) + &class(Of::Residual),
        ),
        pair(
            T::RiskKnowledge,
            s.knowledge.map_or_else(|| l.t(T::RiskNotRated), |k| words::knowledge(k, l)),
        ),
    ];
    if let Some(accepted) = s.valid_acceptance() {
        let day = g.day_words(Some(accepted.on));
        let said = l.ta(
            T::RiskAcceptedBy,
            &ui::args![("name", accepted.owner.as_str()), ("day", day), ("why", accepted.reason.as_str())],
        );
        pairs.push(pair(T::RiskAcceptance, said));
    }
    pairs.retain(|p| !p.value.words().is_empty());
    let mut out = vec![Block::heading(2, format!("{n}. {}", s.title)), Block::Pairs(pairs)];
    if !s.measures.is_empty() {
        out.push(Block::Table(measures(g, s)));
    }
    out
}

fn measure_cells(g: &Ground, s: &RiskScenario) -> Vec<[String; 4]> {
    let l = g.l();
    let one = |m: &domain::risk::RiskMeasure| {
        let stands = words::progress(&progress(&g.log, m.id, g.day()), l);
        [m.what.clone(), m.owner.clone(), g.day_words(m.due), stands]
    };
    s.measures.iter().map(one).collect()
}

fn measure_headings(l: Locale) -> [String; 4] {
    [l.t(T::RiskMeasure), l.t(T::RiskWho), l.t(T::RiskDeadline), l.t(T::RiskStands)]
}

fn measures(g: &Ground, s: &RiskScenario) -> Table {
    Table {
        caption: g.l().t(T::RiskMeasures),
        columns: measure_headings(g.l()).into_iter().map(Column::words).collect(),
        named_rows: true,
        rows: measure_cells(g, s).into_iter().map(|cells| cells.map(Text::from).to_vec()).collect(),
        total: None,
    }
}

fn grades(title: &str, of: &[Grade], l: Locale) -> Table {
    let columns = [Column::figures(l.t(T::RiskGrade)), Column::words(title), Column::words(l.t(T::RiskMeans))];
    let row = |(n, g): (usize, &Grade)| vec![n.to_string().into(), g.word.as_str().into(), g.meaning.as_str().into()];
    Table {
        caption: title.to_owned(),
        columns: columns.to_vec(),
        named_rows: false,
        rows: (1..).zip(of).map(row).collect(),
        total: None,
    }
}

/// A workbook: the scenarios, the measures and the scale, a sheet each.
fn workbook(g: &Ground) -> Result<Vec<u8>, XlsxError> {
    let (l, a) = (g.l(), &g.version.analysis);
    let mut book = Workbook::new();
    let first = headings(l).to_vec();
    let more = [T::RiskCause, T::RiskControls, T::RiskTags, T::RiskKnowledge].map(|t| l.t(t));
    let rows = (1..).zip(&a.scenarios).map(|(n, s)| {
        let tags: Vec<String> = s.tags.iter().map(|t| words::tag(*t, l)).collect();
        let known = s.knowledge.map_or(String::new(), |k| words::knowledge(k, l));
        [cells(g, n, s).to_vec(), vec![s.cause.clone(), s.controls.clone(), tags.join(", "), known]].concat()
    });
    let widths = [6, 44, 22, 22, 10, 44, 44, 26, 16];
    sheet(
        book.add_worksheet(),
        &l.t(T::RiskScenarios),
        &[first, more.to_vec()].concat(),
        rows,
        &widths,
    )?;
    let heads = [vec![l.t(T::RiskNumber), l.t(T::RiskWhatHappens)], measure_headings(l).to_vec()].concat();
    let rows = (1..).zip(&a.scenarios).flat_map(|(n, s): (usize, _)| {
        let begin = vec![n.to_string(), s.title.clone()];
        measure_cells(g, s)
            .into_iter()
            .map(move |cells| [begin.clone(), cells.to_vec()].concat())
            .collect::<Vec<_>>()
    });
    sheet(
        book.add_worksheet(),
        &l.t(T::RiskMeasures),
        &heads,
        rows,
        &[6, 44, 44, 26, 22, 22],
    )?;
    let heads = [
        l.t(T::RiskGrade),
        l.t(T::RiskProbability),
        l.t(T::RiskMeans),
        l.t(T::RiskConsequence),
        l.t(T::RiskMeans),
    ];
    let most = a.scale.probability.len().max(a.scale.consequence.len());
    let grade = |of: &[Grade], n: usize| of.get(n).cloned().unwrap_or_default();
    let rows = (0..most).map(|n| {
        let (p, c) = (grade(&a.scale.probability, n), grade(&a.scale.consequence, n));
        vec![(n + 1).to_string(), p.word, p.meaning, c.word, c.meaning]
    });
    let rows = rows.chain([vec![String::new(), limits(g)], vec![String::new(), standing(g)]]);
    sheet(
        book.add_worksheet(),
        &l.t(T::RiskScaleTitle),
        &heads,
        rows,
        &[8, 30, 50, 30, 50],
    )?;
    book.save_to_buffer()
}

fn sheet(
    page: &mut Worksheet,
    name: &str,
    headings: &[String],
    rows: impl Iterator<Item = Vec<String>>,
    widths: &[u16],
) -> Result<(), XlsxError> {
    // Excel allows 31 characters, and not these.
    let name: String = name.chars().map(|c| if "[]:*?/\\".contains(c) { ' ' } else { c }).take(31).collect();
    page.set_name(name)?;
    let head = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top);
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    for (column, width) in (0..).zip(widths) {
        page.set_column_width(column, f64::from(*width))?;
    }
    for (column, heading) in (0..).zip(headings) {
        page.write_string_with_format(0, column, heading, &head)?;
    }
    for (row, cells) in (1..).zip(rows) {
        for (column, cell) in (0..).zip(&cells) {
            // Texts are written as texts: the writer makes no formula of them.
            page.write_string_with_format(row, column, cell, &wrapped)?;
        }
    }
    page.set_freeze_panes(1, 0)?;
    Ok(())
}
