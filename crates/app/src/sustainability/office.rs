//! Whether there are people enough: the year as a picture and a table, what falls when something happens, and how long people
//! wait at the drop-ins.

use super::{
    hours::{hours, kind_words},
    store,
};
use crate::{
    frame::{AppError, Cx, Published},
    offerings::Pairs,
    office::{editor, entered::Entered},
    texts::{T, Words},
    visits::counts::{Choice, by_month},
};
use axum::{Form, extract::Query, http::StatusCode, response::Response};
use domain::{
    access::Permission,
    guides::GuideKind,
    offerings::Offering,
    promise::planned_of,
    register::Register,
    schedule::month_name,
    shared::{Key, Locale},
    statistics::Dimension,
    sustainability::{
        DropIn, Forecast, Month, MonthNeed, Rates, Scenario, Worker, expected_wait, falling_order, forecast, needs,
        simulated_wait,
    },
    visits::DurationBand,
};
use jiff::{ToSpan, civil::Date};
use maud::{Markup, html};
use std::collections::HashMap;
use ui::{
    Audience,
    charts::{Bar, Caption, Legend, bars, figure},
    forms::{self as fields, Field},
    parts::{self, Column, Tone, Weight, button_link},
};

/// The seed: the same question gets the same answer.
const SEED: u64 = 20_260_101;
/// So many days of a drop-in are lived through.
const DAYS: usize = 1_000;
/// How many whole months back it is counted how many come.
const MONTHS_BACK: i64 = 3;

/// What is known, and what follows from it.
struct Year {
    workers: Vec<Worker>,
    rates: Rates,
    needs: Vec<MonthNeed>,
    forecasts: Vec<Forecast>,
}

impl Year {
    async fn read(cx: &Cx, register: &Register, new: Option<&Key>) -> Result<Self, AppError> {
        let (workers, rates) = cx.read(|r| Ok((store::workers(r)?, store::rates(r)?))).await?;
        let workers: Vec<Worker> = workers.into_iter().map(|(_, w)| w).collect();
        let next = cx.today().first_of_month().checked_add(1.month()).unwrap_or(cx.today());
        let people = workers.iter().filter(|w| w.until.is_none_or(|day| day >= next)).count();
        let needs = needs(register, &rates, people, next);
        let order = falling_order(&register.offerings, new, &needs);
        let forecasts = forecast(&needs, &workers, &rates, &order, SEED);
        Ok(Self {
            workers,
            rates,
            needs,
            forecasts,
        })
    }

    fn agreed(&self) -> Option<&Forecast> {
        self.forecasts.iter().find(|f| f.scenario == Scenario::Agreed)
    }
}

/// The register as it would be with an offering published.
fn with_published(register: &Register, key: &Key) -> Register {
    let mut register = register.clone();
    for offering in register.offerings.iter_mut().filter(|o| o.key == *key) {
        offering.published = true;
    }
    register
}

/// One sentence before an offering is published, and the way to the picture; nothing while nobody has agreed hours.
///
/// # Errors
/// A fault of the database.
pub async fn before_publishing(cx: &Cx, offering: &Offering) -> Result<Markup, AppError> {
    let published = cx.published().await?;
    let l = cx.locale();
    let register = with_published(&published.register, &offering.key);
    let year = Year::read(cx, &register, Some(&offering.key)).await?;
    let link = cx.link(&format!("/kontor/baerekraft?tilbud={}", offering.key));
    let (tone, words) = if year.workers.is_empty() {
        (Tone::Info, l.t(T::SustainabilityBeforeUnknown))
    } else {
        let short = year.agreed().map_or(0, Forecast::short_months);
        let tone = if short == 0 { Tone::Good } else { Tone::Look };
        (tone, l.ta(T::SustainabilityBefore, &ui::args![("n", short)]))
    };
    Ok(html! {
        section.card {
            h2 { (l.t(T::SustainabilityTitle)) }
            p { (parts::tag(tone, &l.t(T::SustainabilityTag))) }
            p { (words) }
            (parts::actions(&[button_link(&l.t(T::SustainabilitySee), &link, Weight::Secondary)]))
        }
    })
}

/// The page.
///
/// # Errors
/// Absent when the offering that is asked about is not there.
pub async fn page(cx: Cx, Query(query): Query<HashMap<String, String>>) -> Result<Response, AppError> {
    let asked = query.get("tilbud").map(String::as_str);
    show(&cx, asked, &Entered::default(), &[], query.contains_key("lagret")).await
}

