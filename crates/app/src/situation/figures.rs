//! Local figures: the population that ships, and what the municipality brings in from a file of Statistics Norway.

use super::{
    evidence,
    fetch::{FetchTrouble, population_path},
    figures_store, words,
};
use crate::{
    frame::{AppError, Cx, Upload},
    office::{
        editor,
        entered::{Entered, guard},
    },
    texts::{T, Words},
};
use axum::{
    extract::{Path, Query, Request},
    http::StatusCode,
    response::Response,
};
use domain::{
    access::Permission,
    schedule::day_in_words,
    shared::{Id, Locale},
    situation::{Ages, BANDS, LocalFigure, LocalFigureKind, LocalPopulation, POPULATION_URL, PopulationYear},
};
use interop::json_stat::{self, Broken};
use maud::{Markup, html};
use std::collections::HashMap;
use ui::{
    Audience, args,
    charts::{Bar, Caption, Legend, bars, figure, line},
    forms::{self as fields, Choice, Field},
    parts::{self, Column, Tone, Weight, button_link},
};

const PAGE: &str = "/kontor/grunnlag/tall";
const IMPORT: &str = "/kontor/grunnlag/tall/importer";
const FETCH: &str = "/kontor/grunnlag/tall/hent";
/// Statistics Norway's PxWebApi 2, for those who fetch the file themselves.
const STATISTICS_NORWAY: &str = "https://data.ssb.no/api/pxwebapi/v2";
/// What a form is beside its file.
const AROUND: usize = 64 * 1024;

fn may_edit(cx: &Cx) -> bool {
    cx.session.as_ref().is_some_and(|s| s.may(Permission::EditRegister))
}

/// `/kontor/grunnlag/tall`.
///
/// # Errors
/// A fault of the database.
pub async fn page(cx: Cx, Query(query): Query<HashMap<String, String>>) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let (number, today, l) = (published.register.municipality.number.clone(), cx.today(), cx.locale());
    let (known, all) = cx.read(move |r| Ok((evidence(r, &number, today)?, figures_store::figures(r)?))).await?;
    let title = l.t(T::SituationFigures);
    let name = published.register.municipality.name.get(l);
    let body = html! {
        (editor::crumbs(&cx, &[("/kontor/grunnlag".to_owned(), l.t(T::SituationTitle))], &title))
        h1 { (title) }
        @if query.contains_key("lagret") { (parts::live_notice(Tone::Good, &html! { p { (l.t(T::SituationSaved)) } })) }
        p.lead { (l.t(T::SituationFiguresLead)) }
        @if may_edit(&cx) {
            (parts::actions(&[button_link(&l.t(T::SituationImport), &cx.link(IMPORT), Weight::Primary)]))
        }
        @match &known.population {
            Some(population) => { (population_of(l, name, population)) }
            None => { (parts::empty_state(&l.t(T::SituationNoPopulation), None)) }
        }
        @for brought_in in &all { (one_figure(&cx, brought_in)) }
    };
    Ok(cx.html(&cx.shell(Audience::Office, title), &body))
}

/// The people by age now and at the beginning of the row of years, and those over 67 and 80 year by year.
fn population_of(l: Locale, name: &str, population: &LocalPopulation) -> Markup {
    let years = population.trend();
    let (Some(first), Some(last)) = (years.first().copied(), years.last().copied()) else {
        return parts::empty_state(&l.t(T::SituationNoPopulation), None);
    };
    let share = |ages| last.share(ages).map_or_else(|| "–".to_owned(), |s| words::percent(s, l));
    let count = |ages| last.people(ages).map_or_else(|| "–".to_owned(), |n| words::number(n, l));
    html! {
        h2 { (l.ta(T::SituationPopulationOf, &args![("name", name), ("year", last.year.to_string())])) }
        div.grid {
            (parts::stat(&count(Ages::ALL), &l.t(T::SituationInhabitants)))
            (parts::stat(&share(Ages::over(67)), &l.t(T::SituationOver67)))
            (parts::stat(&share(Ages::over(80)), &l.t(T::SituationOver80)))
        }
        (by_age(l, first, last))
        (trend(l, &years))
        p.quiet { (l.t(T::SituationSource)) ": " a href=(POPULATION_URL) rel="noopener noreferrer" { (last.source) } ". " (l.t(T::SituationOnFirstOfJanuary)) }
    }
}

