//! The pages: one sentence, a chart, a table.

use super::{
    ask::{Against, Ask},
    names::Names,
    store::Side,
};
use crate::{
    frame::Cx,
    texts::{T, Words},
};
use domain::shared::capital;
use domain::statistics::{
    Audience, Cell, ChangeWords, Dimension, NumberChange, Period, PeriodKind, Sentence, Table, compare_cells, sentence,
};
use maud::{Markup, html};
use ui::{
    Link,
    charts::{self, Bar, Caption, Legend},
    forms::{self, Choice, Field},
    parts::{self, Column, Weight},
};

/// What a page of figures is made of: words, what was asked for, and where its addresses begin.
pub struct Page<'a> {
    /// Addresses.
    pub cx: &'a Cx,
    /// Words.
    pub names: &'a Names,
    /// What was asked for.
    pub ask: &'a Ask,
}

/// The figures of the overview.
pub struct Overview {
    /// The period, by bucket.
    pub now: Side,
    /// As much of the period compared with; `None` when there was no service then.
    pub before: Option<Side>,
    /// The whole period compared with, by bucket.
    pub earlier: Option<Side>,
    /// The periods on the cards.
    pub others: Vec<(Against, Side)>,
}

/// A period's figures, and those of the period compared with where there are any.
type Sides<'a> = (&'a Side, Option<&'a Side>);

/// How many bars a chart on the overview has at most.
const MOST_BARS: usize = 8;

/// Renders what may be seen inside the service; where that says more than may leave it, the same without small numbers
/// stands beside it for paper.
pub fn with_paper(render: &dyn Fn(Audience, &str) -> Markup) -> Markup {
    let inside = render(Audience::Service, "");
    if inside.0 == render(Audience::Outside, "").0 {
        return inside;
    }
    html! {
        div.no-print { (inside) }
        div.print-only { (render(Audience::Outside, "p-")) }
    }
}