async fn show(
    cx: &Cx,
    asked: Option<&str>,
    entered: &Entered,
    problems: &[(String, String)],
    saved: bool,
) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let l = cx.locale();
    let new = match asked {
        None => None,
        Some(key) => Some(published.offering(key).ok_or(AppError::Absent)?),
    };
    let key = new.map(|o| o.key.clone());
    let register = key.as_ref().map_or_else(
        || published.register.clone(),
        |k| with_published(&published.register, k),
    );
    let year = Year::read(cx, &register, key.as_ref()).await?;
    let title = l.t(T::SustainabilityTitle);
    let may = cx.session.as_ref().is_some_and(|s| s.may(Permission::ManageGuides));
    let waits = waits(cx, &published, &register).await?;
    let money = crate::anchoring::money_part(cx).await?;
    let body = html! {
        (editor::crumbs(cx, &[], &title))
        h1 { (title) }
        (fields::error_summary(l, problems))
        @if saved { (parts::live_notice(Tone::Good, &html! { p { (l.t(T::OfficeSaved)) } })) }
        @if let Some(o) = new {
            (parts::notice(Tone::Info, &html! { p { (l.ta(T::SustainabilityWith, &ui::args![("name", o.name.get(l))])) } }))
            @if !o.published {
                (parts::actions(&[button_link(&l.t(T::OfficeReviewAndPublish), &cx.link(&format!("/kontor/tilbud/{}/publiser", o.key)), Weight::Primary)]))
            }
        }
        @if year.workers.is_empty() {
            p.lead { (l.t(T::SustainabilityNobody)) }
        } @else {
            (picture(&year, l))
            h2 { (l.t(T::SustainabilityIf)) }
            div.grid { @for f in &year.forecasts { (scenario_card(f, &register, l)) } }
            h2 { (l.t(T::SustainabilityWho)) }
            (people(&year, l))
        }
        @if may { (parts::actions(&[button_link(&l.t(T::SustainabilityHoursDo), &cx.link("/kontor/baerekraft/timer"), Weight::Secondary)])) }
        (money)
        @if !waits.is_empty() {
            h2 { (l.t(T::SustainabilityWaits)) }
            p { (l.t(T::SustainabilityWaitsLead)) }
            (waits_table(&waits, l))
        }
        @if may { (rates_form(cx, &year.rates, entered, problems)) }
    };
    let mut response = cx.html(&cx.shell(Audience::Office, title), &body);
    if !problems.is_empty() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}

fn month_words(month: Date, l: Locale) -> String {
    format!("{} {}", month_name(month.month(), l), month.year())
}

/// The agreed year as a picture, with the numbers as a table.
fn picture(year: &Year, l: Locale) -> Markup {
    let Some(agreed) = year.agreed() else {
        return html! {};
    };
    let short = agreed.short_months();
    let sentence = l.ta(T::SustainabilityLead, &ui::args![("n", short)]);
    let items: Vec<Bar> = agreed
        .months
        .iter()
        .map(|m| Bar {
            label: month_words(m.month, l),
            value: Some(u64::from(m.middle / 60)),
            before: Some(u64::from(m.needed.div_ceil(60))),
        })
        .collect();
    let legend = Legend {
        now: l.t(T::SustainabilityHave),
        before: l.t(T::SustainabilityNeed),
    };
    let described: Vec<String> = agreed.months.iter().map(|m| in_words(m, l)).collect();
    let caption = Caption::new("ar", l.t(T::SustainabilityPicture), described.join(" "));
    let columns = [
        Column::words(l.t(T::PromiseByMonth)),
        Column::numbers(l.t(T::SustainabilityNeed)),
        Column::numbers(l.t(T::SustainabilityHave)),
        Column::numbers(l.t(T::SustainabilityRange)),
        Column::numbers(l.t(T::SustainabilityShort)),
    ];
    let rows: Vec<Vec<Markup>> = agreed
        .months
        .iter()
        .map(|m| {
            vec![
                html! { (month_words(m.month, l)) },
                html! { (hours(m.needed, l)) },
                html! { (hours(m.middle, l)) },
                html! { (hours(m.low, l)) "–" (hours(m.high, l)) },
                html! { (m.short) " %" },
            ]
        })
        .collect();
    let table = parts::data_table(&l.t(T::SustainabilityPicture), &columns, &rows);
    figure(
        l,
        &sentence,
        &bars(&caption, Some(&legend), &items),
        &table,
        &l.t(T::SustainabilityHow),
    )
}

fn in_words(m: &Month, l: Locale) -> String {
    l.ta(
        T::SustainabilityMonth,
        &ui::args![("month", month_words(m.month, l)), ("have", hours(m.middle, l)), ("need", hours(m.needed, l))],
    )
}