fn by_age(l: Locale, first: &PopulationYear, last: &PopulationYear) -> Markup {
    let of = |year: &PopulationYear, band| year.people(band);
    let items: Vec<Bar> = BANDS
        .into_iter()
        .map(|band| Bar {
            label: l.ta(T::SituationYears, &args![("ages", band.words())]),
            value: of(last, band).map(u64::from),
            before: of(first, band).map(u64::from),
        })
        .collect();
    let sentence = l.ta(
        T::SituationByAgeSentence,
        &args![
            ("now", words::number(last.people(Ages::over(80)).unwrap_or(0), l)),
            ("before", words::number(first.people(Ages::over(80)).unwrap_or(0), l)),
            ("year", last.year.to_string()),
            ("first", first.year.to_string())
        ],
    );
    let caption = Caption::new("alder", l.t(T::SituationByAge), sentence.clone());
    let legend = Legend {
        now: last.year.to_string(),
        before: first.year.to_string(),
    };
    let columns = [
        Column::words(l.t(T::SituationAge)),
        Column::numbers(last.year.to_string()),
        Column::numbers(first.year.to_string()),
    ];
    let number = |n: Option<u64>| html! { (n.map_or_else(|| "–".to_owned(), |n| words::number(n, l))) };
    let rows: Vec<Vec<Markup>> =
        items.iter().map(|b| vec![html! { (b.label) }, number(b.value), number(b.before)]).collect();
    figure(
        l,
        &sentence,
        &bars(&caption, Some(&legend), &items),
        &parts::data_table(&l.t(T::SituationByAge), &columns, &rows),
        &l.t(T::SituationByAgeHow),
    )
}

fn trend(l: Locale, years: &[&PopulationYear]) -> Markup {
    let labels: Vec<String> = years.iter().map(|y| y.year.to_string()).collect();
    let over = |age| -> Vec<Option<u64>> { years.iter().map(|y| y.people(Ages::over(age)).map(u64::from)).collect() };
    let (old, oldest) = (over(67), over(80));
    let ends = |all: &[Option<u64>]| {
        (
            all.first().copied().flatten().unwrap_or(0),
            all.last().copied().flatten().unwrap_or(0),
        )
    };
    let (from, to) = ends(&old);
    let key = match to.cmp(&from) {
        std::cmp::Ordering::Greater => T::SituationTrendUp,
        std::cmp::Ordering::Less => T::SituationTrendDown,
        std::cmp::Ordering::Equal => T::SituationTrendSame,
    };
    let sentence = l.ta(
        key,
        &args![
            ("n", words::number(to.abs_diff(from), l)),
            ("first", labels.first().map_or("", String::as_str)),
            ("now", words::number(to, l))
        ],
    );
    let caption = Caption::new("utvikling", l.t(T::SituationTrend), sentence.clone());
    let legend = Legend {
        now: "67+".to_owned(),
        before: "80+".to_owned(),
    };
    let columns = [
        Column::words(l.t(T::SituationYear)),
        Column::numbers(l.t(T::SituationOver67Count)),
        Column::numbers(l.t(T::SituationOver80Count)),
        Column::numbers(l.t(T::SituationOver67)),
        Column::numbers(l.t(T::SituationOver80)),
    ];
    let rows: Vec<Vec<Markup>> = years
        .iter()
        .map(|y| {
            let count =
                |age| html! { (y.people(Ages::over(age)).map_or_else(|| "–".to_owned(), |n| words::number(n, l))) };
            let share =
                |age| html! { (y.share(Ages::over(age)).map_or_else(|| "–".to_owned(), |s| words::percent(s, l))) };
            vec![html! { (y.year) }, count(67), count(80), share(67), share(80)]
        })
        .collect();
    figure(
        l,
        &sentence,
        &line(&caption, &labels, &old, Some((&legend, &oldest)), None),
        &parts::data_table(&l.t(T::SituationTrend), &columns, &rows),
        "",
    )
}

/// So many lines are drawn; the table has them all.
const DRAWN: usize = 20;

