//! The budget as a page, and the money side of the sustainability: whether it can be run without the project money, the month it
//! turns red, and what falls first.

use super::{
    office::{answer, edits, gathered},
    picture::on_page,
    store::Grounds,
    views, words,
};
use crate::{
    frame::{AppError, Cx},
    referrals::asked,
    texts::{T, Words},
    visits::counts::{Choice, by_month},
};
use axum::{extract::Query, http::StatusCode, response::Response};
use domain::{
    anchoring::{
        Alternative, Budget, CostLine, EntryKind, Footing, MoneyOutlook, cost_per_guidance, falls_first, outlook,
    },
    register::Register,
    shared::{Id, Key, Locale},
    statistics::Dimension,
    sustainability::{Rates, falling_order, needs},
};
use jiff::{ToSpan, civil::Date};
use maud::{Markup, html};
use ui::{
    Link, args,
    charts::figure,
    parts::{self, Column, Tone, Weight, button_link},
};

/// Guidances counted in the last twelve whole months.
///
/// # Errors
/// A fault of the database.
pub async fn guidances(cx: &Cx) -> Result<u64, AppError> {
    let (first, last) = last_months(cx.today());
    counted(cx, first, last).await
}

/// The first days of the first and the last of the twelve whole months before a day.
pub fn last_months(today: Date) -> (Date, Date) {
    let last = today.first_of_month().yesterday().unwrap_or(today).first_of_month();
    (last.checked_sub(11.months()).unwrap_or(last), last)
}

/// Guidances counted from one month to another, both included and named by their first days.
///
/// # Errors
/// A fault of the database.
pub async fn counted(cx: &Cx, first: Date, last: Date) -> Result<u64, AppError> {
    let rows = cx.read(move |r| Ok(by_month(r, first, last, Choice::default(), &[Dimension::Place])?)).await?;
    Ok(rows.iter().map(|row| row.n).sum())
}

/// The order in which offerings fall, as the people side has it.
fn order(register: &Register, today: Date) -> Vec<Key> {
    let next = today.first_of_month().checked_add(1.month()).unwrap_or(today);
    falling_order(&register.offerings, None, &needs(register, &Rates::default(), 0, next))
}

/// What falls first in the year an outlook turns red: the names of the lines.
pub fn falling<'b>(budget: &'b Budget, o: &MoneyOutlook, register: &Register, today: Date) -> Vec<&'b str> {
    let Some(red) = o.turns_red(today) else {
        return Vec::new();
    };
    let ids = falls_first(
        budget,
        o.alternative,
        red.year(),
        o.missing_in(red.year()),
        &order(register, today),
    );
    let name = |id: &Id| budget.costs.iter().find(|(i, _)| i == id).map(|(_, c)| c.name.as_str());
    ids.iter().filter_map(name).collect()
}

/// One sentence: the month it turns red, or that it holds.
pub fn sentence(o: &MoneyOutlook, today: Date, l: Locale) -> String {
    let last = o.months.last().map_or(today, |m| m.month);
    o.turns_red(today).map_or_else(
        || l.ta(T::AnchoringHolds, &args![("year", i64::from(last.year()))]),
        |month| l.ta(T::AnchoringTurnsRed, &args![("month", words::month(month, l))]),
    )
}

/// The years of an outlook, in words for those who do not see the picture.
pub fn in_words(o: &MoneyOutlook, budget: &Budget, l: Locale) -> String {
    let one = |year: i16| {
        let (cost, covered) = o.year(year);
        l.ta(
            T::AnchoringYearInWords,
            &args![("year", i64::from(year)), ("cost", words::whole(cost)), ("covered", words::whole(covered))],
        )
    };
    budget.years().map(one).join(" ")
}