fn scenario_card(f: &Forecast, register: &Register, l: Locale) -> Markup {
    let (title, text) = match f.scenario {
        Scenario::Agreed => (T::SustainabilityAgreed, T::SustainabilityAgreedText),
        Scenario::SixWeeks => (T::SustainabilitySixWeeks, T::SustainabilitySixWeeksText),
        Scenario::Exams => (T::SustainabilityExams, T::SustainabilityExamsText),
        Scenario::ProjectEnds => (T::SustainabilityProject, T::SustainabilityProjectText),
    };
    let short = f.short_months();
    let falls = f.falls_first();
    let names: Vec<&str> = falls
        .iter()
        .take(3)
        .filter_map(|key| register.offerings.iter().find(|o| o.key == *key))
        .map(|o| o.name.get(l))
        .collect();
    let risk = f.months.iter().map(|m| m.short).max().unwrap_or(0);
    html! {
        section.card {
            p { (parts::tag(if short == 0 { Tone::Good } else { Tone::Look }, &l.ta(T::SustainabilityShortMonths, &ui::args![("n", short)]))) }
            h3 { (l.t(title)) }
            p.quiet { (l.t(text)) }
            @if names.is_empty() { p { (l.t(T::SustainabilityHolds)) } }
            @else { p { (l.ta(T::SustainabilityFalls, &ui::args![("names", names.join(", "))])) } }
            p.quiet { (l.ta(T::SustainabilityRisk, &ui::args![("percent", i64::from(risk))])) }
        }
    }
}

/// Hours a week by kind.
fn people(year: &Year, l: Locale) -> Markup {
    let columns = [
        Column::words(l.t(T::SustainabilityKind)),
        Column::numbers(l.t(T::SustainabilityPeople)),
        Column::numbers(l.t(T::SustainabilityPerWeek)),
    ];
    let rows: Vec<Vec<Markup>> = GuideKind::ALL
        .into_iter()
        .filter_map(|kind| {
            let those: Vec<&Worker> = year.workers.iter().filter(|w| w.kind == kind).collect();
            let minutes: u32 = those.iter().map(|w| w.minutes_per_week).sum();
            (!those.is_empty())
                .then(|| vec![html! { (kind_words(kind, l)) }, html! { (those.len()) }, html! { (hours(minutes, l)) }])
        })
        .collect();
    let first: u32 = year.needs.first().map_or(0, |n| n.around);
    html! {
        (parts::data_table(&l.t(T::SustainabilityWho), &columns, &rows))
        p.quiet { (l.ta(T::SustainabilityAround, &ui::args![("hours", hours(first, l))])) }
    }
}

/// How long people wait at a drop-in.
struct WaitLine {
    name: String,
    arrivals: f64,
    drop_in: DropIn,
}

/// The drop-ins, with how many have come an hour in the last whole months and how long each was helped.
async fn waits(cx: &Cx, published: &Published, register: &Register) -> Result<Vec<WaitLine>, AppError> {
    let l = cx.locale();
    let last = cx.today().first_of_month().yesterday().unwrap_or(cx.today());
    let first = last.first_of_month().checked_sub((MONTHS_BACK - 1).months()).unwrap_or(last);
    let mut out = Vec::new();
    for offering in register.offerings.iter().filter(|o| o.kind.is_drop_in()) {
        let Some(id) = published.offering_id(&offering.key) else {
            continue;
        };
        let plan = planned_of(register, offering, first, last);
        let open: u32 = plan.values().map(|o| u32::from(o.end.get().saturating_sub(o.start.get()))).sum();
        let ahead = planned_of(
            register,
            offering,
            cx.today(),
            cx.today().checked_add(28.days()).unwrap_or(last),
        );
        let Some(next) = ahead.values().next().filter(|_| open > 0) else {
            continue;
        };
        let choice = Choice {
            place: None,
            offering: Some(id),
        };
        let rows = cx
            .read(move |r| {
                Ok(by_month(
                    r,
                    first,
                    last.first_of_month(),
                    choice,
                    &[Dimension::Duration],
                )?)
            })
            .await?;
        let came: u64 = rows.iter().map(|row| row.n).sum();
        if came == 0 {
            continue;
        }
        let arrivals = came as f64 * 60.0 / f64::from(open);
        out.push(WaitLine {
            name: offering.name.get(l).to_owned(),
            arrivals,
            drop_in: DropIn {
                arrivals,
                minutes: mean_minutes(rows.iter().map(|row| (row.value.as_str(), row.n))),
                guides: next.guides.max(1),
                open: f64::from(next.end.get().saturating_sub(next.start.get())),
            },
        });
    }
    Ok(out)
}