fn one_figure(cx: &Cx, f: &LocalFigure) -> Markup {
    let l = cx.locale();
    let Some(latest) = f.latest() else {
        return html! {};
    };
    let periods = f.periods();
    let of = |values: &[(String, f64)], period: &str| values.iter().find(|(p, _)| p == period).map(|(_, v)| *v);
    // The chart draws whole numbers; where there are others, it draws tenths and the labels say the number.
    let whole = f.series.iter().flat_map(|s| &s.values).all(|(_, v)| v.fract() == 0.0);
    let items: Vec<Bar> = f
        .series
        .iter()
        .take(DRAWN)
        .map(|s| Bar {
            label: s.label.clone(),
            value: of(&s.values, latest).filter(|v| (0.0..1e12).contains(v)).map(|v| v.round() as u64),
            before: None,
        })
        .collect();
    let columns: Vec<Column> = std::iter::once(Column::words(l.t(T::SituationWhat)))
        .chain(periods.iter().map(|p| Column::numbers(*p)))
        .collect();
    let cell = |v: Option<f64>| html! { (v.map_or_else(|| "–".to_owned(), |v| words::measured(v, l))) };
    let rows: Vec<Vec<Markup>> = f
        .series
        .iter()
        .map(|s| {
            let name = html! { (s.label) };
            std::iter::once(name).chain(periods.iter().map(|p| cell(of(&s.values, p)))).collect()
        })
        .collect();
    let kind = words::figure_kind(f.kind, l);
    let sentence = match f.series.first().and_then(|s| Some((s, of(&s.values, latest)?))) {
        Some((s, value)) if f.series.len() == 1 => format!("{}: {} ({latest})", s.label, words::measured(value, l)),
        _ => l.ta(
            T::SituationFigureSentence,
            &args![("what", kind.as_str()), ("period", latest)],
        ),
    };
    let caption = Caption::new(format!("t-{}", f.id), f.title.clone(), sentence.clone());
    let how = if whole { String::new() } else { l.t(T::SituationRounded) };
    let table = parts::data_table(&f.title, &columns, &rows);
    html! {
        section {
            h2 { (kind) }
            // The people by age are drawn in bands above; single years are for the table.
            @if f.kind == LocalFigureKind::PopulationByAge { details { summary { (sentence) } (table) } }
            @else { (figure(l, &sentence, &bars(&caption, None, &items), &table, &how)) }
            p.quiet {
                (l.t(T::SituationSource)) ": " (f.source) ", " (f.title) ", " (latest) ". "
                (l.ta(T::SituationImportedOn, &args![("day", day_in_words(f.imported_on, cx.today(), l))]))
            }
            @if may_edit(cx) {
                (fields::form(&cx.link(&format!("{PAGE}/{}/fjern", f.id)), &cx.csrf(), &html! {
                    button.ds-button data-variant="tertiary" type="submit" aria-label=(l.ta(T::SituationRemoveFigure, &args![("name", f.title.as_str())])) { (l.t(T::OfficeRemove)) }
                }))
            }
        }
    }
}

/// `/kontor/grunnlag/tall/importer`: choose a file.
///
/// # Errors
/// A fault of the database.
pub async fn import(cx: Cx) -> Result<Response, AppError> {
    import_page(&cx, &Entered::default(), None, None).await
}