/// The picture with its table.
fn cliff(o: &MoneyOutlook, budget: &Budget, today: Date, l: Locale) -> Markup {
    let columns = [
        Column::words(l.t(T::AnchoringYear)),
        Column::numbers(l.t(T::AnchoringCost)),
        Column::numbers(l.t(T::AnchoringCovered)),
        Column::numbers(l.t(T::AnchoringMissing)),
    ];
    let rows: Vec<Vec<Markup>> = budget
        .years()
        .into_iter()
        .map(|year| {
            let (cost, covered) = o.year(year);
            let cells = [cost, covered, cost - covered].map(|n| html! { (words::whole(n)) });
            std::iter::once(html! { (year) }).chain(cells).collect()
        })
        .collect();
    figure(
        l,
        &sentence(o, today, l),
        &on_page(o, budget, o.footing.code(), l),
        &parts::data_table(&l.t(T::AnchoringPicture), &columns, &rows),
        &l.t(T::AnchoringPictureHow),
    )
}

/// The three questions about money, each with its answer.
fn footings(budget: &Budget, alternative: Alternative, register: &Register, today: Date, l: Locale) -> Markup {
    html! {
        div.grid {
            @for footing in Footing::ALL {
                @let o = outlook(budget, alternative, *footing);
                @let red = o.turns_red(today);
                @let falls = falling(budget, &o, register, today);
                section.card {
                    p { (parts::tag(if red.is_some() { Tone::Stop } else { Tone::Good }, &red.map_or_else(|| l.t(T::AnchoringReaches), |m| words::month(m, l)))) }
                    h2 { (words::footing(*footing, l)) }
                    p { (sentence(&o, today, l)) }
                    @if let Some(red) = red {
                        p.quiet { (l.ta(T::AnchoringMissingIn, &args![("year", i64::from(red.year())), ("sum", words::whole(o.missing_in(red.year())))])) }
                    }
                    @if !falls.is_empty() { p { (l.ta(T::AnchoringFalls, &args![("names", falls.join(", "))])) } }
                }
            }
        }
    }
}

/// The money part of the sustainability page: the picture, the three questions, and the way to the budget.
///
/// # Errors
/// A fault of the database.
pub async fn money_part(cx: &Cx) -> Result<Markup, AppError> {
    let (g, published) = (gathered(cx).await?, cx.published().await?);
    let (l, today, budget) = (cx.locale(), cx.today(), &g.budget);
    let running = budget.frame.running;
    Ok(html! {
        h2 id="penger" { (l.t(T::AnchoringMoneyTitle)) }
        @if budget.is_empty() {
            p { (l.t(T::AnchoringMoneyUnknown)) }
        } @else {
            p.quiet { (l.ta(T::AnchoringCountedFor, &args![("alternative", words::alternative(running, l))])) }
            @if g.assumed_in_budget() > 0 { p { (assumed_tag(g.assumed_in_budget(), l)) } }
            (cliff(&outlook(budget, running, Footing::Secured), budget, today, l))
            (footings(budget, running, &published.register, today, l))
        }
        (parts::actions(&[button_link(&l.t(T::AnchoringToBudget), &cx.link("/kontor/forankring/budsjett"), Weight::Secondary)]))
    })
}

/// One card before an offering is published: whether there is money to run it, with and without the project money.
///
/// # Errors
/// A fault of the database.
pub async fn before_publishing(cx: &Cx) -> Result<Markup, AppError> {
    let (g, l, today) = (gathered(cx).await?, cx.locale(), cx.today());
    let of = |footing| outlook(&g.budget, g.budget.frame.running, footing);
    let (secured, without) = (of(Footing::Secured), of(Footing::WithoutProject));
    let red = secured.turns_red(today).is_some();
    Ok(html! {
        section.card {
            h2 { (l.t(T::AnchoringMoneyTitle)) }
            @if g.budget.is_empty() {
                p { (parts::tag(Tone::Info, &l.t(T::SustainabilityTag))) }
                p { (l.t(T::AnchoringMoneyUnknown)) }
            } @else {
                p { (parts::tag(if red { Tone::Look } else { Tone::Good }, &l.t(T::SustainabilityTag))) }
                p { (sentence(&secured, today, l)) }
                p { strong { (words::footing(Footing::WithoutProject, l)) ": " } (sentence(&without, today, l)) }
            }
            (parts::actions(&[button_link(&l.t(T::AnchoringToBudget), &cx.link("/kontor/forankring/budsjett"), Weight::Secondary)]))
        }
    })
}

