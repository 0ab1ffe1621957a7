//! What the coordinator and the leader ask for.

use super::{
    ask::{Against, Ask, Query as Asked},
    files, minimum,
    names::Names,
    store::{self, Side},
    views::{Overview, Page},
};
use crate::{
    frame::{AppError, Cx, Who},
    texts::{T, Words},
};
use axum::{
    Form,
    extract::{Path, Query},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use domain::{
    boundaries::CompetenceStatement,
    statistics::{Dimension, write_csv},
};
use ui::Audience;

/// What the overview shows.
const ON_OVERVIEW: [Dimension; 3] = [Dimension::Place, Dimension::Topic, Dimension::WeekdayPart];

async fn asked(cx: &Cx, query: &Asked) -> Result<(Ask, Names), AppError> {
    let published = cx.published().await?;
    let ask = Ask::read(query, &published, cx.today());
    Ok((ask, Names::new(cx.locale(), published)))
}

/// The overview.
pub async fn overview(cx: Cx, Query(query): Query<Asked>) -> Result<Response, AppError> {
    let (ask, names) = asked(&cx, &query).await?;
    let choice = ask.choice(names.published());
    let wanted = ask.clone();
    let data = cx
        .read(move |r| {
            let (period, ask) = (wanted.period, &wanted);
            let earlier = ask.earlier();
            let mut others = Vec::new();
            for against in on_cards(ask) {
                let other = Ask { against, ..ask.clone() };
                let side = Side::read_earlier(r, other.comparable(), Vec::new(), choice, &[])?;
                others.extend(side.map(|side| (against, side)));
            }
            Ok(Overview {
                now: Side::read(r, period, ask.chart_buckets(), choice, &ON_OVERVIEW)?,
                before: Side::read_earlier(r, ask.comparable(), Vec::new(), choice, &[Dimension::Topic])?,
                earlier: Side::read_earlier(r, earlier, earlier.buckets(period.usual_bucket()), choice, &[])?,
                others,
            })
        })
        .await?;
    let page = Page {
        cx: &cx,
        names: &names,
        ask: &ask,
    };
    let shell = cx.shell(Audience::Office, cx.locale().t(T::StatisticsTitle));
    Ok(cx.html(&shell, &page.overview(&data)))
}

/// A year's own period before is also the same period a year before; it is shown once.
fn on_cards(ask: &Ask) -> Vec<Against> {
    let usual = if ask.is_year() {
        vec![Against::LastYear]
    } else {
        vec![Against::LastYear, Against::Previous]
    };
    let chosen = Some(ask.against).filter(|against| matches!(against, Against::Other(_)));
    chosen.into_iter().chain(usual).collect()
}

/// One dimension, as a page or – with `.csv` after its name – as a file.
pub async fn dimension(cx: Cx, Path(name): Path<String>, Query(query): Query<Asked>) -> Result<Response, AppError> {
    let (code, as_file) = name.strip_suffix(".csv").map_or((name.as_str(), false), |code| (code, true));
    let dimension = Dimension::parse(code).ok_or(AppError::Absent)?;
    let (ask, names) = asked(&cx, &query).await?;
    if as_file {
        return csv_of(&cx, &ask, &names, vec![dimension], code).await;
    }
    let choice = ask.choice(names.published());
    let wanted = ask.clone();
    let (now, before) = cx
        .read(move |r| {
            let now = Side::read(r, wanted.period, wanted.table_buckets(), choice, &[dimension])?;
            let before = Side::read_earlier(r, wanted.comparable(), Vec::new(), choice, &[dimension])?;
            Ok((now, before))
        })
        .await?;
    let page = Page {
        cx: &cx,
        names: &names,
        ask: &ask,
    };
    let shell = cx.shell(Audience::Office, names.dimension(dimension));
    Ok(cx.html(&shell, &page.dimension(dimension, &now, before.as_ref())))
}

/// Every figure of the period, small numbers hidden, as CSV.
pub async fn csv(cx: Cx, Query(query): Query<Asked>) -> Result<Response, AppError> {
    let (ask, names) = asked(&cx, &query).await?;
    csv_of(&cx, &ask, &names, Dimension::ALL.to_vec(), "").await
}

async fn csv_of(
    cx: &Cx,
    ask: &Ask,
    names: &Names,
    dimensions: Vec<Dimension>,
    what: &str,
) -> Result<Response, AppError> {
    let side = for_file(cx, ask, names, dimensions.clone()).await?;
    let text = write_csv(&files::sheets(names, &side, &dimensions), ask.flavour);
    let name = files::file_name(cx.locale(), ask.period, what, "csv");
    Ok(download(text.into_bytes(), "text/csv; charset=utf-8", &name))
}

async fn for_file(cx: &Cx, ask: &Ask, names: &Names, dimensions: Vec<Dimension>) -> Result<Side, AppError> {
    let (choice, ask) = (ask.choice(names.published()), ask.clone());
    cx.read(move |r| Ok(Side::read(r, ask.period, ask.table_buckets(), choice, &dimensions)?)).await
}

/// Every figure of the period, small numbers hidden, as a workbook with a sheet for each dimension.
pub async fn xlsx(cx: Cx, Query(query): Query<Asked>) -> Result<Response, AppError> {
    let (ask, names) = asked(&cx, &query).await?;
    let side = for_file(&cx, &ask, &names, Dimension::ALL.to_vec()).await?;
    let name = files::file_name(cx.locale(), ask.period, "", "xlsx");
    let about = files::About {
        service: cx.tenant().service_name.clone(),
        now: cx.now,
    };
    // Packing a workbook takes long enough to be in the way of other requests.
    let bytes = tokio::task::spawn_blocking(move || files::workbook(&names, &ask, &side, &about))
        .await
        .map_err(|e| AppError::Fault(e.to_string()))?
        .map_err(|e| AppError::Fault(e.to_string()))?;
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    Ok(download(bytes, kind, &name))
}

fn download(bytes: Vec<u8>, content_type: &'static str, name: &str) -> Response {
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    // The name is made of letters, digits, dots and dashes, which a header always takes.
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    response
}

/// The six topics and the minimum content.
pub async fn coverage(cx: Cx) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let statement = cx.read(|r| store::statement(r)).await?;
    let shell = cx.shell(Audience::Office, cx.locale().t(T::StatisticsCoverageTitle));
    let body = minimum::page(&cx, &published, statement.as_ref());
    Ok(cx.html(&shell, &body))
}

/// States that the employees have the competence, or takes it back.
pub async fn state(cx: Cx, Form(fields): Form<Vec<(String, String)>>) -> Result<Response, AppError> {
    let Some(Who::Person { role, .. }) = cx.session.as_ref().map(|s| &s.who) else {
        return Err(AppError::Forbidden);
    };
    let holds = fields.iter().any(|(name, value)| name == "holder" && value == "ja");
    let statement = holds.then(|| CompetenceStatement {
        stated_on: cx.today(),
        stated_by: role.code().to_owned(),
    });
    cx.write(move |tx| store::set_statement(tx, statement.as_ref())).await?;
    Ok(cx.go("/kontor/dekning"))
}