/// `wrong` is about a file that was sent, `not_fetched` about what should have been fetched.
async fn import_page(
    cx: &Cx,
    entered: &Entered,
    wrong: Option<String>,
    not_fetched: Option<String>,
) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let number = &published.register.municipality.number;
    let l = cx.locale();
    let kinds: Vec<Choice> = LocalFigureKind::ALL
        .into_iter()
        .map(|k| Choice::new(k.code(), words::figure_kind(k, l), entered.get("slag") == k.code()))
        .collect();
    let problems: Vec<(String, String)> = wrong.iter().map(|text| ("fil".to_owned(), text.clone())).collect();
    let title = l.t(T::SituationImport);
    let ready = format!("{STATISTICS_NORWAY}{}", population_path(number));
    let may_fetch = cx.app.figure_source().is_some();
    let body = html! {
        (editor::crumbs(cx, &[("/kontor/grunnlag".to_owned(), l.t(T::SituationTitle)), (PAGE.to_owned(), l.t(T::SituationFigures))], &title))
        h1 { (title) }
        (fields::error_summary(l, &problems))
        @if let Some(why) = &not_fetched {
            (parts::live_notice(Tone::Stop, &html! { p { strong { (l.t(T::SituationNotFetched)) } } p { (why) } }))
        }
        @if may_fetch {
            section.card {
                h2 { (l.t(T::SituationFetch)) }
                p { (l.t(T::SituationFetchText)) }
                (fields::form(&cx.link(FETCH), &cx.csrf(), &parts::button(&l.t(T::SituationFetchDo), Weight::Primary)))
            }
        }
        p.lead { (l.t(T::SituationImportLead)) }
        (fields::upload_form(&cx.link(IMPORT), &cx.csrf(), &html! {
            (fields::select(&Field::new("slag", l.t(T::SituationImportWhat)), &kinds))
            (fields::file_field(&Field::new("fil", l.t(T::SituationImportFile)).hint(l.t(T::SituationImportFileHint)).error(wrong.as_deref()), ".json,application/json"))
            (parts::actions(&[parts::button(&l.t(T::SituationImportDo), if may_fetch { Weight::Secondary } else { Weight::Primary })]))
        }))
        section.card {
            h2 { (l.t(T::SituationWhereFrom)) }
            p { (l.t(T::SituationWhereFromText)) }
            ul {
                li { a href=(ready) rel="noopener noreferrer" { (l.t(T::SituationReadyFile)) } }
                li { a href="https://www.ssb.no/statbank/table/09817" rel="noopener noreferrer" { (l.t(T::SituationImmigrantsTable)) } }
                li { a href="https://www.ssb.no/statbank" rel="noopener noreferrer" { (l.t(T::SituationStatbank)) } }
            }
        }
    };
    let mut response = cx.html(&cx.shell(Audience::Office, title), &body);
    if wrong.is_some() || not_fetched.is_some() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}

/// Reads the file and keeps what it says about this municipality.
///
/// # Errors
/// A fault of the database.
pub async fn take_in(cx: Cx, req: Request) -> Result<Response, AppError> {
    let upload = Upload::read(req, json_stat::MOST_BYTES + AROUND).await;
    let published = cx.published().await?;
    let (number, l) = (published.register.municipality.number.clone(), cx.locale());
    let entered = Entered::of(upload.fields);
    let kind = LocalFigureKind::parse(entered.get("slag"));
    let told = |text: String| import_page(&cx, &entered, Some(text), None);
    if upload.too_large {
        return told(broken_words(&Broken::TooLarge, l)).await;
    }
    let (Some(file), Some(kind)) = (upload.file, kind) else {
        return told(l.t(T::SituationNoFile)).await;
    };
    match keep(&cx, number, file, kind).await? {
        Some(wrong) => told(wrong).await,
        None => Ok(cx.go("/kontor/grunnlag/tall?lagret=1")),
    }
}

/// Fetches the people of this municipality by age, and keeps them. Nothing is kept unless all of it is right.
///
/// # Errors
/// Absent in an installation that fetches nothing; a fault of the database.
pub async fn fetch(cx: Cx) -> Result<Response, AppError> {
    let source = cx.app.figure_source().ok_or(AppError::Absent)?;
    let published = cx.published().await?;
    let number = published.register.municipality.number.clone();
    let l = cx.locale();
    let asked = number.clone();
    let fetched = tokio::task::spawn_blocking(move || source.population(&asked)).await;
    let wrong = match fetched.map_err(|e| AppError::Fault(e.to_string()))? {
        Err(trouble) => Some(trouble_words(trouble, l)),
        Ok(file) => keep(&cx, number, file, LocalFigureKind::PopulationByAge).await?,
    };
    match wrong {
        Some(why) => import_page(&cx, &Entered::default(), None, Some(why)).await,
        None => Ok(cx.go("/kontor/grunnlag/tall?lagret=1")),
    }
}