/// `/kontor/forankring/budsjett?alternativ=`: the budget of an alternative.
pub async fn page(cx: Cx, Query(query): Query<Vec<(String, String)>>) -> Result<Response, AppError> {
    let (g, published, n) = (gathered(&cx).await?, cx.published().await?, guidances(&cx).await?);
    let l = cx.locale();
    let alternative = Alternative::parse(asked(&query, "alternativ")).unwrap_or(g.budget.frame.running);
    let title = l.t(T::AnchoringBudget);
    let body = html! {
        (views::top(&cx, "/kontor/forankring/budsjett"))
        h1 { (title) }
        @if g.budget.is_empty() { (empty(&cx)) } @else { (whole(&cx, &g, alternative, &published.register, n)) }
    };
    Ok(answer(&cx, StatusCode::OK, title, &body))
}

fn empty(cx: &Cx) -> Markup {
    let l = cx.locale();
    let first = button_link(
        &l.t(T::AnchoringCostFirst),
        &cx.link("/kontor/forankring/ny/kostnad"),
        Weight::Primary,
    );
    html! {
        (parts::empty_state(&l.t(T::AnchoringBudgetEmpty), edits(cx).then_some(&first)))
        p { (l.t(T::AnchoringBudgetEmptyThen)) }
    }
}

fn whole(cx: &Cx, g: &Grounds, alternative: Alternative, register: &Register, guidances: u64) -> Markup {
    let (l, today, budget) = (cx.locale(), cx.today(), &g.budget);
    let chips: Vec<(Link, bool)> = Alternative::ALL
        .iter()
        .map(|a| {
            let path = cx.link(&format!("/kontor/forankring/budsjett?alternativ={}", a.code()));
            (Link::new(path, words::alternative(*a, l)), *a == alternative)
        })
        .collect();
    let said = budget.frame.words(alternative);
    html! {
        (parts::filter_chips(&chips))
        @if !said.is_empty() { p.lead { (said) } }
        @else { p.quiet { (l.t(T::AnchoringNoWords)) } }
        @if alternative == Alternative::Nothing {
            p { (l.t(T::AnchoringNothingCosts)) }
        } @else {
            (cliff(&outlook(budget, alternative, Footing::Secured), budget, today, l))
            (footings(budget, alternative, register, today, l))
        }
        h2 { (l.t(T::AnchoringAsBudget)) }
        p { (l.t(T::AnchoringAsBudgetLead)) }
        @if g.assumed_in_budget() > 0 { p { (assumed_tag(g.assumed_in_budget(), l)) } }
        (table(budget, alternative, l))
        (lines(cx, g))
        @if edits(cx) {
            (parts::actions(&[
                button_link(&l.t(T::AnchoringCostNew), &cx.link("/kontor/forankring/ny/kostnad"), Weight::Primary),
                button_link(&l.t(T::AnchoringMoneyNew), &cx.link("/kontor/forankring/ny/penger"), Weight::Secondary),
                button_link(&l.t(T::AnchoringFrameTitle), &cx.link("/kontor/forankring/ny/ramme"), Weight::Secondary),
            ]))
        }
        (per_guidance(cx, budget, guidances))
        (parts::actions(&[button_link(&l.t(T::AnchoringToPeople), &cx.link("/kontor/baerekraft"), Weight::Secondary)]))
    }
}

/// The lines as they will stand in the budget and the four-year plan, in whole kroner.
fn table(budget: &Budget, alternative: Alternative, l: Locale) -> Markup {
    let mut columns = vec![Column::words(l.t(T::AnchoringLine)), Column::words(l.t(T::AnchoringPlaceInBudget))];
    columns.extend(budget.years().map(|y| Column::numbers(y.to_string())));
    let rows = views::budget_rows(budget, alternative, l);
    let rows: Vec<Vec<Markup>> = rows
        .iter()
        .map(|row| {
            let cell = |text: &String| {
                if row.sum {
                    html! { strong { (text) } }
                } else {
                    html! { (text) }
                }
            };
            row.cells.iter().map(cell).collect()
        })
        .collect();
    parts::data_table(&l.t(T::AnchoringAsBudget), &columns, &rows)
}