impl Page<'_> {
    fn t(&self, key: T) -> String {
        self.names.locale.t(key)
    }

    fn link(&self, path: &str, ask: &Ask) -> String {
        self.cx.link(&format!("{path}?{}", ask.query()))
    }

    /// The period in words, said to be running when it is.
    fn period(&self) -> String {
        let period = self.names.period(self.ask.period);
        if self.ask.is_running() {
            self.names.locale.ta(T::StatisticsSoFar, &ui::args![("period", period)])
        } else {
            period
        }
    }

    /// What a period is compared with, as it stands after «enn».
    fn then(&self, against: Against) -> String {
        let l = self.names.locale;
        let kind = self.ask.period.kind();
        let then = match against {
            Against::Other(period) => {
                return l.ta(
                    T::StatisticsThenOther,
                    &ui::args![("period", self.names.period(period))],
                );
            }
            Against::LastYear if self.ask.period.first().year() == self.ask.today.year() => T::StatisticsThenLastYear,
            Against::LastYear => T::StatisticsThenYearBefore,
            Against::Previous => match kind {
                PeriodKind::Day => T::StatisticsThenDayBefore,
                PeriodKind::Week => T::StatisticsThenWeekBefore,
                PeriodKind::Month => T::StatisticsThenMonthBefore,
                PeriodKind::Year => T::StatisticsThenYearBefore,
                PeriodKind::Custom => T::StatisticsThenPeriodBefore,
            },
        };
        if self.ask.is_running() {
            l.ta(T::StatisticsThenSameTime, &ui::args![("then", l.t(then))])
        } else {
            l.t(then)
        }
    }

    /// The number of visits in all, and how it stands against the period compared with.
    fn told_total(&self, now: Cell, before: Option<Cell>) -> String {
        let l = self.names.locale;
        let Some(n) = now.number() else {
            return l.ta(T::StatisticsToldFew, &ui::args![("period", self.period())]);
        };
        let then = self.then(self.ask.against);
        let Some(change) = before.and_then(|before| compare_cells(now, before)) else {
            return l.ta(
                T::StatisticsToldAlone,
                &ui::args![("n", n), ("now", self.names.number(n)), ("period", self.period())],
            );
        };
        let key = match change.words {
            ChangeWords::More => T::StatisticsToldMore,
            ChangeWords::Fewer => T::StatisticsToldFewer,
            ChangeWords::Same => T::StatisticsToldSame,
            ChangeWords::FirstTime => T::StatisticsToldFirst,
            ChangeWords::Nothing => return l.ta(T::StatisticsToldNothing, &ui::args![("period", self.period())]),
        };
        let args = ui::args![
            ("n", n),
            ("now", self.names.number(n)),
            ("period", self.period()),
            ("difference", self.names.number(change.absolute.unsigned_abs())),
            ("then", then),
        ];
        l.ta(key, &args)
    }

    /// The sentence above a chart of a dimension.
    fn told(&self, dimension: Dimension, now: &Table, before: Option<&Table>) -> String {
        let l = self.names.locale;
        let told = sentence(now, before);
        let topic = dimension == Dimension::Topic;
        let (key, value, now, other) = match &told {
            Sentence::Riser { value, now, then, .. } => {
                let key = if topic {
                    T::StatisticsRiserTopic
                } else {
                    T::StatisticsRiser
                };
                (key, value, *now, Some(*then))
            }
            Sentence::Faller { value, now, then, .. } => {
                let key = if topic {
                    T::StatisticsFallerTopic
                } else {
                    T::StatisticsFaller
                };
                (key, value, *now, Some(*then))
            }
            Sentence::Most { value, n, of, .. } => {
                let key = match (of, topic) {
                    (None, _) => T::StatisticsMostAlone,
                    (Some(_), true) => T::StatisticsMostTopic,
                    (Some(_), false) => T::StatisticsMost,
                };
                (key, value, *n, *of)
            }
            Sentence::Total { n } => {
                let args = ui::args![("n", *n), ("now", self.names.number(*n)), ("period", self.period())];
                return l.ta(T::StatisticsToldAlone, &args);
            }
            Sentence::TooFew => return l.t(T::StatisticsTooFew),
            Sentence::Nothing => return l.ta(T::StatisticsToldNothing, &ui::args![("period", self.period())]),
        };
        let args = ui::args![
            ("value", self.names.value(dimension, value)),
            ("now", self.names.number(now)),
            ("other", other.map_or_else(String::new, |n| self.names.number(n))),
            ("then", self.then(self.ask.against)),
        ];
        l.ta(key, &args)
    }

    /// «+54 (+34 %)», or a dash when either number is hidden.
    fn change(&self, now: Cell, before: Cell) -> String {
        let Some(NumberChange { absolute, percent, .. }) = compare_cells(now, before) else {
            return "–".to_owned();
        };
        let signed = |n: i64| {
            let sign = match n {
                1.. => "+",
                0 => "",
                _ => "−",
            };
            format!("{sign}{}", self.names.number(n.unsigned_abs()))
        };
        match percent {
            Some(percent) if absolute != 0 => format!("{} ({}\u{a0}%)", signed(absolute), signed(percent)),
            _ => signed(absolute),
        }
    }

    /// The lengths of periods, the way to the one before and after, and the form for everything else.
    pub fn picker(&self, path: &str) -> Markup {
        let l = self.names.locale;
        let ask = self.ask;
        let anchor = if ask.period.contains(ask.today) {
            ask.today
        } else {
            ask.period.first()
        };
        let kinds = [
            (PeriodKind::Day, T::StatisticsKindDay),
            (PeriodKind::Week, T::StatisticsKindWeek),
            (PeriodKind::Month, T::StatisticsKindMonth),
            (PeriodKind::Year, T::StatisticsKindYear),
        ];
        let tab = |(kind, key): (PeriodKind, T)| {
            let period = Period::of(kind, anchor);
            (self.link(path, &ask.of(period)), l.t(key), ask.period.kind() == kind)
        };
        let step = |period: Period, back: bool| {
            let name = self.names.period(period);
            let label = if back {
                format!("← {name}")
            } else {
                format!("{name} →")
            };
            Link::new(self.link(path, &ask.of(period)), label)
        };
        let later = Some(ask.period.next()).filter(|next| next.first() <= ask.today);
        let steps: Vec<Link> =
            [step(ask.period.previous(), true)].into_iter().chain(later.map(|next| step(next, false))).collect();
        html! {
            (parts::tabs(&l.t(T::StatisticsPeriod), &kinds.map(tab)))
            (parts::chips(&steps))
            (self.narrowed())
            (self.form(path))
        }
    }

    /// Which place and offering the figures are for, when not all.
    fn narrowed(&self) -> Markup {
        let published = self.names.published();
        let place = self.ask.place.as_ref().and_then(|k| published.place(k.as_str())).map(|p| &p.name);
        let offering = self.ask.offering.as_ref().and_then(|k| published.offering(k.as_str())).map(|o| &o.name);
        let names: Vec<&str> = [place, offering].into_iter().flatten().map(|n| n.get(self.names.locale)).collect();
        html! {
            @if !names.is_empty() {
                p { (self.names.locale.ta(T::StatisticsOnly, &ui::args![("names", names.join(" · "))])) }
            }
        }
    }

    fn form(&self, path: &str) -> Markup {
        let l = self.names.locale;
        let ask = self.ask;
        let custom = ask.period.kind() == PeriodKind::Custom;
        let day = |shown: bool, day: jiff::civil::Date| if shown { day.to_string() } else { String::new() };
        let other = match ask.against {
            Against::Other(period) => Some(period),
            _ => None,
        };
        let date = |name: &str, key: T, value: String| forms::date_field(&Field::new(name, l.t(key)).value(value));
        html! {
            details.no-print open[custom || other.is_some() || ask.place.is_some() || ask.offering.is_some()] {
                summary { (l.t(T::StatisticsChoose)) }
                form method="get" action=(self.cx.link(path)) {
                    @if !custom { input type="hidden" name="periode" value=(ask.period.code()); }
                    div.row {
                        (date("fra", T::StatisticsFrom, day(custom, ask.period.first())))
                        (date("til", T::StatisticsTo, day(custom, ask.period.last())))
                    }
                    div.row { (self.place_field()) (self.offering_field()) }
                    (self.against_field())
                    div.row {
                        (date("mot_fra", T::StatisticsAgainstFrom, other.map_or_else(String::new, |p| p.first().to_string())))
                        (date("mot_til", T::StatisticsAgainstTo, other.map_or_else(String::new, |p| p.last().to_string())))
                    }
                    (parts::button(&l.t(T::StatisticsShow), Weight::Secondary))
                }
            }
        }
    }

    fn place_field(&self) -> Markup {
        let l = self.names.locale;
        let all = Choice::new("", l.t(T::StatisticsAllPlaces), self.ask.place.is_none());
        let places = self.names.published().register.places.iter();
        let one = |p: &domain::places::Place| {
            Choice::new(p.key.as_str(), p.name.get(l), self.ask.place.as_ref() == Some(&p.key))
        };
        let choices: Vec<Choice> = [all].into_iter().chain(places.map(one)).collect();
        forms::select(&Field::new("sted", l.t(T::StatisticsDimensionPlace)), &choices)
    }

    fn offering_field(&self) -> Markup {
        let l = self.names.locale;
        let all = Choice::new("", l.t(T::StatisticsAllOfferings), self.ask.offering.is_none());
        let offerings = self.names.published().register.offerings.iter();
        let one = |o: &domain::offerings::Offering| {
            Choice::new(
                o.key.as_str(),
                o.name.get(l),
                self.ask.offering.as_ref() == Some(&o.key),
            )
        };
        let choices: Vec<Choice> = [all].into_iter().chain(offerings.map(one)).collect();
        forms::select(&Field::new("tilbud", l.t(T::StatisticsDimensionOffering)), &choices)
    }

    fn against_field(&self) -> Markup {
        let l = self.names.locale;
        let previous = self.ask.against == Against::Previous;
        let choices = [
            Choice::new("", l.t(T::StatisticsAgainstLastYear), !previous),
            Choice::new("forrige", l.t(T::StatisticsAgainstPrevious), previous),
        ];
        forms::select(&Field::new("mot", l.t(T::StatisticsAgainst)), &choices)
    }

    /// A table of one dimension beside the period compared with.
    fn compared(&self, dimension: Dimension, now: &Table, before: &Table) -> Markup {
        let l = self.names.locale;
        let title = self.names.dimension(dimension);
        let columns = [
            Column::words(title.clone()),
            Column::numbers(self.names.period(self.ask.period)),
            Column::numbers(self.names.period(self.ask.comparable())),
            Column::numbers(l.t(T::StatisticsChange)),
        ];
        let earlier = before.line_totals();
        let then = |key: &str| earlier.iter().find(|(k, _)| *k == key).map_or(Cell::Number(0), |(_, cell)| *cell);
        let line = |name: String, now: Cell, before: Cell| {
            let figures = [self.names.cell(now), self.names.cell(before), self.change(now, before)];
            [name].into_iter().chain(figures).map(|text| html! { (text) }).collect::<Vec<_>>()
        };
        let mut rows: Vec<Vec<Markup>> = by_size(now)
            .into_iter()
            .map(|(key, cell)| line(self.names.value(dimension, key), cell, then(key)))
            .collect();
        let is_new = |key: &str| now.lines.iter().all(|l| l.key != key);
        let gone = earlier.iter().filter(|(key, _)| is_new(key));
        rows.extend(gone.map(|(key, cell)| line(self.names.value(dimension, key), Cell::Number(0), *cell)));
        rows.push(line(l.t(T::StatisticsVisits), now.total, before.total));
        parts::data_table(&title, &columns, &rows)
    }

    /// A table of one dimension with nothing to compare with.
    fn alone(&self, dimension: Dimension, now: &Table) -> Markup {
        let title = self.names.dimension(dimension);
        let columns = [Column::words(title.clone()), Column::numbers(self.names.period(self.ask.period))];
        let line = |name: String, cell: Cell| vec![html! { (name) }, html! { (self.names.cell(cell)) }];
        let mut rows: Vec<Vec<Markup>> =
            by_size(now).into_iter().map(|(key, cell)| line(self.names.value(dimension, key), cell)).collect();
        rows.push(line(self.names.locale.t(T::StatisticsVisits), now.total));
        parts::data_table(&title, &columns, &rows)
    }

    fn legend(&self, earlier: Period) -> Legend {
        Legend {
            now: self.names.period(self.ask.period),
            before: self.names.period(earlier),
        }
    }

    /// What is said under every chart about how the numbers came to be.
    fn how(&self, table: &Table) -> String {
        let several = table.several.then(|| self.t(T::StatisticsHowSeveral));
        let hidden = table.hides_something().then(|| self.t(T::StatisticsHowHidden));
        [Some(self.t(T::StatisticsHowVisits)), several, hidden]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// A dimension: sentence, bars, table.
    fn bars(&self, id: &str, dimension: Dimension, sides: Sides<'_>, most: usize, audience: Audience) -> Markup {
        let now = sides.0.table(dimension, audience);
        let before = sides.1.map(|side| side.table(dimension, audience));
        let earlier = before.as_ref().map(Table::line_totals).unwrap_or_default();
        let then = |key: &str| earlier.iter().find(|(k, _)| *k == key).map_or(Some(0), |(_, cell)| cell.number());
        let items: Vec<Bar> = by_size(&now)
            .into_iter()
            .take(most)
            .map(|(key, cell)| Bar {
                label: self.names.value(dimension, key),
                value: cell.number(),
                before: then(key),
            })
            .collect();
        let told = self.told(dimension, &now, before.as_ref());
        let caption = Caption::new(id, self.names.dimension(dimension), self.t(T::StatisticsChartHasTable));
        let compares = before.as_ref().is_some_and(|b| b.total != Cell::Number(0));
        let legend = self.legend(self.ask.comparable());
        let chart = charts::bars(&caption, compares.then_some(&legend), &items);
        let table = match &before {
            Some(before) => self.compared(dimension, &now, before),
            None => self.alone(dimension, &now),
        };
        charts::figure(self.names.locale, &told, &chart, &table, &self.how(&now))
    }

    /// The visits by bucket, with the whole period compared with behind.
    fn over_time(&self, id: &str, now: &Side, earlier: Option<&Side>, audience: Audience) -> Markup {
        let now_table = now.over_time(Dimension::Place, audience);
        let then_totals = earlier.map(|side| side.over_time(Dimension::Place, audience).totals).unwrap_or_default();
        let today = self.ask.today;
        let cell_at = |cells: &[Cell], i: usize| cells.get(i).copied();
        let labels: Vec<String> = now.buckets.iter().map(|b| self.names.bucket(*b, &now.buckets)).collect();
        let seen: Vec<Option<Cell>> = now
            .buckets
            .iter()
            .enumerate()
            .map(|(i, b)| cell_at(&now_table.totals, i).filter(|_| b.first() <= today))
            .collect();
        let then: Vec<Option<Cell>> = (0..labels.len()).map(|i| cell_at(&then_totals, i)).collect();
        let numbers = |cells: &[Option<Cell>]| cells.iter().map(|c| c.and_then(Cell::number)).collect::<Vec<_>>();
        let told = self.busiest(&now.buckets, &seen);
        let caption = Caption::new(id, self.t(T::StatisticsOverTime), self.t(T::StatisticsChartHasTable));
        let legend = self.legend(earlier.map_or_else(|| self.ask.earlier(), |side| side.period));
        let then_numbers = numbers(&then);
        let compares = then_numbers.iter().flatten().any(|n| *n > 0);
        let behind = compares.then_some((&legend, then_numbers.as_slice()));
        let growing = now.buckets.iter().position(|b| b.first() <= today && today <= b.last());
        let growing = growing.filter(|i| numbers(&seen).get(*i).is_some_and(Option::is_some));
        let told = match growing.and_then(|i| now.buckets.get(i)) {
            Some(bucket) => format!("{told} {}", self.unfinished(*bucket)),
            None => told,
        };
        let chart = charts::line(&caption, &labels, &numbers(&seen), behind, growing);
        let shown = |cell: Option<Cell>| cell.map_or_else(String::new, |c| self.names.cell(c));
        let rows: Vec<Vec<Markup>> = labels
            .iter()
            .zip(seen.iter().zip(&then))
            .map(|(label, (now, then))| {
                let figures = [Some(shown(*now)), earlier.map(|_| shown(*then))];
                let cells = [Some(capital(label))].into_iter().chain(figures).flatten();
                cells.map(|text| html! { (text) }).collect()
            })
            .collect();
        let mut columns = vec![Column::words(self.t(T::StatisticsWhen)), Column::numbers(legend.now.clone())];
        columns.extend(earlier.map(|_| Column::numbers(legend.before.clone())));
        let table = parts::data_table(&self.t(T::StatisticsOverTime), &columns, &rows);
        charts::figure(self.names.locale, &told, &chart, &table, &self.how(&now_table))
    }

    /// That what stands last is only so far.
    fn unfinished(&self, bucket: Period) -> String {
        let when = capital(&self.names.bucket_in_words(bucket));
        self.names.locale.ta(T::StatisticsUnfinished, &ui::args![("when", when)])
    }

    fn busiest(&self, buckets: &[Period], cells: &[Option<Cell>]) -> String {
        let numbers = buckets.iter().zip(cells).filter_map(|(b, c)| Some((*b, (*c)?.number()?)));
        match numbers.max_by_key(|(bucket, n)| (*n, std::cmp::Reverse(bucket.first()))) {
            Some((bucket, n)) if n > 0 => {
                let args =
                    ui::args![("n", n), ("when", self.names.bucket_in_words(bucket)), ("now", self.names.number(n)),];
                self.names.locale.ta(T::StatisticsBusiest, &args)
            }
            _ => self.t(T::StatisticsTooFew),
        }
    }

    /// When in the week people come.
    fn week(&self, id: &str, now: &Side, audience: Audience) -> Markup {
        let table = now.week(audience);
        let rows: Vec<String> = table.lines.iter().map(|l| self.names.key(table.lines_by, &l.key)).collect();
        let columns: Vec<String> = table.columns.iter().map(|c| self.names.key(table.columns_by, c)).collect();
        let values: Vec<Vec<Option<u64>>> =
            table.lines.iter().map(|l| l.cells.iter().map(|c| c.number()).collect()).collect();
        let cells = table.lines.iter().flat_map(|l| table.columns.iter().zip(&l.cells).map(move |(c, n)| (l, c, n)));
        let best = cells
            .filter_map(|(line, column, cell)| Some((&line.key, column, cell.number()?)))
            .filter(|(_, column, n)| *n > 0 && column.as_str() != domain::statistics::UNKNOWN)
            .max_by_key(|(_, _, n)| *n);
        let told = best.map_or_else(
            || self.t(T::StatisticsTooFew),
            |(weekday, part, n)| {
                let part = self.names.value(Dimension::PartOfDay, part);
                let args = ui::args![
                    ("weekday", self.names.weekday(weekday)),
                    ("part", small(&part)),
                    ("now", self.names.number(n)),
                ];
                self.names.locale.ta(T::StatisticsBusiestPart, &args)
            },
        );
        let title = self.names.dimension(Dimension::WeekdayPart);
        let caption = Caption::new(id, title.clone(), self.t(T::StatisticsChartHasTable));
        let chart = charts::heat(&caption, &rows, &columns, &values);
        let table_markup = self.plain_table(&title, &self.t(T::StatisticsWeekday), &table);
        charts::figure(self.names.locale, &told, &chart, &table_markup, &self.how(&table))
    }

    /// A table as it is, with sums; turned where it would be wider than long.
    fn plain_table(&self, caption: &str, corner: &str, table: &Table) -> Markup {
        let l = self.names.locale;
        let total = l.t(T::StatisticsTotal);
        let lines: Vec<String> = table.lines.iter().map(|line| self.names.key(table.lines_by, &line.key)).collect();
        let columns: Vec<String> = table.columns.iter().map(|key| capital(&self.names.short_key(table, key))).collect();
        let mut grid: Vec<Vec<Cell>> =
            table.lines.iter().map(|line| line.cells.iter().copied().chain([line.total]).collect()).collect();
        grid.push(table.totals.iter().copied().chain([table.total]).collect());
        let with_total = |names: Vec<String>| names.into_iter().chain([total.clone()]).collect::<Vec<_>>();
        let (mut down, mut across) = (with_total(lines), with_total(columns));
        if table.columns.len() > table.lines.len().max(12) {
            grid = (0..across.len()).map(|c| grid.iter().map(|row| row[c]).collect()).collect();
            std::mem::swap(&mut down, &mut across);
        }
        let heads: Vec<Column> =
            [Column::words(corner)].into_iter().chain(across.into_iter().map(Column::numbers)).collect();
        let row = |(name, cells): (String, Vec<Cell>)| {
            [html! { (name) }]
                .into_iter()
                .chain(cells.iter().map(|c| html! { (self.names.cell(*c)) }))
                .collect()
        };
        let rows: Vec<Vec<Markup>> = down.into_iter().zip(grid).map(row).collect();
        parts::data_table(caption, &heads, &rows)
    }

    /// Files to take away.
    fn downloads(&self, base: &str) -> Markup {
        let l = self.names.locale;
        let excel = Ask {
            flavour: domain::statistics::CsvFlavour::NorwegianExcel,
            ..self.ask.clone()
        };
        let whole = base == "/kontor/tall";
        html! {
            div.no-print {
                h2 { (l.t(T::StatisticsTakeAway)) }
                p { (l.t(T::StatisticsTakeAwayText)) }
                div.actions {
                    @if whole {
                        (parts::button_link(&l.t(T::StatisticsXlsx), &self.link("/kontor/tall.xlsx", self.ask), Weight::Secondary))
                    }
                    (parts::button_link(&l.t(T::StatisticsCsvExcel), &self.link(&format!("{base}.csv"), &excel), Weight::Secondary))
                    (parts::button_link(&l.t(T::StatisticsCsv), &self.link(&format!("{base}.csv"), self.ask), Weight::Quiet))
                }
            }
        }
    }

    /// What the numbers are, and what hiding the small ones can and cannot do.
    fn about(&self) -> Markup {
        html! {
            div {
                h2 { (self.t(T::StatisticsAbout)) }
                p { (self.t(T::StatisticsAboutPeople)) }
                p { (self.t(T::StatisticsAboutOwn)) }
                p { (self.t(T::StatisticsAboutHidden)) }
                p { (self.t(T::StatisticsAboutLimits)) }
            }
        }
    }

    /// The overview.
    pub fn overview(&self, data: &Overview) -> Markup {
        let l = self.names.locale;
        let dimensions: Vec<Link> = Dimension::ALL
            .into_iter()
            .map(|d| {
                Link::new(
                    self.link(&format!("/kontor/tall/{}", d.code()), self.ask),
                    self.names.dimension(d),
                )
            })
            .collect();
        html! {
            h1 { (l.t(T::StatisticsTitle)) }
            (self.picker("/kontor/tall"))
            (with_paper(&|audience, prefix| self.overview_figures(data, audience, prefix)))
            div.no-print {
                h2 { (l.t(T::StatisticsMore)) }
                (parts::chips(&dimensions))
                p { a href=(self.cx.link("/kontor/tall/vist-videre")) { (l.t(T::ReferralsFiguresTitle)) } }
                p { a href=(self.cx.link("/kontor/grenser/spurt")) { (l.t(T::BoundariesAskedTitle)) } }
                p { a href=(self.cx.link("/kontor/dekning")) { (l.t(T::StatisticsToCoverage)) } }
            }
            (self.downloads("/kontor/tall"))
            (self.about())
        }
    }

    fn overview_figures(&self, data: &Overview, audience: Audience, prefix: &str) -> Markup {
        let now = data.now.total(audience);
        let id = |name: &str| format!("{prefix}{name}");
        let before = data.before.as_ref();
        let sides = (&data.now, before);
        html! {
            h2 { (capital(&self.period())) }
            p.lead { (self.told_total(now, before.map(|side| side.total(audience)))) }
            (self.cards(now, data, audience))
            @if now != Cell::Number(0) {
                (self.bars(&id("tema"), Dimension::Topic, sides, MOST_BARS, audience))
                (self.over_time(&id("tid"), &data.now, data.earlier.as_ref(), audience))
                (self.week(&id("uke"), &data.now, audience))
                (self.bars(&id("sted"), Dimension::Place, sides, MOST_BARS, audience))
            } @else {
                (parts::empty_state(&self.t(T::StatisticsEmpty), None))
            }
        }
    }

    fn cards(&self, now: Cell, data: &Overview, audience: Audience) -> Markup {
        let total = parts::card(&parts::stat(&self.names.cell(now), &self.t(T::StatisticsVisits)));
        let others = data.others.iter().map(|(against, side)| {
            let before = side.total(audience);
            let args = ui::args![("then", self.then(*against)), ("before", self.names.cell(before))];
            let words = self.names.locale.ta(T::StatisticsAgainstWas, &args);
            parts::card(&parts::stat(&self.change(now, before), &words))
        });
        let cards: Vec<Markup> = [total].into_iter().chain(others).collect();
        parts::grid(&cards)
    }

    /// The page of one dimension.
    pub fn dimension(&self, dimension: Dimension, now: &Side, before: Option<&Side>) -> Markup {
        let l = self.names.locale;
        let path = format!("/kontor/tall/{}", dimension.code());
        let title = self.names.dimension(dimension);
        let way = [Link::new(self.link("/kontor/tall", self.ask), l.t(T::StatisticsTitle))];
        html! {
            (parts::breadcrumbs(l, &way, &title))
            h1 { (title) }
            (self.picker(&path))
            (with_paper(&|audience, prefix| self.dimension_figures(dimension, now, before, audience, prefix)))
            (self.downloads(&path))
            (self.about())
        }
    }

    fn dimension_figures(
        &self,
        dimension: Dimension,
        now: &Side,
        before: Option<&Side>,
        audience: Audience,
        prefix: &str,
    ) -> Markup {
        let total = now.total(audience);
        html! {
            h2 { (capital(&self.period())) }
            @if total == Cell::Number(0) {
                (parts::empty_state(&self.t(T::StatisticsEmpty), None))
            } @else if dimension == Dimension::WeekdayPart {
                (self.week(&format!("{prefix}uke"), now, audience))
            } @else {
                (self.bars(&format!("{prefix}verdier"), dimension, (now, before), usize::MAX, audience))
                (self.by_bucket(dimension, now, audience))
            }
        }
    }

    /// A dimension by day, week, month or year.
    fn by_bucket(&self, dimension: Dimension, now: &Side, audience: Audience) -> Markup {
        let l = self.names.locale;
        let path = format!("/kontor/tall/{}", dimension.code());
        let shown = now.buckets.first().map(|b| b.kind());
        let tab = |kind: PeriodKind| {
            let key = match kind {
                PeriodKind::Day | PeriodKind::Custom => T::StatisticsPerDay,
                PeriodKind::Week => T::StatisticsPerWeek,
                PeriodKind::Month => T::StatisticsPerMonth,
                PeriodKind::Year => T::StatisticsPerYear,
            };
            let ask = Ask {
                per: Some(kind),
                ..self.ask.clone()
            };
            (Link::new(self.link(&path, &ask), l.t(key)), shown == Some(kind))
        };
        let kinds: Vec<(Link, bool)> = self.ask.possible_buckets().into_iter().map(tab).collect();
        let title = self.names.dimension(dimension);
        html! {
            @if !kinds.is_empty() {
                div {
                    h2 { (l.t(T::StatisticsOverTime)) }
                    (parts::filter_chips(&kinds))
                    (self.plain_table(&title, &title, &now.over_time(dimension, audience)))
                }
            }
        }
    }
}

/// The lines with the largest first, hidden ones after the shown, *not known* and *none* last.
fn by_size(table: &Table) -> Vec<(&str, Cell)> {
    let mut lines = table.line_totals();
    let aside = |key: &str| key == domain::statistics::UNKNOWN || key == domain::statistics::NO_VALUE;
    lines.sort_by_key(|(key, cell)| (aside(key), std::cmp::Reverse(cell.number())));
    lines
}

/// The text with a small first letter.
fn small(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