/// The average of the bands' middles; a quarter of an hour where nobody has said.
fn mean_minutes<'a>(bands: impl Iterator<Item = (&'a str, u64)>) -> f64 {
    let (mut minutes, mut known) = (0.0, 0.0);
    for (code, n) in bands {
        let Some(middle) = DurationBand::parse(code).and_then(DurationBand::middle) else {
            continue;
        };
        minutes += f64::from(middle) * n as f64;
        known += n as f64;
    }
    if known > 0.0 { minutes / known } else { 15.0 }
}

fn waits_table(lines: &[WaitLine], l: Locale) -> Markup {
    let columns = [
        Column::words(l.t(T::PromiseByOffering)),
        Column::numbers(l.t(T::SustainabilityArrivals)),
        Column::numbers(l.t(T::SustainabilityMinutes)),
        Column::numbers(l.t(T::OfficeGuides)),
        Column::numbers(l.t(T::SustainabilityMeanWait)),
        Column::numbers(l.t(T::SustainabilityMostWait)),
        Column::numbers(l.t(T::SustainabilityUnhelped)),
    ];
    let tenth = |x: f64| hours((x * 60.0).round() as u32, l);
    let rows: Vec<Vec<Markup>> = lines
        .iter()
        .map(|line| {
            let wait = simulated_wait(&line.drop_in, DAYS, SEED);
            vec![
                html! { (line.name) },
                html! { (tenth(line.arrivals)) },
                html! { (line.drop_in.minutes.round() as u32) },
                html! { (line.drop_in.guides) },
                html! { (wait.mean.round() as u32) @if expected_wait(&line.drop_in).is_none() { " ↑" } },
                html! { (wait.most.round() as u32) },
                html! { (wait.unhelped.round() as u32) " %" },
            ]
        })
        .collect();
    let grows = lines.iter().any(|line| expected_wait(&line.drop_in).is_none());
    html! {
        (parts::data_table(&l.t(T::SustainabilityWaits), &columns, &rows))
        @if grows { p { (l.t(T::SustainabilityGrows)) } }
    }
}

/// The fields of the rates: name, label, most.
fn rate_fields(r: &Rates) -> [(&'static str, T, u16, u16); 5] {
    [
        ("forberedelse", T::SustainabilityPreparation, r.preparation, 200),
        ("moter", T::SustainabilityMeetings, r.meetings, 3_000),
        ("opplaering", T::SustainabilityTraining, r.training, 3_000),
        ("reise", T::SustainabilityTravel, r.travel, 600),
        ("fravaer", T::SustainabilityAbsence, r.absence, 90),
    ]
}

fn rates_form(cx: &Cx, rates: &Rates, entered: &Entered, problems: &[(String, String)]) -> Markup {
    let l = cx.locale();
    let form = html! {
        @for (name, label, value, most) in rate_fields(rates) {
            @let shown = if problems.is_empty() { value.to_string() } else { entered.get(name).to_owned() };
            @let wrong = problems.iter().find(|(n, _)| n == name).map(|(_, text)| text.as_str());
            (fields::number_field(&Field::new(name, l.t(label)).value(shown).error(wrong), 0, i64::from(most)))
        }
        (parts::actions(&[parts::button(&l.t(T::OfficeSave), Weight::Secondary)]))
    };
    html! {
        details open[!problems.is_empty()] {
            summary { (l.t(T::SustainabilityRates)) }
            p { (l.t(T::SustainabilityRatesLead)) }
            (fields::form(&cx.link("/kontor/baerekraft"), &cx.csrf(), &form))
        }
    }
}

/// Says what comes on top of the open hours.
///
/// # Errors
/// A fault of the database.
pub async fn set(cx: Cx, Form(pairs): Pairs) -> Result<Response, AppError> {
    let entered = Entered::of(pairs);
    let l = cx.locale();
    let (mut problems, mut read) = (Vec::new(), Vec::new());
    for (name, _, _, most) in rate_fields(&Rates::default()) {
        match entered.get(name).parse::<u16>().ok().filter(|n| *n <= most) {
            Some(n) => read.push(n),
            None => problems.push((
                name.to_owned(),
                l.ta(T::SustainabilityWrongRate, &ui::args![("most", i64::from(most))]),
            )),
        }
    }
    let [preparation, meetings, training, travel, absence] = read[..] else {
        return show(&cx, None, &entered, &problems, false).await;
    };
    let rates = Rates {
        preparation,
        meetings,
        training,
        travel,
        absence,
    };
    cx.write(move |tx| store::set_rates(tx, &rates)).await?;
    Ok(cx.go("/kontor/baerekraft?lagret=1"))
}