/// What costs and who pays, each line a way to its form.
fn lines(cx: &Cx, g: &Grounds) -> Markup {
    let (l, budget) = (cx.locale(), &g.budget);
    let may = edits(cx);
    let to = |id: &Id, name: &str| {
        if may {
            html! { a href=(cx.link(&format!("/kontor/forankring/endre/{id}"))) { (name) } }
        } else {
            html! { (name) }
        }
    };
    let tag = |id: &Id| html! { @if g.assumed_in(*id) > 0 { br; (assumed_tag(g.assumed_in(*id), l)) } };
    let of_cost = |c: &CostLine| {
        let reduced = if c.in_reduced {
            T::AnchoringAlsoReduced
        } else {
            T::AnchoringOnlyRecommended
        };
        format!("{} · {}", words::cost_kind(c.kind, l), l.t(reduced))
    };
    html! {
        div.grid {
            section.card {
                h2 { (l.t(T::AnchoringCosts)) }
                @if budget.costs.is_empty() { p { (l.t(T::AnchoringNoCosts)) } }
                ul { @for (id, c) in &budget.costs { li { (to(id, &c.name)) br; span.quiet { (of_cost(c)) } (tag(id)) } } }
            }
            section.card {
                h2 { (l.t(T::AnchoringWhoPays)) }
                @if budget.money.is_empty() { p { (l.t(T::AnchoringNoMoney)) } }
                ul {
                    @for (id, m) in &budget.money {
                        li {
                            (to(id, &m.name)) br;
                            span.quiet { (words::source(m.source, l)) " · " (l.t(if m.secured { T::AnchoringSecured } else { T::AnchoringAsked })) }
                            (tag(id))
                        }
                    }
                }
            }
        }
    }
}

/// What a guidance costs, and what that does not show.
fn per_guidance(cx: &Cx, budget: &Budget, guidances: u64) -> Markup {
    let l = cx.locale();
    let year = cx.today().year();
    html! {
        section.card.soft {
            h2 { (l.t(T::AnchoringEach)) }
            @match cost_per_guidance(budget, year, guidances) {
                Some(each) => {
                    (parts::stat(&words::money(each.each()), &l.t(T::AnchoringEachUnit)))
                    p { (l.ta(T::AnchoringEachHow, &args![("year", i64::from(each.year)), ("cost", words::whole(each.cost)), ("n", each.guidances)])) }
                }
                None => p { (l.ta(T::AnchoringEachNone, &args![("n", domain::anchoring::LEAST_GUIDANCES), ("year", i64::from(year))])) },
            }
            h3 { (l.t(T::AnchoringNotShown)) }
            ul { @for text in NOT_SHOWN { li { (l.t(text)) } } }
        }
    }
}

/// What the figure says nothing of.
pub const NOT_SHOWN: [T; 4] =
    [T::AnchoringNotShown1, T::AnchoringNotShown2, T::AnchoringNotShown3, T::AnchoringNotShown4];

/// How many details are assumed, not confirmed.
pub fn assumed_tag(n: usize, l: Locale) -> Markup {
    parts::tag(Tone::Look, &l.ta(T::OfficeAssumedCount, &args![("n", n)]))
}

/// What is assumed of an entry, and a link to change it for those who may.
pub fn change(cx: &Cx, g: &Grounds, id: Id, kind: EntryKind) -> Markup {
    let l = cx.locale();
    html! {
        @if g.assumed_in(id) > 0 { (assumed_tag(g.assumed_in(id), l)) " " }
        @if edits(cx) {
            a href=(cx.link(&format!("/kontor/forankring/endre/{id}"))) aria-label=(format!("{} ({})", l.t(T::AnchoringChange), words::new_title(kind, l))) { (l.t(T::AnchoringChange)) }
        }
    }
}