/// What is in the way of fetching, and what to do.
fn trouble_words(trouble: FetchTrouble, l: Locale) -> String {
    match trouble {
        FetchTrouble::Unreachable => l.t(T::SituationFetchUnreachable),
        FetchTrouble::Slow => l.t(T::SituationFetchSlow),
        FetchTrouble::NotFound => l.t(T::SituationFetchNotFound),
        FetchTrouble::TooMany => l.t(T::SituationFetchTooMany),
        FetchTrouble::Elsewhere => l.t(T::SituationFetchElsewhere),
        FetchTrouble::Status(status) => l.ta(T::SituationFetchStatus, &args![("status", i64::from(status))]),
        FetchTrouble::TooLarge => l.t(T::SituationFetchTooLarge),
        FetchTrouble::CutShort => l.t(T::SituationFetchCutShort),
    }
}

/// Reads a file and keeps what it says about the municipality; otherwise what is wrong with it.
async fn keep(cx: &Cx, number: String, file: Vec<u8>, kind: LocalFigureKind) -> Result<Option<String>, AppError> {
    let (today, l) = (cx.today(), cx.locale());
    // Reading is bounded, but not nothing: it is done beside what answers others.
    let read = tokio::task::spawn_blocking(move || {
        let table = json_stat::read(&file)?;
        let series = json_stat::lines(&table, &number, kind)?;
        Ok::<_, Broken>((table.label, table.source, table.updated, series))
    });
    match read.await.map_err(|e| AppError::Fault(e.to_string()))? {
        Err(broken) => Ok(Some(broken_words(&broken, l))),
        Ok((_, _, _, series)) if series.is_empty() => Ok(Some(l.t(T::SituationFileEmpty))),
        Ok((label, source, updated, series)) => {
            let plain = |text: String, otherwise: T| {
                let text: String = text.chars().filter(|c| !c.is_control()).take(200).collect();
                if text.trim().is_empty() { l.t(otherwise) } else { text }
            };
            let made = LocalFigure {
                id: Id([0; 16]),
                kind,
                title: plain(label, T::SituationUntitled),
                source: plain(source, T::SituationSourceUnknown),
                updated: updated.chars().take(10).collect(),
                imported_on: today,
                series,
            };
            let labels = made.series.iter().map(|s| s.label.as_str());
            if labels.chain([made.title.as_str(), made.source.as_str()]).any(|text| guard(text, false).is_some()) {
                return Ok(Some(l.t(T::SituationFilePersonal)));
            }
            cx.write(move |tx| figures_store::put_figure(tx, &made)).await?;
            Ok(None)
        }
    }
}

/// What is wrong with a file, and what to do.
fn broken_words(broken: &Broken, l: Locale) -> String {
    match broken {
        Broken::TooLarge => l.t(T::SituationFileTooLarge),
        Broken::NotJson(line) => l.ta(T::SituationFileNotJson, &args![("line", *line)]),
        Broken::NotDataset => l.t(T::SituationFileNotDataset),
        Broken::Missing(what) => l.ta(T::SituationFileMissing, &args![("what", *what)]),
        Broken::Dimension(id) => {
            let id: String = id.chars().filter(|c| !c.is_control()).take(60).collect();
            l.ta(T::SituationFileDimension, &args![("what", id)])
        }
        Broken::TooManyCells => l.t(T::SituationFileTooManyCells),
        Broken::CellCount(wanted, found) => l.ta(
            T::SituationFileCellCount,
            &args![("wanted", *wanted), ("found", *found)],
        ),
        Broken::NotNumber(at) => l.ta(T::SituationFileNotNumber, &args![("n", at + 1)]),
        Broken::NotThisPlace => l.t(T::SituationFileNotHere),
        Broken::NoTime => l.t(T::SituationFileNoTime),
        Broken::NoAges => l.t(T::SituationFileNoAges),
        Broken::SeveralMeasures => l.t(T::SituationFileSeveral),
        Broken::TooManyLines => l.ta(T::SituationFileTooManyLines, &args![("n", json_stat::MOST_LINES)]),
    }
}

/// Takes a figure away. Done twice, it is the same.
///
/// # Errors
/// Absent when the address is none; a fault of the database.
pub async fn remove(cx: Cx, Path(id): Path<String>) -> Result<Response, AppError> {
    let id = Id::parse(&id).ok_or(AppError::Absent)?;
    cx.write(move |tx| figures_store::remove_figure(tx, id)).await?;
    Ok(cx.go("/kontor/grunnlag/tall?lagret=1"))
}
